/* Tables over pages: which rows stay together, what is split, cells that reach over the break. */
#include "pages.h"

enum {
    ROW = 12000,    /* a row of one line, without padding */
    PAGE_ROWS = 26, /* of them on a page */
};

/* --- Rows on pages --------------------------------------------------------------------- */

static void the_header_is_repeated_on_each_page(void **state)
{
    Maker *maker = maker_new(*state);
    Table *table = make_table(maker, 2);
    make_header(maker, table, 2);
    make_body(maker, table, 60);
    Layout *layout = make_pages(maker);
    assert_int_equal(layout->page_count, 3);
    assert_int_equal(count_runs(layout, "kepala1a"), 3);
    assert_int_equal(count_runs(layout, "kepala2b"), 3);
    assert_int_equal(page_of(layout, "baris24a"), 1);
    assert_int_equal(page_of(layout, "baris25a"), 2);
    size_t page = 1;
    const Item *header = find_run(layout, "kepala1a", 0, &page);
    assert_int_equal(run_of(layout, "baris25a")->y - header->y, 2 * ROW);
}

static void no_row_stands_alone_under_a_header(void **state)
{
    Maker *maker = maker_new(*state);
    Table *table = make_table(maker, 2);
    make_header(maker, table, 1);
    make_body(maker, table, PAGE_ROWS);
    Layout *layout = make_pages(maker);
    assert_int_equal(page_of(layout, "baris24a"), 1);
    assert_int_equal(page_of(layout, "baris25a"), 2);
    assert_int_equal(page_of(layout, "baris26a"), 2);

    maker = maker_new(*state);
    make_fill(maker, LINES - 2); /* room for the header and one row */
    table = make_table(maker, 2);
    make_header(maker, table, 1);
    make_body(maker, table, 5);
    layout = make_pages(maker);
    assert_int_equal(page_of(layout, "kepala1a"), 2);
    assert_int_equal(count_runs(layout, "kepala1a"), 1);
}

static void caption_header_and_first_rows_stay_together(void **state)
{
    Maker *maker = maker_new(*state);
    make_fill(maker, LINES - 4);
    make_heading(maker, 2, "", "Kepala");
    Table *table = make_table(maker, 2);
    table->number = STR("Tabel 1.1");
    table->caption = make_span(maker->arena, "Judul");
    table->caption_style = &body_style;
    table->note = make_span(maker->arena, "Sumber: data");
    table->note_style = &cell_style;
    make_header(maker, table, 1);
    make_body(maker, table, 5);
    Layout *layout = make_pages(maker);
    assert_int_equal(page_of(layout, "Kepala"), 2);
    assert_int_equal(page_of(layout, "Tabel 1.1 Judul"), 2);
    assert_int_equal(page_of(layout, "Sumber: data"), 2);
    assert_true(run_of(layout, "Sumber: data")->y > run_of(layout, "baris5a")->y);
}

static void a_group_goes_with_two_rows_or_a_high_one(void **state)
{
    for (int lines = 2; lines <= 3; lines++) {
        Maker *maker = maker_new(*state);
        Table *table = make_table(maker, 2);
        make_body(maker, table, 60);
        size_t group = PAGE_ROWS - 1 - lines; /* it and the row behind it fill the page */
        table->rows[group].kind = ROW_GROUP;
        table->rows[group + 1].cells[1].text = make_lines(maker->arena, "l", lines);
        Layout *layout = make_pages(maker);
        assert_int_equal(page_of(layout, "l1"), lines == 2 ? 2 : 1);
        assert_int_equal(page_of(layout, "l1"),
                         page_of(layout, lines == 2 ? "baris24a" : "baris23a"));
    }
}

static void the_note_stays_with_the_last_rows(void **state)
{
    Maker *maker = maker_new(*state);
    Table *table = make_table(maker, 2);
    table->note = make_span(maker->arena, "Sumber: data");
    table->note_style = &cell_style;
    make_body(maker, table, PAGE_ROWS);
    Layout *layout = make_pages(maker);
    assert_int_equal(page_of(layout, "Sumber: data"), 2);
    assert_int_equal(page_of(layout, "baris24a"), 1);
    assert_int_equal(page_of(layout, "baris25a"), 2);
}

