/* Charts: what stands where for given values. */
#include "charts.h"

#include "layout/chart/chart.h"

/* --- Against the reference ------------------------------------------------------------------- */

static void add_dump(Maker *maker, const char *title, Buf *out)
{
    Layout *layout = make_pages(maker);
    buf_format(out, "--- %s\n", title);
    layout_dump(layout, out);
}

static Chart *small_chart(Maker *maker, ChartKind kind)
{
    static const int64_t values[] = {1000, 2550, GAP, -400, 1250, 0, 300, 720};
    Chart *chart = make_chart(maker, kind, 4, 2);
    SET_VALUES(chart, maker->arena, values);
    chart->format.decimals = 1;
    chart->legend = LEGEND_BELOW;
    chart->title_x = STR("Tahun");
    chart->title_y = STR("(orang)");
    return chart;
}

static void add_axes(Fixture *fixture, Buf *out)
{
    static const char *const titles[] = {
        [CHART_BARS] = "batang",
        [CHART_BARS_STACKED] = "batang bertumpuk",
        [CHART_ACROSS] = "batang mendatar",
        [CHART_ACROSS_STACKED] = "batang mendatar bertumpuk",
        [CHART_LINES] = "garis",
    };
    for (ChartKind kind = CHART_BARS; kind <= CHART_LINES; kind++) {
        Maker *maker = maker_new(fixture);
        Chart *chart = small_chart(maker, kind);
        chart->table = kind == CHART_LINES;
        chart->target = chart_value_of(20);
        chart->target_name = STR("Target nasional");
        add_dump(maker, titles[kind], out);
    }
}

static void add_round(Fixture *fixture, Buf *out)
{
    static const int64_t slices[] = {5000, 200, 4800};
    static const ChartBand bands[] = {
        {.from = {.num = 0, .den = 1}, .coloured = true, .colour = 0xD97B72},
        {.from = {.num = 50, .den = 1}, .coloured = true, .colour = 0xEBC04F},
        {.from = {.num = 90, .den = 1}, .coloured = true, .colour = 0xE0F3DB},
    };
    Maker *maker = maker_new(fixture);
    Chart *chart = make_chart(maker, CHART_PIE, 3, 1);
    SET_VALUES(chart, maker->arena, slices);
    chart->legend = LEGEND_RIGHT;
    add_dump(maker, "lingkaran", out);

    static const int64_t value[] = {8765};
    maker = maker_new(fixture);
    chart = make_chart(maker, CHART_GAUGE, 1, 1);
    SET_VALUES(chart, maker->arena, value);
    chart->format = (ChartFormat){.style = CHART_PERCENT, .decimals = 2, .unit = 1, .word = ""};
    chart->bands = bands;
    chart->band_count = 3;
    add_dump(maker, "meteran", out);
}

static void each_kind_is_that_of_the_reference(void **state)
{
    Fixture *fixture = *state;
    const char *path = "tests/layout/chart.txt";
    Buf out = {.arena = fixture->arena};
    add_axes(fixture, &out);
    add_round(fixture, &out);
    Str text = buf_str(&out);
    if (getenv("UPDATE_REFERENCES") != NULL) {
        OutFile *file = out_open(fixture->arena, fixture->diags, path);
        out_write(file, text.at, text.size);
        assert_true(out_commit(file));
    }
    const Source *source = file_read(fixture->arena, fixture->diags, path, 1 << 20, (Place){0});
    assert_non_null(source);
    size_t at = 0;
    while (at < text.size && at < source->text.size && text.at[at] == source->text.at[at])
        at++;
    if (at < text.size || at < source->text.size)
        fail_msg("%s differs in line %u", path, place_at(source, at, 0).line);
}

/* --- Bars ------------------------------------------------------------------------------------ */

static Layout *bars_of(Fixture *fixture, ChartKind kind, size_t count, const int64_t *values,
                       Chart **chart)
{
    Maker *maker = maker_new(fixture);
    *chart = make_chart(maker, kind, count, 1);
    set_values(*chart, maker->arena, values, count);
    return make_pages(maker);
}

