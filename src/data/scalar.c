/* Reading single values: what a user wrote becomes a number, a date, a choice. */
#include "data/schema.h"

#include <string.h>
#include <strings.h>

enum { SHOWN = 40 }; /* bytes of a value that messages quote */

/* One value being read. */
typedef struct Reading {
    Arena *arena;
    Diags *diags;
    const Field *field;
    const Node *node;
    Str text;
} Reading;

/* The beginning of a text, for messages; lines become one. */
static const char *shown(const Reading *reading, Str text)
{
    bool cut = text.size > SHOWN;
    if (cut) {
        text.size = SHOWN;
        while (text.size > 0 && ((unsigned char)text.at[text.size] & 0xC0u) == 0x80)
            text.size--;
    }
    Buf buf = {.arena = reading->arena};
    buf_add(&buf, text);
    buf_text(&buf, cut ? "..." : "");
    for (size_t i = 0; i < buf.size; i++)
        if (buf.at[i] == '\n')
            buf.at[i] = ' ';
    return str_c(reading->arena, buf_str(&buf));
}

/* Adds "field: 'text' PROBLEM" and gives false. */
static bool bad(const Reading *reading, const char *hint, const char *problem)
{
    diag(reading->diags, SEVERITY_ERROR, reading->node->place, hint, "%.*s: '%s' %s",
         STR_ARG(reading->field->name), shown(reading, reading->text), problem);
    return false;
}

/* --- Numbers --------------------------------------------------------------------------------- */

static bool is_rupiah(Str unit)
{
    static const char *const names[] = {"rupiah", "rp", "idr"};
    while (unit.size > 0 && strchr(". ", unit.at[unit.size - 1]) != NULL)
        unit.size--;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (unit.size == strlen(names[i]) && strncasecmp(unit.at, names[i], unit.size) == 0)
            return true;
    return false;
}

/* True after the error that an amount of money has a word behind it that may multiply it, or not:
   any number in the hint would be wrong by as much. */
static bool is_unclear(const Reading *reading, const Quantity *quantity)
{
    if (reading->field->kind != FIELD_MONEY || quantity->unit.size == 0 ||
        is_rupiah(quantity->unit))
        return false;
    Str in = reading->field->unit.size > 0 ? reading->field->unit : STR("rupiah");
    Str hint =
        str_format(reading->arena, "write digits alone: the whole amount in %.*s", STR_ARG(in));
    bad(reading, hint.at, "is not a number");
    return true;
}

/* The number as the field takes it: the words of magnitude are in it, but those of its unit. */
static Num scaled(const Reading *reading, const Quantity *quantity)
{
    Arena *arena = reading->arena;
    Num value = num_mul(arena, quantity->number, quantity->scale);
    Str unit = reading->field->unit;
    bool in_units = num_compare(quantity->scale, num_int(1)) == 0 && !is_rupiah(quantity->unit);
    return in_units ? value : num_div(arena, value, take_magnitude(arena, &unit, true));
}

static bool bad_unit(const Reading *reading, const Quantity *quantity)
{
    Arena *arena = reading->arena;
    const Field *field = reading->field;
    const Field *unit = schema_field(field->owner, STR("satuan"));
    bool has_words = num_compare(quantity->scale, num_int(1)) != 0;
    Str number = num_to_plain(arena, scaled(reading, quantity));
    Str hint;
    if (unit != NULL && unit != field && has_words)
        hint = str_format(arena, "write %.*s, or %.*s if 'satuan' says '%s'", STR_ARG(number),
                          STR_ARG(num_to_plain(arena, quantity->number)),
                          shown(reading, quantity->words));
    else if (unit != NULL && unit != field)
        hint = str_format(arena, "write %.*s; the unit belongs in 'satuan'", STR_ARG(number));
    else if (field->unit.size > 0)
        hint = str_format(arena, "write %.*s; the unit is %.*s anyway", STR_ARG(number),
                          STR_ARG(field->unit));
    else
        hint = str_format(arena, "write %.*s%s", STR_ARG(number),
                          quantity->unit.size > 0 ? " without a unit" : "");
    return bad(reading, hint.at, "is not a number");
}

