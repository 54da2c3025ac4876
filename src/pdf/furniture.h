/*
 * pdf/furniture.h - what pages have in common is drawn once; inside pdf/ only.
 */
#ifndef LAKIPDF_PDF_FURNITURE_H
#define LAKIPDF_PDF_FURNITURE_H

#include "pdf/writer.h"

/* Nothing has been seen so far. */
struct Furniture *furniture_new(Writer *writer);
/* What of a page forms draw, which are called for all pages in their order: texts, rules and paths
   that all pages may have (TAG_PAGINATION) and that pages before have in the same places. Stays
   until the next call. */
PageForms furniture_share(struct Furniture *furniture, const Page *page);
/* Prints the names of all forms for the resources of pages: /X0, /X1, ... */
void put_furniture_names(const struct Furniture *furniture, Buf *out);

#endif
