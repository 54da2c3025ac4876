/* Reading TrueType files: metrics that are known, and damage that must be refused. */
#include "support.h"

#include "layout/font/font.h"

#define FOLDER "/usr/share/fonts/truetype/"

static Str read_bytes(Fixture *fixture, const char *path)
{
    const Source *source =
        file_read(fixture->arena, fixture->diags, path, FONT_MAX_BYTES, (Place){0});
    assert_non_null(source);
    return source->text;
}

static const Font *read_font(Fixture *fixture, const char *path)
{
    Str bytes = read_bytes(fixture, path);
    return font_read(fixture->arena, fixture->diags, bytes, str_from(path), (Place){0});
}

static void widths_are_those_the_pdf_will_state(void **state)
{
    static const struct {
        const char *path;
        uint16_t code;
        uint32_t advance;
    } known[] = {
        {FOLDER "liberation2/LiberationSerif-Regular.ttf", ' ', 250000},
        {FOLDER "liberation2/LiberationSerif-Regular.ttf", 'A', 722168},
        {FOLDER "liberation2/LiberationSerif-Regular.ttf", 'a', 443848},
        {FOLDER "liberation2/LiberationSerif-Regular.ttf", 'm', 777832},
        {FOLDER "liberation2/LiberationSerif-Regular.ttf", '0', 500000},
        {FOLDER "liberation2/LiberationSerif-Regular.ttf", 0x2013, 500000},
        {FOLDER "liberation2/LiberationSerif-Bold.ttf", 'a', 500000},
        {FOLDER "liberation2/LiberationSans-Regular.ttf", 'A', 666992},
        {FOLDER "liberation2/LiberationMono-Bold.ttf", 'i', 600098},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        const Font *font = read_font(*state, known[i].path);
        assert_non_null(font);
        assert_int_equal(font_glyph(font, known[i].code).advance, known[i].advance);
        assert_true(font_glyph(font, known[i].code).index != 0);
    }
}

static void metrics_and_name_are_read(void **state)
{
    const Font *font = read_font(*state, FOLDER "liberation2/LiberationSerif-Bold.ttf");
    assert_str(font->name, "LiberationSerif-Bold");
    assert_int_equal(font->units_per_em, 2048);
    assert_int_equal(font->ascent, 891);
    assert_int_equal(font->descent, 216);
    assert_int_equal(font->underline, 70);
    assert_in_range(font->underline_thickness, 20, 120);
}

static void missing_characters_have_no_glyph(void **state)
{
    const Font *font = read_font(*state, FOLDER "liberation2/LiberationSerif-Regular.ttf");
    assert_int_equal(font_glyph(font, 0x2713).index, 0);
    assert_int_equal(font_glyph(font, 0x4E00).index, 0);
    assert_int_equal(font_glyph(font, 0xFFFF).index, 0);
    font = read_font(*state, FOLDER "dejavu/DejaVuSans.ttf");
    assert_true(font_glyph(font, 0x2713).index != 0);
}

static void pairs_are_kerned(void **state)
{
    const Font *font = read_font(*state, FOLDER "liberation2/LiberationSerif-Regular.ttf");
    assert_int_equal(font_kern(font, 'A', 'V'), -264);
    assert_int_equal(font_kern(font, 'V', 'A'), -264);
    assert_int_equal(font_kern(font, 'n', 'n'), 0);
    /* One side outside ASCII goes by search; both ways agree where both can be asked. */
    assert_int_equal(font_kern_search(font, 'A', 'V'), -264);
    assert_int_equal(font_kern(font, 'A', 0x2019), -227);
    assert_int_equal(font_kern(font, 0x4E00, 'A'), 0);
    font = read_font(*state, FOLDER "liberation2/LiberationMono-Regular.ttf");
    assert_int_equal(font_kern(font, 'A', 'V'), 0);
}

