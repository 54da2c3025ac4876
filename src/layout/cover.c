/* Covers: texts and pictures at the top, in the middle and at the foot of a page of its own. */
#include "layout/figure/figure.h"

#include "layout/text/span.h"

/* A third of the cover: its paragraphs and pictures, one below the other. */
typedef struct Third {
    Part *parts;
    size_t part_count, part_capacity;
    Item *shapes;
    size_t shape_count, shape_capacity;
    int64_t height;
    Len after; /* space below the last */
} Third;

static void add_space(Third *third, const TextStyle *style)
{
    if (third->part_count > 0 || third->shape_count > 0)
        third->height += third->after > style->before ? third->after : style->before;
    third->after = style->after;
}

/* At its y below the third's end so far. */
static void add_part(Flow *flow, Third *third, Part part)
{
    Part *slot = arena_push(flow->scratch, &third->parts, &third->part_capacity, third->part_count,
                            sizeof part);
    *slot = part;
    slot->y += third->height;
    third->part_count++;
}

static void add_shape(Flow *flow, Third *third, const Item *shape, size_t parts_before)
{
    Item *slot = arena_push(flow->scratch, &third->shapes, &third->shape_capacity,
                            third->shape_count, sizeof *shape);
    *slot = *shape;
    slot->tag = (uint32_t)(parts_before + shape->tag) & TAG_PAGINATION;
    slot->y += (Len)third->height;
    third->shape_count++;
}

static void add_text(Flow *flow, Chunk *chunk, Third *third, const Block *block)
{
    const TextStyle *style = block->style;
    if (span_empty(block->text))
        return;
    flow_watch(flow, chunk, block->text);
    add_space(third, style);
    const Paragraph *text =
        text_set(flow->setter, block->text, style, 0, style->align, chunk->width);
    add_part(flow, third, (Part){.text = text, .x = chunk->x});
    third->height += paragraph_height(text);
}

/* Rows of pictures, one below the other. */
static void add_pictures(Flow *flow, Chunk *chunk, Third *third, const Block *block)
{
    Drawing drawing = draw_pictures(flow, chunk, block->figure, chunk->room);
    add_space(third, block->style);
    for (size_t i = 0; i < drawing.count; i++) {
        const FigureRow *row = &drawing.rows[i];
        size_t before = third->part_count;
        third->height += i > 0 ? row->gap : 0;
        for (size_t k = 0; k < row->box.count; k++)
            add_part(flow, third, row->box.parts[k]);
        for (size_t k = 0; k < row->box.shape_count; k++)
            add_shape(flow, third, &row->box.shapes[k], before);
        third->height += row->height;
    }
}

static Third set_third(Flow *flow, Chunk *chunk, const Block *first)
{
    Third third = {0};
    for (const Block *block = first; block != NULL; block = block->next)
        if (block->kind == BLOCK_TEXT)
            add_text(flow, chunk, &third, block);
        else if (block->kind == BLOCK_FIGURE && block->figure->kind == FIGURE_PICTURES)
            add_pictures(flow, chunk, &third, block);
    return third;
}

static void add_third(Box *box, Item *shapes, const Third *third, int64_t y)
{
    size_t before = box->count;
    for (size_t i = 0; i < third->part_count; i++) {
        Part part = third->parts[i];
        part.y += y;
        box->parts[box->count++] = part;
    }
    for (size_t i = 0; i < third->shape_count; i++) {
        Item *shape = &shapes[box->shape_count++];
        *shape = third->shapes[i];
        shape->tag = (uint32_t)(before + shape->tag) & TAG_PAGINATION;
        shape->y += (Len)y;
    }
}

void set_cover(Flow *flow, Chunk *chunk)
{
    const Cover *cover = &chunk->block->cover;
    Third top = set_third(flow, chunk, cover->top);
    Third middle = set_third(flow, chunk, cover->middle);
    Third bottom = set_third(flow, chunk, cover->bottom);
    int64_t room = chunk->room;
    if (top.height + middle.height + bottom.height > room)
        diag(flow->setter->diags, SEVERITY_ERROR, chunk->block->place,
             "shorten its texts, or make them or its pictures smaller",
             "the cover does not fit on one page");
    /* In the middle of the page, as far as the others let it. */
    int64_t y = (room - middle.height) / 2;
    if (y + middle.height > room - bottom.height)
        y = room - bottom.height - middle.height;
    if (y < top.height)
        y = top.height;
    Box *box = arena_alloc(flow->scratch, sizeof *box);
    box->parts = arena_array(flow->scratch, top.part_count + middle.part_count + bottom.part_count,
                             sizeof *box->parts);
    Item *shapes = arena_array(
        flow->scratch, top.shape_count + middle.shape_count + bottom.shape_count, sizeof *shapes);
    add_third(box, shapes, &top, 0);
    add_third(box, shapes, &middle, y);
    add_third(box, shapes, &bottom, room - bottom.height);
    box->shapes = shapes;
    Slab *slab = flow_slabs(flow, chunk, 1);
    slab->kind = SLAB_BOX;
    slab->box = box;
    slab->height = room;
    slab->whole_page = true;
}
