/* Reading folders, and making one so that a failure leaves nothing behind. */
#include "base/folder.h"
#include "base/file.h"
#include "base/watch.h"
#include "base/write.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* --- Names ------------------------------------------------------------------------------------ */

/* Goes through the names in a folder and puts as many as there is room for into `names`, whose
   texts have `room` bytes; NULL only counts. Allocates nothing: the folder is open meanwhile. errno
   tells what failed; 0 where nothing did. */
static size_t read_names(const char *path, Str *names, size_t most, char *texts, size_t *room)
{
    errno = 0;
    DIR *folder = opendir(path);
    size_t count = 0;
    size_t used = 0;
    const struct dirent *entry;
    while (folder != NULL && (errno = 0, entry = readdir(folder)) != NULL) {
        size_t size = strlen(entry->d_name);
        if (entry->d_name[0] == '.')
            continue;
        if (names != NULL && (count == most || used + size + 1 > *room))
            break;
        if (names != NULL) {
            memcpy(texts + used, entry->d_name, size + 1);
            names[count] = (Str){texts + used, size};
        }
        used += size + 1;
        count++;
    }
    int error = errno;
    if (folder != NULL)
        closedir(folder);
    *room = used;
    errno = error;
    return count;
}

/* True after adding a message: reading the folder failed, not because there is none. */
static bool failed(Diags *diags, const char *path)
{
    int error = errno;
    if (error == 0 || error == ENOENT || error == ENOTDIR)
        return false;
    bool input = file_error_is_input(error);
    diag(diags, input ? SEVERITY_ERROR : SEVERITY_SYSTEM, (Place){0},
         error == EACCES ? "give yourself the right to read it" : NULL,
         "cannot read the folder '%s': %s", path, strerror(error));
    return true;
}

static int compare_names(const void *left, const void *right)
{
    return str_compare(*(const Str *)left, *(const Str *)right);
}

const Str *folder_names(Arena *arena, Diags *diags, const char *path, size_t *count)
{
    size_t room = 0;
    *count = 0;
    size_t most = read_names(path, NULL, 0, NULL, &room);
    if (failed(diags, path))
        return NULL;
    Str *names = arena_array(arena, most + 1, sizeof *names);
    char *texts = arena_alloc(arena, room + 1);
    size_t found = read_names(path, names, most, texts, &room);
    if (failed(diags, path))
        return NULL;
    *count = found;
    qsort(names, *count, sizeof *names, compare_names);
    watch_see(arena_memory(arena), SEEN_FOLDER, path, NULL, (Str){NULL, 0});
    return names;
}

bool is_folder(const char *path)
{
    struct stat about;
    return stat(path, &about) == 0 && S_ISDIR(about.st_mode);
}

bool folder_look(Diags *diags, const char *path, bool *is)
{
    struct stat about;
    bool known = stat(path, &about) == 0;
    *is = known && S_ISDIR(about.st_mode);
    if (known || (errno != EACCES && file_error_is_input(errno)))
        return true;
    int error = errno;
    diag(diags, error == EACCES ? SEVERITY_ERROR : SEVERITY_SYSTEM, (Place){0},
         error == EACCES ? "give yourself the right to read what is in its folder" : NULL,
         "cannot read '%s': %s", path, strerror(error));
    return false;
}

/* --- Making ----------------------------------------------------------------------------------- */

/* A file or folder to be made. */
typedef struct Item {
    const char *from; /* the file that is copied; NULL: `bytes` are written */
    const char *to;
    Str bytes;
    bool folder;
    bool made;
} Item;

typedef struct Copying {
    Arena *arena;
    Diags *diags;
    Item *items; /* a folder before what is in it */
    size_t count, capacity;
    size_t files;
    bool follows; /* links that stand in the place of folders below the first */
    bool good;
} Copying;

static void plan_item(Copying *copying, Item item)
{
    Item *slot = arena_push(copying->arena, &copying->items, &copying->capacity, copying->count,
                            sizeof *slot);
    *slot = item;
    copying->count++;
    copying->files += !item.folder;
}

static void plan_folder(Copying *copying, const char *from, const char *to, int depth)
{
    Arena *arena = copying->arena;
    plan_item(copying, (Item){.from = from, .to = to, .folder = true});
    size_t count = 0;
    const Str *names = folder_names(arena, copying->diags, from, &count);
    copying->good = copying->good && names != NULL;
    if (depth == FOLDER_MAX_DEPTH) {
        diag(copying->diags, SEVERITY_ERROR, (Place){0}, "does a link lead back to it?",
             "folders are nested deeper than %d: '%s'", FOLDER_MAX_DEPTH, from);
        copying->good = false;
    }
    for (size_t i = 0; i < count && copying->good; i++) {
        const char *inner = str_c(arena, path_join(arena, str_from(from), names[i]));
        const char *target = str_c(arena, path_join(arena, str_from(to), names[i]));
        bool folder = false;
        copying->good = folder_look(copying->diags, inner, &folder);
        if (folder)
            plan_folder(copying, inner, target, depth + 1);
        else if (copying->good)
            plan_item(copying, (Item){.from = inner, .to = target});
    }
}

