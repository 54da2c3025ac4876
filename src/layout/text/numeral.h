/*
 * layout/text/numeral.h - numbers, dates and codes in a shaped text; inside layout/ only.
 *
 * A numeral here is a run of digits with what stands between them ("13.773.923.464,00",
 * "31/12/2017", "2.17.01.1.01.01") and what belongs to it ("Rp", a sign, parentheses, "%"). No line
 * ends between its digits, but a code may end one behind a dot if it must.
 */
#ifndef LAKIPDF_LAYOUT_TEXT_NUMERAL_H
#define LAKIPDF_LAYOUT_TEXT_NUMERAL_H

#include "layout/text/shape.h"

typedef enum Unit {
    UNIT_LETTER, /* a line may end behind it, if need be */
    UNIT_NUMERAL,
    UNIT_CODE, /* a part of a code, with its dot */
} Unit;

/* The unit that begins at character `from` of the piece; *end is behind it. */
Unit numeral_unit(const Shape *shape, const Piece *piece, uint32_t from, uint32_t *end);

/* The width of the characters [from, to) on one line. */
Fine numeral_width(const Shape *shape, uint32_t from, uint32_t to);

/* The width of the widest numeral or part of a code; `least` when none is wider than that. */
Fine numeral_widest(const Shape *shape, Fine least);

/* True for a text of one line that is a number, or a dash in place of one; *comma is then how far
   its integer part reaches. */
bool numeral_comma(const Shape *shape, Fine *comma);

#endif
