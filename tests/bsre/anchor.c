/* The anchor that a service looks for is found in the text of a PDF, whoever wrote it. */
#include "bsre/bsre.h"

#include "forms.h"
#include "light.h"

enum { FIRST_CODE = 0x20 };

/* Whether "#" stands once in the PDF; what is said of it. */
static bool check(Fixture *fixture, Str bytes, const char **said)
{
    Fixture own = {fixture->memory, fixture->arena, diags_new(fixture->arena)};
    BsreConfig config = {.anchor = STR("#"), .record = form_empty_record(fixture)};
    PdfFile *pdf = made_open(&own, bytes);
    assert_non_null(pdf);
    bool good = bsre_check_anchor(own.arena, own.diags, &config, pdf);
    *said = support_messages(&own);
    return good;
}

/* A page with this content and a font F with this map. */
static Str page_with(Arena *arena, Str content, Str map)
{
    Made made = made_begin(arena);
    made_object(&made, 1, "<</Type/Catalog/Pages 2 0 R>>");
    made_object(&made, 2, "<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 595 842]>>");
    made_object(&made, 3,
                "<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<</F<</Type/Font"
                "/Subtype/Type1/BaseFont/Helvetica/ToUnicode 5 0 R>>>>>>>>");
    made_stream(&made, 4, "", content);
    made_stream(&made, 5, "", map);
    made_table(&made, "");
    return buf_str(&made.bytes);
}

/* A map of `count` codes in one block, of which that of index `at` shows "#". */
static Str map_of(Arena *arena, int count, int at, bool ranges)
{
    Buf map = {.arena = arena};
    const char *kind = ranges ? "bfrange" : "bfchar";
    buf_format(&map, "begincmap 1 begincodespacerange <00><FF> endcodespacerange %d begin%s\n",
               count, kind);
    for (int i = 0; i < count; i++) {
        buf_format(&map, "<%02X> ", FIRST_CODE + i);
        if (ranges)
            buf_format(&map, "<%02X> ", FIRST_CODE + i);
        buf_format(&map, "<%04X>\n", i == at ? '#' : 'A' + i);
    }
    buf_format(&map, "end%s endcmap", kind);
    return buf_str(&map);
}

/* One that knows a block of a hundred, as fonts have them (9.10.3). */
static void the_whole_map_of_a_font_counts(void **state)
{
    static const int counts[] = {1, 20, 33, 64, 100};
    Fixture *fixture = *state;
    for (size_t i = 0; i < 4 * sizeof counts / sizeof *counts; i++) {
        int count = counts[i / 4];
        int at = i % 2 == 0 ? 0 : count - 1;
        Str map = map_of(fixture->arena, count, at, i % 4 >= 2);
        Str text =
            str_format(fixture->arena, "BT /F 12 Tf 100 600 Td <%02X> Tj ET", FIRST_CODE + at);
        const char *said = NULL;
        if (!check(fixture, page_with(fixture->arena, text, map), &said))
            fail_msg("%d codes, of which %d: %s", count, at, said);
        Str other =
            str_format(fixture->arena, "BT /F 12 Tf 100 600 Td <%02X> Tj ET", FIRST_CODE + at + 1);
        assert_false(check(fixture, page_with(fixture->arena, other, map), &said));
        assert_non_null(strstr(said, "error: the PDF has no '#'\n"));
    }
}

/* --- Much that is drawn ----------------------------------------------------------------------- */

enum { MEGABYTE = 1024 * 1024 };

/* `pages` pages of these /Contents, of which 3 is `content`, with the forms F, of `form`, and G, of
   60 MB of blanks, and a font T of many keys. */
static Str drawing(Arena *arena, size_t pages, const char *contents, Str content, const char *form)
{
    enum { BLANKS = 60 * MEGABYTE, KEYS = 10000, FIRST_PAGE = 10 };
    static const char entries[] = "/Subtype /Form/BBox [0 0 1 1]/Filter /FlateDecode";
    Made made = made_begin(arena);
    Buf tree = {.arena = arena};
    Buf font = {.arena = arena};
    Str blanks = {arena_alloc(arena, BLANKS), BLANKS};
    made_object(&made, 1, "<</Type /Catalog/Pages 2 0 R>>");
    buf_text(&tree, "<</Type /Pages/Kids [");
    for (size_t i = 0; i < pages; i++) {
        buf_format(&tree, "%zu 0 R ", FIRST_PAGE + i);
        made_object(&made, FIRST_PAGE + i,
                    str_format(arena, "<</Type /Page/Parent 2 0 R/Contents %s>>", contents).at);
    }
    buf_format(&tree, "]/Count %zu/Resources <</XObject <</F 4 0 R/G 5 0 R>>/Font <</T 6 0 R>>>>>>",
               pages);
    made_object(&made, 2, str_c(arena, buf_str(&tree)));
    made_stream(&made, 3, "/Filter /FlateDecode", made_deflated(arena, content));
    made_stream(&made, 4, entries, made_deflated(arena, str_from(form)));
    made_stream(&made, 5, entries, made_deflated(arena, blanks));
    buf_text(&font, "<<");
    for (int i = 0; i < KEYS; i++)
        buf_format(&font, "/K%d 0", i);
    buf_text(&font, "/Type /Font/Subtype /Type1/BaseFont /Helvetica>>");
    made_object(&made, 6, str_c(arena, buf_str(&font)));
    made_table(&made, "");
    return buf_str(&made.bytes);
}

