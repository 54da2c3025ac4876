/* What is looked at of a page is bounded: small files may draw very much. */
#include "print/ink.h"

#include "../pdfread/made.h"
#include "light.h"

enum { MEGABYTE = 1024 * 1024, FORM = 60 * MEGABYTE };

static const InkBox boxes[] = {{0, 0, 900000, 200000}, {4000000, 8000000, 5500000, 8200000}};

/* `pages` pages of this content, with the forms F, of this content, and G, of many blanks. */
static Str make_pdf(Arena *arena, size_t pages, Str content, Str form)
{
    Made made = made_begin(arena);
    Str blanks = {arena_alloc(arena, FORM), FORM};
    made_object(&made, 1, "<</Type /Catalog/Pages 2 0 R>>");
    Buf tree = {.arena = arena};
    buf_text(&tree, "<</Type /Pages/Kids [");
    for (size_t i = 0; i < pages; i++) {
        buf_format(&tree, "%zu 0 R ", 10 + i);
        made_object(&made, 10 + i, "<</Type /Page/Parent 2 0 R/Contents 3 0 R>>");
    }
    buf_format(&tree,
               "]/Count %zu/MediaBox [0 0 595 842]/Resources <</XObject <</F 4 0 R/G 5 0 R>>"
               "/Font <</T <</Type /Font/Subtype /Type1/BaseFont /Helvetica>>>>>>>>",
               pages);
    made_object(&made, 2, str_c(arena, buf_str(&tree)));
    static const char entries[] = "/Subtype /Form/BBox [0 0 1 1]/Filter /FlateDecode";
    made_stream(&made, 3, "/Filter /FlateDecode", made_deflated(arena, content));
    made_stream(&made, 4, entries, made_deflated(arena, form));
    made_stream(&made, 5, entries, made_deflated(arena, blanks));
    made_table(&made, "");
    return buf_str(&made.bytes);
}

/* What looking at all pages came to. */
typedef struct Looked {
    Fixture own;
    Str bytes;
    size_t good, part;
    Ink last;
    const char *said;
} Looked;

static void look_at_all(void *context)
{
    Looked *looked = context;
    PdfFile *file = made_open(&looked->own, looked->bytes);
    size_t count = 0;
    const PdfPage *pages = pdf_pages(file, &count);
    InkRoom left = ink_room(file);
    for (size_t i = 0; i < count; i++) {
        if (!ink_look(file, &pages[i], boxes, 2, &left, &looked->last))
            break;
        looked->good++;
        looked->part += looked->last.part;
    }
    looked->said = support_messages(&looked->own);
}

/* In little memory and time. */
static Looked look(Str bytes)
{
    enum { MEGABYTES = 100, SECONDS = 8 };
    Looked looked = {.bytes = bytes};
    assert_true(light_run(&looked.own, MEGABYTES, SECONDS, look_at_all, &looked));
    return looked;
}

static void what_is_drawn_is_found(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    Looked looked = look(make_pdf(arena, 2, STR("q BT /T 12 Tf 10 10 Td (isi) Tj ET /F Do q /G Do"),
                                  STR("0 0 m 1 1 l n")));
    assert_string_equal(looked.said, "");
    assert_int_equal(looked.good, 2);
    assert_int_equal(looked.last.free, 2);
    assert_int_equal(looked.last.open, 2);
    light_end(&looked.own);
    looked = look(make_pdf(arena, 1, STR("/F Do"), STR("400 805 20 5 re f q q")));
    assert_int_equal(looked.last.free, 1);
    assert_int_equal(looked.last.open, 0);
    light_end(&looked.own);
}

static void a_form_that_is_drawn_again_and_again(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    Looked looked = look(make_pdf(arena, 1, made_repeated(arena, "/G Do\n", 150), STR("q")));
    assert_int_equal(looked.good, 0);
    assert_non_null(strstr(looked.said, "error: what a page draws has more than 67108864 bytes\n"));
    light_end(&looked.own);
}

static void pages_that_draw_the_same(void **state)
{
    enum { PAGES = 50 };
    Arena *arena = ((Fixture *)*state)->arena;
    const Str contents[] = {STR("/G Do q q"), made_repeated(arena, "/F Do\n", 2000)};
    for (size_t i = 0; i < sizeof contents / sizeof *contents; i++) {
        Looked looked =
            look(make_pdf(arena, PAGES, contents[i], made_repeated(arena, "(isi) Tj\n", 500)));
        assert_string_equal(looked.said, "");
        assert_int_equal(looked.good, PAGES);
        assert_in_range(looked.part, PAGES / 2, PAGES - 1);
        assert_true(looked.last.part);
        assert_int_equal(looked.last.free, 3);
        assert_int_equal(looked.last.open, i == 0 ? 2 : 0);
        light_end(&looked.own);
    }
}

static void the_states_of_a_page_are_counted_to_its_end(void **state)
{
    enum { OPERATORS = 9 * MEGABYTE };
    Arena *arena = ((Fixture *)*state)->arena;
    Buf content = {.arena = arena};
    buf_text(&content, "q q q Q ");
    buf_add(&content, made_repeated(arena, "n ", OPERATORS));
    buf_text(&content, "q (q q) Tj /q <<q>> BI /W 1 ID q EI Q q q");
    Looked looked = look(make_pdf(arena, 2, buf_str(&content), STR("q")));
    assert_string_equal(looked.said, "");
    assert_int_equal(looked.good, 2);
    assert_int_equal(looked.part, 2);
    assert_int_equal(looked.last.open, 4);
    light_end(&looked.own);
}

/* Where not even that is done any more, what is drawn behind would stand anywhere. */
static void pages_that_hold_too_much_together(void **state)
{
    enum { PAGES = 50 };
    Arena *arena = ((Fixture *)*state)->arena;
    const Str contents[] = {{arena_alloc(arena, FORM), FORM},
                            made_repeated(arena, "q ", 3 * (size_t)MEGABYTE),
                            made_repeated(arena, "q Q ", 15 * (size_t)MEGABYTE)};
    for (size_t i = 0; i < sizeof contents / sizeof *contents; i++) {
        Looked looked = look(make_pdf(arena, PAGES, contents[i], STR("")));
        assert_in_range(looked.good, 4, 6);
        assert_in_range(looked.part, 1, 5);
        assert_non_null(strstr(looked.said, "error: what all its pages draw has more than 1"));
        light_end(&looked.own);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(what_is_drawn_is_found),
        TEST(a_form_that_is_drawn_again_and_again),
        TEST(pages_that_draw_the_same),
        TEST(the_states_of_a_page_are_counted_to_its_end),
        TEST(pages_that_hold_too_much_together),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
