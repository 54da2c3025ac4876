/* Allocation that fails on request, and a list of all blocks that are not freed. */
#include "faults.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { SLOTS = 1 << 18, EARLY = 64 * 1024, MOST_USED = SLOTS / 4 * 3 };

typedef struct Slot {
    const void *block;
    const void *caller;
} Slot;

static Slot slots[SLOTS];
static size_t used;
static bool noting;

/* dlsym may allocate before it has told what allocates. */
static _Alignas(16) char early[EARLY];
static size_t early_used;

static void *(*next_malloc)(size_t size);
static void *(*next_calloc)(size_t count, size_t size);
static void *(*next_realloc)(void *old, size_t size);
static void (*next_free)(void *old);
static int (*next_memalign)(void **block, size_t alignment, size_t size);
static bool finding;

static bool find_next(void)
{
    if (next_free != NULL)
        return true;
    if (finding)
        return false;
    finding = true;
    *(void **)&next_malloc = next_function("malloc");
    *(void **)&next_calloc = next_function("calloc");
    *(void **)&next_realloc = next_function("realloc");
    *(void **)&next_memalign = next_function("posix_memalign");
    *(void **)&next_free = next_function("free");
    finding = false;
    return true;
}

static void *take_early(size_t size)
{
    size_t rounded = (size + 15) / 16 * 16;
    if (rounded > EARLY - early_used)
        abort();
    void *block = early + early_used;
    early_used += rounded;
    return block;
}

static bool is_early(const void *block)
{
    return (const char *)block >= early && (const char *)block < early + EARLY;
}

/* --- The list: open addressing -----------------------------------------------------------------
 */

static size_t home_of(const void *block)
{
    /* Neighbours stay so: few pages of the list are touched, which a fork need not copy. */
    return ((uintptr_t)block >> 5) % SLOTS;
}

static void note(const void *block, const void *caller)
{
    if (!noting || block == NULL || used > MOST_USED)
        return;
    size_t at = home_of(block);
    while (slots[at].block != NULL)
        at = (at + 1) % SLOTS;
    slots[at] = (Slot){block, caller};
    used++;
}

static void forget(const void *block)
{
    if (!noting || block == NULL)
        return;
    size_t at = home_of(block);
    while (slots[at].block != block) {
        if (slots[at].block == NULL)
            return;
        at = (at + 1) % SLOTS;
    }
    used--;
    /* What follows moves up, so that no search ends too early. */
    for (size_t gap = at, next = at;;) {
        next = (next + 1) % SLOTS;
        if (slots[next].block == NULL) {
            slots[gap] = (Slot){NULL, NULL};
            return;
        }
        size_t from_home = (next - home_of(slots[next].block)) % SLOTS;
        if (from_home >= (next - gap) % SLOTS) {
            slots[gap] = slots[next];
            gap = next;
        }
    }
}

void memory_begin(void)
{
    noting = true;
}

void memory_report(Report *report)
{
    noting = false;
    report->blocks = (uint32_t)used;
    for (size_t i = 0; i < SLOTS && report->leaks < MOST_LEAKS && report->leaks < used; i++)
        if (slots[i].block != NULL)
            report->callers[report->leaks++] = fault_place(slots[i].caller);
}

/* --- Sites -------------------------------------------------------------------------------------
 */

enum { KINDS = KIND_LIBRARY + 1, MOST_SITES = 1 << 18 };

static uint32_t (*sites)[MOST_SITES]; /* NULL where none are noted */
static size_t sites_noted[KINDS];

void memory_note_sites(void)
{
    void *at = mmap(NULL, KINDS * sizeof *sites, PROT_READ | PROT_WRITE,
                    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    sites = at == MAP_FAILED ? NULL : at;
}

/* Libraries ask through a function of theirs: how deep the stack is tells who asks that. */
static void note_site(Kind kind, const void *caller)
{
    if (sites == NULL || sites_noted[kind] == MOST_SITES)
        return;
    uint64_t place = (uint64_t)(uintptr_t)caller;
    uint64_t depth = (uint64_t)(uintptr_t)__builtin_frame_address(0);
    sites[kind][sites_noted[kind]++] =
        (uint32_t)((place * UINT64_C(0x9E3779B97F4A7C15) ^ depth) * UINT64_C(0xD1B54A32D192ED03) >>
                   32);
}

bool memory_write_sites(const char *folder)
{
    bool good = sites != NULL;
    for (int kind = 0; good && kind < KINDS; kind++) {
        char path[4096];
        snprintf(path, sizeof path, "%s/sites.%d", folder, kind);
        int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0666);
        size_t size = sites_noted[kind] * sizeof **sites;
        good = fd >= 0 && write(fd, sites[kind], size) == (ssize_t)size && close(fd) == 0;
    }
    return good;
}

/* --- The functions -----------------------------------------------------------------------------
 */

static bool fails(const char *call, const void *caller)
{
    if (!fault_counts())
        return false;
    Kind kind = fault_is_own(caller) ? KIND_OWN : KIND_LIBRARY;
    note_site(kind, caller);
    return fault_now(kind, call, NULL, ENOMEM);
}

void *malloc(size_t size)
{
    const void *caller = __builtin_return_address(0);
    if (!find_next())
        return take_early(size);
    if (fails("malloc", caller))
        return NULL;
    void *block = next_malloc(size);
    note(block, caller);
    return block;
}

void *calloc(size_t count, size_t size)
{
    const void *caller = __builtin_return_address(0);
    if (!find_next())
        return take_early(count * size);
    if (fails("calloc", caller))
        return NULL;
    void *block = next_calloc(count, size);
    note(block, caller);
    return block;
}

void *realloc(void *old, size_t size)
{
    const void *caller = __builtin_return_address(0);
    if (!find_next() || is_early(old))
        abort();
    if (size > 0 && fails("realloc", caller))
        return NULL;
    /* Noted anew only where it succeeds, which it does. */
    forget(old);
    void *block = next_realloc(old, size);
    note(block, caller);
    return block;
}

int posix_memalign(void **block, size_t alignment, size_t size)
{
    const void *caller = __builtin_return_address(0);
    if (!find_next())
        abort();
    if (fails("posix_memalign", caller))
        return ENOMEM;
    int status = next_memalign(block, alignment, size);
    if (status == 0)
        note(*block, caller);
    return status;
}

void free(void *block)
{
    if (block == NULL || is_early(block) || !find_next())
        return;
    forget(block);
    next_free(block);
}
