/* What a page's content paints, and which places that leaves free. */
#include "print/ink.h"

#include "print/print.h"

#include <string.h>

enum {
    MOST_OPERANDS = 16,
    MOST_STATES = 64,             /* that are kept: deeper ones are only counted */
    MOST_FORMS = 8,               /* in each other */
    MOST_DRAWN = 2000,            /* on a page */
    MOST_STEPS = 8 * 1024 * 1024, /* tokens and characters of a page */
    A_STEP = 16,                  /* keys that are looked through */
    BYTES_OF_STEP = 16,           /* that are decoded in its time */
    CELL = 6 * INK_ONE / 10,      /* width of a character, of its font's size */
    ABOVE = 9 * INK_ONE / 10,     /* how far it reaches */
    BELOW = 3 * INK_ONE / 10,
    THIN = 4 * INK_ONE, /* a line that goes around something is thicker than that */
};

typedef struct State {
    Matrix ctm; /* to the page as it is seen */
    int64_t size, leading;
    unsigned bytes; /* of a character of the font */
} State;

typedef struct Walk {
    PdfFile *file;
    PdfRoom room; /* of the page and its forms */
    const InkBox *boxes;
    size_t count;
    uint32_t taken;
    int64_t width, height; /* of the page as it is seen */
    size_t steps;
    int forms;
    size_t drawn; /* forms that were walked */
    bool part;    /* some was not walked */
} Walk;

/* One content stream under way. */
typedef struct Stream {
    Walk *walk;
    const PdfValue *resources;
    State state;
    State kept[MOST_STATES];
    uint32_t depth;
    Matrix text, line;
    int64_t operands[MOST_OPERANDS];
    size_t operand_count;
    Str name;           /* the last one */
    InkBox path, point; /* bounds of the path, its last point */
    bool has_path;
} Stream;

/* --- What is taken ---------------------------------------------------------------------------- */

static void take(Walk *walk, InkBox box)
{
    for (size_t i = 0; i < walk->count; i++) {
        const InkBox *place = &walk->boxes[i];
        if (box.left < place->right && box.right > place->left && box.bottom < place->top &&
            box.top > place->bottom)
            walk->taken |= 1U << i;
    }
}

/* An area, unless it is a ground for the whole page. */
static void take_area(Walk *walk, InkBox box)
{
    bool wide = box.right - box.left > walk->width / 10 * 7;
    bool high = box.top - box.bottom > walk->height / 10 * 6;
    if (!wide || !high)
        take(walk, box);
}

/* --- Text ------------------------------------------------------------------------------------- */

static void move_text(Stream *stream, int64_t x, int64_t y)
{
    Matrix by = matrix_identity;
    by.v[4] = x;
    by.v[5] = y;
    stream->text = matrix_joined(by, stream->text);
}

static void show_text(Stream *stream, size_t bytes)
{
    int64_t size = stream->state.size;
    size_t characters = bytes / stream->state.bytes;
    for (size_t i = 0; i < characters && stream->walk->steps < MOST_STEPS; i++) {
        Matrix matrix = matrix_joined(stream->text, stream->state.ctm);
        take(stream->walk, matrix_box(&matrix, 0, matrix_times(-BELOW, size),
                                      matrix_times(CELL, size), matrix_times(ABOVE + BELOW, size)));
        move_text(stream, matrix_times(CELL, size), 0);
        stream->walk->steps++;
    }
}

static void next_line(Stream *stream, int64_t x, int64_t y)
{
    stream->text = stream->line;
    move_text(stream, x, y);
    stream->line = stream->text;
}

/* The one of the last name. All keys are looked through each time. */
static const PdfValue *resource(const Stream *stream, const char *kind)
{
    Walk *walk = stream->walk;
    const PdfValue *all = pdf_get(walk->file, stream->resources, kind);
    const PdfValue *found = pdf_named(walk->file, all, stream->name);
    walk->steps += (stream->resources->count + all->count + found->count) / A_STEP;
    return found;
}

static void choose_font(Stream *stream)
{
    Walk *walk = stream->walk;
    const PdfValue *font = resource(stream, "Font");
    bool pairs = pdf_is_name(pdf_get(walk->file, font, "Subtype"), "Type0");
    stream->state.bytes = pairs ? 2 : 1;
    stream->state.size = stream->operand_count > 0 ? stream->operands[0] : 0;
}

