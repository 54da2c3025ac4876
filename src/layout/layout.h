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

typedef enum ItemKind {
    ITEM_RUN,
    ITEM_RECT,
    ITEM_LINK,
} ItemKind;

/* x from the left, y from the top of the page, downwards. */
typedef struct Item {
    ItemKind kind;
    Len x, y; /* RUN: the baseline's start; RECT and LINK: top left */
    Len width, height;
    uint32_t colour; /* 0xRRGGBB; RUN and RECT */
    union {
        struct {
            uint16_t face;
            Len size;
            const uint16_t *codes; /* characters of the BMP; spaces between words are there too */
            uint32_t count;
            const Adjust *adjusts; /* by rising `before` */
            uint32_t adjust_count;
        } run;
        struct {
            Str url;       /* a web address; or, where empty: */
            Str target;    /* the label of the block to go to, */
            uint32_t page; /* which stands on this page (index), */
            Len to_y;      /* so far from its top */
        } link;
    };
} Item;

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

typedef struct Layout {
    Page *pages;
    size_t page_count;
    const Face *faces;
    size_t face_count;
    OutlineEntry *outline;
    size_t outline_count;
    int passes; /* how many it took until page numbers settled */
} Layout;

/* The fonts that a job may use. */
typedef struct Fonts Fonts;

/* Loads the catalogue (a YAML file: family -> files and fallbacks) and checks each font file when
   it is first used. NULL after errors. */
Fonts *fonts_load(Arena *arena, Diags *diags, Schema *schema, const char *catalogue);

/* Sets the document. NULL when there was an error. */
Layout *layout_build(Arena *arena, Diags *diags, Fonts *fonts, const Doc *doc);

/* The display list as text: a line per item, stable, for comparison. */
void layout_dump(const Layout *layout, Buf *out);

#endif
