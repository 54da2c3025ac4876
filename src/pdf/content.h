/*
 * pdf/content.h - a page's display list becomes its content stream; inside pdf/ only.
 */
#ifndef LAKIPDF_PDF_CONTENT_H
#define LAKIPDF_PDF_CONTENT_H

#include "layout/layout.h"

/* The characters of a face that a document uses, each with the code that names it in content: from
   1 on, in the order in which they are first used. */
typedef struct CodeSet {
    uint16_t *codes[256]; /* by the high byte of a character, then by the low one: 0 none */
    uint16_t *characters; /* by code - 1 */
    size_t count, capacity;
} CodeSet;

enum {
    CONTENT_MOST_MARKS = 8191, /* in one stream: as many as an array of PDF/A-1 tells of */
};

/* Where a piece of the content ends that is a stream of its own, and how many marks stand before
   that place. */
typedef struct ContentPiece {
    size_t end, marks;
} ContentPiece;

/* The content that is marked on a page: the element that each sequence belongs to, by its marked
   content identifier. Where they are too many for one stream, all but the last pieces; in each,
   identifiers begin with 0. */
typedef struct ContentMarks {
    const Element *elements; /* of the layout */
    Arena *arena;
    uint32_t *items;
    size_t count, capacity;
    size_t first; /* of the last piece */
    ContentPiece *pieces;
    size_t piece_count, piece_capacity;
} ContentMarks;

/* Items of a page that a form draws, and the number in its name. */
typedef struct PageForm {
    size_t from, count;
    uint32_t name;
} PageForm;

/* By rising `from`; none cover each other. */
typedef struct PageForms {
    const PageForm *items;
    size_t count;
} PageForms;

/* Adds the page's operators to `out`, and the characters that it uses to used[face]. Text is
   written as two-byte strings of their codes in the fonts /F0, /F1, ... by their face, pictures
   are /P0, /P1, ... by their index, forms /X0, /X1, ... by their names. The sets grow in the arena
   of `out`. Where `marks` is not NULL, all content is marked by the element or artifact that it
   belongs to, and the marks are added. */
void content_write(Buf *out, const Page *page, const Picture *const *pictures, CodeSet *used,
                   ContentMarks *marks, PageForms forms);

/* The name of a role, "TD". */
const char *role_name(Role role);

#endif
