/*
 * What tagged files say of their content: the structure is read back by poppler and compared with
 * the blocks of the document, and checked for what holds of all tagged files (tests/tagged.h).
 */
#include "process.h"
#include "tagged.h"

static const char data_text[] =
    "instansi: {nama: Dinas Uji, singkatan: DU, wilayah: Kabupaten Uji, "
    "kedudukan: Kota, bidang: uji, kepala_daerah: Bupati}\n"
    "kepala: {nama: NAMA, jabatan: Kepala}\n";

static const char manifest[] =
    "nama: uji\njudul: Uji\nbagian:\n  - {id: satu, berkas: satu.md}\n"
    "halaman:\n  utama: {kepala: {kiri: Kepala halaman}, kaki: {kanan: \"{{halaman}}\"}}\n"
    "tanda_air: {teks: UJI}\n";

/* Builds a job whose one chapter is this text. */
static const char *build(Arena *arena, const char *chapter, const char *job)
{
    const char *folder = folder_make(arena);
    folder_write(folder, "home/templates/uji/manifest.yaml", manifest);
    folder_write(folder, "home/templates/uji/satu.md", chapter);
    folder_write(folder, "data.yaml", data_text);
    folder_write(folder, "job.yaml",
                 str_format(arena, "templat: uji\ntahun: 2020\ndata: [data.yaml]\n%s", job).at);
    folder_link_home(arena, folder);
    Limits limits = {.environment = str_format(arena, "LAKIPDF_HOME=%s/home", folder).at};
    const char *const arguments[] = {"build", "job.yaml", "-o", "a.pdf", NULL};
    Ended ended = run_program(arena, folder, &limits, arguments);
    assert_string_equal(ended.err, "");
    assert_int_equal(ended.status, 0);
    return folder;
}

static const char *command(Arena *arena, const char *folder, const char *const *words)
{
    Ended ended = run_command(arena, folder, words);
    assert_string_equal(ended.err, "");
    assert_int_equal(ended.status, 0);
    return ended.out;
}

#define COMMAND(arena, folder, ...)                                                                \
    command((arena), (folder), (const char *const[]){__VA_ARGS__, NULL})

/* --- Blocks ----------------------------------------------------------------------------------- */

static const char every_kind[] =
    "```sampul\n"
    "atas: [\"LAPORAN\"]\n"
    "tengah: [\"Judul di tengah\"]\n"
    "bawah: [\"TAHUN {{tahun}}\"]\n"
    "```\n\n"
    "```halaman\ngaya: utama\n```\n\n"
    "# Daftar Isi {-}\n\n"
    "```daftar\njenis: isi\n```\n\n"
    "# Pendahuluan {#awal}\n\n"
    "Teks dengan [tautan](https://contoh.go.id), catatan[^satu] dan rujukan {@awal}.\n\n"
    "### Tanpa tingkat dua\n\n"
    "> Kutipan.\n\n"
    "1. Butir pertama\n"
    "   - Butir di dalam\n"
    "   - Butir lain di dalam\n"
    "2. Butir kedua\n\n"
    "   Alinea kedua butir itu.\n\n"
    "## Tingkat dua\n\n"
    "```tabel\n"
    "judul: Tabel kecil\n"
    "kolom:\n"
    "  - {judul: No, lebar: 10mm}\n"
    "  - {judul: Uraian}\n"
    "  - {judul: Nilai, kolom: [{judul: Target}, {judul: Realisasi}]}\n"
    "baris:\n"
    "  - {gaya: kelompok, sel: [{isi: Kelompok satu, kolom: 4}]}\n"
    "  - {sel: [\"1\", {isi: Dua baris, baris: 2}, \"10\", \"20\"]}\n"
    "  - {sel: [\"2\", \"30\", \"\"]}\n"
    "  - {gaya: jumlah, sel: [\"\", Jumlah, \"40\", \"20\"]}\n"
    "sumber: \"Sumber: uji\"\n"
    "```\n\n"
    "```grafik\n"
    "jenis: batang\n"
    "judul: Grafik kecil\n"
    "kategori: [Satu, Dua]\n"
    "seri: [{nama: Nilai, data: [\"1\", \"2\"]}]\n"
    "```\n\n"
    "```bagan\n"
    "judul: Bagan kecil\n"
    "pohon: {isi: Kepala, bawahan: [Sekretariat, {isi: Bidang, bawahan: [Seksi]}]}\n"
    "```\n\n"
    "```rumus\nisi: \"Capaian = realisasi / target * 100%\"\nnomor: ya\n```\n\n"
    "```ttd\n"
    "penanda_tangan:\n"
    "  - {tempat_tanggal: \"Kota, 1 Januari 2020\", jabatan: [Kepala], nama: NAMA}\n"
    "```\n\n"
    "[^satu]: Isi catatan.\n";

