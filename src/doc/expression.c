/* Formulas of tags: compiled against the record type that they will run in, then evaluated to text.
 */
#include "doc/expression.h"

/* --- Compiling -------------------------------------------------------------------------------- */

/* The place of a part of a text that stands at `place` on one line. */
static Place place_within(Place place, Str text, Str part)
{
    if (part.size == 0)
        return place;
    size_t before = (size_t)(part.at - text.at);
    place.column += (uint32_t)utf8_length(str_slice(text, 0, before));
    place.length = (uint32_t)utf8_length(part);
    return place;
}

/* The offset of the next '|' outside of quotes, or the text's end. */
static size_t find_bar(Str text, size_t from)
{
    char quote = '\0';
    for (size_t at = from; at < text.size; at++) {
        char c = text.at[at];
        if (c == quote)
            quote = '\0';
        else if (quote != '\0')
            continue;
        else if (c == '\'' || c == '"')
            quote = c;
        else if (c == '|')
            return at;
    }
    return text.size;
}

/* Names that rows and sections give, so arranged that each combination is a part of the array. */
static Locals known_locals(const Compiler *compiler)
{
    static const Local names[] = {
        {.name = {"nomor", 5}},   {.name = {"urutan_bagian", 13}},
        {.name = {"pertama", 7}}, {.name = {"terakhir", 8}},
        {.name = {"ini", 3}},
    };
    enum { COUNT = sizeof names / sizeof *names };
    size_t from = compiler->in_row ? 0 : 1;
    size_t to = compiler->in_section ? COUNT - 1 : 1;
    if (compiler->in_section && compiler->in_element)
        to = COUNT;
    return (Locals){names + from, to - from};
}

/* Parses and checks a formula. NULL after errors. */
static const Formula *compile_formula(const Compiler *compiler, Str text, Place place)
{
    if (text.size == 0) {
        diag(compiler->diags, SEVERITY_ERROR, place, "write the name of a field or a formula",
             "a formula is missing");
        return NULL;
    }
    const Formula *formula = calc_parse(compiler->calc, text, place);
    Locals locals = known_locals(compiler);
    if (formula == NULL || !calc_check(compiler->calc, formula, compiler->scope, &locals))
        return NULL;
    return formula;
}

/* False after the error that the formula gives records, which have no text. `ini` may be an element
   of a list of texts, which is not known before the run. */
static bool check_printable(const Compiler *compiler, const Expression *expression, Str formula)
{
    if (compiler->scope == NULL || str_is(formula, "ini") ||
        calc_result_type(compiler->calc, expression->formula, compiler->scope) == NULL)
        return true;
    diag(compiler->diags, SEVERITY_ERROR, expression->place,
         "name one of the record's fields, or repeat a section over the records",
         "a record cannot be printed");
    return false;
}

/* The offset of the quoted text that ends the formula; its size when none does. */
static size_t find_last_quoted(Str formula)
{
    char quote = '\0';
    size_t from = formula.size;
    for (size_t at = 0; at < formula.size; at++) {
        char c = formula.at[at];
        if (quote == '\0' && (c == '\'' || c == '"')) {
            quote = c;
            from = at;
        } else if (c == quote) {
            quote = '\0';
            if (at + 1 == formula.size)
                return from;
        }
    }
    return formula.size;
}

/* Takes the claim off {{klaim formula "text"}}: the formula alone is left. `klaim` is a name like
   any other where no formula and no quoted text follow it. */
static Str take_claim(Str formula, Str text, Place place, Claim *claim)
{
    static const char WORD[] = "klaim ";
    size_t from = find_last_quoted(formula);
    if (!str_starts(formula, WORD) || from == formula.size)
        return formula;
    Str claimed = str_trim(str_slice(formula, sizeof WORD - 1, from));
    if (claimed.size == 0)
        return formula;
    claim->text = str_slice(formula, from + 1, formula.size - 1);
    claim->formula = claimed;
    claim->place = place_within(place, text, claim->text);
    return claimed;
}

