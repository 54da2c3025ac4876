/* Pages of two states: as many, the same ones, in the same order, with the same content. */
#include "verify/compare.h"

enum {
    MOST_PAGES = 1024 * 1024,
    MOST_DEPTH = 32, /* of the tree: programs do not go deeper than they like */
    INHERITED = 4,
};

/* What a page has of the nodes above it, where it does not say so itself (7.7.3.4). */
static const char *const inherited_keys[INHERITED] = {"Resources", "MediaBox", "CropBox", "Rotate"};

typedef struct Page {
    uint32_t number;
    const PdfValue *value;
    const PdfValue *inherited[INHERITED]; /* its own too; NULL for none */
} Page;

typedef struct Pages {
    Comparison *c;
    PdfFile *file;
    Page *items;
    size_t count, capacity;
    uint32_t *nodes; /* those above the pages: numbers of objects */
    size_t node_count, node_capacity;
    unsigned char *visited; /* a bit for each object */
    size_t steps;
    uint32_t odd; /* an object that programs may take in different ways; or 0 */
    const char *why;
} Pages;

/* --- The tree of pages ------------------------------------------------------------------------ */

static bool visit_once(Pages *pages, uint32_t number)
{
    unsigned char bit = (unsigned char)(1U << number % 8);
    unsigned char *byte = &pages->visited[number / 8];
    bool first = number != 0 && (*byte & bit) == 0;
    *byte |= bit;
    return first;
}

static bool odd(Pages *pages, uint32_t number, const char *why)
{
    if (pages->why == NULL) {
        pages->why = why;
        pages->odd = number;
    }
    return false;
}

/* Pages and the nodes above must say what they are, and where they belong: programs differ in what
   else they show (7.7.3). */
static bool is_clear(Pages *pages, const PdfValue *node, uint32_t number, uint32_t above)
{
    const PdfValue *kids = pdf_get(pages->file, node, "Kids");
    bool is_page = pdf_entry(node, "Kids") == NULL;
    const PdfValue *parent = pdf_entry(node, "Parent");
    const PdfValue *count = pdf_entry(node, "Count");
    if (!is_page && kids->kind != PDF_ARRAY)
        return odd(pages, number, "what should be a list of pages is none");
    if (!pdf_is_name(pdf_entry(node, "Type") != NULL ? pdf_entry(node, "Type") : kids,
                     is_page ? "Page" : "Pages"))
        return odd(pages, number, "it is a page and a list of pages at once, or neither");
    if (above == 0 ? parent != NULL : reference_number(pages->c, parent) != above)
        return odd(pages, number, "the /Parent of a page is not what the page stands in");
    if (!is_page && (count == NULL || count->kind != PDF_INTEGER))
        return odd(pages, number, "the number of pages is told in a wrong way");
    return true;
}

static void collect(Pages *pages, const PdfValue *reference, const Page *above, int depth);

static void collect_kids(Pages *pages, const Page *page, int depth)
{
    const PdfValue *kids = pdf_get(pages->file, page->value, "Kids");
    uint32_t *slot = arena_push(pages->c->scratch, &pages->nodes, &pages->node_capacity,
                                pages->node_count, sizeof *slot);
    *slot = page->number;
    pages->node_count++;
    size_t before = pages->count;
    for (uint32_t i = 0; i < kids->count; i++)
        collect(pages, &kids->items[i], page, depth + 1);
    const PdfValue *count = pdf_entry(page->value, "Count");
    if (pdf_integer(count, -1) != (int64_t)(pages->count - before))
        odd(pages, page->number, "there are more or fewer pages than it says");
}

