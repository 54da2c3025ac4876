/*
 * data/source.h - the text of a file before and while it is parsed; inside data/ only.
 */
#ifndef LAKIPDF_DATA_SOURCE_H
#define LAKIPDF_DATA_SOURCE_H

#include "base/base.h"

typedef enum TextRule {
    TEXT_OF_XML,
    TEXT_OF_YAML, /* DEL and the C1 controls too must be written as escapes */
} TextRule;

/* True when the text is UTF-8 without control characters and not empty (white space and a byte
   order mark count as nothing). Adds errors otherwise. */
bool source_check(Diags *diags, const Source *source, TextRule rule);
/* What to do with a text of more than DATA_MAX_SCALAR bytes. */
extern const char scalar_hint[];

/* The bytes of a byte order mark that the text begins with: 0 or 3. */
size_t source_mark_size(const Source *source);
/* True for spaces, tabs and line ends. */
bool is_blank(char byte);
/* The offset of the first byte at or after `at` that is not blank; the size where there is none. */
size_t skip_blank(Str text, size_t at);
/* True for characters that XML can hold, but for those that turn the direction of text. */
bool data_can_hold(uint32_t character);
/* Adds an error where text that was written by escapes or references holds a character that data
   cannot. */
void source_check_escaped(Diags *diags, Str text, Place place);

/*
 * A position that mostly moves forward, and never far back, so that telling the place of every node
 * of a file costs about one walk through its text.
 */
typedef struct Cursor {
    const Source *source;
    size_t at;         /* in bytes */
    size_t characters; /* from the start, without the byte order mark */
    uint32_t line;
    uint32_t column;
} Cursor;

/* At the start of the text, behind a byte order mark. */
Cursor cursor_start(const Source *source);
/* Move to a byte or to a character and give its place. */
Place cursor_to_byte(Cursor *cursor, size_t at, size_t length);
Place cursor_to_character(Cursor *cursor, size_t index, size_t length);

#endif
