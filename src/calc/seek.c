/*
 * Filters that ask for equal texts: only the elements that can be meant are looked at.
 *
 * In `sasaran[nama == luar.nama]` the text is looked up among the names of all elements. The filter
 * is evaluated as ever for what is found. What is left out would have given tidak, or nothing: this
 * is so only where all that the filter reads of it is computed and of a kind that gives no error,
 * and what it is compared with gives none either. Else all are gone through, and what is wrong is
 * told for each.
 */
#include "calc/known.h"

#include <stdlib.h>
#include <string.h>

/* A filter at work. */
typedef struct Seek {
    Env env; /* within the filter: its scope is that of the first element */
    Known *known;
    const Record *first;
    Range range;
    bool later; /* something is not computed yet: more may be told then */
} Seek;

/* --- Elements -------------------------------------------------------------------------------- */

static bool same_holders(const Record *a, const Record *b)
{
    while (a != NULL && b != NULL && a->type == b->type && a->parent != b->parent) {
        a = a->parent;
        b = b->parent;
    }
    return a != NULL && b != NULL && a->type == b->type;
}

/* True where a name means the same in all elements. */
static bool are_alike(Known *known)
{
    const List *list = known->of;
    if (known->compared)
        return known->alike;
    known->compared = true;
    known->alike = list->items[0].kind == VALUE_RECORD;
    for (size_t i = 1; i < list->count && known->alike; i++)
        known->alike = list->items[i].kind == VALUE_RECORD &&
                       same_holders(list->items[0].record, list->items[i].record);
    return known->alike;
}

/* --- What a filter consists of --------------------------------------------------------------- */

static bool is_local(const Seek *seek, const Symbol *name)
{
    const Scope *around = seek->env.scope->outer;
    return local_find(seek->env.locals, name, around != NULL,
                      around != NULL && around->outer == NULL) != NULL;
}

/* A field that a name is in the element, or `atasan.name` in what holds it. */
typedef struct Own {
    const Field *field; /* NULL: it is something else */
    Symbol *name;
    size_t height; /* 0: the element's own */
} Own;

static Own own_field(const Seek *seek, const Expr *expr)
{
    Calc *calc = seek->env.calc;
    Own own = {.field = NULL};
    bool path = expr->kind == EXPR_PATH && expr->path.base->kind == EXPR_NAME;
    if (!path && expr->kind != EXPR_NAME)
        return own;
    const Record *record = seek->first;
    own.name = path ? expr->path.base->name : expr->name;
    if (is_local(seek, own.name))
        return own;
    for (size_t i = 0; path && i < expr->path.count; i++) {
        if (record == NULL || own.name == NULL || own.name->builtin != BUILTIN_PARENT ||
            symbol_field(calc, own.name, record->type) != NULL)
            return own;
        record = record->parent;
        own.name = expr->path.steps[i].field;
        own.height++;
    }
    if (record != NULL && own.name != NULL)
        own.field = symbol_field(calc, own.name, record->type);
    return own;
}

/* True where the field is computed in all elements and of one of these kinds. */
static bool holds_only(Seek *seek, const Expr *expr, Own own, unsigned kinds)
{
    const void *field = own.height == 0 ? (const void *)own.name : (const void *)expr;
    Known *known = known_field(seek->env.calc, seek->known->of, field);
    unsigned found = known_kinds(&seek->env, seek->range, known, own.height, own.name);
    bool pending = (found & KIND_BIT(VALUE_PENDING)) != 0;
    seek->later = seek->later || pending;
    return !pending && (found & ~kinds) == 0;
}

static bool is_function(const Expr *expr, const char *name)
{
    return expr->kind == EXPR_CALL && strcmp(expr->call.function->name, name) == 0;
}

/* True for names, and paths without [index]. */
static bool is_plain(const Expr *expr)
{
    if (expr->kind == EXPR_NAME)
        return true;
    if (expr->kind != EXPR_PATH || expr->path.base->kind != EXPR_NAME)
        return false;
    for (size_t i = 0; i < expr->path.count; i++)
        if (expr->path.steps[i].index != NULL)
            return false;
    return true;
}

