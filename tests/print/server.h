/*
 * tests/print/server.h - a print server of the test's own: cupsd on a free port of loopback, with
 * queues whose backend leaves in a folder what would go to the device.
 *
 * Nothing of the machine's own CUPS is read or changed. As root the scheduler runs filters and
 * backends as `lp`, which must be able to reach the folder.
 */
#ifndef LAKIPDF_TESTS_PRINT_SERVER_H
#define LAKIPDF_TESTS_PRINT_SERVER_H

#include "process.h"

#include <arpa/inet.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define CUPSD "/usr/sbin/cupsd"
#define PPDS  "/usr/share/ppd/cupsfilters/"

enum { TRIES = 600, TRY_MICROSECONDS = 50 * 1000 };

typedef struct Server {
    const char *folder;
    char address[32]; /* "127.0.0.1:40123" */
    pid_t process;    /* 0 where there is none */
} Server;

/* False, and says so, where the machine has no scheduler to test with. */
static inline bool server_is_possible(void)
{
    if (access(CUPSD, X_OK) == 0 && access(PPDS "Generic-PDF_Printer-PDF.ppd", R_OK) == 0 &&
        access("/usr/lib/cups/filter/pdftopdf", X_OK) == 0)
        return true;
    print_message("skipped: no cupsd, or no cups-filters, on this machine\n");
    return false;
}

/* --- Starting and ending ---------------------------------------------------------------------- */

static inline int free_port(void)
{
    struct sockaddr_in place = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof place;
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_true(fd >= 0);
    assert_int_equal(bind(fd, (const struct sockaddr *)&place, size), 0);
    assert_int_equal(getsockname(fd, (struct sockaddr *)&place, &size), 0);
    close(fd);
    return ntohs(place.sin_port);
}

