/*
 * The template perjanjian-kinerja: the agreements of examples/pk-2019, that a changed figure
 * changes every place, those who sign, and signatures that stay with their table.
 */
#include "document.h"

/* The text of the job's document; nothing is found in the job. */
static char *pages_of(Arena *arena, const char *config)
{
    Ended ended = document_built(arena, config);
    assert_string_equal(ended.err, "");
    return ended.out;
}

/* The same as one line. */
static const char *text_of(Arena *arena, const char *config)
{
    return text_running(arena, pages_of(arena, config));
}

static const char agency[] =
    "instansi: {nama: Rumah Sakit Umum Daerah Contoh, singkatan: RSUD Contoh, wilayah: Kota "
    "Contoh, kedudukan: Contoh, bidang: kesehatan, kepala_daerah: Wali Kota}\n"
    "kepala: {jabatan: Plt. Direktur, nama: NAMA DIREKTUR}\n";

/* The pages of an agreement of data of the test's own, `stage` being "" or a line of the job. */
static char *agreement(Arena *arena, const char *stage, const char *data)
{
    const char *folder = folder_make(arena);
    Str job = str_format(
        arena, "templat: perjanjian-kinerja\ntahun: 2026\n%sdata: [a.yaml, b.yaml]\n", stage);
    folder_write(folder, "lakipdf.yaml", job.at);
    folder_write(folder, "a.yaml", agency);
    folder_write(folder, "b.yaml", data);
    char *pages = pages_of(arena, path_in(arena, folder, "lakipdf.yaml"));
    folder_remove(folder);
    return pages;
}

/* --- The example ---------------------------------------------------------------------------------
 */

static void the_agreement_of_2019(void **state)
{
    static const char *const parts[] = {
        "PERJANJIAN KINERJA TAHUN 2019 DINAS KOPERASI, USAHA KECIL DAN MENENGAH PROVINSI LAMPUNG",
        "Jabatan : Kepala Dinas Koperasi, Usaha Kecil dan Menengah Provinsi Lampung",
        "Jabatan : Gubernur Lampung",
        "PIHAK KEDUA, PIHAK PERTAMA,",
        "GUBERNUR LAMPUNG, KEPALA DINAS",
        "1. Meningkatnya peran koperasi",
        "100%",
    };
    Arena *arena = ((Fixture *)*state)->arena;
    const char *text = text_of(arena, "examples/pk-2019/lakipdf.yaml");
    HAS_ALL(text, parts);
    assert_int_equal(text_count(text, "100%"), 3);
    assert_int_equal(text_count(text, "PIHAK KEDUA, PIHAK PERTAMA,"), 2);
    /* A governor has no NIP. */
    assert_int_equal(text_count(text, "NIP "), 2);
    assert_lacks(text, "Perubahan");
    assert_lacks(text, "Anggaran");
}

static void the_agreement_that_replaced_it(void **state)
{
    static const char *const parts[] = {
        "PERJANJIAN KINERJA PERUBAHAN TAHUN 2019",
        "Perjanjian ini menggantikan Perjanjian Kinerja Tahun 2019, yang dinyatakan tidak",
        "didasarkan pada ditetapkannya Rencana Strategis Tahun 2019–2024.",
        "18,98%",
        "4,42%",
        "125 orang",
        "654 UMKM",
        "JUMLAH 6.319.911.000,00",
    };
    Arena *arena = ((Fixture *)*state)->arena;
    const char *text = text_of(arena, "examples/pk-2019/perubahan.yaml");
    HAS_ALL(text, parts);
    assert_int_equal(text_count(text, "Tidak diperjanjikan lagi"), 3);
    assert_int_equal(text_count(text, "Indikator baru"), 4);
}

/* --- Every place ------------------------------------------------------------------------------ */

/* The starting job with `edit` run over its data, made in the stage. */
static const char *edited(Arena *arena, const char *stage, const char *edit)
{
    const char *folder = folder_copied(arena, "templates/perjanjian-kinerja/awal");
    assert_script(
        arena, folder,
        str_format(arena, "echo '%s' >>lakipdf.yaml; sed -i '%s' data/*.yaml", stage, edit).at);
    const char *text = text_of(arena, path_in(arena, folder, "lakipdf.yaml"));
    folder_remove(folder);
    return text;
}

