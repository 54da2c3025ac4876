/*
 * The audits of a calculation: read from config, run over all records.
 */
#include "calc/audit.h"

Audits *audits_of(Calc *calc)
{
    if (calc->audits == NULL) {
        calc->audits = arena_alloc(calc->arena, sizeof *calc->audits);
        calc->audits->calc = calc;
        calc->audits->arena = calc->arena;
    }
    return calc->audits;
}

Audit *audit_find(const Audits *audits, Str name)
{
    for (size_t i = 0; i < audits->count; i++)
        if (str_equal(audits->items[i]->name, name))
            return audits->items[i];
    return NULL;
}

/* --- Keys ------------------------------------------------------------------------------------ */

static AuditKey *find_slot(const AuditKeys *keys, uint64_t hash, const void *where, Str text)
{
    size_t at = (size_t)(hash >> 16) & (keys->capacity - 1);
    while (keys->slots[at].where != NULL &&
           (keys->slots[at].hash != hash || keys->slots[at].where != where ||
            !str_equal(keys->slots[at].text, text)))
        at = (at + 1) & (keys->capacity - 1);
    return &keys->slots[at];
}

static void grow_keys(Arena *arena, AuditKeys *keys)
{
    AuditKeys old = *keys;
    keys->capacity = old.capacity > 0 ? old.capacity * 2 : 64;
    keys->slots = arena_array(arena, keys->capacity, sizeof *keys->slots);
    for (size_t i = 0; i < old.capacity; i++) {
        const AuditKey *key = &old.slots[i];
        if (key->where != NULL)
            *find_slot(keys, key->hash, key->where, key->text) = *key;
    }
}

AuditKey *audit_key(Arena *arena, AuditKeys *keys, const void *where, Str text)
{
    if (keys->count * 2 >= keys->capacity)
        grow_keys(arena, keys);
    uint64_t hash = (str_hash(text) ^ (uint64_t)(uintptr_t)where) * UINT64_C(0x9E3779B97F4A7C15);
    AuditKey *slot = find_slot(keys, hash, where, text);
    slot->hash = hash;
    slot->text = text;
    return slot;
}

/* --- Config ---------------------------------------------------------------------------------- */

static bool read_level(Str text, AuditLevel *level)
{
    static const char *const LEVELS[] = {
        [AUDIT_IGNORED] = "abaikan",
        [AUDIT_WARNING] = "peringatan",
        [AUDIT_ERROR] = "kesalahan",
    };
    for (size_t i = 0; i < sizeof LEVELS / sizeof *LEVELS; i++) {
        if (str_is(text, LEVELS[i])) {
            *level = (AuditLevel)i;
            return true;
        }
    }
    return false;
}

static void add_audit(Audits *audits, const Member *member, const Record *spec)
{
    Audit *audit = audit_find(audits, member->key);
    if (audit == NULL) {
        Audit **slot = arena_push(audits->arena, &audits->items, &audits->capacity, audits->count,
                                  sizeof(Audit *));
        audit = *slot = arena_alloc(audits->arena, sizeof *audit);
        audits->count++;
    }
    *audit = (Audit){.name = member->key, .place = member->key_place, .spec = spec};
    (void)read_level(record_text(spec, "tingkat"), &audit->level);
}

bool calc_add_audits(Calc *calc, const Node *tree)
{
    const RecordType *type = schema_type(calc->schema, STR("audit"));
    if (tree->kind == NODE_NULL)
        return true;
    if (tree->kind != NODE_MAP) {
        diag(calc->diags, SEVERITY_ERROR, tree->place, "write: name: {untuk: [...], jika: ...}",
             "a file of audits must be a map");
        return false;
    }
    size_t errors = diags_count(calc->diags, SEVERITY_ERROR);
    for (size_t i = 0; i < tree->count; i++) {
        const Member *member = &tree->members[i];
        const Record *spec = data_bind(calc->arena, calc->schema, type, member->value, 0);
        if (spec != NULL)
            add_audit(audits_of(calc), member, spec);
    }
    return diags_count(calc->diags, SEVERITY_ERROR) == errors;
}

