/*
 * layout/text/divide.c - pieces become smaller ones: words divided by hyphens where a paragraph has
 * no good lines without, and whatever is wider than its line.
 *
 * A word is divided only if all of it between two spaces is letters, but for marks around it: no
 * number, code, address or word with a hyphen of its own has points.
 */
#include "layout/text/hyphen.h"
#include "layout/text/numeral.h"

enum {
    SPACE_PENALTY = 1000,   /* of a space that does not break by itself */
    SYLLABLE_PENALTY = 800, /* of a hyphen in a word that is too wide */
    SHORT_PENALTY = 300,    /* of a hyphen in a short word */
    LETTER_PENALTY = 3000,
    DOT_PENALTY = 100,
    SHORTEST_CAPITALS = 7, /* of one in capitals, which else is an abbreviation */
    SHOWN_WORD = 40,       /* characters of a word that a message repeats */
    MOST_LOCATED = 200,    /* messages about words that are looked for in their source */
};

/* The pieces so far, and one that is being cut. */
typedef struct Cutter {
    Shape *shape;
    Setter *setter;
    Hyphenator *hyphenator; /* NULL: no hyphens */
    Piece *pieces;
    size_t count, capacity;
    Piece whole;
    Piece part; /* of it, the one added last */
} Cutter;

/* --- Cutting --------------------------------------------------------------------------------- */

static void begin(Cutter *cutter, const Piece *piece)
{
    cutter->whole = *piece;
    cutter->part = *piece;
    cutter->part.to = piece->from;
    cutter->part.end = piece->start;
    cutter->part.spring_end = piece->spring;
}

/* What follows the part so far up to `to`, as a piece. What is said of its end does not hold where
   that is the end of the whole. */
static Piece cut(Cutter *cutter, uint32_t to, Piece end)
{
    const Shape *shape = cutter->shape;
    Piece *part = &cutter->part;
    uint32_t from = part->to;
    bool first = from == cutter->whole.from;
    part->from = from;
    part->start = part->end + (first ? 0 : (Fine)shape->chars[from].kern * FINE);
    part->spring = part->spring_end;
    part->end = part->start;
    for (uint32_t i = from; i < to; i++) {
        const Char *c = &shape->chars[i];
        Fine advance = shape_advance(shape, c);
        part->end += advance + (i > from ? (Fine)c->kern * FINE : 0);
        part->spring_end += c->code == ' ' ? advance : 0;
    }
    part->to = to;
    const Piece *last = to == cutter->whole.to ? &cutter->whole : &end;
    part->hyphen = last->hyphen;
    part->hyphenated = last->hyphenated;
    part->penalty = last->penalty;
    part->since = last->since;
    return *part;
}

/* Leaves a space out, between two parts. */
static void skip_space(Cutter *cutter)
{
    Fine advance = shape_advance(cutter->shape, &cutter->shape->chars[cutter->part.to]);
    cutter->part.end += advance;
    cutter->part.spring_end += advance;
    cutter->part.to++;
}

static void add(Cutter *cutter, Piece piece)
{
    *(Piece *)arena_push(cutter->shape->arena, &cutter->pieces, &cutter->capacity, cutter->count,
                         sizeof piece) = piece;
    cutter->count++;
}

/* --- Words ----------------------------------------------------------------------------------- */

/* A word that may be divided: chars [from, to), and its points. */
typedef struct Word {
    uint32_t from, to;
    uint64_t points;
} Word;

static bool is_letter(uint16_t code)
{
    uint16_t small = small_letter(code);
    return small >= 'a' && small <= 'z';
}

static bool is_mark(uint16_t code)
{
    static const uint16_t marks[] = {'(', ')', '[',  ']',    '"',    '\'',   ',',    '.',
                                     ';', ':', 0x21, 0x2018, 0x2019, 0x201C, 0x201D, '?'};
    for (size_t i = 0; !is_letter(code) && i < sizeof marks / sizeof *marks; i++)
        if (marks[i] == code)
            return true;
    return false;
}

