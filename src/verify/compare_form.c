/* The form of two states (ISO 32000-1, 12.7.2): its fields, and what they have in common. */
#include "verify/compare.h"

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

/* A field that has no look of its own, or none that counts: programs make one, with what the form
   says for all. */
static bool looks_are_made(Comparison *c, const PdfValue *form)
{
    if (pdf_get(c->old, form, "NeedAppearances")->kind != PDF_NULL || !spend(c, c->limit))
        return true;
    for (uint32_t i = 1; i < c->limit; i++) {
        if ((c->roles[i] & ROLE_OLD_FIELD) == 0)
            continue;
        const PdfValue *field = old_value(c, i);
        if (kind_of(c, c->old, field) == NODE_FIELD && pdf_entry(field, "Rect") != NULL &&
            pdf_get(c->old, field, "AP")->kind != PDF_DICT)
            return true;
    }
    return false;
}

static void compare_form_entry(Comparison *c, const PdfValue *a, const PdfValue *b, const char *key,
                               void *context)
{
    const uint32_t *number = context;
    Str name = str_from(key);
    Origin origin = {.way = WAY_OTHER, .kind = CHANGE_FIELD, .what = "the form"};
    const PdfValue *entry = pdf_entry(b, key);
    bool flags = str_is(name, "SigFlags") && (entry == NULL || entry->kind == PDF_INTEGER);
    if (str_is(name, "Fields") || flags)
        return;
    bool resources = str_is(name, "DR");
    if (!equal_entries(c, a, b, key)) {
        bool may_grow = (resources || str_is(name, "DA")) && !looks_are_made(c, a);
        bool grew =
            may_grow &&
            ((resources && resources_grew(c, pdf_get(c->old, a, key), pdf_get(c->newer, b, key))) ||
             (str_is(name, "DA") && pdf_entry(a, key) == NULL));
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
    if ((a->kind != PDF_DICT && a->kind != PDF_NULL) ||
        (b->kind != PDF_DICT && b->kind != PDF_NULL))
        distrust(c, number, "what should be the form is none");
    a = a->kind == PDF_DICT ? a : &empty;
    b = b->kind == PDF_DICT ? b : &empty;
    compare_direct(c, a, b, number);
    for_keys(c, a, b, origin, number, compare_form_entry, &number);
    compare_rest(c);
    tell_moved(c);
}
