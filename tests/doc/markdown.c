/* Markdown's blocks and what is added to them: headings, numbers, references, lists, attributes. */
#include "world.h"

#define BLOCKS(chapter)   blocks_of(*state, (chapter))
#define MESSAGES(chapter) messages_of(*state, (chapter))

static void headings_are_numbered_by_level(void **state)
{
    assert_string_equal(BLOCKS("# Satu\n## A\n## B\n### C\n#### D\n#### E\n# Dua\n## F\n"),
                        "#bab-isi heading 1^ new (BAB I) SATU\n"
                        "heading 2 (1.1) A\n"
                        "heading 2 (1.2) B\n"
                        "heading 3 (1.2.1) C\n"
                        "heading 4 (A.) D\n"
                        "heading 4 (B.) E\n"
                        "heading 1^ new (BAB II) DUA\n"
                        "heading 2 (2.1) F\n");
}

static void headings_without_number_leave_what_is_in_them_without(void **state)
{
    assert_string_equal(BLOCKS("# Prakata {-}\n## Isi\n# Satu\n## Lampiran {-} {tanpa_daftar}\n"),
                        "#bab-isi heading 1 new () PRAKATA\n"
                        "heading 2 () Isi\n"
                        "heading 1^ new (BAB I) SATU\n"
                        "heading 2 unlisted () Lampiran\n");
}

static void references_print_what_their_label_is(void **state)
{
    assert_string_equal(
        BLOCKS("{@satu}, {@a}, {@d}, {@kata}, [di sini](#a)\n\n# Satu {#satu}\n## A {#a}\n"
               "### C\n#### D {#d}\n# Kata Pengantar {-} {#kata}\n"),
        "text justify indent: <@satu:Bab I>, <@a:Subbab 1.1>, <@d:Subbab 1.1.1 huruf A>, "
        "<@kata:Kata Pengantar>, <@a:di sini>\n"
        "#satu heading 1^ new (BAB I) SATU\n"
        "#a heading 2 (1.1) A\n"
        "heading 3 (1.1.1) C\n"
        "#d heading 4 (A.) D\n"
        "#kata heading 1 new () KATA PENGANTAR\n");
}

static void a_chapter_without_a_label_has_that_of_its_id(void **state)
{
    assert_string_equal(BLOCKS("# Satu\n\nLihat {@bab-isi}.\n# Dua\n"),
                        "#bab-isi heading 1^ new (BAB I) SATU\n"
                        "text justify indent: Lihat <@bab-isi:Bab I>.\n"
                        "heading 1^ new (BAB II) DUA\n");
}

static void labels_are_unique_and_known(void **state)
{
    assert_string_equal(MESSAGES("# A {#tabel}\n\nx {@tabl} y\n"),
                        "isi.md:3:3: error: there is no label 'tabl'\n"
                        "    3 | x {@tabl} y\n"
                        "      |   ^~~~~~~\n"
                        "  hint: did you mean 'tabel'?\n");
    assert_non_null(strstr(MESSAGES("# A {#satu}\n# B {#satu}\n"),
                           "isi.md:2:5: error: label 'satu' is also given at "));
    assert_non_null(strstr(MESSAGES("{{#program}}\n# A {#satu}\n{{/program}}\n"),
                           "isi.md:2:5: error: label 'satu' is given more than once\n"));
}

static void text_has_styles_links_and_smart_punctuation(void **state)
{
    assert_string_equal(
        BLOCKS("*miring* **tebal {{tahun}}** ***dua*** `kode {{tahun}}` \"kutip\" -- 2017--2022\n"
               "[situs](https://a.id/b) <mailto:x@y.id>  \nbaris\\\nbaru&nbsp;kg\n"),
        "text justify indent: <i:miring> <b:tebal ><b:2017> <bi:dua> <m:kode ><m:2017> “kutip” – "
        "2017–2022 < https://a.id/b:situs> < mailto:x@y.id:mailto:x@y.id> / baris / "
        "baru\u00A0kg\n");
}

static void superscripts_and_underlines(void **state)
{
    assert_string_equal(
        BLOCKS("m^2^ 10^{{tahun}}^ ++garis **tebal** bawah++ a ^ b ^ c C++ dan C++ x\\^2^ ^a b^\n"),
        "text justify indent: m<^:2> 10<^:2017> <u:garis ><bu:tebal><u: bawah> a ^ b ^ c C++ dan "
        "C++ x^2^ ^a b^\n");
}

