/* Declaring computed fields, for a type or for the records that one of its fields holds. */
#include "data/schema.h"

/* What declare_in is doing. */
typedef struct Declaration {
    Schema *schema;
    Place place;
    const Field *origin; /* NULL for the type that was named, else what its copies inherit */
    bool copied;         /* a type was: holders change */
} Declaration;

static Field *declare_in(Declaration *declaration, TypeDecl *type, Str path);

static Field *refuse(const Declaration *declaration, const char *hint, const char *message,
                     Str name)
{
    /* What holds for a type holds for its copies: one message is enough. */
    if (declaration->origin == NULL)
        diag(declaration->schema->diags, SEVERITY_ERROR, declaration->place, hint, message,
             STR_ARG(name));
    return NULL;
}

/* The copy of the type of the field's records that is this field's alone. */
static TypeDecl *own_type(Declaration *declaration, Field *field)
{
    TypeDecl *type = type_decl(field->record);
    if (type->copied_for == field)
        return type;
    TypeDecl *copy = schema_make_copy(declaration->schema, type, field);
    field->record = &copy->type;
    declaration->copied = true;
    return copy;
}

static Field *declare_below(Declaration *declaration, TypeDecl *type, Str name, Str rest)
{
    Field *field = schema_field(&type->type, name);
    if (field == NULL) {
        Arena *arena = declaration->schema->arena;
        size_t count = 0;
        const Str *names = schema_field_names(arena, &type->type, &count);
        return refuse(declaration, suggest(arena, name, names, count, "its fields:"),
                      "there is no field '%.*s' here", name);
    }
    if (field->record == NULL)
        return refuse(declaration, NULL, "'%.*s' holds no records", name);
    if (*type_decl(field->record)->bound)
        return refuse(declaration, NULL, "'%.*s' holds records that are in use already", name);
    return declare_in(declaration, own_type(declaration, field), rest);
}

static Field *declare_here(Declaration *declaration, TypeDecl *type, Str name)
{
    Schema *schema = declaration->schema;
    Field *field = schema_field(&type->type, name);
    if (field != NULL && field->kind == FIELD_RECORD) {
        Str hint = str_format(schema->arena, "declare its fields: '%.*s.NAME'", STR_ARG(name));
        return refuse(declaration, hint.at, "'%.*s' holds records and cannot be computed itself",
                      name);
    }
    /* A copy that declares the field itself keeps its own. */
    if (field != NULL && field->computed && declaration->origin != NULL &&
        field_decl(field)->origin == NULL)
        return field;
    if (field == NULL) {
        field = &schema_make_field(schema, type, name, declaration->place)->field;
        field->kind = FIELD_ANY;
    }
    field->computed = true;
    field->required = false;
    field->otherwise = (Value){.kind = VALUE_MISSING};
    field_decl(field)->origin = declaration->origin;
    return field;
}

static Field *declare_in(Declaration *declaration, TypeDecl *type, Str path)
{
    size_t dot = str_find(path, ".", 0);
    Str name = str_slice(path, 0, dot != SIZE_MAX ? dot : path.size);
    if (*type->bound)
        return refuse(declaration, "rules are for the report's data",
                      "the type of '%.*s' is in use already", name);
    Field *field = dot == SIZE_MAX ? declare_here(declaration, type, name)
                                   : declare_below(declaration, type, name,
                                                   str_slice(path, dot + 1, path.size));
    if (field == NULL)
        return NULL;
    /* The type's copies are as it is, but for what they declare themselves. */
    Declaration inherited = *declaration;
    inherited.origin = declaration->origin != NULL ? declaration->origin : field;
    for (TypeDecl *copy = type->copies; copy != NULL; copy = copy->next_copy)
        (void)declare_in(&inherited, copy, path);
    declaration->copied = declaration->copied || inherited.copied;
    return field;
}

Field *schema_declare_computed(Schema *schema, RecordType *type, Str path, Place place)
{
    Declaration declaration = {.schema = schema, .place = place};
    if (str_starts(path, ".") || str_ends(path, ".") || path.size == 0)
        return refuse(&declaration, "write a field's name, or 'field.name'",
                      "'%.*s' names no field", path);
    Field *field = declare_in(&declaration, type_decl(type), path);
    schema->stale = true;
    if (declaration.copied)
        schema_find_holders(schema);
    return field;
}
