/* Loading YAML: libyaml's events become a tree. */
#include "data/yaml.h"

#include "data/tree.h"

#include <string.h>

/* A value that aliases can stand for. */
typedef struct Anchor {
    Node *node;   /* NULL as long as it has not ended */
    size_t nodes; /* in all, aliases counted as what they stand for */
    size_t height;
} Anchor;

typedef struct Loader {
    Builder builder;
    Diags *diags;
    Cursor cursor;
    yaml_parser_t parser;
    bool has_parser;
    yaml_event_t event;
    bool has_event;
    NameIndex anchor_names;
    Anchor *anchors;
    size_t anchor_count;
    size_t anchor_capacity;
    size_t open_anchors[DATA_MAX_DEPTH + 1]; /* of each open list and map; SIZE_MAX for none */
    const char *cut_end; /* up to which a number is told to be cut at its comma */
    bool has_document;
    bool done;
} Loader;

static Str text_of(const yaml_char_t *text)
{
    return str_from((const char *)text);
}

static void stop(Loader *loader)
{
    loader->done = true;
}

/* --- Places ---------------------------------------------------------------------------------- */

static Place start_place(Loader *loader, size_t length)
{
    return cursor_to_character(&loader->cursor, loader->event.start_mark.index, length);
}

/* Where the first character of a scalar's text stands, which itself starts at the cursor: behind
   its anchor, the opening quote, or the line of '|'. */
static Place scalar_place(Loader *loader, Place start)
{
    const yaml_event_t *event = &loader->event;
    Cursor *cursor = &loader->cursor;
    Str text = cursor->source->text;
    size_t at = cursor->at;
    if (event->data.scalar.anchor != NULL) {
        while (at < text.size && !is_blank(text.at[at]))
            at++;
        at = skip_blank(text, at);
    }
    yaml_scalar_style_t style = event->data.scalar.style;
    bool quoted =
        style == YAML_SINGLE_QUOTED_SCALAR_STYLE || style == YAML_DOUBLE_QUOTED_SCALAR_STYLE;
    if (quoted)
        at++;
    else if (style != YAML_PLAIN_SCALAR_STYLE)
        at = skip_blank(text, str_find(text, "\n", at));
    Cursor ahead = *cursor;
    Place place = cursor_to_byte(&ahead, at, 0);
    /* Behind an anchor or '|' there may be no text at all. */
    if (ahead.characters >= event->end_mark.index)
        return start;
    *cursor = ahead;
    size_t length = event->end_mark.index - cursor->characters - quoted;
    if (event->start_mark.line != event->end_mark.line) {
        size_t end = str_find(text, "\n", cursor->at);
        length = utf8_length(str_slice(text, cursor->at, end == SIZE_MAX ? text.size : end));
    }
    place.length = (uint32_t)length;
    return place;
}

/* --- Anchors --------------------------------------------------------------------------------- */

/* Takes note of a name that aliases may use; SIZE_MAX for none. */
static size_t add_anchor(Loader *loader, const yaml_char_t *name, Place place)
{
    if (name == NULL)
        return SIZE_MAX;
    Arena *arena = loader->builder.arena;
    Str copy = str_copy(arena, text_of(name));
    if (names_add(arena, &loader->anchor_names, copy, loader->anchor_count) != SIZE_MAX) {
        diag(loader->diags, SEVERITY_ERROR, place, "give each value a name of its own",
             "the anchor '&%.*s' is given twice", STR_ARG(copy));
        return SIZE_MAX;
    }
    Anchor *anchor = arena_push(arena, &loader->anchors, &loader->anchor_capacity,
                                loader->anchor_count, sizeof *anchor);
    *anchor = (Anchor){.node = NULL};
    return loader->anchor_count++;
}

