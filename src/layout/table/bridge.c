/* What a table adds where a page ends within it: the caption again, and totals that are carried
 * over. */
#include "layout/table/table.h"

#include "layout/text/span.h"

enum {
    SMALLEST = 4000, /* letters that can be read */
};

/* A total on one line, for which there is room: in smaller letters where it is wider than its cell,
   with a warning where they are too small to be read. */
static const Paragraph *set_total(Flow *flow, const TableBox *box, const Cell *cell,
                                  const Span *text)
{
    Setter *setter = flow->setter;
    TextStyle style = *cell_style(box, cell);
    Len own = style.size;
    setter->division_told = true; /* what is divided here is not what is printed */
    const Paragraph *set = cell_set(flow, box, cell, text);
    while (cell_lines(set) > 1 && style.size > 1) {
        style.size = style.size * 9 / 10;
        set = text_set(setter, text, &style, cell->style, ALIGN_RIGHT, cell_width(box, cell));
    }
    setter->division_told = false;
    if (style.size < SMALLEST && style.size < own)
        diag(setter->diags, SEVERITY_WARNING, cell->place, "widen the column ('lebar')",
             "a total that is carried over is too wide for its column: its letters are very small");
    return set;
}

const Paragraph **bridge_texts(Flow *flow, const TableBox *box, const TableCut *cut, bool start)
{
    const Bridge *bridge = box->table->bridge;
    const Row *row = start ? &bridge->start : &bridge->end;
    const TableRow *set = start ? &box->start : &box->end;
    const Paragraph **texts =
        arena_array(flow->setter->arena, row->cell_count, sizeof(const Paragraph *));
    for (size_t i = 0; i < row->cell_count; i++)
        texts[i] = set->texts[i];
    for (size_t i = 0; i < bridge->total_count; i++) {
        const Span *total = bridge_total(flow->setter->arena, flow->setter->diags, bridge, i,
                                         (size_t)cut->row + cut->inside);
        if (total != NULL)
            texts[bridge->cells[i]] = set_total(flow, box, &row->cells[bridge->cells[i]], total);
    }
    return texts;
}

/* The row without its totals, which take one line. */
static void set_row(Flow *flow, const TableBox *box, const Row *row, TableRow *set)
{
    set->texts = arena_array(flow->scratch, row->cell_count, sizeof(const Paragraph *));
    set->height = box->styles[TEXT_OWN].leading + 2 * (int64_t)box->table->padding_y;
    for (size_t i = 0; i < row->cell_count; i++) {
        set->texts[i] = cell_set(flow, box, &row->cells[i], row->cells[i].text);
        int64_t height = cell_height(box, set->texts[i], cell_lines(set->texts[i]));
        set->height = set->height > height ? set->height : height;
    }
}

void bridge_set(Flow *flow, const Chunk *chunk, TableBox *box)
{
    const Table *table = box->table;
    if (!span_empty(table->caption_again)) {
        const TextStyle *style = table->caption_style;
        const TextBox *again = caption_set(flow, chunk, table->caption_again, style);
        box->again_height = paragraph_height(again->text) + style->after;
        box->again = again;
    }
    if (table->bridge != NULL) {
        set_row(flow, box, &table->bridge->end, &box->end);
        set_row(flow, box, &table->bridge->start, &box->start);
    }
    if (box->again_height + box->end.height + box->start.height <= chunk->room / 2)
        return;
    diag(flow->setter->diags, SEVERITY_ERROR, chunk->block->place,
         "shorten the titles in 'pindahan', widen the columns before the totals, or shorten "
         "'kata_sambungan'",
         "what the table adds on each page is higher than half a page");
}
