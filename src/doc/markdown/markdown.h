/*
 * doc/markdown/markdown.h - cmark's tree and how its nodes are read; inside doc/ only.
 */
#ifndef LAKIPDF_DOC_MARKDOWN_MARKDOWN_H
#define LAKIPDF_DOC_MARKDOWN_MARKDOWN_H

/* cmark's short names (NODE_LIST, NODE_TEXT) would clash with those of the data tree. */
#define CMARK_NO_SHORT_NAMES
#include <cmark-gfm.h>

#include "doc/markdown/part.h"

enum {
    MARKDOWN_MAX_DEPTH = 100,
    /* What parsing a text may take: so many bytes, and so many more for each of its own. */
    MARKDOWN_ROOM = 48 * 1024 * 1024,
    MARKDOWN_ROOM_PER_BYTE = 64,
    /* Ends of links times marks of emphasis and quotes of a paragraph, over those of a chapter. */
    MARKDOWN_MAX_PAIRS = 40 * 1000 * 1000,
    LINK_MAX_BYTES = 8000, /* of its address: archival PDF has no strings of 32,768 */
};

/* Parses the text by cmark-gfm with memory of an arena and calls `use` with the tree, which is gone
   afterwards. False when the tree takes more than it may. When memory runs out in either, takes the
   way of a failed allocation. */
bool markdown_parse(Memory *memory, Str text, void (*use)(void *context, cmark_node *root),
                    void *context);
/* False when the text has more of these; *line is where the paragraph begins that is too much. What
   that takes to tell is in the arena. */
bool markdown_crowd_fits(Arena *arena, Str text, uint32_t *line);
/* True when no node of the tree is nested deeper than MARKDOWN_MAX_DEPTH; else *at is one. */
bool markdown_depth_fits(cmark_node *root, cmark_node **at);

/* What inline nodes are compiled with. */
typedef struct Inline {
    const TagText *text;
    Buf *run;                 /* empty room that is used from call to call; or NULL */
    bool heading;             /* attributes are collected, not printed */
    const Tag *attributes[8]; /* of the heading */
    size_t attribute_count;
    bool sections_good; /* no error about sections yet */
} Inline;

/* The place of a node of cmark's in the chapter's file. */
Place markdown_place(const TagText *text, cmark_node *node);
/* Compiles the children of a paragraph or heading. */
const Piece *inline_compile(const Compiler *compiler, Inline *context, cmark_node *parent);

/* --- Attributes (attribute.c) ----------------------------------------------------------------- */

/* What an attribute says of a list: "a.", "lanjut" or "a. lanjut"; false, and the list is left
   alone, when it is none. */
bool attribute_list(Str attribute, ListPart *list);
/* The same of a paragraph: "tengah". */
bool attribute_variant(Str attribute, Variant *variant);
/* Adds the error that there is no such attribute, with a suggestion. */
void attribute_unknown(const Compiler *compiler, const TagText *text, const Tag *tag);

/* --- Footnotes (note.c) ----------------------------------------------------------------------- */

/* The masked text for cmark. It drops the notes that nothing in its text refers to, and all marks
   are placeholders: a last paragraph, behind the text's last line, refers to all notes. */
Str notes_keep(Arena *arena, const TagText *text);
/* The notes of a chapter whose tree stands; used until it is gone. Error: two notes of one name. */
struct Notes *notes_collect(const Compiler *compiler, const TagText *text, cmark_node *root);
/* Warns of notes that no mark refers to. */
void notes_report_unused(const Compiler *compiler, const struct Notes *notes);

/* --- Images (image.c) ------------------------------------------------------------------------- */

/* True for a paragraph that holds nothing but an image. */
bool image_stands_alone(cmark_node *paragraph);
/* The plan of the directive `gambar` for such a paragraph; NULL after errors. */
const void *image_compile(const Compiler *compiler, const TagText *text, cmark_node *paragraph);

/* --- Toggles (toggle.c) ----------------------------------------------------------------------- */

/* A `^` or `++` in the text among a parent's children that begins or ends a style. */
typedef struct Toggle {
    cmark_node *node;
    size_t at;      /* byte offset in the node's text */
    size_t size;    /* of the mark */
    uint8_t style;  /* TEXT_ flag */
    size_t partner; /* SIZE_MAX: it is only text */
} Toggle;

typedef struct Toggles {
    Toggle *items;
    size_t count, capacity;
} Toggles;

/* Finds the toggles among a parent's children; those that are only text are left out. */
void toggles_find(Arena *arena, cmark_node *parent, Toggles *toggles);

#endif
