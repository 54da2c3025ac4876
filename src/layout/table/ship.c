/* The part of a table that stands on a page: fills, texts, and rules that neighbours share. */
#include "layout/table/table.h"

/* A row as it stands on the page: of the header, or of the body. */
typedef struct Grid {
    Flow *flow;
    Page *page;
    const TablePart *part;
    const TableBox *box;
    Len *ys;       /* of the rows' tops, and of the bottom */
    size_t rows;   /* on the page */
    size_t heads;  /* of them in the header */
    size_t bodies; /* from here on rows of the body stand: behind heads and a bridge's start */
    size_t feet;   /* from here on a bridge's end */
    const Paragraph **start, **end; /* texts of the bridge, where it stands here */
} Grid;

/* A cell as it stands there. */
typedef struct Placement {
    const Cell *cell;
    const Paragraph *text;
    size_t top, bottom; /* rows of the grid */
    uint32_t from, to;  /* lines */
    const Carry *carry; /* it goes on from the page before; or NULL */
    uint32_t tag;
} Placement;

/* --- Geometry -------------------------------------------------------------------------------- */

static void measure_grid(Grid *grid, Len y)
{
    const TablePart *part = grid->part;
    const TableBox *box = part->box;
    bool cut_row = part->end != NULL && part->end->inside;
    bool bridged = box->table->bridge != NULL;
    grid->heads = part->header ? box->table->header_count : 0;
    grid->bodies = grid->heads + (bridged && part->start != NULL);
    grid->feet = grid->bodies + (part->to - part->from) + cut_row;
    grid->rows = grid->feet + (bridged && part->end != NULL);
    if (grid->bodies > grid->heads)
        grid->start = bridge_texts(grid->flow, box, part->start, true);
    if (grid->rows > grid->feet)
        grid->end = bridge_texts(grid->flow, box, part->end, false);
    grid->ys = arena_array(grid->flow->setter->arena, grid->rows + 1, sizeof *grid->ys);
    size_t at = 0;
    grid->ys[0] = y;
    for (size_t r = 0; r < grid->heads; r++, at++)
        grid->ys[at + 1] = grid->ys[at] + (Len)box->header[r].height;
    for (; at < grid->bodies; at++)
        grid->ys[at + 1] = grid->ys[at] + (Len)box->start.height;
    for (uint32_t r = part->from; r < part->to; r++, at++)
        grid->ys[at + 1] = grid->ys[at] + (Len)table_row_height(box, part->start, r);
    for (; cut_row && at < grid->feet; at++)
        grid->ys[at + 1] = grid->ys[at] + (Len)part->end->part;
    for (; at < grid->rows; at++)
        grid->ys[at + 1] = grid->ys[at] + (Len)box->end.height;
}

static Placement place_head(const Grid *grid, size_t row, size_t index)
{
    const Table *table = grid->box->table;
    const Cell *cell = &table->header[row].cells[index];
    const Paragraph *text = grid->box->header[row].texts[index];
    return (Placement){.cell = cell,
                       .text = text,
                       .top = row,
                       .bottom = cell_end(cell, (uint32_t)row, table->header_count),
                       .to = cell_lines(text)};
}

/* The totals that come from the page before, or go to the next. */
static size_t place_bridge(const Grid *grid, size_t at, Placement *out)
{
    bool start = at < grid->bodies;
    const Bridge *bridge = grid->box->table->bridge;
    const Row *row = start ? &bridge->start : &bridge->end;
    const Paragraph **texts = start ? grid->start : grid->end;
    for (size_t i = 0; i < row->cell_count; i++)
        out[i] = (Placement){.cell = &row->cells[i],
                             .text = texts[i],
                             .top = at,
                             .bottom = at + 1,
                             .to = cell_lines(texts[i])};
    return row->cell_count;
}

/* A cell of the body from grid row `top` on that ends before the table's row `end`; `behind`: its
   carry at the part's end, where it goes on. */
