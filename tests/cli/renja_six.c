/*
 * The plan in six chapters, after Permendagri 14 of 2026: Tabel 4.1 with its 17 columns, sums at
 * every level, and a sentence where a section has no data.
 */
#include "document.h"

static const char example[] = "examples/renja-2024/enam-bab.yaml";
static const char agency[] = "tests/jobs/renja-enam-bab";

/* --- The example ----------------------------------------------------------------------------- */

static void the_example_has_six_chapters_and_its_total(void **state)
{
    static const char *const chapters[] = {
        " BAB I PENDAHULUAN 1.1 ",
        " HASIL EVALUASI RENJA TAHUN LALU ",
        " TUJUAN DAN SASARAN ",
        " RENCANA KERJA DAN PENDANAAN ",
        " KINERJA PENYELENGGARAAN BIDANG URUSAN ",
        " PENUTUP ",
    };
    static const char *const figures[] = {
        "20.549.417.269", "14.200.283.067", "192.246.483", "2.558.016.353", "2.058.871.366",
        "9.196.121.566",  "1.076.212.395",  "690.000.000", "275.000.000",   "1.663.014.553",
    };
    Arena *arena = ((Fixture *)*state)->arena;
    const char *text = text_running(arena, document_text(arena, example));
    HAS_IN_ORDER(text, chapters);
    HAS_ALL(text, figures);
    /* The agency, its urusan and bidang urusan, the sum of the programs, and all sentences. */
    assert_int_equal(text_count(text, "20.549.417.269"), 7);
    assert_has(text, "Seluruh pagu tersebut direncanakan bersumber dari APBD.");
    assert_has(text, "Data inovasi bidang urusan koperasi, usaha kecil dan menengah");
    assert_has(text, "tidak termasuk urusan wajib yang berkaitan dengan pelayanan dasar.");
    assert_has(text, "menerima 9 (sembilan) usulan");
}

static void tabel_4_1_has_17_numbered_columns(void **state)
{
    static const char numbers[] = " (1) (2) (3) (4) (5) (6) (7) (8) (9) (10) (11) (12) (13) (14) "
                                  "(15) (16) (17) ";
    static const char *const titles[] = {
        "Capaian Kinerja dan Kerangka Pendanaan Tahun 2024",
        "Prakiraan Maju Tahun 2025",
        "Prioritas",
        "Nasional",
        "Daerah",
        "Kelompok",
        "Penanggung",
        "Lokasi",
        "Tabel 4.1 (lanjutan)",
        "BIDANG URUSAN KOPERASI, USAHA KECIL, DAN MENENGAH",
    };
    Arena *arena = ((Fixture *)*state)->arena;
    const char *text = text_running(arena, document_text(arena, example));
    size_t headers = text_count(text, "Capaian Kinerja dan Kerangka Pendanaan Tahun 2024");
    assert_true(headers > 3);
    assert_int_equal(text_count(text, numbers), headers);
    HAS_ALL(text, titles);
}

/* The form of later years on the figures at hand: said, and named by check. */
static void a_plan_before_the_regulation_says_so(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    const char *text = text_running(arena, document_text(arena, example));
    assert_has(text, "susunannya diterapkan pada Renja tahun 2024 ini sebagai peragaan.");
    assert_has(text, "Peraturan Menteri Dalam Negeri Nomor 14 Tahun 2026; 11. Keputusan");
    const char *const check[] = {"check", example, NULL};
    assert_has(run_program(arena, ".", NULL, check).err,
               "enam-bab.yaml:11:11: warning: regulasi_belum_berlaku: ");
    const char *later =
        text_running(arena, document_text(arena, path_in(arena, agency, "lakipdf.yaml")));
    assert_lacks(later, "sebagai peragaan");
    assert_int_equal(text_count(later, "Peraturan Menteri Dalam Negeri Nomor 14 Tahun 2026"), 3);
}

/* What is known of an outcome as IKU is known of it in Tabel 4.1. */
static void tabel_4_1_has_the_figures_of_iku(void **state)
{
    static const char *const rows[] = {"- 0,07% - 7%", "- 0,03% - 0,51%", "- 0,95% - 95%"};
    Arena *arena = ((Fixture *)*state)->arena;
    const char *text = text_running(arena, document_text(arena, example));
    HAS_ALL(text, rows);
    const char *own = text_running(
        arena, document_changed(arena, "examples/renja-2024",
                                "mv enam-bab.yaml lakipdf.yaml\n"
                                "sed -i 's/target: {2024: 0.51, /realisasi: {2022: 0.04}, &/' "
                                "data/rencana-kerja.yaml\n"));
    assert_has(own, "- 0,04% - 0,51%");
}

/* --- What depends on a figure ---------------------------------------------------------------- */

/* 1.250.000.000 of one sub kegiatan: it, its kegiatan and program (1.985), all levels above
 * (2.060). */
static void a_changed_pagu_changes_every_place(void **state)
{
    static const Change changes[] = {
        {"1.250.000.000", "1.400.000.000"},
        {"1.985.000.000", "2.135.000.000"},
        {"2.060.000.000", "2.210.000.000"},
        {"96,36%", "96,61%"},
        {"dua miliar enam puluh juta rupiah", "dua miliar dua ratus sepuluh juta rupiah"},
        {"naik Rp83.750.000,00 atau 4,07%", "turun Rp66.250.000,00 atau 3,00%"},
    };
    static const Edit edit = {"data/rencana.yaml", "pagu: 1250000000", "pagu: 1400000000"};
    CHANGES(((Fixture *)*state)->arena, agency, edit, changes);
}

