/* Footnotes on pages: at the foot of the page of their mark, whole or continued, never over text.
 */
#include "pages.h"

enum {
    NOTE_LEADING = 10000,
    ABOVE = 8000 + 500 + 3000, /* space, rule, gap */
    BETWEEN = 2000,
    BOTTOM = TOP + LINES * LEADING,
};

static const NoteStyle note_style = {.text = {.family = {"Liberation Serif", 16},
                                              .size = 8000,
                                              .leading = NOTE_LEADING,
                                              .align = ALIGN_LEFT,
                                              .before = 8000,
                                              .after = BETWEEN},
                                     .rule = 500,
                                     .width = 100000};

/* Notes and their marks, in the order of the document. */
typedef struct Noted {
    Maker *maker;
    size_t count;
} Noted;

static Noted noted_new(Fixture *fixture)
{
    Maker *maker = maker_new(fixture);
    maker->doc.note_style = &note_style;
    return (Noted){maker, 0};
}

/* Adds the mark of a new note of `lines` lines, "noteN.1" to "noteN.lines", to the end of a text.
 */
static void add_note(Noted *noted, const Span **text, int lines)
{
    Arena *arena = noted->maker->arena;
    Span *last = arena_alloc(arena, sizeof *last);
    *last = **text;
    *text = last;
    while (last->next != NULL)
        last = last->next;
    Note *note = arena_alloc(arena, sizeof *note);
    size_t number = noted->count + 1;
    *note = (Note){.number = str_format(arena, "%zu", number), .index = noted->count++};
    note->text = make_lines(arena, str_format(arena, "note%zu.", number).at, lines);
    Lead *lead = arena_alloc(arena, sizeof *lead);
    lead->note = note;
    Span *mark = arena_alloc(arena, sizeof *mark);
    *mark = (Span){.kind = SPAN_NOTE,
                   .style = TEXT_SUPERSCRIPT,
                   .text = str_format(arena, "%zu", number),
                   .lead = lead};
    last->next = mark;
}

/* A paragraph of lines, "name1" to "nameN", whose last line has the mark of a new note. */
static Block *make_noted(Noted *noted, const char *name, int lines, int note_lines)
{
    Block *block = make_paragraph(noted->maker, name, lines);
    add_note(noted, &block->text, note_lines);
    return block;
}

static size_t line_page(const Noted *noted, const Layout *layout, size_t note, int line)
{
    return page_of(layout, str_format(noted->maker->arena, "note%zu.%d", note, line).at);
}

/* --- At the foot ----------------------------------------------------------------------- */

static void a_note_stands_at_the_foot_of_its_page_below_a_rule(void **state)
{
    Noted noted = noted_new(*state);
    make_noted(&noted, "isi", 2, 2);
    make_text(noted.maker, &body_style, "akhir");
    Layout *layout = make_pages(noted.maker);
    assert_int_equal(layout->page_count, 1);
    const Item *first = run_of(layout, "note1.1");
    const Item *last = run_of(layout, "note1.2");
    assert_int_equal(last->y - first->y, NOTE_LEADING);
    assert_in_range(last->y, BOTTOM - NOTE_LEADING, BOTTOM);
    assert_true(first->x > LEFT_EDGE);
    const Item *rule = NULL;
    for (size_t i = 0; i < layout->pages[0].item_count; i++)
        if (layout->pages[0].items[i].kind == ITEM_RECT)
            rule = &layout->pages[0].items[i];
    assert_non_null(rule);
    assert_int_equal(rule->y, BOTTOM - 2 * NOTE_LEADING - 3000 - 500);
    assert_int_equal(rule->width, 100000);
    /* The mark is small and raised, in the line, and so is the number beside the note. */
    const Item *mark = run_of(layout, "1");
    assert_true(mark->y < run_of(layout, "isi2")->y);
    assert_true(mark->run.size < body_style.size);
    size_t page = 0;
    const Item *number = find_run(layout, "1", 1, &page);
    assert_non_null(number);
    assert_int_equal(number->x, LEFT_EDGE);
}

