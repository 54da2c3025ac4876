/*
 * doc/chart/chart.h - the directive `grafik`: its plan, its data, its numbers; inside doc/ only.
 */
#ifndef LAKIPDF_DOC_CHART_CHART_H
#define LAKIPDF_DOC_CHART_CHART_H

#include "doc/directives.h"

/* A category of the template: one, or one for each element or year. */
typedef struct CategoryPlan {
    const Expression *each;      /* untuk, or NULL */
    const Expression *from, *to; /* years, or both NULL */
    const Piece *name;           /* NULL: the year */
    const Expression *value;     /* where the chart has no `seri` */
    const Expression **values;   /* by series; NULL where the series has data of its own */
    const Piece *colour;
    Place place, colour_place;
} CategoryPlan;

typedef struct SeriesPlan {
    const Expression *each; /* untuk, or NULL */
    bool over_records;      /* `each` gives records: values are computed in these */
    const Piece *name;
    const Expression **data; /* a value for each category, or NULL */
    size_t data_count;
    const Piece *colour;
    Place place, colour_place;
} SeriesPlan;

typedef struct ChartPlan {
    FigurePlan figure;
    Chart chart; /* what is known before the data */
    bool automatic_unit;
    bool automatic_decimals;
    CategoryPlan *categories;
    size_t category_count;
    SeriesPlan *series;
    size_t series_count; /* 0: values stand at the categories */
    const Expression *low, *high, *target;
    const Piece *title_x, *title_y, *unit, *target_name;
    Str scale;        /* its name; empty: the document's */
    bool legend_told; /* where it stands */
    Place place;
} ChartPlan;

/* Reads `format` and `dalam` (number.c). False after an error. */
bool chart_format_read(const Compiler *compiler, const Record *body, ChartPlan *plan);
/* Chooses the unit and the decimals that are not told, by the values. */
void chart_format_choose(Arena *arena, const ChartPlan *plan, Chart *chart);
/* What the values are counted in: "juta rupiah", "ribu orang"; empty where that is nothing. */
Str chart_unit_name(Arena *arena, const ChartFormat *format, Str unit);

/* Compiles categories and series (compile.c). */
void chart_data_compile(const Compiler *compiler, const Record *body, ChartPlan *plan);
/* Fills in categories, series and values (data.c). False after an error. */
bool chart_data_fill(Builder *builder, const ChartPlan *plan, const Scope *scope, Chart *chart);
/* The value of a formula that must be a number or missing. False after an error. */
bool chart_value(Builder *builder, const Expression *expression, const Scope *scope,
                 ChartValue *value);

/* The axis' ends that are told, and the target (bounds.c). False after an error. */
bool chart_bounds_fill(Builder *builder, const ChartPlan *plan, const Scope *scope, Chart *chart);
/* Adds a warning where values lie beyond them. */
void chart_bounds_check(Builder *builder, const ChartPlan *plan, const Chart *chart);

/* What the chart shows, in words (alt.c). */
Str chart_describe(Arena *arena, const Chart *chart, Str title);

#endif
