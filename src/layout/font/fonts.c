/*
 * layout/font/fonts.c - the font catalogue: families, aliases, faces read when first used,
 * fallbacks.
 *
 * The catalogue is data (record type katalog_huruf). Two families may name one file: it is one face
 * then, so that the PDF holds it once.
 */
#include "layout/font/fonts.h"

#include <string.h>

enum {
    STYLE_COUNT = 4, /* of TEXT_BOLD and TEXT_ITALIC */
};

struct FontFamily {
    Str name;
    Place place;
    const List *aliases;
    FontFace *faces[STYLE_COUNT]; /* by TEXT_BOLD | TEXT_ITALIC; NULL where it has none */
    const FontFamily **fallbacks;
    size_t fallback_count;
};

struct Fonts {
    Arena *arena;
    Diags *diags;
    Str path;
    FontFamily *families;
    size_t family_count;
    const FontFamily *mono;
    const FontFamily **fallbacks; /* of all families, after their own */
    size_t fallback_count;
    FontFace **files; /* every file that a family names, once */
    size_t file_count, file_capacity;
    Face *faces; /* those in use, */
    size_t face_count, face_capacity;
    const Font **fonts; /* and their fonts */
    size_t font_capacity;
    Str *unknown; /* names of families that were reported */
    size_t unknown_count, unknown_capacity;
    uint32_t *missing; /* characters that were reported */
    size_t missing_count, missing_capacity;
};

/* --- Loading --------------------------------------------------------------------------------- */

/* The face of a file. */
static FontFace *add_file(Fonts *fonts, const char *whole, Place place)
{
    for (size_t i = 0; i < fonts->file_count; i++) {
        if (strcmp(fonts->files[i]->path, whole) == 0)
            return fonts->files[i];
    }
    FontFace *face = arena_alloc(fonts->arena, sizeof *face);
    *face = (FontFace){.path = whole, .place = place, .number = -1};
    arena_push(fonts->arena, &fonts->files, &fonts->file_capacity, fonts->file_count,
               sizeof(FontFace *));
    fonts->files[fonts->file_count++] = face;
    return face;
}

static void read_family(Fonts *fonts, FontFamily *family, const Entry *entry)
{
    static const char *const FIELDS[STYLE_COUNT] = {
        [0] = "biasa",
        [TEXT_BOLD] = "tebal",
        [TEXT_ITALIC] = "miring",
        [TEXT_BOLD | TEXT_ITALIC] = "tebal_miring",
    };
    const Record *record = entry->value.record;
    family->name = entry->key;
    family->place = record_place(record, NULL);
    family->aliases = record_list(record, "nama_lain");
    for (size_t i = 0; i < STYLE_COUNT; i++) {
        Str name = record_text(record, FIELDS[i]); /* relative to the folder of the catalogue */
        Str path = path_join(fonts->arena, path_folder(fonts->path), name);
        if (name.size > 0)
            family->faces[i] =
                add_file(fonts, str_c(fonts->arena, path), record_place(record, FIELDS[i]));
    }
}

static const FontFamily *find_family(const Fonts *fonts, Str name)
{
    for (size_t i = 0; i < fonts->family_count; i++) {
        const FontFamily *family = &fonts->families[i];
        if (str_equal(family->name, name))
            return family;
        for (size_t k = 0; k < family->aliases->count; k++) {
            if (str_equal(family->aliases->items[k].text, name))
                return family;
        }
    }
    return NULL;
}

static void report_unknown(const Fonts *fonts, Str name, Place place)
{
    size_t count = 0;
    size_t capacity = 0;
    Str *names = NULL;
    for (size_t i = 0; i < fonts->family_count; i++) {
        const FontFamily *family = &fonts->families[i];
        *(Str *)arena_push(fonts->arena, &names, &capacity, count++, sizeof *names) = family->name;
        for (size_t k = 0; k < family->aliases->count; k++)
            *(Str *)arena_push(fonts->arena, &names, &capacity, count++, sizeof *names) =
                family->aliases->items[k].text;
    }
    Str add = str_format(fonts->arena, "add it to %.*s", STR_ARG(fonts->path));
    diag(fonts->diags, SEVERITY_ERROR, place,
         hint_nearest(fonts->arena, name, names, count, add.at), "no font family is called '%.*s'",
         STR_ARG(name));
}

/* The families that field `cadangan` of a record names. */
static const FontFamily **read_fallbacks(Fonts *fonts, const Record *record, size_t *count)
{
    const List *names = record_list(record, "cadangan");
    const FontFamily **families = arena_array(fonts->arena, names->count, sizeof(FontFamily *));
    *count = 0;
    for (size_t i = 0; i < names->count; i++) {
        const FontFamily *family = find_family(fonts, names->items[i].text);
        if (family != NULL)
            families[(*count)++] = family;
        else
            report_unknown(fonts, names->items[i].text, record_place(record, "cadangan"));
    }
    return families;
}

