/*
 * layout/text/text.h - from spans to lines; inside layout/ only.
 *
 * A paragraph is broken as a whole (Knuth and Plass, "Breaking Paragraphs into Lines", Software -
 * Practice and Experience 11, 1981) in integer arithmetic. The result is a list of lines that a
 * page can place one by one.
 */
#ifndef LAKIPDF_LAYOUT_TEXT_TEXT_H
#define LAKIPDF_LAYOUT_TEXT_TEXT_H

#include "layout/len.h"

/* What the stages of layout share while a document is set. */
typedef struct Setter {
    Arena *arena; /* for what is set and placed */
    Diags *diags;
    Fonts *fonts;
    const Typography *typography;  /* NULL: spaces are not tied */
    struct Hyphenator *hyphenator; /* NULL: no word is divided by a hyphen */
    bool division_told;            /* a message said already that words are divided here */
    Len cramped[2];                /* left and right of the style last told to leave no room */
    uint32_t located;              /* messages whose place was looked for; divide.c's own */
    Str chapter;                   /* for SPAN_CHAPTER */
    Str chapter_number;
    Str section, section_number;
    Str page_label; /* for SPAN_PAGE */
    Str last_label; /* for SPAN_LAST_PAGE */
    Str page_count; /* for SPAN_PAGES */
    /* For SPAN_PAGE_OF: the label of the page where a block stands, from the pass before; "" when
     * not known. */
    Str (*page_of)(const struct Setter *setter, Str target);
    const void *pages; /* for page_of */
    /* Where the text of a footnote begins; set once there is one. */
    void (*note_of)(const struct Setter *setter, const Note *note, uint32_t *page, Len *y);
    const void *notes;           /* for note_of */
    struct Tags *tags;           /* NULL: items are not tagged */
    uint32_t tag;                /* of what is placed now */
    bool spaced;                 /* a word ends with the next line, whatever it says */
    struct TextScratch *scratch; /* text.c's own, reused from call to call; NULL at the start */
} Setter;

/* How a run looks and what it leads to: a document has few of them and very many runs. */
typedef struct RunLook {
    Len size;
    Len rise; /* baseline shift upwards: superscripts */
    uint32_t colour;
    uint16_t face;
    bool underline;
    const Lead *lead; /* as in Span */
} RunLook;

/* Whether both lead to the same place; each may be NULL. */
bool lead_equal(const Lead *a, const Lead *b);

/* A part of a line in one face, size and colour, at x from the line's start. */
typedef struct LineRun {
    Len x, width;
    const RunLook *look;
    const uint16_t *codes;
    const Adjust *adjusts;
    uint32_t count;
    uint32_t adjust_count;
} LineRun;

typedef struct Line {
    Len x;     /* from the left edge of the width given: indent and alignment */
    Len width; /* natural or justified */
    const LineRun *runs;
    uint32_t run_count;
    bool hyphenated; /* ends in a hyphen */
    bool spaced;     /* a word ends with it, and another begins in the next line; behind the codes
                        of the last run of any line there is one more, a space */
} Line;

typedef struct Paragraph {
    Line *lines; /* NULL where there is a plan: text_lines */
    const struct TextPlan *plan;
    uint32_t line_count;
    Len leading; /* from baseline to baseline */
    Len ascent;  /* of the first line: from the top to its baseline; leading between */
    Len descent; /* of the last line */
    Len width;   /* of the widest line */
    Len comma;   /* text_measure: as in TextNeeds, */
    Len set_for; /* and the width that the text was broken for; 0: not at all */
    bool noted;  /* it has marks of footnotes */
} Paragraph;

/* The faces that runs have named so far, by their index: for Layout.faces. */
const Face *fonts_faces(const Fonts *fonts, size_t *count);

/* Where the baseline of a line in this style stands: *ascent below the line's top; *descent is the
   rest of the leading. */
void text_metrics(Setter *setter, const TextStyle *style, Len *ascent, Len *descent);

/* The height of lines [from, to) of a paragraph: (to - from) times the leading. The baseline of a
   line stands `ascent` below its top, where ascent + descent == leading. */

