/*
 * doc/math/math.h - the notation of the directive `rumus`, compiled and filled; inside doc/ only.
 *
 * The notation is that of typed formulas: words and tags side by side are one operand, `/` makes a
 * fraction of the product before it and the factor behind it, `^` and `_` set what follows above
 * and below, jumlah(from; to) and akar(x) are the signs of sums and roots.
 */
#ifndef LAKIPDF_DOC_MATH_MATH_H
#define LAKIPDF_DOC_MATH_MATH_H

#include "doc/builder.h"

enum {
    MATH_MAX_DEPTH = 16,   /* of brackets, fractions and sums in each other */
    MATH_MAX_PARTS = 1000, /* words, tags and signs of a line */
    MATH_MAX_LINES = 100,
    MATH_MAX_LINE = 10000, /* bytes of the text of a line, with values: each way to set it takes its
                              words anew, */
    MATH_MAX_BYTES = 200 * 1000, /* and of all lines: indicators have as many as there are */
};

typedef struct MathPlan {
    MathKind kind;
    const Piece *text; /* TEXT, OPERATOR, RELATION */
    const struct MathPlan **parts;
    size_t count;
} MathPlan;

/* Compiles the pieces up to their end or a PIECE_BREAK, to which *piece is then moved. NULL after
   an error, which is added at its place. */
const MathPlan *math_compile(const Compiler *compiler, const Piece **piece);

/* The plan with the scope's values in it. */
const Math *math_fill(Builder *builder, const MathPlan *plan, const Scope *scope);

/* A formula of the data, as the calculation shows it; nothing of the display is kept. */
const Math *math_from_display(Arena *arena, const Display *display, Place place);

/* A row of the parts; what a row holds is put into it. */
const Math *math_row(Arena *arena, const Math *const *parts, size_t count);
/* Adds a line as text, with signs for what is set above and below (alt.c), but ends soon after
   `most` bytes. */
void math_describe(Arena *arena, Buf *out, const Math *line, size_t most);
/* A text, operator or relation. */
const Math *math_text(Arena *arena, MathKind kind, Str text, Place place);

#endif
