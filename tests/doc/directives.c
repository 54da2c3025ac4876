/* The directives but `tabel`, and how a directive's body is read. */
#include "world.h"

#define BLOCKS(chapter)   blocks_of(*state, (chapter))
#define MESSAGES(chapter) messages_of(*state, (chapter))

static void a_signer_has_office_lines_in_capitals_and_a_name_underlined(void **state)
{
    assert_string_equal(
        BLOCKS("```ttd\n"
               "penanda_tangan:\n"
               "  - tempat_tanggal: \"Pangkalpinang, {{tanggal}}\"\n"
               "    jabatan: [\"Kepala {{nama}}\", \"Provinsi,\"]\n"
               "    nama: \"{{kepala.nama}}\"\n"
               "    pangkat: \"{{kepala.pangkat}}\"\n"
               "    nip: \"NIP {{kepala.nip | nip}}\"\n"
               "    ruang: 3cm\n"
               "```\n"),
        "signature\n"
        "  signer Pangkalpinang, 15 Maret 2018 / KEPALA DINAS <B>UJI</B> / PROVINSI, / (85039) "
        "<bu:NAMA KEPALA> / NIP 19700101 199503 1 001\n");
}

static void up_to_three_sign_side_by_side(void **state)
{
    assert_string_equal(
        BLOCKS("```ttd\npenanda_tangan: [{nama: A}, {nama: B, jabatan: [b]}]\n```\n"),
        "signature\n"
        "  signer (70866) <bu:A>\n"
        "  signer B, / (70866) <bu:B>\n");
    assert_string_equal(
        MESSAGES("```ttd\npenanda_tangan: [{nama: A}, {nama: B}, {nama: C}, {nama: D}]\n```\n"),
        "isi.md:2:17: error: one to three sign side by side, not 4\n"
        "    2 | penanda_tangan: [{nama: A}, {nama: B}, {nama: C}, {nama: D}]\n"
        "      |                 ^\n");
}

static void a_cover_leaves_out_lines_without_value(void **state)
{
    assert_string_equal(BLOCKS("```sampul\n"
                               "atas: [{isi: \"LAPORAN {{tahun}}\", ukuran: 20pt, tebal: ya}]\n"
                               "tengah: [\"{{nama | besar}}\", \"{{kosong_saja}}\"]\n"
                               "bawah: [{isi: Kota, sebelum: 1cm}]\n"
                               "```\n"),
                        "cover\n"
                        "  text centre: LAPORAN 2017\n"
                        "  --\n"
                        "  text centre: DINAS <B>UJI</B>\n"
                        "  --\n"
                        "  text centre: Kota\n");
}

static void contents_and_pages(void **state)
{
    assert_string_equal(BLOCKS("```daftar\n```\n```daftar\njenis: tabel\n```\n"
                               "```daftar\nkedalaman: 2\n```\n```halaman\n```\n"
                               "~~~ halaman\nmulai: 5\n~~~\n"),
                        "contents 0 depth 3\n"
                        "contents 1 depth 3\n"
                        "contents 0 depth 2\n"
                        "page restart 0\n"
                        "page restart 5\n");
}

static void an_unknown_directive_gets_a_suggestion(void **state)
{
    assert_string_equal(MESSAGES("```tabl\nkolom: []\n```\n"),
                        "isi.md:1:1: error: there is no directive 'tabl'\n"
                        "    1 | ```tabl\n"
                        "      | ^~~~~~~\n"
                        "  hint: did you mean 'tabel'?\n");
}

static void where_no_directive_is_near_all_are_named(void **state)
{
    const char *messages = MESSAGES("```python\nx\n```\n");
    assert_non_null(strstr(messages, "isi.md:1:1: error: there is no directive 'python'\n"));
    assert_non_null(strstr(messages, "  hint: directives are tabel, "));
}

