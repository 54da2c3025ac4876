/* What is to be shown, typeset and written by the stages before, and read back. */
#include "update/update.h"

PdfFile *overlay_open(Arena *arena, Diags *diags, Layout *layout)
{
    /* As the strictest of the archival PDFs has it; the profile of its colours, which is the
       document's own affair, is not imported. */
    const PdfInfo info = {
        .producer = STR("lakipdf " LAKIPDF_VERSION),
        .archive = ARCHIVE_A1,
        .profile = STR("-"),
        .epoch = -1,
    };
    OutFile *out = out_memory(arena, diags);
    if (!pdf_write(arena, diags, layout, &info, out))
        return NULL;
    Source *source = arena_alloc(arena, sizeof *source);
    *source = (Source){STR("overlay"), out_collected(out)};
    return pdf_open(arena, diags, source);
}
