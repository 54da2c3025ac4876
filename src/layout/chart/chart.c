/* A chart as a figure: its place in the column, and who draws its kind. */
#include "layout/chart/chart.h"

/* By ChartKind. */
static void (*const KINDS[])(Canvas *canvas) = {
    [CHART_BARS] = draw_upright,  [CHART_BARS_STACKED] = draw_upright,
    [CHART_ACROSS] = draw_across, [CHART_ACROSS_STACKED] = draw_across,
    [CHART_LINES] = draw_upright, [CHART_PIE] = draw_pie,
    [CHART_GAUGE] = draw_gauges,
};

/* The style's letters, two smaller ones and a large one. */
static void set_styles(Canvas *canvas, const TextStyle *style)
{
    static const int EIGHTHS[CHART_SIZES + 1] = {8, 7, 6, 14};
    for (int i = 0; i <= CHART_SIZES; i++) {
        TextStyle own = style_flush(style);
        own.size = (Len)((int64_t)style->size * EIGHTHS[i] / 8);
        own.leading = (Len)((int64_t)style->leading * EIGHTHS[i] / 8);
        canvas->styles[i] = own;
    }
}

/* What the user asks for and the page does not have. */
static void check_extent(Canvas *canvas, const Chunk *chunk)
{
    const Chart *chart = canvas->chart;
    Diags *diags = canvas->flow->setter->diags;
    if (chart->width > chunk->width)
        diag(diags, SEVERITY_WARNING, canvas->place, "make 'lebar' smaller",
             "the chart is wider than the column; it is as wide as that");
    if (chart->height > canvas->room)
        diag(diags, SEVERITY_WARNING, canvas->place, "make 'tinggi' smaller",
             "the chart is higher than the page; it is as high as that");
}

Drawing draw_chart(Flow *flow, Chunk *chunk, const Figure *figure, int64_t room)
{
    Canvas canvas = {
        .flow = flow,
        .chart = figure->chart,
        .place = chunk->block->place,
        .area = {.x = chunk->x, .width = chunk->width},
        .room = room < CHART_MAX_EXTENT ? room : CHART_MAX_EXTENT,
    };
    set_styles(&canvas, figure->style);
    check_extent(&canvas, chunk);
    if (figure->chart->width > 0 && figure->chart->width < chunk->width) {
        canvas.area.width = figure->chart->width;
        canvas.area.x += (chunk->width - figure->chart->width) / 2;
    }
    KINDS[figure->chart->kind](&canvas);
    Drawing drawing = {.count = 1};
    drawing.rows = arena_alloc(flow->scratch, sizeof *drawing.rows);
    drawing.rows->box = (Box){.shapes = canvas.shapes,
                              .shape_count = canvas.shape_count,
                              .parts = canvas.parts,
                              .count = canvas.part_count};
    drawing.rows->height = canvas.area.height;
    return drawing;
}
