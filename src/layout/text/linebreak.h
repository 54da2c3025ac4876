/*
 * layout/text/linebreak.h - where the lines of a paragraph end; inside layout/ only.
 *
 * The breaker knows nothing of characters: it gets pieces that no line end divides, and chooses
 * after which of them lines end so that the paragraph as a whole looks best. All arithmetic is on
 * 64-bit integers: every machine breaks alike.
 */
#ifndef LAKIPDF_LAYOUT_TEXT_LINEBREAK_H
#define LAKIPDF_LAYOUT_TEXT_LINEBREAK_H

#include "base/base.h"

/* 1/1000 of a Len: widths of glyphs add up in it without rounding. */
typedef int64_t Fine;

/* Paragraphs are tried with good lines only, then with hyphens that a dictionary finds, then with
   any lines that there are. */
typedef enum BreakPass {
    PASS_PLAIN,
    PASS_HYPHENS,
    PASS_ANY,
} BreakPass;

/* Text that stays together, as it stands if the whole paragraph were one line. What lies between
   the end of one and the start of the next (a space, kerning) vanishes where a line ends. */
typedef struct Piece {
    uint32_t from, to; /* its characters, for the caller */
    Fine start, end;
    Fine spring, spring_end; /* width of the stretchable spaces before start, before end */
    Fine hyphen;             /* width added where a line ends after it */
    int32_t penalty;         /* how bad it is to end a line after it, from 0 */
    bool hyphenated;         /* a line that ends after it ends in a hyphen */
    uint8_t since;           /* BreakPass: from which on a line may end after it */
} Piece;

typedef enum BreakAim {
    AIM_JUSTIFIED, /* spaces that differ from their natural width as little as can be */
    AIM_RAGGED,    /* as few lines as can be, each filled before the next */
    AIM_BALANCED,  /* the same with the last */
} BreakAim;

/* What is asked of the lines. */
typedef struct BreakStyle {
    Fine first, rest; /* width of the first line and of the others, positive */
    BreakAim aim;
    int tolerance; /* the badness that a line may have before PASS_ANY; 100: its spaces are
                      stretched by all that they give, eight times as bad where by twice that */
    int looseness; /* how many lines more than the best number are wanted, or fewer; not asked for
                      in PASS_ANY, nor of more than LOOSENESS_PIECES */
} BreakStyle;

/* Some pages of text: ways of different numbers of lines are told apart, which takes longer than in
   proportion to the text. */
enum { LOOSENESS_PIECES = 4000 };

typedef struct BreakNode BreakNode;

/* Working memory, reused; start with {.arena = a}. */
typedef struct Breaker {
    Arena *arena;
    uint32_t *ends; /* the result: the piece after which each line ends */
    size_t end_count, end_capacity;
    BreakNode *nodes;
    size_t node_capacity;
    uint32_t *active;
    size_t active_capacity;
} Breaker;

/*
 * Adds to breaker->ends the ends of the lines of pieces [from, to), from < to; the last is to - 1
 * and may end a line in every pass. False, with nothing added, when the pass finds no way; in
 * PASS_PLAIN also when it cannot have the looseness. PASS_ANY always finds one: a piece that is
 * wider than its line stands alone in it and juts out. Only justified text has passes before
 * PASS_ANY.
 */
bool break_lines(Breaker *breaker, const Piece *pieces, uint32_t from, uint32_t to,
                 const BreakStyle *style, BreakPass pass);

#endif
