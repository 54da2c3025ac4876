/*
 * doc/text.h - text of a document: spans of one style each, and how a block of them is set; a part
 * of doc/doc.h.
 */
#ifndef LAKIPDF_DOC_TEXT_H
#define LAKIPDF_DOC_TEXT_H

#include "base/base.h"

/* A distance in 1/1000 pt. */
typedef int32_t Len;

typedef enum Align {
    ALIGN_LEFT,
    ALIGN_CENTRE,
    ALIGN_RIGHT,
    ALIGN_JUSTIFY,
    ALIGN_DECIMAL, /* columns and cells of tables: numbers with their commas below each other */
} Align;

enum {
    TEXT_BOLD = 1,
    TEXT_ITALIC = 2,
    TEXT_UNDERLINE = 4,
    TEXT_SUPERSCRIPT = 8,
    TEXT_MONO = 16,
};

typedef enum SpanKind {
    SPAN_TEXT,
    SPAN_BREAK,   /* a new line */
    SPAN_PAGE,    /* the page's number; header and footer only */
    SPAN_PAGES,   /* the number of pages of the document; header and footer only */
    SPAN_CHAPTER, /* the title of the chapter that the page is in; header and footer only */
    SPAN_PAGE_OF, /* the number of the page where `target` stands */
    SPAN_NOTE,    /* the mark of a footnote, a superscript; contents and outlines leave it out */
    /* More of headers and footers: */
    SPAN_LAST_PAGE,      /* the number of the last page that is counted on with this one */
    SPAN_CHAPTER_NUMBER, /* "BAB III"; nothing where the chapter has none */
    SPAN_SECTION,        /* the title of the heading of level 2 that the page is in */
    SPAN_SECTION_NUMBER, /* "3.1" */
} SpanKind;

/* A footnote, printed at the foot of the page that its mark stands on. */
typedef struct Note {
    Str number;              /* "1" */
    const struct Span *text; /* SPAN_BREAK between its paragraphs */
    size_t index;            /* of all notes of the document, from 0 */
} Note;

/* What a text leads to, or whose mark it is. */
typedef struct Lead {
    Str url;          /* or empty */
    Str target;       /* label of a block that a click leads to, or empty */
    const Note *note; /* SPAN_NOTE */
} Lead;

/* A run of text in one style. White space inside is single spaces; U+00A0 does not break. */
typedef struct Span {
    struct Span *next;
    SpanKind kind;
    uint8_t style;    /* TEXT_ flags, added to those of the block's TextStyle */
    Str text;         /* SPAN_TEXT; SPAN_NOTE: what the mark prints */
    const Lead *lead; /* or NULL */
    Place place;
} Span;

/* How a block of text is set. All distances in 1/1000 pt. */
typedef struct TextStyle {
    Str family; /* of the font catalogue */
    Len size;
    Len leading; /* from baseline to baseline */
    Align align;
    uint8_t style;     /* TEXT_ flags of all its text */
    uint32_t colour;   /* 0xRRGGBB */
    Len first_indent;  /* of the first line, added to left */
    Len left, right;   /* indents */
    Place indents;     /* where `gaya` gives them; without a source where it does not */
    Len before, after; /* space; between two blocks the larger holds */
    bool keep_with_next;
    bool hyphenate;    /* words may be divided: in justified text, or where they are too wide */
    int16_t tolerance; /* TeX's, 1 to 10000: how bad a justified line may be; 0: as usual */
    int16_t looseness; /* TeX's: how many lines more than the best number, or fewer */
} TextStyle;

#endif
