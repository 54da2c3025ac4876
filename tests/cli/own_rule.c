/*
 * What the chapters say of capaian where a job computes it in its own way, and of indicators that
 * are cumulative or lack what others have.
 */
#include "process.h"

#include <stdio.h>

static const char standard[] = "Capaian =";
static const char neutral[] = "menurut ketentuan yang ditetapkan perangkat daerah";

/* Runs of white space as one space. */
static const char *squeezed(Arena *arena, Str text)
{
    Buf out = {.arena = arena};
    for (size_t i = 0; i < text.size; i++) {
        bool space = text.at[i] == ' ' || text.at[i] == '\n';
        if (!space)
            buf_byte(&out, text.at[i]);
        else if (out.size > 0 && out.at[out.size - 1] != ' ')
            buf_byte(&out, ' ');
    }
    return str_c(arena, buf_str(&out));
}

/* The text of the small job with `rules` as its own (or NULL), lines added to its configuration
   and one indicator more. */
static const char *document(Arena *arena, const char *rules, const char *config,
                            const char *indicator)
{
    const char *folder = folder_make(arena);
    const char *const copy[] = {"cp", "-R", "tests/jobs/dinas-contoh/.", folder, NULL};
    assert_int_equal(run_command(arena, ".", copy).status, 0);
    if (rules != NULL)
        folder_write(folder, "hitungan.yaml", rules);
    static const char script[] =
        "printf '%s' \"$1\" >> lakipdf.yaml\n"
        "test ! -e hitungan.yaml || echo 'hitungan: [hitungan.yaml]' >> lakipdf.yaml\n"
        "test -z \"$2\" || sed -i \"0,/^    indikator:/s//    indikator:\\n      - {$2}/\" "
        "data/dinas.yaml\n"
        "\"$LAKIPDF\" build lakipdf.yaml -o a.pdf && pdftotext -layout a.pdf -\n";
    const char *const build[] = {"sh", "-c", script, "sh", config, indicator, NULL};
    Ended ended = run_command(arena, folder, build);
    assert_string_equal(ended.err, "");
    assert_int_equal(ended.status, 0);
    folder_remove(folder);
    return squeezed(arena, str_from(ended.out));
}

static void assert_says(const char *text, const char *words)
{
    if (strstr(text, words) == NULL)
        fail_msg("'%s' is not in the document", words);
}

static void assert_silent(const char *text, const char *words)
{
    const char *found = strstr(text, words);
    if (found != NULL)
        fail_msg("the document says '%.200s'", found);
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
    assert_says(text, standard);
    assert_silent(text, neutral);
}

static void a_rule_of_the_job_is_not_told_by_the_shipped_formulas(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    static const char *const rules[] = {
        CAPPED, "indikator: {capaian_murni: realisasi_dinilai / target_dinilai * 100}\n"};
    for (size_t i = 0; i < 2; i++) {
        const char *text = document(arena, rules[i], "", "");
        assert_says(text, neutral);
        assert_silent(text, standard);
        assert_silent(text, "dihitung dengan rumus");
    }
}

static void another_rule_of_the_job_leaves_the_formulas(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    const char *text = document(arena, "laporan: {batas_serapan: \"90\"}\n", "", "");
    assert_says(text, standard);
    assert_silent(text, neutral);
}

static void the_words_of_the_job_stand_before_both(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    static const char config[] = "ketentuan: {cara_capaian: Capaian diukur dengan cara kami.}\n";
    static const char *const rules[] = {NULL, CAPPED};
    for (size_t i = 0; i < 2; i++) {
        const char *text = document(arena, rules[i], config, "");
        assert_says(text, "Capaian diukur dengan cara kami.");
        assert_silent(text, neutral);
        assert_silent(text, standard);
    }
}

/* --- Sentences of an indicator --------------------------------------------------------------- */

static void a_cap_does_not_hide_that_a_target_was_exceeded(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    const char *text = document(arena, CAPPED, "", "nama: Angka uji, target: 0.9, realisasi: 0.95");
    text = sentences(arena, text, "Angka uji");
    assert_says(text, "terealisasi 0,95. Capaiannya adalah 100,00%");
    assert_says(text, "Target terlampaui.");
    assert_silent(text, "tepat sama");
}

static void a_cumulative_indicator_prints_the_figure_that_was_compared(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    const char *text = document(
        arena, NULL, "",
        "nama: Taman, satuan: unit, kumulatif: ya, target: {2019: 100, 2020: 290, 2021: 450}, "
        "realisasi: {2019: 100, 2020: 190, 2021: 160}");
    assert_says(sentences(arena, text, "Taman"),
                "ditargetkan 450 unit dan terealisasi 450 unit secara kumulatif sampai dengan "
                "tahun 2021. Capaiannya adalah 100,00%");
    assert_says(text, "Taman (kumulatif");
    assert_says(text, "unit 450 450 100,00");
}

/* 0 is 100% of anything where lower is better, but not of what is not there. */
static void what_an_indicator_lacks_is_not_compared(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    const char *text =
        document(arena, NULL, "", "nama: Angka uji, arah: turun, target: 4, realisasi: 0");
    text = sentences(arena, text, "Angka uji");
    assert_silent(text, "Rencana Strategis");
    assert_silent(text, "acuan");
    assert_silent(text, "setara");
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
