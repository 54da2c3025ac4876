/*
 * The template iku: the figures of examples/iku-2017-2022, what its source contradicts itself in,
 * that a changed figure changes every place, and sheets of other data.
 */
#include "document.h"

static const char folder[] = "examples/iku-2017-2022";
static const char job[] = "examples/iku-2017-2022/lakipdf.yaml";

/* The text of the job's document as one line. */
static const char *text_of(Arena *arena, const char *config)
{
    return text_running(arena, document_text(arena, config));
}

/* The text of a sheet of data of the test's own. */
static const char *sheet(Arena *arena, const char *data)
{
    static const char agency[] =
        "instansi: {nama: Kecamatan Merawang, singkatan: Kecamatan Merawang, wilayah: Kabupaten "
        "Bangka, kedudukan: Merawang, bidang: kewilayahan, kepala_daerah: Bupati}\n"
        "kepala: {jabatan: Camat, nama: NAMA CAMAT}\n";
    const char *own = folder_make(arena);
    folder_write(own, "lakipdf.yaml", "templat: iku\ntahun: 2026\ndata: [a.yaml, b.yaml]\n");
    folder_write(own, "a.yaml", agency);
    folder_write(own, "b.yaml", data);
    const char *text = text_of(arena, path_in(arena, own, "lakipdf.yaml"));
    folder_remove(own);
    return text;
}

/* --- The example ---------------------------------------------------------------------------------
 */

static void the_computations_of_the_source_come_out(void **state)
{
    static const char *const parts[] = {
        "TAHUN 2017–2022",
        "Persentase koperasi baru 22,73%",
        "× 100 = 22,73%",
        "× 100 = 6,96%",
        "= 1,39%",
        "× 100 = 20,00%",
        "× 100 = 0,286%",
        "100% (sertifikat",
        "Koperasi yang ada pada tahun 2018 menurut perhitungan pemberdayaan 110 koperasi",
        "Promosi luring dan daring 270 235 235 235 235 1.210",
        "Jumlah 880 707 607 607 607 3.408",
        "Di luar rincian di atas 0 0 200 200 200 600",
        "Jumlah menurut tahun kurang 92 dari 3.500 yang dipakai dalam perhitungan target.",
        "SDM KUMKM yang dilatih per tahun 570 570 570 570 570 2.850",
        "NIP 19700101 199503 1 001",
    };
    Arena *arena = ((Fixture *)*state)->arena;
    const char *text = text_of(arena, job);
    HAS_ALL(text, parts);
    assert_lacks(text, "15,5");
}

static void two_decimals_are_usual(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    static const Edit edit = {"data/iku.yaml", "        desimal: 3", ""};
    const char *text = text_running(arena, document_edited(arena, folder, edit));
    assert_int_equal(text_count(text, "0,29%"), 2);
    assert_lacks(text, "0,286");
}

static void the_first_sheet_says_which_sasaran_have_no_indicator(void **state)
{
    static const char *const parts[] = {
        "Persentase koperasi aktif 15,5% per tahun",
        "Persentase pertumbuhan usaha kecil 15% per tahun",
        "Dari 7 (tujuh) sasaran, 5 (lima) sasaran belum mempunyai indikator kinerja utama.",
    };
    Arena *arena = ((Fixture *)*state)->arena;
    const char *text = text_of(arena, "examples/iku-2017-2022/lembar-awal.yaml");
    HAS_ALL(text, parts);
    assert_int_equal(text_count(text, "Indikator belum ditetapkan"), 5);
    assert_lacks(text, "URAIAN");
    assert_lacks(text, "PERHITUNGAN");
}

static void what_the_source_contradicts_is_found(void **state)
{
    assert_findings(((Fixture *)*state)->arena, job, "tests/golden/iku-2017-2022.temuan");
}

static void a_changed_figure_changes_every_place(void **state)
{
    static const char *const parts[] = {
        "Persentase koperasi baru 25%", /* the sheet */
        "× 100 = 25,00%",               /* the formula, */
        "11 ",                          /* its fraction */
        "11 koperasi",                  /* and its variable */
    };
    Arena *arena = ((Fixture *)*state)->arena;
    static const Edit edit = {"data/iku.yaml", "nilai: 10\n", "nilai: 11\n"};
    const char *text = text_running(arena, document_edited(arena, folder, edit));
    HAS_ALL(text, parts);
    assert_lacks(text, "22,73");
}

/* --- Other data ----------------------------------------------------------------------------------
 */

static void the_starting_job_shows_targets_by_year(void **state)
{
    static const char *const parts[] = {
        "Nilai tukar nelayan indeks 103,5 104,25 105 105,75 106,5",
        "% 15 19,35 24,22 29,55 35,29",
        "Tahun 2025 = ",
        "Tahun 2027 =",
        "× 100 = 24,22%",
        "Kelompok nelayan mandiri kelompok 18 24 31 39 48",
        "Target % 15,00 19,35 24,22 29,55 35,29",
        "× 100 = 41,9%",
        "Jumlah 160 170 180 190 200 900",
        "Penanggung jawab Bidang Perikanan Budidaya",
    };
    Arena *arena = ((Fixture *)*state)->arena;
    const char *text = text_of(arena, "templates/iku/awal/lakipdf.yaml");
    HAS_ALL(text, parts);
    assert_lacks(text, "Jumlah menurut tahun");
}

static void indicators_without_sasaran_have_a_sheet(void **state)
{
    static const char *const parts[] = {"CAMAT MERAWANG", "KABUPATEN BANGKA,",
                                        "1. Nilai kepuasan masyarakat 85 indeks",
                                        "2. Opini atas laporan WTP", "TAHUN 2026"};
    Arena *arena = ((Fixture *)*state)->arena;
    const char *text =
        sheet(arena, "iku:\n- {nama: Nilai kepuasan masyarakat, target: 85, satuan: indeks}\n"
                     "- {nama: Opini atas laporan, skala: opini-bpk, target_sebutan: WTP}\n");
    HAS_ALL(text, parts);
    assert_lacks(text, "Sasaran Strategis");
    assert_lacks(text, "NIP");
}

static void only_marked_indicators_are_key(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    const char *text =
        sheet(arena, "sasaran:\n- nama: Satu\n  indikator: [{nama: Bukan utama, target: 1}]\n"
                     "- nama: Dua\n  indikator:\n  - {nama: Lainnya, target: 1}\n"
                     "  - {nama: Yang utama, utama: ya, target: 2.1250, satuan: ton}\n");
    assert_has(text, "1. Dua Yang utama 2,125 ton");
    assert_lacks(text, "Bukan utama");
    assert_lacks(text, "Lainnya");
    assert_lacks(text, "Satu");
}

static void nothing_to_show_is_said(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    const char *text = sheet(arena, "sasaran: []\n");
    assert_has(text, "Indikator kinerja utama belum ditetapkan");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_computations_of_the_source_come_out),
        TEST(two_decimals_are_usual),
        TEST(the_first_sheet_says_which_sasaran_have_no_indicator),
        TEST(what_the_source_contradicts_is_found),
        TEST(a_changed_figure_changes_every_place),
        TEST(the_starting_job_shows_targets_by_year),
        TEST(indicators_without_sasaran_have_a_sheet),
        TEST(only_marked_indicators_are_key),
        TEST(nothing_to_show_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
