/* What stands where in lines of text: runs, indents, page fields, underlines, links. */
#include "typeset.h"

/* --- Places ---------------------------------------------------------------------------------- */

static void lines_are_aligned_within_the_indents(void **state)
{
    Fixture *fixture = *state;
    Setter *setter = typeset_setter(fixture);
    TextStyle style = typeset_style();
    style.left = 10 * POINT;
    style.right = 20 * POINT;
    style.first_indent = -4 * POINT;
    Span *spans = typeset_spans(fixture, "mm\nmm");
    Len width = 100 * POINT;
    Len word = 2 * 9334;
    const struct {
        Align align;
        Len first, second;
    } cases[] = {
        {ALIGN_LEFT, 6 * POINT, 10 * POINT},
        {ALIGN_RIGHT, 80 * POINT - word, 80 * POINT - word},
        {ALIGN_CENTRE, 6 * POINT + (74 * POINT - word) / 2, 10 * POINT + (70 * POINT - word) / 2},
        {ALIGN_JUSTIFY, 6 * POINT, 10 * POINT},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const Paragraph *paragraph = text_set(setter, spans, &style, 0, cases[i].align, width);
        assert_int_equal(paragraph->lines[0].width, word);
        assert_int_equal(paragraph->lines[0].x, cases[i].first);
        assert_int_equal(paragraph->lines[1].x, cases[i].second);
    }
}

static void natural_width_is_just_enough_for_one_line(void **state)
{
    Fixture *fixture = *state;
    Setter *setter = typeset_setter(fixture);
    TextStyle style = typeset_style();
    style.size = 10500;
    style.left = 3 * POINT;
    style.first_indent = 5 * POINT;
    Span *spans = typeset_spans(fixture, "Realisasi anggaran perangkat daerah");
    Len natural = 0;
    Len minimal = 0;
    text_widths(setter, spans, &style, TEXT_ITALIC, &natural, &minimal);
    const Paragraph *paragraph = text_set(setter, spans, &style, TEXT_ITALIC, ALIGN_LEFT, natural);
    assert_int_equal(paragraph->line_count, 1);
    assert_int_equal(
        text_set(setter, spans, &style, TEXT_ITALIC, ALIGN_LEFT, natural - 2)->line_count, 2);
    assert_true(minimal < natural / 2);
    text_set(setter, spans, &style, TEXT_ITALIC, ALIGN_LEFT, minimal);
    assert_int_equal(diags_count(fixture->diags, SEVERITY_WARNING), 0);
    text_widths(setter, NULL, &style, 0, &natural, &minimal);
    assert_int_equal(natural, 0);
    assert_int_equal(minimal, 0);
}

static void text_of_one_style_is_one_run(void **state)
{
    Fixture *fixture = *state;
    Setter *setter = typeset_setter(fixture);
    Span *spans = NULL;
    typeset_add(fixture, &spans, 0, "Jumlah ");
    typeset_add(fixture, &spans, 0, "12 program");
    typeset_add(fixture, &spans, TEXT_BOLD, " tebal");
    const Paragraph *paragraph = typeset_set(setter, spans, ALIGN_LEFT, 400 * POINT);
    assert_int_equal(paragraph->line_count, 1);
    assert_int_equal(paragraph->lines[0].run_count, 2);
    Buf first = {.arena = fixture->arena};
    typeset_run_text(&paragraph->lines[0].runs[0], &first);
    assert_str(buf_str(&first), "Jumlah 12 program");
    const LineRun *runs = paragraph->lines[0].runs;
    assert_int_equal(runs[0].x + runs[0].width, runs[1].x);
    assert_int_equal(runs[1].x + runs[1].width, paragraph->lines[0].width);
    assert_true(runs[0].look->face != runs[1].look->face);
}

static void kerning_becomes_adjustments(void **state)
{
    Fixture *fixture = *state;
    Setter *setter = typeset_setter(fixture);
    Span *spans = NULL;
    typeset_add(fixture, &spans, 0, "nA");
    typeset_add(fixture, &spans, 0, "V A V"); /* not across spaces, but across spans */
    const Paragraph *paragraph = typeset_set(setter, spans, ALIGN_LEFT, 400 * POINT);
    const LineRun *run = &paragraph->lines[0].runs[0];
    assert_int_equal(run->adjust_count, 1);
    assert_int_equal(run->adjusts[0].before, 2);
    assert_int_equal(run->adjusts[0].extra, -1547); /* 264 of 2048 units, of 12 pt */
}

static void metrics_share_the_leading(void **state)
{
    Fixture *fixture = *state;
    Setter *setter = typeset_setter(fixture);
    const Paragraph *paragraph =
        typeset_set(setter, typeset_spans(fixture, "a"), ALIGN_LEFT, 400 * POINT);
    assert_int_equal(paragraph->leading, 15 * POINT);
    assert_int_equal(paragraph->ascent + paragraph->descent, 15 * POINT);
    assert_int_equal(paragraph->ascent, 10692 + (15 * POINT - 13284) / 2);
}

static void page_fields_are_filled_in(void **state)
{
    static const SpanKind kinds[] = {SPAN_CHAPTER, SPAN_PAGE, SPAN_PAGES, SPAN_PAGE_OF};
    Fixture *fixture = *state;
    Setter *setter = typeset_setter(fixture);
    setter->chapter = STR("Penutup");
    setter->page_label = STR("iv");
    setter->page_count = STR("37");
    Span *spans = NULL;
    for (size_t i = 0; i < 4; i++) {
        typeset_add(fixture, &spans, 0, " ")->kind = kinds[i];
        typeset_add(fixture, &spans, 0, ",");
    }
    assert_string_equal(typeset_text(fixture, typeset_set(setter, spans, ALIGN_LEFT, 400 * POINT)),
                        "Penutup,iv,37,,|");
}

