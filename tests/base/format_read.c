/* Reading numbers, dates and NIP as people write them. */
#include "support.h"

static uint64_t next_random(uint64_t *seed)
{
    *seed ^= *seed >> 12;
    *seed ^= *seed << 25;
    *seed ^= *seed >> 27;
    return *seed * 0x2545F4914F6CDD1Du;
}

/* --- Reading numbers ------------------------------------------------------------------------- */

typedef struct Reading {
    const char *text;
    ReadNumber result;
    const char *value; /* NULL where it is bad */
} Reading;

static void assert_readings(Fixture *fixture, const Reading *cases, size_t count, bool integral)
{
    for (size_t i = 0; i < count; i++) {
        Num value = num_int(-1);
        ReadNumber result = read_number(fixture->arena, str_from(cases[i].text), integral, &value);
        const char *read = support_c(num_to_plain(fixture->arena, value));
        if (result != cases[i].result ||
            (cases[i].value != NULL && strcmp(read, cases[i].value) != 0))
            fail_msg("'%s' (%s) gives %d, %s", cases[i].text, integral ? "integral" : "any", result,
                     read);
    }
}

#define assert_all(cases, integral)                                                                \
    assert_readings(fixture, (cases), sizeof(cases) / sizeof *(cases), (integral))

static void unambiguous_spellings_are_read_in_every_field(void **state)
{
    Fixture *fixture = *state;
    static const Reading cases[] = {
        {"15.5", READ_OK, "15.5"},
        {"13773923464", READ_OK, "13773923464"},
        {"-5", READ_OK, "-5"},
        {"+5", READ_OK, "5"},
        {" 7 ", READ_OK, "7"},
        {"0.05", READ_OK, "0.05"},
        {"13.773.923.464,00", READ_OK, "13773923464"},
        {"1.400.000", READ_OK, "1400000"},
        {"1.400,5", READ_OK, "1400.5"},
        {"1400,50", READ_OK, "1400.5"},
        {"15,5", READ_OK, "15.5"},
        {"1,400", READ_OK, "1.4"},
        {"-1.400,00", READ_OK, "-1400"},
        {"Rp1.000,00", READ_OK, "1000"},
        {"Rp 1.000,00", READ_OK, "1000"},
        {"Rp. 1.000,00", READ_OK, "1000"},
        {"Rp.1.000,00", READ_OK, "1000"},
        {"Rp\xC2\xA0"
         "1.000,00",
         READ_OK, "1000"},
        {"RP1.000", READ_OK, "1000"},
        {"Rp1.000,-", READ_OK, "1000"},
        {"1.000,-", READ_OK, "1000"},
        {"Rp500", READ_OK, "500"},
        {"Rp1.400", READ_OK, "1400"},
        {"(1.000)", READ_OK, "-1000"},
        {"(163.351.901)", READ_OK, "-163351901"},
        {"(Rp163.351.901,00)", READ_OK, "-163351901"},
        {"Rp(1.000)", READ_OK, "-1000"},
        {"( 5 )", READ_OK, "-5"},
        {"-Rp1.000", READ_OK, "-1000"},
        {"Rp-1.000", READ_OK, "-1000"},
        {"0", READ_OK, "0"},
    };
    assert_all(cases, true);
    assert_all(cases, false);
}

static void a_single_group_is_ambiguous_in_every_field(void **state)
{
    Fixture *fixture = *state;
    static const Reading integral[] = {
        {"1.400", READ_AMBIGUOUS, "1400"},
        {"-1.400", READ_AMBIGUOUS, "-1400"},
        {"999.999", READ_AMBIGUOUS, "999999"},
        {"1.400 orang", READ_AMBIGUOUS, "1400"},
        {"11.5000", READ_BAD, NULL},
        {"1400.000", READ_BAD, NULL},
        {"0.400", READ_BAD, NULL},
        {"1.40", READ_OK, "1.4"},
    };
    static const Reading any[] = {
        {"1.400", READ_AMBIGUOUS, "1400"},   {"-1.400", READ_AMBIGUOUS, "-1400"},
        {"12.750", READ_AMBIGUOUS, "12750"}, {"1.400 orang", READ_AMBIGUOUS, "1400"},
        {"11.5000", READ_OK, "11.5"},        {"1400.000", READ_OK, "1400"},
        {"0.400", READ_OK, "0.4"},           {"1.40", READ_OK, "1.4"},
    };
    assert_all(integral, true);
    assert_all(any, false);
}

