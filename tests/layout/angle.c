/* Directions and arcs in whole numbers, against values known to many digits. */
#include "support.h"

#include "layout/chart/angle.h"

static void directions_are_those_of_sine_and_cosine(void **state)
{
    (void)state;
    /* In 10^-9: cosine, sine. */
    static const struct {
        int32_t angle;
        int64_t x, y;
    } cases[] = {
        {0, 1000000000, 0},
        {1 * ANGLE_DEGREE, 999847695, 17452406},
        {30 * ANGLE_DEGREE, 866025404, 500000000},
        {45 * ANGLE_DEGREE, 707106781, 707106781},
        {60 * ANGLE_DEGREE, 500000000, 866025404},
        {89 * ANGLE_DEGREE, 17452406, 999847695},
        {90 * ANGLE_DEGREE, 0, 1000000000},
        {135 * ANGLE_DEGREE, -707106781, 707106781},
        {180 * ANGLE_DEGREE, -1000000000, 0},
        {252 * ANGLE_DEGREE, -309016994, -951056516},
        {270 * ANGLE_DEGREE, 0, -1000000000},
        {-60 * ANGLE_DEGREE, 500000000, -866025404},
        {360 * ANGLE_DEGREE, 1000000000, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int64_t x = 0;
        int64_t y = 0;
        angle_direction(cases[i].angle, &x, &y);
        assert_true(llabs(x * 1000000000 / ANGLE_ONE - cases[i].x) <= 5);
        assert_true(llabs(y * 1000000000 / ANGLE_ONE - cases[i].y) <= 5);
    }
}

static void every_direction_has_the_length_one(void **state)
{
    (void)state;
    for (int32_t angle = 0; angle < ANGLE_TURN; angle += 123457) {
        int64_t x = 0;
        int64_t y = 0;
        angle_direction(angle, &x, &y);
        int64_t square = (x * x + y * y) / ANGLE_ONE;
        assert_true(llabs(square - ANGLE_ONE) <= 12);
    }
}

/* The point of a Bezier curve at eighths of it. */
static int64_t curve_at(int64_t a, int64_t b, int64_t c, int64_t d, int64_t eighth)
{
    int64_t rest = 8 - eighth;
    return (a * rest * rest * rest + 3 * b * rest * rest * eighth + 3 * c * rest * eighth * eighth +
            d * eighth * eighth * eighth) /
           512;
}

static void arcs_keep_their_distance_from_the_middle(void **state)
{
    (void)state;
    enum { RADIUS = 500000, DIAMETER = 2 * RADIUS };
    static const int32_t ends[][2] = {
        {0, ANGLE_TURN}, {90 * ANGLE_DEGREE, -270 * ANGLE_DEGREE},
        {10, 20},        {180 * ANGLE_DEGREE, 13 * ANGLE_DEGREE},
        {5, 5},
    };
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        PathPoint points[3 * ANGLE_MAX_CURVES];
        size_t count = angle_arc(points, 0, 0, RADIUS, ends[i][0], ends[i][1]);
        Len x = 0;
        Len y = 0;
        angle_point(ends[i][0], RADIUS, &x, &y);
        for (size_t k = 0; k < count; k += 3) {
            for (int64_t t = 0; t <= 8; t++) {
                int64_t at_x = curve_at(x, points[k].x, points[k + 1].x, points[k + 2].x, t);
                int64_t at_y = curve_at(y, points[k].y, points[k + 1].y, points[k + 2].y, t);
                int64_t off = (at_x * at_x + at_y * at_y - (int64_t)RADIUS * RADIUS) / DIAMETER;
                assert_true(llabs(off) <= 5); /* of half a million */
            }
            x = points[k + 2].x;
            y = points[k + 2].y;
        }
        Len end_x = 0;
        Len end_y = 0;
        angle_point(ends[i][1], RADIUS, &end_x, &end_y);
        assert_true(count == 0 || (x == end_x && y == end_y));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(directions_are_those_of_sine_and_cosine),
        TEST(every_direction_has_the_length_one),
        TEST(arcs_keep_their_distance_from_the_middle),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
