/*
 * Functions of single values: choice, rounding, scales.
 */
#include "calc/functions.h"

Value argument(Env *env, const Expr *call, size_t i, ValueKind kind, const char *needs)
{
    const Expr *arg = call->call.args[i];
    Value value = eval(env, arg);
    if (value.kind == kind || value.kind == VALUE_MISSING)
        return value;
    const char *name =
        str_c(env->calc->arena, str_format(env->calc->arena, "%s()", call->call.function->name));
    return eval_type_error(env, arg->range, arg, value, name, needs);
}

Value number_argument(Env *env, const Expr *call, size_t i)
{
    return argument(env, call, i, VALUE_NUMBER, "a number");
}

Value text_argument(Env *env, const Expr *call, size_t i)
{
    return argument(env, call, i, VALUE_TEXT, "a text");
}

bool whole_argument(Env *env, const Expr *call, size_t i, int64_t *number)
{
    Value value = number_argument(env, call, i);
    if (value.kind != VALUE_NUMBER)
        return false;
    if (num_to_int(value.number, number))
        return true;
    const Expr *arg = call->call.args[i];
    (void)eval_error(env, arg->range, NULL, "%s() needs a whole number, but '%.*s' is none",
                     call->call.function->name, STR_ARG(expr_text(env, arg)));
    return false;
}

Value function_if(Env *env, const Expr *call)
{
    const Expr *condition = call->call.args[0];
    Value value = eval(env, condition);
    if (value.kind != VALUE_BOOL)
        return eval_type_error(env, condition->range, condition, value, "jika()",
                               "a condition as its first argument");
    if (value.flag)
        return eval(env, call->call.args[1]);
    return call->call.count > 2 ? eval(env, call->call.args[2]) : value_missing();
}

static const struct RoundingName {
    const char *name;
    Rounding rounding;
} ROUNDINGS[] = {
    {"menjauhi_nol", ROUND_HALF_AWAY},
    {"genap", ROUND_HALF_EVEN},
    {"atas", ROUND_UP},
    {"bawah", ROUND_DOWN},
};

enum { ROUNDING_COUNT = sizeof ROUNDINGS / sizeof *ROUNDINGS };

static bool rounding_find(Str name, Rounding *rounding)
{
    for (size_t i = 0; i < ROUNDING_COUNT; i++) {
        if (!str_is(name, ROUNDINGS[i].name))
            continue;
        *rounding = ROUNDINGS[i].rounding;
        return true;
    }
    return false;
}

/* The way to round that the third argument names; false when it is missing or after an error. */
static bool rounding_argument(Env *env, const Expr *call, Rounding *rounding)
{
    Value value = text_argument(env, call, 2);
    if (value.kind != VALUE_TEXT)
        return false;
    if (rounding_find(value.text, rounding))
        return true;
    Str names[ROUNDING_COUNT];
    for (size_t i = 0; i < ROUNDING_COUNT; i++)
        names[i] = str_from(ROUNDINGS[i].name);
    const char *hint = suggestion(env->calc->arena, value.text, names, ROUNDING_COUNT);
    if (hint == NULL)
        hint = "one of 'menjauhi_nol', 'genap', 'atas', 'bawah'";
    (void)eval_error(env, call->call.args[2]->range, hint, "bulat() knows no way '%.*s' to round",
                     STR_ARG(value.text));
    return false;
}

Value function_round(Env *env, const Expr *call)
{
    enum { MOST = 30 };
    Value value = number_argument(env, call, 0);
    Rounding rounding = ROUND_HALF_AWAY;
    int64_t decimals = 0;
    if (call->call.count > 1) {
        Value places = number_argument(env, call, 1);
        if (places.kind != VALUE_NUMBER)
            return places;
        if (!num_to_int(places.number, &decimals) || decimals < 0 || decimals > MOST)
            return eval_error(env, call->call.args[1]->range, NULL,
                              "bulat() rounds to 0 to %d decimals", MOST);
    }
    if (call->call.count > 2 && !rounding_argument(env, call, &rounding))
        return value_missing();
    if (value.kind == VALUE_NUMBER && charge_words(env, call->range, num_words(value.number) / 4))
        value.number = num_round(env->calc->arena, value.number, (int)decimals, rounding);
    return value;
}

Value function_abs(Env *env, const Expr *call)
{
    Value value = number_argument(env, call, 0);
    if (value.kind == VALUE_NUMBER)
        value.number = num_abs(env->calc->arena, value.number);
    return value;
}

/* The step that the first argument stands on, of the scale that the second names; NULL where there
   is none. */
static const ScaleStep *scale_step(Env *env, const Expr *call)
{
    Calc *calc = env->calc;
    Value value = number_argument(env, call, 0);
    Range range = call->range;
    Str name = {NULL, 0};
    if (call->call.count > 1) {
        const Expr *arg = call->call.args[1];
        Value named = eval(env, arg);
        range = arg->range;
        if (named.kind != VALUE_TEXT) {
            (void)eval_type_error(env, range, arg, named, "skala()", "the name of a scale");
            return NULL;
        }
        name = named.text;
    }
    if (value.kind != VALUE_NUMBER)
        return NULL;
    const Scale *scale = scale_find_named(env, name, range);
    env->failed = env->failed || scale == NULL;
    return scale == NULL ? NULL : scale_step_of(calc->arena, scale, value.number);
}

static Value text_or_missing(Str text)
{
    return text.size > 0 ? value_text(text) : value_missing();
}

Value function_scale_label(Env *env, const Expr *call)
{
    const ScaleStep *step = scale_step(env, call);
    return step == NULL ? value_missing() : text_or_missing(step->label);
}

Value function_scale_code(Env *env, const Expr *call)
{
    const ScaleStep *step = scale_step(env, call);
    return step == NULL ? value_missing() : text_or_missing(step->code);
}

Value function_scale_colour(Env *env, const Expr *call)
{
    const ScaleStep *step = scale_step(env, call);
    return step == NULL ? value_missing() : text_or_missing(step->colour);
}
