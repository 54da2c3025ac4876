/* Blocks on pages: spacing, what is kept together, headings, lists, signatures, covers. */
#include "pages.h"

/* --- Vertical space -------------------------------------------------------------------- */

static void a_page_is_filled_to_its_last_line(void **state)
{
    Maker *maker = maker_new(*state);
    make_fill(maker, LINES - 1);
    make_text(maker, &body_style, "terakhir");
    make_text(maker, &body_style, "berikut");
    Layout *layout = make_pages(maker);
    assert_int_equal(layout->page_count, 2);
    assert_int_equal(page_of(layout, "terakhir"), 1);
    assert_int_equal(page_of(layout, "berikut"), 2);
    assert_int_equal(run_of(layout, "berikut")->y, run_of(layout, "isi")->y);
    assert_int_equal(run_of(layout, "terakhir")->y,
                     run_of(layout, "isi")->y + (LINES - 1) * LEADING);
}

static void between_two_blocks_the_larger_space_holds(void **state)
{
    Maker *maker = maker_new(*state);
    make_text(maker, &spaced_style, "satu");
    make_text(maker, &spaced_style, "dua");
    make_text(maker, &body_style, "tiga");
    Layout *layout = make_pages(maker);
    Len one = run_of(layout, "satu")->y;
    assert_true(one < TOP + LEADING); /* none at the top */
    assert_int_equal(run_of(layout, "dua")->y - one, LEADING + 10000);
    assert_int_equal(run_of(layout, "tiga")->y - one, 2 * LEADING + 10000 + 6000);
}

static void a_blank_document_is_one_empty_page(void **state)
{
    Maker *maker = maker_new(*state);
    Layout *layout = make_pages(maker);
    assert_int_equal(layout->page_count, 1);
    assert_int_equal(layout->pages[0].item_count, 0);
    assert_str(layout->pages[0].label, "1");
}

static void margins_without_room_are_an_error(void **state)
{
    Fixture *fixture = *state;
    Maker *maker = maker_new(fixture);
    PageStyle style = small_page;
    style.left = 280000;
    make_page(maker, &style, 0);
    make_text(maker, &body_style, "isi");
    assert_null(make_layout(maker));
    assert_non_null(strstr(support_messages(fixture), "the margins leave no room"));
}

/* --- Kept together --------------------------------------------------------------------- */

static void no_page_ends_in_a_hyphen(void **state)
{
    /* The soft hyphen of one line among six, each a word alone: the page ends a line before. */
    Maker *maker = maker_new(*state);
    make_fill(maker, LINES - 3);
    make_text(
        maker, &body_style,
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb "
        "cccccccccccccccccccccccccccccccccccccc\u00ADcccccc dddddddddddddddddddddddddddddddddd "
        "eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee ffffffffffffffffffffffffffffffffff");
    Layout *layout = make_pages(maker);
    assert_int_equal(page_of(layout, "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"), 1);
    assert_int_equal(page_of(layout, "cccccccccccccccccccccccccccccccccccccc\u00AD"), 2);
}