typedef struct Checking {
    Fixture own;
    Str bytes;
    bool good;
    const char *said;
} Checking;

static void check_it(void *context)
{
    Checking *checking = context;
    checking->good = check(&checking->own, checking->bytes, &checking->said);
}

/* What comes of it, in little memory and time; in the fixture's arena. */
static bool checked(Fixture *fixture, Str bytes, const char **said)
{
    enum { MEGABYTES = 100, SECONDS = 8 };
    Checking checking = {.bytes = bytes};
    assert_true(light_run(&checking.own, MEGABYTES, SECONDS, check_it, &checking));
    *said = str_format(fixture->arena, "%s", checking.said).at;
    light_end(&checking.own);
    return checking.good;
}

static void what_forms_show_counts(void **state)
{
    static const struct {
        const char *content, *form;
        const char *said; /* NULL: nothing */
    } cases[] = {
        {"/F Do", "/T 9 Tf (#) Tj", NULL},
        {"/F Do /F Do", "/T 9 Tf (#) Tj", "'#' stands in the PDF 2 times"},
        {"/T 9 Tf (#) Tj /F Do", "/T 9 Tf [(a) 3 (#)] TJ", "'#' stands in the PDF 2 times"},
        {"/T 9 Tf (a) Tj /F Do", "/T 9 Tf (b) '", "the PDF has no '#'"},
        {"/T 9 Tf (a) Tj /F Do", "1 2 /T 9 Tf (#) '", NULL},
        /* It cannot be told. */
        {"/F Do", "/F Do", NULL},
    };
    Fixture *fixture = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *said = NULL;
        bool good = checked(
            fixture, drawing(fixture->arena, 1, "3 0 R", str_from(cases[i].content), cases[i].form),
            &said);
        if (good != (cases[i].said == NULL) || strstr(said, good ? "" : cases[i].said) == NULL)
            fail_msg("%s: %s", cases[i].content, said);
    }
}

static void what_a_page_draws_again_and_again_is_refused(void **state)
{
    Fixture *fixture = *state;
    Arena *arena = fixture->arena;
    char *often =
        str_c(arena, str_format(arena, "[%.*s]", STR_ARG(made_repeated(arena, "5 0 R ", 60))));
    const Str cases[] = {drawing(arena, 1, often, STR(""), ""),
                         drawing(arena, 1, "3 0 R", made_repeated(arena, "/G Do\n", 100), "")};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *said = NULL;
        assert_false(checked(fixture, cases[i], &said));
        assert_string_equal(
            said, "uji.pdf: error: what a page draws has more than 67108864 bytes\n"
                  "  hint: real files have far less: have it written anew by who made it\n");
    }
}

/* Nothing is claimed of what is not looked at. */
static void pages_that_draw_the_same_end(void **state)
{
    enum { PAGES = 40 };
    Fixture *fixture = *state;
    Arena *arena = fixture->arena;
    const Str cases[] = {
        made_repeated(arena, "/G Do\n", 1), made_repeated(arena, "q ", 5 * (size_t)MEGABYTE),
        made_repeated(arena, "/F Do ", 50000), made_repeated(arena, "/T 9 Tf ", 100000),
        made_repeated(arena, "/T 9 Tf (abcdefgh) Tj ", 200000)};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *said = NULL;
        assert_true(
            checked(fixture, drawing(arena, PAGES, "3 0 R", cases[i], "/T 9 Tf (a) Tj"), &said));
        assert_string_equal(said, "");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_whole_map_of_a_font_counts),
        TEST(what_forms_show_counts),
        TEST(what_a_page_draws_again_and_again_is_refused),
        TEST(pages_that_draw_the_same_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
