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
    if (box->cramped) /* now it is said that words are divided */
        texts[0] = cell_set(flow, box, &row->cells[0], row->cells[0].text);
    for (size_t i = 0; i < bridge->total_count; i++) {
        const Span *total = bridge_total(flow->setter->arena, flow->setter->diags, bridge, i,
                                         (size_t)cut->row + cut->inside);
        if (total != NULL)
            texts[bridge->cells[i]] = set_total(flow, box, &row->cells[bridge->cells[i]], total);
    }
    return texts;
}

static Len word_width(Flow *flow, const TableBox *box, const Cell *cell)
{
    TextNeeds needs = {0};
    TextWants wants = {0};
    (void)text_measure(flow->setter, cell->text, cell_style(box, cell), cell->style, &wants,
                       &needs);
    return needs.whole;
}

/* The row without its totals, which take one line. */
static void set_row(Flow *flow, TableBox *box, const Row *row, TableRow *set)
{
    set->texts = arena_array(flow->scratch, row->cell_count, sizeof(const Paragraph *));
    set->height = box->styles[TEXT_OWN].leading + 2 * (int64_t)box->table->padding_y;
    flow->setter->division_told = true; /* nothing is told of what may never be printed */
    for (size_t i = 0; i < row->cell_count; i++) {
        const Cell *cell = &row->cells[i];
        set->texts[i] = cell_set(flow, box, cell, cell->text);
        if (cell_lines(set->texts[i]) > 1 && word_width(flow, box, cell) > cell_width(box, cell))
            box->cramped = true;
        int64_t height = cell_height(box, set->texts[i], cell_lines(set->texts[i]));
        set->height = set->height > height ? set->height : height;
    }
    flow->setter->division_told = false;
}

void bridge_set(Flow *flow, const Chunk *chunk, TableBox *box)
{
    const Table *table = box->table;
    if (!span_empty(table->caption_again)) {
        const TextStyle *style = table->caption_style;
        const TextBox *again = caption_set(flow, chunk, table->caption_again, style, TEXT_CAPTION);
        box->again_height = paragraph_height(again->text) + style->after;
        box->again = again;
    }
    if (table->bridge != NULL) {
        set_row(flow, box, &table->bridge->end, &box->end);
        set_row(flow, box, &table->bridge->start, &box->start);
    }
    if (box->cramped && chunk->titles == TITLES_UNSEEN) {
        /* Where the table is cut, it is set again. */
        box->end.height = box->start.height =
            box->styles[TEXT_OWN].leading + 2 * (int64_t)table->padding_y;
    }
    if (box->again_height + box->end.height + box->start.height <= chunk->room / 2)
        return;
    diag(flow->setter->diags, SEVERITY_ERROR, chunk->block->place,
         "shorten the titles in 'pindahan', widen the columns before the totals, or shorten "
         "'kata_sambungan'",
         "what the table adds on each page is higher than half a page");
}

bool flow_widens(const Flow *flow)
{
    bool widens = false;
    for (size_t i = 0; i < flow->sheet_count; i++) {
        const TableCut *cut = flow->sheets[i].end;
        if (cut == NULL || !cut->box->cramped || *cut->box->titles != TITLES_UNSEEN)
            continue;
        *cut->box->titles = TITLES_WANTED;
        widens = true;
    }
    return widens;
}
