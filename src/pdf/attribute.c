/* What elements say beside their role (ISO 32000-1, 14.8.5): cells and lists that say the same
 * share an object. */
#include "pdf/structure.h"
#include "pdf/syntax.h"

static uint64_t key_of(const Element *element)
{
    switch ((Role)element->role) {
    case ROLE_CELL:
    case ROLE_HEADER_CELL:
        if (element->role == ROLE_CELL && element->columns == 1 && element->rows == 1)
            return 0;
        return (uint64_t)element->rows << 32 | (uint64_t)element->columns << 16 |
               (uint64_t)element->role << 8 | element->sort;
    case ROLE_LIST:
        return (uint64_t)element->role << 8 | element->sort;
    default:
        return 0;
    }
}

static Attribute *slot_of(const Structure *structure, uint64_t key)
{
    uint64_t hash = key * UINT64_C(0x9E3779B97F4A7C15);
    size_t slot = (size_t)(hash >> 32) & (structure->attribute_slots - 1);
    while (structure->attributes[slot].number != 0 && structure->attributes[slot].key != key)
        slot = (slot + 1) & (structure->attribute_slots - 1);
    return &structure->attributes[slot];
}

/* --- Printing --------------------------------------------------------------------------------- */

static void put_span(Buf *out, const char *key, uint32_t count)
{
    if (count == 1)
        return;
    buf_text(out, key);
    put_integer(out, count);
}

static void print_cell(Writer *writer, const void *what, Buf *out)
{
    static const char *const scopes[] = {[SCOPE_COLUMN] = "Column", [SCOPE_ROW] = "Row"};
    const Element *element = what;
    (void)writer;
    buf_text(out, "/O/Table");
    if (element->role == ROLE_HEADER_CELL) {
        buf_text(out, "/Scope/");
        buf_text(out, scopes[element->sort]);
    }
    put_span(out, "/ColSpan ", element->columns);
    put_span(out, "/RowSpan ", element->rows);
}

static void print_list(Writer *writer, const void *what, Buf *out)
{
    static const char *const names[] = {
        [MARKS_BULLETS] = "Disc",           [MARKS_DIGITS] = "Decimal",
        [MARKS_LOWER] = "LowerAlpha",       [MARKS_UPPER] = "UpperAlpha",
        [MARKS_ROMAN_LOWER] = "LowerRoman", [MARKS_ROMAN_UPPER] = "UpperRoman",
    };
    const Element *element = what;
    (void)writer;
    buf_text(out, "/O/List/ListNumbering/");
    buf_text(out, names[element->sort]);
}

/* Where a figure stands. */
static void put_box(const Writer *writer, const Shown *shown, Buf *out)
{
    if (!shown->placed)
        return;
    int64_t height = writer->layout->pages[shown->page].height;
    const int64_t corners[] = {shown->x, height - shown->y - shown->height,
                               (int64_t)shown->x + shown->width, height - shown->y};
    buf_text(out, "/A<</O/Layout/Placement/Block/BBox[");
    for (size_t i = 0; i < 4; i++) {
        if (i > 0)
            buf_byte(out, ' ');
        put_decimal(out, corners[i]);
    }
    buf_text(out, "]>>");
}

void put_attributes(const Writer *writer, const Element *element, Buf *out)
{
    uint64_t key = key_of(element);
    if (key != 0) {
        buf_text(out, "/A ");
        put_reference(out, slot_of(writer->structure, key)->number);
    } else if (element->role == ROLE_FIGURE || element->role == ROLE_FORMULA) {
        put_box(writer, &writer->layout->shown[element->shown], out);
    }
}

/* --- Sharing ---------------------------------------------------------------------------------- */

static void make_room(Writer *writer, size_t count)
{
    Structure *structure = writer->structure;
    const Attribute *old = structure->attributes;
    size_t slots = structure->attribute_slots;
    if (slots > 2 * count)
        return;
    structure->attribute_slots = slots > 0 ? 2 * slots : 64;
    structure->attributes =
        arena_array(writer->arena, structure->attribute_slots, sizeof *structure->attributes);
    for (size_t i = 0; i < slots; i++)
        if (old[i].number != 0)
            *slot_of(structure, old[i].key) = old[i];
}

void add_attributes(Writer *writer)
{
    const Layout *layout = writer->layout;
    size_t count = 0;
    for (size_t i = 0; i < layout->element_count; i++) {
        const Element *element = &layout->elements[i];
        uint64_t key = key_of(element);
        if (key == 0)
            continue;
        make_room(writer, count);
        Attribute *slot = slot_of(writer->structure, key);
        if (slot->number != 0)
            continue;
        *slot = (Attribute){
            key, object_add(writer, element->role == ROLE_LIST ? print_list : print_cell, element)};
        count++;
    }
}
