/* Fonts: each face becomes a composite font whose codes are the characters themselves, so that two
 * characters with one glyph are still told apart when text is extracted.
 *
 * The objects are printed by us, the font's tables are read and reduced by libharu. (libharu's own
 * composite font asks for the glyph of all 65,536 characters and writes the widths of all, cut to
 * integers; its ToUnicode map is malformed.) */
#include "pdf/fontfile.h"
#include "pdf/syntax.h"

#include <string.h>

typedef struct Embedded {
    const FontFile *file;
    const CodeSet *used;
    Str name; /* with the subset's tag: "ABCDEF+LiberationSerif-Bold" */
    uint32_t program, glyph_map, unicode_map, code_set, descriptor, descendant; /* object numbers */
} Embedded;

/* The next character of the set at or after `from`; CODE_COUNT when there is none. */
static uint32_t next_code(const CodeSet *used, uint32_t from)
{
    for (uint32_t word = from / 64; word < CODE_WORDS; word++) {
        uint64_t bits = used->words[word];
        if (word == from / 64)
            bits &= ~UINT64_C(0) << (from % 64);
        if (bits != 0)
            return word * 64 + (uint32_t)__builtin_ctzll(bits);
    }
    return CODE_COUNT;
}

/* --- Names ----------------------------------------------------------------------------------- */

/* Six capitals that differ where the subsets differ. */
static Str subset_name(Arena *arena, const Face *face, const CodeSet *used)
{
    uint64_t hash = str_hash(face->name);
    for (uint32_t code = next_code(used, 0); code < CODE_COUNT; code = next_code(used, code + 1))
        hash = (hash ^ code) * UINT64_C(0x100000001B3);
    hash ^= hash >> 32;
    Buf name = {.arena = arena};
    for (int i = 0; i < 6; i++, hash /= 26)
        buf_byte(&name, (char)('A' + hash % 26));
    buf_byte(&name, '+');
    buf_add(&name, face->name);
    return buf_str(&name);
}

/* --- Maps from characters -------------------------------------------------------------------- */

/* CIDToGIDMap: the glyph of each character up to the last. */
static Str make_glyph_map(Arena *arena, const Embedded *font, uint32_t last)
{
    size_t size = ((size_t)last + 1) * 2;
    char *map = arena_alloc(arena, size);
    for (uint32_t code = next_code(font->used, 0); code <= last;
         code = next_code(font->used, code + 1)) {
        uint16_t glyph = font_glyph(font->file, (uint16_t)code);
        map[(size_t)code * 2] = (char)(glyph >> 8);
        map[(size_t)code * 2 + 1] = (char)(glyph & 0xFF);
    }
    return (Str){map, size};
}

/* CIDSet: a bit for each character with a glyph in the subset, and for none, .notdef (ISO 19005-1,
   6.3.5). */
static Str make_code_set(Arena *arena, const CodeSet *used, uint32_t last)
{
    size_t size = (size_t)last / 8 + 1;
    char *set = arena_alloc(arena, size);
    set[0] = (char)0x80;
    for (uint32_t code = next_code(used, 0); code <= last; code = next_code(used, code + 1))
        set[code / 8] = (char)(set[code / 8] | 0x80 >> code % 8);
    return (Str){set, size};
}

/* ToUnicode: every character is itself. Ranges must not cross a high byte, and a block holds at
   most a hundred. */
