/* The row templates of a table, compiled: what they repeat over, their cells, the rows within. */
#include "doc/table/table.h"

typedef struct Rows {
    TablePlan *plan;
    bool whole; /* utuh, of the table */
    bool good;
} Rows;

static const Expression *field_expression(const Compiler *compiler, Rows *rows,
                                          const Record *record, const char *field)
{
    const Expression *out = field_formula(compiler, record, field);
    rows->good = rows->good && (out != NULL || record_text(record, field).size == 0);
    return out;
}

static RowKind row_kind(const Record *record)
{
    static const struct {
        const char *name;
        RowKind kind;
    } kinds[] = {
        {"kelompok", ROW_GROUP},
        {"subjumlah", ROW_SUBTOTAL},
        {"jumlah", ROW_TOTAL},
    };
    Str name = record_text(record, "gaya");
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (str_is(name, kinds[i].name))
            return kinds[i].kind;
    return ROW_PLAIN;
}

/* `baris` of a cell: how many rows it covers. */
static uint32_t compile_span(const Compiler *compiler, Rows *rows, const Record *record,
                             const CellPlan *cell)
{
    int64_t count = record_int(record, "baris", 1);
    Place place = cell->rows_place;
    bool in_range = count >= 1 && count <= TABLE_MAX_SPAN;
    if (in_range && (count == 1 || !cell->merged))
        return (uint32_t)count;
    rows->good = false;
    if (!in_range)
        diag(compiler->diags, SEVERITY_ERROR, place, NULL, "a cell covers 1 to %d rows, not %lld",
             TABLE_MAX_SPAN, (long long)count);
    else
        diag(compiler->diags, SEVERITY_ERROR, place, "remove 'baris' or 'gabung'",
             "a cell with 'gabung' covers the rows of its parent, not a number of them");
    return 1;
}

/* `tingkat` of a cell with `gabung`: the row template with whose run it ends. */
static const RowPlan *compile_run(const Compiler *compiler, Rows *rows, const Record *record,
                                  const RowPlan *row)
{
    int64_t level = record_int(record, "tingkat", 1);
    const RowPlan *run = row;
    int64_t levels = 1;
    for (; levels < level && run != NULL; levels++)
        for (run = run->outer; run != NULL && run->each == NULL;)
            run = run->outer;
    if (level >= 1 && run != NULL && (level == 1 || record_flag(record, "gabung")))
        return run;
    rows->good = false;
    diag(
        compiler->diags, SEVERITY_ERROR, record_place(record, "tingkat"),
        "it counts the rows with 'untuk' that this one stands in, from 1, for a cell with 'gabung'",
        "no rows are merged on level %lld", (long long)level);
    return row;
}

static void compile_cell(const Compiler *compiler, Rows *rows, const Record *record,
                         const RowPlan *row, CellPlan *cell)
{
    int64_t columns = record_int(record, "kolom", 1);
    cell->row = row;
    cell->place = record_place(record, "isi");
    cell->text = field_compile(compiler, record, "isi");
    cell->fill = field_compile(compiler, record, "warna");
    cell->fill_place = record_place(record, "warna");
    cell->aligned = record_text(record, "rata").size > 0;
    cell->align = align_of(record, ALIGN_LEFT);
    cell->raised = record_text(record, "rata_tegak").size > 0 || row->raised;
    cell->valign = valign_of(record, row->valign);
    cell->style = record_flag(record, "tebal") || row->kind != ROW_PLAIN ? TEXT_BOLD : 0;
    if (record_get(record, "tebal").kind == VALUE_BOOL && !record_flag(record, "tebal"))
        cell->style = 0;
    cell->merged = record_flag(record, "gabung");
    cell->indent = length_of(compiler->diags, record, "inden", 0);
    cell->once =
        record_get(record, "diulang").kind == VALUE_BOOL && !record_flag(record, "diulang");
    cell->run = compile_run(compiler, rows, record, row);
    cell->rows_place = record_place(record, "baris");
    cell->rows = compile_span(compiler, rows, record, cell);
    size_t all = rows->plan->column_count;
    if (columns < 1 || (all > 0 && columns > (int64_t)all) || columns > TABLE_MAX_COLUMNS) {
        rows->good = false;
        diag(compiler->diags, SEVERITY_ERROR, record_place(record, "kolom"), NULL,
             "a cell covers 1 to %zu columns here, not %lld", all > 0 ? all : TABLE_MAX_COLUMNS,
             (long long)columns);
        columns = 1;
    }
    cell->columns = (uint16_t)columns;
}

