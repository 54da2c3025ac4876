/* Any table on pages of any height: each line of each cell is printed once, in order, or again
 * where texts are repeated and then marked; nothing stands on anything else or beyond the text's
 * area. */
#include "pages.h"

#include <stdio.h>

enum {
    TABLES = 300,
    ROW = 12000, /* a line of a cell */
    MOST_ROWS = 70,
    MOST_COLUMNS = 5,
};

/* A table and what has been read of it on the pages. */
typedef struct Trial {
    Maker *maker;
    Table *table;
    PageStyle page;
    uint32_t seed;
    int lines[MOST_ROWS][MOST_COLUMNS]; /* of the cell that begins there */
    int read[MOST_ROWS][MOST_COLUMNS];  /* lines of its text or repetition so far */
    int times[MOST_ROWS][MOST_COLUMNS]; /* it has been printed as a whole */
    int marks;                          /* repetitions whose word has not come yet */
} Trial;

/* The same numbers on every machine. */
static uint32_t next_random(Trial *trial, uint32_t below)
{
    trial->seed = trial->seed * 1664525 + 1013904223;
    return (trial->seed >> 8) % below;
}

static bool one_in(Trial *trial, uint32_t count)
{
    return next_random(trial, count) == 0;
}

/* --- Making ---------------------------------------------------------------------------- */

static uint32_t random_columns(Trial *trial, const uint32_t *until, uint32_t row, uint32_t column)
{
    uint32_t columns = 1;
    uint32_t most = one_in(trial, 6) ? 1 + next_random(trial, 3) : 1;
    while (columns < most && column + columns < trial->table->column_count &&
           until[column + columns] <= row)
        columns++;
    return columns;
}

static Cell random_cell(Trial *trial, const uint32_t *until, uint32_t row, uint32_t column)
{
    Arena *arena = trial->maker->arena;
    uint32_t left = (uint32_t)trial->table->row_count - row;
    uint32_t rows = one_in(trial, 4) ? 1 + next_random(trial, one_in(trial, 4) ? 60 : 12) : 1;
    int count = (int)next_random(trial, one_in(trial, 14) ? 70 : 4);
    trial->lines[row][column] = count;
    return (Cell){
        .column = (uint16_t)column,
        .columns = (uint16_t)random_columns(trial, until, row, column),
        .rows = rows < left ? rows : left,
        .valign = (VerticalAlign)next_random(trial, 3),
        .text = make_lines(arena, str_format(arena, "s%u%c", row, (char)('a' + column)).at, count)};
}

static void fill_rows(Trial *trial)
{
    Table *table = trial->table;
    uint32_t until[MOST_COLUMNS] = {0};
    for (uint32_t r = 0; r < table->row_count; r++) {
        Row *row = &table->rows[r];
        row->kind = one_in(trial, 8) ? (RowKind)next_random(trial, 4) : ROW_PLAIN;
        row->whole = one_in(trial, 9);
        row->cell_count = 0;
        for (uint32_t c = 0; c < table->column_count; c++) {
            if (until[c] > r)
                continue;
            Cell cell = random_cell(trial, until, r, c);
            row->cells[row->cell_count++] = cell;
            for (uint32_t i = 0; i < cell.columns; i++)
                until[c + i] = r + cell.rows;
        }
    }
}

static void make_trial(Trial *trial, Fixture *fixture, uint32_t seed)
{
    *trial = (Trial){.maker = maker_new(fixture), .seed = seed};
    trial->page = small_page;
    trial->page.height = (Len)(230000 + 1000 * next_random(trial, 400));
    trial->maker->doc.first->page.style = &trial->page;
    make_fill(trial->maker, (int)next_random(trial, LINES));
    trial->table = make_table(trial->maker, 2 + next_random(trial, MOST_COLUMNS - 1));
    trial->table->padding_y = (Len)next_random(trial, 5000);
    trial->table->border = 500;
    if (one_in(trial, 2))
        make_header(trial->maker, trial->table, 1 + next_random(trial, 3));
    if (one_in(trial, 2))
        trial->table->repeat_word = make_span(fixture->arena, "(lanjutan)");
    if (one_in(trial, 2)) {
        trial->table->caption_style = &cell_style;
        trial->table->caption_again = make_span(fixture->arena, "Tabel 1");
    }
    make_body(trial->maker, trial->table, 1 + next_random(trial, MOST_ROWS));
    fill_rows(trial);
}