static bool bad_ambiguous(const Reading *reading, const Quantity *quantity)
{
    Arena *arena = reading->arena;
    Num grouped = scaled(reading, quantity);
    Str whole = num_to_plain(arena, grouped);
    Num decimal = num_div(arena, grouped, num_int(1000));
    Str plain = num_to_plain(arena, decimal);
    /* All three are decimals: a fourth says so. */
    size_t point = str_find(plain, ".", 0);
    bool fourth = point != SIZE_MAX && plain.size - point - 1 == 3;
    Str hint = str_format(arena, "write %.*s if '.' groups thousands, %.*s%s if decimals follow it",
                          STR_ARG(whole), STR_ARG(plain), fourth ? "0" : "");
    return bad(reading, hint.at, "can be read in two ways");
}

static bool read_any_number(const Reading *reading, bool integral, Num *value)
{
    Quantity quantity = {.number = num_int(0)};
    ReadNumber result = read_quantity(reading->arena, reading->text, integral, &quantity);
    *value = quantity.number;
    if (result == READ_OK)
        return true;
    if (result == READ_BAD)
        return bad(reading, "write digits, with '.' before decimals: 1234.5", "is not a number");
    if (is_unclear(reading, &quantity))
        return false;
    return result == READ_HAS_UNIT ? bad_unit(reading, &quantity)
                                   : bad_ambiguous(reading, &quantity);
}

static bool read_decimal(const Reading *reading, Value *value)
{
    value->kind = VALUE_NUMBER;
    return read_any_number(reading, false, &value->number);
}

static bool read_money(const Reading *reading, Value *value)
{
    value->kind = VALUE_NUMBER;
    return read_any_number(reading, true, &value->number);
}

static bool read_count(const Reading *reading, Value *value)
{
    if (!read_money(reading, value))
        return false;
    if (!num_is_integer(value->number))
        return bad(reading, "a count has no decimals", "is not a whole number");
    if (num_sign(value->number) < 0)
        return bad(reading, "a count is 0 or more", "is negative");
    return true;
}

bool year_read(Str text, int64_t *year)
{
    *year = 0;
    for (size_t i = 0; i < text.size && i < 4; i++) {
        if (text.at[i] < '0' || text.at[i] > '9')
            return false;
        *year = *year * 10 + (text.at[i] - '0');
    }
    return text.size == 4 && *year >= 1900 && *year <= 2999;
}

static bool read_year(const Reading *reading, Value *value)
{
    int64_t year = 0;
    if (!year_read(reading->text, &year))
        return bad(reading, "write a year from 1900 to 2999, such as 2017", "is not a year");
    *value = (Value){.kind = VALUE_NUMBER, .number = num_int(year)};
    return true;
}

/* --- Lengths --------------------------------------------------------------------------------- */

/* A unit as the fraction up/down of 1/1000 pt: there are 72 pt in an inch of 25.4 mm. */
static const struct Unit {
    const char *name;
    int64_t up;
    int64_t down;
} units[] = {{"pt", 1000, 1}, {"mm", 720000, 254}, {"cm", 7200000, 254}, {"in", 72000, 1}};

enum { LONGEST = 14400000 }; /* 200 in, the largest page of a PDF */

