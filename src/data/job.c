/* The job: its config, the paths it names, its data joined to one tree. */
#include "data/schema.h"
#include "data/tree.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

/* True when the config without `gaya` has no error: texts can be filled, and pages need not be set,
   to tell what else is wrong. */
static bool only_style_is_faulty(Arena *arena, Diags *diags, Schema *schema, const RecordType *type,
                                 const Node *tree)
{
    if (tree->kind != NODE_MAP || node_member(tree, STR("gaya")) == NULL)
        return false;
    Node rest = *tree;
    rest.members = arena_array(arena, tree->count, sizeof *rest.members);
    rest.count = 0;
    rest.index = NULL;
    for (size_t i = 0; i < tree->count; i++)
        if (!str_is(tree->members[i].key, "gaya"))
            rest.members[rest.count++] = tree->members[i];
    size_t errors = diags_count(diags, SEVERITY_ERROR);
    return data_bind(arena, schema, type, &rest, 0) != NULL &&
           diags_count(diags, SEVERITY_ERROR) == errors;
}

Job *job_load(Arena *arena, Diags *diags, Schema *schema, const char *path, bool allow_outside)
{
    size_t errors = diags_count(diags, SEVERITY_ERROR);
    const RecordType *type = schema_type(schema, STR("pekerjaan"));
    const Node *tree = data_load_file(arena, diags, path, (Place){0});
    if (tree == NULL)
        return NULL;
    const Record *config = data_bind(arena, schema, type, tree, 0);
    bool faulty = diags_count(diags, SEVERITY_ERROR) > errors;
    if (config == NULL || (faulty && !only_style_is_faulty(arena, diags, schema, type, tree)))
        return NULL;
    Job *job = arena_alloc(arena, sizeof *job);
    job->path = str_copy(arena, str_from(path));
    job->folder = str_copy(arena, path_folder(job->path));
    job->config = config;
    job->faulty = faulty;
    job->year = record_int(config, "tahun", 0);
    job->allow_outside = allow_outside;
    job->files = arena_alloc(arena, sizeof *job->files);
    job->files->arena = arena;
    return job;
}

static void note_path(JobFiles *files, Str path)
{
    for (size_t i = 0; files != NULL && i < files->count; i++)
        if (str_equal(files->paths[i], path))
            return;
    if (files == NULL)
        return;
    Str *slot =
        arena_push(files->arena, &files->paths, &files->capacity, files->count, sizeof *slot);
    *slot = str_copy(files->arena, path);
    files->count++;
}

const char *job_path(Arena *arena, Diags *diags, const Job *job, Str path, Place from)
{
    Str joined = path_join(arena, job->folder, path);
    if (path.size == 0) {
        diag(diags, SEVERITY_ERROR, from, "name a file", "the path is empty");
        return NULL;
    }
    note_path(job->files, path);
    if (job->allow_outside)
        return joined.at;
    if (!path_is_inside(path)) {
        diag(diags, SEVERITY_ERROR, from,
             "put the file into the job's folder, or allow it by --allow-outside",
             "'%.*s' leads out of the job's folder", STR_ARG(path));
        return NULL;
    }
    /* What does not exist is told by whoever reads it. */
    bool exists = access(joined.at, F_OK) == 0 || !file_error_is_input(errno);
    if (exists && !path_resolves_inside(arena, job->folder, joined)) {
        int error = errno;
        if (error == EIO || error == EMFILE || error == ENFILE) {
            diag(diags, SEVERITY_SYSTEM, from, NULL, "cannot read '%.*s': %s", STR_ARG(path),
                 strerror(error));
            return NULL;
        }
        diag(diags, SEVERITY_ERROR, from,
             "put the file into the job's folder, or allow it by --allow-outside",
             "'%.*s' is a link that leads out of the job's folder", STR_ARG(path));
        return NULL;
    }
    return joined.at;
}

