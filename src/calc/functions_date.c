/*
 * Dates: their parts, and days as a number, so that dates can be counted with.
 */
#include "calc/functions.h"

enum {
    FIRST_YEAR = 1,
    LAST_YEAR = 9999,
    DAYS_OF_ERA = 146097, /* of 400 years, after which the calendar repeats */
    DAYS_OF_YEAR = 365,
};

/* --- Days ------------------------------------------------------------------------------------ */

/* The year is taken to start in March, so that the day of a leap year comes last. */
int64_t date_to_days(Date date)
{
    int64_t year = date.month > 2 ? date.year : date.year - 1;
    int64_t month = date.month > 2 ? date.month - 3 : date.month + 9;
    return year * DAYS_OF_YEAR + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 +
           date.day - 1;
}

bool date_from_days(int64_t days, Date *date)
{
    static const Date FIRST = {FIRST_YEAR, 1, 1};
    static const Date LAST = {LAST_YEAR, 12, 31};
    if (days < date_to_days(FIRST) || days > date_to_days(LAST))
        return false;
    int64_t era = days / DAYS_OF_ERA;
    int64_t day = days % DAYS_OF_ERA;
    int64_t year = (day - day / 1460 + day / 36524 - day / (DAYS_OF_ERA - 1)) / DAYS_OF_YEAR;
    day -= year * DAYS_OF_YEAR + year / 4 - year / 100;
    int64_t month = (5 * day + 2) / 153;
    date->day = (uint8_t)(day - (153 * month + 2) / 5 + 1);
    date->month = (uint8_t)(month < 10 ? month + 3 : month - 9);
    date->year = (int16_t)(era * 400 + year + (month >= 10));
    return true;
}

/* --- Functions ------------------------------------------------------------------------------- */

static Value value_date(Date date)
{
    return (Value){.kind = VALUE_DATE, .date = date};
}

/* tanggal('15 September 2017') */
static Value date_of_text(Env *env, const Expr *call)
{
    Value text = text_argument(env, call, 0);
    Date date;
    if (text.kind != VALUE_TEXT)
        return text;
    if (parse_date(text.text, &date))
        return value_date(date);
    return eval_error(env, call->call.args[0]->range, "write '2017-09-15' or '15 September 2017'",
                      "%.*s is not a day", STR_ARG(expr_text(env, call->call.args[0])));
}

Value function_date(Env *env, const Expr *call)
{
    if (call->call.count == 1)
        return date_of_text(env, call);
    int64_t parts[3] = {0, 0, 1};
    bool whole = true;
    for (size_t i = 0; i < call->call.count; i++)
        whole = whole_argument(env, call, i, &parts[i]) && whole;
    if (!whole)
        return value_missing();
    Date date;
    Date again;
    bool day = parts[0] >= FIRST_YEAR && parts[0] <= LAST_YEAR && parts[1] >= 1 && parts[1] <= 12 &&
               parts[2] >= 1 && parts[2] <= 31;
    if (day) {
        date = (Date){(int16_t)parts[0], (uint8_t)parts[1], (uint8_t)parts[2]};
        /* A day that the month does not have comes back as one of the next. */
        day = date_from_days(date_to_days(date), &again) && again.month == date.month;
    }
    if (!day)
        return eval_error(env, call->range, call->call.function->usage,
                          "there is no day %lld-%02lld-%02lld", (long long)parts[0],
                          (long long)parts[1], (long long)parts[2]);
    return value_date(date);
}

static Value date_argument(Env *env, const Expr *call)
{
    return argument(env, call, 0, VALUE_DATE, "a date");
}

Value function_year_of(Env *env, const Expr *call)
{
    Value value = date_argument(env, call);
    return value.kind == VALUE_DATE ? value_number(num_int(value.date.year)) : value;
}

Value function_month_of(Env *env, const Expr *call)
{
    Value value = date_argument(env, call);
    return value.kind == VALUE_DATE ? value_number(num_int(value.date.month)) : value;
}

Value function_day_of(Env *env, const Expr *call)
{
    Value value = date_argument(env, call);
    return value.kind == VALUE_DATE ? value_number(num_int(value.date.day)) : value;
}
