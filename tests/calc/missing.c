/*
 * Missing values: what each operator and function makes of them, as the manual says.
 */
#include "calc/world.h"

static const char SCHEMA[] = "akar:\n"
                             "  isian:\n"
                             "    angka: angka\n"
                             "    teks_kosong: teks\n"
                             "    hari: tanggal\n"
                             "    benar: ya_tidak\n"
                             "    tahunan: angka per tahun\n"
                             "    satu: isi\n"
                             "    peta: peta isi\n"
                             "    isi: daftar isi\n"
                             "isi: {isian: {a: angka, b: angka, jenis: teks}}\n";

/* `angka` and all others of the root are not given. */
static const char DATA[] = "tahunan: {2016: 5}\n"
                           "isi: [{a: 1, b: 2, jenis: x}, {a: 3}, {b: 4, jenis: x}, {}]\n";

static World world_of(Fixture *fixture)
{
    return world_run(fixture, SCHEMA, "{}", DATA);
}

static void test_what_is_not_there_is_missing(void **state)
{
    World world = world_of(*state);
    static const WorldCase CASES[] = {
        {"angka", "-"},   {"teks_kosong", "-"},   {"hari", "-"},          {"benar", "-"},
        {"tahunan", "-"}, {"tahunan[2017]", "-"}, {"tahunan[2016]", "5"}, {"satu", "-"},
        {"satu.a", "-"},  {"peta", "-"},          {"peta.x.a", "-"},      {"peta['x'].a", "-"},
        {"isi[9]", "-"},  {"isi[9].a", "-"},      {"isi[2].b", "-"},      {"isi.b", "[2 - 4 -]"},
        {"atasan", "-"},  {"kosong", "-"},
    };
    WORLD_CHECK(&world, CASES);
}

static void test_operators_give_missing(void **state)
{
    World world = world_of(*state);
    static const WorldCase CASES[] = {
        {"angka + 1", "-"},          {"1 - angka", "-"},
        {"angka * 0", "-"},          {"0 / angka", "-"},
        {"angka / 0", "-"},          {"-angka", "-"},
        {"hari + 1", "-"},           {"hari - hari", "-"},
        {"angka == 1", "-"},         {"angka == angka", "-"},
        {"angka != 1", "-"},         {"angka < 1", "-"},
        {"teks_kosong == 'x'", "-"}, {"hari >= tanggal('2017-01-01')", "-"},
        {"bukan benar", "-"},
    };
    WORLD_CHECK(&world, CASES);
}

static void test_logic_has_three_values(void **state)
{
    World world = world_of(*state);
    static const WorldCase CASES[] = {
        {"ya dan benar", "-"},        {"benar dan ya", "-"},       {"tidak dan benar", "tidak"},
        {"benar dan tidak", "tidak"}, {"benar dan benar", "-"},    {"ya atau benar", "ya"},
        {"benar atau ya", "ya"},      {"tidak atau benar", "-"},   {"benar atau tidak", "-"},
        {"benar atau benar", "-"},    {"jika(benar, 1, 2)", "-"},  {"jika(ya, angka, 2)", "-"},
        {"jika(tidak, 1)", "-"},      {"jika(ya, 1, angka)", "1"}, {"ada(angka)", "tidak"},
        {"bukan ada(angka)", "ya"},   {"ada(isi)", "ya"},          {"ada(isi[9])", "tidak"},
    };
    WORLD_CHECK(&world, CASES);
}

/* With a computed field the record is there for it to stand in. */
static void test_a_record_of_which_all_is_computed_is_not_given(void **state)
{
    static const char RULES[] = "isi: {jumlah_ab: {rumus: \"jumlah(a, b)\"}}\n";
    static const WorldCase ABSENT[] = {
        {"ada(satu)", "tidak"}, {"ada(satu.jumlah_ab)", "tidak"}, {"ada(isi)", "ya"}};
    static const WorldCase GIVEN[] = {{"ada(satu)", "ya"}, {"ada(satu.jumlah_ab)", "ya"}};
    World absent = world_run(*state, SCHEMA, RULES, DATA);
    WORLD_CHECK(&absent, ABSENT);
    World given = world_run(*state, SCHEMA, RULES, "satu: {a: 1}\n");
    WORLD_CHECK(&given, GIVEN);
}

