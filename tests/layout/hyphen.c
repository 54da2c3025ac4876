/* Where words are divided: by the dictionary, by exceptions, and where never. */
#include "typeset.h"

#include "layout/text/hyphen.h"

#include <stdio.h>
#include <unistd.h>

static const char SHIPPED[] = "config/tipografi.yaml";

static Hyphenator *shipped(Fixture *fixture)
{
    const Typography *typography = typeset_typography(fixture, SHIPPED);
    assert_non_null(typography);
    return hyphen_new(fixture->arena, fixture->diags, typography);
}

/* The word with its points as hyphens. */
static const char *divided(Fixture *fixture, Hyphenator *hyphenator, const char *word)
{
    Buf out = {.arena = fixture->arena};
    size_t count = strlen(word);
    uint64_t points = hyphen_points(hyphenator, word, count);
    for (size_t i = 0; i < count; i++) {
        if ((points >> i & 1) != 0)
            buf_byte(&out, '-');
        buf_byte(&out, word[i]);
    }
    return str_c(fixture->arena, buf_str(&out));
}

static void assert_divided(Fixture *fixture, Hyphenator *hyphenator, const char *expected)
{
    Buf word = {.arena = fixture->arena};
    for (const char *c = expected; *c != '\0'; c++)
        if (*c != '-')
            buf_byte(&word, *c);
    const char *whole = str_c(fixture->arena, buf_str(&word));
    assert_string_equal(divided(fixture, hyphenator, whole), expected);
}

/* --- Words ----------------------------------------------------------------------------------- */

static void words_are_divided_at_their_syllables(void **state)
{
    static const char *const words[] = {
        "per-tang-gung-ja-waban", "pe-nye-leng-ga-raan", "mem-per-tang-gung-ja-wab-kan",
        "pe-me-rin-tahan",        "ke-se-jah-te-raan",   "ad-mi-nis-trasi",
        "ber-da-sar-kan",         "me-nun-juk-kan",      "ma-sya-ra-kat",
    };
    Fixture *fixture = *state;
    Hyphenator *hyphenator = shipped(fixture);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        assert_divided(fixture, hyphenator, words[i]);
    hyphen_drop(hyphenator);
    assert_int_equal(diags_count(fixture->diags, SEVERITY_NOTE), 0);
}

static void no_letter_is_left_alone(void **state)
{
    /* What the library's patterns alone give stands beside it. */
    static const char *const words[] = {
        "per-aturan",      /* per-a-turan */
        "ke-uangan",       /* ke-u-angan */
        "mem-per-oleh",    /* mem-per-o-leh */
        "di-re-visi",      /* di-r-e-visi */
        "me-mi-liki",      /* me-mi-l-iki */
        "tem-plat",        /* tem-p-lat */
        "trans-pa-ran",    /* tran-s-pa-ran */
        "ber-akh-lak",     /* ber-a-kh-lak */
        "teks-nya",        /* tek-s-nya */
        "re-ha-bi-li-tasi" /* re-ha-bi-li-tasi */
    };
    Fixture *fixture = *state;
    Hyphenator *hyphenator = shipped(fixture);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        assert_divided(fixture, hyphenator, words[i]);
    hyphen_drop(hyphenator);
}

static void exceptions_hold_before_the_dictionary(void **state)
{
    Fixture *fixture = *state;
    Hyphenator *hyphenator = shipped(fixture);
    assert_divided(fixture, hyphenator, "tam-bahan");
    hyphen_except(hyphenator, STR("Tambahan"), (Place){0});
    assert_divided(fixture, hyphenator, "tambahan");
    hyphen_except(hyphenator, STR("tambah-an"), (Place){0});
    assert_divided(fixture, hyphenator, "tambah-an");
    hyphen_except(hyphenator, STR("pembangunan"), (Place){0});
    assert_divided(fixture, hyphenator, "pembangunan");
    hyphen_drop(hyphenator);
    assert_int_equal(diags_count(fixture->diags, SEVERITY_NOTE), 0);
}

