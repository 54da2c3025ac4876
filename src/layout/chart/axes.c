/* Charts with axes: how the figure's area is shared between plot, ticks, names, titles, legend and
 * table, and what is drawn around the bars or lines. */
#include "layout/chart/chart.h"

enum {
    PLOT_HEIGHT = 142000, /* where no height is told: 5 cm */
    LEAST_PLOT = 28000,
    GRID_LINE = 400,
    AXIS_LINE = 600,
    TARGET_LINE = 900,
    TARGET_DASH = 3000,
    BAR_SLOT = 11000, /* of a category across, for each bar beside another */
};

/* How a figure is shared out; all heights but the plot's are known before it. */
typedef struct Frame {
    Plot plot;
    Label title_x, title_y;
    Label *ticks;
    Len tick_width;
    Names names;  /* upright */
    Label *sides; /* across: the names */
    DataTable table;
    Legend legend;
    ValueLabels labels;
    Len top, bottom; /* what stands above and below the plot */
} Frame;

static Len label_room(const Label *label)
{
    return label->text == NULL ? 0 : label->height + CHART_GAP;
}

/* --- Titles, legend, ticks ------------------------------------------------------------------- */

static void set_titles(Canvas *canvas, Frame *frame)
{
    const Chart *chart = canvas->chart;
    frame->title_y = canvas_set(canvas, chart->title_y, canvas->place, 0, 0, PALETTE_QUIET,
                                ALIGN_LEFT, canvas->area.width);
}

/* Centred below the plot. */
static void set_title_x(Canvas *canvas, Frame *frame)
{
    frame->title_x = canvas_set(canvas, canvas->chart->title_x, canvas->place, 0, 0, PALETTE_QUIET,
                                ALIGN_CENTRE, frame->plot.area.width);
}

/* A table names the series itself: what is left for the legend is the target. */
static void keep_target(Legend *legend)
{
    size_t kept = 0;
    for (size_t i = 0; i < legend->count; i++)
        if (legend->entries[i].key == KEY_TARGET)
            legend->entries[kept++] = legend->entries[i];
    legend->count = kept;
}

/* The width that the legend leaves. */
static Len set_legend(Canvas *canvas, Frame *frame)
{
    const Chart *chart = canvas->chart;
    Len width = canvas->area.width;
    if (chart->legend == LEGEND_NONE && !(chart->table && chart->target.given))
        return width;
    frame->legend = legend_of_series(canvas);
    if (chart->legend == LEGEND_NONE)
        keep_target(&frame->legend);
    if (chart->legend != LEGEND_RIGHT) {
        legend_below(canvas, &frame->legend, width);
        return width;
    }
    legend_beside(canvas, &frame->legend, width * 3 / 10);
    return width - frame->legend.width - 4 * CHART_GAP;
}

static void set_ticks(Canvas *canvas, Frame *frame, size_t most)
{
    Arena *scratch = canvas->flow->scratch;
    Axis *axis = &frame->plot.axis;
    *axis = axis_make(scratch, canvas->chart, most);
    frame->ticks = arena_array(scratch, axis->ticks, sizeof *frame->ticks);
    frame->tick_width = 0;
    for (size_t i = 0; i < axis->ticks; i++) {
        Str text = chart_number(scratch, &axis->format, axis_tick(scratch, axis, i));
        frame->ticks[i] =
            canvas_set(canvas, text, canvas->place, 0, 0, PALETTE_QUIET, ALIGN_LEFT, 0);
        frame->tick_width = len_max(frame->tick_width, frame->ticks[i].width);
    }
}

/* --- Drawing --------------------------------------------------------------------------------- */

static void draw_rule(Canvas *canvas, const Plot *plot, Num value, Len thickness, uint32_t colour)
{
    Area rule = plot->area;
    Len at = plot_at(canvas, plot, value) - thickness / 2;
    if (plot->across) {
        rule.x = at;
        rule.width = thickness;
    } else {
        rule.y = at;
        rule.height = thickness;
    }
    canvas_rect(canvas, rule, colour);
}

/* A tick's text; across, none that would meet the one before, which ends at *end. */
static void put_tick(Canvas *canvas, const Plot *plot, const Label *label, Len at, Len *end)
{
    if (!plot->across) {
        canvas_put(canvas, label, plot->area.x - CHART_GAP - label->width, at - label->height / 2);
        return;
    }
    Len x = at - label->width / 2;
    if (x < *end)
        return;
    *end = x + label->width + CHART_GAP;
    canvas_put(canvas, label, x, plot->area.y + plot->area.height + CHART_GAP);
}

