/*
 * layout/text/shape.c - spans become characters and pieces.
 *
 * One walk over the text finds the face of each character, its width and kerning, and where lines
 * may end: at spaces, at soft hyphens, after '-', '/' and dashes inside a word. White space at the
 * ends of a line is not printed; a no-break space is an ordinary space that lines do not end at.
 */
#include "layout/text/shape.h"

enum {
    NO_BREAK_SPACE = 0x00A0,
    SOFT_HYPHEN = 0x00AD,
    ZERO_WIDTH_SPACE = 0x200B,
    EN_DASH = 0x2013,
    EM_DASH = 0x2014,
    HYPHEN = 0x2010,
    WORD_JOINER = 0x2060,
    BYTE_ORDER_MARK = 0xFEFF,
    FIRST_PUNCTUATION = 0x2000, /* quotation marks, dashes */
    LAST_PUNCTUATION = 0x206F,

    JOINT_PENALTY = 50,
    SLASH_PENALTY = 100,

    LEAST_PART = 2,  /* letters that a word keeps on each side of a line's end */
    YEAR_DIGITS = 4, /* fewer digits before a hyphen are part of a date or a code */

    MONO_SIZE = 900, /* in 1/1000 of the size: its small letters are taller than those of others */
    SUPERSCRIPT_SIZE = 650,
    SUPERSCRIPT_RISE = 333,
};

/* While spans are walked. */
typedef struct Shaper {
    Shape *shape;
    Setter *setter;
    const TextStyle *text_style;
    uint8_t add_style;
    const FontFamily *family; /* of the current span, */
    uint8_t style;            /* its TEXT_ flags, */
    uint32_t span_style;      /* its style in its own face (index), */
    const FontGlyph *glyphs;  /* that face's first 256, or NULL, */
    uint32_t run_style;       /* and the style of the character before */
    Place place;
    Fine at;         /* where the next character stands */
    Fine spring;     /* width of the stretchable spaces so far */
    Piece piece;     /* being filled, */
    bool in_piece;   /* if there is one */
    bool has_before; /* the character before may be kerned with the next */
    bool divisible;  /* a line may end here, if another letter follows, with this hyphen */
    Fine hyphen;
    size_t letters;       /* characters of the piece so far */
    size_t digits;        /* that it ends in, */
    size_t digits_before; /* or that stand before the hyphen that it ends in */
} Shaper;

/* --- Styles ---------------------------------------------------------------------------------- */

static bool same_style(const RunStyle *a, const RunStyle *b)
{
    return a->face == b->face && a->size == b->size && a->rise == b->rise &&
           a->colour == b->colour && a->underline == b->underline && a->mono == b->mono &&
           lead_equal(a->lead, b->lead);
}

/* The index of a style; only the last few are compared, as texts change between few. */
static uint32_t find_style(Shape *shape, const RunStyle *style)
{
    size_t oldest = shape->style_count > 8 ? shape->style_count - 8 : 0;
    for (size_t i = shape->style_count; i > oldest; i--) {
        if (same_style(&shape->styles[i - 1], style))
            return (uint32_t)(i - 1);
    }
    *(RunStyle *)arena_push(shape->arena, &shape->styles, &shape->style_capacity,
                            shape->style_count, sizeof *style) = *style;
    return (uint32_t)shape->style_count++;
}

/* The style of the current span in another face. */
static uint32_t style_in_face(Shaper *shaper, FontFace *face)
{
    RunStyle style = shaper->shape->styles[shaper->span_style];
    style.face = face;
    return find_style(shaper->shape, &style);
}

static Len scale(Len size, int32_t thousandths)
{
    return (Len)((int64_t)size * thousandths / 1000);
}

static void begin_span(Shaper *shaper, const Span *span)
{
    Setter *setter = shaper->setter;
    const TextStyle *text = shaper->text_style;
    shaper->style = (uint8_t)(text->style | shaper->add_style | span->style);
    shaper->place = span->place;
    shaper->family = fonts_family(setter->fonts, text->family, span->place);
    if ((shaper->style & TEXT_MONO) != 0)
        shaper->family = fonts_mono(setter->fonts, shaper->family);
    Len size = text->size < 1 ? 1 : text->size;
    if (size > SHAPE_MAX_SIZE)
        size = SHAPE_MAX_SIZE;
    RunStyle style = {.face = fonts_face(setter->fonts, shaper->family, shaper->style),
                      .size = size,
                      .colour = text->colour,
                      .underline = (shaper->style & TEXT_UNDERLINE) != 0,
                      .mono = (shaper->style & TEXT_MONO) != 0,
                      .lead = span->lead,
                      .place = span->place};
    if (style.mono)
        style.size = size = scale(size, MONO_SIZE);
    if ((shaper->style & TEXT_SUPERSCRIPT) != 0) {
        style.size = scale(size, SUPERSCRIPT_SIZE);
        style.rise = scale(size, SUPERSCRIPT_RISE);
    }
    shaper->span_style = find_style(shaper->shape, &style);
    shaper->glyphs = style.face != NULL ? style.face->font->blocks[0] : NULL;
}