const Expression *expression_compile(const Compiler *compiler, Str text, Place place)
{
    size_t bar = find_bar(text, 0);
    Str bare = str_trim(str_slice(text, 0, bar));
    Expression *out = arena_alloc(compiler->arena, sizeof *out);
    out->place = place;
    bare = take_claim(bare, text, place, &out->claim);
    out->formula = compile_formula(compiler, bare, place_within(place, text, bare));
    bool good = out->formula != NULL;
    FilterCall *calls = NULL;
    size_t capacity = 0;
    while (bar < text.size) {
        size_t end = find_bar(text, bar + 1);
        Str part = str_trim(str_slice(text, bar + 1, end));
        FilterCall *call =
            arena_push(compiler->arena, &calls, &capacity, out->filter_count, sizeof *calls);
        out->filter_count++;
        good = filter_read(compiler->arena, compiler->diags, part, place_within(place, text, part),
                           call) &&
               good;
        bar = end;
    }
    out->filters = calls;
    good = good && (out->filter_count > 0 || check_printable(compiler, out, bare));
    out->year =
        good && calc_result_kind(compiler->calc, out->formula, compiler->scope) == FIELD_YEAR;
    return good ? out : NULL;
}

const Expression *expression_compile_bare(const Compiler *compiler, Str text, Place place)
{
    const Formula *formula = compile_formula(compiler, text, place);
    if (formula == NULL)
        return NULL;
    Expression *out = arena_alloc(compiler->arena, sizeof *out);
    *out = (Expression){.formula = formula, .place = place};
    return out;
}

bool expression_may_be_records(const Compiler *compiler, const Expression *expression)
{
    FieldKind kind = calc_result_kind(compiler->calc, expression->formula, compiler->scope);
    return compiler->scope == NULL || kind == FIELD_RECORD || kind == FIELD_ANY;
}

/* --- What stands within sections and rows ----------------------------------------------------- */

Compiler compiler_within(const Compiler *outer, const Expression *section, bool inverse)
{
    Compiler inner = *outer;
    inner.in_section = outer->in_section || !inverse;
    if (section == NULL) {
        inner.scope = NULL;
    } else if (!inverse && outer->scope != NULL) {
        const RecordType *type = calc_result_type(outer->calc, section->formula, outer->scope);
        if (type != NULL)
            inner.scope = type;
        inner.in_element = type == NULL;
    }
    return inner;
}

/* --- Evaluating ------------------------------------------------------------------------------- */

static bool is_missing(Value value)
{
    return value.kind == VALUE_MISSING || value.kind == VALUE_PENDING;
}

static bool has_text(Value value)
{
    return value.kind == VALUE_NUMBER || value.kind == VALUE_TEXT || value.kind == VALUE_BOOL ||
           value.kind == VALUE_DATE;
}

/* Runs the filters. False after an error. */
static bool format_value(Arena *arena, Diags *diags, const Expression *expression, Value value,
                         Str *text)
{
    for (size_t i = 0; i < expression->filter_count; i++) {
        if (!filter_apply(arena, diags, &expression->filters[i], value, text))
            return false;
        value = (Value){.kind = VALUE_TEXT, .text = *text};
    }
    return print_value(arena, diags, value, expression->year, expression->place, text);
}

Value expression_value(Evaluator *evaluator, const Expression *expression, const Scope *scope,
                       bool *failed)
{
    Value value =
        calc_eval(evaluator->calc, expression->formula, scope->record, &scope->locals, failed);
    evaluator->stopped = evaluator->stopped || calc_exhausted(evaluator->calc);
    return value;
}

bool expression_text(Evaluator *evaluator, const Expression *expression, const Scope *scope,
                     Str *text, Place *place, bool *failed)
{
    *text = (Str){NULL, 0};
    *failed = false;
    Value value = expression_value(evaluator, expression, scope, failed);
    if (*failed || is_missing(value))
        return false;
    bool is_text = value.kind == VALUE_TEXT; /* of the data, unless a filter writes another */
    if (is_text)
        (void)schema_text_place(evaluator->schema, value.text, place);
    if (expression->claim.text.size > 0 && has_text(value)) {
        Claim claim = expression->claim;
        claim.scope = scope->record;
        *text = str_copy(evaluator->arena, calc_claim(evaluator->calc, &claim, value));
        if (expression->filter_count == 0)
            return true;
    }
    *failed = !format_value(evaluator->arena, evaluator->diags, expression, value, text);
    if (is_text)
        *text = str_copy(evaluator->arena, *text);
    return !*failed;
}

bool expression_number(Evaluator *evaluator, const Expression *expression, const Scope *scope,
                       Num *number)
{
    bool failed = false;
    Value value = expression_value(evaluator, expression, scope, &failed);
    if (failed || is_missing(value))
        return false;
    *number = value.number;
    if (value.kind == VALUE_NUMBER)
        return true;
    diag(evaluator->diags, SEVERITY_ERROR, expression->place,
         "let 'pindahan' name a column of numbers, or give it 'nilai'",
         "what is carried over is no number");
    return false;
}

