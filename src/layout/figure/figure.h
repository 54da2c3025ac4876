/*
 * layout/figure/figure.h - figures: pictures, charts and organisation charts; inside layout/ only.
 *
 * figure.c puts what is drawn above its caption; who draws a kind returns rows that stand below
 * each other and are never split.
 */
#ifndef LAKIPDF_LAYOUT_FIGURE_FIGURE_H
#define LAKIPDF_LAYOUT_FIGURE_FIGURE_H

#include "layout/flow.h"

/* A part of a figure that is never split; x of what it holds is from the page's left edge. */
typedef struct FigureRow {
    Box box;
    int64_t height;
    Len gap; /* space to the row before */
} FigureRow;

typedef struct Drawing {
    FigureRow *rows;
    size_t count;
} Drawing;

/*
 * Draws a figure within the chunk's width, in its middle, no row higher than `room`; everything is
 * allocated in the flow's scratch arena but what items point to, which goes into the setter's.
 * Errors are added to the setter's Diags; the drawing is then of no consequence.
 */
typedef Drawing FigureDraw(Flow *flow, Chunk *chunk, const Figure *figure, int64_t room);

FigureDraw draw_pictures; /* pictures.c */
FigureDraw draw_tree;     /* tree.c */
FigureDraw draw_chart;    /* chart.c */

#endif
