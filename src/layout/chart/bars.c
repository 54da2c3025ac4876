/* Bars, side by side or stacked, upwards or to the right, with their values at the end or inside.
 */
#include "layout/chart/chart.h"
#include "layout/contrast.h"

enum {
    TARGET_NEAR = 500,
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
    if (at >= from - TARGET_NEAR && at <= from + size + TARGET_NEAR)
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
        *end = next;
        uint32_t colour = bar_colour(chart, s, category);
        if (labels != NULL)
            put_inner_label(canvas, plot, labels, bar, s * chart->category_count + category,
                            colour);
        else
            canvas_fill(canvas, bar, colour);
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
