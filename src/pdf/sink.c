/* Collects and hashes what goes to the output file. */
#include "pdf/sink.h"

#include <string.h>

bool sink_flush(Sink *sink)
{
    if (sink->failed)
        return false;
    sink->failed = !out_write(sink->out, sink->bytes, sink->used);
    hash_blocks(&sink->hash, sink->bytes, sink->used / HASH_BLOCK);
    sink->used = 0;
    return !sink->failed;
}

bool sink_write(Sink *sink, const void *bytes, size_t size)
{
    const unsigned char *from = bytes;
    while (size > 0) {
        if (sink->used == SINK_SIZE && !sink_flush(sink))
            return false;
        size_t part = SINK_SIZE - sink->used;
        if (part > size)
            part = size;
        memcpy(sink->bytes + sink->used, from, part);
        sink->used += part;
        from += part;
        size -= part;
    }
    return !sink->failed;
}

uint64_t sink_size(const Sink *sink)
{
    return sink->hash.size + sink->used;
}

void sink_hash(const Sink *sink, unsigned char value[HASH_SIZE])
{
    hash_end(sink->hash, sink->bytes, sink->used, value);
}
