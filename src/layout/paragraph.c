/* Texts and headings: their lines, with the markers and numbers that stand beside them. */
#include "layout/planner.h"

#include "layout/text/span.h"

static void add_markers(Flow *flow, const Chunk *chunk, TextBox *box)
{
    for (const Marker *marker = chunk->markers; marker != NULL; marker = marker->next) {
        if (marker->text.size == 0)
            continue;
        Aside *aside = flow_aside(flow, box, ASIDE_LABEL, span_text(flow->scratch, marker->text),
                                  chunk->style);
        aside->item = marker->item;
        Len gap = chunk->style->size * 2 / 5;
        if (gap > marker->width - aside->text->width)
            gap = marker->width - aside->text->width;
        if (gap < chunk->style->size / 4)
            gap = chunk->style->size / 4;
        aside->x = marker->x + marker->width - gap - aside->text->width;
    }
}

/* The lines of a text that lives as long as the document and prints no page numbers are set when
   its page comes. */
static const Paragraph *plan_text(Flow *flow, const Chunk *chunk)
{
    const Block *block = chunk->block;
    const Paragraph *planned = planner_take(flow->planner, chunk);
    return planned != NULL ? planned
                           : text_plan(flow->setter, block->text, block->style, chunk->width);
}

/* The lines of a text with the chunk's markers. */
static void set_lines(Flow *flow, Chunk *chunk, const Span *spans, const TextStyle *style,
                      TextBox *box)
{
    bool lasts = style == chunk->block->style && !chunk->varies;
    if (!span_empty(spans))
        box->text = lasts ? plan_text(flow, chunk)
                          : text_set(flow->setter, spans, style, 0, style->align, chunk->width);
    Len descent = 0;
    text_metrics(flow->setter, style, &box->ascent, &descent);
    box->x = chunk->x;
    add_markers(flow, chunk, box);
    size_t lines = box->text != NULL ? box->text->line_count : 0;
    if (lines == 0 && box->asides != NULL)
        lines = 1;
    flow_lines(flow_slabs(flow, chunk, lines), lines, box, style);
}

/* How bad it is to end a page behind the text: one before a list, or ended by a colon, stays with
   what comes, as does one that leads to a table without a caption, which nothing else tells of. */
static Break break_behind(const Block *block)
{
    const Block *next = block->next;
    if (next == NULL)
        return BREAK_FREE;
    if (next->kind == BLOCK_TABLE)
        return next->table->number.size > 0 ? BREAK_POOR : BREAK_BAD;
    Str last = {NULL, 0};
    for (const Span *span = block->text; span != NULL; span = span->next)
        if (span->kind == SPAN_TEXT && str_trim(span->text).size > 0)
            last = str_trim(span->text);
    return next->kind == BLOCK_LIST || str_ends(last, ":") ? BREAK_BAD : BREAK_FREE;
}

void set_paragraph(Flow *flow, Chunk *chunk)
{
    flow_watch(flow, chunk, chunk->block->text);
    TextBox *box = arena_alloc(flow->scratch, sizeof *box);
    set_lines(flow, chunk, chunk->block->text, chunk->block->style, box);
    bool marker = chunk->block->text == NULL;
    if (chunk->slab_count == 0)
        return;
    Slab *last = &chunk->slabs[chunk->slab_count - 1];
    Break behind = marker ? BREAK_BAD : break_behind(chunk->block);
    if (last->break_after < behind)
        last->break_after = behind;
}

/* True for a heading that has nothing below it: of headings without text between them those stand
   together that belong together. */
static bool is_empty_section(const Block *block)
{
    const Block *next = block->next;
    return next != NULL && next->kind == BLOCK_HEADING &&
           next->heading.level < block->heading.level;
}

void set_heading(Flow *flow, Chunk *chunk)
{
    const Heading *heading = &chunk->block->heading;
    TextStyle style = *chunk->block->style;
    TextBox *box = arena_alloc(flow->scratch, sizeof *box);
    const Span *spans = heading->text;
    flow_watch(flow, chunk, spans);
    if (style.align == ALIGN_JUSTIFY)
        style.align = ALIGN_LEFT;
    if (heading->number.size > 0) {
        Span *number = span_text(flow->scratch, heading->number);
        if (heading->number_above || style.align != ALIGN_LEFT) {
            number->next = heading->number_above ? span_break(flow->scratch)
                                                 : span_text(flow->scratch, STR(" "));
            spans = span_before(flow->scratch, number, spans);
        } else {
            /* Beside the title, which hangs. */
            Aside *aside = flow_aside(flow, box, ASIDE_NUMBER, number, &style);
            aside->x = chunk->x + style.left;
            style.left += aside->text->width + style.size * 2 / 3;
        }
    }
    set_lines(flow, chunk, spans, &style, box);
    for (size_t i = 0; i < chunk->slab_count; i++)
        chunk->slabs[i].break_after = BREAK_BAD;
    if (chunk->slab_count == 0)
        return;
    chunk->slabs[0].new_page = heading->new_page;
    if (is_empty_section(chunk->block))
        chunk->slabs[chunk->slab_count - 1].break_after = BREAK_EMPTY;
}
