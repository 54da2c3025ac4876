/* Exact numbers: both forms, and that nobody can tell them apart. */
#include "support.h"

#include "base/number_big.h"

/* --- Helpers --------------------------------------------------------------------------------- */

static Num parse(Fixture *fixture, const char *text)
{
    Num value = num_int(0);
    if (!num_parse_plain(fixture->arena, str_from(text), &value))
        fail_msg("'%s' is refused", text);
    return value;
}

static Num fraction(Fixture *fixture, int64_t num, int64_t den)
{
    return num_div(fixture->arena, num_int(num), num_int(den));
}

/* Equal, and of the same form. */
static void assert_same(Num a, Num b)
{
    assert_int_equal(num_compare(a, b), 0);
    assert_int_equal(a.den, b.den);
    if (a.den != 0)
        assert_int_equal(a.num, b.num);
}

#define assert_plain(number, text) assert_str(num_to_plain(fixture->arena, (number)), (text))

/* Numbers that repeat from run to run (xorshift64*). */
static uint64_t next_random(uint64_t *seed)
{
    *seed ^= *seed >> 12;
    *seed ^= *seed << 25;
    *seed ^= *seed >> 27;
    return *seed * 0x2545F4914F6CDD1Du;
}

/* Integers of all sizes, most of them near the limits of 64, 63, 32 and few bits. */
static int64_t random_int(uint64_t *seed)
{
    uint64_t random = next_random(seed);
    int64_t little = (int64_t)(random >> 8 & 0xF);
    switch (random & 7) {
    case 0:
        return INT64_MAX - little;
    case 1:
        return INT64_MIN + little;
    case 2:
        return ((int64_t)1 << 62) - 8 + little;
    case 3:
        return ((int64_t)1 << 32) - 8 + little;
    case 4:
        return little - 8;
    default:
        return (int64_t)(next_random(seed) >> (random >> 16 & 63)) * (random & 0x100 ? 1 : -1);
    }
}

static Num random_fraction(Fixture *fixture, uint64_t *seed)
{
    int64_t den = random_int(seed);
    return fraction(fixture, random_int(seed), den != 0 ? den : 1);
}

/* --- Arithmetic ------------------------------------------------------------------------------ */

static void results_are_in_lowest_terms_with_a_positive_denominator(void **state)
{
    Fixture *fixture = *state;
    assert_plain(fraction(fixture, 6, 4), "1.5");
    assert_plain(fraction(fixture, 1, -3), "-1/3");
    assert_plain(fraction(fixture, -10, -30), "1/3");
    assert_plain(fraction(fixture, 0, -7), "0");
    Num third = fraction(fixture, 1, 3);
    Num sixth = fraction(fixture, 1, 6);
    assert_same(num_add(fixture->arena, third, sixth), fraction(fixture, 1, 2));
    assert_same(num_sub(fixture->arena, third, third), num_int(0));
    assert_same(num_mul(fixture->arena, third, num_int(3)), num_int(1));
    assert_same(num_div(fixture->arena, third, sixth), num_int(2));
}

static void integers_that_outgrow_64_bits_come_back_when_they_fit(void **state)
{
    Fixture *fixture = *state;
    Num most = num_int(INT64_MAX);
    Num more = num_add(fixture->arena, most, num_int(1));
    assert_plain(more, "9223372036854775808");
    assert_int_equal(more.den, 0);
    assert_same(num_sub(fixture->arena, more, num_int(1)), most);
    Num square = num_mul(fixture->arena, most, most);
    assert_plain(square, "85070591730234615847396907784232501249");
    assert_same(num_div(fixture->arena, square, most), most);
}

static void a_copy_outlives_the_arena_of_its_number(void **state)
{
    Fixture *fixture = *state;
    Arena *other = arena_new(fixture->memory);
    Num most = num_int(INT64_MAX);
    Num square = num_copy(fixture->arena, num_mul(other, most, most));
    Num small = num_copy(fixture->arena, num_int(7));
    arena_drop(other);
    assert_plain(square, "85070591730234615847396907784232501249");
    assert_same(small, num_int(7));
}

