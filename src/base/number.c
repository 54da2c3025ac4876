/*
 * Exact numbers: the small form, a fraction of two 64-bit integers in lowest terms. Products of two
 * such fit 128 bits, so a small operation only gives up where its result really is too large.
 */
#include "base/number_big.h"

#include <assert.h>
#include <string.h>

__extension__ typedef __int128 Wide;

enum { MOST_POWER = 18, MOST_DIGITS = 1000 };

static const int64_t powers_of_ten[MOST_POWER + 1] = {
    1,
    10,
    100,
    1000,
    10000,
    100000,
    1000000,
    10000000,
    100000000,
    1000000000,
    10000000000,
    100000000000,
    1000000000000,
    10000000000000,
    100000000000000,
    1000000000000000,
    10000000000000000,
    100000000000000000,
    1000000000000000000,
};

/* --- Integers -------------------------------------------------------------------------------- */

static uint64_t magnitude(int64_t value)
{
    return value < 0 ? -(uint64_t)value : (uint64_t)value;
}

/* The greatest common divisor; b > 0, and the result is at most b. */
static uint64_t gcd(uint64_t a, uint64_t b)
{
    if (b == 1)
        return 1;
    a %= b; /* at once what the loop would take bit by bit */
    if (a == 0)
        return b;
    int twos = __builtin_ctzll(a | b);
    a >>= __builtin_ctzll(a);
    while (b != 0) {
        b >>= __builtin_ctzll(b);
        if (a > b) {
            uint64_t larger = a;
            a = b;
            b = larger;
        }
        b -= a;
    }
    return a << twos;
}

static uint64_t gcd_wide(Wide a, uint64_t b)
{
    if (b == 1)
        return 1;
    Wide rest = a % (Wide)b;
    return gcd((uint64_t)(rest < 0 ? -rest : rest), b);
}

static bool fits(Wide value, int64_t *narrow)
{
    *narrow = (int64_t)value;
    return *narrow == value;
}

static bool is_small(Num a)
{
    return a.den != 0;
}

/* num/den in lowest terms; den > 0. */
static Num reduced(int64_t num, int64_t den)
{
    int64_t common = (int64_t)gcd(magnitude(num), (uint64_t)den);
    return (Num){.num = num / common, .den = den / common};
}

Num num_int(int64_t value)
{
    return (Num){.num = value, .den = 1};
}

/* --- Arithmetic ------------------------------------------------------------------------------ */

/* a + sign * b; false when the sum is not small. */
static bool add_small(Num a, Num b, int sign, Num *sum)
{
    int64_t common = a.den;
    if (a.den != b.den)
        common = (int64_t)gcd((uint64_t)a.den, (uint64_t)b.den);
    int64_t other = a.den / common;
    Wide num = (Wide)a.num * (b.den / common) + (Wide)b.num * sign * other;
    /* Only factors of the common part can cancel (Knuth, The Art of Computer Programming, 4.5.1).
     */
    int64_t cancelled = (int64_t)gcd_wide(num, (uint64_t)common);
    return fits(num / cancelled, &sum->num) &&
           !__builtin_mul_overflow(other, b.den / cancelled, &sum->den);
}

static bool mul_small(Num a, Num b, Num *product)
{
    int64_t left = (int64_t)gcd(magnitude(a.num), (uint64_t)b.den);
    int64_t right = (int64_t)gcd(magnitude(b.num), (uint64_t)a.den);
    return !__builtin_mul_overflow(a.num / left, b.num / right, &product->num) &&
           !__builtin_mul_overflow(a.den / right, b.den / left, &product->den);
}

/* The sum of two that may be large; false when one is or the sum would be. */
static bool try_add(Num a, Num b, Num *sum)
{
    sum->den = 1;
    if (a.den == 1 && b.den == 1 && !__builtin_add_overflow(a.num, b.num, &sum->num))
        return true;
    return is_small(a) && is_small(b) && add_small(a, b, 1, sum);
}

Num num_add(Arena *arena, Num a, Num b)
{
    Num sum;
    return try_add(a, b, &sum) ? sum : big_apply(arena, BIG_ADD, a, b);
}