static void the_note_of_a_narrow_table_begins_at_its_edge(void **state)
{
    Maker *maker = maker_new(*state);
    Table *table = make_table(maker, 2);
    for (size_t i = 0; i < 2; i++)
        table->columns[i] = (Column){WIDTH_FIXED, 50000, ALIGN_LEFT};
    table->note = make_span(maker->arena, "Sumber: data");
    table->note_style = &cell_style;
    make_body(maker, table, 2);
    Layout *layout = make_pages(maker);
    assert_true(run_of(layout, "baris1a")->x > LEFT_EDGE);
    assert_int_equal(run_of(layout, "Sumber: data")->x, run_of(layout, "baris1a")->x);
}

static void groups_stay_with_the_next_row_and_totals_with_the_one_before(void **state)
{
    Maker *maker = maker_new(*state);
    Table *table = make_table(maker, 2);
    make_body(maker, table, 60);
    table->rows[PAGE_ROWS - 2].kind = ROW_GROUP;
    table->rows[PAGE_ROWS - 1].kind = ROW_GROUP;
    table->rows[PAGE_ROWS - 2 + PAGE_ROWS].kind = ROW_SUBTOTAL;
    table->rows[PAGE_ROWS - 1 + PAGE_ROWS].kind = ROW_TOTAL;
    Layout *layout = make_pages(maker);
    assert_int_equal(page_of(layout, "baris24a"), 1);
    assert_int_equal(page_of(layout, "baris25a"), 2); /* both groups */
    assert_int_equal(page_of(layout, "baris48a"), 2);
    assert_int_equal(page_of(layout, "baris49a"), 3); /* two rows with both totals */

    maker = maker_new(*state);
    table = make_table(maker, 2);
    make_body(maker, table, 60);
    table->rows[PAGE_ROWS].kind = ROW_TOTAL;
    layout = make_pages(maker);
    assert_int_equal(page_of(layout, "baris24a"), 1);
    assert_int_equal(page_of(layout, "baris25a"), 2);
    assert_int_equal(page_of(layout, "baris27a"), 2);
}

static void a_total_goes_with_two_rows(void **state)
{
    Maker *maker = maker_new(*state);
    Table *table = make_table(maker, 2);
    make_body(maker, table, PAGE_ROWS + 1);
    table->rows[PAGE_ROWS].kind = ROW_TOTAL;
    Layout *layout = make_pages(maker);
    assert_int_equal(page_of(layout, "baris24a"), 1);
    assert_int_equal(page_of(layout, "baris25a"), 2);
    assert_int_equal(page_of(layout, "baris27a"), 2);
}

static void a_row_higher_than_a_page_is_split_by_lines(void **state)
{
    Maker *maker = maker_new(*state);
    Table *table = make_table(maker, 2);
    make_header(maker, table, 1);
    make_body(maker, table, 3);
    table->rows[1].cells[0].text = make_lines(maker->arena, "l", 70);
    table->rows[1].cells[1].text = make_lines(maker->arena, "m", 30);
    Layout *layout = make_pages(maker);
    assert_int_equal(layout->page_count, 3);
    assert_int_equal(page_of(layout, "l24"), 1);
    assert_int_equal(page_of(layout, "l25"), 2);
    assert_int_equal(page_of(layout, "m30"), 2);
    assert_int_equal(page_of(layout, "l50"), 3);
    assert_int_equal(page_of(layout, "l70"), 3);
    assert_int_equal(page_of(layout, "baris3a"), 3);
    assert_int_equal(run_of(layout, "baris3a")->y - run_of(layout, "l70")->y, ROW);
    assert_int_equal(run_of(layout, "l25")->y, run_of(layout, "m25")->y);
    assert_int_equal(count_runs(layout, "kepala1a"), 3);
    assert_inside(layout);
}

