/* Columns that a table has only where their `jika` holds. The rows are written with cells for all
 * columns, so what is not shown is taken out when the table is filled. */
#include "doc/table/table.h"

const size_t *columns_shown(Builder *builder, const TablePlan *plan, const Scope *scope)
{
    if (plan->condition_count == 0)
        return NULL;
    bool *hidden = arena_array(builder->arena, plan->column_count, sizeof *hidden);
    for (size_t i = 0; i < plan->condition_count; i++) {
        const ConditionPlan *condition = &plan->conditions[i];
        bool holds = expression_holds(&builder->evaluator, condition->when, scope);
        for (size_t k = 0; k < condition->columns && !holds; k++)
            hidden[condition->column + k] = true;
    }
    size_t *shown = arena_array(builder->arena, plan->column_count + 1, sizeof *shown);
    for (size_t i = 0; i < plan->column_count; i++)
        shown[i + 1] = shown[i] + (hidden[i] ? 0 : 1);
    return shown;
}

/* Cells cover what is shown of their columns; those of which nothing is are taken out. */
static void hide_cells(const size_t *shown, Row *row)
{
    size_t count = 0;
    for (size_t i = 0; i < row->cell_count; i++) {
        Cell cell = row->cells[i];
        size_t end = shown[cell.column + cell.columns];
        cell.column = (uint16_t)shown[cell.column];
        cell.columns = (uint16_t)(end - cell.column);
        if (cell.columns > 0)
            row->cells[count++] = cell;
    }
    row->cell_count = count;
}

/* A row of the header without cells, as all titles of its level are taken out: the cells that
   reach down to it end above. */
static void drop_header_row(Table *table, size_t at)
{
    for (size_t i = 0; i < at; i++)
        for (size_t k = 0; k < table->header[i].cell_count; k++)
            if (i + table->header[i].cells[k].rows > at)
                table->header[i].cells[k].rows--;
    table->header_count--;
    for (size_t i = at; i < table->header_count; i++)
        table->header[i] = table->header[i + 1];
}

void columns_hide(Builder *builder, const size_t *shown, Table *table)
{
    if (shown == NULL)
        return;
    size_t count = table->column_count;
    if (shown[count] == 0) {
        diag(builder->diags, SEVERITY_ERROR, table->rows[0].place,
             "leave the table out by a section around it", "no column of the table is shown");
        return;
    }
    Column *columns = arena_array(builder->arena, shown[count], sizeof *columns);
    for (size_t i = 0; i < count; i++)
        if (shown[i + 1] > shown[i])
            columns[shown[i]] = table->columns[i];
    table->columns = columns;
    table->column_count = shown[count];
    for (size_t i = 0; i < table->header_count; i++)
        hide_cells(shown, &table->header[i]);
    for (size_t i = table->header_count; i > 0; i--)
        if (table->header[i - 1].cell_count == 0)
            drop_header_row(table, i - 1);
    for (size_t i = 0; i < table->row_count; i++)
        hide_cells(shown, &table->rows[i]);
}
