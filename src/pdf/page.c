/* Pages: content, size, links. */
#include "pdf/syntax.h"
#include "pdf/writer.h"

enum {
    /* Pages under one node of the page tree: with LAYOUT_MAX_PAGES no array is longer than what
       PDF/A-1 allows. */
    PAGES_PER_NODE = 256,
    OBJECTS_PER_PAGE = 2,    /* page, content */
    OBJECTS_PER_PICTURE = 4, /* colours, alpha, their lengths */
    OTHER_OBJECTS = 256,
};

/* A page, or some of them under one node of the tree. */
typedef struct PageObject {
    uint32_t parent, contents;
    const Page *page;      /* without its items */
    const uint32_t *links; /* the numbers of the annotations */
    size_t link_count;
} PageObject;

typedef struct PageNode {
    uint32_t parent;
    size_t from, to; /* pages */
} PageNode;

/* --- Links ----------------------------------------------------------------------------------- */

typedef struct Link {
    const Page *page; /* without its items */
    Item item;
    uint32_t key; /* in the tree of parents, where the file is tagged */
} Link;

/* An address may hold ASCII only, and no spaces: other bytes are percent-encoded. */
static void put_address(Buf *out, Str url)
{
    static const char digits[] = "0123456789ABCDEF";
    buf_byte(out, '(');
    for (size_t i = 0; i < url.size; i++) {
        unsigned char byte = (unsigned char)url.at[i];
        if (byte <= ' ' || byte >= 0x7F) {
            buf_byte(out, '%');
            buf_byte(out, digits[byte >> 4]);
            byte = (unsigned char)digits[byte & 15];
        } else if (byte == '(' || byte == ')' || byte == '\\') {
            buf_byte(out, '\\');
        }
        buf_byte(out, (char)byte);
    }
    buf_byte(out, ')');
}

static void put_rectangle(Buf *out, const Page *page, const Item *item)
{
    const int64_t corners[] = {
        item->x,
        (int64_t)page->height - item->y - item->height,
        (int64_t)item->x + item->width,
        (int64_t)page->height - item->y,
    };
    buf_byte(out, '[');
    for (size_t i = 0; i < 4; i++) {
        if (i > 0)
            buf_byte(out, ' ');
        put_decimal(out, corners[i]);
    }
    buf_text(out, "]\n");
}

void put_destination(Writer *writer, uint32_t page, Len y, Buf *out)
{
    buf_text(out, "/Dest [");
    put_reference(out, writer->pages[page]);
    buf_text(out, " /XYZ null ");
    put_decimal(out, (int64_t)writer->layout->pages[page].height - y);
    buf_text(out, " null]\n");
}

/* What the link does, for those who do not see what it stands on. */
static void put_purpose(const Writer *writer, const Item *item, Buf *out)
{
    buf_text(out, "/Contents ");
    if (item->link.url.size > 0) {
        put_text(out, item->link.url);
        return;
    }
    Str label = writer->layout->pages[item->link.page].label;
    if (label.size > 0)
        put_text(out, str_format(out->arena, "Ke halaman %.*s", STR_ARG(label)));
    else
        put_text(out, str_format(out->arena, "Ke halaman ke-%u", item->link.page + 1));
}

static void print_link(Writer *writer, const void *what, Buf *out)
{
    const Link *link = what;
    const Item *item = &link->item;
    /* F 4: the annotation is printed, as archival PDF demands. */
    buf_text(out, "/Type /Annot\n/Subtype /Link\n/F 4\n/Border [0 0 0]\n/Rect ");
    put_rectangle(out, link->page, item);
    if (item->link.url.size > 0) {
        buf_text(out, "/A <</S /URI /URI ");
        put_address(out, item->link.url);
        buf_text(out, ">>\n");
    } else {
        put_destination(writer, item->link.page, item->link.to_y, out);
    }
    if (writer->structure == NULL)
        return;
    buf_text(out, "/StructParent ");
    put_integer(out, link->key);
    put_purpose(writer, item, out);
    buf_byte(out, '\n');
}

static bool is_link(const Writer *writer, const Item *item)
{
    if (item->kind != ITEM_LINK || item->width <= 0 || item->height <= 0)
        return false;
    /* In a tagged file each belongs to an element. */
    if (writer->structure != NULL && (item->tag == TAG_ARTIFACT || item->tag == TAG_PAGINATION))
        return false;
    return item->link.url.size > 0 || item->link.page < writer->layout->page_count;
}

static void add_links(Writer *writer, PageObject *object, uint32_t index, const Page *page)
{
    size_t count = 0;
    for (size_t i = 0; i < page->item_count; i++)
        count += is_link(writer, &page->items[i]);
    if (count == 0)
        return;
    Link *links = arena_array(writer->arena, count, sizeof *links);
    uint32_t *numbers = arena_array(writer->arena, count, sizeof *numbers);
    size_t at = 0;
    for (size_t i = 0; i < page->item_count; i++) {
        if (!is_link(writer, &page->items[i]))
            continue;
        links[at] = (Link){.page = object->page, .item = page->items[i]};
        numbers[at] = object_add(writer, print_link, &links[at]);
        if (writer->structure != NULL)
            links[at].key = structure_link(writer, index, numbers[at], page->items[i].tag);
        at++;
    }
    object->links = numbers;
    object->link_count = count;
}

/* --- Pages ----------------------------------------------------------------------------------- */

