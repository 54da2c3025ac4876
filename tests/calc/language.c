/*
 * What the language offers beyond arithmetic: dates, parts of texts, equal elements, weighted
 * means, ways to round, several years at once, and what stands around a filter.
 */
#include "calc/world.h"

static const char SCHEMA[] = "akar:\n"
                             "  isian:\n"
                             "    tahun: tahun\n"
                             "    nama: teks\n"
                             "    tanggal: tanggal\n"
                             "    selesai: ya_tidak\n"
                             "    program: daftar program\n"
                             "    acuan: daftar program\n"
                             "program:\n"
                             "  isian:\n"
                             "    kode: kode\n"
                             "    nama: teks\n"
                             "    mulai: tanggal\n"
                             "    capaian: angka\n"
                             "    pagu: uang\n"
                             "    target: angka per tahun\n"
                             "    kegiatan: daftar program\n";

static const char DATA[] =
    "tahun: 2017\n"
    "nama: Dinas Koperasi\n"
    "tanggal: 2018-03-15\n"
    "selesai: ya\n"
    "acuan: [{nama: A, pagu: 7}, {nama: C, pagu: 9}]\n"
    "program:\n"
    "  - {kode: 2.17.01, nama: A, mulai: 2017-02-27, capaian: 50, pagu: 300,\n"
    "     target: {2015: 150, 2016: 300, 2017: 450, 2018: 600}, kegiatan: [{kode: 2.17.01.5}]}\n"
    "  - {kode: 2.17.02, nama: B, mulai: 2017-03-02, capaian: 100, pagu: 100,\n"
    "     target: {2017: 1}, kegiatan: [{kode: 2.17.010}]}\n"
    "  - {kode: 2.17.01, nama: C, capaian: 80}\n";

static void test_dates_are_compared_and_counted_with(void **state)
{
    World world = world_run(*state, SCHEMA, "{}", DATA);
    static const WorldCase CASES[] = {
        {"program[2].mulai - program[1].mulai", "3"},
        {"tanggal('2016-03-01') - tanggal('2016-02-28')", "2"},
        {"tanggal('2000-03-01') - tanggal('1900-03-01')", "36525"},
        {"tanggal + 17", "1 April 2018"},
        {"17 + tanggal", "1 April 2018"},
        {"tanggal - 15", "28 Februari 2018"},
        {"tanggal + 1 - tanggal", "1"},
        {"tanggal(2018, 3)", "1 Maret 2018"},
        {"tanggal(2018, 3, 31) > tanggal", "ya"},
        {"tanggal('15 Maret 2018') == tanggal", "ya"},
        {"tahun_dari(tanggal)", "2018"},
        {"bulan_dari(tanggal)", "3"},
        {"hari_dari(tanggal)", "15"},
        {"teks(tahun_dari(tanggal))", "2018"},
        {"tahun_dari(tanggal) == tahun + 1", "ya"},
        {"program[3].mulai - tanggal", "-"},
        {"tahun_dari(program[3].mulai)", "-"},
        {"tanggal(kosong, 1, 1)", "-"},
        {"program[mulai >= tanggal(2017, 3, 1)].nama", "[B]"},
        {"maks(program.mulai) - min(program.mulai)", "3"},
    };
    WORLD_CHECK(&world, CASES);
}

static void test_every_day_counts_there_and_back(void **state)
{
    World world = world_run(*state, SCHEMA, "{}", DATA);
    for (int days = -200000; days < 200000; days += 997) {
        Str text = str_format(world.fixture->arena, "tanggal + %d - tanggal == %d", days, days);
        Value value = world_eval(&world, str_c(world.fixture->arena, text));
        assert_int_equal(value.kind, VALUE_BOOL);
        assert_true(value.flag);
    }
}

