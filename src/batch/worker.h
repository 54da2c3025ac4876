/*
 * batch/worker.h - the process that makes one job, and what it tells; inside batch/ only.
 */
#ifndef LAKIPDF_BATCH_WORKER_H
#define LAKIPDF_BATCH_WORKER_H

#include "batch/trace.h"

#include <sys/types.h>

/* Makes the job and tells what came of it through `results`; what libraries print goes to `noise`.
   For a new process: does not return. `parent` is the process that waits; when it ends, this does,
   too. */
_Noreturn void worker_run(const BatchRun *run, const BatchJob *job, pid_t parent, int results,
                          int noise);

/* What a worker told, whole: the job gets its status and figures, *text is all messages, in
   `told`. False where it is cut short or damaged. */
bool worker_read(const BatchRun *run, BatchJob *job, Str told, Str *text);

#endif
