/* The walk down the pipeline that the commands share: schema, job, rules, data, calculation, pages.
 */
#include "cli/cli.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#ifndef LAKIPDF_PREFIX
#define LAKIPDF_PREFIX "/usr/local"
#endif

/* Of the program's own files, below its home. */
#define RULES          "config/hitungan"
#define DOCUMENT_RULES "config/hitungan/dokumen"
#define SCALES         "config/skala.yaml"
#define AUDITS         "config/audit.yaml"

static const char *home_file(const Session *session, const char *name)
{
    return str_c(session->arena, path_join(session->arena, session->home, str_from(name)));
}

/* 0, or why it is none; where that cannot be known a message tells so: the system failed. */
static int look_home(const Session *session, Str folder)
{
    Arena *arena = session->arena;
    const char *schema = str_c(arena, path_join(arena, folder, STR("config/skema")));
    if (access(schema, R_OK) == 0)
        return 0;
    int error = errno;
    if (!file_error_is_input(error))
        diag(session->diags, SEVERITY_SYSTEM, (Place){0}, NULL, "cannot read '%s': %s", schema,
             strerror(error));
    return error;
}

/* The folder above the one that the program stands in: the checkout of build/lakipdf, the prefix of
   bin/lakipdf where it is installed. */
static Str folder_above_program(const Session *session)
{
    static const char program_link[] = "/proc/self/exe";
    char path[PATH_MAX];
    ssize_t size = readlink(program_link, path, sizeof path);
    if (size < 0 && !file_error_is_input(errno))
        diag(session->diags, SEVERITY_SYSTEM, (Place){0}, NULL, "cannot read '%s': %s",
             program_link, strerror(errno));
    if (size <= 0 || (size_t)size >= sizeof path)
        return (Str){NULL, 0};
    Str program = {path, (size_t)size};
    return str_copy(session->arena, path_folder(path_folder(program)));
}

bool session_find_home(Session *session)
{
    if (session->home.size > 0)
        return true;
    const char *named = getenv("LAKIPDF_HOME");
    if (named != NULL && named[0] != '\0') {
        session->home = str_from(named);
        int error = look_home(session, session->home);
        if (error != 0 && diags_count(session->diags, SEVERITY_SYSTEM) == 0)
            diag(session->diags, SEVERITY_USAGE, (Place){0},
                 "it must hold config/, templates/ and fonts/",
                 error == EACCES ? "LAKIPDF_HOME is '%s', where config/skema may not be read"
                                 : "LAKIPDF_HOME is '%s', where there is no config/skema",
                 named);
        return error == 0;
    }
    const Str installed = STR("share/lakipdf");
    Str above = folder_above_program(session);
    const Str candidates[] = {
        above,
        above.size > 0 ? path_join(session->arena, above, installed) : above,
        path_join(session->arena, STR(LAKIPDF_PREFIX), installed),
    };
    bool denied = false;
    for (size_t i = 0; i < sizeof candidates / sizeof *candidates; i++) {
        int error = candidates[i].size > 0 ? look_home(session, candidates[i]) : ENOENT;
        denied = denied || error == EACCES;
        if (error == 0) {
            session->home = candidates[i];
            return true;
        }
    }
    if (diags_count(session->diags, SEVERITY_SYSTEM) == 0)
        diag(session->diags, SEVERITY_USAGE, (Place){0},
             "set LAKIPDF_HOME to the folder that holds config/, templates/ and fonts/",
             denied ? "the program's own files may not be read"
                    : "the program's own files are not found");
    return false;
}

/* The YAML files of a folder of the program's own, in the order of their names; *count of them are
   added to *paths. False after a message: the system failed. */
static bool list_home_files(const Session *session, Diags *diags, const char *folder,
                            const char ***paths, size_t *capacity, size_t *count)
{
    Arena *arena = session->arena;
    size_t name_count = 0;
    const Str *names = folder_names(arena, diags, home_file(session, folder), &name_count);
    for (size_t i = 0; names != NULL && i < name_count; i++) {
        if (!str_ends(names[i], ".yaml"))
            continue;
        const char **slot = arena_push(arena, paths, capacity, (*count)++, sizeof *slot);
        *slot = home_file(session, str_format(arena, "%s/%.*s", folder, STR_ARG(names[i])).at);
    }
    return names != NULL;
}

/* Calls `add` for each YAML file of a folder of the program's own. */
static bool for_home_files(Session *session, const char *folder,
                           bool (*add)(Session *session, const char *path, Place from))
{
    const char **paths = NULL;
    size_t count = 0;
    size_t capacity = 0;
    bool good = list_home_files(session, session->diags, folder, &paths, &capacity, &count);
    for (size_t i = 0; i < count; i++)
        good = add(session, paths[i], (Place){0}) && good;
    return good;
}

