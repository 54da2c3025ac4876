/* Pictures over each other become one: a stamp over a signature, as inks on paper. Archival PDF of
 * the first part has no transparency, so that the upper one would hide the other. */
#include "picture/code.h"

#include <string.h>

enum {
    WHITE = 255,
    LONGEST = 1600, /* pixels of a layer's longer side: more than that nobody sees in a signature */
    SAMPLES = 4,    /* of a pixel: red, green, blue as they look on white, then opacity */
};

/* A layer upright, made smaller where it has very many pixels. */
typedef struct Plane {
    uint32_t width, height;
    unsigned char *pixels;
} Plane;

/* --- Reading a layer -------------------------------------------------------------------------- */

/* A picture as rows of its pixels. */
typedef struct LayerSource {
    const Picture *picture;
    Unpacked *colours, *alpha; /* the second NULL where all is opaque */
} LayerSource;

static const Picture *as_rows(Arena *scratch, const Picture *picture)
{
    if (picture->code == PICTURE_ROWS)
        return picture;
    PictureTask task = {
        .arena = scratch, .scratch = scratch, .file = picture->bytes, .pixels = true};
    picture_read_jpeg(&task); /* it has been read before: nothing is wrong with it */
    Picture *rows = arena_alloc(scratch, sizeof *rows);
    *rows = task.picture;
    rows->orientation = picture->orientation;
    return rows;
}

static LayerSource source_begin(Arena *scratch, const Picture *picture)
{
    LayerSource source = {.picture = as_rows(scratch, picture)};
    picture = source.picture;
    size_t bits = (size_t)picture->components * picture->bits;
    size_t step = bits >= 8 ? bits / 8 : 1;
    source.colours = picture_unpack(scratch, picture->bytes, (picture->width * bits + 7) / 8, step);
    if (picture->alpha.size > 0)
        source.alpha = picture_unpack(scratch, picture->alpha, picture->width, 1);
    return source;
}

/* A grey value or index of less than 8 bits. */
static unsigned part_of_byte(const unsigned char *row, uint32_t x, unsigned bits)
{
    size_t at = (size_t)x * bits;
    return row[at / 8] >> (8 - bits - at % 8) & ((1U << bits) - 1);
}

static void colour_at(const Picture *picture, const unsigned char *row, uint32_t x,
                      unsigned char *to)
{
    if (picture->components == 3) {
        memcpy(to, row + (size_t)x * 3, 3);
        return;
    }
    unsigned value = part_of_byte(row, x, picture->bits);
    if (picture->palette.size > 0)
        memcpy(to, picture->palette.at + (size_t)value * 3, 3);
    else
        memset(to, (int)(value * WHITE / ((1U << picture->bits) - 1)), 3);
}

/* --- Making it smaller ------------------------------------------------------------------------ */

/* Where a pixel stands once the picture is upright (Exif 2.32, 4.6.4 A). */
static unsigned char *upright(const Plane *plane, uint8_t orientation, uint32_t x, uint32_t y)
{
    bool sideways = orientation >= 5;
    uint32_t across = sideways ? y : x;
    uint32_t down = sideways ? x : y;
    if (orientation == 2 || orientation == 3 || orientation == 6 || orientation == 7)
        across = plane->width - 1 - across;
    if (orientation == 3 || orientation == 4 || orientation == 7 || orientation == 8)
        down = plane->height - 1 - down;
    return plane->pixels + ((size_t)down * plane->width + across) * SAMPLES;
}

/* Adds the pixels of a row to the sums of those that they become one with. */
static void add_row(LayerSource *source, uint32_t *sums, uint32_t factor)
{
    const Picture *picture = source->picture;
    const unsigned char *row = picture_unpack_row(source->colours);
    const unsigned char *alpha = source->alpha != NULL ? picture_unpack_row(source->alpha) : NULL;
    for (uint32_t x = 0; x < picture->width; x++) {
        unsigned char colour[3];
        uint32_t *to = sums + (size_t)(x / factor) * SAMPLES;
        uint32_t opacity = alpha != NULL ? alpha[x] : WHITE;
        colour_at(picture, row, x, colour);
        for (int i = 0; i < 3; i++)
            to[i] += (colour[i] * opacity + WHITE * (WHITE - opacity) + WHITE / 2) / WHITE;
        to[3] += opacity;
    }
}

/* How many of `all` pixels become the nth one: fewer than the factor at the end. */
static uint32_t part_of(uint32_t all, uint32_t nth, uint32_t factor)
{
    uint32_t left = all - nth * factor;
    return left < factor ? left : factor;
}

static void put_mean(const uint32_t *sums, uint32_t count, unsigned char *to)
{
    for (int i = 0; i < SAMPLES && count > 0; i++)
        to[i] = (unsigned char)((sums[i] + count / 2) / count);
}

static Plane read_plane(Arena *scratch, const Picture *picture)
{
    uint32_t longest = picture->width > picture->height ? picture->width : picture->height;
    uint32_t factor = (longest + LONGEST - 1) / LONGEST;
    uint32_t width = (picture->width + factor - 1) / factor;
    uint32_t height = (picture->height + factor - 1) / factor;
    LayerSource source = source_begin(scratch, picture);
    bool sideways = picture_sideways(picture);
    Plane plane = {.width = sideways ? height : width, .height = sideways ? width : height};
    plane.pixels = arena_array(scratch, (size_t)width * height, SAMPLES);
    uint32_t *sums = arena_array(scratch, (size_t)width * SAMPLES, sizeof *sums);
    for (uint32_t y = 0; y < height; y++) {
        uint32_t rows = part_of(picture->height, y, factor);
        memset(sums, 0, (size_t)width * SAMPLES * sizeof *sums);
        for (uint32_t i = 0; i < rows; i++)
            add_row(&source, sums, factor);
        for (uint32_t x = 0; x < width; x++)
            put_mean(sums + (size_t)x * SAMPLES, rows * part_of(picture->width, x, factor),
                     upright(&plane, picture->orientation, x, y));
    }
    return plane;
}

