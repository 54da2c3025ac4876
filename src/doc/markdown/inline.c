/* Markdown's inline nodes, compiled to pieces: styles and links become properties of text, and
 * placeholders the tags that they stand for. */
#include "doc/markdown/markdown.h"
#include "doc/markdown/note.h"

#include <string.h>

/* A section whose end is still to come. */
typedef struct OpenSection {
    const Tag *tag;
    cmark_node *parent; /* that its end must be in, too */
    Piece *piece;
    Pieces inside;
    Pieces *outer;
    Compiler compiler; /* of what stands around it */
} OpenSection;

typedef struct Walk {
    Compiler compiler;
    Inline *context;
    Pieces *out;
    Buf *run; /* text that is not yet a piece */
    Place run_place;
    uint8_t style;
    const Lead *lead; /* or NULL */
    OpenSection open[DOC_MAX_NESTING];
    size_t open_count;
} Walk;

Place markdown_place(const TagText *text, cmark_node *node)
{
    int line = cmark_node_get_start_line(node);
    int column = cmark_node_get_start_column(node);
    if (line <= 0)
        return (Place){.source = text->lines->source, .line = 1, .column = 1};
    size_t before = column > 0 ? (size_t)column - 1 : 0;
    size_t size = lines_text(text->masked, (size_t)line).size;
    size_t start = lines_offset(text->masked, (uint32_t)line, 1);
    Place place = lines_place(text->masked, start + (before < size ? before : size), 0);
    place.source = text->lines->source;
    return place;
}

/* The text of the run: where the chapter has it as it is, that of the source, which lives as long.
 */
static Str kept_run(const Walk *walk)
{
    enum { MOST_INDENT = 80 }; /* behind it the place is not worth to be found */
    Str run = buf_str(walk->run);
    const Lines *lines = walk->context->text->lines;
    Place place = walk->run_place;
    if (place.line > 0 && place.column <= MOST_INDENT) {
        size_t at = lines_offset(lines, place.line, place.column);
        Str source = lines->source->text;
        if (run.size <= source.size - at && memcmp(source.at + at, run.at, run.size) == 0)
            return str_slice(source, at, at + run.size);
    }
    return str_copy(walk->compiler.arena, run);
}

static void flush(Walk *walk)
{
    if (walk->run->size == 0)
        return;
    Arena *arena = walk->compiler.arena;
    Str text = collapse_space(arena, kept_run(walk));
    pieces_add(walk->out, (Piece){.kind = PIECE_TEXT,
                                  .style = walk->style,
                                  .text = text,
                                  .lead = walk->lead,
                                  .place = walk->run_place});
    walk->run->size = 0;
}

static void add_piece(Walk *walk, Piece piece)
{
    flush(walk);
    piece.style = walk->style;
    piece.lead = walk->lead;
    pieces_add(walk->out, piece);
}

/* --- Sections --------------------------------------------------------------------------------- */

static void section_error(Walk *walk, const Tag *tag)
{
    if (walk->context->sections_good)
        diag(walk->compiler.diags, SEVERITY_ERROR, tag_place(walk->context->text->lines, tag),
             "open and close it within the same paragraph, emphasis or link",
             "the section of '%.*s' begins and ends in different parts of the text",
             STR_ARG(tag->source));
    walk->context->sections_good = false;
}

static void open_section(Walk *walk, const Tag *tag, cmark_node *parent)
{
    if (tag->partner == TAG_NO_PARTNER || walk->open_count == DOC_MAX_NESTING)
        return;
    flush(walk);
    Place place = tag_place(walk->context->text->lines, tag);
    Piece section = {.kind = PIECE_SECTION, .inverse = tag->kind == TAG_INVERSE, .place = place};
    section.expression = section_expression(&walk->compiler, tag, place);
    OpenSection *open = &walk->open[walk->open_count++];
    *open = (OpenSection){.tag = tag,
                          .parent = parent,
                          .piece = pieces_add(walk->out, section),
                          .outer = walk->out,
                          .compiler = walk->compiler};
    pieces_begin(&open->inside, walk->compiler.arena);
    walk->compiler = compiler_within(&walk->compiler, section.expression, section.inverse);
    walk->out = &open->inside;
}

static void end_section(Walk *walk)
{
    flush(walk);
    OpenSection *open = &walk->open[--walk->open_count];
    open->piece->first = open->inside.first;
    walk->out = open->outer;
    walk->compiler = open->compiler;
}

static void close_section(Walk *walk, const Tag *tag, const cmark_node *parent)
{
    if (tag->partner == TAG_NO_PARTNER)
        return;
    if (walk->open_count > 0 && walk->open[walk->open_count - 1].parent == parent)
        end_section(walk);
    else
        section_error(walk, tag);
}

/* Ends what was opened among the parent's children and not closed there. */
static void end_parent(Walk *walk, const cmark_node *parent)
{
    while (walk->open_count > 0 && walk->open[walk->open_count - 1].parent == parent) {
        section_error(walk, walk->open[walk->open_count - 1].tag);
        end_section(walk);
    }
}

