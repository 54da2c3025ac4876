/* Blocks become chunks, texts and headings become lines; the flow of all slabs. */
#include "layout/notes.h"

#include "layout/text/span.h"

#include <string.h>

enum {
    LEAST_WIDTH = 36000, /* half an inch: a narrower column or page is a slip */
};

/* --- Chunks ---------------------------------------------------------------------------------- */

/* Where the walk over the blocks is. */
typedef struct Walk {
    Flow *flow;
    Chunk **tail;
    const PageStyle *page;
    const TextStyle *style; /* the latest seen */
    Marker *markers;        /* that wait for their line */
    Len extra, before;      /* space that waits for it */
    Len *groups;            /* widths of markers, by ItemList.group */
} Walk;

static void collect_blocks(Walk *walk, const Block *first, Len x, Len width);

static void add_chunk(Walk *walk, const Block *block, Len x, Len width)
{
    Chunk *chunk = arena_alloc(walk->flow->scratch, sizeof *chunk);
    chunk->block = block;
    chunk->style = walk->style;
    chunk->markers = walk->markers;
    chunk->extra = walk->extra;
    chunk->before = walk->before;
    chunk->x = x;
    chunk->width = width;
    chunk->room = page_room(walk->page);
    chunk->mark_end = walk->flow->marks.count;
    walk->markers = NULL;
    walk->extra = walk->before = 0;
    *walk->tail = chunk;
    walk->tail = &chunk->next;
}

/* A line of its own for markers whose item begins with no text. */
static void add_lone_markers(Walk *walk, const Block *at, Len x, Len width)
{
    if (walk->style == NULL) {
        walk->markers = NULL;
        return;
    }
    Block *line = arena_alloc(walk->flow->scratch, sizeof *line);
    line->kind = BLOCK_TEXT;
    line->place = at->place;
    line->style = walk->style;
    add_chunk(walk, line, x, width);
}

/* The style of the first line of blocks; NULL when they have no text. */
static const TextStyle *first_style(const Block *first)
{
    for (; first != NULL; first = first->next) {
        if (first->kind == BLOCK_TEXT || first->kind == BLOCK_HEADING)
            return first->style;
        const Block *inside = NULL;
        if (first->kind == BLOCK_QUOTE)
            inside = first->quote.first;
        else if (first->kind == BLOCK_LIST && first->list.first != NULL)
            inside = first->list.first->first;
        const TextStyle *style = first_style(inside);
        if (style != NULL)
            return style;
    }
    return NULL;
}

/* From the markers' left edge to the text: enough for the widest, also of lists that it goes on
   with. */
static Len marker_width(const Walk *walk, const ItemList *list)
{
    Len width = list->marker_width;
    if (list->group > 0 && walk->groups != NULL && walk->groups[list->group] > width)
        width = walk->groups[list->group];
    for (const ListItem *item = list->first; item != NULL; item = item->next) {
        const TextStyle *style = first_style(item->first);
        style = style != NULL ? style : walk->style;
        if (style == NULL || (int64_t)utf8_length(item->marker) * style->size < width)
            continue; /* no letter is wider than that */
        Len natural = flow_natural(walk->flow, span_text(walk->flow->scratch, item->marker), style);
        if (natural + style->size / 4 > width)
            width = natural + style->size * 2 / 5;
    }
    return width;
}

/* Finds the widths of the lists that go on with each other. */
static void measure_groups(Walk *walk, const Block *first)
{
    for (const Block *block = first; block != NULL; block = block->next) {
        if (block->kind == BLOCK_QUOTE)
            measure_groups(walk, block->quote.first);
        if (block->kind != BLOCK_LIST)
            continue;
        if (block->list.group > 0)
            walk->groups[block->list.group] = marker_width(walk, &block->list);
        for (const ListItem *item = block->list.first; item != NULL; item = item->next)
            measure_groups(walk, item->first);
    }
}

