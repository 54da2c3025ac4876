/* The program's entry: finds the command, runs it, prints the messages, gives the exit status. */
#include "cli/cli.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const Command *const commands[] = {
    &command_build,   &command_batch,  &command_check,  &command_calc,
    &command_convert, &command_new,    &command_fields, &command_extract,
    &command_sign,    &command_verify, &command_print,  &command_printers,
};

enum { COMMAND_COUNT = sizeof commands / sizeof *commands };

static void print_help(void)
{
    puts("lakipdf makes government performance reports and plans from data.\n"
         "\n"
         "usage: lakipdf COMMAND [ARGUMENTS]\n");
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        printf("  %-8s %s\n", commands[i]->name, commands[i]->summary);
    puts("\n"
         "  lakipdf COMMAND --help tells more; --version prints the version.\n"
         "\n"
         "Exit status: 0 done, 1 the input has errors, 2 wrong usage, 3 the system failed.");
}

static const Command *find_command(Session *session, const char *name)
{
    Str names[COMMAND_COUNT];
    for (size_t i = 0; i < COMMAND_COUNT; i++) {
        names[i] = str_from(commands[i]->name);
        if (str_is(names[i], name))
            return commands[i];
    }
    Str nearest = str_nearest(str_from(name), names, COMMAND_COUNT);
    if (nearest.size > 0)
        usage_error(session, NULL, "unknown command '%s'; did you mean '%.*s'?", name,
                    STR_ARG(nearest));
    else
        usage_error(session, NULL, "unknown command '%s'", name);
    return NULL;
}

static bool asks_help(int argc, char **argv)
{
    for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++)
        if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0)
            return true;
    return false;
}

typedef struct Start {
    Memory *memory;
    Session session;
    int argc;
    char **argv;
} Start;

static void start(void *context)
{
    Start *run = context;
    Session *session = &run->session;
    session->arena = arena_new(run->memory);
    session->diags = diags_new(session->arena);
    const char *name = run->argc > 1 ? run->argv[1] : NULL;
    if (name == NULL) {
        usage_error(session, NULL, "no command given");
        return;
    }
    if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0 || strcmp(name, "help") == 0) {
        print_help();
        return;
    }
    if (strcmp(name, "--version") == 0) {
        puts("lakipdf " LAKIPDF_VERSION);
        return;
    }
    const Command *command = find_command(session, name);
    if (command == NULL)
        return;
    if (asks_help(run->argc - 1, run->argv + 1))
        printf("usage: lakipdf %s\n", command->usage);
    else
        command->run(session, run->argc - 1, run->argv + 1);
}

/* What a command printed has arrived, or the system failed. */
static int finish_output(int status)
{
    if (fflush(stdout) == 0 && ferror(stdout) == 0)
        return status;
    fputs("lakipdf: error: cannot write to standard output\n", stderr);
    return 3;
}

/* Where the file's rights are not those of the user (setuid, setgid) every file name that is given,
   LAKIPDF_HOME too, would be a way to what the user may not read or write. */
static bool has_other_rights(void)
{
    return getuid() != geteuid() || getgid() != getegid();
}

int main(int argc, char **argv)
{
    if (has_other_rights()) {
        fputs("lakipdf: error: it is not made to run with another user's rights (setuid, setgid)\n",
              stderr);
        return 2;
    }
    /* A full disk, a file limit or a closed pipe shall be an error of write, not the program's end.
     */
    signal(SIGXFSZ, SIG_IGN);
    signal(SIGPIPE, SIG_IGN);
    num_init();
    Start run = {.memory = memory_new(memory_share()), .argc = argc, .argv = argv};
    bool finished = run.memory != NULL && arena_try(run.memory, start, &run);
    /* What OpenSSL had no memory for it tells as something else: a wrong passphrase. */
    if (openssl_ran_out() && run.session.diags != NULL && diags_failed(run.session.diags))
        finished = false;
    if (run.session.diags != NULL && (finished || !openssl_ran_out()))
        diags_print(run.session.diags, stderr);
    int status = 3;
    bool stopped = !finished && run.memory != NULL && memory_stopped(run.memory);
    if (finished || stopped)
        status = finish_output(diags_exit_status(run.session.diags));
    else
        fputs("lakipdf: error: out of memory\n", stderr);
    session_end(&run.session);
    secret_drop(run.session.secret);
    arena_drop(run.session.arena);
    memory_drop(run.memory);
    return status;
}
