/*
 * layout/flow.h - the document as one column, cut into pages; inside layout/ only.
 *
 * Each block becomes a chunk, set at the width it has on its page. A chunk gives slabs: lines,
 * table rows and boxes, which stand below each other with space between them. The paginator cuts
 * the row of slabs into sheets, and the shipper puts the slabs of a sheet onto a page. Blocks are
 * set once; those that print page numbers are set again when the numbers have changed.
 */
#ifndef LAKIPDF_LAYOUT_FLOW_H
#define LAKIPDF_LAYOUT_FLOW_H

#include "layout/marks.h"
#include "layout/tag.h"

/* How bad it is to end a page between two slabs. */
typedef enum Break {
    BREAK_FREE,
    BREAK_POOR,  /* leaves a single table row, or the text that tells of a table */
    BREAK_EMPTY, /* leaves a heading below which a higher one comes at once */
    BREAK_BAD,   /* leaves a widow, an orphan, a lone heading */
    BREAK_NEVER, /* only where the page would else overflow */
    BREAK_KINDS,
} Break;

typedef enum SlabKind {
    SLAB_LINE,
    SLAB_HEADER, /* all header rows of a table */
    SLAB_ROW,
    SLAB_BOX,
    SLAB_PAGE, /* a BLOCK_PAGE: no height, ends the page */
} SlabKind;

/* What a paragraph beside a text is. */
typedef enum AsideKind {
    ASIDE_LABEL,  /* of a list's item */
    ASIDE_NUMBER, /* of a heading or an entry of the contents: before the text, as a part of it */
    ASIDE_LEADER, /* only leads the eye */
    ASIDE_PAGE,   /* a page number: goes behind the text, as a part of it */
    ASIDE_KINDS,  /* in reading order */
} AsideKind;

/* A paragraph of one line beside a line of a text: a list's marker, a leader, a page number. */
typedef struct Aside {
    struct Aside *next;
    const Paragraph *text;
    Group *item; /* LABEL: that it marks */
    Len x;
    uint32_t line; /* beside which it stands */
    uint8_t kind;  /* AsideKind */
} Aside;

/* What a text is to its block. */
typedef enum TextRole {
    TEXT_BODY, /* all that there is */
    TEXT_CAPTION,
    TEXT_SOURCE, /* the note below a table or figure */
    TEXT_ENTRY,  /* of the contents */
} TextRole;

typedef struct TextBox {
    const Paragraph *text; /* NULL where there are only asides */
    Len x;
    Len ascent;
    Aside *asides;
    const Mark *leads_to; /* where a click on any line goes; or NULL */
    Len width;            /* of that link */
    uint8_t role;         /* TextRole */
    uint8_t level;        /* of an entry, from 1 */
} TextBox;

/* A paragraph at a place within a box. */
typedef struct Part {
    const Paragraph *text;
    Len x;
    int64_t y;              /* of its top, from the box's */
    int32_t turn_x, turn_y; /* not both 0: only its first line, whose baseline starts at x, y and
                               has that direction (see Item) */
    bool joined;            /* goes on with the part before, as one paragraph */
    bool silent;            /* is not read aloud */
} Part;

/* What stands together: on top of shapes there are texts. */
typedef struct Box {
    const Item *shapes; /* rectangles, paths, pictures and fields; y from the box's top; `tag`: how
                           many parts stand before the shape */
    size_t shape_count;
    const Str *alts; /* by shape: a path that has one is a figure by itself; NULL: none is */
    Part *parts;
    size_t count;
} Box;

struct TableBox;
struct TableCut;
struct Notes;

/* Where the notes of a sheet begin or end: before this line of a note. */
typedef struct NoteCut {
    size_t note; /* in the order of their texts */
    uint32_t line;
} NoteCut;

