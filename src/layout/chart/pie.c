/* Pies: slices clockwise from the top, their shares inside where they fit, else beside the pie at
 * the end of a line. */
#include "layout/chart/angle.h"
#include "layout/chart/chart.h"
#include "layout/contrast.h"

enum {
    RADIUS = 62000,
    LEAST_RADIUS = 20000,
    LEADER = 9000, /* from the pie to where its line turns */
    LEGEND_GAP = 20000,
    SEAM = 700,      /* white between slices */
    HUNDRED = 10000, /* per cent, in hundredths */
    TOP = 90 * ANGLE_DEGREE,
};

typedef struct Slice {
    int32_t from, to; /* angles, falling */
    int64_t share;    /* hundredths of a per cent */
    uint32_t colour;
    bool seen, inside; /* it is not nothing; its label is in it */
    Label label;
    Len y; /* of the label's top, outside */
} Slice;

typedef struct Pie {
    Slice *slices;
    size_t count;
    Len x, y, radius; /* its middle */
    Len width;        /* what it may have with its labels */
    Len column;       /* what labels at each side may have */
    Legend legend;
} Pie;

/* --- Shares ---------------------------------------------------------------------------------- */

static Num total_of(Arena *arena, const Chart *chart)
{
    Num total = num_int(0);
    for (size_t i = 0; i < chart->category_count; i++)
        if (chart->values[i].given)
            total = num_add(arena, total, chart->values[i].number);
    return total;
}

/* The slice whose share lost most by being cut, and is not yet raised. */
static size_t most_cut(const Num *cut, const bool *raised, size_t count)
{
    size_t best = count;
    for (size_t i = 0; i < count; i++)
        if (!raised[i] && (best == count || num_compare(cut[i], cut[best]) > 0))
            best = i;
    return best;
}

/* Shares in hundredths of a per cent that add up to a hundred: all are cut, then those that lost
   most get the hundredths that are left. */
static void set_shares(Arena *arena, const Chart *chart, Num total, Pie *pie)
{
    Num cut[CHART_MAX_SLICES];
    bool raised[CHART_MAX_SLICES] = {false};
    int64_t left = HUNDRED;
    for (size_t i = 0; i < pie->count; i++) {
        Num share = chart->values[i].given ? chart->values[i].number : num_int(0);
        share = num_div(arena, num_mul(arena, share, num_int(HUNDRED)), total);
        Num whole = num_round(arena, share, 0, ROUND_DOWN);
        (void)num_to_int(whole, &pie->slices[i].share);
        cut[i] = num_sub(arena, share, whole);
        left -= pie->slices[i].share;
    }
    for (; left > 0; left--) {
        size_t i = most_cut(cut, raised, pie->count);
        raised[i] = true;
        pie->slices[i].share++;
    }
}

static int32_t angle_of(Arena *arena, Num part, Num total)
{
    int64_t angle = 0;
    Num turn = num_div(arena, num_mul(arena, part, num_int(ANGLE_TURN)), total);
    (void)num_to_int(num_round(arena, turn, 0, ROUND_HALF_AWAY), &angle);
    return TOP - (int32_t)angle;
}

static void set_slices(Canvas *canvas, Num total, Pie *pie)
{
    const Chart *chart = canvas->chart;
    Arena *arena = canvas->flow->scratch;
    Num sum = num_int(0);
    for (size_t i = 0; i < pie->count; i++) {
        const ChartName *name = &chart->categories[i];
        Slice *slice = &pie->slices[i];
        /* The last must not have the colour of the first, beside which it lies. */
        bool again = i + 1 == pie->count && i > 0 && i % PALETTE_COUNT == 0;
        slice->colour = name->coloured ? name->colour : palette_colour(again ? i + 4 : i);
        if (num_sign(total) == 0)
            continue;
        slice->from = angle_of(arena, sum, total);
        if (chart->values[i].given)
            sum = num_add(arena, sum, chart->values[i].number);
        slice->to = angle_of(arena, sum, total);
        slice->seen = chart->values[i].given && num_sign(chart->values[i].number) > 0;
    }
    if (num_sign(total) > 0)
        set_shares(arena, chart, total, pie);
}

/* --- Legend ---------------------------------------------------------------------------------- */

