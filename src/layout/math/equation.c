/* Equations: in the middle of the column, relations below each other, the number at the right. */
#include "layout/math/math.h"

#include "layout/text/span.h"

/* A line as it is printed: what stands before its first relation, and the rest. */
typedef struct PrintedLine {
    const MathBox *left, *right;
} PrintedLine;

typedef struct Printed {
    PrintedLine *lines;
    size_t count;
    Len left, right; /* of the widest */
    Len height;      /* of the highest */
} Printed;

typedef enum Split {
    SPLIT_NOWHERE,
    SPLIT_AT_RELATIONS,
    SPLIT_AT_OPERATORS, /* too, where a line is full */
    SPLIT_ANYWHERE,     /* between any operands, too */
} Split;

/* Ways to set an equation, from the one that looks best to the one that is narrowest. */
static const struct Way {
    Split split;
    int divisor; /* of the width, for words in several lines; 0: in one */
    int percent; /* of the size */
    int inner;   /* of the room, in percent, for rows in fractions and brackets; 0: in one line */
    bool divides;
} WAYS[] = {
    {SPLIT_NOWHERE, 0, 100, 0, false},       {SPLIT_AT_RELATIONS, 0, 100, 0, false},
    {SPLIT_NOWHERE, 3, 100, 0, false},       {SPLIT_AT_RELATIONS, 2, 100, 0, false},
    {SPLIT_AT_RELATIONS, 3, 100, 0, false},  {SPLIT_AT_RELATIONS, 4, 100, 0, false},
    {SPLIT_AT_OPERATORS, 3, 100, 0, false},  {SPLIT_AT_OPERATORS, 4, 80, 0, false},
    {SPLIT_AT_OPERATORS, 3, 100, 95, false}, {SPLIT_AT_OPERATORS, 3, 100, 60, false},
    {SPLIT_AT_OPERATORS, 4, 80, 95, false},  {SPLIT_AT_OPERATORS, 4, 80, 50, false},
    {SPLIT_AT_OPERATORS, 5, 60, 0, true},    {SPLIT_AT_OPERATORS, 5, 60, 90, true},
    {SPLIT_AT_OPERATORS, 5, 60, 40, true},   {SPLIT_ANYWHERE, 5, 0, 90, true},
    {SPLIT_ANYWHERE, 5, 0, 40, true},
};

enum {
    WAY_COUNT = sizeof WAYS / sizeof *WAYS,
    SMALLEST = 6000, /* letters that can be read */
};

/* The first relation of the row at or behind the part. */
static size_t find_relation(const Math *row, size_t from)
{
    while (from < row->count && row->parts[from]->kind != MATH_RELATION)
        from++;
    return from;
}

static size_t count_lines(const Equation *equation)
{
    size_t count = 0;
    for (size_t i = 0; i < equation->line_count; i++)
        count += 1 + equation->lines[i]->count;
    return count;
}

static void add_line(Printed *printed, const MathBox *left, const MathBox *right)
{
    printed->lines[printed->count++] = (PrintedLine){left, right};
    printed->left = len_max(printed->left, left->width);
    printed->right = len_max(printed->right, right->width);
    printed->height = len_max(printed->height, len_max(left->ascent, right->ascent) +
                                                   len_max(left->descent, right->descent));
}

/* Where the line that begins at a part of the row ends so that it is no wider than `room`: before
   an operator, or at `to`. */
static size_t full_line(Flow *flow, const MathStyle *style, const Math *row, size_t from, size_t to,
                        Len room)
{
    size_t end = from;
    int64_t width = 0;
    while (end < to) {
        size_t next = end + 1;
        while (next < to &&
               !math_may_break(row->parts[next - 1], row->parts[next], style->anywhere))
            next++;
        width += math_set(flow, style, row, end, next)->width + style->text->size / 4;
        if (width > room && end > from)
            break;
        end = next;
    }
    return end;
}

