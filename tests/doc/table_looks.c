/* The looks of a table directive: fills, stripes, heights, sizes and rules. */
#include "world.h"

#define BLOCKS(chapter)   blocks_of(*state, (chapter))
#define MESSAGES(chapter) messages_of(*state, (chapter))

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
        TEST(groups_within_groups_have_a_fill_of_their_own),
        TEST(cells_take_their_colour_from_the_data),
        TEST(every_second_plain_row_is_striped),
        TEST(cells_over_several_rows_have_no_stripe),
        TEST(texts_stand_at_the_height_that_cell_row_column_or_table_say),
        TEST(a_table_has_its_own_looks),
        TEST(faults_of_looks_are_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
