/* Which words no line's end parts. */
#include "typeset.h"

#include "layout/text/hyphen.h"

static Setter *setter_with(Fixture *fixture)
{
    Setter *setter = typeset_setter(fixture);
    setter->typography = typeset_typography(fixture, "config/tipografi.yaml");
    assert_non_null(setter->typography);
    return setter;
}

/* "before [left right] after": how often a line ends between left and right, in columns of all
   widths that have room for both. */
static size_t count_parted(Fixture *fixture, Setter *setter, const Span *spans, const char *pair)
{
    TextStyle style = typeset_style();
    Len least = 0;
    Len minimal = 0;
    text_widths(setter, typeset_spans(fixture, pair), &style, 0, &least, &minimal);
    size_t parted = 0;
    least += 10 * POINT; /* a comma and the like */
    for (Len width = least; width < least + 150 * POINT; width += 3 * POINT) {
        const char *lines =
            typeset_text(fixture, text_set(setter, spans, &style, 0, ALIGN_LEFT, width));
        parted += strstr(lines, pair) == NULL;
    }
    return parted;
}

/* The pair within other words. */
static size_t parted_in_text(Fixture *fixture, const char *pair, const char *behind)
{
    Setter *setter = setter_with(fixture);
    Str text = str_format(fixture->arena, "maka di sana %s%s yang lain itu ada", pair, behind);
    return count_parted(fixture, setter, typeset_spans(fixture, text.at), pair);
}

static void tied_words_stay_on_one_line(void **state)
{
    static const struct {
        const char *pair, *behind;
    } cases[] = {
        {"Rp 1.000.000", ""},
        {"Rp. 500", ","},
        {"(Rp 500", ")"},
        {"95,83 persen", "."},
        {"100 %", ""},
        {"12 orang", ";"},
        {"51 (lima", " puluh satu) orang"},
        {"3 Maret", " 2018"},
        {"tahun 2017", ""},
        {"Tahun 2014", " tentang"},
        {"Nomor 53", " Tahun 2014"},
        {"Nomor 58/2016", ""},
        {"Pasal 5", " ayat (2)"},
        {"ayat (2)", " huruf a"},
        {"huruf a", ""},
        {"BAB III", ""},
        {"Bab II", ","},
        {"Tabel 3.1", ""},
        {"Lampiran II", ""},
        {"Dr. Ahmad", " Yani"},
        {"Drs. H. Ahmad", ""},
        {"A. Yani", ""},
        {"Yani, S.E.", ", M.Si."},
        {"Yani, M.Si", ""},
        {"capaian –", " yang"},
    };
    Fixture *fixture = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (parted_in_text(fixture, cases[i].pair, cases[i].behind) > 0)
            fail_msg("'%s' is parted", cases[i].pair);
    assert_int_equal(diags_count(fixture->diags, SEVERITY_NOTE), 0);
}

static void other_words_may_part(void **state)
{
    static const struct {
        const char *pair, *behind;
    } cases[] = {
        {"28 Tahun", " 1999"},   /* of a regulation: the year goes with its word */
        {"tahun ini", ""},       /* no number */
        {"nomor, 53", ""},       /* the comma parts them */
        {"2017 dengan", ""},     /* no unit */
        {"2017 (dasar", ")"},    /* not its words */
        {"selesai. Ahmad", ""},  /* no title */
        {"S.E., M.Si.", ""},     /* between degrees */
        {"Yani, Sumarni", ""},   /* no degree */
        {"orang dan", " 12"},    /* the number is further on */
        {"pasal perubahan", ""}, /* neither */
    };
    Fixture *fixture = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (parted_in_text(fixture, cases[i].pair, cases[i].behind) == 0)
            fail_msg("'%s' is never parted", cases[i].pair);
}

static void ties_hold_between_spans(void **state)
{
    Fixture *fixture = *state;
    Setter *setter = setter_with(fixture);
    Span *spans = NULL;
    typeset_add(fixture, &spans, 0, "maka di sana ada sebanyak ");
    typeset_add(fixture, &spans, TEXT_BOLD, "1.250");
    typeset_add(fixture, &spans, 0, " orang yang lain itu juga");
    assert_int_equal(count_parted(fixture, setter, spans, "1.250 orang"), 0);
}