/* --- Schema and job -------------------------------------------------------------------------- */

static bool add_schema_file(Session *session, const char *path, Place from)
{
    const Node *tree = data_load_file(session->arena, session->diags, path, from);
    return tree != NULL && schema_add(session->schema, tree);
}

/* Whoever edits the schema must leave the types that the program itself binds. */
static bool has_own_types(Session *session)
{
    static const char *const names[] = {"pekerjaan", "laporan",   "templat", "katalog_huruf",
                                        "audit",     "tipografi", "arsip"};
    bool good = true;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (schema_type(session->schema, str_from(names[i])) != NULL)
            continue;
        diag(session->diags, SEVERITY_ERROR, (Place){0}, "restore the program's own schema files",
             "'%s' has no record type '%s'", home_file(session, "config/skema"), names[i]);
        good = false;
    }
    return good;
}

static bool load_schema(Session *session)
{
    if (session->schema != NULL)
        return true; /* shared */
    session->schema = schema_new(session->arena, session->diags);
    bool good = for_home_files(session, "config/skema", add_schema_file);
    good = for_home_files(session, "config/skema/dokumen", add_schema_file) && good;
    return good && schema_resolve(session->schema) && has_own_types(session);
}

/* Calls `add` for each file that the list `field` of the job names. */
static bool for_job_files(Session *session, const char *field,
                          bool (*add)(Session *session, const char *path, Place from))
{
    const List *files = record_list(session->job->config, field);
    bool good = true;
    for (size_t i = 0; i < files->count; i++) {
        Place from = record_item_place(session->job->config, field, i);
        const char *path =
            job_path(session->arena, session->diags, session->job, files->items[i].text, from);
        good = path != NULL && add(session, path, from) && good;
    }
    return good;
}

/* Where the job has errors, its template is told of all the same, if there is none of the name. */
static void check_template(Session *session)
{
    Diags *told = diags_new(session->arena); /* what the file itself has was said before */
    const Node *tree = data_load_file(session->arena, told, session->config, (Place){0});
    const Node *name =
        tree != NULL && tree->kind == NODE_MAP ? node_member(tree, STR("templat")) : NULL;
    Str folder;
    if (name != NULL && name->kind == NODE_TEXT && name->text.size > 0)
        (void)template_folder(session->arena, session->diags, session->home, name->text,
                              name->place, &folder);
}

static bool load_job(Session *session)
{
    session->job = job_load(session->arena, session->diags, session->schema, session->config,
                            session->allow_outside);
    if (session->job == NULL)
        check_template(session);
    else if (session->shared == NULL)
        job_load_ahead(session->arena, session->job);
    if (session->job == NULL || !for_job_files(session, "skema", add_schema_file))
        return false;
    if (record_list(session->job->config, "skema")->count > 0 && !schema_resolve(session->schema))
        return false;
    session->template_ =
        template_load(session->arena, session->diags, session->schema, session->job, session->home);
    return session->template_ != NULL;
}

/* --- Rules ----------------------------------------------------------------------------------- */

/* Begins to load what load_rules and load_audits will ask for, unless it is shared. */
static void begin_rules(Session *session)
{
    Arena *arena = session->arena;
    Diags *told = diags_new(arena); /* said again by whoever needs the folder */
    const char **paths = NULL;
    size_t count = 0;
    size_t capacity = 0;
    if (session->shared != NULL)
        return;
    (void)list_home_files(session, told, RULES, &paths, &capacity, &count);
    (void)list_home_files(session, told, DOCUMENT_RULES, &paths, &capacity, &count);
    static const char *const files[] = {SCALES, AUDITS};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        const char **slot = arena_push(arena, &paths, &capacity, count++, sizeof *slot);
        *slot = home_file(session, files[i]);
    }
    session->ahead = ahead_begin(arena, paths, count);
}

/* The file's tree, which may be shared. */
static const Node *load_tree(const Session *session, const char *path, Place from)
{
    for (const SharedTree *at = session->shared; at != NULL; at = at->next)
        if (strcmp(at->path, path) == 0)
            return at->tree;
    const Node *tree = ahead_take(session->ahead, path);
    return tree != NULL ? tree : data_load_file(session->arena, session->diags, path, from);
}

static bool add_rules_file(Session *session, const char *path, Place from)
{
    const Node *tree = load_tree(session, path, from);
    return tree != NULL && calc_add_rules(session->calc, tree);
}

static bool add_scales_file(Session *session, const char *path, Place from)
{
    const Node *tree = load_tree(session, path, from);
    return tree != NULL && calc_add_scales(session->calc, tree);
}

