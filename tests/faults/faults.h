/*
 * tests/faults/faults.h - what the driver (faults.py) and the library that makes calls fail
 * (serve.c, calls.c, memory.c; loaded with LD_PRELOAD) tell each other, and what the parts of the
 * library share.
 *
 * The library keeps the program before its main and forks for each request: the child runs main,
 * and one of its calls fails. A request with points is a walk (walk.c): one run that forks at each
 * of them.
 */
#ifndef LAKIPDF_TESTS_FAULTS_FAULTS_H
#define LAKIPDF_TESTS_FAULTS_FAULTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Kinds of calls, each counted for itself; faults.py knows them too. */
typedef enum Kind {
    KIND_OWN,     /* memory that the program itself asks for */
    KIND_LIBRARY, /* that its libraries ask for */
    KIND_OPEN,
    KIND_READ,
    KIND_WRITE,
    KIND_CLOSE,
    KIND_SYNC,
    KIND_RENAME,
    KIND_OTHER, /* of files and processes: mkdir, fstat, fork ... */
    KIND_COUNT,
} Kind;

typedef enum Mode {
    MODE_ONCE,      /* the n-th call fails */
    MODE_FROM,      /* it and all after it */
    MODE_INTERRUPT, /* it fails with EINTR (open, read, write) */
    MODE_SHORT,     /* it reads or writes one byte only */
    MODE_KILL,      /* the process is killed instead of it */
    MODE_SIZE,      /* no file may get more than n bytes */
    MODE_FULL,      /* standard output is /dev/full */
    MODE_SITES,     /* nothing fails; where memory is asked for is written down */
} Mode;

typedef struct Request {
    uint32_t kind;
    uint32_t mode;
    uint64_t n; /* from 1; 0 for none. Of a walk: how many points follow, each a uint64_t */
    uint32_t is_walk;
    uint32_t padding;
} Request;

enum { MOST_LEAKS = 64, MOST_PATH = 256 };

#define OWN (UINT64_C(1) << 63)

typedef struct Report {
    uint64_t counts[KIND_COUNT]; /* of calls, of all processes of the run */
    int32_t status;              /* as waitpid gives it; -1 where it did not end in time */
    uint32_t failed;             /* how many calls failed */
    uint32_t checked;            /* the program ended by itself: what follows is true */
    uint32_t descriptors;        /* more open at the end than at the start */
    uint32_t blocks;             /* of memory not freed */
    uint32_t leaks;              /* that are told */
    uint32_t walked;             /* the end of a walk, and of no run */
    uint32_t padding;
    uint64_t changed[KIND_COUNT]; /* counts when a file was first changed, or a process begun */
    uint64_t callers[MOST_LEAKS]; /* who asked for them; with OWN the place in the program */
    char call[32];                /* the one that failed first */
    char path[MOST_PATH];         /* of which file; or empty */
    char left[MOST_PATH];         /* the file of a descriptor that is left */
} Report;

/* --- Inside the library ------------------------------------------------------------------------
 */

/* Counts a call of the kind, of the file `path` (or NULL), and tells what shall become of it: true
   where it fails, with errno set. */
bool fault_now(Kind kind, const char *call, const char *path, int error);
/* The same, but spared where a call before it failed. */
bool fault_once(Kind kind, const char *call, const char *path, int error);
/* The same, for reading and writing: may make *size smaller. */
bool fault_transfer(Kind kind, const char *call, int fd, size_t *size, int error);
/* Whether calls are counted at all now. */
bool fault_counts(void);
/* True for a place in the program itself, not in a library. */
bool fault_is_own(const void *place);
/* The place as the program's file counts them, with OWN; or as it is, in a library. */
uint64_t fault_place(const void *place);

/* To be called before a file is changed or a process begun. */
void fault_changes(void);
/* Waits for a run, and ends one that does not end; the status. SIGCHLD is blocked. */
int32_t wait_for(int32_t child);

/* This process is to fork at the points, and tells of each child through `to`; goes on after a byte
   from `from`. */
void walk_begin(const uint64_t *points, size_t count, Report *report, int from, int to);
/* True in the process of a walk, false in its children. */
bool walk_on(void);
/* Ends a walk. */
void walk_changes(void);
/* At the next point: forks, and is true in the child. */
bool walk_is_child(uint64_t count);

/* Notes which file a descriptor is of. */
void calls_note(int fd, const char *path);
const char *calls_path(int fd);

/* Writes down which place asks for memory each time, and how deep the stack is: a uint32_t each
   in `folder`/sites.0 and .1, for the two kinds. */
void memory_note_sites(void);
bool memory_write_sites(const char *folder);

/* From here on blocks of memory are noted. */
void memory_begin(void);
/* Tells those that are left. */
void memory_report(Report *report);

/* The next definition of a function: libc's own, or that of a sanitizer. */
void *next_function(const char *name);

#endif
