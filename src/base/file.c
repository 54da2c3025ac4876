/* Reading files whole; writing them beside the target and renaming, so that a failure loses
 * nothing. */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* --- Reading --------------------------------------------------------------------------------- */

/* What a failed open means to the user. */
static void report_open(Diags *diags, const char *path, Place from, int error)
{
    static const struct {
        int error;
        const char *hint;
    } hints[] = {
        {ENOENT, "check the spelling; paths are relative to the file that names them"},
        {ENOTDIR, "a part of the path is a file, not a folder"},
        {EACCES, "give yourself the right to read it"},
        {ELOOP, "the link leads to itself"},
        {ENAMETOOLONG, "make the name shorter"},
    };
    for (size_t i = 0; i < sizeof hints / sizeof *hints; i++) {
        if (hints[i].error == error) {
            diag(diags, SEVERITY_ERROR, from, hints[i].hint, "cannot read '%s': %s", path,
                 strerror(error));
            return;
        }
    }
    diag(diags, SEVERITY_SYSTEM, from, NULL, "cannot read '%s': %s", path, strerror(error));
}

/* Reads up to size bytes, going on after interruptions; the count, or -1 with errno. */
static ssize_t read_full(int fd, char *to, size_t size)
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

typedef struct Reading {
    Arena *arena;
    int fd;
    size_t size; /* that the file is said to have */
    Source *source;
    const char *path;
    int error;
} Reading;

/* Allocates and reads; apart, so that the file is closed when memory runs out. */
static void read_body(void *context)
{
    Reading *reading = context;
    /* The byte more ends the text with NUL. */
    char *text = arena_alloc(reading->arena, reading->size + 1);
    ssize_t got = read_full(reading->fd, text, reading->size);
    if (got < 0) {
        reading->error = errno;
        return;
    }
    Source *source = arena_alloc(reading->arena, sizeof *source);
    source->name = str_copy(reading->arena, str_from(reading->path));
    source->text = (Str){text, (size_t)got};
    reading->source = source;
}

const Source *file_read(Arena *arena, Diags *diags, const char *path, size_t limit, Place from)
{
    /* Not blocking: a named pipe must not hang the program. */
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0) {
        report_open(diags, path, from, errno);
        return NULL;
    }
    struct stat about;
    Reading reading = {.arena = arena, .fd = fd, .path = path};
    bool kept = true;
    if (fstat(fd, &about) != 0) {
        reading.error = errno;
    } else if (!S_ISREG(about.st_mode)) {
        diag(diags, SEVERITY_ERROR, from, "name a file", "'%s' is %s", path,
             S_ISDIR(about.st_mode) ? "a folder" : "not a regular file");
    } else if ((uintmax_t)about.st_size > limit) {
        diag(diags, SEVERITY_ERROR, from, NULL, "'%s' has %jd bytes; the limit is %zu", path,
             (intmax_t)about.st_size, limit);
    } else {
        reading.size = (size_t)about.st_size;
        kept = arena_try(arena_memory(arena), read_body, &reading);
    }
    close(fd);
    if (!kept)
        memory_fail(arena_memory(arena));
    if (reading.error != 0)
        diag(diags, SEVERITY_SYSTEM, from, NULL, "cannot read '%s': %s", path,
             strerror(reading.error));
    return reading.source;
}

/* --- Paths ----------------------------------------------------------------------------------- */

Str path_folder(Str path)
{
    size_t size = path.size;
    while (size > 0 && path.at[size - 1] != '/')
        size--;
    if (size == 0)
        return STR(".");
    return str_slice(path, 0, size > 1 ? size - 1 : 1);
}

Str path_join(Arena *arena, Str folder, Str path)
{
    if (str_starts(path, "/") || folder.size == 0 || str_is(folder, "."))
        return str_copy(arena, path);
    const char *between = folder.at[folder.size - 1] == '/' ? "" : "/";
    return str_format(arena, "%.*s%s%.*s", STR_ARG(folder), between, STR_ARG(path));
}

bool path_is_inside(Str path)
{
    if (path.size == 0 || path.at[0] == '/')
        return false;
    int depth = 0;
    for (size_t from = 0; from <= path.size;) {
        size_t end = str_find(path, "/", from);
        if (end == SIZE_MAX)
            end = path.size;
        Str part = str_slice(path, from, end);
        if (str_is(part, ".."))
            depth--;
        else if (part.size > 0 && !str_is(part, "."))
            depth++;
        if (depth < 0)
            return false;
        from = end + 1;
    }
    return true;
}

bool path_resolves_inside(Arena *arena, Str folder, Str path)
{
    char *real_folder = realpath(str_c(arena, folder), NULL);
    char *real_path = realpath(str_c(arena, path), NULL);
    bool inside = false;
    if (real_folder != NULL && real_path != NULL) {
        size_t size = strlen(real_folder);
        bool root = strcmp(real_folder, "/") == 0;
        inside = strncmp(real_path, real_folder, size) == 0 && (root || real_path[size] == '/');
    }
    free(real_folder);
    free(real_path);
    return inside;
}

/* --- Writing --------------------------------------------------------------------------------- */

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
        diag(out->diags, SEVERITY_SYSTEM, (Place){0},
             error == ENOSPC || error == EDQUOT ? "make room on the disk" : NULL, "%s '%s': %s",
             what, out->path, strerror(error));
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
    static const struct {
        int error;
        const char *hint;
    } hints[] = {
        {ENOENT, "make the folder first"},
        {ENOTDIR, "make the folder first"},
        {EACCES, "give yourself the right to write there"},
        {ENAMETOOLONG, "make the name shorter"},
        {ENOSPC, "make room on the disk"},
        {EDQUOT, "make room on the disk"},
    };
    const char *hint = NULL;
    for (size_t i = 0; i < sizeof hints / sizeof *hints; i++)
        if (hints[i].error == error)
            hint = hints[i].hint;
    diag(diags, SEVERITY_SYSTEM, (Place){0}, hint, "cannot write '%s': folder '%.*s': %s", path,
         STR_ARG(folder), strerror(error));
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
    Str target = str_from(out->path);
    out->temporary = str_c(arena, str_format(arena, "%.*s.XXXXXX", STR_ARG(target)));
    out->fd = mkostemp(out->temporary, O_CLOEXEC);
    if (out->fd < 0) {
        report_create(diags, path, path_folder(target), errno);
        return NULL;
    }
    return out;
}

static bool write_full(int fd, const char *bytes, size_t size)
{
    while (size > 0) {
        ssize_t wrote = write(fd, bytes, size);
        if (wrote < 0 && errno == EINTR)
            continue;
        if (wrote < 0)
            return false;
        bytes += wrote;
        size -= (size_t)wrote;
    }
    return true;
}

/* Writes what is collected. */
static void out_flush(OutFile *out, int fd)
{
    if (!out->failed && !write_full(fd, out->collected.at, out->collected.size)) {
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
    if (close(out->fd) != 0)
        out_report(out, "cannot write", errno);
    out->fd = -1;
    if (!out->failed && rename(out->temporary, out->path) != 0)
        out_report(out, "cannot replace", errno);
    if (out->failed)
        (void)unlink(out->temporary);
    else
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
