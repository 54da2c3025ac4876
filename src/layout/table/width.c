/* The widths of a table's columns: fixed, by content, and shares of what is left. */
#include "layout/table/width.h"

#include "layout/text/span.h"

enum {
    MOST_SAMPLES = 256,   /* rows by which columns are shared, */
    SAMPLE_CELLS = 65536, /* and cells of them */
};

static bool is_kind(const Widths *w, size_t column, WidthKind kind)
{
    return w->table->columns[column].kind == kind;
}

static int64_t sum_fixed(const Widths *w)
{
    int64_t total = 0;
    for (size_t c = 0; c < w->table->column_count; c++)
        total += is_kind(w, c, WIDTH_FIXED) ? w->table->columns[c].width : 0;
    return total;
}

static size_t count_of(const Widths *w, WidthKind kind)
{
    size_t count = 0;
    for (size_t c = 0; c < w->table->column_count; c++)
        count += is_kind(w, c, kind);
    return count;
}

/* --- Sharing --------------------------------------------------------------------------------- */

/* Gives each column that asks for no more than an even part of the total what it asks for. */
static int64_t give_small(const Widths *w, const bool *takes, int64_t total, size_t asking)
{
    bool gave = true;
    while (gave && asking > 0) {
        gave = false;
        int64_t even = total / (int64_t)asking;
        for (size_t c = 0; c < w->table->column_count; c++) {
            Need *need = &w->needs[c];
            Len more = need->limit - need->width;
            if (!takes[c] || more <= 0 || more > even)
                continue;
            need->width = need->limit;
            total -= more;
            asking--;
            gave = true;
        }
    }
    return total;
}

/* The columns grow from their width towards their limit by `total`, which is no more than they ask
   for: those that ask for little get all of it, the others share in proportion. */
static void grow(const Widths *w, const bool *takes, int64_t total)
{
    size_t asking = 0;
    int64_t asked = 0;
    size_t count = w->table->column_count;
    for (size_t c = 0; c < count; c++)
        asking += takes[c] && w->needs[c].limit > w->needs[c].width;
    total = give_small(w, takes, total, asking);
    for (size_t c = 0; c < count; c++)
        asked += takes[c] ? w->needs[c].limit - w->needs[c].width : 0;
    for (size_t c = 0; c < count; c++) {
        Need *need = &w->needs[c];
        Len more = need->limit - need->width;
        if (!takes[c] || more <= 0)
            continue;
        Len given = (Len)(total * more / asked);
        total -= given;
        asked -= more;
        need->width += given;
    }
}

/* Sum over the columns of a kind. */
static int64_t sum_whole(const Widths *w, WidthKind kind)
{
    int64_t total = 0;
    for (size_t c = 0; c < w->table->column_count; c++)
        total += is_kind(w, c, kind) ? w->needs[c].whole : 0;
    return total;
}

static int64_t sum_natural(const Widths *w)
{
    int64_t total = 0;
    for (size_t c = 0; c < w->table->column_count; c++)
        total += is_kind(w, c, WIDTH_AUTO) ? w->needs[c].natural : 0;
    return total;
}

static bool *columns_of(const Widths *w, WidthKind one, WidthKind other)
{
    bool *out = arena_array(w->flow->scratch, w->table->column_count, sizeof *out);
    for (size_t c = 0; c < w->table->column_count; c++)
        out[c] = is_kind(w, c, one) || is_kind(w, c, other);
    return out;
}

/* --- Automatic columns ----------------------------------------------------------------------- */

/* Each gets its longest word and, of the rest, what makes the rows low. */
static void give_auto(const Widths *w, int64_t total)
{
    bool *takes = columns_of(w, WIDTH_AUTO, WIDTH_AUTO);
    int64_t least = 0;
    for (size_t c = 0; c < w->table->column_count; c++) {
        Need *need = &w->needs[c];
        if (!takes[c])
            continue;
        need->width = need->whole;
        need->limit = need->natural;
        least += need->width;
    }
    grow(w, takes, total - least);
    if (total >= sum_natural(w))
        return;
    for (size_t c = 0; c < w->table->column_count; c++)
        takes[c] = takes[c] && w->needs[c].limit > w->needs[c].whole;
    table_share(w->flow->scratch, &w->samples, w->needs, takes, w->box->padding_x,
                w->box->styles[TEXT_OWN].size);
}

/* By how much a column takes part when all are widened: texts more than numbers. */
static int64_t stretch_of(const Need *need)
{
    int64_t width = need->natural / 256 + 1;
    return width * width;
}

