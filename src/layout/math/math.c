/* Fractions, roots, sums, brackets and scripts, set from the inside out. */
#include "layout/math/math.h"

#include "layout/text/span.h"

/* In thousandths of the letters' size. */
enum {
    AXIS = 250, /* height of fractions' lines above the baseline */
    RULE = 45,
    FRACTION_GAP = 120, /* between the line and what stands above and below it */
    FRACTION_SIDE = 80,
    OPERATOR_SPACE = 222,
    RELATION_SPACE = 278,
    WORD_SPACE = 160, /* between operands side by side */
    SCRIPT_SIZE = 700,
    SCRIPT_RAISE = 400,
    SCRIPT_DROP = 180,
    INNER_SIZE = 850, /* of a fraction in a fraction */
    SIGN_SIZE = 1500, /* of the sign of sums */
    SIGN_DROP = 150,
    LOW = 1400, /* content that is no higher has brackets of the font */
    BRACKET_WIDTH = 320,
    ROOT_WIDTH = 600,
    LINE_GAP = 150, /* between the lines of a row that is broken */
    LEAST_INNER = 3000,
    SMALLEST = 5000, /* letters, in Len */
};

typedef struct Setting {
    Flow *flow;
    TextStyle text;   /* in its present size */
    Len limit, inner; /* these three: see MathStyle */
    bool divides, anywhere;
    int fractions; /* around this */
} Setting;

static const MathBox *set(const Setting *setting, const Math *math);

static Len part_of(const Setting *setting, int thousandths)
{
    return (Len)((int64_t)setting->text.size * thousandths / 1000);
}

/* The same in other letters. */
static Setting scaled(const Setting *setting, int thousandths)
{
    Setting inner = *setting;
    inner.text.size = len_max(part_of(setting, thousandths), SMALLEST);
    inner.text.leading =
        (Len)((int64_t)setting->text.leading * inner.text.size / setting->text.size);
    return inner;
}

/* The same within what takes so much beside it. */
static Setting narrowed(const Setting *setting, int thousandths)
{
    Setting inner = *setting;
    if (setting->inner > 0)
        inner.inner =
            len_max(setting->inner - part_of(setting, thousandths), part_of(setting, LEAST_INNER));
    return inner;
}

static MathBox *box_new(const Setting *setting, size_t parts)
{
    MathBox *box = arena_alloc(setting->flow->scratch, sizeof *box);
    box->parts = arena_array(setting->flow->scratch, parts, sizeof *box->parts);
    return box;
}

static void add_part(MathBox *box, const MathBox *part, Len x, Len y)
{
    /* However long the text: no sum of a few widths overflows. */
    enum { WIDEST = INT32_MAX / 8 };
    box->parts[box->count++] = (MathPart){part, x, y};
    box->width = len_max(box->width, x + part->width);
    box->width = box->width < WIDEST ? box->width : WIDEST;
    box->ascent = len_max(box->ascent, part->ascent - y);
    box->descent = len_max(box->descent, part->descent + y);
}

static const MathBox *shape_box(const Setting *setting, const Item *shape, Len width, Len ascent,
                                Len descent)
{
    MathBox *box = box_new(setting, 0);
    box->shape = shape;
    box->width = width;
    box->ascent = ascent;
    box->descent = descent;
    return box;
}

/* --- Texts ----------------------------------------------------------------------------------- */

/* Several lines stand around the axis. */
static const MathBox *set_spans(const Setting *setting, const Span *spans)
{
    Setter *setter = setting->flow->setter;
    Len natural = 0;
    Len minimal = 0;
    MathBox *box = box_new(setting, 0);
    if (span_empty(spans))
        return box;
    text_widths(setter, spans, &setting->text, 0, &natural, &minimal);
    Len width = natural;
    if (setting->limit > 0 && natural > setting->limit)
        width = setting->divides ? setting->limit : len_max(setting->limit, minimal);
    box->text = text_set(setter, spans, &setting->text, 0, ALIGN_CENTRE, width);
    box->width = box->text->width;
    box->text_x = -(width - box->width) / 2;
    Len height = (Len)paragraph_height(box->text);
    box->ascent =
        box->text->line_count > 1 ? height / 2 + part_of(setting, AXIS) : box->text->ascent;
    box->descent = height - box->ascent;
    return box;
}

static const MathBox *set_text(const Setting *setting, const Math *math)
{
    return set_spans(setting, math->text);
}

