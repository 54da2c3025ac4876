/*
 * layout/table/table.h - tables, set and cut; inside layout/ only.
 *
 * table.c sets the cells and finds the rows' heights, need.c what they ask of the columns,
 * size.c the size of their letters, width.c and share.c the columns' widths;
 * slab.c says which rows stay together, cut.c ends a page between two rows or within
 * one, repeat.c what a cell that goes on shows, bridge.c what a table adds there,
 * ship.c puts the part of a table that stands on a page there, tag.c says what its cells are.
 */
#ifndef LAKIPDF_LAYOUT_TABLE_TABLE_H
#define LAKIPDF_LAYOUT_TABLE_TABLE_H

#include "layout/flow.h"

typedef struct TableRow {
    int64_t height;
    const Paragraph **texts; /* of its cells, in order; NULL where empty */
} TableRow;

/* What the content of a column asks for, padding included. */
typedef struct Need {
    Len natural;     /* unbroken */
    Len whole;       /* the longest word */
    Len word;        /* the longest piece, up to TEXT_WORD_ROOM */
    Len numeral;     /* the widest one */
    Len minimal;     /* what must stand together: the numeral and so much of the word as fits */
    Len letter;      /* the widest one, in a fixed column */
    Len before;      /* of numbers that stand with their commas below each other: up to the comma */
    Len behind;      /* and from it on */
    uint32_t filled; /* cells of a fixed column that hold something, */
    uint32_t wide;   /* and those with numbers that do not fit */
    Len width;       /* what the column gets */
    Len guess;       /* what it gets unless it needs more; 0: not known before */
    Len limit;       /* while widths are given: no more than this */
} Need;

/* The same of a cell of the header that covers several columns. */
typedef struct WideSample {
    size_t row, from, to; /* columns [from, to) */
    Len width;
} WideSample;

/* Widths of the cells of some rows, unbroken and without padding, row by row: by them the columns
   are shared so that rows are low. */
typedef struct Samples {
    Len *widths;
    size_t rows, columns;
    size_t header;    /* rows of it, which come first */
    size_t stride;    /* each of so many rows of the body is one */
    WideSample *wide; /* by rising row */
    size_t wide_count, wide_capacity;
} Samples;

enum {
    TEXT_OWN, /* colours of letters: the style's own, or what can be read on a fill */
    TEXT_DARK,
    TEXT_LIGHT,
    TEXT_TONES,
};

typedef struct TableBox {
    const Table *table;
    TextStyle styles[TEXT_TONES]; /* of the cells, perhaps smaller than the table's */
    Len padding_x;                /* perhaps less than the table's */
    Need *needs;                  /* of the columns */
    Len room;                     /* height of a page's text */
    Len x;                        /* of the left edge, from the page's */
    Len *edges;                   /* of the columns, from x: column_count + 1 */
    bool unfit;                   /* it has been told that what cells hold is divided */
    TableRow *header;
    TableRow *rows;
    int64_t *tops; /* of the rows, from the first one's: row_count + 1 */
    int64_t header_height;
    bool repeats;         /* the header, on each page */
    Len word_width;       /* of table->repeat_word */
    const TextBox *again; /* caption of a part that goes on; NULL without */
    int64_t again_height; /* with the space below it */
    TableRow end, start;  /* of table->bridge; texts and height are 0 without; totals are NULL */
    bool bridged;         /* the titles in them count for the columns */
    bool cramped;         /* a word of their titles is wider than its cell */
    Titles *titles;       /* the chunk's */
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
    bool again;                  /* `text` is a repetition */
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

/* The style of the cell's text: one that can be read on its fill. */
const TextStyle *cell_style(const TableBox *box, const Cell *cell);

/* Measures all cells in the box's styles: fills box->needs, and those texts of the rows that are at
   most `keep` wide unbroken (need.c). */
void table_measure(Flow *flow, TableBox *box, Samples *samples, Len keep);

/* Chooses the size of letters and the columns' widths: fills box->edges and box->x, beside what
   table_measure does; false after an error at the table's place. */
bool table_widths(Flow *flow, const Chunk *chunk, TableBox *box);
/* Shifts width between the columns whose width is below their limit or above `whole`, so that the
   rows get low (share.c). */
void table_share(Arena *arena, const Samples *samples, Need *needs, const bool *sharing,
                 Len padding, Len size);

/* The width that the cell's text has, and its distance from the padding on the left, which leaves
   room for a letter. */
Len cell_width(const TableBox *box, const Cell *cell);
Len cell_indent(const TableBox *box, const Cell *cell);
/* How many lines a cell's text has; what lines of it take with the padding. */
uint32_t cell_lines(const Paragraph *text);
int64_t cell_height(const TableBox *box, const Paragraph *text, uint32_t lines);
/* The row behind the last that the cell covers, where it begins in `row` of `count`. */
uint32_t cell_end(const Cell *cell, uint32_t row, size_t count);

/* What a page has for rows of a table that comes from the page before and goes on on the next. */
int64_t table_room(const TableBox *box);
/* What stands above the rows of a part that does not begin with the table; start: NULL where none
   of its rows stand before it. */
int64_t table_top(const TableBox *box, const TableCut *start);
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

/* Sets what the table adds where it goes on on the next page; an error when that is too high. */
void bridge_set(Flow *flow, const Chunk *chunk, TableBox *box);
/* The texts of the cells of table->bridge->end or start at a cut. */
const Paragraph **bridge_texts(Flow *flow, const TableBox *box, const TableCut *cut, bool start);

/* What of a table stands on one page. */
typedef struct TablePart {
    const TableBox *box;
    bool header;
    const TableCut *start; /* NULL: nothing is continued */
    uint32_t from, to;     /* whole rows; after a cut within, the row `from` is the rest of it */
    const TableCut *end;   /* NULL: nothing goes on; a cut within adds its part of row `to` */
    bool repeated;         /* the header, from the page before */
    uint32_t tag;          /* of the table */
} TablePart;

/* Places the part with its top at y of the page. */
void table_ship(Flow *flow, Page *page, const TablePart *part, Len y);

/* Begins a row of the header or body as an element of the document's structure (tag.c). */
void table_tag_row(Setter *setter, const TablePart *part, bool header);
/* A cell of that row; `header`: it heads what the scope says. */
uint32_t table_tag_cell(Setter *setter, const Cell *cell, bool header, HeaderScope scope);
/* One that goes on from the page before. */
uint32_t table_tag_carry(const Setter *setter, const Carry *carry);
/* True for a text that is no mere number. */
bool table_has_letter(const Span *spans);
/* The cell of a row of the body that heads it: of headings and totals the first with words. NULL:
   none does. */
const Cell *table_row_head(const Row *row);

#endif