bool calc_set_audit_level(Calc *calc, Str name, Str level, Place place)
{
    const Audits *audits = audits_of(calc);
    Audit *audit = audit_find(audits, name);
    if (audit != NULL)
        return read_level(level, &audit->level);
    Str *names = arena_array(calc->arena, audits->count, sizeof *names);
    for (size_t i = 0; i < audits->count; i++)
        names[i] = audits->items[i]->name;
    diag(calc->diags, SEVERITY_ERROR, place, suggestion(calc->arena, name, names, audits->count),
         "there is no audit '%.*s'", STR_ARG(name));
    return false;
}

void calc_audit_for(Calc *calc, Str template_)
{
    audits_of(calc)->template_ = template_;
}

bool calc_check_audits(Calc *calc)
{
    Audits *audits = audits_of(calc);
    bool good = true;
    for (size_t i = 0; i < audits->count; i++)
        good = audit_read(audits, audits->items[i]) && good;
    return good;
}

/* --- The run --------------------------------------------------------------------------------- */

/* Whether the list of names has the name; an empty list has all. */
static bool lists(const List *names, Str name)
{
    bool listed = names->count == 0;
    for (size_t i = 0; i < names->count && !listed; i++)
        listed = str_equal(names->items[i].text, name);
    return listed;
}

/* Whether the audit is for documents of this template, and for records of the type: one that it
   names, or where it names none any that has what it checks. */
static bool is_for(const Audits *audits, const Audit *audit, const RecordType *type)
{
    bool printed = audits->template_.size == 0 ||
                   lists(record_list(audit->spec, "templat"), audits->template_);
    return printed && audit->level != AUDIT_IGNORED &&
           lists(record_list(audit->spec, "untuk"), type->name) &&
           (audit->check == NULL || audit->check->applies(audit, type));
}

static const AuditPlan *plan_of(Audits *audits, const RecordType *type)
{
    for (size_t i = 0; i < audits->plan_count; i++)
        if (audits->plans[i].type == type)
            return &audits->plans[i];
    AuditPlan *plan = arena_push(audits->arena, &audits->plans, &audits->plan_capacity,
                                 audits->plan_count, sizeof *plan);
    audits->plan_count++;
    plan->type = type;
    plan->audits = arena_array(audits->arena, audits->count, sizeof(Audit *));
    for (size_t i = 0; i < audits->count; i++)
        if (is_for(audits, audits->items[i], type))
            plan->audits[plan->count++] = audits->items[i];
    return plan;
}

/* What was found without a year is so in all. */
static bool has_found(const Audit *audit, const Record *record, int64_t year)
{
    bool found = audit->found == record && (year == 0 || audit->year_count == 0);
    for (size_t i = 0; audit->found == record && i < audit->year_count && !found; i++)
        found = audit->years[i] == year;
    return found;
}

bool audit_is_excepted(const Audit *audit, const Record *record, int64_t year)
{
    bool found = false;
    for (size_t i = 0; i < audit->except_count && !found; i++)
        found = has_found(audit->except[i], record, year);
    return found;
}

/* Whether this audit has told of a record below. What was found below was found last. */
static bool is_told_below(const Audit *audit, const Record *record)
{
    const Record *below = audit->lowest ? audit->found : NULL;
    while (below != NULL && below != record)
        below = below->parent;
    return below != NULL;
}

/* What may be said of a record after errors. */
typedef struct Trust {
    bool sound; /* all that is given in it and below it could be read */
    bool
        apart; /* what it computes comes from itself and from below, not from all over the report */
} Trust;

static bool is_trusted(const Audit *audit, Trust trust)
{
    if (audit->check == NULL)
        return trust.sound;
    bool single = audit->check->single && audit->condition == NULL;
    return single || (trust.sound && trust.apart);
}

/* Runs the audits of the record itself. */
static void audit_one(Audits *audits, const Record *record, Trust trust)
{
    const AuditPlan *plan = plan_of(audits, record->type);
    Audit *const *items = plan->audits;
    size_t count = plan->count;
    for (size_t i = 0; i < count; i++) {
        if (!is_trusted(items[i], trust) || is_told_below(items[i], record))
            continue;
        if (items[i]->check == NULL)
            audit_run_formula(audits, items[i], record);
        else if (!audit_is_excepted(items[i], record, 0) &&
                 (items[i]->condition == NULL ||
                  audit_condition_holds(audits, items[i], record, NULL)))
            items[i]->check->run(audits, items[i], record);
    }
}

