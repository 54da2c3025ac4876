/*
 * Values and suggestions as text.
 */
#include "calc/state.h"

bool value_to_text(Arena *arena, Value value, FieldKind kind, int decimals, Str *text)
{
    switch (value.kind) {
    case VALUE_NUMBER:
        /* A year is not grouped. */
        *text = kind == FIELD_YEAR ? num_to_plain(arena, value.number)
                                   : format_number_short(arena, value.number, decimals);
        return true;
    case VALUE_TEXT:
        *text = value.text;
        return true;
    case VALUE_BOOL:
        *text = value.flag ? STR("ya") : STR("tidak");
        return true;
    case VALUE_DATE:
        *text = format_date(arena, value.date);
        return true;
    default:
        return false;
    }
}

const char *suggestion(Arena *arena, Str word, const Str *names, size_t count)
{
    Str near = str_nearest(word, names, count);
    if (near.size == 0)
        return NULL;
    return str_c(arena, str_format(arena, "did you mean '%.*s'?", STR_ARG(near)));
}