/* --- Pieces ---------------------------------------------------------------------------------- */

static void end_piece(Shaper *shaper, int32_t penalty)
{
    Shape *shape = shaper->shape;
    if (!shaper->in_piece)
        return;
    shaper->piece.to = (uint32_t)shape->char_count;
    shaper->piece.end = shaper->at;
    shaper->piece.spring_end = shaper->spring;
    shaper->piece.penalty = penalty;
    shaper->divisible = false;
    *(Piece *)arena_push(shape->arena, &shape->pieces, &shape->piece_capacity, shape->piece_count,
                         sizeof(Piece)) = shaper->piece;
    shape->piece_count++;
    shaper->in_piece = false;
}

static void begin_piece(Shaper *shaper)
{
    shaper->piece = (Piece){
        .from = (uint32_t)shaper->shape->char_count, .start = shaper->at, .spring = shaper->spring};
    shaper->in_piece = true;
    shaper->letters = 0;
    shaper->digits = 0;
    shaper->digits_before = 0;
}

/* Ends the part: the next piece begins a line. An empty part is an empty line. */
static void end_part(Shaper *shaper)
{
    Shape *shape = shaper->shape;
    size_t before = shape->part_count > 0 ? shape->parts[shape->part_count - 1] : 0;
    end_piece(shaper, 0);
    if (shape->piece_count == before) {
        begin_piece(shaper);
        end_piece(shaper, 0);
    }
    *(uint32_t *)arena_push(shape->arena, &shape->parts, &shape->part_capacity, shape->part_count,
                            sizeof(uint32_t)) = (uint32_t)shape->piece_count;
    shape->part_count++;
    shaper->has_before = false;
}

/* --- Characters ------------------------------------------------------------------------------ */

uint16_t shape_hyphen(const Font *font, uint32_t *advance)
{
    FontGlyph soft = font_glyph(font, SOFT_HYPHEN);
    bool seen = soft.index != 0 && soft.advance != 0;
    *advance = seen ? soft.advance : font_glyph(font, '-').advance;
    return SOFT_HYPHEN;
}

/* The glyph of a character: in the span's own face, else in a fallback. *style is where it was
   found. False when no font has it. */
static bool find_glyph(Shaper *shaper, uint32_t character, uint32_t *style, FontGlyph *glyph)
{
    *style = shaper->span_style;
    if (character < 256 && shaper->glyphs != NULL && shaper->glyphs[character].index != 0) {
        *glyph = shaper->glyphs[character];
        return true;
    }
    FontFace *face = shaper->shape->styles[shaper->span_style].face;
    if (face != NULL && character <= UINT16_MAX) {
        *glyph = font_glyph(face->font, (uint16_t)character);
        if (glyph->index != 0)
            return true;
    }
    face = fonts_fallback(shaper->setter->fonts, shaper->family, shaper->style, character,
                          shaper->place);
    if (face == NULL)
        return false;
    *style = style_in_face(shaper, face);
    *glyph = font_glyph(face->font, (uint16_t)character);
    return true;
}

/* The kerning between two characters of a style, in Len. */
static inline int32_t kern_between(const RunStyle *style, uint16_t left, uint16_t right)
{
    const Font *font = style->face->font;
    int64_t units = font_kern(font, left, right);
    if (units == 0)
        return 0;
    int64_t twice = units * style->size * 2 + font->units_per_em;
    int64_t divisor = 2 * (int64_t)font->units_per_em;
    /* Rounded to the nearest, halves up; C's division rounds towards zero. */
    return (int32_t)(twice / divisor - (twice % divisor < 0));
}

/* The kerning between the character before and one of this style, in Len. */
static int32_t kern_before(const Shaper *shaper, uint32_t style_index, uint16_t code)
{
    const Shape *shape = shaper->shape;
    if (!shaper->has_before)
        return 0;
    const RunStyle *style = &shape->styles[style_index];
    const RunStyle *before = &shape->styles[shaper->run_style];
    if (style_index != shaper->run_style &&
        (before->face != style->face || before->size != style->size || before->rise != style->rise))
        return 0;
    return kern_between(style, shape->chars[shape->char_count - 1].code, code);
}

