/*
 * calc/formula.h - formulas as trees; private to calc/.
 *
 * A formula is parsed once into an immutable tree. Chains of operators of one rank and chains of
 * `.field` and `[index]` are one node each, however long, so that a tree is never deeper than the
 * formula is nested.
 */
#ifndef LAKIPDF_CALC_FORMULA_H
#define LAKIPDF_CALC_FORMULA_H

#include "calc/calc.h"

typedef struct Env Env;
typedef struct Expr Expr;

/* --- Names (symbol.c) ------------------------------------------------------------------------ */

/* What a name means in every record, unless the record has a field of that name. */
typedef enum Builtin {
    BUILTIN_NONE,
    BUILTIN_SELF,     /* ini: the record or the list's element itself */
    BUILTIN_PARENT,   /* atasan: the record that holds it */
    BUILTIN_OUTER,    /* luar: in a filter, what `ini` is outside of it */
    BUILTIN_POSITION, /* urutan: from 1, in its list */
    BUILTIN_KEY,      /* kunci: in its map */
} Builtin;

/* Whether a type, or one that can hold its records, has the field. */
typedef enum Reach { REACH_UNKNOWN, REACH_NONE, REACH_SOME } Reach;

typedef struct FieldSlot {
    const RecordType *type;
    const Field *field; /* NULL: the type has no such field */
    Reach reach;
} FieldSlot;

/* A name, one per spelling, that remembers which field it is in the types it was asked for. */
typedef struct Symbol {
    Str name;
    Builtin builtin;
    FieldSlot *slots; /* open addressing; capacity is a power of two */
    size_t slot_capacity;
    size_t slot_count;
} Symbol;

typedef struct Symbols {
    Symbol **slots; /* open addressing by str_hash */
    size_t capacity;
    size_t count;
} Symbols;

Symbol *symbol_intern(Calc *calc, Str name);
/* The field of that name; NULL when the type has none. */
const Field *symbol_field(Calc *calc, Symbol *symbol, const RecordType *type);
/* True when a record of the type, or one that can hold it, has a field of that name. */
bool symbol_in_reach(Calc *calc, Symbol *symbol, const RecordType *type);
/* After the types have gained fields. */
void symbols_forget_fields(Calc *calc);
/* The names of Builtin, from BUILTIN_SELF on; for suggestions. */
const Str *builtin_names(size_t *count);

/* --- The tree -------------------------------------------------------------------------------- */

typedef enum Operator {
    OP_NONE,
    OP_OR,
    OP_AND,
    OP_EQUAL,
    OP_UNEQUAL,
    OP_LESS,
    OP_LESS_EQUAL,
    OP_GREATER,
    OP_GREATER_EQUAL,
    OP_ADD,
    OP_SUBTRACT,
    OP_MULTIPLY,
    OP_DIVIDE,
} Operator;

typedef enum ExprKind {
    EXPR_CONST,
    EXPR_NAME,
    EXPR_PATH,    /* base, then .field and [index] steps */
    EXPR_CALL,    /* function(arguments) */
    EXPR_NEGATE,  /* -x */
    EXPR_NOT,     /* bukan x */
    EXPR_CHAIN,   /* terms joined by + and -, or by * and / */
    EXPR_COMPARE, /* two terms */
    EXPR_AND,     /* terms joined by dan */
    EXPR_OR,      /* terms joined by atau */
    EXPR_KINDS,
} ExprKind;

/* A part of the formula's text, in bytes. */
typedef struct Range {
    uint32_t at;
    uint32_t size;
} Range;

/* An operand and the operator before it (OP_NONE before the first). */
typedef struct Term {
    Operator op;
    Range range; /* of the operator */
    const Expr *expr;
} Term;

/* One of field and index is set. */
typedef struct Step {
    Symbol *field;
    const Expr *index;
    Range range;
} Step;

