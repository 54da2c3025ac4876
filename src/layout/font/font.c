/*
 * layout/font/font.c - the directory of a TrueType file and its metrics.
 *
 * Tables may claim any place and length: each is cut out once, checked against the file, and read
 * only through accessors that know where it ends.
 */
#include "layout/font/fontfile.h"

static const struct {
    char tag[5];
    uint16_t least; /* bytes that a table has at the least */
} TABLES[TABLE_COUNT] = {
    [TABLE_HEAD] = {"head", 54}, [TABLE_HHEA] = {"hhea", 36}, [TABLE_MAXP] = {"maxp", 6},
    [TABLE_HMTX] = {"hmtx", 4},  [TABLE_CMAP] = {"cmap", 12}, [TABLE_LOCA] = {"loca", 4},
    [TABLE_GLYF] = {"glyf", 0},  [TABLE_NAME] = {"name", 18}, [TABLE_OS2] = {"OS/2", 78},
    [TABLE_POST] = {"post", 32}, [TABLE_KERN] = {"kern", 0},
};

enum {
    DIRECTORY_HEAD = 12,
    DIRECTORY_ENTRY = 16,
    MAX_TABLES = 256,
    MIN_UNITS = 16,
    MAX_UNITS = 16384,
    MAX_ADVANCE = INT16_MAX, /* of the library that writes the PDF */
    UNDERLINE = 70,          /* 1/1000 of the size: nearer to the letters it would touch them */
    /* OS/2's fsType: restricted licence, no subsets, bitmaps only. */
    NOT_TO_EMBED = 0x0002 | 0x0100 | 0x0200,
};

Table table_part(Table table, size_t at, size_t size)
{
    if (at > table.size)
        at = table.size;
    if (size > table.size - at)
        size = table.size - at;
    return (Table){table.at + at, size};
}

bool font_refuse(const FontFile *file, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    Str reason = str_vformat(file->arena, format, args);
    va_end(args);
    diag(file->diags, SEVERITY_ERROR, file->from,
         "name another TrueType file in the font catalogue, or install this one again",
         "the font '%.*s' cannot be used: %.*s", STR_ARG(file->path), STR_ARG(reason));
    return false;
}

/* True when the file is of the kind that is read here at all. */
static bool check_kind(const FontFile *file, Table whole)
{
    switch (table_u32(whole, 0)) {
    case 0x00010000:
    case 0x74727565: /* true */
        return true;
    case 0x4F54544F: /* OTTO */
        return font_refuse(file, "it is an OpenType font with PostScript outlines");
    case 0x74746366: /* ttcf */
        return font_refuse(file, "it is a collection of fonts");
    default:
        return font_refuse(file, "it is no TrueType font");
    }
}

static bool take_table(FontFile *file, Table whole, size_t entry)
{
    for (size_t i = 0; i < TABLE_COUNT; i++) {
        if (memcmp(whole.at + entry, TABLES[i].tag, 4) != 0)
            continue;
        if (file->tables[i].at != NULL)
            return font_refuse(file, "it has two tables '%s'", TABLES[i].tag);
        file->tables[i] =
            table_part(whole, table_u32(whole, entry + 8), table_u32(whole, entry + 12));
    }
    return true;
}

static bool read_directory(FontFile *file, Table whole)
{
    uint32_t count = table_u16(whole, 4);
    if (count > MAX_TABLES || whole.size < DIRECTORY_HEAD + (size_t)count * DIRECTORY_ENTRY)
        return font_refuse(file, "it is cut short");
    for (size_t i = 0; i < count; i++) {
        size_t entry = DIRECTORY_HEAD + i * DIRECTORY_ENTRY;
        /* Tables that layout does not read are still copied into the PDF. */
        uint64_t end = (uint64_t)table_u32(whole, entry + 8) + table_u32(whole, entry + 12);
        if (end > whole.size)
            return font_refuse(file, "its table '%.4s' is cut short", whole.at + entry);
        if (!take_table(file, whole, entry))
            return false;
    }
    for (size_t i = 0; i < TABLE_COUNT; i++) {
        if (file->tables[i].at == NULL && i != TABLE_KERN)
            return font_refuse(file, "it has no table '%s'", TABLES[i].tag);
        if (i != TABLE_KERN && file->tables[i].size < TABLES[i].least)
            return font_refuse(file, "its table '%s' is cut short", TABLES[i].tag);
    }
    return true;
}

