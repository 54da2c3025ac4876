/*
 * doc/figure/album.h - the pictures of a document, each file read once; inside doc/ only.
 */
#ifndef LAKIPDF_DOC_FIGURE_ALBUM_H
#define LAKIPDF_DOC_FIGURE_ALBUM_H

#include "doc/doc.h"

enum {
    DOC_MAX_PICTURE_BYTES = 1024 * 1024 * 1024, /* of all pictures together */
};

typedef struct Album Album;

/* Paths are those of the job's folder; what is not there is looked for in the template's. */
Album *album_new(Arena *arena, Diags *diags, const Job *job, Str template_folder);
/* Reads the picture when its path is named for the first time. False after an error at `from`, the
   place that names it: the path leads out of the folder, there is no such file, it is no picture in
   use (picture_read). */
bool album_find(Album *album, Str path, Place from, Photo *photo);
/* The same for a picture that is to be a part of one by picture_compose, and does not stand in the
   document itself. NULL after the error. */
const Picture *album_read(Album *album, Str path, Place from);
/* The picture that the layers make; `name` is that of no file, and of no other such picture. */
void album_compose(Album *album, Str name, const PictureLayer *layers, size_t count, int32_t unit,
                   Photo *photo);
const Picture *const *album_pictures(const Album *album, size_t *count);

#endif
