/* Making the keys and certificates of the tests, once. */
#include "pki.h"

#include <stdio.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { KEPT_SECONDS = 7 * 24 * 60 * 60 };

static bool is_fresh(const char *folder)
{
    struct stat about;
    return stat(folder, &about) == 0 && time(NULL) - about.st_mtime < KEPT_SECONDS;
}

const char *pki_folder(Arena *arena)
{
    const char *build = getenv("BUILD");
    assert_non_null(build);
    const char *folder = path_in(arena, build, "pki");
    if (is_fresh(folder))
        return folder;
    /* Made beside it and renamed, so that it is whole wherever it is. */
    const char *made = folder_make(arena);
    static const char script[] =
        "tests/pki.sh \"$1\" \"$2\" >\"$1.log\" 2>&1 || { cat \"$1.log\"; exit 1; }\n"
        "rm -rf \"$3\" \"$3.new\" \"$1.log\"; cp -R \"$1\" \"$3.new\"; mv -T \"$3.new\" \"$3\"";
    const char *const command[] = {"sh", "-c", script, "sh", made, PKI_PASSPHRASE, folder, NULL};
    Ended ended = run_command(arena, ".", command);
    folder_remove(made);
    if (ended.status != 0)
        fail_msg("tests/pki.sh: %s%s", ended.out, ended.err);
    return folder;
}

const char *pki_file(Arena *arena, const char *name)
{
    return path_in(arena, pki_folder(arena), name);
}
