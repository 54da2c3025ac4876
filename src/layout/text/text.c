/*
 * layout/text/text.c - a text becomes lines: shaped, broken and set.
 */
#include "layout/text/line.h"

#include <string.h>

struct TextScratch {
    Shape shape;
    Breaker breaker;
    Cut *cuts;
    size_t cut_capacity;
};

/* What the lines of a paragraph that are not set yet will be made from. */
struct TextPlan {
    const Span *spans;
    const TextStyle *style;
    Align align;
    Len width;
    Cut cuts[];
};

static struct TextScratch *scratch_of(Setter *setter)
{
    if (setter->scratch == NULL) {
        setter->scratch = arena_alloc(setter->arena, sizeof *setter->scratch);
        setter->scratch->shape.arena = setter->arena;
        setter->scratch->breaker.arena = setter->arena;
    }
    return setter->scratch;
}

/* --- Lines of a paragraph -------------------------------------------------------------------- */

static bool is_too_wide(const Shape *shape, uint32_t from, uint32_t to, Fine width)
{
    return shape->pieces[to - 1].end - shape->pieces[from].start > width;
}

/* True when a part does not fit on one line. */
static bool needs_breaks(const Shape *shape, Fine first, Fine rest)
{
    uint32_t from = 0;
    for (size_t i = 0; i < shape->part_count; i++) {
        if (is_too_wide(shape, from, shape->parts[i], i == 0 ? first : rest))
            return true;
        from = shape->parts[i];
    }
    return false;
}

static void end_line(Breaker *breaker, uint32_t piece)
{
    *(uint32_t *)arena_push(breaker->arena, &breaker->ends, &breaker->end_capacity,
                            breaker->end_count, sizeof(uint32_t)) = piece;
    breaker->end_count++;
}

/* Breaks one part: without hyphens if that looks good, then with. *hyphenated tells whether the
   words from this part on have been divided. */
static void break_part(Setter *setter, size_t part, uint32_t from, const BreakStyle *style,
                       bool hyphenate, bool *hyphenated)
{
    Shape *shape = &setter->scratch->shape;
    Breaker *breaker = &setter->scratch->breaker;
    if (style->aim == AIM_JUSTIFIED) {
        if (break_lines(breaker, shape->pieces, from, shape->parts[part], style, PASS_PLAIN))
            return;
        if (hyphenate && !*hyphenated) {
            shape_hyphenate(shape, setter, part);
            *hyphenated = true;
        }
        if ((hyphenate || style->looseness != 0) &&
            break_lines(breaker, shape->pieces, from, shape->parts[part], style, PASS_HYPHENS))
            return;
    }
    (void)break_lines(breaker, shape->pieces, from, shape->parts[part], style, PASS_ANY);
}

/* Where the lines of all parts end, in scratch->breaker. */
static void break_parts(Setter *setter, BreakStyle style, bool hyphenate)
{
    Shape *shape = &setter->scratch->shape;
    bool hyphenated = false;
    uint32_t from = 0;
    setter->scratch->breaker.end_count = 0;
    if (needs_breaks(shape, style.first, style.rest)) {
        if (setter->typography != NULL)
            shape_tie(shape, setter->typography);
        shape_divide(shape, setter, hyphenate, style.first, style.rest);
    }
    for (size_t i = 0; i < shape->part_count; i++) {
        if (is_too_wide(shape, from, shape->parts[i], style.first))
            break_part(setter, i, from, &style, hyphenate, &hyphenated);
        else
            end_line(&setter->scratch->breaker, shape->parts[i] - 1);
        from = shape->parts[i];
        style.first = style.rest;
    }
}

/* The lines that the breaker has found, in scratch->cuts; how many. */
static size_t cut_lines(Setter *setter, const TextStyle *style, Align align, Len width)
{
    struct TextScratch *scratch = setter->scratch;
    const Shape *shape = &scratch->shape;
    size_t count = scratch->breaker.end_count;
    uint32_t from = 0;
    size_t part = 0;
    for (size_t i = 0; i < count; i++) {
        uint32_t to = scratch->breaker.ends[i];
        bool ends = to + 1 == shape->parts[part];
        Cut *cut = arena_push(shape->arena, &scratch->cuts, &scratch->cut_capacity, i, sizeof *cut);
        *cut = line_cut(&shape->pieces[from], &shape->pieces[to], ends,
                        line_room(style, align, width, i == 0));
        part += ends;
        from = to + 1;
    }
    return count;
}

/* True for the first text with such indents: one style is at fault for all of them. */
static bool is_new_fault(Setter *setter, const TextStyle *style)
{
    bool same = setter->cramped[0] == style->left && setter->cramped[1] == style->right &&
                (int64_t)style->left + style->right > 0;
    setter->cramped[0] = style->left;
    setter->cramped[1] = style->right;
    return !same;
}

/* A narrow table's column is told by the table: here it is the style that takes all. */
static void report_no_room(Setter *setter, const Span *spans, const TextStyle *style)
{
    bool indented = style->left > 0 || style->right > 0 || style->first_indent > 0;
    if (spans != NULL && indented && is_new_fault(setter, style))
        setter_no_room(setter, style->indents, spans->place);
}

void setter_no_room(Setter *setter, Place indents, Place place)
{
    if (indents.source != NULL)
        diag(setter->diags, SEVERITY_ERROR, indents, "make 'kiri' or 'kanan' smaller",
             "these indents leave no room for text");
    else
        diag(setter->diags, SEVERITY_ERROR, place,
             "make 'kiri', 'kanan' or 'indentasi' of its style smaller",
             "the indents leave no room for this text");
}

Shape *text_shape(Setter *setter)
{
    return &scratch_of(setter)->shape;
}

