/*
 * layout/figure/tree.c - organisation charts.
 *
 * A chart that is too large is set with narrower boxes, then in smaller letters, then with what
 * hangs on its units under each other, then with its units in several rows; all of it under each
 * other comes last.
 */
#include "layout/figure/figure.h"
#include "layout/figure/shrub.h"

enum {
    LINE = 600,
    FRAME = 700,
    TOP_FILL = 0xE8EDF5,
    BOX_FILL = 0xFFFFFF,
};

/* What is drawn so far. */
typedef struct Ink {
    Flow *flow;
    Part *parts;
    size_t part_count, part_capacity;
    Item *shapes;
    size_t shape_count, shape_capacity;
    Len padding;
} Ink;

/* --- Drawing --------------------------------------------------------------------------------- */

static Item *add_path(Ink *ink, Len x, Len y, const PathPoint *points, uint32_t count)
{
    Arena *arena = ink->flow->setter->arena;
    Item *item = arena_push(ink->flow->scratch, &ink->shapes, &ink->shape_capacity,
                            ink->shape_count, sizeof *item);
    ink->shape_count++;
    PathPoint *own = arena_array(arena, count, sizeof *own);
    *item = (Item){.kind = ITEM_PATH, .x = x, .y = y};
    for (uint32_t i = 0; i < count; i++) {
        own[i] = points[i];
        item->width = len_max(item->width, points[i].x);
        item->height = len_max(item->height, points[i].y);
    }
    item->path.points = own;
    item->path.count = count;
    item->path.stroke = LINE;
    return item;
}

/* A line to the right or downwards. */
static void draw_line(Ink *ink, Len x, Len y, Len right, Len down, bool dashed)
{
    const PathPoint points[] = {{PATH_MOVE, 0, 0}, {PATH_LINE, right, down}};
    if (right <= 0 && down <= 0)
        return;
    add_path(ink, x, y, points, 2)->path.dash = dashed ? 4 * LINE : 0;
}

static void draw_box(Ink *ink, const Shrub *shrub, Len x, Len y, uint32_t fill)
{
    Len width = shrub->box_width;
    Len height = shrub->box_height;
    const PathPoint corners[] = {{PATH_MOVE, 0, 0},
                                 {PATH_LINE, width, 0},
                                 {PATH_LINE, width, height},
                                 {PATH_LINE, 0, height},
                                 {PATH_CLOSE, 0, 0}};
    Item *item = add_path(ink, x, y, corners, 5);
    item->path.filled = true;
    item->colour = fill;
    item->path.stroke = FRAME;
    item->path.dash = 0;
    if (shrub->text == NULL)
        return;
    Part *part = arena_push(ink->flow->scratch, &ink->parts, &ink->part_capacity, ink->part_count,
                            sizeof *part);
    ink->part_count++;
    *part = (Part){.text = shrub->text,
                   .x = x + ink->padding,
                   .y = y + (height - (Len)paragraph_height(shrub->text)) / 2};
}

/* The lines from a box to those on it; x, y: the corner of its rectangle. */
static void draw_rail(const ShrubSetting *setting, Ink *ink, const Shrub *shrub, Len x, Len y)
{
    Len rail = x + (Len)shrub->box_x + shrub_part(setting, SHRUB_RAIL);
    Len from = y + shrub->box_height;
    Len end = from;
    for (const Shrub *below = shrub->first; below != NULL; below = below->next) {
        Len middle = y + (Len)below->y + below->box_height / 2;
        draw_line(ink, rail, middle, x + (Len)(below->x + below->box_x) - rail, 0,
                  below->node->dashed);
        end = middle;
    }
    draw_line(ink, rail, from, 0, end - from, false);
}

/* The line above boxes that stand beside each other. */
typedef struct Crossbar {
    Len y;
    Len left, right;
} Crossbar;

static void draw_trunk(const ShrubSetting *setting, Ink *ink, const Shrub *shrub, Len x, Len y)
{
    Len trunk = x + (Len)shrub->box_x + shrub->box_width / 2;
    Len from = y + shrub->box_height;
    Len end = from;
    Crossbar row = {0};
    for (const Shrub *below = shrub->first; below != NULL; below = below->next) {
        Len box = x + (Len)(below->x + below->box_x);
        Len middle = y + (Len)below->y + below->box_height / 2;
        bool dashed = below->node->dashed;
        if (below->node->side == TREE_RIGHT) {
            draw_line(ink, trunk, middle, box - trunk, 0, dashed);
        } else if (below->node->side == TREE_LEFT) {
            Len edge = box + below->box_width;
            draw_line(ink, edge, middle, trunk - edge, 0, dashed);
        } else {
            Len bar = y + (Len)below->y - shrub_part(setting, SHRUB_GAP_Y) / 2;
            Len centre = box + below->box_width / 2;
            if (row.y != bar) {
                draw_line(ink, row.left, row.y, row.right - row.left, 0, false);
                row = (Crossbar){bar, trunk, trunk};
            }
            middle = bar;
            draw_line(ink, centre, bar, 0, y + (Len)below->y - bar, dashed);
            row.left = row.left < centre ? row.left : centre;
            row.right = len_max(row.right, centre);
        }
        end = len_max(end, middle);
    }
    draw_line(ink, trunk, from, 0, end - from, false);
    draw_line(ink, row.left, row.y, row.right - row.left, 0, false);
}

