/* Reads the pages, the tree of parents, then the elements, which account for both. */
#include "tagged.h"

#include "qdf.h"

#include <ctype.h>

static const Object none;

/* --- Pages ------------------------------------------------------------------------------------ */

/* A piece of content: what it names itself, and the element that holds it. */
typedef struct Content {
    Str role;
    long element; /* number of the object; 0: not found yet */
} Content;

typedef struct PageRead {
    long number; /* of the object */
    Content *contents;
    size_t count, capacity;
    Object parents; /* LIST: by marked content identifier */
    size_t found;   /* contents that elements before have held */
    long next;      /* the next of them may be this one, or later */
} PageRead;

typedef struct Tree {
    Qdf file;
    PageRead *pages;
    size_t page_count, page_capacity;
    Object *keys; /* of the tree of parents: by key */
    size_t key_count, key_capacity;
    Buf outline;
    int heading;    /* the level of the last one; 0 none */
    int notes;      /* footnotes that the element is in */
    const char *id; /* of the last footnote: they rise */
    Tagged found;
} Tree;

static bool paints(Str operator)
{
    static const char *const operators[] = {"Tj", "TJ", "f", "S", "B", "Do"};
    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++)
        if (str_is(operator, operators[i]))
            return true;
    return false;
}

/* Where marked content is while a page's content is read. */
typedef struct Marking {
    bool open, opened_in_text, in_text;
    Object operands[2]; /* the last ones */
} Marking;

static void read_operator(Tree *tree, PageRead *page, Marking *marking, Str operator)
{
    Object last = marking->operands[1];
    bool piece = last.kind == OBJECT_NAME && last.text.size > 0 && last.text.at[0] == 'Y';
    if (paints(operator) && !piece)
        assert_true(marking->open);
    if (str_is(operator, "BT") || str_is(operator, "ET")) {
        marking->in_text = str_is(operator, "BT");
        assert_true(!marking->open || !marking->opened_in_text || marking->in_text);
    }
    if (str_is(operator, "EMC")) {
        assert_true(marking->open && marking->opened_in_text == marking->in_text);
        marking->open = false;
    }
    if (!str_is(operator, "BDC") && !str_is(operator, "BMC"))
        return;
    assert_false(marking->open);
    marking->open = true;
    marking->opened_in_text = marking->in_text;
    bool properties = str_is(operator, "BDC");
    Object role = marking->operands[properties ? 0 : 1];
    Object identifier = properties ? qdf_entry(&marking->operands[1], "MCID") : none;
    assert_int_equal(role.kind, OBJECT_NAME);
    if (identifier.kind == OBJECT_NONE) {
        assert_true(qdf_is_name(role, "Artifact"));
        return;
    }
    assert_int_equal(identifier.number, page->count);
    *(Content *)arena_push(tree->file.arena, &page->contents, &page->capacity, page->count,
                           sizeof(Content)) = (Content){.role = role.text};
    page->count++;
}

static void read_content(Tree *tree, PageRead *page, Object reference)
{
    const char *at = NULL;
    Marking marking = {0};
    Object dict = qdf_resolve(&tree->file, reference, &at);
    assert_int_equal(dict.kind, OBJECT_DICT);
    at = strstr(at, "stream\n") + 7;
    Qdf content = tree->file;
    content.end = memmem(at, (size_t)(content.end - at), "\nendstream", 10);
    assert_non_null(content.end);
    for (at = qdf_skip(&content, at); at < content.end; at = qdf_skip(&content, at)) {
        Object object = qdf_read(&content, &at);
        if (object.kind == OBJECT_OTHER)
            read_operator(tree, page, &marking, object.text);
        marking.operands[0] = marking.operands[1];
        marking.operands[1] = object;
    }
    assert_false(marking.open || marking.in_text);
    tree->found.contents += page->count;
}

static void read_keys(Tree *tree, Object reference)
{
    Object node = qdf_resolve(&tree->file, reference, NULL);
    Object kids = qdf_inside(&tree->file, &node, "Kids");
    for (size_t i = 0; i < kids.count; i++)
        read_keys(tree, kids.items[i]);
    Object nums = qdf_inside(&tree->file, &node, "Nums");
    Object limits = qdf_inside(&tree->file, &node, "Limits");
    for (size_t i = 0; i + 1 < nums.count; i += 2) {
        assert_int_equal(nums.items[i].number, tree->key_count); /* rising, none left out */
        *(Object *)arena_push(tree->file.arena, &tree->keys, &tree->key_capacity, tree->key_count,
                              sizeof(Object)) = nums.items[i + 1];
        tree->key_count++;
    }
    if (nums.count == 0)
        return;
    assert_int_equal(limits.items[0].number, nums.items[0].number);
    assert_int_equal(limits.items[1].number, nums.items[nums.count - 2].number);
}

