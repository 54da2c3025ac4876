/* Reading schema files: record types and fields from a tree. */
#include "data/schema.h"

/* True for names that formulas can use. */
static bool is_identifier(Str name)
{
    for (size_t i = 0; i < name.size; i++) {
        char c = name.at[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
        if (!letter && !(i > 0 && c >= '0' && c <= '9'))
            return false;
    }
    return name.size > 0;
}

static bool check_name(Schema *schema, Str name, Place place)
{
    if (is_identifier(name))
        return true;
    diag(schema->diags, SEVERITY_ERROR, place,
         "use letters, digits and '_', with a letter at the start: formulas need it",
         "'%.*s' cannot be the name of a record type or a field", STR_ARG(name));
    return false;
}

/* True unless only one of `pilihan` and jenis "pilihan" is there. */
static bool read_choices(Schema *schema, Field *field, const Record *record)
{
    const List *choices = record_list(record, "pilihan");
    if ((field->kind == FIELD_CHOICE) != (choices->count > 0)) {
        diag(schema->diags, SEVERITY_ERROR, record_place(record, "jenis"),
             "jenis 'pilihan' and a list 'pilihan' belong together",
             field->kind == FIELD_CHOICE ? "'%.*s' has nothing to choose from"
                                         : "'%.*s' has choices, but is of another kind",
             STR_ARG(field->name));
        return false;
    }
    field->choices = arena_array(schema->arena, choices->count, sizeof *field->choices);
    for (size_t i = 0; i < choices->count; i++)
        if (choices->items[i].kind == VALUE_TEXT)
            field->choices[field->choice_count++] = choices->items[i].text;
    return true;
}

/* Adds a field as its record says. */
static void read_field(Schema *schema, TypeDecl *type, const Member *member, const Record *record)
{
    Str name = member->key;
    Field *known = schema_field(&type->type, name);
    if (known != NULL) {
        const Place *first = &field_decl(known)->place;
        Str hint = str_format(schema->arena, "it stands already in %.*s, line %u",
                              STR_ARG(first->source->name), first->line);
        diag(schema->diags, SEVERITY_ERROR, member->key_place, hint.at,
             "the field '%.*s' of '%.*s' is declared twice", STR_ARG(name),
             STR_ARG(type->type.name));
        return;
    }
    if (!check_name(schema, name, member->key_place) ||
        record_get(record, "jenis").kind != VALUE_TEXT)
        return;
    FieldDecl *decl = schema_make_field(schema, type, name, member->key_place);
    Field *field = &decl->field;
    field->meaning = record_text(record, "arti");
    field->unit = record_text(record, "satuan");
    field->required = record_flag(record, "wajib");
    if (!kind_read(schema, decl, record_text(record, "jenis"), record_place(record, "jenis")) ||
        !read_choices(schema, field, record))
        return;
    if (record_get(record, "bawaan").kind == VALUE_TEXT)
        decl->otherwise = node_member(record->node, STR("bawaan"));
    if (decl->otherwise != NULL && field->required)
        diag(schema->diags, SEVERITY_ERROR, record_place(record, "wajib"),
             "leave out 'wajib' or 'bawaan'", "'%.*s' must be given, yet has a default",
             STR_ARG(name));
}

/* Takes `arti` or `ringkas` of a type unless an earlier file has said it. */
static void read_once(Schema *schema, const TypeDecl *type, const Record *record, const char *name,
                      Str *value)
{
    Str text = record_text(record, name);
    if (text.size == 0)
        return;
    if (value->size > 0) {
        Str hint = str_format(schema->arena, "a file may only add fields to a type of %.*s",
                              STR_ARG(type->place.source->name));
        diag(schema->diags, SEVERITY_ERROR, record_place(record, name), hint.at,
             "'%s' of '%.*s' is given already", name, STR_ARG(type->type.name));
        return;
    }
    *value = text;
}

/* The type to add to; NULL after an error. */
static TypeDecl *type_for(Schema *schema, const Member *member)
{
    Str name = member->key;
    RecordType *known = schema_type(schema, name);
    if (known != NULL) {
        TypeDecl *decl = type_decl(known);
        if (!*decl->bound && decl->copies == NULL)
            return decl;
        diag(schema->diags, SEVERITY_ERROR, member->key_place,
             "own fields go into the types of the report's data",
             "'%.*s' is in use already and takes no more fields", STR_ARG(name));
        return NULL;
    }
    if (!check_name(schema, name, member->key_place))
        return NULL;
    if (kind_is_word(name)) {
        diag(schema->diags, SEVERITY_ERROR, member->key_place, "choose another name",
             "'%.*s' is a kind of value and cannot be a record type", STR_ARG(name));
        return NULL;
    }
    return schema_make_type(schema, name, member->key_place);
}

static void read_type(Schema *schema, const Member *member)
{
    Schema *meta = schema_of_schemas(schema);
    const Record *record =
        data_bind(schema->arena, meta, schema_type(meta, STR("tipe")), member->value, 0);
    TypeDecl *type = type_for(schema, member);
    if (record == NULL || type == NULL)
        return;
    read_once(schema, type, record, "arti", &type->type.meaning);
    bool has_shorthand = type->shorthand_name.size > 0;
    read_once(schema, type, record, "ringkas", &type->shorthand_name);
    if (!has_shorthand)
        type->shorthand_place = record_place(record, "ringkas");
    Value fields = record_get(record, "isian");
    if (fields.kind != VALUE_MAP)
        return;
    const Node *node = node_member(record->node, STR("isian"));
    for (size_t i = 0; i < fields.map->count; i++)
        if (fields.map->entries[i].value.kind == VALUE_RECORD)
            read_field(schema, type, &node->members[i], fields.map->entries[i].value.record);
}

bool schema_add(Schema *schema, const Node *tree)
{
    if (tree->kind != NODE_MAP) {
        diag(schema->diags, SEVERITY_ERROR, tree->place, "write: type: {isian: {field: kind}}",
             "a schema must be a map of record types");
        return false;
    }
    size_t errors = diags_count(schema->diags, SEVERITY_ERROR);
    for (size_t i = 0; i < tree->count; i++)
        read_type(schema, &tree->members[i]);
    return diags_count(schema->diags, SEVERITY_ERROR) == errors;
}
