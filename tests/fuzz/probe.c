/* A PDF read as far as anything does, and added to. */
#include "probe.h"

#include "update/update.h"

enum { MOST_OBJECTS = 2000 };

/* --- Reading ---------------------------------------------------------------------------------- */

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
    if (pdf_decode(file, value, own, PROBE_MOST_BYTES, &bytes))
        FUZZ_HOLDS(bytes.size <= PROBE_MOST_BYTES);
    arena_drop(own);
}

void probe_file(Fuzz *fuzz, PdfFile *file, const Source *source)
{
    size_t count = 0;
    const PdfRevision *revisions = pdf_revisions(file, &count);
    FUZZ_HOLDS(count > 0);
    for (size_t i = 0; i < count; i++)
        FUZZ_HOLDS(revisions[i].end <= source->text.size && revisions[i].xref <= source->text.size);
    look_at_value(fuzz, file, pdf_trailer(file));
    for (uint32_t i = 0; i < pdf_next_number(file) && i < MOST_OBJECTS; i++) {
        const PdfObject *object = pdf_object(file, i);
        if (object == NULL)
            continue;
        FUZZ_HOLDS(object->from <= object->to && object->to <= source->text.size);
        look_at_value(fuzz, file, &object->value);
    }
    const PdfAttachment *attachments = pdf_attachments(file, &count);
    for (size_t i = 0; i < count; i++)
        FUZZ_HOLDS(attachments[i].stream->kind == PDF_STREAM);
}

/* --- Adding ----------------------------------------------------------------------------------- */

static bool add(Fuzz *fuzz, Update *update, PdfFile *file)
{
    size_t count = 0;
    const PdfPage *pages = pdf_pages(file, &count);
    Import *import = import_new(update, file);
    ImportedPage copy = {0};
    if (pages == NULL || count == 0 || !import_page(import, 0, &copy))
        return false;
    uint32_t note = update_add(update, STR("<</Type /Annot /Subtype /Stamp /Rect [0 0 9 9]>>"));
    const PageChange change = {
        .annotations = &note, .annotation_count = 1, .form = copy.form, .x = 1000, .y = -1000};
    update_page(update, &pages[0], &change);
    update_put_stream(update, update_number(update), STR("/A /B"), STR("isi"));
    (void)import_object(import, pages[0].number);
    return !diags_failed(fuzz->diags);
}

void probe_update(Fuzz *fuzz, PdfFile *file, const Source *source)
{
    size_t before = 0;
    (void)pdf_revisions(file, &before);
    Update *update = update_new(fuzz->arena, fuzz->diags, file, source);
    if (!add(fuzz, update, file))
        return;
    Str added = update_finish(update);
    FUZZ_HOLDS((added.size == 0) == diags_failed(fuzz->diags));
    if (added.size == 0)
        return;
    Buf whole = {.arena = fuzz->arena};
    buf_add(&whole, source->text);
    buf_add(&whole, added);
    PdfFile *again =
        pdf_open(fuzz->arena, fuzz->diags, fuzz_source(fuzz, "lagi.pdf", buf_str(&whole)));
    FUZZ_HOLDS(again != NULL);
    size_t after = 0;
    (void)pdf_revisions(again, &after);
    FUZZ_HOLDS(after == before + 1);
    FUZZ_HOLDS(pdf_next_number(again) >= pdf_next_number(file) + 3);
    size_t count = 0;
    FUZZ_HOLDS(pdf_pages(again, &count) != NULL && count > 0);
    FUZZ_HOLDS(!diags_failed(fuzz->diags));
}
