/*
 * The plan in five chapters, after Permendagri 86 of 2017: its forms, what depends on one figure,
 * and what it says where there are no data. The agency is that of the template's starting job.
 */
#include "document.h"

static const char example[] = "examples/renja-2024/lakipdf.yaml";
static const char agency[] = "templates/renja/awal";
static const char config[] = "templates/renja/awal/lakipdf.yaml";

/* --- The example ----------------------------------------------------------------------------- */

static void the_example_has_all_forms_and_their_sums(void **state)
{
    static const char *const parts[] = {
        " BAB I PENDAHULUAN 1.1 ",
        " 2.1 Evaluasi Pelaksanaan Renja ",
        "JUMLAH 35.275.152.116",
        " 2.2 Analisis Kinerja Pelayanan ",
        " 2.3 Isu-isu Penting ",
        " 2.4 Reviu terhadap Rancangan Awal RKPD ",
        "JUMLAH 23.633.051.862 23.633.051.862",
        " 2.5 Penelaahan Usulan ",
        " 3.1 Telaahan terhadap Kebijakan Nasional ",
        " 3.2 Tujuan dan Sasaran Renja ",
        "Unit: Sekretariat",
        " 3.3 Program dan Kegiatan ",
        "JUMLAH 23.633.051.862 23.980.206.480",
        "JUMLAH 2.900.373.500",
        "JUMLAH 4.108.879.792",
        "JUMLAH 1.847.588.300",
        "JUMLAH 652.426.900",
        " RENCANA KERJA DAN PENDANAAN PERANGKAT DAERAH ",
        "JUMLAH 20.549.417.269",
        " 5.1 Catatan Penting ",
        " 5.2 Kaidah Pelaksanaan ",
        " 5.3 Rencana Tindak Lanjut ",
        "NAMA KEPALA DINAS",
    };
    static const char *const figures[] = {
        "22.084.448.552", "148.331.900",   "222.619.800",   "4.653.895.052",
        "392.945.900",    "1.387.912.210", "3.841.627.781", "22.312.585.924",
        "89,65",          "74,06%",        "38,15%",        "Rp3.083.634.593,00 atau 13,05%",
    };
    Arena *arena = ((Fixture *)*state)->arena;
    const char *text = text_running(arena, document_text(arena, example));
    HAS_IN_ORDER(text, parts);
    HAS_ALL(text, figures);
    assert_lacks(text, "nihil karena data");
}

/* --- What depends on a figure ---------------------------------------------------------------- */

static void a_changed_quarter_changes_every_place(void **state)
{
    static const Change changes[] = {
        {"246.300.000", "276.300.000"},     /* the sub kegiatan, its kegiatan and program */
        {"1.007.950.000", "1.037.950.000"}, /* their year, in table and text */
        {"96,45", "99,33"},                 /* of the budget */
        {"3.742.950.000", "3.772.950.000"}, /* of the plan so far */
        {"417.500.000", "447.500.000"},     /* the quarter of all */
        {"1.666.950.000", "1.696.950.000"},
        {"89,62", "91,23"},
        {"Rp193.050.000,00 (10,38%)", "Rp163.050.000,00 (8,77%)"},
        {"88,66", "90,09"}, /* mean of the programs */
    };
    static const Edit edit = {"data/evaluasi.yaml", "tw4: 246300000", "tw4: 276300000"};
    CHANGES(((Fixture *)*state)->arena, agency, edit, changes);
}

static void a_changed_pagu_changes_every_place(void **state)
{
    static const Change changes[] = {
        {"95.500.000", "105.500.000"},
        {"145.500.000", "155.500.000"},     /* its kegiatan and program, the smallest of all */
        {"2.300.500.000", "2.310.500.000"}, /* bidang, urusan, all, in two tables and the text */
        {"dua miliar tiga ratus juta lima ratus ribu", "dua miliar tiga ratus sepuluh juta lima"},
        {"Rp215.500.000,00 atau 10,34%", "Rp225.500.000,00 atau 10,82%"}, /* above the draft RKPD */
        {"54,34", "54,10"}, /* the largest program's share */
    };
    static const Edit edit = {"data/rencana.yaml", "pagu: 95500000", "pagu: 105500000"};
    CHANGES(((Fixture *)*state)->arena, agency, edit, changes);
}

