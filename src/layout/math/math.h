/*
 * layout/math/math.h - mathematics becomes boxes with a baseline; inside layout/ only.
 *
 * Proportions follow those of TeX (Knuth, The TeXbook, appendix G) as far as fonts without tables
 * for mathematics allow.
 */
#ifndef LAKIPDF_LAYOUT_MATH_MATH_H
#define LAKIPDF_LAYOUT_MATH_MATH_H

#include "layout/flow.h"

typedef struct MathBox MathBox;

/* A box in another: where its baseline starts, seen from that of the other; y downwards. */
typedef struct MathPart {
    const MathBox *box;
    Len x, y;
} MathPart;

struct MathBox {
    Len width, ascent, descent;
    const Paragraph *text; /* or NULL; its top is `ascent` above the baseline */
    Len text_x;
    const Item *shape; /* or NULL; from the baseline's start */
    MathPart *parts;
    size_t count;
};

/* How mathematics is set. */
typedef struct MathStyle {
    const TextStyle *text; /* without indents */
    Len limit;             /* words wider than this are set in several lines; 0: none are */
    bool divides;          /* even a single word */
    Len inner;             /* rows in fractions and brackets that are wider are set in several
                              lines, in the middle and broken before operators; 0: none are */
    bool anywhere;         /* rows are broken between operands, too */
} MathStyle;

/* True where a row may go on in the next line with this part. */
bool math_may_break(const Math *before, const Math *part, bool anywhere);

/* The parts [from, to) of a row. */
const MathBox *math_set(Flow *flow, const MathStyle *style, const Math *row, size_t from,
                        size_t to);

/* What of a box is drawn, with its baseline starting at x, y of the box that stands on the page.
   Grows the lists in the flow's scratch arena. */
typedef struct MathInk {
    Part *parts;
    size_t part_count, part_capacity;
    Item *shapes;
    size_t shape_count, shape_capacity;
} MathInk;
void math_draw(Flow *flow, MathInk *ink, const MathBox *box, Len x, Len y);

#endif
