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
    Len room;   /* height of a page's text */
    Len x;      /* of the left edge, from the page's */
    Len *edges; /* of the columns, from x: column_count + 1 */
    TableRow *header;
    TableRow *rows;
    int64_t *tops; /* of the rows, from the first one's: row_count + 1 */
    int64_t header_height;
    bool repeats;   /* the header, on each page */
    Len word_width; /* of table->repeat_word */
} TableBox;

/* A cell that goes on behind a cut: with the rest of its text or, where all of that stands before
   it, with a repetition. */
typedef struct Carry {
    const Cell *cell;
    const Paragraph *text; /* that goes on */
    uint32_t taken;        /* lines of it that stand before the cut */
    uint32_t stood;        /* lines up to here stand there of the text on the page before the cut */
    uint32_t end;          /* the row behind its last */
    int64_t extra;         /* that its last row needs for the rest of the lines */
    int64_t top;           /* where it begins on the page before the cut; while cutting only */
    const Paragraph *repetition; /* of the whole text; NULL until it is needed */
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
    SPLIT_LAST, /* breaks a row that should not be */
    SPLIT_POOR, /* leaves a single line of a cell */
    SPLIT_GOOD,
} SplitQuality;

/* The chunk's table with all its cells set; NULL after an error at its place. */
TableBox *table_set(Flow *flow, const Chunk *chunk);

/* Sets a text as that of the cell. */
const Paragraph *cell_set(Flow *flow, const TableBox *box, const Cell *cell, const Span *text);

/* Fills box->edges and box->x; false after an error at the table's place. */
bool table_widths(Flow *flow, const Chunk *chunk, TableBox *box);

/* How many lines a cell's text has; what lines of it take with the padding. */
uint32_t cell_lines(const Paragraph *text);
int64_t cell_height(const TableBox *box, const Paragraph *text, uint32_t lines);
/* The row behind the last that the cell covers, where it begins in `row` of `count`. */
uint32_t cell_end(const Cell *cell, uint32_t row, size_t count);

/* The height of the rows [from, to). */
int64_t table_rows_height(const TableBox *box, uint32_t from, uint32_t to);
/* What a page has for rows below what is repeated on it. */
int64_t table_room(const TableBox *box);
/* The row's height on a page that begins with `start` (NULL: with none of this table). */
int64_t table_row_height(const TableBox *box, const TableCut *start, uint32_t row);
/* The carry of a cell at a cut; NULL when it does not go on there. */
const Carry *cut_carry(const TableCut *cut, const Cell *cell);
/* What is left behind the cut of the rows before `end`. */
int64_t cut_height(const TableCut *cut, uint32_t end);
/* Lets the cells whose whole text stands before the cut go on with a repetition, where the table
   repeats texts and what is left of the cell has room for it. */
void cut_repeat(Flow *flow, TableCut *cut);

/* A cut before `row`; the page began with `start` and `first` was the table's first row on it. */
const TableCut *table_cut_before(Flow *flow, const TableBox *box, const TableCut *start,
                                 uint32_t first, uint32_t row);
/* A cut within `row`, of which at most `room` stands before it. *cut is left alone when SPLIT_NONE.
 */
SplitQuality table_cut_within(Flow *flow, const TableBox *box, const TableCut *start,
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
