/*
 * LAKIP: a figure that changes does so in every place, and agencies of other kinds than those of
 * the examples are told of rightly.
 */
#include "document.h"

/* The text of a job's copy that `script` has changed, as one line. */
static const char *text_after(Arena *arena, const char *folder, const char *script)
{
    return text_running(arena, document_changed(arena, folder, script));
}

/* --- One figure ------------------------------------------------------------------------------ */

static const char example[] = "examples/lakip-2017";

static void a_changed_result_changes_every_place(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    const char *before = text_after(arena, example, "");
    const char *after =
        text_after(arena, example,
                   "sed -i 's/target: 35, realisasi: 22/target: 35, realisasi: 40/' "
                   "data/kinerja.yaml");
    static const char *const pairs[][2] = {{"62,86", "114,29"}, {"100,71", "117,85"}};
    for (size_t i = 0; i < 2; i++) {
        assert_true(text_count(before, pairs[i][0]) >= 6);
        assert_int_equal(text_count(after, pairs[i][0]), 0);
        assert_int_equal(text_count(before, pairs[i][1]), 0);
        assert_true(text_count(after, pairs[i][1]) >= 6);
    }
    assert_has(before, "1 (satu) indikator belum mencapai target");
    assert_lacks(after, "belum mencapai target");
    assert_has(after, "Seluruh indikator mencapai atau melampaui target");
    assert_has(before, "sedangkan capaian terendah, 62,86%");
    assert_has(after,
               "sedangkan capaian terendah, 100,00%, pada indikator \342\200\234Meningkatnya");
    assert_has(before, "tergolong tidak efisien.");
    assert_lacks(after, "tergolong tidak efisien.");
}

static void changed_spending_changes_every_place(void **state)
{
    static const Edit edit = {"data/anggaran.xml", "92486400", "102486400"};
    static const Change changes[] = {{"92.486.400", "102.486.400"},         /* the kegiatan, */
                                     {"664.609.789", "674.609.789"},        /* its program, */
                                     {"7.839.983.893", "7.849.983.893"},    /* all programs, */
                                     {"13.339.229.745", "13.349.229.745"}}; /* all expenditure */
    CHANGES(((Fixture *)*state)->arena, example, edit, changes);
}

/* --- Two figures of one thing ------------------------------------------------------------------
 */

/* What the sasaran reached against all that supports it, and the cost of each unit: where one finds
   it efficient and the other does not, both say so and what each compares. */
static void two_measures_of_efficiency_that_disagree_are_explained(void **state)
{
    static const char opposed[] = "memberi hasil yang berlawanan";
    Arena *arena = ((Fixture *)*state)->arena;
    const char *text = text_after(arena, example, "");
    static const char *const told[] = {
        "menurut perbandingan capaian dan serapan, penggunaan sumber dayanya tergolong tidak "
        "efisien.",
        "indikator Persentase pertumbuhan koperasi baru efisien; perbedaan kedua hasil itu "
        "dijelaskan",
        "tergolong tidak efisien karena rata-rata capaiannya, 62,86%, lebih rendah daripada "
        "serapan "
        "seluruh anggaran penunjangnya, yaitu 91,95% dari Rp722.802.700.",
        "anggaran 1 (satu) kegiatan, yang terserap 57,35% dari Rp136.475.000 untuk kinerja sebesar "
        "62,86% dari targetnya"};
    HAS_ALL(text, told);
    assert_int_equal(text_count(text, opposed), 1);
    assert_int_equal(text_count(text, "Hasil ini sejalan dengan"), 1);
    /* Of 35 koperasi 34: both find it efficient. */
    const char *agreed =
        text_after(arena, example,
                   "sed -i -e 's/target: 35, realisasi: 22/target: 35, realisasi: 34/' "
                   "-e 's/capaian_kinerja: 22/capaian_kinerja: 34/' data/kinerja.yaml");
    assert_lacks(agreed, opposed);
    assert_int_equal(text_count(agreed, "Hasil ini sejalan dengan"), 2);
}

