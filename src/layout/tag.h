/*
 * layout/tag.h - what is placed belongs to an element of the document's structure; inside layout/
 * only.
 *
 * Elements come into being when the first of them is placed, in the document's order. Setter.tag
 * says what is placed now belongs to; page_add puts it on the item. Where the layout is not tagged,
 * Setter.tags is NULL, every tag is TAG_ARTIFACT, and nothing is done.
 */
#ifndef LAKIPDF_LAYOUT_TAG_H
#define LAKIPDF_LAYOUT_TAG_H

#include "layout/text/text.h"

/* A list, an item of it, its body, a quote, or a footnote. */
typedef struct Group {
    struct Group *parent; /* NULL: the document */
    uint8_t role;         /* Role */
    uint8_t marks;        /* of a list: ListMarks */
    uint32_t note;        /* of a footnote: its index + 1 */
    uint32_t turn;        /* of Tags; the element is of an older one where it differs */
    uint32_t element;
} Group;

enum {
    TAG_HEADINGS = 16, /* levels of headings and entries that are told apart */
};

/* Contents within contents, as deep as the entry that was placed last. */
typedef struct TagEntry {
    int level;
    uint32_t contents, entry;
} TagEntry;

/* The table that was placed last. */
typedef struct TagTable {
    const struct TableBox *box;
    uint32_t head, body, row;
    uint32_t *cells; /* by column: the latest that covers it */
    size_t capacity;
} TagTable;

/* A link that may go on in the next run or line. */
typedef struct TagLink {
    const Lead *lead; /* NULL: none */
    uint32_t parent, element;
} TagLink;

typedef struct Tags {
    Arena *arena; /* of the elements */
    Layout *layout;
    size_t element_capacity, shown_capacity;
    bool table_parts;          /* tables have a head and a body */
    uint32_t page;             /* index of the one under construction */
    uint32_t turn;             /* how often pages have been placed from the first on, from 1 */
    const struct Chunk *chunk; /* under construction: */
    uint32_t block;            /* what all of it is in, once that is known, and */
    bool begun;                /* whether it is; */
    uint32_t drawing;          /* the figure in it; TAG_ARTIFACT: not yet */
    const struct TextBox *box; /* the latest text of it, */
    uint32_t text;             /* and what that is; TAG_ARTIFACT: not yet */
    int levels[TAG_HEADINGS];  /* of the headings that the text stands below */
    size_t level_count;
    TagEntry entries[TAG_HEADINGS];
    size_t entry_count;
    TagTable table;
    TagLink link;
    uint32_t *references; /* by index of a footnote: the first that leads to it; 0 not yet */
    size_t reference_count;
} Tags;

/* Begins with no element but the document. */
Tags *tags_new(Arena *arena, Layout *layout, bool table_parts);
/* Begins again, with the first page. */
void tags_restart(Tags *tags);

/* True for an element's tag. */
bool tag_is_read(uint32_t tag);
/* A new element as the last one in the parent; TAG_ARTIFACT where nothing is tagged. */
uint32_t tag_add(Setter *setter, Role role, uint32_t parent);
/* The element of a list, item, quote or footnote; the document's of NULL. */
uint32_t tag_group(Setter *setter, Group *group);
/* A figure or formula. */
uint32_t tag_shown(Setter *setter, Role role, uint32_t parent, Str alt);
/* It also takes the item's rectangle of the page. */
void tag_area(Setter *setter, uint32_t tag, const Item *area);
/* What has been placed on the page is moved to the right. */
void tag_shift(Setter *setter, Len by);
/* What a run with the lead belongs to: a link within what is placed now, where that is read. */
uint32_t tag_link(Setter *setter, const Lead *lead);
/* What the area of a link belongs to whose runs are of this tag: a link of its own, where they are
   not read. */
uint32_t tag_link_area(Setter *setter, uint32_t runs);

/* --- Blocks; what they give is to be put into Setter.tag ---------------------------------------
 */

struct Aside;
struct Slab;

/* A label beside the line, before its text. */
uint32_t tag_label(Setter *setter, const struct Slab *slab, const struct Aside *aside);
/* The text of the line. */
uint32_t tag_line(Setter *setter, const struct Slab *slab);
/* A text of the box, a picture in it, a field, and all that is neither. */
uint32_t tag_part(Setter *setter, const struct Slab *slab);
uint32_t tag_picture(Setter *setter, const struct Slab *slab, Str alt);
uint32_t tag_field(Setter *setter, const struct Slab *slab);
uint32_t tag_drawing(Setter *setter, const struct Slab *slab);
/* The table that the slab is of. */
uint32_t tag_block(Setter *setter, const struct Slab *slab);

#endif
