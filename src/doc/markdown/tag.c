/* One tag of template text: where it ends and of which kind it is. */
#include "doc/markdown/tag.h"

#include <string.h>

static const struct {
    char sign;
    TagKind kind;
} tag_signs[] = {
    {'#', TAG_SECTION},
    {'^', TAG_INVERSE},
    {'/', TAG_CLOSE},
    {'!', TAG_COMMENT},
};

/* Sets text and text_at from the part [from, to) of the whole text. */
static void set_inside(Tag *tag, Str whole, size_t from, size_t to)
{
    Str inside = str_slice(whole, from, to);
    tag->text = str_trim(inside);
    tag->text_at = from;
    if (tag->text.size > 0)
        tag->text_at += (size_t)(tag->text.at - inside.at);
}

/* The offset of "}}" outside of quotes; where a quote is not closed, the first "}}" of the line.
   SIZE_MAX when the line has none. */
static size_t find_end(Str text, size_t from)
{
    size_t first = SIZE_MAX;
    char quote = '\0';
    for (size_t at = from; at < text.size && text.at[at] != '\n'; at++) {
        char c = text.at[at];
        bool end = c == '}' && at + 1 < text.size && text.at[at + 1] == '}';
        if (end && quote == '\0')
            return at;
        if (end && first == SIZE_MAX)
            first = at;
        if (c == quote)
            quote = '\0';
        else if (quote != '\0')
            continue;
        else if (c == '\'' || c == '"')
            quote = c;
    }
    return first;
}

bool tag_read(Str text, size_t at, Tag *tag)
{
    *tag = (Tag){.kind = TAG_VALUE, .at = at, .partner = TAG_NO_PARTNER};
    size_t from = at + 2;
    for (size_t i = 0; from < text.size && i < sizeof tag_signs / sizeof *tag_signs; i++)
        if (text.at[from] == tag_signs[i].sign)
            tag->kind = tag_signs[i].kind;
    if (tag->kind != TAG_VALUE)
        from++;
    bool comment = tag->kind == TAG_COMMENT;
    size_t end = comment ? str_find(text, "}}", from) : find_end(text, from);
    bool closed = end != SIZE_MAX;
    if (!closed) {
        end = str_find(text, "\n", at);
        end = end == SIZE_MAX ? text.size : end;
        from = from < end ? from : end;
    }
    set_inside(tag, text, from, end);
    tag->source = str_slice(text, at, closed ? end + 2 : end);
    return closed;
}

bool tag_read_reference(Str text, size_t at, Tag *tag)
{
    *tag = (Tag){.kind = TAG_REFERENCE, .at = at, .partner = TAG_NO_PARTNER};
    size_t from = at + 2;
    size_t end = from;
    while (end < text.size && text.at[end] != '}' && text.at[end] != '{' && text.at[end] != '\n')
        end++;
    set_inside(tag, text, from, end);
    bool closed = end < text.size && text.at[end] == '}';
    tag->source = str_slice(text, at, closed ? end + 1 : end);
    return closed && tag->text.size > 0;
}

bool tag_read_note(Str text, size_t at, Tag *tag)
{
    *tag = (Tag){.kind = TAG_NOTE, .at = at, .partner = TAG_NO_PARTNER};
    size_t from = at + 2;
    size_t end = from;
    while (end < text.size && strchr("[]{} \t\r\n", text.at[end]) == NULL)
        end++;
    set_inside(tag, text, from, end);
    bool closed = end < text.size && text.at[end] == ']';
    tag->source = str_slice(text, at, closed ? end + 1 : end);
    return closed && tag->text.size > 0 && tag->text.size <= TAG_MAX_NAME;
}

Place tag_place(const Lines *lines, const Tag *tag)
{
    return lines_place(lines, tag->at, tag->source.size);
}
