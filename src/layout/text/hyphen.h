/*
 * layout/text/hyphen.h - where words are divided at the end of a line; inside layout/ only.
 *
 * The points come from a list of exceptions, else from the affixes and syllables of Indonesian
 * (root.h). Libhyphen's patterns are asked where the rules leave a point open: they divide roots
 * well and derived words badly. The dictionary is read when the first word asks for it, and each
 * distinct word is looked up once.
 */
#ifndef LAKIPDF_LAYOUT_TEXT_HYPHEN_H
#define LAKIPDF_LAYOUT_TEXT_HYPHEN_H

#include "layout/text/typography.h"

enum { HYPHEN_LONGEST = 63 }; /* letters; longer words have no points */

typedef struct Hyphenator Hyphenator;

/* Holds the library's dictionary once that is read: hyphen_drop lets go of it, also after a jump
   out of hyphen_points. Exceptions that are no words are errors at their places. */
Hyphenator *hyphen_new(Arena *arena, Diags *diags, const Typography *typography);
/* The same with the exceptions of a document. */
Hyphenator *hyphen_for(Arena *arena, Diags *diags, const Typography *typography, const Doc *doc);
void hyphen_drop(Hyphenator *hyphenator);

/* Adds an exception, "mem-per-oleh"; an older one for the same word no longer holds. */
void hyphen_except(Hyphenator *hyphenator, Str word, Place place);

/* Bit i is set where the word of `count` small letters a to z may be divided before letter i. A
   dictionary that is missing or damaged is an error, once. */
uint64_t hyphen_points(Hyphenator *hyphenator, const char *letters, size_t count);

#endif
