/* Schemas: adding, resolving, and fields declared computed. */
#include "report.h"

static const char holding[] =
    "laporan:\n"
    "  isian:\n"
    "    program: daftar program\n"
    "    rekap: pagu\n"
    "program: {isian: {nama: teks, pagu: pagu, kegiatan: daftar kegiatan}}\n"
    "kegiatan: {isian: {nama: teks, pagu: pagu}}\n"
    "pagu: {ringkas: induk, isian: {induk: uang, perubahan: uang}}\n";

static RecordType *type(const Schema *schema, const char *name)
{
    RecordType *found = schema_type(schema, str_from(name));
    assert_non_null(found);
    return found;
}

static Field *declare(Schema *schema, const char *of, const char *path)
{
    return schema_declare_computed(schema, type(schema, of), str_from(path), (Place){0});
}

static void kinds_and_shapes_are_read(void **state)
{
    Schema *schema = make_schema(*state, report_schema);
    static const struct {
        const char *name;
        FieldKind kind;
        FieldShape shape;
    } rows[] = {
        {"nama", FIELD_TEXT, SHAPE_ONE},
        {"kode", FIELD_CODE, SHAPE_ONE},
        {"nip", FIELD_NIP, SHAPE_ONE},
        {"tahun", FIELD_YEAR, SHAPE_ONE},
        {"tanggal", FIELD_DATE, SHAPE_ONE},
        {"aktif", FIELD_BOOL, SHAPE_ONE},
        {"arah", FIELD_CHOICE, SHAPE_ONE},
        {"jumlah", FIELD_COUNT, SHAPE_ONE},
        {"nilai", FIELD_NUMBER, SHAPE_ONE},
        {"biaya", FIELD_MONEY, SHAPE_ONE},
        {"lebar", FIELD_LENGTH, SHAPE_ONE},
        {"catatan", FIELD_ANY, SHAPE_ONE},
        {"target", FIELD_NUMBER, SHAPE_PER_YEAR},
        {"anggaran", FIELD_RECORD, SHAPE_PER_YEAR},
        {"pagu", FIELD_RECORD, SHAPE_ONE},
        {"indikator", FIELD_RECORD, SHAPE_LIST},
        {"unsur", FIELD_TEXT, SHAPE_LIST},
        {"unit", FIELD_RECORD, SHAPE_MAP},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const Field *field = schema_field(type(schema, "laporan"), str_from(rows[i].name));
        assert_non_null(field);
        assert_int_equal(field->kind, rows[i].kind);
        assert_int_equal(field->shape, rows[i].shape);
        assert_ptr_equal(field->owner, type(schema, "laporan"));
        assert_ptr_equal(field->owner->fields[field->index], field);
    }
    const Field *name = schema_field(type(schema, "laporan"), STR("nama"));
    assert_true(name->required);
    assert_str(name->meaning, "Nama instansi");
    assert_str(schema_field(type(schema, "laporan"), STR("serapan"))->unit, "persen");
    assert_int_equal(schema_field(type(schema, "laporan"), STR("arah"))->choice_count, 2);
    assert_null(schema_field(type(schema, "laporan"), STR("x")));
    assert_null(schema_type(schema, STR("x")));
}

static void a_later_file_adds_types_and_fields(void **state)
{
    Fixture *fixture = *state;
    Schema *schema = make_schema(fixture, holding);
    const Node *more =
        make_tree(fixture, "kegiatan: {arti: Kegiatan, isian: {lokasi: daftar tempat}}\n"
                           "tempat: {isian: {nama: teks}}\n");
    assert_true(schema_add(schema, more));
    assert_true(schema_resolve(schema));
    const Field *field = schema_field(type(schema, "kegiatan"), STR("lokasi"));
    assert_ptr_equal(field->record, type(schema, "tempat"));
    assert_str(type(schema, "kegiatan")->meaning, "Kegiatan");
    assert_ptr_equal(type(schema, "tempat")->holders[0], field);
    size_t count = 0;
    assert_str(schema_type_names(schema, &count)[4], "tempat");
    assert_int_equal(count, 5);
}

