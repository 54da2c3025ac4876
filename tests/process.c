/* Running programs in folders of their own, for tests that look from outside. */
#include "process.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <poll.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MOST_ARGUMENTS = 32, NOBODY = 65534 };

const char *path_in(Arena *arena, const char *folder, const char *name)
{
    return str_format(arena, "%s/%s", folder, name).at;
}

const char *folder_make(Arena *arena)
{
    const char *parent = getenv("TMPDIR");
    char *path =
        str_c(arena, str_format(arena, "%s/test.XXXXXX", parent != NULL ? parent : "/tmp"));
    assert_non_null(mkdtemp(path));
    assert_int_equal(chmod(path, 0777), 0);
    return path;
}

void folder_remove(const char *folder)
{
    pid_t child = fork();
    if (child == 0) {
        execlp("rm", "rm", "-rf", "--", folder, (char *)NULL);
        _exit(127);
    }
    waitpid(child, NULL, 0);
}

const char *folder_copied(Arena *arena, const char *from)
{
    const char *folder = folder_make(arena);
    const char *const copy[] = {"cp", "-R", path_in(arena, from, "."), folder, NULL};
    assert_int_equal(run_command(arena, ".", copy).status, 0);
    return folder;
}

void folder_write(const char *folder, const char *name, const char *text)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    for (char *slash = path + strlen(folder) + 1; (slash = strchr(slash, '/')) != NULL; slash++) {
        *slash = '\0';
        if (mkdir(path, 0777) != 0)
            assert_int_equal(errno, EEXIST);
        *slash = '/';
    }
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, strlen(text), file), strlen(text));
    assert_int_equal(fclose(file), 0);
}

void folder_link_home(Arena *arena, const char *folder)
{
    static const char *const shared[] = {"config", "fonts"};
    char here[4096];
    assert_non_null(getcwd(here, sizeof here));
    for (size_t i = 0; i < sizeof shared / sizeof *shared; i++)
        assert_int_equal(symlink(path_in(arena, here, shared[i]),
                                 str_format(arena, "%s/home/%s", folder, shared[i]).at),
                         0);
}

char *file_text(Arena *arena, const char *path, size_t *size)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        return NULL;
    Buf text = {.arena = arena};
    char part[4096];
    for (size_t got = 0; (got = fread(part, 1, sizeof part, file)) > 0;)
        buf_add(&text, (Str){part, got});
    fclose(file);
    if (size != NULL)
        *size = text.size;
    return str_c(arena, buf_str(&text));
}

/* Becomes an ordinary user; where that one cannot reach the program, a root who may read and write
   only what the modes of files allow. */
static bool give_up_rights(void)
{
    const char *program = getenv("LAKIPDF");
    if (setegid(NOBODY) != 0 || seteuid(NOBODY) != 0)
        return false;
    bool reached = program != NULL && eaccess(program, X_OK) == 0;
    if (seteuid(0) != 0 || setegid(0) != 0)
        return false;
    if (reached)
        return setgid(NOBODY) == 0 && setuid(NOBODY) == 0;
    return prctl(PR_CAPBSET_DROP, CAP_DAC_OVERRIDE, 0, 0, 0) == 0 &&
           prctl(PR_CAPBSET_DROP, CAP_DAC_READ_SEARCH, 0, 0, 0) == 0;
}

/* In the child: keeps it from what the limits say. */
static void apply_limits(const Limits *limits)
{
    if (limits == NULL)
        return;
    if (limits->file_size > 0) {
        struct rlimit limit = {(rlim_t)limits->file_size, (rlim_t)limits->file_size};
        setrlimit(RLIMIT_FSIZE, &limit);
    }
    const char *equals = limits->environment != NULL ? strchr(limits->environment, '=') : NULL;
    if (equals != NULL) {
        char name[64];
        snprintf(name, sizeof name, "%.*s", (int)(equals - limits->environment),
                 limits->environment);
        setenv(name, equals + 1, 1);
    }
    if (limits->unprivileged && geteuid() == 0 && !give_up_rights())
        _exit(126);
}

