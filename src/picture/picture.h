/*
 * picture/picture.h - picture files, checked whole and made ready to stand in a document.
 *
 * What a file holds beside the picture (where and when a photo was taken, its thumbnail, comments)
 * is left behind.
 */
#ifndef LAKIPDF_PICTURE_PICTURE_H
#define LAKIPDF_PICTURE_PICTURE_H

#include "base/base.h"

enum {
    PICTURE_MAX_BYTES = 64 * 1024 * 1024,
    PICTURE_MAX_PIXELS = 120 * 1000 * 1000, /* more than a telephone's camera gives */
    /* Of a picture that comes in many passes and is kept whole until the last: a progressive JPEG,
       an interlaced PNG. */
    PICTURE_MAX_PASSES_PIXELS = 40 * 1000 * 1000,
    /* Of a JPEG with arithmetic codes, which nobody uses: its file may be small however many pixels
       it says it has. */
    PICTURE_MAX_ARITHMETIC_PIXELS = 4 * 1000 * 1000,
};

typedef enum PictureCode {
    PICTURE_ROWS, /* rows of pixels, each behind the number of its filter, all deflated: as in IDAT
                     chunks (PNG 1.2, 6 and 10) */
    PICTURE_JPEG, /* a JPEG stream, baseline or progressive */
} PictureCode;

typedef struct Picture {
    PictureCode code;
    uint32_t width, height; /* in pixels as they are stored, before they are turned upright */
    uint8_t components;     /* 1 grey or an index into the palette, 3 red, green, blue */
    uint8_t bits;           /* of a component */
    bool plain_rgb;         /* PICTURE_JPEG of three components that are not YCbCr */
    uint8_t orientation;    /* how to turn it: 1 upright, to 8 (Exif 2.32, 4.6.4 A) */
    uint32_t density;       /* pixels per metre across; 0 where the file does not say */
    Str bytes;
    Str palette; /* 2^bits times red, green, blue; empty where there is none */
    Str alpha;   /* PICTURE_ROWS of 8 bits of opacity; empty where all is opaque */
} Picture;

/* Reads a PNG or JPEG file of any kind that is in use; its contents tell which, not its name. NULL
   after an error at `from`, the place that named the file: it cannot be read, is of another kind,
   damaged or too large. Nothing but the picture stays in the arena. */
const Picture *picture_read(Arena *arena, Diags *diags, const char *path, Place from);
/* The same for a file's bytes; `name` is what messages call it. */
const Picture *picture_decode(Arena *arena, Diags *diags, Str file, const char *name, Place from);

/* A picture with alpha as it looks on white, without alpha. It and what its making takes, a few
   rows and the packed bytes twice, are in the arena. */
const Picture *picture_flatten(Arena *arena, const Picture *picture);

/* A picture at its place, in any unit. */
typedef struct PictureLayer {
    const Picture *picture;
    int32_t x, y;          /* of its top left, y downwards */
    int32_t width, height; /* above 0, once it is upright */
} PictureLayer;

/* One picture of the rectangle that the layers cover together, as inks on paper look that lie over
   each other: none hides another, white hides nothing. `unit`: the smallest pixel that is worth
   having. It has alpha. It is in the arena. */
const Picture *picture_compose(Arena *arena, const PictureLayer *layers, size_t count,
                               int32_t unit);

/* True when the picture stands on its side: its height is across. */
bool picture_sideways(const Picture *picture);

#endif