static void other_kinds_of_font_are_named(void **state)
{
    static const struct {
        const char *bytes;
        const char *message;
    } kinds[] = {
        {"OTTO\0\0\0\0\0\0\0\0", "PostScript outlines"},
        {"ttcf\0\0\0\0\0\0\0\0", "collection"},
        {"%PDF-1.4\0\0\0\0", "no TrueType font"},
        {"\0\1\0\0\0\377\0\0\0\0\0\0", "cut short"},
        {"\0\1\0\0\0\0\0\0\0\0\0\0", "no table 'head'"},
    };
    Fixture *fixture = *state;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        fixture->diags = diags_new(fixture->arena);
        assert_null(font_read(fixture->arena, fixture->diags, (Str){kinds[i].bytes, 12},
                              STR("x.ttf"), (Place){0}));
        assert_non_null(strstr(support_messages(fixture), kinds[i].message));
        assert_int_equal(diags_exit_status(fixture->diags), 1);
    }
    assert_null(font_read(fixture->arena, fixture->diags, (Str){0}, STR("x.ttf"), (Place){0}));
}

/* --- Damage ---------------------------------------------------------------------------------- */

static uint32_t next_random(uint32_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 17;
    *seed ^= *seed << 5;
    return *seed;
}

/* Reads damaged bytes in an arena of their own; where they pass, everything is looked up once.
   False when they were refused without a message. */
static bool survives(Fixture *fixture, Str bytes, bool *accepted)
{
    Arena *arena = arena_new(fixture->memory);
    Diags *diags = diags_new(arena);
    const Font *font = font_read(arena, diags, bytes, STR("damaged.ttf"), (Place){0});
    *accepted = font != NULL;
    bool told = font != NULL || diags_failed(diags);
    uint32_t sum = 0;
    for (uint32_t code = 0; font != NULL && code <= UINT16_MAX; code++) {
        sum += font_glyph(font, (uint16_t)code).advance;
        sum += (uint32_t)font_kern(font, (uint16_t)code, 'A');
        sum += (uint32_t)font_kern(font, 'A', (uint16_t)code);
    }
    arena_drop(arena);
    return told && sum != 1;
}

static void cut_fonts_are_refused(void **state)
{
    Fixture *fixture = *state;
    Str whole = read_bytes(fixture, FOLDER "liberation2/LiberationSerif-Regular.ttf");
    bool accepted = false;
    for (size_t size = 0; size < whole.size; size += size < 600 ? 1 : 1999) {
        char *bytes = malloc(size > 0 ? size : 1); /* exact, so that reading past the end shows */
        memcpy(bytes, whole.at, size);
        assert_true(survives(fixture, (Str){bytes, size}, &accepted));
        assert_false(accepted);
        free(bytes);
    }
}

/* Damages a few bytes at `at`, or of the directory or a table chosen by chance. */
static void damage(char *bytes, size_t size, uint32_t *seed)
{
    size_t tables = (uint8_t)bytes[5];
    size_t entry = 12 + 16 * (next_random(seed) % tables);
    uint32_t place[2] = {0};
    for (size_t i = 0; i < 2; i++) {
        for (size_t k = 0; k < 4; k++)
            place[i] = place[i] << 8 | (uint8_t)bytes[entry + 8 + 4 * i + k];
    }
    size_t from = next_random(seed) % 4 == 0 ? 0 : place[0];
    size_t length = from == 0 ? 12 + 16 * tables : place[1];
    if (next_random(seed) % 2 == 0 && length > 64)
        length = 64;
    for (uint32_t i = 1 + next_random(seed) % 4; i > 0 && length > 0; i--) {
        size_t at = from + next_random(seed) % length;
        if (at < size)
            bytes[at] = (char)next_random(seed);
    }
}