/* --- Pictures and forms ----------------------------------------------------------------------- */

/* What is to be walked: a page or a form. */
typedef struct Drawn {
    Walk *walk;
    const PdfValue *resources;
    Matrix ctm;
    uint32_t open; /* states at its end */
} Drawn;

static bool walk_stream(void *context, Str content);

static Matrix matrix_of(PdfFile *file, const PdfValue *form)
{
    const PdfValue *entries = pdf_get(file, form, "Matrix");
    Matrix matrix = matrix_identity;
    for (size_t i = 0; entries->kind == PDF_ARRAY && entries->count == 6 && i < 6; i++) {
        int64_t value = 0;
        if (pdf_thousandths(pdf_item(file, entries, i), &value))
            matrix.v[i] = matrix_clamp(value, 10);
    }
    return matrix;
}

static bool draw_form(const Stream *stream, const PdfValue *form)
{
    Walk *walk = stream->walk;
    const PdfValue *resources = pdf_get(walk->file, form, "Resources");
    Drawn drawn = {
        .walk = walk,
        .resources = resources->kind == PDF_DICT ? resources : stream->resources,
        .ctm = matrix_joined(matrix_of(walk->file, form), stream->state.ctm),
    };
    if (walk->forms >= MOST_FORMS || walk->drawn >= MOST_DRAWN) {
        walk->part = true;
        return true;
    }
    walk->drawn++;
    walk->forms++;
    bool good = pdf_content(walk->file, form, &walk->room, walk_stream, &drawn);
    walk->forms--;
    return good;
}

static bool draw_object(Stream *stream)
{
    Walk *walk = stream->walk;
    const PdfValue *object = resource(stream, "XObject");
    const PdfValue *kind = pdf_get(walk->file, object, "Subtype");
    if (pdf_is_name(kind, "Image"))
        take_area(walk, matrix_box(&stream->state.ctm, 0, 0, INK_ONE, INK_ONE));
    if (!pdf_is_name(kind, "Form") || object->kind != PDF_STREAM)
        return true;
    return draw_form(stream, object);
}

/* --- Paths ------------------------------------------------------------------------------------ */

static void add_to_path(Stream *stream)
{
    for (size_t i = 0; i + 1 < stream->operand_count; i += 2)
        matrix_point(&stream->path, &stream->has_path, &stream->state.ctm, stream->operands[i],
                     stream->operands[i + 1]);
}

static void add_rectangle(Stream *stream)
{
    const int64_t *at = stream->operands;
    if (stream->operand_count < 4)
        return;
    for (int i = 0; i < 4; i++)
        matrix_point(&stream->path, &stream->has_path, &stream->state.ctm,
                     at[0] + (i % 2 != 0 ? at[2] : 0), at[1] + (i / 2 != 0 ? at[3] : 0));
}

static void end_path(Stream *stream, bool fills, bool strokes)
{
    InkBox box = stream->path;
    bool thin = box.right - box.left < THIN || box.top - box.bottom < THIN;
    if (stream->has_path && (fills || (strokes && thin))) {
        /* A line has a thickness. */
        if (strokes)
            box = (InkBox){box.left - INK_ONE, box.bottom - INK_ONE, box.right + INK_ONE,
                           box.top + INK_ONE};
        take_area(stream->walk, box);
    }
    stream->has_path = false;
}

/* --- Operators -------------------------------------------------------------------------------- */

typedef enum Action {
    ACT_SAVE,
    ACT_RESTORE,
    ACT_CONCAT,
    ACT_BEGIN_TEXT,
    ACT_FONT,
    ACT_LEADING,
    ACT_MATRIX,
    ACT_MOVE,
    ACT_MOVE_LEADING,
    ACT_NEXT,
    ACT_DRAW,
    ACT_PATH,
    ACT_RECTANGLE,
    ACT_FILL,
    ACT_STROKE,
    ACT_BOTH,
    ACT_FORGET,
    ACT_INLINE,
} Action;

