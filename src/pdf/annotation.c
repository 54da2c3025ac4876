/* Annotations: what a click leads to, and the empty fields of signatures. */
#include "pdf/syntax.h"
#include "pdf/writer.h"

typedef struct Annotation {
    uint32_t page; /* index */
    Item item;
    uint32_t key;    /* in the tree of parents, where the file is tagged */
    uint32_t look;   /* FIELD: the number of its appearance */
    uint32_t action; /* LINK: the number of its action, where that is an object of its own */
} Annotation;

/* --- Links ----------------------------------------------------------------------------------- */

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
    buf_text(out, "]");
}

void put_destination(Writer *writer, uint32_t page, Len y, Buf *out)
{
    buf_text(out, "/Dest[");
    put_reference(out, writer->pages[page]);
    buf_text(out, " /XYZ null ");
    put_decimal(out, (int64_t)writer->layout->pages[page].height - y);
    buf_text(out, " null]");
}

enum {
    SHARED_ADDRESS = 200, /* longer ones stand once for all lines of a link */
    MOST_PURPOSE = 1000,  /* of a longer one the beginning is told */
};

static void print_action(Writer *writer, const void *what, Buf *out)
{
    const Item *item = what;
    (void)writer;
    buf_text(out, "/S/URI/URI");
    put_address(out, item->link.url);
}

/* What the link does, for those who do not see what it stands on. */
static void put_purpose(const Writer *writer, const Item *item, Buf *out)
{
    buf_text(out, "/Contents ");
    Str url = item->link.url;
    if (url.size > 0) {
        size_t at = url.size;
        if (at > MOST_PURPOSE)
            for (at = 0; at < MOST_PURPOSE;)
                (void)utf8_next(url, &at);
        put_text(out, str_slice(url, 0, at));
        return;
    }
    Str label = writer->layout->pages[item->link.page].label;
    if (label.size > 0)
        put_text(out, str_format(out->arena, "Ke halaman %.*s", STR_ARG(label)));
    else
        put_text(out, str_format(out->arena, "Ke halaman ke-%u", item->link.page + 1));
}

static void put_key(const Writer *writer, const Annotation *annotation, Buf *out)
{
    if (writer->structure == NULL)
        return;
    buf_text(out, "/StructParent ");
    put_integer(out, annotation->key);
}

static void print_link(Writer *writer, const void *what, Buf *out)
{
    const Annotation *link = what;
    const Item *item = &link->item;
    /* F 4: the annotation is printed, as archival PDF demands. */
    buf_text(out, "/Type/Annot/Subtype/Link/F 4/Border[0 0 0]/Rect");
    put_rectangle(out, &writer->layout->pages[link->page], item);
    if (link->action != 0) {
        buf_text(out, "/A ");
        put_reference(out, link->action);
    } else if (item->link.url.size > 0) {
        buf_text(out, "/A<<");
        print_action(writer, item, out);
        buf_text(out, ">>");
    } else {
        put_destination(writer, item->link.page, item->link.to_y, out);
    }
    put_key(writer, link, out);
    if (writer->structure != NULL)
        put_purpose(writer, item, out);
}

/* --- Fields ----------------------------------------------------------------------------------- */

/* A field with its one widget (ISO 32000-1, 12.7.4.5 and 12.5.6.19). */
static void print_field(Writer *writer, const void *what, Buf *out)
{
    const Annotation *field = what;
    buf_text(out, "/Type/Annot/Subtype/Widget/FT/Sig/T");
    put_text(out, field->item.field.name);
    buf_text(out, "/TU");
    put_text(out, field->item.field.purpose);
    /* A name of our own (ISO 32000-1, Annex E): whoever signs shall draw nothing over what is
     * there. */
    if (field->item.field.taken)
        buf_text(out, "/XXRoomTaken true");
    buf_text(out, "/F 4/P ");
    put_reference(out, writer->pages[field->page]);
    buf_text(out, "/Rect");
    put_rectangle(out, &writer->layout->pages[field->page], &field->item);
    buf_text(out, "/AP<</N ");
    put_reference(out, field->look);
    buf_text(out, ">>");
    put_key(writer, field, out);
}

/* A form XObject that shows nothing: archival PDF wants each field to have a look (ISO 19005-1,
   6.9). */
static void print_look(Writer *writer, const void *what, Buf *out)
{
    const Annotation *field = what;
    (void)writer;
    buf_text(out, "/Type/XObject/Subtype/Form/BBox[0 0 ");
    put_decimal(out, field->item.width);
    buf_byte(out, ' ');
    put_decimal(out, field->item.height);
    buf_text(out, "]/Resources<<>>");
}

static void note_field(Writer *writer, uint32_t number)
{
    *(uint32_t *)arena_push(writer->arena, &writer->fields, &writer->field_capacity,
                            writer->field_count, sizeof number) = number;
    writer->field_count++;
}

static void print_form(Writer *writer, const void *what, Buf *out)
{
    (void)what;
    /* 1: there are signature fields; nothing is signed. */
    buf_text(out, "/SigFlags 1/Fields");
    put_references(out, writer->fields, writer->field_count);
}

uint32_t add_form(Writer *writer)
{
    return writer->field_count > 0 ? object_add(writer, print_form, NULL) : 0;
}

/* --- All of a page ---------------------------------------------------------------------------- */

static bool is_annotation(const Writer *writer, const Item *item)
{
    if ((item->kind != ITEM_LINK && item->kind != ITEM_FIELD) || item->width <= 0 ||
        item->height <= 0)
        return false;
    /* In a tagged file each belongs to an element. */
    if (writer->structure != NULL && (item->tag == TAG_ARTIFACT || item->tag == TAG_PAGINATION))
        return false;
    return item->kind == ITEM_FIELD || item->link.url.size > 0 ||
           item->link.page < writer->layout->page_count;
}

/* The action of the link before, where that leads to the same address. */
static uint32_t shared_action(Writer *writer, const Item *item)
{
    if (writer->last_action == 0 || !str_equal(writer->last_address, item->link.url))
        writer->last_action = object_add(writer, print_action, item);
    writer->last_address = item->link.url;
    return writer->last_action;
}

static uint32_t add_annotation(Writer *writer, Annotation *annotation)
{
    bool field = annotation->item.kind == ITEM_FIELD;
    if (field)
        annotation->look = stream_print(writer, print_look, annotation, STR(""));
    else if (annotation->item.link.url.size > SHARED_ADDRESS)
        annotation->action = shared_action(writer, &annotation->item);
    uint32_t number = object_add(writer, field ? print_field : print_link, annotation);
    if (field)
        note_field(writer, number);
    if (writer->structure != NULL)
        annotation->key =
            structure_annotation(writer, annotation->page, number, annotation->item.tag);
    return number;
}

const uint32_t *add_annotations(Writer *writer, uint32_t index, const Page *page, size_t *added)
{
    size_t count = 0;
    for (size_t i = 0; i < page->item_count; i++)
        count += is_annotation(writer, &page->items[i]);
    *added = count;
    if (count == 0)
        return NULL;
    Annotation *annotations = arena_array(writer->arena, count, sizeof *annotations);
    uint32_t *numbers = arena_array(writer->arena, count, sizeof *numbers);
    size_t at = 0;
    for (size_t i = 0; i < page->item_count; i++) {
        if (!is_annotation(writer, &page->items[i]))
            continue;
        annotations[at] = (Annotation){.page = index, .item = page->items[i]};
        numbers[at] = add_annotation(writer, &annotations[at]);
        at++;
    }
    return numbers;
}