static void draw_grid(Canvas *canvas, const Frame *frame)
{
    const Plot *plot = &frame->plot;
    Arena *scratch = canvas->flow->scratch;
    Len end = canvas->area.x;
    for (size_t i = 0; i < plot->axis.ticks; i++) {
        Num value = axis_tick(scratch, &plot->axis, i);
        draw_rule(canvas, plot, value, GRID_LINE, PALETTE_GRID);
        put_tick(canvas, plot, &frame->ticks[i], plot_at(canvas, plot, value), &end);
    }
}

static void draw_target(Canvas *canvas, const Plot *plot)
{
    const Chart *chart = canvas->chart;
    if (!chart->target.given)
        return;
    Len at = plot_at(canvas, plot, chart->target.number);
    PathPoint points[] = {{PATH_MOVE, 0, 0}, {PATH_LINE, 0, 0}};
    Len x = plot->area.x;
    Len y = at;
    if (plot->across) {
        x = at;
        y = plot->area.y;
        points[1].y = plot->area.height;
    } else {
        points[1].x = plot->area.width;
    }
    Item *line = canvas_path(canvas, x, y, points, 2);
    line->path.stroke = TARGET_LINE;
    line->path.stroke_colour = PALETTE_TEXT;
    line->path.dash = TARGET_DASH;
}

static void draw_plot(Canvas *canvas, const Frame *frame)
{
    const Plot *plot = &frame->plot;
    bool lines = canvas->chart->kind == CHART_LINES;
    draw_grid(canvas, frame);
    if (!lines)
        draw_bars(canvas, plot);
    draw_rule(canvas, plot, axis_nearest(&plot->axis, num_int(0)), AXIS_LINE, PALETTE_AXIS);
    draw_target(canvas, plot);
    if (lines)
        draw_lines(canvas, plot, &frame->labels);
    else
        label_bars(canvas, plot, &frame->labels);
}

/* Title and legend below what ends at y. */
static void draw_below(Canvas *canvas, const Frame *frame, Len y)
{
    canvas_put(canvas, &frame->title_y, canvas->area.x, canvas->area.y);
    if (frame->title_x.text != NULL)
        canvas_put(canvas, &frame->title_x, frame->plot.area.x, y + CHART_GAP);
    y += label_room(&frame->title_x);
    const Legend *legend = &frame->legend;
    const Area *plot = &frame->plot.area;
    if (canvas->chart->legend == LEGEND_RIGHT)
        legend_draw(canvas, legend, canvas->area.x + canvas->area.width - legend->width,
                    plot->y + (len_max(plot->height, legend->height) - legend->height) / 2);
    else
        legend_draw(canvas, legend, canvas->area.x, y + 2 * CHART_GAP);
}

static Len legend_room(const Canvas *canvas, const Frame *frame)
{
    if (frame->legend.count == 0 || canvas->chart->legend == LEGEND_RIGHT)
        return 0;
    return frame->legend.height + 2 * CHART_GAP;
}

/* --- The plot's height ----------------------------------------------------------------------- */

/* What a plot may be high where the rest is so high; the wanted height where none is told. */
static Len plot_height(const Canvas *canvas, int64_t rest, Len wanted)
{
    int64_t room = canvas->room - rest;
    int64_t height = canvas->chart->height > 0 ? canvas->chart->height - rest : wanted;
    return (Len)(height < room ? height : room);
}

/* The legend beside a plot must not be higher than the figure. */
static Len for_legend(const Canvas *canvas, const Frame *frame, Len height)
{
    if (canvas->chart->legend != LEGEND_RIGHT || canvas->chart->height > 0)
        return height;
    return len_max(height, frame->legend.height);
}

static void check_legend(Canvas *canvas, const Frame *frame)
{
    if (canvas->chart->legend == LEGEND_RIGHT && frame->legend.height > frame->plot.area.height)
        canvas_no_room(canvas, "its legend");
}

/* --- Upright --------------------------------------------------------------------------------- */

