/*
 * batch/trace.h - what is known of files, by the hash of their content; inside batch/ only.
 *
 * A version is what a path once held. What a job has read is a list of versions: it is up to date
 * as long as each of them is what the path holds now.
 */
#ifndef LAKIPDF_BATCH_TRACE_H
#define LAKIPDF_BATCH_TRACE_H

#include "batch/batch.h"

enum { BATCH_HASH_SIZE = 32 }; /* SHA-256 */

typedef struct BatchHash {
    unsigned char bytes[BATCH_HASH_SIZE];
} BatchHash;

typedef struct BatchFile BatchFile;

typedef struct BatchVersion {
    struct BatchVersion *next; /* an older one of the same file */
    BatchFile *file;
    Seen seen;
    BatchHash hash; /* all zero of SEEN_NOTHING */
    bool noted;     /* in this process's list of what it has read */
    size_t number;  /* for whoever writes them down; 0 is none */
} BatchVersion;

struct BatchTrace {
    size_t count;
    BatchVersion **versions;
    BatchHash output; /* of the document */
};

BatchHash batch_hash(Str bytes);
/* The hash as hexadecimal digits, and back; false where the text is none. */
Str batch_hash_text(Arena *arena, BatchHash hash);
bool batch_hash_read(Str text, BatchHash *hash);

/* The version of that kind and hash of the file; the path has all its folders. */
BatchVersion *batch_version(BatchFiles *files, Str path, Seen seen, BatchHash hash);
Str batch_version_path(const BatchVersion *version);
/* True when the file is like that now; each file is looked at once. */
bool batch_version_holds(BatchFiles *files, const BatchVersion *version);
/* The file's content now, which may have been written since it was looked at. */
bool batch_output_holds(BatchFiles *files, const char *path, BatchHash hash);
/* Its hash; false where it cannot be read. */
bool batch_file_hash(BatchFiles *files, const char *path, BatchHash *hash);

/* What this process has noted, for another to read, which adds it to its own. */
void batch_noted_write(const BatchFiles *files, Buf *out);
/* The trace of a document with that hash; NULL where the text is damaged. */
BatchTrace *batch_noted_read(BatchFiles *files, Str text, BatchHash output);

#endif