static void read_catalogue(Fonts *fonts, const Record *record)
{
    Value families = record_get(record, "keluarga");
    size_t count = families.kind == VALUE_MAP ? families.map->count : 0;
    if (count == 0) {
        diag(fonts->diags, SEVERITY_ERROR, record_place(record, NULL),
             "name at least one under 'keluarga'", "the font catalogue has no family");
        return;
    }
    fonts->families = arena_array(fonts->arena, count, sizeof *fonts->families);
    fonts->family_count = count;
    for (size_t i = 0; i < count; i++)
        read_family(fonts, &fonts->families[i], &families.map->entries[i]);
    for (size_t i = 0; i < count; i++)
        fonts->families[i].fallbacks = read_fallbacks(fonts, families.map->entries[i].value.record,
                                                      &fonts->families[i].fallback_count);
    fonts->fallbacks = read_fallbacks(fonts, record, &fonts->fallback_count);
    Str mono = record_text(record, "mono");
    fonts->mono = mono.size > 0 ? find_family(fonts, mono) : NULL;
    if (mono.size > 0 && fonts->mono == NULL)
        report_unknown(fonts, mono, record_place(record, "mono"));
}

Fonts *fonts_load(Arena *arena, Diags *diags, Schema *schema, const char *catalogue)
{
    Fonts *fonts = arena_alloc(arena, sizeof *fonts);
    *fonts = (Fonts){.arena = arena, .diags = diags, .path = str_copy(arena, str_from(catalogue))};
    const Node *tree = data_load_file(arena, diags, catalogue, (Place){0});
    if (tree == NULL)
        return NULL;
    size_t before = diags_count(diags, SEVERITY_ERROR);
    const Record *record =
        data_bind(arena, schema, schema_type(schema, STR("katalog_huruf")), tree, 0);
    if (record == NULL || diags_count(diags, SEVERITY_ERROR) > before)
        return NULL;
    read_catalogue(fonts, record);
    return diags_count(diags, SEVERITY_ERROR) > before ? NULL : fonts;
}

/* --- Copying --------------------------------------------------------------------------------- */

static FontFace *same_face(const Fonts *fonts, const Fonts *from, const FontFace *face)
{
    for (size_t i = 0; i < from->file_count; i++)
        if (from->files[i] == face)
            return fonts->files[i];
    return NULL;
}

/* The families of a list, those of the copy for those of the original. */
static const FontFamily **same_families(const Fonts *fonts, const Fonts *from,
                                        const FontFamily *const *families, size_t count)
{
    const FontFamily **same = arena_array(fonts->arena, count, sizeof *same);
    for (size_t i = 0; i < count; i++)
        same[i] = fonts->families + (families[i] - from->families);
    return same;
}

Fonts *fonts_copy(Arena *arena, Diags *diags, const Fonts *from)
{
    Fonts *fonts = arena_alloc(arena, sizeof *fonts);
    *fonts = (Fonts){.arena = arena, .diags = diags, .path = from->path};
    fonts->families = arena_array(arena, from->family_count, sizeof *fonts->families);
    fonts->family_count = from->family_count;
    for (size_t i = 0; i < from->file_count; i++)
        (void)add_file(fonts, from->files[i]->path, from->files[i]->place);
    for (size_t i = 0; i < from->family_count; i++) {
        FontFamily *family = &fonts->families[i];
        *family = from->families[i];
        for (size_t k = 0; k < STYLE_COUNT; k++)
            family->faces[k] = same_face(fonts, from, family->faces[k]);
        family->fallbacks = same_families(fonts, from, family->fallbacks, family->fallback_count);
    }
    fonts->fallbacks = same_families(fonts, from, from->fallbacks, from->fallback_count);
    fonts->fallback_count = from->fallback_count;
    if (from->mono != NULL)
        fonts->mono = fonts->families + (from->mono - from->families);
    return fonts;
}

/* --- Faces ----------------------------------------------------------------------------------- */

typedef struct Reading {
    Fonts *fonts;
    FontFace *face;
    Arena *bytes; /* of the file, no longer needed once it is read */
} Reading;

static void read_face(void *context)
{
    Reading *reading = context;
    Fonts *fonts = reading->fonts;
    FontFace *face = reading->face;
    reading->bytes = arena_new(arena_memory(fonts->arena));
    const Source *source =
        file_read(reading->bytes, fonts->diags, face->path, FONT_MAX_BYTES, face->place);
    if (source != NULL)
        face->font =
            font_read(fonts->arena, fonts->diags, source->text, str_from(face->path), face->place);
}

/* The face, read; NULL when it cannot be used. */
static FontFace *use_face(Fonts *fonts, FontFace *face)
{
    if (!face->tried) {
        face->tried = true;
        Memory *memory = arena_memory(fonts->arena);
        Reading reading = {.fonts = fonts, .face = face};
        bool done = arena_try(memory, read_face, &reading);
        arena_drop(reading.bytes);
        if (!done)
            memory_fail(memory);
    }
    return face->font != NULL ? face : NULL;
}

