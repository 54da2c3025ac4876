/* Which pages --pages means: by place, by label, in the order of the document. */
#include "paged.h"

#include "print/print.h"

static const Str labels[] = {
    {"", 0},    {"i", 1},    {"ii", 2},   {"iii", 3},         {"iv", 2},    {"I-1", 3},
    {"I-2", 3}, {"I-3", 3},  {"II-1", 4}, {"III", 3},         {"III-1", 5}, {"A-1", 3},
    {"A-2", 3}, {"Peta", 4}, {"Peta", 4}, {"Lampiran B", 10},
};
enum { PAGES = sizeof labels / sizeof *labels };

static const char *read_as(Fixture *fixture, const char *text, const Str *with)
{
    PageRanges ranges;
    fixture->diags = diags_new(fixture->arena);
    if (!page_ranges(fixture->arena, fixture->diags, str_from(text), with, PAGES, &ranges))
        return support_messages(fixture);
    return page_ranges_text(fixture->arena, &ranges).at;
}

static void numbers_count_the_pages_of_the_file(void **state)
{
    assert_string_equal(read_as(*state, "3", labels), "3");
    assert_string_equal(read_as(*state, "1-4,7", labels), "1-4,7");
    assert_string_equal(read_as(*state, " 1 - 4 , 7 ", NULL), "1-4,7");
    assert_string_equal(read_as(*state, "14-", NULL), "14-16");
    assert_string_equal(read_as(*state, "-3", NULL), "1-3");
}

static void pages_come_in_the_order_of_the_document_and_once(void **state)
{
    assert_string_equal(read_as(*state, "7,1-4", NULL), "1-4,7");
    assert_string_equal(read_as(*state, "5,4,1-2,2-3", NULL), "1-5");
    assert_string_equal(read_as(*state, "2-9,3-4", NULL), "2-9");
    PageRanges ranges;
    Fixture *fixture = *state;
    assert_true(page_ranges(fixture->arena, fixture->diags, STR("7,1-4,3"), NULL, PAGES, &ranges));
    assert_int_equal(ranges.pages, 5);
}

static void labels_name_pages(void **state)
{
    assert_string_equal(read_as(*state, "iii", labels), "4");
    assert_string_equal(read_as(*state, "i-iv", labels), "2-5");
    assert_string_equal(read_as(*state, "III", labels), "10");
    assert_string_equal(read_as(*state, "III-1", labels), "11");
    assert_string_equal(read_as(*state, "I-1-I-3", labels), "6-8");
    assert_string_equal(read_as(*state, "i-I-2", labels), "2-7");
    assert_string_equal(read_as(*state, "I-3-", labels), "8-16");
    assert_string_equal(read_as(*state, "-ii", labels), "1-3");
    assert_string_equal(read_as(*state, "a-1-a-2", labels), "12-13");
    assert_string_equal(read_as(*state, "lampiran b,i", labels), "2,16");
}

static void what_is_no_page_is_told(void **state)
{
    static const struct {
        const char *text, *said;
    } cases[] = {
        {"17", "'17' is no page of the file"},
        {"0", "'0' is no page of the file"},
        {"4-99999999999999999999", "'99999999999999999999' is no page of the file"},
        {"4-2", "'4-2' runs backwards"},
        {"iv-i", "'iv-i' runs backwards"},
        {"Peta", "'Peta' is the label of several pages"},
        {"Peta-16", "'Peta' is the label of several pages"},
        {"V-1", "'V-1' is neither a page nor a range of pages"},
        {"1,,2", "'1,,2' names no page beside a comma"},
        {"", "'' names no page"},
        {"-", "'-' is neither a page nor a range of pages"},
        {"1-2-3", "'1-2-3' is neither a page nor a range of pages"},
        {"+1", "'+1' is neither a page nor a range of pages"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *said = read_as(*state, cases[i].text, labels);
        if (strstr(said, cases[i].said) == NULL)
            fail_msg("%s: %s", cases[i].text, said);
    }
    assert_non_null(strstr(read_as(*state, "17", labels), "the file has 16 pages"));
    assert_non_null(strstr(read_as(*state, "iii", NULL), "neither"));
}

static void labels_are_read_from_the_file(void **state)
{
    static const char *const expected[] = {"i",  "ii", "1",  "2", "III-9", "III-10",
                                           "AA", "BB", "CC", "b", "Peta",  "Peta"};
    Fixture *fixture = *state;
    const char *folder = folder_make(fixture->arena);
    paged_write(fixture->arena, folder, "a.pdf",
                (Paged){.pages = 12,
                        .catalog = "/PageLabels <</Kids [<</Nums [0 <</S /r>> 2 <</S /D>>]>>"
                                   "<</Nums [4 <</S /D/P (III-)/St 9>> 6 <</S /A/St 27>>"
                                   " 9 <</S /a/St 2>> 10 <</P (Peta)>>]>>]>>"});
    const Source *source = file_read(fixture->arena, fixture->diags,
                                     path_in(fixture->arena, folder, "a.pdf"), 65536, (Place){0});
    folder_remove(folder);
    PdfFile *file = pdf_open(fixture->arena, fixture->diags, source);
    assert_non_null(file);
    const Str *found = page_labels(fixture->arena, file, 12);
    assert_non_null(found);
    for (size_t i = 0; i < 12; i++)
        assert_str(found[i], expected[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(numbers_count_the_pages_of_the_file),
        TEST(pages_come_in_the_order_of_the_document_and_once),
        TEST(labels_name_pages),
        TEST(what_is_no_page_is_told),
        TEST(labels_are_read_from_the_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
