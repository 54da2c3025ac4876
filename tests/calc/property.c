/*
 * What holds for all values: sums do not depend on the order, scales give every value one step and
 * higher values no lower ones, rounding and dates go there and back. Values are random, but the
 * same in every run.
 */
#include "calc/world.h"

static const char SCHEMA[] = "akar: {isian: {tahun: tahun, isi: daftar isi}}\n"
                             "isi: {ringkas: a, isian: {a: angka, b: angka}}\n";

static const char RULES[] = "isi: {hasil: 'jika(b != 0, a / b)'}\n"
                            "akar:\n"
                            "  total: jumlah(isi.hasil)\n"
                            "  rerata: rata(isi.hasil)\n"
                            "  terkecil: min(isi.hasil)\n"
                            "  terbesar: maks(isi.hasil)\n"
                            "  tertimbang: rata_tertimbang(isi.hasil, isi.b)\n"
                            "  berbeda: hitung(unik(isi.hasil))\n";

static uint64_t next(uint64_t *state)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return *state >> 33;
}

static int64_t between(uint64_t *state, int64_t least, int64_t most)
{
    return least + (int64_t)(next(state) % (uint64_t)(most - least + 1));
}

/* --- Lists
 * -----------------------------------------------------------------------------------------
 */

enum { ELEMENTS = 60 };

typedef struct Pair {
    int64_t a, b;
} Pair;

static World world_of_pairs(Fixture *fixture, const Pair *pairs)
{
    Buf data = {.arena = fixture->arena};
    buf_text(&data, "isi:\n");
    for (size_t i = 0; i < ELEMENTS; i++)
        buf_format(&data, "- {a: %lld, b: %lld}\n", (long long)pairs[i].a, (long long)pairs[i].b);
    return world_run(fixture, SCHEMA, RULES, str_c(fixture->arena, buf_str(&data)));
}

static void shuffle(uint64_t *seed, Pair *pairs)
{
    for (size_t i = ELEMENTS - 1; i > 0; i--) {
        size_t k = (size_t)between(seed, 0, (int64_t)i);
        Pair kept = pairs[i];
        pairs[i] = pairs[k];
        pairs[k] = kept;
    }
}

static void test_results_over_lists_do_not_depend_on_the_order(void **state)
{
    static const char *const FIELDS[] = {"total",    "rerata",     "terkecil",
                                         "terbesar", "tertimbang", "berbeda"};
    Fixture *fixture = *state;
    uint64_t seed = 7;
    for (int round = 0; round < 20; round++) {
        Pair pairs[ELEMENTS];
        for (size_t i = 0; i < ELEMENTS; i++)
            pairs[i] = (Pair){between(&seed, -1000000, 1000000000), between(&seed, 0, 1000000)};
        pairs[0].b = pairs[1].b = 0;
        World before = world_of_pairs(fixture, pairs);
        shuffle(&seed, pairs);
        World after = world_of_pairs(fixture, pairs);
        for (size_t i = 0; i < sizeof FIELDS / sizeof *FIELDS; i++)
            assert_string_equal(world_show(&before, record_get(before.root, FIELDS[i])),
                                world_show(&after, record_get(after.root, FIELDS[i])));
    }
}

static void test_sums_in_parts_add_up(void **state)
{
    Fixture *fixture = *state;
    uint64_t seed = 11;
    for (int round = 0; round < 20; round++) {
        Pair pairs[ELEMENTS];
        for (size_t i = 0; i < ELEMENTS; i++)
            pairs[i] = (Pair){between(&seed, -1000000, 1000000000), between(&seed, 1, 1000000)};
        World world = world_of_pairs(fixture, pairs);
        Str parts = str_format(
            fixture->arena,
            "jumlah(isi[urutan <= %d].hasil) + jumlah(isi[urutan > %d].hasil) == total dan "
            "rata(isi.hasil) * hitung(isi.hasil) == total dan terkecil <= rerata dan "
            "rerata <= terbesar",
            round + 1, round + 1);
        const WorldCase check = {str_c(fixture->arena, parts), "ya"};
        world_check(&world, &check, 1);
    }
}

