/*
 * calc/functions.h - what the table of functions points to; private to calc/.
 */
#ifndef LAKIPDF_CALC_FUNCTIONS_H
#define LAKIPDF_CALC_FUNCTIONS_H

#include "calc/state.h"

/* functions_list.c: over all elements of all arguments, missing ones skipped */
Value function_sum(Env *env, const Expr *call);
Value function_mean(Env *env, const Expr *call);
Value function_weighted_mean(Env *env, const Expr *call);
Value function_least(Env *env, const Expr *call);
Value function_greatest(Env *env, const Expr *call);
Value function_count(Env *env, const Expr *call);
Value function_given(Env *env, const Expr *call);

/* functions_set.c: the same for equal elements */
Value function_unique(Env *env, const Expr *call);
Value function_repeated(Env *env, const Expr *call);
Value function_among(Env *env, const Expr *call);

/* functions_value.c */
Value function_if(Env *env, const Expr *call);
Value function_round(Env *env, const Expr *call);
Value function_abs(Env *env, const Expr *call);
Value function_scale_label(Env *env, const Expr *call);
Value function_scale_code(Env *env, const Expr *call);
Value function_scale_colour(Env *env, const Expr *call);

/* functions_text.c: values as text */
Value function_words(Env *env, const Expr *call);
Value function_roman(Env *env, const Expr *call);
Value function_letters(Env *env, const Expr *call);
Value function_join(Env *env, const Expr *call);
Value function_concatenate(Env *env, const Expr *call);
Value function_text(Env *env, const Expr *call);

/* functions_part.c: parts of texts */
Value function_starts(Env *env, const Expr *call);
Value function_ends(Env *env, const Expr *call);
Value function_contains(Env *env, const Expr *call);
Value function_length(Env *env, const Expr *call);
Value function_cut(Env *env, const Expr *call);
Value function_lower(Env *env, const Expr *call);
Value function_office_form(Env *env, const Expr *call);
Value function_office_title(Env *env, const Expr *call);

/* functions_date.c */
Value function_date(Env *env, const Expr *call);
Value function_year_of(Env *env, const Expr *call);
Value function_month_of(Env *env, const Expr *call);
Value function_day_of(Env *env, const Expr *call);

/* functions_formula.c: formulas that stand in the data */
Value function_formula_value(Env *env, const Expr *call);
Value function_formula_text(Env *env, const Expr *call);

/* functions_scale.c: scales the other way round */
Value function_scale_value(Env *env, const Expr *call);

/* functions_gather.c: lists of several places, values of several years */
Value function_lists(Env *env, const Expr *call);
Value function_sum_years(Env *env, const Expr *call);

/* The value of an argument that must be of this kind, which `needs` names; MISSING where it is
   missing or, after an error, something else. */
Value argument(Env *env, const Expr *call, size_t i, ValueKind kind, const char *needs);
Value number_argument(Env *env, const Expr *call, size_t i);
Value text_argument(Env *env, const Expr *call, size_t i);
/* A whole number; false when it is missing or, after an error, none. */
bool whole_argument(Env *env, const Expr *call, size_t i, int64_t *number);

/* Whether an element is what a function takes; `needs` says it. */
typedef struct Accept {
    bool (*accepts)(Value value);
    const char *needs;
} Accept;

/* functions_list.c: pushes the elements of all arguments but the missing ones; returns how many. */
size_t push_arguments(Env *env, const Expr *call, const Accept *accept);
/* Of those that lie on the stack from `from` on, an argument's, takes out the missing ones and,
   after an error, what is not accepted; returns how many are left. */
size_t keep_accepted(Env *env, const Expr *call, const Expr *arg, size_t from,
                     const Accept *accept);

/* A function of all elements, which asks for nothing else: `over` takes the `count` topmost of the
   stack off. */
typedef struct Fold {
    const Accept *accept;
    Value (*over)(Env *env, const Expr *call, size_t count);
} Fold;

/* fold.c: the function's value; for one long list it is computed once. */
Value fold_arguments(Env *env, const Expr *call, const Fold *fold);

#endif
