/* Tables on one page: widths of columns, rules that neighbours share, fills, the order of texts. */
#include "pages.h"

enum {
    ROW = 12000, /* a row of one line, without padding */
};

/* The rectangles of a page, in points: "x y width height" each, sorted as they were drawn. */
static const char *rects_of(Arena *arena, const Layout *layout, size_t page)
{
    Buf out = {.arena = arena};
    for (size_t i = 0; i < layout->pages[page].item_count; i++) {
        const Item *item = &layout->pages[page].items[i];
        if (item->kind == ITEM_RECT)
            buf_format(&out, "%d %d %d %d\n", item->x / 1000, item->y / 1000, item->width / 1000,
                       item->height / 1000);
    }
    return str_c(arena, buf_str(&out));
}

static size_t count_rects(const Layout *layout, size_t page)
{
    size_t count = 0;
    for (size_t i = 0; i < layout->pages[page].item_count; i++)
        count += layout->pages[page].items[i].kind == ITEM_RECT;
    return count;
}

/* --- Widths ---------------------------------------------------------------------------- */

static void fractions_share_what_fixed_columns_leave(void **state)
{
    Maker *maker = maker_new(*state);
    Table *table = make_table(maker, 3);
    table->columns[0] = (Column){WIDTH_FIXED, 70000, ALIGN_LEFT};
    table->columns[2].width = 2000;
    make_body(maker, table, 1);
    Layout *layout = make_pages(maker);
    assert_int_equal(run_of(layout, "baris1a")->x, LEFT_EDGE);
    assert_int_equal(run_of(layout, "baris1b")->x, LEFT_EDGE + 70000);
    assert_int_equal(run_of(layout, "baris1c")->x, LEFT_EDGE + 120000);
}

static void automatic_columns_are_as_wide_as_their_content(void **state)
{
    Maker *maker = maker_new(*state);
    Table *table = make_table(maker, 2);
    table->padding_x = 3000;
    table->columns[0].kind = table->columns[1].kind = WIDTH_AUTO;
    make_body(maker, table, 2);
    table->rows[1].cells[0].text = make_span(maker->arena, "sel yang lebih panjang");
    Layout *layout = make_pages(maker);
    const Item *first = run_of(layout, "sel yang lebih panjang");
    const Item *second = run_of(layout, "baris1b");
    assert_in_range(second->x - (first->x + first->width + 6000), 0, 1);
    /* The table is narrower than the page, and stands in its middle. */
    Len left = first->x - 3000 - LEFT_EDGE;
    Len right = LEFT_EDGE + TEXT_WIDTH - (second->x + run_of(layout, "baris2b")->width + 3000);
    assert_in_range(left - right + 3, 0, 6);
}

static void a_long_automatic_column_leaves_short_ones_whole(void **state)
{
    Maker *maker = maker_new(*state);
    Table *table = make_table(maker, 3);
    for (size_t c = 0; c < 3; c++)
        table->columns[c].kind = WIDTH_AUTO;
    make_body(maker, table, 1);
    table->rows[0].cells[1].text =
        make_span(maker->arena, "Terwujudnya koperasi yang berkualitas serta usaha mikro kecil "
                                "yang tangguh dan mandiri di seluruh kabupaten dan kota");
    Layout *layout = make_pages(maker);
    assert_int_equal(run_of(layout, "baris1a")->x, LEFT_EDGE);
    const Item *last = run_of(layout, "baris1c");
    assert_in_range(last->x + last->width, LEFT_EDGE + TEXT_WIDTH - 2, LEFT_EDGE + TEXT_WIDTH + 1);
    assert_inside(layout);
}

static void a_word_widens_its_fractional_column(void **state)
{
    Maker *maker = maker_new(*state);
    Table *table = make_table(maker, 2);
    table->columns[1].width = 50000;
    make_body(maker, table, 1);
    table->rows[0].cells[0].text = make_span(maker->arena, "13.773.923.464");
    Layout *layout = make_pages(maker);
    const Item *number = run_of(layout, "13.773.923.464");
    assert_in_range(run_of(layout, "baris1b")->x - number->x - number->width, 0, 1);
}

