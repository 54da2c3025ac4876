/*
 * calc/audit.h - audits: what the data say of themselves that cannot be so; private to calc/.
 *
 * An audit is a record of type `audit` (config/skema/audit.yaml): a formula that holds where
 * something is wrong, or the name of a check that is written in C because no formula can say it.
 * Both report in one way, under the audit's name and with its severity.
 */
#ifndef LAKIPDF_CALC_AUDIT_H
#define LAKIPDF_CALC_AUDIT_H

#include "calc/state.h"

typedef struct Audits Audits;
typedef struct Audit Audit;

typedef enum AuditLevel {
    AUDIT_IGNORED,
    AUDIT_WARNING,
    AUDIT_ERROR,
} AuditLevel;

/* A check in C. */
typedef struct AuditCheck {
    const char *name;
    /* Whether records of the type have what is checked. */
    bool (*applies)(const Audit *audit, const RecordType *type);
    void (*run)(Audits *audits, Audit *audit, const Record *record);
    bool
        single; /* looks at single values as given: nothing that is unreadable elsewhere misleads */
} AuditCheck;

/* A text and the formula after it (NULL at the end). */
typedef struct AuditPart {
    Str text;
    const Formula *formula;
} AuditPart;

/* The lists of phrases that an audit may have. */
typedef enum AuditWords {
    AUDIT_LOW_WORDS,      /* kata: wanted low */
    AUDIT_NOT_LOW_WORDS,  /* kecuali_kata */
    AUDIT_HIGH_WORDS,     /* kata_naik: wanted high */
    AUDIT_NOT_HIGH_WORDS, /* kecuali_kata_naik */
    AUDIT_WORDS,
} AuditWords;

struct Audit {
    Str name;
    Place place;        /* of its name */
    const Record *spec; /* as the config has it */
    AuditLevel level;
    const AuditCheck *check; /* NULL: only the formula decides */
    const Formula *condition;
    const AuditPart *message;
    const Formula *figures[2];
    Str path;    /* of the field that a finding points at; empty: the record itself */
    bool lowest; /* told of the lowest records only */
    const char **words[AUDIT_WORDS]; /* in small letters; NULL at the end */
    Audit **except;
    size_t except_count;
    const Record *found; /* the last record that something was found in */
    int64_t *years;      /* of that record, where the audit looks at each year */
    size_t year_count, year_capacity;
};

/* The audits of a record type. */
typedef struct AuditPlan {
    const RecordType *type;
    Audit **audits;
    size_t count;
} AuditPlan;

/* Something said once, or a code that was seen. */
typedef struct AuditKey {
    uint64_t hash;
    const void *where; /* a source, or the record that holds the codes' records; NULL: free */
    Str text;
    const Record *record;
} AuditKey;

/* Open addressing; capacity is a power of two. */
typedef struct AuditKeys {
    AuditKey *slots;
    size_t capacity;
    size_t count;
} AuditKeys;

struct Audits {
    Calc *calc;
    Arena *arena;
    Audit **items; /* in the order of their first definition */
    size_t count, capacity;
    AuditPlan *plans;
    size_t plan_count, plan_capacity;
    AuditKeys said;  /* findings, so that records that share a node are reported once */
    AuditKeys codes; /* of the run */
    Str template_;   /* of the document; empty: any */
    bool partial;    /* there were errors: some values could not be read or computed */
};

/* The audits of a calculation; made empty when they are first asked for. */
Audits *audits_of(Calc *calc);
Audit *audit_find(const Audits *audits, Str name);
/* The key's slot: free (where NULL) or taken by an equal key. */
AuditKey *audit_key(Arena *arena, AuditKeys *keys, const void *where, Str text);

/* Reads an audit's formulas (audit_read.c). False after errors. */
bool audit_read(Audits *audits, Audit *audit);
/* The check of that name; NULL when there is none. */
const AuditCheck *audit_check_find(Str name);
/* Whether one of the audits that silence this one has told of the record in that year (0: in any).
 */