/* True for what is the same for all elements. */
static bool is_outer(const Seek *seek, const Expr *expr)
{
    if (expr->kind == EXPR_CONST)
        return true;
    if (!is_plain(expr))
        return false;
    Symbol *name = expr->kind == EXPR_NAME ? expr->name : expr->path.base->name;
    if (is_local(seek, name))
        return true;
    for (const Record *record = seek->first; record != NULL; record = record->parent)
        if (symbol_field(seek->env.calc, name, record->type) != NULL)
            return record->parent == NULL && expr->kind == EXPR_NAME; /* the report's */
    return name->builtin == BUILTIN_NONE || name->builtin == BUILTIN_OUTER;
}

/* True for a field of the element, or of what holds it, that is a text or nothing. */
static bool is_text(Seek *seek, const Expr *expr)
{
    Own own = own_field(seek, expr);
    if (own.field == NULL || own.field->shape != SHAPE_ONE)
        return false;
    switch (own.field->kind) {
    case FIELD_TEXT:
    case FIELD_CHOICE:
    case FIELD_CODE:
    case FIELD_NIP:
        return holds_only(seek, expr, own, KIND_BIT(VALUE_TEXT) | KIND_BIT(VALUE_MISSING));
    default:
        return false;
    }
}

/* True for a field of the element itself that is one. */
static bool is_key(Seek *seek, const Expr *expr)
{
    return expr->kind == EXPR_NAME && is_text(seek, expr);
}

/* The same for ya and tidak. */
static bool is_flag(Seek *seek, const Expr *expr)
{
    Own own = own_field(seek, expr);
    if (own.field == NULL || own.field->shape != SHAPE_ONE ||
        (own.field->kind != FIELD_BOOL && own.field->kind != FIELD_ANY))
        return false;
    return holds_only(seek, expr, own, KIND_BIT(VALUE_BOOL) | KIND_BIT(VALUE_MISSING));
}

/* True for a field of either that is computed, whatever it is. */
static bool is_settled(Seek *seek, const Expr *expr)
{
    Own own = own_field(seek, expr);
    return own.field != NULL && holds_only(seek, expr, own, ~0U);
}

/* --- What all elements are compared with ----------------------------------------------------- */

static bool end_trial(Seek *seek, const Env *env)
{
    seek->env.calc->trial = false;
    seek->later = seek->later || env->failed;
    return !env->failed;
}

static Env begin_trial(Seek *seek)
{
    Env env = seek->env;
    env.calc->trial = true;
    return env;
}

/* The value of what is the same for all elements. False where it is not yet computed or would give
   an error. */
static bool try_value(Seek *seek, const Expr *outer, Value *value)
{
    Env env = begin_trial(seek);
    *value = eval(&env, outer);
    return end_trial(seek, &env);
}

/* The same for values that stand in a list, or are pushed to the stack where that is NULL. */
static bool try_list(Seek *seek, const Expr *outer, const List **list, size_t *count)
{
    Env env = begin_trial(seek);
    *count = 0;
    *list = eval_list(&env, outer, count);
    if (*list != NULL)
        *count = (*list)->count;
    return end_trial(seek, &env);
}

static bool is_list(Seek *seek, const Expr *expr)
{
    const List *list;
    size_t count;
    size_t top = seek->env.calc->top;
    bool good = is_outer(seek, expr) && try_list(seek, expr, &list, &count);
    seek->env.calc->top = top;
    return good;
}

/* The two sides of a comparison: the element's text, and a text, or nothing, that is the same for
   all. */
typedef struct Pair {
    const Expr *key;
    Value value;
} Pair;

static bool is_pair(Seek *seek, const Expr *key, const Expr *outer, Pair *pair)
{
    pair->key = key;
    return is_outer(seek, outer) && is_key(seek, key) && try_value(seek, outer, &pair->value) &&
           (pair->value.kind == VALUE_TEXT || pair->value.kind == VALUE_MISSING);
}

static bool find_pair(Seek *seek, const Expr *expr, Pair *pair)
{
    const Term *terms = expr->chain.terms;
    return terms[1].op == OP_EQUAL && (is_pair(seek, terms[0].expr, terms[1].expr, pair) ||
                                       is_pair(seek, terms[1].expr, terms[0].expr, pair));
}

