/* Markdown's block nodes, compiled to parts: sections pair up among their siblings, attributes go
 * to the block behind them, fenced blocks are directives. */
#include "doc/markdown/markdown.h"

/* A chapter while it is compiled. */
typedef struct Chapter {
    const TagText *text;
    Buf run;            /* room for inline_compile */
    bool sections_good; /* no error about where sections end yet */
    size_t lists;       /* so far, in the chapter or the item that is compiled */
    Part *first;
    const Compiler *compiler;
} Chapter;

/* Parts under construction. */
typedef struct Parts {
    Part *first;
    Part **tail;
    const Tag *attribute; /* that waits for its block */
} Parts;

static Part *compile_siblings(Chapter *chapter, const Compiler *compiler, cmark_node **node,
                              const Tag *open, bool nested);

static void chapter_error(Chapter *chapter, Place place, const char *hint, const char *message)
{
    diag(chapter->compiler->diags, SEVERITY_ERROR, place, hint, "%s", message);
}

static Part *new_part(Chapter *chapter, PartKind kind, cmark_node *node)
{
    Part *part = arena_alloc(chapter->compiler->arena, sizeof *part);
    part->kind = kind;
    part->place = markdown_place(chapter->text, node);
    return part;
}

/* --- Attributes ------------------------------------------------------------------------------- */

static bool known_attribute(Str text)
{
    ListPart list;
    Variant variant;
    return attribute_list(text, &list) || attribute_variant(text, &variant);
}

/* Gives an attribute that stood on a line of its own to the block behind it; within a section that
   follows, to its first block. */
static void apply_attribute(Chapter *chapter, const Tag *tag, Part *part)
{
    while (part != NULL && part->kind == PART_SECTION)
        part = part->section.first;
    if (part != NULL && part->kind == PART_LIST && attribute_list(tag->text, &part->list)) {
        if (part->list.goes_on && chapter->lists < 2)
            diag(chapter->compiler->diags, SEVERITY_ERROR, tag_place(chapter->text->lines, tag),
                 "only lists of one chapter, or of one item, go on with each other",
                 "there is no list before it that could go on");
        return;
    }
    if (part != NULL && part->kind == PART_TEXT && attribute_variant(tag->text, &part->variant))
        return;
    if (!known_attribute(tag->text)) {
        attribute_unknown(chapter->compiler, chapter->text, tag);
        return;
    }
    ListPart any;
    bool list = attribute_list(tag->text, &any);
    diag(chapter->compiler->diags, SEVERITY_ERROR, tag_place(chapter->text->lines, tag), NULL,
         "'%.*s' stands before no %s", STR_ARG(tag->source), list ? "list" : "paragraph");
}

static void heading_attribute(Chapter *chapter, Part *part, const Tag *tag)
{
    Str text = tag->text;
    if (str_is(text, "-")) {
        part->heading.unnumbered = true;
    } else if (str_is(text, "tanpa_daftar")) {
        part->heading.unlisted = true;
    } else if (str_starts(text, "#") && text.size > 1) {
        part->label = str_slice(text, 1, text.size);
        part->label_place = tag_place(chapter->text->lines, tag);
    } else {
        attribute_unknown(chapter->compiler, chapter->text, tag);
    }
}

static void add_part(Chapter *chapter, Parts *parts, Part *part)
{
    if (part == NULL)
        return;
    *parts->tail = part;
    parts->tail = &part->next;
    if (parts->attribute != NULL)
        apply_attribute(chapter, parts->attribute, part);
    parts->attribute = NULL;
}

/* --- Blocks ----------------------------------------------------------------------------------- */

static Part *compile_image(Chapter *chapter, const Compiler *compiler, cmark_node *node)
{
    const void *plan = image_compile(compiler, chapter->text, node);
    if (plan == NULL)
        return NULL;
    Part *part = new_part(chapter, PART_DIRECTIVE, node);
    part->directive.kind = directive_find(STR("gambar"));
    part->directive.plan = plan;
    return part;
}

/* True for the second line of a table as other programs write it: "|---|:-:|". */
static bool is_table_rule(Str line)
{
    bool dash = false;
    bool pipe = false;
    for (size_t i = 0; i < line.size; i++) {
        char c = line.at[i];
        if (c != '|' && c != '-' && c != ':' && c != ' ' && c != '>' && c != '\t' && c != '\r')
            return false;
        dash = dash || c == '-';
        pipe = pipe || c == '|';
    }
    return dash && pipe;
}

