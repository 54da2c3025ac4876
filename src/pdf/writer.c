/* Objects whose content we print, and streams that we compress, in libharu's file. */
#include "pdf/writer.h"

#include "pdf/syntax.h"

/* What stands in the attr of a dictionary that we print. */
typedef struct Printed {
    Print *print;
    Writer *writer;
    const void *what;
} Printed;

bool writer_ok(const Writer *writer)
{
    return writer->doc->error.error_no == HPDF_OK;
}

uint32_t object_number(const void *object)
{
    const HPDF_Obj_Header *header = object;
    return header->obj_id & 0x00FFFFFF;
}

void put_reference(Buf *out, uint32_t number)
{
    put_integer(out, number);
    buf_text(out, " 0 R");
}

static HPDF_STATUS write_printed(HPDF_Dict dict, HPDF_Stream stream)
{
    const Printed *printed = dict->attr;
    Buf *out = &printed->writer->scratch;
    out->size = 0;
    printed->print(printed->writer, printed->what, out);
    return HPDF_Stream_Write(stream, (const HPDF_BYTE *)out->at, (HPDF_UINT)out->size);
}

void object_print(Writer *writer, HPDF_Dict dict, Print *print, const void *what)
{
    Printed *printed = arena_alloc(writer->arena, sizeof *printed);
    *printed = (Printed){print, writer, what};
    dict->attr = printed;
    dict->write_fn = write_printed;
}

uint32_t object_add(Writer *writer, Print *print, const void *what)
{
    HPDF_Dict dict = HPDF_Dict_New(writer->doc->mmgr);
    if (HPDF_Xref_Add(writer->doc->xref, dict) != HPDF_OK)
        return 0;
    object_print(writer, dict, print, what);
    return object_number(dict);
}

/* libharu would compress a second time if it knew of the filter. */
static HPDF_STATUS write_filter(HPDF_Dict dict, HPDF_Stream stream)
{
    (void)dict;
    return HPDF_Stream_WriteStr(stream, "/Filter /FlateDecode\n");
}

void stream_fill(Writer *writer, HPDF_Dict dict, Str plain)
{
    Str packed = flate_compress(writer->flate, plain);
    if (packed.size == 0) {
        HPDF_SetError(&writer->doc->error, HPDF_ZLIB_ERROR, 0);
        return;
    }
    /* libharu keeps the bytes in blocks of this size: one block that fits. */
    HPDF_MemStreamAttr blocks = dict->stream->attr;
    blocks->buf_siz = blocks->w_pos = (HPDF_UINT)packed.size;
    HPDF_Stream_Write(dict->stream, (const HPDF_BYTE *)packed.at, (HPDF_UINT)packed.size);
    dict->write_fn = write_filter;
}

HPDF_Dict stream_add(Writer *writer, Str plain)
{
    HPDF_Dict dict = HPDF_DictStream_New(writer->doc->mmgr, writer->doc->xref);
    if (dict == NULL)
        return NULL;
    stream_fill(writer, dict, plain);
    return dict;
}
