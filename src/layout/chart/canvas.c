/* The canvas of a chart: shapes and texts as they are drawn, in the order of drawing. */
#include "layout/chart/chart.h"
#include "layout/text/span.h"

#include <string.h>

/* --- Shapes ---------------------------------------------------------------------------------- */

static Item *add_shape(Canvas *canvas, ItemKind kind)
{
    Item *item = arena_push(canvas->flow->scratch, &canvas->shapes, &canvas->shape_capacity,
                            canvas->shape_count, sizeof *item);
    canvas->shape_count++;
    item->kind = kind;
    return item;
}

void canvas_rect(Canvas *canvas, Area area, uint32_t colour)
{
    if (area.width <= 0 || area.height <= 0)
        return;
    Item *item = add_shape(canvas, ITEM_RECT);
    item->x = area.x;
    item->y = area.y;
    item->width = area.width;
    item->height = area.height;
    item->colour = colour;
}

Item *canvas_path(Canvas *canvas, Len x, Len y, const PathPoint *points, size_t count)
{
    PathPoint *copy = arena_array(canvas->flow->setter->arena, count, sizeof *copy);
    memcpy(copy, points, count * sizeof *copy);
    Item *item = add_shape(canvas, ITEM_PATH);
    Len left = 0;
    Len top = 0;
    Len right = 0;
    Len bottom = 0;
    for (size_t i = 0; i < count; i++) {
        if (points[i].step == PATH_CLOSE)
            continue;
        left = points[i].x < left ? points[i].x : left;
        right = points[i].x > right ? points[i].x : right;
        top = points[i].y < top ? points[i].y : top;
        bottom = points[i].y > bottom ? points[i].y : bottom;
    }
    for (size_t i = 0; i < count; i++) {
        copy[i].x -= left;
        copy[i].y -= top;
    }
    item->x = x + left;
    item->y = y + top;
    item->width = right - left;
    item->height = bottom - top;
    item->path.points = copy;
    item->path.count = (uint32_t)count;
    return item;
}

void canvas_fill(Canvas *canvas, Area area, uint32_t colour)
{
    enum { OUTLINE = 400, GREY = 130 };
    if (!palette_pale(colour)) {
        canvas_rect(canvas, area, colour);
        return;
    }
    if (area.width <= OUTLINE || area.height <= OUTLINE) {
        canvas_rect(canvas, area, palette_darker(colour, GREY));
        return;
    }
    canvas_rect(canvas, area, palette_darker(colour, GREY));
    Area inner = {area.x + OUTLINE, area.y + OUTLINE, area.width - 2 * OUTLINE,
                  area.height - 2 * OUTLINE};
    canvas_rect(canvas, inner, colour);
}

static void draw_circle(Canvas *canvas, Len x, Len y, Len radius, uint32_t colour)
{
    Len handle = (Len)((int64_t)radius * 5523 / 10000);
    const PathPoint points[] = {
        {PATH_MOVE, radius, 0},         {PATH_CURVE, radius, -handle},
        {PATH_CURVE, handle, -radius},  {PATH_CURVE, 0, -radius},
        {PATH_CURVE, -handle, -radius}, {PATH_CURVE, -radius, -handle},
        {PATH_CURVE, -radius, 0},       {PATH_CURVE, -radius, handle},
        {PATH_CURVE, -handle, radius},  {PATH_CURVE, 0, radius},
        {PATH_CURVE, handle, radius},   {PATH_CURVE, radius, handle},
        {PATH_CURVE, radius, 0},        {PATH_CLOSE, 0, 0},
    };
    Item *item = canvas_path(canvas, x, y, points, sizeof points / sizeof *points);
    item->path.filled = true;
    item->colour = colour;
}

static Len scaled(Len length, Len size)
{
    return (Len)((int64_t)length * size / CHART_MARKER);
}

static void draw_corners(Canvas *canvas, Len x, Len y, const Len (*corners)[2], size_t count,
                         Len size, uint32_t colour)
{
    PathPoint points[8];
    for (size_t i = 0; i < count; i++)
        points[i] = (PathPoint){i == 0 ? PATH_MOVE : PATH_LINE, scaled(corners[i][0], size),
                                scaled(corners[i][1], size)};
    points[count] = (PathPoint){.step = PATH_CLOSE};
    Item *item = canvas_path(canvas, x, y, points, count + 1);
    item->path.filled = true;
    item->colour = colour;
}

