/*
 * Functions over the elements of lists, missing ones skipped.
 */
#include "calc/functions.h"

/* Whether an element is what a function takes; `needs` says it. */
typedef struct Accept {
    bool (*accepts)(Value value);
    const char *needs;
} Accept;

static bool is_number(Value value)
{
    return value.kind == VALUE_NUMBER;
}

static bool is_ordered(Value value)
{
    return value.kind == VALUE_NUMBER || value.kind == VALUE_DATE;
}

static bool is_any(Value value)
{
    (void)value;
    return true;
}

static const Accept NUMBERS = {is_number, "numbers"};
static const Accept ORDERED = {is_ordered, "numbers or dates"};
static const Accept ANYTHING = {is_any, "values"};

static void refuse(Env *env, const Expr *call, const Expr *arg, Value value, const Accept *accept)
{
    (void)eval_error(env, arg->range, NULL, "%s() needs %s, but '%.*s' holds %s",
                     call->call.function->name, accept->needs, STR_ARG(expr_text(env, arg)),
                     value_noun(value));
}

/* Pushes the elements of all arguments but the missing ones; returns how many. */
static size_t push_arguments(Env *env, const Expr *call, const Accept *accept)
{
    Calc *calc = env->calc;
    size_t start = calc->top;
    for (size_t i = 0; i < call->call.count; i++) {
        size_t to = calc->top;
        size_t count = eval_push(env, call->call.args[i]);
        bool refused = false;
        for (size_t from = calc->top - count; from < calc->top; from++) {
            Value value = calc->stack[from];
            if (value.kind == VALUE_MISSING)
                continue;
            if (accept->accepts(value)) {
                calc->stack[to++] = value;
            } else if (!refused) {
                refuse(env, call, call->call.args[i], value, accept);
                refused = true;
            }
        }
        calc->top = to;
    }
    return calc->top - start;
}

/* The sum of the numbers on top of the stack, which are taken off. */
static Num pop_sum(Calc *calc, size_t count)
{
    if (count > calc->number_capacity) {
        calc->number_capacity = count * 2;
        calc->numbers = arena_array(calc->arena, calc->number_capacity, sizeof *calc->numbers);
    }
    calc->top -= count;
    for (size_t i = 0; i < count; i++)
        calc->numbers[i] = calc->stack[calc->top + i].number;
    return num_sum(calc->arena, calc->numbers, count);
}

Value function_sum(Env *env, const Expr *call)
{
    size_t count = push_arguments(env, call, &NUMBERS);
    return count == 0 ? value_missing() : value_number(pop_sum(env->calc, count));
}

Value function_mean(Env *env, const Expr *call)
{
    size_t count = push_arguments(env, call, &NUMBERS);
    if (count == 0)
        return value_missing();
    Num sum = pop_sum(env->calc, count);
    return value_number(num_div(env->calc->arena, sum, num_int((int64_t)count)));
}

/* The element that stands first in the direction of `sign`. */
static Value extreme(Env *env, const Expr *call, int sign)
{
    Calc *calc = env->calc;
    size_t count = push_arguments(env, call, &ORDERED);
    calc->top -= count;
    const Value *values = calc->stack + calc->top;
    Value best = count > 0 ? values[0] : value_missing();
    for (size_t i = 1; i < count; i++) {
        if (values[i].kind != best.kind)
            return eval_error(env, call->range, NULL, "%s() cannot compare %s with %s",
                              call->call.function->name, value_noun(best), value_noun(values[i]));
        if (value_compare(values[i], best) * sign > 0)
            best = values[i];
    }
    return best;
}

Value function_least(Env *env, const Expr *call)
{
    return extreme(env, call, -1);
}

Value function_greatest(Env *env, const Expr *call)
{
    return extreme(env, call, 1);
}

static size_t count_arguments(Env *env, const Expr *call)
{
    size_t count = push_arguments(env, call, &ANYTHING);
    env->calc->top -= count;
    return count;
}

Value function_count(Env *env, const Expr *call)
{
    return value_number(num_int((int64_t)count_arguments(env, call)));
}

Value function_given(Env *env, const Expr *call)
{
    return value_bool(count_arguments(env, call) > 0);
}