static void the_least_integer_has_no_special_behaviour(void **state)
{
    Fixture *fixture = *state;
    Num least = num_int(INT64_MIN);
    assert_plain(least, "-9223372036854775808");
    assert_plain(num_neg(fixture->arena, least), "9223372036854775808");
    assert_plain(num_abs(fixture->arena, least), "9223372036854775808");
    assert_same(num_neg(fixture->arena, num_neg(fixture->arena, least)), least);
    assert_same(num_div(fixture->arena, least, least), num_int(1));
    assert_plain(num_div(fixture->arena, num_int(1), least),
                 "-0.000000000000000000108420217248550443400745280086994171142578125");
    assert_plain(num_mul(fixture->arena, least, fraction(fixture, 1, 2)), "-4611686018427387904");
    assert_plain(num_sub(fixture->arena, num_int(0), least), "9223372036854775808");
}

static void the_small_path_agrees_with_gmp_around_the_limits(void **state)
{
    Fixture *fixture = *state;
    static Num (*const small[])(Arena *, Num, Num) = {
        [BIG_ADD] = num_add, [BIG_SUB] = num_sub, [BIG_MUL] = num_mul, [BIG_DIV] = num_div};
    uint64_t seed = 20170915;
    for (int i = 0; i < 20000; i++) {
        Num a = random_fraction(fixture, &seed);
        Num b = random_fraction(fixture, &seed);
        for (BigOperation operation = BIG_ADD; operation <= BIG_DIV; operation++) {
            if (operation == BIG_DIV && num_sign(b) == 0)
                continue;
            assert_same(small[operation](fixture->arena, a, b),
                        big_apply(fixture->arena, operation, a, b));
        }
    }
}

static void what_is_added_or_multiplied_can_be_taken_away_again(void **state)
{
    Fixture *fixture = *state;
    uint64_t seed = 20240101;
    for (int i = 0; i < 5000; i++) {
        Num a = random_fraction(fixture, &seed);
        Num b = random_fraction(fixture, &seed);
        Num sum = num_add(fixture->arena, a, b);
        assert_same(num_sub(fixture->arena, sum, b), a);
        int order = num_compare(sum, a);
        assert_int_equal((order > 0) - (order < 0), num_sign(b));
        if (num_sign(b) != 0)
            assert_same(num_div(fixture->arena, num_mul(fixture->arena, a, b), b), a);
    }
}

static void a_sum_is_the_same_in_any_order(void **state)
{
    Fixture *fixture = *state;
    enum { COUNT = 257 };
    Num values[COUNT];
    uint64_t seed = 42;
    Num expected = num_int(0);
    for (size_t i = 0; i < COUNT; i++) {
        values[i] = i % 4 == 0 ? random_fraction(fixture, &seed)
                               : fraction(fixture, (int64_t)(next_random(&seed) >> 20),
                                          (int64_t)(next_random(&seed) >> 54) + 1);
        expected = num_add(fixture->arena, expected, values[i]);
    }
    for (int round = 0; round < 5; round++) {
        assert_same(num_sum(fixture->arena, values, COUNT), expected);
        for (size_t i = COUNT - 1; i > 0; i--) {
            size_t other = next_random(&seed) % (i + 1);
            Num kept = values[i];
            values[i] = values[other];
            values[other] = kept;
        }
    }
}

static void a_sum_of_nothing_is_zero(void **state)
{
    Fixture *fixture = *state;
    Num one = fraction(fixture, 5, 7);
    assert_same(num_sum(fixture->arena, NULL, 0), num_int(0));
    assert_same(num_sum(fixture->arena, &one, 1), one);
}

/* --- Comparing ------------------------------------------------------------------------------- */

static void numbers_of_both_forms_are_ordered(void **state)
{
    Fixture *fixture = *state;
    static const char *const rising[] = {
        "-100000000000000000000",
        "-9223372036854775808",
        "-1.5",
        "-1.4999999999999999999",
        "0",
        "0.0000000000000000000001",
        "0.1",
        "9223372036854775806.9",
        "9223372036854775807",
        "9223372036854775807.1",
        "100000000000000000000.5",
    };
    for (size_t i = 0; i < sizeof rising / sizeof *rising; i++) {
        Num a = parse(fixture, rising[i]);
        assert_int_equal(num_sign(a), (i > 4) - (i < 4));
        for (size_t j = 0; j < sizeof rising / sizeof *rising; j++) {
            int order = num_compare(a, parse(fixture, rising[j]));
            assert_int_equal((order > 0) - (order < 0), (i > j) - (i < j));
        }
    }
}

