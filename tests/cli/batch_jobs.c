/* lakipdf batch: what it takes for a job, and what it says of the rest. */
#include "cli/small_job.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

/* --- Jobs ------------------------------------------------------------------------------------- */

static void what_is_called_a_job_and_is_none_fails(void **state)
{
    static const struct {
        const char *name, *text, *said;
    } cases[] = {
        {"a/lakipdf.yaml", "", "lakipdf.yaml: error: the file is empty"},
        {"b/lakipdf.yaml", "\x01\x02", "error"},
        {"c/lakipdf.yaml", "templt: lakip\ntahun: 2020\n", "unknown field 'templt'"},
        {"d/renja.yaml", "templt: lakip\ntahun: 2020\ndata: []\n", "unknown field 'templt'"},
    };
    Arena *arena = ((Fixture *)*state)->arena;
    const char *folder = folder_make(arena);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        folder_write(folder, path_in(arena, "jobs", cases[i].name), cases[i].text);
    }
    folder_write(folder, "jobs/d/data.yaml", small_data_text);
    assert_script(arena, folder, "mkdir jobs/e; ln -s ../../tiada jobs/e/lakipdf.yaml");
    Ended ended = script(arena, folder, "exec \"$LAKIPDF\" batch jobs -o out");
    assert_int_not_equal(ended.status, 0);
    if (strstr(ended.out, "5 failed") == NULL)
        fail_msg("%s%s", ended.out, ended.err);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (strstr(ended.err, cases[i].said) == NULL)
            fail_msg("%s: %s", cases[i].name, ended.err);
    folder_remove(folder);
}

static void a_summary_that_cannot_be_written_is_told_before_all(void **state)
{
    static const char *const files[] = {"tiada/x.json", "/dev/full", "jobs", "jobs/a/data.yaml"};
    Arena *arena = ((Fixture *)*state)->arena;
    const char *folder = folder_make(arena);
    write_job(arena, folder, "jobs/a");
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        Ended ended = script(
            arena, folder,
            str_format(arena, "exec \"$LAKIPDF\" batch jobs -o out --summary %s", files[i]).at);
        assert_in_range(ended.status, 2, 3);
        assert_non_null(strstr(ended.err, files[i]));
        assert_int_not_equal(access(path_in(arena, folder, "out/a.pdf"), F_OK), 0);
    }
    folder_remove(folder);
}

/* Descriptors or the stack are scarce: what a process says before it ends is told line by line. */
static void what_starved_processes_say_is_told_plainly(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    const char *folder = folder_make(arena);
    write_job(arena, folder, "jobs/a");
    write_job(arena, folder, "jobs/b");
    for (int most = 4; most < 16; most++) {
        Ended ended =
            script(arena, folder,
                   str_format(arena, "ulimit -n %d; exec \"$LAKIPDF\" batch jobs -o out", most).at);
        if ((ended.status != 0 && ended.status != 3 && ended.status != 127) ||
            strstr(ended.err, "\xEF\xBF\xBD") != NULL)
            fail_msg("%d: status %d: %s", most, ended.status, ended.err);
    }
#ifndef __SANITIZE_ADDRESS__
    assert_ends(arena, folder, "ulimit -s 64; exec \"$LAKIPDF\" batch jobs -o out", 0, "");
#endif
    folder_remove(folder);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        TEST(what_is_called_a_job_and_is_none_fails),
        TEST(a_summary_that_cannot_be_written_is_told_before_all),
        TEST(what_starved_processes_say_is_told_plainly),
    };
    return cmocka_run_group_tests_name("batch_jobs", tests, NULL, NULL);
}
