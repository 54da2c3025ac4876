/*
 * doc/markdown/note.h - footnotes of a chapter: their texts are compiled where their marks stand;
 * inside doc/ only.
 *
 * A note's text stands anywhere in the chapter; its tags are filled with the record that its mark
 * is filled for, so a note within a section prints the values of each run.
 */
#ifndef LAKIPDF_DOC_MARKDOWN_NOTE_H
#define LAKIPDF_DOC_MARKDOWN_NOTE_H

#include "doc/piece.h"

enum { NOTE_MAX_BYTES = 20 * 1000 }; /* a note is compiled, and printed, for many marks */

typedef struct Notes Notes;

/* The text of the note of that name, for a mark at `place`; NULL after an error: no note can stand
   here, there is none of that name (with a suggestion), its text is wrong. */
const Piece *note_compile(const Compiler *compiler, Str name, Place place);

#endif