/* A kegiatan told of by itself, and in the table of all. */
static void outputs_that_two_lists_tell_otherwise_are_disclosed(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    const char *text = text_after(arena, example, "");
    static const char *const told[] = {
        "Keluaran atau lokasi 7 (tujuh) kegiatan di antaranya berbeda dari yang dicatat",
        "Data anggaran mencatat keluaran lain untuk kegiatan ini, yaitu 80 pengurus koperasi.",
        "Data anggaran mencatat lokasi lain untuk kegiatan ini, yaitu Kabupaten Bangka Tengah dan "
        "Bangka Selatan."};
    HAS_ALL(text, told);
    const char *same =
        text_after(arena, example,
                   "sed -i -e '/^        volume:/d' -e '/^        lokasi:/d' data/kinerja.yaml");
    assert_lacks(same, "Data anggaran mencatat");
    assert_lacks(same, "di antaranya berbeda");
}

/* Nothing says that what was agreed has been reached where none of it is measured. */
static void what_is_not_measured_is_not_said_to_be_reached(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    const char *text = text_after(arena, example, "");
    assert_has(text, "tidak satu pun diukur dengan rumusan yang sama");
    assert_lacks(text, "target yang diperjanjikan");
    assert_lacks(text, "telah diperjanjikan");
}

/* --- Other agencies -------------------------------------------------------------------------- */

static const char small[] = "tests/jobs/dinas-contoh";

static void a_region_has_no_superior_and_is_reviewed(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    const char *text =
        text_after(arena, small,
                   "sed -i -e 's/  nama: Dinas Lingkungan Hidup/  nama: Pemerintah Kota Contoh/' "
                   "-e 's/  jabatan: Kepala Dinas/  jabatan: Wali Kota/' -e '/^  nip:/d' "
                   "-e '/^  struktur:/,/Penaatan Lingkungan/d' data/dinas.yaml");
    assert_has(text, "PERNYATAAN TELAH DIREVIU");
    assert_has(text, "Perjanjian kinerja merupakan pernyataan Wali Kota Contoh");
    assert_lacks(text, "Pemerintah Kota Contoh Kota Contoh");
    assert_lacks(text, "kesepakatan antara");
    assert_lacks(text, "pihak kedua");
}

static void findings_of_the_review_stand_apart(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    const char *text =
        text_after(arena, small,
                   "printf 'reviu_inspektorat:\\n  tanggal: 2022-03-01\\n  pejabat: {jabatan: "
                   "Inspektur Kota Contoh, nama: NAMA INSPEKTUR}\\n  temuan: [Satuan perlu "
                   "diseragamkan.]\\n' >> data/dinas.yaml");
    assert_has(text, "di luar hal yang kami kemukakan dalam catatan hasil reviu");
    assert_has(text, "NAMA INSPEKTUR");
    assert_has(text, "mencatat 1 (satu) hal berikut");
    assert_has(text, "Satuan perlu diseragamkan.");
}

static void the_head_of_a_subdistrict_is_a_camat(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    const char *text =
        text_after(arena, small,
                   "sed -i -e 's/  nama: Dinas Lingkungan Hidup/  nama: Kecamatan Merawang/' "
                   "-e 's/  jabatan: Kepala Dinas/  jabatan: Plt. Camat/' "
                   "-e 's/^    - Kepala Dinas/    - Camat/' data/dinas.yaml");
    assert_has(text, "Plt. CAMAT MERAWANG");
    assert_has(text, "dipimpin oleh Camat yang bertanggung jawab kepada Wali Kota");
    assert_has(text, "Di bawah Camat terdapat 3 (tiga) satuan kerja");
    assert_lacks(text, "DIREVIU");
}

/* Whatever is optional is left out with its section, and no sentence waits for it. */
static void an_agency_may_have_no_more_than_one_sasaran(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    const char *text = text_after(
        arena, small,
        "cat > data/dinas.yaml <<'E'\n"
        "instansi: {nama: RSUD Contoh, singkatan: RSUD, wilayah: Kabupaten Contoh, kedudukan: "
        "Contoh, bidang: pelayanan kesehatan, kepala_daerah: Bupati}\n"
        "kepala: {jabatan: Direktur, nama: NAMA DIREKTUR}\n"
        "sasaran: [{nama: Meningkatnya mutu layanan, indikator: [{nama: Waktu tunggu, satuan: "
        "menit, "
        "arah: turun, target: 60, realisasi: 60}]}]\nE\n"
        "sed -i 's/^data: .*/data: [data\\/dinas.yaml]/' lakipdf.yaml");
    assert_has(text, "DIREKTUR RSUD CONTOH");
    assert_has(text, "Realisasi tepat sama dengan target.");
    assert_has(text, "Belum ada standar nasional");
    assert_has(text, "Seluruh target sasaran ini tercapai");
    assert_lacks(text, "tertinggi");
    assert_lacks(text, "Akuntabilitas Keuangan");
    assert_lacks(text, "0 (nol)");
}

