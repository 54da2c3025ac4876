/* The columns of a table directive: headers of several rows, numbers, conditions. */
#include "world.h"

#define BLOCKS(chapter)   blocks_of(*state, (chapter))
#define MESSAGES(chapter) messages_of(*state, (chapter))

static void a_tree_of_columns_becomes_rows_of_spanning_cells(void **state)
{
    assert_string_equal(
        BLOCKS("```tabel\n"
               "judul: \"Realisasi {{tahun}}\"\n"
               "kolom:\n"
               "  - {judul: No, lebar: 8mm, rata: tengah}\n"
               "  - {judul: Uraian, lebar: 2.5fr}\n"
               "  - judul: \"Tahun {{tahun}}\"\n"
               "    kolom: [{judul: Rp, rata: kanan}, {judul: Sisa, kolom: [Rp, \"%\"]}]\n"
               "nomor_kolom: ya\n"
               "baris: [{sel: [a, b, c, d, e]}]\n"
               "sumber: \"Sumber: {{nama}}\"\n"
               "```\n"),
        "table Tabel 1: Realisasi 2017\n"
        "  columns 22677 2500fr auto auto auto\n"
        "  head - [0x3=b No] [1x3=b Uraian] [2+3=b Tahun 2017]\n"
        "  head - [2x2=b Rp] [3+2=b Sisa]\n"
        "  head - [3=b Rp] [4=b %]\n"
        "  head - [0= (1)] [1= (2)] [2= (3)] [3= (4)] [4= (5)]\n"
        "  row - [0= a] [1< b] [2> c] [3< d] [4< e]\n"
        "  note Sumber: Dinas <b>Uji</b>\n");
}

static void numbers_of_columns_may_say_how_they_are_computed(void **state)
{
    assert_non_null(strstr(BLOCKS("```tabel\nkolom: [a, {judul: b, nomor: 2=(1/5)}]\n"
                                  "nomor_kolom: ya\nbaris: [{sel: [x, y]}]\n```\n"),
                           "  head - [0= (1)] [1= 2=(1/5)]\n"));
}

static void columns_under_one_title_may_have_one_number(void **state)
{
    assert_non_null(strstr(
        BLOCKS("```tabel\nkolom:\n"
               "- a\n"
               "- {judul: b, nomor: \"5\", kolom: [K, {judul: Rp, kolom: [{judul: x}, y]}]}\n"
               "- {judul: c, kolom: [K, {judul: Rp, nomor: 6=5+1}]}\n"
               "nomor_kolom: ya\nbaris: [{sel: [p, q, r, s, t, u]}]\n```\n"),
        "  head - [0= (1)] [1+3= 5] [4= (5)] [5= 6=5+1]\n"));
    assert_string_equal(
        MESSAGES(
            "```tabel\nkolom:\n- {judul: b, nomor: \"5\", kolom: [K, {judul: Rp, nomor: \"6\"}]}\n"
            "nomor_kolom: ya\nbaris: [{sel: [p, q]}]\n```\n"),
        "isi.md:3:57: error: the column above this one has a number for all columns under it\n"
        "    3 | - {judul: b, nomor: \"5\", kolom: [K, {judul: Rp, nomor: \"6\"}]}\n"
        "      |                                                         ^\n"
        "  hint: remove it, or the number of the columns together\n");
}

static void columns_are_there_where_their_condition_holds(void **state)
{
    assert_string_equal(
        BLOCKS("```tabel\n"
               "kolom:\n"
               "  - {judul: a, lebar: 8mm}\n"
               "  - {judul: b, jika: tahun == 1}\n"
               "  - {judul: c, jika: tahun == 1, kolom: [{judul: d}, {judul: e}]}\n"
               "  - {judul: f, jika: tahun == 2017, kolom: [{judul: g}, {judul: h, jika: tidak}]}\n"
               "  - {judul: i, lebar: 9mm}\n"
               "nomor_kolom: ya\n"
               "baris:\n"
               "  - {sel: [p, q, r, s, t, u, v]}\n"
               "  - {sel: [{isi: x, kolom: 2}, {isi: y, kolom: 2}, {isi: z, kolom: 3}]}\n"
               "```\n"),
        "table : \n"
        "  columns 22677 auto 25512\n"
        "  head - [0x2=b a] [1=b f] [2x2=b i]\n"
        "  head - [1=b g]\n"
        "  head - [0= (1)] [1= (2)] [2= (3)]\n"
        "  row - [0< p] [1< t] [2< v]\n"
        "  row - [0< x] [1+2< z]\n");
}

