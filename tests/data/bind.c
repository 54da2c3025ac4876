/* What binding makes of data: values of every kind, records and where they stand. */
#include "report.h"

static Record *bind_with(Fixture *fixture, Schema *schema, const char *text, int64_t year)
{
    Record *record = data_bind(fixture->arena, schema, schema_type(schema, STR("laporan")),
                               make_tree(fixture, text), year);
    if (record == NULL || diags_failed(fixture->diags))
        fail_msg("%s", support_messages(fixture));
    return record;
}

static Record *bind(void **state, const char *text)
{
    Fixture *fixture = *state;
    return bind_with(fixture, make_schema(fixture, report_schema), text, 2017);
}

static void assert_number(void **state, Value value, const char *text)
{
    Fixture *fixture = *state;
    assert_int_equal(value.kind, VALUE_NUMBER);
    assert_str(num_to_plain(fixture->arena, value.number), text);
}

static void every_kind_is_read(void **state)
{
    const Record *record = bind(state, "nama: \"Dinas \"\n"
                                       "kode: 2.17.01.A\n"
                                       "nip: 19700101 199503 1 001\n"
                                       "tahun: 2017\n"
                                       "tanggal: 15 September 2017\n"
                                       "aktif: ya\n"
                                       "arah: turun\n"
                                       "jumlah: 1.234.567\n"
                                       "nilai: -15.5\n"
                                       "biaya: Rp13.773.923.464,00\n"
                                       "catatan: 1.400\n");
    assert_str(record_text(record, "nama"), "Dinas ");
    assert_str(record_text(record, "kode"), "2.17.01.A");
    assert_str(record_text(record, "nip"), "19700101 199503 1 001");
    assert_int_equal(record_int(record, "tahun", 0), 2017);
    Value date = record_get(record, "tanggal");
    assert_int_equal(date.kind, VALUE_DATE);
    assert_int_equal(date.date.month, 9);
    assert_true(record_flag(record, "aktif"));
    assert_str(record_text(record, "arah"), "turun");
    assert_number(state, record_get(record, "jumlah"), "1234567");
    assert_number(state, record_get(record, "nilai"), "-15.5");
    assert_number(state, record_get(record, "biaya"), "13773923464");
    assert_str(record_text(record, "catatan"), "1.400");
}

static void lengths_are_exact_to_a_thousandth_of_a_point(void **state)
{
    static const struct {
        const char *text;
        const char *length;
    } rows[] = {
        {"11pt", "11000"}, {"1in", "72000"},        {"2.54cm", "72000"}, {"25.4 mm", "72000"},
        {"8mm", "22677"},  {"-0.5cm", "-14173"},    {"0", "0"},          {"0.0005pt", "1"},
        {"1mm", "2835"},   {"0.0004999999pt", "0"}, {"-0.0005pt", "-1"}, {"200in", "14400000"},
    };
    Fixture *fixture = *state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *text = str_format(fixture->arena, "{nama: x, lebar: %s}", rows[i].text).at;
        assert_number(state, record_get(bind(state, text), "lebar"), rows[i].length);
    }
}

static void what_is_not_given_is_missing(void **state)
{
    const Record *record = bind(state, "nama: x\nnilai:\nunsur:\n");
    assert_int_equal(record_get(record, "nilai").kind, VALUE_MISSING);
    assert_int_equal(record_get(record, "biaya").kind, VALUE_MISSING);
    assert_int_equal(record_get(record, "no_such_field").kind, VALUE_MISSING);
    assert_int_equal(record_list(record, "unsur")->count, 0);
    assert_null(record_record(record, "pagu"));
    assert_int_equal(record_int(record, "jumlah", 7), 7);
    assert_int_equal(record_text(record, "catatan").size, 0);
    assert_null(record->stated);
}

static void a_default_stands_for_what_is_not_given(void **state)
{
    assert_str(record_text(bind(state, "nama: x"), "arah"), "naik");
    assert_str(record_text(bind(state, "nama: x\narah:"), "arah"), "naik");
}

static void values_per_year_are_sorted(void **state)
{
    Value value =
        record_get(bind(state, "{nama: x, target: {2017: 3, 2015: 1, 2016: }}"), "target");
    assert_int_equal(value.kind, VALUE_MAP);
    assert_int_equal(value.map->count, 2);
    assert_int_equal(value.map->entries[0].year, 2015);
    assert_str(value.map->entries[0].key, "2015");
    assert_number(state, value.map->entries[0].value, "1");
    assert_int_equal(value.map->entries[1].year, 2017);
}

static void a_single_value_stands_for_the_reports_year(void **state)
{
    Value value = record_get(bind(state, "{nama: x, target: 35, anggaran: 7}"), "target");
    assert_int_equal(value.map->count, 1);
    assert_int_equal(value.map->entries[0].year, 2017);
    assert_str(value.map->entries[0].key, "2017");
    assert_number(state, value.map->entries[0].value, "35");
}

