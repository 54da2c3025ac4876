/* Cutting the flow into sheets: as much on each page as its rules allow. */
#include "layout/folio.h"
#include "layout/table.h"

#include <string.h>

/* A place where the page could end: before slab `at`, which stands at y. */
typedef struct Candidate {
    bool found;
    size_t at;
    int64_t y;
} Candidate;

typedef struct Paginator {
    Flow *flow;
    const PageStyle *style;
    Folio folio;
    Sheet *sheet;
    Candidate last[BREAK_KINDS]; /* on this sheet, by how bad it is */
} Paginator;

Len page_room(const PageStyle *style)
{
    return style->height - style->top - style->bottom;
}

int64_t slab_space(const Slab *before, const Slab *slab)
{
    return (before->after > slab->before ? before->after : slab->before) + (int64_t)slab->extra;
}

int64_t slab_height(const Sheet *sheet, const Slab *slab)
{
    if (slab->kind == SLAB_ROW && sheet->start != NULL && sheet->start->box == slab->table)
        return table_row_height(slab->table, sheet->start, slab->index);
    return slab->height;
}

int64_t sheet_top(const Flow *flow, const Sheet *sheet)
{
    const Slab *slab = &flow->slabs[sheet->from];
    if (sheet->from == flow->slab_count)
        return 0;
    if (sheet->opening)
        return slab->before;
    return slab->kind == SLAB_ROW && slab->table->repeats ? slab->table->header_height : 0;
}

/* --- Where a page ends ----------------------------------------------------------------- */

/* The first row of the slab's table on this sheet. */
static uint32_t first_row(const Paginator *p, size_t at)
{
    const Slab *slabs = p->flow->slabs;
    const Slab *first = &slabs[p->sheet->from];
    if (first->kind == SLAB_ROW && first->table == slabs[at].table)
        return first->index;
    return 0;
}

static const TableCut *start_of(const Paginator *p, const TableBox *box)
{
    const TableCut *start = p->sheet->start;
    return start != NULL && start->box == box ? start : NULL;
}

static void end_before(Paginator *p, size_t at)
{
    const Flow *flow = p->flow;
    p->sheet->to = at;
    if (at == flow->slab_count || flow->slabs[at].kind != SLAB_ROW || flow->slabs[at].index == 0)
        return;
    const Slab *row = &flow->slabs[at];
    p->sheet->end = table_cut_before(p->flow, row->table, start_of(p, row->table), first_row(p, at),
                                     row->index);
}

static bool end_at(Paginator *p, Break kind, int64_t most_empty)
{
    const Candidate *candidate = &p->last[kind];
    if (!candidate->found || page_room(p->style) - candidate->y > most_empty)
        return false;
    end_before(p, candidate->at);
    return true;
}

static SplitQuality split(const Paginator *p, size_t at, int64_t y, const TableCut **cut)
{
    const Slab *slab = &p->flow->slabs[at];
    if (slab->kind != SLAB_ROW)
        return SPLIT_NONE;
    return table_cut_within(p->flow, slab->table, start_of(p, slab->table), first_row(p, at),
                            slab->index, page_room(p->style) - y, cut);
}

static void report_too_high(const Paginator *p, size_t at)
{
    const Slab *slab = &p->flow->slabs[at];
    Setter *setter = p->flow->setter;
    const char *what = slab->kind == SLAB_BOX ? "this block is" : "this line is";
    if (slab->kind == SLAB_HEADER)
        what = "the table's header is";
    else if (slab->kind == SLAB_ROW)
        what = "the space within a table row is";
    diag(setter->diags, SEVERITY_ERROR, slab->chunk->block->place,
         "shorten it, or make its text smaller", "%s higher than the page", what);
}

/* Slab `at` at y reaches over the page's end: finds the best end before. A third of the page may
   stay empty for a good one, all of it rather than a bad one. */
static void end_full(Paginator *p, size_t at, int64_t y)
{
    int64_t room = page_room(p->style);
    const TableCut *cut = NULL;
    if (end_at(p, BREAK_FREE, room / 3))
        return;
    SplitQuality quality = split(p, at, y, &cut);
    if (quality == SPLIT_GOOD) {
        p->sheet->to = at;
        p->sheet->end = cut;
        return;
    }
    if (end_at(p, BREAK_POOR, room / 3) || end_at(p, BREAK_FREE, room) ||
        end_at(p, BREAK_POOR, room))
        return;
    if (quality == SPLIT_POOR) {
        p->sheet->to = at;
        p->sheet->end = cut;
        return;
    }
    if (end_at(p, BREAK_BAD, room) || end_at(p, BREAK_NEVER, room))
        return;
    if (quality == SPLIT_LAST) {
        p->sheet->to = at;
        p->sheet->end = cut;
        return;
    }
    report_too_high(p, at);
    end_before(p, at + 1);
}

/* True when the slab stands on a page after the one of the slab before it. */
static bool starts_page(const Slab *before, const Slab *slab)
{
    return slab->kind == SLAB_PAGE || slab->new_page || slab->whole_page || before->whole_page;
}

static void note_candidate(Paginator *p, size_t at, int64_t y)
{
    const Slab *slab = &p->flow->slabs[at];
    Break kind =
        slab[-1].break_after > slab->break_before ? slab[-1].break_after : slab->break_before;
    p->last[kind] = (Candidate){true, at, y};
}

