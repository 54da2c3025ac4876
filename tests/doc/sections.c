/* Sections: what they run over, how they nest, and what is told when they do not fit together. */
#include "world.h"

#define BLOCKS(chapter)   blocks_of(*state, (chapter))
#define MESSAGES(chapter) messages_of(*state, (chapter))

static void a_list_of_records_runs_once_for_each_in_its_scope(void **state)
{
    assert_string_equal(BLOCKS("{{#program}}\n{{urutan_bagian}} {{nama}} {{pagu}} {{jumlah}}\n"
                               "{{/program}}\n"),
                        "text justify indent: 1 Alfa 100 1.234.567,5\n"
                        "text justify indent: 2 Beta 200 1.234.567,5\n");
}

static void a_list_of_texts_runs_with_ini(void **state)
{
    assert_string_equal(
        BLOCKS("{{#hukum}}{{ini}}{{^terakhir}}; {{/}}{{#terakhir}}.{{/}}{{/hukum}}"),
        "text justify indent: Undang-Undang; Peraturan.\n");
}

static void a_map_runs_in_the_order_written_with_its_keys(void **state)
{
    assert_string_equal(BLOCKS("{{#catatan}}\n{{kunci}}: {{ini}}\n{{/catatan}}\n"),
                        "text justify indent: satu: Isi satu\n"
                        "text justify indent: dua: Isi dua\n");
}

static void a_record_is_entered_once(void **state)
{
    assert_string_equal(BLOCKS("{{#kepala}}{{nama}} di {{tahun}}{{/kepala}}"),
                        "text justify indent: NAMA KEPALA di 2017\n");
}

static void other_values_choose_text(void **state)
{
    assert_string_equal(BLOCKS("{{#ada_sisa}}sisa{{/}}{{^ada_sisa}}pas{{/}} "
                               "{{#kosong_saja}}isi{{/}}{{^kosong_saja}}kosong{{/}} "
                               "{{#jumlah}}{{jumlah | angka 0}}{{/}} "
                               "{{#program[pagu > 1000]}}besar{{/}}"
                               "{{^program[pagu > 1000]}}kecil{{/}}"),
                        "text justify indent: sisa kosong 1.234.568 kecil\n");
}

static void sections_of_blocks_hold_blocks(void **state)
{
    assert_string_equal(BLOCKS("{{#ada_sisa}}\n## Ada\n\nTeks.\n{{/ada_sisa}}\n"
                               "{{^ada_sisa}}\n## Tidak ada\n{{/ada_sisa}}\n"),
                        "#bab-isi heading 2 () Ada\n"
                        "text justify indent: Teks.\n");
}

static void sections_nest_within_lists(void **state)
{
    assert_string_equal(BLOCKS("{{#program}}\n1. {{nama}}\n   {{#kegiatan}}\n   {a)}\n"
                               "   1. {{nama}} dari {{atasan.nama}}\n   {{/kegiatan}}\n"
                               "{{/program}}\n1. akhir\n"),
                        "list\n"
                        "  item 1.\n"
                        "    text justify: Alfa\n"
                        "    list\n"
                        "      item a)\n"
                        "        text justify: A1 dari Alfa\n"
                        "      item b)\n"
                        "        text justify: A2 dari Alfa\n"
                        "  item 2.\n"
                        "    text justify: Beta\n"
                        "    list\n"
                        "      item a)\n"
                        "        text justify: B1 dari Beta\n"
                        "  item 3.\n"
                        "    text justify: akhir\n");
}

static void computed_lists_of_records_are_sections_too(void **state)
{
    assert_string_equal(BLOCKS("{{#ganda}}\n{{nama}} {{pagu}}\n{{/ganda}}\n"),
                        "text justify indent: Beta 200\n");
}

static void white_space_around_sections_is_single(void **state)
{
    assert_string_equal(
        BLOCKS(
            "satu {{#kosong_saja}} x {{/}} dua{{#ada_sisa}} tiga {{/}}\n . {{^ada_sisa}}y{{/}}\n"),
        "text justify indent: satu dua tiga .\n");
}

static void what_only_holds_sections_that_do_not_run_is_left_out(void **state)
{
    assert_string_equal(BLOCKS("{{#kosong_saja}}x{{/}}\n\n- {{#kosong_saja}}x{{/}}\n- y\n"),
                        "list\n  item •\n    text justify: y\n");
}

static void a_close_that_does_not_fit_names_the_open(void **state)
{
    assert_string_equal(
        MESSAGES("{{#program}}\n{{nama}}\n{{/kegiatan}}\n"),
        "isi.md:3:1: error: '{{/kegiatan}}' does not close '{{#program}}', which opens at line 1, "
        "column 1\n"
        "    3 | {{/kegiatan}}\n"
        "      | ^~~~~~~~~~~~~\n"
        "  hint: the text after '/' repeats the text after '#' or '^'\n");
}

