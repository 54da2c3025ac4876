/* Contents and lists of tables: entries with dot leaders and the number of their page. */
#include "layout/flow.h"

#include "layout/text/span.h"

enum {
    LEVELS = 16, /* deeper ones are set like the deepest */
};

/* What the entries of a level share. */
typedef struct Level {
    const TextStyle *style;
    Len number;                /* width of the numbers' column; 0 where no entry has one */
    Len dot, pitch;            /* width of a dot; from one to the next */
    const Paragraph **leaders; /* by count of dots, made when first needed */
    size_t leader_count;
} Level;

typedef struct Entries {
    Flow *flow;
    Chunk *chunk;
    const Contents *contents;
    Level levels[LEVELS];
    Len column; /* width of the page numbers' column, with the gap before it */
} Entries;

static bool is_entry(const Contents *contents, const Block *block)
{
    bool captioned = mark_number(block).size > 0;
    switch (contents->kind) {
    case CONTENTS_TABLES:
        return block->kind == BLOCK_TABLE && captioned;
    case CONTENTS_FIGURES:
        return block->kind == BLOCK_FIGURE && block->figure->kind != FIGURE_CHART && captioned;
    case CONTENTS_CHARTS:
        return block->kind == BLOCK_FIGURE && block->figure->kind == FIGURE_CHART && captioned;
    case CONTENTS_APPENDICES:
        return block->kind == BLOCK_HEADING && block->heading.appendix &&
               block->heading.in_contents;
    case CONTENTS_HEADINGS:
        break;
    }
    return block->kind == BLOCK_HEADING && block->heading.in_contents &&
           block->heading.level <= contents->depth;
}

static Level *level_of(Entries *entries, const Block *block)
{
    int level = block->kind == BLOCK_HEADING ? block->heading.level : 1;
    if (level < 1)
        level = 1;
    return &entries->levels[(level < LEVELS ? level : LEVELS) - 1];
}

/* --- What the entries of a level share ------------------------------------------------------- */

static Str page_label(const Mark *mark)
{
    return mark->placed ? mark->page_label : STR("00");
}

/* The column has room for the label, and at least for three figures. */
static void widen_column(Entries *entries, const Level *level, Str label)
{
    Flow *flow = entries->flow;
    Len least = level->style->size * 7 / 4;
    Len width = level->style->size / 2;
    if (label.size > 3)
        width += flow_natural(flow, span_text(flow->scratch, label), level->style);
    width = width > least ? width : least;
    if (width > entries->column)
        entries->column = width;
}

static void prepare_levels(Entries *entries)
{
    Flow *flow = entries->flow;
    const Contents *contents = entries->contents;
    const Span *dot = span_text(flow->scratch, STR("."));
    const Span *dots = span_text(flow->scratch, STR(". ."));
    for (size_t i = 0; i < LEVELS; i++) {
        Level *level = &entries->levels[i];
        level->style = &contents->styles[i < contents->level_count ? i : contents->level_count - 1];
        level->dot = flow_natural(flow, dot, level->style);
        level->pitch = flow_natural(flow, dots, level->style) - level->dot;
        if (level->pitch > 0)
            level->leader_count = (size_t)(entries->chunk->width / level->pitch) + 1;
        level->leaders = arena_array(flow->scratch, level->leader_count, sizeof(const Paragraph *));
    }
    for (size_t i = 0; i < flow->marks.count; i++) {
        const Block *block = flow->marks.items[i].block;
        if (!is_entry(contents, block))
            continue;
        Level *level = level_of(entries, block);
        widen_column(entries, level, page_label(&flow->marks.items[i]));
        if (mark_number(block).size == 0)
            continue;
        Len width = flow_natural(flow, span_text(flow->scratch, mark_number(block)), level->style) +
                    level->style->size * 3 / 4;
        if (width > level->number)
            level->number = width;
    }
}

static const Paragraph *leader_of(Entries *entries, Level *level, size_t dots)
{
    if (level->leaders[dots] != NULL)
        return level->leaders[dots];
    Buf text = {.arena = entries->flow->scratch};
    for (size_t i = 0; i < dots; i++)
        buf_text(&text, i == 0 ? "." : " .");
    TextStyle style = style_flush(level->style);
    Len width = level->dot + (Len)dots * level->pitch;
    level->leaders[dots] =
        text_set(entries->flow->setter, span_text(entries->flow->scratch, buf_str(&text)), &style,
                 0, ALIGN_LEFT, width);
    return level->leaders[dots];
}

/* --- An entry -------------------------------------------------------------------------- */

/* Dots from x to the column of page numbers; they end at one place in all entries, so that they
   stand below each other. */
static void add_leader(Entries *entries, Level *level, TextBox *box, Len x, Len end, uint32_t line)
{
    Len room = end - x - level->dot;
    if (level->pitch <= 0 || room < 2 * level->pitch)
        return;
    size_t dots = (size_t)(room / level->pitch) + 1;
    if (dots >= level->leader_count)
        dots = level->leader_count - 1;
    Aside *aside = arena_alloc(entries->flow->scratch, sizeof *aside);
    aside->text = leader_of(entries, level, dots);
    aside->x = end - level->dot - (Len)(dots - 1) * level->pitch;
    aside->line = line;
    aside->kind = ASIDE_LEADER;
    Aside **tail = &box->asides;
    while (*tail != NULL)
        tail = &(*tail)->next;
    *tail = aside;
}

