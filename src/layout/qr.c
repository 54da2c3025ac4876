/* QR codes are drawn as paths: modules beside each other are one rectangle, and so are rows below
 * each other that are dark alike. */
#include "layout/qr.h"

#include <string.h>

enum { POINTS = 5 }; /* of a rectangle */

typedef struct Drawing {
    const QrCode *code;
    unsigned char *left; /* dark modules that no rectangle has yet */
    Len size;
    PathPoint *points;
    uint32_t count;
} Drawing;

/* Where the nth module begins, counted with the quiet zone: whole modules do not add up to the
   size, so that each edge is rounded by itself. */
static Len edge(const Drawing *drawing, uint32_t nth)
{
    int64_t all = (int64_t)drawing->code->side + 2 * (int64_t)QR_QUIET;
    return (Len)((int64_t)drawing->size * (nth + QR_QUIET) / all);
}

static bool is_run(const Drawing *drawing, uint32_t row, uint32_t from, uint32_t to)
{
    uint32_t side = drawing->code->side;
    const unsigned char *modules = drawing->left + (size_t)row * side;
    if ((from > 0 && drawing->code->dark[(size_t)row * side + from - 1]) ||
        (to < side && drawing->code->dark[(size_t)row * side + to]))
        return false;
    for (uint32_t at = from; at < to; at++)
        if (!modules[at])
            return false;
    return true;
}

static void add_rectangle(Drawing *drawing, uint32_t left, uint32_t top, uint32_t right,
                          uint32_t bottom)
{
    Len x = edge(drawing, left);
    Len y = edge(drawing, top);
    Len to_x = edge(drawing, right);
    Len to_y = edge(drawing, bottom);
    const PathPoint points[POINTS] = {{PATH_MOVE, x, y},
                                      {PATH_LINE, to_x, y},
                                      {PATH_LINE, to_x, to_y},
                                      {PATH_LINE, x, to_y},
                                      {PATH_CLOSE, 0, 0}};
    memcpy(drawing->points + drawing->count, points, sizeof points);
    drawing->count += POINTS;
}

/* The dark modules of a row from `from` on, with those below them. */
static uint32_t take_run(Drawing *drawing, uint32_t row, uint32_t from)
{
    uint32_t side = drawing->code->side;
    uint32_t to = from;
    while (to < side && drawing->left[(size_t)row * side + to])
        to++;
    uint32_t bottom = row;
    do {
        memset(drawing->left + (size_t)bottom * side + from, 0, to - from);
        bottom++;
    } while (bottom < side && is_run(drawing, bottom, from, to));
    add_rectangle(drawing, from, row, to, bottom);
    return to;
}

Item qr_item(Arena *arena, const QrCode *code, Len x, Len y, Len size)
{
    size_t modules = (size_t)code->side * code->side;
    Drawing drawing = {.code = code, .size = size};
    /* At most every second module of a row begins a rectangle. */
    size_t most = (size_t)code->side * ((code->side + 1) / 2) * POINTS;
    drawing.points = arena_array(arena, most, sizeof *drawing.points);
    drawing.left = arena_alloc(arena, modules);
    memcpy(drawing.left, code->dark, modules);
    for (uint32_t row = 0; row < code->side; row++)
        for (uint32_t at = 0; at < code->side; at++)
            if (drawing.left[(size_t)row * code->side + at])
                at = take_run(&drawing, row, at);
    Item item = {.kind = ITEM_PATH, .x = x, .y = y, .width = size, .height = size};
    item.path.points = drawing.points;
    item.path.count = drawing.count;
    item.path.filled = true;
    return item;
}
