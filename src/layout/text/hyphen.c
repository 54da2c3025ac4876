/* The exceptions, the rules and the library's say, and a memory of all words met. */
#include "layout/text/hyphen.h"

#include "layout/text/dictionary.h"
#include "layout/text/root.h"

#include <string.h>

/* A word met, and its points. */
typedef struct Known {
    Str word; /* NULL where the slot is free */
    uint64_t points;
} Known;

struct Hyphenator {
    Arena *arena;
    Diags *diags;
    const Typography *typography;
    HyphenDict *dictionary; /* the library's; NULL until it is read, or when it cannot be used */
    Reserve reserve;
    bool tried;
    Roots *roots; /* NULL until the first word asks for them */
    Known *known;
    size_t known_count, known_capacity; /* a power of two */
};

/* --- Words met ------------------------------------------------------------------------------- */

static Known *find_slot(Known *known, size_t capacity, Str word)
{
    size_t at = (size_t)str_hash(word) & (capacity - 1);
    while (known[at].word.at != NULL && !str_equal(known[at].word, word))
        at = (at + 1) & (capacity - 1);
    return &known[at];
}

static void grow(Hyphenator *hyphenator)
{
    size_t capacity = hyphenator->known_capacity * 2;
    Known *known = arena_array(hyphenator->arena, capacity, sizeof *known);
    for (size_t i = 0; i < hyphenator->known_capacity; i++) {
        const Known *old = &hyphenator->known[i];
        if (old->word.at != NULL)
            *find_slot(known, capacity, old->word) = *old;
    }
    hyphenator->known = known;
    hyphenator->known_capacity = capacity;
}

static void remember(Hyphenator *hyphenator, Str word, uint64_t points)
{
    if (hyphenator->known_count * 2 >= hyphenator->known_capacity)
        grow(hyphenator);
    Known *slot = find_slot(hyphenator->known, hyphenator->known_capacity, word);
    if (slot->word.at == NULL) {
        slot->word = str_copy(hyphenator->arena, word);
        hyphenator->known_count++;
    }
    slot->points = points;
}

/* --- Exceptions ------------------------------------------------------------------------------ */

void hyphen_except(Hyphenator *hyphenator, Str word, Place place)
{
    char letters[HYPHEN_LONGEST];
    size_t count = 0;
    uint64_t points = 0;
    bool good = word.size > 0;
    for (size_t i = 0; i < word.size && good; i++) {
        char c = (char)small_letter((uint8_t)word.at[i]);
        if (c == '-') {
            good = count > 0 && i + 1 < word.size && (points >> count & 1) == 0;
            points |= UINT64_C(1) << count;
        } else {
            good = c >= 'a' && c <= 'z' && count < HYPHEN_LONGEST;
            if (good)
                letters[count++] = c;
        }
    }
    if (good)
        remember(hyphenator, (Str){letters, count}, points);
    else
        diag(hyphenator->diags, SEVERITY_ERROR, place,
             "write a word of at most 63 letters a to z, with '-' where it may be divided",
             "'%.*s' is not a word with its points", STR_ARG(word));
}

Hyphenator *hyphen_new(Arena *arena, Diags *diags, const Typography *typography)
{
    enum { FIRST_CAPACITY = 256 };
    Hyphenator *hyphenator = arena_alloc(arena, sizeof *hyphenator);
    *hyphenator = (Hyphenator){.arena = arena, .diags = diags, .typography = typography};
    hyphenator->known = arena_array(arena, FIRST_CAPACITY, sizeof *hyphenator->known);
    hyphenator->known_capacity = FIRST_CAPACITY;
    for (size_t i = 0; i < typography->exceptions->count; i++)
        hyphen_except(hyphenator, typography->exceptions->items[i].text,
                      record_item_place(typography->division, "pengecualian", i));
    return hyphenator;
}

Hyphenator *hyphen_for(Arena *arena, Diags *diags, const Typography *typography, const Doc *doc)
{
    Hyphenator *hyphenator = hyphen_new(arena, diags, typography);
    for (size_t i = 0; i < doc->divided_count; i++)
        hyphen_except(hyphenator, doc->divided[i].text, doc->divided[i].place);
    return hyphenator;
}

void hyphen_drop(Hyphenator *hyphenator)
{
    if (hyphenator == NULL)
        return;
    reserve_drop(&hyphenator->reserve);
    if (hyphenator->dictionary != NULL)
        hnj_hyphen_free(hyphenator->dictionary);
    hyphenator->dictionary = NULL;
}

