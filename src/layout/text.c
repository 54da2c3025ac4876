/*
 * layout/text.c - a text becomes lines: shaped, broken, and its runs placed within each line.
 *
 * Places are summed up in 1/1000 of a Len as a PDF viewer sums them up, and rounded only where a
 * run starts: nothing drifts, however long the line.
 */
#include "layout/shape.h"

#include <string.h>

enum { RECENT_LOOKS = 16 };

struct TextScratch {
    Shape shape;
    Breaker breaker;
    const RunLook *looks[RECENT_LOOKS]; /* those before the first NULL, in no order */
    size_t next_look;                   /* the one to give way to another */
};

/* The paragraph under construction; the pointers say where the next element goes. */
typedef struct Builder {
    Setter *setter;
    const Shape *shape;
    const uint16_t *codes; /* of all characters */
    Line *line;
    LineRun *run;
    Adjust *adjust;
} Builder;

/* The extra width of a justified line, spread over its spaces in whole Len. */
typedef struct Spread {
    int64_t slack;
    int64_t spaces; /* 0: nothing is spread */
    int64_t used;   /* spaces passed so far */
    Len given;      /* what those got */
} Spread;

/* The space that a line has, and how it stands in it. */
typedef struct Room {
    Len x, width;
    Align align;
} Room;

static struct TextScratch *scratch_of(Setter *setter)
{
    if (setter->scratch == NULL) {
        setter->scratch = arena_alloc(setter->arena, sizeof *setter->scratch);
        setter->scratch->shape.arena = setter->arena;
        setter->scratch->breaker.arena = setter->arena;
    }
    return setter->scratch;
}

static Fine fine_max(Fine a, Fine b)
{
    return a > b ? a : b;
}

static Fine fine_min(Fine a, Fine b)
{
    return a < b ? a : b;
}

/* Rounded down also below zero. */
static int64_t floor_div(int64_t a, int64_t b)
{
    return a / b - (a % b < 0);
}

/* Kept where sums of a few do not overflow, however absurd the sizes that a user asks for. */
static Len clamp(int64_t len)
{
    return (Len)fine_max(INT32_MIN / 8, fine_min(len, INT32_MAX / 8));
}

static Len to_len(Fine fine)
{
    return clamp(floor_div(fine + FINE / 2, FINE));
}

/* --- Runs of a line -------------------------------------------------------------------------- */

/* What to add after the next space. */
static Len next_extra(Spread *spread)
{
    spread->used++;
    Len given = (Len)floor_div(spread->slack * spread->used, spread->spaces);
    Len extra = given - spread->given;
    spread->given = given;
    return extra;
}

bool lead_equal(const Lead *a, const Lead *b)
{
    return a == b || (a != NULL && b != NULL && str_equal(a->url, b->url) &&
                      str_equal(a->target, b->target) && a->note == b->note);
}

static bool same_look(const RunLook *a, const RunLook *b)
{
    return a->size == b->size && a->rise == b->rise && a->colour == b->colour &&
           a->face == b->face && a->underline == b->underline && lead_equal(a->lead, b->lead);
}

/* A look that lives as long as the lines, most often one that was there already. */
static const RunLook *find_look(Setter *setter, const RunStyle *style)
{
    struct TextScratch *scratch = setter->scratch;
    RunLook look = {.size = style->size,
                    .rise = style->rise,
                    .colour = style->colour,
                    .face = fonts_number(setter->fonts, style->face),
                    .underline = style->underline,
                    .lead = style->lead};
    for (size_t i = 0; i < RECENT_LOOKS && scratch->looks[i] != NULL; i++)
        if (same_look(scratch->looks[i], &look))
            return scratch->looks[i];
    RunLook *kept = arena_alloc(scratch->shape.arena, sizeof *kept);
    *kept = look;
    scratch->looks[scratch->next_look] = kept;
    scratch->next_look = (scratch->next_look + 1) % RECENT_LOOKS;
    return kept;
}