static void a_header_loses_the_rows_whose_titles_are_not_there(void **state)
{
    assert_non_null(
        strstr(BLOCKS("```tabel\nkolom: [a, {judul: b, jika: tahun == 1, kolom: [c, d]}]\n"
                      "baris: [{sel: [p, q, r]}]\n```\n"),
               "  head - [0=b a]\n"
               "  row - [0< p]\n"));
}

static void a_table_without_columns_left_is_an_error(void **state)
{
    assert_string_equal(MESSAGES("```tabel\nkolom: [{judul: a, jika: tahun == 1}]\n"
                                 "baris: [{sel: [p]}]\n```\n"),
                        "isi.md:3:9: error: no column of the table is shown\n"
                        "    3 | baris: [{sel: [p]}]\n"
                        "      |         ^\n"
                        "  hint: leave the table out by a section around it\n");
}

static void a_table_that_carries_totals_has_all_its_columns(void **state)
{
    assert_string_equal(
        MESSAGES("```tabel\nkolom: [a, {judul: b, jika: tahun == 1}]\n"
                 "pindahan: {kolom: [2]}\nbaris: [{sel: [p, \"{{tahun}}\"]}]\n```\n"),
        "isi.md:2:29: error: a table with 'pindahan' has all of its columns\n"
        "    2 | kolom: [a, {judul: b, jika: tahun == 1}]\n"
        "      |                             ^~~~~~~~~~\n"
        "  hint: remove 'pindahan', or the condition\n");
}

static void every_column_is_covered_once(void **state)
{
    assert_string_equal(
        MESSAGES("```tabel\nkolom: [a, b, c]\nbaris:\n  - sel: [x, {isi: y, kolom: 3}]\n"
                 "  - {untuk: hukum, sel: [x]}\n```\n"),
        "isi.md:4:5: error: the row's cells cover 4 columns, the table has 3\n"
        "    4 |   - sel: [x, {isi: y, kolom: 3}]\n"
        "      |     ^\n"
        "  hint: add or remove cells, or let one cover several by 'kolom'\n"
        "isi.md:5:5: error: the row's cells cover 1 column, the table has 3\n"
        "    5 |   - {untuk: hukum, sel: [x]}\n"
        "      |     ^\n"
        "  hint: add or remove cells, or let one cover several by 'kolom'\n");
    assert_non_null(
        strstr(MESSAGES("```tabel\nkolom: [a, b, c]\nbaris:\n"
                        "  - {untuk: program, sel: [{isi: x, gabung: ya}, y]}\n```\n"),
               "isi.md:4:5: error: the row's cells cover 2 columns, the table has 3\n"));
}

static void faults_of_headers_are_told_at_once(void **state)
{
    assert_string_equal(
        MESSAGES("```tabel\nlabel: x\nkolom: [{judul: a, lebar: 3ff}, {judul: b, lebar: 2cm, "
                 "kolom: [c]}]\n"
                 "baris: [{}]\n```\n"),
        "isi.md:2:8: error: a table without caption has no number to refer to\n"
        "    2 | label: x\n"
        "      |        ^\n"
        "  hint: give it a 'judul'\n"
        "isi.md:3:27: error: '3ff' is not a width\n"
        "    3 | kolom: [{judul: a, lebar: 3ff}, {judul: b, lebar: 2cm, kolom: [c]}]\n"
        "      |                           ^~~\n"
        "  hint: write a length like 8mm, 10000pt at most, a share like 2fr, or auto\n"
        "isi.md:3:51: error: a column that holds columns has no width of its own\n"
        "    3 | kolom: [{judul: a, lebar: 3ff}, {judul: b, lebar: 2cm, kolom: [c]}]\n"
        "      |                                                   ^~~\n"
        "  hint: give the columns under it widths\n"
        "isi.md:4:9: error: a row has no cells\n"
        "    4 | baris: [{}]\n"
        "      |         ^\n"
        "  hint: give it 'sel', or 'isi' with rows\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_tree_of_columns_becomes_rows_of_spanning_cells),
        TEST(numbers_of_columns_may_say_how_they_are_computed),
        TEST(columns_under_one_title_may_have_one_number),
        TEST(columns_are_there_where_their_condition_holds),
        TEST(a_header_loses_the_rows_whose_titles_are_not_there),
        TEST(a_table_without_columns_left_is_an_error),
        TEST(a_table_that_carries_totals_has_all_its_columns),
        TEST(every_column_is_covered_once),
        TEST(faults_of_headers_are_told_at_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
