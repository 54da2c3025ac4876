/*
 * doc/filter.h - what stands after '|' in a tag; inside doc/ only.
 */
#ifndef LAKIPDF_DOC_FILTER_H
#define LAKIPDF_DOC_FILTER_H

#include "calc/calc.h"

typedef struct Filter Filter;

/* A filter with its argument, ready to run. */
typedef struct FilterCall {
    const Filter *filter;
    int argument; /* -1 where none was given */
    Place place;
} FilterCall;

/* Reads "rupiah" or "rupiah 0" that stands at `place`. False after an error: an unknown filter
   (with a suggestion), an argument that it does not take. */
bool filter_read(Arena *arena, Diags *diags, Str text, Place place, FilterCall *call);
/* Applies the filter to a value that is not missing; the result is a text. False after an error at
   the filter's place. */
bool filter_apply(Arena *arena, Diags *diags, const FilterCall *call, Value in, Str *out);
/* What a value of that kind is called in messages: "a number". */
const char *value_kind_name(ValueKind kind);
/* The text of a value that no filter formats; year: a number is one. False after an error. */
bool print_value(Arena *arena, Diags *diags, Value value, bool year, Place place, Str *out);

#endif
