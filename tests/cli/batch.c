/* lakipdf batch: many jobs, of which some fail or are up to date. */
#include "batch.h"

#include <unistd.h>

/* --- Ordinary runs ---------------------------------------------------------------------------- */

static void every_job_of_a_folder_becomes_the_document_that_build_makes(void **state)
{
    Fixture *fixture = *state;
    Arena *arena = fixture->arena;
    const char *folder = make_jobs(arena, 3);
    folder_write(folder, "jobs/bidang/a/renja.yaml", "templat: renja\n");
    folder_write(folder, "jobs/bidang/a/.tersembunyi.yaml", "templat: renja\n");
    folder_write(folder, "jobs/bidang/a/data.yaml", "a: 1\n");
    Ended ended = batch(arena, folder, "--summary hasil.json");
    assert_int_equal(ended.status, 1);
    assert_int_equal(built(ended.out), JOBS);
    assert_non_null(strstr(ended.out, "failed     jobs/bidang/a/renja.yaml"));
    assert_non_null(strstr(ended.out, "jobs/bidang/a/renja.yaml:1:1: error: "));
    assert_non_null(strstr(ended.out, "7 jobs: 6 built, 0 current, 1 failed"));
    assert_non_null(strstr(ended.err, "/7] FAILED jobs/bidang/a/renja.yaml ("));
    assert_non_null(strstr(ended.err, "lakipdf: error: 1 of 7 jobs failed"));
    const char *json = file_text(arena, path_in(arena, folder, "hasil.json"), NULL);
    assert_non_null(json);
    assert_int_equal(count_of(json, "\"status\": \"built\", \"exit\": 0"), JOBS);
    assert_int_equal(count_of(json, "\"status\": \"failed\", \"exit\": 1"), 1);
    assert_non_null(strstr(json, "\"file\": \"jobs/bidang/a/renja.yaml\", \"line\": 1, "));
    assert_script(
        arena, folder,
        "cd jobs/dinas-4 && \"$LAKIPDF\" build lakipdf.yaml -o ../../satu.pdf && cd ../..\n"
        "cmp satu.pdf out/dinas-4.pdf\n"
        "test \"$(ls out | tr '\\n' ' ')\" = \"dinas-1.pdf dinas-2.pdf dinas-3.pdf "
        "dinas-4.pdf dinas-5.pdf dinas-6.pdf \"\n");
    folder_remove(folder);
}

static void messages_of_jobs_are_not_mixed(void **state)
{
    Fixture *fixture = *state;
    Arena *arena = fixture->arena;
    const char *folder = make_jobs(arena, 3);
    Buf wrong = {.arena = arena};
    for (int i = 0; i < 50; i++)
        buf_format(&wrong, "salah_%d: 1\n", i);
    for (int i = 1; i <= JOBS; i++)
        folder_write(folder, str_format(arena, "jobs/dinas-%d/data.yaml", i).at,
                     str_c(arena, buf_str(&wrong)));
    Ended ended = batch(arena, folder, "");
    assert_int_equal(ended.status, 1);
    const char *at = ended.err;
    for (int i = 0; i < JOBS; i++) {
        const char *head = strstr(at, "] FAILED jobs/dinas-");
        assert_non_null(head);
        int number = head[strlen("] FAILED jobs/dinas-")] - '0';
        const char *end = strstr(head + 1, "] FAILED ");
        const char *own = str_format(arena, "jobs/dinas-%d/", number).at;
        Str block = {head, end != NULL ? (size_t)(end - head) : strlen(head)};
        const char *text = str_c(arena, block);
        assert_true(count_of(text, "salah_") >= 50);
        assert_int_equal(count_of(text, "jobs/dinas-"), count_of(text, own));
        at = head + 1;
    }
    folder_remove(folder);
}

