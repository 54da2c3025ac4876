/* Pictures: each file becomes one image object, and one more for its alpha. Their bytes stay where
 * the layout has them until the file is written. */
#include "pdf/writer.h"

#include "pdf/syntax.h"

#include <string.h>

/* An image object: of a picture, or of its alpha. */
typedef struct Image {
    const Picture *picture;
    bool alpha;
    uint32_t mask; /* the number of the picture's alpha; 0 where it has none */
    Writer *writer;
    Str bytes;
    size_t at; /* of what is read */
} Image;

/* --- The bytes, as a stream of libharu's ------------------------------------------------------ */

static HPDF_STATUS read_bytes(HPDF_Stream stream, HPDF_BYTE *to, HPDF_UINT *size)
{
    Image *image = stream->attr;
    size_t left = image->bytes.size - image->at;
    bool ends = left <= *size;
    if (ends)
        *size = (HPDF_UINT)left;
    memcpy(to, image->bytes.at + image->at, *size);
    image->at += *size;
    return ends ? HPDF_STREAM_EOF : HPDF_OK;
}

static HPDF_STATUS seek_bytes(HPDF_Stream stream, HPDF_INT at, HPDF_WhenceMode mode)
{
    Image *image = stream->attr;
    if (mode != HPDF_SEEK_SET || at < 0 || (size_t)at > image->bytes.size)
        return HPDF_SetError(stream->error, HPDF_INVALID_PARAMETER, 0);
    image->at = (size_t)at;
    return HPDF_OK;
}

static HPDF_INT32 tell_bytes(HPDF_Stream stream)
{
    const Image *image = stream->attr;
    return (HPDF_INT32)image->at;
}

static HPDF_UINT32 size_bytes(HPDF_Stream stream)
{
    const Image *image = stream->attr;
    return (HPDF_UINT32)image->bytes.size;
}

/* --- Entries ---------------------------------------------------------------------------------- */

static void put_entry(Buf *out, const char *key, int64_t value)
{
    buf_text(out, key);
    put_integer(out, value);
}

static void put_colours(Buf *out, const Picture *picture, bool alpha)
{
    static const char digits[] = "0123456789ABCDEF";
    buf_text(out, "\n/ColorSpace ");
    if (alpha || picture->palette.size == 0) {
        buf_text(out, alpha || picture->components == 1 ? "/DeviceGray" : "/DeviceRGB");
        return;
    }
    put_entry(out, "[/Indexed /DeviceRGB ", (int64_t)picture->palette.size / 3 - 1);
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
        buf_text(out, "\n/Filter /DCTDecode");
        /* Viewers take three components for YCbCr where no marker of Adobe's tells otherwise. */
        if (picture->plain_rgb)
            buf_text(out, "\n/DecodeParms <</ColorTransform 0>>");
        return;
    }
    /* Predictor 15: each row says which filter of PNG it has. */
    buf_text(out, "\n/Filter /FlateDecode\n/DecodeParms <</Predictor 15");
    put_entry(out, " /Colors ", alpha ? 1 : picture->components);
    put_entry(out, " /BitsPerComponent ", alpha ? 8 : picture->bits);
    put_entry(out, " /Columns ", picture->width);
    buf_text(out, ">>");
}

static HPDF_STATUS write_image(HPDF_Dict dict, HPDF_Stream stream)
{
    const Image *image = ((HPDF_Stream)dict->stream)->attr;
    const Picture *picture = image->picture;
    Buf *out = &image->writer->scratch;
    out->size = 0;
    buf_text(out, "/Type /XObject\n/Subtype /Image");
    put_entry(out, "\n/Width ", picture->width);
    put_entry(out, "\n/Height ", picture->height);
    put_entry(out, "\n/BitsPerComponent ", image->alpha ? 8 : picture->bits);
    put_colours(out, picture, image->alpha);
    put_filter(out, picture, image->alpha);
    if (image->mask != 0) {
        buf_text(out, "\n/SMask ");
        put_reference(out, image->mask);
    }
    buf_byte(out, '\n');
    return HPDF_Stream_Write(stream, (const HPDF_BYTE *)out->at, (HPDF_UINT)out->size);
}

/* Adds an object; returns its number, 0 after an error. */
static uint32_t add_image(Writer *writer, const Picture *picture, bool alpha, uint32_t mask)
{
    HPDF_Dict dict = HPDF_DictStream_New(writer->doc->mmgr, writer->doc->xref);
    if (dict == NULL)
        return 0;
    Image *image = arena_alloc(writer->arena, sizeof *image);
    *image = (Image){.picture = picture,
                     .alpha = alpha,
                     .mask = mask,
                     .writer = writer,
                     .bytes = alpha ? picture->alpha : picture->bytes};
    dict->stream = HPDF_CallbackReader_New(writer->doc->mmgr, read_bytes, seek_bytes, tell_bytes,
                                           size_bytes, image);
    dict->write_fn = write_image;
    return dict->stream != NULL ? object_number(dict) : 0;
}

bool add_pictures(Writer *writer)
{
    const Layout *layout = writer->layout;
    writer->pictures = arena_array(writer->arena, layout->picture_count, sizeof *writer->pictures);
    for (size_t i = 0; i < layout->picture_count; i++) {
        const Picture *picture = layout->pictures[i];
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
    if (writer->layout->picture_count == 0)
        return;
    buf_text(out, "/XObject <<");
    for (size_t i = 0; i < writer->layout->picture_count; i++) {
        put_entry(out, "\n/P", (int64_t)i);
        buf_byte(out, ' ');
        put_reference(out, writer->pictures[i]);
    }
    buf_text(out, ">>\n");
}