static void print_page(Writer *writer, const void *what, Buf *out)
{
    const PageObject *object = what;
    buf_text(out, "/Type /Page\n/Parent ");
    put_reference(out, object->parent);
    buf_text(out, "\n/Contents ");
    put_reference(out, object->contents);
    buf_text(out, "\n/MediaBox [0 0 ");
    put_decimal(out, object->page->width);
    buf_byte(out, ' ');
    put_decimal(out, object->page->height);
    buf_text(out, "]\n");
    if (object->link_count > 0) {
        buf_text(out, "/Annots ");
        put_references(out, object->links, object->link_count);
        buf_byte(out, '\n');
    }
    if (writer->structure != NULL) {
        buf_text(out, "/Tabs /S\n/StructParents ");
        put_integer(out, object->page - writer->layout->pages);
        buf_byte(out, '\n');
    }
}

/* Each page may bring faces that none before it had. */
static void know_faces(Writer *writer)
{
    size_t count = writer->layout->face_count;
    writer->used = arena_grow(writer->arena, writer->used, writer->face_count * sizeof(CodeSet),
                              count * sizeof(CodeSet));
    writer->face_count = count;
}

static bool add_page(Writer *writer, size_t index, uint32_t parent, Buf *content,
                     ContentMarks *marks)
{
    PageObject *object = arena_alloc(writer->arena, sizeof *object);
    *object = (PageObject){.parent = parent, .page = &writer->layout->pages[index]};
    const Page *page = layout_page(writer->layout, index);
    know_faces(writer);
    content->size = 0;
    marks->elements = writer->layout->elements;
    marks->count = 0;
    content_write(content, page, writer->layout->pictures, writer->used,
                  writer->structure != NULL ? marks : NULL);
    if (writer->structure != NULL && !structure_marks(writer, (uint32_t)index, marks))
        return false;
    writer->pages[index] = object_add(writer, print_page, object);
    object->contents = content_add(writer, buf_str(content));
    add_links(writer, object, (uint32_t)index, page);
    return writer_ok(writer);
}

/* --- The tree of pages ------------------------------------------------------------------------ */

static void print_node(Writer *writer, const void *what, Buf *out)
{
    const PageNode *node = what;
    buf_text(out, "/Type /Pages\n/Parent ");
    put_reference(out, node->parent);
    buf_text(out, "\n/Count ");
    put_integer(out, (int64_t)(node->to - node->from));
    buf_text(out, "\n/Kids ");
    put_references(out, writer->pages + node->from, node->to - node->from);
    buf_byte(out, '\n');
}

/* The fonts and pictures of all pages. */
static void put_resources(Writer *writer, Buf *out)
{
    buf_text(out, "/Font <<");
    for (size_t i = 0; i < writer->face_count; i++) {
        if (writer->fonts[i] == 0)
            continue;
        buf_text(out, "\n/F");
        put_integer(out, (int64_t)i);
        buf_byte(out, ' ');
        put_reference(out, writer->fonts[i]);
    }
    buf_text(out, ">>\n");
    put_picture_names(writer, out);
}

/* The rest of the root: what all pages inherit, and the nodes below it. */
static void print_root(Writer *writer, const void *what, Buf *out)
{
    const uint32_t *nodes = what;
    size_t pages = writer->layout->page_count;
    buf_text(out, "/Resources <<");
    put_resources(writer, out);
    buf_text(out, ">>\n/Count ");
    put_integer(out, (int64_t)pages);
    buf_text(out, "\n/Kids ");
    put_references(out, nodes, (pages + PAGES_PER_NODE - 1) / PAGES_PER_NODE);
    buf_byte(out, '\n');
}

/* Prints libharu's root of the tree, which has no pages of libharu's. Returns its number. */
static uint32_t take_root(Writer *writer, const uint32_t *nodes)
{
    HPDF_Dict root = writer->doc->root_pages;
    HPDF_Dict_RemoveElement(root, "Kids");
    HPDF_Dict_RemoveElement(root, "Count");
    root->before_write_fn = NULL;
    object_print(writer, root, print_root, nodes);
    return object_number(root);
}

bool add_pages(Writer *writer)
{
    Layout *layout = writer->layout;
    /* libharu's list grows by a fixed number of items and copies all each time: one step is enough,
       but where there are very many links. */
    writer->doc->xref->entries->items_per_block =
        (HPDF_UINT)(OBJECTS_PER_PAGE * layout->page_count + layout->outline_count +
                    OBJECTS_PER_PICTURE * layout->picture_count + OTHER_OBJECTS);
    size_t count = (layout->page_count + PAGES_PER_NODE - 1) / PAGES_PER_NODE;
    uint32_t *numbers = arena_array(writer->arena, count, sizeof *numbers);
    PageNode *nodes = arena_array(writer->arena, count, sizeof *nodes);
    uint32_t root = take_root(writer, numbers);
    Buf content = {.arena = writer->arena};
    ContentMarks marks = {.arena = writer->arena};
    size_t errors = diags_count(writer->diags, SEVERITY_ERROR);
    for (size_t i = 0; i < layout->page_count; i++) {
        size_t node = i / PAGES_PER_NODE;
        if (i % PAGES_PER_NODE == 0) {
            nodes[node] = (PageNode){root, i, i};
            numbers[node] = object_add(writer, print_node, &nodes[node]);
        }
        nodes[node].to = i + 1;
        if (!add_page(writer, i, numbers[node], &content, &marks))
            return false;
    }
    return writer_ok(writer) && diags_count(writer->diags, SEVERITY_ERROR) == errors;
}
