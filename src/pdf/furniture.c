/*
 * Headers, footers, watermarks and repeated heads of tables: what a page has as two pages before it
 * had it, in the same place, becomes a form XObject (ISO 32000-1, 8.10), which it and all later
 * ones draw. Things that differ from page to page, such as its number, stay where they are.
 *
 * Each thing that is seen gets a number, by all that its look depends on; forms are told by the
 * numbers of what they draw.
 */
#include "pdf/furniture.h"

#include "pdf/syntax.h"

#include <string.h>

enum {
    DRAWN_TWICE = 2,  /* pages before that drew it themselves */
    SMALLEST = 80,    /* bytes of content that are worth a form */
    FIRST_SLOTS = 64, /* a power of two */
};

/* Something seen, by its bytes. */
typedef struct Known {
    Str bytes;
    uint64_t hash;
    uint32_t number; /* from 1; 0: free */
    uint32_t times;
    uint32_t object; /* of a form, where there is one; and */
    uint32_t name;   /* what it is called */
} Known;

typedef struct KnownSet {
    Known *slots; /* by hash */
    size_t slot_count, count;
} KnownSet;

struct Furniture {
    Writer *writer;
    KnownSet items, forms;
    uint32_t *objects; /* by the forms' names */
    size_t form_count, form_capacity;
    PageForm *page; /* on the last page */
    size_t page_capacity;
    Buf key;     /* of what is looked at */
    Buf numbers; /* of things that follow each other */
};

/* --- What is known ---------------------------------------------------------------------------- */

static Known *slot_of(const KnownSet *set, Str bytes, uint64_t hash)
{
    size_t slot = (size_t)hash & (set->slot_count - 1);
    while (set->slots[slot].number != 0 &&
           (set->slots[slot].hash != hash || !str_equal(set->slots[slot].bytes, bytes)))
        slot = (slot + 1) & (set->slot_count - 1);
    return &set->slots[slot];
}

static void make_room(Arena *arena, KnownSet *set)
{
    if (2 * set->count < set->slot_count)
        return;
    KnownSet old = *set;
    set->slot_count = old.slot_count > 0 ? 2 * old.slot_count : FIRST_SLOTS;
    set->slots = arena_array(arena, set->slot_count, sizeof *set->slots);
    for (size_t i = 0; i < old.slot_count; i++)
        if (old.slots[i].number != 0)
            *slot_of(set, old.slots[i].bytes, old.slots[i].hash) = old.slots[i];
}

/* The bytes are copied where they are new. */
static Known *know(Arena *arena, KnownSet *set, Str bytes)
{
    make_room(arena, set);
    uint64_t hash = str_hash(bytes);
    Known *known = slot_of(set, bytes, hash);
    if (known->number == 0) {
        set->count++;
        *known =
            (Known){.bytes = str_copy(arena, bytes), .hash = hash, .number = (uint32_t)set->count};
    }
    return known;
}

/* --- Items ------------------------------------------------------------------------------------ */

static void put_raw(Buf *key, const void *bytes, size_t size)
{
    if (size > 0)
        buf_add(key, (Str){bytes, size});
}

/* All that the look of an item depends on. */
static void make_key(Buf *key, const Page *page, const Item *item)
{
    const int64_t common[] = {item->kind, page->width, page->height, item->x,
                              item->y,    item->width, item->height, item->colour};
    key->size = 0;
    put_raw(key, common, sizeof common);
    if (item->kind == ITEM_RUN) {
        const int64_t run[] = {item->run.count,  item->run.adjust_count, item->run.size,
                               item->run.turn_x, item->run.turn_y,       item->run.face};
        put_raw(key, run, sizeof run);
        put_raw(key, item->run.codes, item->run.count * sizeof *item->run.codes);
        put_raw(key, item->run.adjusts, item->run.adjust_count * sizeof *item->run.adjusts);
    } else if (item->kind == ITEM_PATH) {
        const int64_t path[] = {item->path.count, item->path.filled, item->path.stroke,
                                item->path.stroke_colour, item->path.dash};
        put_raw(key, path, sizeof path);
        put_raw(key, item->path.points, item->path.count * sizeof *item->path.points);
    }
}

/* Of such things forms are made; pictures are objects of their own. */
static bool is_furniture(const Item *item)
{
    return item->tag == TAG_PAGINATION &&
           (item->kind == ITEM_RUN || item->kind == ITEM_RECT || item->kind == ITEM_PATH);
}

