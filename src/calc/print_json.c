/*
 * All records as JSON, for machines: numbers exact.
 */
#include "calc/state.h"

#include <string.h>

static void write_value(Buf *out, const Record *holder, const Field *field, Value value,
                        unsigned depth);

static void new_line(Buf *out, unsigned depth)
{
    static const char LINE[] = "\n                                                                ";
    unsigned rest = depth * 2;
    unsigned most = sizeof LINE - 2;
    buf_add(out, (Str){LINE, 1 + (size_t)(rest < most ? rest : most)});
    for (; rest > most; rest--)
        buf_byte(out, ' ');
}

static void write_string(Buf *out, Str text)
{
    static const char SHORT[] = "\"\"\\\\\nn\rr\tt";
    buf_byte(out, '"');
    for (size_t at = 0; at < text.size;) {
        uint32_t character = utf8_next(text, &at);
        const char *escape = NULL;
        for (size_t i = 0; i + 1 < sizeof SHORT - 1 && escape == NULL; i += 2)
            if (character == (uint32_t)SHORT[i])
                escape = &SHORT[i + 1];
        if (escape != NULL)
            buf_format(out, "\\%c", *escape);
        else if (character < 0x20 || character == 0x7F)
            buf_format(out, "\\u%04x", (unsigned)character);
        else
            buf_char(out, character == UTF8_BAD ? 0xFFFD : character);
    }
    buf_byte(out, '"');
}

/* Plain decimals are numbers; a fraction that does not end is a string. */
static void write_number(Buf *out, Num number)
{
    Str text = num_to_plain(out->arena, number);
    bool fraction = memchr(text.at, '/', text.size) != NULL;
    buf_format(out, fraction ? "\"%.*s\"" : "%.*s", STR_ARG(text));
}

/* A record that stands elsewhere: the way there from the root. */
static void write_path(Buf *out, const Record *record)
{
    if (record->parent == NULL)
        return;
    write_path(out, record->parent);
    if (record->parent->parent != NULL)
        buf_byte(out, '.');
    buf_add(out, record->field->name);
    if (record->field->shape != SHAPE_ONE)
        buf_format(out, "[%lld]", (long long)record->position);
}

static void write_reference(Buf *out, const Record *record)
{
    Buf path = {.arena = out->arena};
    write_path(&path, record);
    write_string(out, buf_str(&path));
}

static void write_list(Buf *out, const Record *holder, const Field *field, const List *list,
                       unsigned depth)
{
    buf_byte(out, '[');
    for (size_t i = 0; i < list->count; i++) {
        if (i > 0)
            buf_byte(out, ',');
        new_line(out, depth + 1);
        write_value(out, holder, field, list->items[i], depth + 1);
    }
    if (list->count > 0)
        new_line(out, depth);
    buf_byte(out, ']');
}

static void write_map(Buf *out, const Record *holder, const Field *field, const Map *map,
                      unsigned depth)
{
    buf_byte(out, '{');
    for (size_t i = 0; i < map->count; i++) {
        if (i > 0)
            buf_byte(out, ',');
        new_line(out, depth + 1);
        write_string(out, map->entries[i].key);
        buf_text(out, ": ");
        write_value(out, holder, field, map->entries[i].value, depth + 1);
    }
    if (map->count > 0)
        new_line(out, depth);
    buf_byte(out, '}');
}

/* What was not given is left out; what could not be computed is null. */
static void write_record(Buf *out, const Record *record, unsigned depth)
{
    bool first = true;
    buf_byte(out, '{');
    for (size_t i = 0; i < record->type->field_count; i++) {
        const Field *field = record->type->fields[i];
        Value value = record->values[field->index];
        if (value.kind == VALUE_MISSING && !field->computed)
            continue;
        if (!first)
            buf_byte(out, ',');
        first = false;
        new_line(out, depth + 1);
        write_string(out, field->name);
        buf_text(out, ": ");
        write_value(out, record, field, value, depth + 1);
    }
    if (!first)
        new_line(out, depth);
    buf_byte(out, '}');
}

static void write_value(Buf *out, const Record *holder, const Field *field, Value value,
                        unsigned depth)
{
    switch (value.kind) {
    case VALUE_NUMBER:
        write_number(out, value.number);
        break;
    case VALUE_TEXT:
        write_string(out, value.text);
        break;
    case VALUE_BOOL:
        buf_text(out, value.flag ? "true" : "false");
        break;
    case VALUE_DATE:
        buf_format(out, "\"%04d-%02d-%02d\"", value.date.year, value.date.month, value.date.day);
        break;
    case VALUE_RECORD:
        if (field->computed || value.record->parent != holder)
            write_reference(out, value.record);
        else
            write_record(out, value.record, depth);
        break;
    case VALUE_LIST:
        write_list(out, holder, field, value.list, depth);
        break;
    case VALUE_MAP:
        write_map(out, holder, field, value.map, depth);
        break;
    default:
        buf_text(out, "null");
    }
}

void calc_print_json(const Record *root, Buf *out)
{
    write_record(out, root, 0);
    buf_byte(out, '\n');
}
