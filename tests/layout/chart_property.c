/* Random charts: no text meets another, and nothing leaves the column or the height that is told.
 */
#include "charts.h"

typedef struct Dice {
    uint32_t seed;
} Dice;

static uint32_t roll(Dice *dice, uint32_t sides)
{
    dice->seed ^= dice->seed << 13;
    dice->seed ^= dice->seed >> 17;
    dice->seed ^= dice->seed << 5;
    return dice->seed % sides;
}

static Str random_name(Dice *dice, Arena *arena)
{
    static const char *const words[] = {
        "Kota",     "Bangka Barat",       "2019",       "Program",
        "koperasi", "penyelenggaraan",    "I",          "dan",
        "Triwulan", "pertanggungjawaban", "12",         "usaha kecil",
        "Wm",       "menengah provinsi",  "SAKIP/LAKIP"};
    Buf out = {.arena = arena};
    uint32_t count = 1 + roll(dice, roll(dice, 4) == 0 ? 12 : 3);
    for (uint32_t i = 0; i < count; i++) {
        if (i > 0)
            buf_byte(&out, ' ');
        buf_text(&out, words[roll(dice, sizeof words / sizeof *words)]);
    }
    return buf_str(&out);
}

/* The values of a chart are of one kind: small, large, near each other, mixed in sign. */
static int64_t random_value(Dice *dice, uint32_t kind, bool positive)
{
    switch (kind) {
    case 0:
        return roll(dice, 10);
    case 1:
        return (int64_t)roll(dice, 1000000) * 123457;
    case 2:
        return 9900 + roll(dice, 300);
    case 3:
        return positive ? roll(dice, 5000) : (int64_t)roll(dice, 20000) - 10000;
    default:
        return 0;
    }
}

static void fill_values(Dice *dice, Chart *chart, Arena *arena)
{
    size_t count = chart->category_count * chart->series_count;
    int64_t *values = arena_array(arena, count, sizeof *values);
    uint32_t kind = roll(dice, 5);
    bool gaps = roll(dice, 3) == 0;
    for (size_t i = 0; i < count; i++)
        values[i] = gaps && i > 0 && roll(dice, 5) == 0
                        ? GAP
                        : random_value(dice, kind, chart->kind == CHART_PIE);
    set_values(chart, arena, values, count);
}

static size_t random_count(Dice *dice, ChartKind kind)
{
    if (kind == CHART_GAUGE)
        return 1 + roll(dice, CHART_MAX_GAUGES);
    if (kind == CHART_PIE)
        return 1 + roll(dice, CHART_MAX_SLICES);
    return 1 + roll(dice, roll(dice, 3) == 0 ? 40 : 8);
}

static Chart *random_chart(Dice *dice, Maker *maker)
{
    static const ChartBand bands[] = {{.from = {.num = 0, .den = 1}, .label = {"Rendah", 6}},
                                      {.from = {.num = 51, .den = 1}, .label = {"Sedang", 6}},
                                      {.from = {.num = 76, .den = 1}, .label = {"Tinggi", 6}},
                                      {.from = {.num = 91, .den = 1}, .label = {"Prima", 5}}};
    ChartKind kind = (ChartKind)roll(dice, CHART_GAUGE + 1);
    bool round = kind == CHART_PIE || kind == CHART_GAUGE;
    bool upright = kind == CHART_BARS || kind == CHART_BARS_STACKED || kind == CHART_LINES;
    Chart *chart = make_chart(maker, kind, random_count(dice, kind),
                              round ? 1 : 1 + roll(dice, roll(dice, 2) ? 2 : CHART_MAX_SERIES));
    for (size_t i = 0; i < chart->category_count; i++)
        chart->categories[i].text = random_name(dice, maker->arena);
    for (size_t i = 0; i < chart->series_count; i++)
        chart->series[i].text = random_name(dice, maker->arena);
    fill_values(dice, chart, maker->arena);
    chart->format.style = (ChartStyle)roll(dice, CHART_PERCENT_VALUE + 1);
    chart->format.decimals = (int)roll(dice, 3);
    chart->labels = roll(dice, 4) > 0;
    chart->legend = kind == CHART_GAUGE ? LEGEND_NONE : (ChartLegend)roll(dice, 3);
    chart->table = upright && roll(dice, 3) == 0;
    chart->width = roll(dice, 3) == 0 ? 120000 + (Len)roll(dice, 100000) : 0;
    chart->height = roll(dice, 2) == 0 ? 90000 + (Len)roll(dice, 200000) : 0;
    if (!round && roll(dice, 3) == 0)
        chart->title_x = random_name(dice, maker->arena);
    if (!round && roll(dice, 3) == 0)
        chart->title_y = random_name(dice, maker->arena);
    if (!round && roll(dice, 4) == 0) {
        chart->target = chart_value_of(roll(dice, 100));
        chart->target_name = random_name(dice, maker->arena);
    }
    if (kind == CHART_GAUGE && roll(dice, 2) == 0) {
        chart->bands = bands;
        chart->band_count = sizeof bands / sizeof *bands;
    }
    return chart;
}

