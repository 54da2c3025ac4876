/*
 * Formulas over constants and locals: what they give, and what is wrong with them.
 */
#include "support.h"

#include "calc/calc.h"

static Calc *new_calc(Fixture *fixture)
{
    return calc_new(fixture->arena, fixture->diags, NULL);
}

static Value evaluate(Fixture *fixture, const char *text, const Locals *locals)
{
    Calc *calc = new_calc(fixture);
    const Formula *formula = calc_parse(calc, str_from(text), (Place){0});
    if (formula == NULL)
        fail_msg("%s: %s", text, support_messages(fixture));
    return calc_eval(calc, formula, NULL, locals, NULL);
}

/* The value as text: numbers exact, missing as "-". */
static const char *show(Fixture *fixture, Value value)
{
    switch (value.kind) {
    case VALUE_NUMBER:
        return support_c(num_to_plain(fixture->arena, value.number));
    case VALUE_TEXT:
        return support_c(value.text);
    case VALUE_BOOL:
        return value.flag ? "ya" : "tidak";
    case VALUE_MISSING:
        return "-";
    default:
        return "?";
    }
}

typedef struct Case {
    const char *formula;
    const char *result;
} Case;

static void check_cases(Fixture *fixture, const Case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const char *result = show(fixture, evaluate(fixture, cases[i].formula, NULL));
        if (strcmp(result, cases[i].result) != 0)
            fail_msg("%s gives %s, not %s", cases[i].formula, result, cases[i].result);
    }
    assert_string_equal(support_messages(fixture), "");
}

#define CHECK_CASES(fixture, cases) check_cases(fixture, cases, sizeof(cases) / sizeof *(cases))

static void test_arithmetic_is_exact_and_binds_as_usual(void **state)
{
    static const Case CASES[] = {
        {"1 + 2 * 3", "7"},
        {"(1 + 2) * 3", "9"},
        {"10 - 4 - 3", "3"},
        {"100 / 10 / 5", "2"},
        {"1 / 3", "1/3"},
        {"1 / 3 * 3 == 1", "ya"},
        {"0.1 + 0.2", "0.3"},
        {"-2 * -3", "6"},
        {"- - 4", "4"},
        {"2 - -3", "5"},
        {"9223372036854775807 + 1", "9223372036854775808"},
        {"8401622894 - 7839983893", "561639001"},
    };
    CHECK_CASES(*state, CASES);
}

static void test_comparisons_and_logic_bind_below_arithmetic(void **state)
{
    static const Case CASES[] = {
        {"1 + 1 == 2", "ya"},
        {"1 < 2 dan 2 < 1", "tidak"},
        {"ya atau tidak dan tidak", "ya"},
        {"bukan 1 == 2", "ya"},
        {"bukan bukan ya", "ya"},
        {"bukan tidak dan tidak", "tidak"},
        {"'a' == 'a'", "ya"},
        {"\"it's\" != 'a'", "ya"},
        {"ya == tidak", "tidak"},
        {"2 >= 2 dan 2 <= 2 dan 3 > 2", "ya"},
        {"1/3 < 0.34", "ya"},
    };
    CHECK_CASES(*state, CASES);
}

static void test_missing_values_propagate_visibly(void **state)
{
    static const Case CASES[] = {
        {"kosong", "-"},
        {"1 + kosong", "-"},
        {"kosong / 0", "-"},
        {"-kosong", "-"},
        {"kosong == 1", "-"},
        {"bukan kosong", "-"},
        {"tidak dan kosong", "tidak"},
        {"kosong dan tidak", "tidak"},
        {"ya dan kosong", "-"},
        {"ya atau kosong", "ya"},
        {"kosong atau ya", "ya"},
        {"tidak atau kosong", "-"},
        {"jika(kosong, 1, 2)", "-"},
        {"ada(kosong)", "tidak"},
        {"ada(0)", "ya"},
        {"kosong.nama", "-"},
        {"kosong[1]", "-"},
    };
    CHECK_CASES(*state, CASES);
}

static void test_functions_over_values_skip_missing_ones(void **state)
{
    static const Case CASES[] = {
        {"jumlah(1, 2, kosong, 3.5)", "6.5"},
        {"jumlah(kosong)", "-"},
        {"rata(1, kosong, 2)", "1.5"},
        {"rata(kosong, kosong)", "-"},
        {"min(3, 1/2, kosong)", "0.5"},
        {"maks(3, 1/2)", "3"},
        {"min(kosong)", "-"},
        {"hitung(1, kosong, 'a', tidak)", "3"},
        {"hitung(kosong)", "0"},
    };
    CHECK_CASES(*state, CASES);
}

