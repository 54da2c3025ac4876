/* Attributes on lines of their own: what they say of the list or paragraph behind them. */
#include "doc/markdown/markdown.h"

#include <string.h>

/* The marker that an attribute like "a." or "(1)" names; false when it names none. */
static bool marker_read(Str attribute, Marker *marker)
{
    static const char signs[] = "1aAiI";
    static const CountStyle counts[] = {COUNT_DIGITS, COUNT_LOWER, COUNT_UPPER, COUNT_ROMAN_LOWER,
                                        COUNT_ROMAN_UPPER};
    bool open = str_starts(attribute, "(");
    if (attribute.size != (open ? 3U : 2U))
        return false;
    char end = attribute.at[attribute.size - 1];
    if (end != ')' && (open || end != '.'))
        return false;
    const char *sign = memchr(signs, attribute.at[open ? 1 : 0], sizeof signs - 1);
    if (sign == NULL)
        return false;
    *marker = (Marker){
        .count = counts[sign - signs], .before = open ? "(" : "", .after = end == ')' ? ")" : "."};
    return true;
}

bool attribute_list(Str attribute, ListPart *list)
{
    static const char word[] = "lanjut";
    bool goes_on = str_ends(attribute, word);
    Str rest = str_slice(attribute, 0, attribute.size - (goes_on ? sizeof word - 1 : 0));
    if (goes_on && rest.size > 0 && rest.at[rest.size - 1] != ' ')
        return false;
    rest = str_trim(rest);
    bool chosen = marker_read(rest, &list->marker);
    if (!chosen && (!goes_on || rest.size > 0))
        return false;
    list->chosen = chosen;
    list->goes_on = goes_on;
    return true;
}

bool attribute_variant(Str attribute, Variant *variant)
{
    static const struct {
        const char *name;
        Variant variant;
    } names[] = {
        {"tengah", VARIANT_CENTRE},
        {"kanan", VARIANT_RIGHT},
        {"tanpa_indentasi", VARIANT_NO_INDENT},
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (str_is(attribute, names[i].name)) {
            *variant = names[i].variant;
            return true;
        }
    }
    return false;
}

void attribute_unknown(const Compiler *compiler, const TagText *text, const Tag *tag)
{
    static const Str names[] = {{"tengah", 6},        {"kanan", 5}, {"tanpa_indentasi", 15},
                                {"tanpa_daftar", 12}, {"a.", 2},    {"(1)", 3},
                                {"lanjut", 6}};
    Str near = str_nearest(tag->text, names, sizeof names / sizeof *names);
    Str hint = STR("a backslash before '{' prints it; attributes are {#label}, {-}, {a.}, {tengah} "
                   "and the like");
    if (str_starts(tag->text, "#"))
        hint = STR("a label ends a heading; a section has two braces: {{#...}}");
    else if (near.size > 0)
        hint = str_format(compiler->arena, "did you mean '{%.*s}'?", STR_ARG(near));
    diag(compiler->diags, SEVERITY_ERROR, tag_place(text->lines, tag), hint.at,
         "there is no attribute '%.*s'", STR_ARG(tag->source));
}
