/* Values as a PDF writes them (ISO 32000-1, 7.3), made from integers alone. */
#include "update/update.h"

#include <string.h>

static const char hex_digits[] = "0123456789ABCDEF";

void append_integer(Buf *out, int64_t value)
{
    buf_format(out, "%lld", (long long)value);
}

/* A number of so many decimals, without zeros at its end. */
static void put_decimal(Buf *out, int64_t value, int decimals)
{
    char digits[32];
    uint64_t left = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    size_t at = sizeof digits;
    bool any = false;
    for (int i = 0; i < decimals; i++, left /= 10) {
        any = any || left % 10 != 0;
        if (any)
            digits[--at] = hex_digits[left % 10];
    }
    if (any)
        digits[--at] = '.';
    do
        digits[--at] = hex_digits[left % 10];
    while ((left /= 10) > 0);
    if (value < 0)
        digits[--at] = '-';
    buf_add(out, (Str){digits + at, sizeof digits - at});
}

void append_thousandths(Buf *out, int64_t thousandths)
{
    put_decimal(out, thousandths, 3);
}

void append_box(Buf *out, const int64_t box[4])
{
    for (size_t i = 0; i < 4; i++) {
        buf_byte(out, i == 0 ? '[' : ' ');
        append_thousandths(out, box[i]);
    }
    buf_byte(out, ']');
}

void append_reference(Buf *out, uint32_t number)
{
    buf_format(out, "%u 0 R", number);
}

void append_string(Buf *out, Str bytes)
{
    buf_byte(out, '(');
    for (size_t i = 0; i < bytes.size; i++) {
        char byte = bytes.at[i];
        if (byte == '\r' || byte == '\n') {
            buf_text(out, byte == '\r' ? "\\r" : "\\n");
            continue;
        }
        if (byte == '(' || byte == ')' || byte == '\\')
            buf_byte(out, '\\');
        buf_byte(out, byte);
    }
    buf_byte(out, ')');
}

void append_hex(Buf *out, Str bytes)
{
    buf_byte(out, '<');
    for (size_t i = 0; i < bytes.size; i++) {
        unsigned char byte = (unsigned char)bytes.at[i];
        buf_byte(out, hex_digits[byte >> 4]);
        buf_byte(out, hex_digits[byte & 15]);
    }
    buf_byte(out, '>');
}

static void put_unit(Buf *utf16, uint32_t unit)
{
    buf_byte(utf16, (char)(unit >> 8));
    buf_byte(utf16, (char)(unit & 0xFF));
}

void append_text(Buf *out, Str text)
{
    size_t plain = 0;
    while (plain < text.size && text.at[plain] >= ' ' && text.at[plain] < 0x7F)
        plain++;
    if (plain == text.size) {
        append_string(out, text);
        return;
    }
    Buf utf16 = {.arena = out->arena};
    put_unit(&utf16, 0xFEFF);
    for (size_t at = 0; at < text.size;) {
        uint32_t character = utf8_next(text, &at);
        if (character == UTF8_BAD)
            character = 0xFFFD;
        if (character >= 0x10000) {
            put_unit(&utf16, 0xD800 + ((character - 0x10000) >> 10));
            put_unit(&utf16, 0xDC00 + ((character - 0x10000) & 0x3FF));
        } else {
            put_unit(&utf16, character);
        }
    }
    append_hex(out, buf_str(&utf16));
}

void append_name(Buf *out, Str name)
{
    buf_byte(out, '/');
    for (size_t i = 0; i < name.size; i++) {
        unsigned char byte = (unsigned char)name.at[i];
        if (byte > ' ' && byte < 0x7F && strchr("()<>[]{}/%#", byte) == NULL)
            buf_byte(out, (char)byte);
        else
            buf_format(out, "#%c%c", hex_digits[byte >> 4], hex_digits[byte & 15]);
    }
}

static void put_items(Buf *out, const PdfValue *array)
{
    buf_byte(out, '[');
    for (size_t i = 0; i < array->count; i++) {
        if (i > 0)
            buf_byte(out, ' ');
        append_value(out, &array->items[i]);
    }
    buf_byte(out, ']');
}

void append_value(Buf *out, const PdfValue *value)
{
    static const char *const nothing[] = {NULL};
    switch (value->kind) {
    case PDF_BOOL:
        buf_text(out, value->truth ? "true" : "false");
        break;
    case PDF_INTEGER:
        append_integer(out, value->integer);
        break;
    case PDF_REAL:
        put_decimal(out, value->millionths, 6);
        break;
    case PDF_STRING:
        append_string(out, value->text);
        break;
    case PDF_NAME:
        append_name(out, value->text);
        break;
    case PDF_ARRAY:
        put_items(out, value);
        break;
    case PDF_DICT:
        buf_text(out, "<<");
        append_entries(out, value, nothing);
        buf_text(out, ">>");
        break;
    case PDF_REFERENCE:
        buf_format(out, "%u %u R", value->number, value->generation);
        break;
    case PDF_STREAM:
    case PDF_NULL:
        buf_text(out, "null");
        break;
    }
}

static bool is_in(const char *const *keys, Str key)
{
    while (*keys != NULL && !str_is(key, *keys))
        keys++;
    return *keys != NULL;
}

void append_entries(Buf *out, const PdfValue *dict, const char *const *except)
{
    for (size_t i = 0; i < dict->count; i++) {
        const PdfEntry *entry = &dict->entries[i];
        if (is_in(except, entry->key))
            continue;
        append_name(out, entry->key);
        buf_byte(out, ' ');
        append_value(out, &entry->value);
        buf_byte(out, '\n');
    }
}
