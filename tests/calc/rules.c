/*
 * The rules that ship, on indicators: capaian by every convention, averages, changes, grades.
 */
#include "calc/shipped.h"

static void test_capaian_of_higher_is_better(void **state)
{
    World world = shipped_run(*state,
                              "sasaran:\n"
                              "- nama: A\n"
                              "  indikator:\n"
                              "  - {nama: a, target: 100, realisasi: 99.77}\n"
                              "  - {nama: b, target: 654, realisasi: 735}\n"
                              "  - {nama: c, target: 6, realisasi: 1}\n"
                              "  - {nama: d, target: 18.98, realisasi: 17.30}\n"
                              "  - {nama: e, target: 4.42, realisasi: 9.33}\n"
                              "  - {nama: f, target: 35, realisasi: 22}\n"
                              "  - {nama: g, target: 359, realisasi: 500}\n"
                              "  - {nama: h, target: 40, realisasi: 38}\n"
                              "  - {nama: i, target: 0, realisasi: 3}\n"
                              "  - {nama: j, target: 10}\n",
                              2017);
    static const Figure FIGURES[] = {
        {"sasaran.indikator[1].capaian", NUMBER, "99,77"},
        {"sasaran.indikator[2].capaian", NUMBER, "112,39"},
        {"sasaran.indikator[3].capaian", NUMBER, "16,67"},
        {"sasaran.indikator[4].capaian", NUMBER, "91,15"},
        {"sasaran.indikator[5].capaian", NUMBER, "211,09"},
        {"sasaran.indikator[6].capaian", PERCENT, "62,86%"},
        {"sasaran.indikator[7].capaian", PERCENT, "139,28%"},
        {"sasaran.indikator[8].capaian", PERCENT, "95,00%"},
        {"sasaran.indikator[9].capaian", NUMBER, "-"},
        {"sasaran.indikator[10].capaian", NUMBER, "-"},
    };
    CHECK_FIGURES(&world, FIGURES);
    static const WorldCase CASES[] = {
        {"sasaran.indikator.kode_predikat", "[ST ST SR ST ST R ST ST - -]"},
        {"sasaran.indikator.tercapai", "[tidak ya tidak tidak ya tidak ya tidak - -]"},
        {"jumlah_tak_terukur", "2"},
    };
    WORLD_CHECK(&world, CASES);
}

/* Lower is better: below target, above it, above twice the target, target 0. */
#define LOWER                                                                                      \
    "sasaran:\n"                                                                                   \
    "- nama: A\n"                                                                                  \
    "  indikator:\n"                                                                               \
    "  - {nama: a, arah: turun, target: 4, realisasi: 5}\n"                                        \
    "  - {nama: b, arah: turun, target: 4, realisasi: 9}\n"                                        \
    "  - {nama: c, arah: turun, target: 0, realisasi: 0}\n"                                        \
    "  - {nama: d, arah: turun, target: 0, realisasi: 1}\n"                                        \
    "  - {nama: e, arah: turun, target: 4, realisasi: 0}\n"                                        \
    "  - {nama: f, arah: turun, target: 4, realisasi: 5, capaian_turun: selisih}\n"                \
    "  - {nama: g, arah: turun, target: 4, realisasi: 5, capaian_turun: rasio}\n"                  \
    "  - {nama: h, arah: turun, target: 4, realisasi: 9, capaian_paling_rendah: 10}\n"             \
    "  - {nama: i, target: 4, realisasi: 9, capaian_paling_tinggi: 150}\n"                         \
    "  - {nama: j, target: 100, realisasi: -25}\n"

