/* Whether a field lies over text of the page: what it shows then covers what was signed. Only where
 * text stands is looked at; a picture or a frame below a field is usual. */
#include "verify/ink.h"

enum {
    MOST_COVERED = 1,   /* glyphs: services look for a character where they shall sign */
    OPERATOR_STEPS = 4, /* of comparing */
    SPOTS_LOOKED_AT = 8 /* a step */
};

static void walk_content(Ink *ink, Str bytes);

/* --- Contents in others ----------------------------------------------------------------------- */

typedef struct Drawn {
    Ink *ink;
    size_t room; /* before it was decoded */
    bool decoded;
} Drawn;

/* What is drawn costs what it takes to decode it, and to read it. */
static bool take_content(void *context, Str content)
{
    Drawn *drawn = context;
    drawn->decoded = true;
    if (ink_spend(drawn->ink, drawn->room - drawn->ink->room.left))
        walk_content(drawn->ink, content);
    return !drawn->ink->odd;
}

static void draw_content(Ink *ink, const PdfValue *content)
{
    Drawn drawn = {.ink = ink, .room = ink->room.left};
    if (drawn.room == 0 || !pdf_content(ink->file, content, &ink->room, take_content, &drawn))
        ink->odd = true;
    /* All that there was room for may have come out before. */
    if (!drawn.decoded)
        ink_spend(ink, drawn.room);
}

/* The only one of that name: a program may look for others elsewhere. */
static const PdfValue *resource(Ink *ink, Str kind, const PdfValue *name)
{
    const PdfValue *list = ink_entry(ink, ink->resources, kind);
    const PdfValue *found = ink_entry(ink, list, name->kind == PDF_NAME ? name->text : STR(""));
    if (name->kind != PDF_NAME || found->kind == PDF_NULL)
        ink->odd = true;
    return found;
}

/* Has what it draws with: its own, or a form that stands on the page itself the page's. */
static bool has_resources(Ink *ink, const PdfValue *own)
{
    if (own->kind == PDF_DICT)
        ink->resources = own;
    return own->kind == PDF_DICT || (own->kind == PDF_NULL && ink->depth == 0 && !ink->anywhere);
}

static bool place_form(Ink *ink, const PdfValue *matrix)
{
    enum { NUMBERS = 6 };
    if (matrix->kind == PDF_NULL)
        return true;
    if (matrix->kind != PDF_ARRAY || matrix->count != NUMBERS)
        return false;
    const Matrix inner = ink_matrix(ink, matrix->items);
    ink->now.matrix = ink_join(ink, &inner, &ink->now.matrix);
    return true;
}

/* A form is drawn with a state of its own (8.10); the cell of a pattern anywhere (8.7.3). Patterns
   and masks may be drawn amid text, whose place what they draw does not move. */
static void draw(Ink *ink, const PdfValue *form, bool anywhere)
{
    const PdfValue *outer = ink->resources;
    const Matrix text = ink->text;
    const Matrix line = ink->line;
    const size_t floor = ink->floor;
    const bool in_text = ink->in_text;
    const bool was_anywhere = ink->anywhere;
    if (ink->depth == MOST_FORMS || ink->saved_count == MOST_STATES) {
        ink->odd = true;
        return;
    }
    ink->saved[ink->saved_count++] = ink->now;
    ink->floor = ink->saved_count;
    ink->anywhere = was_anywhere || anywhere;
    bool good = has_resources(ink, ink_entry(ink, form, STR("Resources"))) &&
                place_form(ink, ink_entry(ink, form, STR("Matrix")));
    ink->depth++;
    ink->in_text = false;
    if (good && form->kind == PDF_STREAM)
        draw_content(ink, form);
    else
        ink->odd = true;
    ink->depth--;
    ink->resources = outer;
    ink->text = text;
    ink->line = line;
    ink->in_text = in_text;
    ink->anywhere = was_anywhere;
    ink->saved_count = ink->floor - 1;
    ink->now = ink->saved[ink->saved_count];
    ink->floor = floor;
}

