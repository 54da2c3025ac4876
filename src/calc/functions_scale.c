/*
 * Functions that ask a scale the other way round: what a word is worth.
 */
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
    const Scale *scale = scale_find(env->calc, name, formula_place(env->formula, range));
    env->failed = env->failed || scale == NULL;
    return scale;
}

/* Where the word stands in what the user wrote; NULL where it does not. */
static const Node *find_word(const Node *node, Str word)
{
    const Node *found = NULL;
    if (node == NULL)
        return NULL;
    if (node->kind == NODE_TEXT && str_equal(str_trim(node->text), word))
        return node;
    for (size_t i = 0; node->kind == NODE_LIST && i < node->count && found == NULL; i++)
        found = find_word(node->items[i], word);
    for (size_t i = 0; node->kind == NODE_MAP && i < node->count && found == NULL; i++)
        found = find_word(node->members[i].value, word);
    return found;
}

static const char *list_words(Arena *arena, const Scale *scale)
{
    Buf all = {.arena = arena};
    buf_text(&all, "it has ");
    for (size_t i = 0; i < scale->count; i++) {
        const ScaleStep *step = &scale->steps[i];
        buf_text(&all, i == 0 ? "" : i + 1 < scale->count ? ", " : " and ");
        buf_add(&all, step->label);
        if (step->code.size > 0)
            buf_format(&all, " (%.*s)", STR_ARG(step->code));
    }
    return str_c(arena, buf_str(&all));
}

/* Told where the record has the word: what asks for it is mostly a rule that ships. */
static Value no_such_word(Env *env, const Expr *call, const Scale *scale, Str word)
{
    Arena *arena = env->calc->arena;
    Str *names = arena_array(arena, 2 * scale->count, sizeof *names);
    size_t count = 0;
    for (size_t i = 0; i < scale->count; i++) {
        names[count++] = scale->steps[i].label;
        if (scale->steps[i].code.size > 0)
            names[count++] = scale->steps[i].code;
    }
    const char *hint = hint_nearest(arena, word, names, count, list_words(arena, scale));
    const Record *record = env->scope != NULL ? env->scope->record : NULL;
    const Node *written = record != NULL ? find_word(record->node, word) : NULL;
    if (written == NULL)
        return eval_error(env, call->range, hint, "the scale '%.*s' has no '%.*s'",
                          STR_ARG(scale->name), STR_ARG(word));
    env->failed = true;
    diag(env->calc->diags, SEVERITY_ERROR, written->place, hint, "the scale '%.*s' has no '%.*s'",
         STR_ARG(scale->name), STR_ARG(word));
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
