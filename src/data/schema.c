/* The schema: record types and their fields, by name. */
#include "data/schema.h"

#include <string.h>

TypeDecl *type_decl(RecordType *type)
{
    return (TypeDecl *)type;
}

const TypeDecl *type_decl_const(const RecordType *type)
{
    return (const TypeDecl *)type;
}

FieldDecl *field_decl(Field *field)
{
    return (FieldDecl *)field;
}

Schema *schema_new(Arena *arena, Diags *diags)
{
    Schema *schema = arena_alloc(arena, sizeof *schema);
    schema->arena = arena;
    schema->diags = diags;
    return schema;
}

void schema_expect_part(Schema *schema)
{
    schema->partial = true;
}

static TypeDecl *push_type(Schema *schema)
{
    TypeDecl **slot = arena_push(schema->arena, &schema->types, &schema->type_capacity,
                                 schema->type_count, sizeof(TypeDecl *));
    TypeDecl *decl = arena_alloc(schema->arena, sizeof *decl);
    decl->bound = arena_alloc(schema->arena, sizeof *decl->bound);
    schema->type_count++;
    *slot = decl;
    return decl;
}

TypeDecl *schema_make_type(Schema *schema, Str name, Place place)
{
    TypeDecl *decl = push_type(schema);
    decl->type.name = name;
    decl->place = place;
    names_add(schema->arena, &schema->names, name, schema->type_count - 1);
    Str *slot = arena_push(schema->arena, &schema->type_names, &schema->name_capacity,
                           schema->name_count, sizeof *slot);
    *slot = name;
    schema->name_count++;
    return decl;
}

FieldDecl *schema_make_field(Schema *schema, TypeDecl *type, Str name, Place place)
{
    FieldDecl *decl = arena_alloc(schema->arena, sizeof *decl);
    decl->field.name = name;
    decl->field.owner = &type->type;
    decl->field.index = type->type.field_count;
    decl->place = place;
    Field **slot = arena_push(schema->arena, &type->type.fields, &type->field_capacity,
                              type->type.field_count, sizeof(Field *));
    *slot = &decl->field;
    names_add(schema->arena, &type->names, name, type->type.field_count);
    type->type.field_count++;
    return decl;
}

TypeDecl *schema_make_copy(Schema *schema, TypeDecl *type, const Field *copied_for)
{
    TypeDecl *copy = push_type(schema);
    copy->type.name = type->type.name;
    copy->type.meaning = type->type.meaning;
    copy->place = type->place;
    copy->copied_for = copied_for;
    copy->next_copy = type->copies;
    type->copies = copy;
    for (size_t i = 0; i < type->type.field_count; i++) {
        Field *field = type->type.fields[i];
        const FieldDecl *from = field_decl(field);
        FieldDecl *decl = schema_make_field(schema, copy, field->name, from->place);
        *decl = *from;
        decl->field.owner = &copy->type;
        if (field->computed)
            decl->origin = field;
        if (type->type.shorthand == field)
            copy->type.shorthand = &decl->field;
    }
    return copy;
}

RecordType *schema_type(const Schema *schema, Str name)
{
    size_t at = names_find(&schema->names, name);
    return at != SIZE_MAX ? &schema->types[at]->type : NULL;
}

Field *schema_field(const RecordType *type, Str name)
{
    size_t at = names_find(&type_decl_const(type)->names, name);
    return at != SIZE_MAX ? type->fields[at] : NULL;
}

const Str *schema_type_names(const Schema *schema, size_t *count)
{
    *count = schema->name_count;
    return schema->type_names;
}

const Str *schema_field_names(Arena *arena, const RecordType *type, size_t *count)
{
    Str *names = arena_array(arena, type->field_count, sizeof *names);
    for (size_t i = 0; i < type->field_count; i++)
        names[i] = type->fields[i]->name;
    *count = type->field_count;
    return names;
}

/* --- Suggestions ----------------------------------------------------------------------------- */

enum { MOST_NAMES = 40 };

const char *list_names(Arena *arena, const char *label, const Str *names, size_t count)
{
    Buf buf = {.arena = arena};
    buf_text(&buf, label);
    for (size_t i = 0; i < count && i < MOST_NAMES; i++)
        buf_format(&buf, "%s%.*s", i > 0 ? ", " : " ", STR_ARG(names[i]));
    if (count > MOST_NAMES)
        buf_text(&buf, ", ...");
    return str_c(arena, buf_str(&buf));
}

const char *suggest(Arena *arena, Str word, const Str *names, size_t count, const char *label)
{
    const char *all = count > 0 ? list_names(arena, label, names, count) : NULL;
    return hint_nearest(arena, word, names, count, all);
}

/* --- Upkeep ---------------------------------------------------------------------------------- */

static void add_holder(Schema *schema, const Field *field)
{
    TypeDecl *held = type_decl(field->record);
    const Field **slot = arena_push(schema->arena, &held->type.holders, &held->holder_capacity,
                                    held->type.holder_count, sizeof(const Field *));
    *slot = field;
    held->type.holder_count++;
}

void schema_find_holders(Schema *schema)
{
    for (size_t i = 0; i < schema->type_count; i++)
        schema->types[i]->type.holder_count = 0;
    for (size_t i = 0; i < schema->type_count; i++) {
        const RecordType *type = &schema->types[i]->type;
        for (size_t j = 0; j < type->field_count; j++)
            if (type->fields[j]->record != NULL)
                add_holder(schema, type->fields[j]);
    }
}

/* True when the type has computed fields, or holds a record that is made up. */
static bool must_be_made_up(const RecordType *type)
{
    for (size_t i = 0; i < type->field_count; i++) {
        const Field *field = type->fields[i];
        bool held = field->record != NULL && field->shape == SHAPE_ONE;
        if (field->computed || (held && type_decl_const(field->record)->made_up))
            return true;
    }
    return false;
}

void schema_refresh(Schema *schema)
{
    if (!schema->stale)
        return;
    schema->stale = false;
    for (size_t i = 0; i < schema->type_count; i++) {
        const RecordType *type = &schema->types[i]->type;
        for (size_t j = 0; j < type->field_count; j++) {
            Field *field = type->fields[j];
            const Field *origin = field_decl(field)->origin;
            if (origin == NULL)
                continue;
            field->meaning = origin->meaning;
            field->kind = origin->kind;
            field->shape = origin->shape;
            field->user = origin->user;
        }
    }
    for (bool changed = true; changed;) {
        changed = false;
        for (size_t i = 0; i < schema->type_count; i++) {
            TypeDecl *decl = schema->types[i];
            bool made_up = must_be_made_up(&decl->type);
            changed = changed || made_up != decl->made_up;
            decl->made_up = made_up;
        }
    }
}
