/*
 * Writing files beside their target and renaming, so that a failure loses nothing.
 *
 * The temporary file of FOLDER/NAME is FOLDER/.NAME.lakipdf-XXXXXX, locked (flock) as long as it is
 * written. The lock ends with the process however that ends: a file of such a name that is not
 * locked was left by a run that was killed, and the next one that writes NAME removes it.
 */
#include "base/file.h"
#include "base/write.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define MARK ".lakipdf-"

struct OutFile {
    Diags *diags;
    const char *path;
    char *temporary; /* NULL for standard output */
    int fd;
    bool failed;
    Buf collected; /* standard output, or small writes not yet written */
};

enum { WRITE_TOGETHER = 64 * 1024 };

static void out_report(OutFile *out, const char *what, int error)
{
    if (!out->failed)
        diag(out->diags, SEVERITY_SYSTEM, (Place){0}, write_hint(error), "%s '%s': %s", what,
             out->path, strerror(error));
    out->failed = true;
}

/* The rights that the new file gets: those of the file it replaces, else what the umask leaves. */
static mode_t wanted_mode(const char *path)
{
    struct stat about;
    if (stat(path, &about) == 0)
        return about.st_mode & 0777;
    mode_t mask = umask(0);
    umask(mask);
    return 0666 & ~mask;
}

/* The file that a link leads to, so that the link stays and its file is replaced; else the path. */
static const char *link_target(Arena *arena, const char *path)
{
    struct stat about;
    if (lstat(path, &about) != 0 || !S_ISLNK(about.st_mode))
        return path;
    char *real = realpath(path, NULL);
    if (real == NULL)
        return path;
    const char *kept = str_c(arena, str_from(real));
    free(real);
    return kept;
}

/* What it means that no temporary file could be made in the folder. */
static void report_create(Diags *diags, const char *path, Str folder, int error)
{
    diag(diags, SEVERITY_SYSTEM, (Place){0}, write_hint(error),
         "cannot write '%s': folder '%.*s': %s", path, STR_ARG(folder), strerror(error));
}

/* --- The temporary file ----------------------------------------------------------------------- */

enum { RANDOM_LETTERS = 6 }; /* that mkostemp puts in place of the last ones */

/* Removes the file `name` of the folder if nobody is writing it. */
static void remove_unlocked(int folder, const char *name)
{
    struct stat about;
    /* Not blocking: a named pipe must not hang the program. */
    int fd = openat(folder, name, O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0)
        return;
    if (fstat(fd, &about) == 0 && S_ISREG(about.st_mode) && flock(fd, LOCK_EX | LOCK_NB) == 0)
        (void)unlinkat(folder, name, 0);
    close(fd);
}

/* Removes what runs that were killed have left beside the target. Allocates nothing: the folder is
   open meanwhile. */
static void remove_stale(const char *folder, Str temporary)
{
    Str name = path_file(temporary);
    DIR *listing = opendir(folder);
    const struct dirent *entry;
    while (listing != NULL && (entry = readdir(listing)) != NULL) {
        if (strlen(entry->d_name) == name.size &&
            memcmp(entry->d_name, name.at, name.size - RANDOM_LETTERS) == 0)
            remove_unlocked(dirfd(listing), entry->d_name);
    }
    if (listing != NULL)
        closedir(listing);
}

/* What a temporary file of the target is named, but for its last letters. */
static Str temporary_path(Arena *arena, const char *path)
{
    Str target = str_from(path);
    Str name = str_format(arena, ".%.*s" MARK "XXXXXX", STR_ARG(path_file(target)));
    return path_join(arena, path_folder(target), name);
}

void out_remove_stale(Arena *arena, const char *path)
{
    const char *target = link_target(arena, path);
    const char *folder = str_c(arena, path_folder(str_from(target)));
    remove_stale(folder, temporary_path(arena, target));
}

/* Makes and locks a file of such a name. -1 with errno. */
static int make_temporary(char *temporary)
{
    enum { MOST_TRIES = 100 };
    size_t random = strlen(temporary) - RANDOM_LETTERS;
    for (int i = 0; i < MOST_TRIES; i++) {
        struct stat about;
        memset(temporary + random, 'X', RANDOM_LETTERS);
        int fd = mkostemp(temporary, O_CLOEXEC);
        if (fd < 0)
            return -1;
        /* Where the file system has no locks nothing is removed either. */
        while (flock(fd, LOCK_EX) != 0 && errno == EINTR)
            continue;
        bool known = fstat(fd, &about) == 0;
        if (known && about.st_nlink > 0)
            return fd;
        int error = errno;
        close(fd);
        /* Else another run took it for a stale one before it was locked. */
        if (!known) {
            (void)unlink(temporary);
            errno = error;
            return -1;
        }
    }
    errno = EAGAIN;
    return -1;
}

