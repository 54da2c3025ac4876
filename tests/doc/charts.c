/* The directive `grafik`: categories and series over the data, formats, and what is told. */
#include "world.h"

#define BLOCKS(body) blocks_of(*state, "```grafik\n" body "```\n")

/* --- Data ------------------------------------------------------------------------------------ */

static void values_may_be_written_out(void **state)
{
    assert_string_equal(BLOCKS("jenis: batang\n"
                               "judul: \"Koperasi {{tahun}}\"\n"
                               "kategori: [Aktif, Tidak aktif]\n"
                               "satuan: unit\n"
                               "seri:\n"
                               "  - {nama: Target, data: [12, 7.5], warna: '#1F4E79'}\n"
                               "  - {nama: Realisasi, data: [kosong, 2 * 3]}\n"),
                        "figure Grafik 1: Koperasi 2017\n"
                        "  bars v labels [] [(unit)]\n"
                        "    Target #1F4E79: Aktif=12,0 Tidak aktif=7,5\n"
                        "    Realisasi: Aktif=- Tidak aktif=6,0\n"
                        "  alt Grafik batang: Koperasi 2017. Target: Aktif 12,0; Tidak aktif 7,5. "
                        "Realisasi: Aktif tidak ada nilai; Tidak aktif 6,0.\n");
}

static void categories_and_series_repeat_over_records(void **state)
{
    assert_string_equal(
        BLOCKS("jenis: batang_mendatar\n"
               "kategori:\n"
               "  - {untuk: program, label: \"{{urutan_bagian}}. {{nama}}\"}\n"
               "seri: [{nama: Pagu, nilai: pagu}, {nama: Tengah, nilai: pagu / 2}]\n"
               "uraian: Pagu {{tahun}}\n"),
        "figure : \n"
        "  across v labels [] []\n"
        "    Pagu: 1. Alfa=100 2. Beta=200\n"
        "    Tengah: 1. Alfa=50 2. Beta=100\n"
        "  alt Pagu 2017\n");
    assert_string_equal(BLOCKS("jenis: garis\n"
                               "kategori: [{untuk: \"daftar(1, 2, 3)\", label: \"{{ini}}\"}]\n"
                               "seri: [{untuk: program, nama: \"{{nama}}\", nilai: pagu * ini}]\n"
                               "uraian: x\n"),
                        "figure : \n"
                        "  lines v labels [] []\n"
                        "    Alfa: 1=100 2=200 3=300\n"
                        "    Beta: 1=200 2=400 3=600\n"
                        "  alt x\n");
}

static void categories_may_be_years(void **state)
{
    assert_string_equal(BLOCKS("jenis: garis\n"
                               "kategori: [{dari: tahun - 2, sampai: tahun}]\n"
                               "seri: [{nama: a, nilai: \"tahun - 2010\"}]\n"
                               "uraian: x\ntabel_data: ya\n"
                               "garis_acuan: {nilai: jumlah / 200000, judul: Acuan}\n"),
                        "figure : \n"
                        "  lines - labels table [] [] target Acuan\n"
                        "    a: 2015=5 2016=6 2017=7\n"
                        "  alt x\n");
}

static void without_series_values_stand_at_the_categories(void **state)
{
    assert_string_equal(
        BLOCKS("jenis: lingkaran\n"
               "kategori:\n"
               "  - {untuk: program, label: \"{{nama}}\", nilai: pagu, warna: \"{{warna}}\"}\n"
               "  - {label: Lain, nilai: total / 3}\n"
               "label_nilai: tidak\nuraian: x\n"),
        "figure : \n"
        "  pie r [] []\n"
        "    : Alfa=100 Beta #FF0000=200 Lain=100\n"
        "  alt x\n");
}

