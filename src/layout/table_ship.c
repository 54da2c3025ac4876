/* The part of a table that stands on a page: fills, texts, and rules that neighbours share. */
#include "layout/table.h"

/* A row as it stands on the page: of the header, or of the body. */
typedef struct Grid {
    Flow *flow;
    Page *page;
    const TablePart *part;
    const TableBox *box;
    Len *ys;      /* of the rows' tops, and of the bottom */
    size_t rows;  /* on the page */
    size_t heads; /* of them in the header */
} Grid;

/* A cell as it stands there. */
typedef struct Placement {
    const Cell *cell;
    const Paragraph *text;
    size_t top, bottom; /* rows of the grid */
    uint32_t from, to;  /* lines */
} Placement;

/* --- Geometry -------------------------------------------------------------------------------- */

static void measure_grid(Grid *grid, Len y)
{
    const TablePart *part = grid->part;
    const TableBox *box = part->box;
    bool cut_row = part->end != NULL && part->end->inside;
    grid->heads = part->header ? box->table->header_count : 0;
    grid->rows = grid->heads + (part->to - part->from) + cut_row;
    grid->ys = arena_array(grid->flow->scratch, grid->rows + 1, sizeof *grid->ys);
    size_t at = 0;
    grid->ys[0] = y;
    for (size_t r = 0; r < grid->heads; r++, at++)
        grid->ys[at + 1] = grid->ys[at] + (Len)box->header[r].height;
    for (uint32_t r = part->from; r < part->to; r++, at++)
        grid->ys[at + 1] = grid->ys[at] + (Len)table_row_height(box, part->start, r);
    if (cut_row)
        grid->ys[at + 1] = grid->ys[at] + (Len)part->end->part;
}

static Placement place_head(const Grid *grid, size_t row, size_t index)
{
    const Table *table = grid->box->table;
    const Cell *cell = &table->header[row].cells[index];
    const Paragraph *text = grid->box->header[row].texts[index];
    return (Placement){
        cell, text, row, cell_end(cell, (uint32_t)row, table->header_count), 0, cell_lines(text)};
}

/* A cell of the body that begins in `row`, which may stand on an earlier page, and ends before
   `end`. */
static Placement place_body(const Grid *grid, const Cell *cell, const Paragraph *text, uint32_t row,
                            uint32_t end)
{
    const TablePart *part = grid->part;
    const Carry *before = cut_carry(part->start, cell);
    const Carry *behind = cut_carry(part->end, cell);
    size_t top = grid->heads + (row > part->from ? row - part->from : 0);
    size_t bottom = grid->heads + (end - part->from);
    return (Placement){.cell = cell,
                       .text = text,
                       .top = top,
                       .bottom = bottom < grid->rows ? bottom : grid->rows,
                       .from = before != NULL ? before->taken : 0,
                       .to = behind != NULL ? behind->taken : cell_lines(text)};
}

/* A cell that is continued at the page's top. */
static Placement place_carry(const Grid *grid, const Carry *carry)
{
    return place_body(grid, carry->cell, carry->text, grid->part->from, carry->end);
}

/* --- Fills and texts ------------------------------------------------------------------- */

static void add_rect(const Grid *grid, Len x, Len y, Len width, Len height, uint32_t colour)
{
    Item *item = page_add(grid->flow->setter, grid->page, ITEM_RECT);
    item->x = x;
    item->y = y;
    item->width = width;
    item->height = height;
    item->colour = colour;
}

static void fill_cell(const Grid *grid, const Placement *at)
{
    const Len *edges = grid->box->edges;
    Len left = edges[at->cell->column];
    Len right = edges[at->cell->column + at->cell->columns];
    if (at->cell->filled)
        add_rect(grid, grid->box->x + left, grid->ys[at->top], right - left,
                 grid->ys[at->bottom] - grid->ys[at->top], at->cell->fill);
}

static void ship_cell(const Grid *grid, const Placement *at)
{
    const Table *table = grid->box->table;
    if (at->from >= at->to)
        return;
    Len y = grid->ys[at->top] + table->padding_y;
    if (at->cell->valign == VALIGN_MIDDLE) {
        int64_t height = (int64_t)(at->to - at->from) * at->text->leading;
        Len room = grid->ys[at->bottom] - grid->ys[at->top];
        y = grid->ys[at->top] + (Len)((room - height) / 2);
    }
    Len x = grid->box->x + grid->box->edges[at->cell->column] + table->padding_x;
    for (uint32_t i = at->from; i < at->to; i++, y += at->text->leading)
        text_place(grid->flow->setter, grid->page, &at->text->lines[i], x, y + at->text->ascent);
}

static void ship_row(const Grid *grid, Placement *row, size_t count)
{
    for (size_t i = 0; i < count; i++)
        fill_cell(grid, &row[i]);
    for (size_t i = 0; i < count; i++)
        ship_cell(grid, &row[i]);
}

