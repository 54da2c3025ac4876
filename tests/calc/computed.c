/*
 * Computed fields: their order, what they may hold, what goes wrong, and the rules' files.
 */
#include "calc/world.h"

static const char SCHEMA[] = "akar: {isian: {tahun: tahun, nama: teks, daftar_isi: daftar isi}}\n"
                             "isi: {isian: {nama: teks, a: angka, b: angka, pagu: pagu}}\n"
                             "pagu: {isian: {induk: uang, perubahan: uang}}\n";

static void test_fields_are_computed_in_the_order_of_their_needs(void **state)
{
    World world = world_run(*state, SCHEMA,
                            "akar: {persen: jumlah_b / jumlah_a * 100, jumlah_b: "
                            "jumlah(daftar_isi.c), jumlah_a: jumlah(daftar_isi.a)}\n"
                            "isi: {c: d * 2, d: a + bagian, bagian: jumlah_a / 10}\n",
                            "daftar_isi: [{a: 1}, {a: 2}, {a: 7}]\n");
    static const WorldCase CASES[] = {
        {"jumlah_a", "10"},
        {"daftar_isi.d", "[2 3 8]"},
        {"jumlah_b", "26"},
        {"persen", "260"},
    };
    WORLD_CHECK(&world, CASES);
    assert_true(world.good);
}

static void test_a_rule_of_a_held_record_serves_that_holder_only(void **state)
{
    World world = world_run(*state,
                            "akar: {isian: {program: daftar program}}\n"
                            "program: {isian: {pagu: pagu, kegiatan: daftar kegiatan}}\n"
                            "kegiatan: {isian: {pagu: pagu}}\n"
                            "pagu: {isian: {induk: uang, perubahan: uang}}\n",
                            "program:\n"
                            "  pagu.induk: jumlah(kegiatan.pagu.induk)\n"
                            "  pagu.perubahan: {rumus: jumlah(kegiatan.pagu.perubahan)}\n"
                            "pagu: {selisih: perubahan - induk}\n",
                            "program:\n"
                            "  - kegiatan:\n"
                            "      - pagu: {induk: 2.363.820.000, perubahan: 2.319.495.000}\n"
                            "      - pagu: {induk: 1}\n");
    static const WorldCase CASES[] = {
        {"program.pagu.induk", "[2363820001]"},
        {"program.pagu.perubahan", "[2319495000]"},
        {"program.pagu.selisih", "[-44325001]"},
        {"program.kegiatan.pagu.selisih", "[-44325000 -]"},
    };
    WORLD_CHECK(&world, CASES);
}

static void test_a_later_rule_replaces_an_earlier_one(void **state)
{
    Fixture *fixture = *state;
    World world = world_rules(fixture, SCHEMA, "isi: {c: tidak_dikenal, d: a}\n");
    assert_false(world.good);
    fixture->diags = diags_new(fixture->arena);
    world = world_rules(fixture, SCHEMA, "isi: {c: a, d: a}\n");
    assert_true(calc_add_rules(world.calc, world_tree(fixture, "own.yaml", "isi: {c: b * 2}\n")));
    assert_true(calc_check_rules(world.calc));
    world.root = data_bind(fixture->arena, world.schema, schema_type(world.schema, STR("akar")),
                           world_tree(fixture, "d.yaml", "daftar_isi: [{a: 1, b: 5}]\n"), 2017);
    assert_true(calc_run(world.calc, world.root, 2017));
    static const WorldCase CASES[] = {{"daftar_isi.c", "[10]"}, {"daftar_isi.d", "[1]"}};
    WORLD_CHECK(&world, CASES);
}

