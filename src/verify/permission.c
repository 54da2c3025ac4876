/* What a signature lets be changed after it: DocMDP (ISO 32000-1, 12.8.2.2; ISO 32000-2 and EN 319
 * 142-1 for what is added to prove it longer), FieldMDP (12.8.2.4), /Lock (12.7.4.5). */
#include "verify/work.h"

enum {
    MOST_FIELDS = 10000,
    MOST_REFERENCES = 16,
};

/* --- Reading ---------------------------------------------------------------------------------- */

/* The stricter one of two levels; 0 is none. */
static int stricter(int a, int b)
{
    if (a == 0 || b == 0)
        return a + b;
    return a < b ? a : b;
}

static int read_level(Work *work, Problems *problems, PdfFile *file, const PdfValue *parameters,
                      int otherwise)
{
    const PdfValue *value = pdf_get(file, parameters, "P");
    if (value->kind == PDF_NULL)
        return otherwise;
    int64_t level = pdf_integer(value, 0);
    if (level >= 1 && level <= 3)
        return (int)level;
    problem(work, problems, PROBLEM_PERMISSION, "what it permits to be changed is none of 1 to 3");
    return 1;
}

/* /Action and /Fields of FieldMDP's parameters or of /Lock. */
static void read_locks(Work *work, Problems *problems, PdfFile *file, const PdfValue *dict,
                       Permission *permission)
{
    const PdfValue *action = pdf_get(file, dict, "Action");
    const PdfValue *fields = pdf_get(file, dict, "Fields");
    Lock *lock = arena_push(work->arena, &permission->locks, &permission->lock_capacity,
                            permission->lock_count, sizeof *lock);
    *lock = (Lock){.all = true};
    permission->lock_count++;
    if (pdf_is_name(action, "All"))
        return;
    bool but = pdf_is_name(action, "Exclude");
    if ((!but && !pdf_is_name(action, "Include")) || fields->kind != PDF_ARRAY ||
        fields->count > MOST_FIELDS) {
        problem(work, problems, PROBLEM_PERMISSION, "which fields it locks is told in a wrong way");
        return;
    }
    *lock = (Lock){.but = but, .field_count = fields->count};
    lock->fields = arena_array(work->arena, fields->count, sizeof *lock->fields);
    for (uint32_t i = 0; i < fields->count; i++) {
        const PdfValue *name = pdf_item(file, fields, i);
        if (name->kind != PDF_STRING)
            problem(work, problems, PROBLEM_PERMISSION,
                    "which fields it locks is told in a wrong way");
        lock->fields[i] = pdf_utf8(work->arena, name);
    }
}

/* The transforms of a signature: its own locks, and the level, if it has one. */
static int read_references(Work *work, Problems *problems, PdfFile *file, const PdfValue *dict,
                           Permission *permission)
{
    int level = 0;
    const PdfValue *list = pdf_get(file, dict, "Reference");
    if ((list->kind != PDF_ARRAY && list->kind != PDF_NULL) || list->count > MOST_REFERENCES)
        problem(work, problems, PROBLEM_PERMISSION, "what it permits is told in a wrong way");
    for (uint32_t i = 0; list->kind == PDF_ARRAY && i < list->count && i < MOST_REFERENCES; i++) {
        const PdfValue *reference = pdf_item(file, list, i);
        const PdfValue *method = pdf_get(file, reference, "TransformMethod");
        const PdfValue *parameters = pdf_get(file, reference, "TransformParams");
        if (pdf_is_name(method, "DocMDP"))
            level = stricter(level, read_level(work, problems, file, parameters, 2));
        else if (pdf_is_name(method, "FieldMDP") && permission != NULL)
            read_locks(work, problems, file, parameters, permission);
    }
    return level;
}

Permission permission_of(Work *work, PdfFile *file, Found *found)
{
    Permission permission = {0};
    Problems *problems = &found->problems;
    int own = read_references(work, problems, file, found->dict, &permission);
    const PdfValue *lock = pdf_get(file, found->field, "Lock");
    int locked = 0;
    if (lock->kind == PDF_DICT) {
        read_locks(work, problems, file, lock, &permission);
        locked = read_level(work, problems, file, lock, 0);
    }
    const PdfValue *catalog = pdf_get(file, pdf_trailer(file), "Root");
    const PdfValue *certified = pdf_get(file, pdf_get(file, catalog, "Perms"), "DocMDP");
    /* Where somebody has certified the document before, that holds for later signers too. */
    int document = certified->kind == PDF_DICT && certified != found->dict
                       ? read_references(work, problems, file, certified, NULL)
                       : 0;
    if (own != 0 && document != 0)
        problem(work, problems, PROBLEM_PERMISSION,
                "it certifies a document that another signature certifies");
    found->signature->permission = own;
    found->signature->kind = own != 0 ? SIGNATURE_CERTIFICATION : SIGNATURE_APPROVAL;
    permission.level = stricter(stricter(own, locked), document);
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
