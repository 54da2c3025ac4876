/* Where passphrases come from, and that nothing of them stays. */
#include "cli/cli.h"

#include "memory.h"

#include <unistd.h>

#define WORD "Kata-sandi yang panjang 3"

static Session session_of(Fixture *fixture)
{
    return (Session){.arena = fixture->arena, .diags = fixture->diags};
}

static void the_environment_gives_it_once(void **state)
{
    Fixture *fixture = *state;
    Session session = session_of(fixture);
    Veiled veiled = memory_veil(WORD);
    /* As the system hands it over: setenv makes copies of its own. */
    char variable[] = "LAKIPDF_PASSPHRASE=" WORD;
    char again[] = "LAKIPDF_PASSPHRASE=";
    putenv(variable);
    assert_true(memory_count(&veiled) > 0);
    assert_true(passphrase_read(&session, &command_sign, NULL, "PIN"));
    assert_true(str_is(secret_str(session.secret), WORD));
    assert_null(getenv("LAKIPDF_PASSPHRASE"));
    assert_int_equal(memory_count(&veiled), 1);
    secret_drop(session.secret);
    assert_int_equal(memory_count(&veiled), 0);
    putenv(again);
    passphrase_forget();
    assert_null(getenv("LAKIPDF_PASSPHRASE"));
}

static void a_descriptor_gives_a_line(void **state)
{
    Fixture *fixture = *state;
    Session session = session_of(fixture);
    Veiled veiled = memory_veil(WORD);
    int from[2];
    assert_int_equal(pipe(from), 0);
    assert_int_equal(write(from[1], WORD "\r\nlain\n", sizeof WORD - 1 + 7), sizeof WORD - 1 + 7);
    const char *fd = str_format(fixture->arena, "%d", from[0]).at;
    assert_true(passphrase_read(&session, &command_sign, fd, "PIN"));
    assert_true(str_is(secret_str(session.secret), WORD));
    /* What follows is the next one's. */
    assert_true(passphrase_read(&session, &command_sign, fd, "PIN"));
    assert_str(secret_str(session.secret), "lain");
    secret_drop(session.secret);
    assert_int_equal(memory_count(&veiled), 0);
    close(from[0]);
    close(from[1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_environment_gives_it_once),
        TEST(a_descriptor_gives_a_line),
    };
    return cmocka_run_group_tests_name("passphrase", tests, NULL, NULL);
}
