/* Times for people and for programs, and the dates of a PDF (ISO 32000-1, 7.9.4). */
#include "verify/work.h"

#include <time.h>

static Str format_time(Arena *arena, int64_t time, const char *format)
{
    char text[64];
    struct tm parts;
    time_t seconds = (time_t)time;
    if (time == 0 || gmtime_r(&seconds, &parts) == NULL)
        return (Str){0};
    size_t size = strftime(text, sizeof text, format, &parts);
    return str_copy(arena, (Str){text, size});
}

Str time_text(Arena *arena, int64_t time)
{
    return format_time(arena, time, "%Y-%m-%d %H:%M:%S UTC");
}

Str time_iso(Arena *arena, int64_t time)
{
    return format_time(arena, time, "%Y-%m-%dT%H:%M:%SZ");
}

/* Two digits; moves *at behind them. */
static bool two_digits(Str text, size_t *at, unsigned most, unsigned *value)
{
    if (text.size - *at < 2)
        return false;
    char tens = text.at[*at];
    char ones = text.at[*at + 1];
    if (tens < '0' || tens > '9' || ones < '0' || ones > '9')
        return false;
    *value = (unsigned)(tens - '0') * 10 + (unsigned)(ones - '0');
    *at += 2;
    return *value <= most;
}

/* What follows the seconds: "Z", "+07'00'" or nothing. */
static Str zone(Arena *arena, Str text, size_t at)
{
    unsigned hours = 0;
    unsigned minutes = 0;
    if (at == text.size)
        return (Str){0};
    char sign = text.at[at++];
    if (sign != '+' && sign != '-')
        return sign == 'Z' ? STR("Z") : (Str){0};
    if (!two_digits(text, &at, 23, &hours))
        return (Str){0};
    if (at < text.size && text.at[at] == '\'') {
        at++;
        (void)two_digits(text, &at, 59, &minutes);
    }
    return str_format(arena, "%c%02u:%02u", sign, hours, minutes);
}

Str pdf_date_iso(Arena *arena, const PdfValue *value)
{
    enum { CENTURY, YEAR, MONTH, DAY, HOUR, MINUTE, SECOND, PARTS };
    static const unsigned most[PARTS] = {99, 99, 12, 31, 23, 59, 60};
    unsigned parts[PARTS] = {0, 0, 1, 1, 0, 0, 0};
    if (value->kind != PDF_STRING)
        return (Str){0};
    Str text = value->text;
    size_t at = str_starts(text, "D:") ? 2 : 0;
    int count = 0;
    while (count < PARTS && two_digits(text, &at, most[count], &parts[count]))
        count++;
    if (count <= YEAR)
        return (Str){0};
    return str_format(arena, "%02u%02u-%02u-%02uT%02u:%02u:%02u%.*s", parts[CENTURY], parts[YEAR],
                      parts[MONTH], parts[DAY], parts[HOUR], parts[MINUTE], parts[SECOND],
                      STR_ARG(zone(arena, text, at)));
}