/* "Eselon IV: 5 orang" */
static Str entry_text(Canvas *canvas, size_t category)
{
    const Chart *chart = canvas->chart;
    Arena *arena = canvas->flow->scratch;
    const ChartValue *value = &chart->values[category];
    Str name = chart->categories[category].text;
    if (!chart->labels)
        return name;
    if (!value->given)
        return str_format(arena, "%.*s: -", STR_ARG(name));
    Str number = chart_number_alone(arena, &chart->format, value->number);
    return str_format(arena, "%.*s: %.*s%s%.*s", STR_ARG(name), STR_ARG(number),
                      chart->unit.size > 0 ? "\xC2\xA0" : "", STR_ARG(chart->unit));
}

/* What is left of the width for the pie. */
static Len set_legend(Canvas *canvas, Pie *pie)
{
    const Chart *chart = canvas->chart;
    Len width = canvas->area.width;
    if (chart->legend == LEGEND_NONE)
        return width;
    pie->legend.entries =
        arena_array(canvas->flow->scratch, pie->count, sizeof *pie->legend.entries);
    pie->legend.count = pie->count;
    for (size_t i = 0; i < pie->count; i++)
        pie->legend.entries[i] = (LegendEntry){.text = entry_text(canvas, i),
                                               .place = chart->categories[i].place,
                                               .colour = pie->slices[i].colour,
                                               .key = KEY_FILL};
    if (chart->legend == LEGEND_BELOW) {
        legend_below(canvas, &pie->legend, width);
        return width;
    }
    legend_beside(canvas, &pie->legend, width * 2 / 5);
    return width - pie->legend.width - LEGEND_GAP;
}

/* --- Labels ---------------------------------------------------------------------------------- */

static Str share_text(Canvas *canvas, const Pie *pie, size_t i)
{
    Arena *arena = canvas->flow->scratch;
    const Chart *chart = canvas->chart;
    Num share = num_div(arena, num_int(pie->slices[i].share), num_int(100));
    Str text = format_percent(arena, share, 2);
    if (chart->legend != LEGEND_NONE)
        return text;
    Str name = entry_text(canvas, i);
    if (!chart->labels)
        return name;
    return str_format(arena, "%.*s (%.*s)", STR_ARG(name), STR_ARG(text));
}

/* Whether a label fits into its slice: the circle around it in the slice's. */
static bool fits_inside(const Pie *pie, const Slice *slice, const Label *label)
{
    int64_t sine = 0;
    int64_t cosine = 0;
    int32_t half = (slice->from - slice->to) / 2;
    int64_t middle = (int64_t)pie->radius * 2 / 3;
    angle_direction(half < TOP ? half : TOP, &cosine, &sine);
    int64_t beside = middle * sine / ANGLE_ONE;
    int64_t room = beside < pie->radius - middle ? beside : pie->radius - middle;
    int64_t across = (int64_t)label->width * label->width + (int64_t)label->height * label->height;
    return across <= 4 * room * room;
}

static void set_label(Canvas *canvas, Pie *pie, size_t i, size_t size)
{
    Slice *slice = &pie->slices[i];
    const ChartName *name = &canvas->chart->categories[i];
    Str text = share_text(canvas, pie, i);
    Len natural = 0;
    Len minimal = 0;
    int64_t x = 0;
    int64_t y = 0;
    bool named = canvas->chart->legend == LEGEND_NONE;
    canvas_measure(canvas, text, name->place, size, &natural, &minimal);
    Label label = canvas_set(canvas, text, name->place, size, 0, readable_colour(0, slice->colour),
                             ALIGN_LEFT, natural);
    slice->inside = !named && fits_inside(pie, slice, &label);
    angle_direction(slice->from / 2 + slice->to / 2, &x, &y);
    if (!slice->inside)
        label = canvas_set(canvas, text, name->place, size, 0, PALETTE_TEXT,
                           x < 0 ? ALIGN_RIGHT : ALIGN_LEFT,
                           natural < pie->column ? natural : pie->column);
    slice->label = label;
}

static bool is_at_right(const Slice *slice)
{
    int64_t x = 0;
    int64_t y = 0;
    angle_direction(slice->from / 2 + slice->to / 2, &x, &y);
    return x >= 0;
}

/* What labels at a side take, the same at both. */
static Len side_width(const Pie *pie)
{
    Len widest = 0;
    for (size_t i = 0; i < pie->count; i++) {
        const Slice *slice = &pie->slices[i];
        if (slice->seen && !slice->inside && slice->label.width > widest)
            widest = slice->label.width;
    }
    return widest == 0 ? 0 : widest + LEADER + CHART_GAP;
}