static Placement place_body(const Grid *grid, const Cell *cell, const Paragraph *text, size_t top,
                            uint32_t end, const Carry *behind)
{
    size_t bottom = grid->bodies + (end - grid->part->from);
    return (Placement){.cell = cell,
                       .text = text,
                       .top = top,
                       .bottom = bottom < grid->feet ? bottom : grid->feet,
                       .to = behind != NULL ? behind->stood : cell_lines(text)};
}

/* A cell that begins in grid row `at`. */
static Placement place_own(const Grid *grid, size_t at, const Cell *cell, const Paragraph *text)
{
    const TablePart *part = grid->part;
    uint32_t row = part->from + (uint32_t)(at - grid->bodies);
    uint32_t end = cell_end(cell, row, grid->box->table->row_count);
    return place_body(grid, cell, text, at, end,
                      end > part->to ? cut_carry(part->end, cell) : NULL);
}

/* A cell that is continued at the page's top. */
static Placement place_carry(const Grid *grid, const Carry *carry)
{
    Placement at = place_body(grid, carry->cell, carry->text, grid->bodies, carry->end,
                              cut_carry(grid->part->end, carry->cell));
    at.from = carry->taken;
    at.carry = carry;
    return at;
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

/* True when one rectangle fills both cells, so that no seam shows between them. */
static bool is_filled_alike(const Placement *left, const Placement *right)
{
    return right->cell->filled && right->cell->fill == left->cell->fill &&
           right->cell->column == left->cell->column + left->cell->columns &&
           right->top == left->top && right->bottom == left->bottom;
}

static void fill_cells(const Grid *grid, const Placement *row, size_t count)
{
    const Len *edges = grid->box->edges;
    for (size_t i = 0; i < count; i++) {
        const Placement *at = &row[i];
        if (!at->cell->filled)
            continue;
        while (i + 1 < count && is_filled_alike(&row[i], &row[i + 1]))
            i++;
        Len left = edges[at->cell->column];
        Len right = edges[row[i].cell->column + row[i].cell->columns];
        add_rect(grid, grid->box->x + left, grid->ys[at->top], right - left,
                 grid->ys[at->bottom] - grid->ys[at->top], at->cell->fill);
    }
}

static void ship_cell(const Grid *grid, const Placement *at)
{
    const Table *table = grid->box->table;
    if (at->from >= at->to)
        return;
    Len y = grid->ys[at->top] + table->padding_y;
    if (at->cell->valign != VALIGN_TOP) {
        int64_t height = (int64_t)(at->to - at->from) * at->text->leading;
        int64_t spare = grid->ys[at->bottom] - y - table->padding_y - height;
        y += (Len)(at->cell->valign == VALIGN_MIDDLE ? spare / 2 : spare);
    }
    Len x = grid->box->x + grid->box->edges[at->cell->column] + grid->box->padding_x +
            cell_indent(grid->box, at->cell);
    for (uint32_t i = at->from; i < at->to; i++, y += at->text->leading)
        text_place(grid->flow->setter, grid->page, &at->text->lines[i], x, y + at->text->ascent);
}

/* What the cells of a row of the grid are; true where it is no row of the table's own. */
static bool begin_row(const Grid *grid, size_t at, const Cell **head)
{
    const TablePart *part = grid->part;
    Setter *setter = grid->flow->setter;
    *head = NULL;
    if (at < grid->heads) {
        if (!part->repeated)
            table_tag_row(setter, part, true);
        return part->repeated;
    }
    if (at < grid->bodies || at >= grid->feet)
        return true;
    uint32_t row = part->from + (uint32_t)(at - grid->bodies);
    bool goes_on = at == grid->bodies && part->start != NULL && part->start->inside;
    *head = table_row_head(&grid->box->table->rows[row]);
    if (!goes_on)
        table_tag_row(setter, part, false);
    return false;
}

static void tag_row(const Grid *grid, size_t at, Placement *row, size_t count)
{
    Setter *setter = grid->flow->setter;
    const Cell *head = NULL;
    bool extra = begin_row(grid, at, &head);
    for (size_t i = 0; i < count; i++) {
        bool header = at < grid->heads && cell_lines(row[i].text) > 0;
        if (extra)
            row[i].tag = TAG_PAGINATION;
        else if (row[i].carry != NULL)
            row[i].tag = table_tag_carry(setter, row[i].carry);
        else
            row[i].tag = table_tag_cell(setter, row[i].cell, header || row[i].cell == head,
                                        header ? SCOPE_COLUMN : SCOPE_ROW);
    }
}

/* In the order of the document: cells that go on from rows above come first. */
static void sort_row(Placement *row, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        Placement moved = row[i];
        size_t to = i;
        for (; to > 0 && row[to - 1].tag > moved.tag; to--)
            row[to] = row[to - 1];
        row[to] = moved;
    }
}

