/* The cells of tables are set, and the heights of rows found. */
#include "layout/table/table.h"

#include "layout/contrast.h"
#include "layout/text/span.h"

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

/* From edge to edge without padding. */
static Len inner_width(const TableBox *box, const Cell *cell)
{
    return box->edges[cell->column + cell->columns] - box->edges[cell->column] - 2 * box->padding_x;
}

Len cell_indent(const TableBox *box, const Cell *cell)
{
    Len inner = inner_width(box, cell);
    Len most = inner / 2;
    Len letter = box->styles[TEXT_OWN].size;
    if (inner - most < letter)
        most = inner > letter ? inner - letter : 0;
    return cell->indent < most ? cell->indent : most;
}

Len cell_width(const TableBox *box, const Cell *cell)
{
    return inner_width(box, cell) - cell_indent(box, cell);
}

const TextStyle *cell_style(const TableBox *box, const Cell *cell)
{
    if (!cell->filled)
        return &box->styles[TEXT_OWN];
    uint32_t colour = readable_colour(box->styles[TEXT_OWN].colour, cell->fill);
    size_t tone = TEXT_OWN;
    while (tone + 1 < TEXT_TONES && box->styles[tone].colour != colour)
        tone++;
    return &box->styles[tone];
}

/* A number whose comma stands where those of its column do. */
static bool align_comma(const TableBox *box, const Cell *cell, const Paragraph *text, Len width)
{
    const Need *need = &box->needs[cell->column];
    if (cell->columns > 1 || text->comma == 0 || need->before + need->behind > width)
        return false;
    Len left = (width - need->before - need->behind) / 2;
    text->lines[0].x = left + need->before - text->comma;
    return true;
}

static const Paragraph *set_broken(Flow *flow, const TableBox *box, const Cell *cell,
                                   const Span *text, Align align)
{
    Setter *setter = flow->setter;
    bool told = setter->division_told;
    setter->division_told = told || box->unfit;
    const Paragraph *set = text_fit(setter, text, cell_style(box, cell), cell->style, align,
                                    cell_width(box, cell), box->table->smallest);
    setter->division_told = told;
    return set;
}

/* Sets a text as that of the cell; `measured`: the same set unbroken, or NULL. */
static const Paragraph *set_text(Flow *flow, const TableBox *box, const Cell *cell,
                                 const Span *text, const Paragraph *measured)
{
    if (span_empty(text))
        return NULL;
    bool decimal = cell->align == ALIGN_DECIMAL;
    Align align = decimal ? ALIGN_CENTRE : cell->align;
    Len width = cell_width(box, cell);
    if (measured != NULL && measured->set_for == width && width > 0)
        return measured;
    if (measured == NULL || measured->set_for > 0 || measured->width > width)
        return set_broken(flow, box, cell, text, align);
    if (!decimal || !align_comma(box, cell, measured, width))
        text_align(measured, align, width);
    return measured;
}

const Paragraph *cell_set(Flow *flow, const TableBox *box, const Cell *cell, const Span *text)
{
    if (span_empty(text))
        return NULL;
    TextNeeds needs = {0};
    TextWants wants = {.keep = cell_width(box, cell), .comma = cell->align == ALIGN_DECIMAL};
    const Paragraph *measured =
        text_measure(flow->setter, text, cell_style(box, cell), cell->style, &wants, &needs);
    return set_text(flow, box, cell, text, measured);
}

static TableRow *make_rows(Flow *flow, const Row *rows, size_t count)
{
    size_t cells = 0;
    for (size_t r = 0; r < count; r++)
        cells += rows[r].cell_count;
    TableRow *set = arena_array(flow->scratch, count, sizeof *set);
    const Paragraph **texts = arena_array(flow->scratch, cells, sizeof(const Paragraph *));
    for (size_t r = 0; r < count; r++) {
        set[r].texts = texts;
        texts += rows[r].cell_count;
    }
    return set;
}

static void set_rows(Flow *flow, const TableBox *box, const Row *rows, TableRow *set, size_t count)
{
    for (size_t r = 0; r < count; r++)
        for (size_t i = 0; i < rows[r].cell_count; i++)
            set[r].texts[i] =
                set_text(flow, box, &rows[r].cells[i], rows[r].cells[i].text, set[r].texts[i]);
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
    int64_t least = box->styles[TEXT_OWN].leading + 2 * (int64_t)box->table->padding_y;
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

/* --- The grid -------------------------------------------------------------------------------- */

TableBox *table_set(Flow *flow, const Chunk *chunk)
{
    const Table *table = chunk->block->table;
    TableBox *box = arena_alloc(flow->scratch, sizeof *box);
    box->table = table;
    box->room = chunk->room;
    box->bridged = chunk->titles == TITLES_COUNT;
    box->header = make_rows(flow, table->header, table->header_count);
    box->rows = make_rows(flow, table->rows, table->row_count);
    if (!table_widths(flow, chunk, box))
        return NULL;
    set_rows(flow, box, table->header, box->header, table->header_count);
    set_rows(flow, box, table->rows, box->rows, table->row_count);
    find_heights(flow, box, table->header, box->header, table->header_count, chunk->room);
    find_heights(flow, box, table->rows, box->rows, table->row_count, chunk->room);
    for (size_t r = 0; r < table->header_count; r++)
        box->header_height += box->header[r].height;
    box->tops = arena_array(flow->scratch, table->row_count + 1, sizeof *box->tops);
    for (size_t r = 0; r < table->row_count; r++)
        box->tops[r + 1] = box->tops[r] + box->rows[r].height;
    if (table->repeat_word != NULL)
        box->word_width = flow_natural(flow, table->repeat_word, &box->styles[TEXT_OWN]);
    bridge_set(flow, chunk, box);
    /* A header that would fill the pages is printed once. */
    int64_t added = box->again_height + box->start.height + box->end.height;
    box->repeats = table->header_count > 0 && box->header_height <= chunk->room / 2 &&
                   box->header_height + added <= (int64_t)chunk->room * 3 / 4;
    return box;
}
