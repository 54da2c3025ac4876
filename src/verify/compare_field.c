/* Annotations and fields of two states: what was signed, filled in, altered, added, removed. */
#include "verify/compare.h"

enum {
    MOST_DEPTH = 32,               /* of fields in fields */
    MOST_NAME = 200,               /* bytes of a part of a name */
    FLAG_HIDDEN = 2,               /* of annotations (12.5.3) */
    FLAGS_SEEN = 1 | 2 | 32 | 256, /* Invisible, Hidden, NoView, ToggleNoView */
};

static const PdfValue no_resources = {.kind = PDF_NULL};

/* --- What a node is --------------------------------------------------------------------------- */

typedef enum NodeKind {
    NODE_ANNOTATION,
    NODE_SIGNATURE,
    NODE_FIELD, /* another field of a form */
} NodeKind;

/* What a field inherits from those that it stands in (12.7.3.1). */
static const PdfValue *inherited(Comparison *c, PdfFile *file, const PdfValue *node,
                                 const char *key)
{
    const PdfValue *found = pdf_get(file, node, key);
    for (int i = 0; found->kind == PDF_NULL && i < MOST_DEPTH && spend(c, node->count); i++) {
        node = pdf_get(file, node, "Parent");
        found = pdf_get(file, node, key);
    }
    return found;
}

static NodeKind kind_of(Comparison *c, PdfFile *file, const PdfValue *node)
{
    const PdfValue *type = inherited(c, file, node, "FT");
    if (pdf_is_name(type, "Sig"))
        return NODE_SIGNATURE;
    bool widget = pdf_is_name(pdf_get(file, node, "Subtype"), "Widget");
    return type->kind == PDF_NAME || widget ? NODE_FIELD : NODE_ANNOTATION;
}

static Str name_of(Comparison *c, PdfFile *file, const PdfValue *node)
{
    Str name = {0};
    for (int i = 0; node->kind == PDF_DICT && i < MOST_DEPTH && spend(c, node->count); i++) {
        Str partial = pdf_utf8(c->scratch, pdf_get(file, node, "T"));
        if (partial.size > MOST_NAME)
            partial.size = MOST_NAME;
        if (partial.size > 0 && name.size > 0)
            name = str_format(c->scratch, "%.*s.%.*s", STR_ARG(partial), STR_ARG(name));
        else if (partial.size > 0)
            name = partial;
        node = pdf_get(file, node, "Parent");
    }
    return name;
}

static bool has_room(PdfFile *file, const PdfValue *node)
{
    int64_t sides[4];
    const PdfValue *rect = pdf_get(file, node, "Rect");
    for (size_t i = 0; i < 4; i++)
        if (!pdf_thousandths(pdf_item(file, rect, i), &sides[i]))
            return false;
    return sides[0] != sides[2] && sides[1] != sides[3];
}

/* Readers draw these in a way of their own, which hides nothing, unless a look is given. */
static bool is_modest(PdfFile *file, const PdfValue *node)
{
    static const char *const kinds[] = {"Text",      "Popup",    "Link",      "Highlight",
                                        "Underline", "Squiggly", "StrikeOut", "Caret"};
    const PdfValue *kind = pdf_get(file, node, "Subtype");
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (pdf_is_name(kind, kinds[i]))
            return pdf_get(file, node, "AP")->kind == PDF_NULL;
    return false;
}

/* It may draw something on a page. What is not viewed may be printed, and the other way round. */
static bool draws(PdfFile *file, const PdfValue *node)
{
    int64_t flags = pdf_integer(pdf_get(file, node, "F"), 0);
    return has_room(file, node) && (flags & FLAG_HIDDEN) == 0 && !is_modest(file, node);
}

/* --- Marking ---------------------------------------------------------------------------------- */

typedef struct Marking {
    Comparison *c;
    PdfFile *file;
    int role;
} Marking;

static void mark(Marking *marking, const PdfValue *reference, int depth)
{
    Comparison *c = marking->c;
    uint32_t number = reference_number(c, reference);
    const PdfValue *field = pdf_resolve(marking->file, reference);
    if (depth > MOST_DEPTH || field->kind != PDF_DICT || !spend(c, 1 + field->count))
        return;
    c->roles[number] = (unsigned char)(c->roles[number] | marking->role);
    const PdfValue *kids = pdf_get(marking->file, field, "Kids");
    for (uint32_t i = 0; kids->kind == PDF_ARRAY && i < kids->count; i++)
        mark(marking, &kids->items[i], depth + 1);
}

void mark_fields(Comparison *c, const PdfValue *catalog, PdfFile *file, int role)
{
    Marking marking = {c, file, role};
    const PdfValue *fields = pdf_get(file, pdf_get(file, catalog, "AcroForm"), "Fields");
    for (uint32_t i = 0; fields->kind == PDF_ARRAY && i < fields->count; i++)
        mark(&marking, &fields->items[i], 0);
}