static void draw_shrub(const ShrubSetting *setting, Ink *ink, const Shrub *shrub, Len x, Len y,
                       bool top)
{
    if (shrub->first != NULL && shrub->stacked)
        draw_rail(setting, ink, shrub, x, y);
    else if (shrub->first != NULL)
        draw_trunk(setting, ink, shrub, x, y);
    draw_box(ink, shrub, x + (Len)shrub->box_x, y, top ? TOP_FILL : BOX_FILL);
    for (const Shrub *below = shrub->first; below != NULL; below = below->next)
        draw_shrub(setting, ink, below, x + (Len)below->x, y + (Len)below->y, false);
}

/* --- The chart ------------------------------------------------------------------------------- */

/* How a chart is set. */
typedef struct Way {
    int percent; /* of the letters' size */
    int width;   /* of boxes, in thousandths of it */
    int per_row; /* and `ladder`: see ShrubSetting */
    int ladder;
} Way;

enum {
    NO = SHRUB_NO_LADDER,
    USUAL_SIZE = 8000, /* of letters; larger ones are made as small before a chart is rearranged */
    SMALLEST = 6000,   /* that can be read with ease */
};

/* From the one that looks best to the smallest that can be read. */
static const Way WAYS[] = {
    {100, 12500, 0, NO}, {100, 10500, 0, NO}, {100, 8500, 0, NO}, {90, 8500, 0, NO},
    {80, 8000, 0, NO},   {75, 7500, 0, NO},   {100, 9500, 0, 1},  {90, 8500, 0, 1},
    {75, 8000, 0, 1},    {100, 10500, 6, NO}, {100, 9500, 4, NO}, {90, 8500, 6, NO},
    {90, 8500, 4, NO},   {75, 8000, 6, NO},   {75, 8000, 4, NO},  {100, 9500, 4, 1},
    {90, 8500, 6, 1},    {75, 8000, 6, 1},    {75, 8000, 4, 1},   {100, 12000, 2, 1},
    {80, 10000, 2, 1},   {100, 14000, 0, 0},  {80, 12000, 0, 0},
};

enum { WAY_COUNT = sizeof WAYS / sizeof *WAYS };

static ShrubSetting setting_of(Flow *flow, const Chunk *chunk, const Figure *figure, const Way *way)
{
    ShrubSetting setting = {.flow = flow,
                            .style = style_flush(figure->style),
                            .widest = chunk->width / 3,
                            .per_row = way->per_row,
                            .ladder = way->ladder};
    setting.style.size = len_max((Len)((int64_t)setting.style.size * way->percent / 100), 1);
    setting.style.leading = len_max((Len)((int64_t)setting.style.leading * way->percent / 100), 1);
    setting.box_width = shrub_part(&setting, way->width);
    if (figure->tree->box_width > 0)
        setting.box_width = (Len)((int64_t)figure->tree->box_width * way->percent / 100);
    if (setting.box_width > chunk->width)
        setting.box_width = chunk->width;
    return setting;
}

/* The setting in which a chart fits, and its boxes. */
typedef struct Fit {
    ShrubSetting setting;
    const Shrub *shrub; /* NULL: these boxes are more than the page */
} Fit;

static bool fits(const Fit *fit, const Chunk *chunk, int64_t room)
{
    return fit->shrub != NULL && fit->shrub->width <= chunk->width &&
           fit->shrub->height + 2 * (int64_t)FRAME <= room;
}

/* Sets it that way. True when it fits. */
static bool try_way(Flow *flow, const Chunk *chunk, int64_t room, const Way *way, Fit *fit)
{
    const Figure *figure = chunk->block->figure;
    fit->setting = setting_of(flow, chunk, figure, way);
    fit->shrub = shrub_grow(&fit->setting, figure->tree->root, 0);
    return fits(fit, chunk, room);
}

static int64_t count_boxes(const TreeNode *first)
{
    int64_t count = 0;
    for (const TreeNode *node = first; node != NULL; node = node->next)
        count += 1 + count_boxes(node->first);
    return count;
}

