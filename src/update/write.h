/*
 * update/write.h - what the parts of this stage share; inside update/ only.
 */
#ifndef LAKIPDF_UPDATE_WRITE_H
#define LAKIPDF_UPDATE_WRITE_H

#include "update/update.h"

/* An object that was put. */
typedef struct Put {
    uint32_t number, generation;
    Str body;
    size_t place; /* of the body, once it is finished */
} Put;

struct Update {
    Arena *arena;
    Diags *diags;
    PdfFile *file;
    const Source *source;
    size_t errors;        /* that there were before it */
    uint32_t first, next; /* numbers of new objects: the first, the next to be given */
    Put *fresh;           /* by number from `first` on; those without body have number 0 */
    size_t fresh_capacity;
    Put *changed; /* objects of the file */
    size_t changed_count, changed_capacity;
    Put **puts; /* all by rising number, once it is finished */
    size_t count;
};

/* Deflates in the format of zlib, into the arena. */
Str update_deflate(Update *update, Str plain);

#endif
