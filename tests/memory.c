/* All of the memory that can be written, window by window, as the system shows it: also what no
 * pointer leads to any more. */
#include "memory.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

enum {
    VEIL = 0x55,
    WINDOW = 1024 * 1024,
    LARGEST = 512 * 1024 * 1024, /* a region; those of a sanitizer's own are larger */
};

Veiled memory_veil_bytes(const char *bytes, size_t size)
{
    Veiled veiled = {.size = size};
    assert_true(size > 0 && size <= VEILED_MOST);
    for (size_t i = 0; i < size; i++)
        veiled.bytes[i] = (char)(bytes[i] ^ VEIL);
    return veiled;
}

Veiled memory_veil(const char *text)
{
    return memory_veil_bytes(text, strlen(text));
}

static size_t count_in(const char *bytes, size_t size, const Veiled *veiled)
{
    size_t count = 0;
    for (size_t i = 0; i + veiled->size <= size; i++) {
        size_t same = 0;
        while (same < veiled->size && (bytes[i + same] ^ VEIL) == veiled->bytes[same])
            same++;
        count += same == veiled->size;
    }
    return count;
}

size_t memory_count(const Veiled *veiled)
{
    static char window[WINDOW];
    FILE *maps = fopen("/proc/self/maps", "r");
    int memory = open("/proc/self/mem", O_RDONLY | O_CLOEXEC);
    assert_non_null(maps);
    assert_true(memory >= 0);
    size_t count = 0;
    char line[512];
    while (fgets(line, sizeof line, maps) != NULL) {
        unsigned long from = 0;
        unsigned long to = 0;
        char rights[8];
        if (sscanf(line, "%lx-%lx %7s", &from, &to, rights) != 3 || rights[1] != 'w' ||
            to - from > LARGEST)
            continue;
        for (unsigned long place = from; place < to; place += WINDOW - VEILED_MOST) {
            size_t part = to - place < WINDOW ? to - place : WINDOW;
            ssize_t got = pread(memory, window, part, (off_t)place);
            /* What the next window begins with is counted there. */
            size_t last = WINDOW - VEILED_MOST + veiled->size - 1;
            size_t looked = got > 0 && (size_t)got > last ? last : got > 0 ? (size_t)got : 0;
            count += count_in(window, looked, veiled);
            memset(window, 0, sizeof window);
            if (got <= 0)
                break;
        }
    }
    close(memory);
    fclose(maps);
    return count;
}
