/*
 * layout/text/line.h - the lines of a paragraph that has been broken; inside layout/ only.
 */
#ifndef LAKIPDF_LAYOUT_TEXT_LINE_H
#define LAKIPDF_LAYOUT_TEXT_LINE_H

#include "layout/text/shape.h"

/* A line as its characters tell it. */
typedef struct Cut {
    uint32_t from, to;
    Len slack; /* to be spread over its spaces, where it is */
    bool spread;
    bool hyphen;     /* one is printed at its end */
    bool hyphenated; /* it ends in one, printed or of the text */
    bool ends;       /* the last of its part */
} Cut;

/* The space that a line has, and how it stands in it. */
typedef struct Room {
    Len x, width;
    Align align;
} Room;

Room line_room(const TextStyle *style, Align align, Len width, bool first);

/* The line of the pieces [first, last]; `ends`: the last of its part. */
Cut line_cut(const Piece *first, const Piece *last, bool ends, Room room);

/* The lines of what has last been shaped: one block in the setter's arena. */
Line *lines_build(Setter *setter, const TextStyle *style, Align align, Len width, const Cut *cuts,
                  size_t count);

#endif
