/* The header of a table: a tree of columns becomes rows of cells that span what is under them. */
#include "doc/table/table.h"

/* The tree while it is laid out. */
typedef struct Header {
    const Compiler *compiler;
    TablePlan *plan;
    size_t head_capacity, column_capacity, valign_capacity, blank_capacity, condition_capacity;
    const Record **numbered; /* by column: the record whose number it has, its own or a block's */
    size_t numbered_capacity;
    const Record *block; /* around the columns that are laid out, with a number; or NULL */
    size_t depth;        /* rows of the tree */
    bool titled;         /* a column has a title */
    bool good;
} Header;

static void header_error(Header *header, Place place, const char *hint, const char *message)
{
    header->good = false;
    diag(header->compiler->diags, SEVERITY_ERROR, place, hint, "%s", message);
}

/* --- Columns ---------------------------------------------------------------------------------- */

/* "8mm", "2fr" or "auto". */
static bool read_width(Header *header, Str text, Column *column)
{
    enum { MAX_SHARE = 1000 * 1000 };
    Arena *arena = header->compiler->arena;
    Num shares;
    int64_t thousandths = 0;
    if (text.size == 0 || str_is(text, "auto")) {
        column->kind = WIDTH_AUTO;
        return true;
    }
    if (!str_ends(text, "fr")) {
        Len width = 0;
        column->kind = WIDTH_FIXED;
        if (!length_read(arena, text, &width) || width == 0)
            return false;
        column->width = width;
        return true;
    }
    column->kind = WIDTH_FRACTION;
    if (!num_parse_plain(arena, str_slice(text, 0, text.size - 2), &shares))
        return false;
    shares = num_round(arena, num_mul(arena, shares, num_int(1000)), 0, ROUND_HALF_AWAY);
    if (!num_to_int(shares, &thousandths) || thousandths <= 0 || thousandths > MAX_SHARE)
        return false;
    column->width = (int32_t)thousandths;
    return true;
}

static void add_leaf(Header *header, const Record *record)
{
    const Compiler *compiler = header->compiler;
    TablePlan *plan = header->plan;
    if (plan->column_count == TABLE_MAX_COLUMNS) {
        header_error(header, record_place(record, NULL), "split the table",
                     "a table has more than 500 columns");
        return;
    }
    Column column = {.align = align_of(record, ALIGN_LEFT)};
    Str width = str_trim(record_text(record, "lebar"));
    if (!read_width(header, width, &column)) {
        header->good = false;
        diag(compiler->diags, SEVERITY_ERROR, record_place(record, "lebar"),
             "write a length like 8mm, 10000pt at most, a share like 2fr, or auto",
             "'%.*s' is not a width", STR_ARG(width));
    }
    Column *slot = arena_push(compiler->arena, &plan->columns, &header->column_capacity,
                              plan->column_count, sizeof column);
    *slot = column;
    VerticalAlign *valign = arena_push(compiler->arena, &plan->valigns, &header->valign_capacity,
                                       plan->column_count, sizeof *valign);
    *valign = valign_of(record, plan->style.valign);
    bool *blank = arena_push(compiler->arena, &plan->blanks, &header->blank_capacity,
                             plan->column_count, sizeof *blank);
    bool own = record_get(record, "strip").kind == VALUE_BOOL;
    *blank = own ? !record_flag(record, "strip") : plan->style.blank;
    const Record **numbered =
        arena_push(compiler->arena, &header->numbered, &header->numbered_capacity,
                   plan->column_count, sizeof *numbered);
    *numbered = header->block != NULL ? header->block : record;
    plan->column_count++;
}

/* --- The tree --------------------------------------------------------------------------------- */

static void add_head(Header *header, HeadPlan head)
{
    TablePlan *plan = header->plan;
    HeadPlan *slot = arena_push(header->compiler->arena, &plan->heads, &header->head_capacity,
                                plan->head_count, sizeof head);
    *slot = head;
    plan->head_count++;
}

/* `jika` of the column, which covers those from `column` on. */
static void add_condition(Header *header, const Record *record, size_t column)
{
    TablePlan *plan = header->plan;
    ConditionPlan condition = {.column = column, .columns = plan->column_count - column};
    condition.place = record_place(record, "jika");
    condition.when = field_formula(header->compiler, record, "jika");
    if (condition.when == NULL) {
        header->good = header->good && record_text(record, "jika").size == 0;
        return;
    }
    ConditionPlan *slot =
        arena_push(header->compiler->arena, &plan->conditions, &header->condition_capacity,
                   plan->condition_count, sizeof condition);
    *slot = condition;
    plan->condition_count++;
}

static void lay_columns(Header *header, const List *columns, uint16_t row);

/* Lays out the columns under another, which may number them together. */
static void lay_inner(Header *header, const Record *record, const List *inner, uint16_t row)
{
    const Record *outer = header->block;
    if (record_get(record, "lebar").kind != VALUE_MISSING)
        header_error(header, record_place(record, "lebar"), "give the columns under it widths",
                     "a column that holds columns has no width of its own");
    if (outer == NULL && record_text(record, "nomor").size > 0)
        header->block = record;
    lay_columns(header, inner, row);
    header->block = outer;
}

