/* Numbers, dates and codes are found in the characters of a shaped text. */
#include "layout/text/numeral.h"

enum {
    MINUS = 0x2212,
    EN_DASH = 0x2013,
    EM_DASH = 0x2014,
    PER_MILLE = 0x2030,
    GROUP_DIGITS = 3,
    LONGEST = 64, /* characters of a numeral that are looked at together */
};

static uint32_t code_at(const Shape *shape, uint32_t at, uint32_t to)
{
    return at < to ? shape->chars[at].code : 0;
}

static bool is_digit(uint32_t code)
{
    return code >= '0' && code <= '9';
}

static bool is_sign(uint32_t code)
{
    return code == '-' || code == '+' || code == MINUS || code == EN_DASH;
}

/* What may stand between two digits. A space here is one that does not break. */
static bool is_separator(uint32_t code)
{
    return code == '.' || code == ',' || code == '/' || code == ':' || code == ' ' || is_sign(code);
}

/* Behind what may stand before a number: "(", a sign, "Rp". */
static uint32_t skip_lead(const Shape *shape, uint32_t at, uint32_t to)
{
    if (code_at(shape, at, to) == '(')
        at++;
    if (is_sign(code_at(shape, at, to)))
        at++;
    if (code_at(shape, at, to) == 'R' && code_at(shape, at + 1, to) == 'p') {
        at += 2;
        if (code_at(shape, at, to) == '.')
            at++;
        if (code_at(shape, at, to) == ' ')
            at++;
    }
    if (is_sign(code_at(shape, at, to)))
        at++;
    return at;
}

/* Behind the digits from `at` on and what separates them. */
static uint32_t skip_digits(const Shape *shape, uint32_t at, uint32_t to)
{
    while (is_digit(code_at(shape, at, to)) ||
           (is_separator(code_at(shape, at, to)) && is_digit(code_at(shape, at + 1, to))))
        at++;
    return at;
}

static uint32_t skip_tail(const Shape *shape, uint32_t at, uint32_t to)
{
    if (code_at(shape, at, to) == ' ' && code_at(shape, at + 1, to) == '%')
        at++;
    while (code_at(shape, at, to) == '%' || code_at(shape, at, to) == PER_MILLE ||
           code_at(shape, at, to) == ')' || code_at(shape, at, to) == ',' ||
           code_at(shape, at, to) == '.')
        at++;
    return at;
}

/* True for three groups and more, parted by dots, that are neither a number in thousands nor a
   date. */
static bool is_code(const Shape *shape, uint32_t from, uint32_t to)
{
    uint32_t groups = 0;
    uint32_t size = 0;
    bool thousands = true;
    uint32_t last = 0;
    for (uint32_t i = from; i <= to; i++) {
        uint32_t code = code_at(shape, i, to);
        if (is_digit(code)) {
            size++;
            continue;
        }
        if (code != '.' && code != 0)
            return false;
        thousands = thousands && (groups == 0 ? size <= GROUP_DIGITS : size == GROUP_DIGITS);
        groups++;
        last = size;
        size = 0;
    }
    bool date = groups == 3 && last == 4;
    return groups >= 3 && !thousands && !date;
}

/* Behind the next dot of a code. */
static uint32_t code_part(const Shape *shape, uint32_t at, uint32_t to)
{
    while (at < to && shape->chars[at].code != '.')
        at++;
    return at < to ? at + 1 : to;
}

/* Where the digits begin that `at` stands among or before, all of one numeral. */
static uint32_t begin_of_digits(const Shape *shape, uint32_t at, uint32_t first)
{
    while (at > first && (is_digit(shape->chars[at - 1].code) ||
                          (is_separator(shape->chars[at - 1].code) && at - 1 > first &&
                           is_digit(shape->chars[at - 2].code))))
        at--;
    return at;
}

Unit numeral_unit(const Shape *shape, const Piece *piece, uint32_t from, uint32_t *end)
{
    uint32_t to = piece->to - from > LONGEST ? from + LONGEST : piece->to;
    uint32_t first = from - piece->from > LONGEST ? from - LONGEST : piece->from;
    uint32_t digits = skip_lead(shape, from, to);
    *end = from + 1;
    if (!is_digit(code_at(shape, digits, to)))
        return UNIT_LETTER;
    uint32_t behind = skip_digits(shape, digits, to);
    *end = skip_tail(shape, behind, to);
    /* The part of a code that a line ended before is still one. */
    uint32_t begin = digits == from ? begin_of_digits(shape, from, first) : digits;
    if (!is_code(shape, begin, behind))
        return UNIT_NUMERAL;
    uint32_t part = code_part(shape, digits, behind);
    if (part < behind)
        *end = part;
    return UNIT_CODE;
}

Fine numeral_width(const Shape *shape, uint32_t from, uint32_t to)
{
    Fine width = 0;
    for (uint32_t i = from; i < to; i++)
        width += shape_advance(shape, &shape->chars[i]) +
                 (i > from ? (Fine)shape->chars[i].kern * FINE : 0);
    return width;
}

static bool has_digit(const Shape *shape, const Piece *piece)
{
    for (uint32_t i = piece->from; i < piece->to; i++)
        if (is_digit(shape->chars[i].code))
            return true;
    return false;
}

Fine numeral_widest(const Shape *shape, Fine least)
{
    Fine widest = least;
    for (size_t i = 0; i < shape->piece_count; i++) {
        const Piece *piece = &shape->pieces[i];
        if (piece->end - piece->start <= widest || !has_digit(shape, piece))
            continue;
        for (uint32_t at = piece->from, end = at; at < piece->to; at = end) {
            Unit unit = numeral_unit(shape, piece, at, &end);
            Fine width = unit == UNIT_LETTER ? 0 : numeral_width(shape, at, end);
            if (width > widest)
                widest = width;
        }
    }
    return widest;
}

/* A dash alone stands for a number that is not there. */
static bool is_dash(const Shape *shape)
{
    uint32_t code = shape->chars[0].code;
    return shape->char_count == 1 && (code == '-' || code == EN_DASH || code == EM_DASH);
}

bool numeral_comma(const Shape *shape, Fine *comma)
{
    uint32_t to = (uint32_t)shape->char_count;
    if (shape->part_count != 1 || to == 0)
        return false;
    /* Marks of notes do not count. */
    while (to > 1 && shape->styles[shape->chars[to - 1].style].rise > 0)
        to--;
    uint32_t digits = skip_lead(shape, 0, to);
    uint32_t at = digits;
    while (is_digit(code_at(shape, at, to)) ||
           (code_at(shape, at, to) == '.' && is_digit(code_at(shape, at + 1, to))))
        at++;
    if (is_dash(shape))
        at = to;
    else if (at == digits)
        return false;
    uint32_t end = at;
    if (code_at(shape, end, to) == ',')
        for (end++; is_digit(code_at(shape, end, to));)
            end++;
    if (skip_tail(shape, end, to) != to)
        return false;
    *comma = numeral_width(shape, 0, at);
    return true;
}
