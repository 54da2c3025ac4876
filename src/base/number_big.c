/*
 * Exact numbers: the large form, a GMP rational whose limbs lie in an arena, and the memory that
 * GMP works in.
 */
#include "base/number_big.h"

#include <assert.h>
#include <gmp.h>
#include <limits.h>
#include <stdalign.h>
#include <string.h>

_Static_assert(GMP_NUMB_BITS == 64 && LONG_MAX == INT64_MAX, "an int64_t is one limb and a long");

struct BigNum {
    Arena *arena;       /* holds it; num_compare works there */
    __mpq_struct value; /* read only; its limbs follow */
    mp_limb_t limbs[];
};

/* --- GMP's memory ---------------------------------------------------------------------------- */

enum {
    SCRATCH_BYTES = 4096, /* enough for numbers of some hundred digits */
    SMALLEST_CLASS = 4,   /* chunks are powers of two, from 16 bytes */
    CLASSES = 64,
};

typedef struct Chunk {
    struct Chunk *next;
} Chunk;

/* What GMP allocates during one operation: first from scratch, then from the arena; what it frees
   is used again. Only the finished result is copied to stay. */
typedef struct Work {
    Arena *arena;
    size_t used; /* of scratch */
    Chunk *freed[CLASSES];
    alignas(max_align_t) char scratch[SCRATCH_BYTES];
} Work;

/* GMP's hooks have no argument to find it by. After a jump it is stale until the next operation. */
static _Thread_local Work *working;

static unsigned size_class(size_t size)
{
    unsigned bits = SMALLEST_CLASS;
    while (bits < CLASSES - 1 && (size_t)1 << bits < size)
        bits++;
    return bits;
}

static void *hook_allocate(size_t size)
{
    Work *work = working;
    unsigned bits = size_class(size);
    size_t rounded = (size_t)1 << bits;
    Chunk *chunk = work->freed[bits];
    if (chunk != NULL) {
        work->freed[bits] = chunk->next;
        return chunk;
    }
    if (rounded > SCRATCH_BYTES - work->used)
        return arena_alloc(work->arena, rounded);
    work->used += rounded;
    return work->scratch + work->used - rounded;
}

static void hook_free(void *old, size_t size)
{
    unsigned bits = size_class(size);
    Chunk *chunk = old;
    chunk->next = working->freed[bits];
    working->freed[bits] = chunk;
}

static void *hook_reallocate(void *old, size_t old_size, size_t new_size)
{
    if (size_class(old_size) == size_class(new_size))
        return old;
    void *moved = hook_allocate(new_size);
    memcpy(moved, old, old_size < new_size ? old_size : new_size);
    hook_free(old, old_size);
    return moved;
}

void num_init(void)
{
    mp_set_memory_functions(hook_allocate, hook_reallocate, hook_free);
}

static void work_begin(Work *work, Arena *arena)
{
    work->arena = arena;
    work->used = 0;
    memset(work->freed, 0, sizeof work->freed);
    working = work;
}

static void work_end(void)
{
    working = NULL;
}

/* --- To GMP and back ------------------------------------------------------------------------- */

/* A number as GMP sees it. */
typedef struct View {
    __mpq_struct value;
    mp_limb_t limbs[2]; /* of a small one */
} View;

static mpq_srcptr view(View *into, Num a)
{
    if (a.den == 0)
        return &a.big->value;
    into->limbs[0] = a.num < 0 ? -(mp_limb_t)a.num : (mp_limb_t)a.num;
    into->limbs[1] = (mp_limb_t)a.den;
    const mpz_t num = MPZ_ROINIT_N(&into->limbs[0], (a.num > 0) - (a.num < 0));
    const mpz_t den = MPZ_ROINIT_N(&into->limbs[1], 1);
    into->value = (__mpq_struct){num[0], den[0]};
    return &into->value;
}

static size_t limbs_of(mpq_srcptr a)
{
    return mpz_size(mpq_numref(a)) + mpz_size(mpq_denref(a));
}