static void collect_list(Walk *walk, const Block *block, Len x, Len width)
{
    const ItemList *list = &block->list;
    Len markers = marker_width(walk, list);
    Len indent = list->left + markers;
    if (width - indent < LEAST_WIDTH) {
        diag(walk->flow->setter->diags, SEVERITY_ERROR, block->place,
             "put fewer lists into each other", "the lists leave no room for text");
        return;
    }
    for (const ListItem *item = list->first; item != NULL; item = item->next) {
        if (item != list->first)
            walk->extra += list->gap;
        Marker *marker = arena_alloc(walk->flow->scratch, sizeof *marker);
        *marker = (Marker){NULL, item->marker, x + list->left, markers};
        Marker **end = &walk->markers;
        while (*end != NULL)
            end = &(*end)->next;
        *end = marker;
        collect_blocks(walk, item->first, x + indent, width - indent);
        if (walk->markers != NULL)
            add_lone_markers(walk, block, x + indent, width - indent);
    }
    walk->before = list->after > walk->before ? list->after : walk->before;
}

static void collect_quote(Walk *walk, const Block *block, Len x, Len width)
{
    const Quote *quote = &block->quote;
    if (width - quote->left - quote->right < LEAST_WIDTH)
        diag(walk->flow->setter->diags, SEVERITY_ERROR, block->place,
             "put fewer quotes into each other, or make their margins smaller",
             "the quotes leave no room for text");
    else
        collect_blocks(walk, quote->first, x + quote->left, width - quote->left - quote->right);
}

/* A page's style is looked at once, when it begins. */
static void collect_page(Walk *walk, const Block *block)
{
    const PageStyle *style = block->page.style;
    if (style != NULL) {
        walk->page = style;
        if (style->width - style->left - style->right < LEAST_WIDTH ||
            page_room(style) < LEAST_WIDTH)
            diag(walk->flow->setter->diags, SEVERITY_ERROR, block->place,
                 "make the margins smaller", "the margins leave no room for text on the page");
    }
    add_chunk(walk, block, 0, 0);
}

static void collect_blocks(Walk *walk, const Block *first, Len x, Len width)
{
    for (const Block *block = first; block != NULL; block = block->next) {
        if (block->kind == BLOCK_PAGE) {
            collect_page(walk, block);
            marks_add(&walk->flow->marks, block);
            x = walk->page->left;
            width = walk->page->width - walk->page->left - walk->page->right;
            continue;
        }
        marks_add(&walk->flow->marks, block);
        if (block->kind == BLOCK_LIST) {
            collect_list(walk, block, x, width);
            continue;
        }
        if (block->kind == BLOCK_QUOTE) {
            collect_quote(walk, block, x, width);
            continue;
        }
        if (block->kind == BLOCK_TEXT || block->kind == BLOCK_HEADING)
            walk->style = block->style;
        else if (walk->markers != NULL)
            add_lone_markers(walk, block, x, width);
        add_chunk(walk, block, x, width);
    }
}

void flow_collect(Flow *flow, const Doc *doc)
{
    const Block *first = doc->first;
    Walk walk = {.flow = flow, .tail = &flow->first};
    flow->marks.arena = flow->scratch;
    if (first == NULL || first->kind != BLOCK_PAGE || first->page.style == NULL) {
        diag(flow->setter->diags, SEVERITY_ERROR, first != NULL ? first->place : (Place){0},
             "name a page style before the first text", "the document begins without a page");
        first = NULL;
    }
    if (doc->list_groups > 0) {
        walk.groups = arena_array(flow->scratch, doc->list_groups + 1, sizeof *walk.groups);
        measure_groups(&walk, first);
    }
    collect_blocks(&walk, first, 0, 0);
    marks_index(&flow->marks);
}

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

