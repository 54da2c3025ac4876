/* Mathematics filled with values, and built from what the calculation shows. */
#include "doc/math/math.h"

const Math *math_text(Arena *arena, MathKind kind, Str text, Place place)
{
    Math *math = arena_alloc(arena, sizeof *math);
    *math = (Math){.kind = kind, .text = spans_from_text(arena, text, 0, place)};
    return math;
}

static const Math *math_parts(Arena *arena, MathKind kind, const Math **parts, size_t count)
{
    Math *math = arena_alloc(arena, sizeof *math);
    *math = (Math){.kind = kind, .parts = parts, .count = count};
    return math;
}

const Math *math_row(Arena *arena, const Math *const *parts, size_t count)
{
    size_t total = 0;
    for (size_t i = 0; i < count; i++)
        total += parts[i]->kind == MATH_ROW ? parts[i]->count : 1;
    const Math **flat = arena_array(arena, total, sizeof(const Math *));
    size_t at = 0;
    for (size_t i = 0; i < count; i++) {
        bool row = parts[i]->kind == MATH_ROW;
        for (size_t k = 0; k < (row ? parts[i]->count : 1); k++)
            flat[at++] = row ? parts[i]->parts[k] : parts[i];
    }
    return math_parts(arena, MATH_ROW, flat, total);
}

const Math *math_fill(Builder *builder, const MathPlan *plan, const Scope *scope)
{
    if (plan == NULL)
        return NULL;
    Math *math = arena_alloc(builder->arena, sizeof *math);
    math->kind = plan->kind;
    math->count = plan->count;
    SpanOptions options = {.absence = ABSENCE_WARNS};
    math->text = spans_fill(builder, plan->text, scope, options);
    math->parts = arena_array(builder->arena, plan->count, sizeof(const Math *));
    for (size_t i = 0; i < plan->count; i++)
        math->parts[i] = math_fill(builder, plan->parts[i], scope);
    return math;
}

/* --- What the calculation shows --------------------------------------------------------------- */

/* Texts of a display that are signs, not operands. */
static MathKind sign_kind(Str text)
{
    static const struct {
        const char *text;
        MathKind kind;
    } signs[] = {
        {"+", MATH_OPERATOR}, {"−", MATH_OPERATOR}, {"×", MATH_OPERATOR}, {"/", MATH_OPERATOR},
        {"=", MATH_RELATION}, {"≠", MATH_RELATION}, {"<", MATH_RELATION}, {"≤", MATH_RELATION},
        {">", MATH_RELATION}, {"≥", MATH_RELATION},
    };
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (str_is(text, signs[i].text))
            return signs[i].kind;
    return MATH_TEXT;
}

/* The parts of a row from *at on, up to the bracket that closes them or the end. */
static const Math *row_of(Arena *arena, const Display *row, size_t *at, Place place)
{
    const Math **parts = arena_array(arena, row->count, sizeof(const Math *));
    size_t count = 0;
    while (*at < row->count) {
        const Display *part = row->parts[(*at)++];
        Str text = str_trim(part->text);
        if (part->kind != DISPLAY_TEXT) {
            parts[count++] = math_from_display(arena, part, place);
        } else if (str_is(text, ")")) {
            break;
        } else if (str_is(text, "(")) {
            const Math **inner = arena_array(arena, 1, sizeof(const Math *));
            inner[0] = row_of(arena, row, at, place);
            parts[count++] = math_parts(arena, MATH_BRACKETS, inner, 1);
        } else {
            parts[count++] = math_text(arena, sign_kind(text), str_copy(arena, text), place);
        }
    }
    return math_parts(arena, MATH_ROW, parts, count);
}

const Math *math_from_display(Arena *arena, const Display *display, Place place)
{
    size_t at = 0;
    if (display->kind == DISPLAY_TEXT)
        return math_text(arena, MATH_TEXT, str_copy(arena, display->text), place);
    if (display->kind == DISPLAY_ROW)
        return row_of(arena, display, &at, place);
    const Math **parts = arena_array(arena, display->count, sizeof(const Math *));
    for (size_t i = 0; i < display->count; i++)
        parts[i] = math_from_display(arena, display->parts[i], place);
    return math_parts(arena, MATH_FRACTION, parts, display->count);
}
