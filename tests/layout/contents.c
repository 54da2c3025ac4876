/* Contents, references and links: what is printed of pages that are not yet known. */
#include "pages.h"

static TextStyle contents_styles[2];
static const Item no_item;

static Block *make_contents(Maker *maker, ContentsKind kind, int depth)
{
    Block *block = make_block(maker, BLOCK_CONTENTS, NULL);
    contents_styles[0] = contents_styles[1] = body_style;
    contents_styles[1].left = 20000;
    block->contents =
        (Contents){.kind = kind, .depth = depth, .styles = contents_styles, .level_count = 2};
    return block;
}

static Block *make_chapter(Maker *maker, const char *number, const char *title)
{
    Block *block = make_heading(maker, 1, number, title);
    block->heading.new_page = block->heading.number_above = true;
    return block;
}

static bool is_leader(const Item *item)
{
    return item->kind == ITEM_RUN && item->run.count > 2 && item->run.codes[0] == '.' &&
           item->run.codes[1] == ' ' && item->run.codes[2] == '.';
}

static void entries_have_leaders_and_right_aligned_pages(void **state)
{
    Maker *maker = maker_new(*state);
    make_contents(maker, CONTENTS_HEADINGS, 2);
    make_page(maker, &small_page, 99);
    make_chapter(maker, "BAB I", "PENDAHULUAN");
    make_heading(maker, 2, "1.1", "Latar Belakang");
    make_heading(maker, 3, "1.1.1", "Terlalu dalam");
    make_chapter(maker, "BAB II", "PENUTUP");
    make_heading(maker, 2, "", "Tersembunyi")->heading.in_contents = false;
    Layout *layout = make_pages(maker);
    assert_int_equal(layout->passes, 2);
    const Page *page = &layout->pages[0];
    static const char *const ORDER[] = {"BAB I",  "PENDAHULUAN",    NULL, "99",
                                        "1.1",    "Latar Belakang", NULL, "99",
                                        "BAB II", "PENUTUP",        NULL, "100"};
    size_t run = 0;
    Len ends[3] = {0};
    for (size_t i = 0; i < page->item_count; i++) {
        const Item *item = &page->items[i];
        if (item->kind != ITEM_RUN)
            continue;
        assert_true(run < 12);
        if (run % 4 == 2) {
            assert_true(is_leader(item));
            ends[run / 4] = item->x + item->width;
        } else {
            assert_true(run_is(item, ORDER[run]));
        }
        if (run % 4 == 3)
            assert_in_range(item->x + item->width, LEFT_EDGE + TEXT_WIDTH - 2,
                            LEFT_EDGE + TEXT_WIDTH + 1);
        run++;
    }
    assert_int_equal(run, 12);
    assert_in_range(ends[1] - ends[0] + 2, 0, 4);
    /* Titles of a level stand below each other. */
    assert_int_equal(run_of(layout, "PENDAHULUAN")->x, run_of(layout, "PENUTUP")->x);
    assert_int_equal(run_of(layout, "1.1")->x, LEFT_EDGE + 20000);
}

static void long_titles_hang_and_leave_the_pages_column_free(void **state)
{
    Maker *maker = maker_new(*state);
    make_contents(maker, CONTENTS_HEADINGS, 2);
    make_heading(maker, 2, "3.10",
                 "Realisasi anggaran belanja langsung dan tidak langsung menurut program");
    Layout *layout = make_pages(maker);
    const Item *title = &no_item;
    size_t lines = 0;
    for (size_t i = 0; i < layout->pages[0].item_count; i++) {
        const Item *item = &layout->pages[0].items[i];
        if (item->kind == ITEM_RUN && item->run.count > 8 && !is_leader(item)) {
            if (lines > 0 && item->x == title->x)
                assert_true(item->x + item->width <= LEFT_EDGE + TEXT_WIDTH - 36000);
            if (lines == 0)
                title = item;
            lines++;
        }
        if (item->kind == ITEM_LINK)
            break;
    }
    assert_true(lines >= 1);
    assert_true(title->x > LEFT_EDGE + 20000);
    assert_inside(layout);
}

static void each_line_of_an_entry_is_a_link(void **state)
{
    Maker *maker = maker_new(*state);
    make_contents(maker, CONTENTS_HEADINGS, 2);
    make_chapter(maker, "BAB I", "PENDAHULUAN");
    make_text(maker, &body_style, "isi");
    make_heading(maker, 2, "1.1", "Latar");
    Layout *layout = make_pages(maker);
    const Item *links[2] = {&no_item, &no_item};
    size_t count = 0;
    for (size_t i = 0; i < layout->pages[0].item_count; i++)
        if (layout->pages[0].items[i].kind == ITEM_LINK)
            links[count++] = &layout->pages[0].items[i];
    assert_int_equal(count, 2);
    assert_int_equal(links[0]->link.page, 1);
    assert_int_equal(links[0]->link.to_y, TOP);
    assert_int_equal(links[1]->link.to_y, TOP + 3 * LEADING);
    assert_int_equal(links[0]->width, TEXT_WIDTH);
    assert_int_equal(links[0]->height, LEADING);
}

