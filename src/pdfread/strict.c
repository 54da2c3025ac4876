/* Cross-reference sections that programs may read in different ways: one reads them, another one
 * gives up and looks for objects in all bytes (ISO 32000-1, 7.5.4, 7.5.5, 7.5.8). */
#include "pdfread/file.h"

#include <string.h>

enum {
    ROW = 20,               /* bytes of a row of a table */
    MOST_TRAILER_KEYS = 64, /* compared with each other */
};

static bool is_digit_at(Str text, size_t at)
{
    return at < text.size && text.at[at] >= '0' && text.at[at] <= '9';
}

static bool is_byte(Str text, size_t at, char byte)
{
    return at < text.size && text.at[at] == byte;
}

/* The number at *at, without sign, of at most ten digits; moves behind it. */
static bool take_digits(Str text, size_t *at, uint64_t *number)
{
    size_t start = *at;
    *number = 0;
    for (; is_digit_at(text, *at) && *at - start < 10; ++*at)
        *number = *number * 10 + (uint64_t)(text.at[*at] - '0');
    bool padded = *at > start + 1 && text.at[start] == '0';
    return *at > start && !padded && !is_digit_at(text, *at);
}

/* The end of a line, with at most one space before it. */
static bool take_line_end(Str text, size_t *at)
{
    size_t start = *at;
    if (is_byte(text, *at, ' '))
        ++*at;
    size_t bare = *at;
    if (is_byte(text, *at, '\r'))
        ++*at;
    if (is_byte(text, *at, '\n'))
        ++*at;
    return *at > bare && *at > start;
}

/* "0000000017 00000 n" and two bytes that end the line. */
static bool is_row(Str text, size_t at)
{
    if (text.size - at < ROW)
        return false;
    for (size_t i = 0; i < ROW - 2; i++) {
        bool blank = i == 10 || i == 16;
        if (i < 17 && (blank ? text.at[at + i] != ' ' : !is_digit_at(text, at + i)))
            return false;
    }
    char kind = text.at[at + 17];
    const char *end = text.at + at + 18;
    bool ends =
        (end[0] == ' ' && (end[1] == '\r' || end[1] == '\n')) || (end[0] == '\r' && end[1] == '\n');
    return (kind == 'n' || kind == 'f') && ends;
}

bool strict_table(Str text, size_t at)
{
    at += sizeof "xref" - 1;
    if (!take_line_end(text, &at))
        return false;
    while (!str_starts(str_slice(text, at, text.size), "trailer")) {
        uint64_t first = 0;
        uint64_t count = 0;
        if (!take_digits(text, &at, &first) || !is_byte(text, at++, ' ') ||
            !take_digits(text, &at, &count) || !take_line_end(text, &at) ||
            (count == 0 && first != 0))
            return false;
        for (uint64_t i = 0; i < count; i++, at += ROW)
            if (!is_row(text, at))
                return false;
    }
    return true;
}

static bool take_word(Str text, size_t *at, const char *word)
{
    if (!str_starts(str_slice(text, *at, text.size), word))
        return false;
    *at += strlen(word);
    return true;
}

bool strict_end(Str text, size_t at, uint64_t *place)
{
    /* Linearized files are padded here. */
    while (at < text.size && is_white(text.at[at]))
        at++;
    return take_word(text, &at, "startxref") && take_line_end(text, &at) &&
           take_digits(text, &at, place) && take_line_end(text, &at) &&
           take_word(text, &at, "%%EOF");
}

static bool repeats(const PdfValue *dict)
{
    for (uint32_t i = 0; i < dict->count; i++)
        for (uint32_t k = i + 1; k < dict->count; k++)
            if (str_equal(dict->entries[i].key, dict->entries[k].key))
                return true;
    return false;
}

static bool is_plain_name(Str name)
{
    for (size_t i = 0; i < name.size; i++)
        if (name.at[i] <= ' ' || name.at[i] > '~')
            return false;
    return name.size > 0;
}

static bool is_flat(const PdfValue *value, int depth)
{
    bool array = value->kind == PDF_ARRAY;
    bool nested = array || value->kind == PDF_DICT || value->kind == PDF_STREAM;
    for (uint32_t i = 0; nested && i < value->count; i++)
        if (depth == 0 || !is_flat(array ? &value->items[i] : &value->entries[i].value, depth - 1))
            return false;
    return true;
}

const char *strict_trailer(const PdfValue *trailer)
{
    enum { DEEPEST = 4 };
    if (!is_flat(trailer, DEEPEST))
        return "its trailer is too deep";
    if (trailer->count > MOST_TRAILER_KEYS)
        return "its trailer has too many keys";
    if (repeats(trailer))
        return "its trailer has a key twice";
    for (uint32_t i = 0; i < trailer->count; i++) {
        Str key = trailer->entries[i].key;
        if (!is_plain_name(key))
            return "its trailer has a strange key";
        PdfKind kind = trailer->entries[i].value.kind;
        bool leads = str_is(key, "Root") || str_is(key, "Info");
        bool counts = str_is(key, "Size") || str_is(key, "Prev");
        bool place = str_is(key, "W") || str_is(key, "Index") || str_is(key, "Length") ||
                     str_is(key, "Filter") || str_is(key, "DecodeParms");
        if ((leads && kind != PDF_REFERENCE) || (counts && kind != PDF_INTEGER) ||
            (place && kind == PDF_REFERENCE))
            return "an entry of its trailer is of a wrong kind";
    }
    return pdf_entry(trailer, "Size") == NULL ? "its trailer has no /Size" : NULL;
}
