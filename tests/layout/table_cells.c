/* Cells: commas below each other, letters that get smaller until numbers fit, and whatever a table
 * holds stays within its cells. */
#include "pages.h"

static const char *LONG_NUMBER = "1234567890123456789012345678901234567890";

/* A table of automatic columns with padding, whose letters may get as small as 6 pt. */
static Table *make_auto(Maker *maker, size_t columns, size_t rows)
{
    Table *table = make_table(maker, columns);
    for (size_t c = 0; c < columns; c++)
        table->columns[c].kind = WIDTH_AUTO;
    table->padding_x = 3000;
    table->smallest = 6000;
    make_body(maker, table, rows);
    return table;
}

static void put(Maker *maker, const Table *table, size_t row, size_t column, const char *text)
{
    table->rows[row].cells[column].text = make_span(maker->arena, text);
}

/* --- Commas ---------------------------------------------------------------------------- */

static void align_on_commas(Table *table, size_t column)
{
    for (size_t r = 0; r < table->row_count; r++)
        table->rows[r].cells[column].align = ALIGN_DECIMAL;
}

/* Where the run's comma stands, `before` behind its start. */
static Len comma_of(const Layout *layout, const char *text, Len before)
{
    return run_of(layout, text)->x + before;
}

static void commas_stand_below_each_other(void **state)
{
    Maker *maker = maker_new(*state);
    Table *table = make_auto(maker, 2, 8);
    static const char *const NUMBERS[] = {"1.234,5", "12,75", "7", "-3,1",
                                          "95,02%",  "(8,5)", "-", "Baik"};
    for (size_t r = 0; r < 8; r++)
        put(maker, table, r, 1, NUMBERS[r]);
    align_on_commas(table, 1);
    Layout *layout = make_pages(maker);
    enum { DIGIT = 4500, DOT = 2250, HYPHEN = 2997 };
    Len comma = comma_of(layout, "12,75", 2 * DIGIT);
    assert_in_range(comma_of(layout, "1.234,5", 4 * DIGIT + DOT) - comma + 2, 0, 4);
    assert_in_range(comma_of(layout, "7", DIGIT) - comma + 2, 0, 4);
    assert_in_range(comma_of(layout, "-3,1", DIGIT + HYPHEN) - comma + 2, 0, 4);
    assert_in_range(comma_of(layout, "95,02%", 2 * DIGIT) - comma + 2, 0, 4);
    assert_in_range(comma_of(layout, "(8,5)", DIGIT + HYPHEN) - comma + 2, 0, 4);
    assert_in_range(comma_of(layout, "-", HYPHEN) - comma + 2, 0, 4);
    /* What is no number stands in the middle. */
    const Item *text = run_of(layout, "Baik");
    const Item *widest = run_of(layout, "1.234,5");
    assert_true(text->x > widest->x);
    assert_true(text->x + text->width <
                run_of(layout, "95,02%")->x + run_of(layout, "95,02%")->width);
}

static void commas_stand_alike_on_all_pages(void **state)
{
    Maker *maker = maker_new(*state);
    Table *table = make_auto(maker, 2, 60);
    for (size_t r = 0; r < 60; r++)
        put(maker, table, r, 1, r == 59 ? "123.456.789,125" : "1,5");
    align_on_commas(table, 1);
    Layout *layout = make_pages(maker);
    assert_true(layout->page_count > 1);
    size_t page = layout->page_count - 1;
    const Item *last = find_run(layout, "1,5", 0, &page);
    assert_int_equal(last->x, run_of(layout, "1,5")->x);
    assert_true(last->x > run_of(layout, "123.456.789,125")->x + 30000);
}

static void numbers_wider_on_both_sides_widen_their_column(void **state)
{
    Maker *maker = maker_new(*state);
    Table *table = make_auto(maker, 2, 2);
    put(maker, table, 0, 0, "123.456,7");
    put(maker, table, 1, 0, "1,234567");
    align_on_commas(table, 0);
    Layout *layout = make_pages(maker);
    const Item *first = run_of(layout, "123.456,7");
    const Item *second = run_of(layout, "1,234567");
    assert_in_range(run_of(layout, "baris1b")->x - 6000 - (second->x + second->width), 0, 4);
    assert_true(first->x + first->width < second->x + second->width);
}

/* --- Letters get smaller --------------------------------------------------------------- */

