/* Blocks become chunks: the column that each has on its page, the list markers that stand at its
 * first line, the space that lists leave around it. */
#include "layout/flow.h"

#include "layout/text/span.h"

enum {
    LEAST_WIDTH = 36000, /* half an inch: a narrower column or page is a slip */
};

/* Where the walk over the blocks is. */
typedef struct Walk {
    Flow *flow;
    Chunk **tail;
    const PageStyle *page;
    const TextStyle *style; /* the latest seen */
    Group *group;           /* that it is in */
    bool alone;             /* the text is all of a list's item */
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
    chunk->group = walk->group;
    chunk->alone = walk->alone;
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

static Group *add_group(const Walk *walk, Role role, Group *parent)
{
    Group *group = arena_alloc(walk->flow->scratch, sizeof *group);
    group->parent = parent;
    group->role = (uint8_t)role;
    return group;
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
    Group *outer = walk->group;
    Group *group = add_group(walk, ROLE_LIST, outer);
    group->marks = (uint8_t)list->marks;
    for (const ListItem *item = list->first; item != NULL; item = item->next) {
        Group *member = add_group(walk, ROLE_ITEM, group);
        if (item != list->first)
            walk->extra += list->gap;
        Marker *marker = arena_alloc(walk->flow->scratch, sizeof *marker);
        *marker = (Marker){NULL, member, item->marker, x + list->left, markers};
        Marker **end = &walk->markers;
        while (*end != NULL)
            end = &(*end)->next;
        *end = marker;
        walk->group = add_group(walk, ROLE_BODY, member);
        const Block *content = item->first;
        walk->alone = content != NULL && content->next == NULL && content->kind == BLOCK_TEXT;
        collect_blocks(walk, content, x + indent, width - indent);
        walk->alone = false;
        if (walk->markers != NULL)
            add_lone_markers(walk, block, x + indent, width - indent);
    }
    walk->group = outer;
    walk->before = list->after > walk->before ? list->after : walk->before;
}

static void collect_quote(Walk *walk, const Block *block, Len x, Len width)
{
    const Quote *quote = &block->quote;
    Group *outer = walk->group;
    walk->group = add_group(walk, ROLE_QUOTE, outer);
    if (width - quote->left - quote->right <= 0 && quote->indents.source != NULL)
        setter_no_room(walk->flow->setter, quote->indents, block->place);
    else if (width - quote->left - quote->right < LEAST_WIDTH)
        diag(walk->flow->setter->diags, SEVERITY_ERROR, block->place,
             "put fewer quotes into each other, or make their margins smaller",
             "the quotes leave no room for text");
    else
        collect_blocks(walk, quote->first, x + quote->left, width - quote->left - quote->right);
    walk->group = outer;
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
