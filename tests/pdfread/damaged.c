/* Damaged files: whatever the bytes are, they are read to the end or refused with a message. */
#include "made.h"

#include "../pdf/pages.h"

#include <zlib.h>

/* The bytes of a file of ours of some pages. */
static Str make_ours(Fixture *fixture, Archive archive)
{
    enum { PAGES = 12 };
    Layout *layout = pages_make(fixture->arena, PAGES);
    for (size_t i = 0; i < PAGES; i++)
        pages_text(fixture->arena, &layout->pages[i], FACE_SERIF, 72000, 100000, "Laporan");
    const char *folder = folder_make(fixture->arena);
    const char *path = path_in(fixture->arena, folder, "x.pdf");
    PdfInfo info = pages_info();
    info.archive = archive;
    info.profile = STR("profil");
    assert_true(pages_write(fixture, layout, &info, path));
    size_t size = 0;
    const char *bytes = file_text(fixture->arena, path, &size);
    folder_remove(folder);
    return (Str){bytes, size};
}

/* Reads all that can be read of the bytes; true where the file could be opened. */
static bool survive(Fixture *fixture, Str bytes)
{
    Fixture own = {.memory = fixture->memory, .arena = arena_new(fixture->memory)};
    own.diags = diags_new(own.arena);
    /* A copy of just that size, so that a read behind it is found. */
    char *copy = malloc(bytes.size + 1);
    assert_non_null(copy);
    if (bytes.size > 0)
        memcpy(copy, bytes.at, bytes.size);
    char *exact = realloc(copy, bytes.size > 0 ? bytes.size : 1);
    assert_non_null(exact);
    PdfFile *file = made_open(&own, (Str){exact, bytes.size});
    bool opened = file != NULL;
    if (opened)
        (void)made_walk(file, own.arena);
    else
        assert_true(diags_failed(own.diags));
    free(exact);
    arena_drop(own.arena);
    return opened;
}

static const Archive archives[] = {ARCHIVE_NONE, ARCHIVE_A1};

static void a_file_that_is_cut_off_is_refused(void **state)
{
    enum { PARTS = 50 };
    Fixture *fixture = *state;
    for (size_t k = 0; k < 2; k++) {
        Str whole = make_ours(fixture, archives[k]);
        assert_true(survive(fixture, whole));
        for (size_t i = 0; i < PARTS; i++)
            assert_false(survive(fixture, str_slice(whole, 0, whole.size * i / PARTS)));
        /* Every place in its last part, where the table stands. */
        for (size_t size = whole.size - 300; size < whole.size; size++)
            (void)survive(fixture, str_slice(whole, 0, size));
    }
}

static void changed_bytes_are_survived(void **state)
{
    enum { CHANGES = 3000, LAST = 1500 };
    Fixture *fixture = *state;
    uint64_t random = 6;
    for (size_t k = 0; k < 2; k++) {
        Str whole = make_ours(fixture, archives[k]);
        char *bytes = arena_alloc(fixture->arena, whole.size);
        for (size_t i = 0; i < CHANGES; i++) {
            memcpy(bytes, whole.at, whole.size);
            for (size_t n = 0; n <= i % 4; n++) {
                random = random * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
                /* Half of them near the end. */
                size_t within = i % 2 == 0 ? whole.size : LAST;
                size_t at = whole.size - 1 - (random >> 33) % within;
                bytes[at] = (char)(random >> 20 & 0xFF);
            }
            (void)survive(fixture, (Str){bytes, whole.size});
        }
    }
}

/* Digits for digits: places and numbers that are wrong but read well. */
static void changed_numbers_are_survived(void **state)
{
    enum { CHANGES = 3000 };
    Fixture *fixture = *state;
    uint64_t random = 7;
    Made made = made_begin(fixture->arena);
    made_object(&made, 1,
                "<</Type /Catalog/Pages 3 0 R/Names <</EmbeddedFiles 3 0 R>>/AF [5 0 R]>>");
    made_stream(&made, 2, "/Type /ObjStm/N 2/First 8", STR("6 0 7 5 [1 2]<</A 7 0 R>>"));
    made_object(&made, 3, "<</Kids [3 0 R 4 0 R]/Names [(a) 5 0 R]/Annots [4 0 R]>>");
    made_object(&made, 4, "<</Subtype /FileAttachment/FS 5 0 R/Kids [3 0 R]>>");
    made_object(&made, 5, "<</EF <</F 8 0 R>>/F (a)>>");
    made_stream(&made, 8, "/Params 3 0 R", STR("isi"));
    size_t stream = made.bytes.size;
    static const char rows[] = {2, 0, 2, 0, 2, 0, 2, 1};
    buf_text(&made.bytes,
             "9 0 obj\n<</Type /XRef/Size 10/W [1 2 1]/Index [6 2]/Length 8>>\nstream\n");
    buf_add(&made.bytes, (Str){rows, sizeof rows});
    buf_text(&made.bytes, "\nendstream\nendobj\n");
    made_table(&made, str_format(fixture->arena, "/XRefStm %zu", stream).at);
    Str whole = buf_str(&made.bytes);
    assert_true(survive(fixture, whole));
    char *bytes = arena_alloc(fixture->arena, whole.size);
    for (size_t i = 0; i < CHANGES; i++) {
        memcpy(bytes, whole.at, whole.size);
        for (size_t n = 0; n <= i % 3;) {
            random = random * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
            size_t at = (random >> 33) % whole.size;
            if (bytes[at] < '0' || bytes[at] > '9')
                continue;
            bytes[at] = (char)('0' + (random >> 20) % 10);
            n++;
        }
        (void)survive(fixture, (Str){bytes, whole.size});
    }
}

