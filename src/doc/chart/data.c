/* The data of a chart: its categories and series are run over the records, and the formula of each
 * series is computed for each category. */
#include "doc/chart/chart.h"

/* A category with the scope that its values are computed in. */
typedef struct CategoryRun {
    const CategoryPlan *plan;
    Scope scope;
} CategoryRun;

typedef struct SeriesRun {
    const SeriesPlan *plan;
    size_t index; /* of the plan */
    Scope scope;
} SeriesRun;

typedef struct ChartFill {
    Builder *builder;
    const ChartPlan *plan;
    Chart *chart;
    const Scope *outer;
    CategoryRun categories[CHART_MAX_CATEGORIES];
    SeriesRun series[CHART_MAX_SERIES];
    bool good;
} ChartFill;

static void too_many(ChartFill *fill, Place place, const char *hint, int most, const char *what)
{
    fill->good = false;
    diag(fill->builder->diags, SEVERITY_ERROR, place, hint, "a chart has more than %d %s", most,
         what);
}

/* --- Names ------------------------------------------------------------------------------------ */

static ChartName fill_name(ChartFill *fill, const Piece *name, const Piece *colour, Place place,
                           Place colour_place, const Scope *scope)
{
    Builder *builder = fill->builder;
    SpanOptions options = {.absence = ABSENCE_DASH};
    ChartName out = {.place = place};
    out.text = spans_fill_named(builder, name, scope, options, &out.place);
    options.absence = ABSENCE_LEAVES;
    Str text = spans_fill_named(builder, colour, scope, options, &colour_place);
    out.coloured = text.size > 0;
    if (out.coloured && !colour_read(text, &out.colour)) {
        fill->good = false;
        diag(builder->diags, SEVERITY_ERROR, colour_place, "write it as \"#RRGGBB\"",
             "'%.*s' is not a colour", STR_ARG(text));
    }
    return out;
}

/* A scope that outlives the loop that it comes from. */
static Scope keep_scope(ChartFill *fill, const Scope *scope)
{
    Local *room = arena_array(fill->builder->arena, LOOP_MAX_LOCALS, sizeof *room);
    for (size_t i = 0; i < scope->locals.count; i++)
        room[i] = scope->locals.items[i];
    return (Scope){scope->record, {room, scope->locals.count}};
}

/* --- Categories ------------------------------------------------------------------------------- */

static void add_category(ChartFill *fill, const CategoryPlan *plan, const Scope *scope, Str year)
{
    Chart *chart = fill->chart;
    if (chart->category_count == CHART_MAX_CATEGORIES) {
        too_many(fill, plan->place, "show the largest, or make a table of it", CHART_MAX_CATEGORIES,
                 "categories");
        return;
    }
    ChartName name =
        fill_name(fill, plan->name, plan->colour, plan->place, plan->colour_place, scope);
    if (plan->name == NULL)
        name.text = year;
    fill->categories[chart->category_count] = (CategoryRun){plan, keep_scope(fill, scope)};
    chart->categories[chart->category_count++] = name;
}

/* False after an error. */
static bool year_of(ChartFill *fill, const Expression *expression, int64_t *year)
{
    enum { FIRST = 1900, LAST = 2999 };
    ChartValue value;
    if (!chart_value(fill->builder, expression, fill->outer, &value)) {
        fill->good = false;
        return false;
    }
    if (value.given && num_to_int(value.number, year) && *year >= FIRST && *year <= LAST)
        return true;
    fill->good = false;
    diag(fill->builder->diags, SEVERITY_ERROR, expression->place,
         "a chart's years are 1900 to 2999", "this is not a year");
    return false;
}

static void add_years(ChartFill *fill, const CategoryPlan *plan)
{
    int64_t from = 0;
    int64_t to = 0;
    if (!year_of(fill, plan->from, &from) || !year_of(fill, plan->to, &to))
        return;
    if (from > to) {
        fill->good = false;
        diag(fill->builder->diags, SEVERITY_ERROR, plan->from->place, "exchange them",
             "'dari' is %lld, after 'sampai', which is %lld", (long long)from, (long long)to);
    }
    for (int64_t year = from; year <= to && fill->good; year++) {
        Local room[LOOP_MAX_LOCALS];
        Value value = {.kind = VALUE_NUMBER, .number = num_int(year)};
        Scope scope = scope_with_local(fill->outer, "tahun", value, room);
        add_category(fill, plan, &scope, str_format(fill->builder->arena, "%lld", (long long)year));
    }
}

static void add_categories(ChartFill *fill)
{
    const ChartPlan *plan = fill->plan;
    for (size_t i = 0; i < plan->category_count; i++) {
        const CategoryPlan *category = &plan->categories[i];
        if (category->from != NULL) {
            add_years(fill, category);
        } else if (category->each != NULL) {
            Loop loop = loop_begin(&fill->builder->evaluator, category->each, false, fill->outer);
            while (fill->good && loop_next(&loop))
                add_category(fill, category, &loop.scope, (Str){NULL, 0});
        } else {
            add_category(fill, category, fill->outer, (Str){NULL, 0});
        }
    }
}

/* --- Series ----------------------------------------------------------------------------------- */

