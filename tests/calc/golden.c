/*
 * The figures of the domain, computed by rules like those that ship and printed as documents print
 * them.
 */
#include "calc/world.h"

static const char SCHEMA[] =
    "akar:\n"
    "  isian:\n"
    "    tahun: tahun\n"
    "    sasaran: daftar sasaran\n"
    "    program: daftar program\n"
    "    efisiensi: daftar efisiensi\n"
    "    unsur: daftar unsur\n"
    "    responden: cacah\n"
    "sasaran: {isian: {indikator: daftar indikator}}\n"
    "indikator:\n"
    "  isian:\n"
    "    nama: teks\n"
    "    arah: {jenis: pilihan, pilihan: [naik, turun], bawaan: naik}\n"
    "    target: angka per tahun\n"
    "    realisasi: angka per tahun\n"
    "program: {isian: {kegiatan: daftar kegiatan, pagu: pagu, realisasi: uang}}\n"
    "kegiatan: {isian: {pagu: pagu, realisasi: uang}}\n"
    "pagu: {isian: {induk: uang, perubahan: uang}}\n"
    "efisiensi: {isian: {anggaran: uang, target: angka, capaian: angka, realisasi: uang}}\n"
    "unsur: {ringkas: jumlah, isian: {jumlah: angka}}\n";

static const char RULES[] =
    "indikator:\n"
    "  capaian: {jenis: angka per tahun, rumus: \"jika(arah == 'turun', jika(target == 0, "
    "jika(realisasi == 0, 100), (2 * target - realisasi) / target * 100), jika(target != 0, "
    "realisasi / target * 100))\"}\n"
    "  capaian_lain: \"jika(target != 0 dan realisasi != 0, jika(arah == 'turun', target / "
    "realisasi, "
    "realisasi / target) * 100)\"\n"
    "  capaian_terbatas: min(120, maks(0, capaian))\n"
    "  perubahan: capaian - capaian[tahun - 1]\n"
    "  predikat: skala_kode(capaian)\n"
    "sasaran: {rata_capaian: rata(indikator.capaian)}\n"
    "program:\n"
    "  pagu.induk: jumlah(kegiatan.pagu.induk)\n"
    "  pagu.perubahan: jumlah(kegiatan.pagu.perubahan)\n"
    "  realisasi: jumlah(kegiatan.realisasi)\n"
    "  serapan: realisasi / pagu.perubahan * 100\n"
    "  sisa: pagu.perubahan - realisasi\n"
    "  sisa_persen: sisa / pagu.perubahan * 100\n"
    "  selisih: pagu.perubahan - pagu.induk\n"
    "  selisih_persen: selisih / pagu.induk * 100\n"
    "kegiatan:\n"
    "  serapan: realisasi / pagu.perubahan * 100\n"
    "efisiensi:\n"
    "  nilai: anggaran / target * capaian - realisasi\n"
    "  persen: nilai / anggaran * 100\n"
    "unsur: {nrr: jumlah / responden}\n"
    "akar:\n"
    "  skm: rata(unsur.nrr)\n"
    "  konversi: skm * 25\n"
    "  konversi_bobot: jumlah(unsur.nrr) * 0.11 * 25\n";

/* How a figure is printed. */
typedef enum Print {
    PERCENT, /* two decimals, never up to a 100 that is not reached */
    NUMBER,  /* two decimals */
    RUPIAH,
    BRACKETS, /* without decimals, negative in parentheses */
} Print;

typedef struct Figure {
    const char *formula;
    Print print;
    const char *printed;
} Figure;

static Str print_figure(Arena *arena, Num value, Print print)
{
    switch (print) {
    case PERCENT:
        return format_percent(arena, value, 2);
    case RUPIAH:
        return format_rupiah(arena, value, 2);
    case BRACKETS:
        return format_accounting(arena, value, 0);
    default:
        return format_number(arena, value, 2);
    }
}

static void check_figures(const World *world, const Figure *figures, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        Value value = world_eval(world, figures[i].formula);
        if (value.kind != VALUE_NUMBER)
            fail_msg("%s gives no number: %s", figures[i].formula,
                     support_messages(world->fixture));
        const char *printed =
            support_c(print_figure(world->fixture->arena, value.number, figures[i].print));
        if (strcmp(printed, figures[i].printed) != 0)
            fail_msg("%s prints %s, not %s", figures[i].formula, printed, figures[i].printed);
    }
    assert_string_equal(support_messages(world->fixture), "");
}

