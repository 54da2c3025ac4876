/* Objects whose content we print, and streams that we compress, in libharu's file. */
#include "pdf/writer.h"

#include "pdf/syntax.h"

#include <stdio.h>

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

void put_references(Buf *out, const uint32_t *numbers, size_t count)
{
    buf_byte(out, '[');
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            buf_byte(out, ' ');
        put_reference(out, numbers[i]);
    }
    buf_byte(out, ']');
}

static HPDF_STATUS write_print(const Printed *printed, HPDF_Stream stream)
{
    Buf *out = &printed->writer->scratch;
    out->size = 0;
    printed->print(printed->writer, printed->what, out);
    return HPDF_Stream_Write(stream, (const HPDF_BYTE *)out->at, (HPDF_UINT)out->size);
}

static HPDF_STATUS write_printed(HPDF_Dict dict, HPDF_Stream stream)
{
    return write_print(dict->attr, stream);
}

void object_print(Writer *writer, HPDF_Dict dict, Print *print, const void *what)
{
    Printed *printed = arena_alloc(writer->arena, sizeof *printed);
    *printed = (Printed){print, writer, what};
    dict->attr = printed;
    dict->write_fn = write_printed;
}

/* A dictionary without elements of libharu's. There may be very many: they share the empty list. */
static HPDF_Dict add_dict(Writer *writer, void *attr)
{
    if (writer->empty == NULL)
        writer->empty = HPDF_Dict_New(writer->doc->mmgr);
    if (writer->empty == NULL)
        return NULL;
    HPDF_Dict dict = arena_alloc(writer->arena, sizeof *dict);
    *dict = *writer->empty;
    dict->attr = attr;
    return HPDF_Xref_Add(writer->doc->xref, dict) == HPDF_OK ? dict : NULL;
}

uint32_t object_add(Writer *writer, Print *print, const void *what)
{
    Printed *printed = arena_alloc(writer->arena, sizeof *printed);
    *printed = (Printed){print, writer, what};
    HPDF_Dict dict = add_dict(writer, printed);
    if (dict == NULL)
        return 0;
    dict->write_fn = write_printed;
    return object_number(dict);
}

/* What stands in the attr of the one dictionary that many objects are. */
typedef struct Series {
    PrintNth *print;
    Writer *writer;
    const void *what;
    size_t next;
} Series;

/* The file's objects are written in the order of their numbers, each once. */
static HPDF_STATUS write_next(HPDF_Dict dict, HPDF_Stream stream)
{
    Series *series = dict->attr;
    Buf *out = &series->writer->scratch;
    out->size = 0;
    series->print(series->writer, series->what, series->next++, out);
    return HPDF_Stream_Write(stream, (const HPDF_BYTE *)out->at, (HPDF_UINT)out->size);
}

uint32_t objects_add(Writer *writer, PrintNth *print, const void *what, size_t count)
{
    HPDF_Xref xref = writer->doc->xref;
    Series *series = arena_alloc(writer->arena, sizeof *series);
    *series = (Series){.print = print, .writer = writer, .what = what};
    HPDF_UINT step = xref->entries->items_per_block;
    xref->entries->items_per_block = (HPDF_UINT)count + step;
    HPDF_Dict dict = count > 0 ? add_dict(writer, series) : NULL;
    xref->entries->items_per_block = step;
    if (dict == NULL)
        return 0;
    uint32_t first = object_number(dict);
    dict->write_fn = write_next;
    for (size_t i = 1; i < count; i++) {
        dict->header.obj_id = 0;
        if (HPDF_Xref_Add(xref, dict) != HPDF_OK)
            return 0;
    }
    return first;
}

/* --- Streams ---------------------------------------------------------------------------------- */

/* A stream: its bytes, and what `more`, where not NULL, prints of them. */
typedef struct Content {
    HPDF_Stream out; /* where its dictionary was written */
    Str bytes;
    bool packed;
    const Printed *more;
} Content;

static HPDF_STATUS write_content(HPDF_Dict dict, HPDF_Stream stream)
{
    char text[64];
    Content *content = dict->attr;
    content->out = stream;
    if (content->more != NULL && write_print(content->more, stream) != HPDF_OK)
        return HPDF_Error_GetCode(stream->error);
    snprintf(text, sizeof text, "%s/Length %zu", content->packed ? "/Filter/FlateDecode" : "",
             content->bytes.size);
    return HPDF_Stream_WriteStr(stream, text);
}

/* Behind the dictionary libharu knows of no stream. */
static HPDF_STATUS write_bytes(HPDF_Dict dict)
{
    const Content *content = dict->attr;
    HPDF_Stream_WriteStr(content->out, "\nstream\n");
    HPDF_Stream_Write(content->out, (const HPDF_BYTE *)content->bytes.at,
                      (HPDF_UINT)content->bytes.size);
    return HPDF_Stream_WriteStr(content->out, "\nendstream");
}

/* `plain` is what is to be packed. */
static uint32_t add_content(Writer *writer, Content content, Str plain)
{
    Content *kept = arena_alloc(writer->arena, sizeof *kept);
    *kept = content;
    HPDF_Dict dict = add_dict(writer, kept);
    if (dict == NULL)
        return 0;
    dict->write_fn = write_content;
    dict->after_write_fn = write_bytes;
    if (kept->packed)
        flate_later(writer->flate, plain, &kept->bytes);
    return object_number(dict);
}

static uint32_t add_packed(Writer *writer, const Printed *more, Str plain)
{
    return add_content(writer, (Content){.packed = true, .more = more}, plain);
}

uint32_t content_add(Writer *writer, Str plain)
{
    return add_packed(writer, NULL, plain);
}

static const Printed *printed_new(Writer *writer, Print *print, const void *what)
{
    Printed *printed = arena_alloc(writer->arena, sizeof *printed);
    *printed = (Printed){print, writer, what};
    return printed;
}

uint32_t stream_print(Writer *writer, Print *print, const void *what, Str plain)
{
    return add_packed(writer, printed_new(writer, print, what), plain);
}

uint32_t stream_store(Writer *writer, Print *print, const void *what, Str bytes)
{
    return add_content(writer, (Content){.bytes = bytes, .more = printed_new(writer, print, what)},
                       (Str){0});
}
