/*
 * picture/code.h - what the readers of picture files share; inside picture/ only.
 */
#ifndef LAKIPDF_PICTURE_CODE_H
#define LAKIPDF_PICTURE_CODE_H

#include "picture/picture.h"

#include <stdlib.h>

typedef enum PictureFault {
    FAULT_NONE,
    FAULT_DAMAGED,
    FAULT_UNUSUAL, /* a kind that nothing but its name has in common with what is in use */
    FAULT_PIXELS,  /* too many */
} PictureFault;

/* A file that is being read. */
typedef struct PictureTask {
    Arena *arena;   /* for what is kept */
    Arena *scratch; /* for all else */
    Str file;
    Picture picture; /* so far */
    PictureFault fault;
    bool pixels;     /* a JPEG stream becomes rows, too */
    int most_pixels; /* with FAULT_PIXELS: the limit that was passed, */
    const char *way; /* and what beside making it smaller may help; or NULL */
} PictureTask;

void picture_read_png(PictureTask *task);
void picture_read_jpeg(PictureTask *task);

/* Notes width and height; false when they are more than so many pixels. */
bool picture_set_size(PictureTask *task, uint32_t width, uint32_t height, int most);
/* Notes the density, where it is one that a picture may have. */
void picture_set_density(Picture *picture, uint64_t per_metre);

/* --- Exif (exif.c) ---------------------------------------------------------------------------- */

/* Notes the orientation of a TIFF structure (Exif 2.32, 4.5), and its density where there is none
   yet. What is wrong in it is left out. */
void picture_read_exif(Picture *picture, Str tiff);

/* --- Rows of pixels (rows.c) ------------------------------------------------------------------ */

typedef struct PictureRows PictureRows;

/* Rows of `size` bytes, a pixel `step` bytes long. */
PictureRows *picture_rows_new(Arena *scratch, size_t size, size_t step);
/* Adds a row with the filter that suits it. */
void picture_rows_add(PictureRows *rows, const unsigned char *row);
/* All rows, as PICTURE_ROWS are stored. */
Str picture_rows_end(PictureRows *rows, Arena *arena);

/* --- The same, read (unpack.c) -----------------------------------------------------------------
 */

typedef struct Unpacked Unpacked;

/* Rows of `size` bytes, a pixel `step` bytes long (1 where it is less); `bytes` as PICTURE_ROWS are
   stored. */
Unpacked *picture_unpack(Arena *scratch, Str bytes, size_t size, size_t step);
/* The next row; it stays until the one after the next. */
const unsigned char *picture_unpack_row(Unpacked *rows);

/* What PNG's last filter guesses of a sample: whichever of left, above and left above is nearest to
   left + above - left above (PNG 1.2, 6.6). Here, since it is asked for each sample. */
static inline int picture_paeth(int left, int above, int corner)
{
    int by_left = abs(above - corner);
    int by_above = abs(left - corner);
    int by_corner = abs(left + above - 2 * corner);
    if (by_left <= by_above && by_left <= by_corner)
        return left;
    return by_above <= by_corner ? above : corner;
}

#endif
