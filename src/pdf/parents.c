/* Trees that lead to elements: from the content of pages, from links, and from the names of
 * footnotes. Their leaves are shorter than what PDF/A-1 allows for an array. */
#include "pdf/structure.h"
#include "pdf/syntax.h"

enum {
    PAGES_PER_LEAF = 32,
    LINKS_PER_LEAF = 2048,
    NOTES_PER_LEAF = 2048,
};

/* What a leaf holds: pages, links, pieces of pages, or footnotes [from, to). */
typedef struct Leaf {
    const Structure *structure;
    size_t from, to;
    const uint32_t *notes; /* elements; or NULL */
} Leaf;

typedef struct Leaves {
    uint32_t *numbers;
    size_t count, capacity;
} Leaves;

static void add_leaves(Writer *writer, Leaves *leaves, size_t from, size_t to, size_t each,
                       Print *print, const uint32_t *notes)
{
    for (; from < to; from += each) {
        Leaf *leaf = arena_alloc(writer->arena, sizeof *leaf);
        *leaf = (Leaf){writer->structure, from, from + each < to ? from + each : to, notes};
        uint32_t number = object_add(writer, print, leaf);
        *(uint32_t *)arena_push(writer->arena, &leaves->numbers, &leaves->capacity, leaves->count,
                                sizeof number) = number;
        leaves->count++;
    }
}

static void print_tree(Writer *writer, const void *what, Buf *out)
{
    const Leaves *leaves = what;
    (void)writer;
    buf_text(out, "/Kids");
    put_references(out, leaves->numbers, leaves->count);
}

/* --- From content ----------------------------------------------------------------------------- */

static void put_limits(Buf *out, size_t from, size_t to)
{
    buf_text(out, "/Limits[");
    put_integer(out, (int64_t)from);
    buf_byte(out, ' ');
    put_integer(out, (int64_t)to - 1);
    buf_text(out, "]/Nums[");
}

static void put_holders(const Structure *structure, size_t key, const MarkedPage *marked, Buf *out)
{
    put_integer(out, (int64_t)key);
    buf_byte(out, '[');
    for (uint32_t i = 0; i < marked->count; i++) {
        if (i > 0)
            buf_byte(out, ' ');
        put_reference(out, node_number(structure, marked->holders[i]));
    }
    buf_text(out, "]\n");
}

static void print_pages(Writer *writer, const void *what, Buf *out)
{
    const Leaf *leaf = what;
    (void)writer;
    put_limits(out, leaf->from, leaf->to);
    for (size_t page = leaf->from; page < leaf->to; page++)
        put_holders(leaf->structure, page, &leaf->structure->pages[page], out);
    buf_byte(out, ']');
}

static void print_pieces(Writer *writer, const void *what, Buf *out)
{
    const Leaf *leaf = what;
    const Structure *structure = leaf->structure;
    (void)writer;
    put_limits(out, piece_key(structure, leaf->from), piece_key(structure, leaf->to));
    for (size_t i = leaf->from; i < leaf->to; i++)
        put_holders(structure, piece_key(structure, i), &structure->pieces[i].marks, out);
    buf_byte(out, ']');
}

static void print_links(Writer *writer, const void *what, Buf *out)
{
    const Leaf *leaf = what;
    size_t pages = writer->layout->page_count;
    put_limits(out, pages + leaf->from, pages + leaf->to);
    for (size_t i = leaf->from; i < leaf->to; i++) {
        put_integer(out, (int64_t)(pages + i));
        buf_byte(out, ' ');
        put_reference(out, node_number(leaf->structure, leaf->structure->links[i].holder));
        buf_byte(out, '\n');
    }
    buf_byte(out, ']');
}

void add_parent_tree(Writer *writer)
{
    Structure *structure = writer->structure;
    Leaves *leaves = arena_alloc(writer->arena, sizeof *leaves);
    add_leaves(writer, leaves, 0, writer->layout->page_count, PAGES_PER_LEAF, print_pages, NULL);
    add_leaves(writer, leaves, 0, structure->link_count, LINKS_PER_LEAF, print_links, NULL);
    add_leaves(writer, leaves, 0, structure->piece_count, PAGES_PER_LEAF, print_pieces, NULL);
    structure->parents = object_add(writer, print_tree, leaves);
}

/* --- From names ------------------------------------------------------------------------------- */

/* Names sort as their numbers do. */
void put_note_name(Buf *out, uint32_t element)
{
    buf_format(out, "(catatan-%010lu)", (unsigned long)element);
}

static void print_notes(Writer *writer, const void *what, Buf *out)
{
    const Leaf *leaf = what;
    (void)writer;
    buf_text(out, "/Limits[");
    put_note_name(out, leaf->notes[leaf->from]);
    put_note_name(out, leaf->notes[leaf->to - 1]);
    buf_text(out, "]/Names[");
    for (size_t i = leaf->from; i < leaf->to; i++) {
        put_note_name(out, leaf->notes[i]);
        put_reference(out, node_number(leaf->structure, leaf->notes[i]));
        buf_byte(out, '\n');
    }
    buf_byte(out, ']');
}

void add_notes_tree(Writer *writer)
{
    const Layout *layout = writer->layout;
    size_t count = 0;
    for (size_t i = 0; i < layout->element_count; i++)
        count += layout->elements[i].role == ROLE_NOTE;
    if (count == 0)
        return;
    uint32_t *notes = arena_array(writer->arena, count, sizeof *notes);
    count = 0;
    for (size_t i = 0; i < layout->element_count; i++)
        if (layout->elements[i].role == ROLE_NOTE)
            notes[count++] = (uint32_t)i;
    Leaves *leaves = arena_alloc(writer->arena, sizeof *leaves);
    add_leaves(writer, leaves, 0, count, NOTES_PER_LEAF, print_notes, notes);
    writer->structure->notes = object_add(writer, print_tree, leaves);
}
