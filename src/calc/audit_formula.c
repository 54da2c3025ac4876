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

/* --- Messages ------------------------------------------------------------------------------------
 */

enum { SHOWN_DECIMALS = 2 };

static Str figure_text(Audits *audits, const Formula *formula, const Record *record, Value value)
{
    FieldKind kind = calc_result_kind(audits->calc, formula, record->type);
    Str text;
    if (!value_to_text(audits->arena, value, kind, SHOWN_DECIMALS, &text))
        return STR("-");
    return text;
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

/* ": realisasi 133.375.000, anggaran 117.300.000 (difference 16.075.000)" */
static void add_figures(Audits *audits, Buf *out, const Audit *audit, const Record *record,
                        const Locals *locals)
{
    if (audit->figures[0] == NULL)
        return;
    Value values[2];
    for (size_t i = 0; i < 2; i++) {
        const Formula *formula = audit->figures[i];
        values[i] = calc_eval(audits->calc, formula, record, locals, NULL);
        buf_format(out, "%s%.*s %.*s", i == 0 ? ": " : ", ", STR_ARG(formula->text),
                   STR_ARG(figure_text(audits, formula, record, values[i])));
    }
    if (values[0].kind != VALUE_NUMBER || values[1].kind != VALUE_NUMBER)
        return;
    Num difference =
        num_abs(audits->arena, num_sub(audits->arena, values[0].number, values[1].number));
    buf_format(out, " (difference %.*s)",
               STR_ARG(format_number_short(audits->arena, difference, SHOWN_DECIMALS)));
}

static void tell(Audits *audits, Audit *audit, const Record *record, const Locals *locals,
                 int64_t year)
{
    Buf text = {.arena = audits->arena};
    Str label = audit_label(audits->arena, record);
    if (label.size > 0)
        buf_format(&text, "%.*s: ", STR_ARG(label));
    add_parts(audits, &text, audit, record, locals);
    add_figures(audits, &text, audit, record, locals);
    audit_report(audits, audit, record, audit_place(record, audit->path, year), "%.*s",
                 STR_ARG(buf_str(&text)));
}

/* --- Years ---------------------------------------------------------------------------------------
 */

/* What is only computed is told where it is computed from. */
static bool is_written(const Audit *audit, const Record *record, int64_t year)
{
    return !audit->written || audit_path_node(record, audit->path, year) != NULL;
}

static void run_in(Audits *audits, Audit *audit, const Record *record, int64_t year)
{
    Local local = {STR("tahun"), value_number(num_int(year))};
    Locals locals = {&local, 1};
    if (audit_condition_holds(audits, audit, record, &locals) && is_written(audit, record, year))
        tell(audits, audit, record, &locals, year);
}

/* Whether one of the record's fields before `index` has a value of the year. */
static bool seen_before(const Record *record, size_t index, int64_t year)
{
    for (size_t i = 0; i < index; i++) {
        Value value = record->values[i];
        if (record->type->fields[i]->shape != SHAPE_PER_YEAR || value.kind != VALUE_MAP)
            continue;
        for (size_t k = 0; k < value.map->count; k++)
            if (value.map->entries[k].year == year)
                return true;
    }
    return false;
}

void audit_run_formula(Audits *audits, Audit *audit, const Record *record)
{
    if (!record_flag(audit->spec, "setiap_tahun")) {
        if (audit_condition_holds(audits, audit, record, NULL) &&
            is_written(audit, record, audits->calc->year))
            tell(audits, audit, record, NULL, audits->calc->year);
        return;
    }
    for (size_t i = 0; i < record->type->field_count; i++) {
        Value value = record->values[i];
        if (record->type->fields[i]->shape != SHAPE_PER_YEAR || value.kind != VALUE_MAP)
            continue;
        for (size_t k = 0; k < value.map->count; k++)
            if (!seen_before(record, i, value.map->entries[k].year))
                run_in(audits, audit, record, value.map->entries[k].year);
    }
}
