/* The directive `rumus`: formulas that are written out, and those of indicators with their numbers
 * put in. */
#include "doc/directives.h"
#include "doc/math/math.h"

typedef struct EquationPlan {
    const TextStyle *style;
    const MathPlan **lines;
    size_t line_count;
    const Expression *indicators; /* or NULL */
    const char *variables;        /* their field with the numbers */
    const Expression *years;      /* of an indicator, or NULL: the report's */
    const Piece *name, *year_name, *result;
    const Piece *label;
    bool numbered;
    Place label_place;
} EquationPlan;

/* --- Compiling -------------------------------------------------------------------------------- */

static void compile_lines(const Compiler *compiler, const Record *body, EquationPlan *plan)
{
    const Piece *piece = field_compile(compiler, body, "isi");
    size_t count = piece != NULL;
    for (const Piece *p = piece; p != NULL; p = p->next)
        count += p->kind == PIECE_BREAK;
    if (count > MATH_MAX_LINES) {
        diag(compiler->diags, SEVERITY_ERROR, record_place(body, "isi"), "make several of it",
             "a formula has more than %d lines", MATH_MAX_LINES);
        return;
    }
    plan->lines = arena_array(compiler->arena, count, sizeof(const MathPlan *));
    while (piece != NULL) {
        if (piece->kind != PIECE_BREAK)
            plan->lines[plan->line_count++] = math_compile(compiler, &piece);
        if (piece != NULL)
            piece = piece->next;
    }
}

/* False where the run cannot give records with a formula. */
static bool gives_formulas(const Compiler *compiler, const Expression *expression)
{
    if (!expression_may_be_records(compiler, expression))
        return false;
    const RecordType *type = calc_result_type(compiler->calc, expression->formula, compiler->scope);
    return type == NULL || schema_field(type, STR("rumus")) != NULL;
}

/* `indikator`, and what is printed before and behind its formulas. */
static void compile_indicators(const Compiler *compiler, const Record *body, EquationPlan *plan)
{
    plan->indicators = field_formula(compiler, body, "indikator");
    if (plan->indicators == NULL)
        return;
    if (!gives_formulas(compiler, plan->indicators)) {
        diag(compiler->diags, SEVERITY_ERROR, plan->indicators->place,
             "name records that have one, such as sasaran.indikator",
             "this gives no records with the field 'rumus'");
        return;
    }
    Compiler inner = compiler_within(compiler, plan->indicators, false);
    plan->name = field_compile(&inner, body, "nama");
    plan->years = field_formula(&inner, body, "tahun");
    plan->year_name = field_compile(&inner, body, "nama_tahun");
    plan->result = field_compile(&inner, body, "hasil");
}

const void *equation_compile(const Compiler *compiler, const Record *body)
{
    size_t errors = diags_count(compiler->diags, SEVERITY_ERROR);
    EquationPlan *plan = arena_alloc(compiler->arena, sizeof *plan);
    bool target = str_is(record_text(body, "nilai"), "target");
    plan->style = &compiler->styles->equation;
    plan->variables = target ? "variabel_target" : "variabel";
    plan->label = field_compile(compiler, body, "label");
    plan->label_place = record_place(body, "label");
    plan->numbered = record_flag(body, "nomor") || plan->label != NULL;
    compile_lines(compiler, body, plan);
    compile_indicators(compiler, body, plan);
    if (record_text(body, "indikator").size == 0 && record_text(body, "isi").size == 0)
        diag(compiler->diags, SEVERITY_ERROR, record_place(body, NULL),
             "write it in 'isi', or name an 'indikator' that has one", "there is no formula");
    return diags_count(compiler->diags, SEVERITY_ERROR) > errors ? NULL : plan;
}

/* --- Filling ---------------------------------------------------------------------------------- */

typedef struct MathLines {
    const Math **items;
    size_t count, capacity;
    Buf text;      /* of all of them */
    bool too_long; /* which was told */
} MathLines;

/* Adds the line's text. False where it is too long. */
static bool describe_line(Builder *builder, MathLines *lines, const Math *line, Place place)
{
    size_t start = lines->text.size;
    math_describe(builder->arena, &lines->text, line, MATH_MAX_LINE);
    bool line_too_long = lines->text.size - start > MATH_MAX_LINE;
    lines->too_long = line_too_long || lines->text.size > MATH_MAX_BYTES;
    if (lines->too_long)
        diag(builder->diags, SEVERITY_ERROR, place,
             "shorten its words or make several of it; the limit is fixed",
             "%s more than %d bytes of text",
             line_too_long ? "a line of a formula has" : "the lines of a formula have",
             line_too_long ? MATH_MAX_LINE : MATH_MAX_BYTES);
    return !lines->too_long;
}

/* A line of what stands at `place`. */
static void add_line(Builder *builder, MathLines *lines, const Math *const *parts, size_t count,
                     Place place)
{
    if (lines->too_long)
        return;
    const Math *line = math_row(builder->arena, parts, count);
    if (lines->count > 0)
        buf_text(&lines->text, "; ");
    if (!describe_line(builder, lines, line, place))
        return;
    const Math **slot = arena_push(builder->arena, &lines->items, &lines->capacity, lines->count,
                                   sizeof(const Math *));
    *slot = line;
    lines->count++;
}

static const Math *filled_text(Builder *builder, const Piece *text, const Scope *scope)
{
    SpanOptions options = {.absence = ABSENCE_DASH};
    const Span *spans = spans_fill(builder, text, scope, options);
    if (spans == NULL)
        return NULL;
    Math *math = arena_alloc(builder->arena, sizeof *math);
    *math = (Math){.kind = MATH_TEXT, .text = spans};
    return math;
}