static void ties_hold_in_justified_text(void **state)
{
    static const char text[] =
        "Peraturan Presiden Nomor 29 Tahun 2014 tentang sistem akuntabilitas kinerja serta Nomor "
        "53 "
        "Tahun 2014 dan Pasal 5 ayat (2) huruf b tentang Rp 500 juta dari 12 orang pada BAB III "
        "Tabel 3.1 sampai dengan 31 Desember 2019 di Jalan 4 Nomor 7";
    static const char *const pairs[] = {"Nomor 29", "Tahun 2014", "Nomor 53",   "Pasal 5",
                                        "ayat (2)", "huruf b",    "Rp 500",     "12 orang",
                                        "BAB III",  "Tabel 3.1",  "31 Desember"};
    Fixture *fixture = *state;
    Setter *setter = setter_with(fixture);
    TextStyle style = typeset_style();
    setter->hyphenator = hyphen_new(fixture->arena, fixture->diags, setter->typography);
    style.hyphenate = true;
    for (Len width = 180 * POINT; width < 500 * POINT; width += 7 * POINT) {
        const Span *spans = typeset_spans(fixture, text);
        const char *lines =
            typeset_text(fixture, text_set(setter, spans, &style, 0, ALIGN_JUSTIFY, width));
        for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
            if (strstr(lines, pairs[i]) == NULL)
                fail_msg("'%s' is parted: %s", pairs[i], lines);
    }
    hyphen_drop(setter->hyphenator);
}

/* Rather than to stretch a line's spaces to three times their width or to run over the edge. */
static void ties_part_where_there_is_no_other_way(void **state)
{
    Fixture *fixture = *state;
    Setter *setter = setter_with(fixture);
    TextStyle style = typeset_style();
    const Span *spans = typeset_spans(fixture, "Rp 13.773.923.464");
    const Paragraph *paragraph = text_set(setter, spans, &style, 0, ALIGN_LEFT, 92 * POINT);
    assert_string_equal(typeset_text(fixture, paragraph), "Rp|13.773.923.464|");
    spans = typeset_spans(fixture, "Nomor 123456789012345 orang");
    paragraph = text_set(setter, spans, &style, 0, ALIGN_JUSTIFY, 92 * POINT);
    assert_string_equal(typeset_text(fixture, paragraph), "Nomor|123456789012345|orang|");
    assert_int_equal(diags_count(fixture->diags, SEVERITY_NOTE), 0);
}

static void tied_spaces_stretch_and_stay_spaces(void **state)
{
    Fixture *fixture = *state;
    Setter *setter = setter_with(fixture);
    TextStyle style = typeset_style();
    const Span *spans = typeset_spans(fixture, "ada Rp 500 juta di Pasal 5 ini semua ada di sini");
    const Paragraph *paragraph = text_set(setter, spans, &style, 0, ALIGN_JUSTIFY, 110 * POINT);
    assert_true(paragraph->line_count > 1);
    const LineRun *run = &paragraph->lines[0].runs[0];
    size_t spaces = 0;
    for (uint32_t i = 0; i < run->count; i++)
        spaces += run->codes[i] == ' ';
    assert_int_equal(run->adjust_count, spaces);
    assert_int_equal(paragraph->lines[0].width, 110 * POINT);
}

static void words_that_are_none_are_errors(void **state)
{
    Fixture *fixture = *state;
    Schema *schema = typeset_schema(fixture, "config/skema/tipografi.yaml");
    const Source *source =
        support_source(fixture, "tipografi.yaml",
                       "pemenggalan: {terpendek: 0, awal: 64}\n"
                       "lekat: {sebelum_bilangan: [Rp, dua kata, ...], tidak_di_awal: "
                       "[katayangterlalupanjangsekali]}\n");
    const Node *tree = data_load_yaml(fixture->arena, fixture->diags, source);
    assert_null(
        typography_read(fixture->arena, fixture->diags, schema, tree, STR("config/a.yaml")));
    const char *messages = support_messages(fixture);
    assert_non_null(strstr(messages, "tipografi.yaml:1:26: error: 'terpendek' is out of range"));
    assert_non_null(strstr(messages, "tipografi.yaml:1:35: error: 'awal' is out of range"));
    assert_non_null(strstr(messages, "'dua kata' is not a word"));
    assert_non_null(strstr(messages, "'...' is not a word"));
    assert_non_null(strstr(messages, "'katayangterlalupanjangsekali' is not a word"));
    assert_int_equal(diags_count(fixture->diags, SEVERITY_NOTE), 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(tied_words_stay_on_one_line),
        TEST(other_words_may_part),
        TEST(ties_hold_between_spans),
        TEST(ties_hold_in_justified_text),
        TEST(ties_part_where_there_is_no_other_way),
        TEST(tied_spaces_stretch_and_stay_spaces),
        TEST(words_that_are_none_are_errors),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
