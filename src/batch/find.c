/* Finding jobs: files, what stands in folders, lists of both. */
#include "batch/batch.h"
#include "batch/json.h"
#include "batch/messages.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { LARGEST_JOB = 64 * 1024 * 1024 }; /* of what is looked into: a data file may be as large */

typedef struct Finding {
    BatchList *list;
    Diags *diags;     /* of the command line; NULL where a line of a list is looked at */
    Place line;       /* that line */
    const char *path; /* that was named */
    Str folder;       /* the same with a slash behind it, where it is a folder */
    Arena *texts;     /* of what is looked at, one after another */
    size_t found;
    bool good;
} Finding;

/* --- What fails ------------------------------------------------------------------------------- */

/* Messages on what is looked at now, until the next. */
static Diags *look_anew(const Finding *finding)
{
    arena_reset(finding->texts);
    return diags_new(finding->texts);
}

/* What cannot be looked at fails alone, as a job does: whether a document is missed nobody knows.
 */
static void add_failed(Finding *finding, const char *path, const Diags *why)
{
    BatchList *list = finding->list;
    Arena *arena = list->arena;
    size_t count = 0;
    const DiagView *views = diags_list(why, finding->texts, &count);
    Buf brief = {.arena = arena};
    Buf json = {.arena = arena};
    messages_brief(&brief, views, count);
    json_messages(&json, views, count);
    BatchJob *job = arena_push(arena, &list->jobs, &list->capacity, list->count, sizeof *job);
    *job = (BatchJob){.path = path, .real = path, .name = "", .status = BATCH_FAILED};
    job->exit = diags_exit_status(why);
    job->errors = diags_count(why, SEVERITY_ERROR);
    job->brief = buf_str(&brief);
    job->json = buf_str(&json);
    job->told = messages_print(arena, why);
    list->count++;
    finding->found++;
}

/* What was named is not there, or of no use: a line of a list fails alone; on the command line it
   is wrong usage. */
static void fail_name(Finding *finding, const char *hint, Str message)
{
    bool listed = finding->diags == NULL;
    Diags *diags = listed ? look_anew(finding) : finding->diags;
    diag(diags, listed ? SEVERITY_ERROR : SEVERITY_USAGE, finding->line, hint, "%.*s",
         STR_ARG(message));
    if (listed)
        add_failed(finding, finding->path, diags);
    else
        finding->good = false;
}

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

/* The path without links, but for one that makes a job of this folder out of a file of another:
   what a job names counts from where it is named. */
static const char *real_path(Arena *arena, const char *path)
{
    Str named = str_from(path);
    char *file = realpath(path, NULL);
    char *folder = realpath(str_c(arena, path_folder(named)), NULL);
    const char *real = path;
    if (file != NULL && folder != NULL && str_is(path_folder(str_from(file)), folder))
        real = str_c(arena, str_from(file));
    else if (folder != NULL)
        real = str_c(arena, path_join(arena, str_from(folder), path_file(named)));
    free(file);
    free(folder);
    return real;
}