static void a_later_file_cannot_change_a_type(void **state)
{
    Fixture *fixture = *state;
    Schema *schema = make_schema(fixture, holding);
    const Node *more = make_tree(fixture, "pagu: {ringkas: perubahan, isian: {induk: teks}}\n");
    assert_false(schema_add(schema, more));
    assert_string_equal(support_messages(fixture),
                        "test.yaml:1:17: error: 'ringkas' of 'pagu' is given already\n"
                        "    1 | pagu: {ringkas: perubahan, isian: {induk: teks}}\n"
                        "      |                 ^~~~~~~~~\n"
                        "  hint: a file may only add fields to a type of skema.yaml\n"
                        "test.yaml:1:36: error: the field 'induk' of 'pagu' is declared twice\n"
                        "    1 | pagu: {ringkas: perubahan, isian: {induk: teks}}\n"
                        "      |                                    ^~~~~\n"
                        "  hint: it stands already in skema.yaml, line 7\n");
}

static void a_type_in_use_takes_no_more_fields(void **state)
{
    Fixture *fixture = *state;
    Schema *schema = make_schema(fixture, holding);
    assert_non_null(data_bind(fixture->arena, schema, type(schema, "pagu"),
                              make_tree(fixture, "{induk: 1}"), 2017));
    assert_false(schema_add(schema, make_tree(fixture, "pagu: {isian: {x: teks}}")));
    assert_null(declare(schema, "pagu", "x"));
    assert_null(declare(schema, "program", "pagu.x"));
    assert_int_equal(diags_count(fixture->diags, SEVERITY_ERROR), 3);
}

static void holders_are_found(void **state)
{
    Schema *schema = make_schema(*state, holding);
    const RecordType *pagu = type(schema, "pagu");
    assert_int_equal(pagu->holder_count, 3);
    assert_ptr_equal(pagu->holders[0], schema_field(type(schema, "laporan"), STR("rekap")));
    assert_ptr_equal(pagu->holders[2], schema_field(type(schema, "kegiatan"), STR("pagu")));
    assert_int_equal(type(schema, "laporan")->holder_count, 0);
}

static void a_computed_field_is_pending_and_may_be_stated(void **state)
{
    Fixture *fixture = *state;
    Schema *schema = make_schema(fixture, holding);
    Field *induk = declare(schema, "pagu", "induk");
    Field *made = declare(schema, "pagu", "serapan");
    assert_true(induk->computed);
    assert_int_equal(induk->kind, FIELD_MONEY);
    assert_int_equal(made->kind, FIELD_ANY);
    const Record *record = data_bind(fixture->arena, schema, type(schema, "pagu"),
                                     make_tree(fixture, "{induk: 10, serapan: '95,02%'}"), 2017);
    assert_false(diags_failed(fixture->diags));
    assert_int_equal(record->values[induk->index].kind, VALUE_PENDING);
    assert_int_equal(record_stated(record, induk).kind, VALUE_NUMBER);
    assert_str(record_stated(record, made).text, "95,02%");
    record =
        data_bind(fixture->arena, schema, type(schema, "pagu"), make_tree(fixture, "12"), 2017);
    assert_int_equal(record_stated(record, induk).kind, VALUE_NUMBER);
}

static void a_path_computes_the_field_of_one_holder_only(void **state)
{
    Fixture *fixture = *state;
    Schema *schema = make_schema(fixture, holding);
    const RecordType *shared = type(schema, "pagu");
    Field *induk = declare(schema, "program", "pagu.induk");
    assert_true(induk->computed);
    const Field *holder = schema_field(type(schema, "program"), STR("pagu"));
    assert_ptr_equal(holder->record, induk->owner);
    assert_ptr_not_equal(holder->record, shared);
    assert_str(holder->record->name, "pagu");
    assert_ptr_equal(holder->record->shorthand, induk);
    assert_int_equal(holder->record->holder_count, 1);
    assert_ptr_equal(holder->record->holders[0], holder);
    assert_int_equal(shared->holder_count, 2);
    assert_false(schema_field(shared, STR("induk"))->computed);
    assert_ptr_equal(schema_field(type(schema, "kegiatan"), STR("pagu"))->record, shared);
    /* The copy is made once. */
    assert_ptr_equal(declare(schema, "program", "pagu.perubahan")->owner, induk->owner);
    size_t count = 0;
    (void)schema_type_names(schema, &count);
    assert_int_equal(count, 4);
}

