/* Whether a field lies over text of the page: what it shows then covers what was signed. Only where
 * text stands is looked at; a picture or a frame below a field is usual. */
#include "verify/compare.h"

enum {
    ONE = 1000000, /* of what is reckoned with: millionths */
    THOUSAND = 1000,
    MOST_STATES = 64, /* q in q */
    MOST_FORMS = 8,   /* forms in forms */
    LARGEST_CONTENT = 64 * 1024 * 1024,
    FEW = 16,         /* keys: a step of comparing */
    SOME_WIDTH = 500, /* thousandths: of a glyph of which none is told */
    MOST_COVERED = 1, /* glyphs: services look for a character where they shall sign */
    WIDEST = 1000000, /* thousandths: of a glyph */
    CLEAR = 3,        /* text rendering mode: not seen */
};

typedef struct Matrix {
    int64_t a, b, c, d, e, f;
} Matrix;

static const Matrix unit = {ONE, 0, 0, ONE, 0, 0};

/* The part of the graphics state that moves text. */
typedef struct TextState {
    Matrix matrix;
    const PdfValue *font;
    int64_t size, character_space, word_space, scale, leading, rise;
    int64_t mode;
} TextState;

typedef struct Ink {
    Comparison *c;
    PdfFile *file;
    int64_t left, bottom, right, top; /* of the field */
    const PdfValue *resources;
    TextState now;
    TextState saved[MOST_STATES];
    size_t saved_count;
    Matrix text, line;
    size_t covered; /* glyphs */
    int depth;
    bool odd;          /* what cannot be reckoned with */
    Arena *own;        /* of this page */
    size_t left_bytes; /* of all content that may still be decoded */
} Ink;

/* --- Numbers ---------------------------------------------------------------------------------- */

static int64_t times(Ink *ink, int64_t a, int64_t b)
{
    int64_t product = 0;
    if (__builtin_mul_overflow(a, b, &product)) {
        ink->odd = true;
        return 0;
    }
    return product / ONE;
}

static int64_t plus(Ink *ink, int64_t a, int64_t b)
{
    int64_t sum = 0;
    if (__builtin_add_overflow(a, b, &sum)) {
        ink->odd = true;
        return 0;
    }
    return sum;
}

static int64_t number_of(Ink *ink, const PdfValue *value)
{
    int64_t number = 0;
    if (value->kind == PDF_REAL)
        return value->millionths;
    if (value->kind != PDF_INTEGER || __builtin_mul_overflow(value->integer, ONE, &number))
        ink->odd = true;
    return number;
}

/* First `inner`, then `outer`. */
static Matrix join(Ink *ink, const Matrix *inner, const Matrix *outer)
{
    return (Matrix){
        .a = plus(ink, times(ink, inner->a, outer->a), times(ink, inner->b, outer->c)),
        .b = plus(ink, times(ink, inner->a, outer->b), times(ink, inner->b, outer->d)),
        .c = plus(ink, times(ink, inner->c, outer->a), times(ink, inner->d, outer->c)),
        .d = plus(ink, times(ink, inner->c, outer->b), times(ink, inner->d, outer->d)),
        .e = plus(ink, plus(ink, times(ink, inner->e, outer->a), times(ink, inner->f, outer->c)),
                  outer->e),
        .f = plus(ink, plus(ink, times(ink, inner->e, outer->b), times(ink, inner->f, outer->d)),
                  outer->f),
    };
}

static Matrix matrix_of(Ink *ink, const PdfValue *values)
{
    return (Matrix){number_of(ink, &values[0]), number_of(ink, &values[1]),
                    number_of(ink, &values[2]), number_of(ink, &values[3]),
                    number_of(ink, &values[4]), number_of(ink, &values[5])};
}

/* --- Glyphs ----------------------------------------------------------------------------------- */

/* /W of a composite font (9.7.4.3): "c [w w]" and "from to w". Thousandths. */
static int64_t composite_width(Ink *ink, const PdfValue *font, int64_t code)
{
    const PdfValue *below = pdf_item(ink->file, pdf_get(ink->file, font, "DescendantFonts"), 0);
    const PdfValue *list = pdf_get(ink->file, below, "W");
    for (uint32_t i = 0; list->kind == PDF_ARRAY && i + 1 < list->count && spend(ink->c, 1);) {
        int64_t from = pdf_integer(pdf_item(ink->file, list, i), -1);
        const PdfValue *second = pdf_item(ink->file, list, i + 1);
        bool widths = second->kind == PDF_ARRAY;
        int64_t to = widths ? from + second->count - 1 : pdf_integer(second, -1);
        if (code >= from && code <= to)
            return pdf_integer(widths ? pdf_item(ink->file, second, (size_t)(code - from))
                                      : pdf_item(ink->file, list, i + 2),
                               SOME_WIDTH);
        i += widths ? 2 : 3;
    }
    return pdf_integer(pdf_get(ink->file, below, "DW"), THOUSAND);
}

