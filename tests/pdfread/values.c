/* Values, strings and streams as files write them. */
#include "made.h"

static void numbers_are_exact_and_never_overflow(void **state)
{
    Fixture *fixture = *state;
    PdfFile *file =
        made_with(fixture, "[0 -17 +5 4. .5 -.002 12.3456789 99999999999999999999 1.2.3]");
    assert_null(pdf_object(file, 2));
    assert_non_null(
        strstr(support_messages(fixture), "uji.pdf: error: a number is not one at byte"));
    file = made_with(fixture, "[0 -17 +5 4. .5 -.002 12.3456789 99999999999999999999]");
    const PdfValue *array = &pdf_object(file, 2)->value;
    static const int64_t expected[] = {0, -17000, 5000, 4000, 500, -2, 12345};
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        int64_t got = -1;
        assert_true(pdf_thousandths(pdf_item(file, array, i), &got));
        assert_int_equal(got, expected[i]);
    }
    int64_t large = 0;
    assert_true(pdf_integer(pdf_item(file, array, 7), 0) > INT64_MAX / 100);
    assert_false(pdf_thousandths(pdf_item(file, array, 7), &large));
    assert_false(pdf_thousandths(array, &large));
    /* Distances between any two can be reckoned with. */
    file = made_with(fixture, "[-1000000000000 1000000000001]");
    array = &pdf_object(file, 2)->value;
    assert_true(pdf_thousandths(pdf_item(file, array, 0), &large));
    assert_int_equal(large, -1000000000000000);
    assert_false(pdf_thousandths(pdf_item(file, array, 1), &large));
}

static void strings_and_names_lose_their_escapes(void **state)
{
    static const struct {
        const char *written, *meant;
    } cases[] = {
        {"(biasa)", "biasa"},
        {"(a(b)c)", "a(b)c"},
        {"(a\\(b)", "a(b"},
        {"(a\\\nb)", "ab"},
        {"(a\r\nb)", "a\nb"},
        {"(\\101\\7x\\60\\0601)", "A\ax00"
                                  "1"},
        {"(\\n\\t\\q\\\\)", "\n\tq\\"},
        {"<4c 41 4B4>", "LAK@"},
        {"<>", ""},
        {"/Nama#20ini", "Nama ini"},
        {"/A#b", "A#b"},
        {"/", ""},
    };
    Fixture *fixture = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        PdfFile *file = made_with(fixture, cases[i].written);
        const PdfObject *object = pdf_object(file, 2);
        assert_non_null(object);
        assert_str(object->value.text, cases[i].meant);
    }
}

static void text_is_read_in_each_of_its_encodings(void **state)
{
    static const struct {
        const char *written, *meant;
    } cases[] = {
        {"(Laporan)", "Laporan"},
        {"(\\200 \\240 \\351 \\237)", "\xE2\x80\xA2 \xE2\x82\xAC \xC3\xA9 \xEF\xBF\xBD"},
        {"<FEFF004C00E9D83DDE00>", "L\xC3\xA9\xF0\x9F\x98\x80"},
        {"<FFFE4C00E900>", "L\xC3\xA9"},
        {"<FEFFD83D004C00>", "\xEF\xBF\xBDL"},
        {"<EFBBBF4CC3A9FF>", "L\xC3\xA9\xEF\xBF\xBD"},
    };
    Fixture *fixture = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        PdfFile *file = made_with(fixture, cases[i].written);
        assert_str(pdf_utf8(fixture->arena, &pdf_object(file, 2)->value), cases[i].meant);
    }
}

static void values_know_where_they_stand(void **state)
{
    Fixture *fixture = *state;
    Made made = made_begin(fixture->arena);
    made_object(&made, 1, "<</Type /Catalog /Sign <0011>/Range[1 2] % (x)\n /Next 2 0 R/L 2 >>");
    made_object(&made, 2, "true");
    made_table(&made, "");
    Str bytes = buf_str(&made.bytes);
    PdfFile *file = made_open(fixture, bytes);
    assert_non_null(file);
    const PdfValue *catalog = &pdf_object(file, 1)->value;
    const PdfValue *sign = pdf_entry(catalog, "Sign");
    assert_str(str_slice(bytes, sign->from, sign->to), "<0011>");
    const PdfValue *range = pdf_entry(catalog, "Range");
    assert_str(str_slice(bytes, range->from, range->to), "[1 2]");
    const PdfValue *next = pdf_entry(catalog, "Next");
    assert_int_equal(next->kind, PDF_REFERENCE);
    assert_str(str_slice(bytes, next->from, next->to), "2 0 R");
    assert_true(pdf_resolve(file, next)->truth);
    assert_int_equal(pdf_integer(pdf_get(file, catalog, "L"), 0), 2);
    assert_int_equal(pdf_get(file, catalog, "Tiada")->kind, PDF_NULL);
    const PdfObject *object = pdf_object(file, 2);
    assert_str(str_slice(bytes, object->from, object->to), "2 0 obj\ntrue\nendobj");
}