static void nothing_done_is_not_efficient(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    const char *text = text_after(
        arena, small,
        "sed -i 's/pagu: \"Rp348.250.000,00\", fisik: 100, realisasi: 341906500/pagu: 348250000, "
        "fisik: 0, realisasi: 0/' data/anggaran.yaml");
    assert_has(text, "1 (satu) kegiatan belum dilaksanakan");
    assert_has(text, "belum dilaksanakan, bukan efisien");
}

static void quarters_recommendations_and_codes_are_told(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    const char *text =
        text_after(arena, small,
                   "cat >> data/dinas.yaml <<'E'\n"
                   "evaluasi_sakip: {nilai: {2019: 62.1, 2020: 70}}\n"
                   "tindak_lanjut_evaluasi:\n"
                   "  - {rekomendasi: Targetkan hasil., status: selesai}\n"
                   "  - {rekomendasi: Pantau triwulan.}\nE\n"
                   "sed -i -e 's/^    penunjang: .Program Pengelolaan Persampahan./    penunjang: "
                   "[2.11.11.2.01]/' "
                   "-e 's/^        realisasi: {2020: 78.5, 2021: 83.9}/&\\n        "
                   "target_triwulan: {tw1: 20, tw4: "
                   "84}\\n        realisasi_triwulan: {tw1: 21, tw4: 83.9}/' data/dinas.yaml");
    assert_has(text, "nilai 70,00 dengan kategori B (Baik), naik 7,90 poin");
    assert_has(text, "1 (satu) selesai dan 1 (satu) belum ditindaklanjuti");
    assert_has(text,
               "1 (satu) indikator mencapai target triwulan I dan tidak satu pun mencapai target");
    assert_has(text, "ditunjang oleh 1 (satu) kegiatan dengan anggaran Rp3.139.750.000,00");
}

/* On the cover, at the heads of pages, in the title and wherever the text names itself. */
static void a_report_has_the_name_that_its_agency_uses(void **state)
{
    static const struct {
        const char *short_name, *on_cover, *in_text;
    } names[] = {
        {"LKIP", "LAPORAN KINERJA INSTANSI PEMERINTAH (LKIP)",
         "Laporan Kinerja Instansi Pemerintah (LKIP) Dinas"},
        {"LKjIP", "LAPORAN KINERJA INSTANSI PEMERINTAH (LKjIP)",
         "Laporan Kinerja Instansi Pemerintah (LKjIP) Dinas"},
        {"LKj", "LAPORAN KINERJA (LKj)", "Laporan Kinerja (LKj) Dinas"},
    };
    Arena *arena = ((Fixture *)*state)->arena;
    const char *usual = text_after(arena, small, "");
    assert_has(usual, "LAPORAN AKUNTABILITAS KINERJA INSTANSI PEMERINTAH (LAKIP)");
    size_t pages = text_count(usual, "LAKIP Tahun 2021");
    assert_true(pages > 5);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *name = names[i].short_name;
        const char *text =
            text_after(arena, small,
                       str_format(arena, "echo 'sebutan_laporan: %s' >> data/dinas.yaml", name).at);
        assert_has(text, names[i].on_cover);
        assert_has(text, names[i].in_text);
        assert_true(text_count(text, str_format(arena, "%s Tahun 2021", name).at) > 5);
        assert_lacks(text, "LAKIP");
        assert_lacks(text, "Laporan Akuntabilitas");
        assert_lacks(text, "LAPORAN AKUNTABILITAS");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_changed_result_changes_every_place),
        TEST(changed_spending_changes_every_place),
        TEST(two_measures_of_efficiency_that_disagree_are_explained),
        TEST(outputs_that_two_lists_tell_otherwise_are_disclosed),
        TEST(what_is_not_measured_is_not_said_to_be_reached),
        TEST(a_report_has_the_name_that_its_agency_uses),
        TEST(a_region_has_no_superior_and_is_reviewed),
        TEST(findings_of_the_review_stand_apart),
        TEST(the_head_of_a_subdistrict_is_a_camat),
        TEST(an_agency_may_have_no_more_than_one_sasaran),
        TEST(nothing_done_is_not_efficient),
        TEST(quarters_recommendations_and_codes_are_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
