/* Fonts: each face becomes a composite font whose codes are those that content gave its characters,
 * and the numbers of the glyphs in what is embedded. Characters do not share a glyph there, so that
 * two that look alike are still told apart when text is extracted.
 *
 * The objects are printed by us, the font's tables are read by libharu. (libharu's own composite
 * font asks for the glyph of all 65,536 characters and writes the widths of all, cut to integers;
 * its ToUnicode map is malformed.) */
#include "pdf/fontfile.h"
#include "pdf/syntax.h"

#include <string.h>

typedef struct Embedded {
    const FontFile *file;
    const CodeSet *used;
    const uint16_t *glyphs; /* of the file, by code - 1 */
    Str name;               /* with the subset's tag: "ABCDEF+LiberationSerif-Bold" */
    uint32_t program, unicode_map, code_set, descriptor, descendant; /* object numbers */
} Embedded;

/* --- Names ----------------------------------------------------------------------------------- */

/* Six capitals that differ where the subsets differ. */
static Str subset_name(Arena *arena, const Face *face, const CodeSet *used)
{
    uint64_t hash = str_hash(face->name);
    for (size_t i = 0; i < used->count; i++)
        hash = (hash ^ used->characters[i]) * UINT64_C(0x100000001B3);
    hash ^= hash >> 32;
    Buf name = {.arena = arena};
    for (int i = 0; i < 6; i++, hash /= 26)
        buf_byte(&name, (char)('A' + hash % 26));
    buf_byte(&name, '+');
    buf_add(&name, face->name);
    return buf_str(&name);
}

/* --- Maps ------------------------------------------------------------------------------------- */

/* CIDSet: a bit for each of so many glyphs (ISO 19005-1, 6.3.5; ISO 14289-1, 7.21.4.2: also for
   those that others are made of, and for .notdef). */
static Str make_code_set(Arena *arena, size_t glyphs)
{
    size_t size = (glyphs + 7) / 8;
    char *set = arena_array(arena, size, 1);
    for (size_t code = 0; code < glyphs; code++)
        set[code / 8] = (char)(set[code / 8] | 0x80 >> code % 8);
    return (Str){set, size};
}

/* ToUnicode: the character of each code. A block holds at most a hundred of them. (No ranges:
   characters follow each other seldom, and some readers misread ranges.) */
