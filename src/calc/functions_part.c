/*
 * Functions that look at parts of a text. Positions and lengths count characters.
 */
#include "calc/functions.h"

#include <string.h>

static bool starts(Str text, Str part)
{
    return text.size >= part.size && str_equal(str_slice(text, 0, part.size), part);
}

static bool ends(Str text, Str part)
{
    return text.size >= part.size &&
           str_equal(str_slice(text, text.size - part.size, text.size), part);
}

static bool contains(Str text, Str part)
{
    return part.size == 0 ||
           (text.size > 0 && memmem(text.at, text.size, part.at, part.size) != NULL);
}

static Value compare_texts(Env *env, const Expr *call, bool (*holds)(Str text, Str part))
{
    Value text = text_argument(env, call, 0);
    Value part = text_argument(env, call, 1);
    if (text.kind != VALUE_TEXT || part.kind != VALUE_TEXT)
        return value_missing();
    charge(env, call->range, text.text.size / 64);
    return value_bool(holds(text.text, part.text));
}

Value function_starts(Env *env, const Expr *call)
{
    return compare_texts(env, call, starts);
}

Value function_ends(Env *env, const Expr *call)
{
    return compare_texts(env, call, ends);
}

Value function_contains(Env *env, const Expr *call)
{
    return compare_texts(env, call, contains);
}

Value function_length(Env *env, const Expr *call)
{
    Value text = text_argument(env, call, 0);
    if (text.kind != VALUE_TEXT)
        return text;
    charge(env, call->range, text.text.size / 8);
    return value_number(num_int((int64_t)utf8_length(text.text)));
}

/* The offset behind the next `count` characters. */
static size_t skip_characters(Str text, size_t at, int64_t count)
{
    while (count-- > 0 && at < text.size)
        (void)utf8_next(text, &at);
    return at;
}

Value function_cut(Env *env, const Expr *call)
{
    Value text = text_argument(env, call, 0);
    int64_t from;
    int64_t count = INT64_MAX;
    if (!whole_argument(env, call, 1, &from) ||
        (call->call.count > 2 && !whole_argument(env, call, 2, &count)))
        return value_missing();
    if (from < 1 || count < 0)
        return eval_error(env, call->range, NULL,
                          "potong() counts from character 1 and takes 0 characters or more");
    if (text.kind != VALUE_TEXT)
        return text;
    charge(env, call->range, text.text.size / 8);
    size_t begin = skip_characters(text.text, 0, from - 1);
    return value_text(str_slice(text.text, begin, skip_characters(text.text, begin, count)));
}

Value function_lower(Env *env, const Expr *call)
{
    Value text = text_argument(env, call, 0);
    if (text.kind != VALUE_TEXT)
        return text;
    charge(env, call->range, text.text.size / 8);
    return value_text(utf8_lower(env->calc->arena, text.text));
}

/* What stands before the title of an office, and the title. */
static Value part_office(Env *env, const Expr *call, bool title)
{
    Value text = text_argument(env, call, 0);
    if (text.kind != VALUE_TEXT)
        return text;
    charge(env, call->range, text.text.size / 8);
    OfficeTitle parts = office_part(text.text);
    return value_text(title ? parts.title : parts.form);
}

Value function_office_form(Env *env, const Expr *call)
{
    return part_office(env, call, false);
}

Value function_office_title(Env *env, const Expr *call)
{
    return part_office(env, call, true);
}
