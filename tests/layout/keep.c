/* What stays together: lines of paragraphs, headings, tables' beginnings, items and their markers;
 * lists and quotes in the width that they have. */
#include "pages.h"

static uint32_t next_random(uint32_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 17;
    *seed ^= *seed << 5;
    return *seed;
}

/* The page of line `line` of the text `name`. */
static size_t page_of_line(const Maker *maker, const Layout *layout, const char *name, int line)
{
    return page_of(layout, str_format(maker->arena, "%s%d", name, line).at);
}

/* --- Paragraphs and headings ----------------------------------------------------------- */

static void check_paragraph(const Maker *maker, const Layout *layout, const char *name, int lines)
{
    size_t first = page_of_line(maker, layout, name, 1);
    size_t last = page_of_line(maker, layout, name, lines);
    assert_true(first > 0);
    if (lines < 4) {
        assert_int_equal(first, last);
        return;
    }
    assert_int_equal(page_of_line(maker, layout, name, 2), first);
    assert_int_equal(page_of_line(maker, layout, name, lines - 1), last);
}

static void no_paragraph_leaves_a_line_alone_and_no_heading_stands_last(void **state)
{
    enum { BLOCKS = 80 };
    for (uint32_t seed = 7; seed < 7 + 40; seed++) {
        uint32_t random = seed * 2654435761U;
        Maker *maker = maker_new(*state);
        int lines[BLOCKS];
        for (int i = 0; i < BLOCKS; i++) {
            lines[i] = (int)(next_random(&random) % 11);
            if (lines[i] == 0)
                make_heading(maker, 2, "", str_format(maker->arena, "judul%d", i).at);
            else
                make_paragraph(maker, str_format(maker->arena, "p%d-", i).at, lines[i]);
        }
        make_paragraph(maker, "akhir", 4);
        Layout *layout = make_pages(maker);
        for (int i = 0; i < BLOCKS; i++) {
            if (lines[i] > 0) {
                check_paragraph(maker, layout, str_format(maker->arena, "p%d-", i).at, lines[i]);
                continue;
            }
            size_t heading = page_of(layout, str_format(maker->arena, "judul%d", i).at);
            int next = i + 1;
            while (next < BLOCKS && lines[next] == 0)
                next++;
            const char *below = str_format(maker->arena, "p%d-", next).at;
            assert_int_equal(page_of_line(maker, layout, next < BLOCKS ? below : "akhir", 1),
                             heading);
        }
    }
}

static void of_headings_alone_the_highest_begins_the_page(void **state)
{
    for (int lead = 0; lead < 6; lead++) {
        Maker *maker = maker_new(*state);
        for (int i = 0; i < lead; i++)
            make_heading(maker, 4, "", "lebih");
        for (int i = 0; i < 12; i++)
            for (int level = 2; level <= 4; level++)
                make_heading(maker, level, "", str_format(maker->arena, "j%d-%d", i, level).at);
        make_paragraph(maker, "akhir", 2);
        Layout *layout = make_pages(maker);
        for (int i = 0; i < 12; i++) {
            size_t page = page_of(layout, str_format(maker->arena, "j%d-2", i).at);
            for (int level = 3; level <= 4; level++)
                assert_int_equal(page,
                                 page_of(layout, str_format(maker->arena, "j%d-%d", i, level).at));
        }
    }
}

static void a_heading_stands_with_the_table_that_it_heads(void **state)
{
    for (int fill = 0; fill <= LINES; fill++) {
        Maker *maker = maker_new(*state);
        make_fill(maker, fill);
        make_heading(maker, 2, "", "Kepala");
        Table *table = make_table(maker, 2);
        table->number = STR("Tabel 1");
        table->caption = make_span(maker->arena, "Judul");
        table->caption_style = &heading_style;
        make_header(maker, table, 1);
        make_body(maker, table, 12);
        Layout *layout = make_pages(maker);
        size_t page = page_of(layout, "Kepala");
        assert_int_equal(page_of(layout, "Tabel 1 Judul"), page);
        assert_int_equal(page_of(layout, "kepala1a"), page);
        assert_int_equal(page_of(layout, "baris2a"), page);
        assert_int_equal(page_of(layout, "baris11a"), page_of(layout, "baris12a"));
    }
}

/* --- Lists ----------------------------------------------------------------------------- */

/* Behind `before`; at the beginning where that is NULL. */
static ListItem *add_item(Maker *maker, Block *list, ListItem *before, const char *marker,
                          Block *first)
{
    ListItem *item = arena_alloc(maker->arena, sizeof *item);
    *item = (ListItem){NULL, str_from(marker), first};
    if (before != NULL)
        before->next = item;
    else
        list->list.first = item;
    return item;
}

/* A text that is in no chain of blocks. */
static Block *lone_text(const Maker *maker, const char *name, int lines)
{
    Block *block = arena_alloc(maker->arena, sizeof *block);
    block->kind = BLOCK_TEXT;
    block->style = &body_style;
    block->text = make_lines(maker->arena, name, lines);
    return block;
}

static Block *empty_list(Maker *maker)
{
    Block *list = make_block(maker, BLOCK_LIST, NULL);
    list->list = (ItemList){.left = 5000, .marker_width = 20000};
    return list;
}