static void test_a_stated_value_gives_way_to_the_computed_one(void **state)
{
    World world =
        world_run(*state, SCHEMA, "isi: {b: a * 2, c: b + 1}\n", "daftar_isi: [{a: 1, b: 99}]\n");
    static const WorldCase CASES[] = {{"daftar_isi.b", "[2]"}, {"daftar_isi.c", "[3]"}};
    WORLD_CHECK(&world, CASES);
    const Record *isi = record_list(world.root, "daftar_isi")->items[0].record;
    const Field *field = schema_field(isi->type, STR("b"));
    assert_int_equal(record_stated(isi, field).number.num, 99);
}

static void test_lists_and_records_may_be_computed(void **state)
{
    World world = world_run(*state, SCHEMA,
                            "akar:\n"
                            "  besar: 'daftar_isi[a > 1]'\n"
                            "  pertama: 'besar[1]'\n"
                            "  nama_pertama: pertama.nama\n"
                            "  nilai: besar.a\n"
                            "  total: jumlah(nilai)\n",
                            "daftar_isi: [{nama: x, a: 1}, {nama: y, a: 2}, {nama: z, a: 3}]\n");
    static const WorldCase CASES[] = {
        {"besar", "[<isi> <isi>]"}, {"pertama.nama", "y"}, {"nama_pertama", "y"},
        {"nilai", "[2 3]"},         {"total", "5"},        {"besar[a == 3].nama", "[z]"},
    };
    WORLD_CHECK(&world, CASES);
    assert_true(world.good);
}

/* --- What goes wrong ------------------------------------------------------------------------- */

static void test_a_cycle_lists_its_chain(void **state)
{
    Fixture *fixture = *state;
    World world =
        world_run(fixture, SCHEMA, "isi: {x: y + 1, y: z, z: x * 2, w: a + 1, diri: diri}\n",
                  "daftar_isi: [{nama: A, a: 1}]\n");
    assert_false(world.good);
    static const char *const EXPECTED[] = {
        "r.yaml:1:26: error: a cycle: isi.x -> isi.y -> isi.z -> isi.x, in isi 'A' at d.yaml:1:14",
        "r.yaml:1:49: error: a cycle: isi.diri -> isi.diri, in isi 'A' at d.yaml:1:14",
        "hint: a field cannot be computed from itself",
    };
    WORLD_EXPECT(fixture, EXPECTED);
    assert_int_equal(diags_count(fixture->diags, SEVERITY_ERROR), 2);
    assert_string_equal(world_show(&world, world_eval(&world, "daftar_isi.x")), "[-]");
    assert_string_equal(world_show(&world, world_eval(&world, "daftar_isi.w")), "[2]");
}

static void test_a_long_cycle_is_shortened(void **state)
{
    Fixture *fixture = *state;
    Buf rules = {.arena = fixture->arena};
    buf_text(&rules, "isi:\n");
    for (int i = 0; i < 30; i++)
        buf_format(&rules, "  f%d: f%d\n", i, (i + 1) % 30);
    World world = world_run(fixture, SCHEMA, str_c(fixture->arena, buf_str(&rules)),
                            "daftar_isi: [{nama: A}]\n");
    assert_false(world.good);
    static const char *const EXPECTED[] = {"isi.f0 -> isi.f1 -> ", " -> ... -> isi.f0, in isi 'A'"};
    WORLD_EXPECT(fixture, EXPECTED);
}

