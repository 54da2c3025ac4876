/*
 * doc/builder.h - filling compiled chapters: what is shared while a document is built; inside doc/
 * only.
 */
#ifndef LAKIPDF_DOC_BUILDER_H
#define LAKIPDF_DOC_BUILDER_H

#include "doc/figure/album.h"
#include "doc/markdown/part.h"
#include "doc/template.h"

/* A label and what a reference to it prints. */
typedef struct Label {
    Str name;
    Str reference;
    Place place;
} Label;

/* A span that waits for its label. */
typedef struct Reference {
    Span *span;
    Str label;
    bool print; /* its text is the label's reference; else it is a link with text of its own */
} Reference;

typedef struct Labels {
    Label *items;
    size_t count, capacity;
    Reference *references;
    size_t reference_count, reference_capacity;
} Labels;

/* A page style of the manifest or the job. */
typedef struct NamedPage {
    Str name;
    const PageStyle *style;
} NamedPage;

typedef struct Builder {
    Evaluator evaluator;
    Arena *arena;
    Diags *diags;
    const Styles *styles;
    Numbering numbering;
    Labels labels;
    const struct Lost *lost;
    Album *album;
    const NamedPage *pages;
    size_t page_count;
    const PageStyle *page; /* the one in force */
    bool chapters_numbered;
    bool chapter_own; /* its file is the job's */
    int64_t listed_appendices;
    Str chapter_label;       /* for a heading without its own; taken by the file's first */
    struct Signers *signers; /* their names so far, and what the job says of them */
    size_t list_groups;
    size_t blocks;       /* blocks and rows so far */
    size_t text;         /* bytes of their texts so far */
    size_t notes;        /* footnotes so far, */
    int64_t note_number; /* and since they were last numbered anew */
} Builder;

/* Where blocks are put: a chapter, a list item, a part of the cover. */
typedef struct Sink {
    Block *first;
    const Block *last;
    Block **tail;
    Region region;
    int bullet_depth;      /* of the lists with bullets around it */
    struct OpenList *list; /* of the last block, where that is a list: the next one may join it */
    struct ListCount *counts; /* of the lists so far, the last one first; no two of one kind */
} Sink;

/* How far lists with such numbers have counted: {lanjut} goes on from there. */
typedef struct ListCount {
    struct ListCount *next;
    Marker marker;
    int64_t number; /* of the next item */
    Block *block;   /* the last list that counted so */
} ListCount;

/* A list that may still grow. */
typedef struct OpenList {
    Block *block;
    ListItem *first;
    ListItem **tail;
    Marker marker;
    ListCount *count;
} OpenList;

void sink_begin(Sink *sink, Region region, int bullet_depth);
/* A new block at the end; NULL when the document has too many (the error is added). */
Block *sink_add(Builder *builder, Sink *sink, BlockKind kind, Place place);
/* Counts a block or row. False when there are too many. */
bool builder_count(Builder *builder, Place place);

/* Fills parts in a scope (emit.c, emit_list.c). */
void parts_emit(Builder *builder, Sink *sink, const Part *first, const Scope *scope);
void list_emit(Builder *builder, Sink *sink, const Part *part, const Scope *scope);

/* --- Spans (spans.c) -------------------------------------------------------------------------- */

/* What a tag without value does. */
typedef enum Absence {
    ABSENCE_WARNS,  /* prints "-" and adds a warning */
    ABSENCE_DASH,   /* prints "-" */
    ABSENCE_BLANK,  /* text that holds no value but missing ones is left out; else as DASH */
    ABSENCE_LEAVES, /* text that holds no value but missing ones is left out; else as WARNS */
} Absence;

/* What a footnote's mark does. */
typedef enum NoteUse {
    NOTES_REFUSED,  /* an error: what is filled cannot have notes */
    NOTES_LEFT_OUT, /* for a second copy of a text */
    NOTES_PRINTED,
} NoteUse;

/* The pieces, filled; NULL when there is no text. add_style is put on all of it. */
typedef struct SpanOptions {
    Absence absence;
    uint8_t add_style;
    bool upper;
    NoteUse notes;
    bool plain; /* only the text is used: a reference, whose text is known later, is an error */
} SpanOptions;
Span *spans_fill(Builder *builder, const Piece *first, const Scope *scope, SpanOptions options);
/* True for what stands before an office and is no part of it: "a.n.", "Plt." */
bool span_is_short_form(Str word);
/* The text of what spans_fill gives with `plain`. */
Str spans_fill_text(Builder *builder, const Piece *first, const Scope *scope, SpanOptions options);
/* The same; *place, the field's, becomes that of the first part which the data give, where one
   does: what is wrong with the whole, a file's name, is told there. */
Str spans_fill_named(Builder *builder, const Piece *first, const Scope *scope, SpanOptions options,
                     Place *place);
/* Their text alone; references print their labels. */
Str spans_text(Arena *arena, const Span *first);
/* A span of the given text. */
Span *spans_from_text(Arena *arena, Str text, uint8_t style, Place place);
/* The end of a chain: where the next span goes. */
Span **spans_end(Span **first);
/* Adds a break at the end of a chain; returns its new end. */
Span **spans_add_break(Arena *arena, Span **tail, Place place);

/* --- Labels (labels.c) ------------------------------------------------------------------------ */

void label_add(Builder *builder, Str name, Str reference, Place place);
/* Lets the span print, or lead to, what the label names once all labels are known. */
void label_refer(Builder *builder, Span *span, Str label, bool print);
/* Fills in all references. Errors: a label given twice, a reference to none (with a suggestion). */
void labels_resolve(Builder *builder);

/* --- Labels that are not in the document (lost.c) --------------------------------------------- */

/* A chapter with errors, of which not all is filled. */
typedef struct FaultyChapter {
    Str id;
    const Source *source; /* NULL: it could not be read, any label may be in it */
} FaultyChapter;

typedef struct Lost {
    FaultyChapter *faulty;
    size_t faulty_count;
    const ChapterFile *absent; /* of the template, not in the document */
    size_t absent_count;
} Lost;

/* True when the label may be one of what a limit kept out, or of a chapter that has errors: that it
   is missing is none. */
bool label_is_lost(const Builder *builder, Str label);
/* True after the error that the label is that of a chapter which the document does not have. */
bool label_explain_absence(const Builder *builder, Str label, Place place);

/* --- Leaving out (omit.c) --------------------------------------------------------------------- */

/* What a chapter has put into the document, behind its page switch. */
typedef struct ChapterRange {
    Block **first, **end;      /* where its first block hangs, and the one behind its last */
    size_t labels, labels_end; /* its labels: [labels, labels_end) */
} ChapterRange;

/* Takes out the chapters, in the order of the document, whose lists are all empty. Before
   labels_resolve. Error: one of them, empty or not, has a number. */
void chapters_omit(Builder *builder, const ChapterRange *chapters, size_t count);

#endif
