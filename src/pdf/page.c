/* Pages: content, size, links. */
#include "pdf/syntax.h"
#include "pdf/writer.h"

enum {
    /* Pages under one node of the page tree: with LAYOUT_MAX_PAGES no array is longer than what
       PDF/A-1 allows. */
    PAGES_PER_NODE = 256,
    OBJECTS_PER_PAGE = 3,    /* page, content, its length */
    OBJECTS_PER_PICTURE = 4, /* colours, alpha, their lengths */
    OTHER_OBJECTS = 256,
};

/* Stands in for libharu's attributes of a page, so that printing it finds our page. */
typedef struct PageAttr {
    HPDF_PageAttr_Rec haru; /* first: libharu reads it as its own */
    Writer *writer;
    const Page *page;
    const uint32_t *links; /* the numbers of the annotations */
    size_t link_count;
} PageAttr;

/* --- Links ----------------------------------------------------------------------------------- */

typedef struct Link {
    const Page *page; /* without its items */
    Item item;
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
}

static bool is_link(const Writer *writer, const Item *item)
{
    return item->kind == ITEM_LINK && item->width > 0 && item->height > 0 &&
           (item->link.url.size > 0 || item->link.page < writer->layout->page_count);
}

static void add_links(Writer *writer, PageAttr *attr, const Page *page)
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
        links[at] = (Link){attr->page, page->items[i]};
        numbers[at] = object_add(writer, print_link, &links[at]);
        at++;
    }
    attr->links = numbers;
    attr->link_count = count;
}

/* --- Pages ----------------------------------------------------------------------------------- */

static HPDF_STATUS write_page(HPDF_Dict dict, HPDF_Stream stream)
{
    const PageAttr *attr = dict->attr;
    Buf *out = &attr->writer->scratch;
    out->size = 0;
    buf_text(out, "/MediaBox [0 0 ");
    put_decimal(out, attr->page->width);
    buf_byte(out, ' ');
    put_decimal(out, attr->page->height);
    buf_text(out, "]\n");
    if (attr->link_count > 0) {
        buf_text(out, "/Annots [");
        for (size_t i = 0; i < attr->link_count; i++) {
            if (i > 0)
                buf_byte(out, ' ');
            put_reference(out, attr->links[i]);
        }
        buf_text(out, "]\n");
    }
    return HPDF_Stream_Write(stream, (const HPDF_BYTE *)out->at, (HPDF_UINT)out->size);
}

/* Each page may bring faces that none before it had. */
static void know_faces(Writer *writer)
{
    size_t count = writer->layout->face_count;
    writer->used = arena_grow(writer->arena, writer->used, writer->face_count * sizeof(CodeSet),
                              count * sizeof(CodeSet));
    writer->face_count = count;
}

static bool add_page(Writer *writer, size_t index, Buf *content)
{
    HPDF_Page dict = HPDF_AddPage(writer->doc);
    if (dict == NULL)
        return false;
    PageAttr *attr = arena_alloc(writer->arena, sizeof *attr);
    *attr = (PageAttr){
        .haru = *(HPDF_PageAttr)dict->attr,
        .writer = writer,
        .page = &writer->layout->pages[index],
    };
    dict->attr = attr;
    dict->write_fn = write_page;
    /* The size is printed by us; the resources stand at the root of the page tree. */
    HPDF_Dict_RemoveElement(dict, "MediaBox");
    HPDF_Dict_RemoveElement(dict, "Resources");
    writer->pages[index] = object_number(dict);
    const Page *page = layout_page(writer->layout, index);
    know_faces(writer);
    content->size = 0;
    content_write(content, page, writer->layout->pictures, writer->used);
    stream_fill(writer, attr->haru.contents, buf_str(content));
    add_links(writer, attr, page);
    return writer_ok(writer);
}

/* The fonts and pictures of all pages. */
static void print_resources(Writer *writer, const void *what, Buf *out)
{
    (void)what;
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

bool add_pages(Writer *writer)
{
    Layout *layout = writer->layout;
    HPDF_Doc doc = writer->doc;
    /* libharu's lists grow by a fixed number of items and copy all each time: one step is enough,
       but where there are very many links. */
    doc->xref->entries->items_per_block =
        (HPDF_UINT)(OBJECTS_PER_PAGE * layout->page_count + layout->outline_count +
                    OBJECTS_PER_PICTURE * layout->picture_count + OTHER_OBJECTS);
    doc->page_list->items_per_block = (HPDF_UINT)layout->page_count;
    HPDF_SetPagesConfiguration(doc, PAGES_PER_NODE);
    HPDF_Dict resources = HPDF_Dict_New(doc->mmgr);
    if (resources == NULL || HPDF_Xref_Add(doc->xref, resources) != HPDF_OK)
        return false;
    object_print(writer, resources, print_resources, NULL);
    HPDF_Dict_Add(doc->root_pages, "Resources", resources);
    Buf content = {.arena = writer->arena};
    size_t errors = diags_count(writer->diags, SEVERITY_ERROR);
    for (size_t i = 0; i < layout->page_count; i++) {
        if (!add_page(writer, i, &content))
            return false;
    }
    return writer_ok(writer) && diags_count(writer->diags, SEVERITY_ERROR) == errors;
}