static void a_spanning_cell_widens_its_columns(void **state)
{
    Maker *maker = maker_new(*state);
    Table *table = make_table(maker, 3);
    for (size_t c = 0; c < 3; c++)
        table->columns[c].kind = WIDTH_AUTO;
    make_header(maker, table, 1);
    make_body(maker, table, 1);
    table->header[0].cell_count = 2;
    table->header[0].cells[1].columns = 2;
    table->header[0].cells[1].text = make_span(maker->arena, "Realisasi tahun berjalan");
    Layout *layout = make_pages(maker);
    const Item *span = run_of(layout, "Realisasi tahun berjalan");
    const Item *last = run_of(layout, "baris1c");
    assert_int_equal(run_of(layout, "baris1b")->x, span->x);
    assert_true(last->x < span->x + span->width);
    assert_true(last->x > span->x + span->width / 3);
}

static void columns_too_wide_for_the_page_are_an_error(void **state)
{
    Fixture *fixture = *state;
    Maker *maker = maker_new(fixture);
    Table *table = make_table(maker, 2);
    maker->doc.first->next->place = place_at(support_source(fixture, "bab.md", "x\ny\n"), 2, 1);
    for (size_t c = 0; c < 2; c++)
        table->columns[c] = (Column){WIDTH_FIXED, 150000, ALIGN_LEFT};
    make_body(maker, table, 1);
    assert_null(make_layout(maker));
    const char *messages = support_messages(fixture);
    assert_non_null(strstr(messages, "bab.md:2:1: error: the columns are 106 mm wide together, but "
                                     "the page has room for 78 mm"));
    assert_non_null(strstr(messages, "1fr"));
}

static void words_wider_than_their_column_stay_inside(void **state)
{
    Maker *maker = maker_new(*state);
    Table *table = make_table(maker, 2);
    table->columns[0] = (Column){WIDTH_FIXED, 30000, ALIGN_LEFT};
    make_body(maker, table, 1);
    table->rows[0].cells[0].text =
        make_span(maker->arena, "pertanggungjawabankeuangandaerahkepulauan");
    Layout *layout = make_layout(maker);
    assert_non_null(layout);
    const Item *other = run_of(layout, "baris1b");
    for (size_t i = 0; i < layout->pages[0].item_count; i++) {
        const Item *item = &layout->pages[0].items[i];
        if (item != other)
            assert_true(item->x + item->width <= LEFT_EDGE + 30000);
    }
}

static void text_in_the_middle_is_centred_in_its_cell(void **state)
{
    Maker *maker = maker_new(*state);
    Table *table = make_table(maker, 2);
    table->padding_y = 4000;
    make_body(maker, table, 1);
    table->rows[0].cells[0].text = make_lines(maker->arena, "l", 5);
    table->rows[0].cells[1].valign = VALIGN_MIDDLE;
    Layout *layout = make_pages(maker);
    assert_int_equal(run_of(layout, "baris1b")->y, run_of(layout, "l3")->y);
}

/* --- Rules and fills ------------------------------------------------------------------- */

static void neighbours_share_one_rule(void **state)
{
    Maker *maker = maker_new(*state);
    Table *table = make_table(maker, 2);
    table->border = 1000;
    make_body(maker, table, 3);
    Layout *layout = make_pages(maker);
    assert_string_equal(rects_of(maker->arena, layout, 0), "39 39 221 1\n"
                                                           "39 51 221 1\n"
                                                           "39 63 221 1\n"
                                                           "149 39 1 37\n"
                                                           "39 75 221 1\n"
                                                           "39 39 1 37\n"
                                                           "259 39 1 37\n");
}

static void rules_stop_at_cells_that_reach_over_them(void **state)
{
    Maker *maker = maker_new(*state);
    Table *table = make_table(maker, 2);
    table->border = 1000;
    make_body(maker, table, 3);
    make_tall(table, 0, 2);
    table->rows[2].cell_count = 1;
    table->rows[2].cells[0].columns = 2;
    Layout *layout = make_pages(maker);
    assert_string_equal(rects_of(maker->arena, layout, 0), "39 39 221 1\n"
                                                           "149 51 111 1\n"
                                                           "39 63 221 1\n"
                                                           "149 39 1 25\n"
                                                           "39 75 221 1\n"
                                                           "39 39 1 37\n"
                                                           "259 39 1 37\n");
}

static void each_page_closes_its_part_of_the_table(void **state)
{
    Maker *maker = maker_new(*state);
    Table *table = make_table(maker, 2);
    table->border = 1000;
    make_body(maker, table, 30);
    make_tall(table, 20, 10);
    Layout *layout = make_pages(maker);
    assert_int_equal(layout->page_count, 2);
    /* 26 rows: top, bottom, both sides, the middle, and 25 rules between rows. */
    assert_int_equal(count_rects(layout, 0), 30);
    assert_int_equal(count_rects(layout, 1), 8);
    const char *first = rects_of(maker->arena, layout, 1);
    assert_memory_equal(first, "39 39 221 1\n149 51 111 1\n", 24);
}