static void exceptions_that_are_no_words_are_errors(void **state)
{
    static const char *const words[] = {"",       "-",         "-kata", "kata-",
                                        "ka--ta", "kata kata", "a1b",   "naïf"};
    Fixture *fixture = *state;
    Hyphenator *hyphenator = shipped(fixture);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        hyphen_except(hyphenator, str_from(words[i]), (Place){0});
        assert_int_equal(diags_count(fixture->diags, SEVERITY_ERROR), i + 1);
    }
    char longest[HYPHEN_LONGEST + 2] = "";
    memset(longest, 'a', HYPHEN_LONGEST + 1);
    hyphen_except(hyphenator, str_from(longest), (Place){0});
    assert_int_equal(diags_count(fixture->diags, SEVERITY_ERROR), sizeof words / sizeof *words + 1);
    assert_int_equal(hyphen_points(hyphenator, longest, HYPHEN_LONGEST + 1), 0);
    assert_int_equal(hyphen_points(hyphenator, longest, HYPHEN_LONGEST), 0);
    hyphen_drop(hyphenator);
}

static void thousands_of_words_keep_their_points(void **state)
{
    Fixture *fixture = *state;
    Hyphenator *hyphenator = shipped(fixture);
    uint64_t before[2000];
    char word[16];
    for (int round = 0; round < 2; round++) {
        for (int i = 0; i < 2000; i++) {
            snprintf(word, sizeof word, "me%c%cu%cak%cn", 'b' + i % 3, 'a' + i % 26,
                     'a' + i / 26 % 26, 'a' + i / 676);
            uint64_t points = hyphen_points(hyphenator, word, strlen(word));
            if (round > 0)
                assert_true(points == before[i]);
            before[i] = points;
        }
    }
    hyphen_drop(hyphenator);
}

/* --- Dictionaries ---------------------------------------------------------------------------- */

/* A typography whose dictionary holds these bytes; NULL: a file that does not exist. */
static Typography *typography_of(Fixture *fixture, const char *path, const char *bytes, size_t size)
{
    Typography *typography = arena_alloc(fixture->arena, sizeof *typography);
    *typography = *typeset_typography(fixture, SHIPPED);
    typography->dictionary = path;
    unlink(path);
    if (bytes == NULL)
        return typography;
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, size, file), size);
    assert_int_equal(fclose(file), 0);
    return typography;
}

static void bad_dictionaries_are_an_error(void **state)
{
    static const struct {
        const char *bytes;
        size_t size;
        const char *message;
    } cases[] = {
        {NULL, 0, "kamus.dic"},
        {"", 0, "line 1 of"},
        {"\na1b\n", 5, "line 1 of"},
        {"UTF-8 or something like that\na1b\n", 33, "line 1 of"},
        {"UTF-8\na1b\n12\n", 13, "line 3 of"},
        {"UTF-8\na1b/c=d,1,2\n", 18, "line 2 of"},
        {"UTF-8\nNEXTLEVEL\na1b\n", 20, "line 2 of"},
        {"UTF-8\nNOHYPHEN -\n", 17, "line 2 of"},
        {"UTF-8\na1\0b\n", 11, "line 2 of"},
        {"UTF-8\na1b c\n", 12, "line 2 of"},
        {"UTF-8\n"
         "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
         "aa"
         "aaaaaaaa1\n",
         106, "line 2 of"},
    };
    Fixture *fixture = *state;
    char path[64];
    snprintf(path, sizeof path, "/tmp/lakipdf-%d-kamus.dic", (int)getpid());
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        fixture->diags = diags_new(fixture->arena);
        Typography *typography = typography_of(fixture, path, cases[i].bytes, cases[i].size);
        Hyphenator *hyphenator = hyphen_new(fixture->arena, fixture->diags, typography);
        assert_divided(fixture, hyphenator, "apli-kasi");
        assert_divided(fixture, hyphenator, "migrasi"); /* told once */
        assert_divided(fixture, hyphenator, "tam-bahan");
        assert_int_equal(diags_count(fixture->diags, SEVERITY_NOTE), 1);
        if (strstr(support_messages(fixture), cases[i].message) == NULL)
            fail_msg("case %zu: %s", i, support_messages(fixture));
        hyphen_drop(hyphenator);
    }
    unlink(path);
}