/* The cells that begin in a row of the grid, and in the first row of the body those that are
   continued, by rising column. Returns how many. */
static size_t cells_of(const Grid *grid, size_t at, Placement *out)
{
    const Table *table = grid->box->table;
    const TablePart *part = grid->part;
    size_t count = 0;
    if (at < grid->heads) {
        for (; count < table->header[at].cell_count; count++)
            out[count] = place_head(grid, at, count);
        return count;
    }
    uint32_t row = part->from + (uint32_t)(at - grid->heads);
    const TableCut *start = at == grid->heads ? part->start : NULL;
    size_t carries = start != NULL ? start->carry_count : 0;
    size_t own = start != NULL && start->inside ? 0 : table->rows[row].cell_count;
    size_t carried = 0;
    for (size_t i = 0; i < own; i++) {
        const Cell *cell = &table->rows[row].cells[i];
        for (; carried < carries && start->carries[carried].cell->column < cell->column; carried++)
            out[count++] = place_carry(grid, &start->carries[carried]);
        out[count++] = place_body(grid, cell, grid->box->rows[row].texts[i], row,
                                  cell_end(cell, row, table->row_count));
    }
    for (; carried < carries; carried++)
        out[count++] = place_carry(grid, &start->carries[carried]);
    return count;
}

/* --- Rules ----------------------------------------------------------------------------- */

/* What is known of a column while rules are drawn from top to bottom. */
typedef struct Track {
    size_t until; /* row of the grid where the cell that covers it ends */
    bool joined;  /* with the column to its right, by one cell */
    Len open;     /* where the rule at its right edge begins */
    bool drawing; /* that rule */
} Track;

/* Rules are centred on the edges of cells and reach half a thickness beyond them at their ends. */
static void rule_across(const Grid *grid, size_t from, size_t to, Len y)
{
    Len b = grid->box->table->border;
    Len left = grid->box->x + grid->box->edges[from];
    Len right = grid->box->x + grid->box->edges[to];
    add_rect(grid, left - b / 2, y - b / 2, right - left + b, b, 0);
}

static void rule_down(const Grid *grid, size_t edge, Len top, Len bottom)
{
    Len b = grid->box->table->border;
    Len x = grid->box->x + grid->box->edges[edge];
    add_rect(grid, x - b / 2, top - b / 2, b, bottom - top + b, 0);
}

/* The rules above row `at` of the grid, where no cell reaches over it. */
static void rules_above(const Grid *grid, const Track *tracks, size_t at)
{
    size_t columns = grid->box->table->column_count;
    size_t from = 0;
    for (size_t c = 0; c <= columns; c++) {
        bool crossed = c < columns && tracks[c].until > at;
        if (c < columns && !crossed)
            continue;
        if (c > from)
            rule_across(grid, from, c, grid->ys[at]);
        from = c + 1;
    }
}

static void begin_cells(Track *tracks, const Placement *row, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const Cell *cell = row[i].cell;
        for (size_t c = 0; c < cell->columns; c++) {
            tracks[cell->column + c].until = row[i].bottom;
            tracks[cell->column + c].joined = c + 1 < cell->columns;
        }
    }
}

/* Begins or ends the rules between columns at row `at`. */
static void turn_rules(const Grid *grid, Track *tracks, size_t at)
{
    for (size_t c = 0; c + 1 < grid->box->table->column_count; c++) {
        bool wanted = !tracks[c].joined && at < grid->rows;
        if (wanted == tracks[c].drawing)
            continue;
        if (wanted)
            tracks[c].open = grid->ys[at];
        else
            rule_down(grid, c + 1, tracks[c].open, grid->ys[at]);
        tracks[c].drawing = wanted;
    }
}

void table_ship(Flow *flow, Page *page, const TablePart *part, Len y)
{
    Grid grid = {.flow = flow, .page = page, .part = part, .box = part->box};
    const Table *table = part->box->table;
    measure_grid(&grid, y);
    Track *tracks = arena_array(flow->scratch, table->column_count, sizeof *tracks);
    /* Own cells, and those that are continued from above, are never more than this. */
    Placement *row = arena_array(flow->scratch, table->column_count * 2, sizeof *row);
    Len bottom = grid.ys[grid.rows];
    for (size_t at = 0; at < grid.rows; at++)
        ship_row(&grid, row, cells_of(&grid, at, row));
    if (table->border <= 0)
        return;
    rule_across(&grid, 0, table->column_count, y);
    for (size_t at = 0; at < grid.rows; at++) {
        if (at > 0)
            rules_above(&grid, tracks, at);
        begin_cells(tracks, row, cells_of(&grid, at, row));
        turn_rules(&grid, tracks, at);
    }
    turn_rules(&grid, tracks, grid.rows);
    rule_across(&grid, 0, table->column_count, bottom);
    rule_down(&grid, 0, y, bottom);
    rule_down(&grid, table->column_count, y, bottom);
}
