/*
 * Formulas become trees: by rising precedence atau; dan; bukan; comparison; + and -; * and /;
 * unary -; .field, [index] and calls. The first error ends the parse.
 */
#include "calc/state.h"

typedef struct Parser {
    Calc *calc;
    const Formula *formula;
    Token token;
    unsigned depth;
} Parser;

/* Ranks of the operators that join terms; each parses its terms by the next. */
typedef enum Rank {
    RANK_OR,
    RANK_AND,
    RANK_NOT,
    RANK_COMPARE,
    RANK_ADD,
    RANK_MULTIPLY,
    RANK_UNARY,
} Rank;

static const ExprKind RANK_KIND[] = {
    [RANK_OR] = EXPR_OR,           [RANK_AND] = EXPR_AND,   [RANK_NOT] = EXPR_NOT,
    [RANK_COMPARE] = EXPR_COMPARE, [RANK_ADD] = EXPR_CHAIN, [RANK_MULTIPLY] = EXPR_CHAIN,
};

static const struct Binding {
    Operator op;
    Rank rank;
} BINDINGS[TOKEN_KINDS] = {
    [TOKEN_OR] = {OP_OR, RANK_OR},
    [TOKEN_AND] = {OP_AND, RANK_AND},
    [TOKEN_EQUAL] = {OP_EQUAL, RANK_COMPARE},
    [TOKEN_UNEQUAL] = {OP_UNEQUAL, RANK_COMPARE},
    [TOKEN_LESS] = {OP_LESS, RANK_COMPARE},
    [TOKEN_LESS_EQUAL] = {OP_LESS_EQUAL, RANK_COMPARE},
    [TOKEN_GREATER] = {OP_GREATER, RANK_COMPARE},
    [TOKEN_GREATER_EQUAL] = {OP_GREATER_EQUAL, RANK_COMPARE},
    [TOKEN_PLUS] = {OP_ADD, RANK_ADD},
    [TOKEN_MINUS] = {OP_SUBTRACT, RANK_ADD},
    [TOKEN_STAR] = {OP_MULTIPLY, RANK_MULTIPLY},
    [TOKEN_SLASH] = {OP_DIVIDE, RANK_MULTIPLY},
};

static const Expr *parse_rank(Parser *parser, Rank rank);

static void advance(Parser *parser)
{
    size_t after = parser->token.range.at + parser->token.range.size;
    parser->token = lexer_next(parser->calc, parser->formula, after);
}

static const Expr *fail(Parser *parser, const char *hint, const char *wanted)
{
    Token at = parser->token;
    Place place = formula_place(parser->formula, at.range);
    if (at.kind == TOKEN_BAD)
        return NULL; /* already told */
    if (at.kind == TOKEN_END)
        diag(parser->calc->diags, SEVERITY_ERROR, place, hint, "%s expected where the formula ends",
             wanted);
    else
        diag(parser->calc->diags, SEVERITY_ERROR, place, hint, "%s expected, not '%.*s'", wanted,
             STR_ARG(at.text));
    return NULL;
}

static Expr *node(Parser *parser, ExprKind kind, size_t from, size_t to)
{
    Expr *expr = arena_alloc(parser->calc->arena, sizeof *expr);
    expr->kind = kind;
    expr->range = (Range){(uint32_t)from, (uint32_t)(to - from)};
    return expr;
}

static size_t end_of(Range range)
{
    return (size_t)range.at + range.size;
}

/* A whole formula within brackets, an argument or an operand of a sign before it. */
static const Expr *parse_nested(Parser *parser, Rank rank)
{
    if (parser->depth == CALC_MAX_DEPTH) {
        if (parser->token.kind != TOKEN_BAD)
            diag(parser->calc->diags, SEVERITY_ERROR,
                 formula_place(parser->formula, parser->token.range),
                 "compute a part of it as a field of its own",
                 "the formula is nested more than %d deep", CALC_MAX_DEPTH);
        return NULL;
    }
    parser->depth++;
    const Expr *expr = parse_rank(parser, rank);
    parser->depth--;
    return expr;
}

/* --- Operands -------------------------------------------------------------------------------- */

static const Expr *parse_constant(Parser *parser)
{
    Token at = parser->token;
    Value value = value_missing();
    Num number;
    if (at.kind == TOKEN_NUMBER) {
        if (!num_parse_plain(parser->calc->arena, at.text, &number))
            return fail(parser, "at most 1,000 digits", "a number");
        value = value_number(number);
    } else if (at.kind == TOKEN_TEXT) {
        value = value_text(at.text);
    } else if (at.kind != TOKEN_MISSING) {
        value = value_bool(at.kind == TOKEN_TRUE);
    }
    Expr *expr = node(parser, EXPR_CONST, at.range.at, end_of(at.range));
    expr->constant = value;
    advance(parser);
    return expr;
}

