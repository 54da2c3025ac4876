/*
 * tests/document.h - what the document of a job says, and what it says when a figure has changed.
 */
#ifndef LAKIPDF_TESTS_DOCUMENT_H
#define LAKIPDF_TESTS_DOCUMENT_H

#include "process.h"

/* The text of the job's document as poppler extracts it. Fails where the job has an error, or where
   a tag is left over. */
char *document_text(Arena *arena, const char *config);
/* The text of the document of FOLDER/lakipdf.yaml after `script` (sh) has changed a copy of the
   folder. */
char *document_changed(Arena *arena, const char *folder, const char *script);
/* One space for each run of white space and hyphenation undone, so that sentences can be found. */
char *text_running(Arena *arena, const char *text);
/* How often the part stands in the text. */
size_t text_count(const char *text, const char *part);
void assert_has(const char *text, const char *part);
void assert_lacks(const char *text, const char *part);

/* What depends on one figure, before and after it has changed. */
typedef struct Change {
    const char *from, *to;
} Change;

/* Fails unless each `from` has become its `to` wherever it stood. */
void assert_changes(const char *before, const char *after, const Change *changes, size_t count);

#endif
