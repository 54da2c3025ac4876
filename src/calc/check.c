/*
 * What can be told of a formula before there are data: that each name is known, and what kind of
 * value, of which record type, comes out.
 */
#include "calc/check.h"

enum { STATIC_MAX_DEPTH = 8 }; /* computed fields that are inferred from one another */

static Static of_record(const RecordType *type)
{
    return (Static){.kind = FIELD_RECORD, .type = type};
}

void check_complain(Checker *checker, Range range, const char *hint, Str message)
{
    checker->ok = false;
    if (checker->diagnose)
        diag(checker->calc->diags, SEVERITY_ERROR, formula_place(checker->formula, range), hint,
             "%.*s", STR_ARG(message));
}

/* --- Fields ---------------------------------------------------------------------------------- */

Static rule_static(Calc *calc, const Rule *rule)
{
    if (rule->inferred->known)
        return rule->inferred->result;
    if (rule->formula == NULL || calc->static_depth >= STATIC_MAX_DEPTH)
        return static_unknown();
    /* A rule that leads back to itself finds this. */
    *rule->inferred = (Inferred){true, static_unknown()};
    calc->static_depth++;
    rule->inferred->result =
        expr_static(calc, rule->formula, rule->formula->root, rule->field->owner);
    calc->static_depth--;
    return rule->inferred->result;
}

static Static of_field(Calc *calc, const Field *field)
{
    Static result = {.kind = field->kind, .type = field->record};
    reads_note(calc, field);
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
        return static_unknown();
    if (a.type != b.type)
        a.type = NULL;
    return a;
}

/* --- Names ----------------------------------------------------------------------------------- */

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
        return static_of_kind(FIELD_NUMBER);
    default:
        return static_of_kind(FIELD_TEXT);
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
    if (name->builtin == BUILTIN_OUTER &&
        (scope->type == NULL || symbol_field(calc, name, scope->type) == NULL)) {
        *result = scope->outer == NULL ? static_unknown() : scope->outer->self;
        return scope->outer != NULL;
    }
    if (scope->scalar) {
        *result = scope->self;
        return name->builtin == BUILTIN_SELF;
    }
    *result = static_unknown();
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

/* What may stand there where no name is near: there are too many fields to list, few locals. */
static const char *names_hint(Arena *arena, const Checker *checker, const Str *names, size_t count)
{
    enum { FEW = 12 };
    const StaticScope *scope = checker->scope;
    if (scope != NULL && scope->type != NULL)
        return str_format(arena,
                          "it is no field of '%.*s' nor of what holds that; fields stand in "
                          "config/skema/, computed ones in config/hitungan/",
                          STR_ARG(scope->type->name))
            .at;
    if (count == 0 || count > FEW)
        return NULL;
    Buf all = {.arena = arena};
    buf_text(&all, "names are ");
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            buf_text(&all, i + 1 < count ? ", " : " and ");
        buf_add(&all, names[i]);
    }
    return str_c(arena, buf_str(&all));
}

/* The nearest of all names that may stand there. */
static const char *name_hint(Checker *checker, Str name)
{
    Calc *calc = checker->calc;
    Str *names = NULL;
    size_t count = 0;
    size_t capacity = 0;
    const Function *function = function_find(name);
    if (checker->scope != NULL && symbol_intern(calc, name)->builtin == BUILTIN_OUTER)
        return "only a filter has something around it: list[... luar ...]";
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
    if (checker->scope != NULL)
        add_names(calc->arena, &names, &capacity, &count, builtins, builtin_count);
    return hint_nearest(calc->arena, name, names, count,
                        names_hint(calc->arena, checker, names, count));
}

static Static local_static(Value value)
{
    switch (value.kind) {
    case VALUE_RECORD:
        return of_record(value.record->type);
    case VALUE_NUMBER:
        return static_of_kind(FIELD_NUMBER);
    case VALUE_TEXT:
        return static_of_kind(FIELD_TEXT);
    case VALUE_BOOL:
        return static_of_kind(FIELD_BOOL);
    case VALUE_DATE:
        return static_of_kind(FIELD_DATE);
    case VALUE_MAP:
        if (value.map->count > 0 && value.map->entries[0].year != 0)
            return (Static){.kind = FIELD_ANY, .per_year = true};
        return (Static){.kind = FIELD_ANY, .map = true};
    default:
        return static_unknown();
    }
}

static Static infer_name(Checker *checker, const Expr *expr)
{
    Symbol *name = expr->name;
    const StaticScope *around = checker->scope == NULL ? NULL : checker->scope->outer;
    const Local *local =
        local_find(checker->locals, name, around != NULL, around != NULL && around->outer == NULL);
    if (local != NULL)
        return local_static(local->value);
    Static result;
    for (const StaticScope *scope = checker->scope; scope != NULL; scope = scope->outer)
        if (find_static(checker->calc, name, scope, &result))
            return result;
    checker->ok = false;
    if (checker->diagnose)
        check_complain(
            checker, expr->range, name_hint(checker, name->name),
            str_format(checker->calc->arena, "unknown name '%.*s'", STR_ARG(name->name)));
    return static_unknown();
}

/* --- Paths ----------------------------------------------------------------------------------- */

static Static infer_member(Checker *checker, Static of, const Step *step)
{
    Calc *calc = checker->calc;
    Static result = static_unknown();
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
    else if (step->field->builtin != BUILTIN_NONE && step->field->builtin != BUILTIN_OUTER)
        result = builtin_static(step->field->builtin, of.type);
    else if (checker->diagnose) {
        size_t count;
        const Str *names = schema_field_names(calc->arena, of.type, &count);
        Str message = str_format(calc->arena, "'%.*s' has no field '%.*s'", STR_ARG(of.type->name),
                                 STR_ARG(step->field->name));
        check_complain(checker, step->range,
                       hint_nearest(calc->arena, step->field->name, names, count,
                                    "fields stand in config/skema/, computed ones in "
                                    "config/hitungan/"),
                       message);
    }
    result.list = result.list || of.list;
    return result;
}

static Static infer_index(Checker *checker, Static of, const Step *step)
{
    if (of.per_year || of.map) {
        /* A condition picks several years. */
        FieldKind index = infer(checker, step->index).kind;
        of.list = of.list || (of.per_year && (index == FIELD_BOOL || index == FIELD_ANY));
        of.per_year = of.map = false;
        return of;
    }
    if (!of.list && of.kind != FIELD_ANY)
        check_complain(checker, step->range, NULL, STR("what stands before '[' is no list"));
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

Static infer(Checker *checker, const Expr *expr)
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
        return infer_negate(checker, expr);
    case EXPR_NOT:
        return infer_not(checker, expr);
    default:
        return infer_terms(checker, expr);
    }
}

/* --- Interface ------------------------------------------------------------------------------- */

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

bool formula_check_closed(Calc *calc, const Formula *formula, const Locals *locals, bool diagnose)
{
    Checker checker = {calc, formula, locals, NULL, diagnose, true};
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
