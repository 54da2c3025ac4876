/*
 * doc/numbering.h - the numbers of chapters, sections, tables and figures, and how they are
 * written; inside doc/ only.
 */
#ifndef LAKIPDF_DOC_NUMBERING_H
#define LAKIPDF_DOC_NUMBERING_H

#include "doc/style/style.h"

/* What has a caption, and a count of its own. */
typedef enum CaptionKind {
    CAPTION_TABLE,
    CAPTION_FIGURE,
    CAPTION_CHART,
    CAPTION_EQUATION,
    CAPTION_KINDS,
} CaptionKind;

/* Where the counting stands. */
typedef struct Numbering {
    int64_t levels[LEVELS];
    int64_t chapters, appendices; /* those with numbers so far */
    bool chapter;  /* the chapter has a number, and what stands in it is numbered after it */
    bool appendix; /* what comes stands in an appendix */
    Str mark;      /* "L1": what numbers within an appendix begin with; empty in a chapter */
    int64_t captions[CAPTION_KINDS]; /* in the chapter */
    int64_t loose[CAPTION_KINDS];    /* in chapters without number */
    int64_t all[CAPTION_KINDS];
} Numbering;

/* Counts a heading. False when it has no number: `numbered` is false, its chapter has none, or its
   level has no form for it. */
bool number_heading(Arena *arena, Numbering *numbering, const Styles *styles, int level,
                    bool numbered, Str *number, Str *reference);
/* Counts a table or figure: "Tabel 3.1", "Tabel L1.1" in an appendix, or "Tabel 1" in a chapter
   without number. */
Str number_caption(Arena *arena, Numbering *numbering, CaptionKind kind, Str word);

/* What the numbers of a numbered chapter's pages begin with: "III", "L1". */
Str number_page_mark(Arena *arena, const Numbering *numbering, const Styles *styles);
/* The first number in a form, with its spelling: "{1I}" of "BAB {1I}"; empty where it has none. */
Str pattern_first(Str pattern);

enum { PATTERN_MAX_BYTES = 200 }; /* of a form of numbers, which stands in each heading */
/* True when a form of numbers holds only {1} to {4}, each with I, i, A or a behind it or nothing.
 */
bool pattern_check(Str pattern);
/* How a list counts. */
typedef enum CountStyle {
    COUNT_DIGITS,
    COUNT_LOWER,
    COUNT_UPPER,
    COUNT_ROMAN_LOWER,
    COUNT_ROMAN_UPPER,
} CountStyle;

/* The number in that spelling; in digits where it cannot be written so. */
Str count_text(Arena *arena, CountStyle style, int64_t number);

#endif