/* Small letters of chars [from, to); false where there are others, too few or too many, or capitals
   that tell an abbreviation. */
static bool read_letters(const Shape *shape, uint32_t from, uint32_t to, bool needed,
                         char letters[HYPHEN_LONGEST])
{
    if (to < from + 2 || to - from > HYPHEN_LONGEST)
        return false;
    uint32_t capitals = 0; /* behind the first letter */
    for (uint32_t i = from; i < to; i++) {
        uint16_t code = shape->chars[i].code;
        if (!is_letter(code))
            return false;
        capitals += i > from && code < 'a';
        letters[i - from] = (char)small_letter(code);
    }
    if (shape->styles[shape->chars[from].style].mono)
        return false;
    bool spelled = needed && capitals == to - from - 1 && to - from >= SHORTEST_CAPITALS;
    return capitals == 0 || spelled;
}

/* The first word in chars [from, to), which lie between two spaces or, where a division is needed,
   in a part of a word with hyphens or slashes. */
static bool find_word(const Cutter *cutter, uint32_t from, uint32_t to, bool needed, Word *word)
{
    const Shape *shape = cutter->shape;
    char letters[HYPHEN_LONGEST];
    while (from < to && is_mark(shape->chars[from].code))
        from++;
    uint16_t last = to > from ? shape->chars[to - 1].code : 0;
    if (needed && (last == '-' || last == '/'))
        to--;
    while (from < to && is_mark(shape->chars[to - 1].code))
        to--;
    if (!read_letters(shape, from, to, needed, letters))
        return false;
    *word = (Word){from, to, hyphen_points(cutter->hyphenator, letters, to - from)};
    return word->points != 0;
}

static Piece hyphen_end(const Shape *shape, uint32_t last, BreakPass since)
{
    const RunStyle *style = &shape->styles[shape->chars[last].style];
    uint32_t advance = 0;
    shape_hyphen(style->face->font, &advance);
    return (Piece){.hyphen = shape_scale(advance, style->size),
                   .hyphenated = true,
                   .penalty = SHAPE_HYPHEN_PENALTY,
                   .since = (uint8_t)since};
}

/* --- Words wider than their line ------------------------------------------------------------- */

static void warn_divided(const Cutter *cutter, const Piece *piece)
{
    if (cutter->setter->division_told)
        return;
    const Shape *shape = cutter->shape;
    Buf word = {.arena = shape->arena};
    uint32_t to = piece->to - piece->from > SHOWN_WORD ? piece->from + SHOWN_WORD : piece->to;
    for (uint32_t i = piece->from; i < to; i++)
        buf_char(&word, shape->chars[i].code);
    Str shown = buf_str(&word);
    Place place = shape->styles[shape->chars[piece->from].style].place;
    if (cutter->setter->located < MOST_LOCATED) {
        cutter->setter->located++;
        place = place_find(place, shown);
    }
    diag(cutter->setter->diags, SEVERITY_WARNING, place,
         "divide it by a space, widen its column ('lebar') or make its letters smaller ('ukuran')",
         "'%.*s%s' is wider than its line and is divided between letters", STR_ARG(shown),
         to < piece->to ? "..." : "");
}

static bool is_too_wide(const Piece *piece, Fine width)
{
    return piece->end - piece->start + piece->hyphen > width && piece->to - piece->from > 1;
}

/* Where the piece may be divided next behind `from`: between letters, behind a dot of a code, but
   not within a numeral unless it is wider than the line by itself. *behind_dot: only at a code. */
static uint32_t next_end(const Shape *shape, uint32_t from, const Piece *piece, Fine width,
                         bool *behind_dot)
{
    uint32_t end = from + 1;
    *behind_dot = false;
    Unit unit = numeral_unit(shape, piece, from, &end);
    if (unit == UNIT_LETTER)
        return from + 1;
    if (numeral_width(shape, from, end) <= width) {
        *behind_dot = unit == UNIT_CODE;
        return end;
    }
    /* Rather behind a group of digits than within it. */
    uint32_t group = from + 1;
    while (group < end && shape->chars[group - 1].code != '.')
        group++;
    return numeral_width(shape, from, group) <= width ? group : from + 1;
}