static void put_char(Shaper *shaper, uint16_t code, FontGlyph glyph, uint32_t style, int32_t kern)
{
    Shape *shape = shaper->shape;
    if (shape->char_count > 0 && style != shaper->run_style)
        shape->change_count++;
    shape->kern_count += kern != 0;
    shaper->run_style = style;
    shape->chars[shape->char_count++] = (Char){code, kern, glyph.advance, style};
    shaper->at += shape_scale(glyph.advance, shape->styles[style].size);
}

/* A space: stretchable, and the end of the piece unless it does not break. */
static void put_space(Shaper *shaper, bool breaks)
{
    uint32_t style = 0;
    FontGlyph glyph = {0};
    if (breaks) {
        if (!shaper->in_piece)
            return; /* at the start of a line, or behind another */
        end_piece(shaper, 0);
    } else if (!shaper->in_piece) {
        begin_piece(shaper);
    }
    shaper->divisible = false;
    if (!find_glyph(shaper, ' ', &style, &glyph))
        return;
    Fine start = shaper->at;
    put_char(shaper, ' ', glyph, style, 0);
    shaper->spring += shaper->at - start;
    shaper->shape->space_count++;
    shaper->has_before = false;
    shaper->letters = 0;
    shaper->digits = 0;
}

/* A place where a word may be divided: with a hyphen that is printed only there, or without. */
static void put_division(Shaper *shaper, bool with_hyphen)
{
    const Shape *shape = shaper->shape;
    if (!shaper->in_piece)
        return;
    shaper->divisible = true;
    shaper->hyphen = 0;
    if (with_hyphen) {
        const RunStyle *style = &shape->styles[shape->chars[shape->char_count - 1].style];
        uint32_t advance = 0;
        shape_hyphen(style->face->font, &advance);
        shaper->hyphen = shape_scale(advance, style->size);
    }
}

static bool is_digit(uint32_t character)
{
    return character >= '0' && character <= '9';
}

static bool is_joint(uint32_t character)
{
    return character == '-' || character == '/' || character == EN_DASH || character == EM_DASH ||
           character == HYPHEN;
}

static bool is_word(uint32_t character)
{
    if (character >= 0x80)
        return character < FIRST_PUNCTUATION || character > LAST_PUNCTUATION;
    return is_digit(character) || (character >= 'A' && character <= 'Z') ||
           (character >= 'a' && character <= 'z');
}

/* True when a line may end before `character`, because a hyphen or the like stands before it in a
   word with enough letters on both sides. more: the character after it belongs to the word too. */
static bool is_behind_joint(const Shaper *shaper, uint32_t character, bool more)
{
    const Shape *shape = shaper->shape;
    if (shaper->letters <= LEAST_PART || !more || !is_word(character) ||
        !is_joint(shape->chars[shape->char_count - 1].code))
        return false;
    return !is_digit(character) || shaper->digits_before == 0 ||
           shaper->digits_before >= YEAR_DIGITS;
}

/* Ends the piece before `character` where a line may end there. */
static void divide_before(Shaper *shaper, uint32_t character, bool more)
{
    if (shaper->divisible) {
        shaper->piece.hyphen = shaper->hyphen;
        shaper->piece.hyphenated = shaper->hyphen > 0;
        end_piece(shaper, shaper->hyphen > 0 ? SHAPE_HYPHEN_PENALTY : 0);
    } else if (is_behind_joint(shaper, character, more)) {
        bool slash = shaper->shape->chars[shaper->shape->char_count - 1].code == '/';
        shaper->piece.hyphenated = !slash;
        end_piece(shaper, slash ? SLASH_PENALTY : JOINT_PENALTY);
    }
}

static void count_letter(Shaper *shaper, uint32_t character)
{
    shaper->letters++;
    if (is_digit(character)) {
        shaper->digits++;
    } else {
        shaper->digits_before = shaper->digits;
        shaper->digits = 0;
    }
}

static void put_letter(Shaper *shaper, uint32_t character, bool more)
{
    uint32_t style = 0;
    FontGlyph glyph = {0};
    if (!find_glyph(shaper, character, &style, &glyph))
        return;
    uint16_t code = (uint16_t)character;
    if (shaper->in_piece)
        divide_before(shaper, character, more);
    int32_t kern = kern_before(shaper, style, code);
    shaper->at += (Fine)kern * FINE;
    if (!shaper->in_piece)
        begin_piece(shaper);
    put_char(shaper, code, glyph, style, kern);
    shaper->has_before = true;
    count_letter(shaper, character);
}

/* Puts the letters that follow in a word as put_letter does, and returns where it ended: behind a
   hyphen, at what another face prints or what is not ASCII. Most of a text comes through here. */
