/*
 * print/mark.h - what tells a copy, typeset; inside print/ only.
 */
#ifndef LAKIPDF_PRINT_MARK_H
#define LAKIPDF_PRINT_MARK_H

#include "print/print.h"

/* A line of text on a page of its own, at its right end; in thousandths of a point. */
typedef struct Mark {
    PdfFile *file;   /* of that one page */
    int64_t page;    /* its width */
    int64_t width;   /* of the text */
    int64_t below;   /* the page's lower edge is so far below the baseline */
    int64_t rise;    /* the text reaches so far above the baseline */
    int64_t descent; /* and so far below it */
} Mark;

/* "SALINAN", and of several copies "SALINAN · Salinan ke-2 dari 5". False after adding a message.
 */
bool mark_make(Arena *arena, Diags *diags, Fonts *fonts, uint32_t number, uint32_t of, Mark *mark);

#endif
