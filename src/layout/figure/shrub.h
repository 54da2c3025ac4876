/*
 * layout/figure/shrub.h - the boxes of an organisation chart, placed; inside layout/figure/ only.
 *
 * Every box with all that hangs on it takes a rectangle of its own, so that no lines cross: what
 * stands beside the line that leads down comes first, below it stand the others in rows, or, where
 * none of them has boxes below it, under each other along a rail.
 */
#ifndef LAKIPDF_LAYOUT_FIGURE_SHRUB_H
#define LAKIPDF_LAYOUT_FIGURE_SHRUB_H

#include "layout/flow.h"

/* In thousandths of the letters' size. */
enum {
    SHRUB_PADDING = 350,
    SHRUB_GAP_X = 900,
    SHRUB_GAP_Y = 1100,
    SHRUB_ROW_GAP = 1700, /* between rows of one box */
    SHRUB_STACK_GAP = 500,
    SHRUB_RAIL = 700, /* from the left edge of a box to the rail below it */
    SHRUB_SIDE_GAP = 1400,
};

/* No boxes stand along a rail but where it reads well. */
enum { SHRUB_NO_LADDER = INT16_MAX };

/* A box and all that hangs on it; x and y from the corner of the rectangle around all of this. */
typedef struct Shrub {
    const TreeNode *node;
    const Paragraph *text;
    struct Shrub *next, *first;
    int64_t width, height; /* of the rectangle: of a thousand wide boxes no Len */
    int64_t x, y;          /* of the rectangle in the one around it */
    int64_t box_x;
    Len box_width, box_height;
    bool stacked; /* those below stand along a rail */
} Shrub;

/* What all boxes of a chart share. */
typedef struct ShrubSetting {
    Flow *flow;
    TextStyle style;
    Len box_width;
    Len widest;  /* that a box may become for the sake of a long word */
    int per_row; /* at most that many beside each other, an even number; 0: any */
    int ladder;  /* from this depth on all stand along rails */
} ShrubSetting;

/* A length in thousandths of the letters' size. */
Len shrub_part(const ShrubSetting *setting, int thousandths);
/* The boxes of a node that stands at that depth, from 0, and of all below it, in the flow's scratch
   arena. */
Shrub *shrub_grow(const ShrubSetting *setting, const TreeNode *node, int depth);

#endif
