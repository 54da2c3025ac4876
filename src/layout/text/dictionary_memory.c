/*
 * libhyphen's memory. The library prints a message and ends the process when it gets none; here its
 * functions for that are replaced by others of the same names, which take the jump of arenas then.
 *
 * A dictionary is taken and freed by these alone, so its blocks can be kept in a list. While it
 * divides a word the library frees some blocks of hnj_malloc by free: those must be malloc's own.
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

/* The library's functions know of no caller. */
static struct {
    Memory *memory; /* NULL while the library should not allocate */
    bool divides;
    Block *newest; /* of the dictionary that is loaded */
} taking;

void dictionary_loads(Memory *memory)
{
    taking.memory = memory;
    taking.divides = false;
    taking.newest = NULL;
}

void dictionary_divides(Memory *memory)
{
    taking.memory = memory;
    taking.divides = true;
}

void dictionary_end(void)
{
    taking.memory = NULL;
    taking.divides = false;
    taking.newest = NULL;
}

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
    dictionary_end();
    memory_fail(memory);
}

void *hnj_malloc(int size)
{
    size_t before = taking.divides ? 0 : sizeof(Block);
    void *bytes = size >= 0 ? malloc(before + (size_t)size) : NULL;
    if (bytes == NULL)
        run_out();
    if (taking.divides)
        return bytes;
    Block *block = bytes;
    *block = (Block){taking.newest, NULL};
    if (taking.newest != NULL)
        taking.newest->next = block;
    taking.newest = block;
    return block + 1;
}

void *hnj_realloc(void *old, int size)
{
    if (old == NULL)
        return hnj_malloc(size);
    size_t before = taking.divides ? 0 : sizeof(Block);
    const Block *block = taking.divides ? NULL : (Block *)old - 1;
    bool newest = block != NULL && taking.newest == block;
    void *grown = size >= 0 ? realloc((char *)old - before, before + (size_t)size) : NULL;
    if (grown == NULL)
        run_out();
    if (taking.divides)
        return grown;
    Block *moved = grown;
    if (moved->previous != NULL)
        moved->previous->next = moved;
    if (moved->next != NULL)
        moved->next->previous = moved;
    if (newest)
        taking.newest = moved;
    return moved + 1;
}

void hnj_free(void *old)
{
    if (old == NULL || taking.divides) {
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
