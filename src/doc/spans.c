/* Pieces filled with a record's values: spans of text, white space single from one end of a block
 * to the other. */
#include "doc/builder.h"

/* Spans under construction. */
typedef struct Writer {
    Builder *builder;
    SpanOptions options;
    Span *first;
    Span **tail;      /* where the next span goes */
    Span **last_slot; /* where the last one hangs; NULL when there is none */
    bool space;       /* at the start, behind a break or a space: a space adds nothing */
    bool text;        /* there is text */
    size_t bytes;     /* of it */
    size_t values, missing;
    const Piece *absent; /* the first missing value, */
    Scope absent_in;     /* and where it was looked for */
} Writer;

static Span *add_span(Writer *writer, Span span)
{
    Span *slot = arena_alloc(writer->builder->arena, sizeof *slot);
    *slot = span;
    slot->style |= writer->options.add_style;
    *writer->tail = slot;
    writer->last_slot = writer->tail;
    writer->tail = &slot->next;
    return slot;
}

/* Takes a space off the end of what is written. */
static void trim_end(Writer *writer)
{
    Span *last = writer->last_slot == NULL ? NULL : *writer->last_slot;
    if (last == NULL || last->kind != SPAN_TEXT || !str_ends(last->text, " "))
        return;
    last->text.size--;
    if (last->text.size > 0)
        return;
    *writer->last_slot = NULL;
    writer->tail = writer->last_slot;
    writer->last_slot = NULL;
}

bool span_is_short_form(Str word)
{
    static const char *const forms[] = {"Plt.", "Plh.", "Pj.", "Pjs.", "a.n.", "u.b.", "u.p."};
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        if (str_is(word, forms[i]))
            return true;
    return false;
}

/* In capitals, but for short forms that keep their letters: "Plt. DIREKTUR". */
static Str capitals(Arena *arena, Str text)
{
    Buf out = {.arena = arena};
    for (size_t at = 0; at < text.size;) {
        size_t space = str_find(text, " ", at);
        size_t end = space != SIZE_MAX ? space + 1 : text.size;
        Str word = str_slice(text, at, space != SIZE_MAX ? space : text.size);
        Str part = str_slice(text, at, end);
        buf_add(&out, span_is_short_form(word) ? part : utf8_upper(arena, part));
        at = end;
    }
    return buf_str(&out);
}

/* Counts the bytes of a text. False where the limit was passed: sections repeat long texts. */
static bool has_room(Writer *writer, const Piece *piece, size_t bytes)
{
    Builder *builder = writer->builder;
    Evaluator *evaluator = &builder->evaluator;
    writer->bytes += bytes;
    builder->text += bytes;
    bool block = writer->bytes > DOC_MAX_BLOCK_TEXT;
    if (!evaluator->stopped && (block || builder->text > DOC_MAX_TEXT)) {
        evaluator->stopped = true;
        diag(builder->diags, SEVERITY_ERROR, piece->place,
             block ? "repeat the paragraph or the row, not the text within it"
                   : "make several documents of it",
             "%s more than %d bytes of text",
             block ? "a paragraph or a cell has" : "the document has",
             block ? DOC_MAX_BLOCK_TEXT : DOC_MAX_TEXT);
    }
    return !evaluator->stopped;
}

static void write_text(Writer *writer, const Piece *piece, Str text, Place place)
{
    if (writer->space && str_starts(text, " "))
        text = str_slice(text, 1, text.size);
    if (text.size == 0 || !has_room(writer, piece, text.size))
        return;
    if (writer->options.upper)
        text = capitals(writer->builder->arena, text);
    Span *span = add_span(writer, (Span){.kind = SPAN_TEXT,
                                         .style = piece->style,
                                         .text = text,
                                         .lead = piece->lead,
                                         .place = place});
    writer->space = str_ends(text, " ");
    writer->text = writer->text || !str_is(text, " ");
    if (piece->lead != NULL && piece->lead->target.size > 0)
        label_refer(writer->builder, span, piece->lead->target, false);
}

