/* Tables in the flow: a slab for each row, and which of them stay together; captions and notes
 * stand with them. */
#include "layout/table/table.h"

/* --- Rows ----------------------------------------------------------------------------------- */

static bool is_plain(const Table *table, size_t row)
{
    return row < table->row_count && table->rows[row].kind == ROW_PLAIN;
}

/* A row of three lines is no less than two rows, below its heading. */
static bool is_high(const TableBox *box, size_t row)
{
    int64_t lines = 3 * (int64_t)box->styles[TEXT_OWN].leading;
    return box->rows[row].height >= lines + 2 * (int64_t)box->table->padding_y;
}

/* How bad it is to end a page before the row. Of rows between two headings or totals none is left
   alone: a heading goes with two rows or a high one, and so do totals. */
static Break break_before_row(const TableBox *box, size_t row)
{
    const Table *table = box->table;
    if (row == 0)
        return BREAK_FREE;
    if (table->rows[row - 1].kind == ROW_GROUP || table->rows[row].kind == ROW_SUBTOTAL ||
        table->rows[row].kind == ROW_TOTAL)
        return BREAK_BAD;
    if (row == 1)
        return BREAK_POOR;
    if (!is_plain(table, row - 1) || !is_plain(table, row))
        return BREAK_FREE;
    bool above = is_plain(table, row - 2) || is_high(box, row - 1);
    return above && is_plain(table, row + 1) ? BREAK_FREE : BREAK_POOR;
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
        slab->break_before = break_before_row(box, r);
    }
    guard_spans(slab - table->row_count, table);
}

/* --- Captions and notes ---------------------------------------------------------------------- */

static void watch_rows(Flow *flow, Chunk *chunk, const Row *rows, size_t count)
{
    for (size_t r = 0; r < count; r++)
        for (size_t i = 0; i < rows[r].cell_count; i++)
            flow_watch(flow, chunk, rows[r].cells[i].text);
}

/* Below a table that is narrower than its column the note begins at the table's edge. */
static TextBox *set_note(Flow *flow, const Chunk *chunk, const TableBox *box)
{
    const Table *table = box->table;
    Chunk beside = *chunk;
    if (table->note_style != NULL && table->note_style->align != ALIGN_CENTRE &&
        table->note_style->align != ALIGN_RIGHT) {
        beside.x = box->x;
        beside.width = chunk->x + chunk->width - box->x;
    }
    return caption_set(flow, &beside, table->note, table->note_style, TEXT_SOURCE);
}

void set_table(Flow *flow, Chunk *chunk)
{
    const Table *table = chunk->block->table;
    flow_watch(flow, chunk, table->caption);
    flow_watch(flow, chunk, table->note);
    watch_rows(flow, chunk, table->header, table->header_count);
    watch_rows(flow, chunk, table->rows, table->row_count);
    if (table->bridge != NULL) {
        watch_rows(flow, chunk, &table->bridge->end, 1);
        watch_rows(flow, chunk, &table->bridge->start, 1);
    }
    if (chunk->titles == TITLES_WANTED)
        chunk->titles = TITLES_COUNT;
    TableBox *box = table_set(flow, chunk);
    if (box == NULL)
        return;
    box->titles = &chunk->titles;
    const Span *title = caption_spans(flow, table->number, table->caption);
    TextBox *caption = caption_set(flow, chunk, title, table->caption_style, TEXT_CAPTION);
    TextBox *note = set_note(flow, chunk, box);
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
    slabs[0].before = len_max(slabs[0].before, table->style->before);
    last->after = len_max(last->after, table->style->after);
}
