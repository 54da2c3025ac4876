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

/* The number that so many digits from one on make; spaces between digits count for nothing. */
static int digits_at(Str nip, size_t from, size_t count)
{
    int number = 0;
    size_t at = 0;
    for (size_t i = 0; i < nip.size && at < from + count; i++) {
        if (nip.at[i] == ' ')
            continue;
        if (at++ >= from)
            number = number * 10 + (nip.at[i] - '0');
    }
    return number;
}

/* Of a well-formed NIP: who was appointed is no child, and was so by the year after the report's.
 */
static const char *doubt_nip(const Audits *audits, Str nip)
{
    enum { MONTHS = 12, LEAST_AGE = 15 };
    int year = digits_at(nip, 8, 4);
    int month = digits_at(nip, 12, 2);
    if (month > MONTHS) /* of a PPPK: it may have been any */
        month = MONTHS;
    int months = (year - digits_at(nip, 0, 4)) * MONTHS + month - digits_at(nip, 4, 2);
    if (year > audits->calc->year + 1)
        return "its year of appointment, digits 9 to 12, is after the report's";
    if (months < LEAST_AGE * MONTHS)
        return "its digits make the person younger than 15 at the appointment";
    return NULL;
}

void audit_nip(Audits *audits, Audit *audit, const Record *record)
{
    for (size_t i = 0; i < record->type->field_count; i++) {
        const Field *field = record->type->fields[i];
        Value value = record->values[i];
        if (field->kind != FIELD_NIP || value.kind != VALUE_TEXT)
            continue;
        const char *problem = check_nip(value.text);
        if (problem == NULL)
            problem = doubt_nip(audits, value.text);
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

/* The year that the record is told of: the report's, or another that a record above it names. */
static int64_t year_of(const Audits *audits, const Record *record)
{
    for (; record->parent != NULL; record = record->parent) {
        const Field *field = schema_field(record->type, STR("tahun"));
        if (field != NULL && field->kind == FIELD_YEAR && field->shape == SHAPE_ONE)
            return record_int(record, "tahun", audits->calc->year);
    }
    return audits->calc->year;
}

void audit_date(Audits *audits, Audit *audit, const Record *record)
{
    int64_t year = year_of(audits, record);
    int64_t from = year + record_int(audit->spec, "dari", 0);
    int64_t to = year + record_int(audit->spec, "sampai", 0);
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

typedef enum Course { FALLS = -1, RISES = 1 } Course;

/* How often the values per year go one way; 0 when they go the other once or when there are fewer
   than so many. They may stand still. */
static size_t count_steps(const Record *record, const char *name, Course course, size_t years)
{
    Value value = record_get(record, name);
    const Num *before = NULL;
    size_t steps = 0;
    size_t given = 0;
    for (size_t i = 0; value.kind == VALUE_MAP && i < value.map->count; i++) {
        const Value *item = &value.map->entries[i].value;
        if (item->kind != VALUE_NUMBER)
            continue;
        int order = before != NULL ? num_compare(item->number, *before) : 0;
        if (order * (int)course < 0)
            return 0;
        before = &item->number;
        given++;
        steps += order != 0 ? 1 : 0;
    }
    return given >= years ? steps : 0;
}

/* Whether targets and results go one way: (8, 7, 7, 6), not (8, 8, 7). */
static bool goes(const Record *record, Course course)
{
    enum { TARGET_YEARS = 3, RESULT_YEARS = 2 };
    return count_steps(record, "target", course, TARGET_YEARS) >= TARGET_YEARS - 1 &&
           count_steps(record, "realisasi", course, RESULT_YEARS) >= RESULT_YEARS - 1;
}

/* What the indicator looks like where its direction is the other one. */
typedef struct Suspicion {
    const char *direction; /* as declared */
    AuditWords words;
    AuditWords except;
    Course course; /* of the figures */
    const char *counts;
    const char *wanted;
    const char *go;
    const char *hint;
} Suspicion;

static void judge_direction(Audits *audits, Audit *audit, const Record *record,
                            const Suspicion *suspicion)
{
    Str label = audit_label(audits->arena, record);
    Place place = audit_place(record, STR("arah"), 0);
    Str words = audit_words(audits->arena, record_text(record, "nama"));
    const char *phrase = find_phrase(words, audit->words[suspicion->words]);
    /* Targets that go as declared say that it is meant so, where a word is all there is. */
    bool meant = suspicion->course == RISES && count_steps(record, "target", FALLS, 2) > 0;
    if (phrase != NULL && find_phrase(words, audit->words[suspicion->except]) == NULL && !meant)
        audit_report(audits, audit, record, place,
                     "%.*s counts as the %s the better, but '%s' is wanted %s: '%s'?",
                     STR_ARG(label), suspicion->counts, phrase, suspicion->wanted, suspicion->hint);
    else if (goes(record, suspicion->course) &&
             (suspicion->course == FALLS ||
              find_phrase(words, audit->words[AUDIT_LOW_WORDS]) == NULL))
        audit_report(audits, audit, record, place,
                     "%.*s counts as the %s the better, but its targets and its realisasi %s "
                     "from year to year: '%s'?",
                     STR_ARG(label), suspicion->counts, suspicion->go, suspicion->hint);
}

/* The higher is the better where nothing is said: one who writes so has thought of it. */
static bool is_meant(const Record *record)
{
    Place whole = record_place(record, NULL);
    Place own = record_place(record, "arah");
    bool given = own.line != whole.line || own.column != whole.column;
    return given && str_is(record_text(record, "arah"), "naik");
}

void audit_direction(Audits *audits, Audit *audit, const Record *record)
{
    static const Suspicion SUSPICIONS[] = {
        {"naik", AUDIT_LOW_WORDS, AUDIT_NOT_LOW_WORDS, FALLS, "higher", "low", "fall",
         "arah: turun"},
        {"turun", AUDIT_HIGH_WORDS, AUDIT_NOT_HIGH_WORDS, RISES, "lower", "high", "rise",
         "arah: naik"},
    };
    if (is_meant(record))
        return;
    for (size_t i = 0; i < sizeof SUSPICIONS / sizeof *SUSPICIONS; i++)
        if (str_is(record_text(record, "arah"), SUSPICIONS[i].direction))
            judge_direction(audits, audit, record, &SUSPICIONS[i]);
}
