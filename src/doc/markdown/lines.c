/* Places in a source: a table of where its lines begin, so that a place costs a search in that
 * table and a count of characters in one line. */
#include "doc/markdown/lines.h"

const Lines *lines_new(Arena *arena, const Source *source)
{
    Str text = source->text;
    size_t *starts = NULL;
    size_t capacity = 0;
    size_t count = 0;
    for (size_t at = 0;;) {
        size_t *start = arena_push(arena, &starts, &capacity, count, sizeof *starts);
        *start = at;
        count++;
        at = str_find(text, "\n", at);
        if (at == SIZE_MAX)
            break;
        at++;
    }
    Lines *lines = arena_alloc(arena, sizeof *lines);
    *lines = (Lines){source, starts, count, arena_alloc(arena, sizeof *lines->memo)};
    return lines;
}

/* The line (from 0) that the offset stands in. */
static size_t find_line(const Lines *lines, size_t at)
{
    size_t low = 0;
    size_t high = lines->count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (lines->starts[middle] <= at)
            low = middle;
        else
            high = middle;
    }
    return low;
}

/* How many characters of its line stand before the offset. */
static size_t count_before(const Lines *lines, size_t line, size_t at)
{
    LineMemo *memo = lines->memo;
    if (memo->line != line || memo->at > at || memo->at < lines->starts[line])
        *memo = (LineMemo){line, lines->starts[line], 0};
    memo->characters += utf8_length(str_slice(lines->source->text, memo->at, at));
    memo->at = at;
    return memo->characters;
}

Place lines_place(const Lines *lines, size_t at, size_t size)
{
    Str text = lines->source->text;
    if (at > text.size)
        at = text.size;
    size_t end = size > text.size - at ? text.size : at + size;
    size_t line = find_line(lines, at);
    return (Place){
        .source = lines->source,
        .line = (uint32_t)(line + 1),
        .column = (uint32_t)(1 + count_before(lines, line, at)),
        .length = (uint32_t)utf8_length(str_slice(text, at, end)),
    };
}

Str lines_text(const Lines *lines, size_t line)
{
    if (line == 0 || line > lines->count)
        return (Str){NULL, 0};
    Str text = lines->source->text;
    size_t end = line < lines->count ? lines->starts[line] - 1 : text.size;
    Str slice = str_slice(text, lines->starts[line - 1], end);
    if (slice.size > 0 && slice.at[slice.size - 1] == '\r')
        slice.size--;
    return slice;
}

size_t lines_offset(const Lines *lines, uint32_t line, uint32_t column)
{
    if (line > lines->count)
        return lines->source->text.size;
    if (line == 0)
        return 0;
    LineMemo *memo = lines->memo;
    Str text = lines_text(lines, line);
    size_t start = lines->starts[line - 1];
    size_t before = column > 0 ? column - 1 : 0;
    if (memo->line != line - 1 || memo->characters > before || memo->at > start + text.size)
        *memo = (LineMemo){line - 1, start, 0};
    size_t at = memo->at - start;
    while (memo->characters < before && at < text.size) {
        (void)utf8_next(text, &at);
        memo->characters++;
    }
    memo->at = start + at;
    return memo->at;
}
