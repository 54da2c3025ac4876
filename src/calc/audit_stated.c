/*
 * What the data state for computed fields, beside what is computed.
 */
#include "calc/audit.h"

bool audit_stated_applies(const Audit *audit, const RecordType *type)
{
    (void)audit;
    for (size_t i = 0; i < type->field_count; i++)
        if (type->fields[i]->computed)
            return true;
    return false;
}

/* Whether what is printed of the field is a percentage, so that 99,996 prints as 99,99: by its
   unit, or by "(%)" in its meaning. */
static bool is_percentage(const Field *field)
{
    return str_is(field->unit, "persen") || str_is(field->unit, "%") ||
           str_find(field->meaning, "(%)", 0) != SIZE_MAX;
}

/* A stated value and the computed one. */
typedef struct Statement {
    const Record *record;
    const Field *field;
    int64_t year; /* 0 where the field is not per year */
    Value computed;
} Statement;

/* The report's year goes without saying. */
static Str label_of(Audits *audits, const Statement *statement)
{
    int64_t year = statement->year != audits->calc->year ? statement->year : 0;
    return audit_field_label(audits->arena, statement->record, statement->field->name, year);
}

typedef void Judge(Audits *audits, Audit *audit, const Statement *statement, const Node *node);

static Value value_of_year(Value map, int64_t year)
{
    for (size_t i = 0; map.kind == VALUE_MAP && i < map.map->count; i++)
        if (map.map->entries[i].year == year)
            return map.map->entries[i].value;
    return value_missing();
}

static void judge_one(Audits *audits, Audit *audit, Judge *judge, const Statement *statement)
{
    const Node *node = audit_node(statement->record, statement->field->name, statement->year);
    if (node != NULL && node->kind == NODE_TEXT)
        judge(audits, audit, statement, node);
}

/* Most of what is stated is so to the last digit. */
static bool is_exact(Value stated, Value computed)
{
    return stated.kind == VALUE_NUMBER && computed.kind == VALUE_NUMBER &&
           num_compare(stated.number, computed.number) == 0;
}

static void judge_all(Audits *audits, Audit *audit, const Record *record, Judge *judge)
{
    for (const Stated *at = record->stated; at != NULL; at = at->next) {
        Value stated = at->value;
        Value computed = record->values[at->field->index];
        Statement statement = {record, at->field, 0, computed};
        if (stated.kind != VALUE_MAP && !is_exact(stated, statement.computed))
            judge_one(audits, audit, judge, &statement);
        for (size_t k = 0; stated.kind == VALUE_MAP && k < stated.map->count; k++) {
            statement.year = stated.map->entries[k].year;
            statement.computed = value_of_year(computed, statement.year);
            if (!is_exact(stated.map->entries[k].value, statement.computed))
                judge_one(audits, audit, judge, &statement);
        }
    }
}

static bool is_missing(Value value)
{
    return value.kind == VALUE_MISSING || value.kind == VALUE_PENDING;
}

static void judge_agreement(Audits *audits, Audit *audit, const Statement *statement,
                            const Node *node)
{
    if (is_missing(statement->computed))
        return;
    AuditComparison comparison = audit_compare(audits->calc, statement->computed, node->text,
                                               is_percentage(statement->field));
    if (comparison.agrees)
        return;
    Buf text = {.arena = audits->arena};
    audit_add_comparison(&text, &comparison, "stated");
    Str label = label_of(audits, statement);
    audit_report(audits, audit, statement->record, node->place, "%.*s %.*s", STR_ARG(label),
                 STR_ARG(buf_str(&text)));
}

static void judge_presence(Audits *audits, Audit *audit, const Statement *statement,
                           const Node *node)
{
    if (!is_missing(statement->computed))
        return;
    Str label = label_of(audits, statement);
    audit_report(audits, audit, statement->record, node->place,
                 "%.*s is stated as '%.*s', but the data that it is computed from are not there",
                 STR_ARG(label), STR_ARG(str_trim(node->text)));
}

void audit_stated(Audits *audits, Audit *audit, const Record *record)
{
    judge_all(audits, audit, record, judge_agreement);
}

void audit_uncomputed(Audits *audits, Audit *audit, const Record *record)
{
    judge_all(audits, audit, record, judge_presence);
}
