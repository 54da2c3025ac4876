/*
 * tests/layout/charts.h - charts made by hand, on a page of their own.
 */
#ifndef LAKIPDF_TESTS_LAYOUT_CHARTS_H
#define LAKIPDF_TESTS_LAYOUT_CHARTS_H

#include "pages.h"

static const TextStyle chart_style = {
    .family = {"Liberation Serif", 16}, .size = 8000, .leading = 9200, .align = ALIGN_LEFT};

/* A chart with values yet to be given; named "k1", "k2", ... and "Deret 1", ... */
static inline Chart *make_chart(Maker *maker, ChartKind kind, size_t categories, size_t series)
{
    Arena *arena = maker->arena;
    Chart *chart = arena_alloc(arena, sizeof *chart);
    chart->kind = kind;
    chart->format = (ChartFormat){.unit = 1, .word = ""};
    chart->labels = true;
    chart->category_count = categories;
    chart->series_count = series;
    chart->categories = arena_array(arena, categories, sizeof *chart->categories);
    chart->series = arena_array(arena, series, sizeof *chart->series);
    chart->values = arena_array(arena, categories * series, sizeof *chart->values);
    for (size_t i = 0; i < categories; i++)
        chart->categories[i].text = str_format(arena, "k%zu", i + 1);
    for (size_t i = 0; i < series; i++)
        chart->series[i].text = str_format(arena, "Deret %zu", i + 1);
    Block *block = make_block(maker, BLOCK_FIGURE, NULL);
    Figure *figure = arena_alloc(arena, sizeof *figure);
    *figure = (Figure){.kind = FIGURE_CHART, .style = &chart_style};
    figure->chart = chart;
    block->figure = figure;
    return chart;
}

enum { GAP = INT32_MIN }; /* a value that is missing */

/* Values in hundredths, those of the first series first. */
static inline void set_values(Chart *chart, Arena *arena, const int64_t *values, size_t count)
{
    assert_int_equal(count, chart->category_count * chart->series_count);
    for (size_t i = 0; i < count; i++)
        chart->values[i] =
            values[i] == GAP
                ? (ChartValue){.number = num_int(0)}
                : (ChartValue){.given = true,
                               .number = num_div(arena, num_int(values[i]), num_int(100))};
}

/* The same from an array. */
#define SET_VALUES(chart, arena, values)                                                           \
    set_values((chart), (arena), (values), sizeof(values) / sizeof *(values))

static inline ChartValue chart_value_of(int64_t value)
{
    return (ChartValue){.given = true, .number = num_int(value)};
}

/* --- What stands on the page ------------------------------------------------------------ */

/* The nth rectangle of that colour; NULL when there are not so many. */
static inline const Item *rect_of(const Layout *layout, uint32_t colour, size_t nth)
{
    const Page *page = &layout->pages[0];
    for (size_t i = 0; i < page->item_count; i++)
        if (page->items[i].kind == ITEM_RECT && page->items[i].colour == colour && nth-- == 0)
            return &page->items[i];
    return NULL;
}

/* The corners of a run's text, and of any other item. */
typedef struct Corners {
    int64_t x[4], y[4];
} Corners;

static inline Corners corners_of(const Item *item)
{
    int64_t width = item->width;
    if (item->kind != ITEM_RUN)
        return (Corners){{item->x, item->x + width, item->x + width, item->x},
                         {item->y, item->y, item->y + item->height, item->y + item->height}};
    bool turned = item->run.turn_x != 0 || item->run.turn_y != 0;
    int64_t right = turned ? item->run.turn_x : TURN_ONE;
    int64_t up = turned ? item->run.turn_y : 0;
    int64_t above = (int64_t)item->height * 7 / 10;
    int64_t below = (int64_t)item->height / 5;
    const int64_t along[] = {0, width, width, 0};
    const int64_t across[] = {above, above, -below, -below};
    Corners out;
    for (int i = 0; i < 4; i++) {
        out.x[i] = item->x + (along[i] * right - across[i] * up) / TURN_ONE;
        out.y[i] = item->y - (along[i] * up + across[i] * right) / TURN_ONE;
    }
    return out;
}

#endif