/* One line of an indicator's formula: what it computes, in words or with numbers, and the result.
 */
static void add_display(Builder *builder, MathLines *lines, const Math *left,
                        const Display *display, const Math *result, Place place)
{
    enum { PARTS = 5 };
    const Math *equals = math_text(builder->arena, MATH_RELATION, STR("="), place);
    const Math *parts[PARTS];
    size_t count = 0;
    if (left != NULL)
        parts[count++] = left;
    parts[count++] = equals;
    parts[count++] = math_from_display(builder->arena, display, place);
    if (result != NULL) {
        parts[count++] = equals;
        parts[count++] = result;
    }
    add_line(builder, lines, parts, count, place);
}

/* The indicator's formula with its numbers in one year (0: the report's), as far as there are any.
 */
static void add_numbers(Builder *builder, const EquationPlan *plan, const Scope *scope,
                        int64_t year, MathLines *lines)
{
    const Record *record = scope->record;
    Place place = record_place(record, "rumus");
    const Display *numbers =
        calc_display(builder->evaluator.calc, record_text(record, "rumus"),
                     record_get(record, plan->variables), year, (Str){NULL, 0}, place);
    if (numbers == NULL)
        return;
    const Math *left = year == 0 ? NULL : filled_text(builder, plan->year_name, scope);
    add_display(builder, lines, left, numbers, filled_text(builder, plan->result, scope), place);
}

/* The element that the loop stands on, or its single value. */
static Value current(const Loop *loop)
{
    for (size_t i = 0; loop->elements && i < loop->scope.locals.count; i++)
        if (str_is(loop->scope.locals.items[i].name, "ini"))
            return loop->scope.locals.items[i].value;
    return loop->value;
}

/* A line for each of the years that the indicator names. */
static void add_years(Builder *builder, const EquationPlan *plan, const Scope *scope,
                      MathLines *lines)
{
    Loop loop = loop_begin(&builder->evaluator, plan->years, false, scope);
    while (loop_next(&loop)) {
        int64_t year = 0;
        Value value = current(&loop);
        if (value.kind == VALUE_MISSING)
            continue;
        if (value.kind != VALUE_NUMBER || !num_to_int(value.number, &year) || year < 1) {
            diag(builder->diags, SEVERITY_ERROR, plan->years->place, "give a list of years",
                 "this is not a year");
            return;
        }
        Local room[LOOP_MAX_LOCALS];
        Scope inner = scope_with_local(scope, "tahun", value, room);
        add_numbers(builder, plan, &inner, year, lines);
    }
}

/* The indicator's formula in words, then with its numbers. */
static void add_indicator(Builder *builder, const EquationPlan *plan, const Scope *scope,
                          MathLines *lines)
{
    const Record *record = scope->record;
    Str text = record_text(record, "rumus");
    if (text.size == 0)
        return;
    Place place = record_place(record, "rumus");
    const Display *words = calc_display(builder->evaluator.calc, text,
                                        record_get(record, plan->variables), 0, STR("arti"), place);
    if (words != NULL)
        add_display(builder, lines, filled_text(builder, plan->name, scope), words, NULL, place);
    if (plan->years == NULL)
        add_numbers(builder, plan, scope, 0, lines);
    else
        add_years(builder, plan, scope, lines);
}

/* Those of all indicators that have one; that none has is told, as nothing is printed. */
static void add_indicators(Builder *builder, const EquationPlan *plan, const Scope *scope,
                           MathLines *lines)
{
    size_t errors = diags_count(builder->diags, SEVERITY_ERROR);
    size_t before = lines->count;
    size_t found = 0;
    Loop loop = loop_begin(&builder->evaluator, plan->indicators, false, scope);
    while (!lines->too_long && loop_next(&loop)) {
        if (loop.scope.record == NULL)
            continue;
        found++;
        add_indicator(builder, plan, &loop.scope, lines);
    }
    if (lines->count > before || diags_count(builder->diags, SEVERITY_ERROR) > errors)
        return;
    const char *what =
        found == 0 ? "'indikator' finds no indicator" : "no 'rumus' is given for what it finds";
    diag(builder->diags, SEVERITY_WARNING, plan->indicators->place,
         "give the data, or put the formula into a section", "no formula is printed: %s", what);
}

void equation_emit(Builder *builder, Sink *sink, const Part *part, const Scope *scope)
{
    const EquationPlan *plan = part->directive.plan;
    MathLines lines = {.text = {.arena = builder->arena}};
    for (size_t i = 0; i < plan->line_count; i++) {
        const Math *line = math_fill(builder, plan->lines[i], scope);
        add_line(builder, &lines, &line, 1, part->place);
    }
    if (plan->indicators != NULL)
        add_indicators(builder, plan, scope, &lines);
    if (lines.count == 0 || lines.too_long)
        return;
    Block *block = sink_add(builder, sink, BLOCK_EQUATION, part->place);
    if (block == NULL)
        return;
    Equation *equation = arena_alloc(builder->arena, sizeof *equation);
    *equation = (Equation){.lines = lines.items,
                           .line_count = lines.count,
                           .style = plan->style,
                           .alt = buf_str(&lines.text)};
    block->equation = equation;
    if (!plan->numbered)
        return;
    Str number =
        number_caption(builder->arena, &builder->numbering, CAPTION_EQUATION, STR("Rumus"));
    Str digits = str_slice(number, STR("Rumus ").size, number.size);
    equation->number = str_format(builder->arena, "(%.*s)", STR_ARG(digits));
    SpanOptions options = {.absence = ABSENCE_WARNS};
    block->label = spans_fill_text(builder, plan->label, scope, options);
    label_add(builder, block->label, number, plan->label_place);
}
