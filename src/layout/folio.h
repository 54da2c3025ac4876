/*
 * layout/folio.h - the numbers of pages, as they are printed; inside layout/ only.
 *
 * Pages are asked for in order. The count goes on from page to page, begins anew where a page
 * switch or, in a style that counts by chapter, a numbered chapter says so.
 */
#ifndef LAKIPDF_LAYOUT_FOLIO_H
#define LAKIPDF_LAYOUT_FOLIO_H

#include "layout/marks.h"

typedef struct Folio {
    Arena *arena; /* of the labels */
    const Marks *marks;
    size_t mark;     /* the first that has not been passed */
    int64_t number;  /* of the page before */
    int64_t restart; /* of the next page that is no blank one; 0 goes on */
    uint32_t run;    /* of the page before: pages counted on from one beginning, from 0 */
    PageNumbering numbering;
    bool uncounted; /* no page of that chapter is in a style that counts by chapter so far */
    Str chapter;    /* Heading.page_mark of the chapter that the page begins in; empty: none */
} Folio;

/* The label of the next page, in that style, whose first slab is `from`; empty on a page without
   number. In Folio.arena. */
Str folio_next(Folio *folio, const PageStyle *style, size_t from);
/* The label of a blank page, which counts on with the pages before. */
Str folio_blank(Folio *folio, const PageStyle *style);

#endif
