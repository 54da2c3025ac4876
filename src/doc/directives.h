/*
 * doc/directives.h - each directive: its body becomes a plan, the plan blocks; inside doc/ only.
 */
#ifndef LAKIPDF_DOC_DIRECTIVES_H
#define LAKIPDF_DOC_DIRECTIVES_H

#include "doc/builder.h"

/* Of a chapter with directives: each is loaded with the lines before it. */
enum { DIRECTIVE_MAX_LINES = 20 * 1000 };

const void *table_compile(const Compiler *compiler, const Record *body);
void table_emit(Builder *builder, Sink *sink, const Part *part, const Scope *scope);

const void *signature_compile(const Compiler *compiler, const Record *body);
void signature_emit(Builder *builder, Sink *sink, const Part *part, const Scope *scope);

const void *cover_compile(const Compiler *compiler, const Record *body);
void cover_emit(Builder *builder, Sink *sink, const Part *part, const Scope *scope);

const void *contents_compile(const Compiler *compiler, const Record *body);
void contents_emit(Builder *builder, Sink *sink, const Part *part, const Scope *scope);

const void *page_compile(const Compiler *compiler, const Record *body);
void page_emit(Builder *builder, Sink *sink, const Part *part, const Scope *scope);

const void *equation_compile(const Compiler *compiler, const Record *body);
void equation_emit(Builder *builder, Sink *sink, const Part *part, const Scope *scope);

const void *pictures_compile(const Compiler *compiler, const Record *body);
void pictures_emit(Builder *builder, Sink *sink, const Part *part, const Scope *scope);
/* The plan of one picture without caption or number, as Markdown writes it. */
const void *pictures_plan(const Compiler *compiler, const Piece *file, const Piece *alt,
                          Place place);

const void *tree_compile(const Compiler *compiler, const Record *body);
void tree_emit(Builder *builder, Sink *sink, const Part *part, const Scope *scope);

const void *chart_compile(const Compiler *compiler, const Record *body);
void chart_emit(Builder *builder, Sink *sink, const Part *part, const Scope *scope);

/* --- Figures (figure.c) ----------------------------------------------------------------------- */

/* What all figures share. */
typedef struct FigurePlan {
    const Piece *caption, *note, *alt, *label;
    Place label_place;
} FigurePlan;

/* Compiles the fields `judul`, `sumber`, `uraian` and `label` of a figure's body. */
void figure_compile(const Compiler *compiler, const Record *body, FigurePlan *plan);
/* Adds a numbered, labelled figure whose content the caller puts in; NULL when the document has too
   many blocks (the error is added). */
Figure *figure_emit(Builder *builder, Sink *sink, const Part *part, const FigurePlan *plan,
                    FigureKind kind, const Scope *scope);

/* --- Fields (field.c) ------------------------------------------------------------------------- */

/* Compiles a text field of a record; NULL when it is not given, is empty or wrong. */
const Piece *field_compile(const Compiler *compiler, const Record *record, const char *field);
/* The same for a field that holds a formula; the record may be NULL. */
const Expression *field_formula(const Compiler *compiler, const Record *record, const char *field);
/* The n-th text of a list field with its place. */
const Piece *item_compile(const Compiler *compiler, const Record *record, const char *field,
                          size_t index);

#endif
