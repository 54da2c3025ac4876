/* The reader of PDF files: all objects, all streams, all attachments, all revisions. */
#include "probe.h"

static void run(Fuzz *fuzz, Str input)
{
    const Source *source = fuzz_source(fuzz, "uji.pdf", input);
    PdfFile *file = pdf_open(fuzz->arena, fuzz->diags, source);
    FUZZ_HOLDS((file == NULL) == diags_failed(fuzz->diags));
    if (file != NULL)
        probe_file(fuzz, file, source);
}

const FuzzTarget fuzz_target = {.milliseconds = 3000, .megabytes = 100, .run = run};
