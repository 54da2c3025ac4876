/* Folders: their names in order, copied whole or not at all. */
#include "folder.h"

static void names_are_sorted_without_hidden_ones(void **state)
{
    Fixture *fixture = *state;
    static const char *const files[] = {"b.yaml", "a-2", ".hidden", "a", "B"};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        put_file(in_folder(fixture, files[i]), "");
    size_t count = 0;
    const Str *names = folder_names(fixture->arena, fixture->diags, folder, &count);
    static const char *const sorted[] = {"B", "a", "a-2", "b.yaml"};
    assert_int_equal(count, 4);
    for (size_t i = 0; i < count; i++)
        assert_str(names[i], sorted[i]);
    names = folder_names(fixture->arena, fixture->diags, in_folder(fixture, "none"), &count);
    assert_non_null(names);
    assert_int_equal(count, 0);
}

static void put_tree(Fixture *fixture)
{
    assert_int_equal(mkdir(in_folder(fixture, "from"), 0700), 0);
    assert_int_equal(mkdir(in_folder(fixture, "from/in"), 0700), 0);
    put_file(in_folder(fixture, "from/a"), "one");
    put_file(in_folder(fixture, "from/in/b"), "two\n");
    put_file(in_folder(fixture, "from/in/c"), "");
}

static bool copied(Fixture *fixture, const char *to, size_t *count)
{
    return folder_copy(fixture->arena, fixture->diags, in_folder(fixture, "from"),
                       in_folder(fixture, to), count);
}

static void assert_text(Fixture *fixture, const char *name, const char *text)
{
    const Source *source =
        file_read(fixture->arena, fixture->diags, in_folder(fixture, name), 1000, (Place){0});
    assert_non_null(source);
    assert_str(source->text, text);
}

static void a_folder_is_copied_with_all_that_is_in_it(void **state)
{
    Fixture *fixture = *state;
    size_t count = 0;
    put_tree(fixture);
    assert_true(copied(fixture, "to", &count));
    assert_int_equal(count, 3);
    assert_text(fixture, "to/a", "one");
    assert_text(fixture, "to/in/b", "two\n");
    assert_text(fixture, "to/in/c", "");
}

static void what_exists_is_left_alone_and_nothing_added(void **state)
{
    Fixture *fixture = *state;
    size_t count = 0;
    put_tree(fixture);
    assert_int_equal(mkdir(in_folder(fixture, "to"), 0700), 0);
    put_file(in_folder(fixture, "to/in"), "mine");
    assert_false(copied(fixture, "to", &count));
    assert_int_equal(diags_exit_status(fixture->diags), 2);
    assert_text(fixture, "to/in", "mine");
    assert_false(access(in_folder(fixture, "to/a"), F_OK) == 0);
}

static void a_link_to_nothing_is_in_the_way_too(void **state)
{
    Fixture *fixture = *state;
    size_t count = 0;
    put_tree(fixture);
    assert_int_equal(mkdir(in_folder(fixture, "to"), 0700), 0);
    assert_int_equal(symlink("elsewhere", in_folder(fixture, "to/a")), 0);
    assert_false(copied(fixture, "to", &count));
    assert_int_equal(diags_exit_status(fixture->diags), 2);
    assert_false(access(in_folder(fixture, "elsewhere"), F_OK) == 0);
}

static void a_link_in_a_circle_is_told(void **state)
{
    Fixture *fixture = *state;
    size_t count = 0;
    put_tree(fixture);
    assert_int_equal(symlink(".", in_folder(fixture, "from/in/self")), 0);
    assert_false(copied(fixture, "to", &count));
    assert_non_null(strstr(support_messages(fixture), "folders are nested deeper than 16"));
    assert_false(is_folder(in_folder(fixture, "to")));
}

/* A file that cannot be read is met when others have been made. */
static void a_failure_takes_back_what_was_made(void **state)
{
    Fixture *fixture = *state;
    size_t count = 0;
    put_tree(fixture);
    assert_int_equal(symlink("nothing", in_folder(fixture, "from/in/d")), 0);
    assert_false(copied(fixture, "to", &count));
    assert_int_equal(diags_exit_status(fixture->diags), 1);
    assert_false(is_folder(in_folder(fixture, "to")));
    assert_int_equal(mkdir(in_folder(fixture, "to"), 0700), 0);
    assert_false(copied(fixture, "to", &count));
    assert_true(is_folder(in_folder(fixture, "to")));
    assert_false(is_folder(in_folder(fixture, "to/in")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FOLDER_TEST(names_are_sorted_without_hidden_ones),
        FOLDER_TEST(a_folder_is_copied_with_all_that_is_in_it),
        FOLDER_TEST(what_exists_is_left_alone_and_nothing_added),
        FOLDER_TEST(a_link_to_nothing_is_in_the_way_too),
        FOLDER_TEST(a_link_in_a_circle_is_told),
        FOLDER_TEST(a_failure_takes_back_what_was_made),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