static void check_table(Chapter *chapter, cmark_node *node)
{
    const Lines *lines = chapter->text->masked;
    size_t last = (size_t)cmark_node_get_end_line(node);
    for (size_t line = (size_t)cmark_node_get_start_line(node); line < last; line++) {
        Str head = lines_text(lines, line);
        if (str_find(head, "|", 0) == SIZE_MAX || !is_table_rule(lines_text(lines, line + 1)))
            continue;
        Place place = markdown_place(chapter->text, node);
        if (line > place.line)
            place = (Place){.source = place.source, .line = (uint32_t)line, .column = 1};
        chapter_error(chapter, place,
                      "write the directive 'tabel'; a backslash before '|' prints it",
                      "a table cannot stand in a chapter's text");
    }
}

static Part *compile_text(Chapter *chapter, const Compiler *compiler, cmark_node *node)
{
    if (image_stands_alone(node))
        return compile_image(chapter, compiler, node);
    Inline context = {.text = chapter->text, .run = &chapter->run, .sections_good = true};
    const Piece *text = inline_compile(compiler, &context, node);
    check_table(chapter, node);
    if (text == NULL)
        return NULL;
    Part *part = new_part(chapter, PART_TEXT, node);
    part->text = text;
    return part;
}

static Part *compile_heading(Chapter *chapter, const Compiler *compiler, cmark_node *node,
                             bool nested)
{
    Part *part = new_part(chapter, PART_HEADING, node);
    int level = cmark_node_get_heading_level(node);
    if (nested)
        chapter_error(chapter, part->place, "end the list or the quote before it",
                      "a heading cannot stand in a list or a quote");
    if (level > LEVELS) {
        chapter_error(chapter, part->place, "use '#' to '####'",
                      "headings have four levels at most");
        level = LEVELS;
    }
    Inline context = {
        .text = chapter->text, .run = &chapter->run, .heading = true, .sections_good = true};
    part->heading.level = level;
    part->heading.text = inline_compile(compiler, &context, node);
    for (size_t i = 0; i < context.attribute_count; i++)
        heading_attribute(chapter, part, context.attributes[i]);
    return part;
}

static Part *compile_list(Chapter *chapter, const Compiler *compiler, cmark_node *node)
{
    Part *part = new_part(chapter, PART_LIST, node);
    ListPart *list = &part->list;
    bool bullet = cmark_node_get_list_type(node) == CMARK_BULLET_LIST;
    bool paren = cmark_node_get_list_delim(node) == CMARK_PAREN_DELIM;
    list->marker =
        (Marker){.bullet = bullet, .count = COUNT_DIGITS, .before = "", .after = paren ? ")" : "."};
    list->loose = !cmark_node_get_list_tight(node);
    list->start = bullet ? 1 : cmark_node_get_list_start(node);
    size_t lists = chapter->lists + 1;
    PartItem **tail = &list->first;
    for (cmark_node *item = cmark_node_first_child(node); item != NULL;
         item = cmark_node_next(item)) {
        PartItem *slot = arena_alloc(compiler->arena, sizeof *slot);
        cmark_node *child = cmark_node_first_child(item);
        chapter->lists = 0;
        slot->first = compile_siblings(chapter, compiler, &child, NULL, true);
        *tail = slot;
        tail = &slot->next;
    }
    chapter->lists = lists;
    return part;
}

static Part *compile_quote(Chapter *chapter, const Compiler *compiler, cmark_node *node)
{
    Part *part = new_part(chapter, PART_QUOTE, node);
    cmark_node *child = cmark_node_first_child(node);
    size_t lists = chapter->lists;
    chapter->lists = 0;
    part->quote = compile_siblings(chapter, compiler, &child, NULL, true);
    chapter->lists = lists;
    return part;
}

/* --- Directives ------------------------------------------------------------------------------- */

/* The directive that a fenced block names; NULL after an error. */
static const DirectiveKind *find_directive(Chapter *chapter, cmark_node *node, Place place,
                                           bool nested)
{
    int length = 0;
    int offset = 0;
    char sign = '\0';
    if (!cmark_node_get_fenced(node, &length, &offset, &sign)) {
        chapter_error(chapter, place, "begin the lines at the margin",
                      "text that is indented by four spaces or more is code, which has no place "
                      "here");
        return NULL;
    }
    Str name = str_trim(str_from(cmark_node_get_fence_info(node)));
    const DirectiveKind *kind = directive_find(name);
    place.length = (uint32_t)(length + (int)utf8_length(name));
    if (kind == NULL) {
        diag(chapter->compiler->diags, SEVERITY_ERROR, place,
             directive_hint(chapter->compiler->arena, name), "there is no directive '%.*s'",
             STR_ARG(name));
    } else if (nested && !kind->nested) {
        diag(chapter->compiler->diags, SEVERITY_ERROR, place, "end the list or the quote before it",
             "'%s' cannot stand in a list or a quote", kind->name);
        kind = NULL;
    }
    return kind;
}

