/* Fonts are read whole into memory: libharu takes two bytes at a time, which through stdio costs
 * six milliseconds a font. */
#include "pdf/fontfile.h"

#include "pdf/sfnt.h"

#include <string.h>

enum {
    LARGEST_FONT = 64 * 1024 * 1024,
};

/* --- Reading --------------------------------------------------------------------------------- */

static HPDF_STATUS read_font(HPDF_Stream stream, HPDF_BYTE *to, HPDF_UINT *size)
{
    FontFile *font = stream->attr;
    size_t left = font->bytes.size - font->at;
    HPDF_STATUS status = HPDF_OK;
    if (*size > left) {
        memset(to + left, 0, *size - left);
        *size = (HPDF_UINT)left;
        status = HPDF_STREAM_EOF;
    }
    if (*size > 0)
        memcpy(to, font->bytes.at + font->at, *size);
    font->at += *size;
    return status;
}

static HPDF_STATUS seek_font(HPDF_Stream stream, HPDF_INT to, HPDF_WhenceMode mode)
{
    FontFile *font = stream->attr;
    size_t at = (HPDF_UINT)to;
    if (mode == HPDF_SEEK_CUR)
        at += font->at;
    if (mode == HPDF_SEEK_END || at > font->bytes.size)
        return HPDF_SetError(stream->error, HPDF_FILE_IO_ERROR, 0);
    font->at = at;
    return HPDF_OK;
}

static HPDF_INT32 tell_font(HPDF_Stream stream)
{
    const FontFile *font = stream->attr;
    return (HPDF_INT32)font->at;
}

static HPDF_UINT32 size_font(HPDF_Stream stream)
{
    const FontFile *font = stream->attr;
    return (HPDF_UINT32)font->bytes.size;
}

FontFile *font_open(Writer *writer, const Face *face)
{
    const Source *source =
        file_read(writer->arena, writer->diags, face->path, LARGEST_FONT, (Place){0});
    if (source == NULL)
        return NULL;
    FontFile *font = arena_alloc(writer->arena, sizeof *font);
    font->bytes = source->text;
    HPDF_MMgr memory = writer->doc->mmgr;
    HPDF_Stream stream =
        HPDF_CallbackReader_New(memory, read_font, seek_font, tell_font, size_font, font);
    if (stream != NULL)
        font->def = HPDF_TTFontDef_Load(memory, stream, HPDF_TRUE);
    if (font->def == NULL) {
        bool forbidden = writer->doc->error.error_no == HPDF_TTF_CANNOT_EMBEDDING_FONT;
        diag(writer->diags, SEVERITY_ERROR, (Place){0},
             forbidden ? "its maker does not allow embedding: choose another font"
                       : "check that the file is a whole TrueType font",
             "cannot embed the font '%s'", face->path);
        HPDF_Error_Reset(&writer->doc->error);
        return NULL;
    }
    font->tables = font->def->attr;
    return font;
}

/* --- Glyphs ---------------------------------------------------------------------------------- */

/* The character whose glyph stands for this one: a hyphen that layout prints is a soft one, which
   fonts may lack, or have without width. */
static uint16_t seen_as(const FontFile *font, uint16_t code)
{
    enum { SOFT_HYPHEN = 0xAD };
    if (code != SOFT_HYPHEN)
        return code;
    uint16_t glyph = HPDF_TTFontDef_GetGlyphid(font->def, code);
    bool seen = glyph != 0 && glyph < font->tables->num_glyphs &&
                font->tables->h_metric[glyph].advance_width != 0;
    return seen ? code : '-';
}

uint16_t font_glyph(const FontFile *font, uint16_t code)
{
    return HPDF_TTFontDef_GetGlyphid(font->def, seen_as(font, code));
}

bool font_use(const FontFile *font, uint16_t code)
{
    uint16_t glyph = font_glyph(font, code);
    if (glyph == 0 || glyph >= font->tables->num_glyphs)
        return false;
    HPDF_TTFontDef_GetCharWidth(font->def, seen_as(font, code));
    return true;
}

static int64_t per_em(const FontFile *font, int64_t value)
{
    int64_t em = font->tables->header.units_per_em;
    if (em == 0)
        return 0;
    return value < 0 ? -((-value + em / 2) / em) : (value + em / 2) / em;
}

