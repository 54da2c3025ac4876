/* A font reduced to what embedding needs: the glyphs in use, numbered anew, without the
 * instructions that fit outlines to the pixels of coarse screens (they are half of a font, and
 * today's viewers leave them aside). A font that is embedded by glyph numbers needs no tables for
 * characters, names and the system either. */
#include "pdf/fontfile.h"
#include "pdf/sfnt.h"

#include <string.h>

enum {
    MOST_GLYPHS = 65535,
    HEADER_SIZE = 10, /* of an outline: the number of contours, its box */
    METRIC_SIZE = 4,  /* in hmtx: advance width and left side bearing */
    HEAD_SIZE = 54,
    HHEA_SIZE = 36,
    MAXP_SIZE = 32,
    LONGEST_SHORT = 0xFFFF * 2, /* what offsets of two bytes reach, which count in two bytes */
};

/* Flags in the parts of a composite glyph. */
enum {
    WORD_ARGUMENTS = 0x01,
    HAS_SCALE = 0x08,
    MORE_PARTS = 0x20,
    HAS_TWO_SCALES = 0x40,
    HAS_MATRIX = 0x80,
    HAS_INSTRUCTIONS = 0x100,
};

/* Flags of the points of a simple one. */
enum {
    X_IS_BYTE = 0x02,
    Y_IS_BYTE = 0x04,
    REPEATS = 0x08,
    X_IS_SAME = 0x10, /* or, of a byte, positive */
    Y_IS_SAME = 0x20,
};

typedef struct Subset {
    const FontFile *font;
    Arena *arena;
    uint16_t *glyphs; /* by new number: the old one */
    size_t count, capacity;
    uint16_t *numbers; /* by old number: the new one; 0 not kept */
    Buf outlines;
    uint32_t *starts; /* in the outlines, by new number, and where they end */
} Subset;

static void add_glyph(Subset *subset, uint16_t glyph)
{
    *(uint16_t *)arena_push(subset->arena, &subset->glyphs, &subset->capacity, subset->count,
                            sizeof glyph) = glyph;
    if (subset->numbers[glyph] == 0)
        subset->numbers[glyph] = (uint16_t)subset->count;
    subset->count++;
}

/* --- Outlines --------------------------------------------------------------------------------- */

static Str glyph_data(const FontFile *font, size_t glyph)
{
    const HPDF_TTF_GryphOffsets *glyphs = &font->tables->glyph_tbl;
    size_t unit = font->tables->header.index_to_loc_format == 0 ? 2 : 1;
    size_t from = glyphs->base_offset + glyphs->offsets[glyph] * unit;
    size_t to = glyphs->base_offset + glyphs->offsets[glyph + 1] * unit;
    if (from > to || to > font->bytes.size)
        return (Str){0};
    return str_slice(font->bytes, from, to);
}

static void put_part(Buf *out, Str data, size_t from, size_t to)
{
    buf_add(out, str_slice(data, from, to));
}

/* The size of the points' flags and coordinates that begin at `at`; 0 where they are cut off. */
static size_t points_size(Str data, size_t at, size_t points)
{
    size_t from = at;
    size_t coordinates = 0;
    for (size_t i = 0; i < points;) {
        if (at >= data.size)
            return 0;
        unsigned flags = (unsigned char)data.at[at++];
        size_t times = 1;
        if ((flags & REPEATS) != 0) {
            if (at >= data.size)
                return 0;
            times += (unsigned char)data.at[at++];
        }
        size_t x = (flags & X_IS_BYTE) != 0 ? 1 : (flags & X_IS_SAME) != 0 ? 0 : 2;
        size_t y = (flags & Y_IS_BYTE) != 0 ? 1 : (flags & Y_IS_SAME) != 0 ? 0 : 2;
        coordinates += times * (x + y);
        i += times;
    }
    size_t size = at - from + coordinates;
    return size <= data.size - from ? size : 0;
}

static void put_simple(Buf *out, Str data, size_t contours)
{
    size_t at = HEADER_SIZE + contours * 2; /* of the instructions' length */
    if (at + 2 > data.size)
        return;
    size_t points = contours > 0 ? (size_t)sfnt_u16(data.at + at - 2) + 1 : 0;
    size_t behind = at + 2 + sfnt_u16(data.at + at);
    size_t size = behind <= data.size ? points_size(data, behind, points) : 0;
    if (size == 0)
        return;
    put_part(out, data, 0, at);
    buf_add(out, (Str){"\0\0", 2});
    put_part(out, data, behind, behind + size);
}

static size_t part_size(uint16_t flags)
{
    size_t size = (flags & WORD_ARGUMENTS) != 0 ? 8 : 6;
    if ((flags & HAS_SCALE) != 0)
        return size + 2;
    if ((flags & HAS_TWO_SCALES) != 0)
        return size + 4;
    return (flags & HAS_MATRIX) != 0 ? size + 8 : size;
}

/* Its parts are kept too. */
static void put_composite(Subset *subset, Str data)
{
    Buf *out = &subset->outlines;
    size_t start = out->size;
    put_part(out, data, 0, HEADER_SIZE);
    uint16_t flags = MORE_PARTS;
    for (size_t at = HEADER_SIZE; (flags & MORE_PARTS) != 0; at += part_size(flags)) {
        flags = at + 4 <= data.size ? sfnt_u16(data.at + at) : 0;
        uint16_t glyph = at + 4 <= data.size ? sfnt_u16(data.at + at + 2) : UINT16_MAX;
        if (glyph >= subset->font->tables->num_glyphs || at + part_size(flags) > data.size ||
            subset->count > MOST_GLYPHS) {
            out->size = start; /* damaged: nothing is to be seen */
            return;
        }
        if (subset->numbers[glyph] == 0 && glyph != 0)
            add_glyph(subset, glyph);
        char head[4];
        sfnt_set_u16(head, flags & ~(unsigned)HAS_INSTRUCTIONS);
        sfnt_set_u16(head + 2, subset->numbers[glyph]);
        buf_add(out, (Str){head, sizeof head});
        put_part(out, data, at + 4, at + part_size(flags));
    }
}

