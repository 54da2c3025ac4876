/*
 * Figures in digits as texts claim them: with sign, Rp, unit or per cent.
 */
#include "calc/claim.h"

#include <string.h>

static size_t skip_space_back(Str text, size_t at)
{
    for (size_t size = 1; size <= 3 && size <= at; size++) {
        if (claim_space_at(text, at - size) == size) {
            at -= size;
            size = 0;
        }
    }
    return at;
}

/* Moves *at before the word that ends there. */
static bool back_word(Str text, size_t *at, const char *word)
{
    size_t size = strlen(word);
    if (*at < size || !claim_is_word(str_slice(text, *at - size, *at), word) ||
        (*at > size && claim_letter_at(text, *at - size - 1)))
        return false;
    *at -= size;
    return true;
}

static size_t digits_end(Str text, size_t at)
{
    size_t end = at;
    for (; claim_digit_at(text, at) || (at < text.size && strchr(".,", text.at[at]) != NULL); at++)
        if (claim_digit_at(text, at))
            end = at + 1;
    return end;
}

/* Three digits and no fourth: a group behind a space. */
static bool is_group(Str text, size_t at)
{
    return digits_end(text, at) >= at + 3 && claim_digit_at(text, at) &&
           claim_digit_at(text, at + 1) && claim_digit_at(text, at + 2) &&
           !claim_digit_at(text, at + 3) &&
           (digits_end(text, at) == at + 3 || text.at[at + 3] == ',');
}

/* The number's digits; "1 200" as "1.200". */
static void take_digits(Arena *arena, Str text, Figure *figure)
{
    figure->to = digits_end(text, figure->from);
    figure->group = STR(".");
    Str digits = str_slice(text, figure->from, figure->to);
    bool plain = digits.size <= 3 && digits_end(text, figure->from) == figure->from + digits.size &&
                 str_find(digits, ".", 0) == SIZE_MAX && str_find(digits, ",", 0) == SIZE_MAX;
    while (plain) {
        size_t size = claim_space_at(text, figure->to);
        size_t at = figure->to + size;
        if (size == 0 || !is_group(text, at))
            break;
        figure->group = str_slice(text, figure->to, at);
        figure->to = digits_end(text, at);
        digits = str_format(arena, "%.*s.%.*s", STR_ARG(digits),
                            STR_ARG(str_slice(text, at, figure->to)));
        plain = figure->to == at + 3;
    }
    figure->digits = digits;
}

/* The words of magnitude or the '%' behind the digits, if any. */
static void take_unit(Arena *arena, Str text, Figure *figure)
{
    Str rest = str_slice(text, figure->to, text.size);
    Str taken = STR("1");
    Num unit = num_int(1);
    bool percent = false;
    figure->end = figure->to + (str_starts(rest, ",-") ? 2 : 0);
    while (!percent) {
        size_t at = claim_skip_space(text, figure->end);
        Str word = at < text.size && text.at[at] == '%' ? str_slice(text, at, at + 1)
                                                        : claim_word_at(text, at);
        AuditFigure trial[2];
        taken = str_format(arena, "%.*s %.*s", STR_ARG(taken), STR_ARG(word));
        if (word.size == 0 || audit_read_figure(arena, taken, trial) == 0)
            return;
        percent = trial[0].percent;
        if (!percent && num_compare(trial[0].unit, unit) == 0)
            return;
        unit = trial[0].unit;
        figure->end = at + word.size;
        figure->digits = str_format(arena, "%.*s %.*s", STR_ARG(figure->digits), STR_ARG(word));
    }
}

/* A sign that ends at an offset. '-' behind a letter is a hyphen, as in "ke-2". */
static bool take_sign(Str text, size_t at, bool money, Figure *figure)
{
    static const struct {
        const char *sign;
        bool negative;
        bool word;
    } SIGNS[] = {{"-", true, false},  {"\xE2\x88\x92", true, false}, {"\xE2\x80\x93", true, false},
                 {"+", false, false}, {"minus", true, true},         {"negatif", true, true}};
    size_t near = skip_space_back(text, at);
    for (size_t i = 0; i < sizeof SIGNS / sizeof *SIGNS; i++) {
        size_t from = near;
        if (SIGNS[i].word ? !back_word(text, &from, SIGNS[i].sign)
                          : !str_ends(str_slice(text, 0, near), SIGNS[i].sign))
            continue;
        from = near - strlen(SIGNS[i].sign);
        bool alone = skip_space_back(text, from) == 0 ||
                     (near == at && from > 0 && claim_space_at(text, from - 1) > 0) ||
                     (from > 0 && text.at[from - 1] == '(');
        if (!SIGNS[i].word && !money && !alone)
            continue;
        figure->sign_from = from;
        figure->sign_to = at;
        figure->negative = SIGNS[i].negative;
        figure->start = from < figure->start ? from : figure->start;
        return true;
    }
    return false;
}

