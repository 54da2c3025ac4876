/* Directives: a fenced block's body is loaded as YAML and bound to the record type of the
 * directive's name, with every place in the chapter's own file. */
#include "doc/directives.h"

static const DirectiveKind directives[] = {
    {"tabel", "tabel", true, table_compile, table_emit},
    {"ttd", "ttd", false, signature_compile, signature_emit},
    {"sampul", "sampul", false, cover_compile, cover_emit},
    {"daftar", "daftar", false, contents_compile, contents_emit},
    {"halaman", "halaman", false, page_compile, page_emit},
    {"bagan", "bagan", false, tree_compile, tree_emit},
    {"rumus", "persamaan", true, equation_compile, equation_emit},
    {"gambar", "gambar", true, pictures_compile, pictures_emit},
    {"grafik", "grafik", false, chart_compile, chart_emit},
};

enum { DIRECTIVE_COUNT = sizeof directives / sizeof *directives };

const DirectiveKind *directive_find(Str name)
{
    for (size_t i = 0; i < DIRECTIVE_COUNT; i++)
        if (str_is(name, directives[i].name))
            return &directives[i];
    return NULL;
}

const char *directive_hint(Arena *arena, Str name)
{
    Str names[DIRECTIVE_COUNT];
    Buf all = {.arena = arena};
    buf_text(&all, "directives are ");
    for (size_t i = 0; i < DIRECTIVE_COUNT; i++) {
        names[i] = str_from(directives[i].name);
        if (i > 0)
            buf_text(&all, i + 1 < DIRECTIVE_COUNT ? ", " : " and ");
        buf_add(&all, names[i]);
    }
    return hint_nearest(arena, name, names, DIRECTIVE_COUNT, str_c(arena, buf_str(&all)));
}

/* --- The body --------------------------------------------------------------------------------- */

/* The body as a source of its own whose lines and columns are those of the chapter: what stands
   before it is empty lines, the signs of a quote around it are spaces. */
static const Source *body_source(Arena *arena, const Lines *lines, uint32_t first, uint32_t last,
                                 uint32_t indent)
{
    Buf text = {.arena = arena};
    for (uint32_t line = 1; line < first; line++)
        buf_byte(&text, '\n');
    for (uint32_t line = first; line <= last; line++) {
        Str whole = lines_text(lines, line);
        for (size_t i = 0; i < whole.size && i < indent; i++)
            buf_add(&text, whole.at[i] == '>' ? STR(" ") : str_slice(whole, i, i + 1));
        if (whole.size > indent)
            buf_add(&text, str_slice(whole, indent, whole.size));
        buf_byte(&text, '\n');
    }
    Source *source = arena_alloc(arena, sizeof *source);
    *source = (Source){lines->source->name, buf_str(&text)};
    return source;
}

static void move_place(Place *place, const Source *to)
{
    if (place->source != NULL)
        place->source = to;
}

/* A copy of a tree whose places are in the chapter's source. */
static Node *move_tree(Arena *arena, const Node *from, const Source *to)
{
    Node *node = arena_alloc(arena, sizeof *node);
    *node = *from;
    move_place(&node->place, to);
    if (from->kind == NODE_LIST) {
        node->items = arena_array(arena, from->count, sizeof(Node *));
        for (size_t i = 0; i < from->count; i++)
            node->items[i] = move_tree(arena, from->items[i], to);
    } else if (from->kind == NODE_MAP) {
        node->members = arena_array(arena, from->count, sizeof *node->members);
        for (size_t i = 0; i < from->count; i++) {
            Member *member = &node->members[i];
            *member = from->members[i];
            move_place(&member->key_place, to);
            member->value = move_tree(arena, from->members[i].value, to);
        }
    }
    return node;
}

/* The body's tree with places in the chapter; NULL after errors. */
static const Node *load_body(const Compiler *compiler, Place place, uint32_t first, uint32_t last,
                             uint32_t indent)
{
    Arena *arena = compiler->arena;
    bool blank = true;
    for (uint32_t line = first; line <= last && blank; line++)
        blank = str_trim(lines_text(compiler->lines, line)).size == 0;
    if (blank) {
        Node *empty = arena_alloc(arena, sizeof *empty);
        *empty = (Node){.kind = NODE_MAP, .place = place};
        return empty;
    }
    if (last > DIRECTIVE_MAX_LINES) {
        diag(compiler->diags, SEVERITY_ERROR, place, "split the chapter into two",
             "a chapter with directives has more than %d lines", DIRECTIVE_MAX_LINES);
        return NULL;
    }
    const Source *body = body_source(arena, compiler->lines, first, last, indent);
    const Node *tree = data_load_yaml(arena, compiler->diags, body);
    return tree == NULL ? NULL : move_tree(arena, tree, compiler->lines->source);
}

const void *directive_compile(const Compiler *compiler, const DirectiveKind *kind, Place place,
                              uint32_t first, uint32_t last, uint32_t indent)
{
    const RecordType *type = schema_type(compiler->schema, str_from(kind->type));
    if (type == NULL) {
        diag(compiler->diags, SEVERITY_ERROR, place, "config/skema/templat.yaml declares it",
             "the schema has no record type '%s'", kind->type);
        return NULL;
    }
    const Node *tree = load_body(compiler, place, first, last, indent);
    if (tree == NULL)
        return NULL;
    size_t errors = diags_count(compiler->diags, SEVERITY_ERROR);
    const Record *body = data_bind(compiler->arena, compiler->schema, type, tree, 0);
    if (body == NULL || diags_count(compiler->diags, SEVERITY_ERROR) > errors)
        return NULL;
    return kind->compile(compiler, body);
}
