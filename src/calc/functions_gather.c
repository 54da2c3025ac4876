/*
 * Functions that gather what stands apart: lists of several places, values of several years.
 */
#include "calc/functions.h"

static bool is_any(Value value)
{
    (void)value;
    return true;
}

Value function_lists(Env *env, const Expr *call)
{
    static const Accept ANYTHING = {is_any, "values"};
    Calc *calc = env->calc;
    size_t count = push_arguments(env, call, &ANYTHING);
    List *list = arena_alloc(calc->arena, sizeof *list);
    list->items = arena_array(calc->arena, count, sizeof *list->items);
    calc->top -= count;
    list->count = count;
    for (size_t i = 0; i < count; i++)
        list->items[i] = calc->stack[calc->top + i];
    return (Value){.kind = VALUE_LIST, .list = list};
}

/* --- Years ----------------------------------------------------------------------------------- */

/* A year that bounds the sum; `otherwise` where it is missing. False after an error. */
static bool bound(Env *env, const Expr *call, size_t i, int64_t otherwise, int64_t *year)
{
    bool failed = env->failed;
    env->failed = false;
    bool given = i < call->call.count && whole_argument(env, call, i, year);
    bool good = !env->failed;
    env->failed = failed || !good;
    if (!given)
        *year = otherwise;
    return good;
}

/* Adds what the first argument gives in a year; false after an error. */
static bool add_year(Env *env, const Expr *call, int64_t year, Value *sum)
{
    Calc *calc = env->calc;
    const Expr *arg = call->call.args[0];
    Env inner = *env;
    inner.year = year;
    size_t from = calc->top;
    size_t count = eval_push(&inner, arg);
    calc->top = from;
    env->failed = inner.failed;
    for (size_t i = 0; i < count; i++) {
        Value value = calc->stack[from + i];
        if (value.kind == VALUE_MISSING)
            continue;
        if (value.kind != VALUE_NUMBER) {
            (void)eval_type_error(env, arg->range, arg, value, "jumlah_tahun()", "numbers");
            return false;
        }
        sum->number = sum->kind == VALUE_MISSING ? value.number
                                                 : num_add(calc->arena, sum->number, value.number);
        sum->kind = VALUE_NUMBER;
    }
    return true;
}

Value function_sum_years(Env *env, const Expr *call)
{
    const Calc *calc = env->calc;
    int64_t from;
    int64_t to;
    Value sum = value_missing();
    if (!bound(env, call, 1, INT64_MIN, &from) || !bound(env, call, 2, INT64_MAX, &to))
        return value_missing();
    for (size_t i = 0; i < calc->year_count; i++)
        if (calc->years[i].year >= from && calc->years[i].year <= to &&
            !add_year(env, call, calc->years[i].year, &sum))
            return value_missing();
    return sum;
}
