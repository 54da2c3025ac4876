/*
 * Formulas that stand in the data: their values, how they are written, and what is wrong with them.
 */
#include "calc/world.h"

static const char SCHEMA[] = "akar: {isian: {tahun: tahun, indikator: daftar indikator}}\n"
                             "indikator:\n"
                             "  isian:\n"
                             "    nama: teks\n"
                             "    rumus: rumus\n"
                             "    variabel: peta variabel\n"
                             "    angka_saja: peta angka\n"
                             "variabel:\n"
                             "  ringkas: nilai\n"
                             "  isian:\n"
                             "    nama: teks\n"
                             "    nilai: angka per tahun\n";

static const char RULES[] =
    "indikator:\n"
    "  hasil: {jenis: angka per tahun, rumus: \"nilai_rumus(rumus, variabel)\"}\n"
    "  tulisan: tulis_rumus(rumus, variabel)\n"
    "  bentuk: \"tulis_rumus(rumus, variabel, 'nama')\"\n";

static World world_of(Fixture *fixture, const char *data)
{
    return world_run(fixture, SCHEMA, RULES, data);
}

/* The tree as text: a fraction is {above|below}. */
static void flatten(Buf *out, const Display *display)
{
    buf_add(out, display->text);
    if (display->kind == DISPLAY_FRACTION)
        buf_byte(out, '{');
    for (size_t i = 0; i < display->count; i++) {
        if (i > 0 && display->kind == DISPLAY_FRACTION)
            buf_byte(out, '|');
        flatten(out, display->parts[i]);
    }
    if (display->kind == DISPLAY_FRACTION)
        buf_byte(out, '}');
}

static void test_an_indicators_own_formula_has_a_value(void **state)
{
    World world = world_of(
        *state, "indikator:\n"
                "- {rumus: a / b * 100, variabel: {a: 10, b: {nilai: 44}}}\n"
                "- {rumus: a / b * 100, variabel: {a: {nilai: {2016: 1, 2017: 3500}},"
                " b: {nilai: 50272}}}\n"
                "- {rumus: 'a - a[tahun - 1]', variabel: {a: {nilai: {2016: 1, 2017: 9}}}}\n"
                "- {rumus: 'jumlah(a[ya])', variabel: {a: {nilai: {2016: 1, 2017: 9}}}}\n"
                "- {rumus: a / b, variabel: {a: 1, b: {nama: tanpa nilai}}}\n"
                "- {rumus: 30 / 150 * 100}\n"
                "- {nama: tanpa rumus}\n"
                "- {nama: tanpa variabel, rumus: a / b}\n");
    static const WorldCase CASES[] = {
        {"bulat(indikator[1].hasil, 2)", "22.73"},
        {"bulat(indikator[2].hasil, 2)", "6.96"},
        {"indikator[2].hasil[2016]", "-"},
        {"indikator[3].hasil", "8"},
        {"indikator[4].hasil", "10"},
        {"indikator[5].hasil", "-"},
        {"indikator[6].hasil", "20"},
        {"indikator[7].hasil", "-"},
        {"indikator[8].hasil", "-"},
        {"indikator[8].tulisan", "-"},
    };
    WORLD_CHECK(&world, CASES);
    assert_true(world.good);
}

static void test_variables_may_be_plain_numbers(void **state)
{
    World world = world_of(*state, "indikator: [{angka_saja: {x: 21, y: 2}}]\n");
    static const WorldCase CASES[] = {
        {"nilai_rumus('x * y', indikator[1].angka_saja)", "42"},
        {"nilai_rumus(rangkai('x', '-y'), indikator[1].angka_saja)", "19"},
        {"nilai_rumus('tahun + x', indikator[1].angka_saja)", "2038"},
        {"tulis_rumus('x * y', indikator[1].angka_saja)", "21 \xC3\x97 2"},
    };
    WORLD_CHECK(&world, CASES);
}

