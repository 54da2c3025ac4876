/* Two states of a document: its catalog, its information, what a trailer leads to. */
#include "verify/compare.h"

Change *add_change(Work *work, Changes *changes, Change change)
{
    if (changes->count >= VERIFY_MOST_CHANGES) {
        changes->too_many = true;
        return &changes->spare;
    }
    Change *slot =
        arena_push(work->arena, &changes->items, &changes->capacity, changes->count, sizeof *slot);
    *slot = change;
    changes->count++;
    return slot;
}

/* --- The catalog ------------------------------------------------------------------------------ */

typedef enum Treatment {
    TREAT_EQUAL,     /* it must be the same, and all that it leads to */
    TREAT_ELSEWHERE, /* compared in its own place */
    TREAT_HARMLESS,  /* anybody may change it */
    TREAT_METADATA,
    TREAT_STORE,
} Treatment;

static const struct {
    const char *key;
    const char *what;
    ChangeKind kind;
    Treatment treatment;
} entries[] = {
    {"Pages", "", CHANGE_PAGES, TREAT_ELSEWHERE},
    {"AcroForm", "", CHANGE_FIELD, TREAT_ELSEWHERE},
    {"Type", "the type of the catalog", CHANGE_DOCUMENT, TREAT_HARMLESS},
    {"Version", "the version of the format", CHANGE_DOCUMENT, TREAT_HARMLESS},
    {"Extensions", "the extensions of the format", CHANGE_DOCUMENT, TREAT_HARMLESS},
    {"DSS", "", CHANGE_DSS, TREAT_STORE},
    {"Metadata", "the document's metadata", CHANGE_METADATA, TREAT_METADATA},
    {"StructTreeRoot", "the structure that is read aloud", CHANGE_STRUCTURE, TREAT_EQUAL},
    {"Perms", "what may be changed", CHANGE_PERMISSION, TREAT_EQUAL},
    {"OCProperties", "which layers are shown", CHANGE_LAYER, TREAT_EQUAL},
    {"OpenAction", "what happens when the document is opened", CHANGE_ACTION, TREAT_EQUAL},
    {"AA", "an action of the document", CHANGE_ACTION, TREAT_EQUAL},
    {"Names", "attached files, scripts or other named objects", CHANGE_ATTACHMENT, TREAT_EQUAL},
    {"AF", "attached files", CHANGE_ATTACHMENT, TREAT_EQUAL},
    {"Collection", "attached files", CHANGE_ATTACHMENT, TREAT_EQUAL},
    {"Outlines", "the bookmarks", CHANGE_DOCUMENT, TREAT_EQUAL},
    {"PageLabels", "the numbers of pages", CHANGE_DOCUMENT, TREAT_EQUAL},
};

/* A reference, or what holds one: what it says may change without the entry. */
static bool leads_on(Comparison *c, const PdfValue *value)
{
    bool leads = value->kind == PDF_REFERENCE || !spend(c, 1);
    for (uint32_t i = 0; value->kind == PDF_ARRAY && i < value->count && !leads; i++)
        leads = leads_on(c, &value->items[i]);
    for (uint32_t i = 0; value->kind == PDF_DICT && i < value->count && !leads; i++)
        leads = leads_on(c, &value->entries[i].value);
    return leads;
}

/* What is harmless in the catalog as long as it is of the right kind, and says itself what it is:
   some programs do not open a catalog that says that it is something else, and look for another. */
static bool may_stand(Comparison *c, const PdfValue *entry, const char *key)
{
    if (str_is(STR("Type"), key))
        return entry != NULL && pdf_is_name(entry, "Catalog");
    return entry == NULL || entry->kind == PDF_NAME ||
           (entry->kind == PDF_DICT && !leads_on(c, entry));
}

static void compare_catalog_entry(Comparison *c, const PdfValue *a, const PdfValue *b,
                                  const char *key, void *context)
{
    const uint32_t *number = context;
    Treatment treatment = TREAT_EQUAL;
    Origin origin = {.way = WAY_OTHER, .kind = CHANGE_DOCUMENT, .what = key};
    for (size_t i = 0; i < sizeof entries / sizeof *entries; i++) {
        if (!str_is(str_from(entries[i].key), key))
            continue;
        treatment = entries[i].treatment;
        origin.kind = entries[i].kind;
        origin.what = entries[i].what;
    }
    if (origin.kind == CHANGE_STRUCTURE)
        origin.way = WAY_STRUCTURE;
    bool equal = equal_entries(c, a, b, key);
    bool stands = treatment == TREAT_HARMLESS && may_stand(c, pdf_entry(b, key), key);
    if (treatment == TREAT_HARMLESS && !equal && !stands)
        distrust(c, *number, "an entry of the catalog is of a wrong kind");
    if (treatment == TREAT_STORE && !equal)
        report(c, origin, reference_number(c, pdf_entry(b, key)),
               "certificates and revocation data were added");
    if (treatment == TREAT_EQUAL && !equal)
        report(c, origin, *number, "%s was changed", origin.what);
    if (treatment == TREAT_EQUAL || (treatment == TREAT_HARMLESS && !stands))
        follow_entry(c, a, key, origin);
}

