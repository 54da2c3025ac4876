/* Loading XML: libxml2's SAX2 events become a tree. */
#include "data/xml.h"

#include <string.h>

typedef struct Loader {
    Builder builder;
    Diags *diags;
    Cursor cursor;
    xmlParserCtxtPtr parser;
    Element elements[DATA_MAX_DEPTH + 2]; /* from the root inwards */
    size_t depth;
    Buf text;    /* read since the last tag */
    bool failed; /* an error of libxml2 was told: those after it only follow from it */
    bool stopped;
    bool out_of_memory;
} Loader;

/* Callbacks are called by libxml2, which must not be jumped over: each does its work in here. */
static void guarded(Loader *loader, void (*body)(void *call), void *call)
{
    if (loader->stopped)
        return;
    if (!arena_try(arena_memory(loader->builder.arena), body, call))
        loader->out_of_memory = true;
    if (loader->out_of_memory || loader->builder.stopped)
        loader->stopped = true;
    if (loader->stopped)
        xmlStopParser(loader->parser);
}

static size_t bytes_read(const Loader *loader)
{
    long at = xmlByteConsumed(loader->parser);
    size_t size = loader->cursor.source->text.size;
    return at >= 0 && (size_t)at < size ? (size_t)at : size;
}

static Element *top_element(Loader *loader)
{
    return loader->depth > 0 ? &loader->elements[loader->depth - 1] : NULL;
}

/* --- Elements -------------------------------------------------------------------------------- */

/* Text within an element that holds elements may only be white space. */
static void check_blank(Loader *loader, Element *element)
{
    if (element->mixed || str_trim(buf_str(&loader->text)).size == 0)
        return;
    element->mixed = true;
    Cursor cursor = loader->cursor;
    size_t at = skip_blank(cursor.source->text, element->content);
    diag(loader->diags, SEVERITY_ERROR, cursor_to_byte(&cursor, at, 1),
         "an element holds either text or elements", "<%s> holds text beside elements",
         element->name);
}

/* The element that holds the tag turns out to be a list or a map. */
static void first_child(Loader *loader, Tag *tag, Element *parent, NodeKind kind)
{
    if (parent->has_kind && parent->kind != kind)
        diag(loader->diags, SEVERITY_ERROR, cursor_to_byte(&tag->start, tag->start.at, 1),
             kind == NODE_MAP ? "a list holds <butir> elements"
                              : "<butir> elements make a list; the key 'butir' of a map is "
                                "written <isi kunci=\"butir\">",
             "<%s> stands in jenis=\"%s\"", tag->name,
             parent->kind == NODE_LIST ? "daftar" : "peta");
    if (parent->empty)
        diag(loader->diags, SEVERITY_ERROR, parent->place, "remove kosong=\"ya\" or its content",
             "<%s> is kosong=\"ya\", but holds something", parent->name);
    parent->kind = kind;
    parent->has_children = true;
    tree_open(&loader->builder, kind, parent->place);
}

/* Puts the tag into the element that holds it. */
static void enter_parent(Loader *loader, Tag *tag, Element *parent)
{
    check_blank(loader, parent);
    bool item = strcmp(tag->name, "butir") == 0;
    NodeKind kind = item ? NODE_LIST : NODE_MAP;
    if (!parent->has_children)
        first_child(loader, tag, parent, kind);
    else if (parent->kind != kind)
        diag(loader->diags, SEVERITY_ERROR, cursor_to_byte(&tag->start, tag->start.at, 1),
             "a list holds <butir> elements only, a map none; the key 'butir' of a map is written "
             "<isi kunci=\"butir\">",
             "<%s> stands among %s", tag->name,
             parent->kind == NODE_LIST ? "<butir> elements" : "the elements of a map");
}

typedef struct Start {
    Loader *loader;
    Tag tag;
} Start;

/* libxml2 keeps each name once, and among many looks for one a very long time. False after an
   error. */
static bool count_names(Loader *loader)
{
    int names = xmlDictSize(loader->parser->dict);
    if (names >= 0 && names <= DATA_MAX_NAMES)
        return true;
    diag(loader->diags, SEVERITY_ERROR, cursor_to_byte(&loader->cursor, bytes_read(loader), 1),
         "what differs from entry to entry is a value or a key: <isi kunci=\"...\">; the limit is "
         "fixed",
         "more than %d different names of elements", DATA_MAX_NAMES);
    loader->stopped = true;
    return false;
}

