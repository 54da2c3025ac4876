/*
 * Codes of the budget tree: each once, each below its parent's.
 */
#include "calc/audit.h"

/* --- Reading --------------------------------------------------------------------------------- */

static const Field *code_field(const RecordType *type)
{
    for (size_t i = 0; i < type->field_count; i++)
        if (type->fields[i]->kind == FIELD_CODE && type->fields[i]->shape == SHAPE_ONE)
            return type->fields[i];
    return NULL;
}

static Str code_of(const Record *record)
{
    const Field *field = code_field(record->type);
    Value value = field != NULL ? record->values[field->index] : value_missing();
    return value.kind == VALUE_TEXT ? value.text : (Str){NULL, 0};
}

/* The unit in charge, empty where none is named: an agency and its UPT carry out the same program,
   each with a budget of its own. */
static Str unit_of(const Record *record)
{
    const Field *field = schema_field(record->type, STR("penanggung_jawab"));
    Value value = field != NULL ? record->values[field->index] : value_missing();
    return value.kind == VALUE_TEXT ? value.text : (Str){"", 0};
}

static Place code_place(const Record *record)
{
    return audit_place(record, code_field(record->type)->name, 0);
}

bool audit_code_applies(const Audit *audit, const RecordType *type)
{
    (void)audit;
    return code_field(type) != NULL;
}

/* --- Once ------------------------------------------------------------------------------------ */

/* The record below which the code must be unique: the one that holds it, but for a code of several
   parts, below holders without a code, as far up as these go. */
static const Record *code_realm(const Record *record, Str code)
{
    const Record *realm = record->parent;
    bool parts = str_find(code, ".", 0) != SIZE_MAX;
    while (parts && realm->parent != NULL && code_field(realm->type) != NULL &&
           code_of(realm).size == 0)
        realm = realm->parent;
    return realm;
}

void audit_code_repeated(Audits *audits, Audit *audit, const Record *record)
{
    Str code = code_of(record);
    if (code.size == 0 || record->parent == NULL)
        return;
    /* Lists beside each other that hold the same type (programs and their evaluation) are apart. */
    const Record *realm = code_realm(record, code);
    Str holder = realm == record->parent ? record->field->name : record->type->name;
    Str key = str_format(audits->arena, "%.*s %.*s %.*s", STR_ARG(code), STR_ARG(holder),
                         STR_ARG(unit_of(record)));
    AuditKey *slot = audit_key(audits->arena, &audits->codes, realm, key);
    if (slot->where == NULL) {
        slot->where = realm;
        slot->record = record;
        audits->codes.count++;
        return;
    }
    Place first = code_place(slot->record);
    audit_report(audits, audit, record, code_place(record),
                 "code %.*s of %.*s is that of %.*s (line %u) too", STR_ARG(code),
                 STR_ARG(audit_label(audits->arena, record)),
                 STR_ARG(audit_label(audits->arena, slot->record)), first.line);
}

/* --- Below the parent's ---------------------------------------------------------------------- */

/* Takes the part up to the next '.' off the code. */
static Str take_part(Str *code)
{
    size_t dot = str_find(*code, ".", 0);
    Str part = str_slice(*code, 0, dot != SIZE_MAX ? dot : code->size);
    *code = str_slice(*code, dot != SIZE_MAX ? dot + 1 : code->size, code->size);
    return part;
}

static size_t count_parts(Str code)
{
    size_t count = 0;
    for (; code.size > 0; count++)
        (void)take_part(&code);
    return count;
}

/* "X" or "XX": in place of urusan or bidang, in programs that support any of them. */
static bool is_any(Str part)
{
    for (size_t i = 0; i < part.size; i++)
        if (part.at[i] != 'X' && part.at[i] != 'x')
            return false;
    return part.size > 0;
}

static bool is_below(Str code, Str parent)
{
    enum { OPEN_PARTS = 2 }; /* urusan and bidang */
    for (size_t i = 0; parent.size > 0; i++) {
        Str part = take_part(&code);
        Str above = take_part(&parent);
        bool any = i < OPEN_PARTS && (is_any(part) || is_any(above));
        if (!any && !str_equal(part, above))
            return false;
    }
    return code.size > 0;
}

/* A number within the parent ("1", "1.01" below "2.17.01", "3" below "A") rather than a whole code.
 */
static bool is_relative(Str code, Str parent)
{
    enum { MOST_OWN = 2 }; /* parts that a level adds */
    size_t parts = count_parts(code);
    return parts == 1 || (parts <= MOST_OWN && count_parts(parent) > MOST_OWN);
}

void audit_code_parent(Audits *audits, Audit *audit, const Record *record)
{
    Str code = code_of(record);
    const Record *above = record->parent;
    while (above != NULL && code_of(above).size == 0)
        above = above->parent;
    if (code.size == 0 || above == NULL)
        return;
    Str parent = code_of(above);
    if (is_relative(code, parent) || is_below(code, parent))
        return;
    audit_report(audits, audit, record, code_place(record),
                 "code %.*s of %.*s does not begin with %.*s, the code of %.*s", STR_ARG(code),
                 STR_ARG(audit_label(audits->arena, record)), STR_ARG(parent),
                 STR_ARG(audit_label(audits->arena, above)));
}
