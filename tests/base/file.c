/* Files: read whole, written whole or not at all. */
#include "folder.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>

enum { NOBODY = 65534 };

static void assert_file(Fixture *fixture, const char *path, const char *text)
{
    const Source *source = file_read(fixture->arena, fixture->diags, path, 1000, (Place){0});
    assert_non_null(source);
    assert_str(source->text, text);
}

/* Fails unless the folder holds so many entries: no temporary file is left. */
static void assert_entries(size_t expected)
{
    struct dirent **entries = NULL;
    int count = scandir(folder, &entries, NULL, NULL);
    for (int i = 0; i < count; i++)
        free(entries[i]);
    free(entries);
    assert_int_equal(count, expected + 2);
}

static void assert_message(Fixture *fixture, int status, const char *part)
{
    const char *printed = support_messages(fixture);
    if (strstr(printed, part) == NULL)
        fail_msg("no '%s' in: %s", part, printed);
    assert_int_equal(diags_exit_status(fixture->diags), status);
}

/* Does something as an ordinary user, whom the rights of files hold back. */
static void as_nobody(void (*body)(Fixture *fixture), Fixture *fixture)
{
    bool is_root = geteuid() == 0;
    if (is_root) {
        assert_int_equal(chown(folder, NOBODY, NOBODY), 0);
        assert_int_equal(seteuid(NOBODY), 0);
    }
    body(fixture);
    if (is_root)
        assert_int_equal(seteuid(0), 0);
}

/* --- Reading --------------------------------------------------------------------------------- */

static void a_file_is_read_whole_under_the_name_given(void **state)
{
    Fixture *fixture = *state;
    const char *path = in_folder(fixture, "data.yaml");
    put_file(path, "nama: Dinas\n");
    const Source *source = file_read(fixture->arena, fixture->diags, path, 12, (Place){0});
    assert_non_null(source);
    assert_str(source->name, path);
    assert_str(source->text, "nama: Dinas\n");
    assert_int_equal(source->text.at[source->text.size], '\0');
    put_file(path, "");
    source = file_read(fixture->arena, fixture->diags, path, 12, (Place){0});
    assert_non_null(source);
    assert_int_equal(source->text.size, 0);
    assert_false(diags_failed(fixture->diags));
}

static void a_missing_file_is_reported_where_it_was_named(void **state)
{
    Fixture *fixture = *state;
    const Source *job = support_source(fixture, "job.yaml", "data: [tiada.yaml]\n");
    assert_null(file_read(fixture->arena, fixture->diags, in_folder(fixture, "tiada.yaml"), 100,
                          place_at(job, 7, 10)));
    assert_message(fixture, 1, "job.yaml:1:8: error: cannot read '");
    assert_message(fixture, 1, "tiada.yaml': No such file or directory\n");
    assert_message(fixture, 1, "      |        ^~~~~~~~~~\n  hint: ");
}

static void what_is_no_file_is_refused_without_waiting(void **state)
{
    Fixture *fixture = *state;
    assert_null(file_read(fixture->arena, fixture->diags, folder, 100, (Place){0}));
    assert_message(fixture, 1, "is a folder");
    const char *pipe_path = in_folder(fixture, "pipe");
    assert_int_equal(mkfifo(pipe_path, 0600), 0);
    assert_null(file_read(fixture->arena, fixture->diags, pipe_path, 100, (Place){0}));
    assert_message(fixture, 1, "is not a regular file");
    const char *loop = in_folder(fixture, "loop");
    assert_int_equal(symlink(loop, loop), 0);
    assert_null(file_read(fixture->arena, fixture->diags, loop, 100, (Place){0}));
    assert_message(fixture, 1, "the link leads to itself");
}

/* A name that no folder can hold. */
static const char *endless_name(Fixture *fixture)
{
    char name[300];
    memset(name, 'a', sizeof name);
    return in_folder(fixture, str_c(fixture->arena, (Str){name, sizeof name}));
}

static void a_name_that_is_too_long_is_the_users_to_mend(void **state)
{
    Fixture *fixture = *state;
    assert_null(file_read(fixture->arena, fixture->diags, endless_name(fixture), 100, (Place){0}));
    assert_message(fixture, 1, "make the name shorter");
}

