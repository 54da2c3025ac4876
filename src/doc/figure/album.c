/* Pictures by their paths, in a table that is searched by hash. */
#include "doc/figure/album.h"

#include <dirent.h>
#include <string.h>
#include <strings.h>

/* A path that has been named. */
typedef struct Slot {
    Str path;               /* as named; empty where the slot is free */
    const Picture *picture; /* NULL: wrong */
    bool listed;
    uint32_t index; /* where it is listed */
    Place told;     /* where the error stands */
} Slot;

struct Album {
    Arena *arena;
    Diags *diags;
    const Job *job;
    Str template_folder;
    Slot *slots;
    size_t slot_count, used; /* a power of two; at most half of them are used */
    const Picture **pictures;
    size_t count, capacity;
    size_t bytes;   /* of all pictures */
    size_t missing; /* files so far */
};

Album *album_new(Arena *arena, Diags *diags, const Job *job, Str template_folder)
{
    Album *album = arena_alloc(arena, sizeof *album);
    *album =
        (Album){.arena = arena, .diags = diags, .job = job, .template_folder = template_folder};
    return album;
}

/* --- Files ------------------------------------------------------------------------------------ */

enum {
    MAX_NAMES = 200,
    MAX_NAME = 128,
    MAX_SEARCHES = 100, /* for names that were meant: more messages are not printed */
};

/* Names of files, gathered before anything is allocated that could jump. */
typedef struct FileNames {
    char names[MAX_NAMES][MAX_NAME];
    size_t count;
} FileNames;

static void list_folder(const char *path, FileNames *out)
{
    DIR *folder = opendir(path);
    if (folder == NULL)
        return;
    const struct dirent *entry;
    while (out->count < MAX_NAMES && (entry = readdir(folder)) != NULL) {
        size_t size = strlen(entry->d_name);
        if (entry->d_name[0] != '.' && size < MAX_NAME)
            memcpy(out->names[out->count++], entry->d_name, size + 1);
    }
    closedir(folder);
}

/* The name of the folder's that was meant: systems that do not tell capitals from small letters let
   people mix them. NULL where none is near. */
static const char *meant(const Album *album, Str path, Str name, const FileNames *found)
{
    Arena *arena = album->arena;
    Str *names = arena_array(arena, found->count, sizeof *names);
    Str before = str_slice(path, 0, path.size - name.size);
    for (size_t i = 0; i < found->count; i++) {
        names[i] = str_format(arena, "%.*s%s", STR_ARG(before), found->names[i]);
        if (str_equal(names[i], path))
            return "the link of that name leads to nothing";
        if (names[i].size == path.size && strncasecmp(names[i].at, path.at, path.size) == 0)
            return str_format(arena, "did you mean '%.*s'?", STR_ARG(names[i])).at;
    }
    return hint_nearest(arena, path, names, found->count, NULL);
}

static void report_missing(Album *album, Str path, const char *own, Place from)
{
    const char *hint = NULL;
    if (album->missing++ < MAX_SEARCHES) {
        FileNames *found = arena_alloc(album->arena, sizeof *found);
        list_folder(str_c(album->arena, path_folder(str_from(own))), found);
        size_t folder = path.size;
        while (folder > 0 && path.at[folder - 1] != '/')
            folder--;
        hint = meant(album, path, str_slice(path, folder, path.size), found);
    }
    if (hint == NULL)
        hint = "the names of pictures count from the job's folder";
    diag(album->diags, SEVERITY_ERROR, from, hint, "there is no file '%.*s'", STR_ARG(path));
}

/* The file that the path names; NULL after an error. */
static const char *locate(Album *album, Str path, Place from)
{
    const char *own = job_path(album->arena, album->diags, album->job, path, from);
    if (own == NULL || file_exists(album->arena, own))
        return own;
    Str other = path_join(album->arena, album->template_folder, path);
    if (path_is_inside(path) && file_exists(album->arena, other.at) &&
        path_resolves_inside(album->arena, album->template_folder, other))
        return other.at;
    report_missing(album, path, own, from);
    return NULL;
}

/* --- Slots ------------------------------------------------------------------------------------ */

static Slot *find_slot(const Album *album, Str path)
{
    size_t mask = album->slot_count - 1;
    size_t at = str_hash(path) & mask;
    while (album->slots[at].path.size > 0 && !str_equal(album->slots[at].path, path))
        at = (at + 1) & mask;
    return &album->slots[at];
}

static void grow(Album *album)
{
    const Slot *old = album->slots;
    size_t old_count = album->slot_count;
    album->slot_count = old_count == 0 ? 16 : 2 * old_count;
    album->slots = arena_array(album->arena, album->slot_count, sizeof *album->slots);
    for (size_t i = 0; i < old_count; i++)
        if (old[i].path.size > 0)
            *find_slot(album, old[i].path) = old[i];
}

static bool same_place(Place a, Place b)
{
    return a.source == b.source && a.line == b.line && a.column == b.column;
}

static void read_slot(Album *album, Slot *slot, Place from)
{
    slot->told = from;
    if (album->bytes > DOC_MAX_PICTURE_BYTES)
        return; /* told already: no more are read */
    const char *file = locate(album, slot->path, from);
    const Picture *picture =
        file == NULL ? NULL : picture_read(album->arena, album->diags, file, from);
    if (picture == NULL)
        return;
    album->bytes += picture->bytes.size + picture->alpha.size;
    if (album->bytes > DOC_MAX_PICTURE_BYTES) {
        diag(album->diags, SEVERITY_ERROR, from, "make the pictures smaller, or several documents",
             "the pictures of the document have more than %d MB",
             DOC_MAX_PICTURE_BYTES / (1024 * 1024));
        return;
    }
    slot->picture = picture;
}

/* The slot of a path, a new one where it has not been named. */
static Slot *take_slot(Album *album, Str path, bool *known)
{
    if (2 * (album->used + 1) > album->slot_count)
        grow(album);
    Slot *slot = find_slot(album, path);
    *known = slot->path.size > 0;
    if (!*known) {
        slot->path = path;
        album->used++;
    }
    return slot;
}

static Slot *read_path(Album *album, Str path, Place from)
{
    bool known = false;
    Slot *slot = take_slot(album, path, &known);
    /* A wrong file is told at each place that names it. */
    if (!known || (slot->picture == NULL && !same_place(slot->told, from)))
        read_slot(album, slot, from);
    return slot;
}

static void list_slot(Album *album, Slot *slot, Photo *photo)
{
    if (!slot->listed) {
        slot->listed = true;
        slot->index = (uint32_t)album->count;
        *(const Picture **)arena_push(album->arena, &album->pictures, &album->capacity,
                                      album->count, sizeof *album->pictures) = slot->picture;
        album->count++;
    }
    photo->index = slot->index;
    photo->picture = slot->picture;
}

bool album_find(Album *album, Str path, Place from, Photo *photo)
{
    Slot *slot = read_path(album, path, from);
    if (slot->picture != NULL)
        list_slot(album, slot, photo);
    return slot->picture != NULL;
}

const Picture *album_read(Album *album, Str path, Place from)
{
    return read_path(album, path, from)->picture;
}

void album_compose(Album *album, Str name, const PictureLayer *layers, size_t count, int32_t unit,
                   Photo *photo)
{
    bool known = false;
    Slot *slot = take_slot(album, name, &known);
    if (!known)
        slot->picture = picture_compose(album->arena, layers, count, unit);
    list_slot(album, slot, photo);
}

const Picture *const *album_pictures(const Album *album, size_t *count)
{
    *count = album->count;
    return album->pictures;
}
