/* Texts that are broken first and set when their page comes. */
#include "typeset.h"

/* A text in two styles with a word that hyphens divide, a break and kerning. */
static const Span *sample(Fixture *fixture)
{
    Span *spans = NULL;
    typeset_add(fixture, &spans, 0, "AVATAR Rencana kerja perangkat daerah disusun ");
    typeset_add(fixture, &spans, TEXT_BOLD, "setiap tahun sebagai ");
    typeset_add(fixture, &spans, 0, "pen\302\255ja\302\255bar\302\255an rencana strategis.");
    typeset_add(fixture, &spans, 0, "")->kind = SPAN_BREAK;
    typeset_add(fixture, &spans, 0, "Baris kedua tanpa sisa kata yang lain.");
    return spans;
}

static void assert_lines(const Line *lines, const Line *wanted, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(lines[i].x, wanted[i].x);
        assert_int_equal(lines[i].width, wanted[i].width);
        assert_int_equal(lines[i].hyphenated, wanted[i].hyphenated);
        assert_int_equal(lines[i].run_count, wanted[i].run_count);
        for (size_t k = 0; k < wanted[i].run_count; k++) {
            const LineRun *run = &lines[i].runs[k];
            const LineRun *other = &wanted[i].runs[k];
            assert_int_equal(run->x, other->x);
            assert_int_equal(run->width, other->width);
            assert_ptr_equal(run->look, other->look);
            assert_int_equal(run->count, other->count);
            assert_memory_equal(run->codes, other->codes, run->count * sizeof *run->codes);
            assert_int_equal(run->adjust_count, other->adjust_count);
            if (run->adjust_count > 0)
                assert_memory_equal(run->adjusts, other->adjusts,
                                    run->adjust_count * sizeof *run->adjusts);
        }
    }
}

static void a_planned_text_has_the_lines_of_one_that_is_set(void **state)
{
    static const Align ALIGNS[] = {ALIGN_LEFT, ALIGN_CENTRE, ALIGN_RIGHT, ALIGN_JUSTIFY};
    Fixture *fixture = *state;
    Setter *setter = typeset_setter(fixture);
    const Span *spans = sample(fixture);
    size_t hyphens = 0;
    for (size_t a = 0; a < 4; a++) {
        for (Len width = 60 * POINT; width < 400 * POINT; width += 7 * POINT) {
            TextStyle style = typeset_style();
            style.align = ALIGNS[a];
            style.first_indent = 20 * POINT;
            style.right = 5 * POINT;
            const Paragraph *whole = text_set(setter, spans, &style, 0, style.align, width);
            const Paragraph *planned = text_plan(setter, spans, &style, width);
            (void)text_set(setter, typeset_spans(fixture, "lain"), &style, 0, ALIGN_LEFT, width);
            assert_int_equal(planned->line_count, whole->line_count);
            assert_int_equal(planned->leading, whole->leading);
            assert_int_equal(planned->ascent, whole->ascent);
            assert_lines(text_lines(setter, planned), whole->lines, whole->line_count);
            for (size_t i = 0; i < whole->line_count; i++) {
                assert_int_equal(text_is_hyphenated(planned, i), whole->lines[i].hyphenated);
                hyphens += whole->lines[i].hyphenated;
            }
        }
    }
    assert_true(hyphens > 0);
}

static void a_text_that_is_set_gives_its_lines(void **state)
{
    Fixture *fixture = *state;
    Setter *setter = typeset_setter(fixture);
    TextStyle style = typeset_style();
    const Paragraph *text = text_set(setter, sample(fixture), &style, 0, ALIGN_LEFT, 200 * POINT);
    assert_ptr_equal(text_lines(setter, text), text->lines);
}

static void a_planned_text_may_be_empty(void **state)
{
    Fixture *fixture = *state;
    Setter *setter = typeset_setter(fixture);
    TextStyle style = typeset_style();
    const Paragraph *text = text_plan(setter, typeset_spans(fixture, ""), &style, 200 * POINT);
    assert_int_equal(text->line_count, 0);
    (void)text_lines(setter, text);
}

static void a_text_over_many_pages_is_set_once_for_all(void **state)
{
    Fixture *fixture = *state;
    Setter *setter = typeset_setter(fixture);
    TextStyle style = typeset_style();
    Buf text = {.arena = fixture->arena};
    for (int i = 0; i < TEXT_PLAN_LINES; i++)
        buf_text(&text, i == 0 ? "baris" : "\nbaris");
    const Span *few = typeset_spans(fixture, str_c(fixture->arena, buf_str(&text)));
    buf_text(&text, "\nbaris");
    const Span *many = typeset_spans(fixture, str_c(fixture->arena, buf_str(&text)));
    const Paragraph *planned = text_plan(setter, few, &style, 200 * POINT);
    assert_int_equal(planned->line_count, TEXT_PLAN_LINES);
    assert_ptr_not_equal(text_lines(setter, planned), text_lines(setter, planned));
    const Paragraph *set = text_plan(setter, many, &style, 200 * POINT);
    assert_int_equal(set->line_count, TEXT_PLAN_LINES + 1);
    assert_non_null(set->lines);
    assert_ptr_equal(text_lines(setter, set), set->lines);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_planned_text_has_the_lines_of_one_that_is_set),
        TEST(a_text_that_is_set_gives_its_lines),
        TEST(a_planned_text_may_be_empty),
        TEST(a_text_over_many_pages_is_set_once_for_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
