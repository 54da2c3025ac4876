/*
 * layout/text/place.c - a line's runs, underlines and links become items of a page.
 */
#include "layout/font/fonts.h"
#include "layout/tag.h"

Item *page_add(Setter *setter, Page *page, ItemKind kind)
{
    Item *item = arena_push(setter->arena, &page->items, &page->item_capacity, page->item_count,
                            sizeof *item);
    page->item_count++;
    item->kind = (uint32_t)kind & 7;
    item->tag = setter->tag & TAG_PAGINATION;
    return item;
}

static Len scale(int32_t thousandths, Len size)
{
    return (Len)((int64_t)thousandths * size / 1000);
}

static Item *place_run(Setter *setter, Page *page, const LineRun *run, Len x, Len baseline)
{
    Item *item = page_add(setter, page, ITEM_RUN);
    item->x = x + run->x;
    item->y = baseline - run->look->rise;
    item->width = run->width;
    item->height = run->look->size;
    item->colour = run->look->colour;
    item->run.face = run->look->face;
    item->run.size = run->look->size;
    item->run.codes = run->codes;
    item->run.count = run->count;
    item->run.adjusts = run->adjusts;
    item->run.adjust_count = run->adjust_count;
    return item;
}

/* The first of the largest runs of [from, to): superscripts do not tell where a line is drawn. */
static const RunLook *largest(const LineRun *from, const LineRun *to)
{
    const RunLook *look = from->look;
    for (const LineRun *run = from + 1; run < to; run++)
        if (run->look->size > look->size)
            look = run->look;
    return look;
}

/* One line under the runs [from, to), which are of one colour: under the baseline, also where a run
   is raised. */
static void place_underline(Setter *setter, Page *page, const LineRun *from, const LineRun *to,
                            Len x, Len baseline)
{
    const RunLook *look = largest(from, to);
    const Font *font = fonts_font(setter->fonts, look->face);
    Item *item = page_add(setter, page, ITEM_RECT);
    item->x = x + from->x;
    item->y = baseline + scale(font->underline, look->size);
    item->width = to[-1].x + to[-1].width - from->x;
    item->height = scale(font->underline_thickness, look->size);
    item->colour = look->colour;
    if (item->height < 1)
        item->height = 1;
}

static bool same_underline(const RunLook *a, const RunLook *b)
{
    return a == b || (a->underline == b->underline && a->colour == b->colour);
}

/* One area for the runs [from, to), which lead to the same place. */
static void place_link(Setter *setter, Page *page, const LineRun *from, const LineRun *to, Len x,
                       Len baseline)
{
    const RunLook *look = largest(from, to);
    const Font *font = fonts_font(setter->fonts, look->face);
    Item *item = page_add(setter, page, ITEM_LINK);
    item->x = x + from->x;
    item->y = baseline - look->rise - scale(font->ascent, look->size);
    item->width = to[-1].x + to[-1].width - from->x;
    item->height = scale(font->ascent + font->descent, look->size);
    const Lead *lead = from->look->lead;
    item->link.url = lead->url;
    item->link.target = lead->target;
    if (lead->note != NULL)
        setter->note_of(setter, lead->note, &item->link.page, &item->link.to_y);
}

/* The runs of a line, with what is drawn below them. */
static void place_runs(Setter *setter, Page *page, const Line *line, Len x, Len baseline)
{
    const LineRun *end = line->runs + line->run_count;
    const LineRun *underlined = line->runs; /* from here on, if at all */
    for (const LineRun *run = line->runs; run < end; run++) {
        (void)place_run(setter, page, run, x, baseline);
        bool more = run + 1 < end && same_underline(run->look, run[1].look);
        if (run->look->underline && !more)
            place_underline(setter, page, underlined, run + 1, x, baseline);
        if (!more)
            underlined = run + 1;
    }
}

/* The same, and what they belong to: links are elements of their own, underlines none. Words are
   told apart by spaces, also where a line ends (ISO 32000-1, 14.8.2.5). */
static void place_tagged(Setter *setter, Page *page, const Line *line, Len x, Len baseline)
{
    size_t first = page->item_count;
    place_runs(setter, page, line, x, baseline);
    const LineRun *run = line->runs;
    Item *last = NULL;
    for (size_t i = first; i < page->item_count; i++) {
        Item *item = &page->items[i];
        if (item->kind == ITEM_RUN) {
            item->tag = tag_link(setter, run++->look->lead) & TAG_PAGINATION;
            last = item;
        } else {
            item->tag = TAG_ARTIFACT;
        }
    }
    if (last != NULL && (line->spaced || setter->spaced))
        last->run.count++;
}

/* The tag of the run, in the items from `first` on that its line became. */
static uint32_t tag_of(const Page *page, size_t first, const Line *line, const LineRun *run)
{
    ptrdiff_t left = run - line->runs;
    while (page->items[first].kind != ITEM_RUN || left-- > 0)
        first++;
    return page->items[first].tag;
}

void text_place(Setter *setter, Page *page, const Line *line, Len x, Len baseline)
{
    const LineRun *end = line->runs + line->run_count;
    size_t first = page->item_count;
    x += line->x;
    if (setter->tags != NULL)
        place_tagged(setter, page, line, x, baseline);
    else
        place_runs(setter, page, line, x, baseline);
    for (const LineRun *run = line->runs; run < end;) {
        const LineRun *next = run + 1;
        while (next < end && lead_equal(next->look->lead, run->look->lead))
            next++;
        if (run->look->lead != NULL) {
            place_link(setter, page, run, next, x, baseline);
            uint32_t tag = tag_link_area(setter, tag_of(page, first, line, run));
            page->items[page->item_count - 1].tag = tag & TAG_PAGINATION;
        }
        run = next;
    }
}

void text_place_turned(Setter *setter, Page *page, const Line *line, Len x, Len y, int32_t turn_x,
                       int32_t turn_y)
{
    for (size_t i = 0; i < line->run_count; i++) {
        const LineRun *run = &line->runs[i];
        int64_t along = (int64_t)line->x + run->x;
        int64_t right = (along * turn_x - (int64_t)run->look->rise * turn_y) / TURN_ONE;
        int64_t up = (along * turn_y + (int64_t)run->look->rise * turn_x) / TURN_ONE;
        Item *item = place_run(setter, page, run, 0, 0);
        item->x = (Len)(x + right);
        item->y = (Len)(y - up);
        item->run.turn_x = turn_x;
        item->run.turn_y = turn_y;
    }
}