/* Whether each year's value could be read: those that could not are none of the map. */
static bool has_all_years(const Field *field, const Node *given, Value value)
{
    if (field->shape != SHAPE_PER_YEAR || field->kind == FIELD_RECORD || given == NULL ||
        given->kind != NODE_MAP)
        return true;
    size_t count = 0;
    for (size_t i = 0; i < given->count; i++)
        count += given->members[i].value->kind != NODE_NULL;
    return value.kind == VALUE_MAP && value.map->count == count;
}

/* Whether what the data give for a field could be read; where formulas failed, one in the data is
   taken for unreadable. */
static bool is_readable(const Calc *calc, const Record *record, const Field *field)
{
    Value value = record->values[field->index];
    if (field->computed)
        value = record_stated(record, field);
    const Node *given = audit_node(record, field->name, 0);
    if (given != NULL && field->kind == FIELD_FORMULA && calc->failed)
        return false;
    bool wanted = given != NULL ? given->kind != NODE_NULL : field->required && !field->computed;
    if (!wanted || record->node == NULL)
        return true;
    bool good = value.kind != VALUE_MISSING &&
                (value.kind != VALUE_LIST || given == NULL || value.list->count == given->count) &&
                has_all_years(field, given, value);
    for (size_t i = 0; value.kind == VALUE_MAP && i < value.map->count; i++)
        good = good && value.map->entries[i].value.kind != VALUE_MISSING;
    return good;
}

/* Whether all that is given in the record itself could be read. */
static bool is_sound(const Calc *calc, const Record *record)
{
    const Node *node = record->node;
    for (size_t i = 0; node != NULL && node->kind == NODE_MAP && i < node->count; i++)
        if (schema_field(record->type, node->members[i].key) == NULL)
            return false;
    for (size_t i = 0; i < record->type->field_count; i++)
        if (!is_readable(calc, record, record->type->fields[i]))
            return false;
    return true;
}

static bool audit_record(Audits *audits, const Record *record);

/* A computed field may give records that stand elsewhere: they are visited there. False when there
   is one that is not sound. */
static bool audit_held(Audits *audits, const Record *holder, Value value)
{
    bool sound = true;
    if (value.kind == VALUE_RECORD && value.record->parent == holder) {
        sound = audit_record(audits, value.record);
    } else if (value.kind == VALUE_LIST) {
        for (size_t i = 0; i < value.list->count; i++)
            sound = audit_held(audits, holder, value.list->items[i]) && sound;
    } else if (value.kind == VALUE_MAP) {
        for (size_t i = 0; i < value.map->count; i++)
            sound = audit_held(audits, holder, value.map->entries[i].value) && sound;
    }
    return sound;
}

/* The record after all that it holds. A record is not sound after errors when one that it holds is
   not, since it is the sum of its parts. Returns whether it is sound. */
static bool audit_record(Audits *audits, const Record *record)
{
    if (audits->calc->exhausted)
        return false;
    bool partial = audits->partial;
    bool sound = !partial || is_sound(audits->calc, record);
    for (size_t i = 0; i < record->type->field_count; i++) {
        const Field *field = record->type->fields[i];
        if (field->kind == FIELD_RECORD && !field->computed)
            sound = audit_held(audits, record, record->values[field->index]) && sound;
    }
    /* Not the totals of a report, nor what stands in it beside others that it may count. */
    bool deep = record->parent != NULL && record->parent->parent != NULL;
    bool apart = !partial || (deep && record->field->shape != SHAPE_ONE);
    audit_one(audits, record, (Trust){sound, apart});
    return sound;
}

void calc_audit(Calc *calc, const Record *root)
{
    Audits *audits = audits_of(calc);
    if (calc->exhausted)
        return; /* what is missing is so because the calculation ended */
    audits->partial = diags_failed(calc->diags);
    audits->plan_count = 0;
    audits->codes = (AuditKeys){0};
    for (size_t i = 0; i < audits->count; i++)
        audits->items[i]->found = NULL;
    audit_record(audits, root);
}