static void test_texts_are_taken_apart(void **state)
{
    World world = world_run(*state, SCHEMA, "{}", DATA);
    static const WorldCase CASES[] = {
        {"awalan('2.17.01.5', '2.17.01')", "ya"},
        {"awalan('2.17', '2.17.01')", "tidak"},
        {"awalan(nama, '')", "ya"},
        {"akhiran(nama, 'Koperasi')", "ya"},
        {"berisi(nama, 'as K')", "ya"},
        {"berisi(nama, 'Z')", "tidak"},
        {"berisi(kosong, 'Z')", "-"},
        {"panjang(nama)", "14"},
        {"panjang('\xC3\xA9')", "1"},
        {"potong(nama, 7)", "Koperasi"},
        {"potong(nama, 1, 5)", "Dinas"},
        {"potong(nama, 99)", ""},
        {"kecil('Dinas \xC3\x89 \xC3\x97 1')", "dinas \xC3\xA9 \xC3\x97 1"},
        {"kecil(nama) == kecil('dINAS kOPERASI')", "ya"},
        {"sebutan('plt kepala dinas')", "Plt."},
        {"sebutan('Kepala Dinas')", ""},
        {"tanpa_sebutan('PLH. Kepala Dinas,')", "Kepala Dinas"},
        {"potong('a\xC3\xA9z', 2, 1)", "\xC3\xA9"},
        {"rangkai('Tahun ', tahun, ' - ', selesai)", "Tahun 2017 - ya"},
        {"rangkai('a', kosong)", "-"},
        {"rangkai('a', 1234.5)", "a1.234,5"},
        {"hitung(program.kegiatan[bukan awalan(kode, rangkai(atasan.kode, '.'))])", "1"},
    };
    WORLD_CHECK(&world, CASES);
}

static void test_equal_elements_are_found(void **state)
{
    World world = world_run(*state, SCHEMA, "{}", DATA);
    static const WorldCase CASES[] = {
        {"unik(program.kode)", "[2.17.01 2.17.02]"},
        {"ganda(program.kode)", "[2.17.01]"},
        {"ganda(program.nama)", "[]"},
        {"unik(3, 1, 3, 1/2, 0.5, kosong, 'a', 'a')", "[3 1 0.5 a]"},
        {"ganda(3, 1, 3, 1, 3)", "[3 1]"},
        {"ada(ganda(program.kode))", "ya"},
        {"hitung(unik(program.kode))", "2"},
        {"unik(kosong)", "[]"},
        {"termasuk('B', program.nama)", "ya"},
        {"termasuk('Z', program.nama)", "tidak"},
        {"termasuk(kosong, program.nama)", "-"},
        {"termasuk(1, program.kegiatan.pagu)", "tidak"},
        {"program[termasuk(kode, ganda(atasan.program.kode))].nama", "[A C]"},
        {"gabung(ganda(program.kode), ', ')", "2.17.01"},
    };
    WORLD_CHECK(&world, CASES);
}

static void test_weighted_means_leave_out_pairs_with_a_gap(void **state)
{
    World world = world_run(*state, SCHEMA, "{}", DATA);
    static const WorldCase CASES[] = {
        {"rata_tertimbang(program.capaian, program.pagu)", "62.5"},
        {"rata_tertimbang(80, 3)", "80"},
        {"rata_tertimbang(kosong, 3)", "-"},
        {"rata_tertimbang(program[nama == 'Z'].capaian, program[nama == 'Z'].pagu)", "-"},
    };
    WORLD_CHECK(&world, CASES);
}

static void test_numbers_are_rounded_in_four_ways(void **state)
{
    World world = world_run(*state, SCHEMA, "{}", DATA);
    static const WorldCase CASES[] = {
        {"bulat(2.5, 0, 'menjauhi_nol')", "3"}, {"bulat(-2.5, 0, 'menjauhi_nol')", "-3"},
        {"bulat(2.5, 0, 'genap')", "2"},        {"bulat(3.5, 0, 'genap')", "4"},
        {"bulat(2.125, 2, 'genap')", "2.12"},   {"bulat(2.1, 0, 'atas')", "3"},
        {"bulat(-2.1, 0, 'atas')", "-2"},       {"bulat(2.9, 0, 'bawah')", "2"},
        {"bulat(-2.1, 0, 'bawah')", "-3"},      {"bulat(1/3, 2, 'atas')", "0.34"},
        {"bulat(2.5, 0, kosong)", "-"},         {"bulat(kosong, 0, 'atas')", "-"},
    };
    WORLD_CHECK(&world, CASES);
}