static void a_changed_realisasi_changes_table_and_sentences(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    const char *config = path_in(arena, agency, "lakipdf.yaml");
    const char *before = text_running(arena, document_text(arena, config));
    assert_has(before, "Dari 3 (tiga) indikator yang diukur, 1 (satu) indikator melampaui target, "
                       "1 (satu) indikator tepat mencapai target, dan 1 (satu) indikator belum "
                       "mencapai target. Rata-rata capaiannya adalah 96,74%");
    const char *after =
        text_running(arena, document_edited(arena, agency,
                                            (Edit){"data/dinas.yaml", "realisasi: {2025: 132}",
                                                   "realisasi: {2025: 108}"}));
    assert_has(after, "Dari 3 (tiga) indikator yang diukur, 2 (dua) indikator melampaui target dan "
                      "1 (satu) indikator tepat mencapai target. Rata-rata capaiannya adalah "
                      "103,40%");
    assert_has(after, "Capaian tertinggi, yaitu 110,00%, terdapat pada indikator “Angka kematian");
    assert_lacks(after, "90,00");
}

/* --- Sections with and without data ---------------------------------------------------------- */

static void spm_is_for_six_bidang_urusan_only(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    const char *config = path_in(arena, agency, "lakipdf.yaml");
    const char *with = text_running(arena, document_text(arena, config));
    assert_has(with, "Tabel 2.3 Capaian Standar Pelayanan Minimal Tahun 2025");
    assert_has(with, "menyelenggarakan urusan kesehatan, yang merupakan urusan wajib");
    const char *empty = text_running(
        arena, document_changed(arena, agency, "sed -i '/^spm:/,/^$/d' data/dinas.yaml"));
    assert_has(empty, "Capaian SPM tahun 2025 tidak disajikan");
    assert_lacks(empty, "Capaian Standar Pelayanan Minimal Tahun 2025");
    const char *none =
        text_running(arena, document_changed(arena, agency,
                                             "sed -i '/^spm:/,/^$/d; s/bidang: kesehatan/bidang: "
                                             "pangan/' data/dinas.yaml\n"
                                             "sed -i 's/1\\.02/2.09/' data/rencana.yaml"));
    assert_has(none, "2.2 Capaian Standar Pelayanan Minimal Bagian ini tidak memuat");
    assert_has(none, "yaitu pangan, tidak termasuk urusan wajib yang berkaitan dengan pelayanan");
    const char *unknown =
        text_running(arena, document_changed(arena, agency,
                                             "sed -i '/^spm:/,/^$/d' data/dinas.yaml\n"
                                             "printf 'program:\\n  - nama: Program A\\n    pagu: "
                                             "5000000\\n' > data/rencana.yaml"));
    assert_has(unknown, "tidak disajikan karena indikator SPM yang menjadi tanggung");
}

static void sections_without_data_say_so(void **state)
{
    static const char *const sentences[] = {
        "2.1.1 Capaian IKU Capaian indikator kinerja utama (IKU) tahun 2025 tidak disajikan",
        "2.1.2 Capaian IKK Capaian indikator kinerja kunci (IKK) tahun 2025 tidak disajikan",
        "2.3 Permasalahan dan Isu Strategis Data permasalahan dan isu strategis",
        "2.4 Telaahan Pokok-Pokok Pikiran DPRD Data pokok-pokok pikiran DPRD",
        "2.5 Inovasi Bidang Urusan Data inovasi bidang urusan kesehatan",
        "3.1 Tujuan dan Sasaran Renja tahun 2027 mengikuti tujuan dan sasaran",
        "3.2 Arah Kebijakan Arah kebijakan tahun 2027 mengikuti",
        "5.1 Indikator Kinerja Utama Target indikator kinerja utama (IKU) tidak disajikan",
        "5.2 Indikator Kinerja Kunci Target indikator kinerja kunci (IKK) tidak disajikan",
    };
    Arena *arena = ((Fixture *)*state)->arena;
    const char *text = text_running(
        arena, document_changed(arena, agency, "sed -i '/^tujuan:/,$d' data/dinas.yaml"));
    HAS_ALL(text, sentences);
    assert_has(text, "Capaian SPM tahun 2025 tidak disajikan");
    assert_has(text, "Tabel 4.1 Rencana Kerja dan Pendanaan");
}

static void only_pokok_pikiran_are_reviewed(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    const char *config = path_in(arena, agency, "lakipdf.yaml");
    const char *text = text_running(arena, document_text(arena, config));
    assert_has(text, "menerima 2 (dua) usulan");
    assert_has(text, "ambulans");
    assert_lacks(text, "posyandu");
}

static void each_section_can_be_left_out(void **state)
{
    assert_parts_can_be_left_out(((Fixture *)*state)->arena, agency);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_example_has_six_chapters_and_its_total),
        TEST(tabel_4_1_has_17_numbered_columns),
        TEST(a_plan_before_the_regulation_says_so),
        TEST(tabel_4_1_has_the_figures_of_iku),
        TEST(a_changed_pagu_changes_every_place),
        TEST(a_changed_realisasi_changes_table_and_sentences),
        TEST(spm_is_for_six_bidang_urusan_only),
        TEST(sections_without_data_say_so),
        TEST(only_pokok_pikiran_are_reviewed),
        TEST(each_section_can_be_left_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
