/*
 * doc/doc.h - templates and data become a tree of blocks.
 *
 * A template is a manifest and Markdown chapters. Chapters are cut at lines that hold only a
 * section tag; inline tags become placeholders; cmark-gfm parses; fenced directives are parsed as
 * YAML and checked by the schema; tags expand last, in text. The result says what the document
 * contains, with all numbers of chapters and captions, but nothing about where lines or pages end.
 *
 * Its blocks are declared here, what stands in them in doc/text.h and doc/figure.h.
 *
 * Knows base/, picture/, data/ and calc/. Problems are added to the Diags.
 */
#ifndef LAKIPDF_DOC_DOC_H
#define LAKIPDF_DOC_DOC_H

#include "calc/calc.h"
#include "doc/figure.h"
#include "doc/text.h"
#include "picture/qr.h"

/* --- Blocks ---------------------------------------------------------------------------------- */

typedef enum BlockKind {
    BLOCK_TEXT,
    BLOCK_HEADING,
    BLOCK_LIST,
    BLOCK_QUOTE,
    BLOCK_TABLE,
    BLOCK_SIGNATURE,
    BLOCK_COVER,
    BLOCK_CONTENTS,
    BLOCK_PAGE,
    BLOCK_FIGURE,
    BLOCK_EQUATION,
} BlockKind;

typedef struct Block Block;

typedef struct Heading {
    int level;         /* 1 is a chapter */
    Str number;        /* "BAB III", "3.1", "A."; empty where not numbered */
    bool number_above; /* the number on a line of its own, as of a chapter */
    bool in_contents;
    bool new_page; /* starts a page */
    const Span *text;
    Str page_mark; /* of a numbered chapter: "III" in the page number "III-37" */
    bool appendix; /* level 1 only */
} Heading;

typedef struct ListItem {
    struct ListItem *next;
    Str marker; /* "1.", "a)", "–"; right-aligned towards the text */
    Block *first;
} ListItem;

/* How the items of a list are marked. */
typedef enum ListMarks {
    MARKS_BULLETS, /* all alike */
    MARKS_DIGITS,
    MARKS_LOWER, /* letters */
    MARKS_UPPER,
    MARKS_ROMAN_LOWER,
    MARKS_ROMAN_UPPER,
} ListMarks;

typedef struct ItemList {
    const ListItem *first;
    Len left;         /* where markers begin, from the left of the enclosing blocks */
    Len marker_width; /* from `left` to where the text begins; more where a marker needs it */
    Len gap;          /* extra space between items */
    Len after;        /* space behind the last, at least */
    ListMarks marks;
    size_t group; /* lists that go on with each other have one number, from 1; others 0 */
} ItemList;

/* Blocks between margins of their own. */
typedef struct Quote {
    Block *first;
    Len left, right;
    Place indents; /* as TextStyle.indents */
} Quote;

typedef enum WidthKind {
    WIDTH_FIXED,    /* Len */
    WIDTH_FRACTION, /* share of what is left, in thousandths: 2fr is 2000 */
    WIDTH_AUTO,     /* by content */
} WidthKind;

typedef struct Column {
    WidthKind kind;
    int32_t width;
    Align align;
} Column;

typedef enum VerticalAlign {
    VALIGN_TOP,
    VALIGN_MIDDLE,
    VALIGN_BOTTOM,
} VerticalAlign;

typedef struct Cell {
    uint16_t column;  /* the first that it covers, from 0 */
    uint16_t columns; /* how many, at least 1 */
    uint32_t rows;    /* how many, at least 1; not across the end of the header or table */
    const Span *text;
    Len indent;     /* of its text from the left; at most half of the cell */
    uint8_t align;  /* Align */
    uint8_t valign; /* VerticalAlign */
    uint8_t style;  /* TEXT_ flags */
    bool filled;
    bool once;     /* over several rows: its text is not repeated behind a page break */
    uint32_t fill; /* 0xRRGGBB */
    Place place;
} Cell;

