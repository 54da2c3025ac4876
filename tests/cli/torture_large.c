/*
 * Documents whose extremes are too long to be written by hand: they are made here, the same each
 * time. Of each the reference in tests/golden/siksa holds the number of pages, a hash of all of
 * them, the messages and a few pages; whatever it is, each letter of the input is printed once,
 * and nothing stands outside of its page or on anything else.
 */
#include "dumped.h"
#include "process.h"

#include <stdio.h>

/* A chapter that grows at its end, with the letters that must be printed. What is printed more
   often than it is written (headers, texts that are repeated) has capital letters only: small ones
   are counted. */
typedef struct Maker {
    Arena *arena;
    Buf chapter;
    Letters letters;
    int records; /* of the list `barisan` in the data */
} Maker;

typedef struct Case {
    const char *name;
    void (*make)(Maker *maker);
    size_t pages[3]; /* in the reference, from 1; 0 none */
} Case;

static void add(Maker *maker, const char *text)
{
    buf_text(&maker->chapter, text);
}

/* Text that is printed so often. */
static void add_text(Maker *maker, const char *text, uint64_t times)
{
    add(maker, text);
    letters_add(&maker->letters, text, times);
}

static void add_number(Maker *maker, const char *before, int number, const char *after)
{
    buf_format(&maker->chapter, "%s%d%s", before, number, after);
}

/* `count` small letters, another sequence for each seed. */
static const char *word(Maker *maker, uint32_t seed, int count)
{
    Buf out = {.arena = maker->arena};
    for (int i = 0; i < count; i++) {
        seed = seed * 1664525 + 1013904223;
        buf_byte(&out, (char)('a' + (seed >> 16) % 26));
    }
    return str_c(maker->arena, buf_str(&out));
}

static const char sentence[] =
    "Laporan kinerja memuat pertanggungjawaban atas pelaksanaan tugas, pencapaian sasaran "
    "strategis, dan penggunaan anggaran selama tahun berjalan. ";

static void add_sentences(Maker *maker, int count)
{
    for (int i = 0; i < count; i++)
        add_text(maker, sentence, 1);
}

/* --- Tables ---------------------------------------------------------------------------------- */

/* Rows beside a cell that spans all of them. */
static void add_spanned_rows(Maker *maker, int count)
{
    for (int i = 1; i <= count; i++) {
        add_number(maker, i == 1 ? ", \"" : "  - sel: [\"", i, "\", \"");
        add_text(maker, word(maker, (uint32_t)i, 3 + i % 9), 1);
        add(maker, "\"]\n");
    }
}

static void span_that_goes_on(Maker *maker)
{
    add(maker, "```tabel\nsambungan: lanjut\n"
               "kolom: [{judul: A, lebar: 4cm}, {judul: B, rata: kanan}, C]\nbaris:\n"
               "  - sel: [{isi: \"");
    add_sentences(maker, 90);
    add(maker, "\", baris: 500}");
    add_spanned_rows(maker, 500);
    add(maker, "```\n");
}

static void span_that_is_repeated(Maker *maker)
{
    add(maker, "```tabel\nsambungan: ulang\nkata_sambungan: (LANJUTAN)\njudul_ulang: ya\n"
               "judul: REKAPITULASI\nkolom: [{judul: A, lebar: 4cm}, {judul: B, rata: kanan}, C]\n"
               "baris:\n  - sel: [{isi: URAIAN YANG DIULANG, baris: 500, rata_tegak: tengah}");
    add_spanned_rows(maker, 500);
    add(maker, "```\n");
}

static void words_of_300_letters(Maker *maker)
{
    for (uint32_t i = 0; i < 40; i++) {
        add_sentences(maker, 1);
        add_text(maker, word(maker, i, 300), 1);
        add(maker, "\n\n");
    }
    add(maker, "```tabel\nkolom: [{judul: A, lebar: 1cm}, {judul: B, lebar: 25mm}, C]\nbaris:\n");
    for (uint32_t i = 100; i < 130; i++) {
        for (uint32_t k = 0; k < 3; k++) {
            add(maker, k == 0 ? "  - sel: [\"" : ", \"");
            add_text(maker, word(maker, i * 3 + k, 300), 1);
            add(maker, "\"");
        }
        add(maker, "]\n");
    }
    add(maker, "```\n");
}

