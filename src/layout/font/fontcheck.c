/*
 * layout/font/fontcheck.c - what a font must hold so that it can be embedded: outlines inside of
 * their table, and the names that the PDF calls it by.
 *
 * Layout itself reads no outline. But the library that copies them into the PDF believes every
 * length, so it is given none that is wrong.
 */
#include "layout/font/fontfile.h"

enum {
    GLYPH_HEAD = 10,
    MAX_NESTING = 16, /* composite glyphs within composite glyphs */
    COMPONENT_WORDS = 0x0001,
    COMPONENT_SCALE = 0x0008,
    COMPONENT_MORE = 0x0020,
    COMPONENT_XY_SCALE = 0x0040,
    COMPONENT_TWO_BY_TWO = 0x0080,
    NAME_HEAD = 6,
    NAME_ENTRY = 12,
    MAX_NAMES = 119, /* bytes of family and style together: a name in a PDF has at most 127 */
};

/* --- Outlines -------------------------------------------------------------------------------- */

static uint32_t outline_at(const FontFile *file, uint32_t glyph)
{
    Table loca = file->tables[TABLE_LOCA];
    return file->long_offsets ? table_u32(loca, 4 * (size_t)glyph)
                              : 2 * table_u16(loca, 2 * (size_t)glyph);
}

static Table outline(const FontFile *file, uint32_t glyph)
{
    uint32_t from = outline_at(file, glyph);
    return table_part(file->tables[TABLE_GLYF], from, outline_at(file, glyph + 1) - from);
}

typedef struct Component {
    uint32_t glyph;
    size_t end; /* where it ends */
    bool last;
} Component;

static Component component(Table table, size_t at)
{
    uint32_t flags = table_u16(table, at);
    size_t size = 4 + ((flags & COMPONENT_WORDS) != 0 ? 4 : 2);
    if ((flags & COMPONENT_SCALE) != 0)
        size += 2;
    else if ((flags & COMPONENT_XY_SCALE) != 0)
        size += 4;
    else if ((flags & COMPONENT_TWO_BY_TWO) != 0)
        size += 8;
    return (Component){
        .glyph = table_u16(table, at + 2), .end = at + size, .last = (flags & COMPONENT_MORE) == 0};
}

/* How deep composites nest below a glyph, found once each; 0 for a simple glyph. depth: by glyph,
   0 unknown, else the depth + 1. More than MAX_NESTING for a glyph that contains itself. */
static uint32_t nesting(const FontFile *file, uint8_t *depth, uint32_t glyph, uint32_t level)
{
    if (depth[glyph] != 0)
        return depth[glyph] - 1u;
    if (level > MAX_NESTING)
        return MAX_NESTING;
    Table table = outline(file, glyph);
    uint32_t deepest = 0;
    if (table_i16(table, 0) < 0) {
        Component part = {.end = GLYPH_HEAD};
        while (!part.last && deepest <= MAX_NESTING) {
            part = component(table, part.end);
            uint32_t below = 1 + nesting(file, depth, part.glyph, level + 1);
            deepest = below > deepest ? below : deepest;
        }
    }
    depth[glyph] = (uint8_t)(deepest + 1);
    return deepest;
}

/* One glyph by itself: its contours, or its components, end before it does. */
static bool check_outline(const FontFile *file, uint32_t glyph)
{
    Table table = outline(file, glyph);
    if (table.size == 0)
        return true; /* a space */
    int32_t contours = table_i16(table, 0);
    if (table.size < GLYPH_HEAD ||
        (contours > 0 && table.size < GLYPH_HEAD + 2 * (size_t)contours + 2))
        return font_refuse(file, "its glyph %u is cut short", glyph);
    Component part = {.end = GLYPH_HEAD, .last = contours >= 0};
    while (!part.last) {
        part = component(table, part.end);
        if (part.end > table.size)
            return font_refuse(file, "its glyph %u is cut short", glyph);
        if (part.glyph >= file->glyph_count)
            return font_refuse(file, "its glyph %u is made of glyph %u of %u", glyph, part.glyph,
                               file->glyph_count);
    }
    return true;
}

