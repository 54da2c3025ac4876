/*
 * pdf/hash.h - a 128-bit hash of the file's content, for its ID; inside pdf/ only.
 *
 * It tells files apart; it is no protection against somebody who wants two files with one ID. The
 * value depends on the bytes alone, not on the processor's byte order.
 */
#ifndef LAKIPDF_PDF_HASH_H
#define LAKIPDF_PDF_HASH_H

#include <stddef.h>
#include <stdint.h>

enum {
    HASH_BLOCK = 16,
    HASH_SIZE = 16,
};

/* Starts as {0}. */
typedef struct Hash {
    uint64_t a, b;
    uint64_t size;
} Hash;

/* Takes in `count` whole blocks. */
void hash_blocks(Hash *hash, const unsigned char *bytes, size_t count);
/* Takes in the rest, any number of bytes, and gives the value. */
void hash_end(Hash hash, const unsigned char *rest, size_t size, unsigned char value[HASH_SIZE]);

#endif
