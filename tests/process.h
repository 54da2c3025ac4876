/*
 * tests/process.h - running the program as a user does, in a folder of its own.
 */
#ifndef LAKIPDF_TESTS_PROCESS_H
#define LAKIPDF_TESTS_PROCESS_H

#include "support.h"

/* How a run ended and what it printed. */
typedef struct Ended {
    int status; /* exit status, or 128 + signal */
    char *out;
    size_t out_size;
    char *err;
    long milliseconds; /* of processor time */
    long kilobytes;    /* of memory, where it was most; no less than the test itself had */
} Ended;

/* What a run is kept from. */
typedef struct Limits {
    long file_size;          /* bytes that it may write to a file; 0 no limit */
    bool unprivileged;       /* as an ordinary user, where the test runs as root */
    const char *environment; /* "NAME=VALUE" to add, or NULL */
    const char *program;     /* to run instead of $LAKIPDF, or NULL */
} Limits;

/* A new empty folder where any user may go; removed by folder_remove. */
const char *folder_make(Arena *arena);
void folder_remove(const char *folder);
/* A copy of a folder, such a new folder too. */
const char *folder_copied(Arena *arena, const char *from);
/* Writes a file of the folder, making the folders in between. */
void folder_write(const char *folder, const char *name, const char *text);
/* Gives FOLDER/home, where a test writes templates of its own, the program's config and fonts, so
   that it can be LAKIPDF_HOME. */
void folder_link_home(Arena *arena, const char *folder);
/* The whole file, NUL behind it; NULL when there is none. *size may be NULL. */
char *file_text(Arena *arena, const char *path, size_t *size);
const char *path_in(Arena *arena, const char *folder, const char *name);

/* Runs $LAKIPDF with these arguments (NULL at the end) in `folder`. */
Ended run_program(Arena *arena, const char *folder, const Limits *limits,
                  const char *const *arguments);
/* Runs any program found on the path. */
Ended run_command(Arena *arena, const char *folder, const char *const *command);

/* Runs a script of sh in the folder, "$1" being the project's own. Fails unless it ends well and
   says nothing. */
void assert_script(Arena *arena, const char *folder, const char *script);
/* Fails unless the file holds just this text; with UPDATE_REFERENCES set, writes it instead. */
void assert_reference(Arena *arena, const char *reference, const char *text);

#endif
