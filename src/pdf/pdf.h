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

/* How a file is made to last: the part of PDF/A, ISO 19005. */
typedef enum Archive {
    ARCHIVE_NONE,
    ARCHIVE_A1, /* ISO 19005-1: PDF 1.4, no transparency, no object streams */
    ARCHIVE_A2, /* ISO 19005-2: PDF 1.7 */
    ARCHIVE_A3, /* ISO 19005-3: the same with any file attached */
} Archive;

/* A file that travels inside. */
typedef struct PdfEmbed {
    Str name; /* with the folders that it stands in, by slashes */
    Str description;
    Str bytes;
    bool data; /* what the document was computed from; else another part of its source */
} PdfEmbed;

typedef struct PdfInfo {
    Str title, author, subject, keywords;
    Str producer;
    Archive archive;
    bool tagged; /* the file says what its content is (ISO 14289-1, PDF/UA); for layouts that have
                    still to place their pages */
    bool accessible; /* of PDF/A, level A is claimed, not B; `tagged` */
    Str profile;     /* the bytes of an ICC profile (pdf_profile_load); not used in ARCHIVE_NONE */
    bool has_date;
    Date date;     /* of creation and modification, 00:00:00 +00:00 ... */
    int64_t epoch; /* ... or, where not negative and before the year 10000, these seconds since 1970
                      (SOURCE_DATE_EPOCH), with or without a date; -1 where there are none */
    const PdfEmbed *embeds; /* of ARCHIVE_A3, which alone allows them; each name once */
    size_t embed_count;
} PdfInfo;

/* Reads the colour profile that `config`, config/arsip.yaml, names. False after adding a message:
   it cannot be read or is none of sRGB's kind. */
bool pdf_profile_load(Arena *arena, Diags *diags, Schema *schema, const char *config, Str *profile);

/* Places the pages one after another and writes the whole PDF to `out` (not committed). False after
   adding a message. */
bool pdf_write(Arena *arena, Diags *diags, Layout *layout, const PdfInfo *info, OutFile *out);

#endif
