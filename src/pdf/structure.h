/*
 * pdf/structure.h - what the parts of the structure share; inside pdf/ only.
 *
 * structure.c makes the tree of elements and content, node.c prints it, attribute.c what elements
 * say beside their role, parents.c the way back from content to elements, and from the names of
 * footnotes.
 */
#ifndef LAKIPDF_PDF_STRUCTURE_H
#define LAKIPDF_PDF_STRUCTURE_H

#include "pdf/writer.h"

enum {
    STRUCTURE_LONGEST_ARRAY = 8191, /* ISO 19005-1, 6.1.12 with PDF 1.4, appendix C */
};

typedef enum KidKind {
    KID_NODE,       /* value: a node */
    KID_MARK,       /* a marked content identifier */
    KID_ANNOTATION, /* the index of a MarkedLink */
} KidKind;

/* What an element holds; linked by index, 0 is none. */
typedef struct Kid {
    uint32_t next;
    uint32_t value;
    uint32_t kind : 2;  /* KidKind */
    uint32_t page : 30; /* index of a MarkedPage; not of a NODE */
} Kid;

/* An element of the layout, at its index; or, behind these, what takes the kids that have no room
   in one. */
typedef struct Branch {
    uint32_t parent;      /* a node */
    uint32_t first, last; /* kids */
    uint32_t count;       /* of them */
    uint32_t heir;        /* where it is full: the node that takes more; or 0 */
} Branch;

typedef struct MoreBranch {
    uint32_t like;    /* the node that was full */
    const char *part; /* its role; NULL: as that */
} MoreBranch;

/* By marked content identifier: the node that holds it. */
typedef struct MarkedPage {
    uint32_t *holders;
    uint32_t count;
} MarkedPage;

/* A piece of a page that is a form; its index as a MarkedPage counts on behind those of pages. */
typedef struct MarkedPiece {
    MarkedPage marks;
    uint32_t page; /* index */
    uint32_t form; /* number of the object */
} MarkedPiece;

/* A link, or another annotation. */
typedef struct MarkedLink {
    uint32_t page;       /* index */
    uint32_t annotation; /* number of the object */
    uint32_t holder;
} MarkedLink;

/* An object that elements share; number 0: free. */
typedef struct Attribute {
    uint64_t key;
    uint32_t number;
} Attribute;

typedef struct Structure {
    MarkedPage *pages; /* by index */
    size_t page_count;
    MarkedPiece *pieces; /* page by page */
    size_t piece_count, piece_capacity;
    MarkedLink *links; /* page by page */
    size_t link_count, link_capacity;
    size_t mark_count; /* on all pages */
    Branch *nodes;
    MoreBranch *more; /* by node, from element_count on */
    uint32_t element_count, node_count;
    Kid *kids; /* from 1 */
    uint32_t kid_count;
    uint32_t root, first_node, parents, notes; /* numbers of objects */
    Attribute *attributes;                     /* by hash; a power of two of them */
    size_t attribute_slots;
} Structure;

static inline uint32_t node_number(const Structure *structure, uint32_t node)
{
    return structure->first_node + node;
}

/* NULL where that is a page itself. */
static inline const MarkedPiece *piece_of(const Structure *structure, uint32_t index)
{
    return index < structure->page_count ? NULL : &structure->pieces[index - structure->page_count];
}

/* The key of a piece in the tree of parents: behind those of pages and annotations. */
static inline size_t piece_key(const Structure *structure, size_t piece)
{
    return structure->page_count + structure->link_count + piece;
}

Print print_structure_root;    /* of the Structure */
PrintNth print_structure_node; /* likewise */
void add_attributes(Writer *writer);
/* Writes /A of an element, where it has attributes. */
void put_attributes(const Writer *writer, const Element *element, Buf *out);
void add_parent_tree(Writer *writer);
/* The names of footnotes; none where there are none. */
void add_notes_tree(Writer *writer);
/* Writes the name of the footnote that is the nth element, as a string. */
void put_note_name(Buf *out, uint32_t element);

#endif