static void t_c_29_adds_the_years_up(void **state)
{
    static const Change changes[] = {
        {"33.900 11.500 11.780 102,43 12.000 57.680 81,82",
         "33.900 11.500 11.780 102,43 12.900 58.580 83,09"},
    };
    static const Edit edit = {"data/evaluasi.yaml", "2025: 12000}, triwulan",
                              "2025: 12900}, triwulan"};
    CHANGES(((Fixture *)*state)->arena, agency, edit, changes);
}

/* --- What there are data for ----------------------------------------------------------------- */

static void forms_have_the_columns_that_there_are_data_for(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    const char *with = text_running(arena, document_text(arena, config));
    assert_has(with, " 1 2 3 4 5 6 7 8 9 10 11 12=8+9 +10+11 ");
    assert_has(with, "Perikanan Tangkap");
    assert_has(with, "Triwulan IV");
    assert_has(with, "Penanggung");
    assert_has(with, "Besaran/");
    const char *without = text_running(
        arena, document_changed(
                   arena, agency,
                   "sed -i '/penanggung_jawab:/d; /^ *triwulan:/d; s/triwulan: {2024: "
                   "[^}]*}}/realisasi: {2024: 50}/' data/evaluasi.yaml\n"
                   "sed -i '/volume:/d; s/tanggal: 2025.*/nomor_usulan: 7/' data/rkpd.yaml\n"));
    assert_has(without, " 1 2 3 4 5 6 7 12=8+9 +10+11 ");
    assert_lacks(without, "Triwulan IV");
    assert_has(without, "Kolom 8 sampai dengan 11 tidak ditampilkan");
    assert_has(without, "Kolom 16 tidak ditampilkan");
    assert_lacks(without, "Besaran/");
    assert_lacks(without, "10 Februari 2025");
}

static void forms_without_data_are_said_to_lack_them(void **state)
{
    static const char *const sentences[] = {
        "(Tabel T-C.29) belum disajikan",
        "(Tabel T-C.30) belum disajikan",
        "Data isu penting dalam penyusunan Renja",
        "(Tabel T-C.31) belum disajikan",
        "(Tabel T-C.32) belum disajikan",
        "Data kebijakan nasional yang terkait",
        "3.2 Tujuan dan Sasaran Renja Perangkat Daerah Renja tahun 2026 melanjutkan",
        "3.3 Program dan Kegiatan",
        "sehingga Tabel T-C.33 belum disajikan",
        "1. Undang-Undang Nomor 17 Tahun 2003 tentang Keuangan Negara;",
        "5.2 Kaidah Pelaksanaan Pelaksanaan Renja ini mengikuti kaidah berikut. 1. Seluruh",
        "CAMAT MERAWANG KABUPATEN CONTOH,",
    };
    Arena *arena = ((Fixture *)*state)->arena;
    const char *text = text_running(
        arena, document_changed(
                   arena, agency,
                   "sed -i '/^  - data/d; s/^data:/data: [data\\/instansi.yaml]/; /^tanggal/d' "
                   "lakipdf.yaml\n"
                   "cat > data/instansi.yaml <<'.'\n"
                   "instansi:\n"
                   "  nama: Kecamatan Merawang\n"
                   "  singkatan: Kecamatan Merawang\n"
                   "  wilayah: Kabupaten Contoh\n"
                   "  kedudukan: Merawang\n"
                   "  bidang: kewilayahan\n"
                   "  kepala_daerah: Bupati\n"
                   "kepala: {jabatan: Camat, nama: NAMA CAMAT}\n"
                   ".\n"));
    HAS_ALL(text, sentences);
    assert_lacks(text, "Tabel 2.1");
    assert_lacks(text, "JUMLAH");
}

