/* The axis of values: ends and ticks in round numbers, found by exact arithmetic. */
#include "layout/chart/chart.h"

enum {
    FINEST = 12,     /* decimals of a step */
    COARSEST = 2000, /* digits of a step */
};

/* --- What the axis must hold ----------------------------------------------------------------- */

typedef struct Range {
    Num low, high;
    bool any;
} Range;

static void include(Range *range, Num value)
{
    if (!range->any || num_compare(value, range->low) < 0)
        range->low = value;
    if (!range->any || num_compare(value, range->high) > 0)
        range->high = value;
    range->any = true;
}

/* The sums of what is stacked upwards and downwards. */
static void include_stack(Arena *arena, Range *range, const Chart *chart, size_t category)
{
    Num up = num_int(0);
    Num down = num_int(0);
    for (size_t s = 0; s < chart->series_count; s++) {
        const ChartValue *value = chart_at(chart, s, category);
        if (!value->given)
            continue;
        if (num_sign(value->number) > 0)
            up = num_add(arena, up, value->number);
        else
            down = num_add(arena, down, value->number);
    }
    include(range, up);
    include(range, down);
}

static Range range_of(Arena *arena, const Chart *chart)
{
    bool stacked = chart->kind == CHART_BARS_STACKED || chart->kind == CHART_ACROSS_STACKED;
    Range range = {.low = num_int(0), .high = num_int(0)};
    for (size_t c = 0; c < chart->category_count; c++) {
        if (stacked)
            include_stack(arena, &range, chart, c);
        for (size_t s = 0; s < chart->series_count && !stacked; s++)
            if (chart_at(chart, s, c)->given)
                include(&range, chart_at(chart, s, c)->number);
    }
    if (chart->target.given)
        include(&range, chart->target.number);
    return range;
}

/* Bars are compared by their lengths, which must begin at zero; lines begin there unless their
   values differ by less than a sixth of their size. */
static bool begins_at_zero(Arena *arena, const Chart *chart, const Range *range)
{
    enum { PART = 6 };
    if (chart->kind != CHART_LINES)
        return true;
    Num spread = num_mul(arena, num_sub(arena, range->high, range->low), num_int(PART));
    Num least = num_sign(range->low) < 0 ? num_neg(arena, range->high) : range->low;
    return num_sign(spread) == 0 || num_compare(spread, least) >= 0;
}

/* --- Steps ----------------------------------------------------------------------------------- */

/* 1, 2, 2.5, 5, 10 times a power of ten: the smallest that is at least `raw`; itself where it has
   more digits than COARSEST. */
static Num round_step(Arena *arena, Num raw)
{
    static const struct {
        int64_t num, den;
    } STEPS[] = {{1, 1}, {2, 1}, {5, 2}, {5, 1}, {10, 1}};
    Num ten = num_int(10);
    Num power = num_int(1);
    for (int i = 0; i < COARSEST && num_compare(raw, num_mul(arena, power, ten)) > 0; i++)
        power = num_mul(arena, power, ten);
    for (int i = 0; i < FINEST && num_compare(raw, power) < 0; i++)
        power = num_div(arena, power, ten);
    for (size_t i = 0; i < sizeof STEPS / sizeof *STEPS; i++) {
        Num step =
            num_div(arena, num_mul(arena, power, num_int(STEPS[i].num)), num_int(STEPS[i].den));
        if (num_compare(step, raw) >= 0)
            return step;
    }
    return raw;
}

static Num multiple(Arena *arena, Num value, Num step, Rounding way)
{
    return num_mul(arena, num_round(arena, num_div(arena, value, step), 0, way), step);
}

/* Decimals that write all multiples of the step, in the unit that is printed. */
static int decimals_of(Arena *arena, const ChartFormat *format, Num step)
{
    int decimals = 0;
    step = num_div(arena, step, num_int(format->unit));
    while (decimals < FINEST + 1 &&
           num_compare(num_round(arena, step, decimals, ROUND_HALF_AWAY), step) != 0)
        decimals++;
    return decimals;
}

/* Ticks are no finer than values are written: there is no half of a person. */
static Num finest_step(Arena *arena, const ChartFormat *format)
{
    Num step = num_int(format->unit);
    for (int i = 0; i < format->decimals; i++)
        step = num_div(arena, step, num_int(10));
    return step;
}

/* Sets the ends that are not told to multiples of the step; how many ticks there are. */
static int64_t divide(Arena *arena, const Chart *chart, const Range *range, Num step, Axis *axis)
{
    axis->step = step;
    axis->low = chart->low.given ? range->low : multiple(arena, range->low, step, ROUND_DOWN);
    axis->high = chart->high.given ? range->high : multiple(arena, range->high, step, ROUND_UP);
    axis->first = multiple(arena, axis->low, step, ROUND_UP);
    Num last = multiple(arena, axis->high, step, ROUND_DOWN);
    int64_t steps = 0;
    (void)num_to_int(num_div(arena, num_sub(arena, last, axis->first), step), &steps);
    return steps + 1;
}

Axis axis_make(Arena *arena, const Chart *chart, size_t most_ticks)
{
    Axis axis = {.format = chart->format};
    Range range = range_of(arena, chart);
    if (begins_at_zero(arena, chart, &range))
        include(&range, num_int(0));
    if (chart->low.given)
        range.low = chart->low.number;
    if (chart->high.given)
        range.high = chart->high.number;
    if (num_compare(range.low, range.high) >= 0) {
        Num one = num_int(chart->format.unit);
        if (chart->high.given)
            range.low = num_sub(arena, range.high, one);
        else
            range.high = num_add(arena, range.low, one);
    }
    Num spread = num_sub(arena, range.high, range.low);
    Num raw = num_div(arena, spread, num_int((int64_t)most_ticks));
    Num finest = finest_step(arena, &chart->format);
    if (num_compare(raw, finest) < 0)
        raw = finest;
    int64_t ticks = 0;
    do {
        raw = round_step(arena, raw);
        ticks = divide(arena, chart, &range, raw, &axis);
        raw = num_mul(arena, raw, num_div(arena, num_int(11), num_int(10)));
    } while (ticks > (int64_t)most_ticks);
    axis.ticks = ticks > 0 ? (size_t)ticks : 0;
    axis.format.decimals = decimals_of(arena, &axis.format, axis.step);
    return axis;
}

Num axis_tick(Arena *arena, const Axis *axis, size_t tick)
{
    return num_add(arena, axis->first, num_mul(arena, axis->step, num_int((int64_t)tick)));
}

Num axis_nearest(const Axis *axis, Num value)
{
    if (num_compare(value, axis->low) < 0)
        return axis->low;
    return num_compare(value, axis->high) > 0 ? axis->high : value;
}

Len axis_at(Arena *arena, const Axis *axis, Num value, Len length)
{
    if (num_compare(value, axis->low) <= 0)
        return 0;
    if (num_compare(value, axis->high) >= 0)
        return length;
    Num at = num_mul(arena, num_sub(arena, value, axis->low), num_int(length));
    at = num_div(arena, at, num_sub(arena, axis->high, axis->low));
    int64_t whole = 0;
    (void)num_to_int(num_round(arena, at, 0, ROUND_HALF_AWAY), &whole);
    return (Len)whole;
}
