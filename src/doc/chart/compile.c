/* Categories and series of a chart, compiled: each series' formula in the scope of each category.
 */
#include "doc/chart/chart.h"

/* --- Categories ------------------------------------------------------------------------------- */

static void check_category(const Compiler *compiler, const Record *record)
{
    bool years = record_text(record, "dari").size > 0 || record_text(record, "sampai").size > 0;
    bool both = record_text(record, "dari").size > 0 && record_text(record, "sampai").size > 0;
    Place place = record_place(record, NULL);
    if (years && !both)
        diag(compiler->diags, SEVERITY_ERROR, place, "write 'dari' and 'sampai'",
             "a category over years needs the first and the last");
    if (years && record_text(record, "untuk").size > 0)
        diag(compiler->diags, SEVERITY_ERROR, record_place(record, "untuk"), NULL,
             "a category is over elements ('untuk') or over years ('dari'), not both");
    if (!years && record_text(record, "label").size == 0)
        diag(compiler->diags, SEVERITY_ERROR, place, "give it a 'label'", "a category has no name");
}

/* The compiler for what stands at a category. */
static Compiler category_scope(const Compiler *compiler, const Record *record,
                               const CategoryPlan *category)
{
    if (record_text(record, "untuk").size > 0)
        return compiler_within(compiler, category->each, false);
    Compiler inner = *compiler;
    return inner;
}

static void compile_category(const Compiler *compiler, const Record *record, bool has_series,
                             CategoryPlan *category)
{
    check_category(compiler, record);
    category->place = record_place(record, NULL);
    category->colour_place = record_place(record, "warna");
    category->each = field_formula(compiler, record, "untuk");
    category->from = field_formula(compiler, record, "dari");
    category->to = field_formula(compiler, record, "sampai");
    Compiler inner = category_scope(compiler, record, category);
    category->name = field_compile(&inner, record, "label");
    category->value = field_formula(&inner, record, "nilai");
    category->colour = field_compile(&inner, record, "warna");
    bool valued = record_text(record, "nilai").size > 0;
    if (valued && has_series)
        diag(compiler->diags, SEVERITY_ERROR, record_place(record, "nilai"),
             "write it into the series' 'nilai' or 'data'",
             "where a chart has 'seri', its categories have no 'nilai'");
    if (!valued && !has_series)
        diag(compiler->diags, SEVERITY_ERROR, category->place,
             "give it 'nilai', or give the chart 'seri'", "a category has no value");
}

/* --- Series ----------------------------------------------------------------------------------- */

static void compile_data(const Compiler *compiler, const Record *record, SeriesPlan *series)
{
    const List *data = record_list(record, "data");
    series->data_count = data->count;
    series->data = arena_array(compiler->arena, data->count, sizeof(Expression *));
    for (size_t i = 0; i < data->count; i++)
        series->data[i] = expression_compile_bare(compiler, data->items[i].text,
                                                  record_item_place(record, "data", i));
}

/* The series' formula, once for each category of the template. */
static void compile_values(const Compiler *compiler, const Record *body, const Record *record,
                           size_t index, ChartPlan *plan)
{
    const SeriesPlan *series = &plan->series[index];
    const List *categories = record_list(body, "kategori");
    for (size_t i = 0; i < plan->category_count; i++) {
        CategoryPlan *category = &plan->categories[i];
        Compiler inner = category_scope(compiler, categories->items[i].record, category);
        bool in_element = inner.in_element;
        if (series->over_records)
            inner = compiler_within(compiler, series->each, false);
        inner.in_element = in_element || (series->each != NULL && !series->over_records);
        inner.in_section = inner.in_section || series->each != NULL;
        category->values[index] = field_formula(&inner, record, "nilai");
    }
}

static void compile_series(const Compiler *compiler, const Record *body, const Record *record,
                           size_t index, ChartPlan *plan)
{
    SeriesPlan *series = &plan->series[index];
    Compiler inner = *compiler;
    bool has_data = record_get(record, "data").kind == VALUE_LIST;
    bool has_value = record_text(record, "nilai").size > 0;
    series->place = record_place(record, NULL);
    series->colour_place = record_place(record, "warna");
    if (record_text(record, "untuk").size > 0) {
        series->each = field_formula(compiler, record, "untuk");
        inner = compiler_within(compiler, series->each, false);
        series->over_records =
            series->each != NULL && compiler->scope != NULL &&
            calc_result_type(compiler->calc, series->each->formula, compiler->scope) != NULL;
    }
    series->name = field_compile(&inner, record, "nama");
    series->colour = field_compile(&inner, record, "warna");
    if (has_data == has_value) {
        diag(compiler->diags, SEVERITY_ERROR, series->place,
             "'nilai' is a formula for each category, 'data' a list of values",
             has_data ? "a series has 'nilai' or 'data', not both" : "a series has no values");
        return;
    }
    if (has_data)
        compile_data(&inner, record, series);
    else
        compile_values(compiler, body, record, index, plan);
}

/* --- Both ------------------------------------------------------------------------------------- */

static void check_counts(const Compiler *compiler, const Record *body)
{
    if (record_list(body, "kategori")->count == 0)
        diag(compiler->diags, SEVERITY_ERROR, record_place(body, "kategori"),
             "name at least one category", "the chart has no categories");
    if (record_list(body, "kategori")->count > CHART_MAX_CATEGORIES)
        diag(compiler->diags, SEVERITY_ERROR, record_place(body, "kategori"),
             "show the largest, or make a table of it", "a chart has more than %d categories",
             CHART_MAX_CATEGORIES);
    if (record_list(body, "seri")->count > CHART_MAX_SERIES)
        diag(compiler->diags, SEVERITY_ERROR, record_place(body, "seri"), "make two charts of it",
             "a chart has more than %d series", CHART_MAX_SERIES);
}

void chart_data_compile(const Compiler *compiler, const Record *body, ChartPlan *plan)
{
    Arena *arena = compiler->arena;
    const List *categories = record_list(body, "kategori");
    const List *series = record_list(body, "seri");
    size_t errors = diags_count(compiler->diags, SEVERITY_ERROR);
    check_counts(compiler, body);
    if (diags_count(compiler->diags, SEVERITY_ERROR) > errors)
        return;
    plan->category_count = categories->count;
    plan->categories = arena_array(arena, categories->count, sizeof *plan->categories);
    for (size_t i = 0; i < categories->count; i++) {
        plan->categories[i].values = arena_array(arena, series->count, sizeof(Expression *));
        compile_category(compiler, categories->items[i].record, series->count > 0,
                         &plan->categories[i]);
    }
    plan->series_count = series->count;
    plan->series = arena_array(arena, series->count, sizeof *plan->series);
    for (size_t i = 0; i < series->count; i++)
        compile_series(compiler, body, series->items[i].record, i, plan);
}