static void mark_and_note_lead_to_each_other(void **state)
{
    Noted noted = noted_new(*state);
    make_fill(noted.maker, LINES);
    make_text(noted.maker, &body_style, "atas");
    make_noted(&noted, "isi", 1, 1);
    Layout *layout = make_pages(noted.maker);
    const Item *links[2] = {NULL, NULL};
    for (size_t i = 0, k = 0; i < layout->pages[1].item_count && k < 2; i++)
        if (layout->pages[1].items[i].kind == ITEM_LINK)
            links[k++] = &layout->pages[1].items[i];
    assert_non_null(links[0]);
    assert_non_null(links[1]);
    assert_int_equal(links[0]->link.page, 1);
    assert_int_equal(links[0]->link.to_y, BOTTOM - NOTE_LEADING);
    assert_int_equal(links[1]->link.page, 1);
    assert_int_equal(links[1]->link.to_y, TOP + LEADING);
    assert_int_equal(links[1]->y, BOTTOM - NOTE_LEADING);
}

static void notes_take_from_the_room_of_the_page(void **state)
{
    /* 33.5 pt for two notes of one line: three lines of text less. */
    Noted noted = noted_new(*state);
    make_noted(&noted, "satu", 1, 1);
    make_noted(&noted, "dua", 1, 1);
    make_fill(noted.maker, LINES - 6);
    make_text(noted.maker, &body_style, "muat");
    make_text(noted.maker, &body_style, "lewat");
    Layout *layout = make_pages(noted.maker);
    assert_int_equal(page_of(layout, "muat"), 1);
    assert_int_equal(page_of(layout, "lewat"), 2);
    assert_int_equal(run_of(layout, "note2.1")->y - run_of(layout, "note1.1")->y,
                     NOTE_LEADING + BETWEEN);
}

static void a_note_on_the_last_line_takes_its_line_along(void **state)
{
    Noted noted = noted_new(*state);
    make_fill(noted.maker, LINES - 1);
    make_noted(&noted, "isi", 1, 1);
    Layout *layout = make_pages(noted.maker);
    assert_int_equal(page_of(layout, "isi1"), 2);
    assert_int_equal(line_page(&noted, layout, 1, 1), 2);
}

static void lines_of_a_paragraph_stay_whole_with_notes(void **state)
{
    /* The note of the third line drives it to the next page; the second must not stay alone. */
    Noted noted = noted_new(*state);
    make_fill(noted.maker, LINES - 4);
    make_noted(&noted, "isi", 4, 1);
    Layout *layout = make_pages(noted.maker);
    assert_int_equal(page_of(layout, "isi2"), 1);
    assert_int_equal(page_of(layout, "isi3"), 2);
    assert_int_equal(line_page(&noted, layout, 1, 1), 2);
}

/* --- Continued ------------------------------------------------------------------------- */

static void a_long_note_goes_on_where_its_line_would_leave_a_gap(void **state)
{
    Noted noted = noted_new(*state);
    make_fill(noted.maker, 10);
    make_noted(&noted, "isi", 1, 20);
    make_fill(noted.maker, 5);
    Layout *layout = make_pages(noted.maker);
    /* 9 lines of text and the space above leave room for 13 lines of the note. */
    assert_int_equal(page_of(layout, "isi1"), 1);
    assert_int_equal(line_page(&noted, layout, 1, 13), 1);
    assert_int_equal(line_page(&noted, layout, 1, 14), 2);
    assert_int_equal(line_page(&noted, layout, 1, 20), 2);
    assert_int_equal(layout->page_count, 2);
    assert_int_equal(count_runs(layout, "1"), 2); /* the mark, and the number once */
}

static void a_note_leaves_two_lines_on_either_side(void **state)
{
    Noted noted = noted_new(*state);
    make_fill(noted.maker, 10);
    make_noted(&noted, "isi", 1, 14);
    Layout *layout = make_pages(noted.maker);
    assert_int_equal(line_page(&noted, layout, 1, 12), 1);
    assert_int_equal(line_page(&noted, layout, 1, 13), 2);
}

