/*
 * layout/layout.h - blocks become pages.
 *
 * Breaks paragraphs and tables into lines and pages, and says of every glyph run and rule where it
 * stands. All distances are integers in 1/1000 pt: the result is the same on every machine. The
 * result is a display list per page that can be dumped as stable text.
 *
 * Knows base/, data/, calc/ and doc/. Problems (a character that no font has, a word wider than its
 * column) are added to the Diags.
 */
#ifndef LAKIPDF_LAYOUT_LAYOUT_H
#define LAKIPDF_LAYOUT_LAYOUT_H

#include "doc/doc.h"

enum {
    LAYOUT_MAX_PAGES = 100 * 1000,
    LAYOUT_MAX_PASSES = 3,
};

/* A font file in use; its index in Layout.faces names it in runs. */
typedef struct Face {
    const char *path; /* a TrueType file, checked */
    Str name;         /* for the dump: "LiberationSerif-Bold" */
} Face;

/* Extra space before glyph `before` of a run (kerning, justification); may be negative. */
typedef struct Adjust {
    uint32_t before;
    Len extra;
} Adjust;

enum {
    TURN_ONE = 1000 * 1000, /* a length of one in the direction of a turned run */
};

typedef enum PathStep {
    PATH_MOVE,
    PATH_LINE,
    PATH_CURVE, /* three in a row: the two control points of a Bezier curve, then its end */
    PATH_CLOSE, /* back to the last PATH_MOVE; its place does not count */
} PathStep;

/* Relative to the item's x and y, y downwards. */
typedef struct PathPoint {
    PathStep step;
    Len x, y;
} PathPoint;

/* What the content of an item belongs to (ISO 32000-1, 14.8): the index of an element of the
   Layout, or to nothing that is read: the look of the page, or what pages have in common. */
enum {
    TAG_BITS = 29,
    TAG_ARTIFACT = 0,
    TAG_PAGINATION = (1 << TAG_BITS) - 1, /* headers, footers, what is repeated on each page */
};

typedef enum ItemKind {
    ITEM_RUN,
    ITEM_RECT,
    ITEM_LINK,
    ITEM_PATH,
    ITEM_PICTURE,
    ITEM_FIELD, /* an empty signature field: nothing is seen of it */
} ItemKind;

/* x from the left, y from the top of the page, downwards. */
typedef struct Item {
    uint32_t kind : 3; /* ItemKind */
    uint32_t tag : TAG_BITS;
    Len x, y; /* RUN: the baseline's start; others: top left */
    Len width, height;
    uint32_t colour; /* 0xRRGGBB; RUN, RECT, and what fills a PATH */
    union {
        struct {
            const uint16_t *codes; /* characters of the BMP; spaces between words are there too */
            const Adjust *adjusts; /* by rising `before` */
            uint32_t count;
            uint32_t adjust_count;
            Len size;
            uint16_t face;
            int32_t turn_x, turn_y; /* direction of the baseline, to the right and upwards, in
                                       1/TURN_ONE; both 0: to the right */
        } run;
        struct {
            const PathPoint *points;
            uint32_t count;
            bool filled;
            Len stroke; /* thickness of the line along it; 0 none */
            uint32_t stroke_colour;
            Len dash; /* length of dashes and of the gaps between them; 0 solid */
        } path;
        struct {
            Str alt;          /* what it shows, for those who cannot see it */
            uint32_t picture; /* index in Layout.pictures */
        } picture;
        struct {
            Str url;       /* a web address; or, where empty: */
            Str target;    /* the label of the block to go to, */
            uint32_t page; /* which stands on this page (index), */
            Len to_y;      /* so far from its top */
        } link;
        SignField field;
    };
} Item;

/* There are many: on a page as many as it has words in tables. */
_Static_assert(sizeof(Item) <= 64, "an item grew");

/* Without items where layout_page has still to place them. */
typedef struct Page {
    Len width, height;
    Str label; /* as printed: "ii", "12"; empty on a page without number */
    Item *items;
    size_t item_count;
    size_t item_capacity;
} Page;

/* A heading, for the outline. */
typedef struct OutlineEntry {
    int level; /* from 1 */
    Str title;
    uint32_t page; /* index */
    Len y;         /* top of the heading */
} OutlineEntry;

/* --- Structure -------------------------------------------------------------------------------- */

