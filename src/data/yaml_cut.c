/* Numbers that are cut at their comma, which ends a value within {...}. */
#include "data/yaml.h"

#include <string.h>

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

/* True for what a number goes on with behind its comma: digits, or the "-" of "Rp 1.000,-". */
static bool goes_on_with(char byte)
{
    return is_digit(byte) || byte == '-';
}

/* Where the word at `at` ends: at white space, or at what means something in YAML. */
static size_t word_end(Str source, size_t at)
{
    while (at < source.size && strchr(" \t\r\n{}[]:#\"',", source.at[at]) == NULL)
        at++;
    return at;
}

static bool is_key(Str source, size_t end)
{
    size_t at = skip_blank(source, end);
    return at < source.size && source.at[at] == ':';
}

bool yaml_is_cut(Str source, size_t key, size_t size)
{
    return key > 0 && size > 0 && source.at[key - 1] == ',' && goes_on_with(source.at[key]) &&
           !is_key(source, key + size);
}

size_t yaml_cut_end(Str source, size_t key)
{
    size_t end = word_end(source, key);
    while (end + 1 < source.size && source.at[end] == ',' && goes_on_with(source.at[end + 1])) {
        size_t next = word_end(source, end + 1);
        if (is_key(source, next))
            break;
        end = next;
    }
    return end;
}

/* The number whose commas group thousands, without them; empty where they do not. *count of them.
 */
static Str without_commas(Arena *arena, Str number, size_t *count)
{
    enum { GROUP = 3 };
    Buf plain = {.arena = arena};
    size_t digits = 0;
    bool decimals = false;
    *count = 0;
    for (size_t i = 0; i < number.size; i++) {
        char byte = number.at[i];
        bool group = !decimals && (*count > 0 ? digits == GROUP : digits > 0 && digits <= GROUP);
        if (is_digit(byte)) {
            digits++;
            buf_byte(&plain, byte);
        } else if ((byte == ',' || byte == '.') && group) {
            *count += byte == ',';
            digits = 0;
            decimals = byte == '.';
            if (decimals)
                buf_byte(&plain, byte);
        } else {
            return (Str){NULL, 0};
        }
    }
    bool ends = decimals ? digits > 0 : digits == GROUP;
    return *count > 0 && ends ? buf_str(&plain) : (Str){NULL, 0};
}

/* Takes the ",-" or ",--" off that says that there are no decimals. */
static bool take_dashes(Str *number)
{
    size_t size = number->size;
    while (size > 0 && number->at[size - 1] == '-')
        size--;
    size_t dashes = number->size - size;
    if (dashes < 1 || dashes > 2 || size == 0 || number->at[size - 1] != ',')
        return false;
    number->size = size - 1;
    return true;
}

/* What to write instead; as in quotes, where that can be read, or as a plain number. */
static Str hint_for(Arena *arena, Str number)
{
    enum { MOST_SHOWN = 100 };
    if (number.size > MOST_SHOWN)
        return STR("put it in quotes");
    Str bare = number;
    bool whole = take_dashes(&bare);
    size_t commas = 0;
    Num value;
    Str plain = without_commas(arena, bare, &commas);
    if (plain.size > 0 && commas == 1 && !whole && str_find(plain, ".", 0) == SIZE_MAX)
        return str_format(arena,
                          "write %.*s if ',' groups thousands, \"%.*s\" if decimals follow it",
                          STR_ARG(plain), STR_ARG(number));
    if (plain.size > 0)
        return str_format(arena, "write %.*s, without ',' between thousands", STR_ARG(plain));
    if (read_number(arena, number, false, &value) == READ_OK)
        return str_format(arena, "put it in quotes: \"%.*s\", or write %.*s", STR_ARG(number),
                          STR_ARG(num_to_plain(arena, value)));
    Str dashed = str_format(arena, "%.*s,-", STR_ARG(bare));
    if (whole && read_number(arena, dashed, false, &value) == READ_OK)
        return str_format(arena, "write %.*s", STR_ARG(num_to_plain(arena, value)));
    return str_format(arena, "put it in quotes: \"%.*s\"", STR_ARG(number));
}

void yaml_report_cut(Diags *diags, Place place, Str number)
{
    place.length = (uint32_t)utf8_length(number);
    diag(diags, SEVERITY_ERROR, place, hint_for(diags_arena(diags), number).at,
         "'%.*s' is cut at its comma, which ends a value within {...}", STR_ARG(number));
}

bool yaml_report_dash(Diags *diags, const Source *source, size_t at)
{
    Str text = source->text;
    if (at < 2 || at >= text.size || text.at[at] != '-' || text.at[at - 1] != ',' ||
        !is_digit(text.at[at - 2]))
        return false;
    size_t start = at - 1;
    while (start > 0 && strchr("{[,:\n", text.at[start - 1]) == NULL)
        start--;
    start = skip_blank(text, start);
    Str number = str_slice(text, start, at + 1);
    yaml_report_cut(diags, place_at(source, start, number.size), number);
    return true;
}
