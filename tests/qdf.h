/*
 * tests/qdf.h - objects of a PDF, read from what qpdf --qdf writes.
 */
#ifndef LAKIPDF_TESTS_QDF_H
#define LAKIPDF_TESTS_QDF_H

#include "support.h"

typedef enum Kind {
    OBJECT_NONE,
    OBJECT_NUMBER,
    OBJECT_REFERENCE,
    OBJECT_NAME,
    OBJECT_STRING,
    OBJECT_LIST, /* an array, or the keys and values of a dictionary */
    OBJECT_DICT,
    OBJECT_OTHER,
} Kind;

typedef struct Object {
    Kind kind;
    long number; /* of a REFERENCE: the object's */
    Str text;    /* NAME without its slash, STRING as it is written */
    struct Object *items;
    size_t count, capacity;
} Object;

typedef struct Qdf {
    Arena *arena;
    const char *text, *end;
    const char **starts; /* of objects, by number, behind "obj"; or NULL */
    size_t count, capacity;
    size_t longest; /* array so far */
} Qdf;

/* Lets qpdf write folder/name anew, and reads that. Fails where it cannot. */
Qdf qdf_open(Arena *arena, const char *folder, const char *name);
Object qdf_trailer(Qdf *file);
/* The object that begins at *at, which is moved behind it. */
Object qdf_read(Qdf *file, const char **at);
/* Behind white space and comments. */
const char *qdf_skip(const Qdf *file, const char *at);
/* The object itself, where it is a reference to one. *behind, unless NULL: where its text ends. */
Object qdf_resolve(Qdf *file, Object object, const char **behind);
/* What a dictionary says under a key; of the kind NONE where it says nothing. */
Object qdf_entry(const Object *dict, const char *key);
/* The same, resolved. */
Object qdf_inside(Qdf *file, const Object *dict, const char *key);
bool qdf_is_name(Object object, const char *name);

#endif
