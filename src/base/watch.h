/*
 * base/watch.h - who is told of all that is read of the file system, so that it can be found out
 * later whether anything of it has changed.
 *
 * The readers of base/ tell the watch of their arena's Memory: of files, of the names in folders,
 * and of what is looked for and not there, which matters as much.
 */
#ifndef LAKIPDF_BASE_WATCH_H
#define LAKIPDF_BASE_WATCH_H

#include "base/str.h"

#include <sys/stat.h>

typedef enum Seen {
    SEEN_NOTHING, /* there is nothing of that name */
    SEEN_FILE,
    SEEN_FOLDER, /* a folder, of which the names were read */
} Seen;

typedef struct Watch {
    void *context;
    /* `about` and `bytes` are those of a file, else NULL and empty. May jump as arenas do. */
    void (*see)(void *context, Seen seen, const char *path, const struct stat *about, Str bytes);
} Watch;

/* Sets the watch of all arenas of the memory; NULL ends it. It must live as long. */
void memory_watch(Memory *memory, const Watch *watch);
/* Tells the watch, if there is one. */
void watch_see(Memory *memory, Seen seen, const char *path, const struct stat *about, Str bytes);

#endif
