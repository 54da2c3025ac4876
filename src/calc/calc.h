/*
 * calc/calc.h - computed fields, formulas, scales and audits.
 *
 * Rules are YAML: a formula per field of a record type. They are declared in the schema before the
 * data are bound; calc_run then fills every computed field of every record, in dependency order,
 * with exact rationals. The template stage parses and evaluates formulas of its own through the
 * same functions.
 *
 * Knows base/ and data/. Problems are added to the Diags given to calc_new.
 */
#ifndef LAKIPDF_CALC_CALC_H
#define LAKIPDF_CALC_CALC_H

#include "data/data.h"

typedef struct Calc Calc;
typedef struct Formula Formula;

/* Limits, named in their messages. */
enum {
    CALC_MAX_FORMULA = 4096, /* bytes of one formula */
    CALC_MAX_DEPTH = 64,     /* nesting within a formula */
    CALC_MAX_CHAIN = 1000,   /* computed fields that wait for each other */
    /* Evaluations in calc_run, and in all that audits and other stages ask for together: so many,
       and so many more per record. */
    CALC_MAX_STEPS = 20 * 1000 * 1000,
    CALC_RECORD_STEPS = 1000,
    EVAL_MAX_DEPTH = 3000,             /* nested evaluations, over all computed fields that wait */
    EVAL_MAX_TEXT = 1024 * 1024,       /* bytes of a text that a formula puts together */
    EVAL_MAX_VALUES = 2 * 1000 * 1000, /* that it goes through at once */
};

/* The schema must be resolved. Lives in the arena, as all that it computes. */
Calc *calc_new(Arena *arena, Diags *diags, Schema *schema);

/* Adds the rules of a file: record type -> field ("serapan", "pagu.induk") -> {rumus, jenis?,
   arti?}. A later file may replace a rule. Before data_bind. */
bool calc_add_rules(Calc *calc, const Node *rules);
/* True when a later file has replaced the rule of the field: what the first one says of it, in the
   words of a template too, holds no more. */
bool calc_rule_replaced(const Calc *calc, Str type, Str field);
/* Adds scales: name -> {arti, batas: minimal | di_atas, desimal, tingkat: [{mulai, sebutan, kode,
   warna}]}. A scale must be in descending order; one of the same name is replaced. */
bool calc_add_scales(Calc *calc, const Node *scales);
/* The scale that skala() uses when it names none; an unknown name is an error at `place`. Where
   none is chosen it is the first that was added. */
bool calc_choose_scale(Calc *calc, Str name, Place place);
/* After the last rule: every name in every formula is known, with a suggestion where not. */
bool calc_check_rules(Calc *calc);

/* Lets the entry `key` of the map of yes and no `field`, which the root record is given, hold only
   where the formula is ya in the root record; it is computed when it is first asked for, so that
   the formula may read what depends on other entries of the map. Before calc_run; does nothing
   where there is no such entry. */
void calc_add_condition(Calc *calc, Str field, Str key, const Formula *formula);

/* Computes all computed fields below root. False when one failed (cycle, division by zero, type):
   the field is then MISSING and the error added at its place in the formula, naming the record's
   place. */
bool calc_run(Calc *calc, Record *root, int64_t year);

/* How many records calc_run went through. */
size_t calc_record_count(const Calc *calc);

/* --- Formulas of other stages ---------------------------------------------------------------- */

/* Names beside the fields of the record: a loop's counter and the like. */
typedef struct Local {
    Str name;
    Value value;
} Local;

typedef struct Locals {
    const Local *items;
    size_t count;
} Locals;

/* Parses a formula whose first character stands at `place`. NULL after an error there. */
const Formula *calc_parse(Calc *calc, Str text, Place place);
/* It as it was written. */
Str calc_formula_text(const Formula *formula);
/* Adds an error for each name that neither `scope` nor a record type that can hold it, nor a local,
   nor the list of functions knows. scope NULL checks functions only. */
bool calc_check(Calc *calc, const Formula *formula, const RecordType *scope, const Locals *locals);
/* The record type of what the formula gives, or of its elements where it is a list of records (a
   section's scope); NULL when it is none or cannot be told before the run. */
const RecordType *calc_result_type(Calc *calc, const Formula *formula, const RecordType *scope);
/* The kind of the field that the result (of a list: its elements) comes from, so that a year prints
   without grouping: "tahun", "tahun - 1" and "program.tahun" are FIELD_YEAR. FIELD_ANY where it
   cannot be told before the run; scope may be NULL. */
