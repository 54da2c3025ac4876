/*
 * base/format.h - numbers, dates and words as Indonesian documents write them, and reading them
 * back.
 */
#ifndef LAKIPDF_BASE_FORMAT_H
#define LAKIPDF_BASE_FORMAT_H

#include "base/number.h"

/* A day of the Gregorian calendar. */
typedef struct Date {
    int16_t year;
    uint8_t month; /* 1-12 */
    uint8_t day;
} Date;

/* Grouped by '.', decimals after ',': format_number(1234567.891, 2) is "1.234.567,89". Rounds half
   away from zero to `decimals`; a negative number gets "-", and a value that rounds to 0 no sign.
 */
Str format_number(Arena *arena, Num value, int decimals);
/* As needed: the shortest text that is exact, at most max_decimals places: 15.5 -> "15,5". */
Str format_number_short(Arena *arena, Num value, int max_decimals);
/* Accounting: a negative number in parentheses, "(163.351.901)". */
Str format_accounting(Arena *arena, Num value, int decimals);
/* "Rp13.773.923.464,00"; negative "(Rp163.351.901,00)". */
Str format_rupiah(Arena *arena, Num value, int decimals);
/* "95,02%": format_percent_value and the sign. */
Str format_percent(Arena *arena, Num value, int decimals);
/* "95,02". A value below 100 that would round to 100 prints "99,99", one that is not 0 and would
   round to it "0,01": the document never claims a whole, or nothing, that is not, and what is spent
   and what is left add up. */
Str format_percent_value(Arena *arena, Num value, int decimals);
/* The number that format_percent prints, for comparing it with the steps of a scale. */
Num percent_as_printed(Arena *arena, Num value, int decimals);
/* Cardinal in words, below 10^15 either way: "enam ratus tujuh puluh tiga juta", "minus dua koma
   nol lima". False when the number is too large or has more than 30 decimals or endless ones. */
bool format_words(Arena *arena, Num value, Str *words);
/* Takes words of magnitude off what stands behind a number ("juta", "rb", "ratus juta rupiah",
   "miliaran"): what they multiply it by, 1 where there are none. capitals: "M" and "T" are miliar
   and triliun; elsewhere they may be units. */
Num take_magnitude(Arena *arena, Str *text, bool capitals);
/* Roman numerals of 1 to 3999, capitals; false outside. */
bool format_roman(Arena *arena, int64_t value, Str *text);
/* A, B, ..., Z, AA, AB, ... of 1 and up; false below 1. */
bool format_letters(Arena *arena, int64_t value, Str *text);
/* "Januari" for 1 to "Desember" for 12. */
const char *month_name(int month);
/* "15 September 2017". */
Str format_date(Arena *arena, Date date);
/* "September 2017". */
Str format_month(Arena *arena, Date date);
/* An 18-digit NIP in groups, "19650823 199103 2 001"; other text as it is. */
Str format_nip(Arena *arena, Str nip);

/* "2017-09-15" or "15 September 2017"; false when it is no day of the calendar. */
bool parse_date(Str text, Date *date);

typedef enum ReadNumber {
    READ_OK,
    READ_BAD,       /* not a number */
    READ_AMBIGUOUS, /* "1.400": a plain 1.4 or an Indonesian 1400 */
    READ_HAS_UNIT,  /* a number followed by a unit or '%': *value is the number before it */
} ReadNumber;

/* Reads a number as a person may have written it: plain ("15.5"), Indonesian ("13.773.923.464,00",
   "1.400.000"), money ("Rp1.000,00", "Rp. 1.000,00", "Rp1.000,-", "(1.000)"; with Rp or parentheses
   a '.' always groups). One group of three digits after a single '.' ("1.400", not "0.400") could
   be either and is refused as ambiguous; *value is then the Indonesian reading, a thousand times
   the plain one. integral: the field holds money or counts, where more than three digits there are
   a slip of grouping ("11.5000"); elsewhere, and before a word of magnitude, these are decimals. */
ReadNumber read_number(Arena *arena, Str text, bool integral, Num *value);

/* A number and what stands behind it. */
typedef struct Quantity {
    Num number; /* as read_number gives it */
    Num scale;  /* what its words of magnitude multiply it by; 1 without */
    Str words;  /* all that stands behind the number: "juta orang" */
    Str unit;   /* and that behind the words of magnitude: "orang" */
} Quantity;

/* The same, with what stands behind the number. *quantity is set unless the result is READ_BAD. */
ReadNumber read_quantity(Arena *arena, Str text, bool integral, Quantity *quantity);

/* NULL when `nip` is well formed (spaces are ignored): 18 digits, a birth date, then a year and a
   month (a PPPK's digits 13-14 are no month and are accepted), sex 1 or 2, serial. Else what is
   wrong. */
const char *check_nip(Str nip);

#endif
