/*
 * Writing the file.
 *
 * Where PDF 1.4 is asked for, objects follow each other, and a table tells where they stand. Else
 * whatever is no stream goes, many objects together and compressed, into object streams (ISO
 * 32000-1, 7.5.7), and where each object stands is told by a cross-reference stream (7.5.8).
 */
#include "pdf/syntax.h"
#include "pdf/writer.h"

#include <string.h>

enum {
    OBJECTS_TOGETHER = 200,
    /* An entry of the cross-reference stream: kind, place, rest. */
    KIND_SIZE = 1,
    PLACE_SIZE = 4,
    REST_SIZE = 2,
    ENTRY_SIZE = KIND_SIZE + PLACE_SIZE + REST_SIZE,
};

/* Where an object stands (7.5.8.3). */
typedef struct Where {
    enum { OBJECT_FREE, OBJECT_PLAIN, OBJECT_TOGETHER } kind;
    uint32_t place; /* the offset in the file; or the number of the object stream */
    uint16_t rest;  /* the generation; or the index in the object stream */
} Where;

typedef struct Saving {
    Writer *writer;
    HPDF_Stream file;
    HPDF_Stream text; /* to `bodies` */
    Where *where;     /* by number */
    uint32_t count;
    Buf starts; /* of the object stream under way: number and offset of each object, */
    Buf bodies; /* and the objects */
    uint16_t together;
} Saving;

/* --- Streams of libharu's -------------------------------------------------------------------- */

static HPDF_STATUS write_to_sink(HPDF_Stream stream, const HPDF_BYTE *bytes, HPDF_UINT size)
{
    if (!sink_write(stream->attr, bytes, size))
        return HPDF_SetError(stream->error, HPDF_FILE_IO_ERROR, 0);
    return HPDF_OK;
}

static HPDF_STATUS write_to_buffer(HPDF_Stream stream, const HPDF_BYTE *bytes, HPDF_UINT size)
{
    Buf *out = stream->attr;
    memcpy(put_room(out, size), bytes, size);
    out->size += size;
    return HPDF_OK;
}

/* --- The trailer ------------------------------------------------------------------------------ */

/* The ID: twice the hash of all that was written before. */
static void print_trailer(const Writer *writer, Buf *out)
{
    buf_text(out, "/Root ");
    put_reference(out, object_number(writer->doc->catalog));
    buf_text(out, "\n/Info ");
    put_reference(out, object_number(writer->doc->info));
    unsigned char hash[HASH_SIZE];
    sink_hash(writer->sink, hash);
    buf_text(out, "\n/ID [");
    for (int twice = 0; twice < 2; twice++) {
        buf_byte(out, '<');
        for (size_t i = 0; i < HASH_SIZE; i++)
            buf_format(out, "%02X", hash[i]);
        buf_byte(out, '>');
    }
    buf_text(out, "]\n");
}

/* --- Objects ---------------------------------------------------------------------------------- */

static bool is_stream(const void *object)
{
    const HPDF_Obj_Header *header = object;
    const HPDF_Dict_Rec *dict = object;
    /* What is written after a dictionary is the stream that libharu does not know of. */
    return (header->obj_class & HPDF_OCLASS_ANY) == HPDF_OCLASS_DICT &&
           (dict->stream != NULL || dict->after_write_fn != NULL);
}

static void *object_at(const Saving *saving, uint32_t number)
{
    HPDF_XrefEntry entry = HPDF_Xref_GetEntry(saving->writer->doc->xref, number);
    return entry != NULL && entry->entry_typ == HPDF_IN_USE_ENTRY ? entry->obj : NULL;
}

static bool begin_object(Saving *saving, uint32_t number)
{
    Buf *out = &saving->writer->scratch;
    saving->where[number] =
        (Where){.kind = OBJECT_PLAIN, .place = (uint32_t)sink_size(saving->writer->sink)};
    out->size = 0;
    put_integer(out, number);
    buf_text(out, " 0 obj\n");
    return sink_write(saving->writer->sink, out->at, out->size);
}

static bool end_object(Saving *saving)
{
    static const char end[] = "\nendobj\n";
    return sink_write(saving->writer->sink, end, sizeof end - 1);
}

/* Takes the line break out that libharu begins dictionaries with. */
static void squeeze(Buf *text, size_t from)
{
    if (text->size < from + 3 || memcmp(text->at + from, "<<\n", 3) != 0)
        return;
    memmove(text->at + from + 2, text->at + from + 3, text->size - from - 3);
    text->size--;
}