static void a_list_of_tables_names_their_numbers(void **state)
{
    Maker *maker = maker_new(*state);
    make_contents(maker, CONTENTS_TABLES, 1);
    make_page(maker, NULL, 0);
    Table *table = make_table(maker, 1);
    make_body(maker, table, 2);
    table = make_table(maker, 1);
    make_body(maker, table, 2);
    table->number = STR("Tabel 1.1");
    table->caption = make_span(maker->arena, "Pegawai");
    table->caption_style = &body_style;
    Layout *layout = make_pages(maker);
    assert_int_equal(page_of(layout, "Tabel 1.1"), 1);
    assert_int_equal(page_of(layout, "Pegawai"), 1);
    assert_int_equal(page_of(layout, "Tabel 1.1 Pegawai"), 2);
    assert_int_equal(count_runs(layout, "2"), 1);
    assert_int_equal(layout->outline_count, 0);
}

static void pages_of_the_contents_move_what_follows(void **state)
{
    Maker *maker = maker_new(*state);
    make_contents(maker, CONTENTS_HEADINGS, 1);
    for (int i = 0; i < 50; i++)
        make_chapter(maker, "", str_format(maker->arena, "Bab%d", i + 1).at);
    Layout *layout = make_pages(maker);
    assert_int_equal(layout->page_count, 53);
    assert_int_equal(layout->passes, 2);
    size_t page = 0;
    const Item *title = find_run(layout, "Bab50", 0, &page);
    assert_int_equal(page, 2);
    for (const Item *item = title; item->kind != ITEM_LINK; item++)
        if (item->kind == ITEM_RUN && item->run.count == 2)
            assert_true(run_is(item, "53"));
}

static void a_chapter_is_not_parted_from_its_first_section(void **state)
{
    Maker *maker = maker_new(*state);
    make_fill(maker, LINES - 2);
    make_contents(maker, CONTENTS_HEADINGS, 2);
    make_page(maker, NULL, 0);
    make_heading(maker, 1, "", "Satu");
    make_heading(maker, 1, "", "Dua");
    make_heading(maker, 2, "", "Tiga");
    Layout *layout = make_pages(maker);
    assert_int_equal(page_of(layout, "Satu"), 1);
    assert_int_equal(page_of(layout, "Dua"), 2);
}

static void a_list_of_appendices_names_chapters_only(void **state)
{
    Maker *maker = maker_new(*state);
    make_contents(maker, CONTENTS_APPENDICES, 1);
    make_page(maker, NULL, 0);
    make_chapter(maker, "BAB I", "SATU");
    make_chapter(maker, "Lampiran 1", "PERJANJIAN")->heading.appendix = true;
    make_heading(maker, 2, "L1.1", "Bagian");
    Layout *layout = make_pages(maker);
    assert_int_equal(page_of(layout, "PERJANJIAN"), 1);
    assert_int_equal(page_of(layout, "L1.1"), 3);
    assert_int_equal(page_of(layout, "SATU"), 2);
}

static void a_list_without_entries_prints_its_text(void **state)
{
    Maker *maker = maker_new(*state);
    make_contents(maker, CONTENTS_CHARTS, 1)->contents.empty =
        make_span(maker->arena, "Tidak ada grafik.");
    make_contents(maker, CONTENTS_HEADINGS, 1)->contents.empty = make_span(maker->arena, "x");
    make_heading(maker, 1, "", "Bab");
    Layout *layout = make_pages(maker);
    assert_int_equal(count_runs(layout, "Tidak ada grafik."), 1);
    assert_int_equal(count_runs(layout, "x"), 0);
}

static void long_page_labels_have_room(void **state)
{
    Maker *maker = maker_new(*state);
    PageStyle style = small_page;
    style.by_chapter = true;
    style.number_form = STR("{bab}-{halaman}");
    make_contents(maker, CONTENTS_HEADINGS, 2);
    make_page(maker, &style, 0);
    make_chapter(maker, "BAB LXXXVIII", "JUDUL")->heading.page_mark = STR("LXXXVIII");
    make_page(maker, NULL, 1234);
    make_heading(maker, 2, "88.1", "Uraian yang menjangkau sampai ke ujung baris");
    Layout *layout = make_pages(maker);
    assert_str(layout->pages[2].label, "LXXXVIII-1234");
    const Page *page = &layout->pages[0];
    size_t labels = 0;
    for (size_t i = 0; i < page->item_count; i++) {
        const Item *item = &page->items[i];
        if (!run_is(item, "LXXXVIII-1") && !run_is(item, "LXXXVIII-1234"))
            continue;
        labels++;
        for (size_t k = 0; k < i; k++) /* nothing of the line reaches into it */
            if (page->items[k].kind == ITEM_RUN && page->items[k].y == item->y)
                assert_true(page->items[k].x + page->items[k].width <= item->x);
    }
    assert_int_equal(labels, 2);
    assert_inside(layout);
}