/* What agrees needs no word; each that does not is counted. */
static void support_is_held_against_the_plan(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    assert_lacks(document_text(arena, config), "belum sejalan dengan rencana kerja");
    static const Edit one = {"data/rkpd.yaml", "pagu: 1250000000", "pagu: 350000000"};
    assert_has(text_running(arena, document_edited(arena, agency, one)),
               "(Tabel T-C.33): pagu 1 (satu) sub kegiatan di sana lain. Pagunya menurut rencana "
               "kerja adalah Rp1.250.000.000,00 bagi Pelaksanaan");
    static const Edit none = {"data/rkpd.yaml",
                              "        nama: Pengelolaan Pembudidayaan Ikan\n        pagu",
                              "        nama: Penyediaan Prasarana\n        pagu"};
    assert_has(text_running(arena, document_edited(arena, agency, none)),
               "(Tabel T-C.33): hanya 1 (satu) sub kegiatan tercantum di sana. ");
}

/* T-C.30 takes IKU and IKK where there is no list of its own. */
static void t_c_30_is_filled_from_key_indicators(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    const char *text = text_running(
        arena,
        document_changed(arena, agency,
                         "cat > data/pelayanan.yaml <<'.'\n"
                         "iku: [{nama: Konsumsi ikan, target: {2024: 40, 2026: 44}}]\n"
                         "ikk: [{nama: Konsumsi ikan, target: {2024: 40}}, {nama: Produksi garam, "
                         "target: {2026: 7}}]\n"
                         ".\n"));
    assert_has(text, "Kinerja pelayanan diukur dengan 2 (dua) indikator");
    assert_has(text, "1 Konsumsi ikan √ 40 44 2 Produksi garam √ 7");
}

static void drafts_bear_their_stage(void **state)
{
    static const char *const sentences[] = {
        "Rancangan Awal Rencana Kerja (Renja) Dinas Perikanan",
        "masih akan dibahas dalam forum perangkat daerah",
        " RANCANGAN AWAL RENCANA KERJA ",
    };
    Arena *arena = ((Fixture *)*state)->arena;
    const char *fixed = text_running(arena, document_text(arena, config));
    const char *draft = text_running(
        arena, document_changed(arena, agency,
                                "sed -i 's/^tahap: .*/tahap: rancangan-awal/' lakipdf.yaml\n"
                                "echo 'tanda_air: {}' >> lakipdf.yaml\n"));
    assert_has(fixed, "Dokumen ini adalah Renja yang telah melalui seluruh tahap itu.");
    for (size_t i = 0; i < sizeof sentences / sizeof *sentences; i++) {
        assert_lacks(fixed, sentences[i]);
        if (i + 1 < sizeof sentences / sizeof *sentences)
            assert_has(draft, sentences[i]);
    }
    assert_has(draft, "RANCANGAN AWAL RENCANA KERJA");
}

/* --- Own sections ---------------------------------------------------------------------------- */

static void a_job_replaces_and_adds_sections(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    const char *text = text_running(
        arena, document_changed(arena, agency,
                                "mkdir bab\n"
                                "printf '## Isu Kami\\n\\nTeks isu.\\n' > bab/isu.md\n"
                                "printf '## Gambaran Umum\\n\\nTeks umum.\\n' > bab/umum.md\n"
                                "cat >> lakipdf.yaml <<'.'\n"
                                "bab:\n"
                                "  isu-penting: bab/isu.md\n"
                                "  gambaran: {berkas: bab/umum.md, sesudah: latar-belakang}\n"
                                ".\n"));
    assert_has(text, "2.3 Isu Kami Teks isu.");
    assert_has(text, "1.2 Gambaran Umum Teks umum.");
    assert_has(text, "1.3 Landasan Hukum");
    assert_lacks(text, "Isu-isu Penting");
}

static void each_section_can_be_left_out(void **state)
{
    assert_parts_can_be_left_out(((Fixture *)*state)->arena, agency);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_example_has_all_forms_and_their_sums),
        TEST(a_changed_quarter_changes_every_place),
        TEST(a_changed_pagu_changes_every_place),
        TEST(t_c_29_adds_the_years_up),
        TEST(forms_have_the_columns_that_there_are_data_for),
        TEST(forms_without_data_are_said_to_lack_them),
        TEST(support_is_held_against_the_plan),
        TEST(t_c_30_is_filled_from_key_indicators),
        TEST(drafts_bear_their_stage),
        TEST(a_job_replaces_and_adds_sections),
        TEST(each_section_can_be_left_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
