/* Ending a page within a table: which cells go on behind the cut, and with which line. */
#include "layout/table/table.h"

/* A cut being made. */
typedef struct Cutter {
    Flow *flow;
    const TableBox *box;
    const TableCut *start;
    TableCut *cut;
    size_t capacity;
} Cutter;

const Carry *cut_carry(const TableCut *cut, const Cell *cell)
{
    if (cut == NULL)
        return NULL;
    for (size_t i = 0; i < cut->carry_count; i++)
        if (cut->carries[i].cell == cell)
            return &cut->carries[i];
    return NULL;
}

static int64_t rows_height(const TableBox *box, uint32_t from, uint32_t to)
{
    return box->tops[to] - box->tops[from];
}

int64_t table_room(const TableBox *box)
{
    int64_t top = box->again_height + (box->repeats ? box->header_height : 0) + box->start.height;
    return box->room - top - box->end.height;
}

int64_t table_top(const TableBox *box, const TableCut *start)
{
    int64_t height = box->repeats ? box->header_height : 0;
    return start != NULL ? height + box->again_height + box->start.height : height;
}

int64_t table_row_height(const TableBox *box, const TableCut *start, uint32_t row)
{
    if (start == NULL)
        return box->rows[row].height;
    int64_t height = start->inside && start->row == row ? start->rest : box->rows[row].height;
    int64_t extra = 0;
    for (size_t i = 0; i < start->carry_count; i++)
        if (start->carries[i].end == row + 1 && start->carries[i].extra > extra)
            extra = start->carries[i].extra;
    return height + extra;
}

static void carry(Cutter *cutter, Carry what)
{
    TableCut *cut = cutter->cut;
    *(Carry *)arena_push(cutter->flow->scratch, &cut->carries, &cutter->capacity, cut->carry_count,
                         sizeof *cut->carries) = what;
    size_t at = cut->carry_count++;
    for (; at > 0 && cut->carries[at - 1].cell->column > what.cell->column; at--)
        cut->carries[at] = cut->carries[at - 1];
    cut->carries[at] = what;
}

/* Carries the cells that begin in the row and go beyond `behind`; `top`: where the row begins. */
static void carry_row(Cutter *cutter, uint32_t row, uint32_t behind, int64_t top)
{
    const Table *table = cutter->box->table;
    for (size_t i = 0; i < table->rows[row].cell_count; i++) {
        const Cell *cell = &table->rows[row].cells[i];
        uint32_t end = cell_end(cell, row, table->row_count);
        if (end <= behind || cut_carry(cutter->start, cell) != NULL)
            continue;
        carry(
            cutter,
            (Carry){.cell = cell, .text = cutter->box->rows[row].texts[i], .end = end, .top = top});
    }
}

/* Collects all cells that cover `row` and began above it, and returns where it begins. */
static int64_t carry_above(Cutter *cutter, uint32_t first, uint32_t row)
{
    int64_t y = 0;
    for (size_t i = 0; cutter->start != NULL && i < cutter->start->carry_count; i++) {
        Carry from = cutter->start->carries[i];
        from.top = 0;
        if (from.end > row)
            carry(cutter, from);
    }
    for (uint32_t r = first; r < row; r++) {
        carry_row(cutter, r, row, y);
        y += table_row_height(cutter->box, cutter->start, r);
    }
    return y;
}

int64_t cut_height(const TableCut *cut, uint32_t end)
{
    int64_t before = cut->inside ? cut->box->rows[cut->row].height - cut->rest : 0;
    return rows_height(cut->box, cut->row, end) - before;
}

/* How many more lines of the cell stand in `room`, without leaving a single one for the next page.
 */
static uint32_t lines_in(const TableBox *box, const Carry *carried, int64_t room)
{
    uint32_t left = cell_lines(carried->text) - carried->taken;
    room -= 2 * (int64_t)box->table->padding_y;
    if (left == 0 || room < 0)
        return 0;
    int64_t fit = room / carried->text->leading;
    if (fit >= left)
        return left;
    return fit >= 3 && left - fit == 1 ? (uint32_t)fit - 1 : (uint32_t)fit;
}