static void on_alias(Loader *loader)
{
    Str name = text_of(loader->event.data.alias.anchor);
    Place place = start_place(loader, name.size + 1);
    const Open *top = tree_top(&loader->builder);
    if (top != NULL && top->node->kind == NODE_MAP && !top->has_key) {
        diag(loader->diags, SEVERITY_ERROR, place, "write the key itself",
             "an alias cannot be a key");
        stop(loader);
        return;
    }
    size_t at = names_find(&loader->anchor_names, name);
    if (at != SIZE_MAX && loader->anchors[at].node != NULL) {
        const Anchor *anchor = &loader->anchors[at];
        tree_share(&loader->builder, anchor->node, anchor->nodes, anchor->height, place);
        return;
    }
    if (at != SIZE_MAX)
        diag(loader->diags, SEVERITY_ERROR, place, "write the value itself",
             "the alias '*%.*s' stands within what it names", STR_ARG(name));
    else
        diag(loader->diags, SEVERITY_ERROR, place,
             "text that begins with '*' needs quotes: \"...\"",
             "the alias '*%.*s' names nothing before it", STR_ARG(name));
    tree_scalar(&loader->builder, NODE_NULL, (Str){NULL, 0}, place);
}

/* --- Values ---------------------------------------------------------------------------------- */

static void refuse_tag(Loader *loader, const yaml_char_t *tag, Place place)
{
    if (tag == NULL)
        return;
    Str name = text_of(tag);
    const char *prefix = "tag:yaml.org,2002:";
    bool common = str_starts(name, prefix);
    Str shown = common ? str_slice(name, strlen(prefix), name.size) : name;
    diag(loader->diags, SEVERITY_ERROR, place,
         "remove it; text that begins with '!' needs quotes: \"...\"",
         "the tag '%s%.*s' is not allowed", common ? "!!" : "", STR_ARG(shown));
}

static bool is_plain(const yaml_event_t *event)
{
    return event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
}

/* A scalar that is the key of the next value. */
static void on_key(Loader *loader, Str text, Place place)
{
    if (is_plain(&loader->event) && str_is(text, "<<"))
        diag(loader->diags, SEVERITY_ERROR, place, "write the fields themselves",
             "merge keys ('<<') are not allowed");
    if (is_plain(&loader->event) && text.size == 0)
        diag(loader->diags, SEVERITY_ERROR, place, "write 'key: value'",
             "a key is missing before ':'");
    if (loader->event.data.scalar.anchor != NULL)
        diag(loader->diags, SEVERITY_ERROR, place, "put the anchor behind the ':'",
             "a key cannot have an anchor");
    yaml_check_key(loader->diags, loader->cursor.source, text, true);
    tree_key(&loader->builder, text, place);
}

static bool is_null(const yaml_event_t *event, Str text)
{
    return is_plain(event) && (text.size == 0 || str_is(text, "~") || str_is(text, "null"));
}

/* A scalar's text: most stand in the source as they are. The cursor is at its first byte. */
static Str kept_text(const Loader *loader, Str text)
{
    Str source = loader->cursor.source->text;
    size_t at = loader->cursor.at;
    if (text.size > 0 && text.size <= source.size - at &&
        memcmp(source.at + at, text.at, text.size) == 0)
        return str_slice(source, at, at + text.size);
    return str_copy(loader->builder.arena, text);
}

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

/* True after the error that the key, which has no value, is the rest of the number before it:
   {pagu: 990,000,000}. Such a key is none. */
static bool is_cut_number(Loader *loader)
{
    Builder *builder = &loader->builder;
    Open *top = tree_top(builder);
    if (top == NULL || top->node->kind != NODE_MAP || builder->child_count == top->first)
        return false;
    Str source = loader->cursor.source->text;
    const Node *before = builder->children[builder->child_count - 1].value;
    const char *start = before->text.at;
    const char *key = top->key.at;
    if (key <= source.at || key >= source.at + source.size ||
        !yaml_is_cut(source, (size_t)(key - source.at), top->key.size))
        return false;
    bool goes_on = loader->cut_end != NULL && key < loader->cut_end;
    bool follows = before->kind == NODE_TEXT && before->text.size > 0 &&
                   start + before->text.size == key - 1 && is_digit(key[-2]);
    if (!goes_on && !follows)
        return false;
    top->has_key = false;
    if (goes_on)
        return true;
    loader->cut_end = source.at + yaml_cut_end(source, (size_t)(key - source.at));
    yaml_report_cut(loader->diags, before->place, (Str){start, (size_t)(loader->cut_end - start)});
    return true;
}

