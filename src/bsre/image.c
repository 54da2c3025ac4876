/* What a signature shows: the picture of the config, or a QR code as a PNG file (PNG 1.2). */
#include "bsre/ask.h"

#include "picture/qr.h"

#include <string.h>
#include <zlib.h>

enum { DOTS = 8, BYTE = 8 }; /* pixels of a module, each way; so a byte is a module */

static void put_number(Buf *out, uint32_t value)
{
    for (int shift = 24; shift >= 0; shift -= 8)
        buf_byte(out, (char)(value >> shift & 0xFF));
}

static void put_chunk(Buf *out, const char *type, Str bytes)
{
    put_number(out, (uint32_t)bytes.size);
    size_t from = out->size;
    buf_text(out, type);
    buf_add(out, bytes);
    put_number(out, (uint32_t)crc32(0, (const Bytef *)out->at + from, (uInt)(out->size - from)));
}

/* Rows of one bit a pixel, each behind the number of its filter: none. */
static Str make_rows(Arena *arena, const QrCode *code, uint32_t side)
{
    Buf rows = {.arena = arena};
    for (uint32_t y = 0; y < side * DOTS; y++) {
        buf_byte(&rows, 0);
        for (uint32_t x = 0; x < side; x++) {
            uint32_t column = x - QR_QUIET; /* in the quiet zone beyond all */
            uint32_t row = y / DOTS - QR_QUIET;
            bool inside = column < code->side && row < code->side;
            bool dark = inside && code->dark[(size_t)row * code->side + column];
            buf_byte(&rows, (char)(dark ? 0 : 0xFF));
        }
    }
    return buf_str(&rows);
}

static Str make_png(Arena *arena, const QrCode *code)
{
    static const char magic[] = "\x89PNG\r\n\x1A\n";
    static const char kind[] = {1, 0, 0, 0, 0}; /* one bit, grey, and what is usual */
    uint32_t side = code->side + 2 * (uint32_t)QR_QUIET;
    Str rows = make_rows(arena, code, side);
    uLongf size = compressBound(rows.size);
    Bytef *packed = arena_alloc(arena, size);
    if (compress(packed, &size, (const Bytef *)rows.at, rows.size) != Z_OK)
        memory_fail(arena_memory(arena));
    Buf head = {.arena = arena};
    put_number(&head, side * DOTS);
    put_number(&head, side * DOTS);
    buf_add(&head, (Str){kind, sizeof kind});
    Buf out = {.arena = arena};
    buf_add(&out, STR(magic));
    put_chunk(&out, "IHDR", buf_str(&head));
    put_chunk(&out, "IDAT", (Str){(const char *)packed, size});
    put_chunk(&out, "IEND", (Str){NULL, 0});
    return buf_str(&out);
}

Str make_image(const Bsre *bsre, const BsreSpot *spot)
{
    const BsreConfig *config = bsre->config;
    if (config->image.size > 0)
        return config->image;
    int64_t width = spot->box[2] - spot->box[0];
    int64_t height = spot->box[3] - spot->box[1];
    int64_t size = width < height ? width : height;
    const QrCode *code =
        qr_encode(bsre->arena, bsre->diags, config->qr,
                  size < INT32_MAX ? (int32_t)size : INT32_MAX, record_place(config->record, "qr"));
    return code != NULL ? make_png(bsre->arena, code) : (Str){NULL, 0};
}
