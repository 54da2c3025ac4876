/* What the colours and lines of a chart mean: keys with names, in rows below or a column beside. */
#include "layout/chart/chart.h"

enum {
    KEY_GAP = 4000,    /* from a key to its name */
    ENTRY_GAP = 14000, /* between entries in a row */
    ROW_GAP = 2000,
    TARGET_DASH = 3000,
    TARGET_COLOUR = 0x262626,
};

Len line_dash(size_t series)
{
    static const Len DASHES[] = {0, 4000, 1500, 7000};
    return DASHES[series % (sizeof DASHES / sizeof *DASHES)];
}

Legend legend_of_series(Canvas *canvas)
{
    const Chart *chart = canvas->chart;
    bool lines = chart->kind == CHART_LINES;
    Legend legend = {.entries = arena_array(canvas->flow->scratch, chart->series_count + 1,
                                            sizeof *legend.entries)};
    for (size_t i = 0; i < chart->series_count; i++) {
        const ChartName *name = &chart->series[i];
        uint32_t colour = series_colour(chart, i);
        if (name->text.size == 0)
            continue;
        legend.entries[legend.count++] = (LegendEntry){
            .text = name->text,
            .place = name->place,
            .colour = lines ? palette_ink(colour) : colour,
            .marker = i,
            .key = lines ? KEY_LINE : KEY_FILL,
            .dash = lines ? line_dash(i) : 0,
        };
    }
    if (chart->target.given && chart->target_name.size > 0)
        legend.entries[legend.count++] = (LegendEntry){.text = chart->target_name,
                                                       .place = canvas->place,
                                                       .colour = TARGET_COLOUR,
                                                       .key = KEY_TARGET,
                                                       .dash = TARGET_DASH};
    return legend;
}

Len legend_key_width(const LegendEntry *entry)
{
    return (entry->key == KEY_FILL ? CHART_KEY : CHART_LINE_KEY) + KEY_GAP;
}

static void set_entry(Canvas *canvas, LegendEntry *entry, Len most)
{
    Len natural = 0;
    Len minimal = 0;
    Len room = most - legend_key_width(entry);
    canvas_measure(canvas, entry->text, entry->place, 0, &natural, &minimal);
    entry->label = canvas_set(canvas, entry->text, entry->place, 0, 0, PALETTE_TEXT, ALIGN_LEFT,
                              natural < room ? natural : room);
}

/* --- Below ----------------------------------------------------------------------------------- */

/* Centres the row of entries [from, to), which is so wide. */
static void end_row(Legend *legend, size_t from, size_t to, Len row, Len width)
{
    Len height = 0;
    for (size_t i = from; i < to; i++) {
        LegendEntry *entry = &legend->entries[i];
        entry->x += (width - row) / 2;
        entry->y = legend->height;
        height = entry->label.height > height ? entry->label.height : height;
    }
    legend->height += height + ROW_GAP;
}

void legend_below(Canvas *canvas, Legend *legend, Len width)
{
    size_t from = 0;
    Len row = 0;
    legend->width = width;
    legend->height = 0;
    for (size_t i = 0; i < legend->count; i++) {
        LegendEntry *entry = &legend->entries[i];
        set_entry(canvas, entry, width);
        Len own = legend_key_width(entry) + entry->label.width;
        if (i > from && row + ENTRY_GAP + own > width) {
            end_row(legend, from, i, row, width);
            from = i;
            row = 0;
        }
        entry->x = i > from ? row + ENTRY_GAP : 0;
        row = entry->x + own;
    }
    if (legend->count > 0)
        end_row(legend, from, legend->count, row, width);
}

/* --- Beside ---------------------------------------------------------------------------------- */

void legend_beside(Canvas *canvas, Legend *legend, Len most)
{
    legend->width = legend->height = 0;
    for (size_t i = 0; i < legend->count; i++) {
        LegendEntry *entry = &legend->entries[i];
        set_entry(canvas, entry, most);
        Len own = legend_key_width(entry) + entry->label.width;
        entry->x = 0;
        entry->y = legend->height;
        legend->height += entry->label.height + ROW_GAP;
        legend->width = own > legend->width ? own : legend->width;
    }
}

/* --- Drawing --------------------------------------------------------------------------------- */

static void draw_key_line(Canvas *canvas, const LegendEntry *entry, Len x, Len middle)
{
    enum { LINE = 1500, TARGET_LINE = 900 };
    const PathPoint points[] = {{PATH_MOVE, 0, 0}, {PATH_LINE, CHART_LINE_KEY, 0}};
    Item *line = canvas_path(canvas, x, middle, points, 2);
    line->path.stroke = entry->key == KEY_LINE ? LINE : TARGET_LINE;
    line->path.stroke_colour = entry->colour;
    line->path.dash = entry->dash;
    if (entry->key == KEY_LINE)
        canvas_marker(canvas, x + CHART_LINE_KEY / 2, middle, entry->marker, CHART_MARKER,
                      entry->colour);
}

void legend_key(Canvas *canvas, const LegendEntry *entry, Len x, Len middle)
{
    if (entry->key != KEY_FILL) {
        draw_key_line(canvas, entry, x, middle);
        return;
    }
    Area key = {x, middle - CHART_KEY / 2, CHART_KEY, CHART_KEY};
    canvas_fill(canvas, key, entry->colour);
}

void legend_draw(Canvas *canvas, const Legend *legend, Len x, int64_t y)
{
    Len leading = canvas->styles[0].leading;
    for (size_t i = 0; i < legend->count; i++) {
        const LegendEntry *entry = &legend->entries[i];
        legend_key(canvas, entry, x + entry->x, (Len)y + entry->y + leading / 2);
        canvas_put(canvas, &entry->label, x + entry->x + legend_key_width(entry), y + entry->y);
    }
}
