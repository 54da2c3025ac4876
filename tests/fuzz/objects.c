/*
 * What objects say: a file is made of those of the input and read as far as anything does: values,
 * streams, pages and what they draw, fields, attachments. Then an update is added to it, and a copy
 * of its first page.
 */
#include "frame.h"
#include "probe.h"

#include "sign/form.h"

static bool count_operator(void *context, Str word, const PdfValue *operands, size_t count)
{
    size_t *words = context;
    (void)operands;
    FUZZ_HOLDS(word.size > 0 && count <= PDF_MAX_OPERANDS);
    return ++*words < 10000;
}

static void look_at_pages(Fuzz *fuzz, PdfFile *file)
{
    size_t count = 0;
    const PdfPage *pages = pdf_pages(file, &count);
    for (size_t i = 0; pages != NULL && i < count; i++) {
        const PdfPage *page = &pages[i];
        FUZZ_HOLDS(page->crop[0] < page->crop[2] && page->crop[1] < page->crop[3]);
        FUZZ_HOLDS(page->crop[0] >= page->media[0] && page->crop[3] <= page->media[3]);
        const PdfValue *contents = pdf_get(file, page->dict, "Contents");
        Str bytes;
        size_t words = 0;
        if (contents->kind == PDF_STREAM &&
            pdf_decode(file, contents, fuzz->arena, PROBE_MOST_BYTES, &bytes))
            (void)pdf_operators(file, bytes, count_operator, &words);
    }
}

/* The fields, as signing finds them. */
static void look_at_fields(Fuzz *fuzz, PdfFile *file)
{
    static const SignRequest request = {0};
    const FormField *field = NULL;
    Form form = {0};
    if (!form_read(fuzz->arena, fuzz->diags, file, &form))
        return;
    if (form_choose(fuzz->arena, fuzz->diags, &form, &request, &field))
        (void)form_permits(fuzz->arena, fuzz->diags, &form, &request, field);
    FUZZ_HOLDS(form_new_name(fuzz->arena, &form, STR("nama")).size > 0);
}

static void run(Fuzz *fuzz, Str input)
{
    const Source *source = fuzz_source(fuzz, "uji.pdf", frame_file(fuzz, input));
    PdfFile *file = pdf_open(fuzz->arena, fuzz->diags, source);
    FUZZ_HOLDS((file == NULL) == diags_failed(fuzz->diags));
    if (file == NULL)
        return;
    probe_update(fuzz, file, source);
    probe_file(fuzz, file, source);
    look_at_pages(fuzz, file);
    look_at_fields(fuzz, file);
}

const FuzzTarget fuzz_target = {.milliseconds = 4000, .megabytes = 100, .run = run};