/* What an element of the document's structure is (ISO 32000-1, 14.8.4). */
typedef enum Role {
    ROLE_DOCUMENT,
    ROLE_DIVISION, /* what stands together */
    ROLE_PARAGRAPH,
    ROLE_HEADING_1, /* levels follow each other: none is left out on the way down */
    ROLE_HEADING_6 = ROLE_HEADING_1 + 5,
    ROLE_QUOTE,
    ROLE_LIST,
    ROLE_ITEM,
    ROLE_LABEL, /* of an item, an entry of the contents, a footnote */
    ROLE_BODY,  /* of an item */
    ROLE_TABLE,
    ROLE_TABLE_HEAD,
    ROLE_TABLE_BODY,
    ROLE_ROW,
    ROLE_HEADER_CELL,
    ROLE_CELL,
    ROLE_CAPTION,
    ROLE_FIGURE,
    ROLE_FORMULA,
    ROLE_CONTENTS,
    ROLE_ENTRY,
    ROLE_REFERENCE,
    ROLE_LINK,
    ROLE_NOTE,
    ROLE_FORM, /* a field */
    ROLES,
} Role;

/* What a header cell heads. */
typedef enum HeaderScope {
    SCOPE_COLUMN,
    SCOPE_ROW,
} HeaderScope;

/* There are very many: one for each cell of a table. */
typedef struct Element {
    uint32_t parent; /* index of an element before it; the document, the first, has none */
    union {
        uint32_t rows;      /* HEADER_CELL, CELL: how many it covers */
        uint32_t shown;     /* FIGURE, FORMULA: index in Layout.shown */
        uint32_t reference; /* NOTE: the element before it in its parent; 0: it stands as last */
    };
    uint16_t columns; /* HEADER_CELL, CELL */
    uint8_t role;     /* Role */
    uint8_t sort;     /* HEADER_CELL: HeaderScope; LIST: ListMarks */
} Element;

_Static_assert(sizeof(Element) <= 12, "an element grew");

/* What is seen, for those who cannot see it. */
typedef struct Shown {
    Str alt;
    bool placed;
    uint32_t page;           /* index: where the first of it stands, */
    Len x, y, width, height; /* in this rectangle */
} Shown;

typedef struct Layout {
    Page *pages;
    size_t page_count;
    const Face *faces;
    size_t face_count;
    const Picture *const *pictures;
    size_t picture_count;
    OutlineEntry *outline;
    size_t outline_count;
    /* Where the layout is tagged: in the document's order, as far as pages have been placed. */
    Element *elements;
    size_t element_count;
    Shown *shown;
    size_t shown_count;
    int passes;              /* how many it took until page numbers settled */
    struct LayoutWork *work; /* what places its pages; NULL where all are placed */
} Layout;

/* The fonts that a job may use. */
typedef struct Fonts Fonts;

/* Loads the catalogue (a YAML file: family -> files and fallbacks) and checks each font file when
   it is first used. NULL after errors. */
Fonts *fonts_load(Arena *arena, Diags *diags, Schema *schema, const char *catalogue);
/* Adds an error for each unknown family that a style, or one in it, names in `huruf`; nothing where
   it is NULL. */
void fonts_check(Fonts *fonts, const Record *style);

/* The rules of the language: where words are divided, which spaces are tied. */
typedef struct Typography Typography;

/* Loads them (config/tipografi.yaml); the hyphenation dictionary that they name is read when a
   paragraph first needs it. NULL after errors. */
const Typography *typography_load(Arena *arena, Diags *diags, Schema *schema, const char *path);

/* Sets the document: all its pages are cut, but nothing is placed on them. Without typography
   (NULL) no word is divided and no space tied. NULL when there was an error. To be ended by
   layout_end; until then it uses the fonts and the document. */
Layout *layout_begin(Arena *arena, Diags *diags, Fonts *fonts, const Typography *typography,
                     const Doc *doc);
/* The page with its items, which stay until the next call. Pages are asked for in their order, or
   from the first on again. More faces and, in the Diags, errors may come with each. */
const Page *layout_page(Layout *layout, size_t index);
/* From the first page on: items say what they belong to, and the layout's elements what the
   document consists of. Nothing is done where all pages are placed. `table_parts`: the rows of a
   table stand in its head and its body, which PDF 1.4 has no roles for; else in the table. */
void layout_tag(Layout *layout, bool table_parts);
/* Lets go of what places pages, and of elements. NULL is allowed. */
void layout_end(Layout *layout);

/* The same at once: all pages keep their items. NULL when there was an error. */
Layout *layout_build(Arena *arena, Diags *diags, Fonts *fonts, const Typography *typography,
                     const Doc *doc);

/* The display list as text: a line per item, stable, for comparison. */
void layout_dump(Layout *layout, Buf *out);

#endif