static void test_a_condition_picks_several_years(void **state)
{
    World world = world_run(*state, SCHEMA,
                            "program:\n"
                            "  lipat: {jenis: angka per tahun, rumus: target * 2}\n"
                            "  sampai_kini: 'jumlah(target[tahun <= 2017])'\n",
                            DATA);
    static const WorldCase CASES[] = {
        {"program[1].target[ya]", "[150 300 450 600]"},
        {"program[1].target[tahun >= 2017]", "[450 600]"},
        {"jumlah(program[1].target[tahun > 2015 dan tahun <= 2017])", "750"},
        {"program.target[tahun == 2017]", "[450 1]"},
        {"program[1].target[tidak]", "[]"},
        {"hitung(program[3].target[ya])", "0"},
        {"program[1].lipat[ya]", "[300 600 900 1200]"},
        {"program[1].lipat[tahun < 2016]", "[300]"},
        {"program.sampai_kini", "[900 1 -]"},
        {"maks(program[1].target[ya])", "600"},
        {"program[1].target[2016]", "300"},
        {"program[1].target[tahun - 1]", "300"},
        {"program[1].target[kosong]", "-"},
    };
    WORLD_CHECK(&world, CASES);
}

static void test_luar_is_what_stands_around_a_filter(void **state)
{
    World world = world_run(*state, SCHEMA,
                            "program: {acuannya: 'acuan[nama == luar.nama].pagu[1]'}\n", DATA);
    static const WorldCase CASES[] = {
        {"program.acuannya", "[7 - 9]"},
        {"program[hitung(atasan.program[kode == luar.kode]) > 1].nama", "[A C]"},
        {"hitung(program[luar.tahun == 2017])", "3"},
    };
    WORLD_CHECK(&world, CASES);
}

/* --- What goes wrong ------------------------------------------------------------------------- */

typedef struct Wrong {
    const char *formula;
    const char *message;
} Wrong;

static void expect_wrong(World *world, const Wrong *cases, size_t count)
{
    Fixture *fixture = world->fixture;
    for (size_t i = 0; i < count; i++) {
        size_t before = diags_count(fixture->diags, SEVERITY_ERROR);
        const Source *source = support_source(fixture, cases[i].formula, cases[i].formula);
        const Formula *formula = calc_parse(world->calc, source->text,
                                            (Place){.source = source, .line = 1, .column = 1});
        bool failed = formula == NULL || !calc_check(world->calc, formula, world->root->type, NULL);
        if (!failed)
            (void)calc_eval(world->calc, formula, world->root, NULL, &failed);
        const char *messages = support_messages(fixture);
        if (!failed || strstr(messages, cases[i].message) == NULL)
            fail_msg("%s: '%s' is not in:\n%s", cases[i].formula, cases[i].message, messages);
        assert_true(diags_count(fixture->diags, SEVERITY_ERROR) > before);
    }
}

