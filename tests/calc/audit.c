/*
 * The audits that ship, each with data that it finds and data that it leaves alone; severities,
 * and audits of a user's own.
 */
#include "calc/audited.h"

typedef struct Case {
    const char *data;
    const char *told; /* all that is told */
} Case;

static void check_case(void **state)
{
    const Case *item = *state;
    void *fixture = NULL;
    fixture_setup(&fixture);
    World world = audited_world(fixture, NULL);
    audit(&world, item->data);
    assert_string_equal(findings(fixture), item->told);
    fixture_teardown(&fixture);
}

/* --- The cases -------------------------------------------------------------------------------- */

#define KEGIATAN(fields) "program: [{nama: A, kegiatan: [{nama: K, " fields "}]}]\n"
#define PROGRAM(fields)                                                                            \
    "program: [{nama: A, " fields                                                                  \
    ", kegiatan: [{nama: K, pagu: 14177145851, realisasi: 13339229745}]}]\n"
#define INDIKATOR(fields) "sasaran: [{nama: S, indikator: [{nama: I, " fields "}]}]\n"
#define NAMED(name)       "sasaran: [{nama: S, indikator: [{nama: " name ", target: 5, realisasi: 4}]}]\n"
#define FIRST             "d.yaml:1:"

static const struct {
    const char *name;
    Case item;
} cases[] = {
    /* nilai_tercantum: as printed */
    {"a_stated_percentage_that_is_another",
     {PROGRAM("serapan: \"94,66\""), FIRST
      "31: warning: nilai_tercantum: 'serapan' of program 'A' is stated as 94,66 but computed "
      "as 94,09 (difference 0,57)\n"}},
    {"a_stated_percentage_as_printed", {PROGRAM("serapan: 94.09"), ""}},
    {"a_stated_percentage_with_its_sign", {PROGRAM("serapan: \"94,09%\""), ""}},
    {"a_stated_percentage_of_fewer_decimals", {PROGRAM("serapan: \"94,1\""), ""}},
    {"a_stated_percentage_of_more_decimals", {PROGRAM("serapan: \"94,0897\""), ""}},
    {"a_stated_percentage_cut_off",
     {PROGRAM("serapan: \"94,08\""), FIRST
      "31: warning: nilai_tercantum: 'serapan' of program 'A' is stated as 94,08 but computed "
      "as 94,09 (difference 0,01)\n"}},
    {"a_stated_whole_that_is_none",
     {"program: [{nama: A, serapan: 100, kegiatan: [{nama: K, pagu: 100000000, realisasi: "
      "99999000}]}]\n",
      FIRST "30: warning: nilai_tercantum: 'serapan' of program 'A' is stated as 100 but computed "
            "as 99,99 (difference 0,01)\n"}},
    {"a_stated_percentage_just_below_the_whole",
     {"program: [{nama: A, serapan: \"99,99\", kegiatan: [{nama: K, pagu: 100000000, realisasi: "
      "99999000}]}]\n",
      ""}},
    {"a_stated_nothing_that_is_something",
     {"program: [{nama: A, serapan: 0, kegiatan: [{nama: K, pagu: 100000000, realisasi: "
      "2500}]}]\n",
      FIRST "30: warning: nilai_tercantum: 'serapan' of program 'A' is stated as 0 but computed "
            "as 0,01 (difference 0,01)\n"}},
    {"a_stated_sum_of_a_record_within",
     {PROGRAM("pagu: {induk: \"14.092.145.851,00\"}"),
      FIRST "36: warning: nilai_tercantum: 'pagu.induk' of program 'A' is stated as 14.092.145.851 "
            "but computed as 14.177.145.851 (difference 85.000.000)\n"}},
    {"a_stated_sum_by_its_shorthand",
     {PROGRAM("pagu: 14092145851"),
      FIRST "27: warning: nilai_tercantum: 'pagu.induk' of program 'A' is stated as 14.092.145.851 "
            "but computed as 14.177.145.851 (difference 85.000.000)\n"}},
    {"a_stated_sum_that_holds", {PROGRAM("pagu: Rp14.177.145.851"), ""}},
    {"a_stated_count_of_the_report",
     {"jumlah_program: \"9 (sembilan)\"\n" PROGRAM("kode: '1'"),
      FIRST "18: warning: nilai_tercantum: 'jumlah_program' is stated as 9 but computed as 1 "
            "(difference 8)\n"}},
    {"a_stated_total_of_the_report",
     {"total_langsung: {realisasi: 13339229744}\n" PROGRAM("kode: '1'"),
      FIRST "29: warning: nilai_tercantum: 'total_langsung.realisasi' is stated as 13.339.229.744 "
            "but computed as 13.339.229.745 (difference 1)\n"}},
    {"a_stated_grade_that_is_another",
     {INDIKATOR("target: 100, realisasi: 95.63, predikat: T"),
      FIRST "84: warning: nilai_tercantum: 'predikat' of indikator 'I' is stated as 'T' but "
            "computed as 'Sangat Tinggi'\n"}},
    {"a_stated_grade_by_its_code", {INDIKATOR("target: 100, realisasi: 95.63, predikat: ST"), ""}},
    {"a_stated_grade_in_capitals",
     {INDIKATOR("target: 100, realisasi: 95.63, predikat: SANGAT  tinggi"), ""}},
    {"a_stated_wording_that_is_not_so",
     {INDIKATOR("target: 100, realisasi: 99.77, melampaui: ya"),
      FIRST "85: warning: nilai_tercantum: 'melampaui' of indikator 'I' is stated as 'ya' but "
            "computed as 'tidak'\n"}},
    {"a_stated_wording_that_is_so",
     {INDIKATOR("target: 100, realisasi: 99.77, melampaui: tidak"), ""}},
    {"a_stated_text_for_a_number",
     {PROGRAM("serapan: baik"), FIRST "30: warning: nilai_tercantum: 'serapan' of program 'A' is "
                                      "stated as 'baik' but computed as 94,09\n"}},
    {"a_stated_number_with_its_grouping_left_open",
     {KEGIATAN("pagu: 1400000, realisasi: 1398600, sisa: 1.400"), ""}},
    {"a_stated_negative_number",
     {KEGIATAN("pagu: 117300000, realisasi: 133375000, sisa: \"(16.075.000)\""),
      FIRST "70: warning: realisasi_melebihi_pagu: kegiatan 'K': the realisasi is above the "
            "budget: realisasi 133.375.000, anggaran 117.300.000 (difference 16.075.000)\n"}},

    /* nilai_tak_terhitung */
    {"a_stated_value_without_data",
     {INDIKATOR("target: 100, capaian: 95"),
      FIRST "65: warning: nilai_tak_terhitung: 'capaian' of indikator 'I' is stated as '95', but "
            "the data that it is computed from are not there\n"}},

    {"sub_kegiatan_that_do_not_add_up",
     {KEGIATAN(
          "pagu: 100, realisasi: 60, sub_kegiatan: [{nama: a, pagu: 50, realisasi: 30}, {nama: "
          "b, pagu: 49, realisasi: 31}]"),
      FIRST "48: warning: nilai_tercantum: 'pagu.induk' of kegiatan 'K' is stated as 100 but "
            "computed as 99 (difference 1)\n" FIRST
            "64: warning: nilai_tercantum: 'realisasi' of kegiatan 'K' is stated as 60 but "
            "computed as 61 (difference 1)\n"}},
    {"sub_kegiatan_that_add_up",
     {KEGIATAN(
          "pagu: 100, realisasi: 60, sub_kegiatan: [{nama: a, pagu: 50, realisasi: 30}, {nama: "
          "b, pagu: 50, realisasi: 30}]"),
      ""}},

    /* realisasi_melebihi_pagu */
    {"a_realisasi_above_the_budget",
     {KEGIATAN("pagu: {induk: 10, perubahan: 20}, realisasi: 21"),
      FIRST "87: warning: realisasi_melebihi_pagu: kegiatan 'K': the realisasi is above the "
            "budget: realisasi 21, anggaran 20 (difference 1)\n"}},
    {"a_realisasi_of_all_the_budget",
     {KEGIATAN("pagu: {induk: 10, perubahan: 20}, realisasi: 20"), ""}},
    {"revenue_above_its_target",
     {"pendapatan: [{nama: PAD, rincian: [{nama: R, pagu: 117300000, realisasi: 133375000}]}]\n",
      ""}},

    {"a_realisasi_above_the_budget_is_told_of_the_lowest",
     {KEGIATAN(
          "sub_kegiatan: [{nama: a, pagu: 10, realisasi: 12}, {nama: b, pagu: 1, realisasi: 1}]"),
      FIRST "88: warning: realisasi_melebihi_pagu: sub_kegiatan 'a': the realisasi is above the "
            "budget: realisasi 12, anggaran 10 (difference 2)\n"}},
    {"a_realisasi_by_quarters_above_the_budget",
     {KEGIATAN("sub_kegiatan: [{nama: a, pagu: 10, triwulan: {tw1: 6, tw2: 6}}]"),
      FIRST "57: warning: realisasi_melebihi_pagu: sub_kegiatan 'a': the realisasi is above the "
            "budget: realisasi 12, anggaran 10 (difference 2)\n"}},

    /* fisik_tanpa_realisasi, fisik_di_luar_rentang */
    {"all_done_and_nothing_spent",
     {KEGIATAN("pagu: 67860000, fisik: 100, realisasi: 0"),
      FIRST "65: warning: fisik_tanpa_realisasi: kegiatan 'K': fisik is 100%, but nothing was "
            "spent: anggaran 67.860.000, realisasi 0 (difference 67.860.000)\n"}},
    {"nothing_done_and_nothing_spent", {KEGIATAN("pagu: 67860000, fisik: 0, realisasi: 0"), ""}},
    {"all_done_for_little", {KEGIATAN("pagu: 67860000, fisik: 100, realisasi: 1"), ""}},
    {"more_done_than_all",
     {KEGIATAN("pagu: 10, fisik: 100.5, realisasi: 1"), FIRST
      "59: warning: fisik_di_luar_rentang: kegiatan 'K': fisik is 100,5%, outside of 0 to 100\n"}},

    /* kode_ganda, kode_induk */
    {"a_code_that_stands_twice",
     {"program:\n- {kode: 2.17.01, nama: A, kegiatan: []}\n- {kode: 2.17.01, nama: B, kegiatan: "
      "[]}\n",
      "d.yaml:3:10: warning: kode_ganda: code 2.17.01 of program 'B' is that of program 'A' (line "
      "2) "
      "too\n"}},
    {"a_code_that_stands_twice_below_programs_without",
     {"program:\n- {nama: A, kegiatan: [{kode: 2.17.01.1.01, nama: K}]}\n- {nama: B, kegiatan: "
      "[{kode: "
      "2.17.01.1.01, nama: L}]}\n",
      "d.yaml:3:31: warning: kode_ganda: code 2.17.01.1.01 of kegiatan 'L' is that of kegiatan 'K' "
      "(line 2) too\n"}},
    {"a_code_that_two_units_share",
     {"program:\n- {kode: 2.17.01, nama: A, penanggung_jawab: Dinas, kegiatan: []}\n- {kode: "
      "2.17.01, nama: B, penanggung_jawab: UPT, kegiatan: []}\n",
      ""}},
    {"a_code_that_a_unit_has_twice",
     {"program:\n- {kode: 2.17.01, nama: A, penanggung_jawab: UPT, kegiatan: []}\n- {kode: "
      "2.17.01, nama: B, penanggung_jawab: UPT, kegiatan: []}\n",
      "d.yaml:3:10: warning: kode_ganda: code 2.17.01 of program 'B' is that of program 'A' (line "
      "2) too\n"}},
    {"numbers_that_begin_anew_in_each_program",
     {"program:\n- {kode: A, nama: A, kegiatan: [{kode: 1, nama: K}, {kode: 2, nama: L}]}\n- "
      "{kode: B, "
      "nama: B, kegiatan: [{kode: 1, nama: M}]}\n",
      ""}},
    {"a_code_below_another_parent",
     {"program:\n- kode: 2.17.01\n  nama: A\n  kegiatan:\n  - {kode: 2.17.02.1.01, nama: K}\n",
      "d.yaml:5:12: warning: kode_induk: code 2.17.02.1.01 of kegiatan 'K' does not begin with "
      "2.17.01, the code of program 'A'\n"}},
    {"a_code_that_only_looks_like_the_parents",
     {"program:\n- kode: 2.17.01\n  nama: A\n  kegiatan:\n  - {kode: 2.17.011.01, nama: K}\n",
      "d.yaml:5:12: warning: kode_induk: code 2.17.011.01 of kegiatan 'K' does not begin with "
      "2.17.01, the code of program 'A'\n"}},
    {"a_sub_kegiatan_below_another_kegiatan",
     {"program:\n- kode: X.XX.01\n  nama: A\n  kegiatan:\n  - kode: 2.17.01.1.01\n    nama: K\n    "
      "sub_kegiatan:\n    - {kode: 2.17.01.1.02.0001, nama: s}\n",
      "d.yaml:8:14: warning: kode_induk: code 2.17.01.1.02.0001 of sub_kegiatan 's' does not begin "
      "with 2.17.01.1.01, the code of kegiatan 'K'\n"}},
    {"codes_of_both_lengths_and_with_x",
     {"program:\n- kode: X.XX.01\n  nama: A\n  kegiatan:\n  - kode: 2.17.01.1.01\n    nama: K\n    "
      "sub_kegiatan:\n    - {kode: 2.17.01.1.01.0006, nama: s}\n    - {kode: 2.17.01.1.01.07, "
      "nama: "
      "t}\n    - {kode: X.XX.01.1.01.08, nama: u}\n",
      ""}},
    {"codes_of_2006",
     {"program: [{kode: 2.11.15, nama: A, kegiatan: [{kode: 2.11.15.02, nama: K}]}]\n", ""}},
    {"codes_within_the_parent",
     {"program: [{kode: 2.17.01, nama: A, kegiatan: [{kode: 1.01, nama: K, sub_kegiatan: [{kode: "
      "0006, nama: s}]}]}]\n",
      ""}},

    /* nip */
    {"a_nip_of_the_wrong_length",
     {"kepala: {jabatan: Kepala Dinas, nama: NAMA, nip: \"19650823 199103 2 01\"}\n",
      FIRST "51: warning: nip: 'nip' of pejabat 'NAMA' is '19650823 199103 2 01': it has fewer "
            "than 18 digits\n"}},
    {"a_nip_of_no_day",
     {"kepala: {jabatan: Kepala Dinas, nama: NAMA, nip: \"19621315 199003 2 001\"}\n",
      FIRST "51: warning: nip: 'nip' of pejabat 'NAMA' is '19621315 199003 2 001': its first 8 "
            "digits are no date of birth\n"}},
    {"a_nip_that_is_well_formed",
     {"kepala: {jabatan: Kepala Dinas, nama: NAMA, nip: \"19650823 199103 2 001\"}\n", ""}},
    {"a_nip_of_a_pppk",
     {"kepala: {jabatan: Kepala Dinas, nama: NAMA, nip: 198507122016211003}\n", ""}},
    {"no_nip", {"kepala: {jabatan: Gubernur, nama: NAMA}\n", ""}},

    /* tanggal_laporan, tanggal_rencana */
    {"a_report_signed_before_its_year",
     {"tanggal: 2016-12-30\n" INDIKATOR("target: 5, realisasi: 4"), FIRST
      "10: warning: tanggal_laporan: 'tanggal' is 30 Desember 2016, outside of 2017 to 2018\n"}},
    {"a_report_signed_years_after",
     {"tanggal: 2019-03-15\n" INDIKATOR("target: 5, realisasi: 4"),
      FIRST "10: warning: tanggal_laporan: 'tanggal' is 15 Maret 2019, outside of 2017 to 2018\n"}},
    {"a_report_signed_the_year_after",
     {"tanggal: 2018-03-15\n" INDIKATOR("target: 5, realisasi: 4"), ""}},
    {"a_plan_signed_the_year_before", {"tanggal: 2016-07-01\n" INDIKATOR("target: 5"), ""}},
    {"a_plan_signed_long_before",
     {"tanggal: 2007-07-01\n" INDIKATOR("target: 5"),
      FIRST "10: warning: tanggal_rencana: 'tanggal' is 1 Juli 2007, outside of 2016 to 2018\n"}},

    /* target_kosong */
    {"a_realisasi_without_target",
     {INDIKATOR("target: {2016: 4, 2017: 5}, realisasi: {2015: 3, 2016: 4, 2017: 5}"), FIRST
      "89: warning: target_kosong: indikator 'I': there is a realisasi of 2015, but no target\n"}},
    {"a_target_without_realisasi",
     {INDIKATOR("target: {2016: 4, 2017: 5, 2018: 6}, realisasi: {2017: 5}"), ""}},

    {"a_word_without_target",
     {INDIKATOR("skala: opini-bpk, realisasi_sebutan: WTP"), FIRST
      "33: warning: target_kosong: indikator 'I': there is a realisasi of 2017, but no target\n"}},
    {"a_word_with_target",
     {INDIKATOR("skala: opini-bpk, target_sebutan: WTP, realisasi_sebutan: WDP"), ""}},

    /* satuan_berbeda */
    {"a_fraction_beside_a_percentage",
     {INDIKATOR("target: 90, realisasi: 0.95"), FIRST
      "66: warning: satuan_berbeda: indikator 'I': target and realisasi look like different units, "
      "one a fraction and the other a percentage: realisasi 0,95, target 90 (difference 89,05)\n"}},
    {"a_percentage_beside_a_fraction_in_an_earlier_year",
     {INDIKATOR("target: {2016: 0.9, 2017: 90}, realisasi: {2016: 88, 2017: 91}"),
      FIRST "92: warning: satuan_berbeda: indikator 'I': target and realisasi look like different "
            "units, one a fraction and the other a percentage: realisasi[2016] 88, target[2016] "
            "0,9 (difference 87,1)\n"}},
    {"one_of_forty", {INDIKATOR("satuan: unit, target: 40, realisasi: 1"), ""}},
    {"one_of_six", {INDIKATOR("target: 6, realisasi: 1"), ""}},
    {"two_fractions", {INDIKATOR("target: 0.9, realisasi: 0.95"), ""}},

    /* capaian_tidak_wajar */
    {"a_slip_of_the_decimal_point",
     {INDIKATOR("target: 15.5, realisasi: 155"),
      FIRST "68: warning: capaian_tidak_wajar: indikator 'I': the realisasi is 1.000% of the "
            "target, which looks like a slip of a decimal or of a unit: realisasi 155, target 15,5 "
            "(difference 139,5)\n"}},
    {"a_slip_of_thousands",
     {INDIKATOR("target: 3500, realisasi: \"3,408\""),
      FIRST "69: warning: capaian_tidak_wajar: indikator 'I': the realisasi is 0,1% of the target, "
            "which looks like a slip of a decimal or of a unit: realisasi 3,408, target 3.500 "
            "(difference 3.496,592)\n"}},
    {"twice_the_target", {INDIKATOR("target: 4.42, realisasi: 9.33"), ""}},
    {"nothing_of_the_target", {INDIKATOR("target: 40, realisasi: 0"), ""}},

    {"years_of_a_target_that_adds_up",
     {"renstra: {mulai: 2015, akhir: 2019}\n" INDIKATOR(
          "kumulatif: ya, target: {2015: 15, 2016: 300, 2017: 450}, realisasi: {2015: 15, 2016: "
          "290, 2017: 20}"),
      ""}},

    /* capaian_negatif, capaian_tak_terhitung */
    {"a_capaian_below_zero",
     {INDIKATOR("arah: turun, target: 4, realisasi: 9"),
      FIRST "78: warning: capaian_negatif: indikator 'I': capaian is -25%, below zero: realisasi "
            "9, target 4 (difference 5)\n"}},
    {"a_capaian_of_three_quarters", {INDIKATOR("arah: turun, target: 4, realisasi: 5"), ""}},
    {"a_target_of_zero",
     {INDIKATOR("target: 0, realisasi: 3"),
      FIRST "51: warning: capaian_tak_terhitung: indikator 'I': target and realisasi give no "
            "capaian; '-' is printed: target 0, realisasi 3 (difference 3)\n"}},
    {"a_target_of_zero_that_is_met", {INDIKATOR("arah: turun, target: 0, realisasi: 0"), ""}},

    /* arah_keliru */
    {"a_bad_thing_declared_good",
     {NAMED("Angka kematian ibu"),
      FIRST "33: warning: arah_keliru: indikator 'Angka kematian ibu' counts as the higher the "
            "better, but 'kematian' is wanted low: 'arah: turun'?\n"}},
    {"two_series_that_fall",
     {INDIKATOR("target: {2015: 9, 2016: 8, 2017: 7}, realisasi: {2015: 9.5, 2016: 8, 2017: 7}"),
      FIRST "33: warning: arah_keliru: indikator 'I' counts as the higher the better, but its "
            "targets and its realisasi fall from year to year: 'arah: turun'?\n"}},
    {"targets_alone_that_fall",
     {INDIKATOR("target: {2015: 880, 2016: 707, 2017: 607}, realisasi: {2015: 800, 2016: 700, "
                "2017: 701}"),
      ""}},
    {"a_bad_thing_declared_bad",
     {"sasaran: [{nama: S, indikator: [{nama: Tingkat kemiskinan, arah: turun, target: 5, "
      "realisasi: "
      "4}]}]\n",
      ""}},
    {"a_fall_of_a_bad_thing", {NAMED("Persentase penurunan angka kemiskinan"), ""}},
    {"a_bad_thing_that_is_dealt_with", {NAMED("Persentase kasus kekerasan yang ditangani"), ""}},
    {"a_word_that_only_holds_a_bad_one", {NAMED("Jumlah kebakaranku"), ""}},
    {"a_good_thing", {NAMED("Jumlah koperasi aktif"), ""}},
#include "audit_cases.inc"
#include "audit_lists.inc"
};

