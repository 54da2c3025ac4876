/* Anchors of signers, looked for among the runs of each page. */
#include "layout/anchor.h"

typedef struct Anchor {
    const Span *span;
    uint16_t *codes;
    uint32_t count;
    size_t found; /* the page, from 1, of the only one so far; 0: none */
    bool told;    /* that there are more */
} Anchor;

struct Anchors {
    Arena *arena;
    Diags *diags;
    Anchor *items;
    size_t count, capacity;
};

static void add_anchor(Anchors *anchors, const Span *span)
{
    if (span == NULL || span->kind != SPAN_TEXT || span->text.size == 0)
        return;
    Anchor *anchor = arena_push(anchors->arena, &anchors->items, &anchors->capacity, anchors->count,
                                sizeof *anchor);
    *anchor = (Anchor){.span = span};
    anchor->codes = arena_array(anchors->arena, utf8_length(span->text), sizeof *anchor->codes);
    for (size_t at = 0; at < span->text.size;)
        anchor->codes[anchor->count++] = (uint16_t)utf8_next(span->text, &at);
    anchors->count++;
}

Anchors *anchors_new(Flow *flow)
{
    Anchors *anchors = arena_alloc(flow->scratch, sizeof *anchors);
    *anchors = (Anchors){.arena = flow->scratch, .diags = flow->setter->diags};
    for (const Chunk *chunk = flow->first; chunk != NULL; chunk = chunk->next) {
        if (chunk->block->kind != BLOCK_SIGNATURE)
            continue;
        const Signature *signature = &chunk->block->signature;
        for (size_t i = 0; i < signature->signer_count; i++)
            add_anchor(anchors, signature->signers[i].anchor);
    }
    return anchors->count > 0 ? anchors : NULL;
}

void anchors_restart(Anchors *anchors)
{
    for (size_t i = 0; anchors != NULL && i < anchors->count; i++)
        anchors->items[i].found = 0;
}

static void tell(Anchors *anchors, Anchor *anchor, size_t number)
{
    Str text = anchor->span->text;
    anchor->told = true;
    if (anchor->found == number)
        diag(anchors->diags, SEVERITY_ERROR, anchor->span->place,
             "the service finds one only: choose a sign that stands nowhere else",
             "the anchor '%.*s' stands twice on page %zu of the PDF", STR_ARG(text), number);
    else
        diag(anchors->diags, SEVERITY_ERROR, anchor->span->place,
             "the service finds one only: choose a sign that stands nowhere else",
             "the anchor '%.*s' stands on page %zu of the PDF and on page %zu, too", STR_ARG(text),
             anchor->found, number);
}

static bool stands_at(const Anchor *anchor, const uint16_t *codes)
{
    for (uint32_t i = 0; i < anchor->count; i++)
        if (codes[i] != anchor->codes[i])
            return false;
    return true;
}

static void find_in_run(Anchors *anchors, Anchor *anchor, const Item *run, size_t number)
{
    for (uint32_t at = 0; at + anchor->count <= run->run.count && !anchor->told; at++) {
        if (!stands_at(anchor, run->run.codes + at))
            continue;
        if (anchor->found > 0)
            tell(anchors, anchor, number);
        else
            anchor->found = number;
    }
}

void anchors_find(Anchors *anchors, const Page *page, size_t number)
{
    for (size_t i = 0; anchors != NULL && i < page->item_count; i++)
        for (size_t k = 0; page->items[i].kind == ITEM_RUN && k < anchors->count; k++)
            find_in_run(anchors, &anchors->items[k], &page->items[i], number);
}