/* --- Items ----------------------------------------------------------------------------------- */

static void lines_are_placed_with_underlines_and_links(void **state)
{
    Fixture *fixture = *state;
    Setter *setter = typeset_setter(fixture);
    Span *spans = NULL;
    typeset_add(fixture, &spans, 0, "m");
    typeset_add(fixture, &spans, TEXT_SUPERSCRIPT, "2");
    typeset_add(fixture, &spans, TEXT_UNDERLINE, "garis");
    const Lead leads[] = {{.target = STR("tabel")}, {.target = STR("tabel")}};
    typeset_add(fixture, &spans, 0, "taut")->lead = &leads[0];
    typeset_add(fixture, &spans, TEXT_BOLD, "an")->lead = &leads[1];
    const Paragraph *paragraph = typeset_set(setter, spans, ALIGN_LEFT, 400 * POINT);
    Page page = {0};
    text_place(setter, &page, &paragraph->lines[0], 50 * POINT, 100 * POINT);
    static const ItemKind kinds[] = {ITEM_RUN, ITEM_RUN, ITEM_RUN, ITEM_RECT,
                                     ITEM_RUN, ITEM_RUN, ITEM_LINK};
    assert_int_equal(page.item_count, 7);
    for (size_t i = 0; i < 7; i++)
        assert_int_equal(page.items[i].kind, kinds[i]);
    assert_int_equal(page.items[0].x, 50 * POINT);
    assert_int_equal(page.items[0].y, 100 * POINT);
    assert_int_equal(page.items[1].run.size, 7800);
    assert_int_equal(page.items[1].y, 100 * POINT - 3996);
    const Item *underline = &page.items[3];
    assert_int_equal(underline->x, page.items[2].x);
    assert_int_equal(underline->width, page.items[2].width);
    assert_true(underline->y > 100 * POINT && underline->y < 102 * POINT);
    const Item *link = &page.items[6];
    assert_str(link->link.target, "tabel");
    assert_int_equal(link->x, page.items[4].x);
    assert_int_equal(link->x + link->width, page.items[5].x + page.items[5].width);
    assert_true(link->y < 100 * POINT && link->y + link->height > 100 * POINT);
}

/* A run of another font or size does not interrupt the line below, nor thin it. */
static void underlines_go_on_under_letters_of_all_looks(void **state)
{
    Fixture *fixture = *state;
    Setter *setter = typeset_setter(fixture);
    Span *spans = NULL;
    typeset_add(fixture, &spans, 0, "luas ");
    typeset_add(fixture, &spans, TEXT_UNDERLINE | TEXT_SUPERSCRIPT, "1");
    typeset_add(fixture, &spans, TEXT_UNDERLINE, "m ✓ ");
    typeset_add(fixture, &spans, TEXT_UNDERLINE | TEXT_BOLD, "tebal");
    typeset_add(fixture, &spans, 0, " lalu ");
    typeset_add(fixture, &spans, TEXT_UNDERLINE, "lagi");
    const Paragraph *paragraph = typeset_set(setter, spans, ALIGN_LEFT, 400 * POINT);
    const Line *line = &paragraph->lines[0];
    Page page = {0};
    text_place(setter, &page, line, 0, 100 * POINT);
    const Item *rects[2] = {NULL, NULL};
    size_t count = 0;
    for (size_t i = 0; i < page.item_count; i++)
        if (page.items[i].kind == ITEM_RECT && count++ < 2)
            rects[count - 1] = &page.items[i];
    assert_int_equal(count, 2);
    assert_non_null(rects[0]);
    assert_non_null(rects[1]);
    assert_int_equal(rects[0]->x, line->runs[1].x);
    assert_int_equal(rects[0]->x + rects[0]->width, line->runs[line->run_count - 2].x);
    assert_int_equal(rects[0]->y, rects[1]->y);
    assert_int_equal(rects[0]->height, rects[1]->height);
}

static void links_are_as_high_as_their_largest_letters(void **state)
{
    Fixture *fixture = *state;
    Setter *setter = typeset_setter(fixture);
    const Lead lead = {.target = STR("tabel")};
    Span *spans = NULL;
    typeset_add(fixture, &spans, 0, "alamat yang panjang")->lead = &lead;
    Len heights[2];
    for (size_t i = 0; i < 2; i++) {
        const Paragraph *paragraph = typeset_set(setter, spans, ALIGN_LEFT, 70 * POINT);
        assert_int_equal(paragraph->line_count, 2);
        for (size_t line = 0; line < 2; line++) { /* one area on each line */
            Page page = {0};
            text_place(setter, &page, &paragraph->lines[line], 0, 100 * POINT);
            const Item *link = &page.items[page.item_count - 1];
            assert_int_equal(link->kind, ITEM_LINK);
            assert_int_equal(link->width, paragraph->lines[line].width);
            heights[i] = link->height;
        }
        typeset_add(fixture, &spans, TEXT_SUPERSCRIPT, "1")->lead = &lead;
    }
    assert_int_equal(heights[0], heights[1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(lines_are_aligned_within_the_indents),
        TEST(natural_width_is_just_enough_for_one_line),
        TEST(text_of_one_style_is_one_run),
        TEST(kerning_becomes_adjustments),
        TEST(metrics_share_the_leading),
        TEST(page_fields_are_filled_in),
        TEST(lines_are_placed_with_underlines_and_links),
        TEST(underlines_go_on_under_letters_of_all_looks),
        TEST(links_are_as_high_as_their_largest_letters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
