/* The Markdown and Mustache stage: a chapter of the small world becomes blocks. */
#include "world.h"

static void run(Fuzz *fuzz, Str input)
{
    World world = world_chapter(fuzz, input);
    (void)world_build(fuzz, &world);
}

const FuzzTarget fuzz_target = {.milliseconds = 3000, .megabytes = 100, .run = run};
