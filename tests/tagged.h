/*
 * tests/tagged.h - the structure of a tagged file, read back and checked.
 */
#ifndef LAKIPDF_TESTS_TAGGED_H
#define LAKIPDF_TESTS_TAGGED_H

#include "support.h"

/* What was found. */
typedef struct Tagged {
    size_t elements, contents, annotations; /* in all */
    size_t longest;                         /* array of any object */
    const char *outline;                    /* a line for each element: its role behind two spaces
                                               for each level, and "..." for each content */
} Tagged;

/*
 * Reads folder/name through qpdf. Fails unless
 *   - all content of all pages is marked, none within another, as part of an element or an
 * artifact;
 *   - each marked content identifier, counted from 0 on each page, and each annotation belongs to
 *     just one element, of the role that the content names, and the tree of parents leads to that;
 *   - elements name their parents, and hold only what their role allows;
 *   - what is on a page stands in the content in the order in which elements hold it, but for
 *     footnotes;
 *   - header cells have a scope, lists a numbering, figures and formulas a text, footnotes a name
 * of their own;
 *   - headings begin with H1 and leave out no level.
 */
Tagged tagged_check(Arena *arena, const char *folder, const char *name);

#endif