static void a_note_longer_than_pages_comes_out_whole(void **state)
{
    Noted noted = noted_new(*state);
    make_text(noted.maker, &body_style, "atas");
    make_noted(&noted, "isi", 2, 100);
    make_noted(&noted, "lagi", 2, 1);
    make_fill(noted.maker, 30);
    make_text(noted.maker, &body_style, "akhir");
    Layout *layout = make_pages(noted.maker);
    size_t before = 1;
    for (int line = 1; line <= 100; line++) {
        size_t page = line_page(&noted, layout, 1, line);
        assert_in_range(page, before, before + 1);
        before = page;
    }
    assert_true(before >= 4);
    /* Text goes on beside it, up to the next mark, whose note comes behind it. */
    assert_int_equal(page_of(layout, "lagi2"), line_page(&noted, layout, 2, 1));
    assert_in_range(page_of(layout, "lagi2"), before, before + 1);
}

static void notes_that_go_on_at_a_chapters_end_have_a_page(void **state)
{
    Noted noted = noted_new(*state);
    PageStyle style = small_page;
    style.by_chapter = true;
    make_page(noted.maker, &style, 1);
    make_noted(&noted, "isi", 2, 40);
    Block *heading = make_heading(noted.maker, 1, "BAB II", "Baru");
    heading->heading.new_page = true;
    heading->heading.page_mark = STR("II");
    make_text(noted.maker, &body_style, "bab");
    Layout *layout = make_pages(noted.maker);
    size_t last = line_page(&noted, layout, 1, 40);
    assert_int_equal(last, 2);
    assert_str(layout->pages[1].label, "2");
    assert_int_equal(page_of(layout, "bab"), 3);
    assert_str(layout->pages[2].label, "1");
    /* And so at the document's. */
    noted = noted_new(*state);
    make_noted(&noted, "isi", 2, 40);
    layout = make_pages(noted.maker);
    assert_int_equal(line_page(&noted, layout, 1, 40), 2);
    assert_int_equal(layout->page_count, 2);
}

static void a_line_with_more_notes_than_a_page_holds_stands_with_the_first(void **state)
{
    Noted noted = noted_new(*state);
    make_fill(noted.maker, 4);
    Block *block = make_paragraph(noted.maker, "isi", 1);
    for (int i = 0; i < 200; i++)
        add_note(&noted, &block->text, 1);
    make_text(noted.maker, &body_style, "akhir");
    Layout *layout = make_layout(noted.maker);
    assert_non_null(layout);
    size_t before = line_page(&noted, layout, 1, 1);
    for (size_t i = 1; i <= 200; i++) {
        assert_in_range(line_page(&noted, layout, i, 1), before, before + 1);
        before = line_page(&noted, layout, i, 1);
    }
    assert_inside(layout);
}

/* --- In tables ------------------------------------------------------------------------- */

static void notes_of_rows_stand_on_the_rows_page(void **state)
{
    enum { ROWS = 300 };
    Noted noted = noted_new(*state);
    Table *table = make_table(noted.maker, 2);
    make_header(noted.maker, table, 1);
    make_body(noted.maker, table, ROWS);
    add_note(&noted, &table->header[0].cells[1].text, 1);
    for (size_t r = 0; r < ROWS; r += 3)
        add_note(&noted, &table->rows[r].cells[1].text, 1 + (int)(r % 4));
    Layout *layout = make_pages(noted.maker);
    assert_int_equal(line_page(&noted, layout, 1, 1), 1);
    assert_int_equal(count_runs(layout, "note1.1"), 1);
    assert_true(count_runs(layout, "kepala1b") > 10);
    for (size_t r = 0; r < ROWS; r += 3) {
        const char *row = str_format(noted.maker->arena, "baris%zub", r + 1).at;
        assert_int_equal(line_page(&noted, layout, 2 + r / 3, 1), page_of(layout, row));
    }
}

