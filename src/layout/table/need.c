/* What the cells of a table ask of its columns. */
#include "layout/table/width.h"

#include "layout/text/span.h"

/* A walk over the cells. */
typedef struct Measure {
    Flow *flow;
    TableBox *box;
    Samples *samples;
    Len keep;
} Measure;

/* --- Cells that cover several columns -------------------------------------------------------- */

/* Gives an equal part of `missing` to the next of `takers`. */
static Len take_share(int64_t *missing, int64_t takers)
{
    int64_t share = *missing > 0 ? *missing / takers : 0;
    *missing -= share;
    return (Len)share;
}

/* Shares what a spanning cell needs beyond its columns among those that may grow: the automatic
   ones, else the fractional ones. */
static void widen_span(const TableBox *box, const Cell *cell, Need need)
{
    const Column *columns = box->table->columns;
    size_t end = (size_t)cell->column + cell->columns;
    int64_t natural = need.natural;
    int64_t whole = need.whole;
    int64_t word = need.word;
    int64_t numeral = need.numeral;
    int64_t autos = 0;
    int64_t shares = 0;
    for (size_t c = cell->column; c < end; c++) {
        bool fixed = columns[c].kind == WIDTH_FIXED;
        natural -= fixed ? columns[c].width : box->needs[c].natural;
        whole -= fixed ? columns[c].width : box->needs[c].whole;
        word -= fixed ? columns[c].width : box->needs[c].word;
        numeral -= fixed ? columns[c].width : box->needs[c].numeral;
        autos += columns[c].kind == WIDTH_AUTO;
        shares += columns[c].kind == WIDTH_FRACTION;
    }
    WidthKind kind = autos > 0 ? WIDTH_AUTO : WIDTH_FRACTION;
    int64_t takers = autos > 0 ? autos : shares;
    for (size_t c = cell->column; c < end && takers > 0; c++) {
        if (columns[c].kind != kind)
            continue;
        Need *taker = &box->needs[c];
        taker->numeral += take_share(&numeral, takers);
        taker->word += take_share(&word, takers);
        taker->whole += take_share(&whole, takers);
        taker->whole = len_max(taker->whole, len_max(taker->word, taker->numeral));
        taker->natural = len_max(taker->natural + take_share(&natural, takers), taker->whole);
        takers--;
    }
}

/* --- One cell -------------------------------------------------------------------------------- */

static void widen_column(const Measure *m, const Cell *cell, const TextNeeds *text, Need need)
{
    const Column *column = &m->box->table->columns[cell->column];
    Need *into = &m->box->needs[cell->column];
    if (cell->align == ALIGN_DECIMAL && text->number) {
        into->before = len_max(into->before, text->comma);
        into->behind = len_max(into->behind, text->natural - text->comma);
    }
    if (column->kind == WIDTH_FIXED) {
        Len padding = 2 * m->box->padding_x;
        into->letter = len_max(into->letter, text->letter + padding);
        into->filled++;
        into->wide += need.numeral > column->width;
    }
    into->natural = len_max(into->natural, need.natural);
    into->whole = len_max(into->whole, need.whole);
    into->word = len_max(into->word, need.word);
    into->numeral = len_max(into->numeral, need.numeral);
}

/* What a text must be wider than to matter for its column. */
static Len known_width(const TableBox *box, size_t column)
{
    const Column *kind = &box->table->columns[column];
    return kind->kind == WIDTH_FIXED ? kind->width : box->needs[column].numeral;
}

/* Cells that cover several columns come last, when the others have been measured. */
static const Paragraph *measure_cell(const Measure *m, const Cell *cell, bool spanning,
                                     Len *natural)
{
    TableBox *box = m->box;
    TextNeeds text = {0};
    *natural = 0;
    if ((cell->columns > 1) != spanning || span_empty(cell->text))
        return NULL;
    Len padding = 2 * box->padding_x + cell->indent;
    TextWants wants = {.keep = m->keep, .comma = cell->align == ALIGN_DECIMAL};
    if (!spanning) {
        wants.known = known_width(box, cell->column) - padding;
        Len guess = box->needs[cell->column].guess - padding;
        if (guess > 0) {
            wants.keep = wants.width = guess;
            wants.align = cell->align == ALIGN_DECIMAL ? ALIGN_CENTRE : cell->align;
        }
    }
    const Paragraph *set = text_measure(m->flow->setter, cell->text, cell_style(box, cell),
                                        cell->style, &wants, &text);
    Need need = {.natural = text.natural + padding,
                 .whole = text.whole + padding,
                 .word = text.word + padding,
                 .numeral = text.numeral + padding};
    *natural = text.natural;
    if (spanning)
        widen_span(box, cell, need);
    else
        widen_column(m, cell, &text, need);
    return set;
}