static void wrong_usage_is_told_before_anything_runs(void **state)
{
    static const struct {
        const char *arguments, *message;
    } cases[] = {
        {"jobs", "no folder given"},
        {"-o out", "no job named"},
        {"jobs -o out --jobs 0", "--jobs is a number from 1 to 1024"},
        {"jobs -o out --jobs 2x", "--jobs is a number"},
        {"jobs -o out --shard 3/2", "--shard is I/N"},
        {"jobs -o out --shard 1", "--shard is I/N"},
        {"jobs -o out --shard /2", "--shard is I/N"},
        {"tiada -o out", "cannot read 'tiada'"},
        {"jobs/dinas-1/uji.md kosong -o out", "there is no job in the folder 'kosong'"},
        {"jobs lain -o out", "'jobs/dinas-1/lakipdf.yaml' and 'lain/dinas/1.yaml' would both"},
        {"jobs -o jobs/dinas-1/data.yaml", "is no folder"},
    };
    Fixture *fixture = *state;
    Arena *arena = fixture->arena;
    const char *folder = make_jobs(arena, 1);
    folder_write(folder, "kosong/data.yaml", "a: 1\n");
    folder_write(folder, "lain/dinas/1.yaml", "templat: lakip\n");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *const command[] = {
            "sh", "-c", str_format(arena, "exec \"$LAKIPDF\" batch %s", cases[i].arguments).at,
            NULL};
        Ended ended = run_command(arena, folder, command);
        assert_int_equal(ended.status, 2);
        if (strstr(ended.err, cases[i].message) == NULL)
            fail_msg("%s: %s", cases[i].arguments, ended.err);
        assert_int_not_equal(access(path_in(arena, folder, "out"), F_OK), 0);
    }
    folder_remove(folder);
}

static void a_list_on_standard_input_names_jobs_each_once(void **state)
{
    Fixture *fixture = *state;
    const char *folder = make_jobs(fixture->arena, 1);
    assert_script(
        fixture->arena, folder,
        "printf 'jobs/dinas-3/lakipdf.yaml\\n\\njobs/dinas-1\\n./jobs/dinas-1/\\n' >list\n"
        "\"$LAKIPDF\" batch - -o out <list >hasil 2>/dev/null\n"
        "test \"$(ls out | tr '\\n' ' ')\" = 'dinas-1.pdf dinas-3.pdf '\n");
    folder_remove(folder);
}

static void shards_are_disjoint_and_complete_however_they_are_counted(void **state)
{
    Fixture *fixture = *state;
    const char *folder = make_jobs(fixture->arena, 1);
    assert_script(
        fixture->arena, folder,
        "for first in 0 1; do\n"
        "    rm -rf out; : >all\n"
        "    for i in 0 1 2 3; do\n"
        "        \"$LAKIPDF\" batch jobs -o out --shard $((first + i))/4 >part 2>/dev/null\n"
        "        grep -o 'out/dinas-[0-9]*' part >>all\n"
        "    done\n"
        "    test $(wc -l <all) = 6; test $(sort -u all | wc -l) = 6\n"
        "    for i in 0 1 2 3; do\n"
        "        \"$LAKIPDF\" batch jobs -o out --shard $((first + i))/4 --resume >>again "
        "2>/dev/null\n"
        "    done\n"
        "    ! grep ^built again; test $(grep -c current.*out again) = 6; rm again\n"
        "done\n"
        "\"$LAKIPDF\" batch jobs -o out --resume 2>/dev/null | grep -q '6 current'\n");
    folder_remove(folder);
}

/* The array of Slurm is run by tests/slurm. */
static void the_manifest_for_kubernetes_shares_the_jobs(void **state)
{
    Fixture *fixture = *state;
    const char *folder = make_jobs(fixture->arena, 1);
    assert_script(
        fixture->arena, folder,
        "\"$LAKIPDF\" convert \"$1\"/examples/batch/kubernetes.yaml -o job.xml\n"
        "grep -q '<completions>8</completions>' job.xml\n"
        "sed -n '/lakipdf batch/,/ringkasan/s/^ *//p' \"$1\"/examples/batch/kubernetes.yaml |\n"
        "    sed \"s,^lakipdf,'$LAKIPDF',; s,/pekerjaan,jobs,; s,/dokumen,out,\" >command\n"
        "grep -q batch command\n"
        "for JOB_COMPLETION_INDEX in 0 1 2 3 4 5 6 7; do\n"
        "    export JOB_COMPLETION_INDEX; sh command >/dev/null 2>&1\n"
        "done\n"
        "test $(ls out/*.pdf | wc -l) = 6; test $(ls out/ringkasan-*.json | wc -l) = 8\n");
    folder_remove(folder);
}

/* --- Going on --------------------------------------------------------------------------------- */

