/* The structure of a tagged file (ISO 32000-1, 14.7): an object for each element of the layout, the
 * tree that leads from content to elements, the attributes that elements share.
 *
 * There are more elements than all other objects together. So they are kept as what they are in the
 * layout, and printed when the file is written. */
#include "pdf/structure.h"

#include "pdf/syntax.h"

#include <string.h>

void begin_structure(Writer *writer)
{
    Structure *structure = arena_alloc(writer->arena, sizeof *structure);
    structure->page_count = writer->layout->page_count;
    structure->pages = arena_array(writer->arena, structure->page_count, sizeof *structure->pages);
    writer->structure = structure;
}

/* --- What pages tell -------------------------------------------------------------------------- */

static MarkedPage keep_marks(Structure *structure, Arena *arena, const uint32_t *marks,
                             size_t count)
{
    MarkedPage kept = {arena_array(arena, count, sizeof *kept.holders), (uint32_t)count};
    if (count > 0)
        memcpy(kept.holders, marks, count * sizeof *kept.holders);
    structure->mark_count += count;
    return kept;
}

void structure_marks(Writer *writer, uint32_t page, const uint32_t *marks, size_t count)
{
    Structure *structure = writer->structure;
    structure->pages[page] = keep_marks(structure, writer->arena, marks, count);
}

size_t structure_piece(Writer *writer, uint32_t page, uint32_t form, const uint32_t *marks,
                       size_t count)
{
    Structure *structure = writer->structure;
    MarkedPiece *piece = arena_push(writer->arena, &structure->pieces, &structure->piece_capacity,
                                    structure->piece_count, sizeof *piece);
    *piece = (MarkedPiece){keep_marks(structure, writer->arena, marks, count), page, form};
    return structure->piece_count++;
}

size_t structure_piece_key(const Writer *writer, size_t piece)
{
    return piece_key(writer->structure, piece);
}

uint32_t structure_annotation(Writer *writer, uint32_t page, uint32_t annotation, uint32_t tag)
{
    Structure *structure = writer->structure;
    MarkedLink *link = arena_push(writer->arena, &structure->links, &structure->link_capacity,
                                  structure->link_count, sizeof *link);
    *link = (MarkedLink){page, annotation, tag};
    return (uint32_t)(writer->layout->page_count + structure->link_count++);
}

/* --- Nodes ------------------------------------------------------------------------------------ */

enum {
    MOST_KIDS = STRUCTURE_LONGEST_ARRAY - 191, /* some room for nodes that take more */
};

/* What an element that is full does with more. */
typedef struct Overflow {
    bool goes_on;     /* in another element like it, behind it; else: */
    const char *part; /* all that it holds is put into elements of this role */
} Overflow;

static Overflow overflow_of(Role role)
{
    switch (role) {
    case ROLE_TABLE:
    case ROLE_TABLE_BODY:
    case ROLE_LIST:
    case ROLE_CONTENTS:
        return (Overflow){.goes_on = true};
    case ROLE_DOCUMENT:
        return (Overflow){.part = "Part"};
    case ROLE_DIVISION:
    case ROLE_QUOTE:
    case ROLE_BODY:
        return (Overflow){.part = "Div"};
    default:
        return (Overflow){.part = "Span"};
    }
}

static uint32_t add_node(Structure *structure, uint32_t like, const char *part)
{
    uint32_t added = structure->node_count++;
    structure->more[added - structure->element_count] = (MoreBranch){like, part};
    return added;
}

static void add_kid(Structure *structure, uint32_t node, Kid kid);

static void add_child(Structure *structure, uint32_t node, uint32_t child)
{
    add_kid(structure, node, (Kid){.kind = KID_NODE, .value = child});
}

/* Moves all kids of a node into a new one, its only one. */
static void wrap_kids(Structure *structure, uint32_t node, const char *part)
{
    uint32_t inner = add_node(structure, node, part);
    structure->nodes[inner] = structure->nodes[node];
    structure->nodes[inner].parent = node;
    for (uint32_t at = structure->nodes[inner].first; at != 0; at = structure->kids[at].next)
        if (structure->kids[at].kind == KID_NODE)
            structure->nodes[structure->kids[at].value].parent = inner;
    structure->nodes[node].first = structure->nodes[node].last = 0;
    structure->nodes[node].count = 0;
    add_child(structure, node, inner);
}

/* The node that takes the next kid of `node`. */
static uint32_t open_node(Structure *structure, uint32_t node, const Element *elements)
{
    Branch *full = &structure->nodes[node];
    if (full->heir == 0 && full->count < MOST_KIDS)
        return node;
    if (full->heir != 0 && structure->nodes[full->heir].count < MOST_KIDS)
        return full->heir;
    Overflow overflow = overflow_of((Role)elements[node].role);
    uint32_t parent = full->parent;
    if (!overflow.goes_on) {
        parent = node;
        if (full->heir == 0)
            wrap_kids(structure, node, overflow.part);
    }
    full->heir = add_node(structure, node, overflow.part);
    add_child(structure, parent, full->heir);
    return full->heir;
}