static void attributes_set_a_paragraph_apart(void **state)
{
    assert_string_equal(BLOCKS("Biasa.\n\n{tengah}\nTengah.\n\n{kanan}\n\nKanan.\n\n"
                               "{tanpa_indentasi}\n{{#ada_sisa}}\nMenjorok tidak.\n{{/}}\n"),
                        "text justify indent: Biasa.\n"
                        "text centre: Tengah.\n"
                        "text right: Kanan.\n"
                        "text justify: Menjorok tidak.\n");
}

static void lists_number_as_their_attribute_says(void **state)
{
    static const struct {
        const char *attribute, *marker;
    } cases[] = {{"{a.}", "b."},  {"{a)}", "b)"}, {"{1)}", "2)"},    {"{(1)}", "(2)"},
                 {"{i.}", "ii."}, {"{A.}", "B."}, {"{(I)}", "(II)"}, {"", "2."}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Fixture *fixture = *state;
        Str chapter = str_format(fixture->arena, "%s\n1. x\n2. y\n", cases[i].attribute);
        Str expected =
            str_format(fixture->arena, "  item %s\n    text justify: y\n", cases[i].marker);
        const char *blocks = BLOCKS(chapter.at);
        assert_non_null(strstr(blocks, expected.at));
    }
}

static void adjacent_lists_of_one_kind_go_on(void **state)
{
    assert_string_equal(
        BLOCKS("{a.}\n{{#hukum}}\n1. {{ini}}\n{{/}}\n{{#hukum}}\n{a.}\n1. {{ini}}\n{{/}}\n\n"
               "Teks.\n\n3. tiga\n4. empat\n\n- butir\n"),
        "list\n"
        "  item a.\n    text justify: Undang-Undang\n"
        "  item b.\n    text justify: Peraturan\n"
        "  item c.\n    text justify: Undang-Undang\n"
        "  item d.\n    text justify: Peraturan\n"
        "text justify indent: Teks.\n"
        "list\n"
        "  item 3.\n    text justify: tiga\n"
        "  item 4.\n    text justify: empat\n"
        "list\n"
        "  item •\n    text justify: butir\n");
}

static void lists_go_on_where_asked(void **state)
{
    assert_string_equal(
        BLOCKS("{a.}\n1. satu\n2. dua\n\nTeks.\n\n1. angka\n\n## Subbab\n\n{a. lanjut}\n1. tiga\n\n"
               "   {(1)}\n   1. dalam\n\n   teks\n\n   {lanjut}\n   1. lagi\n\nTeks.\n\n"
               "{lanjut}\n- empat\n- lima\n\nTeks.\n\n{1. lanjut}\n7. dua\n"),
        "list\n"
        "  item a.\n    text justify: satu\n"
        "  item b.\n    text justify: dua\n"
        "text justify indent: Teks.\n"
        "list\n"
        "  item 1.\n    text justify: angka\n"
        "#bab-isi heading 2 () Subbab\n"
        "list\n"
        "  item c.\n    text justify: tiga\n"
        "    list\n"
        "      item (1)\n        text justify: dalam\n"
        "    text justify: teks\n"
        "    list\n"
        "      item (2)\n        text justify: lagi\n"
        "text justify indent: Teks.\n"
        "list\n"
        "  item d.\n    text justify: empat\n"
        "  item e.\n    text justify: lima\n"
        "text justify indent: Teks.\n"
        "list\n"
        "  item 2.\n    text justify: dua\n");
    /* Where the list before does not run, the next one begins. */
    assert_string_equal(BLOCKS("{{#kosong_saja}}\n1. satu\n{{/}}\nTeks.\n\n{lanjut}\n1. dua\n"),
                        "text justify indent: Teks.\n"
                        "list\n"
                        "  item 1.\n    text justify: dua\n");
}

static void what_a_list_would_go_on_with_must_be_there(void **state)
{
    assert_string_equal(
        MESSAGES("Teks.\n\n{lanjut}\n1. satu\n   - x\n\n     {i. lanjut}\n     1. y\n"
                 "\n{a.lanjut}\n1. z\n"),
        "isi.md:3:1: error: there is no list before it that could go on\n"
        "    3 | {lanjut}\n"
        "      | ^~~~~~~~\n"
        "  hint: only lists of one chapter, or of one item, go on with each other\n"
        "isi.md:7:6: error: there is no list before it that could go on\n"
        "    7 |      {i. lanjut}\n"
        "      |      ^~~~~~~~~~~\n"
        "  hint: only lists of one chapter, or of one item, go on with each other\n"
        "isi.md:10:1: error: there is no attribute '{a.lanjut}'\n"
        "   10 | {a.lanjut}\n"
        "      | ^~~~~~~~~~\n"
        "  hint: did you mean '{lanjut}'?\n");
}

