/*
 * usage: generate PARAGRAPHS ROWS FOLDER
 * Writes a job as an agency would: sections of ten justified paragraphs in Markdown, programmes of
 * ten activities in YAML, of which a table prints amounts, percentages, rests and subtotals that
 * formulas compute. The words are drawn without a seed from the clock: the same numbers give the
 * same job.
 */
#include <ctype.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum {
    SENTENCES = 6, /* of a paragraph */
    PARAGRAPHS_PER_SECTION = 10,
    PARAGRAPHS_PER_CHAPTER = 400, /* a file of Markdown holds at most 1 MB */
    ROWS_PER_PROGRAMME = 10,
    MOST = 10 * 1000 * 1000,
};

static const char *const WORDS[] = {
    "kinerja",
    "sasaran",
    "indikator",
    "program",
    "kegiatan",
    "anggaran",
    "realisasi",
    "capaian",
    "koperasi",
    "usaha",
    "kecil",
    "menengah",
    "provinsi",
    "pemerintah",
    "daerah",
    "tahun",
    "pelayanan",
    "masyarakat",
    "pelatihan",
    "pembinaan",
    "pengawasan",
    "kualitas",
    "kelembagaan",
    "permodalan",
    "pemasaran",
    "produk",
    "sertifikasi",
    "evaluasi",
    "perencanaan",
    "pertanggungjawaban",
    "akuntabilitas",
    "pemberdayaan",
    "penyelenggaraan",
    "ketenagakerjaan",
    "pertumbuhan",
    "ekonomi",
    "strategis",
    "efisiensi",
    "penganggaran",
    "dan",
    "yang",
    "untuk",
    "dengan",
    "dari",
    "pada",
    "oleh",
    "serta",
    "dalam",
    "adalah",
    "telah",
    "dapat",
    "akan",
    "sebesar",
    "persen",
};

typedef struct Generator {
    uint64_t state;
    const char *folder;
} Generator;

/* --- Chance ---------------------------------------------------------------------------------- */

static uint64_t draw(Generator *generator)
{
    generator->state =
        generator->state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return generator->state >> 33;
}

/* From `from` to `to`, both included; up to 2^31 apart. */
static int64_t draw_between(Generator *generator, int64_t from, int64_t to)
{
    return from + (int64_t)(draw(generator) % (uint64_t)(to - from + 1));
}

typedef enum Capitals {
    CAPITAL_FIRST,
    CAPITAL_EACH,
} Capitals;

static void put_words(Generator *generator, FILE *out, int64_t count, Capitals capitals)
{
    for (int64_t i = 0; i < count; i++) {
        const char *word = WORDS[draw(generator) % (sizeof WORDS / sizeof *WORDS)];
        bool capital = i == 0 || capitals == CAPITAL_EACH;
        fprintf(out, "%s%c%s", i > 0 ? " " : "", capital ? toupper(word[0]) : word[0], word + 1);
    }
}

/* --- Files ----------------------------------------------------------------------------------- */

static FILE *begin_file(const Generator *generator, const char *name)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", generator->folder, name);
    FILE *out = fopen(path, "w");
    if (out == NULL) {
        perror(path);
        exit(1);
    }
    return out;
}

static void end_file(FILE *out)
{
    bool failed = ferror(out) != 0;
    if (fclose(out) != 0 || failed) {
        fputs("generate: cannot write\n", stderr);
        exit(1);
    }
}

/* --- The job --------------------------------------------------------------------------------- */

/* Pages with header and footer. */
#define PAGES "```halaman\ngaya: utama\n```\n\n"

static const char STYLES[] = "gaya:\n"
                             "  ukuran: 11pt\n"
                             "  spasi: 105\n"
                             "  paragraf: {sesudah: 4pt}\n"
                             "  judul:\n"
                             "    \"1\":\n"
                             "      nomor: \"{1}\"\n"
                             "      nomor_di_atas: tidak\n"
                             "      kapital: tidak\n"
                             "      halaman_baru: tidak\n"
                             "      teks: {ukuran: 14pt, rata: kiri, sebelum: 12pt, sesudah: 6pt}\n"
                             "  tabel: {ukuran: 8pt, padding_tegak: 2pt}\n";

static size_t chapter_count(int64_t paragraphs)
{
    return (size_t)((paragraphs + PARAGRAPHS_PER_CHAPTER - 1) / PARAGRAPHS_PER_CHAPTER);
}

static void write_job(const Generator *generator, size_t chapters)
{
    FILE *out = begin_file(generator, "lakipdf.yaml");
    fputs("templat: lakip\ntahun: 2017\ntanggal: 2018-03-15\n"
          "arsip: tidak\ntag: tidak\ndata: [instansi.yaml, anggaran.yaml]\n"
          "bab:\n  isi: isi.md\n",
          out);
    for (size_t i = 1; i <= chapters; i++)
        fprintf(out, "  uraian-%zu: uraian-%zu.md\n", i, i);
    fputs("  anggaran: anggaran.md\nurutan:\n  - isi\n", out);
    for (size_t i = 1; i <= chapters; i++)
        fprintf(out, "  - uraian-%zu\n", i);
    fputs("  - anggaran\n", out);
    fputs(STYLES, out);
    end_file(out);

    out = begin_file(generator, "instansi.yaml");
    fputs("instansi:\n"
          "  nama: Dinas Koperasi, Usaha Kecil dan Menengah\n"
          "  singkatan: DKUKM\n"
          "  wilayah: Provinsi Contoh\n"
          "  kedudukan: Contoh\n"
          "  bidang: koperasi, usaha kecil dan menengah\n"
          "  kepala_daerah: Gubernur\n"
          "kepala: {jabatan: Kepala Dinas, nama: NAMA KEPALA DINAS, nip: \"197505052000032001\"}\n"
          "sasaran: []\n",
          out);
    end_file(out);

    out = begin_file(generator, "isi.md");
    fputs(PAGES "# Daftar Isi {-} {tanpa_daftar}\n\n"
                "```daftar\njenis: isi\nkedalaman: 1\n```\n",
          out);
    end_file(out);
}