static void a_file_beyond_the_limit_is_refused(void **state)
{
    Fixture *fixture = *state;
    const char *path = in_folder(fixture, "large.yaml");
    put_file(path, "123456");
    assert_null(file_read(fixture->arena, fixture->diags, path, 5, (Place){0}));
    assert_message(fixture, 1, "has 6 bytes; the limit is 5");
}

static void read_locked(Fixture *fixture)
{
    const char *path = in_folder(fixture, "locked.yaml");
    put_file(path, "x");
    assert_int_equal(chmod(path, 0), 0);
    assert_null(file_read(fixture->arena, fixture->diags, path, 100, (Place){0}));
    assert_message(fixture, 1, "Permission denied");
}

static void a_file_that_may_not_be_read_is_the_users_to_mend(void **state)
{
    as_nobody(read_locked, *state);
}

typedef struct ReadLarge {
    Arena *arena;
    Diags *diags;
    const char *path;
} ReadLarge;

static void read_large(void *context)
{
    ReadLarge *reading = context;
    file_read(reading->arena, reading->diags, reading->path, SIZE_MAX, (Place){0});
}

static void a_file_is_closed_when_memory_runs_out(void **state)
{
    Fixture *fixture = *state;
    const char *path = in_folder(fixture, "large.yaml");
    put_file(path, "");
    assert_int_equal(truncate(path, 3000000), 0);
    Memory *memory = memory_new(1000000);
    Arena *arena = arena_new(memory);
    ReadLarge reading = {arena, diags_new(arena), path};
    int next = dup(0);
    close(next);
    assert_false(arena_try(memory, read_large, &reading));
    int again = dup(0);
    close(again);
    assert_int_equal(again, next);
    arena_drop(arena);
    memory_drop(memory);
}

/* --- Writing --------------------------------------------------------------------------------- */

static void a_written_file_appears_on_commit(void **state)
{
    Fixture *fixture = *state;
    const char *path = in_folder(fixture, "out.pdf");
    OutFile *out = out_open(fixture->arena, fixture->diags, path);
    assert_non_null(out);
    assert_true(out_write(out, "%PDF-1.4\n", 9));
    assert_true(out_write(out, "", 0));
    assert_int_not_equal(access(path, F_OK), 0);
    assert_true(out_commit(out));
    assert_file(fixture, path, "%PDF-1.4\n");
    assert_entries(1);
}

static void many_bytes_arrive_as_they_were_written(void **state)
{
    Fixture *fixture = *state;
    const char *path = in_folder(fixture, "out.pdf");
    OutFile *out = out_open(fixture->arena, fixture->diags, path);
    char block[997];
    for (size_t i = 0; i < sizeof block; i++)
        block[i] = (char)('0' + i % 10);
    for (int i = 0; i < 1000; i++)
        assert_true(out_write(out, block, sizeof block));
    assert_true(out_commit(out));
    const Source *source = file_read(fixture->arena, fixture->diags, path, 1000000, (Place){0});
    assert_non_null(source);
    assert_int_equal(source->text.size, 997000);
    for (size_t i = 0; i < 1000; i++)
        assert_memory_equal(source->text.at + i * sizeof block, block, sizeof block);
}

static void an_older_file_stays_until_commit_and_when_given_up(void **state)
{
    Fixture *fixture = *state;
    const char *path = in_folder(fixture, "out.pdf");
    put_file(path, "older");
    OutFile *out = out_open(fixture->arena, fixture->diags, path);
    assert_true(out_write(out, "newer", 5));
    assert_file(fixture, path, "older");
    out_abandon(out);
    assert_file(fixture, path, "older");
    assert_entries(1);
    out_abandon(NULL);
    out = out_open(fixture->arena, fixture->diags, path);
    assert_true(out_write(out, "newer", 5));
    assert_true(out_commit(out));
    assert_file(fixture, path, "newer");
    assert_entries(1);
}