/* A template's sentence is nothing that its users could mend: they are told of the record for which
   it lacks a value. */
static void warn_absent(Builder *builder, const Piece *piece, const Scope *scope)
{
    const Record *record = scope->record;
    while (record != NULL && record->made_up)
        record = record->parent;
    Place place = piece->place;
    if (builder->chapter_own || record == NULL || record->parent == NULL ||
        record->place.source == NULL || place.source == NULL) {
        diag(builder->diags, SEVERITY_WARNING, place,
             "give the data, or put the sentence into a section",
             "this has no value; '-' is printed");
        return;
    }
    Str hint = str_format(builder->arena, "give the data; it stands in a sentence at %.*s:%u:%u",
                          STR_ARG(place.source->name), place.line, place.column);
    diag(builder->diags, SEVERITY_WARNING, record->place, hint.at,
         "'%.*s' of this %.*s has no value; '-' is printed",
         STR_ARG(calc_formula_text(piece->expression->formula)), STR_ARG(record->type->name));
}

static void write_value(Writer *writer, const Piece *piece, const Scope *scope)
{
    Builder *builder = writer->builder;
    Str text;
    bool failed = false;
    if (piece->expression == NULL)
        return;
    Place place = piece->place;
    if (expression_text(&builder->evaluator, piece->expression, scope, &text, &place, &failed)) {
        writer->values++;
        write_text(writer, piece, collapse_space(builder->arena, text), place);
        return;
    }
    if (writer->missing++ == 0) {
        writer->absent = piece;
        writer->absent_in = *scope;
    }
    if (!failed && writer->options.absence == ABSENCE_WARNS)
        warn_absent(builder, piece, scope);
    write_text(writer, piece, STR("-"), piece->place);
}

static void write_mark(Writer *writer, const Piece *piece, SpanKind kind)
{
    if (kind == SPAN_BREAK)
        trim_end(writer);
    add_span(writer, (Span){.kind = kind, .style = piece->style, .place = piece->place});
    writer->space = kind == SPAN_BREAK;
    writer->text = writer->text || kind != SPAN_BREAK;
}

static void write_reference(Writer *writer, const Piece *piece)
{
    Builder *builder = writer->builder;
    if (writer->options.plain) {
        diag(builder->diags, SEVERITY_ERROR, piece->place,
             "references stand in paragraphs, titles, and the cells of tables and boxes of charts",
             "a reference cannot stand here");
        return;
    }
    Lead *lead = arena_alloc(builder->arena, sizeof *lead);
    lead->target = piece->text;
    Span *span = add_span(
        writer,
        (Span){.kind = piece->field, .style = piece->style, .lead = lead, .place = piece->place});
    writer->space = false;
    writer->text = true;
    label_refer(builder, span, piece->text, piece->field == SPAN_TEXT);
}

/* A mark stands directly behind its word, and a comma between two of them. */
static void write_note(Writer *writer, const Piece *piece, const Scope *scope)
{
    Builder *builder = writer->builder;
    Arena *arena = builder->arena;
    if (writer->options.notes == NOTES_REFUSED)
        diag(builder->diags, SEVERITY_ERROR, piece->place,
             "notes stand in paragraphs, headings, and the texts of tables",
             "a note cannot stand here");
    if (writer->options.notes != NOTES_PRINTED || !builder_count(builder, piece->place))
        return;
    SpanOptions options = {.absence = ABSENCE_WARNS};
    const Span *text = spans_fill(builder, piece->first, scope, options);
    if (text == NULL)
        return;
    Note *note = arena_alloc(arena, sizeof *note);
    *note = (Note){.number = str_format(arena, "%lld", (long long)++builder->note_number),
                   .text = text,
                   .index = builder->notes++};
    Lead *lead = arena_alloc(arena, sizeof *lead);
    lead->note = note;
    trim_end(writer);
    const Span *last = writer->last_slot == NULL ? NULL : *writer->last_slot;
    bool follows = last != NULL && last->kind == SPAN_NOTE;
    uint8_t style = piece->style & (TEXT_BOLD | TEXT_ITALIC);
    add_span(writer, (Span){.kind = SPAN_NOTE,
                            .style = style | TEXT_SUPERSCRIPT,
                            .text = follows ? str_format(arena, ",%.*s", STR_ARG(note->number))
                                            : note->number,
                            .lead = lead,
                            .place = piece->place});
    writer->space = false;
    writer->text = true;
}

