/*
 * Names and paths: where a value comes from.
 *
 * A path over a list works on all its elements at once. What it gathers lies on the stack of the
 * calculation, so that functions over lists make no list in memory; a list is made only when it is
 * the formula's result or is passed on.
 */
#include "calc/known.h"

#include <string.h>

/* What a step works on: one value, a list of the data, or values on the stack. */
typedef struct Items {
    enum { ITEMS_ONE, ITEMS_LIST, ITEMS_STACK } where;
    Value one;
    const List *list;
    size_t from; /* ITEMS_STACK: up to the top */
    size_t count;
} Items;

void stack_push(Calc *calc, Value value)
{
    Value *slot = arena_push(calc->arena, &calc->stack, &calc->stack_capacity, calc->top,
                             sizeof *calc->stack);
    *slot = value;
    calc->top++;
}

void push_elements(Calc *calc, Value value)
{
    if (value.kind == VALUE_LIST) {
        for (size_t i = 0; i < value.list->count; i++)
            stack_push(calc, value.list->items[i]);
    } else if (value.kind == VALUE_MAP) {
        for (size_t i = 0; i < value.map->count; i++)
            stack_push(calc, value.map->entries[i].value);
    } else {
        stack_push(calc, value);
    }
}

static Items items_of(Value value)
{
    if (value.kind != VALUE_LIST)
        return (Items){.where = ITEMS_ONE, .one = value, .count = 1};
    return (Items){.where = ITEMS_LIST, .list = value.list, .count = value.list->count};
}

static Value item(const Calc *calc, const Items *items, size_t i)
{
    if (items->where == ITEMS_STACK)
        return calc->stack[items->from + i];
    return items->where == ITEMS_LIST ? items->list->items[i] : items->one;
}

/* The values pushed from `from` on take the place of the items. */
static void settle(Calc *calc, Items *items, size_t from)
{
    size_t count = calc->top - from;
    size_t to = items->where == ITEMS_STACK ? items->from : from;
    if (to != from && count > 0)
        memmove(calc->stack + to, calc->stack + from, count * sizeof *calc->stack);
    calc->top = to + count;
    *items = (Items){.where = ITEMS_STACK, .from = to, .count = count};
}

/* One value takes the place of the items. */
static void settle_one(Calc *calc, Items *items, Value value)
{
    if (items->where == ITEMS_STACK)
        calc->top = items->from;
    *items = items_of(value);
}

/* --- Names ----------------------------------------------------------------------------------- */

static Value record_key(const Record *record)
{
    if (record->parent == NULL || record->field == NULL || record->position < 1)
        return value_missing();
    Value holder = record->parent->values[record->field->index];
    size_t at = (size_t)record->position - 1;
    if (holder.kind != VALUE_MAP || at >= holder.map->count)
        return value_missing();
    return value_text(holder.map->entries[at].key);
}

static Value builtin_value(const Record *record, Builtin builtin)
{
    switch (builtin) {
    case BUILTIN_SELF:
        return value_record(record);
    case BUILTIN_PARENT:
        return value_record(record->parent);
    case BUILTIN_POSITION:
        return value_number(num_int(record->position));
    case BUILTIN_KEY:
        return record_key(record);
    default:
        return value_missing();
    }
}

/* What a name of the language means in a scope. False where it means nothing there: an element that
   is no record has no place of its own. */
static bool builtin_in_scope(const Scope *scope, Builtin builtin, Value *value)
{
    *value = scope->self;
    if (builtin == BUILTIN_OUTER) {
        *value = scope->outer == NULL ? value_missing() : scope->outer->self;
        return scope->outer != NULL;
    }
    if (scope->record == NULL)
        return builtin == BUILTIN_SELF;
    *value = builtin_value(scope->record, builtin);
    return true;
}

/* A value of a caller's that is per year stands for the report's. */
static Value local_value(const Env *env, Value value)
{
    if (value.kind != VALUE_MAP || value.map->count == 0 || value.map->entries[0].year == 0)
        return value;
    for (size_t i = 0; i < value.map->count; i++)
        if (value.map->entries[i].year == env->year)
            return value.map->entries[i].value;
    return value_missing();
}