/* --- Scales
 * ----------------------------------------------------------------------------------------
 */

/* A scale of random bounds from 0 up, steps coded A, B, ... from the highest down. */
static void add_random_scale(World *world, uint64_t *seed, const char *name, bool above,
                             int decimals)
{
    Fixture *fixture = world->fixture;
    int64_t bounds[8];
    int64_t count = between(seed, 1, 8);
    int64_t bound = 0;
    for (int64_t i = 0; i < count; i++) {
        bounds[i] = bound;
        bound += between(seed, 1, 3000);
    }
    Buf text = {.arena = fixture->arena};
    buf_format(&text, "%s:\n  batas: %s\n  desimal: %d\n  tingkat:\n", name,
               above ? "di_atas" : "minimal", decimals);
    for (int64_t i = count - 1; i >= 0; i--)
        buf_format(&text, "    - {mulai: %lld.%02lld, sebutan: T%lld, kode: %c}\n",
                   (long long)(bounds[i] / 100), (long long)(bounds[i] % 100), (long long)i,
                   (char)('A' + (count - 1 - i)));
    assert_true(calc_add_scales(
        world->calc, world_tree(fixture, "s.yaml", str_c(fixture->arena, buf_str(&text)))));
}

static void test_scales_are_total_and_monotone(void **state)
{
    enum { SCALES = 40, VALUES = 300 };
    Fixture *fixture = *state;
    World world = world_run(fixture, SCHEMA, RULES, "tahun: 2017\n");
    uint64_t seed = 13;
    for (int i = 0; i < SCALES; i++) {
        add_random_scale(&world, &seed, "acak", i % 2 == 0, i % 4);
        Num value = num_int(0);
        const ScaleStep *lower = calc_scale_step(world.calc, STR("acak"), value, (Place){0});
        for (int k = 0; k < VALUES; k++) {
            /* Steps of thirds and sevenths fall on, beside and between the bounds. */
            Num more = num_div(fixture->arena, num_int(between(&seed, 0, 300)), num_int(700));
            value = num_add(fixture->arena, value, k % 5 == 0 ? num_int(0) : more);
            const ScaleStep *step = calc_scale_step(world.calc, STR("acak"), value, (Place){0});
            assert_non_null(lower);
            assert_non_null(step);
            assert_true(num_compare(lower->from, step->from) <= 0);
            lower = step;
        }
    }
    assert_string_equal(support_messages(fixture), "");
}

/* --- Rounding
 * --------------------------------------------------------------------------------------
 */

/* The four ways lie within one unit of the value and of each other, in their order. */
static void test_ways_of_rounding_enclose_the_value(void **state)
{
    Fixture *fixture = *state;
    World world = world_run(fixture, SCHEMA, RULES, "tahun: 2017\n");
    uint64_t seed = 17;
    for (int i = 0; i < 300; i++) {
        long long up = (long long)between(&seed, -100000, 100000);
        long long down = (long long)between(&seed, 1, 2000);
        int decimals = i % 5;
        Str text = str_format(
            fixture->arena,
            "bulat(%lld / %lld, %d, 'bawah') <= %lld / %lld dan "
            "bulat(%lld / %lld, %d, 'atas') >= %lld / %lld dan "
            "termasuk(bulat(%lld / %lld, %d, 'genap'), unik(bulat(%lld / %lld, %d, 'bawah'), "
            "bulat(%lld / %lld, %d, 'atas'))) dan "
            "bulat(%lld / %lld, %d) == -bulat(-(%lld / %lld), %d)",
            up, down, decimals, up, down, up, down, decimals, up, down, up, down, decimals, up,
            down, decimals, up, down, decimals, up, down, decimals, up, down, decimals);
        const WorldCase check = {str_c(fixture->arena, text), "ya"};
        world_check(&world, &check, 1);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_results_over_lists_do_not_depend_on_the_order),
        TEST(test_sums_in_parts_add_up),
        TEST(test_scales_are_total_and_monotone),
        TEST(test_ways_of_rounding_enclose_the_value),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
