/* Years are numbers that print without grouping: 2017, not 2.017. Whether a tag's formula is one is
 * told from the fields that it names. */
#include "doc/expression.h"

/* The field of that name in the type, else in those that may hold it. */
static const Field *find_up(const RecordType *type, Str name, int depth)
{
    enum { MAX_DEPTH = 8 };
    const Field *field = schema_field(type, name);
    if (field != NULL || depth == MAX_DEPTH)
        return field;
    for (size_t i = 0; field == NULL && i < type->holder_count; i++)
        if (type->holders[i]->owner != type)
            field = find_up(type->holders[i]->owner, name, depth + 1);
    return field;
}

static bool is_name_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/* Takes the name at the offset; empty when there is none. */
static Str take_name(Str text, size_t *at)
{
    size_t from = *at;
    while (*at < text.size && is_name_byte(text.at[*at]))
        ++*at;
    return str_slice(text, from, *at);
}

/* Moves behind the [...] at the offset; to the end of the text where it is not closed. */
static void skip_index(Str text, size_t *at)
{
    size_t depth = 0;
    char quote = '\0';
    for (; *at < text.size; ++*at) {
        char c = text.at[*at];
        if (c == quote)
            quote = '\0';
        else if (quote != '\0')
            continue;
        else if (c == '\'' || c == '"')
            quote = c;
        else if (c == '[')
            depth++;
        else if (c == ']' && --depth == 0)
            break;
    }
    *at += *at < text.size ? 1 : 0;
}

/* True when the rest of the formula is "+ 1", "- 2" or nothing. */
static bool only_shifts(Str rest)
{
    rest = str_trim(rest);
    if (rest.size == 0)
        return true;
    if (rest.at[0] != '+' && rest.at[0] != '-')
        return false;
    rest = str_trim(str_slice(rest, 1, rest.size));
    size_t at = 0;
    while (at < rest.size && rest.at[at] >= '0' && rest.at[at] <= '9')
        at++;
    return at > 0 && at == rest.size;
}

bool formula_is_year(Str formula, const RecordType *scope)
{
    if (scope == NULL)
        return false;
    size_t at = 0;
    const Field *field = find_up(scope, take_name(formula, &at), 0);
    while (field != NULL && at < formula.size && (formula.at[at] == '.' || formula.at[at] == '[')) {
        if (formula.at[at] == '[') {
            skip_index(formula, &at);
            continue;
        }
        at++;
        const RecordType *type = field->kind == FIELD_RECORD ? field->record : NULL;
        field = type == NULL ? NULL : schema_field(type, take_name(formula, &at));
    }
    return field != NULL && field->kind == FIELD_YEAR &&
           only_shifts(str_slice(formula, at, formula.size));
}
