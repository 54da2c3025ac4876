/* Loading the rules of the language; the table of words that are tied to others. */
#include "layout/text/typography.h"

#include <string.h>

enum { MOST_LETTERS = 63 };

static uint64_t hash_of(const uint16_t *codes, size_t count)
{
    uint64_t hash = UINT64_C(14695981039346656037);
    for (size_t i = 0; i < count; i++)
        hash = (hash ^ codes[i]) * UINT64_C(1099511628211);
    return hash ^ hash >> 32;
}

/* The slot of the word, or the free one where it would stand. */
static TiedWord *find_slot(const Typography *typography, const uint16_t *codes, size_t count)
{
    size_t mask = typography->word_capacity - 1;
    size_t at = (size_t)hash_of(codes, count) & mask;
    for (;; at = (at + 1) & mask) {
        TiedWord *word = &typography->words[at];
        if (word->codes == NULL ||
            (word->count == count && memcmp(word->codes, codes, count * sizeof *codes) == 0))
            return word;
    }
}

uint8_t typography_ties(const Typography *typography, const uint16_t *codes, size_t count)
{
    return typography->word_capacity > 0 ? find_slot(typography, codes, count)->ties : 0;
}

/* --- Loading --------------------------------------------------------------------------------- */

static const struct TieField {
    const char *name;
    uint8_t tie;
} TIE_FIELDS[] = {
    {"sebelum_bilangan", TIE_NUMBER_AFTER}, {"sesudah_bilangan", TIE_NUMBER_BEFORE},
    {"sebelum_nama", TIE_NAME_AFTER},       {"sesudah_koma", TIE_COMMA_BEFORE},
    {"tidak_di_awal", TIE_ANY_BEFORE},
};

enum { TIE_FIELD_COUNT = sizeof TIE_FIELDS / sizeof *TIE_FIELDS };

/* The word in small letters without full stops at its end; false when it is no single short word.
 */
static bool read_word(Str text, uint16_t codes[TIED_LONGEST], size_t *count)
{
    *count = 0;
    for (size_t at = 0; at < text.size;) {
        uint32_t character = utf8_next(text, &at);
        if (character == ' ' || character > UINT16_MAX || *count == TIED_LONGEST)
            return false;
        codes[(*count)++] = small_letter((uint16_t)character);
    }
    while (*count > 0 && codes[*count - 1] == '.')
        --*count;
    return *count > 0;
}

static void add_words(Arena *arena, Diags *diags, Typography *typography, const Record *record,
                      const struct TieField *field)
{
    const List *words = record_list(record, field->name);
    for (size_t i = 0; i < words->count; i++) {
        uint16_t codes[TIED_LONGEST];
        size_t count = 0;
        Str text = words->items[i].text;
        if (!read_word(text, codes, &count)) {
            diag(diags, SEVERITY_ERROR, record_item_place(record, field->name, i),
                 "write one word of at most 24 characters", "'%.*s' is not a word", STR_ARG(text));
            continue;
        }
        TiedWord *slot = find_slot(typography, codes, count);
        if (slot->codes == NULL) {
            slot->codes = arena_array(arena, count, sizeof *codes);
            memcpy(slot->codes, codes, count * sizeof *codes);
            slot->count = count;
        }
        slot->ties |= field->tie;
    }
}

static void read_ties(Arena *arena, Diags *diags, Typography *typography, const Record *record)
{
    size_t count = 0;
    for (size_t i = 0; i < TIE_FIELD_COUNT; i++)
        count += record_list(record, TIE_FIELDS[i].name)->count;
    typography->word_capacity = 16;
    while (typography->word_capacity < 2 * count)
        typography->word_capacity *= 2;
    typography->words = arena_array(arena, typography->word_capacity, sizeof *typography->words);
    for (size_t i = 0; i < TIE_FIELD_COUNT; i++)
        add_words(arena, diags, typography, record, &TIE_FIELDS[i]);
}

/* A number of letters, 1 to MOST_LETTERS. */
static int64_t read_letters(Diags *diags, const Record *record, const char *field)
{
    int64_t letters = record_int(record, field, 0);
    if (letters >= 1 && letters <= MOST_LETTERS)
        return letters;
    diag(diags, SEVERITY_ERROR, record_place(record, field), "write a number from 1 to 63",
         "'%s' is out of range", field);
    return 1;
}

static void read_division(Arena *arena, Diags *diags, Typography *typography, Str path,
                          const Record *record)
{
    Str dictionary = record_text(record, "kamus");
    if (dictionary.size > 0)
        typography->dictionary = str_c(arena, path_join(arena, path_folder(path), dictionary));
    typography->dictionary_place = record_place(record, "kamus");
    typography->shortest = read_letters(diags, record, "terpendek");
    typography->least_before = read_letters(diags, record, "awal");
    typography->least_after = read_letters(diags, record, "akhir");
    typography->roots = record_text(record, "kata_dasar");
    typography->exceptions = record_list(record, "pengecualian");
    typography->division = record;
}

const Typography *typography_read(Arena *arena, Diags *diags, Schema *schema, const Node *tree,
                                  Str path)
{
    size_t before = diags_count(diags, SEVERITY_ERROR);
    const Record *record = data_bind(arena, schema, schema_type(schema, STR("tipografi")), tree, 0);
    if (record == NULL || diags_count(diags, SEVERITY_ERROR) > before)
        return NULL;
    Typography *typography = arena_alloc(arena, sizeof *typography);
    read_division(arena, diags, typography, path, record_record(record, "pemenggalan"));
    read_ties(arena, diags, typography, record_record(record, "lekat"));
    return diags_count(diags, SEVERITY_ERROR) > before ? NULL : typography;
}

const Typography *typography_load(Arena *arena, Diags *diags, Schema *schema, const char *path)
{
    const Node *tree = data_load_file(arena, diags, path, (Place){0});
    return tree == NULL ? NULL : typography_read(arena, diags, schema, tree, str_from(path));
}
