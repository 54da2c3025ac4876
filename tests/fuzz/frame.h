/*
 * tests/fuzz/frame.h - a PDF, or an update of one, of nothing but the bodies of its objects: so
 * that a fuzzer changes what objects say, and the cross-reference that leads to them stays right.
 *
 * An input is a byte of options, entries of the trailer, and objects as they stand in a file, each
 * head "12 0 obj" at the start of a line. Lengths of streams, numbers of what object streams hold
 * and compression are set right, unless the options say otherwise.
 */
#ifndef LAKIPDF_TESTS_FUZZ_FRAME_H
#define LAKIPDF_TESTS_FUZZ_FRAME_H

#include "fuzz.h"

#include "pdfread/pdfread.h"

/* Bits of the first byte. */
enum {
    FRAME_STREAM = 1,     /* the cross-reference is a stream, and object streams count */
    FRAME_AS_WRITTEN = 2, /* what streams say of themselves is left as it is */
    FRAME_PLAIN = 4,      /* what says that it is deflated is not deflated here */
    FRAME_BESIDE = 8,     /* a table, and a stream beside it for what object streams hold */
    FRAME_UNPADDED = 16,  /* no "endobj" is added where one is missing */
};

/* The bytes of a whole file; of `old` and what is added to it where that is not NULL. */
Str frame_file(Fuzz *fuzz, Str input);
Str frame_update(Fuzz *fuzz, Str old, PdfFile *old_file, Str input);

#endif
