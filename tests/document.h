/*
 * tests/document.h - what the document of a job says, what it says when a figure has
 * changed, and what is found in the job.
 */
#ifndef LAKIPDF_TESTS_DOCUMENT_H
#define LAKIPDF_TESTS_DOCUMENT_H

#include "process.h"

/* The text of a PDF file as poppler extracts it, pages ended by form feeds; poppler must not
   complain. */
char *pdf_text(Arena *arena, const char *pdf);
/* Builds a job's document: its text, and in `err` what was found. Fails where the job has an error,
   or where a tag is left over. */
Ended document_built(Arena *arena, const char *config);
/* The text alone. */
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
void assert_has_all(const char *text, const char *const *parts, size_t count);
void assert_lacks_all(const char *text, const char *const *parts, size_t count);
/* The parts stand in the text in this order. */
void assert_has_in_order(const char *text, const char *const *parts, size_t count);
#define HAS_ALL(text, parts)   assert_has_all((text), (parts), sizeof(parts) / sizeof *(parts))
#define LACKS_ALL(text, parts) assert_lacks_all((text), (parts), sizeof(parts) / sizeof *(parts))
#define HAS_IN_ORDER(text, parts)                                                                  \
    assert_has_in_order((text), (parts), sizeof(parts) / sizeof *(parts))

/* One text replaced in one file of a job, where it must stand just once. */
typedef struct Edit {
    const char *file, *from, *to;
} Edit;

/* The text of the document of FOLDER/lakipdf.yaml, a copy of the folder being edited. */
char *document_edited(Arena *arena, const char *folder, Edit edit);

/* What depends on one figure, before and after it has changed. */
typedef struct Change {
    const char *from, *to;
} Change;

/* Fails unless by the edit each `from`, in the running text, becomes its `to` wherever it stands.
 */
void assert_changes(Arena *arena, const char *folder, Edit edit, const Change *changes,
                    size_t count);
#define CHANGES(arena, folder, edit, changes)                                                      \
    assert_changes((arena), (folder), (edit), (changes), sizeof(changes) / sizeof *(changes))

/* Fails unless `lakipdf check` finds in the job just what the reference lists, a line for each. */
void assert_findings(Arena *arena, const char *config, const char *reference);
/* Fails where the job FOLDER/lakipdf.yaml cannot be made without one of its template's parts: no
   part refers to another that the job leaves out. */
void assert_parts_can_be_left_out(Arena *arena, const char *folder);

#endif
