/*
 * usage: calculate [COUNT...]
 * Builds reports with 10,000 and 100,000 sub kegiatan, or as many as given, as data under ten
 * computed fields each, means of quotients among them, and prints how long loading and calculating
 * take.
 */
#include "calc/calc.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static const char SCHEMA[] =
    "laporan: {isian: {tahun: tahun, program: daftar program}}\n"
    "program: {isian: {nama: teks, pagu: uang, realisasi: uang, kegiatan: daftar kegiatan}}\n"
    "kegiatan: {isian: {nama: teks, pagu: uang, realisasi: uang, sub_kegiatan: daftar "
    "sub_kegiatan}}\n"
    "sub_kegiatan:\n"
    "  isian:\n"
    "    nama: teks\n"
    "    pagu: pagu\n"
    "    realisasi: uang\n"
    "    fisik: angka\n"
    "    sumber_dana: teks\n"
    "    target: angka\n"
    "    hasil: angka\n"
    "pagu: {isian: {induk: uang, perubahan: uang}}\n";

/* Ten fields of every sub kegiatan; sums and means of quotients of all levels above. */
static const char RULES[] =
    "sub_kegiatan:\n"
    "  anggaran: 'jika(ada(pagu.perubahan), pagu.perubahan, pagu.induk)'\n"
    "  serapan: 'jika(anggaran != 0, realisasi / anggaran * 100)'\n"
    "  sisa: anggaran - realisasi\n"
    "  sisa_persen: 'jika(anggaran != 0, sisa / anggaran * 100)'\n"
    "  selisih: pagu.perubahan - pagu.induk\n"
    "  selisih_persen: 'jika(pagu.induk != 0, selisih / pagu.induk * 100)'\n"
    "  capaian: 'jika(target != 0, hasil / target * 100)'\n"
    "  rata_capaian: rata(capaian, serapan, fisik)\n"
    "  efisiensi: 'jika(target != 0, anggaran / target * hasil - realisasi)'\n"
    "  bagian: 'realisasi / atasan.realisasi * 100'\n"
    "kegiatan:\n"
    "  pagu: jumlah(sub_kegiatan.anggaran)\n"
    "  realisasi: jumlah(sub_kegiatan.realisasi)\n"
    "  rata_serapan: rata(sub_kegiatan.serapan)\n"
    "  apbd: \"jumlah(sub_kegiatan[sumber_dana == 'APBD'].anggaran)\"\n"
    "program:\n"
    "  pagu: jumlah(kegiatan.pagu)\n"
    "  realisasi: jumlah(kegiatan.realisasi)\n"
    "  rata_serapan: rata(kegiatan.sub_kegiatan.serapan)\n"
    "laporan:\n"
    "  pagu: jumlah(program.pagu)\n"
    "  rata_serapan: rata(program.kegiatan.sub_kegiatan.serapan)\n"
    "  rata_tertimbang: "
    "'rata_tertimbang(program.kegiatan.sub_kegiatan.serapan, "
    "program.kegiatan.sub_kegiatan.anggaran)'\n";

enum { PER_KEGIATAN = 10, PER_PROGRAM = 200, YEAR = 2017 };

typedef struct Run {
    Memory *memory;
    size_t count; /* of sub kegiatan */
    int64_t loading, calculating;
    bool good;
} Run;

static int64_t now_us(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000000 + time.tv_nsec / 1000;
}

/* Figures without a pattern that arithmetic could profit from. */
static uint64_t next_figure(uint64_t *state)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return *state >> 33;
}

static Str make_data(Arena *arena, size_t count)
{
    Buf data = {.arena = arena};
    uint64_t state = 1;
    buf_format(&data, "tahun: %d\nprogram:\n", YEAR);
    for (size_t i = 0; i < count; i++) {
        if (i % PER_PROGRAM == 0)
            buf_format(&data, "- nama: Program %zu\n  kegiatan:\n", i);
        if (i % PER_KEGIATAN == 0)
            buf_format(&data, "  - nama: Kegiatan %zu\n    sub_kegiatan:\n", i);
        uint64_t budget = next_figure(&state) + 1000000;
        uint64_t revised = budget - next_figure(&state) % 1000000;
        buf_format(&data,
                   "    - {nama: Sub kegiatan %zu, pagu: {induk: %" PRIu64 ", perubahan: %" PRIu64
                   "}, realisasi: %" PRIu64 ", fisik: %" PRIu64
                   ", sumber_dana: %s, target: %" PRIu64 ", hasil: %" PRIu64 "}\n",
                   i, budget, revised, next_figure(&state) % revised, next_figure(&state) % 101,
                   i % 3 == 0 ? "DAK" : "APBD", next_figure(&state) % 1000 + 1,
                   next_figure(&state) % 1000);
    }
    return buf_str(&data);
}

static const Node *load(Arena *arena, Diags *diags, const char *name, Str text)
{
    Source *source = arena_alloc(arena, sizeof *source);
    *source = (Source){str_from(name), text};
    return data_load_yaml(arena, diags, source);
}

static void calculate(void *context)
{
    Run *run = context;
    Arena *arena = arena_new(run->memory);
    Diags *diags = diags_new(arena);
    Schema *schema = schema_new(arena, diags);
    int64_t start = now_us();
    Calc *calc = calc_new(arena, diags, schema);
    const Node *tree = load(arena, diags, "data", make_data(arena, run->count));
    Record *root = NULL;
    if (tree != NULL && schema_add(schema, load(arena, diags, "schema", str_from(SCHEMA))) &&
        schema_resolve(schema) &&
        calc_add_rules(calc, load(arena, diags, "rules", str_from(RULES))) &&
        calc_check_rules(calc))
        root = data_bind(arena, schema, schema_type(schema, STR("laporan")), tree, YEAR);
    int64_t loaded = now_us();
    run->good = root != NULL && !diags_failed(diags) && calc_run(calc, root, YEAR) &&
                record_get(root, "rata_serapan").kind == VALUE_NUMBER;
    run->loading = loaded - start;
    run->calculating = now_us() - loaded;
    diags_print(diags, stderr);
    arena_drop(arena);
}

static bool measure(size_t count)
{
    Run run = {.memory = memory_new(0), .count = count};
    if (run.memory == NULL || !arena_try(run.memory, calculate, &run) || !run.good) {
        fputs("calculate: the calculation failed\n", stderr);
        return false;
    }
    memory_drop(run.memory);
    printf("%zu sub kegiatan: loading %" PRId64 " ms, calculating %" PRId64 " ms\n", count,
           run.loading / 1000, run.calculating / 1000);
    return true;
}

int main(int argc, char **argv)
{
    num_init();
    bool good = argc > 1 || (measure(10000) && measure(100000));
    for (int i = 1; i < argc && good; i++)
        good = measure(strtoul(argv[i], NULL, 10));
    return good ? 0 : 1;
}
