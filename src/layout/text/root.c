/* The table of roots, prefixes and suffixes, and what is left open without a root. */
#include "layout/text/root.h"

#include <string.h>

enum { LONGEST = 63 };

typedef struct Root {
    Str word;   /* NULL where the slot is free */
    bool given; /* its points are: */
    uint64_t points;
} Root;

struct Roots {
    Root *slots;
    size_t capacity; /* a power of two */
};

static uint64_t bit(size_t at)
{
    return UINT64_C(1) << at;
}

/* All points before letter `at`. */
static uint64_t below(size_t at)
{
    return bit(at) - 1;
}

/* --- The table ------------------------------------------------------------------------------- */

static Root *find_slot(const Roots *roots, Str word)
{
    size_t at = (size_t)str_hash(word) & (roots->capacity - 1);
    while (roots->slots[at].word.at != NULL && !str_equal(roots->slots[at].word, word))
        at = (at + 1) & (roots->capacity - 1);
    return &roots->slots[at];
}

/* A root of its letters and points; false when it is none. */
static bool read_root(Str text, char letters[LONGEST], Root *root)
{
    size_t count = 0;
    *root = (Root){0};
    for (size_t i = 0; i < text.size; i++) {
        char c = text.at[i];
        if (c == '-' && count > 0 && i + 1 < text.size && (root->points & bit(count)) == 0) {
            root->points |= bit(count);
            root->given = true;
        } else if (c >= 'a' && c <= 'z' && count < LONGEST) {
            letters[count++] = c;
        } else {
            return false;
        }
    }
    root->word = (Str){letters, count};
    return count > 0;
}

/* The next word of a text; empty at its end. */
static Str next_word(Str text, size_t *at)
{
    while (*at < text.size && (text.at[*at] == ' ' || text.at[*at] == '\n'))
        ++*at;
    size_t from = *at;
    while (*at < text.size && text.at[*at] != ' ' && text.at[*at] != '\n')
        ++*at;
    return (Str){text.at + from, *at - from};
}

Roots *roots_new(Arena *arena, Diags *diags, Str words, Place place)
{
    enum { LETTERS_PER_ROOT = 2 }; /* with the space, at least */
    Roots *roots = arena_alloc(arena, sizeof *roots);
    roots->capacity = 16;
    while (roots->capacity < words.size / LETTERS_PER_ROOT)
        roots->capacity *= 2;
    roots->slots = arena_array(arena, roots->capacity, sizeof *roots->slots);
    size_t at = 0;
    for (Str word = next_word(words, &at); word.size > 0; word = next_word(words, &at)) {
        char letters[LONGEST];
        Root root;
        if (!read_root(word, letters, &root)) {
            diag(diags, SEVERITY_ERROR, place,
                 "write words of at most 63 letters a to z, with '-' where they may be divided",
                 "'%.*s' is not a root", STR_ARG(word));
            continue;
        }
        Root *slot = find_slot(roots, root.word);
        root.word = str_copy(arena, root.word);
        *slot = root;
    }
    return roots;
}

/* --- Roots and suffixes ---------------------------------------------------------------------- */

/* What may follow a root, and the points in it. */
static const struct Suffix {
    const char *letters;
    uint64_t points;
} SUFFIXES[] = {
    {"", 0},
    {"an", 1},
    {"kan", 1},
    {"nya", 1},
    {"annya", 1 | 1 << 2},
    {"kannya", 1 | 1 << 3},
    {"inya", 1 << 1},
    {"i", 0},
    {"lah", 1},
    {"kah", 1},
    {"pun", 1},
    {"anlah", 1},
    {"kanlah", 1 | 1 << 3},
    {"wan", 1},
};

enum { SUFFIX_COUNT = sizeof SUFFIXES / sizeof *SUFFIXES };

/* A parse under way: the points that all ways to take the word apart have in common. */
typedef struct Parse {
    const Roots *roots;
    Division division;
    bool known;
} Parse;

static void agree(Parse *parse, Division found)
{
    uint64_t all = UINT64_MAX;
    Division before = parse->known ? parse->division : (Division){all, all};
    uint64_t either = (before.sure | before.may) & (found.sure | found.may);
    parse->division.sure = before.sure & found.sure;
    parse->division.may = either & ~parse->division.sure;
    parse->known = true;
}

