/* Footnotes: the texts in a chapter, found by name, compiled for the scope of each mark. */
#include "doc/markdown/note.h"

#include "doc/markdown/markdown.h"

/* A note's text in the chapter. */
typedef struct NoteText {
    const Tag *tag;
    cmark_node *node; /* NULL where cmark sees no note: the error is told with its paragraph */
    bool used;
    /* What it was compiled to last, and for which names. */
    const Piece *pieces;
    const RecordType *scope;
    bool in_section, in_row;
} NoteText;

struct Notes {
    const TagText *text;
    NoteText *items;
    size_t count;
    NoteText **slots; /* by hash of the name */
    size_t slot_count;
    size_t unknown; /* marks so far */
};

/* --- Finding ---------------------------------------------------------------------------------- */

Str notes_keep(Arena *arena, const TagText *text)
{
    Str masked = text->masked->source->text;
    Buf out = {.arena = arena};
    for (size_t i = 0; i < text->count; i++) {
        const Tag *tag = &text->tags[i];
        if (tag->kind != TAG_NOTE_TEXT)
            continue;
        if (out.size == 0) {
            buf_add(&out, masked);
            buf_text(&out, "\n\n");
        }
        buf_text(&out, "[^");
        buf_char(&out, TAG_FIRST_MARK + (uint32_t)i);
        for (size_t k = utf8_length(tag->source); k > 1; k--)
            buf_char(&out, TAG_FILLER);
        buf_byte(&out, ']');
    }
    return out.size == 0 ? masked : buf_str(&out);
}

/* The slot that holds the text of that name, or the free one where it belongs. */
static size_t slot_of(const Notes *notes, Str name)
{
    size_t slot = str_hash(name) & (notes->slot_count - 1);
    while (notes->slots[slot] != NULL && !str_equal(notes->slots[slot]->tag->text, name))
        slot = (slot + 1) & (notes->slot_count - 1);
    return slot;
}

static void add_name(const Compiler *compiler, const Notes *notes, NoteText *item)
{
    const Lines *lines = notes->text->lines;
    NoteText **slot = &notes->slots[slot_of(notes, item->tag->text)];
    if (*slot == NULL) {
        *slot = item;
        return;
    }
    item->used = true; /* no second message about it */
    diag(compiler->diags, SEVERITY_ERROR, tag_place(lines, item->tag), "choose another name",
         "the note '%.*s' has its text at line %u", STR_ARG(item->tag->text),
         tag_place(lines, (*slot)->tag).line);
}

/* The nodes stand at the root's end in the order of the tags. */
static void find_nodes(const Notes *notes, cmark_node *root)
{
    size_t at = 0;
    for (cmark_node *node = cmark_node_first_child(root); node != NULL;
         node = cmark_node_next(node)) {
        if (cmark_node_get_type(node) != CMARK_NODE_FOOTNOTE_DEFINITION)
            continue;
        uint32_t line = (uint32_t)cmark_node_get_start_line(node);
        while (at < notes->count && tag_place(notes->text->lines, notes->items[at].tag).line < line)
            at++;
        if (at < notes->count && tag_place(notes->text->lines, notes->items[at].tag).line == line)
            notes->items[at].node = node;
    }
}

Notes *notes_collect(const Compiler *compiler, const TagText *text, cmark_node *root)
{
    Arena *arena = compiler->arena;
    Notes *notes = arena_alloc(arena, sizeof *notes);
    notes->text = text;
    for (size_t i = 0; i < text->count; i++)
        notes->count += text->tags[i].kind == TAG_NOTE_TEXT;
    notes->items = arena_array(arena, notes->count, sizeof *notes->items);
    notes->slot_count = 16;
    while (notes->slot_count < 2 * notes->count)
        notes->slot_count *= 2;
    notes->slots = arena_array(arena, notes->slot_count, sizeof *notes->slots);
    size_t count = 0;
    for (size_t i = 0; i < text->count; i++) {
        if (text->tags[i].kind != TAG_NOTE_TEXT)
            continue;
        notes->items[count].tag = &text->tags[i];
        add_name(compiler, notes, &notes->items[count++]);
    }
    find_nodes(notes, root);
    return notes;
}