static void a_table_gets_smaller_until_its_numbers_fit(void **state)
{
    Maker *maker = maker_new(*state);
    Table *table = make_auto(maker, 4, 2);
    for (size_t c = 0; c < 4; c++)
        put(maker, table, 1, c, "13.773.923.464");
    Layout *layout = make_pages(maker);
    const Item *number = run_of(layout, "13.773.923.464");
    assert_in_range(number->run.size, 6000, 8750);
    assert_int_equal(number->run.size % 250, 0);
    assert_int_equal(run_of(layout, "baris1a")->run.size, number->run.size);
    assert_int_equal(count_runs(layout, "13.773.923.464"), 4);
    assert_inside(layout);
}

static void a_table_that_fits_keeps_its_size(void **state)
{
    Maker *maker = maker_new(*state);
    Table *table = make_auto(maker, 3, 1);
    for (size_t c = 0; c < 3; c++)
        put(maker, table, 0, c, "13.773.923.464");
    Layout *layout = make_pages(maker);
    assert_int_equal(run_of(layout, "13.773.923.464")->run.size, 9000);
}

static void a_table_that_cannot_fit_names_a_column(void **state)
{
    Fixture *fixture = *state;
    Maker *maker = maker_new(fixture);
    Table *table = make_auto(maker, 5, 1);
    make_header(maker, table, 1);
    for (size_t c = 0; c < 5; c++)
        put(maker, table, 0, c, "13.773.923.464.773,923");
    put(maker, table, 0, 2, "999.13.773.923.464.773,923");
    Layout *layout = make_layout(maker);
    assert_non_null(layout);
    const char *messages = support_messages(fixture);
    assert_non_null(strstr(messages, "warning: the table does not fit even in letters of 6.00 pt: "
                                     "what column 'kepala1c' holds is divided"));
    assert_non_null(strstr(messages, "'ukuran_terkecil'"));
    /* That is all: not once more for each cell. */
    assert_int_equal(diags_count(fixture->diags, SEVERITY_WARNING), 1);
    assert_inside(layout);
}

static void one_long_number_gets_smaller_by_itself(void **state)
{
    Maker *maker = maker_new(*state);
    Table *table = make_auto(maker, 2, 3);
    table->columns[0] = (Column){WIDTH_FIXED, 60000, ALIGN_LEFT};
    put(maker, table, 0, 0, "13.773.923.464");
    Layout *layout = make_pages(maker);
    const Item *number = run_of(layout, "13.773.923.464");
    assert_in_range(number->run.size, 6000, 8750);
    assert_true(number->x + number->width <= LEFT_EDGE + 200000);
    assert_int_equal(run_of(layout, "baris2a")->run.size, 9000);
    assert_int_equal(run_of(layout, "baris1b")->run.size, 9000);
    assert_int_equal(number->y, run_of(layout, "baris1b")->y);
}

static void codes_end_lines_behind_dots_before_anything_gets_smaller(void **state)
{
    Maker *maker = maker_new(*state);
    Table *table = make_auto(maker, 2, 1);
    table->columns[0] = (Column){WIDTH_FIXED, 40000, ALIGN_LEFT};
    put(maker, table, 0, 0, "2.17.01.1.01.01");
    Layout *layout = make_pages(maker);
    assert_int_equal(run_of(layout, "2.17.01.")->run.size, 9000);
    assert_non_null(run_of(layout, "1.01.01"));
}

static void letters_on_dark_fills_are_white(void **state)
{
    Maker *maker = maker_new(*state);
    Table *table = make_auto(maker, 3, 1);
    static const uint32_t FILLS[] = {0x1F3864, 0xFFFF00, 0xC00000};
    for (size_t c = 0; c < 3; c++) {
        table->rows[0].cells[c].filled = true;
        table->rows[0].cells[c].fill = FILLS[c];
    }
    Layout *layout = make_pages(maker);
    assert_int_equal(run_of(layout, "baris1a")->colour, 0xFFFFFF);
    assert_int_equal(run_of(layout, "baris1b")->colour, 0);
    assert_int_equal(run_of(layout, "baris1c")->colour, 0xFFFFFF);
}

/* --- Widths ---------------------------------------------------------------------------- */

