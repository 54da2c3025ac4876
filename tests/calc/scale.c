/*
 * Scales: the five that ship, their bounds, and what is wrong with others.
 */
#include "support.h"

#include "calc/calc.h"

static Calc *load(Fixture *fixture, const char *yaml, bool expected)
{
    Calc *calc = calc_new(fixture->arena, fixture->diags, NULL);
    const Node *tree =
        data_load_yaml(fixture->arena, fixture->diags, support_source(fixture, "s.yaml", yaml));
    assert_non_null(tree);
    assert_int_equal(calc_add_scales(calc, tree), expected);
    return calc;
}

static Calc *load_shipped(Fixture *fixture)
{
    Calc *calc = calc_new(fixture->arena, fixture->diags, NULL);
    const Node *tree =
        data_load_file(fixture->arena, fixture->diags, "config/skala.yaml", (Place){0});
    assert_non_null(tree);
    assert_true(calc_add_scales(calc, tree));
    assert_string_equal(support_messages(fixture), "");
    return calc;
}

static Num number(Fixture *fixture, const char *text)
{
    Num value;
    assert_true(num_parse_plain(fixture->arena, str_from(text), &value));
    return value;
}

/* The code of the step. */
static const char *code(Fixture *fixture, Calc *calc, const char *scale, const char *value)
{
    const ScaleStep *step =
        calc_scale_step(calc, str_from(scale), number(fixture, value), (Place){0});
    assert_non_null(step);
    return support_c(step->code);
}

typedef struct Step {
    const char *value;
    const char *code;
} Step;

static void check_steps(Fixture *fixture, const char *scale, const Step *steps, size_t count)
{
    Calc *calc = load_shipped(fixture);
    for (size_t i = 0; i < count; i++) {
        const char *found = code(fixture, calc, scale, steps[i].value);
        if (strcmp(found, steps[i].code) != 0)
            fail_msg("%s on %s is %s, not %s", steps[i].value, scale, found, steps[i].code);
    }
    assert_string_equal(support_messages(fixture), "");
}

#define CHECK_STEPS(fixture, scale, steps)                                                         \
    check_steps(fixture, scale, steps, sizeof(steps) / sizeof *(steps))

static void test_permendagri_86_2017(void **state)
{
    static const Step STEPS[] = {
        {"250", "ST"},   {"100", "ST"}, {"91", "ST"},    {"90.995", "ST"}, {"90.9949", "T"},
        {"90.19", "T"},  {"76", "T"},   {"75.995", "T"}, {"75.99", "S"},   {"66", "S"},
        {"65.994", "R"}, {"51", "R"},   {"50.99", "SR"}, {"0", "SR"},      {"-0.001", "SR"},
        {"-0.01", "SR"}, {"-25", "SR"}, {"95.63", "ST"}, {"99.998", "ST"}, {"62.86", "R"},
    };
    CHECK_STEPS(*state, "permendagri-86-2017", STEPS);
}

static void test_lakip_4(void **state)
{
    static const Step STEPS[] = {
        {"112.39", "B"},  {"91", "B"},  {"90.995", "B"}, {"90.99", "CB"}, {"61", "CB"},
        {"60.994", "KB"}, {"26", "KB"}, {"25.99", "TB"}, {"0", "TB"},     {"-25", "TB"},
    };
    CHECK_STEPS(*state, "lakip-4", STEPS);
}

static void test_sakip_bounds_are_strict_but_for_the_lowest(void **state)
{
    static const Step STEPS[] = {
        {"100", "AA"},  {"90.01", "AA"}, {"90.005", "AA"}, {"90.004", "A"}, {"90", "A"},
        {"80.01", "A"}, {"80", "BB"},    {"70", "B"},      {"60", "CC"},    {"50", "C"},
        {"30.01", "C"}, {"30", "D"},     {"0", "D"},       {"-1", "D"},
    };
    CHECK_STEPS(*state, "sakip-88-2021", STEPS);
}

static void test_skm_and_ikm_grade_one_figure_differently(void **state)
{
    static const Step SKM[] = {
        {"100", "A"},   {"88.31", "A"}, {"88.305", "A"}, {"88.30", "B"},
        {"76.61", "B"}, {"76.60", "C"}, {"74.69", "C"},  {"65", "C"},
        {"64.99", "D"}, {"25", "D"},    {"24.99", "D"},
    };
    static const Step IKM[] = {
        {"100", "A"},   {"81.26", "A"}, {"81.25", "B"}, {"74.69", "B"}, {"62.51", "B"},
        {"62.50", "C"}, {"43.76", "C"}, {"43.75", "D"}, {"25", "D"},    {"24.99", "D"},
    };
    CHECK_STEPS(*state, "skm-14-2017", SKM);
    CHECK_STEPS(*state, "ikm-25-2004", IKM);
}

