/*
 * What can be told of a formula before there are data: that each name is known, and what kind of
 * value, of which record type, comes out.
 */
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

enum { STATIC_MAX_DEPTH = 8 }; /* computed fields that are inferred from one another */

static const Static UNKNOWN = {.kind = FIELD_ANY};

static Static infer(Checker *checker, const Expr *expr);

static Static of_kind(FieldKind kind)
{
    return (Static){.kind = kind};
}

static Static of_record(const RecordType *type)
{
    return (Static){.kind = FIELD_RECORD, .type = type};
}

static void complain(Checker *checker, Range range, const char *hint, Str message)
{
    checker->ok = false;
    if (checker->diagnose)
        diag(checker->calc->diags, SEVERITY_ERROR, formula_place(checker->formula, range), hint,
             "%.*s", STR_ARG(message));
}

/* --- Fields
 * ------------------------------------------------------------------------------------------ */

Static rule_static(Calc *calc, const Rule *rule)
{
    if (rule->inferred->known)
        return rule->inferred->result;
    if (rule->formula == NULL || calc->static_depth >= STATIC_MAX_DEPTH)
        return UNKNOWN;
    /* A rule that leads back to itself finds this. */
    *rule->inferred = (Inferred){true, UNKNOWN};
    calc->static_depth++;
    rule->inferred->result =
        expr_static(calc, rule->formula, rule->formula->root, rule->field->owner);
    calc->static_depth--;
    return rule->inferred->result;
}

static Static of_field(Calc *calc, const Field *field)
{
    Static result = {.kind = field->kind, .type = field->record};
    if (field->kind == FIELD_ANY && field->computed && field->user != NULL)
        result = rule_static(calc, field->user);
    result.list = result.list || field->shape == SHAPE_LIST;
    result.map = result.map || field->shape == SHAPE_MAP;
    result.per_year = field->shape == SHAPE_PER_YEAR;
    return result;
}

/* What is true of both. */
static Static common(Static a, Static b)
{
    if (a.kind != b.kind || a.list != b.list || a.map != b.map || a.per_year != b.per_year)
        return UNKNOWN;
    if (a.type != b.type)
        a.type = NULL;
    return a;
}

/* --- Names
 * ------------------------------------------------------------------------------------------- */

static Static parent_static(const RecordType *type)
{
    Static result = of_record(NULL);
    for (size_t i = 0; i < type->holder_count; i++) {
        const RecordType *owner = type->holders[i]->owner;
        if (i == 0)
            result.type = owner;
        else if (result.type != owner)
            result.type = NULL;
    }
    return result;
}

static Static builtin_static(Builtin builtin, const RecordType *type)
{
    switch (builtin) {
    case BUILTIN_SELF:
        return of_record(type);
    case BUILTIN_PARENT:
        return parent_static(type);
    case BUILTIN_POSITION:
        return of_kind(FIELD_NUMBER);
    default:
        return of_kind(FIELD_TEXT);
    }
}

/* The field in the types above `type`: in each chain of holders the nearest counts. */
static bool find_above(Calc *calc, Symbol *name, const RecordType *type, Static *result)
{
    size_t count;
    const RecordType **types = types_in_reach(calc, type, &count);
    bool found = false;
    for (size_t i = 1; i < count; i++) {
        const Field *field = symbol_field(calc, name, types[i]);
        if (field == NULL)
            continue;
        Static one = of_field(calc, field);
        *result = found ? common(*result, one) : one;
        found = true;
    }
    return found;
}

static bool find_static(Calc *calc, Symbol *name, const StaticScope *scope, Static *result)
{
    if (scope->scalar) {
        *result = scope->self;
        return name->builtin == BUILTIN_SELF;
    }
    *result = UNKNOWN;
    if (scope->type == NULL)
        return true;
    const Field *field = symbol_field(calc, name, scope->type);
    if (field != NULL) {
        *result = of_field(calc, field);
        return true;
    }
    if (name->builtin != BUILTIN_NONE) {
        *result = builtin_static(name->builtin, scope->type);
        return true;
    }
    return find_above(calc, name, scope->type, result);
}

static void add_names(Arena *arena, Str **names, size_t *capacity, size_t *count, const Str *more,
                      size_t more_count)
{
    for (size_t i = 0; i < more_count; i++) {
        Str *slot = arena_push(arena, names, capacity, *count, sizeof **names);
        *slot = more[i];
        (*count)++;
    }
}

