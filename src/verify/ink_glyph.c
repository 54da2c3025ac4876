/* Where the glyphs of a string stand (ISO 32000-1, 9.4.4). */
#include "verify/ink.h"

enum {
    GLYPH_STEPS = 4,    /* of comparing */
    MOST_OFF = ONE / 4, /* that a spot may be from where it is told */
    CUT = 8,            /* millionths: more than a few numbers lose */
    CLEAR = 3,          /* text rendering modes: not seen, and the last one */
    LAST_MODE = 7,
};

/* Behind the glyphs that were drawn of a string, from its origin. */
typedef struct Pen {
    Matrix placed; /* of the text, on the page */
    int64_t x;
    int64_t error;
} Pen;

static int32_t thousandths(int64_t millionths)
{
    int64_t number = millionths / THOUSAND;
    if (number > INT32_MAX || number < INT32_MIN)
        return number > 0 ? INT32_MAX : INT32_MIN;
    return (int32_t)number;
}

static void add_spot(Ink *ink, const Pen *pen, int64_t advance)
{
    const TextState *now = &ink->now;
    Writing *writing = ink->writing;
    Matrix point = pen->placed;
    ink_move(ink, &point, ink_plus(ink, pen->x, ink_times(ink, advance / 2, now->scale)),
             ink_plus(ink, now->rise, now->size / 4), pen->error);
    if (ink->anywhere || writing->count == VERIFY_MOST_GLYPHS || point.drift > MOST_OFF)
        ink->odd = true;
    if (ink->odd)
        return;
    Spot *spot = arena_push(ink->c->work->page, &writing->spots, &writing->capacity, writing->count,
                            sizeof *spot);
    *spot = (Spot){thousandths(point.e), thousandths(point.f)};
    writing->count++;
}

/* What is cut off from the numbers of the state, and from their products. */
static int64_t error_of(Ink *ink, int64_t width, int64_t advance)
{
    const TextState *now = &ink->now;
    int64_t error = CUT + width / ONE + ink_size(now->size) / ONE;
    return ink_plus(ink, ink_bound(ink, error, ink_plus(ink, ink_size(now->scale), 1)),
                    ink_size(advance) / ONE * 2 + 1);
}

static void draw_glyph(Ink *ink, Pen *pen, int64_t width, bool space)
{
    const TextState *now = &ink->now;
    int64_t advance = ink_times(ink, now->size, width);
    if (now->mode != CLEAR && !(space && now->font->blank))
        add_spot(ink, pen, advance);
    advance = ink_plus(ink, advance, now->character_space);
    advance = ink_plus(ink, advance, space ? now->word_space : 0);
    pen->x = ink_plus(ink, pen->x, ink_times(ink, advance, now->scale));
    pen->error = ink_plus(ink, pen->error, error_of(ink, width, advance));
}

void ink_show(Ink *ink, Str text)
{
    const Font *font = ink->now.font;
    bool composite = font != NULL && font->composite;
    size_t step = composite ? 2 : 1;
    if (font == NULL || !font->known || text.size % step != 0 || ink->now.mode < 0 ||
        ink->now.mode > LAST_MODE) {
        ink->odd = true;
        return;
    }
    Pen pen = {.placed = ink_join(ink, &ink->text, &ink->now.matrix), .error = CUT};
    for (size_t i = 0; i < text.size && !ink->odd && ink_spend(ink, GLYPH_STEPS); i += step) {
        size_t code = (unsigned char)text.at[i];
        if (composite)
            code = code * 256 + (unsigned char)text.at[i + 1];
        /* One word space is for all codes of one byte. */
        if (font->widths[code] < 0)
            ink->odd = true;
        else
            draw_glyph(ink, &pen, font->widths[code], !composite && code == ' ');
    }
    ink_move(ink, &ink->text, pen.x, 0, pen.error);
}
