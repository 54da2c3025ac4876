/*
 * What operators and functions take and give, as far as it can be told before there are data.
 */
#include "calc/check.h"

/* --- Kinds ----------------------------------------------------------------------------------- */

/* What values of a kind are to operators and functions; TAKE_ANY where that is not known. */
static Taking class_of(Static found)
{
    static const Taking CLASSES[] = {
        [FIELD_TEXT] = TAKE_TEXT,    [FIELD_NUMBER] = TAKE_NUMBER,  [FIELD_MONEY] = TAKE_NUMBER,
        [FIELD_COUNT] = TAKE_NUMBER, [FIELD_YEAR] = TAKE_NUMBER,    [FIELD_DATE] = TAKE_DATE,
        [FIELD_BOOL] = TAKE_BOOL,    [FIELD_CHOICE] = TAKE_TEXT,    [FIELD_CODE] = TAKE_TEXT,
        [FIELD_NIP] = TAKE_TEXT,     [FIELD_LENGTH] = TAKE_NUMBER,  [FIELD_ANY] = TAKE_ANY,
        [FIELD_FORMULA] = TAKE_TEXT, [FIELD_RECORD] = TAKE_NOTHING,
    };
    return found.map ? TAKE_ANY : CLASSES[found.kind];
}

static bool takes(Taking taking, Taking found)
{
    if (taking == TAKE_ORDERED)
        return found == TAKE_NUMBER || found == TAKE_DATE || found == TAKE_ANY;
    return taking == TAKE_ANY || found == TAKE_ANY || taking == found;
}

/* Complains of an operand that is surely of a wrong kind, as the evaluation would. */
static void expect(Checker *checker, Range range, const Expr *operand, Static found, Taking taking,
                   const char *what)
{
    static const char *const NEEDS[] = {
        [TAKE_ANY] = "a value",      [TAKE_NUMBER] = "numbers", [TAKE_TEXT] = "texts",
        [TAKE_BOOL] = "ya or tidak", [TAKE_DATE] = "a date",    [TAKE_ORDERED] = "numbers or dates",
        [TAKE_NOTHING] = "nothing",
    };
    static const char *const NOUNS[] = {
        [TAKE_ANY] = "a value",      [TAKE_NUMBER] = "a number", [TAKE_TEXT] = "a text",
        [TAKE_BOOL] = "a yes or no", [TAKE_DATE] = "a date",     [TAKE_ORDERED] = "a value",
        [TAKE_NOTHING] = "a record",
    };
    Taking class = class_of(found);
    if (!checker->diagnose || takes(taking, class))
        return;
    const char *hint = NULL;
    if (class == TAKE_TEXT && str_is(str_from(what), "'+'"))
        hint = "texts are joined by gabung() and rangkai()";
    check_complain(
        checker, range, hint,
        str_format(checker->calc->arena, "%s needs %s, but '%.*s' is %s", what, NEEDS[taking],
                   STR_ARG(formula_part(checker->calc->arena, checker->formula, operand)),
                   NOUNS[class]));
}

/* --- Operators and functions ----------------------------------------------------------------- */

/* A year plus or minus a number is a year, a date plus or minus one a date. */
static Static sum_static(Static left, Operator op, Static right)
{
    Taking a = class_of(left);
    Taking b = class_of(right);
    if (left.list || right.list || a == TAKE_ANY || b == TAKE_ANY)
        return static_unknown();
    if (a == TAKE_DATE || b == TAKE_DATE)
        return static_of_kind(a == b && op == OP_SUBTRACT ? FIELD_NUMBER : FIELD_DATE);
    return static_of_kind(left.kind == FIELD_YEAR && right.kind != FIELD_YEAR ? FIELD_YEAR
                                                                              : FIELD_NUMBER);
}

Static infer_chain(Checker *checker, const Expr *expr)
{
    const Term *terms = expr->chain.terms;
    bool sum = terms[1].op == OP_ADD || terms[1].op == OP_SUBTRACT;
    Static result = static_unknown();
    for (size_t i = 0; i < expr->chain.count; i++) {
        const Term *at = &terms[i == 0 ? 1 : i];
        Static operand = infer(checker, terms[i].expr);
        if (!(sum && class_of(operand) == TAKE_DATE))
            expect(checker, at->range, terms[i].expr, operand, TAKE_NUMBER, operator_name(at->op));
        result = i == 0 ? operand : sum_static(result, at->op, operand);
    }
    return sum ? result : static_of_kind(FIELD_NUMBER);
}

