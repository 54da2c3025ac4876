/* Watermarks: along the diagonal, behind the text, within the page. */
#include "pages.h"

static Watermark make_mark(Maker *maker, const char *text)
{
    TextStyle style = heading_style;
    style.size = 200000;
    style.leading = 240000;
    style.colour = 0xDDDDDD;
    return (Watermark){.text = make_span(maker->arena, text), .style = style, .covers = true};
}

static PageStyle marked(const Watermark *mark, Len width, Len height)
{
    PageStyle style = small_page;
    style.width = width;
    style.height = height;
    style.watermark = mark;
    return style;
}

/* Fails unless both ends of the run, and the tops of letters there, are on the page. */
static void assert_on_page(const Page *page, const Item *run)
{
    for (int corner = 0; corner < 4; corner++) {
        int64_t along = corner % 2 == 0 ? 0 : run->width;
        int64_t above = corner < 2 ? 0 : run->run.size * 3 / 4;
        int64_t x = run->x + (along * run->run.turn_x - above * run->run.turn_y) / TURN_ONE;
        int64_t y = run->y - (along * run->run.turn_y + above * run->run.turn_x) / TURN_ONE;
        assert_true(x > 0 && x < page->width);
        assert_true(y > 0 && y < page->height);
    }
}

static void a_watermark_lies_along_the_diagonal_behind_the_text(void **state)
{
    Maker *maker = maker_new(*state);
    Watermark mark = make_mark(maker, "RANCANGAN");
    PageStyle style = marked(&mark, 300000, 400000);
    make_page(maker, &style, 0);
    make_fill(maker, LINES + 1);
    Layout *layout = make_pages(maker);
    assert_int_equal(layout->page_count, 2);
    for (size_t i = 0; i < 2; i++) {
        const Item *run = &layout->pages[i].items[0];
        assert_true(run_is(run, "RANCANGAN"));
        assert_int_equal(run->colour, 0xDDDDDD);
        assert_int_equal(run->run.turn_x, 600000);
        assert_int_equal(run->run.turn_y, 800000);
        assert_on_page(&layout->pages[i], run);
        /* Its middle is the page's. */
        int64_t x = run->x + run->width / 2 * 6 / 10 - run->run.size * 33 / 100 * 8 / 10;
        assert_in_range(x, 150000 - 100, 150000 + 100);
    }
    assert_ptr_equal(layout->pages[0].items[0].run.codes, layout->pages[1].items[0].run.codes);
}

static void a_watermark_fits_pages_of_any_shape(void **state)
{
    static const Len sizes[][2] = {{300000, 400000},
                                   {935433, 609449},
                                   {1000000, 120000},
                                   {150000, 900000},
                                   {14400000, 14400000}};
    static const char *const texts[] = {"DRAF", "X", "RANCANGAN AKHIR RENCANA KERJA TAHUN 2027",
                                        "RANCANGAN\nAWAL"};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
        for (size_t k = 0; k < sizeof texts / sizeof *texts; k++) {
            Maker *maker = maker_new(*state);
            Watermark mark = make_mark(maker, "");
            const char *break_ = strchr(texts[k], '\n');
            Span *first = make_span(maker->arena, texts[k]);
            if (break_ != NULL) {
                first->text.size = (size_t)(break_ - texts[k]);
                first->next = make_span(maker->arena, "");
                first->next->kind = SPAN_BREAK;
                first->next->next = make_span(maker->arena, break_ + 1);
            }
            mark.text = first;
            PageStyle style = marked(&mark, sizes[i][0], sizes[i][1]);
            style.top = style.bottom = style.left = style.right = 30000;
            make_page(maker, &style, 0);
            Layout *layout = make_pages(maker);
            size_t runs = layout->pages[0].item_count;
            assert_true(runs > 0);
            for (size_t r = 0; r < runs; r++) {
                assert_true(layout->pages[0].items[r].run.size <= 200000);
                assert_on_page(&layout->pages[0], &layout->pages[0].items[r]);
            }
        }
}

static void covers_have_it_where_asked(void **state)
{
    for (int covers = 0; covers < 2; covers++) {
        Maker *maker = maker_new(*state);
        Watermark mark = make_mark(maker, "DRAF");
        mark.covers = covers == 1;
        PageStyle style = marked(&mark, 300000, 400000);
        make_page(maker, &style, 0);
        make_block(maker, BLOCK_COVER, NULL);
        make_text(maker, &body_style, "isi");
        Layout *layout = make_pages(maker);
        assert_int_equal(layout->pages[0].item_count, covers);
        assert_true(run_is(&layout->pages[1].items[0], "DRAF"));
    }
}

static void a_long_watermark_stands_in_lines_and_is_told(void **state)
{
    Maker *maker = maker_new(*state);
    char text[801];
    for (size_t i = 0; i < sizeof text - 1; i++)
        text[i] = i % 8 == 7 ? ' ' : 'A';
    text[sizeof text - 1] = '\0';
    Watermark mark = make_mark(maker, text);
    PageStyle style = marked(&mark, 595000, 842000);
    PageStyle wide = marked(&mark, 842000, 595000);
    make_page(maker, &style, 0);
    make_text(maker, &body_style, "isi");
    make_page(maker, &wide, 0);
    make_text(maker, &body_style, "isi");
    Layout *layout = make_layout(maker);
    assert_non_null(layout);
    for (size_t page = 0; page < 2; page++)
        for (size_t i = 0; i + 1 < layout->pages[page].item_count; i++) {
            assert_true(layout->pages[page].items[i].run.size >= 8000);
            assert_on_page(&layout->pages[page], &layout->pages[page].items[i]);
        }
    const char *told = support_messages(maker->fixture);
    assert_non_null(strstr(told, "warning: the watermark's text is too long for a line"));
    assert_null(strstr(strstr(told, "too long") + 1, "too long"));
}

static void each_page_style_has_its_own(void **state)
{
    Maker *maker = maker_new(*state);
    Watermark one = make_mark(maker, "SATU");
    PageStyle first = marked(&one, 300000, 400000);
    PageStyle second = marked(NULL, 300000, 400000);
    PageStyle third = marked(&one, 400000, 300000);
    make_page(maker, &first, 0);
    make_text(maker, &body_style, "isi");
    make_page(maker, &second, 0);
    make_text(maker, &body_style, "isi");
    make_page(maker, &third, 0);
    make_text(maker, &body_style, "isi");
    Layout *layout = make_pages(maker);
    assert_int_equal(count_runs(layout, "SATU"), 2);
    assert_true(run_is(&layout->pages[1].items[0], "isi"));
    assert_int_equal(layout->pages[2].items[0].run.turn_x, 800000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_watermark_lies_along_the_diagonal_behind_the_text),
        TEST(a_watermark_fits_pages_of_any_shape),
        TEST(covers_have_it_where_asked),
        TEST(a_long_watermark_stands_in_lines_and_is_told),
        TEST(each_page_style_has_its_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