Num num_sub(Arena *arena, Num a, Num b)
{
    Num difference = {.den = 1};
    if (a.den == 1 && b.den == 1 && !__builtin_sub_overflow(a.num, b.num, &difference.num))
        return difference;
    if (is_small(a) && is_small(b) && add_small(a, b, -1, &difference))
        return difference;
    return big_apply(arena, BIG_SUB, a, b);
}

Num num_mul(Arena *arena, Num a, Num b)
{
    Num product;
    if (is_small(a) && is_small(b) && mul_small(a, b, &product))
        return product;
    return big_apply(arena, BIG_MUL, a, b);
}

Num num_div(Arena *arena, Num a, Num b)
{
    assert(num_sign(b) != 0);
    Num quotient;
    /* INT64_MIN has no positive counterpart to be a denominator. */
    if (is_small(a) && is_small(b) && b.num != INT64_MIN) {
        Num inverse = {.num = b.num < 0 ? -b.den : b.den, .den = (int64_t)magnitude(b.num)};
        if (mul_small(a, inverse, &quotient))
            return quotient;
    }
    return big_apply(arena, BIG_DIV, a, b);
}

Num num_neg(Arena *arena, Num a)
{
    if (is_small(a) && a.num != INT64_MIN)
        return (Num){.num = -a.num, .den = a.den};
    return big_neg(arena, a);
}

Num num_copy(Arena *arena, Num a)
{
    return is_small(a) ? a : big_neg(arena, big_neg(arena, a));
}

Num num_abs(Arena *arena, Num a)
{
    return num_sign(a) < 0 ? num_neg(arena, a) : a;
}

bool sum_small(const Num *values, size_t count, Num *sum)
{
    if (count <= 1) {
        *sum = count == 1 ? values[0] : num_int(0);
        return is_small(*sum);
    }
    Num left;
    Num right;
    size_t half = count / 2;
    return sum_small(values, half, &left) && sum_small(values + half, count - half, &right) &&
           try_add(left, right, sum);
}

Num num_sum(Arena *arena, const Num *values, size_t count)
{
    Num sum;
    return sum_small(values, count, &sum) ? sum : big_sum(arena, values, count);
}

/* --- Comparing ------------------------------------------------------------------------------- */

int num_compare(Num a, Num b)
{
    if (!is_small(a) || !is_small(b))
        return big_compare(a, b);
    Wide left = (Wide)a.num * b.den;
    Wide right = (Wide)b.num * a.den;
    return (left > right) - (left < right);
}

int num_sign(Num a)
{
    return is_small(a) ? (a.num > 0) - (a.num < 0) : big_sign(a);
}

bool num_is_integer(Num a)
{
    return is_small(a) ? a.den == 1 : big_is_integer(a);
}

size_t num_words(Num a)
{
    return is_small(a) ? 0 : big_words(a);
}

bool num_to_int(Num a, int64_t *value)
{
    if (a.den != 1)
        return false;
    *value = a.num;
    return true;
}

/* --- Rounding -------------------------------------------------------------------------------- */

bool round_moves_away(Rounding rounding, int sign, int half, bool odd)
{
    switch (rounding) {
    case ROUND_HALF_AWAY:
        return half >= 0;
    case ROUND_HALF_EVEN:
        return half > 0 || (half == 0 && odd);
    case ROUND_UP:
        return sign > 0;
    case ROUND_DOWN:
        return sign < 0;
    }
    return false;
}

static bool round_small(Num a, int decimals, Rounding rounding, Num *rounded)
{
    if (decimals > MOST_POWER)
        return false;
    int64_t unit = powers_of_ten[decimals];
    Wide scaled = (Wide)a.num * unit;
    Wide quotient = scaled / a.den;
    Wide rest = scaled % a.den;
    if (rest != 0) {
        int sign = a.num < 0 ? -1 : 1;
        Wide twice = rest * 2 * sign;
        int half = (twice > a.den) - (twice < a.den);
        if (round_moves_away(rounding, sign, half, quotient % 2 != 0))
            quotient += sign;
    }
    int64_t num = 0;
    if (!fits(quotient, &num))
        return false;
    *rounded = reduced(num, unit);
    return true;
}

