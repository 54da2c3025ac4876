/*
 * Figures as people write them: reading one with its form, writing another in that form, comparing
 * what is stated with what is computed.
 */
#include "calc/audit.h"

#include <string.h>

enum { MOST_DECIMALS = 30, MOST_DIGITS = 200, SHOWN_DECIMALS = 2 };

/* --- Reading --------------------------------------------------------------------------------- */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* The digits of a text with the '.' and ',' among them; empty when there are none. */
static Str find_digits(Str text)
{
    size_t from = 0;
    while (from < text.size && !is_digit(text.at[from]))
        from++;
    size_t to = from;
    size_t end = from;
    for (; to < text.size; to++) {
        if (is_digit(text.at[to]))
            end = to + 1;
        else if (text.at[to] != '.' && text.at[to] != ',')
            break;
    }
    return str_slice(text, from, end);
}

/* True for "1.234.567" and for digits without any '.'. */
static bool is_grouped_by(Str whole, char sign)
{
    size_t run = 0;
    bool first = true;
    for (size_t i = 0; i <= whole.size; i++) {
        if (i < whole.size && is_digit(whole.at[i])) {
            run++;
            continue;
        }
        if (i < whole.size && whole.at[i] != sign)
            return false;
        bool only = first && i == whole.size;
        if (run == 0 || (!only && (first ? run > 3 : run != 3)))
            return false;
        first = false;
        run = 0;
    }
    return true;
}

/* Takes `digits` for a number whose whole part is grouped by `group`. */
static bool read_as(Arena *arena, Str digits, char group, char point, AuditFigure *figure)
{
    size_t at = digits.size;
    for (size_t i = digits.size; i-- > 0;)
        if (digits.at[i] == point)
            at = i;
    Str whole = str_slice(digits, 0, at);
    Str decimals = str_slice(digits, at < digits.size ? at + 1 : at, digits.size);
    if (!is_grouped_by(whole, group) || decimals.size > MOST_DECIMALS || digits.size > MOST_DIGITS)
        return false;
    Buf plain = {.arena = arena};
    for (size_t i = 0; i < whole.size; i++)
        if (is_digit(whole.at[i]))
            buf_byte(&plain, whole.at[i]);
    figure->grouped = plain.size < whole.size || plain.size < 4;
    if (decimals.size > 0) {
        buf_byte(&plain, '.');
        buf_add(&plain, decimals);
    }
    figure->decimals = (int)decimals.size;
    return num_parse_plain(arena, buf_str(&plain), &figure->value);
}

/* Takes a sign off what stands before the digits: '-', or '(' with its ')' behind. */
static void take_sign(AuditFigure *figure)
{
    static const char *const SIGNS[] = {"-", "\xE2\x88\x92", "\xE2\x80\x93"};
    Str before = str_trim(figure->before);
    for (size_t i = 0; i < sizeof SIGNS / sizeof *SIGNS; i++) {
        /* The sign may stand before Rp too. */
        if (str_ends(before, SIGNS[i]))
            before.size -= strlen(SIGNS[i]);
        else if (str_starts(before, SIGNS[i]))
            before = str_slice(before, strlen(SIGNS[i]), before.size);
        else
            continue;
        figure->negative = true;
        figure->before = before;
        return;
    }
    size_t close = str_find(figure->after, ")", 0);
    if (!str_starts(before, "(") && !str_ends(before, "("))
        return;
    if (close == SIZE_MAX || str_find(figure->after, "(", 0) < close)
        return;
    figure->negative = true;
    figure->before = str_starts(before, "(") ? str_slice(before, 1, before.size)
                                             : str_slice(before, 0, before.size - 1);
    /* Money has nothing behind it but the parenthesis. */
    figure->after = str_slice(figure->after, 0, close);
}

size_t audit_read_figure(Arena *arena, Str text, AuditFigure figures[2])
{
    Str digits = find_digits(text);
    if (digits.size == 0)
        return 0;
    size_t from = (size_t)(digits.at - text.at);
    AuditFigure form = {.before = str_slice(text, 0, from),
                        .after = str_slice(text, from + digits.size, text.size)};
    take_sign(&form);
    form.percent =
        str_starts(str_trim(form.after), "%") || str_starts(str_trim(form.after), "persen");
    Str words = str_trim(form.after); /* "1,02 miliar" */
    form.unit = take_magnitude(arena, &words, true);
    size_t count = 0;
    figures[count] = form;
    count += read_as(arena, digits, '.', ',', &figures[count]) ? 1 : 0;
    figures[count] = form;
    /* A '.' before decimals, without grouping. */
    if (str_find(digits, ",", 0) == SIZE_MAX && str_find(digits, ".", 0) != SIZE_MAX)
        count += read_as(arena, digits, '\0', '.', &figures[count]) ? 1 : 0;
    for (size_t i = 0; i < count && form.negative; i++)
        figures[i].value = num_neg(arena, figures[i].value);
    return count;
}

/* --- Writing --------------------------------------------------------------------------------- */

static Str without_groups(Arena *arena, Str number)
{
    Buf out = {.arena = arena};
    for (size_t i = 0; i < number.size; i++)
        if (number.at[i] != '.')
            buf_byte(&out, number.at[i]);
    return buf_str(&out);
}

