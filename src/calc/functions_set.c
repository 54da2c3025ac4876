/*
 * Functions over the elements of lists that ask which of them are equal.
 */
#include "calc/functions.h"
#include "calc/known.h"

#include <stdlib.h>

/* An element and where it stood. */
typedef struct Ranked {
    Value value;
    size_t at;
} Ranked;

static bool is_comparable(Value value)
{
    return value.kind == VALUE_NUMBER || value.kind == VALUE_TEXT || value.kind == VALUE_BOOL ||
           value.kind == VALUE_DATE;
}

static const Accept COMPARABLE = {is_comparable, "numbers, texts, dates or yes and no"};

static bool same(Value a, Value b)
{
    return a.kind == b.kind && value_compare(a, b) == 0;
}

/* By kind, then by value, then by place: equal elements come together, the first of them first. */
static int by_value(const void *left, const void *right)
{
    const Ranked *a = left;
    const Ranked *b = right;
    if (a->value.kind != b->value.kind)
        return a->value.kind < b->value.kind ? -1 : 1;
    int order = value_compare(a->value, b->value);
    return order != 0 ? order : (a->at > b->at) - (a->at < b->at);
}

static int by_place(const void *left, const void *right)
{
    const Ranked *a = left;
    const Ranked *b = right;
    return (a->at > b->at) - (a->at < b->at);
}

/* One of each run of equal elements that has at least `least`, in the order that they first come
 * in.
 */
static Value pick_runs(Env *env, const Expr *call, size_t least)
{
    Calc *calc = env->calc;
    size_t count = push_arguments(env, call, &COMPARABLE);
    calc->top -= count;
    if (count == 0)
        return value_empty_list();
    Ranked *ranked = arena_array(calc->arena, count, sizeof *ranked);
    for (size_t i = 0; i < count; i++)
        ranked[i] = (Ranked){calc->stack[calc->top + i], i};
    qsort(ranked, count, sizeof *ranked, by_value);
    size_t kept = 0;
    for (size_t from = 0, to; from < count; from = to) {
        for (to = from + 1; to < count && same(ranked[from].value, ranked[to].value);)
            to++;
        if (to - from >= least)
            ranked[kept++] = ranked[from];
    }
    qsort(ranked, kept, sizeof *ranked, by_place);
    List *list = arena_alloc(calc->arena, sizeof *list);
    list->count = kept;
    list->items = arena_array(calc->arena, kept, sizeof *list->items);
    for (size_t i = 0; i < kept; i++)
        list->items[i] = ranked[i].value;
    return (Value){.kind = VALUE_LIST, .list = list};
}

Value function_unique(Env *env, const Expr *call)
{
    return pick_runs(env, call, 1);
}

Value function_repeated(Env *env, const Expr *call)
{
    return pick_runs(env, call, 2);
}

/* A text in a list that was asked before is looked up. */
static bool is_among(Env *env, Range range, Value value, const List *list)
{
    Known *known = NULL;
    if (value.kind == VALUE_TEXT && list->count >= KNOWN_LEAST)
        known = known_list(env->calc, list, NULL);
    if (known != NULL && known_index(env, range, known, NULL))
        return charge(env, range, 1) &&
               known_find(env->calc, known, NULL, value.text, KNOWN_NONE) != KNOWN_NONE;
    bool found = false;
    size_t count = charge(env, range, list->count) ? list->count : 0;
    for (size_t i = 0; i < count && !found; i++)
        found = same(value, list->items[i]);
    return found;
}

Value function_among(Env *env, const Expr *call)
{
    Calc *calc = env->calc;
    const Expr *arg = call->call.args[0];
    Value value = eval(env, arg);
    if (!is_comparable(value))
        return eval_type_error(env, arg->range, arg, value, "termasuk()", COMPARABLE.needs);
    size_t count = 0;
    const List *list = eval_list(env, call->call.args[1], &count);
    if (list != NULL)
        return value_bool(is_among(env, call->range, value, list));
    bool found = false;
    calc->top -= count;
    for (size_t i = 0; i < count && !found; i++)
        found = same(value, calc->stack[calc->top + i]);
    return value_bool(found);
}