static void test_functions_of_single_values(void **state)
{
    static const Case CASES[] = {
        {"jika(ya, 1, 1/0)", "1"},
        {"jika(tidak, 1/0, 2)", "2"},
        {"jika(tidak, 1)", "-"},
        {"bulat(2.5)", "3"},
        {"bulat(-2.5)", "-3"},
        {"bulat(99.985, 2)", "99.99"},
        {"bulat(1/3, 4)", "0.3333"},
        {"bulat(kosong, 2)", "-"},
        {"abs(-1/3)", "1/3"},
        {"terbilang(673400000)", "enam ratus tujuh puluh tiga juta empat ratus ribu"},
        {"romawi(3)", "III"},
        {"huruf(28)", "AB"},
        {"romawi(kosong)", "-"},
        {"teks(1234.5)", "1.234,5"},
        {"teks(1/3)", "0,33"},
        {"teks('a')", "a"},
        {"teks(ya)", "ya"},
        {"teks(kosong)", "-"},
        {"gabung('a', ', ')", "a"},
        {"gabung(kosong, ', ')", "-"},
    };
    CHECK_CASES(*state, CASES);
}

static void test_locals_come_first(void **state)
{
    Fixture *fixture = *state;
    Value items[] = {
        {.kind = VALUE_TEXT, .text = STR("a")},
        {.kind = VALUE_MISSING},
        {.kind = VALUE_TEXT, .text = STR("b")},
        {.kind = VALUE_TEXT, .text = STR("c")},
    };
    List list = {4, items};
    const Local named[] = {
        {STR("nomor"), {.kind = VALUE_NUMBER, .number = num_int(7)}},
        {STR("ini"), {.kind = VALUE_TEXT, .text = STR("x")}},
        {STR("daftar"), {.kind = VALUE_LIST, .list = &list}},
    };
    const Locals locals = {named, 3};
    assert_string_equal(show(fixture, evaluate(fixture, "nomor + 1", &locals)), "8");
    assert_string_equal(show(fixture, evaluate(fixture, "ini", &locals)), "x");
    assert_string_equal(show(fixture, evaluate(fixture, "daftar[1]", &locals)), "a");
    assert_string_equal(show(fixture, evaluate(fixture, "daftar[nomor - 4]", &locals)), "b");
    assert_string_equal(show(fixture, evaluate(fixture, "daftar[nomor]", &locals)), "-");
    assert_string_equal(show(fixture, evaluate(fixture, "daftar[0]", &locals)), "-");
    assert_string_equal(show(fixture, evaluate(fixture, "hitung(daftar)", &locals)), "3");
    assert_string_equal(show(fixture, evaluate(fixture, "gabung(daftar, ', ', ' dan ')", &locals)),
                        "a, b dan c");
    assert_string_equal(show(fixture, evaluate(fixture, "gabung(daftar, '-')", &locals)), "a-b-c");
    assert_string_equal(support_messages(fixture), "");
}

static void test_elements_that_are_no_records_are_ini_in_a_filter(void **state)
{
    Fixture *fixture = *state;
    Value items[3] = {{.kind = VALUE_NUMBER}, {.kind = VALUE_NUMBER}, {.kind = VALUE_NUMBER}};
    for (int i = 0; i < 3; i++)
        items[i].number = num_int(i + 1);
    List list = {3, items};
    const Local named = {STR("angka"), {.kind = VALUE_LIST, .list = &list}};
    const Locals locals = {&named, 1};
    assert_string_equal(show(fixture, evaluate(fixture, "jumlah(angka[ini >= 2])", &locals)), "5");
    assert_string_equal(show(fixture, evaluate(fixture, "hitung(angka[ini > 9])", &locals)), "0");
    assert_string_equal(show(fixture, evaluate(fixture, "angka[ini == 2][1]", &locals)), "2");
    assert_string_equal(support_messages(fixture), "");
}

/* --- Errors ---------------------------------------------------------------------------------- */

/* The only message for a formula that stands at test.yaml:1:1. */
static void check_error(Fixture *fixture, const char *text, const char *expected)
{
    fixture->diags = diags_new(fixture->arena);
    Calc *calc = new_calc(fixture);
    const Source *source = support_source(fixture, "f", text);
    const Formula *formula = calc_parse(calc, str_from(text), (Place){source, 1, 1, 0});
    bool failed = false;
    if (formula != NULL) {
        Value value = calc_eval(calc, formula, NULL, NULL, &failed);
        assert_int_equal(value.kind, VALUE_MISSING);
        assert_true(failed);
    }
    const char *messages = support_messages(fixture);
    if (strstr(messages, expected) == NULL)
        fail_msg("%s: expected '%s' in:\n%s", text, expected, messages);
    assert_int_equal(diags_count(fixture->diags, SEVERITY_NOTE), 1);
}