static bool check_arity(Parser *parser, const Function *function, const Expr *call)
{
    size_t count = call->call.count;
    if (count >= function->min_args && (function->max_args == 0 || count <= function->max_args))
        return true;
    diag(parser->calc->diags, SEVERITY_ERROR, formula_place(parser->formula, call->range),
         function->usage, "%s() cannot take %zu argument%s", function->name, count,
         count == 1 ? "" : "s");
    return false;
}

static const Function *find_function(Parser *parser, Token name)
{
    const Function *function = function_find(name.text);
    if (function != NULL)
        return function;
    size_t count;
    const Str *names = function_names(parser->calc->arena, &count);
    const char *hint =
        hint_nearest(parser->calc->arena, name.text, names, count,
                     "lakipdf-rumus(7) lists all functions, such as jumlah, rata, jika and bulat");
    diag(parser->calc->diags, SEVERITY_ERROR, formula_place(parser->formula, name.range), hint,
         "there is no function '%.*s'", STR_ARG(name.text));
    return NULL;
}

/* The arguments, from behind '(' to behind ')'. */
static const Expr *parse_call(Parser *parser, Token name)
{
    const Function *function = find_function(parser, name);
    if (function == NULL)
        return NULL;
    const Expr **args = NULL;
    size_t count = 0;
    size_t capacity = 0;
    while (parser->token.kind != TOKEN_CLOSE) {
        if (count > 0) {
            if (parser->token.kind != TOKEN_COMMA)
                return fail(parser, "a ',' stands between arguments, a ')' behind the last one",
                            "',' or ')'");
            advance(parser);
        }
        const Expr *arg = parse_nested(parser, RANK_OR);
        if (arg == NULL)
            return NULL;
        const Expr **slot =
            arena_push(parser->calc->arena, &args, &capacity, count, sizeof(const Expr *));
        *slot = arg;
        count++;
    }
    Expr *call = node(parser, EXPR_CALL, name.range.at, end_of(parser->token.range));
    call->call.function = function;
    call->call.args = args;
    call->call.count = count;
    advance(parser);
    return check_arity(parser, function, call) ? call : NULL;
}

static const Expr *parse_name(Parser *parser)
{
    Token name = parser->token;
    advance(parser);
    if (parser->token.kind == TOKEN_OPEN) {
        advance(parser);
        return parse_call(parser, name);
    }
    Expr *expr = node(parser, EXPR_NAME, name.range.at, end_of(name.range));
    expr->name = symbol_intern(parser->calc, name.text);
    return expr;
}

static const Expr *parse_group(Parser *parser)
{
    advance(parser);
    const Expr *expr = parse_nested(parser, RANK_OR);
    if (expr == NULL)
        return NULL;
    if (parser->token.kind != TOKEN_CLOSE)
        return fail(parser, "each '(' needs its ')'", "')'");
    advance(parser);
    return expr;
}

static const Expr *parse_primary(Parser *parser)
{
    switch (parser->token.kind) {
    case TOKEN_NUMBER:
    case TOKEN_TEXT:
    case TOKEN_TRUE:
    case TOKEN_FALSE:
    case TOKEN_MISSING:
        return parse_constant(parser);
    case TOKEN_NAME:
        return parse_name(parser);
    case TOKEN_OPEN:
        return parse_group(parser);
    default:
        return fail(parser, "a sign stands between two values; text needs quotes", "a value");
    }
}

/* --- Steps ----------------------------------------------------------------------------------- */

static bool is_word(TokenKind kind)
{
    return kind >= TOKEN_NAME && kind <= TOKEN_AND;
}

/* What follows '.' or '['. False after an error. */
static bool parse_step(Parser *parser, Step *step)
{
    bool index = parser->token.kind == TOKEN_OPEN_INDEX;
    uint32_t from = parser->token.range.at;
    advance(parser);
    if (index) {
        step->index = parse_nested(parser, RANK_OR);
        if (step->index == NULL)
            return false;
    }
    if (index ? parser->token.kind != TOKEN_CLOSE_INDEX : !is_word(parser->token.kind)) {
        (void)fail(parser, index ? "each '[' needs its ']'" : "as in program.nama",
                   index ? "']'" : "the name of a field");
        return false;
    }
    step->range = parser->token.range;
    if (index)
        step->range = (Range){from, (uint32_t)end_of(parser->token.range) - from};
    else
        step->field = symbol_intern(parser->calc, parser->token.text);
    advance(parser);
    return true;
}

