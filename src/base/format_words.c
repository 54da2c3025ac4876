/* Numbers in Indonesian words (terbilang). */
#include "base/format.h"

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