Str audit_write_figure(Arena *arena, const AuditFigure *figure, Num value)
{
    Num counted = num_div(arena, value, figure->unit);
    Str number = figure->percent ? format_percent_value(arena, counted, figure->decimals)
                                 : format_number(arena, counted, figure->decimals);
    if (!figure->grouped)
        number = without_groups(arena, number);
    return str_format(arena, "%.*s%.*s%.*s", STR_ARG(figure->before), STR_ARG(number),
                      STR_ARG(figure->after));
}

/* --- Comparing ------------------------------------------------------------------------------- */

bool audit_same_text(Arena *arena, Str a, Str b)
{
    Str texts[2] = {str_trim(a), str_trim(b)};
    for (size_t i = 0; i < 2; i++) {
        Buf out = {.arena = arena};
        for (size_t k = 0; k < texts[i].size; k++) {
            char c = texts[i].at[k];
            bool space = c == ' ' || c == '\t' || c == '\n';
            if (!space)
                buf_byte(&out, audit_lower(c));
            else if (out.size > 0 && out.at[out.size - 1] != ' ')
                buf_byte(&out, ' ');
        }
        texts[i] = buf_str(&out);
    }
    return str_equal(texts[0], texts[1]);
}

Str audit_code_of(const Calc *calc, Str label, Str code)
{
    for (size_t i = 0; i < calc->scale_count; i++) {
        const Scale *scale = &calc->scales[i];
        for (size_t k = 0; k < scale->count; k++) {
            const ScaleStep *step = &scale->steps[k];
            if (str_equal(step->label, label) && step->code.size > 0 &&
                audit_same_text(calc->arena, step->code, code))
                return step->code;
        }
    }
    return (Str){NULL, 0};
}

static bool figure_agrees(Arena *arena, const AuditFigure *figure, Num computed, bool percent)
{
    Num counted = num_div(arena, computed, figure->unit);
    Num rounded = num_round(arena, counted, figure->decimals, ROUND_HALF_AWAY);
    Num printed = percent_as_printed(arena, counted, figure->decimals);
    bool as_percent = num_compare(printed, figure->value) == 0;
    if (percent || figure->percent)
        return as_percent;
    return as_percent || num_compare(rounded, figure->value) == 0;
}

static AuditComparison compare_numbers(Calc *calc, Num computed, Str text, bool percent)
{
    Arena *arena = calc->arena;
    AuditFigure figures[2];
    size_t count = audit_read_figure(arena, text, figures);
    AuditComparison comparison = {.stated = str_format(arena, "'%.*s'", STR_ARG(text)),
                                  .computed = format_number_short(arena, computed, SHOWN_DECIMALS)};
    for (size_t i = 0; i < count && !comparison.agrees; i++)
        comparison.agrees = figure_agrees(arena, &figures[i], computed, percent);
    if (count == 0 || comparison.agrees)
        return comparison;
    const AuditFigure *figure = &figures[0];
    Num stated = num_mul(arena, figure->value, figure->unit);
    bool whole = num_is_integer(stated) && num_is_integer(computed);
    int decimals = whole ? 0 : figure->decimals;
    if (decimals < SHOWN_DECIMALS && !num_is_integer(computed))
        decimals = SHOWN_DECIMALS;
    bool as_percent = percent || figure->percent;
    Num printed = as_percent ? percent_as_printed(arena, computed, decimals)
                             : num_round(arena, computed, decimals, ROUND_HALF_AWAY);
    Num difference = num_abs(arena, num_sub(arena, stated, printed));
    comparison.stated = format_number(arena, stated, whole ? 0 : figure->decimals);
    comparison.computed = format_number(arena, printed, decimals);
    comparison.difference = format_number(arena, difference, decimals);
    return comparison;
}

/* A number in words: "empat puluh", "ketujuh". */
static bool words_agree(Arena *arena, Num computed, Str text)
{
    Str words;
    if (!format_words(arena, computed, &words))
        return false;
    return audit_same_text(arena, text, words) ||
           audit_same_text(arena, text, str_format(arena, "ke%.*s", STR_ARG(words)));
}

AuditComparison audit_compare(Calc *calc, Value computed, Str text, bool percent)
{
    Arena *arena = calc->arena;
    text = str_trim(text);
    if (computed.kind == VALUE_NUMBER) {
        AuditComparison comparison = compare_numbers(calc, computed.number, text, percent);
        comparison.agrees = comparison.agrees || words_agree(arena, computed.number, text);
        return comparison;
    }
    Str printed = {NULL, 0};
    (void)value_to_text(arena, computed, FIELD_ANY, SHOWN_DECIMALS, &printed);
    AuditComparison comparison = {.stated = str_format(arena, "'%.*s'", STR_ARG(text)),
                                  .computed = str_format(arena, "'%.*s'", STR_ARG(printed))};
    Date date;
    if (computed.kind == VALUE_DATE && parse_date(text, &date))
        comparison.agrees = value_compare(computed, (Value){.kind = VALUE_DATE, .date = date}) == 0;
    else
        comparison.agrees =
            audit_same_text(arena, text, printed) || audit_code_of(calc, printed, text).size > 0;
    return comparison;
}

void audit_add_comparison(Buf *out, const AuditComparison *comparison, const char *stated)
{
    buf_format(out, "is %s as %.*s but computed as %.*s", stated, STR_ARG(comparison->stated),
               STR_ARG(comparison->computed));
    if (comparison->difference.size > 0)
        buf_format(out, " (difference %.*s)", STR_ARG(comparison->difference));
}
