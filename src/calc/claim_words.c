/*
 * Figures in words and Roman numerals as texts claim them.
 */
#include "calc/claim.h"

#include <string.h>

enum { MOST_WORDS = 64 };

typedef enum WordKind { WORD_ADD, WORD_TEEN, WORD_TIMES, WORD_SCALE, WORD_SCALE_ONE } WordKind;

typedef struct NumberWord {
    const char *word;
    WordKind kind;
    int64_t value;
} NumberWord;

static const NumberWord *number_word(Str word)
{
    static const NumberWord WORDS[] = {
        {"nol", WORD_ADD, 0},
        {"satu", WORD_ADD, 1},
        {"dua", WORD_ADD, 2},
        {"tiga", WORD_ADD, 3},
        {"empat", WORD_ADD, 4},
        {"lima", WORD_ADD, 5},
        {"enam", WORD_ADD, 6},
        {"tujuh", WORD_ADD, 7},
        {"delapan", WORD_ADD, 8},
        {"sembilan", WORD_ADD, 9},
        {"sepuluh", WORD_ADD, 10},
        {"sebelas", WORD_ADD, 11},
        {"seratus", WORD_ADD, 100},
        {"belas", WORD_TEEN, 10},
        {"puluh", WORD_TIMES, 10},
        {"ratus", WORD_TIMES, 100},
        {"seribu", WORD_SCALE_ONE, 1000},
        {"ribu", WORD_SCALE, 1000},
        {"juta", WORD_SCALE, 1000000},
        {"miliar", WORD_SCALE, 1000000000},
        {"milyar", WORD_SCALE, 1000000000},
        {"triliun", WORD_SCALE, 1000000000000},
        {"trilyun", WORD_SCALE, 1000000000000},
    };
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
        if (claim_is_word(word, WORDS[i].word))
            return &WORDS[i];
    return NULL;
}

/* Without grammar: what is no number in words is found by writing the result. */
static int64_t sum_words(const NumberWord **words, size_t count)
{
    int64_t total = 0;
    int64_t group = 0;
    for (size_t i = 0; i < count; i++) {
        int64_t last = i > 0 && words[i - 1]->kind == WORD_ADD ? words[i - 1]->value : 0;
        switch (words[i]->kind) {
        case WORD_ADD:
            group += words[i]->value;
            break;
        case WORD_TEEN:
            group += 10;
            break;
        case WORD_TIMES:
            group += last * (words[i]->value - 1);
            break;
        case WORD_SCALE_ONE:
            group++;
            /* fall through */
        case WORD_SCALE:
            total += group * words[i]->value;
            group = 0;
            break;
        }
    }
    return total + group;
}

/* The word behind white space; empty where something else stands there. */
static Str next_word(Str text, size_t at)
{
    size_t next = claim_skip_space(text, at);
    return next > at ? claim_word_at(text, next) : str_slice(text, at, at);
}

/* Reads on behind figure->from, whose first word counts as `first`. */
static bool read_words_from(Arena *arena, Str text, Str first, Figure *figure)
{
    const NumberWord *words[MOST_WORDS];
    size_t count = 0;
    Buf spelled = {.arena = arena};
    Buf decimals = {.arena = arena};
    bool minus = claim_is_word(first, "minus");
    size_t at = figure->from + claim_word_at(text, figure->from).size;
    Str word = first;
    if (minus)
        word = next_word(text, at);
    if (number_word(word) == NULL)
        return false;
    bool point = false;
    if (minus)
        buf_text(&spelled, "minus ");
    for (;;) {
        const NumberWord *number = number_word(word);
        if (claim_is_word(word, "koma"))
            point = true;
        else if (number != NULL && point)
            buf_format(&decimals, "%lld", (long long)number->value);
        else if (number != NULL && count < MOST_WORDS)
            words[count++] = number;
        buf_add(&spelled, claim_is_word(word, "milyar")    ? STR("miliar")
                          : claim_is_word(word, "trilyun") ? STR("triliun")
                                                           : word);
        size_t end = (size_t)(word.at + word.size - text.at);
        at = end;
        word = next_word(text, at);
        bool comma = claim_is_word(word, "koma") && !point &&
                     number_word(next_word(text, (size_t)(word.at + word.size - text.at))) != NULL;
        if (!comma && number_word(word) == NULL)
            break;
        buf_byte(&spelled, ' ');
    }
    figure->to = figure->end = at;
    Str plain =
        str_format(arena, "%s%lld%s%.*s", minus ? "-" : "", (long long)sum_words(words, count),
                   point ? "." : "", STR_ARG(buf_str(&decimals)));
    AuditFigure *form = &figure->readings[0];
    *form = (AuditFigure){.unit = num_int(1), .decimals = (int)decimals.size};
    Str written;
    figure->negative = minus;
    figure->count = decimals.size <= 30 && num_parse_plain(arena, plain, &form->value) &&
                            format_words(arena, form->value, &written) &&
                            audit_same_text(arena, written, buf_str(&spelled))
                        ? 1
                        : 0;
    return true;
}

