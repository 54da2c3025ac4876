/* Tables become rows of set cells; captions and notes stand with them. */
#include "layout/table.h"

#include "layout/span.h"

#include <stdlib.h>

/* A cell that covers several rows, while heights are found. */
typedef struct Tall {
    uint32_t from, to; /* rows */
    int64_t height;    /* that its text needs */
} Tall;

uint32_t cell_lines(const Paragraph *text)
{
    return text != NULL ? (uint32_t)text->line_count : 0;
}

int64_t cell_height(const TableBox *box, const Paragraph *text, uint32_t lines)
{
    int64_t height = text != NULL ? (int64_t)lines * text->leading : 0;
    return height + 2 * (int64_t)box->table->padding_y;
}

uint32_t cell_end(const Cell *cell, uint32_t row, size_t count)
{
    size_t end = (size_t)row + cell->rows;
    return (uint32_t)(end < count ? end : count);
}

/* --- Cells ----------------------------------------------------------------------------------- */

static const Paragraph *set_cell(Flow *flow, const TableBox *box, const Cell *cell)
{
    if (span_empty(cell->text))
        return NULL;
    const Table *table = box->table;
    Len width = box->edges[cell->column + cell->columns] - box->edges[cell->column];
    return text_set(flow->setter, cell->text, table->style, cell->style, cell->align,
                    width - 2 * table->padding_x);
}

static TableRow *set_rows(Flow *flow, const TableBox *box, const Row *rows, size_t count)
{
    size_t cells = 0;
    for (size_t r = 0; r < count; r++)
        cells += rows[r].cell_count;
    TableRow *set = arena_array(flow->scratch, count, sizeof *set);
    const Paragraph **texts = arena_array(flow->scratch, cells, sizeof(const Paragraph *));
    for (size_t r = 0; r < count; r++) {
        set[r].texts = texts;
        texts += rows[r].cell_count;
        for (size_t i = 0; i < rows[r].cell_count; i++)
            set[r].texts[i] = set_cell(flow, box, &rows[r].cells[i]);
    }
    return set;
}

/* --- Heights --------------------------------------------------------------------------------- */

static int by_end(const void *a, const void *b)
{
    const Tall *one = a;
    const Tall *other = b;
    if (one->to != other->to)
        return one->to < other->to ? -1 : 1;
    return (one->from < other->from) - (one->from > other->from);
}

/* Spreads what a tall cell needs beyond its rows evenly over them. A very high one leaves it to its
   last row, which can be split where the cell's own lines are. */
static void stretch_rows(TableRow *rows, const Tall *tall, Len room)
{
    int64_t missing = tall->height;
    for (uint32_t r = tall->from; r < tall->to && missing > 0; r++)
        missing -= rows[r].height;
    if (missing <= 0)
        return;
    for (uint32_t r = tall->height <= room / 2 ? tall->from : tall->to - 1; r < tall->to; r++) {
        int64_t share = missing / (tall->to - r);
        rows[r].height += share;
        missing -= share;
    }
}

static void find_heights(Flow *flow, const TableBox *box, const Row *rows, TableRow *set,
                         size_t count, Len room)
{
    Tall *talls = NULL;
    size_t tall_count = 0;
    size_t capacity = 0;
    int64_t least = box->table->style->leading + 2 * (int64_t)box->table->padding_y;
    for (uint32_t r = 0; r < count; r++) {
        set[r].height = least;
        for (size_t i = 0; i < rows[r].cell_count; i++) {
            const Paragraph *text = set[r].texts[i];
            int64_t height = cell_height(box, text, cell_lines(text));
            uint32_t end = cell_end(&rows[r].cells[i], r, count);
            if (end == r + 1) {
                set[r].height = set[r].height > height ? set[r].height : height;
                continue;
            }
            Tall *tall = arena_push(flow->scratch, &talls, &capacity, tall_count, sizeof *talls);
            *tall = (Tall){r, end, height};
            tall_count++;
        }
    }
    if (tall_count > 0)
        qsort(talls, tall_count, sizeof *talls, by_end);
    for (size_t i = 0; i < tall_count; i++)
        stretch_rows(set, &talls[i], room);
}

/* --- Slabs ----------------------------------------------------------------------------------- */

/* The row behind the last that is no total at the table's end. */
static size_t end_of_plain(const Table *table)
{
    size_t end = table->row_count;
    while (end > 0 &&
           (table->rows[end - 1].kind == ROW_SUBTOTAL || table->rows[end - 1].kind == ROW_TOTAL))
        end--;
    return end;
}

/* How bad it is to end a page before the row; `plain`: see end_of_plain. A single row, be it with
   its heading or its totals, is not left alone. */
static Break break_before_row(const Table *table, size_t row, size_t plain)
{
    if (row == 0)
        return BREAK_FREE;
    if (table->rows[row - 1].kind == ROW_GROUP || table->rows[row].kind == ROW_SUBTOTAL ||
        table->rows[row].kind == ROW_TOTAL)
        return BREAK_BAD;
    bool first = row == 1 || (row == 2 && table->rows[0].kind == ROW_GROUP);
    return first || row + 1 == plain ? BREAK_POOR : BREAK_FREE;
}

