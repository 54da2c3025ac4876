/* Content streams: operators with all that stands before them, and the streams of a page as one. */
#include "made.h"

#include <zlib.h>

/* --- Operators -------------------------------------------------------------------------------- */

typedef struct Seen {
    size_t operators;
    size_t operands; /* before the last one */
    int64_t first, last;
} Seen;

static bool see(void *context, Str word, const PdfValue *operands, size_t count)
{
    Seen *seen = context;
    assert_str(word, "Td");
    seen->operators++;
    seen->operands = count;
    seen->first = count > 0 ? pdf_integer(&operands[0], -1) : -1;
    seen->last = count > 0 ? pdf_integer(&operands[count - 1], -1) : -1;
    return true;
}

/* `before` values and an operator, twice. */
static bool walk(Fixture *fixture, int before, Seen *seen)
{
    Buf content = {.arena = fixture->arena};
    for (int time = 0; time < 2; time++) {
        for (int i = 0; i < before; i++)
            buf_format(&content, "%d ", i);
        buf_text(&content, "Td\n");
    }
    *seen = (Seen){0};
    return pdf_operators(made_with(fixture, "null"), buf_str(&content), see, seen);
}

/* A map of characters has hundreds of them before an operator. */
static void an_operator_gets_all_that_stands_before_it(void **state)
{
    Fixture *fixture = *state;
    static const int counts[] = {0, 1, 64, 65, 200, 300, 10000, PDF_MAX_OPERANDS};
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        Seen seen;
        assert_true(walk(fixture, counts[i], &seen));
        assert_int_equal(seen.operators, 2);
        assert_int_equal(seen.operands, counts[i]);
        assert_int_equal(seen.first, counts[i] > 0 ? 0 : -1);
        assert_int_equal(seen.last, counts[i] - 1);
    }
    assert_false(diags_failed(fixture->diags));
}

static void too_many_before_an_operator_are_refused(void **state)
{
    Fixture *fixture = *state;
    Seen seen;
    assert_false(walk(fixture, PDF_MAX_OPERANDS + 1, &seen));
    assert_int_equal(seen.operators, 0);
    assert_non_null(strstr(support_messages(fixture),
                           "error: more than 262144 values before an operator of a page stand"));
}

/* --- Streams ---------------------------------------------------------------------------------- */

enum { MOST = PDF_MAX_CONTENT };

static const size_t megabyte = (size_t)1024 * 1024;

static bool copy(void *context, Str content)
{
    buf_add(context, content);
    return true;
}

/* Counts what comes; "stop" ends it. */
static bool count_bytes(void *context, Str content)
{
    *(size_t *)context += content.size;
    return str_find(content, "stop", 0) == SIZE_MAX;
}

/* A page, object 3, of these contents: 4 says "a", 5 "b", 6 is no stream, 7 "stop". */
static const PdfValue *page_of(Fixture *fixture, const char *contents, PdfFile **file)
{
    Made made = made_begin(fixture->arena);
    made_object(&made, 1, "<</Type /Catalog>>");
    made_object(&made, 3, str_format(fixture->arena, "<</Type /Page%s>>", contents).at);
    made_stream(&made, 4, "", STR("a"));
    made_stream(&made, 5, "", STR("b"));
    made_object(&made, 6, "(c)");
    made_stream(&made, 7, "", STR("stop"));
    made_table(&made, "");
    *file = made_open(fixture, buf_str(&made.bytes));
    assert_non_null(*file);
    return &pdf_object(*file, 3)->value;
}

static void the_streams_of_a_page_are_one(void **state)
{
    static const struct {
        const char *contents, *expected;
    } cases[] = {
        {"", ""},
        {"/Contents null", ""},
        {"/Contents 6 0 R", ""},
        {"/Contents 99 0 R", ""},
        {"/Contents 4 0 R", "a"},
        {"/Contents []", ""},
        {"/Contents [5 0 R]", "b"},
        {"/Contents [4 0 R null 6 0 R 5 0 R 4 0 R]", "a\nb\na\n"},
    };
    Fixture *fixture = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        PdfFile *file = NULL;
        const PdfValue *page = page_of(fixture, cases[i].contents, &file);
        PdfRoom room = pdf_page_room;
        Buf out = {.arena = fixture->arena};
        assert_true(pdf_content(file, page, &room, copy, &out));
        assert_str(buf_str(&out), cases[i].expected);
        /* A form is its own. */
        out.size = 0;
        assert_true(pdf_content(file, &pdf_object(file, 5)->value, &room, copy, &out));
        assert_str(buf_str(&out), "b");
        assert_true(room.left < room.most);
    }
    assert_false(diags_failed(fixture->diags));
}

