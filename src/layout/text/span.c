/* Spans made, copied and read as plain text. */
#include "layout/text/span.h"

Span *span_text(Arena *arena, Str text)
{
    Span *span = arena_alloc(arena, sizeof *span);
    span->kind = SPAN_TEXT;
    span->text = text;
    return span;
}

Span *span_break(Arena *arena)
{
    Span *span = arena_alloc(arena, sizeof *span);
    span->kind = SPAN_BREAK;
    return span;
}

Span *span_bare(Arena *arena, const Span *spans)
{
    Span *first = NULL;
    Span **tail = &first;
    for (const Span *from = spans; from != NULL; from = from->next) {
        if (from->kind == SPAN_NOTE)
            continue;
        Span *copy = span_text(arena, from->kind == SPAN_BREAK ? STR(" ") : from->text);
        if (from->kind != SPAN_BREAK)
            copy->kind = from->kind;
        if (from->kind == SPAN_PAGE_OF)
            copy->lead = from->lead;
        copy->style = from->style;
        copy->place = from->place;
        *tail = copy;
        tail = &copy->next;
    }
    return first;
}

Span *span_before(Arena *arena, Span *first, const Span *rest)
{
    Span **tail = &first;
    for (; *tail != NULL; tail = &(*tail)->next)
        if ((*tail)->place.source == NULL && rest != NULL)
            (*tail)->place = rest->place;
    for (; rest != NULL; rest = rest->next) {
        Span *copy = arena_alloc(arena, sizeof *copy);
        *copy = *rest;
        copy->next = NULL;
        *tail = copy;
        tail = &copy->next;
    }
    return first;
}

bool span_empty(const Span *spans)
{
    for (; spans != NULL; spans = spans->next)
        if (spans->kind != SPAN_BREAK && (spans->kind != SPAN_TEXT || spans->text.size > 0))
            return false;
    return true;
}

Str span_plain(Arena *arena, const Span *spans)
{
    Buf buf = {.arena = arena};
    for (; spans != NULL; spans = spans->next) {
        if (spans->kind == SPAN_TEXT)
            buf_add(&buf, spans->text);
        else if (spans->kind == SPAN_BREAK && spans->next != NULL)
            buf_byte(&buf, ' ');
    }
    return buf_str(&buf);
}