enum { CASE_COUNT = sizeof cases / sizeof *cases };

/* --- Severities, own audits, repetition ------------------------------------------------------- */

static const char spent[] = KEGIATAN("pagu: 10, fisik: 100, realisasi: 0");

static void an_audit_can_be_silenced(void **state)
{
    World world = audited_world(*state, NULL);
    assert_true(
        calc_set_audit_level(world.calc, STR("fisik_tanpa_realisasi"), STR("abaikan"), (Place){0}));
    audit(&world, spent);
    assert_string_equal(findings(*state), "");
}

static void an_audit_can_be_raised_to_an_error(void **state)
{
    World world = audited_world(*state, NULL);
    assert_true(calc_set_audit_level(world.calc, STR("fisik_tanpa_realisasi"), STR("kesalahan"),
                                     (Place){0}));
    audit(&world, spent);
    assert_int_equal(diags_count(world.fixture->diags, SEVERITY_ERROR), 1);
}

/* What a document does not print is not audited for it. */
static void an_audit_is_run_for_its_templates(void **state)
{
    (void)state;
    static const char data[] = "program: [{kode: '1', nama: A}]\n"
                               "perjanjian_pejabat: [{pejabat: {jabatan: Sekretaris, nama: N}, "
                               "sasaran: [], penunjang: [x]}]\n";
    static const char *const templates[] = {"renja", "lakip", "perjanjian-kinerja", ""};
    for (size_t i = 0; i < sizeof templates / sizeof *templates; i++) {
        void *fixture = NULL;
        fixture_setup(&fixture);
        World world = audited_world(fixture, NULL);
        calc_audit_for(world.calc, str_from(templates[i]));
        audit(&world, data);
        bool told = strstr(findings(fixture), "penunjang_pejabat_tak_dikenal") != NULL;
        assert_true(told == (i >= 2));
        fixture_teardown(&fixture);
    }
}