static void no_line_of_a_paragraph_is_left_alone(void **state)
{
    /* Room for 1, 3 or 4 of 4 or 5 lines: how many stand on the first page. */
    static const struct {
        int fill, lines, first;
    } cases[] = {
        {19, 4, 0}, {18, 4, 2}, {17, 4, 2}, {16, 4, 4}, {17, 5, 3}, {16, 5, 3}, {18, 3, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Maker *maker = maker_new(*state);
        make_fill(maker, cases[i].fill);
        make_paragraph(maker, "baris", cases[i].lines);
        Layout *layout = make_pages(maker);
        for (int line = 1; line <= cases[i].lines; line++) {
            const char *name = str_format(maker->arena, "baris%d", line).at;
            assert_int_equal(page_of(layout, name), line <= cases[i].first ? 1 : 2);
        }
    }
}

static void a_heading_stands_with_two_lines_of_its_text(void **state)
{
    Maker *maker = maker_new(*state);
    make_fill(maker, LINES - 2);
    make_heading(maker, 2, "", "Kepala");
    make_paragraph(maker, "baris", 4);
    Layout *layout = make_pages(maker);
    assert_int_equal(page_of(layout, "Kepala"), 2);
    assert_int_equal(page_of(layout, "baris1"), 2);

    maker = maker_new(*state);
    make_fill(maker, LINES - 3);
    make_heading(maker, 2, "", "Kepala");
    make_paragraph(maker, "baris", 4);
    layout = make_pages(maker);
    assert_int_equal(page_of(layout, "Kepala"), 1);
    assert_int_equal(page_of(layout, "baris2"), 1);
    assert_int_equal(page_of(layout, "baris3"), 2);
}

static void headings_below_each_other_stay_together(void **state)
{
    Maker *maker = maker_new(*state);
    make_fill(maker, LINES - 3);
    make_heading(maker, 2, "", "Satu");
    make_heading(maker, 3, "", "Dua");
    make_paragraph(maker, "baris", 2);
    Layout *layout = make_pages(maker);
    assert_int_equal(page_of(layout, "Satu"), 2);
    assert_int_equal(layout->page_count, 2);
}

static void a_chain_longer_than_a_page_still_comes_out(void **state)
{
    Maker *maker = maker_new(*state);
    for (int i = 0; i < 3 * LINES; i++)
        make_heading(maker, 2, "", "Kepala");
    Layout *layout = make_pages(maker);
    assert_int_equal(layout->page_count, 3);
    assert_int_equal(count_runs(layout, "Kepala"), 3 * LINES);
}

/* --- Headings -------------------------------------------------------------------------- */

static void a_chapter_starts_a_page_with_its_number_above(void **state)
{
    Maker *maker = maker_new(*state);
    make_text(maker, &body_style, "isi");
    Block *heading = make_heading(maker, 1, "BAB I", "PENDAHULUAN");
    TextStyle centred = heading_style;
    centred.align = ALIGN_CENTRE;
    heading->style = &centred;
    heading->heading.number_above = heading->heading.new_page = true;
    Layout *layout = make_pages(maker);
    const Item *number = run_of(layout, "BAB I");
    const Item *title = run_of(layout, "PENDAHULUAN");
    assert_int_equal(page_of(layout, "BAB I"), 2);
    assert_int_equal(title->y - number->y, LEADING);
    assert_in_range(number->x + number->width / 2, 149900, 150100);
    assert_in_range(title->x + title->width / 2, 149900, 150100);
    assert_int_equal(layout->outline_count, 1);
    assert_str(layout->outline[0].title, "BAB I PENDAHULUAN");
    assert_int_equal(layout->outline[0].page, 1);
    assert_int_equal(layout->outline[0].y, TOP);
}

static void a_word_too_wide_for_a_heading_is_told_at_its_place(void **state)
{
    Fixture *fixture = *state;
    Maker *maker = maker_new(fixture);
    Block *heading = make_heading(maker, 1, "BAB I", "");
    TextStyle centred = heading_style;
    centred.align = ALIGN_CENTRE;
    heading->style = &centred;
    Span title = {.kind = SPAN_TEXT, .text = STR("WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW")};
    title.place = (Place){support_source(fixture, "bab.md", "# W\n"), 1, 3, 1};
    heading->heading.text = &title;
    assert_non_null(make_layout(maker));
    assert_non_null(strstr(support_messages(fixture), "bab.md:1:3: warning: 'WWW"));
}

static void a_numbered_heading_hangs(void **state)
{
    Maker *maker = maker_new(*state);
    Block *heading = make_heading(maker, 2, "1.1", "");
    heading->heading.text = make_lines(maker->arena, "judul", 2);
    Layout *layout = make_pages(maker);
    assert_int_equal(run_of(layout, "1.1")->x, LEFT_EDGE);
    assert_int_equal(run_of(layout, "1.1")->y, run_of(layout, "judul1")->y);
    assert_true(run_of(layout, "judul1")->x > LEFT_EDGE + run_of(layout, "1.1")->width);
    assert_int_equal(run_of(layout, "judul1")->x, run_of(layout, "judul2")->x);
}

/* --- Lists ----------------------------------------------------------------------------- */

static Block *make_list(Maker *maker, const char *const *texts)
{
    Block *block = make_block(maker, BLOCK_LIST, NULL);
    block->list = (ItemList){.left = 5000, .marker_width = 20000, .gap = 3000};
    ListItem *last = NULL;
    for (int i = 0; texts[i] != NULL; i++) {
        ListItem *item = arena_alloc(maker->arena, sizeof *item);
        item->marker = str_format(maker->arena, "%d.", i + 1);
        item->first = arena_alloc(maker->arena, sizeof *item->first);
        item->first->kind = BLOCK_TEXT;
        item->first->style = &body_style;
        item->first->text = make_span(maker->arena, texts[i]);
        if (last != NULL)
            last->next = item;
        else
            block->list.first = item;
        last = item;
    }
    return block;
}

static void markers_stand_beside_the_first_line_right_aligned(void **state)
{
    Maker *maker = maker_new(*state);
    make_list(maker, (const char *const[]){"satu", "dua", NULL});
    Layout *layout = make_pages(maker);
    const Item *marker = run_of(layout, "1.");
    const Item *text = run_of(layout, "satu");
    assert_int_equal(text->x, LEFT_EDGE + 25000);
    assert_int_equal(marker->y, text->y);
    assert_in_range(marker->x + marker->width, LEFT_EDGE + 15000, LEFT_EDGE + 24000);
    assert_int_equal(run_of(layout, "dua")->y - text->y, LEADING + 3000);
    assert_true(marker < text); /* in reading order */
}

static void a_text_stands_with_the_first_item_of_the_list_it_leads_to(void **state)
{
    Maker *maker = maker_new(*state);
    make_fill(maker, LINES - 1);
    make_paragraph(maker, "yaitu", 1);
    make_list(maker, (const char *const[]){"satu", "dua", NULL});
    Layout *layout = make_pages(maker);
    assert_int_equal(page_of(layout, "yaitu1"), 2);
    assert_int_equal(page_of(layout, "satu"), 2);
}

static void a_text_that_ends_in_a_colon_stands_with_what_it_announces(void **state)
{
    Maker *maker = maker_new(*state);
    make_fill(maker, LINES - 1);
    make_block(maker, BLOCK_TEXT, &body_style)->text = make_span(maker->arena, "sehingga:");
    make_paragraph(maker, "rumus", 1);
    Layout *layout = make_pages(maker);
    assert_int_equal(page_of(layout, "sehingga:"), 2);
    assert_int_equal(page_of(layout, "rumus1"), 2);
}

static void a_nested_list_begins_on_the_line_of_its_item(void **state)
{
    Maker *maker = maker_new(*state);
    Block *outer = make_list(maker, (const char *const[]){"satu", NULL});
    Block *inner = make_list(maker, (const char *const[]){"dalam", NULL});
    outer->next = NULL;
    maker->tail = &outer->next;
    const ListItem item = {.marker = STR("1."), .first = inner};
    outer->list.first = &item;
    make_text(maker, &body_style, "akhir");
    Layout *layout = make_pages(maker);
    assert_int_equal(count_runs(layout, "1."), 2);
    assert_int_equal(run_of(layout, "1.")->y, run_of(layout, "dalam")->y);
    assert_int_equal(run_of(layout, "dalam")->x, LEFT_EDGE + 50000);
    assert_int_equal(run_of(layout, "akhir")->x, LEFT_EDGE);
}

static void lists_too_deep_for_the_page_are_an_error(void **state)
{
    Fixture *fixture = *state;
    Maker *maker = maker_new(fixture);
    Block *block = make_list(maker, (const char *const[]){"satu", NULL});
    block->list.left = 200000;
    assert_null(make_layout(maker));
    assert_non_null(strstr(support_messages(fixture), "the lists leave no room for text"));
}

/* --- Signatures and covers ------------------------------------------------------------- */

static const TextStyle signature_style = {
    .family = {"Liberation Serif", 16}, .size = 12000, .leading = LEADING, .align = ALIGN_CENTRE};

static Block *make_signature(Maker *maker, size_t signers)
{
    Block *block = make_block(maker, BLOCK_SIGNATURE, NULL);
    block->signature.style = block->signature.small = &signature_style;
    block->signature.signers = arena_array(maker->arena, signers, sizeof *block->signature.signers);
    block->signature.signer_count = signers;
    for (size_t i = 0; i < signers; i++) {
        Signer *signer = &block->signature.signers[i];
        const char *name = str_format(maker->arena, "atas%zu-", i + 1).at;
        signer->above = make_lines(maker->arena, name, (int)i + 1);
        signer->space = 60000;
        name = str_format(maker->arena, "bawah%zu-", i + 1).at;
        signer->below = make_lines(maker->arena, name, 2);
    }
    return block;
}

static void one_signer_stands_in_the_right_half(void **state)
{
    Maker *maker = maker_new(*state);
    make_fill(maker, 2);
    make_signature(maker, 1);
    Layout *layout = make_pages(maker);
    const Item *above = run_of(layout, "atas1-1");
    const Item *below = run_of(layout, "bawah1-1");
    assert_true(above->x > LEFT_EDGE + TEXT_WIDTH / 2);
    assert_in_range(above->x + above->width / 2 - (below->x + below->width / 2) + 100, 0, 200);
    assert_int_equal(below->y - above->y, LEADING + 60000);
}

static void names_of_several_signers_stand_at_one_height(void **state)
{
    Maker *maker = maker_new(*state);
    make_fill(maker, 2);
    make_signature(maker, 2);
    Layout *layout = make_pages(maker);
    assert_int_equal(run_of(layout, "bawah1-1")->y, run_of(layout, "bawah2-1")->y);
    /* What stands above offices ends at one height. */
    assert_int_equal(run_of(layout, "atas1-1")->y, run_of(layout, "atas2-2")->y);
    assert_true(run_of(layout, "bawah1-1")->x < LEFT_EDGE + TEXT_WIDTH / 2);
    assert_true(run_of(layout, "bawah2-1")->x > LEFT_EDGE + TEXT_WIDTH / 2);
}

static void a_signature_is_kept_with_two_lines_of_text(void **state)
{
    /* It needs 3 lines and 60 pt, about 7 lines. */
    Maker *maker = maker_new(*state);
    make_fill(maker, 15);
    make_text(maker, &body_style, "kedua");
    make_text(maker, &body_style, "pertama");
    make_signature(maker, 1);
    Layout *layout = make_pages(maker);
    assert_int_equal(page_of(layout, "kedua"), 2);
    assert_int_equal(page_of(layout, "pertama"), 2);
    assert_int_equal(page_of(layout, "bawah1-2"), 2);
    assert_int_equal(count_runs(layout, "isi"), 15);

    maker = maker_new(*state);
    make_fill(maker, 13);
    make_paragraph(maker, "baris", 4);
    make_signature(maker, 1);
    layout = make_pages(maker);
    assert_int_equal(page_of(layout, "baris2"), 1);
    assert_int_equal(page_of(layout, "baris3"), 2);
    assert_int_equal(page_of(layout, "atas1-1"), 2);
}

static void a_signature_higher_than_the_page_is_an_error(void **state)
{
    Fixture *fixture = *state;
    Maker *maker = maker_new(fixture);
    make_signature(maker, 1)->signature.signers[0].space = 500000;
    assert_null(make_layout(maker));
    assert_non_null(strstr(support_messages(fixture), "this block is higher than the page"));
}

static Block *cover_text(Maker *maker, const char *text)
{
    Block *block = arena_alloc(maker->arena, sizeof *block);
    block->kind = BLOCK_TEXT;
    block->style = &body_style;
    block->text = make_span(maker->arena, text);
    return block;
}

static void a_cover_fills_a_page_of_its_own(void **state)
{
    Maker *maker = maker_new(*state);
    Block *cover = make_block(maker, BLOCK_COVER, NULL);
    cover->cover = (Cover){.top = cover_text(maker, "atas"),
                           .middle = cover_text(maker, "tengah"),
                           .bottom = cover_text(maker, "bawah")};
    make_text(maker, &body_style, "isi");
    Layout *layout = make_pages(maker);
    assert_int_equal(page_of(layout, "isi"), 2);
    assert_int_equal(run_of(layout, "atas")->y, run_of(layout, "isi")->y);
    assert_int_equal(run_of(layout, "tengah")->y - run_of(layout, "atas")->y, 152000);
    assert_int_equal(run_of(layout, "bawah")->y - run_of(layout, "atas")->y, 304000);
}

/* --- Page styles, headers and footers -------------------------------------------------- */

static const Span FIELD_PAGE = {.kind = SPAN_PAGE};
static const Span FIELD_PAGES = {.kind = SPAN_PAGES};
static const Span FIELD_CHAPTER = {.kind = SPAN_CHAPTER};

static void headers_and_footers_print_their_fields(void **state)
{
    PageStyle style = small_page;
    style.header = (PageLine){.left = &FIELD_CHAPTER,
                              .right = &FIELD_PAGES,
                              .style = &body_style,
                              .distance = 25000,
                              .rule = 500};
    style.footer = (PageLine){.centre = &FIELD_PAGE, .style = &body_style, .distance = 20000};
    Maker *maker = maker_new(*state);
    make_page(maker, &style, 7);
    make_heading(maker, 1, "BAB I", "SATU")->heading.new_page = true;
    make_text(maker, &body_style, "isi");
    make_heading(maker, 1, "BAB II", "DUA")->heading.new_page = true;
    make_text(maker, &body_style, "isi");
    Layout *layout = make_pages(maker);
    assert_int_equal(layout->page_count, 2);
    assert_str(layout->pages[0].label, "7");
    assert_int_equal(run_of(layout, "SATU")->y, 25000);
    assert_int_equal(run_of(layout, "SATU")->x, LEFT_EDGE);
    assert_int_equal(run_of(layout, "DUA")->y, 25000);
    assert_int_equal(run_of(layout, "8")->y, 400000 - 20000);
    const Item *pages = run_of(layout, "2");
    assert_in_range(pages->x + pages->width, LEFT_EDGE + TEXT_WIDTH - 2, LEFT_EDGE + TEXT_WIDTH);
    const Item *rule = &layout->pages[0].items[2];
    assert_int_equal(rule->kind, ITEM_RECT);
    assert_int_equal(rule->width, TEXT_WIDTH);
    assert_int_equal(rule->height, 500);
    assert_true(rule->y > 25000 && rule->y < TOP);
    assert_inside(layout);
}

static void long_headers_share_the_line(void **state)
{
    Maker *maker = maker_new(*state);
    PageStyle style = small_page;
    style.top = 60000;
    style.header = (PageLine){.left = make_span(maker->arena, "nama dokumen yang panjang sekali"),
                              .right = make_span(maker->arena, "dan nama instansi yang panjang"),
                              .style = &cell_style,
                              .distance = 20000};
    make_page(maker, &style, 1);
    make_text(maker, &body_style, "isi");
    Layout *layout = make_pages(maker);
    Len end = 0;
    const Page *page = &layout->pages[0];
    for (size_t i = 0; i < page->item_count; i++)
        for (size_t k = 0; k < i; k++)
            if (page->items[i].y == page->items[k].y)
                assert_true(page->items[i].x >= page->items[k].x + page->items[k].width);
    for (size_t i = 0; i < page->item_count; i++)
        end = page->items[i].y > end ? page->items[i].y : end;
    assert_int_equal(end, run_of(layout, "isi")->y);
    assert_inside(layout);
}

static void page_numbers_restart_in_the_style_of_their_part(void **state)
{
    PageStyle roman = small_page;
    roman.numbering = NUMBERING_ROMAN;
    PageStyle bare = small_page;
    bare.numbering = NUMBERING_NONE;
    PageStyle wide = small_page;
    wide.width = 400000;
    wide.height = 300000;
    Maker *maker = maker_new(*state);
    make_page(maker, &bare, 0);
    make_text(maker, &body_style, "sampul");
    make_page(maker, &roman, 3);
    make_fill(maker, LINES + 1);
    make_page(maker, &wide, 1);
    make_text(maker, &body_style, "isi");
    make_page(maker, NULL, 0);
    make_text(maker, &body_style, "isi");
    Layout *layout = make_pages(maker);
    static const char *const LABELS[] = {"", "iii", "iv", "1", "2"};
    assert_int_equal(layout->page_count, 5);
    for (size_t i = 0; i < 5; i++)
        assert_str(layout->pages[i].label, LABELS[i]);
    assert_int_equal(layout->pages[4].width, 400000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_page_is_filled_to_its_last_line),
        TEST(between_two_blocks_the_larger_space_holds),
        TEST(a_blank_document_is_one_empty_page),
        TEST(margins_without_room_are_an_error),
        TEST(no_page_ends_in_a_hyphen),
        TEST(no_line_of_a_paragraph_is_left_alone),
        TEST(a_heading_stands_with_two_lines_of_its_text),
        TEST(headings_below_each_other_stay_together),
        TEST(a_chain_longer_than_a_page_still_comes_out),
        TEST(a_chapter_starts_a_page_with_its_number_above),
        TEST(a_word_too_wide_for_a_heading_is_told_at_its_place),
        TEST(a_numbered_heading_hangs),
        TEST(markers_stand_beside_the_first_line_right_aligned),
        TEST(a_text_stands_with_the_first_item_of_the_list_it_leads_to),
        TEST(a_text_that_ends_in_a_colon_stands_with_what_it_announces),
        TEST(a_nested_list_begins_on_the_line_of_its_item),
        TEST(lists_too_deep_for_the_page_are_an_error),
        TEST(one_signer_stands_in_the_right_half),
        TEST(names_of_several_signers_stand_at_one_height),
        TEST(a_signature_is_kept_with_two_lines_of_text),
        TEST(a_signature_higher_than_the_page_is_an_error),
        TEST(a_cover_fills_a_page_of_its_own),
        TEST(headers_and_footers_print_their_fields),
        TEST(long_headers_share_the_line),
        TEST(page_numbers_restart_in_the_style_of_their_part),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
