/* Messages: their places, their order, how they print. */
#include "support.h"

static const char *const yaml = "indikator:\n"
                                "  - nama: Koperasi “aktif”\n"
                                "    target: 6 %\n"
                                "\tpagu: 1\n"
                                "\n"
                                "akhir";

static Place place_of(const Source *source, const char *needle)
{
    return place_at(source, str_find(source->text, needle, 0), strlen(needle));
}

/* --- Places ---------------------------------------------------------------------------------- */

static void a_place_counts_lines_and_characters_from_1(void **state)
{
    Fixture *fixture = *state;
    const Source *source = support_source(fixture, "test.yaml", yaml);
    static const struct {
        const char *needle;
        uint32_t line, column, length;
    } cases[] = {
        {"indikator", 1, 1, 9}, {"nama", 2, 5, 4}, {"”", 2, 26, 1},
        {"6 %", 3, 13, 3},      {"pagu", 4, 2, 4}, {"akhir", 6, 1, 5},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Place place = place_of(source, cases[i].needle);
        assert_ptr_equal(place.source, source);
        assert_int_equal(place.line, cases[i].line);
        assert_int_equal(place.column, cases[i].column);
        assert_int_equal(place.length, cases[i].length);
    }
    Place end = place_at(source, source->text.size + 100, 100);
    assert_int_equal(end.line, 6);
    assert_int_equal(end.column, 6);
    assert_int_equal(end.length, 0);
}

/* --- Printing -------------------------------------------------------------------------------- */

static void a_message_shows_place_excerpt_caret_and_hint(void **state)
{
    Fixture *fixture = *state;
    const Source *source = support_source(fixture, "examples/kinerja.yaml", yaml);
    diag(fixture->diags, SEVERITY_ERROR, place_of(source, "6 %"),
         "write 6; the unit belongs in 'satuan'", "target: '%s' is not a number", "6 %");
    assert_string_equal(support_messages(fixture),
                        "examples/kinerja.yaml:3:13: error: target: '6 %' is not a number\n"
                        "    3 |     target: 6 %\n"
                        "      |             ^~~\n"
                        "  hint: write 6; the unit belongs in 'satuan'\n");
}

static void the_caret_stands_right_behind_tabs_and_wide_bytes(void **state)
{
    Fixture *fixture = *state;
    const Source *source = support_source(fixture, "test.yaml", yaml);
    diag(fixture->diags, SEVERITY_WARNING, place_of(source, "aktif"), NULL, "one");
    diag(fixture->diags, SEVERITY_NOTE, place_of(source, "pagu"), NULL, "two");
    assert_string_equal(support_messages(fixture), "test.yaml:2:21: warning: one\n"
                                                   "    2 |   - nama: Koperasi “aktif”\n"
                                                   "      |                     ^~~~~\n"
                                                   "test.yaml:4:2: note: two\n"
                                                   "    4 |     pagu: 1\n"
                                                   "      |     ^~~~\n");
}

static void without_a_line_there_is_no_excerpt(void **state)
{
    Fixture *fixture = *state;
    const Source *source = support_source(fixture, "test.yaml", yaml);
    diag(fixture->diags, SEVERITY_ERROR, (Place){.source = source}, NULL, "whole file");
    diag(fixture->diags, SEVERITY_ERROR, (Place){.source = source, .line = 5, .column = 1}, NULL,
         "empty line");
    diag(fixture->diags, SEVERITY_ERROR, (Place){.source = source, .line = 99, .column = 1}, NULL,
         "no such line");
    diag(fixture->diags, SEVERITY_USAGE, (Place){0}, "see --help", "unknown command '%s'", "bild");
    assert_string_equal(support_messages(fixture), "test.yaml: error: whole file\n"
                                                   "test.yaml:5:1: error: empty line\n"
                                                   "test.yaml:99:1: error: no such line\n"
                                                   "lakipdf: error: unknown command 'bild'\n"
                                                   "  hint: see --help\n");
}

static void a_long_line_is_cut_around_the_place(void **state)
{
    Fixture *fixture = *state;
    Buf text = {.arena = fixture->arena};
    for (int i = 0; i < 1000; i++)
        buf_format(&text, "%09d ", i);
    buf_byte(&text, '\0');
    const Source *source = support_source(fixture, "long.yaml", text.at);
    diag(fixture->diags, SEVERITY_ERROR, place_of(source, "000000500"), NULL, "here");
    const char *printed = support_messages(fixture);
    assert_true(strlen(printed) < 320);
    const char *excerpt = strchr(printed, '\n') + 1;
    const char *under = strchr(excerpt, '\n') + 1;
    const char *caret = strchr(under, '^');
    assert_non_null(caret);
    assert_memory_equal(excerpt + (caret - under), "000000500 ", 10);
    assert_string_equal(caret, "^~~~~~~~~\n");
}