static void test_errors_name_the_record(void **state)
{
    Fixture *fixture = *state;
    World world = world_run(fixture, SCHEMA,
                            "isi:\n"
                            "  x: {rumus: a / b}\n"
                            "  pagu_nol: 'pagu.induk / (a - a)'\n"
                            "  teksnya: \"jika(a > 0, nama, a) + 1\"\n"
                            "  daftarnya: atasan.daftar_isi.a + 1\n"
                            "akar: {y: \"jumlah(daftar_isi[a / b > 0].a)\"}\n",
                            "daftar_isi:\n"
                            "  - {nama: Satu, a: 1, b: 2, pagu: {induk: 5}}\n"
                            "  - {nama: Dua, a: 1, b: 0}\n");
    assert_false(world.good);
    static const char *const EXPECTED[] = {
        "r.yaml:2:16: error: division by zero: 'b' is 0, in isi 'Dua' at d.yaml:3:5",
        "r.yaml:3:25: error: division by zero: 'a - a' is 0, in isi 'Satu' at d.yaml:2:5",
        "r.yaml:4:34: error: '+' needs numbers, but 'jika(a > 0, nama, a)' is a text, in isi 'Dua'",
        "r.yaml:5:34: error: '+' needs numbers, but 'atasan.daftar_isi.a' is a list, in isi",
        "hint: texts are joined by gabung",
        "hint: a list becomes one value by jumlah",
        "r.yaml:6:32: error: division by zero: 'b' is 0, in isi 'Dua' at d.yaml:3:5",
    };
    WORLD_EXPECT(fixture, EXPECTED);
    assert_string_equal(world_show(&world, world_eval(&world, "daftar_isi.x")), "[0.5 -]");
    assert_string_equal(world_show(&world, world_eval(&world, "y")), "-");
}

static void test_errors_point_into_scalars_of_every_style(void **state)
{
    Fixture *fixture = *state;
    (void)world_run(fixture, SCHEMA,
                    "isi:\n"
                    "  v: \"a / b\"\n"
                    "  w: 'jika(nama == ''A'', a / b)'\n"
                    "  x: >-\n"
                    "    jika(nama == 'A',\n"
                    "    a / b)\n"
                    "  y: |\n"
                    "    jika(nama == 'A',\n"
                    "      a / b)\n"
                    "  z: jika(nama == 'A',\n"
                    "    a / b)\n",
                    "daftar_isi: [{nama: A, a: 1, b: 0}]\n");
    static const char *const EXPECTED[] = {"r.yaml:2:9: error", "r.yaml:3:29: error",
                                           "r.yaml:6:7: error", "r.yaml:9:9: error",
                                           "r.yaml:11:7: error"};
    WORLD_EXPECT(fixture, EXPECTED);
}

static void test_a_field_holds_what_its_kind_says(void **state)
{
    Fixture *fixture = *state;
    World world = world_run(fixture, SCHEMA,
                            "isi: {b: nama, c: {rumus: a, jenis: teks}, d: {rumus: a, jenis: "
                            "angka}}\n",
                            "daftar_isi: [{nama: A, a: 1}]\n");
    assert_false(world.good);
    static const char *const EXPECTED[] = {
        "r.yaml:1:10: error: the formula gives a text, which 'b' cannot hold, in isi 'A'",
        "r.yaml:1:27: error: the formula gives a number, which 'c' cannot hold, in isi 'A'",
    };
    WORLD_EXPECT(fixture, EXPECTED);
    assert_string_equal(world_show(&world, world_eval(&world, "daftar_isi.d")), "[1]");
}

static void test_an_index_that_varies_is_refused(void **state)
{
    Fixture *fixture = *state;
    World world = world_run(fixture, SCHEMA,
                            "akar: {x: 'daftar_isi[a]', y: 'daftar_isi[nama]', z: "
                            "'daftar_isi[1.5]'}\n",
                            "daftar_isi: [{nama: A, a: 1}, {nama: B, a: 2}]\n");
    (void)world;
    static const char *const EXPECTED[] = {
        "r.yaml:1:22: error: the index is not the same for all elements of the list",
        "'[]' of a list needs a condition or a number, but 'nama' is a text",
        "r.yaml:1:65: error: a list cannot be indexed by a fraction",
    };
    WORLD_EXPECT(fixture, EXPECTED);
}

