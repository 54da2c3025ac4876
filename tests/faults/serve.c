/*
 * Keeps the program before its main; for each request a fork runs it, in which calls are counted
 * and the asked one fails.
 *
 * LAKIPDF_FAULTS="IN OUT FOLDER": the descriptors of requests and of reports, and where what a run
 * prints is stored (FOLDER/out, FOLDER/err). LAKIPDF_FAULT="KIND MODE N" does it once, without all
 * this, under a debugger or valgrind.
 */
#include "faults.h"

#include <errno.h>
#include <fcntl.h>
#include <link.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { MOST_SECONDS = 60, MOST_DESCRIPTORS = 256, MOST_POINTS = 4096 };

typedef int (*Main)(int argc, char **argv, char **environment);

static struct {
    Main main;
    uintptr_t own_base, own_from, own_to; /* of the program: where it is loaded, its code */
    Request request;
    Report *report; /* shared with all processes of a run; NULL between runs */
    pid_t pid;      /* of the run's first process */
    int from, to;
    const char *folder;
    bool open[MOST_DESCRIPTORS]; /* when the run began */
    bool changed;
} server;

/* --- Failing -----------------------------------------------------------------------------------
 */

bool fault_counts(void)
{
    return server.report != NULL;
}

bool fault_is_own(const void *place)
{
    return (uintptr_t)place >= server.own_from && (uintptr_t)place < server.own_to;
}

uint64_t fault_place(const void *place)
{
    uint64_t address = (uint64_t)(uintptr_t)place;
    return fault_is_own(place) ? (address - server.own_base) | OWN : address;
}

static bool is_hit(Kind kind)
{
    const Request *request = &server.request;
    uint64_t count = __atomic_add_fetch(&server.report->counts[kind], 1, __ATOMIC_RELAXED);
    if (request->is_walk != 0) {
        if (kind != request->kind || !walk_on())
            return false;
        /* What the walk itself calls is not counted. */
        Report *report = server.report;
        server.report = NULL;
        bool is_child = walk_is_child(count);
        server.report = report;
        if (!is_child)
            return false;
        server.pid = getpid();
        server.request.is_walk = 0;
        server.request.n = count;
    }
    if (request->n == 0 || request->mode >= MODE_SIZE)
        return false;
    bool same = kind == request->kind;
    if (request->mode != MODE_FROM)
        return same && count == request->n;
    /* Where memory has run out, it has so for all. */
    uint64_t other = server.report->counts[request->kind];
    if (kind <= KIND_LIBRARY && request->kind <= KIND_LIBRARY)
        return same ? count >= request->n : other >= request->n;
    return same && count >= request->n;
}

void fault_changes(void)
{
    if (!fault_counts() || server.changed)
        return;
    walk_changes();
    server.changed = true;
    memcpy(server.report->changed, server.report->counts, sizeof server.report->changed);
}

bool fault_now(Kind kind, const char *call, const char *path, int error)
{
    int before = errno; /* which readdir leaves as it is at a folder's end */
    bool hit = fault_counts() && is_hit(kind);
    errno = before;
    if (!hit)
        return false;
    Report *report = server.report;
    if (__atomic_add_fetch(&report->failed, 1, __ATOMIC_RELAXED) == 1) {
        /* Not snprintf: it allocates at times. */
        strncpy(report->call, call, sizeof report->call - 1);
        if (path != NULL)
            strncpy(report->path, path, sizeof report->path - 1);
    }
    if (server.request.mode == MODE_KILL)
        raise(SIGKILL);
    errno = server.request.mode == MODE_INTERRUPT ? EINTR : error;
    return true;
}

bool fault_once(Kind kind, const char *call, const char *path, int error)
{
    return !(fault_counts() && server.report->failed > 0) && fault_now(kind, call, path, error);
}

bool fault_transfer(Kind kind, const char *call, int fd, size_t *size, int error)
{
    if (!fault_now(kind, call, calls_path(fd), error))
        return false;
    if (server.request.mode != MODE_SHORT)
        return true;
    if (*size > 1)
        *size = 1;
    return false;
}

/* --- A run -------------------------------------------------------------------------------------
 */

/* Registered before all else, so that what libraries clean up at the end is gone. */
static void at_end(void)
{
    Report *report = server.report;
    if (report == NULL || getpid() != server.pid)
        return;
    server.report = NULL;
    if (server.request.mode == MODE_SITES && !memory_write_sites(server.folder))
        return;
    memory_report(report);
    for (int fd = 0; fd < MOST_DESCRIPTORS; fd++)
        if (fcntl(fd, F_GETFD) >= 0 && !server.open[fd] && report->descriptors++ == 0)
            snprintf(report->left, sizeof report->left, "%s", calls_path(fd));
    report->checked = 1;
}

static void limit_size(uint64_t bytes)
{
    struct rlimit limit = {(rlim_t)bytes, (rlim_t)bytes};
    setrlimit(RLIMIT_FSIZE, &limit);
}

static int run(Report *report, int argc, char **argv, char **environment)
{
    server.pid = getpid();
    for (int fd = 0; fd < MOST_DESCRIPTORS; fd++)
        server.open[fd] = fcntl(fd, F_GETFD) >= 0;
    if (server.request.mode == MODE_SIZE && server.request.n > 0)
        limit_size(server.request.n - 1);
    atexit(at_end);
    memory_begin();
    if (server.request.mode == MODE_SITES)
        memory_note_sites();
    server.report = report;
    return server.main(argc, argv, environment);
}

