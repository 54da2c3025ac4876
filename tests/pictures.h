/*
 * tests/pictures.h - picture files made at run time, of every kind that PNG and JPEG have, with a
 * known colour at each pixel.
 */
#ifndef LAKIPDF_TESTS_PICTURES_H
#define LAKIPDF_TESTS_PICTURES_H

#include "support.h"

#include <png.h>
#include <stdio.h>

#include <jpeglib.h>

typedef struct Colour {
    unsigned char red, green, blue, alpha;
} Colour;

/* A kind of PNG file. */
typedef struct PngKind {
    int type, depth; /* as libpng has them */
    bool interlaced;
    bool transparent; /* a tRNS chunk, for types without alpha */
    bool opaque;      /* its alpha is 255 everywhere */
    uint32_t density; /* pixels per metre; 0 none */
    int orientation;  /* in an eXIf chunk; 0 none */
} PngKind;

typedef enum JpegColours {
    JPEG_GREY,
    JPEG_YCC,
    JPEG_RGB, /* told by the components' names alone */
    JPEG_CMYK,
    JPEG_YCCK,
} JpegColours;

/* A kind of JPEG file: four areas of one colour each, red, green, blue and white from the upper
   left along the rows. */
typedef struct JpegKind {
    const char *comment;
    JpegColours colours;
    int dots_per_inch;
    int orientation; /* in an Exif segment, with a thumbnail and a place; 0 no segment */
    bool big_endian; /* the Exif segment */
    bool progressive;
    bool arithmetic;
    bool no_jfif;
} JpegKind;

/* --- PNG ------------------------------------------------------------------------------------- */

/* A value of 0 to `most` that differs from its neighbours'. */
static inline unsigned sample(uint32_t x, uint32_t y, unsigned channel, unsigned most)
{
    return (x * 7 + y * 13 + channel * 29 + x * y) % (most + 1);
}

static inline unsigned sample_of(const PngKind *kind, uint32_t x, uint32_t y, unsigned channel)
{
    return sample(x, y, channel, kind->depth >= 8 ? 255 : (1U << kind->depth) - 1);
}

/* Colour `index` of the palette. */
static inline Colour palette_colour(const PngKind *kind, unsigned index)
{
    unsigned char alpha = kind->transparent && !kind->opaque ? (unsigned char)(index * 40) : 255;
    return (Colour){(unsigned char)(index * 17), (unsigned char)(255 - index * 3),
                    (unsigned char)(index * 101), alpha};
}

static inline bool is_grey(const PngKind *kind)
{
    return (kind->type & PNG_COLOR_MASK_COLOR) == 0;
}

/* What the file shows there, in 8 bits. */
static inline Colour png_colour(const PngKind *kind, uint32_t x, uint32_t y)
{
    unsigned first = sample_of(kind, x, y, 0);
    if (kind->type == PNG_COLOR_TYPE_PALETTE)
        return palette_colour(kind, first);
    unsigned scale = kind->depth >= 8 ? 1 : 255 / ((1U << kind->depth) - 1);
    Colour colour = {(unsigned char)(first * scale), (unsigned char)(first * scale),
                     (unsigned char)(first * scale), 255};
    if (!is_grey(kind)) {
        colour.green = (unsigned char)sample_of(kind, x, y, 1);
        colour.blue = (unsigned char)sample_of(kind, x, y, 2);
    }
    if ((kind->type & PNG_COLOR_MASK_ALPHA) != 0 && !kind->opaque)
        colour.alpha = (unsigned char)sample_of(kind, x, y, 3);
    /* The colour that tRNS names: that of the first pixel. */
    if (kind->transparent && first == sample_of(kind, 0, 0, 0) &&
        (is_grey(kind) ||
         (colour.green == sample_of(kind, 0, 0, 1) && colour.blue == sample_of(kind, 0, 0, 2))))
        colour.alpha = 0;
    return colour;
}

static inline void append(png_structp png, png_bytep bytes, size_t size)
{
    buf_add(png_get_io_ptr(png), (Str){(const char *)bytes, size});
}

static inline void flush(png_structp png)
{
    (void)png;
}

static inline void set_palette(png_structp png, png_infop info, const PngKind *kind)
{
    png_color colours[256];
    png_byte alphas[256];
    int count = 1 << kind->depth;
    for (int i = 0; i < count; i++) {
        Colour colour = palette_colour(kind, (unsigned)i);
        colours[i] = (png_color){colour.red, colour.green, colour.blue};
        alphas[i] = colour.alpha;
    }
    png_set_PLTE(png, info, colours, count);
    if (kind->transparent)
        png_set_tRNS(png, info, alphas, count, NULL);
}

static inline void set_transparent(png_structp png, png_infop info, const PngKind *kind)
{
    unsigned wide = kind->depth == 16 ? 257 : 1;
    png_color_16 colour = {0};
    colour.gray = colour.red = (png_uint_16)(sample_of(kind, 0, 0, 0) * wide);
    colour.green = (png_uint_16)(sample_of(kind, 0, 0, 1) * wide);
    colour.blue = (png_uint_16)(sample_of(kind, 0, 0, 2) * wide);
    png_set_tRNS(png, info, NULL, 0, &colour);
}