static void what_a_terminal_would_obey_is_shown_as_a_replacement(void **state)
{
    Fixture *fixture = *state;
    const Source *source =
        support_source(fixture, "ev\x1Bil.yaml", "a: \x1B[31mred\xFF\xE2\x80\xAE\r\n");
    diag(fixture->diags, SEVERITY_ERROR, place_of(source, "red"), "no \x07", "bad '%s'", "\x1B[0m");
    assert_string_equal(support_messages(fixture),
                        "ev\xEF\xBF\xBDil.yaml:1:9: error: bad '\xEF\xBF\xBD[0m'\n"
                        "    1 | a: \xEF\xBF\xBD[31mred\xEF\xBF\xBD\xEF\xBF\xBD\n"
                        "      |         ^~~\n"
                        "  hint: no \xEF\xBF\xBD\n");
}

static void a_message_is_one_line_whatever_it_quotes(void **state)
{
    Fixture *fixture = *state;
    const Source *source = support_source(fixture, "test.yaml", "a: 1\n");
    diag(fixture->diags, SEVERITY_ERROR, place_of(source, "a"), "one\ntwo", "bad '%s'", "x\ny");
    assert_string_equal(support_messages(fixture), "test.yaml:1:1: error: bad 'x\xEF\xBF\xBDy'\n"
                                                   "    1 | a: 1\n"
                                                   "      | ^\n"
                                                   "  hint: one\ntwo\n");
}

static void a_long_message_is_cut_in_its_middle(void **state)
{
    Fixture *fixture = *state;
    Buf word = {.arena = fixture->arena};
    for (int i = 0; i < 1000; i++)
        buf_text(&word, "“");
    diag(fixture->diags, SEVERITY_ERROR, (Place){0}, NULL, "'%.*s' is no name",
         STR_ARG(buf_str(&word)));
    const char *printed = support_messages(fixture);
    assert_int_equal(utf8_length(str_from(printed)),
                     strlen("lakipdf: error: ") + 300 + 3 + 100 + 1);
    assert_memory_equal(printed, "lakipdf: error: '““", 20);
    assert_non_null(strstr(printed, "“...“"));
    assert_non_null(strstr(printed, "“' is no name\n"));
}

static void a_long_hint_is_cut_in_its_middle(void **state)
{
    Fixture *fixture = *state;
    Buf hint = {.arena = fixture->arena};
    buf_text(&hint, "write ");
    for (int i = 0; i < 300000; i++)
        buf_text(&hint, "“");
    buf_text(&hint, " in quotes");
    diag(fixture->diags, SEVERITY_ERROR, (Place){0}, str_c(fixture->arena, buf_str(&hint)), "bad");
    const char *printed = support_messages(fixture);
    assert_true(strlen(printed) < 2000);
    assert_non_null(strstr(printed, "lakipdf: error: bad\n  hint: write ““"));
    assert_non_null(strstr(printed, "““...““"));
    assert_non_null(strstr(printed, "““ in quotes\n"));
    assert_null(strstr(printed, "\xEF\xBF\xBD"));
    size_t count = 0;
    const DiagView *views = diags_list(fixture->diags, fixture->arena, &count);
    assert_int_equal(count, 1);
    assert_true(views[0].hint.size < 2000);
}

static void a_hint_of_a_thousand_bytes_is_whole(void **state)
{
    Fixture *fixture = *state;
    char hint[1001];
    memset(hint, 'x', 1000);
    hint[1000] = '\0';
    diag(fixture->diags, SEVERITY_ERROR, (Place){0}, hint, "bad");
    assert_non_null(strstr(support_messages(fixture), hint));
}

/* --- Order ----------------------------------------------------------------------------------- */

