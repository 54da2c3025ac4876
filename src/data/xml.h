/*
 * data/xml.h - the parts of the XML loader; inside data/ only.
 */
#ifndef LAKIPDF_DATA_XML_H
#define LAKIPDF_DATA_XML_H

#include "data/source.h"
#include "data/tree.h"

#include <libxml/parser.h>

/* An element whose end has not come yet. */
typedef struct Element {
    const char *name;   /* in libxml2's dictionary */
    const char *prefix; /* NULL where there is none */
    Place place;        /* of its '<' */
    size_t content;     /* where its text began: behind its start tag or its last child */
    bool preserve;      /* white space around its text counts */
    bool empty;         /* kosong="ya" */
    bool has_kind;      /* jenis="..." */
    NodeKind kind;      /* that jenis says, or its first child */
    bool has_children;
    bool mixed; /* told already that it holds text beside elements */
} Element;

/* The start tag being read. */
typedef struct Tag {
    Arena *arena;
    Diags *diags;
    const char *name;
    const char *prefix;
    const xmlChar **attributes; /* five pointers each: name, prefix, URI, value, its end */
    size_t attribute_count;
    size_t namespace_count;
    Cursor start; /* at '<' */
    size_t end;   /* behind '>' */
    /* What the attributes said. */
    bool has_key; /* kunci="..." */
    Str key;
    Place key_place;
    Element element;
} Tag;

/* Checks the tag's name and takes its attributes. */
void xml_take_attributes(Tag *tag);
/* The place of the word `name` within the tag, or of what stands between the quotes behind it. */
Place xml_attribute_place(const Tag *tag, const char *name, bool of_value);

/* An element to name in a message; name NULL for none. */
typedef struct OpenTag {
    const char *name; /* with its prefix */
    Place place;
} OpenTag;

/* Adds what libxml2 complains of when it has read `at` bytes, in our words. `open` is the innermost
   element. */
void xml_report(Diags *diags, const Source *source, const xmlError *error, size_t at, OpenTag open);

/* True unless a tag has more attributes than DATA_MAX_ATTRIBUTES: then adds an error. libxml2 would
   compare each with all others. */
bool xml_check_tags(Diags *diags, const Source *source);

/* True unless the XML declaration names another encoding than UTF-8: then adds an error. */
bool xml_check_encoding(Diags *diags, const Source *source);

#endif