Num num_round(Arena *arena, Num a, int decimals, Rounding rounding)
{
    if (a.den == 1)
        return a;
    Num rounded;
    if (is_small(a) && round_small(a, decimals, rounding, &rounded))
        return rounded;
    return big_round(arena, a, decimals, rounding);
}

/* --- Text ------------------------------------------------------------------------------------ */

/* A plain decimal taken apart. */
typedef struct Parts {
    bool negative;
    Str whole;    /* digits, at least one */
    Str fraction; /* digits, none where there is no '.' */
} Parts;

/* The digits at the start of s. */
static Str leading_digits(Str s)
{
    size_t size = 0;
    while (size < s.size && s.at[size] >= '0' && s.at[size] <= '9')
        size++;
    return str_slice(s, 0, size);
}

static bool take_apart(Str text, Parts *parts)
{
    bool sign = str_starts(text, "-") || str_starts(text, "+");
    parts->negative = str_starts(text, "-");
    text = str_slice(text, sign, text.size);
    parts->whole = leading_digits(text);
    parts->fraction = (Str){NULL, 0};
    text = str_slice(text, parts->whole.size, text.size);
    if (str_starts(text, ".")) {
        parts->fraction = leading_digits(str_slice(text, 1, text.size));
        text = str_slice(text, 1 + parts->fraction.size, text.size);
        if (parts->fraction.size == 0)
            return false;
    }
    return parts->whole.size > 0 && text.size == 0 &&
           parts->whole.size + parts->fraction.size <= MOST_DIGITS;
}

static int64_t append_digits(int64_t value, Str digits)
{
    for (size_t i = 0; i < digits.size; i++)
        value = value * 10 + (digits.at[i] - '0');
    return value;
}

bool num_parse_plain(Arena *arena, Str text, Num *value)
{
    Parts parts;
    if (!take_apart(text, &parts))
        return false;
    size_t count = parts.whole.size + parts.fraction.size;
    if (count <= MOST_POWER) {
        int64_t num = append_digits(append_digits(0, parts.whole), parts.fraction);
        *value = reduced(parts.negative ? -num : num, powers_of_ten[parts.fraction.size]);
        return true;
    }
    char digits[MOST_DIGITS];
    memcpy(digits, parts.whole.at, parts.whole.size);
    if (parts.fraction.size > 0)
        memcpy(digits + parts.whole.size, parts.fraction.at, parts.fraction.size);
    *value = big_from_digits(arena, (Str){digits, count}, parts.fraction.size, parts.negative);
    return true;
}

Str decimal_text(Arena *arena, bool negative, Str digits, size_t decimals)
{
    size_t zeros = digits.size <= decimals ? decimals + 1 - digits.size : 0;
    size_t whole = digits.size + zeros - decimals;
    size_t size = negative + digits.size + zeros + (decimals > 0);
    char *text = arena_alloc(arena, size + 1);
    char *to = text;
    if (negative)
        *to++ = '-';
    memset(to, '0', zeros);
    memcpy(to + zeros, digits.at, digits.size);
    if (decimals > 0) {
        memmove(to + whole + 1, to + whole, decimals);
        to[whole] = '.';
    }
    return (Str){text, size};
}

/* How many decimals 1/den has; more than MOST_POWER where it does not end or is not small. */
static size_t decimals_of(int64_t den)
{
    size_t decimals = 0;
    while (decimals <= MOST_POWER && powers_of_ten[decimals] % den != 0) {
        if (decimals == MOST_POWER)
            return MOST_POWER + 1;
        decimals++;
    }
    return decimals;
}

Str num_to_plain(Arena *arena, Num a)
{
    size_t decimals = is_small(a) ? decimals_of(a.den) : SIZE_MAX;
    if (decimals > MOST_POWER)
        return big_to_plain(arena, a);
    Wide value = (Wide)a.num * (powers_of_ten[decimals] / a.den);
    char digits[40];
    char *first = digits + sizeof digits;
    do {
        int digit = (int)(value % 10);
        *--first = (char)('0' + (digit < 0 ? -digit : digit));
        value /= 10;
    } while (value != 0);
    Str all = {first, (size_t)(digits + sizeof digits - first)};
    return decimal_text(arena, a.num < 0, all, decimals);
}
