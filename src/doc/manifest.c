/* A template's manifest: found by the name that the job gives, loaded and checked. */
#include "doc/page.h"
#include "doc/template.h"

#include <string.h>
#include <unistd.h>

/* --- Finding it ------------------------------------------------------------------------------- */

const Str *template_names(Arena *arena, Diags *diags, Str home, size_t *count)
{
    const char *folder = str_c(arena, path_join(arena, home, STR("templates")));
    size_t all = 0;
    const Str *found = folder_names(arena, diags, folder, &all);
    Str *names = arena_array(arena, all, sizeof *names);
    *count = 0;
    for (size_t i = 0; i < all; i++) {
        Str manifest = str_format(arena, "%s/%.*s/manifest.yaml", folder, STR_ARG(found[i]));
        if (file_exists(arena, str_c(arena, manifest)))
            names[(*count)++] = found[i];
    }
    return names;
}

static void unknown_template(Arena *arena, Diags *diags, Str home, Str name, Place place)
{
    size_t count = 0;
    const Str *names = template_names(arena, diags, home, &count);
    Buf all = {.arena = arena};
    buf_text(&all, "templates are");
    for (size_t i = 0; i < count; i++)
        buf_format(&all, "%s %.*s", i > 0 ? "," : "", STR_ARG(names[i]));
    const char *hint = hint_nearest(arena, name, names, count, str_c(arena, buf_str(&all)));
    diag(diags, place.source != NULL ? SEVERITY_ERROR : SEVERITY_USAGE, place, hint,
         "there is no template '%.*s'", STR_ARG(name));
}

/* A template's name is that of a folder, not a path. */
static bool is_name(Str name)
{
    for (size_t i = 0; i < name.size; i++)
        if (name.at[i] == '/' || name.at[i] == '\0' || (i == 0 && name.at[i] == '.'))
            return false;
    return name.size > 0;
}

bool template_folder(Arena *arena, Diags *diags, Str home, Str name, Place from, Str *folder)
{
    if (is_name(name)) {
        *folder = path_join(arena, home, str_format(arena, "templates/%.*s", STR_ARG(name)));
        bool found = false;
        if (!folder_look(diags, str_c(arena, *folder), &found))
            return false;
        if (found)
            return true;
    }
    unknown_template(arena, diags, home, name, from);
    return false;
}

Str template_meaning(Arena *arena, Diags *diags, Str home, Str name)
{
    Str path =
        path_join(arena, home, str_format(arena, "templates/%.*s/manifest.yaml", STR_ARG(name)));
    const Node *manifest = data_load_file(arena, diags, str_c(arena, path), (Place){0});
    const Node *meaning = manifest == NULL ? NULL : node_member(manifest, STR("arti"));
    return meaning != NULL && meaning->kind == NODE_TEXT ? meaning->text : (Str){NULL, 0};
}

/* --- Loading ---------------------------------------------------------------------------------- */

/* The path of a file beside the manifest; NULL after the error that it is elsewhere. */
static const char *beside(Arena *arena, Diags *diags, Str folder, Str path, Place from)
{
    if (path_is_inside(path))
        return str_c(arena, path_join(arena, folder, path));
    diag(diags, SEVERITY_ERROR, from, "files of a template stand in its folder",
         "'%.*s' is outside of the template", STR_ARG(path));
    return NULL;
}

static void add_schemas(Arena *arena, Diags *diags, Schema *schema, const Template *template_)
{
    const List *files = record_list(template_->manifest, "skema");
    for (size_t i = 0; i < files->count; i++) {
        Place from = record_item_place(template_->manifest, "skema", i);
        const char *path = beside(arena, diags, template_->folder, files->items[i].text, from);
        const Node *tree = path == NULL ? NULL : data_load_file(arena, diags, path, from);
        if (tree != NULL)
            (void)schema_add(schema, tree);
    }
    if (files->count > 0)
        (void)schema_resolve(schema);
}

static void find_rules(Arena *arena, Diags *diags, Template *template_)
{
    const List *files = record_list(template_->manifest, "hitungan");
    template_->rules = arena_array(arena, files->count, sizeof *template_->rules);
    for (size_t i = 0; i < files->count; i++) {
        Place from = record_item_place(template_->manifest, "hitungan", i);
        const char *path = beside(arena, diags, template_->folder, files->items[i].text, from);
        if (path != NULL)
            template_->rules[template_->rule_count++] = path;
    }
}

