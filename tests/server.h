/*
 * tests/server.h - servers that stand in for those of the world: programs of a test that answer on
 * loopback, at a port that the system picks.
 */
#ifndef LAKIPDF_TESTS_SERVER_H
#define LAKIPDF_TESTS_SERVER_H

#include "process.h"

#include <sys/types.h>

typedef struct Server {
    pid_t pid;
    unsigned port;
} Server;

/* Starts a script of Python with these arguments (NULL at the end) in the folder. The first line
   that it prints is its port. Fails where it does not start. It ends with the test's program, if
   not before. */
Server server_start(Arena *arena, const char *folder, const char *script,
                    const char *const *arguments);
/* Ends it and waits for that; nothing where there is none. */
void server_stop(Server *server);

/* Makes FOLDER/ca.pem, and FOLDER/server.pem with its key for the name localhost alone;
   FOLDER/other.pem is an authority that has issued nothing. */
void server_certificates(Arena *arena, const char *folder);

#endif
