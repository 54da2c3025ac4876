/* The directive `grafik`: what its body says of the whole, and the errors that only the data show.
 */
#include "doc/chart/chart.h"

#include "doc/style/style.h"

static const struct {
    const char *name;
    ChartKind kind;
} KINDS[] = {
    {"batang", CHART_BARS},
    {"batang_bertumpuk", CHART_BARS_STACKED},
    {"batang_mendatar", CHART_ACROSS},
    {"batang_mendatar_bertumpuk", CHART_ACROSS_STACKED},
    {"garis", CHART_LINES},
    {"lingkaran", CHART_PIE},
    {"meteran", CHART_GAUGE},
};

static bool is_upright(ChartKind kind)
{
    return kind == CHART_BARS || kind == CHART_BARS_STACKED || kind == CHART_LINES;
}

static bool is_round(ChartKind kind)
{
    return kind == CHART_PIE || kind == CHART_GAUGE;
}

/* --- Compiling -------------------------------------------------------------------------------- */

/* Fields that mean nothing for the kind are told rather than passed over. */
static void check_fields(const Compiler *compiler, const Record *body, ChartKind kind)
{
    const struct {
        const char *field;
        bool means;
    } fields[] = {
        {"tabel_data", is_upright(kind)}, {"judul_sumbu", !is_round(kind)},
        {"minimum", kind != CHART_PIE},   {"maksimum", kind != CHART_PIE},
        {"garis_acuan", !is_round(kind)}, {"skala", kind == CHART_GAUGE},
        {"legenda", kind != CHART_GAUGE},
    };
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        if (fields[i].means || record_get(body, fields[i].field).kind == VALUE_MISSING)
            continue;
        diag(compiler->diags, SEVERITY_ERROR, record_place(body, fields[i].field), "remove it",
             "'%s' means nothing for a chart of kind '%.*s'", fields[i].field,
             STR_ARG(record_text(body, "jenis")));
    }
}

static void read_legend(const Record *body, ChartPlan *plan)
{
    Str name = record_text(body, "legenda");
    bool several = plan->series_count > 1 || plan->target != NULL;
    Chart *chart = &plan->chart;
    for (size_t i = 0; i < plan->series_count; i++)
        several = several || plan->series[i].each != NULL;
    chart->legend = several && !chart->table ? LEGEND_BELOW : LEGEND_NONE;
    if (chart->kind == CHART_PIE)
        chart->legend = LEGEND_RIGHT;
    if (chart->kind == CHART_GAUGE)
        chart->legend = LEGEND_NONE;
    plan->legend_told = name.size > 0;
    if (str_is(name, "bawah"))
        chart->legend = LEGEND_BELOW;
    else if (str_is(name, "kanan"))
        chart->legend = LEGEND_RIGHT;
    else if (str_is(name, "tidak"))
        chart->legend = LEGEND_NONE;
}

static void read_scale(const Compiler *compiler, const Record *body, Chart *chart)
{
    size_t count = 0;
    Place place = record_place(body, "skala");
    const ScaleStep *steps =
        calc_scale_steps(compiler->calc, record_text(body, "skala"), place, &count);
    ChartBand *bands = arena_array(compiler->arena, count, sizeof *bands);
    for (size_t i = 0; steps != NULL && i < count; i++) {
        const ScaleStep *step = &steps[count - 1 - i];
        bands[i] = (ChartBand){.from = num_copy(compiler->arena, step->from),
                               .label = str_copy(compiler->arena, step->label)};
        bands[i].coloured = colour_read(step->colour, &bands[i].colour);
    }
    chart->bands = bands;
    chart->band_count = count;
}

static void compile_axes(const Compiler *compiler, const Record *body, ChartPlan *plan)
{
    const Record *titles = record_record(body, "judul_sumbu");
    const Record *target = record_record(body, "garis_acuan");
    if (titles != NULL) {
        plan->title_x = field_compile(compiler, titles, "x");
        plan->title_y = field_compile(compiler, titles, "y");
    }
    if (target != NULL)
        plan->target_name = field_compile(compiler, target, "judul");
    plan->target = field_formula(compiler, target, "nilai");
    plan->low = field_formula(compiler, body, "minimum");
    plan->high = field_formula(compiler, body, "maksimum");
    plan->unit = field_compile(compiler, body, "satuan");
}

const void *chart_compile(const Compiler *compiler, const Record *body)
{
    ChartPlan *plan = arena_alloc(compiler->arena, sizeof *plan);
    Chart *chart = &plan->chart;
    size_t errors = diags_count(compiler->diags, SEVERITY_ERROR);
    plan->place = record_place(body, NULL);
    for (size_t i = 0; i < sizeof KINDS / sizeof *KINDS; i++)
        if (str_is(record_text(body, "jenis"), KINDS[i].name))
            chart->kind = KINDS[i].kind;
    check_fields(compiler, body, chart->kind);
    figure_compile(compiler, body, &plan->figure);
    (void)chart_format_read(compiler, body, plan);
    chart_data_compile(compiler, body, plan);
    compile_axes(compiler, body, plan);
    chart->table = record_flag(body, "tabel_data");
    chart->labels_told = record_flag(body, "label_nilai");
    chart->labels = chart->labels_told || record_get(body, "label_nilai").kind == VALUE_MISSING;
    chart->width = length_of(compiler->diags, body, "lebar", 0);
    chart->height = length_of(compiler->diags, body, "tinggi", 0);
    read_legend(body, plan);
    plan->scale = record_text(body, "skala");
    if (chart->kind == CHART_GAUGE)
        read_scale(compiler, body, chart);
    return diags_count(compiler->diags, SEVERITY_ERROR) > errors ? NULL : plan;
}