static void a_unit_behind_a_number_is_told_apart(void **state)
{
    Fixture *fixture = *state;
    static const Reading cases[] = {
        {"6 %", READ_HAS_UNIT, "6"},
        {"6%", READ_HAS_UNIT, "6"},
        {"95,02%", READ_HAS_UNIT, "95.02"},
        {"-5,14 %", READ_HAS_UNIT, "-5.14"},
        {"35 UKM", READ_HAS_UNIT, "35"},
        {"12bulan", READ_HAS_UNIT, "12"},
        {"100 m2", READ_HAS_UNIT, "100"},
        {"20 °C", READ_HAS_UNIT, "20"},
        {"1.234,5 kg/ha", READ_HAS_UNIT, "1234.5"},
        {"(6 %)", READ_HAS_UNIT, "-6"},
        {"Rp1.000,- per orang", READ_HAS_UNIT, "1000"},
    };
    assert_all(cases, true);
    assert_all(cases, false);
}

static void words_of_magnitude_multiply(void **state)
{
    Fixture *fixture = *state;
    static const struct {
        const char *text;
        ReadNumber result;
        const char *number, *scale, *unit;
    } cases[] = {
        {"3155.4 juta", READ_HAS_UNIT, "3155.4", "1000000", ""},
        {"3155,4juta", READ_HAS_UNIT, "3155.4", "1000000", ""},
        {"3155 ribu", READ_HAS_UNIT, "3155", "1000", ""},
        {"12 rb.", READ_HAS_UNIT, "12", "1000", ""},
        {"12 Jt", READ_HAS_UNIT, "12", "1000000", ""},
        {"0.1255 miliar", READ_HAS_UNIT, "0.1255", "1000000000", ""},
        {"3,1 milyar rupiah", READ_HAS_UNIT, "3.1", "1000000000", "rupiah"},
        {"Rp3,1\xC2\xA0triliun", READ_HAS_UNIT, "3.1", "1000000000000", ""},
        {"(2 juta orang)", READ_HAS_UNIT, "-2", "1000000", "orang"},
        {"3 ratus juta", READ_HAS_UNIT, "3", "100000000", ""},
        {"5 ribu triliun", READ_HAS_UNIT, "5", "1000000000000000", ""},
        {"3155,4 jutaan", READ_HAS_UNIT, "3155.4", "1000000", ""},
        {"3.155 juta", READ_AMBIGUOUS, "3155", "1000000", ""},
        {"Rp 3.155 juta", READ_HAS_UNIT, "3155", "1000000", ""},
        {"Rp 3,1 M", READ_HAS_UNIT, "3.1", "1000000000", ""},
        {"Rp 3,1 m", READ_HAS_UNIT, "3.1", "1", "m"},
        {"3,1 M", READ_HAS_UNIT, "3.1", "1", "M"},
        {"3,1 T", READ_HAS_UNIT, "3.1", "1", "T"},
        {"3 jutawan", READ_HAS_UNIT, "3", "1", "jutawan"},
        {"3 rbé", READ_HAS_UNIT, "3", "1", "rbé"},
        {"3 orang", READ_HAS_UNIT, "3", "1", "orang"},
        {"3155", READ_OK, "3155", "1", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Quantity quantity;
        Str text = str_from(cases[i].text);
        assert_int_equal(read_quantity(fixture->arena, text, false, &quantity), cases[i].result);
        assert_string_equal(support_c(num_to_plain(fixture->arena, quantity.number)),
                            cases[i].number);
        assert_string_equal(support_c(num_to_plain(fixture->arena, quantity.scale)),
                            cases[i].scale);
        assert_string_equal(support_c(quantity.unit), cases[i].unit);
    }
    Quantity quantity;
    assert_int_equal(read_quantity(fixture->arena, STR("0.125 T"), true, &quantity), READ_HAS_UNIT);
    assert_string_equal(support_c(num_to_plain(fixture->arena, quantity.scale)), "1000000000000");
}

static void what_is_no_number_is_refused(void **state)
{
    Fixture *fixture = *state;
    static const Reading cases[] = {
        {"", READ_BAD, NULL},
        {" ", READ_BAD, NULL},
        {"-", READ_BAD, NULL},
        {"tidak ada", READ_BAD, NULL},
        {"1.23.456", READ_BAD, NULL},
        {"1.2345.678", READ_BAD, NULL},
        {"1..000", READ_BAD, NULL},
        {"1.000.00", READ_BAD, NULL},
        {"1.000.", READ_BAD, NULL},
        {"1.000,", READ_BAD, NULL},
        {"1234.567.890", READ_BAD, NULL},
        {"0.123.456", READ_BAD, NULL},
        {"1,000,000", READ_BAD, NULL},
        {"1,234.56", READ_BAD, NULL},
        {"11.5000,00", READ_BAD, NULL},
        {"1.00,00", READ_BAD, NULL},
        {".5", READ_BAD, NULL},
        {"5.", READ_BAD, NULL},
        {",5", READ_BAD, NULL},
        {"Rp", READ_BAD, NULL},
        {"Rp.", READ_BAD, NULL},
        {"Rp15.5", READ_BAD, NULL},
        {"(15.5)", READ_BAD, NULL},
        {"(1.000", READ_BAD, NULL},
        {"1.000)", READ_BAD, NULL},
        {"((5))", READ_BAD, NULL},
        {"-(5)", READ_BAD, NULL},
        {"--5", READ_BAD, NULL},
        {"- 5", READ_BAD, NULL},
        {"5-", READ_BAD, NULL},
        {"()", READ_BAD, NULL},
        {"1e5", READ_BAD, NULL},
        {"0x10", READ_BAD, NULL},
        {"1 000", READ_BAD, NULL},
        {"10-20", READ_BAD, NULL},
        {"10 s.d. 20", READ_BAD, NULL},
        {"1/6", READ_BAD, NULL},
        {"2017-09-15", READ_BAD, NULL},
        {"2.17.01", READ_BAD, NULL},
        {"٣", READ_BAD, NULL},
        {"10–20", READ_BAD, NULL},
        {"1.000,--", READ_BAD, NULL},
        {"5 (lima)", READ_BAD, NULL},
    };
    assert_all(cases, true);
    assert_all(cases, false);
}

static void a_number_of_too_many_digits_is_refused(void **state)
{
    Fixture *fixture = *state;
    char digits[4000];
    memset(digits, '7', sizeof digits);
    Num value;
    assert_int_equal(read_number(fixture->arena, (Str){digits, 1000}, true, &value), READ_OK);
    assert_int_equal(read_number(fixture->arena, (Str){digits, 1001}, true, &value), READ_BAD);
    assert_int_equal(read_number(fixture->arena, (Str){digits, 4000}, true, &value), READ_BAD);
    digits[1] = ',';
    assert_int_equal(read_number(fixture->arena, (Str){digits, 4000}, true, &value), READ_BAD);
}

static void what_is_formatted_reads_back_as_the_same_number(void **state)
{
    Fixture *fixture = *state;
    uint64_t seed = 20180315;
    for (int i = 0; i < 4000; i++) {
        int64_t num = (int64_t)(next_random(&seed) >> (next_random(&seed) % 63 + 1));
        int decimals = (int)(next_random(&seed) % 5);
        Num value = num_div(fixture->arena, num_int(i % 2 == 0 ? num : -num),
                            num_int((int64_t)(next_random(&seed) % 1000) + 1));
        value = num_round(fixture->arena, value, decimals, ROUND_HALF_AWAY);
        const struct {
            Str text;
            ReadNumber result;
        } written[] = {
            {format_number(fixture->arena, value, decimals + 1), READ_OK},
            {format_accounting(fixture->arena, value, decimals + 1), READ_OK},
            {format_rupiah(fixture->arena, value, decimals), READ_OK},
            {format_percent(fixture->arena, value, decimals + 1), READ_HAS_UNIT},
            {num_to_plain(fixture->arena, value), READ_OK},
        };
        for (size_t j = 0; j < sizeof written / sizeof *written; j++) {
            Num again = num_int(0);
            ReadNumber result = read_number(fixture->arena, written[j].text, false, &again);
            if (result == READ_AMBIGUOUS && written[j].result == READ_OK) { /* 1.234 */
                result = READ_OK;
                again = num_div(fixture->arena, again, num_int(1000));
            }
            if (result != written[j].result || num_compare(again, value) != 0)
                fail_msg("'%s' does not read back", support_c(written[j].text));
        }
    }
}

/* --- Dates and NIP --------------------------------------------------------------------------- */

static void dates_are_read_in_both_forms(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        Date date;
    } cases[] = {
        {"2017-09-15", {2017, 9, 15}},       {"15 September 2017", {2017, 9, 15}},
        {"2 januari 2018", {2018, 1, 2}},    {"02 JANUARI 2018", {2018, 1, 2}},
        {" 1  Mei  2020 ", {2020, 5, 1}},    {"2020-02-29", {2020, 2, 29}},
        {"29 Februari 2000", {2000, 2, 29}}, {"31 Desember 9999", {9999, 12, 31}},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Date date;
        if (!parse_date(str_from(cases[i].text), &date))
            fail_msg("'%s' is refused", cases[i].text);
        assert_int_equal(date.year, cases[i].date.year);
        assert_int_equal(date.month, cases[i].date.month);
        assert_int_equal(date.day, cases[i].date.day);
    }
}

