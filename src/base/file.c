/* Reading files whole, and paths. */
#include "base/file.h"
#include "base/watch.h"
#include "base/write.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* --- Reading --------------------------------------------------------------------------------- */

/* The errors that are the user's, and what can be done. */
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

bool file_error_is_input(int error)
{
    for (size_t i = 0; i < sizeof hints / sizeof *hints; i++)
        if (hints[i].error == error)
            return true;
    return false;
}

/* What a failed open means to the user. */
static void report_open(Diags *diags, const char *path, Place from, int error)
{
    for (size_t i = 0; i < sizeof hints / sizeof *hints; i++) {
        if (hints[i].error != error)
            continue;
        /* No file names what the command line does. */
        bool named = from.source != NULL || error != ENOENT;
        diag(diags, SEVERITY_ERROR, from, named ? hints[i].hint : "check the spelling",
             "cannot read '%s': %s", path, strerror(error));
        return;
    }
    diag(diags, SEVERITY_SYSTEM, from, NULL, "cannot read '%s': %s", path, strerror(error));
}

typedef struct Reading {
    Arena *arena;
    int fd;
    size_t size; /* that the file is said to have */
    Source *source;
    const char *path;
    const struct stat *about;
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
    watch_see(arena_memory(reading->arena), SEEN_FILE, reading->path, reading->about, source->text);
    reading->source = source;
}

const Source *file_read(Arena *arena, Diags *diags, const char *path, size_t limit, Place from)
{
    /* Not blocking: a named pipe must not hang the program. */
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0) {
        int error = errno;
        watch_see(arena_memory(arena), SEEN_NOTHING, path, NULL, (Str){NULL, 0});
        report_open(diags, path, from, error);
        return NULL;
    }
    struct stat about;
    Reading reading = {.arena = arena, .fd = fd, .path = path, .about = &about};
    bool kept = true;
    if (fstat(fd, &about) != 0) {
        reading.error = errno;
    } else if (!S_ISREG(about.st_mode)) {
        diag(diags, SEVERITY_ERROR, from, "name a file", "'%s' is %s", path,
             S_ISDIR(about.st_mode) ? "a folder" : "not a regular file");
    } else if ((uintmax_t)about.st_size > limit) {
        diag(diags, SEVERITY_ERROR, from, "divide it, or make it smaller; the limit is fixed",
             "'%s' has %jd bytes; the limit is %zu", path, (intmax_t)about.st_size, limit);
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

bool file_exists(Arena *arena, const char *path)
{
    bool exists =
        access(path, F_OK) == 0 || (errno != ENOENT && errno != ENOTDIR && errno != ENAMETOOLONG);
    if (!exists)
        watch_see(arena_memory(arena), SEEN_NOTHING, path, NULL, (Str){NULL, 0});
    return exists;
}

FileStamp file_stamp(const struct stat *about)
{
    return (FileStamp){about->st_dev, about->st_ino, about->st_size, about->st_mtim,
                       about->st_ctim};
}

static bool same_time(struct timespec a, struct timespec b)
{
    return a.tv_sec == b.tv_sec && a.tv_nsec == b.tv_nsec;
}

bool file_stamp_same(const FileStamp *a, const FileStamp *b)
{
    return a->device == b->device && a->number == b->number && a->size == b->size &&
           same_time(a->modified, b->modified) && same_time(a->changed, b->changed);
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

Str path_file(Str path)
{
    size_t from = path.size;
    while (from > 0 && path.at[from - 1] != '/')
        from--;
    return str_slice(path, from, path.size);
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
    const char *inner = str_c(arena, path);
    char *real_folder = realpath(str_c(arena, folder), NULL);
    char *real_path = real_folder != NULL ? realpath(inner, NULL) : NULL;
    int error = real_path != NULL ? 0 : errno;
    bool inside = false;
    if (real_folder != NULL && real_path != NULL) {
        size_t size = strlen(real_folder);
        bool root = strcmp(real_folder, "/") == 0;
        inside = strncmp(real_path, real_folder, size) == 0 && (root || real_path[size] == '/');
    }
    free(real_folder);
    free(real_path);
    if (error == ENOMEM)
        memory_fail(arena_memory(arena));
    errno = error;
    return inside;
}
