/* Page numbers, the sides of mirrored pages, and what differs on the first page of a chapter. */
#include "pages.h"

static Block *make_chapter(Maker *maker, const char *mark, const char *title)
{
    Block *block = make_heading(maker, 1, mark, title);
    block->heading.new_page = true;
    block->heading.page_mark = str_from(mark);
    return block;
}

static PageStyle numbered(PageNumbering numbering, const char *form)
{
    PageStyle style = small_page;
    style.numbering = numbering;
    style.number_form = str_from(form);
    return style;
}

/* All labels, each ended by '|'. */
static const char *labels_of(Maker *maker, const Layout *layout)
{
    Buf out = {.arena = maker->arena};
    for (size_t i = 0; i < layout->page_count; i++)
        buf_format(&out, "%.*s|", STR_ARG(layout->pages[i].label));
    return str_c(maker->arena, buf_str(&out));
}

/* --- Numbers --------------------------------------------------------------------------- */

static void numbers_are_written_in_every_spelling(void **state)
{
    static const struct {
        PageNumbering numbering;
        const char *form, *labels;
    } cases[] = {
        {NUMBERING_NONE, "", "||"},
        {NUMBERING_ARABIC, "", "4|5|"},
        {NUMBERING_ROMAN, "", "iv|v|"},
        {NUMBERING_ROMAN_UPPER, "", "IV|V|"},
        {NUMBERING_LETTERS, "", "d|e|"},
        {NUMBERING_LETTERS_UPPER, "", "D|E|"},
        {NUMBERING_ARABIC, "Hal. {halaman} –", "Hal. 4 –|Hal. 5 –|"},
        {NUMBERING_NONE, "Hal. {halaman}", "||"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Maker *maker = maker_new(*state);
        PageStyle style = numbered(cases[i].numbering, cases[i].form);
        make_page(maker, &style, 4);
        make_fill(maker, LINES + 1);
        assert_string_equal(labels_of(maker, make_pages(maker)), cases[i].labels);
    }
}

static void pages_are_counted_in_each_numbered_chapter(void **state)
{
    Maker *maker = maker_new(*state);
    PageStyle style = numbered(NUMBERING_ARABIC, "{bab}-{halaman}");
    style.by_chapter = true;
    make_page(maker, &style, 0);
    make_chapter(maker, "", "PENGANTAR");
    make_chapter(maker, "I", "SATU");
    make_fill(maker, LINES);
    make_chapter(maker, "II", "DUA");
    make_fill(maker, 2 * LINES);
    make_chapter(maker, "", "PUSTAKA");
    make_chapter(maker, "L1", "Lampiran");
    Layout *layout = make_pages(maker);
    assert_string_equal(labels_of(maker, layout), "1|I-1|I-2|II-1|II-2|II-3|II-4|L1-1|");
}

static void a_landscape_page_within_a_chapter_counts_on(void **state)
{
    Maker *maker = maker_new(*state);
    PageStyle style = numbered(NUMBERING_ARABIC, "{bab}–{halaman}");
    style.by_chapter = true;
    PageStyle wide = style;
    wide.width = 400000;
    wide.height = 300000;
    make_page(maker, &style, 0);
    make_chapter(maker, "I", "SATU");
    make_page(maker, &wide, 0);
    make_fill(maker, 1);
    make_page(maker, &style, 0);
    make_chapter(maker, "II", "DUA");
    make_page(maker, NULL, 7);
    make_fill(maker, 1);
    Layout *layout = make_pages(maker);
    assert_string_equal(labels_of(maker, layout), "I–1|I–2|II–1|II–7|");
}

static void a_chapter_that_begins_on_other_pages_is_counted_from_one(void **state)
{
    Maker *maker = maker_new(*state);
    PageStyle plain = numbered(NUMBERING_ARABIC, "");
    PageStyle style = numbered(NUMBERING_ARABIC, "{bab}-{halaman}");
    style.by_chapter = true;
    make_page(maker, &plain, 4);
    make_chapter(maker, "I", "SATU");
    make_page(maker, &style, 0);
    make_fill(maker, LINES + 1);
    assert_string_equal(labels_of(maker, make_pages(maker)), "4|I-1|I-2|");
}

static void a_number_given_for_a_chapter_holds(void **state)
{
    Maker *maker = maker_new(*state);
    PageStyle style = numbered(NUMBERING_ARABIC, "{bab}.{halaman}");
    style.by_chapter = true;
    make_page(maker, &style, 5);
    make_chapter(maker, "III", "TIGA");
    make_fill(maker, LINES);
    assert_string_equal(labels_of(maker, make_pages(maker)), "III.5|III.6|");
}

static void a_chapter_that_begins_within_a_page_counts_from_the_next(void **state)
{
    Maker *maker = maker_new(*state);
    PageStyle style = numbered(NUMBERING_ARABIC, "{bab}-{halaman}");
    style.by_chapter = true;
    make_page(maker, &style, 0);
    make_chapter(maker, "I", "SATU");
    make_fill(maker, 3);
    make_chapter(maker, "II", "DUA")->heading.new_page = false;
    make_fill(maker, LINES);
    assert_string_equal(labels_of(maker, make_pages(maker)), "I-1|II-1|");
}

static const Span FIELD_LAST = {.kind = SPAN_LAST_PAGE};
static const Span FIELD_CHAPTER_NUMBER = {.kind = SPAN_CHAPTER_NUMBER};
static const Span FIELD_SECTION = {.kind = SPAN_SECTION};
static const Span FIELD_SECTION_NUMBER = {.kind = SPAN_SECTION_NUMBER};

static void the_last_page_is_that_of_the_same_count(void **state)
{
    Maker *maker = maker_new(*state);
    PageStyle roman = numbered(NUMBERING_ROMAN, "");
    roman.footer = (PageLine){.centre = &FIELD_LAST, .style = &body_style, .distance = 20000};
    PageStyle arabic = roman;
    arabic.numbering = NUMBERING_ARABIC;
    make_page(maker, &roman, 1);
    make_fill(maker, LINES + 1);
    make_page(maker, &arabic, 10);
    make_fill(maker, 2 * LINES + 1);
    Layout *layout = make_pages(maker);
    assert_int_equal(count_runs(layout, "ii"), 2);
    assert_int_equal(count_runs(layout, "12"), 3);
}

static void headers_name_the_section_of_their_page(void **state)
{
    Maker *maker = maker_new(*state);
    PageStyle style = small_page;
    style.header = (PageLine){.left = &FIELD_SECTION_NUMBER,
                              .centre = &FIELD_CHAPTER_NUMBER,
                              .right = &FIELD_SECTION,
                              .style = &body_style,
                              .distance = 25000};
    make_page(maker, &style, 1);
    make_chapter(maker, "BAB I", "SATU");
    make_page(maker, NULL, 0);
    make_heading(maker, 2, "1.1", "Latar");
    make_fill(maker, LINES);
    make_chapter(maker, "BAB II", "DUA");
    Layout *layout = make_pages(maker);
    assert_int_equal(layout->page_count, 4);
    /* In the headers, and once where they stand. */
    assert_int_equal(count_runs(layout, "BAB I"), 3 + 1);
    assert_int_equal(count_runs(layout, "1.1"), 2 + 1);
    assert_int_equal(count_runs(layout, "Latar"), 2 + 1);
    assert_int_equal(count_runs(layout, "BAB II"), 1 + 1);
}

/* --- Mirrored pages -------------------------------------------------------------------- */

static PageStyle mirrored_style(Maker *maker)
{
    PageStyle style = small_page;
    style.mirrored = true;
    style.left = 60000;
    style.right = 20000;
    style.header = (PageLine){.left = make_span(maker->arena, "dalam"),
                              .right = make_span(maker->arena, "luar"),
                              .style = &body_style,
                              .distance = 25000,
                              .rule = 500,
                              .mirrored = true};
    style.footer = (PageLine){
        .left = make_span(maker->arena, "tetap"), .style = &body_style, .distance = 20000};
    return style;
}

static void margins_and_headers_change_sides_on_left_pages(void **state)
{
    Maker *maker = maker_new(*state);
    PageStyle style = mirrored_style(maker);
    make_page(maker, &style, 2); /* the printed number does not matter */
    make_text(maker, &body_style, "kanan");
    make_page(maker, NULL, 0);
    make_text(maker, &body_style, "kiri");
    make_table(maker, 1)->border = 500;
    Layout *layout = make_pages(maker);
    assert_int_equal(run_of(layout, "kanan")->x, 60000);
    assert_int_equal(run_of(layout, "kiri")->x, 20000);
    size_t page = 1;
    assert_int_equal(find_run(layout, "luar", 0, &page)->x, 20000);
    const Item *inner = find_run(layout, "dalam", 0, &page);
    assert_in_range(inner->x + inner->width, 240000 - 2, 240000);
    assert_int_equal(find_run(layout, "tetap", 0, &page)->x, 20000);
    page = 0;
    assert_int_equal(find_run(layout, "dalam", 0, &page)->x, 60000);
    for (size_t i = 0; i < layout->pages[1].item_count; i++)
        if (layout->pages[1].items[i].kind == ITEM_RECT)
            assert_int_equal(layout->pages[1].items[i].x, 20000);
    assert_inside(layout);
}

static void chapters_begin_on_right_pages_behind_a_blank_one(void **state)
{
    Maker *maker = maker_new(*state);
    PageStyle style = mirrored_style(maker);
    style.openings_right = true;
    make_page(maker, &style, 1);
    make_chapter(maker, "I", "SATU");
    make_chapter(maker, "II", "DUA");
    make_fill(maker, LINES);
    make_chapter(maker, "III", "TIGA");
    Layout *layout = make_pages(maker);
    assert_string_equal(labels_of(maker, layout), "1|2|3|4|5|");
    assert_int_equal(layout->pages[1].item_count, 0);
    assert_int_equal(page_of(layout, "DUA"), 3);
    assert_int_equal(page_of(layout, "TIGA"), 5);
    assert_int_equal(layout->outline[2].page, 4);
}

static void a_blank_page_counts_with_the_part_before(void **state)
{
    Maker *maker = maker_new(*state);
    PageStyle roman = numbered(NUMBERING_ROMAN, "");
    PageStyle arabic = numbered(NUMBERING_ARABIC, "");
    arabic.openings_right = true;
    make_page(maker, &roman, 1);
    make_text(maker, &body_style, "muka");
    make_page(maker, &arabic, 1);
    make_text(maker, &body_style, "isi");
    assert_string_equal(labels_of(maker, make_pages(maker)), "i|ii|1|");
}

static void a_blank_page_is_not_the_last_of_its_count(void **state)
{
    Maker *maker = maker_new(*state);
    PageStyle style = numbered(NUMBERING_ARABIC, "{bab}-{halaman}");
    style.openings_right = style.by_chapter = true;
    style.footer = (PageLine){.centre = &FIELD_LAST, .style = &body_style, .distance = 20000};
    make_page(maker, &style, 1);
    make_chapter(maker, "I", "SATU");
    make_chapter(maker, "II", "DUA");
    Layout *layout = make_pages(maker);
    assert_string_equal(labels_of(maker, layout), "I-1|I-2|II-1|");
    assert_int_equal(count_runs(layout, "I-1"), 1);
    assert_int_equal(count_runs(layout, "I-2"), 0);
}

/* --- Openings -------------------------------------------------------------------------- */

static void the_first_page_of_a_chapter_has_its_own_header_and_footer(void **state)
{
    Maker *maker = maker_new(*state);
    PageLine line = {
        .centre = make_span(maker->arena, "kaki bab"), .style = &body_style, .distance = 20000};
    PageLine none = {.style = &body_style};
    PageStyle style = small_page;
    style.header = style.footer = line;
    style.header.centre = make_span(maker->arena, "kepala");
    style.footer.centre = make_span(maker->arena, "kaki");
    style.opening_header = &none;
    style.opening_footer = &line;
    make_page(maker, &style, 1);
    make_chapter(maker, "I", "SATU");
    make_fill(maker, LINES);
    Layout *layout = make_pages(maker);
    assert_int_equal(layout->page_count, 2);
    assert_int_equal(page_of(layout, "kepala"), 2);
    assert_int_equal(page_of(layout, "kaki"), 2);
    assert_int_equal(page_of(layout, "kaki bab"), 1);
    assert_int_equal(count_runs(layout, "kaki bab"), 1);
}

static void space_above_a_chapter_holds_at_the_pages_top(void **state)
{
    Maker *maker = maker_new(*state);
    make_chapter(maker, "I", "SATU")->style = &spaced_style;
    make_page(maker, NULL, 0);
    make_heading(maker, 2, "", "Bagian")->style = &spaced_style;
    make_page(maker, NULL, 0);
    make_text(maker, &body_style, "isi");
    Layout *layout = make_pages(maker);
    Len first = run_of(layout, "isi")->y;
    assert_int_equal(run_of(layout, "SATU")->y, first + 10000);
    assert_int_equal(run_of(layout, "Bagian")->y, first);
    assert_int_equal(layout->outline[0].y, TOP + 10000);
}

static void space_above_a_chapter_that_fills_the_page_is_an_error(void **state)
{
    Fixture *fixture = *state;
    Maker *maker = maker_new(fixture);
    TextStyle style = spaced_style;
    style.before = 400000;
    make_chapter(maker, "I", "SATU")->style = &style;
    make_text(maker, &body_style, "isi");
    assert_null(make_layout(maker));
    assert_non_null(strstr(support_messages(fixture), "make the space above it smaller"));
}

static void each_header_without_room_is_told(void **state)
{
    Maker *maker = maker_new(*state);
    PageStyle one = numbered(NUMBERING_ARABIC, "");
    one.header = (PageLine){
        .left = make_lines(maker->arena, "kepala", 9), .style = &body_style, .distance = 10000};
    PageStyle other = one;
    other.header = (PageLine){0};
    other.footer = one.header;
    other.footer.left = make_lines(maker->arena, "kaki", 9);
    make_page(maker, &one, 0);
    make_fill(maker, 2 * LINES);
    make_page(maker, &other, 0);
    make_fill(maker, 2 * LINES);
    Layout *layout = make_layout(maker);
    assert_non_null(layout);
    /* Lines without room are left out: none stands on the text. */
    Len text = run_of(layout, "isi")->y - LEADING;
    assert_true(run_of(layout, "kepala1")->y < text);
    assert_int_equal(count_runs(layout, "kepala9"), 0);
    assert_int_equal(count_runs(layout, "kaki9"), 0);
    const char *messages = support_messages(*state);
    assert_non_null(strstr(messages, "the header reaches into the text"));
    assert_non_null(strstr(messages, "the footer reaches into the text"));
    assert_int_equal(diags_count(maker->fixture->diags, SEVERITY_WARNING), 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(numbers_are_written_in_every_spelling),
        TEST(pages_are_counted_in_each_numbered_chapter),
        TEST(a_landscape_page_within_a_chapter_counts_on),
        TEST(a_chapter_that_begins_on_other_pages_is_counted_from_one),
        TEST(a_number_given_for_a_chapter_holds),
        TEST(a_chapter_that_begins_within_a_page_counts_from_the_next),
        TEST(the_last_page_is_that_of_the_same_count),
        TEST(headers_name_the_section_of_their_page),
        TEST(each_header_without_room_is_told),
        TEST(margins_and_headers_change_sides_on_left_pages),
        TEST(chapters_begin_on_right_pages_behind_a_blank_one),
        TEST(a_blank_page_counts_with_the_part_before),
        TEST(a_blank_page_is_not_the_last_of_its_count),
        TEST(the_first_page_of_a_chapter_has_its_own_header_and_footer),
        TEST(space_above_a_chapter_holds_at_the_pages_top),
        TEST(space_above_a_chapter_that_fills_the_page_is_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
