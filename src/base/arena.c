/* Arenas: blocks that grow, freed at once; failure jumps to the innermost arena_try. */
#include "base/arena.h"
#include "base/poison.h"
#include "base/pool.h"
#include "base/watch.h"

#include <setjmp.h>
#include <stdalign.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef struct Block {
    struct Block *previous;
    size_t size; /* of data */
    bool pooled;
    alignas(max_align_t) char data[];
} Block;

enum {
    FIRST_BLOCK = 16 * 1024,
    LARGEST_BLOCK = POOL_UNIT - sizeof(Block), /* from the pool */
    LARGE = POOL_UNIT / 2,                     /* a larger allocation gets a block of its own */
    ALIGNMENT = alignof(max_align_t),
};

typedef struct Escape {
    jmp_buf to;
    struct Escape *outer;
} Escape;

struct Memory {
    size_t limit;
    size_t used;
    Escape *escape;
    const Watch *watch; /* or NULL */
    bool stopped;
    Pool pool;
};

struct Arena {
    Memory *memory;
    Block *block; /* the newest */
    Block *large; /* the newest that is one allocation, while it can be given back; or NULL */
    char *next;   /* free space of it */
    char *end;
    char *last; /* the last allocation, for arena_grow */
    size_t next_size;
};

Memory *memory_new(size_t limit)
{
    Memory *memory = calloc(1, sizeof *memory);
    if (memory != NULL)
        memory->limit = limit != 0 ? limit : SIZE_MAX;
    return memory;
}

size_t memory_share(void)
{
    enum { SHARE = 3, OF = 4 };
    long pages = sysconf(_SC_PHYS_PAGES);
    long size = sysconf(_SC_PAGE_SIZE);
    return pages > 0 && size > 0 ? (size_t)pages / OF * SHARE * (size_t)size : 0;
}

void memory_drop(Memory *memory)
{
    if (memory != NULL)
        pool_drop(&memory->pool);
    free(memory);
}

void memory_watch(Memory *memory, const Watch *watch)
{
    memory->watch = watch;
}

void watch_see(Memory *memory, Seen seen, const char *path, const struct stat *about, Str bytes)
{
    if (memory->watch != NULL)
        memory->watch->see(memory->watch->context, seen, path, about, bytes);
}

_Noreturn void memory_fail(Memory *memory)
{
    if (memory->escape == NULL) {
        /* Nobody waits for it: nothing is half written, since files are only renamed when whole. */
        fputs("lakipdf: out of memory\n", stderr);
        exit(3);
    }
    longjmp(memory->escape->to, 1);
}

_Noreturn void memory_stop(Memory *memory)
{
    memory->stopped = true;
    memory_fail(memory);
}

bool memory_stopped(const Memory *memory)
{
    return memory->stopped;
}

bool arena_try(Memory *memory, void (*body)(void *context), void *context)
{
    Escape escape = {.outer = memory->escape};
    memory->escape = &escape;
    if (setjmp(escape.to) != 0) {
        memory->escape = escape.outer;
        return false;
    }
    body(context);
    memory->escape = escape.outer;
    return true;
}

/* Memory that counts against the limit, or a jump. */
static void *take(Memory *memory, size_t size, bool pooled)
{
    void *taken = NULL;
    if (size <= memory->limit - memory->used)
        taken = pooled ? pool_take(&memory->pool) : calloc(1, size);
    if (taken == NULL)
        memory_fail(memory);
    memory->used += size;
    return taken;
}

static void give_back(Memory *memory, Block *block)
{
    memory->used -= sizeof *block + block->size;
    if (block->pooled)
        pool_give_back(&memory->pool, block);
    else
        free(block);
}

Arena *arena_new(Memory *memory)
{
    Arena *arena = take(memory, sizeof *arena, false);
    arena->memory = memory;
    arena->next_size = FIRST_BLOCK;
    return arena;
}

void arena_drop(Arena *arena)
{
    if (arena == NULL)
        return;
    Memory *memory = arena->memory;
    for (Block *block = arena->block; block != NULL;) {
        Block *previous = block->previous;
        give_back(memory, block);
        block = previous;
    }
    memory->used -= sizeof *arena;
    free(arena);
}

void arena_reset(Arena *arena)
{
    Block *kept = arena->block;
    if (kept == NULL)
        return;
    for (Block *block = kept->previous; block != NULL;) {
        Block *previous = block->previous;
        give_back(arena->memory, block);
        block = previous;
    }
    kept->previous = NULL;
    arena->large = NULL;
    unpoison(kept->data, (size_t)(arena->next - kept->data));
    memset(kept->data, 0, (size_t)(arena->next - kept->data));
    poison(kept->data, kept->size);
    arena->next = kept->data;
    arena->end = kept->data + kept->size;
    arena->last = NULL;
}

