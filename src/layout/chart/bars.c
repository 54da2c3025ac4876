/* Bars, side by side or stacked, upwards or to the right, with their values at the end or inside.
 */
#include "layout/chart/chart.h"
#include "layout/contrast.h"

enum {
    TARGET_NEAR = 500,
    TARGET_SIDE = 1500,
    LABEL_GAP = 2000, /* between a bar and its value */
    SEAM = 500,       /* white between bars that touch */
};

/* A stretch of the axis of values: from its smaller to its larger coordinate on the page. */
typedef struct Stretch {
    Len from, to;
} Stretch;

static Stretch stretch(Canvas *canvas, const Plot *plot, Num a, Num b)
{
    Len one = plot_at(canvas, plot, a);
    Len two = plot_at(canvas, plot, b);
    return one < two ? (Stretch){one, two} : (Stretch){two, one};
}

static Area bar_area(const Canvas *canvas, const Plot *plot, size_t series, size_t category,
                     Stretch along)
{
    size_t count = canvas->chart->category_count;
    Len length = plot->across ? plot->area.height : plot->area.width;
    Len slot = slot_at(length, category, count);
    Len from = 0;
    Len thickness = 0;
    bar_extent(canvas->chart, slot_at(length, category + 1, count) - slot, series, &from,
               &thickness);
    if (plot->across)
        return (Area){along.from, plot->area.y + slot + from, along.to - along.from, thickness};
    return (Area){plot->area.x + slot + from, along.from, thickness, along.to - along.from};
}

/* --- Labels ---------------------------------------------------------------------------------- */

void back_label(Canvas *canvas, const Plot *plot, Area box, uint32_t ground)
{
    if (!canvas->chart->target.given)
        return;
    Len at = plot_at(canvas, plot, canvas->chart->target.number);
    Len from = plot->across ? box.x : box.y;
    Len size = plot->across ? box.width : box.height;
    if (at < from - TARGET_NEAR || at > from + size + TARGET_NEAR)
        return;
    if (!plot->across) { /* the line ends before it touches the digits */
        box.x -= TARGET_SIDE;
        box.width += 2 * TARGET_SIDE;
    }
    canvas_rect(canvas, box, ground);
}

/* Beyond the end of the bar. */
static void put_end_label(Canvas *canvas, const Plot *plot, const ValueLabels *labels, Area bar,
                          const Label *label, bool negative)
{
    bool upright = labels->upright;
    Len gap = upright || plot->across ? LABEL_GAP : LABEL_GAP / 2;
    Area box = {.width = upright ? label->height : label->width,
                .height = upright ? label->width : label->height};
    box.x = bar.x + (bar.width - box.width) / 2;
    box.y = bar.y + (bar.height - box.height) / 2;
    if (plot->across)
        box.x = negative ? bar.x - gap - box.width : bar.x + bar.width + gap;
    else
        box.y = negative ? bar.y + bar.height + gap : bar.y - gap - box.height;
    back_label(canvas, plot, box, 0xFFFFFF);
    if (upright)
        canvas_put_upright(canvas, label, bar.x + bar.width / 2, box.y);
    else
        canvas_put(canvas, label, box.x, box.y);
}

/* In the middle of its part of the bar, where it fits. */
static void put_inner_label(Canvas *canvas, const Plot *plot, const ValueLabels *labels, Area bar,
                            size_t value, uint32_t ground)
{
    const Chart *chart = canvas->chart;
    const Label *fitted = &labels->labels[value];
    if (!labels->shown || fitted->width + LABEL_GAP > bar.width || fitted->height > bar.height)
        return;
    Str text = chart_number(canvas->flow->scratch, &chart->format, chart->values[value].number);
    Label label = canvas_set(canvas, text, canvas->place, labels->size, 0,
                             readable_colour(0, ground), ALIGN_LEFT, 0);
    Area box = {bar.x + (bar.width - label.width) / 2, bar.y + (bar.height - label.height) / 2,
                label.width, label.height};
    back_label(canvas, plot, box, ground);
    canvas_put(canvas, &label, box.x, box.y);
}

/* --- Values beyond the axis ------------------------------------------------------------------ */

enum {
    BREAK_STROKE = 1300,
    BREAK_FROM = 6000, /* of the outer stroke, from the bar's end */
    BREAK_STEP = 3500, /* between the two */
    BREAK_SLANT = 4000,
    BREAK_WIDTH = 10000, /* where there is no bar to break */
};

/* Two slanted strokes near the end of a bar that should be longer; where nothing is left of it, in
   ink at the axis. */
