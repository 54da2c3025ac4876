/*
 * Paragraphs that would take cmark-gfm very long: at each end of a link in a paragraph it goes
 * through all marks of emphasis and all quotes before it.
 *
 * Where paragraphs begin and end cmark-gfm itself tells, of the same text in plain letters, which
 * it goes through quickly.
 */
#include "doc/markdown/markdown.h"

#include <string.h>

typedef struct Crowd {
    Str text;
    size_t at;         /* where `line` begins */
    uint32_t line;     /* from 1 */
    size_t pairs;      /* of the paragraphs up to there */
    uint32_t too_much; /* the line where the first that is too much begins; 0: none */
} Crowd;

static size_t count_byte(Str text, char byte)
{
    size_t count = 0;
    for (size_t i = 0; i < text.size; i++)
        count += text.at[i] == byte;
    return count;
}

/* The next line, without its end. */
static Str next_line(Crowd *crowd)
{
    size_t end = str_find(crowd->text, "\n", crowd->at);
    end = end == SIZE_MAX ? crowd->text.size : end;
    Str line = str_slice(crowd->text, crowd->at, end);
    crowd->at = end < crowd->text.size ? end + 1 : end;
    crowd->line++;
    return line;
}

/* Adds what stands in the lines of a block; blocks are asked for in their order. */
static void add_lines(Crowd *crowd, uint32_t from, uint32_t to)
{
    size_t ends = 0;
    size_t marks = 0;
    while (crowd->line < from)
        (void)next_line(crowd);
    while (crowd->line <= to && crowd->at < crowd->text.size) {
        Str line = next_line(crowd);
        ends += count_byte(line, ']');
        for (size_t i = 0; i < line.size; i++)
            marks += line.at[i] != '\0' && strchr("*_'\"", line.at[i]) != NULL;
    }
    crowd->pairs += ends * marks;
    if (crowd->pairs > MARKDOWN_MAX_PAIRS && crowd->too_much == 0)
        crowd->too_much = from;
}

/* What may stand before the text of a paragraph in its line: marks of items and quotes, a fence. */
static bool may_begin(char c)
{
    return c == '\0' || strchr(" \t\r>-+*_=#`~.)0123456789", c) != NULL;
}

/* The text without links, and without what is made of the inside of a paragraph: signs behind
   something of their line that begins no block. */
static Str plain_letters(Arena *arena, Str text)
{
    char *plain = arena_alloc(arena, text.size);
    bool inside = false;
    for (size_t i = 0; i < text.size; i++) {
        char c = text.at[i];
        inside = c != '\n' && (inside || !may_begin(c));
        bool sign = c != '\0' && strchr("*_'\"`<&\\!", c) != NULL;
        plain[i] = c;
        if (c == '[' || c == ']' || (sign && inside))
            plain[i] = 'x';
    }
    return (Str){plain, text.size};
}

static void count_pairs(void *context, cmark_node *root)
{
    Crowd *crowd = context;
    cmark_iter *iter = cmark_iter_new(root);
    while (cmark_iter_next(iter) != CMARK_EVENT_DONE && crowd->too_much == 0) {
        cmark_node *node = cmark_iter_get_node(iter);
        cmark_node_type type = cmark_node_get_type(node);
        bool holds_text = type == CMARK_NODE_PARAGRAPH || type == CMARK_NODE_HEADING;
        if (holds_text && cmark_iter_get_event_type(iter) == CMARK_EVENT_ENTER)
            add_lines(crowd, (uint32_t)cmark_node_get_start_line(node),
                      (uint32_t)cmark_node_get_end_line(node));
    }
    cmark_iter_free(iter);
}

bool markdown_crowd_fits(Arena *arena, Str text, uint32_t *line)
{
    if (count_byte(text, ']') <= MARKDOWN_MAX_PAIRS / (text.size + 1))
        return true;
    Crowd crowd = {.text = text, .line = 1};
    /* What takes too much memory so would take more with links. */
    if (!markdown_parse(arena_memory(arena), plain_letters(arena, text), count_pairs, &crowd))
        crowd.too_much = 1;
    *line = crowd.too_much;
    return crowd.too_much == 0;
}
