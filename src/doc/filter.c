/* The filters of tags, in one table: what each takes and how it writes it. */
#include "doc/filter.h"

enum { MAX_DECIMALS = 30, SHORT_DECIMALS = 2 };

struct Filter {
    const char *name;
    ValueKind takes; /* VALUE_TEXT: any value, as it prints without filter */
    int argument;    /* default of its argument; NO_ARGUMENT when it takes none */
    /* False when the value cannot be written so. */
    bool (*apply)(Arena *arena, Value value, int argument, Str *out);
};

enum {
    AS_NEEDED = -1,   /* as many decimals as the number has, at most two */
    NO_ARGUMENT = -2, /* the filter takes none */
};

static bool apply_number(Arena *arena, Value value, int decimals, Str *out)
{
    *out = decimals == AS_NEEDED ? format_number_short(arena, value.number, SHORT_DECIMALS)
                                 : format_number(arena, value.number, decimals);
    return true;
}

/* With all decimals that it has; two where they do not end. */
static bool apply_exact(Arena *arena, Value value, int argument, Str *out)
{
    enum { MOST_EXACT = 30 };
    (void)argument;
    Num rounded = num_round(arena, value.number, MOST_EXACT, ROUND_HALF_AWAY);
    bool ends = num_compare(rounded, value.number) == 0;
    *out = format_number_short(arena, value.number, ends ? MOST_EXACT : SHORT_DECIMALS);
    return true;
}

static bool apply_rupiah(Arena *arena, Value value, int decimals, Str *out)
{
    *out = format_rupiah(arena, value.number, decimals);
    return true;
}

static bool apply_accounting(Arena *arena, Value value, int decimals, Str *out)
{
    *out = format_accounting(arena, value.number, decimals);
    return true;
}

static bool apply_percent(Arena *arena, Value value, int decimals, Str *out)
{
    *out = format_percent(arena, value.number, decimals);
    return true;
}

static bool apply_percent_value(Arena *arena, Value value, int decimals, Str *out)
{
    *out = format_percent_value(arena, value.number, decimals);
    return true;
}

static bool apply_words(Arena *arena, Value value, int argument, Str *out)
{
    (void)argument;
    return format_words(arena, value.number, out);
}

static bool apply_number_words(Arena *arena, Value value, int argument, Str *out)
{
    (void)argument;
    Str words;
    if (!format_words(arena, value.number, &words))
        return false;
    Str number = format_number_short(arena, value.number, MAX_DECIMALS);
    *out = str_format(arena, "%.*s (%.*s)", STR_ARG(number), STR_ARG(words));
    return true;
}

static bool apply_roman(Arena *arena, Value value, int argument, Str *out)
{
    (void)argument;
    int64_t number = 0;
    return num_to_int(value.number, &number) && format_roman(arena, number, out);
}

static bool apply_letters(Arena *arena, Value value, int argument, Str *out)
{
    (void)argument;
    int64_t number = 0;
    return num_to_int(value.number, &number) && format_letters(arena, number, out);
}

/* A year or a code that happens to be a number: no grouping. */
static bool apply_plain(Arena *arena, Value value, int argument, Str *out)
{
    (void)argument;
    *out = num_to_plain(arena, value.number);
    return num_is_integer(value.number);
}

static bool apply_date(Arena *arena, Value value, int argument, Str *out)
{
    (void)argument;
    *out = format_date(arena, value.date);
    return true;
}

static bool apply_month(Arena *arena, Value value, int argument, Str *out)
{
    (void)argument;
    *out = format_month(arena, value.date);
    return true;
}

static bool apply_nip(Arena *arena, Value value, int argument, Str *out)
{
    (void)argument;
    *out = format_nip(arena, value.text);
    return true;
}

static bool apply_upper(Arena *arena, Value value, int argument, Str *out)
{
    (void)argument;
    *out = utf8_upper(arena, value.text);
    return true;
}

static bool apply_lower(Arena *arena, Value value, int argument, Str *out)
{
    (void)argument;
    *out = utf8_lower(arena, value.text);
    return true;
}

/* Words that a title does not capitalise unless it begins with them. */
static bool stays_lower(Str word)
{
    static const char *const words[] = {"dan",      "di",   "ke",     "dari",  "untuk",
                                        "yang",     "pada", "dengan", "dalam", "atau",
                                        "terhadap", "oleh", "serta",  "atas",  "sebagai"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_is(word, words[i]))
            return true;
    return false;
}

/* Title case: each word's first letter large, the rest small, short function words small. */
static bool apply_title(Arena *arena, Value value, int argument, Str *out)
{
    if (!apply_lower(arena, value, argument, out))
        return false;
    char *text = str_c(arena, *out);
    for (size_t at = 0, from = 0; at <= out->size; at++) {
        if (at < out->size && text[at] != ' ')
            continue;
        Str word = {text + from, at - from};
        if (word.size > 0 && (from == 0 || !stays_lower(word)) && text[from] >= 'a' &&
            text[from] <= 'z')
            text[from] = (char)(text[from] - 'a' + 'A');
        from = at + 1;
    }
    *out = (Str){text, out->size};
    return true;
}