static Str make_unicode_map(Arena *arena, const CodeSet *used)
{
    enum { BLOCK = 100 };
    Buf map = {.arena = arena};
    buf_text(&map, "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
                   "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
                   "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
                   "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n");
    Buf block = {.arena = arena};
    int count = 0;
    for (uint32_t code = next_code(used, 0); code < CODE_COUNT;) {
        uint32_t end = code;
        while ((end & 0xFF) != 0xFF && codes_hold(used, end + 1))
            end++;
        buf_format(&block, "<%04X> <%04X> <%04X>\n", code, end, code);
        count++;
        code = next_code(used, end + 1);
        if (count == BLOCK || code == CODE_COUNT) {
            buf_format(&map, "%d beginbfrange\n", count);
            buf_add(&map, buf_str(&block));
            buf_text(&map, "endbfrange\n");
            block.size = 0;
            count = 0;
        }
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
    buf_byte(out, '\n');
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
    buf_text(out, "/Type /FontDescriptor\n/FontName ");
    put_name(out, font->name);
    buf_text(out, "\n/FontBBox [");
    const int64_t box[] = {header->x_min, header->y_min, header->x_max, header->y_max};
    for (size_t i = 0; i < 4; i++) {
        if (i > 0)
            buf_byte(out, ' ');
        put_integer(out, font_scale(file, box[i]));
    }
    buf_text(out, "]\n");
    put_entry(out, "Flags", font_flags(file));
    put_entry(out, "ItalicAngle", file->def->italic_angle);
    put_entry(out, "Ascent", file->def->ascent);
    put_entry(out, "Descent", file->def->descent);
    put_entry(out, "CapHeight", file->def->cap_height);
    put_entry(out, "StemV", file->def->stemv);
    buf_text(out, "/FontFile2 ");
    put_reference(out, font->program);
    if (font->code_set != 0) {
        buf_text(out, "\n/CIDSet ");
        put_reference(out, font->code_set);
    }
    buf_byte(out, '\n');
}

/* The widths of the characters in use, exact to a millionth of the size: "32 [250 333.008]". */
static void put_widths(Buf *out, const Embedded *font)
{
    buf_text(out, "/W [");
    uint32_t expected = CODE_COUNT;
    for (uint32_t code = next_code(font->used, 0); code < CODE_COUNT;
         code = next_code(font->used, code + 1)) {
        if (code == expected) {
            buf_byte(out, ' ');
        } else {
            if (expected != CODE_COUNT)
                buf_text(out, "]\n");
            put_integer(out, code);
            buf_text(out, " [");
        }
        put_decimal(out, font_width(font->file, (uint16_t)code));
        expected = code + 1;
    }
    buf_text(out, expected == CODE_COUNT ? "]\n" : "]]\n");
}

static void print_descendant(Writer *writer, const void *what, Buf *out)
{
    (void)writer;
    const Embedded *font = what;
    buf_text(out, "/Type /Font\n/Subtype /CIDFontType2\n/BaseFont ");
    put_name(out, font->name);
    buf_text(out, "\n/CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>>\n"
                  "/FontDescriptor ");
    put_reference(out, font->descriptor);
    buf_text(out, "\n/CIDToGIDMap ");
    put_reference(out, font->glyph_map);
    buf_byte(out, '\n');
    put_widths(out, font);
}

static void print_font(Writer *writer, const void *what, Buf *out)
{
    (void)writer;
    const Embedded *font = what;
    buf_text(out, "/Type /Font\n/Subtype /Type0\n/Encoding /Identity-H\n/BaseFont ");
    put_name(out, font->name);
    buf_text(out, "\n/DescendantFonts [");
    put_reference(out, font->descendant);
    buf_text(out, "]\n/ToUnicode ");
    put_reference(out, font->unicode_map);
    buf_byte(out, '\n');
}

/* --- Embedding ------------------------------------------------------------------------------- */

/* The stream's number; 0 after an error. */
static uint32_t add_program(Writer *writer, const FontFile *file)
{
    Str program = font_subset(writer, file);
    if (program.size == 0)
        return 0;
    HPDF_Dict stream = stream_add(writer, program);
    if (stream == NULL)
        return 0;
    HPDF_Dict_AddNumber(stream, "Length1", (HPDF_INT32)program.size);
    return object_number(stream);
}

static uint32_t add_map(Writer *writer, Str map)
{
    HPDF_Dict stream = stream_add(writer, map);
    return stream != NULL ? object_number(stream) : 0;
}

/* Marks the glyphs of all characters used; the last character. False where the font lacks one:
   layout sees to that, unless the file has changed since. */
static bool use_codes(Writer *writer, const Face *face, const Embedded *font, uint32_t *last)
{
    for (uint32_t code = next_code(font->used, 0); code < CODE_COUNT;
         code = next_code(font->used, code + 1)) {
        if (!font_use(font->file, (uint16_t)code)) {
            diag(writer->diags, SEVERITY_ERROR, (Place){0}, "choose a font that has it",
                 "the font '%s' has no glyph for U+%04X", face->path, code);
            return false;
        }
        *last = code;
    }
    return true;
}

static bool add_font(Writer *writer, size_t index)
{
    const Face *face = &writer->layout->faces[index];
    FontFile *file = font_open(writer, face);
    if (file == NULL)
        return false;
    Embedded *font = arena_alloc(writer->arena, sizeof *font);
    *font = (Embedded){.file = file, .used = &writer->used[index]};
    uint32_t last = 0;
    if (!use_codes(writer, face, font, &last))
        return false;
    font->name = subset_name(writer->arena, face, font->used);
    file->def->stemv = (HPDF_UINT16)stem_width(file);
    file->def->italic_angle = (HPDF_INT16)font_word(file, "post", 4);
    font->program = add_program(writer, file);
    font->glyph_map = add_map(writer, make_glyph_map(writer->arena, font, last));
    font->unicode_map = add_map(writer, make_unicode_map(writer->arena, font->used));
    /* PDF/A-2 and 3 need none. */
    if (writer->info->archive == ARCHIVE_A1)
        font->code_set = add_map(writer, make_code_set(writer->arena, font->used, last));
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
        if (writer->used[i].words != NULL && !add_font(writer, i))
            all = false;
    }
    return all;
}
