/* Slices, UTF-8, suggestions and the buffer. */
#include "support.h"

/* --- Slices ---------------------------------------------------------------------------------- */

static void slices_compare_by_their_bytes(void **state)
{
    (void)state;
    Str empty = {NULL, 0};
    assert_true(str_equal(empty, STR("")));
    assert_true(str_equal(str_from(NULL), empty));
    assert_false(str_equal(STR("a"), STR("ab")));
    assert_false(str_equal(STR("a"), STR("A")));
    assert_true(str_is(STR("pagu"), "pagu"));
    assert_false(str_is(STR("pagu"), "pag"));
    assert_false(str_is(STR("pag"), "pagu"));
    assert_true(str_is(empty, ""));
    assert_true(str_compare(STR("a"), STR("b")) < 0);
    assert_true(str_compare(STR("ab"), STR("a")) > 0);
    assert_true(str_compare(empty, STR("a")) < 0);
    assert_true(str_compare(STR("\x7F"), STR("\xC3")) < 0);
    assert_int_equal(str_compare(empty, empty), 0);
    assert_int_equal(str_hash(STR("pagu")), str_hash(str_from("pagu")));
    assert_true(str_hash(STR("pagu")) != str_hash(STR("paguu")));
}

static void slices_start_end_and_hold_others(void **state)
{
    (void)state;
    Str s = STR("data/anggaran.xml");
    assert_true(str_starts(s, "data/"));
    assert_false(str_starts(s, "data/anggaran.xml.x"));
    assert_true(str_starts((Str){NULL, 0}, ""));
    assert_true(str_ends(s, ".xml"));
    assert_false(str_ends(STR("l"), ".xml"));
    assert_str(str_slice(s, 5, 13), "anggaran");
    assert_str(str_slice(s, 5, 5), "");
    assert_int_equal(str_find(s, "a", 0), 1);
    assert_int_equal(str_find(s, "a", 2), 3);
    assert_int_equal(str_find(s, "xml", 14), 14);
    assert_int_equal(str_find(s, "xml", 15), SIZE_MAX);
    assert_int_equal(str_find(s, "yaml", 0), SIZE_MAX);
    assert_int_equal(str_find(s, "", s.size), s.size);
    assert_int_equal(str_find(s, "a", s.size + 1), SIZE_MAX);
    assert_int_equal(str_find((Str){NULL, 0}, "a", 0), SIZE_MAX);
}

static void trimming_takes_white_space_of_both_ends(void **state)
{
    (void)state;
    assert_str(str_trim(STR(" \t\r\n a b \v\f")), "a b");
    assert_str(str_trim(STR("  ")), "");
    assert_str(str_trim((Str){NULL, 0}), "");
    assert_str(str_trim(STR("\xC2\xA0"
                            "a")),
               "\xC2\xA0"
               "a");
}

static void copies_end_with_nul(void **state)
{
    Fixture *fixture = *state;
    Str copy = str_copy(fixture->arena, (Str){"abcdef", 3});
    assert_int_equal(copy.size, 3);
    assert_int_equal(copy.at[3], '\0');
    assert_string_equal(str_c(fixture->arena, (Str){"abcdef", 2}), "ab");
    assert_string_equal(str_c(fixture->arena, (Str){NULL, 0}), "");
    assert_str(str_format(fixture->arena, "%d %s %.*s", 5, "x", STR_ARG(copy)), "5 x abc");
    assert_str(str_format(fixture->arena, "%s", ""), "");
}

/* --- Suggestions ----------------------------------------------------------------------------- */

