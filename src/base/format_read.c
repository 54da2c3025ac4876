/* Reading numbers, dates and NIP as people write them. */
#include "base/format.h"

#include <string.h>
#include <strings.h>

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static size_t count_digits(Str s)
{
    size_t count = 0;
    while (count < s.size && is_digit(s.at[count]))
        count++;
    return count;
}

static Str drop(Str s, size_t count)
{
    return str_slice(s, count, s.size);
}

/* --- The digits of a number ------------------------------------------------------------------ */

enum { MOST_NUMBER = 2048 }; /* bytes: a thousand digits, grouped */

/* True for one to three digits, not beginning with 0, then groups of '.' and three digits. */
static bool is_grouped(Str whole)
{
    size_t first = count_digits(whole);
    if (first < 1 || first > 3 || whole.at[0] == '0' || first == whole.size)
        return false;
    for (Str rest = drop(whole, first); rest.size > 0; rest = drop(rest, 4))
        if (rest.at[0] != '.' || count_digits(drop(rest, 1)) < 3 ||
            (rest.size > 4 && rest.at[4] != '.'))
            return false;
    return true;
}

/* Reads "13.773.923.464,00" or "1400,5": '.' is dropped, ',' is the decimal point, and ",-" stands
   for no decimals. */
static bool read_indonesian(Arena *arena, Str number, Num *value)
{
    char plain[MOST_NUMBER];
    size_t size = 0;
    if (str_ends(number, ",-"))
        number.size -= 2;
    if (number.size > sizeof plain)
        return false;
    for (size_t i = 0; i < number.size; i++) {
        if (number.at[i] == ',')
            plain[size++] = '.';
        else if (number.at[i] != '.')
            plain[size++] = number.at[i];
    }
    return num_parse_plain(arena, (Str){plain, size}, value);
}

/* Reads unsigned digits with '.' and ','. */
static ReadNumber read_digits(Arena *arena, Str number, bool is_money, bool integral, Num *value)
{
    size_t comma = str_find(number, ",", 0);
    Str whole = str_slice(number, 0, comma == SIZE_MAX ? number.size : comma);
    size_t point = str_find(whole, ".", 0);
    bool grouped = is_grouped(whole);
    bool one_point = point != SIZE_MAX && str_find(whole, ".", point + 1) == SIZE_MAX;
    if (one_point && comma == SIZE_MAX && !is_money) {
        size_t decimals = whole.size - point - 1;
        if (grouped && read_indonesian(arena, whole, value))
            return READ_AMBIGUOUS;
        if (integral && decimals >= 3)
            return READ_BAD;
        return num_parse_plain(arena, whole, value) ? READ_OK : READ_BAD;
    }
    bool misplaced = comma != SIZE_MAX && str_find(number, ".", comma) != SIZE_MAX;
    if (misplaced || (point != SIZE_MAX && !grouped))
        return READ_BAD;
    /* A second ',' is left for num_parse_plain to refuse. */
    return read_indonesian(arena, number, value) ? READ_OK : READ_BAD;
}

/* --- What surrounds them --------------------------------------------------------------------- */

/* The text before and after the digits, taken off step by step. */
typedef struct Spelling {
    Str rest;
    bool negative;
    bool has_sign;
    bool is_money; /* Rp or parentheses: Indonesian spelling, where '.' always groups */
} Spelling;

/* Takes off white space: ASCII's, and the no-break space that word processors put behind Rp. */
static void skip_space(Spelling *spelling)
{
    for (;;) {
        Str rest = spelling->rest;
        if (str_starts(rest, "\xC2\xA0"))
            spelling->rest = drop(rest, 2);
        else if (rest.size > 0 && (rest.at[0] == ' ' || (rest.at[0] >= '\t' && rest.at[0] <= '\r')))
            spelling->rest = drop(rest, 1);
        else
            return;
    }
}

/* Takes off a sign, or the parentheses around all that is left, once. */
static void take_sign(Spelling *spelling)
{
    Str rest = spelling->rest;
    bool parentheses = str_starts(rest, "(") && str_ends(rest, ")");
    if (spelling->has_sign || (!parentheses && !str_starts(rest, "-") && !str_starts(rest, "+")))
        return;
    spelling->has_sign = true;
    spelling->negative = rest.at[0] != '+';
    spelling->is_money |= parentheses;
    spelling->rest = str_slice(rest, 1, rest.size - parentheses);
    if (parentheses)
        skip_space(spelling);
}

static void take_rp(Spelling *spelling)
{
    Str rest = spelling->rest;
    if (rest.size < 2 || strncasecmp(rest.at, "rp", 2) != 0)
        return;
    spelling->is_money = true;
    spelling->rest = drop(rest, str_starts(drop(rest, 2), ".") ? 3 : 2);
    skip_space(spelling);
}

/* Takes off digits with '.' and ',', and ",-" at their end. */
static Str take_digits(Spelling *spelling)
{
    Str rest = spelling->rest;
    size_t size = 0;
    while (size < rest.size &&
           (is_digit(rest.at[size]) || rest.at[size] == '.' || rest.at[size] == ','))
        size++;
    if (size > 0 && rest.at[size - 1] == ',' && str_starts(drop(rest, size), "-"))
        size++;
    spelling->rest = drop(rest, size);
    return str_slice(rest, 0, size);
}

/* True when what stands behind a number can be a unit: "%", "orang", "m2", but not "e5" of "1e5"
   nor "s.d. 20". */
