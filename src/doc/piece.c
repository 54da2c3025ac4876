/* Scalars of directives and of the manifest, compiled to pieces. */
#include "doc/piece.h"
#include "doc/markdown/note.h"

#include <string.h>

void pieces_begin(Pieces *pieces, Arena *arena)
{
    *pieces = (Pieces){.arena = arena};
    pieces->tail = &pieces->first;
}

Piece *pieces_add(Pieces *pieces, Piece piece)
{
    Piece *slot = arena_alloc(pieces->arena, sizeof *slot);
    *slot = piece;
    *pieces->tail = slot;
    pieces->tail = &slot->next;
    return slot;
}

static bool is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

Str collapse_space(Arena *arena, Str text)
{
    bool single = true;
    for (size_t i = 0; i < text.size && single; i++)
        single = !is_space(text.at[i]) ||
                 (text.at[i] == ' ' && (i + 1 == text.size || !is_space(text.at[i + 1])));
    if (single)
        return text;
    char *out = arena_alloc(arena, text.size);
    size_t size = 0;
    for (size_t i = 0; i < text.size; i++) {
        if (!is_space(text.at[i]))
            out[size++] = text.at[i];
        else if (size == 0 || out[size - 1] != ' ')
            out[size++] = ' ';
    }
    return (Str){out, size};
}

/* --- Tags ------------------------------------------------------------------------------------- */

/* The place of the text within a tag that stands at `place`. */
static Place inside_place(const Tag *tag, Place place)
{
    size_t before = tag->text_at - tag->at;
    place.column += (uint32_t)utf8_length(str_slice(tag->source, 0, before));
    place.length = (uint32_t)utf8_length(tag->text);
    return place;
}

/* What only pages know: the names that headers and footers may use. */
static bool page_field(Str name, SpanKind *field)
{
    static const struct {
        const char *name;
        SpanKind field;
    } fields[] = {
        {"halaman", SPAN_PAGE},
        {"jumlah_halaman", SPAN_PAGES},
        {"halaman_terakhir", SPAN_LAST_PAGE},
        {"judul_bab", SPAN_CHAPTER},
        {"nomor_bab", SPAN_CHAPTER_NUMBER},
        {"judul_subbab", SPAN_SECTION},
        {"nomor_subbab", SPAN_SECTION_NUMBER},
    };
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        if (str_is(name, fields[i].name)) {
            *field = fields[i].field;
            return true;
        }
    }
    return false;
}

Piece piece_of_tag(const Compiler *compiler, const Tag *tag, Place place)
{
    Piece piece = {.kind = PIECE_VALUE, .place = place};
    if (compiler->page_line && page_field(tag->text, &piece.field))
        piece.kind = PIECE_FIELD;
    else if (compiler->page_line && str_is(tag->text, "judul_dokumen"))
        piece = (Piece){.kind = PIECE_TEXT, .text = compiler->title, .place = place};
    else
        piece.expression = expression_compile(compiler, tag->text, inside_place(tag, place));
    return piece;
}

Piece piece_of_reference(const Tag *tag, Place place)
{
    static const char page[] = " halaman";
    Piece piece = {.kind = PIECE_REFERENCE, .field = SPAN_TEXT, .text = tag->text, .place = place};
    if (!str_ends(tag->text, page))
        return piece;
    piece.field = SPAN_PAGE_OF;
    piece.text = str_trim(str_slice(tag->text, 0, tag->text.size - (sizeof page - 1)));
    return piece;
}

const Expression *section_expression(const Compiler *compiler, const Tag *tag, Place place)
{
    return expression_compile_bare(compiler, tag->text, inside_place(tag, place));
}

/* --- Scalars ---------------------------------------------------------------------------------- */

/* A scalar on the way to pieces. */
typedef struct Scalar {
    Str text;
    Place place;
    size_t at;     /* how far it is compiled */
    size_t cursor; /* how far its tags are found in the source */
    bool good;
} Scalar;

/* Where a tag of the scalar stands in the source; the scalar's place where quoting hides it. */
static Place find_tag(const Compiler *compiler, Scalar *scalar, Str tag)
{
    enum { QUOTES = 256 };
    if (scalar->place.source == NULL || compiler->lines == NULL ||
        scalar->place.source != compiler->lines->source)
        return scalar->place;
    Str source = scalar->place.source->text;
    size_t left = source.size - scalar->cursor;
    size_t span = 2 * scalar->text.size + QUOTES;
    const char *start = source.at + scalar->cursor;
    const char *found = memmem(start, left < span ? left : span, tag.at, tag.size);
    if (found == NULL)
        return scalar->place;
    size_t at = (size_t)(found - source.at);
    scalar->cursor = at + tag.size;
    return lines_place(compiler->lines, at, tag.size);
}

/* Adds text; a line end in it is a break. */
static void add_text(Pieces *out, Str text, Place place)
{
    for (size_t at = 0; at < text.size;) {
        size_t end = str_find(text, "\n", at);
        size_t stop = end == SIZE_MAX ? text.size : end;
        if (stop > at)
            pieces_add(out, (Piece){.kind = PIECE_TEXT,
                                    .text = collapse_space(out->arena, str_slice(text, at, stop)),
                                    .place = place});
        if (end != SIZE_MAX)
            pieces_add(out, (Piece){.kind = PIECE_BREAK, .place = place});
        at = end == SIZE_MAX ? text.size : end + 1;
    }
}

