/*
 * The rules that ship, on budgets: shares, changes, sums up the tree, efficiency.
 */
#include "calc/shipped.h"

static void test_serapan_and_sisa(void **state)
{
    World world = shipped_run(
        *state,
        "program:\n"
        "- {nama: a, pagu: {perubahan: 8401622894}, realisasi: 7839983893}\n"
        "- {nama: b, pagu: {perubahan: 11762079613}, realisasi: 10839100308}\n"
        "- {nama: c, pagu: {induk: 2363820000, perubahan: 2319495000}, realisasi: 0}\n"
        "- {nama: d, pagu: 13773923464, realisasi: 13199835292}\n"
        "- {nama: e, pagu: 1000000, realisasi: 999999}\n"
        "- {nama: f, pagu: 6319911000, realisasi: 5922027846}\n"
        "- {nama: g, pagu: 177160000, realisasi: 109920400}\n"
        "- {nama: h, pagu: 136475000, realisasi: 78269800}\n"
        "- {nama: i, pagu: 0, realisasi: 0}\n"
        "- {nama: j, pagu: {induk: 100, perubahan: 64.53}, anggaran_lalu: 100}\n"
        "pendapatan:\n"
        "- {nama: PAD, rincian: [{nama: Retribusi, pagu: {induk: 0, perubahan: 117300000}, "
        "realisasi: 133375000}]}\n",
        2017);
    static const Figure FIGURES[] = {
        {"program[1].serapan", PERCENT, "93,32%"},
        {"program[1].sisa", RUPIAH, "Rp561.639.001,00"},
        {"program[1].sisa_persen", PERCENT, "6,68%"},
        {"program[2].sisa", BRACKETS, "922.979.305"},
        {"program[2].sisa_persen", PERCENT, "7,85%"},
        {"program[3].selisih", BRACKETS, "(44.325.000)"},
        {"program[3].selisih_persen", NUMBER, "-1,88"},
        {"program[4].serapan", PERCENT, "95,83%"},
        {"program[4].sisa_persen", PERCENT, "4,17%"},
        {"program[4].selisih", NUMBER, "-"},
        {"program[5].serapan", PERCENT, "99,99%"},
        {"program[5].sisa_persen", PERCENT, "0,01%"},
        {"program[6].sisa", BRACKETS, "397.883.154"},
        {"program[7].serapan", PERCENT, "62,05%"},
        {"program[8].serapan", PERCENT, "57,35%"},
        {"program[9].serapan", PERCENT, "-"},
        {"program[10].selisih_lalu_persen", NUMBER, "-35,47"},
        {"pendapatan[1].serapan", PERCENT, "113,70%"},
        {"total_pendapatan.sisa", BRACKETS, "(16.075.000)"},
    };
    CHECK_FIGURES(&world, FIGURES);
    static const WorldCase CASES[] = {{"program[3].turun", "ya"}, {"program[3].naik", "tidak"}};
    WORLD_CHECK(&world, CASES);
}

/* What is left is rounded by itself: it is no complement of the printed serapan. What is not
   nothing does not print as 0,00, nor what is not all as 100,00: where little is left, or spent,
   both add up. */