static void messages_come_in_the_order_of_files_then_places(void **state)
{
    Fixture *fixture = *state;
    const Source *first = support_source(fixture, "first", "a\nb\nc c");
    const Source *second = support_source(fixture, "second", "a");
    diag(fixture->diags, SEVERITY_SYSTEM, (Place){0}, NULL, "7");
    diag(fixture->diags, SEVERITY_ERROR, (Place){first, 3, 3, 1}, NULL, "4");
    diag(fixture->diags, SEVERITY_ERROR, (Place){second, 1, 1, 1}, NULL, "6");
    diag(fixture->diags, SEVERITY_ERROR, (Place){first, 3, 1, 1}, NULL, "2");
    diag(fixture->diags, SEVERITY_NOTE, (Place){first, 3, 1, 1}, NULL, "3");
    diag(fixture->diags, SEVERITY_ERROR, (Place){second, 0, 0, 0}, NULL, "5");
    diag(fixture->diags, SEVERITY_WARNING, (Place){first, 1, 1, 1}, NULL, "1");
    assert_string_equal(support_messages(fixture), "first:1:1: warning: 1\n    1 | a\n      | ^\n"
                                                   "first:3:1: error: 2\n    3 | c c\n      | ^\n"
                                                   "first:3:1: note: 3\n    3 | c c\n      | ^\n"
                                                   "first:3:3: error: 4\n    3 | c c\n      |   ^\n"
                                                   "second: error: 5\n"
                                                   "second:1:1: error: 6\n    1 | a\n      | ^\n"
                                                   "lakipdf: error: 7\n");
}

static void the_same_message_at_the_same_place_prints_once(void **state)
{
    Fixture *fixture = *state;
    const Source *source = support_source(fixture, "test", "a");
    Place place = {source, 1, 1, 1};
    diag(fixture->diags, SEVERITY_WARNING, place, NULL, "same");
    diag(fixture->diags, SEVERITY_WARNING, place, NULL, "other");
    diag(fixture->diags, SEVERITY_WARNING, place, NULL, "same");
    diag(fixture->diags, SEVERITY_ERROR, place, NULL, "same");
    diag(fixture->diags, SEVERITY_SYSTEM, (Place){0}, NULL, "disk full");
    diag(fixture->diags, SEVERITY_SYSTEM, (Place){0}, NULL, "disk full");
    assert_string_equal(support_messages(fixture),
                        "test:1:1: warning: same\n    1 | a\n      | ^\n"
                        "test:1:1: warning: other\n    1 | a\n      | ^\n"
                        "test:1:1: error: same\n    1 | a\n      | ^\n"
                        "lakipdf: error: disk full\n");
}

static void each_file_prints_a_hundred_messages_and_how_many_more(void **state)
{
    Fixture *fixture = *state;
    const Source *first = support_source(fixture, "first", "");
    const Source *second = support_source(fixture, "second", "");
    for (uint32_t i = 0; i < 150; i++)
        diag(fixture->diags, SEVERITY_ERROR, (Place){first, i + 1, 1, 0}, NULL, "m");
    for (uint32_t i = 0; i < 100; i++)
        diag(fixture->diags, SEVERITY_ERROR, (Place){second, i + 1, 1, 0}, NULL, "m");
    const char *printed = support_messages(fixture);
    assert_non_null(strstr(printed, "\nfirst:100:1: error: m\n... and 50 more in this file\n"
                                    "second:1:1: error: m\n"));
    assert_null(strstr(printed, "first:101:"));
    assert_string_equal(printed + strlen(printed) - strlen("\nsecond:100:1: error: m\n"),
                        "\nsecond:100:1: error: m\n");
}

static void a_flood_of_warnings_is_counted_to_the_end(void **state)
{
    Fixture *fixture = *state;
    const Source *source = support_source(fixture, "flood", "");
    for (uint32_t i = 0; i < 30000; i++)
        diag(fixture->diags, SEVERITY_WARNING, (Place){source, i + 1, 1, 0}, NULL, "m");
    diag(fixture->diags, SEVERITY_ERROR, (Place){0}, NULL, "wrong");
    assert_int_equal(diags_count(fixture->diags, SEVERITY_NOTE), 30001);
    const char *printed = support_messages(fixture);
    assert_non_null(strstr(printed, "\n... and 9900 more in this file\n"));
    assert_non_null(strstr(printed, "\nlakipdf: error: wrong\n... and 20000 more messages\n"));
}

static void add_errors(void *context)
{
    Fixture *fixture = context;
    const Source *source = support_source(fixture, "flood", "");
    for (uint32_t i = 0; i < 30000; i++)
        diag(fixture->diags, SEVERITY_ERROR, (Place){source, i + 1, 1, 0}, NULL, "m");
}

static void a_flood_of_errors_ends_the_run(void **state)
{
    Fixture *fixture = *state;
    assert_false(memory_stopped(fixture->memory));
    assert_false(arena_try(fixture->memory, add_errors, fixture));
    assert_true(memory_stopped(fixture->memory));
    assert_int_equal(diags_count(fixture->diags, SEVERITY_ERROR), 2001);
    const char *printed = support_messages(fixture);
    assert_non_null(strstr(printed, "\n... and 1901 more in this file\n"
                                    "lakipdf: error: more than 2000 errors: what else is wrong "
                                    "was not looked for\n"));
}

