/*
 * doc/piece.h - template text, compiled: runs of text, tags and sections; inside doc/ only.
 *
 * Markdown's inline nodes and the scalars of directives both become pieces, once; for each record
 * that they are filled for, pieces become spans. What a tag expands to is text and nothing else: it
 * is not parsed again.
 */
#ifndef LAKIPDF_DOC_PIECE_H
#define LAKIPDF_DOC_PIECE_H

#include "doc/expression.h"
#include "doc/markdown/tag.h"

typedef enum PieceKind {
    PIECE_TEXT,
    PIECE_BREAK,
    PIECE_VALUE,     /* a tag */
    PIECE_SECTION,   /* pieces within {{#..}}..{{/..}} */
    PIECE_REFERENCE, /* {@label}, {@label halaman} */
    PIECE_FIELD,     /* what only a page knows; of headers and footers */
    PIECE_NOTE,      /* a footnote's mark; the pieces are those of its text */
} PieceKind;

typedef struct Piece {
    struct Piece *next;
    PieceKind kind;
    SpanKind field;   /* PIECE_FIELD; REFERENCE: SPAN_TEXT or SPAN_PAGE_OF */
    uint8_t style;    /* TEXT_ flags */
    bool inverse;     /* PIECE_SECTION */
    Str text;         /* PIECE_TEXT: white space is single spaces; PIECE_REFERENCE: the label */
    const Lead *lead; /* or NULL */
    const Expression *expression; /* VALUE, SECTION; NULL after an error in it */
    const struct Piece *first;    /* SECTION, NOTE */
    Place place;
} Piece;

/* A list under construction; start with {.arena = a}, then pieces_begin. */
typedef struct Pieces {
    Arena *arena;
    Piece *first;
    Piece **tail;
} Pieces;

void pieces_begin(Pieces *pieces, Arena *arena);
/* A copy of the piece at the end of the list. */
Piece *pieces_add(Pieces *pieces, Piece piece);

/* The piece of a value tag that stands at `place`. */
Piece piece_of_tag(const Compiler *compiler, const Tag *tag, Place place);
/* The piece of a reference that stands at `place`: to a label's number, or to its page. */
Piece piece_of_reference(const Tag *tag, Place place);
/* The compiled formula of a section tag; NULL after errors. */
const Expression *section_expression(const Compiler *compiler, const Tag *tag, Place place);
/* The text with each run of white space as one space. */
Str collapse_space(Arena *arena, Str text);

/* Compiles a scalar: text, tags, inline sections and references; its line ends are breaks. `place`
   is the scalar's in the file of compiler->lines. NULL when it is empty or wrong. */
const Piece *piece_compile(const Compiler *compiler, Str text, Place place);

#endif
