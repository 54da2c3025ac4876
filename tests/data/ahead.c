/* Files that a second thread loads: the same trees, and none where something is to be said. */
#include "report.h"

#include <stdio.h>
#include <unistd.h>

enum { FILES = 40 };

/* A new folder that is the current one, with files of which every seventh is no YAML. */
static void enter(char *folder)
{
    assert_non_null(mkdtemp(folder));
    assert_int_equal(chdir(folder), 0);
    for (int i = 0; i < FILES; i++) {
        char name[32];
        (void)snprintf(name, sizeof name, "%d.yaml", i);
        FILE *file = fopen(name, "w");
        assert_non_null(file);
        if (i % 7 == 3)
            fputs("a: [1\nb: 2\n", file);
        for (int k = 0; i % 7 != 3 && k < 100 * i + 1; k++)
            fprintf(file, "kunci-%d: {nama: \"nilai %d\", daftar: [satu, dua, %d]}\n", k, i, k);
        assert_int_equal(fclose(file), 0);
    }
}

static void leave(const char *folder)
{
    for (int i = 0; i < FILES; i++) {
        char name[32];
        (void)snprintf(name, sizeof name, "%d.yaml", i);
        assert_int_equal(unlink(name), 0);
    }
    assert_int_equal(chdir("/"), 0);
    assert_int_equal(rmdir(folder), 0);
}

/* The names of all files, and of one that there is not. */
static const char *const *name_files(Arena *arena)
{
    const char **names = arena_array(arena, FILES + 1, sizeof *names);
    for (int i = 0; i < FILES; i++)
        names[i] = str_format(arena, "%d.yaml", i).at;
    names[FILES] = "tiada.yaml";
    return names;
}

static void trees_are_those_that_loading_gives(void **state)
{
    Fixture *fixture = *state;
    Arena *arena = fixture->arena;
    char folder[] = "/tmp/lakipdf-ahead-XXXXXX";
    enter(folder);
    const char *const *names = name_files(arena);
    Ahead *ahead = ahead_begin(arena, names, FILES + 1);
    for (int i = FILES; i >= 0; i--) {
        const Node *tree = ahead_take(ahead, names[i]);
        bool faulty = i == FILES || i % 7 == 3;
        if (ahead == NULL || faulty) /* one core only, or left to the caller */
            assert_null(tree);
        else
            assert_true(
                node_equal(tree, data_load_file(arena, fixture->diags, names[i], (Place){0})));
    }
    assert_null(ahead_take(ahead, "lain.yaml"));
    ahead_drop_trees(ahead);
    assert_null(ahead_take(ahead, names[0]));
    ahead_end(ahead);
    leave(folder);
    assert_int_equal(diags_count(fixture->diags, SEVERITY_NOTE), 0);
}

static void places_outlive_the_trees(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    char folder[] = "/tmp/lakipdf-ahead-XXXXXX";
    enter(folder);
    Ahead *ahead = ahead_begin(arena, name_files(arena), FILES);
    const Node *tree = ahead_take(ahead, "5.yaml");
    if (ahead != NULL) {
        Place place = tree->members[1].key_place;
        ahead_drop_trees(ahead);
        assert_str(place.source->name, "5.yaml");
        assert_true(str_starts(place.source->text, "kunci-0: "));
        assert_int_equal(place.line, 2);
    }
    ahead_end(ahead);
    leave(folder);
}

static void what_nobody_asks_for_is_let_go_of(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    char folder[] = "/tmp/lakipdf-ahead-XXXXXX";
    enter(folder);
    ahead_end(ahead_begin(arena, name_files(arena), FILES));
    leave(folder);
}

static void without_yaml_there_is_nothing_to_do(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    static const char *const names[] = {"a.xml"};
    assert_null(ahead_begin(arena, names, 1));
    assert_null(ahead_begin(arena, NULL, 0));
    assert_null(ahead_take(NULL, "a.yaml"));
    ahead_drop_trees(NULL);
    ahead_end(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(trees_are_those_that_loading_gives),
        TEST(places_outlive_the_trees),
        TEST(what_nobody_asks_for_is_let_go_of),
        TEST(without_yaml_there_is_nothing_to_do),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