#define CHECK_FIGURES(world, figures)                                                              \
    check_figures(world, figures, sizeof(figures) / sizeof *(figures))

static void test_capaian_of_higher_is_better(void **state)
{
    World world = world_run(*state, SCHEMA, RULES,
                            "tahun: 2017\n"
                            "sasaran:\n"
                            "- indikator:\n"
                            "  - {target: 100, realisasi: 99.77}\n"
                            "  - {target: 654, realisasi: 735}\n"
                            "  - {target: 6, realisasi: 1}\n"
                            "  - {target: 18.98, realisasi: 17.30}\n"
                            "  - {target: 4.42, realisasi: 9.33}\n"
                            "  - {target: 35, realisasi: 22}\n"
                            "  - {target: 359, realisasi: 500}\n"
                            "  - {target: 40, realisasi: 38}\n"
                            "  - {target: 0, realisasi: 3}\n");
    static const Figure FIGURES[] = {
        {"sasaran[1].indikator[1].capaian", NUMBER, "99,77"},
        {"sasaran[1].indikator[2].capaian", NUMBER, "112,39"},
        {"sasaran[1].indikator[3].capaian", NUMBER, "16,67"},
        {"sasaran[1].indikator[4].capaian", NUMBER, "91,15"},
        {"sasaran[1].indikator[5].capaian", NUMBER, "211,09"},
        {"sasaran[1].indikator[6].capaian", PERCENT, "62,86%"},
        {"sasaran[1].indikator[7].capaian", PERCENT, "139,28%"},
        {"sasaran[1].indikator[8].capaian", PERCENT, "95,00%"},
        {"sasaran[1].indikator[5].capaian_terbatas", NUMBER, "120,00"},
    };
    CHECK_FIGURES(&world, FIGURES);
    static const WorldCase CASES[] = {
        {"sasaran.indikator.predikat", "[ST ST SR ST ST R ST ST -]"},
        {"sasaran[1].indikator[9].capaian", "-"},
    };
    WORLD_CHECK(&world, CASES);
}

static void test_capaian_of_lower_is_better_by_both_conventions(void **state)
{
    World world = world_run(*state, SCHEMA, RULES,
                            "sasaran:\n"
                            "- indikator:\n"
                            "  - {arah: turun, target: 4, realisasi: 5}\n"
                            "  - {arah: turun, target: 4, realisasi: 9}\n"
                            "- indikator:\n"
                            "  - {arah: turun, target: 0, realisasi: 0}\n"
                            "  - {arah: turun, target: 0, realisasi: 1}\n");
    static const Figure FIGURES[] = {
        {"sasaran[1].indikator[1].capaian", NUMBER, "75,00"},
        {"sasaran[1].indikator[2].capaian", NUMBER, "-25,00"},
        {"sasaran[1].indikator[2].capaian_terbatas", NUMBER, "0,00"},
        {"sasaran[2].indikator[1].capaian", NUMBER, "100,00"},
    };
    CHECK_FIGURES(&world, FIGURES);
    static const WorldCase CASES[] = {
        {"sasaran[1].indikator[1].capaian_lain", "80"},
        {"sasaran[2].indikator[2].capaian", "-"},
        {"sasaran[1].indikator[2].predikat", "SR"},
    };
    WORLD_CHECK(&world, CASES);
}

static void test_averages_changes_and_cumulative_figures(void **state)
{
    World world = world_run(*state, SCHEMA, RULES,
                            "tahun: 2017\n"
                            "sasaran:\n"
                            "- indikator:\n"
                            "  - {target: 18.98, realisasi: 17.30}\n"
                            "  - {target: 4.42, realisasi: 9.33}\n"
                            "- indikator:\n"
                            "  - {target: 125, realisasi: 128}\n"
                            "  - {target: 654, realisasi: 735}\n"
                            "- indikator:\n"
                            "  - {target: {2016: 100, 2017: 100}, realisasi: {2016: 104.91, 2017: "
                            "99.77}}\n"
                            "  - {target: 100, realisasi: 99.38}\n"
                            "  - {target: 100, realisasi: 96.71}\n"
                            "- indikator:\n"
                            "  - {target: {2013: 150, 2014: 300, 2015: 450, 2016: 600, 2017: 750},"
                            " realisasi: {2013: 150, 2014: 300, 2015: 450, 2016: 600, 2017: "
                            "750}}\n");
    static const Figure FIGURES[] = {
        {"sasaran[1].rata_capaian", NUMBER, "151,12"},
        {"sasaran[2].rata_capaian", NUMBER, "107,39"},
        {"sasaran[3].rata_capaian", NUMBER, "98,62"},
        {"sasaran[3].indikator[1].perubahan", NUMBER, "-5,14"},
        {"sasaran[4].indikator[1].capaian", NUMBER, "100,00"},
        {"sasaran[4].indikator[1].capaian[2014]", NUMBER, "100,00"},
    };
    CHECK_FIGURES(&world, FIGURES);
}