static void days_that_no_calendar_has_are_refused(void **state)
{
    (void)state;
    static const char *const cases[] = {
        "",           "2017",         "2017-13-01",        "2017-00-10",       "2017-04-31",
        "2017-02-29", "1900-02-29",   "29 Februari 2018",  "2017-1-1",         "2017/09/15",
        "17-09-15",   "0000-01-01",   "15 Septembre 2017", "15 September",     "September 2017",
        "15-09-2017", "115 Mei 2017", "15September 2017",  "15 September2017", "15 Mei 20175",
        "0 Mei 2017", "32 Mei 2017",  "2017-09-15x",       "2017-09-1x",       "15 Mei 2O17"};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Date date;
        if (parse_date(str_from(cases[i]), &date))
            fail_msg("'%s' is read", cases[i]);
    }
}

static void every_day_reads_back_as_it_is_written(void **state)
{
    Fixture *fixture = *state;
    int days = 0;
    for (int year = 1999; year <= 2004; year++) {
        for (int month = 1; month <= 12; month++) {
            for (int day = 1; day <= 31; day++) {
                Date date;
                Str iso = str_format(fixture->arena, "%04d-%02d-%02d", year, month, day);
                if (!parse_date(iso, &date))
                    continue;
                days++;
                Date again;
                assert_true(parse_date(format_date(fixture->arena, date), &again));
                assert_int_equal(again.year, year);
                assert_int_equal(again.month, month);
                assert_int_equal(again.day, day);
            }
        }
    }
    assert_int_equal(days, 6 * 365 + 2);
}