/* Every way in which brackets are or are not needed; a = 10, b = 44, n = -5, d = 0.25. */
static void test_formulas_are_written_with_their_numbers(void **state)
{
    static const struct {
        const char *formula;
        const char *inlined;
        const char *stacked;
    } CASES[] = {
        {"a / b * 100", "10 / 44 \xC3\x97 100", "{10|44} \xC3\x97 100"},
        {"(a / b) * 100", "10 / 44 \xC3\x97 100", "{10|44} \xC3\x97 100"},
        {"a * 100 / b", "10 \xC3\x97 100 / 44", "{10 \xC3\x97 100|44}"},
        {"a / (b * 2)", "10 / (44 \xC3\x97 2)", "{10|44 \xC3\x97 2}"},
        {"a / (b / 2)", "10 / (44 / 2)", "{10|{44|2}}"},
        {"a * (b / 2)", "10 \xC3\x97 44 / 2", "10 \xC3\x97 {44|2}"},
        {"(a + b) / 2 * 3", "(10 + 44) / 2 \xC3\x97 3", "{10 + 44|2} \xC3\x97 3"},
        {"(a + b) * 2", "(10 + 44) \xC3\x97 2", "(10 + 44) \xC3\x97 2"},
        {"a + (b - 1)", "10 + 44 \xE2\x88\x92 1", NULL},
        {"a - (b - 1)", "10 \xE2\x88\x92 (44 \xE2\x88\x92 1)", NULL},
        {"a - b * 2", "10 \xE2\x88\x92 44 \xC3\x97 2", NULL},
        {"a + n",
         "10 + (\xE2\x88\x92"
         "5)",
         NULL},
        {"n + a",
         "\xE2\x88\x92"
         "5 + 10",
         NULL},
        {"n * a",
         "\xE2\x88\x92"
         "5 \xC3\x97 10",
         NULL},
        {"a * n",
         "10 \xC3\x97 (\xE2\x88\x92"
         "5)",
         NULL},
        {"a / n",
         "10 / (\xE2\x88\x92"
         "5)",
         "{10|\xE2\x88\x92"
         "5}"},
        {"-(a + b)", "\xE2\x88\x92(10 + 44)", NULL},
        {"-n",
         "\xE2\x88\x92(\xE2\x88\x92"
         "5)",
         NULL},
        {"a - -b",
         "10 \xE2\x88\x92 (\xE2\x88\x92"
         "44)",
         NULL},
        {"d * 1234567.5", "0,25 \xC3\x97 1.234.567,5", NULL},
        {"bulat(a / b, 2)", "bulat(10 / 44; 2)", "bulat({10|44}; 2)"},
        {"jika(a >= b dan a != 1, a, b)", "jika(10 \xE2\x89\xA5 44 dan 10 \xE2\x89\xA0 1; 10; 44)",
         NULL},
        {"jika(bukan (a < b atau a == b), 1)", "jika(bukan (10 < 44 atau 10 = 44); 1)", NULL},
        {"a / b / 2 / 3", "10 / 44 / 2 / 3", "{{10|44}|2} / 3"},
        {"(a / b - 1) / (b / a)", "(10 / 44 \xE2\x88\x92 1) / (44 / 10)",
         "{{10|44} \xE2\x88\x92 1|{44|10}}"},
    };
    Fixture *fixture = *state;
    World world = world_of(fixture, "indikator: [{variabel: {a: 10, b: 44, n: -5, d: 0.25}}]\n");
    Value variables = world_eval(&world, "indikator[1].variabel");
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        Str text = str_format(fixture->arena, "tulis_rumus(\"%s\", indikator[1].variabel)",
                              CASES[i].formula);
        const WorldCase inlined = {str_c(fixture->arena, text), CASES[i].inlined};
        world_check(&world, &inlined, 1);
        Buf stacked = {.arena = fixture->arena};
        const Display *display = calc_display(world.calc, str_from(CASES[i].formula), variables, 0,
                                              (Str){NULL, 0}, (Place){0});
        assert_non_null(display);
        flatten(&stacked, display);
        assert_str(buf_str(&stacked),
                   CASES[i].stacked == NULL ? CASES[i].inlined : CASES[i].stacked);
    }
}

/* A number that does not end is put in as it is printed elsewhere. */
static void test_endless_decimals_are_two(void **state)
{
    static const char rules[] =
        "variabel:\n  nilai: {rumus: \"hasil_bagi / 3\", bila_kosong: data}\n"
        "indikator:\n  tulisan: tulis_rumus(rumus, variabel)\n";
    static const char schema[] =
        "akar: {isian: {tahun: tahun, indikator: daftar indikator}}\n"
        "indikator: {isian: {rumus: rumus, variabel: peta variabel}}\n"
        "variabel: {isian: {hasil_bagi: angka, nilai: angka}, ringkas: nilai}\n";
    World world = world_run(*state, schema, rules,
                            "indikator:\n- rumus: a / b\n"
                            "  variabel: {a: {hasil_bagi: 20}, b: 6.962126034}\n");
    static const WorldCase CASES[] = {{"indikator[1].tulisan", "6,67 / 6,962126034"}};
    WORLD_CHECK(&world, CASES);
}

static void test_labels_stand_for_numbers(void **state)
{
    World world = world_of(*state, "indikator:\n"
                                   "- rumus: a / (a + b) * 100\n"
                                   "  variabel:\n"
                                   "    a: {nama: Koperasi aktif, nilai: 10}\n"
                                   "    b: 34\n");
    static const WorldCase CASES[] = {
        {"indikator[1].tulisan", "10 / (10 + 34) \xC3\x97 100"},
        {"indikator[1].bentuk", "Koperasi aktif / (Koperasi aktif + b) \xC3\x97 100"},
    };
    WORLD_CHECK(&world, CASES);
}

