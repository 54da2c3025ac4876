/* Bars, side by side or stacked, upwards or to the right, with their values at the end or inside.
 */
#include "layout/chart.h"

enum {
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

/* --- Side by side ---------------------------------------------------------------------------- */

/* Beyond the end of the bar. */
static void put_end_label(Canvas *canvas, const Plot *plot, const ValueLabels *labels, Area bar,
                          const Label *label, bool negative)
{
    Len middle = bar.x + bar.width / 2;
    if (plot->across) {
        Len x = negative ? bar.x - LABEL_GAP - label->width : bar.x + bar.width + LABEL_GAP;
        canvas_put(canvas, label, x, bar.y + (bar.height - label->height) / 2);
        return;
    }
    Len height = labels->upright ? label->width : label->height;
    Len gap = labels->upright ? LABEL_GAP : LABEL_GAP / 2;
    Len y = negative ? bar.y + bar.height + gap : bar.y - gap - height;
    if (labels->upright)
        canvas_put_upright(canvas, label, middle, y);
    else
        canvas_put(canvas, label, middle - label->width / 2, y);
}

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
        Area seen = bar;
        Len *thickness = plot->across ? &seen.height : &seen.width;
        if (chart->series_count > 1 && *thickness > 4 * SEAM)
            *thickness -= SEAM;
        canvas_fill(canvas, seen, bar_colour(chart, series, category));
        if (labels->shown)
            put_end_label(canvas, plot, labels, bar, &labels->labels[i],
                          num_sign(value->number) < 0);
    }
}

/* --- Stacked --------------------------------------------------------------------------------- */

/* In the middle of its part of the bar, where it fits. */
static void put_inner_label(Canvas *canvas, const ValueLabels *labels, Area bar, size_t value,
                            uint32_t ground)
{
    const Chart *chart = canvas->chart;
    const Label *fitted = &labels->labels[value];
    if (!labels->shown || fitted->width + LABEL_GAP > bar.width || fitted->height > bar.height)
        return;
    Str text = chart_number(canvas->flow->scratch, &chart->format, chart->values[value].number);
    Label label =
        canvas_set(canvas, text, canvas->place, labels->size, 0, palette_on(ground), ALIGN_LEFT, 0);
    canvas_put(canvas, &label, bar.x + (bar.width - label.width) / 2,
               bar.y + (bar.height - label.height) / 2);
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
        canvas_fill(canvas, bar, colour);
        put_inner_label(canvas, labels, bar, s * chart->category_count + category, colour);
    }
}

void draw_bars(Canvas *canvas, const Plot *plot, const ValueLabels *labels)
{
    ChartKind kind = canvas->chart->kind;
    if (kind == CHART_BARS || kind == CHART_ACROSS) {
        draw_side_by_side(canvas, plot, labels);
        return;
    }
    for (size_t c = 0; c < canvas->chart->category_count; c++)
        draw_stack(canvas, plot, labels, c);
}