/* The nearest of all names that may stand there. */
static const char *name_hint(Checker *checker, Str name)
{
    Calc *calc = checker->calc;
    Str *names = NULL;
    size_t count = 0;
    size_t capacity = 0;
    const Function *function = function_find(name);
    if (function != NULL)
        return str_c(calc->arena, str_format(calc->arena, "it is a function: %s", function->usage));
    for (const StaticScope *scope = checker->scope; scope != NULL; scope = scope->outer) {
        size_t type_count = 0;
        const RecordType **types = NULL;
        if (scope->type != NULL)
            types = types_in_reach(calc, scope->type, &type_count);
        for (size_t i = 0; i < type_count; i++) {
            size_t field_count;
            const Str *fields = schema_field_names(calc->arena, types[i], &field_count);
            add_names(calc->arena, &names, &capacity, &count, fields, field_count);
        }
    }
    for (size_t i = 0; checker->locals != NULL && i < checker->locals->count; i++)
        add_names(calc->arena, &names, &capacity, &count, &checker->locals->items[i].name, 1);
    size_t builtin_count;
    const Str *builtins = builtin_names(&builtin_count);
    add_names(calc->arena, &names, &capacity, &count, builtins, builtin_count);
    return suggestion(calc->arena, name, names, count);
}

static Static local_static(Value value)
{
    switch (value.kind) {
    case VALUE_RECORD:
        return of_record(value.record->type);
    case VALUE_NUMBER:
        return of_kind(FIELD_NUMBER);
    case VALUE_TEXT:
        return of_kind(FIELD_TEXT);
    case VALUE_BOOL:
        return of_kind(FIELD_BOOL);
    case VALUE_DATE:
        return of_kind(FIELD_DATE);
    default:
        return UNKNOWN;
    }
}

static Static infer_name(Checker *checker, const Expr *expr)
{
    Symbol *name = expr->name;
    for (size_t i = 0; checker->locals != NULL && i < checker->locals->count; i++)
        if (str_equal(checker->locals->items[i].name, name->name))
            return local_static(checker->locals->items[i].value);
    if (checker->scope == NULL)
        return UNKNOWN;
    Static result;
    for (const StaticScope *scope = checker->scope; scope != NULL; scope = scope->outer)
        if (find_static(checker->calc, name, scope, &result))
            return result;
    if (checker->diagnose)
        complain(checker, expr->range, name_hint(checker, name->name),
                 str_format(checker->calc->arena, "unknown name '%.*s'", STR_ARG(name->name)));
    return UNKNOWN;
}

/* --- Paths
 * ------------------------------------------------------------------------------------------- */

static Static infer_member(Checker *checker, Static of, const Step *step)
{
    Calc *calc = checker->calc;
    Static result = UNKNOWN;
    if (of.map) {
        of.map = false; /* the key's value */
        return of;
    }
    result.list = of.list;
    if (of.kind != FIELD_RECORD || of.type == NULL)
        return result;
    const Field *field = symbol_field(calc, step->field, of.type);
    if (field != NULL)
        result = of_field(calc, field);
    else if (step->field->builtin != BUILTIN_NONE)
        result = builtin_static(step->field->builtin, of.type);
    else if (checker->diagnose) {
        size_t count;
        const Str *names = schema_field_names(calc->arena, of.type, &count);
        Str message = str_format(calc->arena, "'%.*s' has no field '%.*s'", STR_ARG(of.type->name),
                                 STR_ARG(step->field->name));
        complain(checker, step->range, suggestion(calc->arena, step->field->name, names, count),
                 message);
    }
    result.list = result.list || of.list;
    return result;
}

static Static infer_index(Checker *checker, Static of, const Step *step)
{
    if (of.per_year || of.map) {
        (void)infer(checker, step->index);
        of.per_year = of.map = false;
        return of;
    }
    if (!of.list && of.kind != FIELD_ANY)
        complain(checker, step->range, NULL, STR("what stands before '[' is no list"));
    Static element = of;
    element.list = false;
    StaticScope scope = {.outer = checker->scope, .type = of.type, .self = element};
    scope.scalar = of.kind != FIELD_ANY && of.kind != FIELD_RECORD;
    const StaticScope *outer = checker->scope;
    checker->scope = &scope;
    Static index = infer(checker, step->index);
    checker->scope = outer;
    of.list = index.kind == FIELD_BOOL;
    if (index.kind == FIELD_ANY)
        of = (Static){.kind = of.kind, .type = of.type, .list = true};
    return of;
}

static Static infer_path(Checker *checker, const Expr *expr)
{
    Static result = infer(checker, expr->path.base);
    for (size_t i = 0; i < expr->path.count; i++) {
        const Step *step = &expr->path.steps[i];
        result = step->index != NULL ? infer_index(checker, result, step)
                                     : infer_member(checker, result, step);
    }
    return result;
}