static void put_outline(Subset *subset, uint16_t glyph)
{
    Str data = glyph_data(subset->font, glyph);
    if (data.size < HEADER_SIZE)
        return;
    uint16_t contours = sfnt_u16(data.at);
    if ((contours & 0x8000) != 0)
        put_composite(subset, data);
    else
        put_simple(&subset->outlines, data, contours);
    while (subset->outlines.size % 4 != 0)
        buf_byte(&subset->outlines, '\0');
}

/* Glyphs are added on the way. */
static void put_outlines(Subset *subset)
{
    size_t capacity = 0;
    subset->outlines.arena = subset->arena;
    for (size_t i = 0; i <= subset->count; i++) {
        *(uint32_t *)arena_push(subset->arena, &subset->starts, &capacity, i, sizeof(uint32_t)) =
            (uint32_t)subset->outlines.size;
        if (i < subset->count)
            put_outline(subset, subset->glyphs[i]);
    }
}

/* --- Tables ----------------------------------------------------------------------------------- */

static Str make_starts(const Subset *subset)
{
    size_t size = subset->outlines.size <= LONGEST_SHORT ? 2 : 4;
    char *table = arena_array(subset->arena, subset->count + 1, size);
    for (size_t i = 0; i <= subset->count; i++) {
        if (size == 2)
            sfnt_set_u16(table + i * 2, subset->starts[i] / 2);
        else
            sfnt_set_u32(table + i * 4, subset->starts[i]);
    }
    return (Str){table, (subset->count + 1) * size};
}

static Str make_metrics(const Subset *subset)
{
    const HPDF_TTF_LongHorMetric *metrics = subset->font->tables->h_metric;
    char *table = arena_array(subset->arena, subset->count, METRIC_SIZE);
    for (size_t i = 0; i < subset->count; i++) {
        const HPDF_TTF_LongHorMetric *metric = &metrics[subset->glyphs[i]];
        sfnt_set_u16(table + i * METRIC_SIZE, metric->advance_width);
        sfnt_set_u16(table + i * METRIC_SIZE + 2, (uint16_t)metric->lsb);
    }
    return (Str){table, subset->count * METRIC_SIZE};
}

/* A copy of the first `size` bytes of a table, zeros where it is shorter. */
static char *copy_table(const Subset *subset, const char *tag, size_t size)
{
    Str bytes = font_table(subset->font, tag);
    char *copy = arena_array(subset->arena, size, 1);
    if (bytes.size > 0)
        memcpy(copy, bytes.at, bytes.size < size ? bytes.size : size);
    return copy;
}

static Str make_head(const Subset *subset)
{
    enum { FLAGS_AT = 16, FORMAT_AT = 50 };
    static const unsigned ABOUT_INSTRUCTIONS = 0x1C;
    char *table = copy_table(subset, "head", HEAD_SIZE);
    /* No instructions act on widths. */
    sfnt_set_u16(table + FLAGS_AT, sfnt_u16(table + FLAGS_AT) & ~ABOUT_INSTRUCTIONS);
    sfnt_set_u16(table + FORMAT_AT, subset->outlines.size <= LONGEST_SHORT ? 0 : 1);
    return (Str){table, HEAD_SIZE};
}

static Str make_hhea(const Subset *subset)
{
    char *table = copy_table(subset, "hhea", HHEA_SIZE);
    sfnt_set_u16(table + 34, (uint32_t)subset->count);
    return (Str){table, HHEA_SIZE};
}

/* What is counted there of glyphs; no room for instructions. */
static Str make_maxp(const Subset *subset)
{
    enum { GLYPHS_AT = 4, ZONES_AT = 14, PARTS_AT = 28 };
    char *table = copy_table(subset, "maxp", MAXP_SIZE);
    sfnt_set_u16(table + GLYPHS_AT, (uint32_t)subset->count);
    memset(table + ZONES_AT, 0, PARTS_AT - ZONES_AT);
    sfnt_set_u16(table + ZONES_AT, 1);
    return (Str){table, MAXP_SIZE};
}

Str font_subset(Arena *arena, const FontFile *font, const uint16_t *glyphs, size_t *count)
{
    Subset subset = {.font = font, .arena = arena};
    subset.numbers = arena_array(arena, font->tables->num_glyphs, sizeof *subset.numbers);
    add_glyph(&subset, 0);
    for (size_t i = 0; i < *count; i++)
        add_glyph(&subset, glyphs[i]);
    put_outlines(&subset);
    if (subset.count > MOST_GLYPHS)
        return (Str){0};
    *count = subset.count;
    const SfntTable tables[] = {
        {"glyf", buf_str(&subset.outlines)}, {"head", make_head(&subset)},
        {"hhea", make_hhea(&subset)},        {"hmtx", make_metrics(&subset)},
        {"loca", make_starts(&subset)},      {"maxp", make_maxp(&subset)},
    };
    return sfnt_join(arena, tables, sizeof tables / sizeof *tables);
}
