/*
 * doc/page.h - page styles; inside doc/ only.
 */
#ifndef LAKIPDF_DOC_PAGE_H
#define LAKIPDF_DOC_PAGE_H

#include "doc/directives.h"

/* Makes all page styles of the manifest, which the job's are added to; where it has none of its
   own, the first is one without name. `scope` is the report's, for the tags in headers and footers.
   `job` is the job's config, whose watermark goes before the manifest's. */
void pages_build(Builder *builder, const Compiler *compiler, const Record *job, const Scope *scope);
/* The watermark that a record of type `tanda_air` describes; NULL where it is NULL or its text is
   empty (watermark.c). */
const Watermark *watermark_build(Builder *builder, const Compiler *compiler, const Record *record,
                                 const Scope *scope);
/* The style of that name; NULL when there is none. */
const PageStyle *page_style(const Builder *builder, Str name);
/* False after the error that the manifest has no page style of that name (with a suggestion). */
bool page_name_check(Arena *arena, Diags *diags, const Record *manifest, Str name, Place place);
/* The field `mulai`, 0 where it is not given. */
int64_t page_number_of(Diags *diags, const Record *record);
/* A new page; style NULL: in the same style. */
void page_switch(Builder *builder, Sink *sink, const PageStyle *style, int64_t restart,
                 Place place);

#endif