/* What is known of a function's result before the run. */
typedef enum ResultKind {
    RESULT_NUMBER,
    RESULT_TEXT,
    RESULT_BOOL,
    RESULT_DATE,
    RESULT_YEAR,
    RESULT_ELEMENT, /* as the elements of its first argument */
    RESULT_LIST,    /* a list of such elements */
    RESULT_BRANCH,  /* as its second argument, or its third */
} ResultKind;

/* What operators and functions take, as far as it can be told before the run. */
typedef enum Taking {
    TAKE_ANY,
    TAKE_NUMBER,
    TAKE_TEXT,
    TAKE_BOOL,
    TAKE_DATE,
    TAKE_ORDERED, /* numbers or dates */
    TAKE_NOTHING, /* what a record is to all of them */
} Taking;

typedef struct Function {
    const char *name;
    uint8_t min_args;
    uint8_t max_args; /* 0: any number */
    ResultKind result;
    Taking
        takes; /* as its first argument; of any number of arguments, as each and their elements */
    Value (*eval)(Env *env, const Expr *call);
    const char *usage;
} Function;

struct Expr {
    ExprKind kind;
    Range range;
    union {
        Value constant;
        Symbol *name;
        struct {
            const Expr *base;
            const Step *steps;
            size_t count;
        } path;
        struct {
            const Function *function;
            const Expr **args;
            size_t count;
        } call;
        const Expr *operand; /* EXPR_NEGATE, EXPR_NOT */
        struct {
            const Term *terms;
            size_t count;
        } chain; /* EXPR_CHAIN, EXPR_COMPARE, EXPR_AND, EXPR_OR */
    };
};

/* What is found out about a formula's place when the first error needs it. */
typedef struct Origin {
    bool searched;
    bool found;
    size_t offset; /* of the formula in its source */
    bool doubled;  /* a quote within it is written twice */
    size_t errors; /* reported so far */
    int64_t steps; /* taken so far on behalf of audits and other stages */
    /* The place that was asked for last, most often the next one too; no size: none. */
    Range latest;
    Place latest_place;
} Origin;

struct Formula {
    Str text;
    Place place;
    Origin *origin;
    PlaceMemo *places; /* the Calc's */
    const Expr *root;
};

/* --- Parsing (lexer.c, parse.c), functions (functions.c) ------------------------------------- */

typedef enum TokenKind {
    TOKEN_END,
    TOKEN_BAD, /* an error was added */
    TOKEN_NUMBER,
    TOKEN_TEXT,
    TOKEN_NAME,
    TOKEN_TRUE,
    TOKEN_FALSE,
    TOKEN_MISSING,
    TOKEN_NOT,
    TOKEN_OR,
    TOKEN_AND,
    TOKEN_EQUAL,
    TOKEN_UNEQUAL,
    TOKEN_LESS,
    TOKEN_LESS_EQUAL,
    TOKEN_GREATER,
    TOKEN_GREATER_EQUAL,
    TOKEN_PLUS,
    TOKEN_MINUS,
    TOKEN_STAR,
    TOKEN_SLASH,
    TOKEN_DOT,
    TOKEN_COMMA,
    TOKEN_OPEN,
    TOKEN_CLOSE,
    TOKEN_OPEN_INDEX,
    TOKEN_CLOSE_INDEX,
    TOKEN_KINDS,
} TokenKind;

typedef struct Token {
    TokenKind kind;
    Range range;
    Str text; /* TOKEN_TEXT: without the quotes */
} Token;

/* The token that starts at or after byte `at` of the formula. */
Token lexer_next(Calc *calc, const Formula *formula, size_t at);

/* NULL when there is no such function. */
const Function *function_find(Str name);
const Str *function_names(Arena *arena, size_t *count);

/* --- Places (place.c) ------------------------------------------------------------------------ */

/* Where a part of the formula's text stands in its source. Exact where the source holds the text
   verbatim but for quotes, escapes of quotes and white space; else the formula's start. */
Place formula_place(const Formula *formula, Range range);

#endif