static void a_body_is_checked_by_the_schema_with_places_in_the_chapter(void **state)
{
    assert_string_equal(
        MESSAGES("# Satu\n\n> ```daftar\n> ```\n\n```daftar\njenis: isi\njeniss: tabel\n"
                 "kedalaman: 9x\n```\n"),
        "isi.md:3:3: error: 'daftar' cannot stand in a list or a quote\n"
        "    3 | > ```daftar\n"
        "      |   ^~~~~~~~~\n"
        "  hint: end the list or the quote before it\n"
        "isi.md:8:1: error: unknown field 'jeniss' in 'daftar'\n"
        "    8 | jeniss: tabel\n"
        "      | ^~~~~~\n"
        "  hint: did you mean 'jenis'?\n"
        "isi.md:9:12: error: kedalaman: '9x' is not a number\n"
        "    9 | kedalaman: 9x\n"
        "      |            ^~\n"
        "  hint: write 9 without a unit\n");
}

static void a_body_that_is_not_yaml_is_told_in_the_chapter(void **state)
{
    assert_non_null(strstr(
        MESSAGES("Teks.\n\n- a\n\n  ```tabel\n  kolom: [a\n  baris: []\n  ```\n"), "isi.md:"));
    assert_non_null(strstr(MESSAGES("```tabel\nkolom: [a]\nbaris:\n  - sel: [{{nama}}]\n```\n"),
                           "isi.md:4:11: error: text that begins with '{{' needs quotes\n"));
}

static void numbers_out_of_range_are_told(void **state)
{
    assert_non_null(strstr(MESSAGES("```daftar\nkedalaman: 7\n```\n"),
                           "isi.md:2:12: error: contents cannot go down to level 7\n"));
    assert_non_null(strstr(MESSAGES("```halaman\nmulai: 0\n```\n"),
                           "isi.md:2:8: error: no page can have this number\n"));
    assert_non_null(strstr(MESSAGES("```sampul\natas: [{isi: x, ukuran: 900pt}]\n```\n"),
                           "isi.md:2:25: error: no text can be of this size\n"));
    assert_non_null(strstr(MESSAGES("```halaman\ngaya: mendatar\n```\n"),
                           "isi.md:2:7: error: there is no page style 'mendatar'\n"));
}

static void a_line_of_a_cover_is_a_text_or_a_picture(void **state)
{
    assert_non_null(strstr(MESSAGES("```sampul\natas: [{ukuran: 9pt}]\n```\n"),
                           "isi.md:2:8: error: a line of a cover holds nothing\n"));
    assert_non_null(strstr(MESSAGES("```sampul\natas: [{isi: x, gambar: a.png}]\n```\n"),
                           "isi.md:2:25: error: a line of a cover is either text or a picture\n"));
    assert_non_null(
        strstr(MESSAGES("```sampul\natas: [{gambar: {berkas: a.png, judul: x}}]\n```\n"),
               "error: a picture on a cover has no 'judul' and no 'sumber'\n"));
    assert_non_null(strstr(MESSAGES("```sampul\natas: [{gambar: tiada.png}]\n```\n"), "tiada.png"));
}

static void blocks_end_and_hold_no_section_lines(void **state)
{
    const char *messages = MESSAGES("```tabel\nkolom: [a]\n{{#program}}\nbaris: []\n");
    assert_non_null(strstr(messages, "isi.md:1:1: error: this block does not end\n"));
    assert_non_null(strstr(
        messages, "isi.md:3:1: error: a section tag cannot stand on a line of a directive\n"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_signer_has_office_lines_in_capitals_and_a_name_underlined),
        TEST(up_to_three_sign_side_by_side),
        TEST(a_cover_leaves_out_lines_without_value),
        TEST(contents_and_pages),
        TEST(an_unknown_directive_gets_a_suggestion),
        TEST(where_no_directive_is_near_all_are_named),
        TEST(a_body_is_checked_by_the_schema_with_places_in_the_chapter),
        TEST(a_body_that_is_not_yaml_is_told_in_the_chapter),
        TEST(numbers_out_of_range_are_told),
        TEST(a_line_of_a_cover_is_a_text_or_a_picture),
        TEST(blocks_end_and_hold_no_section_lines),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
