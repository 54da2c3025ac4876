/*
 * The functions of the formula language, in one table.
 */
#include "calc/functions.h"

enum { ANY_NUMBER = 0 };

static const Function FUNCTIONS[] = {
    {"jumlah", 1, ANY_NUMBER, RESULT_NUMBER, function_sum, "jumlah(list or numbers...)"},
    {"rata", 1, ANY_NUMBER, RESULT_NUMBER, function_mean, "rata(list or numbers...)"},
    {"min", 1, ANY_NUMBER, RESULT_ELEMENT, function_least, "min(list or values...)"},
    {"maks", 1, ANY_NUMBER, RESULT_ELEMENT, function_greatest, "maks(list or values...)"},
    {"hitung", 1, ANY_NUMBER, RESULT_NUMBER, function_count, "hitung(list or values...)"},
    {"jika", 2, 3, RESULT_BRANCH, function_if, "jika(condition, value[, otherwise])"},
    {"bulat", 1, 2, RESULT_NUMBER, function_round, "bulat(number[, decimals])"},
    {"abs", 1, 1, RESULT_NUMBER, function_abs, "abs(number)"},
    {"ada", 1, 1, RESULT_BOOL, function_given, "ada(value)"},
    {"skala", 1, 2, RESULT_TEXT, function_scale_label, "skala(number[, 'scale'])"},
    {"skala_kode", 1, 2, RESULT_TEXT, function_scale_code, "skala_kode(number[, 'scale'])"},
    {"skala_warna", 1, 2, RESULT_TEXT, function_scale_colour, "skala_warna(number[, 'scale'])"},
    {"terbilang", 1, 1, RESULT_TEXT, function_words, "terbilang(number)"},
    {"romawi", 1, 1, RESULT_TEXT, function_roman, "romawi(number)"},
    {"huruf", 1, 1, RESULT_TEXT, function_letters, "huruf(number)"},
    {"gabung", 2, 3, RESULT_TEXT, function_join, "gabung(list, separator[, last separator])"},
    {"teks", 1, 1, RESULT_TEXT, function_text, "teks(value)"},
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
