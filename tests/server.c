/* Starting and ending the servers of a test. */
#include "server.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MOST_ARGUMENTS = 16 };

Server server_start(Arena *arena, const char *folder, const char *script,
                    const char *const *arguments)
{
    char here[4096];
    assert_non_null(getcwd(here, sizeof here));
    const char *command[MOST_ARGUMENTS] = {"python3", "-B", path_in(arena, here, script)};
    for (size_t i = 0; arguments[i] != NULL; i++) {
        assert_true(i + 4 < MOST_ARGUMENTS);
        command[i + 3] = arguments[i];
    }
    int says[2];
    assert_int_equal(pipe(says), 0);
    pid_t parent = getpid();
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        dup2(says[1], STDOUT_FILENO);
        close(says[0]);
        close(says[1]);
        if (getppid() != parent || chdir(folder) != 0)
            _exit(125);
        char *words[MOST_ARGUMENTS];
        memcpy(words, command, sizeof words);
        execv("/usr/bin/python3", words);
        _exit(127);
    }
    close(says[1]);
    FILE *from = fdopen(says[0], "r");
    assert_non_null(from);
    char line[32] = "";
    bool said = fgets(line, sizeof line, from) != NULL;
    fclose(from);
    Server server = {child, said ? (unsigned)strtoul(line, NULL, 10) : 0};
    if (server.port == 0) {
        server_stop(&server);
        fail_msg("%s does not start", script);
    }
    return server;
}

void server_stop(Server *server)
{
    if (server->pid <= 0)
        return;
    kill(server->pid, SIGKILL);
    while (waitpid(server->pid, NULL, 0) < 0 && errno == EINTR)
        ;
    server->pid = 0;
}

void server_certificates(Arena *arena, const char *folder)
{
    assert_script(
        arena, folder,
        "exec 2>openssl.log\n"
        "key='-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes'\n"
        "openssl req -x509 $key -keyout ca.key -out ca.pem -subj '/CN=Otoritas Uji' -days 2 &&\n"
        "openssl req -x509 $key -keyout other.key -out other.pem -subj '/CN=Lain' -days 2 &&\n"
        "openssl req $key -keyout server.key -out server.csr -subj '/CN=localhost' &&\n"
        "echo 'subjectAltName=DNS:localhost' >server.ext &&\n"
        "openssl x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 \\\n"
        "    -extfile server.ext -out server.pem\n");
}