static void a_copy_has_what_is_declared_for_its_type(void **state)
{
    Fixture *fixture = *state;
    static const int first = 1, second = 2;
    Schema *schema = make_schema(fixture, holding);
    Field *own = declare(schema, "program", "pagu.induk");
    own->user = &second;
    /* After the copy was made. */
    Field *sisa = declare(schema, "pagu", "sisa");
    sisa->user = &first;
    sisa->kind = FIELD_MONEY;
    Field *induk = declare(schema, "pagu", "induk");
    induk->user = &first;
    assert_non_null(
        data_bind(fixture->arena, schema, type(schema, "laporan"), make_tree(fixture, "{}"), 2017));
    const RecordType *copy = own->owner;
    const Field *inherited = schema_field(copy, STR("sisa"));
    assert_non_null(inherited);
    assert_ptr_not_equal(inherited, sisa);
    assert_true(inherited->computed);
    assert_ptr_equal(inherited->owner, copy);
    assert_ptr_equal(inherited->user, &first);
    assert_int_equal(inherited->kind, FIELD_MONEY);
    assert_ptr_equal(schema_field(copy, STR("induk"))->user, &second);
}

static void paths_of_paths_reach_copies_too(void **state)
{
    Fixture *fixture = *state;
    Schema *schema = make_schema(fixture, holding);
    Field *deep = declare(schema, "laporan", "program.kegiatan.pagu.x");
    assert_non_null(deep);
    Field *shallow = declare(schema, "kegiatan", "pagu.y");
    assert_non_null(shallow);
    /* The kegiatan of the report's programs are a type of their own, as their pagu is. */
    assert_non_null(schema_field(deep->owner, STR("y")));
    assert_null(schema_field(shallow->owner, STR("x")));
    assert_null(schema_field(type(schema, "pagu"), STR("x")));
    assert_null(schema_field(type(schema, "pagu"), STR("y")));
}

static void an_absent_record_is_made_up_for_its_computed_fields(void **state)
{
    Fixture *fixture = *state;
    Schema *schema = make_schema(fixture, holding);
    (void)declare(schema, "program", "pagu.induk");
    const Record *root =
        data_bind(fixture->arena, schema, type(schema, "laporan"),
                  make_tree(fixture, "program: [{nama: a, kegiatan: [{nama: b}]}]"), 2017);
    assert_false(diags_failed(fixture->diags));
    assert_null(record_record(root, "rekap"));
    const Record *program = record_list(root, "program")->items[0].record;
    const Record *pagu = record_record(program, "pagu");
    assert_non_null(pagu);
    assert_null(pagu->node);
    assert_ptr_equal(pagu->parent, program);
    assert_int_equal(record_get(pagu, "induk").kind, VALUE_PENDING);
    assert_int_equal(record_place(pagu, "induk").column, 11);
    const Record *kegiatan = record_list(program, "kegiatan")->items[0].record;
    assert_null(record_record(kegiatan, "pagu"));
}

static void making_up_ends_where_a_type_holds_itself(void **state)
{
    Fixture *fixture = *state;
    Schema *schema = make_schema(fixture, "a: {isian: {a: a, n: angka}}");
    (void)declare(schema, "a", "n");
    const Record *root =
        data_bind(fixture->arena, schema, type(schema, "a"), make_tree(fixture, "{}"), 2017);
    const Record *made = record_record(root, "a");
    assert_non_null(made);
    assert_null(record_record(made, "a"));
}