/* The second four are the first with a white middle. */
void canvas_marker(Canvas *canvas, Len x, Len y, size_t shape, Len size, uint32_t colour)
{
    static const Len SQUARE[][2] = {{-2100, -2100}, {2100, -2100}, {2100, 2100}, {-2100, 2100}};
    static const Len TRIANGLE[][2] = {{0, -2800}, {2700, 2000}, {-2700, 2000}};
    static const Len DIAMOND[][2] = {{0, -3000}, {3000, 0}, {0, 3000}, {-3000, 0}};
    static const struct {
        const Len (*corners)[2];
        size_t count;
    } SHAPES[] = {{NULL, 0}, {SQUARE, 4}, {TRIANGLE, 3}, {DIAMOND, 4}};
    enum { SHAPE_COUNT = sizeof SHAPES / sizeof *SHAPES, INNER = 1100 };
    size_t kind = shape % SHAPE_COUNT;
    if (kind == 0)
        draw_circle(canvas, x, y, size, colour);
    else
        draw_corners(canvas, x, y, SHAPES[kind].corners, SHAPES[kind].count, size, colour);
    if (shape / SHAPE_COUNT % 2 == 1)
        draw_circle(canvas, x, y, scaled(INNER, size), 0xFFFFFF);
}

/* --- Texts ----------------------------------------------------------------------------------- */

static const Span *text_span(Canvas *canvas, Str text, Place place)
{
    Span *span = span_text(canvas->flow->scratch, text);
    span->place = place;
    return span;
}

void canvas_measure(Canvas *canvas, Str text, Place place, size_t size, Len *natural, Len *minimal)
{
    *natural = *minimal = 0;
    if (text.size > 0)
        text_widths(canvas->flow->setter, text_span(canvas, text, place), &canvas->styles[size], 0,
                    natural, minimal);
}

Label canvas_set(Canvas *canvas, Str text, Place place, size_t size, uint8_t style, uint32_t colour,
                 Align align, Len width)
{
    if (text.size == 0)
        return (Label){0};
    Setter *setter = canvas->flow->setter;
    TextStyle own = canvas->styles[size];
    const Span *span = text_span(canvas, text, place);
    Len minimal = 0;
    own.colour = colour;
    if (width == 0)
        text_widths(setter, span, &own, style, &width, &minimal);
    Label label = {.text = text_set(setter, span, &own, style, align, width), .width = width};
    label.height = (Len)paragraph_height(label.text);
    return label;
}

static Part *add_part(Canvas *canvas, const Paragraph *text, Len x, int64_t y)
{
    Part *part = arena_push(canvas->flow->scratch, &canvas->parts, &canvas->part_capacity,
                            canvas->part_count, sizeof *part);
    canvas->part_count++;
    *part = (Part){.text = text, .x = x, .y = y};
    return part;
}

void canvas_put(Canvas *canvas, const Label *label, Len x, int64_t y)
{
    if (label->text != NULL)
        (void)add_part(canvas, label->text, x, y);
}

/* One line of a paragraph, as only that is turned. */
static const Paragraph *line_alone(Canvas *canvas, const Paragraph *text, size_t line)
{
    Paragraph *one = arena_alloc(canvas->flow->scratch, sizeof *one);
    *one = *text;
    one->lines = &text->lines[line];
    one->line_count = 1;
    return one;
}

void canvas_put_upright(Canvas *canvas, const Label *label, Len x, int64_t y)
{
    const Paragraph *text = label->text;
    for (size_t i = 0; text != NULL && i < text->line_count; i++) {
        Len baseline = x - label->height / 2 + text->ascent + (Len)i * text->leading;
        Len end = text->lines[i].x + text->lines[i].width;
        Part *part = add_part(canvas, line_alone(canvas, text, i), baseline, y + end);
        part->turn_y = TURN_ONE;
    }
}

/* Half the square root of 2: the direction of 45 degrees. */
enum { DIAGONAL = 707107 };

static Len diagonal(int64_t length)
{
    return (Len)(length * DIAGONAL / TURN_ONE);
}

void slanted_extent(const Label *label, Len *height, Len *before)
{
    *height = *before = 0;
    if (label->text == NULL)
        return;
    *height = diagonal((int64_t)label->width + label->text->leading);
    *before = diagonal((int64_t)label->width + label->text->ascent);
}

void canvas_put_slanted(Canvas *canvas, const Label *label, Len x, int64_t y)
{
    const Paragraph *text = label->text;
    if (text == NULL)
        return;
    int64_t top = y + diagonal((int64_t)text->ascent + label->width);
    Part *part = add_part(canvas, text, x - diagonal(label->width), top);
    part->turn_x = part->turn_y = DIAGONAL;
}

void canvas_no_room(Canvas *canvas, const char *what)
{
    if (!canvas->crowded)
        diag(canvas->flow->setter->diags, SEVERITY_ERROR, canvas->place,
             "give it more 'tinggi' or 'lebar', shorter names, or fewer categories",
             "the chart has no room for %s", what);
    canvas->crowded = true;
}

/* --- Data ------------------------------------------------------------------------------------ */

const ChartValue *chart_at(const Chart *chart, size_t series, size_t category)
{
    return &chart->values[series * chart->category_count + category];
}

uint32_t series_colour(const Chart *chart, size_t series)
{
    const ChartName *name = &chart->series[series];
    return name->coloured ? name->colour : palette_colour(series);
}

uint32_t bar_colour(const Chart *chart, size_t series, size_t category)
{
    const ChartName *name = &chart->categories[category];
    bool own = chart->series_count == 1 && name->coloured;
    return own ? name->colour : series_colour(chart, series);
}
