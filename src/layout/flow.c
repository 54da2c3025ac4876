/* The flow of all slabs: what those who set a kind of block share, who sets which, and the row that
 * the chunks' slabs make. */
#include "layout/notes.h"

#include "layout/text/span.h"

#include <string.h>

/* --- What all kinds share -------------------------------------------------------------------- */

void flow_watch(Flow *flow, Chunk *chunk, const Span *spans)
{
    if (flow->pass > 1)
        return;
    for (; spans != NULL; spans = spans->next) {
        if (spans->kind == SPAN_PAGE_OF)
            chunk->varies = flow->varies = true;
        if (spans->kind == SPAN_NOTE) {
            notes_watch(flow, spans);
            flow_watch(flow, chunk, spans->lead->note->text);
        }
        Str target = spans->lead != NULL ? spans->lead->target : (Str){NULL, 0};
        if (target.size > 0 && marks_find(&flow->marks, target) == NULL)
            marks_unknown(&flow->marks, flow->setter->diags, target, spans->place);
    }
}

Slab *flow_slabs(Flow *flow, Chunk *chunk, size_t count)
{
    chunk->slabs = arena_array(flow->slab_arena, count, sizeof *chunk->slabs);
    chunk->slab_count = count;
    for (size_t i = 0; i < count; i++)
        chunk->slabs[i].chunk = chunk;
    return chunk->slabs;
}

void flow_lines(Slab *slabs, size_t count, const TextBox *box, const TextStyle *style)
{
    for (size_t i = 0; i < count; i++) {
        slabs[i].kind = SLAB_LINE;
        slabs[i].index = (uint32_t)i;
        slabs[i].text = box;
        slabs[i].height = style->leading;
        bool lone = i == 1 || i + 1 == count;
        slabs[i].break_before = i > 0 && lone ? BREAK_BAD : BREAK_FREE;
        if (i > 0 && !lone && text_is_hyphenated(box->text, i - 1))
            slabs[i].break_before = BREAK_POOR; /* no word goes on behind the page */
    }
    if (count == 0)
        return;
    slabs[0].before = style->before;
    slabs[count - 1].after = style->after;
    if (style->keep_with_next)
        slabs[count - 1].break_after = BREAK_BAD;
}

TextStyle style_flush(const TextStyle *style)
{
    TextStyle flush = *style;
    flush.first_indent = flush.left = flush.right = 0;
    return flush;
}

Len flow_natural(Flow *flow, const Span *spans, const TextStyle *style)
{
    TextStyle flush = style_flush(style);
    Len natural = 0;
    Len minimal = 0;
    text_widths(flow->setter, spans, &flush, 0, &natural, &minimal);
    return natural;
}

Aside *flow_aside(Flow *flow, TextBox *box, AsideKind kind, const Span *spans,
                  const TextStyle *style)
{
    TextStyle flush = style_flush(style);
    Len natural = flow_natural(flow, spans, style);
    Aside *aside = arena_alloc(flow->scratch, sizeof *aside);
    aside->text = text_set(flow->setter, spans, &flush, 0, ALIGN_LEFT, natural);
    aside->kind = (uint8_t)kind;
    Aside **end = &box->asides;
    while (*end != NULL)
        end = &(*end)->next;
    *end = aside;
    return aside;
}

int64_t paragraph_height(const Paragraph *text)
{
    return text != NULL ? (int64_t)text->line_count * text->leading : 0;
}

/* --- The flow ----------------------------------------------------------------------------------
 */

static void set_page(Flow *flow, Chunk *chunk)
{
    flow_slabs(flow, chunk, 1)->kind = SLAB_PAGE;
}

static void (*const SET[])(Flow *flow, Chunk *chunk) = {
    [BLOCK_TEXT] = set_paragraph,    [BLOCK_HEADING] = set_heading,
    [BLOCK_TABLE] = set_table,       [BLOCK_SIGNATURE] = set_signature,
    [BLOCK_COVER] = set_cover,       [BLOCK_CONTENTS] = set_contents,
    [BLOCK_PAGE] = set_page,         [BLOCK_FIGURE] = set_figure,
    [BLOCK_EQUATION] = set_equation,
};

/* At least two lines of the text before it stand with a signature block. */
static void keep_text_before(Slab *slab, Slab *line)
{
    slab->break_before = BREAK_NEVER;
    if ((line->kind == SLAB_LINE || line->kind == SLAB_ROW) && line->break_before < BREAK_BAD)
        line->break_before = BREAK_BAD;
}

/* Joins the slabs of all chunks to one row, which alone is kept. */
static void join_slabs(Flow *flow)
{
    size_t count = 0;
    for (const Chunk *chunk = flow->first; chunk != NULL; chunk = chunk->next)
        count += chunk->slab_count;
    flow->joined_slabs = arena_new(arena_memory(flow->scratch));
    flow->slabs = arena_array(flow->joined_slabs, count, sizeof *flow->slabs);
    Slab *to = flow->slabs;
    for (Chunk *chunk = flow->first; chunk != NULL; chunk = chunk->next) {
        if (chunk->slab_count > 0)
            memcpy(to, chunk->slabs, chunk->slab_count * sizeof *to);
        chunk->slabs = to;
        to += chunk->slab_count;
    }
    arena_drop(flow->slab_arena);
    flow->slab_arena = flow->joined_slabs;
    flow->joined_slabs = NULL;
}

static void line_up(Flow *flow)
{
    size_t mark = 0;
    join_slabs(flow);
    flow->slab_count = 0;
    notes_reset(flow);
    for (const Chunk *chunk = flow->first; chunk != NULL; chunk = chunk->next) {
        for (; mark < chunk->mark_end; mark++)
            flow->marks.items[mark].slab = flow->slab_count;
        Slab *before = flow->slab_count > 0 ? &flow->slabs[flow->slab_count - 1] : NULL;
        if (before != NULL && before->after < chunk->before)
            before->after = chunk->before;
        for (size_t i = 0; i < chunk->slab_count; i++) {
            Slab *slab = &chunk->slabs[i];
            if (i == 0)
                slab->extra = chunk->extra;
            flow->slab_count++;
            if (flow->notes != NULL)
                notes_line_up(flow, slab);
            if (slab->needs_text && slab > flow->slabs)
                keep_text_before(slab, slab - 1);
        }
    }
    for (; mark < flow->marks.count; mark++)
        flow->marks.items[mark].slab = flow->slab_count;
}

void flow_set(Flow *flow)
{
    Kept kept = {0};
    for (Chunk *chunk = flow->first; chunk != NULL; chunk = chunk->next) {
        chunk->kept = kept;
        if (flow->pass == 1 || chunk->varies || chunk->titles == TITLES_WANTED)
            SET[chunk->block->kind](flow, chunk);
        kept = kept_behind(chunk, &kept);
    }
    line_up(flow);
}