static void check_errors(Fixture *fixture, const Case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++)
        check_error(fixture, cases[i].formula, cases[i].result);
}

static void test_errors_of_spelling_have_their_place(void **state)
{
    static const Case CASES[] = {
        {"", "f:1:1: error: the formula is empty"},
        {"   ", "the formula is empty"},
        {"1 +", "f:1:4: error: a value expected where the formula ends"},
        {"(1", "f:1:3: error: ')' expected where the formula ends"},
        {"1 2", "f:1:3: error: an operator expected, not '2'"},
        {"jumlah(1 2)", "f:1:10: error: ',' or ')' expected, not '2'"},
        {"a.", "f:1:3: error: the name of a field expected where the formula ends"},
        {"a[1", "f:1:4: error: ']' expected where the formula ends"},
        {"a = 1", "f:1:3: error: unexpected '='"},
        {"a = 1", "hint: two values are compared by =="},
        {"a && b", "hint: write: a dan b"},
        {"'abc", "f:1:1: error: 'abc: the text does not end"},
        {"1.000.000", "f:1:1: error: '1.000.000' is not a number"},
        {"2x", "f:1:1: error: '2x' is not a number"},
        {"5 %", "f:1:3: error: unexpected '%'"},
        {"1 < 2 < 3", "f:1:7: error: one comparison at a time expected, not '<'"},
        {"jumla(1)", "f:1:1: error: there is no function 'jumla'"},
        {"jumla(1)", "hint: did you mean 'jumlah'?"},
        {"abs(1, 2)", "f:1:1: error: abs() cannot take 2 arguments"},
        {"foo(1)", "hint: lakipdf-rumus(7) lists all functions"},
        {"(1", "hint: each '(' needs its ')'"},
        {"1 + / 2", "hint: a sign stands between two values"},
        {"a[1", "hint: each '[' needs its ']'"},
        {"jumlah(1 2)", "hint: a ',' stands between arguments"},
        {"jika(ya)", "hint: jika(condition, value[, otherwise])"},
        {"jumlah()", "jumlah() cannot take 0 arguments"},
        {"1 + \x01", "f:1:5: error: a formula cannot hold this character"},
        {"x \xE2\x89\xA4 1", "f:1:3: error: unexpected '\xE2\x89\xA4'"},
        {"1,5 * 2", "f:1:2: error: an operator expected, not ','"},
    };
    check_errors(*state, CASES, sizeof CASES / sizeof *CASES);
}

static void test_errors_of_type_stand_at_the_operator(void **state)
{
    static const Case CASES[] = {
        {"1 + 'a'", "f:1:3: error: '+' needs numbers, but ''a'' is a text"},
        {"'a' * 2", "f:1:5: error: '*' needs numbers, but ''a'' is a text"},
        {"kosong - ya", "f:1:8: error: '-' needs numbers, but 'ya' is a yes or no"},
        {"-'a'", "f:1:1: error: '-' needs a number"},
        {"bukan 1", "f:1:1: error: 'bukan' needs ya or tidak, but '1' is a number"},
        {"ya dan 1", "f:1:4: error: 'dan' needs ya or tidak"},
        {"1 == 'a'", "f:1:3: error: '==' cannot compare '1', a number, with ''a'', a text"},
        {"'a' < 'b'", "f:1:5: error: '<' needs numbers or dates"},
        {"1 / (2 - 2)", "f:1:3: error: division by zero: '2 - 2' is 0"},
        {"jika(1, 2)", "f:1:6: error: jika() needs a condition as its first argument"},
        {"jumlah(1, 'a')", "f:1:11: error: jumlah() needs numbers, but ''a'' holds a text"},
        {"min(1, 'a')", "min() needs numbers or dates"},
        {"bulat(1, 1.5)", "f:1:10: error: bulat() rounds to 0 to 30 decimals"},
        {"bulat('a')", "f:1:7: error: bulat() needs a number, but ''a'' is a text"},
        {"romawi(4000)", "f:1:1: error: romawi() takes a whole number from 1 to 3999, not 4000"},
        {"huruf(0)", "huruf() takes a whole number from 1, not 0"},
        {"terbilang(1000000000000000)", "terbilang() takes numbers below 10^15"},
        {"(1).nama", "f:1:5: error: a number has no field 'nama'"},
        {"('a')[1]", "f:1:6: error: a text has no elements"},
        {"gabung('a', 1)", "f:1:13: error: gabung() needs a text as separator"},
        {"nama", "f:1:1: error: unknown name 'nama'"},
    };
    check_errors(*state, CASES, sizeof CASES / sizeof *CASES);
}