static void small_dictionaries_and_comments_are_read(void **state)
{
    static const char bytes[] = "ISO8859-1\r\n% a comment / with a slash\n\nLEFTHYPHENMIN 2\n"
                                "p1l\n1gr\t\n1\351x\n";
    Fixture *fixture = *state;
    char path[64];
    snprintf(path, sizeof path, "/tmp/lakipdf-%d-kecil.dic", (int)getpid());
    Typography *typography = typography_of(fixture, path, bytes, sizeof bytes - 1);
    Hyphenator *hyphenator = hyphen_new(fixture->arena, fixture->diags, typography);
    assert_divided(fixture, hyphenator, "ap-li-kasi");
    assert_divided(fixture, hyphenator, "mi-grasi");
    assert_divided(fixture, hyphenator, "pabrikan");
    assert_string_equal(support_messages(fixture), "");
    hyphen_drop(hyphenator);
    unlink(path);
}

/* --- Lines ----------------------------------------------------------------------------------- */

static Setter *setter_with(Fixture *fixture)
{
    Setter *setter = typeset_setter(fixture);
    setter->typography = typeset_typography(fixture, SHIPPED);
    setter->hyphenator = hyphen_new(fixture->arena, fixture->diags, setter->typography);
    return setter;
}

static const char *set_lines(Fixture *fixture, Setter *setter, const Span *spans, Align align,
                             Len width)
{
    TextStyle style = typeset_style();
    style.hyphenate = true;
    return typeset_text(fixture, text_set(setter, spans, &style, 0, align, width));
}

static const char *set_text(Fixture *fixture, Setter *setter, const char *text, Align align,
                            Len width)
{
    return set_lines(fixture, setter, typeset_spans(fixture, text), align, width);
}

static const char PROSE[] =
    "Penyelenggaraan pemerintahan daerah diarahkan untuk mempercepat terwujudnya kesejahteraan "
    "masyarakat melalui peningkatan pelayanan, pemberdayaan, dan peran serta masyarakat.";

static void justified_lines_have_hyphens_only_where_they_are_too_loose_without(void **state)
{
    Fixture *fixture = *state;
    Setter *setter = setter_with(fixture);
    const char *wide = set_text(fixture, setter, PROSE, ALIGN_JUSTIFY, 459 * POINT);
    assert_null(strstr(wide, "\u00AD"));
    const char *narrow = set_text(fixture, setter, PROSE, ALIGN_JUSTIFY, 150 * POINT);
    assert_non_null(strstr(narrow, "\u00AD|"));
    assert_null(strstr(set_text(fixture, setter, PROSE, ALIGN_LEFT, 150 * POINT), "\u00AD"));
    assert_null(strstr(set_text(fixture, setter, PROSE, ALIGN_CENTRE, 150 * POINT), "\u00AD"));
    hyphen_drop(setter->hyphenator);
    assert_int_equal(diags_count(fixture->diags, SEVERITY_NOTE), 0);
}

static void a_style_may_forbid_hyphens(void **state)
{
    Fixture *fixture = *state;
    Setter *setter = setter_with(fixture);
    TextStyle style = typeset_style();
    Span *spans = typeset_spans(fixture, PROSE);
    const Paragraph *paragraph = text_set(setter, spans, &style, 0, ALIGN_JUSTIFY, 150 * POINT);
    assert_null(strstr(typeset_text(fixture, paragraph), "\u00AD"));
    hyphen_drop(setter->hyphenator);
}

static void lines_say_that_they_end_in_hyphens(void **state)
{
    Fixture *fixture = *state;
    Setter *setter = setter_with(fixture);
    TextStyle style = typeset_style();
    style.hyphenate = true;
    Span *spans = typeset_spans(fixture, PROSE);
    const Paragraph *paragraph = text_set(setter, spans, &style, 0, ALIGN_JUSTIFY, 150 * POINT);
    size_t hyphenated = 0;
    for (size_t i = 0; i < paragraph->line_count; i++) {
        const Line *line = &paragraph->lines[i];
        const LineRun *last = &line->runs[line->run_count - 1];
        assert_int_equal(line->hyphenated, last->codes[last->count - 1] == 0xAD);
        assert_true(line->width <= 150 * POINT);
        hyphenated += line->hyphenated;
    }
    assert_true(hyphenated > 0);
    hyphen_drop(setter->hyphenator);
}