static void every_kind_of_block_is_in_the_structure(void **state)
{
    Fixture *fixture = *state;
    const char *folder = build(fixture->arena, every_kind, "");
    const char *text = COMMAND(fixture->arena, folder, "sh", "-c",
                               "pdfinfo -struct-text a.pdf | sed 's/Object [0-9 ]*/Object/'");
    assert_reference(fixture->arena, "tests/golden/struktur.txt", text);
    tagged_check(fixture->arena, folder, "a.pdf");
    folder_remove(folder);
}

/* How often the word stands in the text. */
static size_t count(const char *text, const char *word)
{
    size_t found = 0;
    for (const char *at = strstr(text, word); at != NULL; at = strstr(at + 1, word))
        found++;
    return found;
}

static void figures_and_formulas_are_told_in_words(void **state)
{
    static const char *const texts[] = {
        "/Alt (Grafik batang: Grafik kecil. Nilai: Satu 1; Dua 2.)",
        "/Alt (Bagan: Bagan kecil. Kepala. Sekretariat, di bawah Kepala. Bidang, di bawah Kepala. "
        "Seksi, di bawah Bidang.)",
    };
    Fixture *fixture = *state;
    const char *folder = build(fixture->arena, every_kind, "");
    const char *file =
        COMMAND(fixture->arena, folder, "sh", "-c", "qpdf --qdf a.pdf - | tr -d '\\000'");
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_non_null(strstr(file, texts[i]));
    folder_remove(folder);
}

/* ISO 19005-1, 6.8.3.4: the roles of PDF 1.4. */
static void only_later_parts_of_the_standard_know_parts_of_tables(void **state)
{
    static const struct {
        const char *job;
        bool known;
    } cases[] = {{"", false}, {"arsip: pdfa-2a\n", true}, {"arsip: pdfa-3a\n", true}};
    Fixture *fixture = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *folder = build(fixture->arena, every_kind, cases[i].job);
        Tagged found = tagged_check(fixture->arena, folder, "a.pdf");
        assert_int_equal(strstr(found.outline, "  Table\n    Caption\n      ...\n    THead\n") !=
                             NULL,
                         cases[i].known);
        assert_int_equal(strstr(found.outline, "    TBody\n      TR\n") != NULL, cases[i].known);
        folder_remove(folder);
    }
}

/* --- Tables over several pages -----------------------------------------------------------------
 */

/* A row is high enough to be cut, cells over several rows go on, totals are carried over, and the
   header, which has a link, and a repeated cell come again. */
static const char *long_table(Arena *arena)
{
    Buf text = {.arena = arena};
    buf_text(&text, "```halaman\ngaya: utama\n```\n\n# Bab {#bab}\n\n```tabel\njudul: Panjang\n"
                    "judul_ulang: ya\nsambungan: ulang\n"
                    "kolom: [{judul: No, lebar: 10mm}, {judul: Kelompok, lebar: 3cm}, "
                    "\"Uraian {@bab}\"]\n"
                    "baris:\n");
    for (int i = 0; i < 60; i++) {
        const char *group = i % 20 == 0 ? "{isi: \"Kelompok[^k]\", baris: 20}, " : "";
        buf_format(&text, "  - {sel: [\"%d\", %s\"", i + 1, group);
        for (int k = 0; k < (i % 25 == 24 ? 400 : 8); k++)
            buf_format(&text, "kata%d ", i);
        buf_text(&text, "\"]}\n");
    }
    buf_text(&text, "```\n\n[^k]: Catatan.\n");
    return str_c(arena, buf_str(&text));
}

static void a_table_over_pages_is_one_table(void **state)
{
    Fixture *fixture = *state;
    const char *folder = build(fixture->arena, long_table(fixture->arena), "");
    Tagged found = tagged_check(fixture->arena, folder, "a.pdf");
    const char *text = COMMAND(fixture->arena, folder, "pdfinfo", "-struct-text", "a.pdf");
    const char *pages = COMMAND(fixture->arena, folder, "pdfinfo", "a.pdf");
    assert_int_equal(count(pages, "Pages:           3") + count(pages, "Pages:           4") +
                         count(pages, "Pages:           5"),
                     1);
    assert_int_equal(count(found.outline, "Table\n"), 1);
    assert_int_equal(count(found.outline, " TR\n"), 61);
    assert_int_equal(count(found.outline, " TH\n"), 3);
    assert_int_equal(count(found.outline, " TD\n"), 60 * 2 + 3);
    assert_int_equal(count(text, "\"Uraian \""), 1);
    /* The header is read once, its link can be followed on each page. */
    size_t links = count(found.outline, "\n  Link\n");
    assert_int_equal(
        count(pages, str_format(fixture->arena, "Pages:           %zu\n", links + 1).at), 1);
    assert_int_equal(count(text, "\"Kelompok\""), 4); /* with the header */
    assert_int_equal(count(text, "kata24 "), 399);
    assert_int_equal(count(text, "kata24"), 400);
    folder_remove(folder);
}