/* Gives the last row of each carried cell what the rest of its lines needs behind the cut. */
static void find_extras(const TableBox *box, TableCut *cut)
{
    for (size_t i = 0; i < cut->carry_count; i++) {
        Carry *each = &cut->carries[i];
        uint32_t left = cell_lines(each->text) - each->taken;
        int64_t missing =
            left > 0 ? cell_height(box, each->text, left) - cut_height(cut, each->end) : 0;
        each->extra = missing > 0 ? missing : 0;
    }
}

static void take_lines(const TableBox *box, TableCut *cut, int64_t bottom)
{
    for (size_t i = 0; i < cut->carry_count; i++)
        cut->carries[i].taken += lines_in(box, &cut->carries[i], bottom - cut->carries[i].top);
    for (size_t i = 0; i < cut->carry_count; i++)
        cut->carries[i].stood = cut->carries[i].taken;
}

const TableCut *table_cut_before(Flow *flow, const TableBox *box, const TableCut *start,
                                 uint32_t first, uint32_t row)
{
    TableCut *cut = arena_alloc(flow->scratch, sizeof *cut);
    Cutter cutter = {flow, box, start, cut, 0};
    cut->box = box;
    cut->row = row;
    int64_t bottom = carry_above(&cutter, first, row);
    take_lines(box, cut, bottom);
    cut_repeat(flow, cut);
    find_extras(box, cut);
    return cut;
}

/* --- Within a row ---------------------------------------------------------------------------- */

/* Cells that end with the row decide how high its part is, and whether cutting it is worth it. */
static SplitQuality split_row(const TableBox *box, TableCut *cut, int64_t top, int64_t room)
{
    SplitQuality quality = SPLIT_GOOD;
    bool broken = false;
    for (size_t i = 0; i < cut->carry_count; i++) {
        const Carry *each = &cut->carries[i];
        uint32_t left = cell_lines(each->text) - each->taken;
        if (each->end != cut->row + 1 || left == 0)
            continue;
        uint32_t take = lines_in(box, each, top + room - each->top);
        int64_t bottom = each->top - top + cell_height(box, each->text, take);
        if (take > 0 && bottom > cut->part)
            cut->part = bottom;
        if (take == left)
            continue;
        broken = true;
        if (take < 2 || left - take < 2)
            quality = SPLIT_POOR;
    }
    return broken && cut->part > 0 ? quality : SPLIT_NONE;
}

static int64_t rest_of_row(const TableBox *box, const TableCut *cut)
{
    int64_t rest = 0;
    for (size_t i = 0; i < cut->carry_count; i++) {
        const Carry *each = &cut->carries[i];
        uint32_t left = cell_lines(each->text) - each->taken;
        int64_t height = left > 0 ? cell_height(box, each->text, left) : 0;
        if (each->end == cut->row + 1 && height > rest)
            rest = height;
    }
    return rest;
}

SplitQuality table_cut_within(Flow *flow, const TableBox *box, const TableCut *start,
                              uint32_t first, uint32_t row, int64_t room, const TableCut **out)
{
    TableCut *cut = arena_alloc(flow->scratch, sizeof *cut);
    Cutter cutter = {flow, box, start, cut, 0};
    cut->box = box;
    cut->row = row;
    cut->inside = true;
    int64_t top = carry_above(&cutter, first, row);
    carry_row(&cutter, row, row, top);
    SplitQuality quality = split_row(box, cut, top, room);
    if (quality == SPLIT_NONE)
        return quality;
    take_lines(box, cut, top + cut->part);
    cut->rest = rest_of_row(box, cut);
    cut_repeat(flow, cut);
    find_extras(box, cut);
    *out = cut;
    bool begun = start != NULL && start->inside && start->row == row;
    bool whole = box->table->rows[row].whole && !begun && box->rows[row].height <= table_room(box);
    return whole ? SPLIT_LAST : quality;
}
