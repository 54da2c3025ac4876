/* A chapter's text becomes text with placeholders, and the list of its tags. */
#include "doc/markdown/tag.h"

#include <string.h>

/* A directive's fence that is open: its character, how many, where it began. */
typedef struct Fence {
    char sign;
    size_t length;
    size_t at;
} Fence;

typedef struct Scanner {
    Arena *arena;
    Diags *diags;
    Str text;
    Buf masked;
    TagText *out;
    size_t capacity;
    bool full; /* the error that there are too many tags was added */
    Fence fence;
} Scanner;

/* --- Characters ------------------------------------------------------------------------------- */

static bool is_placeholder(uint32_t c)
{
    return c == TAG_FILLER || (c >= TAG_FIRST_MARK && c <= TAG_LAST_MARK);
}

/* The character that a numeric reference ("&#xF8FF;") at the offset stands for; 0 when there is
   none. */
static uint32_t numeric_reference(Str text, size_t at)
{
    if (at + 3 >= text.size || text.at[at + 1] != '#')
        return 0;
    bool hex = text.at[at + 2] == 'x' || text.at[at + 2] == 'X';
    uint32_t value = 0;
    for (size_t i = at + (hex ? 3 : 2); i < text.size && i < at + 12; i++) {
        char c = text.at[i];
        if (c >= '0' && c <= '9')
            value = value * (hex ? 16 : 10) + (uint32_t)(c - '0');
        else if (hex && ((c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F')))
            value = value * 16 + (uint32_t)((c | 0x20) - 'a' + 10);
        else
            return c == ';' ? value : 0;
    }
    return 0;
}

static void check_characters(Scanner *scanner)
{
    enum { MAX_REPORTS = 20 };
    Str text = scanner->text;
    size_t reports = 0;
    for (size_t at = 0; at < text.size && reports < MAX_REPORTS;) {
        size_t from = at;
        char plain = text.at[at];
        if ((plain >= ' ' && plain <= '~' && plain != '&') || plain == '\n') {
            at++;
            continue;
        }
        uint32_t c = utf8_next(text, &at);
        bool control = (c < 0x20 && c != '\n' && c != '\t' && c != '\r') || (c >= 0x7F && c < 0xA0);
        uint32_t meant = c == '&' ? numeric_reference(text, from) : c;
        if (!control && c != UTF8_BAD && !is_placeholder(meant) && !utf8_turns(meant))
            continue;
        Place place = lines_place(scanner->out->lines, from, at - from);
        reports++;
        if (c == UTF8_BAD)
            diag(scanner->diags, SEVERITY_ERROR, place, "save the file as UTF-8",
                 "this is not UTF-8");
        else
            diag(scanner->diags, SEVERITY_ERROR, place, "remove it",
                 "character U+%04X has no place in a chapter", (unsigned)meant);
    }
}

/* --- Tags ------------------------------------------------------------------------------------- */

/* The tag's index; SIZE_MAX after the error that there are too many. */
static size_t add_tag(Scanner *scanner, Tag tag)
{
    TagText *out = scanner->out;
    if (out->count == TAG_MAX_COUNT) {
        if (!scanner->full)
            diag(scanner->diags, SEVERITY_ERROR, tag_place(out->lines, &tag),
                 "split the chapter into two", "a chapter has more than %d tags", TAG_MAX_COUNT);
        scanner->full = true;
        return SIZE_MAX;
    }
    Tag *slot = arena_push(scanner->arena, &out->tags, &scanner->capacity, out->count, sizeof tag);
    *slot = tag;
    return out->count++;
}

/* Writes a placeholder of as many characters as the tag has; the line ends of a comment stay. */
static void mask_tag(Scanner *scanner, const Tag *tag)
{
    size_t index = add_tag(scanner, *tag);
    if (index == SIZE_MAX)
        return;
    bool first = true;
    for (size_t at = 0; at < tag->source.size; first = false) {
        uint32_t c = utf8_next(tag->source, &at);
        if (c == '\n' || c == '\r')
            buf_char(&scanner->masked, c);
        else
            buf_char(&scanner->masked, first ? TAG_FIRST_MARK + (uint32_t)index : TAG_FILLER);
    }
}

static void mask_unclosed(Scanner *scanner, const Tag *tag)
{
    const char *message = "this tag does not end";
    const char *hint = "end it with '}}' on the same line";
    if (tag->kind == TAG_REFERENCE)
        hint = "write {@label}";
    if (tag->kind == TAG_NOTE) {
        message = "this is not the mark of a note";
        hint =
            "write [^name], of at most 100 bytes without spaces; a backslash before '[' prints it";
    }
    diag(scanner->diags, SEVERITY_ERROR, tag_place(scanner->out->lines, tag), hint, "%s", message);
    Tag literal = *tag;
    literal.kind = TAG_COMMENT;
    mask_tag(scanner, &literal);
}

/* The offset in a heading's line from which on there are only {...} groups; the line's end where it
   does not end in one. */
static size_t find_attributes(Str line)
{
    size_t from = line.size;
    for (size_t end = line.size; end > 0;) {
        char c = line.at[end - 1];
        if (c == ' ' || c == '\t' || c == '\r') {
            end--;
            continue;
        }
        size_t open = end - 1;
        while (open > 0 && line.at[open - 1] != '{' && line.at[open - 1] != '}')
            open--;
        if (c != '}' || open < 1 || line.at[open - 1] != '{' ||
            (open > 1 && line.at[open - 2] == '{'))
            break;
        end = from = open - 1;
    }
    return from;
}

/* The attribute at the offset: "{...}", which is known to end. */
static Tag read_attribute(Str text, size_t at)
{
    size_t end = str_find(text, "}", at);
    Str inside = str_trim(str_slice(text, at + 1, end));
    return (Tag){
        .kind = TAG_ATTRIBUTE,
        .source = str_slice(text, at, end + 1),
        .text = inside,
        .at = at,
        .text_at = inside.size > 0 ? (size_t)(inside.at - text.at) : at + 1,
        .partner = TAG_NO_PARTNER,
    };
}

/* Masks what stands at the offset and returns the offset behind it. From the offset `attributes` on
   braces hold attributes. */
static size_t mask_next(Scanner *scanner, size_t at, size_t attributes)
{
    Str text = scanner->text;
    size_t rest = text.size - at;
    const char *here = text.at + at;
    Tag tag;
    if (rest >= 2 && here[0] == '\\') {
        if (here[1] != '^' && here[1] != '+') {
            buf_add(&scanner->masked, str_slice(text, at, at + 2));
            return at + 2;
        }
        tag = (Tag){.kind = TAG_LITERAL, .at = at, .partner = TAG_NO_PARTNER};
        tag.source = str_slice(text, at, at + 2);
        tag.text = str_slice(text, at + 1, at + 2);
        tag.text_at = at + 1;
    } else if (rest >= 2 && here[0] == '{' && here[1] == '{') {
        if (!tag_read(text, at, &tag)) {
            mask_unclosed(scanner, &tag);
            return at + tag.source.size;
        }
    } else if (rest >= 2 && here[0] == '{' && here[1] == '@') {
        if (!tag_read_reference(text, at, &tag)) {
            mask_unclosed(scanner, &tag);
            return at + tag.source.size;
        }
    } else if (rest >= 2 && here[0] == '[' && here[1] == '^') {
        if (!tag_read_note(text, at, &tag)) {
            mask_unclosed(scanner, &tag);
            return at + tag.source.size;
        }
    } else if (here[0] == '{' && at >= attributes) {
        tag = read_attribute(text, at);
    } else {
        buf_byte(&scanner->masked, here[0]);
        return at + 1;
    }
    mask_tag(scanner, &tag);
    return at + tag.source.size;
}

/* --- Lines ------------------------------------------------------------------------------------ */

/* How much of the line is indentation and signs of block quotes. */
static size_t prefix_size(Str line)
{
    size_t at = 0;
    while (at < line.size && (line.at[at] == ' ' || line.at[at] == '\t' || line.at[at] == '>'))
        at++;
    return at;
}

/* True when the tag at the offset `from` is a section tag or an attribute and all there is on the
   line. */
static bool read_alone(Str text, Str line, Tag *tag)
{
    Str content = str_trim(str_slice(line, prefix_size(line), line.size));
    if (content.size < 2 || content.at[0] != '{' || content.at[1] == '@')
        return false;
    size_t at = (size_t)(content.at - text.at);
    if (content.at[1] != '{') {
        if (content.at[content.size - 1] != '}' || str_find(content, "{", 1) != SIZE_MAX ||
            str_find(content, "}", 0) != content.size - 1)
            return false;
        *tag = read_attribute(text, at);
    } else if (!tag_read(text, at, tag) || tag->source.size != content.size) {
        return false;
    }
    tag->alone = true;
    return tag->kind != TAG_VALUE && tag->kind != TAG_COMMENT;
}

static bool is_heading(Str line)
{
    size_t at = prefix_size(line);
    size_t signs = 0;
    while (at + signs < line.size && line.at[at + signs] == '#')
        signs++;
    return signs > 0 &&
           (at + signs == line.size || line.at[at + signs] == ' ' || line.at[at + signs] == '\t');
}

/* The size of a list's marker at the offset with one space behind it; 0 when there is none. */
static size_t marker_size(Str line, size_t at)
{
    size_t end = at;
    while (end < line.size && line.at[end] >= '0' && line.at[end] <= '9')
        end++;
    const char *signs = end > at ? ".)" : "-+*";
    if (end + 1 >= line.size || strchr(signs, line.at[end]) == NULL || line.at[end + 1] != ' ')
        return 0;
    return end + 2 - at;
}

/* As prefix_size, with the markers of lists whose items begin on the line. */
static size_t item_prefix_size(Str line)
{
    size_t at = prefix_size(line);
    for (size_t marker = marker_size(line, at); marker > 0; marker = marker_size(line, at)) {
        at += marker;
        at += prefix_size(str_slice(line, at, line.size));
    }
    return at;
}

/* The fence that stands on the line from the offset on, length 0 when none. A fence of backticks
   has none after it. */
static Fence read_fence(Str text, Str line, size_t at)
{
    Fence fence = {.at = (size_t)(line.at - text.at) + at};
    if (at == line.size || (line.at[at] != '`' && line.at[at] != '~'))
        return fence;
    fence.sign = line.at[at];
    size_t length = 0;
    while (at + length < line.size && line.at[at + length] == fence.sign)
        length++;
    bool inline_code = fence.sign == '`' && str_find(line, "`", at + length) != SIZE_MAX;
    fence.length = length >= 3 && !inline_code ? length : 0;
    return fence;
}

/* A line within a directive: is it its end, or a section tag that has no place there? */
static void scan_body_line(Scanner *scanner, Str line)
{
    Fence fence = read_fence(scanner->text, line, prefix_size(line));
    size_t end = fence.at - (size_t)(line.at - scanner->text.at) + fence.length;
    bool bare = fence.length > 0 && str_trim(str_slice(line, end, line.size)).size == 0;
    if (bare && fence.sign == scanner->fence.sign && fence.length >= scanner->fence.length) {
        scanner->fence.length = 0;
        return;
    }
    Tag tag;
    if (read_alone(scanner->text, line, &tag) && tag.kind != TAG_ATTRIBUTE)
        diag(scanner->diags, SEVERITY_ERROR, tag_place(scanner->out->lines, &tag),
             "repeat rows with 'untuk', choose them with 'jika', or put the section around the "
             "whole block",
             "a section tag cannot stand on a line of a directive");
}

/* Masks the name where the line begins a note's text ("[^name]:"), so that cmark still sees one;
   returns the offset behind what it took. */
static size_t mask_note_text(Scanner *scanner, Str line, size_t at)
{
    Str text = scanner->text;
    size_t from = at + prefix_size(line);
    Tag tag;
    if (!str_starts(str_slice(line, from - at, line.size), "[^") ||
        !tag_read_note(text, from, &tag))
        return at;
    size_t end = from + tag.source.size;
    if (end >= text.size || text.at[end] != ':')
        return at;
    buf_add(&scanner->masked, str_slice(text, at, tag.text_at));
    mask_tag(scanner, &(Tag){.kind = TAG_NOTE_TEXT,
                             .source = tag.text,
                             .text = tag.text,
                             .at = tag.text_at,
                             .text_at = tag.text_at,
                             .partner = TAG_NO_PARTNER});
    buf_text(&scanner->masked, "]:");
    return end + 1;
}

/* Scans the line that starts at the offset; returns the offset behind what it took, which is that
   of a line's start or, after a comment over several lines, within a line. */
static size_t scan_line(Scanner *scanner, size_t at)
{
    Str text = scanner->text;
    size_t end = str_find(text, "\n", at);
    size_t next = end == SIZE_MAX ? text.size : end + 1;
    Str line = str_slice(text, at, end == SIZE_MAX ? text.size : end);
    bool whole = at == 0 || text.at[at - 1] == '\n';
    bool body = scanner->fence.length > 0;
    Fence fence = read_fence(text, line, body ? prefix_size(line) : item_prefix_size(line));
    if (body)
        scan_body_line(scanner, line);
    else if (whole && fence.length > 0)
        scanner->fence = fence;
    if (body || scanner->fence.length > 0) {
        buf_add(&scanner->masked, str_slice(text, at, next));
        return next;
    }
    Tag tag;
    if (whole && read_alone(text, line, &tag)) {
        size_t index = add_tag(scanner, tag);
        buf_add(&scanner->masked, str_slice(line, 0, prefix_size(line)));
        buf_text(&scanner->masked, "<!--");
        buf_char(&scanner->masked, TAG_FIRST_MARK + (uint32_t)(index == SIZE_MAX ? 0 : index));
        buf_text(&scanner->masked, "-->");
        buf_add(&scanner->masked, str_slice(text, at + line.size, next));
        return next;
    }
    size_t attributes = whole && is_heading(line) ? at + find_attributes(line) : next;
    if (whole)
        at = mask_note_text(scanner, line, at);
    while (at < next)
        at = mask_next(scanner, at, attributes);
    return at;
}

const TagText *tag_scan(Arena *arena, Diags *diags, const Source *source)
{
    TagText *out = arena_alloc(arena, sizeof *out);
    out->lines = lines_new(arena, source);
    Scanner scanner = {.arena = arena,
                       .diags = diags,
                       .text = source->text,
                       .masked = {.arena = arena},
                       .out = out};
    check_characters(&scanner);
    for (size_t at = 0; at < source->text.size;)
        at = scan_line(&scanner, at);
    if (scanner.fence.length > 0)
        diag(diags, SEVERITY_ERROR, lines_place(out->lines, scanner.fence.at, scanner.fence.length),
             "end it with a line of the same characters", "this block does not end");
    Source *masked = arena_alloc(arena, sizeof *masked);
    *masked = (Source){source->name, buf_str(&scanner.masked)};
    out->masked = lines_new(arena, masked);
    tag_balance(arena, diags, out);
    return out;
}