static void compile_cells(const Compiler *compiler, Rows *rows, const Record *record, RowPlan *row)
{
    const List *cells = record_list(record, "sel");
    row->cells = arena_array(compiler->arena, cells->count, sizeof *row->cells);
    row->cell_count = cells->count;
    for (size_t i = 0; i < cells->count; i++)
        compile_cell(compiler, rows, cells->items[i].record, row, &row->cells[i]);
}

static void compile_row(const Compiler *compiler, Rows *rows, const Record *record, RowPlan *row,
                        int depth);

static RowPlan *compile_list(const Compiler *compiler, Rows *rows, const List *list,
                             const RowPlan *outer, int depth)
{
    RowPlan *out = arena_array(compiler->arena, list->count, sizeof *out);
    for (size_t i = 0; i < list->count; i++) {
        out[i].outer = outer;
        compile_row(compiler, rows, list->items[i].record, &out[i], depth);
    }
    return out;
}

static void compile_row(const Compiler *compiler, Rows *rows, const Record *record, RowPlan *row,
                        int depth)
{
    Compiler inner = *compiler;
    const List *list = record_list(record, "isi");
    row->place = record_place(record, NULL);
    row->index = rows->plan->counters++;
    row->kind = row_kind(record);
    row->raised = record_text(record, "rata_tegak").size > 0;
    row->valign = valign_of(record, VALIGN_TOP);
    bool stated = record_get(record, "utuh").kind == VALUE_BOOL;
    row->whole = stated ? record_flag(record, "utuh") : rows->whole;
    if (record_text(record, "untuk").size > 0) {
        row->each = field_expression(compiler, rows, record, "untuk");
        inner = compiler_within(compiler, row->each, false);
    }
    inner.in_row = true;
    row->when = field_expression(&inner, rows, record, "jika");
    compile_cells(&inner, rows, record, row);
    if (rows->plan->bridge != NULL)
        rows->good = bridge_compile_row(&inner, rows->plan->bridge, record, row) && rows->good;
    if (row->cell_count == 0 && list->count == 0) {
        rows->good = false;
        diag(compiler->diags, SEVERITY_ERROR, row->place, "give it 'sel', or 'isi' with rows",
             "a row has no cells");
    }
    if (depth == TABLE_MAX_DEPTH) {
        rows->good = false;
        diag(compiler->diags, SEVERITY_ERROR, row->place,
             "the limit is fixed; no table can show as many levels",
             "rows are nested deeper than %d", TABLE_MAX_DEPTH);
        return;
    }
    row->inner_count = list->count;
    row->inner = compile_list(&inner, rows, list, row, depth + 1);
}

/* --- Columns covered -------------------------------------------------------------------------- */

static bool reaches_down(const RowPlan *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < rows[i].cell_count; k++)
            if (rows[i].cells[k].merged || rows[i].cells[k].rows > 1)
                return true;
        if (reaches_down(rows[i].inner, rows[i].inner_count))
            return true;
    }
    return false;
}

/* Where no cell reaches down, each row's cells are counted before there are any data. */
static void check_widths(const Compiler *compiler, Rows *rows, const RowPlan *list, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        size_t covered = 0;
        for (size_t k = 0; k < list[i].cell_count; k++)
            covered += list[i].cells[k].columns;
        if (list[i].cell_count > 0 && covered != rows->plan->column_count) {
            rows->good = false;
            diag(compiler->diags, SEVERITY_ERROR, list[i].place,
                 "add or remove cells, or let one cover several by 'kolom'",
                 "the row's cells cover %zu column%s, the table has %zu", covered,
                 covered == 1 ? "" : "s", rows->plan->column_count);
        }
        check_widths(compiler, rows, list[i].inner, list[i].inner_count);
    }
}

/* Groups whose rows stand in those of another are inner ones. */
static void find_groups(RowPlan *rows, size_t count, bool grouped)
{
    bool group = false;
    for (size_t i = 0; i < count; i++)
        group = group || (rows[i].kind == ROW_GROUP && rows[i].cell_count > 0);
    for (size_t i = 0; i < count; i++) {
        rows[i].inner_group = grouped && rows[i].kind == ROW_GROUP;
        find_groups(rows[i].inner, rows[i].inner_count, grouped || group);
    }
}

bool rows_compile(const Compiler *compiler, const Record *body, TablePlan *plan)
{
    Rows rows = {.plan = plan, .whole = record_flag(body, "utuh"), .good = true};
    const List *list = record_list(body, "baris");
    plan->rows = compile_list(compiler, &rows, list, NULL, 0);
    plan->row_count = list->count;
    find_groups(plan->rows, plan->row_count, false);
    if (rows.good && plan->column_count > 0 && !reaches_down(plan->rows, plan->row_count))
        check_widths(compiler, &rows, plan->rows, plan->row_count);
    return rows.good;
}
