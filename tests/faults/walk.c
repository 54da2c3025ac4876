/*
 * A walk: one run of the program that forks where a call shall fail, so that what goes before it
 * is not run again for each. The child is what the driver looks at; the run waits for it, puts back
 * what both share (the places in open files, what was printed) and goes on to the next.
 *
 * It ends before the program first changes a file or has a process: from there on the driver asks
 * for runs from the start.
 */
#include "faults.h"

#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/types.h>
#include <unistd.h>

enum { MOST_OPEN = 64 };

static struct {
    const uint64_t *points; /* rising; NULL outside a walk */
    size_t count, next;
    pid_t pid;
    int from, to;
    Report *report;
    bool ever; /* in the children, too */
} walk;

void walk_begin(const uint64_t *points, size_t count, Report *report, int from, int to)
{
    walk.points = points;
    walk.count = count;
    walk.next = 0;
    walk.pid = getpid();
    walk.ever = true;
    walk.from = from;
    walk.to = to;
    walk.report = report;
}

bool walk_on(void)
{
    return walk.points != NULL && getpid() == walk.pid;
}

void walk_changes(void)
{
    if (fault_counts() && walk_on())
        _exit(0);
}

/* Where the descriptors are in their files. */
static void keep_places(off_t places[])
{
    for (int fd = 0; fd < MOST_OPEN; fd++)
        places[fd] = lseek(fd, 0, SEEK_CUR);
}

static void put_places(const off_t places[])
{
    for (int fd = 0; fd < MOST_OPEN; fd++)
        if (places[fd] >= 0)
            (void)lseek(fd, places[fd], SEEK_SET);
    for (int fd = STDOUT_FILENO; fd <= STDERR_FILENO; fd++)
        if (places[fd] >= 0 && ftruncate(fd, places[fd]) != 0)
            _exit(126);
}

bool walk_is_child(uint64_t count)
{
    if (walk.next >= walk.count || count != walk.points[walk.next])
        return false;
    walk.next++;
    sigset_t ended;
    sigset_t before;
    sigemptyset(&ended);
    sigaddset(&ended, SIGCHLD);
    sigprocmask(SIG_BLOCK, &ended, &before);
    off_t places[MOST_OPEN];
    keep_places(places);
    Report kept = *walk.report;
    /* Not fork: that is one of the calls that fail. */
    pid_t child = _Fork();
    if (child == 0) {
        sigprocmask(SIG_SETMASK, &before, NULL);
        setpgid(0, 0);
        walk.points = NULL;
        return true;
    }
    walk.report->status = child > 0 ? wait_for(child) : -1;
    char go;
    if (write(walk.to, walk.report, sizeof *walk.report) != sizeof *walk.report ||
        read(walk.from, &go, 1) != 1)
        _exit(126);
    if (walk.next == walk.count)
        _exit(0);
    *walk.report = kept;
    put_places(places);
    sigprocmask(SIG_SETMASK, &before, NULL);
    return false;
}

/* --- Locks -------------------------------------------------------------------------------------
 */

/* Who wrote-locks is known by a number that a fork changes, so the child could not unlock. There is
   one thread only. */

int pthread_rwlock_wrlock(pthread_rwlock_t *lock)
{
    static __typeof__(&pthread_rwlock_wrlock) next;
    if (next == NULL)
        *(void **)&next = next_function("pthread_rwlock_wrlock");
    return walk.ever ? 0 : next(lock);
}

int pthread_rwlock_rdlock(pthread_rwlock_t *lock)
{
    static __typeof__(&pthread_rwlock_rdlock) next;
    if (next == NULL)
        *(void **)&next = next_function("pthread_rwlock_rdlock");
    return walk.ever ? 0 : next(lock);
}

int pthread_rwlock_unlock(pthread_rwlock_t *lock)
{
    static __typeof__(&pthread_rwlock_unlock) next;
    if (next == NULL)
        *(void **)&next = next_function("pthread_rwlock_unlock");
    return walk.ever ? 0 : next(lock);
}