OutFile *out_open(Arena *arena, Diags *diags, const char *path)
{
    OutFile *out = arena_alloc(arena, sizeof *out);
    out->diags = diags;
    out->path = link_target(arena, path);
    out->fd = -1;
    out->collected.arena = arena;
    if (strcmp(path, "-") == 0)
        return out;
    if (path[0] == '\0') {
        diag(diags, SEVERITY_USAGE, (Place){0}, "name a file to write",
             "the name of the output file is empty");
        return NULL;
    }
    struct stat about;
    if (stat(path, &about) == 0 && !S_ISREG(about.st_mode)) {
        diag(diags, SEVERITY_SYSTEM, (Place){0}, "name a file to write",
             "cannot write '%s': it is %s", path,
             S_ISDIR(about.st_mode) ? "a folder" : "not a regular file");
        return NULL;
    }
    if (access(out->path, F_OK) == 0 && access(out->path, W_OK) != 0) {
        /* Renaming would replace it all the same, against what its owner set. */
        diag(diags, SEVERITY_SYSTEM, (Place){0}, "give yourself the right to write it",
             "cannot write '%s': %s", path, strerror(errno));
        return NULL;
    }
    Str folder = path_folder(str_from(out->path));
    Str temporary = temporary_path(arena, out->path);
    out->temporary = str_c(arena, temporary);
    remove_stale(str_c(arena, folder), temporary);
    out->fd = make_temporary(out->temporary);
    if (out->fd < 0) {
        report_create(diags, path, folder, errno);
        return NULL;
    }
    return out;
}

OutFile *out_memory(Arena *arena, Diags *diags)
{
    OutFile *out = arena_alloc(arena, sizeof *out);
    out->diags = diags;
    out->path = "-";
    out->fd = -1;
    out->collected.arena = arena;
    return out;
}

Str out_collected(const OutFile *out)
{
    return buf_str(&out->collected);
}

/* --- Writing ---------------------------------------------------------------------------------- */

/* Writes what is collected. */
static void out_flush(OutFile *out, int fd)
{
    if (!out->failed && !write_full(fd, buf_str(&out->collected))) {
        if (fd == STDOUT_FILENO && errno == EPIPE)
            out->failed = true; /* who reads has enough: nothing to tell */
        else
            out_report(out, "cannot write", errno);
    }
    out->collected.size = 0;
}

bool out_write(OutFile *out, const void *bytes, size_t size)
{
    if (out->failed)
        return false;
    buf_add(&out->collected, (Str){bytes, size});
    if (out->temporary != NULL && out->collected.size >= WRITE_TOGETHER)
        out_flush(out, out->fd);
    return !out->failed;
}

/* Makes the rename itself last: a folder that cannot be synced is no reason to fail. */
static void sync_folder(Arena *arena, const char *path)
{
    int fd = open(str_c(arena, path_folder(str_from(path))), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd >= 0) {
        (void)fsync(fd);
        close(fd);
    }
}

bool out_commit(OutFile *out)
{
    if (out->temporary == NULL) {
        out_flush(out, STDOUT_FILENO);
        return !out->failed;
    }
    out_flush(out, out->fd);
    if (!out->failed && (fchmod(out->fd, wanted_mode(out->path)) != 0 || fsync(out->fd) != 0))
        out_report(out, "cannot write", errno);
    /* Some systems tell of a failed write only when the file is closed, and it must be locked until
       it is renamed: of two descriptors one is closed first. */
    int lock = fcntl(out->fd, F_DUPFD_CLOEXEC, 0);
    if (lock < 0 || close(out->fd) != 0)
        out_report(out, "cannot write", errno);
    if (lock >= 0)
        out->fd = lock;
    if (!out->failed && rename(out->temporary, out->path) != 0)
        out_report(out, "cannot replace", errno);
    if (out->failed)
        (void)unlink(out->temporary);
    close(out->fd);
    out->fd = -1;
    if (!out->failed)
        sync_folder(out->collected.arena, out->path);
    return !out->failed;
}

void out_abandon(OutFile *out)
{
    if (out == NULL || out->temporary == NULL || out->fd < 0)
        return;
    close(out->fd);
    (void)unlink(out->temporary);
    out->fd = -1;
}