/* --- Points ---------------------------------------------------------------------------------- */

static uint64_t without(uint64_t points, size_t at)
{
    return points & ~(UINT64_C(1) << at);
}

/* The points that the library finds. */
static uint64_t ask(Hyphenator *hyphenator, const char *letters, size_t count)
{
    char word[HYPHEN_LONGEST + 1];
    char marks[HYPHEN_LONGEST + 8];
    char **replaced = NULL;
    int *position = NULL;
    int *cut = NULL;
    memcpy(word, letters, count);
    word[count] = '\0';
    dictionary_divides(arena_memory(hyphenator->arena), &hyphenator->reserve);
    int failed = hnj_hyphen_hyphenate3(hyphenator->dictionary, word, (int)count, marks, NULL,
                                       &replaced, &position, &cut, 1, 1, 1, 1);
    dictionary_end();
    if (failed != 0)
        return 0;
    uint64_t points = 0;
    for (size_t i = 0; i + 1 < count; i++)
        points |= (uint64_t)(marks[i] & 1) << (i + 1);
    return points;
}

typedef struct Loading {
    Hyphenator *hyphenator;
    Arena *scratch; /* for the file, no longer needed once it is read */
} Loading;

static void load_within(void *context)
{
    Loading *loading = context;
    Hyphenator *hyphenator = loading->hyphenator;
    const Typography *typography = hyphenator->typography;
    loading->scratch = arena_new(arena_memory(hyphenator->arena));
    hyphenator->dictionary = dictionary_load(loading->scratch, hyphenator->diags,
                                             typography->dictionary, typography->dictionary_place);
    if (hyphenator->dictionary != NULL)
        reserve_fill(&hyphenator->reserve, arena_memory(hyphenator->arena), HYPHEN_LONGEST);
}

static void load(Hyphenator *hyphenator)
{
    Memory *memory = arena_memory(hyphenator->arena);
    Loading loading = {.hyphenator = hyphenator};
    bool done = arena_try(memory, load_within, &loading);
    arena_drop(loading.scratch);
    if (!done)
        memory_fail(memory);
}

/* Of the points that the rules leave open, those that the dictionary has. */
static uint64_t choose(Hyphenator *hyphenator, const char *letters, size_t count, uint64_t open)
{
    if (open == 0)
        return 0;
    if (!hyphenator->tried && hyphenator->typography->dictionary != NULL) {
        hyphenator->tried = true;
        load(hyphenator);
    }
    if (hyphenator->dictionary == NULL)
        return 0;
    uint64_t points = open & ask(hyphenator, letters, count);
    uint64_t alone = points & points >> 1; /* a consonant between two: which is it? */
    return points & ~(alone | alone << 1);
}

/* Points that leave a vowel alone behind them go: di-usulkan, not di-u-sulkan. */
static uint64_t join_vowels(const char *letters, size_t count, uint64_t points)
{
    for (size_t i = 1; i + 1 < count; i++)
        if ((points >> i & 1) != 0 && syllables_vowel(letters[i]))
            points = without(points, i + 1);
    return points;
}

static uint64_t find_points(Hyphenator *hyphenator, const char *letters, size_t count)
{
    const Typography *typography = hyphenator->typography;
    if (hyphenator->roots == NULL)
        hyphenator->roots = roots_new(hyphenator->arena, hyphenator->diags, typography->roots,
                                      record_place(typography->division, "kata_dasar"));
    Division division = roots_divide(hyphenator->roots, letters, count);
    uint64_t points = division.sure | choose(hyphenator, letters, count, division.may);
    points = join_vowels(letters, count, points);
    for (size_t i = 0; i < count; i++)
        if ((int64_t)i < typography->least_before || (int64_t)(count - i) < typography->least_after)
            points = without(points, i);
    return points;
}

uint64_t hyphen_points(Hyphenator *hyphenator, const char *letters, size_t count)
{
    if (count < 2 || count > HYPHEN_LONGEST)
        return 0;
    Str word = {letters, count};
    const Known *slot = find_slot(hyphenator->known, hyphenator->known_capacity, word);
    if (slot->word.at != NULL)
        return slot->points;
    uint64_t points = find_points(hyphenator, letters, count);
    remember(hyphenator, word, points);
    return points;
}
