/* Totals that a table carries over the ends of pages (`pindahan`): which columns, their exact sums
 * row by row, and the two rows that print them. */
#include "doc/table/table.h"

enum { MOST_WORDS = 16 }; /* of a sum: 300 digits */

/* A row that counted, and the sum up to it. */
typedef struct Sum {
    size_t row;
    Num sum;
} Sum;

typedef struct Total {
    const Piece *form; /* what the first row that counted printed, or NULL */
    Sum *sums;         /* by rising row */
    size_t count, capacity;
    Place text;  /* of the first text without a tag that is no dash; line 0: none */
    bool failed; /* the error was added */
} Total;

struct Totals {
    Total *items;
    size_t count;
    Place place;
};

/* --- Compiling -------------------------------------------------------------------------------- */

static bool is_known(const BridgePlan *bridge, size_t column)
{
    for (size_t i = 0; i < bridge->count; i++)
        if (bridge->totals[i].column == column)
            return true;
    return false;
}

/* Adds a total at its place among those of lower columns; false after an error. */
static bool add_total(const Compiler *compiler, const TablePlan *plan, BridgePlan *bridge,
                      const Record *record)
{
    int64_t number = record_int(record, "kolom", 0);
    Place place = record_place(record, "kolom");
    int64_t columns = plan->column_count > 0 ? (int64_t)plan->column_count : TABLE_MAX_COLUMNS;
    if (number < 2 || number > columns) {
        diag(compiler->diags, SEVERITY_ERROR, place,
             "columns count from 1; the first one holds the titles",
             "columns 2 to %lld can carry totals, not %lld", (long long)columns, (long long)number);
        return false;
    }
    size_t column = (size_t)number - 1;
    if (is_known(bridge, column)) {
        diag(compiler->diags, SEVERITY_ERROR, place, NULL, "column %zu is named twice", column + 1);
        return false;
    }
    size_t at = bridge->count++;
    for (; at > 0 && bridge->totals[at - 1].column > column; at--)
        bridge->totals[at] = bridge->totals[at - 1];
    bridge->totals[at] = (TotalPlan){.column = column,
                                     .value = record_text(record, "nilai"),
                                     .place = place,
                                     .value_place = record_place(record, "nilai")};
    return true;
}

const BridgePlan *bridge_compile(const Compiler *compiler, const Record *body,
                                 const TablePlan *plan)
{
    const Record *record = record_record(body, "pindahan");
    if (record == NULL)
        return NULL;
    const List *columns = record_list(record, "kolom");
    BridgePlan *bridge = arena_alloc(compiler->arena, sizeof *bridge);
    bridge->place = record_place(record, NULL);
    bridge->end = field_compile(compiler, record, "judul");
    bridge->start = field_compile(compiler, record, "judul_lanjut");
    bridge->totals = arena_array(compiler->arena, columns->count, sizeof *bridge->totals);
    bool good = true;
    for (size_t i = 0; i < columns->count; i++)
        good = add_total(compiler, plan, bridge, columns->items[i].record) && good;
    if (columns->count == 0)
        diag(compiler->diags, SEVERITY_ERROR, record_place(record, "kolom"),
             "name the columns by their numbers: kolom: [3, 4]", "no column is named");
    return good && columns->count > 0 ? bridge : NULL;
}

/* The one value that a text prints; NULL where it holds none, or several. */
static const Piece *sole_value(const Piece *first, bool *several)
{
    const Piece *found = NULL;
    *several = false;
    for (const Piece *piece = first; piece != NULL; piece = piece->next) {
        if (piece->kind != PIECE_VALUE && piece->kind != PIECE_SECTION)
            continue;
        *several = *several || found != NULL || piece->kind == PIECE_SECTION;
        found = piece;
    }
    return *several ? NULL : found;
}

static const Piece *compile_value(const Compiler *compiler, const TotalPlan *total)
{
    bool several = false;
    const Piece *text = piece_compile(compiler, total->value, total->value_place);
    if (text == NULL || sole_value(text, &several) != NULL)
        return text;
    diag(compiler->diags, SEVERITY_ERROR, total->value_place,
         "write one, such as {{pagu | angka 0}}", "'nilai' holds no tag, or several");
    return NULL;
}