static void add_job(Finding *finding, const char *path, const char *real, Str inner, Str text)
{
    BatchList *list = finding->list;
    BatchJob *job = arena_push(list->arena, &list->jobs, &list->capacity, list->count, sizeof *job);
    *job = (BatchJob){.path = path, .real = real, .inner = inner};
    job->bytes = named_bytes(finding->texts, path_folder(str_from(path)), text);
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

/* A file of a folder. What is wrong with a job is told by its own run; but whether a file is one
   cannot be known where it may not be read. */
static void find_in(Finding *finding, const char *path, Str name)
{
    Diags *why = look_anew(finding);
    const Source *source = file_read(finding->texts, why, path, LARGEST_JOB, (Place){0});
    Str text = source != NULL ? source->text : (Str){NULL, 0};
    Str below = str_from(path);
    if (str_starts(below, finding->folder.at))
        below = str_slice(below, finding->folder.size, below.size);
    bool denied = source == NULL && access(path, R_OK) != 0 && errno == EACCES;
    if (is_job(name, text))
        add_job(finding, path, real_path(finding->list->arena, path), below, text);
    else if (denied || diags_count(why, SEVERITY_SYSTEM) > 0)
        add_failed(finding, path, why);
}

/* --- Folders ---------------------------------------------------------------------------------- */

/* `hint` is for what the user may not do. */
static void fail_look(Finding *finding, const char *path, const char *hint, int error)
{
    Diags *why = look_anew(finding);
    bool input = file_error_is_input(error);
    diag(why, input ? SEVERITY_ERROR : SEVERITY_SYSTEM, finding->line, input ? hint : NULL,
         "cannot read '%s': %s", path, strerror(error));
    add_failed(finding, path, why);
}

static void find_below(Finding *finding, const char *path, int depth)
{
    Arena *arena = finding->list->arena;
    Diags *why = look_anew(finding);
    size_t count = 0;
    const Str *names = NULL;
    if (depth > BATCH_MAX_FOLDERS)
        diag(why, SEVERITY_ERROR, (Place){0}, "name a folder further below",
             "folders are nested deeper than %d: '%s'", BATCH_MAX_FOLDERS, path);
    else
        names = folder_names(arena, why, path, &count);
    if (names == NULL) {
        add_failed(finding, path, why);
        return;
    }
    for (size_t i = 0; i < count; i++) {
        const char *inner = str_c(arena, path_join(arena, str_from(path), names[i]));
        struct stat about;
        bool known = lstat(inner, &about) == 0;
        int error = known ? 0 : errno;
        if (error == EACCES) {
            fail_look(finding, path, "give yourself the right to read what is in it", error);
            return;
        }
        if (error != 0 && error != ENOENT)
            fail_look(finding, inner, NULL, error);
        else if (known && S_ISDIR(about.st_mode))
            find_below(finding, inner, depth + 1);
        else if (known && may_be_job(names[i]) && !is_folder(inner))
            find_in(finding, inner, names[i]);
    }
}

/* --- What is named ---------------------------------------------------------------------------- */

/* A file that is named by itself is called after its folder, too. */
static void find_file(Finding *finding)
{
    const char *real = real_path(finding->list->arena, finding->path);
    Str whole = str_from(real);
    size_t above = path_folder(whole).size;
    while (above > 0 && whole.at[above - 1] != '/')
        above--;
    Diags *unheard = look_anew(finding);
    const Source *source =
        file_read(finding->texts, unheard, finding->path, LARGEST_JOB, (Place){0});
    add_job(finding, finding->path, real, str_slice(whole, above, whole.size),
            source != NULL ? source->text : (Str){NULL, 0});
}

static void find_folder(Finding *finding)
{
    Arena *arena = finding->list->arena;
    const char *path = finding->path;
    Str folder = str_from(path);
    if (str_is(folder, "."))
        finding->folder = STR("");
    else if (str_ends(folder, "/"))
        finding->folder = folder;
    else
        finding->folder = str_format(arena, "%s/", path);
    find_below(finding, path, 0);
    if (finding->found == 0)
        fail_name(finding, "a job is a YAML file with a line 'templat: NAME'",
                  str_format(arena, "there is no job in the folder '%s'", path));
}

static void find_named(void *context)
{
    Finding *finding = context;
    Arena *arena = finding->list->arena;
    const char *path = finding->path;
    struct stat about;
    finding->texts = arena_new(arena_memory(arena));
    int error = stat(path, &about) == 0 ? 0 : errno;
    if (error == EACCES || (error != 0 && !file_error_is_input(error)))
        fail_look(finding, path, "give yourself the right to read it", error);
    else if (error != 0)
        fail_name(finding, "name the files of jobs, or folders that hold them",
                  str_format(arena, "cannot read '%s': %s", path, strerror(error)));
    else if (S_ISDIR(about.st_mode))
        find_folder(finding);
    else
        find_file(finding);
}

/* What a line of a list names, or the command line, which `diags` is for. */
static bool find(BatchList *list, Diags *diags, Place line, const char *path)
{
    Memory *memory = arena_memory(list->arena);
    Finding finding = {.list = list, .diags = diags, .line = line, .good = true};
    finding.path = str_c(list->arena, str_from(path));
    bool kept = arena_try(memory, find_named, &finding);
    arena_drop(finding.texts);
    if (!kept)
        memory_fail(memory);
    return finding.good;
}

bool batch_find(BatchList *list, Diags *diags, const char *path)
{
    return find(list, diags, (Place){0}, path);
}

/* --- Lists ------------------------------------------------------------------------------------ */

/* Reads a line, without its end, of which `line` takes no more than a path may have. False where
   there is none. NUL ends one, too, as `find -print0` has it. */
static bool read_line(FILE *from, char line[PATH_MAX + 1])
{
    size_t size = 0;
    int byte = EOF;
    while ((byte = getc_unlocked(from)) != EOF && byte != '\n' && byte != '\0')
        if (size < PATH_MAX)
            line[size++] = (char)byte;
    bool some = byte != EOF || size > 0;
    if (size > 0 && line[size - 1] == '\r')
        size--;
    line[size] = '\0';
    return some;
}

bool batch_find_listed(BatchList *list, Diags *diags, FILE *from)
{
    /* Without text: the messages name all that a line holds. */
    static const Source source = {{"standard input", sizeof "standard input" - 1}, {NULL, 0}};
    char line[PATH_MAX + 1];
    bool any = false;
    for (Place place = {&source, 1, 1, 0}; read_line(from, line); place.line++) {
        if (line[0] != '\0')
            (void)find(list, NULL, place, line);
        any = any || line[0] != '\0';
    }
    if (ferror(from) != 0)
        diag(diags, SEVERITY_SYSTEM, (Place){0}, NULL, "cannot read the list of jobs");
    else if (!any)
        diag(diags, SEVERITY_USAGE, (Place){0}, "name a file or a folder in each line",
             "there is no job in the list");
    return any && ferror(from) == 0;
}