/* A table that is to be wider than its columns ask for. */
static void stretch_auto(const Widths *w, int64_t rest)
{
    int64_t total = 0;
    for (size_t c = 0; c < w->table->column_count; c++)
        total += is_kind(w, c, WIDTH_AUTO) ? stretch_of(&w->needs[c]) : 0;
    for (size_t c = 0; c < w->table->column_count; c++) {
        if (!is_kind(w, c, WIDTH_AUTO))
            continue;
        int64_t part = stretch_of(&w->needs[c]);
        Len more = (Len)(rest * part / total);
        w->needs[c].width += more;
        rest -= more;
        total -= part;
    }
}

/* --- Fractions ------------------------------------------------------------------------- */

/* Shares the total, but none gets less than its longest word. */
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
                total * columns[c].width / shares >= need->whole)
                continue;
            need->width = need->whole;
            total -= need->whole;
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

/* --- All together ---------------------------------------------------------------------- */

/* The title over a column. */
static Str title_of(const Widths *w, size_t column)
{
    const Table *table = w->table;
    for (size_t r = table->header_count; r-- > 0;)
        for (size_t i = 0; i < table->header[r].cell_count; i++) {
            const Cell *cell = &table->header[r].cells[i];
            Str text = span_plain(w->flow->scratch, cell->text);
            if (cell->column == column && cell->columns == 1 && text.size > 0 && text.at[0] != '(')
                return text;
        }
    return str_format(w->flow->scratch, "%zu", column + 1);
}

static void warn_unfit(const Widths *w)
{
    size_t widest = 0;
    for (size_t c = 0; c < w->table->column_count; c++)
        if (!is_kind(w, c, WIDTH_FIXED) &&
            (is_kind(w, widest, WIDTH_FIXED) || w->needs[c].minimal > w->needs[widest].minimal))
            widest = c;
    Str title = title_of(w, widest);
    Len size = w->box->styles[TEXT_OWN].size;
    diag(
        w->flow->setter->diags, SEVERITY_WARNING, w->place,
        "set it on a landscape page, make it of fewer columns, or allow smaller letters "
        "('ukuran_terkecil')",
        "the table does not fit even in letters of %d.%02d pt: what column '%.*s' holds is divided",
        size / 1000, size % 1000 / 10, STR_ARG(title));
}

/* Not even the longest words fit: what numbers and letters need comes first, and if that is too
   much as well, room for a letter. */
static void give_tight(const Widths *w, int64_t rest)
{
    bool *takes = columns_of(w, WIDTH_AUTO, WIDTH_FRACTION);
    Len least = table_least_width(w->box);
    int64_t minimal = 0;
    int64_t lowest = 0;
    for (size_t c = 0; c < w->table->column_count; c++) {
        if (!takes[c])
            continue;
        minimal += w->needs[c].minimal;
        lowest += least;
    }
    bool unfit = minimal > rest;
    for (size_t c = 0; c < w->table->column_count; c++) {
        Need *need = &w->needs[c];
        if (!takes[c])
            continue;
        need->width = unfit ? least : need->minimal;
        need->limit = unfit ? need->minimal : need->whole;
    }
    grow(w, takes, rest - (unfit ? lowest : minimal));
    w->box->unfit = unfit;
    if (unfit)
        warn_unfit(w);
}

/* Automatic columns come before fractions, but leave them a third, or their longest words. */
static int64_t room_for_auto(const Widths *w, int64_t rest)
{
    if (count_of(w, WIDTH_FRACTION) == 0)
        return rest;
    int64_t kept = sum_whole(w, WIDTH_FRACTION);
    if (kept < rest / 3)
        kept = rest / 3;
    int64_t least = sum_whole(w, WIDTH_AUTO);
    return rest - kept > least ? rest - kept : least;
}

static void give(const Widths *w, int64_t rest)
{
    for (size_t c = 0; c < w->table->column_count; c++)
        if (is_kind(w, c, WIDTH_FIXED))
            w->needs[c].width = w->table->columns[c].width;
    if (sum_whole(w, WIDTH_AUTO) + sum_whole(w, WIDTH_FRACTION) > rest) {
        give_tight(w, rest);
        return;
    }
    int64_t natural = sum_natural(w);
    int64_t room = room_for_auto(w, rest);
    int64_t autos = natural < room ? natural : room;
    give_auto(w, autos);
    give_fractions(w, rest - autos);
    if (w->table->width > 0 && count_of(w, WIDTH_FRACTION) == 0 && natural > 0)
        stretch_auto(w, rest - autos);
}

/* --- What cannot be ---------------------------------------------------------------------- */

/* In whole millimetres, rounded to the nearest: as it was written. */
static int mm(int64_t length)
{
    return length > 0 ? (int)((length * 254 + 360000) / 720000) : 0;
}