static void test_lower_is_better_by_difference(void **state)
{
    World world = shipped_run(*state, LOWER, 2017);
    static const Figure FIGURES[] = {
        {"sasaran.indikator[1].capaian", NUMBER, "75,00"},
        {"sasaran.indikator[2].capaian", NUMBER, "-25,00"},
        {"sasaran.indikator[3].capaian", NUMBER, "100,00"},
        {"sasaran.indikator[4].capaian", NUMBER, "-"},
        {"sasaran.indikator[5].capaian", NUMBER, "200,00"},
        {"sasaran.indikator[6].capaian", NUMBER, "75,00"},
        {"sasaran.indikator[7].capaian", NUMBER, "80,00"},
        {"sasaran.indikator[8].capaian", NUMBER, "10,00"},
        {"sasaran.indikator[9].capaian", NUMBER, "150,00"},
        {"sasaran.indikator[10].capaian", NUMBER, "-25,00"},
    };
    CHECK_FIGURES(&world, FIGURES);
}

static void test_lower_is_better_by_ratio_with_floor_and_cap(void **state)
{
    World world = shipped_run(*state,
                              "ketentuan: {capaian_turun: rasio, capaian_paling_rendah: 0, "
                              "capaian_paling_tinggi: 120}\n" LOWER,
                              2017);
    static const Figure FIGURES[] = {
        {"sasaran.indikator[1].capaian", NUMBER, "80,00"},
        {"sasaran.indikator[2].capaian", NUMBER, "44,44"},
        {"sasaran.indikator[3].capaian", NUMBER, "100,00"},
        {"sasaran.indikator[4].capaian", NUMBER, "-"},
        {"sasaran.indikator[5].capaian", NUMBER, "120,00"},
        {"sasaran.indikator[6].capaian", NUMBER, "75,00"},
        {"sasaran.indikator[7].capaian", NUMBER, "80,00"},
        {"sasaran.indikator[9].capaian", NUMBER, "150,00"},
        {"sasaran.indikator[9].capaian_murni", NUMBER, "225,00"},
        {"sasaran.indikator[10].capaian", NUMBER, "0,00"},
    };
    CHECK_FIGURES(&world, FIGURES);
    static const WorldCase CASES[] = {{"sasaran.indikator[9].melampaui", "ya"}};
    WORLD_CHECK(&world, CASES);
}

static void test_a_rule_is_replaced_by_yaml_alone(void **state)
{
    World world = shipped_world(*state, "indikator: {capaian: {jenis: angka per tahun, rumus: "
                                        "\"min(110, target / realisasi * 100)\"}}\n");
    shipped_compute(&world, "sasaran: [{nama: A, indikator: [{nama: a, target: 4, realisasi: 5}]}]",
                    2017);
    static const Figure FIGURES[] = {
        {"sasaran[1].rata_capaian", NUMBER, "80,00"},
        {"sasaran[1].indikator[1].selisih_capaian", NUMBER, "20,00"},
    };
    CHECK_FIGURES(&world, FIGURES);
}

static void test_a_cap_of_100_does_not_hide_that_a_target_is_exceeded(void **state)
{
    World world = shipped_run(*state,
                              "ketentuan: {capaian_paling_tinggi: 100}\n"
                              "sasaran:\n"
                              "- nama: A\n"
                              "  indikator:\n"
                              "  - {nama: a, target: 4, realisasi: 5}\n"
                              "  - {nama: b, target: 4, realisasi: 4}\n"
                              "  - {nama: c, target: 4, realisasi: 3}\n",
                              2017);
    static const WorldCase CASES[] = {
        {"sasaran.indikator.capaian", "[100 100 75]"},
        {"sasaran.indikator.melampaui", "[ya tidak tidak]"},
        {"sasaran.indikator.tepat", "[tidak ya tidak]"},
        {"sasaran.indikator.selisih_capaian", "[25 0 25]"},
        {"sasaran[1].rata_capaian", "275/3"},
    };
    WORLD_CHECK(&world, CASES);
}