static void bars_are_as_long_as_their_values(void **state)
{
    static const int64_t values[] = {1000, 2500, GAP, 5000};
    Chart *chart = NULL;
    Layout *layout = bars_of(*state, CHART_BARS, 4, values, &chart);
    uint32_t colour = palette_colour(0);
    const Item *one = rect_of(layout, colour, 0);
    const Item *two = rect_of(layout, colour, 1);
    const Item *four = rect_of(layout, colour, 2);
    assert_null(rect_of(layout, colour, 3)); /* nothing stands for the missing value */
    assert_in_range(two->height, one->height * 5 / 2 - 3, one->height * 5 / 2 + 3);
    assert_in_range(four->height, one->height * 5 - 5, one->height * 5 + 5);
    assert_int_equal(one->y + one->height, four->y + four->height);
    assert_non_null(run_of(layout, "50"));
}

static void negative_bars_hang_below_zero_with_their_values_below(void **state)
{
    static const int64_t values[] = {1000, -1000};
    Chart *chart = NULL;
    Layout *layout = bars_of(*state, CHART_BARS, 2, values, &chart);
    const Item *up = rect_of(layout, palette_colour(0), 0);
    const Item *down = rect_of(layout, palette_colour(0), 1);
    assert_int_equal(up->y + up->height, down->y);
    size_t page = 0;
    const Item *below = find_run(layout, "-10", 1, &page); /* the first is the tick */
    assert_non_null(below);
    assert_true(below->y > down->y + down->height);
    assert_true(run_of(layout, "k2")->y > below->y);
}

static void across_bars_go_to_the_right_from_the_top(void **state)
{
    static const int64_t values[] = {1000, -500};
    Chart *chart = NULL;
    Layout *layout = bars_of(*state, CHART_ACROSS, 2, values, &chart);
    const Item *right = rect_of(layout, palette_colour(0), 0);
    const Item *left = rect_of(layout, palette_colour(0), 1);
    assert_true(right->y < left->y);
    assert_int_equal(left->x + left->width, right->x);
    assert_in_range(right->width, left->width * 2 - 2, left->width * 2 + 2);
}

static void stacked_bars_stand_on_each_other(void **state)
{
    static const int64_t values[] = {1000, 3000};
    Maker *maker = maker_new(*state);
    Chart *chart = make_chart(maker, CHART_BARS_STACKED, 1, 2);
    SET_VALUES(chart, maker->arena, values);
    Layout *layout = make_pages(maker);
    const Item *lower = rect_of(layout, palette_colour(0), 0);
    const Item *upper = rect_of(layout, palette_colour(1), 0);
    assert_int_equal(upper->y + upper->height, lower->y);
    size_t page = 0;
    const Item *value = find_run(layout, "10", 1, &page); /* the first is the tick */
    assert_int_equal(value->colour, 0xFFFFFF);            /* on dark blue */
}

static void all_zero_has_an_axis_without_bars(void **state)
{
    static const int64_t values[] = {0, 0};
    Chart *chart = NULL;
    Layout *layout = bars_of(*state, CHART_BARS, 2, values, &chart);
    assert_null(rect_of(layout, palette_colour(0), 0));
    assert_int_equal(count_runs(layout, "0"), 3); /* the tick and two values */
    assert_int_equal(count_runs(layout, "1"), 1);
}

static void a_told_axis_cuts_what_lies_beyond(void **state)
{
    static const int64_t values[] = {9000, 12000};
    Maker *maker = maker_new(*state);
    Chart *chart = make_chart(maker, CHART_BARS, 2, 1);
    SET_VALUES(chart, maker->arena, values);
    chart->low = chart_value_of(80);
    chart->high = chart_value_of(100);
    Layout *layout = make_pages(maker);
    const Item *half = rect_of(layout, palette_colour(0), 0);
    const Item *full = rect_of(layout, palette_colour(0), 1);
    assert_in_range(full->height, half->height * 2 - 2, half->height * 2 + 2);
    assert_non_null(run_of(layout, "120")); /* the value itself is printed */
}

