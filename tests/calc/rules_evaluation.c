/*
 * The rules that ship, on the evaluation of plans and on surveys: forms T-C.29 and E.81, SKM, IKM.
 */
#include "calc/shipped.h"

static void test_arithmetic_of_t_c_29(void **state)
{
    World world = shipped_run(*state,
                              "renstra: {mulai: 2018, akhir: 2023}\n"
                              "program:\n"
                              "- nama: A\n"
                              "  indikator:\n"
                              "  - nama: a\n"
                              "    target: {2019: 20, 2020: 22, 2021: 25, 2023: 120}\n"
                              "    realisasi: {2017: 7, 2018: 18, 2019: 21, 2020: 20}\n"
                              "  - nama: b\n"
                              "    target_renstra: 50\n"
                              "    realisasi_sampai: {2019: 12.5}\n"
                              "    target: {2020: 10, 2021: 11}\n"
                              "    realisasi: {2020: 9}\n",
                              2022);
    static const Figure FIGURES[] = {
        {"program[1].indikator[1].target_akhir", NUMBER, "120,00"},
        {"program[1].indikator[1].kumulatif_tiga_tahun_lalu", NUMBER, "39,00"},
        {"program[1].indikator[1].target_dua_tahun_lalu", NUMBER, "22,00"},
        {"program[1].indikator[1].realisasi_dua_tahun_lalu", NUMBER, "20,00"},
        {"program[1].indikator[1].tingkat_dua_tahun_lalu", PERCENT, "90,91%"},
        {"program[1].indikator[1].target_lalu", NUMBER, "25,00"},
        {"program[1].indikator[1].perkiraan_kumulatif", NUMBER, "84,00"},
        {"program[1].indikator[1].tingkat_perkiraan", PERCENT, "70,00%"},
        {"program[1].indikator[1].target_maju", NUMBER, "120,00"},
        {"program[1].indikator[2].kumulatif_tiga_tahun_lalu", NUMBER, "12,50"},
        {"program[1].indikator[2].perkiraan_kumulatif", NUMBER, "32,50"},
        {"program[1].indikator[2].tingkat_perkiraan", PERCENT, "65,00%"},
    };
    CHECK_FIGURES(&world, FIGURES);
}

static void test_sums_of_the_forms_need_all_that_they_add(void **state)
{
    World world = shipped_run(
        *state,
        "renstra: {mulai: 2018, akhir: 2023}\n"
        "program:\n"
        "- nama: A\n"
        "  indikator:\n"
        "  - {nama: a, target: {2021: 25, 2023: 120}, realisasi: {2018: 18, 2020: 20, 2021: 1, "
        "2022: 2}}\n"
        "  - {nama: b, target: {2021: 25}, realisasi: {2018: 18, 2019: 21}}\n"
        "  - {nama: c, realisasi: {2018: 18, 2019: 21, 2020: 20}}\n"
        "  - {nama: d, target: {2022: 25}, realisasi: {2018: 1, 2019: 1, 2020: 1, 2021: 1}}\n"
        "  - {nama: e, target_renstra: 80, realisasi_sampai: {2021: 30}, triwulan: {2022: {tw1: 4, "
        "tw2: 6}}}\n"
        "  - {nama: f, target_renstra: 80, realisasi_sampai: {2022: 60}}\n",
        2022);
    static const WorldCase CASES[] = {
        {"program[1].indikator.perkiraan_kumulatif", "[- - - - - -]"},
        {"program[1].indikator.realisasi_sd_ini", "[- - - - 40 60]"},
        {"program[1].indikator.tingkat_renstra", "[- - - - 50 75]"},
    };
    WORLD_CHECK(&world, CASES);
}

