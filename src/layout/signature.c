/* Signature blocks: never split, and never alone on a page. */
#include "layout/flow.h"

enum {
    GAP = 12000, /* between signers */
};

static const Paragraph *set_lines(Flow *flow, const Chunk *chunk, const Span *spans, Len width)
{
    return text_set(flow->setter, spans, chunk->block->signature.style, 0, ALIGN_CENTRE, width);
}

static void add_part(Box *box, const Paragraph *text, Len x, int64_t y)
{
    if (text->line_count > 0)
        box->parts[box->count++] = (Part){.text = text, .x = x, .y = y};
}

void set_signature(Flow *flow, Chunk *chunk)
{
    const Signature *signature = &chunk->block->signature;
    if (signature->signer_count == 0)
        return;
    Box *box = arena_alloc(flow->scratch, sizeof *box);
    box->parts = arena_array(flow->scratch, 2 * signature->signer_count, sizeof *box->parts);
    Len columns = signature->signer_count == 1 ? 2 : (Len)signature->signer_count;
    Len width = (chunk->width - (columns - 1) * GAP) / columns;
    const Paragraph **above =
        arena_array(flow->scratch, signature->signer_count, sizeof(const Paragraph *));
    /* All names stand at one height. */
    int64_t names = 0;
    for (size_t i = 0; i < signature->signer_count; i++) {
        const Signer *signer = &signature->signers[i];
        flow_watch(flow, chunk, signer->above);
        flow_watch(flow, chunk, signer->below);
        above[i] = set_lines(flow, chunk, signer->above, width);
        if (paragraph_height(above[i]) + signer->space > names)
            names = paragraph_height(above[i]) + signer->space;
    }
    int64_t height = names;
    for (size_t i = 0; i < signature->signer_count; i++) {
        const Paragraph *below = set_lines(flow, chunk, signature->signers[i].below, width);
        Len column = signature->signer_count == 1 ? 1 : (Len)i;
        Len x = chunk->x + column * (width + GAP);
        add_part(box, above[i], x, 0);
        add_part(box, below, x, names);
        if (names + paragraph_height(below) > height)
            height = names + paragraph_height(below);
    }
    Slab *slab = flow_slabs(flow, chunk, 1);
    slab->kind = SLAB_BOX;
    slab->box = box;
    slab->height = height;
    slab->before = signature->style->before;
    slab->after = signature->style->after;
    slab->needs_text = true;
}