/* A name's meaning: a field of a record, or else a value. */
typedef struct Found {
    const Record *record;
    const Field *field; /* NULL: `value` is it */
    Value value;
} Found;

static bool find_in_scope(Env *env, const Scope *scope, Symbol *name, Found *found)
{
    const Record *record = scope->record;
    if (record != NULL)
        found->field = symbol_field(env->calc, name, record->type);
    if (found->field == NULL && name->builtin != BUILTIN_NONE)
        return builtin_in_scope(scope, name->builtin, &found->value);
    if (record == NULL)
        return false;
    while (found->field == NULL && record->parent != NULL) {
        record = record->parent;
        found->field = symbol_field(env->calc, name, record->type);
    }
    found->record = record;
    return found->field != NULL;
}

static const RecordType *scope_type(const Scope *scope)
{
    while (scope != NULL && scope->record == NULL)
        scope = scope->outer;
    return scope == NULL ? NULL : scope->record->type;
}

/* False after an error. A name that only other holders of the record's type know is missing here.
 */
static bool find_name(Env *env, const Expr *expr, Found *found)
{
    Symbol *name = expr->name;
    *found = (Found){.value = value_missing()};
    const Scope *around = env->scope == NULL ? NULL : env->scope->outer;
    const Local *local =
        local_find(env->locals, name, around != NULL, around != NULL && around->outer == NULL);
    if (local != NULL) {
        found->value = local->value;
        return true;
    }
    for (const Scope *scope = env->scope; scope != NULL; scope = scope->outer)
        if (find_in_scope(env, scope, name, found))
            return true;
    found->value = value_missing();
    for (const Scope *scope = env->scope; scope != NULL; scope = scope->outer)
        if (scope_type(scope) != NULL && symbol_in_reach(env->calc, name, scope_type(scope)))
            return true;
    (void)eval_error(env, expr->range, NULL, "unknown name '%.*s'", STR_ARG(name->name));
    return false;
}

Value eval_name(Env *env, const Expr *expr)
{
    Found found;
    if (!find_name(env, expr, &found))
        return value_missing();
    if (found.field == NULL)
        return local_value(env, found.value);
    Value value = field_value(env, expr->range, found.record, found.field, env->year);
    condition_settle(env, expr->range, value);
    return value;
}

/* --- .field ---------------------------------------------------------------------------------- */

static Value map_value(Env *env, Range range, const Map *map, Str key)
{
    for (size_t i = 0; i < map->count; i++)
        if (str_equal(map->entries[i].key, key))
            return condition_value(env, range, &map->entries[i]);
    return value_missing();
}

static Value no_such_field(Env *env, const Step *step, const RecordType *type)
{
    size_t count;
    Arena *arena = env->calc->arena;
    const Str *names = schema_field_names(arena, type, &count);
    const char *hint = suggestion(arena, step->field->name, names, count);
    return eval_error(env, step->range, hint, "'%.*s' has no field '%.*s'", STR_ARG(type->name),
                      STR_ARG(step->field->name));
}

static Value member(Env *env, Value of, const Step *step, YearStep *next)
{
    if (of.kind == VALUE_MAP)
        return map_value(env, step->range, of.map, step->field->name);
    if (of.kind == VALUE_MISSING)
        return of;
    if (of.kind != VALUE_RECORD)
        return eval_error(env, step->range, NULL, "%s has no field '%.*s'", value_noun(of),
                          STR_ARG(step->field->name));
    const Field *field = symbol_field(env->calc, step->field, of.record->type);
    if (field != NULL)
        return year_or_value(env, step->range, of.record, field, next);
    if (step->field->builtin != BUILTIN_NONE && step->field->builtin != BUILTIN_OUTER)
        return builtin_value(of.record, step->field->builtin);
    return no_such_field(env, step, of.record->type);
}

