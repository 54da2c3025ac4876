/* The slabs of each sheet are placed on its page. */
#include "layout/anchor.h"
#include "layout/notes.h"
#include "layout/table/table.h"
#include "layout/text/span.h"
#include "layout/watermark.h"

#include <string.h>

enum { MORE_ITEMS = 16 };

struct Shipper {
    Flow *flow;
    Layout *layout;
    Stamps stamps;
    Anchors *anchors;   /* or NULL */
    const Str *lasts;   /* the label of the last page of each run, by run */
    size_t next, mark;  /* the page after the latest, and the first mark behind that one */
    size_t room;        /* for items: a few more than the latest page has */
    const Sheet *sheet; /* of the page under construction */
    Page page;
    const Paragraph *text; /* the latest on it, and its lines */
    const Line *lines;
};

void ship_paragraph(Setter *setter, Page *page, const Paragraph *text, Len x, Len y)
{
    for (size_t i = 0; i < text->line_count; i++)
        text_place(setter, page, &text->lines[i], x, y + text->ascent + (Len)i * text->leading);
}

/* --- Slabs ----------------------------------------------------------------------------------- */

/* Those of one kind; `tag`: what they belong to, but for labels. */
static void ship_asides(const Shipper *s, Page *page, const Slab *slab, AsideKind kind,
                        Len baseline, uint32_t tag)
{
    Setter *setter = s->flow->setter;
    for (const Aside *aside = slab->text->asides; aside != NULL; aside = aside->next) {
        if (aside->line != slab->index || aside->kind != kind || aside->text->line_count == 0)
            continue;
        setter->tag = kind == ASIDE_LABEL ? tag_label(setter, slab, aside) : tag;
        text_place(setter, page, &aside->text->lines[0], aside->x, baseline);
    }
}

/* A line of a text, all of which are set for the first of them on the page. */
static const Line *line_of(Shipper *s, const Paragraph *text, uint32_t line)
{
    if (s->text != text)
        s->lines = text_lines(s->flow->setter, text);
    s->text = text;
    return &s->lines[line];
}

static void ship_line(Shipper *s, const Slab *slab, Len y)
{
    const TextBox *box = slab->text;
    Setter *setter = s->flow->setter;
    Len baseline = y + box->ascent;
    bool ends = box->text != NULL && slab->index + 1 >= box->text->line_count;
    ship_asides(s, &s->page, slab, ASIDE_LABEL, baseline, TAG_ARTIFACT);
    uint32_t tag = tag_line(setter, slab);
    setter->spaced = true; /* between the number and the text, and the text and its page */
    ship_asides(s, &s->page, slab, ASIDE_NUMBER, baseline, tag);
    setter->spaced = box->role == TEXT_ENTRY && ends;
    setter->tag = tag;
    if (box->text != NULL && slab->index < box->text->line_count)
        text_place(setter, &s->page, line_of(s, box->text, slab->index), box->x, baseline);
    setter->spaced = false;
    ship_asides(s, &s->page, slab, ASIDE_LEADER, baseline, TAG_ARTIFACT);
    ship_asides(s, &s->page, slab, ASIDE_PAGE, baseline, tag);
    if (box->leads_to != NULL) {
        setter->tag = tag;
        Item *link = page_add(setter, &s->page, ITEM_LINK);
        link->x = box->x;
        link->y = y;
        link->width = box->width;
        link->height = (Len)slab->height;
        link->link.page = box->leads_to->page;
        link->link.to_y = box->leads_to->y;
    }
    setter->tag = TAG_ARTIFACT;
}

static void ship_part(Shipper *s, const Slab *slab, const Part *part, Len y)
{
    Setter *setter = s->flow->setter;
    bool turned = part->turn_x != 0 || part->turn_y != 0;
    if (part->silent)
        setter->tag = TAG_ARTIFACT;
    else if (!part->joined)
        setter->tag = tag_part(setter, slab);
    const Box *box = slab->box;
    bool last = part + 1 == box->parts + box->count;
    setter->spaced = !last && part[1].joined;
    if (!turned)
        ship_paragraph(setter, &s->page, part->text, part->x, y);
    else if (part->text->line_count > 0)
        text_place_turned(setter, &s->page, &part->text->lines[0], part->x, y, part->turn_x,
                          part->turn_y);
    setter->spaced = false;
}

static void ship_shape(Shipper *s, const Slab *slab, size_t nth, Len y)
{
    Setter *setter = s->flow->setter;
    const Box *box = slab->box;
    const Item *shape = &box->shapes[nth];
    Item *item = page_add(setter, &s->page, (ItemKind)shape->kind);
    *item = *shape;
    item->y += y;
    Str alt = box->alts != NULL ? box->alts[nth] : (Str){0};
    uint32_t tag = TAG_ARTIFACT;
    if (shape->kind == ITEM_PICTURE || alt.size > 0) {
        tag = tag_picture(setter, slab, shape->kind == ITEM_PICTURE ? shape->picture.alt : alt);
        tag_area(setter, tag, item);
    } else if (shape->kind == ITEM_FIELD) {
        tag = tag_field(setter, slab);
    } else {
        tag = tag_drawing(setter, slab);
    }
    item->tag = tag & TAG_PAGINATION;
}

