/*
 * layout/chart/angle.h - directions and arcs of circles in whole numbers; inside layout/ only.
 */
#ifndef LAKIPDF_LAYOUT_CHART_ANGLE_H
#define LAKIPDF_LAYOUT_CHART_ANGLE_H

#include "layout/layout.h"

enum {
    ANGLE_DEGREE = 1000 * 1000, /* angles are in millionths of a degree */
    ANGLE_TURN = 360 * ANGLE_DEGREE,
    ANGLE_ONE = 1 << 30, /* a length of one */
    ANGLE_MAX_CURVES = 9,
};

/* The direction of an angle, counted from the right against the clock, in 1/ANGLE_ONE: x to the
   right, y upwards; off by less than 4/ANGLE_ONE. */
void angle_direction(int32_t angle, int64_t *x, int64_t *y);
/* The point so far from 0, 0 in that direction, y downwards. */
void angle_point(int32_t angle, Len radius, Len *x, Len *y);
/*
 * The curves of an arc around x, y from one angle to another, which may be below it: three points
 * for each, at most 3 * ANGLE_MAX_CURVES of them. The arc's first point is where the path stands.
 * Returns how many points there are; from and to are at most ANGLE_TURN apart.
 */
size_t angle_arc(PathPoint *points, Len x, Len y, Len radius, int32_t from, int32_t to);

#endif