static void step_field(Env *env, Items *items, const Step *step, YearStep *next)
{
    Calc *calc = env->calc;
    if (items->where == ITEMS_ONE) {
        *items = items_of(member(env, items->one, step, next));
        return;
    }
    const List *list = items->where == ITEMS_LIST ? items->list : NULL;
    const List *values = list != NULL ? known_values(calc, list, step->field) : NULL;
    if (values != NULL && charge(env, step->range, 1)) {
        *items = items_of((Value){.kind = VALUE_LIST, .list = values});
        return;
    }
    size_t from = calc->top;
    size_t count = charge_values(env, step->range, items->count) ? items->count : 0;
    if (count == 1) {
        Value value = member(env, item(calc, items, 0), step, next);
        if (value.kind == VALUE_LIST) {
            settle_one(calc, items, value);
            return;
        }
        stack_push(calc, value);
        count = 0;
    }
    for (size_t i = 0; i < count; i++) {
        Value value = member(env, item(calc, items, i), step, next);
        if (value.kind != VALUE_LIST)
            stack_push(calc, value);
        else if (charge_values(env, step->range, value.list->count))
            push_elements(calc, value);
        else
            break;
    }
    if (list != NULL && calc->top - from >= KNOWN_LEAST && !env->failed)
        known_keep(calc, list, step->field, calc->stack + from, calc->top - from);
    settle(calc, items, from);
}

/* --- [index] --------------------------------------------------------------------------------- */

/* The n-th item, n from 1; missing where there is none. */
static void pick(Env *env, Items *items, const Step *step, Num number)
{
    int64_t n;
    Value value = value_missing();
    if (!num_to_int(number, &n))
        (void)eval_error(env, step->range, NULL,
                         "a list cannot be indexed by a fraction or so large a number");
    else if (n >= 1 && (uint64_t)n <= items->count)
        value = item(env->calc, items, (size_t)n - 1);
    settle_one(env->calc, items, value);
}

static void mixed_index(Env *env, Items *items, const Step *step)
{
    settle_one(env->calc, items,
               eval_error(env, step->range, "write a condition, or one number for all elements",
                          "the index is not the same for all elements of the list"));
}

/* The index in the scope of an element. */
static Value eval_for(Env *env, const Step *step, Value element)
{
    Scope scope = {.outer = env->scope, .self = element};
    if (element.kind == VALUE_RECORD)
        scope.record = element.record;
    Env inner = *env;
    inner.scope = &scope;
    Value value = eval(&inner, step->index);
    env->failed = inner.failed;
    return value;
}

/* Whether the index of one more element goes with those before it, of which `seen` is the first
   that was not missing. */
static bool agrees(Value seen, Value value)
{
    if (seen.kind == VALUE_MISSING || value.kind == VALUE_MISSING)
        return true;
    return seen.kind == value.kind &&
           (seen.kind != VALUE_NUMBER || num_compare(seen.number, value.number) == 0);
}

/* Keeps the items for which the index is ya; or picks one when it is a number. */
static void filter(Env *env, Items *items, const Step *step)
{
    Calc *calc = env->calc;
    size_t from = calc->top;
    size_t at = 0;
    Value seen = value_missing();
    bool mixed = false;
    Search search =
        search_begin(items->where == ITEMS_LIST ? items->list : NULL, items->count, step);
    while (!mixed && search_next(env, &search, &at)) {
        Value value = eval_for(env, step, item(calc, items, at));
        if (value.kind != VALUE_BOOL && value.kind != VALUE_NUMBER)
            value = eval_type_error(env, step->range, step->index, value, "'[]' of a list",
                                    "a condition or a number");
        mixed = !agrees(seen, value);
        if (value.kind != VALUE_MISSING)
            seen = value;
        if (value.kind == VALUE_BOOL && value.flag)
            stack_push(calc, item(calc, items, at));
    }
    search_end(calc, &search);
    if (mixed) {
        calc->top = from;
        mixed_index(env, items, step);
    } else if (seen.kind == VALUE_NUMBER) {
        pick(env, items, step, seen.number);
    } else {
        settle(calc, items, from);
    }
}

