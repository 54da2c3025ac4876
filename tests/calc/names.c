/*
 * Where names lead: up through the records that hold one, along paths and filters, to other years.
 */
#include "calc/world.h"

static const char SCHEMA[] = "akar:\n"
                             "  isian:\n"
                             "    tahun: tahun\n"
                             "    nama: teks\n"
                             "    program: daftar program\n"
                             "    pejabat: peta pejabat\n"
                             "    acuan: {jenis: teks, bawaan: APBD}\n"
                             "    kosong_saja: daftar program\n"
                             "    rekap: daftar rekap\n"
                             "rekap: {ringkas: sumber_rekap, isian: {sumber_rekap: teks}}\n"
                             "program:\n"
                             "  ringkas: nama\n"
                             "  isian:\n"
                             "    nama: teks\n"
                             "    kegiatan: daftar kegiatan\n"
                             "    kepala: teks\n"
                             "kegiatan:\n"
                             "  isian:\n"
                             "    nama: teks\n"
                             "    sumber: teks\n"
                             "    pagu: pagu\n"
                             "    target: angka per tahun\n"
                             "    mulai: tanggal\n"
                             "    label: daftar teks\n"
                             "pagu:\n"
                             "  isian:\n"
                             "    induk: uang\n"
                             "    perubahan: uang\n"
                             "pejabat:\n"
                             "  isian:\n"
                             "    nama: teks\n"
                             "    nip: teks\n";

static const char DATA[] =
    "tahun: 2017\n"
    "nama: Dinas\n"
    "rekap: [APBD, DAK, PHLN]\n"
    "pejabat:\n"
    "  kepala: {nama: A, nip: x}\n"
    "  sekretaris: {nama: B}\n"
    "program:\n"
    "  - nama: Satu\n"
    "    kepala: sekretaris\n"
    "    kegiatan:\n"
    "      - {nama: a, sumber: APBD, pagu: {induk: 100, perubahan: 80}, target: {2016: 5, 2017: 6},"
    " mulai: 2017-03-01, label: [x, y]}\n"
    "      - {nama: b, sumber: DAK, pagu: {induk: 50}, target: {2017: 10}, label: [z]}\n"
    "  - nama: Dua\n"
    "    kegiatan:\n"
    "      - {nama: c, sumber: APBD, pagu: {induk: 7, perubahan: 9}, target: 4}\n"
    "  - Tiga\n";

static const char RULES[] = "kegiatan:\n"
                            "  milik: nama_program\n"
                            "  dinas: atasan.atasan.nama\n"
                            "  kode: gabung(atasan.urutan, '') \n"
                            "  nomor: urutan\n"
                            "  saudara: hitung(atasan.kegiatan)\n"
                            "  sama: hitung(program.kegiatan[sumber == sumber_ini].nama)\n"
                            "  sumber_ini: sumber\n"
                            "program:\n"
                            "  nama_program: nama\n"
                            "  nama_kepala: pejabat[kepala].nama\n"
                            "pejabat:\n"
                            "  jabatan: kunci\n"
                            "pagu:\n"
                            "  selisih: perubahan - induk\n"
                            "  pemilik: nama\n"
                            "rekap:\n"
                            "  banyak: 'hitung(program.kegiatan[sumber == sumber_rekap])'\n";

static void test_names_are_looked_up_in_the_holders(void **state)
{
    World world = world_run(*state, SCHEMA, RULES, DATA);
    static const WorldCase CASES[] = {
        {"program.kegiatan.milik", "[Satu Satu Dua]"},
        {"program.kegiatan.dinas", "[Dinas Dinas Dinas]"},
        {"program.kegiatan.kode", "[1 1 2]"},
        {"program.kegiatan.nomor", "[1 2 1]"},
        {"program.kegiatan.saudara", "[2 2 1]"},
        {"program.kegiatan.pagu.pemilik", "[a b c]"},
        {"program.kegiatan.pagu.selisih", "[-20 - 2]"},
        {"atasan", "-"},
        {"ini.nama", "Dinas"},
        {"program[1].atasan.nama", "Dinas"},
        {"program[1].kegiatan[1].pagu.atasan.nama", "a"},
    };
    WORLD_CHECK(&world, CASES);
}

