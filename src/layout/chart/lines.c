/* Lines over categories: dashes and markers tell them apart in grey print; a missing value is a
 * gap. */
#include "layout/chart/chart.h"

enum {
    LINE = 1500,
    LABEL_GAP = 3500, /* between a point and its value */
    MARK = 3000,      /* half of a marker */
    AXIS_NEAR = 800,  /* between a label and the axis */
};

typedef struct Point {
    bool given;
    Len x, y;
} Point;

static Point point_of(Canvas *canvas, const Plot *plot, size_t series, size_t category)
{
    size_t count = canvas->chart->category_count;
    const ChartValue *value = chart_at(canvas->chart, series, category);
    Len from = slot_at(plot->area.width, category, count);
    Len to = slot_at(plot->area.width, category + 1, count);
    Point point = {.given = value->given, .x = plot->area.x + from + (to - from) / 2};
    if (value->given)
        point.y = plot_at(canvas, plot, value->number);
    return point;
}

/* --- Lines ----------------------------------------------------------------------------------- */

static void draw_stretch(Canvas *canvas, const Point *points, size_t count, size_t series,
                         uint32_t colour)
{
    PathPoint path[CHART_MAX_CATEGORIES];
    if (count < 2)
        return;
    for (size_t i = 0; i < count; i++)
        path[i] = (PathPoint){i == 0 ? PATH_MOVE : PATH_LINE, points[i].x - points[0].x,
                              points[i].y - points[0].y};
    Item *item = canvas_path(canvas, points[0].x, points[0].y, path, count);
    item->path.stroke = LINE;
    item->path.stroke_colour = colour;
    item->path.dash = line_dash(series);
}

/* Markers leave their slots alone. */
static Len marker_size(const Canvas *canvas, const Plot *plot)
{
    Len slot = plot->area.width / (Len)canvas->chart->category_count;
    return slot * 2 / 5 < CHART_MARKER ? slot * 2 / 5 : CHART_MARKER;
}

static void draw_line(Canvas *canvas, const Plot *plot, const Point *points, size_t series)
{
    size_t count = canvas->chart->category_count;
    uint32_t colour = palette_ink(series_colour(canvas->chart, series));
    for (size_t from = 0; from < count;) {
        size_t to = from;
        while (to < count && points[to].given)
            to++;
        draw_stretch(canvas, points + from, to - from, series, colour);
        from = to + 1;
    }
    for (size_t i = 0; i < count; i++)
        if (points[i].given)
            canvas_marker(canvas, points[i].x, points[i].y, series, marker_size(canvas, plot),
                          colour);
}

/* --- Labels ---------------------------------------------------------------------------------- */

/* The values of one category, the highest first. */
typedef struct Stack {
    size_t series[CHART_MAX_SERIES];
    size_t count;
    Len tops[CHART_MAX_SERIES]; /* of their labels */
} Stack;

static Stack sort_column(const Point *const *points, size_t series_count, size_t category)
{
    Stack column = {.count = 0};
    for (size_t s = 0; s < series_count; s++) {
        if (!points[s][category].given)
            continue;
        size_t at = column.count++;
        for (; at > 0 && points[column.series[at - 1]][category].y > points[s][category].y; at--)
            column.series[at] = column.series[at - 1];
        column.series[at] = s;
    }
    return column;
}

/* True when a label at `top` meets neither the markers nor the labels placed so far. */
static bool is_free(const Stack *column, const Point *const *points, size_t category, size_t placed,
                    Len top, Len height)
{
    for (size_t i = 0; i < column->count; i++) {
        Len y = points[column->series[i]][category].y;
        if (top < y + MARK && top + height > y - MARK)
            return false;
    }
    for (size_t i = 0; i < placed; i++)
        if (top < column->tops[i] + height && top + height > column->tops[i])
            return false;
    return true;
}

/* A point that lies below both neighbours has its label below, where the line is not. */
static bool prefers_below(const Point *points, size_t count, size_t category)
{
    bool before = category > 0 && points[category - 1].given;
    bool after = category + 1 < count && points[category + 1].given;
    Len y = points[category].y;
    return (before || after) && (!before || points[category - 1].y < y) &&
           (!after || points[category + 1].y < y);
}

/* The top of a label that would stand on the axis is moved on, away from its point. */
static Len off_axis(Len top, Len height, Len axis, bool down)
{
    if (top >= axis + AXIS_NEAR || top + height <= axis - AXIS_NEAR)
        return top;
    return down ? axis + AXIS_NEAR : axis - AXIS_NEAR - height;
}

/* Above or below each point, off the axis; false where one has no place. */
static bool place_column(const Chart *chart, Stack *column, const Point *const *points,
                         size_t category, Len height, Len axis)
{
    for (size_t i = 0; i < column->count; i++) {
        const Point *of = points[column->series[i]];
        Len above = off_axis(of[category].y - LABEL_GAP - height, height, axis, false);
        Len below = off_axis(of[category].y + LABEL_GAP, height, axis, true);
        bool last = i + 1 == column->count;
        bool lower = last && prefers_below(of, chart->category_count, category);
        Len first = lower ? below : above;
        if (is_free(column, points, category, i, first, height))
            column->tops[i] = first;
        else if (is_free(column, points, category, i, lower ? above : below, height))
            column->tops[i] = lower ? above : below;
        else
            return false;
    }
    return true;
}

/* All values are printed, or none: a reader could not tell which are left out. */
static void put_labels(Canvas *canvas, const Plot *plot, const ValueLabels *labels,
                       const Point *const *points)
{
    const Chart *chart = canvas->chart;
    Stack *columns = arena_array(canvas->flow->scratch, chart->category_count, sizeof *columns);
    Len height = canvas->styles[labels->size].leading;
    Len axis = plot_at(canvas, plot, axis_nearest(&plot->axis, num_int(0)));
    for (size_t c = 0; c < chart->category_count; c++) {
        columns[c] = sort_column(points, chart->series_count, c);
        if (place_column(chart, &columns[c], points, c, height, axis))
            continue;
        if (chart->labels_told && !chart->table)
            diag(canvas->flow->setter->diags, SEVERITY_WARNING, canvas->place,
                 "write 'tabel_data: ya', or make the chart higher",
                 "the lines lie too close for their values; they are left out");
        return;
    }
    for (size_t c = 0; c < chart->category_count; c++) {
        for (size_t i = 0; i < columns[c].count; i++) {
            size_t s = columns[c].series[i];
            const Label *label = &labels->labels[s * chart->category_count + c];
            Area box = {points[s][c].x - label->width / 2, columns[c].tops[i], label->width,
                        height};
            back_label(canvas, plot, box, 0xFFFFFF);
            canvas_put(canvas, label, box.x, box.y);
        }
    }
}

void draw_lines(Canvas *canvas, const Plot *plot, const ValueLabels *labels)
{
    const Chart *chart = canvas->chart;
    const Point *points[CHART_MAX_SERIES];
    for (size_t s = 0; s < chart->series_count; s++) {
        Point *own = arena_array(canvas->flow->scratch, chart->category_count, sizeof *own);
        for (size_t c = 0; c < chart->category_count; c++)
            own[c] = point_of(canvas, plot, s, c);
        points[s] = own;
    }
    for (size_t s = chart->series_count; s > 0; s--)
        draw_line(canvas, plot, points[s - 1], s - 1);
    if (labels->shown)
        put_labels(canvas, plot, labels, points);
}
