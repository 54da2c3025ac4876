/*
 * layout/font/fontmap.c - from characters to glyphs (cmap) and between them (kern).
 *
 * Only the subtable that the library which writes the PDF chooses counts, the first for Windows'
 * Unicode in format 4: any other would place glyphs that the PDF then lacks. Text is limited to the
 * Basic Multilingual Plane all the same, which is what format 4 covers.
 */
#include "layout/font/fontfile.h"

enum {
    CMAP_HEAD = 4,
    CMAP_ENTRY = 8,
    SEGMENTS = 14, /* where the arrays of format 4 begin */
    KERN_HEAD = 4,
    KERN_SUBTABLE_HEAD = 14,
    KERN_PAIR = 6,
    KERN_HORIZONTAL = 0x0001, /* in a coverage of format 0 ... */
    KERN_COVERAGE = 0xFF07,   /* ... without minimum, cross-stream or another format */
    LAST_CODE = 0xFFFF,       /* no character: ends the segments */
};

/* For all blocks of which a font has no character. */
static const FontGlyph NO_GLYPHS[256];

/* The arrays of a subtable of format 4. */
typedef struct Segments {
    Table table;
    size_t count;
    size_t ends, starts, deltas, offsets; /* where each array begins */
} Segments;

static bool find_segments(const FontFile *file, Segments *segments)
{
    Table cmap = file->tables[TABLE_CMAP];
    uint32_t count = table_u16(cmap, 2);
    if (table_u16(cmap, 0) != 0)
        return font_refuse(file, "its table 'cmap' is of an unknown version");
    for (size_t i = 0; i < count; i++) {
        size_t entry = CMAP_HEAD + i * CMAP_ENTRY;
        size_t at = table_u32(cmap, entry + 4);
        if (entry + CMAP_ENTRY > cmap.size || at >= cmap.size)
            return font_refuse(file, "its table 'cmap' is cut short");
        if (table_u16(cmap, entry) != 3 || table_u16(cmap, entry + 2) != 1 ||
            table_u16(cmap, at) != 4)
            continue;
        size_t length = table_u16(cmap, at + 2);
        size_t pairs = table_u16(cmap, at + 6) / 2;
        if (pairs == 0 || length < SEGMENTS + 2 + 8 * pairs || length > cmap.size - at)
            return font_refuse(file, "its table 'cmap' is cut short");
        *segments = (Segments){.table = table_part(cmap, at, length),
                               .count = pairs,
                               .ends = SEGMENTS,
                               .starts = SEGMENTS + 2 + 2 * pairs,
                               .deltas = SEGMENTS + 2 + 4 * pairs,
                               .offsets = SEGMENTS + 2 + 6 * pairs};
        return true;
    }
    return font_refuse(file, "its table 'cmap' has no Unicode characters in format 4");
}

/* A font's blocks while they are filled. */
typedef struct Mapping {
    const FontFile *file;
    Font *font;
    FontGlyph *blocks[256]; /* NULL until a block has its first glyph */
} Mapping;

static void map_glyph(Mapping *mapping, uint32_t code, uint32_t glyph)
{
    FontGlyph **block = &mapping->blocks[code >> 8];
    if (*block == NULL) {
        *block = arena_array(mapping->file->arena, 256, sizeof **block);
        mapping->font->blocks[code >> 8] = *block;
    }
    (*block)[code & 0xFF] =
        (FontGlyph){font_advance(mapping->file, mapping->font, glyph), (uint16_t)glyph};
}

/* A character that leads to no glyph is none. But of H and x the library that embeds the font asks
   the height, and believes what it finds. */
static bool map_segment(Mapping *mapping, const Segments *segments, size_t i, uint32_t first)
{
    Table table = segments->table;
    uint32_t start = table_u16(table, segments->starts + 2 * i);
    uint32_t end = table_u16(table, segments->ends + 2 * i);
    uint32_t delta = table_u16(table, segments->deltas + 2 * i);
    size_t offset_at = segments->offsets + 2 * i;
    uint32_t offset = table_u16(table, offset_at) & ~1u;
    size_t glyphs = segments->offsets + 2 * segments->count;
    for (uint32_t code = start > first ? start : first; code <= end && code < LAST_CODE; code++) {
        uint32_t glyph = code;
        if (offset != 0) {
            size_t at = offset_at + offset + 2 * (size_t)(code - start);
            if (at + 2 > table.size)
                return font_refuse(mapping->file,
                                   "its table 'cmap' points outside of itself for U+%04X", code);
            glyph = at < glyphs ? 0 : table_u16(table, at);
            if (glyph == 0)
                continue;
        }
        glyph = (glyph + delta) & 0xFFFF;
        if (glyph != 0 && glyph < mapping->file->glyph_count)
            map_glyph(mapping, code, glyph);
        else if (glyph != 0 && (code == 'H' || code == 'x'))
            return font_refuse(mapping->file, "its table 'cmap' leads to glyph %u of %u for U+%04X",
                               glyph, mapping->file->glyph_count, code);
    }
    return true;
}

