/*
 * layout/text/root.h - words of Indonesian taken apart into prefixes, a root and suffixes; inside
 * layout/ only.
 *
 * A word is divided from its affixes first, whatever its sounds (EYD V): ter-identifikasi,
 * peng-organisasian, but te-rang and pe-nga-ruh. Which of the two it is, only a list of roots
 * tells; words without a root of the list have no point where it could be either.
 */
#ifndef LAKIPDF_LAYOUT_TEXT_ROOT_H
#define LAKIPDF_LAYOUT_TEXT_ROOT_H

#include "layout/text/syllable.h"

typedef struct Roots Roots;

/* The roots of a text of words between spaces: "aman", to be divided by its sounds, or
   "arus-utama", with all of its points. One that is no word is an error at the place. */
Roots *roots_new(Arena *arena, Diags *diags, Str words, Place place);

/* The points of a word of `count` small letters a to z, at most 63. */
Division roots_divide(const Roots *roots, const char *letters, size_t count);

#endif
