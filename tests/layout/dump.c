/* The display list as text. */
#include "pages.h"

static void a_dump_has_a_line_per_item(void **state)
{
    Maker *maker = maker_new(*state);
    Span *text = make_span(maker->arena, "Kepala \342\211\245 \"1\"");
    text->lead = &(const Lead){.url = STR("https://contoh.id/a\"b")};
    Block *heading = make_heading(maker, 1, "BAB I", "");
    heading->heading.text = make_span(maker->arena, "Awal");
    make_text(maker, &body_style, "")->text = text;
    Table *table = make_table(maker, 1);
    make_body(maker, table, 1);
    table->rows[0].cells[0].filled = true;
    table->rows[0].cells[0].fill = 0x00AAFF;
    Layout *layout = make_pages(maker);
    const char *dump = dump_of(maker, layout);
    assert_non_null(strstr(dump, "page 1 300.000 400.000 \"1\"\n"));
    assert_non_null(strstr(dump, "run 40.000 "));
    assert_non_null(strstr(dump, " LiberationSerif-Bold 12.000 \"BAB I\"\n"));
    assert_non_null(strstr(dump, " \"https://contoh.id/a\\\"b\"\n"));
    assert_non_null(strstr(dump, "\342\211\245"));
    assert_non_null(strstr(dump, "rect 40.000 72.000 220.000 12.000 #00aaff\n"));
    assert_non_null(strstr(dump, "outline 1 to 1 40.000 \"BAB I Awal\"\n"));
}

static void a_dump_shows_what_cannot_be_seen(void **state)
{
    Fixture *fixture = *state;
    static const uint16_t CODES[] = {'a', 0x01, '\\', ' '};
    const Face face = {.name = STR("Huruf")};
    Item items[2] = {
        {.kind = ITEM_RUN, .x = -1, .y = -1500, .colour = 0x0000AB, .run = {.codes = CODES}},
        {.kind = ITEM_LINK, .link = {.page = 4, .to_y = 12345}},
    };
    items[0].run.count = 4;
    Page page = {.items = items, .item_count = 2, .label = STR("iv")};
    Layout layout = {.pages = &page, .page_count = 1, .faces = &face, .face_count = 1};
    Buf out = {.arena = fixture->arena};
    layout_dump(&layout, &out);
    assert_str(buf_str(&out), "page 1 0.000 0.000 \"iv\"\n"
                              "run -0.001 -1.500 0.000 Huruf 0.000 #0000ab \"a\\x01\\\\ \"\n"
                              "link 0.000 0.000 0.000 0.000 to 5 12.345\n");
}

static void the_same_document_gives_the_same_dump(void **state)
{
    const char *dumps[2];
    for (int i = 0; i < 2; i++) {
        Maker *maker = maker_new(*state);
        make_heading(maker, 1, "BAB I", "Awal");
        Table *table = make_table(maker, 3);
        table->border = 500;
        make_header(maker, table, 1);
        make_body(maker, table, 100);
        dumps[i] = dump_of(maker, make_pages(maker));
    }
    assert_string_equal(dumps[0], dumps[1]);
}

/* Pages of many kinds: a watermark, headers with the chapter, a link, a table that goes on. */
static void make_document(Maker *maker, PageStyle *style, const Watermark *mark)
{
    static const Lead lead = {.target = {"akhir", 5}};
    static Span title = {.kind = SPAN_CHAPTER};
    static Span number = {.kind = SPAN_PAGE};
    *style = small_page;
    style->watermark = mark;
    style->header = (PageLine){
        .left = &title, .right = &number, .style = &body_style, .distance = 10000, .rule = 500};
    make_page(maker, style, 0);
    make_fill(maker, LINES + 1); /* a page in no chapter */
    make_heading(maker, 1, "BAB I", "Awal");
    Span *link = make_span(maker->arena, "lihat akhir");
    link->lead = &lead;
    make_text(maker, &body_style, "")->text = link;
    Table *table = make_table(maker, 3);
    make_header(maker, table, 1);
    make_body(maker, table, 100);
    make_heading(maker, 1, "BAB II", "Akhir")->label = STR("akhir");
    make_fill(maker, 2 * LINES);
}

static void pages_one_by_one_are_those_at_once(void **state)
{
    Fixture *fixture = *state;
    Maker *maker = maker_new(fixture);
    PageStyle style;
    Watermark mark = {.text = make_span(maker->arena, "DRAF"), .style = heading_style};
    make_document(maker, &style, &mark);
    Layout *whole = make_pages(maker);
    assert_true(whole->page_count > 5);
    const char *dump = dump_of(maker, whole);
    Layout *layout =
        layout_begin(maker->arena, fixture->diags, load_fonts(fixture), NULL, &maker->doc);
    assert_non_null(layout);
    assert_int_equal(layout->page_count, whole->page_count);
    assert_string_equal(dump_of(maker, layout), dump);
    /* Once more from the first. */
    assert_string_equal(dump_of(maker, layout), dump);
    layout_end(layout);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_dump_has_a_line_per_item),
        TEST(a_dump_shows_what_cannot_be_seen),
        TEST(the_same_document_gives_the_same_dump),
        TEST(pages_one_by_one_are_those_at_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
