/* MD5 after RFC 1321. */
#include "base/md5.h"

#include <string.h>

enum { BLOCK = 64, ROUNDS = 64, SIZE_AT = 56 };

/* The whole parts of 2^32 times the sine of 1, 2, ... */
static const uint32_t sines[ROUNDS] = {
    0xd76aa478, 0xe8c7b756, 0x242070db, 0xc1bdceee, 0xf57c0faf, 0x4787c62a, 0xa8304613, 0xfd469501,
    0x698098d8, 0x8b44f7af, 0xffff5bb1, 0x895cd7be, 0x6b901122, 0xfd987193, 0xa679438e, 0x49b40821,
    0xf61e2562, 0xc040b340, 0x265e5a51, 0xe9b6c7aa, 0xd62f105d, 0x02441453, 0xd8a1e681, 0xe7d3fbc8,
    0x21e1cde6, 0xc33707d6, 0xf4d50d87, 0x455a14ed, 0xa9e3e905, 0xfcefa3f8, 0x676f02d9, 0x8d2a4c8a,
    0xfffa3942, 0x8771f681, 0x6d9d6122, 0xfde5380c, 0xa4beea44, 0x4bdecfa9, 0xf6bb4b60, 0xbebfbc70,
    0x289b7ec6, 0xeaa127fa, 0xd4ef3085, 0x04881d05, 0xd9d4d039, 0xe6db99e5, 0x1fa27cf8, 0xc4ac5665,
    0xf4292244, 0x432aff97, 0xab9423a7, 0xfc93a039, 0x655b59c3, 0x8f0ccc92, 0xffeff47d, 0x85845dd1,
    0x6fa87e4f, 0xfe2ce6e0, 0xa3014314, 0x4e0811a1, 0xf7537e82, 0xbd3af235, 0x2ad7d2bb, 0xeb86d391,
};

static const unsigned char turns[4][4] = {
    {7, 12, 17, 22}, {5, 9, 14, 20}, {4, 11, 16, 23}, {6, 10, 15, 21}};

static uint32_t mix(int round, uint32_t b, uint32_t c, uint32_t d)
{
    switch (round / 16) {
    case 0:
        return (b & c) | (~b & d);
    case 1:
        return (b & d) | (c & ~d);
    case 2:
        return b ^ c ^ d;
    default:
        return c ^ (b | ~d);
    }
}

static int word_of(int round)
{
    static const int factors[] = {1, 5, 3, 7};
    static const int starts[] = {0, 1, 5, 0};
    return (round * factors[round / 16] + starts[round / 16]) % 16;
}

static void take_block(uint32_t state[4], const unsigned char *block)
{
    uint32_t words[BLOCK / 4];
    for (int i = 0; i < BLOCK / 4; i++) {
        words[i] = 0;
        for (int k = 3; k >= 0; k--)
            words[i] = words[i] << 8 | block[i * 4 + k];
    }
    uint32_t a = state[0];
    uint32_t b = state[1];
    uint32_t c = state[2];
    uint32_t d = state[3];
    for (int i = 0; i < ROUNDS; i++) {
        uint32_t sum = a + mix(i, b, c, d) + sines[i] + words[word_of(i)];
        unsigned turn = turns[i / 16][i % 4];
        a = d;
        d = c;
        c = b;
        b += sum << turn | sum >> (32 - turn);
    }
    state[0] += a;
    state[1] += b;
    state[2] += c;
    state[3] += d;
}

void md5(Str bytes, unsigned char value[MD5_SIZE])
{
    uint32_t state[4] = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476};
    size_t done = 0;
    for (; bytes.size - done >= BLOCK; done += BLOCK)
        take_block(state, (const unsigned char *)bytes.at + done);
    unsigned char last[2 * BLOCK] = {0};
    size_t left = bytes.size - done;
    if (left > 0)
        memcpy(last, bytes.at + done, left);
    last[left] = 0x80;
    size_t blocks = left < SIZE_AT ? 1 : 2;
    uint64_t bits = (uint64_t)bytes.size * 8;
    for (size_t i = 0; i < 8; i++)
        last[(blocks - 1) * BLOCK + SIZE_AT + i] = (unsigned char)(bits >> (8 * i) & 0xFF);
    for (size_t i = 0; i < blocks; i++)
        take_block(state, last + i * BLOCK);
    for (size_t i = 0; i < MD5_SIZE; i++)
        value[i] = (unsigned char)(state[i / 4] >> (8 * (i % 4)) & 0xFF);
}
