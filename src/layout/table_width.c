/* The widths of a table's columns: fixed, by content, and shares of what is left. */
#include "layout/table.h"

/* What the content of a column asks for, padding included. */
typedef struct Need {
    Len natural; /* unbroken */
    Len minimal; /* the longest piece that cannot be broken */
    Len width;   /* what it gets */
} Need;

typedef struct Widths {
    Flow *flow;
    const Table *table;
    Need *needs;
    Len available;
    Len least; /* of any column: room for a letter */
} Widths;

static Len larger(Len a, Len b)
{
    return a > b ? a : b;
}

/* Sum over the columns of a kind. */
static int64_t sum(const Widths *w, WidthKind kind, bool natural)
{
    int64_t total = 0;
    for (size_t c = 0; c < w->table->column_count; c++)
        if (w->table->columns[c].kind == kind)
            total += natural ? w->needs[c].natural : w->needs[c].minimal;
    return total;
}

static size_t count_of(const Widths *w, WidthKind kind)
{
    size_t count = 0;
    for (size_t c = 0; c < w->table->column_count; c++)
        count += w->table->columns[c].kind == kind;
    return count;
}

/* --- Needs ----------------------------------------------------------------------------------- */

/* Shares what a spanning cell needs beyond its columns among those that may grow: the automatic
   ones, else the fractional ones. */
static void widen_span(const Widths *w, const Cell *cell, Need need)
{
    const Column *columns = w->table->columns;
    size_t end = (size_t)cell->column + cell->columns;
    int64_t natural = need.natural;
    int64_t minimal = need.minimal;
    size_t autos = 0;
    size_t shares = 0;
    for (size_t c = cell->column; c < end; c++) {
        natural -= columns[c].kind == WIDTH_FIXED ? columns[c].width : w->needs[c].natural;
        minimal -= columns[c].kind == WIDTH_FIXED ? columns[c].width : w->needs[c].minimal;
        autos += columns[c].kind == WIDTH_AUTO;
        shares += columns[c].kind == WIDTH_FRACTION;
    }
    WidthKind kind = autos > 0 ? WIDTH_AUTO : WIDTH_FRACTION;
    int64_t takers = (int64_t)(autos > 0 ? autos : shares);
    for (size_t c = cell->column; c < end && takers > 0; c++) {
        if (columns[c].kind != kind)
            continue;
        int64_t more = minimal > 0 ? minimal / takers : 0;
        minimal -= more;
        w->needs[c].minimal += (Len)more;
        more = natural > 0 ? natural / takers : 0;
        natural -= more;
        w->needs[c].natural = larger(w->needs[c].natural + (Len)more, w->needs[c].minimal);
        takers--;
    }
}

static void measure_cell(const Widths *w, const Cell *cell, bool spanning)
{
    if (cell->text == NULL || (cell->columns > 1) != spanning)
        return;
    bool grows = false;
    for (size_t c = cell->column; c < (size_t)cell->column + cell->columns; c++)
        grows = grows || w->table->columns[c].kind != WIDTH_FIXED;
    if (!grows)
        return;
    Need need = {0};
    text_widths(w->flow->setter, cell->text, w->table->style, cell->style, &need.natural,
                &need.minimal);
    need.natural += 2 * w->table->padding_x;
    need.minimal += 2 * w->table->padding_x;
    if (spanning) {
        widen_span(w, cell, need);
        return;
    }
    Need *column = &w->needs[cell->column];
    column->natural = larger(column->natural, need.natural);
    column->minimal = larger(column->minimal, need.minimal);
}

static void measure_rows(const Widths *w, const Row *rows, size_t count, bool spanning)
{
    for (size_t r = 0; r < count; r++)
        for (size_t i = 0; i < rows[r].cell_count; i++)
            measure_cell(w, &rows[r].cells[i], spanning);
}

