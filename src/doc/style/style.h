/*
 * doc/style/style.h - how everything is set: the defaults, with what the manifest's and then the
 * job's `gaya` change; inside doc/ only.
 */
#ifndef LAKIPDF_DOC_STYLE_STYLE_H
#define LAKIPDF_DOC_STYLE_STYLE_H

#include "doc/doc.h"

enum {
    LEVELS = 4, /* of headings */
    PT = 1000,
};

/* How a paragraph is set apart from others of its kind. */
typedef enum Variant {
    VARIANT_NONE,
    VARIANT_CENTRE,
    VARIANT_RIGHT,
    VARIANT_NO_INDENT,
    VARIANT_COUNT,
} Variant;

/* Where a paragraph stands. */
typedef enum Region {
    REGION_BODY,
    REGION_QUOTE,
    REGION_ITEM, /* of a list */
    REGION_COUNT,
} Region;

typedef struct HeadingStyle {
    TextStyle text;
    Str number;    /* "BAB {1I}"; empty for none */
    Str reference; /* "Bab {1I}" */
    Str page_mark; /* "{1I}": in the numbers of a chapter's pages */
    bool number_above;
    bool capitals;
    bool new_page;
} HeadingStyle;

typedef struct ListStyle {
    Len left, width, gap;
    const Str *marks; /* of bullets, by depth */
    size_t mark_count;
} ListStyle;

typedef struct TableStyle {
    TextStyle cell, caption, note;
    Len padding_x, padding_y, border;
    Str word;        /* "Tabel" */
    bool repeats;    /* the text of a cell over several rows, on each page */
    Str repeat_word; /* "(lanjutan)" */
    bool captioned;  /* each part of a table, by its number */
    bool header_filled, group_filled, inner_filled, total_filled;
    uint32_t header_fill, group_fill, inner_fill, total_fill; /* inner: of a group in a group */
    RuleStyle rules;
    uint32_t border_colour;
    bool striped;
    uint32_t stripe; /* fill of every second plain row */
    Len width;       /* as Table.width */
    Len smallest;
    VerticalAlign valign;
    bool blank; /* a missing value leaves its cell empty */
} TableStyle;

typedef struct FigureStyle {
    TextStyle text, caption, note;
    TextStyle photo;      /* of the texts below photos */
    Str word, chart_word; /* "Gambar", "Grafik" */
} FigureStyle;

struct Styles {
    TextStyle paragraph[REGION_COUNT][VARIANT_COUNT];
    Len quote_left, quote_right; /* the margins of quotes, */
    Place quote_indents;         /* as TextStyle.indents */
    bool indent_first;           /* also the first paragraph below a heading */
    HeadingStyle heading[LEVELS];
    HeadingStyle appendix; /* in the place of level 1 */
    ListStyle list;
    TableStyle table;
    FigureStyle figure;
    TextStyle equation;
    TextStyle signature, signature_small; /* the second of what stands in the room to sign in */
    TextStyle cover;
    TextStyle contents[LEVELS];
    TextStyle lists[CONTENTS_APPENDICES + 1]; /* of tables, figures, ..., by ContentsKind */
    TextStyle page_line;
    NoteStyle note;
    bool notes_by_chapter; /* their numbers begin anew in each chapter */
    const DividedWord *divided;
    size_t divided_count;
};
typedef struct Styles Styles;

/* The styles of a document; `manifest` and `job` are records of type gaya_dokumen or NULL. Wrong
   values are errors at their places. */
const Styles *styles_new(Arena *arena, Diags *diags, const Record *manifest, const Record *job);

/* A field of kind ukuran; `otherwise` when it is not given. Too large a length is an error. */
Len length_of(Diags *diags, const Record *record, const char *field, Len otherwise);
/* The same for the thickness of a line. */
Len thickness_of(Diags *diags, const Record *record, const char *field, Len otherwise);
/* The field `ukuran` as a size of letters. */
Len size_of(Diags *diags, const Record *record, Len otherwise);
/* "8mm", "2.5cm", "11pt" in 1/1000 pt; false when it is none. */
bool length_read(Arena *arena, Str text, Len *length);
/* "#RRGGBB". */
bool colour_read(Str text, uint32_t *colour);
/* Reads a colour field. True when one is given and right. */
bool colour_of(Diags *diags, const Record *record, const char *field, uint32_t *colour);
/* The alignment of a field like `rata`; `otherwise` when it is not given. */
Align align_of(const Record *record, Align otherwise);
/* The same for `rata_tegak`. */
VerticalAlign valign_of(const Record *record, VerticalAlign otherwise);
/* What the fields that `gaya.tabel` and the directive `tabel` share change (table.c). */
void table_style_apply(Arena *arena, Diags *diags, TableStyle *style, const Record *record);
/* Single spacing of a size times `percent` of it. */
Len leading_of(Len size, int64_t percent);

#endif
