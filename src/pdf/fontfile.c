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

static uint16_t find_glyph(const FontFile *font, uint16_t character)
{
    uint16_t glyph = HPDF_TTFontDef_GetGlyphid(font->def, character);
    return glyph < font->tables->num_glyphs ? glyph : 0;
}

uint16_t font_glyph(const FontFile *font, uint16_t character)
{
    enum { SOFT_HYPHEN = 0xAD };
    uint16_t glyph = find_glyph(font, character);
    /* A hyphen that layout prints is a soft one, which fonts may lack, or have without width. */
    if (character == SOFT_HYPHEN && font->tables->h_metric[glyph].advance_width == 0)
        glyph = 0;
    return character == SOFT_HYPHEN && glyph == 0 ? find_glyph(font, '-') : glyph;
}

static int64_t per_em(const FontFile *font, int64_t value)
{
    int64_t em = font->tables->header.units_per_em;
    if (em == 0)
        return 0;
    return value < 0 ? -((-value + em / 2) / em) : (value + em / 2) / em;
}

int64_t font_width(const FontFile *font, uint16_t glyph)
{
    int64_t advance = font->tables->h_metric[glyph].advance_width;
    return per_em(font, advance * 1000 * 1000);
}

int64_t font_scale(const FontFile *font, int64_t value)
{
    return per_em(font, value * 1000);
}

/* --- Tables ---------------------------------------------------------------------------------- */

Str font_table(const FontFile *font, const char *tag)
{
    const HPDF_TTFTable *tables = font->tables->offset_tbl.table;
    for (size_t i = 0; i < font->tables->offset_tbl.num_tables; i++) {
        size_t from = tables[i].offset;
        if (memcmp(tables[i].tag, tag, sizeof tables[i].tag) == 0 && from <= font->bytes.size &&
            tables[i].length <= font->bytes.size - from)
            return str_slice(font->bytes, from, from + tables[i].length);
    }
    return (Str){0};
}

uint16_t font_word(const FontFile *font, const char *tag, size_t offset)
{
    Str table = font_table(font, tag);
    return offset + 2 <= table.size ? sfnt_u16(table.at + offset) : 0;
}
