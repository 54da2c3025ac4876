/* Page labels taken apart into what viewers count. */
#include "support.h"

#include "pdf/label.h"

static void assert_split(const char *text, const char *prefix, char style, int64_t number)
{
    Label label = label_split(str_from(text));
    assert_str(label.prefix, prefix);
    assert_int_equal(label.style, style);
    assert_int_equal(label.number, number);
}

static void numbers_are_split_from_their_prefix(void **state)
{
    (void)state;
    assert_split("12", "", 'D', 12);
    assert_split("III-37", "III-", 'D', 37);
    assert_split("A.4", "A.", 'D', 4);
    assert_split("007", "00", 'D', 7);
    assert_split("1234567890123", "1234", 'D', 567890123);
    assert_split("0", "0", 0, 0);
}

static void roman_numerals_are_read_in_both_sizes(void **state)
{
    (void)state;
    assert_split("i", "", 'r', 1);
    assert_split("iv", "", 'r', 4);
    assert_split("xxxviii", "", 'r', 38);
    assert_split("mcmxciv", "", 'r', 1994);
    assert_split("XII", "", 'R', 12);
    assert_split("A-ix", "A-", 'r', 9);
}

static void what_is_no_numeral_is_a_prefix(void **state)
{
    (void)state;
    assert_split("", "", 0, 0);
    assert_split("iiii", "iiii", 0, 0);
    assert_split("vx", "vx", 0, 0);
    assert_split("vv", "vv", 0, 0);
    assert_split("sampul", "sampul", 0, 0);
    assert_split("mmmm", "mmmm", 0, 0);
}

static void viewers_count_on_within_a_style(void **state)
{
    (void)state;
    static const struct {
        const char *label, *next;
        bool follows;
    } cases[] = {
        {"1", "2", true}, {"1", "3", false}, {"iv", "v", true},         {"iv", "5", false},
        {"", "", true},   {"", "1", false},  {"III-9", "III-10", true}, {"III-9", "IV-10", false},
        {"a", "a", true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Label label = label_split(str_from(cases[i].label));
        Label next = label_split(str_from(cases[i].next));
        assert_int_equal(label_follows(label, next), cases[i].follows);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(numbers_are_split_from_their_prefix),
        TEST(roman_numerals_are_read_in_both_sizes),
        TEST(what_is_no_numeral_is_a_prefix),
        TEST(viewers_count_on_within_a_style),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
