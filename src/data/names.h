/*
 * data/names.h - a table from names to positions in an array; inside data/ only.
 *
 * Maps of a data file may have a hundred thousand keys, so nothing here looks through a list of
 * names one by one where it can be long.
 */
#ifndef LAKIPDF_DATA_NAMES_H
#define LAKIPDF_DATA_NAMES_H

#include "base/base.h"

/* A name is no longer than a text of the data, positions are fewer than the values of a file. */
typedef struct NameSlot {
    const char *name;
    uint32_t size;
    uint32_t position; /* plus 1; 0 where the slot is free */
} NameSlot;

/* Starts as all zero. The names are not copied. */
typedef struct NameIndex {
    NameSlot *slots;
    size_t capacity; /* a power of two, or 0 */
    size_t count;
} NameIndex;

/* Makes room for `count` names, so that adding them does not grow the table again. */
void names_reserve(Arena *arena, NameIndex *index, size_t count);
/* Adds a name that is not in the table; or gives the position it stands for, and changes nothing.
   SIZE_MAX when it was added. */
size_t names_add(Arena *arena, NameIndex *index, Str name, size_t position);
/* The position that the name stands for; SIZE_MAX when it is not in the table. */
size_t names_find(const NameIndex *index, Str name);

#endif