static void test_a_missing_number_leaves_no_text(void **state)
{
    World world = world_of(*state, "indikator:\n"
                                   "- {rumus: a / b, variabel: {a: 1, b: {nama: Koperasi}}}\n");
    static const WorldCase CASES[] = {
        {"indikator[1].tulisan", "-"},
        {"indikator[1].bentuk", "a / Koperasi"},
    };
    WORLD_CHECK(&world, CASES);
}

/* --- What goes wrong ------------------------------------------------------------------------- */

static void test_errors_stand_at_their_place_in_the_data(void **state)
{
    Fixture *fixture = *state;
    World world = world_of(fixture, "indikator:\n"
                                    "- {rumus: jumlh / b, variabel: {jumlah_a: 1, b: 2}}\n"
                                    "- {rumus: koperasi / (b - b), variabel: {koperasi: 1, b: 2}}\n"
                                    "- {rumus: 'koprasi / b', variabel: {koperasi: 1, b: 2}}\n"
                                    "- {rumus: a +, variabel: {a: 1}}\n"
                                    "- {rumus: 'a > 1', variabel: {a: 1}}\n"
                                    "- {rumus: \"a + nama\", variabel: {a: 1}}\n"
                                    "- rumus: >-\n"
                                    "    a /\n"
                                    "    target\n"
                                    "  variabel: {a: 1}\n"
                                    "- {rumus: 'a[b]', variabel: {a: {nilai: {2016: 1}}}}\n");
    assert_false(world.good);
    static const char *const EXPECTED[] = {
        "d.yaml:2:11: error: unknown name 'jumlh'",
        "d.yaml:3:20: error: division by zero: 'b - b' is 0",
        "d.yaml:4:12: error: unknown name 'koprasi'",
        "did you mean 'koperasi'?",
        "d.yaml:5:14: error: a value expected where the formula ends",
        "d.yaml:6:12: error: nilai_rumus() needs a number, but 'a > 1' is a yes or no",
        "d.yaml:7:16: error: unknown name 'nama'",
        "d.yaml:10:5: error: unknown name 'target'",
        "d.yaml:12:14: error: unknown name 'b'",
    };
    WORLD_EXPECT(fixture, EXPECTED);
}

static void test_a_formula_that_no_rule_asks_for_is_parsed_all_the_same(void **state)
{
    Fixture *fixture = *state;
    World world = world_run(fixture, SCHEMA, "{}", "indikator: [{rumus: a *}]\n");
    assert_false(world.good);
    static const char *const EXPECTED[] = {
        "d.yaml:1:24: error: a value expected where the formula ends"};
    WORLD_EXPECT(fixture, EXPECTED);
}

static void test_without_variables_each_name_is_unknown(void **state)
{
    Fixture *fixture = *state;
    World world = world_run(fixture, SCHEMA, "indikator: {hasil: nilai_rumus(rumus)}\n",
                            "indikator: [{rumus: a * 2}, {rumus: 3 * 2}]\n");
    assert_false(world.good);
    static const char *const EXPECTED[] = {"d.yaml:1:21: error: unknown name 'a'"};
    WORLD_EXPECT(fixture, EXPECTED);
    assert_string_equal(world_show(&world, world_eval(&world, "indikator.hasil")), "[- 6]");
}

static void test_records_without_a_value_are_no_variables(void **state)
{
    Fixture *fixture = *state;
    World world = world_run(fixture,
                            "akar: {isian: {rumus: rumus, variabel: peta orang}}\n"
                            "orang: {isian: {nama: teks}}\n",
                            "akar: {hasil: \"nilai_rumus(rumus, variabel)\"}\n",
                            "rumus: a * 2\nvariabel: {a: {nama: A}}\n");
    assert_false(world.good);
    static const char *const EXPECTED[] = {"the variables are of type 'orang', which has no value"};
    WORLD_EXPECT(fixture, EXPECTED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_an_indicators_own_formula_has_a_value),
        TEST(test_variables_may_be_plain_numbers),
        TEST(test_formulas_are_written_with_their_numbers),
        TEST(test_endless_decimals_are_two),
        TEST(test_labels_stand_for_numbers),
        TEST(test_a_missing_number_leaves_no_text),
        TEST(test_errors_stand_at_their_place_in_the_data),
        TEST(test_a_formula_that_no_rule_asks_for_is_parsed_all_the_same),
        TEST(test_without_variables_each_name_is_unknown),
        TEST(test_records_without_a_value_are_no_variables),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
