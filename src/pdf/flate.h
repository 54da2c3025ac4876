/*
 * pdf/flate.h - compression of streams; inside pdf/ only.
 *
 * Streams are compressed by us, not by libharu, because one compressor then serves all and only
 * the compressed bytes are kept until the file is written.
 */
#ifndef LAKIPDF_PDF_FLATE_H
#define LAKIPDF_PDF_FLATE_H

#include "base/base.h"

typedef struct Flate Flate;

/* All its memory comes from the arena. NULL when zlib refuses (its version differs). */
Flate *flate_new(Arena *arena);
/* The bytes in zlib's format, valid until the next call; an empty slice when zlib fails. */
Str flate_compress(Flate *flate, Str plain);

#endif