static void test_labels_and_colours_ship_with_every_step(void **state)
{
    Fixture *fixture = *state;
    static const char *const SCALES[] = {"permendagri-86-2017", "lakip-4", "sakip-88-2021",
                                         "skm-14-2017", "ikm-25-2004"};
    Calc *calc = load_shipped(fixture);
    for (size_t i = 0; i < sizeof SCALES / sizeof *SCALES; i++) {
        for (int value = 25; value <= 100; value++) {
            const ScaleStep *step =
                calc_scale_step(calc, str_from(SCALES[i]), num_int(value), (Place){0});
            assert_non_null(step);
            assert_true(step->label.size > 0);
            assert_int_equal(step->colour.size, 7);
            assert_int_equal(step->colour.at[0], '#');
        }
    }
}

static void test_a_value_below_100_never_counts_as_100(void **state)
{
    Fixture *fixture = *state;
    Calc *calc = load(fixture,
                      "x: {tingkat: [{mulai: 100, sebutan: Penuh, kode: P},\n"
                      "              {mulai: 99.99, sebutan: Hampir, kode: H},\n"
                      "              {mulai: 0, sebutan: Kurang, kode: K}]}\n"
                      "bulat: {desimal: 0, tingkat: [{mulai: 100, sebutan: Penuh, kode: P},\n"
                      "              {mulai: 99, sebutan: Hampir, kode: H}]}\n",
                      true);
    assert_string_equal(code(fixture, calc, "x", "99.998"), "H");
    assert_string_equal(code(fixture, calc, "x", "99.995"), "H");
    assert_string_equal(code(fixture, calc, "x", "99.98"), "K");
    assert_string_equal(code(fixture, calc, "x", "100"), "P");
    assert_string_equal(code(fixture, calc, "x", "100.001"), "P");
    assert_string_equal(code(fixture, calc, "bulat", "99.7"), "H");
    assert_string_equal(code(fixture, calc, "bulat", "98.5"), "H");
    assert_string_equal(code(fixture, calc, "bulat", "98.4"), "H");
}

static void test_scales_are_total_and_monotone(void **state)
{
    Fixture *fixture = *state;
    Calc *calc = load_shipped(fixture);
    Num before = num_int(-1);
    for (int value = 0; value <= 11000; value++) {
        Num exact = num_div(fixture->arena, num_int(value), num_int(100));
        const ScaleStep *step = calc_scale_step(calc, STR("sakip-88-2021"), exact, (Place){0});
        assert_non_null(step);
        assert_true(num_compare(step->from, before) >= 0);
        before = step->from;
    }
}

static void test_the_chosen_scale_serves_where_none_is_named(void **state)
{
    Fixture *fixture = *state;
    Calc *calc = load_shipped(fixture);
    assert_string_equal(code(fixture, calc, "", "62"), "R");
    assert_true(calc_choose_scale(calc, STR("lakip-4"), (Place){0}));
    assert_string_equal(code(fixture, calc, "", "62"), "CB");
    const Source *source = support_source(fixture, "job.yaml", "skala: lakip4\n");
    assert_false(calc_choose_scale(calc, STR("lakip4"), (Place){source, 1, 8, 7}));
    const char *messages = support_messages(fixture);
    assert_non_null(strstr(messages, "job.yaml:1:8: error: there is no scale 'lakip4'"));
    assert_non_null(strstr(messages, "did you mean 'lakip-4'?"));
}

