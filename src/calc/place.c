/*
 * From a part of a formula to its line and column. A formula is the text of a scalar: the source
 * may hold it in quotes, with escapes, or folded over lines. So the text is walked along the source
 * from the scalar's start, skipping what only the source has.
 */
#include "calc/formula.h"

static bool is_space(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

static size_t skip_space(Str source, size_t at)
{
    while (at < source.size && is_space(source.at[at]))
        at++;
    return at;
}

/* Where byte `upto` of the text, its end or no space, stands in the source when the text starts at
   `from`; SIZE_MAX when the source reads otherwise. */
static size_t walk(Str source, size_t from, bool doubled, Str text, size_t upto)
{
    size_t at = from;
    for (size_t i = 0; i < upto; i++) {
        if (is_space(text.at[i]))
            continue;
        at = skip_space(source, at);
        if (at < source.size && source.at[at] == '\\' && text.at[i] != '\\')
            at++;
        if (at >= source.size || source.at[at] != text.at[i])
            return SIZE_MAX;
        at += doubled && text.at[i] == '\'' ? 2 : 1;
    }
    return upto < text.size ? skip_space(source, at) : at;
}

/* Whether the text stands in the source from `from` on. */
static bool try_origin(const Formula *formula, size_t from, bool doubled)
{
    Origin *origin = formula->origin;
    origin->offset = from;
    origin->doubled = doubled;
    origin->found = walk(formula->place.source->text, from, doubled, formula->text,
                         formula->text.size) != SIZE_MAX;
    return origin->found;
}

static void search_origin(const Formula *formula)
{
    formula->origin->searched = true;
    size_t at;
    if (!place_offset(formula->places, formula->place, &at))
        return;
    Str source = formula->place.source->text;
    if (try_origin(formula, at, false) || at >= source.size)
        return;
    if (at > 0 && source.at[at - 1] == '\'' && try_origin(formula, at, true))
        return;
    if (source.at[at] == '\'' || source.at[at] == '"') {
        (void)try_origin(formula, at + 1, source.at[at] == '\'');
    } else if (source.at[at] == '|' || source.at[at] == '>') {
        size_t header_end = str_find(source, "\n", at);
        if (header_end != SIZE_MAX)
            (void)try_origin(formula, header_end, false);
    }
}

Place formula_place(const Formula *formula, Range range)
{
    Origin *origin = formula->origin;
    if (!origin->searched)
        search_origin(formula);
    if (!origin->found)
        return formula->place;
    if (origin->latest.size > 0 && origin->latest.at == range.at &&
        origin->latest.size == range.size)
        return origin->latest_place;
    Str source = formula->place.source->text;
    size_t at = walk(source, origin->offset, origin->doubled, formula->text, range.at);
    size_t size = 0;
    while (size < range.size && at + size < source.size && source.at[at + size] != '\n')
        size++;
    origin->latest = range;
    origin->latest_place = place_near(formula->places, formula->place.source, at, size);
    return origin->latest_place;
}
