/* Puts the tables of a font together. */
#include "pdf/sfnt.h"

#include <string.h>

enum {
    HEADER_SIZE = 12,
    RECORD_SIZE = 16, /* of the directory: tag, checksum, offset, length */
    CHECKSUM_AT = 8,  /* of the whole font, in the table head */
};

#define VERSION        0x00010000u
#define CHECKSUM_MAGIC 0xB1B0AFBAu

uint16_t sfnt_u16(const char *at)
{
    return (uint16_t)((unsigned char)at[0] << 8 | (unsigned char)at[1]);
}

uint32_t sfnt_u32(const char *at)
{
    return (uint32_t)sfnt_u16(at) << 16 | sfnt_u16(at + 2);
}

void sfnt_set_u16(char *at, uint32_t value)
{
    at[0] = (char)(value >> 8 & 0xFF);
    at[1] = (char)(value & 0xFF);
}

void sfnt_set_u32(char *at, uint32_t value)
{
    sfnt_set_u16(at, value >> 16);
    sfnt_set_u16(at + 2, value);
}

static size_t align4(size_t size)
{
    return (size + 3) / 4 * 4;
}

static uint32_t checksum(const char *at, size_t size)
{
    uint32_t sum = 0;
    for (size_t i = 0; i < size; i += 4)
        sum += sfnt_u32(at + i);
    return sum;
}

/* The directory's numbers for a binary search. */
static void put_header(char *to, size_t count)
{
    uint32_t exponent = 0;
    while (2u << exponent <= count)
        exponent++;
    uint32_t range = RECORD_SIZE << exponent;
    sfnt_set_u32(to, VERSION);
    sfnt_set_u16(to + 4, (uint32_t)count);
    sfnt_set_u16(to + 6, range);
    sfnt_set_u16(to + 8, exponent);
    sfnt_set_u16(to + 10, (uint32_t)count * RECORD_SIZE - range);
}

Str sfnt_join(Arena *arena, const SfntTable *tables, size_t count)
{
    size_t at = HEADER_SIZE + count * RECORD_SIZE;
    size_t size = at;
    for (size_t i = 0; i < count; i++)
        size += align4(tables[i].bytes.size);
    char *out = arena_alloc(arena, size);
    char *head = NULL;
    put_header(out, count);
    for (size_t i = 0; i < count; i++) {
        char *record = out + HEADER_SIZE + i * RECORD_SIZE;
        Str bytes = tables[i].bytes;
        char *table = out + at;
        if (bytes.size > 0)
            memcpy(table, bytes.at, bytes.size);
        if (strcmp(tables[i].tag, "head") == 0 && bytes.size >= CHECKSUM_AT + 4) {
            head = table;
            sfnt_set_u32(head + CHECKSUM_AT, 0);
        }
        memcpy(record, tables[i].tag, 4);
        sfnt_set_u32(record + 4, checksum(table, align4(bytes.size)));
        sfnt_set_u32(record + 8, (uint32_t)at);
        sfnt_set_u32(record + 12, (uint32_t)bytes.size);
        at += align4(bytes.size);
    }
    if (head != NULL)
        sfnt_set_u32(head + CHECKSUM_AT, CHECKSUM_MAGIC - checksum(out, size));
    return (Str){out, size};
}
