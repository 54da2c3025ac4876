/* The state of a batch: found beside the outputs, looked up, written anew. */
#include "batch/state.h"

#include <dirent.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define STATE_BEGINS ".lakipdf-batch"
#define STATE_ENDS   ".state"

enum { LARGEST_STATE = 512 * 1024 * 1024 };

/* --- Reading ---------------------------------------------------------------------------------- */

/* Puts the next state file's name, in the order of their bytes, in the place of the last one's.
   Allocates nothing: the folder is open meanwhile. */
static bool next_name(const char *folder, char name[NAME_MAX + 1])
{
    char after[NAME_MAX + 1];
    memcpy(after, name, sizeof after);
    DIR *listing = opendir(folder);
    const struct dirent *entry;
    bool found = false;
    while (listing != NULL && (entry = readdir(listing)) != NULL) {
        Str at = str_from(entry->d_name);
        if (!str_starts(at, STATE_BEGINS) || !str_ends(at, STATE_ENDS) ||
            strcmp(entry->d_name, after) <= 0 || (found && strcmp(entry->d_name, name) >= 0))
            continue;
        memcpy(name, at.at, at.size + 1);
        found = true;
    }
    if (listing != NULL)
        closedir(listing);
    return found;
}

static int compare_entries(const void *left, const void *right)
{
    const StateEntry *a = left;
    const StateEntry *b = right;
    int order = str_compare(a->name, b->name);
    return order != 0 ? order : (a->source > b->source) - (a->source < b->source);
}

static void read_state(BatchState *state, BatchFiles *files, Diags *diags, const char *path,
                       size_t source)
{
    Diags *failures = diags_new(state->arena);
    const Source *text = file_read(state->arena, failures, path, LARGEST_STATE, (Place){0});
    if (text != NULL && state_read(state, files, text->text, source))
        return;
    diag(diags, SEVERITY_WARNING, (Place){0}, "it is written anew; its jobs are built again",
         "'%s' is damaged, or of another version of the program", path);
}

BatchState *batch_state_load(Arena *arena, BatchFiles *files, Diags *diags, const char *folder,
                             size_t index, size_t of, Str conditions)
{
    BatchState *state = arena_alloc(arena, sizeof *state);
    Str own = of == 0 ? STR(STATE_BEGINS STATE_ENDS)
                      : str_format(arena, STATE_BEGINS "-%zu-of-%zu" STATE_ENDS, index % of, of);
    state->arena = arena;
    state->folder = folder;
    state->path = path_join(arena, str_from(folder), own).at;
    state->conditions = batch_hash(conditions);
    state->own = SIZE_MAX;
    char name[NAME_MAX + 1] = {0};
    for (size_t i = 0; next_name(folder, name); i++) {
        if (str_is(own, name))
            state->own = i;
        read_state(state, files, diags, path_join(arena, str_from(folder), str_from(name)).at, i);
    }
    if (state->count > 0)
        qsort(state->entries, state->count, sizeof *state->entries, compare_entries);
    return state;
}

