/*
 * The report of 2019 in examples/lkip-2019: two plans in one year, five-year tables with coloured
 * grades, the matrix and the logframe. Its figures come out, what its source contradicts is found,
 * and one figure that changes does so in every place.
 */
#include "dumped.h"
#include "process.h"

static const char job[] = "examples/lkip-2019/lakipdf.yaml";

/* Builds the job of a folder; the text of its pages. */
static char *text_of(Arena *arena, const char *config)
{
    const char *folder = folder_make(arena);
    const char *pdf = path_in(arena, folder, "a.pdf");
    const char *const arguments[] = {"build", config, "-o", pdf, NULL};
    Ended ended = run_program(arena, ".", NULL, arguments);
    assert_null(strstr(ended.err, "error: "));
    assert_int_equal(ended.status, 0);
    const char *const command[] = {"pdftotext", "-layout", pdf, "-", NULL};
    ended = run_command(arena, ".", command);
    assert_int_equal(ended.status, 0);
    assert_string_equal(ended.err, "");
    folder_remove(folder);
    return ended.out;
}

static size_t count_of(const char *text, const char *part)
{
    size_t count = 0;
    for (; (text = strstr(text, part)) != NULL; text++)
        count++;
    return count;
}

/* --- Figures --------------------------------------------------------------------------------- */

static void the_figures_of_2019_are_printed(void **state)
{
    static const char *const figures[] = {
        /* means of both sasaran, of all, of the plan that ended */
        "151,12", "107,39", "129,25", "98,62", "98,05",
        /* capaian */
        "91,15", "211,09", "102,40", "112,39", "99,77", "99,38", "96,71",
        /* five years: capaian, changes, means */
        "122,80", "126,60", "137,77", "104,91", "135,00", "117,00", "160,00", "103,49", "111,13",
        "83,32", "144,44", "5,14", "4,11", "3,29", "122,98", "108,97", "147,40", "102,80",
        /* towards 2024 */
        "46,13", "125,07", "17,07", "21,30",
        /* koperasi, with their sum */
        "2.016", "3.407", "5.423", "4.672",
        /* budget */
        "6.319.911.000", "5.922.027.846", "93,70", "397.883.154", "6,30",
        /* Tabel 5.1 and 6.1 */
        "6.080.000.000", "21.305.000.000", "22.856.734.000", "25.491.100.000", "26.938.210.000",
        "102.671.044.000", "86.060.177.000", "8.000.000.000", "9.458.533.000", "10.451.640.000",
        "11.830.954.000", "13.085.276.000"};
    /* What the source states and its figures contradict. */
    static const char *const claims[] = {"595.947.000", "91,14",  "211,08", "112,38",
                                         "122,00",      "138,00", "{{",     "-persen"};
    Arena *arena = ((Fixture *)*state)->arena;
    char *text = text_of(arena, job);
    for (size_t i = 0; i < sizeof figures / sizeof *figures; i++)
        if (strstr(text, figures[i]) == NULL)
            fail_msg("%s is not in the document", figures[i]);
    for (size_t i = 0; i < sizeof claims / sizeof *claims; i++)
        if (strstr(text, claims[i]) != NULL)
            fail_msg("%s is in the document", claims[i]);
}

/* --- Contradictions -------------------------------------------------------------------------- */

/* The lines that tell of a finding, without the lines of the data that they show. */
static const char *findings_of(Arena *arena, const char *text)
{
    Buf found = {.arena = arena};
    for (const char *end; (end = strchr(text, '\n')) != NULL; text = end + 1) {
        const char *warning = strstr(text, ": warning: ");
        if (warning != NULL && warning < end)
            buf_add(&found, (Str){text, (size_t)(end + 1 - text)});
    }
    return str_c(arena, buf_str(&found));
}

static void what_the_source_contradicts_is_found(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    const char *const arguments[] = {"check", job, NULL};
    Ended ended = run_program(arena, ".", NULL, arguments);
    assert_int_equal(ended.status, 1);
    assert_reference(arena, "tests/golden/lkip-2019.temuan", findings_of(arena, ended.err));
}

/* --- Grades ---------------------------------------------------------------------------------- */

static size_t rects_of(Arena *arena, Str page, const char *colour)
{
    return count_of(str_c(arena, page), colour);
}

/* On the page of five years each percentage has its grade's colour: one of fifteen is lower than
   the highest grade, so are none of the five means; the legend has each colour once. */
