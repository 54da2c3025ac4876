/* Content streams: operators with all that stands before them, and the streams of a page as one. */
#include "made.h"

typedef struct Seen {
    size_t operators;
    size_t operands; /* before the last one */
    int64_t first, last;
} Seen;

static bool see(void *context, Str word, const PdfValue *operands, size_t count)
{
    Seen *seen = context;
    assert_str(word, "Td");
    seen->operators++;
    seen->operands = count;
    seen->first = count > 0 ? pdf_integer(&operands[0], -1) : -1;
    seen->last = count > 0 ? pdf_integer(&operands[count - 1], -1) : -1;
    return true;
}

/* `before` values and an operator, twice. */
static bool walk(Fixture *fixture, int before, Seen *seen)
{
    Buf content = {.arena = fixture->arena};
    for (int time = 0; time < 2; time++) {
        for (int i = 0; i < before; i++)
            buf_format(&content, "%d ", i);
        buf_text(&content, "Td\n");
    }
    *seen = (Seen){0};
    return pdf_operators(made_with(fixture, "null"), buf_str(&content), see, seen);
}

/* A map of characters has hundreds of them before an operator. */
static void an_operator_gets_all_that_stands_before_it(void **state)
{
    Fixture *fixture = *state;
    static const int counts[] = {0, 1, 64, 65, 200, 300, 10000, PDF_MAX_OPERANDS};
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        Seen seen;
        assert_true(walk(fixture, counts[i], &seen));
        assert_int_equal(seen.operators, 2);
        assert_int_equal(seen.operands, counts[i]);
        assert_int_equal(seen.first, counts[i] > 0 ? 0 : -1);
        assert_int_equal(seen.last, counts[i] - 1);
    }
    assert_false(diags_failed(fixture->diags));
}

static void too_many_before_an_operator_are_refused(void **state)
{
    Fixture *fixture = *state;
    Seen seen;
    assert_false(walk(fixture, PDF_MAX_OPERANDS + 1, &seen));
    assert_int_equal(seen.operators, 0);
    assert_non_null(strstr(support_messages(fixture),
                           "error: more than 262144 values before an operator of a page stand"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(an_operator_gets_all_that_stands_before_it),
        TEST(too_many_before_an_operator_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
