/*
 * pdf/pdf.h - a display list becomes a PDF file.
 *
 * libharu writes the file; the content streams, the ToUnicode maps and the document's ID are ours.
 * The same input gives the same bytes: no clock, no random number goes in.
 *
 * Knows base/ and the headers of doc/ and layout/.
 */
#ifndef LAKIPDF_PDF_PDF_H
#define LAKIPDF_PDF_PDF_H

#include "layout/layout.h"

typedef struct PdfInfo {
    Str title, author, subject, keywords;
    Str producer;
    bool has_date;
    Date date;     /* of creation and modification, 00:00:00 +00:00 ... */
    int64_t epoch; /* ... or, where not negative and before the year 10000, these seconds since 1970
                      (SOURCE_DATE_EPOCH), with or without a date; -1 where there are none */
} PdfInfo;

/* Places the pages one after another and writes the whole PDF to `out` (not committed). False after
   adding a message. */
bool pdf_write(Arena *arena, Diags *diags, Layout *layout, const PdfInfo *info, OutFile *out);

#endif
