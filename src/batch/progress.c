/* Telling how a batch goes. */
#include "batch/progress.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

enum { SECOND = 1000000 };

int64_t progress_clock(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * SECOND + now.tv_nsec / 1000;
}

static bool is_terminal(void)
{
    const char *kind = getenv("TERM");
    return isatty(STDERR_FILENO) == 1 && kind != NULL && strcmp(kind, "dumb") != 0;
}

Progress progress_begin(Arena *arena)
{
    return (Progress){.arena = arena, .terminal = is_terminal(), .start = progress_clock()};
}

/* In one piece, so that nothing comes between. */
static void print(const Buf *text)
{
    (void)fwrite(text->at, 1, text->size, stderr);
}

static size_t terminal_width(void)
{
    struct winsize size;
    return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 1 ? size.ws_col : 80;
}

/* --- The line of a terminal ------------------------------------------------------------------- */

/* The time that is left, at the pace so far; -1 where there is none yet. */
static int64_t time_left(const Progress *progress)
{
    if (progress->weighed == 0)
        return -1;
    int64_t spent = (progress_clock() - progress->start) / SECOND + 1;
    uint64_t left = progress->weight - progress->weighed;
    return (int64_t)(left / (progress->weighed / (uint64_t)spent + 1));
}

static void add_time(Buf *out, int64_t seconds)
{
    enum { MINUTE = 60, HOUR = 3600 };
    if (seconds >= HOUR)
        buf_format(out, "%d:%02d:%02d", (int)(seconds / HOUR), (int)(seconds % HOUR / MINUTE),
                   (int)(seconds % MINUTE));
    else
        buf_format(out, "%d:%02d", (int)(seconds / MINUTE), (int)(seconds % MINUTE));
}

static void write_line(Progress *progress)
{
    Buf line = {.arena = progress->arena};
    buf_format(&line, "%zu of %zu done", progress->done, progress->total);
    if (progress->failed > 0)
        buf_format(&line, ", %zu failed", progress->failed);
    int64_t left = time_left(progress);
    if (left >= 0) {
        buf_text(&line, ", ");
        add_time(&line, left);
        buf_text(&line, " left");
    }
    size_t width = terminal_width() - 1;
    Buf all = {.arena = progress->arena};
    buf_byte(&all, '\r');
    buf_add(&all, str_slice(buf_str(&line), 0, line.size < width ? line.size : width));
    buf_text(&all, "\033[K");
    print(&all);
    progress->shown = progress_clock();
    arena_reset(progress->arena);
}

void progress_tick(Progress *progress)
{
    enum { OFTEN = SECOND / 10 };
    if (progress->terminal && progress_clock() - progress->shown >= OFTEN)
        write_line(progress);
}

void progress_end(Progress *progress)
{
    if (progress->terminal)
        (void)fputs("\r\033[K", stderr);
}

/* --- Jobs ------------------------------------------------------------------------------------- */

static void add_count(Buf *out, size_t count, const char *noun)
{
    if (count == 0)
        return;
    buf_count(out, count, noun);
    buf_text(out, ", ");
}

void progress_job(Progress *progress, const BatchJob *job, Str messages)
{
    bool built = job->status == BATCH_BUILT;
    progress->done++;
    progress->failed += !built;
    progress->weighed += job->weight;
    if (progress->terminal && built && messages.size == 0)
        return;
    Buf line = {.arena = progress->arena};
    if (progress->terminal)
        buf_text(&line, "\r\033[K");
    buf_format(&line, "[%zu/%zu] %s ", progress->done, progress->total, built ? "built" : "FAILED");
    buf_shown(&line, str_from(job->path));
    if (built) {
        buf_text(&line, " -> ");
        buf_shown(&line, str_from(job->output));
    }
    buf_text(&line, " (");
    add_count(&line, job->pages, "page");
    add_count(&line, job->errors, "error");
    add_count(&line, job->warnings, "warning");
    buf_format(&line, "%d.%02d s)\n", (int)(job->time / SECOND),
               (int)(job->time % SECOND / (SECOND / 100)));
    buf_add(&line, messages);
    if (messages.size > 0 && messages.at[messages.size - 1] != '\n')
        buf_byte(&line, '\n');
    print(&line);
    arena_reset(progress->arena);
    progress->shown = 0;
}
