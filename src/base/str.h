/*
 * base/str.h - slices of UTF-8 text and a buffer to write text into.
 */
#ifndef LAKIPDF_BASE_STR_H
#define LAKIPDF_BASE_STR_H

#include "base/arena.h"

#include <stdarg.h>
#include <stdint.h>

/* Bytes that somebody else owns, not ended by NUL. An empty slice may have a NULL pointer. */
typedef struct Str {
    const char *at;
    size_t size;
} Str;

/* The slice of a string literal. */
#define STR(literal) ((Str){(literal), sizeof(literal) - 1})
/* For printf's "%.*s". */
#define STR_ARG(s) (int)(s).size, (s).at

Str str_from(const char *text); /* NULL gives an empty slice */
bool str_equal(Str a, Str b);
bool str_is(Str a, const char *text);
int str_compare(Str a, Str b); /* by bytes, as memcmp; a prefix comes first */
bool str_starts(Str s, const char *prefix);
bool str_ends(Str s, const char *suffix);
Str str_slice(Str s, size_t from, size_t to); /* from <= to <= size */
Str str_trim(Str s);                          /* without white space of ASCII at both ends */
/* The offset of needle in s at or after from; SIZE_MAX when it is not there. */
size_t str_find(Str s, const char *needle, size_t from);
uint64_t str_hash(Str s);

/* A copy in the arena, with a NUL behind it that the size does not count. */
Str str_copy(Arena *arena, Str s);
/* The same as a C string. */
char *str_c(Arena *arena, Str s);
Str str_format(Arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));
Str str_vformat(Arena *arena, const char *format, va_list args);

/* The candidate nearest to word by edit distance, for "did you mean"; an empty slice when none is
   near enough to be meant (more than a third of its letters differ). */
Str str_nearest(Str word, const Str *candidates, size_t count);

/* --- UTF-8 -------------------------------------------------------------------------------- */

/* Decodes the character at offset *at (< s.size) and moves *at behind it. Bytes that are not UTF-8
   (overlong forms, surrogates and values over U+10FFFF too) give UTF8_BAD and move by one byte. */
#define UTF8_BAD 0xFFFFFFFFu
uint32_t utf8_next(Str s, size_t *at);
/* Writes the character and returns how many bytes that took, 1 to 4. */
size_t utf8_encode(uint32_t character, char out[4]);
/* The offset of the first byte that is not UTF-8; SIZE_MAX when all is well. */
size_t utf8_check(Str s);
/* How many characters; each bad byte counts as one. */
size_t utf8_length(Str s);
/* True for characters that turn the direction of the text behind them (Unicode's UAX 9, 2:
   embeddings, overrides, isolates): what is read is then another text than what is there. */
bool utf8_turns(uint32_t character);
/* Upper case of ASCII and of the Latin letters that Indonesian text uses. */
Str utf8_upper(Arena *arena, Str s);
/* Lower case of the same letters. */
Str utf8_lower(Arena *arena, Str s);

/* --- Buffer ------------------------------------------------------------------------------- */

/* Text under construction in an arena; start with {.arena = a}. */
typedef struct Buf {
    Arena *arena;
    char *at;
    size_t size;
    size_t capacity;
} Buf;

void buf_add(Buf *buf, Str s);
void buf_text(Buf *buf, const char *text);
void buf_byte(Buf *buf, char byte);
void buf_char(Buf *buf, uint32_t character);
void buf_format(Buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));
void buf_count(Buf *buf, size_t count, const char *noun); /* "1 page", "2 pages" */
Str buf_str(const Buf *buf); /* what is in it; valid until the next addition */

#endif
