/* A thread that leaves signals alone, where there is a core for it. */
#include "base/thread.h"

#include <sched.h>
#include <signal.h>

enum { STACK = 512 * 1024 };

static bool has_second_core(void)
{
    cpu_set_t cores;
    return sched_getaffinity(0, sizeof cores, &cores) == 0 && CPU_COUNT(&cores) > 1;
}

bool thread_begin(pthread_t *thread, void *(*work)(void *context), void *context)
{
    pthread_attr_t attributes;
    sigset_t all;
    sigset_t before;
    if (!has_second_core() || pthread_attr_init(&attributes) != 0)
        return false;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    bool begun = pthread_attr_setstacksize(&attributes, STACK) == 0 &&
                 pthread_create(thread, &attributes, work, context) == 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    pthread_attr_destroy(&attributes);
    return begun;
}