static void test_sisa_is_printed_as_its_own_quotient(void **state)
{
    World world = shipped_run(*state,
                              "program:\n"
                              "- {nama: a, pagu: 20000000, realisasi: 19945000}\n"
                              "- {nama: b, pagu: 1000000, realisasi: 999999}\n"
                              "- {nama: c, pagu: 1000000, realisasi: 1000000}\n"
                              "- {nama: d, pagu: 1000000, realisasi: 1000001}\n"
                              "- {nama: e, pagu: 1000000, realisasi: 1}\n"
                              "- {nama: f, pagu: 1000000, realisasi: 999950}\n"
                              "- {nama: g, pagu: 0, realisasi: 0}\n"
                              "- {nama: h, pagu: 1000000, realisasi: 1250000}\n"
                              "- {nama: i, pagu: 50, kegiatan: [{nama: i, sub_kegiatan: [{nama: i, "
                              "pagu: 20000000, realisasi: 19945000}]}]}\n",
                              2017);
    static const Figure FIGURES[] = {
        {"program[1].serapan", PERCENT, "99,73%"},
        {"program[1].sisa_tercetak", PERCENT, "0,28%"},
        {"program[2].serapan", PERCENT, "99,99%"},
        {"program[2].sisa_tercetak", PERCENT, "0,01%"},
        {"program[3].sisa_tercetak", PERCENT, "0,00%"},
        {"program[4].sisa_tercetak", PERCENT, "-0,01%"},
        {"program[5].serapan", PERCENT, "0,01%"},
        {"program[5].sisa_tercetak", PERCENT, "99,99%"},
        {"program[6].sisa_tercetak", PERCENT, "0,01%"},
        {"program[7].sisa_tercetak", PERCENT, "-"},
        {"program[8].sisa_tercetak", PERCENT, "-25,00%"},
        {"program[9].sisa_tercetak", PERCENT, "0,28%"},
        {"program[9].kegiatan[1].sisa_tercetak", PERCENT, "0,28%"},
        {"program[9].kegiatan[1].sub_kegiatan[1].sisa_tercetak", PERCENT, "0,28%"},
        {"total_langsung.sisa_tercetak", PERCENT, "1,87%"},
    };
    CHECK_FIGURES(&world, FIGURES);
}

static void test_sums_of_a_report_s_51_kegiatan(void **state)
{
    Fixture *fixture = *state;
    World world = shipped_world(fixture, NULL);
    const Node *tree = shipped_file(fixture, "examples/lakip-2017/data/anggaran.xml");
    world.root = data_bind(fixture->arena, world.schema, schema_type(world.schema, STR("laporan")),
                           tree, 2017);
    fixture->diags = diags_new(fixture->arena); /* only the budget is there */
    assert_true(calc_run(world.calc, world.root, 2017));
    static const Figure FIGURES[] = {
        {"total_langsung.induk", BRACKETS, "7.973.973.800"},
        {"total_langsung.perubahan", BRACKETS, "8.401.622.894"},
        {"total_langsung.realisasi", BRACKETS, "7.839.983.893"},
        {"total_langsung.serapan", PERCENT, "93,32%"},
        {"total_langsung.sisa", BRACKETS, "561.639.001"},
        {"total_langsung.sisa_persen", PERCENT, "6,68%"},
        {"total_tidak_langsung.perubahan", BRACKETS, "5.775.522.957"},
        {"total_belanja.perubahan", BRACKETS, "14.177.145.851"},
        {"total_belanja.serapan", PERCENT, "94,09%"},
        {"total_belanja.sisa", BRACKETS, "837.916.106"},
        {"total_pendapatan.serapan", PERCENT, "113,70%"},
        {"jumlah_kegiatan", BRACKETS, "51"},
        {"program[5].induk_dihapus", BRACKETS, "100.364.000"},
        {"program[6].sisa_persen", PERCENT, "4,11%"},
    };
    CHECK_FIGURES(&world, FIGURES);
}

static void test_sums_of_tabel_3_2(void **state)
{
    World world = shipped_run_file(*state, "renja-2024-tabel-3-2", 2024);
    static const Figure FIGURES[] = {
        {"total_langsung.induk", BRACKETS, "23.633.051.862"},
        {"total_langsung.prakiraan_maju", BRACKETS, "23.980.206.480"},
        {"urusan[1].anggaran", BRACKETS, "23.633.051.862"},
        {"urusan[1].prakiraan_maju", BRACKETS, "23.980.206.480"},
        {"urusan[1].bidang[1].pagu.induk", BRACKETS, "23.633.051.862"},
        {"semua_program[1].pagu.induk", BRACKETS, "13.633.250.262"},
        {"semua_program[1].prakiraan_maju", BRACKETS, "13.150.993.680"},
        {"semua_program[1].kegiatan[4].pagu.induk", BRACKETS, "1.050.683.200"},
        {"semua_program[1].kegiatan[6].anggaran", BRACKETS, "1.830.516.125"},
        {"semua_program[8].pagu.induk", BRACKETS, "2.198.727.100"},
        {"jumlah_program", BRACKETS, "8"},
        {"jumlah_kegiatan", BRACKETS, "16"},
    };
    CHECK_FIGURES(&world, FIGURES);
}