/* The leader and the page's number at the end of the entry's last line; returns how many lines the
   entry then has. */
static uint32_t add_page(Entries *entries, Level *level, TextBox *box, Str label)
{
    const TextStyle *style = level->style;
    const Chunk *chunk = entries->chunk;
    uint32_t lines = (uint32_t)box->text->line_count;
    const Line *last = &box->text->lines[lines - 1];
    Len right = chunk->x + chunk->width - style->right;
    Len text_end = chunk->x + last->x + last->width;
    if (label.size == 0)
        return lines;
    Span *number = span_text(entries->flow->scratch, label);
    Len width = flow_natural(entries->flow, number, style);
    if (text_end + style->size / 2 > right - width) {
        lines++;
        text_end = chunk->x + style->left + level->number;
    }
    add_leader(entries, level, box, text_end + style->size / 2, right - entries->column, lines - 1);
    Aside *aside = flow_aside(entries->flow, box, ASIDE_PAGE, number, style);
    aside->x = right - width;
    aside->line = lines - 1;
    return lines;
}

/* What titles leave free at their lines' ends: more than the column of page numbers, unless that is
   very wide; numbers that do not fit then stand on a line of their own. */
static Len free_width(const Entries *entries, Len size)
{
    Len width = entries->column + size * 5 / 4;
    Len most = entries->chunk->width / 4;
    if (width > most)
        width = most;
    return width > 3 * size ? width : 3 * size;
}

/* Fills the box; returns how many lines the entry has. */
static uint32_t set_entry(Entries *entries, TextBox *box, const Mark *mark)
{
    Flow *flow = entries->flow;
    const Chunk *chunk = entries->chunk;
    const Block *block = mark->block;
    Level *level = level_of(entries, block);
    TextStyle style = *level->style;
    Len descent = 0;
    style.first_indent = 0;
    style.right += free_width(entries, style.size);
    text_metrics(flow->setter, level->style, &box->ascent, &descent);
    box->x = chunk->x;
    box->width = chunk->width;
    box->leads_to = mark;
    box->role = TEXT_ENTRY;
    box->level = (uint8_t)(level - entries->levels + 1);
    if (mark_number(block).size > 0) {
        Aside *number = flow_aside(flow, box, ASIDE_NUMBER,
                                   span_text(flow->scratch, mark_number(block)), level->style);
        number->x = chunk->x + style.left;
        style.left += level->number;
    }
    const Span *title = mark_text(block);
    if (span_empty(title))
        title = span_text(flow->scratch, STR("\302\240"));
    box->text = text_set(flow->setter, span_bare(flow->scratch, title), &style, 0, ALIGN_LEFT,
                         chunk->width);
    return box->text->line_count > 0 ? add_page(entries, level, box, page_label(mark)) : 0;
}

/* --- All entries ----------------------------------------------------------------------- */

static void link_entries(Slab *slabs, const Mark *mark, const Mark *before)
{
    if (before == NULL || mark->block->kind != BLOCK_HEADING)
        return;
    /* A chapter does not stand at a page's end with its sections on the next. */
    if (mark->block->heading.level > before->block->heading.level &&
        slabs[0].break_before < BREAK_POOR)
        slabs[0].break_before = BREAK_POOR;
}

/* The text in the place of entries. */
static void set_empty(Flow *flow, Chunk *chunk, const Contents *contents)
{
    const TextStyle *style = &contents->styles[0];
    TextBox *box = arena_alloc(flow->scratch, sizeof *box);
    Len descent = 0;
    flow_watch(flow, chunk, contents->empty);
    text_metrics(flow->setter, style, &box->ascent, &descent);
    box->x = chunk->x;
    box->text = text_set(flow->setter, contents->empty, style, 0, style->align, chunk->width);
    flow_lines(flow_slabs(flow, chunk, box->text->line_count), box->text->line_count, box, style);
}

void set_contents(Flow *flow, Chunk *chunk)
{
    Entries entries = {.flow = flow, .chunk = chunk, .contents = &chunk->block->contents};
    Marks *marks = &flow->marks;
    chunk->varies = flow->varies = true;
    chunk->slab_count = 0;
    if (entries.contents->level_count == 0)
        return;
    prepare_levels(&entries);
    uint32_t *lines = arena_array(flow->scratch, marks->count, sizeof *lines);
    TextBox *boxes = arena_array(flow->scratch, marks->count, sizeof *boxes);
    size_t count = 0;
    for (size_t i = 0; i < marks->count; i++) {
        if (is_entry(entries.contents, marks->items[i].block))
            lines[i] = set_entry(&entries, &boxes[i], &marks->items[i]);
        count += lines[i];
    }
    if (count == 0 && !span_empty(entries.contents->empty)) {
        set_empty(flow, chunk, entries.contents);
        return;
    }
    Slab *slab = flow_slabs(flow, chunk, count);
    const Mark *before = NULL;
    for (size_t i = 0; i < marks->count; i++) {
        if (lines[i] == 0)
            continue;
        flow_lines(slab, lines[i], &boxes[i], level_of(&entries, marks->items[i].block)->style);
        link_entries(slab, &marks->items[i], before);
        before = &marks->items[i];
        slab += lines[i];
    }
}
