/* Numbers and strings as PDF writes them, and the file's hash. */
#include "support.h"

#include "pdf/hash.h"
#include "pdf/syntax.h"

static const char *decimal(Arena *arena, int64_t thousandths)
{
    Buf buf = {.arena = arena};
    put_decimal(&buf, thousandths);
    return str_c(arena, buf_str(&buf));
}

static void decimals_are_as_short_as_they_can_be(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    static const struct {
        int64_t value;
        const char *text;
    } cases[] = {{0, "0"},           {1, ".001"},        {-1, "-.001"},       {500, ".5"},
                 {-12500, "-12.5"},  {12000, "12"},      {595276, "595.276"}, {841890, "841.89"},
                 {100010, "100.01"}, {-1000000, "-1000"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(decimal(arena, cases[i].value), cases[i].text);
    assert_string_equal(decimal(arena, INT64_MIN), "-9223372036854775.808");
    assert_string_equal(decimal(arena, INT64_MAX), "9223372036854775.807");
}

static void literal_strings_keep_every_byte(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    Buf buf = {.arena = arena};
    put_bytes(&buf, STR("a(b)c\\d\re\n\xFF"));
    assert_str(buf_str(&buf), "(a\\(b\\)c\\\\d\\re\n\xFF)");
}

static void ascii_text_stays_as_it_is(void **state)
{
    Buf buf = {.arena = ((Fixture *)*state)->arena};
    put_text(&buf, STR("Laporan (2017)\n"));
    assert_str(buf_str(&buf), "(Laporan \\(2017\\) )");
}

static void other_text_is_utf_16(void **state)
{
    Buf buf = {.arena = ((Fixture *)*state)->arena};
    put_text(&buf, STR("a\xE2\x80\x93\xF0\x9F\x98\x80\xFF"));
    static const char expected[] = "(\xFE\xFF\0a\x20\x13\xD8\x3D\xDE\0\xFF\xFD)";
    assert_int_equal(buf.size, sizeof expected - 1);
    assert_memory_equal(buf.at, expected, buf.size);
}

static void names_hold_only_what_names_can(void **state)
{
    Buf buf = {.arena = ((Fixture *)*state)->arena};
    put_name(&buf, STR("Liberation Serif/(#1)-Bold"));
    assert_str(buf_str(&buf), "/LiberationSerif1-Bold");
}

/* Hashes `size` bytes of which the first `blocks` blocks are taken in one call. */
static uint64_t hash_in_parts(const unsigned char *bytes, size_t size, size_t blocks)
{
    Hash hash = {0};
    hash_blocks(&hash, bytes, blocks);
    unsigned char value[HASH_SIZE];
    hash_end(hash, bytes + blocks * HASH_BLOCK, size - blocks * HASH_BLOCK, value);
    uint64_t word = 0;
    memcpy(&word, value, sizeof word);
    return word;
}

static void the_hash_depends_on_the_bytes_alone(void **state)
{
    (void)state;
    unsigned char bytes[100];
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (unsigned char)(i * 37);
    uint64_t whole = hash_in_parts(bytes, sizeof bytes, 0);
    for (size_t blocks = 1; blocks <= sizeof bytes / HASH_BLOCK; blocks++)
        assert_true(hash_in_parts(bytes, sizeof bytes, blocks) == whole);
    assert_true(hash_in_parts(bytes, sizeof bytes - 1, 0) != whole);
    for (size_t bit = 0; bit < 8 * sizeof bytes; bit++) {
        bytes[bit / 8] ^= (unsigned char)(1u << bit % 8);
        assert_true(hash_in_parts(bytes, sizeof bytes, 0) != whole);
        bytes[bit / 8] ^= (unsigned char)(1u << bit % 8);
    }
}

static void zeros_at_the_end_count(void **state)
{
    (void)state;
    static const unsigned char zeros[64];
    for (size_t size = 0; size + 1 < sizeof zeros; size++)
        assert_true(hash_in_parts(zeros, size, 0) != hash_in_parts(zeros, size + 1, 0));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(decimals_are_as_short_as_they_can_be),
        TEST(literal_strings_keep_every_byte),
        TEST(ascii_text_stays_as_it_is),
        TEST(other_text_is_utf_16),
        TEST(names_hold_only_what_names_can),
        TEST(the_hash_depends_on_the_bytes_alone),
        TEST(zeros_at_the_end_count),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
