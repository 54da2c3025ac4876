/* The directive `rumus`: its notation, and the formulas of indicators. */
#include "world.h"

#define BLOCKS(chapter)   blocks_of(*state, (chapter))
#define MESSAGES(chapter) messages_of(*state, (chapter))

/* A directive with that formula. */
#define FORMULA(text) "```rumus\nisi: " text "\n```\n"

static void words_side_by_side_are_one_operand(void **state)
{
    assert_string_equal(BLOCKS(FORMULA("Koperasi baru = Jumlah koperasi baru / Jumlah * 100%")),
                        "equation\n  Koperasi baru = {Jumlah koperasi baru / Jumlah} × 100%\n");
    assert_string_equal(BLOCKS(FORMULA("nilai rata-rata per tahun - 1")),
                        "equation\n  nilai rata-rata per tahun − 1\n");
}

static void a_tag_joins_the_words_beside_it(void **state)
{
    assert_string_equal(BLOCKS(FORMULA("\"x = {{tahun}}% / realisasi {{tahun - 1}}\"")),
                        "equation\n  x = {2017% / realisasi 2016}\n");
}

static void a_fraction_takes_the_product_before_it(void **state)
{
    assert_string_equal(BLOCKS(FORMULA("1 + a * b / c * d")), "equation\n  1 + {a × b / c} × d\n");
    assert_string_equal(BLOCKS(FORMULA("a / b / c")), "equation\n  {{a / b} / c}\n");
}

static void brackets_around_a_part_of_a_fraction_are_left_out(void **state)
{
    assert_string_equal(BLOCKS(FORMULA("(a + b) / (c - d) * (e + f)")),
                        "equation\n  {a + b / c − d} × (e + f)\n");
}

static void sums_roots_and_scripts_have_their_signs(void **state)
{
    assert_string_equal(BLOCKS(FORMULA("jumlah(i = 1; n) x_i^2 / akar(n - 1)")),
                        "equation\n  {sum(i = 1; n) x_[i]^[2] / sqrt(n − 1)}\n");
    assert_string_equal(BLOCKS(FORMULA("jumlah() x ^ (a + 1)")),
                        "equation\n  sum(; ) x_[]^[a + 1]\n");
}

static void relations_are_printed_as_in_books(void **state)
{
    assert_string_equal(BLOCKS(FORMULA("'a <= b >= c != d ~ -1'")),
                        "equation\n  a ≤ b ≥ c ≠ d ≈ − 1\n");
}

static void quotes_keep_signs_in_words(void **state)
{
    assert_string_equal(BLOCKS(FORMULA("'\"dana (induk/perubahan)\" / Jum''at'")),
                        "equation\n  {dana (induk/perubahan) / Jum'at}\n");
}

static void each_line_is_a_line_of_the_formula(void **state)
{
    assert_string_equal(
        BLOCKS("# Bab\n\nLihat {@satu}.\n\n```rumus\nlabel: satu\nisi: |\n  x = 1/2\n"
               "  = 0,5\n```\n"),
        "#bab-isi heading 1^ new (BAB I) BAB\n"
        "text justify indent: Lihat <@satu:Rumus 1.1>.\n"
        "#satu equation (1.1)\n  x = {1 / 2}\n  = 0,5\n");
}