static void fill_sheet(Paginator *p)
{
    Sheet *sheet = p->sheet;
    const Slab *slabs = p->flow->slabs;
    int64_t room = page_room(p->style);
    int64_t y = sheet_top(p->flow, sheet);
    memset(p->last, 0, sizeof p->last);
    for (size_t at = sheet->from; at < p->flow->slab_count; at++) {
        if (at > sheet->from) {
            if (starts_page(&slabs[at - 1], &slabs[at])) {
                sheet->to = at;
                return;
            }
            note_candidate(p, at, y);
            y += slab_space(&slabs[at - 1], &slabs[at]);
        }
        int64_t height = slab_height(sheet, &slabs[at]);
        if (y + height > room) {
            end_full(p, at, y);
            return;
        }
        y += height;
    }
    sheet->to = p->flow->slab_count;
}

/* --- Sheets ---------------------------------------------------------------------------- */

static bool is_opening(const Flow *flow, size_t at)
{
    if (at == flow->slab_count || !flow->slabs[at].new_page)
        return false;
    const Block *block = flow->slabs[at].chunk->block;
    return block->kind == BLOCK_HEADING && block->heading.level == 1;
}

static Sheet *push_sheet(Paginator *p, size_t from, const PageStyle *style)
{
    Flow *flow = p->flow;
    Sheet *sheet = arena_push(flow->scratch, &flow->sheets, &flow->sheet_capacity,
                              flow->sheet_count, sizeof *flow->sheets);
    /* The first page is a right one. */
    bool left = style->mirrored && flow->sheet_count % 2 == 1;
    flow->sheet_count++;
    *sheet = (Sheet){.from = from, .to = from, .style = style, .left = left};
    return sheet;
}

/* The page before a chapter that is to begin on a right one. */
static void add_blank(Paginator *p, size_t from)
{
    const Flow *flow = p->flow;
    bool begins = is_opening(flow, from) || p->folio.restart != 0;
    if (!p->style->openings_right || flow->sheet_count % 2 == 0 || !begins)
        return;
    Sheet *sheet = push_sheet(p, from, flow->sheets[flow->sheet_count - 1].style);
    sheet->blank = true;
    sheet->label = folio_blank(&p->folio, sheet->style);
    sheet->run = p->folio.run;
}

static void add_sheet(Paginator *p, size_t from, const TableCut *start)
{
    add_blank(p, from);
    p->sheet = push_sheet(p, from, p->style);
    p->sheet->start = start;
    p->sheet->opening = is_opening(p->flow, from);
    p->sheet->label = folio_next(&p->folio, p->style, from);
    p->sheet->run = p->folio.run;
}

/* Takes the page switches at `at`; returns where the next page's text begins. */
static size_t switch_page(Paginator *p, size_t at)
{
    for (; at < p->flow->slab_count && p->flow->slabs[at].kind == SLAB_PAGE; at++) {
        const PageSwitch *page = &p->flow->slabs[at].chunk->block->page;
        if (page->style != NULL)
            p->style = page->style;
        if (page->restart != 0)
            p->folio.restart = page->restart;
    }
    return at;
}

static bool place_mark(const Flow *flow, Mark *mark, uint32_t page, int64_t y)
{
    const Sheet *sheet = &flow->sheets[page];
    bool same = mark->placed && str_equal(mark->page_label, sheet->label);
    mark->placed = true;
    mark->page = page;
    mark->y = sheet->style->top + (Len)y;
    mark->page_label = sheet->label;
    return same;
}

/* True when all stand on pages with the same labels as before. */
static bool place_marks(Flow *flow)
{
    bool same = true;
    Mark *mark = flow->marks.items;
    Mark *end = mark + flow->marks.count;
    int64_t y = 0;
    for (uint32_t page = 0; page < flow->sheet_count; page++) {
        const Sheet *sheet = &flow->sheets[page];
        size_t to = sheet->to + (sheet->end != NULL && sheet->end->inside);
        y = sheet_top(flow, sheet);
        for (size_t at = sheet->from; at < to; at++) {
            if (at > sheet->from)
                y += slab_space(&flow->slabs[at - 1], &flow->slabs[at]);
            for (; mark < end && mark->slab <= at; mark++)
                same = place_mark(flow, mark, page, y) && same;
            y += slab_height(sheet, &flow->slabs[at]);
        }
    }
    /* What stands behind all slabs counts as the end of the last page. */
    for (; mark < end; mark++)
        same = place_mark(flow, mark, (uint32_t)flow->sheet_count - 1, y) && same;
    return same;
}

bool flow_paginate(Flow *flow)
{
    Paginator p = {.flow = flow, .style = flow->first->block->page.style};
    p.folio = (Folio){.arena = flow->scratch, .marks = &flow->marks};
    const TableCut *start = NULL;
    size_t at = switch_page(&p, 0);
    flow->sheet_count = 0;
    while (at < flow->slab_count || flow->sheet_count == 0) {
        if (flow->sheet_count >= LAYOUT_MAX_PAGES) {
            diag(flow->setter->diags, SEVERITY_ERROR, flow->slabs[at].chunk->block->place,
                 "make several documents of it", "the document has more than %d pages",
                 LAYOUT_MAX_PAGES);
            break;
        }
        add_sheet(&p, at, start);
        fill_sheet(&p);
        start = p.sheet->end;
        at = switch_page(&p, p.sheet->to);
    }
    return place_marks(flow);
}
