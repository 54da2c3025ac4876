/*
 * layout/table/width.h - what width.c and size.c share while widths are found; inside
 * layout/ only.
 */
#ifndef LAKIPDF_LAYOUT_TABLE_WIDTH_H
#define LAKIPDF_LAYOUT_TABLE_WIDTH_H

#include "layout/table/table.h"

typedef struct Widths {
    Flow *flow;
    Place place;
    TableBox *box;
    const Table *table;
    Need *needs;
    Samples samples;
    Len available;
} Widths;

/* Chooses the size of letters, and measures all cells in it: the table's own, or if numbers do not
   fit in that the largest one in which they do, or the smallest one that the table allows. */
void table_choose_size(Widths *w);
/* Of any column in that size: room for a letter and the indents. */
Len table_least_width(const TableBox *box);

#endif
