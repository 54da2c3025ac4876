/*
 * Filters that ask for equal texts: only the elements that can be meant are looked at.
 *
 * In `sasaran[nama == luar.nama]` the text is looked up among the names of all elements. The filter
 * is evaluated as ever for what is found; what is left out would have given tidak, or nothing, and
 * no error: all terms of such a filter are of those that give none.
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
} Seek;

/* --- Elements -----------------------------------------------------------------------------------
 */

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

/* --- What a filter consists of ------------------------------------------------------------------
 */

static bool is_local(const Seek *seek, const Symbol *name)
{
    const Scope *around = seek->env.scope->outer;
    return local_find(seek->env.locals, name, around != NULL,
                      around != NULL && around->outer == NULL) != NULL;
}

/* The field that a name is in the element, or `atasan.name` in what holds it; NULL for all else. */
static const Field *own_field(const Seek *seek, const Expr *expr)
{
    Calc *calc = seek->env.calc;
    bool path = expr->kind == EXPR_PATH && expr->path.base->kind == EXPR_NAME;
    if (!path && expr->kind != EXPR_NAME)
        return NULL;
    Symbol *name = path ? expr->path.base->name : expr->name;
    const Record *record = seek->first;
    if (is_local(seek, name))
        return NULL;
    for (size_t i = 0; path && i < expr->path.count; i++) {
        if (record == NULL || name == NULL || name->builtin != BUILTIN_PARENT ||
            symbol_field(calc, name, record->type) != NULL)
            return NULL;
        record = record->parent;
        name = expr->path.steps[i].field;
    }
    return record == NULL || name == NULL ? NULL : symbol_field(calc, name, record->type);
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
static bool is_text(const Seek *seek, const Expr *expr)
{
    const Field *field = own_field(seek, expr);
    if (field == NULL || field->shape != SHAPE_ONE)
        return false;
    switch (field->kind) {
    case FIELD_TEXT:
    case FIELD_CHOICE:
    case FIELD_CODE:
    case FIELD_NIP:
        return true;
    default:
        return false;
    }
}

/* True for a field of the element itself that is one. */
static bool is_key(const Seek *seek, const Expr *expr)
{
    return expr->kind == EXPR_NAME && is_text(seek, expr);
}

/* The same for ya and tidak. */
static bool is_flag(const Seek *seek, const Expr *expr)
{
    const Field *field = own_field(seek, expr);
    if (field == NULL || field->shape != SHAPE_ONE)
        return false;
    if (field->kind != FIELD_ANY || !field->computed || field->user == NULL)
        return field->kind == FIELD_BOOL;
    Static made = rule_static(seek->env.calc, field->user);
    return made.kind == FIELD_BOOL && !made.list && !made.map;
}

static bool is_pair(const Seek *seek, const Expr *a, const Expr *b)
{
    return is_key(seek, a) && is_outer(seek, b);
}

static bool is_safe(const Seek *seek, const Expr *expr);

static bool all_safe(const Seek *seek, const Term *terms, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!is_safe(seek, terms[i].expr))
            return false;
    return true;
}

static bool is_safe_call(const Seek *seek, const Expr *expr)
{
    const Expr *const *args = (const Expr *const *)expr->call.args;
    if (is_function(expr, "ada"))
        return is_plain(args[0]);
    if (is_function(expr, "termasuk"))
        return is_text(seek, args[0]) && is_outer(seek, args[1]);
    if (!is_function(expr, "jika"))
        return false;
    for (size_t i = 0; i < expr->call.count; i++)
        if (!is_safe(seek, args[i]))
            return false;
    return true;
}

/* True for what gives ya, tidak or nothing, and no error, whatever the element. */
static bool is_safe(const Seek *seek, const Expr *expr)
{
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
        return expr->chain.terms[1].op == OP_EQUAL &&
               (is_pair(seek, expr->chain.terms[0].expr, expr->chain.terms[1].expr) ||
                is_pair(seek, expr->chain.terms[1].expr, expr->chain.terms[0].expr));
    case EXPR_CALL:
        return is_safe_call(seek, expr);
    default:
        return false;
    }
}

/* --- Looking up ---------------------------------------------------------------------------------
 */