static void what_a_killed_run_left_is_removed_and_nothing_else(void **state)
{
    Fixture *fixture = *state;
    const char *path = in_folder(fixture, "out.pdf");
    put_file(in_folder(fixture, ".out.pdf.lakipdf-aB3dE6"), "left");
    put_file(in_folder(fixture, ".out.pdf.lakipdf-aB3dE67"), "a user's");
    put_file(in_folder(fixture, ".other.pdf.lakipdf-aB3dE6"), "of another file");
    OutFile *first = out_open(fixture->arena, fixture->diags, path);
    assert_non_null(first);
    assert_entries(3);
    /* A file that somebody writes is not taken for one that was left. */
    OutFile *second = out_open(fixture->arena, fixture->diags, path);
    assert_non_null(second);
    assert_entries(4);
    assert_true(out_write(first, "first", 5) && out_write(second, "second", 6));
    assert_true(out_commit(second));
    assert_file(fixture, path, "second");
    assert_true(out_commit(first));
    assert_file(fixture, path, "first");
    assert_entries(3);
}

static void a_replaced_file_keeps_its_rights_and_its_link(void **state)
{
    Fixture *fixture = *state;
    const char *path = in_folder(fixture, "real.pdf");
    const char *link_path = in_folder(fixture, "link.pdf");
    put_file(path, "older");
    assert_int_equal(chmod(path, 0640), 0);
    assert_int_equal(symlink("real.pdf", link_path), 0);
    OutFile *out = out_open(fixture->arena, fixture->diags, link_path);
    assert_true(out_write(out, "newer", 5));
    assert_true(out_commit(out));
    struct stat about;
    assert_int_equal(lstat(link_path, &about), 0);
    assert_true(S_ISLNK(about.st_mode));
    assert_int_equal(stat(path, &about), 0);
    assert_int_equal(about.st_mode & 0777, 0640);
    assert_file(fixture, path, "newer");
}

static void a_new_file_gets_what_the_umask_leaves(void **state)
{
    Fixture *fixture = *state;
    mode_t before = umask(027);
    const char *path = in_folder(fixture, "out.pdf");
    OutFile *out = out_open(fixture->arena, fixture->diags, path);
    assert_true(out_commit(out));
    umask(before);
    struct stat about;
    assert_int_equal(stat(path, &about), 0);
    assert_int_equal(about.st_mode & 0777, 0640);
    assert_int_equal(about.st_size, 0);
}

static void a_missing_folder_is_reported(void **state)
{
    Fixture *fixture = *state;
    assert_null(out_open(fixture->arena, fixture->diags, in_folder(fixture, "tiada/out.pdf")));
    assert_message(fixture, 3, "make the folder first");
    put_file(in_folder(fixture, "file"), "");
    assert_null(out_open(fixture->arena, fixture->diags, in_folder(fixture, "file/out.pdf")));
    assert_message(fixture, 3, "Not a directory");
}

static void a_folder_in_the_place_of_the_file_is_reported(void **state)
{
    Fixture *fixture = *state;
    const char *path = in_folder(fixture, "out.pdf");
    assert_int_equal(mkdir(path, 0700), 0);
    assert_null(out_open(fixture->arena, fixture->diags, path));
    assert_message(fixture, 3, "it is a folder");
    assert_entries(1);
}

static void a_name_that_cannot_be_written_is_reported(void **state)
{
    Fixture *fixture = *state;
    assert_null(out_open(fixture->arena, fixture->diags, ""));
    assert_message(fixture, 2, "the name of the output file is empty");
    assert_null(out_open(fixture->arena, fixture->diags, endless_name(fixture)));
    assert_message(fixture, 3, "make the name shorter");
    assert_entries(0);
}

static void write_locked(Fixture *fixture)
{
    put_file(in_folder(fixture, "out.pdf"), "older");
    assert_int_equal(chmod(folder, 0500), 0);
    assert_null(out_open(fixture->arena, fixture->diags, in_folder(fixture, "out.pdf")));
    assert_message(fixture, 3, "Permission denied");
    assert_int_equal(chmod(folder, 0700), 0);
    assert_file(fixture, in_folder(fixture, "out.pdf"), "older");
}

static void a_folder_that_may_not_be_written_is_reported(void **state)
{
    as_nobody(write_locked, *state);
}

