/* The directive `tabel`: rows over data, cells that span, and what is told when they do
 * not fit. */
#include "world.h"

#define BLOCKS(chapter)   blocks_of(*state, (chapter))
#define MESSAGES(chapter) messages_of(*state, (chapter))

static void a_missing_value_prints_a_dash_or_leaves_its_cell_empty(void **state)
{
    assert_non_null(strstr(
        BLOCKS("```tabel\nkolom: [a, {judul: b, strip: tidak}]\n"
               "baris: [{sel: [\"{{kosong_saja}}\", \"{{kosong_saja}}\"]},\n"
               "        {sel: [\"{{kosong_saja}} x\", \"{{nama}} {{kosong_saja}}\"]}]\n```\n"),
        "  row - [0< -] [1< ]\n"
        "  row - [0< - x] [1< Dinas <b>Uji</b> -]\n"));
    assert_non_null(
        strstr(BLOCKS("```tabel\nkolom: [a, {judul: b, strip: ya}]\nstrip: tidak\n"
                      "baris: [{sel: [\"{{kosong_saja}}\", \"{{kosong_saja}}\"]}]\n```\n"),
               "  row - [0< ] [1< -]\n"));
}

static void rows_repeat_over_data_and_nest(void **state)
{
    assert_string_equal(
        BLOCKS(
            "```tabel\n"
            "kolom: [No, Nama, Pagu]\n"
            "baris:\n"
            "  - untuk: program\n"
            "    isi:\n"
            "      - {gaya: kelompok, sel: [\"{{urutan | huruf}}\", {isi: \"{{nama}}\", kolom: "
            "2}]}\n"
            "      - untuk: kegiatan\n"
            "        jika: pagu > 50\n"
            "        sel: [\"{{nomor}}\", \"{{nama}}\", {isi: \"{{pagu}}\", rata: kanan, tebal: "
            "ya}]\n"
            "      - {jika: tutup, gaya: subjumlah, sel: [{isi: Jumlah, kolom: 2}, \"{{pagu}}\"]}\n"
            "  - {gaya: jumlah, sel: [\"\", Jumlah, \"{{total | angka 0}}\"]}\n"
            "```\n"),
        "table : \n"
        "  columns auto auto auto\n"
        "  head - [0=b No] [1=b Nama] [2=b Pagu]\n"
        "  row g [0<b A] [1+2<b Alfa]\n"
        "  row - [0< 1] [1< A1] [2>b 60]\n"
        "  row s [0+2<b Jumlah] [2<b 100]\n"
        "  row g [0<b B] [1+2<b Beta]\n"
        "  row - [0< 2] [1< B1] [2>b 200]\n"
        "  row t [0<b ] [1<b Jumlah] [2<b 300]\n");
}

static void merged_cells_span_the_rows_of_one_parent(void **state)
{
    assert_string_equal(BLOCKS("```tabel\n"
                               "kolom: [No, Program, Kegiatan]\n"
                               "baris:\n"
                               "  - untuk: program\n"
                               "    isi:\n"
                               "      - untuk: kegiatan\n"
                               "        sel:\n"
                               "          - {isi: \"{{atasan.urutan}}\", gabung: ya}\n"
                               "          - {isi: \"{{atasan.nama}}\", gabung: ya}\n"
                               "          - \"{{nama}}\"\n"
                               "```\n"),
                        "table : \n"
                        "  columns auto auto auto\n"
                        "  head - [0=b No] [1=b Program] [2=b Kegiatan]\n"
                        "  row - [0x2< 1] [1x2< Alfa] [2< A1]\n"
                        "  row - [2< A2]\n"
                        "  row - [0< 2] [1< Beta] [2< B1]\n");
}

static void merged_cells_reach_over_the_rows_after_theirs(void **state)
{
    assert_string_equal(BLOCKS("```tabel\n"
                               "kolom: [Nama, Jenis, Nilai]\n"
                               "baris:\n"
                               "  - untuk: program\n"
                               "    isi:\n"
                               "      - sel: [{isi: \"{{nama}}\", gabung: ya}, K, \"1\"]\n"
                               "      - sel: [Rp, \"2\"]\n"
                               "  - {sel: [{isi: akhir, kolom: 3}]}\n"
                               "```\n"),
                        "table : \n"
                        "  columns auto auto auto\n"
                        "  head - [0=b Nama] [1=b Jenis] [2=b Nilai]\n"
                        "  row - [0x2< Alfa] [1< K] [2< 1]\n"
                        "  row - [1< Rp] [2< 2]\n"
                        "  row - [0x2< Beta] [1< K] [2< 1]\n"
                        "  row - [1< Rp] [2< 2]\n"
                        "  row - [0+3< akhir]\n");
}

