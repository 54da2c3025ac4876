/* What schema files may hold: a schema, so that they are checked as strictly as data. */
#include "data/schema.h"

static const struct MetaField {
    const char *type;
    const char *name;
    FieldKind kind;
    FieldShape shape;
    bool required;
    const char *record;
    const char *meaning;
} meta_fields[] = {
    {"tipe", "arti", FIELD_TEXT, SHAPE_ONE, false, NULL, "what records of the type are"},
    {"tipe", "ringkas", FIELD_TEXT, SHAPE_ONE, false, NULL,
     "the field that a single value in place of the record stands for"},
    {"tipe", "isian", FIELD_RECORD, SHAPE_MAP, false, "isian", "the fields"},
    {"isian", "jenis", FIELD_TEXT, SHAPE_ONE, true, NULL, "the kind of value"},
    {"isian", "wajib", FIELD_BOOL, SHAPE_ONE, false, NULL, "whether it must be given"},
    {"isian", "satuan", FIELD_TEXT, SHAPE_ONE, false, NULL, "the unit"},
    {"isian", "arti", FIELD_TEXT, SHAPE_ONE, false, NULL, "what it means"},
    {"isian", "pilihan", FIELD_TEXT, SHAPE_LIST, false, NULL, "the values to choose from"},
    {"isian", "bawaan", FIELD_ANY, SHAPE_ONE, false, NULL, "the value where none is given"},
};

Schema *schema_of_schemas(Schema *schema)
{
    if (schema->schema_of_schemas != NULL)
        return schema->schema_of_schemas;
    Schema *meta = schema_new(schema->arena, schema->diags);
    schema_make_type(meta, STR("tipe"), (Place){0});
    schema_make_type(meta, STR("isian"), (Place){0});
    for (size_t i = 0; i < sizeof meta_fields / sizeof *meta_fields; i++) {
        const struct MetaField *from = &meta_fields[i];
        TypeDecl *type = type_decl(schema_type(meta, str_from(from->type)));
        Field *field = &schema_make_field(meta, type, str_from(from->name), (Place){0})->field;
        field->meaning = str_from(from->meaning);
        field->kind = from->kind;
        field->shape = from->shape;
        field->required = from->required;
        if (from->record != NULL)
            field->record = schema_type(meta, str_from(from->record));
    }
    /* A bare scalar is the kind. */
    RecordType *isian = schema_type(meta, STR("isian"));
    isian->shorthand = schema_field(isian, STR("jenis"));
    schema->schema_of_schemas = meta;
    return meta;
}