static void on_scalar(Loader *loader)
{
    const yaml_event_t *event = &loader->event;
    Builder *builder = &loader->builder;
    Str text = {(const char *)event->data.scalar.value, event->data.scalar.length};
    Place start = start_place(loader, 0);
    refuse_tag(loader, event->data.scalar.tag, start);
    Place place = scalar_place(loader, start);
    if (text.size > DATA_MAX_SCALAR) {
        diag(loader->diags, SEVERITY_ERROR, place, scalar_hint, "a text of more than %d bytes",
             DATA_MAX_SCALAR);
        stop(loader);
        return;
    }
    if (event->data.scalar.style == YAML_DOUBLE_QUOTED_SCALAR_STYLE)
        source_check_escaped(loader->diags, text, place);
    const Open *top = tree_top(builder);
    if (top != NULL && top->node->kind == NODE_MAP && !top->has_key) {
        on_key(loader, kept_text(loader, text), place);
        return;
    }
    if (is_plain(event) && text.size == 0 && is_cut_number(loader))
        return;
    if (is_plain(event) && text.size == 0 && top != NULL && top->node->kind == NODE_MAP)
        yaml_check_key(loader->diags, loader->cursor.source, top->key, false);
    size_t anchor = add_anchor(loader, event->data.scalar.anchor, start);
    if (builder->depth == 0 && is_plain(event) && text.size == 0)
        diag(loader->diags, SEVERITY_ERROR, (Place){.source = loader->cursor.source}, NULL,
             "the file holds no data");
    if (is_null(event, text))
        tree_scalar(builder, NODE_NULL, (Str){NULL, 0}, place);
    else
        tree_scalar(builder, NODE_TEXT, kept_text(loader, text), place);
    if (anchor != SIZE_MAX && !builder->stopped) {
        Node *node =
            builder->depth == 0 ? builder->root : builder->children[builder->child_count - 1].value;
        loader->anchors[anchor] = (Anchor){.node = node, .nodes = tree_weight(text)};
    }
}

/* The start of a list or a map. */
static void on_start(Loader *loader, NodeKind kind, const yaml_char_t *anchor,
                     const yaml_char_t *tag)
{
    Builder *builder = &loader->builder;
    const Open *top = tree_top(builder);
    Place place = start_place(loader, 1);
    refuse_tag(loader, tag, place);
    if (top != NULL && top->node->kind == NODE_MAP && !top->has_key) {
        /* "{{x}}" is a map whose key is a map. */
        bool is_tag = kind == NODE_MAP && place.column > 1 &&
                      loader->cursor.source->text.at[loader->cursor.at - 1] == '{';
        if (is_tag)
            diag(loader->diags, SEVERITY_ERROR, top->node->place, "write \"{{...}}\"",
                 "text that begins with '{{' needs quotes");
        else
            diag(loader->diags, SEVERITY_ERROR, place,
                 "a key is text; text that begins with '{' or '[' needs quotes: \"...\"",
                 "%s cannot be a key", node_kind_name(kind));
        stop(loader);
        return;
    }
    size_t index = add_anchor(loader, anchor, place);
    tree_open(builder, kind, place);
    if (!builder->stopped)
        loader->open_anchors[builder->depth - 1] = index;
}

static void on_list_start(Loader *loader)
{
    on_start(loader, NODE_LIST, loader->event.data.sequence_start.anchor,
             loader->event.data.sequence_start.tag);
}