static void test_paths_over_lists_gather(void **state)
{
    World world = world_run(*state, SCHEMA, RULES, DATA);
    static const WorldCase CASES[] = {
        {"program.nama", "[Satu Dua Tiga]"},
        {"program.kegiatan.nama", "[a b c]"},
        {"program.kegiatan.label", "[x y z]"},
        {"jumlah(program.kegiatan.pagu.induk)", "157"},
        {"jumlah(program.kegiatan.pagu.perubahan)", "89"},
        {"program.kegiatan.pagu.perubahan", "[80 - 9]"},
        {"hitung(program.kegiatan.pagu.perubahan)", "2"},
        {"rata(program.kegiatan.pagu.induk)", "157/3"},
        {"maks(program.kegiatan.pagu.induk, 120)", "120"},
        {"kosong_saja", "[]"},
        {"kosong_saja.kegiatan.nama", "[]"},
        {"jumlah(kosong_saja.kegiatan.pagu.induk)", "-"},
        {"hitung(kosong_saja)", "0"},
        {"ada(kosong_saja)", "tidak"},
        {"ada(program)", "ya"},
        {"gabung(program.nama, ', ', ' dan ')", "Satu, Dua dan Tiga"},
        {"maks(program.kegiatan.mulai)", "1 Maret 2017"},
        {"program[1].kegiatan[1].mulai >= maks(program.kegiatan.mulai)", "ya"},
    };
    WORLD_CHECK(&world, CASES);
}

static void test_filters_see_the_element_then_what_is_around(void **state)
{
    World world = world_run(*state, SCHEMA, RULES, DATA);
    static const WorldCase CASES[] = {
        {"program.kegiatan[sumber == 'APBD'].nama", "[a c]"},
        {"program.kegiatan[sumber == acuan].nama", "[a c]"},
        {"rekap.banyak", "[2 1 0]"},
        {"jumlah(program.kegiatan[sumber == 'APBD'].pagu.induk)", "107"},
        {"program[hitung(kegiatan) > 0].nama", "[Satu Dua]"},
        {"program[hitung(kegiatan[sumber == 'DAK']) > 0].nama", "[Satu]"},
        {"program.kegiatan[pagu.perubahan > 10].nama", "[a]"},
        {"program.kegiatan[sumber == 'X'].nama", "[]"},
        {"program.kegiatan[2].nama", "b"},
        {"program[2].kegiatan[1].nama", "c"},
        {"program[hitung(kosong_saja) + 2].nama", "Dua"},
        {"program[9].nama", "-"},
        {"program.kegiatan[sumber == 'APBD'][2].nama", "c"},
        {"kosong_saja[1].nama", "-"},
        {"hitung(program[1].kegiatan[pagu.induk >= maks(atasan.kegiatan.pagu.induk)])", "1"},
    };
    WORLD_CHECK(&world, CASES);
}

static void test_maps_give_values_by_key(void **state)
{
    World world = world_run(*state, SCHEMA, RULES, DATA);
    static const WorldCase CASES[] = {
        {"pejabat.kepala.nama", "A"},       {"pejabat['sekretaris'].nama", "B"},
        {"pejabat['lain'].nama", "-"},      {"pejabat.lain", "-"},
        {"pejabat.sekretaris.nip", "-"},    {"hitung(pejabat)", "2"},
        {"pejabat.kepala.kunci", "kepala"}, {"pejabat.sekretaris.jabatan", "sekretaris"},
        {"program.nama_kepala", "[B - -]"}, {"kunci", "-"},
    };
    WORLD_CHECK(&world, CASES);
}

static void test_a_field_per_year_stands_for_the_reports_year(void **state)
{
    World world = world_run(*state, SCHEMA, RULES, DATA);
    static const WorldCase CASES[] = {
        {"program.kegiatan.target", "[6 10 4]"},
        {"program.kegiatan.target[2016]", "[5 - -]"},
        {"program.kegiatan.target[tahun - 1]", "[5 - -]"},
        {"jumlah(program.kegiatan.target[tahun])", "20"},
        {"program[1].kegiatan[1].target", "6"},
        {"program[1].kegiatan[1].target[2016]", "5"},
        {"program[1].kegiatan[1].target[kosong]", "-"},
        {"program[1].kegiatan[1].target[1999]", "-"},
        {"program[1].kegiatan.target[2016][1]", "5"},
        {"program.kegiatan[target > 5].nama", "[a b]"},
        {"program.kegiatan[target > target[2016]].nama", "[a]"},
    };
    WORLD_CHECK(&world, CASES);
}

