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

/* --- Errors
 * --------------------------------------------------------------------------------------- */

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
    if (env->formula->origin->errors++ >= FORMULA_MAX_ERRORS)
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

Str expr_text(const Env *env, const Expr *expr)
{
    enum { LONGEST = 40 };
    Str text =
        str_slice(env->formula->text, expr->range.at, (size_t)expr->range.at + expr->range.size);
    if (text.size <= LONGEST)
        return text;
    size_t end = 0;
    for (size_t at = 0; at < LONGEST; end = at < LONGEST ? at : end)
        (void)utf8_next(text, &at);
    return str_format(env->calc->arena, "%.*s...", (int)end, text.at);
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
        hint = "texts are joined by gabung";
    return eval_error(env, range, hint, "%s needs %s, but '%.*s' is %s", what, needs,
                      STR_ARG(expr_text(env, operand)), value_noun(value));
}

/* --- Arithmetic
 * ----------------------------------------------------------------------------------- */

static const char *operator_name(Operator op)
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

static Num arithmetic(Arena *arena, Operator op, Num a, Num b)
{
    switch (op) {
    case OP_ADD:
        return num_add(arena, a, b);
    case OP_SUBTRACT:
        return num_sub(arena, a, b);
    case OP_MULTIPLY:
        return num_mul(arena, a, b);
    default:
        return num_div(arena, a, b);
    }
}

static Value eval_chain(Env *env, const Expr *expr)
{
    const Term *terms = expr->chain.terms;
    Value result = eval(env, terms[0].expr);
    for (size_t i = 0; i < expr->chain.count; i++) {
        const Term *term = &terms[i];
        Value right = i == 0 ? result : eval(env, term->expr);
        if (right.kind != VALUE_NUMBER) {
            const Term *at = i == 0 ? &terms[1] : term;
            result = eval_type_error(env, at->range, term->expr, right, operator_name(at->op),
                                     "numbers");
        } else if (i > 0 && result.kind == VALUE_NUMBER) {
            if (term->op == OP_DIVIDE && num_sign(right.number) == 0)
                result = eval_error(env, term->range, NULL, "division by zero: '%.*s' is 0",
                                    STR_ARG(expr_text(env, term->expr)));
            else
                result.number = arithmetic(env->calc->arena, term->op, result.number, right.number);
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
    return value_number(num_neg(env->calc->arena, value.number));
}

/* --- Comparison
 * ----------------------------------------------------------------------------------- */

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
    if (values[0].kind != values[1].kind)
        return eval_error(env, at, NULL, "%s cannot compare '%.*s', %s, with '%.*s', %s",
                          operator_name(op), STR_ARG(expr_text(env, terms[0].expr)),
                          value_noun(values[0]), STR_ARG(expr_text(env, terms[1].expr)),
                          value_noun(values[1]));
    return value_bool(comparison_holds(op, value_compare(values[0], values[1])));
}

/* --- Logic
 * ------------------------------------------------------------------------------------------ */

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

/* --- Dispatch
 * -------------------------------------------------------------------------------------- */

static Value eval_const(Env *env, const Expr *expr)
{
    (void)env;
    return expr->constant;
}

static Value eval_call(Env *env, const Expr *expr)
{
    return expr->call.function->eval(env, expr);
}

/* Said once; from then on all that is left comes out missing at once. */
static Value out_of_steps(Env *env, Range range)
{
    if (!env->calc->exhausted)
        (void)eval_error(env, range, "filters within filters go through all pairs of elements",
                         "the calculation takes more than %lld steps",
                         (long long)env->calc->max_steps);
    env->calc->exhausted = true;
    env->failed = true;
    return value_missing();
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
    push_elements(calc, eval(env, expr));
    return calc->top - from;
}