static bool read_length(const Reading *reading, Value *value)
{
    static const char *const hint = "write a number with its unit: 8mm, 2.5cm, 11pt or 1in";
    Arena *arena = reading->arena;
    Str text = str_trim(reading->text);
    value->kind = VALUE_NUMBER;
    value->number = num_int(0);
    if (str_is(text, "0"))
        return true;
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        const struct Unit *unit = &units[i];
        if (!str_ends(text, unit->name))
            continue;
        Str number = str_trim(str_slice(text, 0, text.size - strlen(unit->name)));
        Num length;
        if (!num_parse_plain(arena, number, &length))
            return bad(reading, hint, "is not a length");
        length = num_div(arena, num_mul(arena, length, num_int(unit->up)), num_int(unit->down));
        value->number = num_round(arena, length, 0, ROUND_HALF_AWAY);
        if (num_compare(num_abs(arena, value->number), num_int(LONGEST)) > 0)
            return bad(reading, "a length is at most 200in", "is too long");
        return true;
    }
    return bad(reading, hint, "is not a length");
}

/* --- Texts ----------------------------------------------------------------------------------- */

static bool read_text(const Reading *reading, Value *value)
{
    *value = (Value){.kind = VALUE_TEXT, .text = reading->text};
    return true;
}

static bool read_date(const Reading *reading, Value *value)
{
    value->kind = VALUE_DATE;
    if (parse_date(reading->text, &value->date))
        return true;
    return bad(reading, "write 2017-09-15 or 15 September 2017", "is not a day");
}

static bool read_bool(const Reading *reading, Value *value)
{
    *value = (Value){.kind = VALUE_BOOL, .flag = str_is(reading->text, "ya")};
    if (value->flag || str_is(reading->text, "tidak"))
        return true;
    return bad(reading, "write ya or tidak", "is neither ya nor tidak");
}

static bool read_choice(const Reading *reading, Value *value)
{
    const Field *field = reading->field;
    for (size_t i = 0; i < field->choice_count; i++)
        if (str_equal(reading->text, field->choices[i]))
            return read_text(reading, value);
    Str nearest = str_nearest(reading->text, field->choices, field->choice_count);
    const char *label = "choose one of:";
    if (nearest.size > 0)
        label =
            str_format(reading->arena, "did you mean '%.*s'? The choices are:", STR_ARG(nearest))
                .at;
    return bad(reading, list_names(reading->arena, label, field->choices, field->choice_count),
               "is not among the choices");
}

static bool read_code(const Reading *reading, Value *value)
{
    Str text = reading->text;
    for (size_t i = 0; i < text.size; i++) {
        char c = text.at[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (!letter && c != '.' && (c < '0' || c > '9'))
            return bad(reading, "a code has digits, letters and dots: 2.17.01", "is not a code");
    }
    return read_text(reading, value);
}

static const struct Reader {
    bool takes_empty; /* the empty text is a value of this kind */
    bool (*read)(const Reading *reading, Value *value);
} readers[] = {
    [FIELD_TEXT] = {true, read_text},      [FIELD_NUMBER] = {false, read_decimal},
    [FIELD_MONEY] = {false, read_money},   [FIELD_COUNT] = {false, read_count},
    [FIELD_YEAR] = {false, read_year},     [FIELD_DATE] = {false, read_date},
    [FIELD_BOOL] = {false, read_bool},     [FIELD_CHOICE] = {false, read_choice},
    [FIELD_CODE] = {false, read_code},     [FIELD_NIP] = {false, read_text},
    [FIELD_LENGTH] = {false, read_length}, [FIELD_ANY] = {true, read_text},
    [FIELD_FORMULA] = {false, read_text},
};

Value scalar_read(Arena *arena, Diags *diags, const Field *field, const Node *node)
{
    Reading reading = {arena, diags, field, node, node->text};
    const struct Reader *reader = &readers[field->kind];
    Value value = {.kind = VALUE_MISSING};
    if (node->text.size == 0 && !reader->takes_empty) {
        diag(diags, SEVERITY_ERROR, node->place, "leave it out where there is no value",
             "'%.*s' is empty", STR_ARG(field->name));
        return value;
    }
    bool good = reader->read(&reading, &value);
    return good ? value : (Value){.kind = VALUE_MISSING};
}
