/* Pages: content, size. */
#include "pdf/furniture.h"
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
    const Page *page;            /* without its items */
    const uint32_t *annotations; /* their numbers */
    size_t annotation_count;
    const uint32_t *pieces; /* the numbers of the forms that its content is cut into */
    size_t piece_count;
} PageObject;

typedef struct PageNode {
    uint32_t parent;
    size_t from, to; /* pages */
} PageNode;

/* --- Pages ----------------------------------------------------------------------------------- */

static void print_page(Writer *writer, const void *what, Buf *out)
{
    const PageObject *object = what;
    buf_text(out, "/Type/Page/Parent ");
    put_reference(out, object->parent);
    buf_text(out, "/Contents ");
    put_reference(out, object->contents);
    buf_text(out, "/MediaBox[0 0 ");
    put_decimal(out, object->page->width);
    buf_byte(out, ' ');
    put_decimal(out, object->page->height);
    /* Not inherited: see ISO 19005-2, 6.2.2. */
    buf_text(out, object->piece_count > 0 ? "]/Resources<</XObject<<" : "]/Resources ");
    for (size_t i = 0; i < object->piece_count; i++) {
        buf_format(out, "/Y%zu ", i);
        put_reference(out, object->pieces[i]);
    }
    if (object->piece_count > 0)
        buf_text(out, ">>>>");
    else
        put_reference(out, writer->resources);
    if (object->annotation_count > 0) {
        buf_text(out, "/Annots");
        put_references(out, object->annotations, object->annotation_count);
    }
    if (writer->structure != NULL) {
        buf_text(out, "/Tabs/S/StructParents ");
        put_integer(out, object->page - writer->layout->pages);
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

/* --- Pages in pieces ---------------------------------------------------------------------------
 */

typedef struct Piece {
    const Page *page;
    size_t index; /* as a piece of the structure */
} Piece;

static void print_piece(Writer *writer, const void *what, Buf *out)
{
    const Piece *piece = what;
    buf_text(out, "/Type/XObject/Subtype/Form/BBox[0 0 ");
    put_decimal(out, piece->page->width);
    buf_byte(out, ' ');
    put_decimal(out, piece->page->height);
    buf_text(out, "]/Resources ");
    put_reference(out, writer->resources);
    buf_text(out, "/StructParents ");
    put_integer(out, (int64_t)structure_piece_key(writer, piece->index));
}

/* Makes a form of each piece of the content, which then draws them. */
static void add_pieces(Writer *writer, PageObject *object, uint32_t index, Buf *content,
                       const ContentMarks *marks)
{
    size_t from = 0;
    size_t mark = 0;
    object->piece_count = marks->piece_count + 1;
    uint32_t *numbers = arena_array(writer->arena, object->piece_count, sizeof *numbers);
    Piece *pieces = arena_array(writer->arena, object->piece_count, sizeof *pieces);
    for (size_t i = 0; i < object->piece_count; i++) {
        bool last = i == marks->piece_count;
        size_t end = last ? content->size : marks->pieces[i].end;
        size_t marks_end = last ? marks->count : marks->pieces[i].marks;
        pieces[i].page = object->page;
        numbers[i] =
            stream_print(writer, print_piece, &pieces[i], str_slice(buf_str(content), from, end));
        pieces[i].index =
            structure_piece(writer, index, numbers[i], marks->items + mark, marks_end - mark);
        from = end;
        mark = marks_end;
    }
    object->pieces = numbers;
    content->size = 0;
    for (size_t i = 0; i < object->piece_count; i++)
        buf_format(content, "/Y%zu Do\n", i);
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
    marks->count = marks->first = marks->piece_count = 0;
    content_write(content, page, writer->layout->pictures, writer->used,
                  writer->structure != NULL ? marks : NULL,
                  furniture_share(writer->furniture, page));
    writer->pages[index] = object_add(writer, print_page, object);
    if (marks->piece_count > 0)
        add_pieces(writer, object, (uint32_t)index, content, marks);
    else if (writer->structure != NULL)
        structure_marks(writer, (uint32_t)index, marks->items, marks->count);
    object->contents = content_add(writer, buf_str(content));
    object->annotations = add_annotations(writer, (uint32_t)index, page, &object->annotation_count);
    return writer_ok(writer);
}

/* --- The tree of pages ------------------------------------------------------------------------ */

static void print_node(Writer *writer, const void *what, Buf *out)
{
    const PageNode *node = what;
    buf_text(out, "/Type/Pages/Parent ");
    put_reference(out, node->parent);
    buf_text(out, "/Count ");
    put_integer(out, (int64_t)(node->to - node->from));
    buf_text(out, "/Kids");
    put_references(out, writer->pages + node->from, node->to - node->from);
}

static void print_fonts(Writer *writer, const void *what, Buf *out)
{
    (void)what;
    for (size_t i = 0; i < writer->face_count; i++) {
        if (writer->fonts[i] == 0)
            continue;
        buf_text(out, "/F");
        put_integer(out, (int64_t)i);
        buf_byte(out, ' ');
        put_reference(out, writer->fonts[i]);
    }
}

/* What all pages draw with. */
static void print_resources(Writer *writer, const void *what, Buf *out)
{
    (void)what;
    buf_text(out, "/Font ");
    put_reference(out, writer->font_names);
    buf_text(out, "/XObject<<");
    put_picture_names(writer, out);
    put_furniture_names(writer->furniture, out);
    buf_text(out, ">>");
}

/* The rest of the root: the nodes below it. */
static void print_root(Writer *writer, const void *what, Buf *out)
{
    const uint32_t *nodes = what;
    size_t pages = writer->layout->page_count;
    buf_text(out, "/Count ");
    put_integer(out, (int64_t)pages);
    buf_text(out, "/Kids");
    put_references(out, nodes, (pages + PAGES_PER_NODE - 1) / PAGES_PER_NODE);
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
    writer->resources = object_add(writer, print_resources, NULL);
    writer->font_names = object_add(writer, print_fonts, NULL);
    writer->furniture = furniture_new(writer);
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
