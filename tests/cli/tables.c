/*
 * The hardest tables of real reports, set from their figures (tests/jobs/tabel-seed, whose Renja is
 * that of examples/renja-2024): all that is computed is printed, no row is lost, nothing stands on
 * anything else, letters stay readable.
 */
#include "document.h"
#include "dumped.h"

#include <stdio.h>

/* A report with some of its tables. */
typedef struct Report {
    const char *config;
    const char *data[2]; /* files of which every `kode` is printed */
    size_t pages;
    int64_t smallest; /* letters on them, in 1/1000 pt */
    const char *const *figures;
    const char *const *claims; /* what the source states and its own data contradict */
    const char *reference;     /* the text of the pages named by `shown` */
    const char *shown[4];      /* first and last page, each pair "from-to" */
} Report;

/* Tabel 3.7 to 3.9, 5.1 and 6.1: five years of three indicators, the matrix of 23 columns, the
   logframe. */
static const char *const lkip_figures[] = {
    /* Tabel 3.7 */
    "122,80", "126,60", "137,77", "104,91", "99,77", "135,00", "160,00", "103,49", "99,38",
    "111,13", "83,32", "144,44", "100,00", "96,71", "5,14", "4,11", "3,29",
    /* Tabel 5.1: the years, all of them, the urusan */
    "6.080.000.000", "21.305.000.000", "22.856.734.000", "25.491.100.000", "26.938.210.000",
    "102.671.044.000", "3.833.867.000", "22.519.210.000", "86.060.177.000", "280.000.000",
    "16.330.867.000",
    /* programs */
    "36.040.000.000", "7.775.000.000", "3.940.000.000", "2.130.000.000", "12.430.000.000",
    "6.890.000.000", "16.855.177.000", "6.051.808.600", "4.833.987.400", "624.325.000",
    "2.116.929.000", "2.308.817.000", "395.000.000",
    /* Tabel 6.1 */
    "8.000.000.000", "9.458.533.000", "10.451.640.000", "11.830.954.000", "13.085.276.000", NULL};
static const char *const lkip_claims[] = {"122,00", "126,00", "138,00", "111,00", "{{", NULL};

/* Tabel 2.1, form E.81, and 2.3. */
static const char *const renja_figures[] = {
    /* 14=6+12 */
    "22.084.448.552", "148.331.900", "222.619.800", "4.653.895.052", "392.945.900", "1.387.912.210",
    "3.841.627.781", "32.731.781.195",
    /* 13=12/7x100% */
    "92,15", "95,63", "90,19", "95,43", "88,02", "38,15", "39,77", "74,06", "24,72", "89,65",
    "10,62", "76,69",
    /* sums */
    "11.762.079.613", "10.839.100.308", "16.207.723.844", "22.312.585.924", "16.524.057.351",
    /* Tabel 2.3 */
    "13.633.250.262", "8.531.839.409", "1.830.516.125", "3.824.212.800", "1.312.239.600",
    "2.379.622.100", "2.198.727.100", "23.633.051.862", NULL};
static const char *const renja_claims[] = {"16.368.222.737",
                                           "160.033.100",
                                           "2.817.817.660",
                                           "285.191.800",
                                           "923.239.800",
                                           "1.457.816.100",
                                           "96,95",
                                           "1.022.435.384",
                                           "31.146.343.988",
                                           "{{",
                                           NULL};

static const Report reports[] = {
    {"tests/jobs/tabel-seed/lkip-2019.yaml",
     {"examples/lkip-2019/data/tabel-5-1.yaml", NULL},
     32,
     6500,
     lkip_figures,
     lkip_claims,
     "tests/golden/tabel-seed/lkip-2019.txt",
     {"2-3", "7-8", "32-32", NULL}},
    {"tests/jobs/tabel-seed/renja-2024.yaml",
     {"examples/renja-2024/data/evaluasi-2022.yaml", NULL},
     10,
     7000,
     renja_figures,
     renja_claims,
     "tests/golden/tabel-seed/renja-2024.txt",
     {"1-6", "10-10", NULL}},
};

enum { REPORTS = sizeof reports / sizeof *reports };

static const char *build(Arena *arena, const char *folder, const Report *report)
{
    const char *path = path_in(arena, folder, "a.pdf");
    const char *const arguments[] = {"build", report->config, "--allow-outside", "-o", path, NULL};
    Ended ended = run_program(arena, ".", NULL, arguments);
    assert_int_equal(ended.status, 0);
    return path;
}

/* The text of the pages "from-to", or of all; poppler must not complain. */
static char *text_of(Arena *arena, const char *pdf, const char *pages)
{
    char from[16] = "1";
    char to[16] = "0"; /* the last one */
    if (pages != NULL)
        assert_int_equal(sscanf(pages, "%15[0-9]-%15[0-9]", from, to), 2);
    const char *const command[] = {"pdftotext", "-layout", "-f", from, "-l", to, pdf, "-", NULL};
    Ended ended = run_command(arena, ".", command);
    assert_int_equal(ended.status, 0);
    assert_string_equal(ended.err, "");
    return ended.out;
}