static void test_five_years_of_one_indicator(void **state)
{
    World world = shipped_run(
        *state,
        "renstra: {mulai: 2015, akhir: 2019}\n"
        "sasaran:\n"
        "- nama: A\n"
        "  indikator:\n"
        "  - nama: a\n"
        "    target: {2015: 5, 2016: 10, 2017: 13, 2018: 78, 2019: 100}\n"
        "    realisasi: {2015: 6.14, 2016: 12.66, 2017: 17.91, 2018: 81.83, 2019: 99.77}\n"
        "  - nama: b\n"
        "    target: {2015: 15, 2016: 50, 2017: 75, 2018: 75, 2019: 100}\n"
        "    realisasi: {2015: 16.67, 2016: 41.66, 2017: 108.33, 2018: 75, 2019: 96.71}\n",
        2019);
    static const Figure FIGURES[] = {
        {"sasaran.indikator[1].capaian[2015]", NUMBER, "122,80"},
        {"sasaran.indikator[1].capaian[2016]", NUMBER, "126,60"},
        {"sasaran.indikator[1].capaian[2017]", NUMBER, "137,77"},
        {"sasaran.indikator[1].capaian[2018]", NUMBER, "104,91"},
        {"sasaran.indikator[1].capaian", NUMBER, "99,77"},
        {"sasaran.indikator[2].capaian[2015]", NUMBER, "111,13"},
        {"sasaran.indikator[2].capaian[2016]", NUMBER, "83,32"},
        {"sasaran.indikator[2].capaian[2017]", NUMBER, "144,44"},
        {"sasaran.indikator[2].capaian[2018]", NUMBER, "100,00"},
        {"sasaran.indikator[2].capaian", NUMBER, "96,71"},
        {"sasaran.indikator[1].capaian_lalu", NUMBER, "104,91"},
        {"sasaran.indikator[1].perubahan_capaian", NUMBER, "-5,14"},
        {"sasaran.indikator[1].perubahan_capaian_persen", NUMBER, "-4,90"},
        {"sasaran.indikator[1].perubahan_realisasi", NUMBER, "17,94"},
        {"sasaran.indikator[1].perubahan_realisasi_persen", NUMBER, "21,92"},
        {"sasaran[1].rata_capaian[2018]", NUMBER, "102,46"},
        {"sasaran[1].perubahan_rata_capaian", NUMBER, "-4,22"},
    };
    CHECK_FIGURES(&world, FIGURES);
}

static void test_averages_are_of_exact_figures(void **state)
{
    World world = shipped_run(*state,
                              "misi: [Satu, Dua]\n"
                              "tujuan:\n"
                              "- {nama: A, misi_ke: 1}\n"
                              "- {nama: B, misi_ke: 2}\n"
                              "- {nama: C, misi_ke: 2}\n"
                              "sasaran:\n"
                              "- nama: A\n"
                              "  tujuan_ke: 1\n"
                              "  indikator:\n"
                              "  - {nama: a, target: 18.98, realisasi: 17.30}\n"
                              "  - {nama: b, target: 4.42, realisasi: 9.33}\n"
                              "- nama: B\n"
                              "  tujuan_ke: 2\n"
                              "  indikator:\n"
                              "  - {nama: a, target: 125, realisasi: 128}\n"
                              "  - {nama: b, target: 654, realisasi: 735}\n"
                              "- nama: C\n"
                              "  tujuan_ke: 2\n"
                              "  indikator:\n"
                              "  - {nama: a, target: 100, realisasi: 99.77}\n"
                              "  - {nama: b, target: 100, realisasi: 99.38}\n"
                              "  - {nama: c, target: 100, realisasi: 96.71}\n",
                              2019);
    static const Figure FIGURES[] = {
        {"sasaran[1].rata_capaian", NUMBER, "151,12"},
        {"sasaran[2].rata_capaian", NUMBER, "107,39"},
        {"sasaran[3].rata_capaian", NUMBER, "98,62"},
        {"tujuan[1].rata_capaian", NUMBER, "151,12"},
        {"tujuan[2].rata_capaian", NUMBER, "103,01"},
        {"tujuan[3].rata_capaian", NUMBER, "-"},
        {"misi[1].rata_capaian", NUMBER, "151,12"},
        {"misi[2].rata_capaian", NUMBER, "103,01"},
        {"rata_capaian", NUMBER, "116,13"},
    };
    CHECK_FIGURES(&world, FIGURES);
}