/* In a column where every word stands alone. */
static void only_words_of_letters_have_points(void **state)
{
    static const char *const texts[] = {
        "abc2017pemerintahan", "pemerintahan2017",        "PEMERINTAHAN",
        "pemerintahan@contoh", "www.pemerintahan.go.id",  "dinas_pemerintahan",
        "e.pemerintahan",      "undang-undang-perubahan", "pemerin\u00ADtahan",
    };
    Fixture *fixture = *state;
    Setter *setter = setter_with(fixture);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        Str text =
            str_format(fixture->arena, "di %s itu yang yang yang yang yang yang yang", texts[i]);
        for (Len width = 125 * POINT; width < 200 * POINT; width += 5 * POINT) {
            const char *lines = set_text(fixture, setter, text.at, ALIGN_JUSTIFY, width);
            const char *hyphen = strstr(lines, "\u00AD|");
            if (hyphen != NULL && strncmp(hyphen + 3, "tahan|", 5) != 0)
                fail_msg("%s", lines);
        }
    }
    Span *spans = NULL;
    typeset_add(fixture, &spans, TEXT_MONO, "pemerintahan perencanaan penyelenggaraan pengawasan");
    for (Len width = 110 * POINT; width < 200 * POINT; width += 5 * POINT)
        assert_null(strstr(set_lines(fixture, setter, spans, ALIGN_JUSTIFY, width), "\u00AD"));
    hyphen_drop(setter->hyphenator);
    assert_int_equal(diags_count(fixture->diags, SEVERITY_NOTE), 0);
}

static void words_wider_than_their_line_are_divided_by_hyphens(void **state)
{
    static const struct {
        const char *text;
        Len width;
        const char *lines;
    } cases[] = {
        {"Pertanggungjawaban", 60, "Pertang\u00AD|gungja\u00AD|waban|"},
        {"PERTANGGUNGJAWABAN", 80, "PERTANG\u00AD|GUNGJA\u00AD|WABAN|"},
        {"(penyelenggaraan),", 60, "(penyeleng\u00AD|garaan),|"},
        {"perundang-undangan", 50, "per\u00AD|undang-|undangan|"},
        {"perencanaan/kepegawaian", 45, "perenca\u00AD|naan/|kepega\u00AD|waian|"},
        {"satu\u00A0pertanggungjawaban", 60, "satu per\u00AD|tanggungja\u00AD|waban|"},
    };
    Fixture *fixture = *state;
    Setter *setter = setter_with(fixture);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(
            set_text(fixture, setter, cases[i].text, ALIGN_LEFT, cases[i].width * POINT),
            cases[i].lines);
    hyphen_drop(setter->hyphenator);
    assert_int_equal(diags_count(fixture->diags, SEVERITY_NOTE), 0);
}

static void words_without_points_are_divided_with_a_warning_at_the_word(void **state)
{
    Fixture *fixture = *state;
    Setter *setter = setter_with(fixture);
    const Source *source = support_source(fixture, "bab.md", "satu\ndua xxyyzzxxyyzz tiga");
    Span *spans = typeset_spans(fixture, "dua xxyyzzxxyyzz tiga");
    spans->place = place_at(source, 5, 3);
    const char *lines = set_lines(fixture, setter, spans, ALIGN_LEFT, 40 * POINT);
    assert_non_null(strstr(lines, "\u00AD|"));
    assert_non_null(strstr(support_messages(fixture), "bab.md:2:5: warning: 'xxyyzzxxyyzz' is"));
    hyphen_drop(setter->hyphenator);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(words_are_divided_at_their_syllables),
        TEST(no_letter_is_left_alone),
        TEST(exceptions_hold_before_the_dictionary),
        TEST(exceptions_that_are_no_words_are_errors),
        TEST(thousands_of_words_keep_their_points),
        TEST(bad_dictionaries_are_an_error),
        TEST(small_dictionaries_and_comments_are_read),
        TEST(justified_lines_have_hyphens_only_where_they_are_too_loose_without),
        TEST(a_style_may_forbid_hyphens),
        TEST(lines_say_that_they_end_in_hyphens),
        TEST(only_words_of_letters_have_points),
        TEST(words_wider_than_their_line_are_divided_by_hyphens),
        TEST(words_without_points_are_divided_with_a_warning_at_the_word),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
