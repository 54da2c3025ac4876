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

/* Blocks for the library to use where memory runs out while it divides a word, which it can not be
   made to stop: it takes twelve at most, of eight bytes for each letter and three more. */
typedef struct Reserve {
    void *blocks[16];
    size_t count;
} Reserve;

/* For words of at most `longest` letters; to be let go of also where memory ran out, which takes
   the jump. */
void reserve_fill(Reserve *reserve, Memory *memory, size_t longest);
void reserve_drop(Reserve *reserve);

/* The library allocates only between dictionary_end and one of these, not nested. Where memory runs
   out while it loads, the jump of arenas is taken and what it took is let go of. Where it divides,
   the reserve is used and dictionary_end takes the jump. */
void dictionary_loads(Memory *memory);
void dictionary_divides(Memory *memory, Reserve *reserve);
void dictionary_end(void);

#endif
