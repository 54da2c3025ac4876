/*
 * tests/scan.h - a foreign reader of QR codes, zbar's library.
 */
#ifndef LAKIPDF_TESTS_SCAN_H
#define LAKIPDF_TESTS_SCAN_H

#include "support.h"

/* What the codes in a grey picture (0 black, 255 white) say, a line for each. Fails where the
   library is missing. */
const char *scan_codes(Arena *arena, const unsigned char *grey, unsigned width, unsigned height);
/* The same for a PGM file of 8 bits ("P5"). */
const char *scan_file(Arena *arena, const char *path);

#endif
