/* Updates of any PDF that can be read. */
#include "probe.h"

static void run(Fuzz *fuzz, Str input)
{
    const Source *source = fuzz_source(fuzz, "uji.pdf", input);
    PdfFile *file = pdf_open(fuzz->arena, fuzz->diags, source);
    if (file != NULL)
        probe_update(fuzz, file, source);
}

const FuzzTarget fuzz_target = {.milliseconds = 4000, .megabytes = 100, .run = run};
