/*
 * verify/compare.h - what the files that compare two states of a document share; inside verify/
 * only.
 *
 * Both are walked from the catalog at once. An object that stands at the same place in both is the
 * same text, and only what it refers to is looked at; any other is compared. Pages, annotations and
 * fields are compared in places of their own, where some changes may be allowed; everything else
 * must be equal.
 */
#ifndef LAKIPDF_VERIFY_COMPARE_H
#define LAKIPDF_VERIFY_COMPARE_H

#include "verify/work.h"

/* How an object was come upon. One that is come upon in several ways is compared in each. */
typedef enum Way {
    WAY_LOOK,       /* what a page draws */
    WAY_FORM,       /* what a field of a form draws */
    WAY_COMMENT,    /* what an annotation draws */
    WAY_ANNOTATION, /* what else it refers to */
    WAY_STRUCTURE,  /* what is read aloud */
    WAY_OTHER,
} Way;

/* What a walk is about, to be told where something differs. */
typedef struct Origin {
    Way way;
    ChangeKind kind;
    uint32_t page;
    Str field;
    const char *what;
} Origin;

typedef struct Step {
    uint32_t number;
    Origin origin;
} Step;

enum {
    MOST_STEPS = 100 * 1000 * 1000, /* of all comparing: what is not compared is not allowed */
    MOST_KEYS = 2000,               /* of a dictionary that is compared key by key */
    ROLE_PAGE = 1,
    ROLE_OLD_NODE = 2, /* an annotation or field of the older state */
    ROLE_NEW_NODE = 4,
    ROLE_CATALOG = 8,
    ROLE_DONE = 16,      /* a node that has been compared */
    ROLE_OLD_FIELD = 32, /* one that the form of the older state leads to */
    ROLE_NEW_FIELD = 64,
};

typedef struct Comparison {
    Work *work;
    Arena *scratch;
    const State *before, *after;
    PdfFile *old, *newer;
    Changes *changes;
    uint32_t limit;       /* all numbers of objects are less */
    unsigned char *seen;  /* by number: a bit for each Way */
    unsigned char *roles; /* by number */
    unsigned char *same;  /* by number: 0 not known yet, 1 the same, 2 another place */
    Step *steps;
    size_t step_count, step_capacity;
    int depth; /* of object streams that need each other */
    /* Of the page that is compared, in the older state; NULL where it is none. */
    const PdfValue *page, *page_resources;
    struct Writing *writing; /* where it has text; NULL until that is asked for */
    bool distrusted;
} Comparison;

/* --- Values (compare_value.c) ----------------------------------------------------------------- */

/* The object stands at the same place in both, so that it is the same. */
bool same_object(Comparison *c, uint32_t number);
/* The value of the object in the newer or the older state; a null value where there is none. */
const PdfValue *old_value(Comparison *c, uint32_t number);
const PdfValue *new_value(Comparison *c, uint32_t number);
/* Equal but for the objects that both refer to by the same number. */
bool equal_values(Comparison *c, const PdfValue *a, const PdfValue *b);
/* The same for what both dictionaries say under a key; none and null are equal. */
bool equal_entries(Comparison *c, const PdfValue *a, const PdfValue *b, const char *key);
/* Puts what the value refers to on the list of what will be compared. */
void follow(Comparison *c, const PdfValue *value, Origin origin);
void follow_entry(Comparison *c, const PdfValue *dict, const char *key, Origin origin);
/* Compares all that is on the list, and what that leads to. */
void run_steps(Comparison *c);
/* Adds a change; text as printf. */
Change *report(Comparison *c, Origin origin, uint32_t number, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
/* Tells, once, that programs may read the document in different ways. */
void distrust(Comparison *c, uint32_t number, const char *why);
/* Whether a key stands twice in the dictionary, or there are too many to tell. */
bool repeats_keys(Comparison *c, const PdfValue *dict);
/* Counts steps; false where there have been too many, which is told in the end. */
bool spend(Comparison *c, size_t steps);
/* The number that a value refers to; 0 where it is no reference to an object. */
uint32_t reference_number(const Comparison *c, const PdfValue *value);

/* --- Keys ------------------------------------------------------------------------------------- */

/* Calls `each` for every key that one of the dictionaries, of object `number`, has. */
typedef void EachKey(Comparison *c, const PdfValue *a, const PdfValue *b, const char *key,
                     void *context);
void for_keys(Comparison *c, const PdfValue *a, const PdfValue *b, Origin origin, uint32_t number,
              EachKey *each, void *context);

/* --- Parts ------------------------------------------------------------------------------------ */

/* What a node is, its full name (12.7.3.2), and whether it has a signature that this revision
   added and that is judged as such. */
typedef enum NodeKind {
    NODE_ANNOTATION,
    NODE_SIGNATURE,
    NODE_FIELD, /* another field of a form */
} NodeKind;

NodeKind kind_of(Comparison *c, PdfFile *file, const PdfValue *node);
Str name_of(Comparison *c, PdfFile *file, const PdfValue *node);
bool is_signed(Comparison *c, PdfFile *file, const PdfValue *node);
bool is_newly_signed(Comparison *c, uint32_t number, const PdfValue *node);
bool is_stamp(Comparison *c, const PdfValue *node);
/* It may draw something on a page. */
bool draws(PdfFile *file, const PdfValue *node);

void compare_pages(Comparison *c, const PdfValue *old_catalog, const PdfValue *new_catalog);
void compare_form(Comparison *c, const PdfValue *old_catalog, const PdfValue *new_catalog);
/* Marks the fields of both, before anything is compared. */
void mark_fields(Comparison *c, const PdfValue *catalog, PdfFile *file, int role);
/* An annotation or field of the older state. */
void compare_node(Comparison *c, uint32_t number, uint32_t page);
/* One that the older state has not, in this place. */
void added_node(Comparison *c, uint32_t number, uint32_t page);
/* More than a glyph of the older state's page lies in the box, or may. */
bool covers_text(Comparison *c, const PdfValue *page, const PdfValue *resources,
                 const PdfValue *rect);
/* The structure tree may grow by the fields that are added. */
bool structure_grew(Comparison *c, const PdfValue *a, const PdfValue *b);
/* An entry of the information that any program that writes the file sets anew. */
bool is_of_the_writer(Str key);
/* Equal but for dates and programs. */
bool same_info(Comparison *c, const PdfValue *a, const PdfValue *b);
bool same_xmp(Comparison *c, const PdfValue *a, const PdfValue *b);

#endif