/* Do (8.8). */
static void draw_object(Ink *ink, const PdfValue *object)
{
    const PdfValue *kind = ink_entry(ink, object, STR("Subtype"));
    if (pdf_is_name(kind, "Form") && !ink->in_text)
        draw(ink, object, false);
    else if (!pdf_is_name(kind, "Image"))
        ink->odd = true;
}

/* gs: a font, a mask that is a form (8.4.5, 11.6.5.3). */
static void set_state(Ink *ink, const PdfValue *state)
{
    const PdfValue *mask = ink_entry(ink, state, STR("SMask"));
    if (state->kind != PDF_DICT || ink_entry(ink, state, STR("Font"))->kind != PDF_NULL)
        ink->odd = true;
    else if (mask->kind == PDF_DICT)
        draw(ink, ink_entry(ink, mask, STR("G")), false);
}

/* scn, SCN: a pattern whose cells are drawn, or one of colours that run. */
static void set_colour(Ink *ink, const PdfValue *name)
{
    const PdfValue *pattern = resource(ink, STR("Pattern"), name);
    if (pattern->kind == PDF_STREAM)
        draw(ink, pattern, true);
}

/* --- Operators -------------------------------------------------------------------------------- */

static void next_line(Ink *ink, int64_t x, int64_t y, int64_t error)
{
    ink_move(ink, &ink->line, x, y, error);
    ink->text = ink->line;
}

static void show_value(Ink *ink, const PdfValue *value)
{
    if (value->kind == PDF_STRING)
        ink_show(ink, value->text);
    else
        ink->odd = true;
}

static void show_array(Ink *ink, const PdfValue *array)
{
    enum { CUT = 16 };
    const TextState *now = &ink->now;
    ink->odd = ink->odd || array->kind != PDF_ARRAY;
    for (uint32_t i = 0; array->kind == PDF_ARRAY && i < array->count && !ink->odd; i++) {
        const PdfValue *item = &array->items[i];
        if (item->kind == PDF_STRING) {
            ink_show(ink, item->text);
            continue;
        }
        int64_t back = ink_times(ink, ink_number(ink, item) / THOUSAND, now->size);
        int64_t off = CUT + ink_size(now->size) / ONE + ink_size(back) / ONE * 2;
        off = ink_plus(ink, ink_bound(ink, off, ink_plus(ink, ink_size(now->scale), 1)), 1);
        ink_move(ink, &ink->text, ink_times(ink, -back, now->scale), 0, off);
    }
}

typedef enum Operator {
    OP_SAVE,
    OP_RESTORE,
    OP_MATRIX,
    OP_DRAW,
    OP_BEGIN,
    OP_END,
    OP_TEXT_MATRIX,
    OP_MOVE,
    OP_MOVE_LEADING,
    OP_NEXT_LINE,
    OP_SHOW,
    OP_SHOW_ARRAY,
    OP_SHOW_LINE,
    OP_SHOW_SPACED,
    OP_FONT,
    OP_CHARACTER_SPACE,
    OP_WORD_SPACE,
    OP_SCALE,
    OP_LEADING,
    OP_RISE,
    OP_MODE,
    OP_STATE,
    OP_COLOUR,
    OP_STROKE_COLOUR,
    OP_IMAGE,
    OPERATORS,
} Operator;

enum { ANY_COUNT = 99 };

