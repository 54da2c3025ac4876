/*
 * data/schema.h - what the schema's parts know of each other; inside data/ only.
 */
#ifndef LAKIPDF_DATA_SCHEMA_H
#define LAKIPDF_DATA_SCHEMA_H

#include "data/data.h"
#include "data/names.h"

/* Every Field is the beginning of one. */
typedef struct FieldDecl {
    Field field;
    Str kind_name; /* a record type's, as written */
    Place kind_place;
    Place place;           /* of its name */
    const Node *otherwise; /* `bawaan` as written, or NULL */
    const Field *origin;   /* computed because this field of the type it was copied from is */
} FieldDecl;

/* Every RecordType is the beginning of one. */
typedef struct TypeDecl {
    RecordType type;
    NameIndex names; /* of the fields */
    size_t field_capacity;
    size_t holder_capacity;
    Place place;
    Str shorthand_name; /* `ringkas` as written */
    Place shorthand_place;
    struct TypeDecl *copies; /* the types copied from this one */
    struct TypeDecl *next_copy;
    const Field *copied_for; /* of a copy: the field whose records alone are of this type */
    bool *bound; /* there are records of it, so that it cannot change any more; apart from the type,
                    which records know as const */
    bool made_up; /* an absent record of it is made up, for its computed fields */
} TypeDecl;

/* A text that is not that of a source; `text` NULL in a free slot. */
typedef struct CopiedText {
    const char *text;
    Place place;
} CopiedText;

/* Where texts of data stand: open addressing by their address, at most half full. */
typedef struct TextPlaces {
    bool noted;
    const Source **sources;
    size_t source_count, source_capacity;
    CopiedText *copies;
    size_t copy_count, copy_capacity;
} TextPlaces;

/* Notes where the text of a record stands: in its source, or copied. */
void texts_note_source(Schema *schema, const Source *source);
void texts_note_copy(Schema *schema, const char *text, Place place);

struct Schema {
    Arena *arena;
    Diags *diags;
    TypeDecl **types; /* with the copies */
    size_t type_count;
    size_t type_capacity;
    NameIndex names; /* of the types, without the copies */
    Str *type_names;
    size_t name_count;
    size_t name_capacity;
    Schema *schema_of_schemas; /* what schema files themselves may hold; NULL until needed */
    TextPlaces texts;
    bool partial; /* what is bound is not all that there should be */
    bool stale;   /* fields were declared computed since the last data_bind */
};

TypeDecl *type_decl(RecordType *type);
const TypeDecl *type_decl_const(const RecordType *type);
FieldDecl *field_decl(Field *field);

/* A new type; registered under its name. */
TypeDecl *schema_make_type(Schema *schema, Str name, Place place);
/* A type that stands beside the others without a name to find it by. */
TypeDecl *schema_make_copy(Schema *schema, TypeDecl *type, const Field *copied_for);
/* A new field at the end of the type. */
FieldDecl *schema_make_field(Schema *schema, TypeDecl *type, Str name, Place place);
/* The fields that hold records of each type, found anew. */
void schema_find_holders(Schema *schema);
/* Brings computed fields of copies, and what is made up, up to date. */
void schema_refresh(Schema *schema);

/* The schema that schema files are bound to; `tipe` is the record type of a record type. */
Schema *schema_of_schemas(Schema *schema);
/* Sets kind, shape and kind_name of a field from the words of `jenis`. False after an error. */
bool kind_read(Schema *schema, FieldDecl *decl, Str words, Place place);
/* True when the word is a kind by itself, so that no record type can have its name. */
bool kind_is_word(Str word);
/* "did you mean 'teks'?" where a kind or record type is near to the word, else the kinds. */
const char *kind_suggest(const Schema *schema, Str word);

/* "did you mean 'x'?" where a name is near to the word, else `label` and the names. */
const char *suggest(Arena *arena, Str word, const Str *names, size_t count, const char *label);
/* "label a, b, c" with the first forty names. */
const char *list_names(Arena *arena, const char *label, const Str *names, size_t count);

/* The value of a scalar field, from a node of kind NODE_TEXT; MISSING after an error. */
Value scalar_read(Arena *arena, Diags *diags, const Field *field, const Node *node);
/* True for 1900 to 2999. */
bool year_read(Str text, int64_t *year);

#endif
