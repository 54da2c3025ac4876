/* tests/fuzz/probe.h - all that is read of a PDF, and all that is added to one. */
#ifndef LAKIPDF_TESTS_FUZZ_PROBE_H
#define LAKIPDF_TESTS_FUZZ_PROBE_H

#include "fuzz.h"

#include "pdfread/pdfread.h"

enum { PROBE_MOST_BYTES = 1024 * 1024 }; /* of a stream */

/* Reads all objects, streams, attachments and revisions. */
void probe_file(Fuzz *fuzz, PdfFile *file, const Source *source);
/* Adds objects, a new version of the first page and a copy of that page, drawn on it: what comes
   out can be read, has all that was there and one revision more. Nothing must have been told of the
   file before. */
void probe_update(Fuzz *fuzz, PdfFile *file, const Source *source);

#endif