static void print_row(Flow *flow, const MathStyle *style, const Math *row, Split split, Len room,
                      Printed *printed)
{
    size_t from = find_relation(row, 0);
    const MathBox *left = math_set(flow, style, row, 0, from);
    if (split >= SPLIT_AT_OPERATORS && left->width > room / 2) {
        from = 0; /* what stands before the relation, or all where there is none, is split too */
        left = math_set(flow, style, row, 0, 0);
    }
    Len rest = room - left->width;
    do {
        size_t to = row->count;
        if (split != SPLIT_NOWHERE && from < row->count)
            to = find_relation(row, from + 1);
        if (split >= SPLIT_AT_OPERATORS)
            to = full_line(flow, style, row, from, to, rest);
        add_line(printed, left, math_set(flow, style, row, from, to));
        left = math_set(flow, style, row, 0, 0);
        from = to;
    } while (from < row->count);
}

static Printed print(Flow *flow, const Equation *equation, Len room, const struct Way *way)
{
    TextStyle text = style_flush(equation->style);
    text.size = len_max((Len)((int64_t)text.size * way->percent / 100), 1);
    text.leading = (Len)((int64_t)text.leading * way->percent / 100);
    /* Beside the relation's sign. */
    Len inner = (Len)((int64_t)(room - 2 * text.size) * way->inner / 100);
    const MathStyle style = {.text = &text,
                             .limit = way->divisor > 0 ? room / way->divisor : 0,
                             .divides = way->divides,
                             .inner = way->inner > 0 ? len_max(1, inner) : 0,
                             .anywhere = way->split == SPLIT_ANYWHERE};
    Printed printed = {0};
    printed.lines = arena_array(flow->scratch, count_lines(equation), sizeof *printed.lines);
    for (size_t i = 0; i < equation->line_count; i++)
        print_row(flow, &style, equation->lines[i], way->split, room, &printed);
    return printed;
}

/* How much smaller it is to be, in percent; 100 where it fits. */
static int64_t too_large(const Printed *printed, const Chunk *chunk, Len room, Len gap)
{
    int64_t width = (int64_t)printed->left + gap + printed->right;
    int64_t across = width > room ? 100 * (int64_t)len_max(room, 0) / width : 100;
    int64_t down =
        printed->height > chunk->room ? 100 * (int64_t)chunk->room / printed->height : 100;
    return across < down ? across : down;
}

static bool has_room(const Printed *printed, const Chunk *chunk, Len room, Len gap)
{
    return (int64_t)printed->left + gap + printed->right <= room && printed->height <= chunk->room;
}

/* The first way that fits; where none does, letters too small to read, with a warning. */
static Printed print_fitting(Flow *flow, const Chunk *chunk, Len room, Len gap)
{
    const Equation *equation = chunk->block->equation;
    Printed printed = {0};
    struct Way way;
    Len size = equation->style->size;
    int least = size > SMALLEST ? (int)((int64_t)SMALLEST * 100 / size) : 100;
    for (size_t i = 0; i < WAY_COUNT; i++) {
        way = WAYS[i];
        way.percent = way.percent > least ? way.percent : least;
        printed = print(flow, equation, room, &way);
        if (has_room(&printed, chunk, room, gap))
            return printed;
    }
    diag(flow->setter->diags, SEVERITY_WARNING, chunk->block->place,
         "shorten its words, or write it in several lines",
         "the formula is too large for the page: its letters are very small");
    /* Smaller words take fewer lines, so that the whole does not get smaller in proportion. */
    do {
        int64_t percent = way.percent * too_large(&printed, chunk, room, gap) / 100;
        way.percent = percent < way.percent - 1 ? (int)percent : way.percent - 1;
        way.percent = way.percent > 1 ? way.percent : 1;
        printed = print(flow, equation, room, &way);
    } while (!has_room(&printed, chunk, room, gap) && way.percent > 1);
    return printed;
}

static void watch(Flow *flow, Chunk *chunk, const Math *math)
{
    if (math == NULL)
        return;
    flow_watch(flow, chunk, math->text);
    for (size_t i = 0; i < math->count; i++)
        watch(flow, chunk, math->parts[i]);
}

