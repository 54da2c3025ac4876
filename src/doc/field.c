/* Text fields of directives' bodies and of the manifest, compiled with their places. */
#include "doc/directives.h"

const Piece *field_compile(const Compiler *compiler, const Record *record, const char *field)
{
    return piece_compile(compiler, record_text(record, field), record_place(record, field));
}

const Piece *item_compile(const Compiler *compiler, const Record *record, const char *field,
                          size_t index)
{
    const List *list = record_list(record, field);
    const Node *node = record->node == NULL ? NULL : node_member(record->node, str_from(field));
    bool items = node != NULL && node->kind == NODE_LIST && index < node->count;
    Place place = items ? node->items[index]->place : record_place(record, field);
    return piece_compile(compiler, list->items[index].text, place);
}
