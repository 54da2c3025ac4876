/*
 * Workers: as many processes at a time as were asked for, a new one for each job, so that what a
 * job does to its memory, or what becomes of its process, is no other's matter.
 */
#include "batch/progress.h"
#include "batch/worker.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    SECOND = 1000000,
    WAIT = 200,                    /* milliseconds, for the line of a terminal */
    MOST_TOLD = 256 * 1024 * 1024, /* bytes that a worker may tell */
    MOST_NOISE = 64 * 1024,        /* and that libraries may print */
};

enum { RESULTS, NOISE, PIPES };

typedef struct Worker {
    BatchJob *job; /* NULL: it is free */
    pid_t pid;
    int pipes[PIPES]; /* -1 when at its end */
    int64_t began;
    Arena *arena; /* for what it tells */
    Buf told[PIPES];
} Worker;

typedef struct Workers {
    BatchRun *run;
    Worker *all;          /* run->workers of them */
    struct pollfd *waits; /* of each worker's pipes, then the signals */
    BatchJob **queue;     /* the heaviest first */
    size_t queued, next;
    size_t running;
    int signals; /* a descriptor */
    int stopped; /* by this signal */
    Arena *work; /* of progress */
    Progress progress;
    int64_t saved;  /* when the state was */
    int64_t saving; /* how long that took */
} Workers;

/* --- Beginning -------------------------------------------------------------------------------- */

static void close_pipe(int *fd)
{
    if (*fd >= 0)
        close(*fd);
    *fd = -1;
}

static void fail_start(Workers *workers, BatchJob *job)
{
    Str message = str_format(workers->run->list->arena, "error: no process could be begun: %s\n",
                             strerror(errno));
    job->status = BATCH_CRASHED;
    job->exit = 3;
    job->errors = 1;
    job->brief = message;
    progress_job(&workers->progress, job, message);
}

/* False where there is no process or pipe to be had now. */
static bool begin(Workers *workers, Worker *worker, BatchJob *job)
{
    int ends[PIPES][2] = {{-1, -1}, {-1, -1}};
    pid_t parent = getpid();
    pid_t pid = -1;
    if (pipe2(ends[RESULTS], O_CLOEXEC) == 0 && pipe2(ends[NOISE], O_CLOEXEC) == 0)
        pid = fork();
    if (pid == 0)
        worker_run(workers->run, job, parent, ends[RESULTS][1], ends[NOISE][1]);
    int error = errno;
    for (size_t i = 0; i < PIPES; i++) {
        close_pipe(&ends[i][1]);
        if (pid < 0)
            close_pipe(&ends[i][0]);
        worker->pipes[i] = ends[i][0];
        worker->told[i] = (Buf){.arena = worker->arena};
    }
    errno = error;
    if (pid < 0)
        return false;
    worker->pid = pid;
    worker->job = job;
    worker->began = progress_clock();
    job->status = BATCH_RUNNING;
    workers->running++;
    return true;
}

/* Gives each free worker a job. */
static void begin_jobs(Workers *workers)
{
    for (size_t i = 0; i < workers->run->workers && workers->next < workers->queued; i++) {
        Worker *worker = &workers->all[i];
        if (worker->job != NULL)
            continue;
        if (begin(workers, worker, workers->queue[workers->next]))
            workers->next++;
        else if (workers->running > 0)
            return; /* once another has ended there may be one */
        else
            fail_start(workers, workers->queue[workers->next++]);
    }
}

/* --- Ending ----------------------------------------------------------------------------------- */

/* What it means that the process ended before it was done. */
static Str crash_message(Arena *arena, int status)
{
    int signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
    if (signal == 0)
        return str_format(arena, "error: its process ended with status %d before it was done\n",
                          WEXITSTATUS(status));
    return str_format(arena, "error: its process was ended by signal %d (%s)%s\n", signal,
                      strsignal(signal),
                      signal == SIGKILL ? ", as the system does when memory runs out" : "");
}

static void tell_crash(const Workers *workers, BatchJob *job, int status)
{
    Arena *arena = workers->run->list->arena;
    Str message = crash_message(arena, status);
    Buf json = {.arena = arena};
    buf_text(&json, "{\"severity\": \"error\", \"text\": \"");
    buf_add(&json, str_slice(message, sizeof "error: " - 1, message.size - 1));
    buf_text(&json, "\"}");
    job->status = BATCH_CRASHED;
    job->exit = 3;
    job->pages = job->warnings = 0;
    job->errors = 1;
    job->brief = message;
    job->json = buf_str(&json);
    job->trace = NULL;
}

