/*
 * calc/functions.h - what the table of functions points to; private to calc/.
 */
#ifndef LAKIPDF_CALC_FUNCTIONS_H
#define LAKIPDF_CALC_FUNCTIONS_H

#include "calc/state.h"

/* functions_list.c: over all elements of all arguments, missing ones skipped */
Value function_sum(Env *env, const Expr *call);
Value function_mean(Env *env, const Expr *call);
Value function_least(Env *env, const Expr *call);
Value function_greatest(Env *env, const Expr *call);
Value function_count(Env *env, const Expr *call);

/* functions_value.c */
Value function_if(Env *env, const Expr *call);
Value function_round(Env *env, const Expr *call);
Value function_abs(Env *env, const Expr *call);
Value function_given(Env *env, const Expr *call);
Value function_scale_label(Env *env, const Expr *call);
Value function_scale_code(Env *env, const Expr *call);
Value function_scale_colour(Env *env, const Expr *call);

/* functions_text.c */
Value function_words(Env *env, const Expr *call);
Value function_roman(Env *env, const Expr *call);
Value function_letters(Env *env, const Expr *call);
Value function_join(Env *env, const Expr *call);
Value function_text(Env *env, const Expr *call);

/* The value of an argument that must be a number; MISSING, after an error where it is something
   else. */
Value number_argument(Env *env, const Expr *call, size_t i);

#endif