static void integers_are_told_from_fractions(void **state)
{
    Fixture *fixture = *state;
    int64_t value = 0;
    assert_true(num_is_integer(parse(fixture, "12.0")));
    assert_true(num_is_integer(parse(fixture, "100000000000000000000")));
    assert_false(num_is_integer(parse(fixture, "100000000000000000000.5")));
    assert_false(num_is_integer(parse(fixture, "0.5")));
    assert_true(num_to_int(parse(fixture, "-9223372036854775808"), &value));
    assert_true(value == INT64_MIN);
    assert_false(num_to_int(parse(fixture, "9223372036854775808"), &value));
    assert_false(num_to_int(parse(fixture, "1.5"), &value));
}

/* --- Rounding -------------------------------------------------------------------------------- */

static void each_rounding_treats_halves_by_its_rule(void **state)
{
    Fixture *fixture = *state;
    static const struct {
        const char *value;
        int decimals;
        const char *rounded[4]; /* half away, half even, up, down */
    } cases[] = {
        {"0.5", 0, {"1", "0", "1", "0"}},
        {"-0.5", 0, {"-1", "0", "0", "-1"}},
        {"1.5", 0, {"2", "2", "2", "1"}},
        {"2.5", 0, {"3", "2", "3", "2"}},
        {"-2.5", 0, {"-3", "-2", "-2", "-3"}},
        {"2.4", 0, {"2", "2", "3", "2"}},
        {"-2.6", 0, {"-3", "-3", "-2", "-3"}},
        {"7", 0, {"7", "7", "7", "7"}},
        {"0.125", 2, {"0.13", "0.12", "0.13", "0.12"}},
        {"0.135", 2, {"0.14", "0.14", "0.14", "0.13"}},
        {"99.995", 2, {"100", "100", "100", "99.99"}},
        {"0.004999999999999999999999", 2, {"0", "0", "0.01", "0"}},
        {"-0.005000000000000000000001", 2, {"-0.01", "-0.01", "0", "-0.01"}},
        {"100000000000000000000.25",
         1,
         {"100000000000000000000.3", "100000000000000000000.2", "100000000000000000000.3",
          "100000000000000000000.2"}},
        {"9223372036854775807.5",
         0,
         {"9223372036854775808", "9223372036854775808", "9223372036854775808",
          "9223372036854775807"}},
        {"0.0000000000000000000000000000005",
         30,
         {"0.000000000000000000000000000001", "0", "0.000000000000000000000000000001", "0"}},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Num value = parse(fixture, cases[i].value);
        for (Rounding rounding = ROUND_HALF_AWAY; rounding <= ROUND_DOWN; rounding++)
            assert_plain(num_round(fixture->arena, value, cases[i].decimals, rounding),
                         cases[i].rounded[rounding]);
    }
}

static void rounding_agrees_with_gmp_around_the_limits(void **state)
{
    Fixture *fixture = *state;
    uint64_t seed = 7;
    for (int i = 0; i < 20000; i++) {
        Num value = random_fraction(fixture, &seed);
        int decimals = (int)(next_random(&seed) % 31);
        Rounding rounding = (Rounding)(next_random(&seed) % 4);
        assert_same(num_round(fixture->arena, value, decimals, rounding),
                    big_round(fixture->arena, value, decimals, rounding));
    }
}

/* --- Text ------------------------------------------------------------------------------------ */

