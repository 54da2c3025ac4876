/* What the job and the data choose of a template: the regulation that the document follows, its
 * stage, and the parts that there are data for. */
#include "doc/page.h"
#include "doc/template.h"

/* --- Regulation and stage --------------------------------------------------------------------- */

static const Map *names_of(const Template *template_, const char *field)
{
    static const Map none = {0, NULL};
    Value value = record_get(template_->manifest, field);
    return value.kind == VALUE_MAP ? value.map : &none;
}

/* The key of the map `field` of the manifest that the job names in its field of the same name; the
   one at `usual` where it names none. Empty where the manifest has none and after an error. */
static Str choose(Arena *arena, Diags *diags, const Template *template_, const Job *job,
                  const char *field, bool usually_last)
{
    const Map *map = names_of(template_, field);
    Str wanted = record_text(job->config, field);
    Place place = record_place(job->config, field);
    if (wanted.size == 0)
        return map->count == 0 ? wanted : map->entries[usually_last ? map->count - 1 : 0].key;
    Str *names = arena_array(arena, map->count, sizeof *names);
    Buf all = {.arena = arena};
    for (size_t i = 0; i < map->count; i++) {
        names[i] = map->entries[i].key;
        if (str_equal(names[i], wanted))
            return names[i];
        buf_format(&all, "%s%.*s", i > 0 ? ", " : "", STR_ARG(names[i]));
    }
    Str none = {NULL, 0};
    if (map->count == 0) {
        diag(diags, SEVERITY_ERROR, place, "leave it out", "template '%.*s' has no '%s' to choose",
             STR_ARG(record_text(template_->manifest, "nama")), field);
        return none;
    }
    Str those = str_format(arena, "the template has %.*s", STR_ARG(buf_str(&all)));
    diag(diags, SEVERITY_ERROR, place, hint_nearest(arena, wanted, names, map->count, those.at),
         "%s: there is no '%.*s'", field, STR_ARG(wanted));
    return none;
}

void template_choose(Arena *arena, Diags *diags, Template *template_, const Job *job)
{
    template_->regulation = choose(arena, diags, template_, job, "regulasi", false);
    template_->stage = choose(arena, diags, template_, job, "tahap", true);
}

Str template_regulation(const Template *template_)
{
    return template_->regulation;
}

Str template_stage(const Template *template_)
{
    return template_->stage;
}

/* --- Conditions ------------------------------------------------------------------------------- */

/* Whether the job prints a file of its own in the part's place. */
static bool is_replaced(const Record *part, const Job *job)
{
    Value own = record_get(job->config, "bab");
    for (size_t i = 0; own.kind == VALUE_MAP && i < own.map->count; i++)
        if (str_equal(own.map->entries[i].key, record_text(part, "id")))
            return true;
    return false;
}

/* True where the part is kept, as its heading, when the condition does not hold. */
static bool is_reducible(const Record *part)
{
    return record_text(part, "tanpa_data").size > 0;
}

/* False after the error that a formula gives what is surely neither ya nor tidak. */
static bool check_result(Diags *diags, Calc *calc, const Formula *formula, const RecordType *scope,
                         Place place)
{
    FieldKind kind = calc_result_kind(calc, formula, scope);
    if (kind == FIELD_BOOL || kind == FIELD_ANY)
        return true;
    diag(diags, SEVERITY_ERROR, place, "compare it, or write ada(...) or hitung(...) > 0",
         "'bila' needs a formula that gives ya or tidak");
    return false;
}

bool template_conditions(Arena *arena, Diags *diags, Template *template_, const Schema *schema,
                         Calc *calc, const Job *job)
{
    const List *parts = record_list(template_->manifest, "bagian");
    const RecordType *scope = schema_type(schema, STR("laporan"));
    bool good = true;
    template_->conditions = arena_array(arena, parts->count, sizeof *template_->conditions);
    for (size_t i = 0; i < parts->count; i++) {
        const Record *part = parts->items[i].record;
        Place place = record_place(part, "bila");
        Str text = record_text(part, "bila");
        const Formula *formula = text.size == 0 ? NULL : calc_parse(calc, text, place);
        bool sound = formula != NULL && calc_check(calc, formula, scope, NULL) &&
                     check_result(diags, calc, formula, scope, place);
        good = good && (sound || text.size == 0);
        if (!sound)
            continue;
        template_->conditions[i] = formula;
        if (!is_replaced(part, job) && !is_reducible(part) && part_is_ordered(part, job))
            calc_add_condition(calc, STR("memuat_bab"), record_text(part, "id"), formula);
    }
    return good;
}

static const Formula *condition_of(const Template *template_, const Record *part)
{
    const List *parts = record_list(template_->manifest, "bagian");
    for (size_t i = 0; template_->conditions != NULL && i < parts->count; i++)
        if (parts->items[i].record == part)
            return template_->conditions[i];
    return NULL;
}

size_t chapters_choose(Calc *calc, const Template *template_, const Record *report,
                       ChapterFile *chapters, size_t count)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        ChapterFile *chapter = &chapters[i];
        const Formula *formula = NULL;
        if (chapter->part != NULL && !chapter->own)
            formula = condition_of(template_, chapter->part);
        Value holds = {.kind = VALUE_BOOL, .flag = true};
        if (formula != NULL)
            holds = calc_eval(calc, formula, report, NULL, NULL);
        bool there = holds.kind == VALUE_BOOL && holds.flag;
        chapter->reduced = !there && is_reducible(chapter->part);
        if (there || chapter->reduced)
            chapters[kept++] = *chapter;
    }
    return kept;
}