static void test_serapan_and_sisa(void **state)
{
    World world = world_run(*state, SCHEMA, RULES,
                            "program:\n"
                            "- kegiatan: [{pagu: {perubahan: 8401622894}, realisasi: "
                            "7839983893}]\n"
                            "- kegiatan: [{pagu: {perubahan: 117300000}, realisasi: 133375000}]\n"
                            "- kegiatan: [{pagu: {perubahan: 11762079613}, realisasi: "
                            "10839100308}]\n"
                            "- kegiatan: [{pagu: {induk: 2363820000, perubahan: 2319495000}}]\n"
                            "- kegiatan: [{pagu: {perubahan: 13773923464}, realisasi: "
                            "13199835292}]\n"
                            "- kegiatan: [{pagu: {perubahan: 14177145851}, realisasi: "
                            "13339229745}]\n"
                            "- kegiatan: [{pagu: {perubahan: 1000000}, realisasi: 999999}]\n"
                            "- kegiatan: [{pagu: {perubahan: 6319911000}, realisasi: "
                            "5922027846}]\n"
                            "- kegiatan: [{pagu: {perubahan: 177160000}, realisasi: "
                            "109920400}]\n");
    static const Figure FIGURES[] = {
        {"program[1].serapan", PERCENT, "93,32%"},
        {"program[1].sisa", RUPIAH, "Rp561.639.001,00"},
        {"program[1].sisa_persen", PERCENT, "6,68%"},
        {"program[2].serapan", NUMBER, "113,70"},
        {"program[2].sisa", BRACKETS, "(16.075.000)"},
        {"program[3].sisa", BRACKETS, "922.979.305"},
        {"program[3].sisa_persen", PERCENT, "7,85%"},
        {"program[4].selisih", BRACKETS, "(44.325.000)"},
        {"program[4].selisih_persen", NUMBER, "-1,88"},
        {"program[5].serapan", PERCENT, "95,83%"},
        {"program[5].sisa_persen", PERCENT, "4,17%"},
        {"program[6].serapan", PERCENT, "94,09%"},
        {"program[6].sisa", BRACKETS, "837.916.106"},
        {"program[7].serapan", PERCENT, "99,99%"},
        {"program[7].sisa_persen", PERCENT, "0,01%"},
        {"program[8].sisa", BRACKETS, "397.883.154"},
        {"program[9].serapan", PERCENT, "62,05%"},
    };
    CHECK_FIGURES(&world, FIGURES);
    static const WorldCase CASES[] = {{"program[4].sisa", "-"}, {"program[4].serapan", "-"}};
    WORLD_CHECK(&world, CASES);
}

static void test_sums_of_every_level(void **state)
{
    World world = world_run(*state, SCHEMA, RULES,
                            "program:\n"
                            "- kegiatan: [{pagu: {perubahan: 5775522957}}, {pagu: {perubahan: "
                            "8401622894}}]\n"
                            "- kegiatan: [{pagu: {induk: 6080000000}}, {pagu: {induk: "
                            "21305000000}}, {pagu: {induk: 22856734000}}, {pagu: {induk: "
                            "25491100000}}, {pagu: {induk: 26938210000}}]\n"
                            "- kegiatan: [{pagu: {induk: 7288808800}}, {pagu: {induk: 23479000, "
                            "perubahan: 0}}, {pagu: {induk: 288988000}}, {pagu: {induk: "
                            "100364000}}, {pagu: {induk: 69250000}}, {pagu: {induk: 66356000}}, "
                            "{pagu: {induk: 45728000}}, {pagu: {induk: 91000000}}]\n");
    static const Figure FIGURES[] = {
        {"program[1].pagu.perubahan", BRACKETS, "14.177.145.851"},
        {"program[2].pagu.induk", BRACKETS, "102.671.044.000"},
        {"program[3].pagu.induk", BRACKETS, "7.973.973.800"},
    };
    CHECK_FIGURES(&world, FIGURES);
    static const WorldCase CASES[] = {{"program[2].pagu.perubahan", "-"}};
    WORLD_CHECK(&world, CASES);
}

