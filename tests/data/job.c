/* The job: its config, its paths, its data joined; in a folder of its own. */
#include "report.h"

#include <ftw.h>
#include <sys/stat.h>
#include <unistd.h>

static const char job_schema[] = "pekerjaan:\n"
                                 "  isian:\n"
                                 "    tahun: {jenis: tahun, wajib: ya}\n"
                                 "    tanggal: tanggal\n"
                                 "    data: {jenis: daftar teks, wajib: ya}\n";

/* A new folder that is the current one, so that messages hold no path of this machine. */
typedef struct Folder {
    char path[64];
} Folder;

static void enter(Folder *folder)
{
    strcpy(folder->path, "/tmp/lakipdf-job-XXXXXX");
    assert_non_null(mkdtemp(folder->path));
    assert_int_equal(chdir(folder->path), 0);
    assert_int_equal(mkdir("job", 0700), 0);
}

static int remove_one(const char *path, const struct stat *about, int type, struct FTW *walk)
{
    (void)about;
    (void)type;
    (void)walk;
    return remove(path);
}

static void leave(const Folder *folder)
{
    assert_int_equal(chdir("/"), 0);
    assert_int_equal(nftw(folder->path, remove_one, 8, FTW_DEPTH | FTW_PHYS), 0);
}

static void put(const char *path, const char *text)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    fputs(text, file);
    assert_int_equal(fclose(file), 0);
}

static Job *load_job(Fixture *fixture, const char *path, bool allow_outside)
{
    return job_load(fixture->arena, fixture->diags, make_schema(fixture, job_schema), path,
                    allow_outside);
}

/* Loads the data of a job whose config is the given text. */
static const Node *load_data(Fixture *fixture, const char *config)
{
    put("job/job.yaml", config);
    const Job *job = load_job(fixture, "job/job.yaml", false);
    if (job == NULL)
        fail_msg("%s", support_messages(fixture));
    return job_load_data(fixture->arena, fixture->diags, job, NULL, NULL);
}

static void assert_tree(Fixture *fixture, const Node *tree, const char *yaml)
{
    if (tree == NULL)
        fail_msg("%s", support_messages(fixture));
    Buf out = {.arena = fixture->arena};
    node_write_yaml(&out, tree);
    assert_str(buf_str(&out), yaml);
}

static void the_config_is_bound(void **state)
{
    Fixture *fixture = *state;
    Folder folder;
    enter(&folder);
    put("job/job.yaml", "{tahun: 2017, data: [a.yaml]}\n");
    const Job *job = load_job(fixture, "job/job.yaml", false);
    assert_non_null(job);
    assert_str(job->path, "job/job.yaml");
    assert_str(job->folder, "job");
    assert_int_equal(job->year, 2017);
    assert_int_equal(record_list(job->config, "data")->count, 1);
    leave(&folder);
}

static void a_wrong_config_gives_no_job(void **state)
{
    Fixture *fixture = *state;
    Folder folder;
    enter(&folder);
    put("job/job.yaml", "{data: [a.yaml], judl: x}\n");
    put("job/job.txt", "");
    assert_null(load_job(fixture, "job/job.yaml", false));
    assert_null(load_job(fixture, "job/job.txt", false));
    assert_null(load_job(fixture, "job/none.yaml", false));
    put("job/lakipdf.yaml", "");
    assert_null(load_job(fixture, "job", false));
    assert_int_equal(mkdir("lain", 0777), 0);
    assert_null(load_job(fixture, "lain", false));
    assert_int_equal(rmdir("lain"), 0);
    leave(&folder);
    assert_string_equal(support_messages(fixture),
                        "job/job.yaml:1:1: error: 'tahun' is missing in 'pekerjaan'\n"
                        "    1 | {data: [a.yaml], judl: x}\n"
                        "      | ^\n"
                        "job/job.yaml:1:18: error: unknown field 'judl' in 'pekerjaan'\n"
                        "    1 | {data: [a.yaml], judl: x}\n"
                        "      |                  ^~~~\n"
                        "  hint: its fields: tahun, tanggal, data\n"
                        "lakipdf: error: the name of 'job/job.txt' does not tell its format\n"
                        "  hint: data files end in .yaml, .yml or .xml\n"
                        "lakipdf: error: cannot read 'job/none.yaml': No such file or directory\n"
                        "  hint: check the spelling\n"
                        "lakipdf: error: 'job' is a folder\n"
                        "  hint: did you mean 'job/lakipdf.yaml'?\n"
                        "lakipdf: error: 'lain' is a folder\n"
                        "  hint: name a file in it\n");
}