static void what_is_wrong_is_told(void **state)
{
    static const char *const CASES[][2] = {
        {"a * (b + c", "a bracket of the formula is not closed"},
        {"a * * b", "an operand of the formula is missing"},
        {"a + ", "an operand of the formula is missing"},
        {"a ) b", "something stands behind the formula's end"},
        {"'\"a + b'", "a text in quotes is not closed"},
        {"a^2^3", "an operand has two exponents or two indices"},
        {"\"{{#ada_sisa}}a{{/ada_sisa}} + 1\"", "a section cannot stand in a formula"},
        {"a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p/q/r", "more than 16 fractions in each other"},
        {"\"{{#ada_sisa}}a{{/}} {{#ada_sisa}}a{{/}} {{#ada_sisa}}a{{/}}\"",
         "a section cannot stand in a formula"},
        {"a[^x] = b", "a note cannot stand in a formula"},
        {"((((((((((((((((((a))))))))))))))))))", "more than 16 brackets in each other"},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        void *inner = NULL;
        char chapter[200];
        assert_int_equal(fixture_setup(&inner), 0);
        Fixture *fixture = inner;
        snprintf(chapter, sizeof chapter, "```rumus\nisi: %s\n```\n\n[^x]: Teks.\n", CASES[i][0]);
        const char *messages = messages_of(fixture, chapter);
        if (strstr(messages, CASES[i][1]) == NULL || strstr(messages, "isi.md:2:") == NULL)
            fail_msg("%s: %s", CASES[i][0], messages);
        assert_int_equal(diags_count(fixture->diags, SEVERITY_ERROR), 1);
        fixture_teardown(&inner);
    }
    assert_non_null(strstr(MESSAGES("```rumus\nisi: a * (b +\n```\n"), "isi.md:2:13: error"));
    assert_non_null(strstr(MESSAGES("```rumus\nnomor: ya\n```\n"), "there is no formula"));
    assert_non_null(strstr(MESSAGES("```rumus\nindikator: nama\n```\n"),
                           "isi.md:2:12: error: this gives no records with the field 'rumus'"));
    assert_non_null(strstr(MESSAGES("Teks.\n\n```rumus\nindikator: program\n```\n"),
                           "isi.md:4:12: error: this gives no records with the field 'rumus'"));
}

/* Indicators with formulas are not in the usual world. */
static const char *told_of(void **state, const char *program, const char *indicator)
{
    Fixture *fixture = *state;
    fixture->diags = diags_new(fixture->arena);
    World world = {.schema = "laporan:\n  isian:\n    tahun: {jenis: tahun}\n"
                             "    program: {jenis: daftar program}\n"
                             "program:\n  isian:\n    nama: {jenis: teks}\n"
                             "    rumus: {jenis: teks}\n",
                   .rules = "laporan: {satu: {rumus: \"1\"}}\n"};
    world.data = str_format(fixture->arena, "tahun: 2017\nprogram: %s\n", program).at;
    world.chapter =
        str_format(fixture->arena, "Teks.\n\n```rumus\nindikator: %s\n```\n", indicator).at;
    assert_non_null(world_build(fixture, &world));
    return support_messages(fixture);
}

static void that_no_formula_is_found_is_told(void **state)
{
    const char *both = "[{nama: A}, {nama: B, rumus: 1 + 2}]";
    const char *none = told_of(state, both, "\"program[nama == 'C']\"");
    assert_non_null(strstr(none, "isi.md:4:13: warning: no formula is printed: 'indikator' finds "
                                 "no indicator"));
    const char *without = told_of(state, both, "\"program[nama == 'A']\"");
    assert_non_null(
        strstr(without, "isi.md:4:13: warning: no formula is printed: no 'rumus' is given"));
    assert_string_equal(told_of(state, both, "program"), "");
}

static const char with_variables[] =
    "laporan:\n  isian:\n    tahun: {jenis: tahun}\n"
    "    indikator: {jenis: daftar indikator}\n"
    "indikator:\n  isian:\n    nama: {jenis: teks}\n    rumus: {jenis: rumus}\n"
    "    variabel: {jenis: peta variabel}\n    nilai: {jenis: angka per tahun}\n"
    "variabel:\n  ringkas: nilai\n  isian:\n    arti: {jenis: teks}\n"
    "    nilai: {jenis: angka per tahun}\n";

