/* Pictures: each becomes one image object, and one more for its alpha. Their bytes stay where
 * the layout has them until the file is written. */
#include "pdf/writer.h"

#include "pdf/syntax.h"

/* An image object: of a picture, or of its alpha. */
typedef struct Image {
    const Picture *picture;
    bool alpha;
    uint32_t mask; /* the number of the picture's alpha; 0 where it has none */
} Image;

/* --- Entries ---------------------------------------------------------------------------------- */

static void put_entry(Buf *out, const char *key, int64_t value)
{
    buf_text(out, key);
    put_integer(out, value);
}

static void put_colours(Buf *out, const Picture *picture, bool alpha)
{
    static const char digits[] = "0123456789ABCDEF";
    buf_text(out, "/ColorSpace ");
    if (alpha || picture->palette.size == 0) {
        buf_text(out, alpha || picture->components == 1 ? "/DeviceGray" : "/DeviceRGB");
        return;
    }
    put_entry(out, "[/Indexed/DeviceRGB ", (int64_t)picture->palette.size / 3 - 1);
    buf_text(out, " <");
    for (size_t i = 0; i < picture->palette.size; i++) {
        unsigned char byte = (unsigned char)picture->palette.at[i];
        buf_byte(out, digits[byte >> 4]);
        buf_byte(out, digits[byte & 15]);
    }
    buf_text(out, ">]");
}

static void put_filter(Buf *out, const Picture *picture, bool alpha)
{
    if (picture->code == PICTURE_JPEG) {
        buf_text(out, "/Filter/DCTDecode");
        /* Viewers take three components for YCbCr where no marker of Adobe's tells otherwise. */
        if (picture->plain_rgb)
            buf_text(out, "/DecodeParms<</ColorTransform 0>>");
        return;
    }
    /* Predictor 15: each row says which filter of PNG it has. */
    buf_text(out, "/Filter/FlateDecode/DecodeParms<</Predictor 15");
    put_entry(out, " /Colors ", alpha ? 1 : picture->components);
    put_entry(out, " /BitsPerComponent ", alpha ? 8 : picture->bits);
    put_entry(out, " /Columns ", picture->width);
    buf_text(out, ">>");
}

static void print_image(Writer *writer, const void *what, Buf *out)
{
    const Image *image = what;
    const Picture *picture = image->picture;
    (void)writer;
    buf_text(out, "/Type/XObject/Subtype/Image");
    put_entry(out, "/Width ", picture->width);
    put_entry(out, "/Height ", picture->height);
    put_entry(out, "/BitsPerComponent ", image->alpha ? 8 : picture->bits);
    put_colours(out, picture, image->alpha);
    put_filter(out, picture, image->alpha);
    if (image->mask != 0) {
        buf_text(out, "/SMask ");
        put_reference(out, image->mask);
    }
}

/* Adds an object; returns its number, 0 after an error. */
static uint32_t add_image(Writer *writer, const Picture *picture, bool alpha, uint32_t mask)
{
    Image *image = arena_alloc(writer->arena, sizeof *image);
    *image = (Image){picture, alpha, mask};
    return stream_store(writer, print_image, image, alpha ? picture->alpha : picture->bytes);
}

/* --- Pictures that are there already ---------------------------------------------------------- */

/* True when one object serves both, which may be turned another way. */
static bool is_same(const Picture *a, const Picture *b)
{
    return a->bytes.size == b->bytes.size && a->width == b->width && a->height == b->height &&
           a->code == b->code && a->components == b->components && a->bits == b->bits &&
           a->plain_rgb == b->plain_rgb && str_equal(a->bytes, b->bytes) &&
           str_equal(a->palette, b->palette) && str_equal(a->alpha, b->alpha);
}

/* The number of the object of an equal picture before the nth: a file may have several names. */
static uint32_t find_same(const Writer *writer, size_t nth)
{
    const Picture *const *pictures = writer->layout->pictures;
    for (size_t i = 0; i < nth; i++)
        if (pictures[i] == pictures[nth] || is_same(pictures[i], pictures[nth]))
            return writer->pictures[i];
    return 0;
}

bool add_pictures(Writer *writer)
{
    const Layout *layout = writer->layout;
    writer->pictures = arena_array(writer->arena, layout->picture_count, sizeof *writer->pictures);
    for (size_t i = 0; i < layout->picture_count; i++) {
        const Picture *picture = layout->pictures[i];
        writer->pictures[i] = find_same(writer, i);
        if (writer->pictures[i] != 0)
            continue;
        /* PDF/A-1 knows no transparency (ISO 19005-1, 6.4): the page is white. */
        if (writer->info->archive == ARCHIVE_A1 && picture->alpha.size > 0)
            picture = picture_flatten(writer->arena, picture);
        uint32_t mask = picture->alpha.size > 0 ? add_image(writer, picture, true, 0) : 0;
        writer->pictures[i] = add_image(writer, picture, false, mask);
    }
    return writer_ok(writer);
}

void put_picture_names(const Writer *writer, Buf *out)
{
    for (size_t i = 0; i < writer->layout->picture_count; i++) {
        put_entry(out, "/P", (int64_t)i);
        buf_byte(out, ' ');
        put_reference(out, writer->pictures[i]);
    }
}