static int64_t simple_width(const Ink *ink, const PdfValue *font, int64_t code)
{
    int64_t first = pdf_integer(pdf_get(ink->file, font, "FirstChar"), 0);
    const PdfValue *widths = pdf_get(ink->file, font, "Widths");
    if (widths->kind != PDF_ARRAY || code < first || code - first >= widths->count)
        return SOME_WIDTH;
    return pdf_integer(pdf_item(ink->file, widths, (size_t)(code - first)), SOME_WIDTH);
}

/* Moves behind the glyph, and counts it where its middle lies in the field. */
static void show_glyph(Ink *ink, int64_t width, bool space)
{
    TextState *now = &ink->now;
    if (width > WIDEST || width < -WIDEST)
        ink->odd = true;
    int64_t advance = ink->odd ? 0 : times(ink, now->size, width * THOUSAND);
    const Matrix middle = {
        ONE, 0, 0, ONE, times(ink, advance / 2, now->scale), plus(ink, now->rise, now->size / 4)};
    const Matrix placed = join(ink, &ink->text, &now->matrix);
    const Matrix point = join(ink, &middle, &placed);
    bool inside =
        point.e > ink->left && point.e < ink->right && point.f > ink->bottom && point.f < ink->top;
    ink->covered += inside && !space && now->mode != CLEAR;
    advance = plus(ink, advance, now->character_space);
    advance = plus(ink, advance, space ? now->word_space : 0);
    const Matrix step = {ONE, 0, 0, ONE, times(ink, advance, now->scale), 0};
    ink->text = join(ink, &step, &ink->text);
}

static void show(Ink *ink, Str text)
{
    const PdfValue *font = ink->now.font;
    bool composite = font != NULL && pdf_is_name(pdf_get(ink->file, font, "Subtype"), "Type0");
    size_t step = composite ? 2 : 1;
    /* The keys of the font are looked through for each glyph. */
    size_t cost = 1 + (font != NULL ? font->count / FEW : 0);
    for (size_t i = 0; i + step <= text.size && spend(ink->c, cost); i += step) {
        int64_t code = (unsigned char)text.at[i];
        if (composite)
            code = code * 256 + (unsigned char)text.at[i + 1];
        int64_t width = SOME_WIDTH;
        if (font != NULL)
            width = composite ? composite_width(ink, font, code) : simple_width(ink, font, code);
        show_glyph(ink, width, !composite && code == ' ');
    }
}

static void show_array(Ink *ink, const PdfValue *array)
{
    for (uint32_t i = 0; array->kind == PDF_ARRAY && i < array->count; i++) {
        const PdfValue *item = &array->items[i];
        if (item->kind == PDF_STRING) {
            show(ink, item->text);
            continue;
        }
        int64_t back = times(ink, number_of(ink, item) / THOUSAND, ink->now.size);
        const Matrix step = {ONE, 0, 0, ONE, -times(ink, back, ink->now.scale), 0};
        ink->text = join(ink, &step, &ink->text);
    }
}

/* --- Operators -------------------------------------------------------------------------------- */

static void walk_content(Ink *ink, Str bytes);

static void next_line(Ink *ink, int64_t x, int64_t y)
{
    const Matrix step = {ONE, 0, 0, ONE, x, y};
    ink->line = join(ink, &step, &ink->line);
    ink->text = ink->line;
}

static const PdfValue *resource(const Ink *ink, const char *kind, const PdfValue *name)
{
    static const PdfValue none = {.kind = PDF_NULL};
    const PdfValue *list = pdf_get(ink->file, ink->resources, kind);
    for (uint32_t i = 0; name->kind == PDF_NAME && list->kind == PDF_DICT && i < list->count; i++)
        if (str_equal(list->entries[i].key, name->text))
            return pdf_resolve(ink->file, &list->entries[i].value);
    return &none;
}

/* What is drawn again is decoded again: so all of it is bounded. */
static bool decode(Ink *ink, const PdfValue *stream, Str *bytes)
{
    enum { A_STEP = 16 };
    if (!pdf_decode(ink->file, stream, ink->own, ink->left_bytes, bytes))
        return false;
    ink->left_bytes -= bytes->size;
    return spend(ink->c, 1 + bytes->size / A_STEP);
}

