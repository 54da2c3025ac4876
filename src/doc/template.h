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
    const Formula **conditions; /* `bila` of the parts, by their order; NULL where there is none.
                                   All NULL until template_conditions */
    Str regulation, stage;      /* that the job follows; empty where the template has none */
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
    bool own;      /* its file is the job's */
    Str beside;    /* the chapter that the job puts it beside; else empty */
    bool behind;   /* that one, not before it */
    bool replaced; /* of chapters_absent: the job has a file of its own for it */
    bool reduced;  /* to its first heading and the part's `tanpa_data` */
} ChapterFile;

/* Sets what the job follows of the manifest's `regulasi` and `tahap`. Errors: one that there is
   none of (with a suggestion). */
void template_choose(Arena *arena, Diags *diags, Template *template_, const Job *job);

/* Whether the job does not leave the part out by its `urutan`. */
bool part_is_ordered(const Record *part, const Job *job);
/* Takes out, of `count` chapters, those whose condition does not hold in the report, or marks them
   as reduced. Gives how many are left. */
size_t chapters_choose(Calc *calc, const Template *template_, const Record *report,
                       ChapterFile *chapters, size_t count);

/* The chapters in order; *count of them. Errors: an id that there is none of (with a suggestion) or
   that stands twice, a chapter of the job's that has no place, a path out of its folder. */
ChapterFile *chapters_list(Arena *arena, Diags *diags, const Template *template_, const Job *job,
                           size_t *count);
/* The chapters of the template that are not among those, or not with all that their files hold:
   left out, replaced or reduced. */
const ChapterFile *chapters_absent(Arena *arena, const Template *template_,
                                   const ChapterFile *chapters, size_t count, size_t *absent);

#endif
