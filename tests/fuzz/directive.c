/*
 * The directives: the first line names one, the rest is its body. Others may follow behind lines
 * "====". What becomes of them is set on pages.
 */
#include "world.h"

static void add_directive(Buf *chapter, Str part)
{
    size_t end = str_find(part, "\n", 0);
    end = end == SIZE_MAX ? part.size : end;
    buf_format(chapter, "\n```%.*s\n", STR_ARG(str_trim(str_slice(part, 0, end))));
    buf_add(chapter, str_slice(part, end < part.size ? end + 1 : end, part.size));
    buf_text(chapter, "\n```\n");
}

static void run(Fuzz *fuzz, Str input)
{
    Buf chapter = {.arena = fuzz->arena};
    buf_text(&chapter, "# Isi {#isi}\n\nTeks {{nama}}.\n");
    while (input.size > 0)
        add_directive(&chapter, fuzz_part(&input));
    World world = world_chapter(fuzz, buf_str(&chapter));
    const Doc *doc = world_build(fuzz, &world);
    if (doc != NULL)
        world_layout(fuzz, &world, doc);
}

const FuzzTarget fuzz_target = {.milliseconds = 4000, .megabytes = 100, .run = run};