static void report_existing(Copying *copying, const Item *item)
{
    diag(copying->diags, SEVERITY_USAGE, (Place){0}, "name another folder, or remove it first",
         item->folder ? "'%s' is no folder" : "'%s' exists already: it would be lost", item->to);
    copying->good = false;
}

/* Nothing is begun where something that exists is in the way. */
static void check_targets(Copying *copying)
{
    for (size_t i = 0; i < copying->count; i++) {
        const Item *item = &copying->items[i];
        struct stat about;
        if (lstat(item->to, &about) != 0)
            continue;
        bool follows = copying->follows || i == 0;
        bool serves = item->folder && S_ISDIR(about.st_mode);
        if (item->folder && follows && !folder_look(copying->diags, item->to, &serves)) {
            copying->good = false;
            return;
        }
        if (!serves)
            report_existing(copying, item);
    }
}

static void report_failure(Copying *copying, const Item *item, int error)
{
    const char *hint = error == ENOENT ? "make the folder above it first" : write_hint(error);
    diag(copying->diags, SEVERITY_SYSTEM, (Place){0}, hint, "cannot make '%s': %s", item->to,
         strerror(error));
    copying->good = false;
}

static void make_folder(Copying *copying, Item *item)
{
    if (mkdir(item->to, 0777) == 0)
        item->made = true;
    else if (errno != EEXIST || !is_folder(item->to))
        report_failure(copying, item, errno);
}

static void make_file(Copying *copying, Item *item)
{
    enum { LARGEST = 64 * 1024 * 1024 };
    Str bytes = item->bytes;
    if (item->from != NULL) {
        const Source *source =
            file_read(copying->arena, copying->diags, item->from, LARGEST, (Place){0});
        if (source == NULL) {
            copying->good = false;
            return;
        }
        bytes = source->text;
    }
    /* Only a file that was not there before is opened. */
    int fd = open(item->to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (fd < 0 && errno == EEXIST) {
        report_existing(copying, item);
        return;
    }
    item->made = fd >= 0;
    bool wrote = fd >= 0 && write_full(fd, bytes) && fsync(fd) == 0;
    int error = errno;
    if (fd >= 0 && close(fd) != 0 && wrote) {
        wrote = false;
        error = errno;
    }
    if (!wrote)
        report_failure(copying, item, error);
}

static void make_items(void *context)
{
    Copying *copying = context;
    for (size_t i = 0; i < copying->count && copying->good; i++) {
        Item *item = &copying->items[i];
        if (item->folder)
            make_folder(copying, item);
        else
            make_file(copying, item);
    }
}

static void remove_made(const Copying *copying)
{
    for (size_t i = copying->count; i-- > 0;) {
        const Item *item = &copying->items[i];
        if (item->made)
            (void)(item->folder ? rmdir(item->to) : unlink(item->to));
    }
}

/* Makes all that was planned, or nothing. */
static bool make_planned(Copying *copying)
{
    Memory *memory = arena_memory(copying->arena);
    if (copying->good)
        check_targets(copying);
    if (!copying->good)
        return false;
    bool kept = arena_try(memory, make_items, copying);
    if (!kept || !copying->good)
        remove_made(copying);
    if (!kept)
        memory_fail(memory);
    return copying->good;
}

bool folder_copy(Arena *arena, Diags *diags, const char *from, const char *to, size_t *count)
{
    Copying copying = {.arena = arena, .diags = diags, .follows = true, .good = true};
    plan_folder(&copying, from, to, 0);
    *count = copying.files;
    return make_planned(&copying);
}

/* The folders that the files stand in, each once, the outer ones first. */
static void plan_folders(Copying *copying, const char *to, const FolderFile *files, size_t count)
{
    Arena *arena = copying->arena;
    Str *folders = NULL;
    size_t found = 0;
    size_t capacity = 0;
    for (size_t i = 0; i < count; i++)
        for (size_t at = 0; (at = str_find(files[i].name, "/", at)) != SIZE_MAX; at++) {
            Str *slot = arena_push(arena, &folders, &capacity, found++, sizeof *slot);
            *slot = str_slice(files[i].name, 0, at);
        }
    if (found > 0)
        qsort(folders, found, sizeof *folders, compare_names);
    for (size_t i = 0; i < found; i++) {
        if (i > 0 && str_equal(folders[i - 1], folders[i]))
            continue;
        const char *path = str_c(arena, path_join(arena, str_from(to), folders[i]));
        plan_item(copying, (Item){.to = path, .folder = true});
    }
}

bool folder_fill(Arena *arena, Diags *diags, const char *to, const FolderFile *files, size_t count)
{
    Copying copying = {.arena = arena, .diags = diags, .good = true};
    plan_item(&copying, (Item){.to = to, .folder = true});
    plan_folders(&copying, to, files, count);
    for (size_t i = 0; i < count; i++) {
        const char *path = str_c(arena, path_join(arena, str_from(to), files[i].name));
        plan_item(&copying, (Item){.to = path, .bytes = files[i].bytes});
    }
    return make_planned(&copying);
}
