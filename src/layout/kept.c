/* What stands on one page with the block that comes: headings, and texts that lead on to it. */
#include "layout/flow.h"

/* True when a page never ends between the two for a good reason. */
static bool stay_together(const Slab *before, const Slab *slab)
{
    return before->break_after >= BREAK_BAD || slab->break_before >= BREAK_BAD;
}

Kept kept_behind(const Chunk *chunk, const Kept *kept)
{
    if (chunk->slab_count == 0)
        return *kept;
    const Slab *slab = &chunk->slabs[chunk->slab_count - 1];
    Kept behind = {.after = slab->after};
    if (slab->break_after < BREAK_BAD || slab->kind == SLAB_PAGE)
        return behind;
    behind.height = slab->height;
    while (slab > chunk->slabs && !slab->new_page && stay_together(slab - 1, slab)) {
        slab--;
        behind.height += slab->height + slab_space(slab, slab + 1);
    }
    if (slab->new_page)
        behind.height += slab->before; /* a chapter's space holds at a page's top */
    else if (slab == chunk->slabs && kept->height > 0)
        behind.height += kept_height(kept, slab->before) + chunk->extra;
    return behind;
}

int64_t kept_height(const Kept *kept, Len before)
{
    return kept->height > 0 ? kept->height + (kept->after > before ? kept->after : before) : 0;
}
