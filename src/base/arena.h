/*
 * base/arena.h - memory that lives as long as a stage and is freed at once.
 *
 * An allocation from an arena never returns NULL: when memory runs out it jumps back to the
 * innermost arena_try of the same Memory, where it becomes an ordinary error. So a stage has no
 * error path for memory but one, at its entry. Whoever holds something that an arena does not free
 * (a file, a parser of a library) wraps the work in arena_try and lets go of it when that fails.
 */
#ifndef LAKIPDF_BASE_ARENA_H
#define LAKIPDF_BASE_ARENA_H

#include <stdbool.h>
#include <stddef.h>

/* The account that all arenas of a job share: the limit, what is in use, where to jump. */
typedef struct Memory Memory;
typedef struct Arena Arena;

/* limit: bytes that all arenas together may hold, 0 for no limit. NULL when memory runs out. */
Memory *memory_new(size_t limit);
/* Such a limit: three quarters of the machine's memory. What takes more makes the system end a
   program, this one or another, without a word. 0 where the system does not tell. */
size_t memory_share(void);
/* All arenas must be dropped before. NULL is allowed. */
void memory_drop(Memory *memory);

/* An empty arena; jumps when memory runs out, so call it inside arena_try. */
Arena *arena_new(Memory *memory);
/* Frees the arena and all that came from it. NULL is allowed. */
void arena_drop(Arena *arena);
/* Frees all that came from the arena, which keeps some memory for what comes next. */
void arena_reset(Arena *arena);
Memory *arena_memory(const Arena *arena);

/* size bytes, all zero, aligned for any type. size 0 gives a pointer that must not be read. */
void *arena_alloc(Arena *arena, size_t size);
/* count elements of size bytes, all zero; an overflow of the product is out of memory. */
void *arena_array(Arena *arena, size_t count, size_t size);
/* A block of new_size bytes that starts with the old_size bytes of old (the rest zero); grows in
   place where old was the last allocation. old may be NULL with old_size 0. */
void *arena_grow(Arena *arena, void *old, size_t old_size, size_t new_size);

/* The same where nobody uses `old` any more: the memory of a large one is not kept beside the new
   one. */
void *arena_regrow(Arena *arena, void *old, size_t old_size, size_t new_size);

/* Gives back the allocation, if it is the last one; else does nothing. */
void arena_undo(Arena *arena, const void *last);

/* Makes room for one more element: *items is an array of *capacity elements of size bytes of which
   count are used; doubles it when full. Returns the place of the new element, zeroed. */
void *arena_push(Arena *arena, void *items, size_t *capacity, size_t count, size_t size);

/*
 * Runs body(context). True when it returned; false when memory ran out in it (whatever it had
 * allocated stays in its arenas). May be nested: the innermost catches. Local variables that body's
 * caller changes through context need no volatile.
 */
bool arena_try(Memory *memory, void (*body)(void *context), void *context);
/* Takes the way of a failed allocation; for callbacks of libraries that cannot return an error. */
_Noreturn void memory_fail(Memory *memory);
/* The same where it is not memory that is at its end but the run: memory_stopped tells. */
_Noreturn void memory_stop(Memory *memory);
bool memory_stopped(const Memory *memory);

#endif