bool font_read_cmap(const FontFile *file, Font *font)
{
    Segments segments = {0};
    if (!find_segments(file, &segments))
        return false;
    for (size_t i = 0; i < 256; i++)
        font->blocks[i] = NO_GLYPHS;
    Mapping mapping = {.file = file, .font = font};
    uint32_t first = 0; /* the first character that no segment has covered */
    for (size_t i = 0; i < segments.count; i++) {
        uint32_t end = table_u16(segments.table, segments.ends + 2 * i);
        if (end < first)
            return font_refuse(file, "the characters of its table 'cmap' are not in order");
        if (!map_segment(&mapping, &segments, i, first))
            return false;
        first = end + 1;
    }
    if (first != LAST_CODE + 1)
        return font_refuse(file, "its table 'cmap' does not end");
    return true;
}

/* --- Kerning --------------------------------------------------------------------------------- */

/* The pairs of the first horizontal subtable of format 0. */
static Table find_pairs(Table kern)
{
    if (table_u16(kern, 0) != 0)
        return (Table){0};
    uint32_t count = table_u16(kern, 2);
    size_t at = KERN_HEAD;
    for (size_t i = 0; i < count && at + KERN_SUBTABLE_HEAD <= kern.size; i++) {
        if ((table_u16(kern, at + 4) & KERN_COVERAGE) == KERN_HORIZONTAL) {
            /* The length is 16 bits and overflows in fonts with many pairs: their count is right.
             */
            size_t size = (size_t)table_u16(kern, at + 6) * KERN_PAIR;
            return table_part(kern, at + KERN_SUBTABLE_HEAD, size);
        }
        size_t length = table_u16(kern, at + 2);
        at += length < KERN_SUBTABLE_HEAD ? KERN_SUBTABLE_HEAD : length;
    }
    return (Table){0};
}

/* The kerning between characters of ASCII, which is nearly all there is to look up. */
static void fill_matrix(const FontFile *file, Font *font)
{
    uint8_t *ascii = arena_alloc(file->arena, file->glyph_count); /* by glyph: row + 1 */
    for (uint32_t i = 0; i < FONT_KERN_COUNT; i++) {
        uint16_t glyph = font_glyph(font, (uint16_t)(FONT_KERN_FIRST + i)).index;
        if (glyph != 0)
            ascii[glyph] = (uint8_t)(i + 1);
    }
    int16_t *matrix = arena_array(file->arena, FONT_KERN_COUNT, FONT_KERN_COUNT * sizeof *matrix);
    for (size_t i = 0; i < font->pair_count; i++) {
        uint32_t left = font->pairs[i].glyphs >> 16;
        uint32_t right = font->pairs[i].glyphs & 0xFFFF;
        if (ascii[left] != 0 && ascii[right] != 0)
            matrix[(ascii[left] - 1) * FONT_KERN_COUNT + ascii[right] - 1] = font->pairs[i].units;
    }
    font->kern = matrix;
}

void font_read_kern(const FontFile *file, Font *font)
{
    Table table = find_pairs(file->tables[TABLE_KERN]);
    size_t count = table.size / KERN_PAIR;
    if (count == 0)
        return;
    KernPair *pairs = arena_array(file->arena, count, sizeof *pairs);
    for (size_t i = 0; i < count; i++) {
        uint32_t left = table_u16(table, i * KERN_PAIR);
        uint32_t right = table_u16(table, i * KERN_PAIR + 2);
        int32_t units = table_i16(table, i * KERN_PAIR + 4);
        /* More than an em is no kerning but a lie. */
        if (left >= file->glyph_count || right >= file->glyph_count || units > font->units_per_em ||
            units < -font->units_per_em)
            continue;
        pairs[font->pair_count++] = (KernPair){left << 16 | right, (int16_t)units};
    }
    font->pairs = pairs;
    fill_matrix(file, font);
}

int32_t font_kern_search(const Font *font, uint16_t left, uint16_t right)
{
    uint32_t wanted = (uint32_t)font_glyph(font, left).index << 16 | font_glyph(font, right).index;
    size_t low = 0;
    size_t high = font->pair_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (font->pairs[middle].glyphs < wanted)
            low = middle + 1;
        else
            high = middle;
    }
    return low < font->pair_count && font->pairs[low].glyphs == wanted ? font->pairs[low].units : 0;
}