static void test_chains_of_waiting_fields_are_limited(void **state)
{
    Fixture *fixture = *state;
    enum { LONG = 1100 };
    Buf rules = {.arena = fixture->arena};
    buf_text(&rules, "isi:\n");
    for (int i = 0; i < LONG; i++)
        buf_format(&rules, "  f%d: f%d + 1\n", i, i + 1);
    buf_format(&rules, "  f%d: a\n", LONG);
    World world = world_run(fixture, SCHEMA, str_c(fixture->arena, buf_str(&rules)),
                            "daftar_isi: [{nama: A, a: 1}]\n");
    assert_false(world.good);
    static const char *const EXPECTED[] = {
        "r.yaml:1001:9: error: more than 1000 computed fields wait for each other, in isi 'A'",
    };
    WORLD_EXPECT(fixture, EXPECTED);
}

static void test_deeply_nested_waiting_formulas_are_limited(void **state)
{
    Fixture *fixture = *state;
    Buf rules = {.arena = fixture->arena};
    buf_text(&rules, "isi:\n");
    for (int i = 0; i < 900; i++) {
        buf_format(&rules, "  f%d: '", i);
        for (int k = 0; k < 30; k++)
            buf_text(&rules, "1+(2*(");
        buf_format(&rules, "f%d", i + 1);
        for (int k = 0; k < 30; k++)
            buf_text(&rules, "))");
        buf_text(&rules, "'\n");
    }
    buf_text(&rules, "  f900: a\n");
    World world = world_run(fixture, SCHEMA, str_c(fixture->arena, buf_str(&rules)),
                            "daftar_isi: [{nama: A, a: 1}]\n");
    assert_false(world.good);
    static const char *const EXPECTED[] = {"error: the calculation is nested more than"};
    WORLD_EXPECT(fixture, EXPECTED);
}

/* Filters within filters: each goes through the list for every element of the one around it. */
static const char *nested_filters(Fixture *fixture, int depth)
{
    Buf text = {.arena = fixture->arena};
    for (int i = 0; i < depth; i++)
        buf_text(&text, "atasan.daftar_isi[ada(");
    buf_text(&text, "a");
    for (int i = 0; i < depth; i++)
        buf_text(&text, ")]");
    return str_c(fixture->arena, buf_str(&text));
}

static void test_deep_filters_do_not_exhaust_the_stack(void **state)
{
    Fixture *fixture = *state;
    Buf rules = {.arena = fixture->arena};
    buf_text(&rules, "isi:\n");
    for (int i = 0; i < 900; i++)
        buf_format(&rules, "  f%d: \"jika(ada(f%d), %s)\"\n", i, i + 1, nested_filters(fixture, 3));
    for (int i = 900; i < 940; i++)
        buf_format(&rules, "  f%d: \"atasan.daftar_isi[ada(atasan.daftar_isi[ada(f%d)])]\"\n", i,
                   i + 1);
    buf_format(&rules, "  f940: \"%s\"\n", nested_filters(fixture, 31));
    World world = world_run(fixture, SCHEMA, str_c(fixture->arena, buf_str(&rules)),
                            "daftar_isi: [{nama: A, a: 1}]\n");
    assert_true(world.good);
}

static void test_a_runaway_calculation_is_stopped(void **state)
{
    Fixture *fixture = *state;
    Buf rules = {.arena = fixture->arena};
    buf_format(&rules, "isi:\n  x: \"%s\"\n  y: a\n", nested_filters(fixture, 30));
    Buf data = {.arena = fixture->arena};
    buf_text(&data, "daftar_isi:\n");
    for (int i = 0; i < 100; i++)
        buf_text(&data, "  - {a: 1}\n");
    World world = world_run(fixture, SCHEMA, str_c(fixture->arena, buf_str(&rules)),
                            str_c(fixture->arena, buf_str(&data)));
    assert_false(world.good);
    static const char *const EXPECTED[] = {"error: the calculation takes more than 20101000 steps"};
    WORLD_EXPECT(fixture, EXPECTED);
    assert_int_equal(diags_count(fixture->diags, SEVERITY_ERROR), 1);
}

