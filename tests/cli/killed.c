/*
 * The program is killed at 200 moments while it replaces an older file: afterwards that is whole,
 * the older one or the new one, and what else was left hinders nobody and is gone after the next
 * run.
 */
#include "process.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
    KILLS = 200,
    MOST_SECONDS = 18,
    MICROSECOND = 1000,
    SECOND = 1000 * 1000 * MICROSECOND,
};

static const char job_text[] = "templat: lakip\n"
                               "tahun: 2020\n"
                               "judul: \"%s\"\n"
                               "data: [data.yaml]\n"
                               "urutan: [uji]\n"
                               "bab: {uji: uji.md}\n";

static const char data_text[] =
    "instansi: {nama: Dinas Contoh, singkatan: DC, wilayah: Kota,\n"
    "  kedudukan: Kota, bidang: percontohan, kepala_daerah: Wali Kota}\n"
    "kepala: {jabatan: Kepala Dinas, nama: NAMA}\n";

/* Chapters of some pages, so that writing them takes its time. */
static void write_job(Arena *arena, const char *folder, const char *title)
{
    Buf chapter = {.arena = arena};
    buf_text(&chapter, "# Uji\n\n");
    for (int i = 0; i < 120; i++)
        buf_format(&chapter, "## Pasal %d\n\nKinerja tahun ini diukur dengan %d indikator.\n\n", i,
                   i * 7);
    folder_write(folder, "uji.md", str_c(arena, buf_str(&chapter)));
    folder_write(folder, "data.yaml", data_text);
    folder_write(folder, "lakipdf.yaml", str_format(arena, job_text, title).at);
}

static int64_t now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * SECOND + time.tv_nsec;
}

/* Numbers that look random, the same in each run. */
static uint32_t next_random(uint64_t *state)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(*state >> 33);
}

static pid_t begin(const char *folder)
{
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        const char *program = getenv("LAKIPDF");
        int nothing = open("/dev/null", O_WRONLY);
        if (program != NULL && chdir(folder) == 0 && dup2(nothing, STDERR_FILENO) >= 0)
            execl(program, program, "build", "lakipdf.yaml", "-o", "out.pdf", (char *)NULL);
        _exit(127);
    }
    return child;
}

/* How long the run took, which must end well. */
static int64_t run_whole(const char *folder)
{
    int64_t start = now();
    pid_t child = begin(folder);
    int status = -1;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    return now() - start;
}

/* True where the run was killed before its end. */
static bool run_killed(const char *folder, int64_t after)
{
    int64_t start = now();
    pid_t child = begin(folder);
    int64_t left = after - (now() - start);
    if (left > 0) {
        struct timespec pause = {.tv_sec = left / SECOND, .tv_nsec = left % SECOND};
        nanosleep(&pause, NULL);
    }
    kill(child, SIGKILL);
    int status = -1;
    assert_int_equal(waitpid(child, &status, 0), child);
    if (WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL)
        return true;
    assert_int_equal(status, 0);
    return false;
}

/* The files of the folder that the job does not consist of. */
static size_t count_left(const char *folder)
{
    static const char *const known[] = {".",         "..",           "uji.md",
                                        "data.yaml", "lakipdf.yaml", "out.pdf"};
    size_t count = 0;
    DIR *listing = opendir(folder);
    assert_non_null(listing);
    for (struct dirent *entry = NULL; (entry = readdir(listing)) != NULL;) {
        bool is_known = false;
        for (size_t i = 0; i < sizeof known / sizeof *known; i++)
            is_known = is_known || strcmp(entry->d_name, known[i]) == 0;
        count += !is_known;
    }
    closedir(listing);
    return count;
}

static Str read_result(Arena *arena, const char *folder)
{
    size_t size = 0;
    const char *text = file_text(arena, path_in(arena, folder, "out.pdf"), &size);
    assert_non_null(text);
    return (Str){text, size};
}

static void put_result(const char *path, Str bytes)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes.at, 1, bytes.size, file), bytes.size);
    assert_int_equal(fclose(file), 0);
}

static void a_killed_run_leaves_the_older_file_or_the_new_one(void **state)
{
    Fixture *fixture = *state;
    Arena *arena = fixture->arena;
    const char *folder = folder_make(arena);
    const char *path = path_in(arena, folder, "out.pdf");
    write_job(arena, folder, "Lama");
    run_whole(folder);
    Str older = read_result(arena, folder);
    write_job(arena, folder, "Laporan yang baru");
    int64_t whole = run_whole(folder);
    Str newer = read_result(arena, folder);
    assert_false(str_equal(older, newer));
    for (int i = 0; i < 2; i++) {
        int64_t again = run_whole(folder);
        whole = again < whole ? again : whole;
    }
    put_result(path, older);
    int64_t end = now() + (int64_t)MOST_SECONDS * SECOND;
    uint64_t random = 6;
    size_t killed = 0;
    size_t kept = 0;
    while (killed < KILLS && now() < end) {
        Arena *work = arena_new(fixture->memory);
        int64_t after = whole * (next_random(&random) % 1000) / 1000;
        if (run_killed(folder, after))
            killed++;
        else
            whole -= whole / 50; /* the machine has more time for us now */
        Str result = read_result(work, folder);
        if (str_equal(result, newer))
            put_result(path, older);
        else if (str_equal(result, older))
            kept++;
        else
            fail_msg("killed after %lld us: the file is neither the older nor the new one",
                     (long long)after / MICROSECOND);
        assert_in_range(count_left(folder), 0, 1);
        arena_drop(work);
    }
    print_message("killed %zu times, %zu times the older file is there\n", killed, kept);
    /* A slow machine has its time too. */
    assert_true(killed >= KILLS / 4 && kept > 0);
    run_whole(folder);
    assert_true(str_equal(read_result(arena, folder), newer));
    assert_int_equal(count_left(folder), 0);
    folder_remove(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_killed_run_leaves_the_older_file_or_the_new_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
