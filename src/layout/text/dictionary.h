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

/* The library allocates only between dictionary_end and one of these, not nested: where memory runs
   out the jump of arenas is taken. What it took while loading is let go of then; of what it takes
   for a word a few blocks are lost. */
void dictionary_loads(Memory *memory);
void dictionary_divides(Memory *memory);
void dictionary_end(void);

#endif
