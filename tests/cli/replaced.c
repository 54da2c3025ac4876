/* Files that a command would write over: what stays, and what may go. */
#include "cli/small_job.h"
#include "document.h"

#define SIGN "LAKIPDF_PASSPHRASE='" PKI_PASSPHRASE "' \"$LAKIPDF\" sign "
#define KEY  " --p12 $PKI/kepala.p12"
#define SIGNED                                                                                     \
    "\"$LAKIPDF\" build jobs/a/lakipdf.yaml -o out/a.pdf && " SIGN "out/a.pdf -o out/a.pdf" KEY

static void a_signed_document_is_not_replaced(void **state)
{
    static const char refused[] = "'out/a.pdf' is signed: its signatures would be lost\n"
                                  "  hint: name another file by -o, or say --replace-signed\n";
    Arena *arena = ((Fixture *)*state)->arena;
    const char *folder = folder_make(arena);
    write_job(arena, folder, "jobs/a");
    write_job(arena, folder, "jobs/b");
    assert_ends(arena, folder, "mkdir out && " SIGNED " && cp out/a.pdf signed.pdf", 0, "");
    assert_ends(arena, folder, "\"$LAKIPDF\" build jobs/a/lakipdf.yaml -o out/a.pdf", 2, refused);
    assert_ends(arena, folder, "\"$LAKIPDF\" batch jobs -o out", 2, refused);
    assert_ends(arena, folder, "\"$LAKIPDF\" batch jobs -o out --resume", 2, refused);
    assert_ends(arena, folder, "cmp out/a.pdf signed.pdf && test -s out/b.pdf", 0, "");
    assert_ends(arena, folder,
                "\"$LAKIPDF\" build jobs/a/lakipdf.yaml -o out/a.pdf --replace-signed", 0, "");
    assert_ends(arena, folder, "cmp -s out/a.pdf signed.pdf", 1, "");
    assert_ends(arena, folder, SIGNED " && \"$LAKIPDF\" batch jobs -o out --replace-signed", 0, "");
    assert_ends(arena, folder, "grep -q ByteRange out/a.pdf", 1, "");
    folder_remove(folder);
}

/* --- What cannot be looked at ----------------------------------------------------------------- */

/* As another user, who may write the files but not read them. */
static Ended stranger(Arena *arena, const char *folder, const char *const *arguments)
{
    const Limits limits = {.unprivileged = true};
    return run_program(arena, folder, &limits, arguments);
}

static void what_cannot_be_read_is_not_replaced(void **state)
{
    static const char *const arguments[][8] = {
        {"build", "jobs/a/lakipdf.yaml", "-o", "out/a.pdf"},
        {"build", "jobs/a/lakipdf.yaml", "-o", "out/a.pdf", "--replace-signed"},
        {"batch", "jobs", "-o", "out"},
    };
    Arena *arena = ((Fixture *)*state)->arena;
    const char *folder = folder_make(arena);
    write_job(arena, folder, "jobs/a");
    assert_ends(arena, folder, "mkdir -m 777 out && " SIGNED, 0, "");
    assert_ends(arena, folder, "cp out/a.pdf signed.pdf && chmod 222 out/a.pdf", 0, "");
    for (size_t i = 0; i < sizeof arguments / sizeof *arguments; i++) {
        Ended ended = stranger(arena, folder, arguments[i]);
        assert_int_equal(ended.status, 3);
        assert_has(ended.err,
                   "'out/a.pdf' cannot be read: what it holds would be lost: Permission denied\n"
                   "  hint: give yourself the right to read it, or name another file\n");
        assert_ends(arena, folder, "cmp out/a.pdf signed.pdf", 0, "");
    }
    folder_remove(folder);
}

/* --- Signing ---------------------------------------------------------------------------------- */

static void signing_replaces_the_input_and_no_other_signatures(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    const char *folder = folder_make(arena);
    write_job(arena, folder, "jobs/a");
    assert_ends(arena, folder, "mkdir out && " SIGNED " && cp out/a.pdf signed.pdf", 0, "");
    assert_ends(arena, folder, "\"$LAKIPDF\" build jobs/a/lakipdf.yaml -o c.pdf", 0, "");
    /* Nobody is asked for a passphrase that is of no use. */
    assert_ends(arena, folder,
                "\"$LAKIPDF\" sign c.pdf -o out/a.pdf --passphrase-fd 3" KEY " 3</dev/null", 2,
                "'out/a.pdf' is signed: its signatures would be lost\n"
                "  hint: name another file by -o, or say --replace-signed\n");
    assert_ends(arena, folder, "cmp out/a.pdf signed.pdf", 0, "");
    /* The input by another name. */
    assert_ends(arena, folder,
                "ln -s out/a.pdf link.pdf && " SIGN
                "link.pdf -o ./out/../out/a.pdf --invisible" KEY,
                0, "");
    assert_ends(arena, folder, "test $(grep -ac /ByteRange out/a.pdf) = 2", 0, "");
    assert_ends(arena, folder, SIGN "c.pdf -o out/a.pdf --replace-signed" KEY, 0, "");
    assert_ends(arena, folder, "test $(grep -ac /ByteRange out/a.pdf) = 1", 0, "");
    folder_remove(folder);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        TEST(a_signed_document_is_not_replaced),
        TEST(what_cannot_be_read_is_not_replaced),
        TEST(signing_replaces_the_input_and_no_other_signatures),
    };
    return cmocka_run_group_tests_name("replaced", tests, NULL, NULL);
}
