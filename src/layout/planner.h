/*
 * layout/planner.h - paragraphs that a second thread breaks into lines while the first sets the
 * document; inside layout/ only.
 *
 * It goes backwards from the document's end, until the two meet. It has its own fonts, words and
 * memory: nothing is shared but what neither changes. Where there is something to be said of a
 * paragraph all of its work is dropped, and the first thread says it in the document's order.
 */
#ifndef LAKIPDF_LAYOUT_PLANNER_H
#define LAKIPDF_LAYOUT_PLANNER_H

#include "layout/flow.h"

typedef struct Planner Planner;

/* Begins with the chunks of the flow, which are collected and not set. What it returns is in the
   arena and is to be ended. NULL, which the functions below take too, where there are few
   paragraphs, no second core or no memory. */
Planner *planner_begin(Arena *arena, const Flow *flow, const Doc *doc);
/* The chunk's text as text_plan gives it, which lives until planner_end. Chunks are asked for in
   their order. NULL: the caller breaks it, and so it does all before it. */
const Paragraph *planner_take(Planner *planner, const Chunk *chunk);
void planner_end(Planner *planner);

#endif
