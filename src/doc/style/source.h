/*
 * doc/style/source.h - what the files of doc/style share: where `gaya` stands, and how one style of
 * text is read; inside doc/style/ only.
 */
#ifndef LAKIPDF_DOC_STYLE_SOURCE_H
#define LAKIPDF_DOC_STYLE_SOURCE_H

#include "doc/style/style.h"

/* The document's base, from which all styles start. */
typedef struct Base {
    Str family;
    Len size;
    Len indent;
    int64_t spacing; /* percent of single spacing */
    bool hyphenate;
} Base;

/* Both places where `gaya` may stand, the later one wins. */
typedef struct Sources {
    Arena *arena;
    Diags *diags;
    const Record *records[2];
    Base base;
} Sources;

enum { CENTIMETRE = 28346, SINGLE_SPACING = 100 };

/* --- One style of text (text.c) --------------------------------------------------------------- */

/* A style of the document's family, `spacing` percent of single spacing. */
TextStyle style_plain(const Base *base, Len size, int64_t spacing, Align align, uint8_t style);
/* What a record of type gaya_teks changes; nothing where it is NULL. */
void style_apply(const Sources *sources, TextStyle *style, const Record *record);
/* `style` with what the field `name` of both `gaya` changes. */
TextStyle style_from(const Sources *sources, const char *name, TextStyle style);
/* The percentage in field `spasi`; `otherwise` when it is not given. */
int64_t style_spacing(const Sources *sources, const Record *record, int64_t otherwise);
/* Sets *flag where the field is given. */
void style_flag(bool *flag, const Record *record, const char *field);
/* The value of `gaya.<map>.<level>`; NULL when it is not given. */
const Record *style_level(const Record *record, const char *map, int level);

/* --- The parts: each sets its own of the styles ----------------------------------------------- */

void style_headings(const Sources *sources, Styles *styles);
/* After style_headings: where it is not said otherwise, an appendix looks like a chapter. */
void style_appendix(const Sources *sources, Styles *styles);
void style_tables(const Sources *sources, Styles *styles);
/* After style_tables: captions and notes are as those of tables. */
void style_figures(const Sources *sources, Styles *styles);

#endif
