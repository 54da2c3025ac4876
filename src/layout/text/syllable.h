/*
 * layout/text/syllable.h - the syllables of a word of Indonesian; inside layout/ only.
 *
 * The rules are those of EYD V (2022), "Pemenggalan kata": between vowels a consonant goes with the
 * vowel behind it, of two each has one, of three or more the first ends a syllable; ng, ny, sy and
 * kh are one consonant, ai, au, ei and oi are not parted. What KBBI does otherwise, it does here:
 * eks-por, trans-mi-gra-si.
 */
#ifndef LAKIPDF_LAYOUT_TEXT_SYLLABLE_H
#define LAKIPDF_LAYOUT_TEXT_SYLLABLE_H

#include "base/base.h"

/* Bit i: a word may be divided before letter i. */
typedef struct Division {
    uint64_t sure;
    uint64_t may; /* the rules leave it open: where a dictionary says so, too */
} Division;

/* The points of a word of `count` small letters a to z, at most 63, that has no affixes. Neighbours
   among vowels are not parted. */
Division syllables_find(const char *letters, size_t count);

/* True for letters that no word of Indonesian has, such as "performance". */
bool syllables_foreign(const char *letters, size_t count);

bool syllables_vowel(char letter);

#endif