/* GMP itself would end the process where a number is too large for it. */
static void check_size(Arena *arena, size_t limbs)
{
    if (limbs > NUM_MAX_WORDS)
        memory_fail(arena_memory(arena));
}

/* The number for a value in lowest terms: the small form if that holds it, else a copy. */
static Num keep(Arena *arena, mpq_srcptr value)
{
    mpz_srcptr num = mpq_numref(value);
    mpz_srcptr den = mpq_denref(value);
    if (mpz_fits_slong_p(num) && mpz_fits_slong_p(den))
        return (Num){.num = mpz_get_si(num), .den = mpz_get_si(den)};
    size_t num_size = mpz_size(num);
    size_t den_size = mpz_size(den);
    check_size(arena, num_size + den_size);
    struct BigNum *big =
        arena_alloc(arena, sizeof *big + (num_size + den_size) * sizeof *big->limbs);
    big->arena = arena;
    if (num_size > 0)
        memcpy(big->limbs, mpz_limbs_read(num), num_size * sizeof *big->limbs);
    memcpy(big->limbs + num_size, mpz_limbs_read(den), den_size * sizeof *big->limbs);
    mpz_roinit_n(mpq_numref(&big->value), big->limbs,
                 mpz_sgn(num) < 0 ? -(mp_size_t)num_size : (mp_size_t)num_size);
    mpz_roinit_n(mpq_denref(&big->value), big->limbs + num_size, (mp_size_t)den_size);
    return (Num){.big = big, .den = 0};
}

/* --- Operations ------------------------------------------------------------------------------ */

Num big_apply(Arena *arena, BigOperation operation, Num a, Num b)
{
    static void (*const operations[])(mpq_ptr, mpq_srcptr, mpq_srcptr) = {
        [BIG_ADD] = mpq_add, [BIG_SUB] = mpq_sub, [BIG_MUL] = mpq_mul, [BIG_DIV] = mpq_div};
    View views[2];
    mpq_srcptr left = view(&views[0], a);
    mpq_srcptr right = view(&views[1], b);
    check_size(arena, limbs_of(left) + limbs_of(right));
    Work work;
    work_begin(&work, arena);
    mpq_t result;
    mpq_init(result);
    operations[operation](result, left, right);
    Num kept = keep(arena, result);
    work_end();
    return kept;
}

/* What is summed on the way needs no place of its own in the arena. */
static void sum_range(Arena *arena, mpq_ptr sum, const Num *values, size_t count)
{
    Num small;
    View of_small;
    if (sum_small(values, count, &small)) {
        mpq_set(sum, view(&of_small, small));
        return;
    }
    if (count == 1) {
        mpq_set(sum, &values[0].big->value);
        return;
    }
    mpq_t other;
    mpq_init(other);
    size_t half = count / 2;
    sum_range(arena, sum, values, half);
    sum_range(arena, other, values + half, count - half);
    check_size(arena, limbs_of(sum) + limbs_of(other));
    mpq_add(sum, sum, other);
    mpq_clear(other);
}

Num big_sum(Arena *arena, const Num *values, size_t count)
{
    Work work;
    work_begin(&work, arena);
    mpq_t sum;
    mpq_init(sum);
    sum_range(arena, sum, values, count);
    Num kept = keep(arena, sum);
    work_end();
    return kept;
}

Num big_neg(Arena *arena, Num a)
{
    View of_a;
    Work work;
    work_begin(&work, arena);
    mpq_t result;
    mpq_init(result);
    mpq_neg(result, view(&of_a, a));
    Num kept = keep(arena, result);
    work_end();
    return kept;
}

