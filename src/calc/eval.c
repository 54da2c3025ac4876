/*
 * Evaluation of a formula's tree: constants, operators and the errors they make.
 */
#include "calc/state.h"

Value value_record(const Record *record)
{
    if (record == NULL)
        return value_missing();
    /* A Value may hold any record; who looks at a const one does not write through it. */
    union {
        const Record *from;
        Record *to;
    } same;
    same.from = record;
    return (Value){.kind = VALUE_RECORD, .record = same.to};
}

Value value_empty_list(void)
{
    static const List EMPTY;
    return (Value){.kind = VALUE_LIST, .list = &EMPTY};
}

const char *value_noun(Value value)
{
    static const char *const NOUNS[] = {
        [VALUE_MISSING] = "nothing",  [VALUE_NUMBER] = "a number", [VALUE_TEXT] = "a text",
        [VALUE_BOOL] = "a yes or no", [VALUE_DATE] = "a date",     [VALUE_RECORD] = "a record",
        [VALUE_LIST] = "a list",      [VALUE_MAP] = "a map",       [VALUE_PENDING] = "nothing",
    };
    return NOUNS[value.kind];
}

/* --- Errors ---------------------------------------------------------------------------------- */

/* The innermost record that the evaluation looks at. */
static const Record *env_record(const Env *env)
{
    for (const Scope *scope = env->scope; scope != NULL; scope = scope->outer)
        if (scope->record != NULL)
            return scope->record;
    return NULL;
}

Value eval_error(Env *env, Range range, const char *hint, const char *format, ...)
{
    env->failed = true;
    if (env->calc->trial || env->formula->origin->errors++ >= FORMULA_MAX_ERRORS)
        return value_missing();
    Arena *arena = env->calc->arena;
    va_list args;
    va_start(args, format);
    Str message = str_vformat(arena, format, args);
    va_end(args);
    const Record *record = env_record(env);
    Place place = formula_place(env->formula, range);
    if (record == NULL || record->parent == NULL)
        diag(env->calc->diags, SEVERITY_ERROR, place, hint, "%.*s", STR_ARG(message));
    else
        diag(env->calc->diags, SEVERITY_ERROR, place, hint, "%.*s, in %.*s", STR_ARG(message),
             STR_ARG(record_label(arena, record)));
    return value_missing();
}

Str formula_part(Arena *arena, const Formula *formula, const Expr *expr)
{
    enum { LONGEST = 40 };
    Str text = str_slice(formula->text, expr->range.at, (size_t)expr->range.at + expr->range.size);
    if (text.size <= LONGEST)
        return text;
    size_t end = 0;
    for (size_t at = 0; at < LONGEST; end = at < LONGEST ? at : end)
        (void)utf8_next(text, &at);
    return str_format(arena, "%.*s...", (int)end, text.at);
}

Str expr_text(const Env *env, const Expr *expr)
{
    return formula_part(env->calc->arena, env->formula, expr);
}

Value eval_type_error(Env *env, Range range, const Expr *operand, Value value, const char *what,
                      const char *needs)
{
    if (value.kind == VALUE_MISSING)
        return value;
    const char *hint = NULL;
    if (value.kind == VALUE_LIST)
        hint = "a list becomes one value by jumlah, rata, min, maks, hitung, gabung or [n]";
    else if (value.kind == VALUE_TEXT && str_is(str_from(what), "'+'"))
        hint = "texts are joined by gabung() and rangkai()";
    return eval_error(env, range, hint, "%s needs %s, but '%.*s' is %s", what, needs,
                      STR_ARG(expr_text(env, operand)), value_noun(value));
}

/* --- Arithmetic ------------------------------------------------------------------------------ */

const char *operator_name(Operator op)
{
    static const char *const NAMES[] = {
        [OP_NONE] = "",           [OP_OR] = "'atau'",    [OP_AND] = "'dan'",
        [OP_EQUAL] = "'=='",      [OP_UNEQUAL] = "'!='", [OP_LESS] = "'<'",
        [OP_LESS_EQUAL] = "'<='", [OP_GREATER] = "'>'",  [OP_GREATER_EQUAL] = "'>='",
        [OP_ADD] = "'+'",         [OP_SUBTRACT] = "'-'", [OP_MULTIPLY] = "'*'",
        [OP_DIVIDE] = "'/'",
    };
    return NAMES[op];
}