static void test_sums_of_tabel_4_1(void **state)
{
    World world = shipped_run_file(*state, "renja-2024-tabel-4-1", 2024);
    static const Figure FIGURES[] = {
        {"total_langsung.induk", BRACKETS, "20.549.417.269"},
        {"program[1].pagu.induk", BRACKETS, "14.200.283.067"},
        {"program[2].pagu.induk", BRACKETS, "192.246.483"},
        {"program[2].kegiatan[2].pagu.induk", BRACKETS, "0"},
        {"program[8].pagu.induk", BRACKETS, "2.558.016.353"},
    };
    CHECK_FIGURES(&world, FIGURES);
}

static void test_sums_of_what_supports_a_policy(void **state)
{
    World world = shipped_run_file(*state, "renja-2024-dukungan", 2024);
    static const Figure FIGURES[] = {
        {"dukungan_kebijakan[1].jumlah", BRACKETS, "2.900.373.500"},
        {"dukungan_kebijakan[2].jumlah", BRACKETS, "4.108.879.792"},
        {"dukungan_kebijakan[3].jumlah", BRACKETS, "1.847.588.300"},
        {"dukungan_kebijakan[4].jumlah", BRACKETS, "652.426.900"},
    };
    CHECK_FIGURES(&world, FIGURES);
}

static void test_sums_of_a_five_year_plan(void **state)
{
    World world = shipped_run_file(*state, "lkip-2019-tabel-5-1", 2019);
    static const Figure FIGURES[] = {
        {"pagu_renstra[2015]", BRACKETS, "6.080.000.000"},
        {"pagu_renstra[2016]", BRACKETS, "21.305.000.000"},
        {"pagu_renstra[2017]", BRACKETS, "22.856.734.000"},
        {"pagu_renstra[2018]", BRACKETS, "25.491.100.000"},
        {"pagu_renstra[2019]", BRACKETS, "26.938.210.000"},
        {"jumlah_pagu_renstra", BRACKETS, "102.671.044.000"},
        {"urusan[3].pagu_renstra[2015]", BRACKETS, "2.246.133.000"},
        {"urusan[3].bidang[1].pagu_renstra[2019]", BRACKETS, "4.344.000.000"},
        {"semua_program[1].jumlah_pagu_renstra", BRACKETS, "36.040.000.000"},
    };
    CHECK_FIGURES(&world, FIGURES);
}

static void test_sums_of_the_plan_after_it(void **state)
{
    World world = shipped_run_file(*state, "lkip-2019-tabel-6-1", 2020);
    static const Figure FIGURES[] = {
        {"pagu_renstra", BRACKETS, "8.000.000.000"},
        {"pagu_renstra[2021]", BRACKETS, "9.458.533.000"},
        {"pagu_renstra[2022]", BRACKETS, "10.451.640.000"},
        {"pagu_renstra[2023]", BRACKETS, "11.830.954.000"},
        {"pagu_renstra[2024]", BRACKETS, "13.085.276.000"},
    };
    CHECK_FIGURES(&world, FIGURES);
}

