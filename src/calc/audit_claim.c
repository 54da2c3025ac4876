/*
 * Claims: figures in the text of chapters. What is computed is printed, in the form of what is
 * claimed; where they differ there is a finding.
 */
#include "calc/audit.h"

/* "Ketujuh" or "tujuh" for a number, as the claimed text begins. */
static Str in_words(Arena *arena, Str text, Num value)
{
    Str words;
    if (!format_words(arena, value, &words))
        return format_number_short(arena, value, 2);
    bool upper = text.size > 0 && text.at[0] >= 'A' && text.at[0] <= 'Z';
    bool ordinal = str_starts(text, "ke") || str_starts(text, "Ke");
    char *out = str_c(arena, str_format(arena, "%s%.*s", ordinal ? "ke" : "", STR_ARG(words)));
    if (upper && out[0] >= 'a' && out[0] <= 'z')
        out[0] = (char)(out[0] - 'a' + 'A');
    return str_from(out);
}

static bool is_upper(Arena *arena, Str text)
{
    return str_equal(utf8_upper(arena, text), text);
}

/* The computed value in the form of the claimed text. */
static Str write_as(Calc *calc, Str text, Value computed)
{
    Arena *arena = calc->arena;
    AuditFigure figures[2];
    Str out = {NULL, 0};
    if (computed.kind == VALUE_NUMBER)
        return audit_read_figure(arena, text, figures) > 0
                   ? audit_write_figure(arena, &figures[0], computed.number)
                   : in_words(arena, text, computed.number);
    (void)value_to_text(arena, computed, FIELD_ANY, 2, &out);
    return computed.kind == VALUE_TEXT && text.size > 0 && is_upper(arena, text)
               ? utf8_upper(arena, out)
               : out;
}

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

Str calc_claim(Calc *calc, const Claim *claim, Value computed)
{
    Audits *audits = audits_of(calc);
    Str text = str_trim(claim->text);
    AuditComparison comparison = audit_compare(calc, computed, text, false);
    if (comparison.agrees)
        return text;
    Audit *audit = claim_audit(audits);
    if (audit->level != AUDIT_IGNORED) {
        Buf message = {.arena = audits->arena};
        buf_format(&message, "'%.*s'", STR_ARG(claim->formula));
        Str label = audit_label(audits->arena, claim->scope);
        if (label.size > 0)
            buf_format(&message, " of %.*s", STR_ARG(label));
        buf_byte(&message, ' ');
        audit_add_comparison(&message, &comparison, "claimed");
        audit_report(audits, audit, claim->scope, claim->place, "%.*s", STR_ARG(buf_str(&message)));
    }
    return write_as(calc, text, computed);
}