static void numbers_of_40_digits(Maker *maker)
{
    add(maker, "```tabel\npindahan: {kolom: [3], judul: DIPINDAHKAN, judul_lanjut: PINDAHAN}\n"
               "kolom: [A, {judul: B, lebar: 1cm}, {judul: C, rata: desimal}, {judul: D, lebar: "
               "1fr}]\nbaris:\n  - untuk: barisan\n    sel:\n");
    add(maker, "      - \"{{10000000000000000000000000000000000000000 - ini | angka}}\"\n"
               "      - \"{{1000000000000000000 + ini | polos}}\"\n"
               "      - \"{{ini * 1000000000000000000000000000 + 1 / 4 | angka 2}}\"\n"
               "      - \"{{ini / 7 | angka 30}}\"\n```\n");
    maker->records = 120;
}

static void cell_of_many_pages(Maker *maker)
{
    add(maker, "```tabel\nkolom: [{judul: A, lebar: 2cm}, {judul: B, rata: penuh}, {judul: C, "
               "lebar: 3cm}]\nbaris:\n  - sel: [\"");
    add_sentences(maker, 40);
    add(maker, "\", \"");
    add_sentences(maker, 300);
    add(maker, "\", \"");
    add_text(maker, "pendek", 1);
    add(maker, "\"]\n  - utuh: ya\n    sel: [\"\", \"");
    add_sentences(maker, 200);
    add(maker, "\", \"\"]\n```\n");
}

/* On low pages, where a row has room, but not with the totals below it and its note. */
static void totals_above_notes(Maker *maker)
{
    enum { ROWS = 24 };
    add(maker, "```halaman\ngaya: rendah\n```\n\n```tabel\nkolom: [{judul: A, lebar: 15mm}, B, "
               "{judul: C, rata: desimal}]\n"
               "pindahan: {kolom: [3], judul: JUMLAH YANG DIPINDAHKAN, judul_lanjut: JUMLAH "
               "PINDAHAN}\nbaris:\n");
    for (int i = 1; i <= ROWS; i++) {
        add_number(maker, "  - sel: [\"", i, "\", \"");
        add_text(maker, "baris", 1);
        add_number(maker, "[^", i, "]\", \"{{5 / 4}}\"]\n");
    }
    add(maker, "```\n\n");
    for (int i = 1; i <= ROWS; i++) {
        add_number(maker, "[^", i, "]: ");
        add_sentences(maker, 2 + i % 12);
        add(maker, "\n");
    }
}

static void sixty_columns(Maker *maker)
{
    add(maker, "```halaman\ngaya: lebar\n```\n\n```tabel\nnomor_kolom: ya\nukuran: 8pt\nkolom:\n");
    for (int i = 0; i < 20; i++)
        add_number(maker, "  - {judul: TAHUN ", 2001 + i, ", kolom: [A, B, {judul: C}]}\n");
    add(maker, "baris:\n  - untuk: barisan\n    sel: [");
    maker->records = 2000;
    for (int i = 0; i < 60; i++) {
        add(maker, i > 0 ? ", " : "");
        add_text(maker, i % 20 == 3 ? "kata" : "3", (uint64_t)maker->records);
    }
    add(maker, "]\n```\n");
}

static void tables_without_anything(Maker *maker)
{
    for (int i = 0; i < 30; i++) {
        add(maker, "```tabel\nkolom: [\"\"");
        for (int k = 0; k < i; k++)
            add(maker, ", \"\"");
        add(maker, "]\nbaris:\n  - {jika: tidak, sel: [\"\"");
        for (int k = 0; k < i; k++)
            add(maker, ", \"\"");
        add(maker, "]}\nkosong: \"");
        add_text(maker, i % 2 == 0 ? "tidak ada" : "nihil", 1);
        add(maker, "\"\n```\n\n");
    }
}

/* --- Text ------------------------------------------------------------------------------------ */