static void make_poor(Slab *slab)
{
    if (slab->break_before < BREAK_POOR)
        slab->break_before = BREAK_POOR;
}

/* Nor is the first or the last row of a cell that covers several. */
static void guard_spans(Slab *rows, const Table *table)
{
    for (uint32_t r = 0; r < table->row_count; r++)
        for (size_t i = 0; i < table->rows[r].cell_count; i++) {
            uint32_t end = cell_end(&table->rows[r].cells[i], r, table->row_count);
            if (end < r + 2)
                continue;
            make_poor(&rows[r + 1]);
            make_poor(&rows[end - 1]);
        }
}

static void fill_rows(Slab *slab, TableBox *box)
{
    const Table *table = box->table;
    size_t plain = end_of_plain(table);
    if (table->header_count > 0) {
        slab->kind = SLAB_HEADER;
        slab->table = box;
        slab->height = box->header_height;
        slab->break_after = BREAK_NEVER;
        slab++;
    }
    for (size_t r = 0; r < table->row_count; r++, slab++) {
        slab->kind = SLAB_ROW;
        slab->table = box;
        slab->index = (uint32_t)r;
        slab->height = box->rows[r].height;
        slab->break_before = break_before_row(table, r, plain);
    }
    guard_spans(slab - table->row_count, table);
}

/* A text above or below the table, as wide as the page. */
static TextBox *set_beside(Flow *flow, const Chunk *chunk, const Span *spans,
                           const TextStyle *style)
{
    TextBox *box = arena_alloc(flow->scratch, sizeof *box);
    Len descent = 0;
    if (span_empty(spans) || style == NULL)
        return box;
    text_metrics(flow->setter, style, &box->ascent, &descent);
    box->text = text_set(flow->setter, spans, style, 0, style->align, chunk->width);
    box->x = chunk->x;
    return box;
}

static const Span *caption_spans(Flow *flow, const Table *table)
{
    if (table->number.size == 0)
        return table->caption;
    Span *number = span_text(flow->scratch, table->number);
    if (!span_empty(table->caption))
        number->next = span_text(flow->scratch, STR(" "));
    return span_before(flow->scratch, number, table->caption);
}

static void watch_rows(Flow *flow, Chunk *chunk, const Row *rows, size_t count)
{
    for (size_t r = 0; r < count; r++)
        for (size_t i = 0; i < rows[r].cell_count; i++)
            flow_watch(flow, chunk, rows[r].cells[i].text);
}

static TableBox *set_grid(Flow *flow, Chunk *chunk)
{
    const Table *table = chunk->block->table;
    TableBox *box = arena_alloc(flow->scratch, sizeof *box);
    box->table = table;
    if (!table_widths(flow, chunk, box))
        return NULL;
    box->header = set_rows(flow, box, table->header, table->header_count);
    box->rows = set_rows(flow, box, table->rows, table->row_count);
    find_heights(flow, box, table->header, box->header, table->header_count, chunk->room);
    find_heights(flow, box, table->rows, box->rows, table->row_count, chunk->room);
    for (size_t r = 0; r < table->header_count; r++)
        box->header_height += box->header[r].height;
    /* A header that would fill the pages is printed once. */
    box->repeats = table->header_count > 0 && box->header_height <= chunk->room / 2;
    return box;
}

static Len larger(Len a, Len b)
{
    return a > b ? a : b;
}

void set_table(Flow *flow, Chunk *chunk)
{
    const Table *table = chunk->block->table;
    flow_watch(flow, chunk, table->caption);
    flow_watch(flow, chunk, table->note);
    watch_rows(flow, chunk, table->header, table->header_count);
    watch_rows(flow, chunk, table->rows, table->row_count);
    TableBox *box = set_grid(flow, chunk);
    if (box == NULL)
        return;
    TextBox *caption = set_beside(flow, chunk, caption_spans(flow, table), table->caption_style);
    TextBox *note = set_beside(flow, chunk, table->note, table->note_style);
    size_t above = cell_lines(caption->text);
    size_t below = cell_lines(note->text);
    size_t rows = table->row_count + (table->header_count > 0);
    Slab *slabs = flow_slabs(flow, chunk, above + rows + below);
    if (above + rows + below == 0)
        return;
    fill_rows(slabs + above, box);
    if (above > 0) {
        flow_lines(slabs, above, caption, table->caption_style);
        for (size_t i = 0; i < above; i++)
            slabs[i].break_after = BREAK_BAD;
    }
    if (below > 0) {
        flow_lines(slabs + above + rows, below, note, table->note_style);
        slabs[above + rows].break_before = BREAK_BAD;
    }
    /* The table's own space stands around it with its caption and note. */
    Slab *last = &slabs[above + rows + below - 1];
    slabs[0].before = larger(slabs[0].before, table->style->before);
    last->after = larger(last->after, table->style->after);
}