/* --- What must hold -------------------------------------------------------------------------- */

enum { TOLERANCE = 200 };

/* True when a line at right angles to (x, y) keeps the boxes apart. */
static bool apart_along(const Corners *a, const Corners *b, int64_t x, int64_t y)
{
    int64_t least[2] = {INT64_MAX, INT64_MAX};
    int64_t most[2] = {INT64_MIN, INT64_MIN};
    const Corners *both[2] = {a, b};
    for (int k = 0; k < 2; k++) {
        for (int i = 0; i < 4; i++) {
            int64_t at = both[k]->x[i] * x + both[k]->y[i] * y;
            least[k] = at < least[k] ? at : least[k];
            most[k] = at > most[k] ? at : most[k];
        }
    }
    int64_t tolerance = (int64_t)TOLERANCE * (llabs(x) > llabs(y) ? llabs(x) : llabs(y));
    return most[0] <= least[1] + tolerance || most[1] <= least[0] + tolerance;
}

static bool meet(const Item *one, const Item *other)
{
    Corners a = corners_of(one);
    Corners b = corners_of(other);
    const Corners *both[2] = {&a, &b};
    for (int k = 0; k < 2; k++)
        for (int i = 0; i < 2; i++)
            if (apart_along(&a, &b, both[k]->x[i + 1] - both[k]->x[i],
                            both[k]->y[i + 1] - both[k]->y[i]))
                return false;
    return true;
}

static const char *text_of(Arena *arena, const Item *item)
{
    Buf out = {.arena = arena};
    for (uint32_t i = 0; i < item->run.count; i++)
        buf_char(&out, item->run.codes[i]);
    return str_c(arena, buf_str(&out));
}

static void check_bounds(const Chart *chart, const Item *item, uint32_t seed)
{
    Corners at = corners_of(item);
    int64_t width = chart->width > 0 && chart->width < TEXT_WIDTH ? chart->width : TEXT_WIDTH;
    int64_t left = LEFT_EDGE + (TEXT_WIDTH - width) / 2;
    int64_t height = chart->height > 0 && chart->height < 320000 ? chart->height : 320000;
    for (int i = 0; i < 4; i++)
        if (at.x[i] < left - TOLERANCE || at.x[i] > left + width + TOLERANCE ||
            at.y[i] < TOP - TOLERANCE || at.y[i] > TOP + height + TOLERANCE)
            fail_msg("seed %u, kind %d: an item of kind %d at %d, %d leaves the figure", seed,
                     chart->kind, item->kind, item->x, item->y);
}

static void check_chart(Arena *arena, const Chart *chart, const Layout *layout, uint32_t seed)
{
    const Page *page = &layout->pages[0];
    assert_int_equal(layout->page_count, 1);
    for (size_t i = 0; i < page->item_count; i++) {
        const Item *item = &page->items[i];
        check_bounds(chart, item, seed);
        for (size_t k = 0; k < i && item->kind == ITEM_RUN; k++)
            if (page->items[k].kind == ITEM_RUN && meet(item, &page->items[k]))
                fail_msg("seed %u, kind %d: '%s' meets '%s'", seed, chart->kind,
                         text_of(arena, item), text_of(arena, &page->items[k]));
    }
}

/* A chart may be told to have no room; most have. */
static void random_charts_keep_their_texts_apart(void **state)
{
    (void)state;
    enum { COUNT = 400 };
    size_t drawn[CHART_GAUGE + 1] = {0};
    for (uint32_t i = 1; i <= COUNT; i++) {
        void *inner = NULL;
        assert_int_equal(fixture_setup(&inner), 0);
        Fixture *fixture = inner;
        Dice dice = {i * 2654435761u};
        Maker *maker = maker_new(fixture);
        Chart *chart = random_chart(&dice, maker);
        const Layout *layout = make_layout(maker);
        if (layout != NULL) {
            drawn[chart->kind]++;
            check_chart(maker->arena, chart, layout, i);
        } else {
            assert_non_null(strstr(support_messages(fixture), "has no room for"));
        }
        fixture_teardown(&inner);
    }
    for (size_t kind = 0; kind <= CHART_GAUGE; kind++)
        assert_true(drawn[kind] >= COUNT / 30);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(random_charts_keep_their_texts_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
