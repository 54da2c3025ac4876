/*
 * Functions of formulas that stand in the data: their value, and how they are written.
 */
#include "calc/functions.h"

/* Opens the formula and the variables that are the first two arguments. */
static bool open_arguments(Env *env, const Expr *call, Inner *inner)
{
    Value text = text_argument(env, call, 0);
    Value variables = value_missing();
    if (call->call.count > 1) {
        const Expr *arg = call->call.args[1];
        variables = eval(env, arg);
        if (variables.kind != VALUE_MISSING && variables.kind != VALUE_MAP) {
            (void)eval_type_error(env, arg->range, arg, variables, call->call.function->name,
                                  "variables by name as its second argument");
            return false;
        }
    }
    return text.kind == VALUE_TEXT && inner_open(env, call->call.args[0]->range, text.text,
                                                 variables, call->call.count > 1, inner);
}

Value function_formula_value(Env *env, const Expr *call)
{
    Inner inner;
    if (!open_arguments(env, call, &inner))
        return value_missing();
    inner.env.scope = &inner.scope;
    inner.env.locals = &inner.locals;
    const Expr *root = inner.env.formula->root;
    Value value = eval(&inner.env, root);
    if (value.kind != VALUE_NUMBER)
        value = eval_type_error(&inner.env, root->range, root, value, "nilai_rumus()", "a number");
    env->failed = env->failed || inner.env.failed;
    return value;
}

Value function_formula_text(Env *env, const Expr *call)
{
    Inner inner;
    Str label = {NULL, 0};
    if (!open_arguments(env, call, &inner))
        return value_missing();
    if (call->call.count > 2) {
        Value field = text_argument(env, call, 2);
        if (field.kind != VALUE_TEXT)
            return field;
        label = field.text;
    }
    const Display *display = display_formula(&inner, label, false);
    env->failed = env->failed || inner.env.failed;
    if (display == NULL)
        return value_missing();
    Buf text = {.arena = env->calc->arena};
    display_write(display, &text);
    return value_text(buf_str(&text));
}