Aside *flow_aside(Flow *flow, TextBox *box, const Span *spans, const TextStyle *style)
{
    TextStyle flush = style_flush(style);
    Len natural = flow_natural(flow, spans, style);
    Aside *aside = arena_alloc(flow->scratch, sizeof *aside);
    aside->text = text_set(flow->setter, spans, &flush, 0, ALIGN_LEFT, natural);
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

/* --- Texts and headings ---------------------------------------------------------------- */

static void add_markers(Flow *flow, const Chunk *chunk, TextBox *box)
{
    for (const Marker *marker = chunk->markers; marker != NULL; marker = marker->next) {
        if (marker->text.size == 0)
            continue;
        Aside *aside = flow_aside(flow, box, span_text(flow->scratch, marker->text), chunk->style);
        Len gap = chunk->style->size * 2 / 5;
        if (gap > marker->width - aside->text->width)
            gap = marker->width - aside->text->width;
        if (gap < chunk->style->size / 4)
            gap = chunk->style->size / 4;
        aside->x = marker->x + marker->width - gap - aside->text->width;
    }
}

/* The lines of a text with the chunk's markers. */
static void set_lines(Flow *flow, Chunk *chunk, const Span *spans, const TextStyle *style,
                      TextBox *box)
{
    /* What lives as long as the document and prints no page numbers is set when its page comes. */
    bool lasts = style == chunk->block->style && !chunk->varies;
    if (!span_empty(spans))
        box->text = lasts ? text_plan(flow->setter, spans, style, chunk->width)
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

/* True for a text that stays with what comes: before a list, or ended by a colon. */
static bool leads_on(const Block *block)
{
    if (block->next == NULL)
        return false;
    Str last = {NULL, 0};
    for (const Span *span = block->text; span != NULL; span = span->next)
        if (span->kind == SPAN_TEXT && str_trim(span->text).size > 0)
            last = str_trim(span->text);
    return block->next->kind == BLOCK_LIST || str_ends(last, ":");
}

static void set_text(Flow *flow, Chunk *chunk)
{
    flow_watch(flow, chunk, chunk->block->text);
    TextBox *box = arena_alloc(flow->scratch, sizeof *box);
    set_lines(flow, chunk, chunk->block->text, chunk->block->style, box);
    bool marker = chunk->block->text == NULL;
    if (chunk->slab_count > 0 && (marker || leads_on(chunk->block)))
        chunk->slabs[chunk->slab_count - 1].break_after = BREAK_BAD;
}

static void set_heading(Flow *flow, Chunk *chunk)
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
            Aside *aside = flow_aside(flow, box, number, &style);
            aside->x = chunk->x + style.left;
            style.left += aside->text->width + style.size * 2 / 3;
        }
    }
    set_lines(flow, chunk, spans, &style, box);
    for (size_t i = 0; i < chunk->slab_count; i++)
        chunk->slabs[i].break_after = BREAK_BAD;
    if (chunk->slab_count > 0)
        chunk->slabs[0].new_page = heading->new_page;
}

static void set_page(Flow *flow, Chunk *chunk)
{
    flow_slabs(flow, chunk, 1)->kind = SLAB_PAGE;
}

/* --- The flow -------------------------------------------------------------------------- */

static void (*const SET[])(Flow *flow, Chunk *chunk) = {
    [BLOCK_TEXT] = set_text,         [BLOCK_HEADING] = set_heading,
    [BLOCK_TABLE] = set_table,       [BLOCK_SIGNATURE] = set_signature,
    [BLOCK_COVER] = set_cover,       [BLOCK_CONTENTS] = set_contents,
    [BLOCK_PAGE] = set_page,         [BLOCK_FIGURE] = set_figure,
    [BLOCK_EQUATION] = set_equation,
};

/* At least two lines of the text before it stand with a signature block. */
static void keep_text_before(Flow *flow, size_t at)
{
    if (at == 0)
        return;
    Slab *slab = &flow->slabs[at];
    slab->break_before = BREAK_NEVER;
    Slab *line = &flow->slabs[at - 1];
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
            if (slab->needs_text)
                keep_text_before(flow, flow->slab_count - 1);
        }
    }
    for (; mark < flow->marks.count; mark++)
        flow->marks.items[mark].slab = flow->slab_count;
}

void flow_set(Flow *flow)
{
    for (Chunk *chunk = flow->first; chunk != NULL; chunk = chunk->next)
        if (flow->pass == 1 || chunk->varies)
            SET[chunk->block->kind](flow, chunk);
    line_up(flow);
}
