/*
 * base/file.h - reading files whole, and writing them so that a failure loses nothing.
 */
#ifndef LAKIPDF_BASE_FILE_H
#define LAKIPDF_BASE_FILE_H

#include "base/diag.h"

#include <sys/stat.h>

/* Reads a regular file of at most `limit` bytes. The source (in the arena) is named `path`. On
   failure (missing, a directory, no right to read, too large, read error) adds a message at `from`,
   the place that named the file, and returns NULL: SEVERITY_ERROR for what the user can mend,
   SEVERITY_SYSTEM for I/O errors. */
const Source *file_read(Arena *arena, Diags *diags, const char *path, size_t limit, Place from);

/* True for an errno of a path that says what the user named: nothing is there, or the user may not
   look. Else the system failed. */
bool file_error_is_input(int error);

/* True when something has that name, or may have, which whoever reads it is told: a watch of the
   arena's memory is told where not (watch.h). */
bool file_exists(Arena *arena, const char *path);

/* By which a file that was not changed is known: which one it is, its size and its times. */
typedef struct FileStamp {
    dev_t device;
    ino_t number;
    off_t size;
    struct timespec modified, changed;
} FileStamp;

/* What stat told of a file, as its stamp; and whether two are the same, so that it was not changed
   between them. */
FileStamp file_stamp(const struct stat *about);
bool file_stamp_same(const FileStamp *a, const FileStamp *b);

/* The directory part of a path ("" gives "."), and a path relative to a directory (an absolute path
   stays as it is). */
Str path_folder(Str path);
Str path_file(Str path); /* what stands behind the last slash */
Str path_join(Arena *arena, Str folder, Str path);
/* True when `path` (relative, as a job names it) stays inside its folder: not absolute, no ".."
   that leads out. Links are followed by path_resolves_inside. */
bool path_is_inside(Str path);
/* True when the existing file `path` really lies below `folder` once links are resolved. Where it
   is false errno tells why that cannot be known; 0 where it is known. Jumps when memory runs out.
 */
bool path_resolves_inside(Arena *arena, Str folder, Str path);

/* A file being written: a temporary file beside the target that replaces it on commit. A run that
   is killed meanwhile leaves it; the next one that writes the same target removes it (out.c). */
typedef struct OutFile OutFile;

/* Begins to write `path`; "-" is standard output (collected first, written on commit). NULL after
   adding a message (folder missing, target is a directory, no right to write). */
OutFile *out_open(Arena *arena, Diags *diags, const char *path);
/* Collects in memory; not committed. */
OutFile *out_memory(Arena *arena, Diags *diags);
/* What was written to one of out_memory. */
Str out_collected(const OutFile *out);
/* False after a failed write; the message is added once. After a failure the rest does nothing. */
bool out_write(OutFile *out, const void *bytes, size_t size);
/* Flushes, syncs and renames over the target. False after adding a message; the older file, if any,
   is then untouched and the temporary one gone. Ends the OutFile either way. */
bool out_commit(OutFile *out);
/* Gives up: removes the temporary file. NULL is allowed. */
void out_abandon(OutFile *out);
/* Removes what runs that were killed while they wrote `path` have left beside it. */
void out_remove_stale(Arena *arena, const char *path);

#endif
