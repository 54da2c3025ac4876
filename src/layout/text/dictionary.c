/*
 * layout/text/dictionary.c - what libhyphen is given to read.
 *
 * The library trusts its dictionary, ends the process where memory runs out and forgets what it
 * holds of a pattern when another one has the same letters. So the file is checked line by line and
 * the earlier of two such patterns, which would not hold anyway, is left out.
 */
#include "layout/text/dictionary.h"

#include <stdlib.h>
#include <string.h>

enum {
    LONGEST_NAME = MAX_NAME - 2,  /* of a character set, that the library reads whole */
    LONGEST_LINE = MAX_CHARS - 2, /* likewise */
};

/* A dictionary under examination. */
typedef struct Reader {
    char *text; /* a copy: patterns that are left out become comments */
    size_t size;
    size_t *slots;     /* where the patterns begin, by their letters; 0: free */
    size_t slot_count; /* a power of two */
} Reader;

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return c == '.' || (c >= 'a' && c <= 'z') || (c & 0x80) != 0;
}

/* --- Patterns of the same letters --------------------------------------------------------------
 */

static uint64_t hash_letters(const char *pattern)
{
    uint64_t hash = UINT64_C(14695981039346656037);
    for (; is_letter(*pattern) || is_digit(*pattern); pattern++)
        if (!is_digit(*pattern))
            hash = (hash ^ (unsigned char)*pattern) * UINT64_C(1099511628211);
    return hash ^ hash >> 32;
}

static bool same_letters(const char *a, const char *b)
{
    for (;; a++, b++) {
        while (is_digit(*a))
            a++;
        while (is_digit(*b))
            b++;
        if (*a != *b || !is_letter(*a))
            return !is_letter(*a) && !is_letter(*b);
    }
}

/* Notes the pattern; an earlier one of the same letters becomes a comment. The text ends in a byte
   that is no letter. */
static void note_pattern(Reader *reader, size_t at)
{
    size_t mask = reader->slot_count - 1;
    size_t slot = (size_t)hash_letters(reader->text + at) & mask;
    while (reader->slots[slot] != 0 &&
           !same_letters(reader->text + reader->slots[slot], reader->text + at))
        slot = (slot + 1) & mask;
    if (reader->slots[slot] != 0)
        reader->text[reader->slots[slot]] = '%';
    reader->slots[slot] = at;
}

/* --- Lines ------------------------------------------------------------------------------------ */

/* True for a pattern: small letters and digits. What else the format has (other spellings at a
   division, compounds) Indonesian does not need. */
static bool is_plain(Str line)
{
    bool letters = false;
    for (size_t i = 0; i < line.size; i++) {
        if (!is_digit(line.at[i]) && !is_letter(line.at[i]))
            return false;
        letters = letters || is_letter(line.at[i]);
    }
    return letters;
}

/* True for what a dictionary may hold beside patterns. */
static bool is_passed_over(Str line)
{
    return line.size == 0 || line.at[0] == '%' || str_starts(line, "LEFTHYPHENMIN") ||
           str_starts(line, "RIGHTHYPHENMIN");
}

/* False for a line that the library should not read. */
static bool take_line(Reader *reader, Str line, bool first)
{
    if (first)
        return line.size > 0 && line.size <= LONGEST_NAME;
    if (line.size > LONGEST_LINE)
        return false;
    Str pattern = str_trim(line);
    if (!is_plain(pattern))
        return is_passed_over(pattern);
    note_pattern(reader, (size_t)(pattern.at - reader->text));
    return true;
}

/* The number of the first bad line; 0 when there is none. */
static uint32_t find_bad_line(Reader *reader)
{
    uint32_t number = 0;
    for (size_t at = 0; at < reader->size;) {
        const char *start = reader->text + at;
        const char *end = memchr(start, '\n', reader->size - at);
        Str line = {start, end != NULL ? (size_t)(end - start) : reader->size - at};
        at += line.size + 1;
        number++;
        if (!take_line(reader, line, number == 1))
            return number;
    }
    return number == 0 ? 1 : 0;
}

/* --- The file --------------------------------------------------------------------------------- */

static Reader reader_of(Arena *scratch, Str text)
{
    enum { BYTES_PER_LINE = 2, FEWEST = 16 }; /* the shortest pattern and its end */
    Reader reader = {.size = text.size, .slot_count = FEWEST};
    reader.text = arena_alloc(scratch, text.size + 1); /* ends in a zero */
    if (text.size > 0)
        memcpy(reader.text, text.at, text.size);
    while (reader.slot_count < text.size / BYTES_PER_LINE + FEWEST)
        reader.slot_count *= 2;
    reader.slots = arena_array(scratch, reader.slot_count, sizeof *reader.slots);
    return reader;
}

typedef struct Loading {
    Memory *memory;
    FILE *file;
    HyphenDict *dictionary;
} Loading;

static void load_within(void *context)
{
    Loading *loading = context;
    dictionary_loads(loading->memory);
    loading->dictionary = hnj_hyphen_load_file(loading->file);
    dictionary_end();
}

HyphenDict *dictionary_load(Arena *scratch, Diags *diags, const char *path, Place place)
{
    const Source *source = file_read(scratch, diags, path, DICTIONARY_MAX_BYTES, place);
    if (source == NULL)
        return NULL;
    Reader reader = reader_of(scratch, source->text);
    uint32_t bad = find_bad_line(&reader);
    if (bad > 0) {
        diag(diags, SEVERITY_ERROR, place,
             "take the dictionary of the package hyphen-id, or leave 'kamus' out",
             "line %u of '%s' is not a plain hyphenation pattern", bad, path);
        return NULL;
    }
    Loading loading = {.memory = arena_memory(scratch)};
    loading.file = fmemopen(reader.text, reader.size, "r");
    bool done = loading.file != NULL && arena_try(loading.memory, load_within, &loading);
    if (loading.file != NULL)
        fclose(loading.file);
    if (!done)
        memory_fail(loading.memory);
    return loading.dictionary;
}