static void labels_that_lengthen_the_contents_settle_in_three_passes(void **state)
{
    /* With their real, long labels the entries need a line more each, which moves all that they
       name by pages. */
    Maker *maker = maker_new(*state);
    PageStyle style = small_page;
    style.number_form = STR("Halaman ke-{halaman} dari laporan");
    make_page(maker, &style, 0);
    make_contents(maker, CONTENTS_HEADINGS, 1);
    for (int i = 0; i < 40; i++)
        make_chapter(maker, "", str_format(maker->arena, "Judul bab nomor %d", i + 1).at);
    Layout *layout = make_pages(maker);
    assert_int_equal(layout->passes, 3);
    assert_int_equal(layout->page_count, 44);
    size_t page = 0;
    assert_non_null(find_run(layout, "Halaman ke-44 dari laporan", 0, &page));
    assert_int_equal(page, 3);
}

/* --- References ------------------------------------------------------------------------------ */

static void references_print_the_page_and_link_to_it(void **state)
{
    Maker *maker = maker_new(*state);
    Block *text = make_text(maker, &body_style, "lihat halaman ");
    Span *reference = make_span(maker->arena, "");
    *reference = (Span){.kind = SPAN_PAGE_OF, .lead = &(const Lead){.target = STR("akhir")}};
    Span *first = make_span(maker->arena, "lihat halaman ");
    first->next = reference;
    text->text = first;
    make_page(maker, &small_page, 41);
    make_fill(maker, 3);
    make_text(maker, &body_style, "tujuan")->label = STR("akhir");
    Layout *layout = make_pages(maker);
    assert_int_equal(layout->passes, 2);
    assert_int_equal(page_of(layout, "41"), 1);
    const Page *page = &layout->pages[0];
    const Item *link = &page->items[page->item_count - 1];
    assert_int_equal(link->kind, ITEM_LINK);
    assert_int_equal(link->link.page, 1);
    assert_int_equal(link->link.to_y, TOP + 3 * LEADING);
}

static void an_unknown_label_is_an_error_with_a_suggestion(void **state)
{
    Fixture *fixture = *state;
    Maker *maker = maker_new(fixture);
    Span *reference = make_span(maker->arena, "lihat");
    reference->lead = &(const Lead){.target = STR("tabel-kinerjo")};
    reference->place = place_at(support_source(fixture, "bab.md", "lihat ini"), 6, 3);
    make_text(maker, &body_style, "")->text = reference;
    make_text(maker, &body_style, "isi")->label = STR("tabel-kinerja");
    assert_null(make_layout(maker));
    const char *messages = support_messages(fixture);
    assert_non_null(strstr(messages, "bab.md:1:7: error: nothing has the label 'tabel-kinerjo'"));
    assert_non_null(strstr(messages, "did you mean 'tabel-kinerja'?"));
}

static void numbers_that_never_settle_are_a_warning(void **state)
{
    /* While the reference prints "xviii" it takes a line more, and its target stands on page xix;
       with "xix" it stands on page xviii. */
    Fixture *fixture = *state;
    Maker *maker = maker_new(fixture);
    PageStyle roman = small_page;
    roman.numbering = NUMBERING_ROMAN;
    make_page(maker, &roman, 18);
    make_fill(maker, LINES - 2);
    Span *first = make_span(maker->arena, "nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn ");
    first->next = make_span(maker->arena, "");
    first->next->kind = SPAN_PAGE_OF;
    first->next->lead = &(const Lead){.target = STR("tujuan")};
    make_text(maker, &body_style, "")->text = first;
    make_text(maker, &body_style, "tujuan")->label = STR("tujuan");
    Layout *layout = make_layout(maker);
    assert_non_null(layout);
    assert_int_equal(layout->passes, LAYOUT_MAX_PASSES);
    assert_non_null(strstr(support_messages(fixture), "page numbers did not settle in 3 passes"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(entries_have_leaders_and_right_aligned_pages),
        TEST(long_titles_hang_and_leave_the_pages_column_free),
        TEST(each_line_of_an_entry_is_a_link),
        TEST(a_list_of_tables_names_their_numbers),
        TEST(pages_of_the_contents_move_what_follows),
        TEST(a_list_of_appendices_names_chapters_only),
        TEST(a_list_without_entries_prints_its_text),
        TEST(long_page_labels_have_room),
        TEST(labels_that_lengthen_the_contents_settle_in_three_passes),
        TEST(a_chapter_is_not_parted_from_its_first_section),
        TEST(references_print_the_page_and_link_to_it),
        TEST(an_unknown_label_is_an_error_with_a_suggestion),
        TEST(numbers_that_never_settle_are_a_warning),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