static void test_efficiency(void **state)
{
    World world =
        world_run(*state, SCHEMA, RULES,
                  "efisiensi:\n"
                  "- {anggaran: 136475000, target: 35, capaian: 22, realisasi: 78269800}\n"
                  "- {anggaran: 108950000, target: 4, capaian: 4, realisasi: 108669900}\n"
                  "- {anggaran: 1979703600, target: 359, capaian: 500, realisasi: 1906501631}\n");
    static const Figure FIGURES[] = {
        {"efisiensi[1].nilai", BRACKETS, "7.514.486"},
        {"efisiensi[2].nilai", BRACKETS, "280.100"},
        {"efisiensi[3].nilai", BRACKETS, "850.745.723"},
        {"efisiensi[3].persen", PERCENT, "42,97%"},
    };
    CHECK_FIGURES(&world, FIGURES);
}

static void test_indicator_formulas(void **state)
{
    World world = world_run(*state, SCHEMA, RULES, "tahun: 2017\n");
    static const Figure FIGURES[] = {
        {"10 / 44 * 100", NUMBER, "22,73"},  {"3500 / 50272 * 100", NUMBER, "6,96"},
        {"30 / 150 * 100", NUMBER, "20,00"}, {"570 / 199010 * 100", NUMBER, "0,29"},
        {"104.91 - 99.77", NUMBER, "5,14"},
    };
    CHECK_FIGURES(&world, FIGURES);
    Value value = world_eval(&world, "570 / 199010 * 100");
    assert_str(format_number(world.fixture->arena, value.number, 3), "0,286");
}

/* The same from the data: an indicator's formula, its variables, how it is written and what it
 * prints.
 */
static void test_indicator_formulas_of_the_data(void **state)
{
    static const char OWN_SCHEMA[] =
        "akar: {isian: {tahun: tahun, indikator: daftar indikator}}\n"
        "indikator: {isian: {rumus: rumus, variabel: peta variabel}}\n"
        "variabel: {ringkas: nilai, isian: {nilai: angka per tahun}}\n";
    static const char OWN_RULES[] = "indikator:\n"
                                    "  realisasi: 'nilai_rumus(rumus, variabel)'\n"
                                    "  tulisan: 'tulis_rumus(rumus, variabel)'\n";
    World world = world_run(*state, OWN_SCHEMA, OWN_RULES,
                            "tahun: 2017\n"
                            "indikator:\n"
                            "- {rumus: baru / lama * 100, variabel: {baru: 10, lama: 44}}\n"
                            "- {rumus: koperasi / umkm * 100, variabel: {koperasi: 3500, umkm: "
                            "50272}}\n"
                            "- {rumus: a / b * 100, variabel: {a: 30, b: 150}}\n"
                            "- {rumus: a / b * 100, variabel: {a: 570, b: 199010}}\n");
    static const Figure FIGURES[] = {
        {"indikator[1].realisasi", NUMBER, "22,73"},
        {"indikator[2].realisasi", NUMBER, "6,96"},
        {"indikator[3].realisasi", PERCENT, "20,00%"},
        {"indikator[4].realisasi", NUMBER, "0,29"},
    };
    CHECK_FIGURES(&world, FIGURES);
    static const WorldCase CASES[] = {
        {"indikator[1].tulisan", "10 / 44 \xC3\x97 100"},
        {"indikator[2].tulisan", "3.500 / 50.272 \xC3\x97 100"},
        {"indikator[4].tulisan", "570 / 199.010 \xC3\x97 100"},
    };
    WORLD_CHECK(&world, CASES);
}

/* PMK 22/PMK.02/2021: pagu 100, 200 and 400 million at capaian 100%, 80% and 110%. */
static void test_efficiency_of_ministries(void **state)
{
    World world = world_run(*state,
                            "akar: {isian: {tahun: tahun, keluaran: daftar keluaran}}\n"
                            "keluaran: {isian: {pagu: uang, capaian: angka, realisasi: uang}}\n",
                            "keluaran: {seharusnya: pagu * capaian / 100}\n"
                            "akar:\n"
                            "  e: '(jumlah(keluaran.seharusnya) - jumlah(keluaran.realisasi)) / "
                            "jumlah(keluaran.seharusnya) * 100'\n"
                            "  ne: '50 + maks(-20, min(20, e)) / 20 * 50'\n",
                            "keluaran:\n"
                            "- {pagu: 100000000, capaian: 100, realisasi: 95000000}\n"
                            "- {pagu: 200000000, capaian: 80, realisasi: 170000000}\n"
                            "- {pagu: 400000000, capaian: 110, realisasi: 380000000}\n");
    static const Figure FIGURES[] = {{"e", NUMBER, "7,86"}, {"ne", NUMBER, "69,64"}};
    CHECK_FIGURES(&world, FIGURES);
}

