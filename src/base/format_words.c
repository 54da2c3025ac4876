/* Numbers in Indonesian words (terbilang), and the words that multiply a number. */
#include "base/format.h"

#include <string.h>
#include <strings.h>

enum { MOST_WHOLE_DIGITS = 15, MOST_DECIMALS = 30 };

static const char *const digit_words[] = {"nol",  "satu", "dua",   "tiga",    "empat",
                                          "lima", "enam", "tujuh", "delapan", "sembilan"};

static void word(Buf *out, const char *text)
{
    if (out->size > 0)
        buf_byte(out, ' ');
    buf_text(out, text);
}

/* 1 to 999. "se-" stands for one before belas, puluh and ratus. */
static void words_below_thousand(Buf *out, int value)
{
    int hundreds = value / 100;
    int rest = value % 100;
    if (hundreds == 1) {
        word(out, "seratus");
    } else if (hundreds > 1) {
        word(out, digit_words[hundreds]);
        word(out, "ratus");
    }
    if (rest == 10) {
        word(out, "sepuluh");
    } else if (rest == 11) {
        word(out, "sebelas");
    } else if (rest > 11 && rest < 20) {
        word(out, digit_words[rest - 10]);
        word(out, "belas");
    } else {
        if (rest >= 20) {
            word(out, digit_words[rest / 10]);
            word(out, "puluh");
        }
        if (rest % 10 > 0)
            word(out, digit_words[rest % 10]);
    }
}

static void words_whole(Buf *out, int64_t value)
{
    static const struct {
        int64_t unit;
        const char *name;
    } units[] = {
        {1000000000000, "triliun"}, {1000000000, "miliar"}, {1000000, "juta"}, {1000, "ribu"}};

    if (value == 0)
        word(out, digit_words[0]);
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        int group = (int)(value / units[i].unit);
        value %= units[i].unit;
        if (group == 1 && units[i].unit == 1000) {
            word(out, "seribu"); /* but satu juta */
        } else if (group > 0) {
            words_below_thousand(out, group);
            word(out, units[i].name);
        }
    }
    words_below_thousand(out, (int)value);
}

bool format_words(Arena *arena, Num value, Str *words)
{
    Str plain = num_to_plain(arena, num_abs(arena, value));
    size_t point = str_find(plain, ".", 0);
    size_t whole_size = point == SIZE_MAX ? plain.size : point;
    Str decimals = {NULL, 0};
    if (point != SIZE_MAX)
        decimals = str_slice(plain, point + 1, plain.size);
    if (str_find(plain, "/", 0) != SIZE_MAX || whole_size > MOST_WHOLE_DIGITS ||
        decimals.size > MOST_DECIMALS)
        return false;

    int64_t whole = 0;
    for (size_t i = 0; i < whole_size; i++)
        whole = whole * 10 + (plain.at[i] - '0');
    Buf out = {.arena = arena};
    if (num_sign(value) < 0)
        word(&out, "minus");
    words_whole(&out, whole);
    if (decimals.size > 0)
        word(&out, "koma");
    for (size_t i = 0; i < decimals.size; i++)
        word(&out, digit_words[decimals.at[i] - '0']);
    *words = buf_str(&out);
    return true;
}

/* --- Words of magnitude ---------------------------------------------------------------------- */

typedef struct Magnitude {
    const char *word;
    int64_t scale;
    bool capital; /* clear only where it is money: "M" may be metres, "T" tesla */
} Magnitude;

static const Magnitude magnitudes[] = {
    {"puluh", 10, false},
    {"ratus", 100, false},
    {"ribu", 1000, false},
    {"rb", 1000, false},
    {"juta", 1000000, false},
    {"jt", 1000000, false},
    {"miliar", 1000000000, false},
    {"milyar", 1000000000, false},
    {"M", 1000000000, true},
    {"triliun", 1000000000000, false},
    {"trilyun", 1000000000000, false},
    {"T", 1000000000000, true},
};

/* The letters that the text begins with; empty where more belongs to the word than letters. */
static Str first_word(Str text)
{
    size_t size = 0;
    while (size < text.size && ((text.at[size] >= 'a' && text.at[size] <= 'z') ||
                                (text.at[size] >= 'A' && text.at[size] <= 'Z')))
        size++;
    bool goes_on = size < text.size && ((text.at[size] >= '0' && text.at[size] <= '9') ||
                                        (unsigned char)text.at[size] >= 0xC3);
    return str_slice(text, 0, goes_on ? 0 : size);
}

static bool is_magnitude(const Magnitude *magnitude, Str spelled, bool capitals)
{
    size_t size = strlen(magnitude->word);
    if (magnitude->capital)
        return capitals && str_is(spelled, magnitude->word);
    /* "jutaan" too. */
    bool ends = spelled.size == size ||
                (spelled.size == size + 2 && strncasecmp(spelled.at + size, "an", 2) == 0);
    return ends && strncasecmp(spelled.at, magnitude->word, size) == 0;
}

/* What a single word multiplies by; 0 when it is none of magnitude. */
static int64_t magnitude_of(Str spelled, bool capitals)
{
    for (size_t i = 0; i < sizeof magnitudes / sizeof *magnitudes; i++)
        if (is_magnitude(&magnitudes[i], spelled, capitals))
            return magnitudes[i].scale;
    return 0;
}

/* White space, a no-break space, and the '.' of an abbreviation. */
static Str behind_word(Str text)
{
    for (;;) {
        if (str_starts(text, "\xC2\xA0"))
            text = str_slice(text, 2, text.size);
        else if (text.size > 0 && strchr(" \t\r\n.", text.at[0]) != NULL && text.at[0] != '\0')
            text = str_slice(text, 1, text.size);
        else
            return text;
    }
}

Num take_magnitude(Arena *arena, Str *text, bool capitals)
{
    enum { MOST_WORDS = 4 }; /* more make no number that anybody says */
    Num scale = num_int(1);
    for (int i = 0; i < MOST_WORDS; i++) {
        Str spelled = first_word(*text);
        int64_t by = magnitude_of(spelled, capitals);
        if (by == 0)
            break;
        scale = num_mul(arena, scale, num_int(by));
        *text = behind_word(str_slice(*text, spelled.size, text->size));
    }
    return scale;
}
