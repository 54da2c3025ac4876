/*
 * doc/expression.h - formulas in templates: compiled once, evaluated per record; inside doc/ only.
 */
#ifndef LAKIPDF_DOC_EXPRESSION_H
#define LAKIPDF_DOC_EXPRESSION_H

#include "doc/doc.h"
#include "doc/filter.h"
#include "doc/markdown/lines.h"

typedef struct Styles Styles;

/* What template text is compiled with. Nothing here changes but scope, locals and lines. */
typedef struct Compiler {
    Arena *arena;
    Diags *diags;
    Schema *schema;
    Calc *calc;
    const Styles *styles;
    const Record *manifest;
    const Lines *lines;  /* of the file that is being compiled */
    struct Notes *notes; /* of the chapter; NULL where no footnote can stand */
    const RecordType
        *scope;      /* of formulas; NULL where it is not known: names are then not checked */
    bool in_section; /* the names that sections give have a meaning */
    bool in_row;     /* those of tables' rows too */
    bool in_element; /* `ini` may be an element that is no record */
    bool page_line;  /* in a header or footer: {{halaman}} and the like have a meaning */
    Str title;       /* of the document, for page lines */
} Compiler;

/* A tag's formula and filters. */
typedef struct Expression {
    const Formula *formula;
    const FilterCall *filters;
    size_t filter_count;
    bool year;   /* a year: its number prints without grouping */
    Place place; /* of the tag */
    Claim claim; /* {{klaim formula "text"}}; its text is empty in other tags */
} Expression;

/* Compiles a formula that stands at `place`, with its filters. NULL after errors. */
const Expression *expression_compile(const Compiler *compiler, Str text, Place place);
/* The same without filters: what a section or a row repeats over. */
const Expression *expression_compile_bare(const Compiler *compiler, Str text, Place place);
/* False where what it gives is known before the run, and is no records. */
bool expression_may_be_records(const Compiler *compiler, const Expression *expression);
/* The compiler for what stands within a section over the expression (NULL: a wrong one). */
Compiler compiler_within(const Compiler *outer, const Expression *section, bool inverse);

/* --- Evaluating ------------------------------------------------------------------------------- */

/* Where a formula is evaluated. */
typedef struct Scope {
    const Record *record;
    Locals locals;
} Scope;

/* What evaluation needs. */
typedef struct Evaluator {
    Arena *arena;
    Diags *diags;
    Calc *calc;
    const Schema *schema; /* that knows where texts of the data stand */
    size_t steps;         /* elements that sections and rows were repeated for */
    bool stopped;         /* a limit was passed and the error added */
} Evaluator;

/* The value of the formula; MISSING after an error, and *failed (may be NULL). */
Value expression_value(Evaluator *evaluator, const Expression *expression, const Scope *scope,
                       bool *failed);
/* The value as text, in the arena. True when there is one, *place is then where the data give it,
   or unchanged where they do not; false when it is missing or after an error, *failed tells which.
 */
bool expression_text(Evaluator *evaluator, const Expression *expression, const Scope *scope,
                     Str *text, Place *place, bool *failed);
/* The value as a number. False when it is missing, or is no number: then the error is added. */
bool expression_number(Evaluator *evaluator, const Expression *expression, const Scope *scope,
                       Num *number);
/* A number as the expression's filters write it. False after an error. */
bool expression_format(Arena *arena, Diags *diags, const Expression *expression, Num number,
                       Str *text);
/* True when the value is neither missing, nor false, nor an empty list. */
bool expression_holds(Evaluator *evaluator, const Expression *expression, const Scope *scope);

enum {
    LOOP_MAX_LOCALS = 8,
    DOC_MAX_STEPS = 10 * 1000 * 1000,
};

/* A section's run over its value:
 *
 *     Loop loop = loop_begin(evaluator, expression, inverse, scope);
 *     while (loop_next(&loop))
 *         ... loop.scope ...
 */
typedef struct Loop {
    Evaluator *evaluator;
    const Scope *outer;
    Place place; /* of the section's tag */
    Value value;
    size_t index;
    size_t count;
    bool elements; /* it runs over the elements of a list or map */
    Scope scope;   /* of the element; valid until the next loop_next */
    Local locals[LOOP_MAX_LOCALS];
} Loop;

Loop loop_begin(Evaluator *evaluator, const Expression *expression, bool inverse,
                const Scope *outer);
bool loop_next(Loop *loop);

/* `scope` with a local; *room holds the locals, LOOP_MAX_LOCALS of them. */
Scope scope_with_local(const Scope *scope, const char *name, Value value, Local *room);

#endif
