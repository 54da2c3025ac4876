/*
 * calc/claim.h - figures within a claimed text, in the forms that people write them in; private to
 * calc/.
 */
#ifndef LAKIPDF_CALC_CLAIM_H
#define LAKIPDF_CALC_CLAIM_H

#include "calc/audit.h"

typedef struct Form Form;

/* A figure within a claimed text. Offsets are of the text. */
typedef struct Figure {
    const Form *form;
    size_t from, to;           /* its digits or words */
    size_t start, end;         /* with its sign, Rp, unit or per cent */
    size_t sign_from, sign_to; /* of '-', '+' or "minus" */
    bool paren;                /* in accounting parentheses: the characters at open and close */
    size_t open, close;
    bool negative;
    Str digits; /* "1.020,5 juta": without sign, groups by '.' */
    Str group;  /* what stands for '.' in them */
    AuditFigure readings[2];
    size_t count; /* of readings; 0 where nothing can be made of it */
} Figure;

struct Form {
    /* Reads what begins at figure->from, where a word or number does, up to figure->to. False when
       the form does not stand there. */
    bool (*read)(Arena *arena, Str text, Figure *figure);
    /* The value, rounded already, from figure->start to figure->end; false where the form has no
       such value. */
    bool (*write)(Arena *arena, Str text, const Figure *figure, Num value, Str *out);
    bool exact; /* has whole values only */
};

/* Claimed digits, words ("dua", "kedua") and Roman numerals. */
extern const Form claim_digits, claim_cardinal, claim_ordinal, claim_roman;

/* Takes accounting parentheses around a figure of digits. */
void claim_take_parens(Str text, Figure *figure);

/* --- Characters (claim_text.c) --------------------------------------------------------------- */

bool claim_digit_at(Str text, size_t at);
bool claim_letter_at(Str text, size_t at);
/* The size of the white space at an offset, the no-break ones too; 0 for none. */
size_t claim_space_at(Str text, size_t at);
size_t claim_skip_space(Str text, size_t at);
/* The letters from an offset on. */
Str claim_word_at(Str text, size_t at);
/* Equal whatever the case of ASCII letters. */
bool claim_is_word(Str word, const char *other);

#endif
