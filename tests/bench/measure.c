/*
 * usage: measure RUNS COMMAND [ARGUMENT...] [-- COMMAND [ARGUMENT...]]...
 * Runs each command once to warm up, then all of them RUNS times by turns, so that what else the
 * machine does falls on each alike. Prints a line for each: the median of its wall time and of its
 * processor time in us, and its highest peak memory in KB.
 */
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { MOST_RUNS = 1000, MOST_COMMANDS = 8 };

typedef struct Measured {
    char **command; /* NULL at its end */
    int64_t wall[MOST_RUNS], processor[MOST_RUNS];
    int64_t peak;
} Measured;

static int64_t now_us(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000000 + time.tv_nsec / 1000;
}

static int64_t to_us(struct timeval time)
{
    return (int64_t)time.tv_sec * 1000000 + time.tv_usec;
}

/* Exits when the command fails. */
static void run(Measured *measured, long turn)
{
    int64_t start = now_us();
    pid_t child = fork();
    if (child == 0) {
        /* The same messages at every run would only hide the figures. */
        int nowhere = open("/dev/null", O_WRONLY);
        dup2(nowhere, STDERR_FILENO);
        execvp(measured->command[0], measured->command);
        _exit(127);
    }
    int status = 0;
    struct rusage usage;
    if (child < 0 || wait4(child, &status, 0, &usage) < 0 || status != 0) {
        fprintf(stderr, "measure: %s failed\n", measured->command[0]);
        exit(1);
    }
    measured->wall[turn] = now_us() - start;
    measured->processor[turn] = to_us(usage.ru_utime) + to_us(usage.ru_stime);
    if (usage.ru_maxrss > measured->peak)
        measured->peak = usage.ru_maxrss;
}

static int compare(const void *a, const void *b)
{
    int64_t left = *(const int64_t *)a;
    int64_t right = *(const int64_t *)b;
    return (left > right) - (left < right);
}

static int64_t median(int64_t *times, long count)
{
    qsort(times, (size_t)count, sizeof *times, compare);
    return times[count / 2];
}

/* Cuts the arguments at each "--"; 0 when there are too many commands or an empty one. */
static size_t split(char **arguments, Measured *measured)
{
    size_t count = 0;
    for (char **at = arguments;; at++) {
        if (*at != NULL && strcmp(*at, "--") != 0)
            continue;
        if (at == arguments || count == MOST_COMMANDS)
            return 0;
        measured[count++].command = arguments;
        arguments = at + 1;
        if (*at == NULL)
            return count;
        *at = NULL;
    }
}

int main(int argc, char **argv)
{
    static Measured measured[MOST_COMMANDS];
    long runs = argc > 2 ? strtol(argv[1], NULL, 10) : 0;
    size_t count = runs >= 1 && runs <= MOST_RUNS ? split(argv + 2, measured) : 0;
    if (count == 0) {
        fputs("usage: measure RUNS COMMAND [ARGUMENT...] [-- COMMAND [ARGUMENT...]]...\n", stderr);
        return 2;
    }
    for (size_t i = 0; i < count; i++)
        run(&measured[i], 0);
    for (long turn = 0; turn < runs; turn++) {
        for (size_t i = 0; i < count; i++)
            run(&measured[i], turn);
    }
    for (size_t i = 0; i < count; i++)
        printf("%" PRId64 " %" PRId64 " %" PRId64 "\n", median(measured[i].wall, runs),
               median(measured[i].processor, runs), measured[i].peak);
    return 0;
}
