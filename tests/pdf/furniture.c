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

/* Each page has a header, a rule and a number of its own. */
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
        pages_text(arena, page, FACE_SERIF, 72000, 40000, "Dinas Contoh")->tag = TAG_PAGINATION;
        pages_text(arena, page, FACE_BOLD, 200000, 40000, "LAKIP 2017")->tag = TAG_PAGINATION;
        pages_rect(arena, page, 72000, 50000, 400000, 500, 0)->tag = TAG_PAGINATION;
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
    assert_int_equal(count(objects, " re\n"), 2 + 1);
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