static void test_years_before_the_plan_may_be_empty(void **state)
{
    World world = shipped_run(*state,
                              "renstra: {mulai: 2021, akhir: 2025}\n"
                              "program: [{nama: A, indikator: [{nama: a, target: {2021: 5}}]}]\n"
                              "evaluasi:\n"
                              "  tahun: 2021\n"
                              "  program: [{nama: A, indikator: [{nama: a, target_renstra: 40, "
                              "realisasi: {2021: 4}}]}]\n",
                              2022);
    static const Figure FIGURES[] = {
        {"program[1].indikator[1].perkiraan_kumulatif", NUMBER, "5,00"},
        {"evaluasi.program[1].indikator[1].realisasi_sd_ini", NUMBER, "4,00"},
        {"evaluasi.program[1].indikator[1].tingkat_renstra", NUMBER, "10,00"},
    };
    CHECK_FIGURES(&world, FIGURES);
}

static void test_t_c_29_of_a_cumulative_indicator(void **state)
{
    World world =
        shipped_run(*state,
                    "renstra: {mulai: 2018, akhir: 2022}\n"
                    "program:\n"
                    "- nama: A\n"
                    "  indikator:\n"
                    "  - nama: a\n"
                    "    kumulatif: ya\n"
                    "    target: {2018: 150, 2019: 300, 2020: 450, 2021: 600, 2022: 750}\n"
                    "    realisasi: {2018: 150, 2019: 150, 2020: 105}\n",
                    2022);
    static const Figure FIGURES[] = {
        {"program[1].indikator[1].tingkat_dua_tahun_lalu", NUMBER, "90,00"},
        {"program[1].indikator[1].target_setahun_lalu", NUMBER, "150,00"},
        {"program[1].indikator[1].perkiraan_kumulatif", NUMBER, "555,00"},
        {"program[1].indikator[1].tingkat_perkiraan", NUMBER, "74,00"},
    };
    CHECK_FIGURES(&world, FIGURES);
}

/* Percentages and scores do not add up: they stand where the last year does, or have a mean. */
static void test_what_several_years_come_to(void **state)
{
    World world = shipped_run(
        *state,
        "renstra: {mulai: 2018, akhir: 2023}\n"
        "program:\n"
        "- nama: A\n"
        "  indikator:\n"
        "  - {nama: a, satuan: \"%\", target: {2021: 97, 2023: 98}, realisasi: {2018: 90, 2019: "
        "92, "
        "2020: 95, 2021: 96.5, 2022: 97}}\n"
        "  - {nama: b, satuan: Nilai, target: {2021: 80, 2023: 82}, realisasi_sampai: {2019: 71}, "
        "realisasi: {2021: 74, 2022: 75}}\n"
        "  - {nama: c, satuan: \"%\", akumulasi: rata, target: {2021: 96, 2023: 90}, realisasi: "
        "{2018: 90, 2019: 92, 2020: 94, 2021: 96, 2022: 98}}\n"
        "  - {nama: d, satuan: \"%\", akumulasi: jumlah, target: {2021: 1, 2023: 9}, realisasi: "
        "{2018: 1, 2019: 2, 2020: 3, 2021: 4, 2022: 5}}\n"
        "  - {nama: e, satuan: \"%\", akumulasi: rata, target: {2021: 96, 2023: 90}, realisasi: "
        "{2017: 5, 2018: 90, 2020: 94, 2022: 98}}\n",
        2022);
    static const WorldCase CASES[] = {
        {"program[1].indikator.cara_akumulasi", "[terakhir terakhir rata jumlah rata]"},
        {"program[1].indikator.kumulatif_tiga_tahun_lalu", "[92 71 91 3 -]"},
        {"program[1].indikator.perkiraan_kumulatif", "[97 80 93 7 -]"},
        {"program[1].indikator.realisasi_sd_lalu", "[96.5 74 93 10 -]"},
        {"program[1].indikator.realisasi_sd_ini", "[97 75 94 15 -]"},
        {"program[1].indikator[3].tingkat_renstra * 9", "940"},
    };
    WORLD_CHECK(&world, CASES);
}

