/* What may change with any addition: the structure tree grows by a new field, metadata tell when.
 */
#include "verify/compare.h"

#include <string.h>

/* --- The structure tree ----------------------------------------------------------------------- */

enum { MOST_ADDED = 4096 };

/* The annotation is new, or is read aloud for the first time. */
static bool is_new_node(Comparison *c, uint32_t number)
{
    return (c->roles[number] & ROLE_NEW_NODE) != 0 &&
           ((c->roles[number] & ROLE_OLD_NODE) == 0 ||
            pdf_entry(old_value(c, number), "StructParent") == NULL);
}

/* What an element holds is nothing but a new annotation: it has no text of the page. */
static bool holds_objects_only(Comparison *c, const PdfValue *kids, int depth)
{
    const PdfValue *value = pdf_resolve(c->newer, kids);
    if (depth > 4 || !spend(c, 1))
        return false;
    if (value->kind == PDF_ARRAY) {
        for (uint32_t i = 0; i < value->count; i++)
            if (!holds_objects_only(c, &value->items[i], depth + 1))
                return false;
        return true;
    }
    uint32_t number = reference_number(c, pdf_entry(value, "Obj"));
    return value->kind == PDF_DICT && pdf_is_name(pdf_get(c->newer, value, "Type"), "OBJR") &&
           is_new_node(c, number);
}

/* It says nothing by itself: no text that is read aloud in place of another. */
static bool is_silent(const PdfValue *element)
{
    static const char *const keys[] = {"Type", "S", "P", "Pg", "K", "ID", "Lang", "R"};
    for (uint32_t i = 0; i < element->count; i++) {
        bool known = false;
        for (size_t k = 0; k < sizeof keys / sizeof *keys; k++)
            known = known || str_is(element->entries[i].key, keys[k]);
        if (!known)
            return false;
    }
    return true;
}

/* A new element for the field of a form. */
static bool is_new_form(Comparison *c, const PdfValue *item)
{
    uint32_t number = reference_number(c, item);
    const PdfValue *element = pdf_resolve(c->newer, item);
    if (number != 0 && old_value(c, number)->kind != PDF_NULL)
        return false;
    return element->kind == PDF_DICT && pdf_is_name(pdf_get(c->newer, element, "S"), "Form") &&
           is_silent(element) && pdf_entry(element, "K") != NULL &&
           holds_objects_only(c, pdf_entry(element, "K"), 0);
}

/* Each item of the older list stands in the newer one, in the same order; what else stands there
   is `accepted`. */
static bool list_grew(Comparison *c, const PdfValue *a, const PdfValue *b,
                      bool (*accepted)(Comparison *c, const PdfValue *item))
{
    uint32_t found = 0;
    uint32_t added = 0;
    for (uint32_t i = 0; i < b->count; i++) {
        if (found < a->count && equal_values(c, &a->items[found], &b->items[i]))
            found++;
        else if (added++ > MOST_ADDED || !accepted(c, &b->items[i]))
            return false;
    }
    return found == a->count;
}

static bool any_item(Comparison *c, const PdfValue *item)
{
    (void)c;
    (void)item;
    return true;
}

static bool entry_grew(Comparison *c, const PdfValue *a, const PdfValue *b, const char *key)
{
    static const char *const lists[] = {"Nums", "Kids", "Limits"};
    const PdfValue *old = pdf_get(c->old, a, key);
    const PdfValue *newer = pdf_get(c->newer, b, key);
    if (str_is(str_from(key), "ParentTreeNextKey"))
        return pdf_integer(newer, -1) >= pdf_integer(old, 0);
    if (str_is(str_from(key), "K")) {
        /* A list of one is written without brackets. */
        const PdfValue *unresolved = pdf_entry(a, key);
        const PdfValue one = {.kind = PDF_ARRAY, .count = unresolved != NULL, .items = unresolved};
        return newer->kind == PDF_ARRAY &&
               list_grew(c, old->kind == PDF_ARRAY ? old : &one, newer, is_new_form);
    }
    if (str_is(str_from(key), "Limits"))
        return old->kind == PDF_ARRAY && newer->kind == PDF_ARRAY;
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        if (str_is(str_from(key), lists[i]))
            return old->kind == PDF_ARRAY && newer->kind == PDF_ARRAY &&
                   list_grew(c, old, newer, any_item);
    return false;
}

