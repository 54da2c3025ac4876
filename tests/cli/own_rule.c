/*
 * What the chapters say of capaian where a job computes it in its own way, and of indicators that
 * are cumulative or lack what others have.
 */
#include "document.h"

static const char standard[] = "Capaian =";
static const char neutral[] = "menurut ketentuan yang ditetapkan perangkat daerah";

/* The text of the small job with `rules` as its own (or NULL), lines added to its configuration
   and one indicator more. */
static const char *document(Arena *arena, const char *rules, const char *config,
                            const char *indicator)
{
    const char *folder = folder_copied(arena, "tests/jobs/dinas-contoh");
    if (rules != NULL)
        folder_write(folder, "hitungan.yaml", rules);
    static const char script[] =
        "printf '%%s' '%s' >> lakipdf.yaml\n"
        "test ! -e hitungan.yaml || echo 'hitungan: [hitungan.yaml]' >> lakipdf.yaml\n"
        "test -z '%s' || sed -i '0,/^    indikator:/s//    indikator:\\n      - {%s}/' "
        "data/dinas.yaml\n";
    assert_script(arena, folder, str_format(arena, script, config, indicator, indicator).at);
    Ended ended = document_built(arena, path_in(arena, folder, "lakipdf.yaml"));
    assert_string_equal(ended.err, "");
    folder_remove(folder);
    return text_running(arena, ended.out);
}

/* What the document says of the indicator, up to the next one. */
static const char *sentences(Arena *arena, const char *text, const char *name)
{
    const char *start = strstr(text, str_format(arena, "Indikator %s ditargetkan", name).at);
    assert_non_null(start);
    const char *end = strstr(start + 1, " Indikator ");
    assert_non_null(end);
    return str_c(arena, (Str){start, (size_t)(end - start)});
}

/* --- The rule -------------------------------------------------------------------------------- */

#define CAPPED                                                                                     \
    "indikator:\n"                                                                                 \
    "  capaian: \"min(100, realisasi_dinilai / target_dinilai * 100)\"\n"

static void the_shipped_rule_is_told_by_its_formulas(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    const char *text = document(arena, NULL, "", "");
    assert_has(text, standard);
    assert_lacks(text, neutral);
}

static void a_rule_of_the_job_is_not_told_by_the_shipped_formulas(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    static const char *const rules[] = {
        CAPPED, "indikator: {capaian_murni: realisasi_dinilai / target_dinilai * 100}\n"};
    for (size_t i = 0; i < 2; i++) {
        const char *text = document(arena, rules[i], "", "");
        assert_has(text, neutral);
        assert_lacks(text, standard);
        assert_lacks(text, "dihitung dengan rumus");
    }
}

static void another_rule_of_the_job_leaves_the_formulas(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    const char *text = document(arena, "laporan: {batas_serapan: \"90\"}\n", "", "");
    assert_has(text, standard);
    assert_lacks(text, neutral);
}

static void the_words_of_the_job_stand_before_both(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    static const char config[] = "ketentuan: {cara_capaian: Capaian diukur dengan cara kami.}\n";
    static const char *const rules[] = {NULL, CAPPED};
    for (size_t i = 0; i < 2; i++) {
        const char *text = document(arena, rules[i], config, "");
        assert_has(text, "Capaian diukur dengan cara kami.");
        assert_lacks(text, neutral);
        assert_lacks(text, standard);
    }
}

/* --- Sentences of an indicator --------------------------------------------------------------- */

static void a_cap_does_not_hide_that_a_target_was_exceeded(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    const char *text = document(arena, CAPPED, "", "nama: Angka uji, target: 0.9, realisasi: 0.95");
    text = sentences(arena, text, "Angka uji");
    assert_has(text, "terealisasi 0,95. Capaiannya adalah 100,00%");
    assert_has(text, "Target terlampaui.");
    assert_lacks(text, "tepat sama");
}

static void a_cumulative_indicator_prints_the_figure_that_was_compared(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    const char *text = document(
        arena, NULL, "",
        "nama: Taman, satuan: unit, kumulatif: ya, target: {2019: 100, 2020: 290, 2021: 450}, "
        "realisasi: {2019: 100, 2020: 190, 2021: 160}");
    assert_has(sentences(arena, text, "Taman"),
               "ditargetkan 450 unit dan terealisasi 450 unit secara kumulatif sampai dengan "
               "tahun 2021. Capaiannya adalah 100,00%");
    assert_has(text, "Taman (kumulatif");
    assert_has(text, "unit 450 450 100,00");
}

/* 0 is 100% of anything where lower is better, but not of what is not there. */
static void what_an_indicator_lacks_is_not_compared(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    const char *text =
        document(arena, NULL, "", "nama: Angka uji, arah: turun, target: 4, realisasi: 0");
    text = sentences(arena, text, "Angka uji");
    assert_lacks(text, "Rencana Strategis");
    assert_lacks(text, "acuan");
    assert_lacks(text, "setara");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_shipped_rule_is_told_by_its_formulas),
        TEST(a_rule_of_the_job_is_not_told_by_the_shipped_formulas),
        TEST(another_rule_of_the_job_leaves_the_formulas),
        TEST(the_words_of_the_job_stand_before_both),
        TEST(a_cap_does_not_hide_that_a_target_was_exceeded),
        TEST(a_cumulative_indicator_prints_the_figure_that_was_compared),
        TEST(what_an_indicator_lacks_is_not_compared),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