static void five_years_have_the_colours_of_their_grades(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    const char *const arguments[] = {"build", job, "--format", "layout", "-o", "-", NULL};
    Ended ended = run_program(arena, ".", NULL, arguments);
    assert_int_equal(ended.status, 0);
    const Dumped *dumped = dumped_read(arena, (Str){ended.out, ended.out_size});
    assert_non_null(dumped);
    assert_str(dumped_faults(arena, dumped, 10), "");
    size_t found = 0;
    for (size_t p = 0; p < dumped->count; p++) {
        Str page = dumped->pages[p].text;
        if (str_find(page, "\"83,32\"", 0) == SIZE_MAX)
            continue;
        assert_int_equal(rects_of(arena, page, " #e0f3db"), 14 + 5 + 1);
        assert_int_equal(rects_of(arena, page, " #bfe5b8"), 1 + 1);
        assert_int_equal(rects_of(arena, page, " #ebc04f"), 1);
        assert_int_equal(rects_of(arena, page, " #e69a57"), 1);
        assert_int_equal(rects_of(arena, page, " #d97b72"), 1);
        found++;
    }
    assert_int_equal(found, 1);
}

/* --- One figure ------------------------------------------------------------------------------ */

/* The text of the example with one text of one file replaced by another. */
static char *changed(Arena *arena, const char *file, const char *from, const char *to)
{
    const char *folder = folder_make(arena);
    const char *const copy[] = {"cp", "-R", "examples/lkip-2019/.", folder, NULL};
    assert_int_equal(run_command(arena, ".", copy).status, 0);
    char *data = file_text(arena, path_in(arena, folder, file), NULL);
    assert_non_null(data);
    char *at = strstr(data, from);
    assert_non_null(at);
    assert_null(strstr(at + 1, from));
    Buf out = {.arena = arena};
    buf_add(&out, (Str){data, (size_t)(at - data)});
    buf_text(&out, to);
    buf_text(&out, at + strlen(from));
    folder_write(folder, file, str_c(arena, buf_str(&out)));
    char *text = text_of(arena, path_in(arena, folder, "lakipdf.yaml"));
    folder_remove(folder);
    return text;
}

/* Figures that depend on the changed one, as they were and as they are. */
typedef struct Change {
    const char *from, *to;
} Change;

static void assert_changed(const char *before, const char *after, const Change *changes,
                           size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const Change *change = &changes[i];
        if (count_of(before, change->from) == 0 || count_of(after, change->from) != 0)
            fail_msg("%s still stands in the document", change->from);
        if (count_of(after, change->to) != count_of(before, change->from))
            fail_msg("%s stands in %zu places, %s stood in %zu", change->to,
                     count_of(after, change->to), change->from, count_of(before, change->from));
    }
}

static void one_realisasi_changes_every_place(void **state)
{
    static const Change changes[] = {{"91,15", "94,84"},   /* capaian */
                                     {"151,12", "152,96"}, /* of its sasaran */
                                     {"129,25", "130,18"}, /* of all */
                                     {"46,13", "48,00"}};  /* towards 2024 */
    Arena *arena = ((Fixture *)*state)->arena;
    char *before = text_of(arena, job);
    char *after = changed(arena, "data/kinerja.yaml", "realisasi: 17.30", "realisasi: 18.00");
    assert_changed(before, after, changes, sizeof changes / sizeof *changes);
}

static void one_year_changes_all_that_is_told_of_it(void **state)
{
    static const Change changes[] = {{"104,91", "107,69"},  /* capaian of 2018 */
                                     {"102,80", "103,73"}}; /* of all that year */
    Arena *arena = ((Fixture *)*state)->arena;
    char *before = text_of(arena, job);
    char *after = changed(arena, "data/renstra-2015-2019.yaml", "2018: 81.83", "2018: 84");
    assert_changed(before, after, changes, sizeof changes / sizeof *changes);
    assert_non_null(strstr(before, "turun 5,14 poin persen"));
    assert_null(strstr(after, "5,14"));
    assert_non_null(strstr(after, "turun 7,92 poin persen"));
}

static void one_pagu_changes_the_sums_above_it(void **state)
{
    static const Change changes[] = {{"89.867.000", "90.867.000"},         /* the kegiatan */
                                     {"2.003.867.000", "2.004.867.000"},   /* its program's year */
                                     {"16.855.177.000", "16.856.177.000"}, /* and all its years */
                                     {"3.833.867.000", "3.834.867.000"},   /* bidang and urusan */
                                     {"86.060.177.000", "86.061.177.000"},
                                     {"6.080.000.000", "6.081.000.000"}, /* all */
                                     {"102.671.044.000", "102.672.044.000"}};
    Arena *arena = ((Fixture *)*state)->arena;
    char *before = text_of(arena, job);
    char *after = changed(arena, "data/tabel-5-1.yaml", "2015: 89867000", "2015: 90867000");
    assert_changed(before, after, changes, sizeof changes / sizeof *changes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_figures_of_2019_are_printed),
        TEST(what_the_source_contradicts_is_found),
        TEST(five_years_have_the_colours_of_their_grades),
        TEST(one_realisasi_changes_every_place),
        TEST(one_year_changes_all_that_is_told_of_it),
        TEST(one_pagu_changes_the_sums_above_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