void job_load_ahead(Arena *arena, Job *job)
{
    const List *files = record_list(job->config, "data");
    const char **paths = arena_array(arena, files->count, sizeof *paths);
    size_t count = 0;
    for (size_t i = 0; i < files->count; i++) {
        Str path = files->items[i].text;
        /* Whether links lead outside is seen by job_path, before anything of the file is used. */
        if (path.size > 0 && (job->allow_outside || path_is_inside(path)))
            paths[count++] = path_join(arena, job->folder, path).at;
    }
    job->ahead = ahead_begin(arena, paths, count);
}

/* --- Joining --------------------------------------------------------------------------------- */

/* A map that others are joined to. */
typedef struct Joining {
    Arena *arena;
    Diags *diags;
    size_t capacity;
    Node *map;
    NameIndex names;
} Joining;

static void join_member(Joining *joining, const Member *member)
{
    Node *map = joining->map;
    Member *slot =
        arena_push(joining->arena, &map->members, &joining->capacity, map->count, sizeof *slot);
    *slot = *member;
    names_add(joining->arena, &joining->names, member->key, map->count);
    map->count++;
}

static Node *join_maps(Arena *arena, Diags *diags, const Node *first, const Node *second);

/* The second value of a key: maps are joined, anything else cannot be. */
static void join_value(const Joining *joining, Member *first, const Member *second)
{
    if (first->value->kind == NODE_MAP && second->value->kind == NODE_MAP) {
        first->value = join_maps(joining->arena, joining->diags, first->value, second->value);
        return;
    }
    const Source *source = first->key_place.source;
    Str hint = str_format(joining->arena, "the first one stands in %.*s, line %u",
                          STR_ARG(source->name), first->key_place.line);
    diag(joining->diags, SEVERITY_ERROR, second->key_place, hint.at, "'%.*s' is given in two files",
         STR_ARG(second->key));
}

/* A map with the members of another, and room for as many more. */
static Joining *join_begin(Arena *arena, Diags *diags, const Node *first, size_t more)
{
    enum { SPARE = 32 }; /* for what the job and the program add */
    Joining *joining = arena_alloc(arena, sizeof *joining);
    *joining = (Joining){.arena = arena, .diags = diags, .map = arena_alloc(arena, sizeof(Node))};
    Node *map = joining->map;
    map->kind = NODE_MAP;
    map->place = first->place;
    map->index = &joining->names;
    joining->capacity = first->count + more + SPARE;
    map->members = arena_array(arena, joining->capacity, sizeof *map->members);
    names_reserve(arena, &joining->names, joining->capacity);
    for (size_t i = 0; i < first->count; i++)
        join_member(joining, &first->members[i]);
    return joining;
}

static void join_more(Joining *joining, const Node *second)
{
    for (size_t i = 0; i < second->count; i++) {
        size_t at = names_find(&joining->names, second->members[i].key);
        if (at == SIZE_MAX)
            join_member(joining, &second->members[i]);
        else
            join_value(joining, &joining->map->members[at], &second->members[i]);
    }
}

/* A map with the members of both. */
static Node *join_maps(Arena *arena, Diags *diags, const Node *first, const Node *second)
{
    Joining *joining = join_begin(arena, diags, first, second->count);
    join_more(joining, second);
    return joining->map;
}

/* The tree of the data file at the place of the list; NULL after an error. */
static const Node *load_part(Arena *arena, Diags *diags, const Job *job, Str path, Place from)
{
    const char *file = job_path(arena, diags, job, path, from);
    const Node *tree = file != NULL ? ahead_take(job->ahead, file) : NULL;
    if (file != NULL && tree == NULL)
        tree = data_load_file(arena, diags, file, from);
    if (tree == NULL || tree->kind == NODE_MAP)
        return tree;
    diag(diags, SEVERITY_ERROR, tree->place, "write each field as 'name: value'",
         "the data must be a map, not %s", node_kind_name(tree->kind));
    return NULL;
}

/* True when both are years, and not the same: what is no year is told where it is bound. */
static bool is_other_year(const Node *year, const Node *wanted)
{
    int64_t number = 0;
    return year != NULL && wanted != NULL && year->kind == NODE_TEXT && wanted->kind == NODE_TEXT &&
           year_read(year->text, &number) && year_read(wanted->text, &number) &&
           !str_equal(year->text, wanted->text);
}