static void deep_values_are_refused(void **state)
{
    Fixture *fixture = *state;
    Buf deep = {.arena = fixture->arena};
    for (int i = 0; i < 100000; i++)
        buf_text(&deep, i % 2 == 0 ? "[" : "<</A");
    PdfFile *file = made_with(fixture, str_c(fixture->arena, buf_str(&deep)));
    assert_null(pdf_object(file, 2));
    assert_non_null(strstr(support_messages(fixture), "values are nested deeper than 64 at byte"));
    assert_null(pdf_object(file, 2));
    assert_int_equal(diags_count(fixture->diags, SEVERITY_ERROR), 1);
}

static void references_in_a_circle_are_nothing(void **state)
{
    Fixture *fixture = *state;
    Made made = made_begin(fixture->arena);
    made_object(&made, 1, "<</Type /Catalog /A 2 0 R/B 9 0 R/C 1 7 R>>");
    made_object(&made, 2, "3 0 R");
    made_object(&made, 3, "2 0 R");
    made_stream(&made, 4, "/Length 4 0 R", STR("x"));
    made_table(&made, "");
    PdfFile *file = made_open(fixture, buf_str(&made.bytes));
    assert_non_null(file);
    const PdfValue *catalog = &pdf_object(file, 1)->value;
    assert_int_equal(pdf_get(file, catalog, "A")->kind, PDF_NULL);
    assert_int_equal(pdf_get(file, catalog, "B")->kind, PDF_NULL);
    assert_int_equal(pdf_get(file, catalog, "C")->kind, PDF_NULL);
    assert_false(diags_failed(fixture->diags));
}

/* --- Filters ---------------------------------------------------------------------------------- */

static void filters_are_undone(void **state)
{
    static const struct {
        const char *entries;
        Str packed;
        const char *plain;
    } cases[] = {
        {"", {"apa adanya", 10}, "apa adanya"},
        {"/Filter /ASCIIHexDecode", {"4c 41 4B4>zz", 12}, "LAK@"},
        {"/Filter /ASCII85Decode", {"87cUR\nD]i,\"Ebo80~>", 18}, "Hello World!"},
        {"/Filter [/ASCIIHexDecode /ASCII85Decode]", {"383763 55527E3E>", 16}, "Hell"},
        {"/Filter /RunLengthDecode", {"\2abc\376x\200zz", 8}, "abcxxx"},
        /* The example of 7.4.4.2. */
        {"/Filter /LZWDecode", {"\x80\x0B\x60\x50\x22\x0C\x0C\x85\x01", 9}, "-----A---B"},
    };
    Fixture *fixture = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Made made = made_begin(fixture->arena);
        made_object(&made, 1, "<</Type /Catalog>>");
        made_stream(&made, 2, cases[i].entries, cases[i].packed);
        made_table(&made, "");
        PdfFile *file = made_open(fixture, buf_str(&made.bytes));
        assert_non_null(file);
        Str plain = {0};
        bool good = pdf_decode(file, &pdf_object(file, 2)->value, fixture->arena, 100, &plain);
        assert_string_equal(support_messages(fixture), "");
        assert_true(good);
        assert_str(plain, cases[i].plain);
    }
}

/* A code in the fewest bits that the decoder expects for it. */
static void put_code(Buf *out, uint32_t code, int width, uint32_t *buffer, int *bits)
{
    *buffer = *buffer << width | code;
    for (*bits += width; *bits >= 8; *bits -= 8)
        buf_byte(out, (char)(*buffer >> (*bits - 8) & 0xFF));
}

/* LZW's codes of single bytes only: the table that grows meanwhile is the decoder's. */
static Str as_lzw(Arena *arena, Str bytes)
{
    enum { CLEAR = 256, END = 257, FIRST = 258, MOST = 3800 };
    Buf out = {.arena = arena};
    uint32_t buffer = 0;
    int bits = 0;
    int given = 0; /* codes since the table was cleared */
    int width = 9;
    put_code(&out, CLEAR, width, &buffer, &bits);
    for (size_t i = 0; i <= bytes.size; i++) {
        uint32_t code = i < bytes.size ? (unsigned char)bytes.at[i] : END;
        width = 9;
        while (FIRST + (given > 0 ? given - 1 : 0) + 1 >= 1 << width)
            width++;
        put_code(&out, given == MOST ? CLEAR : code, width, &buffer, &bits);
        i -= given == MOST;
        given = given == MOST ? 0 : given + 1;
    }
    put_code(&out, 0, 7, &buffer, &bits);
    return buf_str(&out);
}