static void a_changed_budget_changes_every_place(void **state)
{
    static const char edit[] = "s/1250000000/1250000001/";
    static const char *const first[] = {
        "Program Pengelolaan Perikanan Tangkap 1.890.000.001,00", /* the program, */
        "JUMLAH 7.250.500.001,00",                                /* all, */
        "Pemberdayaan Nelayan Kecil 1.250.000.001,00",            /* the official's kegiatan */
        "JUMLAH 1.250.000.001,00",
    };
    static const char *const second[] = {
        "1.890.000.001,00 1.740.000.000,00 (150.000.001,00)",
        "7.250.500.001,00 7.120.500.000,00 (130.000.001,00)",
        "1.250.000.001,00 1.100.000.000,00 (150.000.001,00)",
    };
    Arena *arena = ((Fixture *)*state)->arena;
    const char *text = edited(arena, "", edit);
    HAS_ALL(text, first);
    text = edited(arena, "tahap: perubahan", edit);
    HAS_ALL(text, second);
}

static void a_changed_target_changes_every_place(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    const char *text = edited(arena, "tahap: perubahan", "");
    assert_has(text, "perikanan tangkap 12.500 ton 11.800 ton Target diturunkan");
    text = edited(arena, "tahap: perubahan", "s/target: 11800/target: 13000/");
    assert_int_equal(text_count(text, "13.000 ton"), 2);
    assert_has(text, "perikanan tangkap 12.500 ton 13.000 ton Target dinaikkan");
    text = edited(arena, "tahap: perubahan", "s/target: 11800/target: 12500/");
    assert_has(text, "Indikator dan target kinerja sama dengan perjanjian kinerja "
                     "sebelumnya; yang berubah adalah anggarannya.");
}

/* Targets are compared as they are printed; one that there was not is a change, too. */
static void what_changed_is_what_is_printed(void **state)
{
    static const char data[] = "perjanjian_kinerja:\n"
                               "  - nama: S\n"
                               "    indikator:\n"
                               "      - {nama: Cakupan, satuan: \"%\", rumus: a / b * 100, "
                               "variabel_target: {a: 8, b: 12}}\n"
                               "      - {nama: Kepuasan, satuan: \"%\"}\n"
                               "      - {nama: Opini, skala: opini-bpk, target_sebutan: WDP}\n"
                               "perjanjian_perubahan:\n"
                               "  - nama: S\n"
                               "    indikator:\n"
                               "      - {nama: Cakupan, satuan: \"%\", target: 66.67}\n"
                               "      - {nama: Kepuasan, satuan: \"%\", target: 95}\n"
                               "      - {nama: Opini, skala: opini-bpk, target_sebutan: WTP}\n";
    Arena *arena = ((Fixture *)*state)->arena;
    const char *folder = folder_make(arena);
    folder_write(
        folder, "lakipdf.yaml",
        "templat: perjanjian-kinerja\ntahun: 2026\ntahap: perubahan\ndata: [a.yaml, b.yaml]\n");
    folder_write(folder, "a.yaml", agency);
    folder_write(folder, "b.yaml", data);
    const char *text =
        text_running(arena, document_text(arena, path_in(arena, folder, "lakipdf.yaml")));
    folder_remove(folder);
    assert_lacks(text, "dinaikkan");
    assert_has(text, "Kepuasan 95% Target ditetapkan");
    assert_has(text, "Opini WDP WTP Target diubah");
}

/* --- Who signs -------------------------------------------------------------------------------- */

static void officials_sign_with_their_superiors(void **state)
{
    static const char *const parts[] = {
        "PERJANJIAN KINERJA SEKRETARIS TAHUN 2026",
        "Jabatan : Sekretaris Dinas Perikanan Kabupaten Contoh",
        "Jabatan : Kepala Dinas Perikanan Kabupaten Contoh",
        "KEPALA DINAS PERIKANAN SEKRETARIS",
        "Jabatan : Kepala Bidang Perikanan Tangkap Dinas Perikanan Kabupaten Contoh",
        "SEKRETARIS KEPALA SUBBAGIAN PERENCANAAN",
        "Kegiatan Anggaran (Rp)",
    };
    Arena *arena = ((Fixture *)*state)->arena;
    const char *text = edited(arena, "", "");
    HAS_ALL(text, parts);
    assert_int_equal(text_count(text, "PIHAK KEDUA, PIHAK PERTAMA,"), 8);
}

