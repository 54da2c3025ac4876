/*
 * batch/state.h - the state of a batch in memory; inside batch/ only.
 */
#ifndef LAKIPDF_BATCH_STATE_H
#define LAKIPDF_BATCH_STATE_H

#include "batch/trace.h"

/* What a state file says of a document. */
typedef struct StateEntry {
    Str name;      /* of the output */
    Str job;       /* that it was made from: BatchJob.real */
    size_t source; /* number of the state file */
    bool built;    /* else it failed */
    int64_t time;
    size_t pages, warnings;
    BatchHash conditions;
    const BatchTrace *trace; /* where it was built */
} StateEntry;

struct BatchState {
    Arena *arena;
    const char *folder;
    const char *path; /* of its own file */
    BatchHash conditions;
    StateEntry *entries; /* sorted by name */
    size_t count, capacity;
    size_t own; /* number of its own file among those that were read */
};

/* The entries of that name; *count of them. */
const StateEntry *state_find(const BatchState *state, const char *name, size_t *count);

/*
 * --- Spelling (state_text.c) ---
 *
 *   lakipdf-batch 1 HASH                    of all that follows
 *   file KIND HASH PATH                     a version; KIND is file, folder or nothing
 *   job HOW TIME PAGES WARNINGS CONDITIONS OUTPUT VERSIONS NAME JOB
 *                                           HOW is built or failed, VERSIONS their numbers from 1
 * in the order of the lines before, joined by commas, or -
 *
 * In paths and names \, spaces and control characters are written \xHH.
 */

/* Adds the entries of a text. False where it is damaged: then nothing is added. */
bool state_read(BatchState *state, BatchFiles *files, Str text, size_t source);
/* The text of entries. Numbers the versions. */
Str state_write(Arena *arena, const StateEntry *const *entries, size_t count);

#endif