/* Tries all ways, their letters in a percentage of their size. */
static bool try_ways(Flow *flow, const Chunk *chunk, int64_t room, int percent, Fit *fit)
{
    const Figure *figure = chunk->block->figure;
    int64_t boxes = count_boxes(figure->tree->root);
    for (size_t i = 0; i < WAY_COUNT; i++) {
        Way way = WAYS[i];
        way.percent = way.percent * percent / 100;
        ShrubSetting setting = setting_of(flow, chunk, figure, &way);
        int64_t line = setting.style.leading;
        if (boxes * line > room * (chunk->width / len_max(setting.box_width, 1) + 1))
            continue; /* more than the page, even without gaps */
        if (try_way(flow, chunk, room, &way, fit))
            return true;
    }
    return false;
}

/* In letters that are too small to read, but all of it is there. */
static void shrink(Flow *flow, const Chunk *chunk, int64_t room, Fit *fit)
{
    static const Way SHAPES[] = {
        {100, 7500, 0, NO}, {100, 7500, 0, 1}, {100, 7500, 6, 1}, {100, 12000, 0, 0}};
    Way best = {0};
    for (size_t i = 0; i < sizeof SHAPES / sizeof *SHAPES; i++) {
        if (try_way(flow, chunk, room, &SHAPES[i], fit))
            return;
        int64_t across = (int64_t)chunk->width * 100 / fit->shrub->width;
        int64_t down = room * 100 / fit->shrub->height;
        int percent = (int)(across < down ? across : down);
        if (percent > best.percent) {
            best = SHAPES[i];
            best.percent = percent;
        }
    }
    best.percent = best.percent < 1 ? 1 : best.percent;
    while (!try_way(flow, chunk, room, &best, fit) && best.percent > 1)
        best.percent--;
}

/* What makes it too large, as far as its author has said so. */
static const char *advice(const TreeChart *tree)
{
    return tree->box_width > 0 ? "make 'lebar_kotak' smaller or leave it out, put it on a "
                                 "landscape page, or draw a part of it"
                               : "put it on a landscape page, shorten its texts, or draw a part of "
                                 "it";
}

static Fit fit_tree(Flow *flow, const Chunk *chunk, int64_t room)
{
    Fit fit = {0};
    Diags *diags = flow->setter->diags;
    Place place = chunk->block->place;
    const Figure *figure = chunk->block->figure;
    if (figure->tree->box_width > chunk->width)
        diag(diags, SEVERITY_WARNING, place, "make 'lebar_kotak' smaller",
             "'lebar_kotak' is wider than the column: the boxes are made as wide as that");
    if (try_ways(flow, chunk, room, 100, &fit))
        return fit;
    if (figure->style->size > USUAL_SIZE &&
        try_ways(flow, chunk, room, (int)((int64_t)USUAL_SIZE * 100 / figure->style->size), &fit)) {
        diag(diags, SEVERITY_WARNING, place, "make 'ukuran' smaller, or draw a part of it",
             "the organisation chart has no room in letters of that size ('ukuran'): they are made "
             "smaller");
        return fit;
    }
    shrink(flow, chunk, room, &fit);
    if (!fits(&fit, chunk, room))
        diag(diags, SEVERITY_ERROR, place, advice(figure->tree),
             "the organisation chart does not fit on the page");
    else if (fit.setting.style.size < SMALLEST)
        diag(diags, SEVERITY_WARNING, place, advice(figure->tree),
             "the organisation chart is too large for the page: its letters are very small");
    return fit;
}

static void watch(Flow *flow, Chunk *chunk, const TreeNode *first)
{
    for (const TreeNode *node = first; node != NULL; node = node->next) {
        flow_watch(flow, chunk, node->text);
        watch(flow, chunk, node->first);
    }
}

Drawing draw_tree(Flow *flow, Chunk *chunk, const Figure *figure, int64_t room)
{
    watch(flow, chunk, figure->tree->root);
    const Fit fit = fit_tree(flow, chunk, room);
    if (!fits(&fit, chunk, room))
        return (Drawing){0};
    Ink ink = {.flow = flow, .padding = shrub_part(&fit.setting, SHRUB_PADDING)};
    Len x = chunk->x + (Len)sum_max(0, (chunk->width - fit.shrub->width) / 2);
    draw_shrub(&fit.setting, &ink, fit.shrub, x, FRAME, true);
    FigureRow *row = arena_alloc(flow->scratch, sizeof *row);
    row->box = (Box){.shapes = ink.shapes,
                     .shape_count = ink.shape_count,
                     .parts = ink.parts,
                     .count = ink.part_count};
    row->height = fit.shrub->height + 2 * (int64_t)FRAME;
    return (Drawing){row, 1};
}