bool bridge_compile_row(const Compiler *compiler, const BridgePlan *bridge, const Record *record,
                        RowPlan *row)
{
    bool good = true;
    row->counts = row->kind == ROW_PLAIN && record_list(record, "isi")->count == 0;
    if (record_get(record, "dijumlah").kind == VALUE_BOOL)
        row->counts = record_flag(record, "dijumlah");
    if (!row->counts)
        return true;
    row->values = arena_array(compiler->arena, bridge->count, sizeof *row->values);
    for (size_t i = 0; i < bridge->count; i++) {
        if (bridge->totals[i].value.size == 0)
            continue;
        row->values[i] = compile_value(compiler, &bridge->totals[i]);
        good = good && row->values[i] != NULL;
    }
    return good;
}

/* --- Adding up -------------------------------------------------------------------------------- */

struct Totals *bridge_begin(Builder *builder, const BridgePlan *bridge)
{
    struct Totals *totals = arena_alloc(builder->arena, sizeof *totals);
    totals->items = arena_array(builder->arena, bridge->count, sizeof *totals->items);
    totals->count = bridge->count;
    totals->place = bridge->place;
    return totals;
}

static void fail(Builder *builder, Total *total, Place place, const char *hint, const char *message)
{
    if (!total->failed)
        diag(builder->diags, SEVERITY_ERROR, place, hint, "%s", message);
    total->failed = true;
}

static void add_value(Builder *builder, Total *total, Place place, size_t at, Num value)
{
    /* Also the first sum is a new number: the data are let go of before it is printed. */
    Num before = total->count > 0 ? total->sums[total->count - 1].sum : num_int(0);
    Num sum = num_add(builder->arena, before, value);
    if (num_words(sum) > MOST_WORDS) {
        fail(builder, total, place, "round the values: bulat(x, 2)",
             "the exact total that is carried over has more than 300 digits");
        return;
    }
    Sum *slot =
        arena_push(builder->arena, &total->sums, &total->capacity, total->count, sizeof *slot);
    *slot = (Sum){at, sum};
    total->count++;
}

static bool has_digit(Str text)
{
    for (size_t i = 0; i < text.size; i++)
        if (text.at[i] >= '0' && text.at[i] <= '9')
            return true;
    return false;
}

/* What stands for nothing: "-", an en or em dash, or no text at all. */
static bool is_dash(Str text)
{
    static const char *const dashes[] = {"", "-", "\342\200\223", "\342\200\224"};
    for (size_t i = 0; i < sizeof dashes / sizeof *dashes; i++)
        if (str_is(str_trim(text), dashes[i]))
            return true;
    return false;
}

/* A cell that prints no tag: a number in it would be missing from the total. */
static void look_at_text(Builder *builder, Total *total, const Piece *text)
{
    for (const Piece *piece = text; piece != NULL; piece = piece->next) {
        if (piece->kind != PIECE_TEXT)
            continue;
        if (has_digit(piece->text))
            fail(builder, total, piece->place,
                 "write the number as a tag, {{1250000 | angka 0}}, or say by 'dijumlah: tidak' "
                 "that the row does not count",
                 "the cell's column is carried over, but its number stands in no tag");
        if (total->text.line == 0 && !is_dash(piece->text))
            total->text = piece->place;
    }
}

void bridge_add(Builder *builder, struct Totals *totals, const BridgePlan *bridge,
                const RowPlan *row, const CellPlan *const *placed, size_t at, const Scope *scope)
{
    for (size_t i = 0; i < totals->count; i++) {
        Total *total = &totals->items[i];
        const CellPlan *cell = placed[bridge->totals[i].column];
        const Piece *text = row->values[i];
        if (text == NULL && cell != NULL)
            text = cell->text;
        bool several = false;
        const Piece *value = sole_value(text, &several);
        if (text != NULL && several)
            fail(builder, total, text->place, "say by 'nilai' of 'pindahan' what is added up",
                 "the cell's column is carried over, but the cell holds several tags");
        if (value == NULL && !several)
            look_at_text(builder, total, text);
        Num number;
        if (total->failed || value == NULL || value->expression == NULL ||
            !expression_number(&builder->evaluator, value->expression, scope, &number))
            continue;
        if (total->form == NULL)
            total->form = text;
        add_value(builder, total, value->place, at, number);
    }
}

