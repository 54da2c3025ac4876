/* lakipdf batch: many jobs side by side, each in a process of its own. */
#include "batch/batch.h"
#include "base/write.h"
#include "cli/cli.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

enum { MOST_WORKERS = 1024, MOST_SHARDS = 1000 * 1000 };

typedef struct Batch {
    Session *session;
    const char *folder;  /* of the outputs */
    const char *summary; /* the JSON file; NULL for none */
    bool resume;
    size_t workers;
    size_t shard, shards; /* shards 0: all jobs */
    const char **named;
    size_t named_count;
    BatchList list;
    BatchFiles *files;
    int64_t epoch;
    int stopped; /* by this signal */
} Batch;

/* --- Arguments -------------------------------------------------------------------------------- */

/* Digits up to `end`; SIZE_MAX where it is no number or more than `most`. */
static size_t read_size(const char *text, const char *end, size_t most)
{
    size_t number = 0;
    for (const char *at = text; at < end; at++) {
        if (*at < '0' || *at > '9' || number > most)
            return SIZE_MAX;
        number = number * 10 + (size_t)(*at - '0');
    }
    return text == end || number > most ? SIZE_MAX : number;
}

static bool read_workers(Batch *batch, const char *text)
{
    if (text == NULL) {
        batch->workers = batch_processors();
        return true;
    }
    batch->workers = read_size(text, text + strlen(text), MOST_WORKERS);
    if (batch->workers >= 1 && batch->workers <= MOST_WORKERS)
        return true;
    usage_error(batch->session, &command_batch, "--jobs is a number from 1 to %d, not '%s'",
                MOST_WORKERS, text);
    return false;
}

static bool read_shard(Batch *batch, const char *text)
{
    if (text == NULL)
        return true;
    const char *slash = strchr(text, '/');
    if (slash != NULL) {
        batch->shards = read_size(slash + 1, slash + 1 + strlen(slash + 1), MOST_SHARDS);
        batch->shard = read_size(text, slash, MOST_SHARDS);
        if (batch->shards >= 1 && batch->shards <= MOST_SHARDS && batch->shard <= batch->shards)
            return true;
    }
    usage_error(batch->session, &command_batch,
                "--shard is I/N, I counting from 0 to N-1 or from 1 to N, not '%s'", text);
    return false;
}

static bool read_arguments(Batch *batch, int argc, char **argv)
{
    Session *session = batch->session;
    const char *workers = NULL;
    const char *shard = NULL;
    const Option options[] = {
        {"output", 'o', &batch->folder, NULL},
        {"jobs", 'j', &workers, NULL},
        {"resume", 0, NULL, &batch->resume},
        {"shard", 0, &shard, NULL},
        {"summary", 0, &batch->summary, NULL},
        {"allow-outside", 0, NULL, &session->allow_outside},
        {"replace-signed", 0, NULL, &session->replace_signed},
    };
    batch->named = arena_array(session->arena, (size_t)argc, sizeof *batch->named);
    bool good = options_sort(session, &command_batch, argc, argv, options,
                             sizeof options / sizeof *options, batch->named, &batch->named_count);
    if (good && batch->named_count == 0) {
        usage_error(session, &command_batch, "no job named; - reads a list from standard input");
        good = false;
    }
    if (good && (batch->folder == NULL || strcmp(batch->folder, "-") == 0)) {
        usage_error(session, &command_batch, "no folder given for the documents: -o FOLDER");
        good = false;
    }
    return good && read_workers(batch, workers) && read_shard(batch, shard);
}

/* --- Before ----------------------------------------------------------------------------------- */

static bool find_jobs(Batch *batch)
{
    Session *session = batch->session;
    bool good = true;
    for (size_t i = 0; i < batch->named_count; i++) {
        if (strcmp(batch->named[i], "-") == 0)
            good = batch_find_listed(&batch->list, session->diags, stdin) && good;
        else
            good = batch_find(&batch->list, session->diags, batch->named[i]) && good;
    }
    if (!good || !batch_name(&batch->list, session->diags, batch->folder))
        return false;
    if (batch->shards > 0)
        batch_shard(&batch->list, batch->shard, batch->shards);
    return true;
}

