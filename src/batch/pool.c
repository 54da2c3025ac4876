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

typedef struct Pool {
    BatchRun *run;
    Worker *workers;
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
} Pool;

/* --- Beginning -------------------------------------------------------------------------------- */

static void close_pipe(int *fd)
{
    if (*fd >= 0)
        close(*fd);
    *fd = -1;
}

static void fail_start(Pool *pool, BatchJob *job)
{
    Str message = str_format(pool->run->list->arena, "error: no process could be begun: %s\n",
                             strerror(errno));
    job->status = BATCH_CRASHED;
    job->exit = 3;
    job->errors = 1;
    job->brief = message;
    progress_job(&pool->progress, job, message);
}

/* False where there is no process or pipe to be had now. */
static bool begin(Pool *pool, Worker *worker, BatchJob *job)
{
    int ends[PIPES][2] = {{-1, -1}, {-1, -1}};
    pid_t parent = getpid();
    pid_t pid = -1;
    if (pipe2(ends[RESULTS], O_CLOEXEC) == 0 && pipe2(ends[NOISE], O_CLOEXEC) == 0)
        pid = fork();
    if (pid == 0)
        worker_run(pool->run, job, parent, ends[RESULTS][1], ends[NOISE][1]);
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
    pool->running++;
    return true;
}