static bool read_cardinal(Arena *arena, Str text, Figure *figure)
{
    return read_words_from(arena, text, claim_word_at(text, figure->from), figure);
}

/* "Kedua", "ketiga belas", "pertama". */
static bool read_ordinal(Arena *arena, Str text, Figure *figure)
{
    Str word = claim_word_at(text, figure->from);
    if (claim_is_word(word, "pertama")) {
        figure->to = figure->end = figure->from + word.size;
        figure->readings[0] = (AuditFigure){.value = num_int(1), .unit = num_int(1)};
        figure->count = 1;
        return true;
    }
    if (word.size < 3 || !claim_is_word(str_slice(word, 0, 2), "ke"))
        return false;
    return read_words_from(arena, text, str_slice(word, 2, word.size), figure);
}

/* In capitals, or beginning with one, as the claimed words. */
static Str in_case_of(Arena *arena, Str like, Str words)
{
    if (str_equal(utf8_upper(arena, like), like))
        return utf8_upper(arena, words);
    char *out = str_c(arena, words);
    if (like.at[0] >= 'A' && like.at[0] <= 'Z' && out[0] >= 'a' && out[0] <= 'z')
        out[0] = (char)(out[0] - 'a' + 'A');
    return str_from(out);
}

static bool write_cardinal(Arena *arena, Str text, const Figure *figure, Num value, Str *out)
{
    Str words;
    if (!format_words(arena, value, &words))
        return false;
    *out = in_case_of(arena, str_slice(text, figure->start, figure->end), words);
    return true;
}

static bool write_ordinal(Arena *arena, Str text, const Figure *figure, Num value, Str *out)
{
    Str words;
    if (num_sign(value) <= 0 || !num_is_integer(value) || !format_words(arena, value, &words))
        return false;
    words = str_is(words, "satu") ? STR("pertama") : str_format(arena, "ke%.*s", STR_ARG(words));
    *out = in_case_of(arena, str_slice(text, figure->start, figure->end), words);
    return true;
}

/* --- Roman numerals -------------------------------------------------------------------------- */

static bool read_roman(Arena *arena, Str text, Figure *figure)
{
    static const char LETTERS[] = "IVXLCDM";
    static const int VALUES[] = {1, 5, 10, 50, 100, 500, 1000};
    Str word = claim_word_at(text, figure->from);
    int64_t value = 0;
    int64_t last = 0;
    enum { LONGEST = sizeof "MMMDCCCLXXXVIII" - 1 };
    if (word.size == 0 || word.size > LONGEST || claim_digit_at(text, figure->from + word.size))
        return false;
    for (size_t i = word.size; i-- > 0;) {
        const char *letter = strchr(LETTERS, word.at[i]);
        if (letter == NULL)
            return false;
        int64_t one = VALUES[letter - LETTERS];
        value += one < last ? -one : one;
        last = one;
    }
    Str written;
    if (!format_roman(arena, value, &written) || !str_equal(written, word))
        return false;
    /* "Kelas C" is no hundred. */
    if (word.size == 1 && word.size < text.size && strchr("IVX", word.at[0]) == NULL)
        return false;
    figure->to = figure->end = figure->from + word.size;
    figure->readings[0] = (AuditFigure){.value = num_int(value), .unit = num_int(1)};
    figure->count = 1;
    return true;
}

static bool write_roman(Arena *arena, Str text, const Figure *figure, Num value, Str *out)
{
    (void)text;
    (void)figure;
    int64_t whole = 0;
    return num_to_int(value, &whole) && format_roman(arena, whole, out);
}

const Form claim_cardinal = {read_cardinal, write_cardinal, false};
const Form claim_ordinal = {read_ordinal, write_ordinal, true};
const Form claim_roman = {read_roman, write_roman, true};