static void test_a_single_tujuan_has_all_sasaran(void **state)
{
    World world = shipped_run(*state,
                              "misi: [Satu]\n"
                              "tujuan: [A]\n"
                              "sasaran:\n"
                              "- {nama: A, indikator: [{nama: a, target: 4, realisasi: 3}]}\n"
                              "- {nama: B, indikator: [{nama: a, target: 4, realisasi: 4}]}\n",
                              2019);
    static const Figure FIGURES[] = {
        {"tujuan[1].jumlah_sasaran", NUMBER, "2,00"},
        {"tujuan[1].rata_capaian", NUMBER, "87,50"},
        {"misi[1].rata_capaian", NUMBER, "87,50"},
    };
    CHECK_FIGURES(&world, FIGURES);
}

static void test_cumulative_targets(void **state)
{
    static const char DATA[] =
        "renstra: {mulai: 2015, akhir: 2019}\n"
        "sasaran:\n"
        "- nama: A\n"
        "  indikator:\n"
        "  - nama: ditulis kumulatif\n"
        "    target: {2015: 150, 2016: 300, 2017: 450, 2018: 600, 2019: 750}\n"
        "    realisasi: {2015: 150, 2016: 300, 2017: 450, 2018: 600, 2019: 750}\n"
        "  - nama: ditulis per tahun\n"
        "    kumulatif: ya\n"
        "    target: {2015: 150, 2016: 300, 2017: 450, 2018: 600, 2019: 750}\n"
        "    realisasi: {2014: 70, 2015: 150, 2016: 150, 2017: 150, 2018: 150, 2019: 150}\n";
    World world = shipped_run(*state, DATA, 2019);
    static const Figure FIGURES[] = {
        {"sasaran.indikator[1].capaian", NUMBER, "100,00"},
        {"sasaran.indikator[2].capaian[2016]", NUMBER, "100,00"},
        {"sasaran.indikator[2].capaian", NUMBER, "100,00"},
    };
    CHECK_FIGURES(&world, FIGURES);
    static const WorldCase CASES[] = {
        {"sasaran[1].indikator[2].realisasi_dinilai[tahun >= 2015]", "[150 300 450 600 750]"},
    };
    WORLD_CHECK(&world, CASES);
}

static void test_a_running_total_is_what_is_compared(void **state)
{
    World world =
        shipped_run(*state,
                    "renstra: {mulai: 2015, akhir: 2019}\n"
                    "sasaran:\n"
                    "- nama: A\n"
                    "  indikator:\n"
                    "  - nama: a\n"
                    "    kumulatif: ya\n"
                    "    target: {2016: 300, 2017: 450, 2019: 750}\n"
                    "    realisasi: {2015: 150, 2016: 140, 2017: 160}\n"
                    "    acuan: 500\n"
                    "  - {nama: b, arah: turun, kumulatif: ya, target: {2017: 40, 2019: 60}, "
                    "realisasi: {2015: 10, 2016: 10, 2017: 0}, acuan: 25}\n",
                    2017);
    static const Figure FIGURES[] = {
        {"sasaran.indikator[1].capaian", NUMBER, "100,00"},
        {"sasaran.indikator[1].capaian_lalu", NUMBER, "96,67"},
        {"sasaran.indikator[1].kemajuan", NUMBER, "60,00"},
        {"sasaran.indikator[1].terhadap_acuan", NUMBER, "90,00"},
        {"sasaran.indikator[1].perubahan_realisasi", NUMBER, "20,00"},
        {"sasaran.indikator[2].kemajuan", NUMBER, "300,00"},
        {"sasaran.indikator[2].terhadap_acuan", NUMBER, "125,00"},
    };
    CHECK_FIGURES(&world, FIGURES);
}

