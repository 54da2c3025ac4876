/*
 * The printed world: as text for people and as JSON for machines.
 */
#include "calc/world.h"

static const char SCHEMA[] = "akar:\n"
                             "  isian:\n"
                             "    tahun: tahun\n"
                             "    nama: teks\n"
                             "    tanggal: tanggal\n"
                             "    rinci: ya_tidak\n"
                             "    catatan: daftar teks\n"
                             "    target: angka per tahun\n"
                             "    pejabat: peta orang\n"
                             "    program: daftar program\n"
                             "    kosong: daftar program\n"
                             "orang: {isian: {nama: teks, nip: teks}}\n"
                             "program: {isian: {nama: teks, pagu: pagu, realisasi: uang}}\n"
                             "pagu: {isian: {induk: uang, perubahan: uang}}\n";

static const char RULES[] = "program:\n"
                            "  serapan: realisasi / pagu.induk * 100\n"
                            "  serapan_tepat: {rumus: serapan, desimal: 5}\n"
                            "akar:\n"
                            "  terbesar: 'program[pagu.induk == maks(program.pagu.induk)][1]'\n"
                            "  lulus: 'program[serapan > 90]'\n"
                            "  lalu: tahun - 1\n";

static const char DATA[] = "tahun: 2017\n"
                           "nama: \"Dinas \\\"K\\\" \\\\ & Co\\nbaris\\tdua\"\n"
                           "tanggal: 2018-03-15\n"
                           "rinci: ya\n"
                           "catatan: [a, 'b, c']\n"
                           "target: {2016: 0.5, 2017: 1.25}\n"
                           "pejabat: {kepala: {nama: A}}\n"
                           "kosong: []\n"
                           "program:\n"
                           "  - {nama: Satu, pagu: {induk: 3000000}, realisasi: 2000000}\n"
                           "  - {nama: Dua, pagu: {induk: 8000000}, realisasi: 7500000}\n"
                           "  - {nama: Tiga, pagu: {induk: 5}}\n";

static void test_json_holds_everything_exactly(void **state)
{
    Fixture *fixture = *state;
    World world = world_run(fixture, SCHEMA, RULES, DATA);
    Buf out = {.arena = fixture->arena};
    calc_print_json(world.root, &out);
    assert_str(buf_str(&out), "{\n"
                              "  \"tahun\": 2017,\n"
                              "  \"nama\": \"Dinas \\\"K\\\" \\\\ & Co\\nbaris\\tdua\",\n"
                              "  \"tanggal\": \"2018-03-15\",\n"
                              "  \"rinci\": true,\n"
                              "  \"catatan\": [\n"
                              "    \"a\",\n"
                              "    \"b, c\"\n"
                              "  ],\n"
                              "  \"target\": {\n"
                              "    \"2016\": 0.5,\n"
                              "    \"2017\": 1.25\n"
                              "  },\n"
                              "  \"pejabat\": {\n"
                              "    \"kepala\": {\n"
                              "      \"nama\": \"A\"\n"
                              "    }\n"
                              "  },\n"
                              "  \"program\": [\n"
                              "    {\n"
                              "      \"nama\": \"Satu\",\n"
                              "      \"pagu\": {\n"
                              "        \"induk\": 3000000\n"
                              "      },\n"
                              "      \"realisasi\": 2000000,\n"
                              "      \"serapan\": \"200/3\",\n"
                              "      \"serapan_tepat\": \"200/3\"\n"
                              "    },\n"
                              "    {\n"
                              "      \"nama\": \"Dua\",\n"
                              "      \"pagu\": {\n"
                              "        \"induk\": 8000000\n"
                              "      },\n"
                              "      \"realisasi\": 7500000,\n"
                              "      \"serapan\": 93.75,\n"
                              "      \"serapan_tepat\": 93.75\n"
                              "    },\n"
                              "    {\n"
                              "      \"nama\": \"Tiga\",\n"
                              "      \"pagu\": {\n"
                              "        \"induk\": 5\n"
                              "      },\n"
                              "      \"serapan\": null,\n"
                              "      \"serapan_tepat\": null\n"
                              "    }\n"
                              "  ],\n"
                              "  \"kosong\": [],\n"
                              "  \"terbesar\": \"program[2]\",\n"
                              "  \"lulus\": [\n"
                              "    \"program[2]\"\n"
                              "  ],\n"
                              "  \"lalu\": 2016\n"
                              "}\n");
}

static void test_text_reads_as_documents_do(void **state)
{
    Fixture *fixture = *state;
    World world = world_run(fixture, SCHEMA, RULES, DATA);
    Buf out = {.arena = fixture->arena};
    calc_print_text(world.root, &out);
    assert_str(buf_str(&out), "tahun: 2017\n"
                              "nama: Dinas \"K\" \\ & Co baris\tdua\n"
                              "tanggal: 15 Maret 2018\n"
                              "rinci: ya\n"
                              "catatan:\n"
                              "  - a\n"
                              "  - b, c\n"
                              "target:\n"
                              "  2016: 0,5\n"
                              "  2017: 1,25\n"
                              "pejabat:\n"
                              "  kepala:\n"
                              "    nama: A\n"
                              "program:\n"
                              "  - nama: Satu\n"
                              "    pagu:\n"
                              "      induk: 3.000.000\n"
                              "    realisasi: 2.000.000\n"
                              "    serapan = 66,67\n"
                              "    serapan_tepat = 66,66667\n"
                              "  - nama: Dua\n"
                              "    pagu:\n"
                              "      induk: 8.000.000\n"
                              "    realisasi: 7.500.000\n"
                              "    serapan = 93,75\n"
                              "    serapan_tepat = 93,75\n"
                              "  - nama: Tiga\n"
                              "    pagu:\n"
                              "      induk: 5\n"
                              "    serapan = -\n"
                              "    serapan_tepat = -\n"
                              "kosong:\n"
                              "terbesar = program 'Dua' at d.yaml:11:5\n"
                              "lulus =\n"
                              "  - program 'Dua' at d.yaml:11:5\n"
                              "lalu = 2016\n");
}

static void test_json_escapes_what_must_be(void **state)
{
    Fixture *fixture = *state;
    World world = world_run(fixture, "akar: {isian: {nama: teks}}\n", "{}\n",
                            "nama: \"\\u0085\\u2028\\u00e9\\r\"\n");
    Buf out = {.arena = fixture->arena};
    calc_print_json(world.root, &out);
    assert_str(buf_str(&out), "{\n  \"nama\": \"\xC2\x85\xE2\x80\xA8\xC3\xA9\\r\"\n}\n");
    /* What no loader lets pass. */
    world.root->values[0].text = STR("\x01\xFF\x7F");
    out.size = 0;
    calc_print_json(world.root, &out);
    assert_str(buf_str(&out), "{\n  \"nama\": \"\\u0001\xEF\xBF\xBD\\u007f\"\n}\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_json_holds_everything_exactly),
        TEST(test_text_reads_as_documents_do),
        TEST(test_json_escapes_what_must_be),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
