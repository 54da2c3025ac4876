/*
 * Computed fields: each is evaluated when it is first asked for and its value kept in the record.
 */
#include "calc/state.h"

#include <string.h>

/* --- Labels ---------------------------------------------------------------------------------- */

/* A given text of the record that tells it from others; empty when it has none. */
static Str record_title(const Record *record)
{
    const RecordType *type = record->type;
    const Field *best = type->shorthand;
    for (size_t i = 0; i <= type->field_count; i++) {
        const Field *field = i == 0 ? best : type->fields[i - 1];
        if (field == NULL || field->computed)
            continue;
        Value value = record->values[field->index];
        if (value.kind == VALUE_TEXT && value.text.size > 0 && field->kind != FIELD_CHOICE)
            return value.text;
    }
    return (Str){NULL, 0};
}

/* The first line of a text, cut where it is long. */
static Str cut(Arena *arena, Str text)
{
    enum { LONGEST = 60 };
    size_t end = 0;
    for (size_t at = 0; at < text.size && at < LONGEST && text.at[at] != '\n'; end = at)
        (void)utf8_next(text, &at);
    return end == text.size ? text : str_format(arena, "%.*s...", STR_ARG(str_slice(text, 0, end)));
}

Str record_label(Arena *arena, const Record *record)
{
    while (record->made_up && record->parent != NULL)
        record = record->parent;
    Buf label = {.arena = arena};
    buf_add(&label, record->type->name);
    Str title = record_title(record);
    if (title.size > 0)
        buf_format(&label, " '%.*s'", STR_ARG(cut(arena, title)));
    if (record->place.source != NULL) {
        Place place = record->place;
        buf_format(&label, " at %.*s:%u:%u", STR_ARG(place.source->name), place.line, place.column);
    }
    return buf_str(&label);
}

/* --- Cycles ---------------------------------------------------------------------------------- */

static void add_waiting(Buf *chain, const Waiting *waiting)
{
    buf_format(chain, "%.*s.%.*s", STR_ARG(waiting->record->type->name),
               STR_ARG(waiting->field->name));
    if (waiting->condition != NULL)
        buf_format(chain, "['%.*s']", STR_ARG(waiting->condition->key));
    if (waiting->field->shape == SHAPE_PER_YEAR)
        buf_format(chain, "[%lld]", (long long)waiting->year);
}

/* The field that is n steps further out than the innermost. */
static const Waiting *waiting_at(const Calc *calc, size_t n)
{
    const Waiting *waiting = calc->waiting;
    while (n-- > 0)
        waiting = waiting->outer;
    return waiting;
}

/* "a.x -> a.y -> a.x": from the field that is asked for again, by way of those that wait. */
static Str cycle_text(const Calc *calc, const Value *slot)
{
    enum { SHOWN = 12 };
    size_t length = 0;
    while (waiting_at(calc, length)->slot != slot)
        length++;
    Buf chain = {.arena = calc->arena};
    const Waiting *again = waiting_at(calc, length);
    add_waiting(&chain, again);
    for (size_t i = 1; i <= length && i <= SHOWN; i++) {
        buf_text(&chain, " -> ");
        add_waiting(&chain, waiting_at(calc, length - i));
    }
    if (length > SHOWN)
        buf_text(&chain, " -> ...");
    buf_text(&chain, " -> ");
    add_waiting(&chain, again);
    return buf_str(&chain);
}

/* --- Computing ------------------------------------------------------------------------------- */

/* Whether a field may hold what its formula gave. */
static bool field_holds(const Field *field, Value value)
{
    static const ValueKind HOLDS[] = {
        [FIELD_TEXT] = VALUE_TEXT,     [FIELD_NUMBER] = VALUE_NUMBER, [FIELD_MONEY] = VALUE_NUMBER,
        [FIELD_COUNT] = VALUE_NUMBER,  [FIELD_YEAR] = VALUE_NUMBER,   [FIELD_DATE] = VALUE_DATE,
        [FIELD_BOOL] = VALUE_BOOL,     [FIELD_CHOICE] = VALUE_TEXT,   [FIELD_CODE] = VALUE_TEXT,
        [FIELD_NIP] = VALUE_TEXT,      [FIELD_LENGTH] = VALUE_NUMBER, [FIELD_ANY] = VALUE_MISSING,
        [FIELD_RECORD] = VALUE_RECORD, [FIELD_FORMULA] = VALUE_TEXT,
    };
    if (value.kind == VALUE_MISSING)
        return true;
    if (field->shape == SHAPE_LIST)
        return value.kind == VALUE_LIST;
    if (field->shape == SHAPE_MAP)
        return value.kind == VALUE_MAP;
    return field->kind == FIELD_ANY || value.kind == HOLDS[field->kind];
}

/* What the data give for a computed field, in a year where the field is per year. */
static Value given_value(const Record *record, const Field *field, int64_t year)
{
    Value given = record_stated(record, field);
    if (field->shape != SHAPE_PER_YEAR || given.kind != VALUE_MAP)
        return given;
    for (size_t i = 0; i < given.map->count; i++)
        if (given.map->entries[i].year == year)
            return given.map->entries[i].value;
    return value_missing();
}