/* Tells when the data are of another year than the job. */
static void check_year(Diags *diags, const Job *job, const Node *data)
{
    const Node *year = node_member(data, STR("tahun"));
    const Node *wanted = node_member(job->config->node, STR("tahun"));
    if (!is_other_year(year, wanted))
        return;
    diag(diags, SEVERITY_ERROR, year->place, "leave it out: the job says the year",
         "tahun: the data say %.*s, the job %.*s", STR_ARG(year->text), STR_ARG(wanted->text));
}

/* Tells when the budget is of another year than the job: a report would print it as its own. */
static void check_budget_year(Arena *arena, Diags *diags, const Job *job, const Node *data)
{
    const Node *year = node_member(data, STR("tahun_anggaran"));
    const Node *wanted = node_member(job->config->node, STR("tahun"));
    if (!is_other_year(year, wanted))
        return;
    const Source *source = wanted->place.source;
    Str hint = str_format(arena, "list the file of the budget of %.*s, the year in %.*s, line %u",
                          STR_ARG(wanted->text), STR_ARG(source->name), wanted->place.line);
    diag(diags, SEVERITY_ERROR, year->place, hint.at,
         "tahun_anggaran: the budget is of %.*s, the document of %.*s", STR_ARG(year->text),
         STR_ARG(wanted->text));
}

/* Adds to the data what the job says, where they lack it. */
static void add_from_job(Arena *arena, Joining *data, const Job *job)
{
    static const char *const names[] = {"tahun", "tanggal", "ketentuan"};
    const Node *config = job->config->node;
    Node added = {.kind = NODE_MAP, .place = data->map->place};
    added.members = arena_array(arena, sizeof names / sizeof *names, sizeof *added.members);
    for (size_t i = 0; i < config->count; i++) {
        const Member *member = &config->members[i];
        for (size_t j = 0; j < sizeof names / sizeof *names; j++)
            if (str_is(member->key, names[j]) && node_member(data->map, member->key) == NULL)
                added.members[added.count++] = *member;
    }
    join_more(data, &added);
}

/* Adds what the program itself knows and the data may not contradict. False where they do. */
static bool add_given(Diags *diags, Joining *data, const Node *given)
{
    bool good = true;
    for (size_t i = 0; i < given->count; i++) {
        const Node *own = node_member(data->map, given->members[i].key);
        if (own == NULL)
            continue;
        diag(diags, SEVERITY_ERROR, own->place, "leave it out of the data",
             "%.*s: the program gives it itself", STR_ARG(given->members[i].key));
        good = false;
    }
    if (good)
        join_more(data, given);
    return good;
}

const Node *job_load_data(Arena *arena, Diags *diags, const Job *job, const Node *given,
                          bool *partial)
{
    const Node *list = node_member(job->config->node, STR("data"));
    const Node *data = NULL;
    Joining *joined = NULL;
    bool complete = true;
    if (record_list(job->config, "data")->count == 0)
        diag(diags, SEVERITY_ERROR, record_place(job->config, "data"),
             "name the files of the data: [data.yaml, anggaran.xml]", "'data' names no file");
    for (size_t i = 0; list != NULL && list->kind == NODE_LIST && i < list->count; i++) {
        const Node *item = list->items[i];
        const Node *part = load_part(arena, diags, job, item->text, item->place);
        complete = complete && part != NULL;
        if (part == NULL)
            continue;
        if (data != NULL && joined == NULL)
            joined = join_begin(arena, diags, data, part->count);
        if (joined != NULL)
            join_more(joined, part);
        data = joined != NULL ? joined->map : part;
    }
    /* What a file that could not be loaded holds would be told as missing. */
    if (data == NULL || (!complete && partial == NULL))
        return NULL;
    if (!complete)
        *partial = true;
    check_year(diags, job, data);
    check_budget_year(arena, diags, job, data);
    if (joined == NULL)
        joined = join_begin(arena, diags, data, 0);
    add_from_job(arena, joined, job);
    return given == NULL || add_given(diags, joined, given) ? joined->map : NULL;
}
