/*
 * layout/figure/tree.c - organisation charts.
 *
 * Every box with all that hangs on it takes a rectangle of its own, so that no lines cross: what
 * stands beside the line that leads down comes first, below it stand the others in a row, or, where
 * none of them has boxes below it, under each other along a rail. A chart that is too large is set
 * with narrower boxes, then in smaller letters.
 */
#include "layout/figure/figure.h"

#include "layout/text/span.h"

enum {
    LINE = 600,
    FRAME = 700,
    PADDING = 350, /* the following are in thousandths of the letters' size */
    GAP_X = 900,
    GAP_Y = 1100,
    STACK_GAP = 500,
    RAIL = 700, /* from the left edge of a box to the rail below it */
    SIDE_GAP = 1400,
    TOP_FILL = 0xE8EDF5,
    BOX_FILL = 0xFFFFFF,
};

/* A box and all that hangs on it; x and y from the corner of the rectangle around all of this. */
typedef struct Shrub {
    const TreeNode *node;
    const Paragraph *text;
    struct Shrub *next, *first;
    int64_t width, height; /* of the rectangle: of a thousand wide boxes no Len */
    int64_t x, y;          /* of the rectangle in the one around it */
    int64_t box_x;
    Len box_width, box_height;
    bool stacked; /* those below stand along a rail */
} Shrub;

/* What all boxes of a chart share. */
typedef struct Setting {
    Flow *flow;
    TextStyle style;
    Len box_width;
    Len widest;       /* that a box may become for the sake of a long word */
    bool all_stacked; /* also boxes that have others below them */
} Setting;

/* What is drawn so far. */
typedef struct Ink {
    Flow *flow;
    Part *parts;
    size_t part_count, part_capacity;
    Item *shapes;
    size_t shape_count, shape_capacity;
    Len padding;
} Ink;

static Len part_of(const Setting *setting, int thousandths)
{
    return (Len)((int64_t)setting->style.size * thousandths / 1000);
}

/* --- Sizes ----------------------------------------------------------------------------------- */

static void set_box(const Setting *setting, Shrub *shrub)
{
    Setter *setter = setting->flow->setter;
    Len padding = part_of(setting, PADDING);
    Len natural = 0;
    Len minimal = 0;
    shrub->box_width = setting->box_width;
    shrub->box_height = setting->style.leading + 2 * padding;
    if (span_empty(shrub->node->text))
        return;
    text_widths(setter, shrub->node->text, &setting->style, 0, &natural, &minimal);
    if (minimal + 2 * padding <= setting->widest)
        shrub->box_width = len_max(shrub->box_width, minimal + 2 * padding);
    shrub->text = text_set(setter, shrub->node->text, &setting->style, 0, ALIGN_CENTRE,
                           shrub->box_width - 2 * padding);
    shrub->box_height = (Len)paragraph_height(shrub->text) + 2 * padding;
}

/* Along a rail where that reads well: below the second level, and of boxes with none below. */
static bool stacks(const Setting *setting, const TreeNode *node, int depth)
{
    size_t count = 0;
    for (const TreeNode *below = node->first; below != NULL; below = below->next) {
        if (below->side != TREE_BELOW)
            return false;
        if (below->first != NULL && !setting->all_stacked)
            return false;
        count++;
    }
    return setting->all_stacked || (depth > 0 && count > 1);
}

/* Boxes in a row are of one height. */
static void level_heights(Shrub *first)
{
    Len height = 0;
    for (const Shrub *shrub = first; shrub != NULL; shrub = shrub->next)
        if (shrub->node->side == TREE_BELOW)
            height = len_max(height, shrub->box_height);
    for (Shrub *shrub = first; shrub != NULL; shrub = shrub->next) {
        Len more = height - shrub->box_height;
        if (shrub->node->side != TREE_BELOW || more <= 0)
            continue;
        shrub->box_height = height;
        shrub->height += more;
        for (Shrub *below = shrub->first; below != NULL; below = below->next)
            below->y += more;
    }
}

/* Those below along a rail. */
static void place_stack(const Setting *setting, Shrub *shrub)
{
    Len indent = 2 * part_of(setting, RAIL);
    int64_t y = shrub->box_height;
    shrub->stacked = true;
    shrub->width = shrub->box_width;
    for (Shrub *below = shrub->first; below != NULL; below = below->next) {
        y += part_of(setting, STACK_GAP);
        below->x = indent - below->box_x;
        below->x = sum_max(below->x, indent);
        below->y = y;
        y += below->height;
        shrub->width = sum_max(shrub->width, below->x + below->width);
    }
    shrub->height = y;
}

