/*
 * calc/state.h - what calc_new makes, and the evaluator's own contracts; private to calc/.
 */
#ifndef LAKIPDF_CALC_STATE_H
#define LAKIPDF_CALC_STATE_H

#include "calc/formula.h"

enum {
    EVAL_MAX_DEPTH = 3000,     /* nested evaluations, over all computed fields that wait */
    FORMULA_MAX_ERRORS = 1000, /* of one formula; later ones only count as failed */
};

/* --- Rules and scales --------------------------------------------------------------------------
 */

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
    int decimals;           /* for print */
    Inferred *inferred;
} Rule;

typedef struct Scale {
    Str name;
    bool above;             /* a bound itself belongs to the step below it, but for the lowest */
    int decimals;           /* that values are rounded to before they are compared */
    const ScaleStep *steps; /* from the highest bound down */
    size_t count;
} Scale;

/* NULL after an error at `place`; name empty: the chosen one. */
const Scale *scale_find(Calc *calc, Str name, Place place);
/* The step that a value stands on once it is rounded; NULL when it is below the lowest. */
const ScaleStep *scale_step_of(Arena *arena, const Scale *scale, Num value);

/* --- The state ---------------------------------------------------------------------------------
 */

/* A computed field that is being evaluated; a chain through the C stack. */
typedef struct Waiting {
    const struct Waiting *outer;
    const Record *record;
    const Field *field;
    const Value *slot;
    int64_t year; /* fields per year; else 0 */
} Waiting;

struct Calc {
    Arena *arena;
    Diags *diags;
    Schema *schema;
    Symbols symbols;

    Rule **rules;
    size_t rule_count, rule_capacity;
    Scale *scales;
    size_t scale_count, scale_capacity;
    Str chosen_scale;

    struct Audits *audits; /* NULL until asked for */

    int64_t year;   /* the report's */
    int64_t *years; /* all that the data name, ascending */
    size_t year_count, year_capacity;

    const Waiting *waiting;
    size_t chain;          /* how many wait */
    size_t depth;          /* how deep eval is nested */
    unsigned static_depth; /* the same of expr_static */
    int64_t steps;         /* evaluations that are left */
    int64_t max_steps;
    bool exhausted; /* none was left */
    bool failed;    /* any computed field */

    Value *stack; /* elements of lists under work */
    size_t top, stack_capacity;
    Num *numbers; /* to be summed; not used across evaluations */
    size_t number_capacity;
};

/* --- Evaluation (eval.c, path.c, field.c) --------------------------------------------------------
 */

/* Where names are looked up: a record, or an element of a list that is none. */
typedef struct Scope {
    const struct Scope *outer; /* of the formula around a filter */
    const Record *record;      /* NULL: the element is no record */
    Value self;
} Scope;

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

Value eval(Env *env, const Expr *expr);
/* Pushes the value, or each element of a list or map, to the stack; returns how many. */
size_t eval_push(Env *env, const Expr *expr);
void stack_push(Calc *calc, Value value);

/* Adds an error at a part of the formula that names the record; gives MISSING. */
Value eval_error(Env *env, Range range, const char *hint, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
/* MISSING of a missing value; else an error that says what `what` needs. */
Value eval_type_error(Env *env, Range range, const Expr *operand, Value value, const char *what,
                      const char *needs);
/* The operand's text in the formula, cut where it is long. */
Str expr_text(const Env *env, const Expr *expr);

/* path.c */
Value eval_name(Env *env, const Expr *expr);
Value eval_path(Env *env, const Expr *expr);
size_t push_path(Env *env, const Expr *expr);
void push_elements(Calc *calc, Value value);

/* field.c: the field's value; of a field per year that of `year`. Computes it where it is pending;
   `env` and `range` are where it is asked for. */
Value field_value(Env *env, Range range, const Record *record, const Field *field, int64_t year);
/* Computes the field, for all years where it is per year. */
void field_compute(Calc *calc, const Record *record, const Field *field);
/* "program 'Name' at data.xml:12:5" */
Str record_label(Arena *arena, const Record *record);

/* convert.c: a value as text, as `teks` gives it; `kind` is the field's it comes from. */
bool value_to_text(Arena *arena, Value value, FieldKind kind, int decimals, Str *text);

/* --- Before the run (symbol.c, check.c)
 * -----------------------------------------------------------
 */

/* The type and all types that can hold its records at any height, nearest first; *count of them. */
const RecordType **types_in_reach(Calc *calc, const RecordType *type, size_t *count);
/* "did you mean 'x'?" for the nearest of the names; NULL when none is near. */
const char *suggestion(Arena *arena, Str word, const Str *names, size_t count);
/* Of the result of a rule. */
Static rule_static(Calc *calc, const Rule *rule);
/* Of a part of a formula; scope may be NULL. */
Static expr_static(Calc *calc, const Formula *formula, const Expr *expr, const RecordType *scope);

/* --- Reading trees (keys.c) ----------------------------------------------------------------------
 */

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