static void two_texts_share_the_width_so_that_rows_get_low(void **state)
{
    Maker *maker = maker_new(*state);
    Table *table = make_auto(maker, 2, 12);
    static const char *LONG = "uraian yang panjang sekali dan mengisi beberapa baris dalam selnya "
                              "sehingga kolomnya perlu lebih lebar daripada kolom yang lain";
    /* One long text on the left, many on the right. */
    for (size_t r = 0; r < 11; r++)
        put(maker, table, r, 1, LONG);
    put(maker, table, 0, 0, LONG);
    Layout *layout = make_pages(maker);
    assert_true(run_of(layout, "baris12b")->x < LEFT_EDGE + TEXT_WIDTH * 2 / 5);
}

static void a_table_is_as_wide_as_it_says(void **state)
{
    Maker *maker = maker_new(*state);
    Table *table = make_auto(maker, 2, 1);
    table->width = 150000;
    table->border = 1000;
    Layout *layout = make_pages(maker);
    const Item *top = NULL;
    for (size_t i = 0; top == NULL; i++)
        if (layout->pages[0].items[i].kind == ITEM_RECT)
            top = &layout->pages[0].items[i];
    assert_int_equal(top->width, 151000);
    assert_int_equal(top->x, LEFT_EDGE + (TEXT_WIDTH - 150000) / 2 - 500);
}

/* --- Whatever a table holds ------------------------------------------------------------- */

typedef struct Dice {
    uint32_t seed;
} Dice;

static uint32_t roll(Dice *dice, uint32_t below)
{
    dice->seed ^= dice->seed << 13;
    dice->seed ^= dice->seed >> 17;
    dice->seed ^= dice->seed << 5;
    return dice->seed % below;
}

/* A word of letters, a number, a code, a date, or some words. */
static const char *roll_text(Maker *maker, Dice *dice)
{
    Buf out = {.arena = maker->arena};
    uint32_t kind = roll(dice, 8);
    uint32_t count = kind == 0 ? roll(dice, 300) + 1 : roll(dice, 40) + 1;
    for (uint32_t i = 0; i < count; i++) {
        if (kind <= 1)
            buf_byte(&out, (char)('a' + roll(dice, 26)));
        else if (kind == 2)
            buf_byte(&out, (char)('0' + roll(dice, 10)));
        else if (kind == 3)
            buf_format(&out, i % 3 == 2 && i + 1 < count ? "%u." : "%u", roll(dice, 10));
        else if (kind == 4)
            buf_format(&out, i > 0 ? ".%02u" : "%u", roll(dice, 99));
        else
            buf_format(&out, "%.*s ", (int)roll(dice, 12), "pertanggungjawaban");
    }
    if (kind == 3)
        buf_text(&out, ",25%");
    return str_c(maker->arena, buf_str(&out));
}

/* The last cell but one covers the last column, too. */
static void join_last(Row *row)
{
    row->cells[row->cell_count - 2].columns = 2;
    row->cell_count--;
}

static Table *roll_table(Maker *maker, Dice *dice)
{
    size_t columns = roll(dice, 9) + 1;
    Table *table = make_auto(maker, columns, roll(dice, 12) + 1);
    make_header(maker, table, 1);
    table->padding_x = (Len)roll(dice, 4) * 1000;
    table->padding_y = (Len)roll(dice, 3) * 1000;
    for (size_t c = 0; c < columns; c++) {
        table->columns[c].kind = roll(dice, 4) == 0 ? WIDTH_FRACTION : WIDTH_AUTO;
        if (columns < 6 && roll(dice, 4) == 0)
            table->columns[c] = (Column){WIDTH_FIXED, 20000 + (Len)roll(dice, 20000), ALIGN_LEFT};
    }
    for (size_t r = 0; r < table->row_count; r++)
        for (size_t c = 0; c < columns; c++) {
            put(maker, table, r, c, roll_text(maker, dice));
            table->rows[r].cells[c].align = (Align)roll(dice, ALIGN_DECIMAL + 1);
        }
    for (size_t r = 0; r < table->row_count; r++)
        if (columns > 1 && roll(dice, 4) == 0)
            join_last(&table->rows[r]);
    if (columns > 2 && table->row_count > 2 && roll(dice, 3) == 0)
        make_tall(table, 0, roll(dice, (uint32_t)table->row_count - 1) + 2);
    table->border = 10;
    return table;
}

