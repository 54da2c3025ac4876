/*
 * tests/layout/pages.h - documents made by hand, and questions to the pages that come of them.
 *
 * The page has room for 20 lines of 16 pt, 220 pt wide.
 */
#ifndef LAKIPDF_TESTS_LAYOUT_PAGES_H
#define LAKIPDF_TESTS_LAYOUT_PAGES_H

#include "support.h"

#include "layout/layout.h"

enum {
    TOP = 40000,
    LEFT_EDGE = 40000,
    TEXT_WIDTH = 220000,
    LEADING = 16000,
    LINES = 20,
};

static const TextStyle body_style = {
    .family = {"Liberation Serif", 16}, .size = 12000, .leading = LEADING, .align = ALIGN_LEFT};
static const TextStyle heading_style = {.family = {"Liberation Serif", 16},
                                        .size = 12000,
                                        .leading = LEADING,
                                        .align = ALIGN_LEFT,
                                        .style = TEXT_BOLD,
                                        .keep_with_next = true};
static const TextStyle cell_style = {
    .family = {"Liberation Serif", 16}, .size = 9000, .leading = 12000, .align = ALIGN_LEFT};
static const TextStyle spaced_style = {.family = {"Liberation Serif", 16},
                                       .size = 12000,
                                       .leading = LEADING,
                                       .align = ALIGN_LEFT,
                                       .before = 10000,
                                       .after = 6000};

static const PageStyle small_page = {.width = 300000,
                                     .height = 400000,
                                     .top = TOP,
                                     .bottom = 40000,
                                     .left = LEFT_EDGE,
                                     .right = 40000,
                                     .numbering = NUMBERING_ARABIC};

/* A document that grows at its end. */
typedef struct Maker {
    Fixture *fixture;
    Arena *arena;
    Doc doc;
    Block **tail;
} Maker;

static inline Block *make_block(Maker *maker, BlockKind kind, const TextStyle *style)
{
    Block *block = arena_alloc(maker->arena, sizeof *block);
    block->kind = kind;
    block->style = style;
    *maker->tail = block;
    maker->tail = &block->next;
    return block;
}

static inline Block *make_page(Maker *maker, const PageStyle *style, int64_t restart)
{
    Block *block = make_block(maker, BLOCK_PAGE, NULL);
    block->page = (PageSwitch){style, restart};
    return block;
}

/* A document on small pages. */
static inline Maker *maker_new(Fixture *fixture)
{
    Maker *maker = arena_alloc(fixture->arena, sizeof *maker);
    maker->fixture = fixture;
    maker->arena = fixture->arena;
    maker->tail = &maker->doc.first;
    make_page(maker, &small_page, 1);
    return maker;
}

static inline Span *make_span(Arena *arena, const char *text)
{
    Span *span = arena_alloc(arena, sizeof *span);
    span->text = str_from(text);
    return span;
}

static inline Block *make_text(Maker *maker, const TextStyle *style, const char *text)
{
    Block *block = make_block(maker, BLOCK_TEXT, style);
    block->text = make_span(maker->arena, text);
    return block;
}

/* A text of `count` lines, "name1" to "nameN", all but the last ended by breaks. */
static inline const Span *make_lines(Arena *arena, const char *name, int count)
{
    Span *first = NULL;
    Span **tail = &first;
    for (int i = 1; i <= count; i++) {
        if (i > 1) {
            *tail = make_span(arena, "");
            (*tail)->kind = SPAN_BREAK;
            tail = &(*tail)->next;
        }
        *tail = make_span(arena, "");
        (*tail)->text = str_format(arena, "%s%d", name, i);
        tail = &(*tail)->next;
    }
    return first;
}

static inline Block *make_paragraph(Maker *maker, const char *name, int lines)
{
    Block *block = make_block(maker, BLOCK_TEXT, &body_style);
    block->text = make_lines(maker->arena, name, lines);
    return block;
}

/* `count` paragraphs of one line. */
static inline void make_fill(Maker *maker, int count)
{
    for (int i = 0; i < count; i++)
        make_text(maker, &body_style, "isi");
}

static inline Block *make_heading(Maker *maker, int level, const char *number, const char *title)
{
    Block *block = make_block(maker, BLOCK_HEADING, &heading_style);
    block->heading = (Heading){.level = level,
                               .number = str_from(number),
                               .in_contents = true,
                               .text = make_span(maker->arena, title)};
    return block;
}

/* --- Tables ---------------------------------------------------------------------------- */

/* A table of `columns` equal columns, without rows, whose cells have neither padding nor rule. */
static inline Table *make_table(Maker *maker, size_t columns)
{
    Table *table = arena_alloc(maker->arena, sizeof *table);
    make_block(maker, BLOCK_TABLE, NULL)->table = table;
    table->style = &cell_style;
    table->columns = arena_array(maker->arena, columns, sizeof *table->columns);
    table->column_count = columns;
    for (size_t c = 0; c < columns; c++)
        table->columns[c] = (Column){WIDTH_FRACTION, 1000, ALIGN_LEFT};
    return table;
}