static void a_gauge_has_the_bands_of_its_scale(void **state)
{
    const Doc *doc = world_build(
        *state, &(World){.scales = "uji:\n  tingkat:\n    - {mulai: 50, sebutan: Baik}\n"
                                   "    - {mulai: 0, sebutan: Kurang}\n",
                         .chapter = "```grafik\njenis: meteran\n"
                                    "kategori: [{label: Capaian, nilai: 49.996}]\n"
                                    "format: persen\nskala: uji\n```\n"});
    assert_non_null(doc);
    Buf out = {.arena = ((Fixture *)*state)->arena};
    dump_blocks(&out, doc->first->next, 0);
    buf_byte(&out, '\0');
    assert_string_equal(out.at, "figure : \n"
                                "  gauge - labels [] [] Kurang Baik\n"
                                "    : Capaian=50,00%\n"
                                "  alt Grafik meteran. Capaian 50,00%.\n");
    /* As it is printed, so it is graded. */
    assert_str(doc->first->next->figure->chart->grades[0], "Baik");
}

/* --- Formats --------------------------------------------------------------------------------- */

static void values_are_written_in_a_format_and_unit(void **state)
{
    static const struct {
        const char *fields, *printed, *title, *alt;
    } cases[] = {
        {"", "13773923464", "[]", "13.773.923.464"},
        {"format: angka 1\ndalam: juta\nsatuan: orang\n", "13.773,9", "[(juta orang)]", NULL},
        {"format: rupiah\n", "13,77", "[(miliar rupiah)]", "Rp13,77\xC2\xA0miliar"},
        {"format: rupiah 0\ndalam: juta\njudul_sumbu: {y: Pagu}\n", "13.774",
         "[Pagu (juta rupiah)]", "Rp13.774\xC2\xA0juta"},
        {"format: rupiah\ndalam: satuan\n", "13.773.923.464", "[(rupiah)]", "Rp13.773.923.464"},
        {"format: persen 0\n", "13.773.923.464%", "[]", NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Fixture *fixture = *state;
        const char *chapter =
            str_format(fixture->arena,
                       "```grafik\njenis: batang\nkategori: [{label: k, nilai: 13773923464}]\n%s"
                       "```\n",
                       cases[i].fields)
                .at;
        const char *blocks = blocks_of(fixture, chapter);
        if (i > 0)
            assert_non_null(strstr(blocks, cases[i].printed));
        assert_non_null(strstr(blocks, cases[i].title));
        if (cases[i].alt != NULL)
            assert_non_null(strstr(blocks, cases[i].alt));
    }
}

/* --- What is told ---------------------------------------------------------------------------- */

typedef struct Wrong {
    const char *body, *message;
} Wrong;

/* Each body leads to its message and to no other. */
static void assert_told(const Wrong *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        void *inner = NULL;
        assert_int_equal(fixture_setup(&inner), 0);
        Fixture *fixture = inner;
        const char *chapter = str_format(fixture->arena, "```grafik\n%s```\n", cases[i].body).at;
        const char *messages = messages_of(fixture, chapter);
        if (strstr(messages, cases[i].message) == NULL)
            fail_msg("'%s' is not in:\n%s", cases[i].message, messages);
        assert_int_equal(diags_count(fixture->diags, SEVERITY_NOTE), 1);
        fixture_teardown(&inner);
    }
}