static void wide_markers_push_the_text_of_all_items(void **state)
{
    static const char *const wide[] = {"(viii)", "(xxxviii)", "100.", "MMMDCCCLXXXVIII."};
    for (size_t i = 0; i < sizeof wide / sizeof *wide; i++) {
        Maker *maker = maker_new(*state);
        Block *list = empty_list(maker);
        ListItem *one = add_item(maker, list, NULL, "(i)", lone_text(maker, "satu", 1));
        add_item(maker, list, one, wide[i], lone_text(maker, "dua", 2));
        Layout *layout = make_pages(maker);
        const Item *marker = run_of(layout, wide[i]);
        const Item *text = run_of(layout, "dua1");
        assert_true(marker->x >= LEFT_EDGE);
        assert_true(marker->x + marker->width + 3000 <= text->x);
        assert_int_equal(run_of(layout, "satu1")->x, text->x);
        assert_int_equal(run_of(layout, "dua2")->x, text->x);
        const Item *narrow = run_of(layout, "(i)");
        assert_int_equal(narrow->x + narrow->width, marker->x + marker->width);
    }
}

static void lists_that_go_on_with_each_other_stand_alike(void **state)
{
    Maker *maker = maker_new(*state);
    static const char *const markers[] = {"(i)", "(viii)", "(ix)"};
    for (int i = 0; i < 3; i++) {
        Block *list = empty_list(maker);
        list->list.group = 1;
        list->list.after = 2500;
        Block *text = lone_text(maker, str_format(maker->arena, "butir%d-", i).at, 1);
        add_item(maker, list, NULL, markers[i], text);
        make_paragraph(maker, "sela", 1);
    }
    maker->doc.list_groups = 1;
    Layout *layout = make_pages(maker);
    Len x = run_of(layout, "butir1-1")->x;
    assert_true(x > LEFT_EDGE + 25000);
    assert_int_equal(run_of(layout, "butir0-1")->x, x);
    assert_int_equal(run_of(layout, "butir2-1")->x, x);
    /* Behind a list there is the space that it asks for. */
    assert_int_equal(run_of(layout, "sela1")->y, run_of(layout, "butir0-1")->y + LEADING + 2500);
}

static void a_marker_stays_with_what_its_item_begins_with(void **state)
{
    for (int fill = LINES - 6; fill <= LINES; fill++) {
        Maker *maker = maker_new(*state);
        make_fill(maker, fill);
        Block *list = empty_list(maker);
        Table *table = make_table(maker, 1);
        make_header(maker, table, 1);
        make_body(maker, table, 4);
        Block *block = list->next;
        list->next = NULL;
        maker->tail = &list->next;
        ListItem *seven = add_item(maker, list, NULL, "7.", block);
        add_item(maker, list, seven, "8.", lone_text(maker, "teks", 3));
        Layout *layout = make_pages(maker);
        assert_int_equal(page_of(layout, "7."), page_of(layout, "baris2a"));
        assert_int_equal(page_of(layout, "8."), page_of(layout, "teks3"));
    }
}

/* --- Quotes ---------------------------------------------------------------------------- */

static void quotes_stand_within_their_margins(void **state)
{
    Maker *maker = maker_new(*state);
    Block *quote = make_block(maker, BLOCK_QUOTE, NULL);
    Block *inner = arena_alloc(maker->arena, sizeof *inner);
    Block *list = arena_alloc(maker->arena, sizeof *list);
    TextStyle right = body_style;
    right.align = ALIGN_RIGHT;
    quote->quote = (Quote){.first = lone_text(maker, "luar", 1), .left = 30000, .right = 20000};
    quote->quote.first->next = inner;
    inner->kind = BLOCK_QUOTE;
    inner->quote = (Quote){.first = lone_text(maker, "dalam", 1), .left = 30000, .right = 20000};
    inner->quote.first->style = &right;
    inner->quote.first->next = list;
    list->kind = BLOCK_LIST;
    list->list = (ItemList){.left = 5000, .marker_width = 20000};
    add_item(maker, list, NULL, "1.", lone_text(maker, "butir", 1));
    make_text(maker, &body_style, "akhir");
    Layout *layout = make_pages(maker);
    assert_int_equal(run_of(layout, "luar1")->x, LEFT_EDGE + 30000);
    const Item *text = run_of(layout, "dalam1");
    assert_in_range(text->x + text->width, LEFT_EDGE + TEXT_WIDTH - 40010,
                    LEFT_EDGE + TEXT_WIDTH - 40000);
    assert_int_equal(run_of(layout, "butir1")->x, LEFT_EDGE + 85000);
    assert_int_equal(run_of(layout, "akhir")->x, LEFT_EDGE);
}

static void quotes_too_deep_for_the_page_are_an_error(void **state)
{
    Maker *maker = maker_new(*state);
    Block *quote = make_block(maker, BLOCK_QUOTE, NULL);
    quote->quote = (Quote){.first = lone_text(maker, "luar", 1), .left = 100000, .right = 100000};
    assert_null(make_layout(maker));
    assert_non_null(strstr(support_messages(*state), "the quotes leave no room for text"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(no_paragraph_leaves_a_line_alone_and_no_heading_stands_last),
        TEST(of_headings_alone_the_highest_begins_the_page),
        TEST(a_heading_stands_with_the_table_that_it_heads),
        TEST(wide_markers_push_the_text_of_all_items),
        TEST(lists_that_go_on_with_each_other_stand_alike),
        TEST(a_marker_stays_with_what_its_item_begins_with),
        TEST(quotes_stand_within_their_margins),
        TEST(quotes_too_deep_for_the_page_are_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