static void draw_break(Canvas *canvas, const Plot *plot, Area bar, bool high)
{
    Len length = plot->across ? bar.width : bar.height;
    Len *thickness = plot->across ? &bar.height : &bar.width;
    Len *side = plot->across ? &bar.y : &bar.x;
    bool gone = length < BREAK_FROM + 2 * BREAK_STEP;
    if (gone && *thickness > BREAK_WIDTH) {
        *side += (*thickness - BREAK_WIDTH) / 2;
        *thickness = BREAK_WIDTH;
    }
    /* A bar that is gone lies on an end of the axis: the strokes stand within it. */
    bool from_start = high == plot->across;
    Len end = plot->across ? bar.x : bar.y;
    end += from_start ? length : 0;
    for (int i = 0; i < 2; i++) {
        Len in = BREAK_FROM + i * BREAK_STEP;
        Len at = from_start ? end - in : end + in;
        PathPoint points[] = {{PATH_MOVE, 0, 0}, {PATH_LINE, *thickness, -BREAK_SLANT}};
        if (plot->across)
            points[1] = (PathPoint){PATH_LINE, -BREAK_SLANT, *thickness};
        Len half = BREAK_SLANT / 2;
        Item *item = plot->across ? canvas_path(canvas, at + half, bar.y, points, 2)
                                  : canvas_path(canvas, bar.x, at + half, points, 2);
        item->path.stroke = BREAK_STROKE;
        item->path.stroke_colour = gone ? PALETTE_TEXT : 0xFFFFFF;
    }
}

/* Breaks the bar from a to b where the axis ends before b. */
static void break_bar(Canvas *canvas, const Plot *plot, Num a, Num b, Area bar)
{
    const Axis *axis = &plot->axis;
    if (num_compare(b, axis->high) > 0 && num_compare(a, axis->high) <= 0)
        draw_break(canvas, plot, bar, true);
    else if (num_compare(b, axis->low) < 0 && num_compare(a, axis->low) >= 0)
        draw_break(canvas, plot, bar, false);
}

/* --- Bars ------------------------------------------------------------------------------------ */

static void draw_side_by_side(Canvas *canvas, const Plot *plot, const ValueLabels *labels)
{
    const Chart *chart = canvas->chart;
    for (size_t i = 0; i < chart->category_count * chart->series_count; i++) {
        size_t series = i / chart->category_count;
        size_t category = i % chart->category_count;
        const ChartValue *value = &chart->values[i];
        if (!value->given)
            continue;
        Stretch along = stretch(canvas, plot, num_int(0), value->number);
        Area bar = bar_area(canvas, plot, series, category, along);
        if (labels != NULL) {
            put_end_label(canvas, plot, labels, bar, &labels->labels[i],
                          num_sign(value->number) < 0);
            continue;
        }
        Len *thickness = plot->across ? &bar.height : &bar.width;
        if (chart->series_count > 1 && *thickness > 4 * SEAM)
            *thickness -= SEAM;
        canvas_fill(canvas, bar, bar_colour(chart, series, category));
        break_bar(canvas, plot, axis_nearest(&plot->axis, num_int(0)), value->number, bar);
    }
}

static void draw_stack(Canvas *canvas, const Plot *plot, const ValueLabels *labels, size_t category)
{
    const Chart *chart = canvas->chart;
    Arena *arena = canvas->flow->scratch;
    Num ends[2] = {num_int(0), num_int(0)}; /* of what stands above and below zero */
    for (size_t s = 0; s < chart->series_count; s++) {
        const ChartValue *value = chart_at(chart, s, category);
        if (!value->given || num_sign(value->number) == 0)
            continue;
        Num *end = &ends[num_sign(value->number) < 0];
        Num next = num_add(arena, *end, value->number);
        Area bar = bar_area(canvas, plot, s, category, stretch(canvas, plot, *end, next));
        Num from = *end;
        *end = next;
        uint32_t colour = bar_colour(chart, s, category);
        if (labels != NULL)
            put_inner_label(canvas, plot, labels, bar, s * chart->category_count + category,
                            colour);
        else {
            canvas_fill(canvas, bar, colour);
            break_bar(canvas, plot, from, next, bar);
        }
    }
}

static void draw(Canvas *canvas, const Plot *plot, const ValueLabels *labels)
{
    ChartKind kind = canvas->chart->kind;
    if (kind == CHART_BARS || kind == CHART_ACROSS) {
        draw_side_by_side(canvas, plot, labels);
        return;
    }
    for (size_t c = 0; c < canvas->chart->category_count; c++)
        draw_stack(canvas, plot, labels, c);
}

void draw_bars(Canvas *canvas, const Plot *plot)
{
    draw(canvas, plot, NULL);
}

void label_bars(Canvas *canvas, const Plot *plot, const ValueLabels *labels)
{
    if (labels->shown)
        draw(canvas, plot, labels);
}