static void wrong_categories_and_series_are_told_at_their_place(void **state)
{
    (void)state;
    static const Wrong cases[] = {
        {"jenis: batan\nkategori: [{label: a, nilai: 1}]\n", "isi.md:2:8: error: jenis"},
        {"jenis: batang\nkategori: []\n", "isi.md:3:11: error: the chart has no categories"},
        {"jenis: batang\nkategori: [{untuk: 'program[pagu > 999]', label: a, nilai: 1}]\n",
         "isi.md:2:1: error: the chart has no data"},
        {"jenis: batang\nkategori: [{label: a, nilai: kosong}]\n",
         "isi.md:2:1: error: the chart has no data"},
        {"jenis: lingkaran\nkategori: [a]\nseri: [{untuk: 'program[pagu > 999]', nilai: 1}]\n",
         "isi.md:2:1: error: the chart has no data"},
        {"jenis: lingkaran\nkategori: [{untuk: 'program[pagu > 999]', label: a, nilai: 1}]\n",
         "isi.md:2:1: error: the chart has no data"},
        {"jenis: batang\nkategori: [{label: a, nilai: nama}]\n",
         "isi.md:3:30: error: a chart needs a number here, not a text"},
        {"jenis: batang\nkategori: [{label: a, nilai: program}]\n",
         "isi.md:3:30: error: a chart needs a number here, not a list"},
        {"jenis: batang\nkategori: [{nilai: 1}]\n", "isi.md:3:12: error: a category has no name"},
        {"jenis: batang\nkategori: [a]\n", "isi.md:3:12: error: a category has no value"},
        {"jenis: batang\nkategori: [{label: a, nilai: 1}]\nseri: [{data: [1]}]\n",
         "isi.md:3:30: error: where a chart has 'seri', its categories have no 'nilai'"},
        {"jenis: batang\nkategori: [a]\nseri: [{nama: x}]\n",
         "isi.md:4:8: error: a series has no values"},
        {"jenis: batang\nkategori: [a]\nseri: [{nilai: 1, data: [1]}]\n",
         "isi.md:4:8: error: a series has 'nilai' or 'data', not both"},
        {"jenis: batang\nkategori: [a, b]\nseri: [{data: [1]}]\n",
         "isi.md:4:8: error: a series has 1 value, the chart 2 categories"},
        {"jenis: batang\nkategori: [{dari: 2015}]\nseri: [{nilai: 1}]\n",
         "isi.md:3:12: error: a category over years needs the first and the last"},
        {"jenis: batang\nkategori: [{dari: 2024, sampai: 2020}]\nseri: [{nilai: 1}]\n",
         "isi.md:3:19: error: 'dari' is 2024, after 'sampai', which is 2020"},
        {"jenis: batang\nkategori: [{dari: 15, sampai: 17}]\nseri: [{nilai: 1}]\n",
         "isi.md:3:19: error: this is not a year"},
        {"jenis: batang\nkategori: [{dari: 1901, sampai: 2017}]\nseri: [{nilai: 1}]\n",
         "isi.md:3:12: error: a chart has more than 100 categories"},
        {"jenis: batang\nkategori: [a]\nseri: [1, 2, 3, 4, 5, 6, 7, 8, 9]\n",
         "isi.md:4:7: error: a chart has more than 8 series"},
        {"jenis: batang\nkategori: [a]\nseri: [{untuk: 'daftar(1,2,3,4,5,6,7,8,9)', nilai: 1}]\n",
         "isi.md:4:8: error: a chart has more than 8 series"},
    };
    assert_told(cases, sizeof cases / sizeof *cases);
}

