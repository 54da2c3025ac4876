/* Paths: joined, kept inside a folder. */
#include "folder.h"

static void paths_come_apart_and_together(void **state)
{
    Fixture *fixture = *state;
    static const char *const folders[][2] = {
        {"job.yaml", "."}, {"a/job.yaml", "a"}, {"a/b/job.yaml", "a/b"}, {"/job.yaml", "/"},
        {"", "."},         {"a/", "a"},         {"./job.yaml", "."},
    };
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
        assert_str(path_folder(str_from(folders[i][0])), folders[i][1]);
    static const char *const joined[][3] = {
        {".", "a.yaml", "a.yaml"},         {"x/y", "a.yaml", "x/y/a.yaml"},
        {"/", "a.yaml", "/a.yaml"},        {"x", "/abs.yaml", "/abs.yaml"},
        {"x", "../a.yaml", "x/../a.yaml"}, {"", "a.yaml", "a.yaml"},
    };
    for (size_t i = 0; i < sizeof joined / sizeof *joined; i++)
        assert_str(path_join(fixture->arena, str_from(joined[i][0]), str_from(joined[i][1])),
                   joined[i][2]);
}

static void a_path_that_leads_out_is_told(void **state)
{
    (void)state;
    static const char *const inside[] = {"a",   "a/b", "./a",  "a/../b", "a/b/../../c",
                                         "..a", "a..", "a//b", "."};
    static const char *const outside[] = {"",          "/a",         "..",  "../a",
                                          "a/../../b", "a/..//../b", "./.."};
    for (size_t i = 0; i < sizeof inside / sizeof *inside; i++)
        if (!path_is_inside(str_from(inside[i])))
            fail_msg("'%s' is said to lead out", inside[i]);
    for (size_t i = 0; i < sizeof outside / sizeof *outside; i++)
        if (path_is_inside(str_from(outside[i])))
            fail_msg("'%s' is said to stay inside", outside[i]);
}

static void a_link_that_leads_out_is_followed(void **state)
{
    Fixture *fixture = *state;
    const char *job = in_folder(fixture, "job");
    const char *other = in_folder(fixture, "job-2");
    assert_int_equal(mkdir(job, 0700), 0);
    assert_int_equal(mkdir(other, 0700), 0);
    put_file(in_folder(fixture, "job/own.yaml"), "");
    put_file(in_folder(fixture, "job-2/foreign.yaml"), "");
    assert_int_equal(symlink("own.yaml", in_folder(fixture, "job/link.yaml")), 0);
    assert_int_equal(symlink("../job-2/foreign.yaml", in_folder(fixture, "job/out.yaml")), 0);
    static const struct {
        const char *path;
        bool inside;
    } cases[] = {{"job/own.yaml", true},
                 {"job/link.yaml", true},
                 {"job/out.yaml", false},
                 {"job-2/foreign.yaml", false},
                 {"job/missing.yaml", false}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Str path = str_from(in_folder(fixture, cases[i].path));
        assert_int_equal(path_resolves_inside(fixture->arena, str_from(job), path),
                         cases[i].inside);
    }
    assert_true(path_resolves_inside(fixture->arena, STR("/"), str_from(other)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FOLDER_TEST(paths_come_apart_and_together),
        FOLDER_TEST(a_path_that_leads_out_is_told),
        FOLDER_TEST(a_link_that_leads_out_is_followed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
