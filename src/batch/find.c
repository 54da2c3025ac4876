/* Finding jobs: files, what stands in folders, lists of both. */
#include "batch/batch.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

enum {
    MOST_FOLDERS = 64,              /* nested in each other */
    LARGEST_JOB = 64 * 1024 * 1024, /* of what is looked into: a data file may be as large */
    LONGEST_LINE = PATH_MAX,        /* of a list */
};

typedef struct Finding {
    BatchList *list;
    Diags *diags;
    Str folder;   /* that was named, with the slash behind it */
    Arena *texts; /* of files that are looked into, one after another */
    size_t found;
    bool good;
} Finding;

/* --- A file ----------------------------------------------------------------------------------- */

/* Adds up the sizes of the files that words of the job's text name. */
static uint64_t named_bytes(Arena *arena, Str folder, Str text)
{
    static const char breaks[] = " \t\r\n[]{},:\"'<>";
    uint64_t bytes = text.size;
    for (size_t from = 0; from < text.size;) {
        size_t end = from;
        bool dotted = false;
        for (; end < text.size && strchr(breaks, text.at[end]) == NULL; end++)
            dotted = dotted || text.at[end] == '.';
        Str word = str_slice(text, from, end);
        struct stat about;
        if (dotted && word.size < NAME_MAX &&
            stat(path_join(arena, folder, word).at, &about) == 0 && S_ISREG(about.st_mode))
            bytes += (uint64_t)about.st_size;
        from = end + 1;
    }
    return bytes;
}

/* The text of a file, until the next is read; empty where it cannot be read: what is wrong with a
   job is told by its own run. */
static Str look_into(const Finding *finding, const char *path, Diags **diags)
{
    arena_reset(finding->texts);
    *diags = diags_new(finding->texts);
    const Source *source = file_read(finding->texts, *diags, path, LARGEST_JOB, (Place){0});
    return source != NULL ? source->text : (Str){NULL, 0};
}

/* Whether a file is a job cannot be known where the system failed to read it. */
static void tell_unread(Finding *finding, const Diags *diags)
{
    if (diags_count(diags, SEVERITY_SYSTEM) == 0)
        return;
    size_t count = 0;
    const DiagView *views = diags_list(diags, finding->texts, &count);
    for (size_t i = 0; i < count; i++)
        diag(finding->diags, views[i].severity, (Place){0}, NULL, "%.*s", STR_ARG(views[i].text));
    finding->good = false;
}

static void add_job(Finding *finding, const char *path, Str inner, Str text)
{
    BatchList *list = finding->list;
    char *real = realpath(path, NULL);
    Str whole = str_from(real != NULL ? real : path);
    BatchJob *job = arena_push(list->arena, &list->jobs, &list->capacity, list->count, sizeof *job);
    *job = (BatchJob){.path = path, .inner = inner};
    job->real = str_c(list->arena, whole);
    free(real);
    Arena *scratch = finding->texts;
    job->bytes = named_bytes(scratch, path_folder(str_from(path)), text);
    list->count++;
    finding->found++;
}

/* True where a line of the YAML text begins with the key. */
static bool has_key(Str text, const char *key)
{
    for (size_t at = 0; (at = str_find(text, key, at)) != SIZE_MAX; at++)
        if (at == 0 || str_is(str_slice(text, at - 1, at), "\n"))
            return true;
    return false;
}

/* What is called as jobs are, or has another two of the keys that each job has, is one, so that
   what is wrong with it is told and no document is missed. */
static bool is_job(Str name, Str text)
{
    if (str_is(name, "lakipdf.yaml") || str_is(name, "lakipdf.yml") || str_is(name, "lakipdf.xml"))
        return true;
    if (str_ends(name, ".xml"))
        return str_find(text, "<templat>", 0) != SIZE_MAX;
    return has_key(text, "templat:") || (has_key(text, "tahun:") && has_key(text, "data:"));
}

static bool may_be_job(Str name)
{
    return str_ends(name, ".yaml") || str_ends(name, ".yml") || str_ends(name, ".xml");
}

/* --- Folders ---------------------------------------------------------------------------------- */

/* A folder that is gone through, and the one above it. */
typedef struct Level {
    const struct Level *above;
    dev_t device;
    ino_t number;
    int depth;
} Level;

/* True for a folder that a link leads back to. */
static bool is_above(const Level *level, const struct stat *about)
{
    for (; level != NULL; level = level->above)
        if (level->device == about->st_dev && level->number == about->st_ino)
            return true;
    return false;
}

