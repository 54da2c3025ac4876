/* What a table adds where it goes on on the next page: totals that are carried over, its number. */
#include "world.h"

#define BLOCKS(chapter)   blocks_of(*state, (chapter))
#define MESSAGES(chapter) messages_of(*state, (chapter))

/* The totals of a table over 0, 1, 2, ... of its rows, one line per total. */
static const char *totals_of(Fixture *fixture, const char *chapter)
{
    const Doc *doc = world_build(fixture, &(World){.chapter = chapter});
    if (doc == NULL)
        return support_messages(fixture);
    const Table *table = doc->first->next->table;
    Buf out = {.arena = fixture->arena};
    for (size_t i = 0; i < table->bridge->total_count; i++) {
        for (size_t rows = 0; rows <= table->row_count; rows++) {
            buf_byte(&out, '[');
            dump_spans(&out, bridge_total(fixture->arena, fixture->diags, table->bridge, i, rows));
            buf_byte(&out, ']');
        }
        buf_byte(&out, '\n');
    }
    buf_byte(&out, '\0');
    return out.at;
}

static void carried_totals_stand_under_their_columns(void **state)
{
    assert_non_null(strstr(BLOCKS("```tabel\nkolom: [No, Nama, {judul: Pagu, rata: kanan}, Ket]\n"
                                  "pindahan: {kolom: [3], judul: \"Pindah {{tahun}}\"}\n"
                                  "baris: [{untuk: program, sel: [x, y, \"{{pagu}}\", z]}]\n```\n"),
                           "  carried s [0+2<b Pindah 2017] [2>b ] [3<b ]\n"
                           "  brought s [0+2<b Jumlah pindahan] [2>b ] [3<b ]\n"));
}

static void carried_totals_add_up_plain_rows(void **state)
{
    assert_string_equal(
        totals_of(*state,
                  "```tabel\nkolom: [Nama, Pagu, Ganda]\n"
                  "pindahan: {kolom: [{kolom: 3, nilai: \"{{pagu * 2}}\"}, 2]}\n"
                  "baris:\n"
                  "  - untuk: program\n"
                  "    sel: [\"{{nama}}\", \"{{pagu}}\", x]\n"
                  "    isi:\n"
                  "      - {untuk: kegiatan, sel: [\"{{nama}}\", \"Rp {{pagu | angka 2}}\", x]}\n"
                  "      - {gaya: subjumlah, sel: [Jumlah, \"{{pagu}}\", x]}\n"
                  "  - {sel: [Lain, \"5\", x], dijumlah: tidak}\n```\n"),
        "[Rp 0,00][Rp 0,00][Rp 60,00][Rp 100,00][Rp 100,00][Rp 100,00][Rp 300,00][Rp 300,00][Rp "
        "300,00]\n"
        "[0][0][120][200][200][200][600][600][600]\n");
}

static void rows_say_whether_they_are_carried(void **state)
{
    assert_string_equal(totals_of(*state,
                                  "```tabel\nkolom: [Nama, Pagu]\npindahan: {kolom: [2]}\n"
                                  "baris:\n"
                                  "  - untuk: program\n"
                                  "    dijumlah: ya\n"
                                  "    sel: [\"{{nama}}\", \"{{pagu | rupiah 0}}\"]\n"
                                  "    isi: [{untuk: kegiatan, dijumlah: tidak, sel: [x, y]}]\n"
                                  "```\n"),
                        "[Rp0][Rp100][Rp100][Rp100][Rp300][Rp300]\n");
}