/* --- Text ------------------------------------------------------------------------------------- */

static void add_text(Walk *walk, Str text, Place place)
{
    if (walk->run->size == 0)
        walk->run_place = place;
    buf_add(walk->run, text);
}

static void add_tag(Walk *walk, const Tag *tag, cmark_node *parent)
{
    Inline *context = walk->context;
    Place place = tag_place(context->text->lines, tag);
    switch (tag->kind) {
    case TAG_VALUE:
        add_piece(walk, piece_of_tag(&walk->compiler, tag, place));
        break;
    case TAG_SECTION:
    case TAG_INVERSE:
        open_section(walk, tag, parent);
        break;
    case TAG_CLOSE:
        close_section(walk, tag, parent);
        break;
    case TAG_REFERENCE:
        add_piece(walk, piece_of_reference(tag, place));
        break;
    case TAG_ATTRIBUTE: {
        size_t room = sizeof context->attributes / sizeof *context->attributes;
        if (context->heading && context->attribute_count < room)
            context->attributes[context->attribute_count++] = tag;
        else
            add_text(walk, tag->source, place);
        break;
    }
    case TAG_LITERAL:
        add_text(walk, walk->style & TEXT_MONO ? tag->source : tag->text, place);
        break;
    case TAG_NOTE: {
        const Piece *text = note_compile(&walk->compiler, tag->text, place);
        add_piece(walk, (Piece){.kind = PIECE_NOTE, .first = text, .place = place});
        break;
    }
    case TAG_NOTE_TEXT:
        diag(walk->compiler.diags, SEVERITY_ERROR, place,
             "begin its line at the margin, or with the indentation of the list around it",
             "the text of this note is part of a paragraph");
        break;
    case TAG_COMMENT:
        break;
    }
}

/* Where the bytes of a node's text stand, counted from the last tag in it: what cmark changed
   (entities, escapes, quotes) shifts a place at most up to the next tag. */
typedef struct Anchor {
    size_t at; /* byte offset in the node's text */
    Place place;
} Anchor;

/* The place of the byte at an offset, not before the anchor's, which it moves there. */
static Place anchor_place(Anchor *anchor, Str text, size_t at)
{
    anchor->place.column += (uint32_t)utf8_length(str_slice(text, anchor->at, at));
    anchor->place.length = 0;
    anchor->at = at;
    return anchor->place;
}

/* How far from the offset there are no placeholders, at most to `end`. */
static size_t plain_end(Str text, size_t at, size_t end)
{
    while (at < end) {
        size_t next = at;
        uint32_t c = utf8_next(text, &next);
        if (c == TAG_FILLER || (c >= TAG_FIRST_MARK && c <= TAG_LAST_MARK))
            break;
        at = next;
    }
    return at;
}

/* Adds the tag whose placeholder begins at the offset; returns the offset behind it. A filler alone
   is the rest of a comment over several lines. */
static size_t add_placeholder(Walk *walk, Str text, size_t at, Anchor *anchor, cmark_node *parent)
{
    const TagText *tags = walk->context->text;
    size_t next = at;
    size_t index = (size_t)utf8_next(text, &next) - TAG_FIRST_MARK;
    for (size_t after = next; after < text.size && utf8_next(text, &after) == TAG_FILLER;)
        next = after;
    if (index >= tags->count)
        return next;
    const Tag *tag = &tags->tags[index];
    add_tag(walk, tag, parent);
    anchor->at = next;
    anchor->place = tag_place(tags->lines, tag);
    anchor->place.column += anchor->place.length;
    return next;
}

/* Adds a node's text; toggles are those in it, by rising offset. */
static void walk_text(Walk *walk, cmark_node *node, const Toggle *toggles, size_t toggle_count)
{
    Str text = str_from(cmark_node_get_literal(node));
    cmark_node *parent = cmark_node_parent(node);
    Anchor anchor = {0, markdown_place(walk->context->text, node)};
    for (size_t at = 0; at < text.size;) {
        if (toggle_count > 0 && toggles->at == at) {
            flush(walk);
            walk->style ^= toggles->style;
            at += toggles->size;
            toggles++;
            toggle_count--;
            continue;
        }
        size_t end = toggle_count > 0 ? toggles->at : text.size;
        size_t next = plain_end(text, at, end);
        if (next > at) {
            Place place = walk->run->size == 0 ? anchor_place(&anchor, text, at) : (Place){0};
            add_text(walk, str_slice(text, at, next), place);
        } else {
            next = add_placeholder(walk, text, at, &anchor, parent);
        }
        at = next;
    }
}

/* --- Nodes ------------------------------------------------------------------------------------ */

static bool has_placeholder(Str text)
{
    for (size_t at = 0; at < text.size;) {
        uint32_t c = utf8_next(text, &at);
        if (c == TAG_FILLER || (c >= TAG_FIRST_MARK && c <= TAG_LAST_MARK))
            return true;
    }
    return false;
}