static bool make_folder(Batch *batch)
{
    if (mkdir(batch->folder, 0777) == 0 || (errno == EEXIST && is_folder(batch->folder)))
        return true;
    int error = errno;
    if (error == EEXIST || error == ENOTDIR)
        diag(batch->session->diags, SEVERITY_USAGE, (Place){0}, "name a folder by -o",
             "'%s' is no folder", batch->folder);
    else
        diag(batch->session->diags, SEVERITY_SYSTEM, (Place){0},
             error == ENOENT ? "make the folder above it first" : write_hint(error),
             "cannot make the folder '%s': %s", batch->folder, strerror(error));
    return false;
}

/* How a summary of JSON begins. */
static const char summary_kind[] = "a summary of a batch";
static const char summary_begins[] = "{\"program\"";

/* That the summary can be written is tried before hours of work that it shall tell of. */
static bool may_summarize(Batch *batch)
{
    Session *session = batch->session;
    if (batch->summary == NULL || strcmp(batch->summary, "-") == 0)
        return true;
    Output output = {.path = batch->summary, .kind = summary_kind, .begins = summary_begins};
    OutFile *file = output_may_replace(session, &output)
                        ? out_open(session->arena, session->diags, batch->summary)
                        : NULL;
    out_abandon(file);
    return file != NULL;
}

/* What all documents depend on beside the files that are read: this very program, whether it is
   newer than its version tells or not, and its settings. */
static Str conditions(const Batch *batch)
{
    Session *session = batch->session;
    Str program = batch_digest(batch->files, session->arena, "/proc/self/exe");
    return str_format(session->arena, "%s %.*s\nhome %.*s\nepoch %lld\noutside %d\n",
                      LAKIPDF_VERSION, STR_ARG(program), STR_ARG(session->home),
                      (long long)batch->epoch, session->allow_outside);
}

/* Loads what the jobs share, noting what is read: each document depends on it. */
static bool share(Batch *batch)
{
    Session *session = batch->session;
    Memory *memory = arena_memory(session->arena);
    memory_watch(memory, batch_files_watch(batch->files));
    bool good = session_share(session);
    memory_watch(memory, NULL);
    return good && !diags_failed(session->diags);
}

/* --- Meanwhile -------------------------------------------------------------------------------- */

/* In a process of its own, which has a copy of the session. */
static void build(void *context, const BatchJob *job, BatchResult *result)
{
    Session *session = context;
    result->diags = session->diags;
    session->config = job->path;
    session_build(session, "pdf", job->output);
    result->pages = session->layout != NULL ? session->layout->page_count : 0;
}

static bool has_waiting(const BatchList *list)
{
    for (size_t i = 0; i < list->count; i++)
        if (list->jobs[i].status == BATCH_WAITING)
            return true;
    return false;
}

/* Messages of the batch itself are not in the session's, which each worker has a copy of. False
   when nothing could be begun. */
static bool run_jobs(Batch *batch)
{
    Session *session = batch->session;
    BatchList *list = &batch->list;
    Diags *warnings = diags_new(session->arena);
    BatchState *state = batch_state_load(session->arena, batch->files, warnings, batch->folder,
                                         batch->shard, batch->shards, conditions(batch));
    diags_print(warnings, stderr);
    batch_state_times(state, list);
    batch_weigh(list);
    if (batch->resume)
        batch_resume(state, list, batch->files);
    if (has_waiting(list) && !share(batch))
        return false;
    Diags *own = diags_new(session->arena);
    BatchRun run = {.list = list, .files = batch->files, .state = state, .diags = own};
    run.workers = batch->workers;
    run.json = batch->summary != NULL;
    run.build = build;
    run.context = session;
    batch->stopped = batch_run(&run);
    (void)batch_state_save(state, list, own);
    session->diags = own;
    return true;
}

