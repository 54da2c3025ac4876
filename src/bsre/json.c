/* Reading and writing JSON. */
#include "bsre/json.h"

#include <string.h>

typedef struct Reader {
    Arena *arena;
    Str text;
    size_t at;
    size_t values;
} Reader;

static bool read_value(Reader *reader, Json *value, int depth);

static char next(const Reader *reader)
{
    if (reader->at == reader->text.size)
        return '\0';
    return reader->text.at[reader->at];
}

static void skip(Reader *reader)
{
    while (next(reader) != '\0' && strchr(" \t\r\n", next(reader)) != NULL)
        reader->at++;
}

/* Takes the character, with white space before it. */
static bool take(Reader *reader, char character)
{
    skip(reader);
    if (next(reader) != character)
        return false;
    reader->at++;
    return true;
}

/* --- Strings ---------------------------------------------------------------------------------- */

static bool read_hex(Reader *reader, uint32_t *value)
{
    *value = 0;
    for (int i = 0; i < 4; i++) {
        const char *digits = "0123456789abcdef";
        char c = next(reader);
        char low = (char)(c >= 'A' && c <= 'F' ? c - 'A' + 'a' : c);
        const char *found = low != '\0' ? strchr(digits, low) : NULL;
        if (found == NULL)
            return false;
        *value = *value * 16 + (uint32_t)(found - digits);
        reader->at++;
    }
    return true;
}

/* Behind "\u": one half of a pair alone becomes U+FFFD. */
static bool read_code(Reader *reader, Buf *out)
{
    enum { HIGH = 0xD800, LOW = 0xDC00, END = 0xE000, BEYOND = 0x10000, REPLACEMENT = 0xFFFD };
    uint32_t code = 0;
    uint32_t second = 0;
    if (!read_hex(reader, &code))
        return false;
    if (code >= HIGH && code < LOW &&
        str_starts(str_slice(reader->text, reader->at, reader->text.size), "\\u")) {
        size_t before = reader->at;
        reader->at += 2;
        if (!read_hex(reader, &second))
            return false;
        if (second >= LOW && second < END)
            code = BEYOND + ((code - HIGH) << 10) + (second - LOW);
        else
            reader->at = before;
    }
    buf_char(out, code >= HIGH && code < END ? REPLACEMENT : code);
    return true;
}

static bool read_escape(Reader *reader, Buf *out)
{
    static const char names[] = "\"\\/bfnrt";
    static const char means[] = "\"\\/\b\f\n\r\t";
    char c = next(reader);
    reader->at++;
    if (c == 'u')
        return read_code(reader, out);
    const char *found = c != '\0' ? strchr(names, c) : NULL;
    if (found != NULL)
        buf_byte(out, means[found - names]);
    return found != NULL;
}

/* Behind the opening quote, to behind the closing one. */
static bool read_string(Reader *reader, Str *text)
{
    Buf out = {.arena = reader->arena};
    bool escaped = false;
    size_t from = reader->at;
    while (reader->at < reader->text.size && next(reader) != '"') {
        if ((unsigned char)next(reader) < ' ')
            return false;
        if (next(reader) != '\\') {
            reader->at++;
            continue;
        }
        escaped = true;
        buf_add(&out, str_slice(reader->text, from, reader->at));
        reader->at++;
        if (!read_escape(reader, &out))
            return false;
        from = reader->at;
    }
    Str rest = str_slice(reader->text, from, reader->at);
    if (escaped)
        buf_add(&out, rest);
    *text = escaped ? buf_str(&out) : rest;
    return take(reader, '"');
}

/* --- Values ----------------------------------------------------------------------------------- */

/* Items up to the closing bracket; of a map each behind its key. */
static bool read_items(Reader *reader, Json *value, char close, int depth)
{
    size_t capacity = 0;
    if (take(reader, close))
        return true;
    do {
        Json *item =
            arena_push(reader->arena, &value->items, &capacity, value->count, sizeof *item);
        Str key = {NULL, 0};
        if (close == '}' &&
            (!take(reader, '"') || !read_string(reader, &key) || !take(reader, ':')))
            return false;
        Json made = {.kind = JSON_NULL};
        if (!read_value(reader, &made, depth + 1))
            return false;
        made.key = key;
        *item = made;
        value->count++;
    } while (take(reader, ','));
    return take(reader, close);
}