static void start_body(void *call)
{
    Start *start = call;
    Loader *loader = start->loader;
    Tag *tag = &start->tag;
    Element *element = &tag->element;
    Str text = loader->cursor.source->text;
    if (!count_names(loader))
        return;
    /* libxml2 stands before the '>' of the tag; attributes cannot hold '<'. */
    size_t at = bytes_read(loader);
    const char *close = memchr(text.at + at, '>', text.size - at);
    tag->end = close != NULL ? (size_t)(close - text.at) + 1 : text.size;
    while (at > 0 && (at == text.size || text.at[at] != '<'))
        at--;
    *element = (Element){.name = tag->name, .prefix = tag->prefix, .content = tag->end};
    size_t size = utf8_length(str_from(tag->name));
    element->place = cursor_to_byte(&loader->cursor, at, size + 1);
    tag->start = loader->cursor;
    Element *parent = top_element(loader);
    element->preserve = parent != NULL && parent->preserve;
    xml_take_attributes(tag);
    if (parent != NULL)
        enter_parent(loader, tag, parent);
    if (loader->builder.stopped)
        return;
    if (parent != NULL && parent->kind == NODE_MAP) {
        Place place = element->place;
        place.column++;
        place.length--;
        Str name = str_from(tag->name);
        tree_key(&loader->builder, tag->has_key ? tag->key : str_copy(loader->builder.arena, name),
                 tag->has_key ? tag->key_place : place);
    } else if (tag->has_key) {
        diag(loader->diags, SEVERITY_ERROR, xml_attribute_place(tag, "kunci", false), NULL,
             "the root element has no key");
    }
    loader->elements[loader->depth++] = *element;
    loader->text.size = 0;
}

/* The place of an element's text in the file, and its length where it stands in one line. */
static Place text_place(Loader *loader, const Element *element)
{
    Str text = loader->cursor.source->text;
    size_t at = element->content;
    size_t end = at;
    while (loader->text.size > 0 && end < text.size && text.at[end] != '<')
        end++;
    if (!element->preserve)
        at = skip_blank(str_slice(text, 0, end), at);
    Str line = str_slice(text, at, end);
    size_t stop = str_find(line, "\n", 0);
    line.size = stop != SIZE_MAX ? stop : line.size;
    return cursor_to_byte(&loader->cursor, at, utf8_length(str_trim(line)));
}

/* An element without elements: nothing, an empty list or map, or text. */
static void end_leaf(Loader *loader, const Element *element)
{
    Builder *builder = &loader->builder;
    Str text = buf_str(&loader->text);
    bool blank = str_trim(text).size == 0;
    if (!blank && (element->empty || element->has_kind))
        diag(loader->diags, SEVERITY_ERROR, text_place(loader, element),
             element->empty ? "remove kosong=\"ya\" or the text" : "remove jenis or the text",
             "<%s> holds text, which %s does not allow", element->name,
             element->empty ? "kosong=\"ya\"" : "jenis");
    if (element->empty) {
        tree_scalar(builder, NODE_NULL, (Str){NULL, 0}, element->place);
    } else if (element->has_kind) {
        tree_open(builder, element->kind, element->place);
        tree_close(builder);
    } else {
        Place place = text_place(loader, element);
        Str kept = element->preserve ? text : str_trim(text);
        source_check_escaped(loader->diags, text, place);
        tree_scalar(builder, NODE_TEXT, str_copy(builder->arena, kept), place);
    }
}

static void end_body(void *call)
{
    Loader *loader = call;
    Element *element = top_element(loader);
    if (element->has_children) {
        check_blank(loader, element);
        tree_close(&loader->builder);
    } else {
        end_leaf(loader, element);
    }
    loader->depth--;
    loader->text.size = 0;
    if (loader->depth > 0)
        top_element(loader)->content = bytes_read(loader);
}

/* --- Callbacks ------------------------------------------------------------------------------- */

static void instruction_body(void *call)
{
    (void)count_names(call);
}

static void on_instruction(void *context, const xmlChar *target, const xmlChar *data)
{
    (void)target;
    (void)data;
    guarded(context, instruction_body, context);
}

static void on_start(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
                     int namespace_count, const xmlChar **namespaces, int attribute_count,
                     int default_count, const xmlChar **attributes)
{
    (void)uri;
    (void)namespaces;
    (void)default_count;
    Loader *loader = context;
    Start start = {.loader = loader,
                   .tag = {.arena = loader->builder.arena,
                           .diags = loader->diags,
                           .name = (const char *)name,
                           .prefix = (const char *)prefix,
                           .attributes = attributes,
                           .attribute_count = (size_t)attribute_count,
                           .namespace_count = (size_t)namespace_count}};
    guarded(loader, start_body, &start);
}

static void on_end(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
    (void)name;
    (void)prefix;
    (void)uri;
    guarded(context, end_body, context);
}

typedef struct Characters {
    Loader *loader;
    Str text;
} Characters;

static void text_body(void *call)
{
    const Characters *characters = call;
    Loader *loader = characters->loader;
    buf_add(&loader->text, characters->text);
    if (loader->text.size <= DATA_MAX_SCALAR)
        return;
    diag(loader->diags, SEVERITY_ERROR, top_element(loader)->place, scalar_hint,
         "a text of more than %d bytes", DATA_MAX_SCALAR);
    loader->stopped = true;
}

