/*
 * Claims: figures in the text of chapters. What is computed is printed, in the form of what is
 * claimed; where they differ there is a finding.
 */
#include "calc/claim.h"

enum { SHOWN = 2 };

/* --- The figure of a text -------------------------------------------------------------------- */

static const Form *const FORMS[] = {&claim_digits, &claim_cardinal, &claim_ordinal, &claim_roman};

static bool read_figure_at(Arena *arena, Str text, size_t at, Figure *figure)
{
    for (size_t i = 0; i < sizeof FORMS / sizeof *FORMS; i++) {
        *figure = (Figure){.form = FORMS[i], .from = at, .start = at};
        if (FORMS[i]->read(arena, text, figure))
            return true;
    }
    return false;
}

/* Behind a word that is no figure, with the digits in it ("m2") unless it is Rp or ke. */
static size_t skip_word(Str text, size_t at)
{
    Str word = claim_word_at(text, at);
    if (word.size == 0)
        return at + 1;
    at += word.size;
    if (claim_is_word(word, "rp") || claim_is_word(word, "ke"))
        return at;
    while (claim_digit_at(text, at) || claim_letter_at(text, at))
        at++;
    return at;
}

/* A second figure that says the first again, in brackets right behind it. */
static bool is_companion(Str text, const Figure *first, const Figure *second)
{
    size_t open = claim_skip_space(text, first->end);
    size_t close = str_find(text, ")", first->end);
    return open < text.size && text.at[open] == '(' && open < second->start && close != SIZE_MAX &&
           second->end <= close;
}

/* The figures of the text, at most `most`; how many there are. */
static size_t read_figures(Arena *arena, Str text, Figure *figures, size_t most)
{
    size_t count = 0;
    for (size_t at = 0; at < text.size && count < most;) {
        if (!read_figure_at(arena, text, at, &figures[count])) {
            at = skip_word(text, at);
            continue;
        }
        if (count == 0 && figures[0].form == &claim_digits)
            claim_take_parens(text, &figures[0]);
        at = figures[count++].end;
    }
    return count;
}

static Num stated_value(Arena *arena, const Figure *figure, size_t reading)
{
    const AuditFigure *form = &figure->readings[reading];
    Num value = num_mul(arena, form->value, form->unit);
    return figure->negative && num_sign(value) > 0 ? num_neg(arena, value) : value;
}

/* What the figure can show of the value. */
static Num as_shown(Arena *arena, const Figure *figure, Num value)
{
    const AuditFigure *form = &figure->readings[0];
    if (figure->form->exact)
        return value;
    Num counted = num_div(arena, value, form->unit);
    counted = form->percent ? percent_as_printed(arena, counted, form->decimals)
                            : num_round(arena, counted, form->decimals, ROUND_HALF_AWAY);
    return num_mul(arena, counted, form->unit);
}

/* --- Comparing and printing ------------------------------------------------------------------ */

static AuditComparison compare_figure(Calc *calc, Str text, const Figure *figure, Num computed)
{
    Arena *arena = calc->arena;
    if (figure->form == &claim_digits) {
        Str digits =
            str_format(arena, "%s%.*s", figure->negative ? "-" : "", STR_ARG(figure->digits));
        return audit_compare(calc, (Value){.kind = VALUE_NUMBER, .number = computed}, digits,
                             false);
    }
    Num shown = as_shown(arena, figure, computed);
    return (AuditComparison){.agrees = num_compare(shown, stated_value(arena, figure, 0)) == 0,
                             .stated = str_format(arena, "'%.*s'", STR_ARG(text)),
                             .computed = format_number_short(arena, computed, SHOWN)};
}

/* Whether the figure in brackets is that before it; a minus may be left out. */
static bool companion_agrees(Arena *arena, const Figure *first, const Figure *second)
{
    for (size_t i = 0; i < first->count; i++) {
        for (size_t k = 0; k < second->count; k++) {
            Num one = stated_value(arena, first, i);
            Num other = stated_value(arena, second, k);
            if (num_compare(one, other) == 0 ||
                (num_sign(one) < 0 && num_compare(num_neg(arena, one), other) == 0))
                return true;
        }
    }
    return false;
}

static bool write_claim(Arena *arena, Str text, const Figure *figures, size_t count, Num computed,
                        Str *out)
{
    Buf buf = {.arena = arena};
    size_t at = 0;
    Num value = as_shown(arena, &figures[0], computed);
    for (size_t i = 0; i < count; i++) {
        const Figure *figure = &figures[i];
        Str written;
        if (i > 0 && figures[0].negative && !figure->negative)
            value = num_abs(arena, value);
        if (!figure->form->write(arena, text, figure, value, &written))
            return false;
        buf_add(&buf, str_slice(text, at, figure->start));
        buf_add(&buf, written);
        at = figure->end;
    }
    buf_add(&buf, str_slice(text, at, text.size));
    *out = buf_str(&buf);
    return true;
}

