/*
 * Single values that cannot be right: a malformed NIP, a date of another year, an indicator whose
 * direction looks misdeclared.
 */
#include "calc/audit.h"

#include <string.h>

/* --- NIP ------------------------------------------------------------------------------------- */

bool audit_nip_applies(const Audit *audit, const RecordType *type)
{
    (void)audit;
    for (size_t i = 0; i < type->field_count; i++)
        if (type->fields[i]->kind == FIELD_NIP)
            return true;
    return false;
}

void audit_nip(Audits *audits, Audit *audit, const Record *record)
{
    for (size_t i = 0; i < record->type->field_count; i++) {
        const Field *field = record->type->fields[i];
        Value value = record->values[i];
        const char *problem =
            field->kind == FIELD_NIP && value.kind == VALUE_TEXT ? check_nip(value.text) : NULL;
        if (problem == NULL)
            continue;
        Str label = audit_field_label(audits->arena, record, field->name, 0);
        audit_report(audits, audit, record, audit_place(record, field->name, 0),
                     "%.*s is '%.*s': %s", STR_ARG(label), STR_ARG(value.text), problem);
    }
}

/* --- Dates ----------------------------------------------------------------------------------- */

/* The next of the fields that the audit names and the type has as dates, from item *at on. */
static const Field *next_date(const Audit *audit, const RecordType *type, size_t *at)
{
    const List *names = record_list(audit->spec, "isian");
    while (*at < names->count) {
        const Field *field = schema_field(type, names->items[(*at)++].text);
        if (field != NULL && field->kind == FIELD_DATE && field->shape == SHAPE_ONE)
            return field;
    }
    return NULL;
}

bool audit_date_applies(const Audit *audit, const RecordType *type)
{
    size_t at = 0;
    return next_date(audit, type, &at) != NULL;
}

void audit_date(Audits *audits, Audit *audit, const Record *record)
{
    int64_t from = audits->calc->year + record_int(audit->spec, "dari", 0);
    int64_t to = audits->calc->year + record_int(audit->spec, "sampai", 0);
    size_t at = 0;
    for (const Field *field = next_date(audit, record->type, &at); field != NULL;
         field = next_date(audit, record->type, &at)) {
        Value value = record->values[field->index];
        if (value.kind != VALUE_DATE || (value.date.year >= from && value.date.year <= to))
            continue;
        Buf span = {.arena = audits->arena};
        buf_format(&span, "%lld", (long long)from);
        if (from != to)
            buf_format(&span, " to %lld", (long long)to);
        Str label = audit_field_label(audits->arena, record, field->name, 0);
        Str date = format_date(audits->arena, value.date);
        audit_report(audits, audit, record, audit_place(record, field->name, 0),
                     "%.*s is %.*s, outside of %.*s", STR_ARG(label), STR_ARG(date),
                     STR_ARG(buf_str(&span)));
    }
}

/* --- Direction ------------------------------------------------------------------------------- */

bool audit_direction_applies(const Audit *audit, const RecordType *type)
{
    (void)audit;
    return schema_field(type, STR("nama")) != NULL && schema_field(type, STR("arah")) != NULL;
}

/* The first of the phrases that stands in the words as whole words; NULL for none. */
static const char *find_phrase(Str words, const char **phrases)
{
    for (; *phrases != NULL; phrases++) {
        size_t size = strlen(*phrases);
        for (size_t at = 0; (at = str_find(words, *phrases, at)) != SIZE_MAX; at++) {
            size_t end = at + size;
            if ((at == 0 || words.at[at - 1] == ' ') && (end == words.size || words.at[end] == ' '))
                return *phrases;
        }
    }
    return NULL;
}

/* Whether the values per year only fall, over so many years at least. */
static bool falls(const Record *record, const char *name, size_t years)
{
    Value value = record_get(record, name);
    if (value.kind != VALUE_MAP || value.map->count < years)
        return false;
    for (size_t i = 0; i < value.map->count; i++) {
        if (value.map->entries[i].value.kind != VALUE_NUMBER)
            return false;
        if (i > 0 && num_compare(value.map->entries[i - 1].value.number,
                                 value.map->entries[i].value.number) <= 0)
            return false;
    }
    return true;
}

void audit_direction(Audits *audits, Audit *audit, const Record *record)
{
    enum { TARGET_YEARS = 3, RESULT_YEARS = 2 };
    if (!str_is(record_text(record, "arah"), "naik"))
        return;
    Str label = audit_label(audits->arena, record);
    Place place = audit_place(record, STR("arah"), 0);
    Str words = audit_words(audits->arena, record_text(record, "nama"));
    const char *phrase = find_phrase(words, audit->words[0]);
    if (phrase != NULL && find_phrase(words, audit->words[1]) == NULL)
        audit_report(audits, audit, record, place,
                     "%.*s counts as the higher the better, but '%s' is wanted low: 'arah: turun'?",
                     STR_ARG(label), phrase);
    else if (falls(record, "target", TARGET_YEARS) && falls(record, "realisasi", RESULT_YEARS))
        audit_report(audits, audit, record, place,
                     "%.*s counts as the higher the better, but its targets and its realisasi fall "
                     "from year to year: 'arah: turun'?",
                     STR_ARG(label));
}