static void rules_follow_the_style(void **state)
{
    static const struct {
        RuleStyle rules;
        const char *rects;
    } CASES[] = {
        {RULES_ACROSS, "39 39 221 1\n39 51 221 1\n39 63 221 1\n39 75 221 1\n"},
        {RULES_OUTER, "39 39 221 1\n39 75 221 1\n39 39 1 37\n259 39 1 37\n"},
        {RULES_BOOK, "40 39 220 2\n40 51 220 1\n40 63 220 1\n40 75 220 2\n"},
        {RULES_NONE, ""},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        Maker *maker = maker_new(*state);
        Table *table = make_table(maker, 2);
        table->border = 1000;
        table->rules = CASES[i].rules;
        table->border_colour = 0x7F7F7F;
        make_header(maker, table, 1);
        make_body(maker, table, 2);
        table->rows[1].kind = ROW_TOTAL;
        Layout *layout = make_pages(maker);
        assert_string_equal(rects_of(maker->arena, layout, 0), CASES[i].rects);
        for (size_t k = 0; k < layout->pages[0].item_count; k++)
            if (layout->pages[0].items[k].kind == ITEM_RECT)
                assert_int_equal(layout->pages[0].items[k].colour, 0x7F7F7F);
    }
}

static void books_have_rules_below_the_heads_of_several_columns(void **state)
{
    Maker *maker = maker_new(*state);
    Table *table = make_table(maker, 4);
    table->border = 1000;
    table->padding_x = 2000;
    table->rules = RULES_BOOK;
    make_header(maker, table, 2);
    make_body(maker, table, 1);
    table->header[0].cells[1].columns = 2;
    table->header[0].cells[2] = table->header[0].cells[3];
    table->header[0].cell_count = 3;
    Layout *layout = make_pages(maker);
    assert_string_equal(rects_of(maker->arena, layout, 0), "40 39 220 2\n"
                                                           "97 51 106 1\n"
                                                           "40 63 220 1\n"
                                                           "40 75 220 2\n");
}

static void a_total_has_no_rule_across_cells_that_reach_over_it(void **state)
{
    Maker *maker = maker_new(*state);
    Table *table = make_table(maker, 2);
    table->border = 1000;
    table->rules = RULES_BOOK;
    make_body(maker, table, 3);
    make_tall(table, 0, 3);
    table->rows[1].kind = ROW_TOTAL;
    Layout *layout = make_pages(maker);
    assert_string_equal(rects_of(maker->arena, layout, 0), "40 39 220 2\n"
                                                           "150 51 110 1\n"
                                                           "40 75 220 2\n");
}

static void text_at_the_bottom_ends_with_its_row(void **state)
{
    Maker *maker = maker_new(*state);
    Table *table = make_table(maker, 2);
    table->padding_y = 4000;
    make_body(maker, table, 1);
    table->rows[0].cells[0].text = make_lines(maker->arena, "l", 5);
    table->rows[0].cells[1].valign = VALIGN_BOTTOM;
    Layout *layout = make_pages(maker);
    assert_int_equal(run_of(layout, "baris1b")->y, run_of(layout, "l5")->y);
}

static void tables_keep_to_their_indents(void **state)
{
    Maker *maker = maker_new(*state);
    Table *table = make_table(maker, 2);
    table->left = 30000;
    table->right = 50000;
    make_body(maker, table, 1);
    Layout *layout = make_pages(maker);
    assert_int_equal(run_of(layout, "baris1a")->x, LEFT_EDGE + 30000);
    assert_int_equal(run_of(layout, "baris1b")->x, LEFT_EDGE + 30000 + 70000);
}

static void fills_stand_below_the_texts_of_their_row(void **state)
{
    Maker *maker = maker_new(*state);
    Table *table = make_table(maker, 2);
    make_body(maker, table, 2);
    table->rows[1].cells[1].filled = true;
    table->rows[1].cells[1].fill = 0xFFEE00;
    Layout *layout = make_pages(maker);
    const Item *fill = &layout->pages[0].items[2];
    assert_int_equal(fill->kind, ITEM_RECT);
    assert_int_equal(fill->colour, 0xFFEE00);
    assert_int_equal(fill->x, LEFT_EDGE + TEXT_WIDTH / 2);
    assert_int_equal(fill->y, TOP + ROW);
    assert_int_equal(fill->width, TEXT_WIDTH / 2);
    assert_int_equal(fill->height, ROW);
    assert_true(run_is(fill + 2, "baris2b"));
}

