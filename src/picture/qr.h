/*
 * picture/qr.h - QR codes (ISO/IEC 18004): a text as dark and light modules.
 */
#ifndef LAKIPDF_PICTURE_QR_H
#define LAKIPDF_PICTURE_QR_H

#include "base/base.h"

enum {
    QR_QUIET = 4, /* modules of light around the code (ISO/IEC 18004, 6.3.8) */
};

typedef struct QrCode {
    uint32_t side;             /* modules, without the quiet zone */
    const unsigned char *dark; /* side * side of them, row by row: 1 dark, 0 light */
    Str text;                  /* what it says */
} QrCode;

/* The code of a text for a square of `size` (1/1000 pt) that holds its quiet zone, too: of the
   smallest version that takes the text, with as much error correction as has room in it, so that a
   print of 300 dots an inch is still read. It and a copy of the text are in the arena. NULL after
   an error at `place`: the text is empty, too long for a code, or for one of that size (the hint
   says which would do). */
const QrCode *qr_encode(Arena *arena, Diags *diags, Str text, int32_t size, Place place);

/* The smallest such square; 0 where no code holds the text. */
int32_t qr_least(Arena *arena, Str text);

#endif