/* --- All of them ----------------------------------------------------------------------------- */

/* Room for the widths of a sampled row; NULL when the row is none. */
static Len *next_sample(Samples *samples, size_t row, size_t stride)
{
    if (row % stride != 0)
        return NULL;
    return samples->widths + samples->rows++ * samples->columns;
}

/* What a cell takes of one row, of those that it covers. */
static Len row_part(Len natural, const Cell *cell)
{
    return natural / (Len)(cell->rows < 1000 ? cell->rows : 1000);
}

static void measure_rows(const Measure *m, const Row *rows, TableRow *set, size_t count,
                         size_t stride)
{
    for (size_t r = 0; r < count; r++) {
        Len *sample = next_sample(m->samples, r, stride);
        for (size_t i = 0; i < rows[r].cell_count; i++) {
            const Cell *cell = &rows[r].cells[i];
            Len natural = 0;
            set[r].texts[i] = measure_cell(m, cell, false, &natural);
            if (sample != NULL && cell->columns == 1)
                sample[cell->column] = row_part(natural, cell);
        }
    }
}

static void add_wide(const Measure *m, size_t row, const Cell *cell, Len natural)
{
    Samples *samples = m->samples;
    WideSample *wide = arena_push(m->flow->scratch, &samples->wide, &samples->wide_capacity,
                                  samples->wide_count, sizeof *samples->wide);
    *wide = (WideSample){row, cell->column, (size_t)cell->column + cell->columns,
                         row_part(natural, cell)};
    samples->wide_count++;
}

static void measure_spans(const Measure *m, const Row *rows, TableRow *set, size_t count)
{
    bool header = rows == m->box->table->header;
    for (size_t r = 0; r < count; r++)
        for (size_t i = 0; i < rows[r].cell_count; i++) {
            const Cell *cell = &rows[r].cells[i];
            Len natural = 0;
            if (cell->columns == 1)
                continue;
            set[r].texts[i] = measure_cell(m, cell, true, &natural);
            if (header)
                add_wide(m, r, cell, natural);
        }
}

/* The totals of all rows, which are the widest that are carried over. */
static void measure_bridge(const Measure *m, const Bridge *bridge)
{
    Len natural = 0;
    for (size_t i = 0; i < bridge->total_count; i++) {
        Cell cell = bridge->end.cells[bridge->cells[i]];
        cell.text = bridge_total(m->flow->scratch, m->flow->setter->diags, bridge, i,
                                 m->box->table->row_count);
        (void)measure_cell(m, &cell, false, &natural);
    }
}

/* The titles beside them, where they are printed and their columns may grow. */
static void measure_titles(const Measure *m, const Bridge *bridge, bool spanning)
{
    const Row *rows[] = {&bridge->end, &bridge->start};
    Len natural = 0;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const Cell *cell = &rows[i]->cells[0];
        bool fixed = m->box->table->columns[cell->column].kind == WIDTH_FIXED;
        if (spanning || !fixed)
            (void)measure_cell(m, cell, spanning, &natural);
    }
}

/* Numbers below each other need the widest of both sides of the comma. */
static void add_commas(const TableBox *box)
{
    for (size_t c = 0; c < box->table->column_count; c++) {
        Need *need = &box->needs[c];
        Len both = need->before + need->behind;
        if (both == 0)
            continue;
        both += 2 * box->padding_x;
        need->numeral = len_max(need->numeral, both);
        need->whole = len_max(need->whole, both);
        need->natural = len_max(need->natural, both);
    }
}

void table_measure(Flow *flow, TableBox *box, Samples *samples, Len keep)
{
    const Table *table = box->table;
    Measure m = {flow, box, samples, keep};
    const Bridge *titled = box->bridged ? table->bridge : NULL;
    Len least = table_least_width(box);
    for (size_t c = 0; c < table->column_count; c++)
        box->needs[c] = (Need){.natural = least,
                               .whole = least,
                               .word = least,
                               .numeral = least,
                               .guess = box->needs[c].guess};
    samples->rows = samples->wide_count = 0;
    samples->header = table->header_count;
    measure_rows(&m, table->header, box->header, table->header_count, 1);
    measure_rows(&m, table->rows, box->rows, table->row_count, samples->stride);
    if (table->bridge != NULL)
        measure_bridge(&m, table->bridge);
    if (titled != NULL)
        measure_titles(&m, titled, false);
    add_commas(box);
    measure_spans(&m, table->header, box->header, table->header_count);
    measure_spans(&m, table->rows, box->rows, table->row_count);
    if (titled != NULL)
        measure_titles(&m, titled, true);
}