static void redirect(int to, const char *name, int flags)
{
    char path[4096];
    snprintf(path, sizeof path, "%s%s%s", name[0] == '/' ? "" : server.folder,
             name[0] == '/' ? "" : "/", name);
    int fd = open(path, flags, 0666);
    if (fd < 0 || dup2(fd, to) < 0)
        _exit(126);
    close(fd);
}

/* In the child. */
static int begin(const uint64_t *points, Report *report, int argc, char **argv, char **environment)
{
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    setpgid(0, 0);
    if (server.request.is_walk != 0) {
        walk_begin(points, (size_t)server.request.n, report, server.from, server.to);
    } else {
        close(server.from);
        close(server.to);
    }
    redirect(0, "/dev/null", O_RDONLY);
    bool full = server.request.mode == MODE_FULL;
    redirect(1, full ? "/dev/full" : "out", O_WRONLY | O_CREAT | O_TRUNC);
    redirect(2, "err", O_WRONLY | O_CREAT | O_TRUNC);
    return run(report, argc, argv, environment);
}

int32_t wait_for(int32_t child)
{
    sigset_t ended;
    sigemptyset(&ended);
    sigaddset(&ended, SIGCHLD);
    int status = 0;
    const struct timespec most = {.tv_sec = MOST_SECONDS};
    while (waitpid(child, &status, WNOHANG) == 0) {
        if (sigtimedwait(&ended, NULL, &most) < 0 && errno == EAGAIN) {
            kill(-child, SIGKILL);
            waitpid(child, &status, 0);
            return -1;
        }
    }
    /* Workers of a batch that was killed see its end and leave. */
    return status;
}

static bool read_all(void *to, size_t size)
{
    for (size_t done = 0; done < size;) {
        ssize_t got = read(server.from, (char *)to + done, size - done);
        if (got <= 0)
            return false;
        done += (size_t)got;
    }
    return true;
}

static void end_walk(pid_t child, Report *report)
{
    int status = -1;
    if (child > 0)
        waitpid(child, &status, 0);
    memset(report, 0, sizeof *report);
    report->status = status;
    report->walked = 1;
}

static int serve(int argc, char **argv, char **environment)
{
    sigset_t ended;
    sigemptyset(&ended);
    sigaddset(&ended, SIGCHLD);
    sigprocmask(SIG_BLOCK, &ended, NULL);
    Report *report =
        mmap(NULL, sizeof *report, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (report == MAP_FAILED)
        return 126;
    while (read_all(&server.request, sizeof server.request)) {
        static uint64_t points[MOST_POINTS];
        memset(report, 0, sizeof *report);
        bool walks = server.request.is_walk != 0;
        if (walks && (server.request.n > MOST_POINTS ||
                      !read_all(points, (size_t)server.request.n * sizeof *points)))
            return 126;
        pid_t child = fork();
        if (child == 0)
            return begin(points, report, argc, argv, environment);
        /* Each child of a walk has its time, but the walk has not. */
        if (walks)
            end_walk(child, report);
        else
            report->status = child > 0 ? wait_for(child) : -1;
        if (write(server.to, report, sizeof *report) != sizeof *report)
            return 126;
    }
    return 0;
}

static int serve_main(int argc, char **argv, char **environment)
{
    static char folder[4096];
    const char *how = getenv("LAKIPDF_FAULTS");
    unsetenv("LD_PRELOAD");
    if (how != NULL && sscanf(how, "%d %d %4095s", &server.from, &server.to, folder) == 3) {
        server.folder = folder;
        unsetenv("LAKIPDF_FAULTS");
        return serve(argc, argv, environment);
    }
    static Report once;
    const char *single = getenv("LAKIPDF_FAULT");
    unsigned long n = 0;
    if (single != NULL &&
        sscanf(single, "%u %u %lu", &server.request.kind, &server.request.mode, &n) == 3) {
        server.request.n = n;
        return run(&once, argc, argv, environment);
    }
    return server.main(argc, argv, environment);
}

/* --- The begin ---------------------------------------------------------------------------------
 */

/* The first object is the program. */
static int find_own(struct dl_phdr_info *info, size_t size, void *context)
{
    (void)size;
    (void)context;
    for (size_t i = 0; i < info->dlpi_phnum; i++) {
        const ElfW(Phdr) *part = &info->dlpi_phdr[i];
        if (part->p_type != PT_LOAD || (part->p_flags & PF_X) == 0)
            continue;
        server.own_base = info->dlpi_addr;
        server.own_from = info->dlpi_addr + part->p_vaddr;
        server.own_to = server.own_from + part->p_memsz;
    }
    return 1;
}

/* libc's function that calls main, found before its own definition. */
int start_program(Main program, int argc, char **argv, void (*init)(void), void (*fini)(void),
                  void (*rtld_fini)(void), void *stack_end) __asm__("__libc_start_main");

int start_program(Main program, int argc, char **argv, void (*init)(void), void (*fini)(void),
                  void (*rtld_fini)(void), void *stack_end)
{
    static __typeof__(&start_program) next;
    *(void **)&next = next_function("__libc_start_main");
    server.main = program;
    dl_iterate_phdr(find_own, NULL);
    return next(serve_main, argc, argv, init, fini, rtld_fini, stack_end);
}