static void plain_decimals_are_read(void **state)
{
    Fixture *fixture = *state;
    static const char *const cases[][2] = {
        {"15.5", "15.5"},
        {"-0.25", "-0.25"},
        {"+3", "3"},
        {"13773923464", "13773923464"},
        {"007.500", "7.5"},
        {"0", "0"},
        {"-0.00", "0"},
        {"123456789012345678", "123456789012345678"},
        {"1234567890123456789", "1234567890123456789"},
        {"-1234567890.12345678901", "-1234567890.12345678901"},
        {"0.000000000000000000", "0"},
        {"0.0000000000000000001", "0.0000000000000000001"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_plain(parse(fixture, cases[i][0]), cases[i][1]);
}

static void what_is_no_plain_decimal_is_refused(void **state)
{
    Fixture *fixture = *state;
    static const char *const cases[] = {"",    "-",   "+",  ".",   ".5",    "5.",  "1.2.3", "1,5",
                                        "1e5", "0x1", "1 ", " 1",  "--1",   "1-",  "+-1",   "1/3",
                                        "inf", "nan", "٣",  "1_0", "1.5e3", "-.5", "1.\n"};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Num value;
        if (num_parse_plain(fixture->arena, str_from(cases[i]), &value))
            fail_msg("'%s' is read", cases[i]);
    }
}

static void a_thousand_digits_are_read_and_no_more(void **state)
{
    Fixture *fixture = *state;
    char digits[1002];
    memset(digits, '9', sizeof digits);
    digits[400] = '.';
    Num value;
    assert_true(num_parse_plain(fixture->arena, (Str){digits, 1001}, &value));
    Str text = num_to_plain(fixture->arena, value);
    assert_int_equal(text.size, 1001);
    assert_memory_equal(text.at, digits, 1001);
    assert_false(num_parse_plain(fixture->arena, (Str){digits, 1002}, &value));
}

static void a_fraction_that_does_not_end_prints_as_one(void **state)
{
    Fixture *fixture = *state;
    assert_plain(fraction(fixture, -22, 7), "-22/7");
    assert_plain(fraction(fixture, 1, (int64_t)1 << 20), "0.00000095367431640625");
    assert_plain(fraction(fixture, 3, 1000000000000000000), "0.000000000000000003");
    assert_plain(num_div(fixture->arena, num_int(1), parse(fixture, "30000000000000000000")),
                 "1/30000000000000000000");
}

static void plain_text_reads_back_as_the_same_number(void **state)
{
    Fixture *fixture = *state;
    uint64_t seed = 99;
    for (int i = 0; i < 5000; i++) {
        Num value = num_round(fixture->arena, random_fraction(fixture, &seed),
                              (int)(next_random(&seed) % 31), ROUND_HALF_AWAY);
        Num again = num_int(0);
        assert_true(num_parse_plain(fixture->arena, num_to_plain(fixture->arena, value), &again));
        assert_same(again, value);
    }
}

/* --- Memory ---------------------------------------------------------------------------------- */

typedef struct Squaring {
    Arena *arena;
    Num value;
    int steps;
} Squaring;

static void square_on(void *context)
{
    Squaring *squaring = context;
    for (;; squaring->steps++)
        squaring->value = num_mul(squaring->arena, squaring->value, squaring->value);
}

static void squaring_without_end_is_out_of_memory(void **state)
{
    Fixture *fixture = *state;
    Squaring squaring = {fixture->arena, num_int(3), 0};
    assert_false(arena_try(fixture->memory, square_on, &squaring));
    assert_in_range(squaring.steps, 20, 30);
    /* The jump has left nothing behind that disturbs the next operation. */
    assert_plain(num_mul(fixture->arena, num_int(INT64_MAX), num_int(2)), "18446744073709551614");
}

static void gmp_fails_into_the_arena_of_the_operation(void **state)
{
    Fixture *fixture = *state;
    Memory *memory = memory_new((size_t)64 * 1024);
    Arena *arena = arena_new(memory);
    Squaring squaring = {arena, num_int(3), 0};
    assert_false(arena_try(memory, square_on, &squaring));
    assert_in_range(squaring.steps, 8, 20);
    arena_drop(arena);
    memory_drop(memory);
    assert_plain(num_mul(fixture->arena, num_int(INT64_MAX), num_int(2)), "18446744073709551614");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(results_are_in_lowest_terms_with_a_positive_denominator),
        TEST(integers_that_outgrow_64_bits_come_back_when_they_fit),
        TEST(a_copy_outlives_the_arena_of_its_number),
        TEST(the_least_integer_has_no_special_behaviour),
        TEST(the_small_path_agrees_with_gmp_around_the_limits),
        TEST(what_is_added_or_multiplied_can_be_taken_away_again),
        TEST(a_sum_is_the_same_in_any_order),
        TEST(a_sum_of_nothing_is_zero),
        TEST(numbers_of_both_forms_are_ordered),
        TEST(integers_are_told_from_fractions),
        TEST(each_rounding_treats_halves_by_its_rule),
        TEST(rounding_agrees_with_gmp_around_the_limits),
        TEST(plain_decimals_are_read),
        TEST(what_is_no_plain_decimal_is_refused),
        TEST(a_thousand_digits_are_read_and_no_more),
        TEST(a_fraction_that_does_not_end_prints_as_one),
        TEST(plain_text_reads_back_as_the_same_number),
        TEST(squaring_without_end_is_out_of_memory),
        TEST(gmp_fails_into_the_arena_of_the_operation),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