static void data_of_all_files_are_joined(void **state)
{
    Fixture *fixture = *state;
    Folder folder;
    enter(&folder);
    put("job/a.yaml", "instansi: {nama: Dinas}\nprogram: [x]\npagu: {2016: 1}\n");
    put("job/b.xml", "<data><instansi><kota>Pangkalpinang</kota></instansi><pagu>"
                     "<isi kunci=\"2017\">2</isi></pagu><visi>maju</visi></data>");
    const Node *tree =
        load_data(fixture, "{tahun: 2017, tanggal: 2018-03-15, data: [a.yaml, b.xml]}\n");
    leave(&folder);
    assert_tree(fixture, tree,
                "instansi:\n"
                "  nama: Dinas\n"
                "  kota: Pangkalpinang\n"
                "program:\n"
                "  - x\n"
                "pagu:\n"
                "  2016: 1\n"
                "  2017: 2\n"
                "visi: maju\n"
                "tahun: 2017\n"
                "tanggal: 2018-03-15\n");
}

static void what_two_files_give_is_an_error(void **state)
{
    Fixture *fixture = *state;
    Folder folder;
    enter(&folder);
    put("job/a.yaml", "instansi: {nama: Dinas}\nprogram: [x]\n");
    put("job/b.yaml", "instansi:\n  nama: Badan\nprogram: [y]\n");
    assert_non_null(load_data(fixture, "{tahun: 2017, data: [a.yaml, b.yaml]}\n"));
    leave(&folder);
    assert_string_equal(support_messages(fixture),
                        "job/b.yaml:2:3: error: 'nama' is given in two files\n"
                        "    2 |   nama: Badan\n"
                        "      |   ^~~~\n"
                        "  hint: the first one stands in job/a.yaml, line 1\n"
                        "job/b.yaml:3:1: error: 'program' is given in two files\n"
                        "    3 | program: [y]\n"
                        "      | ^~~~~~~\n"
                        "  hint: the first one stands in job/a.yaml, line 2\n");
}

static void a_budget_of_another_year_is_an_error(void **state)
{
    Fixture *fixture = *state;
    Folder folder;
    enter(&folder);
    put("job/a.yaml", "tahun_anggaran: 2016\n");
    put("job/b.yaml", "tahun_anggaran: 2017\n");
    assert_non_null(load_data(fixture, "{tahun: 2017, data: [b.yaml]}\n"));
    assert_string_equal(support_messages(fixture), "");
    assert_non_null(load_data(fixture, "{tahun: 2017, data: [a.yaml]}\n"));
    leave(&folder);
    assert_string_equal(support_messages(fixture),
                        "job/a.yaml:1:17: error: tahun_anggaran: the budget is of 2016, the "
                        "document of 2017\n"
                        "    1 | tahun_anggaran: 2016\n"
                        "      |                 ^~~~\n"
                        "  hint: list the file of the budget of 2017, the year in "
                        "job/job.yaml, line 1\n");
}

static void a_year_that_is_none_is_not_told_as_another(void **state)
{
    Fixture *fixture = *state;
    Folder folder;
    enter(&folder);
    put("job/a.yaml", "tahun_anggaran: 20xx\ntahun: dua ribu\n");
    assert_non_null(load_data(fixture, "{tahun: 2017, data: [a.yaml]}\n"));
    leave(&folder);
    assert_string_equal(support_messages(fixture), "");
}

static void data_of_another_year_are_an_error(void **state)
{
    Fixture *fixture = *state;
    Folder folder;
    enter(&folder);
    put("job/a.yaml", "tahun: 2016\ntanggal: 2017-01-02\n");
    const Node *tree = load_data(fixture, "{tahun: 2017, tanggal: 2018-03-15, data: [a.yaml]}\n");
    leave(&folder);
    assert_tree(fixture, tree, "tahun: 2016\ntanggal: 2017-01-02\n");
    assert_string_equal(support_messages(fixture),
                        "job/a.yaml:1:8: error: tahun: the data say 2016, the job 2017\n"
                        "    1 | tahun: 2016\n"
                        "      |        ^~~~\n"
                        "  hint: leave it out: the job says the year\n");
}