static int reap(Worker *worker)
{
    int status = 0;
    while (waitpid(worker->pid, &status, 0) < 0 && errno == EINTR)
        continue;
    return status;
}

/* What the process printed beside its result, line by line. */
static void put_noise(Buf *out, Str noise)
{
    for (size_t at = 0; at < noise.size;) {
        size_t end = at;
        while (end < noise.size && noise.at[end] != '\n')
            end++;
        buf_shown(out, str_slice(noise, at, end));
        buf_byte(out, '\n');
        at = end + 1;
    }
}

/* The worker's pipes are at their ends: it has ended, or is about to. */
static void finish(Workers *workers, Worker *worker)
{
    BatchJob *job = worker->job;
    int status = reap(worker);
    job->time = progress_clock() - worker->began;
    Buf messages = {.arena = worker->arena};
    Str text = {NULL, 0};
    bool ended = WIFEXITED(status) && WEXITSTATUS(status) == 0;
    if (!ended || !worker_read(workers->run, job, buf_str(&worker->told[RESULTS]), &text)) {
        tell_crash(workers, job, status);
        out_remove_stale(worker->arena, job->output);
        buf_text(&messages, "lakipdf: ");
        text = job->brief;
    }
    buf_add(&messages, text);
    put_noise(&messages, buf_str(&worker->told[NOISE]));
    progress_job(&workers->progress, job, buf_str(&messages));
    arena_reset(worker->arena);
    worker->job = NULL;
    workers->running--;
}

typedef struct Left {
    Arena *arena;
    const char *output;
} Left;

static void remove_left(void *context)
{
    const Left *left = context;
    out_remove_stale(left->arena, left->output);
}

static void stop(Workers *workers)
{
    for (size_t i = 0; i < workers->run->workers; i++)
        if (workers->all[i].job != NULL)
            kill(workers->all[i].pid, SIGKILL);
    for (size_t i = 0; i < workers->run->workers; i++) {
        Worker *worker = &workers->all[i];
        if (worker->job == NULL)
            continue;
        (void)reap(worker);
        close_pipe(&worker->pipes[RESULTS]);
        close_pipe(&worker->pipes[NOISE]);
        worker->job->status = BATCH_WAITING;
        Left left = {workers->work, worker->job->output};
        worker->job = NULL;
        /* Memory may have run out, which is why all is stopped. */
        (void)arena_try(arena_memory(workers->work), remove_left, &left);
    }
    workers->running = 0;
}

/* --- Waiting ---------------------------------------------------------------------------------- */

/* Reads what there is. */
static void listen_to(Worker *worker, size_t which)
{
    static const size_t most[] = {MOST_TOLD, MOST_NOISE};
    char part[16 * 1024];
    ssize_t got = read(worker->pipes[which], part, sizeof part);
    if (got < 0 && errno == EINTR)
        return;
    if (got <= 0)
        close_pipe(&worker->pipes[which]);
    else if (worker->told[which].size < most[which])
        buf_add(&worker->told[which], (Str){part, (size_t)got});
}

static void wait_for_some(Workers *workers)
{
    size_t count = workers->run->workers * PIPES;
    for (size_t i = 0; i < count; i++) {
        const Worker *worker = &workers->all[i / PIPES];
        workers->waits[i] =
            (struct pollfd){worker->job != NULL ? worker->pipes[i % PIPES] : -1, POLLIN, 0};
    }
    workers->waits[count] = (struct pollfd){workers->signals, POLLIN, 0};
    if (poll(workers->waits, count + 1, workers->progress.terminal ? WAIT : -1) <= 0)
        return;
    struct signalfd_siginfo signal;
    if (workers->waits[count].revents != 0 &&
        read(workers->signals, &signal, sizeof signal) == (ssize_t)sizeof signal) {
        workers->stopped = (int)signal.ssi_signo;
        return;
    }
    for (size_t i = 0; i < count; i++)
        if (workers->waits[i].revents != 0)
            listen_to(&workers->all[i / PIPES], i % PIPES);
}

/* The state is saved now and then, so that a run that is killed can be gone on with; seldom enough
   not to cost more than a twentieth of the time. */