/* Room for `count` rows, each of one cell of text per column. */
static inline Row *make_rows(Arena *arena, const Table *table, size_t count, const char *name)
{
    Row *rows = arena_array(arena, count, sizeof *rows);
    for (size_t r = 0; r < count; r++) {
        rows[r].cells = arena_array(arena, table->column_count, sizeof(Cell));
        rows[r].cell_count = table->column_count;
        for (size_t c = 0; c < table->column_count; c++) {
            Span *text = make_span(arena, "");
            text->text = str_format(arena, "%s%zu%c", name, r + 1, (char)('a' + c));
            rows[r].cells[c] = (Cell){.column = (uint16_t)c, .columns = 1, .rows = 1, .text = text};
        }
    }
    return rows;
}

static inline void make_header(Maker *maker, Table *table, size_t count)
{
    table->header = make_rows(maker->arena, table, count, "kepala");
    table->header_count = count;
}

static inline void make_body(Maker *maker, Table *table, size_t count)
{
    table->rows = make_rows(maker->arena, table, count, "baris");
    table->row_count = count;
}

/* The cell in the row's first column reaches over `rows` rows; theirs are taken out. */
static inline void make_tall(Table *table, size_t row, uint32_t rows)
{
    table->rows[row].cells[0].rows = rows;
    for (size_t r = row + 1; r < row + rows; r++) {
        table->rows[r].cells++;
        table->rows[r].cell_count--;
    }
}

/* --- Pages ----------------------------------------------------------------------------- */

static inline Fonts *load_fonts(Fixture *fixture)
{
    Schema *schema = schema_new(fixture->arena, fixture->diags);
    const Node *tree =
        data_load_file(fixture->arena, fixture->diags, "config/skema/huruf.yaml", (Place){0});
    if (tree == NULL || !schema_add(schema, tree) || !schema_resolve(schema))
        return NULL;
    return fonts_load(fixture->arena, fixture->diags, schema, "fonts/katalog.yaml");
}

/* The layout or, after an error, NULL. */
static inline Layout *make_layout(Maker *maker)
{
    Fonts *fonts = load_fonts(maker->fixture);
    assert_non_null(fonts);
    return layout_build(maker->arena, maker->fixture->diags, fonts, NULL, &maker->doc);
}

/* The layout, which must come without any message. */
static inline Layout *make_pages(Maker *maker)
{
    Layout *layout = make_layout(maker);
    assert_string_equal(support_messages(maker->fixture), "");
    assert_non_null(layout);
    return layout;
}

static inline bool run_is(const Item *item, const char *text)
{
    Str s = str_from(text);
    size_t at = 0;
    if (item->kind != ITEM_RUN)
        return false;
    for (uint32_t i = 0; i < item->run.count; i++)
        if (at >= s.size || utf8_next(s, &at) != item->run.codes[i])
            return false;
    return at == s.size;
}

/* The nth run (from 0) of exactly this text at or behind `page`; NULL when there is none. */
static inline const Item *find_run(const Layout *layout, const char *text, size_t nth, size_t *page)
{
    for (size_t p = *page; p < layout->page_count; p++)
        for (size_t i = 0; i < layout->pages[p].item_count; i++)
            if (run_is(&layout->pages[p].items[i], text) && nth-- == 0) {
                *page = p;
                return &layout->pages[p].items[i];
            }
    return NULL;
}

/* The page (from 1) where the text stands first; 0 when nowhere. */
static inline size_t page_of(const Layout *layout, const char *text)
{
    size_t page = 0;
    return find_run(layout, text, 0, &page) != NULL ? page + 1 : 0;
}

static inline size_t count_runs(const Layout *layout, const char *text)
{
    size_t count = 0;
    for (size_t page = 0; find_run(layout, text, count, &page) != NULL; page = 0)
        count++;
    return count;
}

/* The first run of the text, which must be there. */
static inline const Item *run_of(const Layout *layout, const char *text)
{
    size_t page = 0;
    const Item *item = find_run(layout, text, 0, &page);
    assert_non_null(item);
    return item;
}

/* Fails when something stands outside the page. */
static inline void assert_inside(const Layout *layout)
{
    for (size_t p = 0; p < layout->page_count; p++) {
        const Page *page = &layout->pages[p];
        for (size_t i = 0; i < page->item_count; i++) {
            const Item *item = &page->items[i];
            assert_in_range(item->x, 0, page->width);
            assert_in_range(item->x + item->width, 0, page->width);
            assert_in_range(item->y, 0, page->height);
        }
    }
}

static inline const char *dump_of(Maker *maker, Layout *layout)
{
    Buf out = {.arena = maker->arena};
    layout_dump(layout, &out);
    return str_c(maker->arena, buf_str(&out));
}

#endif
