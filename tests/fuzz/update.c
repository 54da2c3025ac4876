/*
 * Updates: to any PDF that can be read an object, a new version of its first page and a copy of
 * that page, drawn on it, are added. What comes out can be read, has all that was there and one
 * revision more.
 */
#include "fuzz.h"

#include "update/update.h"

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
    return !diags_failed(fuzz->diags);
}

static void run(Fuzz *fuzz, Str input)
{
    const Source *source = fuzz_source(fuzz, "uji.pdf", input);
    PdfFile *file = pdf_open(fuzz->arena, fuzz->diags, source);
    if (file == NULL)
        return;
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
    buf_add(&whole, input);
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

const FuzzTarget fuzz_target = {.milliseconds = 4000, .megabytes = 100, .run = run};