/* A line for each year that has the numbers, of those that `tahun` gives. */
static void each_year_has_its_numbers(void **state)
{
    Fixture *fixture = *state;
    fixture->diags = diags_new(fixture->arena);
    World world = {
        .schema = with_variables,
        .rules = "indikator: {nilai: {rumus: \"nilai_rumus(rumus, variabel)\"}}\n",
        .data = "tahun: 2017\nindikator:\n- nama: Persentase\n  rumus: a / b * 100\n"
                "  variabel:\n    a: {arti: Baru, nilai: {2017: 10, 2018: 11}}\n"
                "    b: {arti: Semua, nilai: {2017: 40, 2018: 44}}\n",
        .chapter = "```rumus\nindikator: indikator\ntahun: daftar(2017, 2018, 2019)\n"
                   "nama_tahun: \"Tahun {{tahun}}\"\nhasil: \"{{nilai[tahun] | angka 2}}%\"\n```\n",
    };
    const Doc *doc = world_build(fixture, &world);
    assert_string_equal(support_messages(fixture), "");
    assert_non_null(doc);
    Buf out = {.arena = fixture->arena};
    dump_blocks(&out, doc->first, 0);
    const char *dump = str_c(fixture->arena, buf_str(&out));
    assert_non_null(strstr(dump, "  Persentase = {Baru / Semua} × 100\n"
                                 "  Tahun 2017 = {10 / 40} × 100 = 25,00%\n"
                                 "  Tahun 2018 = {11 / 44} × 100 = 25,00%\n"));
    assert_null(strstr(dump, "2019"));
}

/* As many indicators as a report has; what is bounded is a line, and all of them far above. */
static void indicators_are_many_and_their_lines_short(void **state)
{
    static const struct {
        int count, bytes;
        const char *told;
    } cases[] = {
        {300, 100, NULL},
        {2, 10100, "data.yaml:3:20: error: a line of a formula has more than 10000 bytes of text"},
        {30, 9000, "error: the lines of a formula have more than 200000 bytes of text"},
    };
    Fixture *fixture = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        fixture->diags = diags_new(fixture->arena);
        Buf data = {.arena = fixture->arena};
        buf_text(&data, "tahun: 2017\nindikator:\n");
        for (int k = 0; k < cases[i].count; k++) {
            buf_text(&data, "- {nama: X, rumus: a, variabel: {a: {nilai: 1, arti: ");
            for (int byte = 0; byte < cases[i].bytes; byte++)
                buf_byte(&data, 'b');
            buf_text(&data, "}}}\n");
        }
        World world = {.schema = with_variables,
                       .rules = "laporan: {satu: {rumus: \"1\"}}\n",
                       .data = str_c(fixture->arena, buf_str(&data)),
                       .chapter = "```rumus\nindikator: indikator\n```\n"};
        const Doc *doc = world_build(fixture, &world);
        assert_int_equal(doc == NULL, cases[i].told != NULL);
        assert_int_equal(diags_count(fixture->diags, SEVERITY_NOTE), cases[i].told != NULL);
        if (cases[i].told != NULL && strstr(support_messages(fixture), cases[i].told) == NULL)
            fail_msg("%s", support_messages(fixture));
    }
}

/* However long a line is, or deep, it neither takes long nor overflows a stack. */
static void a_formula_is_not_endless(void **state)
{
    enum { MANY = 100000 };
    static const char *const parts[] = {"jumlah() ", "x ", "x^", "x*", "-"};
    Fixture *fixture = *state;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        Buf chapter = {.arena = fixture->arena};
        buf_text(&chapter, "```rumus\nisi: |\n  ");
        for (int k = 0; k < MANY; k++)
            buf_text(&chapter, parts[i]);
        buf_text(&chapter, "x\n```\n");
        assert_null(
            world_build(fixture, &(World){.chapter = str_c(fixture->arena, buf_str(&chapter))}));
        assert_int_equal(diags_count(fixture->diags, SEVERITY_ERROR), i + 1);
    }
    assert_non_null(strstr(support_messages(fixture), "more than 1000 words, tags and signs"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(words_side_by_side_are_one_operand),
        TEST(a_tag_joins_the_words_beside_it),
        TEST(a_fraction_takes_the_product_before_it),
        TEST(brackets_around_a_part_of_a_fraction_are_left_out),
        TEST(sums_roots_and_scripts_have_their_signs),
        TEST(relations_are_printed_as_in_books),
        TEST(quotes_keep_signs_in_words),
        TEST(each_line_is_a_line_of_the_formula),
        TEST(what_is_wrong_is_told),
        TEST(that_no_formula_is_found_is_told),
        TEST(each_year_has_its_numbers),
        TEST(indicators_are_many_and_their_lines_short),
        TEST(a_formula_is_not_endless),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