/* --- Arrays ------------------------------------------------------------------------------------
 */

enum { LONGEST_ARRAY = 8191, MANY = 9000 };

static const char *many(Arena *arena, const char *before, const char *each, const char *behind)
{
    Buf text = {.arena = arena};
    buf_format(&text, "```halaman\ngaya: utama\n```\n\n%s", before);
    for (int i = 0; i < MANY; i++)
        buf_text(&text, each);
    buf_text(&text, behind);
    return str_c(arena, buf_str(&text));
}

static void no_array_is_longer_than_archives_allow(void **state)
{
    Fixture *fixture = *state;
    static const struct {
        const char *before, *each, *behind;
        const char *role; /* of what there are many */
    } cases[] = {
        {"", "x\n\n", "", " P\n"},
        {"", "1. x\n", "", " LI\n"},
        {"```tabel\nkolom: [a]\nbaris:\n", "  - {sel: [x]}\n", "```\n", " TD\n"},
        {"", "[x](https://contoh.go.id/) y\n", "", " Link\n"},
        {"> a\n>\n", "> x\n>\n", "", " P\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *folder = build(
            fixture->arena, many(fixture->arena, cases[i].before, cases[i].each, cases[i].behind),
            "gaya: {tabel: {ukuran: 4pt, padding_tegak: 0pt}}\n");
        Tagged found = tagged_check(fixture->arena, folder, "a.pdf");
        assert_true(found.longest <= LONGEST_ARRAY);
        assert_true(count(found.outline, cases[i].role) >= MANY);
        folder_remove(folder);
    }
}

/* --- All of it, and none ------------------------------------------------------------------------
 */

static void the_job_of_extremes_is_tagged(void **state)
{
    Fixture *fixture = *state;
    const char *folder = folder_copied(fixture->arena, "tests/jobs/siksa");
    const char *const arguments[] = {"build", "lakipdf.yaml", "-o", "a.pdf", NULL};
    Limits limits = {0};
    assert_int_equal(run_program(fixture->arena, folder, &limits, arguments).status, 0);
    Tagged found = tagged_check(fixture->arena, folder, "a.pdf");
    assert_true(found.elements > 3000);
    folder_remove(folder);
}

static void tags_move_no_text(void **state)
{
    Fixture *fixture = *state;
    static const char compare[] =
        "for name in a b; do"
        " pdftotext -raw $name.pdf $name.txt; pdftotext -bbox $name.pdf $name.html; done; "
        "cmp a.txt b.txt; cmp a.html b.html";
    const char *folder = build(fixture->arena, every_kind, "tag: tidak\n");
    const char *plain = build(fixture->arena, every_kind, "");
    assert_script(fixture->arena, folder,
                  str_format(fixture->arena, "cp %s/a.pdf b.pdf; %s", plain, compare).at);
    folder_remove(folder);
    folder_remove(plain);
}

static void levels_of_archives_follow_tags(void **state)
{
    Fixture *fixture = *state;
    static const struct {
        const char *job, *part, *level;
        bool tagged;
    } cases[] = {
        {"", "1", "A", true},
        {"tag: tidak\n", "1", "B", false},
        {"arsip: pdfa-2a\n", "2", "A", true},
        {"arsip: pdfa-3b\n", "3", "B", true},
        {"arsip: tidak\n", NULL, NULL, true},
        {"arsip: tidak\ntag: tidak\n", NULL, NULL, false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *folder = build(fixture->arena, "# Bab\n\nTeks.\n", cases[i].job);
        const char *metadata = COMMAND(fixture->arena, folder, "pdfinfo", "-meta", "a.pdf");
        const char *info = COMMAND(fixture->arena, folder, "pdfinfo", "a.pdf");
        if (cases[i].part != NULL) {
            assert_non_null(
                strstr(metadata, str_format(fixture->arena, "<pdfaid:part>%s<", cases[i].part).at));
            assert_non_null(
                strstr(metadata,
                       str_format(fixture->arena, "<pdfaid:conformance>%s<", cases[i].level).at));
        } else {
            assert_null(strstr(metadata, "<pdfaid"));
        }
        assert_int_equal(strstr(metadata, "<pdfuaid:part>1<") != NULL, cases[i].tagged);
        assert_int_equal(strstr(info, "Tagged:          yes") != NULL, cases[i].tagged);
        if (cases[i].tagged)
            tagged_check(fixture->arena, folder, "a.pdf");
        folder_remove(folder);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(every_kind_of_block_is_in_the_structure),
        TEST(figures_and_formulas_are_told_in_words),
        TEST(only_later_parts_of_the_standard_know_parts_of_tables),
        TEST(a_table_over_pages_is_one_table),
        TEST(no_array_is_longer_than_archives_allow),
        TEST(the_job_of_extremes_is_tagged),
        TEST(tags_move_no_text),
        TEST(levels_of_archives_follow_tags),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