#define GAPS                                                                                       \
    "sasaran:\n"                                                                                   \
    "- nama: A\n"                                                                                  \
    "  indikator:\n"                                                                               \
    "  - {nama: a, kumulatif: ya, target: {2018: 600}, realisasi: {2015: 1, 2017: 3, 2018: 4}}\n"  \
    "  - {nama: b, kumulatif: ya, target: {2018: 600}, realisasi: {2015: 1, 2017: 3, 2018: 4}, "   \
    "realisasi_sampai: {2016: 9}}\n"                                                               \
    "  - {nama: c, kumulatif: ya, target: {2018: 600}, realisasi: {2016: 2, 2017: 3, 2018: 4}}\n"

static void test_a_year_that_lacks_data_leaves_no_partial_total(void **state)
{
    World world = shipped_run(*state, "renstra: {mulai: 2015, akhir: 2019}\n" GAPS, 2018);
    static const WorldCase CASES[] = {
        {"sasaran[1].indikator[1].realisasi_dinilai[tahun >= 2015]", "[1 - - -]"},
        {"sasaran[1].indikator[2].realisasi_dinilai[tahun >= 2015]", "[1 9 12 16]"},
        {"sasaran[1].indikator[3].realisasi_dinilai[tahun >= 2015]", "[- - - -]"},
        {"sasaran[1].indikator.capaian", "[- 8/3 -]"},
    };
    WORLD_CHECK(&world, CASES);
}

static void test_without_a_plan_s_years_a_total_begins_with_the_first_figure(void **state)
{
    World world = shipped_run(*state, GAPS, 2018);
    static const WorldCase CASES[] = {
        {"sasaran[1].indikator[1].realisasi_dinilai[tahun >= 2015]", "[1 - - -]"},
        {"sasaran[1].indikator[3].realisasi_dinilai[tahun >= 2015]", "[- 2 5 9]"},
    };
    WORLD_CHECK(&world, CASES);
}

static void test_nothing_is_compared_with_what_is_missing(void **state)
{
    World world = shipped_run(*state,
                              "renstra: {mulai: 2015, akhir: 2019}\n"
                              "sasaran:\n"
                              "- nama: A\n"
                              "  indikator:\n"
                              "  - {nama: a, arah: turun, target: 4, realisasi: 0}\n"
                              "  - {nama: b, arah: turun, target: {2017: 4, 2019: 2}, realisasi: "
                              "{2017: 0}, acuan: 3}\n"
                              "  - {nama: c, arah: turun, target: {2017: 4, 2019: 2}, acuan: 3}\n",
                              2017);
    static const WorldCase CASES[] = {
        {"sasaran.indikator.kemajuan", "[- 100 -]"},
        {"sasaran.indikator.terhadap_acuan", "[- 100 -]"},
    };
    WORLD_CHECK(&world, CASES);
}

/* The example of the manual. */
static void test_a_bounded_capaian_needs_a_realisasi(void **state)
{
    World world =
        shipped_world(*state, "indikator: {capaian: {rumus: \"jika(target != 0 dan "
                              "ada(realisasi), min(120, realisasi / target * 100))\"}}\n");
    shipped_compute(&world,
                    "sasaran: [{nama: A, indikator: [{nama: a, target: 4}, {nama: b, target: 4, "
                    "realisasi: 5}, {nama: c, target: 4, realisasi: 3}, {nama: d, realisasi: 3}]}]",
                    2017);
    static const WorldCase CASES[] = {{"sasaran.indikator.capaian", "[- 120 75 -]"}};
    WORLD_CHECK(&world, CASES);
}

