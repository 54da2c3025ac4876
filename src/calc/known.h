/*
 * calc/known.h - lists that are asked again, and where what is looked for in them stands; private
 * to calc/.
 */
#ifndef LAKIPDF_CALC_KNOWN_H
#define LAKIPDF_CALC_KNOWN_H

#include "calc/state.h"

/* Shorter lists are gone through. */
enum { KNOWN_LEAST = 16 };

#define KNOWN_NONE SIZE_MAX

/* What is known of a list. */
typedef struct Known {
    const List *of;
    const void *field;  /* of its elements, which are records: a Symbol, or the Expr of a path to a
                           field of what holds them; NULL: the elements themselves */
    const List *values; /* of the field, elements of lists one by one; NULL: not kept */
    bool refused;       /* they cannot be kept */
    bool compared;      /* whether the elements are alike was looked at: */
    bool alike;         /* records of one type, held by records of one type */
    size_t settled;     /* so many elements, from the first on, have values of the field, */
    unsigned kinds;     /* of these kinds: KIND_BIT of each */
    uint32_t *heads;    /* by hash: 1 + the first element with a text of it, */
    uint32_t *next;     /* and by element: 1 + the next one */
    size_t mask;
    size_t without; /* 1 + the first element whose field is missing, `next` those behind it */
} Known;

#define KIND_BIT(kind) (1U << (kind))

/* The values of the field of all elements, where they are kept; else NULL. */
const List *known_values(const Calc *calc, const List *of, const void *field);
/* What is known of the list; NULL where it is asked for the first time. Its field's name is given
   again below. */
Known *known_list(Calc *calc, const List *of, const void *field);
/* The same, the first time too. */
Known *known_field(Calc *calc, const List *of, const void *field);
/* Keeps the values that were gathered, from the second time on, where they are the same whenever
   they are asked for. */
void known_keep(Calc *calc, const List *of, Symbol *name, const Value *values, size_t count);
/* The kinds of the values that a field has in all elements, or in what holds them at that height;
   that of VALUE_PENDING among them as long as some are not computed, which takes no more than a
   step then. */
unsigned known_kinds(Env *env, Range range, Known *known, size_t height, Symbol *name);
/* Makes it possible to look up texts. False where the field has other values, or some that are not
   computed, or after an error. */
bool known_index(Env *env, Range range, Known *known, Symbol *name);
/* The first element behind `from`, or of all where that is KNOWN_NONE, that is this text, or whose
   field is; KNOWN_NONE where there is none. */
size_t known_find(Calc *calc, const Known *known, Symbol *name, Str text, size_t from);

/* seek.c: the elements that an index is evaluated for, ascending: all, or those of a list for which
   it can be ya, as soon as that can be told. What is left out would have given no error, nor
   computed a field. */
typedef struct Search {
    const List *list; /* NULL: all are gone through */
    const Step *step;
    size_t count;
    size_t next;   /* the element, while all are gone through */
    bool sought;   /* no longer: */
    size_t from;   /* calc->places_found from there */
    size_t at, to; /* are those that are left */
} Search;

/* Of a list, or of `count` other items where that is NULL. */
Search search_begin(const List *list, size_t count, const Step *step);
/* False after the last. */
bool search_next(Env *env, Search *search, size_t *element);
void search_end(Calc *calc, const Search *search);

#endif
