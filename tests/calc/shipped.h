/*
 * tests/calc/shipped.h - the schema, rules and scales that ship, on data of a test's own; figures
 * compared as documents print them.
 */
#ifndef LAKIPDF_TESTS_CALC_SHIPPED_H
#define LAKIPDF_TESTS_CALC_SHIPPED_H

#include "calc/world.h"

static inline const Node *shipped_file(Fixture *fixture, const char *path)
{
    const Node *tree = data_load_file(fixture->arena, fixture->diags, path, (Place){0});
    if (tree == NULL)
        fail_msg("%s", support_messages(fixture));
    return tree;
}

/* Adds the files of a folder: of the schema, or of rules where there is a calculation. */
static inline void shipped_add(World *world, const char *folder)
{
    size_t count = 0;
    const Str *names = folder_names(world->fixture->arena, world->fixture->diags, folder, &count);
    for (size_t i = 0; i < count; i++) {
        Str path = str_format(world->fixture->arena, "%s/%.*s", folder, STR_ARG(names[i]));
        if (!str_ends(path, ".yaml"))
            continue;
        const Node *tree = shipped_file(world->fixture, path.at);
        bool added = world->calc != NULL ? calc_add_rules(world->calc, tree)
                                         : schema_add(world->schema, tree);
        world->good = added && world->good;
    }
}

/* Schema, rules and scales, and the rules of `own` (or NULL) after them. */
static inline World shipped_world(Fixture *fixture, const char *own)
{
    Arena *arena = fixture->arena;
    World world = {.fixture = fixture, .schema = schema_new(arena, fixture->diags), .good = true};
    shipped_add(&world, "config/skema");
    shipped_add(&world, "config/skema/dokumen");
    world.good = schema_resolve(world.schema) && world.good;
    world.calc = calc_new(arena, fixture->diags, world.schema);
    shipped_add(&world, "config/hitungan");
    shipped_add(&world, "config/hitungan/dokumen");
    if (own != NULL)
        world.good = calc_add_rules(world.calc, world_tree(fixture, "own.yaml", own)) && world.good;
    world.good =
        calc_add_scales(world.calc, shipped_file(fixture, "config/skala.yaml")) && world.good;
    world.good = calc_check_rules(world.calc) && world.good;
    if (!world.good)
        fail_msg("%s", support_messages(fixture));
    return world;
}

/* Computes data for a year; what every report must have is added. */
static inline void shipped_compute(World *world, const char *data, int64_t year)
{
    Arena *arena = world->fixture->arena;
    bool measured = strstr(data, "\nsasaran:") != NULL || strncmp(data, "sasaran:", 8) == 0;
    Str text = str_format(
        arena,
        "%s\ntahun: %d\n"
        "instansi: {nama: Dinas Contoh, singkatan: DC, wilayah: Kota Contoh, kedudukan: Contoh, "
        "bidang: contoh, kepala_daerah: Wali Kota}\n"
        "kepala: {jabatan: Kepala Dinas, nama: NAMA KEPALA DINAS}\n%s",
        data, (int)year, measured ? "" : "sasaran: []\n");
    world->root = data_bind(arena, world->schema, schema_type(world->schema, STR("laporan")),
                            world_tree(world->fixture, "data.yaml", text.at), year);
    if (world->root == NULL || diags_failed(world->fixture->diags))
        fail_msg("%s", support_messages(world->fixture));
    world->good = calc_run(world->calc, world->root, year);
}

static inline World shipped_run(Fixture *fixture, const char *data, int64_t year)
{
    World world = shipped_world(fixture, NULL);
    shipped_compute(&world, data, year);
    return world;
}

/* The same on a file of tests/calc/data/. */
static inline World shipped_run_file(Fixture *fixture, const char *name, int64_t year)
{
    Str path = str_format(fixture->arena, "tests/calc/data/%s.yaml", name);
    const Source *source = file_read(fixture->arena, fixture->diags, path.at, 1 << 20, (Place){0});
    assert_non_null(source);
    return shipped_run(fixture, str_c(fixture->arena, source->text), year);
}

/* How a figure is printed. */
typedef enum Print {
    PERCENT,  /* two decimals, never up to a 100 that is not reached */
    NUMBER,   /* two decimals */
    THREE,    /* three decimals */
    RUPIAH,   /* with Rp and two decimals */
    BRACKETS, /* without decimals, negative in parentheses */
} Print;

typedef struct Figure {
    const char *formula;
    Print print;
    const char *printed; /* "-" where there is no value */
} Figure;

static inline Str shipped_print(Arena *arena, Num value, Print print)
{
    switch (print) {
    case PERCENT:
        return format_percent(arena, value, 2);
    case RUPIAH:
        return format_rupiah(arena, value, 2);
    case BRACKETS:
        return format_accounting(arena, value, 0);
    case THREE:
        return format_number(arena, value, 3);
    default:
        return format_number(arena, value, 2);
    }
}

static inline void check_figures(const World *world, const Figure *figures, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        Value value = world_eval(world, figures[i].formula);
        const char *printed =
            value.kind == VALUE_NUMBER
                ? support_c(shipped_print(world->fixture->arena, value.number, figures[i].print))
                : world_show(world, value);
        if (strcmp(printed, figures[i].printed) != 0)
            fail_msg("%s prints %s, not %s\n%s", figures[i].formula, printed, figures[i].printed,
                     support_messages(world->fixture));
    }
    assert_string_equal(support_messages(world->fixture), "");
}

#define CHECK_FIGURES(world, figures)                                                              \
    check_figures(world, figures, sizeof(figures) / sizeof *(figures))

#endif