static bool write_object(Saving *saving, uint32_t number, void *object)
{
    if (!begin_object(saving, number))
        return false;
    if (is_stream(object))
        return HPDF_Obj_WriteValue(object, saving->file, NULL) == HPDF_OK && end_object(saving);
    saving->bodies.size = 0;
    if (HPDF_Obj_WriteValue(object, saving->text, NULL) != HPDF_OK)
        return false;
    squeeze(&saving->bodies, 0);
    return sink_write(saving->writer->sink, saving->bodies.at, saving->bodies.size) &&
           end_object(saving);
}

/* Writes a stream object whose dictionary has these entries besides /Length and /Filter. */
static bool write_stream(Saving *saving, uint32_t number, Str entries, Str plain)
{
    static const char end[] = "\nendstream";
    Writer *writer = saving->writer;
    Str packed = flate_compress(writer->flate, plain);
    if (packed.size == 0 || !begin_object(saving, number))
        return false;
    Buf *out = &writer->scratch;
    out->size = 0;
    buf_text(out, "<<");
    buf_add(out, entries);
    buf_text(out, "/Filter /FlateDecode\n/Length ");
    put_integer(out, (int64_t)packed.size);
    buf_text(out, ">>\nstream\n");
    return sink_write(writer->sink, out->at, out->size) &&
           sink_write(writer->sink, packed.at, packed.size) &&
           sink_write(writer->sink, end, sizeof end - 1) && end_object(saving);
}

/* Writes the object stream under way as the next object. */
static bool end_together(Saving *saving)
{
    if (saving->together == 0)
        return true;
    Buf entries = {.arena = saving->writer->arena};
    buf_text(&entries, "/Type /ObjStm\n/N ");
    put_integer(&entries, saving->together);
    buf_text(&entries, "\n/First ");
    put_integer(&entries, (int64_t)saving->starts.size);
    buf_byte(&entries, '\n');
    buf_add(&saving->starts, buf_str(&saving->bodies));
    bool wrote = write_stream(saving, saving->count, buf_str(&entries), buf_str(&saving->starts));
    saving->count++;
    saving->starts.size = 0;
    saving->bodies.size = 0;
    saving->together = 0;
    return wrote;
}

/* Puts an object into the object stream under way, which will be object `count`. */
static bool add_together(Saving *saving, uint32_t number, void *object)
{
    put_integer(&saving->starts, number);
    buf_byte(&saving->starts, ' ');
    put_integer(&saving->starts, (int64_t)saving->bodies.size);
    buf_byte(&saving->starts, '\n');
    size_t start = saving->bodies.size;
    if (HPDF_Obj_WriteValue(object, saving->text, NULL) != HPDF_OK)
        return false;
    squeeze(&saving->bodies, start);
    buf_byte(&saving->bodies, '\n');
    saving->where[number] = (Where){OBJECT_TOGETHER, saving->count, saving->together};
    saving->together++;
    return saving->together < OBJECTS_TOGETHER || end_together(saving);
}

/* --- The file --------------------------------------------------------------------------------- */

static unsigned char *store(unsigned char *to, uint32_t value, int size)
{
    while (size-- > 0)
        *to++ = (unsigned char)(value >> (8 * size) & 0xFF);
    return to;
}

/* The entries of all objects, each row less the one above: PNG's filter 2. */
static void put_rows(const Saving *saving, Buf *out)
{
    unsigned char above[ENTRY_SIZE] = {0};
    for (uint32_t i = 0; i < saving->count; i++) {
        const Where *where = &saving->where[i];
        unsigned char row[ENTRY_SIZE];
        unsigned char *end = store(row, where->kind, KIND_SIZE);
        end = store(end, where->place, PLACE_SIZE);
        store(end, where->rest, REST_SIZE);
        buf_byte(out, 2);
        for (size_t k = 0; k < ENTRY_SIZE; k++)
            buf_byte(out, (char)(row[k] - above[k]));
        memcpy(above, row, sizeof above);
    }
}

