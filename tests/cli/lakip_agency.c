/*
 * LAKIP of an agency unlike those of the examples: revised within the year, with results far from
 * the targets, with data that are missing.
 */
#include "document.h"

static const char job[] = "tests/jobs/badan-contoh";

static const char *text_of(Arena *arena)
{
    return text_running(arena, document_changed(arena, job, ""));
}

static const char *text_after(Arena *arena, const char *script)
{
    return text_running(arena, document_changed(arena, job, script));
}

/* What was agreed upon is measured where the plan has no target; where both differ, both are told.
 */
static void the_agreement_in_force_gives_targets(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    Ended ended = document_built(arena, "tests/jobs/badan-contoh/lakipdf.yaml");
    assert_has(ended.err, "kinerja.yaml:16:24: warning: target_berbeda_perjanjian: indikator "
                          "'Jumlah relawan terlatih': the target that is measured, 650, is not "
                          "that of the agreement in force, 680");
    assert_lacks(ended.err, "target_kosong");
    const char *text = text_running(arena, ended.out);
    static const char *const parts[] = {
        "5 (lima) indikator yang diperjanjikan, 5 (lima) indikator diukur",
        "dievakuasi ditargetkan 95 persen dan terealisasi 97,2 persen",
        "Jumlah relawan terlatih menurut Perjanjian Kinerja Perubahan adalah 680 orang, sedangkan "
        "capaiannya dalam laporan ini diukur terhadap target 650 orang"};
    HAS_ALL(text, parts);
    assert_lacks(text, "data realisasinya tidak ada");
}

/* Its grade is that of the lowest step in the text, in the tables and in their counts. */
static void a_negative_capaian_is_on_the_lowest_step(void **state)
{
    const char *text = text_of(((Fixture *)*state)->arena);
    static const char *const parts[] = {"Capaiannya adalah -33,33% dan tergolong Sangat Rendah",
                                        "3 (tiga) indikator tergolong Sangat Tinggi, 1 (satu) indikator tergolong Tinggi, dan 1 (satu) "
                                        "indikator tergolong Sangat Rendah"};
    HAS_ALL(text, parts);
    assert_lacks(text, "tergolong -");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_agreement_in_force_gives_targets),
        TEST(a_negative_capaian_is_on_the_lowest_step),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
