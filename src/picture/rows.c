/* Rows of pixels are filtered and deflated one by one, as PNG stores them (PNG 1.2, 6 and 9.6). */
#include "picture/code.h"

#include <string.h>

#define ZLIB_CONST
#include <zlib.h>

enum {
    FILTERS = 5,
    WINDOW_BITS = 15, /* zlib's defaults */
    MEMORY_LEVEL = 8,
};

struct PictureRows {
    z_stream stream;
    Buf out;
    size_t size, step;
    unsigned char *before;            /* the row before; zero at the start */
    unsigned char *filtered[FILTERS]; /* the row by each filter, behind the filter's number */
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

PictureRows *picture_rows_new(Arena *scratch, size_t size, size_t step)
{
    PictureRows *rows = arena_alloc(scratch, sizeof *rows);
    rows->stream = (z_stream){.zalloc = take, .zfree = give_back, .opaque = scratch};
    rows->out.arena = scratch;
    rows->size = size;
    rows->step = step;
    rows->before = arena_alloc(scratch, size);
    for (int i = 0; i < FILTERS; i++) {
        rows->filtered[i] = arena_alloc(scratch, size + 1);
        rows->filtered[i][0] = (unsigned char)i;
    }
    /* Fails for want of memory only, which the arena tells itself, or another zlib than at home. */
    if (deflateInit2(&rows->stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, WINDOW_BITS, MEMORY_LEVEL,
                     Z_FILTERED) != Z_OK)
        memory_fail(arena_memory(scratch));
    return rows;
}

static void filter(PictureRows *rows, const unsigned char *row)
{
    for (size_t i = 0; i < rows->size; i++) {
        int left = i < rows->step ? 0 : row[i - rows->step];
        int corner = i < rows->step ? 0 : rows->before[i - rows->step];
        int above = rows->before[i];
        const int guesses[FILTERS] = {0, left, above, (left + above) / 2,
                                      picture_paeth(left, above, corner)};
        for (int k = 0; k < FILTERS; k++)
            rows->filtered[k][i + 1] = (unsigned char)(row[i] - guesses[k]);
    }
}

/* The filter whose differences are least, taken as signed bytes (PNG 1.2, 9.6). */
static const unsigned char *best(const PictureRows *rows)
{
    const unsigned char *chosen = NULL;
    uint64_t least = UINT64_MAX;
    for (int k = 0; k < FILTERS; k++) {
        uint64_t sum = 0;
        for (size_t i = 1; i <= rows->size; i++) {
            unsigned value = rows->filtered[k][i];
            sum += value < 128 ? value : 256 - value;
        }
        if (sum < least) {
            least = sum;
            chosen = rows->filtered[k];
        }
    }
    return chosen;
}

/* Deflates until the input is taken in and, where it ends, all is out. */
static void pack(PictureRows *rows, int flush)
{
    enum { ROOM = 32 * 1024 };
    unsigned char room[ROOM];
    do {
        rows->stream.next_out = room;
        rows->stream.avail_out = ROOM;
        (void)deflate(&rows->stream, flush);
        buf_add(&rows->out, (Str){(const char *)room, ROOM - rows->stream.avail_out});
    } while (rows->stream.avail_out == 0);
}

void picture_rows_add(PictureRows *rows, const unsigned char *row)
{
    filter(rows, row);
    rows->stream.next_in = best(rows);
    rows->stream.avail_in = (unsigned)rows->size + 1;
    pack(rows, Z_NO_FLUSH);
    memcpy(rows->before, row, rows->size);
}

Str picture_rows_end(PictureRows *rows, Arena *arena)
{
    rows->stream.avail_in = 0;
    pack(rows, Z_FINISH);
    return str_copy(arena, buf_str(&rows->out));
}