/* No run reaches over a rule between columns, or over the page's text. */
static void assert_between_rules(const Page *page)
{
    for (size_t i = 0; i < page->item_count; i++) {
        const Item *run = &page->items[i];
        if (run->kind != ITEM_RUN || run->width == 0)
            continue;
        assert_in_range(run->y, TOP, 400000 - 40000);
        assert_true(run->x >= LEFT_EDGE - 10);
        assert_true(run->x + run->width <= LEFT_EDGE + TEXT_WIDTH + 10);
        for (size_t k = 0; k < page->item_count; k++) {
            const Item *rule = &page->items[k];
            if (rule->kind != ITEM_RECT || rule->width != 10 || rule->y > run->y - 1000 ||
                rule->y + rule->height < run->y)
                continue;
            bool left = rule->x + rule->width <= run->x + 10;
            bool right = rule->x + 10 >= run->x + run->width;
            assert_true(left || right);
        }
    }
}

static void nothing_ever_leaves_its_cell(void **state)
{
    Dice dice = {20171231};
    for (int i = 0; i < 150; i++) {
        Fixture *fixture = *state;
        Fixture fresh = *fixture;
        fresh.diags = diags_new(fixture->arena);
        Maker *maker = maker_new(&fresh);
        roll_table(maker, &dice);
        Layout *layout = make_layout(maker);
        if (layout == NULL)
            print_message("table %d: %s\n", i, support_messages(&fresh));
        assert_non_null(layout);
        for (size_t p = 0; p < layout->page_count; p++)
            assert_between_rules(&layout->pages[p]);
    }
}

static void indents_leave_room_for_a_letter(void **state)
{
    enum { COLUMNS = 24 }; /* each of 220 / 24 = 9.16 pt */
    Maker *maker = maker_new(*state);
    Table *table = make_auto(maker, COLUMNS, 1);
    for (size_t c = 0; c < COLUMNS; c++) {
        put(maker, table, 0, c, "W%W");
        table->rows[0].cells[c].indent = c % 2 == 0 ? 30000 : 0;
        table->rows[0].cells[c].style = TEXT_BOLD;
    }
    Layout *layout = make_layout(maker);
    assert_non_null(layout);
    const Page *page = &layout->pages[0];
    for (size_t i = 0; i < page->item_count; i++)
        for (size_t k = 0; k < i; k++)
            if (page->items[i].y == page->items[k].y)
                assert_true(page->items[k].x + page->items[k].width <= page->items[i].x);
}

static void numbers_are_not_divided_where_smaller_letters_help(void **state)
{
    Fixture *fixture = *state;
    Maker *maker = maker_new(fixture);
    Table *table = make_auto(maker, 2, 1);
    put(maker, table, 0, 0, LONG_NUMBER);
    put(maker, table, 0, 1, "pertanggungjawabankeuangandaerahkepulauanpemerintahkabupatenkota");
    Layout *layout = make_layout(maker);
    assert_non_null(run_of(layout, LONG_NUMBER));
    assert_in_range(run_of(layout, LONG_NUMBER)->run.size, 6000, 9000);
    /* The table got no smaller for a word. */
    assert_null(strstr(support_messages(fixture), "does not fit"));
}

static void where_words_are_divided_even_so_letters_are_the_smallest(void **state)
{
    for (size_t columns = 6; columns <= 7; columns++) {
        Maker *maker = maker_new(*state);
        Table *table = make_auto(maker, columns, 2);
        for (size_t c = 0; c < columns; c++)
            put(maker, table, 0, c, "pertanggungjawaban");
        Layout *layout = make_layout(maker);
        Len size = run_of(layout, "baris2a")->run.size;
        assert_in_range(size, 6000, columns == 7 ? 6000 : 8000);
        assert_true(columns == 7 || size > 6000);
        assert_inside(layout);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(commas_stand_below_each_other),
        TEST(commas_stand_alike_on_all_pages),
        TEST(numbers_wider_on_both_sides_widen_their_column),
        TEST(a_table_gets_smaller_until_its_numbers_fit),
        TEST(a_table_that_fits_keeps_its_size),
        TEST(a_table_that_cannot_fit_names_a_column),
        TEST(one_long_number_gets_smaller_by_itself),
        TEST(codes_end_lines_behind_dots_before_anything_gets_smaller),
        TEST(letters_on_dark_fills_are_white),
        TEST(two_texts_share_the_width_so_that_rows_get_low),
        TEST(a_table_is_as_wide_as_it_says),
        TEST(nothing_ever_leaves_its_cell),
        TEST(indents_leave_room_for_a_letter),
        TEST(numbers_are_not_divided_where_smaller_letters_help),
        TEST(where_words_are_divided_even_so_letters_are_the_smallest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