static void without_a_year_single_values_need_one(void **state)
{
    Fixture *fixture = *state;
    Schema *schema = make_schema(fixture, report_schema);
    (void)data_bind(fixture->arena, schema, schema_type(schema, STR("laporan")),
                    make_tree(fixture, "{nama: x, target: 35}"), 0);
    assert_string_equal(support_messages(fixture),
                        "test.yaml:1:19: error: target: it is not known for which year this is\n"
                        "    1 | {nama: x, target: 35}\n"
                        "      |                   ^~\n"
                        "  hint: write 'year: value'\n");
}

static void records_per_year_are_told_from_one_record(void **state)
{
    const Record *record =
        bind(state, "{nama: x, anggaran: {2016: {induk: 1}, 2017: 2}, pagu: {induk: 5}}");
    const Map *map = record_get(record, "anggaran").map;
    assert_int_equal(map->count, 2);
    assert_number(state, record_get(map->entries[1].value.record, "induk"), "2");
    record = bind(state, "{nama: x, anggaran: {induk: 4}}");
    map = record_get(record, "anggaran").map;
    assert_int_equal(map->count, 1);
    assert_int_equal(map->entries[0].year, 2017);
    assert_number(state, record_get(map->entries[0].value.record, "induk"), "4");
}

static void a_bare_value_stands_for_the_shorthand(void **state)
{
    const Record *pagu = record_record(bind(state, "{nama: x, pagu: 1500000}"), "pagu");
    assert_non_null(pagu);
    assert_number(state, record_get(pagu, "induk"), "1500000");
    assert_int_equal(record_get(pagu, "perubahan").kind, VALUE_MISSING);
}

static void records_know_where_they_stand(void **state)
{
    Record *root = bind(state, "nama: x\n"
                               "indikator:\n"
                               "  - nama: a\n"
                               "  - {nama: b, target: 4}\n"
                               "unit: {satu: {nama: c}, dua: {nama: d}}\n");
    const List *list = record_list(root, "indikator");
    assert_int_equal(list->count, 2);
    const Record *second = list->items[1].record;
    assert_ptr_equal(second->parent, root);
    assert_str(second->field->name, "indikator");
    assert_int_equal(second->position, 2);
    assert_int_equal(root->position, 1);
    assert_null(root->parent);
    assert_null(root->field);
    const Map *map = record_get(root, "unit").map;
    assert_str(map->entries[1].key, "dua");
    assert_int_equal(map->entries[1].value.record->position, 2);
    Place place = record_place(second, "target");
    assert_int_equal(place.line, 4);
    assert_int_equal(place.column, 23);
    assert_int_equal(record_place(second, "satuan").column, 5);
    assert_int_equal(record_place(second, NULL).column, 5);
    assert_int_equal(record_place(NULL, NULL).line, 0);
}

static void both_spellings_bind_alike(void **state)
{
    Fixture *fixture = *state;
    const Node *tree = data_load_xml(
        fixture->arena, fixture->diags,
        support_source(fixture, "test.xml",
                       "<data><nama>x</nama><pagu>10</pagu><target><isi kunci=\"2016\">3</isi>"
                       "</target><unsur><butir>a</butir></unsur></data>"));
    Schema *schema = make_schema(fixture, report_schema);
    const Record *record =
        data_bind(fixture->arena, schema, schema_type(schema, STR("laporan")), tree, 2017);
    assert_false(diags_failed(fixture->diags));
    assert_number(state, record_get(record_record(record, "pagu"), "induk"), "10");
    assert_int_equal(record_get(record, "target").map->entries[0].year, 2016);
    assert_str(record_list(record, "unsur")->items[0].text, "a");
}

static void a_malformed_nip_is_kept_for_the_audits(void **state)
{
    Fixture *fixture = *state;
    assert_str(record_text(bind(state, "{nama: x, nip: '123'}"), "nip"), "123");
    assert_int_equal(diags_count(fixture->diags, SEVERITY_WARNING), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(every_kind_is_read),
        TEST(lengths_are_exact_to_a_thousandth_of_a_point),
        TEST(what_is_not_given_is_missing),
        TEST(a_default_stands_for_what_is_not_given),
        TEST(values_per_year_are_sorted),
        TEST(a_single_value_stands_for_the_reports_year),
        TEST(without_a_year_single_values_need_one),
        TEST(records_per_year_are_told_from_one_record),
        TEST(a_bare_value_stands_for_the_shorthand),
        TEST(records_know_where_they_stand),
        TEST(both_spellings_bind_alike),
        TEST(a_malformed_nip_is_kept_for_the_audits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
