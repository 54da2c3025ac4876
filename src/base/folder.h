/*
 * base/folder.h - what stands in a folder, and making one whole.
 */
#ifndef LAKIPDF_BASE_FOLDER_H
#define LAKIPDF_BASE_FOLDER_H

#include "base/diag.h"

enum { FOLDER_MAX_DEPTH = 16 }; /* of what is copied, or taken out of a PDF */

/* The names in a folder but those that begin with a dot, in the order of their bytes, in the arena;
   *count of them. None where there is no folder. NULL after adding a message: it may not be read
   (SEVERITY_ERROR), or the system failed. */
const Str *folder_names(Arena *arena, Diags *diags, const char *path, size_t *count);
bool is_folder(const char *path);
/* The same where it matters to know, into *is. False after adding a message: what is there may not
   be looked at (SEVERITY_ERROR), or the system failed. */
bool folder_look(Diags *diags, const char *path, bool *is);

/* Copies the files and folders below `from` into the folder `to`, which is made where there is none
   (not what is above it); *count of files. Nothing that exists is written over. False after adding
   messages (SEVERITY_USAGE: something exists): all that was made is then removed again. */
bool folder_copy(Arena *arena, Diags *diags, const char *from, const char *to, size_t *count);

/* A file to be written. */
typedef struct FolderFile {
    Str name; /* its path in the folder, whose parts are neither empty nor "." nor ".." */
    Str bytes;
} FolderFile;

/* Writes the files into the folder `to`, which is made where there is none (not what is above it),
   and so are the folders in it. Nothing that exists is written over, no link in it is followed.
   False after adding messages (SEVERITY_USAGE: something exists): all that was made is then removed
   again. */
bool folder_fill(Arena *arena, Diags *diags, const char *to, const FolderFile *files, size_t count);

#endif