/* The code of a label, where a code of the same scale is claimed. */
static Str code_for(const Calc *calc, Str label, Str claimed)
{
    for (size_t i = 0; i < calc->scale_count; i++) {
        const Scale *scale = &calc->scales[i];
        Str code = {NULL, 0};
        bool is_code = false;
        for (size_t k = 0; k < scale->count; k++) {
            is_code = is_code || audit_same_text(calc->arena, scale->steps[k].code, claimed);
            if (str_equal(scale->steps[k].label, label))
                code = scale->steps[k].code;
        }
        if (is_code && code.size > 0)
            return code;
    }
    return (Str){NULL, 0};
}

/* A computed text, date or truth value in the form of the claimed text. */
static Str write_text(Calc *calc, Str text, Value computed)
{
    Arena *arena = calc->arena;
    Str out = {NULL, 0};
    (void)value_to_text(arena, computed, FIELD_ANY, SHOWN, &out);
    if (computed.kind != VALUE_TEXT || text.size == 0)
        return out;
    Str code = code_for(calc, out, text);
    if (code.size > 0)
        return code;
    return str_equal(utf8_upper(arena, text), text) ? utf8_upper(arena, out) : out;
}

/* --- Findings -------------------------------------------------------------------------------- */

/* The audit of claims; one of the usual severity where the config has none. */
static Audit *claim_audit(Audits *audits)
{
    for (size_t i = 0; i < audits->count; i++)
        if (audits->items[i]->check != NULL && audits->items[i]->check->run == NULL)
            return audits->items[i];
    Audit *audit = arena_alloc(audits->arena, sizeof *audit);
    audit->name = STR("klaim");
    audit->level = AUDIT_WARNING;
    return audit;
}

static void report(Calc *calc, const Claim *claim, const char *what, const AuditComparison *found)
{
    Audits *audits = audits_of(calc);
    Audit *audit = claim_audit(audits);
    if (audit->level == AUDIT_IGNORED)
        return;
    Buf message = {.arena = audits->arena};
    buf_format(&message, "'%.*s'", STR_ARG(claim->formula));
    Str label = audit_label(audits->arena, claim->scope);
    if (label.size > 0)
        buf_format(&message, " of %.*s", STR_ARG(label));
    buf_byte(&message, ' ');
    if (found != NULL)
        audit_add_comparison(&message, found, "claimed");
    else
        buf_text(&message, what);
    audit_report(audits, audit, claim->scope, claim->place, "%.*s", STR_ARG(buf_str(&message)));
}

static Str refuse(Calc *calc, const Claim *claim, const char *why, Num computed)
{
    diag(calc->diags, SEVERITY_ERROR, claim->place,
         "claim one figure: 1.234,5, Rp1.000,00, 95,02%, 1,02 miliar (M), 5 juta (jt), II, ke-2, "
         "kedua, dua, minus dua, or 2 (dua)",
         "klaim: '%.*s' %s", STR_ARG(str_trim(claim->text)), why);
    return format_number_short(calc->arena, computed, SHOWN);
}

static Str claim_number(Calc *calc, const Claim *claim, Str text, Num computed)
{
    Arena *arena = calc->arena;
    Figure figures[3];
    size_t count = read_figures(arena, text, figures, 3);
    if (count == 0)
        return refuse(calc, claim, "holds no figure that is understood", computed);
    if (count > 2 || (count == 2 && !is_companion(text, &figures[0], &figures[1])))
        return refuse(calc, claim, "holds more than one figure", computed);
    for (size_t i = 0; i < count; i++)
        if (figures[i].count == 0)
            return refuse(calc, claim, "holds a figure that is not understood", computed);
    AuditComparison comparison = compare_figure(calc, text, &figures[0], computed);
    /* "1.400" where 1.4 is computed. */
    Figure *first = &figures[0];
    if (comparison.agrees && first->count > 1 &&
        num_compare(as_shown(arena, first, computed), stated_value(arena, first, 0)) != 0)
        first->readings[0] = first->readings[--first->count];
    bool same = count < 2 || companion_agrees(arena, &figures[0], &figures[1]);
    if (comparison.agrees && same)
        return text;
    Str out;
    if (!write_claim(arena, text, figures, count, computed, &out)) {
        Str value = format_number_short(arena, computed, SHOWN);
        const char *why = str_c(
            arena, str_format(arena, "has a form that %.*s cannot be written in", STR_ARG(value)));
        return refuse(calc, claim, why, computed);
    }
    const char *what = str_c(
        arena, str_format(arena, "is claimed as '%.*s', where the figure in brackets is another",
                          STR_ARG(text)));
    report(calc, claim, what, comparison.agrees ? NULL : &comparison);
    return out;
}

Str calc_claim(Calc *calc, const Claim *claim, Value computed)
{
    Str text = str_trim(claim->text);
    if (computed.kind == VALUE_NUMBER)
        return claim_number(calc, claim, text, computed.number);
    AuditComparison comparison = audit_compare(calc, computed, text, false);
    if (comparison.agrees)
        return text;
    report(calc, claim, "", &comparison);
    return write_text(calc, text, computed);
}