static void whom_the_data_do_not_name_has_a_free_place(void **state)
{
    static const char *const parts[] = {"Jabatan : Wali Kota Contoh", "WALI KOTA CONTOH,",
                                        "Plt. DIREKTUR RUMAH SAKIT", "Contoh, ...."};
    Arena *arena = ((Fixture *)*state)->arena;
    const char *text = text_running(
        arena,
        agreement(arena, "",
                  "sasaran: [{nama: S, indikator: [{nama: I, target: 1, satuan: unit}]}]\n"));
    HAS_ALL(text, parts);
    assert_lacks(text, "NIP");
    assert_lacks(text, "Anggaran");
}

static void what_was_deleted_and_added_is_in_the_budget(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    static const char data[] =
        "sasaran: [{nama: S, indikator: [{nama: I, target: 1, satuan: unit}]}]\n"
        "urusan:\n- nama: U\n  bidang:\n  - nama: B\n    program:\n"
        "    - {nama: Tetap, pagu: 125000}\n"
        "    - {nama: Hapus, kegiatan: [{nama: K, dihapus: ya, pagu: {induk: 5000, perubahan: "
        "0}}]}\n"
        "    - {nama: Baru, pagu: {perubahan: 7000}}\n";
    static const char *const later[] = {
        "Tetap 125.000,00 125.000,00 0,00",
        "Hapus 5.000,00 0,00 (5.000,00)",
        "Baru - 7.000,00 7.000,00",
        "JUMLAH 130.000,00 132.000,00 2.000,00",
    };
    const char *text = text_running(arena, agreement(arena, "tahap: perubahan\n", data));
    HAS_ALL(text, later);
    text = text_running(arena, agreement(arena, "", data));
    assert_has(text, "JUMLAH 130.000,00");
    assert_lacks(text, "Baru");
}

/* Titles that name agency and region already stay as they are. */
static void full_titles_stay_as_they_are(void **state)
{
    static const struct {
        const char *head, *superior;
        const char *parts[3];
    } cases[] = {
        {"Direktur Rumah Sakit Umum Daerah Contoh Kota Contoh",
         "Pj. Wali Kota Contoh",
         {"Jabatan : Direktur Rumah Sakit Umum Daerah Contoh Kota Contoh selanjutnya",
          "Jabatan : Pj. Wali Kota Contoh selaku", "Pj. WALI KOTA CONTOH,"}},
        {"Plh. Direktur",
         "Sekretaris Daerah",
         {"Jabatan : Plh. Direktur Rumah Sakit Umum Daerah Contoh Kota Contoh selanjutnya",
          "Jabatan : Sekretaris Daerah Kota Contoh selaku", "SEKRETARIS DAERAH"}},
    };
    Arena *arena = ((Fixture *)*state)->arena;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *folder = folder_make(arena);
        folder_write(folder, "lakipdf.yaml",
                     "templat: perjanjian-kinerja\ntahun: 2026\ndata: [a.yaml]\n");
        const char *line = strchr(agency, '\n') + 1;
        Str data = str_format(arena,
                              "%.*skepala: {jabatan: %s, nama: A}\n"
                              "atasan_kepala: {jabatan: %s, nama: B}\n"
                              "sasaran: [{nama: S, indikator: [{nama: I, target: 1}]}]\n",
                              (int)(line - agency), agency, cases[i].head, cases[i].superior);
        folder_write(folder, "a.yaml", data.at);
        const char *text = text_of(arena, path_in(arena, folder, "lakipdf.yaml"));
        HAS_ALL(text, cases[i].parts);
        folder_remove(folder);
    }
}

