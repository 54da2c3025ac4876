/* The tokens of a content stream (ISO 32000-1, 7.2 and 7.8.2). */
#include "print/ink.h"

#include <string.h>

enum { LARGEST = 1000 * 1000 }; /* of a number: beyond any page */

static bool is_blank(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == '\0';
}

static bool is_delimiter(char c)
{
    return c == '(' || c == ')' || c == '<' || c == '>' || c == '[' || c == ']' || c == '{' ||
           c == '}' || c == '/' || c == '%';
}

static void skip_blanks(Str content, size_t *at)
{
    while (*at < content.size) {
        if (content.at[*at] == '%')
            while (*at < content.size && content.at[*at] != '\n' && content.at[*at] != '\r')
                ++*at;
        else if (is_blank(content.at[*at]))
            ++*at;
        else
            break;
    }
}

/* The characters up to a blank or delimiter. */
static Str take_word(Str content, size_t *at)
{
    size_t from = *at;
    while (*at < content.size && !is_blank(content.at[*at]) && !is_delimiter(content.at[*at]))
        ++*at;
    return str_slice(content, from, *at);
}

/* "(...)", from behind its bracket: how many bytes it says. */
static size_t take_string(Str content, size_t *at)
{
    size_t size = 0;
    for (int depth = 1; *at < content.size; size++) {
        char c = content.at[(*at)++];
        if (c == '\\' && *at < content.size) {
            char next = content.at[(*at)++];
            for (int digits = 1; next >= '0' && next <= '7' && digits < 3 && *at < content.size &&
                                 content.at[*at] >= '0' && content.at[*at] <= '7';
                 digits++)
                ++*at;
        } else if (c == '(') {
            depth++;
        } else if (c == ')' && --depth == 0) {
            break;
        }
    }
    return size;
}

/* "<...>", from behind its bracket. */
static size_t take_hex(Str content, size_t *at)
{
    size_t digits = 0;
    while (*at < content.size && content.at[*at] != '>')
        digits += !is_blank(content.at[(*at)++]);
    *at += *at < content.size ? 1 : 0;
    return (digits + 1) / 2;
}

/* "<<...>>", from behind its brackets. */
static void skip_dict(Str content, size_t *at)
{
    for (int depth = 1; *at < content.size && depth > 0;) {
        char c = content.at[(*at)++];
        bool twice = *at < content.size && content.at[*at] == c;
        if (c == '(') {
            take_string(content, at);
        } else if ((c == '<' || c == '>') && twice) {
            ++*at;
            depth += c == '<' ? 1 : -1;
        }
    }
}

/* Up to EI between blanks. */
static void skip_image(Str content, size_t *at)
{
    for (size_t end = *at; (end = str_find(content, "EI", end)) != SIZE_MAX; end++) {
        bool begins = end > 0 && is_blank(content.at[end - 1]);
        bool ends = end + 2 == content.size || is_blank(content.at[end + 2]);
        if (begins && ends) {
            *at = end + 2;
            return;
        }
    }
    *at = content.size;
}

/* "-12.5"; false for what is no number. */
static bool read_decimal(Str word, int64_t *number)
{
    int64_t value = 0;
    int64_t part = INK_ONE;
    bool fraction = false;
    bool any = false;
    for (size_t i = 0; i < word.size; i++) {
        char c = word.at[i];
        if ((c == '-' || c == '+') && !any && !fraction)
            continue;
        if (c == '.' && !fraction) {
            fraction = true;
            continue;
        }
        if (c < '0' || c > '9')
            return false;
        any = true;
        if (fraction)
            value += (c - '0') * (part /= 10);
        else if (value < (int64_t)LARGEST * INK_ONE)
            value = value * 10 + (int64_t)(c - '0') * INK_ONE;
    }
    if (value > (int64_t)LARGEST * INK_ONE)
        value = (int64_t)LARGEST * INK_ONE;
    *number = word.size > 0 && word.at[0] == '-' ? -value : value;
    return any;
}

static Token word_token(Str content, size_t *at)
{
    static const char *const constants[] = {"true", "false", "null"};
    Token token = {.kind = TOKEN_OPERATOR, .text = take_word(content, at)};
    if (token.text.size == 0) {
        ++*at; /* a bracket without its other */
        token.kind = TOKEN_OTHER;
    } else if (read_decimal(token.text, &token.number)) {
        token.kind = TOKEN_NUMBER;
    } else if (str_is(token.text, "ID")) {
        skip_image(content, at);
    }
    for (size_t i = 0; token.text.size > 3 && i < sizeof constants / sizeof *constants; i++)
        if (str_is(token.text, constants[i]))
            token.kind = TOKEN_OTHER;
    return token;
}

Token content_token(Str content, size_t *at)
{
    skip_blanks(content, at);
    if (*at >= content.size)
        return (Token){.kind = TOKEN_END};
    char c = content.at[*at];
    if (c == '<' && *at + 1 < content.size && content.at[*at + 1] == '<') {
        *at += 2;
        skip_dict(content, at);
        return (Token){.kind = TOKEN_OTHER};
    }
    if (strchr("(</[]", c) == NULL)
        return word_token(content, at);
    ++*at;
    switch (c) {
    case '(':
        return (Token){.kind = TOKEN_STRING, .size = take_string(content, at)};
    case '<':
        return (Token){.kind = TOKEN_STRING, .size = take_hex(content, at)};
    case '/':
        return (Token){.kind = TOKEN_NAME, .text = take_word(content, at)};
    default:
        return (Token){.kind = c == '[' ? TOKEN_OPEN : TOKEN_CLOSE};
    }
}
