/* Numbers, words, dates and NIP as Indonesian documents write them. */
#include "support.h"

static Num parse(Fixture *fixture, const char *text)
{
    Num value = num_int(0);
    if (!num_parse_plain(fixture->arena, str_from(text), &value))
        fail_msg("'%s' is refused", text);
    return value;
}

/* num / den x 100, the percentage of the documents. */
static Num percent_of(Fixture *fixture, const char *num, const char *den)
{
    Num ratio = num_div(fixture->arena, parse(fixture, num), parse(fixture, den));
    return num_mul(fixture->arena, ratio, num_int(100));
}

/* --- Writing numbers ------------------------------------------------------------------------- */

static void numbers_are_grouped_and_rounded_half_away(void **state)
{
    Fixture *fixture = *state;
    static const struct {
        const char *value;
        int decimals;
        const char *text;
    } cases[] = {
        {"1234567.891", 2, "1.234.567,89"},
        {"0", 0, "0"},
        {"0", 2, "0,00"},
        {"999", 0, "999"},
        {"1000", 0, "1.000"},
        {"-1000", 0, "-1.000"},
        {"123456", 1, "123.456,0"},
        {"0.005", 2, "0,01"},
        {"-0.005", 2, "-0,01"},
        {"-0.004", 2, "0,00"},
        {"999.995", 2, "1.000,00"},
        {"2.5", 0, "3"},
        {"0.05", 30, "0,050000000000000000000000000000"},
        {"12345678901234567890123.5", 0, "12.345.678.901.234.567.890.124"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_str(format_number(fixture->arena, parse(fixture, cases[i].value), cases[i].decimals),
                   cases[i].text);
}

static void short_numbers_have_the_decimals_they_need(void **state)
{
    Fixture *fixture = *state;
    static const char *const cases[][2] = {
        {"15.5", "15,5"},  {"15.50", "15,5"}, {"654", "654"},    {"1.005", "1,01"},
        {"0.286", "0,29"}, {"-0.001", "0"},   {"1400", "1.400"}, {"-1400.25", "-1.400,25"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_str(format_number_short(fixture->arena, parse(fixture, cases[i][0]), 2),
                   cases[i][1]);
}

static void money_below_zero_stands_in_parentheses(void **state)
{
    Fixture *fixture = *state;
    Num less = parse(fixture, "-163351901");
    assert_str(format_accounting(fixture->arena, less, 0), "(163.351.901)");
    assert_str(format_accounting(fixture->arena, less, 2), "(163.351.901,00)");
    assert_str(format_accounting(fixture->arena, parse(fixture, "44325000"), 0), "44.325.000");
    assert_str(format_accounting(fixture->arena, parse(fixture, "-0.4"), 0), "0");
    assert_str(format_rupiah(fixture->arena, parse(fixture, "13773923464"), 2),
               "Rp13.773.923.464,00");
    assert_str(format_rupiah(fixture->arena, less, 2), "(Rp163.351.901,00)");
    assert_str(format_rupiah(fixture->arena, parse(fixture, "0"), 0), "Rp0");
}

static void percentages_of_the_sources_come_out_right(void **state)
{
    Fixture *fixture = *state;
    static const char *const cases[][3] = {
        {"99.77", "100", "99,77%"},
        {"735", "654", "112,39%"},
        {"1", "6", "16,67%"},
        {"17.30", "18.98", "91,15%"},
        {"9.33", "4.42", "211,09%"},
        {"13199835292", "13773923464", "95,83%"},
        {"7839983893", "8401622894", "93,32%"},
        {"133375000", "117300000", "113,70%"},
        {"-5.14", "100", "-5,14%"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_str(format_percent(fixture->arena, percent_of(fixture, cases[i][0], cases[i][1]), 2),
                   cases[i][2]);
}

static void no_percentage_claims_a_whole_or_nothing_that_is_not(void **state)
{
    Fixture *fixture = *state;
    static const struct {
        const char *value;
        int decimals;
        const char *text;
    } cases[] = {
        {"100", 2, "100,00"},     {"99.995", 2, "99,99"},   {"99.9999999999999999999", 2, "99,99"},
        {"99.994", 2, "99,99"},   {"99.7", 0, "99"},        {"99.99", 1, "99,9"},
        {"100.001", 2, "100,00"}, {"100.005", 2, "100,01"}, {"-99.999", 2, "-100,00"},
        {"95.015", 2, "95,02"},   {"0", 2, "0,00"},         {"0.0025", 2, "0,01"},
        {"0.005", 2, "0,01"},     {"0.0149", 2, "0,01"},    {"0.0000000000000000001", 2, "0,01"},
        {"0.3", 0, "1"},          {"0.04", 1, "0,1"},       {"-0.0025", 2, "-0,01"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Num value = parse(fixture, cases[i].value);
        Str text = format_percent_value(fixture->arena, value, cases[i].decimals);
        assert_str(text, cases[i].text);
        Num printed = percent_as_printed(fixture->arena, value, cases[i].decimals);
        assert_str(format_number(fixture->arena, printed, cases[i].decimals), cases[i].text);
    }
}

/* --- Words and numerals ---------------------------------------------------------------------- */

static void numbers_are_written_in_words(void **state)
{
    Fixture *fixture = *state;
    static const char *const cases[][2] = {
        {"0", "nol"},
        {"7", "tujuh"},
        {"10", "sepuluh"},
        {"11", "sebelas"},
        {"12", "dua belas"},
        {"19", "sembilan belas"},
        {"20", "dua puluh"},
        {"21", "dua puluh satu"},
        {"99", "sembilan puluh sembilan"},
        {"100", "seratus"},
        {"101", "seratus satu"},
        {"110", "seratus sepuluh"},
        {"111", "seratus sebelas"},
        {"200", "dua ratus"},
        {"999", "sembilan ratus sembilan puluh sembilan"},
        {"1000", "seribu"},
        {"1001", "seribu satu"},
        {"1100", "seribu seratus"},
        {"2000", "dua ribu"},
        {"10000", "sepuluh ribu"},
        {"11000", "sebelas ribu"},
        {"21000", "dua puluh satu ribu"},
        {"100000", "seratus ribu"},
        {"101000", "seratus satu ribu"},
        {"1000000", "satu juta"},
        {"1001000", "satu juta seribu"},
        {"673400000", "enam ratus tujuh puluh tiga juta empat ratus ribu"},
        {"1000000000", "satu miliar"},
        {"8401622894", "delapan miliar empat ratus satu juta enam ratus dua puluh dua ribu "
                       "delapan ratus sembilan puluh empat"},
        {"1000000000000", "satu triliun"},
        {"999000000000001", "sembilan ratus sembilan puluh sembilan triliun satu"},
        {"-5", "minus lima"},
        {"0.05", "nol koma nol lima"},
        {"-2.05", "minus dua koma nol lima"},
        {"15.50", "lima belas koma lima"},
        {"3.14159", "tiga koma satu empat satu lima sembilan"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Str words;
        assert_true(format_words(fixture->arena, parse(fixture, cases[i][0]), &words));
        assert_str(words, cases[i][1]);
    }
}

static void words_end_below_a_thousand_trillion(void **state)
{
    Fixture *fixture = *state;
    Str words;
    assert_true(format_words(fixture->arena, parse(fixture, "999999999999999.5"), &words));
    assert_false(format_words(fixture->arena, parse(fixture, "1000000000000000"), &words));
    assert_false(format_words(fixture->arena, parse(fixture, "-1000000000000000"), &words));
    assert_false(format_words(fixture->arena, percent_of(fixture, "1", "3"), &words));
    assert_true(
        format_words(fixture->arena, parse(fixture, "0.000000000000000000000000000001"), &words));
    assert_false(
        format_words(fixture->arena, parse(fixture, "0.0000000000000000000000000000001"), &words));
}

static void roman_numerals_reach_from_1_to_3999(void **state)
{
    Fixture *fixture = *state;
    static const struct {
        int64_t value;
        const char *text;
    } cases[] = {{1, "I"},           {2, "II"},
                 {3, "III"},         {4, "IV"},
                 {5, "V"},           {9, "IX"},
                 {14, "XIV"},        {40, "XL"},
                 {90, "XC"},         {400, "CD"},
                 {900, "CM"},        {1994, "MCMXCIV"},
                 {2017, "MMXVII"},   {3888, "MMMDCCCLXXXVIII"},
                 {3999, "MMMCMXCIX"}};
    Str text;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_true(format_roman(fixture->arena, cases[i].value, &text));
        assert_str(text, cases[i].text);
    }
    assert_false(format_roman(fixture->arena, 0, &text));
    assert_false(format_roman(fixture->arena, -1, &text));
    assert_false(format_roman(fixture->arena, 4000, &text));
    assert_false(format_roman(fixture->arena, INT64_MIN, &text));
}

static void letters_go_on_after_z(void **state)
{
    Fixture *fixture = *state;
    static const struct {
        int64_t value;
        const char *text;
    } cases[] = {{1, "A"},   {2, "B"},   {26, "Z"},   {27, "AA"},   {28, "AB"},
                 {52, "AZ"}, {53, "BA"}, {702, "ZZ"}, {703, "AAA"}, {INT64_MAX, "CRPXNLSKVLJFHG"}};
    Str text;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_true(format_letters(fixture->arena, cases[i].value, &text));
        assert_str(text, cases[i].text);
    }
    assert_false(format_letters(fixture->arena, 0, &text));
    assert_false(format_letters(fixture->arena, -26, &text));
}

/* --- Dates and NIP --------------------------------------------------------------------------- */

static void dates_are_written_with_the_month_in_words(void **state)
{
    Fixture *fixture = *state;
    assert_str(format_date(fixture->arena, (Date){2017, 9, 15}), "15 September 2017");
    assert_str(format_date(fixture->arena, (Date){2018, 1, 2}), "2 Januari 2018");
    assert_str(format_month(fixture->arena, (Date){2018, 12, 31}), "Desember 2018");
}

static void a_nip_is_printed_in_groups(void **state)
{
    Fixture *fixture = *state;
    static const char *const cases[][2] = {
        {"196508231991032001", "19650823 199103 2 001"},
        {"19650823 199103 2 001", "19650823 199103 2 001"},
        {"1965 0823 1991 0320 01", "19650823 199103 2 001"},
        {"19650823199103200", "19650823199103200"},
        {"1965082319910320011", "1965082319910320011"},
        {"19650823199103200X", "19650823199103200X"},
        {"", ""},
        {"-", "-"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_str(format_nip(fixture->arena, str_from(cases[i][0])), cases[i][1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(numbers_are_grouped_and_rounded_half_away),
        TEST(short_numbers_have_the_decimals_they_need),
        TEST(money_below_zero_stands_in_parentheses),
        TEST(percentages_of_the_sources_come_out_right),
        TEST(no_percentage_claims_a_whole_or_nothing_that_is_not),
        TEST(numbers_are_written_in_words),
        TEST(words_end_below_a_thousand_trillion),
        TEST(roman_numerals_reach_from_1_to_3999),
        TEST(letters_go_on_after_z),
        TEST(dates_are_written_with_the_month_in_words),
        TEST(a_nip_is_printed_in_groups),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
