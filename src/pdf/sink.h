/*
 * pdf/sink.h - where libharu writes the file to; inside pdf/ only.
 */
#ifndef LAKIPDF_PDF_SINK_H
#define LAKIPDF_PDF_SINK_H

#include "base/base.h"
#include "pdf/hash.h"

enum {
    SINK_SIZE = 64 * 1024, /* whole blocks of the hash */
};

/* libharu writes a few bytes at a time: they are collected here, and hashed as they leave. Starts
   as {.out = out}. */
typedef struct Sink {
    OutFile *out;
    Hash hash;
    size_t used;
    bool failed; /* a write failed: its message has been added */
    unsigned char bytes[SINK_SIZE];
} Sink;

/* False after a failed write. */
bool sink_write(Sink *sink, const void *bytes, size_t size);
bool sink_flush(Sink *sink);
/* The bytes that were written so far, and their hash. */
uint64_t sink_size(const Sink *sink);
void sink_hash(const Sink *sink, unsigned char value[HASH_SIZE]);

#endif