static inline bool answers(int port)
{
    struct sockaddr_in place = {.sin_family = AF_INET,
                                .sin_port = htons((uint16_t)port),
                                .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    bool good = connect(fd, (const struct sockaddr *)&place, sizeof place) == 0;
    close(fd);
    return good;
}

/* Writes what the scheduler reads. Its programs are the machine's, but for one backend: it keeps
   each document whole under PRINTER-JOB-N.pdf, with number of copies and options beside it. */
static inline void server_write(Arena *arena, const char *folder, const char *queues)
{
    static const char *const setup =
        "mkdir -m 755 root root/ppd bin bin/backend\n"
        "mkdir cache state spool tmp out\n"
        "chmod 777 cache state spool tmp out\n"
        "for part in daemon filter driver notifier; do ln -s /usr/lib/cups/$part bin/$part; done\n"
        "here=$PWD\n"
        "cat >bin/backend/uji <<END\n"
        "#!/bin/sh\n"
        "[ \\$# -ge 5 ] || exit 0\n"
        "n=1\n"
        "while [ -e \"$here/out/\\$PRINTER-\\$1-\\$n.pdf\" ]; do n=\\$((n + 1)); done\n"
        "to=\"$here/out/\\$PRINTER-\\$1-\\$n\"\n"
        "printf '%s\\n' \"\\$3\" \"\\$4\" \"\\$5\" >\"\\$to.options\"\n"
        "cat \\${6:+\"\\$6\"} >\"\\$to.part\" && chmod 644 \"\\$to.part\" && mv \"\\$to.part\" "
        "\"\\$to.pdf\"\n"
        "END\n"
        "chmod 755 bin/backend/uji\n"
        "who=$(id -un)\n"
        "if [ \"$(id -u)\" -eq 0 ]; then who=lp; fi\n"
        "cat >root/cups-files.conf <<END\n"
        "ServerRoot $here/root\n"
        "ServerBin $here/bin\n"
        "DataDir /usr/share/cups\n"
        "CacheDir $here/cache\n"
        "StateDir $here/state\n"
        "RequestRoot $here/spool\n"
        "TempDir $here/tmp\n"
        "AccessLog $here/access_log\n"
        "ErrorLog $here/error_log\n"
        "PageLog $here/page_log\n"
        "Sandboxing relaxed\n"
        "User $who\n"
        "Group $(id -gn \"$who\")\n"
        "SystemGroup root\n"
        "END\n";
    assert_script(arena, folder, setup);
    assert_script(arena, folder, queues);
}

static inline void server_spawn(const char *folder, pid_t *process)
{
    *process = fork();
    assert_true(*process >= 0);
    if (*process != 0)
        return;
    char settings[2][4096];
    snprintf(settings[0], sizeof settings[0], "%s/root/cupsd.conf", folder);
    snprintf(settings[1], sizeof settings[1], "%s/root/cups-files.conf", folder);
    prctl(PR_SET_PDEATHSIG, SIGTERM); /* where the test dies */
    if (freopen("/dev/null", "w", stdout) == NULL || freopen("/dev/null", "w", stderr) == NULL)
        _exit(126);
    execl(CUPSD, CUPSD, "-f", "-c", settings[0], "-s", settings[1], (char *)NULL);
    _exit(127);
}

/* Tells the scheduler to end, and sees that it does. */
static inline void server_stop(Server *server)
{
    if (server->process <= 0)
        return;
    kill(server->process, SIGTERM);
    for (int i = 0; i < TRIES && waitpid(server->process, NULL, WNOHANG) == 0; i++) {
        if (i == TRIES / 2)
            kill(server->process, SIGKILL);
        usleep(TRY_MICROSECONDS);
    }
    server->process = 0;
    folder_remove(server->folder);
}

/* Starts a server with the queues that the script makes in it (root/printers.conf, root/ppd/). */
static inline void server_start(Arena *arena, Server *server, const char *queues)
{
    server->folder = folder_make(arena);
    assert_int_equal(chmod(server->folder, 0755), 0);
    server_write(arena, server->folder, queues);
    for (int tries = 0; tries < 5; tries++) {
        int port = free_port();
        const char *settings =
            str_format(arena,
                       "Listen 127.0.0.1:%d\nLogLevel debug\nBrowsing Off\nWebInterface No\n"
                       "DefaultAuthType None\n<Location />\nOrder allow,deny\nAllow all\n"
                       "</Location>\n<Policy default>\n"
                       "<Limit All>\nOrder allow,deny\nAllow all\n</Limit>\n</Policy>\n",
                       port)
                .at;
        folder_write(server->folder, "root/cupsd.conf", settings);
        snprintf(server->address, sizeof server->address, "127.0.0.1:%d", port);
        server_spawn(server->folder, &server->process);
        for (int i = 0; i < TRIES; i++) {
            if (answers(port))
                return;
            if (waitpid(server->process, NULL, WNOHANG) != 0)
                break; /* another took the port */
            usleep(TRY_MICROSECONDS);
        }
    }
    const char *log = file_text(arena, path_in(arena, server->folder, "error_log"), NULL);
    server->process = 0;
    fail_msg("cupsd does not start: %s", log != NULL ? log : "no log");
}

/* --- What arrived ----------------------------------------------------------------------------- */

/* The path of the nth document of a job, "kantor-3", without ".pdf", once it has arrived. */
static inline const char *arrived(Arena *arena, const Server *server, const char *job, int nth)
{
    const char *path = str_format(arena, "%s/out/%s-%d", server->folder, job, nth).at;
    const char *file = str_format(arena, "%s.pdf", path).at;
    for (int i = 0; i < TRIES; i++) {
        if (access(file, R_OK) == 0)
            return path;
        usleep(TRY_MICROSECONDS);
    }
    fail_msg("%s did not arrive: %s", file,
             file_text(arena, path_in(arena, server->folder, "error_log"), NULL));
    return NULL;
}

/* How many documents have arrived by now. */
static inline int count_arrived(Arena *arena, const Server *server)
{
    size_t count = 0;
    int pdfs = 0;
    const Str *names =
        folder_names(arena, diags_new(arena), path_in(arena, server->folder, "out"), &count);
    for (size_t i = 0; i < count; i++)
        pdfs += str_ends(names[i], ".pdf") ? 1 : 0;
    return pdfs;
}

#endif