/* Two kinds that are known and never equal cannot be compared. */
static void check_comparison(Checker *checker, const Expr *expr, const Static operands[2])
{
    const Term *terms = expr->chain.terms;
    Operator op = terms[1].op;
    if (op != OP_EQUAL && op != OP_UNEQUAL) {
        for (size_t i = 0; i < 2; i++)
            expect(checker, terms[1].range, terms[i].expr, operands[i], TAKE_ORDERED,
                   operator_name(op));
    }
    Taking left = class_of(operands[0]);
    if (left != TAKE_ANY && left != TAKE_NOTHING && !operands[0].list && !operands[1].list &&
        class_of(operands[1]) != TAKE_NOTHING)
        expect(checker, terms[1].range, terms[1].expr, operands[1], left, operator_name(op));
}

Static infer_terms(Checker *checker, const Expr *expr)
{
    Static operands[2] = {static_unknown(), static_unknown()};
    for (size_t i = 0; i < expr->chain.count; i++) {
        const Term *at = &expr->chain.terms[i == 0 ? 1 : i];
        const Expr *term = expr->chain.terms[i].expr;
        Static operand = infer(checker, term);
        if (i < 2)
            operands[i] = operand;
        if (expr->kind != EXPR_COMPARE)
            expect(checker, at->range, term, operand, TAKE_BOOL, operator_name(at->op));
        else if (term->kind == EXPR_CONST && term->constant.kind == VALUE_MISSING)
            check_complain(checker, term->range, "write ada(x), or bukan ada(x)",
                           STR("a comparison with 'kosong' never holds"));
    }
    if (expr->kind == EXPR_COMPARE)
        check_comparison(checker, expr, operands);
    return static_of_kind(FIELD_BOOL);
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

static Static call_result(const Function *function, const Static args[3], size_t count)
{
    static const FieldKind KINDS[] = {
        [RESULT_NUMBER] = FIELD_NUMBER, [RESULT_TEXT] = FIELD_TEXT,  [RESULT_BOOL] = FIELD_BOOL,
        [RESULT_DATE] = FIELD_DATE,     [RESULT_YEAR] = FIELD_YEAR,  [RESULT_ELEMENT] = FIELD_ANY,
        [RESULT_LIST] = FIELD_ANY,      [RESULT_BRANCH] = FIELD_ANY,
    };
    switch (function->result) {
    case RESULT_ELEMENT:
        return static_of_kind(args[0].kind);
    case RESULT_LIST:
        return (Static){.kind = args[0].kind, .type = args[0].type, .list = true};
    case RESULT_BRANCH:
        if (count < 3 || args[2].kind == FIELD_ANY)
            return args[1];
        return args[1].kind == FIELD_ANY || class_of(args[1]) != class_of(args[2])
                   ? static_unknown()
                   : args[1];
    default:
        return static_of_kind(KINDS[function->result]);
    }
}

Static infer_call(Checker *checker, const Expr *expr)
{
    const Function *function = expr->call.function;
    Arena *arena = checker->calc->arena;
    Static args[3] = {static_unknown(), static_unknown(), static_unknown()};
    for (size_t i = 0; i < expr->call.count; i++) {
        const Expr *operand = expr->call.args[i];
        Static arg = infer(checker, operand);
        if (i < 3)
            args[i] = arg;
        bool checked = i == 0 || function->max_args == 0;
        if (checked && checker->diagnose)
            expect(checker, operand->range, operand, arg, function->takes,
                   str_c(arena, str_format(arena, "%s()", function->name)));
    }
    check_scale_name(checker, expr);
    return call_result(function, args, expr->call.count);
}

Static infer_negate(Checker *checker, const Expr *expr)
{
    expect(checker, (Range){expr->range.at, 1}, expr->operand, infer(checker, expr->operand),
           TAKE_NUMBER, "'-'");
    return static_of_kind(FIELD_NUMBER);
}

Static infer_not(Checker *checker, const Expr *expr)
{
    expect(checker, (Range){expr->range.at, 5}, expr->operand, infer(checker, expr->operand),
           TAKE_BOOL, "'bukan'");
    return static_of_kind(FIELD_BOOL);
}