static void a_gap_of_a_sixth_of_a_page_is_filled_by_splitting(void **state)
{
    Maker *maker = maker_new(*state);
    Table *table = make_table(maker, 1);
    make_body(maker, table, 20);
    table->rows[10].cells[0].text = make_lines(maker->arena, "l", 20);
    Layout *layout = make_pages(maker);
    assert_int_equal(page_of(layout, "l16"), 1); /* half a page would be left */
    assert_int_equal(page_of(layout, "l17"), 2);

    maker = maker_new(*state);
    table = make_table(maker, 1);
    make_body(maker, table, 24);
    table->rows[18].cells[0].text = make_lines(maker->arena, "l", 20);
    layout = make_pages(maker);
    assert_int_equal(page_of(layout, "l8"), 1); /* a quarter */

    maker = maker_new(*state);
    table = make_table(maker, 1);
    make_body(maker, table, 30);
    table->rows[23].cells[0].text = make_lines(maker->arena, "l", 20);
    layout = make_pages(maker);
    assert_int_equal(page_of(layout, "l1"), 2); /* a ninth is */
}

static void a_header_that_fills_the_page_is_printed_once(void **state)
{
    Maker *maker = maker_new(*state);
    Table *table = make_table(maker, 1);
    make_header(maker, table, 1);
    table->header[0].cells[0].text = make_lines(maker->arena, "k", 15);
    make_body(maker, table, 30);
    Layout *layout = make_pages(maker);
    assert_int_equal(count_runs(layout, "k1"), 1);

    Fixture *fixture = *state;
    table->header[0].cells[0].text = make_lines(maker->arena, "k", 27);
    assert_null(make_layout(maker));
    assert_non_null(
        strstr(support_messages(fixture), "the table's header is higher than the page"));
}

/* --- Cells over several rows ----------------------------------------------------------- */

static void a_tall_cell_stretches_its_rows_evenly(void **state)
{
    Maker *maker = maker_new(*state);
    Table *table = make_table(maker, 2);
    make_body(maker, table, 4);
    make_tall(table, 0, 3);
    table->rows[0].cells[0].text = make_lines(maker->arena, "l", 6);
    Layout *layout = make_pages(maker);
    Len first = run_of(layout, "baris1b")->y;
    assert_int_equal(run_of(layout, "baris2b")->y - first, 2 * ROW);
    assert_int_equal(run_of(layout, "baris3b")->y - first, 4 * ROW);
    assert_int_equal(run_of(layout, "baris4b")->y - first, 6 * ROW);
    assert_int_equal(run_of(layout, "baris4a")->y - first, 6 * ROW);
}

static void a_tall_cell_goes_on_behind_the_page_break(void **state)
{
    Maker *maker = maker_new(*state);
    Table *table = make_table(maker, 2);
    make_header(maker, table, 1);
    make_body(maker, table, 40);
    make_tall(table, 20, 15);
    table->rows[20].cells[0].text = make_lines(maker->arena, "l", 10);
    Layout *layout = make_pages(maker);
    assert_int_equal(page_of(layout, "baris25b"), 1);
    assert_int_equal(page_of(layout, "baris26b"), 2);
    assert_int_equal(page_of(layout, "l5"), 1);
    assert_int_equal(page_of(layout, "l6"), 2);
    assert_int_equal(run_of(layout, "l6")->y, run_of(layout, "baris26b")->y);
    for (int i = 1; i <= 10; i++)
        assert_int_equal(count_runs(layout, str_format(maker->arena, "l%d", i).at), 1);
}

static void a_tall_cell_keeps_two_rows_on_either_side(void **state)
{
    for (uint32_t from = PAGE_ROWS - 4; from < PAGE_ROWS; from++) {
        Maker *maker = maker_new(*state);
        Table *table = make_table(maker, 2);
        make_body(maker, table, 40);
        make_tall(table, from, 4);
        Layout *layout = make_pages(maker);
        size_t parted = 0;
        for (uint32_t r = from; r < from + 4; r++)
            parted += page_of(layout, str_format(maker->arena, "baris%ub", r + 1).at) == 1;
        assert_true(parted == 0 || parted == 2 || parted == 4);
    }
}

