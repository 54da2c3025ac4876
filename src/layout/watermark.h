/*
 * layout/watermark.h - text behind a page's content, along its diagonal; inside layout/ only.
 */
#ifndef LAKIPDF_LAYOUT_WATERMARK_H
#define LAKIPDF_LAYOUT_WATERMARK_H

#include "layout/flow.h"

/* What a page style's watermark puts on each page. */
typedef struct Stamp {
    const PageStyle *style;
    const Item *items;
    size_t count;
} Stamp;

typedef struct Stamps {
    Arena *arena; /* outlives the pages */
    Stamp *items;
    size_t count, capacity;
    bool told; /* a message, about the text there: */
    Place told_at;
} Stamps;

/* Puts the watermark of the style, if it has one, on the page; `cover`: the page is one. */
void watermark_ship(Flow *flow, Stamps *stamps, Page *page, const PageStyle *style, bool cover);

#endif