/* --- Filling ---------------------------------------------------------------------------------- */

/* Pies and gauges show one series, of few values. */
static bool check_round(Builder *builder, const ChartPlan *plan, const Chart *chart)
{
    size_t most = chart->kind == CHART_PIE ? CHART_MAX_SLICES : CHART_MAX_GAUGES;
    const char *what = chart->kind == CHART_PIE ? "slices" : "gauges";
    if (!is_round(chart->kind))
        return true;
    if (chart->series_count > 1)
        diag(builder->diags, SEVERITY_ERROR, plan->series[1 % plan->series_count].place,
             "make a chart for each", "a chart of %s shows one series, not %zu", what,
             chart->series_count);
    if (chart->category_count > most)
        diag(builder->diags, SEVERITY_ERROR, plan->categories[0].place,
             "show the largest, or make bars of it", "a chart has more than %zu %s", most, what);
    return chart->series_count <= 1 && chart->category_count <= most;
}

/* Slices are parts of a whole. */
static bool check_slices(Builder *builder, const Chart *chart)
{
    bool positive = false;
    bool good = true;
    if (chart->kind != CHART_PIE)
        return true;
    for (size_t i = 0; i < chart->category_count; i++) {
        if (!chart->values[i].given)
            continue;
        positive = positive || num_sign(chart->values[i].number) > 0;
        if (num_sign(chart->values[i].number) >= 0)
            continue;
        good = false;
        diag(builder->diags, SEVERITY_ERROR, chart->categories[i].place, "make bars of it",
             "the slice '%.*s' of a pie is negative", STR_ARG(chart->categories[i].text));
    }
    if (!positive && good)
        diag(builder->diags, SEVERITY_WARNING, chart->categories[0].place,
             "give the data, or put the chart into a section", "a pie has nothing but zero");
    return good;
}

static bool has_value(const Chart *chart)
{
    for (size_t i = 0; i < chart->category_count * chart->series_count; i++)
        if (chart->values[i].given)
            return true;
    return false;
}

static Str fill_text(Builder *builder, const Piece *piece, const Scope *scope)
{
    SpanOptions options = {.absence = ABSENCE_WARNS};
    return spans_fill_text(builder, piece, scope, options);
}

/* The unit goes into the title of the axis of values. */
static void fill_titles(Builder *builder, const ChartPlan *plan, const Scope *scope, Chart *chart)
{
    Arena *arena = builder->arena;
    bool across = chart->kind == CHART_ACROSS || chart->kind == CHART_ACROSS_STACKED;
    Str *values = across ? &chart->title_x : &chart->title_y;
    Str unit = chart_unit_name(arena, &chart->format, fill_text(builder, plan->unit, scope));
    chart->title_x = fill_text(builder, plan->title_x, scope);
    chart->title_y = fill_text(builder, plan->title_y, scope);
    chart->target_name = fill_text(builder, plan->target_name, scope);
    if (is_round(chart->kind))
        chart->unit = fill_text(builder, plan->unit, scope);
    else if (unit.size > 0 && values->size > 0)
        *values = str_format(arena, "%.*s (%.*s)", STR_ARG(*values), STR_ARG(unit));
    else if (unit.size > 0)
        *values = str_format(arena, "(%.*s)", STR_ARG(unit));
}

/* The steps that the values of a gauge stand on. */
static void fill_grades(Builder *builder, const ChartPlan *plan, Chart *chart)
{
    Str *grades = arena_array(builder->arena, chart->category_count, sizeof *grades);
    for (size_t i = 0; i < chart->category_count && chart->kind == CHART_GAUGE; i++) {
        const ScaleStep *step = NULL;
        if (chart->values[i].given)
            step = calc_scale_step(builder->evaluator.calc, plan->scale, chart->values[i].number,
                                   plan->place);
        if (step != NULL)
            grades[i] = str_copy(builder->arena, step->label);
    }
    chart->grades = grades;
}

/* A legend of more slices than there are colours would not tell them apart. */
static void choose_legend(const ChartPlan *plan, Chart *chart)
{
    if (chart->kind == CHART_PIE && !plan->legend_told && chart->category_count > CHART_MAX_SERIES)
        chart->legend = LEGEND_NONE;
}

void chart_emit(Builder *builder, Sink *sink, const Part *part, const Scope *scope)
{
    const ChartPlan *plan = part->directive.plan;
    Chart *chart = arena_alloc(builder->arena, sizeof *chart);
    *chart = plan->chart;
    Figure *figure = figure_emit(builder, sink, part, &plan->figure, FIGURE_CHART, scope);
    if (figure == NULL)
        return;
    figure->chart = chart;
    bool good = chart_data_fill(builder, plan, scope, chart);
    good = chart_bounds_fill(builder, plan, scope, chart) && good;
    if (!good || !check_round(builder, plan, chart))
        return;
    if (!has_value(chart)) {
        diag(builder->diags, SEVERITY_ERROR, plan->place,
             "give the data, or put the chart into a section", "the chart has no data");
        return;
    }
    if (!check_slices(builder, chart))
        return;
    chart_format_choose(builder->arena, plan, chart);
    chart_bounds_check(builder, plan, chart);
    fill_titles(builder, plan, scope, chart);
    fill_grades(builder, plan, chart);
    choose_legend(plan, chart);
    if (figure->alt.size == 0)
        figure->alt =
            chart_describe(builder->arena, chart, spans_text(builder->arena, figure->caption));
}