/* Where a link leads; NULL after an error. */
static const Lead *read_link(Walk *walk, cmark_node *node)
{
    static const char *const schemes[] = {"http://", "https://", "mailto:"};
    Arena *arena = walk->compiler.arena;
    Str url = str_copy(arena, str_from(cmark_node_get_url(node)));
    Place place = markdown_place(walk->context->text, node);
    Lead lead = {0};
    if (has_placeholder(url)) {
        diag(walk->compiler.diags, SEVERITY_ERROR, place, "write the address itself",
             "a link's address cannot hold tags");
        return NULL;
    }
    if (url.size > LINK_MAX_BYTES) {
        diag(walk->compiler.diags, SEVERITY_ERROR, place, "the limit is fixed: shorten it",
             "a link's address has more than %d bytes", LINK_MAX_BYTES);
        return NULL;
    }
    if (str_starts(url, "#"))
        lead.target = str_slice(url, 1, url.size);
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
        if (str_starts(url, schemes[i]))
            lead.url = url;
    if (lead.url.size == 0 && !str_starts(url, "#"))
        diag(walk->compiler.diags, SEVERITY_ERROR, place,
             "links lead to https://, http:// or mailto: addresses, or to a #label",
             "'%.*s' is not a link's address", STR_ARG(url));
    if (lead.url.size == 0 && lead.target.size == 0)
        return NULL;
    Lead *kept = arena_alloc(arena, sizeof *kept);
    *kept = lead;
    return kept;
}

static void walk_children(Walk *walk, cmark_node *parent);

static void walk_styled(Walk *walk, cmark_node *node, uint8_t style)
{
    uint8_t outer = walk->style;
    flush(walk);
    walk->style |= style;
    walk_children(walk, node);
    flush(walk);
    walk->style = outer;
}

static void walk_link(Walk *walk, cmark_node *node)
{
    const Lead *outer = walk->lead;
    flush(walk);
    walk->lead = read_link(walk, node);
    walk_children(walk, node);
    flush(walk);
    walk->lead = outer;
}

static void walk_code(Walk *walk, cmark_node *node)
{
    uint8_t outer = walk->style;
    flush(walk);
    walk->style |= TEXT_MONO;
    walk_text(walk, node, NULL, 0);
    flush(walk);
    walk->style = outer;
}

static void refuse(Walk *walk, cmark_node *node, const char *what, const char *hint)
{
    diag(walk->compiler.diags, SEVERITY_ERROR, markdown_place(walk->context->text, node), hint,
         "%s cannot stand in a chapter", what);
}

static void walk_node(Walk *walk, cmark_node *node, const Toggle *toggles, size_t toggle_count)
{
    switch ((unsigned)cmark_node_get_type(node)) {
    case CMARK_NODE_TEXT:
        walk_text(walk, node, toggles, toggle_count);
        break;
    case CMARK_NODE_SOFTBREAK:
        add_text(walk, STR(" "), walk->run_place);
        break;
    case CMARK_NODE_LINEBREAK:
        add_piece(walk, (Piece){.kind = PIECE_BREAK});
        break;
    case CMARK_NODE_CODE:
        walk_code(walk, node);
        break;
    case CMARK_NODE_EMPH:
        walk_styled(walk, node, TEXT_ITALIC);
        break;
    case CMARK_NODE_STRONG:
        walk_styled(walk, node, TEXT_BOLD);
        break;
    case CMARK_NODE_LINK:
        walk_link(walk, node);
        break;
    case CMARK_NODE_IMAGE:
        diag(walk->compiler.diags, SEVERITY_ERROR, markdown_place(walk->context->text, node),
             "put it into a paragraph of its own, or use the directive 'gambar'",
             "an image cannot stand within text");
        break;
    default:
        refuse(walk, node, "HTML", "write Markdown; a backslash before '<' prints it");
        break;
    }
}

static void walk_children(Walk *walk, cmark_node *parent)
{
    Toggles toggles = {0};
    uint8_t style = walk->style;
    toggles_find(walk->compiler.arena, parent, &toggles);
    size_t at = 0;
    for (cmark_node *node = cmark_node_first_child(parent); node != NULL;
         node = cmark_node_next(node)) {
        size_t from = at;
        while (at < toggles.count && toggles.items[at].node == node)
            at++;
        walk_node(walk, node, toggles.items == NULL ? NULL : toggles.items + from, at - from);
    }
    end_parent(walk, parent);
    flush(walk);
    walk->style = style;
}

const Piece *inline_compile(const Compiler *compiler, Inline *context, cmark_node *parent)
{
    Pieces pieces;
    pieces_begin(&pieces, compiler->arena);
    Walk walk = {.compiler = *compiler, .context = context, .out = &pieces};
    Buf own = {.arena = compiler->arena};
    walk.run = context->run != NULL ? context->run : &own;
    walk_children(&walk, parent);
    return pieces.first;
}
