/*
 * layout/divide.c - words that are wider than their line are divided between letters.
 */
#include "layout/numeral.h"

enum {
    LETTER_PENALTY = 3000,
    DOT_PENALTY = 100,
    SHOWN_WORD = 40, /* characters of a word that a message repeats */
};

static void warn_divided(const Shape *shape, Diags *diags, const Piece *piece)
{
    Buf word = {.arena = shape->arena};
    uint32_t to = piece->to - piece->from > SHOWN_WORD ? piece->from + SHOWN_WORD : piece->to;
    for (uint32_t i = piece->from; i < to; i++)
        buf_char(&word, shape->chars[i].code);
    if (to < piece->to)
        buf_text(&word, "...");
    Str text = buf_str(&word);
    diag(diags, SEVERITY_WARNING, shape->styles[shape->chars[piece->from].style].place,
         "divide it by a space, widen its column ('lebar') or make its letters smaller ('ukuran')",
         "'%.*s' is wider than its line and is divided between letters", STR_ARG(text));
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

/* Pieces of one letter or numeral each, behind those at `count`. *between_letters is set when codes
   are not all that is divided. */
static size_t divide(Shape *shape, Piece **pieces, size_t *capacity, size_t count,
                     const Piece *piece, Fine width, bool *between_letters)
{
    Piece part = *piece;
    part.hyphen = 0;
    part.hyphenated = false;
    part.end = piece->start;
    part.spring_end = piece->spring;
    for (uint32_t i = piece->from; i < piece->to; i = part.to) {
        bool behind_dot = false;
        part.from = i;
        part.to = next_end(shape, i, piece, width, &behind_dot);
        part.start = part.end + (i > piece->from ? (Fine)shape->chars[i].kern * FINE : 0);
        part.spring = part.spring_end;
        part.end = part.start + numeral_width(shape, i, part.to);
        for (uint32_t k = i; k < part.to; k++)
            if (shape->chars[k].code == ' ')
                part.spring_end += shape_advance(shape, &shape->chars[k]);
        part.penalty = behind_dot ? DOT_PENALTY : LETTER_PENALTY;
        if (part.to == piece->to) {
            part.hyphen = piece->hyphen;
            part.hyphenated = piece->hyphenated;
            part.penalty = piece->penalty;
        } else if (!behind_dot) {
            *between_letters = true;
        }
        *(Piece *)arena_push(shape->arena, pieces, capacity, count++, sizeof part) = part;
    }
    return count;
}

static bool is_too_wide(const Piece *piece, Fine width)
{
    return piece->end - piece->start + piece->hyphen > width && piece->to - piece->from > 1;
}

void shape_divide(Shape *shape, Diags *diags, Fine first, Fine rest)
{
    size_t fine = 0;
    while (fine < shape->piece_count &&
           !is_too_wide(&shape->pieces[fine], fine == 0 ? first : rest))
        fine++;
    if (fine == shape->piece_count)
        return;
    Piece *pieces = shape->spare;
    size_t capacity = shape->spare_capacity;
    size_t count = 0;
    size_t part = 0;
    for (size_t i = 0; i < shape->piece_count; i++) {
        const Piece *piece = &shape->pieces[i];
        if (is_too_wide(piece, i == 0 ? first : rest)) {
            bool between_letters = false;
            count = divide(shape, &pieces, &capacity, count, piece, i == 0 ? first : rest,
                           &between_letters);
            if (between_letters)
                warn_divided(shape, diags, piece);
        } else {
            *(Piece *)arena_push(shape->arena, &pieces, &capacity, count++, sizeof *piece) = *piece;
        }
        if (shape->parts[part] == i + 1)
            shape->parts[part++] = (uint32_t)count;
    }
    shape->spare = shape->pieces;
    shape->spare_capacity = shape->piece_capacity;
    shape->pieces = pieces;
    shape->piece_capacity = capacity;
    shape->piece_count = count;
}
