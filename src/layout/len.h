/*
 * layout/len.h - arithmetic on lengths; inside layout/ only.
 *
 * A Len of the document is at most 10,000 pt (doc/measure.c). Products and sums of many are
 * int64_t.
 */
#ifndef LAKIPDF_LAYOUT_LEN_H
#define LAKIPDF_LAYOUT_LEN_H

#include "layout/layout.h"

static inline Len len_max(Len a, Len b)
{
    return a > b ? a : b;
}

static inline int64_t sum_max(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

static inline int64_t sum_min(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

/* Rounded down also below zero. */
static inline int64_t floor_div(int64_t a, int64_t b)
{
    return a / b - (a % b < 0);
}

/* Kept where sums of a few do not overflow, however absurd the sizes that a user asks for. */
static inline Len len_clamp(int64_t len)
{
    return (Len)sum_max(INT32_MIN / 8, sum_min(len, INT32_MAX / 8));
}

#endif
