/*
 * libhyphen's memory. The library prints a message and ends the process when it gets none; here its
 * functions for that are replaced by others of the same names, which take the jump of arenas then.
 *
 * A dictionary is taken and freed by these alone, so its blocks can be kept in a list. While it
 * divides a word the library frees some blocks of hnj_malloc by free: those must be malloc's own,
 * and which of them it still has cannot be known. So it is not stopped then, but given what was
 * laid by.
 */
#include "layout/text/dictionary.h"

#include <stdalign.h>
#include <stdlib.h>

/* The library's own, which no header of it declares. */
void *hnj_malloc(int size);
void *hnj_realloc(void *old, int size);
void hnj_free(void *old);

/* Stands before each block of a dictionary. */
typedef struct Block {
    alignas(max_align_t) struct Block *previous;
    struct Block *next;
} Block;

/* The library's functions know of no caller. Two threads may each have a dictionary. */
static _Thread_local struct {
    Memory *memory;   /* NULL while the library should not allocate */
    Reserve *reserve; /* while it divides */
    bool ran_out;     /* the reserve was used */
    Block *newest;    /* of the dictionary that is loaded */
} taking;

/* --- The reserve ------------------------------------------------------------------------------ */

enum { MOST_EXTRA = 3 }; /* letters */

void reserve_fill(Reserve *reserve, Memory *memory, size_t longest)
{
    while (reserve->count < sizeof reserve->blocks / sizeof *reserve->blocks) {
        void *block = malloc((longest + MOST_EXTRA) * sizeof(char *));
        if (block == NULL)
            memory_fail(memory);
        reserve->blocks[reserve->count++] = block;
    }
}

void reserve_drop(Reserve *reserve)
{
    while (reserve->count > 0)
        free(reserve->blocks[--reserve->count]);
}

/* --- Beginning and end ------------------------------------------------------------------------ */

void dictionary_loads(Memory *memory)
{
    taking.memory = memory;
    taking.reserve = NULL;
    taking.newest = NULL;
}

void dictionary_divides(Memory *memory, Reserve *reserve)
{
    taking.memory = memory;
    taking.reserve = reserve;
}

/* The library does not allocate any more. */
static void stop_taking(void)
{
    taking.memory = NULL;
    taking.reserve = NULL;
    taking.ran_out = false;
    taking.newest = NULL;
}

void dictionary_end(void)
{
    Memory *memory = taking.ran_out ? taking.memory : NULL;
    stop_taking();
    if (memory != NULL)
        memory_fail(memory);
}

/* --- The library's functions ------------------------------------------------------------------ */

static _Noreturn void run_out(void)
{
    Memory *memory = taking.memory;
    while (taking.newest != NULL) {
        Block *block = taking.newest;
        taking.newest = block->previous;
        free(block);
    }
    if (memory == NULL)
        abort(); /* none of the functions above was called */
    stop_taking();
    memory_fail(memory);
}

/* Malloc's own, for the division of a word. */
static void *take_for_word(size_t size)
{
    void *bytes = malloc(size);
    if (bytes != NULL)
        return bytes;
    taking.ran_out = true;
    if (taking.reserve->count == 0)
        run_out(); /* never: it was filled */
    return taking.reserve->blocks[--taking.reserve->count];
}

/* The library's part of a block of a dictionary, which is kept in the list. */
static void *keep(Block *block)
{
    *block = (Block){taking.newest, NULL};
    if (taking.newest != NULL)
        taking.newest->next = block;
    taking.newest = block;
    return block + 1;
}

/* The same of one that was moved. */
static void *keep_moved(Block *moved, bool newest)
{
    if (moved->previous != NULL)
        moved->previous->next = moved;
    if (moved->next != NULL)
        moved->next->previous = moved;
    if (newest)
        taking.newest = moved;
    return moved + 1;
}

void *hnj_malloc(int size)
{
    if (taking.reserve != NULL && size >= 0)
        return take_for_word((size_t)size);
    Block *block = size >= 0 ? malloc(sizeof(Block) + (size_t)size) : NULL;
    if (block != NULL)
        return keep(block);
    run_out();
}

void *hnj_realloc(void *old, int size)
{
    if (old == NULL)
        return hnj_malloc(size);
    /* Only states and transitions of a dictionary grow. */
    Block *block = (Block *)old - 1;
    bool newest = taking.newest == block;
    Block *moved =
        size >= 0 && taking.reserve == NULL ? realloc(block, sizeof(Block) + (size_t)size) : NULL;
    if (moved != NULL)
        return keep_moved(moved, newest);
    run_out();
}

void hnj_free(void *old)
{
    if (old == NULL || taking.reserve != NULL) {
        free(old);
        return;
    }
    Block *block = (Block *)old - 1;
    if (block->previous != NULL)
        block->previous->next = block->next;
    if (block->next != NULL)
        block->next->previous = block->previous;
    if (taking.newest == block)
        taking.newest = block->previous;
    free(block);
}
