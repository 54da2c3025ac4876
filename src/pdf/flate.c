/* One deflate state for all streams of a document. */
#include "pdf/flate.h"

#define ZLIB_CONST
#include <zlib.h>

struct Flate {
    z_stream stream;
    Arena *arena;
    unsigned char *out;
    size_t capacity;
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

Flate *flate_new(Arena *arena)
{
    Flate *flate = arena_alloc(arena, sizeof *flate);
    flate->arena = arena;
    flate->stream = (z_stream){.zalloc = take, .zfree = give_back, .opaque = arena};
    if (deflateInit(&flate->stream, Z_DEFAULT_COMPRESSION) != Z_OK)
        return NULL;
    return flate;
}

Str flate_compress(Flate *flate, Str plain)
{
    z_stream *stream = &flate->stream;
    if (plain.size > UINT32_MAX / 2 || deflateReset(stream) != Z_OK)
        return (Str){0};
    size_t bound = deflateBound(stream, plain.size);
    if (bound > flate->capacity) {
        size_t capacity = bound + bound / 2;
        flate->out = arena_alloc(flate->arena, capacity);
        flate->capacity = capacity;
    }
    stream->next_in = (const unsigned char *)plain.at;
    stream->avail_in = (unsigned)plain.size;
    stream->next_out = flate->out;
    stream->avail_out = (unsigned)bound;
    if (deflate(stream, Z_FINISH) != Z_STREAM_END)
        return (Str){0};
    return (Str){(const char *)flate->out, bound - stream->avail_out};
}
