/*
 * The program finds its own files where it was installed, or where that was moved to.
 */
#include "document.h"

#include <unistd.h>

/* A prefix with the program in bin/ and its files below share/, as `make install` makes one. */
static const char *make_prefix(Arena *arena)
{
    const char *folder = folder_make(arena);
    assert_script(arena, folder,
                  "mkdir -p kota/bin kota/share/lakipdf\n"
                  "cp \"$LAKIPDF\" kota/bin/lakipdf\n"
                  "for name in config templates fonts; do\n"
                  "    ln -s \"$1/$name\" kota/share/lakipdf\n"
                  "done\n");
    return folder;
}

static Ended run_at(Arena *arena, const char *folder, const char *program,
                    const char *const *arguments)
{
    Limits limits = {.program = path_in(arena, folder, program)};
    return run_program(arena, folder, &limits, arguments);
}

static void assert_makes_a_plan(Arena *arena, const char *folder, const char *program)
{
    static const char *const commands[][5] = {
        {"new", "renja", "kerja", NULL},
        {"build", "kerja/lakipdf.yaml", "-o", "renja.pdf", NULL},
    };
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        Ended ended = run_at(arena, folder, program, commands[i]);
        assert_string_equal(ended.err, "");
        assert_int_equal(ended.status, 0);
    }
    assert_script(arena, folder, "test -s renja.pdf; rm -r renja.pdf kerja");
}

static void an_installed_program_finds_its_files_wherever_the_prefix_is(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    const char *folder = make_prefix(arena);
    assert_makes_a_plan(arena, folder, "kota/bin/lakipdf");
    assert_script(arena, folder, "mv kota desa; ln -s desa/bin/lakipdf lakipdf");
    assert_makes_a_plan(arena, folder, "desa/bin/lakipdf");
    /* Not beside the link that it was called by. */
    assert_makes_a_plan(arena, folder, "lakipdf");
    folder_remove(folder);
}

static void lakipdf_home_goes_before_the_prefix(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    const char *folder = make_prefix(arena);
    static const char *const list[] = {"new", NULL};
    Limits limits = {.program = path_in(arena, folder, "kota/bin/lakipdf"),
                     .environment = "LAKIPDF_HOME=tiada"};
    Ended ended = run_program(arena, folder, &limits, list);
    assert_int_equal(ended.status, 2);
    assert_has(ended.err, "LAKIPDF_HOME is 'tiada', where there is no config/skema");
    folder_remove(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(an_installed_program_finds_its_files_wherever_the_prefix_is),
        TEST(lakipdf_home_goes_before_the_prefix),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