static void damaged_fonts_do_no_harm(void **state)
{
    static const char *const paths[] = {FOLDER "liberation2/LiberationSerif-Regular.ttf",
                                        FOLDER "dejavu/DejaVuSansMono-Bold.ttf"};
    Fixture *fixture = *state;
    uint32_t seed = 20171115;
    size_t refused = 0;
    for (size_t i = 0; i < 400; i++) {
        Str whole = read_bytes(fixture, paths[i % 2]);
        char *bytes = malloc(whole.size);
        memcpy(bytes, whole.at, whole.size);
        damage(bytes, whole.size, &seed);
        bool accepted = false;
        assert_true(survives(fixture, (Str){bytes, whole.size}, &accepted));
        refused += !accepted;
        free(bytes);
        arena_drop(fixture->arena);
        fixture->arena = arena_new(fixture->memory);
        fixture->diags = diags_new(fixture->arena);
    }
    assert_in_range(refused, 50, 399);
}

/* Puts two bytes into a table and expects the font to be refused with the message. */
static void assert_lie_is_told(Fixture *fixture, const char *tag, size_t at, uint16_t value,
                               const char *message)
{
    Str whole = read_bytes(fixture, FOLDER "liberation2/LiberationSerif-Regular.ttf");
    uint8_t *bytes = arena_alloc(fixture->arena, whole.size);
    memcpy(bytes, whole.at, whole.size);
    size_t entry = 12;
    while (memcmp(bytes + entry, tag, 4) != 0)
        entry += 16;
    at += (size_t)bytes[entry + 8] << 24 | (size_t)bytes[entry + 9] << 16 |
          (size_t)bytes[entry + 10] << 8 | bytes[entry + 11];
    bytes[at] = (uint8_t)(value >> 8);
    bytes[at + 1] = (uint8_t)value;
    fixture->diags = diags_new(fixture->arena);
    assert_null(font_read(fixture->arena, fixture->diags, (Str){(char *)bytes, whole.size},
                          STR("x.ttf"), (Place){0}));
    if (strstr(support_messages(fixture), message) == NULL)
        fail_msg("'%s' expected, got: %s", message, support_messages(fixture));
}

static void lies_are_named(void **state)
{
    assert_lie_is_told(*state, "head", 18, 0, "em of 0 units");
    assert_lie_is_told(*state, "head", 50, 7, "format of 'loca'");
    assert_lie_is_told(*state, "maxp", 4, 0, "no glyphs");
    assert_lie_is_told(*state, "maxp", 4, 60000, "cut short");
    assert_lie_is_told(*state, "hhea", 34, 2603, "2603 widths for 2602 glyphs");
    assert_lie_is_told(*state, "hhea", 34, 0, "0 widths");
    assert_lie_is_told(*state, "OS/2", 8, 2, "licence");
    assert_lie_is_told(*state, "loca", 8, 0xFFFF, "outside of table 'glyf'");
    assert_lie_is_told(*state, "name", 2, 60000, "'name' is cut short");
    assert_lie_is_told(*state, "name", 4, 60000, "'name' points outside");
    assert_lie_is_told(*state, "cmap", 0, 1, "unknown version");
    assert_lie_is_told(*state, "cmap", 8, 0x4000, "'cmap' is cut short");
    assert_lie_is_told(*state, "cmap", 2, 0, "no Unicode characters");
}

/* The library that embeds fonts asks for the height of H and x whatever the text is. */
static void a_letter_that_leads_to_no_glyph_is_refused(void **state)
{
    assert_null(read_font(*state, "tests/fuzz/past/font/height-of-no-glyph"));
    const char *messages = support_messages(*state);
    assert_non_null(strstr(messages, "its table 'cmap' leads to glyph"));
    assert_non_null(strstr(messages, "for U+0048"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(widths_are_those_the_pdf_will_state),
        TEST(metrics_and_name_are_read),
        TEST(missing_characters_have_no_glyph),
        TEST(pairs_are_kerned),
        TEST(other_kinds_of_font_are_named),
        TEST(cut_fonts_are_refused),
        TEST(damaged_fonts_do_no_harm),
        TEST(lies_are_named),
        TEST(a_letter_that_leads_to_no_glyph_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