static void what_is_damaged_is_told_with_its_place(void **state)
{
    static const struct {
        const char *text, *told;
    } cases[] = {
        {"", "it is no PDF"},
        {"<html>", "it is no PDF"},
        {"%PDF-1.4\n", "no 'startxref' stands in the last 9 bytes"},
        {"%PDF-1.4\nstartxref\nx", "'startxref' names no place at byte 9"},
        {"%PDF-1.4\nstartxref\n99", "'startxref' names byte 99, behind the end"},
        {"%PDF-1.4\nstartxref\n0", "no object stands at byte 9"},
        {"%PDF-1.4\nxref\n0 1\nxx\nstartxref\n9",
         "no entry of the cross-reference table stands at byte 18"},
        {"%PDF-1.4\nxref\n0 999999999\nstartxref\n9",
         "no entry of the cross-reference table stands"},
        {"%PDF-1.4\nxref\ntrailer 5\nstartxref\n9", "the trailer is no dictionary at byte 21"},
        {"%PDF-1.4\nxref\ntrailer <<>>\nstartxref\n9", "it has no catalog"},
        {"%PDF-1.4\nxref\ntrailer <</Prev 9>>\nstartxref\n9",
         "lead in a circle, to that at byte 9"},
        {"%PDF-1.4\nxref\ntrailer <</Prev 999>>\nstartxref\n9",
         "a /Prev that leads nowhere stands at byte 30"},
        {"%PDF-1.4\nxref\ntrailer <</A [1 2\nstartxref\n9", "no value stands at byte 32"},
        {"%PDF-1.4\n1 0 obj (x) endobj\nstartxref\n9",
         "no cross-reference section stands at byte 9"},
        {"%PDF-1.5\n1 0 obj <</Type /XRef/Size 3/W [1 0 1]/Length "
         "1>>stream\nx\nendstream\nstartxref\n9",
         "a cross-reference stream without places stands at byte 9"},
        {"%PDF-1.5\n1 0 obj <</Type /XRef/Size 3/W [1 1 1]/Length "
         "1>>stream\nx\nendstream\nstartxref\n9",
         "too short a cross-reference stream stands at byte 9"},
        {"%PDF-1.5\n1 0 obj <</Type /XRef/Length 99>>stream\nx\nendstream\nstartxref\n9",
         "a stream has no length, or a wrong one, at byte 42"},
    };
    Fixture *fixture = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        fixture->diags = diags_new(fixture->arena);
        assert_null(made_open(fixture, str_from(cases[i].text)));
        const char *told = support_messages(fixture);
        if (strstr(told, cases[i].told) == NULL)
            fail_msg("not told '%s' but:\n%s", cases[i].told, told);
    }
}

/* Each object stream's length stands in the next one. */
static void object_streams_that_need_each_other_are_refused(void **state)
{
    Fixture *fixture = *state;
    Made made = made_begin(fixture->arena);
    made_object(&made, 1, "<</Type /Catalog/A 4 0 R>>");
    made.places[2] = made.bytes.size;
    buf_text(&made.bytes, "2 0 obj\n<</Type /ObjStm/N 1/First 4/Length 4 0 R>>\nstream\n"
                          "3 0 7\nendstream\nendobj\n");
    size_t at = made.bytes.size;
    Buf rows = {.arena = fixture->arena};
    const size_t places[][3] = {
        {0, 0, 0}, {1, made.places[1], 0}, {1, made.places[2], 0}, {2, 2, 0}, {2, 2, 1},
        {1, at, 0}};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        buf_byte(&rows, (char)places[i][0]);
        buf_byte(&rows, (char)(places[i][1] >> 8));
        buf_byte(&rows, (char)(places[i][1] & 0xFF));
        buf_byte(&rows, (char)places[i][2]);
    }
    made_stream(&made, 5, "/Type /XRef/Size 6/W [1 2 1]/Root 1 0 R", buf_str(&rows));
    buf_format(&made.bytes, "startxref\n%zu\n%%%%EOF\n", at);
    PdfFile *file = made_open(fixture, buf_str(&made.bytes));
    assert_string_equal(support_messages(fixture), "");
    assert_non_null(file);
    assert_null(pdf_object(file, 4));
    assert_non_null(strstr(support_messages(fixture), "needs itself to be read"));
}