static void on_map_start(Loader *loader)
{
    on_start(loader, NODE_MAP, loader->event.data.mapping_start.anchor,
             loader->event.data.mapping_start.tag);
}

static void on_end(Loader *loader)
{
    Builder *builder = &loader->builder;
    const Open *top = tree_top(builder);
    size_t index = loader->open_anchors[builder->depth - 1];
    Anchor anchor = {.nodes = builder->nodes - top->nodes_before, .height = top->height + 1};
    anchor.node = tree_close(builder);
    if (index != SIZE_MAX)
        loader->anchors[index] = anchor;
}

static void on_document(Loader *loader)
{
    if (loader->has_document) {
        diag(loader->diags, SEVERITY_ERROR, start_place(loader, 3),
             "a file holds one; put the second into a file of its own",
             "a second document begins here");
        stop(loader);
    }
    loader->has_document = true;
}

static void on_stream_end(Loader *loader)
{
    if (!loader->has_document)
        diag(loader->diags, SEVERITY_ERROR, (Place){.source = loader->cursor.source}, NULL,
             "the file holds no data");
    stop(loader);
}

/* --- The loop -------------------------------------------------------------------------------- */

typedef void Handler(Loader *loader);

static Handler *const handlers[] = {
    [YAML_STREAM_END_EVENT] = on_stream_end,
    [YAML_DOCUMENT_START_EVENT] = on_document,
    [YAML_ALIAS_EVENT] = on_alias,
    [YAML_SCALAR_EVENT] = on_scalar,
    [YAML_SEQUENCE_START_EVENT] = on_list_start,
    [YAML_SEQUENCE_END_EVENT] = on_end,
    [YAML_MAPPING_START_EVENT] = on_map_start,
    [YAML_MAPPING_END_EVENT] = on_end,
};

/* Fetches the next event; false after libyaml has failed. */
static bool next_event(Loader *loader)
{
    loader->has_event = yaml_parser_parse(&loader->parser, &loader->event) != 0;
    if (loader->has_event)
        return true;
    if (loader->parser.error == YAML_MEMORY_ERROR)
        memory_fail(arena_memory(loader->builder.arena));
    yaml_report(loader->diags, &loader->cursor, &loader->parser);
    return false;
}

static void load_body(void *context)
{
    Loader *loader = context;
    Str text = loader->cursor.source->text;
    size_t mark = source_mark_size(loader->cursor.source);
    loader->has_parser = yaml_parser_initialize(&loader->parser) != 0;
    if (!loader->has_parser)
        memory_fail(arena_memory(loader->builder.arena));
    yaml_parser_set_encoding(&loader->parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&loader->parser, (const unsigned char *)text.at + mark,
                                 text.size - mark);
    while (!loader->done && !loader->builder.stopped && next_event(loader)) {
        size_t type = loader->event.type;
        if (type < sizeof handlers / sizeof *handlers && handlers[type] != NULL)
            handlers[type](loader);
        yaml_event_delete(&loader->event);
        loader->has_event = false;
    }
}

const Node *data_load_yaml(Arena *arena, Diags *diags, const Source *source)
{
    size_t errors = diags_count(diags, SEVERITY_ERROR);
    if (!source_check(diags, source, TEXT_OF_YAML))
        return NULL;
    Loader loader = {
        .builder = {.arena = arena, .diags = diags},
        .diags = diags,
        .cursor = cursor_start(source),
    };
    bool kept = arena_try(arena_memory(arena), load_body, &loader);
    if (loader.has_event)
        yaml_event_delete(&loader.event);
    if (loader.has_parser)
        yaml_parser_delete(&loader.parser);
    if (!kept)
        memory_fail(arena_memory(arena));
    return diags_count(diags, SEVERITY_ERROR) == errors ? loader.builder.root : NULL;
}