/* Everything but the plot's height, with at most so many ticks. */
static void frame_upright(Canvas *canvas, Frame *frame, size_t ticks, bool labels)
{
    const Chart *chart = canvas->chart;
    Len height = chart->height > 0 ? chart->height : PLOT_HEIGHT * 2;
    *frame = (Frame){.plot.across = false};
    set_titles(canvas, frame);
    Len width = set_legend(canvas, frame);
    set_ticks(canvas, frame, ticks);
    Len left = frame->tick_width + CHART_GAP;
    if (chart->table) {
        frame->table = table_keys(canvas, width * 3 / 10);
        left = len_max(left, frame->table.key_width);
    }
    Area *plot = &frame->plot.area;
    plot->x = canvas->area.x + left;
    plot->width = width - left;
    if (plot->width < width / 3) {
        canvas_no_room(canvas, "its axis");
        return;
    }
    set_title_x(canvas, frame);
    frame->names = names_fit(canvas, plot->x, plot->width, height * 2 / 5);
    if (chart->table)
        table_fit(canvas, &frame->table, plot->width);
    if (labels)
        frame->labels = values_fit(canvas, plot->width / (Len)chart->category_count, height / 4);
    Len half = canvas->styles[0].leading / 2;
    frame->top = label_room(&frame->title_y) + len_max(frame->labels.above, half);
    frame->bottom = len_max(frame->labels.below, 0) + CHART_GAP + frame->names.height;
    if (chart->table)
        frame->bottom += CHART_GAP + frame->table.height;
    frame->bottom = len_max(frame->bottom, half);
}

static void ship_upright(Canvas *canvas, const Frame *frame)
{
    const Area *plot = &frame->plot.area;
    Area below = *plot;
    below.y = plot->y + plot->height + frame->labels.below + CHART_GAP;
    draw_plot(canvas, frame);
    names_draw(canvas, &frame->names, below);
    if (canvas->chart->table)
        table_draw(canvas, &frame->table, below, frame->names.height + CHART_GAP);
    draw_below(canvas, frame, plot->y + plot->height + frame->bottom);
}

/* With fewer ticks, then without labels, until the plot is high enough. */
static bool fit_upright(Canvas *canvas, Frame *frame, bool labels)
{
    Len each = canvas->styles[0].leading * 2;
    size_t ticks = 11;
    for (;;) {
        frame_upright(canvas, frame, ticks, labels);
        if (canvas->crowded)
            return true;
        int64_t rest = (int64_t)frame->top + frame->bottom + label_room(&frame->title_x) +
                       legend_room(canvas, frame);
        Len height = plot_height(canvas, rest, for_legend(canvas, frame, PLOT_HEIGHT));
        frame->plot.area.y = canvas->area.y + frame->top;
        frame->plot.area.height = height;
        canvas->area.height = (Len)(rest + height);
        if (height < LEAST_PLOT)
            return false;
        size_t most = (size_t)(height / each) + 1;
        if (frame->plot.axis.ticks <= most || ticks == AXIS_LEAST_TICKS)
            return true;
        ticks = most < ticks ? most : ticks - 1;
        ticks = ticks < AXIS_LEAST_TICKS ? AXIS_LEAST_TICKS : ticks;
    }
}

void draw_upright(Canvas *canvas)
{
    Frame frame;
    bool labels = canvas->chart->labels;
    if (!fit_upright(canvas, &frame, labels) && (!labels || !fit_upright(canvas, &frame, false)))
        canvas_no_room(canvas, "its bars or lines");
    check_legend(canvas, &frame);
    if (!canvas->crowded)
        ship_upright(canvas, &frame);
}

/* --- Across ---------------------------------------------------------------------------------- */

/* The names left of the plot: the width of their column, the height of the highest. */
static Len set_sides(Canvas *canvas, Frame *frame, size_t size, Len most, Len *highest)
{
    const Chart *chart = canvas->chart;
    Len widest = 0;
    *highest = 0;
    frame->sides = arena_array(canvas->flow->scratch, chart->category_count, sizeof *frame->sides);
    for (size_t i = 0; i < chart->category_count; i++) {
        const ChartName *name = &chart->categories[i];
        Len natural = 0;
        Len minimal = 0;
        canvas_measure(canvas, name->text, name->place, size, &natural, &minimal);
        Label *label = &frame->sides[i];
        *label = canvas_set(canvas, name->text, name->place, size, 0, PALETTE_TEXT, ALIGN_RIGHT,
                            natural < most ? natural : most);
        widest = len_max(widest, label->width);
        *highest = len_max(*highest, label->height);
    }
    return widest;
}

