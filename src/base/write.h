/*
 * base/write.h - reading and writing through a descriptor.
 */
#ifndef LAKIPDF_BASE_WRITE_H
#define LAKIPDF_BASE_WRITE_H

#include "base/str.h"

#include <sys/types.h>

/* Reads up to `size` bytes, fewer only at the end, going on after interruptions. How many they are;
   -1 with errno. */
ssize_t read_full(int fd, char *to, size_t size);
/* Writes all of it, going on after interruptions. False with errno. */
bool write_full(int fd, Str bytes);
/* What the user can do where a file or folder could not be made or written; NULL where nothing. */
const char *write_hint(int error);

#endif
