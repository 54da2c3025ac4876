/*
 * pdf/sfnt.h - the container of a TrueType font; inside pdf/ only.
 */
#ifndef LAKIPDF_PDF_SFNT_H
#define LAKIPDF_PDF_SFNT_H

#include "base/base.h"

/* Big-endian numbers. */
uint16_t sfnt_u16(const char *at);
uint32_t sfnt_u32(const char *at);
void sfnt_set_u16(char *at, uint32_t value);
void sfnt_set_u32(char *at, uint32_t value);

/* A table; tags of four bytes. */
typedef struct SfntTable {
    const char *tag;
    Str bytes;
} SfntTable;

/* A font of these tables, which stand by rising tag, with right checksums. */
Str sfnt_join(Arena *arena, const SfntTable *tables, size_t count);

#endif
