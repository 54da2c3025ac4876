/*
 * pdf/content.h - a page's display list becomes its content stream; inside pdf/ only.
 */
#ifndef LAKIPDF_PDF_CONTENT_H
#define LAKIPDF_PDF_CONTENT_H

#include "layout/layout.h"

enum {
    CODE_COUNT = 0x10000,
    CODE_WORDS = CODE_COUNT / 64,
};

/* Which characters of a face a document uses: a bit for each. */
typedef struct CodeSet {
    uint64_t *words; /* CODE_WORDS of them; NULL as long as none is used */
} CodeSet;

static inline bool codes_hold(const CodeSet *codes, uint32_t code)
{
    return (codes->words[code / 64] >> (code % 64) & 1) != 0;
}

/* The content that is marked on a page: the element that each sequence belongs to, by its marked
   content identifier. */
typedef struct ContentMarks {
    const Element *elements; /* of the layout */
    Arena *arena;
    uint32_t *items;
    size_t count, capacity;
} ContentMarks;

/* Adds the page's operators to `out`, and the characters that it uses to used[face]. Text is
   written as two-byte strings of BMP code points in the fonts /F0, /F1, ... by their face, pictures
   are /P0, /P1, ... by their index. The sets grow in the arena of `out`. Where `marks` is not NULL,
   all content is marked by the element or artifact that it belongs to, and the marks are added. */
void content_write(Buf *out, const Page *page, const Picture *const *pictures, CodeSet *used,
                   ContentMarks *marks);

/* The name of a role, "TD". */
const char *role_name(Role role);

#endif