static void pipes_in_text_are_text(void **state)
{
    assert_string_equal(BLOCKS("a | b\nc | d\n\n\\| a | b |\n\\|---|---|\n\na\n|-x\n"),
                        "text justify indent: a | b c | d\n"
                        "text justify indent: | a | b | |—|—|\n"
                        "text justify indent: a |-x\n");
}

static void lists_nest_with_other_bullets(void **state)
{
    assert_string_equal(BLOCKS("- a\n  - b\n    - c\n\n      lanjut\n"),
                        "list\n"
                        "  item •\n    text justify: a\n"
                        "    list\n"
                        "      item –\n        text justify: b\n"
                        "        list\n"
                        "          item –\n            text justify: c\n"
                        "            text justify: lanjut\n");
}

static void bullets_are_counted_among_bullets(void **state)
{
    assert_string_equal(BLOCKS("1. a\n   - b\n     1. c\n        - d\n"),
                        "list\n"
                        "  item 1.\n    text justify: a\n"
                        "    list\n"
                        "      item •\n        text justify: b\n"
                        "        list\n"
                        "          item 1.\n            text justify: c\n"
                        "            list\n"
                        "              item –\n                text justify: d\n");
}

static void an_item_may_begin_with_a_directive(void **state)
{
    assert_string_equal(
        BLOCKS("1. ```tabel\n   kolom: [a]\n   baris: [{sel: [\"{{tahun}}\"]}]\n   ```\n"
               "2. > - ```tabel\n   >   kolom: [b]\n   >   baris: [{sel: [y]}]\n   >   ```\n"),
        "list\n"
        "  item 1.\n"
        "    table : \n      columns auto\n      head - [0=b a]\n      row - [0< 2017]\n"
        "  item 2.\n"
        "    quote\n"
        "      list\n"
        "        item •\n"
        "          table : \n            columns auto\n            head - [0=b b]\n"
        "            row - [0< y]\n");
}

static void quotes_are_indented(void **state)
{
    assert_string_equal(BLOCKS("> kutipan\n>\n> {{#ada_sisa}}\n> lagi\n> {{/ada_sisa}}\n\nbiasa\n"),
                        "quote\n"
                        "  text justify: kutipan\n"
                        "  text justify: lagi\n"
                        "text justify indent: biasa\n");
    assert_string_equal(BLOCKS("> luar\n>\n> > dalam\n> >\n> > 1. satu\n>\n> {{#kosong_saja}}\n"
                               "> > tidak\n>\n> {{/}}\n> luar lagi\n"),
                        "quote\n"
                        "  text justify: luar\n"
                        "  quote\n"
                        "    text justify: dalam\n"
                        "    list\n"
                        "      item 1.\n        text justify: satu\n"
                        "  text justify: luar lagi\n");
}

static void the_first_paragraph_below_a_heading_may_stand_flush(void **state)
{
    Fixture *fixture = *state;
    const World world = {.manifest = "nama: uji\ngaya: {indentasi_awal: tidak}\n"
                                     "bagian: [{id: isi, berkas: isi.md}]\n",
                         .chapter = "# A\n\nSatu.\n\nDua.\n\n## B\n\n- butir\n\nTiga.\n"};
    const Doc *doc = world_build(fixture, &world);
    assert_string_equal(support_messages(fixture), "");
    Buf out = {.arena = fixture->arena};
    dump_blocks(&out, doc->first->next, 0);
    assert_string_equal(str_c(fixture->arena, buf_str(&out)), "#bab-isi heading 1^ new (BAB I) A\n"
                                                              "text justify: Satu.\n"
                                                              "text justify indent: Dua.\n"
                                                              "heading 2 (1.1) B\n"
                                                              "list\n"
                                                              "  item •\n    text justify: butir\n"
                                                              "text justify indent: Tiga.\n");
}

static void attributes_that_do_not_fit_are_told(void **state)
{
    assert_string_equal(
        MESSAGES("{tengahh}\nTeks.\n\n{a.}\nTeks.\n\n# Judul {#a} {tanpadaftar}\n\n{#program}\n"),
        "isi.md:1:1: error: there is no attribute '{tengahh}'\n"
        "    1 | {tengahh}\n"
        "      | ^~~~~~~~~\n"
        "  hint: did you mean '{tengah}'?\n"
        "isi.md:4:1: error: '{a.}' stands before no list\n"
        "    4 | {a.}\n"
        "      | ^~~~\n"
        "isi.md:7:14: error: there is no attribute '{tanpadaftar}'\n"
        "    7 | # Judul {#a} {tanpadaftar}\n"
        "      |              ^~~~~~~~~~~~~\n"
        "  hint: did you mean '{tanpa_daftar}'?\n"
        "isi.md:9:1: error: there is no attribute '{#program}'\n"
        "    9 | {#program}\n"
        "      | ^~~~~~~~~~\n"
        "  hint: a label ends a heading; a section has two braces: {{#...}}\n");
}

