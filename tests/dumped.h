/*
 * tests/dumped.h - a display list that was dumped as text, read back, and what must hold of every
 * page whatever stands on it.
 */
#ifndef LAKIPDF_TESTS_DUMPED_H
#define LAKIPDF_TESTS_DUMPED_H

#include "base/base.h"

typedef enum DumpedKind {
    DUMPED_RUN,
    DUMPED_RECT,
    DUMPED_PATH,
    DUMPED_OTHER, /* a link or a picture */
} DumpedKind;

/* Lengths in 1/1000 pt. */
typedef struct DumpedItem {
    DumpedKind kind;
    bool turned;
    bool coloured;               /* not black */
    int64_t x, y, width, height; /* RUN: the baseline's start; `height` is the size of letters */
    Str text;                    /* RUN: as in the dump, within the quotes */
} DumpedItem;

typedef struct DumpedPage {
    int64_t width, height;
    Str label;
    Str text; /* its lines of the dump */
    DumpedItem *items;
    size_t count;
} DumpedPage;

typedef struct Dumped {
    DumpedPage *pages;
    size_t count;
    Str outline; /* its lines */
} Dumped;

/* The text must live as long as the result; NULL when it is no dump. */
Dumped *dumped_read(Arena *arena, Str text);

/* What is wrong with the pages, a line each, at most `most`; empty when nothing is: nothing stands
   outside of its page, no text on other text or on a rule, and labels of one kind count on or begin
   anew. */
Str dumped_faults(Arena *arena, const Dumped *dumped, size_t most);

/* How often each letter a-z, A-Z and digit is printed by the runs that are not turned. */
typedef struct Letters {
    uint64_t count[128];
} Letters;

Letters dumped_letters(const Dumped *dumped);
/* Adds those of a text. */
void letters_add(Letters *letters, const char *text, uint64_t times);

/* FNV-1a, 64 bits. */
uint64_t dumped_hash(Str text);

#endif