/* --- Ticks ----------------------------------------------------------------------------------- */

/* White on what is left of a bar, ink where nothing is; none on a bar that ends within the axis. */
static size_t strokes_of(const Layout *layout, uint32_t colour)
{
    size_t count = 0;
    for (size_t i = 0; i < layout->pages[0].item_count; i++) {
        const Item *item = &layout->pages[0].items[i];
        count += item->kind == ITEM_PATH && item->path.count == 2 && item->path.dash == 0 &&
                 item->path.stroke_colour == colour;
    }
    return count;
}

static void a_bar_that_the_axis_cuts_is_broken(void **state)
{
    static const int64_t values[] = {10000, -10000, 300, 500};
    const ChartKind kinds[] = {CHART_BARS, CHART_ACROSS};
    for (size_t i = 0; i < 2; i++) {
        Maker *maker = maker_new(*state);
        Chart *chart = make_chart(maker, kinds[i], 4, 1);
        SET_VALUES(chart, maker->arena, values);
        chart->low = chart_value_of(0);
        chart->high = chart_value_of(5);
        Layout *layout = make_pages(maker);
        assert_inside(layout);
        assert_int_equal(strokes_of(layout, 0xFFFFFF), 2);
        assert_int_equal(strokes_of(layout, PALETTE_TEXT), 2);
    }
}

/* Values near zero have their labels beside the axis, not on it. */
static void no_label_of_a_line_stands_on_the_axis(void **state)
{
    static const int64_t values[] = {9600, 11800, 16300, 1800, 2600, 3300, 1200, 1100, 900};
    Maker *maker = maker_new(*state);
    Chart *chart = make_chart(maker, CHART_LINES, 3, 3);
    SET_VALUES(chart, maker->arena, values);
    Layout *layout = make_pages(maker);
    const Item *axis = rect_of(layout, PALETTE_AXIS, 0);
    const char *texts[] = {"12", "11", "9"};
    for (size_t i = 0; i < 3; i++) {
        const Item *run = run_of(layout, texts[i]);
        if (run->y > axis->y && run->y - run->run.size * 7 / 10 < axis->y + axis->height)
            fail_msg("'%s' stands on the axis", texts[i]);
    }
}