/* --- A field or annotation of both ------------------------------------------------------------ */

typedef struct Node {
    uint32_t number;
    uint32_t page;
    NodeKind kind;
    bool was_signed, is_signed;
    bool filled;   /* a field of a form has another value */
    bool altered;  /* something else is another one */
    Origin origin; /* of anything about it */
} Node;

static bool is_one_of(const char *key, const char *const *keys, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (str_is(str_from(key), keys[i]))
            return true;
    return false;
}

/* Printed and locked, but neither shown nor hidden. */
static bool same_visibility(Comparison *c, const PdfValue *a, const PdfValue *b)
{
    int64_t old = pdf_integer(pdf_get(c->old, a, "F"), 0);
    int64_t newer = pdf_integer(pdf_get(c->newer, b, "F"), 0);
    return ((old ^ newer) & FLAGS_SEEN) == 0;
}

static bool is_signing(const Node *node)
{
    return node->kind == NODE_SIGNATURE && !node->was_signed && node->is_signed;
}

/* What signing an empty field adds, or filling in another. */
static bool goes_with_it(Comparison *c, const Node *node, const PdfValue *a, const PdfValue *b,
                         const char *key)
{
    static const char *const signs[] = {"V", "AP", "Lock", "MK", "DA", "M", "AS", "StructParent"};
    static const char *const fills[] = {"V", "AP", "AS", "I", "RV", "TI", "M"};
    if (is_signing(node))
        return is_one_of(key, signs, sizeof signs / sizeof *signs) ||
               (str_is(str_from(key), "F") && same_visibility(c, a, b));
    return node->filled && is_one_of(key, fills, sizeof fills / sizeof *fills);
}

/* Where what an entry leads to is told, if it is another one. */
static Origin origin_of_entry(const Node *node, const char *key)
{
    static const char *const looks[] = {"AP", "V", "RV"};
    Origin origin = node->origin;
    if (str_is(str_from(key), "AP")) {
        bool annotation = node->kind == NODE_ANNOTATION;
        origin.way = node->kind == NODE_FIELD ? WAY_FORM : WAY_COMMENT;
        origin.what = annotation ? "the look of an annotation" : "the look of the field";
    }
    if (node->filled && is_one_of(key, looks, sizeof looks / sizeof *looks))
        origin.kind = CHANGE_FORM;
    if (str_is(str_from(key), "V") && node->was_signed) {
        origin.kind = CHANGE_REMOVED;
        origin.what = "the signature";
    }
    return origin;
}

static void compare_node_entry(Comparison *c, const PdfValue *a, const PdfValue *b, const char *key,
                               void *context)
{
    Node *node = context;
    Origin origin = origin_of_entry(node, key);
    /* Compared one by one. */
    if (str_is(str_from(key), "Kids"))
        return;
    if (!equal_entries(c, a, b, key) && !goes_with_it(c, node, a, b, key)) {
        if (origin.kind == CHANGE_REMOVED)
            report(c, origin, node->number,
                   node->is_signed ? "the signature was replaced by another one"
                                   : "the signature was removed");
        else
            node->altered = true;
    }
    /* What an empty field looked like is of no concern once it is signed. */
    if (!is_signing(node) || !str_is(str_from(key), "AP"))
        follow_entry(c, a, key, origin);
}

/* What it shows covers what the page says. */
static bool lies_over_text(Comparison *c, const PdfValue *node)
{
    return c->page != NULL && draws(c->newer, node) &&
           covers_text(c, c->page, c->page_resources != NULL ? c->page_resources : &no_resources,
                       pdf_get(c->newer, node, "Rect"));
}

static void tell_node(Comparison *c, const Node *node, const PdfValue *a, const PdfValue *b)
{
    Origin origin = node->origin;
    /* Of a field with widgets of its own, the field tells it. */
    bool over = (is_signing(node) || node->filled) && lies_over_text(c, b);
    bool has_value = pdf_entry(b, "V") != NULL || over;
    if (is_signing(node) && has_value) {
        const PdfValue *value = inherited(c, c->newer, b, "V");
        bool stamp = pdf_is_name(pdf_get(c->newer, value, "SubFilter"), "ETSI.RFC3161");
        origin.kind = stamp ? CHANGE_STAMP : CHANGE_SIGNATURE;
        report(c, origin, node->number,
               stamp ? "a timestamp of the document was added" : "the field was signed")
            ->covers = over;
    }
    if (node->filled && (has_value || pdf_entry(a, "V") != NULL)) {
        origin.kind = CHANGE_FORM;
        report(c, origin, node->number, "the field was filled in")->covers = over;
    }
    if (node->altered)
        report(c, node->origin, node->number,
               node->kind == NODE_ANNOTATION ? "an annotation was altered"
                                             : "the field was altered")
            ->draws = draws(c->newer, b) || draws(c->old, a);
}