static size_t put_rest_of_word(Shaper *shaper, Str text, size_t at)
{
    Shape *shape = shaper->shape;
    if (!shaper->in_piece || !shaper->has_before || shaper->divisible || shaper->glyphs == NULL ||
        shaper->run_style != shaper->span_style)
        return at;
    const RunStyle *style = &shape->styles[shaper->span_style];
    Char *next = shape->chars + shape->char_count;
    Fine width = 0;
    for (uint16_t before = next[-1].code; at < text.size && !is_joint(before); at++) {
        uint8_t letter = (uint8_t)text.at[at];
        FontGlyph glyph = shaper->glyphs[letter];
        if (letter <= ' ' || letter >= 0x7F || glyph.index == 0)
            break;
        int32_t kern = kern_between(style, before, letter);
        shape->kern_count += kern != 0;
        width += (Fine)kern * FINE + shape_scale(glyph.advance, style->size);
        *next++ = (Char){letter, kern, glyph.advance, shaper->span_style};
        count_letter(shaper, letter);
        before = letter;
    }
    shaper->at += width;
    shape->char_count = (size_t)(next - shape->chars);
    return at;
}

static void put_other(Shaper *shaper, uint32_t character, bool more)
{
    switch (character) {
    case NO_BREAK_SPACE:
        put_space(shaper, false);
        break;
    case SOFT_HYPHEN:
        put_division(shaper, true);
        break;
    case ZERO_WIDTH_SPACE:
        put_division(shaper, false);
        break;
    case WORD_JOINER:
    case BYTE_ORDER_MARK:
        break;
    default:
        put_letter(shaper, character, more);
    }
}

static void put_text(Shaper *shaper, Str text)
{
    Shape *shape = shaper->shape;
    /* Room for all at once: no character takes less than a byte. */
    size_t room = shape->char_capacity;
    while (shape->char_count + text.size > room)
        room = room == 0 ? 256 : room * 2;
    if (room > shape->char_capacity) {
        shape->chars = arena_grow(shape->arena, shape->chars, shape->char_capacity * sizeof(Char),
                                  room * sizeof(Char));
        shape->char_capacity = room;
    }
    size_t at = 0;
    while (at < text.size) {
        uint8_t byte = (uint8_t)text.at[at];
        uint32_t character = byte;
        if (byte < 0x80)
            at++;
        else
            character = utf8_next(text, &at);
        if (character == ' ' || character == '\t' || character == '\n' || character == '\r')
            put_space(shaper, true);
        else if (character < 0x80)
            put_letter(shaper, character, at < text.size && text.at[at] != ' ');
        else
            put_other(shaper, character, at < text.size && text.at[at] != ' ');
        at = put_rest_of_word(shaper, text, at);
    }
}

static Str span_text(const Setter *setter, const Span *span)
{
    switch (span->kind) {
    case SPAN_TEXT:
    case SPAN_NOTE:
        return span->text;
    case SPAN_PAGE:
        return setter->page_label;
    case SPAN_PAGES:
        return setter->page_count;
    case SPAN_LAST_PAGE:
        return setter->last_label;
    case SPAN_CHAPTER:
        return setter->chapter;
    case SPAN_CHAPTER_NUMBER:
        return setter->chapter_number;
    case SPAN_SECTION:
        return setter->section;
    case SPAN_SECTION_NUMBER:
        return setter->section_number;
    case SPAN_PAGE_OF:
        return setter->page_of != NULL ? setter->page_of(setter, span->lead->target) : (Str){0};
    case SPAN_BREAK:
        break;
    }
    return (Str){0};
}

void shape_spans(Shape *shape, Setter *setter, const Span *spans, const TextStyle *style,
                 uint8_t add_style)
{
    shape->char_count = shape->style_count = shape->piece_count = shape->part_count = 0;
    shape->noted = false;
    shape->space_count = shape->kern_count = shape->change_count = 0;
    Shaper shaper = {.shape = shape, .setter = setter, .text_style = style, .add_style = add_style};
    for (const Span *span = spans; span != NULL; span = span->next) {
        if (span->kind == SPAN_BREAK) {
            end_part(&shaper);
            continue;
        }
        Str text = span_text(setter, span);
        if (text.size == 0)
            continue;
        begin_span(&shaper, span);
        shape->noted = shape->noted || (span->lead != NULL && span->lead->note != NULL);
        put_text(&shaper, text);
    }
    size_t before = shape->part_count > 0 ? shape->parts[shape->part_count - 1] : 0;
    if (shaper.in_piece || shape->piece_count > before)
        end_part(&shaper);
}
