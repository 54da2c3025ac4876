/*
 * base/number_big.h - between number.c and number_big.c: numbers that outgrow the small form.
 *
 * Every function takes numbers of either form and gives back the small one where it holds the
 * result, so that each number has exactly one representation.
 */
#ifndef LAKIPDF_BASE_NUMBER_BIG_H
#define LAKIPDF_BASE_NUMBER_BIG_H

#include "base/number.h"

/* The two-argument operations, by their index in a table. */
typedef enum BigOperation {
    BIG_ADD,
    BIG_SUB,
    BIG_MUL,
    BIG_DIV, /* b is not zero */
} BigOperation;

Num big_apply(Arena *arena, BigOperation operation, Num a, Num b);
/* The sum of at least one number. */
Num big_sum(Arena *arena, const Num *values, size_t count);
Num big_neg(Arena *arena, Num a);
Num big_round(Arena *arena, Num a, int decimals, Rounding rounding);
int big_compare(Num a, Num b); /* one of them at least is big */
int big_sign(Num a);           /* a is big, here and below */
bool big_is_integer(Num a);
size_t big_words(Num a);

/* digits / 10^decimals; digits are ASCII, at least one. */
Num big_from_digits(Arena *arena, Str digits, size_t decimals, bool negative);
/* As num_to_plain. */
Str big_to_plain(Arena *arena, Num a);

/* The sum where it and all that it comes from are small; false otherwise. (number.c) */
bool sum_small(const Num *values, size_t count, Num *sum);
/* Whether a quotient cut towards zero moves one unit away from it. sign is that of the exact value,
   half how what was cut off compares with a half, odd whether the cut quotient is odd. */
bool round_moves_away(Rounding rounding, int sign, int half, bool odd);
/* digits / 10^decimals as plain decimal text; digits has no sign. */
Str decimal_text(Arena *arena, bool negative, Str digits, size_t decimals);

#endif
