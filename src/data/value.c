/* Reading records. */
#include "data/schema.h"

Value record_get(const Record *record, const char *name)
{
    const Field *field = record != NULL ? schema_field(record->type, str_from(name)) : NULL;
    return field != NULL ? record->values[field->index] : (Value){.kind = VALUE_MISSING};
}

Value record_stated(const Record *record, const Field *field)
{
    for (const Stated *stated = record->stated; stated != NULL; stated = stated->next)
        if (stated->field == field)
            return stated->value;
    return (Value){.kind = VALUE_MISSING};
}

Str record_text(const Record *record, const char *name)
{
    Value value = record_get(record, name);
    return value.kind == VALUE_TEXT ? value.text : (Str){NULL, 0};
}

bool record_flag(const Record *record, const char *name)
{
    Value value = record_get(record, name);
    return value.kind == VALUE_BOOL && value.flag;
}

int64_t record_int(const Record *record, const char *name, int64_t otherwise)
{
    Value value = record_get(record, name);
    int64_t number = 0;
    return value.kind == VALUE_NUMBER && num_to_int(value.number, &number) ? number : otherwise;
}

const List *record_list(const Record *record, const char *name)
{
    static const List empty = {0, NULL};
    Value value = record_get(record, name);
    return value.kind == VALUE_LIST ? value.list : &empty;
}

Record *record_record(const Record *record, const char *name)
{
    Value value = record_get(record, name);
    return value.kind == VALUE_RECORD ? value.record : NULL;
}

static void forget_in(Value value)
{
    if (value.kind == VALUE_RECORD)
        record_forget_nodes(value.record);
    for (size_t i = 0; value.kind == VALUE_LIST && i < value.list->count; i++)
        forget_in(value.list->items[i]);
    for (size_t i = 0; value.kind == VALUE_MAP && i < value.map->count; i++)
        forget_in(value.map->entries[i].value);
}

/* What a computed field gives stands elsewhere and is met there. */
void record_forget_nodes(Record *root)
{
    root->node = NULL;
    for (size_t i = 0; i < root->type->field_count; i++) {
        const Field *field = root->type->fields[i];
        if (field->kind == FIELD_RECORD)
            forget_in(field->computed ? record_stated(root, field) : root->values[i]);
    }
}

Place record_place(const Record *record, const char *name)
{
    /* A record that binding made up stands where the one that holds it does. */
    while (record != NULL && record->made_up)
        record = record->parent;
    if (record == NULL)
        return (Place){0};
    const Node *given = name != NULL ? node_member(record->node, str_from(name)) : NULL;
    return given != NULL ? given->place : record->place;
}

Place record_item_place(const Record *record, const char *name, size_t index)
{
    const Node *node = record->node == NULL ? NULL : node_member(record->node, str_from(name));
    if (node != NULL && index < node->count && node->kind == NODE_LIST)
        return node->items[index]->place;
    if (node != NULL && index < node->count && node->kind == NODE_MAP)
        return node->members[index].value->place;
    return record_place(record, name);
}

Place record_key_place(const Record *record, const char *name, size_t index)
{
    const Node *node = record->node == NULL ? NULL : node_member(record->node, str_from(name));
    if (node != NULL && index < node->count && node->kind == NODE_MAP)
        return node->members[index].key_place;
    return record_item_place(record, name, index);
}
