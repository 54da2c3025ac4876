/*
 * Audits as a user meets them: what check and build say and how they end, severities in the job,
 * the contradictions of real reports, and claims as they are printed.
 */
#include "document.h"

#include <stdio.h>

/* --- The contradictions of real reports
 * ------------------------------------------------------------
 */

/* The messages without the lines of the excerpts. */
static const char *messages(Arena *arena, const char *err)
{
    Buf out = {.arena = arena};
    for (Str rest = str_from(err); rest.size > 0;) {
        size_t end = str_find(rest, "\n", 0);
        Str line = str_slice(rest, 0, end != SIZE_MAX ? end + 1 : rest.size);
        if (line.at[0] != ' ')
            buf_add(&out, line);
        rest = str_slice(rest, line.size, rest.size);
    }
    return str_c(arena, buf_str(&out));
}

/* Each job states what a real report states; beside it stands the list of all that is to be found.
 */
static void check_finds_the_contradictions_and_nothing_else(void **state)
{
    static const char *const jobs[] = {"lakip-2017", "renja-2024", "lkip-2019", "iku"};
    Arena *arena = ((Fixture *)*state)->arena;
    for (size_t i = 0; i < sizeof jobs / sizeof *jobs; i++) {
        const char *base = str_format(arena, "tests/jobs/kontradiksi/%s", jobs[i]).at;
        const char *config = str_format(arena, "%s.yaml", base).at;
        const char *list = str_format(arena, "%s.temuan", base).at;
        const char *const arguments[] = {"check", config, NULL};
        Ended ended = run_program(arena, ".", NULL, arguments);
        assert_int_equal(ended.status, 1);
        assert_string_equal(ended.out, "");
        char *expected = file_text(arena, list, NULL);
        assert_non_null(expected);
        assert_string_equal(messages(arena, ended.err), expected);
    }
}

static void the_document_prints_what_is_computed(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    static const char *const printed[] = {
        "dianggarkan Rp8.401.622.894,00 dan terealisasi Rp7.839.983.893,00 atau 93,32%",
        "terealisasi 38 atau 95,00%",
        "Ada 10 (sepuluh) program dan 51 (lima puluh satu) kegiatan",
        "Indikatornya 3 (tiga), 3, atau 3 (tiga)",
        "berjumlah 36 orang",
    };
    const char *text =
        text_running(arena, document_text(arena, "tests/jobs/kontradiksi/lakip-2017.yaml"));
    HAS_ALL(text, printed);
    text = text_running(arena, document_text(arena, "tests/jobs/kontradiksi/renja-2024.yaml"));
    assert_has(text, "terealisasi Rp.630.592.410,- atau 38,15 %");
    assert_has(text, "Kedelapan program itu memuat 15 (lima belas) kegiatan");
}

/* --- Severities
 * ------------------------------------------------------------------------------------
 */

static const char job_start[] = "templat: lakip\n"
                                "tahun: 2020\n"
                                "data: [data.yaml]\n"
                                "urutan: [uji]\n"
                                "bab: {uji: uji.md}\n";

static const char data_text[] =
    "instansi: {nama: Dinas, singkatan: D, wilayah: W, kedudukan: K, bidang: b, kepala_daerah: "
    "Bupati}\n"
    "kepala: {jabatan: Kepala Dinas, nama: NAMA}\n"
    "sasaran: []\n"
    "program: [{nama: A, kegiatan: [{nama: K, pagu: 10, fisik: 100, realisasi: 0}]}]\n";

/* A folder with a job that holds one contradiction; `more` is added to its config. */
static const char *make_job(Arena *arena, const char *more)
{
    const char *folder = folder_make(arena);
    folder_write(folder, "lakipdf.yaml", str_format(arena, "%s%s", job_start, more).at);
    folder_write(folder, "data.yaml", data_text);
    folder_write(folder, "uji.md", "# Uji\n\nTeks.\n");
    return folder;
}

/* Runs check or build in a new job with `more` in its config. */
static Ended run_job(Arena *arena, const char *command, const char *more)
{
    const char *folder = make_job(arena, more);
    folder_write(folder, "own.yaml",
                 "lokasi_kosong: {arti: Tanpa lokasi, tingkat: kesalahan, untuk: [kegiatan], jika: "
                 "bukan ada(lokasi), pesan: no lokasi}\n");
    const char *const check[] = {"check", "lakipdf.yaml", NULL};
    const char *const build[] = {"build", "lakipdf.yaml", "-o", "a.pdf", NULL};
    Ended ended = run_program(arena, folder, NULL, strcmp(command, "check") == 0 ? check : build);
    bool written = file_text(arena, path_in(arena, folder, "a.pdf"), NULL) != NULL;
    assert_true(written == (strcmp(command, "build") == 0 && ended.status == 0));
    folder_remove(folder);
    return ended;
}