static void ticks_are_round_numbers(void **state)
{
    static const struct {
        int64_t value; /* hundredths */
        int decimals;
        const char *second, *last;
    } cases[] = {
        {700, 0, "1", "7"},
        {9950, 0, "20", "100"},
        {110, 2, "0,2", "1,2"},
        {230000, 0, "500", "2.500"},
        {3, 3, "0,005", "0,030"},
        {101, 0, "1", "2"},
        {1000000000, 0, "2.000.000", "10.000.000"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Maker *maker = maker_new(*state);
        Chart *chart = make_chart(maker, CHART_BARS, 1, 1);
        set_values(chart, maker->arena, &cases[i].value, 1);
        chart->labels = false;
        chart->format.decimals = cases[i].decimals;
        Layout *layout = make_pages(maker);
        assert_true(page_of(layout, cases[i].second) == 1);
        assert_true(page_of(layout, cases[i].last) == 1);
    }
}

static void lines_need_not_begin_at_zero(void **state)
{
    static const int64_t near[] = {9938, 9977, 10000};
    static const int64_t far[] = {1000, 9977, 10000};
    Maker *maker = maker_new(*state);
    SET_VALUES(make_chart(maker, CHART_LINES, 3, 1), maker->arena, near);
    assert_int_equal(page_of(make_pages(maker), "0"), 0);
    maker = maker_new(*state);
    SET_VALUES(make_chart(maker, CHART_LINES, 3, 1), maker->arena, far);
    assert_int_equal(page_of(make_pages(maker), "0"), 1);
}

/* --- Names ----------------------------------------------------------------------------------- */

static Layout *named(Fixture *fixture, size_t count, const char *name)
{
    Maker *maker = maker_new(fixture);
    Chart *chart = make_chart(maker, CHART_BARS, count, 1);
    for (size_t i = 0; i < count; i++) {
        chart->values[i] = chart_value_of((int64_t)i);
        chart->categories[i].text = str_format(maker->arena, "%s", name);
    }
    Layout *layout = make_layout(maker);
    assert_non_null(layout);
    return layout;
}

static void names_are_turned_where_they_do_not_fit(void **state)
{
    static const struct {
        size_t count;
        const char *name, *run;
        int32_t turn_x, turn_y;
    } cases[] = {
        {4, "2019", "2019", 0, 0},
        {3, "Kota Metro", "Kota Metro", 0, 0},
        {12, "Metro", "Metro", 707107, 707107},
        {11, "Pangkalpinang", "Pangkalpinang", 0, TURN_ONE},
        {25, "Metro", "Metro", 0, TURN_ONE},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Layout *layout = named(*state, cases[i].count, cases[i].name);
        const Item *run = run_of(layout, cases[i].run);
        assert_int_equal(run->run.turn_x, cases[i].turn_x);
        assert_int_equal(run->run.turn_y, cases[i].turn_y);
        assert_int_equal(count_runs(layout, cases[i].run), cases[i].count);
    }
}

static void names_too_many_are_left_out_in_turn_and_it_is_told(void **state)
{
    Layout *layout = named(*state, 70, "2019");
    assert_int_equal(count_runs(layout, "2019"), 18);
    assert_non_null(strstr(support_messages(*state), "only every 4th name of the chart's 70"));
}

static void a_name_too_long_for_any_place_is_cut_and_it_is_told(void **state)
{
    char name[301] = {0};
    memset(name, 'n', 300);
    Layout *layout = named(*state, 9, name);
    for (size_t i = 0; i < layout->pages[0].item_count; i++) {
        Corners at = corners_of(&layout->pages[0].items[i]);
        for (int k = 0; k < 4; k++)
            assert_in_range(at.y[k], TOP, TOP + 320000);
    }
    assert_non_null(strstr(support_messages(*state), "a category's name is too long"));
}

/* --- Lines and pies -------------------------------------------------------------------------- */

static void a_missing_value_is_a_gap_in_the_line(void **state)
{
    static const int64_t values[] = {100, 200, GAP, 300, 400, GAP, 500};
    Maker *maker = maker_new(*state);
    SET_VALUES(make_chart(maker, CHART_LINES, 7, 1), maker->arena, values);
    Layout *layout = make_pages(maker);
    size_t lines = 0;
    size_t markers = 0;
    for (size_t i = 0; i < layout->pages[0].item_count; i++) {
        const Item *item = &layout->pages[0].items[i];
        lines += item->kind == ITEM_PATH && !item->path.filled;
        markers += item->kind == ITEM_PATH && item->path.filled;
    }
    assert_int_equal(lines, 2);
    assert_int_equal(markers, 5);
}

static void shares_of_a_pie_add_up_to_a_hundred(void **state)
{
    static const int64_t values[] = {100, 100, 100};
    Maker *maker = maker_new(*state);
    Chart *chart = make_chart(maker, CHART_PIE, 3, 1);
    SET_VALUES(chart, maker->arena, values);
    chart->legend = LEGEND_BELOW;
    Layout *layout = make_pages(maker);
    assert_int_equal(count_runs(layout, "33,34%"), 1);
    assert_int_equal(count_runs(layout, "33,33%"), 2);
}

static void small_slices_have_their_shares_beside_the_pie(void **state)
{
    static const int64_t values[] = {100, 100, 9800};
    Maker *maker = maker_new(*state);
    Chart *chart = make_chart(maker, CHART_PIE, 3, 1);
    SET_VALUES(chart, maker->arena, values);
    chart->legend = LEGEND_BELOW;
    Layout *layout = make_pages(maker);
    size_t page = 0;
    const Item *first = find_run(layout, "1,00%", 0, &page);
    const Item *second = find_run(layout, "1,00%", 1, &page);
    assert_true(second->y >= first->y + chart_style.leading);
    assert_true(run_of(layout, "98,00%")->x < first->x); /* within it */
}

/* --- No room --------------------------------------------------------------------------------- */

static void a_chart_without_room_is_an_error(void **state)
{
    Maker *maker = maker_new(*state);
    Chart *chart = make_chart(maker, CHART_BARS, 2, 1);
    chart->values[0] = chart_value_of(1);
    chart->height = 20000;
    assert_null(make_layout(maker));
    assert_non_null(strstr(support_messages(*state), "the chart has no room for its bars"));
}

static void values_without_room_are_told_where_they_were_asked_for(void **state)
{
    Maker *maker = maker_new(*state);
    Chart *chart = make_chart(maker, CHART_BARS, 12, 8);
    for (size_t i = 0; i < 96; i++)
        chart->values[i] = chart_value_of(12345678);
    assert_non_null(make_layout(maker));
    assert_string_equal(support_messages(*state), "");
    chart->labels_told = true;
    assert_non_null(make_layout(maker));
    assert_non_null(strstr(support_messages(*state), "no room for the values"));
}

/* --- Colours --------------------------------------------------------------------------------- */

static void colours_stay_apart_in_grey_print(void **state)
{
    (void)state;
    for (size_t a = 0; a < PALETTE_COUNT; a++) {
        int one = palette_grey(palette_colour(a));
        assert_true(one <= 225);
        assert_true(abs(one - palette_grey(palette_colour(a + 1))) >= 50);
        for (size_t b = a + 1; b < PALETTE_COUNT; b++)
            assert_true(abs(one - palette_grey(palette_colour(b))) >= 22);
    }
}

static void lines_are_dark_enough_for_white_paper(void **state)
{
    (void)state;
    for (size_t i = 0; i < PALETTE_COUNT; i++)
        assert_true(palette_grey(palette_ink(palette_colour(i))) <= 150);
}

static void an_axis_over_more_digits_than_can_be_read_is_made(void **state)
{
    Maker *maker = maker_new(*state);
    Chart *chart = make_chart(maker, CHART_BARS, 1, 1);
    Num value = num_int(10);
    for (int i = 0; i < 11; i++) /* 10 to the 2048th */
        value = num_mul(maker->arena, value, value);
    chart->values[0] = (ChartValue){.given = true, .number = value};
    Axis axis = axis_make(maker->arena, chart, 5);
    assert_in_range(axis.ticks, 2, 5);
    assert_true(num_compare(axis.high, value) >= 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(an_axis_over_more_digits_than_can_be_read_is_made),
        TEST(each_kind_is_that_of_the_reference),
        TEST(bars_are_as_long_as_their_values),
        TEST(negative_bars_hang_below_zero_with_their_values_below),
        TEST(across_bars_go_to_the_right_from_the_top),
        TEST(stacked_bars_stand_on_each_other),
        TEST(all_zero_has_an_axis_without_bars),
        TEST(a_told_axis_cuts_what_lies_beyond),
        TEST(a_bar_that_the_axis_cuts_is_broken),
        TEST(no_label_of_a_line_stands_on_the_axis),
        TEST(ticks_are_round_numbers),
        TEST(lines_need_not_begin_at_zero),
        TEST(names_are_turned_where_they_do_not_fit),
        TEST(names_too_many_are_left_out_in_turn_and_it_is_told),
        TEST(a_name_too_long_for_any_place_is_cut_and_it_is_told),
        TEST(a_missing_value_is_a_gap_in_the_line),
        TEST(shares_of_a_pie_add_up_to_a_hundred),
        TEST(small_slices_have_their_shares_beside_the_pie),
        TEST(a_chart_without_room_is_an_error),
        TEST(values_without_room_are_told_where_they_were_asked_for),
        TEST(colours_stay_apart_in_grey_print),
        TEST(lines_are_dark_enough_for_white_paper),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
