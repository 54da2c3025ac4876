/* The body of a table: its row templates are run over the data, and cells that span rows are closed
 * where the rows of one parent end. */
#include "doc/table/table.h"

#include <string.h>

/* A cell that still reaches down: over the rows of one parent, or up to row `end`. */
typedef struct Merge {
    const CellPlan *cell;
    size_t row, index; /* the cell in the table */
    bool striped;      /* its first row is */
    size_t end;        /* 0: with its parent's rows */
} Merge;

/* The body while it is filled. */
typedef struct Fill {
    Builder *builder;
    const TablePlan *plan;
    const Scope *scope; /* of the whole table */
    Table *table;
    Arena *growing; /* of its rows */
    size_t capacity;
    int64_t *counters;       /* by RowPlan.index */
    const Merge **covered;   /* by column: the merge that covers it, or NULL */
    size_t plain;            /* rows so far that count for stripes */
    bool striped;            /* this row is */
    bool counted;            /* a cell covers a number of rows */
    struct Totals *totals;   /* that are carried over, or NULL */
    const CellPlan **placed; /* with totals: by column, the cell of this row that begins there */
    bool *reported;          /* by RowPlan.index: the error that its columns are wrong was added */
} Fill;

/* --- One row ---------------------------------------------------------------------------------- */

/* The fill of rows of a kind. */
static bool kind_fill(const TableStyle *style, const RowPlan *row, uint32_t *colour)
{
    if (row->kind == ROW_PLAIN)
        return false;
    if (row->kind != ROW_GROUP) {
        *colour = style->total_fill;
        return style->total_filled;
    }
    *colour = row->inner_group ? style->inner_fill : style->group_fill;
    return row->inner_group ? style->inner_filled : style->group_filled;
}

static bool cell_fill(Fill *fill, const CellPlan *plan, const Scope *scope, uint32_t *colour)
{
    Builder *builder = fill->builder;
    const TableStyle *style = &fill->plan->style;
    SpanOptions options = {.absence = ABSENCE_LEAVES};
    Str text = spans_fill_text(builder, plan->fill, scope, options);
    if (text.size > 0 && colour_read(text, colour))
        return true;
    if (text.size > 0)
        diag(builder->diags, SEVERITY_ERROR, plan->fill_place, "write it as \"#RRGGBB\"",
             "'%.*s' is not a colour", STR_ARG(text));
    return kind_fill(style, plan->row, colour);
}

/* Every second plain row is striped, but for the cells that reach down. */
static void stripe_cell(const Fill *fill, Cell *cell)
{
    if (!fill->striped)
        return;
    cell->filled = true;
    cell->fill = fill->plan->style.stripe;
}

static void place_cell(Fill *fill, Row *row, const CellPlan *plan, size_t column,
                       const Scope *scope)
{
    SpanOptions options = {.absence = fill->plan->blanks[column] ? ABSENCE_BLANK : ABSENCE_DASH,
                           .notes = NOTES_PRINTED};
    Cell *cell = &row->cells[row->cell_count];
    *cell = (Cell){
        .column = (uint16_t)column,
        .columns = plan->columns,
        .rows = 1,
        .text = spans_fill(fill->builder, plan->text, scope, options),
        .indent = plan->indent,
        .once = plan->once,
        .align = plan->aligned ? plan->align : fill->plan->columns[column].align,
        .valign = plan->raised ? plan->valign : fill->plan->valigns[column],
        .style = plan->style,
        .place = plan->place,
    };
    cell->filled = cell_fill(fill, plan, scope, &cell->fill);
    if (!cell->filled && !plan->merged && plan->rows == 1)
        stripe_cell(fill, cell);
    if (plan->merged || plan->rows > 1) {
        size_t at = fill->table->row_count;
        Merge *merge = arena_alloc(fill->builder->arena, sizeof *merge);
        *merge = (Merge){.cell = plan,
                         .row = at,
                         .index = row->cell_count,
                         .striped = fill->striped,
                         .end = plan->merged ? 0 : at + plan->rows};
        cell->rows = plan->rows;
        fill->counted = fill->counted || !plan->merged;
        for (size_t i = 0; i < plan->columns; i++)
            fill->covered[column + i] = merge;
    }
    if (fill->placed != NULL)
        fill->placed[column] = plan;
    row->cell_count++;
}

static void report_width(Fill *fill, const RowPlan *plan, size_t covered)
{
    if (fill->reported[plan->index])
        return;
    fill->reported[plan->index] = true;
    diag(fill->builder->diags, SEVERITY_ERROR, plan->place,
         "cells with 'gabung' or 'baris' that reach down from rows above count, too",
         "the row's cells cover %zu column%s, the table has %zu", covered, covered == 1 ? "" : "s",
         fill->plan->column_count);
}