static void scalar_error(const Compiler *compiler, Scalar *scalar, Place place, const char *hint,
                         const char *message, Str what)
{
    diag(compiler->diags, SEVERITY_ERROR, place, hint, "'%.*s' %s", STR_ARG(what), message);
    scalar->good = false;
}

static void compile_until(const Compiler *compiler, Scalar *scalar, Pieces *out, const Tag *open,
                          int depth);

static void compile_section(const Compiler *compiler, Scalar *scalar, Pieces *out, const Tag *tag,
                            Place place, int depth)
{
    Piece section = {.kind = PIECE_SECTION, .inverse = tag->kind == TAG_INVERSE, .place = place};
    section.expression = section_expression(compiler, tag, place);
    scalar->good = scalar->good && section.expression != NULL;
    Compiler inner = compiler_within(compiler, section.expression, section.inverse);
    Pieces pieces;
    pieces_begin(&pieces, out->arena);
    if (depth < DOC_MAX_NESTING) {
        compile_until(&inner, scalar, &pieces, tag, depth + 1);
    } else {
        scalar_error(compiler, scalar, place, NULL, "is nested too deep", tag->source);
        scalar->at = scalar->text.size;
    }
    section.first = pieces.first;
    pieces_add(out, section);
}

/* Compiles the note's mark at scalar->at. */
static void compile_note(const Compiler *compiler, Scalar *scalar, Pieces *out)
{
    Tag tag;
    (void)tag_read_note(scalar->text, scalar->at, &tag);
    Place place = find_tag(compiler, scalar, tag.source);
    scalar->at += tag.source.size;
    Piece note = {.kind = PIECE_NOTE, .place = place};
    note.first = note_compile(compiler, tag.text, place);
    scalar->good = scalar->good && note.first != NULL;
    pieces_add(out, note);
}

/* Compiles the tag at scalar->at. True when it closes `open`. */
static bool compile_tag(const Compiler *compiler, Scalar *scalar, Pieces *out, const Tag *open,
                        int depth)
{
    Tag tag;
    if (scalar->text.at[scalar->at] == '[') {
        compile_note(compiler, scalar, out);
        return false;
    }
    bool reference = scalar->text.at[scalar->at + 1] == '@';
    bool ends = reference ? tag_read_reference(scalar->text, scalar->at, &tag)
                          : tag_read(scalar->text, scalar->at, &tag);
    Place place = find_tag(compiler, scalar, tag.source);
    scalar->at += tag.source.size;
    if (!ends) {
        scalar_error(compiler, scalar, place,
                     reference ? "write {@label}" : "end it with '}}' on the same line",
                     "does not end", tag.source);
        return false;
    }
    switch (tag.kind) {
    case TAG_VALUE: {
        const Piece *piece = pieces_add(out, piece_of_tag(compiler, &tag, place));
        scalar->good = scalar->good && (piece->kind != PIECE_VALUE || piece->expression != NULL);
        return false;
    }
    case TAG_SECTION:
    case TAG_INVERSE:
        compile_section(compiler, scalar, out, &tag, place, depth);
        return false;
    case TAG_REFERENCE:
        pieces_add(out, piece_of_reference(&tag, place));
        return false;
    case TAG_CLOSE:
        if (open != NULL && (tag.text.size == 0 || str_equal(tag.text, open->text)))
            return true;
        scalar_error(compiler, scalar, place, "sections open and close within one text",
                     "closes no section", tag.source);
        return false;
    default:
        return false;
    }
}

/* Where the next tag, reference or note's mark begins from the offset on; the text's end where
   there is none. */
static size_t find_next(Str text, size_t at)
{
    Tag note;
    for (; at + 1 < text.size; at++) {
        char next = text.at[at + 1];
        if ((text.at[at] == '{' && (next == '{' || next == '@')) ||
            (text.at[at] == '[' && next == '^' && tag_read_note(text, at, &note)))
            return at;
    }
    return text.size;
}

/* Compiles up to the tag that closes `open`, or to the end where that is NULL. */
static void compile_until(const Compiler *compiler, Scalar *scalar, Pieces *out, const Tag *open,
                          int depth)
{
    Str text = scalar->text;
    while (scalar->at < text.size) {
        size_t from = scalar->at;
        size_t next = find_next(text, from);
        add_text(out, str_slice(text, from, next), scalar->place);
        scalar->at = next;
        if (next < text.size && compile_tag(compiler, scalar, out, open, depth))
            return;
    }
    if (open != NULL)
        scalar_error(compiler, scalar, scalar->place,
                     "close it with the same text after '/', or with '{{/}}'", "is not closed",
                     open->source);
}

const Piece *piece_compile(const Compiler *compiler, Str text, Place place)
{
    Scalar scalar = {.text = str_trim(text), .place = place, .good = true};
    if (compiler->lines != NULL && place.source == compiler->lines->source)
        scalar.cursor = lines_offset(compiler->lines, place.line, place.column);
    Pieces out;
    pieces_begin(&out, compiler->arena);
    compile_until(compiler, &scalar, &out, NULL, 0);
    return scalar.good ? out.first : NULL;
}
