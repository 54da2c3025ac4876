/* What a signature lets be changed after it: DocMDP (ISO 32000-1, 12.8.2.2; ISO 32000-2 and EN 319
 * 142-1 for what is added to prove it longer), FieldMDP (12.8.2.4), /Lock (12.7.4.5). */
#include "verify/work.h"

enum {
    MOST_FIELDS = 10000,
    MOST_REFERENCES = 16,
};

/* --- Reading ---------------------------------------------------------------------------------- */

typedef struct Reading {
    Work *work;
    Problems *problems;
    PdfFile *file;
    Permission *permission;
    bool unclear; /* programs may take it in other ways: then nothing is permitted */
} Reading;

static void unclear(Reading *reading, const char *why)
{
    reading->unclear = true;
    problem(reading->work, reading->problems, PROBLEM_PERMISSION, "%s", why);
}

/* What is told here twice, or in an object that is damaged or missing, other programs may read. */
static const PdfValue *take(Reading *reading, const PdfValue *dict, const char *key, PdfKind kind)
{
    static const PdfValue none = {.kind = PDF_NULL};
    const PdfValue *entry = pdf_entry(dict, key);
    uint32_t times = 0;
    if (entry == NULL)
        return &none;
    for (uint32_t i = 0; i < dict->count; i++)
        times += str_is(dict->entries[i].key, key);
    const PdfValue *value = pdf_resolve(reading->file, entry);
    if (times > 1)
        unclear(reading, "what it permits is told twice");
    else if (value->kind == PDF_NULL && entry->kind == PDF_REFERENCE)
        unclear(reading, "what it permits cannot be read");
    else if (value->kind != PDF_NULL && value->kind != kind)
        unclear(reading, "what it permits is told in a wrong way");
    return value;
}

/* The stricter one of two levels; 0 is none. */
static int stricter(int a, int b)
{
    if (a == 0 || b == 0)
        return a + b;
    return a < b ? a : b;
}

static int read_level(Reading *reading, const PdfValue *parameters, int otherwise)
{
    const PdfValue *value = take(reading, parameters, "P", PDF_INTEGER);
    if (value->kind == PDF_NULL)
        return otherwise;
    int64_t level = pdf_integer(value, 0);
    if (level >= 1 && level <= 3)
        return (int)level;
    unclear(reading, "what it permits to be changed is none of 1 to 3");
    return 1;
}

/* /Action and /Fields of FieldMDP's parameters or of /Lock. */
static void read_locks(Reading *reading, const PdfValue *dict)
{
    static const char wrong[] = "which fields it locks is told in a wrong way";
    Arena *arena = reading->work->arena;
    Permission *permission = reading->permission;
    const PdfValue *action = take(reading, dict, "Action", PDF_NAME);
    const PdfValue *fields = take(reading, dict, "Fields", PDF_ARRAY);
    Lock *lock = arena_push(arena, &permission->locks, &permission->lock_capacity,
                            permission->lock_count, sizeof *lock);
    *lock = (Lock){.all = true};
    permission->lock_count++;
    if (pdf_is_name(action, "All"))
        return;
    bool but = pdf_is_name(action, "Exclude");
    if ((!but && !pdf_is_name(action, "Include")) || fields->kind != PDF_ARRAY ||
        fields->count > MOST_FIELDS) {
        unclear(reading, wrong);
        return;
    }
    *lock = (Lock){.but = but, .field_count = fields->count};
    lock->fields = arena_array(arena, fields->count, sizeof *lock->fields);
    for (uint32_t i = 0; i < fields->count; i++) {
        const PdfValue *name = pdf_item(reading->file, fields, i);
        if (name->kind != PDF_STRING)
            unclear(reading, wrong);
        lock->fields[i] = pdf_utf8(arena, name);
    }
}

/* The transforms of a signature: its locks, where they are `own`, and the level, if it has one. */
static int read_references(Reading *reading, const PdfValue *dict, bool own)
{
    int level = 0;
    const PdfValue *list = take(reading, dict, "Reference", PDF_ARRAY);
    if (list->kind != PDF_ARRAY)
        return 0;
    if (list->count > MOST_REFERENCES)
        unclear(reading, "what it permits is told in a wrong way");
    for (uint32_t i = 0; i < list->count && i < MOST_REFERENCES; i++) {
        const PdfValue *reference = pdf_item(reading->file, list, i);
        if (reference->kind != PDF_DICT)
            unclear(reading, "what it permits cannot be read");
        const PdfValue *method = take(reading, reference, "TransformMethod", PDF_NAME);
        const PdfValue *parameters = take(reading, reference, "TransformParams", PDF_DICT);
        if (pdf_is_name(method, "DocMDP"))
            level = stricter(level, read_level(reading, parameters, 2));
        else if (pdf_is_name(method, "FieldMDP") && own)
            read_locks(reading, parameters);
    }
    return level;
}