/* A form is drawn with a state, and mostly resources, of its own. */
static void draw(Ink *ink, const PdfValue *form)
{
    Str bytes;
    if (!pdf_is_name(pdf_get(ink->file, form, "Subtype"), "Form"))
        return;
    if (ink->depth == MOST_FORMS || form->kind != PDF_STREAM || !decode(ink, form, &bytes)) {
        ink->odd = true;
        return;
    }
    const Ink before = *ink;
    const PdfValue *matrix = pdf_get(ink->file, form, "Matrix");
    const PdfValue *own = pdf_get(ink->file, form, "Resources");
    if (matrix->kind == PDF_ARRAY && matrix->count == 6) {
        const Matrix inner = matrix_of(ink, matrix->items);
        ink->now.matrix = join(ink, &inner, &ink->now.matrix);
    }
    if (own->kind == PDF_DICT)
        ink->resources = own;
    ink->depth++;
    ink->saved_count = 0;
    walk_content(ink, bytes);
    size_t covered = ink->covered;
    size_t left = ink->left_bytes;
    bool odd = ink->odd;
    *ink = before;
    ink->covered = covered;
    ink->left_bytes = left;
    ink->odd = odd;
}

typedef enum Operator {
    OP_SAVE,
    OP_RESTORE,
    OP_MATRIX,
    OP_BEGIN,
    OP_TEXT_MATRIX,
    OP_MOVE,
    OP_MOVE_LEADING,
    OP_NEXT_LINE,
    OP_FONT,
    OP_SHOW,
    OP_SHOW_ARRAY,
    OP_SHOW_LINE,
    OP_SHOW_SPACED,
    OP_CHARACTER_SPACE,
    OP_WORD_SPACE,
    OP_SCALE,
    OP_LEADING,
    OP_RISE,
    OP_MODE,
    OP_DRAW,
} Operator;

static const struct {
    const char *word;
    size_t operands;
} operators[] = {
    [OP_SAVE] = {"q", 0},          [OP_RESTORE] = {"Q", 0},
    [OP_MATRIX] = {"cm", 6},       [OP_BEGIN] = {"BT", 0},
    [OP_TEXT_MATRIX] = {"Tm", 6},  [OP_MOVE] = {"Td", 2},
    [OP_MOVE_LEADING] = {"TD", 2}, [OP_NEXT_LINE] = {"T*", 0},
    [OP_FONT] = {"Tf", 2},         [OP_SHOW] = {"Tj", 1},
    [OP_SHOW_ARRAY] = {"TJ", 1},   [OP_SHOW_LINE] = {"'", 1},
    [OP_SHOW_SPACED] = {"\"", 3},  [OP_CHARACTER_SPACE] = {"Tc", 1},
    [OP_WORD_SPACE] = {"Tw", 1},   [OP_SCALE] = {"Tz", 1},
    [OP_LEADING] = {"TL", 1},      [OP_RISE] = {"Ts", 1},
    [OP_MODE] = {"Tr", 1},         [OP_DRAW] = {"Do", 1},
};

static void do_graphics(Ink *ink, Operator operator, const PdfValue * values)
{
    TextState *now = &ink->now;
    if (operator== OP_SAVE && ink->saved_count == MOST_STATES) {
        ink->odd = true;
    } else if (operator== OP_SAVE) {
        ink->saved[ink->saved_count++] = *now;
    } else if (operator== OP_RESTORE && ink->saved_count> 0) {
        *now = ink->saved[--ink->saved_count];
    } else if (operator== OP_MATRIX) {
        const Matrix inner = matrix_of(ink, values);
        now->matrix = join(ink, &inner, &now->matrix);
    } else if (operator== OP_DRAW) {
        draw(ink, resource(ink, "XObject", &values[0]));
    }
}

static void do_state(Ink *ink, Operator operator, const PdfValue * values)
{
    TextState *now = &ink->now;
    int64_t number = operator== OP_FONT ? 0 : number_of(ink, &values[0]);
    if (operator== OP_CHARACTER_SPACE)
        now->character_space = number;
    else if (operator== OP_WORD_SPACE)
        now->word_space = number;
    else if (operator== OP_SCALE)
        now->scale = number / 100;
    else if (operator== OP_LEADING)
        now->leading = number;
    else if (operator== OP_RISE)
        now->rise = number;
    else if (operator== OP_MODE)
        now->mode = number / ONE;
    if (operator!= OP_FONT)
        return;
    now->font = resource(ink, "Font", &values[0]);
    now->size = number_of(ink, &values[1]);
}

