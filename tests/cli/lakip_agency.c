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
                                        "3 (tiga) indikator tergolong Sangat Tinggi, 1 (satu) "
                                        "indikator tergolong Tinggi, dan 1 (satu) "
                                        "indikator tergolong Sangat Rendah"};
    HAS_ALL(text, parts);
    assert_lacks(text, "tergolong -");
}

static void percentages_say_what_they_compare(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    const char *text = text_of(arena);
    static const char *const parts[] = {
        "Tingkat kemajuan adalah target akhir dibagi realisasi, karena makin rendah",
        "Yang diperbandingkan adalah acuan dibagi realisasi, karena makin rendah",
        "Predikat SAKIP ditargetkan BB dan terealisasi B. Capaiannya adalah 80,00% dan tergolong "
        "Tinggi. Angka itu membandingkan peringkat B dalam skalanya, 4, dengan peringkat BB, 5",
        "kemajuan indikator Predikat SAKIP telah mencapai 80,00%"};
    HAS_ALL(text, parts);
    text = text_after(arena, "printf 'ketentuan: {capaian_paling_tinggi: 100}\\n' >> lakipdf.yaml");
    assert_has(text,
               "Capaiannya adalah 100,00% dan tergolong Sangat Tinggi. Target terlampaui; tanpa "
               "batas paling tinggi 100%, capaiannya 105,69%.");
    assert_lacks(text, "kelebihan capaian");
}

/* Goals have indicators of their own. */
static void goals_are_measured_too(void **state)
{
    const char *text = text_of(((Fixture *)*state)->arena);
    static const char *const parts[] = {"Indeks ketahanan daerah indeks - - - 0,52 0,55 0,58",
                                        "indeks 0,55 0,53 96,36 0,58"};
    HAS_ALL(text, parts);
}

/* What was deleted supports nothing, and what was not begun is not efficient. */
static void what_was_deleted_or_not_begun_is_told(void **state)
{
    const char *text = text_of(((Fixture *)*state)->arena);
    static const char *const parts[] = {
        "Penunjang yang dihapus pada perubahan anggaran adalah Penataan Sistem Dasar", "(dihapus)",
        "1 (satu) sub kegiatan yang dianggarkan tetapi belum dilaksanakan, yaitu Gladi "
        "Kesiapsiagaan terhadap Bencana (Rp96.000.000,00)",
        "1 (satu) kegiatan tidak dinilai karena sebagian sub kegiatannya belum dilaksanakan"};
    HAS_ALL(text, parts);
    /* No program names its misi: there is nothing to hold against them. */
    assert_lacks(text, "Menurut Misi");
}

static void the_regulation_of_the_report_is_always_among_its_basis(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    assert_has(text_of(arena), "2. Peraturan Menteri Pendayagunaan Aparatur Negara dan Reformasi "
                               "Birokrasi Nomor 53 Tahun 2014 tentang Petunjuk Teknis");
    const char *text = text_after(arena, "sed -i 's/^dasar_hukum:/&\\n  - PermenPAN-RB Nomor 53 "
                                         "Tahun 2014/' data/instansi.yaml");
    assert_has(text, "1. PermenPAN-RB Nomor 53 Tahun 2014; dan 2. Undang-Undang Nomor 24");
}

static void a_part_that_vanishes_is_told(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    const char *folder = folder_copied(arena, job);
    assert_script(arena, folder,
                  "sed -i '/^  tugas:/d; /^  struktur:/d; /^isu_/d' data/instansi.yaml");
    const char *const command[] = {"check", "lakipdf.yaml", NULL};
    Ended ended = run_program(arena, folder, NULL, command);
    assert_has(ended.err, "warning: bagian_tanpa_data: the data have nothing for parts that the "
                          "document must have: instansi.tugas, instansi.struktur, isu_strategis");
    folder_remove(folder);
}

/* A subdistrict with one program, one indicator and nothing below them. */
static void one_of_everything_reads_well(void **state)
{
    const char *text = text_after(
        ((Fixture *)*state)->arena,
        "cat > data/kinerja.yaml <<'E'\n"
        "sasaran: [{nama: Meningkatnya mutu pelayanan, indikator: [{nama: Indeks kepuasan "
        "masyarakat, satuan: nilai, target: 84, realisasi: 84}]}]\nE\n"
        "cat > data/anggaran.yaml <<'E'\n"
        "program: [{kode: '7.01.02', nama: Program Pelayanan Publik, pagu: 412500000, realisasi: "
        "412500000, fisik: 100}]\nE\n"
        "sed -i '/^tujuan:/,$d' data/instansi.yaml");
    static const char *const lacking[] = {"0 (nol)",
                                          "ditargetkan 84 nilai",
                                          "Rata-rata capaian seluruh",
                                          "sampai dengan kegiatan",
                                          "Banyaknya Kegiatan",
                                          "Seluruh indikator"};
    LACKS_ALL(text, lacking);
    assert_has(text, "JUMLAH BELANJA 412.500.000 100,00 412.500.000");
    assert_has(text, "Indikator itu mencapai atau melampaui targetnya. Capaiannya adalah 100,00%");
}

/* A part that goes on with a section without a heading of its own stays in it. */
static void a_chapter_behind_a_section_is_behind_all_of_it(void **state)
{
    const char *text = text_after(
        ((Fixture *)*state)->arena,
        "mkdir bab; printf '## Dana Siap Pakai\\n\\nDana itu tidak dipakai.\\n' > bab/dsp.md\n"
        "printf 'bab: {dsp: {berkas: bab/dsp.md, sesudah: akuntabilitas-keuangan}}\\n' >> "
        "lakipdf.yaml");
    static const char *const order[] = {"JUMLAH BELANJA",
                                        "Dana Siap Pakai Dana itu tidak dipakai."};
    HAS_IN_ORDER(text, order);
    assert_lacks(strstr(text, "Dana itu tidak dipakai."), "JUMLAH BELANJA");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_agreement_in_force_gives_targets),
        TEST(a_negative_capaian_is_on_the_lowest_step),
        TEST(percentages_say_what_they_compare),
        TEST(goals_are_measured_too),
        TEST(what_was_deleted_or_not_begun_is_told),
        TEST(the_regulation_of_the_report_is_always_among_its_basis),
        TEST(a_part_that_vanishes_is_told),
        TEST(one_of_everything_reads_well),
        TEST(a_chapter_behind_a_section_is_behind_all_of_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
