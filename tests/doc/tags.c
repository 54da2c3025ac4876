/* Tags and their filters in running text. */
#include "world.h"

#define BLOCKS(chapter)   blocks_of(*state, (chapter))
#define MESSAGES(chapter) messages_of(*state, (chapter))

static void tags_print_values_in_their_usual_form(void **state)
{
    assert_string_equal(BLOCKS("{{jumlah}} {{tanggal}} {{ada_sisa}} {{ total }} {{nama}}\n"),
                        "text justify indent: 1.234.567,5 15 Maret 2018 ya 300 Dinas <b>Uji</b>\n");
}

static void years_print_without_grouping(void **state)
{
    assert_string_equal(BLOCKS("{{tahun}} {{tahun - 1}} {{tahun+2}} "
                               "{{program[1].kegiatan[1].mulai}} {{tahun * 1}} "
                               "{{tahun * 1 | polos}}\n"),
                        "text justify indent: 2017 2016 2019 2016 2.017 2017\n");
}

static void each_filter_writes_its_form(void **state)
{
    static const struct {
        const char *tag, *text;
    } cases[] = {
        {"{{jumlah | angka 0}}", "1.234.568"},
        {"{{jumlah | angka 2}}", "1.234.567,50"},
        {"{{jumlah | rupiah}}", "Rp1.234.567,50"},
        {"{{jumlah | rupiah 0}}", "Rp1.234.568"},
        {"{{0 - 44325000 | akuntansi 0}}", "(44.325.000)"},
        {"{{99.999 | persen}}", "99,99%"},
        {"{{0.0025 | persen}}", "0,01%"},
        {"{{95.0249 | persen_angka 1}}", "95,0"},
        {"{{83.9999 | tepat}}", "83,9999"},
        {"{{1 / 3 | tepat}}", "0,33"},
        {"{{7 | terbilang}}", "tujuh"},
        {"{{7 | angka_terbilang}}", "7 (tujuh)"},
        {"{{9 | romawi}}", "IX"},
        {"{{28 | huruf}}", "AB"},
        {"{{tanggal | tanggal}}", "15 Maret 2018"},
        {"{{tanggal | bulan}}", "Maret 2018"},
        {"{{kepala.nip | nip}}", "19700101 199503 1 001"},
        {"{{'dinas' | besar}}", "DINAS"},
        {"{{'DINAS Koperasi' | kecil}}", "dinas koperasi"},
        {"{{'DINAS KOPERASI DAN UKM' | judul}}", "Dinas Koperasi dan Ukm"},
        {"{{tanggal | bulan | besar}}", "MARET 2018"},
        {"{{'a|b'}}", "a|b"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Fixture *fixture = *state;
        const char *expected =
            str_format(fixture->arena, "text justify indent: %s\n", cases[i].text).at;
        assert_string_equal(BLOCKS(cases[i].tag), expected);
    }
}

static void data_are_text_and_never_markup(void **state)
{
    Fixture *fixture = *state;
    World world = {.data = "nama: \"*a* {{tahun}} [x](y) ^b^ {@c}  &amp;\\n  d\"\ntahun: 2017\n",
                   .chapter = "**{{nama}}**\n"};
    const Doc *doc = world_build(fixture, &world);
    assert_non_null(doc);
    const Span *span = doc->first->next->text;
    assert_str(span->text, "*a* {{tahun}} [x](y) ^b^ {@c} &amp; d");
    assert_int_equal(span->style, TEXT_BOLD);
    assert_null(span->next);
}

static void a_missing_value_prints_a_dash_and_warns(void **state)
{
    assert_string_equal(BLOCKS("satu {{kosong_saja | besar}} dua\n"),
                        "text justify indent: satu - dua\n");
    assert_string_equal(support_messages(*state) + strlen("/tmp/lakipdf-doc-XXXXXX/"),
                        "templates/uji/isi.md:1:6: warning: this has no value; '-' is printed\n"
                        "    1 | satu {{kosong_saja | besar}} dua\n"
                        "      |      ^~~~~~~~~~~~~~~~~~~~~~~\n"
                        "  hint: give the data, or put the sentence into a section\n");
}

/* A template's sentence is none that its user could mend: the record is. */
static void a_value_that_a_record_lacks_is_told_at_the_record(void **state)
{
    assert_string_equal(BLOCKS("{{#program}}\n{{nama}} {{warna}}\n{{/}}\n"),
                        "text justify indent: Alfa -\ntext justify indent: Beta #FF0000\n");
    assert_non_null(
        strstr(support_messages(*state),
               "data.yaml:10:5: warning: 'warna' of this program has no value; '-' is printed\n"));
    assert_non_null(strstr(support_messages(*state), "it stands in a sentence at "));
}

static void an_unknown_name_is_told_with_a_suggestion_even_where_it_never_runs(void **state)
{
    assert_string_equal(MESSAGES("{{^program}}\nDi é sini {{nmaa}}.\n{{/program}}\n"),
                        "isi.md:2:13: error: unknown name 'nmaa'\n"
                        "    2 | Di é sini {{nmaa}}.\n"
                        "      |             ^~~~\n"
                        "  hint: did you mean 'nama'?\n");
}

static void names_are_checked_against_the_record_of_the_section(void **state)
{
    assert_string_equal(MESSAGES("{{#program}}\n{{#kegiatan}}{{mulaii}} {{pagu}} {{jumlah}}{{/}}\n"
                                 "{{/program}}\n{{pagu}}\n"),
                        "isi.md:2:16: error: unknown name 'mulaii'\n"
                        "    2 | {{#kegiatan}}{{mulaii}} {{pagu}} {{jumlah}}{{/}}\n"
                        "      |                ^~~~~~\n"
                        "  hint: did you mean 'mulai'?\n"
                        "isi.md:4:3: error: unknown name 'pagu'\n"
                        "    4 | {{pagu}}\n"
                        "      |   ^~~~\n"
                        "  hint: it is no field of 'laporan' nor of what holds that; "
                        "fields stand in config/skema/, computed ones in config/hitungan/\n");
}

static void filters_that_are_wrong_are_told_at_their_place(void **state)
{
    assert_string_equal(
        MESSAGES("{{jumlah | rupiahh 0}}\n{{jumlah | angka x}}\n{{nama | besar 3}}\n{{nama |}}\n"),
        "isi.md:1:12: error: there is no filter 'rupiahh'\n"
        "    1 | {{jumlah | rupiahh 0}}\n"
        "      |            ^~~~~~~~~\n"
        "  hint: did you mean 'rupiah'?\n"
        "isi.md:2:12: error: 'x' is not a number of decimals\n"
        "    2 | {{jumlah | angka x}}\n"
        "      |            ^~~~~~~\n"
        "  hint: write the number of decimals, 0 to 30\n"
        "isi.md:3:10: error: filter 'besar' takes no argument\n"
        "    3 | {{nama | besar 3}}\n"
        "      |          ^~~~~~~\n"
        "isi.md:4:3: error: no filter stands after '|'\n"
        "    4 | {{nama |}}\n"
        "      |   ^~~~~~\n"
        "  hint: remove the '|' or name a filter\n");
}

static void a_filter_refuses_values_of_other_kinds(void **state)
{
    assert_string_equal(MESSAGES("{{nama | rupiah}} {{jumlah | romawi}} {{hukum}}\n"),
                        "isi.md:1:10: error: filter 'rupiah' takes a number, not a text\n"
                        "    1 | {{nama | rupiah}} {{jumlah | romawi}} {{hukum}}\n"
                        "      |          ^~~~~~\n"
                        "isi.md:1:30: error: filter 'romawi' cannot write 1234567.5\n"
                        "    1 | {{nama | rupiah}} {{jumlah | romawi}} {{hukum}}\n"
                        "      |                              ^~~~~~\n"
                        "  hint: the number is too large, negative or a fraction\n"
                        "isi.md:1:41: error: a list cannot be printed\n"
                        "    1 | {{nama | rupiah}} {{jumlah | romawi}} {{hukum}}\n"
                        "      |                                         ^~~~~\n"
                        "  hint: join a list by gabung(x, ', ') or repeat a section over it\n");
}

static void tags_that_do_not_end_are_told(void **state)
{
    assert_string_equal(MESSAGES("a {{nama\n}} b\n\n{{}} {@}\n"),
                        "isi.md:1:3: error: this tag does not end\n"
                        "    1 | a {{nama\n"
                        "      |   ^~~~~~\n"
                        "  hint: end it with '}}' on the same line\n"
                        "isi.md:4:3: error: a formula is missing\n"
                        "    4 | {{}} {@}\n"
                        "      |   ^\n"
                        "  hint: write the name of a field or a formula\n"
                        "isi.md:4:6: error: this tag does not end\n"
                        "    4 | {{}} {@}\n"
                        "      |      ^~~\n"
                        "  hint: write {@label}\n");
}

static void comments_and_escaped_braces(void **state)
{
    assert_string_equal(BLOCKS("satu {{! tidak 'ada }}dua\n{{! beberapa\n\nbaris }}\n\\{{nama}}\n"),
                        "text justify indent: satu dua\n"
                        "text justify indent: {{nama}}\n");
}

static void spans_know_where_their_text_stands(void **state)
{
    Fixture *fixture = *state;
    World world = {.chapter = "awal {{jumlah}} é **tebal**\n1. butir\n"};
    const Doc *doc = world_build(fixture, &world);
    assert_non_null(doc);
    const Span *span = doc->first->next->text;
    static const struct {
        const char *text;
        uint32_t column;
    } expected[] = {{"awal ", 1}, {"1.234.567,5", 6}, {" é ", 16}, {"tebal", 21}};
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++, span = span->next) {
        assert_str(span->text, expected[i].text);
        assert_int_equal(span->place.column, expected[i].column);
        assert_int_equal(span->place.line, 1);
    }
    span = doc->first->next->next->list.first->first->text;
    assert_int_equal(span->place.line, 2);
    assert_int_equal(span->place.column, 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(tags_print_values_in_their_usual_form),
        TEST(years_print_without_grouping),
        TEST(each_filter_writes_its_form),
        TEST(data_are_text_and_never_markup),
        TEST(a_missing_value_prints_a_dash_and_warns),
        TEST(a_value_that_a_record_lacks_is_told_at_the_record),
        TEST(an_unknown_name_is_told_with_a_suggestion_even_where_it_never_runs),
        TEST(names_are_checked_against_the_record_of_the_section),
        TEST(filters_that_are_wrong_are_told_at_their_place),
        TEST(a_filter_refuses_values_of_other_kinds),
        TEST(tags_that_do_not_end_are_told),
        TEST(comments_and_escaped_braces),
        TEST(spans_know_where_their_text_stands),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