static void notes_of_a_split_row_stand_with_their_line(void **state)
{
    Noted noted = noted_new(*state);
    make_fill(noted.maker, 8);
    Table *table = make_table(noted.maker, 2);
    make_body(noted.maker, table, 1);
    const Span *left = make_lines(noted.maker->arena, "kiri", 30);
    const Span *right = make_lines(noted.maker->arena, "kanan", 2);
    add_note(&noted, &left, 1); /* in the last line, behind the cut */
    add_note(&noted, &right, 1);
    table->rows[0].cells[0].text = left;
    table->rows[0].cells[1].text = right;
    Layout *layout = make_pages(noted.maker);
    assert_int_equal(page_of(layout, "kiri30"), 2);
    assert_int_equal(line_page(&noted, layout, 1, 1), 2);
    assert_int_equal(page_of(layout, "kanan2"), 1);
    assert_int_equal(line_page(&noted, layout, 2, 1), 1);
    assert_true(run_of(layout, "kiri14")->y < run_of(layout, "note2.1")->y);
}

static void a_note_of_a_tall_cell_waits_for_its_line(void **state)
{
    Noted noted = noted_new(*state);
    Table *table = make_table(noted.maker, 2);
    make_body(noted.maker, table, 40);
    const Span *tall = make_lines(noted.maker->arena, "tinggi", 38);
    add_note(&noted, &tall, 1);
    table->rows[0].cells[0].text = tall;
    make_tall(table, 0, 40);
    Layout *layout = make_pages(noted.maker);
    assert_int_equal(page_of(layout, "tinggi38"), 2);
    assert_int_equal(line_page(&noted, layout, 1, 1), 2);
}

/* --- Anything -------------------------------------------------------------------------- */

static uint32_t next_random(uint32_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 17;
    *seed ^= *seed << 5;
    return *seed;
}

/* No text of the page stands below the first line of its notes, none leaves the page. */
static void assert_apart(const Layout *layout)
{
    assert_inside(layout);
    for (size_t p = 0; p < layout->page_count; p++) {
        const Page *page = &layout->pages[p];
        bool foot = false;
        Len before = 0;
        for (size_t i = 0; i < page->item_count; i++) {
            const Item *item = &page->items[i];
            if (item->kind == ITEM_RECT && item->width >= 100000) {
                foot = true;
                assert_true(item->y >= before);
            }
            if (item->kind != ITEM_RUN || item->run.size < 8000)
                continue;
            bool of_note = item->run.codes[0] == 'n';
            assert_int_equal(of_note, foot);
            if (of_note)
                assert_true(item->y > before);
            assert_true(item->y <= BOTTOM);
            if (item->y > before)
                before = item->y;
        }
    }
}

static void check_random(void **state, uint32_t seed)
{
    Noted noted = noted_new(*state);
    size_t lines[400] = {0};
    for (int i = 0; i < 60; i++) {
        const char *name = str_format(noted.maker->arena, "p%d-", i).at;
        Block *block = make_paragraph(noted.maker, name, 1 + (int)(next_random(&seed) % 9));
        for (uint32_t k = next_random(&seed) % 4; k > 0; k--) {
            uint32_t size = next_random(&seed) % 16;
            lines[noted.count + 1] = size == 0 ? 60 : size == 1 ? 12 : 1 + size % 4;
            add_note(&noted, &block->text, (int)lines[noted.count + 1]);
            if (size == 0)
                break; /* one behind it would have no room on any page of its mark */
        }
    }
    Layout *layout = make_pages(noted.maker);
    assert_apart(layout);
    size_t page = 1;
    for (size_t i = 1; i <= noted.count; i++) {
        const char *mark = str_format(noted.maker->arena, "note%zu.1", i).at;
        assert_int_equal(count_runs(layout, mark), 1);
        for (size_t line = 1; line <= lines[i]; line++) {
            size_t here = line_page(&noted, layout, i, (int)line);
            assert_in_range(here, page, page + 20);
            page = here;
        }
        size_t on = 0;
        const Item *run = find_run(layout, str_format(noted.maker->arena, "%zu", i).at, 0, &on);
        assert_non_null(run);
        assert_int_equal(on + 1, line_page(&noted, layout, i, 1));
    }
}