static void ship_box(Shipper *s, const Slab *slab, Len y)
{
    const Box *box = slab->box;
    Setter *setter = s->flow->setter;
    const Item area = {
        .x = slab->chunk->x, .y = y, .width = slab->chunk->width, .height = (Len)slab->height};
    tag_area(setter, tag_drawing(setter, slab), &area);
    size_t shape = 0;
    for (size_t i = 0; i <= box->count; i++) {
        for (; shape < box->shape_count && box->shapes[shape].tag <= i; shape++)
            ship_shape(s, slab, shape, y);
        if (i < box->count)
            ship_part(s, slab, &box->parts[i], y + (Len)box->parts[i].y);
    }
    setter->tag = TAG_ARTIFACT;
}

/* All of a table that stands on the sheet, from slab `at` on; returns the first slab behind it. */
static size_t ship_table(Shipper *s, size_t at, Len y)
{
    const Sheet *sheet = s->sheet;
    const Slab *slabs = s->flow->slabs;
    const TableBox *box = slabs[at].table;
    TablePart part = {.box = box};
    part.header = slabs[at].kind == SLAB_HEADER || box->repeats;
    part.repeated = slabs[at].kind != SLAB_HEADER;
    part.tag = tag_block(s->flow->setter, &slabs[at]);
    if (slabs[at].kind == SLAB_HEADER)
        at++;
    else if (sheet->start != NULL && sheet->start->box == box)
        part.start = sheet->start;
    if (at < s->flow->slab_count && slabs[at].kind == SLAB_ROW && slabs[at].table == box)
        part.from = slabs[at].index;
    part.to = part.from;
    for (; at < sheet->to && slabs[at].kind == SLAB_ROW && slabs[at].table == box; at++)
        part.to++;
    if (sheet->end != NULL && sheet->end->box == box)
        part.end = sheet->end;
    table_ship(s->flow, &s->page, &part, y);
    return at;
}

static void ship_body(Shipper *s)
{
    const Sheet *sheet = s->sheet;
    const Slab *slabs = s->flow->slabs;
    int64_t y = sheet->style->top;
    if (sheet->opening)
        y += sheet_top(s->flow, sheet);
    size_t to = sheet->to + (sheet->end != NULL && sheet->end->inside);
    for (size_t at = sheet->from; at < to;) {
        const Slab *slab = &slabs[at];
        if (at > sheet->from)
            y += slab_space(slab - 1, slab);
        if (slab->kind == SLAB_HEADER || slab->kind == SLAB_ROW) {
            size_t next = ship_table(s, at, (Len)y);
            if (at == sheet->from)
                y += sheet_top(s->flow, sheet);
            if (next == sheet->to)
                return;
            for (size_t row = at; row < next; row++)
                y += slab_height(sheet, &slabs[row]);
            at = next;
            continue;
        }
        if (slab->kind == SLAB_LINE)
            ship_line(s, slab, (Len)y);
        else
            ship_box(s, slab, (Len)y);
        y += slab->height;
        at++;
    }
}

/* --- Pages ----------------------------------------------------------------------------------- */

/* Links name labels until all pages are known. */
static void resolve_links(const Flow *flow, Page *page)
{
    for (size_t i = 0; i < page->item_count; i++) {
        Item *item = &page->items[i];
        if (item->kind != ITEM_LINK || item->link.target.size == 0)
            continue;
        const Mark *mark = marks_find(&flow->marks, item->link.target);
        if (mark == NULL)
            continue;
        item->link.page = mark->page;
        item->link.to_y = mark->y;
    }
}

/* A cover has neither header nor footer, nor has a blank page. */
static bool is_bare(const Flow *flow, const Sheet *sheet)
{
    if (sheet->blank)
        return true;
    return sheet->from < sheet->to && flow->slabs[sheet->from].whole_page;
}

/* The text was set between the margins of a right page. */
static void shift_items(Page *page, size_t from, Len by)
{
    for (size_t i = from; i < page->item_count; i++)
        page->items[i].x += by;
}

static void ship_sheet(Shipper *s)
{
    Flow *flow = s->flow;
    const PageStyle *style = s->sheet->style;
    Page *page = &s->page;
    flow->setter->page_label = page->label;
    bool bare = is_bare(flow, s->sheet);
    flow->setter->tag = TAG_PAGINATION;
    watermark_ship(flow, &s->stamps, page, style, bare && !s->sheet->blank);
    if (!bare)
        running_header(flow, page, s->sheet);
    size_t header = page->item_count;
    flow->setter->tag = TAG_ARTIFACT;
    if (!s->sheet->blank)
        ship_body(s);
    foot_ship(flow, page, s->sheet);
    if (s->sheet->left) {
        shift_items(page, header, style->right - style->left);
        tag_shift(flow->setter, style->right - style->left);
    }
    flow->setter->tag = TAG_PAGINATION;
    if (!bare)
        running_footer(flow, page, s->sheet);
    flow->setter->tag = TAG_ARTIFACT;
    resolve_links(flow, page);
}

