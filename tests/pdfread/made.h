/*
 * tests/pdfread/made.h - files made by hand or by other programs, and looking at all that is in
 * them.
 */
#ifndef LAKIPDF_TESTS_PDFREAD_MADE_H
#define LAKIPDF_TESTS_PDFREAD_MADE_H

#include "process.h"

#include "pdfread/pdfread.h"

#include <zlib.h>

enum { MOST_MADE = 64, MOST_WALKED = 2000, MADE_LIMIT = 16 * 1024 * 1024 };

/* A file under construction: its bytes and where its objects stand. */
typedef struct Made {
    Buf bytes;
    size_t places[MOST_MADE]; /* by number; 0 where there is none in this revision */
    size_t count;             /* one more than the highest number */
} Made;

static inline Made made_begin(Arena *arena)
{
    Made made = {.bytes = {.arena = arena}, .count = 1};
    buf_text(&made.bytes, "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n");
    return made;
}

/* Adds "N 0 obj BODY endobj". */
static inline void made_object(Made *made, size_t number, const char *body)
{
    made->places[number] = made->bytes.size;
    made->count = number >= made->count ? number + 1 : made->count;
    buf_format(&made->bytes, "%zu 0 obj\n%s\nendobj\n", number, body);
}

/* Adds a stream object with these entries besides /Length. */
static inline void made_stream(Made *made, size_t number, const char *entries, Str data)
{
    made->places[number] = made->bytes.size;
    made->count = number >= made->count ? number + 1 : made->count;
    buf_format(&made->bytes, "%zu 0 obj\n<<%s/Length %zu>>\nstream\n", number, entries, data.size);
    buf_add(&made->bytes, data);
    buf_text(&made->bytes, "\nendstream\nendobj\n");
}

/* Ends a revision with a table of what was added since the last; returns where it begins. */
static inline size_t made_table(Made *made, const char *trailer)
{
    size_t at = made->bytes.size;
    buf_text(&made->bytes, "xref\n0 1\n0000000000 65535 f \n");
    for (size_t i = 1; i < made->count; i++) {
        if (made->places[i] != 0)
            buf_format(&made->bytes, "%zu 1\n%010zu 00000 n \n", i, made->places[i]);
        made->places[i] = 0;
    }
    buf_format(&made->bytes, "trailer\n<</Size %zu/Root 1 0 R%s>>\nstartxref\n%zu\n%%%%EOF\n",
               made->count, trailer, at);
    return at;
}

/* What /FlateDecode makes this of. */
static inline Str made_deflated(Arena *arena, Str plain)
{
    uLongf packed = compressBound((uLong)plain.size);
    char *bytes = arena_alloc(arena, packed);
    assert_int_equal(
        compress2((Bytef *)bytes, &packed, (const Bytef *)plain.at, (uLong)plain.size, 1), Z_OK);
    return (Str){bytes, packed};
}

static inline Str made_repeated(Arena *arena, const char *text, size_t times)
{
    Buf out = {.arena = arena};
    for (size_t i = 0; i < times; i++)
        buf_text(&out, text);
    return buf_str(&out);
}

static inline PdfFile *made_open(Fixture *fixture, Str bytes)
{
    Source *source = arena_alloc(fixture->arena, sizeof *source);
    *source = (Source){STR("uji.pdf"), bytes};
    return pdf_open(fixture->arena, fixture->diags, source);
}

/* A file whose object 2 is this; it must open. */
static inline PdfFile *made_with(Fixture *fixture, const char *body)
{
    Made made = made_begin(fixture->arena);
    made_object(&made, 1, "<</Type /Catalog>>");
    made_object(&made, 2, body);
    made_table(&made, "");
    PdfFile *file = made_open(fixture, buf_str(&made.bytes));
    assert_non_null(file);
    return file;
}

/* Reads every object and decodes every stream; how many objects there are. */
static inline size_t made_walk(PdfFile *file, Arena *arena)
{
    size_t objects = 0;
    for (uint32_t i = 1; i < pdf_next_number(file) && i < MOST_WALKED; i++) {
        const PdfObject *object = pdf_object(file, i);
        if (object == NULL)
            continue;
        objects++;
        const PdfValue *value = &object->value;
        Str bytes;
        if (value->kind == PDF_STREAM)
            (void)pdf_decode(file, value, arena, MADE_LIMIT, &bytes);
        for (uint32_t k = 0; k < value->count; k++)
            (void)(value->kind == PDF_ARRAY ? pdf_item(file, value, k)
                                            : pdf_resolve(file, &value->entries[k].value));
    }
    size_t attachments = 0;
    const PdfAttachment *found = pdf_attachments(file, &attachments);
    for (size_t i = 0; i < attachments; i++)
        assert_int_equal(found[i].stream->kind, PDF_STREAM);
    return objects;
}

/* The decoded content of all pages, in their order. */
static inline void made_content(PdfFile *file, const PdfValue *node, Buf *out)
{
    const PdfValue *kids = pdf_get(file, node, "Kids");
    for (uint32_t i = 0; kids->kind == PDF_ARRAY && i < kids->count; i++)
        made_content(file, pdf_item(file, kids, i), out);
    const PdfValue *content = pdf_get(file, node, "Contents");
    Str bytes = {0};
    if (content->kind != PDF_STREAM)
        return;
    assert_true(pdf_decode(file, content, out->arena, MADE_LIMIT, &bytes));
    buf_add(out, bytes);
    buf_byte(out, '\n');
}

static inline Str made_all_content(Fixture *fixture, PdfFile *file)
{
    Buf out = {.arena = fixture->arena};
    const PdfValue *catalog = pdf_get(file, pdf_trailer(file), "Root");
    made_content(file, pdf_get(file, catalog, "Pages"), &out);
    return buf_str(&out);
}

#endif
