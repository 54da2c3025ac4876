/* lakipdf batch: which jobs are found, and what is said of what cannot be looked at. */
#include "batch.h"
#include "document.h"

#include <sys/stat.h>
#include <unistd.h>

static Ended run_batch(Arena *arena, const char *folder, const char *arguments)
{
    const char *const command[] = {
        "sh", "-c", str_format(arena, "exec \"$LAKIPDF\" batch %s", arguments).at, NULL};
    return run_command(arena, folder, command);
}

/* As another user; the folder out/ is anybody's. */
static Ended stranger(Arena *arena, const char *folder, const char *named, const char *also)
{
    const char *const arguments[] = {"batch", named, also, "-o", "out", "--summary=hasil.json",
                                     NULL};
    assert_int_equal(chmod(folder, 0777), 0);
    if (mkdir(path_in(arena, folder, "out"), 0777) == 0)
        assert_int_equal(chmod(path_in(arena, folder, "out"), 0777), 0);
    return run_program(arena, folder, &(Limits){.unprivileged = true}, arguments);
}

/* --- What may not be read --------------------------------------------------------------------- */

static void what_may_not_be_read_fails_and_the_others_are_built(void **state)
{
    static const struct {
        const char *locked;
        mode_t mode;
        const char *said; /* without the path */
    } cases[] = {
        {"jobs/dinas-2", 0, "cannot read the folder 'jobs/dinas-2': Permission denied"},
        {"jobs/dinas-2", 0311, "cannot read the folder 'jobs/dinas-2': Permission denied"},
        {"jobs/dinas-2", 0444, "cannot read 'jobs/dinas-2': Permission denied"},
        {"jobs/dinas-2/lakipdf.yaml", 0, "'jobs/dinas-2/lakipdf.yaml': Permission denied"},
        {"jobs/dinas-2/renja.yml", 0, "'jobs/dinas-2/renja.yml': Permission denied"},
    };
    Arena *arena = ((Fixture *)*state)->arena;
    const char *folder = make_jobs(arena, 1);
    folder_write(folder, "jobs/dinas-2/renja.yml", "templat: renja\n");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *locked = path_in(arena, folder, cases[i].locked);
        struct stat before;
        assert_int_equal(stat(locked, &before), 0);
        assert_int_equal(chmod(locked, cases[i].mode), 0);
        assert_script(arena, folder, "rm -rf out hasil.json");
        Ended ended = stranger(arena, folder, "jobs", "jobs/dinas-1");
        assert_int_equal(chmod(locked, before.st_mode & 0777), 0);
        assert_int_equal(ended.status, 1);
        assert_has(ended.err, cases[i].said);
        assert_has(ended.err, "hint: give yourself the right to read");
        assert_has(ended.out, cases[i].said);
        assert_true(built(ended.out) >= JOBS - 1);
        assert_int_equal(count_of(ended.out, "failed     jobs/dinas-2"), i < 4 ? i / 3 + 1 : 1);
        const char *json = file_text(arena, path_in(arena, folder, "hasil.json"), NULL);
        assert_has(json, "\"status\": \"failed\", \"exit\": 1");
        assert_has(json, cases[i].said);
    }
    folder_remove(folder);
}

static void what_is_named_and_may_not_be_read_is_told_as_that(void **state)
{
    static const char *const named[] = {"jobs/dinas-2", "jobs/dinas-2/lakipdf.yaml",
                                        "jobs/dinas-2/tiada"};
    Arena *arena = ((Fixture *)*state)->arena;
    const char *folder = make_jobs(arena, 1);
    assert_script(arena, folder, "chmod 0 jobs/dinas-2");
    for (size_t i = 0; i < sizeof named / sizeof *named; i++) {
        Ended ended = stranger(arena, folder, named[i], "jobs/dinas-4");
        assert_int_equal(ended.status, 1);
        assert_has(ended.err, str_format(arena, "'%s': Permission denied", named[i]).at);
        assert_int_equal(built(ended.out), 1);
        assert_has(ended.out, "2 jobs: 1 built, 0 current, 1 failed");
    }
    folder_remove(folder);
}

/* What has failed before all began is not taken for a document. */
static void what_may_not_be_read_is_no_matter_to_the_next_run(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    const char *folder = make_jobs(arena, 1);
    assert_script(arena, folder, "chmod 0 jobs/dinas-2");
    assert_int_equal(stranger(arena, folder, "jobs", "--resume").status, 1);
    assert_script(arena, folder, "chmod 755 jobs/dinas-2");
    Ended ended = stranger(arena, folder, "jobs", "--resume");
    assert_int_equal(ended.status, 0);
    assert_int_equal(current(ended.out), JOBS - 1);
    assert_int_equal(built(ended.out), 1);
    folder_remove(folder);
}

/* --- Lists ------------------------------------------------------------------------------------ */

static void a_line_that_names_nothing_fails_alone(void **state)
{
    static const char *const said[] = {
        "standard input:2:1: error: cannot read 'tiada/lakipdf.yaml': No such file or directory",
        "standard input:4:1: error: there is no job in the folder 'kosong'",
        "standard input:5:1: error: cannot read '",
        "File name too long",
        "standard input:6:1: error: cannot read 'putar': Too many levels of symbolic links",
    };
    Arena *arena = ((Fixture *)*state)->arena;
    const char *folder = make_jobs(arena, 1);
    folder_write(folder, "kosong/data.yaml", "a: 1\n");
    assert_script(
        arena, folder,
        "ln -s putar putar\n"
        "{ printf 'jobs/dinas-1\\r\\ntiada/lakipdf.yaml\\n\\nkosong\\n'; printf '%09999d'; "
        "printf '\\nputar\\njobs/dinas-2/lakipdf.yaml'; } >list\n");
    Ended ended = run_batch(arena, folder, "- -o out <list");
    assert_int_equal(ended.status, 1);
    for (size_t i = 0; i < sizeof said / sizeof *said; i++)
        assert_has(ended.err, said[i]);
    assert_has(ended.out, "6 jobs: 2 built, 0 current, 4 failed");
    folder_remove(folder);
}