/* The chapter and section that a page is in: the last that begin on it or before. */
static size_t next_chapter(Flow *flow, uint32_t page, size_t mark)
{
    Setter *setter = flow->setter;
    for (; mark < flow->marks.count && flow->marks.items[mark].page <= page; mark++) {
        const Block *block = flow->marks.items[mark].block;
        if (block->kind != BLOCK_HEADING || block->heading.level > 2)
            continue;
        Str title = span_plain(flow->scratch, block->heading.text);
        Str number = block->heading.number;
        if (block->heading.level == 1) {
            setter->chapter = title;
            setter->chapter_number = number;
            title = number = (Str){0}; /* no section so far */
        }
        setter->section = title;
        setter->section_number = number;
    }
    return mark;
}

/* The label of the last page of each run, by run; a page that was left blank is none. */
static Str *last_labels(const Flow *flow)
{
    uint32_t last = flow->sheets[flow->sheet_count - 1].run;
    Str *labels = arena_array(flow->scratch, (size_t)last + 1, sizeof *labels);
    for (size_t i = 0; i < flow->sheet_count; i++)
        if (!flow->sheets[i].blank)
            labels[flow->sheets[i].run] = flow->sheets[i].label;
    return labels;
}

static void ship_outline(const Flow *flow, Arena *arena, Layout *layout)
{
    layout->outline = arena_array(arena, flow->marks.count, sizeof *layout->outline);
    for (size_t i = 0; i < flow->marks.count; i++) {
        const Mark *mark = &flow->marks.items[i];
        if (mark->block->kind != BLOCK_HEADING)
            continue;
        layout->outline[layout->outline_count++] =
            (OutlineEntry){.level = mark->block->heading.level,
                           .title = mark_title(arena, mark),
                           .page = mark->page,
                           .y = mark->y};
    }
}

/* The pages without their items. */
static void ship_pages(const Flow *flow, Arena *arena, Layout *layout)
{
    layout->page_count = flow->sheet_count;
    layout->pages = arena_array(arena, flow->sheet_count, sizeof *layout->pages);
    for (size_t i = 0; i < flow->sheet_count; i++) {
        const Sheet *sheet = &flow->sheets[i];
        layout->pages[i] = (Page){.width = sheet->style->width,
                                  .height = sheet->style->height,
                                  .label = str_copy(arena, sheet->label)};
    }
}

Shipper *ship_new(Flow *flow, Arena *arena, Layout *layout)
{
    Shipper *s = arena_alloc(flow->scratch, sizeof *s);
    s->flow = flow;
    s->layout = layout;
    s->stamps.arena = flow->setter->arena;
    s->anchors = anchors_new(flow);
    s->lasts = last_labels(flow);
    s->room = MORE_ITEMS;
    flow->setter->page_count = str_format(flow->scratch, "%zu", flow->sheet_count);
    ship_pages(flow, arena, layout);
    ship_outline(flow, arena, layout);
    return s;
}

void ship_tag(Shipper *s, Arena *arena, bool table_parts)
{
    if (s->flow->setter->tags == NULL)
        s->flow->setter->tags = tags_new(arena, s->layout, table_parts);
}

/* Before the first page, which is in no chapter. */
static void restart(Shipper *s)
{
    if (s->flow->setter->tags != NULL)
        tags_restart(s->flow->setter->tags);
    Setter *setter = s->flow->setter;
    s->next = s->mark = 0;
    anchors_restart(s->anchors);
    setter->chapter = setter->chapter_number = (Str){0};
    setter->section = setter->section_number = (Str){0};
}

const Page *ship_page(Shipper *s, size_t index)
{
    if (index < s->next)
        restart(s);
    for (; s->next <= index; s->next++)
        s->mark = next_chapter(s->flow, (uint32_t)s->next, s->mark);
    s->sheet = &s->flow->sheets[index];
    s->flow->setter->last_label = s->lasts[s->sheet->run];
    s->page = s->layout->pages[index];
    s->text = NULL;
    if (s->flow->setter->tags != NULL)
        s->flow->setter->tags->page = (uint32_t)index;
    s->page.items = arena_array(s->flow->setter->arena, s->room, sizeof *s->page.items);
    s->page.item_capacity = s->room;
    ship_sheet(s);
    anchors_find(s->anchors, &s->page, index + 1);
    s->room = s->page.item_count + MORE_ITEMS;
    return &s->page;
}

void ship_all(Shipper *s)
{
    for (size_t i = 0; i < s->layout->page_count; i++)
        s->layout->pages[i] = *ship_page(s, i);
}
