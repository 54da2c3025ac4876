/*
 * tests/fuzz/fuzz.h - what all fuzz targets share.
 *
 * A target is a file of its own that defines fuzz_target. Each input gets memory of its own, of
 * which nothing is left afterwards. An input that takes more time or memory than the target allows
 * is a finding like a crash: all inputs are small.
 */
#ifndef LAKIPDF_TESTS_FUZZ_H
#define LAKIPDF_TESTS_FUZZ_H

#include "base/base.h"

/* What the work on one input stands on. */
typedef struct Fuzz {
    Memory *memory;
    Arena *arena;
    Diags *diags;
    const char *folder; /* for files: empty at first, emptied afterwards */
    /* Lets go of `what` once the messages are printed, also behind a jump; or NULL. */
    void (*end)(void *what);
    void *what;
} Fuzz;

typedef struct FuzzTarget {
    int milliseconds; /* of processor time that one input may take, with sanitizers */
    int megabytes;    /* of arenas */
    /* Works on one input, whose bytes are an allocation of just their size. */
    void (*run)(Fuzz *fuzz, Str input);
} FuzzTarget;

extern const FuzzTarget fuzz_target;

/* Ends the run as a finding. */
_Noreturn void fuzz_found(const char *what);
#define FUZZ_HOLDS(condition) ((condition) ? (void)0 : fuzz_found(#condition))

/* A source of a copy of the text, of just that size. */
const Source *fuzz_source(Fuzz *fuzz, const char *name, Str text);
/* Takes what stands before the next line "====" (or all) off *rest. */
Str fuzz_part(Str *rest);
/* Writes a file of the folder; its name must not lead out. NULL where that cannot be: the name is
   one of a file and of a folder, or no name at all. */
const char *fuzz_write(Fuzz *fuzz, Str name, Str text);
/* FOLDER/name, in the arena. */
const char *fuzz_path(Fuzz *fuzz, const char *name);

#endif