/* One side of the line that leads down: under each other; returns where they end. */
static int64_t place_side(const Setting *setting, Shrub *shrub, TreeSide side, int64_t trunk,
                          int64_t top)
{
    int64_t y = top;
    for (Shrub *below = shrub->first; below != NULL; below = below->next) {
        if (below->node->side != side)
            continue;
        Len gap = part_of(setting, SIDE_GAP);
        below->x = side == TREE_RIGHT ? trunk + gap : trunk - gap - below->width;
        below->y = y;
        y += below->height + part_of(setting, STACK_GAP);
    }
    return y;
}

/* Those below in a row, its top at y 0; returns its width and the middle of its line. */
static int64_t place_row(const Setting *setting, Shrub *shrub, int64_t *middle, int64_t *height)
{
    int64_t x = 0;
    int64_t first = -1;
    int64_t last = 0;
    for (Shrub *below = shrub->first; below != NULL; below = below->next) {
        if (below->node->side != TREE_BELOW)
            continue;
        if (first >= 0)
            x += part_of(setting, GAP_X);
        below->x = x;
        last = x + below->box_x + below->box_width / 2;
        first = first < 0 ? last : first;
        x += below->width;
        *height = sum_max(*height, below->height);
    }
    *middle = first < 0 ? 0 : (first + last) / 2;
    return x;
}

static int64_t widest_at(const Setting *setting, const Shrub *shrub, TreeSide side)
{
    int64_t width = 0;
    for (const Shrub *below = shrub->first; below != NULL; below = below->next)
        if (below->node->side == side)
            width = sum_max(width, below->width + part_of(setting, SIDE_GAP));
    return width;
}

/* All that hangs on a box, placed so that the line down from its middle is free. */
static void place_all(const Setting *setting, Shrub *shrub)
{
    int64_t middle = 0;
    int64_t row_height = 0;
    int64_t row = place_row(setting, shrub, &middle, &row_height);
    Len half = shrub->box_width / 2;
    int64_t left = sum_max(sum_max(half, middle), widest_at(setting, shrub, TREE_LEFT));
    int64_t right = sum_max(sum_max(shrub->box_width - half, row - middle),
                            widest_at(setting, shrub, TREE_RIGHT));
    shrub->width = left + right;
    shrub->box_x = left - half;
    int64_t y = shrub->box_height;
    if (shrub->first == NULL) {
        shrub->height = y;
        return;
    }
    int64_t top = y + part_of(setting, STACK_GAP);
    int64_t sides = sum_max(place_side(setting, shrub, TREE_LEFT, left, top),
                            place_side(setting, shrub, TREE_RIGHT, left, top));
    bool beside = sides > top;
    shrub->height = beside ? sides - part_of(setting, STACK_GAP) : y;
    if (row == 0)
        return;
    y = (beside ? sides : y) + part_of(setting, GAP_Y);
    for (Shrub *below = shrub->first; below != NULL; below = below->next) {
        if (below->node->side != TREE_BELOW)
            continue;
        below->x += left - middle;
        below->y = y;
    }
    shrub->height = y + row_height;
}

static Shrub *grow(const Setting *setting, const TreeNode *node, int depth)
{
    Shrub *shrub = arena_alloc(setting->flow->scratch, sizeof *shrub);
    shrub->node = node;
    set_box(setting, shrub);
    Shrub **tail = &shrub->first;
    for (const TreeNode *below = node->first; below != NULL; below = below->next) {
        *tail = grow(setting, below, depth + 1);
        tail = &(*tail)->next;
    }
    if (shrub->first != NULL && stacks(setting, node, depth)) {
        place_stack(setting, shrub);
        return shrub;
    }
    level_heights(shrub->first);
    place_all(setting, shrub);
    return shrub;
}

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
static void draw_rail(const Setting *setting, Ink *ink, const Shrub *shrub, Len x, Len y)
{
    Len rail = x + (Len)shrub->box_x + part_of(setting, RAIL);
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

static void draw_trunk(const Setting *setting, Ink *ink, const Shrub *shrub, Len x, Len y)
{
    Len trunk = x + (Len)shrub->box_x + shrub->box_width / 2;
    Len from = y + shrub->box_height;
    Len end = from;
    Len left = trunk;
    Len right = trunk;
    Len bar = 0;
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
            bar = y + (Len)below->y - part_of(setting, GAP_Y) / 2;
            middle = bar;
            draw_line(ink, box + below->box_width / 2, bar, 0, y + (Len)below->y - bar, dashed);
            left = left < box + below->box_width / 2 ? left : box + below->box_width / 2;
            right = len_max(right, box + below->box_width / 2);
        }
        end = len_max(end, middle);
    }
    draw_line(ink, trunk, from, 0, end - from, false);
    draw_line(ink, left, bar, right - left, 0, false);
}

