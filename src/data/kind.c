/* The words of `jenis`: "[daftar |peta ]KIND[ per tahun]". */
#include "data/schema.h"

static const struct KindWord {
    const char *word;
    FieldKind kind;
} kind_words[] = {
    {"teks", FIELD_TEXT},     {"angka", FIELD_NUMBER},   {"uang", FIELD_MONEY},
    {"cacah", FIELD_COUNT},   {"tahun", FIELD_YEAR},     {"tanggal", FIELD_DATE},
    {"ya_tidak", FIELD_BOOL}, {"pilihan", FIELD_CHOICE}, {"kode", FIELD_CODE},
    {"nip", FIELD_NIP},       {"ukuran", FIELD_LENGTH},  {"bebas", FIELD_ANY},
    {"rumus", FIELD_FORMULA},
};

enum { KIND_WORD_COUNT = sizeof kind_words / sizeof *kind_words };

static const struct KindWord *find_word(Str word)
{
    for (size_t i = 0; i < KIND_WORD_COUNT; i++)
        if (str_is(word, kind_words[i].word))
            return &kind_words[i];
    return NULL;
}

bool kind_is_word(Str word)
{
    return find_word(word) != NULL;
}

const char *kind_suggest(const Schema *schema, Str word)
{
    size_t count = 0;
    const Str *types = schema_type_names(schema, &count);
    Str *names = arena_array(schema->arena, KIND_WORD_COUNT + count, sizeof *names);
    for (size_t i = 0; i < KIND_WORD_COUNT; i++)
        names[i] = str_from(kind_words[i].word);
    for (size_t i = 0; i < count; i++)
        names[KIND_WORD_COUNT + i] = types[i];
    const char *all = list_names(schema->arena, "it is the name of a record type or one of:", names,
                                 KIND_WORD_COUNT);
    return hint_nearest(schema->arena, word, names, KIND_WORD_COUNT + count, all);
}

/* Takes "daftar " or "peta " off the front, or " per tahun" off the end. */
static bool take_front(Str *words, const char *word)
{
    if (!str_starts(*words, word))
        return false;
    *words = str_trim(str_slice(*words, str_from(word).size, words->size));
    return true;
}

static bool take_end(Str *words, const char *word)
{
    if (!str_ends(*words, word))
        return false;
    *words = str_trim(str_slice(*words, 0, words->size - str_from(word).size));
    return true;
}

bool kind_read(Schema *schema, FieldDecl *decl, Str words, Place place)
{
    Field *field = &decl->field;
    Str rest = str_trim(words);
    bool list = take_front(&rest, "daftar ");
    bool map = !list && take_front(&rest, "peta ");
    bool per_year = take_end(&rest, " per tahun");
    if ((list || map) && per_year) {
        diag(schema->diags, SEVERITY_ERROR, place,
             "put the values per year into a record type of their own",
             "jenis: '%.*s' is two things at once", STR_ARG(words));
        return false;
    }
    field->shape = list ? SHAPE_LIST : map ? SHAPE_MAP : per_year ? SHAPE_PER_YEAR : SHAPE_ONE;
    const struct KindWord *known = find_word(rest);
    field->kind = known != NULL ? known->kind : FIELD_RECORD;
    if (known == NULL) {
        /* resolve finds the record type, which may stand in a later file. */
        decl->kind_name = rest;
        decl->kind_place = place;
    }
    return true;
}

Str schema_kind_text(Arena *arena, const Field *field)
{
    Buf out = {.arena = arena};
    if (field->shape == SHAPE_LIST || field->shape == SHAPE_MAP)
        buf_text(&out, field->shape == SHAPE_LIST ? "daftar " : "peta ");
    if (field->kind == FIELD_RECORD && field->record != NULL)
        buf_add(&out, field->record->name);
    for (size_t i = 0; i < KIND_WORD_COUNT; i++)
        if (kind_words[i].kind == field->kind)
            buf_text(&out, kind_words[i].word);
    if (field->shape == SHAPE_PER_YEAR)
        buf_text(&out, " per tahun");
    for (size_t i = 0; i < field->choice_count; i++)
        buf_format(&out, "%s%.*s", i == 0 ? ": " : ", ", STR_ARG(field->choices[i]));
    return buf_str(&out);
}