/* --- Operators and functions
 * -------------------------------------------------------------------------- */

/* A year plus or minus a number is a year; all other results are numbers. */
static Static infer_chain(Checker *checker, const Expr *expr)
{
    FieldKind kind = FIELD_NUMBER;
    for (size_t i = 0; i < expr->chain.count; i++) {
        const Term *term = &expr->chain.terms[i];
        bool year = infer(checker, term->expr).kind == FIELD_YEAR;
        bool sum = term->op == OP_ADD || term->op == OP_SUBTRACT;
        if (i == 0 && year)
            kind = FIELD_YEAR;
        else if (i > 0 && (year || !sum))
            kind = FIELD_NUMBER;
    }
    return of_kind(kind);
}

static Static infer_terms(Checker *checker, const Expr *expr)
{
    for (size_t i = 0; i < expr->chain.count; i++) {
        const Expr *term = expr->chain.terms[i].expr;
        (void)infer(checker, term);
        if (expr->kind == EXPR_COMPARE && term->kind == EXPR_CONST &&
            term->constant.kind == VALUE_MISSING)
            complain(checker, term->range, "write ada(x), or bukan ada(x)",
                     STR("a comparison with 'kosong' never holds"));
    }
    return of_kind(FIELD_BOOL);
}

/* A scale that is named outright must exist. */
static void check_scale_name(Checker *checker, const Expr *call)
{
    bool scale = str_starts(str_from(call->call.function->name), "skala");
    if (!checker->diagnose || !scale || call->call.count < 2)
        return;
    const Expr *name = call->call.args[1];
    if (name->kind != EXPR_CONST || name->constant.kind != VALUE_TEXT)
        return;
    if (scale_find(checker->calc, name->constant.text,
                   formula_place(checker->formula, name->range)) == NULL)
        checker->ok = false;
}

static Static infer_call(Checker *checker, const Expr *expr)
{
    static const FieldKind KINDS[] = {
        [RESULT_NUMBER] = FIELD_NUMBER, [RESULT_TEXT] = FIELD_TEXT,  [RESULT_BOOL] = FIELD_BOOL,
        [RESULT_ELEMENT] = FIELD_ANY,   [RESULT_BRANCH] = FIELD_ANY,
    };
    const Function *function = expr->call.function;
    Static args[3] = {UNKNOWN, UNKNOWN, UNKNOWN};
    for (size_t i = 0; i < expr->call.count; i++) {
        Static arg = infer(checker, expr->call.args[i]);
        if (i < 3)
            args[i] = arg;
    }
    check_scale_name(checker, expr);
    if (function->result == RESULT_ELEMENT)
        return of_kind(args[0].kind);
    if (function->result == RESULT_BRANCH)
        return args[1].kind == FIELD_ANY && expr->call.count > 2 ? args[2] : args[1];
    return of_kind(KINDS[function->result]);
}

static Static infer(Checker *checker, const Expr *expr)
{
    switch (expr->kind) {
    case EXPR_CONST:
        return local_static(expr->constant);
    case EXPR_NAME:
        return infer_name(checker, expr);
    case EXPR_PATH:
        return infer_path(checker, expr);
    case EXPR_CALL:
        return infer_call(checker, expr);
    case EXPR_CHAIN:
        return infer_chain(checker, expr);
    case EXPR_NEGATE:
        (void)infer(checker, expr->operand);
        return of_kind(FIELD_NUMBER);
    case EXPR_NOT:
        (void)infer(checker, expr->operand);
        return of_kind(FIELD_BOOL);
    default:
        return infer_terms(checker, expr);
    }
}

/* --- Interface
 * ---------------------------------------------------------------------------------------- */

Static expr_static(Calc *calc, const Formula *formula, const Expr *expr, const RecordType *scope)
{
    StaticScope top = {.type = scope, .self = of_record(scope)};
    Checker checker = {.calc = calc, .formula = formula, .scope = &top};
    return infer(&checker, expr);
}

bool calc_check(Calc *calc, const Formula *formula, const RecordType *scope, const Locals *locals)
{
    StaticScope top = {.type = scope, .self = of_record(scope)};
    Checker checker = {calc, formula, locals, &top, true, true};
    (void)infer(&checker, formula->root);
    return checker.ok;
}

const RecordType *calc_result_type(Calc *calc, const Formula *formula, const RecordType *scope)
{
    Static result = expr_static(calc, formula, formula->root, scope);
    return result.kind == FIELD_RECORD ? result.type : NULL;
}

FieldKind calc_result_kind(Calc *calc, const Formula *formula, const RecordType *scope)
{
    return expr_static(calc, formula, formula->root, scope).kind;
}