static void collect(Pages *pages, const PdfValue *reference, const Page *above, int depth)
{
    uint32_t number = reference_number(pages->c, reference);
    const PdfValue *node = pdf_resolve(pages->file, reference);
    if (number == 0 || node->kind != PDF_DICT) {
        odd(pages, above->number, "what should be a page is none, or no object of its own");
        return;
    }
    if (depth > MOST_DEPTH || pages->steps++ > MOST_PAGES || !visit_once(pages, number)) {
        odd(pages, number, "pages stand twice in the tree, or too deep in it");
        return;
    }
    Page page = *above;
    page.number = number;
    page.value = node;
    for (size_t i = 0; i < INHERITED; i++) {
        const PdfValue *own = pdf_entry(node, inherited_keys[i]);
        if (own != NULL && own->kind != PDF_NULL)
            page.inherited[i] = own;
    }
    if (!is_clear(pages, node, number, above->number))
        return;
    if (pdf_entry(node, "Kids") != NULL) {
        collect_kids(pages, &page, depth);
        return;
    }
    Page *slot =
        arena_push(pages->c->scratch, &pages->items, &pages->capacity, pages->count, sizeof *slot);
    *slot = page;
    pages->count++;
}

/* Marks the annotations of a page. */
static void mark_annotations(Pages *pages, const Page *page, int role)
{
    Comparison *c = pages->c;
    const PdfValue *list = pdf_get(pages->file, page->value, "Annots");
    if (list->kind != PDF_ARRAY && list->kind != PDF_NULL)
        odd(pages, page->number, "what should be a list of annotations is none");
    for (uint32_t k = 0; list->kind == PDF_ARRAY && k < list->count && spend(c, 1); k++) {
        uint32_t number = reference_number(c, &list->items[k]);
        c->roles[number] = (unsigned char)(c->roles[number] | role);
        /* So that a generation that does not fit is told. */
        (void)pdf_resolve(pages->file, &list->items[k]);
    }
}

static Pages collect_pages(Comparison *c, PdfFile *file, const PdfValue *catalog, int role)
{
    Pages pages = {.c = c, .file = file};
    const Page above = {0};
    const PdfValue *root = pdf_entry(catalog, "Pages");
    pages.visited = arena_alloc(c->scratch, c->limit / 8 + 1);
    if (root != NULL)
        collect(&pages, root, &above, 0);
    for (size_t i = 0; i < pages.count; i++)
        if (role == ROLE_OLD_NODE)
            c->roles[pages.items[i].number] |= ROLE_PAGE;
    for (size_t i = 0; i < pages.count; i++)
        mark_annotations(&pages, &pages.items[i], role);
    if (root == NULL || pages.why != NULL)
        distrust(c, pages.odd, root != NULL ? pages.why : "there are no pages");
    return pages;
}

/* --- Annotations ------------------------------------------------------------------------------ */

/* Where the item stands in the list, from `from` on; its count where it does not, or where too much
   has been looked at. */
static uint32_t find_item(Comparison *c, const PdfValue *list, const PdfValue *item, uint32_t from)
{
    for (uint32_t i = from; i < list->count && spend(c, 1); i++)
        if (list->items[i].kind == PDF_REFERENCE && list->items[i].number == item->number &&
            list->items[i].generation == item->generation)
            return i;
    return list->count;
}

static void compare_annotations(Comparison *c, const Page *old, const Page *newer, uint32_t number)
{
    const Origin origin = {
        .way = WAY_ANNOTATION,
        .kind = CHANGE_ANNOTATION,
        .page = number,
        .what = "an annotation",
    };
    static const PdfValue empty = {.kind = PDF_ARRAY};
    const PdfValue *a = pdf_get(c->old, old->value, "Annots");
    const PdfValue *b = pdf_get(c->newer, newer->value, "Annots");
    a = a->kind == PDF_ARRAY ? a : &empty;
    b = b->kind == PDF_ARRAY ? b : &empty;
    uint32_t next = 0; /* of the newer list: those before it were found */
    for (uint32_t i = 0; i < a->count && spend(c, 1); i++) {
        const PdfValue *item = &a->items[i];
        if (item->kind != PDF_REFERENCE) {
            /* It has no number to be known by again. */
            if (i >= b->count || !equal_values(c, item, &b->items[i]))
                report(c, origin, newer->number, "an annotation was altered or removed")->draws =
                    true;
            follow(c, item, origin);
            continue;
        }
        uint32_t at = find_item(c, b, item, next);
        if (at == b->count) {
            bool moved = find_item(c, b, item, 0) < b->count;
            report(c, origin, item->number,
                   moved ? "an annotation was moved before or behind others"
                         : "an annotation was removed")
                ->draws = true;
        } else {
            next = at + 1;
        }
        compare_node(c, reference_number(c, item), number);
    }
    for (uint32_t i = 0; i < b->count && spend(c, 1); i++) {
        const PdfValue *item = &b->items[i];
        bool known = item->kind == PDF_REFERENCE
                         ? find_item(c, a, item, 0) < a->count
                         : i < a->count && a->items[i].kind != PDF_REFERENCE;
        if (known)
            continue;
        if (item->kind == PDF_REFERENCE)
            added_node(c, reference_number(c, item), number);
        else
            report(c, origin, newer->number, "an annotation was added")->draws = true;
    }
}

