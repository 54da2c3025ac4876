/*
 * What a function gives for all elements of a list, kept for when it is asked again: a formula that
 * is evaluated for each of a thousand records, and divides by the sum over all of them, takes a
 * thousand steps for that sum, not a million. Lists that lie in memory never change.
 */
#include "calc/functions.h"

/* Shorter lists are gone through. */
enum { FOLD_LEAST = 16 };

struct Folded {
    const List *of;
    const struct Fold *fold;
    Value value;
};

/* The slot of the list and the fold, or the free one where they belong. */
static struct Folded *find_slot(const Folds *folds, const List *of, const Fold *fold)
{
    uint64_t hash =
        ((uint64_t)(uintptr_t)of ^ (uint64_t)(uintptr_t)fold << 20) * UINT64_C(0x9E3779B97F4A7C15);
    size_t at = (size_t)(hash >> 32) & (folds->capacity - 1);
    while (folds->slots[at].of != NULL &&
           (folds->slots[at].of != of || folds->slots[at].fold != fold))
        at = (at + 1) & (folds->capacity - 1);
    return &folds->slots[at];
}

static void grow(Calc *calc)
{
    Folds old = calc->folds;
    calc->folds.capacity = old.capacity > 0 ? old.capacity * 2 : 64;
    calc->folds.slots = arena_array(calc->arena, calc->folds.capacity, sizeof *calc->folds.slots);
    for (size_t i = 0; i < old.capacity; i++)
        if (old.slots[i].of != NULL)
            *find_slot(&calc->folds, old.slots[i].of, old.slots[i].fold) = old.slots[i];
}

static Value fold_list(Env *env, const Expr *call, const Fold *fold, const List *list)
{
    Calc *calc = env->calc;
    const Expr *arg = call->call.args[0];
    if (list->count >= FOLD_LEAST && calc->folds.count > 0) {
        const struct Folded *kept = find_slot(&calc->folds, list, fold);
        if (kept->of != NULL)
            return kept->value;
    }
    size_t from = calc->top;
    if (charge_values(env, arg->range, list->count))
        push_elements(calc, (Value){.kind = VALUE_LIST, .list = list});
    Value value = fold->over(env, call, keep_accepted(env, call, arg, from, fold->accept));
    if (list->count < FOLD_LEAST || env->failed)
        return value;
    if (calc->folds.count * 2 >= calc->folds.capacity)
        grow(calc);
    *find_slot(&calc->folds, list, fold) = (struct Folded){list, fold, value};
    calc->folds.count++;
    return value;
}

Value fold_arguments(Env *env, const Expr *call, const Fold *fold)
{
    if (call->call.count != 1)
        return fold->over(env, call, push_arguments(env, call, fold->accept));
    const Expr *arg = call->call.args[0];
    size_t from = env->calc->top;
    size_t count = 0;
    const List *list = eval_list(env, arg, &count);
    if (list != NULL)
        return fold_list(env, call, fold, list);
    return fold->over(env, call, keep_accepted(env, call, arg, from, fold->accept));
}