static void measure(const Widths *w)
{
    const Table *table = w->table;
    for (size_t c = 0; c < table->column_count; c++)
        w->needs[c].natural = w->needs[c].minimal = w->least;
    for (int spanning = 0; spanning <= 1; spanning++) {
        measure_rows(w, table->header, table->header_count, spanning != 0);
        measure_rows(w, table->rows, table->row_count, spanning != 0);
    }
}

/* --- Automatic columns ----------------------------------------------------------------------- */

/* Gives each column that asks for no more than an even share of the total what it asks for. */
static int64_t give_small(const Widths *w, int64_t total, size_t asking)
{
    bool gave = true;
    while (gave && asking > 0) {
        gave = false;
        int64_t even = total / (int64_t)asking;
        for (size_t c = 0; c < w->table->column_count; c++) {
            Need *need = &w->needs[c];
            Len more = need->natural - need->width;
            if (w->table->columns[c].kind != WIDTH_AUTO || more == 0 || more > even)
                continue;
            need->width = need->natural;
            total -= more;
            asking--;
            gave = true;
        }
    }
    return total;
}

/* Each gets its minimum and, of the rest, what it asks for: those that ask for little get all of
   it, the others share in proportion to what they ask for. */
static void give_auto(const Widths *w, int64_t total)
{
    size_t asking = 0;
    for (size_t c = 0; c < w->table->column_count; c++) {
        if (w->table->columns[c].kind != WIDTH_AUTO)
            continue;
        w->needs[c].width = w->needs[c].minimal;
        total -= w->needs[c].minimal;
        asking += w->needs[c].natural > w->needs[c].minimal;
    }
    total = give_small(w, total, asking);
    int64_t asked = 0;
    for (size_t c = 0; c < w->table->column_count; c++)
        if (w->table->columns[c].kind == WIDTH_AUTO)
            asked += w->needs[c].natural - w->needs[c].width;
    for (size_t c = 0; c < w->table->column_count; c++) {
        Need *need = &w->needs[c];
        Len more = need->natural - need->width;
        if (w->table->columns[c].kind != WIDTH_AUTO || more == 0)
            continue;
        Len given = (Len)(total * more / asked);
        total -= given;
        asked -= more;
        need->width += given;
    }
}

/* --- Fractions ------------------------------------------------------------------------- */

/* Shares the total, but none gets less than its minimum. */
static void give_fractions(const Widths *w, int64_t total)
{
    const Column *columns = w->table->columns;
    size_t count = w->table->column_count;
    int64_t shares = 0;
    for (size_t c = 0; c < count; c++)
        shares += columns[c].kind == WIDTH_FRACTION ? columns[c].width : 0;
    bool gave = true;
    while (gave && shares > 0) {
        gave = false;
        for (size_t c = 0; c < count; c++) {
            Need *need = &w->needs[c];
            if (columns[c].kind != WIDTH_FRACTION || need->width > 0 ||
                total * columns[c].width / shares >= need->minimal)
                continue;
            need->width = need->minimal;
            total -= need->minimal;
            shares -= columns[c].width;
            gave = true;
        }
    }
    for (size_t c = 0; c < count && shares > 0; c++) {
        if (columns[c].kind != WIDTH_FRACTION || w->needs[c].width > 0)
            continue;
        w->needs[c].width = (Len)(total * columns[c].width / shares);
        total -= w->needs[c].width;
        shares -= columns[c].width;
    }
}

/* Not even the longest words fit, they will be broken: what is left beyond room for a letter is
   shared in proportion to them. */
static void give_tight(const Widths *w, int64_t total)
{
    size_t count = w->table->column_count;
    int64_t asked = 0;
    for (size_t c = 0; c < count; c++) {
        if (w->table->columns[c].kind == WIDTH_FIXED)
            continue;
        total -= w->least;
        asked += w->needs[c].minimal - w->least;
    }
    for (size_t c = 0; c < count; c++) {
        if (w->table->columns[c].kind == WIDTH_FIXED)
            continue;
        Len more = w->needs[c].minimal - w->least;
        Len given = more > 0 ? (Len)(total * more / asked) : 0;
        total -= given;
        asked -= more;
        w->needs[c].width = w->least + given;
    }
}