static const struct {
    const char *word;
    size_t operands;
} operators[OPERATORS] = {
    [OP_SAVE] = {"q", 0},
    [OP_RESTORE] = {"Q", 0},
    [OP_MATRIX] = {"cm", 6},
    [OP_DRAW] = {"Do", 1},
    [OP_BEGIN] = {"BT", 0},
    [OP_END] = {"ET", 0},
    [OP_TEXT_MATRIX] = {"Tm", 6},
    [OP_MOVE] = {"Td", 2},
    [OP_MOVE_LEADING] = {"TD", 2},
    [OP_NEXT_LINE] = {"T*", 0},
    [OP_SHOW] = {"Tj", 1},
    [OP_SHOW_ARRAY] = {"TJ", 1},
    [OP_SHOW_LINE] = {"'", 1},
    [OP_SHOW_SPACED] = {"\"", 3},
    [OP_FONT] = {"Tf", 2},
    [OP_CHARACTER_SPACE] = {"Tc", 1},
    [OP_WORD_SPACE] = {"Tw", 1},
    [OP_SCALE] = {"Tz", 1},
    [OP_LEADING] = {"TL", 1},
    [OP_RISE] = {"Ts", 1},
    [OP_MODE] = {"Tr", 1},
    [OP_STATE] = {"gs", 1},
    [OP_COLOUR] = {"scn", ANY_COUNT},
    [OP_STROKE_COLOUR] = {"SCN", ANY_COUNT},
    [OP_IMAGE] = {"ID", ANY_COUNT},
};

/* Programs differ in what they restore, and draw, between BT and ET. */
static void do_graphics(Ink *ink, Operator which, const PdfValue *values)
{
    TextState *now = &ink->now;
    if ((ink->in_text && which <= OP_MATRIX) ||
        (which == OP_SAVE && ink->saved_count == MOST_STATES)) {
        ink->odd = true;
    } else if (which == OP_SAVE) {
        ink->saved[ink->saved_count++] = *now;
    } else if (which == OP_RESTORE && ink->saved_count > ink->floor) {
        *now = ink->saved[--ink->saved_count];
    } else if (which == OP_RESTORE) {
        /* Behind what a page saved there is nothing; behind a form there is the page. */
        ink->odd = ink->odd || ink->depth > 0;
    } else if (which == OP_MATRIX) {
        const Matrix inner = ink_matrix(ink, values);
        now->matrix = ink_join(ink, &inner, &now->matrix);
    } else {
        draw_object(ink, resource(ink, STR("XObject"), &values[0]));
    }
}

static void do_state(Ink *ink, Operator which, const PdfValue *values)
{
    enum { WHOLE = 100 };
    TextState *now = &ink->now;
    if (which == OP_FONT) {
        now->font = ink_font(ink, resource(ink, STR("Font"), &values[0]));
        now->size = ink_number(ink, &values[1]);
        return;
    }
    int64_t number = ink_number(ink, &values[0]);
    if (which == OP_CHARACTER_SPACE)
        now->character_space = number;
    else if (which == OP_WORD_SPACE)
        now->word_space = number;
    else if (which == OP_SCALE)
        now->scale = number / WHOLE;
    else if (which == OP_LEADING)
        now->leading = number;
    else if (which == OP_RISE)
        now->rise = number;
    else
        now->mode = pdf_integer(&values[0], -1);
}

static void do_show(Ink *ink, Operator which, const PdfValue *values)
{
    if (which == OP_SHOW_SPACED) {
        ink->now.word_space = ink_number(ink, &values[0]);
        ink->now.character_space = ink_number(ink, &values[1]);
    }
    if (which >= OP_SHOW_LINE)
        next_line(ink, 0, -ink->now.leading, 1);
    if (which == OP_SHOW_ARRAY)
        show_array(ink, &values[0]);
    else
        show_value(ink, &values[which == OP_SHOW_SPACED ? 2 : 0]);
}

static void do_move(Ink *ink, Operator which, const PdfValue *values)
{
    if (which == OP_TEXT_MATRIX) {
        ink->text = ink->line = ink_matrix(ink, values);
    } else if (which == OP_NEXT_LINE) {
        next_line(ink, 0, -ink->now.leading, 1);
    } else {
        int64_t y = ink_number(ink, &values[1]);
        if (which == OP_MOVE_LEADING)
            ink->now.leading = -y;
        next_line(ink, ink_number(ink, &values[0]), y, 2);
    }
}