/* The points of a root behind a prefix or at the start of a word. */
static Division points_of(const Root *root, bool prefixed)
{
    if (root->given)
        return (Division){.sure = root->points};
    Division own = syllables_find(root->word.at, root->word.size);
    if (prefixed && syllables_vowel(root->word.at[0])) { /* ter-imple-men-tasi */
        own.sure &= ~below(3);
        own.may &= ~below(3);
    }
    return own;
}

/* Takes letters as a root with a suffix, in all ways. They stand at letter `at` of the word, where
   `dropped` of them do not stand; `before` are the points so far. */
static void match_root(Parse *parse, const char *letters, size_t count, size_t at, size_t dropped,
                       uint64_t before)
{
    for (size_t i = 0; i < SUFFIX_COUNT; i++) {
        size_t size = strlen(SUFFIXES[i].letters);
        if (size >= count || memcmp(letters + count - size, SUFFIXES[i].letters, size) != 0)
            continue;
        const Root *root = find_slot(parse->roots, (Str){letters, count - size});
        if (root->word.at == NULL)
            continue;
        Division own = points_of(root, at > 0);
        uint64_t kept = ~below(2);
        own.sure |= SUFFIXES[i].points << root->word.size;
        if (dropped > 0)
            own = (Division){own.sure & kept, own.may & kept};
        agree(parse, (Division){before | own.sure << at >> dropped, own.may << at >> dropped});
    }
}

/* --- Prefixes -------------------------------------------------------------------------------- */

/* Prefixes, and the letter that one of their forms takes from a root: meng-ikut, me-ngirim. */
static const struct Prefix {
    const char *letters;
    char taken; /* 0: none */
    bool vowel; /* also before one, with the letter still there */
} PREFIXES[] = {
    {"meng", 'k', true}, {"peng", 'k', true}, {"mem", 'p', false},  {"pem", 'p', false},
    {"men", 't', false}, {"pen", 't', false}, {"meny", 's', false}, {"peny", 's', false},
    {"ber", 'r', true},  {"ter", 'r', true},  {"per", 'r', true},   {"me", 0, false},
    {"pe", 0, false},    {"di", 0, true},     {"ke", 0, true},      {"se", 0, true},
    {"menge", 0, false}, {"penge", 0, false}, {"antar", 0, true},   {"non", 0, true},
    {"sub", 0, true},    {"pra", 0, true},    {"pasca", 0, true},   {"tak", 0, true},
    {"multi", 0, true},
};

enum {
    PREFIX_COUNT = sizeof PREFIXES / sizeof *PREFIXES,
    MOST_PREFIXES = 4,
    TAKING = 2, /* letters of a prefix without the sound that took the root's */
};

/* The prefix has taken the root's first letter: the root as it would be without. */
static void match_taken(Parse *parse, const char *letters, size_t count, size_t at,
                        const struct Prefix *prefix, uint64_t before)
{
    char whole[LONGEST + 1];
    size_t size = strlen(prefix->letters);
    whole[0] = prefix->taken;
    memcpy(whole + 1, letters + at + size, count - at - size);
    match_root(parse, whole, count - at - size + 1, at + size, 1, before | bit(at + TAKING));
}

static void match(Parse *parse, const char *letters, size_t count, size_t at, uint64_t before,
                  int depth)
{
    match_root(parse, letters + at, count - at, at, 0, before);
    for (size_t i = 0; i < PREFIX_COUNT && depth < MOST_PREFIXES; i++) {
        const struct Prefix *prefix = &PREFIXES[i];
        size_t size = strlen(prefix->letters);
        if (count - at <= size || memcmp(letters + at, prefix->letters, size) != 0)
            continue;
        bool vowel = syllables_vowel(letters[at + size]);
        if (vowel && prefix->taken != 0)
            match_taken(parse, letters, count, at, prefix, before);
        if (!vowel || prefix->vowel)
            match(parse, letters, count, at + size, before | bit(at + size), depth + 1);
    }
}

/* --- Words without a root of the list -------------------------------------------------------- */

static bool starts_with(const char *letters, size_t count, const char *start)
{
    size_t size = strlen(start);
    return count >= size && memcmp(letters, start, size) == 0;
}

/* The end of the first vowels from `at` on. */
static size_t behind_vowels(const char *letters, size_t count, size_t at)
{
    while (at < count && syllables_vowel(letters[at]))
        at++;
    return at;
}

