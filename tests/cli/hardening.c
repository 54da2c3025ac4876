/*
 * What the manual says in SECURITY, looked at from outside: how the program is linked, that it
 * refuses another user's rights, and that no socket is opened where no command asks for one.
 */
#include "pki.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/* --- How it is linked ------------------------------------------------------------------------- */

static const char *readelf(Arena *arena, const char *options)
{
    const char *const command[] = {"readelf", options, getenv("LAKIPDF"), NULL};
    Ended ended = run_command(arena, ".", command);
    assert_int_equal(ended.status, 0);
    return ended.out;
}

static bool is_sanitized(Arena *arena)
{
    return strstr(readelf(arena, "-sW"), "__asan_init") != NULL;
}

static void addresses_are_random_and_what_is_linked_is_read_only(void **state)
{
    Fixture *fixture = *state;
    const char *header = readelf(fixture->arena, "-hW");
    assert_non_null(strstr(header, "DYN (Position-Independent Executable file)"));
    const char *dynamic = readelf(fixture->arena, "-dW");
    assert_non_null(strstr(dynamic, "BIND_NOW"));
    assert_null(strstr(dynamic, "RPATH"));
    assert_null(strstr(dynamic, "RUNPATH"));
    assert_null(strstr(dynamic, "TEXTREL"));
    const char *segments = readelf(fixture->arena, "-lW");
    assert_non_null(strstr(segments, "GNU_RELRO"));
    const char *stack = strstr(segments, "GNU_STACK");
    assert_non_null(stack);
    assert_null(strstr(segments, " RWE "));
}

static void stack_and_buffers_are_guarded(void **state)
{
    Fixture *fixture = *state;
    const char *symbols = readelf(fixture->arena, "-sW");
    if (is_sanitized(fixture->arena))
        skip(); /* the sanitizers guard more, in their own way */
    assert_non_null(strstr(symbols, " __stack_chk_fail@"));
    assert_non_null(strstr(symbols, " __memcpy_chk@"));
    assert_non_null(strstr(symbols, " __snprintf_chk@"));
}

/* --- Rights ----------------------------------------------------------------------------------- */

static void another_users_rights_are_refused(void **state)
{
    enum { NOBODY = 65534 };
    Fixture *fixture = *state;
    Arena *arena = fixture->arena;
    const char *folder = folder_make(arena);
    const char *copy = path_in(arena, folder, "lakipdf");
    struct statvfs about;
    const char *const command[] = {"cp", getenv("LAKIPDF"), copy, NULL};
    assert_int_equal(run_command(arena, ".", command).status, 0);
    /* The sanitizers want to look into their own process, which those rights forbid. */
    bool possible = !is_sanitized(arena) && geteuid() == 0 && statvfs(folder, &about) == 0 &&
                    (about.f_flag & ST_NOSUID) == 0 && chown(copy, NOBODY, NOBODY) == 0;
    static const mode_t modes[] = {04755, 02755};
    for (size_t i = 0; possible && i < sizeof modes / sizeof *modes; i++) {
        const char *const version[] = {copy, "--version", NULL};
        assert_int_equal(chmod(copy, modes[i]), 0);
        Ended ended = run_command(arena, ".", version);
        assert_int_equal(ended.status, 2);
        assert_string_equal(ended.out, "");
        assert_non_null(strstr(ended.err, "another user's rights"));
    }
    folder_remove(folder);
    if (!possible)
        skip();
}

/* --- Network ---------------------------------------------------------------------------------- */

