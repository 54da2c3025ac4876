/* The font catalogue: faces, fallbacks, and files that cannot be used. */
#include "typeset.h"

#include <stdio.h>
#include <unistd.h>

static const Paragraph *set(Setter *setter, const Span *spans)
{
    TextStyle style = typeset_style();
    return text_set(setter, spans, &style, 0, ALIGN_LEFT, 400 * POINT);
}

static void styles_choose_faces(void **state)
{
    static const struct {
        uint8_t style;
        const char *name;
    } cases[] = {
        {0, "LiberationSerif"},
        {TEXT_BOLD, "LiberationSerif-Bold"},
        {TEXT_ITALIC, "LiberationSerif-Italic"},
        {TEXT_BOLD | TEXT_ITALIC, "LiberationSerif-BoldItalic"},
        {TEXT_MONO, "LiberationMono"},
    };
    Fixture *fixture = *state;
    Setter *setter = typeset_setter(fixture);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Span *spans = NULL;
        typeset_add(fixture, &spans, cases[i].style, "teks");
        TextStyle style = typeset_style();
        style.family = STR("Times New Roman");
        const Paragraph *paragraph = text_set(setter, spans, &style, 0, ALIGN_LEFT, 400 * POINT);
        size_t count = 0;
        const Face *faces = fonts_faces(setter->fonts, &count);
        assert_int_equal(count, i + 1);
        assert_str(faces[paragraph->lines[0].runs[0].look->face].name, cases[i].name);
    }
}

static void other_fonts_stand_in_for_missing_glyphs(void **state)
{
    Fixture *fixture = *state;
    Setter *setter = typeset_setter(fixture);
    const Paragraph *paragraph = set(setter, typeset_spans(fixture, "a ✓ ≥ √ b"));
    assert_string_equal(typeset_text(fixture, paragraph), "a ✓ ≥ √ b|");
    assert_int_equal(paragraph->lines[0].run_count, 3);
    size_t count = 0;
    const Face *faces = fonts_faces(setter->fonts, &count);
    assert_int_equal(count, 2);
    assert_non_null(strstr(faces[1].path, "DejaVu"));
    assert_int_equal(diags_count(fixture->diags, SEVERITY_NOTE), 0);
}

static void missing_characters_are_an_error_once_each(void **state)
{
    Fixture *fixture = *state;
    Setter *setter = typeset_setter(fixture);
    const Source *source = support_source(fixture, "bab.md", "satu\ndua 漢字漢 tiga");
    Span *spans = NULL;
    Span *span = typeset_add(fixture, &spans, 0, "dua 漢字漢 tiga \U0001F600\a");
    span->place = place_at(source, 5, 8);
    const char *text = typeset_text(fixture, set(setter, spans));
    assert_string_equal(text, "dua tiga|");
    set(setter, spans);
    assert_int_equal(diags_count(fixture->diags, SEVERITY_ERROR), 4);
    const char *messages = support_messages(fixture);
    assert_non_null(strstr(messages, "bab.md:2:5: error: no font has the character '漢', U+6F22"));
    assert_non_null(strstr(messages, "no font has the character U+0007"));
}

static void unknown_families_are_named_with_a_suggestion(void **state)
{
    Fixture *fixture = *state;
    Setter *setter = typeset_setter(fixture);
    TextStyle style = typeset_style();
    style.family = STR("Times New Romas");
    Span *spans = typeset_spans(fixture, "tetap dicetak");
    for (size_t i = 0; i < 3; i++)
        assert_string_equal(
            typeset_text(fixture, text_set(setter, spans, &style, 0, ALIGN_LEFT, 400 * POINT)),
            "tetap dicetak|");
    assert_int_equal(diags_count(fixture->diags, SEVERITY_ERROR), 1);
    assert_non_null(strstr(support_messages(fixture), "did you mean 'Times New Roman'?"));
}

/* --- Catalogues that are wrong --------------------------------------------------------------- */

/* A folder of the test with a catalogue of this text; its path. */
static const char *write_catalogue(Fixture *fixture, char folder[], const char *text)
{
    assert_non_null(mkdtemp(folder));
    const char *path =
        str_c(fixture->arena, path_join(fixture->arena, str_from(folder), STR("katalog.yaml")));
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
    return path;
}

static void remove_folder(Fixture *fixture, const char *folder, const char *const *names)
{
    for (; *names != NULL; names++)
        unlink(
            str_c(fixture->arena, path_join(fixture->arena, str_from(folder), str_from(*names))));
    rmdir(folder);
}

