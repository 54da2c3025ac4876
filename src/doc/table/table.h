/*
 * doc/table/table.h - the directive `tabel`: its plan, its header, its rows; inside doc/ only.
 */
#ifndef LAKIPDF_DOC_TABLE_TABLE_H
#define LAKIPDF_DOC_TABLE_TABLE_H

#include "doc/directives.h"

enum {
    TABLE_MAX_COLUMNS = 500,
    TABLE_MAX_SPAN = 1000 * 1000, /* rows that a cell covers by `baris` */
    TABLE_MAX_DEPTH = 16,         /* of headers and of rows within rows */
};

typedef struct RowPlan RowPlan;
struct Totals;

/* A total that is carried over the end of a page. */
typedef struct TotalPlan {
    size_t column;
    Str value; /* nilai; empty: the tag in the cell */
    Place place, value_place;
} TotalPlan;

/* `pindahan`. */
typedef struct BridgePlan {
    const Piece *end, *start; /* titles, or NULL */
    TotalPlan *totals;        /* by rising column */
    size_t count;
    Place place;
} BridgePlan;

typedef struct CellPlan {
    const RowPlan *row;
    const Piece *text;
    uint16_t columns;
    uint32_t rows;
    bool aligned; /* `align` is the cell's own */
    Align align;
    uint8_t style;
    bool merged; /* gabung: up to the end of a run of: */
    const RowPlan *run;
    bool raised; /* `valign` is the cell's own, or its row's */
    VerticalAlign valign;
    Len indent;
    bool once; /* diulang: tidak */
    const Piece *fill;
    Place place, fill_place, rows_place;
} CellPlan;

struct RowPlan {
    const Expression *each; /* untuk, or NULL */
    const Expression *when; /* jika, or NULL */
    RowKind kind;
    bool raised; /* rata_tegak is given */
    VerticalAlign valign;
    bool whole;           /* utuh */
    bool inner_group;     /* a group that another one stands around */
    bool counts;          /* in the totals that are carried over */
    const Piece **values; /* for each of them `nilai`, or NULL */
    CellPlan *cells;
    size_t cell_count;
    const RowPlan *outer; /* in whose `isi` it stands, or NULL */
    RowPlan *inner;       /* isi */
    size_t inner_count;
    size_t index; /* of its counter */
    Place place;
};

/* `jika` of a column, or of a title over columns. */
typedef struct ConditionPlan {
    const Expression *when;
    size_t column, columns;
    Place place;
} ConditionPlan;

/* A cell of the header, before its text is filled. */
typedef struct HeadPlan {
    const Piece *text; /* NULL: none, or the column's number */
    bool counts;       /* it is the number of a column that has no `nomor` */
    uint16_t row, column, columns;
    uint32_t rows;
    uint8_t style;
    Place place;
} HeadPlan;

typedef struct TablePlan {
    const Styles *styles;
    TableStyle style;
    const Piece *caption, *note, *empty;
    const Piece *label;
    Place place, label_place;
    Column *columns;
    VerticalAlign *valigns; /* of the columns */
    bool *blanks;           /* of the columns: a missing value leaves the cell empty */
    size_t column_count;    /* 0 where the header is wrong */
    ConditionPlan *conditions;
    size_t condition_count;
    HeadPlan *heads; /* in the order of rows, then of columns */
    size_t head_count, head_rows;
    RowPlan *rows;
    size_t row_count;
    size_t counters;
    const BridgePlan *bridge; /* or NULL */
} TablePlan;

/* Compiles `kolom` (header.c). False after errors. */
bool header_compile(const Compiler *compiler, const Record *body, TablePlan *plan);
/* The header's rows, filled; `shown` as columns_shown gives it. */
void header_emit(Builder *builder, const TablePlan *plan, const size_t *shown, const Scope *scope,
                 Table *table);

/* By column, and one beyond the last: how many columns before it are shown (hide.c). NULL where
   no column has a condition. */
const size_t *columns_shown(Builder *builder, const TablePlan *plan, const Scope *scope);
/* Takes the columns that are not shown out of a table that is filled; nothing where `shown` is
   NULL. That none is left is an error, and the table keeps them. */
void columns_hide(Builder *builder, const size_t *shown, Table *table);

/* Compiles `pindahan` of a table whose header is compiled (bridge.c). NULL after errors and
   where there is none. */
const BridgePlan *bridge_compile(const Compiler *compiler, const Record *body,
                                 const TablePlan *plan);
/* Compiles what a row counts with. False after errors. */
bool bridge_compile_row(const Compiler *compiler, const BridgePlan *bridge, const Record *record,
                        RowPlan *row);
/* The totals while the body is filled. */
struct Totals *bridge_begin(Builder *builder, const BridgePlan *bridge);
/* Adds row `at` of the table when it has been filled; placed[c]: the plan of the cell that begins
   in column c, or NULL. */
void bridge_add(Builder *builder, struct Totals *totals, const BridgePlan *bridge,
                const RowPlan *row, const CellPlan *const *placed, size_t at, const Scope *scope);
/* The two rows, filled. */
const Bridge *bridge_emit(Builder *builder, const TablePlan *plan, const Scope *scope,
                          const struct Totals *totals);

/* Compiles `baris` (rows.c). False after errors. */
bool rows_compile(const Compiler *compiler, const Record *body, TablePlan *plan);
/* The body's rows, filled (fill.c). */
void rows_emit(Builder *builder, const TablePlan *plan, const Scope *scope, Table *table);

#endif