static const char finding[] =
    "data.yaml:4:59: warning: fisik_tanpa_realisasi: kegiatan 'K': fisik is 100%, "
    "but nothing was spent: anggaran 10, realisasi 0 (difference 10)\n";

static void build_prints_findings_and_goes_on(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    Ended ended = run_job(arena, "build", "");
    assert_int_equal(ended.status, 0);
    assert_string_equal(messages(arena, ended.err), finding);
}

static void check_fails_on_a_finding(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    Ended ended = run_job(arena, "check", "");
    assert_int_equal(ended.status, 1);
    assert_string_equal(
        messages(arena, ended.err),
        str_format(arena, "%slakipdf: error: lakipdf.yaml: 1 finding\n", finding).at);
}

static void a_job_silences_an_audit(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    Ended ended = run_job(arena, "check", "audit: {fisik_tanpa_realisasi: abaikan}\n");
    assert_string_equal(ended.err, "");
    assert_int_equal(ended.status, 0);
    assert_string_equal(ended.out, "lakipdf.yaml: no errors, no findings\n");
}

static void a_job_takes_a_finding_for_an_error(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    Ended ended = run_job(arena, "build", "audit: {fisik_tanpa_realisasi: kesalahan}\n");
    assert_int_equal(ended.status, 1);
    assert_non_null(strstr(ended.err, ": error: fisik_tanpa_realisasi: "));
}

static void a_job_adds_an_audit_of_its_own(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    Ended ended = run_job(arena, "build", "berkas_audit: [own.yaml]\n");
    assert_int_equal(ended.status, 1);
    assert_non_null(
        strstr(ended.err, "data.yaml:4:32: error: lokasi_kosong: kegiatan 'K': no lokasi\n"));
}

/* --- Beside errors ------------------------------------------------------------------------------
 */

/* Runs check on a job whose sasaran and program are these. */
static const char *check_data(Arena *arena, const char *data)
{
    const char *folder = make_job(arena, "");
    Str text = str_format(arena, "%.*s%s", (int)(strstr(data_text, "sasaran:") - data_text),
                          data_text, data);
    folder_write(folder, "data.yaml", text.at);
    const char *const check[] = {"check", "lakipdf.yaml", NULL};
    Ended ended = run_program(arena, folder, NULL, check);
    folder_remove(folder);
    assert_int_equal(ended.status, 1);
    return messages(arena, ended.err);
}

static void findings_are_told_beside_errors(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    assert_string_equal(
        check_data(arena, "sasaran: [{nama: S, indikator: [{nama: I, target: x, realisasi: 4}]}]\n"
                          "program: [{nama: A, kegiatan: [{nama: K, pagu: 10, realisasi: 11, "
                          "serapan: 100}]}]\n"),
        "data.yaml:3:51: error: target: 'x' is not a number\n"
        "data.yaml:4:63: warning: realisasi_melebihi_pagu: kegiatan 'K': the realisasi is above "
        "the budget: realisasi 11, anggaran 10 (difference 1)\n"
        "data.yaml:4:76: warning: nilai_tercantum: 'serapan' of kegiatan 'K' is stated as 100 but "
        "computed as 110 (difference 10)\n");
}

static void what_an_unreadable_value_causes_is_not_told(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    assert_string_equal(
        check_data(arena,
                   "sasaran: [{nama: S, indikator: [{nama: I, target: x, realisasi: 4, capaian: "
                   "80}]}]\n"
                   "total_belanja: {realisasi: 20}\n"
                   "program: [{nama: A, realisasi: 10, kegiatan: [{nama: K, pagu: 10, realisasi: "
                   "y}, {nama: L, pagu: 10, realisasi: 1}]}]\n"),
        "data.yaml:3:51: error: target: 'x' is not a number\n"
        "data.yaml:5:78: error: realisasi: 'y' is not a number\n");
}

/* A year that could not be read is none of the years that there are. */
static void what_an_unreadable_year_causes_is_not_told(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    assert_string_equal(
        check_data(arena, "sasaran: [{nama: S, indikator: [{nama: I, target: {2020: x}, realisasi: "
                          "4}, {nama: J, target: {20: 5}, realisasi: {2020: 4}}]}]\n"),
        "data.yaml:3:58: error: target: 'x' is not a number\n"
        "data.yaml:3:96: error: target: '20' is not a year\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(check_finds_the_contradictions_and_nothing_else),
        TEST(the_document_prints_what_is_computed),
        TEST(build_prints_findings_and_goes_on),
        TEST(check_fails_on_a_finding),
        TEST(a_job_silences_an_audit),
        TEST(a_job_takes_a_finding_for_an_error),
        TEST(a_job_adds_an_audit_of_its_own),
        TEST(findings_are_told_beside_errors),
        TEST(what_an_unreadable_value_causes_is_not_told),
        TEST(what_an_unreadable_year_causes_is_not_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
