/*
 * The report of 2019 in examples/lkip-2019: two plans in one year, five-year tables with coloured
 * grades, the matrix and the logframe. Its figures come out, what its source contradicts is found,
 * and one figure that changes does so in every place.
 */
#include "document.h"
#include "dumped.h"

static const char folder[] = "examples/lkip-2019";
static const char job[] = "examples/lkip-2019/lakipdf.yaml";

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
                                         "122,00",      "138,00", "-persen"};
    const char *text = document_text(((Fixture *)*state)->arena, job);
    HAS_ALL(text, figures);
    LACKS_ALL(text, claims);
}

/* 2.335 that were not active became 2.296 and 2.204 before there were more of them again; and the
   matrix of the plan that ended has other indicators and targets than those measured. */
static void sentences_hold_against_the_figures(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    const char *text = text_running(arena, document_text(arena, job));
    assert_lacks(text, "terus bertambah");
    assert_has(text, "LAPORAN KINERJA INSTANSI PEMERINTAH (LKIP)");
    assert_lacks(text, "LAKIP");
    assert_has(text, "Matriks itu memuat 5 (lima) indikator untuk");
    assert_has(text,
               "450% untuk \342\200\234Persentase pertumbuhan wirausaha baru\342\200\235, yang "
               "diukur dengan target 100%");
    assert_lacks(text, "Revitalis asi");
}

/* --- Contradictions -------------------------------------------------------------------------- */

static void what_the_source_contradicts_is_found(void **state)
{
    assert_findings(((Fixture *)*state)->arena, job, "tests/golden/lkip-2019.temuan");
}

/* --- Grades ---------------------------------------------------------------------------------- */

static size_t rects_of(Arena *arena, Str page, const char *colour)
{
    return text_count(str_c(arena, page), colour);
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

static void one_realisasi_changes_every_place(void **state)
{
    static const Change changes[] = {{"91,15", "94,84"},   /* capaian */
                                     {"151,12", "152,96"}, /* of its sasaran */
                                     {"129,25", "130,18"}, /* of all */
                                     {"46,13", "48,00"}};  /* towards 2024 */
    static const Edit edit = {"data/kinerja.yaml", "realisasi: 17.30", "realisasi: 18.00"};
    CHANGES(((Fixture *)*state)->arena, folder, edit, changes);
}

static void one_year_changes_all_that_is_told_of_it(void **state)
{
    static const Change changes[] = {{"104,91", "107,69"}, /* capaian of 2018 */
                                     {"102,80", "103,73"}, /* of all that year */
                                     {"turun 5,14 poin persen", "turun 7,92 poin persen"},
                                     {"5,14", "7,92"}};
    static const Edit edit = {"data/renstra-2015-2019.yaml", "2018: 81.83", "2018: 84"};
    CHANGES(((Fixture *)*state)->arena, folder, edit, changes);
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
    static const Edit edit = {"data/tabel-5-1.yaml", "2015: 89867000", "2015: 90867000"};
    CHANGES(((Fixture *)*state)->arena, folder, edit, changes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_figures_of_2019_are_printed),
        TEST(sentences_hold_against_the_figures),
        TEST(what_the_source_contradicts_is_found),
        TEST(five_years_have_the_colours_of_their_grades),
        TEST(one_realisasi_changes_every_place),
        TEST(one_year_changes_all_that_is_told_of_it),
        TEST(one_pagu_changes_the_sums_above_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