static void wrong_looks_and_axes_are_told_at_their_place(void **state)
{
    (void)state;
    static const Wrong cases[] = {
        {"jenis: batang\nkategori: [{label: a, nilai: 1, warna: biru}]\n",
         "isi.md:3:40: error: 'biru' is not a colour"},
        {"jenis: batang\nkategori: [a]\nseri: [{nilai: 1, warna: '#12'}]\n",
         "isi.md:4:27: error: '#12' is not a colour"},
        {"jenis: batang\nkategori: [{label: a, nilai: 1}]\nformat: rupian\n",
         "isi.md:4:9: error: a chart has no format 'rupian'"},
        {"jenis: batang\nkategori: [{label: a, nilai: 1}]\nformat: angka 9\n",
         "isi.md:4:9: error: a chart's values have 0 to 6 decimals, not '9'"},
        {"jenis: batang\nkategori: [{label: a, nilai: 1}]\nminimum: 5\nmaksimum: 5\n",
         "isi.md:5:11: error: 'maksimum' must be above 'minimum'"},
        {"jenis: batang\nkategori: [{label: a, nilai: 100}]\nmaksimum: 5\n",
         "isi.md:4:11: warning: 'maksimum' is below the value 100 of 'a': what lies beyond is cut "
         "off"},
        {"jenis: garis\nkategori: [{label: a, nilai: -1}, {label: b, nilai: -2}]\nminimum: 0\n",
         "isi.md:4:10: warning: 'minimum' is above the value -2 of 'b' and others: what"},
        {"jenis: batang_bertumpuk\nkategori: [a]\nseri: [{nama: x, data: [3]}, {nama: y, data: "
         "[4]}]\nmaksimum: 6\n",
         "isi.md:5:11: warning: 'maksimum' is below the value 7 of 'a'"},
        {"jenis: batang\nkategori: [{label: a, nilai: 1}]\nmaksimum: 5\ngaris_acuan: {nilai: 6}\n",
         "isi.md:4:11: warning: 'maksimum' is below the value 6 of the line across"},
        {"jenis: batang\nkategori: [{label: \"a {@isi}\", nilai: 1}]\n",
         "isi.md:3:23: error: a reference cannot stand here"},
        {"jenis: batang\nkategori: [{label: a, nilai: 1}]\nsatuan: \"{@isi halaman}\"\n",
         "isi.md:4:10: error: a reference cannot stand here"},
        {"jenis: lingkaran\nkategori: [{label: a, nilai: -1}]\n",
         "isi.md:3:12: error: the slice 'a' of a pie is negative"},
        {"jenis: lingkaran\nkategori: [{label: a, nilai: 0}]\n",
         "isi.md:3:12: warning: a pie has nothing but zero"},
        {"jenis: lingkaran\nkategori: [{label: a, nilai: 1}]\ntabel_data: ya\n",
         "isi.md:4:13: error: 'tabel_data' means nothing for a chart of kind 'lingkaran'"},
        {"jenis: lingkaran\nkategori: [a]\nseri: [1, 2]\n",
         "isi.md:4:11: error: a chart of slices shows one series, not 2"},
        {"jenis: batang\nkategori: [{label: a, nilai: pagi}]\n",
         "isi.md:3:30: error: unknown name 'pagi'"},
        {"jenis: batang\nlabel: x\nkategori: [{label: a, nilai: 1}]\n",
         "isi.md:3:8: error: a figure without caption has no number to refer to"},
        {"jenis: meteran\nskala: mana\nkategori: [{label: a, nilai: 1}]\n",
         "isi.md:3:8: error: there is no scale"},
    };
    assert_told(cases, sizeof cases / sizeof *cases);
}

/* What a reader takes together stands closer than what follows. */
static void a_figure_is_nearer_to_its_caption_than_to_what_follows(void **state)
{
    const Doc *doc =
        world_build(*state, &(World){.chapter = "```grafik\njenis: batang\njudul: A\nsumber: B\n"
                                                "kategori: [{label: a, nilai: 1}]\n```\n\n"
                                                "```rumus\nisi: a = b\n```\n"});
    assert_non_null(doc);
    const Block *figure = doc->first;
    while (figure->kind != BLOCK_FIGURE)
        figure = figure->next;
    assert_true(figure->figure->style->after >= 3 * figure->figure->caption_style->before);
    const TextStyle *equation = figure->next->equation->style;
    assert_true(equation->after >= 2 * (equation->size / 2)); /* twice that between its lines */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(values_may_be_written_out),
        TEST(categories_and_series_repeat_over_records),
        TEST(categories_may_be_years),
        TEST(without_series_values_stand_at_the_categories),
        TEST(a_gauge_has_the_bands_of_its_scale),
        TEST(values_are_written_in_a_format_and_unit),
        TEST(a_figure_is_nearer_to_its_caption_than_to_what_follows),
        TEST(wrong_categories_and_series_are_told_at_their_place),
        TEST(wrong_looks_and_axes_are_told_at_their_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
