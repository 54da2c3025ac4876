/* The directive `bagan`: boxes written out, and boxes of records. */
#include "world.h"

#define BLOCKS(chapter)   blocks_of(*state, (chapter))
#define MESSAGES(chapter) messages_of(*state, (chapter))

static void boxes_are_written_out(void **state)
{
    assert_string_equal(
        BLOCKS("```bagan\njudul: Struktur\npohon:\n  isi: Kepala {{tahun}}\n  tebal: ya\n"
               "  bawahan:\n    - {isi: Sekretariat, letak: kanan, bawahan: [Umum]}\n"
               "    - Bidang\n    - {isi: UPTD, garis: putus}\n```\n"),
        "figure Gambar 1: Struktur\n  <b:Kepala ><b:2017>\n    > Sekretariat\n      Umum\n    "
        "Bidang\n"
        "    ~ UPTD\n");
}

static void boxes_repeat_over_records_and_what_they_hold(void **state)
{
    assert_string_equal(
        BLOCKS("```bagan\npohon:\n  isi: '{{kepala.nama}}'\n  bawahan:\n"
               "    - untuk: program\n      isi: '{{nama}}'\n      turunan: kegiatan\n"
               "      letak: \"{{jika(nama == 'Beta', 'kiri', 'bawah')}}\"\n"
               "      bawahan: ['{{hitung(kegiatan)}} kegiatan']\n```\n"),
        "figure : \n  NAMA KEPALA\n    Alfa\n      A1\n      A2\n      2 kegiatan\n"
        "    < Beta\n      B1\n      1 kegiatan\n");
}

static void only_records_that_hold_others_go_on(void **state)
{
    assert_string_equal(
        BLOCKS("```bagan\npohon: {isi: A, turunan: ini, bawahan: [{untuk: hukum, isi: "
               "'{{ini}}', turunan: ini}]}\n```\n"),
        "figure : \n  A\n    Undang-Undang\n    Peraturan\n");
}

static void what_is_wrong_is_told(void **state)
{
    static const char *const CASES[][2] = {
        {"judul: A", "'pohon'"},
        {"pohon: {isi: A, untuk: program}", "isi.md:2:24: error: a chart has one box at its top"},
        {"pohon: {isi: A, letak: kiri}", "the top of a chart stands beside nothing"},
        {"pohon: {isi: A, bawahan: [{isi: B, letak: atas}]}",
         "isi.md:2:43: error: 'atas' is no side of a box"},
        {"pohon: {isi: A, bawahan: [{isi: B, untuk: progam}]}", "unknown name 'progam'"},
        {"pohon: {isi: A, turunan: nama}", "isi.md:2:26: error: 'turunan' gives no records"},
        {"{label: x, pohon: A}", "a figure without caption has no number to refer to"},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        char chapter[200];
        snprintf(chapter, sizeof chapter, "```bagan\n%s\n```\n", CASES[i][0]);
        const char *messages = MESSAGES(chapter);
        if (strstr(messages, CASES[i][1]) == NULL)
            fail_msg("%s: %s", CASES[i][0], messages);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(boxes_are_written_out),
        TEST(boxes_repeat_over_records_and_what_they_hold),
        TEST(only_records_that_hold_others_go_on),
        TEST(what_is_wrong_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