Memory *arena_memory(const Arena *arena)
{
    return arena->memory;
}

static Block *block_new(Arena *arena, size_t size, bool pooled)
{
    if (size > SIZE_MAX - sizeof(Block))
        memory_fail(arena->memory);
    Block *block = take(arena->memory, sizeof *block + size, pooled);
    block->size = size;
    block->pooled = pooled;
    return block;
}

/* A block for one large allocation, put behind the newest so that its free space stays in use. */
static void *alloc_large(Arena *arena, size_t size)
{
    Block *block = block_new(arena, size, false);
    if (arena->block == NULL) {
        arena->block = block;
        arena->next = arena->end = block->data + size;
    } else {
        block->previous = arena->block->previous;
        arena->block->previous = block;
        arena->large = block;
    }
    return block->data;
}

void *arena_alloc(Arena *arena, size_t asked)
{
    if (asked > LARGE)
        return alloc_large(arena, asked);
    size_t size = (asked + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT + POISON_GAP;
    if (size > (size_t)(arena->end - arena->next)) {
        while (arena->next_size < size)
            arena->next_size *= 2;
        bool pooled = arena->next_size > LARGE;
        Block *block = block_new(arena, pooled ? LARGEST_BLOCK : arena->next_size, pooled);
        block->previous = arena->block;
        arena->block = block;
        arena->large = NULL;
        arena->next = block->data;
        arena->end = block->data + block->size;
        poison(block->data, block->size);
        if (!pooled)
            arena->next_size *= 2;
    }
    arena->last = arena->next;
    arena->next += size;
    unpoison(arena->last, asked);
    return arena->last;
}

void *arena_array(Arena *arena, size_t count, size_t size)
{
    size_t bytes = 0;
    if (__builtin_mul_overflow(count, size, &bytes))
        memory_fail(arena->memory);
    return arena_alloc(arena, bytes);
}

void *arena_grow(Arena *arena, void *old, size_t old_size, size_t new_size)
{
    if (new_size <= old_size)
        return old;
    size_t rounded = (new_size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT + POISON_GAP;
    /* An empty allocation may share its address with the one after it, which is then the last. */
    if (old_size > 0 && old == arena->last && rounded >= new_size &&
        rounded <= (size_t)(arena->end - arena->last)) {
        arena->next = arena->last + rounded;
        unpoison(arena->last, new_size);
        return old;
    }
    void *grown = arena_alloc(arena, new_size);
    if (old_size > 0)
        memcpy(grown, old, old_size);
    return grown;
}

void *arena_regrow(Arena *arena, void *old, size_t old_size, size_t new_size)
{
    Block *block = arena->large;
    if (block == NULL || old != block->data || new_size <= block->size)
        return arena_grow(arena, old, old_size, new_size);
    Memory *memory = arena->memory;
    size_t more = new_size - block->size;
    Block *grown = NULL;
    if (more <= memory->limit - memory->used && new_size <= SIZE_MAX - sizeof *block)
        grown = realloc(block, sizeof *block + new_size);
    if (grown == NULL)
        memory_fail(memory);
    memory->used += more;
    memset(grown->data + grown->size, 0, more);
    grown->size = new_size;
    arena->block->previous = grown;
    arena->large = grown;
    return grown->data;
}

/* Frees the large block behind the newest. */
static void undo_large(Arena *arena)
{
    Block *block = arena->large;
    arena->block->previous = block->previous;
    arena->large = NULL;
    give_back(arena->memory, block);
}

void arena_undo(Arena *arena, const void *last)
{
    if (last != NULL && arena->large != NULL && last == arena->large->data) {
        undo_large(arena);
        return;
    }
    if (last == NULL || last != arena->last)
        return;
    size_t size = (size_t)(arena->next - arena->last);
    unpoison(arena->last, size);
    memset(arena->last, 0, size);
    poison(arena->last, size);
    arena->next = arena->last;
    arena->last = NULL;
}

void *arena_push(Arena *arena, void *items, size_t *capacity, size_t count, size_t size)
{
    void *array = NULL;
    memcpy(&array, items, sizeof array);
    if (count == *capacity) {
        size_t wanted = *capacity == 0 ? 8 : *capacity * 2;
        if (wanted > SIZE_MAX / size)
            memory_fail(arena->memory);
        array = arena_grow(arena, array, *capacity * size, wanted * size);
        memcpy(items, &array, sizeof array);
        *capacity = wanted;
    }
    return (char *)array + count * size;
}
