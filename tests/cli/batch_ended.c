/* lakipdf batch: ends from outside, of it and of its processes. */
#include "batch.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { MILLISECOND = 1000 * 1000 };

static void pause_for(long milliseconds)
{
    struct timespec time = {.tv_sec = milliseconds / 1000,
                            .tv_nsec = milliseconds % 1000 * MILLISECOND};
    nanosleep(&time, NULL);
}

/* A batch in a group of its own, which ignores the signal, if one is given. */
static pid_t begin_ignoring(const char *folder, int ignored)
{
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        setpgid(0, 0);
        if (ignored != 0)
            signal(ignored, SIG_IGN);
        const char *program = getenv("LAKIPDF");
        if (program == NULL || chdir(folder) != 0)
            _exit(127);
        int out = open("hasil", O_WRONLY | O_CREAT | O_TRUNC, 0666);
        int err = open("pesan", O_WRONLY | O_CREAT | O_TRUNC, 0666);
        if (dup2(out, STDOUT_FILENO) >= 0 && dup2(err, STDERR_FILENO) >= 0)
            execl(program, program, "batch", "jobs", "-o", "out", "--jobs", "2", "--resume",
                  "--summary", "hasil.json", (char *)NULL);
        _exit(127);
    }
    return child;
}

static pid_t begin(const char *folder)
{
    return begin_ignoring(folder, 0);
}

/* The first of its workers; 0 where there is none. */
static pid_t worker_of(Arena *arena, pid_t parent)
{
    const char *path = str_format(arena, "/proc/%d/task/%d/children", (int)parent, (int)parent).at;
    const char *text = file_text(arena, path, NULL);
    return text != NULL ? (pid_t)strtol(text, NULL, 10) : 0;
}

static pid_t wait_for_worker(Arena *arena, pid_t parent)
{
    for (int i = 0; i < 2000; i++) {
        pid_t worker = worker_of(arena, parent);
        if (worker > 0)
            return worker;
        pause_for(2);
    }
    fail_msg("no worker was begun");
    return 0;
}

/* Files beside the documents that are neither documents nor the state. */
static size_t count_left(const char *folder)
{
    size_t count = 0;
    DIR *listing = opendir(folder);
    for (struct dirent *entry = NULL; listing != NULL && (entry = readdir(listing)) != NULL;)
        count += entry->d_name[0] == '.' && strcmp(entry->d_name, ".") != 0 &&
                 strcmp(entry->d_name, "..") != 0 &&
                 strcmp(entry->d_name, ".lakipdf-batch.state") != 0;
    if (listing != NULL)
        closedir(listing);
    return count;
}

static void a_worker_that_is_killed_fails_alone(void **state)
{
    Fixture *fixture = *state;
    Arena *arena = fixture->arena;
    const char *folder = make_jobs(arena, 1500);
    pid_t parent = begin(folder);
    assert_int_equal(kill(wait_for_worker(arena, parent), SIGKILL), 0);
    int status = 0;
    assert_int_equal(waitpid(parent, &status, 0), parent);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 3);
    const char *out = file_text(arena, path_in(arena, folder, "hasil"), NULL);
    assert_int_equal(built(out), JOBS - 1);
    assert_int_equal(count_of(out, "\ncrashed    jobs/") + (strncmp(out, "crashed", 7) == 0), 1);
    assert_non_null(strstr(out, "error: its process was ended by signal 9 (Killed)"));
    assert_int_equal(count_left(path_in(arena, folder, "out")), 0);
    assert_int_equal(built(batch(arena, folder, "--resume").out), 1);
    folder_remove(folder);
}

static void a_folder_of_documents_that_vanishes_fails_each_job(void **state)
{
    Fixture *fixture = *state;
    Arena *arena = fixture->arena;
    const char *folder = make_jobs(arena, 1500);
    pid_t parent = begin(folder);
    wait_for_worker(arena, parent);
    assert_script(arena, folder, "mv out lain");
    int status = 0;
    assert_int_equal(waitpid(parent, &status, 0), parent);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 3);
    const char *out = file_text(arena, path_in(arena, folder, "hasil"), NULL);
    const char *err = file_text(arena, path_in(arena, folder, "pesan"), NULL);
    assert_int_equal(built(out), 0);
    for (int i = 1; i <= JOBS; i++)
        assert_non_null(strstr(err, str_format(arena, "'out/dinas-%d.pdf'", i).at));
    assert_non_null(strstr(err, "'out/.lakipdf-batch.state'"));
    assert_script(arena, folder, "mv lain out");
    assert_int_equal(built(batch(arena, folder, "--resume").out), JOBS);
    assert_int_equal(count_left(path_in(arena, folder, "out")), 0);
    folder_remove(folder);
}