static void test_words_are_measured_by_their_rank(void **state)
{
    World world =
        shipped_run(*state,
                    "sasaran:\n"
                    "- nama: A\n"
                    "  indikator:\n"
                    "  - {nama: Opini BPK, skala: opini-bpk, target_sebutan: WTP, "
                    "realisasi_sebutan: {2016: WDP, 2017: WTP}}\n"
                    "  - {nama: Opini BPK, skala: opini-bpk, target_sebutan: WTP, "
                    "realisasi_sebutan: Wajar Dengan Pengecualian}\n"
                    "  - {nama: Predikat SAKIP, skala: sakip-88-2021, target_sebutan: BB, "
                    "realisasi_sebutan: B}\n"
                    "  - {nama: Predikat SAKIP, skala: sakip-88-2021, target_sebutan: BB}\n",
                    2017);
    static const Figure FIGURES[] = {
        {"sasaran.indikator[1].capaian", NUMBER, "100,00"},
        {"sasaran.indikator[2].capaian", NUMBER, "75,00"},
        {"sasaran.indikator[3].capaian", NUMBER, "80,00"},
        {"sasaran.indikator[4].capaian", NUMBER, "-"},
    };
    CHECK_FIGURES(&world, FIGURES);
}

static void test_a_word_that_the_scale_lacks_is_told(void **state)
{
    World world = shipped_run(*state,
                              "sasaran:\n"
                              "- nama: A\n"
                              "  indikator:\n"
                              "  - {nama: Opini, skala: opini-bpk, target_sebutan: WTB}\n",
                              2017);
    assert_false(world.good);
    static const char *const EXPECTED[] = {
        "data.yaml:4:53: error: target_sebutan: the scale 'opini-bpk' has no 'WTB'",
        "did you mean 'WTP'?",
    };
    WORLD_EXPECT(world.fixture, EXPECTED);
}

static void test_the_words_of_a_scale_are_listed(void **state)
{
    World world =
        shipped_run(*state,
                    "sasaran:\n"
                    "- nama: A\n"
                    "  indikator:\n"
                    "  - {nama: Opini, skala: opini-bpk, realisasi_sebutan: {2017: Bagus}}\n",
                    2017);
    static const char *const EXPECTED[] = {
        "data.yaml:4:63: error: realisasi_sebutan: the scale 'opini-bpk' has no 'Bagus'",
        "it has Wajar Tanpa Pengecualian (WTP), ",
    };
    WORLD_EXPECT(world.fixture, EXPECTED);
}

static void test_an_indicator_s_own_formula(void **state)
{
    World world =
        shipped_run(*state,
                    "sasaran:\n"
                    "- nama: A\n"
                    "  indikator:\n"
                    "  - nama: Koperasi baru\n"
                    "    rumus: baru / koperasi * 100\n"
                    "    variabel_target: {baru: 10, koperasi: 44}\n"
                    "    variabel:\n"
                    "      baru: {nilai: {2016: 4, 2017: 11}, arti: Jumlah koperasi baru}\n"
                    "      koperasi: {nilai: {2016: 40, 2017: 44}, arti: Jumlah koperasi}\n"
                    "  - {nama: b, rumus: a / b * 100, variabel: {a: 3500, b: 50272}}\n"
                    "  - {nama: c, rumus: a / b * 100, variabel: {a: 30, b: 150}}\n"
                    "  - {nama: d, rumus: a / b * 100, variabel: {a: 570, b: 199010}}\n",
                    2017);
    static const Figure FIGURES[] = {
        {"sasaran.indikator[1].target", NUMBER, "22,73"},
        {"sasaran.indikator[1].realisasi", NUMBER, "25,00"},
        {"sasaran.indikator[1].realisasi[2016]", NUMBER, "10,00"},
        {"sasaran.indikator[1].capaian", NUMBER, "110,00"},
        {"sasaran.indikator[2].realisasi", NUMBER, "6,96"},
        {"sasaran.indikator[3].realisasi", NUMBER, "20,00"},
        {"sasaran.indikator[4].realisasi", NUMBER, "0,29"},
        {"sasaran.indikator[4].realisasi", THREE, "0,286"},
    };
    CHECK_FIGURES(&world, FIGURES);
    static const WorldCase CASES[] = {
        {"sasaran[1].indikator[1].tulis_rumus", "Jumlah koperasi baru / Jumlah koperasi × 100"},
        {"sasaran[1].indikator[1].tulis_target", "10 / 44 × 100"},
        {"sasaran[1].indikator[1].tulis_realisasi", "11 / 44 × 100"},
        {"sasaran[1].indikator[2].tulis_realisasi", "3.500 / 50.272 × 100"},
    };
    WORLD_CHECK(&world, CASES);
}