/* What is packed may become a thousand times as large: how much, the size of the file bounds. */
static void an_object_stream_is_not_larger_than_its_file_can_make_it(void **state)
{
    enum { LARGE = 32 * 1024 * 1024 };
    Fixture *fixture = *state;
    for (size_t size = 1024; size <= LARGE; size += LARGE - 1024) {
        char *text = arena_alloc(fixture->arena, size);
        memset(text, ' ', size);
        static const char object[] = {'4', ' ', '0', ' ', '(', 'i', 's', 'i', ')'};
        memcpy(text, object, sizeof object);
        uLongf packed = compressBound((uLong)size);
        char *bytes = arena_alloc(fixture->arena, packed);
        assert_int_equal(compress2((Bytef *)bytes, &packed, (const Bytef *)text, (uLong)size, 9),
                         Z_OK);
        Made made = made_begin(fixture->arena);
        made_object(&made, 1, "<</Type /Catalog/A 4 0 R>>");
        made_stream(&made, 2, "/Type /ObjStm/N 1/First 4/Filter /FlateDecode",
                    (Str){bytes, packed});
        size_t at = made.bytes.size;
        const size_t places[][3] = {
            {0, 0, 0}, {1, made.places[1], 0}, {1, made.places[2], 0}, {1, at, 0}, {2, 2, 0}};
        Buf rows = {.arena = fixture->arena};
        for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
            buf_byte(&rows, (char)places[i][0]);
            buf_byte(&rows, (char)(places[i][1] >> 8));
            buf_byte(&rows, (char)(places[i][1] & 0xFF));
            buf_byte(&rows, (char)places[i][2]);
        }
        made_stream(&made, 3, "/Type /XRef/Size 5/W [1 2 1]/Root 1 0 R", buf_str(&rows));
        buf_format(&made.bytes, "startxref\n%zu\n%%%%EOF\n", at);
        PdfFile *file = made_open(fixture, buf_str(&made.bytes));
        assert_non_null(file);
        assert_int_equal(pdf_object(file, 4) != NULL, size < LARGE);
    }
    assert_non_null(strstr(support_messages(fixture), "its object streams have more than 17"));
}

/* Neither rows nor bytes behind them. */
static void a_cross_reference_is_not_larger_than_its_file_can_make_it(void **state)
{
    enum { LARGE = 8 * 1024 * 1024 };
    static const char *const entries[] = {"/Size 5000000", "/Size 5000000/Index [100 2000000]",
                                          "/Size 3/Index [0 2]"};
    static const char *const told[] = {"there are more than", "there are more than",
                                       "has more than"};
    Fixture *fixture = *state;
    uLongf packed = compressBound(LARGE);
    char *bytes = arena_alloc(fixture->arena, packed);
    const char *zeros = arena_alloc(fixture->arena, LARGE);
    assert_int_equal(compress2((Bytef *)bytes, &packed, (const Bytef *)zeros, LARGE, 9), Z_OK);
    for (size_t i = 0; i < sizeof told / sizeof *told; i++) {
        Made made = made_begin(fixture->arena);
        made_object(&made, 1, "<</Type /Catalog>>");
        size_t at = made.bytes.size;
        made_stream(&made, 2,
                    str_format(fixture->arena,
                               "/Type /XRef/W [1 1 1]/Root 1 0 R/Filter /FlateDecode%s", entries[i])
                        .at,
                    (Str){bytes, packed});
        buf_format(&made.bytes, "startxref\n%zu\n%%%%EOF\n", at);
        fixture->diags = diags_new(fixture->arena);
        assert_null(made_open(fixture, buf_str(&made.bytes)));
        assert_non_null(strstr(support_messages(fixture), told[i]));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_file_that_is_cut_off_is_refused),
        TEST(changed_bytes_are_survived),
        TEST(changed_numbers_are_survived),
        TEST(what_is_damaged_is_told_with_its_place),
        TEST(object_streams_that_need_each_other_are_refused),
        TEST(an_object_stream_is_not_larger_than_its_file_can_make_it),
        TEST(a_cross_reference_is_not_larger_than_its_file_can_make_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
