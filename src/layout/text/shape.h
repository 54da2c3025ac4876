/*
 * layout/text/shape.h - spans become characters with a face and a width, and pieces for the
 * breaker; inside layout/ only.
 */
#ifndef LAKIPDF_LAYOUT_TEXT_SHAPE_H
#define LAKIPDF_LAYOUT_TEXT_SHAPE_H

#include "layout/font/fonts.h"
#include "layout/len.h"
#include "layout/text/linebreak.h"

enum {
    SHAPE_LOOKS = 16,
    FINE = 1000,                   /* in a Len */
    SHAPE_MAX_SIZE = 10000 * FINE, /* of letters; keeps all sums within 64 bits */
    SHAPE_HYPHEN_PENALTY = 120,    /* of a line that ends in a hyphen */
};

/* What neighbouring characters have in common: they make one run. */
typedef struct RunStyle {
    FontFace *face;
    Len size, rise;
    uint32_t colour;
    bool underline;
    bool mono;
    const Lead *lead;
    Place place; /* of the span that it was first met in */
} RunStyle;

typedef struct Char {
    uint16_t code;
    int32_t kern;     /* Len before it, where it does not begin a line */
    uint32_t advance; /* in millionths of the size */
    uint32_t style;   /* index in Shape.styles */
} Char;

/* A text as if all of it, up to each SPAN_BREAK, stood on one line. Reused from text to text. */
typedef struct Shape {
    Arena *arena;
    Char *chars;
    size_t char_count, char_capacity;
    RunStyle *styles;
    size_t style_count, style_capacity;
    Piece *pieces;
    size_t piece_count, piece_capacity;
    Piece *spare; /* for shape_divide */
    size_t spare_capacity;
    uint32_t *parts; /* behind the last piece of each part that a SPAN_BREAK ends */
    size_t part_count, part_capacity;
    size_t space_count;                /* at least as many as there are stretchable spaces */
    size_t kern_count;                 /* characters with kerning */
    size_t change_count;               /* places where the style changes */
    bool noted;                        /* there are marks of footnotes */
    const RunLook *looks[SHAPE_LOOKS]; /* of the latest runs, before the first NULL */
    size_t next_look;                  /* the one to give way to another */
} Shape;

/* Fills the shape with the text of the spans. */
void shape_spans(Shape *shape, Setter *setter, const Span *spans, const TextStyle *style,
                 uint8_t add_style);

/* text.c: the setter's shape, reused from text to text. */
Shape *text_shape(Setter *setter);
/* text.c: the lines of what has just been shaped from the spans, as text_set makes them. */
Paragraph *text_break(Setter *setter, const Span *spans, const TextStyle *style, Align align,
                      Len width);

/* glue.c: notes at which spaces a line ends only in the last resort. */
void shape_tie(Shape *shape, const Typography *typography);

/* divide.c: divides each piece that is wider than its line: at spaces within it, by hyphens where
   these are allowed and the setter has a hyphenator, behind the dots of a code, else between the
   letters, with a warning. The first piece stands in a line that is `first` wide, the others can
   have one of `rest`. */
void shape_divide(Shape *shape, Setter *setter, bool hyphenate, Fine first, Fine rest);
/* divide.c: from part `first_part` on, divides all words that have points into pieces that may end
   lines since PASS_HYPHENS. The setter has a hyphenator. */
void shape_hyphenate(Shape *shape, Setter *setter, size_t first_part);

static inline Len to_len(Fine fine)
{
    return len_clamp(floor_div(fine + FINE / 2, FINE));
}

/* Rounded up, so that text fits in the width. */
static inline Len len_for(Fine fine)
{
    return len_clamp(sum_max(0, (fine + FINE - 1) / FINE));
}

/* An advance in millionths of the size as a distance. */
static inline Fine shape_scale(uint32_t advance, Len size)
{
    return ((Fine)advance * size + FINE / 2) / FINE;
}

/* The advance of a character without kerning. */
static inline Fine shape_advance(const Shape *shape, const Char *c)
{
    return shape_scale(c->advance, shape->styles[c->style].size);
}

/* The character to end a line with after a divided word, and its advance in millionths of the
   size. */
uint16_t shape_hyphen(const Font *font, uint32_t *advance);

#endif