/* --- Compiling -------------------------------------------------------------------------------- */

/* False after the error that the note is too long; it is not compiled again. */
static bool check_size(const Compiler *compiler, const Notes *notes, NoteText *note,
                       const Piece *first)
{
    size_t size = 0;
    for (const Piece *piece = first; piece != NULL; piece = piece->next)
        size += piece->text.size;
    if (size <= NOTE_MAX_BYTES)
        return true;
    diag(compiler->diags, SEVERITY_ERROR, tag_place(notes->text->lines, note->tag),
         "write it as a section of the chapter", "a note has more than %d bytes", NOTE_MAX_BYTES);
    note->node = NULL;
    return false;
}

/* The paragraphs of a note, with breaks between them. */
static const Piece *compile_text(const Compiler *compiler, const Notes *notes, NoteText *note)
{
    Compiler own = *compiler;
    own.notes = NULL;
    own.lines = notes->text->lines;
    Pieces pieces;
    pieces_begin(&pieces, compiler->arena);
    for (cmark_node *node = cmark_node_first_child(note->node); node != NULL;
         node = cmark_node_next(node)) {
        if (cmark_node_get_type(node) != CMARK_NODE_PARAGRAPH) {
            diag(compiler->diags, SEVERITY_ERROR, markdown_place(notes->text, node),
                 "lists, tables and the like stand in the chapter's text",
                 "a note holds paragraphs only");
            return NULL;
        }
        if (pieces.first != NULL)
            pieces_add(&pieces, (Piece){.kind = PIECE_BREAK});
        Inline context = {.text = notes->text, .sections_good = true};
        const Piece *paragraph = inline_compile(&own, &context, node);
        for (; paragraph != NULL; paragraph = paragraph->next)
            pieces_add(&pieces, *paragraph);
    }
    if (pieces.first == NULL)
        diag(compiler->diags, SEVERITY_ERROR, tag_place(notes->text->lines, note->tag),
             "write it behind the colon", "this note has no text");
    return check_size(compiler, notes, note, pieces.first) ? pieces.first : NULL;
}

static void report_unknown(const Compiler *compiler, Notes *notes, Str name, Place place)
{
    enum { MAX_SEARCHES = 100 }; /* more messages are not printed */
    const char *hint = "give its text on a line of the chapter: [^name]: text; a backslash before "
                       "'[' prints it";
    if (notes->unknown++ < MAX_SEARCHES) {
        Str *names = arena_array(compiler->arena, notes->count, sizeof *names);
        for (size_t i = 0; i < notes->count; i++)
            names[i] = notes->items[i].tag->text;
        hint = hint_nearest(compiler->arena, name, names, notes->count, hint);
    }
    diag(compiler->diags, SEVERITY_ERROR, place, hint, "there is no note '%.*s'", STR_ARG(name));
}

const Piece *note_compile(const Compiler *compiler, Str name, Place place)
{
    Notes *notes = compiler->notes;
    if (notes == NULL) {
        diag(compiler->diags, SEVERITY_ERROR, place,
             "notes stand in paragraphs, headings, and the texts of tables",
             "a note cannot stand here");
        return NULL;
    }
    NoteText *note = notes->slots[slot_of(notes, name)];
    if (note == NULL) {
        report_unknown(compiler, notes, name, place);
        return NULL;
    }
    bool same = note->used && note->scope == compiler->scope &&
                note->in_section == compiler->in_section && note->in_row == compiler->in_row;
    if (!same && note->node != NULL)
        note->pieces = compile_text(compiler, notes, note);
    note->used = true;
    note->scope = compiler->scope;
    note->in_section = compiler->in_section;
    note->in_row = compiler->in_row;
    return note->pieces;
}

void notes_report_unused(const Compiler *compiler, const Notes *notes)
{
    for (size_t i = 0; i < notes->count; i++) {
        const NoteText *note = &notes->items[i];
        if (!note->used && note->node != NULL)
            diag(compiler->diags, SEVERITY_WARNING, tag_place(notes->text->lines, note->tag),
                 "put its mark into the text, or remove it", "nothing refers to the note '%.*s'",
                 STR_ARG(note->tag->text));
    }
}