bool structure_grew(Comparison *c, const PdfValue *a, const PdfValue *b)
{
    if (a->kind == PDF_ARRAY && b->kind == PDF_ARRAY)
        return list_grew(c, a, b, is_new_form);
    if (a->kind != PDF_DICT || b->kind != PDF_DICT || a->count > b->count || b->count > MOST_KEYS)
        return false;
    for (uint32_t i = 0; i < b->count; i++) {
        const char *key = str_c(c->scratch, b->entries[i].key);
        if (!equal_entries(c, a, b, key) && !entry_grew(c, a, b, key))
            return false;
    }
    for (uint32_t i = 0; i < a->count; i++)
        if (pdf_entry(b, str_c(c->scratch, a->entries[i].key)) == NULL)
            return false;
    return true;
}

/* --- Information ------------------------------------------------------------------------------ */

bool is_of_the_writer(Str key)
{
    return str_is(key, "ModDate") || str_is(key, "Producer");
}

bool same_info(Comparison *c, const PdfValue *a, const PdfValue *b)
{
    const PdfValue *both[] = {a, b};
    if ((a->kind != PDF_DICT && a->kind != PDF_NULL) || b->kind != PDF_DICT ||
        a->count > MOST_KEYS || b->count > MOST_KEYS)
        return false;
    for (size_t k = 0; k < 2; k++) {
        for (uint32_t i = 0; i < both[k]->count; i++) {
            const char *key = str_c(c->scratch, both[k]->entries[i].key);
            if (!is_of_the_writer(both[k]->entries[i].key) && !equal_entries(c, a, b, key))
                return false;
        }
    }
    return true;
}

/* --- XMP -------------------------------------------------------------------------------------- */

static const char *const xmp_dates[] = {"xmp:ModifyDate", "xmp:MetadataDate", "pdf:Producer",
                                        "xmpMM:InstanceID"};

/* Behind `<name>...</name>` or `name="..."`, where that stands at `at`; else `at` itself. */
static size_t behind_date(Str text, size_t at, const char *name)
{
    Str rest = str_slice(text, at, text.size);
    size_t size = strlen(name);
    size_t end = SIZE_MAX;
    if (rest.size > size + 2 && rest.at[0] == '<' &&
        str_starts(str_slice(rest, 1, rest.size), name) && rest.at[size + 1] == '>') {
        end = str_find(rest, "</", 0);
        bool closes = end != SIZE_MAX && str_starts(str_slice(rest, end + 2, rest.size), name) &&
                      str_find(str_slice(rest, size + 2, end), "<", 0) == SIZE_MAX;
        return closes ? at + end + 2 + size : at;
    }
    if (str_starts(rest, name) && rest.size > size + 2 && rest.at[size] == '=') {
        const char quote[] = {rest.at[size + 1], '\0'};
        end = quote[0] == '"' || quote[0] == '\'' ? str_find(rest, quote, size + 2) : SIZE_MAX;
    }
    return end != SIZE_MAX ? at + end + 1 : at;
}

static bool is_blank(char byte)
{
    return byte == ' ' || byte == '\n' || byte == '\r' || byte == '\t';
}

/* The text without dates and without white space. */
static Str without_dates(Comparison *c, Str text)
{
    char *out = arena_alloc(c->scratch, text.size + 1);
    size_t size = 0;
    for (size_t at = 0; at < text.size;) {
        size_t before = at;
        for (size_t i = 0; i < sizeof xmp_dates / sizeof *xmp_dates && at == before; i++)
            if (text.at[at] == '<' || text.at[at] == xmp_dates[i][0])
                at = behind_date(text, at, xmp_dates[i]);
        if (at > before)
            continue;
        if (!is_blank(text.at[at]))
            out[size++] = text.at[at];
        at++;
    }
    return (Str){out, size};
}

bool same_xmp(Comparison *c, const PdfValue *a, const PdfValue *b)
{
    enum { LARGEST_XMP = 1024 * 1024 };
    Str old;
    Str newer;
    return pdf_decode(c->old, a, c->scratch, LARGEST_XMP, &old) &&
           pdf_decode(c->newer, b, c->scratch, LARGEST_XMP, &newer) &&
           str_equal(without_dates(c, old), without_dates(c, newer));
}