/* A distance in font units as 1/1000 of the size, kept within 4 times the size. */
static int32_t scale(const Font *font, int32_t units)
{
    int32_t thousandths = units * 1000 / font->units_per_em;
    if (thousandths < -4000)
        return -4000;
    return thousandths > 4000 ? 4000 : thousandths;
}

static int32_t at_least(int32_t value, int32_t least)
{
    return value < least ? least : value;
}

/* head, maxp, hhea, OS/2 and post. */
static bool read_metrics(FontFile *file, Font *font)
{
    const Table *tables = file->tables;
    font->units_per_em = (int32_t)table_u16(tables[TABLE_HEAD], 18);
    if (font->units_per_em < MIN_UNITS || font->units_per_em > MAX_UNITS)
        return font_refuse(file, "its em of %d units is outside %d to %d", font->units_per_em,
                           MIN_UNITS, MAX_UNITS);
    uint32_t format = table_u16(tables[TABLE_HEAD], 50);
    if (format > 1)
        return font_refuse(file, "its table 'head' names an unknown format of 'loca'");
    file->long_offsets = format == 1;
    file->glyph_count = table_u16(tables[TABLE_MAXP], 4);
    file->metric_count = table_u16(tables[TABLE_HHEA], 34);
    if (file->glyph_count == 0)
        return font_refuse(file, "it has no glyphs");
    if (file->metric_count == 0 || file->metric_count > file->glyph_count)
        return font_refuse(file, "it gives %u widths for %u glyphs", file->metric_count,
                           file->glyph_count);
    size_t bearings = file->glyph_count - file->metric_count;
    if (tables[TABLE_HMTX].size < 4 * (size_t)file->metric_count + 2 * bearings)
        return font_refuse(file, "its table 'hmtx' is cut short");
    if ((table_u16(tables[TABLE_OS2], 8) & NOT_TO_EMBED) != 0)
        return font_refuse(file, "its licence forbids that documents embed parts of it");
    font->ascent = at_least(scale(font, table_i16(tables[TABLE_HHEA], 4)), 0);
    font->descent = at_least(scale(font, -table_i16(tables[TABLE_HHEA], 6)), 0);
    font->underline = at_least(scale(font, -table_i16(tables[TABLE_POST], 8)), UNDERLINE);
    font->underline_thickness = at_least(scale(font, table_i16(tables[TABLE_POST], 10)), 1);
    return true;
}

/* Glyphs behind the last full entry are as wide as that. Rounded as the PDF's widths are, whose
   sums positions must agree with. */
uint32_t font_advance(const FontFile *file, const Font *font, uint32_t glyph)
{
    uint32_t entry = glyph < file->metric_count ? glyph : file->metric_count - 1;
    uint64_t units = table_u16(file->tables[TABLE_HMTX], 4 * (size_t)entry);
    uint32_t em = (uint32_t)font->units_per_em;
    return (uint32_t)((units * 1000 * 1000 + em / 2) / em);
}

static bool check_advances(const FontFile *file, const Font *font)
{
    for (uint32_t i = 0; i < file->metric_count; i++) {
        uint32_t units = table_u16(file->tables[TABLE_HMTX], 4 * (size_t)i);
        if (units * 1000 / (uint32_t)font->units_per_em > MAX_ADVANCE)
            return font_refuse(file, "its glyph %u is wider than %d times the size", i,
                               MAX_ADVANCE / 1000);
    }
    return true;
}

const Font *font_read(Arena *arena, Diags *diags, Str bytes, Str path, Place from)
{
    FontFile file = {.arena = arena, .diags = diags, .path = path, .from = from};
    Font *font = arena_alloc(arena, sizeof *font);
    Table whole = {(const uint8_t *)bytes.at, bytes.size};
    if (!check_kind(&file, whole) || !read_directory(&file, whole) || !read_metrics(&file, font) ||
        !check_advances(&file, font) || !font_check_outlines(&file) ||
        !font_check_names(&file, font) || !font_read_cmap(&file, font))
        return NULL;
    font_read_kern(&file, font);
    return font;
}
