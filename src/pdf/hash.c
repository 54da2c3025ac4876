/* A hash of two lanes of 64 bits that multiply, rotate and feed each other. */
#include "pdf/hash.h"

#include <string.h>

/* Odd constants: the fractional parts of the golden ratio and of the square root of 3. */
#define FACTOR_A UINT64_C(0x9E3779B97F4A7C15)
#define FACTOR_B UINT64_C(0xBB67AE8584CAA73B)

static uint64_t load(const unsigned char *bytes)
{
    uint64_t word = 0;
    for (int i = 7; i >= 0; i--)
        word = word << 8 | bytes[i];
    return word;
}

static uint64_t rotate(uint64_t word, unsigned by)
{
    return word << by | word >> (64 - by);
}

/* Spreads every bit over the word. */
static uint64_t spread(uint64_t word)
{
    word ^= word >> 32;
    word *= FACTOR_B;
    word ^= word >> 29;
    word *= FACTOR_A;
    return word ^ word >> 32;
}

/* For a given block each step can be undone, so that two states never become one. */
void hash_blocks(Hash *hash, const unsigned char *bytes, size_t count)
{
    uint64_t a = hash->a;
    uint64_t b = hash->b;
    for (size_t i = 0; i < count; i++, bytes += HASH_BLOCK) {
        a = rotate((a ^ load(bytes)) * FACTOR_A, 29) + b;
        b = rotate((b ^ load(bytes + 8)) * FACTOR_B, 31) + a;
    }
    *hash = (Hash){a, b, hash->size + count * HASH_BLOCK};
}

static void store(unsigned char *to, uint64_t word)
{
    for (int i = 0; i < 8; i++)
        to[i] = (unsigned char)(word >> (8 * i) & 0xFF);
}

void hash_end(Hash hash, const unsigned char *rest, size_t size, unsigned char value[HASH_SIZE])
{
    hash_blocks(&hash, rest, size / HASH_BLOCK);
    size_t tail = size % HASH_BLOCK;
    unsigned char last[HASH_BLOCK] = {0};
    if (tail > 0)
        memcpy(last, rest + size - tail, tail);
    hash_blocks(&hash, last, 1);
    /* The true size tells a tail from one that ends in zeros. */
    hash.size += tail;
    uint64_t a = spread(hash.a ^ hash.size);
    uint64_t b = spread(hash.b + a);
    a = spread(a + b);
    store(value, a);
    store(value + 8, b);
}
