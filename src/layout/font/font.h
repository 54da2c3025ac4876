/*
 * layout/font/font.h - reading one TrueType file; inside layout/ only.
 *
 * A font is checked whole when it is read, so that neither layout nor the library that embeds it
 * meets a table that is cut short or points outside of itself. Afterwards a width and a kerning
 * pair are table look-ups.
 */
#ifndef LAKIPDF_LAYOUT_FONT_FONT_H
#define LAKIPDF_LAYOUT_FONT_FONT_H

#include "base/base.h"

enum {
    FONT_MAX_BYTES = 32 * 1024 * 1024,
    FONT_KERN_FIRST = 0x20, /* the characters that have a kerning matrix: those of ASCII */
    FONT_KERN_COUNT = 0x60,
};

/* What a character prints. */
typedef struct FontGlyph {
    uint32_t advance; /* in millionths of the size, as exact as the PDF's array of widths */
    uint16_t index;   /* 0: the font does not have the character */
} FontGlyph;

typedef struct KernPair {
    uint32_t glyphs; /* left in the upper half */
    int16_t units;
} KernPair;

/* All distances but kerning in 1/1000 of the size. */
typedef struct Font {
    Str name; /* PostScript name, "LiberationSerif-Bold" */
    int32_t ascent;
    int32_t descent;             /* downwards */
    int32_t underline;           /* of its top, downwards from the baseline */
    int32_t underline_thickness; /* at least 1 */
    int32_t units_per_em;
    const FontGlyph *blocks[256]; /* by the upper byte of a character, never NULL */
    const int16_t *kern;          /* units, FONT_KERN_COUNT squared by left, right; NULL: none */
    const KernPair *pairs;        /* all pairs by rising glyphs */
    size_t pair_count;
} Font;

/* Reads a font from the bytes of a file that messages call `path`; nothing of it is kept. NULL
   after an error at `from` when it is damaged, no TrueType font or must not be embedded. */
const Font *font_read(Arena *arena, Diags *diags, Str bytes, Str path, Place from);

static inline FontGlyph font_glyph(const Font *font, uint16_t code)
{
    return font->blocks[code >> 8][code & 0xFF];
}

/* The kerning of a pair where one is not ASCII; font_kern's own. */
int32_t font_kern_search(const Font *font, uint16_t left, uint16_t right);

/* What to add between the two characters, in 1/units_per_em of the size. */
static inline int32_t font_kern(const Font *font, uint16_t left, uint16_t right)
{
    if (font->kern == NULL)
        return 0;
    uint32_t row = (uint32_t)left - FONT_KERN_FIRST;
    uint32_t column = (uint32_t)right - FONT_KERN_FIRST;
    if (row < FONT_KERN_COUNT && column < FONT_KERN_COUNT)
        return font->kern[row * FONT_KERN_COUNT + column];
    return font_kern_search(font, left, right);
}

#endif