/* The height of the labels at a side. */
static int64_t side_height(const Pie *pie, bool right)
{
    int64_t height = 0;
    for (size_t i = 0; i < pie->count; i++) {
        const Slice *slice = &pie->slices[i];
        if (slice->seen && !slice->inside && is_at_right(slice) == right)
            height += slice->label.height;
    }
    return height;
}

/* Puts the labels of a side beside their slices, then pushes them apart. From the top the slices
   come in their order at the right, in the reverse order at the left. */
static void place_side(Pie *pie, bool right, Len top, Len bottom)
{
    Slice *order[CHART_MAX_SLICES];
    size_t count = 0;
    for (size_t k = 0; k < pie->count; k++) {
        Slice *slice = &pie->slices[right ? k : pie->count - 1 - k];
        if (slice->seen && !slice->inside && is_at_right(slice) == right)
            order[count++] = slice;
    }
    Len end = top;
    for (size_t i = 0; i < count; i++) {
        Len x = 0;
        Len y = 0;
        angle_point(order[i]->from / 2 + order[i]->to / 2, pie->radius + LEADER, &x, &y);
        order[i]->y = pie->y + y - order[i]->label.height / 2;
        if (order[i]->y < end)
            order[i]->y = end;
        end = order[i]->y + order[i]->label.height;
    }
    end = bottom;
    for (size_t i = count; i > 0; i--) {
        if (order[i - 1]->y + order[i - 1]->label.height > end)
            order[i - 1]->y = end - order[i - 1]->label.height;
        end = order[i - 1]->y;
    }
}

/* --- Drawing --------------------------------------------------------------------------------- */

static void draw_slice(Canvas *canvas, const Pie *pie, const Slice *slice)
{
    PathPoint points[3 * ANGLE_MAX_CURVES + 3];
    bool whole = slice->from - slice->to == ANGLE_TURN;
    size_t count = 0;
    Len x = 0;
    Len y = 0;
    angle_point(slice->from, pie->radius, &x, &y);
    if (!whole)
        points[count++] = (PathPoint){PATH_MOVE, 0, 0};
    points[count++] = (PathPoint){whole ? PATH_MOVE : PATH_LINE, x, y};
    count += angle_arc(points + count, 0, 0, pie->radius, slice->from, slice->to);
    points[count++] = (PathPoint){.step = PATH_CLOSE};
    Item *item = canvas_path(canvas, pie->x, pie->y, points, count);
    item->path.filled = true;
    item->colour = slice->colour;
    item->path.stroke = whole ? 0 : SEAM;
    item->path.stroke_colour = 0xFFFFFF;
}

static void draw_rim(Canvas *canvas, const Pie *pie)
{
    enum { RIM = 400 };
    PathPoint points[3 * ANGLE_MAX_CURVES + 2] = {{PATH_MOVE, pie->radius, 0}};
    size_t count = 1 + angle_arc(points + 1, 0, 0, pie->radius, 0, ANGLE_TURN);
    points[count++] = (PathPoint){.step = PATH_CLOSE};
    Item *item = canvas_path(canvas, pie->x, pie->y, points, count);
    item->path.stroke = RIM;
    item->path.stroke_colour = PALETTE_AXIS;
}

static void draw_outside(Canvas *canvas, const Pie *pie, const Slice *slice)
{
    enum { LINE = 400 };
    bool right = is_at_right(slice);
    int32_t angle = slice->from / 2 + slice->to / 2;
    Len x = 0;
    Len y = 0;
    Len turn_x = 0;
    Len turn_y = 0;
    angle_point(angle, pie->radius, &x, &y);
    angle_point(angle, pie->radius + LEADER / 2, &turn_x, &turn_y);
    Len edge = right ? pie->radius + LEADER : -pie->radius - LEADER;
    const PathPoint points[] = {
        {PATH_MOVE, 0, 0},
        {PATH_LINE, turn_x - x, turn_y - y},
        {PATH_LINE, edge - x, slice->y + slice->label.height / 2 - pie->y - y},
    };
    Item *line = canvas_path(canvas, pie->x + x, pie->y + y, points, 3);
    line->path.stroke = LINE;
    line->path.stroke_colour = PALETTE_AXIS;
    Len left = pie->x + edge;
    left += right ? CHART_GAP : -CHART_GAP - slice->label.width;
    canvas_put(canvas, &slice->label, left, slice->y);
}

