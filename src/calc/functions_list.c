/*
 * Functions over the elements of lists, missing ones skipped.
 */
#include "calc/functions.h"

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

size_t keep_accepted(Env *env, const Expr *call, const Expr *arg, size_t from, const Accept *accept)
{
    Calc *calc = env->calc;
    size_t to = from;
    bool refused = false;
    for (size_t i = from; i < calc->top; i++) {
        Value value = calc->stack[i];
        if (value.kind == VALUE_MISSING)
            continue;
        if (accept->accepts(value)) {
            calc->stack[to++] = value;
        } else if (!refused) {
            refuse(env, call, arg, value, accept);
            refused = true;
        }
    }
    calc->top = to;
    return to - from;
}

size_t push_arguments(Env *env, const Expr *call, const Accept *accept)
{
    Calc *calc = env->calc;
    size_t start = calc->top;
    for (size_t i = 0; i < call->call.count; i++) {
        size_t from = calc->top;
        (void)eval_push(env, call->call.args[i]);
        (void)keep_accepted(env, call, call->call.args[i], from, accept);
    }
    return calc->top - start;
}

static void room_for_numbers(Calc *calc, size_t count)
{
    if (count <= calc->number_capacity)
        return;
    calc->number_capacity = count * 2;
    calc->numbers = arena_array(calc->arena, calc->number_capacity, sizeof *calc->numbers);
}

/* The sum of calc->numbers. */
static Num sum_numbers(Env *env, Range range, size_t count)
{
    Calc *calc = env->calc;
    size_t words = 0;
    for (size_t i = 0; i < count; i++)
        words += num_words(calc->numbers[i]);
    charge_words(env, range, words);
    Num sum = num_sum(calc->arena, calc->numbers, count);
    charge_words(env, range, num_words(sum));
    return sum;
}

/* The sum of the numbers on top of the stack, which are taken off. */
static Num pop_sum(Env *env, Range range, size_t count)
{
    Calc *calc = env->calc;
    room_for_numbers(calc, count);
    calc->top -= count;
    for (size_t i = 0; i < count; i++)
        calc->numbers[i] = calc->stack[calc->top + i].number;
    return sum_numbers(env, range, count);
}

static Value add_up(Env *env, const Expr *call, size_t count)
{
    return count == 0 ? value_missing() : value_number(pop_sum(env, call->range, count));
}

Value function_sum(Env *env, const Expr *call)
{
    static const Fold SUM = {&NUMBERS, add_up};
    return fold_arguments(env, call, &SUM);
}

static Value average(Env *env, const Expr *call, size_t count)
{
    if (count == 0)
        return value_missing();
    Num sum = pop_sum(env, call->range, count);
    return value_number(num_div(env->calc->arena, sum, num_int((int64_t)count)));
}

Value function_mean(Env *env, const Expr *call)
{
    static const Fold MEAN = {&NUMBERS, average};
    return fold_arguments(env, call, &MEAN);
}

/* Sums products of values and weights where `weighted`, else weights; leaves out pairs of which one
   is missing. `from` is where the values lie on the stack, the weights behind them. Gives how many
   pairs there are. */
static size_t sum_pairs(Env *env, const Expr *call, size_t from, size_t count, bool weighted,
                        Num *sum)
{
    Calc *calc = env->calc;
    size_t pairs = 0;
    room_for_numbers(calc, count);
    for (size_t i = 0; i < count; i++) {
        Value value = calc->stack[from + i];
        Value weight = calc->stack[from + count + i];
        if (value.kind == VALUE_NUMBER && weight.kind == VALUE_NUMBER)
            calc->numbers[pairs++] =
                weighted ? num_mul(calc->arena, value.number, weight.number) : weight.number;
    }
    *sum = sum_numbers(env, call->range, pairs);
    return pairs;
}

/* Pushes the elements of an argument, which must be numbers or missing. */
static size_t push_numbers(Env *env, const Expr *call, const Expr *arg)
{
    Calc *calc = env->calc;
    size_t count = eval_push(env, arg);
    for (size_t i = calc->top - count; i < calc->top; i++) {
        Value value = calc->stack[i];
        if (value.kind == VALUE_NUMBER || value.kind == VALUE_MISSING)
            continue;
        refuse(env, call, arg, value, &NUMBERS);
        break;
    }
    return count;
}

Value function_weighted_mean(Env *env, const Expr *call)
{
    Calc *calc = env->calc;
    size_t from = calc->top;
    const Expr *weights = call->call.args[1];
    size_t count = push_numbers(env, call, call->call.args[0]);
    size_t weight_count = push_numbers(env, call, weights);
    calc->top = from;
    if (count != weight_count)
        return eval_error(env, call->range, "let both come from the same list",
                          "rata_tertimbang() has %zu values, but %zu weights", count, weight_count);
    Num products;
    Num sum;
    size_t pairs = sum_pairs(env, call, from, count, true, &products);
    (void)sum_pairs(env, call, from, count, false, &sum);
    if (pairs == 0)
        return value_missing();
    if (num_sign(sum) == 0)
        return eval_error(env, weights->range, NULL,
                          "division by zero: the weights '%.*s' add up to 0",
                          STR_ARG(expr_text(env, weights)));
    return value_number(num_div(calc->arena, products, sum));
}

/* The element that stands first in the direction of `sign`. */
static Value extreme(Env *env, const Expr *call, size_t count, int sign)
{
    Calc *calc = env->calc;
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

static Value least(Env *env, const Expr *call, size_t count)
{
    return extreme(env, call, count, -1);
}

Value function_least(Env *env, const Expr *call)
{
    static const Fold LEAST = {&ORDERED, least};
    return fold_arguments(env, call, &LEAST);
}

static Value greatest(Env *env, const Expr *call, size_t count)
{
    return extreme(env, call, count, 1);
}

Value function_greatest(Env *env, const Expr *call)
{
    static const Fold GREATEST = {&ORDERED, greatest};
    return fold_arguments(env, call, &GREATEST);
}

static Value count_all(Env *env, const Expr *call, size_t count)
{
    (void)call;
    env->calc->top -= count;
    return value_number(num_int((int64_t)count));
}

Value function_count(Env *env, const Expr *call)
{
    static const Fold COUNT = {&ANYTHING, count_all};
    return fold_arguments(env, call, &COUNT);
}

/* A record that is there only to hold what is computed was not given. */
static bool is_given(Value value)
{
    return value.kind != VALUE_RECORD || !value.record->made_up;
}

static Value any_given(Env *env, const Expr *call, size_t count)
{
    (void)call;
    env->calc->top -= count;
    bool given = false;
    for (size_t i = 0; i < count && !given; i++)
        given = is_given(env->calc->stack[env->calc->top + i]);
    return value_bool(given);
}

Value function_given(Env *env, const Expr *call)
{
    static const Fold GIVEN = {&ANYTHING, any_given};
    return fold_arguments(env, call, &GIVEN);
}
