/*
 * calc/state.h - what calc_new makes, and the evaluator's own contracts; private to calc/.
 */
#ifndef LAKIPDF_CALC_STATE_H
#define LAKIPDF_CALC_STATE_H

#include "calc/formula.h"

enum {
    FORMULA_MAX_ERRORS = 1000, /* of one formula; later ones only count as failed */
};

/* --- Rules and scales ------------------------------------------------------------------------ */

/* What can be told of a result before the run. */
typedef struct Static {
    FieldKind kind;         /* FIELD_ANY: unknown */
    const RecordType *type; /* FIELD_RECORD; NULL where it is one of several */
    bool list;
    bool map;
    bool per_year; /* an [index] that follows names the year */
} Static;

/* What a rule gives, once it was asked for. */
typedef struct Inferred {
    bool known;
    Static result;
} Inferred;

/* How a computed field comes about; Field.user of the field, and of the same field in copies of its
   record type. */
typedef struct Rule {
    Field *field;
    const Formula *formula; /* NULL after an error in it */
    bool made;              /* the schema did not know the field */
    bool replaced;          /* a later file than the one that brought it has a formula of its own */
    bool or_given;          /* where the formula gives nothing, what the data give is the value */
    int decimals;           /* for print */
    Inferred *inferred;
} Rule;

typedef struct Scale {
    Str name;
    bool above;             /* a bound itself belongs to the step below it, but for the lowest */
    bool words;             /* each bound is what its word is worth */
    int decimals;           /* that values are rounded to before they are compared */
    const ScaleStep *steps; /* from the highest bound down */
    const Node *tree;       /* of the steps, as the file has them */
    size_t count;
} Scale;

/* NULL after an error at `place`; name empty: the chosen one. */
const Scale *scale_find(Calc *calc, Str name, Place place);
/* The same for a name that a formula gives: an error stands where the data give it, where they do,
   else at the part of the formula. */
const Scale *scale_find_named(Env *env, Str name, Range range);
/* What a word of the scale, a label or a code, is worth: on a scale of words its value, on another
   its rank from 1 at the bottom. False when the scale has no such word. */
bool scale_value_of(const Scale *scale, Str word, Num *value);
/* The step that a value stands on once it is rounded: the lowest holds all that is below it. */
const ScaleStep *scale_step_of(Arena *arena, const Scale *scale, Num value);

/* --- Formulas in the data (variables.c) ------------------------------------------------------ */

/* A formula that a text of the data holds, parsed once; found again by where the text lies. */
typedef struct DataFormula {
    Str text;
    Str copy;               /* of it, lest something else comes to lie there */
    const Formula *formula; /* NULL after an error in it */
    const Map *variables;   /* that its names were last checked against */
    bool checked;
    bool diagnosed;
    bool good;
} DataFormula;

typedef struct DataFormulas {
    DataFormula **slots; /* open addressing; capacity is a power of two */
    size_t capacity;
    size_t count;
} DataFormulas;

/* The formula of a text, which stands at `place` if it was not parsed before. */
DataFormula *data_formula(Calc *calc, Str text, Place place);

/* --- Conditions (condition.c) ---------------------------------------------------------------- */

/* An entry of a map that the data give which a formula decides. */
typedef struct Condition {
    Str field, key;
    const Formula *formula;
    const Record *record; /* the root, from here on set by conditions_open */
    const Field *of;
    const Map *map;
    Entry *entry; /* NULL: there is none */
} Condition;

/* Finds the entries in the root record; from then on they are PENDING. */
void conditions_open(Calc *calc, const Record *root);
/* Computes all of them. */
void conditions_compute(Calc *calc);
/* The value of a map's entry, which may be PENDING; computes it then. */
Value condition_value(Env *env, Range range, const Entry *entry);
/* Computes all entries of a map that are PENDING. */
void condition_settle(Env *env, Range range, Value map);

/* --- What formulas read (reads.c) ------------------------------------------------------------ */

/* Notes the field where that is asked for. */
void reads_note(Calc *calc, const Field *field);

/* --- Lists that are asked again (known.h) ---------------------------------------------------- */

typedef struct Knowns {
    struct Known **slots; /* open addressing; capacity is a power of two */
    size_t capacity, count;
} Knowns;

/* --- What functions give for whole lists (fold.c) -------------------------------------------- */

typedef struct Folds {
    struct Folded *slots; /* open addressing; capacity is a power of two */
    size_t capacity, count;
} Folds;

/* --- The state ------------------------------------------------------------------------------- */