/* The width that is left for columns that are not fixed; negative after an error. */
static int64_t rest_of_fixed(const Widths *w)
{
    const Table *table = w->table;
    int64_t fixed = sum_fixed(w);
    size_t others = table->column_count - count_of(w, WIDTH_FIXED);
    int64_t least = (int64_t)others * table_least_width(w->box);
    if (fixed + least <= w->available)
        return w->available - fixed;
    if (others == 0)
        diag(w->flow->setter->diags, SEVERITY_ERROR, w->place,
             "make columns narrower, or give them a share of the page, such as 1fr",
             "the columns are %d mm wide together, but the page has room for %d mm", mm(fixed),
             mm(w->available));
    else
        diag(w->flow->setter->diags, SEVERITY_ERROR, w->place,
             "make columns narrower, or give more of them a share of the page, such as 1fr",
             "%zu columns need %d mm at least, but the page has room for %d mm",
             table->column_count, mm(fixed + least), mm(w->available));
    return -1;
}

/* A column that is given less than a letter needs. */
static bool is_too_narrow(const Widths *w)
{
    bool narrow = false;
    for (size_t c = 0; c < w->table->column_count; c++) {
        Len width = w->table->columns[c].width;
        if (!is_kind(w, c, WIDTH_FIXED) || w->needs[c].letter <= width)
            continue;
        narrow = true;
        Str title = title_of(w, c);
        diag(w->flow->setter->diags, SEVERITY_ERROR, w->place,
             "widen it ('lebar'), or make letters or padding smaller",
             "column '%.*s' is %d mm wide, too narrow for a letter", STR_ARG(title), mm(width));
    }
    return narrow;
}

static bool has_bad_share(const Table *table)
{
    for (size_t c = 0; c < table->column_count; c++)
        if (table->columns[c].kind != WIDTH_AUTO && table->columns[c].width <= 0)
            return true;
    return false;
}

/* The width that the table may have where it stands. */
static Len width_of(const Widths *w, Len room)
{
    const Table *table = w->table;
    if (table->width == 0 || table->width == TABLE_FULL_WIDTH)
        return room;
    if (table->width <= room)
        return table->width;
    diag(w->flow->setter->diags, SEVERITY_WARNING, w->place, "write penuh, or a smaller 'lebar'",
         "the table is to be %d mm wide, but the page has room for %d mm", mm(table->width),
         mm(room));
    return room;
}

/* Without automatic columns the widths are known before any cell is measured, as long as the shares
   suffice. */
static void guess_widths(const Widths *w)
{
    const Column *columns = w->table->columns;
    int64_t rest = w->available - sum_fixed(w);
    int64_t shares = 0;
    for (size_t c = 0; c < w->table->column_count; c++)
        shares += columns[c].kind == WIDTH_FRACTION ? columns[c].width : 0;
    bool known = count_of(w, WIDTH_AUTO) == 0;
    for (size_t c = 0; c < w->table->column_count; c++) {
        if (columns[c].kind == WIDTH_FIXED)
            w->needs[c].guess = columns[c].width;
        if (columns[c].kind != WIDTH_FRACTION || !known)
            continue;
        w->needs[c].guess = (Len)(rest * columns[c].width / shares);
        rest -= w->needs[c].guess;
        shares -= columns[c].width;
    }
}

static void make_samples(Widths *w)
{
    const Table *table = w->table;
    size_t most = SAMPLE_CELLS / table->column_count;
    if (most > MOST_SAMPLES)
        most = MOST_SAMPLES;
    w->samples.columns = table->column_count;
    w->samples.stride = table->row_count / most + 1;
    size_t rows = table->header_count + table->row_count / w->samples.stride + 1;
    w->samples.widths =
        arena_array(w->flow->scratch, rows * table->column_count, sizeof *w->samples.widths);
}

bool table_widths(Flow *flow, const Chunk *chunk, TableBox *box)
{
    const Table *table = box->table;
    Widths w = {.flow = flow, .place = chunk->block->place, .box = box, .table = table};
    Len room = chunk->width - table->left - table->right;
    if (table->column_count == 0 || has_bad_share(table)) {
        diag(flow->setter->diags, SEVERITY_ERROR, w.place, "give each column a width above 0",
             "the table has a column without width");
        return false;
    }
    if (room <= 0 && table->indents.source != NULL) {
        setter_no_room(flow->setter, table->indents, w.place);
        return false;
    }
    w.available = width_of(&w, room);
    w.needs = box->needs = arena_array(flow->scratch, table->column_count, sizeof *w.needs);
    make_samples(&w);
    guess_widths(&w);
    table_choose_size(&w);
    int64_t rest = rest_of_fixed(&w);
    if (rest < 0 || is_too_narrow(&w))
        return false;
    give(&w, rest);
    box->edges = arena_array(flow->scratch, table->column_count + 1, sizeof *box->edges);
    for (size_t c = 0; c < table->column_count; c++)
        box->edges[c + 1] = box->edges[c] + w.needs[c].width;
    /* Centred, where it does not fill the page. */
    box->x = chunk->x + table->left + (room - box->edges[table->column_count]) / 2;
    return true;
}
