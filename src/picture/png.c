/* PNG files, read by libpng row by row. What PDF can hold as it is stays as it is; alpha, 16 bits
 * and interlacing are taken apart. */
#include "picture/code.h"

#include <png.h>
#include <setjmp.h>
#include <string.h>

/* A reading of a file. All of libpng's memory comes from the task's scratch arena. */
typedef struct Reading {
    PictureTask *task;
    png_structp png;
    png_infop info;
    jmp_buf escape;
    size_t at;     /* in the file */
    bool as_it_is; /* the rows are not to be changed */
    bool in_rows;
    bool doubtful; /* libpng mended something in the rows */
    unsigned char lowest_alpha;
} Reading;

/* --- Hooks ----------------------------------------------------------------------------------- */

static void on_error(png_structp png, png_const_charp message)
{
    (void)message;
    Reading *reading = png_get_error_ptr(png);
    reading->task->fault = FAULT_DAMAGED;
    longjmp(reading->escape, 1);
}

static void on_warning(png_structp png, png_const_charp message)
{
    (void)message;
    Reading *reading = png_get_error_ptr(png);
    reading->doubtful = reading->doubtful || reading->in_rows;
}

static void *take(png_structp png, png_alloc_size_t size)
{
    return arena_alloc(png_get_mem_ptr(png), size);
}

/* The arena frees all at once. */
static void give_back(png_structp png, void *memory)
{
    (void)png;
    (void)memory;
}

static void read_bytes(png_structp png, png_bytep to, size_t size)
{
    Reading *reading = png_get_io_ptr(png);
    Str file = reading->task->file;
    if (file.size - reading->at < size)
        png_error(png, "the file ends");
    memcpy(to, file.at + reading->at, size);
    reading->at += size;
}

/* --- Rows ------------------------------------------------------------------------------------ */

/* Where the pixels of a picture that is taken apart go. */
typedef struct Parts {
    size_t width, channels, colours; /* channels with alpha, colours without */
    PictureRows *rows, *alpha;
    unsigned char *row, *alpha_row;
} Parts;

static void add_parts(Reading *reading, const Parts *parts, const unsigned char *from)
{
    if (parts->alpha == NULL) {
        picture_rows_add(parts->rows, from);
        return;
    }
    for (size_t x = 0; x < parts->width; x++, from += parts->channels) {
        memcpy(parts->row + x * parts->colours, from, parts->colours);
        parts->alpha_row[x] = from[parts->colours];
        if (from[parts->colours] < reading->lowest_alpha)
            reading->lowest_alpha = from[parts->colours];
    }
    picture_rows_add(parts->rows, parts->row);
    picture_rows_add(parts->alpha, parts->alpha_row);
}

static Parts parts_begin(Reading *reading)
{
    Arena *scratch = reading->task->scratch;
    Parts parts = {.width = reading->task->picture.width};
    parts.channels = png_get_channels(reading->png, reading->info);
    parts.colours = parts.channels < 3 ? 1 : 3;
    parts.rows = picture_rows_new(scratch, parts.width * parts.colours, parts.colours);
    if (parts.channels > parts.colours) {
        parts.alpha = picture_rows_new(scratch, parts.width, 1);
        parts.row = arena_array(scratch, parts.width, parts.colours);
        parts.alpha_row = arena_alloc(scratch, parts.width);
    }
    return parts;
}

/* Rows as 8 bits of grey or colours, and alpha apart. An interlaced picture is in memory whole. */
static void read_parts(Reading *reading)
{
    png_structp png = reading->png;
    Picture *picture = &reading->task->picture;
    png_set_expand(png);
    png_set_scale_16(png);
    int passes = png_set_interlace_handling(png);
    png_read_update_info(png, reading->info);
    size_t size = png_get_rowbytes(png, reading->info);
    Parts parts = parts_begin(reading);
    size_t kept = passes > 1 ? picture->height : 1;
    unsigned char *rows = arena_array(reading->task->scratch, kept, size);
    for (int pass = 1; pass < passes; pass++)
        for (size_t y = 0; y < picture->height; y++)
            png_read_row(png, rows + y * size, NULL);
    for (size_t y = 0; y < picture->height; y++) {
        unsigned char *row = rows + y % kept * size;
        png_read_row(png, row, NULL);
        add_parts(reading, &parts, row);
    }
    picture->bits = 8;
    picture->components = (uint8_t)parts.colours;
    picture->bytes = picture_rows_end(parts.rows, reading->task->arena);
    if (parts.alpha != NULL && reading->lowest_alpha < 255)
        picture->alpha = picture_rows_end(parts.alpha, reading->task->arena);
}

/* --- As it is -------------------------------------------------------------------------------- */

enum { SIGNATURE = 8, CHUNK_HEAD = 8, CHUNK_END = 4 };