static void names_may_end_with_nul(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    const char *folder = make_jobs(arena, 1);
    const char *const command[] = {
        "sh", "-c", "find jobs -name lakipdf.yaml -print0 | \"$LAKIPDF\" batch - -o out", NULL};
    Ended ended = run_command(arena, folder, command);
    assert_int_equal(ended.status, 0);
    assert_int_equal(built(ended.out), JOBS);
    folder_remove(folder);
}

static void a_list_of_nothing_is_wrong_usage_as_an_empty_folder_is(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    const char *folder = make_jobs(arena, 1);
    Ended ended = run_batch(arena, folder, "- -o out </dev/null");
    assert_int_equal(ended.status, 2);
    assert_has(ended.err, "there is no job in the list");
    ended = run_batch(arena, folder, "- jobs -o out </dev/null");
    assert_int_equal(ended.status, 2);
    assert_int_not_equal(access(path_in(arena, folder, "out"), F_OK), 0);
    folder_remove(folder);
}

/* --- Links ------------------------------------------------------------------------------------ */

static void links_to_folders_are_followed_where_they_are_named_alone(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    const char *folder = make_jobs(arena, 1);
    assert_script(arena, folder,
                  "mkdir satu; cp -R jobs/dinas-1 satu/a; ln -s .. satu/atas; ln -s . satu/sini\n"
                  "ln -s ../jobs satu/lain; ln -s satu alias\n");
    const char *const named[] = {"satu", "alias", "alias/"};
    for (size_t i = 0; i < sizeof named / sizeof *named; i++) {
        assert_script(arena, folder, "rm -rf out");
        Ended ended = run_batch(arena, folder, str_format(arena, "%s -o out", named[i]).at);
        assert_int_equal(ended.status, 0);
        assert_has(ended.out, "built      out/a.pdf");
        assert_has(ended.out, "1 job: 1 built, 0 current, 0 failed; 1 page, 0 warnings, ");
    }
    folder_remove(folder);
}

/* What a job names counts from the folder that it is named in: the same file makes another document
   in each. */
static void a_link_to_a_job_is_a_job_of_its_own_folder(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    const char *folder = make_jobs(arena, 1);
    assert_script(arena, folder,
                  "sed -i 's/^judul.*//' jobs/dinas-1/lakipdf.yaml; rm jobs/dinas-2/lakipdf.yaml\n"
                  "ln -s ../dinas-1/lakipdf.yaml jobs/dinas-2; ln -s lakipdf.yaml "
                  "jobs/dinas-3/sama.yaml\n"
                  "sed -i s/Contoh/Lain/ jobs/dinas-2/data.yaml\n");
    Ended ended = run_batch(arena, folder, "jobs jobs/dinas-2/lakipdf.yaml -o out");
    assert_int_equal(ended.status, 0);
    assert_int_equal(built(ended.out), JOBS);
    ended = run_batch(arena, folder, "jobs/dinas-2/lakipdf.yaml -o lain");
    assert_has(ended.out, "built      lain/dinas-2.pdf");
    assert_script(arena, folder,
                  "cmp lain/dinas-2.pdf out/dinas-2.pdf; ! cmp -s out/dinas-1.pdf out/dinas-2.pdf");
    folder_remove(folder);
}

/* Whichever of the names is found first. */
static void of_several_names_of_a_job_the_file_gives_the_name(void **state)
{
    static const char *const named[] = {"jobs", "jobs/dinas-1/a.yaml jobs",
                                        "jobs jobs/dinas-1/z.yaml"};
    Arena *arena = ((Fixture *)*state)->arena;
    const char *folder = make_jobs(arena, 1);
    assert_script(arena, folder,
                  "cd jobs/dinas-1; ln -s lakipdf.yaml a.yaml; ln -s a.yaml z.yaml\n"
                  "cd ../dinas-2; mv lakipdf.yaml renja.yaml; ln -s renja.yaml lakipdf.yaml\n");
    for (size_t i = 0; i < sizeof named / sizeof *named; i++) {
        assert_script(arena, folder, "rm -rf out");
        Ended ended = run_batch(arena, folder, str_format(arena, "%s -o out", named[i]).at);
        assert_int_equal(ended.status, 0);
        assert_int_equal(built(ended.out), JOBS);
        assert_has(ended.out, "built      out/dinas-1.pdf");
        assert_has(ended.out, "built      out/dinas-2-renja.pdf");
    }
    /* Where the link alone is named, it is. */
    Ended ended = run_batch(arena, folder, "jobs/dinas-1/a.yaml -o lain");
    assert_has(ended.out, "built      lain/dinas-1");
    folder_remove(folder);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        TEST(what_may_not_be_read_fails_and_the_others_are_built),
        TEST(what_is_named_and_may_not_be_read_is_told_as_that),
        TEST(what_may_not_be_read_is_no_matter_to_the_next_run),
        TEST(a_line_that_names_nothing_fails_alone),
        TEST(names_may_end_with_nul),
        TEST(a_list_of_nothing_is_wrong_usage_as_an_empty_folder_is),
        TEST(links_to_folders_are_followed_where_they_are_named_alone),
        TEST(a_link_to_a_job_is_a_job_of_its_own_folder),
        TEST(of_several_names_of_a_job_the_file_gives_the_name),
    };
    return cmocka_run_group_tests_name("batch_find", tests, NULL, NULL);
}