typedef enum RowKind {
    ROW_PLAIN,
    ROW_GROUP,    /* heads the rows after it: kept with the next */
    ROW_SUBTOTAL, /* kept with the row before */
    ROW_TOTAL,    /* kept with the row before */
} RowKind;

/* Cells cover every column exactly once, together with the cells that reach down from rows above.
 */
typedef struct Row {
    RowKind kind;
    bool whole; /* not broken over pages unless it is higher than one */
    Cell *cells;
    size_t cell_count;
    Place place;
} Row;

/* Which rules a table has. */
typedef enum RuleStyle {
    RULES_ALL,
    RULES_ACROSS, /* no vertical ones */
    RULES_OUTER,
    RULES_BOOK, /* thick ones above and below the table, thin ones within and below the header */
    RULES_NONE,
} RuleStyle;

enum { TABLE_FULL_WIDTH = INT32_MAX };

/* The totals of some columns that a table carries over the end of a page: a row of them ends the
   page, another begins the next. The same cells of both rows hold totals, their text is NULL. */
typedef struct Bridge {
    Row end, start;      /* "Jumlah dipindahkan", "Jumlah pindahan" */
    const size_t *cells; /* by rising column; `total_count` of them */
    size_t total_count;
    const struct Totals *totals;
} Bridge;

typedef struct Table {
    Str number;          /* "Tabel 3.1"; empty where it has no caption */
    const Span *caption; /* after the number */
    const TextStyle *caption_style;
    const TextStyle *style; /* of the cells */
    Len padding_x, padding_y;
    Len border; /* thickness of rules; 0 none */
    RuleStyle rules;
    uint32_t border_colour; /* 0xRRGGBB */
    Len left, right;        /* indents, */
    Place indents;          /* as those of TextStyle */
    Len width;    /* of the whole; 0: what its columns ask for; TABLE_FULL_WIDTH: all there is */
    Len smallest; /* letters that do not fit may be made smaller down to this; 0: not */
    Column *columns;
    size_t column_count;
    Row *header; /* repeated on each page */
    size_t header_count;
    Row *rows;
    size_t row_count;
    const Span *note; /* "Sumber: ..." below, or NULL */
    /* What follows the text of a cell over several rows where it is repeated on the next page;
       NULL: not repeated, lines that do not fit go on there. */
    const Span *repeat_word;
    const Span *caption_again; /* above each part but the first: "Tabel 3.1 (lanjutan)"; or NULL */
    const Bridge *bridge;      /* or NULL */
    const TextStyle *note_style;
} Table;

/* A place for an electronic signature: an empty signature field (ISO 32000-1, 12.7.4.5). */
typedef struct SignField {
    Str name;    /* "kepala": [a-z0-9_-]+, no other of the document has it; empty: there is none */
    Str purpose; /* what reader programs call it: "Tanda tangan NAMA, JABATAN" */
    bool taken;  /* something is seen in its place already; set by the layout */
} SignField;

/* A line of the office that signs; it may be broken. */
typedef struct SignOffice {
    const Span *prefix; /* "a.n.", "Plt.": stands out to the left of the text; or NULL */
    const Span *text;
} SignOffice;

/* A scanned signature, a stamp, or both as one picture. */
typedef struct SignInk {
    uint32_t picture;  /* index in Doc.pictures */
    Len x, y;          /* of its top left: from the middle of the signer's part, from the top of the
                          room */
    Len width, height; /* it may reach over what stands below the room */
    Str alt;
} SignInk;

/* One signer. Lines stand in the middle of the signer's part of the page, or at its left where the
   style says so; the names of all signers stand at one height, and so do their offices. */
typedef struct Signer {
    const Span *above; /* place and date, "Mengetahui,"; SPAN_BREAK between lines; or NULL */
    const SignOffice *offices;
    size_t office_count;
    const Span *below; /* name, rank, NIP */
    /* The room for the signature, between the office and the name: */
    Len space;          /* its height, at least */
    SignField field;    /* over all of it */
    const SignInk *ink; /* or NULL */
    const Span *duty;   /* in a box at the left, where the stamp of a tax is put; or NULL */
    const Span *anchor; /* what a signing service looks for; or NULL */
    const QrCode *code; /* or NULL */
    Len code_size;      /* of its square, with the quiet zone */
    Str code_alt;       /* what it is, for those who cannot see it */
    const Span *beside; /* in small letters, beside the code; or NULL */
} Signer;