/* The head's title gets the agency's name where it does not name it, whatever the title is. */
static void a_head_s_title_names_the_agency(void **state)
{
    static const struct {
        const char *agency, *head, *printed;
    } cases[] = {
        {"Badan Penanggulangan Bencana Daerah", "Kepala Pelaksana",
         "KEPALA PELAKSANA BADAN PENANGGULANGAN BENCANA DAERAH"},
        {"Badan Penanggulangan Bencana Daerah", "Kepala Pelaksana BPBD", "KEPALA PELAKSANA BPBD K"},
        {"Satuan Polisi Pamong Praja", "Plt. Kepala Satuan",
         "Plt. KEPALA SATUAN POLISI PAMONG PRAJA"},
        {"Badan Kesatuan Bangsa dan Politik", "Kepala Kesatuan Bangsa",
         "KEPALA BADAN KESATUAN BANGSA DAN POLITIK"},
        {"Rumah Sakit Umum Daerah Contoh", "Direktur Utama",
         "DIREKTUR UTAMA RUMAH SAKIT UMUM DAERAH CONTOH"},
        {"Dinas Koperasi, Usaha Kecil dan Menengah", "Kepala Dinas KUKM",
         "KEPALA DINAS KUKM KABUPATEN CONTOH"},
        {"Inspektorat Daerah", "Inspektur", "INSPEKTUR KABUPATEN CONTOH"},
        {"Kecamatan Merawang", "Camat", "CAMAT MERAWANG KABUPATEN CONTOH"},
    };
    Arena *arena = ((Fixture *)*state)->arena;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *folder = folder_make(arena);
        folder_write(folder, "lakipdf.yaml",
                     "templat: perjanjian-kinerja\ntahun: 2026\ndata: [a.yaml]\n");
        Str data = str_format(arena,
                              "instansi: {nama: \"%s\", singkatan: BPBD, wilayah: Kabupaten "
                              "Contoh, kedudukan: K, bidang: b, kepala_daerah: Bupati}\n"
                              "kepala: {jabatan: %s, nama: A}\n"
                              "sasaran: [{nama: S, indikator: [{nama: I, target: 1}]}]\n",
                              cases[i].agency, cases[i].head);
        folder_write(folder, "a.yaml", data.at);
        assert_has(text_of(arena, path_in(arena, folder, "lakipdf.yaml")), cases[i].printed);
        folder_remove(folder);
    }
}

/* However many sasaran there are, each page of signatures has both, and a row of the table. */
static void signatures_stay_together_and_with_their_table(void **state)
{
    enum { MOST = 20 };
    Arena *arena = ((Fixture *)*state)->arena;
    Buf data = {.arena = arena};
    buf_text(&data, "sasaran:\n");
    for (int count = 1; count <= MOST; count++) {
        buf_add(&data,
                str_format(arena,
                           "- nama: Meningkatnya mutu layanan nomor %d bagi masyarakat\n"
                           "  indikator:\n"
                           "  - {nama: Indeks kepuasan atas layanan %d, target: 80}\n"
                           "  - {nama: Persentase layanan %d yang tepat waktu, target: 90}\n",
                           count, count, count));
        char *pages = agreement(arena, "", str_c(arena, buf_str(&data)));
        size_t signed_pages = 0;
        for (char *at = strtok(pages, "\f"); at != NULL; at = strtok(NULL, "\f")) {
            const char *page = text_running(arena, at);
            if (strstr(page, "PIHAK KEDUA, PIHAK PERTAMA,") == NULL)
                continue;
            signed_pages++;
            assert_has(page, "WALI KOTA CONTOH,");
            assert_true(text_count(page, "NAMA DIREKTUR") >= 1);
            if (signed_pages == 2)
                assert_has(page, "tepat waktu");
        }
        assert_int_equal(signed_pages, 2);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_agreement_of_2019),
        TEST(the_agreement_that_replaced_it),
        TEST(a_changed_budget_changes_every_place),
        TEST(a_changed_target_changes_every_place),
        TEST(what_changed_is_what_is_printed),
        TEST(officials_sign_with_their_superiors),
        TEST(whom_the_data_do_not_name_has_a_free_place),
        TEST(full_titles_stay_as_they_are),
        TEST(a_head_s_title_names_the_agency),
        TEST(what_was_deleted_and_added_is_in_the_budget),
        TEST(signatures_stay_together_and_with_their_table),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