static void any_notes_stand_in_order_on_the_pages_of_their_marks(void **state)
{
    for (uint32_t seed = 1; seed <= 40; seed++)
        check_random(state, seed * 2654435761U);
}

/* A table of rows and tall cells of any height, with notes in any line. */
static void check_table(void **state, uint32_t seed)
{
    enum { ROWS = 40 };
    Noted noted = noted_new(*state);
    Arena *arena = noted.maker->arena;
    make_fill(noted.maker, (int)(next_random(&seed) % LINES));
    Table *table = make_table(noted.maker, 3);
    make_header(noted.maker, table, 1);
    make_body(noted.maker, table, ROWS);
    for (size_t r = 0; r < ROWS; r++)
        for (size_t c = 0; c < 3; c++) {
            uint32_t kind = next_random(&seed) % 24;
            int lines = kind == 0 ? 30 : kind < 4 ? 8 : 1 + (int)kind % 3;
            const Span *text = make_lines(arena, str_format(arena, "b%zu-%zu-", r, c).at, lines);
            if (next_random(&seed) % 8 == 0)
                add_note(&noted, &text, 1 + (int)(next_random(&seed) % 3));
            table->rows[r].cells[c].text = text;
        }
    for (size_t r = 0; r + 6 < ROWS; r += 1 + next_random(&seed) % 12) {
        uint32_t rows = 2 + next_random(&seed) % 4;
        make_tall(table, r, rows);
        r += rows;
    }
    Layout *layout = make_pages(noted.maker);
    assert_apart(layout);
    for (size_t i = 1; i <= noted.count; i++) {
        const char *text = str_format(arena, "note%zu.1", i).at;
        const char *mark = str_format(arena, "%zu", i).at;
        if (count_runs(layout, mark) == 0)
            continue; /* of a cell that a tall one covers */
        assert_int_equal(count_runs(layout, text), 1);
        assert_int_equal(page_of(layout, text), page_of(layout, mark));
    }
}

static void any_notes_of_a_table_stand_on_the_pages_of_their_marks(void **state)
{
    for (uint32_t seed = 1; seed <= 60; seed++)
        check_table(state, seed * 2654435761U);
}

static void time_grows_with_the_notes(void **state)
{
    Noted noted = noted_new(*state);
    for (int i = 0; i < 20000; i++)
        make_noted(&noted, "p", 2, 1 + i % 7);
    Layout *layout = make_pages(noted.maker);
    assert_true(layout->page_count > 2000);
    assert_int_equal(count_runs(layout, "note20000.1"), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_note_stands_at_the_foot_of_its_page_below_a_rule),
        TEST(mark_and_note_lead_to_each_other),
        TEST(notes_take_from_the_room_of_the_page),
        TEST(a_note_on_the_last_line_takes_its_line_along),
        TEST(lines_of_a_paragraph_stay_whole_with_notes),
        TEST(a_long_note_goes_on_where_its_line_would_leave_a_gap),
        TEST(a_note_leaves_two_lines_on_either_side),
        TEST(a_note_longer_than_pages_comes_out_whole),
        TEST(notes_that_go_on_at_a_chapters_end_have_a_page),
        TEST(a_line_with_more_notes_than_a_page_holds_stands_with_the_first),
        TEST(notes_of_rows_stand_on_the_rows_page),
        TEST(notes_of_a_split_row_stand_with_their_line),
        TEST(a_note_of_a_tall_cell_waits_for_its_line),
        TEST(any_notes_of_a_table_stand_on_the_pages_of_their_marks),
        TEST(time_grows_with_the_notes),
        TEST(any_notes_stand_in_order_on_the_pages_of_their_marks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