static bool is_unit(Str unit, bool attached)
{
    bool starts = is_letter(unit.at[0]) || unit.at[0] == '%' || (unsigned char)unit.at[0] >= 0x80;
    for (size_t i = 0; starts && i < unit.size; i++)
        if (is_digit(unit.at[i]) && (attached || i == 0 || !is_letter(unit.at[i - 1])))
            return false;
    return starts;
}

ReadNumber read_quantity(Arena *arena, Str text, bool integral, Quantity *quantity)
{
    Spelling spelling = {.rest = text};
    skip_space(&spelling);
    spelling.rest = str_trim(spelling.rest);
    take_sign(&spelling);
    take_rp(&spelling);
    take_sign(&spelling);
    Str digits = take_digits(&spelling);
    if (digits.size == 0 || !is_digit(digits.at[0]))
        return READ_BAD;
    size_t left = spelling.rest.size;
    skip_space(&spelling);
    bool attached = spelling.rest.size == left;
    *quantity = (Quantity){.words = spelling.rest, .unit = spelling.rest, .scale = num_int(1)};
    if (spelling.rest.size > 0)
        quantity->scale = take_magnitude(arena, &quantity->unit, integral || spelling.is_money);
    bool scaled = spelling.rest.size > 0 && num_compare(quantity->scale, num_int(1)) != 0;

    Num number = num_int(0);
    ReadNumber result = read_digits(arena, digits, spelling.is_money, integral && !scaled, &number);
    if (result == READ_BAD)
        return READ_BAD;
    if (spelling.rest.size > 0) {
        if (!is_unit(spelling.rest, attached))
            return READ_BAD;
        if (result == READ_OK)
            result = READ_HAS_UNIT;
    }
    quantity->number = spelling.negative ? num_neg(arena, number) : number;
    return result;
}

ReadNumber read_number(Arena *arena, Str text, bool integral, Num *value)
{
    Quantity quantity;
    ReadNumber result = read_quantity(arena, text, integral, &quantity);
    if (result != READ_BAD)
        *value = quantity.number;
    return result;
}

/* --- Dates ----------------------------------------------------------------------------------- */

static bool is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static bool is_day(int year, int month, int day)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (year < 1 || month < 1 || month > 12 || day < 1)
        return false;
    return day <= days[month - 1] + (month == 2 && is_leap(year));
}

/* The number that `count` digits at `at` make; -1 when others stand there. */
static int number_at(Str s, size_t at, size_t count)
{
    int value = 0;
    if (at + count > s.size || count_digits(drop(s, at)) < count)
        return -1;
    for (size_t i = at; i < at + count; i++)
        value = value * 10 + (s.at[i] - '0');
    return value;
}

/* The month whose name `s` begins with, upper or lower case; 0 for none. */
static int month_at(Str s, size_t *length)
{
    for (int month = 1; month <= 12; month++) {
        *length = strlen(month_name(month));
        if (s.size >= *length && strncasecmp(s.at, month_name(month), *length) == 0)
            return month;
    }
    return 0;
}

static size_t count_spaces(Str s)
{
    size_t count = 0;
    while (count < s.size && s.at[count] == ' ')
        count++;
    return count;
}

/* "15 September 2017"; the parts -1 or 0 where they are no such thing. */
static void parse_named_month(Str text, int *year, int *month, int *day)
{
    size_t digits = count_digits(text);
    if (digits < 1 || digits > 2)
        return;
    *day = number_at(text, 0, digits);
    Str rest = drop(text, digits);
    size_t spaces = count_spaces(rest);
    size_t length = 0;
    *month = month_at(drop(rest, spaces), &length);
    if (spaces == 0 || *month == 0)
        return;
    rest = drop(rest, spaces + length);
    spaces = count_spaces(rest);
    rest = drop(rest, spaces);
    if (spaces > 0 && rest.size == 4)
        *year = number_at(rest, 0, 4);
}

bool parse_date(Str text, Date *date)
{
    int year = -1;
    int month = -1;
    int day = -1;
    text = str_trim(text);
    if (text.size == 10 && text.at[4] == '-' && text.at[7] == '-') {
        year = number_at(text, 0, 4);
        month = number_at(text, 5, 2);
        day = number_at(text, 8, 2);
    } else {
        parse_named_month(text, &year, &month, &day);
    }
    if (!is_day(year, month, day))
        return false;
    *date = (Date){.year = (int16_t)year, .month = (uint8_t)month, .day = (uint8_t)day};
    return true;
}

/* --- NIP ------------------------------------------------------------------------------------- */

const char *check_nip(Str nip)
{
    char digits[18];
    size_t count = 0;
    for (size_t i = 0; i < nip.size; i++) {
        if (nip.at[i] == ' ')
            continue;
        if (!is_digit(nip.at[i]))
            return "it has characters other than digits";
        if (count == sizeof digits)
            return "it has more than 18 digits";
        digits[count++] = nip.at[i];
    }
    if (count < sizeof digits)
        return "it has fewer than 18 digits";
    Str all = {digits, count};
    int birth = number_at(all, 0, 4);
    if (birth < 1900 || !is_day(birth, number_at(all, 4, 2), number_at(all, 6, 2)))
        return "its first 8 digits are no date of birth";
    if (number_at(all, 8, 4) <= birth)
        return "its digits 9 to 12 are no year of appointment";
    if (number_at(all, 12, 2) == 0)
        return "its digits 13 and 14 are no month of appointment";
    if (digits[14] != '1' && digits[14] != '2')
        return "its digit 15, the sex, is neither 1 nor 2";
    return NULL;
}