static void add_one_series(ChartFill *fill, size_t index, const Scope *scope)
{
    Chart *chart = fill->chart;
    const SeriesPlan *plan = &fill->plan->series[index];
    if (chart->series_count == CHART_MAX_SERIES) {
        too_many(fill, plan->place, "make two charts of it", CHART_MAX_SERIES, "series");
        return;
    }
    ChartName name =
        fill_name(fill, plan->name, plan->colour, plan->place, plan->colour_place, scope);
    fill->series[chart->series_count] = (SeriesRun){plan, index, keep_scope(fill, scope)};
    chart->series[chart->series_count++] = name;
}

static void add_series(ChartFill *fill)
{
    for (size_t i = 0; i < fill->plan->series_count; i++) {
        const SeriesPlan *plan = &fill->plan->series[i];
        if (plan->each == NULL) {
            add_one_series(fill, i, fill->outer);
            continue;
        }
        Loop loop = loop_begin(&fill->builder->evaluator, plan->each, false, fill->outer);
        while (fill->good && loop_next(&loop))
            add_one_series(fill, i, &loop.scope);
    }
    if (fill->plan->series_count == 0)
        fill->chart->series_count = 1;
}

/* --- Values ----------------------------------------------------------------------------------- */

bool chart_value(Builder *builder, const Expression *expression, const Scope *scope,
                 ChartValue *value)
{
    *value = (ChartValue){.number = num_int(0)};
    bool failed = false;
    Value found = expression_value(&builder->evaluator, expression, scope, &failed);
    if (failed)
        return false;
    if (found.kind == VALUE_MISSING || found.kind == VALUE_PENDING)
        return true;
    if (found.kind != VALUE_NUMBER) {
        diag(builder->diags, SEVERITY_ERROR, expression->place,
             "write the name of a field with a number, a formula or a number; text is not read as "
             "one",
             "a chart needs a number here, not %s", value_kind_name(found.kind));
        return false;
    }
    /* The data are let go of before the chart is drawn. */
    *value = (ChartValue){.given = true, .number = num_copy(builder->arena, found.number)};
    return true;
}

/* The category's scope with what the series' own loop gives. */
static Scope join_scopes(const CategoryRun *category, const SeriesRun *series, Local *room)
{
    Scope out = {category->scope.record, {room, category->scope.locals.count}};
    for (size_t i = 0; i < out.locals.count; i++)
        room[i] = category->scope.locals.items[i];
    if (series->plan->each == NULL)
        return out;
    for (size_t i = 0; i < series->scope.locals.count; i++) {
        const Local *local = &series->scope.locals.items[i];
        size_t at = 0;
        while (at < out.locals.count && !str_equal(room[at].name, local->name))
            at++;
        if (at == LOOP_MAX_LOCALS)
            break;
        room[at] = *local;
        out.locals.count += at == out.locals.count;
    }
    if (series->plan->over_records)
        out.record = series->scope.record;
    return out;
}

static void fill_value(ChartFill *fill, size_t series, size_t category)
{
    const CategoryRun *run = &fill->categories[category];
    ChartValue *value = &fill->chart->values[series * fill->chart->category_count + category];
    const SeriesRun *of = fill->plan->series_count > 0 ? &fill->series[series] : NULL;
    bool good = true;
    if (of == NULL) {
        good = chart_value(fill->builder, run->plan->value, &run->scope, value);
    } else if (of->plan->data != NULL) {
        good = chart_value(fill->builder, of->plan->data[category], &of->scope, value);
    } else {
        Local room[LOOP_MAX_LOCALS];
        Scope scope = join_scopes(run, of, room);
        good = chart_value(fill->builder, run->plan->values[of->index], &scope, value);
    }
    fill->good = fill->good && good;
}

/* False after the error that a series' data are not as many as there are categories. */
static bool check_data(ChartFill *fill)
{
    for (size_t i = 0; i < fill->plan->series_count; i++) {
        const SeriesPlan *series = &fill->plan->series[i];
        if (series->data == NULL || series->data_count == fill->chart->category_count)
            continue;
        fill->good = false;
        diag(fill->builder->diags, SEVERITY_ERROR, series->place,
             "write 'kosong' for a category without value",
             "a series has %zu value%s, the chart %zu %s", series->data_count,
             series->data_count == 1 ? "" : "s", fill->chart->category_count,
             fill->chart->category_count == 1 ? "category" : "categories");
    }
    return fill->good;
}

static void fill_values(ChartFill *fill)
{
    Chart *chart = fill->chart;
    chart->values = arena_array(fill->builder->arena, chart->category_count * chart->series_count,
                                sizeof *chart->values);
    for (size_t s = 0; s < chart->series_count; s++)
        for (size_t c = 0; c < chart->category_count; c++)
            fill_value(fill, s, c);
}

bool chart_data_fill(Builder *builder, const ChartPlan *plan, const Scope *scope, Chart *chart)
{
    Arena *arena = builder->arena;
    ChartFill *fill = arena_alloc(arena, sizeof *fill);
    fill->builder = builder;
    fill->plan = plan;
    fill->chart = chart;
    fill->outer = scope;
    fill->good = true;
    chart->categories = arena_array(arena, CHART_MAX_CATEGORIES, sizeof *chart->categories);
    chart->series = arena_array(arena, CHART_MAX_SERIES, sizeof *chart->series);
    add_categories(fill);
    add_series(fill);
    if (fill->good && chart->category_count > 0 && chart->series_count > 0 && check_data(fill))
        fill_values(fill);
    return fill->good;
}