/* Writes 200 kB where only 50 kB may be written; true when the commit says so too. */
static bool write_too_much(OutFile *out)
{
    static char block[1000];
    struct rlimit before;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    struct rlimit limit = {50000, before.rlim_max};
    void (*handler)(int) = signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
    bool wrote = true;
    for (int i = 0; i < 200; i++)
        wrote = out_write(out, block, sizeof block);
    bool committed = out_commit(out);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    signal(SIGXFSZ, handler);
    return wrote || committed;
}

static void a_full_disk_leaves_the_older_file(void **state)
{
    Fixture *fixture = *state;
    const char *path = in_folder(fixture, "out.pdf");
    put_file(path, "older");
    OutFile *out = out_open(fixture->arena, fixture->diags, path);
    assert_false(write_too_much(out));
    assert_message(fixture, 3, "cannot write '");
    assert_message(fixture, 3, "File too large");
    assert_int_equal(diags_count(fixture->diags, SEVERITY_NOTE), 1);
    assert_file(fixture, path, "older");
    assert_entries(1);
}

static void a_target_that_cannot_be_replaced_is_reported_at_commit(void **state)
{
    Fixture *fixture = *state;
    const char *path = in_folder(fixture, "out.pdf");
    OutFile *out = out_open(fixture->arena, fixture->diags, path);
    assert_true(out_write(out, "newer", 5));
    assert_int_equal(mkdir(path, 0700), 0);
    assert_false(out_commit(out));
    assert_message(fixture, 3, "cannot replace '");
    assert_entries(1);
}

/* Commits "text" to standard output while that is `path`. */
static bool commit_to_stdout(Fixture *fixture, const char *path)
{
    OutFile *out = out_open(fixture->arena, fixture->diags, "-");
    assert_non_null(out);
    assert_true(out_write(out, "text", 4));
    fflush(stdout);
    int kept = dup(STDOUT_FILENO);
    int target = open(path, O_WRONLY | O_CREAT, 0600);
    assert_true(kept >= 0 && target >= 0);
    dup2(target, STDOUT_FILENO);
    bool committed = out_commit(out);
    dup2(kept, STDOUT_FILENO);
    close(kept);
    close(target);
    return committed;
}

static void standard_output_is_written_on_commit(void **state)
{
    Fixture *fixture = *state;
    const char *path = in_folder(fixture, "stdout");
    assert_true(commit_to_stdout(fixture, path));
    assert_file(fixture, path, "text");
    assert_false(commit_to_stdout(fixture, "/dev/full"));
    assert_message(fixture, 3, "No space left on device");
    assert_message(fixture, 3, "make room on the disk");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FOLDER_TEST(a_file_is_read_whole_under_the_name_given),
        FOLDER_TEST(a_missing_file_is_reported_where_it_was_named),
        FOLDER_TEST(what_is_no_file_is_refused_without_waiting),
        FOLDER_TEST(a_name_that_is_too_long_is_the_users_to_mend),
        FOLDER_TEST(a_file_beyond_the_limit_is_refused),
        FOLDER_TEST(a_file_that_may_not_be_read_is_the_users_to_mend),
        FOLDER_TEST(a_file_is_closed_when_memory_runs_out),
        FOLDER_TEST(a_written_file_appears_on_commit),
        FOLDER_TEST(many_bytes_arrive_as_they_were_written),
        FOLDER_TEST(an_older_file_stays_until_commit_and_when_given_up),
        FOLDER_TEST(what_a_killed_run_left_is_removed_and_nothing_else),
        FOLDER_TEST(a_replaced_file_keeps_its_rights_and_its_link),
        FOLDER_TEST(a_new_file_gets_what_the_umask_leaves),
        FOLDER_TEST(a_missing_folder_is_reported),
        FOLDER_TEST(a_folder_in_the_place_of_the_file_is_reported),
        FOLDER_TEST(a_name_that_cannot_be_written_is_reported),
        FOLDER_TEST(a_folder_that_may_not_be_written_is_reported),
        FOLDER_TEST(a_full_disk_leaves_the_older_file),
        FOLDER_TEST(a_target_that_cannot_be_replaced_is_reported_at_commit),
        FOLDER_TEST(standard_output_is_written_on_commit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
