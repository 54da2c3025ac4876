/* Sine and cosine in fixed point by their series, and arcs of circles as Bezier curves. */
#include "layout/chart/angle.h"

static int64_t product(int64_t a, int64_t b)
{
    return (a * b + ANGLE_ONE / 2) >> 30;
}

/* 1 - square / (a * b) * rest, of which each series is made. */
static int64_t term(int64_t square, int64_t divisor, int64_t rest)
{
    return ANGLE_ONE - product(square, rest) / divisor;
}

/* Of an angle from 0 to 45 degrees: the next terms of both series are below 2e-9. */
static void small_direction(int64_t angle, int64_t *x, int64_t *y)
{
    static const int64_t RADIANS = 6746518852; /* of a turn, 2 pi, in 1/ANGLE_ONE */
    int64_t a = (angle * RADIANS + ANGLE_TURN / 2) / ANGLE_TURN;
    int64_t square = product(a, a);
    int64_t rest = term(square, 110, ANGLE_ONE);
    rest = term(square, 72, rest);
    rest = term(square, 42, rest);
    rest = term(square, 20, rest);
    *y = product(a, term(square, 6, rest));
    rest = term(square, 90, ANGLE_ONE);
    rest = term(square, 56, rest);
    rest = term(square, 30, rest);
    rest = term(square, 12, rest);
    *x = term(square, 2, rest);
}

void angle_direction(int32_t angle, int64_t *x, int64_t *y)
{
    enum { QUARTER = 90 * ANGLE_DEGREE, EIGHTH = 45 * ANGLE_DEGREE };
    int64_t whole = angle % ANGLE_TURN;
    if (whole < 0)
        whole += ANGLE_TURN;
    int64_t quarter = whole / QUARTER;
    int64_t within = whole % QUARTER;
    int64_t right = 0;
    int64_t up = 0;
    if (within <= EIGHTH)
        small_direction(within, &right, &up);
    else
        small_direction(QUARTER - within, &up, &right);
    for (; quarter > 0; quarter--) {
        int64_t was = right;
        right = -up;
        up = was;
    }
    *x = right;
    *y = up;
}

/* A length times a number in 1/ANGLE_ONE, rounded half away from zero. */
static Len scaled(int64_t factor, Len length)
{
    int64_t value = factor * length;
    return (Len)(value < 0 ? -((-value + ANGLE_ONE / 2) >> 30) : (value + ANGLE_ONE / 2) >> 30);
}

void angle_point(int32_t angle, Len radius, Len *x, Len *y)
{
    int64_t right = 0;
    int64_t up = 0;
    angle_direction(angle, &right, &up);
    *x = scaled(right, radius);
    *y = -scaled(up, radius);
}

/* The length of the handles of a curve over so many angles: 4/3 tan(a / 4) of the radius, where
   tan(a / 4) = sin(a / 2) / (1 + cos(a / 2)). */
static Len handle_of(int64_t angle, Len radius)
{
    int64_t cosine = 0;
    int64_t sine = 0;
    angle_direction((int32_t)(angle / 2), &cosine, &sine);
    int64_t tangent = sine * ANGLE_ONE / (ANGLE_ONE + cosine);
    return scaled(tangent * 4 / 3, radius);
}

size_t angle_arc(PathPoint *points, Len x, Len y, Len radius, int32_t from, int32_t to)
{
    enum { WIDEST = 45 * ANGLE_DEGREE };
    int64_t all = (int64_t)to - from;
    int64_t size = all < 0 ? -all : all;
    int64_t curves = (size + WIDEST - 1) / WIDEST;
    size_t count = 0;
    for (int64_t i = 0; i < curves; i++) {
        int32_t start = (int32_t)(from + all * i / curves);
        int32_t end = (int32_t)(from + all * (i + 1) / curves);
        Len handle = handle_of((int64_t)end - start, radius);
        Len at[4][2]; /* start, the handle's direction there, end, and there */
        angle_point(start, radius, &at[0][0], &at[0][1]);
        angle_point(start + 90 * ANGLE_DEGREE, handle, &at[1][0], &at[1][1]);
        angle_point(end, radius, &at[2][0], &at[2][1]);
        angle_point(end + 90 * ANGLE_DEGREE, handle, &at[3][0], &at[3][1]);
        points[count++] = (PathPoint){PATH_CURVE, x + at[0][0] + at[1][0], y + at[0][1] + at[1][1]};
        points[count++] = (PathPoint){PATH_CURVE, x + at[2][0] - at[3][0], y + at[2][1] - at[3][1]};
        points[count++] = (PathPoint){PATH_CURVE, x + at[2][0], y + at[2][1]};
    }
    return count;
}