static void test_a_computed_field_per_year_is_computed_for_every_year(void **state)
{
    World world = world_run(*state,
                            "akar: {isian: {tahun: tahun, indikator: daftar indikator}}\n"
                            "indikator: {isian: {target: angka per tahun, realisasi: angka per "
                            "tahun, capaian: angka per tahun}}\n",
                            "indikator:\n"
                            "  capaian: realisasi / target * 100\n"
                            "  kumulatif: {rumus: \"jumlah(kumulatif[tahun - 1], realisasi)\", "
                            "jenis: angka per tahun}\n"
                            "  perubahan: capaian - capaian[tahun - 1]\n"
                            "akar:\n"
                            "  rata_capaian: {rumus: rata(indikator.capaian), jenis: angka per "
                            "tahun}\n",
                            "tahun: 2017\n"
                            "indikator:\n"
                            "  - target: {2015: 10, 2016: 20, 2017: 40}\n"
                            "    realisasi: {2015: 5, 2016: 20, 2017: 30}\n"
                            "  - {target: {2016: 10, 2017: 10}, realisasi: {2016: 1, 2017: 2}}\n");
    static const WorldCase CASES[] = {
        {"indikator.capaian", "[75 20]"},
        {"indikator.capaian[2016]", "[100 10]"},
        {"indikator.capaian[2015]", "[50 -]"},
        {"indikator.perubahan", "[-25 10]"},
        {"indikator[1].kumulatif", "55"},
        {"indikator[1].kumulatif[2016]", "25"},
        {"rata_capaian", "47.5"},
        {"rata_capaian[2015]", "50"},
    };
    WORLD_CHECK(&world, CASES);
}

static void test_a_name_that_only_other_holders_know_is_missing(void **state)
{
    World world = world_run(*state,
                            "akar: {isian: {satu: satu, dua: dua}}\n"
                            "satu: {isian: {isi: isi, khusus: teks}}\n"
                            "dua: {isian: {isi: isi}}\n"
                            "isi: {isian: {nama: teks}}\n",
                            "isi: {x: khusus}\n",
                            "satu: {isi: {nama: a}, khusus: k}\ndua: {isi: {nama: b}}\n");
    static const WorldCase CASES[] = {
        {"satu.isi.x", "k"},
        {"dua.isi.x", "-"},
    };
    WORLD_CHECK(&world, CASES);
}

/* --- Before the run -------------------------------------------------------------------------- */

static const Formula *parse(const World *world, const char *text)
{
    const Formula *formula = calc_parse(world->calc, str_from(text), (Place){0});
    assert_non_null(formula);
    return formula;
}

static void test_result_types_are_told_before_the_run(void **state)
{
    Fixture *fixture = *state;
    World world = world_rules(fixture, SCHEMA,
                              "akar: {terpilih: \"program[nama == 'Dua']\",\n"
                              "       pertama: \"jika(ada(terpilih), terpilih[1])\"}\n");
    static const WorldCase CASES[] = {
        {"program", "program"},
        {"program.kegiatan", "kegiatan"},
        {"program[1]", "program"},
        {"program.kegiatan[sumber == 'x']", "kegiatan"},
        {"pejabat.kepala", "pejabat"},
        {"pejabat['x']", "pejabat"},
        {"program[1].atasan", "akar"},
        {"program[1].kegiatan[1].pagu.atasan", "kegiatan"},
        {"ini", "akar"},
        {"terpilih", "program"},
        {"pertama.kegiatan", "kegiatan"},
        {"nama", NULL},
        {"hitung(program)", NULL},
        {"lokal", NULL},
    };
    const RecordType *root = schema_type(world.schema, STR("akar"));
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        const RecordType *type =
            calc_result_type(world.calc, parse(&world, CASES[i].formula), root);
        if (CASES[i].result == NULL)
            assert_null(type);
        else
            assert_str(type->name, CASES[i].result);
    }
    assert_string_equal(support_messages(fixture), "");
}