/*
 * Breaks the spans into lines at most `width` wide (the style's indents are inside of it). Spans
 * without text give no line; a SPAN_BREAK ends a line, so that one at the very end adds none. Where
 * the style allows, words are divided by hyphens if justified lines would be too loose without, or
 * if they are wider than the line; else these are broken between letters, with a warning at the
 * word's place. Characters that no font of the family's fallbacks has are an error at the
 * character's place (once per character), printed as nothing; indents that leave no room are one
 * too. Add nothing but what is printed: every call for one text adds its messages again (printed
 * once).
 */
const Paragraph *text_set(Setter *setter, const Span *spans, const TextStyle *style,
                          uint8_t add_style, Align align, Len width);

/* Adds the error that indents leave no room for what stands at `place`: at `indents`, where they
   are given (once for all that they are too wide for), else there. */
void setter_no_room(Setter *setter, Place indents, Place place);

/* As text_set with the style's own alignment, but the lines take no memory before text_lines sets
   them: for texts that stand on a page or a few, each of which sets all of the lines again; those
   of more than TEXT_PLAN_LINES are set at once, and so are those with footnotes. The text, the
   style and all that the text prints stay as they are until then. */
enum { TEXT_PLAN_LINES = 500 };
const Paragraph *text_plan(Setter *setter, const Span *spans, const TextStyle *style, Len width);
/* Whether a line of it ends in a hyphen. */
bool text_is_hyphenated(const Paragraph *text, size_t line);
/* The lines, in the setter's arena where they were not set. */
const Line *text_lines(Setter *setter, const Paragraph *text);

/* The width that the spans need unbroken (up to a SPAN_BREAK), and the width of the longest piece
   that cannot be broken; the style's indents are part of both: text_set in that width fits. */
void text_widths(Setter *setter, const Span *spans, const TextStyle *style, uint8_t add_style,
                 Len *natural, Len *minimal);

/* Words that are longer than so many times the size of their letters may be divided. */
enum { TEXT_WORD_ROOM = 5 };

/* What is asked of text_measure. */
typedef struct TextWants {
    Len keep;  /* set the text if it is no wider, */
    Len width; /* or, where above 0, break it for this width if its words fit, */
    Align align;
    Len known;  /* of `numeral` and `letter`: they count only above this, and may else be 0 */
    bool comma; /* whether the text is a number, and where its comma stands */
} TextWants;

/* What a text asks of the cell that it stands in. */
typedef struct TextNeeds {
    Len natural; /* unbroken, up to a SPAN_BREAK */
    Len whole;   /* its longest word, which only hyphens could divide */
    Len word;    /* its longest piece, which a line can hold, but no more than TEXT_WORD_ROOM */
    Len numeral; /* its widest one, which is not to be divided */
    Len letter;  /* its widest */
    bool number; /* it is one, on one line: */
    Len comma;   /* so far its integer part reaches */
} TextNeeds;

/* What the style takes away from the width of the line that has least. */
Len text_indents(const TextStyle *style);

/* Measures a text (measure.c). One that is to be kept is set, too: unbroken, flush left, to be
   moved by text_align; or broken for wants->width. Else NULL. */
const Paragraph *text_measure(Setter *setter, const Span *spans, const TextStyle *style,
                              uint8_t add_style, const TextWants *wants, TextNeeds *needs);

/* As text_set, but rather than to divide a number that is wider than `width` the text is made
   smaller, down to letters of `smallest`; its lines stand as far apart as before. */
const Paragraph *text_fit(Setter *setter, const Span *spans, const TextStyle *style,
                          uint8_t add_style, Align align, Len width, Len smallest);

/* Moves the lines of a text that are narrower than `width` (no style's indents). */
void text_align(const Paragraph *text, Align align, Len width);

/* Places one line: its runs, underlines and links (to a target: an ITEM_LINK with only `target`
   set, which the page builder resolves at the end). x: of the box's left edge; baseline: y of the
   line's baseline. */
void text_place(Setter *setter, Page *page, const Line *line, Len x, Len baseline);

/* Places the runs of one line (no underlines, no links) along a baseline that starts at x, y and
   has the direction turn_x to the right, turn_y upwards, in 1/TURN_ONE. */
void text_place_turned(Setter *setter, Page *page, const Line *line, Len x, Len y, int32_t turn_x,
                       int32_t turn_y);

/* Adds an item to a page; the page builder's and text_place's only way. */
Item *page_add(Setter *setter, Page *page, ItemKind kind);

#endif