/* Reads both pipes to their ends. */
static void collect(const int from[2], Buf to[2])
{
    struct pollfd waits[2] = {{from[0], POLLIN, 0}, {from[1], POLLIN, 0}};
    int open_ends = 2;
    while (open_ends > 0 && (poll(waits, 2, -1) >= 0 || errno == EINTR)) {
        for (int i = 0; i < 2; i++) {
            if (waits[i].fd < 0 || waits[i].revents == 0)
                continue;
            char part[4096];
            ssize_t got = read(waits[i].fd, part, sizeof part);
            if (got > 0) {
                buf_add(&to[i], (Str){part, (size_t)got});
            } else {
                close(waits[i].fd);
                waits[i].fd = -1;
                open_ends--;
            }
        }
    }
}

static Ended run(Arena *arena, const char *folder, const Limits *limits,
                 const char *const command[MOST_ARGUMENTS])
{
    int out[2];
    int err[2];
    assert_int_equal(pipe(out), 0);
    assert_int_equal(pipe(err), 0);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        dup2(out[1], STDOUT_FILENO);
        dup2(err[1], STDERR_FILENO);
        close(out[0]);
        close(err[0]);
        if (chdir(folder) != 0)
            _exit(125);
        apply_limits(limits);
        char *arguments[MOST_ARGUMENTS];
        memcpy(arguments, command, sizeof arguments);
        execvp(arguments[0], arguments);
        _exit(127);
    }
    close(out[1]);
    close(err[1]);
    Buf text[2] = {{.arena = arena}, {.arena = arena}};
    collect((const int[2]){out[0], err[0]}, text);
    int status = 0;
    struct rusage used;
    assert_int_equal(wait4(child, &status, 0, &used), child);
    return (Ended){
        .status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status),
        .out = str_c(arena, buf_str(&text[0])),
        .out_size = text[0].size,
        .err = str_c(arena, buf_str(&text[1])),
        .milliseconds = (used.ru_utime.tv_sec + used.ru_stime.tv_sec) * 1000 +
                        (used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1000,
        .kilobytes = used.ru_maxrss,
    };
}

Ended run_program(Arena *arena, const char *folder, const Limits *limits,
                  const char *const *arguments)
{
    bool other = limits != NULL && limits->program != NULL;
    const char *command[MOST_ARGUMENTS] = {other ? limits->program : getenv("LAKIPDF")};
    assert_non_null(command[0]);
    for (size_t i = 0; arguments[i] != NULL && i + 2 < MOST_ARGUMENTS; i++)
        command[i + 1] = arguments[i];
    return run(arena, folder, limits, command);
}

Ended run_command(Arena *arena, const char *folder, const char *const *command)
{
    const char *copy[MOST_ARGUMENTS] = {NULL};
    for (size_t i = 0; command[i] != NULL && i + 1 < MOST_ARGUMENTS; i++)
        copy[i] = command[i];
    return run(arena, folder, NULL, copy);
}

void assert_script(Arena *arena, const char *folder, const char *script)
{
    char home[4096];
    assert_non_null(getcwd(home, sizeof home));
    const char *const command[] = {"sh", "-e", "-c", script, "sh", home, NULL};
    Ended ended = run_command(arena, folder, command);
    assert_string_equal(ended.err, "");
    assert_string_equal(ended.out, "");
    assert_int_equal(ended.status, 0);
}

void assert_reference(Arena *arena, const char *reference, const char *text)
{
    if (getenv("UPDATE_REFERENCES") != NULL)
        folder_write(".", reference, text);
    char *expected = file_text(arena, reference, NULL);
    if (expected == NULL)
        fail_msg("%s is missing; UPDATE_REFERENCES=1 writes it", reference);
    if (strcmp(expected, text) != 0) {
        const char *build = getenv("BUILD");
        assert_non_null(build);
        folder_write(build, "reference.new", text);
        fail_msg("differs from %s; compare with $BUILD/reference.new", reference);
    }
}
