/* Rows of pixels are inflated and freed of their filters one by one: what rows.c has made, and what
 * stands in PNG files. */
#include "picture/code.h"

#define ZLIB_CONST
#include <zlib.h>

struct Unpacked {
    z_stream stream;
    size_t size, step;
    unsigned char *row;    /* behind the number of its filter */
    unsigned char *before; /* the row before; zero at the start */
};

static void *take(void *arena, unsigned count, unsigned size)
{
    return arena_array(arena, count, size);
}

/* The arena frees all at once. */
static void give_back(void *arena, void *memory)
{
    (void)arena;
    (void)memory;
}

Unpacked *picture_unpack(Arena *scratch, Str bytes, size_t size, size_t step)
{
    Unpacked *rows = arena_alloc(scratch, sizeof *rows);
    *rows = (Unpacked){.size = size, .step = step};
    rows->stream = (z_stream){.zalloc = take, .zfree = give_back, .opaque = scratch};
    rows->stream.next_in = (const unsigned char *)bytes.at;
    rows->stream.avail_in = (unsigned)bytes.size;
    rows->row = arena_alloc(scratch, size + 1);
    rows->before = arena_alloc(scratch, size + 1);
    /* Fails for want of memory only, which the arena tells itself, or another zlib than at home. */
    if (inflateInit(&rows->stream) != Z_OK)
        memory_fail(arena_memory(scratch));
    return rows;
}

const unsigned char *picture_unpack_row(Unpacked *rows)
{
    unsigned char *row = rows->before;
    const unsigned char *before = rows->row + 1;
    rows->before = rows->row;
    rows->row = row;
    rows->stream.next_out = row;
    rows->stream.avail_out = (unsigned)rows->size + 1;
    (void)inflate(&rows->stream, Z_SYNC_FLUSH);
    int filter = row[0];
    unsigned char *pixels = row + 1;
    for (size_t i = 0; i < rows->size && filter > 0; i++) {
        int left = i < rows->step ? 0 : pixels[i - rows->step];
        int corner = i < rows->step ? 0 : before[i - rows->step];
        const int guesses[] = {0, left, before[i], (left + before[i]) / 2,
                               picture_paeth(left, before[i], corner)};
        pixels[i] = (unsigned char)(pixels[i] + guesses[filter]);
    }
    return pixels;
}