static void on_text(void *context, const xmlChar *text, int size)
{
    Characters characters = {context, {(const char *)text, (size_t)size}};
    guarded(context, text_body, &characters);
}

static void doctype_body(void *call)
{
    Loader *loader = call;
    Str text = loader->cursor.source->text;
    size_t at = str_find(text, "<!DOCTYPE", 0);
    diag(loader->diags, SEVERITY_ERROR,
         place_at(loader->cursor.source, at != SIZE_MAX ? at : 0, strlen("<!DOCTYPE")),
         "remove it; write characters instead of entities", "<!DOCTYPE> is not allowed");
    loader->stopped = true;
}

static void on_doctype(void *context, const xmlChar *name, const xmlChar *public_id,
                       const xmlChar *system_id)
{
    (void)name;
    (void)public_id;
    (void)system_id;
    guarded(context, doctype_body, context);
}

typedef struct Failure {
    Loader *loader;
    const xmlError *error;
} Failure;

static void error_body(void *call)
{
    const Failure *failure = call;
    Loader *loader = failure->loader;
    const Element *top = top_element(loader);
    OpenTag open = {.name = NULL};
    if (top != NULL)
        open = (OpenTag){top->name, top->place};
    if (top != NULL && top->prefix != NULL)
        open.name = str_format(loader->builder.arena, "%s:%s", top->prefix, top->name).at;
    xml_report(loader->diags, loader->cursor.source, failure->error, bytes_read(loader), open);
    /* What follows it libxml2 would still read, but tell nobody. */
    loader->stopped = failure->error->level == XML_ERR_FATAL;
}

static void on_error(void *context, xmlErrorPtr error)
{
    Loader *loader = context;
    if (error->code == XML_ERR_NO_MEMORY) {
        loader->out_of_memory = true;
        return;
    }
    /* Prefixes are refused by take_attributes. */
    if (loader->failed || error->domain == XML_FROM_NAMESPACE || error->level == XML_ERR_WARNING)
        return;
    loader->failed = true;
    Failure failure = {loader, error};
    guarded(loader, error_body, &failure);
}

/* Parses; touches no arena but in guarded callbacks. */
static void parse(Loader *loader)
{
    Str text = loader->cursor.source->text;
    xmlSAXHandler sax = {
        .initialized = XML_SAX2_MAGIC,
        .internalSubset = on_doctype,
        .characters = on_text,
        .processingInstruction = on_instruction,
        .ignorableWhitespace = on_text,
        .cdataBlock = on_text,
        .startElementNs = on_start,
        .endElementNs = on_end,
        .serror = on_error,
    };
    loader->parser = xmlNewParserCtxt();
    if (loader->parser == NULL) {
        loader->out_of_memory = true;
        return;
    }
    *loader->parser->sax = sax;
    loader->parser->userData = loader;
    /* Our own limits are narrower than those that XML_PARSE_HUGE lifts. Without XML_PARSE_NOENT
       "&amp;" in an attribute comes as "&#38;"; there are no entities but the predefined ones. */
    int options = XML_PARSE_NONET | XML_PARSE_HUGE | XML_PARSE_NOENT | XML_PARSE_IGNORE_ENC;
    xmlFreeDoc(xmlCtxtReadMemory(loader->parser, text.at, (int)text.size, NULL, NULL, options));
    xmlFreeParserCtxt(loader->parser);
}

const Node *data_load_xml(Arena *arena, Diags *diags, const Source *source)
{
    size_t errors = diags_count(diags, SEVERITY_ERROR);
    if (source->text.size > DATA_MAX_BYTES) {
        diag(diags, SEVERITY_ERROR, (Place){.source = source}, NULL,
             "the file has %zu bytes; the limit is %d", source->text.size, DATA_MAX_BYTES);
        return NULL;
    }
    if (!source_check(diags, source, TEXT_OF_XML) || !xml_check_encoding(diags, source) ||
        !xml_check_tags(diags, source))
        return NULL;
    Loader loader = {
        .builder = {.arena = arena,
                    .diags = diags,
                    .repeat_advice = "; what there are several of is a list of <butir>"},
        .diags = diags,
        .cursor = cursor_start(source),
        .text = {.arena = arena},
    };
    /* What belongs to no parser would be printed: that memory ran out before there was one. */
    xmlSetStructuredErrorFunc(&loader, on_error);
    parse(&loader);
    xmlSetStructuredErrorFunc(NULL, NULL);
    bool good = diags_count(diags, SEVERITY_ERROR) == errors;
    /* Not every failure to allocate is told by the parser: it may just not begin. */
    if (loader.out_of_memory || (good && loader.builder.root == NULL))
        memory_fail(arena_memory(arena));
    return good ? loader.builder.root : NULL;
}
