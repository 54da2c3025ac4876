/*
 * Paragraphs that would take cmark-gfm very long: at each link of a paragraph it goes through all
 * marks of emphasis and all quotes before it.
 */
#include "doc/markdown/markdown.h"

#include <string.h>

static size_t count_byte(Str text, char byte)
{
    size_t count = 0;
    const char *end = text.at + text.size;
    for (const char *at = text.at; at < end; at++, count++) {
        at = memchr(at, byte, (size_t)(end - at));
        if (at == NULL)
            break;
    }
    return count;
}

/* True for a line that ends the paragraph before it: it is blank, or begins an item or a quote. */
static bool begins_block(Str line)
{
    line = str_trim(line);
    if (line.size == 0 || line.at[0] == '>')
        return true;
    return strchr("-+*", line.at[0]) != NULL && (line.size == 1 || line.at[1] == ' ');
}

/* How many signs of a fence begin the line; 0 where it is none. Only spaces follow where `bare`. */
static size_t fence_size(Str line, char sign, bool bare)
{
    enum { INDENT = 3, LEAST = 3 };
    size_t from = 0;
    while (from < line.size && from < INDENT && line.at[from] == ' ')
        from++;
    size_t to = from;
    while (to < line.size && line.at[to] == sign)
        to++;
    Str rest = str_trim(str_slice(line, to, line.size));
    bool good = bare ? rest.size == 0 : sign != '`' || str_find(rest, "`", 0) == SIZE_MAX;
    return good && to - from >= LEAST ? to - from : 0;
}

/* A fence that is open: what stands within is no text. */
typedef struct Fence {
    char sign; /* 0: none */
    size_t size;
} Fence;

/* True for a line of a fence or within one. */
static bool is_fenced(Fence *fence, Str line)
{
    if (fence->sign != 0) {
        if (fence_size(line, fence->sign, true) >= fence->size)
            fence->sign = 0;
        return true;
    }
    for (size_t i = 0; i < 2; i++) {
        char sign = "`~"[i];
        size_t size = fence_size(line, sign, false);
        if (size == 0)
            continue;
        *fence = (Fence){sign, size};
        return true;
    }
    return false;
}

/* Ends of links, and what is looked through at each. */
typedef struct Crowd {
    size_t ends, marks;
} Crowd;

static void add_line(Crowd *crowd, Str line)
{
    for (size_t i = 0; i < line.size; i++) {
        char c = line.at[i];
        crowd->ends += c == ']';
        crowd->marks += c == '*' || c == '_' || c == '\'' || c == '"';
    }
}

bool markdown_crowd_fits(Str text, uint32_t *line)
{
    if (count_byte(text, ']') <= MARKDOWN_MAX_PAIRS / (text.size + 1))
        return true;
    Crowd crowd = {0};
    size_t pairs = 0;
    uint32_t number = 0;
    Fence fence = {0};
    *line = 1;
    for (size_t at = 0; at < text.size;) {
        size_t end = str_find(text, "\n", at);
        end = end == SIZE_MAX ? text.size : end;
        Str one = str_slice(text, at, end);
        at = end + 1;
        number++;
        bool fenced = is_fenced(&fence, one);
        if (fenced || begins_block(one)) {
            pairs += crowd.ends * crowd.marks;
            crowd = (Crowd){0};
            *line = number;
        }
        if (!fenced)
            add_line(&crowd, one);
        if (pairs + crowd.ends * crowd.marks > MARKDOWN_MAX_PAIRS)
            return false;
    }
    return true;
}