static void do_show(Ink *ink, Operator operator, const PdfValue * values)
{
    if (operator== OP_SHOW_SPACED) {
        ink->now.word_space = number_of(ink, &values[0]);
        ink->now.character_space = number_of(ink, &values[1]);
    }
    if (operator== OP_SHOW_SPACED || operator== OP_SHOW_LINE)
        next_line(ink, 0, -ink->now.leading);
    if (operator== OP_SHOW_ARRAY)
        show_array(ink, &values[0]);
    else if (values[operator == OP_SHOW_SPACED ? 2 : 0].kind == PDF_STRING)
        show(ink, values[operator == OP_SHOW_SPACED ? 2 : 0].text);
}

static void do_move(Ink *ink, Operator operator, const PdfValue * values)
{
    if (operator== OP_BEGIN) {
        ink->text = ink->line = unit;
    } else if (operator== OP_TEXT_MATRIX) {
        ink->text = ink->line = matrix_of(ink, values);
    } else if (operator== OP_NEXT_LINE) {
        next_line(ink, 0, -ink->now.leading);
    } else {
        int64_t y = number_of(ink, &values[1]);
        if (operator== OP_MOVE_LEADING)
            ink->now.leading = -y;
        next_line(ink, number_of(ink, &values[0]), y);
    }
}

static bool take(void *context, Str word, const PdfValue *values, size_t count)
{
    Ink *ink = context;
    for (int i = 0; i <= OP_DRAW; i++) {
        Operator operator=(Operator) i;
        if (!str_is(word, operators[i].word))
            continue;
        if (count < operators[i].operands)
            ink->odd = true;
        else if (operator<= OP_MATRIX || operator== OP_DRAW)
            do_graphics(ink, operator, values + count - operators[i].operands);
        else if (operator<= OP_NEXT_LINE)
            do_move(ink, operator, values + count - operators[i].operands);
        else if (operator== OP_FONT || operator>= OP_CHARACTER_SPACE)
            do_state(ink, operator, values + count - operators[i].operands);
        else
            do_show(ink, operator, values + count - operators[i].operands);
    }
    return spend(ink->c, 1) && !ink->odd && ink->covered <= MOST_COVERED;
}

static void walk_content(Ink *ink, Str bytes)
{
    if (!pdf_operators(ink->file, bytes, take, ink) && ink->covered <= MOST_COVERED)
        ink->odd = true;
}

/* --- A page ----------------------------------------------------------------------------------- */

/* All its content: the streams of an array are one, with white space between. */
static bool page_content(Ink *ink, const PdfValue *page, Buf *all)
{
    const PdfValue *contents = pdf_get(ink->file, page, "Contents");
    uint32_t count = contents->kind == PDF_ARRAY ? contents->count : 1;
    for (uint32_t i = 0; i < count; i++) {
        const PdfValue *stream =
            contents->kind == PDF_ARRAY ? pdf_item(ink->file, contents, i) : contents;
        Str bytes;
        if (stream->kind == PDF_NULL)
            continue;
        if (stream->kind != PDF_STREAM || !decode(ink, stream, &bytes))
            return false;
        buf_add(all, bytes);
        buf_byte(all, '\n');
    }
    return true;
}

static bool read_box(Ink *ink, const PdfValue *rect)
{
    int64_t sides[4] = {0};
    for (size_t i = 0; i < 4; i++)
        sides[i] = number_of(ink, pdf_item(ink->file, rect, i));
    ink->left = sides[0] < sides[2] ? sides[0] : sides[2];
    ink->right = sides[0] < sides[2] ? sides[2] : sides[0];
    ink->bottom = sides[1] < sides[3] ? sides[1] : sides[3];
    ink->top = sides[1] < sides[3] ? sides[3] : sides[1];
    return !ink->odd;
}

typedef struct Looking {
    Ink *ink;
    const PdfValue *page, *rect;
    bool over;
} Looking;

static void look(void *context)
{
    Looking *looking = context;
    Ink *ink = looking->ink;
    Buf all = {.arena = ink->own};
    if (!read_box(ink, looking->rect) || !page_content(ink, looking->page, &all))
        return;
    walk_content(ink, buf_str(&all));
    looking->over = ink->odd || ink->covered > MOST_COVERED;
}

bool covers_text(Comparison *c, const PdfValue *page, const PdfValue *resources,
                 const PdfValue *rect)
{
    Memory *memory = arena_memory(c->scratch);
    Ink *ink = arena_alloc(c->scratch, sizeof *ink);
    *ink = (Ink){.c = c, .file = c->old, .resources = resources, .text = unit, .line = unit};
    ink->now = (TextState){.matrix = unit, .scale = ONE};
    ink->left_bytes = LARGEST_CONTENT;
    /* There may be many fields on a large page. */
    ink->own = arena_new(memory);
    Looking looking = {ink, page, rect, true};
    bool done = arena_try(memory, look, &looking);
    arena_drop(ink->own);
    if (!done)
        memory_fail(memory);
    return looking.over;
}
