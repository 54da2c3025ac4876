/* Lengths, colours and alignments as users write them. */
#include "doc/style/style.h"

enum { MAX_LENGTH = 10 * 1000 * PT }; /* 10,000 pt, 3.5 m */

Len length_of(Diags *diags, const Record *record, const char *field, Len otherwise)
{
    Value value = record_get(record, field);
    int64_t length = 0;
    if (value.kind != VALUE_NUMBER)
        return otherwise;
    if (num_to_int(value.number, &length) && length >= 0 && length <= MAX_LENGTH)
        return (Len)length;
    diag(diags, SEVERITY_ERROR, record_place(record, field), "lengths are 0pt to 10000pt",
         "'%s' is out of range", field);
    return otherwise;
}

Len thickness_of(Diags *diags, const Record *record, const char *field, Len otherwise)
{
    enum { THICKEST = 10 * PT };
    Len thickness = length_of(diags, record, field, otherwise);
    if (thickness <= THICKEST)
        return thickness;
    diag(diags, SEVERITY_ERROR, record_place(record, field), "lines are 0pt to 10pt thick",
         "'%s' is out of range", field);
    return otherwise;
}

Len size_of(Diags *diags, const Record *record, Len otherwise)
{
    enum { SMALLEST = 2 * PT, LARGEST = 200 * PT };
    Len size = length_of(diags, record, "ukuran", otherwise);
    if (size >= SMALLEST && size <= LARGEST)
        return size;
    diag(diags, SEVERITY_ERROR, record_place(record, "ukuran"), "sizes are 2pt to 200pt",
         "no text can be of this size");
    return otherwise;
}

bool length_read(Arena *arena, Str text, Len *length)
{
    static const struct {
        const char *unit;
        int64_t numerator, denominator; /* of 1/1000 pt */
    } units[] = {{"mm", 360000, 127}, {"cm", 3600000, 127}, {"pt", 1000, 1}};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        if (!str_ends(text, units[i].unit))
            continue;
        Num value;
        Str number = str_trim(str_slice(text, 0, text.size - 2));
        if (!num_parse_plain(arena, number, &value) || num_sign(value) < 0)
            return false;
        value = num_mul(arena, value, num_int(units[i].numerator));
        value = num_div(arena, value, num_int(units[i].denominator));
        int64_t whole = 0;
        if (!num_to_int(num_round(arena, value, 0, ROUND_HALF_AWAY), &whole) || whole > MAX_LENGTH)
            return false;
        *length = (Len)whole;
        return true;
    }
    return false;
}

bool colour_of(Diags *diags, const Record *record, const char *field, uint32_t *colour)
{
    Str text = record_text(record, field);
    if (text.size == 0)
        return false;
    if (colour_read(text, colour))
        return true;
    diag(diags, SEVERITY_ERROR, record_place(record, field), "write it as \"#RRGGBB\"",
         "'%.*s' is not a colour", STR_ARG(text));
    return false;
}

bool colour_read(Str text, uint32_t *colour)
{
    if (text.size != 7 || text.at[0] != '#')
        return false;
    uint32_t value = 0;
    for (size_t i = 1; i < text.size; i++) {
        char c = text.at[i];
        uint32_t digit = 0;
        if (c >= '0' && c <= '9')
            digit = (uint32_t)(c - '0');
        else if ((c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'))
            digit = (uint32_t)((c | 0x20) - 'a') + 10;
        else
            return false;
        value = value * 16 + digit;
    }
    *colour = value;
    return true;
}

Align align_of(const Record *record, Align otherwise)
{
    static const struct {
        const char *name;
        Align align;
    } names[] = {
        {"kiri", ALIGN_LEFT},     {"tengah", ALIGN_CENTRE},   {"kanan", ALIGN_RIGHT},
        {"penuh", ALIGN_JUSTIFY}, {"desimal", ALIGN_DECIMAL},
    };
    Str name = record_text(record, "rata");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_is(name, names[i].name))
            return names[i].align;
    return otherwise;
}

VerticalAlign valign_of(const Record *record, VerticalAlign otherwise)
{
    static const struct {
        const char *name;
        VerticalAlign align;
    } names[] = {
        {"atas", VALIGN_TOP},
        {"tengah", VALIGN_MIDDLE},
        {"bawah", VALIGN_BOTTOM},
    };
    Str name = record_text(record, "rata_tegak");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_is(name, names[i].name))
            return names[i].align;
    return otherwise;
}

Len leading_of(Len size, int64_t percent)
{
    enum { SINGLE = 115 }; /* percent of the size: what word processors call single spacing */
    return (Len)((int64_t)size * SINGLE * percent / 10000);
}
