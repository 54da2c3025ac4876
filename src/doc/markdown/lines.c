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
    lines->memo->arena = arena;
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

/* --- Long lines ------------------------------------------------------------------------------- */

enum { LONG = 512, STEP = 256 }; /* bytes */

/* True for the byte that a character begins with. */
static bool begins(char byte)
{
    return ((unsigned char)byte & 0xC0) != 0x80;
}

static size_t count_from(Str text, size_t from, size_t to)
{
    size_t count = 0;
    for (size_t i = from; i < to; i++)
        count += begins(text.at[i]);
    return count;
}

static const uint32_t *marks_of(const Lines *lines)
{
    LineMemo *memo = lines->memo;
    Str text = lines->source->text;
    if (memo->marks != NULL)
        return memo->marks;
    memo->marks = arena_array(memo->arena, text.size / STEP + 1, sizeof *memo->marks);
    for (size_t i = 1; i <= text.size / STEP; i++)
        memo->marks[i] = memo->marks[i - 1] + (uint32_t)count_from(text, (i - 1) * STEP, i * STEP);
    return memo->marks;
}

/* How many characters of the text stand before the offset. */
static size_t count_all(const Lines *lines, size_t at)
{
    return marks_of(lines)[at / STEP] + count_from(lines->source->text, at / STEP * STEP, at);
}

/* The offset in a long line, up to `end`, that so many of its characters stand before. */
static size_t long_offset(const Lines *lines, size_t start, size_t end, size_t before)
{
    Str text = lines->source->text;
    const uint32_t *marks = marks_of(lines);
    size_t wanted = count_all(lines, start) + before;
    size_t low = start / STEP;
    size_t high = end / STEP + 1;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (marks[middle] <= wanted)
            low = middle;
        else
            high = middle;
    }
    size_t at = low * STEP > start ? low * STEP : start;
    size_t counted = count_all(lines, at);
    /* A character's bytes go on behind what it is counted at. */
    while (at < end && (counted < wanted || !begins(text.at[at])))
        counted += begins(text.at[at++]);
    return at;
}

/* --- Places ----------------------------------------------------------------------------------- */

/* How many characters of its line stand before the offset. */
static size_t count_before(const Lines *lines, size_t line, size_t at)
{
    LineMemo *memo = lines->memo;
    if (at - lines->starts[line] > LONG)
        return count_all(lines, at) - count_all(lines, lines->starts[line]);
    if (memo->line != line || memo->at > at || memo->at < lines->starts[line]) {
        memo->line = line;
        memo->at = lines->starts[line];
        memo->characters = 0;
    }
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
    Str text = lines_text(lines, line);
    size_t start = lines->starts[line - 1];
    size_t before = column > 0 ? column - 1 : 0;
    if (before > LONG)
        return long_offset(lines, start, start + text.size, before);
    size_t at = 0;
    for (size_t passed = 0; passed < before && at < text.size; passed++)
        (void)utf8_next(text, &at);
    return start + at;
}