static void add_place(Calc *calc, size_t place)
{
    uint32_t *slot = arena_push(calc->arena, &calc->places_found, &calc->place_capacity,
                                calc->place_count, sizeof *slot);
    *slot = (uint32_t)place;
    calc->place_count++;
}

/* The elements whose field is that value. False where that cannot be told. */
static bool find_value(Seek *seek, Symbol *name, Known *index, Value value)
{
    Calc *calc = seek->env.calc;
    if (value.kind != VALUE_TEXT)
        return value.kind == VALUE_MISSING;
    if (!charge(&seek->env, seek->range, 1))
        return false;
    size_t at = KNOWN_NONE;
    while ((at = known_find(calc, index, name, value.text, at)) != KNOWN_NONE)
        add_place(calc, at);
    return true;
}

/* Those whose field is one of the values of an expression that is the same for all. */
static bool find_key(Seek *seek, const Expr *key, const Expr *outer)
{
    Calc *calc = seek->env.calc;
    Symbol *name = key->name;
    Known *index = known_list(calc, seek->known->of, name);
    if (index == NULL || !known_index(&seek->env, seek->range, index, name))
        return false;
    size_t top = calc->top;
    size_t count = eval_push(&seek->env, outer);
    bool told = true;
    for (size_t i = 0; i < count && told; i++)
        told = find_value(seek, name, index, calc->stack[top + i]);
    calc->top = top;
    return told && !seek->env.failed;
}

static bool find(Seek *seek, const Expr *expr);

/* All terms that are `dan`: any of them that tells; all that are `atau`: each. */
static bool find_terms(Seek *seek, const Expr *expr)
{
    Calc *calc = seek->env.calc;
    size_t from = calc->place_count;
    for (size_t i = 0; i < expr->chain.count; i++) {
        bool told = find(seek, expr->chain.terms[i].expr);
        if (told == (expr->kind == EXPR_AND))
            return told;
        if (!told || seek->env.failed)
            calc->place_count = from;
    }
    return expr->kind == EXPR_OR;
}

static bool find_call(Seek *seek, const Expr *expr)
{
    if (is_function(expr, "termasuk"))
        return is_key(seek, expr->call.args[0]) &&
               find_key(seek, expr->call.args[0], expr->call.args[1]);
    if (!is_function(expr, "jika"))
        return false;
    return find(seek, expr->call.args[1]) &&
           (expr->call.count < 3 || find(seek, expr->call.args[2]));
}

/* Adds all elements for which the expression, which is safe, can be ya. False where that may be
   any; what was added counts for nothing then. */
static bool find(Seek *seek, const Expr *expr)
{
    switch (expr->kind) {
    case EXPR_CONST:
        return !expr->constant.flag;
    case EXPR_AND:
    case EXPR_OR:
        return find_terms(seek, expr);
    case EXPR_COMPARE: {
        const Term *terms = expr->chain.terms;
        bool first = is_key(seek, terms[0].expr);
        return find_key(seek, terms[first ? 0 : 1].expr, terms[first ? 1 : 0].expr);
    }
    case EXPR_CALL:
        return find_call(seek, expr);
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

/* Each place once. */
static size_t settle_places(uint32_t *places, size_t count)
{
    size_t kept = 0;
    if (count > 1)
        qsort(places, count, sizeof *places, ascending);
    for (size_t i = 0; i < count; i++)
        if (i == 0 || places[i] != places[i - 1])
            places[kept++] = places[i];
    return kept;
}

bool seek(Env *env, const List *list, const Step *step, size_t *from, size_t *count)
{
    Calc *calc = env->calc;
    Known *known = list->count < KNOWN_LEAST ? NULL : known_list(calc, list, NULL);
    if (known == NULL || !are_alike(known))
        return false;
    const Record *first = list->items[0].record;
    Scope scope = {.outer = env->scope, .record = first, .self = list->items[0]};
    Seek seek = {.env = *env, .known = known, .first = first, .range = step->range};
    seek.env.scope = &scope;
    seek.env.failed = false;
    *from = calc->place_count;
    bool told = is_safe(&seek, step->index) && find(&seek, step->index);
    env->failed = env->failed || seek.env.failed;
    if (!told || seek.env.failed) {
        calc->place_count = *from;
        return false;
    }
    *count = settle_places(calc->places_found + *from, calc->place_count - *from);
    calc->place_count = *from + *count;
    return true;
}