static void write_pieces(Writer *writer, const Piece *first, const Scope *scope)
{
    for (const Piece *piece = first; piece != NULL; piece = piece->next) {
        switch (piece->kind) {
        case PIECE_TEXT:
            write_text(writer, piece, piece->text, piece->place);
            break;
        case PIECE_BREAK:
            write_mark(writer, piece, SPAN_BREAK);
            break;
        case PIECE_FIELD:
            write_mark(writer, piece, piece->field);
            break;
        case PIECE_VALUE:
            write_value(writer, piece, scope);
            break;
        case PIECE_REFERENCE:
            write_reference(writer, piece);
            break;
        case PIECE_NOTE:
            write_note(writer, piece, scope);
            break;
        case PIECE_SECTION: {
            if (piece->expression == NULL)
                break;
            Loop loop =
                loop_begin(&writer->builder->evaluator, piece->expression, piece->inverse, scope);
            while (loop_next(&loop))
                write_pieces(writer, piece->first, &loop.scope);
            break;
        }
        }
    }
}

Span *spans_fill(Builder *builder, const Piece *first, const Scope *scope, SpanOptions options)
{
    Writer writer = {.builder = builder, .options = options, .space = true};
    writer.tail = &writer.first;
    write_pieces(&writer, first, scope);
    trim_end(&writer);
    bool leaves = options.absence == ABSENCE_LEAVES || options.absence == ABSENCE_BLANK;
    if (leaves && writer.missing > 0 && writer.values == 0)
        return NULL;
    if (options.absence == ABSENCE_LEAVES && writer.missing > 0)
        warn_absent(builder, writer.absent, &writer.absent_in);
    return writer.text ? writer.first : NULL;
}

Str spans_text(Arena *arena, const Span *first)
{
    if (first == NULL)
        return (Str){NULL, 0};
    if (first->next == NULL && first->kind == SPAN_TEXT)
        return first->text;
    Buf text = {.arena = arena};
    for (const Span *span = first; span != NULL; span = span->next) {
        if (span->kind == SPAN_TEXT)
            buf_add(&text, span->text);
        else if (span->kind == SPAN_BREAK)
            buf_byte(&text, ' ');
    }
    return buf_str(&text);
}

Str spans_fill_text(Builder *builder, const Piece *first, const Scope *scope, SpanOptions options)
{
    options.plain = true;
    return spans_text(builder->arena, spans_fill(builder, first, scope, options));
}

Str spans_fill_named(Builder *builder, const Piece *first, const Scope *scope, SpanOptions options,
                     Place *place)
{
    options.plain = true;
    const Span *spans = spans_fill(builder, first, scope, options);
    for (const Span *span = spans; span != NULL; span = span->next) {
        if (span->place.source == first->place.source)
            continue;
        *place = place_settled(span->place);
        break;
    }
    return spans_text(builder->arena, spans);
}

Span *spans_from_text(Arena *arena, Str text, uint8_t style, Place place)
{
    Span *span = arena_alloc(arena, sizeof *span);
    *span = (Span){.kind = SPAN_TEXT, .style = style, .text = text, .place = place};
    return span;
}

Span **spans_end(Span **first)
{
    while (*first != NULL)
        first = &(*first)->next;
    return first;
}

Span **spans_add_break(Arena *arena, Span **tail, Place place)
{
    Span *span = arena_alloc(arena, sizeof *span);
    *span = (Span){.kind = SPAN_BREAK, .place = place};
    *tail = span;
    return &span->next;
}
