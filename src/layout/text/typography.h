/*
 * layout/text/typography.h - the rules of the language, as config/tipografi.yaml gives them; inside
 * layout/ only.
 */
#ifndef LAKIPDF_LAYOUT_TEXT_TYPOGRAPHY_H
#define LAKIPDF_LAYOUT_TEXT_TYPOGRAPHY_H

#include "layout/layout.h"

/* What a word is tied to; flags. */
enum {
    TIE_NUMBER_AFTER = 1,  /* a number that follows it */
    TIE_NUMBER_BEFORE = 2, /* a number before it */
    TIE_NAME_AFTER = 4,    /* a name that follows its full stop */
    TIE_COMMA_BEFORE = 8,  /* a name before it that ends in a comma */
    TIE_ANY_BEFORE = 16,   /* whatever stands before it */
};

typedef struct TiedWord {
    uint16_t *codes; /* in small letters; NULL where the slot is free */
    size_t count;
    uint8_t ties;
} TiedWord;

struct Typography {
    const char *dictionary; /* NULL where the rules leave nothing to one */
    Place dictionary_place;
    int64_t shortest; /* letters of a word; shorter ones are divided only where lines gape else */
    int64_t least_before, least_after; /* letters that a divided word keeps on each side */
    const List *exceptions;            /* "mem-per-oleh" */
    Str roots;                         /* "aman arus-utama" */
    const Record *division;            /* where they stand */
    TiedWord *words;
    size_t word_capacity;
};

/* The rules of a tree; `path` is the file that the dictionary's name is relative to. NULL after
   errors. */
const Typography *typography_read(Arena *arena, Diags *diags, Schema *schema, const Node *tree,
                                  Str path);

/* The TIE_ flags of a word of `count` characters, at most TIED_LONGEST. */
enum { TIED_LONGEST = 24 };
uint8_t typography_ties(const Typography *typography, const uint16_t *codes, size_t count);

/* A capital letter of ASCII as its small one; others stay. */
static inline uint16_t small_letter(uint16_t code)
{
    return code >= 'A' && code <= 'Z' ? (uint16_t)(code - 'A' + 'a') : code;
}

#endif
