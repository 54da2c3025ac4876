/* tests/fuzz/show.h - a value of a PDF with all that it leads to, as text: the simplest way to tell
 * whether two are the same. */
#ifndef LAKIPDF_TESTS_FUZZ_SHOW_H
#define LAKIPDF_TESTS_FUZZ_SHOW_H

#include "fuzz.h"

#include "pdfread/pdfread.h"

/* References are followed, to a depth that tells enough; the order of keys, null entries, lengths,
   and whether a value is an object of its own say nothing. Pages, the catalog, and what leads back
   (/Parent, /P, /Prev), are named only. */
Str show_value(Fuzz *fuzz, PdfFile *file, const PdfValue *value);

#endif