static void what_is_made_up_is_bounded(void **state)
{
    enum { LEVELS = 40 };
    Fixture *fixture = *state;
    Buf text = {.arena = fixture->arena};
    for (int i = 0; i < LEVELS; i++)
        buf_format(&text, "t%d: {isian: {a: t%d, b: t%d}}\n", i, i + 1, i + 1);
    buf_format(&text, "t%d: {isian: {n: angka}}\n", LEVELS);
    Schema *schema = make_schema(fixture, str_c(fixture->arena, buf_str(&text)));
    (void)declare(schema, "t40", "n");
    (void)data_bind(fixture->arena, schema, type(schema, "t0"), make_tree(fixture, "{}"), 2017);
    const char *told = "more than 100100 records that the data do not give are computed";
    if (strstr(support_messages(fixture), told) == NULL)
        fail_msg("%s", support_messages(fixture));
    assert_int_equal(diags_count(fixture->diags, SEVERITY_ERROR), 1);
}

/* Where data are many, the limit is that of all of them from the first on. */
static void the_limit_does_not_depend_on_the_order_of_the_data(void **state)
{
    enum { LEVELS = 16, MANY = 2000 }; /* 131,072 records below the first */
    Fixture *fixture = *state;
    Buf types = {.arena = fixture->arena};
    buf_text(&types, "akar: {isian: {x: t0, y: daftar t16}}\n");
    for (int i = 0; i < LEVELS; i++)
        buf_format(&types, "t%d: {isian: {a: t%d, b: t%d}}\n", i, i + 1, i + 1);
    buf_format(&types, "t%d: {isian: {n: angka}}\n", LEVELS);
    Schema *schema = make_schema(fixture, str_c(fixture->arena, buf_str(&types)));
    (void)declare(schema, "t16", "n");
    for (int first = 0; first < 2; first++) {
        Buf text = {.arena = fixture->arena};
        buf_text(&text, first == 0 ? "x: {}\n" : "");
        buf_text(&text, "y:\n");
        for (int i = 0; i < MANY; i++)
            buf_text(&text, "- {}\n");
        buf_text(&text, first == 0 ? "" : "x: {}\n");
        (void)data_bind(fixture->arena, schema, type(schema, "akar"),
                        make_tree(fixture, str_c(fixture->arena, buf_str(&text))), 2017);
        assert_string_equal(support_messages(fixture), "");
    }
}

static void wrong_declarations_are_told(void **state)
{
    Fixture *fixture = *state;
    Schema *schema = make_schema(fixture, holding);
    const Node *rules = make_tree(fixture, "pagu: 1\npagi.induk: 1\nnama.x: 1\n.x: 1\n");
    for (size_t i = 0; i < rules->count; i++)
        assert_null(schema_declare_computed(schema, type(schema, "program"), rules->members[i].key,
                                            rules->members[i].key_place));
    assert_string_equal(support_messages(fixture),
                        "test.yaml:1:1: error: 'pagu' holds records and cannot be computed itself\n"
                        "    1 | pagu: 1\n"
                        "      | ^~~~\n"
                        "  hint: declare its fields: 'pagu.NAME'\n"
                        "test.yaml:2:1: error: there is no field 'pagi' here\n"
                        "    2 | pagi.induk: 1\n"
                        "      | ^~~~~~~~~~\n"
                        "  hint: did you mean 'pagu'?\n"
                        "test.yaml:3:1: error: 'nama' holds no records\n"
                        "    3 | nama.x: 1\n"
                        "      | ^~~~~~\n"
                        "test.yaml:4:1: error: '.x' names no field\n"
                        "    4 | .x: 1\n"
                        "      | ^~\n"
                        "  hint: write a field's name, or 'field.name'\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(kinds_and_shapes_are_read),
        TEST(a_later_file_adds_types_and_fields),
        TEST(a_later_file_cannot_change_a_type),
        TEST(a_type_in_use_takes_no_more_fields),
        TEST(holders_are_found),
        TEST(a_computed_field_is_pending_and_may_be_stated),
        TEST(a_path_computes_the_field_of_one_holder_only),
        TEST(a_copy_has_what_is_declared_for_its_type),
        TEST(paths_of_paths_reach_copies_too),
        TEST(an_absent_record_is_made_up_for_its_computed_fields),
        TEST(making_up_ends_where_a_type_holds_itself),
        TEST(what_is_made_up_is_bounded),
        TEST(the_limit_does_not_depend_on_the_order_of_the_data),
        TEST(wrong_declarations_are_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