/* Years before the plan are not of it. */
static void test_a_percentage_in_the_first_year_of_a_plan(void **state)
{
    World world = shipped_run(*state,
                              "renstra: {mulai: 2021, akhir: 2025}\n"
                              "program: [{nama: A, indikator: [{nama: a, satuan: persen, target: "
                              "{2021: 90, 2022: 91}, realisasi: {2019: 50, 2020: 60, 2021: 88}}, "
                              "{nama: b, satuan: persen, akumulasi: rata, target: {2021: 90, 2022: "
                              "91}, realisasi: {2019: 50, 2020: 60, 2021: 88}}]}]\n",
                              2022);
    static const WorldCase CASES[] = {
        {"program[1].indikator.kumulatif_tiga_tahun_lalu", "[- -]"},
        {"program[1].indikator.perkiraan_kumulatif", "[90 90]"},
        {"program[1].indikator.realisasi_sd_lalu", "[88 88]"},
    };
    WORLD_CHECK(&world, CASES);
}

static void test_e_81_of_a_plan_without_quarters(void **state)
{
    World world = shipped_run_file(*state, "renja-2022-evaluasi", 2022);
    static const Figure FIGURES[] = {
        {"program[1].indikator[1].tingkat_realisasi", PERCENT, "25,00%"},
        {"program[1].indikator[1].realisasi_sd_ini", NUMBER, "100,00"},
        {"program[1].indikator[1].tingkat_renstra", PERCENT, "62,50%"},
        {"program[1].serapan", PERCENT, "92,15%"},
        {"program[1].kegiatan[1].serapan", PERCENT, "99,94%"},
        {"program[1].kegiatan[5].serapan", PERCENT, "45,84%"},
        {"program[1].rata_tingkat_anggaran", PERCENT, "89,65%"},
        {"rata(program[1].kegiatan[nama != 'Pengadaan Barang Milik Daerah'].serapan)", PERCENT,
         "96,95%"},
        {"program[2].rata_tingkat_kinerja", PERCENT, "10,32%"},
        {"program[2].rata_tingkat_anggaran", PERCENT, "95,63%"},
        {"program[3].rata_tingkat_kinerja", PERCENT, "13,78%"},
        {"program[3].rata_tingkat_anggaran", PERCENT, "90,19%"},
        {"program[4].rata_tingkat_kinerja", PERCENT, "1,06%"},
        {"program[4].rata_tingkat_anggaran", PERCENT, "95,43%"},
        {"program[5].rata_tingkat_kinerja", PERCENT, "4,86%"},
        {"program[5].serapan", PERCENT, "88,02%"},
        {"program[6].rata_tingkat_kinerja", PERCENT, "12,00%"},
        {"program[6].serapan", PERCENT, "38,15%"},
        {"program[7].rata_tingkat_kinerja", PERCENT, "7,58%"},
        {"program[7].serapan", PERCENT, "39,77%"},
        {"program[1].realisasi_sd_ini", BRACKETS, "22.084.448.552"},
        {"program[2].realisasi_sd_ini", BRACKETS, "148.331.900"},
        {"program[3].realisasi_sd_ini", BRACKETS, "222.619.800"},
        {"program[4].realisasi_sd_ini", BRACKETS, "4.653.895.052"},
        {"program[5].realisasi_sd_ini", BRACKETS, "392.945.900"},
        {"program[6].realisasi_sd_ini", BRACKETS, "1.387.912.210"},
        {"program[7].realisasi_sd_ini", BRACKETS, "3.841.627.781"},
        {"program[2].tingkat_renstra", PERCENT, "54,65%"},
        {"total_langsung.perubahan", BRACKETS, "22.312.585.924"},
        {"total_langsung.realisasi", BRACKETS, "16.524.057.351"},
        {"total_langsung.serapan", PERCENT, "74,06%"},
        {"program[6].sisa", BRACKETS, "1.022.435.384"},
        {"rata_tingkat_kinerja", PERCENT, "10,62%"},
        {"rata_tingkat_anggaran", PERCENT, "76,69%"},
    };
    CHECK_FIGURES(&world, FIGURES);
    static const WorldCase CASES[] = {
        {"program.kode_predikat_anggaran", "[T ST T ST T SR SR]"},
        {"program.kode_predikat_kinerja", "[SR SR SR SR SR SR SR]"},
        {"predikat_kinerja", "Sangat Rendah"},
        {"kode_predikat_anggaran", "T"},
    };
    WORLD_CHECK(&world, CASES);
}