static void add_kid(Structure *structure, uint32_t node, Kid kid)
{
    Branch *to = &structure->nodes[node];
    uint32_t at = ++structure->kid_count;
    structure->kids[at] = kid;
    if (kid.kind == KID_NODE)
        structure->nodes[kid.value].parent = node;
    if (to->last != 0)
        structure->kids[to->last].next = at;
    else
        to->first = at;
    to->last = at;
    to->count++;
}

/* Puts a child behind another one of the same parent; false where there is no room. */
static bool add_behind(Structure *structure, uint32_t child, uint32_t other)
{
    uint32_t parent = structure->nodes[other].parent;
    Branch *node = &structure->nodes[parent];
    uint32_t at = node->first;
    while (at != 0 && (structure->kids[at].kind != KID_NODE || structure->kids[at].value != other))
        at = structure->kids[at].next;
    if (at == 0 || node->count >= STRUCTURE_LONGEST_ARRAY)
        return false;
    uint32_t kid = ++structure->kid_count;
    structure->kids[kid] =
        (Kid){.kind = KID_NODE, .value = child, .next = structure->kids[at].next};
    structure->kids[at].next = kid;
    if (node->last == at)
        node->last = kid;
    node->count++;
    structure->nodes[child].parent = parent;
    return true;
}

/* Elements up to this one are put below their parents: they come into being in the document's
   order, and so does what is in them. Footnotes stand behind what refers to them. */
static void attach(Structure *structure, const Element *elements, uint32_t *attached, uint32_t to)
{
    for (; *attached <= to; ++*attached) {
        const Element *element = &elements[*attached];
        if (element->role == ROLE_NOTE && element->reference != 0 &&
            add_behind(structure, *attached, element->reference))
            continue;
        add_child(structure, open_node(structure, element->parent, elements), *attached);
    }
}

/* How far the tree has grown. */
typedef struct Growth {
    Structure *structure;
    const Element *elements;
    uint32_t attached; /* elements */
    size_t piece, link;
} Growth;

static void take_kid(Growth *growth, uint32_t tag, Kid kid)
{
    attach(growth->structure, growth->elements, &growth->attached, tag);
    add_kid(growth->structure, open_node(growth->structure, tag, growth->elements), kid);
}

static void take_marks(Growth *growth, const MarkedPage *marked, uint32_t index)
{
    for (uint32_t i = 0; i < marked->count; i++)
        take_kid(growth, marked->holders[i], (Kid){.kind = KID_MARK, .value = i, .page = index});
}

static void grow_page(Growth *growth, uint32_t page)
{
    Structure *structure = growth->structure;
    take_marks(growth, &structure->pages[page], page);
    for (; growth->piece < structure->piece_count && structure->pieces[growth->piece].page == page;
         growth->piece++)
        take_marks(growth, &structure->pieces[growth->piece].marks,
                   (uint32_t)(structure->page_count + growth->piece));
    for (; growth->link < structure->link_count && structure->links[growth->link].page == page;
         growth->link++)
        take_kid(growth, structure->links[growth->link].holder,
                 (Kid){.kind = KID_ANNOTATION, .value = (uint32_t)growth->link, .page = page});
}

static void grow_tree(Writer *writer)
{
    Structure *structure = writer->structure;
    /* The document is the root. */
    Growth growth = {.structure = structure, .elements = writer->layout->elements, .attached = 1};
    for (uint32_t page = 0; page < structure->page_count; page++)
        grow_page(&growth, page);
    attach(structure, growth.elements, &growth.attached, structure->element_count - 1);
}

static uint32_t *holders_of(Structure *structure, uint32_t index)
{
    const MarkedPiece *piece = piece_of(structure, index);
    return piece != NULL ? piece->marks.holders : structure->pages[index].holders;
}

/* Tells content and links which node holds them, where that is not their element. */
static void note_holders(Structure *structure)
{
    if (structure->node_count == structure->element_count)
        return;
    for (uint32_t node = 0; node < structure->node_count; node++) {
        for (uint32_t at = structure->nodes[node].first; at != 0; at = structure->kids[at].next) {
            const Kid *kid = &structure->kids[at];
            if (kid->kind == KID_MARK)
                holders_of(structure, kid->page)[kid->value] = node;
            else if (kid->kind == KID_ANNOTATION)
                structure->links[kid->value].holder = node;
        }
    }
}

/* --- All of it -------------------------------------------------------------------------------- */

uint32_t add_structure(Writer *writer)
{
    Structure *structure = writer->structure;
    Arena *arena = writer->arena;
    size_t elements = writer->layout->element_count;
    size_t kids = elements + structure->mark_count + structure->link_count;
    /* A full node brings at most two more. */
    size_t more = kids / (MOST_KIDS / 4) + 4;
    structure->element_count = structure->node_count = (uint32_t)elements;
    structure->nodes = arena_array(arena, elements + more, sizeof *structure->nodes);
    structure->more = arena_array(arena, more, sizeof *structure->more);
    structure->kids = arena_array(arena, kids + more + 1, sizeof *structure->kids);
    grow_tree(writer);
    note_holders(structure);
    structure->root = object_add(writer, print_structure_root, structure);
    add_attributes(writer);
    structure->first_node =
        objects_add(writer, print_structure_node, structure, structure->node_count);
    add_parent_tree(writer);
    add_notes_tree(writer);
    return structure->root;
}
