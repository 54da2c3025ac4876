/*
 * Formulas that stand in the data: an indicator's own, over variables that the data name. Each is
 * parsed once and checked once against its variables.
 */
#include "calc/state.h"

#include <string.h>

/* --- Parsed once ----------------------------------------------------------------------------- */

static bool is_of(const DataFormula *formula, Str text)
{
    return formula->text.at == text.at && str_equal(formula->copy, text);
}

/* Equal texts at different places are different formulas, so it is where one lies that tells it
   from others. */
static DataFormula **find_slot(const DataFormulas *formulas, Str text)
{
    uint64_t hash = (uint64_t)(uintptr_t)text.at * UINT64_C(0x9E3779B97F4A7C15);
    size_t at = (size_t)(hash >> 32) & (formulas->capacity - 1);
    while (formulas->slots[at] != NULL && !is_of(formulas->slots[at], text))
        at = (at + 1) & (formulas->capacity - 1);
    return &formulas->slots[at];
}

static void grow(Calc *calc)
{
    DataFormulas old = calc->formulas;
    calc->formulas.capacity = old.capacity > 0 ? old.capacity * 2 : 64;
    calc->formulas.slots = arena_array(calc->arena, calc->formulas.capacity, sizeof(DataFormula *));
    for (size_t i = 0; i < old.capacity; i++)
        if (old.slots[i] != NULL)
            *find_slot(&calc->formulas, old.slots[i]->text) = old.slots[i];
}

DataFormula *data_formula(Calc *calc, Str text, Place place)
{
    if (calc->formulas.count * 2 >= calc->formulas.capacity)
        grow(calc);
    DataFormula **slot = find_slot(&calc->formulas, text);
    if (*slot == NULL) {
        DataFormula *made = arena_alloc(calc->arena, sizeof *made);
        made->text = text;
        made->copy = str_copy(calc->arena, text);
        made->formula = calc_parse(calc, text, place);
        calc->formulas.count++;
        *slot = made;
    }
    return *slot;
}

/* --- Variables
 * ------------------------------------------------------------------------------------
 */

/* The field of a variable's record that is its value: the one that a bare scalar stands for. */
static const Field *value_field(const RecordType *type)
{
    return type->shorthand != NULL ? type->shorthand : schema_field(type, STR("nilai"));
}

/* All years of it, where it has several. */
static Value variable_value(Env *env, Range range, Value value)
{
    if (value.kind != VALUE_RECORD)
        return value;
    const Record *record = value.record;
    const Field *field = value_field(record->type);
    if (field == NULL)
        return eval_error(env, range, "a variable's value is its field 'nilai'",
                          "the variables are of type '%.*s', which has no value",
                          STR_ARG(record->type->name));
    if (field->shape == SHAPE_PER_YEAR && !field->computed)
        return record->values[field->index];
    return field_value(env, range, record, field, env->year);
}

static void bind_variables(Env *env, Range range, Inner *inner)
{
    const Map *map = inner->variables;
    size_t count = map == NULL ? 0 : map->count;
    Local *locals = arena_array(env->calc->arena, count + 1, sizeof *locals);
    for (size_t i = 0; i < count; i++)
        locals[i] = (Local){map->entries[i].key, variable_value(env, range, map->entries[i].value)};
    locals[count] = (Local){STR("tahun"), value_number(num_int(env->year))};
    inner->locals = (Locals){locals, count + 1};
}

/* --- Interface ------------------------------------------------------------------------------- */

/* Once per formula and variables, since many records and years may share them. */
static bool check_names(Calc *calc, DataFormula *data, const Inner *inner, bool diagnose)
{
    if (data->checked && data->variables == inner->variables && data->diagnosed == diagnose)
        return data->good;
    data->good = formula_check_closed(calc, data->formula, &inner->locals, diagnose);
    data->variables = inner->variables;
    data->diagnosed = diagnose;
    data->checked = true;
    return data->good;
}

bool inner_open(Env *env, Range range, Str text, Value variables, bool open, Inner *inner)
{
    Calc *calc = env->calc;
    DataFormula *data = data_formula(calc, text, formula_place(env->formula, range));
    *inner = (Inner){.scope = {.self = value_missing()}};
    if (variables.kind == VALUE_MAP)
        inner->variables = variables.map;
    if (data->formula == NULL ||
        !charge(env, range, inner->variables == NULL ? 0 : inner->variables->count)) {
        env->failed = true;
        return false;
    }
    bind_variables(env, range, inner);
    inner->env = (Env){.calc = calc, .formula = data->formula, .year = env->year};
    bool diagnose = !open || inner->variables != NULL;
    bool good = check_names(calc, data, inner, diagnose);
    env->failed = env->failed || (!good && diagnose);
    return good;
}