static void test_e_81_with_quarters_up_the_tree(void **state)
{
    World world = shipped_run(
        *state,
        "renstra: {mulai: 2021, akhir: 2025}\n"
        "program:\n"
        "- nama: A\n"
        "  kegiatan:\n"
        "  - nama: a\n"
        "    indikator:\n"
        "    - {nama: i, target: {2022: 10, 2025: 40}, realisasi_sampai: {2021: 8}, triwulan: "
        "{2022: {tw1: 1, tw2: 2, tw3: 3, tw4: 3}}}\n"
        "    - {nama: j, arah: turun, target: {2022: 4}, realisasi: {2022: 5}}\n"
        "    sub_kegiatan:\n"
        "    - {nama: x, pagu: 100, triwulan: {tw1: 10, tw2: 20, tw3: 30, tw4: 20}, pagu_renstra: "
        "{2021: 90, 2022: 100, 2023: 110}, realisasi_sampai: {2021: 85}}\n"
        "    - {nama: y, pagu: 50, triwulan: {tw1: 5, tw4: 40}, pagu_renstra: {2022: 50}}\n",
        2022);
    static const Figure FIGURES[] = {
        {"program[1].kegiatan[1].indikator[1].realisasi_sd_lalu", NUMBER, "8,00"},
        {"program[1].kegiatan[1].indikator[1].realisasi", NUMBER, "9,00"},
        {"program[1].kegiatan[1].indikator[1].tingkat_realisasi", PERCENT, "90,00%"},
        {"program[1].kegiatan[1].indikator[1].realisasi_sd_ini", NUMBER, "17,00"},
        {"program[1].kegiatan[1].indikator[1].tingkat_renstra", PERCENT, "42,50%"},
        {"program[1].kegiatan[1].indikator[2].tingkat_realisasi", PERCENT, "75,00%"},
        {"program[1].triwulan.tw1", BRACKETS, "15"},
        {"program[1].triwulan.tw2", BRACKETS, "20"},
        {"program[1].triwulan.tw4", BRACKETS, "60"},
        {"program[1].realisasi", BRACKETS, "125"},
        {"program[1].serapan", PERCENT, "83,33%"},
        {"program[1].jumlah_pagu_renstra", BRACKETS, "350"},
        {"program[1].realisasi_sd_ini", BRACKETS, "210"},
        {"program[1].tingkat_renstra", PERCENT, "60,00%"},
        {"program[1].rata_tingkat_kinerja", PERCENT, "82,50%"},
    };
    CHECK_FIGURES(&world, FIGURES);
}

static void test_another_year_is_evaluated_on_its_own(void **state)
{
    World world = shipped_run(
        *state,
        "evaluasi:\n"
        "  tahun: 2022\n"
        "  program:\n"
        "  - {nama: A, pagu: 100, realisasi: 95, indikator: [{nama: i, target: {2022: 10, 2024: "
        "50}, realisasi: {2021: 3, 2022: 8, 2024: 1}}]}\n"
        "  - {nama: B, pagu: 100, realisasi: 45, indikator: [{nama: i, target: {2022: 10}, "
        "realisasi: {2022: 6}}]}\n"
        "program: [{nama: C, pagu: 7}]\n",
        2024);
    static const Figure FIGURES[] = {
        {"evaluasi.anggaran", BRACKETS, "200"},
        {"evaluasi.serapan", PERCENT, "70,00%"},
        {"evaluasi.rata_tingkat_kinerja", PERCENT, "70,00%"},
        {"evaluasi.rata_tingkat_anggaran", PERCENT, "70,00%"},
        {"evaluasi.program[1].indikator[1].realisasi_sd_ini", NUMBER, "11,00"},
        {"total_langsung.anggaran", BRACKETS, "7"},
    };
    CHECK_FIGURES(&world, FIGURES);
    static const WorldCase CASES[] = {{"evaluasi.program.kode_predikat_anggaran", "[ST SR]"},
                                      {"evaluasi.predikat_kinerja", "Sedang"}};
    WORLD_CHECK(&world, CASES);
}