typedef struct Slab {
    uint8_t kind;         /* SlabKind */
    uint8_t break_before; /* Break, towards the slab before; the worse of both sides holds */
    uint8_t break_after;
    bool new_page;     /* starts a page */
    bool whole_page;   /* fills a page without header and footer */
    bool needs_text;   /* kept with two lines before it */
    uint32_t index;    /* of the line or row */
    uint32_t note_end; /* how many footnotes have their mark in this slab or before */
    Len before, after; /* space; between two slabs the larger holds; at a page's top only that of
                          a chapter */
    Len extra;         /* space added to that */
    int64_t height;
    const struct Chunk *chunk;
    union {
        const TextBox *text;
        struct TableBox *table;
        const Box *box;
    };
} Slab;

/* A list marker that stands at the first line of a chunk. */
typedef struct Marker {
    struct Marker *next;
    Group *item; /* that it marks */
    Str text;
    Len x, width; /* the text is right-aligned towards x + width */
} Marker;

/* What stands on one page with the block that comes. */
typedef struct Kept {
    int64_t height; /* 0: nothing does */
    Len after;      /* space behind it */
} Kept;

/* What a table adds where a page ends within it widens the columns of one that is cut, if it does
   not fit into them as they are. */
typedef enum Titles {
    TITLES_UNSEEN,
    TITLES_WANTED, /* set the table again with them */
    TITLES_COUNT,
} Titles;

/* A block (that is no list) with its place across the page. */
typedef struct Chunk {
    struct Chunk *next;
    const Block *block;
    const TextStyle *style; /* of the block, or the nearest for a marker without text */
    Group *group;           /* list or quote that it stands in; NULL: none */
    bool alone;             /* a text: all of a list's item */
    const Marker *markers;
    Len x, width;     /* of the column, x from the page's left edge */
    Len room;         /* height of a page's text */
    Len extra;        /* space before it, added */
    Len before;       /* and at least, behind what stands before it */
    size_t mark_end;  /* marks before this index stand at or before its first slab */
    size_t candidate; /* of the planner's, from 1; 0: none */
    Kept kept;        /* what it may not part from */
    bool varies;      /* prints page numbers: set again when they change */
    Titles titles;    /* of a table's bridge */
    Slab *slabs;
    size_t slab_count;
} Chunk;

/* A page that has been cut from the flow: slabs [from, to). */
typedef struct Sheet {
    size_t from, to;
    const struct TableCut *start; /* within the table that continues from the sheet before */
    const struct TableCut *end;   /* within the table that goes on */
    NoteCut notes, notes_end;     /* the footnotes from, to */
    int64_t foot;                 /* their height; 0 where there are none */
    const PageStyle *style;
    Str label;
    uint32_t run; /* pages of one run are counted on from one beginning */
    bool left;    /* of a mirrored style: the inner margin is on the right */
    bool opening; /* begins with a chapter's heading */
    bool blank;   /* before a chapter that begins on a right page */
} Sheet;

typedef struct Flow {
    Setter *setter;
    Arena *scratch; /* for what no page keeps */
    Marks marks;
    Chunk *first;
    const NoteStyle *note_style;
    struct Planner *planner; /* NULL: there is none */
    struct Notes *notes;     /* NULL: there are none */
    bool varies;             /* some chunk does */
    const PageLine *crowded; /* the header or footer that was last said to be too high */
    int pass;                /* from 1 */
    Slab *slabs;
    size_t slab_count;
    Arena *slab_arena;   /* of these, and of those that chunks have got since */
    Arena *joined_slabs; /* of the next ones, while they are lined up */
    Sheet *sheets;
    size_t sheet_count;
    size_t sheet_capacity;
} Flow;

/* --- collect.c ------------------------------------------------------------------------------- */

/* Makes the chunks and marks of all blocks; nothing is set yet. Adds errors where lists, quotes or
   margins leave no room for text. */
void flow_collect(Flow *flow, const Doc *doc);

/* --- flow.c ---------------------------------------------------------------------------------- */

/* Sets all chunks in the first pass, later those that vary; then lines all slabs up. */
void flow_set(Flow *flow);

/* --- For those who set a kind of block ------------------------------------------------------- */

/* Looks at spans before they are set: notes whether they vary, and reports unknown labels. */
void flow_watch(Flow *flow, Chunk *chunk, const Span *spans);
/* `count` slabs for the chunk, zeroed but for the chunk itself; line_up moves them into the row of
   all slabs. */
