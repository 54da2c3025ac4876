/*
 * doc/figure.h - what is drawn: pictures, organisation charts, charts, equations; a part of
 * doc/doc.h.
 */
#ifndef LAKIPDF_DOC_FIGURE_H
#define LAKIPDF_DOC_FIGURE_H

#include "doc/text.h"
#include "picture/picture.h"

/* --- Pictures --------------------------------------------------------------------------------- */

/* A picture in a figure, with the text below it. */
typedef struct Photo {
    const Picture *picture;
    uint32_t index;      /* of it in Doc.pictures */
    const Span *caption; /* or NULL */
    Str alt;             /* what it shows, for those who cannot see it; may be empty */
    Place place;
} Photo;

enum { PICTURES_MAX_COLUMNS = 6 };

/* One picture, or rows of several. No picture is wider than its column or higher than the page, or
   other than its own shape. */
typedef struct Pictures {
    const Photo *photos;
    size_t count;
    uint32_t columns; /* pictures beside each other; 0: one alone, in its natural size where width,
                         share and height are 0 */
    Len width;        /* of the whole; 0: not given */
    int32_t share;    /* the same, in thousandths of the column */
    Len height;       /* of a picture at most; 0: not given */
    Len frame;        /* thickness of a line around each; 0 none */
    const TextStyle *style; /* of the texts below photos */
} Pictures;

/* --- Organisation charts ---------------------------------------------------------------------- */

/* Where a box of an organisation chart stands, seen from the one above it. */
typedef enum TreeSide {
    TREE_BELOW,
    TREE_LEFT, /* beside the line that leads down */
    TREE_RIGHT,
} TreeSide;

typedef struct TreeNode {
    struct TreeNode *next, *first; /* beside it, below it */
    const Span *text;
    TreeSide side;
    bool dashed; /* the line to it */
} TreeNode;

typedef struct TreeChart {
    const TreeNode *root;
    Len box_width; /* of its boxes; 0: as fits */
} TreeChart;

/* --- Charts ----------------------------------------------------------------------------------- */

/* Values are exact: how the axis is divided and what is printed where is up to layout. */

typedef enum ChartKind {
    CHART_BARS,
    CHART_BARS_STACKED,
    CHART_ACROSS, /* bars to the right */
    CHART_ACROSS_STACKED,
    CHART_LINES,
    CHART_PIE,
    CHART_GAUGE,
} ChartKind;

enum {
    CHART_MAX_CATEGORIES = 100,
    CHART_MAX_SERIES = 8, /* as many as there are colours that grey print tells apart */
    CHART_MAX_SLICES = 24,
    CHART_MAX_GAUGES = 4,
    TREE_MAX_BOXES = 1000, /* more cannot be read on a page */
    TREE_MAX_DEPTH = 16,
    TREE_MAX_TEXT = 10 * 1000, /* bytes in a box; told again of each that hangs on it */
};

typedef enum ChartStyle {
    CHART_NUMBER,
    CHART_MONEY,
    CHART_PERCENT,       /* with the sign */
    CHART_PERCENT_VALUE, /* without */
} ChartStyle;

/* How values are written. */
typedef struct ChartFormat {
    ChartStyle style;
    int decimals;
    int64_t unit;     /* what they are divided by: 1, 1000, ... */
    const char *word; /* "juta"; empty for 1 */
} ChartFormat;

typedef struct ChartValue {
    bool given;
    Num number;
} ChartValue;

/* The name of a category or series. */
typedef struct ChartName {
    Str text;
    bool coloured;
    uint32_t colour; /* 0xRRGGBB */
    Place place;
} ChartName;

/* A part of a gauge's arc: from this value up to the next band's. */
typedef struct ChartBand {
    Num from;
    Str label;
    bool coloured;
    uint32_t colour;
} ChartBand;

typedef enum ChartLegend {
    LEGEND_NONE,
    LEGEND_BELOW,
    LEGEND_RIGHT,
} ChartLegend;

typedef struct Chart {
    ChartKind kind;
    ChartFormat format;
    ChartName *categories;
    size_t category_count; /* at least 1 */
    ChartName *series;
    size_t series_count; /* at least 1; a pie and a gauge have one */
    ChartValue *values;  /* those of the first series, then of the second, ... */
    Str title_x, title_y;
    bool labels;      /* values are printed where they fit */
    bool labels_told; /* the user asks for it: it is told where they do not */
    ChartLegend legend;
    bool table;           /* of the data, below */
    Len width, height;    /* 0: as there is room, as it needs */
    ChartValue low, high; /* the axis' ends where they are told */
    ChartValue target;    /* a line across */
    Str target_name;
    Str unit;               /* of a pie's and a gauge's values; axes have it in their titles */
    const ChartBand *bands; /* of a gauge, rising */
    size_t band_count;
    const Str *grades; /* of a gauge: the band's label, for each category; or NULL */
} Chart;

/* A value in the chart's unit: "7.839,98", "95,02%". */
Str chart_number(Arena *arena, const ChartFormat *format, Num value);
/* The same for those who do not see the unit beside it: "Rp7.839,98 juta". */
Str chart_number_alone(Arena *arena, const ChartFormat *format, Num value);

/* --- Figures ---------------------------------------------------------------------------------- */

typedef enum FigureKind {
    FIGURE_PICTURES,
    FIGURE_CHART,
    FIGURE_TREE, /* an organisation chart */
} FigureKind;

/* What is drawn, with its caption. It stands in the middle of the column, and never splits but
   between rows of pictures. */
typedef struct Figure {
    FigureKind kind;
    Str number;          /* "Gambar 3.1"; empty where it has no caption */
    const Span *caption; /* after the number; below the figure */
    const Span *note;    /* "Sumber: ..." below that, or NULL */
    Str alt;             /* what it shows, for those who cannot see it; may be empty */
    const TextStyle *caption_style, *note_style;
    const TextStyle *style; /* of the texts in it */
    union {
        const Pictures *pictures;
        const Chart *chart;
        const TreeChart *tree;
    };
} Figure;

/* --- Equations -------------------------------------------------------------------------------- */

typedef enum MathKind {
    MATH_TEXT,     /* an operand: a number, a name, words */
    MATH_OPERATOR, /* "+" between operands */
    MATH_RELATION, /* "=": where an equation breaks into lines */
    MATH_ROW,      /* parts from left to right */
    MATH_FRACTION, /* 2 parts: above, below */
    MATH_BRACKETS, /* 1 part */
    MATH_ROOT,     /* 1 part */
    MATH_SUM,      /* the sign of sums; 2 parts: below and above it, either may be NULL */
    MATH_SCRIPT,   /* 3 parts: what bears them, below, above; one of the two may be NULL */
} MathKind;

typedef struct Math {
    MathKind kind;
    const Span *text; /* TEXT, OPERATOR, RELATION */
    const struct Math **parts;
    size_t count;
} Math;

/* Lines of mathematics that stand by themselves; relations below each other. */
typedef struct Equation {
    const Math **lines; /* MATH_ROW */
    size_t line_count;
    Str number; /* "(3.1)", at the right; or empty */
    Str alt;    /* in a line of words and signs */
    const TextStyle *style;
} Equation;

#endif
