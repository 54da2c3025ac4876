/* Regions of whole huge pages, cut into units. */
#include "base/pool.h"
#include "base/poison.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

enum {
    HUGE_PAGE = 2 * 1024 * 1024, /* of x86-64, and of arm64 with pages of 4 KB */
    REGION = 2 * HUGE_PAGE,      /* and where it begins is a multiple of that */
    KEPT = 4,                    /* free units that keep their memory */
};

struct PoolUnit {
    PoolUnit *next;
};

struct PoolRegion {
    PoolRegion *next;
    char *at;
};

/* A region, or NULL where there is none. */
static char *map_region(void)
{
    enum { ROOM = 2 * REGION };
    char *room = mmap(NULL, ROOM, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (room == MAP_FAILED)
        return NULL;
    size_t before = (REGION - (uintptr_t)room % REGION) % REGION;
    char *region = room + before;
    if (before > 0)
        (void)munmap(room, before);
    (void)munmap(region + REGION, REGION - before);
    /* Where the system has no huge pages these are ordinary ones. */
    (void)madvise(region, REGION, MADV_HUGEPAGE);
    return region;
}

static bool add_region(Pool *pool)
{
    PoolRegion *region = malloc(sizeof *region);
    char *at = region != NULL ? map_region() : NULL;
    if (at == NULL) {
        free(region);
        return false;
    }
    *region = (PoolRegion){pool->regions, at};
    pool->regions = region;
    pool->next = at;
    pool->end = at + REGION;
    return true;
}

void *pool_take(Pool *pool)
{
    PoolUnit *unit = pool->free;
    if (unit != NULL) {
        unpoison(unit, POOL_UNIT);
        pool->free = unit->next;
        pool->free_count--;
        return memset(unit, 0, POOL_UNIT);
    }
    if (pool->next == pool->end && !add_region(pool))
        return NULL;
    void *fresh = pool->next;
    pool->next += POOL_UNIT;
    return fresh;
}

/* The memory of a unit goes back to the system, as libraries may need it. No huge page may take its
   place: that would be memory again. */
static void let_go(PoolUnit *unit)
{
    char *region = (char *)unit - (uintptr_t)unit % REGION;
    (void)madvise(region, REGION, MADV_NOHUGEPAGE);
    (void)madvise(unit, POOL_UNIT, MADV_DONTNEED);
}

void pool_give_back(Pool *pool, void *unit)
{
    PoolUnit *given = unit;
    unpoison(given, sizeof *given);
    if (pool->free_count++ >= KEPT)
        let_go(given);
    given->next = pool->free;
    pool->free = given;
    poison(given, POOL_UNIT);
}

void pool_drop(Pool *pool)
{
    for (PoolRegion *region = pool->regions; region != NULL;) {
        PoolRegion *next = region->next;
        unpoison(region->at, REGION);
        (void)munmap(region->at, REGION);
        free(region);
        region = next;
    }
    *pool = (Pool){0};
}