/* --- The rows --------------------------------------------------------------------------------- */

/* The sum of the rows before `rows`. */
static Num sum_before(const Total *total, size_t rows)
{
    size_t from = 0;
    size_t to = total->count;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if (total->sums[middle].row < rows)
            from = middle + 1;
        else
            to = middle;
    }
    return from == 0 ? num_int(0) : total->sums[from - 1].sum;
}

const Span *bridge_total(Arena *arena, Diags *diags, const Bridge *bridge, size_t nth, size_t rows)
{
    const struct Totals *totals = bridge->totals;
    const Total *total = &totals->items[nth];
    if (total->form == NULL)
        return spans_from_text(arena, STR("-"), 0, totals->place);
    Span *first = NULL;
    Span **tail = &first;
    for (const Piece *piece = total->form; piece != NULL; piece = piece->next) {
        Str text = piece->text;
        if (piece->kind == PIECE_VALUE &&
            !expression_format(arena, diags, piece->expression, sum_before(total, rows), &text))
            return NULL;
        if (piece->kind != PIECE_VALUE && piece->kind != PIECE_TEXT)
            continue;
        *tail = spans_from_text(arena, text, piece->style, piece->place);
        tail = &(*tail)->next;
    }
    return first;
}

/* A row of one title over the columns before the first total, then a cell for each. */
static void fill_row(Builder *builder, const TablePlan *plan, const Piece *title, Str otherwise,
                     const Scope *scope, Row *row)
{
    const BridgePlan *bridge = plan->bridge;
    SpanOptions options = {.absence = ABSENCE_WARNS};
    size_t first = bridge->totals[0].column;
    row->kind = ROW_SUBTOTAL;
    row->place = bridge->place;
    row->cell_count = plan->column_count - first + 1;
    row->cells = arena_array(builder->arena, row->cell_count, sizeof *row->cells);
    for (size_t i = 0; i < row->cell_count; i++) {
        size_t column = i == 0 ? 0 : first + i - 1;
        row->cells[i] = (Cell){.column = (uint16_t)column,
                               .columns = (uint16_t)(i == 0 ? first : 1),
                               .rows = 1,
                               .align = plan->columns[column].align,
                               .valign = VALIGN_MIDDLE,
                               .style = TEXT_BOLD,
                               .filled = plan->style.total_filled,
                               .fill = plan->style.total_fill,
                               .place = bridge->place};
    }
    row->cells[0].text = title != NULL
                             ? spans_fill(builder, title, scope, options)
                             : spans_from_text(builder->arena, otherwise, 0, bridge->place);
}

/* A column of texts alone is the wrong one. */
static void check_columns(Builder *builder, const BridgePlan *bridge, const struct Totals *totals)
{
    for (size_t i = 0; i < totals->count; i++) {
        Total *total = &totals->items[i];
        if (total->form == NULL && total->text.line > 0)
            fail(builder, total, bridge->totals[i].place,
                 "name a column whose cells print values by tags",
                 "no cell of the column that is carried over holds a value");
    }
}

const Bridge *bridge_emit(Builder *builder, const TablePlan *plan, const Scope *scope,
                          const struct Totals *totals)
{
    const BridgePlan *from = plan->bridge;
    Bridge *bridge = arena_alloc(builder->arena, sizeof *bridge);
    check_columns(builder, from, totals);
    size_t *cells = arena_array(builder->arena, from->count, sizeof *cells);
    for (size_t i = 0; i < from->count; i++)
        cells[i] = from->totals[i].column - from->totals[0].column + 1;
    fill_row(builder, plan, from->end, STR("Jumlah dipindahkan"), scope, &bridge->end);
    fill_row(builder, plan, from->start, STR("Jumlah pindahan"), scope, &bridge->start);
    bridge->cells = cells;
    bridge->total_count = from->count;
    bridge->totals = totals;
    return bridge;
}