/* --- Counting -------------------------------------------------------------------------------- */

static void the_exit_status_is_that_of_the_worst_message(void **state)
{
    Fixture *fixture = *state;
    static const struct {
        Severity severity;
        int status;
        bool failed;
    } steps[] = {{SEVERITY_NOTE, 0, false}, {SEVERITY_WARNING, 0, false}, {SEVERITY_ERROR, 1, true},
                 {SEVERITY_USAGE, 2, true}, {SEVERITY_SYSTEM, 3, true},   {SEVERITY_NOTE, 3, true}};
    assert_int_equal(diags_exit_status(fixture->diags), 0);
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        diag(fixture->diags, steps[i].severity, (Place){0}, NULL, "message");
        assert_int_equal(diags_exit_status(fixture->diags), steps[i].status);
        assert_int_equal(diags_failed(fixture->diags), steps[i].failed);
    }
    assert_int_equal(diags_count(fixture->diags, SEVERITY_NOTE), 6);
    assert_int_equal(diags_count(fixture->diags, SEVERITY_WARNING), 4);
    assert_int_equal(diags_count(fixture->diags, SEVERITY_SYSTEM), 1);
}

static void nothing_to_say_prints_nothing(void **state)
{
    Fixture *fixture = *state;
    assert_string_equal(support_messages(fixture), "");
}

static void message_and_hint_are_copied(void **state)
{
    Fixture *fixture = *state;
    char text[] = "abc";
    diag(fixture->diags, SEVERITY_ERROR, (Place){0}, text, "%s", text);
    text[0] = 'x';
    assert_string_equal(support_messages(fixture), "lakipdf: error: abc\n  hint: abc\n");
}

static void texts_are_found_within_their_paragraph(void **state)
{
    const Source *source =
        support_source(*state, "a.md", "satu dua\nétiga dua {{x}} lima\n\nenam dua");
    Place begin = {.source = source, .line = 2, .column = 2};
    Place found = place_find(begin, STR("dua"));
    assert_int_equal(found.line, 2);
    assert_int_equal(found.column, 7);
    assert_int_equal(found.length, 3);
    found = place_find((Place){.source = source, .line = 1, .column = 1}, STR("lima"));
    assert_int_equal(found.line, 2);
    assert_int_equal(found.column, 17);
    static const struct {
        uint32_t line, column;
        const char *text;
    } lost[] = {
        {2, 2, "enam"},  /* in another paragraph */
        {2, 2, "satu"},  /* before it */
        {2, 11, "lima"}, /* behind a tag: what that expands to stands elsewhere */
        {2, 2, ""},      {0, 0, "dua"}, {9, 1, "dua"}, {2, 99, "dua"},
    };
    for (size_t i = 0; i < sizeof lost / sizeof *lost; i++) {
        Place from = {.source = source, .line = lost[i].line, .column = lost[i].column};
        found = place_find(from, str_from(lost[i].text));
        assert_int_equal(found.line, from.line);
        assert_int_equal(found.column, from.column);
    }
    assert_null(place_find((Place){0}, STR("dua")).source);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_place_counts_lines_and_characters_from_1),
        TEST(a_message_shows_place_excerpt_caret_and_hint),
        TEST(the_caret_stands_right_behind_tabs_and_wide_bytes),
        TEST(without_a_line_there_is_no_excerpt),
        TEST(a_long_line_is_cut_around_the_place),
        TEST(what_a_terminal_would_obey_is_shown_as_a_replacement),
        TEST(a_message_is_one_line_whatever_it_quotes),
        TEST(a_long_message_is_cut_in_its_middle),
        TEST(a_long_hint_is_cut_in_its_middle),
        TEST(a_hint_of_a_thousand_bytes_is_whole),
        TEST(messages_come_in_the_order_of_files_then_places),
        TEST(the_same_message_at_the_same_place_prints_once),
        TEST(each_file_prints_a_hundred_messages_and_how_many_more),
        TEST(a_flood_of_warnings_is_counted_to_the_end),
        TEST(a_flood_of_errors_ends_the_run),
        TEST(the_exit_status_is_that_of_the_worst_message),
        TEST(nothing_to_say_prints_nothing),
        TEST(message_and_hint_are_copied),
        TEST(texts_are_found_within_their_paragraph),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