static void compare_metadata(Comparison *c, const PdfValue *a, const PdfValue *b)
{
    const Origin origin = {.way = WAY_OTHER, .kind = CHANGE_METADATA, .what = "the metadata"};
    const PdfValue *old = pdf_get(c->old, a, "Metadata");
    const PdfValue *newer = pdf_get(c->newer, b, "Metadata");
    uint32_t number = reference_number(c, pdf_entry(b, "Metadata"));
    if (equal_values(c, old, newer)) {
        /* Its filter, for one. */
        follow(c, old, origin);
        return;
    }
    bool dates = old->kind == PDF_STREAM && newer->kind == PDF_STREAM && same_xmp(c, old, newer);
    report(c, origin, number,
           dates ? "dates of the metadata were changed" : "the metadata were changed")
        ->minor = dates;
}

/* The store may stand at another place, or be another object. */
static void compare_store(Comparison *c, const PdfValue *a, const PdfValue *b)
{
    const Origin origin = {.way = WAY_OTHER, .kind = CHANGE_DSS, .what = "the store"};
    uint32_t number = reference_number(c, pdf_entry(b, "DSS"));
    if (number != 0 && equal_entries(c, a, b, "DSS") && !same_object(c, number))
        report(c, origin, number, "certificates and revocation data were added");
}

static void compare_catalogs(Comparison *c, uint32_t old_number, uint32_t new_number)
{
    const PdfValue *a = old_value(c, old_number);
    const PdfValue *b = new_value(c, new_number);
    Origin origin = {.way = WAY_OTHER, .kind = CHANGE_DOCUMENT, .what = "the catalog"};
    if (old_number != new_number)
        report(c, origin, new_number, "the catalog is another object");
    if (a->kind != PDF_DICT || b->kind != PDF_DICT) {
        origin.kind = CHANGE_UNREADABLE;
        report(c, origin, new_number, "there is no catalog");
        return;
    }
    /* All numbers are gone through a few times. */
    if (!spend(c, c->limit / 4))
        return;
    mark_fields(c, a, c->old, ROLE_OLD_NODE | ROLE_OLD_FIELD);
    mark_fields(c, b, c->newer, ROLE_NEW_NODE | ROLE_NEW_FIELD);
    compare_pages(c, a, b);
    compare_form(c, a, b);
    compare_metadata(c, a, b);
    compare_store(c, a, b);
    for_keys(c, a, b, origin, new_number, compare_catalog_entry, &new_number);
}

/* --- Information ------------------------------------------------------------------------------ */

static void compare_info(Comparison *c)
{
    const Origin origin = {.way = WAY_OTHER, .kind = CHANGE_METADATA, .what = "the information"};
    const PdfValue *a = pdf_get(c->old, pdf_trailer(c->old), "Info");
    const PdfValue *b = pdf_get(c->newer, pdf_trailer(c->newer), "Info");
    for (uint32_t i = 0; a->kind == PDF_DICT && i < a->count; i++)
        if (!is_of_the_writer(a->entries[i].key))
            follow(c, &a->entries[i].value, origin);
    if (equal_values(c, a, b))
        return;
    bool dates = same_info(c, a, b);
    uint32_t number = reference_number(c, pdf_entry(pdf_trailer(c->newer), "Info"));
    report(c, origin, number,
           dates ? "dates of the document's information were changed"
                 : "the document's information (title, author, ...) was changed")
        ->minor = dates;
}

/* --- The whole -------------------------------------------------------------------------------- */

/* Objects that could not be read are null to the comparison: then nothing can be said. */
static void tell_damage(Comparison *c)
{
    /* Whenever that was found: it is told once, but may be met each time. */
    bool damaged = diags_count(c->before->diags, SEVERITY_ERROR) > 0 ||
                   diags_count(c->after->diags, SEVERITY_ERROR) > 0;
    if (pdf_misfits(c->old) > 0 || pdf_misfits(c->newer) > 0)
        distrust(c, 0, "a reference names another generation, or leads to a reference");
    if (damaged)
        add_change(c->work, c->changes,
                   (Change){.kind = CHANGE_UNREADABLE,
                            .revision = c->after->revision,
                            .text = STR("objects are damaged, so that they cannot be compared")});
}

void compare_states(Work *work, Arena *scratch, const State *old, const State *newer,
                    Changes *changes)
{
    uint32_t a = pdf_next_number(old->file);
    uint32_t b = pdf_next_number(newer->file);
    Comparison c = {
        .work = work,
        .scratch = scratch,
        .before = old,
        .after = newer,
        .old = old->file,
        .newer = newer->file,
        .changes = changes,
        .limit = a > b ? a : b,
    };
    c.seen = arena_alloc(scratch, c.limit);
    c.roles = arena_alloc(scratch, c.limit);
    c.same = arena_alloc(scratch, c.limit);
    uint32_t old_root = reference_number(&c, pdf_entry(pdf_trailer(c.old), "Root"));
    uint32_t new_root = reference_number(&c, pdf_entry(pdf_trailer(c.newer), "Root"));
    if (c.limit > 0) {
        c.roles[old_root] |= ROLE_CATALOG;
        c.roles[new_root] |= ROLE_CATALOG;
    }
    compare_catalogs(&c, old_root, new_root);
    compare_info(&c);
    run_steps(&c);
    if (!spend(&c, 0))
        add_change(work, changes,
                   (Change){.kind = CHANGE_UNREADABLE,
                            .revision = newer->revision,
                            .text = STR("there is too much to compare")});
    tell_damage(&c);
}