/* Text outside of BT and ET; and where the bytes of a picture end, programs tell in ways of their
   own. */
static bool is_followed(const Ink *ink, Operator which)
{
    bool text = which > OP_END && which <= OP_SHOW_SPACED;
    return which != OP_IMAGE && (ink->in_text || !text) && (!ink->in_text || which != OP_BEGIN);
}

static void do_operator(Ink *ink, Operator which, const PdfValue *values, size_t count)
{
    bool is_pattern = count > 0 && values[count - 1].kind == PDF_NAME;
    if (!is_followed(ink, which)) {
        ink->odd = true;
    } else if (which == OP_BEGIN) {
        ink->in_text = true;
        ink->text = ink->line = ink_unit();
    } else if (which == OP_END) {
        ink->in_text = false;
    } else if (which <= OP_DRAW) {
        do_graphics(ink, which, values);
    } else if (which <= OP_NEXT_LINE) {
        do_move(ink, which, values);
    } else if (which <= OP_SHOW_SPACED) {
        do_show(ink, which, values);
    } else if (which <= OP_MODE) {
        do_state(ink, which, values);
    } else if (which == OP_STATE) {
        set_state(ink, resource(ink, STR("ExtGState"), &values[0]));
    } else if (is_pattern) {
        set_colour(ink, &values[count - 1]);
    }
}

static bool take(void *context, Str word, const PdfValue *values, size_t count)
{
    Ink *ink = context;
    for (int i = 0; i < OPERATORS; i++) {
        if (!str_is(word, operators[i].word))
            continue;
        /* Of too many some programs take the first ones. */
        if (operators[i].operands != ANY_COUNT && count != operators[i].operands)
            ink->odd = true;
        else
            do_operator(ink, (Operator)i, values, count);
        break;
    }
    return ink_spend(ink, OPERATOR_STEPS) && !ink->odd;
}

static void walk_content(Ink *ink, Str bytes)
{
    if (!pdf_operators(ink->file, bytes, take, ink))
        ink->odd = true;
}

/* --- A page ----------------------------------------------------------------------------------- */

typedef struct Looking {
    Ink *ink;
    const PdfValue *page;
} Looking;

static void look(void *context)
{
    Looking *looking = context;
    Ink *ink = looking->ink;
    ink->own = arena_new(arena_memory(ink->c->scratch));
    draw_content(ink, looking->page);
    ink->writing->odd = ink->odd;
}

/* Where the page of the older state has text: told once for all its fields. */
static Writing *find_writing(Comparison *c, const PdfValue *page, const PdfValue *resources)
{
    Memory *memory = arena_memory(c->scratch);
    arena_reset(c->work->page);
    Ink *ink = arena_alloc(c->work->page, sizeof *ink);
    *ink = (Ink){.c = c, .file = c->old, .resources = resources};
    ink->now = (TextState){.matrix = ink_unit(), .scale = ONE};
    ink->room = pdf_page_room;
    ink->writing = arena_alloc(c->work->page, sizeof *ink->writing);
    ink->writing->odd = true;
    Looking looking = {ink, page};
    bool done = arena_try(memory, look, &looking);
    arena_drop(ink->own);
    if (!done)
        memory_fail(memory);
    return ink->writing;
}

bool covers_text(Comparison *c, const PdfValue *page, const PdfValue *resources,
                 const PdfValue *rect)
{
    int64_t box[4];
    size_t covered = 0;
    if (c->writing == NULL)
        c->writing = find_writing(c, page, resources);
    const Writing *writing = c->writing;
    if (writing->odd || !pdf_rectangle(c->newer, rect, box) ||
        !spend(c, writing->count / SPOTS_LOOKED_AT))
        return true;
    for (size_t i = 0; i < writing->count && covered <= MOST_COVERED; i++) {
        const Spot *spot = &writing->spots[i];
        covered += spot->x > box[0] && spot->x < box[2] && spot->y > box[1] && spot->y < box[3];
    }
    return covered > MOST_COVERED;
}