static void test_limits_are_named(void **state)
{
    Fixture *fixture = *state;
    char text[CALC_MAX_FORMULA + 2];
    memset(text, '(', 65);
    text[65] = '1';
    memset(text + 66, ')', 65);
    text[131] = '\0';
    check_error(fixture, text, "the formula is nested more than 64 deep");
    memset(text, '-', 70);
    memcpy(text + 70, "1", 2);
    check_error(fixture, text, "the formula is nested more than 64 deep");
    memset(text, '1', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    check_error(fixture, text, "the formula is longer than 4096 bytes");
}

static void test_long_chains_are_not_nested(void **state)
{
    Fixture *fixture = *state;
    char text[CALC_MAX_FORMULA + 1] = "0";
    for (size_t at = 1; at + 2 < sizeof text; at += 2)
        memcpy(text + at, "+1", 3);
    assert_string_equal(show(fixture, evaluate(fixture, text, NULL)), "2047");
}

/* --- Places in scalars ----------------------------------------------------------------------- */

/* Where the division by zero of "8 / (2 - 2)" is reported when the scalar stands at line, column.
 */
static const char *place_of_error(Fixture *fixture, const char *yaml, uint32_t line,
                                  uint32_t column, const char *formula)
{
    fixture->diags = diags_new(fixture->arena);
    Calc *calc = new_calc(fixture);
    const Source *source = support_source(fixture, "f", yaml);
    const Formula *parsed = calc_parse(calc, str_from(formula), (Place){source, line, column, 0});
    assert_non_null(parsed);
    (void)calc_eval(calc, parsed, NULL, NULL, NULL);
    const char *messages = support_messages(fixture);
    return support_c(str_slice(str_from(messages), 0, str_find(str_from(messages), " ", 0)));
}

static void test_errors_point_into_quoted_and_folded_scalars(void **state)
{
    Fixture *fixture = *state;
    const char *formula = "8 / (2 - 2)";
    assert_string_equal(place_of_error(fixture, "x: 8 / (2 - 2)\n", 1, 4, formula), "f:1:6:");
    assert_string_equal(place_of_error(fixture, "x: \"8 / (2 - 2)\"\n", 1, 4, formula), "f:1:7:");
    assert_string_equal(place_of_error(fixture, "a: 1\nx: '8 / (2 - 2)'\n", 2, 4, formula),
                        "f:2:7:");
    assert_string_equal(place_of_error(fixture, "x: >-\n  8\n  / (2\n  - 2)\n", 1, 4, formula),
                        "f:3:3:");
    assert_string_equal(place_of_error(fixture, "x: |\n  8 / (2 - 2)\n", 1, 4, formula), "f:2:5:");
    assert_string_equal(place_of_error(fixture, "x: 8\n  / (2 -\n  2)\n", 1, 4, formula), "f:2:3:");
    /* Escapes of quotes are followed; others fall back to the scalar's start. */
    assert_string_equal(place_of_error(fixture, "x: \"jika('\\\"' == 'a', 1, 8 / 0)\"", 1, 4,
                                       "jika('\"' == 'a', 1, 8 / 0)"),
                        "f:1:28:");
    assert_string_equal(place_of_error(fixture, "x: 'jika(''b'' == ''a'', 1, 8 / 0)'", 1, 4,
                                       "jika('b' == 'a', 1, 8 / 0)"),
                        "f:1:31:");
    assert_string_equal(place_of_error(fixture, "x: \"8 \\x2F 0\"", 1, 4, "8 / 0"), "f:1:4:");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_arithmetic_is_exact_and_binds_as_usual),
        TEST(test_comparisons_and_logic_bind_below_arithmetic),
        TEST(test_missing_values_propagate_visibly),
        TEST(test_functions_over_values_skip_missing_ones),
        TEST(test_functions_of_single_values),
        TEST(test_locals_come_first),
        TEST(test_elements_that_are_no_records_are_ini_in_a_filter),
        TEST(test_errors_of_spelling_have_their_place),
        TEST(test_errors_of_type_stand_at_the_operator),
        TEST(test_limits_are_named),
        TEST(test_long_chains_are_not_nested),
        TEST(test_errors_point_into_quoted_and_folded_scalars),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