/* --- After ------------------------------------------------------------------------------------ */

/* The jobs' own messages have been printed; the command's exit status shall tell of them. */
static void tell_failures(const Batch *batch)
{
    static const Severity worst[] = {SEVERITY_NOTE, SEVERITY_ERROR, SEVERITY_USAGE,
                                     SEVERITY_SYSTEM};
    BatchTotals totals = batch_totals(&batch->list);
    if (totals.failed > 0)
        diag(batch->session->diags, worst[totals.exit], (Place){0}, NULL, "%zu of %zu job%s failed",
             totals.failed, batch->list.count, batch->list.count == 1 ? "" : "s");
}

/* As a shell tells it. */
static int exit_status(const Batch *batch)
{
    enum { BY_SIGNAL = 128 };
    return batch->stopped != 0 ? BY_SIGNAL + batch->stopped
                               : diags_exit_status(batch->session->diags);
}

static void write_summary(const Batch *batch, int64_t time)
{
    Session *session = batch->session;
    Buf text = {.arena = session->arena};
    Buf json = {.arena = session->arena};
    if (batch->summary != NULL) {
        batch_summary_json(&batch->list, exit_status(batch), time, &json);
        output_write_text(session, batch->summary, summary_kind, summary_begins, &json);
    }
    if (batch->summary != NULL && strcmp(batch->summary, "-") == 0)
        return;
    batch_summary_text(&batch->list, time, &text);
    output_write_text(session, "-", "", "", &text);
}

static int64_t now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000000 + time.tv_nsec / 1000;
}

static void run_batch(void *context)
{
    Batch *batch = context;
    Session *session = batch->session;
    int64_t start = now();
    batch->list.arena = session->arena;
    if (!session_epoch(session, &batch->epoch) || !find_jobs(batch) || !make_folder(batch) ||
        !may_summarize(batch) || !session_find_home(session))
        return;
    batch->files = batch_files_new(session->arena);
    if (!run_jobs(batch))
        return;
    tell_failures(batch);
    write_summary(batch, now() - start);
}

static void run(Session *session, int argc, char **argv)
{
    Memory *memory = arena_memory(session->arena);
    Batch batch = {.session = session};
    if (!read_arguments(&batch, argc, argv))
        return;
    sigset_t before;
    sigprocmask(SIG_SETMASK, NULL, &before);
    bool kept = arena_try(memory, run_batch, &batch);
    batch_files_drop(batch.files);
    if (batch.stopped != 0) {
        /* Ends as any program that the signal ends, so that a script that started it does, too. */
        diags_print(session->diags, stderr);
        (void)fflush(stdout);
        raise(batch.stopped);
    }
    sigprocmask(SIG_SETMASK, &before, NULL);
    if (!kept)
        memory_fail(memory);
}

const Command command_batch = {
    .name = "batch",
    .summary = "make the documents of many jobs",
    .usage =
        "batch JOBS... -o FOLDER [--jobs N] [--resume] [--shard I/N] [--summary FILE]\n"
        "                     [--allow-outside] [--replace-signed]\n"
        "\n"
        "  JOBS             jobs' YAML files, folders that hold some at any depth, or - for a "
        "list\n"
        "                   of both on standard input, one a line\n"
        "  -o, --output     the folder of the documents, made where there is none:\n"
        "                   a/b/lakipdf.yaml becomes a-b.pdf, a/b/renja.yaml a-b-renja.pdf\n"
        "  -j, --jobs       how many are made at a time; as many as there are processors\n"
        "  --resume         leave out what is up to date\n"
        "  --shard          every N-th of the jobs, from I; I counts from 0 to N-1 or from 1 to N\n"
        "  --summary        write what became of each job as JSON; - is standard output\n"
        "  --allow-outside  let the jobs name files outside of their own folders\n"
        "  --replace-signed write over documents that are signed: their signatures are lost",
    .run = run,
};