static void a_thousand_notes(Maker *maker)
{
    for (int i = 1; i <= 1000; i++) {
        add_text(maker, "kata", 1);
        add_number(maker, "[^", i, i % 7 == 0 ? "].\n\n" : "] ");
        add_text(maker, word(maker, (uint32_t)i, 5), 1);
        add(maker, " ");
    }
    add(maker, "\n\n");
    for (int i = 1; i <= 1000; i++) {
        add_number(maker, "[^", i, "]: ");
        add_sentences(maker, i % 50 == 0 ? 30 : 1);
        add(maker, "\n");
    }
}

static void lists_in_lists(Maker *maker)
{
    enum { DEPTH = 8, ITEMS = 38 };
    static const char *const kinds[] = {"{i.}", "{(1)}", "{a.}", "{A.}"};
    for (int depth = 0; depth < DEPTH; depth++) {
        buf_format(&maker->chapter, "\n%*s%s\n", depth * 4, "", kinds[depth % 4]);
        for (int i = 1; i <= ITEMS; i++) {
            buf_format(&maker->chapter, "%*s%d.%s", depth * 4, "", i, i < 10 ? "  " : " ");
            add_text(maker, word(maker, (uint32_t)(depth * 100 + i), 12), 1);
            add(maker, "\n");
        }
    }
    /* Markers have letters of their own. */
    maker->letters.count['x'] = UINT64_MAX;
}

static void headings_and_nothing_else(Maker *maker)
{
    add(maker, "```daftar\njenis: isi\nkedalaman: 4\n```\n\n");
    for (int i = 1; i <= 2500; i++) {
        add(maker, i % 10 == 1 ? "## " : i % 3 == 0 ? "#### " : "### ");
        add_text(maker, word(maker, (uint32_t)i, 6 + i % 40), 2); /* and in the contents */
        add(maker, "\n\n");
    }
}

static void ten_thousand_pages(Maker *maker)
{
    maker->records = 11500;
    add(maker, "```daftar\njenis: isi\n```\n\n{{#barisan}}\n\n## ");
    add_text(maker, "subbab yang ke", (uint64_t)maker->records * 2);
    add(maker, " {{ini}}\n\n");
    for (int i = 0; i < 3; i++) {
        for (int k = 0; k < 4; k++)
            add_text(maker, sentence, (uint64_t)maker->records);
        add(maker, "\n\n");
    }
    add(maker, "```tabel\nkolom: [{judul: A, rata: desimal}, B]\nbaris:\n  - untuk: "
               "\"daftar(1, 2, 3, 4, 5)\"\n    sel: [\"{{ini * 1000 / 8 | angka 3}}\", \"");
    add_text(maker, "lima baris", (uint64_t)maker->records * 5);
    add(maker, "\"]\n```\n\n{{/barisan}}\n");
}

/* --- Setting them ---------------------------------------------------------------------------- */

static const char job[] =
    "templat: lakip\ntahun: 2024\ntanggal: 2025-02-28\ndata: [data.yaml]\nskema: [skema.yaml]\n"
    "bab: {isi: isi.md}\nurutan: [isi]\n"
    "gaya: {tabel: {sebutan: TABEL}, catatan_kaki: {teks: {ukuran: 9pt}}}\n"
    "halaman:\n"
    "  utama: {nomor: tidak, atas: 3.5cm, bawah: 3cm, kiri: 3cm, kanan: 3cm, kepala: {}, kaki: "
    "{}}\n"
    "  rendah: {kertas: 120mm x 90mm, kiri: 1cm, kanan: 1cm, atas: 1cm, bawah: 1cm, nomor: tidak, "
    "kepala: {}, kaki: {}}\n"
    "  lebar: {kertas: F4, arah: mendatar, kiri: 1cm, kanan: 1cm, atas: 1cm, bawah: 1cm, "
    "nomor: tidak, kepala: {}, kaki: {}}\n";

static const char schema[] = "laporan:\n  isian:\n    barisan: {jenis: daftar angka}\n";

static const char data[] =
    "instansi: {nama: Dinas Uji, singkatan: DU, wilayah: Kota Contoh, kedudukan: Contoh, bidang: "
    "uji, kepala_daerah: Wali Kota, tugas: menguji}\n"
    "kepala: {jabatan: Kepala Dinas, nama: NAMA, nip: \"197505052000032001\"}\nsasaran: []\n"
    "barisan: [";

