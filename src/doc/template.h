/*
 * doc/template.h - a template and the chapters of a document; inside doc/ only.
 */
#ifndef LAKIPDF_DOC_TEMPLATE_H
#define LAKIPDF_DOC_TEMPLATE_H

#include "doc/style/style.h"

struct Template {
    const Record *manifest;
    Str folder;
    const char **rules;
    size_t rule_count;
};

/* A chapter to be built: one of the manifest's, or the job's own. */
typedef struct ChapterFile {
    Str id;
    const char *path;
    Place from;         /* what names the file */
    const Record *part; /* of type `bagian`; NULL: a chapter that only the job has */
    bool appendix;
} ChapterFile;

/* The chapters in order; *count of them. Errors: an id that there is none of (with a suggestion) or
   that stands twice, a chapter of the job's that has no place, a path out of its folder. */
const ChapterFile *chapters_list(Arena *arena, Diags *diags, const Template *template_,
                                 const Job *job, size_t *count);

#endif
