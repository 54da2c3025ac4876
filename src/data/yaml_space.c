/* No-break spaces, as they come from word processors: YAML takes them for letters. */
#include "data/yaml.h"

#include <string.h>

/* The bytes of the no-break space that stands at the offset; 0 for none. */
static size_t no_break_space(Str text, size_t at)
{
    static const char *const spaces[] = {"\xC2\xA0", "\xE2\x80\x87", "\xE2\x80\xAF"};
    if (((unsigned char)text.at[at] & 0x80) == 0)
        return 0;
    Str rest = str_slice(text, at, text.size);
    for (size_t i = 0; i < sizeof spaces / sizeof *spaces; i++)
        if (str_starts(rest, spaces[i]))
            return strlen(spaces[i]);
    return 0;
}

static void report(Diags *diags, const Source *source, size_t at)
{
    size_t next = at;
    unsigned character = utf8_next(source->text, &next);
    diag(diags, SEVERITY_ERROR, place_at(source, at, next - at), "write an ordinary space",
         "a no-break space (U+%04X) stands here for a space", character);
}

/* The first no-break space of the line's indent, or behind the dash of its item; SIZE_MAX for none.
 */
static size_t in_indent(Str line)
{
    for (size_t at = 0; at < line.size; at++) {
        if (no_break_space(line, at) > 0)
            return at;
        bool dash = line.at[at] == '-' && at + 1 < line.size &&
                    (line.at[at + 1] == ' ' || no_break_space(line, at + 1) > 0);
        if (line.at[at] != ' ' && !dash)
            break;
    }
    return SIZE_MAX;
}

static bool is_word(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= '0' && byte <= '9') || byte == '_';
}

/* True when the word that ends at the offset stands where a key can: first in its line, behind a
   dash, or within {...}. */
static bool is_key(Str line, size_t end)
{
    size_t start = end;
    while (start > 0 && is_word(line.at[start - 1]))
        start--;
    if (start == end)
        return false;
    while (start > 0 && line.at[start - 1] == ' ')
        start--;
    return start == 0 || strchr("-{,", line.at[start - 1]) != NULL;
}

/* The no-break space behind the colon of a key, outside quotes. */
static size_t behind_colon(Str line)
{
    bool quoted = false;
    for (size_t at = 0; at + 1 < line.size; at++) {
        quoted = quoted != (line.at[at] == '"');
        if (!quoted && line.at[at] == ':' && no_break_space(line, at + 1) > 0 && is_key(line, at))
            return at + 1;
    }
    return SIZE_MAX;
}

static size_t line_start(Str text, size_t at)
{
    while (at > 0 && text.at[at - 1] != '\n')
        at--;
    return at;
}

bool yaml_report_space(Diags *diags, const Source *source, size_t from, size_t to)
{
    Str text = source->text;
    size_t first = line_start(text, from);
    size_t start = line_start(text, to);
    first = first > 0 ? line_start(text, first - 1) : 0;
    for (;;) {
        size_t end = str_find(text, "\n", start);
        Str line = str_slice(text, start, end == SIZE_MAX ? text.size : end);
        size_t found = in_indent(line);
        if (found == SIZE_MAX)
            found = behind_colon(line);
        if (found != SIZE_MAX) {
            report(diags, source, start + found);
            return true;
        }
        if (start <= first)
            return false;
        start = line_start(text, start - 1);
    }
}

void yaml_check_key(Diags *diags, const Source *source, Str key, bool has_value)
{
    Str text = source->text;
    if (key.size == 0 || key.at < text.at || key.at >= text.at + text.size)
        return;
    if (key.at > text.at && (key.at[-1] == '"' || key.at[-1] == '\''))
        return;
    size_t found = has_value ? in_indent(key) : behind_colon(key);
    if (found != SIZE_MAX)
        report(diags, source, (size_t)(key.at - text.at) + found);
}