static LineRun *open_run(Builder *builder, uint32_t character, Len x)
{
    const RunStyle *style = &builder->shape->styles[builder->shape->chars[character].style];
    LineRun *run = builder->run++;
    *run = (LineRun){.x = x,
                     .look = find_look(builder->setter, style),
                     .codes = builder->codes + character,
                     .adjusts = builder->adjust};
    return run;
}

/* Adds the hyphen of a divided word to a run that ends the line; its advance. */
static Fine add_hyphen(Builder *builder, LineRun *run, const RunStyle *style)
{
    uint32_t advance = 0;
    uint16_t hyphen = shape_hyphen(style->face->font, &advance);
    uint16_t *codes = arena_array(builder->setter->arena, run->count + 1, sizeof *codes);
    memcpy(codes, run->codes, run->count * sizeof *codes);
    codes[run->count++] = hyphen;
    run->codes = codes;
    return shape_scale(advance, style->size);
}

/* The runs of the characters [from, to), from x 0; where they end. */
static Len add_runs(Builder *builder, uint32_t from, uint32_t to, Spread *spread, bool hyphen)
{
    const Shape *shape = builder->shape;
    LineRun *run = NULL;
    Fine at = 0;
    Len pending = 0; /* extra of the space before */
    for (uint32_t i = from; i < to; i++) {
        const Char *c = &shape->chars[i];
        Len kern = i > from ? c->kern : 0;
        at += (Fine)kern * FINE;
        if (run == NULL || c->style != shape->chars[i - 1].style) {
            Len x = to_len(at) + spread->given;
            if (run != NULL)
                run->width = x - run->x;
            run = open_run(builder, i, x);
        } else if (kern + pending != 0) {
            *builder->adjust++ = (Adjust){run->count, kern + pending};
            run->adjust_count++;
        }
        run->count++;
        at += shape_advance(shape, c);
        pending = c->code == ' ' && spread->spaces > 0 ? next_extra(spread) : 0;
    }
    if (run == NULL)
        return 0;
    if (hyphen)
        at += add_hyphen(builder, run, &shape->styles[shape->chars[to - 1].style]);
    Len end = to_len(at) + spread->given;
    run->width = end - run->x;
    return end;
}

static int64_t count_spaces(const Shape *shape, uint32_t from, uint32_t to)
{
    int64_t count = 0;
    for (uint32_t i = from; i < to; i++)
        count += shape->chars[i].code == ' ';
    return count;
}