/* --- Putting them together -------------------------------------------------------------------- */

typedef struct Composing {
    Arena *arena, *scratch;
    const PictureLayer *layers;
    size_t count;
    int32_t unit;
    Plane *planes;
    int64_t left, top, right, bottom;
    uint32_t width, height; /* of the whole, in pixels */
    Picture *picture;
} Composing;

static void find_extent(Composing *all)
{
    all->left = all->layers[0].x;
    all->top = all->layers[0].y;
    int64_t pixel = INT32_MAX;
    for (size_t i = 0; i < all->count; i++) {
        const PictureLayer *layer = &all->layers[i];
        int64_t right = (int64_t)layer->x + layer->width;
        int64_t bottom = (int64_t)layer->y + layer->height;
        all->left = layer->x < all->left ? layer->x : all->left;
        all->top = layer->y < all->top ? layer->y : all->top;
        all->right = i == 0 || right > all->right ? right : all->right;
        all->bottom = i == 0 || bottom > all->bottom ? bottom : all->bottom;
        int64_t own = layer->width / all->planes[i].width;
        pixel = own < pixel ? own : pixel;
    }
    if (pixel < all->unit)
        pixel = all->unit;
    all->width = (uint32_t)((all->right - all->left + pixel - 1) / pixel);
    all->height = (uint32_t)((all->bottom - all->top + pixel - 1) / pixel);
}

/* Each ink takes its part of the light; where there is any, the paper is covered as far as it takes
   none. */
static void mix(const Composing *all, int64_t x, int64_t y, unsigned char *to)
{
    memset(to, WHITE, 3);
    unsigned clear = WHITE;
    for (size_t i = 0; i < all->count; i++) {
        const PictureLayer *layer = &all->layers[i];
        const Plane *plane = &all->planes[i];
        int64_t across = x - layer->x;
        int64_t down = y - layer->y;
        if (across < 0 || down < 0 || across >= layer->width || down >= layer->height)
            continue;
        size_t column = (size_t)(across * plane->width / layer->width);
        size_t row = (size_t)(down * plane->height / layer->height);
        const unsigned char *from = plane->pixels + (row * plane->width + column) * SAMPLES;
        for (int k = 0; k < 3; k++)
            to[k] = (unsigned char)((to[k] * from[k] + WHITE / 2) / WHITE);
        clear = (clear * (WHITE - from[3]) + WHITE / 2) / WHITE;
    }
    unsigned opacity = WHITE - clear;
    to[3] = (unsigned char)opacity;
    for (int k = 0; k < 3; k++) {
        unsigned dark = WHITE - to[k];
        unsigned ink = opacity > 0 ? (dark * WHITE + opacity / 2) / opacity : 0;
        to[k] = (unsigned char)(WHITE - (ink < WHITE ? ink : WHITE));
    }
}

static void compose(void *context)
{
    Composing *all = context;
    Arena *scratch = all->scratch;
    all->planes = arena_array(scratch, all->count, sizeof *all->planes);
    for (size_t i = 0; i < all->count; i++)
        all->planes[i] = read_plane(scratch, all->layers[i].picture);
    find_extent(all);
    PictureRows *rows = picture_rows_new(scratch, (size_t)all->width * 3, 3);
    PictureRows *alpha = picture_rows_new(scratch, all->width, 1);
    unsigned char *row = arena_array(scratch, all->width, 3);
    unsigned char *alpha_row = arena_alloc(scratch, all->width);
    for (uint32_t y = 0; y < all->height; y++) {
        int64_t down =
            all->top + (2 * (int64_t)y + 1) * (all->bottom - all->top) / (2 * (int64_t)all->height);
        for (uint32_t x = 0; x < all->width; x++) {
            unsigned char pixel[SAMPLES];
            int64_t across = all->left + (2 * (int64_t)x + 1) * (all->right - all->left) /
                                             (2 * (int64_t)all->width);
            mix(all, across, down, pixel);
            memcpy(row + (size_t)x * 3, pixel, 3);
            alpha_row[x] = pixel[3];
        }
        picture_rows_add(rows, row);
        picture_rows_add(alpha, alpha_row);
    }
    all->picture = arena_alloc(all->arena, sizeof *all->picture);
    *all->picture = (Picture){.code = PICTURE_ROWS,
                              .width = all->width,
                              .height = all->height,
                              .components = 3,
                              .bits = 8,
                              .orientation = 1};
    all->picture->bytes = picture_rows_end(rows, all->arena);
    all->picture->alpha = picture_rows_end(alpha, all->arena);
}

const Picture *picture_compose(Arena *arena, const PictureLayer *layers, size_t count, int32_t unit)
{
    Memory *memory = arena_memory(arena);
    Composing all = {.arena = arena, .layers = layers, .count = count, .unit = unit};
    all.scratch = arena_new(memory);
    bool enough = arena_try(memory, compose, &all);
    arena_drop(all.scratch);
    if (!enough)
        memory_fail(memory);
    return all.picture;
}