/* --- Reading --------------------------------------------------------------------------- */

static const Cell *cell_at(const Trial *trial, unsigned row, unsigned column)
{
    assert_in_range(row, 0, trial->table->row_count - 1);
    const Row *cells = &trial->table->rows[row];
    for (size_t i = 0; i < cells->cell_count; i++)
        if (cells->cells[i].column == column)
            return &cells->cells[i];
    fail();
    return NULL;
}

/* A line of a cell; its name says which. */
static void read_line(Trial *trial, const char *text)
{
    unsigned row = 0;
    char column = 0;
    int line = 0;
    assert_int_equal(sscanf(text, "s%u%c%d", &row, &column, &line), 3);
    unsigned c = (unsigned)(column - 'a');
    const Cell *cell = cell_at(trial, row, c);
    int *read = &trial->read[row][c];
    assert_int_equal(line, *read + 1); /* none is left out, none comes twice */
    if (trial->times[row][c] > 0 && line == 1) {
        assert_true(cell->rows > 1);
        assert_non_null(trial->table->repeat_word);
    }
    *read = line;
    if (line < trial->lines[row][c])
        return;
    trial->marks += trial->times[row][c] > 0;
    trial->times[row][c]++;
    *read = 0;
}

static void read_run(Trial *trial, const Item *item)
{
    char text[64] = "";
    size_t count = 0;
    for (uint32_t i = 0; i < item->run.count && count + 1 < sizeof text; i++)
        text[count++] = (char)item->run.codes[i];
    text[count] = '\0';
    if (text[0] == 's')
        read_line(trial, text);
    if (strstr(text, "(lanjutan)") != NULL)
        trial->marks -= trial->marks > 0; /* the word may stand alone, too */
}

static bool overlap(const Item *a, const Item *b)
{
    return a->x < b->x + b->width && b->x < a->x + a->width && a->y - b->y < ROW &&
           b->y - a->y < ROW;
}

static void check_page(Trial *trial, const Page *page)
{
    assert_true(page->item_count > 0);
    for (size_t i = 0; i < page->item_count; i++) {
        const Item *item = &page->items[i];
        if (item->kind == ITEM_RECT) /* a rule stands on the edge */
            assert_in_range(item->y + item->height, TOP, trial->page.height - TOP + 1000);
        if (item->kind != ITEM_RUN)
            continue;
        assert_in_range(item->y, TOP, trial->page.height - TOP);
        for (size_t k = 0; k < i; k++)
            assert_false(page->items[k].kind == ITEM_RUN && overlap(item, &page->items[k]));
        read_run(trial, item);
    }
}

static void check_trial(Trial *trial)
{
    Layout *layout = make_pages(trial->maker);
    for (size_t p = 0; p < layout->page_count; p++)
        check_page(trial, &layout->pages[p]);
    assert_inside(layout);
    assert_int_equal(trial->marks, 0);
    for (size_t r = 0; r < trial->table->row_count; r++)
        for (size_t i = 0; i < trial->table->rows[r].cell_count; i++) {
            size_t c = trial->table->rows[r].cells[i].column;
            assert_int_equal(trial->read[r][c], 0);
            assert_int_equal(trial->times[r][c] > 0, trial->lines[r][c] > 0);
        }
}

static void every_line_of_any_table_is_printed_in_its_place(void **state)
{
    Fixture *fixture = *state;
    for (uint32_t seed = 1; seed <= TABLES; seed++) {
        Trial trial;
        make_trial(&trial, fixture, seed);

        check_trial(&trial);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(every_line_of_any_table_is_printed_in_its_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
