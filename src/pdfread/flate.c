/* Flate and LZW (ISO 32000-1, 7.4.4). */
#include "pdfread/file.h"

#include <string.h>

#define ZLIB_CONST
#include <zlib.h>

/* --- Flate ------------------------------------------------------------------------------------ */

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

/* One state serves all streams of a file. NULL when zlib refuses. */
static z_stream *begin_inflate(PdfFile *file)
{
    if (file->inflate != NULL)
        return inflateReset(file->inflate) == Z_OK ? file->inflate : NULL;
    z_stream *stream = arena_alloc(file->arena, sizeof *stream);
    *stream = (z_stream){.zalloc = take, .zfree = give_back, .opaque = file->arena};
    if (inflateInit(stream) != Z_OK)
        return NULL;
    file->inflate = stream;
    return stream;
}

/* Room for what comes out, twice as much each time, but a byte over the limit at most. */
static void make_room(const Decoding *decoding, Buf *out, size_t first)
{
    size_t capacity = out->capacity > 0 ? out->capacity * 2 : first;
    if (capacity - 1 > decoding->limit)
        capacity = decoding->limit + 1;
    out->at = arena_regrow(decoding->arena, out->at, out->capacity, capacity);
    out->capacity = capacity;
}

/* One step: Z_OK as long as there is more to do. */
static int inflate_more(const Decoding *decoding, z_stream *stream, Str packed, Buf *out)
{
    enum { PART = 1 << 30 };
    if (out->size == out->capacity)
        make_room(decoding, out, packed.size * 4 + 256);
    size_t room = out->capacity - out->size;
    size_t done = (size_t)(stream->next_in - (const unsigned char *)packed.at);
    size_t left = packed.size - done;
    stream->avail_out = room < PART ? (unsigned)room : PART;
    stream->avail_in = left < PART ? (unsigned)left : PART;
    stream->next_out = (unsigned char *)out->at + out->size;
    unsigned before = stream->avail_out;
    int status = inflate(stream, Z_NO_FLUSH);
    out->size += before - stream->avail_out;
    return status;
}

bool decode_flate(const Decoding *decoding, Str packed, Str *plain)
{
    z_stream *stream = begin_inflate(decoding->file);
    Buf out = {.arena = decoding->arena};
    if (packed.size == 0 || stream == NULL)
        return decoding_damaged(decoding, "it is empty");
    stream->next_in = (const unsigned char *)packed.at;
    int status = Z_OK;
    while (status == Z_OK && out.size <= decoding->limit)
        status = inflate_more(decoding, stream, packed, &out);
    if (status != Z_STREAM_END && status != Z_OK)
        return decoding_damaged(decoding, status == Z_BUF_ERROR ? "it ends too early"
                                                                : "its compression is wrong");
    *plain = buf_str(&out);
    return true;
}

/* --- LZW -------------------------------------------------------------------------------------- */

enum {
    CLEAR = 256,
    END = 257,
    FIRST_CODE = 258,
    MOST_CODES = 4096,
    SHORTEST = 9,
    LONGEST = 12,
};

/* A string of the table is where it came out first. */
typedef struct Lzw {
    size_t from[MOST_CODES];
    size_t size[MOST_CODES];
    int next; /* code that will be given */
    int bits; /* of a code */
    uint32_t buffer;
    int buffered;
} Lzw;

/* -1 where the bytes are at their end. */
static int next_code(Lzw *lzw, Str packed, size_t *at)
{
    while (lzw->buffered < lzw->bits) {
        if (*at == packed.size)
            return -1;
        lzw->buffer = lzw->buffer << 8 | (unsigned char)packed.at[(*at)++];
        lzw->buffered += 8;
    }
    lzw->buffered -= lzw->bits;
    return (int)(lzw->buffer >> lzw->buffered & ((1U << lzw->bits) - 1));
}

static void clear(Lzw *lzw)
{
    lzw->next = FIRST_CODE;
    lzw->bits = SHORTEST;
}

/* Writes what the code stands for. False where it stands for nothing. */
static bool put_code(const Lzw *lzw, int code, Buf *out)
{
    if (code < CLEAR) {
        buf_byte(out, (char)code);
        return true;
    }
    if (code >= lzw->next)
        return false;
    /* The last one given may reach into what it writes itself. */
    for (size_t i = 0; i < lzw->size[code]; i++)
        buf_byte(out, out->at[lzw->from[code] + i]);
    return true;
}

bool decode_lzw(const Decoding *decoding, Str packed, bool early, Str *plain)
{
    Buf out = {.arena = decoding->arena};
    Lzw *lzw = arena_alloc(decoding->arena, sizeof *lzw);
    clear(lzw);
    size_t at = 0;
    size_t previous = SIZE_MAX; /* where the last code's bytes begin */
    for (int code; (code = next_code(lzw, packed, &at)) >= 0 && code != END;) {
        if (code == CLEAR) {
            clear(lzw);
            previous = SIZE_MAX;
            continue;
        }
        size_t start = out.size;
        /* The string before and the first byte of this one. */
        if (previous != SIZE_MAX && lzw->next < MOST_CODES) {
            lzw->from[lzw->next] = previous;
            lzw->size[lzw->next] = start - previous + 1;
            lzw->next++;
        }
        if (!put_code(lzw, code, &out))
            return decoding_damaged(decoding, "its compression is wrong");
        if (out.size > decoding->limit)
            break;
        previous = start;
        /* Codes grow a bit when the next one needs it; early, by one code before. */
        int ahead = lzw->next + (early ? 1 : 0);
        while (lzw->bits < LONGEST && ahead >= 1 << lzw->bits)
            lzw->bits++;
    }
    *plain = buf_str(&out);
    return true;
}
