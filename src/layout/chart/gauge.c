/* Gauges: a half ring in the colours of a scale, a needle at the value, the value below it. */
#include "layout/chart/angle.h"
#include "layout/chart/chart.h"

enum {
    RADIUS = 62000,
    LEAST_RADIUS = 20000,
    HALF_TURN = 180 * ANGLE_DEGREE,
    RIM = 400,
    GAP_BETWEEN = 12000, /* gauges */
};

typedef struct Gauge {
    Axis axis; /* its ends only */
    Len x, y;  /* the middle of its ring */
    Len radius;
    Len width; /* of its part of the figure */
} Gauge;

typedef struct GaugeTexts {
    Label value, grade, name;
    Len height;
} GaugeTexts;

/* --- Ends ------------------------------------------------------------------------------------ */

static Num default_high(Arena *arena, const Chart *chart, Num low)
{
    Num high = num_int(100);
    if (num_compare(high, low) <= 0)
        high = num_add(arena, low, num_int(100));
    if (chart->band_count == 0)
        return high;
    Num last = chart->bands[chart->band_count - 1].from;
    if (num_compare(last, high) < 0)
        return high;
    /* The highest band, which has no end, is as wide as the one below it. */
    Num before = chart->band_count > 1 ? chart->bands[chart->band_count - 2].from : low;
    return num_add(arena, last, num_sub(arena, last, before));
}

static Axis make_ends(Arena *arena, const Chart *chart)
{
    Axis axis = {.low = num_int(0), .format = chart->format};
    if (chart->band_count > 0 && num_sign(chart->bands[0].from) < 0)
        axis.low = chart->bands[0].from;
    if (chart->low.given)
        axis.low = chart->low.number;
    axis.high = chart->high.given ? chart->high.number : default_high(arena, chart, axis.low);
    if (num_compare(axis.high, axis.low) <= 0)
        axis.low = num_sub(arena, axis.high, num_int(100));
    return axis;
}

static int32_t gauge_angle(Arena *arena, const Axis *axis, Num value)
{
    return HALF_TURN - axis_at(arena, axis, value, HALF_TURN);
}

/* --- The ring -------------------------------------------------------------------------------- */

static void draw_ring(Canvas *canvas, const Gauge *gauge, int32_t from, int32_t to, uint32_t colour)
{
    PathPoint points[6 * ANGLE_MAX_CURVES + 3];
    size_t count = 0;
    Len inner = gauge->radius * 13 / 20;
    Len x = 0;
    Len y = 0;
    if (from <= to)
        return;
    angle_point(from, gauge->radius, &x, &y);
    points[count++] = (PathPoint){PATH_MOVE, x, y};
    count += angle_arc(points + count, 0, 0, gauge->radius, from, to);
    angle_point(to, inner, &x, &y);
    points[count++] = (PathPoint){PATH_LINE, x, y};
    count += angle_arc(points + count, 0, 0, inner, to, from);
    points[count++] = (PathPoint){.step = PATH_CLOSE};
    Item *item = canvas_path(canvas, gauge->x, gauge->y, points, count);
    item->path.filled = true;
    item->colour = colour;
    item->path.stroke = RIM;
    item->path.stroke_colour = PALETTE_AXIS;
}

static void draw_bands(Canvas *canvas, const Gauge *gauge)
{
    const Chart *chart = canvas->chart;
    Arena *arena = canvas->flow->scratch;
    for (size_t i = 0; i < chart->band_count; i++) {
        const ChartBand *band = &chart->bands[i];
        bool last = i + 1 == chart->band_count;
        Num end = last ? gauge->axis.high : chart->bands[i + 1].from;
        draw_ring(canvas, gauge, gauge_angle(arena, &gauge->axis, band->from),
                  gauge_angle(arena, &gauge->axis, end),
                  band->coloured ? band->colour : palette_colour(i));
    }
}

/* The value where a band begins, outside of the ring; *last is where the one before ended, and one
   that would meet it is left out. */
static void put_bound(Canvas *canvas, const Gauge *gauge, Num value, Area *last)
{
    Arena *arena = canvas->flow->scratch;
    ChartFormat format = gauge->axis.format;
    Num shown = num_div(arena, value, num_int(format.unit));
    format.decimals = 0;
    while (format.decimals < 2 &&
           num_compare(num_round(arena, shown, format.decimals, ROUND_HALF_AWAY), shown) != 0)
        format.decimals++;
    Label label = canvas_set(canvas, chart_number(arena, &format, value), canvas->place, 1, 0,
                             PALETTE_QUIET, ALIGN_LEFT, 0);
    Len x = 0;
    Len y = 0;
    int64_t right = 0;
    int64_t up = 0;
    int32_t angle = gauge_angle(arena, &gauge->axis, value);
    angle_direction(angle, &right, &up);
    angle_point(angle, gauge->radius + CHART_GAP, &x, &y);
    /* The box touches the circle with the side or corner that is turned to it. */
    Len left = gauge->x + x - (Len)((int64_t)label.width * (ANGLE_ONE - right) / 2 / ANGLE_ONE);
    Len top = gauge->y + y - (Len)((int64_t)label.height * (ANGLE_ONE + up) / 2 / ANGLE_ONE);
    Area box = {left, top, label.width, label.height};
    bool meets = last->width > 0 && box.x < last->x + last->width + CHART_GAP / 2 &&
                 last->x < box.x + box.width + CHART_GAP / 2 && box.y < last->y + last->height &&
                 last->y < box.y + box.height;
    if (meets)
        return;
    *last = box;
    canvas_put(canvas, &label, left, top);
}