FieldKind calc_result_kind(Calc *calc, const Formula *formula, const RecordType *scope);
/* Evaluates in the scope of a record: names are looked up among the locals, in the record, then in
   the records that hold it. An error is added at its place and gives MISSING and *failed (may be
   NULL). Where evaluations take too many steps together, one error names the formula that took
   most of them; from then on all fail. */
Value calc_eval(Calc *calc, const Formula *formula, const Record *scope, const Locals *locals,
                bool *failed);

/* True when evaluations took too many steps: what is missing then is no fault of its own. */
bool calc_exhausted(const Calc *calc);

/* A formula ready to be set in type: text, parts in a row, or the two parts of a fraction. */
typedef enum DisplayKind { DISPLAY_TEXT, DISPLAY_ROW, DISPLAY_FRACTION } DisplayKind;

typedef struct Display {
    DisplayKind kind;
    Str text;                     /* DISPLAY_TEXT: "10", " × ", "(" */
    const struct Display **parts; /* DISPLAY_ROW: texts and fractions; DISPLAY_FRACTION: two */
    size_t count;
} Display;

/* The formula `text` of a field of kind FIELD_FORMULA with the numbers of its variables (a
   VALUE_MAP, or MISSING) in that year put in, brackets only where needed, fractions at most two
   deep. year: 0 for the report's. label: the field of the variables that is put in instead
   ("nama"); empty for the numbers. place: where a text stands that is not the data's. NULL when a
   number is missing or after an error. */
const Display *calc_display(Calc *calc, Str text, Value variables, int64_t year, Str label,
                            Place place);

/* The step of a scale that a value stands on, the lowest for what is below its bound. name empty:
   the chosen scale. NULL after the error at `place` that there is no such scale. */
typedef struct ScaleStep {
    Num from;
    Str label; /* sebutan */
    Str code;
    Str colour; /* "#RRGGBB" or empty */
} ScaleStep;
const ScaleStep *calc_scale_step(Calc *calc, Str name, Num value, Place place);
/* All steps from the highest, *count of them; NULL after an error at `place`: there is no such
   scale, or it is one of words. */
const ScaleStep *calc_scale_steps(Calc *calc, Str name, Place place, size_t *count);
/* The steps of the chosen scale as a list of maps {mulai, sebutan, kode, warna}, from the highest;
   NULL where there is none or it is one of words. */
const Node *calc_scale_tree(Calc *calc);

/* --- Audits (audit.c; lakipdf-audit(7) lists those that ship) -------------------------------- */

/* Adds the audits of a file: name -> record of type `audit`, which the schema must hold. A later
   file may replace one. After the last calc_add_rules. */
bool calc_add_audits(Calc *calc, const Node *audits);
/* Sets an audit's severity: abaikan, peringatan or kesalahan. An unknown name is an error at
 * `place`.
 */
bool calc_set_audit_level(Calc *calc, Str name, Str level, Place place);
/* Names the template of the document: an audit that is for others is not run then. Without a name
   all are. */
void calc_audit_for(Calc *calc, Str template_);
/* After the last audit: parses their formulas and checks every name in them. */
bool calc_check_audits(Calc *calc);
/* Adds a finding for all below root that an audit finds wrong; after calc_run, even a failed one:
   where there were errors nothing is told that an unreadable value could be the cause of. */
void calc_audit(Calc *calc, const Record *root);

/* A value as a text claims it: {{klaim serapan "95,02%"}}. */
typedef struct Claim {
    Str text;    /* 95,02% */
    Str formula; /* serapan */
    Place place; /* of the text */
    const Record *scope;
} Claim;

/* The computed value (number, text, bool or date) written as the claimed text is. Adds a finding
   where the claimed one is another. */
Str calc_claim(Calc *calc, const Claim *claim, Value computed);

/* --- What formulas read (reads.c) ------------------------------------------------------------ */

/* From now on notes the fields that checked formulas read. */
void calc_note_reads(Calc *calc);
/* All fields that data may give which those formulas read, or the rules of computed fields that
   they read, and so on; as far as can be told without data. *count of them, in no order. */
const Field *const *calc_reads(Calc *calc, size_t *count);

/* --- Printing (dump.c) ----------------------------------------------------------------------- */

/* Every field of every record, given and computed, as indented text or as JSON (numbers exact:
   plain decimals, or "n/d" as a string where a decimal does not end). */
void calc_print_text(const Record *root, Buf *out);
void calc_print_json(const Record *root, Buf *out);

#endif
