/*
 * Formulas as they are shown: numbers or labels in place of names, the signs of mathematics, and
 * brackets only where the meaning needs them.
 */
#include "calc/state.h"

/* How strongly the parts of what is shown hang together. */
typedef enum Level {
    LEVEL_OR,
    LEVEL_AND,
    LEVEL_NOT,
    LEVEL_COMPARE,
    LEVEL_SUM,
    LEVEL_PRODUCT,
    LEVEL_WHOLE,
} Level;

typedef struct Shown {
    const Display *display;
    Level level;
    bool signed_;    /* begins with a minus sign */
    unsigned height; /* of fractions within it */
} Shown;

typedef struct Printer {
    Env *env;
    const Map *variables;
    Str label;
    bool fractions;
    bool missing; /* a number was */
} Printer;

enum {
    MOST_HEIGHT = 2,    /* of fractions: higher ones cannot be read */
    MOST_DECIMALS = 10, /* of numbers that are put in */
    FEW_DECIMALS = 2,   /* of those that do not end there, as they are printed elsewhere */
};

static const char *const SIGNS[] = {
    [OP_NONE] = "",
    [OP_OR] = " atau ",
    [OP_AND] = " dan ",
    [OP_EQUAL] = " = ",
    [OP_UNEQUAL] = " \xE2\x89\xA0 ",
    [OP_LESS] = " < ",
    [OP_LESS_EQUAL] = " \xE2\x89\xA4 ",
    [OP_GREATER] = " > ",
    [OP_GREATER_EQUAL] = " \xE2\x89\xA5 ",
    [OP_ADD] = " + ",
    [OP_SUBTRACT] = " \xE2\x88\x92 ",
    [OP_MULTIPLY] = " \xC3\x97 ",
    [OP_DIVIDE] = " / ",
};

static const char MINUS[] = "\xE2\x88\x92";

static Shown show(Printer *printer, const Expr *expr);

/* --- Building
 * -------------------------------------------------------------------------------------
 */

static Arena *arena_of(const Printer *printer)
{
    return printer->env->calc->arena;
}

static const Display *text_display(Arena *arena, Str text)
{
    Display *display = arena_alloc(arena, sizeof *display);
    *display = (Display){.kind = DISPLAY_TEXT, .text = text};
    return display;
}

/* A row under construction. */
typedef struct Row {
    Arena *arena;
    const Display **parts;
    size_t count, capacity;
} Row;

static void row_add(Row *row, const Display *part)
{
    if (part->kind == DISPLAY_ROW) {
        for (size_t i = 0; i < part->count; i++)
            row_add(row, part->parts[i]);
        return;
    }
    const Display **slot =
        arena_push(row->arena, &row->parts, &row->capacity, row->count, sizeof(const Display *));
    *slot = part;
    row->count++;
}

static void row_text(Row *row, const char *text)
{
    row_add(row, text_display(row->arena, str_from(text)));
}

static void row_bracketed(Row *row, Shown shown, bool brackets)
{
    if (brackets)
        row_text(row, "(");
    row_add(row, shown.display);
    if (brackets)
        row_text(row, ")");
}

static const Display *row_display(const Row *row)
{
    if (row->count == 1)
        return row->parts[0];
    Display *display = arena_alloc(row->arena, sizeof *display);
    *display = (Display){.kind = DISPLAY_ROW, .parts = row->parts, .count = row->count};
    return display;
}

static Shown whole(Printer *printer, Str text)
{
    return (Shown){.display = text_display(arena_of(printer), text), .level = LEVEL_WHOLE};
}

/* --- Values ---------------------------------------------------------------------------------- */

static Shown show_number(Printer *printer, Num number)
{
    Arena *arena = arena_of(printer);
    bool negative = num_sign(number) < 0;
    Num rounded = num_round(arena, number, MOST_DECIMALS, ROUND_HALF_AWAY);
    int decimals = num_compare(number, rounded) == 0 ? MOST_DECIMALS : FEW_DECIMALS;
    Str text = format_number_short(arena, num_abs(arena, number), decimals);
    if (negative)
        text = str_format(arena, "%s%.*s", MINUS, STR_ARG(text));
    Shown shown = whole(printer, text);
    shown.signed_ = negative;
    return shown;
}

