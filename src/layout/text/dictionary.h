/*
 * layout/text/dictionary.h - libhyphen's dictionaries, read behind guards; inside layout/ only.
 */
#ifndef LAKIPDF_LAYOUT_TEXT_DICTIONARY_H
#define LAKIPDF_LAYOUT_TEXT_DICTIONARY_H

#include "base/base.h"

#include <hyphen.h>

enum { DICTIONARY_MAX_BYTES = 4 * 1024 * 1024 };

/* Reads a dictionary, to be freed by hnj_hyphen_free; `scratch` is not needed afterwards. NULL
   after an error at `place`, which named the file. Only plain patterns are read. */
HyphenDict *dictionary_load(Arena *scratch, Diags *diags, const char *path, Place place);

/* True when the library will get so many bytes: it ends the process where it does not, so what it
   needs is asked for before. */
bool dictionary_has_room(size_t bytes);

#endif