static void test_errors_without_end_are_not_kept(void **state)
{
    Fixture *fixture = *state;
    Buf data = {.arena = fixture->arena};
    buf_text(&data, "daftar_isi:\n");
    for (int i = 0; i < 3000; i++)
        buf_text(&data, "  - {a: 1, b: 0}\n");
    World world =
        world_run(fixture, SCHEMA, "isi: {x: a / b}\n", str_c(fixture->arena, buf_str(&data)));
    assert_false(world.good);
    assert_int_equal(diags_count(fixture->diags, SEVERITY_ERROR), 1000);
}

/* --- Files of rules -------------------------------------------------------------------------- */

static void test_what_is_wrong_with_rules_is_said(void **state)
{
    Fixture *fixture = *state;
    World world = world_rules(fixture, SCHEMA,
                              "isii: {x: 1}\n"
                              "akar: 5\n"
                              "isi:\n"
                              "  a1: {rums: a}\n"
                              "  a2: {rumus: [a]}\n"
                              "  a3: [a]\n"
                              "  a4: {rumus: ''}\n"
                              "  a5: {rumus: a, desimal: x}\n"
                              "  a: {rumus: b, jenis: angka}\n"
                              "  a6: {rumus: b, jenis: angk}\n"
                              "  a7: a +\n");
    assert_false(world.good);
    static const char *const EXPECTED[] = {
        "r.yaml:1:1: error: unknown record type 'isii'",
        "did you mean 'isi'?",
        "r.yaml:2:7: error: the rules of 'akar' must be a map",
        "r.yaml:4:8: error: a rule has no key 'rums'",
        "did you mean 'rumus'?",
        "r.yaml:4:7: error: a rule lacks the key 'rumus'",
        "r.yaml:5:15: error: 'rumus' must be a text, not a list",
        "r.yaml:6:7: error: a rule must be a map, not a list",
        "r.yaml:7:16: error: the formula is empty",
        "r.yaml:8:27: error: 'desimal' must be a whole number from 0 to 30",
        "r.yaml:9:24: error: the schema says already of which kind 'a' is",
        "r.yaml:10:25: error: 'angk' is no kind of a computed field",
        "did you mean 'angka'?",
        "r.yaml:11:10: error: a value expected where the formula ends",
    };
    WORLD_EXPECT(fixture, EXPECTED);
}

static void test_empty_files_of_rules_are_fine(void **state)
{
    Fixture *fixture = *state;
    World world = world_rules(fixture, SCHEMA, "{}\n");
    assert_true(world.good);
    const Node nothing = {.kind = NODE_NULL};
    assert_true(calc_add_rules(world.calc, &nothing));
    assert_true(calc_add_scales(world.calc, &nothing));
    assert_false(calc_add_rules(world.calc, world_tree(fixture, "x.yaml", "- a\n")));
    assert_false(calc_add_scales(world.calc, world_tree(fixture, "y.yaml", "- a\n")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_fields_are_computed_in_the_order_of_their_needs),
        TEST(test_a_rule_of_a_held_record_serves_that_holder_only),
        TEST(test_a_later_rule_replaces_an_earlier_one),
        TEST(test_a_stated_value_gives_way_to_the_computed_one),
        TEST(test_lists_and_records_may_be_computed),
        TEST(test_a_cycle_lists_its_chain),
        TEST(test_a_long_cycle_is_shortened),
        TEST(test_errors_name_the_record),
        TEST(test_errors_point_into_scalars_of_every_style),
        TEST(test_a_field_holds_what_its_kind_says),
        TEST(test_an_index_that_varies_is_refused),
        TEST(test_chains_of_waiting_fields_are_limited),
        TEST(test_deeply_nested_waiting_formulas_are_limited),
        TEST(test_deep_filters_do_not_exhaust_the_stack),
        TEST(test_a_runaway_calculation_is_stopped),
        TEST(test_errors_without_end_are_not_kept),
        TEST(test_what_is_wrong_with_rules_is_said),
        TEST(test_empty_files_of_rules_are_fine),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
