/*
 * Audits by formula: evaluated for a record, told with the figures filled in.
 */
#include "calc/audit.h"

bool audit_condition_holds(Audits *audits, const Audit *audit, const Record *record,
                           const Locals *locals)
{
    Value value = calc_eval(audits->calc, audit->condition, record, locals, NULL);
    return value.kind == VALUE_BOOL && value.flag;
}

/* --- Messages -------------------------------------------------------------------------------- */

enum { SHOWN_DECIMALS = 2, GIVEN_DECIMALS = 6 };

/* All decimals of what a person has written, few of a quotient. */
static int decimals_of(Arena *arena, Num number)
{
    return num_compare(num_round(arena, number, GIVEN_DECIMALS, ROUND_HALF_AWAY), number) == 0
               ? GIVEN_DECIMALS
               : SHOWN_DECIMALS;
}

static Str figure_text(Audits *audits, const Formula *formula, const Record *record, Value value)
{
    FieldKind kind = calc_result_kind(audits->calc, formula, record->type);
    int decimals =
        value.kind == VALUE_NUMBER ? decimals_of(audits->arena, value.number) : SHOWN_DECIMALS;
    Str text;
    return value_to_text(audits->arena, value, kind, decimals, &text) ? text : STR("-");
}

static void add_parts(Audits *audits, Buf *out, const Audit *audit, const Record *record,
                      const Locals *locals)
{
    for (const AuditPart *part = audit->message; part != NULL; part++) {
        buf_add(out, part->text);
        if (part->formula == NULL)
            return;
        Value value = calc_eval(audits->calc, part->formula, record, locals, NULL);
        buf_add(out, figure_text(audits, part->formula, record, value));
    }
}

/* The formula as it names the figure: "realisasi", of another year "realisasi[2016]". */
static Str figure_name(Audits *audits, const Formula *formula, int64_t year)
{
    Str name = formula->text;
    size_t size = sizeof "[tahun]" - 1;
    if (!str_ends(name, "[tahun]"))
        return name;
    name = str_slice(name, 0, name.size - size);
    if (year == audits->calc->year)
        return name;
    return str_format(audits->arena, "%.*s[%lld]", STR_ARG(name), (long long)year);
}

/* ": realisasi 133.375.000, anggaran 117.300.000 (difference 16.075.000)" */
static void add_figures(Audits *audits, Buf *out, const Audit *audit, const Record *record,
                        const Locals *locals, int64_t year)
{
    if (audit->figures[0] == NULL)
        return;
    Value values[2];
    for (size_t i = 0; i < 2; i++) {
        const Formula *formula = audit->figures[i];
        values[i] = calc_eval(audits->calc, formula, record, locals, NULL);
        buf_format(out, "%s%.*s %.*s", i == 0 ? ": " : ", ",
                   STR_ARG(figure_name(audits, formula, year)),
                   STR_ARG(figure_text(audits, formula, record, values[i])));
    }
    if (values[0].kind != VALUE_NUMBER || values[1].kind != VALUE_NUMBER)
        return;
    Num difference =
        num_abs(audits->arena, num_sub(audits->arena, values[0].number, values[1].number));
    buf_format(out, " (difference %.*s)",
               STR_ARG(format_number_short(audits->arena, difference,
                                           decimals_of(audits->arena, difference))));
}

static void tell(Audits *audits, Audit *audit, const Record *record, const Locals *locals,
                 int64_t year)
{
    Buf text = {.arena = audits->arena};
    Str label = audit_label(audits->arena, record);
    if (label.size > 0)
        buf_format(&text, "%.*s: ", STR_ARG(label));
    add_parts(audits, &text, audit, record, locals);
    add_figures(audits, &text, audit, record, locals, year);
    if (calc_exhausted(audits->calc))
        return; /* not all figures are there */
    audit_report(audits, audit, record, audit_place(record, audit->path, year), "%.*s",
                 STR_ARG(buf_str(&text)));
}

/* --- Years ----------------------------------------------------------------------------------- */

static void run_in(Audits *audits, Audit *audit, const Record *record, int64_t year)
{
    Local local = {STR("tahun"), value_number(num_int(year))};
    Locals locals = {&local, 1};
    if (audit_is_excepted(audit, record, year) ||
        !audit_condition_holds(audits, audit, record, &locals))
        return;
    tell(audits, audit, record, &locals, year);
    int64_t *slot = arena_push(audits->arena, &audit->years, &audit->year_capacity,
                               audit->year_count, sizeof *slot);
    audit->year_count++;
    *slot = year;
}

/* The values by year that a field of the schema has; NULL for other fields. */
static const Map *years_of(const Record *record, size_t index)
{
    const Field *field = record->type->fields[index];
    const Rule *rule = field->computed ? field->user : NULL;
    Value value = record->values[index];
    if (field->shape != SHAPE_PER_YEAR || value.kind != VALUE_MAP || (rule != NULL && rule->made))
        return NULL;
    return value.map;
}

/* Whether one of the record's fields before `index` has a value of the year. */
static bool seen_before(const Record *record, size_t index, int64_t year)
{
    for (size_t i = 0; i < index; i++) {
        const Map *map = years_of(record, i);
        for (size_t k = 0; map != NULL && k < map->count; k++)
            if (map->entries[k].year == year && map->entries[k].value.kind != VALUE_MISSING)
                return true;
    }
    return false;
}

void audit_run_formula(Audits *audits, Audit *audit, const Record *record)
{
    if (!record_flag(audit->spec, "setiap_tahun")) {
        if (!audit_is_excepted(audit, record, 0) &&
            audit_condition_holds(audits, audit, record, NULL))
            tell(audits, audit, record, NULL, audits->calc->year);
        return;
    }
    for (size_t i = 0; i < record->type->field_count; i++) {
        const Map *map = years_of(record, i);
        for (size_t k = 0; map != NULL && k < map->count; k++)
            if (map->entries[k].value.kind != VALUE_MISSING &&
                !seen_before(record, i, map->entries[k].year))
                run_in(audits, audit, record, map->entries[k].year);
    }
}
