/*
 * base/pool.h - the large blocks of arenas; inside base/ only.
 *
 * They are cut from regions that the system may map by huge pages: to be given 20 MB page by page
 * takes a tenth of the time in which they are filled with a document.
 */
#ifndef LAKIPDF_BASE_POOL_H
#define LAKIPDF_BASE_POOL_H

#include <stdbool.h>
#include <stddef.h>

enum { POOL_UNIT = 1024 * 1024 };

typedef struct PoolUnit PoolUnit;
typedef struct PoolRegion PoolRegion;

/* Empty where all is zero. */
typedef struct Pool {
    PoolUnit *free; /* what was given back */
    size_t free_count;
    PoolRegion *regions;
    char *next, *end; /* what was not taken yet of the newest */
} Pool;

/* POOL_UNIT bytes, all zero, aligned for any type. NULL when the system has no memory. */
void *pool_take(Pool *pool);
/* What pool_take returned. */
void pool_give_back(Pool *pool, void *unit);
/* Gives all regions back to the system, whatever was taken of them. */
void pool_drop(Pool *pool);

#endif
