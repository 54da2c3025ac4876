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
    {"Type", "", CHANGE_DOCUMENT, TREAT_HARMLESS},
    {"Version", "", CHANGE_DOCUMENT, TREAT_HARMLESS},
    {"Extensions", "", CHANGE_DOCUMENT, TREAT_HARMLESS},
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

/* What is harmless in the catalog as long as it is of the right kind: some programs do not open a
   catalog that says that it is something else. */
static bool may_stand(const PdfValue *entry, const char *key)
{
    if (str_is(STR("Type"), key))
        return entry != NULL && pdf_is_name(entry, "Catalog");
    return entry == NULL || entry->kind == PDF_NAME || entry->kind == PDF_DICT;
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
    const PdfValue *entry = pdf_entry(b, key);
    if (treatment == TREAT_HARMLESS && !equal && !may_stand(entry, key))
        distrust(c, *number, "an entry of the catalog is of a wrong kind");
    if (treatment == TREAT_STORE && !equal)
        report(c, origin, reference_number(c, pdf_entry(b, key)),
               "certificates and revocation data were added");
    if (treatment == TREAT_EQUAL && !equal)
        report(c, origin, *number, "%s was changed", origin.what);
    if (treatment == TREAT_EQUAL)
        follow_entry(c, a, key, origin);
}

static void compare_metadata(Comparison *c, const PdfValue *a, const PdfValue *b)
{
    const Origin origin = {.way = WAY_OTHER, .kind = CHANGE_METADATA, .what = "the metadata"};
    const PdfValue *old = pdf_get(c->old, a, "Metadata");
    const PdfValue *newer = pdf_get(c->newer, b, "Metadata");
    uint32_t number = reference_number(c, pdf_entry(b, "Metadata"));
    if (equal_values(c, old, newer))
        return;
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
static void tell_damage(Comparison *c, size_t before, size_t after)
{
    bool damaged = diags_count(c->before->diags, SEVERITY_ERROR) > before ||
                   diags_count(c->after->diags, SEVERITY_ERROR) > after;
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
    size_t old_errors = diags_count(old->diags, SEVERITY_ERROR);
    size_t new_errors = diags_count(newer->diags, SEVERITY_ERROR);
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
    tell_damage(&c, old_errors, new_errors);
}