static Part *compile_directive(Chapter *chapter, const Compiler *compiler, cmark_node *node,
                               bool nested)
{
    Place place = markdown_place(chapter->text, node);
    const DirectiveKind *kind = find_directive(chapter, node, place, nested);
    if (kind == NULL)
        return NULL;
    int start = cmark_node_get_start_line(node);
    int end = cmark_node_get_end_line(node);
    int column = cmark_node_get_start_column(node);
    const void *plan = directive_compile(compiler, kind, place, (uint32_t)start + 1,
                                         (uint32_t)end - 1, column > 0 ? (uint32_t)column - 1 : 0);
    if (plan == NULL)
        return NULL;
    Part *part = new_part(chapter, PART_DIRECTIVE, node);
    part->directive.kind = kind;
    part->directive.plan = plan;
    return part;
}

/* --- Sections --------------------------------------------------------------------------------- */

/* The tag that a comment block stands for; NULL when it is HTML of the author's. */
static const Tag *marked_tag(const Chapter *chapter, cmark_node *node)
{
    if (cmark_node_get_type(node) != CMARK_NODE_HTML_BLOCK)
        return NULL;
    Str text = str_trim(str_from(cmark_node_get_literal(node)));
    if (!str_starts(text, "<!--") || !str_ends(text, "-->") || text.size < 8)
        return NULL;
    Str mark = str_slice(text, 4, text.size - 3);
    size_t at = 0;
    uint32_t c = utf8_next(mark, &at);
    if (at != mark.size || c < TAG_FIRST_MARK || c - TAG_FIRST_MARK >= chapter->text->count)
        return NULL;
    const Tag *tag = &chapter->text->tags[c - TAG_FIRST_MARK];
    return tag->alone ? tag : NULL;
}

static void section_error(Chapter *chapter, const Tag *tag)
{
    if (chapter->sections_good)
        diag(chapter->compiler->diags, SEVERITY_ERROR, tag_place(chapter->text->lines, tag),
             "give both of its tags the same indentation",
             "the section of '%.*s' begins and ends in different lists or quotes",
             STR_ARG(tag->source));
    chapter->sections_good = false;
}

/* Compiles the section whose first tag stands at *node, and moves behind its last. */
static Part *compile_section(Chapter *chapter, const Compiler *compiler, cmark_node **node,
                             const Tag *tag, bool nested)
{
    Part *part = new_part(chapter, PART_SECTION, *node);
    SectionPart *section = &part->section;
    Place place = tag_place(chapter->text->lines, tag);
    section->inverse = tag->kind == TAG_INVERSE;
    section->expression = section_expression(compiler, tag, place);
    Compiler inner = compiler_within(compiler, section->expression, section->inverse);
    *node = cmark_node_next(*node);
    section->first = compile_siblings(chapter, &inner, node, tag, nested);
    return part;
}

/* --- All -------------------------------------------------------------------------------------- */

static Part *compile_block(Chapter *chapter, const Compiler *compiler, cmark_node *node,
                           bool nested)
{
    Place place = markdown_place(chapter->text, node);
    if ((size_t)cmark_node_get_start_line(node) > chapter->text->masked->count)
        return NULL; /* see notes_keep */
    switch ((unsigned)cmark_node_get_type(node)) {
    case CMARK_NODE_PARAGRAPH:
        return compile_text(chapter, compiler, node);
    case CMARK_NODE_HEADING:
        return compile_heading(chapter, compiler, node, nested);
    case CMARK_NODE_LIST:
        return compile_list(chapter, compiler, node);
    case CMARK_NODE_BLOCK_QUOTE:
        return compile_quote(chapter, compiler, node);
    case CMARK_NODE_CODE_BLOCK:
        return compile_directive(chapter, compiler, node, nested);
    case CMARK_NODE_FOOTNOTE_DEFINITION: /* compiled at its mark */
        return NULL;
    case CMARK_NODE_THEMATIC_BREAK:
        chapter_error(chapter, place, "for a new page use the directive 'halaman'",
                      "a rule cannot stand in a chapter");
        return NULL;
    default:
        chapter_error(chapter, place, "write Markdown; a backslash before '<' prints it",
                      "HTML cannot stand in a chapter");
        return NULL;
    }
}