/* Before what may stand between Rp and the digits: "Rp. -50", "Rp(50". */
static size_t skip_marks_back(Str text, size_t at)
{
    at = skip_space_back(text, at);
    while (at > 0 && strchr("-(", text.at[at - 1]) != NULL)
        at = skip_space_back(text, at - 1);
    return at > 0 && text.at[at - 1] == '.' ? at - 1 : at;
}

/* Rp before the digits, and a sign before it or behind. */
static void take_before(Str text, Figure *figure)
{
    size_t rp = skip_marks_back(text, figure->from);
    bool money = back_word(text, &rp, "rp");
    if (money)
        figure->start = rp;
    if (!take_sign(text, figure->from, money, figure) && money)
        (void)take_sign(text, rp, false, figure);
}

/* Rp may stand within or before them. */
void claim_take_parens(Str text, Figure *figure)
{
    size_t close = claim_skip_space(text, figure->end);
    if (close >= text.size || text.at[close] != ')')
        return;
    size_t open = figure->start;
    if (figure->from > 0 && text.at[figure->from - 1] == '(')
        open = figure->from;
    if (open == 0 || text.at[open - 1] != '(')
        return;
    figure->paren = true;
    figure->open = open - 1;
    figure->close = close;
    figure->start = open - 1 < figure->start ? open - 1 : figure->start;
    figure->end = close + 1;
    figure->negative = true;
}

static bool read_digits(Arena *arena, Str text, Figure *figure)
{
    if (!claim_digit_at(text, figure->from))
        return false;
    take_digits(arena, text, figure);
    take_unit(arena, text, figure);
    take_before(text, figure);
    figure->count = audit_read_figure(arena, figure->digits, figure->readings);
    return true;
}

/* The digits in the separators of the claim: "1 200", "95.83". */
static Str with_separators(Arena *arena, const Figure *figure, Str number)
{
    const AuditFigure *form = &figure->readings[0];
    bool english = form->decimals > 0 && str_find(figure->digits, ",", 0) == SIZE_MAX;
    Buf out = {.arena = arena};
    for (size_t i = 0; i < number.size; i++) {
        if (number.at[i] == '.')
            buf_add(&out, english ? STR(",") : figure->group);
        else
            buf_add(&out, number.at[i] == ',' && english ? STR(".") : str_slice(number, i, i + 1));
    }
    return buf_str(&out);
}

/* "ke-2", "ke 2". */
static bool is_ordinal(Str text, const Figure *figure)
{
    size_t at = skip_space_back(text, figure->from);
    at -= at > 0 && text.at[at - 1] == '-' ? 1 : 0;
    return back_word(text, &at, "ke");
}

static bool write_digits(Arena *arena, Str text, const Figure *figure, Num value, Str *out)
{
    if (is_ordinal(text, figure) && (num_sign(value) <= 0 || !num_is_integer(value)))
        return false;
    AuditFigure form = figure->readings[0];
    form.before = form.after = (Str){NULL, 0};
    Str number =
        with_separators(arena, figure, audit_write_figure(arena, &form, num_abs(arena, value)));
    bool negative = num_sign(value) < 0;
    bool add = negative && !figure->negative;
    /* Percentages, and figures in brackets already, get a sign. */
    bool dash = form.percent || (figure->start > 0 && text.at[figure->start - 1] == '(');
    bool drop = !negative && figure->negative;
    Buf buf = {.arena = arena};
    if (add && !dash)
        buf_byte(&buf, '(');
    for (size_t at = figure->start; at < figure->end; at++) {
        bool sign = at >= figure->sign_from && at < figure->sign_to;
        if (figure->paren && (at == figure->open || at == figure->close) && drop)
            continue;
        if (sign && (drop || add))
            continue;
        if (at == figure->from && add && dash)
            buf_byte(&buf, '-');
        if (at == figure->from)
            buf_add(&buf, number);
        if (at < figure->from || at >= figure->to)
            buf_byte(&buf, text.at[at]);
    }
    if (add && !dash)
        buf_byte(&buf, ')');
    *out = buf_str(&buf);
    return true;
}

const Form claim_digits = {read_digits, write_digits, false};
