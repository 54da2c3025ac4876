/*
 * layout/text/line.c - the characters of a line become runs.
 *
 * Places are summed up in 1/1000 of a Len as a PDF viewer sums them up, and rounded only where a
 * run starts: nothing drifts, however long the line.
 */
#include "layout/text/line.h"

/* Spaces become at most WIDEST times as wide. A line that needs more is left ragged, with spaces of
   RAGGED times their width: one hole behind it looks better than one behind each word, but worse if
   it is so small that it could be a mistake. */
enum { WIDEST = 3, RAGGED = 2 };

/* Lines under construction; the pointers say where the next element goes. */
typedef struct Builder {
    Setter *setter;
    const Shape *shape;
    Line *line;
    LineRun *run;
    Adjust *adjust;
    uint16_t *code;
} Builder;

/* The extra width of a justified line, spread over its spaces in whole Len. */
typedef struct Spread {
    int64_t slack;
    int64_t spaces; /* 0: nothing is spread */
    int64_t used;   /* spaces passed so far */
    Len given;      /* what those got */
} Spread;

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
    Shape *shape = text_shape(setter);
    RunLook look = {.size = style->size,
                    .rise = style->rise,
                    .colour = style->colour,
                    .face = fonts_number(setter->fonts, style->face),
                    .underline = style->underline,
                    .lead = style->lead};
    for (size_t i = 0; i < SHAPE_LOOKS && shape->looks[i] != NULL; i++)
        if (same_look(shape->looks[i], &look))
            return shape->looks[i];
    RunLook *kept = arena_alloc(shape->arena, sizeof *kept);
    *kept = look;
    shape->looks[shape->next_look] = kept;
    shape->next_look = (shape->next_look + 1) % SHAPE_LOOKS;
    return kept;
}

static LineRun *open_run(Builder *builder, uint32_t character, Len x)
{
    const RunStyle *style = &builder->shape->styles[builder->shape->chars[character].style];
    LineRun *run = builder->run++;
    *run = (LineRun){.x = x,
                     .look = find_look(builder->setter, style),
                     .codes = builder->code,
                     .adjusts = builder->adjust};
    return run;
}

/* Ends a run with the hyphen of a divided word; its advance. */
static Fine add_hyphen(Builder *builder, LineRun *run, const RunStyle *style)
{
    uint32_t advance = 0;
    *builder->code++ = shape_hyphen(style->face->font, &advance);
    run->count++;
    return shape_scale(advance, style->size);
}

/* Takes the characters from `i` on that go on with the run without space between them, and returns
   where they end. Most of a line is taken here. */
static uint32_t add_codes(Builder *builder, const Cut *cut, uint32_t i, LineRun *run, Fine *at)
{
    const Char *chars = builder->shape->chars;
    uint32_t style = chars[i - 1].style;
    Len size = builder->shape->styles[style].size;
    uint32_t from = i;
    Fine width = 0;
    uint16_t *code = builder->code;
    for (; i < cut->to && chars[i].style == style && chars[i].kern == 0 && chars[i].code != ' ';
         i++) {
        *code++ = chars[i].code;
        width += shape_scale(chars[i].advance, size);
    }
    builder->code = code;
    run->count += i - from;
    *at += width;
    return i;
}

/* The runs of a line, from x 0; where they end. */
static Len add_runs(Builder *builder, const Cut *cut, Spread *spread)
{
    const Shape *shape = builder->shape;
    LineRun *run = NULL;
    Fine at = 0;
    Len pending = 0; /* extra of the space before */
    for (uint32_t i = cut->from; i < cut->to;) {
        const Char *c = &shape->chars[i];
        Len kern = i > cut->from ? c->kern : 0;
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
        *builder->code++ = c->code;
        run->count++;
        at += shape_advance(shape, c);
        pending = c->code == ' ' && spread->spaces > 0 ? next_extra(spread) : 0;
        i++;
        if (pending == 0)
            i = add_codes(builder, cut, i, run, &at);
    }
    if (run == NULL)
        return 0;
    if (cut->hyphen)
        at += add_hyphen(builder, run, &shape->styles[shape->chars[cut->to - 1].style]);
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

/* True for a line behind which a word ends, and another begins in the next. */
static bool ends_word(const Shape *shape, const Cut *cut)
{
    return cut->ends || (cut->to < shape->char_count && shape->chars[cut->to].code == ' ');
}

static void add_line(Builder *builder, const Cut *cut, Room room, bool last)
{
    Spread spread = {.slack = cut->slack};
    if (cut->spread)
        spread.spaces = count_spaces(builder->shape, cut->from, cut->to);
    const LineRun *runs = builder->run;
    Len width = add_runs(builder, cut, &spread);
    *builder->code++ = ' ';
    Len slack = width < room.width ? room.width - width : 0;
    if (room.align == ALIGN_CENTRE)
        room.x += slack / 2;
    else if (room.align == ALIGN_RIGHT)
        room.x += slack;
    *builder->line++ = (Line){.x = room.x,
                              .width = width,
                              .runs = runs,
                              .run_count = (uint32_t)(builder->run - runs),
                              .hyphenated = cut->hyphenated,
                              .spaced = !last && ends_word(builder->shape, cut)};
}

/* --- Lines ---------------------------------------------------------------------------------- */

Room line_room(const TextStyle *style, Align align, Len width, bool first)
{
    int64_t x = (int64_t)style->left + (first ? style->first_indent : 0);
    return (Room){.x = len_clamp(x), .width = len_clamp(width - x - style->right), .align = align};
}

Cut line_cut(const Piece *first, const Piece *last, bool ends, Room room)
{
    Fine natural = last->end - first->start + (ends ? 0 : last->hyphen);
    Fine spring = last->spring_end - first->spring;
    Len slack = room.width - to_len(natural);
    if (slack > to_len(spring * (WIDEST - 1)))
        slack = to_len(spring * (RAGGED - 1));
    return (Cut){.from = first->from,
                 .to = last->to,
                 .slack = slack,
                 .spread = room.align == ALIGN_JUSTIFY && (!ends || slack < 0),
                 .hyphen = !ends && last->hyphen > 0,
                 .hyphenated = !ends && last->hyphenated,
                 .ends = ends};
}

/* Everything of the lines is one block. */
Line *lines_build(Setter *setter, const TextStyle *style, Align align, Len width, const Cut *cuts,
                  size_t count)
{
    const Shape *shape = text_shape(setter);
    size_t runs = count + shape->change_count;
    size_t adjusts = shape->kern_count + (align == ALIGN_JUSTIFY ? shape->space_count : 0);
    size_t codes = shape->char_count + 2 * count; /* with hyphens and the spaces behind lines */
    Line *lines =
        arena_alloc(setter->arena, count * sizeof(Line) + runs * sizeof(LineRun) +
                                       adjusts * sizeof(Adjust) + codes * sizeof(uint16_t));
    Builder builder = {.setter = setter, .shape = shape, .line = lines};
    builder.run = (void *)(lines + count);
    builder.adjust = (void *)(builder.run + runs);
    builder.code = (void *)(builder.adjust + adjusts);
    for (size_t i = 0; i < count; i++)
        add_line(&builder, &cuts[i], line_room(style, align, width, i == 0), i + 1 == count);
    return lines;
}
