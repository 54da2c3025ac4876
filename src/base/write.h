/*
 * base/write.h - writing to a descriptor, for the files of base/ that make files.
 */
#ifndef LAKIPDF_BASE_WRITE_H
#define LAKIPDF_BASE_WRITE_H

#include "base/str.h"

/* Writes all of it, going on after interruptions. False with errno. */
bool write_full(int fd, Str bytes);
/* What the user can do where a file or folder could not be made or written; NULL where nothing. */
const char *write_hint(int error);

#endif
