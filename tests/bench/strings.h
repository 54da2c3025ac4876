/*
 * tests/bench/strings.h - the strings of a document with their places, as strings.c writes and
 * raw.c reads them: records one after another, each followed by `size` bytes that end in NULs. So
 * raw.c spends its time on libharu, not on reading.
 */
#ifndef LAKIPDF_TESTS_BENCH_STRINGS_H
#define LAKIPDF_TESTS_BENCH_STRINGS_H

#include <stdint.h>

enum { RECORD_ALIGNMENT = 4 };

typedef enum RecordKind {
    RECORD_PAGE, /* x, y are its width and height; no bytes follow */
    RECORD_TEXT, /* x, y of the baseline's start, from the top left; UTF-8 follows */
} RecordKind;

typedef struct StringRecord {
    uint8_t kind;
    uint8_t bold;
    uint16_t size;
    int32_t x, y;      /* in 1/1000 pt */
    int32_t font_size; /* likewise */
} StringRecord;

#endif