static bool is_signed(Comparison *c, PdfFile *file, const PdfValue *node)
{
    return inherited(c, file, node, "V")->kind == PDF_DICT;
}

static Node describe_node(Comparison *c, uint32_t number, uint32_t page, const PdfValue *a,
                          const PdfValue *b)
{
    Node node = {.number = number, .page = page, .kind = kind_of(c, c->old, a)};
    bool annotation = node.kind == NODE_ANNOTATION;
    node.was_signed = node.kind == NODE_SIGNATURE && is_signed(c, c->old, a);
    node.is_signed = node.kind == NODE_SIGNATURE && is_signed(c, c->newer, b);
    node.filled = node.kind == NODE_FIELD &&
                  !equal_values(c, inherited(c, c->old, a, "V"), inherited(c, c->newer, b, "V"));
    node.origin = (Origin){
        .way = annotation ? WAY_ANNOTATION : WAY_OTHER,
        .kind = annotation ? CHANGE_ANNOTATION : CHANGE_FIELD,
        .page = page,
        .field = name_of(c, c->old, a),
        .what = annotation ? "an annotation" : "the field",
    };
    return node;
}

void compare_node(Comparison *c, uint32_t number, uint32_t page)
{
    if (number == 0 || (c->roles[number] & ROLE_DONE) != 0)
        return;
    c->roles[number] = (unsigned char)(c->roles[number] | ROLE_DONE);
    const PdfValue *a = old_value(c, number);
    const PdfValue *b = new_value(c, number);
    Node node = describe_node(c, number, page, a, b);
    if (a->kind == PDF_DICT && b->kind == PDF_DICT && kind_of(c, c->newer, b) == node.kind) {
        for_keys(c, a, b, node.origin, number, compare_node_entry, &node);
        tell_node(c, &node, a, b);
    } else if (!equal_values(c, a, b)) {
        if (node.was_signed)
            node.origin.kind = CHANGE_REMOVED;
        report(c, node.origin, number, "%s is gone, or is something else now",
               node.was_signed ? "the signature" : node.origin.what)
            ->draws = true;
    }
}

/* --- Added ------------------------------------------------------------------------------------ */

void added_node(Comparison *c, uint32_t number, uint32_t page)
{
    const PdfValue *b = new_value(c, number);
    if (b->kind != PDF_DICT || (c->roles[number] & ROLE_DONE) != 0)
        return;
    NodeKind kind = kind_of(c, c->newer, b);
    Origin origin = {.page = page, .field = name_of(c, c->newer, b)};
    /* Where it is on a page, it is told there. */
    if (page != 0)
        c->roles[number] = (unsigned char)(c->roles[number] | ROLE_DONE);
    Change *change = NULL;
    if (kind == NODE_ANNOTATION) {
        const PdfValue *subtype = pdf_get(c->newer, b, "Subtype");
        origin.kind = CHANGE_ANNOTATION;
        change = report(c, origin, number, "an annotation was added: %.*s",
                        subtype->kind == PDF_NAME ? (int)subtype->text.size : 0,
                        subtype->kind == PDF_NAME ? subtype->text.at : "");
    } else if (kind == NODE_SIGNATURE && is_signed(c, c->newer, b)) {
        const PdfValue *value = inherited(c, c->newer, b, "V");
        bool stamp = pdf_is_name(pdf_get(c->newer, value, "SubFilter"), "ETSI.RFC3161");
        origin.kind = stamp ? CHANGE_STAMP : CHANGE_SIGNATURE;
        change = report(c, origin, number,
                        stamp ? "a timestamp of the document was added"
                              : "a field was added and signed");
    } else {
        origin.kind = CHANGE_FIELD;
        change = report(c, origin, number, "a field was added");
    }
    change->draws = draws(c->newer, b);
}

/* --- The form --------------------------------------------------------------------------------- */

/* The resources of the form may get more fonts: nothing that there was may become another. */
static bool resources_grew(Comparison *c, const PdfValue *a, const PdfValue *b)
{
    for (uint32_t i = 0; i < a->count && a->count <= MOST_KEYS; i++) {
        const char *key = str_c(c->scratch, a->entries[i].key);
        const PdfValue *old = pdf_get(c->old, a, key);
        const PdfValue *newer = pdf_get(c->newer, b, key);
        if (equal_entries(c, a, b, key))
            continue;
        if (old->kind != PDF_DICT || newer->kind != PDF_DICT || old->count > MOST_KEYS)
            return false;
        for (uint32_t k = 0; k < old->count; k++)
            if (!equal_entries(c, old, newer, str_c(c->scratch, old->entries[k].key)))
                return false;
    }
    return a->count <= MOST_KEYS;
}

