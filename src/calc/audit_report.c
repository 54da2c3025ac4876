/*
 * How a finding is told: where it is, of which record, once.
 */
#include "calc/audit.h"

/* --- Labels ---------------------------------------------------------------------------------- */

/* A given text of the record that tells it from others; empty when it has none. */
static Str title_of(const Record *record)
{
    Str name = record_text(record, "nama");
    const RecordType *type = record->type;
    for (size_t i = 0; i < type->field_count && name.size == 0; i++) {
        const Field *field = type->fields[i];
        Value value = record->values[i];
        if (!field->computed && value.kind == VALUE_TEXT && field->kind != FIELD_CHOICE)
            name = value.text;
    }
    return name;
}

static void add_title(Buf *out, Str title)
{
    enum { LONGEST = 60 };
    size_t end = 0;
    for (size_t at = 0; at < title.size && at < LONGEST && title.at[at] != '\n'; end = at)
        (void)utf8_next(title, &at);
    buf_format(out, " '%.*s%s'", STR_ARG(str_slice(title, 0, end)), end < title.size ? "..." : "");
}

/* The record itself or the nearest that holds it and has a title; NULL for the report. */
static const Record *titled(const Record *record)
{
    while (record->parent != NULL && title_of(record).size == 0)
        record = record->parent;
    return record->parent != NULL ? record : NULL;
}

Str audit_label(Arena *arena, const Record *record)
{
    Buf label = {.arena = arena};
    const Record *named = titled(record);
    if (named == NULL)
        return (Str){NULL, 0};
    buf_add(&label, named->type->name);
    add_title(&label, title_of(named));
    return buf_str(&label);
}

/* "pagu." for a record without a title of its own. */
static void add_way(Buf *out, const Record *record)
{
    if (record->parent == NULL || titled(record) == record)
        return;
    add_way(out, record->parent);
    buf_add(out, record->field->name);
    if (record->field->shape == SHAPE_LIST)
        buf_format(out, "[%lld]", (long long)record->position);
    buf_byte(out, '.');
}

Str audit_field_label(Arena *arena, const Record *record, Str field, int64_t year)
{
    Buf label = {.arena = arena};
    buf_byte(&label, '\'');
    add_way(&label, record);
    buf_add(&label, field);
    if (year != 0)
        buf_format(&label, "[%lld]", (long long)year);
    buf_byte(&label, '\'');
    Str owner = audit_label(arena, record);
    if (owner.size > 0)
        buf_format(&label, " of %.*s", STR_ARG(owner));
    return buf_str(&label);
}

/* --- Places ---------------------------------------------------------------------------------- */

const Node *audit_node(const Record *record, Str field, int64_t year)
{
    if (record->node == NULL)
        return NULL;
    const Field *shorthand = record->type->shorthand;
    const Node *node = record->node;
    if (node->kind == NODE_MAP)
        node = node_member(node, field);
    else if (shorthand == NULL || !str_equal(shorthand->name, field))
        return NULL;
    const Field *given = schema_field(record->type, field);
    if (node == NULL || year == 0 || node->kind != NODE_MAP || given == NULL ||
        given->shape != SHAPE_PER_YEAR)
        return node;
    for (size_t i = 0; i < node->count; i++) {
        char text[24];
        (void)snprintf(text, sizeof text, "%lld", (long long)year);
        if (str_is(node->members[i].key, text))
            return node->members[i].value;
    }
    return NULL;
}

const Node *audit_path_node(const Record *record, Str path, int64_t year)
{
    for (size_t dot = str_find(path, ".", 0); dot != SIZE_MAX; dot = str_find(path, ".", 0)) {
        const Field *field = schema_field(record->type, str_slice(path, 0, dot));
        if (field == NULL || record->values[field->index].kind != VALUE_RECORD)
            return NULL;
        record = record->values[field->index].record;
        path = str_slice(path, dot + 1, path.size);
    }
    return audit_node(record, path, year);
}

Place audit_place(const Record *record, Str path, int64_t year)
{
    const Node *node = audit_path_node(record, path, year);
    return node != NULL ? node->place : record_place(record, NULL);
}

/* --- Findings -------------------------------------------------------------------------------- */

/* Whether the same was said at the same place; remembers it. Records that an alias repeats share
   their place. */
static bool said_before(Audits *audits, Place place, Str text)
{
    if (place.source == NULL)
        return false;
    Str key = str_format(audits->arena, "%u:%u %.*s", place.line, place.column, STR_ARG(text));
    AuditKey *slot = audit_key(audits->arena, &audits->said, place.source, key);
    bool before = slot->where != NULL;
    if (!before) {
        slot->where = place.source;
        audits->said.count++;
    }
    return before;
}

void audit_report(Audits *audits, Audit *audit, const Record *record, Place place,
                  const char *format, ...)
{
    va_list args;
    va_start(args, format);
    Str text = str_vformat(audits->arena, format, args);
    va_end(args);
    if (audit->found != record)
        audit->year_count = 0;
    audit->found = record;
    if (said_before(audits, place, text))
        return;
    diag(audits->calc->diags, audit->level == AUDIT_ERROR ? SEVERITY_ERROR : SEVERITY_WARNING,
         place, NULL, "%.*s: %.*s", STR_ARG(audit->name), STR_ARG(text));
}
