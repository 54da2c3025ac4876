/* Where values and bars stand in a plot, and whether the values' labels have room there. */
#include "layout/chart/chart.h"

enum {
    LABEL_SPACE = 2000, /* beside a label, and between it and its bar */
    THICKEST = 42000,   /* of a bar */
};

Len plot_at(Canvas *canvas, const Plot *plot, Num value)
{
    Arena *arena = canvas->flow->scratch;
    if (plot->across)
        return plot->area.x + axis_at(arena, &plot->axis, value, plot->area.width);
    return plot->area.y + plot->area.height - axis_at(arena, &plot->axis, value, plot->area.height);
}

static bool is_stacked(const Chart *chart)
{
    return chart->kind == CHART_BARS_STACKED || chart->kind == CHART_ACROSS_STACKED;
}

static bool is_across(const Chart *chart)
{
    return chart->kind == CHART_ACROSS || chart->kind == CHART_ACROSS_STACKED;
}

void bar_extent(const Chart *chart, Len slot, size_t series, Len *from, Len *thickness)
{
    size_t beside = is_stacked(chart) ? 1 : chart->series_count;
    Len all = (Len)((int64_t)slot * 18 / 25);
    Len most = (Len)((int64_t)THICKEST * (int64_t)beside);
    all = all < most ? all : most;
    size_t index = is_stacked(chart) ? 0 : series;
    Len start = slot_at(all, index, beside);
    *from = (slot - all) / 2 + start;
    *thickness = slot_at(all, index + 1, beside) - start;
}

/* --- Labels of values ------------------------------------------------------------------------ */

static void set_labels(Canvas *canvas, ValueLabels *labels)
{
    const Chart *chart = canvas->chart;
    for (size_t i = 0; i < chart->category_count * chart->series_count; i++) {
        if (!chart->values[i].given)
            continue;
        Str text = chart_number(canvas->flow->scratch, &chart->format, chart->values[i].number);
        labels->labels[i] =
            canvas_set(canvas, text, canvas->place, labels->size, 0, PALETTE_TEXT, ALIGN_LEFT, 0);
    }
}

static Len widest_label(const Chart *chart, const ValueLabels *labels)
{
    Len widest = 0;
    for (size_t i = 0; i < chart->category_count * chart->series_count; i++)
        widest = labels->labels[i].width > widest ? labels->labels[i].width : widest;
    return widest;
}

bool values_negative(const Chart *chart)
{
    for (size_t i = 0; i < chart->category_count * chart->series_count; i++)
        if (chart->values[i].given && num_sign(chart->values[i].number) < 0)
            return true;
    return false;
}

/* The room that a label may take along the categories. */
static Len label_slot(const Chart *chart, Len slot)
{
    Len from = 0;
    Len thickness = 0;
    if (chart->kind == CHART_LINES || chart->series_count == 1)
        return slot;
    bar_extent(chart, slot, 0, &from, &thickness);
    return thickness;
}

/* Sets the labels in a size; true when they fit, turned or not. */
static bool fit_size(Canvas *canvas, size_t size, Len slot, Len most, ValueLabels *labels)
{
    const Chart *chart = canvas->chart;
    Len room = label_slot(chart, slot);
    Len leading = canvas->styles[size].leading;
    labels->size = size;
    set_labels(canvas, labels);
    Len widest = widest_label(chart, labels);
    labels->upright = false;
    if (is_across(chart)) {
        labels->above = widest + 2 * LABEL_SPACE;
        return leading <= room && labels->above <= most;
    }
    labels->above = leading + (chart->kind == CHART_LINES ? 2 : 1) * LABEL_SPACE;
    return widest + LABEL_SPACE <= room && labels->above <= most;
}

static bool fit_upright(Canvas *canvas, size_t size, Len slot, Len most, ValueLabels *labels)
{
    if (is_across(canvas->chart) || canvas->chart->kind == CHART_LINES)
        return false;
    labels->size = size;
    labels->upright = true;
    set_labels(canvas, labels);
    labels->above = widest_label(canvas->chart, labels) + 2 * LABEL_SPACE;
    return canvas->styles[size].leading <= label_slot(canvas->chart, slot) && labels->above <= most;
}

static bool fit_any(Canvas *canvas, Len slot, Len most, ValueLabels *labels)
{
    for (size_t size = 0; size < CHART_SIZES; size++)
        if (fit_size(canvas, size, slot, most, labels))
            return true;
    for (size_t size = 0; size < CHART_SIZES; size++)
        if (fit_upright(canvas, size, slot, most, labels))
            return true;
    return false;
}

ValueLabels values_fit(Canvas *canvas, Len slot, Len most)
{
    const Chart *chart = canvas->chart;
    size_t count = chart->category_count * chart->series_count;
    ValueLabels labels = {.labels = arena_array(canvas->flow->scratch, count, sizeof(Label))};
    if (!chart->labels)
        return labels;
    if (is_stacked(chart)) {
        labels.shown = true;
        labels.size = CHART_SIZES - 2;
        set_labels(canvas, &labels);
        return labels;
    }
    labels.shown = fit_any(canvas, slot, most, &labels);
    if (!labels.shown) {
        labels.above = 0;
        if (chart->labels_told && !chart->table)
            diag(canvas->flow->setter->diags, SEVERITY_WARNING, canvas->place,
                 "write 'tabel_data: ya', or make the chart larger",
                 "the chart has no room for the values; they are left out");
    }
    if (values_negative(chart) || chart->kind == CHART_LINES)
        labels.below = labels.above;
    return labels;
}