const FontFamily *fonts_family(Fonts *fonts, Str name, Place place)
{
    const FontFamily *family = find_family(fonts, name);
    if (family != NULL)
        return family;
    for (size_t i = 0; i < fonts->unknown_count; i++) {
        if (str_equal(fonts->unknown[i], name))
            return &fonts->families[0];
    }
    *(Str *)arena_push(fonts->arena, &fonts->unknown, &fonts->unknown_capacity,
                       fonts->unknown_count++, sizeof *fonts->unknown) =
        str_copy(fonts->arena, name);
    report_unknown(fonts, name, place);
    return &fonts->families[0];
}

static void check_value(Fonts *fonts, Value value)
{
    if (value.kind == VALUE_RECORD)
        fonts_check(fonts, value.record);
    for (size_t i = 0; value.kind == VALUE_MAP && i < value.map->count; i++)
        check_value(fonts, value.map->entries[i].value);
}

void fonts_check(Fonts *fonts, const Record *style)
{
    if (style == NULL)
        return;
    Str family = record_text(style, "huruf");
    if (family.size > 0)
        (void)fonts_family(fonts, family, record_place(style, "huruf"));
    for (size_t i = 0; i < style->type->field_count; i++)
        check_value(fonts, style->values[i]);
}

const FontFamily *fonts_mono(const Fonts *fonts, const FontFamily *family)
{
    return fonts->mono != NULL ? fonts->mono : family;
}

FontFace *fonts_face(Fonts *fonts, const FontFamily *family, uint8_t style)
{
    /* Bold shows more than italic does: it is the last to be given up. */
    static const uint8_t NEAREST[STYLE_COUNT][STYLE_COUNT] = {
        [0] = {0},
        [TEXT_BOLD] = {TEXT_BOLD, 0},
        [TEXT_ITALIC] = {TEXT_ITALIC, 0},
        [TEXT_BOLD | TEXT_ITALIC] = {TEXT_BOLD | TEXT_ITALIC, TEXT_BOLD, TEXT_ITALIC, 0},
    };
    const uint8_t *nearest = NEAREST[style & (TEXT_BOLD | TEXT_ITALIC)];
    while (family->faces[*nearest] == NULL && *nearest != 0)
        nearest++;
    FontFace *face = family->faces[*nearest];
    return face != NULL ? use_face(fonts, face) : NULL;
}

static FontFace *find_glyph(Fonts *fonts, const FontFamily *const *families, size_t count,
                            uint8_t style, uint16_t code)
{
    for (size_t i = 0; i < count; i++) {
        FontFace *face = fonts_face(fonts, families[i], style);
        if (face != NULL && font_glyph(face->font, code).index != 0)
            return face;
    }
    return NULL;
}

static void report_missing(Fonts *fonts, uint32_t character, Place place)
{
    for (size_t i = 0; i < fonts->missing_count; i++) {
        if (fonts->missing[i] == character)
            return;
    }
    *(uint32_t *)arena_push(fonts->arena, &fonts->missing, &fonts->missing_capacity,
                            fonts->missing_count++, sizeof *fonts->missing) = character;
    char text[4] = "";
    int size = character > ' ' && character < UTF8_BAD ? (int)utf8_encode(character, text) : 0;
    diag(fonts->diags, SEVERITY_ERROR, place_find(place, (Str){text, (size_t)size}),
         "write it otherwise, or add a font that has it to 'cadangan' in the font catalogue",
         "no font has the character %s%.*s%sU+%04X", size > 0 ? "'" : "", size, text,
         size > 0 ? "', " : "", character);
}

FontFace *fonts_fallback(Fonts *fonts, const FontFamily *family, uint8_t style, uint32_t character,
                         Place place)
{
    FontFace *face = NULL;
    if (character <= UINT16_MAX) {
        uint16_t code = (uint16_t)character;
        face = find_glyph(fonts, family->fallbacks, family->fallback_count, style, code);
        if (face == NULL)
            face = find_glyph(fonts, fonts->fallbacks, fonts->fallback_count, style, code);
    }
    if (face == NULL)
        report_missing(fonts, character, place);
    return face;
}

uint16_t fonts_number(Fonts *fonts, FontFace *face)
{
    if (face->number < 0) {
        size_t number = fonts->face_count;
        *(Face *)arena_push(fonts->arena, &fonts->faces, &fonts->face_capacity, number,
                            sizeof *fonts->faces) =
            (Face){.path = face->path, .name = face->font->name};
        *(const Font **)arena_push(fonts->arena, &fonts->fonts, &fonts->font_capacity, number,
                                   sizeof(const Font *)) = face->font;
        fonts->face_count++;
        face->number = (int32_t)number;
    }
    return (uint16_t)face->number;
}

const Face *fonts_faces(const Fonts *fonts, size_t *count)
{
    *count = fonts->face_count;
    return fonts->faces;
}

const Font *fonts_font(const Fonts *fonts, uint16_t number)
{
    return fonts->fonts[number];
}
