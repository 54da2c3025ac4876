/*
 * Functions that ask a scale the other way round: what a word is worth.
 */
#include "calc/audit.h"
#include "calc/functions.h"

/* The scale that an argument names, else the chosen one; NULL where there is none. */
static const Scale *scale_argument(Env *env, const Expr *call, size_t i)
{
    Str name = {NULL, 0};
    Range range = call->range;
    if (i < call->call.count) {
        const Expr *arg = call->call.args[i];
        Value named = eval(env, arg);
        range = arg->range;
        if (named.kind != VALUE_TEXT) {
            (void)eval_type_error(env, range, arg, named, "skala()", "the name of a scale");
            return NULL;
        }
        name = named.text;
    }
    const Scale *scale = scale_find_named(env, name, range);
    env->failed = env->failed || scale == NULL;
    return scale;
}

/* "did you mean 'WTP'?", else all words of the scale with their codes. */
static const char *words_hint(Arena *arena, const Scale *scale, Str word)
{
    Str *names = arena_array(arena, 2 * scale->count, sizeof *names);
    size_t count = 0;
    Buf all = {.arena = arena};
    buf_text(&all, "it has");
    for (size_t i = 0; i < scale->count; i++) {
        const ScaleStep *step = &scale->steps[i];
        buf_format(&all, "%s %.*s", i == 0 ? "" : ",", STR_ARG(step->label));
        names[count++] = step->label;
        if (step->code.size == 0)
            continue;
        buf_format(&all, " (%.*s)", STR_ARG(step->code));
        names[count++] = step->code;
    }
    return hint_nearest(arena, word, names, count, str_c(arena, buf_str(&all)));
}

/* Where the data give the word: in the field of the record at hand that the argument names. NULL
   where it comes from elsewhere. */
static const Node *word_node(const Env *env, const Expr *arg)
{
    const Record *record = env->scope != NULL ? env->scope->record : NULL;
    if (record == NULL || arg->kind != EXPR_NAME)
        return NULL;
    const Node *node = audit_node(record, arg->name->name, env->year);
    return node != NULL && node->kind == NODE_TEXT ? node : NULL;
}

static Value no_such_word(Env *env, const Expr *call, const Scale *scale, Str word)
{
    const char *hint = words_hint(env->calc->arena, scale, word);
    const Node *node = word_node(env, call->call.args[0]);
    if (node == NULL)
        return eval_error(env, call->range, hint, "the scale '%.*s' has no '%.*s'",
                          STR_ARG(scale->name), STR_ARG(word));
    env->failed = true;
    Str field = call->call.args[0]->name->name;
    diag(env->calc->diags, SEVERITY_ERROR, node->place, hint,
         "%.*s: the scale '%.*s' has no '%.*s'", STR_ARG(field), STR_ARG(scale->name),
         STR_ARG(word));
    return value_missing();
}

Value function_scale_value(Env *env, const Expr *call)
{
    const Expr *arg = call->call.args[0];
    Value word = eval(env, arg);
    if (word.kind != VALUE_TEXT)
        return eval_type_error(env, arg->range, arg, word, "skala_nilai()", "a text");
    const Scale *scale = scale_argument(env, call, 1);
    if (scale == NULL)
        return value_missing();
    Num value;
    if (!scale_value_of(scale, word.text, &value))
        return no_such_word(env, call, scale, word.text);
    return value_number(value);
}
