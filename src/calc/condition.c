/*
 * Conditions: entries of a map of yes and no that formulas decide, each when it is first asked for.
 */
#include "calc/state.h"

void calc_add_condition(Calc *calc, Str field, Str key, const Formula *formula)
{
    Condition *slot = arena_push(calc->arena, &calc->conditions, &calc->condition_capacity,
                                 calc->condition_count, sizeof *slot);
    *slot = (Condition){.field = field, .key = key, .formula = formula};
    calc->condition_count++;
}

static void open_entry(Condition *condition, const Record *root)
{
    condition->of = schema_field(root->type, condition->field);
    Value map = value_missing();
    if (condition->of != NULL && !condition->of->computed)
        map = root->values[condition->of->index];
    for (size_t i = 0; map.kind == VALUE_MAP && i < map.map->count; i++) {
        Entry *entry = &map.map->entries[i];
        if (!str_equal(entry->key, condition->key))
            continue;
        condition->entry = entry;
        condition->record = root;
        condition->map = map.map;
        entry->value = (Value){.kind = VALUE_PENDING};
    }
}

void conditions_open(Calc *calc, const Record *root)
{
    for (size_t i = 0; i < calc->condition_count; i++)
        open_entry(&calc->conditions[i], root);
}

void conditions_compute(Calc *calc)
{
    for (size_t i = 0; i < calc->condition_count; i++) {
        const Condition *condition = &calc->conditions[i];
        Env env = {.calc = calc, .formula = condition->formula};
        if (condition->entry != NULL)
            (void)condition_value(&env, condition->formula->root->range, condition->entry);
    }
}

Value condition_value(Env *env, Range range, const Entry *entry)
{
    Calc *calc = env->calc;
    for (size_t i = 0; entry->value.kind == VALUE_PENDING && i < calc->condition_count; i++) {
        const Condition *condition = &calc->conditions[i];
        if (condition->entry != entry)
            continue;
        Waiting waiting = {
            .record = condition->record, .field = condition->of, .condition = condition};
        return field_wait(env, range, &waiting, &condition->entry->value);
    }
    return entry->value;
}

void condition_settle(Env *env, Range range, Value map)
{
    for (size_t i = 0; map.kind == VALUE_MAP && i < env->calc->condition_count; i++) {
        const Condition *condition = &env->calc->conditions[i];
        if (condition->map == map.map)
            (void)condition_value(env, range, condition->entry);
    }
}