static void test_years_are_told_from_other_numbers(void **state)
{
    Fixture *fixture = *state;
    World world = world_rules(fixture, SCHEMA, "akar: {lalu: tahun - 1, teksnya: teks(lalu)}\n");
    const RecordType *root = schema_type(world.schema, STR("akar"));
    static const struct {
        const char *formula;
        FieldKind kind;
    } CASES[] = {
        {"tahun", FIELD_YEAR},
        {"tahun - 1", FIELD_YEAR},
        {"lalu + 2", FIELD_YEAR},
        {"tahun - lalu", FIELD_NUMBER},
        {"tahun * 2", FIELD_NUMBER},
        {"maks(tahun)", FIELD_YEAR},
        {"nama", FIELD_TEXT},
        {"program.kegiatan.mulai", FIELD_DATE},
        {"jika(ya, tahun)", FIELD_YEAR},
        {"program.kegiatan.pagu.induk", FIELD_MONEY},
        {"1 == 1", FIELD_BOOL},
        {"lokal", FIELD_ANY},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++)
        assert_int_equal(calc_result_kind(world.calc, parse(&world, CASES[i].formula), root),
                         CASES[i].kind);
}

static void test_a_year_turns_into_text_without_grouping(void **state)
{
    World world = world_run(*state, SCHEMA, "akar: {lalu: tahun - 1}\n", DATA);
    static const WorldCase CASES[] = {
        {"teks(tahun)", "2017"},
        {"teks(lalu)", "2016"},
        {"teks(tahun * 1)", "2.017"},
        {"gabung(program.atasan.tahun, '-')", "2017-2017-2017"},
    };
    WORLD_CHECK(&world, CASES);
}

static void test_unknown_names_are_reported_with_a_suggestion(void **state)
{
    Fixture *fixture = *state;
    World world = world_rules(fixture, SCHEMA,
                              "kegiatan:\n"
                              "  a: targt * 2\n"
                              "  b: pagu.indu\n"
                              "  c: program.kegiatn.nama\n"
                              "  d: 'program[kepla == nama]'\n"
                              "  e: jumlah\n"
                              "  f: pagu[1]\n"
                              "  g: skala(1, 'lakip')\n"
                              "  h: nama == kosong\n"
                              "  i: zzzzzz\n"
                              "  j: atsan.nama\n");
    assert_false(world.good);
    static const char *const EXPECTED[] = {
        "r.yaml:2:6: error: unknown name 'targt'",
        "did you mean 'target'?",
        "r.yaml:3:11: error: 'pagu' has no field 'indu'",
        "did you mean 'induk'?",
        "r.yaml:4:14: error: 'program' has no field 'kegiatn'",
        "did you mean 'kegiatan'?",
        "r.yaml:5:15: error: unknown name 'kepla'",
        "did you mean 'kepala'?",
        "r.yaml:6:6: error: unknown name 'jumlah'",
        "it is a function: jumlah(list or numbers...)",
        "r.yaml:7:10: error: what stands before '[' is no list",
        "r.yaml:8:15: error: there is no scale 'lakip'",
        "r.yaml:9:14: error: a comparison with 'kosong' never holds",
        "r.yaml:10:6: error: unknown name 'zzzzzz'",
        "r.yaml:11:6: error: unknown name 'atsan'",
        "did you mean 'atasan'?",
    };
    WORLD_EXPECT(fixture, EXPECTED);
    assert_int_equal(diags_count(fixture->diags, SEVERITY_ERROR), 10);
}

static void test_locals_and_unknown_scopes_are_not_complained_about(void **state)
{
    Fixture *fixture = *state;
    World world = world_rules(fixture, SCHEMA, "akar: {}\n");
    const RecordType *root = schema_type(world.schema, STR("akar"));
    const Local local = {STR("nomor"), {.kind = VALUE_MISSING}};
    const Locals locals = {&local, 1};
    assert_true(calc_check(world.calc, parse(&world, "nomor + 1"), root, &locals));
    assert_true(calc_check(world.calc, parse(&world, "apa.saja[di == mana]"), NULL, NULL));
    assert_true(calc_check(world.calc, parse(&world, "nomor.apa[saja]"), root, &locals));
    assert_false(calc_check(world.calc, parse(&world, "nomor + 1"), root, NULL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_names_are_looked_up_in_the_holders),
        TEST(test_paths_over_lists_gather),
        TEST(test_filters_see_the_element_then_what_is_around),
        TEST(test_maps_give_values_by_key),
        TEST(test_a_field_per_year_stands_for_the_reports_year),
        TEST(test_a_computed_field_per_year_is_computed_for_every_year),
        TEST(test_a_name_that_only_other_holders_know_is_missing),
        TEST(test_result_types_are_told_before_the_run),
        TEST(test_years_are_told_from_other_numbers),
        TEST(test_a_year_turns_into_text_without_grouping),
        TEST(test_unknown_names_are_reported_with_a_suggestion),
        TEST(test_locals_and_unknown_scopes_are_not_complained_about),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