static const MathBox *set_sign(const Setting *setting, const char *sign)
{
    return set_spans(setting, span_text(setting->flow->scratch, str_from(sign)));
}

/* --- Fractions and scripts ------------------------------------------------------------------- */

static const Item *rule(const Setting *setting, Len y, Len width)
{
    Item *item = arena_alloc(setting->flow->scratch, sizeof *item);
    *item = (Item){.kind = ITEM_RECT,
                   .y = y,
                   .width = width,
                   .height = len_max(part_of(setting, RULE), 1),
                   .colour = setting->text.colour};
    return item;
}

static const MathBox *set_fraction(const Setting *setting, const Math *math)
{
    Setting inner = setting->fractions > 0 ? scaled(setting, INNER_SIZE) : *setting;
    inner.fractions++;
    const MathBox *above = set(&inner, math->parts[0]);
    const MathBox *below = set(&inner, math->parts[1]);
    Len side = part_of(setting, FRACTION_SIDE);
    Len width = len_max(above->width, below->width) + 2 * side;
    Len gap = part_of(setting, FRACTION_GAP);
    Len line = -part_of(setting, AXIS) - part_of(setting, RULE) / 2;
    MathBox *box = box_new(setting, 3);
    add_part(box, above, (width - above->width) / 2, line - gap - above->descent);
    const MathBox *bar = shape_box(setting, rule(setting, line, width - 2 * side / 2), width, 0, 0);
    add_part(box, bar, side / 2, 0);
    add_part(box, below, (width - below->width) / 2,
             line + part_of(setting, RULE) + gap + below->ascent);
    box->width = width;
    return box;
}

static const MathBox *set_scripts(const Setting *setting, const Math *math)
{
    Setting inner = scaled(setting, SCRIPT_SIZE);
    const MathBox *base = set(setting, math->parts[0]);
    MathBox *box = box_new(setting, 3);
    add_part(box, base, 0, 0);
    /* As high above a tall base as above a letter. */
    Len taller = len_max(0, base->ascent - setting->text.leading * 4 / 5);
    Len deeper = len_max(0, base->descent - setting->text.leading / 5);
    if (math->parts[1] != NULL)
        add_part(box, set(&inner, math->parts[1]), base->width,
                 part_of(setting, SCRIPT_DROP) + deeper);
    if (math->parts[2] != NULL)
        add_part(box, set(&inner, math->parts[2]), base->width,
                 -part_of(setting, SCRIPT_RAISE) - taller);
    return box;
}

static const MathBox *set_sum(const Setting *setting, const Math *math)
{
    Setting large = scaled(setting, SIGN_SIZE);
    Setting small = scaled(setting, SCRIPT_SIZE);
    const MathBox *sign = set_sign(&large, "∑");
    const MathBox *below = math->parts[0] != NULL ? set(&small, math->parts[0]) : NULL;
    const MathBox *above = math->parts[1] != NULL ? set(&small, math->parts[1]) : NULL;
    Len width = sign->width;
    width = len_max(width, below != NULL ? below->width : 0);
    width = len_max(width, above != NULL ? above->width : 0);
    Len drop = part_of(setting, SIGN_DROP);
    /* The glyph does not fill the height of its line. */
    Len top = part_of(&large, 700) - drop;
    Len bottom = part_of(&large, 200) + drop;
    MathBox *box = box_new(setting, 3);
    add_part(box, sign, (width - sign->width) / 2, drop);
    box->ascent = top;
    box->descent = bottom;
    if (above != NULL)
        add_part(box, above, (width - above->width) / 2, -top - above->descent);
    if (below != NULL)
        add_part(box, below, (width - below->width) / 2, bottom + below->ascent);
    return box;
}

/* --- Brackets and roots ---------------------------------------------------------------------- */

static const MathBox *path_box(const Setting *setting, const PathPoint *points, uint32_t count,
                               bool filled, Len width, Len ascent, Len descent)
{
    Item *item = arena_alloc(setting->flow->scratch, sizeof *item);
    *item = (Item){.kind = ITEM_PATH,
                   .y = -ascent,
                   .width = width,
                   .height = ascent + descent,
                   .colour = setting->text.colour};
    item->path.points = points;
    item->path.count = count;
    item->path.filled = filled;
    item->path.stroke = filled ? 0 : len_max(part_of(setting, RULE), 1);
    item->path.stroke_colour = setting->text.colour;
    return shape_box(setting, item, width, ascent, descent);
}