/* --- All together ---------------------------------------------------------------------- */

static int mm(int64_t length)
{
    return (int)(length * 254 / 720000);
}

/* The width that is left for columns that are not fixed; negative after an error. */
static int64_t rest_of_fixed(const Widths *w, Place place)
{
    const Table *table = w->table;
    int64_t fixed = 0;
    for (size_t c = 0; c < table->column_count; c++)
        fixed += table->columns[c].kind == WIDTH_FIXED ? table->columns[c].width : 0;
    size_t others = table->column_count - count_of(w, WIDTH_FIXED);
    int64_t least = (int64_t)others * w->least;
    if (fixed + least <= w->available)
        return w->available - fixed;
    if (others == 0)
        diag(w->flow->setter->diags, SEVERITY_ERROR, place,
             "make columns narrower, or give them a share of the page, such as 1fr",
             "the columns are %d mm wide together, but the page has room for %d mm", mm(fixed),
             mm(w->available));
    else
        diag(w->flow->setter->diags, SEVERITY_ERROR, place,
             "make columns narrower, or give more of them a share of the page, such as 1fr",
             "%zu columns need %d mm at least, but the page has room for %d mm",
             table->column_count, mm(fixed + least), mm(w->available));
    return -1;
}

/* Automatic columns come before fractions, but leave them a third, or their minima. */
static int64_t room_for_auto(const Widths *w, int64_t rest)
{
    if (count_of(w, WIDTH_FRACTION) == 0)
        return rest;
    int64_t kept = sum(w, WIDTH_FRACTION, false);
    if (kept < rest / 3)
        kept = rest / 3;
    int64_t least = sum(w, WIDTH_AUTO, false);
    return rest - kept > least ? rest - kept : least;
}

static void give(const Widths *w, int64_t rest)
{
    for (size_t c = 0; c < w->table->column_count; c++)
        if (w->table->columns[c].kind == WIDTH_FIXED)
            w->needs[c].width = w->table->columns[c].width;
    if (sum(w, WIDTH_AUTO, false) + sum(w, WIDTH_FRACTION, false) > rest) {
        give_tight(w, rest);
        return;
    }
    int64_t natural = sum(w, WIDTH_AUTO, true);
    int64_t room = room_for_auto(w, rest);
    int64_t autos = natural < room ? natural : room;
    give_auto(w, autos);
    give_fractions(w, rest - autos);
}

static bool has_bad_share(const Table *table)
{
    for (size_t c = 0; c < table->column_count; c++)
        if (table->columns[c].kind != WIDTH_AUTO && table->columns[c].width <= 0)
            return true;
    return false;
}

bool table_widths(Flow *flow, const Chunk *chunk, TableBox *box)
{
    const Table *table = box->table;
    Widths w = {flow, table, NULL, chunk->width, 2 * table->padding_x + table->style->size};
    Place place = chunk->block->place;
    if (table->column_count == 0 || has_bad_share(table)) {
        diag(flow->setter->diags, SEVERITY_ERROR, place, "give each column a width above 0",
             "the table has a column without width");
        return false;
    }
    int64_t rest = rest_of_fixed(&w, place);
    if (rest < 0)
        return false;
    w.needs = arena_array(flow->scratch, table->column_count, sizeof *w.needs);
    if (count_of(&w, WIDTH_FIXED) < table->column_count)
        measure(&w);
    give(&w, rest);
    box->edges = arena_array(flow->scratch, table->column_count + 1, sizeof *box->edges);
    for (size_t c = 0; c < table->column_count; c++)
        box->edges[c + 1] = box->edges[c] + w.needs[c].width;
    /* Centred, where it does not fill the page. */
    box->x = chunk->x + (chunk->width - box->edges[table->column_count]) / 2;
    return true;
}