static void test_any_level_may_be_the_lowest(void **state)
{
    World world = shipped_run(
        *state,
        "program:\n"
        "- nama: A\n"
        "  kegiatan:\n"
        "  - nama: a\n"
        "    pagu: 5\n"
        "    sub_kegiatan: [{nama: x, pagu: {induk: 100, perubahan: 120}, fisik: 50, realisasi: "
        "60}, {nama: y, pagu: 80, fisik: 100, realisasi: 80}]\n"
        "  - {nama: b, pagu: 300, fisik: 100, realisasi: 150}\n"
        "- {nama: B, pagu: {induk: 40, perubahan: 50}, fisik: 10, triwulan: {tw1: 5, tw2: 10}}\n",
        2017);
    static const Figure FIGURES[] = {
        {"program[1].kegiatan[1].pagu.induk", BRACKETS, "180"},
        {"program[1].kegiatan[1].pagu.perubahan", BRACKETS, "200"},
        {"program[1].kegiatan[1].realisasi", BRACKETS, "140"},
        {"program[1].kegiatan[1].fisik", PERCENT, "75,00%"},
        {"program[1].kegiatan[2].pagu.perubahan", BRACKETS, "-"},
        {"program[1].pagu.induk", BRACKETS, "480"},
        {"program[1].pagu.perubahan", BRACKETS, "500"},
        {"program[1].fisik", PERCENT, "87,50%"},
        {"program[2].realisasi", BRACKETS, "15"},
        {"program[2].serapan", PERCENT, "30,00%"},
        {"total_langsung.perubahan", BRACKETS, "550"},
        {"total_langsung.realisasi", BRACKETS, "305"},
        /* Of the kegiatan, 75 and 100, and of the program that has none. */
        {"total_langsung.fisik", PERCENT, "61,67%"},
    };
    CHECK_FIGURES(&world, FIGURES);
}

static void test_fisik_may_be_weighted_by_the_budget(void **state)
{
    World world = shipped_run(*state,
                              "ketentuan: {fisik: tertimbang}\n"
                              "program:\n"
                              "- {nama: A, kegiatan: [{nama: a, pagu: 300, fisik: 100}, {nama: b, "
                              "pagu: 100, fisik: 50}]}\n"
                              "- {nama: B, pagu: 100, fisik: 25}\n",
                              2017);
    static const Figure FIGURES[] = {{"program[1].fisik", PERCENT, "87,50%"},
                                     {"total_langsung.fisik", PERCENT, "75,00%"}};
    CHECK_FIGURES(&world, FIGURES);
    world =
        shipped_run(*state,
                    "ketentuan: {fisik: tertimbang}\n"
                    "urusan: [{nama: U, bidang: [{nama: X, program: [{nama: A, pagu: 300, fisik: "
                    "100}, {nama: B, pagu: 100, fisik: 0}]}, {nama: Y, program: [{nama: C, pagu: "
                    "600, fisik: 50}]}]}]\n",
                    2017);
    static const Figure GROUPED[] = {{"urusan[1].bidang[1].fisik", PERCENT, "75,00%"},
                                     {"urusan[1].fisik", PERCENT, "60,00%"},
                                     {"total_langsung.fisik", PERCENT, "60,00%"}};
    CHECK_FIGURES(&world, GROUPED);
}

/* --- Efficiency ------------------------------------------------------------------------------ */

/* What the revision deleted keeps its budget of before and has no say in what was done. */
static void test_a_sub_kegiatan_may_be_deleted(void **state)
{
    World world =
        shipped_run(*state,
                    "program:\n"
                    "- nama: A\n"
                    "  kegiatan:\n"
                    "  - nama: K\n"
                    "    sub_kegiatan:\n"
                    "    - {nama: s, pagu: {induk: 60, perubahan: 70}, fisik: 80, realisasi: 35}\n"
                    "    - {nama: t, dihapus: ya, pagu: {induk: 40, perubahan: 0}, fisik: 0}\n",
                    2025);
    static const WorldCase CASES[] = {
        {"program[1].pagu.induk", "100"},        {"program[1].anggaran", "70"},
        {"program[1].kegiatan[1].fisik", "80"},  {"program[1].kegiatan[1].capaian", "80"},
        {"program[1].jumlah_sub_kegiatan", "1"},
    };
    WORLD_CHECK(&world, CASES);
}