static void test_formulas_name_scales(void **state)
{
    Fixture *fixture = *state;
    Calc *calc = load_shipped(fixture);
    static const Step CASES[] = {
        {"skala(91)", "Sangat Tinggi"},
        {"skala(91, 'lakip-4')", "Berhasil"},
        {"skala_kode(74.69, 'skm-14-2017')", "C"},
        {"skala_kode(74.69, 'ikm-25-2004')", "B"},
        {"skala_warna(100)", "#E0F3DB"},
        {"skala(-25)", "Sangat Rendah"},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        const Formula *formula = calc_parse(calc, str_from(CASES[i].value), (Place){0});
        Value value = calc_eval(calc, formula, NULL, NULL, NULL);
        assert_int_equal(value.kind, VALUE_TEXT);
        assert_str(value.text, CASES[i].code);
    }
    assert_string_equal(support_messages(fixture), "");
    const Formula *unknown = calc_parse(calc, STR("skala(1, 'lakip')"), (Place){0});
    assert_false(calc_check(calc, unknown, NULL, NULL));
    bool failed = false;
    assert_int_equal(calc_eval(calc, unknown, NULL, NULL, &failed).kind, VALUE_MISSING);
    assert_true(failed);
}

static void test_a_later_scale_replaces_one_of_its_name(void **state)
{
    Fixture *fixture = *state;
    Calc *calc = load_shipped(fixture);
    const Source *own = support_source(
        fixture, "own.yaml", "lakip-4: {tingkat: [{mulai: 50, sebutan: Lulus, kode: L}]}\n");
    assert_true(calc_add_scales(calc, data_load_yaml(fixture->arena, fixture->diags, own)));
    assert_string_equal(code(fixture, calc, "lakip-4", "62"), "L");
    assert_string_equal(code(fixture, calc, "lakip-4", "49"), "L");
}

static void test_what_is_wrong_with_a_scale_is_said(void **state)
{
    Fixture *fixture = *state;
    (void)load(fixture,
               "a: {tingkat: [{mulai: 1, sebutan: X}, {mulai: 2, sebutan: Y}]}\n"
               "b: {batas: atas, tingkat: [{mulai: x, sebutan: Y}]}\n"
               "c: {tingkat: [{mulai: 1, sebutan: Y, warna: merah}]}\n"
               "d: {tingkatan: []}\n"
               "e: 5\n"
               "f: {tingkat: []}\n"
               "g: {desimal: 99, tingkat: [{mulai: 1}]}\n"
               "h: {arti: Tanpa tingkat}\n"
               "i: {tingkat: [{mulai: 1, sebutan: X}], kata: [Y]}\n"
               "j: {kata: [{sebutan: X, nilai: 1}, {sebutan: Y, nilai: 2}]}\n"
               "k: {kata: [{kode: X, mulai: 1}]}\n",
               false);
    static const char *const EXPECTED[] = {
        "s.yaml:1:47: error: 'mulai' must be below that of the step before",
        "s.yaml:2:12: error: 'batas' must be minimal or di_atas, not 'atas'",
        "s.yaml:2:36: error: 'mulai' must be a number",
        "s.yaml:3:45: error: 'warna' is no colour",
        "s.yaml:4:5: error: a scale has no key 'tingkatan'",
        "did you mean 'tingkat'?",
        "s.yaml:5:4: error: a scale must be a map, not a text",
        "s.yaml:6:14: error: a scale needs a step",
        "s.yaml:7:14: error: 'desimal' must be a whole number from 0 to 10",
        "s.yaml:7:28: error: a step of a scale lacks the key 'sebutan'",
        "s.yaml:8:4: error: a scale lacks the key 'tingkat'",
        "s.yaml:9:46: error: a scale has 'tingkat' or 'kata', not both",
        "s.yaml:10:56: error: 'nilai' must be below that of the step before",
        "s.yaml:11:22: error: a word of a scale has no key 'mulai'",
        "s.yaml:11:12: error: a word of a scale lacks the key 'sebutan'",
    };
    const char *messages = support_messages(fixture);
    for (size_t i = 0; i < sizeof EXPECTED / sizeof *EXPECTED; i++)
        if (strstr(messages, EXPECTED[i]) == NULL)
            fail_msg("'%s' is not in:\n%s", EXPECTED[i], messages);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_permendagri_86_2017),
        TEST(test_lakip_4),
        TEST(test_sakip_bounds_are_strict_but_for_the_lowest),
        TEST(test_skm_and_ikm_grade_one_figure_differently),
        TEST(test_labels_and_colours_ship_with_every_step),
        TEST(test_a_value_below_100_never_counts_as_100),
        TEST(test_scales_are_total_and_monotone),
        TEST(test_the_chosen_scale_serves_where_none_is_named),
        TEST(test_formulas_name_scales),
        TEST(test_a_later_scale_replaces_one_of_its_name),
        TEST(test_what_is_wrong_with_a_scale_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
