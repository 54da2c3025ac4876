/* The reader of PDF files: all objects, all streams, all attachments, all revisions. */
#include "fuzz.h"

#include "pdfread/pdfread.h"

enum { MOST_OBJECTS = 2000, MOST_BYTES = 1024 * 1024 };

static void look_at_value(Fuzz *fuzz, PdfFile *file, const PdfValue *value)
{
    int64_t thousandths = 0;
    Str bytes = {0};
    (void)pdf_integer(value, 0);
    (void)pdf_thousandths(value, &thousandths);
    (void)pdf_utf8(fuzz->arena, value);
    for (uint32_t i = 0; value->kind == PDF_ARRAY && i < value->count; i++)
        (void)pdf_item(file, value, i);
    bool has_entries = value->kind == PDF_DICT || value->kind == PDF_STREAM;
    for (uint32_t i = 0; has_entries && i < value->count; i++)
        (void)pdf_resolve(file, &value->entries[i].value);
    if (value->kind != PDF_STREAM)
        return;
    Arena *own = arena_new(fuzz->memory);
    if (pdf_decode(file, value, own, MOST_BYTES, &bytes))
        FUZZ_HOLDS(bytes.size <= MOST_BYTES);
    arena_drop(own);
}

static void run(Fuzz *fuzz, Str input)
{
    const Source *source = fuzz_source(fuzz, "uji.pdf", input);
    PdfFile *file = pdf_open(fuzz->arena, fuzz->diags, source);
    FUZZ_HOLDS((file == NULL) == diags_failed(fuzz->diags));
    if (file == NULL)
        return;
    size_t count = 0;
    const PdfRevision *revisions = pdf_revisions(file, &count);
    FUZZ_HOLDS(count > 0);
    for (size_t i = 0; i < count; i++)
        FUZZ_HOLDS(revisions[i].end <= input.size && revisions[i].xref <= input.size);
    look_at_value(fuzz, file, pdf_trailer(file));
    for (uint32_t i = 0; i < pdf_next_number(file) && i < MOST_OBJECTS; i++) {
        const PdfObject *object = pdf_object(file, i);
        if (object == NULL)
            continue;
        FUZZ_HOLDS(object->from <= object->to && object->to <= input.size);
        look_at_value(fuzz, file, &object->value);
    }
    const PdfAttachment *attachments = pdf_attachments(file, &count);
    for (size_t i = 0; i < count; i++)
        FUZZ_HOLDS(attachments[i].stream->kind == PDF_STREAM);
}

const FuzzTarget fuzz_target = {.milliseconds = 3000, .megabytes = 100, .run = run};
