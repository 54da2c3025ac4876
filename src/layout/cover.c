/* Covers: text at the top, in the middle and at the foot of a page of its own. */
#include "layout/flow.h"

#include "layout/span.h"

/* A third of the cover: its paragraphs, one below the other. */
typedef struct Third {
    Box box;
    int64_t height;
} Third;

static Third set_third(Flow *flow, Chunk *chunk, const Block *first)
{
    Third third = {0};
    size_t count = 0;
    for (const Block *block = first; block != NULL; block = block->next)
        count++;
    third.box.parts = arena_array(flow->scratch, count, sizeof *third.box.parts);
    Len after = 0;
    for (const Block *block = first; block != NULL; block = block->next) {
        const TextStyle *style = block->style;
        if (block->kind != BLOCK_TEXT || span_empty(block->text))
            continue;
        flow_watch(flow, chunk, block->text);
        if (third.box.count > 0)
            third.height += after > style->before ? after : style->before;
        const Paragraph *text =
            text_set(flow->setter, block->text, style, 0, style->align, chunk->width);
        third.box.parts[third.box.count++] = (Part){.text = text, .x = chunk->x, .y = third.height};
        third.height += paragraph_height(text);
        after = style->after;
    }
    return third;
}

static void add_third(Box *box, const Third *third, int64_t y)
{
    for (size_t i = 0; i < third->box.count; i++) {
        Part part = third->box.parts[i];
        part.y += y;
        box->parts[box->count++] = part;
    }
}

void set_cover(Flow *flow, Chunk *chunk)
{
    const Cover *cover = &chunk->block->cover;
    Third top = set_third(flow, chunk, cover->top);
    Third middle = set_third(flow, chunk, cover->middle);
    Third bottom = set_third(flow, chunk, cover->bottom);
    int64_t room = chunk->room;
    if (top.height + middle.height + bottom.height > room)
        diag(flow->setter->diags, SEVERITY_ERROR, chunk->block->place,
             "shorten its texts, or make them smaller", "the cover does not fit on one page");
    /* In the middle of the page, as far as the others let it. */
    int64_t y = (room - middle.height) / 2;
    if (y + middle.height > room - bottom.height)
        y = room - bottom.height - middle.height;
    if (y < top.height)
        y = top.height;
    Box *box = arena_alloc(flow->scratch, sizeof *box);
    box->parts = arena_array(flow->scratch, top.box.count + middle.box.count + bottom.box.count,
                             sizeof *box->parts);
    add_third(box, &top, 0);
    add_third(box, &middle, y);
    add_third(box, &bottom, room - bottom.height);
    Slab *slab = flow_slabs(flow, chunk, 1);
    slab->kind = SLAB_BOX;
    slab->box = box;
    slab->height = room;
    slab->whole_page = true;
}