/* Whether a result of these operands may be made; false after an error. Gcds take most of the time:
   as much as the smaller operand is long. */
static bool affordable(Env *env, Range range, Num a, Num b)
{
    size_t left = num_words(a);
    size_t right = num_words(b);
    if (left + right == 0)
        return true;
    if (left + right > NUM_MAX_WORDS / 2) {
        (void)eval_error(env, range, "bulat() makes numbers short again",
                         "the result has millions of digits");
        return false;
    }
    return charge_words(env, range, 4 * (left < right ? left : right) + (left + right) / 4);
}

static Value division_by_zero(Env *env, const Term *term)
{
    Str divisor = expr_text(env, term->expr);
    Str hint = str_format(env->calc->arena,
                          "correct the data, or say what holds then: jika(%.*s == 0, ..., ...)",
                          STR_ARG(divisor));
    return eval_error(env, term->range, hint.at, "division by zero: '%.*s' is 0", STR_ARG(divisor));
}

static Value arithmetic(Env *env, const Term *term, Num a, Num b)
{
    Arena *arena = env->calc->arena;
    if (!affordable(env, term->range, a, b))
        return value_missing();
    switch (term->op) {
    case OP_ADD:
        return value_number(num_add(arena, a, b));
    case OP_SUBTRACT:
        return value_number(num_sub(arena, a, b));
    case OP_MULTIPLY:
        return value_number(num_mul(arena, a, b));
    default:
        if (num_sign(b) == 0)
            return division_by_zero(env, term);
        return value_number(num_div(arena, a, b));
    }
}

/* The day so many days after or before another. */
static Value shift_date(Env *env, const Term *term, Date date, Num days)
{
    int64_t count;
    int64_t day;
    Value result = {.kind = VALUE_DATE};
    if (!num_to_int(days, &count))
        return eval_error(env, term->range, "bulat() makes it one",
                          "%s of a date needs a whole number of days", operator_name(term->op));
    int64_t from = date_to_days(date);
    bool fits = term->op == OP_ADD ? !__builtin_add_overflow(from, count, &day)
                                   : !__builtin_sub_overflow(from, count, &day);
    if (!fits || !date_from_days(day, &result.date))
        return eval_error(env, term->range, NULL, "the day lies outside of the years 1 to 9999");
    return result;
}

static bool has_sum(Value value)
{
    return value.kind == VALUE_NUMBER || value.kind == VALUE_DATE;
}

/* One more term: numbers by all operators; a date plus or minus days; days between two dates. */
static Value apply(Env *env, const Term *term, Value left, Value right)
{
    bool dates = left.kind == VALUE_DATE || right.kind == VALUE_DATE;
    if (!dates)
        return arithmetic(env, term, left.number, right.number);
    if (left.kind == VALUE_DATE && right.kind == VALUE_NUMBER &&
        (term->op == OP_ADD || term->op == OP_SUBTRACT))
        return shift_date(env, term, left.date, right.number);
    if (left.kind == VALUE_NUMBER && right.kind == VALUE_DATE && term->op == OP_ADD)
        return shift_date(env, term, right.date, left.number);
    if (left.kind == VALUE_DATE && right.kind == VALUE_DATE && term->op == OP_SUBTRACT)
        return value_number(num_int(date_to_days(left.date) - date_to_days(right.date)));
    return eval_error(env, term->range, "days are added to a date; two dates are subtracted",
                      "%s cannot take %s and %s", operator_name(term->op), value_noun(left),
                      value_noun(right));
}

/* A missing or wrong operand makes the result missing; those that follow are looked at all the
 * same.
 */
static Value eval_chain(Env *env, const Expr *expr)
{
    const Term *terms = expr->chain.terms;
    Value result = eval(env, terms[0].expr);
    for (size_t i = 0; i < expr->chain.count; i++) {
        const Term *term = &terms[i];
        Value right = i == 0 ? result : eval(env, term->expr);
        if (!has_sum(right)) {
            const Term *at = i == 0 ? &terms[1] : term;
            result = eval_type_error(env, at->range, term->expr, right, operator_name(at->op),
                                     "numbers");
        } else if (i > 0 && has_sum(result)) {
            result = apply(env, term, result, right);
        }
    }
    return result;
}

