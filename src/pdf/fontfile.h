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
/* The number of the character's glyph; 0 where the font has none. */
uint16_t font_glyph(const FontFile *font, uint16_t character);
/* Advance width of a glyph in thousandths of a thousandth of the font's size. */
int64_t font_width(const FontFile *font, uint16_t glyph);
/* A value of the font's grid in thousandths of its size. */
int64_t font_scale(const FontFile *font, int64_t value);
/* A table; empty where the font has none. */
Str font_table(const FontFile *font, const char *tag);
/* 16 bits of a table, 0 where it has none there. */
uint16_t font_word(const FontFile *font, const char *tag, size_t offset);
/* The font reduced to what embedding needs of so many glyphs, which are numbered from 1 on in this
   order. Then count is that of all glyphs: with .notdef and with those that others are made of. An
   empty slice where these are too many. */
Str font_subset(Arena *arena, const FontFile *font, const uint16_t *glyphs, size_t *count);

#endif