static void test_the_period_before_is_evaluated_on_its_own(void **state)
{
    static const char DATA[] =
        "renstra: {mulai: 2023, akhir: 2026}\n"
        "evaluasi:\n"
        "  tahun: 2022\n"
        "%s"
        "  program:\n"
        "  - {nama: A, pagu_renstra: {2021: 10, 2022: 30, 2024: 500}, realisasi: 20,\n"
        "     indikator: [{nama: i, target: {2022: 10, 2026: 50}, realisasi: {2022: 8}}]}\n";
    Arena *arena = ((Fixture *)*state)->arena;
    Str before = str_format(arena, DATA, "  periode: {mulai: 2017, akhir: 2022}\n");
    World world = shipped_run(*state, str_c(arena, before), 2024);
    static const WorldCase BEFORE[] = {
        {"evaluasi.jumlah_pagu_renstra", "40"},
        {"evaluasi.program.indikator.target_akhir", "[10]"},
        {"renstra.akhir", "2026"},
    };
    WORLD_CHECK(&world, BEFORE);
    world = shipped_run(*state, str_c(arena, str_format(arena, DATA, "")), 2024);
    static const WorldCase SAME[] = {
        {"evaluasi.jumlah_pagu_renstra", "500"},
        {"evaluasi.program.indikator.target_akhir", "[50]"},
        {"evaluasi.renstra.akhir", "2026"},
    };
    WORLD_CHECK(&world, SAME);
}

/* --- Surveys --------------------------------------------------------------------------------- */

#define TOTALS                                                                                     \
    "survei:\n"                                                                                    \
    "- nama: Pelayanan\n"                                                                          \
    "  responden: 300\n"                                                                           \
    "  unsur: [{nama: U1, total: 890}, {nama: U2, total: 944}, {nama: U3, total: 844}, {nama: "    \
    "U4, total: 882}, {nama: U5, total: 868}, {nama: U6, total: 929}, {nama: U7, total: 894}, "    \
    "{nama: U8, total: 884}, {nama: U9, total: 932}]\n"

static void test_survey_from_totals(void **state)
{
    World world = shipped_run(*state, TOTALS, 2019);
    static const Figure FIGURES[] = {
        {"survei.unsur[1].nrr", NUMBER, "2,97"}, {"survei.unsur[2].nrr", NUMBER, "3,15"},
        {"survei.unsur[3].nrr", NUMBER, "2,81"}, {"survei.unsur[4].nrr", NUMBER, "2,94"},
        {"survei.unsur[5].nrr", NUMBER, "2,89"}, {"survei.unsur[6].nrr", NUMBER, "3,10"},
        {"survei.unsur[7].nrr", NUMBER, "2,98"}, {"survei.unsur[8].nrr", NUMBER, "2,95"},
        {"survei.unsur[9].nrr", NUMBER, "3,11"}, {"survei[1].nilai", NUMBER, "2,99"},
        {"survei[1].konversi", NUMBER, "74,69"}, {"survei.unsur[2].konversi", NUMBER, "78,67"},
    };
    CHECK_FIGURES(&world, FIGURES);
    static const WorldCase CASES[] = {
        {"survei[1].mutu", "C"},
        {"survei[1].kinerja", "Kurang Baik"},
        {"survei.unsur.mutu", "[C B C C C B C C B]"},
        {"survei.unsur[tertinggi].nama", "[U2]"},
        {"survei.unsur[terendah].nama", "[U3]"},
    };
    WORLD_CHECK(&world, CASES);
}

