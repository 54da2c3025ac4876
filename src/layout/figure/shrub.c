/* The boxes of an organisation chart: their texts, sizes and places. */
#include "layout/figure/shrub.h"

#include "layout/text/span.h"

Len shrub_part(const ShrubSetting *setting, int thousandths)
{
    return (Len)((int64_t)setting->style.size * thousandths / 1000);
}

static void set_box(const ShrubSetting *setting, Shrub *shrub)
{
    Setter *setter = setting->flow->setter;
    Len padding = shrub_part(setting, SHRUB_PADDING);
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
static bool stacks(const ShrubSetting *setting, const TreeNode *node, int depth)
{
    size_t count = 0;
    bool ladder = depth >= setting->ladder;
    for (const TreeNode *below = node->first; below != NULL; below = below->next) {
        if (below->side != TREE_BELOW || (below->first != NULL && !ladder))
            return false;
        count++;
    }
    return ladder || (depth > 0 && count > 1);
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
static void place_stack(const ShrubSetting *setting, Shrub *shrub)
{
    Len indent = 2 * shrub_part(setting, SHRUB_RAIL);
    int64_t y = shrub->box_height;
    shrub->stacked = true;
    shrub->width = shrub->box_width;
    for (Shrub *below = shrub->first; below != NULL; below = below->next) {
        y += shrub_part(setting, SHRUB_STACK_GAP);
        below->x = indent - below->box_x;
        below->x = sum_max(below->x, indent);
        below->y = y;
        y += below->height;
        shrub->width = sum_max(shrub->width, below->x + below->width);
    }
    shrub->height = y;
}

/* One side of the line that leads down: under each other; returns where they end. */
static int64_t place_side(const ShrubSetting *setting, Shrub *shrub, TreeSide side, int64_t trunk,
                          int64_t top)
{
    int64_t y = top;
    for (Shrub *below = shrub->first; below != NULL; below = below->next) {
        if (below->node->side != side)
            continue;
        Len gap = shrub_part(setting, SHRUB_SIDE_GAP);
        below->x = side == TREE_RIGHT ? trunk + gap : trunk - gap - below->width;
        below->y = y;
        y += below->height + shrub_part(setting, SHRUB_STACK_GAP);
    }
    return y;
}

/* What rows take: to the left and the right of the line that leads down, and below each other. */
typedef struct Reach {
    int64_t left, right, height;
} Reach;

/* The next `count` below in a row, its top at reach->height; the line goes down at x 0, through a
   gap in the row's middle or only to it. Returns what comes behind the row. */
static Shrub *place_row(const ShrubSetting *setting, Shrub *first, size_t count, bool parted,
                        Reach *reach)
{
    Len gap = shrub_part(setting, SHRUB_GAP_X);
    int64_t x = 0;
    int64_t from = 0;
    int64_t middle = 0;
    int64_t height = 0;
    Shrub *below = first;
    for (size_t done = 0; done < count && below != NULL; below = below->next) {
        if (below->node->side != TREE_BELOW)
            continue;
        x += done > 0 ? gap : 0;
        below->x = x;
        below->y = reach->height;
        int64_t centre = x + below->box_x + below->box_width / 2;
        from = done == 0 ? centre : from;
        x += below->width;
        done++;
        if (!parted)
            middle = (from + centre) / 2;
        else if (done == count / 2)
            middle = x + gap / 2;
        height = sum_max(height, below->height);
    }
    for (Shrub *shrub = first; shrub != below; shrub = shrub->next)
        shrub->x -= shrub->node->side == TREE_BELOW ? middle : 0;
    reach->left = sum_max(reach->left, middle);
    reach->right = sum_max(reach->right, x - middle);
    reach->height += height;
    return below;
}

/* Those below in rows; boxes of even rows stand in columns. */
static Reach place_rows(const ShrubSetting *setting, Shrub *shrub)
{
    Reach reach = {0};
    size_t count = 0;
    for (const Shrub *below = shrub->first; below != NULL; below = below->next)
        count += below->node->side == TREE_BELOW;
    size_t most =
        setting->per_row > 0 && (size_t)setting->per_row < count ? (size_t)setting->per_row : count;
    bool several = most < count;
    Shrub *next = shrub->first;
    while (count > 0) {
        size_t row = count < most ? count : most;
        if (reach.height > 0)
            reach.height += shrub_part(setting, SHRUB_ROW_GAP);
        next = place_row(setting, next, row, several && row % 2 == 0, &reach);
        count -= row;
    }
    return reach;
}

static int64_t widest_at(const ShrubSetting *setting, const Shrub *shrub, TreeSide side)
{
    int64_t width = 0;
    for (const Shrub *below = shrub->first; below != NULL; below = below->next)
        if (below->node->side == side)
            width = sum_max(width, below->width + shrub_part(setting, SHRUB_SIDE_GAP));
    return width;
}

/* All that hangs on a box, placed so that the line down from its middle is free. */
static void place_all(const ShrubSetting *setting, Shrub *shrub)
{
    Reach rows = place_rows(setting, shrub);
    Len half = shrub->box_width / 2;
    int64_t left = sum_max(sum_max(half, rows.left), widest_at(setting, shrub, TREE_LEFT));
    int64_t right = sum_max(sum_max(shrub->box_width - half, rows.right),
                            widest_at(setting, shrub, TREE_RIGHT));
    shrub->width = left + right;
    shrub->box_x = left - half;
    int64_t y = shrub->box_height;
    if (shrub->first == NULL) {
        shrub->height = y;
        return;
    }
    int64_t top = y + shrub_part(setting, SHRUB_STACK_GAP);
    int64_t sides = sum_max(place_side(setting, shrub, TREE_LEFT, left, top),
                            place_side(setting, shrub, TREE_RIGHT, left, top));
    bool beside = sides > top;
    shrub->height = beside ? sides - shrub_part(setting, SHRUB_STACK_GAP) : y;
    if (rows.height == 0)
        return;
    y = (beside ? sides : y) + shrub_part(setting, SHRUB_GAP_Y);
    for (Shrub *below = shrub->first; below != NULL; below = below->next) {
        if (below->node->side != TREE_BELOW)
            continue;
        below->x += left;
        below->y += y;
    }
    shrub->height = y + rows.height;
}

Shrub *shrub_grow(const ShrubSetting *setting, const TreeNode *node, int depth)
{
    Shrub *shrub = arena_alloc(setting->flow->scratch, sizeof *shrub);
    shrub->node = node;
    set_box(setting, shrub);
    Shrub **tail = &shrub->first;
    for (const TreeNode *below = node->first; below != NULL; below = below->next) {
        *tail = shrub_grow(setting, below, depth + 1);
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
