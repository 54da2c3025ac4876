/* Which tag closes which section: the errors name both ends. */
#include "doc/doc.h"
#include "doc/markdown/tag.h"

typedef struct Open {
    size_t items[DOC_MAX_NESTING]; /* indices of section tags */
    size_t count;
} Open;

static bool closes(const Tag *close, const Tag *open)
{
    return close->text.size == 0 || str_equal(close->text, open->text);
}

static void report_unclosed(Diags *diags, const TagText *text, const Tag *open)
{
    Str source = open->source;
    diag(diags, SEVERITY_ERROR, tag_place(text->lines, open),
         "close it with the same text after '/', or with '{{/}}'", "'%.*s' is not closed",
         STR_ARG(source));
}

/* The close does not fit the innermost section. Where it fits one further out, those within are not
   closed; else it was meant for the innermost and is written wrong. */
static void close_other(Diags *diags, TagText *text, Open *open, const Tag *close)
{
    size_t fits = open->count;
    while (fits > 0 && !closes(close, &text->tags[open->items[fits - 1]]))
        fits--;
    if (fits > 0) {
        for (; open->count > fits; open->count--)
            report_unclosed(diags, text, &text->tags[open->items[open->count - 1]]);
        return;
    }
    const Tag *inner = &text->tags[open->items[open->count - 1]];
    Place opened = tag_place(text->lines, inner);
    diag(diags, SEVERITY_ERROR, tag_place(text->lines, close),
         "the text after '/' repeats the text after '#' or '^'",
         "'%.*s' does not close '%.*s', which opens at line %u, column %u", STR_ARG(close->source),
         STR_ARG(inner->source), opened.line, opened.column);
}

static void pair(Diags *diags, TagText *text, size_t open_index, size_t close_index)
{
    Tag *open = &text->tags[open_index];
    Tag *close = &text->tags[close_index];
    open->partner = close_index;
    close->partner = open_index;
    if (open->alone == close->alone)
        return;
    static const char *const where[] = {"within text", "alone on its line"};
    Place opened = tag_place(text->lines, open);
    diag(diags, SEVERITY_ERROR, tag_place(text->lines, close),
         "a section of blocks has both its tags on lines of their own, one within text neither",
         "'%.*s' stands %s, '%.*s' at line %u, column %u %s", STR_ARG(close->source),
         where[close->alone], STR_ARG(open->source), opened.line, opened.column,
         where[open->alone]);
    open->partner = close->partner = TAG_NO_PARTNER;
}

static void close_section(Diags *diags, TagText *text, Open *open, size_t index)
{
    const Tag *close = &text->tags[index];
    if (open->count == 0) {
        diag(diags, SEVERITY_ERROR, tag_place(text->lines, close), "remove it, or open the section",
             "'%.*s' closes no section", STR_ARG(close->source));
        return;
    }
    if (!closes(close, &text->tags[open->items[open->count - 1]]))
        close_other(diags, text, open, close);
    pair(diags, text, open->items[--open->count], index);
}

void tag_balance(Arena *arena, Diags *diags, TagText *text)
{
    Open *open = arena_alloc(arena, sizeof *open);
    bool too_deep = false;
    for (size_t i = 0; i < text->count; i++) {
        const Tag *tag = &text->tags[i];
        if (tag->kind == TAG_CLOSE) {
            close_section(diags, text, open, i);
        } else if (tag->kind == TAG_SECTION || tag->kind == TAG_INVERSE) {
            if (open->count == DOC_MAX_NESTING) {
                too_deep = true;
                diag(diags, SEVERITY_ERROR, tag_place(text->lines, tag),
                     "move the inner ones to a computed field",
                     "sections are nested deeper than %d", DOC_MAX_NESTING);
                break;
            }
            open->items[open->count++] = i;
        }
    }
    for (size_t i = open->count; i > 0 && !too_deep; i--)
        report_unclosed(diags, text, &text->tags[open->items[i - 1]]);
}
