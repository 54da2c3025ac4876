/* What pages have in common, seen in whole files. */
#include "pages.h"

/* How often the word stands in the text. */
static size_t count(const char *text, const char *word)
{
    size_t found = 0;
    for (const char *at = strstr(text, word); at != NULL; at = strstr(at + 1, word))
        found++;
    return found;
}

typedef struct Line {
    Len thickness;
    uint32_t colour;
    Len dash;
} Line;

static Item *draw_line(Arena *arena, Page *page, Len y, Line line)
{
    static const PathPoint points[] = {{.step = PATH_MOVE}, {.step = PATH_LINE, .x = 400000}};
    Item item = {.kind = ITEM_PATH, .x = 72000, .y = y};
    item.path.points = points;
    item.path.count = sizeof points / sizeof *points;
    item.path.stroke = line.thickness;
    item.path.stroke_colour = line.colour;
    item.path.dash = line.dash;
    return pages_item(arena, page, item);
}

/* Each page has a header, a rule and a number of its own, behind what it draws in colours. */
static void what_pages_have_in_common_is_drawn_once(void **state)
{
    enum { COUNT = 6 };
    Fixture *fixture = *state;
    Arena *arena = fixture->arena;
    Layout *layout = pages_make(arena, COUNT);
    Buf expected = {.arena = arena};
    for (size_t i = 0; i < COUNT; i++) {
        Page *page = &layout->pages[i];
        const char *number = str_format(arena, "halaman %zu", i + 1).at;
        pages_rect(arena, page, 70000, 30000, 400000, 14000, 0xD9E2F3);
        draw_line(arena, page, 200000, (Line){3000, 0xC00000, 6000});
        pages_text(arena, page, FACE_SERIF, 72000, 40000, "Dinas Contoh")->tag = TAG_PAGINATION;
        pages_text(arena, page, FACE_BOLD, 200000, 40000, "LAKIP 2017")->tag = TAG_PAGINATION;
        pages_rect(arena, page, 72000, 50000, 400000, 500, 0)->tag = TAG_PAGINATION;
        draw_line(arena, page, 55000, (Line){1000, 0, 0})->tag = TAG_PAGINATION;
        pages_text(arena, page, FACE_SERIF, 72000, 100000, "isi");
        pages_text(arena, page, FACE_SERIF, 72000, 800000, number)->tag = TAG_PAGINATION;
        buf_format(&expected, "Dinas Contoh LAKIP 2017\nisi\n%s\n", number);
    }
    const char *folder = folder_make(arena);
    PdfInfo info = pages_info();
    assert_true(pages_write(fixture, layout, &info, path_in(arena, folder, "out.pdf")));
    COMMAND(arena, folder, "qpdf", "--check", "out.pdf");
    const char *text = COMMAND(arena, folder, "pdftotext", "-raw", "-nopgbrk", "out.pdf", "-");
    assert_string_equal(text, str_c(arena, buf_str(&expected)));
    const char *objects = COMMAND(arena, folder, "sh", "-c",
                                  "qpdf --qdf --object-streams=disable out.pdf - | tr -d '\\000' |"
                                  "grep -aE '/Subtype /Form|Do$| re$'");
    /* Twice each page draws for itself; the form says what it does before the others draw it. */
    assert_int_equal(count(objects, " re\n"), COUNT + 2 + 1);
    assert_int_equal(count(objects, "/Subtype /Form\n"), 1);
    assert_int_equal(count(objects, "/X0 Do\n"), COUNT - 2);
    COMMAND(arena, folder, "pdftoppm", "-r", "60", "-f", "2", "-l", "3", "out.pdf", "p");
    size_t size = 0;
    char *second = file_text(arena, path_in(arena, folder, "p-2.ppm"), &size);
    char *third = file_text(arena, path_in(arena, folder, "p-3.ppm"), NULL);
    assert_memory_equal(second, third, size / 2);
    folder_remove(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(what_pages_have_in_common_is_drawn_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
