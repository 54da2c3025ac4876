/* Resolving a schema: the names of record types, shorthands, defaults, holders. */
#include "data/schema.h"

static void resolve_record(Schema *schema, FieldDecl *decl)
{
    Field *field = &decl->field;
    if (field->kind != FIELD_RECORD || field->record != NULL)
        return;
    field->record = schema_type(schema, decl->kind_name);
    if (field->record == NULL)
        diag(schema->diags, SEVERITY_ERROR, decl->kind_place, kind_suggest(schema, decl->kind_name),
             "jenis: '%.*s' is not known", STR_ARG(decl->kind_name));
}

static void resolve_default(Schema *schema, FieldDecl *decl)
{
    Field *field = &decl->field;
    const Node *node = decl->otherwise;
    decl->otherwise = NULL;
    if (node == NULL)
        return;
    if (field->shape != SHAPE_ONE || field->kind == FIELD_RECORD)
        diag(schema->diags, SEVERITY_ERROR, node->place,
             "only a field with a single value has a default", "'%.*s' cannot have a default",
             STR_ARG(field->name));
    else
        field->otherwise = scalar_read(schema->arena, schema->diags, field, node);
}

static void resolve_shorthand(Schema *schema, TypeDecl *decl)
{
    RecordType *type = &decl->type;
    if (decl->shorthand_name.size == 0 || type->shorthand != NULL)
        return;
    const Field *field = schema_field(type, decl->shorthand_name);
    if (field == NULL) {
        size_t count = 0;
        const Str *names = schema_field_names(schema->arena, type, &count);
        diag(schema->diags, SEVERITY_ERROR, decl->shorthand_place,
             suggest(schema->arena, decl->shorthand_name, names, count, "its fields:"),
             "ringkas: '%.*s' is no field of '%.*s'", STR_ARG(decl->shorthand_name),
             STR_ARG(type->name));
    } else if (field->shape == SHAPE_LIST || field->shape == SHAPE_MAP ||
               field->kind == FIELD_RECORD) {
        diag(schema->diags, SEVERITY_ERROR, decl->shorthand_place,
             "choose a field with a single value", "ringkas: '%.*s' is not a single value",
             STR_ARG(field->name));
    } else {
        type->shorthand = field;
    }
}

bool schema_resolve(Schema *schema)
{
    size_t errors = diags_count(schema->diags, SEVERITY_ERROR);
    for (size_t i = 0; i < schema->type_count; i++) {
        TypeDecl *type = schema->types[i];
        for (size_t j = 0; j < type->type.field_count; j++) {
            FieldDecl *decl = field_decl(type->type.fields[j]);
            resolve_record(schema, decl);
            resolve_default(schema, decl);
        }
        resolve_shorthand(schema, type);
    }
    schema_find_holders(schema);
    return diags_count(schema->diags, SEVERITY_ERROR) == errors;
}
