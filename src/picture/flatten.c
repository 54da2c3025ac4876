/* A picture with alpha becomes one without: what it looks like on white. Both were stored by this
 * program, in rows of 8 bits. */
#include "picture/code.h"

enum { WHITE = 255 };

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
    Unpacked *colours = picture_unpack(arena, picture->bytes, size, picture->components);
    Unpacked *alpha = picture_unpack(arena, picture->alpha, picture->width, 1);
    PictureRows *rows = picture_rows_new(arena, size, picture->components);
    unsigned char *row = arena_alloc(arena, size);
    for (uint32_t y = 0; y < picture->height; y++) {
        const unsigned char *from = picture_unpack_row(colours);
        blend(row, from, picture_unpack_row(alpha), picture->width, picture->components);
        picture_rows_add(rows, row);
    }
    Picture *flat = arena_alloc(arena, sizeof *flat);
    *flat = *picture;
    flat->bytes = picture_rows_end(rows, arena);
    flat->alpha = (Str){0};
    return flat;
}
