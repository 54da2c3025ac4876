/* A limit of memory, and one of time. */
#include "light.h"

/* Sanitizers look at each access, and at all of a text wherever something is searched for in it. */
#ifdef __SANITIZE_ADDRESS__
enum { SLOWER = 10 };
#else
enum { SLOWER = 1 };
#endif

void light_assert_since(clock_t began, int seconds)
{
    clock_t used = clock() - began;
    if (used > (clock_t)seconds * SLOWER * CLOCKS_PER_SEC)
        fail_msg("it took %ld ms", (long)(used / (CLOCKS_PER_SEC / 1000)));
}

typedef struct Run {
    Fixture *own;
    void (*work)(void *context);
    void *context;
} Run;

static void begin(void *context)
{
    const Run *run = context;
    run->own->arena = arena_new(run->own->memory);
    run->own->diags = diags_new(run->own->arena);
    run->work(run->context);
}

bool light_run(Fixture *own, size_t megabytes, int seconds, void (*work)(void *context),
               void *context)
{
    Run run = {own, work, context};
    *own = (Fixture){.memory = memory_new(megabytes << 20)};
    clock_t began = clock();
    bool whole = arena_try(own->memory, begin, &run);
    assert_true(whole || memory_stopped(own->memory));
    light_assert_since(began, seconds);
    return whole;
}

void light_end(Fixture *own)
{
    arena_drop(own->arena);
    memory_drop(own->memory);
}