static void save_state(Workers *workers)
{
    enum { SELDOM = 2 * SECOND, SHARE = 20 };
    int64_t now = progress_clock();
    if (now - workers->saved < SELDOM || now - workers->saved < SHARE * workers->saving)
        return;
    BatchRun *run = workers->run;
    (void)batch_state_save(run->state, run->list, run->diags);
    workers->saved = progress_clock();
    workers->saving = workers->saved - now;
}

static void run_jobs(void *context)
{
    Workers *workers = context;
    for (;;) {
        begin_jobs(workers);
        if (workers->running == 0)
            return;
        wait_for_some(workers);
        if (workers->stopped != 0)
            return;
        bool ended = false;
        for (size_t i = 0; i < workers->run->workers; i++) {
            Worker *worker = &workers->all[i];
            if (worker->job == NULL || worker->pipes[RESULTS] >= 0 || worker->pipes[NOISE] >= 0)
                continue;
            finish(workers, worker);
            ended = true;
        }
        if (ended) {
            begin_jobs(workers);
            save_state(workers);
        }
        progress_tick(&workers->progress);
    }
}

/* --- All of it -------------------------------------------------------------------------------- */

static int compare_weights(const void *left, const void *right)
{
    const BatchJob *a = *(BatchJob *const *)left;
    const BatchJob *b = *(BatchJob *const *)right;
    if (a->weight != b->weight)
        return a->weight < b->weight ? 1 : -1;
    return strcmp(a->name, b->name);
}

static void prepare(void *context)
{
    Workers *workers = context;
    BatchRun *run = workers->run;
    Arena *arena = run->list->arena;
    Memory *memory = arena_memory(arena);
    workers->all = arena_array(arena, run->workers, sizeof *workers->all);
    workers->waits = arena_array(arena, run->workers * PIPES + 1, sizeof *workers->waits);
    workers->queue = arena_array(arena, run->list->count + 1, sizeof *workers->queue);
    workers->work = arena_new(memory);
    workers->progress = progress_begin(workers->work);
    for (size_t i = 0; i < run->workers; i++) {
        workers->all[i].pipes[RESULTS] = workers->all[i].pipes[NOISE] = -1;
        workers->all[i].arena = arena_new(memory);
    }
    size_t failed = 0;
    for (size_t i = 0; i < run->list->count; i++) {
        BatchJob *job = &run->list->jobs[i];
        failed += job->status == BATCH_FAILED;
        if (job->status != BATCH_WAITING)
            continue;
        workers->queue[workers->queued++] = job;
        workers->progress.weight += job->weight;
    }
    workers->progress.total = workers->queued + failed;
    qsort(workers->queue, workers->queued, sizeof *workers->queue, compare_weights);
    for (size_t i = 0; i < run->list->count; i++)
        if (run->list->jobs[i].status == BATCH_FAILED)
            progress_job(&workers->progress, &run->list->jobs[i], run->list->jobs[i].told);
}

/* From here on signals that end a program are read from a descriptor. */
static void catch_signals(Workers *workers)
{
    static const int ending[] = {SIGINT, SIGTERM, SIGHUP};
    sigset_t signals;
    sigemptyset(&signals);
    for (size_t i = 0; i < sizeof ending / sizeof *ending; i++) {
        struct sigaction action;
        /* What is ignored (nohup) stays so. */
        if (sigaction(ending[i], NULL, &action) == 0 && action.sa_handler != SIG_IGN)
            sigaddset(&signals, ending[i]);
    }
    workers->signals = signalfd(-1, &signals, SFD_CLOEXEC | SFD_NONBLOCK);
    /* Where there is no descriptor to be had they end it at once, and the workers with it. */
    if (workers->signals >= 0)
        sigprocmask(SIG_BLOCK, &signals, NULL);
    workers->saved = progress_clock();
}

static void dismiss(Workers *workers)
{
    for (size_t i = 0; workers->all != NULL && i < workers->run->workers; i++)
        arena_drop(workers->all[i].arena);
    arena_drop(workers->work);
    close_pipe(&workers->signals);
}

int batch_run(BatchRun *run)
{
    Memory *memory = arena_memory(run->list->arena);
    Workers workers = {.run = run};
    catch_signals(&workers);
    bool kept = arena_try(memory, prepare, &workers) && arena_try(memory, run_jobs, &workers);
    if (workers.all != NULL && workers.work != NULL)
        stop(&workers);
    progress_end(&workers.progress);
    dismiss(&workers);
    if (!kept)
        memory_fail(memory);
    return workers.stopped;
}