static void find_below(Finding *finding, const char *path, const Level *above)
{
    Arena *arena = finding->list->arena;
    struct stat about;
    if (stat(path, &about) != 0) {
        if (!file_error_is_input(errno)) {
            diag(finding->diags, SEVERITY_SYSTEM, (Place){0}, NULL, "cannot read '%s': %s", path,
                 strerror(errno));
            finding->good = false;
        }
        return;
    }
    if (is_above(above, &about))
        return;
    Level level = {above, about.st_dev, about.st_ino, above != NULL ? above->depth + 1 : 0};
    if (level.depth > MOST_FOLDERS) {
        diag(finding->diags, SEVERITY_USAGE, (Place){0}, "name a folder further below",
             "folders are nested deeper than %d: '%s'", MOST_FOLDERS, path);
        finding->good = false;
        return;
    }
    size_t count = 0;
    const Str *names = folder_names(arena, finding->diags, path, &count);
    if (names == NULL) {
        finding->good = false;
        return;
    }
    for (size_t i = 0; i < count; i++) {
        const char *inner = str_c(arena, path_join(arena, str_from(path), names[i]));
        bool folder = false;
        if (!folder_look(finding->diags, inner, &folder)) {
            finding->good = false;
        } else if (folder) {
            find_below(finding, inner, &level);
        } else if (may_be_job(names[i])) {
            Diags *failures = NULL;
            Str text = look_into(finding, inner, &failures);
            tell_unread(finding, failures);
            Str below = str_from(inner);
            if (str_starts(below, finding->folder.at))
                below = str_slice(below, finding->folder.size, below.size);
            if (is_job(names[i], text))
                add_job(finding, inner, below, text);
        }
    }
}

/* --- What is named ---------------------------------------------------------------------------- */

/* A file that is named by itself is called after its folder, too. */
static void find_file(Finding *finding, const char *path)
{
    Arena *arena = finding->list->arena;
    char *real = realpath(path, NULL);
    Str whole = str_copy(arena, str_from(real != NULL ? real : path));
    free(real);
    Str folder = path_folder(whole);
    size_t above = folder.size;
    while (above > 0 && folder.at[above - 1] != '/')
        above--;
    Diags *unheard = NULL;
    Str text = look_into(finding, path, &unheard);
    add_job(finding, path, str_slice(whole, above, whole.size), text);
}

static void find_named(void *context)
{
    Finding *finding = context;
    BatchList *list = finding->list;
    const char *path = finding->folder.at;
    finding->texts = arena_new(arena_memory(list->arena));
    bool folder = false;
    finding->good = folder_look(finding->diags, path, &folder);
    if (!finding->good)
        return;
    if (!folder) {
        find_file(finding, path);
        return;
    }
    bool slash = finding->folder.size > 0 && path[finding->folder.size - 1] == '/';
    bool here = strcmp(path, ".") == 0;
    if (here)
        finding->folder = STR("");
    else if (!slash)
        finding->folder = str_format(list->arena, "%s/", path);
    find_below(finding, path, NULL);
    if (finding->found > 0 || !finding->good)
        return;
    diag(finding->diags, SEVERITY_USAGE, (Place){0},
         "a job is a YAML file with a line 'templat: NAME'", "there is no job in the folder '%s'",
         path);
    finding->good = false;
}

bool batch_find(BatchList *list, Diags *diags, const char *path)
{
    struct stat about;
    if (stat(path, &about) != 0) {
        bool input = file_error_is_input(errno);
        diag(diags, input ? SEVERITY_USAGE : SEVERITY_SYSTEM, (Place){0},
             input ? "name the files of jobs, or folders that hold them" : NULL,
             "cannot read '%s': %s", path, strerror(errno));
        return false;
    }
    Memory *memory = arena_memory(list->arena);
    Finding finding = {.list = list, .diags = diags, .good = true};
    finding.folder = str_copy(list->arena, str_from(path));
    bool kept = arena_try(memory, find_named, &finding);
    arena_drop(finding.texts);
    if (!kept)
        memory_fail(memory);
    return finding.good;
}

bool batch_find_listed(BatchList *list, Diags *diags, FILE *from)
{
    char line[LONGEST_LINE + 2];
    bool good = true;
    while (fgets(line, sizeof line, from) != NULL) {
        size_t size = strcspn(line, "\r\n");
        if (size > LONGEST_LINE) {
            diag(diags, SEVERITY_USAGE, (Place){0}, "name one file or folder in each line",
                 "a line of the list is longer than %d bytes", LONGEST_LINE);
            return false;
        }
        line[size] = '\0';
        if (size > 0)
            good = batch_find(list, diags, str_c(list->arena, str_from(line))) && good;
    }
    if (ferror(from) != 0) {
        diag(diags, SEVERITY_SYSTEM, (Place){0}, NULL, "cannot read the list of jobs");
        return false;
    }
    return good;
}
