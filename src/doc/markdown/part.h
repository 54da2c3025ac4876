/*
 * doc/markdown/part.h - a chapter, compiled: what Markdown's blocks, sections and directives become
 * before they are filled; inside doc/ only.
 */
#ifndef LAKIPDF_DOC_MARKDOWN_PART_H
#define LAKIPDF_DOC_MARKDOWN_PART_H

#include "doc/numbering.h"
#include "doc/piece.h"
#include "doc/style/style.h"

typedef struct Part Part;
struct Builder;
struct Sink;

typedef enum PartKind {
    PART_TEXT,
    PART_HEADING,
    PART_LIST,
    PART_QUOTE,
    PART_SECTION,
    PART_DIRECTIVE,
} PartKind;

typedef struct HeadingPart {
    int level;
    const Piece *text;
    bool unnumbered; /* {-} */
    bool unlisted;   /* {tanpa_daftar} */
} HeadingPart;

typedef struct PartItem {
    struct PartItem *next;
    Part *first;
} PartItem;

/* How a list numbers its items, or that it has bullets. */
typedef struct Marker {
    bool bullet;
    CountStyle count;
    const char *before; /* "(" or "" */
    const char *after;  /* "." or ")" */
} Marker;

typedef struct ListPart {
    Marker marker;
    bool chosen;  /* by an attribute, not by how Markdown writes the list */
    bool goes_on; /* {lanjut}: counts on where such a list before it ended */
    bool loose;   /* blank lines between the items */
    int64_t start;
    PartItem *first;
} ListPart;

typedef struct SectionPart {
    const Expression *expression; /* NULL after an error */
    bool inverse;
    Part *first;
} SectionPart;

/* A directive's name, how its body is compiled and how it is filled: one row of a table. */
typedef struct DirectiveKind {
    const char *name;
    const char *type; /* the record type of its body */
    bool nested;      /* may stand in lists and quotes */
    /* The plan of a body that is bound without errors; NULL after an error. */
    const void *(*compile)(const Compiler *compiler, const Record *body);
    void (*emit)(struct Builder *builder, struct Sink *sink, const Part *part, const Scope *scope);
} DirectiveKind;

struct Part {
    Part *next;
    PartKind kind;
    Place place;
    Str label; /* HEADING */
    Place label_place;
    Variant variant; /* TEXT */
    union {
        const Piece *text; /* TEXT */
        HeadingPart heading;
        ListPart list;
        Part *quote; /* what is in it */
        SectionPart section;
        struct {
            const DirectiveKind *kind;
            const void *plan;
        } directive;
    };
};

/* Compiles a chapter. All errors in it are added; what could be compiled is returned, nothing where
   its sections do not match. */
const Part *chapter_compile(const Compiler *compiler, const Source *source);

/* --- Directives (directive.c) ----------------------------------------------------------------- */

/* The directive of that name; NULL when there is none. */
const DirectiveKind *directive_find(Str name);
/* The hint for a name that no directive has. */
const char *directive_hint(Arena *arena, Str name);
/* Compiles the body that stands on lines [first, last] of the file, `indent` characters from its
   lines' starts. NULL after errors. */
const void *directive_compile(const Compiler *compiler, const DirectiveKind *kind, Place place,
                              uint32_t first, uint32_t last, uint32_t indent);

#endif
