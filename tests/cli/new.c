/*
 * lakipdf new: the starting jobs of templates, and that no file of the user's is lost.
 */
#include "process.h"

#include <sys/stat.h>
#include <unistd.h>

static const char job_text[] = "templat: uji\ntahun: 2020\ndata: [data/uji.yaml]\n";

/* A folder with a template of its own below home/, and the program's own files. */
static const char *make_home(Arena *arena)
{
    const char *folder = folder_make(arena);
    folder_write(folder, "home/templates/uji/manifest.yaml",
                 "nama: uji\narti: Templat uji\nbagian: [{id: a, berkas: a.md}]\n");
    folder_write(folder, "home/templates/uji/a.md", "# Isi\n\n{{instansi.nama}}\n");
    folder_write(folder, "home/templates/uji/awal/lakipdf.yaml", job_text);
    folder_write(folder, "home/templates/uji/awal/data/uji.yaml",
                 "instansi: {nama: Dinas Uji, singkatan: DU, wilayah: Kabupaten Uji, "
                 "kedudukan: Kota, bidang: uji, kepala_daerah: Bupati}\n"
                 "kepala: {nama: NAMA, jabatan: Kepala}\n");
    folder_write(folder, "home/templates/uji/awal/.tersembunyi", "");
    folder_write(folder, "home/templates/tanpa/manifest.yaml", "nama: tanpa\n");
    folder_link_home(arena, folder);
    return folder;
}

static Ended run_in(Arena *arena, const char *folder, Limits limits, const char *const *arguments)
{
    limits.environment = str_format(arena, "LAKIPDF_HOME=%s/home", folder).at;
    return run_program(arena, folder, &limits, arguments);
}

static Ended make_new(Arena *arena, const char *folder, const char *template_, const char *to)
{
    const char *const arguments[] = {"new", template_, to, NULL};
    return run_in(arena, folder, (Limits){0}, arguments);
}

static bool exists(Arena *arena, const char *folder, const char *name)
{
    return access(path_in(arena, folder, name), F_OK) == 0;
}

static void a_starting_job_is_copied_and_builds(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    const char *folder = make_home(arena);
    Ended ended = make_new(arena, folder, "uji", "kerja baru/");
    assert_string_equal(ended.err, "");
    assert_int_equal(ended.status, 0);
    assert_string_equal(ended.out, "2 files are in 'kerja baru'. Put your own data into them; this "
                                   "makes the document:\n"
                                   "  lakipdf build 'kerja baru/lakipdf.yaml' -o uji.pdf\n");
    assert_string_equal(file_text(arena, path_in(arena, folder, "kerja baru/lakipdf.yaml"), NULL),
                        job_text);
    assert_false(exists(arena, folder, "kerja baru/.tersembunyi"));
    const char *const check[] = {"check", "kerja baru/lakipdf.yaml", NULL};
    ended = run_in(arena, folder, (Limits){0}, check);
    assert_string_equal(ended.err, "");
    assert_int_equal(ended.status, 0);
    folder_remove(folder);
}

static void templates_are_listed_with_what_they_make(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    const char *folder = make_home(arena);
    const char *const arguments[] = {"new", NULL};
    Ended ended = run_in(arena, folder, (Limits){0}, arguments);
    assert_string_equal(ended.err, "");
    assert_int_equal(ended.status, 0);
    assert_string_equal(ended.out, "tanpa                \nuji                  Templat uji\n");
    folder_remove(folder);
}

/* What was there stays, also that which is not in the way; nothing is added to it. */
static void files_that_exist_are_not_written_over(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    const char *folder = make_home(arena);
    folder_write(folder, "kerja/data/uji.yaml", "milik saya");
    folder_write(folder, "berkas", "milik saya");
    Ended ended = make_new(arena, folder, "uji", "kerja");
    assert_int_equal(ended.status, 2);
    assert_non_null(strstr(ended.err, "'kerja/data/uji.yaml' exists already: it would be lost"));
    assert_non_null(strstr(ended.err, "hint: name another folder"));
    assert_false(exists(arena, folder, "kerja/lakipdf.yaml"));
    assert_string_equal(file_text(arena, path_in(arena, folder, "kerja/data/uji.yaml"), NULL),
                        "milik saya");
    ended = make_new(arena, folder, "uji", "berkas");
    assert_int_equal(ended.status, 2);
    assert_non_null(strstr(ended.err, "'berkas' is no folder"));
    folder_write(folder, "lain/catatan.txt", "milik saya");
    assert_int_equal(make_new(arena, folder, "uji", "lain").status, 0);
    assert_true(exists(arena, folder, "lain/data/uji.yaml"));
    assert_true(exists(arena, folder, "lain/catatan.txt"));
    assert_int_equal(make_new(arena, folder, "uji", "lain").status, 2);
    folder_remove(folder);
}