static void sections_that_are_not_balanced_are_told(void **state)
{
    assert_string_equal(MESSAGES("{{#program}}\n{{#kegiatan}}\nx\n{{/program}}\n\n{{/nama}}\n"),
                        "isi.md:2:1: error: '{{#kegiatan}}' is not closed\n"
                        "    2 | {{#kegiatan}}\n"
                        "      | ^~~~~~~~~~~~~\n"
                        "  hint: close it with the same text after '/', or with '{{/}}'\n"
                        "isi.md:6:1: error: '{{/nama}}' closes no section\n"
                        "    6 | {{/nama}}\n"
                        "      | ^~~~~~~~~\n"
                        "  hint: remove it, or open the section\n");
}

static void names_behind_a_section_that_is_not_closed_may_be_its_own(void **state)
{
    assert_string_equal(MESSAGES("{{#program}}\n\n## {{nama}} {{pagu}}\n\nx\n"),
                        "isi.md:1:1: error: '{{#program}}' is not closed\n"
                        "    1 | {{#program}}\n"
                        "      | ^~~~~~~~~~~~\n"
                        "  hint: close it with the same text after '/', or with '{{/}}'\n");
}

static void elements_that_are_no_records_may_be_computed_with(void **state)
{
    assert_string_equal(BLOCKS("{{#daftar(2, 3)}}{{ini * 10}} {{/}}\n"),
                        "text justify indent: 20 30\n");
}

static void a_filter_within_a_section_has_its_own_ini(void **state)
{
    assert_string_equal(BLOCKS("{{#daftar(2, 3)}}{{jumlah(daftar(1, 2, 3)[ini >= 3])}} "
                               "{{jumlah(daftar(1, 2, 3)[ini <= luar])}}; {{/}}\n"),
                        "text justify indent: 3 3; 3 6;\n");
}

static void both_ends_stand_alone_or_both_in_text(void **state)
{
    assert_string_equal(
        MESSAGES("{{#ada_sisa}}\nTeks {{/ada_sisa}} lagi.\n"),
        "isi.md:2:6: error: '{{/ada_sisa}}' stands within text, '{{#ada_sisa}}' at line 1, "
        "column 1 alone on its line\n"
        "    2 | Teks {{/ada_sisa}} lagi.\n"
        "      |      ^~~~~~~~~~~~~\n"
        "  hint: a section of blocks has both its tags on lines of their own, one within text "
        "neither\n");
}

static void sections_end_where_they_began(void **state)
{
    assert_string_equal(
        MESSAGES("a {{#ada_sisa}} **b {{/ada_sisa}} c**\n"),
        "isi.md:1:21: error: the section of '{{/ada_sisa}}' begins and ends in different parts of "
        "the text\n"
        "    1 | a {{#ada_sisa}} **b {{/ada_sisa}} c**\n"
        "      |                     ^~~~~~~~~~~~~\n"
        "  hint: open and close it within the same paragraph, emphasis or link\n");
    assert_non_null(strstr(MESSAGES("- a\n  {{#ada_sisa}}\n- b\n{{/ada_sisa}}\n"),
                           "isi.md:2:3: error: the section of '{{#ada_sisa}}' begins and ends in "
                           "different lists or quotes\n"));
}

static void sections_are_not_nested_without_end(void **state)
{
    Fixture *fixture = *state;
    Buf text = {.arena = fixture->arena};
    for (int i = 0; i < 40; i++)
        buf_text(&text, "{{#ada_sisa}}\n");
    for (int i = 0; i < 40; i++)
        buf_text(&text, "{{/}}\n");
    buf_byte(&text, '\0');
    assert_non_null(strstr(MESSAGES(text.at), "error: sections are nested deeper than 32\n"));
}

static void sections_do_not_repeat_without_end(void **state)
{
    Fixture *fixture = *state;
    Buf text = {.arena = fixture->arena};
    for (int i = 0; i < 30; i++)
        buf_text(&text, "{{#program}}");
    for (int i = 0; i < 30; i++)
        buf_text(&text, "{{/program}}");
    buf_byte(&text, '\0');
    assert_non_null(
        strstr(MESSAGES(text.at), "error: sections and rows repeat more than 10000000 times\n"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_list_of_records_runs_once_for_each_in_its_scope),
        TEST(a_list_of_texts_runs_with_ini),
        TEST(a_map_runs_in_the_order_written_with_its_keys),
        TEST(a_record_is_entered_once),
        TEST(other_values_choose_text),
        TEST(sections_of_blocks_hold_blocks),
        TEST(sections_nest_within_lists),
        TEST(computed_lists_of_records_are_sections_too),
        TEST(white_space_around_sections_is_single),
        TEST(what_only_holds_sections_that_do_not_run_is_left_out),
        TEST(a_close_that_does_not_fit_names_the_open),
        TEST(sections_that_are_not_balanced_are_told),
        TEST(names_behind_a_section_that_is_not_closed_may_be_its_own),
        TEST(elements_that_are_no_records_may_be_computed_with),
        TEST(a_filter_within_a_section_has_its_own_ini),
        TEST(both_ends_stand_alone_or_both_in_text),
        TEST(sections_end_where_they_began),
        TEST(sections_are_not_nested_without_end),
        TEST(sections_do_not_repeat_without_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
