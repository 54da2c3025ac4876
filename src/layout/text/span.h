/*
 * layout/text/span.h - small texts that layout itself puts together: a number before a heading, an
 * entry of the contents; inside layout/ only.
 */
#ifndef LAKIPDF_LAYOUT_TEXT_SPAN_H
#define LAKIPDF_LAYOUT_TEXT_SPAN_H

#include "doc/doc.h"

/* A run of plain text. */
Span *span_text(Arena *arena, Str text);
/* The end of a line. */
Span *span_break(Arena *arena);
/* A copy without links and the marks of footnotes; breaks become spaces. The copy may be changed.
 */
Span *span_bare(Arena *arena, const Span *spans);
/* `first`, then a copy of the rest with all that it holds. What has no place of its own, as a
   number, gets that of the rest. */
Span *span_before(Arena *arena, Span *first, const Span *rest);
/* True when nothing would be printed. */
bool span_empty(const Span *spans);
/* The text alone, as for an outline. */
Str span_plain(Arena *arena, const Span *spans);

#endif
