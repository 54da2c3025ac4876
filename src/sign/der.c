/* DER: tag, length, contents. */
#include "sign/der.h"

#include <openssl/objects.h>

#include <stdlib.h>

enum { LONG_FORM = 0x80 };

Str der_wrap(Arena *arena, unsigned char tag, Str contents)
{
    Buf out = {.arena = arena};
    buf_byte(&out, (char)tag);
    if (contents.size < LONG_FORM) {
        buf_byte(&out, (char)contents.size);
    } else {
        int bytes = 1;
        while (contents.size >> (8 * bytes) != 0)
            bytes++;
        buf_byte(&out, (char)(LONG_FORM | bytes));
        while (bytes-- > 0)
            buf_byte(&out, (char)(contents.size >> (8 * bytes) & 0xFF));
    }
    buf_add(&out, contents);
    return buf_str(&out);
}

Str der_join(Arena *arena, unsigned char tag, const Str *parts, size_t count)
{
    Buf all = {.arena = arena};
    for (size_t i = 0; i < count; i++)
        buf_add(&all, parts[i]);
    return der_wrap(arena, tag, buf_str(&all));
}

static int compare_parts(const void *left, const void *right)
{
    const Str *a = left;
    const Str *b = right;
    return str_compare(*a, *b);
}

Str der_sorted(Arena *arena, unsigned char tag, Str *parts, size_t count)
{
    if (count > 1)
        qsort(parts, count, sizeof *parts, compare_parts);
    return der_join(arena, tag, parts, count);
}

Str der_oid(Arena *arena, int nid)
{
    const ASN1_OBJECT *object = OBJ_nid2obj(nid);
    return der_wrap(arena, DER_OID, (Str){(const char *)OBJ_get0_data(object), OBJ_length(object)});
}

Str der_small(Arena *arena, unsigned char value)
{
    char byte = (char)value;
    return der_wrap(arena, DER_INTEGER, (Str){&byte, 1});
}

Str der_algorithm(Arena *arena, int nid, Str parameters)
{
    const Str parts[] = {der_oid(arena, nid), parameters};
    return der_join(arena, DER_SEQUENCE, parts, 2);
}

bool der_next(Str bytes, size_t *at, unsigned char *tag, Str *whole, Str *contents)
{
    size_t from = *at;
    if (bytes.size < 2 || from > bytes.size - 2)
        return false;
    *tag = (unsigned char)bytes.at[from];
    size_t size = (unsigned char)bytes.at[from + 1];
    size_t head = 2;
    if (size >= LONG_FORM) {
        size_t count = size & ~(size_t)LONG_FORM;
        if (count == 0 || count > 4 || bytes.size - from - 2 < count)
            return false;
        size = 0;
        for (size_t i = 0; i < count; i++)
            size = size << 8 | (unsigned char)bytes.at[from + 2 + i];
        head += count;
    }
    if (size > bytes.size - from - head)
        return false;
    *whole = str_slice(bytes, from, from + head + size);
    *contents = str_slice(bytes, from + head, from + head + size);
    *at = from + head + size;
    return true;
}