/* The height of a category where there is room enough. */
static Len wide_slot(const Chart *chart, Len least)
{
    Len beside = chart->kind == CHART_ACROSS_STACKED ? 1 : (Len)chart->series_count;
    return len_max(least + 2 * CHART_GAP, beside * BAR_SLOT * 25 / 18);
}

/* Everything but the plot's height; what a category needs at least. wide: it has more. */
static Len frame_across(Canvas *canvas, Frame *frame, size_t size, size_t ticks, bool wide)
{
    const Chart *chart = canvas->chart;
    Len highest = 0;
    *frame = (Frame){.plot.across = true};
    set_titles(canvas, frame);
    Len width = set_legend(canvas, frame);
    set_ticks(canvas, frame, ticks);
    Len names = set_sides(canvas, frame, size, width * 2 / 5, &highest);
    Len half = frame->tick_width / 2;
    Area *plot = &frame->plot.area;
    bool stacked = chart->kind == CHART_ACROSS_STACKED;
    Len beside = stacked ? 1 : (Len)chart->series_count;
    Len slot =
        len_max(highest + CHART_GAP, beside * canvas->styles[CHART_SIZES - 1].leading * 7 / 5);
    Len most = (width * 3 / 4 - names - CHART_GAP) / (values_negative(chart) ? 2 : 1);
    frame->labels = values_fit(canvas, wide ? wide_slot(chart, slot) : slot,
                               most < width / 4 ? most : width / 4);
    Len left = len_max(names + CHART_GAP + frame->labels.below, half);
    plot->x = canvas->area.x + left;
    plot->width = width - left - len_max(frame->labels.above, half);
    if (plot->width < width / 4)
        canvas_no_room(canvas, "its axis");
    set_title_x(canvas, frame);
    frame->top = label_room(&frame->title_y) + CHART_GAP;
    frame->bottom = CHART_GAP + canvas->styles[0].leading;
    return slot;
}

static void ship_across(Canvas *canvas, const Frame *frame)
{
    const Area *plot = &frame->plot.area;
    size_t count = canvas->chart->category_count;
    draw_plot(canvas, frame);
    for (size_t i = 0; i < count; i++) {
        const Label *label = &frame->sides[i];
        Len from = slot_at(plot->height, i, count);
        Len middle = plot->y + from + (slot_at(plot->height, i + 1, count) - from) / 2;
        canvas_put(canvas, label, plot->x - frame->labels.below - CHART_GAP - label->width,
                   middle - label->height / 2);
    }
    draw_below(canvas, frame, plot->y + plot->height + frame->bottom);
}

/* In one size of the names; false when the figure is too high. */
static bool fit_across(Canvas *canvas, Frame *frame, size_t size, bool wide)
{
    const Chart *chart = canvas->chart;
    for (size_t ticks = 11;; ticks--) {
        Len slot = frame_across(canvas, frame, size, ticks, wide);
        if (canvas->crowded)
            return true;
        Len each = frame->plot.area.width / (Len)(frame->plot.axis.ticks + 1);
        if (ticks > AXIS_LEAST_TICKS && frame->tick_width + 4 * CHART_GAP > each)
            continue;
        Len wanted = wide_slot(chart, slot) * (Len)chart->category_count;
        int64_t rest = (int64_t)frame->top + frame->bottom + label_room(&frame->title_x) +
                       legend_room(canvas, frame);
        Len height = plot_height(canvas, rest, for_legend(canvas, frame, wanted));
        frame->plot.area.y = canvas->area.y + frame->top;
        frame->plot.area.height = height;
        canvas->area.height = (Len)(rest + height);
        Len least = wide ? wanted : slot * (Len)chart->category_count;
        return height >= least && height >= LEAST_PLOT;
    }
}

void draw_across(Canvas *canvas)
{
    Frame frame;
    size_t size = 0;
    while (size < CHART_SIZES && !fit_across(canvas, &frame, size, true) &&
           !fit_across(canvas, &frame, size, false))
        size++;
    if (size == CHART_SIZES)
        canvas_no_room(canvas, "its categories");
    check_legend(canvas, &frame);
    if (!canvas->crowded)
        ship_across(canvas, &frame);
}