static void a_malformed_nip_is_told_by_its_part(void **state)
{
    (void)state;
    static const char *const good[] = {"196508231991032001", "19650823 199103 2 001",
                                       "19700101 199503 1 001", "199002292022211001x"};
    for (size_t i = 0; i < 3; i++)
        assert_null(check_nip(str_from(good[i])));
    /* A PPPK's digits 13 and 14 are 21. */
    assert_null(check_nip(STR("19900228 202221 1 001")));
    static const char *const bad[][2] = {
        {"", "fewer"},
        {"19650823199103200", "fewer"},
        {"1965082319910320011", "more"},
        {"19650823199103200X", "other than digits"},
        {"19650230 199103 2 001", "date of birth"},
        {"19901301 199103 2 001", "date of birth"},
        {"00650823 199103 2 001", "date of birth"},
        {"19650823 196503 2 001", "year of appointment"},
        {"19650823 199100 2 001", "month of appointment"},
        {"19650823 199103 3 001", "sex"},
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        const char *problem = check_nip(str_from(bad[i][0]));
        if (problem == NULL || strstr(problem, bad[i][1]) == NULL)
            fail_msg("'%s': %s", bad[i][0], problem != NULL ? problem : "is taken");
    }
}

/* --- Anything -------------------------------------------------------------------------------- */

static void reading_takes_any_bytes(void **state)
{
    Fixture *fixture = *state;
    static const char pieces[][4] = {"1", "23", "000",  ".",    ",",    "-", "(", ")", "Rp",
                                     " ", "%",  "\xC2", "\xA0", "\xFF", "e", "+", "0", "\n"};
    uint64_t seed = 1;
    for (int i = 0; i < 20000; i++) {
        Buf text = {.arena = fixture->arena};
        for (uint64_t n = next_random(&seed) % 8; n > 0; n--)
            buf_text(&text, pieces[next_random(&seed) % (sizeof pieces / sizeof *pieces)]);
        /* A copy of exact size, so that a sanitizer sees a read behind its end. */
        char *exact = malloc(text.size + 1);
        assert_non_null(exact);
        char *end = exact + text.size + 1;
        Str slice = {memcpy(end - text.size, text.size > 0 ? text.at : "", text.size), text.size};
        Num value;
        Date date;
        (void)read_number(fixture->arena, slice, i % 2 == 0, &value);
        (void)parse_date(slice, &date);
        (void)check_nip(slice);
        (void)num_parse_plain(fixture->arena, slice, &value);
        free(exact);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(unambiguous_spellings_are_read_in_every_field),
        TEST(a_single_group_is_ambiguous_in_every_field),
        TEST(a_unit_behind_a_number_is_told_apart),
        TEST(words_of_magnitude_multiply),
        TEST(what_is_no_number_is_refused),
        TEST(a_number_of_too_many_digits_is_refused),
        TEST(what_is_formatted_reads_back_as_the_same_number),
        TEST(dates_are_read_in_both_forms),
        TEST(days_that_no_calendar_has_are_refused),
        TEST(every_day_reads_back_as_it_is_written),
        TEST(a_malformed_nip_is_told_by_its_part),
        TEST(reading_takes_any_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