bool expression_format(Arena *arena, Diags *diags, const Expression *expression, Num number,
                       Str *text)
{
    Value value = {.kind = VALUE_NUMBER, .number = number};
    return format_value(arena, diags, expression, value, text);
}

/* How often a section over the value runs; *elements: once per element of a list or map. */
static size_t run_count(Value value, bool *elements)
{
    *elements = false;
    switch (value.kind) {
    case VALUE_MISSING:
    case VALUE_PENDING:
        return 0;
    case VALUE_BOOL:
        return value.flag ? 1 : 0;
    case VALUE_LIST:
        *elements = true;
        return value.list->count;
    case VALUE_MAP:
        *elements = true;
        return value.map->count;
    default:
        return 1;
    }
}

bool expression_holds(Evaluator *evaluator, const Expression *expression, const Scope *scope)
{
    bool elements = false;
    Value value = expression_value(evaluator, expression, scope, NULL);
    return run_count(value, &elements) > 0;
}

/* --- Loops ------------------------------------------------------------------------------------ */

/* Sets a local in `room`, in place of one of the same name. */
static void set_local(Scope *scope, const char *name, Value value, Local *room)
{
    size_t at = 0;
    while (at < scope->locals.count && !str_is(room[at].name, name))
        at++;
    if (at == LOOP_MAX_LOCALS)
        return;
    room[at] = (Local){str_from(name), value};
    if (at == scope->locals.count)
        scope->locals.count++;
}

static void drop_local(Scope *scope, const char *name, Local *room)
{
    size_t kept = 0;
    for (size_t i = 0; i < scope->locals.count; i++)
        if (!str_is(room[i].name, name))
            room[kept++] = room[i];
    scope->locals.count = kept;
}

static Scope copy_scope(const Scope *scope, Local *room)
{
    for (size_t i = 0; i < scope->locals.count; i++)
        room[i] = scope->locals.items[i];
    return (Scope){scope->record, {room, scope->locals.count}};
}

Scope scope_with_local(const Scope *scope, const char *name, Value value, Local *room)
{
    Scope inner = copy_scope(scope, room);
    set_local(&inner, name, value, room);
    return inner;
}

Loop loop_begin(Evaluator *evaluator, const Expression *expression, bool inverse,
                const Scope *outer)
{
    Loop loop = {.evaluator = evaluator, .outer = outer, .place = expression->place};
    Value value = expression_value(evaluator, expression, outer, NULL);
    loop.count = run_count(value, &loop.elements);
    loop.value = value;
    if (inverse) {
        loop.count = loop.count == 0 ? 1 : 0;
        loop.value = (Value){.kind = VALUE_BOOL, .flag = true};
        loop.elements = false;
    }
    return loop;
}

/* The scope of an element: a record is looked into, anything else is `ini`. */
static void enter(Loop *loop, Value value)
{
    if (value.kind == VALUE_RECORD) {
        loop->scope.record = value.record;
        drop_local(&loop->scope, "ini", loop->locals);
        drop_local(&loop->scope, "kunci", loop->locals);
    } else if (loop->elements) {
        set_local(&loop->scope, "ini", value, loop->locals);
    }
}

static Value flag_value(bool flag)
{
    return (Value){.kind = VALUE_BOOL, .flag = flag};
}

bool loop_next(Loop *loop)
{
    Evaluator *evaluator = loop->evaluator;
    if (loop->index == loop->count || evaluator->stopped)
        return false;
    if (++evaluator->steps > DOC_MAX_STEPS) {
        evaluator->stopped = true;
        diag(evaluator->diags, SEVERITY_ERROR, loop->place, "repeat sections over fewer records",
             "sections and rows repeat more than %d times", DOC_MAX_STEPS);
        return false;
    }
    size_t index = loop->index++;
    loop->scope = copy_scope(loop->outer, loop->locals);
    if (!loop->elements) {
        enter(loop, loop->value);
        return true;
    }
    if (loop->value.kind == VALUE_LIST) {
        enter(loop, loop->value.list->items[index]);
    } else {
        const Entry *entry = &loop->value.map->entries[index];
        enter(loop, entry->value);
        if (entry->value.kind != VALUE_RECORD)
            set_local(&loop->scope, "kunci", (Value){.kind = VALUE_TEXT, .text = entry->key},
                      loop->locals);
    }
    Value position = {.kind = VALUE_NUMBER, .number = num_int((int64_t)index + 1)};
    set_local(&loop->scope, "urutan_bagian", position, loop->locals);
    set_local(&loop->scope, "pertama", flag_value(index == 0), loop->locals);
    set_local(&loop->scope, "terakhir", flag_value(index + 1 == loop->count), loop->locals);
    return true;
}