/* The end of a part between two letters: with a hyphen where there is room for one. */
static Piece letter_end(const Cutter *cutter, uint32_t to, Fine width)
{
    enum { ROOM = 4 }; /* hyphens */
    const Char *chars = cutter->shape->chars;
    Piece end = {0};
    if (cutter->hyphenator != NULL && is_letter(chars[to - 1].code) && is_letter(chars[to].code)) {
        end = hyphen_end(cutter->shape, to - 1, PASS_PLAIN);
        if (end.hyphen > width / ROOM)
            end = (Piece){0};
    }
    end.penalty = LETTER_PENALTY;
    return end;
}

/* Adds the letters, numerals and parts of codes of a piece. True where codes are not all that is
   divided. */
static bool add_letters(Cutter *cutter, const Piece *piece, Fine width)
{
    bool between_letters = false;
    begin(cutter, piece);
    while (cutter->part.to < piece->to) {
        bool behind_dot = false;
        uint32_t to = next_end(cutter->shape, cutter->part.to, piece, width, &behind_dot);
        Piece end = {.penalty = DOT_PENALTY};
        if (!behind_dot && to < piece->to) {
            end = letter_end(cutter, to, width);
            between_letters = true;
        }
        add(cutter, cut(cutter, to, end));
    }
    return between_letters;
}

/* Adds the parts of a word that hyphens divide. True where that is not enough. */
static bool add_syllables(Cutter *cutter, const Piece *piece, const Word *word, Fine width)
{
    bool between_letters = false;
    Cutter own = *cutter;
    begin(&own, piece);
    for (uint32_t at = word->from + 1; at <= word->to; at++) {
        uint32_t end = at == word->to ? piece->to : at;
        if (at < word->to && (word->points >> (at - word->from) & 1) == 0)
            continue;
        Piece hyphen = hyphen_end(cutter->shape, end - 1, PASS_PLAIN);
        hyphen.penalty = SYLLABLE_PENALTY;
        Piece part = cut(&own, end, hyphen);
        if (is_too_wide(&part, width))
            between_letters = add_letters(cutter, &part, width) || between_letters;
        else
            add(cutter, part);
    }
    return between_letters;
}

/* Adds a piece without spaces, divided where it is too wide for the width. */
static void add_word(Cutter *cutter, const Piece *piece, Fine width)
{
    Word word;
    bool between_letters = false;
    if (!is_too_wide(piece, width))
        add(cutter, *piece);
    else if (cutter->hyphenator != NULL && find_word(cutter, piece->from, piece->to, true, &word))
        between_letters = add_syllables(cutter, piece, &word, width);
    else
        between_letters = add_letters(cutter, piece, width);
    if (between_letters)
        warn_divided(cutter, piece);
}

/* Adds a piece that is too wide: parted at its spaces, then word by word. */
static void add_wide(Cutter *cutter, const Piece *piece, Fine width)
{
    const Shape *shape = cutter->shape;
    Cutter own = *cutter;
    begin(&own, piece);
    while (own.part.to < piece->to) {
        uint32_t from = own.part.to;
        uint32_t to = from;
        bool behind_dot = false;
        while (to < piece->to && shape->chars[to].code != ' ')
            to = next_end(shape, to, piece, width, &behind_dot); /* a numeral may hold a space */
        if (to + 1 == piece->to) /* the last space has nothing behind it */
            to = piece->to;
        if (to == from)
            to++;
        Piece part = cut(&own, to, (Piece){.penalty = SPACE_PENALTY});
        add_word(cutter, &part, width);
        if (to < piece->to && shape->chars[to].code == ' ')
            skip_space(&own);
    }
}