static void write_text(Generator *generator, int64_t paragraphs, size_t chapters)
{
    for (size_t chapter = 1; chapter <= chapters; chapter++) {
        char name[64];
        snprintf(name, sizeof name, "uraian-%zu.md", chapter);
        FILE *out = begin_file(generator, name);
        fputs(PAGES, out);
        for (int64_t i = 0; i < PARAGRAPHS_PER_CHAPTER && paragraphs > 0; i++, paragraphs--) {
            if (i % PARAGRAPHS_PER_SECTION == 0) {
                fputs("# ", out);
                put_words(generator, out, 5, CAPITAL_EACH);
                fputs("\n\n", out);
            }
            for (int k = 0; k < SENTENCES; k++) {
                put_words(generator, out, draw_between(generator, 9, 19), CAPITAL_FIRST);
                fputs(k + 1 < SENTENCES ? ". " : ".\n\n", out);
            }
        }
        end_file(out);
    }
}

static void write_activity(Generator *generator, FILE *out)
{
    int64_t budget =
        draw_between(generator, 10, 900) * 1000000 + draw_between(generator, 0, 999999);
    int64_t revised = budget * draw_between(generator, 800000, 1200000) / 1000000;
    int64_t spent = revised * draw_between(generator, 600000, 1000000) / 1000000;
    fputs("      - nama: ", out);
    put_words(generator, out, draw_between(generator, 3, 11), CAPITAL_FIRST);
    fprintf(out,
            "\n        pagu: {induk: %" PRId64 ", perubahan: %" PRId64 "}\n"
            "        realisasi: %" PRId64 "\n",
            budget, revised, spent);
}

static void write_budget(Generator *generator, int64_t rows)
{
    FILE *out = begin_file(generator, "anggaran.yaml");
    fputs("program:\n", out);
    for (int64_t i = 0; i < rows; i++) {
        if (i % ROWS_PER_PROGRAMME == 0)
            fprintf(out, "  - nama: Program %" PRId64 "\n    kegiatan:\n",
                    i / ROWS_PER_PROGRAMME + 1);
        write_activity(generator, out);
    }
    end_file(out);
}

static const char BUDGET_CHAPTER[] =
    PAGES "```tabel\n"
          "kolom:\n"
          "  - {judul: No, lebar: 1.1cm, rata: tengah}\n"
          "  - {judul: Uraian Kegiatan, lebar: 1fr}\n"
          "  - {judul: APBD Induk (Rp), lebar: 2.5cm, rata: kanan}\n"
          "  - {judul: APBD Perubahan (Rp), lebar: 2.5cm, rata: kanan}\n"
          "  - {judul: Realisasi (Rp), lebar: 2.5cm, rata: kanan}\n"
          "  - {judul: \"%\", lebar: 1.1cm, rata: kanan}\n"
          "  - {judul: Sisa (Rp), lebar: 2.4cm, rata: kanan}\n"
          "baris:\n"
          "  - untuk: program\n"
          "    isi:\n"
          "      - untuk: kegiatan\n"
          "        sel:\n"
          "          - \"{{nomor | polos}}\"\n"
          "          - \"{{nama}}\"\n"
          "          - \"{{pagu.induk | angka 2}}\"\n"
          "          - \"{{pagu.perubahan | angka 2}}\"\n"
          "          - \"{{realisasi | angka 2}}\"\n"
          "          - \"{{serapan | persen_angka}}\"\n"
          "          - \"{{sisa | angka 2}}\"\n"
          "      - gaya: subjumlah\n"
          "        sel:\n"
          "          - \"\"\n"
          "          - {isi: \"Jumlah {{nama}}\", tebal: ya}\n"
          "          - {isi: \"{{pagu.induk | angka 2}}\", tebal: ya}\n"
          "          - {isi: \"{{pagu.perubahan | angka 2}}\", tebal: ya}\n"
          "          - {isi: \"{{realisasi | angka 2}}\", tebal: ya}\n"
          "          - {isi: \"{{serapan | persen_angka}}\", tebal: ya}\n"
          "          - {isi: \"{{sisa | angka 2}}\", tebal: ya}\n"
          "```\n";

static void write_table(const Generator *generator)
{
    FILE *out = begin_file(generator, "anggaran.md");
    fputs(BUDGET_CHAPTER, out);
    end_file(out);
}

int main(int argc, char **argv)
{
    int64_t paragraphs = argc == 4 ? strtoll(argv[1], NULL, 10) : 0;
    int64_t rows = argc == 4 ? strtoll(argv[2], NULL, 10) : 0;
    if (paragraphs < 1 || paragraphs > MOST || rows < 1 || rows > MOST) {
        fputs("usage: generate PARAGRAPHS ROWS FOLDER\n", stderr);
        return 2;
    }
    Generator generator = {.state = 20170915, .folder = argv[3]};
    mkdir(generator.folder, 0777);
    size_t chapters = chapter_count(paragraphs);
    write_job(&generator, chapters);
    write_text(&generator, paragraphs, chapters);
    write_budget(&generator, rows);
    write_table(&generator);
    return 0;
}
