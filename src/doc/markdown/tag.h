/*
 * doc/markdown/tag.h - the tags in template text; inside doc/ only.
 *
 * A chapter is scanned once for its tags and attributes. Each is replaced by a placeholder of as
 * many characters, so that cmark can parse the text and its columns stay right: first a character
 * that says which tag it is, then fillers. What stands alone on its line (a section tag, an
 * attribute) becomes a comment block instead, which cmark keeps as a block of its own at the right
 * depth. Directive bodies are left alone: their scalars are scanned when they are bound.
 */
#ifndef LAKIPDF_DOC_MARKDOWN_TAG_H
#define LAKIPDF_DOC_MARKDOWN_TAG_H

#include "doc/markdown/lines.h"

typedef enum TagKind {
    TAG_VALUE,     /* {{formula | filter}} */
    TAG_SECTION,   /* {{#formula}} */
    TAG_INVERSE,   /* {{^formula}} */
    TAG_CLOSE,     /* {{/formula}} or {{/}} */
    TAG_COMMENT,   /* {{! ...}} */
    TAG_REFERENCE, /* {@label} */
    TAG_ATTRIBUTE, /* {...} that ends a heading or stands alone on its line */
    TAG_LITERAL,   /* a backslash and ^ or +: the character itself */
    TAG_NOTE,      /* [^name] */
    TAG_NOTE_TEXT, /* the name in [^name]: at a line's start, where the note's text begins */
} TagKind;

#define TAG_NO_PARTNER SIZE_MAX

typedef struct Tag {
    TagKind kind;
    bool alone;     /* on its line: a block section or a block's attribute */
    Str source;     /* as written */
    Str text;       /* what is in it, trimmed */
    size_t at;      /* byte offset of `source` */
    size_t text_at; /* byte offset of `text` */
    size_t partner; /* the section's other end; TAG_NO_PARTNER where it is not balanced */
} Tag;

enum {
    /* The placeholder's first character is this plus the tag's index; it is of a private plane. */
    TAG_FIRST_MARK = 0xF0000,
    TAG_LAST_MARK = 0xFFFFD,
    TAG_FILLER = 0xF8FF,
    TAG_MAX_COUNT = TAG_LAST_MARK - TAG_FIRST_MARK + 1,
    TAG_MAX_NAME = 100, /* bytes of a note's name */
};

/* A chapter's text and the tags in it. */
typedef struct TagText {
    const Lines *lines;  /* of the chapter's file */
    const Lines *masked; /* of the text with placeholders; the same number of lines */
    Tag *tags;
    size_t count;
} TagText;

/* The tag that starts at offset `at` of a text ("{{" stands there). False when it does not end on
   its line (a comment may run over lines); then *tag holds what there is. */
bool tag_read(Str text, size_t at, Tag *tag);
/* The same for {@label}. */
bool tag_read_reference(Str text, size_t at, Tag *tag);
/* The same for [^name]; a name is 1 to TAG_MAX_NAME bytes without white space and brackets. */
bool tag_read_note(Str text, size_t at, Tag *tag);

/* Scans a chapter and pairs its sections. Errors: control characters, characters that placeholders
   use, a tag or a directive that does not end, a section tag within a directive, unbalanced
   sections, sections nested too deep. What is not balanced has no partner. */
const TagText *tag_scan(Arena *arena, Diags *diags, const Source *source);

/* The place of a tag, and of the text in it. */
Place tag_place(const Lines *lines, const Tag *tag);

/* Pairs section tags in order; part of tag_scan (balance.c). */
void tag_balance(Arena *arena, Diags *diags, TagText *text);

#endif