static uint32_t number_at(Str file, size_t at)
{
    const unsigned char *bytes = (const unsigned char *)file.at + at;
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

/* What the chunks of image data hold together; libpng has found them whole. */
static Str join_data(const PictureTask *task)
{
    Str file = task->file;
    Buf out = {.arena = task->scratch};
    size_t at = SIGNATURE;
    while (file.size - at >= CHUNK_HEAD + CHUNK_END) {
        uint32_t size = number_at(file, at);
        bool end = str_starts(str_slice(file, at + 4, file.size), "IEND");
        if (end || size > file.size - at - CHUNK_HEAD - CHUNK_END)
            break;
        if (str_starts(str_slice(file, at + 4, file.size), "IDAT"))
            buf_add(&out, str_slice(file, at + CHUNK_HEAD, at + CHUNK_HEAD + size));
        at += CHUNK_HEAD + size + CHUNK_END;
    }
    return str_copy(task->arena, buf_str(&out));
}

/* Every index has a colour: those that the file lacks are black. */
static void keep_palette(Reading *reading)
{
    Picture *picture = &reading->task->picture;
    png_colorp colours = NULL;
    int count = 0;
    size_t size = (size_t)3 << picture->bits;
    char *palette = arena_alloc(reading->task->arena, size);
    if (png_get_PLTE(reading->png, reading->info, &colours, &count) != 0) {
        for (int i = 0; i < count && (size_t)i * 3 < size; i++) {
            const char colour[] = {(char)colours[i].red, (char)colours[i].green,
                                   (char)colours[i].blue};
            memcpy(palette + (size_t)i * 3, colour, sizeof colour);
        }
    }
    picture->palette = (Str){palette, size};
}

/* All rows are read, but only to know that they are there and whole. */
static void read_as_it_is(Reading *reading)
{
    png_structp png = reading->png;
    Picture *picture = &reading->task->picture;
    unsigned char *row =
        arena_alloc(reading->task->scratch, png_get_rowbytes(png, reading->info) + 1);
    for (uint32_t y = 0; y < picture->height; y++)
        png_read_row(png, row, NULL);
    picture->bits = png_get_bit_depth(png, reading->info);
    picture->components = png_get_color_type(png, reading->info) == PNG_COLOR_TYPE_RGB ? 3 : 1;
}

/* --- Files ----------------------------------------------------------------------------------- */

/* Texts and profiles are not even unpacked. */
static void skip_rest(png_structp png)
{
    static const char names[] = "iCCP\0tEXt\0zTXt\0iTXt\0sPLT\0hIST\0tIME\0bKGD";
    png_set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_NEVER, (const png_byte *)names,
                                (int)(sizeof names / 5));
}

static void read_notes(Reading *reading)
{
    Picture *picture = &reading->task->picture;
    png_uint_32 across = 0;
    png_uint_32 down = 0;
    png_uint_32 size = 0;
    png_bytep exif = NULL;
    int unit = PNG_RESOLUTION_UNKNOWN;
    if (png_get_pHYs(reading->png, reading->info, &across, &down, &unit) != 0 &&
        unit == PNG_RESOLUTION_METER)
        picture_set_density(picture, across);
    if (png_get_eXIf_1(reading->png, reading->info, &size, &exif) != 0)
        picture_read_exif(picture, (Str){(const char *)exif, size});
}

static void read_file(Reading *reading)
{
    PictureTask *task = reading->task;
    png_structp png = reading->png;
    png_set_read_fn(png, reading, read_bytes);
    png_set_user_limits(png, PNG_UINT_31_MAX, PNG_UINT_31_MAX);
    skip_rest(png);
    png_read_info(png, reading->info);
    bool interlaced = png_get_interlace_type(png, reading->info) != PNG_INTERLACE_NONE;
    task->way = interlaced ? "make it smaller, or save it without interlacing" : NULL;
    if (!picture_set_size(task, png_get_image_width(png, reading->info),
                          png_get_image_height(png, reading->info),
                          interlaced ? PICTURE_MAX_PASSES_PIXELS : PICTURE_MAX_PIXELS))
        return;
    int type = png_get_color_type(png, reading->info);
    bool transparent =
        (type & PNG_COLOR_MASK_ALPHA) != 0 || png_get_valid(png, reading->info, PNG_INFO_tRNS) != 0;
    reading->as_it_is = reading->as_it_is && !transparent &&
                        png_get_bit_depth(png, reading->info) <= 8 &&
                        png_get_interlace_type(png, reading->info) == PNG_INTERLACE_NONE;
    reading->in_rows = true;
    if (reading->as_it_is)
        read_as_it_is(reading);
    else
        read_parts(reading);
    png_read_end(png, reading->info);
    read_notes(reading);
    if (reading->as_it_is && !reading->doubtful) {
        task->picture.bytes = join_data(task);
        if (type == PNG_COLOR_TYPE_PALETTE)
            keep_palette(reading);
    }
}

/* The function that setjmp returns to has no variables that the jump could spoil. */
static void guard(Reading *reading)
{
    if (setjmp(reading->escape) != 0)
        return;
    Arena *scratch = reading->task->scratch;
    reading->png = png_create_read_struct_2(PNG_LIBPNG_VER_STRING, reading, on_error, on_warning,
                                            scratch, take, give_back);
    if (reading->png == NULL)
        memory_fail(arena_memory(scratch));
    reading->info = png_create_info_struct(reading->png);
    read_file(reading);
}

void picture_read_png(PictureTask *task)
{
    Reading *reading = arena_alloc(task->scratch, sizeof *reading);
    *reading = (Reading){.task = task, .as_it_is = true, .lowest_alpha = 255};
    task->picture.code = PICTURE_ROWS;
    guard(reading);
    if (task->fault != FAULT_NONE || !reading->as_it_is || !reading->doubtful)
        return;
    /* What libpng had to mend, others may read otherwise. */
    *reading = (Reading){.task = task, .lowest_alpha = 255};
    guard(reading);
}