static const Filter filters[] = {
    {"angka", VALUE_NUMBER, AS_NEEDED, apply_number},
    {"tepat", VALUE_NUMBER, NO_ARGUMENT, apply_exact},
    {"rupiah", VALUE_NUMBER, 2, apply_rupiah},
    {"akuntansi", VALUE_NUMBER, 2, apply_accounting},
    {"persen", VALUE_NUMBER, 2, apply_percent},
    {"persen_angka", VALUE_NUMBER, 2, apply_percent_value},
    {"terbilang", VALUE_NUMBER, NO_ARGUMENT, apply_words},
    {"angka_terbilang", VALUE_NUMBER, NO_ARGUMENT, apply_number_words},
    {"romawi", VALUE_NUMBER, NO_ARGUMENT, apply_roman},
    {"huruf", VALUE_NUMBER, NO_ARGUMENT, apply_letters},
    {"polos", VALUE_NUMBER, NO_ARGUMENT, apply_plain},
    {"tanggal", VALUE_DATE, NO_ARGUMENT, apply_date},
    {"bulan", VALUE_DATE, NO_ARGUMENT, apply_month},
    {"nip", VALUE_TEXT, NO_ARGUMENT, apply_nip},
    {"besar", VALUE_TEXT, NO_ARGUMENT, apply_upper},
    {"kecil", VALUE_TEXT, NO_ARGUMENT, apply_lower},
    {"judul", VALUE_TEXT, NO_ARGUMENT, apply_title},
};

enum { FILTER_COUNT = sizeof filters / sizeof *filters };

/* --- Reading ---------------------------------------------------------------------------------- */

static const Filter *find_filter(Arena *arena, Diags *diags, Str name, Place place)
{
    Str names[FILTER_COUNT];
    for (size_t i = 0; i < FILTER_COUNT; i++) {
        names[i] = str_from(filters[i].name);
        if (str_equal(names[i], name))
            return &filters[i];
    }
    const char *hint =
        hint_nearest(arena, name, names, FILTER_COUNT, "the manual lists the filters");
    diag(diags, SEVERITY_ERROR, place, hint, "there is no filter '%.*s'", STR_ARG(name));
    return NULL;
}

static bool read_decimals(Str text, int *decimals)
{
    int value = 0;
    for (size_t i = 0; i < text.size; i++) {
        if (text.at[i] < '0' || text.at[i] > '9' || value > MAX_DECIMALS)
            return false;
        value = value * 10 + (text.at[i] - '0');
    }
    *decimals = value;
    return text.size > 0 && value <= MAX_DECIMALS;
}

bool filter_read(Arena *arena, Diags *diags, Str text, Place place, FilterCall *call)
{
    size_t end = 0;
    while (end < text.size && text.at[end] != ' ' && text.at[end] != '\t')
        end++;
    Str name = str_slice(text, 0, end);
    Str argument = str_trim(str_slice(text, end, text.size));
    if (name.size == 0) {
        diag(diags, SEVERITY_ERROR, place, "remove the '|' or name a filter",
             "no filter stands after '|'");
        return false;
    }
    const Filter *filter = find_filter(arena, diags, name, place);
    if (filter == NULL)
        return false;
    *call = (FilterCall){filter, filter->argument, place};
    if (argument.size == 0)
        return true;
    if (filter->argument != NO_ARGUMENT && read_decimals(argument, &call->argument))
        return true;
    if (filter->argument == NO_ARGUMENT)
        diag(diags, SEVERITY_ERROR, place, NULL, "filter '%s' takes no argument", filter->name);
    else
        diag(diags, SEVERITY_ERROR, place, "write the number of decimals, 0 to 30",
             "'%.*s' is not a number of decimals", STR_ARG(argument));
    return false;
}

/* --- Applying --------------------------------------------------------------------------------- */

const char *value_kind_name(ValueKind kind)
{
    static const char *const names[] = {
        [VALUE_MISSING] = "a missing value",
        [VALUE_NUMBER] = "a number",
        [VALUE_TEXT] = "a text",
        [VALUE_BOOL] = "ya or tidak",
        [VALUE_DATE] = "a date",
        [VALUE_RECORD] = "a record",
        [VALUE_LIST] = "a list",
        [VALUE_MAP] = "a map",
        [VALUE_PENDING] = "a value",
    };
    return names[kind];
}

bool print_value(Arena *arena, Diags *diags, Value value, bool year, Place place, Str *out)
{
    *out = (Str){NULL, 0};
    switch (value.kind) {
    case VALUE_NUMBER:
        if (year && num_is_integer(value.number))
            return apply_plain(arena, value, NO_ARGUMENT, out);
        return apply_number(arena, value, AS_NEEDED, out);
    case VALUE_TEXT:
        *out = value.text;
        return true;
    case VALUE_BOOL:
        *out = value.flag ? STR("ya") : STR("tidak");
        return true;
    case VALUE_DATE:
        return apply_date(arena, value, NO_ARGUMENT, out);
    default:
        diag(diags, SEVERITY_ERROR, place,
             value.kind == VALUE_RECORD
                 ? "name one of its fields: x.nama"
                 : "join a list by gabung(x, ', ') or repeat a section over it",
             "%s cannot be printed", value_kind_name(value.kind));
        return false;
    }
}

bool filter_apply(Arena *arena, Diags *diags, const FilterCall *call, Value in, Str *out)
{
    const Filter *filter = call->filter;
    *out = (Str){NULL, 0};
    if (filter->takes == VALUE_TEXT) {
        Str text;
        if (!print_value(arena, diags, in, false, call->place, &text))
            return false;
        in = (Value){.kind = VALUE_TEXT, .text = text};
    }
    if (in.kind != filter->takes) {
        diag(diags, SEVERITY_ERROR, call->place, NULL, "filter '%s' takes %s, not %s", filter->name,
             value_kind_name(filter->takes), value_kind_name(in.kind));
        return false;
    }
    if (filter->apply(arena, in, call->argument, out))
        return true;
    Str number = num_to_plain(arena, in.number);
    diag(diags, SEVERITY_ERROR, call->place, "the number is too large, negative or a fraction",
         "filter '%s' cannot write %.*s", filter->name, STR_ARG(number));
    return false;
}