/* A tall bracket: two curves that meet at its ends. */
static const MathBox *bracket(const Setting *setting, const MathBox *inner, bool closes)
{
    enum { POINTS = 8 };
    Len width = part_of(setting, BRACKET_WIDTH);
    Len height = inner->ascent + inner->descent;
    Len thick = part_of(setting, 90);
    Len near = width * 3 / 4; /* where it begins and ends */
    Len outer = width / 4 - thick;
    PathPoint *points = arena_array(setting->flow->setter->arena, POINTS, sizeof *points);
    const PathPoint left[POINTS] = {
        {PATH_MOVE, near, 0},
        {PATH_CURVE, outer, height / 4},
        {PATH_CURVE, outer, height - height / 4},
        {PATH_CURVE, near, height},
        {PATH_CURVE, outer + thick, height - height / 4},
        {PATH_CURVE, outer + thick, height / 4},
        {PATH_CURVE, near, 0},
        {PATH_CLOSE, 0, 0},
    };
    for (size_t i = 0; i < POINTS; i++) {
        points[i] = left[i];
        points[i].x = closes ? width - left[i].x : left[i].x;
    }
    return path_box(setting, points, POINTS, true, width, inner->ascent, inner->descent);
}

static const MathBox *set_brackets(const Setting *setting, const Math *math)
{
    const Setting narrow = narrowed(setting, 2 * BRACKET_WIDTH);
    const MathBox *inner = set(&narrow, math->parts[0]);
    bool low = inner->ascent + inner->descent <= part_of(setting, LOW);
    const MathBox *open = low ? set_sign(setting, "(") : bracket(setting, inner, false);
    const MathBox *close = low ? set_sign(setting, ")") : bracket(setting, inner, true);
    MathBox *box = box_new(setting, 3);
    add_part(box, open, 0, 0);
    add_part(box, inner, box->width, 0);
    add_part(box, close, box->width, 0);
    return box;
}

static const MathBox *set_root(const Setting *setting, const Math *math)
{
    enum { POINTS = 5 };
    const Setting narrow = narrowed(setting, ROOT_WIDTH);
    const MathBox *inner = set(&narrow, math->parts[0]);
    Len gap = part_of(setting, FRACTION_GAP);
    Len width = part_of(setting, ROOT_WIDTH);
    Len height = inner->ascent + inner->descent + gap;
    PathPoint *points = arena_array(setting->flow->setter->arena, POINTS, sizeof *points);
    const PathPoint sign[POINTS] = {
        {PATH_MOVE, 0, height * 3 / 5},
        {PATH_LINE, width / 5, height / 2},
        {PATH_LINE, width / 2, height},
        {PATH_LINE, width - gap, 0},
        {PATH_LINE, width + inner->width + gap / 2, 0},
    };
    for (size_t i = 0; i < POINTS; i++)
        points[i] = sign[i];
    MathBox *box = box_new(setting, 2);
    add_part(box,
             path_box(setting, points, POINTS, false, width + inner->width + gap,
                      inner->ascent + gap, inner->descent),
             0, 0);
    add_part(box, inner, width, 0);
    return box;
}

/* --- Rows ------------------------------------------------------------------------------------ */

/* The space before the part of a row. */
static Len space_before(const Setting *setting, const Math *before, const Math *part)
{
    if (before == NULL)
        return 0;
    if (before->kind == MATH_RELATION || part->kind == MATH_RELATION)
        return part_of(setting, RELATION_SPACE);
    if (before->kind == MATH_OPERATOR || part->kind == MATH_OPERATOR)
        return part_of(setting, OPERATOR_SPACE);
    return part_of(setting, WORD_SPACE);
}

static bool is_sign(const Math *math)
{
    return math->kind == MATH_OPERATOR || math->kind == MATH_RELATION;
}

bool math_may_break(const Math *before, const Math *part, bool anywhere)
{
    return !is_sign(before) && (is_sign(part) || anywhere);
}

/* The parts [from, to) of a row side by side. */
static const MathBox *join(const Setting *setting, const Math *row, const MathBox *const *boxes,
                           size_t from, size_t to)
{
    MathBox *box = box_new(setting, to - from);
    for (size_t i = from; i < to; i++) {
        Len space = space_before(setting, i > from ? row->parts[i - 1] : NULL, row->parts[i]);
        add_part(box, boxes[i], box->width + space, 0);
    }
    return box;
}