typedef struct Signature {
    Signer *signers; /* from left to right; one stands in the right half */
    size_t signer_count;
    const TextStyle *style;
    const TextStyle *small; /* of `beside` and `duty` */
    bool whole;             /* one signer has the whole width: the look of a signature by itself */
} Signature;

/* A page of its own: text at the top, in the middle and at the foot. */
typedef struct Cover {
    Block *top, *middle, *bottom; /* BLOCK_TEXT and, without captions, BLOCK_FIGURE of pictures */
} Cover;

typedef enum ContentsKind {
    CONTENTS_HEADINGS,
    CONTENTS_TABLES,
    CONTENTS_FIGURES, /* pictures and organisation charts */
    CONTENTS_CHARTS,
    CONTENTS_APPENDICES,
} ContentsKind;

typedef struct Contents {
    ContentsKind kind;
    int depth;               /* deepest level of headings */
    const TextStyle *styles; /* by level from 1; `level_count` of them */
    size_t level_count;
    const Span *empty; /* printed where there are no entries; or NULL */
} Contents;

typedef enum PageNumbering {
    NUMBERING_NONE,
    NUMBERING_ARABIC,
    NUMBERING_ROMAN, /* i, ii, iii */
    NUMBERING_ROMAN_UPPER,
    NUMBERING_LETTERS, /* a, b, c */
    NUMBERING_LETTERS_UPPER,
} PageNumbering;

/* Header or footer: three texts over a line of their own, any NULL. */
typedef struct PageLine {
    const Span *left, *centre, *right;
    const TextStyle *style;
    Len distance;  /* of its baseline from the page's edge */
    Len rule;      /* thickness of a rule towards the text; 0 none */
    bool mirrored; /* on left pages of a mirrored style `left` and `right` change places */
} PageLine;

/* Text behind a page's content, along the diagonal from the lower left to the upper right corner.
 */
typedef struct Watermark {
    const Span *text; /* SPAN_TEXT and SPAN_BREAK */
    TextStyle style;  /* its size is the largest that the text is set in; it is as large as the page
                         allows */
    bool covers;      /* on covers too */
} Watermark;

typedef struct PageStyle {
    Len width, height;
    Len top, bottom, left, right; /* margins */
    PageNumbering numbering;
    PageLine header, footer;
    /* Of a page that begins with a chapter's heading; NULL: as on other pages. */
    const PageLine *opening_header, *opening_footer;
    const Watermark *watermark; /* or NULL */
    bool mirrored;       /* for binding: `left` is the inner margin, `right` the outer one. The
                            document's first page is a right one, its second a left one. */
    bool openings_right; /* chapters begin on right pages; a left one before may stay blank */
    bool by_chapter;     /* pages are counted from 1 in each numbered chapter */
    Str number_form; /* "{bab}-{halaman}", of Heading.page_mark and the number, which stands alone
                        outside of numbered chapters; empty: the number alone */
} PageStyle;

/* A new page in another style. */
typedef struct PageSwitch {
    const PageStyle *style; /* NULL: only a new page */
    int64_t restart;        /* the page's number; 0 goes on counting */
} PageSwitch;

struct Block {
    Block *next;
    BlockKind kind;
    Place place;
    Str label;              /* that references name, or empty */
    const TextStyle *style; /* TEXT, HEADING, and FIGURE on a cover: the space around it */
    union {
        const Span *text; /* BLOCK_TEXT */
        Heading heading;
        ItemList list;
        Quote quote;
        Table *table;
        Signature signature;
        Cover cover;
        Contents contents;
        PageSwitch page;
        const Figure *figure;
        const Equation *equation;
    };
};

/* How footnotes are set: the text's `before` is the space above the rule, `after` that between
   notes. */
