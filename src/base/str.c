/* Slices of text, and the buffer that text is written into. */
#include "base/str.h"

#include <stdio.h>
#include <string.h>

Str str_from(const char *text)
{
    return (Str){text, text != NULL ? strlen(text) : 0};
}

bool str_equal(Str a, Str b)
{
    return a.size == b.size && (a.size == 0 || memcmp(a.at, b.at, a.size) == 0);
}

bool str_is(Str a, const char *text)
{
    return str_equal(a, str_from(text));
}

int str_compare(Str a, Str b)
{
    size_t shared = a.size < b.size ? a.size : b.size;
    int order = shared > 0 ? memcmp(a.at, b.at, shared) : 0;
    return order != 0 ? order : (a.size > b.size) - (a.size < b.size);
}

bool str_starts(Str s, const char *prefix)
{
    size_t size = strlen(prefix);
    return s.size >= size && (size == 0 || memcmp(s.at, prefix, size) == 0);
}

bool str_ends(Str s, const char *suffix)
{
    size_t size = strlen(suffix);
    return s.size >= size && (size == 0 || memcmp(s.at + s.size - size, suffix, size) == 0);
}

Str str_slice(Str s, size_t from, size_t to)
{
    return (Str){s.at != NULL ? s.at + from : NULL, to - from};
}

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

Str str_trim(Str s)
{
    size_t from = 0;
    size_t to = s.size;
    while (from < to && is_space(s.at[from]))
        from++;
    while (to > from && is_space(s.at[to - 1]))
        to--;
    return str_slice(s, from, to);
}

size_t str_find(Str s, const char *needle, size_t from)
{
    size_t size = strlen(needle);
    if (from > s.size || size > s.size - from)
        return SIZE_MAX;
    if (size == 0)
        return from;
    const char *found = memmem(s.at + from, s.size - from, needle, size);
    return found != NULL ? (size_t)(found - s.at) : SIZE_MAX;
}

uint64_t str_hash(Str s)
{
    /* FNV-1a, whose last step is mixed so that the low bits are good enough for a table. */
    uint64_t hash = 0xCBF29CE484222325u;
    for (size_t i = 0; i < s.size; i++)
        hash = (hash ^ (unsigned char)s.at[i]) * 0x100000001B3u;
    return hash ^ (hash >> 32);
}

Str str_copy(Arena *arena, Str s)
{
    return (Str){str_c(arena, s), s.size};
}

char *str_c(Arena *arena, Str s)
{
    if (s.size == SIZE_MAX)
        memory_fail(arena_memory(arena));
    char *copy = arena_alloc(arena, s.size + 1);
    if (s.size > 0)
        memcpy(copy, s.at, s.size);
    return copy;
}

Str str_vformat(Arena *arena, const char *format, va_list args)
{
    va_list again;
    va_copy(again, args);
    int size = vsnprintf(NULL, 0, format, args);
    if (size < 0)
        memory_fail(arena_memory(arena));
    char *text = arena_alloc(arena, (size_t)size + 1);
    vsnprintf(text, (size_t)size + 1, format, again);
    va_end(again);
    return (Str){text, (size_t)size};
}

Str str_format(Arena *arena, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    Str text = str_vformat(arena, format, args);
    va_end(args);
    return text;
}

/* --- Nearest ---------------------------------------------------------------------------------- */

enum { NEAREST_LONGEST = 64 }; /* a longer name is no slip of the keyboard worth a suggestion */

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Edit distance in which two neighbours that changed places count once (optimal string alignment).
 */
static size_t distance(Str a, Str b)
{
    size_t rows[3][NEAREST_LONGEST + 1];
    size_t *before = rows[0];
    size_t *above = rows[1];
    size_t *row = rows[2];
    for (size_t j = 0; j <= b.size; j++)
        above[j] = j;
    for (size_t i = 1; i <= a.size; i++) {
        row[0] = i;
        for (size_t j = 1; j <= b.size; j++) {
            size_t change = above[j - 1] + (a.at[i - 1] != b.at[j - 1]);
            row[j] = least(change, least(above[j], row[j - 1]) + 1);
            if (i > 1 && j > 1 && a.at[i - 1] == b.at[j - 2] && a.at[i - 2] == b.at[j - 1])
                row[j] = least(row[j], before[j - 2] + 1);
        }
        size_t *spare = before;
        before = above;
        above = row;
        row = spare;
    }
    return above[b.size];
}

Str str_nearest(Str word, const Str *candidates, size_t count)
{
    Str nearest = {NULL, 0};
    size_t nearest_distance = SIZE_MAX;
    if (word.size > NEAREST_LONGEST)
        return nearest;
    for (size_t i = 0; i < count; i++) {
        Str candidate = candidates[i];
        if (candidate.size > NEAREST_LONGEST)
            continue;
        size_t longer = word.size > candidate.size ? word.size : candidate.size;
        size_t changes = distance(word, candidate);
        if (changes * 3 <= longer + 1 && changes < longer && changes < nearest_distance) {
            nearest = candidate;
            nearest_distance = changes;
        }
    }
    return nearest;
}

