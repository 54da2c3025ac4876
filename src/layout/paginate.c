/* Cutting the flow into sheets: as much on each page as its rules allow. */
#include "layout/folio.h"
#include "layout/notes.h"
#include "layout/table/table.h"

#include <string.h>

enum {
    FREE_GAP = 6, /* see end_full */
    POOR_GAP = 3,
    WHOLE_GAP = 8, /* a page's eighth may stay empty rather than that a footnote goes on */
};

/* A place where the page could end: before slab `at`, which stands at y (or totals before it end
   there), above that foot. */
typedef struct Candidate {
    bool found;
    size_t at;
    int64_t y;
    Foot foot;
} Candidate;

typedef struct Paginator {
    Flow *flow;
    const PageStyle *style;
    Folio folio;
    Sheet *sheet;
    Candidate last[BREAK_KINDS]; /* on this sheet, by how bad it is */
    Candidate tight;             /* before the first row behind which totals have no room */
    NoteCut notes;               /* where those of the next sheet begin */
    size_t
        marked; /* notes before this one have their mark on the sheets so far, or begin the next */
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
    if (slab->kind != SLAB_ROW)
        return 0;
    bool goes_on = sheet->start != NULL && sheet->start->box == slab->table;
    return table_top(slab->table, goes_on ? sheet->start : NULL);
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

/* The height of the totals that end a page within the slab's table. */
static int64_t slab_totals(const Slab *slab)
{
    return slab->kind == SLAB_ROW ? slab->table->end.height : 0;
}

/* The same for a page that ends before slab `at`. */
static int64_t totals_before(const Paginator *p, size_t at)
{
    const Flow *flow = p->flow;
    return at < flow->slab_count && flow->slabs[at].index > 0 ? slab_totals(&flow->slabs[at]) : 0;
}

/* The sheet's slabs end before `to` at y, and with the cut where there is one. */
static void end_sheet(Paginator *p, size_t to, const TableCut *cut, int64_t y, Foot foot)
{
    Flow *flow = p->flow;
    Sheet *sheet = p->sheet;
    sheet->to = to;
    sheet->end = cut;
    p->marked = foot.to;
    if (cut != NULL)
        foot_sort(flow, p->style, &foot, cut, flow->sheet_count);
    bool bare = to == sheet->from && (cut == NULL || !cut->inside);
    foot_end(flow, sheet, &foot, page_room(p->style) - y, bare);
    p->notes = sheet->notes_end;
}

static void end_before(Paginator *p, const Candidate *end)
{
    const Flow *flow = p->flow;
    const Slab *row = end->at < flow->slab_count ? &flow->slabs[end->at] : NULL;
    const TableCut *cut = NULL;
    if (row != NULL && row->kind == SLAB_ROW && row->index > 0)
        cut = table_cut_before(p->flow, row->table, start_of(p, row->table), first_row(p, end->at),
                               row->index);
    end_sheet(p, end->at, cut, end->y, end->foot);
}

/* What stays empty; a footnote that goes on fills the page. */
static int64_t room_left(const Paginator *p, const Candidate *end)
{
    int64_t left = page_room(p->style) - end->y - end->foot.whole;
    return left > 0 ? left : 0;
}

static bool end_at(Paginator *p, Break kind, int64_t most_empty)
{
    const Candidate *candidate = &p->last[kind];
    if (!candidate->found || room_left(p, candidate) > most_empty)
        return false;
    end_before(p, candidate);
    return true;
}

static SplitQuality split_row(const Paginator *p, const Candidate *at, int64_t room,
                              const TableCut **cut)
{
    const Slab *slab = &p->flow->slabs[at->at];
    return table_cut_within(p->flow, slab->table, start_of(p, slab->table), first_row(p, at->at),
                            slab->index, room, cut);
}

/* A cut within the row at the candidate so that its part has room with the footnotes in it. */
static SplitQuality split(const Paginator *p, const Candidate *at, const TableCut **cut)
{
    const Slab *slab = &p->flow->slabs[at->at];
    const Foot *foot = &at->foot;
    int64_t room = page_room(p->style) - at->y - slab_totals(slab);
    if (slab->kind != SLAB_ROW)
        return SPLIT_NONE;
    SplitQuality quality = split_row(p, at, room - (foot->closed ? foot->least : foot->whole), cut);
    if (slab->note_end <= foot->to)
        return quality;
    Foot with = *foot;
    if (quality == SPLIT_NONE) /* it may be that all of the row had room */
        foot_add(p->flow, p->style, &with, slab->note_end);
    else
        with = foot_before(p->flow, p->style, foot, slab->note_end, *cut);
    if (quality != SPLIT_NONE && (*cut)->part + with.least <= room)
        return quality;
    quality = split_row(p, at, room - with.least, cut);
    if (quality == SPLIT_NONE)
        return SPLIT_NONE;
    with = foot_before(p->flow, p->style, foot, slab->note_end, *cut);
    return (*cut)->part + with.least <= room ? quality : SPLIT_NONE;
}

static void end_within(Paginator *p, const Candidate *at, const TableCut *cut)
{
    const Slab *slab = &p->flow->slabs[at->at];
    Foot foot = at->foot;
    foot_add(p->flow, p->style, &foot, slab->note_end);
    end_sheet(p, at->at, cut, at->y + cut->part + slab_totals(slab), foot);
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
    bool lowered = at == p->sheet->from && p->sheet->opening && slab->before > 0;
    diag(setter->diags, SEVERITY_ERROR, slab->chunk->block->place,
         lowered ? "make the space above it smaller ('sebelum' of its style)"
                 : "shorten it, or make its text smaller",
         "%s higher than the page", lowered ? "this line and the space above it are" : what);
}

/* Ends with slab `at`, though not all of its footnotes have room: they go on. */
static void end_behind(Paginator *p, const Candidate *at)
{
    const Slab *slab = &p->flow->slabs[at->at];
    Candidate end = *at;
    end.at++;
    end.y += slab_height(p->sheet, slab) + totals_before(p, end.at);
    foot_add(p->flow, p->style, &end.foot, slab->note_end);
    end_before(p, &end);
}

/* True when the slab itself has room, and no page has room for it with its footnotes. */
static bool is_laden(const Paginator *p, const Candidate *at)
{
    const Slab *slab = &p->flow->slabs[at->at];
    int64_t height = slab_height(p->sheet, slab);
    int64_t room = page_room(p->style);
    if (slab->note_end <= at->foot.to || at->foot.closed || at->y + height > room)
        return false;
    Foot alone = {.from = {at->foot.to, 0}, .to = at->foot.to};
    foot_add(p->flow, p->style, &alone, slab->note_end);
    return height + alone.least > room;
}

/* There is no good end before the slab at the candidate, mostly since it is the sheet's first. */
static void end_bare(Paginator *p, const Candidate *at)
{
    if (at->at > p->sheet->from) {
        end_before(p, at);
        return;
    }
    if (at->foot.whole > 0) {
        end_sheet(p, at->at, NULL, 0, at->foot); /* notes only */
        return;
    }
    if (at->y + slab_height(p->sheet, &p->flow->slabs[at->at]) > page_room(p->style))
        report_too_high(p, at->at);
    end_behind(p, at);
}

/* The slab at the candidate reaches over the page's end: finds the best end before. So much of the
   page may stay empty for a good one: a sixth rather than that a row is split well, a third rather
   than that one is left alone, all of it rather than a bad one. */
static void end_full(Paginator *p, const Candidate *at)
{
    int64_t room = page_room(p->style);
    const TableCut *cut = NULL;
    const Candidate *row = p->tight.found ? &p->tight : at;
    if (end_at(p, BREAK_FREE, room / FREE_GAP))
        return;
    SplitQuality quality = split(p, row, &cut);
    if (quality == SPLIT_GOOD) {
        end_within(p, row, cut);
        return;
    }
    if (end_at(p, BREAK_FREE, room / POOR_GAP) || end_at(p, BREAK_POOR, room / POOR_GAP) ||
        end_at(p, BREAK_FREE, room) || end_at(p, BREAK_POOR, room) || end_at(p, BREAK_EMPTY, room))
        return;
    bool laden = quality != SPLIT_POOR && is_laden(p, at);
    if (quality != SPLIT_POOR && !laden &&
        (end_at(p, BREAK_BAD, room) || end_at(p, BREAK_NEVER, room)))
        return;
    if (laden)
        end_behind(p, at);
    else if (quality != SPLIT_NONE)
        end_within(p, row, cut);
    else
        end_bare(p, row->at == p->sheet->from ? row : at);
}

/* True when the slab stands on a page after the one of the slab before it. */
static bool starts_page(const Slab *before, const Slab *slab)
{
    return slab->kind == SLAB_PAGE || slab->new_page || slab->whole_page || before->whole_page;
}

/* Keeps the last candidate of its kind; of those that let a footnote go on the first, and none
   where one before that leaves little of the page empty. */
static void keep_candidate(Paginator *p, Break kind, const Candidate *candidate)
{
    const Candidate *last = &p->last[kind];
    int64_t room = page_room(p->style);
    bool goes_on = !candidate->foot.closed && candidate->y + candidate->foot.whole > room;
    if (goes_on && last->found && room_left(p, last) <= room / WHOLE_GAP)
        return;
    p->last[kind] = *candidate;
}

/* The page could end before the slab at the candidate, if there is room for totals. */
static void note_candidate(Paginator *p, const Candidate *here)
{
    const Slab *slab = &p->flow->slabs[here->at];
    Candidate end = *here;
    end.y += totals_before(p, here->at);
    if (end.y > here->y && end.y + end.foot.least > page_room(p->style))
        return;
    keep_candidate(
        p, slab[-1].break_after > slab->break_before ? slab[-1].break_after : slab->break_before,
        &end);
}

/* The text ends at the candidate, or goes on with a page of its own. */
static void end_text(Paginator *p, const Candidate *at)
{
    keep_candidate(p, BREAK_FREE, at);
    end_before(p, &p->last[BREAK_FREE]);
}

/* True when footnotes go on and stand alone on the page: what comes behind them begins one. */
static bool is_notes_only(const Paginator *p, size_t at)
{
    const Slab *slabs = p->flow->slabs;
    return p->notes.note < p->marked &&
           (at == p->flow->slab_count || starts_page(&slabs[at - 1], &slabs[at]));
}

static void fill_sheet(Paginator *p)
{
    Sheet *sheet = p->sheet;
    const Slab *slabs = p->flow->slabs;
    int64_t room = page_room(p->style);
    Candidate here = {true, sheet->from, sheet_top(p->flow, sheet),
                      foot_begin(p->flow, p->style, p->notes, p->marked)};
    memset(p->last, 0, sizeof p->last);
    p->tight.found = false;
    if (is_notes_only(p, here.at)) {
        end_sheet(p, here.at, NULL, 0, here.foot);
        return;
    }
    for (; here.at < p->flow->slab_count; here.at++) {
        const Slab *slab = &slabs[here.at];
        if (here.at > sheet->from) {
            if (starts_page(slab - 1, slab))
                break;
            note_candidate(p, &here);
            here.y += slab_space(slab - 1, slab);
        }
        int64_t height = slab_height(sheet, slab);
        Foot foot = here.foot;
        if (slab->note_end > foot.to)
            foot_add(p->flow, p->style, &foot, slab->note_end);
        if (here.y + height + foot.least > room) {
            end_full(p, &here);
            return;
        }
        if (!p->tight.found && here.y + height + slab_totals(slab) + foot.least > room)
            p->tight = here;
        here.y += height;
        here.foot = foot;
    }
    end_text(p, &here);
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

/* A page for footnotes that go on; the chapter behind it has not begun. */
static void add_notes_sheet(Paginator *p, size_t from)
{
    p->sheet = push_sheet(p, from, p->style);
    p->sheet->label = folio_blank(&p->folio, p->style);
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
    Mark *marks = flow->marks.items;
    size_t next = 0;
    int64_t y = 0;
    for (uint32_t page = 0; page < flow->sheet_count; page++) {
        const Sheet *sheet = &flow->sheets[page];
        size_t to = sheet->to + (sheet->end != NULL && sheet->end->inside);
        y = sheet_top(flow, sheet);
        for (size_t at = sheet->from; at < to; at++) {
            if (at > sheet->from)
                y += slab_space(&flow->slabs[at - 1], &flow->slabs[at]);
            for (; next < flow->marks.count && marks[next].slab <= at; next++)
                same = place_mark(flow, &marks[next], page, y) && same;
            bool rest = at == sheet->from && sheet->start != NULL && sheet->start->inside;
            if (flow->notes != NULL && !rest)
                notes_place_marks(flow, at, page, sheet->style->top + (Len)y);
            y += slab_height(sheet, &flow->slabs[at]);
        }
        if (sheet->foot > 0)
            foot_place(flow, page);
    }
    /* What stands behind all slabs counts as the end of the last page. */
    for (; next < flow->marks.count; next++)
        same = place_mark(flow, &marks[next], (uint32_t)flow->sheet_count - 1, y) && same;
    return same;
}

bool flow_paginate(Flow *flow)
{
    Paginator p = {.flow = flow, .style = flow->first->block->page.style};
    p.folio = (Folio){.arena = flow->scratch, .marks = &flow->marks};
    const TableCut *start = NULL;
    size_t at = switch_page(&p, 0);
    flow->sheet_count = 0;
    while (at < flow->slab_count || flow->sheet_count == 0 || p.notes.note < p.marked) {
        if (flow->sheet_count >= LAYOUT_MAX_PAGES) {
            diag(flow->setter->diags, SEVERITY_ERROR,
                 flow->slabs[at < flow->slab_count ? at : at - 1].chunk->block->place,
                 "make several documents of it", "the document has more than %d pages",
                 LAYOUT_MAX_PAGES);
            break;
        }
        if (is_notes_only(&p, at))
            add_notes_sheet(&p, at);
        else
            add_sheet(&p, at, start);
        fill_sheet(&p);
        if (p.sheet->to > p.sheet->from || p.sheet->end != NULL)
            start = p.sheet->end;
        at = p.sheet->to;
        if (!is_notes_only(&p, at))
            at = switch_page(&p, at);
    }
    return place_marks(flow);
}
