/* A chart in words, for those who cannot see it: its kind, its title and all its values. */
#include "doc/chart/chart.h"

static const char *const KIND_NAMES[] = {
    [CHART_BARS] = "batang",
    [CHART_BARS_STACKED] = "batang bertumpuk",
    [CHART_ACROSS] = "batang mendatar",
    [CHART_ACROSS_STACKED] = "batang mendatar bertumpuk",
    [CHART_LINES] = "garis",
    [CHART_PIE] = "lingkaran",
    [CHART_GAUGE] = "meteran",
};

static void add_value(Arena *arena, Buf *out, const Chart *chart, size_t series, size_t category)
{
    const ChartValue *value = &chart->values[series * chart->category_count + category];
    buf_text(out, category == 0 ? " " : "; ");
    buf_add(out, chart->categories[category].text);
    buf_byte(out, ' ');
    buf_add(out, value->given ? chart_number_alone(arena, &chart->format, value->number)
                              : STR("tidak ada nilai"));
}

Str chart_describe(Arena *arena, const Chart *chart, Str title)
{
    Buf out = {.arena = arena};
    buf_format(&out, "Grafik %s", KIND_NAMES[chart->kind]);
    if (title.size > 0)
        buf_format(&out, ": %.*s", STR_ARG(title));
    buf_byte(&out, '.');
    for (size_t s = 0; s < chart->series_count; s++) {
        if (chart->series[s].text.size > 0)
            buf_format(&out, " %.*s:", STR_ARG(chart->series[s].text));
        for (size_t c = 0; c < chart->category_count; c++)
            add_value(arena, &out, chart, s, c);
        buf_byte(&out, '.');
    }
    return buf_str(&out);
}