static void what_has_no_place_in_a_chapter_is_told(void **state)
{
    static const struct {
        const char *chapter, *message;
    } cases[] = {
        {"a <b>c</b>\n", "isi.md:1:3: error: HTML cannot stand in a chapter\n"},
        {"<div>\nx\n</div>\n", "isi.md:1:1: error: HTML cannot stand in a chapter\n"},
        {"<!-- x -->\n", "isi.md:1:1: error: HTML cannot stand in a chapter\n"},
        {"ab ![x](y.png)\n", "isi.md:1:4: error: an image cannot stand within text\n"},
        {"a\n\n    kode\n",
         "isi.md:3:5: error: text that is indented by four spaces or more is code"},
        {"a\n\n---\n", "isi.md:3:1: error: a rule cannot stand in a chapter\n"},
        {"| a | b |\n|---|:-:|\n| 1 | 2 |\n",
         "isi.md:1:1: error: a table cannot stand in a chapter's text\n"},
        {"> teks\n> a | b\n> -- | --\n",
         "isi.md:2:1: error: a table cannot stand in a chapter's text\n"},
        {"##### x\n", "isi.md:1:1: error: headings have four levels at most\n"},
        {"- # x\n", "isi.md:1:3: error: a heading cannot stand in a list or a quote\n"},
        {"[x](javascript:y)\n", "isi.md:1:1: error: 'javascript:y' is not a link's address\n"},
        {"[x](https://{{nama}})\n", "isi.md:1:1: error: a link's address cannot hold tags\n"},
        {"a\x01\n", "isi.md:1:2: error: character U+0001 has no place in a chapter\n"},
        {"a\xEF\xA3\xBF\n", "isi.md:1:2: error: character U+F8FF has no place in a chapter\n"},
        {"a&#xF0000;\n", "isi.md:1:2: error: character U+F0000 has no place in a chapter\n"},
        {"a\xFF\n", "isi.md:1:2: error: this is not UTF-8\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_non_null(strstr(MESSAGES(cases[i].chapter), cases[i].message));
}

static void deep_nesting_is_refused(void **state)
{
    Fixture *fixture = *state;
    Buf text = {.arena = fixture->arena};
    for (int i = 0; i < 10000; i++)
        buf_text(&text, "> ");
    buf_text(&text, "x\n");
    buf_byte(&text, '\0');
    assert_non_null(strstr(MESSAGES(text.at), "error: blocks are nested deeper than 100\n"));
}

static void windows_line_ends_change_nothing(void **state)
{
    assert_string_equal(BLOCKS("# Satu {#a}\r\n\r\n{{#hukum}}\r\n1. {{ini}}\r\n{{/hukum}}\r\n"
                               "```halaman\r\nmulai: 3\r\n```\r\n"),
                        "#a heading 1^ new (BAB I) SATU\n"
                        "list\n"
                        "  item 1.\n    text justify: Undang-Undang\n"
                        "  item 2.\n    text justify: Peraturan\n"
                        "page restart 3\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(headings_are_numbered_by_level),
        TEST(headings_without_number_leave_what_is_in_them_without),
        TEST(references_print_what_their_label_is),
        TEST(a_chapter_without_a_label_has_that_of_its_id),
        TEST(labels_are_unique_and_known),
        TEST(text_has_styles_links_and_smart_punctuation),
        TEST(superscripts_and_underlines),
        TEST(attributes_set_a_paragraph_apart),
        TEST(lists_number_as_their_attribute_says),
        TEST(adjacent_lists_of_one_kind_go_on),
        TEST(lists_nest_with_other_bullets),
        TEST(bullets_are_counted_among_bullets),
        TEST(an_item_may_begin_with_a_directive),
        TEST(quotes_are_indented),
        TEST(the_first_paragraph_below_a_heading_may_stand_flush),
        TEST(lists_go_on_where_asked),
        TEST(pipes_in_text_are_text),
        TEST(what_a_list_would_go_on_with_must_be_there),
        TEST(attributes_that_do_not_fit_are_told),
        TEST(what_has_no_place_in_a_chapter_is_told),
        TEST(deep_nesting_is_refused),
        TEST(windows_line_ends_change_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