static bool load_rules(Session *session)
{
    session->calc = calc_new(session->data, session->diags, session->schema);
    bool good = for_home_files(session, RULES, add_rules_file);
    good = for_home_files(session, DOCUMENT_RULES, add_rules_file) && good;
    size_t count = 0;
    const char *const *rules = template_rules(session->template_, &count);
    for (size_t i = 0; i < count; i++)
        good = add_rules_file(session, rules[i], (Place){0}) && good;
    good = for_job_files(session, "hitungan", add_rules_file) && good;
    good = add_scales_file(session, home_file(session, SCALES), (Place){0}) && good;
    good = for_job_files(session, "berkas_skala", add_scales_file) && good;
    /* Without a file that could not be read all that it defines would seem unknown. */
    if (diags_count(session->diags, SEVERITY_SYSTEM) > 0)
        return false;
    Str scale = record_text(session->job->config, "skala");
    if (scale.size > 0)
        good =
            calc_choose_scale(session->calc, scale, record_place(session->job->config, "skala")) &&
            good;
    good = calc_check_rules(session->calc) && good;
    return template_conditions(session->arena, session->diags, session->template_, session->schema,
                               session->calc, session->job) &&
           good;
}

/* --- Audits ---------------------------------------------------------------------------------- */

static bool add_audits_file(Session *session, const char *path, Place from)
{
    const Node *tree = load_tree(session, path, from);
    return tree != NULL && calc_add_audits(session->calc, tree);
}

static bool set_audit_levels(Session *session)
{
    const Record *config = session->job->config;
    Value levels = record_get(config, "audit");
    const Node *given = node_member(config->node, STR("audit"));
    bool good = true;
    for (size_t i = 0; levels.kind == VALUE_MAP && i < levels.map->count; i++) {
        const Entry *entry = &levels.map->entries[i];
        if (entry->value.kind == VALUE_TEXT)
            good = calc_set_audit_level(session->calc, entry->key, entry->value.text,
                                        given->members[i].key_place) &&
                   good;
    }
    return good;
}

static bool load_audits(Session *session)
{
    bool good = add_audits_file(session, home_file(session, AUDITS), (Place){0});
    good = for_job_files(session, "berkas_audit", add_audits_file) && good;
    calc_audit_for(session->calc, record_text(session->job->config, "templat"));
    return good && set_audit_levels(session) && calc_check_audits(session->calc);
}

/* --- The stages ------------------------------------------------------------------------------ */

/* A member of the data that the program gives; the value is copied. */
static Member given_member(const Session *session, Str name, const Node *value)
{
    Node *copy = arena_alloc(session->arena, sizeof *copy);
    *copy = *value;
    return (Member){name, value->place, copy};
}

/* Adds a text that is not empty, at the place of the job's field of the same name. */
static void give_text(const Session *session, Node *given, const char *name, Str text)
{
    Node node = {.kind = NODE_TEXT, .text = text};
    node.place = record_place(session->job->config, name);
    if (text.size > 0)
        given->members[given->count++] = given_member(session, str_from(name), &node);
}

/* What the program knows and the templates tell: the steps of the scale, whether capaian is
   computed by the shipped rules, the chapters of the document, its regulation and stage. So what is
   said cannot differ from what decides. */
static const Node *given_data(const Session *session)
{
    enum { MOST = 5 };
    const Calc *calc = session->calc;
    bool replaced = calc_rule_replaced(calc, STR("indikator"), STR("capaian")) ||
                    calc_rule_replaced(calc, STR("indikator"), STR("capaian_murni"));
    Node answer = {.kind = NODE_TEXT, .text = replaced ? STR("ya") : STR("tidak")};
    const Node *steps = calc_scale_tree(session->calc);
    Node *given = arena_alloc(session->arena, sizeof *given);
    *given = (Node){.kind = NODE_MAP};
    given->members = arena_array(session->arena, MOST, sizeof *given->members);
    given->members[given->count++] = given_member(session, STR("capaian_diganti"), &answer);
    const Node *chapters = template_chapters(session->arena, session->template_, session->job);
    given->members[given->count++] = given_member(session, STR("memuat_bab"), chapters);
    if (steps != NULL)
        given->members[given->count++] = given_member(session, STR("jenjang"), steps);
    give_text(session, given, "regulasi", template_regulation(session->template_));
    give_text(session, given, "tahap", template_stage(session->template_));
    return given;
}

bool session_gives(Str field)
{
    static const char *const names[] = {"tahun",      "tanggal",  "ketentuan", "jenjang",
                                        "memuat_bab", "regulasi", "tahap",     "capaian_diganti"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_is(field, names[i]))
            return true;
    return false;
}

