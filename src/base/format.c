/* Numbers, dates, numerals and NIP as Indonesian documents write them. */
#include "base/format.h"

#include <string.h>

/* --- Numbers --------------------------------------------------------------------------------- */

/* Characters put around a number. */
typedef struct Frame {
    const char *before;
    const char *after;
} Frame;

enum { SHORT = 64 };

/* The number as a plain decimal; a short one is in `room`, and the arena is as before. */
static Str plain_text(Arena *arena, Num value, char room[SHORT])
{
    Str plain = num_to_plain(arena, value);
    if (plain.size > SHORT)
        return plain;
    memcpy(room, plain.at, plain.size);
    arena_undo(arena, plain.at);
    return (Str){room, plain.size};
}

/* The digits of a plain decimal, grouped, with at least `decimals` places, within the frame. */
static Str write_grouped(Arena *arena, Str plain, size_t decimals, Frame frame)
{
    size_t point = str_find(plain, ".", 0);
    Str whole = str_slice(plain, 0, point == SIZE_MAX ? plain.size : point);
    Str fraction = {NULL, 0};
    if (point != SIZE_MAX)
        fraction = str_slice(plain, point + 1, plain.size);
    if (fraction.size > decimals)
        decimals = fraction.size;

    size_t size = strlen(frame.before) + whole.size + (whole.size - 1) / 3 + (decimals > 0) +
                  decimals + strlen(frame.after);
    char *text = arena_alloc(arena, size + 1);
    char *to = stpcpy(text, frame.before);
    for (size_t i = 0; i < whole.size; i++) {
        if (i > 0 && (whole.size - i) % 3 == 0)
            *to++ = '.';
        *to++ = whole.at[i];
    }
    if (decimals > 0) {
        *to++ = ',';
        if (fraction.size > 0)
            memcpy(to, fraction.at, fraction.size);
        memset(to + fraction.size, '0', decimals - fraction.size);
        to += decimals;
    }
    stpcpy(to, frame.after);
    return (Str){text, size};
}

/* Rounds for print and writes within one of two frames, by the sign of what is printed. */
static Str write_number(Arena *arena, Num value, int decimals, Frame positive, Frame negative)
{
    Num rounded = num_round(arena, value, decimals, ROUND_HALF_AWAY);
    bool below = num_sign(rounded) < 0;
    char room[SHORT];
    Str plain = plain_text(arena, rounded, room);
    return write_grouped(arena, str_slice(plain, below, plain.size), (size_t)decimals,
                         below ? negative : positive);
}

Str format_number(Arena *arena, Num value, int decimals)
{
    return write_number(arena, value, decimals, (Frame){"", ""}, (Frame){"-", ""});
}

Str format_number_short(Arena *arena, Num value, int max_decimals)
{
    Num rounded = num_round(arena, value, max_decimals, ROUND_HALF_AWAY);
    char room[SHORT];
    Str plain = plain_text(arena, rounded, room);
    bool below = num_sign(rounded) < 0;
    return write_grouped(arena, str_slice(plain, below, plain.size), 0,
                         (Frame){below ? "-" : "", ""});
}

Str format_accounting(Arena *arena, Num value, int decimals)
{
    return write_number(arena, value, decimals, (Frame){"", ""}, (Frame){"(", ")"});
}

Str format_rupiah(Arena *arena, Num value, int decimals)
{
    return write_number(arena, value, decimals, (Frame){"Rp", ""}, (Frame){"(Rp", ")"});
}

Num percent_as_printed(Arena *arena, Num value, int decimals)
{
    Num whole = num_int(100);
    Num rounded = num_round(arena, value, decimals, ROUND_HALF_AWAY);
    if (num_compare(rounded, whole) == 0 && num_compare(value, whole) < 0)
        return num_round(arena, value, decimals, ROUND_DOWN);
    if (num_sign(rounded) == 0 && num_sign(value) != 0)
        return num_round(arena, value, decimals, num_sign(value) > 0 ? ROUND_UP : ROUND_DOWN);
    return rounded;
}

Str format_percent_value(Arena *arena, Num value, int decimals)
{
    return format_number(arena, percent_as_printed(arena, value, decimals), decimals);
}

Str format_percent(Arena *arena, Num value, int decimals)
{
    return write_number(arena, percent_as_printed(arena, value, decimals), decimals,
                        (Frame){"", "%"}, (Frame){"-", "%"});
}

/* --- Numerals -------------------------------------------------------------------------------- */

bool format_roman(Arena *arena, int64_t value, Str *text)
{
    static const struct {
        int value;
        const char *numeral;
    } numerals[] = {{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"},
                    {90, "XC"},  {50, "L"},   {40, "XL"}, {10, "X"},   {9, "IX"},
                    {5, "V"},    {4, "IV"},   {1, "I"}};
    if (value < 1 || value > 3999)
        return false;
    char numeral[sizeof "MMMDCCCLXXXVIII"];
    char *to = numeral;
    for (size_t i = 0; value > 0;) {
        if (value < numerals[i].value) {
            i++;
            continue;
        }
        value -= numerals[i].value;
        to = stpcpy(to, numerals[i].numeral);
    }
    *text = str_copy(arena, (Str){numeral, (size_t)(to - numeral)});
    return true;
}

bool format_letters(Arena *arena, int64_t value, Str *text)
{
    char letters[16]; /* 26^14 exceeds 64 bits */
    char *first = letters + sizeof letters;
    if (value < 1)
        return false;
    /* Digits from 1 (A) to 26 (Z): there is no zero, so each place takes one off. */
    for (; value > 0; value = (value - 1) / 26)
        *--first = (char)('A' + (value - 1) % 26);
    *text = str_copy(arena, (Str){first, (size_t)(letters + sizeof letters - first)});
    return true;
}

/* --- Dates ----------------------------------------------------------------------------------- */

const char *month_name(int month)
{
    static const char *const names[] = {"Januari",   "Februari", "Maret",    "April",
                                        "Mei",       "Juni",     "Juli",     "Agustus",
                                        "September", "Oktober",  "November", "Desember"};
    return names[month - 1];
}

Str format_date(Arena *arena, Date date)
{
    return str_format(arena, "%d %s %d", date.day, month_name(date.month), date.year);
}

Str format_month(Arena *arena, Date date)
{
    return str_format(arena, "%s %d", month_name(date.month), date.year);
}

/* --- NIP ------------------------------------------------------------------------------------- */

Str format_nip(Arena *arena, Str nip)
{
    /* 8, 6, 1 and 3 digits: birth, appointment, sex, serial. */
    static const char pattern[] = "dddddddd dddddd d ddd";
    char grouped[sizeof pattern];
    size_t size = 0;
    for (size_t i = 0; i < nip.size; i++) {
        char c = nip.at[i];
        if (c == ' ')
            continue;
        if (size < sizeof pattern - 1 && pattern[size] == ' ')
            grouped[size++] = ' ';
        if (c < '0' || c > '9' || size == sizeof pattern - 1)
            return nip;
        grouped[size++] = c;
    }
    return size == sizeof pattern - 1 ? str_copy(arena, (Str){grouped, size}) : nip;
}
