/* Taking a passphrase: from a descriptor, the environment, or the terminal; never an argument. */
#include "cli/cli.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <termios.h>
#include <unistd.h>

#define VARIABLE "LAKIPDF_PASSPHRASE"

enum {
    LONGEST = 1024, /* bytes of a passphrase */
    LARGEST_DESCRIPTOR = 1000 * 1000,
};

/* --- Lines ------------------------------------------------------------------------------------ */

typedef enum Reading {
    READ_LINE,
    READ_NOTHING, /* the end came first */
    READ_LONG,
    READ_STOPPED, /* by a signal, which waits */
    READ_FAILED,  /* with errno */
} Reading;

/* Waits until there is something to read. False where a signal came before: `signals` is a
   descriptor that tells, or -1. */
static bool wait_for(int fd, int signals)
{
    struct pollfd waits[2] = {{fd, POLLIN, 0}, {signals, POLLIN, 0}};
    while (poll(waits, 2, -1) < 0 && errno == EINTR)
        continue;
    return waits[1].revents == 0;
}

/* Reads up to a line's end, which is left out, or the end. */
static Reading read_line(int fd, int signals, Secret *line)
{
    bool any = false;
    for (;;) {
        char byte = 0;
        if (signals >= 0 && !wait_for(fd, signals))
            return READ_STOPPED;
        ssize_t got = read(fd, &byte, 1);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return READ_FAILED;
        if (got == 0 && !any)
            return READ_NOTHING;
        any = true;
        if (got == 0 || byte == '\n')
            break;
        if (secret_str(line).size == LONGEST)
            return READ_LONG;
        secret_add(line, &byte, 1);
        secret_wipe(&byte, 1);
    }
    Str text = secret_str(line);
    if (text.size > 0 && text.at[text.size - 1] == '\r')
        secret_cut(line, text.size - 1);
    return READ_LINE;
}

/* True for a line. */
static bool report(Session *session, Reading reading, const char *from)
{
    const char *hint = "give it on a line of its own";
    switch (reading) {
    case READ_LINE:
        return true;
    case READ_NOTHING:
        diag(session->diags, SEVERITY_ERROR, (Place){0}, hint, "%s gives no passphrase", from);
        break;
    case READ_LONG:
        diag(session->diags, SEVERITY_ERROR, (Place){0}, hint,
             "the passphrase that %s gives is longer than %d bytes", from, LONGEST);
        break;
    case READ_STOPPED:
        diag(session->diags, SEVERITY_ERROR, (Place){0}, NULL, "stopped by a signal");
        break;
    case READ_FAILED:
        diag(session->diags, SEVERITY_SYSTEM, (Place){0}, NULL,
             "cannot read the passphrase from %s: %s", from, strerror(errno));
        break;
    }
    return false;
}

/* --- From a descriptor ------------------------------------------------------------------------ */

static bool read_descriptor(Session *session, const Command *command, const char *text)
{
    int fd = 0;
    size_t digits = strspn(text, "0123456789");
    for (size_t i = 0; i < digits && fd < LARGEST_DESCRIPTOR; i++)
        fd = fd * 10 + (text[i] - '0');
    if (digits == 0 || text[digits] != '\0' || fd >= LARGEST_DESCRIPTOR) {
        usage_error(session, command, "--passphrase-fd: '%s' is no number of a descriptor", text);
        return false;
    }
    if (fcntl(fd, F_GETFD) < 0) {
        usage_error(session, command, "--passphrase-fd: descriptor %d is not open", fd);
        return false;
    }
    const char *from = str_c(session->arena, str_format(session->arena, "descriptor %d", fd));
    return report(session, read_line(fd, -1, session->secret), from);
}

/* --- From the environment --------------------------------------------------------------------- */

void passphrase_forget(void)
{
    char *value = getenv(VARIABLE);
    if (value == NULL)
        return;
    secret_wipe(value, strlen(value));
    (void)unsetenv(VARIABLE);
}

/* Takes it and wipes it where it stands. False where there is none. */
static bool take_variable(Secret *secret, size_t *size)
{
    const char *value = getenv(VARIABLE);
    if (value == NULL)
        return false;
    *size = strlen(value);
    secret_add(secret, value, *size <= LONGEST ? *size : 0);
    passphrase_forget();
    return true;
}

/* --- From the terminal ------------------------------------------------------------------------ */

/* Asks with the echo off, which comes back whatever happens: signals that end or stop the process
   wait until it is on again. */
static Reading ask(int terminal, Secret *line, const char *prompt)
{
    static const int ending[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP, SIGALRM};
    struct termios before;
    if (tcgetattr(terminal, &before) != 0)
        return READ_FAILED;
    sigset_t held;
    sigset_t outer;
    sigemptyset(&held);
    for (size_t i = 0; i < sizeof ending / sizeof *ending; i++)
        sigaddset(&held, ending[i]);
    sigprocmask(SIG_BLOCK, &held, &outer);
    int signals = signalfd(-1, &held, SFD_CLOEXEC);
    struct termios silent = before;
    silent.c_lflag &= ~(tcflag_t)ECHO;
    silent.c_lflag |= ICANON | ISIG | ECHONL;
    Reading reading = READ_FAILED;
    if (signals >= 0 && tcsetattr(terminal, TCSAFLUSH, &silent) == 0) {
        (void)!write(terminal, prompt, strlen(prompt));
        reading = read_line(terminal, signals, line);
        int error = errno;
        (void)tcsetattr(terminal, TCSAFLUSH, &before);
        errno = error;
    }
    if (signals >= 0)
        close(signals);
    sigprocmask(SIG_SETMASK, &outer, NULL);
    return reading;
}

static bool read_terminal(Session *session, const char *prompt)
{
    int terminal = open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (terminal < 0) {
        diag(session->diags, SEVERITY_USAGE, (Place){0},
             "use --passphrase-fd, or set " VARIABLE " for this one command",
             "a passphrase is needed, but there is no terminal to ask for it");
        return false;
    }
    const char *line = str_c(session->arena, str_format(session->arena, "%s: ", prompt));
    Reading reading = ask(terminal, session->secret, line);
    close(terminal);
    return report(session, reading, "the terminal");
}

bool passphrase_read(Session *session, const Command *command, const char *fd, const char *prompt)
{
    size_t size = 0;
    secret_drop(session->secret);
    session->secret = NULL;
    /* With room for all of it, so that nothing jumps while files are open. */
    session->secret = secret_new(arena_memory(session->arena), LONGEST);
    bool set = take_variable(session->secret, &size);
    if (fd != NULL) {
        secret_cut(session->secret, 0);
        return read_descriptor(session, command, fd);
    }
    if (set)
        return report(session, size <= LONGEST ? READ_LINE : READ_LONG, VARIABLE);
    return read_terminal(session, prompt);
}