/* A computed field that is being evaluated; a chain through the C stack. */
typedef struct Waiting {
    const struct Waiting *outer;
    const Record *record;
    const Field *field;
    const Value *slot;
    int64_t year;               /* fields per year; else 0 */
    const Condition *condition; /* of an entry of the field, a map; else NULL */
} Waiting;

struct Calc {
    Arena *arena;
    Diags *diags;
    Schema *schema;
    Symbols symbols;
    PlaceMemo places; /* of formulas */

    Rule **rules;
    size_t rule_count, rule_capacity;
    Scale *scales;
    size_t scale_count, scale_capacity;
    Str chosen_scale;

    struct Audits *audits; /* NULL until asked for */

    struct Reads *reads; /* NULL: not noted */

    Condition *conditions;
    size_t condition_count, condition_capacity;

    int64_t year; /* the report's */
    Entry *years; /* all that the data name, ascending, with values to be computed */
    size_t year_count, year_capacity;

    DataFormulas formulas;

    const Waiting *waiting;
    size_t chain;          /* how many wait */
    size_t depth;          /* how deep eval is nested */
    unsigned static_depth; /* the same of expr_static */
    int64_t steps;         /* evaluations that are left */
    int64_t max_steps;
    bool exhausted;           /* none was left */
    bool trial;               /* what would compute a field or give an error only fails (seek.c) */
    bool running;             /* in calc_run */
    const Formula *costliest; /* of audits and other stages */
    bool failed;              /* any computed field */

    Value *stack; /* elements of lists under work */
    size_t top, stack_capacity;
    Knowns knowns;
    Folds folds;
    uint32_t *places_found; /* seek.c's own, a stack */
    size_t place_count, place_capacity;
    Num *numbers; /* to be summed; not used across evaluations */
    size_t number_capacity;
};

/* --- Evaluation (eval.c, path.c, field.c) ---------------------------------------------------- */

/* Where names are looked up: a record, or an element of a list that is none. */
typedef struct Scope {
    const struct Scope *outer; /* of the formula around a filter */
    const Record *record;      /* NULL: the element is no record */
    Value self;
} Scope;

/* A value of the caller's, or NULL. In a filter `ini` is the element, and in one that no other
   stands around the caller's `ini` is `luar` (symbol.c). */
const Local *local_find(const Locals *locals, const Symbol *name, bool in_filter, bool in_first);

struct Env {
    Calc *calc;
    const Formula *formula;
    const Scope *scope;
    const Locals *locals; /* or NULL */
    int64_t year;         /* that a field per year stands for */
    bool failed;
};

static inline Value value_missing(void)
{
    return (Value){.kind = VALUE_MISSING};
}

static inline Value value_number(Num number)
{
    return (Value){.kind = VALUE_NUMBER, .number = number};
}

static inline Value value_bool(bool flag)
{
    return (Value){.kind = VALUE_BOOL, .flag = flag};
}

static inline Value value_text(Str text)
{
    return (Value){.kind = VALUE_TEXT, .text = text};
}

Value value_record(const Record *record);
Value value_empty_list(void);
/* Order of two values of one kind: number, date, text or bool. */
int value_compare(Value a, Value b);
/* "a number", "a text", ... for messages. */
const char *value_noun(Value value);
/* "'+'" for messages. */
const char *operator_name(Operator op);

/* Notes what a formula of an audit or another stage took: there were so many steps left before.
   Adds the error when none are left. */
void calc_spend(Calc *calc, const Formula *formula, int64_t before);
Value eval(Env *env, const Expr *expr);
/* Counts steps that are no evaluations: elements gone through, the length of texts and numbers.
   False when none are left, after an error. */
bool charge(Env *env, Range range, size_t steps);
/* The same for arithmetic that goes through so many words of large numbers. */
bool charge_words(Env *env, Range range, size_t words);
/* The same for so many values that are pushed to the stack, which has room for EVAL_MAX_VALUES. */
bool charge_values(Env *env, Range range, size_t values);
/* Pushes the value, or each element of a list or map, to the stack; returns how many. */
size_t eval_push(Env *env, const Expr *expr);
/* The list that an expression gives, where it lies in memory; else NULL, and its elements are
   pushed, *count of them. */
const List *eval_list(Env *env, const Expr *expr, size_t *count);
void stack_push(Calc *calc, Value value);