/* What stands without quotes up to something else; only letters, digits and signs. */
static bool read_bare(Reader *reader, Json *value)
{
    size_t from = reader->at;
    while (next(reader) != '\0' && strchr(" \t\r\n,]}:[{\"", next(reader)) == NULL)
        reader->at++;
    value->text = str_slice(reader->text, from, reader->at);
    bool truth = str_is(value->text, "true") || str_is(value->text, "false");
    bool none = str_is(value->text, "null");
    size_t signs = 0;
    while (signs < value->text.size && strchr("+-.0123456789eE", value->text.at[signs]) != NULL)
        signs++;
    value->kind = none ? JSON_NULL : truth ? JSON_BOOL : JSON_NUMBER;
    return truth || none || (value->text.size > 0 && signs == value->text.size);
}

static bool read_value(Reader *reader, Json *value, int depth)
{
    skip(reader);
    if (depth > JSON_MAX_DEPTH || ++reader->values > JSON_MAX_VALUES)
        return false;
    if (take(reader, '{')) {
        value->kind = JSON_MAP;
        return read_items(reader, value, '}', depth);
    }
    if (take(reader, '[')) {
        value->kind = JSON_LIST;
        return read_items(reader, value, ']', depth);
    }
    if (take(reader, '"')) {
        value->kind = JSON_TEXT;
        return read_string(reader, &value->text);
    }
    return read_bare(reader, value);
}

const Json *json_read(Arena *arena, Str text)
{
    static const char mark[] = "\xEF\xBB\xBF";
    Reader reader = {.arena = arena, .text = text, .at = str_starts(text, mark) ? 3 : 0};
    Json *value = arena_alloc(arena, sizeof *value);
    if (!read_value(&reader, value, 0))
        return NULL;
    skip(&reader);
    return reader.at == text.size ? value : NULL;
}

const Json *json_get(const Json *map, const char *key)
{
    for (size_t i = 0; map != NULL && map->kind == JSON_MAP && i < map->count; i++)
        if (str_is(map->items[i].key, key))
            return &map->items[i];
    return NULL;
}

Str json_get_text(const Json *map, const char *key)
{
    const Json *found = json_get(map, key);
    bool is_text = found != NULL && (found->kind == JSON_TEXT || found->kind == JSON_NUMBER);
    return is_text ? str_trim(found->text) : (Str){NULL, 0};
}

/* --- Writing ---------------------------------------------------------------------------------- */

/* How a byte is written where it needs an escape; its length, 0 where it needs none. */
static size_t escape(unsigned char byte, char out[8])
{
    static const char digits[] = "0123456789abcdef";
    if (byte == '"' || byte == '\\') {
        out[0] = '\\';
        out[1] = (char)byte;
        return 2;
    }
    if (byte >= ' ')
        return 0;
    static const char begin[] = {'\\', 'u', '0', '0'};
    memcpy(out, begin, sizeof begin);
    out[4] = digits[byte / 16];
    out[5] = digits[byte % 16];
    return 6;
}

void json_put(Buf *out, Str text)
{
    char escaped[8];
    buf_byte(out, '"');
    for (size_t i = 0; i < text.size; i++) {
        size_t size = escape((unsigned char)text.at[i], escaped);
        buf_add(out, size > 0 ? (Str){escaped, size} : str_slice(text, i, i + 1));
    }
    buf_byte(out, '"');
}

void json_put_secret(Secret *out, Str text)
{
    char escaped[8];
    for (size_t i = 0; i < text.size; i++) {
        size_t size = escape((unsigned char)text.at[i], escaped);
        secret_add(out, size > 0 ? escaped : text.at + i, size > 0 ? size : 1);
    }
    secret_wipe(escaped, sizeof escaped);
}