static const Expr *parse_path(Parser *parser)
{
    const Expr *base = parse_primary(parser);
    Step *steps = NULL;
    size_t count = 0;
    size_t capacity = 0;
    while (base != NULL &&
           (parser->token.kind == TOKEN_DOT || parser->token.kind == TOKEN_OPEN_INDEX)) {
        Step *step = arena_push(parser->calc->arena, &steps, &capacity, count, sizeof *steps);
        if (!parse_step(parser, step))
            return NULL;
        count++;
    }
    if (base == NULL || count == 0)
        return base;
    Expr *path = node(parser, EXPR_PATH, base->range.at, end_of(steps[count - 1].range));
    path->path.base = base;
    path->path.steps = steps;
    path->path.count = count;
    return path;
}

/* --- Operators ------------------------------------------------------------------------------- */

/* `bukan` and the unary minus. */
static const Expr *parse_sign(Parser *parser, ExprKind kind, Rank rank)
{
    uint32_t from = parser->token.range.at;
    advance(parser);
    const Expr *operand = parse_nested(parser, rank);
    if (operand == NULL)
        return NULL;
    Expr *expr = node(parser, kind, from, end_of(operand->range));
    expr->operand = operand;
    return expr;
}

static bool joins(TokenKind kind, Rank rank)
{
    return BINDINGS[kind].op != OP_NONE && BINDINGS[kind].rank == rank;
}

/* Terms joined by operators of one rank. */
static const Expr *parse_terms(Parser *parser, Rank rank)
{
    const Expr *first = parse_rank(parser, rank + 1);
    if (first == NULL || !joins(parser->token.kind, rank))
        return first;
    Arena *arena = parser->calc->arena;
    Term *terms = NULL;
    size_t count = 0;
    size_t capacity = 0;
    *(Term *)arena_push(arena, &terms, &capacity, count++, sizeof *terms) =
        (Term){OP_NONE, first->range, first};
    while (joins(parser->token.kind, rank)) {
        Term term = {BINDINGS[parser->token.kind].op, parser->token.range, NULL};
        if (rank == RANK_COMPARE && count == 2)
            return fail(parser, "write: a < b dan b < c", "one comparison at a time");
        advance(parser);
        term.expr = parse_rank(parser, rank + 1);
        if (term.expr == NULL)
            return NULL;
        *(Term *)arena_push(arena, &terms, &capacity, count++, sizeof *terms) = term;
    }
    Expr *expr =
        node(parser, RANK_KIND[rank], first->range.at, end_of(terms[count - 1].expr->range));
    expr->chain.terms = terms;
    expr->chain.count = count;
    return expr;
}

static const Expr *parse_rank(Parser *parser, Rank rank)
{
    if (rank == RANK_UNARY)
        return parser->token.kind == TOKEN_MINUS ? parse_sign(parser, EXPR_NEGATE, RANK_UNARY)
                                                 : parse_path(parser);
    if (rank == RANK_NOT)
        return parser->token.kind == TOKEN_NOT ? parse_sign(parser, EXPR_NOT, RANK_NOT)
                                               : parse_rank(parser, RANK_COMPARE);
    return parse_terms(parser, rank);
}

const Formula *calc_parse(Calc *calc, Str text, Place place)
{
    Formula *formula = arena_alloc(calc->arena, sizeof *formula);
    formula->text = str_copy(calc->arena, text);
    formula->place = place;
    formula->origin = arena_alloc(calc->arena, sizeof *formula->origin);
    formula->places = &calc->places;
    if (text.size > CALC_MAX_FORMULA) {
        diag(calc->diags, SEVERITY_ERROR, place, "compute parts of it as fields of their own",
             "the formula is longer than %d bytes", CALC_MAX_FORMULA);
        return NULL;
    }
    Parser parser = {.calc = calc, .formula = formula};
    parser.token = lexer_next(calc, formula, 0);
    if (parser.token.kind == TOKEN_END) {
        diag(calc->diags, SEVERITY_ERROR, place, NULL, "the formula is empty");
        return NULL;
    }
    formula->root = parse_nested(&parser, RANK_OR);
    if (formula->root == NULL)
        return NULL;
    if (parser.token.kind != TOKEN_END) {
        (void)fail(&parser,
                   parser.token.kind == TOKEN_COMMA ? "decimals stand after '.': 1.5" : NULL,
                   "an operator");
        return NULL;
    }
    return formula;
}

Str calc_formula_text(const Formula *formula)
{
    return formula->text;
}
