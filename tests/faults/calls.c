/* Calls of files and processes that fail on request. */
#include "faults.h"

#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

enum { MOST_FILES = 256 };

static char paths[MOST_FILES][MOST_PATH];

void *next_function(const char *name)
{
    void *found = dlsym(RTLD_NEXT, name);
    if (found == NULL)
        abort();
    return found;
}

/* The next definition of `name` as a function of its type. */
#define NEXT(name)                                                                                 \
    static __typeof__(&(name)) next;                                                               \
    if (next == NULL)                                                                              \
    *(void **)&next = next_function(#name)

void calls_note(int fd, const char *path)
{
    if (fd >= 0 && fd < MOST_FILES)
        snprintf(paths[fd], MOST_PATH, "%s", path);
}

const char *calls_path(int fd)
{
    return fd >= 0 && fd < MOST_FILES ? paths[fd] : "";
}

/* --- Opening -----------------------------------------------------------------------------------
 */

/* Opening to write is the first that a command does to a file. */
static void note_flags(int flags)
{
    if ((flags & O_ACCMODE) != O_RDONLY || (flags & O_CREAT) != 0)
        fault_changes();
}

static mode_t mode_of(int flags, va_list args)
{
    return (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(args, mode_t) : 0;
}

int open(const char *path, int flags, ...)
{
    NEXT(open);
    va_list args;
    va_start(args, flags);
    mode_t mode = mode_of(flags, args);
    va_end(args);
    if (fault_now(KIND_OPEN, "open", path, EMFILE))
        return -1;
    note_flags(flags);
    int fd = next(path, flags, mode);
    calls_note(fd, path);
    return fd;
}

int open64(const char *path, int flags, ...)
{
    NEXT(open64);
    va_list args;
    va_start(args, flags);
    mode_t mode = mode_of(flags, args);
    va_end(args);
    if (fault_now(KIND_OPEN, "open", path, EMFILE))
        return -1;
    note_flags(flags);
    int fd = next(path, flags, mode);
    calls_note(fd, path);
    return fd;
}

int openat(int folder, const char *path, int flags, ...)
{
    NEXT(openat);
    va_list args;
    va_start(args, flags);
    mode_t mode = mode_of(flags, args);
    va_end(args);
    if (fault_now(KIND_OPEN, "openat", path, EMFILE))
        return -1;
    note_flags(flags);
    int fd = next(folder, path, flags, mode);
    calls_note(fd, path);
    return fd;
}

int mkostemp(char *path, int flags)
{
    NEXT(mkostemp);
    if (fault_now(KIND_OPEN, "mkostemp", path, ENOSPC))
        return -1;
    fault_changes();
    int fd = next(path, flags);
    calls_note(fd, path);
    return fd;
}

FILE *fopen(const char *path, const char *how)
{
    NEXT(fopen);
    return fault_now(KIND_OPEN, "fopen", path, EMFILE) ? NULL : next(path, how);
}

FILE *fopen64(const char *path, const char *how)
{
    NEXT(fopen64);
    return fault_now(KIND_OPEN, "fopen", path, EMFILE) ? NULL : next(path, how);
}

DIR *opendir(const char *path)
{
    NEXT(opendir);
    return fault_now(KIND_OPEN, "opendir", path, EMFILE) ? NULL : next(path);
}

/* --- Reading and writing -----------------------------------------------------------------------
 */

ssize_t read(int fd, void *to, size_t size)
{
    NEXT(read);
    return fault_transfer(KIND_READ, "read", fd, &size, EIO) ? -1 : next(fd, to, size);
}

ssize_t write(int fd, const void *from, size_t size)
{
    NEXT(write);
    return fault_transfer(KIND_WRITE, "write", fd, &size, ENOSPC) ? -1 : next(fd, from, size);
}

/* The descriptor is gone in any case, as Linux does it. */
int close(int fd)
{
    NEXT(close);
    bool fails = fault_now(KIND_CLOSE, "close", calls_path(fd), EIO);
    int status = next(fd);
    if (!fails)
        return status;
    errno = EIO;
    return -1;
}

int fsync(int fd)
{
    NEXT(fsync);
    return fault_now(KIND_SYNC, "fsync", calls_path(fd), EIO) ? -1 : next(fd);
}

int rename(const char *from, const char *to)
{
    NEXT(rename);
    if (fault_now(KIND_RENAME, "rename", to, EIO))
        return -1;
    fault_changes();
    return next(from, to);
}

/* --- Others ------------------------------------------------------------------------------------
 */

struct dirent *readdir(DIR *folder)
{
    NEXT(readdir);
    return fault_now(KIND_OTHER, "readdir", NULL, EIO) ? NULL : next(folder);
}

int fstat(int fd, struct stat *about)
{
    NEXT(fstat);
    return fault_now(KIND_OTHER, "fstat", calls_path(fd), EIO) ? -1 : next(fd, about);
}

int fchmod(int fd, mode_t mode)
{
    NEXT(fchmod);
    return fault_now(KIND_OTHER, "fchmod", calls_path(fd), EIO) ? -1 : next(fd, mode);
}

int mkdir(const char *path, mode_t mode)
{
    NEXT(mkdir);
    if (fault_now(KIND_OTHER, "mkdir", path, ENOSPC))
        return -1;
    struct stat about;
    if (lstat(path, &about) != 0)
        fault_changes();
    return next(path, mode);
}

int unlink(const char *path)
{
    NEXT(unlink);
    /* Where all fails from here on, this is spared: else nothing could be cleaned up. */
    if (fault_once(KIND_OTHER, "unlink", path, EIO))
        return -1;
    fault_changes();
    return next(path);
}

int fcntl(int fd, int what, ...)
{
    NEXT(fcntl);
    va_list args;
    va_start(args, what);
    void *value = va_arg(args, void *);
    va_end(args);
    if (what == F_DUPFD_CLOEXEC && fault_now(KIND_OTHER, "fcntl", calls_path(fd), EMFILE))
        return -1;
    int result = next(fd, what, value);
    if (what == F_DUPFD_CLOEXEC)
        calls_note(result, calls_path(fd));
    return result;
}

int flock(int fd, int operation)
{
    NEXT(flock);
    return fault_now(KIND_OTHER, "flock", calls_path(fd), ENOLCK) ? -1 : next(fd, operation);
}

void *mmap(void *at, size_t size, int rights, int flags, int fd, off_t offset)
{
    NEXT(mmap);
    return fault_now(KIND_OTHER, "mmap", NULL, ENOMEM) ? MAP_FAILED
                                                       : next(at, size, rights, flags, fd, offset);
}

char *realpath(const char *path, char *to)
{
    NEXT(realpath);
    return fault_now(KIND_OTHER, "realpath", path, ENOMEM) ? NULL : next(path, to);
}

FILE *open_memstream(char **bytes, size_t *size)
{
    NEXT(open_memstream);
    return fault_now(KIND_OTHER, "open_memstream", NULL, ENOMEM) ? NULL : next(bytes, size);
}

FILE *fmemopen(void *bytes, size_t size, const char *how)
{
    NEXT(fmemopen);
    return fault_now(KIND_OTHER, "fmemopen", NULL, ENOMEM) ? NULL : next(bytes, size, how);
}
