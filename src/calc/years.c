/*
 * Fields per year: the year, or the years, that an [index] names.
 */
#include "calc/state.h"

#include <string.h>

/* The value of the index where `tahun` is this year, and fields per year stand for it. */
static Value index_in_year(Env *env, YearStep *step, int64_t year)
{
    static const Str NAME = {"tahun", 5};
    size_t count = env->locals == NULL ? 0 : env->locals->count;
    if (step->locals == NULL) {
        step->locals = arena_array(env->calc->arena, count + 1, sizeof *step->locals);
        if (count > 0)
            memcpy(step->locals + 1, env->locals->items, count * sizeof *step->locals);
    }
    step->locals[0] = (Local){NAME, value_number(num_int(year))};
    Locals locals = {step->locals, count + 1};
    Env inner = *env;
    inner.locals = &locals;
    inner.year = year;
    Value value = eval(&inner, step->step->index);
    env->failed = inner.failed;
    return value;
}

/* Evaluated once for all elements of a list, but a condition: it is asked for every year. */
static void evaluate_index(Env *env, YearStep *step)
{
    const Expr *expr = step->step->index;
    Value value = eval(env, expr);
    step->evaluated = true;
    step->which = YEARS_NONE;
    if (value.kind == VALUE_BOOL)
        step->which = YEARS_CONDITION;
    else if (value.kind != VALUE_NUMBER)
        (void)eval_type_error(env, step->step->range, expr, value, "'[]'", "a year or a condition");
    else if (!num_to_int(value.number, &step->year))
        (void)eval_error(env, step->step->range, NULL, "'%.*s' is not a year",
                         STR_ARG(expr_text(env, expr)));
    else
        step->which = YEARS_ONE;
}

static Value list_from_stack(Calc *calc, size_t from)
{
    size_t count = calc->top - from;
    calc->top = from;
    if (count == 0)
        return value_empty_list();
    List *list = arena_alloc(calc->arena, sizeof *list);
    list->count = count;
    list->items = arena_array(calc->arena, count, sizeof *list->items);
    memcpy(list->items, calc->stack + from, count * sizeof *list->items);
    return (Value){.kind = VALUE_LIST, .list = list};
}

Value years_of_map(Env *env, const Map *map, YearStep *step, Range range, const Record *record,
                   const Field *field)
{
    Calc *calc = env->calc;
    size_t from = calc->top;
    for (size_t i = 0; i < map->count; i++) {
        Value holds = index_in_year(env, step, map->entries[i].year);
        if (holds.kind != VALUE_BOOL && holds.kind != VALUE_MISSING)
            (void)eval_type_error(env, step->step->range, step->step->index, holds, "'[]'",
                                  "a condition for every year");
        if (holds.kind != VALUE_BOOL || !holds.flag)
            continue;
        stack_push(calc, record == NULL
                             ? map->entries[i].value
                             : field_value(env, range, record, field, map->entries[i].year));
    }
    return list_from_stack(calc, from);
}

Value year_or_value(Env *env, Range range, const Record *record, const Field *field, YearStep *step)
{
    if (field->shape != SHAPE_PER_YEAR || step->step == NULL)
        return field_value(env, range, record, field, env->year);
    if (!step->evaluated)
        evaluate_index(env, step);
    if (step->which == YEARS_ONE)
        return field_value(env, range, record, field, step->year);
    if (step->which == YEARS_NONE)
        return value_missing();
    const Map *map = field_years(env->calc, record, field);
    return map == NULL ? value_empty_list() : years_of_map(env, map, step, range, record, field);
}