/* A row with a byte for each sample, or two, both the same. */
static inline void fill_row(const PngKind *kind, uint32_t y, uint32_t width, unsigned channels,
                            unsigned char *row)
{
    for (uint32_t x = 0; x < width; x++) {
        for (unsigned c = 0; c < channels; c++) {
            bool alpha = (kind->type & PNG_COLOR_MASK_ALPHA) != 0 && c + 1 == channels;
            unsigned value = sample_of(kind, x, y, alpha ? 3 : c);
            if (alpha && kind->opaque)
                value = 255;
            *row++ = (unsigned char)value;
            if (kind->depth == 16)
                *row++ = (unsigned char)value;
        }
    }
}

static inline Str make_png(Arena *arena, uint32_t width, uint32_t height, const PngKind *kind)
{
    Buf out = {.arena = arena};
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
    png_infop info = png_create_info_struct(png);
    png_set_write_fn(png, &out, append, flush);
    png_set_IHDR(png, info, width, height, kind->depth, kind->type,
                 kind->interlaced ? PNG_INTERLACE_ADAM7 : PNG_INTERLACE_NONE, 0, 0);
    if (kind->type == PNG_COLOR_TYPE_PALETTE)
        set_palette(png, info, kind);
    else if (kind->transparent)
        set_transparent(png, info, kind);
    if (kind->density > 0)
        png_set_pHYs(png, info, kind->density, kind->density, PNG_RESOLUTION_METER);
    png_byte exif[] = {'I', 'I', 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 0x01, 3,
                       0,   1,   0,  0, 0, 0, 0, 0, 0, 0, 0,    0,    0};
    exif[18] = (png_byte)kind->orientation;
    if (kind->orientation > 0)
        png_set_eXIf_1(png, info, sizeof exif, exif);
    png_write_info(png, info);
    png_set_packing(png);
    unsigned channels = png_get_channels(png, info);
    size_t size = (size_t)width * channels * 2;
    unsigned char *rows = arena_array(arena, height, size);
    for (int passes = png_set_interlace_handling(png); passes > 0; passes--) {
        for (uint32_t y = 0; y < height; y++) {
            fill_row(kind, y, width, channels, rows + y * size);
            png_write_row(png, rows + y * size);
        }
    }
    png_write_end(png, info);
    png_destroy_write_struct(&png, &info);
    return buf_str(&out);
}

/* The pixels of a PNG file in memory, by libpng itself; NULL when that reads it otherwise. */
static inline Colour *png_pixels(Arena *arena, Str file, uint32_t *width, uint32_t *height)
{
    png_image image = {.version = PNG_IMAGE_VERSION};
    if (png_image_begin_read_from_memory(&image, file.at, file.size) == 0)
        return NULL;
    image.format = PNG_FORMAT_RGBA;
    Colour *pixels = arena_array(arena, (size_t)image.width * image.height, sizeof *pixels);
    *width = image.width;
    *height = image.height;
    if (png_image_finish_read(&image, NULL, pixels, 0, NULL) == 0)
        return NULL;
    return pixels;
}

/* --- JPEG ------------------------------------------------------------------------------------ */

static inline void put_number(Buf *out, bool big, unsigned size, uint32_t value)
{
    for (unsigned i = 0; i < size; i++)
        buf_byte(out, (char)(value >> 8 * (big ? size - 1 - i : i)));
}

static inline void put_field(Buf *out, bool big, uint32_t tag, uint32_t type, uint32_t value)
{
    put_number(out, big, 2, tag);
    put_number(out, big, 2, type);
    put_number(out, big, 4, 1);
    put_number(out, big, type == 3 ? 2 : 4, value);
    if (type == 3)
        put_number(out, big, 2, 0);
}

/* An Exif segment as cameras write it, with a place that nobody else should know. */
static inline Str make_exif(Arena *arena, const JpegKind *kind)
{
    bool big = kind->big_endian;
    Buf out = {.arena = arena};
    buf_add(&out, (Str){"Exif\0", 6});
    buf_text(&out, big ? "MM" : "II");
    put_number(&out, big, 2, 42);
    put_number(&out, big, 4, 8);
    put_number(&out, big, 2, 3);
    put_field(&out, big, 0x0112, 3, (uint32_t)kind->orientation);
    put_field(&out, big, 0x011A, 5, 8 + 2 + 3 * 12 + 4);
    put_field(&out, big, 0x0128, 3, 2);
    put_number(&out, big, 4, 0);
    put_number(&out, big, 4, 300);
    put_number(&out, big, 4, 1);
    buf_text(&out, "GPS 2.1291 S 106.1138 E thumbnail \xFF\xD8\xFF\xD9");
    return buf_str(&out);
}

