/*
 * layout/chart/chart.h - charts: the canvas that they are drawn on, axes, names, legends; inside
 * layout/ only.
 *
 * chart.c chooses who draws a kind; axes.c sets up those with axes, bars.c and
 * lines.c draw into them; pie.c and gauge.c have no axes.
 */
#ifndef LAKIPDF_LAYOUT_CHART_CHART_H
#define LAKIPDF_LAYOUT_CHART_CHART_H

#include "layout/chart/palette.h"
#include "layout/figure/figure.h"

/* --- The canvas (canvas.c) ------------------------------------------------------------- */

enum {
    CHART_SIZES = 3, /* sizes of letters that are tried, from the style's down */
    CHART_LARGE = CHART_SIZES,
    CHART_GAP = 3000, /* between texts and what they belong to */
    CHART_KEY = 7000, /* a legend's swatch */
    CHART_LINE_KEY = 18000,
    CHART_MARKER = 2400,
    CHART_MAX_EXTENT = 3000 * 1000, /* of a figure: keeps all sums within a Len */
};

typedef struct Area {
    Len x, y, width, height;
} Area;

typedef struct Canvas {
    Flow *flow;
    const Chart *chart;
    Place place;
    TextStyle styles[CHART_SIZES + 1]; /* flush; the last is for what is to be seen first */
    Area area;                         /* the whole figure; its height as far as is known */
    int64_t room;                      /* the height may not be more */
    bool crowded;                      /* it has been told that there is no room */
    Item *shapes;
    size_t shape_count, shape_capacity;
    Part *parts;
    size_t part_count, part_capacity;
} Canvas;

/* A text with its size once it is set. */
typedef struct Label {
    const Paragraph *text; /* NULL: nothing */
    Len width, height;
} Label;

void canvas_rect(Canvas *canvas, Area area, uint32_t colour);
/* A filled rectangle with a thin line around it where the colour is too pale for white paper. */
void canvas_fill(Canvas *canvas, Area area, uint32_t colour);
/* A path, relative to x, y; the points are copied. */
Item *canvas_path(Canvas *canvas, Len x, Len y, const PathPoint *points, size_t count);
/* A circle, square, triangle or diamond, by its number; of usual size CHART_MARKER. */
void canvas_marker(Canvas *canvas, Len x, Len y, size_t shape, Len size, uint32_t colour);

/* What a text needs: unbroken, and for its longest part that cannot be broken. */
void canvas_measure(Canvas *canvas, Str text, Place place, size_t size, Len *natural, Len *minimal);
/* Sets a text in a width (0: unbroken). */
Label canvas_set(Canvas *canvas, Str text, Place place, size_t size, uint8_t style, uint32_t colour,
                 Align align, Len width);
/* Puts a text with its top left there. */
void canvas_put(Canvas *canvas, const Label *label, Len x, int64_t y);
/* Puts a text turned to the left, to be read upwards, so that its box ends at the top at y and is
   centred on x. */
void canvas_put_upright(Canvas *canvas, const Label *label, Len x, int64_t y);
/* Puts a one-line text that rises at 45 degrees and ends below x, y. */
void canvas_put_slanted(Canvas *canvas, const Label *label, Len x, int64_t y);
/* How high a slanted one-line text is, and how far its start lies to the left of its end. */
void slanted_extent(const Label *label, Len *height, Len *before);
/* Adds the error that the chart has no room; once. */
void canvas_no_room(Canvas *canvas, const char *what);
/* The colour of a series, or of a category where these have the colours. */
uint32_t series_colour(const Chart *chart, size_t series);
uint32_t bar_colour(const Chart *chart, size_t series, size_t category);
const ChartValue *chart_at(const Chart *chart, size_t series, size_t category);

/* --- Axes (axis.c) ---------------------------------------------------------------------- */

/* The values of an axis from `low` to `high`, with ticks at first, first + step, ... */
typedef struct Axis {
    Num low, high;
    Num first, step;
    size_t ticks;
    ChartFormat format; /* of the ticks */
} Axis;

enum { AXIS_LEAST_TICKS = 3 }; /* below, at and above zero */

/* An axis over the values, at most so many ticks, AXIS_LEAST_TICKS or more; its ends are ticks
 * where they are not told. */