static void the_nearest_name_is_suggested(void **state)
{
    (void)state;
    static const Str names[] = {{"indikator", 9}, {"sasaran", 7}, {"realisasi", 9},
                                {"target", 6},    {"nip", 3},     {"pagu", 4}};
    static const char *const cases[][2] = {
        {"indikatr", "indikator"},
        {"indikaotr", "indikator"},
        {"Target", "target"},
        {"relisasi", "realisasi"},
        {"trget", "target"},
        {"sasarann", "sasaran"},
        {"npi", "nip"},
        {"pgau", "pagu"},
        {"target", "target"},
        {"kegiatan", ""},
        {"", ""},
        {"x", ""},
        {"xyz", ""},
        {"pg", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Str nearest = str_nearest(str_from(cases[i][0]), names, sizeof names / sizeof *names);
        if (!str_is(nearest, cases[i][1]))
            fail_msg("'%s' suggests '%.*s'", cases[i][0], STR_ARG(nearest));
    }
    assert_str(str_nearest(STR("pagu"), NULL, 0), "");
}

static void a_very_long_word_suggests_nothing(void **state)
{
    (void)state;
    char word[1000];
    memset(word, 'a', sizeof word);
    Str candidate = {word, 999};
    assert_str(str_nearest((Str){word, sizeof word}, &candidate, 1), "");
    assert_str(str_nearest(STR("a"), &candidate, 1), "");
}

/* --- UTF-8 ----------------------------------------------------------------------------------- */

static void every_character_encodes_and_decodes(void **state)
{
    (void)state;
    for (uint32_t c = 0; c <= 0x10FFFF; c++) {
        if (c == 0xD800)
            c = 0xE000;
        char bytes[4];
        Str text = {bytes, utf8_encode(c, bytes)};
        size_t at = 0;
        if (utf8_next(text, &at) != c || at != text.size || utf8_check(text) != SIZE_MAX)
            fail_msg("U+%04X does not come back", c);
    }
}

static void what_is_no_utf8_is_found_at_its_first_byte(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t at;
    } cases[] = {
        {"", SIZE_MAX},
        {"abc", SIZE_MAX},
        {"caf\xC3\xA9 \xE2\x88\x9A \xF0\x9F\x98\x80", SIZE_MAX},
        {"a\x80", 1},             /* a continuation alone */
        {"ab\xC3", 2},            /* cut off */
        {"ab\xE2\x88", 2},        /* cut off */
        {"ab\xC3x", 2},           /* not continued */
        {"\xC0\x80", 0},          /* overlong */
        {"\xC1\xBF", 0},          /* overlong */
        {"x\xE0\x9F\xBF", 1},     /* overlong */
        {"x\xF0\x8F\xBF\xBF", 1}, /* overlong */
        {"\xED\xA0\x80", 0},      /* a surrogate */
        {"\xED\xBF\xBF", 0},      /* a surrogate */
        {"\xF4\x90\x80\x80", 0},  /* over U+10FFFF */
        {"\xF5\x80\x80\x80", 0},  /* over U+10FFFF */
        {"\xFF", 0},
        {"caf\xE9", 3}, /* Latin-1 */
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t at = utf8_check(str_from(cases[i].text));
        if (at != cases[i].at)
            fail_msg("case %zu: bad byte at %zu", i, at);
    }
}

static void a_bad_byte_counts_as_one_character(void **state)
{
    (void)state;
    Str text = STR("a\xE2\x88\xC3\xA9\xFFz");
    static const uint32_t expected[] = {'a', UTF8_BAD, UTF8_BAD, 0xE9, UTF8_BAD, 'z'};
    size_t at = 0;
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++)
        assert_int_equal(utf8_next(text, &at), expected[i]);
    assert_int_equal(at, text.size);
    assert_int_equal(utf8_length(text), 6);
    assert_int_equal(utf8_length((Str){NULL, 0}), 0);
}

static void upper_case_reaches_latin_letters_and_leaves_the_rest(void **state)
{
    Fixture *fixture = *state;
    assert_str(utf8_upper(fixture->arena, STR("Dinas Koperasi & ukm, 2017")),
               "DINAS KOPERASI & UKM, 2017");
    assert_str(utf8_upper(fixture->arena, STR("caf\xC3\xA9 \xC3\xB7 \xE2\x88\x9A\xFF")),
               "CAF\xC3\x89 \xC3\xB7 \xE2\x88\x9A\xFF");
    assert_str(utf8_upper(fixture->arena, (Str){NULL, 0}), "");
    assert_str(utf8_lower(fixture->arena, STR("Dinas KOPERASI @[ 2017 CAF\xC3\x89 \xC3\x97\xFF")),
               "dinas koperasi @[ 2017 caf\xC3\xA9 \xC3\x97\xFF");
}

/* --- Buffer ---------------------------------------------------------------------------------- */

static void a_buffer_collects_text_of_all_kinds(void **state)
{
    Fixture *fixture = *state;
    Buf buf = {.arena = fixture->arena};
    assert_int_equal(buf_str(&buf).size, 0);
    buf_add(&buf, (Str){NULL, 0});
    buf_text(&buf, "pagu ");
    buf_byte(&buf, '=');
    buf_char(&buf, ' ');
    buf_char(&buf, 0x221A);
    buf_add(&buf, STR("4"));
    buf_format(&buf, "; %d%%", 95);
    assert_str(buf_str(&buf), "pagu = \xE2\x88\x9A"
                              "4; 95%");
}

static void a_buffer_grows_as_long_as_memory_lasts(void **state)
{
    Fixture *fixture = *state;
    Buf buf = {.arena = fixture->arena};
    for (int i = 0; i < 100000; i++) {
        buf_format(&buf, "%05d", i);
        if (i % 1000 == 0)
            arena_alloc(fixture->arena, 1); /* stands in the way of growing in place */
    }
    Str text = buf_str(&buf);
    assert_int_equal(text.size, 500000);
    for (size_t i = 0; i < 100000; i += 777)
        assert_int_equal(atoi(str_c(fixture->arena, str_slice(text, i * 5, i * 5 + 5))), i);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(slices_compare_by_their_bytes),
        TEST(slices_start_end_and_hold_others),
        TEST(trimming_takes_white_space_of_both_ends),
        TEST(copies_end_with_nul),
        TEST(the_nearest_name_is_suggested),
        TEST(a_very_long_word_suggests_nothing),
        TEST(every_character_encodes_and_decodes),
        TEST(what_is_no_utf8_is_found_at_its_first_byte),
        TEST(a_bad_byte_counts_as_one_character),
        TEST(upper_case_reaches_latin_letters_and_leaves_the_rest),
        TEST(a_buffer_collects_text_of_all_kinds),
        TEST(a_buffer_grows_as_long_as_memory_lasts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
