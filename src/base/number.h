/*
 * base/number.h - exact rational numbers.
 *
 * A number is a small fraction (two 64-bit integers) as long as that holds it, else a GMP rational
 * in an arena; the two forms never show outside. Values are immutable and may be copied freely. No
 * operation rounds but num_round.
 */
#ifndef LAKIPDF_BASE_NUMBER_H
#define LAKIPDF_BASE_NUMBER_H

#include "base/str.h"

/* Lowest terms. den > 0: the fraction num/den. den == 0: `big` is a rational in an arena. */
typedef struct Num {
    union {
        int64_t num;
        const struct BigNum *big;
    };
    int64_t den;
} Num;

typedef enum Rounding {
    ROUND_HALF_AWAY, /* the rule of the documents: 0,5 -> 1 and -0,5 -> -1 */
    ROUND_HALF_EVEN,
    ROUND_UP,   /* towards plus infinity */
    ROUND_DOWN, /* towards minus infinity */
} Rounding;

enum { NUM_MAX_WORDS = 256 * 1024 }; /* 16 million bits */

Num num_int(int64_t value);

/* Results live in the arena where they need one. Operands of more than NUM_MAX_WORDS together count
   as out of memory, so that a formula that squares again and again ends in an error. */
Num num_add(Arena *arena, Num a, Num b);
Num num_sub(Arena *arena, Num a, Num b);
Num num_mul(Arena *arena, Num a, Num b);
Num num_div(Arena *arena, Num a, Num b); /* b is not zero */
Num num_neg(Arena *arena, Num a);
Num num_abs(Arena *arena, Num a);
/* The same number in an arena that may outlive its own. */
Num num_copy(Arena *arena, Num a);
/* The sum of all, added pairwise as a balanced tree so that denominators do not explode. */
Num num_sum(Arena *arena, const Num *values, size_t count);

int num_compare(Num a, Num b); /* < 0, 0, > 0 */
int num_sign(Num a);           /* -1, 0, 1 */
bool num_is_integer(Num a);
/* The 64-bit words that a large number takes; 0 for a small one. */
size_t num_words(Num a);
/* True and *value when a is an integer that fits. */
bool num_to_int(Num a, int64_t *value);

/* a rounded to `decimals` (0 to 30) places. */
Num num_round(Arena *arena, Num a, int decimals, Rounding rounding);

/* Plain decimal text: optional sign, digits, '.' and digits ("15.5", "-0.25", "13773923464"). False
   when the text is anything else or has more than 1,000 digits. */
bool num_parse_plain(Arena *arena, Str text, Num *value);
/* Exact text for machines: a plain decimal where the fraction ends, else "n/d". */
Str num_to_plain(Arena *arena, Num a);

/* Makes GMP allocate from arenas; once, before the first number is made. GMP's hooks are
   process-wide: the one permitted global. */
void num_init(void);

#endif
