/* Small files that would ask for much: what one reads of them takes little time and memory. */
#include "light.h"
#include "made.h"

enum { LARGE = 17 * 1024 * 1024, MEGABYTES = 250, SECONDS = 8 };

/* A file with the memory that it may take at most, and the time. */
typedef struct Heavy {
    Fixture own;
    void (*look)(PdfFile *file);
    Str bytes;
} Heavy;

static void look_at_all(void *context)
{
    Heavy *heavy = context;
    PdfFile *file = made_open(&heavy->own, heavy->bytes);
    if (file != NULL)
        heavy->look(file);
}

static void assert_light(Str bytes, void (*look)(PdfFile *file))
{
    Heavy heavy = {.look = look, .bytes = bytes};
    /* Many errors end a run. */
    (void)light_run(&heavy.own, MEGABYTES, SECONDS, look_at_all, &heavy);
    light_end(&heavy.own);
}

static void look_at_objects(PdfFile *file)
{
    for (uint32_t i = 1; i < pdf_next_number(file); i++)
        (void)pdf_object(file, i);
}

/* --- Objects ---------------------------------------------------------------------------------- */

/* Each object is a string that holds all that follow. */
static void objects_lie_in_each_other(void **state)
{
    enum { COUNT = 20000 };
    Fixture *fixture = *state;
    Buf bytes = {.arena = fixture->arena};
    Buf rows = {.arena = fixture->arena};
    buf_text(&bytes, "%PDF-1.7\n");
    for (int i = 2; i < COUNT; i++) {
        buf_format(&rows, "%010zu 00000 n \n", bytes.size);
        buf_format(&bytes, "%d 0 obj(\\n", i);
    }
    for (int i = 2; i < COUNT; i++)
        buf_byte(&bytes, ')');
    size_t root = bytes.size + 1;
    buf_text(&bytes, "\n1 0 obj<</Type /Catalog>>endobj\n");
    size_t at = bytes.size;
    buf_format(&bytes, "xref\n0 %d\n0000000000 65535 f \n%010zu 00000 n \n", COUNT, root);
    buf_add(&bytes, buf_str(&rows));
    buf_format(&bytes, "trailer<</Size %d/Root 1 0 R>>\nstartxref\n%zu\n%%%%EOF\n", COUNT, at);
    assert_light(buf_str(&bytes), look_at_objects);
    PdfFile *file = made_open(fixture, buf_str(&bytes));
    for (uint32_t i = COUNT; i-- > 1 && !diags_failed(fixture->diags);)
        (void)pdf_object(file, i);
    assert_non_null(
        strstr(support_messages(fixture), "error: its objects lie over each other: more than 19"));
}

static void put_row(Buf *rows, int kind, size_t place, size_t rest)
{
    buf_byte(rows, (char)kind);
    for (int shift = 24; shift >= 0; shift -= 8)
        buf_byte(rows, (char)(place >> shift & 0xFF));
    buf_byte(rows, (char)(rest >> 8 & 0xFF));
    buf_byte(rows, (char)(rest & 0xFF));
}

static Str end_with_stream(Fixture *fixture, Made *made, size_t number, Str rows)
{
    size_t at = made->bytes.size;
    const char *entries =
        str_format(fixture->arena, "/Type /XRef/Size %zu/W [1 4 2]/Root 1 0 R/Filter /FlateDecode",
                   rows.size / 7)
            .at;
    made_stream(made, number, entries, made_deflated(fixture->arena, rows));
    buf_format(&made->bytes, "startxref\n%zu\n%%%%EOF\n", at);
    return buf_str(&made->bytes);
}

/* The index is wrong of each, so that its number is looked for. */
static void objects_of_a_stream_by_their_number(void **state)
{
    enum { COUNT = 60000, MORE = 300000 };
    Fixture *fixture = *state;
    Buf text = {.arena = fixture->arena};
    Buf rows = {.arena = fixture->arena};
    for (int i = 0; i < MORE; i++)
        buf_text(&text, "0 0 ");
    for (int i = 3; i < COUNT; i++)
        buf_format(&text, "%d 0 ", i);
    size_t first = text.size;
    buf_text(&text, "(isi)");
    Made made = made_begin(fixture->arena);
    made_object(&made, 1, "<</Type /Catalog>>");
    const char *entries =
        str_format(fixture->arena, "/Type /ObjStm/N %d/First %zu/Filter /FlateDecode",
                   MORE + COUNT - 3, first)
            .at;
    made_stream(&made, 2, entries, made_deflated(fixture->arena, buf_str(&text)));
    put_row(&rows, 0, 0, 0);
    put_row(&rows, 1, made.places[1], 0);
    put_row(&rows, 1, made.places[2], 0);
    for (int i = 3; i < COUNT; i++)
        put_row(&rows, 2, 2, 0);
    Str bytes = end_with_stream(fixture, &made, 3, buf_str(&rows));
    assert_light(bytes, look_at_objects);
    PdfFile *file = made_open(fixture, bytes);
    assert_non_null(pdf_object(file, COUNT - 1));
}