Axis axis_make(Arena *arena, const Chart *chart, size_t most_ticks);
Num axis_tick(Arena *arena, const Axis *axis, size_t tick);
/* The value, or the end of the axis that it lies beyond. */
Num axis_nearest(const Axis *axis, Num value);
/* How far a value lies from the axis' start, where the axis is so long; what lies outside is at the
   nearer end. */
Len axis_at(Arena *arena, const Axis *axis, Num value, Len length);

/* --- Names of categories below the axis (names.c) --------------------------------------- */

typedef enum NameMode {
    NAMES_FLAT,
    NAMES_SLANTED,
    NAMES_UPRIGHT,
} NameMode;

typedef struct Names {
    NameMode mode;
    Label *labels;
    size_t every; /* each so many-th is printed */
    Len height;
} Names;

/* Chooses how the names stand below slots of a plot that begins at x; at most so high. */
Names names_fit(Canvas *canvas, Len x, Len width, Len most);

void names_draw(Canvas *canvas, const Names *names, Area area);
/* Where slot i of n begins, from the start of what is so long. */
Len slot_at(Len length, size_t i, size_t n);

/* --- Legends (legend.c) ----------------------------------------------------------------- */

typedef struct LegendEntry {
    Str text;
    Place place;
    uint32_t colour;
    size_t marker;
    enum { KEY_FILL, KEY_LINE, KEY_TARGET } key;
    Len dash;
    Label label;
    Len x, y; /* within the legend */
} LegendEntry;

typedef struct Legend {
    LegendEntry *entries;
    size_t count;
    Len width, height;
} Legend;

/* The entries of all series and of the target line. */
Legend legend_of_series(Canvas *canvas);
/* Sets the entries in rows that fill the width, each centred. */
void legend_below(Canvas *canvas, Legend *legend, Len width);
/* Sets them below each other, at most so wide. */
void legend_beside(Canvas *canvas, Legend *legend, Len most);
void legend_draw(Canvas *canvas, const Legend *legend, Len x, int64_t y);
void legend_key(Canvas *canvas, const LegendEntry *entry, Len x, Len middle);
Len legend_key_width(const LegendEntry *entry);
/* The dash of a series' line. */
Len line_dash(size_t series);

/* --- Data tables (table.c) -------------------------------------------------------------- */

typedef struct DataTable {
    Len key_width; /* of the column with the names of the series */
    Legend keys;
    Label *values; /* as Chart.values */
    bool upright;  /* values are turned */
    Len *heights;  /* of the rows */
    Len height;    /* of all rows */
} DataTable;

/* The column of names, at most so wide. */
DataTable table_keys(Canvas *canvas, Len most);
/* The rows, where the plot is so wide. */
void table_fit(Canvas *canvas, DataTable *table, Len width);
/* Draws it below names that are so high; area is the plot's columns. */
void table_draw(Canvas *canvas, const DataTable *table, Area area, Len names);

/* --- Plots (plot.c, bars.c, lines.c) -----------------------------------------
 */

typedef struct Plot {
    Area area;
    Axis axis;
    bool across; /* values to the right, categories downwards */
} Plot;

/* What the labels of values need beyond the plot's ends, so that all of them have room. */
typedef struct ValueLabels {
    bool shown, upright;
    size_t size;
    Label *labels;    /* as Chart.values; those of missing values are empty */
    Len above, below; /* room beyond the highest and lowest value */
} ValueLabels;

/* Where a value stands: y, or x of a plot across. */
Len plot_at(Canvas *canvas, const Plot *plot, Num value);
bool values_negative(const Chart *chart);
/* How the values' labels fit where each category has a slot so long. */
ValueLabels values_fit(Canvas *canvas, Len slot, Len most);
/* The extent of series' bar in a slot: from its start, how thick. */
void bar_extent(const Chart *chart, Len slot, size_t series, Len *from, Len *thickness);

/* The bars; then, on top of what else stands in the plot, their values. */
void draw_bars(Canvas *canvas, const Plot *plot);
void label_bars(Canvas *canvas, const Plot *plot, const ValueLabels *labels);
/* Covers the target line where a label stands on it. */
void back_label(Canvas *canvas, const Plot *plot, Area box, uint32_t ground);
void draw_lines(Canvas *canvas, const Plot *plot, const ValueLabels *labels);

void draw_upright(Canvas *canvas); /* axes.c */
void draw_across(Canvas *canvas);
void draw_pie(Canvas *canvas);
void draw_gauges(Canvas *canvas);

#endif