static const struct {
    const char *name;
    Action action;
} actions[] = {
    {"q", ACT_SAVE},       {"Q", ACT_RESTORE},  {"cm", ACT_CONCAT},       {"BT", ACT_BEGIN_TEXT},
    {"Tf", ACT_FONT},      {"TL", ACT_LEADING}, {"Tm", ACT_MATRIX},       {"Td", ACT_MOVE},
    {"T*", ACT_NEXT},      {"Do", ACT_DRAW},    {"TD", ACT_MOVE_LEADING}, {"m", ACT_PATH},
    {"l", ACT_PATH},       {"c", ACT_PATH},     {"v", ACT_PATH},          {"y", ACT_PATH},
    {"re", ACT_RECTANGLE}, {"f", ACT_FILL},     {"F", ACT_FILL},          {"f*", ACT_FILL},
    {"S", ACT_STROKE},     {"s", ACT_STROKE},   {"B", ACT_BOTH},          {"B*", ACT_BOTH},
    {"b", ACT_BOTH},       {"b*", ACT_BOTH},    {"n", ACT_FORGET},        {"ID", ACT_INLINE},
};

static void save(Stream *stream)
{
    if (stream->depth < MOST_STATES)
        stream->kept[stream->depth] = stream->state;
    stream->depth++;
}

static void restore(Stream *stream)
{
    if (stream->depth == 0)
        return;
    stream->depth--;
    if (stream->depth < MOST_STATES)
        stream->state = stream->kept[stream->depth];
}

/* The six operands as a matrix; the matrix_identity where they are not six. */
static Matrix operand_matrix(const Stream *stream)
{
    Matrix matrix = matrix_identity;
    if (stream->operand_count >= 6)
        memcpy(matrix.v, stream->operands, sizeof matrix.v);
    return matrix;
}

static bool act(Stream *stream, Action action)
{
    const int64_t *operands = stream->operands;
    bool pair = stream->operand_count >= 2;
    switch (action) {
    case ACT_SAVE:
        save(stream);
        break;
    case ACT_RESTORE:
        restore(stream);
        break;
    case ACT_CONCAT:
        stream->state.ctm = matrix_joined(operand_matrix(stream), stream->state.ctm);
        break;
    case ACT_BEGIN_TEXT:
        stream->text = stream->line = matrix_identity;
        break;
    case ACT_FONT:
        choose_font(stream);
        break;
    case ACT_LEADING:
        stream->state.leading = operands[0];
        break;
    case ACT_MATRIX:
        stream->text = stream->line = operand_matrix(stream);
        break;
    case ACT_MOVE_LEADING:
        stream->state.leading = pair ? -operands[1] : stream->state.leading;
        next_line(stream, operands[0], operands[1]);
        break;
    case ACT_MOVE:
        next_line(stream, operands[0], operands[1]);
        break;
    case ACT_NEXT:
        next_line(stream, 0, -stream->state.leading);
        break;
    case ACT_DRAW:
        return draw_object(stream);
    case ACT_PATH:
        add_to_path(stream);
        break;
    case ACT_RECTANGLE:
        add_rectangle(stream);
        break;
    case ACT_INLINE:
        take_area(stream->walk, matrix_box(&stream->state.ctm, 0, 0, INK_ONE, INK_ONE));
        break;
    default:
        end_path(stream, action == ACT_FILL || action == ACT_BOTH,
                 action == ACT_STROKE || action == ACT_BOTH);
        break;
    }
    return true;
}

static bool operate(Stream *stream, Str name)
{
    bool good = true;
    for (size_t i = 0; i < sizeof actions / sizeof *actions; i++)
        if (str_is(name, actions[i].name))
            good = act(stream, actions[i].action);
    stream->operand_count = 0;
    memset(stream->operands, 0, sizeof stream->operands);
    return good;
}

/* --- Streams ---------------------------------------------------------------------------------- */

/* Text is shown as its strings come: between them, in an array, numbers move by thousandths of the
   font's size; ' and " begin a line first, which only moves what is shown. */
static void take_operand(Stream *stream, const Token *token, bool in_array)
{
    switch (token->kind) {
    case TOKEN_NUMBER:
        if (in_array)
            move_text(stream, matrix_times(-token->number / 1000, stream->state.size), 0);
        else if (stream->operand_count < MOST_OPERANDS)
            stream->operands[stream->operand_count++] = token->number;
        break;
    case TOKEN_NAME:
        stream->name = token->text;
        break;
    default:
        break;
    }
}

/* True where the operator behind this string, outside of an array, begins a line. */
static bool begins_line(Str content, size_t at)
{
    Token next = content_token(content, &at);
    return next.kind == TOKEN_OPERATOR && (str_is(next.text, "'") || str_is(next.text, "\""));
}

