/* What binding says to data that do not fit the schema. */
#include "cases.h"
#include "report.h"

/* clang-format off */
static const Case cases[] = {
    {"an unknown field",
     "nama: x\n"
     "targt: 1\n", 0,
     "test.yaml:2:1: error: unknown field 'targt' in 'laporan'\n"
     "    2 | targt: 1\n"
     "      | ^~~~~\n"
     "  hint: did you mean 'target'?\n"},
    {"an unknown field like no other",
     "nama: x\n"
     "zzz: 1\n", 0,
     "test.yaml:2:1: error: unknown field 'zzz' in 'laporan'\n"
     "    2 | zzz: 1\n"
     "      | ^~~\n"
     "  hint: its fields: nama, kode, nip, tahun, tanggal, aktif, arah, jumlah, nilai, serapan, biaya, modal, lebar, catatan, target, anggaran, pagu, indikator, unsur, bab, unit\n"},
    {"a text cut at its comma",
     "{nama: satu, dua tiga, kode: 1}\n", 0,
     "test.yaml:1:14: error: unknown field 'dua tiga' in 'laporan'\n"
     "    1 | {nama: satu, dua tiga, kode: 1}\n"
     "      |              ^~~~~~~~\n"
     "  hint: within {...} text that holds a comma needs quotes\n"},
    {"a required field left out",
     "kode: 1\n", 0,
     "test.yaml:1:1: error: 'nama' is missing in 'laporan'\n"
     "    1 | kode: 1\n"
     "      | ^\n"
     "  hint: nama: Nama instansi\n"},
    {"a required field without value",
     "nama:\n", 0,
     "test.yaml:1:6: error: 'nama' is empty\n"
     "    1 | nama:\n"
     "      |      ^\n"
     "  hint: nama: Nama instansi\n"},
    {"a required text that is empty",
     "nama: \"\"\n", 0,
     "test.yaml:1:8: error: 'nama' is empty\n"
     "    1 | nama: \"\"\n"
     "      |        ^\n"
     "  hint: nama: Nama instansi\n"},
    {"a required field of an item",
     "nama: x\n"
     "indikator:\n"
     "  - nama: a\n"
     "  - satuan: orang\n", 0,
     "test.yaml:4:5: error: 'nama' is missing in 'indikator'\n"
     "    4 |   - satuan: orang\n"
     "      |     ^\n"},
    {"a list as the data",
     "- a\n", 0,
     "test.yaml:1:1: error: laporan: fields are expected, not a list\n"
     "    1 | - a\n"
     "      | ^\n"
     "  hint: its fields: nama, kode, nip, tahun, tanggal, aktif, arah, jumlah, nilai, serapan, biaya, modal, lebar, catatan, target, anggaran, pagu, indikator, unsur, bab, unit\n"},
    {"a text as the data",
     "teks\n", 0,
     "test.yaml:1:1: error: laporan: fields are expected, not a single value\n"
     "    1 | teks\n"
     "      | ^~~~\n"
     "  hint: its fields: nama, kode, nip, tahun, tanggal, aktif, arah, jumlah, nilai, serapan, biaya, modal, lebar, catatan, target, anggaran, pagu, indikator, unsur, bab, unit\n"},
    {"a map for a single value",
     "nama: {a: 1}\n", 0,
     "test.yaml:1:7: error: nama: a single value is expected, not a map\n"
     "    1 | nama: {a: 1}\n"
     "      |       ^\n"},
    {"values per year for one value",
     "nama: x\n"
     "nilai: {2016: 1}\n", 0,
     "test.yaml:2:8: error: nilai: a single value is expected, not a map\n"
     "    2 | nilai: {2016: 1}\n"
     "      |        ^\n"
     "  hint: this field has one value, not one per year\n"},
    {"a list for a single value",
     "nama: [x]\n", 0,
     "test.yaml:1:7: error: nama: a single value is expected, not a list\n"
     "    1 | nama: [x]\n"
     "      |       ^\n"
     "  hint: write one value, without '[' and ']'\n"},
    {"a list of lines for a single value",
     "nama:\n"
     "  - x\n", 0,
     "test.yaml:2:3: error: nama: a single value is expected, not a list\n"
     "    2 |   - x\n"
     "      |   ^\n"
     "  hint: write one value, without '-' (in XML: without <butir>)\n"},
    {"a list with an anchor for a single value",
     "nama: &a [x]\n", 0,
     "test.yaml:1:7: error: nama: a single value is expected, not a list\n"
     "    1 | nama: &a [x]\n"
     "      |       ^\n"
     "  hint: write one value, without '[' and ']'\n"},
    {"a single value for a list",
     "nama: x\n"
     "unsur: satu\n", 0,
     "test.yaml:2:8: error: unsur: a list is expected, not a single value\n"
     "    2 | unsur: satu\n"
     "      |        ^~~~\n"
     "  hint: begin each item with '- ' (in XML: put it into <butir>)\n"},
    {"a map for a list",
     "nama: x\n"
     "indikator: {nama: x}\n", 0,
     "test.yaml:2:12: error: indikator: a list is expected, not a map\n"
     "    2 | indikator: {nama: x}\n"
     "      |            ^\n"
     "  hint: begin each item with '- ' (in XML: put it into <butir>)\n"},
    {"a list for a map",
     "nama: x\n"
     "bab: [a]\n", 0,
     "test.yaml:2:6: error: bab: a map is expected, not a list\n"
     "    2 | bab: [a]\n"
     "      |      ^\n"
     "  hint: write each entry as 'name: value'\n"},
    {"a single value for a record",
     "nama: x\n"
     "indikator: [satu]\n", 0,
     "test.yaml:2:13: error: indikator: fields are expected, not a single value\n"
     "    2 | indikator: [satu]\n"
     "      |             ^~~~\n"
     "  hint: its fields: nama, satuan, target\n"},
    {"a list for a record",
     "nama: x\n"
     "pagu: [1]\n", 0,
     "test.yaml:2:7: error: pagu: fields are expected, not a list\n"
     "    2 | pagu: [1]\n"
     "      |       ^\n"
     "  hint: its fields: induk, perubahan\n"},
    {"an empty item",
     "nama: x\n"
     "unsur: [a, null]\n", 0,
     "test.yaml:2:12: error: unsur: an item of the list is empty\n"
     "    2 | unsur: [a, null]\n"
     "      |            ^~~~\n"
     "  hint: fill it in or remove it\n"},
    {"an item without a value",
     "nama: x\n"
     "indikator:\n"
     "  -\n", 0,
     "test.yaml:3:4: error: indikator: an item of the list is empty\n"
     "    3 |   -\n"
     "      |    ^\n"
     "  hint: fill it in or remove it\n"},
    {"a number with a unit",
     "nama: x\n"
     "indikator: [{nama: y, target: 6 %}]\n", 0,
     "test.yaml:2:31: error: target: '6 %' is not a number\n"
     "    2 | indikator: [{nama: y, target: 6 %}]\n"
     "      |                               ^~~\n"
     "  hint: write 6; the unit belongs in 'satuan'\n"},
    {"a number with a unit where the unit is fixed",
     "nama: x\n"
     "serapan: 95%\n", 0,
     "test.yaml:2:10: error: serapan: '95%' is not a number\n"
     "    2 | serapan: 95%\n"
     "      |          ^~~\n"
     "  hint: write 95; the unit is persen anyway\n"},
    {"a number with a unit where none is",
     "nama: x\n"
     "nilai: 12 orang\n", 0,
     "test.yaml:2:8: error: nilai: '12 orang' is not a number\n"
     "    2 | nilai: 12 orang\n"
     "      |        ^~~~~~~~\n"
     "  hint: write 12 without a unit\n"},
    {"money in words of magnitude",
     "nama: x\n"
     "biaya: 3155.4 juta\n"
     "pagu: {induk: Rp 3.1 M, perubahan: 3155 ribu rupiah}\n", 0,
     "test.yaml:2:8: error: biaya: '3155.4 juta' is not a number\n"
     "    2 | biaya: 3155.4 juta\n"
     "      |        ^~~~~~~~~~~\n"
     "  hint: write 3155400000; the unit is rupiah anyway\n"
     "test.yaml:3:15: error: induk: 'Rp 3.1 M' is not a number\n"
     "    3 | pagu: {induk: Rp 3.1 M, perubahan: 3155 ribu rupiah}\n"
     "      |               ^~~~~~~~\n"
     "  hint: write digits, with '.' before decimals: 1234.5\n"
     "test.yaml:3:36: error: perubahan: '3155 ribu rupiah' is not a number\n"
     "    3 | pagu: {induk: Rp 3.1 M, perubahan: 3155 ribu rupiah}\n"
     "      |                                    ^~~~~~~~~~~~~~~~\n"
     "  hint: write 3155000 without a unit\n"},
    {"money in a field whose unit is a word of magnitude",
     "nama: x\n"
     "modal: 3,1 miliar\n", 0,
     "test.yaml:2:8: error: modal: '3,1 miliar' is not a number\n"
     "    2 | modal: 3,1 miliar\n"
     "      |        ^~~~~~~~~~\n"
     "  hint: write 3100; the unit is juta rupiah anyway\n"},
    {"money in words of magnitude that can be read in two ways",
     "nama: x\n"
     "biaya: 3.155 jt\n", 0,
     "test.yaml:2:8: error: biaya: '3.155 jt' can be read in two ways\n"
     "    2 | biaya: 3.155 jt\n"
     "      |        ^~~~~~~~\n"
     "  hint: write 3155000000 if '.' groups thousands, 3155000 if decimals follow it\n"},
    {"decimals before a word of magnitude",
     "nama: x\n"
     "biaya: -0.1255 milyar\n", 0,
     "test.yaml:2:8: error: biaya: '-0.1255 milyar' is not a number\n"
     "    2 | biaya: -0.1255 milyar\n"
     "      |        ^~~~~~~~~~~~~~\n"
     "  hint: write -125500000; the unit is rupiah anyway\n"},
    {"money with a word that may be one of magnitude",
     "nama: x\n"
     "biaya: 12 m\n"
     "pagu: 3.155 mio\n", 0,
     "test.yaml:2:8: error: biaya: '12 m' is not a number\n"
     "    2 | biaya: 12 m\n"
     "      |        ^~~~\n"
     "  hint: write digits alone: the whole amount in rupiah\n"
     "test.yaml:3:7: error: induk: '3.155 mio' is not a number\n"
     "    3 | pagu: 3.155 mio\n"
     "      |       ^~~~~~~~~\n"
     "  hint: write digits alone: the whole amount in rupiah\n"},
    {"a target in words of magnitude",
     "nama: x\n"
     "indikator: [{nama: y, target: 2 juta orang}]\n", 0,
     "test.yaml:2:31: error: target: '2 juta orang' is not a number\n"
     "    2 | indikator: [{nama: y, target: 2 juta orang}]\n"
     "      |                               ^~~~~~~~~~~~\n"
     "  hint: write 2000000, or 2 if 'satuan' says 'juta orang'\n"},
    {"numbers in words of magnitude where no unit is",
     "nama: x\n"
     "nilai: 3,5 triliun\n"
     "jumlah: 2 rb orang\n", 0,
     "test.yaml:2:8: error: nilai: '3,5 triliun' is not a number\n"
     "    2 | nilai: 3,5 triliun\n"
     "      |        ^~~~~~~~~~~\n"
     "  hint: write 3500000000000\n"
     "test.yaml:3:9: error: jumlah: '2 rb orang' is not a number\n"
     "    3 | jumlah: 2 rb orang\n"
     "      |         ^~~~~~~~~~\n"
     "  hint: write 2000 without a unit\n"},
    {"text for a number",
     "nama: x\n"
     "nilai: enam\n", 0,
     "test.yaml:2:8: error: nilai: 'enam' is not a number\n"
     "    2 | nilai: enam\n"
     "      |        ^~~~\n"
     "  hint: write digits, with '.' before decimals: 1234.5\n"},
    {"an empty text for a number",
     "nama: x\n"
     "nilai: \"\"\n", 0,
     "test.yaml:2:9: error: 'nilai' is empty\n"
     "    2 | nilai: \"\"\n"
     "      |         ^\n"
     "  hint: leave it out where there is no value\n"},
    {"money that can be read in two ways",
     "nama: x\n"
     "biaya: 1.400\n", 0,
     "test.yaml:2:8: error: biaya: '1.400' can be read in two ways\n"
     "    2 | biaya: 1.400\n"
     "      |        ^~~~~\n"
     "  hint: write 1400 if '.' groups thousands, 1.4 if decimals follow it\n"},
    {"a number that can be read in two ways",
     "nama: x\n"
     "nilai: 12.750\n", 0,
     "test.yaml:2:8: error: nilai: '12.750' can be read in two ways\n"
     "    2 | nilai: 12.750\n"
     "      |        ^~~~~~\n"
     "  hint: write 12750 if '.' groups thousands, 12.75 if decimals follow it\n"},
    {"a number of three decimals that can be read in two ways",
     "nama: x\n"
     "nilai: 1.234\n", 0,
     "test.yaml:2:8: error: nilai: '1.234' can be read in two ways\n"
     "    2 | nilai: 1.234\n"
     "      |        ^~~~~\n"
     "  hint: write 1234 if '.' groups thousands, 1.2340 if decimals follow it\n"},
    {"a count that can be read in two ways",
     "nama: x\n"
     "jumlah: \"-12.500\"\n", 0,
     "test.yaml:2:10: error: jumlah: '-12.500' can be read in two ways\n"
     "    2 | jumlah: \"-12.500\"\n"
     "      |          ^~~~~~~\n"
     "  hint: write -12500 if '.' groups thousands, -12.5 if decimals follow it\n"},
    {"a count that is a fraction",
     "nama: x\n"
     "jumlah: 2.5\n", 0,
     "test.yaml:2:9: error: jumlah: '2.5' is not a whole number\n"
     "    2 | jumlah: 2.5\n"
     "      |         ^~~\n"
     "  hint: a count has no decimals\n"},
    {"a count below zero",
     "nama: x\n"
     "jumlah: -3\n", 0,
     "test.yaml:2:9: error: jumlah: '-3' is negative\n"
     "    2 | jumlah: -3\n"
     "      |         ^~\n"
     "  hint: a count is 0 or more\n"},
    {"a year out of range",
     "nama: x\n"
     "tahun: 17\n", 0,
     "test.yaml:2:8: error: tahun: '17' is not a year\n"
     "    2 | tahun: 17\n"
     "      |        ^~\n"
     "  hint: write a year from 1900 to 2999, such as 2017\n"},
    {"a day that is none",
     "nama: x\n"
     "tanggal: 31 Februari 2017\n", 0,
     "test.yaml:2:10: error: tanggal: '31 Februari 2017' is not a day\n"
     "    2 | tanggal: 31 Februari 2017\n"
     "      |          ^~~~~~~~~~~~~~~~\n"
     "  hint: write 2017-09-15 or 15 September 2017\n"},
    {"yes for ya",
     "nama: x\n"
     "aktif: yes\n", 0,
     "test.yaml:2:8: error: aktif: 'yes' is neither ya nor tidak\n"
     "    2 | aktif: yes\n"
     "      |        ^~~\n"
     "  hint: write ya or tidak\n"},
    {"a choice misspelt",
     "nama: x\n"
     "arah: naikk\n", 0,
     "test.yaml:2:7: error: arah: 'naikk' is not among the choices\n"
     "    2 | arah: naikk\n"
     "      |       ^~~~~\n"
     "  hint: did you mean 'naik'? The choices are: naik, turun\n"},
    {"a choice that is none",
     "nama: x\n"
     "arah: kiri\n", 0,
     "test.yaml:2:7: error: arah: 'kiri' is not among the choices\n"
     "    2 | arah: kiri\n"
     "      |       ^~~~\n"
     "  hint: choose one of: naik, turun\n"},
    {"a code with a space",
     "nama: x\n"
     "kode: 2 17\n", 0,
     "test.yaml:2:7: error: kode: '2 17' is not a code\n"
     "    2 | kode: 2 17\n"
     "      |       ^~~~\n"
     "  hint: a code has digits, letters and dots: 2.17.01\n"},
    {"a length without unit",
     "nama: x\n"
     "lebar: 8\n", 0,
     "test.yaml:2:8: error: lebar: '8' is not a length\n"
     "    2 | lebar: 8\n"
     "      |        ^\n"
     "  hint: write a number with its unit: 8mm, 2.5cm, 11pt or 1in\n"},
    {"a length with a comma",
     "nama: x\n"
     "lebar: 2,5cm\n", 0,
     "test.yaml:2:8: error: lebar: '2,5cm' is not a length\n"
     "    2 | lebar: 2,5cm\n"
     "      |        ^~~~~\n"
     "  hint: write a number with its unit: 8mm, 2.5cm, 11pt or 1in\n"},
    {"a length of no number",
     "nama: x\n"
     "lebar: mm\n", 0,
     "test.yaml:2:8: error: lebar: 'mm' is not a length\n"
     "    2 | lebar: mm\n"
     "      |        ^~\n"
     "  hint: write a number with its unit: 8mm, 2.5cm, 11pt or 1in\n"},
    {"a length too long",
     "nama: x\n"
     "lebar: 6m\n", 0,
     "test.yaml:2:8: error: lebar: '6m' is not a length\n"
     "    2 | lebar: 6m\n"
     "      |        ^~\n"
     "  hint: write a number with its unit: 8mm, 2.5cm, 11pt or 1in\n"},
    {"a length longer than a page",
     "nama: x\n"
     "lebar: 201in\n", 0,
     "test.yaml:2:8: error: lebar: '201in' is too long\n"
     "    2 | lebar: 201in\n"
     "      |        ^~~~~\n"
     "  hint: a length is at most 200in\n"},
    {"a key that is no year",
     "nama: x\n"
     "target: {20l7: 1, 2016: 2}\n", 0,
     "test.yaml:2:10: error: target: '20l7' is not a year\n"
     "    2 | target: {20l7: 1, 2016: 2}\n"
     "      |          ^~~~\n"
     "  hint: write the values by year: {2016: 10, 2017: 12}\n"},
    {"a wrong value of a year",
     "nama: x\n"
     "target: {2016: a}\n", 0,
     "test.yaml:2:16: error: target: 'a' is not a number\n"
     "    2 | target: {2016: a}\n"
     "      |                ^\n"
     "  hint: write digits, with '.' before decimals: 1234.5\n"},
    {"a list for values per year",
     "nama: x\n"
     "target: [1]\n", 0,
     "test.yaml:2:9: error: target: a single value is expected, not a list\n"
     "    2 | target: [1]\n"
     "      |         ^\n"
     "  hint: write one value, without '[' and ']'\n"},
    {"a long text as a number",
     "nama: x\n"
     "nilai: ini bukan bilangan melainkan kalimat yang panjang sekali\n", 0,
     "test.yaml:2:8: error: nilai: 'ini bukan bilangan melainkan kalimat yan...' is not a number\n"
     "    2 | nilai: ini bukan bilangan melainkan kalimat yang panjang sekali\n"
     "      |        ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~\n"
     "  hint: write digits, with '.' before decimals: 1234.5\n"},
    {"all problems at once",
     "kode: \"?\"\n"
     "nilai: a\n"
     "pagu: {induk: b, lain: 1}\n"
     "indikator: [{target: c}]\n", 0,
     "test.yaml:1:1: error: 'nama' is missing in 'laporan'\n"
     "    1 | kode: \"?\"\n"
     "      | ^\n"
     "  hint: nama: Nama instansi\n"
     "test.yaml:1:8: error: kode: '?' is not a code\n"
     "    1 | kode: \"?\"\n"
     "      |        ^\n"
     "  hint: a code has digits, letters and dots: 2.17.01\n"
     "test.yaml:2:8: error: nilai: 'a' is not a number\n"
     "    2 | nilai: a\n"
     "      |        ^\n"
     "  hint: write digits, with '.' before decimals: 1234.5\n"
     "test.yaml:3:15: error: induk: 'b' is not a number\n"
     "    3 | pagu: {induk: b, lain: 1}\n"
     "      |               ^\n"
     "  hint: write digits, with '.' before decimals: 1234.5\n"
     "test.yaml:3:18: error: unknown field 'lain' in 'pagu'\n"
     "    3 | pagu: {induk: b, lain: 1}\n"
     "      |                  ^~~~\n"
     "  hint: its fields: induk, perubahan\n"
     "test.yaml:4:13: error: 'nama' is missing in 'indikator'\n"
     "    4 | indikator: [{target: c}]\n"
     "      |             ^\n"
     "test.yaml:4:22: error: target: 'c' is not a number\n"
     "    4 | indikator: [{target: c}]\n"
     "      |                      ^\n"
     "  hint: write digits, with '.' before decimals: 1234.5\n"},
};
/* clang-format on */

