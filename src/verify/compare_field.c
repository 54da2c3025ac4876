/* Annotations and fields of two states: what was signed, filled in, altered, added, removed. */
#include "verify/compare.h"

enum {
    MOST_DEPTH = 32,               /* of fields in fields */
    MOST_NAME = 1000,              /* bytes of a part of a name */
    FLAGS_SEEN = 1 | 2 | 32 | 256, /* Invisible, Hidden, NoView, ToggleNoView (12.5.3) */
    FLAGS_APART = 8 | 16,          /* NoZoom, NoRotate */
};

static const PdfValue no_resources = {.kind = PDF_NULL};

/* --- What a node is --------------------------------------------------------------------------- */

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

NodeKind kind_of(Comparison *c, PdfFile *file, const PdfValue *node)
{
    const PdfValue *type = inherited(c, file, node, "FT");
    if (pdf_is_name(type, "Sig"))
        return NODE_SIGNATURE;
    bool widget = pdf_is_name(pdf_get(file, node, "Subtype"), "Widget");
    return type->kind == PDF_NAME || widget ? NODE_FIELD : NODE_ANNOTATION;
}

/* Locks name fields: a name that is not known whole could be any. */
Str name_of(Comparison *c, PdfFile *file, const PdfValue *node)
{
    Str name = {0};
    int depth = 0;
    for (; node->kind == PDF_DICT && depth < MOST_DEPTH && spend(c, node->count); depth++) {
        const PdfValue *title = pdf_get(file, node, "T");
        if (title->kind == PDF_STRING && title->text.size > MOST_NAME)
            distrust(c, 0, "the name of a field is too long");
        Str partial = title->kind == PDF_STRING && title->text.size <= MOST_NAME
                          ? pdf_utf8(c->scratch, title)
                          : (Str){0};
        if (partial.size > 0 && name.size > 0)
            name = str_format(c->scratch, "%.*s.%.*s", STR_ARG(partial), STR_ARG(name));
        else if (partial.size > 0)
            name = partial;
        node = pdf_get(file, node, "Parent");
    }
    if (node->kind == PDF_DICT)
        distrust(c, 0, "fields stand too deep in others");
    return name;
}

bool is_signed(Comparison *c, PdfFile *file, const PdfValue *node)
{
    return inherited(c, file, node, "V")->kind == PDF_DICT;
}

/* Only what is judged as a signature is one: a field that the form leads to, with a dictionary that
   this revision added. */
bool is_newly_signed(Comparison *c, uint32_t number, const PdfValue *node)
{
    const PdfValue *value = inherited(c, c->newer, node, "V");
    const FoundList *judged = c->work->judged;
    if (value->kind != PDF_DICT || value->from < c->before->end ||
        (c->roles[number] & ROLE_NEW_FIELD) == 0)
        return false;
    for (size_t i = 0; i < judged->count; i++)
        if (judged->items[i].dict->from == value->from && judged->items[i].dict->to == value->to)
            return true;
    return false;
}

bool is_stamp(Comparison *c, const PdfValue *node)
{
    const PdfValue *value = inherited(c, c->newer, node, "V");
    return pdf_is_name(pdf_get(c->newer, value, "SubFilter"), "ETSI.RFC3161");
}

/* --- Marking ---------------------------------------------------------------------------------- */

typedef struct Marking {
    Comparison *c;
    PdfFile *file;
    int role;
} Marking;

/* A field must be an object of its own and say where it belongs: `above` is the number of the one
   that it stands in. */
static void mark(Marking *marking, const PdfValue *reference, uint32_t above, int depth)
{
    Comparison *c = marking->c;
    uint32_t number = reference_number(c, reference);
    const PdfValue *field = pdf_resolve(marking->file, reference);
    bool inner = depth > 0;
    if (c->distrusted)
        return;
    if (field->kind != PDF_DICT && (inner || field->kind != PDF_NULL))
        distrust(c, above, "what should be a field is none");
    else if (inner && (number == 0 || above == 0))
        distrust(c, above, "a field in another one is no object of its own");
    else if (inner ? reference_number(c, pdf_entry(field, "Parent")) != above
                   : field->kind == PDF_DICT && pdf_entry(field, "Parent") != NULL)
        distrust(c, number, "the /Parent of a field is not what the field stands in");
    else if (depth > MOST_DEPTH)
        distrust(c, number, "fields stand too deep in others");
    if (c->distrusted || field->kind != PDF_DICT || !spend(c, 1 + field->count))
        return;
    c->roles[number] = (unsigned char)(c->roles[number] | marking->role);
    const PdfValue *kids = pdf_get(marking->file, field, "Kids");
    for (uint32_t i = 0; kids->kind == PDF_ARRAY && i < kids->count; i++)
        mark(marking, &kids->items[i], number, depth + 1);
}

void mark_fields(Comparison *c, const PdfValue *catalog, PdfFile *file, int role)
{
    Marking marking = {c, file, role};
    const PdfValue *fields = pdf_get(file, pdf_get(file, catalog, "AcroForm"), "Fields");
    for (uint32_t i = 0; fields->kind == PDF_ARRAY && i < fields->count; i++)
        mark(&marking, &fields->items[i], 0, 0);
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

/* What it shows covers what the page says. What is not turned or made larger with the page is
   drawn elsewhere than its rectangle says. */
static bool lies_over_text(Comparison *c, const PdfValue *node)
{
    if (c->page == NULL || !draws(c->newer, node))
        return false;
    return (pdf_integer(pdf_get(c->newer, node, "F"), 0) & FLAGS_APART) != 0 ||
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
        bool stamp = is_stamp(c, b);
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

static Node describe_node(Comparison *c, uint32_t number, uint32_t page, const PdfValue *a,
                          const PdfValue *b)
{
    Node node = {.number = number, .page = page, .kind = kind_of(c, c->old, a)};
    bool annotation = node.kind == NODE_ANNOTATION;
    node.was_signed = node.kind == NODE_SIGNATURE && is_signed(c, c->old, a);
    node.is_signed = node.kind == NODE_SIGNATURE &&
                     (node.was_signed ? is_signed(c, c->newer, b) : is_newly_signed(c, number, b));
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
    if (number == 0)
        return;
    const PdfValue *a = old_value(c, number);
    const PdfValue *b = new_value(c, number);
    Node node = describe_node(c, number, page, a, b);
    if ((c->roles[number] & ROLE_DONE) != 0) {
        /* It may cover what stands there, too. */
        if (node.filled)
            distrust(c, number, "the field that was filled in stands on several pages");
        return;
    }
    c->roles[number] = (unsigned char)(c->roles[number] | ROLE_DONE);
    if (a->kind == PDF_DICT && b->kind == PDF_DICT && kind_of(c, c->newer, b) == node.kind) {
        for_keys(c, a, b, node.origin, number, compare_node_entry, &node);
        tell_node(c, &node, a, b);
    } else if (!equal_values(c, a, b) || (a->kind != PDF_DICT && a->kind != PDF_NULL)) {
        if (node.was_signed)
            node.origin.kind = CHANGE_REMOVED;
        report(c, node.origin, number, "%s is gone, or is something else now",
               node.was_signed ? "the signature" : node.origin.what)
            ->draws = true;
    }
}
