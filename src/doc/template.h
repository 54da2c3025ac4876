/*
 * doc/template.h - a template and the chapters of a document; inside doc/ only.
 */
#ifndef LAKIPDF_DOC_TEMPLATE_H
#define LAKIPDF_DOC_TEMPLATE_H

#include "doc/style/style.h"

enum { CHAPTER_MAX_BYTES = 1024 * 1024 };

struct Template {
    const Record *manifest;
    Str folder;
    const char **rules;
    size_t rule_count;
};

/* A chapter to be built: one of the manifest's, or the job's own. */
typedef struct ChapterFile {
    Str id;
    const char *path;   /* NULL after an error */
    Place from;         /* what names the file */
    const Record *part; /* of type `bagian`; NULL: a chapter that only the job has */
    Str page;           /* the name of its page style; empty: the document's first */
    size_t run;         /* the part of the manifest that its pages are counted from, from 1; or 0 */
    int64_t first_page; /* the number that they are counted from; 0 goes on */
    bool appendix;
    bool replaced; /* of chapters_absent: the job has a file of its own for it */
} ChapterFile;

/* The chapters in order; *count of them. Errors: an id that there is none of (with a suggestion) or
   that stands twice, a chapter of the job's that has no place, a path out of its folder. */
const ChapterFile *chapters_list(Arena *arena, Diags *diags, const Template *template_,
                                 const Job *job, size_t *count);
/* The chapters of the template that are not among those: left out, or replaced. */
const ChapterFile *chapters_absent(Arena *arena, const Template *template_,
                                   const ChapterFile *chapters, size_t count, size_t *absent);

#endif
