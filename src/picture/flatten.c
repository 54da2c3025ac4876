/* A picture with alpha becomes one without: what it looks like on white. Both were stored by this
 * program, in rows of 8 bits. */
#include "picture/code.h"

#define ZLIB_CONST
#include <zlib.h>

enum { WHITE = 255 };

/* Rows of pixels, inflated and without their filters. */
typedef struct Unpacked {
    z_stream stream;
    size_t size, step;
    unsigned char *row;    /* behind the number of its filter */
    unsigned char *before; /* the row before; zero at the start */
} Unpacked;

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

static void unpack_begin(Unpacked *rows, Arena *scratch, Str bytes, size_t size, size_t step)
{
    *rows = (Unpacked){.size = size, .step = step};
    rows->stream = (z_stream){.zalloc = take, .zfree = give_back, .opaque = scratch};
    rows->stream.next_in = (const unsigned char *)bytes.at;
    rows->stream.avail_in = (unsigned)bytes.size;
    rows->row = arena_alloc(scratch, size + 1);
    rows->before = arena_alloc(scratch, size + 1);
    /* Fails for want of memory only, which the arena tells itself, or another zlib than at home. */
    if (inflateInit(&rows->stream) != Z_OK)
        memory_fail(arena_memory(scratch));
}

/* The next row; it stays until the one after the next. */
static const unsigned char *unpack_row(Unpacked *rows)
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

static void blend(unsigned char *to, const unsigned char *colours, const unsigned char *alpha,
                  size_t width, size_t components)
{
    for (size_t i = 0; i < width * components; i++) {
        unsigned opacity = alpha[i / components];
        unsigned sum = colours[i] * opacity + WHITE * (255 - opacity);
        to[i] = (unsigned char)((sum + 127) / 255);
    }
}

const Picture *picture_flatten(Arena *arena, const Picture *picture)
{
    size_t size = (size_t)picture->width * picture->components;
    Unpacked colours;
    Unpacked alpha;
    unpack_begin(&colours, arena, picture->bytes, size, picture->components);
    unpack_begin(&alpha, arena, picture->alpha, picture->width, 1);
    PictureRows *rows = picture_rows_new(arena, size, picture->components);
    unsigned char *row = arena_alloc(arena, size);
    for (uint32_t y = 0; y < picture->height; y++) {
        const unsigned char *from = unpack_row(&colours);
        blend(row, from, unpack_row(&alpha), picture->width, picture->components);
        picture_rows_add(rows, row);
    }
    Picture *flat = arena_alloc(arena, sizeof *flat);
    *flat = *picture;
    flat->bytes = picture_rows_end(rows, arena);
    flat->alpha = (Str){0};
    return flat;
}