/* The line of the pieces [first, last]; `ends`: the last of its part. */
static void add_line(Builder *builder, const Piece *first, const Piece *last, bool ends, Room room)
{
    Fine natural = last->end - first->start + (ends ? 0 : last->hyphen);
    Spread spread = {.slack = room.width - to_len(natural)};
    if (room.align == ALIGN_JUSTIFY && (!ends || spread.slack < 0))
        spread.spaces = count_spaces(builder->shape, first->from, last->to);
    const LineRun *runs = builder->run;
    Len width = add_runs(builder, first->from, last->to, &spread, !ends && last->hyphen > 0);
    Len slack = width < room.width ? room.width - width : 0;
    if (room.align == ALIGN_CENTRE)
        room.x += slack / 2;
    else if (room.align == ALIGN_RIGHT)
        room.x += slack;
    *builder->line++ = (Line){.x = room.x,
                              .width = width,
                              .runs = runs,
                              .run_count = (size_t)(builder->run - runs),
                              .hyphenated = !ends && last->hyphenated};
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

static const uint16_t *copy_codes(Arena *arena, const Shape *shape)
{
    uint16_t *codes = arena_array(arena, shape->char_count, sizeof *codes);
    for (size_t i = 0; i < shape->char_count; i++)
        codes[i] = shape->chars[i].code;
    return codes;
}

static void build_lines(Setter *setter, Paragraph *paragraph, const TextStyle *style, Align align,
                        Len width)
{
    const Shape *shape = &setter->scratch->shape;
    const Breaker *breaker = &setter->scratch->breaker;
    size_t count = breaker->end_count;
    Line *lines = arena_array(setter->arena, count, sizeof *lines);
    size_t adjusts = shape->kern_count + (align == ALIGN_JUSTIFY ? shape->space_count : 0);
    Builder builder = {
        .setter = setter,
        .shape = shape,
        .codes = copy_codes(setter->arena, shape),
        .line = lines,
        .run = arena_array(setter->arena, count + shape->change_count, sizeof(LineRun)),
        .adjust = arena_array(setter->arena, adjusts, sizeof(Adjust)),
    };
    uint32_t from = 0;
    size_t part = 0;
    for (size_t i = 0; i < count; i++) {
        uint32_t to = breaker->ends[i];
        int64_t x = (int64_t)style->left + (i == 0 ? style->first_indent : 0);
        Room room = {.x = clamp(x), .width = clamp(width - x - style->right), .align = align};
        bool ends = to + 1 == shape->parts[part];
        add_line(&builder, &shape->pieces[from], &shape->pieces[to], ends, room);
        part += ends;
        from = to + 1;
        if (lines[i].width > paragraph->width)
            paragraph->width = lines[i].width;
    }
    paragraph->lines = lines;
    paragraph->line_count = (uint32_t)count;
}

/* A narrow table's column is told by the table: here it is the style that takes all. */
static void report_no_room(Setter *setter, const Span *spans, const TextStyle *style)
{
    bool indented = style->left > 0 || style->right > 0 || style->first_indent > 0;
    if (spans != NULL && indented)
        diag(setter->diags, SEVERITY_ERROR, spans->place,
             "make 'kiri', 'kanan' or 'indentasi' of its style smaller",
             "the indents leave no room for this text");
}

Shape *text_shape(Setter *setter)
{
    return &scratch_of(setter)->shape;
}

Paragraph *text_break(Setter *setter, const Span *spans, const TextStyle *style, Align align,
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
    if (first <= 0 || rest <= 0)
        report_no_room(setter, spans, style);
    BreakStyle lines = {.first = fine_max(first, 1),
                        .rest = fine_max(rest, 1),
                        .aim = AIMS[align],
                        .tolerance = style->tolerance > 0 ? style->tolerance : TOLERANCE,
                        .looseness = style->looseness};
    break_parts(setter, lines, style->hyphenate && setter->hyphenator != NULL);
    build_lines(setter, paragraph, style, align, width);
    return paragraph;
}

const Paragraph *text_set(Setter *setter, const Span *spans, const TextStyle *style,
                          uint8_t add_style, Align align, Len width)
{
    shape_spans(text_shape(setter), setter, spans, style, add_style);
    return text_break(setter, spans, style, align, width);
}

/* Rounded up, so that text fits in the width. */
static Len enough(Fine fine)
{
    return clamp(fine_max(0, (fine + FINE - 1) / FINE));
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
        widest = fine_max(widest, width + indents + (i == 0 ? first : 0));
        from = to;
    }
    for (size_t i = 0; i < shape->piece_count; i++) {
        const Piece *piece = &shape->pieces[i];
        longest = fine_max(longest, piece->end - piece->start + piece->hyphen);
    }
    if (shape->part_count > 0)
        longest += indents + fine_max(first, 0);
    *natural = enough(widest);
    *minimal = enough(longest);
}

void text_metrics(Setter *setter, const TextStyle *style, Len *ascent, Len *descent)
{
    const FontFamily *family = fonts_family(setter->fonts, style->family, (Place){0});
    const FontFace *face = fonts_face(setter->fonts, family, style->style);
    int64_t above = face != NULL ? face->font->ascent : 800;
    int64_t below = face != NULL ? face->font->descent : 200;
    int64_t spare = style->leading - (above + below) * style->size / 1000;
    *ascent = clamp(floor_div(spare, 2) + above * style->size / 1000);
    *descent = clamp((int64_t)style->leading - *ascent);
}