/* Inks as Adobe stores them: inverted. */
static inline void put_pixel(const JpegKind *kind, const Colour *colour, JSAMPLE *to)
{
    if (kind->colours == JPEG_GREY) {
        to[0] = (JSAMPLE)((colour->red * 77 + colour->green * 150 + colour->blue * 29) >> 8);
        return;
    }
    to[0] = colour->red;
    to[1] = colour->green;
    to[2] = colour->blue;
    if (kind->colours >= JPEG_CMYK)
        to[3] = 255;
}

static inline void write_rows(struct jpeg_compress_struct *info, const JpegKind *kind, JSAMPROW row)
{
    static const Colour areas[2][2] = {{{255, 0, 0, 255}, {0, 255, 0, 255}},
                                       {{0, 0, 255, 255}, {255, 255, 255, 255}}};
    for (uint32_t y = 0; y < info->image_height; y++) {
        for (uint32_t x = 0; x < info->image_width; x++) {
            bool below = y >= info->image_height / 2;
            bool right = x >= info->image_width / 2;
            put_pixel(kind, &areas[below][right], row + (size_t)x * info->input_components);
        }
        (void)jpeg_write_scanlines(info, &row, 1);
    }
}

static inline Str make_jpeg(Arena *arena, uint32_t width, uint32_t height, const JpegKind *kind)
{
    static const struct {
        J_COLOR_SPACE in, out;
        int components;
    } spaces[] = {
        [JPEG_GREY] = {JCS_GRAYSCALE, JCS_GRAYSCALE, 1},
        [JPEG_YCC] = {JCS_RGB, JCS_YCbCr, 3},
        [JPEG_RGB] = {JCS_RGB, JCS_RGB, 3},
        [JPEG_CMYK] = {JCS_CMYK, JCS_CMYK, 4},
        [JPEG_YCCK] = {JCS_CMYK, JCS_YCCK, 4},
    };
    struct jpeg_compress_struct info = {0};
    struct jpeg_error_mgr errors;
    unsigned char *bytes = NULL;
    unsigned long size = 0;
    info.err = jpeg_std_error(&errors);
    jpeg_create_compress(&info);
    jpeg_mem_dest(&info, &bytes, &size);
    info.image_width = width;
    info.image_height = height;
    info.input_components = spaces[kind->colours].components;
    info.in_color_space = spaces[kind->colours].in;
    jpeg_set_defaults(&info);
    jpeg_set_colorspace(&info, spaces[kind->colours].out);
    jpeg_set_quality(&info, 95, TRUE);
    if (kind->colours == JPEG_RGB || kind->no_jfif)
        info.write_JFIF_header = FALSE;
    if (kind->colours == JPEG_RGB)
        info.write_Adobe_marker = FALSE;
    if (kind->dots_per_inch > 0) {
        info.density_unit = 1;
        info.X_density = info.Y_density = (UINT16)kind->dots_per_inch;
    }
    if (kind->progressive)
        jpeg_simple_progression(&info);
    info.arith_code = kind->arithmetic;
    jpeg_start_compress(&info, TRUE);
    if (kind->orientation > 0) {
        Str exif = make_exif(arena, kind);
        jpeg_write_marker(&info, JPEG_APP0 + 1, (const JOCTET *)exif.at, (unsigned)exif.size);
    }
    if (kind->comment != NULL)
        jpeg_write_marker(&info, JPEG_COM, (const JOCTET *)kind->comment,
                          (unsigned)strlen(kind->comment));
    JSAMPROW row = arena_array(arena, width, 4);
    write_rows(&info, kind, row);
    jpeg_finish_compress(&info);
    jpeg_destroy_compress(&info);
    Str file = str_copy(arena, (Str){(const char *)bytes, size});
    free(bytes);
    return file;
}

/* The same for a JPEG file. */
static inline Colour *jpeg_pixels(Arena *arena, Str file, uint32_t *width, uint32_t *height)
{
    struct jpeg_decompress_struct info = {0};
    struct jpeg_error_mgr errors;
    info.err = jpeg_std_error(&errors);
    jpeg_create_decompress(&info);
    jpeg_mem_src(&info, (const unsigned char *)file.at, file.size);
    (void)jpeg_read_header(&info, TRUE);
    info.out_color_space = JCS_EXT_RGBX;
    jpeg_start_decompress(&info);
    *width = info.output_width;
    *height = info.output_height;
    Colour *pixels = arena_array(arena, (size_t)*width * *height, sizeof *pixels);
    while (info.output_scanline < info.output_height) {
        JSAMPROW row = (JSAMPROW)(pixels + (size_t)info.output_scanline * *width);
        (void)jpeg_read_scanlines(&info, &row, 1);
    }
    jpeg_finish_decompress(&info);
    jpeg_destroy_decompress(&info);
    return pixels;
}

static inline void write_file(const char *path, Str bytes)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes.at, 1, bytes.size, file), bytes.size);
    fclose(file);
}

#endif