static void report_overlap(Fill *fill, const CellPlan *cell)
{
    if (fill->reported[cell->row->index])
        return;
    fill->reported[cell->row->index] = true;
    diag(fill->builder->diags, SEVERITY_ERROR, cell->place,
         "let it cover fewer columns, or the cell above fewer rows",
         "the cell covers %u columns and meets one that reaches down from a row above",
         cell->columns);
}

/* Ends the cells whose rows are counted and stand above the row to come. */
static void end_counted(Fill *fill)
{
    for (size_t column = 0; column < fill->plan->column_count; column++) {
        const Merge *merge = fill->covered[column];
        if (merge != NULL && merge->end > 0 && merge->end <= fill->table->row_count)
            fill->covered[column] = NULL;
    }
}

/* Cells that would reach beyond the table's last row end with it; that is an error. */
static void end_table(Fill *fill)
{
    size_t rows = fill->table->row_count;
    for (size_t column = 0; column < fill->plan->column_count; column++) {
        const Merge *merge = fill->covered[column];
        if (merge == NULL || merge->end <= rows ||
            (column > 0 && fill->covered[column - 1] == merge))
            continue;
        fill->table->rows[merge->row].cells[merge->index].rows = (uint32_t)(rows - merge->row);
        diag(fill->builder->diags, SEVERITY_ERROR, merge->cell->rows_place,
             "make 'baris' smaller, or add rows",
             "the cell covers %u rows, but the table ends after %zu", (unsigned)merge->cell->rows,
             rows - merge->row);
    }
}

/* The first column from `column` on that no cell covers from above. */
static size_t next_free(const Fill *fill, size_t column)
{
    while (column < fill->plan->column_count && fill->covered[column] != NULL)
        column++;
    return column;
}

static bool fits(const Fill *fill, size_t column, const CellPlan *cell)
{
    if (column + cell->columns > fill->plan->column_count)
        return false;
    for (size_t i = 0; i < cell->columns; i++)
        if (fill->covered[column + i] != NULL)
            return false;
    return true;
}

/* True when the cell reaches down to `column` from an earlier row of the same template. */
static bool continues(const Fill *fill, size_t column, const CellPlan *cell)
{
    return cell->merged && column < fill->plan->column_count && fill->covered[column] != NULL &&
           fill->covered[column]->cell == cell;
}

static void add_row(Fill *fill, const RowPlan *plan, const Scope *scope)
{
    Table *table = fill->table;
    if (!builder_count(fill->builder, plan->place))
        return;
    Row *row =
        arena_push(fill->growing, &table->rows, &fill->capacity, table->row_count, sizeof *row);
    *row = (Row){.kind = plan->kind, .whole = plan->whole, .place = plan->place};
    if (fill->counted)
        end_counted(fill);
    row->cells = arena_array(fill->builder->arena, plan->cell_count, sizeof *row->cells);
    fill->striped = false;
    if (plan->kind == ROW_PLAIN && fill->plan->style.striped)
        fill->striped = ++fill->plain % 2 == 0;
    if (fill->placed != NULL)
        memset(fill->placed, 0, fill->plan->column_count * sizeof *fill->placed);
    size_t column = 0;
    size_t beyond = 0;
    for (size_t i = 0; i < plan->cell_count; i++) {
        const CellPlan *cell = &plan->cells[i];
        if (continues(fill, column, cell)) {
            column += cell->columns;
            continue;
        }
        column = next_free(fill, column);
        if (fits(fill, column, cell)) {
            place_cell(fill, row, cell, column, scope);
            column += cell->columns;
        } else {
            if (column + cell->columns <= fill->plan->column_count)
                report_overlap(fill, cell);
            beyond += cell->columns;
        }
    }
    column = next_free(fill, column);
    if (beyond > 0 || column != fill->plan->column_count)
        report_width(fill, plan, column + beyond);
    if (fill->totals != NULL && plan->counts)
        bridge_add(fill->builder, fill->totals, fill->plan->bridge, plan, fill->placed,
                   table->row_count, scope);
    table->row_count++;
}

/* --- All rows --------------------------------------------------------------------------------- */

