/*
 * All records as indented text, for people: numbers as documents print them, computed fields marked
 * by "=".
 */
#include "calc/state.h"

enum { PRINT_DECIMALS = 2 };

/* What stands before a value: how far it is indented, and its name. */
typedef struct Line {
    unsigned depth;
    bool item; /* the first line of a list's element begins with "- " */
} Line;

static void print_record(Buf *out, const Record *record, Line line);

static void indent(Buf *out, Line line)
{
    for (unsigned i = 0; i < line.depth; i++)
        buf_text(out, "  ");
    if (line.item)
        buf_text(out, "- ");
}

static const Rule *field_rule(const Field *field)
{
    return field->computed ? field->user : NULL;
}

static void print_scalar(Buf *out, const Field *field, Value value)
{
    const Rule *rule = field_rule(field);
    int decimals = rule == NULL ? PRINT_DECIMALS : rule->decimals;
    /* A computed field may pass on a year. */
    FieldKind kind =
        rule != NULL && field->kind == FIELD_ANY ? rule->inferred->result.kind : field->kind;
    Str text;
    if (value.kind == VALUE_RECORD)
        text = record_label(out->arena, value.record);
    else if (!value_to_text(out->arena, value, kind, decimals, &text))
        text = STR("-");
    for (size_t i = 0; i < text.size; i++)
        buf_byte(out, (char)(text.at[i] == '\n' ? ' ' : text.at[i]));
    buf_byte(out, '\n');
}

/* Whether the record is printed here; else it stands elsewhere and is named only. */
static bool stands_here(const Record *holder, const Field *field, Value value)
{
    return value.kind == VALUE_RECORD && !field->computed && value.record->parent == holder;
}

static void print_element(Buf *out, const Record *holder, const Field *field, Value value,
                          Line line)
{
    if (stands_here(holder, field, value)) {
        print_record(out, value.record, line);
        return;
    }
    indent(out, line);
    print_scalar(out, field, value);
}

static void print_entry(Buf *out, const Record *holder, const Field *field, const Entry *entry,
                        unsigned depth)
{
    indent(out, (Line){depth, false});
    buf_add(out, entry->key);
    buf_byte(out, ':');
    if (stands_here(holder, field, entry->value)) {
        buf_byte(out, '\n');
        print_record(out, entry->value.record, (Line){depth + 1, false});
    } else {
        buf_byte(out, ' ');
        print_scalar(out, field, entry->value);
    }
}

static void print_field(Buf *out, const Record *record, const Field *field, Line line)
{
    Value value = record->values[field->index];
    unsigned inner = line.depth + (line.item ? 2 : 1);
    indent(out, line);
    buf_add(out, field->name);
    buf_text(out, field->computed ? " =" : ":");
    if (value.kind == VALUE_LIST || value.kind == VALUE_MAP || stands_here(record, field, value)) {
        buf_byte(out, '\n');
    } else {
        buf_byte(out, ' ');
        print_scalar(out, field, value);
        return;
    }
    if (value.kind == VALUE_RECORD)
        print_record(out, value.record, (Line){inner, false});
    for (size_t i = 0; value.kind == VALUE_LIST && i < value.list->count; i++)
        print_element(out, record, field, value.list->items[i], (Line){inner, true});
    for (size_t i = 0; value.kind == VALUE_MAP && i < value.map->count; i++)
        print_entry(out, record, field, &value.map->entries[i], inner);
}

/* What was not given is left out. */
static void print_record(Buf *out, const Record *record, Line line)
{
    bool first = true;
    for (size_t i = 0; i < record->type->field_count; i++) {
        const Field *field = record->type->fields[i];
        if (record->values[field->index].kind == VALUE_MISSING && !field->computed)
            continue;
        print_field(out, record, field, line);
        if (first && line.item)
            line = (Line){line.depth + 1, false};
        first = false;
    }
}

void calc_print_text(const Record *root, Buf *out)
{
    print_record(out, root, (Line){0, false});
}