static void test_what_is_wrong_is_said_at_its_place(void **state)
{
    World world = world_run(*state, SCHEMA, "{}", DATA);
    static const Wrong CASES[] = {
        {"bulat(1, 0, 'keatas')", ":1:13: error: bulat() knows no way 'keatas' to round"},
        {"bulat(1, 0, 'keatas')", "did you mean 'atas'?"},
        {"bulat(1, 0, 'x')", "one of 'menjauhi_nol', 'genap', 'atas', 'bawah'"},
        {"tanggal(2017, 2, 29)", ":1:1: error: there is no day 2017-02-29"},
        {"tanggal('x')", ":1:9: error: 'x' is not a day"},
        {"tanggal * 2", ":1:9: error: '*' needs numbers, but 'tanggal' is a date"},
        {"5 - tanggal", ":1:3: error: '-' cannot take a number and a date"},
        {"tanggal + tanggal", ":1:9: error: '+' cannot take a date and a date"},
        {"tanggal + 1/2", "needs a whole number of days"},
        {"tanggal + 99999999", "the day lies outside of the years 1 to 9999"},
        {"potong(nama, 0)", "potong() counts from character 1"},
        {"potong(nama, 1.5)", ":1:14: error: potong() needs a whole number, but '1.5' is none"},
        {"unik(program)", "unik() needs numbers, texts, dates or yes and no"},
        {"termasuk(program, 1)", "termasuk() needs numbers, texts, dates or yes and no"},
        {"rata_tertimbang(program.capaian, program.kegiatan.pagu)",
         "rata_tertimbang() has 3 values, but 2 weights"},
        {"rata_tertimbang(5, 0)", ":1:20: error: division by zero: the weights '0' add up to 0"},
        {"rata_tertimbang(5, 'a')", "rata_tertimbang() needs numbers, but ''a'' holds a text"},
        {"luar.nama", ":1:1: error: unknown name 'luar'"},
        {"luar.nama", "only a filter has something around it"},
        {"program[1].target['a']", "'[]' needs a year or a condition"},
        {"program[1].target[1.5]", "'1.5' is not a year"},
    };
    expect_wrong(&world, CASES, sizeof CASES / sizeof *CASES);
}

/* Known before there are data: each of these complains without being evaluated. */
static void test_wrong_kinds_are_told_before_the_run(void **state)
{
    World world = world_run(*state, SCHEMA, "program: {bebas: kode, lunas: pagu == 0}\n", DATA);
    static const Wrong CASES[] = {
        {"nama - 1", ":1:6: error: '-' needs numbers, but 'nama' is a text"},
        {"1 + selesai", ":1:3: error: '+' needs numbers, but 'selesai' is a yes or no"},
        {"nama < 'b'", ":1:6: error: '<' needs numbers or dates, but 'nama' is a text"},
        {"tahun == '2017'", ":1:7: error: '==' needs numbers, but ''2017'' is a text"},
        {"nama dan selesai", ":1:6: error: 'dan' needs ya or tidak, but 'nama' is a text"},
        {"bukan nama", ":1:1: error: 'bukan' needs ya or tidak, but 'nama' is a text"},
        {"-nama", ":1:1: error: '-' needs numbers, but 'nama' is a text"},
        {"jika(tahun, 1)", ":1:6: error: jika() needs ya or tidak, but 'tahun' is a number"},
        {"jumlah(1, program.nama)", ":1:11: error: jumlah() needs numbers, but 'program.nama'"},
        {"abs(tanggal)", ":1:5: error: abs() needs numbers, but 'tanggal' is a date"},
        {"tahun_dari(tahun)", ":1:12: error: tahun_dari() needs a date, but 'tahun' is a number"},
        {"panjang(tahun)", ":1:9: error: panjang() needs texts, but 'tahun' is a number"},
        {"program[bebas > 1]", ":1:15: error: '>' needs numbers or dates, but 'bebas' is a text"},
        {"program[1].lunas + 1", "'+' needs numbers, but 'program[1].lunas' is a yes or no"},
    };
    Fixture *fixture = world.fixture;
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        const Source *source = support_source(fixture, CASES[i].formula, CASES[i].formula);
        const Formula *formula =
            calc_parse(world.calc, source->text, (Place){.source = source, .line = 1, .column = 1});
        assert_non_null(formula);
        assert_false(calc_check(world.calc, formula, world.root->type, NULL));
        const char *messages = support_messages(fixture);
        if (strstr(messages, CASES[i].message) == NULL)
            fail_msg("'%s' is not in:\n%s", CASES[i].message, messages);
    }
}