/* qpdf says whether that is LZW at all. */
static void long_lzw_is_decoded_as_by_others(void **state)
{
    enum { SIZE = 20000 };
    Fixture *fixture = *state;
    char *bytes = arena_alloc(fixture->arena, SIZE);
    for (size_t i = 0; i < SIZE; i++)
        bytes[i] = (char)(i * i % 251);
    Made made = made_begin(fixture->arena);
    made_object(&made, 1, "<</Type /Catalog/Pages 3 0 R>>");
    made_stream(&made, 2, "/Filter /LZWDecode", as_lzw(fixture->arena, (Str){bytes, SIZE}));
    made_object(&made, 3, "<</Type /Pages/Kids []/Count 0>>");
    made_table(&made, "");
    PdfFile *file = made_open(fixture, buf_str(&made.bytes));
    Str plain = {0};
    assert_true(pdf_decode(file, &pdf_object(file, 2)->value, fixture->arena, SIZE, &plain));
    assert_int_equal(plain.size, SIZE);
    assert_memory_equal(plain.at, bytes, SIZE);
    const char *folder = folder_make(fixture->arena);
    FILE *out = fopen(path_in(fixture->arena, folder, "x.pdf"), "wb");
    assert_non_null(out);
    fwrite(made.bytes.at, 1, made.bytes.size, out);
    assert_int_equal(fclose(out), 0);
    const char *const show[] = {"qpdf", "--show-object=2", "--filtered-stream-data", "x.pdf", NULL};
    Ended ended = run_command(fixture->arena, folder, show);
    assert_int_equal(ended.out_size, SIZE);
    assert_memory_equal(ended.out, bytes, SIZE);
    folder_remove(folder);
}

static void predictors_are_undone(void **state)
{
    static const struct {
        const char *parameters;
        Str rows;
        Str plain;
    } cases[] = {
        {"/Predictor 15 /Columns 3",
         {"\0abc\1a\1\1\2\0\1\2\3\1\1\1\4\1\2\3", 20},
         {"abcabcace1KY2M\\", 15}},
        {"/Predictor 12 /Columns 2 /Colors 2", {"\2abcd\2\1\1\1\1", 10}, {"abcdbcde", 8}},
        {"/Predictor 2 /Columns 3", {"a\1\1b\2\2", 6}, {"abcbdf", 6}},
        {"/Predictor 2 /Columns 4 /BitsPerComponent 4",
         {"\x11\x1F\x21\x11", 4},
         {"\x12\x32\x23\x45", 4}},
        {"/Predictor 2 /Columns 2 /BitsPerComponent 16", {"\0\xFF\0\1", 4}, {"\0\xFF\1\0", 4}},
    };
    Fixture *fixture = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Made made = made_begin(fixture->arena);
        made_object(&made, 1, "<</Type /Catalog>>");
        made_stream(&made, 2,
                    str_format(fixture->arena, "/Filter /LZWDecode /DecodeParms <<%s>>",
                               cases[i].parameters)
                        .at,
                    as_lzw(fixture->arena, cases[i].rows));
        made_table(&made, "");
        PdfFile *file = made_open(fixture, buf_str(&made.bytes));
        Str plain = {0};
        bool good = pdf_decode(file, &pdf_object(file, 2)->value, fixture->arena, 100, &plain);
        assert_string_equal(support_messages(fixture), "");
        assert_true(good);
        assert_int_equal(plain.size, cases[i].plain.size);
        assert_memory_equal(plain.at, cases[i].plain.at, plain.size);
    }
}

static void what_cannot_be_decoded_is_told(void **state)
{
    static const struct {
        const char *entries;
        Str packed;
        const char *told;
    } cases[] = {
        {"/Filter /DCTDecode", {"x", 1}, "a filter that is not known: 'DCTDecode'"},
        {"/Filter /FlateDecode", {"x\x9C", 2}, "it ends too early"},
        {"/Filter /FlateDecode", {"apa", 3}, "its compression is wrong"},
        {"/Filter /FlateDecode", {"", 0}, "it is empty"},
        {"/Filter /LZWDecode", {"\xFF\xFF", 2}, "its compression is wrong"},
        {"/Filter /ASCII85Decode", {"s8W-\"~>", 7}, "its digits of base 85 are none"},
        {"/Filter /ASCIIHexDecode", {"4x>", 3}, "no hexadecimal digit"},
        {"/Filter /RunLengthDecode", {"\7abc", 4}, "it ends too early"},
        {"/Filter /RunLengthDecode", {"\201x\201x", 4}, "has more than 200 bytes"},
        {"/Filter [/A /A /A /A /A /A /A /A /A]", {"x", 1}, "too many filters"},
    };
    Fixture *fixture = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Made made = made_begin(fixture->arena);
        made_object(&made, 1, "<</Type /Catalog>>");
        made_stream(&made, 2, cases[i].entries, cases[i].packed);
        made_table(&made, "");
        PdfFile *file = made_open(fixture, buf_str(&made.bytes));
        Str plain = {0};
        assert_false(pdf_decode(file, &pdf_object(file, 2)->value, fixture->arena, 200, &plain));
        const char *told = support_messages(fixture);
        if (strstr(told, cases[i].told) == NULL)
            fail_msg("not told '%s' but:\n%s", cases[i].told, told);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(numbers_are_exact_and_never_overflow),
        TEST(strings_and_names_lose_their_escapes),
        TEST(text_is_read_in_each_of_its_encodings),
        TEST(values_know_where_they_stand),
        TEST(deep_values_are_refused),
        TEST(references_in_a_circle_are_nothing),
        TEST(filters_are_undone),
        TEST(long_lzw_is_decoded_as_by_others),
        TEST(predictors_are_undone),
        TEST(what_cannot_be_decoded_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
