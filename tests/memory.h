/*
 * tests/memory.h - looking for secrets in the memory of the running test.
 */
#ifndef LAKIPDF_TESTS_MEMORY_H
#define LAKIPDF_TESTS_MEMORY_H

#include "support.h"

enum { VEILED_MOST = 128 };

/* A text in a form that is not found when the text is looked for. */
typedef struct Veiled {
    char bytes[VEILED_MOST];
    size_t size;
} Veiled;

Veiled memory_veil(const char *text);
Veiled memory_veil_bytes(const char *bytes, size_t size);

/* How often the text stands in the memory of this program that can be written. */
size_t memory_count(const Veiled *veiled);

#endif
