/* A worker: makes one job in a process of its own and tells its parent what came of it. */
#include "batch/worker.h"
#include "base/write.h"
#include "batch/json.h"
#include "batch/messages.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

/* What goes before the texts; both processes are the same program. */
typedef struct Told {
    uint64_t whole; /* bytes of all */
    int exit;
    bool finished; /* memory did not run out */
    size_t pages, warnings, errors;
    BatchHash output;
    size_t text, brief, json, noted; /* bytes of the texts, in this order */
} Told;

typedef struct Work {
    const BatchRun *run;
    const BatchJob *job;
    int results;
    Arena *arena;
    BatchResult result;
} Work;

/* --- Telling ---------------------------------------------------------------------------------- */

static void add_bytes(Buf *out, const void *bytes, size_t size)
{
    buf_add(out, (Str){bytes, size});
}

static void tell(const Work *work)
{
    const Diags *diags = work->result.diags;
    Arena *arena = work->arena;
    Buf brief = {.arena = arena};
    Buf json = {.arena = arena};
    Buf noted = {.arena = arena};
    size_t count = 0;
    const DiagView *views = diags_list(diags, arena, &count);
    Str text = messages_print(arena, diags);
    Told told;
    memset(&told, 0, sizeof told);
    told.exit = diags_exit_status(diags);
    told.finished = true;
    told.pages = work->result.pages;
    told.errors = diags_count(diags, SEVERITY_ERROR);
    told.warnings = diags_count(diags, SEVERITY_WARNING) - told.errors;
    messages_brief(&brief, views, count);
    if (work->run->json)
        json_messages(&json, views, count);
    /* Where the document cannot be read again it counts as not up to date. */
    if (told.exit == 0 && batch_file_hash(work->run->files, work->job->output, &told.output))
        batch_noted_write(work->run->files, &noted);
    told.text = text.size;
    told.brief = brief.size;
    told.json = json.size;
    told.noted = noted.size;
    told.whole = sizeof told + told.text + told.brief + told.json + told.noted;
    Buf all = {.arena = arena};
    add_bytes(&all, &told, sizeof told);
    buf_add(&all, text);
    buf_add(&all, buf_str(&brief));
    buf_add(&all, buf_str(&json));
    buf_add(&all, buf_str(&noted));
    (void)write_full(work->results, buf_str(&all));
}

static void work_body(void *context)
{
    Work *work = context;
    work->arena = arena_new(arena_memory(work->run->list->arena));
    work->run->build(work->run->context, work->job, &work->result);
    tell(work);
}

_Noreturn void worker_run(const BatchRun *run, const BatchJob *job, pid_t parent, int results,
                          int noise)
{
    sigset_t none;
    sigemptyset(&none);
    /* What is ignored stays so here, too. */
    sigprocmask(SIG_SETMASK, &none, NULL);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    int nothing = open("/dev/null", O_RDONLY | O_CLOEXEC);
    if (nothing < 0)
        dprintf(noise, "lakipdf: error: cannot open '/dev/null': %s\n", strerror(errno));
    if (getppid() != parent || nothing < 0 || dup2(nothing, STDIN_FILENO) < 0 ||
        dup2(noise, STDOUT_FILENO) < 0 || dup2(noise, STDERR_FILENO) < 0)
        _exit(3);
    Memory *memory = arena_memory(run->list->arena);
    Work work = {.run = run, .job = job, .results = results};
    memory_watch(memory, batch_files_watch(run->files));
    if (!arena_try(memory, work_body, &work)) {
        Told told;
        memset(&told, 0, sizeof told);
        told.exit = 3;
        told.whole = sizeof told;
        (void)write_full(results, (Str){(const char *)&told, sizeof told});
    }
    /* All memory goes with the process. */
    _exit(0);
}

/* --- Being told ------------------------------------------------------------------------------- */

static Str take(Str *told, size_t size)
{
    Str taken = str_slice(*told, 0, size);
    *told = str_slice(*told, size, told->size);
    return taken;
}

static bool fits(const Told *head, size_t size)
{
    size_t left = size - sizeof *head;
    const size_t parts[] = {head->text, head->brief, head->json, head->noted};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (parts[i] > left)
            return false;
        left -= parts[i];
    }
    return left == 0 && head->whole == size;
}

bool worker_read(const BatchRun *run, BatchJob *job, Str told, Str *text)
{
    static const char exhausted[] = "lakipdf: error: out of memory\n";
    Arena *arena = run->list->arena;
    Told head;
    if (told.size < sizeof head)
        return false;
    memcpy(&head, told.at, sizeof head);
    if (!fits(&head, told.size))
        return false;
    (void)take(&told, sizeof head);
    *text = take(&told, head.text);
    job->brief = str_copy(arena, take(&told, head.brief));
    job->json = str_copy(arena, take(&told, head.json));
    job->exit = head.exit;
    job->pages = head.pages;
    job->warnings = head.warnings;
    job->errors = head.errors;
    job->status = head.exit == 0 ? BATCH_BUILT : BATCH_FAILED;
    job->trace = NULL;
    if (head.noted > 0)
        job->trace = batch_noted_read(run->files, told, head.output);
    if (!head.finished) {
        *text = STR(exhausted);
        job->brief = STR("error: out of memory\n");
        job->json = STR("{\"severity\": \"error\", \"text\": \"out of memory\"}");
        job->errors = 1;
    }
    return true;
}