bool font_check_outlines(const FontFile *file)
{
    size_t entry = file->long_offsets ? 4 : 2;
    if (file->tables[TABLE_LOCA].size < ((size_t)file->glyph_count + 1) * entry)
        return font_refuse(file, "its table 'loca' is cut short");
    for (uint32_t i = 0; i < file->glyph_count; i++) {
        uint32_t end = outline_at(file, i + 1);
        if (outline_at(file, i) > end || end > file->tables[TABLE_GLYF].size)
            return font_refuse(file, "its glyph %u stands outside of table 'glyf'", i);
        if (!check_outline(file, i))
            return false;
    }
    uint8_t *depth = arena_alloc(file->arena, file->glyph_count);
    for (uint32_t i = 0; i < file->glyph_count; i++) {
        if (nesting(file, depth, i, 0) > MAX_NESTING)
            return font_refuse(file,
                               "its glyph %u contains itself or more than %d others within "
                               "each other",
                               i, MAX_NESTING);
    }
    return true;
}

/* --- Names ----------------------------------------------------------------------------------- */

typedef struct Names {
    Table mac, windows; /* empty where there is none */
    bool has;
} Names;

/* Every second byte of UTF-16: names for machines are ASCII. */
static Str name_text(Arena *arena, Table table, size_t step)
{
    Buf out = {.arena = arena};
    for (size_t i = step - 1; i < table.size; i += step) {
        uint8_t byte = table.at[i];
        buf_byte(&out, (char)(byte > ' ' && byte < 0x7F ? byte : '_'));
    }
    return buf_str(&out);
}

static Str best_name(const FontFile *file, const Names *names)
{
    return names->mac.size > 0 ? name_text(file->arena, names->mac, 1)
                               : name_text(file->arena, names->windows, 2);
}

/* Takes what record `at` of the table says, if it is one of the two names looked for. */
static bool take_name(const FontFile *file, size_t at, Names *style, Names *postscript)
{
    Table table = file->tables[TABLE_NAME];
    uint32_t platform = table_u16(table, at);
    uint32_t encoding = table_u16(table, at + 2);
    uint32_t language = table_u16(table, at + 4);
    uint32_t id = table_u16(table, at + 6);
    size_t length = table_u16(table, at + 8);
    size_t text = (size_t)table_u16(table, 4) + table_u16(table, at + 10);
    if (text > table.size || length > table.size - text)
        return font_refuse(file, "its table 'name' points outside of itself");
    if (id != 2 && id != 6)
        return true;
    Names *names = id == 2 ? style : postscript;
    Table name = table_part(table, text, length);
    if (platform == 1 && encoding == 0) {
        names->mac = name;
        names->has = true;
    } else if (platform == 3 && encoding == 1 && language == 0x0409) {
        names->windows = name;
        names->has = true;
    }
    return true;
}

bool font_check_names(const FontFile *file, Font *font)
{
    Table table = file->tables[TABLE_NAME];
    uint32_t count = table_u16(table, 2);
    if (table.size < NAME_HEAD + (size_t)count * NAME_ENTRY)
        return font_refuse(file, "its table 'name' is cut short");
    Names style = {0};
    Names postscript = {0};
    for (size_t i = 0; i < count; i++) {
        if (!take_name(file, NAME_HEAD + i * NAME_ENTRY, &style, &postscript))
            return false;
    }
    if (!style.has || !postscript.has)
        return font_refuse(file, "it has no PostScript name or no name of its style");
    font->name = best_name(file, &postscript);
    if (font->name.size == 0 || font->name.size + best_name(file, &style).size > MAX_NAMES)
        return font_refuse(file, "its PostScript name is empty or too long");
    return true;
}