static void an_interrupt_ends_all_workers_and_leaves_nothing_half_done(void **state)
{
    Fixture *fixture = *state;
    Arena *arena = fixture->arena;
    const char *folder = make_jobs(arena, 800);
    for (int i = 0; i < 4; i++) {
        pid_t parent = begin(folder);
        pid_t worker = wait_for_worker(arena, parent);
        pause_for(30L * i);
        kill(parent, SIGINT);
        int status = 0;
        assert_int_equal(waitpid(parent, &status, 0), parent);
        if (WIFEXITED(status))
            break; /* it was done before */
        assert_int_equal(WTERMSIG(status), SIGINT);
        assert_int_not_equal(kill(worker, 0), 0);
        assert_int_equal(count_left(path_in(arena, folder, "out")), 0);
        /* What was done is told all the same. */
        const char *out = file_text(arena, path_in(arena, folder, "hasil"), NULL);
        assert_non_null(strstr(out, "6 jobs: "));
    }
    Ended ended = batch(arena, folder, "--resume");
    assert_int_equal(ended.status, 0);
    assert_null(strstr(ended.err, "damaged"));
    assert_int_equal(built(ended.out) + current(ended.out), JOBS);
    folder_remove(folder);
}

/* How a batch ended that got the signal, or where there is none could not write its state. It is
   tried again where all was done before. */
static int end_early(Arena *arena, const char *folder, int signal_number)
{
    enum { TRIES = 50 };
    int status = 0;
    for (int i = 0; i < TRIES && status == 0; i++) {
        assert_script(arena, folder, "rm -rf out hasil.json");
        pid_t parent = begin(folder);
        wait_for_worker(arena, parent);
        if (signal_number == 0)
            assert_script(arena, folder, "mkdir out/.lakipdf-batch.state || true");
        else
            kill(parent, signal_number);
        assert_int_equal(waitpid(parent, &status, 0), parent);
    }
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

static void the_summary_tells_the_exit_status_of_the_whole(void **state)
{
    static const int signals[] = {0, SIGINT, SIGTERM};
    Arena *arena = ((Fixture *)*state)->arena;
    const char *folder = make_jobs(arena, 1500);
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
        int expected = signals[i] == 0 ? 3 : 128 + signals[i];
        assert_int_equal(end_early(arena, folder, signals[i]), expected);
        const char *json = file_text(arena, path_in(arena, folder, "hasil.json"), NULL);
        const char *total = json != NULL ? strstr(json, "\"total\"") : NULL;
        assert_non_null(total);
        assert_non_null(strstr(total, str_format(arena, "\"exit\": %d,", expected).at));
    }
    folder_remove(folder);
}

/* As a terminal that is closed ends all that it started but what nohup did. */
static void a_signal_that_is_ignored_ends_no_job(void **state)
{
    static const int signals[] = {SIGHUP, SIGINT, SIGTERM, SIGQUIT};
    Fixture *fixture = *state;
    Arena *arena = fixture->arena;
    const char *folder = make_jobs(arena, 400);
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
        assert_script(arena, folder, "rm -rf out");
        pid_t parent = begin_ignoring(folder, signals[i]);
        wait_for_worker(arena, parent);
        pause_for(20);
        assert_int_equal(kill(-parent, signals[i]), 0);
        int status = 0;
        assert_int_equal(waitpid(parent, &status, 0), parent);
        assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
        assert_int_equal(built(file_text(arena, path_in(arena, folder, "hasil"), NULL)), JOBS);
    }
    folder_remove(folder);
}

static void a_batch_that_is_killed_at_any_moment_can_be_gone_on_with(void **state)
{
    Fixture *fixture = *state;
    Arena *arena = fixture->arena;
    const char *folder = make_jobs(arena, 100);
    for (int i = 0; i < 12; i++) {
        pid_t parent = begin(folder);
        pause_for(20L + 17L * i);
        kill(parent, SIGKILL);
        int status = 0;
        assert_int_equal(waitpid(parent, &status, 0), parent);
        const char *err = file_text(arena, path_in(arena, folder, "pesan"), NULL);
        assert_null(strstr(err, "damaged"));
    }
    pause_for(50);
    Ended ended = batch(arena, folder, "--resume");
    assert_int_equal(ended.status, 0);
    assert_null(strstr(ended.err, "damaged"));
    assert_int_equal(built(ended.out) + current(ended.out), JOBS);
    assert_int_equal(count_left(path_in(arena, folder, "out")), 0);
    folder_remove(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_worker_that_is_killed_fails_alone),
        TEST(a_folder_of_documents_that_vanishes_fails_each_job),
        TEST(an_interrupt_ends_all_workers_and_leaves_nothing_half_done),
        TEST(the_summary_tells_the_exit_status_of_the_whole),
        TEST(a_signal_that_is_ignored_ends_no_job),
        TEST(a_batch_that_is_killed_at_any_moment_can_be_gone_on_with),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