static void test_grades_are_counted(void **state)
{
    World world = shipped_world(*state, NULL);
    assert_true(calc_choose_scale(world.calc, STR("lakip-4"), (Place){0}));
    shipped_compute(
        &world,
        "jenjang: [{mulai: 91, sebutan: Berhasil}, {mulai: 61, sebutan: Cukup Berhasil}, "
        "{mulai: 26, sebutan: Kurang Berhasil}, {mulai: 0, sebutan: Tidak Berhasil}]\n"
        "sasaran:\n"
        "- nama: A\n"
        "  indikator:\n"
        "  - {nama: a, target: 35, realisasi: 22}\n"
        "  - {nama: b, target: 359, realisasi: 500}\n"
        "  - {nama: c, target: 490, realisasi: 490}\n"
        "  - {nama: d, target: 490}\n",
        2017);
    static const WorldCase CASES[] = {
        {"jenjang.jumlah", "[2 1 0 0]"},
        {"jenjang.berlaku", "[ya tidak tidak tidak]"},
    };
    WORLD_CHECK(&world, CASES);
}

static void test_quarters_make_up_the_year(void **state)
{
    World world = shipped_run(*state,
                              "sasaran:\n"
                              "- nama: A\n"
                              "  indikator:\n"
                              "  - {nama: a, target: 40, triwulan: {tw1: 5, tw2: 10, tw3: 12, tw4: "
                              "11}}\n"
                              "  - {nama: b, target: 40, triwulan: {tw1: 5, tw2: 10}}\n",
                              2017);
    static const Figure FIGURES[] = {
        {"sasaran.indikator[1].realisasi", NUMBER, "38,00"},
        {"sasaran.indikator[1].capaian", PERCENT, "95,00%"},
        {"sasaran.indikator[2].realisasi", NUMBER, "15,00"},
    };
    CHECK_FIGURES(&world, FIGURES);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_capaian_of_higher_is_better),
        TEST(test_lower_is_better_by_difference),
        TEST(test_lower_is_better_by_ratio_with_floor_and_cap),
        TEST(test_a_rule_is_replaced_by_yaml_alone),
        TEST(test_a_cap_of_100_does_not_hide_that_a_target_is_exceeded),
        TEST(test_five_years_of_one_indicator),
        TEST(test_averages_are_of_exact_figures),
        TEST(test_a_single_tujuan_has_all_sasaran),
        TEST(test_cumulative_targets),
        TEST(test_a_running_total_is_what_is_compared),
        TEST(test_a_year_that_lacks_data_leaves_no_partial_total),
        TEST(test_without_a_plan_s_years_a_total_begins_with_the_first_figure),
        TEST(test_nothing_is_compared_with_what_is_missing),
        TEST(test_a_bounded_capaian_needs_a_realisasi),
        TEST(test_words_are_measured_by_their_rank),
        TEST(test_a_word_that_the_scale_lacks_is_told),
        TEST(test_the_words_of_a_scale_are_listed),
        TEST(test_an_indicator_s_own_formula),
        TEST(test_grades_are_counted),
        TEST(test_quarters_make_up_the_year),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