/* Gives each free worker a job. */
static void begin_jobs(Pool *pool)
{
    for (size_t i = 0; i < pool->run->workers && pool->next < pool->queued; i++) {
        Worker *worker = &pool->workers[i];
        if (worker->job != NULL)
            continue;
        if (begin(pool, worker, pool->queue[pool->next]))
            pool->next++;
        else if (pool->running > 0)
            return; /* once another has ended there may be one */
        else
            fail_start(pool, pool->queue[pool->next++]);
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

static void tell_crash(const Pool *pool, BatchJob *job, int status)
{
    Arena *arena = pool->run->list->arena;
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
static void finish(Pool *pool, Worker *worker)
{
    BatchJob *job = worker->job;
    int status = reap(worker);
    job->time = progress_clock() - worker->began;
    Buf messages = {.arena = worker->arena};
    Str text = {NULL, 0};
    bool ended = WIFEXITED(status) && WEXITSTATUS(status) == 0;
    if (!ended || !worker_read(pool->run, job, buf_str(&worker->told[RESULTS]), &text)) {
        tell_crash(pool, job, status);
        out_remove_stale(worker->arena, job->output);
        buf_text(&messages, "lakipdf: ");
        text = job->brief;
    }
    buf_add(&messages, text);
    put_noise(&messages, buf_str(&worker->told[NOISE]));
    progress_job(&pool->progress, job, buf_str(&messages));
    arena_reset(worker->arena);
    worker->job = NULL;
    pool->running--;
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

static void stop(Pool *pool)
{
    for (size_t i = 0; i < pool->run->workers; i++)
        if (pool->workers[i].job != NULL)
            kill(pool->workers[i].pid, SIGKILL);
    for (size_t i = 0; i < pool->run->workers; i++) {
        Worker *worker = &pool->workers[i];
        if (worker->job == NULL)
            continue;
        (void)reap(worker);
        close_pipe(&worker->pipes[RESULTS]);
        close_pipe(&worker->pipes[NOISE]);
        worker->job->status = BATCH_WAITING;
        Left left = {pool->work, worker->job->output};
        worker->job = NULL;
        /* Memory may have run out, which is why all is stopped. */
        (void)arena_try(arena_memory(pool->work), remove_left, &left);
    }
    pool->running = 0;
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

static void wait_for_some(Pool *pool)
{
    size_t count = pool->run->workers * PIPES;
    for (size_t i = 0; i < count; i++) {
        const Worker *worker = &pool->workers[i / PIPES];
        pool->waits[i] =
            (struct pollfd){worker->job != NULL ? worker->pipes[i % PIPES] : -1, POLLIN, 0};
    }
    pool->waits[count] = (struct pollfd){pool->signals, POLLIN, 0};
    if (poll(pool->waits, count + 1, pool->progress.terminal ? WAIT : -1) <= 0)
        return;
    struct signalfd_siginfo signal;
    if (pool->waits[count].revents != 0 &&
        read(pool->signals, &signal, sizeof signal) == (ssize_t)sizeof signal) {
        pool->stopped = (int)signal.ssi_signo;
        return;
    }
    for (size_t i = 0; i < count; i++)
        if (pool->waits[i].revents != 0)
            listen_to(&pool->workers[i / PIPES], i % PIPES);
}

/* The state is saved now and then, so that a run that is killed can be gone on with; seldom enough
   not to cost more than a twentieth of the time. */
static void save_state(Pool *pool)
{
    enum { SELDOM = 2 * SECOND, SHARE = 20 };
    int64_t now = progress_clock();
    if (now - pool->saved < SELDOM || now - pool->saved < SHARE * pool->saving)
        return;
    BatchRun *run = pool->run;
    (void)batch_state_save(run->state, run->list, run->diags);
    pool->saved = progress_clock();
    pool->saving = pool->saved - now;
}

static void run_jobs(void *context)
{
    Pool *pool = context;
    for (;;) {
        begin_jobs(pool);
        if (pool->running == 0)
            return;
        wait_for_some(pool);
        if (pool->stopped != 0)
            return;
        bool ended = false;
        for (size_t i = 0; i < pool->run->workers; i++) {
            Worker *worker = &pool->workers[i];
            if (worker->job == NULL || worker->pipes[RESULTS] >= 0 || worker->pipes[NOISE] >= 0)
                continue;
            finish(pool, worker);
            ended = true;
        }
        if (ended) {
            begin_jobs(pool);
            save_state(pool);
        }
        progress_tick(&pool->progress);
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
    Pool *pool = context;
    BatchRun *run = pool->run;
    Arena *arena = run->list->arena;
    Memory *memory = arena_memory(arena);
    pool->workers = arena_array(arena, run->workers, sizeof *pool->workers);
    pool->waits = arena_array(arena, run->workers * PIPES + 1, sizeof *pool->waits);
    pool->queue = arena_array(arena, run->list->count + 1, sizeof *pool->queue);
    pool->work = arena_new(memory);
    pool->progress = progress_begin(pool->work);
    for (size_t i = 0; i < run->workers; i++) {
        pool->workers[i].pipes[RESULTS] = pool->workers[i].pipes[NOISE] = -1;
        pool->workers[i].arena = arena_new(memory);
    }
    for (size_t i = 0; i < run->list->count; i++) {
        BatchJob *job = &run->list->jobs[i];
        if (job->status != BATCH_WAITING)
            continue;
        pool->queue[pool->queued++] = job;
        pool->progress.weight += job->weight;
    }
    pool->progress.total = pool->queued;
    qsort(pool->queue, pool->queued, sizeof *pool->queue, compare_weights);
}

/* From here on signals that end a program are read from a descriptor. */
static void catch_signals(Pool *pool)
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
    pool->signals = signalfd(-1, &signals, SFD_CLOEXEC | SFD_NONBLOCK);
    /* Where there is no descriptor to be had they end it at once, and the workers with it. */
    if (pool->signals >= 0)
        sigprocmask(SIG_BLOCK, &signals, NULL);
    pool->saved = progress_clock();
}

static void let_go(Pool *pool)
{
    for (size_t i = 0; pool->workers != NULL && i < pool->run->workers; i++)
        arena_drop(pool->workers[i].arena);
    arena_drop(pool->work);
    close_pipe(&pool->signals);
}

int batch_run(BatchRun *run)
{
    Memory *memory = arena_memory(run->list->arena);
    Pool pool = {.run = run};
    catch_signals(&pool);
    bool kept = arena_try(memory, prepare, &pool) && arena_try(memory, run_jobs, &pool);
    if (pool.workers != NULL && pool.work != NULL)
        stop(&pool);
    progress_end(&pool.progress);
    let_go(&pool);
    if (!kept)
        memory_fail(memory);
    return pool.stopped;
}
