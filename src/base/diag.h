/*
 * base/diag.h - messages for the user: severity, place, message, hint.
 *
 *   examples/lakip/kinerja.yaml:41:15: error: target: '6 %' is not a number
 *      41 |       target: 6 %
 *         |               ^~~
 *      hint: write 6; the unit belongs in 'satuan'
 *
 * Stages add messages and go on, so that one run reports all problems; the command prints them and
 * takes its exit status from them.
 */
#ifndef LAKIPDF_BASE_DIAG_H
#define LAKIPDF_BASE_DIAG_H

#include "base/str.h"

#include <stdio.h>

/* A text that messages point into. Kept as long as the messages. */
typedef struct Source {
    Str name; /* as the user knows it: the path from where the command runs */
    Str text;
} Source;

/* Where something stands. line and column count from 1, the column in characters; line 0 means the
   source as a whole, source NULL no place at all. length in characters, 0 where unknown. */
typedef struct Place {
    const Source *source;
    uint32_t line;
    uint32_t column;
    uint32_t length;
} Place;

typedef enum Severity {
    SEVERITY_NOTE,
    SEVERITY_WARNING,
    SEVERITY_ERROR,  /* the input is wrong: exit status 1 */
    SEVERITY_USAGE,  /* the command line is wrong: exit status 2 */
    SEVERITY_SYSTEM, /* I/O or memory failed: exit status 3 */
} Severity;

typedef struct Diags Diags;

enum {
    DIAGS_MAX_ERRORS = 2000, /* of one run, which ends with the next */
    DIAGS_MAX_PRINTED = 100, /* of one file */
};

/* All messages of a run; the arena keeps them. */
Diags *diags_new(Arena *arena);
/* That arena: for what must live as long as the messages. */
Arena *diags_arena(const Diags *diags);

/* Adds a message. hint may be NULL; it and the message are copied, begin and end of one that is
   very long. The message says what is wrong in one line without a full stop, the hint what to do.
   With more than 2,000 errors the run ends as if memory had run out (memory_stop): nobody reads as
   many, and input may be made to have more. */
void diag(Diags *diags, Severity severity, Place place, const char *hint, const char *format, ...)
    __attribute__((format(printf, 5, 6)));

/* "did you mean 'x'?" with the name nearest to `word`, in the arena; `otherwise`, which may be
   NULL, when none is near enough. For the hint of a message about an unknown name. */
const char *hint_nearest(Arena *arena, Str word, const Str *names, size_t count,
                         const char *otherwise);

/* How many messages of at least this severity there are. */
size_t diags_count(const Diags *diags, Severity at_least);
/* True when there is an error, a usage error or a system failure. */
bool diags_failed(const Diags *diags);
/* 0, 1, 2 or 3, by the worst message. */
int diags_exit_status(const Diags *diags);
/* Prints all in the order of files, then of places within a file (messages without a place last);
   the same message at the same place once; at most a hundred per file, then how many more. Control
   characters in excerpts are shown as U+FFFD. */
void diags_print(const Diags *diags, FILE *to);

/* Adds text that may hold what the user wrote: control and bidirectional characters and bad bytes
   as U+FFFD. */
void buf_shown(Buf *out, Str text);

/* A message as it is printed, for programs. */
typedef struct DiagView {
    Severity severity;
    Place place;
    Str text;
    Str hint; /* empty where there is none */
} DiagView;

const char *severity_name(Severity severity); /* "note", "warning", "error" */
/* All that were kept, in the order of printing and without those that are not printed again, in the
   arena; *count of them. */
const DiagView *diags_list(const Diags *diags, Arena *arena, size_t *count);

/* The place `size` bytes long at byte offset `at` of the source's text. */
Place place_at(const Source *source, size_t at, size_t size);

/* The same, not looked for before a message stands there: for places that are many and seldom told.
   Its line and column are not those of the source; diag, place_offset and place_find know it. */
Place place_later(const Source *source, size_t at, size_t size);
/* Such a place as place_at gives it; any other as it is. */
Place place_settled(Place place);

/* Where in a source a place was looked for last: most are asked for in their order, and are then
   found from the one before. All zero at first. */
typedef struct PlaceMemo {
    const Source *source;
    size_t at, line_start;
    uint32_t line, column;
} PlaceMemo;

/* The same as place_at. */
Place place_near(PlaceMemo *memo, const Source *source, size_t at, size_t size);
/* The offset in its source that a place stands at; false where the source has no such place. */
bool place_offset(PlaceMemo *memo, Place place, size_t *offset);

/* The place of `text` where it first stands from `from` on, in the same paragraph (up to an empty
   line, 8 KB at most). `from` itself where it does not, and where a tag {{...}} stands there: what
   that expands to is written elsewhere. */
Place place_find(Place from, Str text);

#endif
