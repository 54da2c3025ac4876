/* What the jobs' outputs are called, in which order the jobs stand, and which are ours. */
#include "batch/batch.h"

#include <stdlib.h>
#include <string.h>

/* --- Names ------------------------------------------------------------------------------------ */

/* "a/b/lakipdf.yaml" gives "a-b", "a/b/renja.yaml" "a-b-renja". */
static const char *make_name(Arena *arena, const BatchJob *job)
{
    Str file = path_file(job->inner);
    Str folders = str_slice(job->inner, 0, job->inner.size - file.size);
    for (size_t dot = file.size; dot-- > 1;) {
        if (file.at[dot] == '.') {
            file.size = dot;
            break;
        }
    }
    bool usual = str_is(file, "lakipdf");
    if (usual && folders.size == 0)
        file = path_file(path_folder(str_from(job->real)));
    Buf name = {.arena = arena};
    for (size_t i = 0; i < folders.size; i++) {
        bool slash = folders.at[i] == '/';
        bool between = name.size > 0 && !(usual && i + 1 == folders.size);
        if (!slash)
            buf_byte(&name, folders.at[i]);
        else if (between)
            buf_byte(&name, '-');
    }
    if (!usual || name.size == 0)
        buf_add(&name, file);
    buf_text(&name, ".pdf");
    return str_c(arena, buf_str(&name));
}

/* --- Order ------------------------------------------------------------------------------------ */

/* True for a link to a file of the same folder. */
static bool is_other_name(const BatchJob *job)
{
    return !str_equal(path_file(str_from(job->path)), path_file(str_from(job->real)));
}

/* By files; of the same file its own name comes first, then the one that was found first. */
static int compare_files(const void *left, const void *right)
{
    const BatchJob *a = *(BatchJob *const *)left;
    const BatchJob *b = *(BatchJob *const *)right;
    int order = strcmp(a->real, b->real);
    if (order == 0)
        order = is_other_name(a) - is_other_name(b);
    return order != 0 ? order : (a > b) - (a < b);
}

static int compare_names(const void *left, const void *right)
{
    const BatchJob *a = left;
    const BatchJob *b = right;
    int order = strcmp(a->name, b->name);
    return order != 0 ? order : strcmp(a->real, b->real);
}

/* Leaves one name of each job. */
static void drop_repeated(BatchList *list)
{
    BatchJob **files = arena_array(list->arena, list->count + 1, sizeof *files);
    for (size_t i = 0; i < list->count; i++)
        files[i] = &list->jobs[i];
    qsort(files, list->count, sizeof *files, compare_files);
    const char *last = NULL;
    for (size_t i = 0; i < list->count; i++) {
        bool repeated = last != NULL && strcmp(last, files[i]->real) == 0;
        last = files[i]->real;
        if (repeated)
            files[i]->path = NULL;
    }
    size_t kept = 0;
    for (size_t i = 0; i < list->count; i++)
        if (list->jobs[i].path != NULL)
            list->jobs[kept++] = list->jobs[i];
    list->count = kept;
}

bool batch_name(BatchList *list, Diags *diags, const char *folder)
{
    drop_repeated(list);
    for (size_t i = 0; i < list->count; i++) {
        BatchJob *job = &list->jobs[i];
        if (job->name != NULL)
            continue; /* it has failed and makes none */
        job->name = make_name(list->arena, job);
        job->output = path_join(list->arena, str_from(folder), str_from(job->name)).at;
    }
    if (list->count > 0)
        qsort(list->jobs, list->count, sizeof *list->jobs, compare_names);
    bool good = true;
    for (size_t i = 1; i < list->count; i++) {
        const BatchJob *job = &list->jobs[i];
        if (job->output == NULL || strcmp(job[-1].name, job->name) != 0)
            continue;
        diag(diags, SEVERITY_USAGE, (Place){0},
             "rename one of them, or build them into different folders",
             "'%s' and '%s' would both become '%s'", job[-1].path, job->path, job->output);
        good = false;
    }
    return good;
}

void batch_shard(BatchList *list, size_t index, size_t of)
{
    size_t kept = 0;
    for (size_t i = index % of; i < list->count; i += of)
        list->jobs[kept++] = list->jobs[i];
    list->count = kept;
}

/* --- Weights ---------------------------------------------------------------------------------- */

void batch_weigh(BatchList *list)
{
    enum { UNIT = 256 }; /* bytes, so that the product below is no matter */
    uint64_t time = 0;
    uint64_t units = 0;
    for (size_t i = 0; i < list->count; i++) {
        const BatchJob *job = &list->jobs[i];
        if (job->time > 0) {
            time += (uint64_t)job->time;
            units += job->bytes / UNIT + 1;
        }
    }
    for (size_t i = 0; i < list->count; i++) {
        BatchJob *job = &list->jobs[i];
        if (job->time > 0)
            job->weight = (uint64_t)job->time;
        else if (units > 0)
            job->weight = (job->bytes / UNIT + 1) * time / units;
        else
            job->weight = job->bytes;
    }
}
