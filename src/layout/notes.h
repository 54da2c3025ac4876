/*
 * layout/notes.h - footnotes: which stand on which page, and their texts there; inside layout/
 * only.
 *
 * Notes stand in the order of their marks. A sheet has those from where the sheet before ended, at
 * least as far as the last whose mark stands on it has begun; what is left of that goes on at the
 * foot of the next sheet. Where a table is cut, notes whose line stands behind the cut wait for it.
 */
#ifndef LAKIPDF_LAYOUT_NOTES_H
#define LAKIPDF_LAYOUT_NOTES_H

#include "layout/flow.h"

typedef struct FootNote {
    const Note *note; /* NULL: an index that no mark has */
    Place place;      /* of the mark */
    /* The mark: its page, and y from the page's top. */
    uint32_t mark_page;
    Len mark_y;
    const Cell *cell; /* that it stands in, or NULL; */
    const Paragraph *cell_text;
    uint32_t line;   /* and in which line of it */
    uint32_t behind; /* the sheet that a table's cut moved its line to; 0 none */
    /* The text: where it begins. */
    uint32_t page;
    Len y;
    bool varies; /* prints page numbers: set again in each pass */
    /* Set in this width; 0 not yet. */
    Len width;
    const Paragraph *text, *number;
    Group element; /* of its text */
} FootNote;

typedef struct Notes {
    const NoteStyle *style;
    FootNote *items; /* by Note.index */
    size_t count, capacity;
    FootNote **marks; /* in the order of the slabs, from line to line */
    FootNote **order; /* in the order of the texts: where tables are cut, another one */
    size_t order_count, marks_capacity, order_capacity;
} Notes;

/* The foot of a sheet under construction. All zero: no notes. */
typedef struct Foot {
    NoteCut from;
    size_t to;     /* notes before this one, in the order of texts, have their mark on the sheet */
    int64_t whole; /* height with all of each */
    int64_t least; /* height with no more than must stand there */
    bool closed;   /* what is left from the sheet before fills it: no other note can begin there */
} Foot;

/* --- Marks (notes.c) ------------------------------------------------------------------------- */

/* Notices a mark among spans that are watched. */
void notes_watch(Flow *flow, const Span *span);
/* Forgets where marks stand. */
void notes_reset(Flow *flow);
/* Notices the marks in the flow's last slab, and sets slab->note_end. */
void notes_line_up(Flow *flow, Slab *slab);
/* An error for each mark that stands on no slab. */
void notes_check(const Flow *flow);
/* Once pages are cut: notes where the marks stand that slab `at` of a sheet at y holds. */
void notes_place_marks(Flow *flow, size_t at, uint32_t page, Len y);

/* --- Texts (foot.c), while pages are cut; all are cheap where the flow has no notes ------------
 */

/* The foot of a sheet that begins with the notes [from, to): those before `to` must stand there. */
Foot foot_begin(Flow *flow, const PageStyle *style, NoteCut from, size_t to);
/* Adds the notes before `to`. */
void foot_add(Flow *flow, const PageStyle *style, Foot *foot, size_t to);
/* The foot with the notes before `to` whose line stands before the table's cut. */
Foot foot_before(Flow *flow, const PageStyle *style, const Foot *foot, size_t to,
                 const struct TableCut *cut);
/* Puts the notes of the foot whose line stands behind the cut at its end, for the sheet `next`. */
void foot_sort(Flow *flow, const PageStyle *style, Foot *foot, const struct TableCut *cut,
               size_t next);
/* Gives the sheet what of the foot has room: from sheet->notes to sheet->notes_end. `must`: at
   least a line, whatever the room. */
void foot_end(Flow *flow, Sheet *sheet, const Foot *foot, int64_t room, bool must);

/* --- When they are cut ----------------------------------------------------------------------- */

/* Notes where the texts at the foot of the page stand. */
void foot_place(Flow *flow, uint32_t page);
/* Puts the texts and their rule onto the page of a sheet. */
void foot_ship(Flow *flow, Page *page, const Sheet *sheet);

#endif
