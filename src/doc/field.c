/* Text fields of directives' bodies and of the manifest, compiled with their places. */
#include "doc/directives.h"
#include "doc/style.h"

Place member_place(const Record *record, const char *field, size_t index)
{
    const Node *node = record->node == NULL ? NULL : node_member(record->node, str_from(field));
    if (node != NULL && index < node->count && node->kind == NODE_LIST)
        return node->items[index]->place;
    if (node != NULL && index < node->count && node->kind == NODE_MAP)
        return node->members[index].value->place;
    return record_place(record, field);
}

const Piece *field_compile(const Compiler *compiler, const Record *record, const char *field)
{
    return piece_compile(compiler, record_text(record, field), record_place(record, field));
}

const Piece *item_compile(const Compiler *compiler, const Record *record, const char *field,
                          size_t index)
{
    const List *list = record_list(record, field);
    Place place = member_place(record, field, index);
    return piece_compile(compiler, list->items[index].text, place);
}
