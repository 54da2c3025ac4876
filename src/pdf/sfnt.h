/*
 * pdf/sfnt.h - the container of a TrueType font; inside pdf/ only.
 */
#ifndef LAKIPDF_PDF_SFNT_H
#define LAKIPDF_PDF_SFNT_H

#include "base/base.h"

/* Big-endian numbers. */
uint16_t sfnt_u16(const char *at);
uint32_t sfnt_u32(const char *at);

/* Which glyphs a reduced font keeps. */
typedef struct KeptGlyphs {
    const unsigned char *kept; /* 1 where kept, by glyph */
    size_t metric_count;       /* how many glyphs have an advance width of their own in hmtx */
} KeptGlyphs;

/* A well-formed copy of a font as libharu reduces it: without empty tables, the others aligned,
   with right checksums, and metrics only of the glyphs that it keeps. An empty slice when the
   font's directory is damaged. */
Str sfnt_tidy(Arena *arena, Str font, KeptGlyphs glyphs);

#endif