static Value eval_negate(Env *env, const Expr *expr)
{
    Value value = eval(env, expr->operand);
    if (value.kind != VALUE_NUMBER)
        return eval_type_error(env, (Range){expr->range.at, 1}, expr->operand, value, "'-'",
                               "a number");
    if (!charge_words(env, expr->range, num_words(value.number) / 4))
        return value_missing();
    return value_number(num_neg(env->calc->arena, value.number));
}

/* --- Comparison ------------------------------------------------------------------------------ */

static int date_compare(Date a, Date b)
{
    if (a.year != b.year)
        return a.year < b.year ? -1 : 1;
    return (a.month * 32 + a.day) - (b.month * 32 + b.day);
}

int value_compare(Value a, Value b)
{
    switch (a.kind) {
    case VALUE_NUMBER:
        return num_compare(a.number, b.number);
    case VALUE_DATE:
        return date_compare(a.date, b.date);
    case VALUE_BOOL:
        return (int)a.flag - (int)b.flag;
    default:
        return str_compare(a.text, b.text);
    }
}

static bool comparison_holds(Operator op, int order)
{
    switch (op) {
    case OP_EQUAL:
        return order == 0;
    case OP_UNEQUAL:
        return order != 0;
    case OP_LESS:
        return order < 0;
    case OP_LESS_EQUAL:
        return order <= 0;
    case OP_GREATER:
        return order > 0;
    default:
        return order >= 0;
    }
}

static bool comparable(Operator op, Value value)
{
    if (value.kind == VALUE_NUMBER || value.kind == VALUE_DATE || value.kind == VALUE_MISSING)
        return true;
    return (op == OP_EQUAL || op == OP_UNEQUAL) &&
           (value.kind == VALUE_TEXT || value.kind == VALUE_BOOL);
}

static bool affordable_comparison(Env *env, Range range, Num a, Num b)
{
    size_t words = num_words(a) + num_words(b);
    return words == 0 || charge_words(env, range, words / 64);
}

static Value eval_compare(Env *env, const Expr *expr)
{
    const Term *terms = expr->chain.terms;
    Operator op = terms[1].op;
    Range at = terms[1].range;
    Value values[2];
    for (size_t i = 0; i < 2; i++) {
        values[i] = eval(env, terms[i].expr);
        if (!comparable(op, values[i]))
            return eval_type_error(env, at, terms[i].expr, values[i], operator_name(op),
                                   op == OP_EQUAL || op == OP_UNEQUAL
                                       ? "numbers, texts, dates or yes and no"
                                       : "numbers or dates");
    }
    if (values[0].kind == VALUE_MISSING || values[1].kind == VALUE_MISSING)
        return value_missing();
    if (values[0].kind == VALUE_NUMBER && values[1].kind == VALUE_NUMBER &&
        !affordable_comparison(env, at, values[0].number, values[1].number))
        return value_missing();
    if (values[0].kind != values[1].kind)
        return eval_error(env, at, NULL, "%s cannot compare '%.*s', %s, with '%.*s', %s",
                          operator_name(op), STR_ARG(expr_text(env, terms[0].expr)),
                          value_noun(values[0]), STR_ARG(expr_text(env, terms[1].expr)),
                          value_noun(values[1]));
    return value_bool(comparison_holds(op, value_compare(values[0], values[1])));
}

/* --- Logic ----------------------------------------------------------------------------------- */

/* `dan` ends at the first tidak, `atau` at the first ya; otherwise a missing term makes the result
   missing. */
static Value eval_logic(Env *env, const Expr *expr)
{
    bool decisive = expr->kind == EXPR_OR;
    Value result = value_bool(!decisive);
    for (size_t i = 0; i < expr->chain.count; i++) {
        const Term *term = &expr->chain.terms[i];
        Value value = eval(env, term->expr);
        if (value.kind == VALUE_BOOL && value.flag == decisive)
            return value;
        if (value.kind != VALUE_BOOL) {
            const Term *at = i == 0 ? &expr->chain.terms[1] : term;
            result = eval_type_error(env, at->range, term->expr, value, operator_name(at->op),
                                     "ya or tidak");
        }
    }
    return result;
}