Num big_round(Arena *arena, Num a, int decimals, Rounding rounding)
{
    View of_a;
    mpq_srcptr value = view(&of_a, a);
    Work work;
    work_begin(&work, arena);
    mpq_t result;
    mpz_t rest;
    mpq_init(result);
    mpz_init(rest);
    mpz_ptr quotient = mpq_numref(result);
    mpz_ptr unit = mpq_denref(result);
    mpz_ui_pow_ui(unit, 10, (unsigned long)decimals);
    mpz_mul(quotient, mpq_numref(value), unit);
    mpz_tdiv_qr(quotient, rest, quotient, mpq_denref(value));
    if (mpz_sgn(rest) != 0) {
        int sign = mpq_sgn(value);
        mpz_mul_2exp(rest, rest, 1);
        int half = mpz_cmpabs(rest, mpq_denref(value));
        if (round_moves_away(rounding, sign, half, mpz_odd_p(quotient))) {
            mpz_set_si(rest, sign);
            mpz_add(quotient, quotient, rest);
        }
    }
    mpq_canonicalize(result);
    Num kept = keep(arena, result);
    work_end();
    return kept;
}

int big_compare(Num a, Num b)
{
    View views[2];
    Work work;
    work_begin(&work, a.den == 0 ? a.big->arena : b.big->arena);
    int order = mpq_cmp(view(&views[0], a), view(&views[1], b));
    work_end();
    return order;
}

int big_sign(Num a)
{
    return mpq_sgn(&a.big->value);
}

bool big_is_integer(Num a)
{
    return mpz_cmp_ui(mpq_denref(&a.big->value), 1) == 0;
}

size_t big_words(Num a)
{
    return limbs_of(&a.big->value);
}

/* --- Text ------------------------------------------------------------------------------------ */

Num big_from_digits(Arena *arena, Str digits, size_t decimals, bool negative)
{
    char *text = str_c(arena, digits);
    Work work;
    work_begin(&work, arena);
    mpq_t result;
    mpq_init(result);
    mpz_set_str(mpq_numref(result), text, 10);
    if (negative)
        mpz_neg(mpq_numref(result), mpq_numref(result));
    mpz_ui_pow_ui(mpq_denref(result), 10, decimals);
    mpq_canonicalize(result);
    Num kept = keep(arena, result);
    work_end();
    return kept;
}

/* The digits of |value|. */
static Str digits_of(Arena *arena, mpz_srcptr value)
{
    char *text = arena_alloc(arena, mpz_sizeinbase(value, 10) + 2);
    mpz_get_str(text, 10, value);
    return str_from(text[0] == '-' ? text + 1 : text);
}

/* How many decimals the fraction 1/den has: the larger exponent of 2 and 5 in it. False when it
   never ends. */
static bool count_decimals(mpz_srcptr den, mp_bitcnt_t *decimals)
{
    mpz_t rest;
    mpz_t five;
    mpz_init(rest);
    mpz_init_set_ui(five, 5);
    mp_bitcnt_t fives = mpz_remove(rest, den, five);
    mp_bitcnt_t twos = mpz_scan1(rest, 0);
    mpz_tdiv_q_2exp(rest, rest, twos);
    *decimals = twos > fives ? twos : fives;
    return mpz_cmp_ui(rest, 1) == 0;
}

Str big_to_plain(Arena *arena, Num a)
{
    View of_a;
    mpq_srcptr value = view(&of_a, a);
    Work work;
    work_begin(&work, arena);
    bool negative = mpq_sgn(value) < 0;
    mp_bitcnt_t decimals = 0;
    Str text;
    if (count_decimals(mpq_denref(value), &decimals)) {
        mpz_t scaled;
        mpz_init(scaled);
        mpz_ui_pow_ui(scaled, 10, decimals);
        mpz_mul(scaled, scaled, mpq_numref(value));
        mpz_divexact(scaled, scaled, mpq_denref(value));
        text = decimal_text(arena, negative, digits_of(arena, scaled), decimals);
    } else {
        Str num = digits_of(arena, mpq_numref(value));
        Str den = digits_of(arena, mpq_denref(value));
        text = str_format(arena, "%s%.*s/%.*s", negative ? "-" : "", STR_ARG(num), STR_ARG(den));
    }
    work_end();
    return text;
}