static Value index_map(Env *env, const Map *map, const Step *step)
{
    Value key = eval(env, step->index);
    int64_t year;
    if (key.kind == VALUE_TEXT)
        return map_value(env, step->range, map, key.text);
    if (key.kind == VALUE_BOOL && map->count > 0 && map->entries[0].year != 0) {
        YearStep years = {.step = step};
        return years_of_map(env, map, &years, step->range, NULL, NULL);
    }
    if (key.kind != VALUE_NUMBER || !num_to_int(key.number, &year))
        return eval_type_error(env, step->range, step->index, key, "'[]' of a map",
                               "a key or a year");
    for (size_t i = 0; i < map->count; i++)
        if (map->entries[i].year == year)
            return map->entries[i].value;
    return map_value(env, step->range, map, num_to_plain(env->calc->arena, key.number));
}

static void step_index(Env *env, Items *items, const Step *step)
{
    Value one = items->one;
    if (items->where != ITEMS_ONE) {
        if (step->index->kind == EXPR_CONST && step->index->constant.kind == VALUE_NUMBER)
            pick(env, items, step, step->index->constant.number);
        else
            filter(env, items, step);
    } else if (one.kind == VALUE_MAP) {
        *items = items_of(index_map(env, one.map, step));
    } else if (one.kind != VALUE_MISSING) {
        *items =
            items_of(eval_error(env, step->range, NULL, "%s has no elements", value_noun(one)));
    }
}

/* --- Paths ----------------------------------------------------------------------------------- */

static YearStep year_step(const Expr *path, size_t i)
{
    bool index = i < path->path.count && path->path.steps[i].index != NULL;
    return (YearStep){.step = index ? &path->path.steps[i] : NULL};
}

static Items path_base(Env *env, const Expr *path, size_t *done)
{
    const Expr *base = path->path.base;
    Found found;
    if (base->kind != EXPR_NAME)
        return items_of(eval(env, base));
    if (!find_name(env, base, &found))
        return items_of(value_missing());
    YearStep next = year_step(path, 0);
    if (found.field == NULL)
        return items_of(next.step != NULL ? found.value : local_value(env, found.value));
    Value value = year_or_value(env, base->range, found.record, found.field, &next);
    *done = next.evaluated;
    return items_of(value);
}

static Items walk_path(Env *env, const Expr *path)
{
    size_t i = 0;
    Items items = path_base(env, path, &i);
    while (i < path->path.count) {
        const Step *step = &path->path.steps[i++];
        if (step->index != NULL) {
            step_index(env, &items, step);
            continue;
        }
        YearStep next = year_step(path, i);
        step_field(env, &items, step, &next);
        if (next.evaluated)
            i++;
    }
    return items;
}

Value eval_path(Env *env, const Expr *expr)
{
    Calc *calc = env->calc;
    Items items = walk_path(env, expr);
    if (items.where == ITEMS_ONE) {
        condition_settle(env, expr->range, items.one);
        return items.one;
    }
    if (items.where == ITEMS_LIST)
        return (Value){.kind = VALUE_LIST, .list = items.list};
    calc->top = items.from;
    if (items.count == 0)
        return value_empty_list();
    List *list = arena_alloc(calc->arena, sizeof *list);
    list->count = items.count;
    list->items = arena_array(calc->arena, items.count, sizeof *list->items);
    memcpy(list->items, calc->stack + items.from, items.count * sizeof *list->items);
    return (Value){.kind = VALUE_LIST, .list = list};
}

static size_t push_items(Env *env, const Expr *expr, Items items)
{
    if (items.where == ITEMS_STACK)
        return items.count;
    size_t from = env->calc->top;
    if (!charge_values(env, expr->range, items.count))
        return 0;
    if (items.where == ITEMS_LIST)
        push_elements(env->calc, (Value){.kind = VALUE_LIST, .list = items.list});
    else {
        condition_settle(env, expr->range, items.one);
        push_elements(env->calc, items.one);
    }
    return env->calc->top - from;
}

size_t push_path(Env *env, const Expr *expr)
{
    return push_items(env, expr, walk_path(env, expr));
}

const List *path_list(Env *env, const Expr *expr, size_t *count)
{
    Items items = walk_path(env, expr);
    if (items.where == ITEMS_LIST)
        return items.list;
    *count = push_items(env, expr, items);
    return NULL;
}
