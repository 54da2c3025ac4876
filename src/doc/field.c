/* Text fields of directives' bodies and of the manifest, compiled with their places. */
#include "doc/directives.h"
#include "doc/style/style.h"

const Piece *field_compile(const Compiler *compiler, const Record *record, const char *field)
{
    return piece_compile(compiler, record_text(record, field), record_place(record, field));
}

const Expression *field_formula(const Compiler *compiler, const Record *record, const char *field)
{
    if (record == NULL || record_text(record, field).size == 0)
        return NULL;
    return expression_compile_bare(compiler, record_text(record, field),
                                   record_place(record, field));
}

const Piece *item_compile(const Compiler *compiler, const Record *record, const char *field,
                          size_t index)
{
    const List *list = record_list(record, field);
    Place place = record_item_place(record, field, index);
    return piece_compile(compiler, list->items[index].text, place);
}
