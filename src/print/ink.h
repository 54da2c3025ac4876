/*
 * print/ink.h - where on a page something is printed, as far as a mark must know to keep away from
 * it; inside print/ only.
 *
 * A content stream (ISO 32000-1, 7.8.2) is walked for what paints: characters, pictures, filled
 * shapes and rules. Characters count as cells a little larger than they are; what covers most of
 * the page, as a scan or a ground of colour, does not count, nor what a line merely goes around.
 */
#ifndef LAKIPDF_PRINT_INK_H
#define LAKIPDF_PRINT_INK_H

#include "pdfread/pdfread.h"

/* Lengths and factors of this header are in 1/10,000, lengths of a point on paper. */
enum { INK_ONE = 10000 };

/* A place that a mark may have, on the page as it is seen, from its lower left corner. */
typedef struct InkBox {
    int64_t left, bottom, right, top;
} InkBox;

/* What is known of a page. */
typedef struct Ink {
    uint32_t free; /* the boxes, by their bits, that nothing is printed in */
    uint32_t open; /* states (operator q) that the content leaves open at its end */
    bool part;     /* of this: there is more than is looked at */
} Ink;

/* What the pages of a file may still cost, in bytes that they draw: to be looked at, and behind
   that to have their states counted, which leaves out what their forms draw. */
typedef struct InkRoom {
    size_t look, count;
} InkRoom;

/* For all of them: pdf_most_drawn each. */
InkRoom ink_room(const PdfFile *file);
/* Looks at a page, and takes what that costs off the room. Where none is left to look, only its
   states are counted; `open` is right whatever else is. False after adding a message: its content
   is damaged, or has more than PDF_MAX_CONTENT; there is no room left for it. */
bool ink_look(PdfFile *file, const PdfPage *page, const InkBox *boxes, size_t count, InkRoom *left,
              Ink *ink);

/* --- Matrices (matrix.c) ---------------------------------------------------------------------- */

typedef struct Matrix {
    int64_t v[6];
} Matrix;

extern const Matrix matrix_identity;

/* The length by the factor. */
int64_t matrix_times(int64_t length, int64_t factor);
/* The value, which is in 1/(10,000/grain), in 1/10,000. */
int64_t matrix_clamp(int64_t value, int64_t grain);
/* What `first` does, then what `second` does. */
Matrix matrix_joined(Matrix first, Matrix second);
/* Widens the box to where the point comes; where it is not *any yet, the point is all of it. */
void matrix_point(InkBox *box, bool *any, const Matrix *matrix, int64_t x, int64_t y);
/* The bounds of a rectangle wherever the matrix turns it. */
InkBox matrix_box(const Matrix *matrix, int64_t x, int64_t y, int64_t width, int64_t height);
/* From the page's own coordinates to those that it is seen in. */
Matrix matrix_seen(PdfFile *file, const PdfPage *page);

/* --- Content streams (content.c) -------------------------------------------------------------- */

typedef enum TokenKind {
    TOKEN_END,
    TOKEN_NUMBER,
    TOKEN_NAME,
    TOKEN_STRING,
    TOKEN_OPEN,  /* of an array */
    TOKEN_CLOSE, /* of an array */
    TOKEN_OPERATOR,
    TOKEN_OTHER, /* dictionaries, which are skipped whole, true, false, null */
} TokenKind;

typedef struct Token {
    TokenKind kind;
    int64_t number;
    Str text;    /* of a name (escapes as they stand) or an operator */
    size_t size; /* bytes of a string */
} Token;

/* The next token from *at on, which is moved behind it. What is no token is passed over. The data
   of an inline image, between ID and EI, are passed over with ID. */
Token content_token(Str content, size_t *at);

#endif