static Str make_unicode_map(Arena *arena, const CodeSet *used)
{
    enum { BLOCK = 100 };
    Buf map = {.arena = arena};
    buf_text(&map, "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
                   "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
                   "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
                   "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n");
    for (size_t from = 0; from < used->count; from += BLOCK) {
        size_t count = used->count - from < BLOCK ? used->count - from : BLOCK;
        buf_format(&map, "%zu beginbfchar\n", count);
        for (size_t i = from; i < from + count; i++)
            buf_format(&map, "<%04zX> <%04X>\n", i + 1, used->characters[i]);
        buf_text(&map, "endbfchar\n");
    }
    buf_text(&map, "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
    return buf_str(&map);
}

/* --- Objects --------------------------------------------------------------------------------- */

static void put_entry(Buf *out, const char *key, int64_t value)
{
    buf_byte(out, '/');
    buf_text(out, key);
    buf_byte(out, ' ');
    put_integer(out, value);
}

/* Stems about as wide as fonts of that weight have them, a square of weight / 65 over 50; no table
   tells. */
static int64_t stem_width(const FontFile *file)
{
    int64_t weight = font_word(file, "OS/2", 4);
    return 50 + weight * weight / 4225;
}

enum {
    FLAG_FIXED_PITCH = 1,
    PANOSE_MONOSPACED = 9,
    ITALIC_STYLE = 2, /* in head.macStyle */
};

static int64_t font_flags(const FontFile *file)
{
    int64_t flags = file->def->flags & (HPDF_FONT_SERIF | HPDF_FONT_SYMBOLIC | HPDF_FONT_SCRIPT |
                                        HPDF_FONT_STD_CHARSET);
    if (file->tables->panose[3] == PANOSE_MONOSPACED)
        flags |= FLAG_FIXED_PITCH;
    if ((file->tables->header.mac_style & ITALIC_STYLE) != 0)
        flags |= HPDF_FONT_ITALIC;
    return flags;
}

static void print_descriptor(Writer *writer, const void *what, Buf *out)
{
    (void)writer;
    const Embedded *font = what;
    const FontFile *file = font->file;
    const HPDF_TTF_FontHeader *header = &file->tables->header;
    buf_text(out, "/Type/FontDescriptor/FontName");
    put_name(out, font->name);
    buf_text(out, "/FontBBox[");
    const int64_t box[] = {header->x_min, header->y_min, header->x_max, header->y_max};
    for (size_t i = 0; i < 4; i++) {
        if (i > 0)
            buf_byte(out, ' ');
        put_integer(out, font_scale(file, box[i]));
    }
    buf_text(out, "]");
    put_entry(out, "Flags", font_flags(file));
    put_entry(out, "ItalicAngle", file->def->italic_angle);
    put_entry(out, "Ascent", file->def->ascent);
    put_entry(out, "Descent", file->def->descent);
    put_entry(out, "CapHeight", file->def->cap_height);
    put_entry(out, "StemV", file->def->stemv);
    buf_text(out, "/FontFile2 ");
    put_reference(out, font->program);
    if (font->code_set != 0) {
        buf_text(out, "/CIDSet ");
        put_reference(out, font->code_set);
    }
}

/* The widths of the characters in use, exact to a millionth of the size: "1 [250 333.008]". */
static void put_widths(Buf *out, const Embedded *font)
{
    buf_text(out, "/W[1[");
    for (size_t i = 0; i < font->used->count; i++) {
        if (i > 0)
            buf_byte(out, ' ');
        put_decimal(out, font_width(font->file, font->glyphs[i]));
    }
    buf_text(out, "]]");
}

static void print_descendant(Writer *writer, const void *what, Buf *out)
{
    (void)writer;
    const Embedded *font = what;
    buf_text(out, "/Type/Font/Subtype/CIDFontType2/BaseFont");
    put_name(out, font->name);
    buf_text(out, "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
                  "/FontDescriptor ");
    put_reference(out, font->descriptor);
    buf_text(out, "/CIDToGIDMap/Identity");
    put_widths(out, font);
}

static void print_font(Writer *writer, const void *what, Buf *out)
{
    (void)writer;
    const Embedded *font = what;
    buf_text(out, "/Type/Font/Subtype/Type0/Encoding/Identity-H/BaseFont");
    put_name(out, font->name);
    buf_text(out, "/DescendantFonts[");
    put_reference(out, font->descendant);
    buf_text(out, "]/ToUnicode ");
    put_reference(out, font->unicode_map);
}

/* --- Embedding ------------------------------------------------------------------------------- */

static void print_size(Writer *writer, const void *what, Buf *out)
{
    const size_t *size = what;
    (void)writer;
    buf_text(out, "/Length1 ");
    put_integer(out, (int64_t)*size);
}

/* The stream's number; 0 after an error. */
static uint32_t add_program(Writer *writer, Str program)
{
    size_t *size = arena_alloc(writer->arena, sizeof *size);
    *size = program.size;
    return program.size > 0 ? stream_print(writer, print_size, size, program) : 0;
}

/* The glyphs of all characters used. NULL where the font lacks one: layout sees to that, unless the
   file has changed since. */
static const uint16_t *find_glyphs(Writer *writer, const Face *face, const Embedded *font)
{
    const CodeSet *used = font->used;
    uint16_t *glyphs = arena_array(writer->arena, used->count, sizeof *glyphs);
    for (size_t i = 0; i < used->count; i++) {
        glyphs[i] = font_glyph(font->file, used->characters[i]);
        if (glyphs[i] == 0) {
            diag(writer->diags, SEVERITY_ERROR, (Place){0}, "choose a font that has it",
                 "the font '%s' has no glyph for U+%04X", face->path, used->characters[i]);
            return NULL;
        }
    }
    return glyphs;
}

static bool add_font(Writer *writer, size_t index)
{
    const Face *face = &writer->layout->faces[index];
    FontFile *file = font_open(writer, face);
    if (file == NULL)
        return false;
    Embedded *font = arena_alloc(writer->arena, sizeof *font);
    *font = (Embedded){.file = file, .used = &writer->used[index]};
    font->glyphs = find_glyphs(writer, face, font);
    if (font->glyphs == NULL)
        return false;
    font->name = subset_name(writer->arena, face, font->used);
    file->def->stemv = (HPDF_UINT16)stem_width(file);
    file->def->italic_angle = (HPDF_INT16)font_word(file, "post", 4);
    size_t count = font->used->count;
    font->program = add_program(writer, font_subset(writer->arena, file, font->glyphs, &count));
    font->unicode_map = content_add(writer, make_unicode_map(writer->arena, font->used));
    /* PDF/A-2 and 3 need none. */
    if (writer->info->archive == ARCHIVE_A1)
        font->code_set = content_add(writer, make_code_set(writer->arena, count));
    font->descriptor = object_add(writer, print_descriptor, font);
    font->descendant = object_add(writer, print_descendant, font);
    writer->fonts[index] = object_add(writer, print_font, font);
    return writer_ok(writer);
}

bool add_fonts(Writer *writer)
{
    bool all = true;
    writer->fonts = arena_array(writer->arena, writer->face_count, sizeof *writer->fonts);
    for (size_t i = 0; i < writer->face_count; i++) {
        if (writer->used[i].count > 0 && !add_font(writer, i))
            all = false;
    }
    return all;
}