typedef struct NoteStyle {
    TextStyle text;
    Len rule;  /* thickness of the line above them; 0 none */
    Len width; /* of that line */
} NoteStyle;

/* A word with the points where it may be divided, "mem-per-oleh"; without any it never is. */
typedef struct DividedWord {
    Str text;
    Place place;
} DividedWord;

typedef struct Doc {
    Block *first;                   /* a BLOCK_PAGE with a style */
    const NoteStyle *note_style;    /* NULL only where no span is a SPAN_NOTE */
    const Picture *const *pictures; /* that its figures name, each file once */
    size_t picture_count;
    Str title, author, subject, keywords;
    const DividedWord *divided; /* beside what the language knows; a later one holds */
    size_t divided_count;
    bool has_date;
    Date date;
    size_t list_groups; /* how many there are: see ItemList.group */
} Doc;

/* The nth total of a bridge, from 0, over the first `rows` rows of its table; in the form of the
   column's cells. NULL after an error. */
const Span *bridge_total(Arena *arena, Diags *diags, const Bridge *bridge, size_t nth, size_t rows);

/* --- Building -------------------------------------------------------------------------------- */

enum {
    DOC_MAX_BLOCKS = 4 * 1000 * 1000,
    DOC_MAX_REPEATED = 300 * 1000,    /* of them, so that few records do not make so many, */
    DOC_MAX_RECORD = 100,             /* and as many more for each record */
    DOC_MAX_TEXT = 64 * 1024 * 1024,  /* bytes of all texts, filled */
    DOC_MAX_BLOCK_TEXT = 1024 * 1024, /* of one of them: a paragraph, a cell */
    DOC_MAX_NESTING = 32,             /* sections within sections */
};

/* Where a job's template stands; loads its manifest. */
typedef struct Template Template;

/* The names of the templates in `home`/templates, *count of them; none after adding a message. */
const Str *template_names(Arena *arena, Diags *diags, Str home, size_t *count);
/* What the manifest says of its template, `arti`; empty where it says nothing. */
Str template_meaning(Arena *arena, Diags *diags, Str home, Str name);
/* The folder of the template. False after the error that there is none (with a suggestion), at
   `from`; one of usage where that is no place. */
bool template_folder(Arena *arena, Diags *diags, Str home, Str name, Place from, Str *folder);

/* The template that the job names, from `home`/templates. Its own schema, rules and styles must be
   added before the data are bound. NULL after errors. */
Template *template_load(Arena *arena, Diags *diags, Schema *schema, const Job *job, Str home);
/* The rule files that the template brings, in order; *count of them. */
const char *const *template_rules(const Template *template_, size_t *count);

/* What the job follows of the manifest's `regulasi` and `tahap`; empty where the template has none.
 */
Str template_regulation(const Template *template_);
Str template_stage(const Template *template_);

/* Compiles the conditions of the manifest's parts, and lets `memuat_bab` of the report, which is
   given by template_chapters, follow them. After the last rule, before calc_run; the formulas live
   as long as `calc`. False after errors in them. */
bool template_conditions(Arena *arena, Diags *diags, Template *template_, const Schema *schema,
                         Calc *calc, const Job *job);
/* A map of the ids of all chapters that there are to whether the document has them, ya or tidak. */
const Node *template_chapters(Arena *arena, const Template *template_, const Job *job);
/* Compiles all that the template can print, and its conditions, for the names in their formulas and
   the errors in them alone; after template_conditions. */
void template_compile(Arena *arena, Diags *diags, Schema *schema, Calc *calc,
                      const Template *template_);
/* `gaya` of its manifest; NULL where it has none. */
const Record *template_style(const Template *template_);

/* Expands the template (and the job's own chapters) over the computed data, of which the result
   holds nothing: all its text is in the arena. NULL when there was an error; what does not depend
   on that is expanded all the same, for its errors. */
Doc *doc_build(Arena *arena, Diags *diags, Schema *schema, Calc *calc, const Template *template_,
               const Job *job, const Record *report);

#endif