static const char *write_job(Maker *maker)
{
    const char *folder = folder_make(maker->arena);
    Buf text = {.arena = maker->arena};
    buf_text(&text, data);
    for (int i = 1; i <= maker->records; i++)
        buf_format(&text, i > 1 ? ", %d" : "%d", i);
    buf_text(&text, "]\n");
    folder_write(folder, "data.yaml", str_c(maker->arena, buf_str(&text)));
    folder_write(folder, "lakipdf.yaml", job);
    folder_write(folder, "skema.yaml", schema);
    folder_write(folder, "isi.md", str_c(maker->arena, buf_str(&maker->chapter)));
    return folder;
}

static void check_letters(const Case *what, const Maker *maker, const Dumped *dumped)
{
    Letters printed = dumped_letters(dumped);
    for (int c = 'a'; c <= 'z'; c++) {
        uint64_t expected = maker->letters.count[c];
        if (maker->letters.count['x'] != UINT64_MAX && printed.count[c] != expected)
            fail_msg("%s: '%c' is printed %llu times, not %llu", what->name, c,
                     (unsigned long long)printed.count[c], (unsigned long long)expected);
    }
}

static void check_reference(Arena *arena, const Case *what, const Ended *ended,
                            const Dumped *dumped)
{
    Buf out = {.arena = arena};
    Str all = {ended->out, ended->out_size};
    buf_format(&out, "%s%zu pages, hash %016llx\n", ended->err, dumped->count,
               (unsigned long long)dumped_hash(all));
    for (size_t i = 0; i < 3 && what->pages[i] > 0; i++) {
        assert_in_range(what->pages[i], 1, dumped->count);
        const DumpedPage *page = &dumped->pages[what->pages[i] - 1];
        buf_format(&out, "page %zu \"%.*s\"\n%.*s", what->pages[i], STR_ARG(page->label),
                   STR_ARG(page->text));
    }
    const char *reference = str_format(arena, "tests/golden/siksa/%s.layout", what->name).at;
    assert_reference(arena, reference, str_c(arena, buf_str(&out)));
}

static void check_case(Arena *arena, const Case *what)
{
    enum { MOST_FAULTS = 10 };
    const char *const arguments[] = {"build", "lakipdf.yaml", "--format", "layout", "-o", "-",
                                     NULL};
    Maker maker = {.arena = arena, .chapter = {.arena = arena}};
    add(&maker, "# I\n\n");
    what->make(&maker);
    const char *folder = write_job(&maker);
    Ended ended = run_program(arena, folder, NULL, arguments);
    if (ended.status != 0)
        fail_msg("%s: %s", what->name, ended.err);
    const Dumped *dumped = dumped_read(arena, (Str){ended.out, ended.out_size});
    assert_non_null(dumped);
    assert_str(dumped_faults(arena, dumped, MOST_FAULTS), "");
    check_letters(what, &maker, dumped);
    check_reference(arena, what, &ended, dumped);
    folder_remove(folder);
}

static void every_case_is_as_before(void **state)
{
    static const Case cases[] = {
        {"rentang-lanjut", span_that_goes_on, {1, 3, 0}},
        {"rentang-ulang", span_that_is_repeated, {1, 2, 0}},
        {"kata-300", words_of_300_letters, {1, 20, 0}},
        {"angka-40", numbers_of_40_digits, {1, 2, 0}},
        {"sel-tinggi", cell_of_many_pages, {1, 7, 0}},
        {"pindahan-catatan", totals_above_notes, {2, 3, 0}},
        {"kolom-60", sixty_columns, {0}},
        {"tabel-hampa", tables_without_anything, {1, 0}},
        {"catatan-1000", a_thousand_notes, {1, 30, 0}},
        {"daftar-dalam", lists_in_lists, {1, 6, 0}},
        {"judul-saja", headings_and_nothing_else, {1, 60, 0}},
    };
    Arena *arena = ((Fixture *)*state)->arena;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check_case(arena, &cases[i]);
}

static void ten_thousand_pages_are_as_before(void **state)
{
    static const Case many = {"sepuluh-ribu", ten_thousand_pages, {1, 5000, 10000}};
    check_case(((Fixture *)*state)->arena, &many);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(every_case_is_as_before),
        TEST(ten_thousand_pages_are_as_before),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