/* How far a word has no points because a prefix may end in it, or not: before a vowel or, of those
   that end in one, before two consonants. 0: it has. */
static size_t doubt_at_start(const char *letters, size_t count)
{
    static const char *const firsts[] = {"", "mem", "di", "ke", "se", "pem", "ber", "ter"};
    static const char *const closed[] = {"ber",   "ter", "per",   "meng",  "peng",
                                         "antar", "non", "inter", "super", "sub"};
    static const char *const open[] = {"di", "ke", "se", "pra", "tri", "dwi", "pe"};
    size_t doubt = 0;
    for (size_t f = 0; f < sizeof firsts / sizeof *firsts; f++) {
        if (!starts_with(letters, count, firsts[f]))
            continue;
        for (size_t i = 0; i < sizeof closed / sizeof *closed; i++) {
            size_t at = strlen(firsts[f]);
            if (!starts_with(letters + at, count - at, closed[i]))
                continue;
            at += strlen(closed[i]);
            size_t end = behind_vowels(letters, count, at);
            if (end > at)
                doubt = end + 2 > doubt ? end + 2 : doubt;
        }
    }
    for (size_t i = 0; i < sizeof open / sizeof *open; i++) {
        size_t at = strlen(open[i]);
        if (!starts_with(letters, count, open[i]) || at + 2 >= count)
            continue;
        bool cluster =
            letters[at] == 's' && !syllables_vowel(letters[at + 1]) && letters[at + 1] != 'y';
        size_t end = behind_vowels(letters, count, at);
        if (cluster)
            doubt = at + 3 > doubt ? at + 3 : doubt;
        else if (end > at)
            doubt = end + 2 > doubt ? end + 2 : doubt;
    }
    return doubt < LONGEST ? doubt : LONGEST;
}

static bool ends_with(const char *letters, size_t count, const char *end)
{
    size_t size = strlen(end);
    return count > size && memcmp(letters + count - size, end, size) == 0;
}

static Division without_points(Division division, uint64_t points)
{
    return (Division){division.sure & ~points, division.may & ~points};
}

/* A word may end in a suffix -an, or in a root's: ja-lan, but gi-at-an. Takes away the points that
   are wrong with one of them. */
static Division divide_an(const char *letters, size_t count, Division division)
{
    size_t an = count - 2;
    bool pair = ends_with(letters, count, "ngan") || ends_with(letters, count, "nyan") ||
                ends_with(letters, count, "khan") || ends_with(letters, count, "syan");
    size_t from = an - (pair ? 2 : 1);
    if (syllables_vowel(letters[an - 1]))
        return division;
    return without_points(division, bit(an) - bit(from));
}

/* What the end of a word takes away from its points, and adds. */
static Division divide_end(const char *letters, size_t count, Division division)
{
    enum { NYA = 3, KAN = 3, LEAST = 5 };
    bool verb = starts_with(letters, count, "me") || starts_with(letters, count, "di") ||
                starts_with(letters, count, "ter");
    bool nya = count >= LEAST && ends_with(letters, count, "nya");
    if (nya) {
        division.sure |= bit(count - NYA);
        count -= NYA;
    }
    if (count < LEAST)
        return division;
    if (verb && (ends_with(letters, count, "ngi") || (nya && ends_with(letters, count, "i"))))
        return without_points(division, bit(count) - bit(count - 3)); /* -i has no point */
    if (!ends_with(letters, count, "an"))
        return division;
    bool kan = ends_with(letters, count, "kan");
    if (!kan || (!verb && syllables_vowel(letters[count - KAN - 1])))
        return divide_an(letters, count, division);
    division.sure |= bit(count - KAN);
    return division;
}

static Division guess(const char *letters, size_t count)
{
    Division division = divide_end(letters, count, syllables_find(letters, count));
    size_t doubt = doubt_at_start(letters, count);
    division.sure &= ~below(doubt);
    division.may &= ~below(doubt);
    return division;
}

Division roots_divide(const Roots *roots, const char *letters, size_t count)
{
    Parse parse = {.roots = roots};
    match(&parse, letters, count, 0, 0, 0);
    if (parse.known)
        return parse.division;
    if (syllables_foreign(letters, count))
        return (Division){0};
    return guess(letters, count);
}
