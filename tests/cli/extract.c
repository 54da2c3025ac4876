/*
 * What a PDF carries comes out of it again: a job's own files make the same document once more, and
 * files of anybody are written where they can do no harm.
 */
#include "process.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static Ended extract(Arena *arena, const char *folder, const char *pdf, const char *to)
{
    const char *const arguments[] = {"extract", pdf, to, NULL};
    return run_program(arena, folder, NULL, arguments);
}

static void shell(Arena *arena, const char *folder, const char *script)
{
    const char *const command[] = {"sh", "-c", script, NULL};
    Ended ended = run_command(arena, folder, command);
    if (ended.status != 0)
        fail_msg("%s: %s%s", script, ended.out, ended.err);
}

/* x.pdf, without attachments, and `script` done to it. */
static const char *make_pdf(Arena *arena, const char *script)
{
    const char *folder = folder_make(arena);
    const char *const build[] = {"build", "tests/jobs/dinas-contoh/lakipdf.yaml", "-o",
                                 path_in(arena, folder, "x.pdf"), NULL};
    assert_int_equal(run_program(arena, ".", NULL, build).status, 0);
    shell(arena, folder, script);
    return folder;
}

static bool exists(Arena *arena, const char *folder, const char *name)
{
    struct stat about;
    return lstat(path_in(arena, folder, name), &about) == 0;
}

/* --- A job's own files ------------------------------------------------------------------------ */

/* The document of a copy of the job is PDF/A-3 with its files, and those make it again. */
static void check_round(Arena *arena, const char *job)
{
    const char *folder = folder_make(arena);
    shell(arena, ".",
          str_format(arena,
                     "cp -R %s '%s/job' && cd '%s/job' && sed -i '/^arsip:/d' lakipdf.yaml && "
                     "printf 'arsip: pdfa-3b\\n' >>lakipdf.yaml",
                     job, folder, folder)
              .at);
    const char *const first[] = {"build", "job/lakipdf.yaml", "-o", "1.pdf", NULL};
    assert_int_equal(run_program(arena, folder, NULL, first).status, 0);
    Ended ended = extract(arena, folder, "1.pdf", "keluar/");
    assert_string_equal(ended.err, "");
    assert_int_equal(ended.status, 0);
    assert_non_null(strstr(ended.out, "keluar/lakipdf.yaml\n"));
    /* Each is what it was, and none was left out that the job names. */
    shell(arena, folder,
          "cd keluar && find . -type f | while read -r f; do cmp \"$f\" \"../job/$f\"; done");
    const char *const second[] = {"build", "keluar/lakipdf.yaml", "-o", "2.pdf", NULL};
    assert_int_equal(run_program(arena, folder, NULL, second).status, 0);
    shell(arena, folder, "cmp 1.pdf 2.pdf && qpdf --check 1.pdf");
    folder_remove(folder);
}

static void what_a_job_was_made_from_makes_it_again(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    check_round(arena, "examples/lakip-2017");
    check_round(arena, "examples/iku-2017-2022");
    /* With pictures. */
    check_round(arena, "tests/jobs/siksa");
}

/* What others say of them. */
static void each_file_says_what_it_is(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    const char *folder = folder_make(arena);
    shell(arena, ".",
          str_format(arena,
                     "cp -R tests/jobs/dinas-contoh '%s/job' && "
                     "printf 'arsip: pdfa-3b\\n' >>'%s/job/lakipdf.yaml'",
                     folder, folder)
              .at);
    const char *const build[] = {"build", "job/lakipdf.yaml", "-o", "x.pdf", NULL};
    assert_int_equal(run_program(arena, folder, NULL, build).status, 0);
    const char *const list[] = {"qpdf", "--list-attachments", "--verbose", "x.pdf", NULL};
    const char *said = run_command(arena, folder, list).out;
    const char *data = strstr(said, "data/dinas.yaml -> ");
    assert_non_null(data);
    assert_non_null(strstr(data, "description: Data yang menjadi dasar dokumen"));
    assert_non_null(strstr(data, "modification date: D:20220221000000+00'00'"));
    assert_non_null(strstr(data, "mime type: application/yaml"));
    shell(arena, folder,
          "sum=$(md5sum <job/data/dinas.yaml | cut -d' ' -f1) && "
          "qpdf --list-attachments --verbose x.pdf | grep -q \"checksum: $sum\" && "
          "qpdf --qdf --object-streams=disable x.pdf x.qdf && "
          "test $(grep -ac '/AFRelationship /Data' x.qdf) = 2 && "
          "test $(grep -ac '/AFRelationship /Source' x.qdf) = 2 && grep -aq '/AF \\[' x.qdf && "
          "mkdir d && pdfdetach -save 1 -o d/1 x.pdf && test -s d/1");
    folder_remove(folder);
}