/* --- What gives no error --------------------------------------------------------------------- */

static bool is_safe(Seek *seek, const Expr *expr);

static bool all_safe(Seek *seek, const Term *terms, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!is_safe(seek, terms[i].expr))
            return false;
    return true;
}

static bool is_safe_call(Seek *seek, const Expr *expr)
{
    const Expr *const *args = (const Expr *const *)expr->call.args;
    if (is_function(expr, "ada"))
        return is_settled(seek, args[0]) || is_list(seek, args[0]);
    if (is_function(expr, "termasuk"))
        return is_text(seek, args[0]) && is_list(seek, args[1]);
    if (!is_function(expr, "jika"))
        return false;
    for (size_t i = 0; i < expr->call.count; i++)
        if (!is_safe(seek, args[i]))
            return false;
    return true;
}

/* True for what gives ya, tidak or nothing, computes no field and gives no error, whatever the
   element. */
static bool is_safe(Seek *seek, const Expr *expr)
{
    Pair pair;
    switch (expr->kind) {
    case EXPR_CONST:
        return expr->constant.kind == VALUE_BOOL;
    case EXPR_NAME:
    case EXPR_PATH:
        return is_flag(seek, expr);
    case EXPR_NOT:
        return is_safe(seek, expr->operand);
    case EXPR_AND:
    case EXPR_OR:
        return all_safe(seek, expr->chain.terms, expr->chain.count);
    case EXPR_COMPARE:
        return find_pair(seek, expr, &pair);
    case EXPR_CALL:
        return is_safe_call(seek, expr);
    default:
        return false;
    }
}

/* --- Looking up ------------------------------------------------------------------------------ */

static void add_place(Calc *calc, size_t place)
{
    uint32_t *slot = arena_push(calc->arena, &calc->places_found, &calc->place_capacity,
                                calc->place_count, sizeof *slot);
    *slot = (uint32_t)place;
    calc->place_count++;
}

/* The elements whose field is a text, and those that have none where `strict`. */
static bool find_texts(Seek *seek, Symbol *name, const Value *values, size_t count, bool strict)
{
    Calc *calc = seek->env.calc;
    Known *index = known_field(calc, seek->known->of, name);
    if (!known_index(&seek->env, seek->range, index, name) ||
        !charge(&seek->env, seek->range, count))
        return false;
    for (size_t i = 0; i < count; i++) {
        size_t at = KNOWN_NONE;
        while (values[i].kind == VALUE_TEXT &&
               (at = known_find(calc, index, name, values[i].text, at)) != KNOWN_NONE)
            add_place(calc, at);
    }
    for (size_t at = strict ? index->without : 0; at > 0; at = index->next[at - 1])
        add_place(calc, at - 1);
    return true;
}

static bool find_equal(Seek *seek, const Expr *expr, bool strict)
{
    Pair pair;
    return find_pair(seek, expr, &pair) && !(strict && pair.value.kind == VALUE_MISSING) &&
           find_texts(seek, pair.key->name, &pair.value, 1, strict);
}

static bool find_among(Seek *seek, const Expr *key, const Expr *outer, bool strict)
{
    Calc *calc = seek->env.calc;
    const List *list;
    size_t count;
    size_t top = calc->top;
    bool told =
        is_outer(seek, outer) && is_key(seek, key) && try_list(seek, outer, &list, &count) &&
        find_texts(seek, key->name, list != NULL ? list->items : calc->stack + top, count, strict);
    calc->top = top;
    return told;
}

static bool find(Seek *seek, const Expr *expr, bool strict);

/* Where no term gives an error any of them tells. Else one that is tidak keeps those behind it from
   being looked at. */
static bool find_all_of(Seek *seek, const Expr *expr, bool strict)
{
    Calc *calc = seek->env.calc;
    const Term *terms = expr->chain.terms;
    size_t from = calc->place_count;
    bool safe = !strict && all_safe(seek, terms, expr->chain.count);
    for (size_t i = 0; i < expr->chain.count; i++) {
        if (find(seek, terms[i].expr, !safe))
            return true;
        calc->place_count = from;
        if (!safe && !is_safe(seek, terms[i].expr))
            return false;
    }
    return false;
}

