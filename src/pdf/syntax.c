/* Numbers, strings and names of PDF, written into a buffer. */
#include "pdf/syntax.h"

#include <string.h>

char *put_room(Buf *buf, size_t size)
{
    if (size > buf->capacity - buf->size) {
        size_t capacity = buf->capacity > 0 ? buf->capacity : 1024;
        while (capacity - buf->size < size)
            capacity *= 2;
        buf->at = arena_grow(buf->arena, buf->at, buf->capacity, capacity);
        buf->capacity = capacity;
    }
    return buf->at + buf->size;
}

char *print_integer(char *to, int64_t value)
{
    char digits[DECIMAL_SIZE];
    size_t count = 0;
    uint64_t left = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    do {
        digits[count++] = (char)('0' + left % 10);
        left /= 10;
    } while (left > 0);
    if (value < 0)
        *to++ = '-';
    while (count > 0)
        *to++ = digits[--count];
    return to;
}

char *print_decimal(char *to, int64_t thousandths)
{
    uint64_t value = thousandths < 0 ? 0 - (uint64_t)thousandths : (uint64_t)thousandths;
    if (thousandths < 0)
        *to++ = '-';
    uint64_t rest = value % 1000;
    if (value >= 1000 || rest == 0)
        to = print_integer(to, (int64_t)(value / 1000));
    if (rest == 0)
        return to;
    *to++ = '.';
    for (; rest > 0; rest = rest % 100 * 10)
        *to++ = (char)('0' + rest / 100);
    return to;
}

void put_integer(Buf *buf, int64_t value)
{
    char *at = put_room(buf, DECIMAL_SIZE);
    buf->size += (size_t)(print_integer(at, value) - at);
}

void put_decimal(Buf *buf, int64_t thousandths)
{
    char *at = put_room(buf, DECIMAL_SIZE);
    buf->size += (size_t)(print_decimal(at, thousandths) - at);
}

void put_millionths(Buf *buf, int64_t value)
{
    enum { ONE = 1000 * 1000 };
    uint64_t size = value < 0 ? -(uint64_t)value : (uint64_t)value;
    buf_format(buf, "%s%llu.%06llu", value < 0 ? "-" : "", (unsigned long long)(size / ONE),
               (unsigned long long)(size % ONE));
}

/* A byte of a literal string. A bare carriage return would be read as a line feed. */
static void put_escaped(Buf *buf, unsigned char byte)
{
    if (byte == '(' || byte == ')' || byte == '\\')
        buf_byte(buf, '\\');
    if (byte == '\r')
        buf_text(buf, "\\r");
    else
        buf_byte(buf, (char)byte);
}

void put_bytes(Buf *buf, Str bytes)
{
    buf_byte(buf, '(');
    for (size_t i = 0; i < bytes.size; i++)
        put_escaped(buf, (unsigned char)bytes.at[i]);
    buf_byte(buf, ')');
}

uint32_t next_clean(Str text, size_t *at)
{
    uint32_t character = utf8_next(text, at);
    if (character == UTF8_BAD || character == 0xFFFE || character == 0xFFFF)
        return 0xFFFD;
    if (character < 0x20 || (character >= 0x7F && character < 0xA0))
        return ' ';
    return character;
}

static bool is_ascii(Str text)
{
    for (size_t i = 0; i < text.size; i++) {
        if ((unsigned char)text.at[i] >= 0x80)
            return false;
    }
    return true;
}

static void put_utf16(Buf *buf, uint32_t unit)
{
    put_escaped(buf, (unsigned char)(unit >> 8));
    put_escaped(buf, (unsigned char)(unit & 0xFF));
}

void put_text(Buf *buf, Str text)
{
    bool ascii = is_ascii(text);
    buf_byte(buf, '(');
    if (!ascii)
        put_utf16(buf, 0xFEFF);
    for (size_t at = 0; at < text.size;) {
        uint32_t character = next_clean(text, &at);
        if (ascii) {
            put_escaped(buf, (unsigned char)character);
        } else if (character < 0x10000) {
            put_utf16(buf, character);
        } else {
            put_utf16(buf, 0xD800 + ((character - 0x10000) >> 10));
            put_utf16(buf, 0xDC00 + ((character - 0x10000) & 0x3FF));
        }
    }
    buf_byte(buf, ')');
}

void put_name(Buf *buf, Str name)
{
    buf_byte(buf, '/');
    for (size_t i = 0; i < name.size; i++) {
        char byte = name.at[i];
        if (byte > ' ' && byte < 0x7F && strchr("()<>[]{}/%#", byte) == NULL)
            buf_byte(buf, byte);
    }
}
