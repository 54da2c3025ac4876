/* How a chart writes its values: the format, and units like millions. */
#include "doc/chart/chart.h"

enum {
    MAX_DECIMALS = 6,
    SHORT_DECIMALS = 2, /* where they are not told */
};

static const struct {
    const char *name;
    ChartStyle style;
} STYLES[] = {
    {"angka", CHART_NUMBER},
    {"rupiah", CHART_MONEY},
    {"persen", CHART_PERCENT},
    {"persen_angka", CHART_PERCENT_VALUE},
};

static const struct {
    const char *name; /* in `dalam` */
    const char *word;
    int64_t unit;
    int64_t from; /* money from here on is written so; 0: not by itself */
} UNITS[] = {
    {"triliun", "triliun", 1000000000000, 10000000000000},
    {"miliar", "miliar", 1000000000, 10000000000},
    {"juta", "juta", 1000000, 10000000},
    {"ribu", "ribu", 1000, 0},
    {"satuan", "", 1, 0},
};

enum {
    STYLE_COUNT = sizeof STYLES / sizeof *STYLES,
    UNIT_COUNT = sizeof UNITS / sizeof *UNITS,
};

/* --- Reading ---------------------------------------------------------------------------------- */

static bool read_style(const Compiler *compiler, Str name, Place place, ChartStyle *style)
{
    Str names[STYLE_COUNT];
    for (size_t i = 0; i < STYLE_COUNT; i++) {
        names[i] = str_from(STYLES[i].name);
        if (str_equal(names[i], name)) {
            *style = STYLES[i].style;
            return true;
        }
    }
    const char *hint = hint_nearest(compiler->arena, name, names, STYLE_COUNT,
                                    "values are written as angka, rupiah, persen or persen_angka");
    diag(compiler->diags, SEVERITY_ERROR, place, hint, "a chart has no format '%.*s'",
         STR_ARG(name));
    return false;
}

static bool read_decimals(const Compiler *compiler, Str text, Place place, int *decimals)
{
    if (text.size == 1 && text.at[0] >= '0' && text.at[0] <= '0' + MAX_DECIMALS) {
        *decimals = text.at[0] - '0';
        return true;
    }
    diag(compiler->diags, SEVERITY_ERROR, place, "write how many decimals: \"angka 1\"",
         "a chart's values have 0 to %d decimals, not '%.*s'", MAX_DECIMALS, STR_ARG(text));
    return false;
}

bool chart_format_read(const Compiler *compiler, const Record *body, ChartPlan *plan)
{
    ChartFormat *format = &plan->chart.format;
    Str text = str_trim(record_text(body, "format"));
    Str unit = record_text(body, "dalam");
    Place place = record_place(body, "format");
    bool good = true;
    *format = (ChartFormat){.style = CHART_NUMBER, .unit = 1, .word = ""};
    plan->automatic_decimals = true;
    if (text.size > 0) {
        size_t space = str_find(text, " ", 0);
        size_t end = space == SIZE_MAX ? text.size : space;
        good = read_style(compiler, str_slice(text, 0, end), place, &format->style);
        plan->automatic_decimals = end == text.size;
        if (!plan->automatic_decimals)
            good = read_decimals(compiler, str_trim(str_slice(text, end, text.size)), place,
                                 &format->decimals) &&
                   good;
    }
    plan->automatic_unit = unit.size == 0 && format->style == CHART_MONEY;
    for (size_t i = 0; i < UNIT_COUNT; i++) {
        if (!str_is(unit, UNITS[i].name))
            continue;
        format->unit = UNITS[i].unit;
        format->word = UNITS[i].word;
    }
    return good;
}

/* --- What the values ask for ------------------------------------------------------------------ */

static Num largest(Arena *arena, const Chart *chart)
{
    Num out = num_int(0);
    for (size_t i = 0; i < chart->category_count * chart->series_count; i++) {
        if (!chart->values[i].given)
            continue;
        Num size = num_abs(arena, chart->values[i].number);
        if (num_compare(size, out) > 0)
            out = size;
    }
    return out;
}

static Num in_unit(Arena *arena, const ChartFormat *format, Num value)
{
    return format->unit == 1 ? value : num_div(arena, value, num_int(format->unit));
}

/* The fewest decimals that write all values exactly, up to SHORT_DECIMALS. */
static int decimals_needed(Arena *arena, const Chart *chart)
{
    int decimals = 0;
    for (size_t i = 0; i < chart->category_count * chart->series_count; i++) {
        if (!chart->values[i].given)
            continue;
        Num value = in_unit(arena, &chart->format, chart->values[i].number);
        while (decimals < SHORT_DECIMALS &&
               num_compare(num_round(arena, value, decimals, ROUND_HALF_AWAY), value) != 0)
            decimals++;
    }
    return decimals;
}

void chart_format_choose(Arena *arena, const ChartPlan *plan, Chart *chart)
{
    ChartFormat *format = &chart->format;
    if (plan->automatic_unit) {
        Num most = largest(arena, chart);
        for (size_t i = 0; i < UNIT_COUNT; i++) {
            if (UNITS[i].from == 0 || num_compare(most, num_int(UNITS[i].from)) < 0)
                continue;
            format->unit = UNITS[i].unit;
            format->word = UNITS[i].word;
            break;
        }
    }
    if (!plan->automatic_decimals)
        return;
    bool percent = format->style == CHART_PERCENT || format->style == CHART_PERCENT_VALUE;
    format->decimals = percent ? SHORT_DECIMALS : decimals_needed(arena, chart);
}

Str chart_unit_name(Arena *arena, const ChartFormat *format, Str unit)
{
    if (unit.size == 0 && format->style == CHART_MONEY)
        unit = STR("rupiah");
    if (format->word[0] == '\0')
        return unit;
    return str_format(arena, "%s%s%.*s", format->word, unit.size > 0 ? " " : "", STR_ARG(unit));
}

/* --- Writing ---------------------------------------------------------------------------------- */

Str chart_number(Arena *arena, const ChartFormat *format, Num value)
{
    value = in_unit(arena, format, value);
    if (format->style == CHART_PERCENT)
        return format_percent(arena, value, format->decimals);
    if (format->style == CHART_PERCENT_VALUE)
        return format_percent_value(arena, value, format->decimals);
    return format_number(arena, value, format->decimals);
}

Str chart_number_alone(Arena *arena, const ChartFormat *format, Num value)
{
    bool money = format->style == CHART_MONEY;
    bool negative = money && num_sign(value) < 0;
    Str number = chart_number(arena, format, negative ? num_neg(arena, value) : value);
    return str_format(arena, "%s%s%.*s%s%s%s", negative ? "(" : "", money ? "Rp" : "",
                      STR_ARG(number), format->word[0] != '\0' ? "\xC2\xA0" : "", format->word,
                      negative ? ")" : "");
}
