/*
 * layout/text/glue.c - spaces that no line should end at: between 'Rp' and its number, a number and
 * its unit, a title and a name.
 *
 * The pieces are looked at once they are known not to fit on one line, so most cells of a table
 * cost nothing; and it is the characters that count, so a tie holds between two spans as well. The
 * space stays a space: text that is copied or searched is not changed.
 */
#include "layout/text/shape.h"
#include "layout/text/typography.h"

/* Some neighbouring characters. */
typedef struct Token {
    const Char *at;
    size_t count;
} Token;

static bool is_digit(uint16_t code)
{
    return code >= '0' && code <= '9';
}

static bool is_capital(uint16_t code)
{
    return code >= 'A' && code <= 'Z';
}

static bool is_letter(uint16_t code)
{
    return is_capital(code) || (code >= 'a' && code <= 'z');
}

static bool is_opening(uint16_t code)
{
    return code == '(' || code == '"' || code == '\'' || code == 0x201C || code == 0x2018;
}

static bool is_closing(uint16_t code)
{
    return code == '.' || code == ',' || code == ';' || code == ':' || code == ')' || code == '"' ||
           code == 0x201D || code == 0x2019;
}

static Token without_opening(Token token)
{
    while (token.count > 0 && is_opening(token.at->code)) {
        token.at++;
        token.count--;
    }
    return token;
}

static Token without_closing(Token token)
{
    while (token.count > 0 && is_closing(token.at[token.count - 1].code))
        token.count--;
    return token;
}

static uint8_t ties_of(const Typography *typography, Token token)
{
    uint16_t codes[TIED_LONGEST];
    if (token.count == 0 || token.count > TIED_LONGEST)
        return 0;
    for (size_t i = 0; i < token.count; i++)
        codes[i] = small_letter(token.at[i].code);
    return typography_ties(typography, codes, token.count);
}

/* The last word of a piece, the first of another. */
static Token last_token(const Shape *shape, const Piece *piece)
{
    uint32_t from = piece->to;
    while (from > piece->from && shape->chars[from - 1].code != ' ')
        from--;
    return (Token){&shape->chars[from], piece->to - from};
}

static Token first_token(const Shape *shape, const Piece *piece)
{
    uint32_t to = piece->from;
    while (to < piece->to && shape->chars[to].code != ' ')
        to++;
    return (Token){&shape->chars[piece->from], to - piece->from};
}

/* True for what counts things or names one of them: 12, 1.5, -3, 2017-2022, III, a. */
static bool is_number(Token token)
{
    token = without_closing(without_opening(token));
    bool roman = token.count > 0;
    for (size_t i = 0; i < token.count; i++) {
        uint16_t code = token.at[i].code;
        if (is_digit(code))
            return true;
        roman = roman && (code == 'I' || code == 'V' || code == 'X' || code == 'L' || code == 'C');
    }
    return roman || (token.count == 1 && is_letter(token.at->code));
}

/* "H." and the like of the table, "A." */
static bool is_title(const Typography *typography, Token token)
{
    if (token.count < 2 || token.at[token.count - 1].code != '.')
        return false;
    token = without_closing(without_opening(token));
    if (token.count == 1 && is_capital(token.at->code))
        return true;
    return (ties_of(typography, token) & TIE_NAME_AFTER) != 0;
}

/* True for the unit of a number before it, such as 'tahun'; not where it belongs to the number
   behind it: "Nomor 28 | Tahun 1999". */
static bool is_unit(const Typography *typography, Token unit, Token behind)
{
    uint8_t ties = ties_of(typography, without_closing(unit));
    if ((ties & TIE_NUMBER_BEFORE) == 0)
        return false;
    return (ties & TIE_NUMBER_AFTER) == 0 || is_closing(unit.at[unit.count - 1].code) ||
           !is_number(behind);
}

/* True for a number of few digits and its words: "7 (tujuh)". */
static bool is_spelled(Token number, Token words)
{
    enum { MOST_DIGITS = 3 };
    if (number.count > MOST_DIGITS || words.count < 2 || words.at->code != '(')
        return false;
    for (size_t i = 0; i < number.count; i++)
        if (!is_digit(number.at[i].code))
            return false;
    return is_letter(words.at[1].code);
}

/* True where a line should not end between the words left and right; `behind` follows them. Most
   words are let go at a glance at their ends. */
static bool is_tied(const Typography *typography, Token left, Token right, Token behind)
{
    if (left.count == 0 || right.count == 0)
        return false;
    uint16_t last = left.at[left.count - 1].code;
    Token name = without_opening(right);
    bool capital = name.count > 0 && is_capital(name.at->code);
    if (is_digit(last) && (is_spelled(left, right) || is_unit(typography, right, behind)))
        return true;
    if (last == '.' && capital && is_title(typography, left))
        return true;
    if (last == ',' && capital && left.at[left.count > 1 ? left.count - 2 : 0].code != '.' &&
        (ties_of(typography, without_closing(right)) & TIE_COMMA_BEFORE) != 0)
        return true;
    if (right.count <= 2 && (ties_of(typography, right) & TIE_ANY_BEFORE) != 0)
        return true;
    return is_number(right) && last != ',' && last != ';' &&
           (ties_of(typography, without_closing(without_opening(left))) & TIE_NUMBER_AFTER) != 0;
}

void shape_tie(Shape *shape, const Typography *typography)
{
    uint32_t from = 0;
    for (size_t p = 0; p < shape->part_count; p++) {
        for (uint32_t i = from; i + 1 < shape->parts[p]; i++) {
            Piece *piece = &shape->pieces[i];
            const Piece *next = &shape->pieces[i + 1];
            Token behind = {NULL, 0};
            if (next->from != piece->to + 1)
                continue;
            if (i + 2 < shape->parts[p])
                behind = first_token(shape, next + 1);
            if (is_tied(typography, last_token(shape, piece), first_token(shape, next), behind))
                piece->since = PASS_ANY;
        }
        from = shape->parts[p];
    }
}
