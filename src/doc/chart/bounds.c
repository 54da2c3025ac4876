/* The ends of a chart's axis, and the warning that values lie beyond them. */
#include "doc/chart/chart.h"

/* The values beyond one end. */
typedef struct Beyond {
    size_t count;
    Num farthest;
    Str name; /* of its category; empty: the target */
} Beyond;

static void look_at(const Chart *chart, bool high, Num value, Str name, Beyond *beyond)
{
    int side = high ? 1 : -1;
    Num end = high ? chart->high.number : chart->low.number;
    if (num_compare(value, end) * side <= 0)
        return;
    if (beyond->count == 0 || num_compare(value, beyond->farthest) * side > 0) {
        beyond->farthest = value;
        beyond->name = name;
    }
    beyond->count++;
}

/* What is stacked in a category upwards and downwards. */
static void look_at_stack(Arena *arena, const Chart *chart, bool high, size_t category,
                          Beyond *beyond)
{
    Num sums[2] = {num_int(0), num_int(0)};
    for (size_t s = 0; s < chart->series_count; s++) {
        const ChartValue *value = &chart->values[s * chart->category_count + category];
        if (!value->given)
            continue;
        Num *sum = &sums[num_sign(value->number) < 0];
        *sum = num_add(arena, *sum, value->number);
    }
    for (size_t i = 0; i < 2; i++)
        if (num_sign(sums[i]) != 0)
            look_at(chart, high, sums[i], chart->categories[category].text, beyond);
}

static Beyond find_beyond(Arena *arena, const Chart *chart, bool high)
{
    bool stacked = chart->kind == CHART_BARS_STACKED || chart->kind == CHART_ACROSS_STACKED;
    Beyond beyond = {.farthest = num_int(0)};
    for (size_t c = 0; c < chart->category_count; c++) {
        if (stacked)
            look_at_stack(arena, chart, high, c, &beyond);
        for (size_t s = 0; s < chart->series_count && !stacked; s++) {
            const ChartValue *value = &chart->values[s * chart->category_count + c];
            if (value->given)
                look_at(chart, high, value->number, chart->categories[c].text, &beyond);
        }
    }
    if (chart->target.given)
        look_at(chart, high, chart->target.number, (Str){NULL, 0}, &beyond);
    return beyond;
}

static void check_end(Builder *builder, const Expression *end, const Chart *chart, bool high)
{
    Arena *arena = builder->arena;
    const Beyond beyond = find_beyond(arena, chart, high);
    if (beyond.count == 0)
        return;
    Str value = chart_number_alone(arena, &chart->format, beyond.farthest);
    Str whose = beyond.name.size > 0
                    ? str_format(arena, "of '%.*s'", STR_ARG(beyond.name))
                    : (beyond.count > 1 ? STR("among others") : STR("of the line across"));
    diag(builder->diags, SEVERITY_WARNING, end->place,
         high ? "make it at least as large, or leave 'maksimum' out"
              : "make it at most as large, or leave 'minimum' out",
         "'%s' is %s the value %.*s %.*s%s: what lies beyond is cut off",
         high ? "maksimum" : "minimum", high ? "below" : "above", STR_ARG(value), STR_ARG(whose),
         beyond.count > 1 && beyond.name.size > 0 ? " and others" : "");
}

bool chart_bounds_fill(Builder *builder, const ChartPlan *plan, const Scope *scope, Chart *chart)
{
    bool good = plan->low == NULL || chart_value(builder, plan->low, scope, &chart->low);
    good = (plan->high == NULL || chart_value(builder, plan->high, scope, &chart->high)) && good;
    good =
        (plan->target == NULL || chart_value(builder, plan->target, scope, &chart->target)) && good;
    if (good && plan->high != NULL && chart->low.given && chart->high.given &&
        num_compare(chart->low.number, chart->high.number) >= 0) {
        good = false;
        diag(builder->diags, SEVERITY_ERROR, plan->high->place, NULL,
             "'maksimum' must be above 'minimum'");
    }
    return good;
}

void chart_bounds_check(Builder *builder, const ChartPlan *plan, const Chart *chart)
{
    if (chart->low.given)
        check_end(builder, plan->low, chart, false);
    if (chart->high.given)
        check_end(builder, plan->high, chart, true);
}
