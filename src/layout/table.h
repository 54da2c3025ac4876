/*
 * layout/table.h - tables, set and cut; inside layout/ only.
 *
 * table.c sets the cells and finds the rows' heights, table_width.c the columns' widths,
 * table_slab.c says which rows stay together, table_cut.c ends a page between two rows or within
 * one, table_ship.c puts the part of a table that stands on a page there.
 */
#ifndef LAKIPDF_LAYOUT_TABLE_H
#define LAKIPDF_LAYOUT_TABLE_H

#include "layout/flow.h"

typedef struct TableRow {
    int64_t height;
    const Paragraph **texts; /* of its cells, in order; NULL where empty */
} TableRow;

typedef struct TableBox {
    const Table *table;
    Len x;      /* of the left edge, from the page's */
    Len *edges; /* of the columns, from x: column_count + 1 */
    TableRow *header;
    TableRow *rows;
    int64_t header_height;
    bool repeats; /* the header, on each page */
} TableBox;

/* A cell that goes on behind a cut. */
typedef struct Carry {
    const Cell *cell;
    const Paragraph *text;
    uint32_t end;   /* the row behind its last */
    uint32_t taken; /* lines that stand before the cut */
    int64_t extra;  /* that its last row needs for the rest of them */
    int64_t top;    /* where it begins on the page before the cut; while cutting only */
} Carry;

/* Where a table goes on after a page's end. */
typedef struct TableCut {
    const TableBox *box;
    uint32_t row;   /* the first one behind the cut */
    bool inside;    /* that row began before the cut */
    int64_t part;   /* inside: height of its part before the cut */
    int64_t rest;   /* inside: of what is left of its own cells */
    Carry *carries; /* by rising column */
    size_t carry_count;
} TableCut;

typedef enum SplitQuality {
    SPLIT_NONE,
    SPLIT_POOR, /* leaves a single line of a cell */
    SPLIT_GOOD,
} SplitQuality;

/* The chunk's table with all its cells set; NULL after an error at its place. */
TableBox *table_set(Flow *flow, const Chunk *chunk);

/* Fills box->edges and box->x; false after an error at the table's place. */
bool table_widths(Flow *flow, const Chunk *chunk, TableBox *box);

/* How many lines a cell's text has; what lines of it take with the padding. */
uint32_t cell_lines(const Paragraph *text);
int64_t cell_height(const TableBox *box, const Paragraph *text, uint32_t lines);
/* The row behind the last that the cell covers, where it begins in `row` of `count`. */
uint32_t cell_end(const Cell *cell, uint32_t row, size_t count);

/* The row's height on a page that begins with `start` (NULL: with none of this table). */
int64_t table_row_height(const TableBox *box, const TableCut *start, uint32_t row);
/* The carry of a cell at a cut; NULL when it does not go on there. */
const Carry *cut_carry(const TableCut *cut, const Cell *cell);

/* A cut before `row`; the page began with `start` and `first` was the table's first row on it. */
const TableCut *table_cut_before(Arena *arena, const TableBox *box, const TableCut *start,
                                 uint32_t first, uint32_t row);
/* A cut within `row`, of which at most `room` stands before it. *cut is left alone when SPLIT_NONE.
 */
SplitQuality table_cut_within(Arena *arena, const TableBox *box, const TableCut *start,
                              uint32_t first, uint32_t row, int64_t room, const TableCut **cut);

/* What of a table stands on one page. */
typedef struct TablePart {
    const TableBox *box;
    bool header;
    const TableCut *start; /* NULL: nothing is continued */
    uint32_t from, to;     /* whole rows; after a cut within, the row `from` is the rest of it */
    const TableCut *end;   /* NULL: nothing goes on; a cut within adds its part of row `to` */
} TablePart;

/* Places the part with its top at y of the page. */
void table_ship(Flow *flow, Page *page, const TablePart *part, Len y);

#endif