static void catalogues_that_are_wrong_are_refused(void **state)
{
    static const struct {
        const char *text;
        const char *message;
    } cases[] = {
        {"", "katalog.yaml"},
        {"keluarga: {}\n", "has no family"},
        {"keluarga: {A: {tebal: b.ttf}}\n", "'biasa'"},
        {"keluarga: {A: {biasa: a.ttf, cadangan: [Ab]}}\n", "no font family is called 'Ab'"},
        {"keluarga: {A: a.ttf}\nmono: B\n", "no font family is called 'B'"},
        {"keluargo: {A: a.ttf}\n", "'keluarga'"},
    };
    static const char *const names[] = {"katalog.yaml", NULL};
    Fixture *fixture = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char folder[] = "/tmp/lakipdf-fonts-XXXXXX";
        const char *path = write_catalogue(fixture, folder, cases[i].text);
        fixture->diags = diags_new(fixture->arena);
        assert_null(typeset_fonts(fixture, path));
        if (strstr(support_messages(fixture), cases[i].message) == NULL)
            fail_msg("'%s' expected, got: %s", cases[i].message, support_messages(fixture));
        remove_folder(fixture, folder, names);
    }
}

static void fonts_beside_the_catalogue_are_found(void **state)
{
    static const char *const names[] = {"katalog.yaml", "sendiri.ttf", NULL};
    Fixture *fixture = *state;
    char folder[] = "/tmp/lakipdf-fonts-XXXXXX";
    const char *path = write_catalogue(fixture, folder, "keluarga: {Sendiri: sendiri.ttf}\n");
    Str font = path_join(fixture->arena, str_from(folder), STR("sendiri.ttf"));
    assert_int_equal(symlink("/usr/share/fonts/truetype/liberation2/LiberationSans-Bold.ttf",
                             str_c(fixture->arena, font)),
                     0);
    Setter *setter = typeset_setter(fixture);
    setter->fonts = typeset_fonts(fixture, path);
    TextStyle style = typeset_style();
    style.family = STR("Sendiri");
    /* It has no other faces: bold and italic text is set in the one that there is. */
    Span *spans = NULL;
    typeset_add(fixture, &spans, TEXT_BOLD | TEXT_ITALIC, "teks");
    const Paragraph *paragraph = text_set(setter, spans, &style, 0, ALIGN_LEFT, 400 * POINT);
    assert_string_equal(typeset_text(fixture, paragraph), "teks|");
    size_t count = 0;
    assert_str(fonts_faces(setter->fonts, &count)[0].name, "LiberationSans-Bold");
    assert_int_equal(diags_count(fixture->diags, SEVERITY_NOTE), 0);
    remove_folder(fixture, folder, names);
}

static void font_files_that_cannot_be_used_are_told_once(void **state)
{
    static const char *const names[] = {"katalog.yaml", "rusak.ttf", NULL};
    Fixture *fixture = *state;
    char folder[] = "/tmp/lakipdf-fonts-XXXXXX";
    const char *path = write_catalogue(fixture, folder,
                                       "keluarga:\n"
                                       "  A: {biasa: rusak.ttf, tebal: hilang.ttf}\n");
    Str font = path_join(fixture->arena, str_from(folder), STR("rusak.ttf"));
    FILE *file = fopen(str_c(fixture->arena, font), "w");
    fputs("bukan huruf", file);
    fclose(file);
    Setter *setter = typeset_setter(fixture);
    setter->fonts = typeset_fonts(fixture, path);
    assert_non_null(setter->fonts);
    Span *spans = NULL;
    typeset_add(fixture, &spans, 0, "a");
    typeset_add(fixture, &spans, TEXT_BOLD | TEXT_SUPERSCRIPT, "a a\u00ADa");
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(set(setter, spans)->line_count, 0);
    const char *messages = support_messages(fixture);
    assert_non_null(strstr(messages, "katalog.yaml:2:14: error: the font '"));
    assert_non_null(strstr(messages, "it is no TrueType font"));
    assert_non_null(strstr(messages, "katalog.yaml:2:32: error: cannot read '"));
    /* Two files and the letter that now no font has. */
    assert_int_equal(diags_count(fixture->diags, SEVERITY_ERROR), 4);
    remove_folder(fixture, folder, names);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(styles_choose_faces),
        TEST(other_fonts_stand_in_for_missing_glyphs),
        TEST(missing_characters_are_an_error_once_each),
        TEST(unknown_families_are_named_with_a_suggestion),
        TEST(catalogues_that_are_wrong_are_refused),
        TEST(fonts_beside_the_catalogue_are_found),
        TEST(font_files_that_cannot_be_used_are_told_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