/* A job that says nothing but its template. */
static Job *bare_job(Session *session, Str name)
{
    Arena *arena = session->arena;
    Source *source = arena_alloc(arena, sizeof *source);
    *source = (Source){STR("lakipdf"), STR("{tahun: 2000, data: [], templat: x}")};
    Node *text = arena_alloc(arena, sizeof *text);
    *text = (Node){.kind = NODE_TEXT, .text = name};
    const Node *tree = data_load_yaml(arena, session->diags, source);
    if (tree == NULL)
        return NULL;
    tree->members[tree->count - 1].value = text;
    Job *job = arena_alloc(arena, sizeof *job);
    const RecordType *type = schema_type(session->schema, STR("pekerjaan"));
    *job = (Job){.path = source->name, .folder = STR("."), .year = 2000};
    job->config = data_bind(arena, session->schema, type, tree, job->year);
    return job;
}

bool session_template(Session *session, Str name)
{
    session->data = arena_new(arena_memory(session->arena));
    if (!session_find_home(session) || !load_schema(session))
        return false;
    session->job = bare_job(session, name);
    if (session->job == NULL)
        return false;
    session->template_ =
        template_load(session->arena, session->diags, session->schema, session->job, session->home);
    return session->template_ != NULL && load_rules(session);
}

bool session_calculate(Session *session)
{
    session->tree = arena_new(arena_memory(session->arena));
    session->data = arena_new(arena_memory(session->arena));
    if (!session_find_home(session))
        return false;
    begin_rules(session);
    if (!load_schema(session) || !load_job(session))
        return false;
    /* Wrong styles hide nothing that is wrong elsewhere. */
    size_t errors = diags_count(session->diags, SEVERITY_ERROR);
    /* Data are bound even where a rule is wrong, so that one run tells all. */
    bool good = load_rules(session) && load_audits(session);
    bool partial = false;
    const Node *tree =
        job_load_data(session->tree, session->diags, session->job, given_data(session), &partial);
    if (tree == NULL)
        return false;
    if (partial)
        schema_expect_part(session->schema);
    const RecordType *type = schema_type(session->schema, STR("laporan"));
    schema_note_texts(session->schema, true);
    session->report = data_bind(session->data, session->schema, type, tree, session->job->year);
    schema_note_texts(session->schema, false);
    if (!good || partial || session->report == NULL)
        return false;
    good = calc_run(session->calc, session->report, session->job->year) &&
           diags_count(session->diags, SEVERITY_ERROR) == errors;
    /* There will be no pages: what the data that could be read say of themselves is told now. */
    if (!good)
        calc_audit(session->calc, session->report);
    return good;
}

static void drop_tree(Session *session)
{
    record_forget_nodes(session->report);
    ahead_drop_trees(session->job->ahead);
    arena_drop(session->tree);
    session->tree = NULL;
}

static void drop_data(Session *session)
{
    arena_drop(session->data);
    session->data = NULL;
    session->calc = NULL;
    session->report = NULL;
}

/* Fonts and typography, unless they are shared. */
static bool load_fonts(Session *session)
{
    if (session->fonts == NULL)
        session->fonts = fonts_load(session->arena, session->diags, session->schema,
                                    home_file(session, "fonts/katalog.yaml"));
    if (session->typography == NULL)
        session->typography = typography_load(session->arena, session->diags, session->schema,
                                              home_file(session, "config/tipografi.yaml"));
    return session->fonts != NULL && session->typography != NULL;
}

static bool share_tree(Session *session, const char *path, Place from)
{
    SharedTree *shared = arena_alloc(session->arena, sizeof *shared);
    const Node *tree = data_load_file(session->arena, session->diags, path, from);
    *shared = (SharedTree){session->shared, path, tree};
    if (tree != NULL)
        session->shared = shared;
    return tree != NULL;
}

bool session_share(Session *session)
{
    return session_find_home(session) && load_schema(session) &&
           for_home_files(session, RULES, share_tree) &&
           for_home_files(session, DOCUMENT_RULES, share_tree) &&
           share_tree(session, home_file(session, SCALES), (Place){0}) &&
           share_tree(session, home_file(session, AUDITS), (Place){0}) && load_fonts(session);
}

Layout *session_layout(Session *session, const Doc **doc)
{
    calc_audit(session->calc, session->report);
    drop_tree(session);
    bool loaded = load_fonts(session);
    Fonts *fonts = session->fonts;
    if (fonts != NULL) {
        fonts_check(fonts, template_style(session->template_));
        fonts_check(fonts, record_record(session->job->config, "gaya"));
    }
    *doc = doc_build(session->arena, session->diags, session->schema, session->calc,
                     session->template_, session->job, session->report);
    drop_data(session);
    /* A finding that the job takes for an error is one. */
    if (!loaded || *doc == NULL || diags_failed(session->diags))
        return NULL;
    session->layout =
        layout_begin(session->arena, session->diags, fonts, session->typography, *doc);
    return session->layout;
}

void session_end(Session *session)
{
    layout_end(session->layout);
    ahead_end(session->ahead);
    ahead_end(session->job != NULL ? session->job->ahead : NULL);
    arena_drop(session->tree);
    arena_drop(session->data);
}