int64_t font_width(const FontFile *font, uint16_t code)
{
    int64_t advance = font->tables->h_metric[font_glyph(font, code)].advance_width;
    return per_em(font, advance * 1000 * 1000);
}

int64_t font_scale(const FontFile *font, int64_t value)
{
    return per_em(font, value * 1000);
}

/* --- Tables ---------------------------------------------------------------------------------- */

static HPDF_TTFTable *find_table(const FontFile *font, const char *tag)
{
    HPDF_TTFTable *tables = font->tables->offset_tbl.table;
    for (size_t i = 0; i < font->tables->offset_tbl.num_tables; i++) {
        if (memcmp(tables[i].tag, tag, sizeof tables[i].tag) == 0)
            return &tables[i];
    }
    return NULL;
}

uint16_t font_word(const FontFile *font, const char *tag, size_t offset)
{
    const HPDF_TTFTable *table = find_table(font, tag);
    if (table == NULL || offset + 2 > table->length ||
        (size_t)table->offset + offset + 2 > font->bytes.size)
        return 0;
    return sfnt_u16(font->bytes.at + table->offset + offset);
}

/* --- Reducing -------------------------------------------------------------------------------- */

/* Flags in the parts of a composite glyph. */
enum {
    WORD_ARGUMENTS = 0x01,
    HAS_SCALE = 0x08,
    MORE_PARTS = 0x20,
    HAS_TWO_SCALES = 0x40,
    HAS_MATRIX = 0x80,
};

static size_t part_size(uint16_t flags)
{
    size_t size = (flags & WORD_ARGUMENTS) != 0 ? 8 : 6;
    if ((flags & HAS_SCALE) != 0)
        return size + 2;
    if ((flags & HAS_TWO_SCALES) != 0)
        return size + 4;
    return (flags & HAS_MATRIX) != 0 ? size + 8 : size;
}

/* The outline of a glyph. */
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

/* Keeps the parts that a composite glyph is made of; true when one of them was not kept before. */
static bool keep_parts(const FontFile *font, size_t glyph)
{
    Str data = glyph_data(font, glyph);
    if (data.size < 10 || (sfnt_u16(data.at) & 0x8000) == 0)
        return false;
    bool found = false;
    uint16_t flags = MORE_PARTS;
    for (size_t at = 10; (flags & MORE_PARTS) != 0 && at + 4 <= data.size; at += part_size(flags)) {
        flags = sfnt_u16(data.at + at);
        uint16_t part = sfnt_u16(data.at + at + 2);
        if (part < font->tables->num_glyphs && font->tables->glyph_tbl.flgs[part] == 0) {
            font->tables->glyph_tbl.flgs[part] = 1;
            found = true;
        }
    }
    return found;
}

/* libharu keeps the parts of a glyph, but not those that a part is made of. */
static void keep_all_parts(const FontFile *font)
{
    for (bool found = true; found;) {
        found = false;
        for (size_t glyph = 0; glyph < font->tables->num_glyphs; glyph++) {
            if (font->tables->glyph_tbl.flgs[glyph] != 0 && keep_parts(font, glyph))
                found = true;
        }
    }
}

/* A font that is embedded by glyph numbers needs no tables for characters, names and the system.
   Tables that libharu does not find it writes empty. */
static void drop_tables(const FontFile *font)
{
    static const char *const needless[] = {"OS/2", "cmap", "post"};
    for (size_t i = 0; i < sizeof needless / sizeof *needless; i++) {
        HPDF_TTFTable *table = find_table(font, needless[i]);
        if (table != NULL)
            memset(table->tag, 0, sizeof table->tag);
    }
    font->tables->name_tbl.count = 0;
    font->tables->name_tbl.string_offset = 6;
}

Str font_subset(Writer *writer, const FontFile *font)
{
    keep_all_parts(font);
    drop_tables(font);
    HPDF_Stream stream = HPDF_MemStream_New(writer->doc->mmgr, (HPDF_UINT)font->bytes.size);
    if (stream == NULL || HPDF_TTFontDef_SaveFontData(font->def, stream) != HPDF_OK)
        return (Str){0};
    HPDF_UINT size = 0;
    const char *bytes = (const char *)HPDF_MemStream_GetBufPtr(stream, 0, &size);
    KeptGlyphs glyphs = {font->tables->glyph_tbl.flgs, font->tables->num_h_metric};
    return bytes != NULL ? sfnt_tidy(writer->arena, (Str){bytes, size}, glyphs) : (Str){0};
}