static Shown show_source(Printer *printer, const Expr *expr)
{
    return whole(printer, str_slice(printer->env->formula->text, expr->range.at,
                                    (size_t)expr->range.at + expr->range.size));
}

static Shown show_value(Printer *printer, const Expr *expr)
{
    Value value = eval(printer->env, expr);
    Str text;
    if (value.kind == VALUE_NUMBER)
        return show_number(printer, value.number);
    printer->missing = printer->missing || value.kind == VALUE_MISSING;
    if (value_to_text(arena_of(printer), value, FIELD_ANY, MOST_DECIMALS, &text))
        return whole(printer, text);
    return show_source(printer, expr);
}

/* What the variable is called, where the data say so. */
static Shown show_label(Printer *printer, const Expr *expr)
{
    for (size_t i = 0; printer->variables != NULL && i < printer->variables->count; i++) {
        const Entry *entry = &printer->variables->entries[i];
        if (!str_equal(entry->key, expr->name->name) || entry->value.kind != VALUE_RECORD)
            continue;
        Value label = record_get(entry->value.record, str_c(arena_of(printer), printer->label));
        if (label.kind == VALUE_TEXT && label.text.size > 0)
            return whole(printer, label.text);
    }
    return show_source(printer, expr);
}

static Shown show_name(Printer *printer, const Expr *expr)
{
    if (printer->label.size == 0)
        return show_value(printer, expr);
    return expr->kind == EXPR_NAME ? show_label(printer, expr) : show_source(printer, expr);
}

static Shown show_constant(Printer *printer, const Expr *expr)
{
    if (expr->constant.kind == VALUE_MISSING)
        return show_source(printer, expr);
    return show_value(printer, expr);
}

/* --- Operators
 * ------------------------------------------------------------------------------------
 */

static Shown show_call(Printer *printer, const Expr *expr)
{
    Row row = {.arena = arena_of(printer)};
    unsigned height = 0;
    row_text(&row, expr->call.function->name);
    row_text(&row, "(");
    for (size_t i = 0; i < expr->call.count; i++) {
        Shown arg = show(printer, expr->call.args[i]);
        row_text(&row, i == 0 ? "" : "; ");
        row_add(&row, arg.display);
        height = arg.height > height ? arg.height : height;
    }
    row_text(&row, ")");
    return (Shown){.display = row_display(&row), .level = LEVEL_WHOLE, .height = height};
}

static Shown show_negate(Printer *printer, const Expr *expr)
{
    Shown operand = show(printer, expr->operand);
    Row row = {.arena = arena_of(printer)};
    row_text(&row, MINUS);
    row_bracketed(&row, operand, operand.level < LEVEL_PRODUCT || operand.signed_);
    operand.display = row_display(&row);
    operand.level = operand.level == LEVEL_PRODUCT ? LEVEL_PRODUCT : LEVEL_WHOLE;
    operand.signed_ = true;
    return operand;
}

static Shown show_not(Printer *printer, const Expr *expr)
{
    Shown operand = show(printer, expr->operand);
    Row row = {.arena = arena_of(printer)};
    row_text(&row, "bukan ");
    row_bracketed(&row, operand, operand.level < LEVEL_NOT);
    return (Shown){row_display(&row), LEVEL_NOT, false, operand.height};
}

static unsigned higher(Shown a, Shown b)
{
    return a.height > b.height ? a.height : b.height;
}

static Shown fraction(Printer *printer, Shown above, Shown below)
{
    Arena *arena = arena_of(printer);
    Display *display = arena_alloc(arena, sizeof *display);
    const Display **parts = arena_array(arena, 2, sizeof(const Display *));
    parts[0] = above.display;
    parts[1] = below.display;
    *display = (Display){.kind = DISPLAY_FRACTION, .parts = parts, .count = 2};
    return (Shown){display, LEVEL_WHOLE, false, higher(above, below) + 1};
}