/* Compiles *node and its next siblings: to the tag that closes `open`, which *node is moved behind,
   or to the last where that is NULL. */
static Part *compile_siblings(Chapter *chapter, const Compiler *compiler, cmark_node **node,
                              const Tag *open, bool nested)
{
    Parts parts = {0};
    parts.tail = &parts.first;
    bool closed = open == NULL;
    Compiler lost;
    while (*node != NULL) {
        cmark_node *here = *node;
        const Tag *tag = marked_tag(chapter, here);
        if (tag == NULL) {
            add_part(chapter, &parts, compile_block(chapter, compiler, here, nested));
        } else if (tag->kind == TAG_ATTRIBUTE) {
            if (parts.attribute != NULL)
                apply_attribute(chapter, parts.attribute, NULL);
            parts.attribute = tag;
        } else if (tag->partner != TAG_NO_PARTNER && tag->kind != TAG_CLOSE) {
            add_part(chapter, &parts, compile_section(chapter, compiler, node, tag, nested));
            continue;
        } else if (open != NULL && &chapter->text->tags[open->partner] == tag) {
            *node = cmark_node_next(here);
            closed = true;
            break;
        } else if (tag->partner != TAG_NO_PARTNER) {
            section_error(chapter, tag);
        } else if (tag->kind != TAG_CLOSE) {
            /* Told already. Names behind it may be those of its records. */
            lost = compiler_within(compiler, NULL, false);
            compiler = &lost;
        }
        *node = cmark_node_next(here);
    }
    if (!closed)
        section_error(chapter, open);
    if (parts.attribute != NULL)
        apply_attribute(chapter, parts.attribute, NULL);
    return parts.first;
}

static void compile_root(void *context, cmark_node *root)
{
    Chapter *chapter = context;
    cmark_node *deep = NULL;
    if (!markdown_depth_fits(root, &deep)) {
        diag(chapter->compiler->diags, SEVERITY_ERROR, markdown_place(chapter->text, deep),
             "lists, quotes and emphasis rarely need more than five levels; the limit is fixed",
             "blocks are nested deeper than %d", MARKDOWN_MAX_DEPTH);
        return;
    }
    Compiler own = *chapter->compiler;
    own.notes = notes_collect(&own, chapter->text, root);
    chapter->compiler = &own;
    cmark_node *node = cmark_node_first_child(root);
    chapter->first = compile_siblings(chapter, &own, &node, NULL, false);
    notes_report_unused(&own, own.notes);
}

typedef struct Compilation {
    const Compiler *compiler;
    const Source *source;
    Arena *scratch; /* for what no part keeps */
    const Part *first;
} Compilation;

static void compile_source(void *context)
{
    Compilation *work = context;
    size_t errors = diags_count(work->compiler->diags, SEVERITY_ERROR);
    const TagText *text = tag_scan(work->scratch, work->compiler->diags, work->source);
    bool scanned = diags_count(work->compiler->diags, SEVERITY_ERROR) == errors;
    Compiler own = *work->compiler;
    own.lines = text->lines;
    Chapter chapter = {
        .text = text, .run = {.arena = work->scratch}, .sections_good = true, .compiler = &own};
    Str masked = notes_keep(work->scratch, text);
    uint32_t line = 0;
    if (!markdown_crowd_fits(work->scratch, masked, &line))
        diag(work->compiler->diags, SEVERITY_ERROR,
             (Place){.source = work->source, .line = line, .column = 1},
             "divide the paragraph; the limit is fixed",
             "the chapter's paragraphs have more than %d pairs of a link and a mark of emphasis or "
             "a quote",
             MARKDOWN_MAX_PAIRS);
    else if (!markdown_parse(arena_memory(work->scratch), masked, compile_root, &chapter))
        diag(work->compiler->diags, SEVERITY_ERROR, (Place){.source = work->source},
             "give links of long addresses where they stand; the limit is fixed: it keeps a small "
             "chapter from taking all memory",
             "the chapter's Markdown takes more than %d MB and %d bytes for each of its own",
             MARKDOWN_ROOM >> 20, MARKDOWN_ROOM_PER_BYTE);
    /* Where sections do not match, the names in them would be looked for in the wrong records. */
    work->first = scanned && chapter.sections_good ? chapter.first : NULL;
}

const Part *chapter_compile(const Compiler *compiler, const Source *source)
{
    Memory *memory = arena_memory(compiler->arena);
    Compilation work = {compiler, source, arena_new(memory), NULL};
    bool done = arena_try(memory, compile_source, &work);
    arena_drop(work.scratch);
    if (!done)
        memory_fail(memory);
    return work.first;
}