static Value eval_not(Env *env, const Expr *expr)
{
    Value value = eval(env, expr->operand);
    if (value.kind != VALUE_BOOL)
        return eval_type_error(env, (Range){expr->range.at, 5}, expr->operand, value, "'bukan'",
                               "ya or tidak");
    return value_bool(!value.flag);
}

/* --- Dispatch -------------------------------------------------------------------------------- */

static Value eval_const(Env *env, const Expr *expr)
{
    (void)env;
    return expr->constant;
}

static Value eval_call(Env *env, const Expr *expr)
{
    return expr->call.function->eval(env, expr);
}

/* Said once, by calc_spend of formulas that are not computed fields; from then on all that is left
   comes out missing at once. */
static Value out_of_steps(Env *env, Range range)
{
    if (env->calc->running && !env->calc->exhausted)
        (void)eval_error(env, range,
                         "filters within filters go through all pairs of elements; bulat() makes "
                         "long numbers short",
                         "the calculation takes more than %lld steps",
                         (long long)env->calc->max_steps);
    env->calc->exhausted = env->calc->exhausted || !env->calc->trial;
    env->failed = true;
    return value_missing();
}

bool charge(Env *env, Range range, size_t steps)
{
    Calc *calc = env->calc;
    calc->steps = steps < (size_t)INT64_MAX && calc->steps > (int64_t)steps
                      ? calc->steps - (int64_t)steps
                      : 0;
    if (calc->steps > 0)
        return true;
    (void)out_of_steps(env, range);
    return false;
}

bool charge_words(Env *env, Range range, size_t words)
{
    enum { STEPS_PER_WORD = 16 };
    return words == 0 || charge(env, range, words * STEPS_PER_WORD);
}

bool charge_values(Env *env, Range range, size_t values)
{
    if (values <= EVAL_MAX_VALUES && env->calc->top <= EVAL_MAX_VALUES - values)
        return charge(env, range, values);
    (void)eval_error(env, range, "compute sums of parts as fields of their own",
                     "the formula goes through more than %d values at once", EVAL_MAX_VALUES);
    return false;
}

Value eval(Env *env, const Expr *expr)
{
    static Value (*const EVALUATORS[EXPR_KINDS])(Env * env, const Expr *expr) = {
        [EXPR_CONST] = eval_const, [EXPR_NAME] = eval_name,       [EXPR_PATH] = eval_path,
        [EXPR_CALL] = eval_call,   [EXPR_NEGATE] = eval_negate,   [EXPR_NOT] = eval_not,
        [EXPR_CHAIN] = eval_chain, [EXPR_COMPARE] = eval_compare, [EXPR_AND] = eval_logic,
        [EXPR_OR] = eval_logic,
    };
    Calc *calc = env->calc;
    if (calc->depth >= EVAL_MAX_DEPTH)
        return eval_error(env, expr->range, "compute the values from one another in fewer steps",
                          "the calculation is nested more than %d deep", EVAL_MAX_DEPTH);
    if (calc->steps == 0)
        return out_of_steps(env, expr->range);
    calc->steps--;
    calc->depth++;
    Value value = EVALUATORS[expr->kind](env, expr);
    calc->depth--;
    return value;
}

size_t eval_push(Env *env, const Expr *expr)
{
    Calc *calc = env->calc;
    if (expr->kind == EXPR_PATH)
        return push_path(env, expr);
    size_t from = calc->top;
    Value value = eval(env, expr);
    size_t count = value.kind == VALUE_LIST  ? value.list->count
                   : value.kind == VALUE_MAP ? value.map->count
                                             : 0;
    if (charge_values(env, expr->range, count))
        push_elements(calc, value);
    return calc->top - from;
}

const List *eval_list(Env *env, const Expr *expr, size_t *count)
{
    Calc *calc = env->calc;
    if (expr->kind == EXPR_PATH)
        return path_list(env, expr, count);
    size_t from = calc->top;
    Value value = eval(env, expr);
    if (value.kind == VALUE_LIST)
        return value.list;
    if (charge_values(env, expr->range, value.kind == VALUE_MAP ? value.map->count : 0))
        push_elements(calc, value);
    *count = calc->top - from;
    return NULL;
}