static void other_levels_carry_nothing(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    const char *folder = make_pdf(arena, "true");
    Ended ended = extract(arena, folder, "x.pdf", "keluar");
    assert_int_equal(ended.status, 1);
    assert_string_equal(ended.err, "lakipdf: error: 'x.pdf' has no attachments\n"
                                   "  hint: 'arsip: pdfa-3a' in a job puts its files into the "
                                   "PDF\n");
    assert_false(exists(arena, folder, "keluar"));
    folder_remove(folder);
}

/* --- Anybody's files -------------------------------------------------------------------------- */

static void no_name_leads_out_of_the_folder(void **state)
{
    static const struct {
        const char *name, *written;
    } cases[] = {
        {"../../luar.txt", "_./_./luar.txt"},
        {"/tmp/mutlak.txt", "tmp/mutlak.txt"},
        {"C:\\\\Users\\\\a.txt", "C:_Users_a.txt"},
        {"c:/a.txt", "a.txt"},
        {"a.txt", "a-2.txt"},
        {".bashrc", "_bashrc"},
        {"a/../b", "a/_./b"},
        {"a/b", "a/b"},
        {"///", "lampiran"},
        {"laporan \\303\\251.csv", "laporan \xC3\xA9.csv"},
    };
    Arena *arena = ((Fixture *)*state)->arena;
    Buf script = {.arena = arena};
    buf_text(&script, "printf isi >isi; cp x.pdf y.pdf");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        buf_format(&script,
                   " && n=$(printf '%s') && qpdf y.pdf --add-attachment isi --key=%02zu "
                   "--filename=\"$n\" -- z.pdf && mv z.pdf y.pdf",
                   cases[i].name, i);
    const char *folder = make_pdf(arena, str_c(arena, buf_str(&script)));
    Ended ended = extract(arena, folder, "y.pdf", "a/b/keluar");
    assert_int_equal(ended.status, 3);
    assert_non_null(strstr(ended.err, "make the folder above it first"));
    assert_false(exists(arena, folder, "a"));
    ended = extract(arena, folder, "y.pdf", "keluar");
    assert_string_equal(ended.err, "");
    assert_int_equal(ended.status, 0);
    Buf expected = {.arena = arena};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        buf_format(&expected, "keluar/%s\n", cases[i].written);
        const char *path = path_in(arena, folder, "keluar");
        const char *text = file_text(arena, path_in(arena, path, cases[i].written), NULL);
        assert_non_null(text);
        assert_string_equal(text, "isi");
    }
    assert_string_equal(ended.out, str_c(arena, buf_str(&expected)));
    folder_remove(folder);
}

/* x.pdf, whose attachments have these names, each with the byte x. */
static const char *make_attached(Arena *arena, const char *const *names, size_t count)
{
    const char *folder = folder_make(arena);
    Buf pdf = {.arena = arena};
    Buf rows = {.arena = arena};
    buf_text(&pdf, "%PDF-1.7\n");
    for (size_t i = 0; i <= count; i++) {
        buf_format(&rows, "%010zu 00000 n \n", pdf.size);
        buf_format(&pdf, "%zu 0 obj", i + 1);
        if (i > 0)
            buf_text(&pdf, "<</Length 1>>stream\nx\nendstream endobj\n");
        else
            buf_text(&pdf, "<</Type /Catalog/AF [");
        for (size_t k = 0; i == 0 && k < count; k++)
            buf_format(&pdf, "<</F(%s)/EF<</F %zu 0 R>>>>", names[k], k + 2);
        if (i == 0)
            buf_text(&pdf, "]>> endobj\n");
    }
    size_t at = pdf.size;
    buf_format(&pdf, "xref\n0 %zu\n0000000000 65535 f \n%.*strailer<</Size %zu/Root 1 0 R>>\n",
               count + 2, STR_ARG(buf_str(&rows)), count + 2);
    buf_format(&pdf, "startxref\n%zu\n%%%%EOF\n", at);
    folder_write(folder, "x.pdf", str_c(arena, buf_str(&pdf)));
    return folder;
}