#if defined __x86_64__ || defined __aarch64__
/* From here on a process that opens a socket is killed (SIGSYS), and so are its children. */
static bool forbid_sockets(void)
{
    struct sock_filter code[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_socket, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    struct sock_fprog program = {.len = sizeof code / sizeof *code, .filter = code};
    return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
           prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

/* How `lakipdf ARGUMENTS` ends without sockets; -1 where they cannot be forbidden. */
static int run_without_sockets(const char *folder, const char *const *arguments)
{
    enum { IMPOSSIBLE = 99 };
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        char *command[16] = {getenv("LAKIPDF")};
        for (size_t i = 0; i < 14 && arguments[i] != NULL; i++)
            memcpy(&command[i + 1], &arguments[i], sizeof *command);
        int nowhere = open("/dev/null", O_WRONLY);
        if (chdir(folder) != 0 || dup2(nowhere, STDOUT_FILENO) < 0 ||
            dup2(nowhere, STDERR_FILENO) < 0)
            _exit(127);
        if (!forbid_sockets())
            _exit(IMPOSSIBLE);
        execv(command[0], command);
        _exit(127);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    if (WIFSIGNALED(status))
        return 128 + WTERMSIG(status);
    return WEXITSTATUS(status) == IMPOSSIBLE ? -1 : WEXITSTATUS(status);
}

/* The test is worth something: a command that asks for the network does not come through. */
static void only_commands_that_ask_use_the_network(void **state)
{
    static const struct {
        const char *arguments[9];
        int status;
    } cases[] = {
        {{"build", "kerja/lakipdf.yaml", "-o", "out.pdf"}, 0},
        {{"check", "kerja/lakipdf.yaml"}, 1},
        {{"calc", "kerja/lakipdf.yaml", "--json"}, 0},
        {{"batch", "kerja", "-o", "hasil"}, 0},
        {{"fields", "renja"}, 0},
        {{"new", "iku", "baru"}, 0},
        {{"extract", "lampiran.pdf", "keluar"}, 0},
        {{"sign", "lampiran.pdf", "-o", "ttd.pdf", "--p12", "kepala.p12", "--invisible"}, 0},
        {{"verify", "ttd.pdf", "--trust", "root.pem"}, 0},
        {{"verify", "ttd.pdf"}, 1}, /* by the system's certificates */
        {{"print", "ttd.pdf", "--salinan", "-o", "salinan"}, 0},
        {{"convert", "kerja/data/tujuan.yaml", "-o", "tujuan.xml"}, 0},
    };
    Fixture *fixture = *state;
    Arena *arena = fixture->arena;
    const char *folder = folder_make(arena);
    assert_script(arena, folder,
                  "cp -R \"$1\"/examples/renja-2024 kerja; rm kerja/enam-bab.yaml\n"
                  "cp -R kerja lampiran; echo 'arsip: pdfa-3a' >>lampiran/lakipdf.yaml\n"
                  "\"$LAKIPDF\" build lampiran/lakipdf.yaml -o lampiran.pdf 2>/dev/null\n");
    const char *const copy[] = {"cp", pki_file(arena, "kepala.p12"), pki_file(arena, "root.pem"),
                                folder, NULL};
    assert_int_equal(run_command(arena, ".", copy).status, 0);
    setenv("LAKIPDF_PASSPHRASE", PKI_PASSPHRASE, 1);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int status = run_without_sockets(folder, cases[i].arguments);
        if (status < 0) {
            folder_remove(folder);
            skip();
        }
        if (status != cases[i].status)
            fail_msg("%s ended with %d", cases[i].arguments[0], status);
    }
    static const char *const asking[][9] = {
        {"printers"},
        {"print", "ttd.pdf"},
        {"sign", "lampiran.pdf", "-o", "b.pdf", "--p12", "kepala.p12", "--invisible",
         "--tsa=http://127.0.0.1:9"},
    };
    for (size_t i = 0; i < sizeof asking / sizeof *asking; i++)
        assert_int_equal(run_without_sockets(folder, asking[i]), 128 + SIGSYS);
    folder_remove(folder);
}
#else
static void only_commands_that_ask_use_the_network(void **state)
{
    (void)state;
    skip();
}
#endif

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(addresses_are_random_and_what_is_linked_is_read_only),
        TEST(stack_and_buffers_are_guarded),
        TEST(another_users_rights_are_refused),
        TEST(only_commands_that_ask_use_the_network),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