static void test_what_may_be_right_is_not_complained_of_before_the_run(void **state)
{
    World world = world_run(*state, SCHEMA,
                            "program:\n"
                            "  beda: \"jika(pagu > 0, 'ada', pagu)\"\n"
                            "  sama: \"jika(pagu > 0, pagu, capaian)\"\n",
                            DATA);
    static const WorldCase CASES[] = {
        {"jumlah(program[nama == 'C'].beda)", "-"},
        {"program[1].sama + 1", "301"},
        {"jika(selesai, tahun, nama) + 1", "2018"},
        {"min(program.mulai) == program[1].mulai", "ya"},
    };
    WORLD_CHECK(&world, CASES);
}

/* --- Limits ---------------------------------------------------------------------------------- */

static void test_numbers_and_texts_that_grow_end_in_an_error(void **state)
{
    Fixture *fixture = *state;
    Buf rules = {.arena = fixture->arena};
    buf_text(&rules, "akar:\n  a0: 12345678901234567891\n  t0: \"'abcdefgh'\"\n");
    for (int i = 1; i < 40; i++)
        buf_format(&rules, "  a%d: a%d * a%d\n  t%d: rangkai(t%d, t%d)\n", i, i - 1, i - 1, i,
                   i - 1, i - 1);
    World world = world_run(fixture, SCHEMA, str_c(fixture->arena, buf_str(&rules)), DATA);
    assert_false(world.good);
    static const char *const EXPECTED[] = {
        "the result has millions of digits",
        "rangkai() makes a text longer than 1048576 bytes",
    };
    WORLD_EXPECT(fixture, EXPECTED);
}

static void test_all_pairs_of_a_long_list_are_too_many(void **state)
{
    enum { COUNT = 40000 };
    Fixture *fixture = *state;
    Buf data = {.arena = fixture->arena};
    buf_text(&data, "program:\n");
    for (int i = 0; i < COUNT; i++)
        buf_format(&data, "- {pagu: %d}\n", i);
    World world =
        world_run(fixture, SCHEMA,
                  "program: {jumlah_semua: 'jumlah(atasan.program[pagu > luar.pagu].pagu)'}\n",
                  str_c(fixture->arena, buf_str(&data)));
    assert_false(world.good);
    static const char *const EXPECTED[] = {"the calculation takes more than"};
    WORLD_EXPECT(fixture, EXPECTED);
}

static void test_a_formula_holds_no_list_without_end(void **state)
{
    enum { COUNT = 40000, TIMES = 60 };
    Fixture *fixture = *state;
    Buf data = {.arena = fixture->arena};
    Buf rules = {.arena = fixture->arena};
    buf_text(&data, "program:\n");
    for (int i = 0; i < COUNT; i++)
        buf_text(&data, "- {pagu: 1}\n");
    buf_text(&rules, "akar: {banyak: \"hitung(program");
    for (int i = 1; i < TIMES; i++)
        buf_text(&rules, ", program.pagu");
    buf_text(&rules, ")\"}\n");
    World world = world_run(fixture, SCHEMA, str_c(fixture->arena, buf_str(&rules)),
                            str_c(fixture->arena, buf_str(&data)));
    assert_false(world.good);
    static const char *const EXPECTED[] = {"the formula goes through more than 2000000 values"};
    WORLD_EXPECT(fixture, EXPECTED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_dates_are_compared_and_counted_with),
        TEST(test_every_day_counts_there_and_back),
        TEST(test_texts_are_taken_apart),
        TEST(test_equal_elements_are_found),
        TEST(test_weighted_means_leave_out_pairs_with_a_gap),
        TEST(test_numbers_are_rounded_in_four_ways),
        TEST(test_a_condition_picks_several_years),
        TEST(test_luar_is_what_stands_around_a_filter),
        TEST(test_what_is_wrong_is_said_at_its_place),
        TEST(test_wrong_kinds_are_told_before_the_run),
        TEST(test_what_may_be_right_is_not_complained_of_before_the_run),
        TEST(test_numbers_and_texts_that_grow_end_in_an_error),
        TEST(test_a_formula_holds_no_list_without_end),
        TEST(test_all_pairs_of_a_long_list_are_too_many),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
