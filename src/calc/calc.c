/*
 * The calculation as a whole: its state, the walk over all records, formulas of other stages.
 */
#include "calc/state.h"

#include <string.h>

Calc *calc_new(Arena *arena, Diags *diags, Schema *schema)
{
    Calc *calc = arena_alloc(arena, sizeof *calc);
    calc->arena = arena;
    calc->diags = diags;
    calc->schema = schema;
    calc->max_steps = CALC_MAX_STEPS;
    calc->steps = calc->max_steps;
    return calc;
}

/* --- The walk -------------------------------------------------------------------------------- */

/* Calls `visit` for the record and all that it holds, children before parents: so a sum finds its
   terms computed, and few computed fields wait for each other. */
static void walk(Calc *calc, const Record *record, void (*visit)(Calc *, const Record *));

/* A computed field may give records that stand elsewhere: they are visited there. */
static void walk_value(Calc *calc, const Record *holder, Value value,
                       void (*visit)(Calc *, const Record *))
{
    if (value.kind == VALUE_RECORD && value.record->parent == holder) {
        walk(calc, value.record, visit);
    } else if (value.kind == VALUE_LIST) {
        for (size_t i = 0; i < value.list->count; i++)
            walk_value(calc, holder, value.list->items[i], visit);
    } else if (value.kind == VALUE_MAP) {
        for (size_t i = 0; i < value.map->count; i++)
            walk_value(calc, holder, value.map->entries[i].value, visit);
    }
}

static void walk(Calc *calc, const Record *record, void (*visit)(Calc *, const Record *))
{
    for (size_t i = 0; i < record->type->field_count; i++) {
        const Field *field = record->type->fields[i];
        if (field->kind == FIELD_RECORD && !field->computed)
            walk_value(calc, record, record->values[field->index], visit);
    }
    visit(calc, record);
}

static void compute_record(Calc *calc, const Record *record)
{
    for (size_t i = 0; i < record->type->field_count; i++) {
        const Field *field = record->type->fields[i];
        if (field->computed)
            field_compute(calc, record, field);
    }
}

/* --- Years ----------------------------------------------------------------------------------- */

static void add_year(Calc *calc, int64_t year)
{
    size_t at = calc->year_count;
    while (at > 0 && calc->years[at - 1].year >= year)
        at--;
    if (at < calc->year_count && calc->years[at].year == year)
        return;
    (void)arena_push(calc->arena, &calc->years, &calc->year_capacity, calc->year_count,
                     sizeof *calc->years);
    memmove(calc->years + at + 1, calc->years + at, (calc->year_count - at) * sizeof *calc->years);
    calc->years[at] = (Entry){.key = str_format(calc->arena, "%lld", (long long)year),
                              .year = year,
                              .value = {.kind = VALUE_PENDING}};
    calc->year_count++;
}

/* Formulas in the data are parsed before any is asked for, so that what is wrong with one is told
   at its place. */
static void parse_formulas(Calc *calc, Value value, Place place)
{
    if (value.kind == VALUE_TEXT && data_formula(calc, value.text, place)->formula == NULL)
        calc->failed = true;
    for (size_t i = 0; value.kind == VALUE_LIST && i < value.list->count; i++)
        parse_formulas(calc, value.list->items[i], place);
    for (size_t i = 0; value.kind == VALUE_MAP && i < value.map->count; i++)
        parse_formulas(calc, value.map->entries[i].value, place);
}

/* What must be known of all records before the first is computed. */
static void survey(Calc *calc, const Record *record)
{
    calc->max_steps += CALC_RECORD_STEPS;
    for (size_t i = 0; i < record->type->field_count; i++) {
        const Field *field = record->type->fields[i];
        Value value = record->values[field->index];
        if (field->computed && record->stated != NULL)
            value = record_stated(record, field);
        if (field->kind == FIELD_FORMULA)
            parse_formulas(calc, value, record_place(record, str_c(calc->arena, field->name)));
        if (field->shape != SHAPE_PER_YEAR || value.kind != VALUE_MAP)
            continue;
        for (size_t k = 0; k < value.map->count; k++)
            add_year(calc, value.map->entries[k].year);
    }
}

/* --- Interface ------------------------------------------------------------------------------- */

bool calc_exhausted(const Calc *calc)
{
    return calc->exhausted;
}

void calc_spend(Calc *calc, const Formula *formula, int64_t before)
{
    if (before == 0)
        return;
    formula->origin->steps += before - calc->steps;
    if (calc->costliest == NULL || formula->origin->steps > calc->costliest->origin->steps)
        calc->costliest = formula;
    const Formula *most = calc->costliest;
    if (calc->exhausted)
        diag(calc->diags, SEVERITY_ERROR, formula_place(most, most->root->range),
             "let a computed field hold what is the same for many records; filters within filters "
             "go through all pairs of elements",
             "audits, tags and sections take more than %lld steps together, this formula %lld",
             (long long)calc->max_steps, (long long)most->origin->steps);
}

size_t calc_record_count(const Calc *calc)
{
    return (size_t)(calc->max_steps - CALC_MAX_STEPS) / CALC_RECORD_STEPS;
}

bool calc_run(Calc *calc, Record *root, int64_t year)
{
    calc->year = year;
    calc->year_count = 0;
    calc->max_steps = CALC_MAX_STEPS;
    calc->failed = false;
    /* Binding may have completed the record types since they were looked at. */
    symbols_forget_fields(calc);
    if (year != 0)
        add_year(calc, year);
    walk(calc, root, survey);
    conditions_open(calc, root);
    calc->steps = calc->max_steps;
    calc->exhausted = false;
    calc->running = true;
    walk(calc, root, compute_record);
    conditions_compute(calc);
    calc->running = false;
    calc->costliest = NULL;
    if (!calc->exhausted)
        calc->steps = calc->max_steps;
    return !calc->failed;
}

Value calc_eval(Calc *calc, const Formula *formula, const Record *scope, const Locals *locals,
                bool *failed)
{
    Scope top = {.record = scope, .self = value_record(scope)};
    Env env = {.calc = calc, .formula = formula, .scope = &top, .locals = locals};
    env.year = calc->year;
    int64_t before = calc->steps;
    Value value = eval(&env, formula->root);
    calc_spend(calc, formula, before);
    if (failed != NULL)
        *failed = env.failed;
    return env.failed ? value_missing() : value;
}
