/* Puts the tables of a font in order. */
#include "pdf/sfnt.h"

#include <string.h>

enum {
    HEADER_SIZE = 12,
    RECORD_SIZE = 16, /* of the directory: tag, checksum, offset, length */
    CHECKSUM_AT = 8,  /* of the whole font, in the table head */
    METRIC_SIZE = 4,  /* in hmtx: advance width and left side bearing */
    MAX_TABLES = 64,
};

#define CHECKSUM_MAGIC 0xB1B0AFBAu

uint16_t sfnt_u16(const char *at)
{
    return (uint16_t)((unsigned char)at[0] << 8 | (unsigned char)at[1]);
}

uint32_t sfnt_u32(const char *at)
{
    return (uint32_t)sfnt_u16(at) << 16 | sfnt_u16(at + 2);
}

static void set_u16(char *at, uint32_t value)
{
    at[0] = (char)(value >> 8 & 0xFF);
    at[1] = (char)(value & 0xFF);
}

static void set_u32(char *at, uint32_t value)
{
    set_u16(at, value >> 16);
    set_u16(at + 2, value);
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
static void put_header(char *to, const char *version, uint32_t count)
{
    uint32_t exponent = 0;
    while (2u << exponent <= count)
        exponent++;
    uint32_t range = RECORD_SIZE << exponent;
    memcpy(to, version, 4);
    set_u16(to + 4, count);
    set_u16(to + 6, range);
    set_u16(to + 8, exponent);
    set_u16(to + 10, count * RECORD_SIZE - range);
}

static void clear_metrics(char *metrics, size_t size, KeptGlyphs glyphs)
{
    /* The last one holds for all glyphs after it. */
    for (size_t i = 0; i + 1 < glyphs.metric_count && (i + 1) * METRIC_SIZE <= size; i++) {
        if (glyphs.kept[i] == 0)
            memset(metrics + i * METRIC_SIZE, 0, METRIC_SIZE);
    }
}

/* Counts the tables that are not empty and the bytes that they take. */
static bool measure(Str font, uint32_t tables, uint32_t *count, size_t *size)
{
    *count = 0;
    *size = 0;
    for (uint32_t i = 0; i < tables; i++) {
        const char *record = font.at + HEADER_SIZE + (size_t)i * RECORD_SIZE;
        size_t offset = sfnt_u32(record + 8);
        size_t length = sfnt_u32(record + 12);
        if (offset > font.size || length > font.size - offset)
            return false;
        *count += length > 0;
        *size += align4(length);
    }
    return *count > 0;
}

Str sfnt_tidy(Arena *arena, Str font, KeptGlyphs glyphs)
{
    if (font.size < HEADER_SIZE)
        return (Str){0};
    uint32_t tables = sfnt_u16(font.at + 4);
    uint32_t count = 0;
    size_t size = 0;
    if (tables > MAX_TABLES || HEADER_SIZE + (size_t)tables * RECORD_SIZE > font.size ||
        !measure(font, tables, &count, &size))
        return (Str){0};
    size_t at = HEADER_SIZE + (size_t)count * RECORD_SIZE;
    size += at;
    char *out = arena_alloc(arena, size);
    put_header(out, font.at, count);
    char *record_out = out + HEADER_SIZE;
    char *head = NULL;
    for (uint32_t i = 0; i < tables; i++) {
        const char *record = font.at + HEADER_SIZE + (size_t)i * RECORD_SIZE;
        size_t length = sfnt_u32(record + 12);
        if (length == 0)
            continue;
        char *table = out + at;
        memcpy(table, font.at + sfnt_u32(record + 8), length);
        if (memcmp(record, "hmtx", 4) == 0)
            clear_metrics(table, length, glyphs);
        if (memcmp(record, "head", 4) == 0 && length >= CHECKSUM_AT + 4) {
            head = table;
            set_u32(head + CHECKSUM_AT, 0);
        }
        memcpy(record_out, record, 4);
        set_u32(record_out + 4, checksum(table, align4(length)));
        set_u32(record_out + 8, (uint32_t)at);
        set_u32(record_out + 12, (uint32_t)length);
        record_out += RECORD_SIZE;
        at += align4(length);
    }
    if (head != NULL)
        set_u32(head + CHECKSUM_AT, CHECKSUM_MAGIC - checksum(out, size));
    return (Str){out, size};
}
