/*
 * pdf/fontfile.h - a TrueType file as libharu reads it; inside pdf/ only.
 */
#ifndef LAKIPDF_PDF_FONTFILE_H
#define LAKIPDF_PDF_FONTFILE_H

#include "pdf/writer.h"

#include <hpdf_fontdef.h>

typedef struct FontFile {
    HPDF_FontDef def;
    HPDF_TTFontDefAttr tables;
    Str bytes;
    size_t at; /* where libharu reads next */
} FontFile;

/* Reads the face's file. NULL after adding a message. */
FontFile *font_open(Writer *writer, const Face *face);
/* Marks the character's glyph as used. False where the font has none. */
bool font_use(const FontFile *font, uint16_t code);
/* The number of its glyph. */
uint16_t font_glyph(const FontFile *font, uint16_t code);
/* Advance width in thousandths of a thousandth of the font's size. */
int64_t font_width(const FontFile *font, uint16_t code);
/* A value of the font's grid in thousandths of its size. */
int64_t font_scale(const FontFile *font, int64_t value);
/* 16 bits of a table, 0 where it has none there. */
uint16_t font_word(const FontFile *font, const char *tag, size_t offset);
/* The font reduced to what embedding needs of the marked glyphs. An empty slice after an error. */
Str font_subset(Writer *writer, const FontFile *font);

#endif