/* None of them may be that large: what was undone until that is known counts. */
static void object_streams_that_are_too_large(void **state)
{
    enum { COUNT = 60 };
    Fixture *fixture = *state;
    char *blank = arena_alloc(fixture->arena, LARGE);
    memset(blank, ' ', LARGE);
    Str packed = made_deflated(fixture->arena, (Str){blank, LARGE});
    Made made = made_begin(fixture->arena);
    Buf rows = {.arena = fixture->arena};
    put_row(&rows, 0, 0, 0);
    made_object(&made, 1, "<</Type /Catalog>>");
    put_row(&rows, 1, made.places[1], 0);
    for (size_t i = 2; i < COUNT; i++) {
        made_stream(&made, i, "/Type /ObjStm/N 1/First 4/Filter /FlateDecode", packed);
        put_row(&rows, 1, made.places[i], 0);
    }
    for (size_t i = 2; i < COUNT; i++)
        put_row(&rows, 2, i, 0);
    assert_light(end_with_stream(fixture, &made, COUNT, buf_str(&rows)), look_at_objects);
}

/* --- Contents --------------------------------------------------------------------------------- */

static bool count_words(void *context, Str word, const PdfValue *operands, size_t count)
{
    (void)word;
    assert_true(count == 1 && operands[0].kind == PDF_ARRAY);
    ++*(size_t *)context;
    return true;
}

/* What stands before an operator is forgotten behind it; what never comes to one is refused. */
static void look_at_content(PdfFile *file)
{
    enum { OFTEN = 1000000 };
    size_t words = 0;
    char *text = malloc(LARGE);
    assert_non_null(text);
    static const char show[] = "[(\\n)]TJ ";
    for (size_t i = 0; i < OFTEN; i++)
        memcpy(text + i * (sizeof show - 1), show, sizeof show - 1);
    assert_true(pdf_operators(file, (Str){text, OFTEN * (sizeof show - 1)}, count_words, &words));
    assert_int_equal(words, OFTEN);
    for (size_t i = 0; i < LARGE; i++)
        text[i] = i % 2 != 0 ? ' ' : '1';
    assert_false(pdf_operators(file, (Str){text, LARGE}, count_words, &words));
    text[0] = '[';
    assert_false(pdf_operators(file, (Str){text, LARGE}, count_words, &words));
    free(text);
}

static void what_stands_before_an_operator(void **state)
{
    Fixture *fixture = *state;
    Made made = made_begin(fixture->arena);
    made_object(&made, 1, "<</Type /Catalog>>");
    made_table(&made, "");
    assert_light(buf_str(&made.bytes), look_at_content);
}

/* --- Attachments ------------------------------------------------------------------------------ */

static void find_none(PdfFile *file)
{
    size_t count = 1;
    assert_null(pdf_attachments(file, &count));
    assert_int_equal(count, 0);
}

static void find_most(PdfFile *file)
{
    size_t count = 0;
    assert_non_null(pdf_attachments(file, &count));
    assert_int_equal(count, PDF_MAX_ATTACHMENTS);
}

/* A dictionary of so many keys besides `entries`. */
static char *large_dict(Arena *arena, int keys, const char *entries)
{
    Buf large = {.arena = arena};
    buf_format(&large, "<<%s", entries);
    for (int i = 0; i < keys; i++)
        buf_format(&large, "/K%d 0", i);
    buf_text(&large, ">>");
    return str_c(arena, buf_str(&large));
}

/* "2 0 R 2 0 R ..." */
static char *named_often(Arena *arena, const char *before, const char *name, const char *after)
{
    enum { TIMES = 300000 };
    Buf names = {.arena = arena};
    buf_text(&names, before);
    for (int i = 0; i < TIMES; i++)
        buf_text(&names, name);
    buf_text(&names, after);
    return str_c(arena, buf_str(&names));
}

#define TREE "<</Type /Catalog/Names <</EmbeddedFiles <</Names ["

