/*
 * Every kind of wrong input or failing system, as a user meets it: the message with its place and
 * hint, the exit status, and an older output file that stays as it was.
 */
#include "process.h"

#include <dirent.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static const char job_text[] = "templat: lakip\n"
                               "tahun: 2020\n"
                               "tanggal: 2021-02-01\n"
                               "data: [data.yaml, anggaran.xml]\n"
                               "urutan: [uji]\n"
                               "bab: {uji: bab/uji.md}\n";

static const char data_text[] = "instansi:\n"
                                "  nama: Dinas Contoh\n"
                                "  singkatan: Discontoh\n"
                                "  wilayah: Kabupaten Contoh\n"
                                "  kedudukan: Kota Contoh\n"
                                "  bidang: percontohan\n"
                                "  kepala_daerah: Bupati\n"
                                "kepala:\n"
                                "  jabatan: Kepala Dinas\n"
                                "  nama: NAMA KEPALA DINAS\n"
                                "sasaran:\n"
                                "  - nama: Meningkatnya mutu contoh\n"
                                "    indikator:\n"
                                "      - nama: Jumlah contoh\n"
                                "        satuan: buah\n"
                                "        target: 40\n"
                                "        realisasi: 38\n";

static const char budget_text[] =
    "<data>\n"
    "  <program>\n"
    "    <butir>\n"
    "      <nama>Program Contoh</nama>\n"
    "      <kegiatan>\n"
    "        <butir>\n"
    "          <nama>Kegiatan Contoh</nama>\n"
    "          <pagu><induk>1000</induk><perubahan>2000</perubahan></pagu>\n"
    "          <realisasi>1500</realisasi>\n"
    "        </butir>\n"
    "      </kegiatan>\n"
    "    </butir>\n"
    "  </program>\n"
    "</data>\n";

static const char chapter_text[] = "# Uji\n"
                                   "\n"
                                   "Anggaran {{total_langsung.anggaran | rupiah}}.\n";

/* Data that lack no more than the end of a line. */
#define AGENCY                                                                                     \
    "kepala: {nama: B, jabatan: C}\n"                                                              \
    "instansi: {nama: A, singkatan: B, wilayah: C, kedudukan: D, bidang: E, kepala_daerah: F"

/* A change to the good job above, and what the user must be told. */
typedef struct Case {
    const char *name;
    const char *file; /* the file that is replaced, or NULL */
    const char *text; /* by what; NULL: it is missing */
    int status;
    const char *told[4]; /* texts that the messages hold */
    const char *output;  /* instead of out.pdf */
    Limits limits;
    void (*prepare)(const char *folder);
    const char *silent; /* a text that the messages do not hold */
} Case;

static void make_readonly_folder(const char *folder)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/locked", folder);
    assert_int_equal(mkdir(path, 0555), 0);
}

/* A chapter that prints a text and a picture of the data. */
static void print_sasaran(const char *folder)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/bab/uji.md", folder);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs("# Uji\n\n{{#sasaran}}{{nama}}{{/}}\n\n{{#instansi.lambang}}\n"
          "![Lambang]({{instansi.lambang}})\n{{/}}\n",
          file);
    assert_int_equal(fclose(file), 0);
}

static void write_wrong_budget(const char *folder)
{
    folder_write(folder, "anggaran.xml", "<data><pagi>1</pagi></data>\n");
}

static void make_folder_in_place(const char *folder)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/taken.pdf", folder);
    assert_int_equal(mkdir(path, 0777), 0);
}

static void make_pipe_in_place(const char *folder)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/pipe.pdf", folder);
    assert_int_equal(mkfifo(path, 0666), 0);
}

static void make_unreadable(const char *folder)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/data.yaml", folder);
    assert_int_equal(chmod(path, 0), 0);
}

static void lock_rules(const char *folder)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/home/config/hitungan", folder);
    assert_int_equal(chmod(path, 0), 0);
}

static void lock_schema(const char *folder)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/home/config", folder);
    assert_int_equal(chmod(path, 0), 0);
}

static void make_picture_a_circle(const char *folder)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/g.png", folder);
    assert_int_equal(symlink("g.png", path), 0);
}

static void make_picture_a_link_to_nothing(const char *folder)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/g.png", folder);
    assert_int_equal(symlink("hilang.png", path), 0);
}

static void make_data_a_folder(const char *folder)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/data.yaml", folder);
    assert_int_equal(remove(path), 0);
    assert_int_equal(mkdir(path, 0777), 0);
}

/* Without the shipped rules the shipped audits have nothing to look at. */
static void drop_audits(const char *folder)
{
    folder_write(folder, "home/config/audit.yaml", "{}\n");
}