/* Ends the cells of a row template that reach down. */
static void end_merges(Fill *fill, const RowPlan *plan)
{
    for (size_t column = 0; column < fill->plan->column_count; column++) {
        const Merge *merge = fill->covered[column];
        if (merge == NULL || merge->end > 0 || merge->cell->run != plan)
            continue;
        Cell *cell = &fill->table->rows[merge->row].cells[merge->index];
        cell->rows = (uint32_t)(fill->table->row_count - merge->row);
        if (cell->rows == 1 && merge->striped && !cell->filled) {
            cell->filled = true;
            cell->fill = fill->plan->style.stripe;
        }
        fill->covered[column] = NULL;
    }
}

static void fill_list(Fill *fill, const RowPlan *rows, size_t count, const Scope *scope);

/* The template's rows for one record: its own, then those within. */
static void fill_once(Fill *fill, const RowPlan *plan, const Scope *scope)
{
    Local room[LOOP_MAX_LOCALS];
    Value number = {.kind = VALUE_NUMBER, .number = num_int(fill->counters[plan->index] + 1)};
    Scope inner = scope_with_local(scope, "nomor", number, room);
    if (plan->when != NULL && !expression_holds(&fill->builder->evaluator, plan->when, &inner))
        return;
    fill->counters[plan->index]++;
    if (plan->cell_count > 0)
        add_row(fill, plan, &inner);
    fill_list(fill, plan->inner, plan->inner_count, &inner);
}

/* Rows of one parent: what reaches down from a template that repeats ends with its run, from any
   other with the parent's rows. */
static void fill_list(Fill *fill, const RowPlan *rows, size_t count, const Scope *scope)
{
    for (size_t i = 0; i < count; i++) {
        if (rows[i].each == NULL) {
            fill_once(fill, &rows[i], scope);
            continue;
        }
        Loop loop = loop_begin(&fill->builder->evaluator, rows[i].each, false, scope);
        while (loop_next(&loop))
            fill_once(fill, &rows[i], &loop.scope);
        end_merges(fill, &rows[i]);
    }
    for (size_t i = 0; i < count; i++)
        end_merges(fill, &rows[i]);
}

/* One row over all columns that says that there are none. */
static void fill_empty(Fill *fill, const Scope *scope)
{
    Builder *builder = fill->builder;
    Table *table = fill->table;
    SpanOptions options = {.absence = ABSENCE_DASH, .notes = NOTES_PRINTED};
    Span *text = fill->plan->empty == NULL
                     ? spans_from_text(builder->arena, STR("Tidak ada data"), 0, fill->plan->place)
                     : spans_fill(builder, fill->plan->empty, scope, options);
    table->rows = arena_alloc(builder->arena, sizeof *table->rows);
    table->row_count = 1;
    Row *row = table->rows;
    row->place = fill->plan->place;
    row->cells = arena_alloc(builder->arena, sizeof *row->cells);
    row->cell_count = 1;
    *row->cells = (Cell){.columns = (uint16_t)fill->plan->column_count,
                         .rows = 1,
                         .text = text,
                         .align = ALIGN_CENTRE,
                         .style = TEXT_ITALIC,
                         .place = fill->plan->place};
}

static void fill_rows(void *context)
{
    Fill *fill = context;
    Table *table = fill->table;
    fill_list(fill, fill->plan->rows, fill->plan->row_count, fill->scope);
    end_table(fill);
    const Row *grown = table->rows;
    table->rows = arena_array(fill->builder->arena, table->row_count, sizeof *table->rows);
    if (table->row_count > 0)
        memcpy(table->rows, grown, table->row_count * sizeof *table->rows);
}

/* The rows grow in an arena of their own, of which only the last state is kept. */
static void fill_table(Fill *fill)
{
    Memory *memory = arena_memory(fill->builder->arena);
    fill->growing = arena_new(memory);
    bool done = arena_try(memory, fill_rows, fill);
    arena_drop(fill->growing);
    if (!done)
        memory_fail(memory);
}

void rows_emit(Builder *builder, const TablePlan *plan, const Scope *scope, Table *table)
{
    Arena *arena = builder->arena;
    Fill fill = {.builder = builder, .plan = plan, .scope = scope, .table = table};
    fill.counters = arena_array(arena, plan->counters, sizeof *fill.counters);
    fill.reported = arena_array(arena, plan->counters, sizeof *fill.reported);
    fill.covered = arena_array(arena, plan->column_count, sizeof *fill.covered);
    if (plan->bridge != NULL) {
        fill.totals = bridge_begin(builder, plan->bridge);
        fill.placed = arena_array(arena, plan->column_count, sizeof *fill.placed);
    }
    fill_table(&fill);
    if (plan->bridge != NULL)
        table->bridge = bridge_emit(builder, plan, scope, fill.totals);
    if (table->row_count == 0)
        fill_empty(&fill, scope);
}