/* Reads what bears marked content: a page, or a piece of one that is a form. */
static void read_stream(Tree *tree, long number, const Object *dict, Object content)
{
    PageRead *page = arena_push(tree->file.arena, &tree->pages, &tree->page_capacity,
                                tree->page_count, sizeof *page);
    tree->page_count++;
    page->number = number;
    Object key = qdf_entry(dict, "StructParents");
    assert_true(key.kind == OBJECT_NUMBER && (size_t)key.number < tree->key_count);
    page->parents = qdf_resolve(&tree->file, tree->keys[key.number], NULL);
    read_content(tree, page, content);
    assert_int_equal(page->parents.count, page->count);
}

static void read_page(Tree *tree, long number, const Object *dict)
{
    assert_true(qdf_is_name(qdf_entry(dict, "Tabs"), "S"));
    read_stream(tree, number, dict, qdf_entry(dict, "Contents"));
    /* ISO 19005-2, 6.2.2: not those of a node above. */
    Object resources = qdf_inside(&tree->file, dict, "Resources");
    assert_int_equal(resources.kind, OBJECT_DICT);
    Object forms = qdf_inside(&tree->file, &resources, "XObject");
    for (size_t i = 0; i + 1 < forms.count; i += 2) {
        Object form = qdf_resolve(&tree->file, forms.items[i + 1], NULL);
        if (qdf_entry(&form, "StructParents").kind != OBJECT_NONE)
            read_stream(tree, forms.items[i + 1].number, &form, forms.items[i + 1]);
    }
    tree->found.annotations += qdf_inside(&tree->file, dict, "Annots").count;
}

static void read_pages(Tree *tree, Object reference)
{
    Object node = qdf_resolve(&tree->file, reference, NULL);
    if (qdf_is_name(qdf_entry(&node, "Type"), "Page")) {
        read_page(tree, reference.number, &node);
        return;
    }
    Object kids = qdf_inside(&tree->file, &node, "Kids");
    for (size_t i = 0; i < kids.count; i++)
        read_pages(tree, kids.items[i]);
}

static PageRead *page_of(Tree *tree, Object reference)
{
    assert_int_equal(reference.kind, OBJECT_REFERENCE);
    for (size_t i = 0; i < tree->page_count; i++)
        if (tree->pages[i].number == reference.number)
            return &tree->pages[i];
    fail();
}

/* --- Elements --------------------------------------------------------------------------------- */

/* What a role holds, where it cannot hold anything. */
static const struct Holds {
    const char *role, *kids;
} holds[] = {
    {"Document", " H1 H2 H3 H4 H5 H6 P Table L TOC Figure Formula Div BlockQuote Note Link Part "},
    {"Part", " H1 H2 H3 H4 H5 H6 P Table L TOC Figure Formula Div BlockQuote Note "},
    {"Table", " Caption THead TBody TR "},
    {"THead", " TR "},
    {"TBody", " TR "},
    {"TR", " TH TD "},
    {"L", " LI "},
    {"LI", " Lbl LBody "},
    {"TOC", " TOCI TOC "},
    {"TOCI", " Reference TOC "},
};

static void check_kid(const char *role, const char *kid)
{
    for (size_t i = 0; i < sizeof holds / sizeof *holds; i++) {
        if (strcmp(holds[i].role, role) != 0)
            continue;
        char name[40];
        snprintf(name, sizeof name, " %s ", kid);
        if (strstr(holds[i].kids, name) == NULL)
            fail_msg("a %s within a %s", kid, role);
    }
}

static void check_heading(Tree *tree, const char *role)
{
    if (role[0] != 'H' || !isdigit((unsigned char)role[1]))
        return;
    int level = role[1] - '0';
    assert_true(level <= tree->heading + 1);
    tree->heading = level;
}

static void check_attributes(Tree *tree, const char *role, const Object *element)
{
    static const struct {
        const char *role, *attribute, *entry;
    } needs[] = {
        {"TH", "Scope", NULL},      {"L", "ListNumbering", NULL}, {"Figure", "BBox", "Alt"},
        {"Formula", "BBox", "Alt"}, {"Note", NULL, "ID"},
    };
    for (size_t i = 0; i < sizeof needs / sizeof *needs; i++) {
        if (strcmp(role, needs[i].role) != 0)
            continue;
        Object attributes = qdf_inside(&tree->file, element, "A");
        if (needs[i].attribute != NULL)
            assert_int_not_equal(qdf_entry(&attributes, needs[i].attribute).kind, OBJECT_NONE);
        if (needs[i].entry != NULL)
            assert_true(qdf_entry(element, needs[i].entry).text.size > 2);
    }
    if (strcmp(role, "Note") != 0)
        return;
    const char *id = str_c(tree->file.arena, qdf_entry(element, "ID").text);
    assert_true(tree->id == NULL || strcmp(tree->id, id) < 0);
    tree->id = id;
}