static void what_is_up_to_date_is_left_out_by_content_not_by_time(void **state)
{
    static const struct {
        const char *change;
        size_t built;
    } cases[] = {
        {"touch jobs/*/* out/*", 0},
        {"echo '# catatan' >>jobs/dinas-2/data.yaml", 1},
        {"echo 'Tambahan.' >>jobs/dinas-3/uji.md; touch -d 2001-01-01 jobs/dinas-3/uji.md", 1},
        {"rm out/dinas-1.pdf", 1},
        {"printf '%%PDF-' >out/dinas-5.pdf", 1},
        {"echo '' >>home/config/skala.yaml", JOBS},
        {"echo '' >>home/templates/lakip/manifest.yaml", JOBS},
        {"echo '{}' >home/config/hitungan/baru.yaml", JOBS},
        {"rm home/config/hitungan/baru.yaml", JOBS},
        {"sed -i 's/Laporan 4/Laporan 7/' jobs/dinas-4/lakipdf.yaml", 1},
    };
    Fixture *fixture = *state;
    Arena *arena = fixture->arena;
    const char *folder = make_jobs(arena, 1);
    assert_script(arena, folder,
                  "mkdir home; cp -R \"$1\"/config \"$1\"/templates \"$1\"/fonts home");
    setenv("LAKIPDF_HOME", path_in(arena, folder, "home"), 1);
    assert_int_equal(built(batch(arena, folder, "--resume").out), JOBS);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_script(arena, folder, cases[i].change);
        Ended ended = batch(arena, folder, "--resume");
        assert_int_equal(ended.status, 0);
        if (built(ended.out) != cases[i].built || current(ended.out) != JOBS - cases[i].built)
            fail_msg("%s: %s", cases[i].change, ended.out);
    }
    unsetenv("LAKIPDF_HOME");
    setenv("SOURCE_DATE_EPOCH", "1600000000", 1);
    assert_int_equal(built(batch(arena, folder, "--resume").out), JOBS);
    unsetenv("SOURCE_DATE_EPOCH");
    folder_remove(folder);
}

static void a_picture_that_was_not_there_makes_the_job_again(void **state)
{
    Fixture *fixture = *state;
    Arena *arena = fixture->arena;
    const char *folder = make_jobs(arena, 1);
    char here[4096];
    assert_non_null(getcwd(here, sizeof here));
    folder_write(folder, "jobs/dinas-2/uji.md", "# Uji\n\n```gambar\nberkas: g.png\n```\n");
    Ended ended = batch(arena, folder, "--resume");
    assert_int_equal(ended.status, 1);
    assert_int_equal(built(ended.out), JOBS - 1);
    ended = batch(arena, folder, "--resume");
    assert_int_equal(ended.status, 1);
    assert_int_equal(current(ended.out), JOBS - 1);
    folder_remove(folder);
}

static void a_damaged_state_is_told_and_written_anew(void **state)
{
    static const char *const damages[] = {
        "printf X | dd of=out/.lakipdf-batch.state bs=1 seek=300 conv=notrunc 2>/dev/null",
        "truncate -s 500 out/.lakipdf-batch.state",
        "truncate -s 0 out/.lakipdf-batch.state",
        "head -c 4000 /dev/urandom >out/.lakipdf-batch.state",
    };
    Fixture *fixture = *state;
    Arena *arena = fixture->arena;
    const char *folder = make_jobs(arena, 1);
    assert_int_equal(built(batch(arena, folder, "").out), JOBS);
    for (size_t i = 0; i < sizeof damages / sizeof *damages; i++) {
        assert_script(arena, folder, damages[i]);
        Ended ended = batch(arena, folder, "--resume");
        assert_int_equal(ended.status, 0);
        assert_non_null(strstr(ended.err, "warning: 'out/.lakipdf-batch.state' is damaged"));
        assert_int_equal(built(ended.out), JOBS);
        ended = batch(arena, folder, "--resume");
        assert_string_equal(ended.err, "");
        assert_int_equal(current(ended.out), JOBS);
    }
    folder_remove(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(every_job_of_a_folder_becomes_the_document_that_build_makes),
        TEST(messages_of_jobs_are_not_mixed),
        TEST(wrong_usage_is_told_before_anything_runs),
        TEST(a_list_on_standard_input_names_jobs_each_once),
        TEST(shards_are_disjoint_and_complete_however_they_are_counted),
        TEST(the_manifest_for_kubernetes_shares_the_jobs),
        TEST(what_is_up_to_date_is_left_out_by_content_not_by_time),
        TEST(a_picture_that_was_not_there_makes_the_job_again),
        TEST(a_damaged_state_is_told_and_written_anew),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