static bool find_any_of(Seek *seek, const Expr *expr, bool strict)
{
    for (size_t i = 0; i < expr->chain.count; i++)
        if (!find(seek, expr->chain.terms[i].expr, strict))
            return false;
    return true;
}

static bool find_branch(Seek *seek, const Expr *expr, bool strict)
{
    const Expr *const *args = (const Expr *const *)expr->call.args;
    bool otherwise = expr->call.count > 2;
    if (strict && !(otherwise && is_function(args[0], "ada")))
        return false;
    return is_safe(seek, args[0]) && find(seek, args[1], strict) &&
           (!otherwise || find(seek, args[2], strict));
}

/* Adds elements such that the expression is tidak for all others, or nothing where that is not
   `strict`, computes no field and gives no error. False where that cannot be told; what was added
   counts for nothing then. */
static bool find(Seek *seek, const Expr *expr, bool strict)
{
    switch (expr->kind) {
    case EXPR_CONST:
        return expr->constant.kind == VALUE_BOOL && !expr->constant.flag;
    case EXPR_AND:
        return find_all_of(seek, expr, strict);
    case EXPR_OR:
        return find_any_of(seek, expr, strict);
    case EXPR_COMPARE:
        return find_equal(seek, expr, strict);
    case EXPR_CALL:
        if (is_function(expr, "termasuk"))
            return find_among(seek, expr->call.args[0], expr->call.args[1], strict);
        return is_function(expr, "jika") && find_branch(seek, expr, strict);
    default:
        return false;
    }
}

static int ascending(const void *left, const void *right)
{
    uint32_t a = *(const uint32_t *)left;
    uint32_t b = *(const uint32_t *)right;
    return (a > b) - (a < b);
}

/* Each place once, from `least` on. */
static size_t settle_places(uint32_t *places, size_t count, size_t least)
{
    size_t kept = 0;
    if (count > 1)
        qsort(places, count, sizeof *places, ascending);
    for (size_t i = 0; i < count; i++)
        if (places[i] >= least && (kept == 0 || places[i] != places[kept - 1]))
            places[kept++] = places[i];
    return kept;
}

/* --- The elements in turn -------------------------------------------------------------------- */

/* Whether the deepest part of an index is far from where the evaluation ends. */
static bool has_depth(const Calc *calc)
{
    enum { DEEPEST = CALC_MAX_DEPTH * 8 }; /* each nesting holds a chain of every rank */
    return calc->depth < EVAL_MAX_DEPTH - DEEPEST;
}

static void seek(Env *env, Search *search)
{
    Calc *calc = env->calc;
    const List *list = search->list;
    Known *known = list->count < KNOWN_LEAST ? NULL : known_list(calc, list, NULL);
    search->list = NULL;
    if (known == NULL || !has_depth(calc) || !are_alike(known))
        return;
    const Record *first = list->items[0].record;
    Scope scope = {.outer = env->scope, .record = first, .self = list->items[0]};
    Seek seek = {.env = *env, .known = known, .first = first, .range = search->step->range};
    seek.env.scope = &scope;
    seek.env.failed = false;
    search->from = calc->place_count;
    search->sought = find(&seek, search->step->index, false) && !seek.env.failed;
    env->failed = env->failed || seek.env.failed;
    if (search->sought)
        calc->place_count =
            search->from + settle_places(calc->places_found + search->from,
                                         calc->place_count - search->from, search->next);
    else
        calc->place_count = search->from;
    search->at = search->from;
    search->to = calc->place_count;
    search->list = seek.later && !search->sought ? list : NULL;
}

Search search_begin(const List *list, size_t count, const Step *step)
{
    return (Search){.list = list, .step = step, .count = count};
}

bool search_next(Env *env, Search *search, size_t *element)
{
    /* What one element computes may be all that was not told; not asked too often. */
    if (search->list != NULL && (search->next & (search->next - 1)) == 0)
        seek(env, search);
    if (search->sought && search->at < search->to)
        *element = env->calc->places_found[search->at++];
    else if (!search->sought && search->next < search->count)
        *element = search->next++;
    else
        return false;
    return true;
}

void search_end(Calc *calc, const Search *search)
{
    if (search->sought)
        calc->place_count = search->from;
}