static void draw_slices(Canvas *canvas, const Pie *pie)
{
    for (size_t i = 0; i < pie->count; i++)
        if (pie->slices[i].seen)
            draw_slice(canvas, pie, &pie->slices[i]);
    draw_rim(canvas, pie);
    for (size_t i = 0; i < pie->count && (canvas->chart->labels || pie->legend.count == 0); i++) {
        const Slice *slice = &pie->slices[i];
        Len x = 0;
        Len y = 0;
        if (!slice->seen)
            continue;
        if (!slice->inside) {
            draw_outside(canvas, pie, slice);
            continue;
        }
        bool whole = slice->from - slice->to == ANGLE_TURN;
        angle_point(slice->from / 2 + slice->to / 2, whole ? 0 : pie->radius * 2 / 3, &x, &y);
        canvas_put(canvas, &slice->label, pie->x + x - slice->label.width / 2,
                   pie->y + y - slice->label.height / 2);
    }
}

/* --- All ------------------------------------------------------------------------------------- */

static Len legend_room(const Canvas *canvas, const Pie *pie)
{
    bool below = canvas->chart->legend == LEGEND_BELOW && pie->legend.count > 0;
    return below ? pie->legend.height + 3 * CHART_GAP : 0;
}

/* The height for the pie and its labels, where the labels are set in a size; 0 when they do not
   fit. */
static Len fit_labels(Canvas *canvas, Pie *pie, size_t size)
{
    int64_t height = canvas->chart->height > 0 ? canvas->chart->height : canvas->room;
    height = height < canvas->room ? height : canvas->room;
    height -= legend_room(canvas, pie);
    Len least = 2 * canvas->styles[0].leading; /* above and below the pie */
    Len most = (Len)(height - least) / 2;
    if (canvas->chart->height == 0 && most > RADIUS)
        most = RADIUS;
    pie->radius = most < pie->width / 4 ? most : pie->width / 4;
    if (pie->radius < LEAST_RADIUS)
        return 0;
    pie->column = (pie->width - 2 * pie->radius) / 2 - LEADER - CHART_GAP;
    for (size_t i = 0; i < pie->count; i++)
        if (pie->slices[i].seen)
            set_label(canvas, pie, i, size);
    int64_t needed = 2 * (int64_t)pie->radius + least;
    int64_t left = side_height(pie, false);
    int64_t right = side_height(pie, true);
    needed = left > needed ? left : needed;
    needed = right > needed ? right : needed;
    if (canvas->chart->legend == LEGEND_RIGHT && pie->legend.height > needed)
        needed = pie->legend.height;
    if (needed > height)
        return 0;
    return (Len)(canvas->chart->height > 0 ? height : needed);
}

static void ship_pie(Canvas *canvas, Pie *pie, Len height)
{
    Len top = canvas->area.y;
    canvas->area.height = height + legend_room(canvas, pie);
    Len taken = 2 * (pie->radius + side_width(pie));
    Len all = taken;
    if (canvas->chart->legend == LEGEND_RIGHT)
        all += LEGEND_GAP + pie->legend.width;
    Len left = canvas->area.x + (canvas->area.width - all) / 2;
    pie->x = left + taken / 2;
    pie->y = top + height / 2;
    place_side(pie, true, top, top + height);
    place_side(pie, false, top, top + height);
    draw_slices(canvas, pie);
    if (canvas->chart->legend == LEGEND_RIGHT)
        legend_draw(canvas, &pie->legend, canvas->area.x + canvas->area.width - pie->legend.width,
                    top + (height - pie->legend.height) / 2);
    else if (canvas->chart->legend == LEGEND_BELOW)
        legend_draw(canvas, &pie->legend, canvas->area.x, top + height + 3 * CHART_GAP);
}

void draw_pie(Canvas *canvas)
{
    Pie pie = {.count = canvas->chart->category_count};
    pie.slices = arena_array(canvas->flow->scratch, pie.count, sizeof *pie.slices);
    Num total = total_of(canvas->flow->scratch, canvas->chart);
    set_slices(canvas, total, &pie);
    pie.width = set_legend(canvas, &pie);
    Len height = 0;
    for (size_t size = 0; size < CHART_SIZES && height == 0; size++)
        height = fit_labels(canvas, &pie, size);
    if (height == 0)
        canvas_no_room(canvas, "its slices' names");
    else
        ship_pie(canvas, &pie, height);
}
