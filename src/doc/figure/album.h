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
const Picture *const *album_pictures(const Album *album, size_t *count);

#endif