static void gives_its_messages(void **state)
{
    const Case *row = *state;
    void *own = NULL;
    fixture_setup(&own);
    Fixture *fixture = own;
    Schema *schema = make_schema(fixture, report_schema);
    const Node *tree = make_tree(fixture, row->input);
    (void)data_bind(fixture->arena, schema, schema_type(schema, STR("laporan")), tree, 2017);
    assert_string_equal(support_messages(fixture), row->messages);
    fixture_teardown(&own);
}

/* Only the first have hints, so that time and memory do not grow with the rest. */
static void a_flood_of_unknown_fields_is_counted(void **state)
{
    Fixture *fixture = *state;
    Schema *schema = make_schema(fixture, report_schema);
    Buf text = {.arena = fixture->arena};
    buf_text(&text, "nama: x\n");
    for (int i = 0; i < 1900; i++)
        buf_format(&text, "k%d: 1\n", i);
    buf_byte(&text, '\0');
    const Node *tree = make_tree(fixture, text.at);
    (void)data_bind(fixture->arena, schema, schema_type(schema, STR("laporan")), tree, 2017);
    assert_int_equal(diags_count(fixture->diags, SEVERITY_ERROR), 1900);
    assert_non_null(strstr(support_messages(fixture), "'k99' in 'laporan'"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {TEST(a_flood_of_unknown_fields_is_counted)};
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    return failed +
           run_cases("bind_errors", cases, sizeof cases / sizeof *cases, gives_its_messages);
}
