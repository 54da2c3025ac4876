/*
 * layout/font/fontfile.h - a TrueType file while it is read: its tables, and how they are refused.
 * Private to font.c, fontmap.c and fontcheck.c.
 */
#ifndef LAKIPDF_LAYOUT_FONT_FONTFILE_H
#define LAKIPDF_LAYOUT_FONT_FONTFILE_H

#include "layout/font/font.h"

#include <string.h>

/* Bytes of a table or a part of one; reading outside of it gives 0. */
typedef struct Table {
    const uint8_t *at;
    size_t size;
} Table;

typedef enum TableTag {
    TABLE_HEAD,
    TABLE_HHEA,
    TABLE_MAXP,
    TABLE_HMTX,
    TABLE_CMAP,
    TABLE_LOCA,
    TABLE_GLYF,
    TABLE_NAME,
    TABLE_OS2,
    TABLE_POST,
    TABLE_KERN, /* the only one that may be missing */
    TABLE_COUNT,
} TableTag;

typedef struct FontFile {
    Arena *arena;
    Diags *diags;
    Str path;
    Place from;
    Table tables[TABLE_COUNT];
    uint32_t glyph_count;
    uint32_t metric_count; /* full entries of hmtx */
    bool long_offsets;     /* in loca */
} FontFile;

static inline uint32_t table_u8(Table table, size_t at)
{
    return at < table.size ? table.at[at] : 0;
}

static inline uint32_t table_u16(Table table, size_t at)
{
    return table_u8(table, at) << 8 | table_u8(table, at + 1);
}

static inline int32_t table_i16(Table table, size_t at)
{
    return (int16_t)table_u16(table, at);
}

static inline uint32_t table_u32(Table table, size_t at)
{
    return table_u16(table, at) << 16 | table_u16(table, at + 2);
}

/* The part of `size` bytes at `at`, cut where the table ends. */
Table table_part(Table table, size_t at, size_t size);

/* Adds the error that the font cannot be used, and why. False always. */
bool font_refuse(const FontFile *file, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* font.c: the width of a glyph in millionths of the size. */
uint32_t font_advance(const FontFile *file, const Font *font, uint32_t glyph);
/* fontmap.c: fills font->blocks from cmap, and font->kern and pairs from kern. */
bool font_read_cmap(const FontFile *file, Font *font);
void font_read_kern(const FontFile *file, Font *font);
/* fontcheck.c: outlines stay inside their table, and composite glyphs end. */
bool font_check_outlines(const FontFile *file);
/* fontcheck.c: the names that embedding needs are there; fills font->name. */
bool font_check_names(const FontFile *file, Font *font);

#endif