/* "Menurun 35,47%" and T-C.29: 8=(7/6), 10=(5+7+9), 11=(10/4). */
static void test_arithmetic_of_the_forms(void **state)
{
    World world = world_run(*state, SCHEMA, RULES, "tahun: 2017\n");
    static const Figure FIGURES[] = {
        {"(6453 - 10000) / 10000 * 100", NUMBER, "-35,47"},
        {"abs((6453 - 10000) / 10000 * 100)", PERCENT, "35,47%"},
        {"(16368222737 + 5716225815)", BRACKETS, "22.084.448.552"},
        {"(136475000 / 35) * 22 - 78269800", BRACKETS, "7.514.486"},
        {"rata(99.77, 99.38, 96.71)", NUMBER, "98,62"},
        {"rata_tertimbang(daftar(100, 50), daftar(3, 1))", NUMBER, "87,50"},
    };
    CHECK_FIGURES(&world, FIGURES);
}

static void test_service_quality(void **state)
{
    World world = world_run(*state, SCHEMA, RULES,
                            "responden: 300\n"
                            "unsur: [890, 944, 844, 882, 868, 929, 894, 884, 932]\n");
    static const Figure FIGURES[] = {
        {"unsur[1].nrr", NUMBER, "2,97"}, {"unsur[2].nrr", NUMBER, "3,15"},
        {"unsur[3].nrr", NUMBER, "2,81"}, {"unsur[4].nrr", NUMBER, "2,94"},
        {"unsur[5].nrr", NUMBER, "2,89"}, {"unsur[6].nrr", NUMBER, "3,10"},
        {"unsur[7].nrr", NUMBER, "2,98"}, {"unsur[8].nrr", NUMBER, "2,95"},
        {"unsur[9].nrr", NUMBER, "3,11"}, {"skm", NUMBER, "2,99"},
        {"konversi", NUMBER, "74,69"},    {"konversi_bobot", NUMBER, "73,95"},
    };
    CHECK_FIGURES(&world, FIGURES);
    static const WorldCase CASES[] = {
        {"skala_kode(konversi, 'skm-14-2017')", "C"},
        {"skala_kode(konversi, 'ikm-25-2004')", "B"},
    };
    WORLD_CHECK(&world, CASES);
}

static void test_sums_do_not_depend_on_the_order(void **state)
{
    Fixture *fixture = *state;
    enum { COUNT = 200 };
    Buf forth = {.arena = fixture->arena};
    Buf back = {.arena = fixture->arena};
    for (int i = 0; i < COUNT; i++) {
        buf_format(&forth, "%s%d/%d", i > 0 ? ", " : "", i * 7919 % 1000 - 300, i + 1);
        int k = COUNT - 1 - i;
        buf_format(&back, "%s%d/%d", i > 0 ? ", " : "", k * 7919 % 1000 - 300, k + 1);
    }
    World world = world_run(fixture, SCHEMA, RULES, "tahun: 2017\n");
    Str text = str_format(fixture->arena, "jumlah(%.*s) == jumlah(%.*s)", STR_ARG(buf_str(&forth)),
                          STR_ARG(buf_str(&back)));
    Value same = world_eval(&world, str_c(fixture->arena, text));
    assert_int_equal(same.kind, VALUE_BOOL);
    assert_true(same.flag);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_capaian_of_higher_is_better),
        TEST(test_capaian_of_lower_is_better_by_both_conventions),
        TEST(test_averages_changes_and_cumulative_figures),
        TEST(test_serapan_and_sisa),
        TEST(test_sums_of_every_level),
        TEST(test_efficiency),
        TEST(test_indicator_formulas),
        TEST(test_indicator_formulas_of_the_data),
        TEST(test_efficiency_of_ministries),
        TEST(test_arithmetic_of_the_forms),
        TEST(test_service_quality),
        TEST(test_sums_do_not_depend_on_the_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