static void test_efficiency_of_units(void **state)
{
    World world = shipped_run(
        *state,
        "efisiensi:\n"
        "- {nama: a, target: 35, capaian_kinerja: 22, kegiatan: [{nama: x, anggaran: 136475000, "
        "realisasi: 78269800}]}\n"
        "- {nama: b, target: 4, capaian_kinerja: 4, kegiatan: [{nama: x, anggaran: 108950000, "
        "realisasi: 108669900}]}\n"
        "- {nama: c, target: 359, capaian_kinerja: 500, kegiatan: [{nama: x, anggaran: "
        "1979703600, realisasi: 1906501631}]}\n"
        "- {nama: d, target: 4, capaian_kinerja: 0, kegiatan: [{nama: x, anggaran: 100, "
        "realisasi: 0}]}\n",
        2017);
    static const Figure FIGURES[] = {
        {"efisiensi[1].nilai", BRACKETS, "7.514.486"},
        {"efisiensi[2].nilai", BRACKETS, "280.100"},
        {"efisiensi[3].nilai", BRACKETS, "850.745.723"},
        {"efisiensi[3].persen", PERCENT, "42,97%"},
    };
    CHECK_FIGURES(&world, FIGURES);
    static const WorldCase CASES[] = {
        {"efisiensi.efisien", "[ya ya ya tidak]"},
        {"efisiensi.belum_dilaksanakan", "[tidak tidak tidak ya]"},
    };
    WORLD_CHECK(&world, CASES);
}

static void test_capaian_against_serapan(void **state)
{
    World world = shipped_run(
        *state,
        "sasaran:\n"
        "- nama: A\n"
        "  penunjang: [P, e]\n"
        "  indikator: [{nama: i, target: 10, realisasi: 7}]\n"
        "- {nama: B, indikator: [{nama: i, target: 10, realisasi: 7}]}\n"
        "program:\n"
        "- nama: P\n"
        "  kegiatan:\n"
        "  - {nama: a, pagu: 100, fisik: 100, realisasi: 90}\n"
        "  - {nama: b, pagu: 100, fisik: 0, realisasi: 0}\n"
        "  - {nama: c, pagu: 100, realisasi: 90, indikator: [{nama: i, target: 4, realisasi: 3}]}\n"
        "  - {nama: d, pagu: 0, realisasi: 0, fisik: 100}\n"
        "- nama: Q\n"
        "  kegiatan: [{nama: e, pagu: 100, realisasi: 20}, {nama: f, pagu: 900, realisasi: 900}]\n",
        2017);
    static const WorldCase CASES[] = {
        {"program[1].kegiatan.status_efisiensi", "[efisien belum dilaksanakan tidak efisien -]"},
        {"program[1].kegiatan.tingkat_efisiensi", "[10 0 -15 -]"},
        {"sasaran[1].anggaran_penunjang", "400"},
        {"sasaran[1].realisasi_penunjang", "200"},
        {"sasaran.status_efisiensi", "[efisien -]"},
    };
    WORLD_CHECK(&world, CASES);
}