static void who_takes_it_may_end_it(void **state)
{
    PdfFile *file = NULL;
    const PdfValue *page = page_of(*state, "/Contents 7 0 R", &file);
    PdfRoom room = pdf_page_room;
    size_t size = 0;
    assert_false(pdf_content(file, page, &room, count_bytes, &size));
    assert_int_equal(size, 4);
    assert_false(diags_failed(((Fixture *)*state)->diags));
}

/* Streams 4 to 4 + count of so many blanks each. */
static Str blank_streams(Fixture *fixture, const char *contents, const size_t *sizes, size_t count)
{
    Made made = made_begin(fixture->arena);
    const char *blank = arena_alloc(fixture->arena, MOST + 1);
    made_object(&made, 1, "<</Type /Catalog>>");
    made_object(&made, 3, str_format(fixture->arena, "<</Type /Page/Contents %s>>", contents).at);
    for (size_t i = 0; i < count; i++) {
        uLongf packed = compressBound(sizes[i]);
        char *bytes = arena_alloc(fixture->arena, packed);
        assert_int_equal(
            compress2((Bytef *)bytes, &packed, (const Bytef *)blank, (uLong)sizes[i], 1), Z_OK);
        made_stream(&made, 4 + i, "/Filter /FlateDecode", (Str){bytes, packed});
    }
    made_table(&made, "");
    return buf_str(&made.bytes);
}

/* A fixture of its own, of so many bytes. */
static Fixture own_fixture(size_t limit)
{
    Fixture own = {.memory = memory_new(limit)};
    own.arena = arena_new(own.memory);
    own.diags = diags_new(own.arena);
    return own;
}

static void drop_own(Fixture *own)
{
    arena_drop(own->arena);
    memory_drop(own->memory);
}

/* Of the streams of a page together, and of one that is read again. */
static void what_a_page_draws_is_bounded(void **state)
{
    static const struct {
        const char *contents;
        size_t sizes[2];
        int times;
        bool good;
    } cases[] = {
        {"4 0 R", {MOST, 0}, 1, true},
        {"4 0 R", {MOST + 1, 0}, 1, false},
        {"[4 0 R 5 0 R]", {MOST, 0}, 1, false},
        {"[4 0 R 5 0 R]", {MOST - (1 << 20), 9}, 1, true},
        {"[4 0 R 5 0 R]", {MOST - 1, MOST}, 1, false},
        {"4 0 R", {20 << 20, 0}, 3, true},
        {"4 0 R", {20 << 20, 0}, 4, false},
        {"4 0 R", {0, 0}, 200000, true},
        {"4 0 R", {0, 0}, 300000, false},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Fixture own = own_fixture(0);
        PdfFile *file = made_open(&own, blank_streams(&own, cases[i].contents, cases[i].sizes, 2));
        const PdfValue *page = &pdf_object(file, 3)->value;
        PdfRoom room = pdf_page_room;
        size_t size = 0;
        bool good = true;
        for (int time = 0; good && time < cases[i].times; time++)
            good = pdf_content(file, page, &room, count_bytes, &size);
        assert_int_equal(good, cases[i].good);
        if (!good)
            assert_string_equal(
                support_messages(&own),
                "uji.pdf: error: what a page draws has more than 67108864 bytes\n"
                "  hint: real files have far less: have it written anew by who made it\n");
        drop_own(&own);
    }
}

/* Each piece is read within the rest of the room, and is given back. */
static void one_stream_that_is_named_often_takes_no_memory(void **state)
{
    enum { OFTEN = 60, MEGABYTES = 100 };
    Fixture *fixture = *state;
    Fixture own = own_fixture(MEGABYTES * megabyte);
    Buf contents = {.arena = fixture->arena};
    buf_byte(&contents, '[');
    for (int i = 0; i < OFTEN; i++)
        buf_text(&contents, "4 0 R ");
    buf_byte(&contents, ']');
    const size_t size = 60 * megabyte;
    PdfFile *file = made_open(
        &own, blank_streams(fixture, str_c(fixture->arena, buf_str(&contents)), &size, 1));
    PdfRoom room = pdf_page_room;
    size_t seen = 0;
    assert_false(pdf_content(file, &pdf_object(file, 3)->value, &room, count_bytes, &seen));
    assert_int_equal(seen, 0);
    drop_own(&own);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_streams_of_a_page_are_one),
        TEST(who_takes_it_may_end_it),
        TEST(what_a_page_draws_is_bounded),
        TEST(one_stream_that_is_named_often_takes_no_memory),
        TEST(an_operator_gets_all_that_stands_before_it),
        TEST(too_many_before_an_operator_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
