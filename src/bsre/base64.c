/* Base64 (RFC 4648, 4), as files travel in JSON. */
#include "bsre/json.h"

#include <string.h>

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=";

enum { BITS = 6, MASK = 63, PADDING = 64, NONE = 255 };

Str base64_encode(Arena *arena, Str bytes)
{
    size_t size = (bytes.size + 2) / 3 * 4;
    char *out = arena_alloc(arena, size + 1);
    char *to = out;
    for (size_t i = 0; i < bytes.size; i += 3) {
        size_t left = bytes.size - i;
        const unsigned char *from = (const unsigned char *)bytes.at + i;
        uint32_t group = (uint32_t)from[0] << 16;
        group |= left > 1 ? (uint32_t)from[1] << 8 : 0;
        group |= left > 2 ? (uint32_t)from[2] : 0;
        *to++ = alphabet[group >> (3 * BITS)];
        *to++ = alphabet[group >> (2 * BITS) & MASK];
        *to++ = alphabet[left > 1 ? group >> BITS & MASK : PADDING];
        *to++ = alphabet[left > 2 ? group & MASK : PADDING];
    }
    return (Str){out, size};
}

static Str without_head(Str text)
{
    enum { LONGEST_HEAD = 100 };
    size_t end = str_starts(text, "data:") ? str_find(text, ",", 0) : SIZE_MAX;
    return end < LONGEST_HEAD ? str_slice(text, end + 1, text.size) : text;
}

bool base64_decode(Arena *arena, Str text, Str *bytes)
{
    unsigned char values[256];
    memset(values, NONE, sizeof values);
    for (unsigned i = 0; i <= MASK; i++)
        values[(unsigned char)alphabet[i]] = (unsigned char)i;
    text = without_head(text);
    char *out = arena_alloc(arena, text.size / 4 * 3 + 3);
    size_t size = 0;
    uint32_t group = 0;
    unsigned digits = 0;
    unsigned padding = 0;
    for (size_t i = 0; i < text.size; i++) {
        unsigned char c = (unsigned char)text.at[i];
        if (c == ' ' || c == '\n' || c == '\r' || c == '\t')
            continue;
        padding += c == '=';
        if (c != '=' && (values[c] == NONE || padding > 0))
            return false;
        group = group << BITS | (c == '=' ? 0 : values[c]);
        if (++digits % 4 != 0)
            continue;
        if (padding > 2)
            return false;
        for (unsigned k = 0; k < 3 - padding; k++)
            out[size++] = (char)(group >> (16 - 8 * k) & 0xFF);
        group = 0;
    }
    *bytes = (Str){out, size};
    return digits % 4 == 0;
}