static void merged_cells_may_span_the_rows_of_a_parent_further_out(void **state)
{
    assert_string_equal(BLOCKS("```tabel\n"
                               "kolom: [Instansi, Program, Kegiatan]\n"
                               "baris:\n"
                               "  - untuk: tahun\n"
                               "    isi:\n"
                               "      - untuk: program\n"
                               "        isi:\n"
                               "          - untuk: kegiatan\n"
                               "            sel:\n"
                               "              - {isi: \"{{tahun}}\", gabung: ya, tingkat: 2}\n"
                               "              - {isi: \"{{atasan.nama}}\", gabung: ya}\n"
                               "              - \"{{nama}}\"\n"
                               "```\n"),
                        "table : \n"
                        "  columns auto auto auto\n"
                        "  head - [0=b Instansi] [1=b Program] [2=b Kegiatan]\n"
                        "  row - [0x3< 2017] [1x2< Alfa] [2< A1]\n"
                        "  row - [2< A2]\n"
                        "  row - [1< Beta] [2< B1]\n");
    assert_string_equal(
        MESSAGES("```tabel\nkolom: [a]\nbaris:\n"
                 "- untuk: program\n  sel: [{isi: x, gabung: ya, tingkat: 2}]\n```\n"),
        "isi.md:5:39: error: no rows are merged on level 2\n"
        "    5 |   sel: [{isi: x, gabung: ya, tingkat: 2}]\n"
        "      |                                       ^\n"
        "  hint: it counts the rows with 'untuk' that this one stands in, from 1, "
        "for a cell with 'gabung'\n");
}

static void a_cell_may_cover_a_number_of_rows(void **state)
{
    assert_string_equal(BLOCKS("```tabel\n"
                               "kolom: [a, b, c]\n"
                               "baris:\n"
                               "  - untuk: program\n"
                               "    isi:\n"
                               "      - {sel: [{isi: \"{{nama}}\", baris: 3, kolom: 2}, \"1\"]}\n"
                               "      - {sel: [\"2\"]}\n"
                               "      - {sel: [\"3\"], utuh: ya}\n"
                               "```\n"),
                        "table : \n"
                        "  columns auto auto auto\n"
                        "  head - [0=b a] [1=b b] [2=b c]\n"
                        "  row - [0+2x3< Alfa] [2< 1]\n"
                        "  row - [2< 2]\n"
                        "  row -! [2< 3]\n"
                        "  row - [0+2x3< Beta] [2< 1]\n"
                        "  row - [2< 2]\n"
                        "  row -! [2< 3]\n");
}

static void a_cell_of_several_rows_fits_into_the_table(void **state)
{
    assert_string_equal(MESSAGES("```tabel\nkolom: [a, b, c]\nbaris:\n"
                                 "- sel: [{isi: x, baris: 3, kolom: 2}, y]\n- sel: [z]\n```\n"),
                        "isi.md:4:25: error: the cell covers 3 rows, but the table ends after 2\n"
                        "    4 | - sel: [{isi: x, baris: 3, kolom: 2}, y]\n"
                        "      |                         ^\n"
                        "  hint: make 'baris' smaller, or add rows\n");
    assert_non_null(strstr(MESSAGES("```tabel\nkolom: [a, b, c]\nbaris:\n"
                                    "- sel: [x, {isi: x, baris: 2}, y]\n"
                                    "- sel: [{isi: z, kolom: 2}]\n```\n"),
                           "isi.md:5:15: error: the cell covers 2 columns and meets one that "
                           "reaches down from a row above"));
}

static void the_rows_of_a_cell_are_counted_in_one_way(void **state)
{
    const char *messages = MESSAGES("```tabel\nkolom: [a]\nbaris:\n"
                                    "- sel: [{isi: x, baris: 2, gabung: ya}]\n"
                                    "- sel: [{isi: x, baris: 0}]\n```\n");
    assert_non_null(strstr(messages, "isi.md:4:25: error: a cell with 'gabung' covers the rows of "
                                     "its parent, not a number of them"));
    assert_non_null(strstr(messages, "isi.md:5:25: error: a cell covers 1 to 1000000 rows, not 0"));
}

static void all_rows_of_a_table_may_be_kept_whole(void **state)
{
    assert_non_null(strstr(BLOCKS("```tabel\nkolom: [a]\nutuh: ya\nbaris: [{sel: [x]}, {sel: [y], "
                                  "utuh: tidak}]\n```\n"),
                           "  row -! [0< x]\n  row - [0< y]\n"));
}

static void a_table_without_rows_says_so(void **state)
{
    assert_string_equal(
        BLOCKS("```tabel\nkolom: [a, b]\n"
               "baris: [{untuk: \"program[pagu > 999]\", sel: [x, y]}]\n```\n"
               "```tabel\nkolom: [a]\nbaris: [{untuk: \"program[pagu > 999]\", sel: [x]}]\n"
               "kosong: \"Nihil pada {{tahun}}\"\n```\n"),
        "table : \n"
        "  columns auto auto\n"
        "  head - [0=b a] [1=b b]\n"
        "  row - [0+2= Tidak ada data]\n"
        "table : \n"
        "  columns auto\n"
        "  head - [0=b a]\n"
        "  row - [0= Nihil pada 2017]\n");
}

