/* Places in a source: from bytes to lines and columns and back. */
#include "base/diag.h"

#include <string.h>

/* Goes back to the start of the source, or of its line, where the memo is behind the byte. */
static void memo_begin(PlaceMemo *memo, const Source *source, size_t at)
{
    if (memo->source == source && memo->at <= at)
        return;
    bool in_line = memo->source == source && memo->line_start <= at;
    *memo = (PlaceMemo){source, in_line ? memo->line_start : 0, in_line ? memo->line_start : 0,
                        in_line ? memo->line : 1, 1};
}

/* Moves to the start of the line behind that of the memo. False where there is none before `to`. */
static bool memo_next_line(PlaceMemo *memo, size_t to)
{
    Str text = memo->source->text;
    const char *end = to > memo->at ? memchr(text.at + memo->at, '\n', to - memo->at) : NULL;
    if (end == NULL)
        return false;
    memo->at = memo->line_start = (size_t)(end - text.at) + 1;
    memo->line++;
    memo->column = 1;
    return true;
}

Place place_near(PlaceMemo *memo, const Source *source, size_t at, size_t size)
{
    Str text = source->text;
    if (at > text.size)
        at = text.size;
    if (size > text.size - at)
        size = text.size - at;
    memo_begin(memo, source, at);
    while (memo_next_line(memo, at))
        continue;
    memo->column += (uint32_t)utf8_length(str_slice(text, memo->at, at));
    memo->at = at;
    uint32_t length = (uint32_t)utf8_length(str_slice(text, at, at + size));
    return (Place){source, memo->line, memo->column, length};
}

Place place_at(const Source *source, size_t at, size_t size)
{
    PlaceMemo memo = {0};
    return place_near(&memo, source, at, size);
}

/* As a line: the column is the offset, the length in bytes. */
#define LATER UINT32_MAX

Place place_later(const Source *source, size_t at, size_t size)
{
    if (at > UINT32_MAX || size > UINT32_MAX)
        return place_at(source, at, size);
    return (Place){source, LATER, (uint32_t)at, (uint32_t)size};
}

Place place_settled(Place place)
{
    return place.line == LATER ? place_at(place.source, place.column, place.length) : place;
}

bool place_offset(PlaceMemo *memo, Place place, size_t *offset)
{
    if (place.source == NULL || place.line == 0)
        return false;
    if (place.line == LATER) {
        *offset = place.column;
        return true;
    }
    Str text = place.source->text;
    bool behind = memo->source == place.source && memo->line <= place.line;
    if (!behind)
        *memo = (PlaceMemo){place.source, 0, 0, 1, 1};
    else if (memo->line == place.line && memo->column > place.column)
        memo_begin(memo, place.source, memo->line_start);
    while (memo->line < place.line)
        if (!memo_next_line(memo, text.size))
            return false;
    for (; memo->column < place.column; memo->column++) {
        if (memo->at >= text.size || text.at[memo->at] == '\n')
            return false;
        (void)utf8_next(text, &memo->at);
    }
    *offset = memo->at;
    return true;
}

Place place_find(Place from, Str text)
{
    enum { FAR = 8192 };
    PlaceMemo memo = {0};
    size_t start = 0;
    if (text.size == 0 || !place_offset(&memo, from, &start))
        return from;
    Str whole = from.source->text;
    Str near = str_slice(whole, start, whole.size - start > FAR ? start + FAR : whole.size);
    size_t end = str_find(near, "\n\n", 0);
    if (end != SIZE_MAX)
        near.size = end;
    const char *found = near.size < text.size || str_starts(near, "{{")
                            ? NULL
                            : memmem(near.at, near.size, text.at, text.size);
    return found == NULL ? from
                         : place_near(&memo, from.source, (size_t)(found - whole.at), text.size);
}
