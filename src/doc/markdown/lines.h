/*
 * doc/markdown/lines.h - from byte offsets of a source to places and back; inside doc/ only.
 */
#ifndef LAKIPDF_DOC_MARKDOWN_LINES_H
#define LAKIPDF_DOC_MARKDOWN_LINES_H

#include "base/base.h"

/* The place that was asked for last, of a line that is not long: the next one is often behind it in
   the same line, and is then counted from there. For long lines, how many characters stand before
   each 256 bytes of the text, made when the first of them is asked for. */
typedef struct LineMemo {
    size_t line, at;
    size_t characters; /* of the line before `at` */
    Arena *arena;
    uint32_t *marks; /* or NULL */
} LineMemo;

/* Where the lines of a text begin. */
typedef struct Lines {
    const Source *source;
    const size_t *starts;
    size_t count; /* at least 1 */
    LineMemo *memo;
} Lines;

const Lines *lines_new(Arena *arena, const Source *source);
/* The place of the `size` bytes at offset `at`. */
Place lines_place(const Lines *lines, size_t at, size_t size);
/* The offset of a place; the end of its line when the line is shorter, of the text when there is no
   such line. */
size_t lines_offset(const Lines *lines, uint32_t line, uint32_t column);
/* The bytes of a line (from 1) without its line end. */
Str lines_text(const Lines *lines, size_t line);

#endif
