/* Layouts made by hand, as tagged files. */
#include "pages.h"
#include "tagged.h"

enum {
    LONGEST_ARRAY = 8191,
    PARAGRAPHS = 2, /* as elements 1 and 2, below the document */
};

/* A layout of one page with so many texts, which belong to one paragraph and the other by turns. */
static Layout *make_texts(Arena *arena, size_t count)
{
    static Element elements[] = {
        {.role = ROLE_DOCUMENT}, {.role = ROLE_PARAGRAPH}, {.role = ROLE_PARAGRAPH}};
    Layout *layout = pages_make(arena, 1);
    layout->elements = elements;
    layout->element_count = sizeof elements / sizeof *elements;
    for (size_t i = 0; i < count; i++)
        pages_text(arena, layout->pages, FACE_SERIF, 72000, 72000, "x")->tag = 1 + i % PARAGRAPHS;
    return layout;
}

static bool write_texts(Fixture *fixture, const char *folder, size_t count)
{
    PdfInfo info = pages_info();
    info.tagged = true;
    return pages_write(fixture, make_texts(fixture->arena, count), &info,
                       path_in(fixture->arena, folder, "a.pdf"));
}

static void a_page_holds_as_many_texts_as_an_array(void **state)
{
    Fixture *fixture = *state;
    const char *folder = folder_make(fixture->arena);
    assert_true(write_texts(fixture, folder, LONGEST_ARRAY));
    assert_false(write_texts(fixture, folder, LONGEST_ARRAY + 1));
    assert_non_null(strstr(support_messages(fixture), "page 1 holds more than 8191 texts"));
    folder_remove(folder);
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
        TEST(a_page_holds_as_many_texts_as_an_array),
        TEST(artifacts_are_marked_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
