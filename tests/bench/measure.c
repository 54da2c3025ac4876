/*
 * usage: measure RUNS COMMAND [ARGUMENT...]
 * Runs the command once to warm up, then RUNS times, and prints its wall time and peak memory.
 */
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { MOST_RUNS = 1000 };

static int64_t now_us(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000000 + time.tv_nsec / 1000;
}

/* Wall time in us and peak memory in KB of one run; exits when the command fails. */
static void run(char **command, int64_t *wall, int64_t *peak)
{
    int64_t start = now_us();
    pid_t child = fork();
    if (child == 0) {
        /* The same messages at every run would only hide the figures. */
        int nowhere = open("/dev/null", O_WRONLY);
        dup2(nowhere, STDERR_FILENO);
        execvp(command[0], command);
        _exit(127);
    }
    int status = 0;
    struct rusage usage;
    if (child < 0 || wait4(child, &status, 0, &usage) < 0 || status != 0) {
        fprintf(stderr, "measure: %s failed\n", command[0]);
        exit(1);
    }
    *wall = now_us() - start;
    *peak = usage.ru_maxrss;
}

static int compare(const void *a, const void *b)
{
    int64_t left = *(const int64_t *)a;
    int64_t right = *(const int64_t *)b;
    return (left > right) - (left < right);
}

static void print_tenths(const char *what, int64_t tenths)
{
    printf("%s %" PRId64 ".%" PRId64, what, tenths / 10, tenths % 10);
}

int main(int argc, char **argv)
{
    static int64_t walls[MOST_RUNS];
    int64_t peak = 0;
    long runs = argc > 2 ? strtol(argv[1], NULL, 10) : 0;
    if (runs < 1 || runs > MOST_RUNS) {
        fputs("usage: measure RUNS COMMAND [ARGUMENT...]\n", stderr);
        return 2;
    }
    run(argv + 2, &walls[0], &peak);
    int64_t highest = 0;
    for (long i = 0; i < runs; i++) {
        run(argv + 2, &walls[i], &peak);
        if (peak > highest)
            highest = peak;
    }
    qsort(walls, (size_t)runs, sizeof *walls, compare);
    print_tenths("wall ms: min", walls[0] / 100);
    print_tenths(", median", walls[runs / 2] / 100);
    print_tenths(", max", walls[runs - 1] / 100);
    printf(" of %ld runs; ", runs);
    print_tenths("peak memory MB:", highest * 10 / 1024);
    putchar('\n');
    return 0;
}