static void draw_shrub(const Setting *setting, Ink *ink, const Shrub *shrub, Len x, Len y, bool top)
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
    bool all_stacked;
} Way;

/* From the one that looks best to the smallest that can be read. */
static const Way WAYS[] = {
    {100, 12500, false}, {100, 10500, false}, {100, 8500, false}, {90, 8500, false},
    {80, 8000, false},   {75, 7500, false},   {100, 14000, true}, {80, 12000, true},
};

enum { WAY_COUNT = sizeof WAYS / sizeof *WAYS };

static Setting setting_of(Flow *flow, const Chunk *chunk, const Figure *figure, const Way *way)
{
    Setting setting = {.flow = flow,
                       .style = style_flush(figure->style),
                       .widest = chunk->width / 3,
                       .all_stacked = way->all_stacked};
    setting.style.size = len_max((Len)((int64_t)setting.style.size * way->percent / 100), 1);
    setting.style.leading = len_max((Len)((int64_t)setting.style.leading * way->percent / 100), 1);
    setting.box_width = part_of(&setting, way->width);
    if (figure->tree->box_width > 0)
        setting.box_width = (Len)((int64_t)figure->tree->box_width * way->percent / 100);
    if (setting.box_width > chunk->width)
        setting.box_width = chunk->width;
    return setting;
}

/* The setting in which a chart fits, and its boxes. */
typedef struct Fit {
    Setting setting;
    const Shrub *shrub;
} Fit;

static bool fits(const Fit *fit, const Chunk *chunk, int64_t room)
{
    return fit->shrub->width <= chunk->width && fit->shrub->height + 2 * (int64_t)FRAME <= room;
}

/* Sets it that way. True when it fits. */
static bool try_way(Flow *flow, const Chunk *chunk, int64_t room, const Way *way, Fit *fit)
{
    const Figure *figure = chunk->block->figure;
    fit->setting = setting_of(flow, chunk, figure, way);
    fit->shrub = grow(&fit->setting, figure->tree->root, 0);
    return fits(fit, chunk, room);
}

/* In letters that are too small to read, but all of it is there. */
static void shrink(Flow *flow, const Chunk *chunk, int64_t room, Fit *fit)
{
    static const Way SHAPES[] = {{100, 7500, false}, {100, 12000, true}};
    Way best = {0};
    for (size_t i = 0; i < sizeof SHAPES / sizeof *SHAPES; i++) {
        if (try_way(flow, chunk, room, &SHAPES[i], fit))
            return;
        int64_t across = (int64_t)chunk->width * 100 / fit->shrub->width;
        int64_t down = room * 100 / fit->shrub->height;
        int percent = (int)(across < down ? across : down);
        if (percent > best.percent)
            best = (Way){percent, SHAPES[i].width, SHAPES[i].all_stacked};
    }
    best.percent = best.percent < 1 ? 1 : best.percent;
    while (!try_way(flow, chunk, room, &best, fit) && best.percent > 1)
        best.percent--;
    if (fits(fit, chunk, room))
        return;
    diag(flow->setter->diags, SEVERITY_ERROR, chunk->block->place,
         "draw a part of it, or make letters or boxes ('lebar_kotak') smaller",
         "the organisation chart does not fit on the page");
}

static Fit fit_tree(Flow *flow, const Chunk *chunk, int64_t room)
{
    Fit fit = {0};
    for (size_t i = 0; i < WAY_COUNT; i++)
        if (try_way(flow, chunk, room, &WAYS[i], &fit))
            return fit;
    diag(flow->setter->diags, SEVERITY_WARNING, chunk->block->place,
         "put it on a landscape page, shorten its texts, or draw a part of it",
         "the organisation chart is too large for the page: its letters are very small");
    shrink(flow, chunk, room, &fit);
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
    Ink ink = {.flow = flow, .padding = part_of(&fit.setting, PADDING)};
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