static void neighbours_of_one_colour_are_filled_by_one_rectangle(void **state)
{
    Maker *maker = maker_new(*state);
    Table *table = make_table(maker, 4);
    make_body(maker, table, 1);
    for (size_t c = 0; c < 4; c++) {
        table->rows[0].cells[c].filled = true;
        table->rows[0].cells[c].fill = c == 2 ? 0xFFEE00 : 0xEEEEEE;
    }
    Layout *layout = make_pages(maker);
    assert_string_equal(rects_of(maker->arena, layout, 0),
                        "40 40 110 12\n150 40 55 12\n205 40 55 12\n");
}

static void text_comes_row_by_row_and_cell_by_cell(void **state)
{
    Maker *maker = maker_new(*state);
    Table *table = make_table(maker, 3);
    make_header(maker, table, 1);
    make_body(maker, table, 2);
    Layout *layout = make_pages(maker);
    static const char *const ORDER[] = {"kepala1a", "kepala1b", "kepala1c", "baris1a", "baris1b",
                                        "baris1c",  "baris2a",  "baris2b",  "baris2c"};
    assert_int_equal(layout->pages[0].item_count, 9);
    for (size_t i = 0; i < 9; i++)
        assert_true(run_is(&layout->pages[0].items[i], ORDER[i]));
}

/* --- Nothing to print ------------------------------------------------------------------------ */

static void tables_without_rows_or_columns(void **state)
{
    Fixture *fixture = *state;
    Maker *maker = maker_new(fixture);
    make_table(maker, 2);
    Table *table = make_table(maker, 2);
    make_header(maker, table, 1);
    make_text(maker, &body_style, "isi");
    Layout *layout = make_pages(maker);
    assert_int_equal(page_of(layout, "kepala1a"), 1);
    assert_int_equal(page_of(layout, "isi"), 1);
    make_table(maker, 0);
    assert_null(make_layout(maker));
    assert_non_null(strstr(support_messages(fixture), "the table has a column without width"));
}

static void an_indent_does_not_push_letters_out_of_their_column(void **state)
{
    TextStyle indented = cell_style;
    for (indented.first_indent = 0; indented.first_indent < 30000; indented.first_indent += 5000) {
        for (int kind = WIDTH_FIXED; kind <= WIDTH_AUTO; kind++) {
            Maker *maker = maker_new(*state);
            Table *table = make_table(maker, 3);
            table->style = &indented;
            table->columns[0] = (Column){(WidthKind)kind, 25000, ALIGN_LEFT};
            make_body(maker, table, 1);
            table->rows[0].cells[0].text = make_span(maker->arena, "M");
            table->rows[0].cells[1].text = make_span(maker->arena, "x");
            const Layout *layout = make_layout(maker);
            if (layout == NULL) {
                assert_int_equal(kind, WIDTH_FIXED);
                assert_true(indented.first_indent > 15000);
                continue;
            }
            const Item *letter = run_of(layout, "M");
            const Item *next = run_of(layout, "x");
            assert_true(letter->x + letter->width <= next->x - indented.first_indent);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(an_indent_does_not_push_letters_out_of_their_column),
        TEST(fractions_share_what_fixed_columns_leave),
        TEST(automatic_columns_are_as_wide_as_their_content),
        TEST(a_long_automatic_column_leaves_short_ones_whole),
        TEST(a_word_widens_its_fractional_column),
        TEST(a_spanning_cell_widens_its_columns),
        TEST(columns_too_wide_for_the_page_are_an_error),
        TEST(words_wider_than_their_column_stay_inside),
        TEST(text_in_the_middle_is_centred_in_its_cell),
        TEST(neighbours_share_one_rule),
        TEST(rules_stop_at_cells_that_reach_over_them),
        TEST(each_page_closes_its_part_of_the_table),
        TEST(rules_follow_the_style),
        TEST(books_have_rules_below_the_heads_of_several_columns),
        TEST(a_total_has_no_rule_across_cells_that_reach_over_it),
        TEST(text_at_the_bottom_ends_with_its_row),
        TEST(tables_keep_to_their_indents),
        TEST(fills_stand_below_the_texts_of_their_row),
        TEST(neighbours_of_one_colour_are_filled_by_one_rectangle),
        TEST(text_comes_row_by_row_and_cell_by_cell),
        TEST(tables_without_rows_or_columns),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