bool audit_is_excepted(const Audit *audit, const Record *record, int64_t year);
/* Runs the audit's formula for a record, in each year where it asks for that. */
void audit_run_formula(Audits *audits, Audit *audit, const Record *record);
/* Whether the audit's formula, if it has one, holds for the record. */
bool audit_condition_holds(Audits *audits, const Audit *audit, const Record *record,
                           const Locals *locals);

/* --- Findings (audit_report.c) --------------------------------------------------------------- */

/* Adds a finding, once for each place and text. */
void audit_report(Audits *audits, Audit *audit, const Record *record, Place place,
                  const char *format, ...) __attribute__((format(printf, 5, 6)));
/* "program 'A'": the nearest record with a title; empty for the report itself. */
Str audit_label(Arena *arena, const Record *record);
/* "'pagu.induk' of program 'A'", "'target[2016]' of ..."; year 0: none. */
Str audit_field_label(Arena *arena, const Record *record, Str field, int64_t year);
/* What the user wrote for a field, of a field per year for that year (0: for all); NULL when
 * nothing.
 */
const Node *audit_node(const Record *record, Str field, int64_t year);
/* The same for the field that a path ("pagu.induk") leads to. */
const Node *audit_path_node(const Record *record, Str path, int64_t year);
/* The place of that field; of the record where it is not given. */
Place audit_place(const Record *record, Str path, int64_t year);
/* The small letter of an ASCII letter. */
static inline char audit_lower(char c)
{
    if (c >= 'A' && c <= 'Z')
        c = (char)(c - 'A' + 'a');
    return c;
}

/* The text in small letters, runs of other characters as one space. */
Str audit_words(Arena *arena, Str text);

/* --- Figures (audit_figure.c) ---------------------------------------------------------------- */

/* A number as a person has written it: what it says, and in which form. */
typedef struct AuditFigure {
    Num value;
    Num unit; /* of the words behind it: 1 000 000 for juta; value counts in it */
    int decimals;
    bool percent;
    bool grouped;
    bool negative;
    Str before; /* what stands around the digits, the sign left out */
    Str after;
} AuditFigure;

/* The readings of the text, the likelier first: "1.400" has two. 0 when it holds no number. */
size_t audit_read_figure(Arena *arena, Str text, AuditFigure figures[2]);
/* The number in the figure's form. */
Str audit_write_figure(Arena *arena, const AuditFigure *figure, Num value);

/* What is stated beside what is computed. */
typedef struct AuditComparison {
    bool agrees;
    Str stated;
    Str computed;
    Str difference; /* empty where they are no numbers */
} AuditComparison;

/* Compares as printed: a number as it is rounded to the decimals that the text has, a text whatever
   its case, a label of a scale with its code. percent: the value is known to be a percentage. */
AuditComparison audit_compare(Calc *calc, Value computed, Str text, bool percent);
/* Equal but for the case of ASCII letters and runs of white space. */
bool audit_same_text(Arena *arena, Str a, Str b);
/* The code that goes with a scale's label; empty when no scale has the label. */
Str audit_code_of(const Calc *calc, Str label, Str code);
/* Adds ": " ... the two figures and their difference to a message. */
void audit_add_comparison(Buf *out, const AuditComparison *comparison, const char *stated);

/* --- Checks ---------------------------------------------------------------------------------- */

/* audit_stated.c */
bool audit_stated_applies(const Audit *audit, const RecordType *type);
void audit_stated(Audits *audits, Audit *audit, const Record *record);
void audit_uncomputed(Audits *audits, Audit *audit, const Record *record);

/* audit_code.c */
bool audit_code_applies(const Audit *audit, const RecordType *type);
void audit_code_repeated(Audits *audits, Audit *audit, const Record *record);
void audit_code_parent(Audits *audits, Audit *audit, const Record *record);

/* audit_value.c */
bool audit_nip_applies(const Audit *audit, const RecordType *type);
void audit_nip(Audits *audits, Audit *audit, const Record *record);
bool audit_date_applies(const Audit *audit, const RecordType *type);
void audit_date(Audits *audits, Audit *audit, const Record *record);
bool audit_direction_applies(const Audit *audit, const RecordType *type);
void audit_direction(Audits *audits, Audit *audit, const Record *record);

#endif
