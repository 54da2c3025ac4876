/*
 * layout/marks.h - where the blocks that something refers to stand; inside layout/ only.
 *
 * Headings, captions and labelled blocks are marks, in the order of the document. Contents,
 * cross-references, links, the outline and the running chapter title read them.
 */
#ifndef LAKIPDF_LAYOUT_MARKS_H
#define LAKIPDF_LAYOUT_MARKS_H

#include "layout/text/text.h"

typedef struct Mark {
    const Block *block;
    size_t slab;    /* of the flow: the first at or behind the block's start */
    bool placed;    /* by a pass; what follows is then known */
    uint32_t page;  /* index */
    Len y;          /* of its top, from the page's */
    Str page_label; /* as printed; empty on a page without number */
} Mark;

typedef struct Marks {
    Arena *arena;
    Mark *items;
    size_t count;
    size_t capacity;
    uint32_t *slots; /* by hash of the label: index + 1, or 0 */
    size_t slot_count;
} Marks;

/* Adds a mark for the block if anything can refer to it. */
void marks_add(Marks *marks, const Block *block);
/* Prepares marks_find; once, when all are added. */
void marks_index(Marks *marks);
/* The block of that label; NULL when there is none. */
const Mark *marks_find(const Marks *marks, Str label);
/* Adds an error for a reference to a label that no block has. */
void marks_unknown(const Marks *marks, Diags *diags, Str label, Place place);

/* For Setter.page_of, with Setter.pages the Marks. */
Str marks_page_of(const Setter *setter, Str target);

/* The number of a heading, table or figure, "3.1" or "Tabel 3.1", and its title; empty and NULL
   where there is none. */
Str mark_number(const Block *block);
const Span *mark_text(const Block *block);

/* The title of a heading, or "Tabel 3.1 ..." of a table, as plain text. */
Str mark_title(Arena *arena, const Mark *mark);

#endif