/* --- UTF-8 ----------------------------------------------------------------------------------- */

uint32_t utf8_next(Str s, size_t *at)
{
    const unsigned char *p = (const unsigned char *)s.at + *at;
    size_t left = s.size - *at;
    uint32_t lead = p[0];
    (*at)++;
    if (lead < 0x80)
        return lead;
    size_t more = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : 1;
    if (lead < 0xC2 || lead > 0xF4 || left <= more)
        return UTF8_BAD;
    uint32_t value = lead & (0x3Fu >> more);
    for (size_t i = 1; i <= more; i++) {
        if ((p[i] & 0xC0u) != 0x80)
            return UTF8_BAD;
        value = value << 6 | (p[i] & 0x3Fu);
    }
    static const uint32_t smallest[] = {0, 0x80, 0x800, 0x10000};
    if (value < smallest[more] || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF))
        return UTF8_BAD;
    *at += more;
    return value;
}

size_t utf8_encode(uint32_t character, char out[4])
{
    if (character < 0x80) {
        out[0] = (char)character;
        return 1;
    }
    size_t more = character >= 0x10000 ? 3 : character >= 0x800 ? 2 : 1;
    static const uint32_t leads[] = {0, 0xC0, 0xE0, 0xF0};
    out[0] = (char)(leads[more] | character >> (6 * more));
    for (size_t i = 1; i <= more; i++)
        out[i] = (char)(0x80u | (character >> (6 * (more - i)) & 0x3Fu));
    return more + 1;
}

size_t utf8_check(Str s)
{
    for (size_t at = 0; at < s.size;) {
        if ((unsigned char)s.at[at] < 0x80) {
            at++;
            continue;
        }
        size_t from = at;
        if (utf8_next(s, &at) == UTF8_BAD)
            return from;
    }
    return SIZE_MAX;
}

bool utf8_turns(uint32_t character)
{
    return (character >= 0x202A && character <= 0x202E) ||
           (character >= 0x2066 && character <= 0x2069);
}

size_t utf8_length(Str s)
{
    size_t length = 0;
    for (size_t at = 0; at < s.size; length++)
        utf8_next(s, &at);
    return length;
}

/* The letters of ASCII from `first` on, and those of Latin-1, become those from `to` on. */
static Str change_case(Arena *arena, Str s, uint32_t first, uint32_t to)
{
    Buf out = {.arena = arena};
    for (size_t at = 0; at < s.size;) {
        size_t from = at;
        uint32_t c = utf8_next(s, &at);
        uint32_t latin_first = first + 0x7F; /* 0xC0, 0xE0; 0xD7 and 0xF7 are no letters */
        bool ascii = c >= first && c < first + 26;
        bool latin = c >= latin_first && c < latin_first + 31 && c != latin_first + 23;
        if (ascii || latin)
            buf_char(&out, c - first + to);
        else
            buf_add(&out, str_slice(s, from, at));
    }
    return buf_str(&out);
}

Str utf8_upper(Arena *arena, Str s)
{
    return change_case(arena, s, 'a', 'A');
}

Str utf8_lower(Arena *arena, Str s)
{
    return change_case(arena, s, 'A', 'a');
}

/* --- Buffer ---------------------------------------------------------------------------------- */

/* Room for `more` bytes behind what is there. */
static char *buf_room(Buf *buf, size_t more)
{
    if (more > buf->capacity - buf->size) {
        size_t wanted = buf->capacity < 64 ? 64 : buf->capacity;
        while (wanted - buf->size < more) {
            if (wanted > SIZE_MAX / 2)
                memory_fail(arena_memory(buf->arena));
            wanted *= 2;
        }
        buf->at = arena_grow(buf->arena, buf->at, buf->capacity, wanted);
        buf->capacity = wanted;
    }
    return buf->at + buf->size;
}

void buf_add(Buf *buf, Str s)
{
    if (s.size == 0)
        return;
    memcpy(buf_room(buf, s.size), s.at, s.size);
    buf->size += s.size;
}

void buf_text(Buf *buf, const char *text)
{
    buf_add(buf, str_from(text));
}

void buf_byte(Buf *buf, char byte)
{
    *buf_room(buf, 1) = byte;
    buf->size++;
}

void buf_char(Buf *buf, uint32_t character)
{
    char bytes[4];
    buf_add(buf, (Str){bytes, utf8_encode(character, bytes)});
}

void buf_count(Buf *buf, size_t count, const char *noun)
{
    buf_format(buf, "%zu %s%s", count, noun, count == 1 ? "" : "s");
}

void buf_format(Buf *buf, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    va_list again;
    va_copy(again, args);
    int size = vsnprintf(NULL, 0, format, args);
    if (size < 0)
        memory_fail(arena_memory(buf->arena));
    vsnprintf(buf_room(buf, (size_t)size + 1), (size_t)size + 1, format, again);
    buf->size += (size_t)size;
    va_end(again);
    va_end(args);
}

Str buf_str(const Buf *buf)
{
    return (Str){buf->at, buf->size};
}
