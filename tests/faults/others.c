/* Calls about processes, names and streams that fail on request. */
#include "faults.h"

#include <errno.h>
#include <poll.h>
#include <sched.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

/* The next definition of `name` as a function of its type. */
#define NEXT(name)                                                                                 \
    static __typeof__(&(name)) next;                                                               \
    if (next == NULL)                                                                              \
    *(void **)&next = next_function(#name)

/* --- Processes ---------------------------------------------------------------------------------
 */

pid_t fork(void)
{
    NEXT(fork);
    if (fault_now(KIND_OTHER, "fork", NULL, EAGAIN))
        return -1;
    fault_changes();
    return next();
}

int pipe2(int ends[2], int flags)
{
    NEXT(pipe2);
    if (fault_now(KIND_OTHER, "pipe2", NULL, EMFILE))
        return -1;
    fault_changes();
    return next(ends, flags);
}

int dup2(int from, int to)
{
    NEXT(dup2);
    return fault_now(KIND_OTHER, "dup2", NULL, EBUSY) ? -1 : next(from, to);
}

int poll(struct pollfd *waits, nfds_t count, int time)
{
    NEXT(poll);
    /* Once: no one is interrupted for ever. */
    return fault_once(KIND_OTHER, "poll", NULL, EINTR) ? -1 : next(waits, count, time);
}

pid_t waitpid(pid_t pid, int *status, int options)
{
    NEXT(waitpid);
    return fault_once(KIND_OTHER, "waitpid", NULL, EINTR) ? -1 : next(pid, status, options);
}

int signalfd(int fd, const sigset_t *signals, int flags)
{
    NEXT(signalfd);
    return fault_now(KIND_OTHER, "signalfd", NULL, EMFILE) ? -1 : next(fd, signals, flags);
}

int mlock(const void *at, size_t size)
{
    NEXT(mlock);
    return fault_now(KIND_OTHER, "mlock", NULL, ENOMEM) ? -1 : next(at, size);
}

/* The program sees one core and so makes all calls in one thread, in an order that does not vary.
 */
int sched_getaffinity(pid_t pid, size_t size, cpu_set_t *cores)
{
    (void)pid;
    CPU_ZERO_S(size, cores);
    CPU_SET_S(0, size, cores);
    return 0;
}

/* --- Names -------------------------------------------------------------------------------------
 */

int stat(const char *path, struct stat *about)
{
    NEXT(stat);
    return fault_now(KIND_OTHER, "stat", path, EIO) ? -1 : next(path, about);
}

int lstat(const char *path, struct stat *about)
{
    NEXT(lstat);
    return fault_now(KIND_OTHER, "lstat", path, EIO) ? -1 : next(path, about);
}

int access(const char *path, int rights)
{
    NEXT(access);
    return fault_now(KIND_OTHER, "access", path, EIO) ? -1 : next(path, rights);
}

char *getcwd(char *to, size_t size)
{
    NEXT(getcwd);
    return fault_now(KIND_OTHER, "getcwd", NULL, ENOENT) ? NULL : next(to, size);
}

ssize_t readlink(const char *path, char *to, size_t size)
{
    NEXT(readlink);
    return fault_now(KIND_OTHER, "readlink", path, EIO) ? -1 : next(path, to, size);
}

int unlinkat(int folder, const char *path, int flags)
{
    NEXT(unlinkat);
    if (fault_once(KIND_OTHER, "unlink", path, EIO))
        return -1;
    fault_changes();
    return next(folder, path, flags);
}

int rmdir(const char *path)
{
    NEXT(rmdir);
    if (fault_once(KIND_OTHER, "unlink", path, EIO))
        return -1;
    fault_changes();
    return next(path);
}

/* --- Streams: libc reads and writes them by calls that cannot be had ---------------------------
 */

/* Those that the program itself reads from a file; memory (fmemopen) cannot fail. */
static bool stream_fails(const char *call, FILE *from, const void *caller)
{
    return fault_is_own(caller) && fileno(from) >= 0 &&
           fault_now(KIND_READ, call, calls_path(fileno(from)), EIO);
}

size_t fread(void *to, size_t size, size_t count, FILE *from)
{
    NEXT(fread);
    return stream_fails("fread", from, __builtin_return_address(0)) ? 0
                                                                    : next(to, size, count, from);
}

/* What fread is where the room is checked. */
size_t read_checked(void *to, size_t room, size_t size, size_t count,
                    FILE *from) __asm__("__fread_chk");

size_t read_checked(void *to, size_t room, size_t size, size_t count, FILE *from)
{
    static __typeof__(&read_checked) next;
    if (next == NULL)
        *(void **)&next = next_function("__fread_chk");
    if (stream_fails("fread", from, __builtin_return_address(0)))
        return 0;
    return next(to, room, size, count, from);
}

char *fgets(char *to, int size, FILE *from)
{
    NEXT(fgets);
    return stream_fails("fgets", from, __builtin_return_address(0)) ? NULL : next(to, size, from);
}
