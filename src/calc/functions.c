/*
 * The functions of the formula language, in one table.
 */
#include "calc/functions.h"

enum { ANY_NUMBER = 0 };

static const Function FUNCTIONS[] = {
    {"jumlah", 1, ANY_NUMBER, RESULT_NUMBER, TAKE_NUMBER, function_sum,
     "jumlah(list or numbers...)"},
    {"rata", 1, ANY_NUMBER, RESULT_NUMBER, TAKE_NUMBER, function_mean, "rata(list or numbers...)"},
    {"rata_tertimbang", 2, 2, RESULT_NUMBER, TAKE_ANY, function_weighted_mean,
     "rata_tertimbang(values, weights)"},
    {"min", 1, ANY_NUMBER, RESULT_ELEMENT, TAKE_ORDERED, function_least, "min(list or values...)"},
    {"maks", 1, ANY_NUMBER, RESULT_ELEMENT, TAKE_ORDERED, function_greatest,
     "maks(list or values...)"},
    {"hitung", 1, ANY_NUMBER, RESULT_NUMBER, TAKE_ANY, function_count, "hitung(list or values...)"},
    {"daftar", 1, ANY_NUMBER, RESULT_LIST, TAKE_ANY, function_lists, "daftar(lists or values...)"},
    {"jumlah_tahun", 1, 3, RESULT_NUMBER, TAKE_ANY, function_sum_years,
     "jumlah_tahun(values per year[, first year[, last year]])"},
    {"unik", 1, ANY_NUMBER, RESULT_LIST, TAKE_ANY, function_unique, "unik(list or values...)"},
    {"ganda", 1, ANY_NUMBER, RESULT_LIST, TAKE_ANY, function_repeated, "ganda(list or values...)"},
    {"termasuk", 2, 2, RESULT_BOOL, TAKE_ANY, function_among, "termasuk(value, list)"},
    {"jika", 2, 3, RESULT_BRANCH, TAKE_BOOL, function_if, "jika(condition, value[, otherwise])"},
    {"ada", 1, 1, RESULT_BOOL, TAKE_ANY, function_given, "ada(value)"},
    {"bulat", 1, 3, RESULT_NUMBER, TAKE_NUMBER, function_round,
     "bulat(number[, decimals[, 'menjauhi_nol', 'genap', 'atas' or 'bawah']])"},
    {"abs", 1, 1, RESULT_NUMBER, TAKE_NUMBER, function_abs, "abs(number)"},
    {"skala", 1, 2, RESULT_TEXT, TAKE_NUMBER, function_scale_label, "skala(number[, 'scale'])"},
    {"skala_kode", 1, 2, RESULT_TEXT, TAKE_NUMBER, function_scale_code,
     "skala_kode(number[, 'scale'])"},
    {"skala_warna", 1, 2, RESULT_TEXT, TAKE_NUMBER, function_scale_colour,
     "skala_warna(number[, 'scale'])"},
    {"skala_nilai", 1, 2, RESULT_NUMBER, TAKE_TEXT, function_scale_value,
     "skala_nilai(word[, 'scale'])"},
    {"terbilang", 1, 1, RESULT_TEXT, TAKE_NUMBER, function_words, "terbilang(number)"},
    {"romawi", 1, 1, RESULT_TEXT, TAKE_NUMBER, function_roman, "romawi(number)"},
    {"huruf", 1, 1, RESULT_TEXT, TAKE_NUMBER, function_letters, "huruf(number)"},
    {"gabung", 2, 3, RESULT_TEXT, TAKE_ANY, function_join,
     "gabung(list, separator[, last separator])"},
    {"rangkai", 1, ANY_NUMBER, RESULT_TEXT, TAKE_ANY, function_concatenate, "rangkai(values...)"},
    {"teks", 1, 1, RESULT_TEXT, TAKE_ANY, function_text, "teks(value)"},
    {"awalan", 2, 2, RESULT_BOOL, TAKE_TEXT, function_starts, "awalan(text, beginning)"},
    {"akhiran", 2, 2, RESULT_BOOL, TAKE_TEXT, function_ends, "akhiran(text, end)"},
    {"berisi", 2, 2, RESULT_BOOL, TAKE_TEXT, function_contains, "berisi(text, part)"},
    {"panjang", 1, 1, RESULT_NUMBER, TAKE_TEXT, function_length, "panjang(text)"},
    {"potong", 2, 3, RESULT_TEXT, TAKE_TEXT, function_cut, "potong(text, from[, characters])"},
    {"kecil", 1, 1, RESULT_TEXT, TAKE_TEXT, function_lower, "kecil(text)"},
    {"sebutan", 1, 1, RESULT_TEXT, TAKE_TEXT, function_office_form, "sebutan(title of an office)"},
    {"tanpa_sebutan", 1, 1, RESULT_TEXT, TAKE_TEXT, function_office_title,
     "tanpa_sebutan(title of an office)"},
    {"tanggal", 1, 3, RESULT_DATE, TAKE_ANY, function_date,
     "tanggal('2017-09-15') or tanggal(year, month, day)"},
    {"tahun_dari", 1, 1, RESULT_YEAR, TAKE_DATE, function_year_of, "tahun_dari(date)"},
    {"bulan_dari", 1, 1, RESULT_NUMBER, TAKE_DATE, function_month_of, "bulan_dari(date)"},
    {"hari_dari", 1, 1, RESULT_NUMBER, TAKE_DATE, function_day_of, "hari_dari(date)"},
    {"nilai_rumus", 1, 2, RESULT_NUMBER, TAKE_TEXT, function_formula_value,
     "nilai_rumus(formula[, variables])"},
    {"tulis_rumus", 1, 3, RESULT_TEXT, TAKE_TEXT, function_formula_text,
     "tulis_rumus(formula[, variables[, 'field']])"},
};

const Function *function_find(Str name)
{
    for (size_t i = 0; i < sizeof FUNCTIONS / sizeof *FUNCTIONS; i++)
        if (str_is(name, FUNCTIONS[i].name))
            return &FUNCTIONS[i];
    return NULL;
}

const Str *function_names(Arena *arena, size_t *count)
{
    *count = sizeof FUNCTIONS / sizeof *FUNCTIONS;
    Str *names = arena_array(arena, *count, sizeof *names);
    for (size_t i = 0; i < *count; i++)
        names[i] = str_from(FUNCTIONS[i].name);
    return names;
}
