/*
 * pdf/flate.h - compression of streams; inside pdf/ only.
 *
 * Streams are compressed by us, not by libharu, because one compressor then serves all and only
 * the compressed bytes are kept until the file is written. What is not needed at once is compressed
 * by a second thread while the pages that follow are made, where the process has a second core.
 */
#ifndef LAKIPDF_PDF_FLATE_H
#define LAKIPDF_PDF_FLATE_H

#include "base/base.h"

typedef struct Flate Flate;

/* What it returns comes from the arena; it holds more than that, so it is to be dropped before the
   arena is. Jumps without memory. */
Flate *flate_new(Arena *arena);
/* Takes NULL. What was to be compressed later and is not settled is lost. */
void flate_drop(Flate *flate);
/* The bytes in zlib's format (RFC 1950), valid until the next call; an empty slice on failure. */
Str flate_compress(Flate *flate, Str plain);
/* The same, but *packed has them only after flate_settle, and for as long as the arena lives. The
   plain bytes are copied. */
void flate_later(Flate *flate, Str plain, Str *packed);
/* Waits for all that was to be compressed later. False when some failed. */
bool flate_settle(Flate *flate);

#endif