/* What a case does not name is nothing. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"
static Case cases[] = {
#include "error_cases.inc"
};
#pragma GCC diagnostic pop

enum { CASE_COUNT = sizeof cases / sizeof *cases };

/* A folder with the good job, an older output, and the program's own files to damage in home/. */
static const char *make_job(Arena *arena)
{
    const char *folder = folder_make(arena);
    folder_write(folder, "lakipdf.yaml", job_text);
    folder_write(folder, "data.yaml", data_text);
    folder_write(folder, "anggaran.xml", budget_text);
    folder_write(folder, "bab/uji.md", chapter_text);
    folder_write(folder, "out.pdf", "%PDF-older");
    return folder;
}

/* With the program, which may stand where an ordinary user cannot go. */
static void copy_home(Arena *arena, const char *folder)
{
    const char *home = path_in(arena, folder, "home");
    assert_int_equal(mkdir(home, 0777), 0);
    const char *const copy[] = {"cp", "-R", "config", "templates", "fonts", getenv("LAKIPDF"),
                                home, NULL};
    assert_int_equal(run_command(arena, ".", copy).status, 0);
}

/* True where the case damages the program's own files, or runs as another user. */
static bool needs_home(const Case *change)
{
    bool damages = change->file != NULL && strncmp(change->file, "home/", 5) == 0;
    return damages || change->limits.unprivileged;
}

static void apply_change(Arena *arena, const Case *change, const char *folder)
{
    if (needs_home(change))
        copy_home(arena, folder);
    if (change->file != NULL && change->text != NULL)
        folder_write(folder, change->file, change->text);
    else if (change->file != NULL)
        assert_int_equal(remove(path_in(arena, folder, change->file)), 0);
    if (change->prepare != NULL)
        change->prepare(folder);
}

/* Fails where a temporary file is left. */
static void assert_nothing_left(const char *folder)
{
    DIR *listing = opendir(folder);
    assert_non_null(listing);
    for (struct dirent *entry = NULL; (entry = readdir(listing)) != NULL;)
        if (strstr(entry->d_name, ".pdf.") != NULL)
            fail_msg("left behind: %s", entry->d_name);
    closedir(listing);
}

static void check_case(void **state)
{
    const Case *change = *state;
    void *fixture = NULL;
    fixture_setup(&fixture);
    Arena *arena = ((Fixture *)fixture)->arena;
    const char *folder = make_job(arena);
    apply_change(arena, change, folder);
    Limits limits = change->limits;
    if (needs_home(change)) {
        limits.environment = str_format(arena, "LAKIPDF_HOME=%s/home", folder).at;
        limits.program = path_in(arena, folder, "home/lakipdf");
    }
    const char *output = change->output != NULL ? change->output : "out.pdf";
    const char *const build[] = {"build", "lakipdf.yaml", "-o", output, NULL};
    Ended ended = run_program(arena, folder, &limits, build);
    if (ended.status != change->status)
        fail_msg("exit status %d, not %d; it said:\n%s", ended.status, change->status, ended.err);
    for (size_t i = 0; i < sizeof change->told / sizeof *change->told; i++)
        if (change->told[i] != NULL && strstr(ended.err, change->told[i]) == NULL)
            fail_msg("not told '%s' but:\n%s", change->told[i], ended.err);
    if (change->silent != NULL && strstr(ended.err, change->silent) != NULL)
        fail_msg("told of '%s':\n%s", change->silent, ended.err);
    assert_int_equal(ended.out_size, 0);
    assert_string_equal(file_text(arena, path_in(arena, folder, "out.pdf"), NULL), "%PDF-older");
    assert_nothing_left(folder);
    folder_remove(folder);
    fixture_teardown(&fixture);
}

/* What the cases change is a job that builds. */
static void unchanged_job_builds(void **state)
{
    Fixture *fixture = *state;
    const char *folder = make_job(fixture->arena);
    const char *const build[] = {"build", "lakipdf.yaml", "-o", "out.pdf", NULL};
    Ended ended = run_program(fixture->arena, folder, NULL, build);
    assert_string_equal(ended.err, "");
    assert_int_equal(ended.status, 0);
    assert_memory_equal(file_text(fixture->arena, path_in(fixture->arena, folder, "out.pdf"), NULL),
                        "%PDF-", 5);
    folder_remove(folder);
}

int main(void)
{
    static struct CMUnitTest tests[CASE_COUNT + 1] = {TEST(unchanged_job_builds)};
    for (size_t i = 0; i < CASE_COUNT; i++)
        tests[i + 1] = (struct CMUnitTest){
            .name = cases[i].name, .test_func = check_case, .initial_state = &cases[i]};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
