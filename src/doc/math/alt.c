/* Formulas in a line of words and signs, for those who cannot see them. */
#include "doc/math/math.h"

typedef struct Telling {
    Arena *arena;
    Buf *out;
    size_t end; /* of what is wanted */
} Telling;

static void tell(const Telling *telling, const Math *math);

/* In brackets where it is more than one operand. */
static void tell_operand(const Telling *telling, const Math *math)
{
    bool simple = math->kind == MATH_TEXT || math->kind == MATH_BRACKETS ||
                  (math->kind == MATH_ROW && math->count == 1);
    if (!simple)
        buf_byte(telling->out, '(');
    tell(telling, math);
    if (!simple)
        buf_byte(telling->out, ')');
}

static void tell_fraction(const Telling *telling, const Math *math)
{
    tell_operand(telling, math->parts[0]);
    buf_text(telling->out, " / ");
    tell_operand(telling, math->parts[1]);
}

static void tell_brackets(const Telling *telling, const Math *math)
{
    buf_byte(telling->out, '(');
    tell(telling, math->parts[0]);
    buf_byte(telling->out, ')');
}

static void tell_root(const Telling *telling, const Math *math)
{
    buf_text(telling->out, "akar dari ");
    tell_operand(telling, math->parts[0]);
}

static void tell_sum(const Telling *telling, const Math *math)
{
    buf_text(telling->out, "jumlah");
    if (math->parts[0] != NULL) {
        buf_text(telling->out, " dari ");
        tell(telling, math->parts[0]);
    }
    if (math->parts[1] != NULL) {
        buf_text(telling->out, " sampai ");
        tell(telling, math->parts[1]);
    }
}

static void tell_script(const Telling *telling, const Math *math)
{
    tell_operand(telling, math->parts[0]);
    if (math->parts[1] != NULL) {
        buf_byte(telling->out, '_');
        tell_operand(telling, math->parts[1]);
    }
    if (math->parts[2] != NULL) {
        buf_byte(telling->out, '^');
        tell_operand(telling, math->parts[2]);
    }
}

static void tell_parts(const Telling *telling, const Math *math)
{
    for (size_t i = 0; i < math->count; i++) {
        if (i > 0)
            buf_byte(telling->out, ' ');
        tell(telling, math->parts[i]);
    }
}

static void tell_text(const Telling *telling, const Math *math)
{
    if (telling->out->size <= telling->end)
        buf_add(telling->out, str_trim(spans_text(telling->arena, math->text)));
}

static void tell(const Telling *telling, const Math *math)
{
    static void (*const TELL[])(const Telling *telling, const Math *math) = {
        [MATH_TEXT] = tell_text,         [MATH_OPERATOR] = tell_text,
        [MATH_RELATION] = tell_text,     [MATH_ROW] = tell_parts,
        [MATH_ROOT] = tell_root,         [MATH_SUM] = tell_sum,
        [MATH_FRACTION] = tell_fraction, [MATH_SCRIPT] = tell_script,
        [MATH_BRACKETS] = tell_brackets,
    };
    TELL[math->kind](telling, math);
}

void math_describe(Arena *arena, Buf *out, const Math *line, size_t most)
{
    const Telling telling = {arena, out, out->size + most};
    tell(&telling, line);
}
