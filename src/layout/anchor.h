/*
 * layout/anchor.h - the signs that a signing service looks for stand once; inside layout/ only.
 *
 * The service puts a signature where its sign (`tag_koordinat`) stands: where it stands twice, the
 * signature comes to a place that nobody chose.
 */
#ifndef LAKIPDF_LAYOUT_ANCHOR_H
#define LAKIPDF_LAYOUT_ANCHOR_H

#include "layout/flow.h"

typedef struct Anchors Anchors;

/* Those of all signers; NULL where there are none. */
Anchors *anchors_new(Flow *flow);
/* Before the first page: nothing has been found. NULL is allowed. */
void anchors_restart(Anchors *anchors);
/* Looks for them on the page, from 1; an error for each that has been found before. The same. */
void anchors_find(Anchors *anchors, const Page *page, size_t number);

#endif
