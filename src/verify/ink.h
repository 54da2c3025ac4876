/*
 * verify/ink.h - what the files that find where text stands on a page share; inside verify/ only.
 *
 * The content of a page is walked through as programs do that draw it (ISO 32000-1, 8 and 9), but
 * only what moves text is followed, and exactly: what is not, or what programs are known to take in
 * different ways, makes the page odd, so that any place on it may hold text. Places are in the
 * user space of the page, as the rectangles of fields are: /Rotate, /UserUnit and the boxes of the
 * page mean both.
 */
#ifndef LAKIPDF_VERIFY_INK_H
#define LAKIPDF_VERIFY_INK_H

#include "verify/compare.h"

enum {
    ONE = 1000000, /* of what is reckoned with: millionths */
    THOUSAND = 1000,
    MOST_STATES = 256, /* q in q, in forms too */
    MOST_FORMS = 8,    /* forms in forms */
};

/* 8.3.4. Numbers are read and multiplied in millionths, which cuts off what is less: `slip` and
   `drift` bound what that makes of a to d and of e and f, in sums of two. */
typedef struct Matrix {
    int64_t a, b, c, d, e, f;
    int64_t slip, drift;
} Matrix;

/* A font whose widths are known; told once for a page. */
typedef struct Font {
    const PdfValue *value;
    bool known;
    bool composite;
    bool blank;            /* its space is one */
    const int32_t *widths; /* of each code, in millionths of the size; less than 0: not known */
} Font;

/* The part of the graphics state that moves text (9.3). */
typedef struct TextState {
    Matrix matrix;
    const Font *font;
    int64_t size, character_space, word_space, scale, leading, rise;
    int64_t mode;
} TextState;

/* The middle of a glyph, in thousandths. */
typedef struct Spot {
    int32_t x, y;
} Spot;

/* Where a page has text. */
typedef struct Writing {
    bool odd; /* it may be anywhere */
    Spot *spots;
    size_t count, capacity;
} Writing;

typedef struct Ink {
    Comparison *c;
    PdfFile *file;
    const PdfValue *resources;
    TextState now;
    TextState saved[MOST_STATES];
    size_t saved_count, floor; /* those from `floor` on are of the content that is walked through */
    Matrix text, line;
    bool in_text;  /* between BT and ET */
    bool anywhere; /* it is drawn again and again, at places that are not followed */
    int depth;
    bool odd;
    size_t cuts;                          /* products of which something was cut off */
    Arena *own;                           /* of the page */
    PdfRoom room;                         /* of what it draws */
    const Font *fonts[VERIFY_MOST_FONTS]; /* that were met */
    size_t font_count;
    Writing *writing;
} Ink;

/* Counts steps, none of which takes more than some nanoseconds; false where it is odd, or has been
   too many. */
bool ink_spend(Ink *ink, size_t steps);

/* --- Numbers (ink_matrix.c) ------------------------------------------------------------------- */

/* Make it odd where they cannot be reckoned with. */
int64_t ink_times(Ink *ink, int64_t a, int64_t b);
int64_t ink_plus(Ink *ink, int64_t a, int64_t b);
/* At least a times b, both of them 0 or more; 0 where one is. */
int64_t ink_bound(Ink *ink, int64_t a, int64_t b);
int64_t ink_number(Ink *ink, const PdfValue *value);
/* Without its sign. */
int64_t ink_size(int64_t number);
Matrix ink_unit(void);
Matrix ink_matrix(Ink *ink, const PdfValue *values);
/* First `inner`, then `outer`. */
Matrix ink_join(Ink *ink, const Matrix *inner, const Matrix *outer);
/* Moves the origin to a point, which is known up to `error`. */
void ink_move(Ink *ink, Matrix *matrix, int64_t x, int64_t y, int64_t error);

/* --- Fonts and glyphs (ink_font.c, ink_glyph.c) ----------------------------------------------- */

/* The entry of a dictionary, resolved; a null value where there is none, and odd where there are
   several: programs differ in which one they take. */
const PdfValue *ink_entry(Ink *ink, const PdfValue *dict, Str key);
/* The font of the dictionary; NULL where there are too many. */
const Font *ink_font(Ink *ink, const PdfValue *value);
/* Draws the string: Tj. */
void ink_show(Ink *ink, Str text);

#endif