/* --- A page ----------------------------------------------------------------------------------- */

/* What is not named here is "the page". */
static const struct {
    const char *key;
    const char *what;
    ChangeKind kind;
    Way way;
    bool ignored; /* compared in its own place, or harmless */
} page_entries[] = {
    {"Contents", "what stands on the page", CHANGE_CONTENT, WAY_LOOK, false},
    {"Resources", "a picture or another resource", CHANGE_PICTURE, WAY_LOOK, false},
    {"Group", "how the page is painted", CHANGE_CONTENT, WAY_LOOK, false},
    {"MediaBox", "the size of the page", CHANGE_PAGES, WAY_OTHER, false},
    {"CropBox", "what is shown of the page", CHANGE_PAGES, WAY_OTHER, false},
    {"Rotate", "how the page is turned", CHANGE_PAGES, WAY_OTHER, false},
    {"UserUnit", "the size of the page", CHANGE_PAGES, WAY_OTHER, false},
    {"AA", "an action of the page", CHANGE_ACTION, WAY_OTHER, false},
    {"AF", "an attached file of the page", CHANGE_ATTACHMENT, WAY_OTHER, false},
    {"Annots", "", CHANGE_ANNOTATION, WAY_ANNOTATION, true},
    {"LastModified", "", CHANGE_PAGES, WAY_OTHER, true},
    {"Tabs", "", CHANGE_PAGES, WAY_OTHER, true},
};

typedef struct PagePair {
    const Page *old, *newer;
    uint32_t page; /* counted from 1 */
} PagePair;

static Origin origin_of(const char *key, uint32_t page, bool *ignored)
{
    Origin origin = {.way = WAY_OTHER, .kind = CHANGE_PAGES, .page = page, .what = "the page"};
    *ignored = false;
    for (size_t i = 0; i < sizeof page_entries / sizeof *page_entries; i++) {
        if (!str_is(str_from(page_entries[i].key), key))
            continue;
        origin.way = page_entries[i].way;
        origin.kind = page_entries[i].kind;
        origin.what = page_entries[i].what;
        *ignored = page_entries[i].ignored;
    }
    return origin;
}

static bool is_inherited(const char *key)
{
    for (size_t i = 0; i < INHERITED; i++)
        if (str_is(str_from(key), inherited_keys[i]))
            return true;
    return false;
}

static void compare_page_entry(Comparison *c, const PdfValue *a, const PdfValue *b, const char *key,
                               void *context)
{
    const PagePair *pair = context;
    bool ignored = false;
    Origin origin = origin_of(key, pair->page, &ignored);
    const PdfValue *entry = pdf_entry(b, key);
    if (ignored && entry != NULL && !str_is(str_from(key), "Annots") && entry->kind != PDF_STRING &&
        entry->kind != PDF_NAME)
        distrust(c, pair->newer->number, "an entry of the page is of a wrong kind");
    if (ignored || is_inherited(key))
        return;
    if (!equal_entries(c, a, b, key))
        report(c, origin, pair->newer->number, "%s was changed", origin.what);
    /* The tree is compared in a place of its own. */
    if (!str_is(str_from(key), "Parent"))
        follow_entry(c, a, key, origin);
}