/* Fails unless they come out under these names, in this order, and nothing is said. Returns the
   milliseconds of processor time that it took. */
static long check_written(Arena *arena, const char *const *names, const char *const *written,
                          size_t count)
{
    const char *folder = make_attached(arena, names, count);
    Ended ended = extract(arena, folder, "x.pdf", "keluar");
    assert_string_equal(ended.err, "");
    assert_int_equal(ended.status, 0);
    Buf expected = {.arena = arena};
    for (size_t i = 0; i < count; i++) {
        buf_format(&expected, "keluar/%s\n", written[i]);
        const char *path = str_format(arena, "%s/keluar/%s", folder, written[i]).at;
        assert_string_equal(file_text(arena, path, NULL), "x");
    }
    assert_string_equal(ended.out, str_c(arena, buf_str(&expected)));
    folder_remove(folder);
    return ended.milliseconds;
}

/* Each gets a name of its own, in the order of the file, and many take no time. */
static void files_of_one_name_are_numbered(void **state)
{
    enum { COUNT = 5000 };
    static const char *const first[] = {"a-2.txt", "a.txt", "a.txt", "a-2.txt", "a", "a", "b.d/a"};
    static const char *const numbered[] = {"a-2.txt", "a.txt", "a-3.txt", "a-2-2.txt",
                                           "a",       "a-2",   "b.d/a",   "b.d/a-2"};
    enum { FIRST = sizeof first / sizeof *first, NUMBERED = sizeof numbered / sizeof *numbered };
    Arena *arena = ((Fixture *)*state)->arena;
    const char **names = arena_array(arena, COUNT, sizeof *names);
    const char **written = arena_array(arena, COUNT, sizeof *written);
    for (int i = 0; i < COUNT; i++) {
        names[i] = i < FIRST ? first[i] : "b.d/a";
        written[i] =
            i < NUMBERED ? numbered[i] : str_format(arena, "b.d/a-%d", i - NUMBERED + 3).at;
    }
    (void)check_written(arena, names, written, COUNT);
}

static void a_name_that_is_a_file_and_a_folder_is_numbered(void **state)
{
    enum { MOST = 5 };
    static const struct {
        const char *names[MOST], *written[MOST];
    } cases[] = {
        {{"a", "a/b"}, {"a", "a-2/b"}},
        {{"a/b", "a"}, {"a/b", "a-2"}},
        {{"a", "a/b", "a/c", "a/b", "a"}, {"a", "a-2/b", "a-2/c", "a-2/b-2", "a-3"}},
        {{"a/b", "a", "a/b/c", "a/b/d", "a/b/c"},
         {"a/b", "a-2", "a/b-2/c", "a/b-2/d", "a/b-2/c-2"}},
        {{"x.d", "x.d/y", "x-2.d", "x.d/z"}, {"x.d", "x-2.d/y", "x-2-2.d", "x-2.d/z"}},
        {{"a-2", "a", "a/b"}, {"a-2", "a", "a-3/b"}},
        {{"a-2/x", "a", "a/x"}, {"a-2/x", "a", "a-2/x-2"}},
        {{"a", "a/b", "a-2/b/c"}, {"a", "a-2/b", "a-2/b-2/c"}},
    };
    Arena *arena = ((Fixture *)*state)->arena;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t count = 0;
        while (count < MOST && cases[i].names[count] != NULL)
            count++;
        (void)check_written(arena, cases[i].names, cases[i].written, count);
    }
}

/* Of deep folders the outer ones are made, so that their path can be, and many take no time. */
static void many_deep_folders_take_no_time(void **state)
{
    enum { COUNT = 400, DEPTH = 400, KEPT = 16, MOST = 5000 };
    Arena *arena = ((Fixture *)*state)->arena;
    const char **names = arena_array(arena, COUNT, sizeof *names);
    const char **written = arena_array(arena, COUNT, sizeof *written);
    for (int i = 0; i < COUNT; i++) {
        Buf name = {.arena = arena};
        for (int k = 0; k < DEPTH; k++) {
            buf_format(&name, "folder-dalam-%d/", i);
            if (k + 1 == KEPT)
                written[i] = str_format(arena, "%.*sz", STR_ARG(buf_str(&name))).at;
        }
        buf_text(&name, "z");
        names[i] = str_c(arena, buf_str(&name));
    }
    long took = check_written(arena, names, written, COUNT);
    if (took > MOST)
        fail_msg("it took %ld ms", took);
}