static void test_survey_with_cut_weight_on_another_scale(void **state)
{
    World world = shipped_run(
        *state, "ketentuan: {desimal_bobot_survei: 2, skala_survei: ikm-25-2004}\n" TOTALS, 2019);
    static const Figure FIGURES[] = {
        {"survei[1].bobot", NUMBER, "0,11"},
        {"survei[1].konversi", NUMBER, "73,95"},
    };
    CHECK_FIGURES(&world, FIGURES);
    static const WorldCase CASES[] = {{"survei[1].mutu", "B"}, {"survei.unsur[1].mutu", "B"}};
    WORLD_CHECK(&world, CASES);
}

static void test_survey_from_respondents(void **state)
{
    World world = shipped_run(*state,
                              "survei:\n"
                              "- nama: Pelayanan\n"
                              "  unsur: [Syarat, Prosedur, Waktu]\n"
                              "  jawaban:\n"
                              "  - nilai: [3, 4, 2]\n"
                              "  - nilai: [4, 4, 3]\n"
                              "  - nilai: [3, 3, 3]\n"
                              "  - nilai: [4, 4, 4]\n"
                              "- {nama: Lain, unsur: [{nama: Syarat, nrr: 3.2}, {nama: Waktu, nrr: "
                              "3}]}\n",
                              2019);
    static const Figure FIGURES[] = {
        {"survei[1].responden", BRACKETS, "4"},     {"survei[1].unsur[1].total", BRACKETS, "14"},
        {"survei[1].unsur[1].nrr", NUMBER, "3,50"}, {"survei[1].unsur[2].nrr", NUMBER, "3,75"},
        {"survei[1].unsur[3].nrr", NUMBER, "3,00"}, {"survei[1].nilai", NUMBER, "3,42"},
        {"survei[1].konversi", NUMBER, "85,42"},    {"survei[2].konversi", NUMBER, "77,50"},
    };
    CHECK_FIGURES(&world, FIGURES);
}

static void test_an_answer_left_out_is_not_a_0(void **state)
{
    World world = shipped_run(*state,
                              "survei:\n"
                              "- nama: Pelayanan\n"
                              "  unsur: [Syarat, Prosedur]\n"
                              "  jawaban: [{nilai: [3, 4]}, {nilai: [4]}, {nilai: [3, 3]}, {nilai: "
                              "[2, 2]}]\n"
                              "- nama: Lain\n"
                              "  unsur: [Syarat, Prosedur]\n"
                              "  jawaban: [{nilai: [3]}, {nilai: [4]}]\n",
                              2019);
    static const WorldCase CASES[] = {
        {"survei.responden", "[4 2]"},      {"survei[1].unsur.penjawab", "[4 3]"},
        {"survei[1].unsur.nrr", "[3 3]"},   {"survei[1].konversi", "75"},
        {"survei[2].unsur.nrr", "[3.5 -]"}, {"survei.nilai", "[3 -]"},
    };
    WORLD_CHECK(&world, CASES);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_arithmetic_of_t_c_29),
        TEST(test_sums_of_the_forms_need_all_that_they_add),
        TEST(test_years_before_the_plan_may_be_empty),
        TEST(test_t_c_29_of_a_cumulative_indicator),
        TEST(test_what_several_years_come_to),
        TEST(test_a_percentage_in_the_first_year_of_a_plan),
        TEST(test_e_81_of_a_plan_without_quarters),
        TEST(test_e_81_with_quarters_up_the_tree),
        TEST(test_another_year_is_evaluated_on_its_own),
        TEST(test_the_period_before_is_evaluated_on_its_own),
        TEST(test_survey_from_totals),
        TEST(test_survey_with_cut_weight_on_another_scale),
        TEST(test_survey_from_respondents),
        TEST(test_an_answer_left_out_is_not_a_0),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