/* Adds an error at a part of the formula that names the record; gives MISSING. */
Value eval_error(Env *env, Range range, const char *hint, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
/* MISSING of a missing value; else an error that says what `what` needs. */
Value eval_type_error(Env *env, Range range, const Expr *operand, Value value, const char *what,
                      const char *needs);
/* The text of a part of the formula, cut where it is long. */
Str formula_part(Arena *arena, const Formula *formula, const Expr *expr);
Str expr_text(const Env *env, const Expr *expr);

/* path.c */
Value eval_name(Env *env, const Expr *expr);
Value eval_path(Env *env, const Expr *expr);
size_t push_path(Env *env, const Expr *expr);
/* As eval_list, of a path: the list where it lies in memory; else NULL, and *count elements are
   pushed. */
const List *path_list(Env *env, const Expr *expr, size_t *count);
void push_elements(Calc *calc, Value value);

/* The [index] behind a field per year: evaluated once for all records of a list. */
typedef struct YearStep {
    const Step *step; /* the index; NULL where none follows */
    bool evaluated;
    enum { YEARS_NONE, YEARS_ONE, YEARS_CONDITION } which;
    int64_t year;  /* YEARS_ONE */
    Local *locals; /* that the condition is evaluated with; NULL until needed */
} YearStep;

/* years.c: the field of a record, in the year that the step or the evaluation says; a list where
   the step is a condition on years. */
Value year_or_value(Env *env, Range range, const Record *record, const Field *field,
                    YearStep *step);
/* The values of those years of a map for which the step's index holds; of the record's field where
   there is one, since they may be pending. */
Value years_of_map(Env *env, const Map *map, YearStep *step, Range range, const Record *record,
                   const Field *field);

/* field.c: the field's value; of a field per year that of `year`. Computes it where it is pending;
   `env` and `range` are where it is asked for. */
Value field_value(Env *env, Range range, const Record *record, const Field *field, int64_t year);
/* The values that a field per year has, some of them PENDING; NULL where it has none. */
const Map *field_years(Calc *calc, const Record *record, const Field *field);
/* Computes what waits, `slot`, which is PENDING; `env` and `range` are where it is asked for. */
Value field_wait(Env *env, Range range, Waiting *waiting, Value *slot);
/* Computes the field, for all years where it is per year. */
void field_compute(Calc *calc, const Record *record, const Field *field);
/* "program 'Name' at data.xml:12:5" */
Str record_label(Arena *arena, const Record *record);

/* variables.c: what a formula of the data is evaluated with: the values of its variables, and no
   other names than these and `tahun`. `text` and `variables` are what the arguments gave, `range`
   where they are asked for in env's formula, whose place is that of a text that is not of the data.
   `open`: variables that are missing are no error, but leave a formula that needs one without
   value. False when something is missing or after an error. */
typedef struct Inner {
    Env env;
    Scope scope;
    Locals locals;
    const Map *variables; /* NULL where there are none */
} Inner;
bool inner_open(Env *env, Range range, Str text, Value variables, bool open, Inner *inner);

/* display.c: the formula with its numbers, or the field `label` of its variables where that is not
   empty; NULL when something is missing or after an error. */
const Display *display_formula(Inner *inner, Str label, bool fractions);
/* The parts of a display without fractions, in a row. */
void display_write(const Display *display, Buf *out);

/* functions_date.c: days since a fixed one, and back; false outside of the years 1 to 9999. */
int64_t date_to_days(Date date);
bool date_from_days(int64_t days, Date *date);

/* convert.c: a value as text, as `teks` gives it; `kind` is the field's it comes from. */
bool value_to_text(Arena *arena, Value value, FieldKind kind, int decimals, Str *text);

/* --- Before the run (symbol.c, check.c) ------------------------------------------------------ */

/* The type and all types that can hold its records at any height, nearest first; *count of them. */
const RecordType **types_in_reach(Calc *calc, const RecordType *type, size_t *count);
/* "did you mean 'x'?" for the nearest of the names; NULL when none is near. */
const char *suggestion(Arena *arena, Str word, const Str *names, size_t count);
/* Of the result of a rule. */
Static rule_static(Calc *calc, const Rule *rule);
/* Whether each name is one of the locals; adds an error for those that are not, where `diagnose`.
 */
bool formula_check_closed(Calc *calc, const Formula *formula, const Locals *locals, bool diagnose);
/* Of a part of a formula; scope may be NULL. */
Static expr_static(Calc *calc, const Formula *formula, const Expr *expr, const RecordType *scope);

/* --- Reading trees (keys.c) ------------------------------------------------------------------ */

typedef struct Key {
    const char *name;
    NodeKind kind;
    bool required;
} Key;

/* Checks that `node` is a map of the keys given; `what` names it in messages. */
bool keys_check(Calc *calc, const Node *node, const Key *keys, size_t count, const char *what);
/* The text of a member, trimmed; empty when it is not there. */
Str keys_text(const Node *map, const char *name);
/* A whole number of 0 to `most`; `otherwise` when it is not there; -1 after an error. */
int keys_int(Calc *calc, const Node *map, const char *name, int most, int otherwise);

#endif