/* Replaces the shape's pieces. */
static void take_pieces(Cutter *cutter)
{
    Shape *shape = cutter->shape;
    shape->spare = shape->pieces;
    shape->spare_capacity = shape->piece_capacity;
    shape->pieces = cutter->pieces;
    shape->piece_capacity = cutter->capacity;
    shape->piece_count = cutter->count;
}

static Cutter cutter_of(Shape *shape, Setter *setter)
{
    return (Cutter){.shape = shape,
                    .setter = setter,
                    .hyphenator = setter->hyphenator,
                    .pieces = shape->spare,
                    .capacity = shape->spare_capacity};
}

void shape_divide(Shape *shape, Setter *setter, bool hyphenate, Fine first, Fine rest)
{
    size_t fine = 0;
    while (fine < shape->piece_count &&
           !is_too_wide(&shape->pieces[fine], fine == 0 ? first : rest))
        fine++;
    if (fine == shape->piece_count)
        return;
    Cutter cutter = cutter_of(shape, setter);
    cutter.hyphenator = hyphenate ? setter->hyphenator : NULL;
    size_t part = 0;
    for (size_t i = 0; i < shape->piece_count; i++) {
        const Piece *piece = &shape->pieces[i];
        Fine width = i == 0 ? first : rest;
        if (is_too_wide(piece, width))
            add_wide(&cutter, piece, width);
        else
            add(&cutter, *piece);
        if (shape->parts[part] == i + 1)
            shape->parts[part++] = (uint32_t)cutter.count;
    }
    take_pieces(&cutter);
}

/* --- Hyphens for better lines ---------------------------------------------------------------- */

/* True when the piece is parted from its neighbours by spaces that may end a line: it has no point
   of its writer's own, no hyphen and no slash, and is not tied to a number ("31 Desember"). */
static bool stands_alone(const Shape *shape, size_t i, size_t from, size_t to)
{
    const Piece *piece = &shape->pieces[i];
    bool before = i == from || (piece[-1].to < piece->from && piece[-1].since != PASS_ANY);
    bool behind = i + 1 == to || (piece->to < piece[1].from && piece->since != PASS_ANY);
    return before && behind;
}

/* Adds the parts of a word before its points, if it is long enough to be divided. */
static void add_points(Cutter *cutter, const Word *word)
{
    enum { SHORTEST = 6 };
    int64_t letters = word->to - word->from;
    bool is_short = letters < cutter->setter->typography->shortest;
    if (is_short && letters < SHORTEST)
        return;
    for (uint32_t at = word->from + 1; at < word->to; at++) {
        if ((word->points >> (at - word->from) & 1) == 0)
            continue;
        Piece end = hyphen_end(cutter->shape, at - 1, is_short ? PASS_ANY : PASS_HYPHENS);
        if (is_short)
            end.penalty = SHORT_PENALTY;
        add(cutter, cut(cutter, at, end));
    }
}

/* Adds the piece, its words divided. */
static void add_hyphenated(Cutter *cutter, const Piece *piece)
{
    const Shape *shape = cutter->shape;
    begin(cutter, piece);
    for (uint32_t from = piece->from; from < piece->to;) {
        uint32_t to = from;
        while (to < piece->to && shape->chars[to].code != ' ')
            to++;
        Word word;
        if (find_word(cutter, from, to, false, &word))
            add_points(cutter, &word);
        from = to + 1;
    }
    if (cutter->part.to > piece->from)
        add(cutter, cut(cutter, piece->to, *piece));
    else
        add(cutter, *piece);
}

void shape_hyphenate(Shape *shape, Setter *setter, size_t first_part)
{
    Cutter cutter = cutter_of(shape, setter);
    size_t from = 0;
    for (size_t p = 0; p < shape->part_count; p++) {
        size_t to = shape->parts[p];
        for (size_t i = from; i < to; i++) {
            if (p >= first_part && stands_alone(shape, i, from, to))
                add_hyphenated(&cutter, &shape->pieces[i]);
            else
                add(&cutter, shape->pieces[i]);
        }
        shape->parts[p] = (uint32_t)cutter.count;
        from = to;
    }
    take_pieces(&cutter);
}
