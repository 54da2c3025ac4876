/*
 * base/thread.h - a second thread, where the process has a second core for it.
 *
 * What it does shares nothing with the first but what is said: it has a Memory of its own, since
 * arenas know of no threads.
 */
#ifndef LAKIPDF_BASE_THREAD_H
#define LAKIPDF_BASE_THREAD_H

#include <pthread.h>
#include <stdbool.h>

/* Begins work(context) in a thread with a stack of 512 KB, which the caller joins. Signals stay
   with the calling thread. False where there is one core only, or the system gives no thread: then
   the work is to be done without. */
bool thread_begin(pthread_t *thread, void *(*work)(void *context), void *context);

#endif