static void faults_of_carried_totals_are_told(void **state)
{
    assert_string_equal(MESSAGES("```tabel\nkolom: [a, b]\npindahan: {kolom: [1, 2, 2, 3]}\n"
                                 "baris: [{sel: [x, y]}]\n```\n"),
                        "isi.md:3:20: error: columns 2 to 2 can carry totals, not 1\n"
                        "    3 | pindahan: {kolom: [1, 2, 2, 3]}\n"
                        "      |                    ^\n"
                        "  hint: columns count from 1; the first one holds the titles\n"
                        "isi.md:3:26: error: column 2 is named twice\n"
                        "    3 | pindahan: {kolom: [1, 2, 2, 3]}\n"
                        "      |                          ^\n"
                        "isi.md:3:29: error: columns 2 to 2 can carry totals, not 3\n"
                        "    3 | pindahan: {kolom: [1, 2, 2, 3]}\n"
                        "      |                             ^\n"
                        "  hint: columns count from 1; the first one holds the titles\n");
    assert_non_null(strstr(MESSAGES("```tabel\nkolom: [a, b]\npindahan: {kolom: [{kolom: 2, nilai: "
                                    "x}]}\nbaris: [{sel: [x, y]}]\n```\n"),
                           "isi.md:3:38: error: 'nilai' holds no tag, or several\n"));
    assert_non_null(strstr(MESSAGES("```tabel\nkolom: [a, b]\npindahan: {kolom: [2]}\n"
                                    "baris: [{sel: [x, \"{{nama}}\"]}]\n```\n"),
                           "isi.md:4:22: error: what is carried over is no number\n"));
    assert_non_null(
        strstr(MESSAGES("```tabel\nkolom: [a, b]\npindahan: {kolom: [2]}\n"
                        "baris: [{sel: [x, \"{{tahun}} {{jumlah}}\"]}]\n```\n"),
               "error: the cell's column is carried over, but the cell holds several tags\n"));
}

static void numbers_without_a_tag_are_told(void **state)
{
    assert_string_equal(
        MESSAGES("```tabel\nkolom: [a, b]\npindahan: {kolom: [2]}\nbaris:\n"
                 "  - {sel: [x, \"{{7}}\"]}\n  - {sel: [x, \"-\"]}\n  - {sel: [x, \"12\"]}\n```\n"),
        "isi.md:7:16: error: the cell's column is carried over, but its number stands in no tag\n"
        "    7 |   - {sel: [x, \"12\"]}\n"
        "      |                ^~\n"
        "  hint: write the number as a tag, {{1250000 | angka 0}}, or say by 'dijumlah: tidak' "
        "that "
        "the row does not count\n");
    assert_non_null(strstr(
        MESSAGES("```tabel\nkolom: [a, b]\npindahan: {kolom: [2]}\nbaris: [{sel: [x, y]}]\n```\n"),
        "isi.md:3:20: error: no cell of the column that is carried over holds a value\n"));
}

static void columns_of_dashes_carry_a_dash(void **state)
{
    assert_string_equal(totals_of(*state, "```tabel\nkolom: [a, b]\npindahan: {kolom: [2]}\n"
                                          "baris: [{sel: [x, \"-\"]}]\n```\n"),
                        "[-][-]\n");
}

static void sums_without_an_end_are_told(void **state)
{
    Fixture *fixture = *state;
    Buf data = {.arena = fixture->arena};
    buf_text(&data, "tahun: 2017\nprogram:\n");
    for (int i = 0; i < 200; i++)
        buf_format(&data, "  - {nama: P%d, pagu: %d}\n", i, 1000003 + 7919 * i);
    buf_byte(&data, '\0');
    const Doc *doc = world_build(
        fixture,
        &(World){.data = data.at,
                 .chapter = "```tabel\nkolom: [a, b]\npindahan: {kolom: [2]}\nbaris: "
                            "[{untuk: program, sel: [x, \"{{1/pagu | persen}}\"]}]\n```\n"});
    assert_null(doc);
    assert_non_null(strstr(support_messages(fixture),
                           "the exact total that is carried over has more than 300 digits"));
}

static void parts_of_a_table_repeat_its_number(void **state)
{
    Fixture *fixture = *state;
    const Doc *doc = world_build(
        fixture, &(World){.chapter = "```tabel\njudul: A\njudul_ulang: ya\nkata_sambungan: "
                                     "(sambungan)\nkolom: [a]\nbaris: [{sel: [x]}]\n```\n"});
    assert_non_null(doc);
    assert_str(doc->first->next->table->caption_again->text, "Tabel 1 (sambungan)");
    assert_null(doc->first->next->table->repeat_word);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(carried_totals_stand_under_their_columns),
        TEST(carried_totals_add_up_plain_rows),
        TEST(rows_say_whether_they_are_carried),
        TEST(faults_of_carried_totals_are_told),
        TEST(numbers_without_a_tag_are_told),
        TEST(columns_of_dashes_carry_a_dash),
        TEST(sums_without_an_end_are_told),
        TEST(parts_of_a_table_repeat_its_number),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
