/*
 * Characters and words of claimed texts.
 */
#include "calc/claim.h"

#include <string.h>
#include <strings.h>

bool claim_digit_at(Str text, size_t at)
{
    return at < text.size && text.at[at] >= '0' && text.at[at] <= '9';
}

size_t claim_space_at(Str text, size_t at)
{
    static const char *const SPACES[] = {" ", "\t", "\n", "\xC2\xA0", "\xE2\x80\xAF"};
    Str rest = str_slice(text, at, text.size);
    for (size_t i = 0; i < sizeof SPACES / sizeof *SPACES; i++)
        if (str_starts(rest, SPACES[i]))
            return strlen(SPACES[i]);
    return 0;
}

size_t claim_skip_space(Str text, size_t at)
{
    for (size_t size = 0; (size = claim_space_at(text, at)) > 0;)
        at += size;
    return at;
}

bool claim_letter_at(Str text, size_t at)
{
    return at < text.size && claim_space_at(text, at) == 0 &&
           ((audit_lower(text.at[at]) >= 'a' && audit_lower(text.at[at]) <= 'z') ||
            (unsigned char)text.at[at] >= 0xC3);
}

Str claim_word_at(Str text, size_t at)
{
    size_t to = at;
    while (claim_letter_at(text, to) ||
           (to > at && to < text.size && claim_space_at(text, to) == 0 &&
            ((unsigned char)text.at[to] & 0xC0) == 0x80))
        to++;
    return str_slice(text, at, to);
}

bool claim_is_word(Str word, const char *other)
{
    return word.size == strlen(other) && strncasecmp(word.at, other, word.size) == 0;
}