static void a_user_adds_and_replaces_audits(void **state)
{
    World world = audited_world(
        *state,
        "fisik_tanpa_realisasi: {arti: x, untuk: [kegiatan], jika: fisik == 50, pesan: half}\n"
        "lokasi_kosong:\n"
        "  arti: Lokasi tidak diisi\n"
        "  tingkat: kesalahan\n"
        "  untuk: [kegiatan, sub_kegiatan]\n"
        "  jika: bukan ada(lokasi)\n"
        "  pesan: \"{{nama}} has no lokasi in {{tahun}}\"\n");
    audit(&world, spent);
    assert_string_equal(
        findings(*state),
        "d.yaml:1:32: error: lokasi_kosong: kegiatan 'K': K has no lokasi in 2017\n");
}

static void records_of_one_node_are_told_once(void **state)
{
    World world = audited_world(*state, NULL);
    audit(&world,
          "kegiatan_prioritas: [{nama: G, kegiatan: [&k {nama: K, anggaran: 10, realisasi: 11}]}]\n"
          "efisiensi: [{nama: E, target: 1, capaian_kinerja: 1, kegiatan: [*k]}]\n");
    assert_int_equal(diags_count(world.fixture->diags, SEVERITY_WARNING), 1);
}

int main(void)
{
    static const struct CMUnitTest others[] = {
        TEST(an_audit_can_be_silenced),          TEST(an_audit_can_be_raised_to_an_error),
        TEST(an_audit_is_run_for_its_templates), TEST(a_user_adds_and_replaces_audits),
        TEST(records_of_one_node_are_told_once),
    };
    enum { OTHERS = sizeof others / sizeof *others };
    static struct CMUnitTest tests[OTHERS + CASE_COUNT];
    memcpy(tests, others, sizeof others);
    static Case items[CASE_COUNT];
    for (size_t i = 0; i < CASE_COUNT; i++) {
        items[i] = cases[i].item;
        tests[OTHERS + i] = (struct CMUnitTest){
            .name = cases[i].name, .test_func = check_case, .initial_state = &items[i]};
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