Permission permission_of(Work *work, const State *state, Found *found)
{
    Permission permission = {0};
    Reading reading = {work, &found->problems, state->file, &permission, false};
    size_t errors = diags_count(state->diags, SEVERITY_ERROR);
    int own = read_references(&reading, found->dict, true);
    const PdfValue *lock = take(&reading, found->field, "Lock", PDF_DICT);
    int locked = 0;
    if (lock->kind == PDF_DICT) {
        read_locks(&reading, lock);
        locked = read_level(&reading, lock, 0);
    }
    const PdfValue *catalog = pdf_get(state->file, pdf_trailer(state->file), "Root");
    const PdfValue *rights = take(&reading, catalog, "Perms", PDF_DICT);
    const PdfValue *certified = take(&reading, rights, "DocMDP", PDF_DICT);
    /* Where somebody has certified the document before, that holds for later signers too. */
    int document = certified->kind == PDF_DICT && certified != found->dict
                       ? read_references(&reading, certified, false)
                       : 0;
    if (own != 0 && document != 0)
        problem(work, &found->problems, PROBLEM_PERMISSION,
                "it certifies a document that another signature certifies");
    if (diags_count(state->diags, SEVERITY_ERROR) > errors)
        unclear(&reading, "what it permits cannot be read");
    found->signature->permission = own;
    found->signature->kind = own != 0 ? SIGNATURE_CERTIFICATION : SIGNATURE_APPROVAL;
    permission.level = reading.unclear ? 1 : stricter(stricter(own, locked), document);
    return permission;
}

static void describe_lock(Buf *out, const Lock *lock)
{
    if (lock->all || (lock->but && lock->field_count == 0)) {
        buf_text(out, "all");
        return;
    }
    buf_text(out, lock->but ? "all but " : "");
    for (size_t i = 0; i < lock->field_count; i++) {
        buf_text(out, i > 0 ? ", " : "");
        buf_add(out, lock->fields[i]);
    }
}

Str describe_locks(Arena *arena, const Permission *permission)
{
    Buf out = {.arena = arena};
    Str before = {0};
    for (size_t i = 0; i < permission->lock_count; i++) {
        Buf one = {.arena = arena};
        describe_lock(&one, &permission->locks[i]);
        Str text = buf_str(&one);
        /* The field says the same as the signature. */
        if (i > 0 && str_equal(text, before))
            continue;
        buf_text(&out, out.size > 0 && text.size > 0 ? "; " : "");
        buf_add(&out, text);
        before = text;
    }
    return buf_str(&out);
}

/* --- Judging ---------------------------------------------------------------------------------- */

/* A lock of a field holds for those in it. */
static bool is_named(const Lock *lock, Str field)
{
    for (size_t i = 0; i < lock->field_count; i++) {
        Str name = lock->fields[i];
        if (str_equal(field, name) ||
            (field.size > name.size && name.size > 0 && field.at[name.size] == '.' &&
             str_equal(str_slice(field, 0, name.size), name)))
            return true;
    }
    return false;
}

static bool locks(const Permission *permission, Str field)
{
    for (size_t i = 0; i < permission->lock_count; i++) {
        const Lock *lock = &permission->locks[i];
        if (lock->all || is_named(lock, field) != lock->but)
            return true;
    }
    return false;
}

bool permission_allows(const Permission *permission, const Change *change)
{
    enum { FORMS = 2, ANNOTATIONS = 3 };
    if (change->minor)
        return true;
    switch (change->kind) {
    case CHANGE_DSS:
        return true;
    case CHANGE_STAMP:
        return !change->draws;
    case CHANGE_SIGNATURE:
        return permission->level != 1 && !change->draws && !locks(permission, change->field);
    case CHANGE_FORM:
        return permission->level >= FORMS && !change->covers && !locks(permission, change->field);
    case CHANGE_ANNOTATION:
        return permission->level == ANNOTATIONS && !change->draws;
    default:
        return false;
    }
}
