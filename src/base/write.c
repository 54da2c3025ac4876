/* Reading and writing through descriptors, and what it means to the user that a write failed. */
#include "base/write.h"

#include <errno.h>
#include <unistd.h>

ssize_t read_full(int fd, char *to, size_t size)
{
    size_t done = 0;
    while (done < size) {
        ssize_t got = read(fd, to + done, size - done);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return -1;
        if (got == 0)
            break;
        done += (size_t)got;
    }
    return (ssize_t)done;
}

bool write_full(int fd, Str bytes)
{
    for (size_t done = 0; done < bytes.size;) {
        ssize_t wrote = write(fd, bytes.at + done, bytes.size - done);
        if (wrote < 0 && errno != EINTR)
            return false;
        done += wrote > 0 ? (size_t)wrote : 0;
    }
    return true;
}

const char *write_hint(int error)
{
    static const struct {
        int error;
        const char *hint;
    } hints[] = {
        {ENOENT, "make the folder first"},
        {ENOTDIR, "a part of the path is a file, not a folder"},
        {EACCES, "give yourself the right to write there"},
        {ENAMETOOLONG, "make the name shorter"},
        {ENOSPC, "make room on the disk"},
        {EDQUOT, "make room on the disk"},
    };
    for (size_t i = 0; i < sizeof hints / sizeof *hints; i++)
        if (hints[i].error == error)
            return hints[i].hint;
    return NULL;
}
