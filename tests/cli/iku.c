/*
 * The template iku: the figures of examples/iku-2017-2022, what its source contradicts itself in,
 * that a changed figure changes every place, and sheets of other data.
 */
#include "process.h"

#include <unistd.h>

static const char job[] = "examples/iku-2017-2022/lakipdf.yaml";

/* --- Running -----------------------------------------------------------------------------------
 */

/* The text of the job's document, every run of white space as one space. */
static const char *text_of(Arena *arena, const char *config)
{
    const char *folder = folder_make(arena);
    const char *pdf = path_in(arena, folder, "a.pdf");
    const char *const arguments[] = {"build", config, "-o", pdf, NULL};
    Ended ended = run_program(arena, ".", NULL, arguments);
    if (ended.status != 0)
        fail_msg("%s", ended.err);
    const char *const command[] = {"pdftotext", "-layout", pdf, "-", NULL};
    ended = run_command(arena, ".", command);
    folder_remove(folder);
    assert_int_equal(ended.status, 0);
    size_t size = 0;
    for (char *at = ended.out; *at != '\0'; at++)
        if ((*at != ' ' && *at != '\n') || (size > 0 && ended.out[size - 1] != ' '))
            ended.out[size++] = (char)(*at == '\n' ? ' ' : *at);
    ended.out[size] = '\0';
    return ended.out;
}

static void assert_holds(const char *text, const char *const *parts, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strstr(text, parts[i]) == NULL)
            fail_msg("'%s' is not in the document: %s", parts[i], text);
}
#define HOLDS(text, parts) assert_holds((text), (parts), sizeof(parts) / sizeof *(parts))

static size_t count_of(const char *text, const char *part)
{
    size_t count = 0;
    for (const char *at = text; (at = strstr(at, part)) != NULL; at += strlen(part))
        count++;
    return count;
}

/* A copy of a folder of the project, with `from` replaced by `to` in one of its files; the path of
   its lakipdf.yaml. */
static const char *changed(Arena *arena, const char *source, const char *file, const char *from,
                           const char *to)
{
    static const char script[] = "set -e; cp -R \"$1\"/. \"$2\"; cd \"$2\"\n"
                                 "grep -q \"$4\" \"$3\"; sed -i \"s/$4/$5/\" \"$3\"\n";
    const char *folder = folder_make(arena);
    const char *const command[] = {"sh", "-c", script, "sh", source, folder, file, from, to, NULL};
    Ended ended = run_command(arena, ".", command);
    assert_string_equal(ended.err, "");
    assert_int_equal(ended.status, 0);
    return path_in(arena, folder, "lakipdf.yaml");
}

/* The text of a sheet of data of the test's own. */
static const char *sheet(Arena *arena, const char *data)
{
    static const char agency[] =
        "instansi: {nama: Kecamatan Merawang, singkatan: Kecamatan Merawang, wilayah: Kabupaten "
        "Bangka, kedudukan: Merawang, bidang: kewilayahan, kepala_daerah: Bupati}\n"
        "kepala: {jabatan: Camat, nama: NAMA CAMAT}\n";
    const char *folder = folder_make(arena);
    folder_write(folder, "lakipdf.yaml", "templat: iku\ntahun: 2026\ndata: [a.yaml, b.yaml]\n");
    folder_write(folder, "a.yaml", agency);
    folder_write(folder, "b.yaml", data);
    const char *text = text_of(arena, path_in(arena, folder, "lakipdf.yaml"));
    folder_remove(folder);
    assert_null(strstr(text, "{{"));
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
        "Koperasi yang ada pada tahun 2018 110 koperasi",
        "Promosi luring dan daring 270 235 235 235 235 1.210",
        "Jumlah 880 707 607 607 607 3.408",
        "Di luar rincian di atas 0 0 200 200 200 600",
        "Jumlah menurut tahun kurang 92 dari 3.500 yang dipakai dalam perhitungan target.",
        "SDM KUMKM yang dilatih per tahun 570 570 570 570 570 2.850",
        "NIP 19700101 199503 1 001",
    };
    Arena *arena = ((Fixture *)*state)->arena;
    const char *text = text_of(arena, job);
    HOLDS(text, parts);
    assert_null(strstr(text, "{{"));
    assert_null(strstr(text, "15,5"));
}

static void two_decimals_are_usual(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    const char *copy =
        changed(arena, "examples/iku-2017-2022", "data/iku.yaml", "        desimal: 3", "");
    const char *text = text_of(arena, copy);
    assert_int_equal(count_of(text, "0,29%"), 2);
    assert_null(strstr(text, "0,286"));
    folder_remove(str_c(arena, path_folder(str_from(copy))));
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
    HOLDS(text, parts);
    assert_int_equal(count_of(text, "Indikator belum ditetapkan"), 5);
    assert_null(strstr(text, "URAIAN"));
    assert_null(strstr(text, "PERHITUNGAN"));
}

/* The lines that tell of a finding, without the lines of the data that they show. */
static void what_the_source_contradicts_is_found(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    const char *const arguments[] = {"check", job, NULL};
    Ended ended = run_program(arena, ".", NULL, arguments);
    assert_int_equal(ended.status, 1);
    Buf found = {.arena = arena};
    const char *text = ended.err;
    for (const char *end; (end = strchr(text, '\n')) != NULL; text = end + 1)
        if (strstr(text, ": warning: ") != NULL && strstr(text, ": warning: ") < end)
            buf_add(&found, (Str){text, (size_t)(end + 1 - text)});
    assert_reference(arena, "tests/golden/iku-2017-2022.temuan", str_c(arena, buf_str(&found)));
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
    const char *copy =
        changed(arena, "examples/iku-2017-2022", "data/iku.yaml", "nilai: 10$", "nilai: 11");
    const char *text = text_of(arena, copy);
    HOLDS(text, parts);
    assert_null(strstr(text, "22,73"));
    folder_remove(str_c(arena, path_folder(str_from(copy))));
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
    HOLDS(text, parts);
    assert_null(strstr(text, "Jumlah menurut tahun"));
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
    HOLDS(text, parts);
    assert_null(strstr(text, "Sasaran Strategis"));
    assert_null(strstr(text, "NIP"));
}

static void only_marked_indicators_are_key(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    const char *text =
        sheet(arena, "sasaran:\n- nama: Satu\n  indikator: [{nama: Bukan utama, target: 1}]\n"
                     "- nama: Dua\n  indikator:\n  - {nama: Lainnya, target: 1}\n"
                     "  - {nama: Yang utama, utama: ya, target: 2.125, satuan: ton}\n");
    assert_non_null(strstr(text, "1. Dua Yang utama 2,125 ton"));
    assert_null(strstr(text, "Bukan utama"));
    assert_null(strstr(text, "Lainnya"));
    assert_null(strstr(text, "Satu"));
}

static void nothing_to_show_is_said(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    const char *text = sheet(arena, "sasaran: []\n");
    assert_non_null(strstr(text, "Indikator kinerja utama belum ditetapkan"));
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
