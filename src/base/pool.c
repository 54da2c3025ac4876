/* Regions of whole huge pages, cut into units. */
#include "base/pool.h"
#include "base/poison.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

enum {
    HUGE_PAGE = 2 * 1024 * 1024, /* of x86-64, and of arm64 with pages of 4 KB */
    REGION = 2 * HUGE_PAGE,
    KEPT = 4, /* free units that keep their memory */
};

struct PoolUnit {
    PoolUnit *next;
};

struct PoolRegion {
    PoolRegion *next;
    char *at;
};

/* A region that begins with a huge page; NULL where there is none. */
static char *map_region(void)
{
    enum { ROOM = REGION + HUGE_PAGE };
    char *room = mmap(NULL, ROOM, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (room == MAP_FAILED)
        return NULL;
    size_t before = (HUGE_PAGE - (uintptr_t)room % HUGE_PAGE) % HUGE_PAGE;
    char *region = room + before;
    if (before > 0)
        (void)munmap(room, before);
    (void)munmap(region + REGION, HUGE_PAGE - before);
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

void pool_give_back(Pool *pool, void *unit)
{
    PoolUnit *given = unit;
    unpoison(given, sizeof *given);
    /* The rest goes back to the system, which libraries may need it from. */
    if (pool->free_count++ >= KEPT)
        (void)madvise(given, POOL_UNIT, MADV_DONTNEED);
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
