/* The table of the data below a plot: its columns stand below the categories. */
#include "layout/chart/chart.h"

enum {
    PADDING = 2500,
    RULE = 400,
    RULE_COLOUR = 0xA6A6A6,
};

DataTable table_keys(Canvas *canvas, Len most)
{
    DataTable table = {.keys = legend_of_series(canvas)};
    legend_beside(canvas, &table.keys, most - 2 * PADDING);
    table.key_width = table.keys.width + 2 * PADDING;
    return table;
}

/* --- Values ---------------------------------------------------------------------------------- */

static Str value_text(Canvas *canvas, const ChartValue *value)
{
    const Chart *chart = canvas->chart;
    return value->given ? chart_number(canvas->flow->scratch, &chart->format, value->number)
                        : STR("-");
}

static Len set_values(Canvas *canvas, DataTable *table, size_t size)
{
    const Chart *chart = canvas->chart;
    Len widest = 0;
    for (size_t i = 0; i < chart->category_count * chart->series_count; i++) {
        Label *label = &table->values[i];
        *label = canvas_set(canvas, value_text(canvas, &chart->values[i]), canvas->place, size, 0,
                            PALETTE_TEXT, ALIGN_LEFT, 0);
        widest = label->width > widest ? label->width : widest;
    }
    return widest;
}

/* The key of a series; NULL for one without name. */
static const LegendEntry *key_of(const DataTable *table, size_t series)
{
    for (size_t i = 0; i < table->keys.count; i++)
        if (table->keys.entries[i].key != KEY_TARGET && table->keys.entries[i].marker == series)
            return &table->keys.entries[i];
    return NULL;
}

static void set_heights(Canvas *canvas, DataTable *table, Len turned)
{
    const Chart *chart = canvas->chart;
    table->heights =
        arena_array(canvas->flow->scratch, chart->series_count, sizeof *table->heights);
    for (size_t s = 0; s < chart->series_count; s++) {
        Len height = table->upright ? turned : canvas->styles[0].leading;
        const LegendEntry *key = key_of(table, s);
        if (key != NULL && key->label.height > height)
            height = key->label.height;
        table->heights[s] = height + PADDING;
        table->height += table->heights[s];
    }
}

void table_fit(Canvas *canvas, DataTable *table, Len width)
{
    const Chart *chart = canvas->chart;
    Len slot = width / (Len)chart->category_count;
    Len widest = 0;
    table->values = arena_array(canvas->flow->scratch, chart->category_count * chart->series_count,
                                sizeof(Label));
    for (size_t size = 0; size < CHART_SIZES; size++) {
        widest = set_values(canvas, table, size);
        if (widest + PADDING <= slot) {
            set_heights(canvas, table, 0);
            return;
        }
    }
    table->upright = true;
    if (canvas->styles[CHART_SIZES - 1].leading > slot)
        canvas_no_room(canvas, "the values of its data table");
    set_heights(canvas, table, widest + PADDING);
}

/* --- Drawing --------------------------------------------------------------------------------- */

static void draw_rules(Canvas *canvas, const DataTable *table, Area area, Len names)
{
    size_t count = canvas->chart->category_count;
    Len left = area.x - table->key_width;
    Len bottom = area.y + names + table->height;
    Len y = area.y + names;
    for (size_t s = 0; s < canvas->chart->series_count; s++) {
        canvas_rect(canvas, (Area){left, y, table->key_width + area.width, RULE}, RULE_COLOUR);
        y += table->heights[s];
    }
    canvas_rect(canvas, (Area){left, bottom - RULE, table->key_width + area.width, RULE},
                RULE_COLOUR);
    canvas_rect(canvas, (Area){left, area.y + names, RULE, table->height}, RULE_COLOUR);
    for (size_t i = 0; i <= count; i++) {
        Len x = area.x + slot_at(area.width, i, count) - (i == count ? RULE : 0);
        canvas_rect(canvas, (Area){x, area.y, RULE, names + table->height}, RULE_COLOUR);
    }
}

static void draw_row(Canvas *canvas, const DataTable *table, Area area, size_t series, Len y)
{
    size_t count = canvas->chart->category_count;
    Len height = table->heights[series];
    const LegendEntry *key = key_of(table, series);
    if (key != NULL) {
        Len x = area.x - table->key_width + PADDING;
        legend_key(canvas, key, x, y + height / 2);
        canvas_put(canvas, &key->label, x + legend_key_width(key),
                   y + (height - key->label.height) / 2);
    }
    for (size_t c = 0; c < count; c++) {
        const Label *label = &table->values[series * count + c];
        Len from = slot_at(area.width, c, count);
        Len middle = area.x + from + (slot_at(area.width, c + 1, count) - from) / 2;
        if (table->upright)
            canvas_put_upright(canvas, label, middle, y + (height - label->width) / 2);
        else
            canvas_put(canvas, label, middle - label->width / 2, y + (height - label->height) / 2);
    }
}

void table_draw(Canvas *canvas, const DataTable *table, Area area, Len names)
{
    draw_rules(canvas, table, area, names);
    Len y = area.y + names;
    for (size_t s = 0; s < canvas->chart->series_count; s++) {
        draw_row(canvas, table, area, s, y);
        y += table->heights[s];
    }
}