/* Where a line that begins with a part ends so that it is no wider than the setting's rows. */
static size_t line_end(const Setting *setting, const Math *row, const MathBox *const *boxes,
                       size_t from)
{
    size_t end = from; /* the last place for a break */
    int64_t width = 0;
    for (size_t i = from; i < row->count; i++) {
        const Math *before = i > from ? row->parts[i - 1] : NULL;
        if (before != NULL && math_may_break(before, row->parts[i], setting->anywhere))
            end = i;
        width += space_before(setting, before, row->parts[i]) + boxes[i]->width;
        if (width > setting->inner && end > from)
            return end;
    }
    return row->count;
}

/* Lines below each other, each in the middle, all of them around the axis. */
static const MathBox *stack(const Setting *setting, const MathBox *const *lines, size_t count)
{
    MathBox *box = box_new(setting, count);
    Len width = 0;
    Len height = 0;
    Len gap = part_of(setting, LINE_GAP);
    for (size_t i = 0; i < count; i++) {
        width = len_max(width, lines[i]->width);
        height += (i > 0 ? gap : 0) + lines[i]->ascent + lines[i]->descent;
    }
    Len y = -part_of(setting, AXIS) - height / 2;
    for (size_t i = 0; i < count; i++) {
        add_part(box, lines[i], (width - lines[i]->width) / 2, y + lines[i]->ascent);
        y += lines[i]->ascent + lines[i]->descent + gap;
    }
    return box;
}

static const MathBox *set_row(const Setting *setting, const Math *row, size_t from, size_t to)
{
    const MathBox **boxes =
        arena_array(setting->flow->scratch, row->count, sizeof(const MathBox *));
    for (size_t i = from; i < to; i++)
        boxes[i] = set(setting, row->parts[i]);
    return join(setting, row, boxes, from, to);
}

/* A row in something else: in several lines where it is too wide. */
static const MathBox *set_inner_row(const Setting *setting, const Math *row)
{
    Arena *scratch = setting->flow->scratch;
    const MathBox **boxes = arena_array(scratch, row->count, sizeof(const MathBox *));
    for (size_t i = 0; i < row->count; i++)
        boxes[i] = set(setting, row->parts[i]);
    const MathBox *whole = join(setting, row, boxes, 0, row->count);
    if (setting->inner == 0 || whole->width <= setting->inner)
        return whole;
    const MathBox **lines = arena_array(scratch, row->count, sizeof(const MathBox *));
    size_t count = 0;
    for (size_t from = 0; from < row->count;) {
        size_t to = line_end(setting, row, boxes, from);
        lines[count++] = join(setting, row, boxes, from, to);
        from = to;
    }
    return count > 1 ? stack(setting, lines, count) : whole;
}

static const MathBox *set(const Setting *setting, const Math *math)
{
    static const MathBox *(*const setters[])(const Setting *setting, const Math *math) = {
        [MATH_TEXT] = set_text,     [MATH_OPERATOR] = set_text,     [MATH_RELATION] = set_text,
        [MATH_ROW] = set_inner_row, [MATH_FRACTION] = set_fraction, [MATH_BRACKETS] = set_brackets,
        [MATH_ROOT] = set_root,     [MATH_SUM] = set_sum,           [MATH_SCRIPT] = set_scripts,
    };
    return setters[math->kind](setting, math);
}

const MathBox *math_set(Flow *flow, const MathStyle *style, const Math *row, size_t from, size_t to)
{
    const Setting setting = {.flow = flow,
                             .text = *style->text,
                             .limit = style->limit,
                             .inner = style->inner,
                             .divides = style->divides,
                             .anywhere = style->anywhere};
    return set_row(&setting, row, from, to);
}

/* --- Drawing --------------------------------------------------------------------------------- */

void math_draw(Flow *flow, MathInk *ink, const MathBox *box, Len x, Len y)
{
    if (box->text != NULL) {
        Part *part = arena_push(flow->scratch, &ink->parts, &ink->part_capacity, ink->part_count,
                                sizeof *part);
        *part = (Part){.text = box->text, .x = x + box->text_x, .y = y - box->ascent};
        ink->part_count++;
    }
    if (box->shape != NULL) {
        Item *item = arena_push(flow->scratch, &ink->shapes, &ink->shape_capacity, ink->shape_count,
                                sizeof *item);
        *item = *box->shape;
        item->x += x;
        item->y += y;
        ink->shape_count++;
    }
    for (size_t i = 0; i < box->count; i++)
        math_draw(flow, ink, box->parts[i].box, x + box->parts[i].x, y + box->parts[i].y);
}