static void check_content(Tree *tree, long number, const char *role, Object page_reference,
                          long identifier)
{
    PageRead *page = page_of(tree, page_reference);
    assert_true(identifier >= 0 && (size_t)identifier < page->count);
    Content *content = &page->contents[identifier];
    assert_int_equal(content->element, 0);
    content->element = number;
    assert_int_equal(page->parents.items[identifier].number, number);
    if (strcmp(role, "Span") != 0)
        assert_string_equal(str_c(tree->file.arena, content->role), role);
    page->found++;
    if (tree->notes > 0)
        return; /* footnotes stand at the end of the page */
    assert_true(identifier >= page->next);
    page->next = identifier + 1;
}

static void check_annotation(Tree *tree, long number, const Object *kid)
{
    Object annotation = qdf_inside(&tree->file, kid, "Obj");
    Object key = qdf_entry(&annotation, "StructParent");
    assert_true(key.kind == OBJECT_NUMBER && (size_t)key.number < tree->key_count);
    assert_int_equal(tree->keys[key.number].number, number);
    bool field = qdf_is_name(qdf_entry(&annotation, "Subtype"), "Widget");
    assert_true(qdf_entry(&annotation, field ? "TU" : "Contents").text.size > 2);
    tree->keys[key.number].number = -1; /* not twice */
    tree->found.annotations--;
}

static void check_element(Tree *tree, Object reference, Object parent, int depth);

static void check_kids(Tree *tree, Object reference, const Object *element, const char *role,
                       int depth)
{
    Object kids = qdf_entry(element, "K");
    Object page = qdf_entry(element, "Pg");
    Object alone = {.kind = OBJECT_LIST, .items = &kids, .count = kids.kind != OBJECT_NONE};
    if (kids.kind == OBJECT_LIST)
        alone = kids;
    for (size_t i = 0; i < alone.count; i++) {
        Object kid = alone.items[i];
        if (kid.kind == OBJECT_REFERENCE) {
            Object inner = qdf_resolve(&tree->file, kid, NULL);
            check_kid(role, str_c(tree->file.arena, qdf_entry(&inner, "S").text));
            check_element(tree, kid, reference, depth + 1);
            continue;
        }
        Object own_page = qdf_entry(&kid, "Pg").kind != OBJECT_NONE ? qdf_entry(&kid, "Pg") : page;
        if (qdf_entry(&kid, "Stm").kind != OBJECT_NONE)
            own_page = qdf_entry(&kid, "Stm");
        check_kid(role, "content");
        if (qdf_is_name(qdf_entry(&kid, "Type"), "OBJR")) {
            check_annotation(tree, reference.number, &kid);
            continue;
        }
        buf_format(&tree->outline, "%*s...\n", 2 * depth + 2, "");
        check_content(tree, reference.number, role, own_page,
                      kid.kind == OBJECT_NUMBER ? kid.number : qdf_entry(&kid, "MCID").number);
    }
}

static void check_element(Tree *tree, Object reference, Object parent, int depth)
{
    Object element = qdf_resolve(&tree->file, reference, NULL);
    const char *role = str_c(tree->file.arena, qdf_entry(&element, "S").text);
    tree->found.elements++;
    buf_format(&tree->outline, "%*s%s\n", 2 * depth, "", role);
    assert_int_equal(qdf_entry(&element, "P").number, parent.number);
    check_heading(tree, role);
    check_attributes(tree, role, &element);
    bool note = strcmp(role, "Note") == 0;
    tree->notes += note;
    check_kids(tree, reference, &element, role, depth);
    tree->notes -= note;
}

/* --- The file --------------------------------------------------------------------------------- */

Tagged tagged_check(Arena *arena, const char *folder, const char *name)
{
    Tree tree = {.file = qdf_open(arena, folder, name), .outline.arena = arena};
    Qdf *file = &tree.file;
    Object trailer = qdf_trailer(file);
    Object catalog = qdf_inside(file, &trailer, "Root");
    Object marked = qdf_inside(file, &catalog, "MarkInfo");
    assert_true(str_is(qdf_entry(&marked, "Marked").text, "true"));
    assert_true(str_is(qdf_entry(&catalog, "Lang").text, "(id-ID)"));
    Object reference = qdf_entry(&catalog, "StructTreeRoot");
    Object root = qdf_resolve(file, reference, NULL);
    read_keys(&tree, qdf_entry(&root, "ParentTree"));
    assert_int_equal(qdf_entry(&root, "ParentTreeNextKey").number, tree.key_count);
    read_pages(&tree, qdf_entry(&catalog, "Pages"));
    check_element(&tree, qdf_entry(&root, "K"), reference, 0);
    for (size_t i = 0; i < tree.page_count; i++)
        assert_int_equal(tree.pages[i].found, tree.pages[i].count);
    assert_int_equal(tree.found.annotations, 0); /* each belonged to an element */
    tree.found.annotations = tree.key_count - tree.page_count;
    tree.found.longest = file->longest;
    tree.found.outline = str_c(arena, buf_str(&tree.outline));
    return tree.found;
}
