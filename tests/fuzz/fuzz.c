/* What libFuzzer calls: an arena, messages and a folder for each input, and its limits. */
#include "fuzz.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <unistd.h>

/* NOLINTNEXTLINE(readability-non-const-parameter): libFuzzer's signature */
int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

/* Where the files of inputs are written: in memory where the machine has a place for that. */
static char folder[64];
static bool has_files;
static FILE *nowhere;
static const Diags *messages; /* of the input; NULL between two */

_Noreturn void fuzz_found(const char *what)
{
    if (messages != NULL)
        diags_print(messages, stderr);
    fprintf(stderr, "fuzz: %s\n", what);
    abort();
}

/* --- Files ------------------------------------------------------------------------------------ */

static int remove_one(const char *path, const struct stat *about, int type, struct FTW *level)
{
    (void)about;
    (void)type;
    return level->level > 0 ? remove(path) : 0;
}

static void empty_folder(void)
{
    (void)nftw(folder, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

static void remove_folder(void)
{
    empty_folder();
    (void)rmdir(folder);
}

const char *fuzz_path(Fuzz *fuzz, const char *name)
{
    return str_format(fuzz->arena, "%s/%s", fuzz->folder, name).at;
}

const char *fuzz_write(Fuzz *fuzz, Str name, Str text)
{
    if (!path_is_inside(name) || memchr(name.at, '\0', name.size) != NULL)
        return NULL;
    char *path =
        str_c(fuzz->arena, str_format(fuzz->arena, "%s/%.*s", fuzz->folder, STR_ARG(name)));
    for (char *slash = path + strlen(fuzz->folder) + 1; (slash = strchr(slash, '/')) != NULL;
         slash++) {
        *slash = '\0';
        (void)mkdir(path, 0700);
        *slash = '/';
    }
    FILE *file = fopen(path, "wb");
    if (file == NULL)
        return NULL;
    has_files = true;
    (void)fwrite(text.at, 1, text.size, file);
    fclose(file);
    return path;
}

/* --- Parts of an input ------------------------------------------------------------------------ */

const Source *fuzz_source(Fuzz *fuzz, const char *name, Str text)
{
    Source *source = arena_alloc(fuzz->arena, sizeof *source);
    char *bytes = arena_alloc(fuzz->arena, text.size);
    if (text.size > 0)
        memcpy(bytes, text.at, text.size);
    *source = (Source){str_from(name), {bytes, text.size}};
    return source;
}

Str fuzz_part(Str *rest)
{
    static const char line[] = "====\n";
    Str all = *rest;
    for (size_t at = 0; (at = str_find(all, line, at)) != SIZE_MAX; at++) {
        if (at > 0 && all.at[at - 1] != '\n')
            continue;
        *rest = str_slice(all, at + sizeof line - 1, all.size);
        return str_slice(all, 0, at);
    }
    *rest = (Str){NULL, 0};
    return all;
}

/* --- One input -------------------------------------------------------------------------------- */

/* The clock runs only while the process does, so that a busy machine makes no finding. */
static void too_slow(int signal_number)
{
    static const char text[] = "fuzz: too slow\n";
    (void)signal_number;
    (void)!write(STDERR_FILENO, text, sizeof text - 1);
    abort();
}

static void set_clock(int milliseconds)
{
    struct itimerval timer = {.it_value = {.tv_sec = milliseconds / 1000,
                                           .tv_usec = (suseconds_t)(milliseconds % 1000) * 1000}};
    (void)setitimer(ITIMER_PROF, &timer, NULL);
}

typedef struct Work {
    Fuzz fuzz;
    Str input;
} Work;

static void work(void *context)
{
    Work *one = context;
    one->fuzz.arena = arena_new(one->fuzz.memory);
    messages = one->fuzz.diags = diags_new(one->fuzz.arena);
    fuzz_target.run(&one->fuzz, one->input);
    diags_print(one->fuzz.diags, nowhere);
    messages = NULL;
}

/* NOLINTNEXTLINE(readability-non-const-parameter): libFuzzer's signature */
int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    num_init();
    nowhere = fopen("/dev/null", "w");
    bool in_memory = access("/dev/shm", W_OK) == 0;
    snprintf(folder, sizeof folder, "%s/lakipdf-fuzz-XXXXXX", in_memory ? "/dev/shm" : "/tmp");
    if (nowhere == NULL || mkdtemp(folder) == NULL) {
        perror(folder);
        exit(3);
    }
    (void)atexit(remove_folder);
    (void)signal(SIGPROF, too_slow);
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    Work one = {.input = {(const char *)bytes, size}};
    one.fuzz.folder = folder;
    one.fuzz.memory = memory_new((size_t)fuzz_target.megabytes << 20);
    if (one.fuzz.memory == NULL)
        return 0;
    set_clock(fuzz_target.milliseconds);
    if (!arena_try(one.fuzz.memory, work, &one) && !memory_stopped(one.fuzz.memory))
        fuzz_found("too much memory");
    set_clock(0);
    if (one.fuzz.end != NULL)
        one.fuzz.end(one.fuzz.what);
    if (has_files)
        empty_folder();
    has_files = false;
    arena_drop(one.fuzz.arena);
    memory_drop(one.fuzz.memory);
    return 0;
}
