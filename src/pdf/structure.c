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
    size_t pages = writer->layout->page_count;
    structure->pages = arena_array(writer->arena, pages, sizeof *structure->pages);
    writer->structure = structure;
}

/* --- What pages tell -------------------------------------------------------------------------- */

bool structure_marks(Writer *writer, uint32_t page, const ContentMarks *marks)
{
    Structure *structure = writer->structure;
    MarkedPage *kept = &structure->pages[page];
    if (marks->count > STRUCTURE_LONGEST_ARRAY) {
        diag(writer->diags, SEVERITY_ERROR, (Place){0},
             "make the page smaller, or write 'tag: tidak' into the job",
             "page %u holds more than %d texts: a tagged file cannot say what they are", page + 1,
             STRUCTURE_LONGEST_ARRAY);
        return false;
    }
    kept->count = (uint32_t)marks->count;
    kept->holders = arena_array(writer->arena, marks->count, sizeof *kept->holders);
    if (marks->count > 0)
        memcpy(kept->holders, marks->items, marks->count * sizeof *kept->holders);
    structure->mark_count += marks->count;
    return true;
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

static void grow_tree(Writer *writer)
{
    Structure *structure = writer->structure;
    const Element *elements = writer->layout->elements;
    uint32_t attached = 1; /* the document is the root */
    size_t link = 0;
    for (uint32_t page = 0; page < writer->layout->page_count; page++) {
        const MarkedPage *marked = &structure->pages[page];
        for (uint32_t i = 0; i < marked->count; i++) {
            attach(structure, elements, &attached, marked->holders[i]);
            add_kid(structure, open_node(structure, marked->holders[i], elements),
                    (Kid){.kind = KID_MARK, .value = i, .page = page});
        }
        for (; link < structure->link_count && structure->links[link].page == page; link++) {
            uint32_t tag = structure->links[link].holder;
            attach(structure, elements, &attached, tag);
            add_kid(structure, open_node(structure, tag, elements),
                    (Kid){.kind = KID_ANNOTATION, .value = (uint32_t)link, .page = page});
        }
    }
    attach(structure, elements, &attached, structure->element_count - 1);
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
                structure->pages[kid->page].holders[kid->value] = node;
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