static void compare_form_entry(Comparison *c, const PdfValue *a, const PdfValue *b, const char *key,
                               void *context)
{
    const uint32_t *number = context;
    Str name = str_from(key);
    Origin origin = {.way = WAY_OTHER, .kind = CHANGE_FIELD, .what = "the form"};
    if (str_is(name, "Fields") || str_is(name, "SigFlags"))
        return;
    bool resources = str_is(name, "DR");
    if (!equal_entries(c, a, b, key)) {
        bool grew =
            (resources && resources_grew(c, pdf_get(c->old, a, key), pdf_get(c->newer, b, key))) ||
            (str_is(name, "DA") && pdf_entry(a, key) == NULL);
        if (!grew)
            report(c, origin, *number, "the form was changed: /%s", key);
    }
    if (resources)
        origin.what = "a font of the form";
    follow_entry(c, a, key, origin);
}

/* All nodes that one of the states has and that stand on no page, and those that are new. */
static void compare_rest(Comparison *c)
{
    for (uint32_t i = 1; i < c->limit; i++) {
        if ((c->roles[i] & ROLE_DONE) != 0)
            continue;
        if ((c->roles[i] & ROLE_OLD_NODE) != 0)
            compare_node(c, i, 0);
        else if ((c->roles[i] & ROLE_NEW_NODE) != 0)
            added_node(c, i, 0);
    }
}

/* Fields without a number of their own cannot be known again: they must stay as they are. */
static void compare_direct(Comparison *c, const PdfValue *a, const PdfValue *b, uint32_t number)
{
    static const PdfValue none = {.kind = PDF_NULL};
    const Origin origin = {.way = WAY_OTHER, .kind = CHANGE_FIELD, .what = "a field"};
    const PdfValue *old = pdf_get(c->old, a, "Fields");
    const PdfValue *newer = pdf_get(c->newer, b, "Fields");
    uint32_t count = old->count > newer->count ? old->count : newer->count;
    if ((old->kind != PDF_ARRAY && old->kind != PDF_NULL) ||
        (newer->kind != PDF_ARRAY && newer->kind != PDF_NULL)) {
        report(c, origin, number, "the form's fields are no list");
        return;
    }
    for (uint32_t i = 0; i < count; i++) {
        const PdfValue *left = i < old->count ? &old->items[i] : &none;
        const PdfValue *right = i < newer->count ? &newer->items[i] : &none;
        if ((left->kind == PDF_DICT || right->kind == PDF_DICT) && !equal_values(c, left, right))
            report(c, origin, number, "a field was altered, added or removed");
        if (left->kind == PDF_DICT)
            follow(c, left, origin);
    }
}

/* A field that the form has no more is none, whatever the page still shows; and one that the page
   has shown before may become one. */
static void tell_moved(Comparison *c)
{
    for (uint32_t i = 1; i < c->limit; i++) {
        bool was = (c->roles[i] & ROLE_OLD_FIELD) != 0;
        bool is = (c->roles[i] & ROLE_NEW_FIELD) != 0;
        if (was == is || (is && (c->roles[i] & ROLE_OLD_NODE) == 0))
            continue;
        const PdfValue *a = old_value(c, i);
        Origin origin = {.way = WAY_OTHER, .kind = CHANGE_FIELD, .field = name_of(c, c->old, a)};
        bool was_signed = was && kind_of(c, c->old, a) == NODE_SIGNATURE && is_signed(c, c->old, a);
        if (was_signed)
            origin.kind = CHANGE_REMOVED;
        report(c, origin, i, "%s was %s the form", was_signed ? "the signature" : "the field",
               was ? "taken out of" : "put into");
    }
}

void compare_form(Comparison *c, const PdfValue *old_catalog, const PdfValue *new_catalog)
{
    static const PdfValue empty = {.kind = PDF_DICT};
    const Origin origin = {.way = WAY_OTHER, .kind = CHANGE_FIELD, .what = "the form"};
    uint32_t number = reference_number(c, pdf_entry(new_catalog, "AcroForm"));
    const PdfValue *a = pdf_get(c->old, old_catalog, "AcroForm");
    const PdfValue *b = pdf_get(c->newer, new_catalog, "AcroForm");
    a = a->kind == PDF_DICT ? a : &empty;
    b = b->kind == PDF_DICT ? b : &empty;
    compare_direct(c, a, b, number);
    for_keys(c, a, b, origin, number, compare_form_entry, &number);
    compare_rest(c);
    tell_moved(c);
}
