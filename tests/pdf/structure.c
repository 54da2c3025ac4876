/* Layouts made by hand, as tagged files. */
#include "pages.h"
#include "tagged.h"

enum {
    LONGEST_ARRAY = 8191,
    PARAGRAPHS = 2, /* as elements 1 and 2, below the document */
};

/* A layout of one page with so many texts, each a paragraph, and of two paragraphs at least. */
static Layout *make_texts(Arena *arena, size_t count)
{
    Layout *layout = pages_make(arena, 1);
    layout->element_count = 1 + (count > PARAGRAPHS ? count : PARAGRAPHS);
    layout->elements = arena_array(arena, layout->element_count, sizeof *layout->elements);
    for (size_t i = 0; i < layout->element_count; i++)
        layout->elements[i].role = i == 0 ? ROLE_DOCUMENT : ROLE_PARAGRAPH;
    for (uint32_t i = 0; i < count; i++)
        pages_text(arena, layout->pages, FACE_SERIF, 72000, 72000, "x")->tag =
            (i + 1) & TAG_PAGINATION;
    return layout;
}

/* With more texts than an array may tell of, a page draws forms that bear them. */
static void a_page_holds_any_number_of_texts(void **state)
{
    static const struct {
        size_t texts, forms;
    } cases[] = {
        {LONGEST_ARRAY, 0},
        {LONGEST_ARRAY + 1, 2},
        {(size_t)2 * LONGEST_ARRAY, 2},
        {(size_t)2 * LONGEST_ARRAY + 1, 3},
    };
    Fixture *fixture = *state;
    Arena *arena = fixture->arena;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *folder = folder_make(arena);
        PdfInfo info = pages_info();
        info.tagged = true;
        assert_true(pages_write(fixture, make_texts(arena, cases[i].texts), &info,
                                path_in(arena, folder, "a.pdf")));
        Tagged found = tagged_check(arena, folder, "a.pdf");
        assert_int_equal(found.contents, cases[i].texts);
        assert_true(found.longest <= LONGEST_ARRAY);
        const char *forms = COMMAND(arena, folder, "sh", "-c",
                                    "qpdf --qdf --object-streams=disable a.pdf - |"
                                    "grep -ac '/Subtype /Form' || true");
        assert_string_equal(forms, str_format(arena, "%zu\n", cases[i].forms).at);
        folder_remove(folder);
    }
}

/* Underlines, frames and headers stand between texts. */
static void artifacts_are_marked_too(void **state)
{
    Fixture *fixture = *state;
    Arena *arena = fixture->arena;
    const char *folder = folder_make(arena);
    Layout *layout = make_texts(arena, 1);
    Page *page = layout->pages;
    pages_rect(arena, page, 72000, 73000, 9000, 500, 0);
    pages_text(arena, page, FACE_BOLD, 81000, 72000, "y")->tag = 1;
    pages_rect(arena, page, 72000, 90000, 9000, 500, 0)->tag = 1;
    pages_text(arena, page, FACE_BOLD, 81000, 90000, "z")->tag = 1;
    pages_text(arena, page, FACE_BOLD, 81000, 95000, "2")->tag = 2;
    pages_text(arena, page, FACE_BOLD, 81000, 99000, "kaki")->tag = TAG_PAGINATION;
    PdfInfo info = pages_info();
    info.tagged = true;
    assert_true(pages_write(fixture, layout, &info, path_in(arena, folder, "a.pdf")));
    Tagged found = tagged_check(arena, folder, "a.pdf");
    assert_string_equal(found.outline, "Document\n"
                                       "  P\n"
                                       "    ...\n"
                                       "    ...\n"
                                       "    ...\n"
                                       "  P\n"
                                       "    ...\n");
    folder_remove(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_page_holds_any_number_of_texts),
        TEST(artifacts_are_marked_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