static void what_exists_is_not_written_over(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    const char *folder = make_pdf(
        arena, "for n in a.txt b.txt sub/c.txt; do printf baru >isi && qpdf x.pdf --add-attachment "
               "isi --key=$n --filename=$n -- y.pdf && mv y.pdf x.pdf; done && mkdir keluar luar "
               "tertaut && printf lama >keluar/b.txt && ln -s ../luar tertaut/sub");
    Ended ended = extract(arena, folder, "x.pdf", "keluar");
    assert_int_equal(ended.status, 2);
    assert_non_null(strstr(ended.err, "'keluar/b.txt' exists already: it would be lost"));
    assert_string_equal(ended.out, "");
    assert_false(exists(arena, folder, "keluar/a.txt"));
    assert_false(exists(arena, folder, "keluar/sub"));
    assert_string_equal(file_text(arena, path_in(arena, folder, "keluar/b.txt"), NULL), "lama");
    /* A link would lead the file elsewhere. */
    ended = extract(arena, folder, "x.pdf", "tertaut");
    assert_int_equal(ended.status, 2);
    assert_false(exists(arena, folder, "luar/c.txt"));
    assert_false(exists(arena, folder, "tertaut/a.txt"));
    folder_remove(folder);
}

static void what_cannot_be_read_is_told_and_nothing_written(void **state)
{
    static const struct {
        const char *script, *told;
        int status;
    } cases[] = {
        {"rm x.pdf", "cannot read 'x.pdf': No such file or directory", 1},
        {"printf teks >x.pdf", "x.pdf: error: it is no PDF", 1},
        {"head -c 5000 x.pdf >y && mv y x.pdf", "no 'startxref' stands", 1},
        {"qpdf --encrypt a b 256 -- x.pdf y && mv y x.pdf", "x.pdf: error: it is encrypted", 1},
        {"printf isi >isi && qpdf x.pdf --add-attachment isi -- --stream-data=uncompress "
         "--object-streams=disable y && "
         "sed -i 's,/Type /EmbeddedFile,/Filter /AnehSekali,' y && mv y x.pdf",
         "a filter that is not known: 'AnehSekali'", 1},
    };
    Arena *arena = ((Fixture *)*state)->arena;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *folder = make_pdf(arena, cases[i].script);
        Ended ended = extract(arena, folder, "x.pdf", "keluar");
        if (ended.status != cases[i].status || strstr(ended.err, cases[i].told) == NULL)
            fail_msg("%s: status %d, told:\n%s", cases[i].script, ended.status, ended.err);
        assert_string_equal(ended.out, "");
        assert_false(exists(arena, folder, "keluar"));
        folder_remove(folder);
    }
}

static void changed_bytes_are_told(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    const char *folder = make_pdf(
        arena, "printf sandi >isi && qpdf x.pdf --add-attachment isi -- --object-streams=disable "
               "--stream-data=uncompress y.pdf && sed -i 's/^sandiend/sanduend/' y.pdf");
    Ended ended = extract(arena, folder, "y.pdf", "keluar");
    assert_int_equal(ended.status, 0);
    assert_non_null(strstr(ended.err, "warning: 'isi' is not what was attached"));
    assert_string_equal(file_text(arena, path_in(arena, folder, "keluar/isi"), NULL), "sandu");
    folder_remove(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(what_a_job_was_made_from_makes_it_again),
        TEST(each_file_says_what_it_is),
        TEST(other_levels_carry_nothing),
        TEST(no_name_leads_out_of_the_folder),
        TEST(files_of_one_name_are_numbered),
        TEST(a_name_that_is_a_file_and_a_folder_is_numbered),
        TEST(many_deep_folders_take_no_time),
        TEST(what_exists_is_not_written_over),
        TEST(what_cannot_be_read_is_told_and_nothing_written),
        TEST(changed_bytes_are_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
