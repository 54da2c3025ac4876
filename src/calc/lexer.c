/*
 * The tokens of formulas.
 */
#include "calc/state.h"

#include <string.h>

typedef struct Word {
    const char *text;
    TokenKind kind;
} Word;

static const Word KEYWORDS[] = {
    {"ya", TOKEN_TRUE},   {"tidak", TOKEN_FALSE}, {"kosong", TOKEN_MISSING},
    {"bukan", TOKEN_NOT}, {"dan", TOKEN_AND},     {"atau", TOKEN_OR},
};

/* Longer signs before those they begin with. */
static const Word SIGNS[] = {
    {"==", TOKEN_EQUAL},         {"!=", TOKEN_UNEQUAL}, {"<=", TOKEN_LESS_EQUAL},
    {">=", TOKEN_GREATER_EQUAL}, {"<", TOKEN_LESS},     {">", TOKEN_GREATER},
    {"+", TOKEN_PLUS},           {"-", TOKEN_MINUS},    {"*", TOKEN_STAR},
    {"/", TOKEN_SLASH},          {".", TOKEN_DOT},      {",", TOKEN_COMMA},
    {"(", TOKEN_OPEN},           {")", TOKEN_CLOSE},    {"[", TOKEN_OPEN_INDEX},
    {"]", TOKEN_CLOSE_INDEX},
};

/* Signs of other languages, and what stands for them here. */
static const struct Foreign {
    const char *text;
    const char *hint;
} FOREIGN[] = {
    {"=", "two values are compared by =="},
    {"&", "write: a dan b"},
    {"|", "write: a atau b"},
    {"!", "write: bukan a"},
    {"%", "write: x / 100"},
    {";", "arguments are separated by ','"},
    {"\xC3\x97", "write: a * b"},
    {"\xE2\x89\xA4", "write: a <= b"},
    {"\xE2\x89\xA5", "write: a >= b"},
};

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static bool is_name(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || byte == '_' ||
           is_digit(byte);
}

static Token token(TokenKind kind, Str text, size_t from, size_t to)
{
    return (Token){kind, {(uint32_t)from, (uint32_t)(to - from)}, str_slice(text, from, to)};
}

static Token bad(Calc *calc, const Formula *formula, Token at, const char *hint,
                 const char *message)
{
    diag(calc->diags, SEVERITY_ERROR, formula_place(formula, at.range), hint, message,
         STR_ARG(at.text));
    at.kind = TOKEN_BAD;
    return at;
}

static size_t skip_digits(Str text, size_t at)
{
    while (at < text.size && is_digit(text.at[at]))
        at++;
    return at;
}

static Token number(Calc *calc, const Formula *formula, size_t from)
{
    Str text = formula->text;
    size_t to = skip_digits(text, from);
    if (to + 1 < text.size && text.at[to] == '.' && is_digit(text.at[to + 1]))
        to = skip_digits(text, to + 1);
    size_t end = to;
    while (end < text.size &&
           (is_name(text.at[end]) ||
            (text.at[end] == '.' && end + 1 < text.size && is_digit(text.at[end + 1]))))
        end++;
    if (end == to)
        return token(TOKEN_NUMBER, text, from, to);
    return bad(calc, formula, token(TOKEN_BAD, text, from, end),
               "a number is written without grouping, decimals after '.'; a name starts with a "
               "letter",
               "'%.*s' is not a number");
}

static Token quoted(Calc *calc, const Formula *formula, size_t from)
{
    Str text = formula->text;
    size_t to = from + 1;
    while (to < text.size && text.at[to] != text.at[from])
        to++;
    if (to == text.size)
        return bad(calc, formula, token(TOKEN_BAD, text, from, to),
                   "a text ends with the quote it starts with", "%.*s: the text does not end");
    Token found = token(TOKEN_TEXT, text, from, to + 1);
    found.text = str_slice(text, from + 1, to);
    return found;
}

static Token name(Str text, size_t from)
{
    size_t to = from;
    while (to < text.size && is_name(text.at[to]))
        to++;
    Token found = token(TOKEN_NAME, text, from, to);
    for (size_t i = 0; i < sizeof KEYWORDS / sizeof *KEYWORDS; i++)
        if (str_is(found.text, KEYWORDS[i].text))
            found.kind = KEYWORDS[i].kind;
    return found;
}

static Token unexpected(Calc *calc, const Formula *formula, size_t from)
{
    Str text = formula->text;
    Str rest = str_slice(text, from, text.size);
    size_t to = from;
    uint32_t character = utf8_next(text, &to);
    const char *hint = NULL;
    for (size_t i = 0; i < sizeof FOREIGN / sizeof *FOREIGN; i++)
        if (str_starts(rest, FOREIGN[i].text))
            hint = FOREIGN[i].hint;
    Token at = token(TOKEN_BAD, text, from, to);
    if (character < 0x20 || character == 0x7F || character == UTF8_BAD)
        return bad(calc, formula, at, hint, "a formula cannot hold this character");
    return bad(calc, formula, at, hint, "unexpected '%.*s'");
}

Token lexer_next(Calc *calc, const Formula *formula, size_t at)
{
    Str text = formula->text;
    while (at < text.size && (text.at[at] == ' ' || text.at[at] == '\t' || text.at[at] == '\n' ||
                              text.at[at] == '\r'))
        at++;
    if (at == text.size)
        return token(TOKEN_END, text, at, at);
    if (is_digit(text.at[at]))
        return number(calc, formula, at);
    if (is_name(text.at[at]))
        return name(text, at);
    if (text.at[at] == '\'' || text.at[at] == '"')
        return quoted(calc, formula, at);
    Str rest = str_slice(text, at, text.size);
    for (size_t i = 0; i < sizeof SIGNS / sizeof *SIGNS; i++)
        if (str_starts(rest, SIGNS[i].text))
            return token(SIGNS[i].kind, text, at, at + strlen(SIGNS[i].text));
    return unexpected(calc, formula, at);
}