static Known *know_item(struct Furniture *furniture, const Page *page, const Item *item)
{
    make_key(&furniture->key, page, item);
    return know(furniture->writer->arena, &furniture->items, buf_str(&furniture->key));
}

/* Each is counted once for a page that has it. */
static void count_items(struct Furniture *furniture, const Page *page)
{
    for (size_t i = 0; i < page->item_count; i++)
        if (is_furniture(&page->items[i]))
            know_item(furniture, page, &page->items[i])->times++;
}

/* How many items from this one on have been on pages before; their numbers. */
static size_t count_repeated(struct Furniture *furniture, const Page *page, size_t from)
{
    size_t count = 0;
    furniture->numbers.size = 0;
    for (; from + count < page->item_count; count++) {
        const Item *item = &page->items[from + count];
        const Known *known = is_furniture(item) ? know_item(furniture, page, item) : NULL;
        if (known == NULL || known->times <= DRAWN_TWICE)
            break;
        put_raw(&furniture->numbers, &known->number, sizeof known->number);
    }
    return count;
}

/* --- Forms ------------------------------------------------------------------------------------ */

typedef struct FormBox {
    Writer *writer;
    Len width, height;
} FormBox;

static void print_form(Writer *writer, const void *what, Buf *out)
{
    const FormBox *box = what;
    buf_text(out, "/Type/XObject/Subtype/Form/BBox[0 0 ");
    put_decimal(out, box->width);
    buf_byte(out, ' ');
    put_decimal(out, box->height);
    /* Without the forms, which would hold each other. */
    buf_text(out, "]/Resources<</Font ");
    put_reference(out, writer->font_names);
    buf_text(out, ">>");
}

/* Makes a form of so many items; false where they are too few for one. */
static bool make_form(struct Furniture *furniture, Known *form, const Page *page, size_t from,
                      size_t count)
{
    Writer *writer = furniture->writer;
    Page part = *page;
    part.items += from;
    part.item_count = count;
    Buf content = {.arena = writer->arena};
    content_write(&content, &part, NULL, writer->used, NULL, (PageForms){0});
    if (content.size < SMALLEST)
        return false;
    FormBox *box = arena_alloc(writer->arena, sizeof *box);
    *box = (FormBox){.width = page->width, .height = page->height};
    form->object = stream_print(writer, print_form, box, buf_str(&content));
    form->name = (uint32_t)furniture->form_count;
    *(uint32_t *)arena_push(writer->arena, &furniture->objects, &furniture->form_capacity,
                            furniture->form_count, sizeof form->object) = form->object;
    furniture->form_count++;
    return true;
}

struct Furniture *furniture_new(Writer *writer)
{
    struct Furniture *furniture = arena_alloc(writer->arena, sizeof *furniture);
    furniture->writer = writer;
    furniture->key.arena = furniture->numbers.arena = writer->arena;
    return furniture;
}

/* The form that draws so many items, whose numbers have been put together; NULL where they are too
   few for one. */
static const Known *find_form(struct Furniture *furniture, const Page *page, size_t from,
                              size_t count)
{
    Known *form = know(furniture->writer->arena, &furniture->forms, buf_str(&furniture->numbers));
    if (form->object == 0 && !make_form(furniture, form, page, from, count))
        return NULL;
    return form;
}

PageForms furniture_share(struct Furniture *furniture, const Page *page)
{
    PageForms forms = {0};
    count_items(furniture, page);
    for (size_t i = 0; i < page->item_count; i++) {
        size_t count = count_repeated(furniture, page, i);
        const Known *form = count > 0 ? find_form(furniture, page, i, count) : NULL;
        if (form != NULL) {
            *(PageForm *)arena_push(furniture->writer->arena, &furniture->page,
                                    &furniture->page_capacity, forms.count, sizeof(PageForm)) =
                (PageForm){i, count, form->name};
            forms.count++;
        }
        i += count > 0 ? count - 1 : 0;
    }
    forms.items = furniture->page;
    return forms;
}

void put_furniture_names(const struct Furniture *furniture, Buf *out)
{
    for (size_t i = 0; i < furniture->form_count; i++) {
        buf_text(out, "/X");
        put_integer(out, (int64_t)i);
        buf_byte(out, ' ');
        put_reference(out, furniture->objects[i]);
    }
}
