/* The small world: what each run loads anew, so that no input depends on those before it. */
#include "world.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>

#define HOME "tests/fuzz/home"

static const char report_schema[] = HOME "/config/skema/laporan.yaml";

/* The linker puts the second in the place of data_load_file (fuzz.mk) and calls that the first. */
/* NOLINTBEGIN(bugprone-reserved-identifier): it makes such names */
const Node *__real_data_load_file(Arena *arena, Diags *diags, const char *path, Place from);
const Node *__wrap_data_load_file(Arena *arena, Diags *diags, const char *path, Place from);
/* NOLINTEND(bugprone-reserved-identifier) */

/* The tree of a file of the project: read once, since nothing changes a tree. */
typedef struct Kept {
    const char *path;
    const Node *tree;
} Kept;

static const Node *find_tree(const char *path)
{
    enum { MOST = 64 };
    static Arena *arena;
    static Kept kept[MOST];
    static size_t count;
    for (size_t i = 0; i < count; i++)
        if (strcmp(kept[i].path, path) == 0)
            return kept[i].tree;
    if (arena == NULL)
        arena = arena_new(memory_new(0));
    Diags *diags = diags_new(arena);
    path = str_c(arena, str_from(path));
    const Node *tree = __real_data_load_file(arena, diags, path, (Place){0});
    if (tree == NULL || count == MOST) {
        diags_print(diags, stderr);
        fuzz_found("a file of the project cannot be read; targets run in its top folder");
    }
    kept[count++] = (Kept){path, tree};
    return tree;
}

/* A job reads its rules in a thread of their own. */
static const Node *kept_tree(const char *path)
{
    static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
    pthread_mutex_lock(&lock);
    const Node *tree = find_tree(path);
    pthread_mutex_unlock(&lock);
    return tree;
}

const Node *__wrap_data_load_file(Arena *arena, Diags *diags, const char *path, Place from)
{
    Str name = str_from(path);
    if (str_starts(name, HOME "/") || str_starts(name, "config/"))
        return kept_tree(path);
    return __real_data_load_file(arena, diags, path, from);
}

const Node *world_tree(Fuzz *fuzz, const char *path)
{
    return data_load_file(fuzz->arena, fuzz->diags, path, (Place){0});
}

void world_schema(Fuzz *fuzz, Schema *schema, const char *path)
{
    if (!is_folder(path)) {
        FUZZ_HOLDS(schema_add(schema, world_tree(fuzz, path)));
        return;
    }
    size_t count = 0;
    const Str *names = folder_names(fuzz->arena, fuzz->diags, path, &count);
    for (size_t i = 0; i < count; i++)
        if (str_ends(names[i], ".yaml"))
            world_schema(fuzz, schema,
                         str_format(fuzz->arena, "%s/%.*s", path, STR_ARG(names[i])).at);
}

static World load(Fuzz *fuzz, const char *const *schema, size_t count)
{
    World world = {.schema = schema_new(fuzz->arena, fuzz->diags)};
    for (size_t i = 0; i < count; i++)
        world_schema(fuzz, world.schema, schema[i]);
    FUZZ_HOLDS(schema_resolve(world.schema));
    return world;
}

static void compute(Fuzz *fuzz, World *world)
{
    world->calc = calc_new(fuzz->arena, fuzz->diags, world->schema);
    FUZZ_HOLDS(calc_add_rules(world->calc, world_tree(fuzz, HOME "/config/hitungan/laporan.yaml")));
    FUZZ_HOLDS(calc_add_scales(world->calc, world_tree(fuzz, HOME "/config/skala.yaml")));
    FUZZ_HOLDS(calc_check_rules(world->calc));
    if (world->template_ != NULL)
        FUZZ_HOLDS(template_conditions(fuzz->arena, fuzz->diags, world->template_, world->schema,
                                       world->calc, world->job));
    const RecordType *type = schema_type(world->schema, STR("laporan"));
    world->report =
        data_bind(fuzz->arena, world->schema, type, world_tree(fuzz, HOME "/data.yaml"), 2017);
    FUZZ_HOLDS(world->report != NULL && calc_run(world->calc, world->report, 2017));
}

World world_data(Fuzz *fuzz)
{
    static const char *const schema[] = {report_schema};
    World world = load(fuzz, schema, 1);
    compute(fuzz, &world);
    FUZZ_HOLDS(!diags_failed(fuzz->diags));
    return world;
}

World world_chapter(Fuzz *fuzz, Str chapter)
{
    static const char *const schema[] = {report_schema, "config/skema/pekerjaan.yaml",
                                         "config/skema/templat.yaml", "config/skema/huruf.yaml",
                                         "config/skema/tipografi.yaml"};
    World world = load(fuzz, schema, sizeof schema / sizeof *schema);
    (void)fuzz_write(fuzz, STR("isi.md"), chapter);
    const char *job = fuzz_write(fuzz, STR("lakipdf.yaml"),
                                 STR("{templat: uji, tahun: 2017, tanggal: 2018-03-15, "
                                     "data: [data.yaml], bab: {isi: isi.md}}\n"));
    world.job = job_load(fuzz->arena, fuzz->diags, world.schema, job, false);
    FUZZ_HOLDS(world.job != NULL);
    world.template_ = template_load(fuzz->arena, fuzz->diags, world.schema, world.job, STR(HOME));
    FUZZ_HOLDS(world.template_ != NULL);
    compute(fuzz, &world);
    FUZZ_HOLDS(!diags_failed(fuzz->diags));
    return world;
}

const Doc *world_build(Fuzz *fuzz, World *world)
{
    const Doc *doc = doc_build(fuzz->arena, fuzz->diags, world->schema, world->calc,
                               world->template_, world->job, world->report);
    FUZZ_HOLDS((doc == NULL) == diags_failed(fuzz->diags));
    return doc;
}

static void place_pages(void *context)
{
    Layout *layout = context;
    layout_tag(layout, true);
    for (size_t i = 0; i < layout->page_count; i++)
        (void)layout_page(layout, i);
}

void world_layout(Fuzz *fuzz, World *world, const Doc *doc)
{
    Fonts *fonts = fonts_load(fuzz->arena, fuzz->diags, world->schema, HOME "/fonts/katalog.yaml");
    const Typography *typography =
        typography_load(fuzz->arena, fuzz->diags, world->schema, HOME "/config/tipografi.yaml");
    FUZZ_HOLDS(fonts != NULL && typography != NULL);
    Layout *layout = layout_begin(fuzz->arena, fuzz->diags, fonts, typography, doc);
    FUZZ_HOLDS((layout == NULL) == diags_failed(fuzz->diags));
    if (layout == NULL)
        return;
    bool done = arena_try(fuzz->memory, place_pages, layout);
    layout_end(layout);
    if (!done)
        memory_fail(fuzz->memory);
}