static void ship_row(const Grid *grid, size_t at, Placement *row, size_t count)
{
    Setter *setter = grid->flow->setter;
    setter->tag = TAG_ARTIFACT;
    fill_cells(grid, row, count);
    if (setter->tags != NULL) {
        tag_row(grid, at, row, count);
        sort_row(row, count);
    }
    for (size_t i = 0; i < count; i++) {
        setter->tag = row[i].tag;
        ship_cell(grid, &row[i]);
    }
    setter->tag = TAG_ARTIFACT;
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
    if (at < grid->bodies || at >= grid->feet)
        return place_bridge(grid, at, out);
    uint32_t row = part->from + (uint32_t)(at - grid->bodies);
    const TableCut *start = at == grid->bodies ? part->start : NULL;
    size_t carries = start != NULL ? start->carry_count : 0;
    size_t own = start != NULL && start->inside ? 0 : table->rows[row].cell_count;
    size_t carried = 0;
    for (size_t i = 0; i < own; i++) {
        const Cell *cell = &table->rows[row].cells[i];
        for (; carried < carries && start->carries[carried].cell->column < cell->column; carried++)
            out[count++] = place_carry(grid, &start->carries[carried]);
        out[count++] = place_own(grid, at, cell, grid->box->rows[row].texts[i]);
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

/* Rules are centred on the edges of cells and reach half a thickness beyond them at their ends, but
   for those of books. */
static void rule_across(const Grid *grid, size_t from, size_t to, Len y)
{
    const Table *table = grid->box->table;
    Len b = table->border;
    Len beyond = table->rules == RULES_BOOK ? 0 : b;
    Len left = grid->box->x + grid->box->edges[from];
    Len right = grid->box->x + grid->box->edges[to];
    add_rect(grid, left - beyond / 2, y - b / 2, right - left + beyond, b, table->border_colour);
}

static void rule_down(const Grid *grid, size_t edge, Len top, Len bottom)
{
    const Table *table = grid->box->table;
    Len b = table->border;
    Len x = grid->box->x + grid->box->edges[edge];
    add_rect(grid, x - b / 2, top - b / 2, b, bottom - top + b, table->border_colour);
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

static void rule_sides(const Grid *grid)
{
    rule_down(grid, 0, grid->ys[0], grid->ys[grid->rows]);
    rule_down(grid, grid->box->table->column_count, grid->ys[0], grid->ys[grid->rows]);
}

/* All rules between cells, or only those across. */
static void rule_cells(const Grid *grid, Placement *row, bool down)
{
    Track *tracks =
        arena_array(grid->flow->setter->arena, grid->box->table->column_count, sizeof *tracks);
    for (size_t at = 0; at < grid->rows; at++) {
        if (at > 0)
            rules_above(grid, tracks, at);
        begin_cells(tracks, row, cells_of(grid, at, row));
        if (down)
            turn_rules(grid, tracks, at);
    }
    if (down)
        turn_rules(grid, tracks, grid->rows);
}

/* True for totals, those that are carried over among them, and for what stands below such. */
static bool begins_total(const Grid *grid, size_t at)
{
    if (at == grid->feet || (at == grid->bodies && at > grid->heads))
        return true;
    size_t row = grid->part->from + (at - grid->bodies);
    return at > grid->bodies && at < grid->feet && grid->box->table->rows[row].kind == ROW_TOTAL;
}

/* Above totals, but for the cells that reach over them. */
static void rule_totals(const Grid *grid, Placement *row)
{
    Track *tracks =
        arena_array(grid->flow->setter->arena, grid->box->table->column_count, sizeof *tracks);
    for (size_t at = grid->heads; at < grid->rows; at++) {
        if (at > grid->heads && begins_total(grid, at))
            rules_above(grid, tracks, at);
        begin_cells(tracks, row, cells_of(grid, at, row));
    }
}

/* As in books: thick rules above and below, thin ones below the header, below those of its cells
   that head several columns, and above the total. */
static void rule_book(const Grid *grid, Placement *row)
{
    const Table *table = grid->box->table;
    Len b = table->border;
    Len width = grid->box->edges[table->column_count];
    add_rect(grid, grid->box->x, grid->ys[0] - b, width, 2 * b, table->border_colour);
    for (size_t at = 0; at < grid->heads; at++) {
        size_t count = cells_of(grid, at, row);
        for (size_t i = 0; i < count; i++) {
            const Cell *cell = row[i].cell;
            if (cell->columns == 1 || row[i].bottom == grid->heads)
                continue;
            Len left = grid->box->edges[cell->column] + grid->box->padding_x;
            Len right = grid->box->edges[cell->column + cell->columns] - grid->box->padding_x;
            if (right > left)
                add_rect(grid, grid->box->x + left, grid->ys[row[i].bottom] - b / 2, right - left,
                         b, table->border_colour);
        }
    }
    if (grid->heads > 0)
        add_rect(grid, grid->box->x, grid->ys[grid->heads] - b / 2, width, b, table->border_colour);
    rule_totals(grid, row);
    add_rect(grid, grid->box->x, grid->ys[grid->rows] - b, width, 2 * b, table->border_colour);
}

static void ship_rules(const Grid *grid, Placement *row)
{
    const Table *table = grid->box->table;
    if (table->border <= 0 || table->rules == RULES_NONE || grid->rows == 0)
        return;
    if (table->rules == RULES_BOOK) {
        rule_book(grid, row);
        return;
    }
    rule_across(grid, 0, table->column_count, grid->ys[0]);
    if (table->rules != RULES_OUTER)
        rule_cells(grid, row, table->rules == RULES_ALL);
    rule_across(grid, 0, table->column_count, grid->ys[grid->rows]);
    if (table->rules != RULES_ACROSS)
        rule_sides(grid);
}

/* The caption of a part that goes on; returns what it takes. */
static Len ship_again(const Grid *grid, Len y)
{
    const TextBox *again = grid->box->again;
    if (again == NULL || grid->part->start == NULL)
        return 0;
    grid->flow->setter->tag = TAG_PAGINATION;
    ship_paragraph(grid->flow->setter, grid->page, again->text, again->x, y);
    grid->flow->setter->tag = TAG_ARTIFACT;
    return (Len)grid->box->again_height;
}

void table_ship(Flow *flow, Page *page, const TablePart *part, Len y)
{
    Grid grid = {.flow = flow, .page = page, .part = part, .box = part->box};
    y += ship_again(&grid, y);
    measure_grid(&grid, y);
    /* Own cells, and those that are continued from above, are never more than this. */
    Placement *row =
        arena_array(flow->setter->arena, part->box->table->column_count * 2, sizeof *row);
    for (size_t at = 0; at < grid.rows; at++)
        ship_row(&grid, at, row, cells_of(&grid, at, row));
    ship_rules(&grid, row);
}