static void test_filters_leave_out_elements_of_which_nothing_is_known(void **state)
{
    World world = world_of(*state);
    static const WorldCase CASES[] = {
        {"isi[b > 1].b", "[2 4]"},
        {"isi[bukan (b > 1)].b", "[]"},
        {"isi[jenis == 'x'].a", "[1 -]"},
        {"isi[jenis != 'x'].a", "[]"},
        {"isi[bukan ada(jenis)].a", "[3 -]"},
        {"isi[angka].a", "[]"},
        {"isi[benar].a", "[]"},
        {"tahunan[tahun_dari(hari)]", "-"},
        {"tahunan[benar]", "-"},
    };
    WORLD_CHECK(&world, CASES);
}

static void test_functions_over_lists_pass_over_missing_elements(void **state)
{
    World world = world_of(*state);
    static const WorldCase CASES[] = {
        {"jumlah(isi.b)", "6"},
        {"rata(isi.b)", "3"},
        {"min(isi.b)", "2"},
        {"maks(isi.b)", "4"},
        {"hitung(isi.b)", "2"},
        {"hitung(isi)", "4"},
        {"jumlah(isi.b, angka, 1)", "7"},
        {"jumlah(angka)", "-"},
        {"rata(angka)", "-"},
        {"min(angka)", "-"},
        {"maks(angka, hari)", "-"},
        {"hitung(angka)", "0"},
        {"jumlah(isi[b > 9].b)", "-"},
        {"rata_tertimbang(isi.a, isi.b)", "1"},
        {"rata_tertimbang(angka, 1)", "-"},
        {"rata_tertimbang(1, angka)", "-"},
        {"unik(isi.jenis)", "[x]"},
        {"ganda(isi.jenis)", "[x]"},
        {"ganda(isi.b)", "[]"},
        {"termasuk(2, isi.b)", "ya"},
        {"termasuk(9, isi.b)", "tidak"},
        {"termasuk(angka, isi.b)", "-"},
        {"termasuk(2, angka)", "tidak"},
        {"gabung(isi.jenis, ', ')", "x, x"},
        {"gabung(angka, ', ')", "-"},
    };
    WORLD_CHECK(&world, CASES);
}

static void test_functions_of_single_values_give_missing(void **state)
{
    World world = world_of(*state);
    static const WorldCase CASES[] = {
        {"bulat(angka)", "-"},
        {"bulat(1.5, angka)", "-"},
        {"bulat(1.5, 0, teks_kosong)", "-"},
        {"abs(angka)", "-"},
        {"skala(angka)", "-"},
        {"skala_kode(angka)", "-"},
        {"skala_warna(angka)", "-"},
        {"terbilang(angka)", "-"},
        {"romawi(angka)", "-"},
        {"huruf(angka)", "-"},
        {"teks(angka)", "-"},
        {"rangkai('a', angka)", "-"},
        {"awalan(teks_kosong, 'a')", "-"},
        {"awalan('a', teks_kosong)", "-"},
        {"akhiran(teks_kosong, 'a')", "-"},
        {"berisi(teks_kosong, 'a')", "-"},
        {"panjang(teks_kosong)", "-"},
        {"potong(teks_kosong, 1)", "-"},
        {"potong('abc', angka)", "-"},
        {"kecil(teks_kosong)", "-"},
        {"sebutan(teks_kosong)", "-"},
        {"tanpa_sebutan(teks_kosong)", "-"},
        {"tanggal(teks_kosong)", "-"},
        {"tanggal(2017, angka)", "-"},
        {"tahun_dari(hari)", "-"},
        {"bulan_dari(hari)", "-"},
        {"hari_dari(hari)", "-"},
        {"nilai_rumus(teks_kosong)", "-"},
        {"tulis_rumus(teks_kosong)", "-"},
    };
    WORLD_CHECK(&world, CASES);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_what_is_not_there_is_missing),
        TEST(test_operators_give_missing),
        TEST(test_logic_has_three_values),
        TEST(test_a_record_of_which_all_is_computed_is_not_given),
        TEST(test_filters_leave_out_elements_of_which_nothing_is_known),
        TEST(test_functions_over_lists_pass_over_missing_elements),
        TEST(test_functions_of_single_values_give_missing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