/* The same large dictionary is named again and again: that of a file, of its streams, of a note. */
static void a_file_that_is_named_often(void **state)
{
    enum { KEYS = 60000 };
    Arena *arena = ((Fixture *)*state)->arena;
    char *large = large_dict(arena, KEYS, "");
    const char *const cases[][3] = {
        {named_often(arena, "<</Type /Catalog/AF [", "2 0 R ", "]>>"), large, "null"},
        {named_often(arena, TREE, "()2 0 R ", "]>>>>>>"), "<</EF 3 0 R>>", large},
        {named_often(arena, "<</Type /Catalog/Pages <</Annots [", "2 0 R ", "]>>>>"),
         large_dict(arena, KEYS, "/Subtype /FileAttachment/FS 3 0 R"), "<<>>"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Made made = made_begin(arena);
        for (size_t k = 0; k < 3; k++)
            made_object(&made, k + 1, cases[i][k]);
        made_table(&made, "");
        assert_light(buf_str(&made.bytes), find_none);
        Fixture own = {((Fixture *)*state)->memory, arena, diags_new(arena)};
        find_none(made_open(&own, buf_str(&made.bytes)));
        assert_string_equal(
            support_messages(&own),
            "uji.pdf: error: more than 4194304 places would be searched for attachments\n"
            "  hint: real files have far less: have it written anew by who made it\n");
    }
}

/* So many files in a tree, all called by the string that object 2 is. */
static Str attach(Arena *arena, int count, const char *name)
{
    Buf bytes = {.arena = arena};
    Buf rows = {.arena = arena};
    Buf names = {.arena = arena};
    buf_text(&bytes, "%PDF-1.7\n");
    for (int i = 0; i < count; i++)
        buf_format(&names, "()<</F 2 0 R/EF<</F %d 0 R>>>>", i + 3);
    for (int i = 1; i < count + 3; i++) {
        buf_format(&rows, "%010zu 00000 n \n", bytes.size);
        buf_format(&bytes, "%d 0 obj", i);
        if (i == 1)
            buf_format(&bytes, TREE "%.*s]>>>>>>", STR_ARG(buf_str(&names)));
        else if (i == 2)
            buf_format(&bytes, "(%s)", name);
        else
            buf_text(&bytes, "<</Length 1>>stream\nx\nendstream");
        buf_text(&bytes, " endobj\n");
    }
    size_t at = bytes.size;
    buf_format(&bytes, "xref\n0 %d\n0000000000 65535 f \n", count + 3);
    buf_add(&bytes, buf_str(&rows));
    buf_format(&bytes, "trailer<</Size %d/Root 1 0 R>>\nstartxref\n%zu\n%%%%EOF\n", count + 3, at);
    return buf_str(&bytes);
}

/* None is lost in silence. */
static void too_many_files(void **state)
{
    Fixture *fixture = *state;
    assert_light(attach(fixture->arena, PDF_MAX_ATTACHMENTS, "a"), find_most);
    Str bytes = attach(fixture->arena, PDF_MAX_ATTACHMENTS + 1, "a");
    assert_light(bytes, find_none);
    find_none(made_open(fixture, bytes));
    assert_string_equal(support_messages(fixture),
                        "uji.pdf: error: it has more than 10000 attachments\n"
                        "  hint: real files have far less: have it written anew by who made it\n");
}

/* A name is copied for each. */
static void files_of_one_long_name(void **state)
{
    enum { LONG = 1024 * 1024 };
    Fixture *fixture = *state;
    char *name = arena_alloc(fixture->arena, LONG + 1);
    memset(name, 'a', LONG);
    assert_light(attach(fixture->arena, PDF_MAX_ATTACHMENTS, name), find_none);
}

/* One that leads to the next, deeper than any. */
static void a_tree_that_is_too_deep(void **state)
{
    enum { FIRST = 2, LAST = 35 };
    Fixture *fixture = *state;
    Made made = made_begin(fixture->arena);
    made_object(&made, 1, "<</Type /Catalog/Names <</EmbeddedFiles 2 0 R>>>>");
    for (int i = FIRST; i < LAST; i++)
        made_object(&made, (size_t)i,
                    str_format(fixture->arena, "<</Kids [<</Kids [%d 0 R]>>]>>", i + 1).at);
    made_object(&made, LAST, "<</Names []>>");
    made_table(&made, "");
    find_none(made_open(fixture, buf_str(&made.bytes)));
    assert_non_null(strstr(support_messages(fixture),
                           "error: a tree of attachments or pages is deeper than 64\n"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(objects_lie_in_each_other),
        TEST(objects_of_a_stream_by_their_number),
        TEST(object_streams_that_are_too_large),
        TEST(what_stands_before_an_operator),
        TEST(a_file_that_is_named_often),
        TEST(too_many_files),
        TEST(files_of_one_long_name),
        TEST(a_tree_that_is_too_deep),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