static void missing_values_in_cells_are_dashes_without_warning(void **state)
{
    Fixture *fixture = *state;
    assert_non_null(
        strstr(BLOCKS("```tabel\nkolom: [a]\nbaris: [{sel: [\"{{kosong_saja}}\"]}]\n```\n"),
               "  row - [0< -]\n"));
    assert_int_equal(diags_count(fixture->diags, SEVERITY_NOTE), 0);
}

static void line_ends_in_cells_are_breaks(void **state)
{
    assert_non_null(
        strstr(BLOCKS("```tabel\nkolom: [a]\nbaris:\n  - sel:\n      - |\n        satu {{tahun}}\n"
                      "        dua\n```\n"),
               "  row - [0< satu 2017 / dua]\n"));
}

static void captions_are_numbered_by_chapter_and_referred_to(void **state)
{
    assert_string_equal(
        BLOCKS("# Satu\n\nLihat {@b}.\n\n"
               "```tabel\njudul: A\nkolom: [{}]\nbaris: [{sel: [x]}]\n```\n"
               "```tabel\njudul: B\nlabel: b\nkolom: [{}]\nbaris: [{sel: [x]}]\n```\n"),
        "#bab-isi heading 1^ new (BAB I) SATU\n"
        "text justify indent: Lihat <@b:Tabel 1.2>.\n"
        "table Tabel 1.1: A\n"
        "  columns auto\n"
        "  row - [0< x]\n"
        "#b table Tabel 1.2: B\n"
        "  columns auto\n"
        "  row - [0< x]\n");
}

static void names_in_rows_are_checked_in_the_scope_of_their_loop(void **state)
{
    assert_string_equal(
        MESSAGES("> ```tabel\n> kolom: [a, b]\n> baris:\n>   - untuk: program[pagu > 999]\n"
                 ">     sel: [\"{{nma}}\", \"{{terakhir}} {{nomor | persn}}\"]\n"
                 ">   - {untuk: programm, sel: [x, y]}\n> ```\n"),
        "isi.md:5:16: error: unknown name 'nma'\n"
        "    5 | >     sel: [\"{{nma}}\", \"{{terakhir}} {{nomor | persn}}\"]\n"
        "      |                ^~~\n"
        "  hint: did you mean 'nama'?\n"
        "isi.md:5:48: error: there is no filter 'persn'\n"
        "    5 | >     sel: [\"{{nma}}\", \"{{terakhir}} {{nomor | persn}}\"]\n"
        "      |                                                ^~~~~\n"
        "  hint: did you mean 'persen'?\n"
        "isi.md:6:15: error: unknown name 'programm'\n"
        "    6 | >   - {untuk: programm, sel: [x, y]}\n"
        "      |               ^~~~~~~~\n"
        "  hint: did you mean 'program'?\n");
}

static void sections_within_a_cell_are_checked_too(void **state)
{
    assert_non_null(
        strstr(BLOCKS("```tabel\nkolom: [a]\nbaris: [{sel: "
                      "[\"{{#program}}{{nama}}{{^terakhir}}, {{/}}{{/program}}\"]}]\n```\n"),
               "  row - [0< Alfa, Beta]\n"));
    assert_string_equal(MESSAGES("```tabel\nkolom: [a]\nbaris:\n- sel: [\"{{#ada_sisa}}x\"]\n"
                                 "- sel: [\"x{{/y}}\"]\n```\n"),
                        "isi.md:4:10: error: '{{#ada_sisa}}' is not closed\n"
                        "    4 | - sel: [\"{{#ada_sisa}}x\"]\n"
                        "      |          ^~~~~~~~~~~~~~\n"
                        "  hint: close it with the same text after '/', or with '{{/}}'\n"
                        "isi.md:5:11: error: '{{/y}}' closes no section\n"
                        "    5 | - sel: [\"x{{/y}}\"]\n"
                        "      |           ^~~~~~\n"
                        "  hint: sections open and close within one text\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_missing_value_prints_a_dash_or_leaves_its_cell_empty),
        TEST(rows_repeat_over_data_and_nest),
        TEST(merged_cells_span_the_rows_of_one_parent),
        TEST(merged_cells_reach_over_the_rows_after_theirs),
        TEST(merged_cells_may_span_the_rows_of_a_parent_further_out),
        TEST(a_cell_may_cover_a_number_of_rows),
        TEST(a_cell_of_several_rows_fits_into_the_table),
        TEST(the_rows_of_a_cell_are_counted_in_one_way),
        TEST(all_rows_of_a_table_may_be_kept_whole),
        TEST(a_table_without_rows_says_so),
        TEST(missing_values_in_cells_are_dashes_without_warning),
        TEST(line_ends_in_cells_are_breaks),
        TEST(captions_are_numbered_by_chapter_and_referred_to),
        TEST(names_in_rows_are_checked_in_the_scope_of_their_loop),
        TEST(sections_within_a_cell_are_checked_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
