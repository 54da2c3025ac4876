/* The directive `tabel`: headers, rows over data, cells that span, and what is told when they do
 * not fit. */
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

static void groups_within_groups_have_a_fill_of_their_own(void **state)
{
    const Doc *doc = world_build(
        *state, &(World){.manifest = "nama: uji\ngaya: {tabel: {latar_kelompok: \"#111111\", "
                                     "latar_subkelompok: \"#222222\"}}\nbagian: [{id: isi, berkas: "
                                     "isi.md}]\n",
                         .chapter = "```tabel\nkolom: [a]\nbaris:\n"
                                    "  - {gaya: kelompok, sel: [A]}\n"
                                    "  - untuk: program\n    isi:\n"
                                    "      - {gaya: kelompok, sel: [{isi: B, inden: 2pt}]}\n"
                                    "      - {untuk: kegiatan, sel: [C]}\n```\n"});
    assert_non_null(doc);
    const Row *rows = doc->first->next->table->rows;
    assert_int_equal(rows[0].cells[0].fill, 0x111111);
    assert_int_equal(rows[1].cells[0].fill, 0x222222);
    assert_int_equal(rows[1].cells[0].indent, 2000);
    assert_false(rows[2].cells[0].filled);
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

static void cells_take_their_colour_from_the_data(void **state)
{
    assert_non_null(strstr(BLOCKS("```tabel\nkolom: [a]\nbaris: [{untuk: program, sel: "
                                  "[{isi: \"{{nama}}\", warna: \"{{warna}}\"}]}]\n```\n"),
                           "  row - [0< Alfa]\n"
                           "  row - [0<#FF0000 Beta]\n"));
    assert_string_equal(
        MESSAGES("```tabel\nkolom: [a]\nbaris: [{sel: [{isi: x, warna: merah}]}]\n```\n"),
        "isi.md:3:32: error: 'merah' is not a colour\n"
        "    3 | baris: [{sel: [{isi: x, warna: merah}]}]\n"
        "      |                                ^~~~~\n"
        "  hint: write it as \"#RRGGBB\"\n");
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

static void every_column_is_covered_once(void **state)
{
    assert_string_equal(
        MESSAGES("```tabel\nkolom: [a, b, c]\nbaris:\n  - sel: [x, {isi: y, kolom: 3}]\n"
                 "  - {untuk: hukum, sel: [x]}\n```\n"),
        "isi.md:4:5: error: the row's cells cover 4 columns, the table has 3\n"
        "    4 |   - sel: [x, {isi: y, kolom: 3}]\n"
        "      |     ^\n"
        "  hint: add or remove cells, or let one cover several by 'kolom'\n"
        "isi.md:5:5: error: the row's cells cover 1 columns, the table has 3\n"
        "    5 |   - {untuk: hukum, sel: [x]}\n"
        "      |     ^\n"
        "  hint: add or remove cells, or let one cover several by 'kolom'\n");
    assert_non_null(
        strstr(MESSAGES("```tabel\nkolom: [a, b, c]\nbaris:\n"
                        "  - {untuk: program, sel: [{isi: x, gabung: ya}, y]}\n```\n"),
               "isi.md:4:5: error: the row's cells cover 2 columns, the table has 3\n"));
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

static void every_second_plain_row_is_striped(void **state)
{
    assert_string_equal(BLOCKS("```tabel\nselang: \"#F7F7F7\"\nkolom: [a, b]\nbaris:\n"
                               "  - {gaya: kelompok, sel: [g, g]}\n"
                               "  - {sel: [x, \"1\"]}\n"
                               "  - {sel: [x, {isi: \"2\", warna: \"#FF0000\"}]}\n"
                               "  - {sel: [x, \"3\"]}\n"
                               "  - {gaya: subjumlah, sel: [s, s]}\n"
                               "  - {sel: [{isi: x, gabung: ya}, \"4\"]}\n"
                               "```\n"),
                        "table : \n"
                        "  columns auto auto\n"
                        "  head - [0=b a] [1=b b]\n"
                        "  row g [0<b g] [1<b g]\n"
                        "  row - [0< x] [1< 1]\n"
                        "  row - [0<#F7F7F7 x] [1<#FF0000 2]\n"
                        "  row - [0< x] [1< 3]\n"
                        "  row s [0<b s] [1<b s]\n"
                        "  row - [0<#F7F7F7 x] [1<#F7F7F7 4]\n");
}

static void cells_over_several_rows_have_no_stripe(void **state)
{
    assert_non_null(
        strstr(BLOCKS("```tabel\nselang: \"#F7F7F7\"\nkolom: [a, b]\nbaris:\n  - untuk: program\n"
                      "    sel: [{isi: x, gabung: ya}, \"{{nama}}\"]\n```\n"),
               "  row - [0x2< x] [1< Alfa]\n  row - [1<#F7F7F7 Beta]\n"));
}

static void texts_stand_at_the_height_that_cell_row_column_or_table_say(void **state)
{
    assert_string_equal(BLOCKS("```tabel\nrata_tegak: tengah\n"
                               "kolom: [a, {judul: b, rata: desimal, rata_tegak: bawah}]\n"
                               "baris:\n  - {sel: [x, y]}\n"
                               "  - {rata_tegak: atas, sel: [x, {isi: y, rata_tegak: tengah}]}\n"
                               "```\n"),
                        "table : \n"
                        "  columns auto auto\n"
                        "  head - [0=b a] [1=b b]\n"
                        "  row - [0<- x] [1,_ y]\n"
                        "  row - [0< x] [1,- y]\n");
}

static const Table *table_of(void **state, const char *chapter)
{
    const Doc *doc = world_build(*state, &(World){.chapter = chapter});
    const Block *block = doc != NULL ? doc->first : NULL;
    while (block != NULL && block->kind != BLOCK_TABLE)
        block = block->kind == BLOCK_QUOTE ? block->quote.first : block->next;
    assert_non_null(block);
    return block->table;
}

static void a_table_has_its_own_looks(void **state)
{
    const Table *table = table_of(
        state, "```tabel\nukuran: 8pt\nukuran_terkecil: 5pt\npadding: 1pt\npadding_tegak: 4pt\n"
               "garis: 1pt\ngaris_gaya: buku\nwarna_garis: \"#7F7F7F\"\nlebar: 12cm\nkolom: [a]\n"
               "baris: [{sel: [x]}]\n```\n");
    assert_int_equal(table->style->size, 8000);
    assert_int_equal(table->smallest, 5000);
    assert_int_equal(table->padding_x, 1000);
    assert_int_equal(table->padding_y, 4000);
    assert_int_equal(table->border, 1000);
    assert_int_equal(table->rules, RULES_BOOK);
    assert_int_equal(table->border_colour, 0x7F7F7F);
    assert_int_equal(table->width, 340157);
    table =
        table_of(state, "> ```tabel\n> lebar: penuh\n> kolom: [a]\n> baris: [{sel: [x]}]\n> ```\n");
    assert_int_equal(table->width, TABLE_FULL_WIDTH);
    assert_int_equal(table->smallest, 6000);
}

static void faults_of_looks_are_told(void **state)
{
    assert_string_equal(MESSAGES("```tabel\nlebar: 12\nukuran_terkecil: 1pt\nselang: abu\n"
                                 "kolom: [a]\nbaris: [{sel: [x]}]\n```\n"),
                        "isi.md:2:8: error: '12' is not a table's width\n"
                        "    2 | lebar: 12\n"
                        "      |        ^~\n"
                        "  hint: write a length like 12cm, penuh (as wide as the page), or isi (by "
                        "its content)\n"
                        "isi.md:3:18: error: no text can be of this size\n"
                        "    3 | ukuran_terkecil: 1pt\n"
                        "      |                  ^~~\n"
                        "  hint: sizes are 2pt to 200pt; write the table's own size to keep it\n"
                        "isi.md:4:9: error: 'abu' is not a colour\n"
                        "    4 | selang: abu\n"
                        "      |         ^~~\n"
                        "  hint: write it as \"#RRGGBB\"\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_tree_of_columns_becomes_rows_of_spanning_cells),
        TEST(numbers_of_columns_may_say_how_they_are_computed),
        TEST(a_missing_value_prints_a_dash_or_leaves_its_cell_empty),
        TEST(columns_under_one_title_may_have_one_number),
        TEST(columns_are_there_where_their_condition_holds),
        TEST(a_header_loses_the_rows_whose_titles_are_not_there),
        TEST(a_table_without_columns_left_is_an_error),
        TEST(a_table_that_carries_totals_has_all_its_columns),
        TEST(rows_repeat_over_data_and_nest),
        TEST(merged_cells_span_the_rows_of_one_parent),
        TEST(merged_cells_reach_over_the_rows_after_theirs),
        TEST(merged_cells_may_span_the_rows_of_a_parent_further_out),
        TEST(a_cell_may_cover_a_number_of_rows),
        TEST(a_cell_of_several_rows_fits_into_the_table),
        TEST(the_rows_of_a_cell_are_counted_in_one_way),
        TEST(all_rows_of_a_table_may_be_kept_whole),
        TEST(groups_within_groups_have_a_fill_of_their_own),
        TEST(a_table_without_rows_says_so),
        TEST(cells_take_their_colour_from_the_data),
        TEST(missing_values_in_cells_are_dashes_without_warning),
        TEST(line_ends_in_cells_are_breaks),
        TEST(captions_are_numbered_by_chapter_and_referred_to),
        TEST(every_column_is_covered_once),
        TEST(names_in_rows_are_checked_in_the_scope_of_their_loop),
        TEST(faults_of_headers_are_told_at_once),
        TEST(sections_within_a_cell_are_checked_too),
        TEST(every_second_plain_row_is_striped),
        TEST(cells_over_several_rows_have_no_stripe),
        TEST(texts_stand_at_the_height_that_cell_row_column_or_table_say),
        TEST(a_table_has_its_own_looks),
        TEST(faults_of_looks_are_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
