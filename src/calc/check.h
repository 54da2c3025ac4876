/*
 * calc/check.h - what the parts of the check before the run know of each other; private to calc/.
 */
#ifndef LAKIPDF_CALC_CHECK_H
#define LAKIPDF_CALC_CHECK_H

#include "calc/state.h"

/* Where a checked formula's names are looked up; the counterpart of Scope. */
typedef struct StaticScope {
    const struct StaticScope *outer;
    const RecordType *type; /* NULL: unknown, or the element is no record */
    bool scalar;            /* the element is no record: names are those of the outer scope */
    Static self;
} StaticScope;

typedef struct Checker {
    Calc *calc;
    const Formula *formula;
    const Locals *locals;
    const StaticScope *scope;
    bool diagnose; /* add errors; else only infer */
    bool ok;
} Checker;

static inline Static static_of_kind(FieldKind kind)
{
    return (Static){.kind = kind};
}

static inline Static static_unknown(void)
{
    return static_of_kind(FIELD_ANY);
}

/* Adds an error at a part of the formula, where the checker diagnoses. */
void check_complain(Checker *checker, Range range, const char *hint, Str message);

/* check.c: what comes out of a part of the formula. */
Static infer(Checker *checker, const Expr *expr);

/* check_terms.c: the same of operators and functions. */
Static infer_chain(Checker *checker, const Expr *expr);
Static infer_terms(Checker *checker, const Expr *expr);
Static infer_call(Checker *checker, const Expr *expr);
Static infer_negate(Checker *checker, const Expr *expr);
Static infer_not(Checker *checker, const Expr *expr);

#endif