/* Lays out the columns of a list, whose titles stand in row `row`. */
static void lay_columns(Header *header, const List *columns, uint16_t row)
{
    if (row == TABLE_MAX_DEPTH) {
        header_error(header, record_place(columns->items[0].record, NULL), NULL,
                     "a table's header has more than 16 rows");
        return;
    }
    header->depth = row + 1U > header->depth ? row + 1U : header->depth;
    for (size_t i = 0; i < columns->count; i++) {
        const Record *record = columns->items[i].record;
        const List *inner = record_list(record, "kolom");
        HeadPlan head = {
            .row = row, .column = (uint16_t)header->plan->column_count, .style = TEXT_BOLD};
        head.place = record_place(record, "judul");
        head.text = field_compile(header->compiler, record, "judul");
        header->titled = header->titled || head.text != NULL;
        if (header->block != NULL && record_text(record, "nomor").size > 0)
            header_error(header, record_place(record, "nomor"),
                         "remove it, or the number of the columns together",
                         "the column above this one has a number for all columns under it");
        if (inner->count > 0) {
            lay_inner(header, record, inner, (uint16_t)(row + 1));
            head.rows = 1;
        } else {
            add_leaf(header, record);
        }
        head.columns = (uint16_t)(header->plan->column_count - head.column);
        add_condition(header, record, head.column);
        add_head(header, head);
    }
}

/* "(1)", "(2)", ... or what `nomor` says; a block's number spans its columns. */
static void lay_numbers(Header *header)
{
    const Compiler *compiler = header->compiler;
    TablePlan *plan = header->plan;
    size_t next = 0;
    for (size_t i = 0; i < plan->column_count; i = next) {
        const Record *record = header->numbered[i];
        for (next = i + 1; next < plan->column_count && header->numbered[next] == record;)
            next++;
        const Piece *text = field_compile(compiler, record, "nomor");
        add_head(header, (HeadPlan){.text = text,
                                    .counts = text == NULL,
                                    .row = (uint16_t)header->depth,
                                    .column = (uint16_t)i,
                                    .columns = (uint16_t)(next - i),
                                    .rows = 1,
                                    .place = record_place(record, NULL)});
    }
    header->depth++;
}

/* By rows, then by columns. The tree is walked so that each row's cells are met from left to right,
   so they only need to be dealt out. */
static void sort_heads(Header *header)
{
    TablePlan *plan = header->plan;
    HeadPlan *sorted = arena_array(header->compiler->arena, plan->head_count, sizeof *sorted);
    size_t count = 0;
    for (size_t row = 0; row < header->depth; row++)
        for (size_t i = 0; i < plan->head_count; i++)
            if (plan->heads[i].row == row)
                sorted[count++] = plan->heads[i];
    plan->heads = sorted;
}

bool header_compile(const Compiler *compiler, const Record *body, TablePlan *plan)
{
    Header header = {.compiler = compiler, .plan = plan, .good = true};
    const List *columns = record_list(body, "kolom");
    if (columns->count == 0) {
        header_error(&header, record_place(body, "kolom"), NULL, "a table needs a column");
        return false;
    }
    lay_columns(&header, columns, 0);
    if (!header.good) {
        plan->column_count = 0;
        return false;
    }
    for (size_t i = 0; i < plan->head_count; i++)
        if (plan->heads[i].rows == 0)
            plan->heads[i].rows = (uint32_t)(header.depth - plan->heads[i].row);
    if (!header.titled) {
        plan->head_count = 0;
        header.depth = 0;
    }
    if (record_flag(body, "nomor_kolom"))
        lay_numbers(&header);
    sort_heads(&header);
    plan->head_rows = header.depth;
    return true;
}

/* --- Filling ---------------------------------------------------------------------------------- */

static const Span *head_text(Builder *builder, const HeadPlan *head, const size_t *shown,
                             const Scope *scope)
{
    SpanOptions options = {.absence = ABSENCE_DASH, .notes = NOTES_PRINTED};
    if (!head->counts)
        return spans_fill(builder, head->text, scope, options);
    size_t before = shown != NULL ? shown[head->column] : head->column;
    return spans_from_text(builder->arena, str_format(builder->arena, "(%zu)", before + 1), 0,
                           head->place);
}

void header_emit(Builder *builder, const TablePlan *plan, const size_t *shown, const Scope *scope,
                 Table *table)
{
    table->header = arena_array(builder->arena, plan->head_rows, sizeof *table->header);
    table->header_count = plan->head_rows;
    size_t at = 0;
    for (size_t i = 0; i < plan->head_rows; i++) {
        Row *row = &table->header[i];
        size_t end = at;
        while (end < plan->head_count && plan->heads[end].row == i)
            end++;
        row->cells = arena_array(builder->arena, end - at, sizeof *row->cells);
        row->cell_count = end - at;
        row->place = plan->place;
        for (size_t k = 0; k < row->cell_count; k++) {
            const HeadPlan *head = &plan->heads[at + k];
            row->cells[k] = (Cell){
                .column = head->column,
                .columns = head->columns,
                .rows = head->rows,
                .text = head_text(builder, head, shown, scope),
                .align = ALIGN_CENTRE,
                .valign = VALIGN_MIDDLE,
                .style = head->style,
                .filled = plan->style.header_filled,
                .fill = plan->style.header_fill,
                .place = head->place,
            };
        }
        at = end;
    }
}