/* The slab of a line whose relation stands at x. */
static void fill_slab(Flow *flow, Slab *slab, const PrintedLine *line, Len relation, Len gap)
{
    MathInk ink = {0};
    Box *box = arena_alloc(flow->scratch, sizeof *box);
    Len ascent = len_max(line->left->ascent, line->right->ascent);
    Len space = line->left->width > 0 && line->right->width > 0 ? gap : 0;
    math_draw(flow, &ink, line->left, relation - space - line->left->width, ascent);
    math_draw(flow, &ink, line->right, relation, ascent);
    box->parts = ink.parts;
    box->count = ink.part_count;
    box->shapes = ink.shapes;
    box->shape_count = ink.shape_count;
    slab->kind = SLAB_BOX;
    slab->box = box;
    slab->height = (int64_t)ascent + len_max(line->left->descent, line->right->descent);
}

/* At the right of a line, on its baseline. */
static void add_number(Flow *flow, const Chunk *chunk, Slab *slab, const PrintedLine *line,
                       const MathBox *number)
{
    MathInk ink = {0};
    const Box *box = slab->box;
    for (size_t i = 0; i < box->count; i++) {
        *(Part *)arena_push(flow->scratch, &ink.parts, &ink.part_capacity, i, sizeof *ink.parts) =
            box->parts[i];
        ink.part_count++;
    }
    math_draw(flow, &ink, number, chunk->x + chunk->width - number->width,
              len_max(line->left->ascent, line->right->ascent));
    Box *numbered = arena_alloc(flow->scratch, sizeof *numbered);
    *numbered = *box;
    numbered->parts = ink.parts;
    numbered->count = ink.part_count;
    slab->box = numbered;
}

static const MathBox *set_number(Flow *flow, const Equation *equation)
{
    TextStyle style = style_flush(equation->style);
    Math text = {.kind = MATH_TEXT, .text = span_text(flow->scratch, equation->number)};
    const Math *parts[] = {&text};
    Math row = {.kind = MATH_ROW, .parts = parts, .count = equation->number.size > 0};
    return math_set(flow, &(MathStyle){.text = &style}, &row, 0, row.count);
}

void set_equation(Flow *flow, Chunk *chunk)
{
    const Equation *equation = chunk->block->equation;
    const TextStyle *style = equation->style;
    for (size_t i = 0; i < equation->line_count; i++)
        watch(flow, chunk, equation->lines[i]);
    const MathBox *number = set_number(flow, equation);
    /* In the middle of the column, also beside a number. */
    Len side = number->width > 0 ? number->width + style->size : 0;
    Len room = chunk->width - style->left - style->right - 2 * side;
    if (room < style->size) {
        diag(flow->setter->diags, SEVERITY_ERROR, chunk->block->place,
             "put it into fewer lists, or make 'kiri' or 'kanan' of its style smaller",
             "the indents and the number leave no room for this formula");
        return;
    }
    Len gap = style->size * 5 / 18;
    Printed printed = print_fitting(flow, chunk, room, gap);
    Len spare = len_max(0, room - printed.left - gap - printed.right);
    Len start = chunk->x + style->left + side;
    if (style->align == ALIGN_CENTRE || style->align == ALIGN_JUSTIFY)
        start += spare / 2;
    else if (style->align == ALIGN_LEFT)
        start -= side;
    Slab *slabs = flow_slabs(flow, chunk, printed.count);
    for (size_t i = 0; i < printed.count; i++) {
        fill_slab(flow, &slabs[i], &printed.lines[i], start + printed.left + gap, gap);
        slabs[i].before = i > 0 ? style->size / 2 : style->before;
        slabs[i].break_after = i + 1 < printed.count ? BREAK_BAD : BREAK_FREE;
    }
    if (printed.count == 0)
        return;
    slabs[printed.count - 1].after = style->after;
    if (number->width > 0)
        add_number(flow, chunk, &slabs[printed.count - 1], &printed.lines[printed.count - 1],
                   number);
}
