/*
 * Random formulas: whatever they hold, they are parsed, checked, evaluated and written to an end.
 * Seeded, so that each run tries the same.
 */
#include "calc/world.h"

static const char SCHEMA[] =
    "akar:\n"
    "  isian:\n"
    "    tahun: tahun\n"
    "    nama: teks\n"
    "    tanggal: tanggal\n"
    "    benar: ya_tidak\n"
    "    a: angka\n"
    "    target: angka per tahun\n"
    "    isi: daftar isi\n"
    "    peta: peta isi\n"
    "isi: {isian: {nama: teks, kode: kode, a: angka, b: uang, target: angka per tahun,"
    " isi: daftar isi}}\n";

static const char RULES[] = "akar: {c: a * 2}\nisi: {c: a / b, d: c + jumlah(isi.c)}\n";

static const char DATA[] =
    "tahun: 2017\n"
    "nama: Dinas\n"
    "tanggal: 2018-03-15\n"
    "benar: ya\n"
    "a: 5\n"
    "target: {2016: 1, 2017: 2}\n"
    "isi: [{nama: x, kode: 1.2, a: 1, b: 3, target: 4, isi: [{a: 2}, {b: 7}]}, {}]\n"
    "peta: {x: {a: 1}, y: {b: 9}}\n";

/* --- Randomness ------------------------------------------------------------------------------ */

static uint64_t next(uint64_t *state)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return *state >> 33;
}

static size_t below(uint64_t *state, size_t limit)
{
    return (size_t)(next(state) % limit);
}

#define PICK(state, texts) ((texts)[below((state), sizeof(texts) / sizeof *(texts))])

/* --- Formulas that mostly parse -------------------------------------------------------------- */

static const char *const NAMES[] = {
    "a",     "b",     "c",      "d",       "nama",          "kode", "isi",    "peta",  "target",
    "tahun", "benar", "atasan", "tanggal", "tidak_dikenal", "ini",  "urutan", "kunci", "luar",
};
static const char *const VALUES[] = {
    "0",  "1",     "2017",   "0.5", "12345678901234567890", "'x'",          "'genap'", "''",
    "ya", "tidak", "kosong", "30",  "'a / b * 100'",        "'2017-01-01'",
};
static const char *const OPERATORS[] = {
    " + ", " - ", " * ", " / ", " == ", " != ", " < ", " >= ", " dan ", " atau ",
};
static const char *const FUNCTIONS[] = {
    "jumlah",    "rata",        "rata_tertimbang", "min",         "maks",         "hitung",
    "unik",      "ganda",       "termasuk",        "jika",        "ada",          "bulat",
    "abs",       "skala",       "skala_kode",      "skala_warna", "terbilang",    "romawi",
    "huruf",     "gabung",      "rangkai",         "teks",        "awalan",       "akhiran",
    "berisi",    "panjang",     "potong",          "tanggal",     "tahun_dari",   "bulan_dari",
    "hari_dari", "nilai_rumus", "tulis_rumus",     "daftar",      "jumlah_tahun", "skala_nilai",
    "kecil",     "sebutan",     "tanpa_sebutan",   "tak_ada",
};

static void add_formula(Buf *out, uint64_t *state, unsigned depth);

static void add_call(Buf *out, uint64_t *state, unsigned depth)
{
    buf_format(out, "%s(", PICK(state, FUNCTIONS));
    size_t count = below(state, 4);
    for (size_t i = 0; i < count; i++) {
        buf_text(out, i > 0 ? ", " : "");
        add_formula(out, state, depth - 1);
    }
    buf_byte(out, ')');
}

static void add_path(Buf *out, uint64_t *state, unsigned depth)
{
    buf_text(out, PICK(state, NAMES));
    for (size_t steps = below(state, 4); steps > 0; steps--) {
        if (below(state, 2) == 0) {
            buf_format(out, ".%s", PICK(state, NAMES));
            continue;
        }
        buf_byte(out, '[');
        add_formula(out, state, depth - 1);
        buf_byte(out, ']');
    }
}

static void add_formula(Buf *out, uint64_t *state, unsigned depth)
{
    size_t choice = below(state, depth == 0 ? 3 : 9);
    if (choice <= 1) {
        buf_text(out, PICK(state, NAMES));
    } else if (choice == 2) {
        buf_text(out, PICK(state, VALUES));
    } else if (choice <= 4) {
        add_formula(out, state, depth - 1);
        buf_text(out, PICK(state, OPERATORS));
        add_formula(out, state, depth - 1);
    } else if (choice == 5) {
        buf_text(out, below(state, 2) == 0 ? "-(" : "bukan (");
        add_formula(out, state, depth - 1);
        buf_byte(out, ')');
    } else if (choice == 6) {
        add_path(out, state, depth);
    } else {
        add_call(out, state, depth);
    }
}

