/*
 * batch/progress.h - how a batch goes, on standard error; inside batch/ only.
 *
 * On a terminal one line that is written over and over, with what is done, what failed and the time
 * left; above it the messages of jobs that have any. Elsewhere a line for each job, its messages
 * behind it.
 */
#ifndef LAKIPDF_BATCH_PROGRESS_H
#define LAKIPDF_BATCH_PROGRESS_H

#include "batch/batch.h"

typedef struct Progress {
    Arena *arena; /* for what is printed, reset each time */
    bool terminal;
    size_t total; /* jobs to make */
    size_t done, failed, running;
    uint64_t weight;  /* of all */
    uint64_t weighed; /* of those done */
    int64_t start;    /* microseconds of some clock */
    int64_t shown;    /* when the line was last written */
} Progress;

/* Microseconds of a clock that only goes forward. */
int64_t progress_clock(void);
Progress progress_begin(Arena *arena);
/* Counts the job, which has ended, and prints what there is to tell of it. */
void progress_job(Progress *progress, const BatchJob *job, Str messages);
/* Writes the line of a terminal anew, where it is time for that. */
void progress_tick(Progress *progress);
/* Removes the line. */
void progress_end(Progress *progress);

#endif