/* --- What is printed ------------------------------------------------------------------------- */

/* Every code of the data file stands in the text. */
static void check_codes(Arena *arena, const char *data, const char *text)
{
    static const char key[] = "kode: ";
    Str file = str_from(file_text(arena, data, NULL));
    size_t found = 0;
    for (size_t at = str_find(file, key, 0); at != SIZE_MAX; at = str_find(file, key, at)) {
        at += sizeof key - 1;
        size_t end = str_find(file, "\n", at);
        Str code = str_slice(file, at, end);
        if (str_starts(code, "\""))
            code = str_slice(code, 1, code.size - 1);
        if (strstr(text, str_c(arena, code)) == NULL)
            fail_msg("the row %s is not in the document", str_c(arena, code));
        found++;
    }
    assert_true(found > 40);
}

static void every_figure_and_every_row_is_printed(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    for (size_t i = 0; i < REPORTS; i++) {
        const Report *report = &reports[i];
        const char *folder = folder_make(arena);
        char *text = text_of(arena, build(arena, folder, report), NULL);
        for (const char *const *figure = report->figures; *figure != NULL; figure++)
            if (strstr(text, *figure) == NULL)
                fail_msg("%s is not in the document", *figure);
        for (const char *const *claim = report->claims; *claim != NULL; claim++)
            if (strstr(text, *claim) != NULL)
                fail_msg("%s, which the data contradict, is in the document", *claim);
        for (size_t k = 0; k < 2 && report->data[k] != NULL; k++)
            check_codes(arena, report->data[k], text);
        folder_remove(folder);
    }
}

/* --- How it stands --------------------------------------------------------------------------- */

static void check_letters(const Dumped *dumped, int64_t smallest)
{
    for (size_t p = 0; p < dumped->count; p++)
        for (size_t i = 0; i < dumped->pages[p].count; i++) {
            const DumpedItem *item = &dumped->pages[p].items[i];
            if (item->kind == DUMPED_RUN)
                assert_true(item->height >= smallest);
        }
}

static void nothing_leaves_its_cell_and_letters_stay_readable(void **state)
{
    enum { MOST_FAULTS = 10 };
    Arena *arena = ((Fixture *)*state)->arena;
    for (size_t i = 0; i < REPORTS; i++) {
        const char *const arguments[] = {
            "build", reports[i].config, "--allow-outside", "--format", "layout", "-o", "-", NULL};
        Ended ended = run_program(arena, ".", NULL, arguments);
        assert_int_equal(ended.status, 0);
        const Dumped *dumped = dumped_read(arena, (Str){ended.out, ended.out_size});
        assert_non_null(dumped);
        assert_str(dumped_faults(arena, dumped, MOST_FAULTS), "");
        assert_int_equal(dumped->count, reports[i].pages);
        check_letters(dumped, reports[i].smallest);
    }
}

/* Slips of a unit and of a group in the source, sums and grades that it states otherwise, and
 * nothing else. */
static void only_what_the_sources_get_wrong_is_reported(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    static const size_t slips[REPORTS] = {0, 4};
    static const size_t stated[REPORTS] = {21, 22};
    static const size_t targets[REPORTS] = {9, 0};  /* of two tables */
    static const size_t matrices[REPORTS] = {5, 0}; /* beside what is measured */
    for (size_t i = 0; i < REPORTS; i++) {
        const char *const arguments[] = {
            "build", reports[i].config, "--allow-outside", "--format", "layout", "-o", "-", NULL};
        Ended ended = run_program(arena, ".", NULL, arguments);
        assert_int_equal(text_count(ended.err, "warning: satuan_sampai_berbeda") +
                             text_count(ended.err, "warning: satuan_berbeda") +
                             text_count(ended.err, "warning: kelompok_belanja_berbeda"),
                         slips[i]);
        assert_int_equal(text_count(ended.err, "warning: nilai_tercantum"), stated[i]);
        assert_int_equal(text_count(ended.err, "warning: target_berbeda"), targets[i]);
        assert_int_equal(text_count(ended.err, "_matriks_berbeda: "), matrices[i]);
        assert_int_equal(text_count(ended.err, "warning: "),
                         slips[i] + stated[i] + targets[i] + matrices[i]);
        assert_int_equal(text_count(ended.err, "error: "), 0);
    }
}

static void the_text_of_the_tables_is_as_before(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    for (size_t i = 0; i < REPORTS; i++) {
        const char *folder = folder_make(arena);
        const char *pdf = build(arena, folder, &reports[i]);
        Buf out = {.arena = arena};
        for (size_t k = 0; reports[i].shown[k] != NULL; k++)
            buf_text(&out, text_of(arena, pdf, reports[i].shown[k]));
        assert_reference(arena, reports[i].reference, str_c(arena, buf_str(&out)));
        folder_remove(folder);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(every_figure_and_every_row_is_printed),
        TEST(nothing_leaves_its_cell_and_letters_stay_readable),
        TEST(only_what_the_sources_get_wrong_is_reported),
        TEST(the_text_of_the_tables_is_as_before),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