static Level level_of(Operator op)
{
    switch (op) {
    case OP_OR:
        return LEVEL_OR;
    case OP_AND:
        return LEVEL_AND;
    case OP_ADD:
    case OP_SUBTRACT:
        return LEVEL_SUM;
    case OP_MULTIPLY:
    case OP_DIVIDE:
        return LEVEL_PRODUCT;
    default:
        return LEVEL_COMPARE;
    }
}

/* The terms of one level, as far as they are shown. */
typedef struct Terms {
    Printer *printer;
    Level level;
    Shown shown; /* display: where no row is open */
    bool open;
    Row row;
} Terms;

static void join_term(Terms *terms, Operator op, Shown right)
{
    Level level = terms->level;
    bool compare = level == LEVEL_COMPARE;
    if (!terms->open) {
        terms->row = (Row){.arena = arena_of(terms->printer)};
        row_bracketed(&terms->row, terms->shown, terms->shown.level < level + compare);
        terms->shown.signed_ = terms->shown.signed_ && terms->shown.level >= level;
        terms->open = true;
    }
    /* What follows a minus or a stroke must not fall apart; a + (b + c) may. */
    bool strict = op == OP_SUBTRACT || op == OP_DIVIDE || compare;
    row_text(&terms->row, SIGNS[op]);
    row_bracketed(&terms->row, right,
                  right.level < level + strict || (right.signed_ && level >= LEVEL_SUM));
    terms->shown.level = level;
    terms->shown.height = higher(terms->shown, right);
}

static Shown close_terms(Terms *terms)
{
    if (terms->open)
        terms->shown.display = row_display(&terms->row);
    terms->open = false;
    return terms->shown;
}

static Shown show_terms(Printer *printer, const Expr *expr)
{
    Terms terms = {.printer = printer, .level = level_of(expr->chain.terms[1].op)};
    terms.shown = show(printer, expr->chain.terms[0].expr);
    for (size_t i = 1; i < expr->chain.count; i++) {
        Operator op = expr->chain.terms[i].op;
        Shown right = show(printer, expr->chain.terms[i].expr);
        if (op == OP_DIVIDE && printer->fractions && higher(terms.shown, right) < MOST_HEIGHT)
            terms.shown = fraction(printer, close_terms(&terms), right);
        else
            join_term(&terms, op, right);
    }
    return close_terms(&terms);
}

static Shown show(Printer *printer, const Expr *expr)
{
    enum { STEPS = 4 };
    if (!charge(printer->env, expr->range, STEPS))
        return show_source(printer, expr);
    switch (expr->kind) {
    case EXPR_CONST:
        return show_constant(printer, expr);
    case EXPR_NAME:
    case EXPR_PATH:
        return show_name(printer, expr);
    case EXPR_CALL:
        return show_call(printer, expr);
    case EXPR_NEGATE:
        return show_negate(printer, expr);
    case EXPR_NOT:
        return show_not(printer, expr);
    default:
        return show_terms(printer, expr);
    }
}

/* --- Interface ------------------------------------------------------------------------------- */

const Display *display_formula(Inner *inner, Str label, bool fractions)
{
    inner->env.scope = &inner->scope;
    inner->env.locals = &inner->locals;
    Printer printer = {&inner->env, inner->variables, label, fractions, false};
    Shown shown = show(&printer, inner->env.formula->root);
    return printer.missing || inner->env.failed ? NULL : shown.display;
}

void display_write(const Display *display, Buf *out)
{
    buf_add(out, display->text);
    for (size_t i = 0; i < display->count; i++)
        display_write(display->parts[i], out);
}

const Display *calc_display(Calc *calc, Str text, Value variables, int64_t year, Str label,
                            Place place)
{
    /* A text that is not the data's is parsed at its own place. */
    const Formula *formula = data_formula(calc, text, place)->formula;
    if (formula == NULL)
        return NULL;
    Env env = {.calc = calc, .formula = formula, .year = year != 0 ? year : calc->year};
    Inner inner;
    int64_t before = calc->steps;
    const Display *display = NULL;
    if (inner_open(&env, formula->root->range, text, variables, true, &inner))
        display = display_formula(&inner, label, true);
    calc_spend(calc, formula, before);
    return display;
}
