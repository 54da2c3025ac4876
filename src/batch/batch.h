/*
 * batch/batch.h - many jobs, each in a process of its own.
 *
 * Finding the jobs and naming what they become (find.c, name.c), knowing what need not be made
 * again (trace.c, state.c), running the rest side by side (workers.c, worker.c), telling how it
 * goes (progress.c) and how it went (summary.c). What making one job is, the caller says.
 *
 * Knows base/ only.
 */
#ifndef LAKIPDF_BATCH_BATCH_H
#define LAKIPDF_BATCH_BATCH_H

#include "base/base.h"
#include "base/watch.h"

/* --- Jobs (find.c, name.c) -------------------------------------------------------------------- */

enum { BATCH_MAX_FOLDERS = 64 }; /* in each other, that jobs are looked for in */

typedef enum BatchStatus {
    BATCH_WAITING, /* not begun */
    BATCH_RUNNING,
    BATCH_BUILT,
    BATCH_CURRENT, /* what is there is up to date */
    BATCH_FAILED,  /* there were errors */
    BATCH_CRASHED, /* its process ended before it was done */
} BatchStatus;

typedef struct BatchTrace BatchTrace;

typedef struct BatchJob {
    const char *path;   /* the job's file, as it was named or found; or what could not be read */
    const char *real;   /* the same without links and with all folders */
    Str inner;          /* the part of the path below the folder that was named, ... */
    const char *name;   /* ... of which this is made: "dinas-a.pdf" */
    const char *output; /* where that is written; NULL where nothing can be, which name "" tells */
    uint64_t bytes;     /* of its files, as far as its text names them */
    uint64_t weight;    /* how long it is expected to take, in any unit */

    BatchStatus status;
    int exit;     /* status that a run of its own would have ended with */
    int64_t time; /* that it took or, where it is current, had taken; microseconds */
    size_t pages, warnings, errors;
    Str brief;               /* its errors with their places, a line each */
    Str json;                /* its messages as elements of a JSON array */
    Str told;                /* the same as printed, of what failed before all began */
    const BatchTrace *trace; /* what it depends on; NULL where that is not known */
} BatchJob;

typedef struct BatchList {
    Arena *arena;
    BatchJob *jobs;
    size_t count, capacity;
} BatchList;

/*
 * Adds the jobs that `path` names: a file is one, of a folder all files at any depth that name a
 * template (.yaml, .yml: a line that begins with "templat:"; .xml: an element <templat>). Files and
 * folders whose names begin with a dot are left out, and links to folders are not followed, but for
 * `path` itself; a job that is in the list already is not added again. What may not be read, or
 * cannot, is a job that has failed. False after adding a message (SEVERITY_USAGE): there is no such
 * file, or no job in the folder.
 */
bool batch_find(BatchList *list, Diags *diags, const char *path);
/* The same for each line of a text that is read to its end, but for empty ones. A line that names
   nothing is a job that has failed. False after adding a message: all lines are empty
   (SEVERITY_USAGE), or the text cannot be read (SEVERITY_SYSTEM). */
bool batch_find_listed(BatchList *list, Diags *diags, FILE *from);

/*
 * Names the jobs' outputs in `folder` and sorts the jobs by these names. Of a job that was found
 * more than once, by links that stand beside it, one stays: its own name. A job found in a folder
 * that was named is named by the path below it, one that was named itself by its folder and its
 * file, the parts joined by "-"; "lakipdf" as the file's name adds nothing. False after adding a
 * message (SEVERITY_USAGE) for each name that two jobs would have.
 */
bool batch_name(BatchList *list, Diags *diags, const char *folder);

/* Leaves every `of`-th job of the sorted list, beginning with number `index` from 0; of = index is
   the same as 0. */
void batch_shard(BatchList *list, size_t index, size_t of);

/* Expects of the jobs the time that they took before or, where that is not known, one by the size
   of their files. */
void batch_weigh(BatchList *list);

/* --- What is up to date (trace.c, state.c) ---------------------------------------------------- */

/* All that is known of files: their content, and that of earlier runs, by hash. */
typedef struct BatchFiles BatchFiles;

BatchFiles *batch_files_new(Arena *arena);
/* Before its arena is dropped. NULL is allowed. */
void batch_files_drop(BatchFiles *files);
/* The hash of a file as text, in the arena; empty where it cannot be read. */
Str batch_digest(BatchFiles *files, Arena *arena, const char *path);
/* A watch that notes all that is read from now on in this process. */
const Watch *batch_files_watch(BatchFiles *files);

/* What earlier runs have left in the folder of the outputs. */
typedef struct BatchState BatchState;

/*
 * Reads all state files of the folder; a damaged one is told by a warning and counts for nothing.
 * This run's own is that of all jobs (of = 0) or of a shard. `conditions` is what all documents
 * depend on beside files: the program and its settings.
 */
BatchState *batch_state_load(Arena *arena, BatchFiles *files, Diags *diags, const char *folder,
                             size_t index, size_t of, Str conditions);
/* Tells the jobs how long they took. */
void batch_state_times(const BatchState *state, BatchList *list);
/* Makes those jobs BATCH_CURRENT whose files and output are as they were. */
void batch_resume(const BatchState *state, BatchList *list, BatchFiles *files);
/* Writes this run's own state file: what is known of the list's jobs, and what the file said before
   of others whose outputs are still there. False after adding messages. */
bool batch_state_save(BatchState *state, const BatchList *list, Diags *diags);

/* --- Running (workers.c, worker.c) ------------------------------------------------------------ */

/* What came of a job, told by its process. */
typedef struct BatchResult {
    const Diags *diags; /* with all messages */
    size_t pages;
} BatchResult;

typedef struct BatchRun {
    BatchList *list;
    BatchFiles *files;
    BatchState *state;
    Diags *diags;   /* for what goes wrong with the batch itself */
    size_t workers; /* processes at a time */
    bool json;      /* messages are kept for batch_summary_json */
    /* Makes the job, in a process of its own that has a copy of all memory. */
    void (*build)(void *context, const BatchJob *job, BatchResult *result);
    void *context;
} BatchRun;

/* Makes all jobs that are BATCH_WAITING, the heaviest first, printing messages and progress to
   standard error, and saves the state now and then. Returns 0, or the signal that ended it early:
   then no process of it is left, nor a file half written. Such signals stay blocked, so that what
   is still to be written is written whole, too. */
int batch_run(BatchRun *run);

/* How many processors this process may use (processors.c). */
size_t batch_processors(void);

/* --- Summary (summary.c) ---------------------------------------------------------------------- */

typedef struct BatchTotals {
    size_t built, current, failed, waiting; /* crashed ones are failed */
    size_t pages, warnings, errors;
    int64_t time; /* of all processes */
    int exit;     /* 0, 1, 2 or 3: the worst */
} BatchTotals;

BatchTotals batch_totals(const BatchList *list);
/* `time` is that of the whole batch, in microseconds. */
void batch_summary_text(const BatchList *list, int64_t time, Buf *out);
/* `status` is the exit status that the whole batch ends with. */
void batch_summary_json(const BatchList *list, int status, int64_t time, Buf *out);

#endif
