/*
 * bsre/json.h - JSON (RFC 8259), as far as a service is asked and answers; inside bsre/ only.
 */
#ifndef LAKIPDF_BSRE_JSON_H
#define LAKIPDF_BSRE_JSON_H

#include "base/base.h"

enum { JSON_MAX_DEPTH = 32, JSON_MAX_VALUES = 10000 };

typedef enum JsonKind {
    JSON_NULL,
    JSON_BOOL,
    JSON_NUMBER,
    JSON_TEXT,
    JSON_LIST,
    JSON_MAP,
} JsonKind;

typedef struct Json Json;

struct Json {
    JsonKind kind;
    Str text; /* of a TEXT, escapes resolved; of a NUMBER and a BOOL as it was written */
    Str key;  /* of a member of a MAP */
    Json *items;
    size_t count;
};

/* The value; texts without escapes are slices of `text`. NULL where it is no JSON, or deeper or
   larger than the limits. */
const Json *json_read(Arena *arena, Str text);
/* The member of a MAP; NULL where there is none. */
const Json *json_get(const Json *map, const char *key);
/* The text of a member that is a TEXT or a NUMBER; else empty. */
Str json_get_text(const Json *map, const char *key);

/* The text as a string of JSON, with its quotes. */
void json_put(Buf *out, Str text);
/* What stands between the quotes, of a secret. */
void json_put_secret(Secret *out, Str text);

/* Base64 (RFC 4648, 4). */
Str base64_encode(Arena *arena, Str bytes);
/* White space between characters is skipped, and a "data:...;base64," in front. False where it is
   none. */
bool base64_decode(Arena *arena, Str text, Str *bytes);

#endif