static void compare_inherited(Comparison *c, const PagePair *pair)
{
    static const PdfValue none = {.kind = PDF_NULL};
    for (size_t i = 0; i < INHERITED; i++) {
        bool ignored = false;
        Origin origin = origin_of(inherited_keys[i], pair->page, &ignored);
        const PdfValue *a = pair->old->inherited[i];
        const PdfValue *b = pair->newer->inherited[i];
        if (!equal_values(c, a != NULL ? a : &none, b != NULL ? b : &none))
            report(c, origin, pair->newer->number, "%s was changed", origin.what);
        if (a != NULL)
            follow(c, a, origin);
    }
}

static void compare_page(Comparison *c, PagePair *pair)
{
    const Origin origin = {
        .way = WAY_OTHER,
        .kind = CHANGE_PAGES,
        .page = pair->page,
        .what = "the page",
    };
    if (pair->old->number != pair->newer->number)
        report(c, origin, pair->newer->number, "the page is another one");
    for_keys(c, pair->old->value, pair->newer->value, origin, pair->newer->number,
             compare_page_entry, pair);
    compare_inherited(c, pair);
    c->page = pair->old->value;
    c->writing = NULL;
    c->page_resources =
        pair->old->inherited[0] != NULL ? pdf_resolve(c->old, pair->old->inherited[0]) : NULL;
    compare_annotations(c, pair->old, pair->newer, pair->page);
    c->page = NULL;
}

/* What a node of the tree refers to, but for what is compared in its own place. */
static void follow_node(Comparison *c, const PdfValue *node, Origin origin)
{
    for (uint32_t i = 0; node->kind == PDF_DICT && i < node->count; i++) {
        Str key = node->entries[i].key;
        bool elsewhere = str_is(key, "Kids") || str_is(key, "Parent");
        for (size_t k = 0; k < INHERITED; k++)
            elsewhere = elsewhere || str_is(key, inherited_keys[k]);
        if (!elsewhere)
            follow(c, &node->entries[i].value, origin);
    }
}

/* Nobody who signs has to touch the tree: programs differ in what they take from it. */
static void compare_tree(Comparison *c, const Pages *old, const Pages *newer)
{
    const Origin origin = {.way = WAY_OTHER, .kind = CHANGE_PAGES, .what = "the tree of pages"};
    bool same = old->node_count == newer->node_count;
    for (size_t i = 0; same && i < old->node_count; i++) {
        uint32_t number = old->nodes[i];
        same =
            number == newer->nodes[i] &&
            (same_object(c, number) || equal_values(c, old_value(c, number), new_value(c, number)));
        if (!same)
            report(c, origin, newer->nodes[i], "the tree of pages was changed");
        if (repeats_keys(c, new_value(c, newer->nodes[i])))
            distrust(c, newer->nodes[i], "a key stands twice in the tree of pages");
        follow_node(c, old_value(c, number), origin);
    }
    if (old->node_count != newer->node_count)
        report(c, origin, 0, "the tree of pages was changed");
}

void compare_pages(Comparison *c, const PdfValue *old_catalog, const PdfValue *new_catalog)
{
    const Origin origin = {.way = WAY_OTHER, .kind = CHANGE_PAGES, .what = "the pages"};
    Pages old = collect_pages(c, c->old, old_catalog, ROLE_OLD_NODE);
    Pages newer = collect_pages(c, c->newer, new_catalog, ROLE_NEW_NODE);
    if (old.count != newer.count)
        report(c, origin, reference_number(c, pdf_entry(new_catalog, "Pages")),
               "there were %zu pages and are %zu", old.count, newer.count);
    compare_tree(c, &old, &newer);
    for (size_t i = 0; i < old.count && i < newer.count; i++) {
        PagePair pair = {&old.items[i], &newer.items[i], (uint32_t)i + 1};
        compare_page(c, &pair);
    }
}