/* The page style of the job with what it does not say taken from the manifest's of that name. */
static void fill_from(const Record *own, const Record *given)
{
    for (size_t i = 0; i < own->type->field_count; i++)
        if (own->values[i].kind == VALUE_MISSING)
            own->values[i] = given->values[i];
}

/* Page styles that the job declares are added to those of the manifest, or change them. */
static void add_pages(Arena *arena, const Template *template_, const Job *job)
{
    Value own = record_get(job->config, "halaman");
    Value given = record_get(template_->manifest, "halaman");
    if (own.kind != VALUE_MAP)
        return;
    size_t known = given.kind == VALUE_MAP ? given.map->count : 0;
    Map *all = arena_alloc(arena, sizeof *all);
    all->entries = arena_array(arena, known + own.map->count, sizeof *all->entries);
    if (known > 0)
        memcpy(all->entries, given.map->entries, known * sizeof *all->entries);
    all->count = known;
    for (size_t i = 0; i < own.map->count; i++) {
        const Entry *entry = &own.map->entries[i];
        size_t at = 0;
        while (at < known && !str_equal(all->entries[at].key, entry->key))
            at++;
        if (at < known)
            fill_from(entry->value.record, all->entries[at].value.record);
        else
            at = all->count++;
        all->entries[at] = *entry;
    }
    const Field *field = schema_field(template_->manifest->type, STR("halaman"));
    template_->manifest->values[field->index] = (Value){.kind = VALUE_MAP, .map = all};
}

/* Ids are given once, page styles exist. */
static void check_parts(Arena *arena, Diags *diags, const Template *template_)
{
    const List *parts = record_list(template_->manifest, "bagian");
    if (parts->count == 0)
        diag(diags, SEVERITY_ERROR, record_place(template_->manifest, "bagian"), NULL,
             "a template has at least one chapter");
    for (size_t i = 0; i < parts->count; i++) {
        const Record *part = parts->items[i].record;
        Str id = record_text(part, "id");
        Str page = record_text(part, "halaman");
        for (size_t k = 0; k < i; k++)
            if (str_equal(id, record_text(parts->items[k].record, "id")))
                diag(diags, SEVERITY_ERROR, record_place(part, "id"), "choose another id",
                     "there are two chapters '%.*s'", STR_ARG(id));
        if (page.size > 0)
            (void)page_name_check(arena, diags, template_->manifest, page,
                                  record_place(part, "halaman"));
        (void)page_number_of(diags, part);
        if (record_text(part, "tanpa_data").size > 0 && record_text(part, "bila").size == 0)
            diag(diags, SEVERITY_ERROR, record_place(part, "tanpa_data"),
                 "say by 'bila' when there are data", "'tanpa_data' stands without 'bila'");
        (void)beside(arena, diags, template_->folder, record_text(part, "berkas"),
                     record_place(part, "berkas"));
    }
}

Template *template_load(Arena *arena, Diags *diags, Schema *schema, const Job *job, Str home)
{
    Template *template_ = arena_alloc(arena, sizeof *template_);
    size_t errors = diags_count(diags, SEVERITY_ERROR);
    Place from = record_place(job->config, "templat");
    if (!template_folder(arena, diags, home, record_text(job->config, "templat"), from,
                         &template_->folder))
        return NULL;
    Str path = path_join(arena, template_->folder, STR("manifest.yaml"));
    const Node *tree = data_load_file(arena, diags, str_c(arena, path), from);
    const RecordType *type = schema_type(schema, STR("templat"));
    if (tree == NULL || type == NULL)
        return NULL;
    template_->manifest = data_bind(arena, schema, type, tree, 0);
    if (template_->manifest == NULL || diags_count(diags, SEVERITY_ERROR) > errors)
        return NULL;
    add_schemas(arena, diags, schema, template_);
    find_rules(arena, diags, template_);
    add_pages(arena, template_, job);
    check_parts(arena, diags, template_);
    template_choose(arena, diags, template_, job);
    return diags_count(diags, SEVERITY_ERROR) > errors ? NULL : template_;
}

const char *const *template_rules(const Template *template_, size_t *count)
{
    *count = template_->rule_count;
    return template_->rules;
}

const Record *template_style(const Template *template_)
{
    return record_record(template_->manifest, "gaya");
}