static void put_bounds(Canvas *canvas, const Gauge *gauge)
{
    const Chart *chart = canvas->chart;
    Area last = {0};
    put_bound(canvas, gauge, gauge->axis.low, &last);
    for (size_t i = 0; i < chart->band_count; i++) {
        Num from = chart->bands[i].from;
        if (num_compare(from, gauge->axis.low) > 0 && num_compare(from, gauge->axis.high) < 0)
            put_bound(canvas, gauge, from, &last);
    }
    put_bound(canvas, gauge, gauge->axis.high, &last);
}

static void draw_needle(Canvas *canvas, const Gauge *gauge, Num value)
{
    enum { HUB = 3500, TIP = 92 };
    int32_t angle = gauge_angle(canvas->flow->scratch, &gauge->axis, value);
    Len tip_x = 0;
    Len tip_y = 0;
    Len side_x = 0;
    Len side_y = 0;
    angle_point(angle, (Len)((int64_t)gauge->radius * TIP / 100), &tip_x, &tip_y);
    angle_point(angle + 90 * ANGLE_DEGREE, HUB / 2, &side_x, &side_y);
    const PathPoint points[] = {
        {PATH_MOVE, side_x, side_y},
        {PATH_LINE, tip_x, tip_y},
        {PATH_LINE, -side_x, -side_y},
        {.step = PATH_CLOSE},
    };
    Item *item = canvas_path(canvas, gauge->x, gauge->y, points, 4);
    item->path.filled = true;
    item->colour = PALETTE_TEXT;
    canvas_marker(canvas, gauge->x, gauge->y, 0, CHART_MARKER, PALETTE_TEXT);
}

/* --- Texts ----------------------------------------------------------------------------------- */

static Str value_text(Canvas *canvas, size_t i)
{
    const Chart *chart = canvas->chart;
    Arena *arena = canvas->flow->scratch;
    if (!chart->values[i].given)
        return STR("-");
    Str number = chart_number_alone(arena, &chart->format, chart->values[i].number);
    return str_format(arena, "%.*s%s%.*s", STR_ARG(number), chart->unit.size > 0 ? "\xC2\xA0" : "",
                      STR_ARG(chart->unit));
}

static GaugeTexts set_texts(Canvas *canvas, size_t i, Len width)
{
    const Chart *chart = canvas->chart;
    const ChartName *name = &chart->categories[i];
    GaugeTexts texts = {
        .value = canvas_set(canvas, value_text(canvas, i), name->place, CHART_LARGE, TEXT_BOLD,
                            PALETTE_TEXT, ALIGN_CENTRE, width),
        .name =
            canvas_set(canvas, name->text, name->place, 0, 0, PALETTE_TEXT, ALIGN_CENTRE, width),
    };
    if (chart->grades != NULL)
        texts.grade = canvas_set(canvas, chart->grades[i], name->place, 0, 0, PALETTE_QUIET,
                                 ALIGN_CENTRE, width);
    texts.height = 2 * CHART_GAP + texts.value.height + texts.grade.height + texts.name.height;
    return texts;
}

static void put_texts(Canvas *canvas, const GaugeTexts *texts, const Gauge *gauge)
{
    Len x = gauge->x - gauge->width / 2;
    Len y = gauge->y + 2 * CHART_GAP;
    canvas_put(canvas, &texts->value, x, y);
    canvas_put(canvas, &texts->grade, x, y + texts->value.height);
    canvas_put(canvas, &texts->name, x, y + texts->value.height + texts->grade.height);
}

/* --- All ------------------------------------------------------------------------------------- */

/* The room that bounds take at the sides of a ring. */
static Len bound_room(Canvas *canvas, const Axis *axis)
{
    const Num ends[] = {axis->low, axis->high};
    ChartFormat format = axis->format;
    Len room = 0;
    format.decimals = 2;
    for (size_t i = 0; i < 2; i++) {
        Len natural = 0;
        Len minimal = 0;
        Str text = chart_number(canvas->flow->scratch, &format, ends[i]);
        canvas_measure(canvas, text, canvas->place, 1, &natural, &minimal);
        room = natural > room ? natural : room;
    }
    return room + CHART_GAP;
}

void draw_gauges(Canvas *canvas)
{
    const Chart *chart = canvas->chart;
    size_t count = chart->category_count;
    Axis axis = make_ends(canvas->flow->scratch, chart);
    Len width = canvas->area.width / (Len)count - (count > 1 ? GAP_BETWEEN : 0);
    GaugeTexts texts[CHART_MAX_GAUGES];
    Len below = 0;
    for (size_t i = 0; i < count; i++) {
        texts[i] = set_texts(canvas, i, width);
        below = texts[i].height > below ? texts[i].height : below;
    }
    Len above = canvas->styles[1].leading + CHART_GAP;
    int64_t height = chart->height > 0 ? chart->height : RADIUS + above + below;
    height = height < canvas->room ? height : canvas->room;
    int64_t radius = height - above - below;
    int64_t beside = width / 2 - bound_room(canvas, &axis);
    radius = radius < beside ? radius : beside;
    if (radius < LEAST_RADIUS) {
        canvas_no_room(canvas, "its ring");
        return;
    }
    canvas->area.height = (Len)(chart->height > 0 ? height : radius + above + below);
    for (size_t i = 0; i < count; i++) {
        Len from = slot_at(canvas->area.width, i, count);
        Len to = slot_at(canvas->area.width, i + 1, count);
        Gauge gauge = {.axis = axis,
                       .x = canvas->area.x + from + (to - from) / 2,
                       .y = canvas->area.y + above + (Len)radius,
                       .radius = (Len)radius,
                       .width = width};
        draw_bands(canvas, &gauge);
        put_bounds(canvas, &gauge);
        if (chart->values[i].given)
            draw_needle(canvas, &gauge, chart->values[i].number);
        put_texts(canvas, &texts[i], &gauge);
    }
}
