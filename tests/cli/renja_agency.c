/*
 * Renja of an agency whose data serve its other documents too, and lack what a plan would have.
 */
#include "document.h"

static const char job[] = "tests/jobs/badan-contoh";

/* The text of the plan, after a script has changed a copy of the job. */
static const char *plan(Arena *arena, const char *script)
{
    const char *all = str_format(arena, "mv renja.yaml lakipdf.yaml\n%s", script).at;
    return text_running(arena, document_changed(arena, job, all));
}

static void the_laws_that_make_a_plan_one_are_always_among_its_basis(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    const char *text = plan(arena, "");
    static const char *const parts[] = {
        "1. Undang-Undang Nomor 25 Tahun 2004 tentang Sistem Perencanaan Pembangunan Nasional;",
        "2. Undang-Undang Nomor 23 Tahun 2014 tentang Pemerintahan Daerah",
        "3. Undang-Undang Nomor 24 Tahun 2007 tentang Penanggulangan Bencana; dan",
        "4. Peraturan Menteri Dalam Negeri Nomor 86 Tahun 2017 tentang Tata Cara Perencanaan, "
        "Pengendalian dan Evaluasi"};
    HAS_IN_ORDER(text, parts);
    text = plan(arena, "sed -i 's/^dasar_hukum:/&\\n  - Undang-Undang Republik Indonesia Nomor 25 "
                       "Tahun 2004 tentang SPPN\\n  - Permendagri 86\\/2017/' data/instansi.yaml");
    assert_has(text, "2. Undang-Undang Republik Indonesia Nomor 25 Tahun 2004 tentang SPPN; 3. "
                     "Permendagri 86/2017; dan 4. Undang-Undang Nomor 24");
    assert_lacks(text, "5. Peraturan Menteri Dalam Negeri Nomor 86 Tahun 2017");
    text = plan(arena, "sed -i 's/86-2017/14-2026/' lakipdf.yaml");
    assert_has(text, "4. Peraturan Menteri Dalam Negeri Nomor 14 Tahun 2026.");
}

/* What a plan does not print is no finding in its data. */
static void a_figure_of_two_years_before_needs_no_target(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    const char *config = "tests/jobs/badan-contoh/renja.yaml";
    const char *const command[] = {"check", config, NULL};
    Ended ended = run_program(arena, NULL, NULL, command);
    assert_lacks(ended.err, "penunjang_tak_dikenal");
    assert_lacks(ended.err, "rencana.yaml");
    const char *text = text_running(arena, document_text(arena, config));
    assert_has(text,
               "Pelayanan Informasi Rawan Bencana Jumlah dokumen kajian risiko 10 6 2 2 100,00");
    assert_has(text, "disajikan dalam Tabel 4.1.");
}

/* What does not add up is not added, and the tables say what stands there instead. */
static void percentages_are_not_added_up(void **state)
{
    static const char *const parts[] = {
        "kolom 6 dan 14 memuat keadaan pada akhir tahun.",
        "Program Pengelolaan Perikanan Tangkap Cakupan layanan (%) 98 95 96 96,5 100,52 97 97 "
        "98,98",
        "kolom 5 memuat realisasi tahun 2023 dan kolom 10 target tahun 2025.",
    };
    Arena *arena = ((Fixture *)*state)->arena;
    const char *folder = folder_copied(arena, "templates/renja/awal");
    assert_script(arena, folder,
                  "sed -i 's/{nama: Jumlah produksi perikanan tangkap,.*/{nama: Cakupan layanan, "
                  "satuan: \"%\", target_renstra: 98, realisasi_sampai: {2023: 95}, target: {2024: "
                  "96, 2025: 97}, realisasi: {2024: 96.5}}/' data/evaluasi.yaml\n");
    const char *text =
        text_running(arena, document_text(arena, path_in(arena, folder, "lakipdf.yaml")));
    folder_remove(folder);
    HAS_ALL(text, parts);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_laws_that_make_a_plan_one_are_always_among_its_basis),
        TEST(a_figure_of_two_years_before_needs_no_target),
        TEST(percentages_are_not_added_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