const StateEntry *state_find(const BatchState *state, const char *name, size_t *count)
{
    Str wanted = str_from(name);
    size_t low = 0;
    size_t high = state->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (str_compare(state->entries[middle].name, wanted) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    *count = 0;
    while (low + *count < state->count && str_equal(state->entries[low + *count].name, wanted))
        ++*count;
    return *count > 0 ? &state->entries[low] : NULL;
}

/* --- What it tells ---------------------------------------------------------------------------- */

void batch_state_times(const BatchState *state, BatchList *list)
{
    for (size_t i = 0; i < list->count; i++) {
        size_t count = 0;
        const StateEntry *entries = state_find(state, list->jobs[i].name, &count);
        for (size_t k = 0; k < count; k++)
            list->jobs[i].time = entries[k].time;
    }
}

static bool holds(const BatchState *state, BatchFiles *files, const StateEntry *entry)
{
    if (!entry->built || memcmp(entry->conditions.bytes, state->conditions.bytes,
                                sizeof entry->conditions.bytes) != 0)
        return false;
    for (size_t i = 0; i < entry->trace->count; i++)
        if (!batch_version_holds(files, entry->trace->versions[i]))
            return false;
    return entry->trace->count > 0;
}

void batch_resume(const BatchState *state, BatchList *list, BatchFiles *files)
{
    for (size_t i = 0; i < list->count; i++) {
        BatchJob *job = &list->jobs[i];
        size_t count = 0;
        const StateEntry *entries = state_find(state, job->name, &count);
        for (size_t k = 0; k < count && job->status == BATCH_WAITING; k++) {
            const StateEntry *entry = &entries[k];
            if (!str_is(entry->job, job->real) || !holds(state, files, entry) ||
                !batch_output_holds(files, job->output, entry->trace->output))
                continue;
            job->status = BATCH_CURRENT;
            job->time = entry->time;
            job->pages = entry->pages;
            job->warnings = entry->warnings;
            job->trace = entry->trace;
        }
    }
}

/* --- Writing ---------------------------------------------------------------------------------- */

typedef struct Saving {
    BatchState *state;
    const BatchList *list;
    Diags *diags;
    Arena *work;
    const StateEntry **entries;
    size_t count, capacity;
    OutFile *file;
    bool good;
} Saving;

static void add_entry(Saving *saving, const StateEntry *entry)
{
    const StateEntry **slot =
        arena_push(saving->work, &saving->entries, &saving->capacity, saving->count, sizeof *slot);
    *slot = entry;
    saving->count++;
}

/* What this run knows of the job; false where it was not begun. */
static bool add_job(Saving *saving, const BatchJob *job)
{
    if (job->status == BATCH_WAITING || job->status == BATCH_RUNNING || job->output == NULL)
        return false;
    StateEntry *entry = arena_alloc(saving->work, sizeof *entry);
    *entry = (StateEntry){
        .name = str_from(job->name),
        .job = str_from(job->real),
        .built = (job->status == BATCH_BUILT || job->status == BATCH_CURRENT) && job->trace != NULL,
        .time = job->time,
        .pages = job->pages,
        .warnings = job->warnings,
        .conditions = saving->state->conditions,
        .trace = job->trace,
    };
    add_entry(saving, entry);
    return true;
}

static bool is_there(const Saving *saving, Str name)
{
    Str path = path_join(saving->work, str_from(saving->state->folder), name);
    return access(path.at, F_OK) == 0;
}

/* Both the list and the entries are sorted by name. */
static void gather(Saving *saving)
{
    const BatchState *state = saving->state;
    size_t at = 0;
    for (size_t i = 0; i <= saving->list->count; i++) {
        const BatchJob *job = i < saving->list->count ? &saving->list->jobs[i] : NULL;
        for (; at < state->count; at++) {
            const StateEntry *entry = &state->entries[at];
            if (job != NULL && str_compare(entry->name, str_from(job->name)) >= 0)
                break;
            if (entry->source == state->own && is_there(saving, entry->name))
                add_entry(saving, entry);
        }
        bool known = job != NULL && add_job(saving, job);
        for (; job != NULL && at < state->count; at++) {
            const StateEntry *entry = &state->entries[at];
            if (!str_is(entry->name, job->name))
                break;
            if (!known && entry->source == state->own)
                add_entry(saving, entry);
        }
    }
}

static void save(void *context)
{
    Saving *saving = context;
    saving->work = arena_new(arena_memory(saving->state->arena));
    gather(saving);
    Str text = state_write(saving->work, saving->entries, saving->count);
    saving->file = out_open(saving->work, saving->diags, saving->state->path);
    saving->good = saving->file != NULL && out_write(saving->file, text.at, text.size);
    if (saving->good) {
        OutFile *file = saving->file;
        saving->file = NULL;
        saving->good = out_commit(file);
    }
}

bool batch_state_save(BatchState *state, const BatchList *list, Diags *diags)
{
    Memory *memory = arena_memory(state->arena);
    Saving saving = {.state = state, .list = list, .diags = diags};
    bool kept = arena_try(memory, save, &saving);
    out_abandon(saving.file);
    arena_drop(saving.work);
    if (!kept)
        memory_fail(memory);
    return saving.good;
}