static void files_that_cannot_be_loaded_are_told_where_they_are_named(void **state)
{
    Fixture *fixture = *state;
    Folder folder;
    enter(&folder);
    put("job/list.yaml", "- a\n");
    put("job/a.csv", "a\n");
    put("outside.yaml", "a: 1\n");
    assert_int_equal(symlink("../outside.yaml", "job/link.yaml"), 0);
    assert_int_equal(mkdir("job/folder.yaml", 0700), 0);
    assert_null(load_data(fixture, "tahun: 2017\n"
                                   "data:\n"
                                   "  - none.yaml\n"
                                   "  - list.yaml\n"
                                   "  - a.csv\n"
                                   "  - ../outside.yaml\n"
                                   "  - /etc/passwd\n"
                                   "  - link.yaml\n"
                                   "  - folder.yaml\n"
                                   "  - \"\"\n"));
    leave(&folder);
    assert_string_equal(
        support_messages(fixture),
        "job/job.yaml:3:5: error: cannot read 'job/none.yaml': No such file or directory\n"
        "    3 |   - none.yaml\n"
        "      |     ^~~~~~~~~\n"
        "  hint: check the spelling; paths are relative to the file that names them\n"
        "job/job.yaml:5:5: error: the name of 'job/a.csv' does not tell its format\n"
        "    5 |   - a.csv\n"
        "      |     ^~~~~\n"
        "  hint: data files end in .yaml, .yml or .xml\n"
        "job/job.yaml:6:5: error: '../outside.yaml' leads out of the job's folder\n"
        "    6 |   - ../outside.yaml\n"
        "      |     ^~~~~~~~~~~~~~~\n"
        "  hint: put the file into the job's folder, or allow it by --allow-outside\n"
        "job/job.yaml:7:5: error: '/etc/passwd' leads out of the job's folder\n"
        "    7 |   - /etc/passwd\n"
        "      |     ^~~~~~~~~~~\n"
        "  hint: put the file into the job's folder, or allow it by --allow-outside\n"
        "job/job.yaml:8:5: error: 'link.yaml' is a link that leads out of the job's folder\n"
        "    8 |   - link.yaml\n"
        "      |     ^~~~~~~~~\n"
        "  hint: put the file into the job's folder, or allow it by --allow-outside\n"
        "job/job.yaml:9:5: error: 'job/folder.yaml' is a folder\n"
        "    9 |   - folder.yaml\n"
        "      |     ^~~~~~~~~~~\n"
        "  hint: name a file\n"
        "job/job.yaml:10:6: error: the path is empty\n"
        "   10 |   - \"\"\n"
        "      |      ^\n"
        "  hint: name a file\n"
        "job/list.yaml:1:1: error: the data must be a map, not a list\n"
        "    1 | - a\n"
        "      | ^\n"
        "  hint: write each field as 'name: value'\n");
}

static void paths_may_lead_outside_where_that_is_allowed(void **state)
{
    Fixture *fixture = *state;
    Folder folder;
    enter(&folder);
    put("outside.yaml", "a: 1\n");
    put("job/job.yaml", "{tahun: 2017, data: [../outside.yaml]}\n");
    const Job *job = load_job(fixture, "job/job.yaml", true);
    const Node *tree = job_load_data(fixture->arena, fixture->diags, job, NULL, NULL);
    const char *path =
        job_path(fixture->arena, fixture->diags, job, STR("/etc/passwd"), (Place){0});
    leave(&folder);
    assert_tree(fixture, tree, "a: 1\ntahun: 2017\n");
    assert_string_equal(path, "/etc/passwd");
}

static void paths_within_the_folder_are_joined_to_it(void **state)
{
    Fixture *fixture = *state;
    Folder folder;
    enter(&folder);
    put("job/job.yaml", "{tahun: 2017, data: [a.yaml]}\n");
    assert_int_equal(mkdir("job/bab", 0700), 0);
    put("job/bab/satu.md", "x");
    assert_int_equal(symlink("bab/satu.md", "job/link.md"), 0);
    const Job *job = load_job(fixture, "job/job.yaml", false);
    static const char *const rows[][2] = {{"bab/satu.md", "job/bab/satu.md"},
                                          {"bab/../bab/satu.md", "job/bab/../bab/satu.md"},
                                          {"link.md", "job/link.md"},
                                          {"none.md", "job/none.md"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *path =
            job_path(fixture->arena, fixture->diags, job, str_from(rows[i][0]), (Place){0});
        assert_non_null(path);
        assert_string_equal(path, rows[i][1]);
    }
    leave(&folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_config_is_bound),
        TEST(a_wrong_config_gives_no_job),
        TEST(data_of_all_files_are_joined),
        TEST(what_two_files_give_is_an_error),
        TEST(a_budget_of_another_year_is_an_error),
        TEST(a_year_that_is_none_is_not_told_as_another),
        TEST(data_of_another_year_are_an_error),
        TEST(files_that_cannot_be_loaded_are_told_where_they_are_named),
        TEST(paths_may_lead_outside_where_that_is_allowed),
        TEST(paths_within_the_folder_are_joined_to_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