/* Evaluates the rule for a record, in a year where the field is per year. */
static Value evaluate_rule(Calc *calc, const Record *record, const Field *field, int64_t year)
{
    const Rule *rule = field->user;
    if (rule == NULL || rule->formula == NULL)
        return value_missing();
    Scope scope = {.record = record, .self = value_record(record)};
    Env env = {.calc = calc, .formula = rule->formula, .scope = &scope, .year = calc->year};
    Local local = {STR("tahun"), value_number(num_int(year))};
    Locals locals = {&local, 1};
    if (field->shape == SHAPE_PER_YEAR) {
        env.locals = &locals;
        env.year = year;
    }
    const Expr *root = rule->formula->root;
    Value value = eval(&env, root);
    if (!field_holds(field, value))
        value =
            eval_error(&env, root->range, NULL, "the formula gives %s, which '%.*s' cannot hold",
                       value_noun(value), STR_ARG(field->name));
    calc->failed = calc->failed || env.failed;
    if (env.failed)
        return value_missing();
    return value.kind == VALUE_MISSING && rule->or_given ? given_value(record, field, year) : value;
}

/* A condition that is missing does not hold. */
static Value evaluate_condition(Calc *calc, const Condition *condition)
{
    Scope scope = {.record = condition->record, .self = value_record(condition->record)};
    Env env = {.calc = calc, .formula = condition->formula, .scope = &scope, .year = calc->year};
    const Expr *root = condition->formula->root;
    Value value = eval(&env, root);
    if (value.kind != VALUE_BOOL && value.kind != VALUE_MISSING)
        (void)eval_error(&env, root->range, "compare it, or write ada(...)",
                         "the formula gives %s, where ya or tidak is needed", value_noun(value));
    calc->failed = calc->failed || env.failed;
    return value_bool(!env.failed && value.kind == VALUE_BOOL && value.flag);
}

static Value evaluate(Calc *calc, const Waiting *waiting)
{
    if (waiting->condition != NULL)
        return evaluate_condition(calc, waiting->condition);
    return evaluate_rule(calc, waiting->record, waiting->field, waiting->year);
}

Value field_wait(Env *env, Range range, Waiting *waiting, Value *slot)
{
    Calc *calc = env->calc;
    env->failed = env->failed || calc->trial;
    if (calc->trial)
        return value_missing();
    if (slot->flag)
        return eval_error(env, range, "a field cannot be computed from itself", "a cycle: %.*s",
                          STR_ARG(cycle_text(calc, slot)));
    if (calc->chain >= CALC_MAX_CHAIN)
        return eval_error(env, range, "compute the values from one another in fewer steps",
                          "more than %d computed fields wait for each other", CALC_MAX_CHAIN);
    slot->flag = true; /* running */
    waiting->outer = calc->waiting;
    waiting->slot = slot;
    calc->waiting = waiting;
    calc->chain++;
    *slot = evaluate(calc, waiting);
    calc->chain--;
    calc->waiting = waiting->outer;
    return *slot;
}

/* --- Years ----------------------------------------------------------------------------------- */

/* Makes a place for each year of the data in a field that is to be computed per year. */
static void open_years(Calc *calc, Value *slot)
{
    Map *map = arena_alloc(calc->arena, sizeof *map);
    map->count = calc->year_count;
    map->entries = arena_array(calc->arena, calc->year_count, sizeof *map->entries);
    if (calc->year_count > 0)
        memcpy(map->entries, calc->years, calc->year_count * sizeof *map->entries);
    *slot = (Value){.kind = VALUE_MAP, .map = map};
}

const Map *field_years(Calc *calc, const Record *record, const Field *field)
{
    Value *slot = &record->values[field->index];
    if (slot->kind == VALUE_PENDING)
        open_years(calc, slot);
    return slot->kind == VALUE_MAP ? slot->map : NULL;
}

static Value year_value(Env *env, Range range, const Record *record, const Field *field,
                        int64_t year)
{
    Calc *calc = env->calc;
    const Map *map = field_years(calc, record, field);
    if (map == NULL)
        return record->values[field->index];
    for (size_t i = 0; i < map->count; i++) {
        Entry *entry = &map->entries[i];
        if (entry->year != year)
            continue;
        if (entry->value.kind != VALUE_PENDING)
            return entry->value;
        Waiting waiting = {.record = record, .field = field, .year = year};
        return field_wait(env, range, &waiting, &entry->value);
    }
    return value_missing();
}

Value field_value(Env *env, Range range, const Record *record, const Field *field, int64_t year)
{
    if (field->shape == SHAPE_PER_YEAR)
        return year_value(env, range, record, field, year);
    Value *slot = &record->values[field->index];
    Value value = *slot;
    if (value.kind == VALUE_PENDING) {
        Waiting waiting = {.record = record, .field = field};
        value = field_wait(env, range, &waiting, slot);
    }
    return value.kind == VALUE_MISSING && field->shape == SHAPE_LIST ? value_empty_list() : value;
}

void field_compute(Calc *calc, const Record *record, const Field *field)
{
    const Rule *rule = field->user;
    if (rule == NULL || rule->formula == NULL)
        return;
    Env env = {.calc = calc, .formula = rule->formula};
    Range range = rule->formula->root->range;
    if (field->shape != SHAPE_PER_YEAR)
        (void)field_value(&env, range, record, field, 0);
    for (size_t i = 0; field->shape == SHAPE_PER_YEAR && i < calc->year_count; i++)
        (void)field_value(&env, range, record, field, calc->years[i].year);
}
