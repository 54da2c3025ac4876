/* Sounds, runs of consonants between vowels, and what tells a foreign word. */
#include "layout/text/syllable.h"

#include <string.h>

enum { MOST_SOUNDS = 63 };

/* The sounds of a word; those of two letters have a capital for them. */
typedef struct Sounds {
    size_t count;
    uint8_t at[MOST_SOUNDS + 1]; /* where each begins, and the end */
    char name[MOST_SOUNDS];
} Sounds;

bool syllables_vowel(char letter)
{
    return letter == 'a' || letter == 'e' || letter == 'i' || letter == 'o' || letter == 'u';
}

static bool is_among(char letter, const char *letters)
{
    return strchr(letters, letter) != NULL;
}

/* 0 behind the end, and before the beginning, which wraps around. */
static char letter_at(const char *letters, size_t count, size_t at)
{
    if (at >= count)
        return 0;
    return letters[at];
}

/* The name of a consonant of two letters; 0 where they are two. */
static char name_pair(char first, char second)
{
    static const struct {
        char first, second, name;
    } pairs[] = {{'n', 'g', 'N'}, {'n', 'y', 'Y'}, {'s', 'y', 'S'}, {'k', 'h', 'K'}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (pairs[i].first == first && pairs[i].second == second)
            return pairs[i].name;
    return 0;
}

static void read_sounds(const char *letters, size_t count, Sounds *sounds)
{
    sounds->count = 0;
    for (size_t i = 0; i < count; i++) {
        char pair = name_pair(letters[i], letter_at(letters, count, i + 1));
        char *name = &sounds->name[sounds->count];
        sounds->at[sounds->count++] = (uint8_t)i;
        *name = letters[i];
        if (pair != 0) {
            *name = pair;
            i++;
        }
    }
    sounds->at[sounds->count] = (uint8_t)count;
}

/* --- Consonants between vowels --------------------------------------------------------------- */

/* True for two consonants that begin a syllable together, p-r in "kom-pro-mi". */
static bool is_onset(char first, char second)
{
    return is_among(first, "bdfgkptv") && is_among(second, "lr");
}

static bool is_stop(char sound)
{
    return is_among(sound, "ptk");
}

/* Of three consonants or more: how many of them end the syllable before; 0 where that is open. */
static size_t end_of_many(const char *run, size_t count, bool trans)
{
    bool fits = count == 3 || (count == 4 && is_onset(run[2], run[3]));
    if (trans && run[1] == 's')
        return fits ? 2 : 0;
    if (run[0] == 'k' && run[1] == 's') /* eks-por, eks-klu-sif */
        return fits ? 2 : 0;
    if (is_among(run[0], "bmnlrN") && run[1] == 's' && is_stop(run[2])) /* kon-struk-si */
        return fits ? 1 : 0;
    if (count == 3 && is_onset(run[1], run[2])) /* kon-trak, in-dus-tri */
        return 1;
    if (count == 3 && (run[2] == 'Y' || (run[2] == 's' && is_stop(run[1])))) /* sank-si */
        return 2;
    return 0;
}

static Division divide_run(const char *letters, const Sounds *sounds, size_t from, size_t to)
{
    const char *run = &sounds->name[from];
    size_t at = sounds->at[from];
    size_t end = 0;
    if (to == from + 1)
        return (Division){.sure = UINT64_C(1) << at};
    if (to == from + 2 && is_onset(run[0], run[1])) /* ap-li-ka-si, but ki-lo-gram */
        return (Division){.may = UINT64_C(1) << at | UINT64_C(1) << sounds->at[from + 1]};
    if (to == from + 2)
        end = 1;
    else
        end = end_of_many(run, to - from,
                          at >= 3 && run[0] == 'n' && memcmp(letters + at - 3, "tra", 3) == 0);
    return (Division){.sure = end > 0 ? UINT64_C(1) << sounds->at[from + end] : 0};
}

Division syllables_find(const char *letters, size_t count)
{
    Division division = {0};
    Sounds sounds;
    bool voiced = false;
    read_sounds(letters, count, &sounds);
    for (size_t from = 0; from < sounds.count; from++) {
        size_t to = from;
        while (to < sounds.count && !syllables_vowel(sounds.name[to]))
            to++;
        if (voiced && to > from && to < sounds.count) {
            Division run = divide_run(letters, &sounds, from, to);
            division.sure |= run.sure;
            division.may |= run.may;
        }
        voiced = true;
        from = to;
    }
    return division;
}

/* --- Foreign words --------------------------------------------------------------------------- */

static bool ends_in(const char *letters, size_t count, const char *end)
{
    size_t size = strlen(end);
    return count >= size && memcmp(letters + count - size, end, size) == 0;
}

static bool has_foreign_end(const char *letters, size_t count)
{
    static const char *const ends[] = {"able", "ace",  "ade",  "age",  "ake",  "ame",  "ance",
                                       "ate",  "ed",   "ice",  "ence", "ible", "ile",  "ine",
                                       "ise",  "ity",  "ive",  "ize",  "ment", "ness", "sion",
                                       "ome",  "ship", "tion", "ure",  "ware", "work", "izing"};
    static const char *const closes[] = {"ng", "ks", "ns", "ps", "rs", "kh", "sy", "nk", "lm"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (ends_in(letters, count, ends[i]))
            return true;
    if (is_among(letters[count - 1], "cjvw"))
        return true;
    if (count < 2 || syllables_vowel(letters[count - 1]) || syllables_vowel(letters[count - 2]))
        return false;
    for (size_t i = 0; i < sizeof closes / sizeof *closes; i++)
        if (ends_in(letters, count, closes[i]))
            return false;
    return true;
}

/* Letters beside each other; `before` and `behind` are 0 at an end. */
static bool is_foreign_pair(char before, char first, char second, char behind)
{
    if (first == second) {
        if (first == 'g' || first == 'n')
            return first == 'g' ? before != 'n' : behind != 'y';
        if (first == 'o' || first == 'e')
            return before == 0 || !is_among(before, first == 'o' ? "k" : "ks");
        return !is_among(first, "kaiu");
    }
    if (second == 'h')
        return is_among(first, "tspcw") || (first == 'g' && before != 'n');
    if (second == 'y' && !syllables_vowel(first) && first != 'n' && first != 's')
        return behind != 'a' && behind != 'u';
    if (first == 'c')
        return !syllables_vowel(second);
    return first == 'o' && second == 'u';
}

bool syllables_foreign(const char *letters, size_t count)
{
    if (count == 0)
        return false;
    for (size_t i = 0; i < count; i++) {
        char before = letter_at(letters, count, i - 1);
        char behind = letter_at(letters, count, i + 2);
        if (is_among(letters[i], "qx") ||
            (i + 1 < count && is_foreign_pair(before, letters[i], letters[i + 1], behind)))
            return true;
    }
    return has_foreign_end(letters, count);
}