static void what_cannot_be_copied_leaves_nothing(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    const char *folder = make_home(arena);
    Ended ended = make_new(arena, folder, "uji", "tidak/ada");
    assert_int_equal(ended.status, 3);
    assert_non_null(strstr(ended.err, "make the folder above it first"));
    assert_false(exists(arena, folder, "tidak"));
    /* The second file passes the limit. */
    const char *const arguments[] = {"new", "uji", "kerja", NULL};
    ended = run_in(arena, folder, (Limits){.file_size = 100}, arguments);
    assert_int_equal(ended.status, 3);
    assert_non_null(strstr(ended.err, "cannot make 'kerja/data/uji.yaml': File too large"));
    assert_false(exists(arena, folder, "kerja"));
    assert_int_equal(chmod(folder, 0555), 0);
    ended = run_in(arena, folder, (Limits){.unprivileged = true}, arguments);
    assert_int_equal(ended.status, 3);
    assert_non_null(strstr(ended.err, "give yourself the right to write there"));
    assert_int_equal(chmod(folder, 0777), 0);
    /* A folder that may not be read is not copied as an empty one. */
    const char *data = path_in(arena, folder, "home/templates/uji/awal/data");
    assert_int_equal(chmod(data, 0), 0);
    ended = run_in(arena, folder, (Limits){.unprivileged = true}, arguments);
    assert_int_equal(ended.status, 1);
    assert_non_null(strstr(ended.err, "awal/data': Permission denied"));
    assert_false(exists(arena, folder, "kerja"));
    assert_int_equal(chmod(data, 0755), 0);
    assert_int_equal(symlink("hilang", path_in(arena, folder, "home/templates/uji/awal/z")), 0);
    ended = make_new(arena, folder, "uji", "kerja");
    assert_int_equal(ended.status, 1);
    assert_false(exists(arena, folder, "kerja"));
    folder_remove(folder);
}

static void wrong_usage_is_told(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    const char *folder = make_home(arena);
    static const struct {
        const char *arguments[5], *told;
    } cases[] = {
        {{"new", "uij", "kerja"}, "hint: did you mean 'uji'?"},
        {{"new", "renstra", "kerja"}, "hint: templates are tanpa, uji"},
        {{"new", "../uji", "kerja"}, "there is no template '../uji'"},
        {{"new", "tanpa", "kerja"}, "template 'tanpa' has no starting job"},
        {{"new", "uji"}, "an argument is missing"},
        {{"new", "uji", "kerja", "lagi"}, "1 argument too many"},
        {{"new", "uji", ""}, "the name of the folder is empty"},
        {{"new", "--paksa", "uji", "kerja"}, "unknown option '--paksa'"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Ended ended = run_in(arena, folder, (Limits){0}, cases[i].arguments);
        assert_int_equal(ended.status, 2);
        if (strstr(ended.err, cases[i].told) == NULL)
            fail_msg("not told '%s' but: %s", cases[i].told, ended.err);
        assert_false(exists(arena, folder, "kerja"));
    }
    folder_remove(folder);
}

/* Those that ship: nothing is found wrong in them. */
static void every_starting_job_is_without_finding(void **state)
{
    static const char script[] =
        "for template in \"$1\"/templates/*/awal; do\n"
        "    [ -d \"$template\" ] || continue\n"
        "    name=$(basename \"$(dirname \"$template\")\")\n"
        "    \"$LAKIPDF\" new $name $name >$name.out || echo \"new $name\"\n"
        "    \"$LAKIPDF\" check $name/lakipdf.yaml >$name.out || echo \"check $name\"\n"
        "done\n";
    Arena *arena = ((Fixture *)*state)->arena;
    const char *folder = folder_make(arena);
    assert_script(arena, folder, script);
    folder_remove(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_starting_job_is_copied_and_builds),
        TEST(templates_are_listed_with_what_they_make),
        TEST(files_that_exist_are_not_written_over),
        TEST(what_cannot_be_copied_leaves_nothing),
        TEST(wrong_usage_is_told),
        TEST(every_starting_job_is_without_finding),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