static void rows_grow_where_the_break_took_room_from_a_tall_cell(void **state)
{
    /* The cell needs all of its rows; padding at the break costs a line, which the last row gets.
     */
    Maker *maker = maker_new(*state);
    Table *table = make_table(maker, 2);
    table->padding_y = 5000;
    make_body(maker, table, 20);
    make_tall(table, 10, 6);
    table->rows[10].cells[0].text = make_lines(maker->arena, "l", 10);
    Layout *layout = make_pages(maker);
    size_t last = page_of(layout, "l10");
    assert_int_equal(last, 2);
    assert_int_equal(page_of(layout, "baris14b"), 1);
    assert_int_equal(page_of(layout, "baris15b"), 2);
    assert_true(run_of(layout, "baris17b")->y > run_of(layout, "l10")->y);
    assert_int_equal(page_of(layout, "baris17b"), 2);
    for (int i = 1; i <= 10; i++)
        assert_int_equal(count_runs(layout, str_format(maker->arena, "l%d", i).at), 1);
}

static void a_tall_cell_over_500_rows_is_printed_once(void **state)
{
    Maker *maker = maker_new(*state);
    Table *table = make_table(maker, 3);
    table->border = 500;
    make_header(maker, table, 1);
    make_body(maker, table, 600);
    make_tall(table, 50, 500);
    table->rows[50].cells[0].text = make_lines(maker->arena, "l", 40);
    table->rows[50].cells[0].valign = VALIGN_MIDDLE;
    Layout *layout = make_pages(maker);
    for (int i = 1; i <= 40; i++)
        assert_int_equal(count_runs(layout, str_format(maker->arena, "l%d", i).at), 1);
    assert_int_equal(page_of(layout, "l40"), 4);
    assert_int_equal(count_runs(layout, "baris600c"), 1);
    assert_inside(layout);
}

static void a_row_within_a_tall_cell_is_split_too(void **state)
{
    Maker *maker = maker_new(*state);
    Table *table = make_table(maker, 2);
    make_body(maker, table, 3);
    make_tall(table, 0, 3);
    table->rows[0].cells[0].text = make_lines(maker->arena, "k", 12);
    table->rows[1].cells[0].text = make_lines(maker->arena, "l", 60);
    Layout *layout = make_pages(maker);
    assert_int_equal(layout->page_count, 3);
    assert_int_equal(page_of(layout, "k12"), 1);
    for (int i = 1; i <= 60; i++)
        assert_int_equal(count_runs(layout, str_format(maker->arena, "l%d", i).at), 1);
    assert_int_equal(page_of(layout, "baris3b"), 3);
}

/* --- Size ---------------------------------------------------------------------------------- */

static void ten_thousand_rows_all_come_out(void **state)
{
    Maker *maker = maker_new(*state);
    Table *table = make_table(maker, 2);
    table->border = 500;
    make_header(maker, table, 1);
    make_body(maker, table, 10000);
    Layout *layout = make_pages(maker);
    assert_int_equal(layout->page_count, 400);
    size_t runs = 0;
    for (size_t p = 0; p < layout->page_count; p++)
        for (size_t i = 0; i < layout->pages[p].item_count; i++)
            runs += layout->pages[p].items[i].kind == ITEM_RUN;
    assert_int_equal(runs, 2 * (10000 + 400));
    assert_int_equal(page_of(layout, "baris10000b"), 400);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_header_is_repeated_on_each_page),
        TEST(no_row_stands_alone_under_a_header),
        TEST(caption_header_and_first_rows_stay_together),
        TEST(a_group_goes_with_two_rows_or_a_high_one),
        TEST(the_note_stays_with_the_last_rows),
        TEST(the_note_of_a_narrow_table_begins_at_its_edge),
        TEST(groups_stay_with_the_next_row_and_totals_with_the_one_before),
        TEST(a_total_goes_with_two_rows),
        TEST(a_row_higher_than_a_page_is_split_by_lines),
        TEST(a_gap_of_a_sixth_of_a_page_is_filled_by_splitting),
        TEST(a_header_that_fills_the_page_is_printed_once),
        TEST(a_tall_cell_stretches_its_rows_evenly),
        TEST(a_tall_cell_goes_on_behind_the_page_break),
        TEST(a_tall_cell_keeps_two_rows_on_either_side),
        TEST(rows_grow_where_the_break_took_room_from_a_tall_cell),
        TEST(a_tall_cell_over_500_rows_is_printed_once),
        TEST(a_row_within_a_tall_cell_is_split_too),
        TEST(ten_thousand_rows_all_come_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