Slab *flow_slabs(Flow *flow, Chunk *chunk, size_t count);
/* Fills slabs with the lines of a text: `count` of them, `leading` high. */
void flow_lines(Slab *slabs, size_t count, const TextBox *box, const TextStyle *style);
/* Adds a one-line text to the asides of a box. */
Aside *flow_aside(Flow *flow, TextBox *box, AsideKind kind, const Span *spans,
                  const TextStyle *style);
/* The width of a one-line text in the style, without the style's indents. */
Len flow_natural(Flow *flow, const Span *spans, const TextStyle *style);
/* The style without indents. */
TextStyle style_flush(const TextStyle *style);
/* The height of a paragraph; NULL has none. */
int64_t paragraph_height(const Paragraph *text);

void set_paragraph(Flow *flow, Chunk *chunk); /* paragraph.c */
void set_heading(Flow *flow, Chunk *chunk);   /* paragraph.c */
void set_table(Flow *flow, Chunk *chunk);     /* table/slab.c */
void set_signature(Flow *flow, Chunk *chunk); /* signature.c */
void set_cover(Flow *flow, Chunk *chunk);     /* cover.c */
void set_contents(Flow *flow, Chunk *chunk);  /* contents.c */
void set_figure(Flow *flow, Chunk *chunk);    /* figure/figure.c */
void set_equation(Flow *flow, Chunk *chunk);  /* math/equation.c */

/* --- kept.c ---------------------------------------------------------------------------------- */

/* What of a chunk that is set, and of what it may not part from, stays with the block behind it. */
Kept kept_behind(const Chunk *chunk, const Kept *kept);
/* The height with the space behind it, before a slab that wants `before`; 0 where there is none. */
int64_t kept_height(const Kept *kept, Len before);

/* --- caption.c ------------------------------------------------------------------------------- */

/* A text above or below a table or figure, as wide as the chunk; without lines where there are no
   spans or no style. */
TextBox *caption_set(Flow *flow, const Chunk *chunk, const Span *spans, const TextStyle *style,
                     TextRole role);
/* "Tabel 3.1 Title": either may be empty. */
const Span *caption_spans(Flow *flow, Str number, const Span *caption);

/* --- paginate.c ------------------------------------------------------------------------------ */

/* Cuts the slabs into sheets and notes where the marks stand. True when every mark's page has the
   label that it had before. */
bool flow_paginate(Flow *flow);
/* True when a table has been cut whose titles at the cut want wider columns: it is to be set
   again. */
bool flow_widens(const Flow *flow);
/* The height of a text page in that style. */
Len page_room(const PageStyle *style);
/* The space between a slab and the one before it on the same sheet. */
int64_t slab_space(const Slab *before, const Slab *slab);
/* What a slab takes on the sheet (a row that is continued there: the rest of it). */
int64_t slab_height(const Sheet *sheet, const Slab *slab);
/* Where the first slab of a sheet stands, from the top of the text: below a repeated header, or the
   space before a chapter. */
int64_t sheet_top(const Flow *flow, const Sheet *sheet);

/* --- ship.c ---------------------------------------------------------------------------------- */

/* Places what stands on pages. */
typedef struct Shipper Shipper;

/* Fills the layout but for its pages' items; what it keeps is in `arena`, what shall outlive a page
   in the arena that the setter has now. */
Shipper *ship_new(Flow *flow, Arena *arena, Layout *layout);
/* From the first page on, items are tagged; elements are in `arena`. */
void ship_tag(Shipper *shipper, Arena *arena, bool table_parts);
/* The page with its items, in the setter's arena. */
const Page *ship_page(Shipper *shipper, size_t index);
/* Gives all pages their items. */
void ship_all(Shipper *shipper);
/* Places all lines of a paragraph whose top left is at x, y. */
void ship_paragraph(Setter *setter, Page *page, const Paragraph *text, Len x, Len y);

/* Header and footer of a sheet (running.c), with the setter's chapter and page. */
void running_header(Flow *flow, Page *page, const Sheet *sheet);
void running_footer(Flow *flow, Page *page, const Sheet *sheet);

#endif
