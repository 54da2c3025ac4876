/*
 * Functions that give text.
 */
#include "calc/functions.h"

/* Decimals of a number that is turned to text without saying how many. */
enum { TEXT_DECIMALS = 2 };

Value function_words(Env *env, const Expr *call)
{
    Value value = number_argument(env, call, 0);
    Str words;
    if (value.kind != VALUE_NUMBER)
        return value;
    if (!format_words(env->calc->arena, value.number, &words))
        return eval_error(env, call->range, "bulat() rounds it",
                          "terbilang() takes numbers below 10^15 of at most 30 decimals");
    return value_text(words);
}

/* A whole number in other numerals, by a function of base/. */
static Value numeral(Env *env, const Expr *call, bool (*format)(Arena *, int64_t, Str *),
                     const char *range)
{
    Value value = number_argument(env, call, 0);
    int64_t number;
    Str text;
    if (value.kind != VALUE_NUMBER)
        return value;
    if (!num_to_int(value.number, &number) || !format(env->calc->arena, number, &text))
        return eval_error(env, call->range, NULL, "%s() takes a whole number %s, not %.*s",
                          call->call.function->name, range,
                          STR_ARG(num_to_plain(env->calc->arena, value.number)));
    return value_text(text);
}

Value function_roman(Env *env, const Expr *call)
{
    return numeral(env, call, format_roman, "from 1 to 3999");
}

Value function_letters(Env *env, const Expr *call)
{
    return numeral(env, call, format_letters, "from 1");
}

/* The kind of field that an argument's values come from. */
static FieldKind argument_kind(const Env *env, const Expr *arg)
{
    const Scope *scope = env->scope;
    while (scope != NULL && scope->record == NULL)
        scope = scope->outer;
    return expr_static(env->calc, env->formula, arg, scope == NULL ? NULL : scope->record->type)
        .kind;
}

static bool to_text(Env *env, const Expr *arg, Value value, Str *text)
{
    FieldKind kind = value.kind == VALUE_NUMBER ? argument_kind(env, arg) : FIELD_ANY;
    if (value.kind == VALUE_NUMBER)
        (void)charge_words(env, arg->range, num_words(value.number) / 32);
    return value_to_text(env->calc->arena, value, kind, TEXT_DECIMALS, text);
}

Value function_text(Env *env, const Expr *call)
{
    const Expr *arg = call->call.args[0];
    Value value = eval(env, arg);
    Str text;
    if (!to_text(env, arg, value, &text))
        return eval_type_error(env, arg->range, arg, value, "teks()", "one value");
    return value_text(text);
}

/* A separator; false when it is missing or no text. */
static bool separator(Env *env, const Expr *call, size_t i, Str *text)
{
    const Expr *arg = call->call.args[i];
    Value value = eval(env, arg);
    if (value.kind != VALUE_TEXT) {
        (void)eval_type_error(env, arg->range, arg, value, "gabung()", "a text as separator");
        return false;
    }
    *text = value.text;
    return true;
}

/* Adds to a text that is put together; false when it becomes too long. */
static bool add_text(Env *env, const Expr *call, Buf *to, Str text)
{
    if (text.size > EVAL_MAX_TEXT - to->size) {
        (void)eval_error(env, call->range, NULL, "%s() makes a text longer than %d bytes",
                         call->call.function->name, EVAL_MAX_TEXT);
        return false;
    }
    buf_add(to, text);
    return charge(env, call->range, text.size / 16);
}

/* The values on the stack from `from` on, joined; missing ones must be gone. */
static Value join(Env *env, const Expr *call, size_t from, Str between, Str last)
{
    const Expr *list = call->call.args[0];
    Calc *calc = env->calc;
    Buf joined = {.arena = calc->arena};
    for (size_t i = from; i < calc->top; i++) {
        Str text;
        if (!to_text(env, list, calc->stack[i], &text))
            return eval_error(env, list->range, NULL, "gabung() needs texts, but '%.*s' holds %s",
                              STR_ARG(expr_text(env, list)), value_noun(calc->stack[i]));
        if (i > from && !add_text(env, call, &joined, i + 1 == calc->top ? last : between))
            return value_missing();
        if (!add_text(env, call, &joined, text))
            return value_missing();
    }
    return value_text(buf_str(&joined));
}

/* All arguments in a row; missing when one is. */
Value function_concatenate(Env *env, const Expr *call)
{
    Buf joined = {.arena = env->calc->arena};
    bool missing = false;
    for (size_t i = 0; i < call->call.count; i++) {
        const Expr *arg = call->call.args[i];
        Value value = eval(env, arg);
        Str text;
        if (!to_text(env, arg, value, &text)) {
            (void)eval_type_error(env, arg->range, arg, value, "rangkai()", "single values");
            missing = true;
        } else if (!missing) {
            missing = !add_text(env, call, &joined, text);
        }
    }
    return missing ? value_missing() : value_text(buf_str(&joined));
}

Value function_join(Env *env, const Expr *call)
{
    Calc *calc = env->calc;
    const Expr *list = call->call.args[0];
    Str between;
    Str last;
    if (!separator(env, call, 1, &between))
        return value_missing();
    last = between;
    if (call->call.count > 2 && !separator(env, call, 2, &last))
        return value_missing();
    size_t from = calc->top;
    size_t count = eval_push(env, list);
    calc->top = from;
    for (size_t i = 0; i < count; i++)
        if (calc->stack[from + i].kind != VALUE_MISSING)
            calc->stack[calc->top++] = calc->stack[from + i];
    Value value = calc->top == from ? value_missing() : join(env, call, from, between, last);
    calc->top = from;
    return value;
}