static void test_a_sasaran_names_what_supports_it_by_code(void **state)
{
    World world =
        shipped_run(*state,
                    "sasaran:\n"
                    "- nama: A\n"
                    "  penunjang: [1.02.03, 1.02.04.2.01, 1.02.05.2.01.0001, 1.02.03.2.01, Q]\n"
                    "  indikator: [{nama: i, target: 10, realisasi: 10}]\n"
                    "urusan:\n"
                    "- nama: U\n"
                    "  bidang:\n"
                    "  - nama: B\n"
                    "    program:\n"
                    "    - {kode: 1.02.03, nama: P, kegiatan: [{kode: 1.02.03.2.01, nama: a, pagu: "
                    "100, realisasi: 80}]}\n"
                    "    - kode: 1.02.04\n"
                    "      nama: R\n"
                    "      kegiatan:\n"
                    "      - {kode: 1.02.04.2.01, nama: a, pagu: 20, realisasi: 20}\n"
                    "      - {kode: 1.02.04.2.02, nama: a, pagu: 7, realisasi: 7}\n"
                    "    - kode: 1.02.05\n"
                    "      nama: S\n"
                    "      kegiatan:\n"
                    "      - kode: 1.02.05.2.01\n"
                    "        nama: a\n"
                    "        sub_kegiatan:\n"
                    "        - {kode: 1.02.05.2.01.0001, nama: s, pagu: 3, realisasi: 3}\n"
                    "        - {kode: 1.02.05.2.01.0002, nama: t, pagu: 5, realisasi: 5}\n"
                    "program: [{nama: Q, pagu: 1000, realisasi: 900}]\n",
                    2024);
    static const WorldCase CASES[] = {
        {"sasaran[1].program_penunjang.nama", "[Q P]"},
        {"sasaran[1].kegiatan_penunjang.kode", "[1.02.04.2.01]"},
        {"sasaran[1].sub_kegiatan_penunjang.nama", "[s]"},
        {"sasaran[1].anggaran_penunjang", "1123"},
        {"sasaran[1].realisasi_penunjang", "1003"},
        {"hitung(sasaran[1].penunjang_tak_dikenal)", "0"},
    };
    WORLD_CHECK(&world, CASES);
}

static void test_efficiency_of_outputs(void **state)
{
    World world = shipped_run(*state,
                              "efisiensi_keluaran:\n"
                              "  keluaran:\n"
                              "  - {nama: a, pagu: 600, realisasi: 500, target: 4, volume: 4}\n"
                              "  - {nama: b, pagu: 800, realisasi: 400, capaian: 50}\n"
                              "  - {nama: c, pagu: 800, realisasi: 400}\n",
                              2022);
    static const Figure FIGURES[] = {
        {"efisiensi_keluaran.jumlah_setara", BRACKETS, "1.000"},
        {"efisiensi_keluaran.jumlah_realisasi", BRACKETS, "900"},
        {"efisiensi_keluaran.efisiensi", NUMBER, "10,00"},
        {"efisiensi_keluaran.nilai", NUMBER, "75,00"},
    };
    CHECK_FIGURES(&world, FIGURES);
}

static void test_efficiency_of_outputs_is_held_to_20(void **state)
{
    static const struct {
        const char *spent;
        const char *efficiency;
        const char *value;
    } CASES[] = {
        {"100", "90,00", "100,00"}, {"800", "20,00", "100,00"}, {"1000", "0,00", "50,00"},
        {"1200", "-20,00", "0,00"}, {"1500", "-50,00", "0,00"},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        Str data = str_format(((Fixture *)*state)->arena,
                              "efisiensi_keluaran: {keluaran: [{nama: a, pagu: 1000, realisasi: "
                              "%s, capaian: 100}]}\n",
                              CASES[i].spent);
        World world = shipped_run(*state, data.at, 2022);
        const Figure figures[] = {
            {"efisiensi_keluaran.efisiensi", NUMBER, CASES[i].efficiency},
            {"efisiensi_keluaran.nilai", NUMBER, CASES[i].value},
        };
        CHECK_FIGURES(&world, figures);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_serapan_and_sisa),
        TEST(test_sisa_is_printed_as_its_own_quotient),
        TEST(test_sums_of_a_report_s_51_kegiatan),
        TEST(test_sums_of_tabel_3_2),
        TEST(test_sums_of_tabel_4_1),
        TEST(test_sums_of_what_supports_a_policy),
        TEST(test_sums_of_a_five_year_plan),
        TEST(test_sums_of_the_plan_after_it),
        TEST(test_any_level_may_be_the_lowest),
        TEST(test_fisik_may_be_weighted_by_the_budget),
        TEST(test_a_sub_kegiatan_may_be_deleted),
        TEST(test_efficiency_of_units),
        TEST(test_capaian_against_serapan),
        TEST(test_a_sasaran_names_what_supports_it_by_code),
        TEST(test_efficiency_of_outputs),
        TEST(test_efficiency_of_outputs_is_held_to_20),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