static bool write_where(Saving *saving)
{
    Writer *writer = saving->writer;
    Buf entries = {.arena = writer->arena};
    Buf rows = {.arena = writer->arena};
    uint32_t number = saving->count++;
    uint64_t start = sink_size(writer->sink);
    buf_format(&entries, "/Type /XRef\n/Size %lu\n/W [%d %d %d]\n", (unsigned long)saving->count,
               KIND_SIZE, PLACE_SIZE, REST_SIZE);
    buf_format(&entries, "/DecodeParms <</Predictor 12 /Columns %d>>\n", ENTRY_SIZE);
    print_trailer(writer, &entries);
    saving->where[number] = (Where){.kind = OBJECT_PLAIN, .place = (uint32_t)start};
    put_rows(saving, &rows);
    if (!write_stream(saving, number, buf_str(&entries), buf_str(&rows)))
        return false;
    Buf *out = &writer->scratch;
    out->size = 0;
    buf_format(out, "startxref\n%llu\n%%%%EOF\n", (unsigned long long)start);
    return sink_write(writer->sink, out->at, out->size);
}

/* Streams first: only then their lengths are known, which are objects too. */
static bool write_together(Saving *saving)
{
    uint32_t count = saving->count;
    saving->where[0].rest = UINT16_MAX;
    for (uint32_t i = 1; i < count; i++) {
        void *object = object_at(saving, i);
        if (object == NULL || !is_stream(object))
            continue;
        if (!write_object(saving, i, object))
            return false;
    }
    for (uint32_t i = 1; i < count; i++) {
        void *object = object_at(saving, i);
        if (object != NULL && !is_stream(object) && !add_together(saving, i, object))
            return false;
    }
    return end_together(saving) && write_where(saving);
}

/* The cross-reference table (7.5.4), of lines of 20 bytes. */
static bool write_entries(Saving *saving)
{
    Writer *writer = saving->writer;
    Buf *out = &writer->scratch;
    uint64_t start = sink_size(writer->sink);
    out->size = 0;
    buf_format(out, "xref\n0 %lu\n", (unsigned long)saving->count);
    for (uint32_t i = 0; i < saving->count; i++) {
        const Where *where = &saving->where[i];
        bool plain = where->kind == OBJECT_PLAIN;
        buf_format(out, "%010lu %s \n", (unsigned long)where->place, plain ? "00000 n" : "65535 f");
    }
    if (!sink_write(writer->sink, out->at, out->size))
        return false;
    out->size = 0;
    buf_format(out, "trailer\n<<\n/Size %lu\n", (unsigned long)saving->count);
    print_trailer(writer, out);
    buf_format(out, ">>\nstartxref\n%llu\n%%%%EOF\n", (unsigned long long)start);
    return sink_write(writer->sink, out->at, out->size);
}

static bool write_table(Saving *saving)
{
    for (uint32_t i = 1; i < saving->count; i++) {
        void *object = object_at(saving, i);
        if (object != NULL && !write_object(saving, i, object))
            return false;
    }
    return write_entries(saving);
}

bool save_file(Writer *writer)
{
    static const struct {
        const char *version;
        bool (*write)(Saving *saving);
    } ways[] = {
        [ARCHIVE_NONE] = {"1.5", write_together},
        [ARCHIVE_A1] = {"1.4", write_table},
        [ARCHIVE_A2] = {"1.7", write_together},
        [ARCHIVE_A3] = {"1.7", write_together},
    };
    Archive archive = writer->info->archive;
    HPDF_Doc doc = writer->doc;
    Saving saving = {
        .writer = writer,
        .count = doc->xref->entries->count,
        .starts = {.arena = writer->arena},
        .bodies = {.arena = writer->arena},
    };
    /* With the object streams and the last. */
    size_t most = (size_t)saving.count + saving.count / OBJECTS_TOGETHER + 2;
    saving.where = arena_array(writer->arena, most, sizeof *saving.where);
    saving.file = HPDF_CallbackWriter_New(doc->mmgr, write_to_sink, writer->sink);
    saving.text = HPDF_CallbackWriter_New(doc->mmgr, write_to_buffer, &saving.bodies);
    if (saving.file == NULL || saving.text == NULL)
        return false;
    Buf *out = &writer->scratch;
    out->size = 0;
    /* The bytes over 127 tell programs that the file is not text. */
    buf_format(out, "%%PDF-%s\n%%\xE2\xE3\xCF\xD3\n", ways[archive].version);
    return HPDF_Stream_Write(saving.file, (const HPDF_BYTE *)out->at, (HPDF_UINT)out->size) ==
               HPDF_OK &&
           ways[archive].write(&saving) && writer_ok(writer) && sink_flush(writer->sink);
}