/* The paragraph without its lines, which are in scratch->cuts. */
static Paragraph *find_lines(Setter *setter, const Span *spans, const TextStyle *style, Align align,
                             Len width)
{
    static const BreakAim AIMS[] = {
        [ALIGN_LEFT] = AIM_RAGGED,
        [ALIGN_CENTRE] = AIM_BALANCED,
        [ALIGN_RIGHT] = AIM_RAGGED,
        [ALIGN_JUSTIFY] = AIM_JUSTIFIED,
    };
    enum { TOLERANCE = 200 };
    Paragraph *paragraph = arena_alloc(setter->arena, sizeof *paragraph);
    paragraph->leading = style->leading;
    paragraph->noted = setter->scratch->shape.noted;
    text_metrics(setter, style, &paragraph->ascent, &paragraph->descent);
    Fine rest = ((Fine)width - style->left - style->right) * FINE;
    Fine first = rest - (Fine)style->first_indent * FINE;
    bool told = setter->division_told;
    if (first <= 0 || rest <= 0) {
        report_no_room(setter, spans, style);
        setter->division_told = true;
    }
    BreakStyle lines = {.first = sum_max(first, 1),
                        .rest = sum_max(rest, 1),
                        .aim = AIMS[align],
                        .tolerance = style->tolerance > 0 ? style->tolerance : TOLERANCE,
                        .looseness = style->looseness};
    break_parts(setter, lines, style->hyphenate && setter->hyphenator != NULL);
    setter->division_told = told;
    paragraph->line_count = (uint32_t)cut_lines(setter, style, align, width);
    return paragraph;
}

/* Sets the lines that are in scratch->cuts. */
static void set_lines(Setter *setter, Paragraph *paragraph, const TextStyle *style, Align align,
                      Len width)
{
    paragraph->lines =
        lines_build(setter, style, align, width, setter->scratch->cuts, paragraph->line_count);
    for (size_t i = 0; i < paragraph->line_count; i++)
        if (paragraph->lines[i].width > paragraph->width)
            paragraph->width = paragraph->lines[i].width;
}

Paragraph *text_break(Setter *setter, const Span *spans, const TextStyle *style, Align align,
                      Len width)
{
    Paragraph *paragraph = find_lines(setter, spans, style, align, width);
    set_lines(setter, paragraph, style, align, width);
    return paragraph;
}

const Paragraph *text_plan(Setter *setter, const Span *spans, const TextStyle *style, Len width)
{
    shape_spans(text_shape(setter), setter, spans, style, 0);
    Paragraph *paragraph = find_lines(setter, spans, style, style->align, width);
    if (paragraph->noted || paragraph->line_count > TEXT_PLAN_LINES) {
        set_lines(setter, paragraph, style, style->align, width);
        return paragraph;
    }
    size_t size = paragraph->line_count * sizeof(Cut);
    struct TextPlan *plan = arena_alloc(setter->arena, sizeof *plan + size);
    *plan =
        (struct TextPlan){.spans = spans, .style = style, .align = style->align, .width = width};
    if (size > 0)
        memcpy(plan->cuts, setter->scratch->cuts, size);
    paragraph->plan = plan;
    return paragraph;
}

bool text_is_hyphenated(const Paragraph *text, size_t line)
{
    return text->plan != NULL ? text->plan->cuts[line].hyphenated : text->lines[line].hyphenated;
}

const Line *text_lines(Setter *setter, const Paragraph *text)
{
    const struct TextPlan *plan = text->plan;
    if (plan == NULL)
        return text->lines;
    shape_spans(text_shape(setter), setter, plan->spans, plan->style, 0);
    return lines_build(setter, plan->style, plan->align, plan->width, plan->cuts, text->line_count);
}

const Paragraph *text_set(Setter *setter, const Span *spans, const TextStyle *style,
                          uint8_t add_style, Align align, Len width)
{
    shape_spans(text_shape(setter), setter, spans, style, add_style);
    return text_break(setter, spans, style, align, width);
}

void text_widths(Setter *setter, const Span *spans, const TextStyle *style, uint8_t add_style,
                 Len *natural, Len *minimal)
{
    Shape *shape = &scratch_of(setter)->shape;
    shape_spans(shape, setter, spans, style, add_style);
    Fine indents = ((Fine)style->left + style->right) * FINE;
    Fine first = (Fine)style->first_indent * FINE;
    Fine widest = 0;
    Fine longest = 0;
    uint32_t from = 0;
    for (size_t i = 0; i < shape->part_count; i++) {
        uint32_t to = shape->parts[i];
        Fine width = shape->pieces[to - 1].end - shape->pieces[from].start;
        widest = sum_max(widest, width + indents + (i == 0 ? first : 0));
        from = to;
    }
    for (size_t i = 0; i < shape->piece_count; i++) {
        const Piece *piece = &shape->pieces[i];
        longest = sum_max(longest, piece->end - piece->start + piece->hyphen);
    }
    if (shape->part_count > 0)
        longest += indents + sum_max(first, 0);
    *natural = len_for(widest);
    *minimal = len_for(longest);
}

void text_metrics(Setter *setter, const TextStyle *style, Len *ascent, Len *descent)
{
    const FontFamily *family = fonts_family(setter->fonts, style->family, (Place){0});
    const FontFace *face = fonts_face(setter->fonts, family, style->style);
    int64_t above = face != NULL ? face->font->ascent : 800;
    int64_t below = face != NULL ? face->font->descent : 200;
    int64_t spare = style->leading - (above + below) * style->size / 1000;
    *ascent = len_clamp(floor_div(spare, 2) + above * style->size / 1000);
    *descent = len_clamp((int64_t)style->leading - *ascent);
}