/* Some bytes of it become others. */
static void spoil(Buf *text, uint64_t *state)
{
    static const char BYTES[] = "()[].,+-*/<>=!'\"&%x9 _\n\\\xC3\x97\xFF\x01";
    for (size_t changes = 1 + below(state, 3); changes > 0 && text->size > 0; changes--)
        text->at[below(state, text->size)] = BYTES[below(state, sizeof BYTES)];
}

/* --- Tests ----------------------------------------------------------------------------------- */

/* Sees it through; an evaluation that fails has said why. */
static void try_formula(World *world, Str text)
{
    Fixture *fixture = world->fixture;
    Source *source = arena_alloc(fixture->arena, sizeof *source);
    *source = (Source){STR("f"), text};
    size_t before = diags_count(fixture->diags, SEVERITY_ERROR);
    Place place = {.source = source, .line = 1, .column = 1};
    const Formula *formula = calc_parse(world->calc, text, place);
    if (formula == NULL) {
        assert_true(diags_count(fixture->diags, SEVERITY_ERROR) > before);
        return;
    }
    (void)calc_check(world->calc, formula, world->root->type, NULL);
    (void)calc_result_type(world->calc, formula, world->root->type);
    (void)calc_result_kind(world->calc, formula, world->root->type);
    before = diags_count(fixture->diags, SEVERITY_ERROR);
    bool failed = false;
    Value value = calc_eval(world->calc, formula, world->root, NULL, &failed);
    if (failed)
        assert_int_equal(value.kind, VALUE_MISSING);
    assert_true(!failed || diags_count(fixture->diags, SEVERITY_ERROR) > before);
    (void)world_show(world, value);
}

/* Over variables: a, b and d as numbers. */
static void try_display(World *world, Str text, Value variables)
{
    (void)calc_display(world->calc, text, variables, 0, (Str){NULL, 0}, (Place){0});
    (void)calc_display(world->calc, text, variables, 2018, STR("nama"), (Place){0});
}

/* A new world from time to time, since messages and formulas stay. */
static void run_rounds(unsigned worlds, unsigned formulas, unsigned depth, bool spoiled)
{
    uint64_t seed = 20171231;
    for (unsigned i = 0; i < worlds; i++) {
        void *state;
        (void)fixture_setup(&state);
        Fixture *fixture = state;
        World world = world_run(fixture, SCHEMA, RULES, DATA);
        Value variables = world_eval(&world, "peta");
        for (unsigned k = 0; k < formulas; k++) {
            Buf text = {.arena = fixture->arena};
            add_formula(&text, &seed, (unsigned)below(&seed, depth + 1));
            if (spoiled)
                spoil(&text, &seed);
            try_formula(&world, buf_str(&text));
            try_display(&world, buf_str(&text), variables);
        }
        (void)support_messages(fixture);
        (void)fixture_teardown(&state);
    }
}

static void test_random_formulas_come_to_an_end(void **state)
{
    (void)state;
    run_rounds(120, 250, 5, false);
}

static void test_spoiled_formulas_come_to_an_end(void **state)
{
    (void)state;
    run_rounds(80, 250, 4, true);
}

static void test_large_formulas_come_to_an_end(void **state)
{
    (void)state;
    run_rounds(40, 30, 12, false);
}

/* Nested as deep as may be, in every way that nests. */
static void test_the_deepest_formulas_come_to_an_end(void **state)
{
    static const struct {
        const char *open, *middle, *close;
    } WAYS[] = {
        {"(", "a", ")"},           {"-", "a", ""},      {"bukan ", "benar", ""},
        {"abs(", "a", ")"},        {"isi[", "a", "]"},  {"1 + (", "a", ") * 2"},
        {"jika(ya, ", "a", ")"},   {"1 / (", "a", ")"}, {"isi[hitung(", "isi", ") > 0]"},
        {"jumlah(isi.", "a", ")"},
    };
    Fixture *fixture = *state;
    World world = world_run(fixture, SCHEMA, RULES, DATA);
    Value variables = world_eval(&world, "peta");
    for (size_t i = 0; i < sizeof WAYS / sizeof *WAYS; i++) {
        for (unsigned depth = CALC_MAX_DEPTH - 3; depth < CALC_MAX_DEPTH + 3; depth++) {
            Buf text = {.arena = fixture->arena};
            for (unsigned k = 0; k < depth; k++)
                buf_text(&text, WAYS[i].open);
            buf_text(&text, WAYS[i].middle);
            for (unsigned k = 0; k < depth; k++)
                buf_text(&text, WAYS[i].close);
            try_formula(&world, buf_str(&text));
            try_display(&world, buf_str(&text), variables);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_random_formulas_come_to_an_end),
        cmocka_unit_test(test_spoiled_formulas_come_to_an_end),
        cmocka_unit_test(test_large_formulas_come_to_an_end),
        TEST(test_the_deepest_formulas_come_to_an_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