/* Whoever draws behind a page must close the states that it leaves open, seen or not. */
static void count_states(Stream *stream, Str content, size_t at)
{
    for (Token token; (token = content_token(content, &at)).kind != TOKEN_END;) {
        if (token.kind != TOKEN_OPERATOR || token.text.size > 1)
            continue;
        if (token.text.at[0] == 'q')
            stream->depth++;
        else if (token.text.at[0] == 'Q' && stream->depth > 0)
            stream->depth--;
    }
}

static bool walk_tokens(Stream *stream, Str content)
{
    Walk *walk = stream->walk;
    bool in_array = false;
    size_t at = 0;
    for (; walk->steps < MOST_STEPS; walk->steps++) {
        Token token = content_token(content, &at);
        if (token.kind == TOKEN_END)
            return true;
        if (token.kind == TOKEN_OPEN || token.kind == TOKEN_CLOSE) {
            in_array = token.kind == TOKEN_OPEN;
        } else if (token.kind == TOKEN_STRING) {
            if (!in_array && begins_line(content, at))
                next_line(stream, 0, -stream->state.leading);
            show_text(stream, token.size);
        } else if (token.kind == TOKEN_OPERATOR) {
            if (!operate(stream, token.text))
                return false;
        } else {
            take_operand(stream, &token, in_array);
        }
    }
    walk->part = true;
    if (walk->forms == 0)
        count_states(stream, content, at);
    return true;
}

static bool walk_stream(void *context, Str content)
{
    Drawn *drawn = context;
    Stream stream = {
        .walk = drawn->walk,
        .resources = drawn->resources,
        .text = matrix_identity,
        .line = matrix_identity,
        .state = {.ctm = drawn->ctm, .bytes = 1},
    };
    bool good = walk_tokens(&stream, content);
    drawn->open = stream.depth;
    return good;
}

/* Annotations are printed, too: signatures, notes. */
static void take_annotations(Walk *walk, const PdfPage *page, const Matrix *matrix)
{
    const PdfValue *annotations = pdf_get(walk->file, page->dict, "Annots");
    for (size_t i = 0; annotations->kind == PDF_ARRAY && i < annotations->count; i++) {
        const PdfValue *annotation = pdf_item(walk->file, annotations, i);
        int64_t box[4];
        walk->steps += 1 + annotation->count / A_STEP;
        if (walk->steps >= MOST_STEPS) {
            walk->part = true;
            break;
        }
        if (!pdf_rectangle(walk->file, pdf_get(walk->file, annotation, "Rect"), box) ||
            pdf_is_name(pdf_get(walk->file, annotation, "Subtype"), "Link"))
            continue;
        for (size_t k = 0; k < 4; k++)
            box[k] = matrix_clamp(box[k], 10);
        take_area(walk, matrix_box(matrix, box[0], box[1], box[2] - box[0], box[3] - box[1]));
    }
}

InkRoom ink_room(const PdfFile *file)
{
    size_t most = pdf_most_drawn(file);
    return (InkRoom){most, most};
}

static void take_off(size_t *left, size_t spent)
{
    *left -= spent < *left ? spent : *left;
}

bool ink_look(PdfFile *file, const PdfPage *page, const InkBox *boxes, size_t count, InkRoom *left,
              Ink *ink)
{
    bool looks = left->look > 0;
    Walk walk = {.file = file, .room = pdf_page_room, .boxes = boxes, .count = count};
    Drawn drawn = {.walk = &walk, .resources = page->resources, .ctm = matrix_seen(file, page)};
    page_size(file, page, &walk.width, &walk.height);
    walk.width *= INK_ONE / 1000;
    walk.height *= INK_ONE / 1000;
    walk.steps = looks ? 0 : MOST_STEPS;
    if (!looks && left->count == 0)
        walk.room = (PdfRoom){0, pdf_most_drawn(file), "what all its pages draw has"};
    if (!pdf_content(file, page->dict, &walk.room, walk_stream, &drawn))
        return false;
    take_annotations(&walk, page, &drawn.ctm);
    /* Each state that is left open is to be closed by some bytes. */
    take_off(looks ? &left->look : &left->count,
             walk.room.most - walk.room.left +
                 (looks ? walk.steps : (size_t)drawn.open) * BYTES_OF_STEP);
    *ink = (Ink){((1U << count) - 1) & ~walk.taken, drawn.open, walk.part};
    return true;
}
